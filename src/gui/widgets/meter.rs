//! Thin bars with the number at their end, never a bare bar.

use crate::gui::theme::{self, size, tokens};
use egui::{Align2, Color32, FontId, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// Label, bar, number; `part` from 0 to 1.
pub fn meter_ui(ui: &mut Ui, label: &str, part: f32, number: &str, hover: &str) {
    let tokens = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
    let y = rect.center().y;
    let font = FontId::new(size::LABEL, theme::regular());
    ui.painter().text(pos2(rect.left(), y), Align2::LEFT_CENTER, label, font.clone(), tokens.quiet);
    ui.painter().text(pos2(rect.right(), y), Align2::RIGHT_CENTER, number, font, tokens.text);
    let track = Rect::from_min_max(
        pos2(rect.left() + 84.0, y - 2.0),
        pos2((rect.right() - 92.0).max(rect.left() + 100.0), y + 2.0),
    );
    paint_bar(ui, track, part, tokens.quiet);
    response.widget_info(|| WidgetInfo::labeled(Role::Meter, true, format!("{label} {number}")));
    if !hover.is_empty() {
        response.on_hover_text(hover);
    }
}

fn paint_bar(ui: &Ui, track: Rect, part: f32, colour: Color32) {
    let tokens = tokens(ui);
    ui.painter().rect_filled(track, 2.0, tokens.line);
    let mut filled = track;
    filled.set_width(track.width() * part.clamp(0.0, 1.0));
    ui.painter().rect_filled(filled, 2.0, colour);
}

/// A row that leads to a question: code, bar and number; `part` from 0 to 1.
pub fn bar_row_ui(ui: &mut Ui, code: &str, text: &str, part: f32, number: &str, name: &str) -> Response {
    let tokens = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), 5.0, tokens.line.gamma_multiply(0.5));
    }
    super::buttons::focus_ring(ui, rect, &response);
    let y = rect.center().y;
    ui.painter().text(
        pos2(rect.left(), y),
        Align2::LEFT_CENTER,
        code,
        FontId::new(size::LABEL, theme::semibold()),
        tokens.text,
    );
    let number_font = FontId::new(size::LABEL, theme::regular());
    ui.painter().text(pos2(rect.right(), y), Align2::RIGHT_CENTER, number, number_font, tokens.text);
    let bar_left = if text.is_empty() {
        rect.left() + 32.0
    } else {
        let left = rect.left() + 32.0;
        let width = (rect.width() * 0.5).max(60.0);
        let mut job = egui::text::LayoutJob::single_section(
            text.to_owned(),
            egui::TextFormat::simple(FontId::new(size::LABEL, theme::regular()), tokens.quiet),
        );
        job.wrap = egui::text::TextWrapping::truncate_at_width(width);
        let galley = ui.painter().layout_job(job);
        ui.painter().galley(pos2(left, y - galley.size().y / 2.0), galley, tokens.quiet);
        left + width + 12.0
    };
    let track = Rect::from_min_max(pos2(bar_left, y - 3.0), pos2((rect.right() - 48.0).max(bar_left + 10.0), y + 3.0));
    paint_bar(ui, track, part, tokens.quiet);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

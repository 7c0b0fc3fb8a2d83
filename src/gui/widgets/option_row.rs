//! One option of a question: key cap, text, risk as pips; the whole row is the button.

use super::buttons::{focus_ring, paint_cap};
use crate::gui::theme::{self, CONTROL_RADIUS, icons, size, tokens};
use egui::{
    Align2, Color32, FontId, Painter, Pos2, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

/// What a row shows.
pub struct OptionRow<'a> {
    pub key: &'a str,
    pub text: &'a str,
    /// Quarters of risk, 0 to 4, for scored questions.
    pub pips: Option<u8>,
    /// Exposure points.
    pub points: Option<u8>,
    pub selected: bool,
    /// The arrow keys are on it.
    pub cursor: bool,
    /// Several may be ticked.
    pub many: bool,
    /// Unknown and not applicable stand back.
    pub quiet: bool,
}

/// Draws the row over the whole width.
pub fn option_row_ui(ui: &mut Ui, row: &OptionRow<'_>) -> Response {
    let tokens = tokens(ui);
    let width = ui.available_width();
    let aside = if row.pips.is_some() {
        84.0
    } else if row.points.is_some() {
        76.0
    } else {
        36.0
    };
    let left = 40.0;
    let colour = if row.quiet && !row.selected { tokens.quiet } else { tokens.text };
    let points = if row.quiet { size::LABEL } else { size::BODY };
    let galley = ui.painter().layout(
        row.text.to_owned(),
        FontId::new(points, theme::regular()),
        colour,
        (width - left - aside).max(80.0),
    );
    let height = (galley.size().y + if row.quiet { 8.0 } else { 12.0 }).max(if row.quiet { 28.0 } else { 32.0 });
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let role = if row.many { Role::CheckBox } else { Role::RadioButton };
    let name = if row.key.is_empty() { row.text.to_owned() } else { format!("{} {}", row.key, row.text) };
    response.widget_info(|| WidgetInfo::selected(role, ui.is_enabled(), row.selected, &name));
    if row.selected {
        ui.painter().rect_filled(rect, CONTROL_RADIUS, tokens.accent_ground);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, CONTROL_RADIUS, tokens.raised);
    }
    if row.cursor {
        ui.painter().rect_stroke(rect, CONTROL_RADIUS, Stroke::new(1.5, tokens.accent), StrokeKind::Inside);
    }
    focus_ring(ui, rect, &response);
    let cap = egui::Rect::from_center_size(pos2(rect.left() + 20.0, rect.center().y), vec2(22.0, 20.0));
    let (fill, line, letter) = if row.selected {
        (tokens.accent, tokens.accent, tokens.on_accent)
    } else {
        (tokens.raised, tokens.line, tokens.quiet)
    };
    paint_cap(ui, cap, fill, line);
    let letter_text = row.key.to_uppercase();
    ui.painter().text(
        cap.center(),
        Align2::CENTER_CENTER,
        letter_text,
        FontId::new(size::CAPTION, theme::semibold()),
        letter,
    );
    ui.painter().galley(pos2(rect.left() + left, rect.center().y - galley.size().y / 2.0), galley, colour);
    if row.selected {
        let font = FontId::new(16.0, theme::icon_family());
        ui.painter().text(
            pos2(rect.right() - 16.0, rect.center().y),
            Align2::CENTER_CENTER,
            icons::CHECK,
            font,
            tokens.accent,
        );
    }
    if let Some(pips) = row.pips {
        paint_pips(ui.painter(), pos2(rect.right() - 80.0, rect.center().y), pips, tokens.text, tokens.outline);
    }
    if let Some(points) = row.points {
        let font = FontId::new(size::CAPTION, theme::regular());
        let text = format!("{points} pt");
        ui.painter().text(pos2(rect.right() - 34.0, rect.center().y), Align2::RIGHT_CENTER, text, font, tokens.quiet);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// Four dots, filled by risk.
pub(super) fn paint_pips(painter: &Painter, left_centre: Pos2, filled: u8, full: Color32, outline: Color32) {
    for place in 0..4_u8 {
        let centre = left_centre + vec2(4.0 + f32::from(place) * 11.0, 0.0);
        if place < filled {
            painter.circle_filled(centre, 3.5, full);
        } else {
            painter.circle_stroke(centre, 3.0, Stroke::new(1.0, outline));
        }
    }
}

/// The dots at a place, for rows that paint themselves.
pub fn paint_pips_at(ui: &Ui, left_centre: Pos2, filled: u8) {
    let tokens = tokens(ui);
    paint_pips(ui.painter(), left_centre, filled, tokens.text, tokens.outline);
}

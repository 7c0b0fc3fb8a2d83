//! A row of a breakdown: a name, the share past support and of unknown support as one bar, and the figures in words.

use crate::gui::theme::{self, CONTROL_RADIUS, size, tokens};
use crate::gui::words;
use egui::{Align2, FontFamily, FontId, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// What a row shows.
pub struct SupportBar<'a> {
    pub name: &'a str,
    /// Of how many devices.
    pub n: u64,
    /// Of them past support.
    pub past: u64,
    /// Of them with a date that nobody knows.
    pub unknown: u64,
    /// Devices of the largest row: the bars of a table are drawn to one scale.
    pub most: u64,
    /// At the right: the earliest date.
    pub aside: &'a str,
    /// Where the row leads, for screen reader and hover.
    pub leads: &'a str,
}

impl SupportBar<'_> {
    fn words(&self) -> String {
        let [past, n, unknown] = [self.past, self.n, self.unknown].map(words::grouped);
        let mut words = format!("{}: {past} of {n} past support", self.name);
        if self.unknown > 0 {
            words.push_str(&format!(", {unknown} unknown"));
        }
        if !self.aside.is_empty() {
            words.push_str(&format!(", earliest {}", self.aside));
        }
        words
    }
}

/// Draws the row over the whole width; a click follows it.
pub fn support_bar_ui(ui: &mut Ui, bar: &SupportBar<'_>) -> Response {
    let tokens = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::click());
    let said = bar.words();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), CONTROL_RADIUS, tokens.raised);
    }
    super::buttons::focus_ring(ui, rect, &response);
    let y = rect.center().y;
    let name_width = (rect.width() * 0.3).clamp(90.0, 240.0);
    let figures_width = (rect.width() * 0.28).clamp(158.0, 236.0);
    let aside_width = 84.0;
    let text = |x: f32, width: f32, words: &str, family: FontFamily, colour| {
        let format = egui::TextFormat::simple(FontId::new(size::LABEL, family), colour);
        let mut job = egui::text::LayoutJob::single_section(words::one_line(words), format);
        job.wrap = egui::text::TextWrapping::truncate_at_width(width);
        let galley = ui.painter().layout_job(job);
        ui.painter().galley(pos2(x, y - galley.size().y / 2.0), galley, colour);
    };
    text(rect.left(), name_width - 10.0, bar.name, theme::semibold(), tokens.text);
    let track = Rect::from_min_max(
        pos2(rect.left() + name_width, y - 5.0),
        pos2((rect.right() - figures_width - aside_width).max(rect.left() + name_width + 40.0), y + 5.0),
    );
    let scale = track.width() / bar.most.max(1) as f32;
    let whole = Rect::from_min_size(track.min, vec2((bar.n as f32 * scale).max(2.0), track.height()));
    ui.painter().rect_filled(whole, 2.0, tokens.line);
    let past = Rect::from_min_size(track.min, vec2(bar.past as f32 * scale, track.height()));
    ui.painter().rect_filled(past, 2.0, tokens.bands[3]);
    let unknown = Rect::from_min_size(past.right_top(), vec2(bar.unknown as f32 * scale, track.height()));
    super::wall::hatch(ui.painter(), unknown, 5.0, tokens.no_decision);
    if bar.unknown > 0 {
        ui.painter().rect_stroke(unknown, 0.0, Stroke::new(1.0, tokens.no_decision), egui::StrokeKind::Inside);
    }
    let mut figures = format!("{} of {} past", words::grouped(bar.past), words::grouped(bar.n));
    if bar.unknown > 0 {
        figures.push_str(&format!(", {} unknown", words::grouped(bar.unknown)));
    }
    let left = rect.right() - figures_width - aside_width + 12.0;
    text(
        left,
        figures_width - 14.0 + if bar.aside.is_empty() { aside_width } else { 0.0 },
        &figures,
        theme::regular(),
        tokens.text,
    );
    let font = FontId::new(size::LABEL, theme::regular());
    ui.painter().text(pos2(rect.right(), y), Align2::RIGHT_CENTER, bar.aside, font, tokens.quiet);
    response.on_hover_text(bar.leads).on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// What solid and hatched stand for, from the side where the layout begins.
pub fn support_key_ui(ui: &mut Ui, has_unknown: bool) {
    let tokens = tokens(ui);
    let part = |ui: &mut Ui, words: &str, paint: &dyn Fn(&Ui, Rect)| {
        let words = super::Text::caption(ui, words);
        let galley = egui::WidgetText::from(words).into_galley(ui, None, f32::INFINITY, egui::TextStyle::Body);
        let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 20.0, 18.0), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, galley.text()));
        let swatch = Rect::from_center_size(pos2(rect.left() + 7.0, rect.center().y), vec2(14.0, 12.0));
        paint(ui, swatch);
        let at = pos2(rect.left() + 20.0, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, tokens.quiet);
    };
    ui.spacing_mut().item_spacing.x = 16.0;
    if has_unknown {
        part(ui, "date not known", &|ui, swatch| {
            super::wall::hatch(ui.painter(), swatch, 5.0, tokens.no_decision);
            let stroke = Stroke::new(1.0, tokens.no_decision);
            ui.painter().rect_stroke(swatch, 0.0, stroke, egui::StrokeKind::Inside);
        });
    }
    part(ui, "past security support", &|ui, swatch| {
        ui.painter().rect_filled(swatch, 2.0, tokens.bands[3]);
    });
}

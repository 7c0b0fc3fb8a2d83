//! A row of a breakdown before and after: shape and word, two bars, figures and their difference.

use super::paint::{label_at, strong_at, within};
use super::shape::{Level, paint_level};
use crate::gui::theme::{self, size, tokens};
use egui::{Align2, FontId, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

/// Room for a figure.
const FIGURE: f32 = 52.0;

/// What a row shows.
pub struct Shift<'a> {
    pub name: &'a str,
    pub level: Level,
    pub before: u64,
    pub after: u64,
    /// Of the largest row: the bars of a table are drawn to one scale.
    pub most: u64,
    /// A value as it stands in the row.
    pub short: &'a dyn Fn(u64) -> String,
}

impl Shift<'_> {
    /// `+12`, `−3`, or nothing.
    fn difference(&self) -> String {
        match self.after.cmp(&self.before) {
            std::cmp::Ordering::Greater => format!("+{}", (self.short)(self.after - self.before)),
            std::cmp::Ordering::Less => format!("−{}", (self.short)(self.before - self.after)),
            std::cmp::Ordering::Equal => String::new(),
        }
    }
}

/// Draws the row over the whole width.
pub fn shift_ui(ui: &mut Ui, shift: &Shift<'_>) {
    let tokens = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    let [before, after] = [shift.before, shift.after].map(shift.short);
    let difference = shift.difference();
    let said = format!("{}: {before} before, {after} after", shift.name);
    response.widget_info(|| WidgetInfo::labeled(Role::Meter, true, &said));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let painter = ui.painter();
    let y = rect.center().y;
    let colour = shift.level.colour(tokens);
    paint_level(painter, pos2(rect.left() + 6.0, y), 10.0, shift.level, colour);
    let names = (rect.width() * 0.28).clamp(74.0, 148.0);
    let room = Rect::from_x_y_ranges(rect.left() + 18.0..=rect.left() + names - 6.0, rect.y_range());
    within(painter, room, shift.name, FontId::new(size::LABEL, theme::regular()), tokens.text, false);
    let figure = FIGURE;
    let right = rect.right() - 6.0;
    let colour_of = if difference.is_empty() { tokens.quiet } else { tokens.text };
    strong_at(painter, pos2(right, y), Align2::RIGHT_CENTER, &difference, colour_of);
    label_at(painter, pos2(right - figure, y), Align2::RIGHT_CENTER, &after, tokens.text);
    label_at(painter, pos2(right - 2.0 * figure, y), Align2::RIGHT_CENTER, &before, tokens.quiet);
    let left = rect.left() + names;
    let track = (right - 3.0 * figure - 8.0 - left).max(20.0);
    let width = |value: u64| track * (value as f64 / shift.most.max(1) as f64) as f32;
    let bar = Rect::from_min_size(pos2(left, y - 6.0), vec2(width(shift.after), 12.0));
    painter.rect_filled(bar, 2.0, colour.gamma_multiply(0.62));
    if shift.before > 0 {
        let outline = Rect::from_min_size(pos2(left, y - 8.0), vec2(width(shift.before).max(1.5), 16.0));
        painter.rect_stroke(outline, 2.0, Stroke::new(1.2, tokens.text), StrokeKind::Inside);
    }
}

/// Heads over the figures of the rows.
pub fn shift_heads_ui(ui: &mut Ui) {
    let colour = tokens(ui).quiet;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::hover());
    for (place, word) in ["change", "after", "before"].into_iter().enumerate() {
        let at = pos2(rect.right() - 6.0 - FIGURE * place as f32, rect.center().y);
        super::paint::caption_at(ui.painter(), at, Align2::RIGHT_CENTER, word, colour);
    }
}

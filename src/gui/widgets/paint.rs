//! Words on a painter, for charts and tables that are drawn by hand.

use crate::gui::theme::{self, size};
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align2, Color32, FontId, Painter, Pos2, Rect};

/// One line in the size of captions; where it was drawn.
pub fn caption_at(painter: &Painter, at: Pos2, align: Align2, text: &str, colour: Color32) -> Rect {
    painter.text(at, align, text, FontId::new(size::CAPTION, theme::regular()), colour)
}

/// One line in the size of tables; where it was drawn.
pub fn label_at(painter: &Painter, at: Pos2, align: Align2, text: &str, colour: Color32) -> Rect {
    painter.text(at, align, text, FontId::new(size::LABEL, theme::regular()), colour)
}

/// The same in semibold.
pub fn strong_at(painter: &Painter, at: Pos2, align: Align2, text: &str, colour: Color32) -> Rect {
    painter.text(at, align, text, FontId::new(size::LABEL, theme::semibold()), colour)
}

/// One line that ends in dots where it has no room; `right` puts it at the right end.
pub fn within(painter: &Painter, room: Rect, text: &str, font: FontId, colour: Color32, right: bool) {
    let mut job = LayoutJob::single_section(text.to_owned(), TextFormat::simple(font, colour));
    job.break_on_newline = false;
    job.wrap = TextWrapping::truncate_at_width(room.width().max(12.0));
    let galley = painter.layout_job(job);
    let x = if right { room.right() - galley.size().x } else { room.left() };
    painter.galley(egui::pos2(x, room.center().y - galley.size().y / 2.0), galley, colour);
}

//! A whole and its parts: one bar, and below it a line for each part with its name and share.

use super::paint::{label_at, strong_at};
use crate::gui::theme::tokens;
use egui::{Align2, Color32, CornerRadius, Painter, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

/// One part.
#[derive(Clone, Debug)]
pub struct Part {
    pub name: String,
    /// Behind the name, quiet.
    pub aside: String,
    /// From 0 to 1; drawing only.
    pub share: f32,
    /// The share in words.
    pub text: String,
    pub colour: Color32,
    /// Told apart without its colour.
    pub hatched: bool,
}

const BAR: f32 = 22.0;
const LINE: f32 = 22.0;

/// Draws bar and lines over the whole width. Parts of nothing have a line and no place in the bar.
pub fn parts_ui(ui: &mut Ui, name: &str, parts: &[Part]) {
    let tokens = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), BAR), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    ui.painter().rect_filled(rect, 4.0, tokens.raised);
    let mut left = rect.left();
    for (place, part) in parts.iter().enumerate() {
        let right = (left + rect.width() * part.share).min(rect.right());
        let own = Rect::from_x_y_ranges(left..=right, rect.y_range());
        left = right;
        if own.width() < 0.5 {
            continue;
        }
        fill(ui.painter(), own.shrink2(vec2(0.5, 0.0)), part);
        let hover = ui.interact(own, response.id.with(place), Sense::hover());
        hover.on_hover_text(format!("{} {}", part.name, part.text));
    }
    ui.add_space(2.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    for part in parts {
        let (line, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
        let said = format!("{}: {}, {}", part.name, part.text, part.aside);
        response.widget_info(|| WidgetInfo::labeled(Role::Meter, true, &said));
        let y = line.center().y;
        let swatch = Rect::from_center_size(pos2(line.left() + 7.0, y), vec2(14.0, 12.0));
        fill(ui.painter(), swatch, part);
        let colour = if part.share > 0.0 { tokens.text } else { tokens.quiet };
        label_at(ui.painter(), pos2(line.left() + 24.0, y), Align2::LEFT_CENTER, &part.name, colour);
        let right = line.right();
        strong_at(ui.painter(), pos2(right, y), Align2::RIGHT_CENTER, &part.text, colour);
        label_at(ui.painter(), pos2(right - 72.0, y), Align2::RIGHT_CENTER, &part.aside, tokens.quiet);
    }
}

fn fill(painter: &Painter, rect: Rect, part: &Part) {
    let radius = CornerRadius::same(2);
    if !part.hatched {
        painter.rect_filled(rect, radius, part.colour);
        return;
    }
    painter.rect_filled(rect, radius, part.colour.gamma_multiply(0.28));
    let inside = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
    let mut x = rect.left() - rect.height();
    while x < rect.right() {
        let line = [pos2(x, rect.bottom()), pos2(x + rect.height(), rect.top())];
        inside.line_segment(line, Stroke::new(1.5, part.colour));
        x += 6.0;
    }
    painter.rect_stroke(rect, radius, Stroke::new(1.0, part.colour), StrokeKind::Inside);
}

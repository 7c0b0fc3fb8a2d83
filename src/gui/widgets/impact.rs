//! How much something counts beside the rest: five steps that rise, a word for the ear, and no number.

use crate::gui::theme::tokens;
use egui::{Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

const STEPS: u8 = 5;

/// Which of five steps a part of the largest one takes; 0 for nothing.
#[must_use]
pub fn impact_step(part: f32) -> u8 {
    let steps = (part.clamp(0.0, 1.0) * f32::from(STEPS)).ceil();
    (0..=STEPS).rfind(|step| f32::from(*step) <= steps).unwrap_or(0)
}

/// `very large`.
#[must_use]
pub fn impact_words(step: u8) -> &'static str {
    ["none", "very small", "small", "medium", "large"].get(usize::from(step)).copied().unwrap_or("very large")
}

/// Draws the steps; `name` says what counts.
pub fn impact_ui(ui: &mut Ui, name: &str, step: u8) -> Response {
    let tokens = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(f32::from(STEPS) * 6.0, 18.0), Sense::hover());
    let said = format!("{name}: {}", impact_words(step));
    response.widget_info(|| WidgetInfo::labeled(Role::Meter, true, &said));
    for place in 0..STEPS {
        let height = 4.0 + 2.0 * f32::from(place);
        let left = rect.left() + f32::from(place) * 6.0;
        let bar = Rect::from_min_max(pos2(left, rect.bottom() - 3.0 - height), pos2(left + 4.0, rect.bottom() - 3.0));
        ui.painter().rect_filled(bar, 1.0, if place < step { tokens.text } else { tokens.line });
    }
    response.on_hover_text(said)
}

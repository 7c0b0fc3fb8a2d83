//! A slider in whole steps, with a notch where the value was.

use crate::gui::theme::tokens;
use egui::{CursorIcon, Id, Pos2, Rect, Response, Sense, Shape, Stroke, Ui, WidgetInfo, lerp, pos2, remap_clamp, vec2};

/// What a slider shows. Counts are whole steps.
#[derive(Clone, Copy, Debug)]
pub struct Slider<'a> {
    /// For a screen reader.
    pub name: &'a str,
    pub value: u32,
    /// The notch.
    pub was: u32,
    pub least: u32,
    pub most: u32,
    /// Steps to one for a screen reader.
    pub per_one: f64,
    pub enabled: bool,
    /// Of a heading line.
    pub strong: bool,
}

const KNOB: f32 = 6.0;

/// Draws it at a place; the new value while it is dragged or was clicked. It takes no keyboard: the table around it
/// has the keys.
pub fn slider_ui(ui: &mut Ui, id: Id, rect: Rect, slider: Slider<'_>) -> (Option<u32>, Response) {
    let tokens = tokens(ui);
    let sense = if slider.enabled { Sense::CLICK | Sense::DRAG } else { Sense::hover() };
    let response = ui.interact(rect, id, sense);
    let track = rect.shrink2(vec2(KNOB + 1.0, 0.0)).x_range();
    let y = rect.center().y;
    let x_of = |value: u32| remap_clamp(value as f32, 0.0..=slider.most as f32, track.min..=track.max);
    let info = f64::from(slider.value) / slider.per_one;
    response.widget_info(|| WidgetInfo::slider(slider.enabled, info, slider.name));
    let changed = slider.value != slider.was;
    let height = if slider.strong { 6.0 } else { 4.0 };
    let bar = |from: f32, to: f32| Rect::from_x_y_ranges(from..=to, y - height / 2.0..=y + height / 2.0);
    let painter = ui.painter();
    painter.rect_filled(bar(track.min, track.max), height / 2.0, tokens.line);
    let (value_x, was_x) = (x_of(slider.value), x_of(slider.was));
    let colour = match (slider.enabled, changed) {
        (false, _) => tokens.outline,
        (true, true) => tokens.accent,
        (true, false) => tokens.quiet,
    };
    painter.rect_filled(bar(track.min, value_x), height / 2.0, colour.gamma_multiply(if changed { 1.0 } else { 0.75 }));
    if changed {
        painter.vline(was_x, y - 7.0..=y + 7.0, Stroke::new(1.5, tokens.text));
    }
    let active = response.hovered() || response.dragged();
    let knob = pos2(value_x, y);
    if slider.enabled {
        let radius = if active { KNOB + 1.0 } else { KNOB };
        painter.circle(knob, radius, tokens.surface, Stroke::new(if active { 2.5 } else { 2.0 }, colour));
    } else {
        painter.add(Shape::circle_filled(knob, 3.5, colour));
    }
    let at = |pointer: Pos2| {
        let part = remap_clamp(pointer.x, track.min..=track.max, 0.0..=1.0);
        (lerp(0.0..=slider.most as f32, part).round() as u32).clamp(slider.least, slider.most)
    };
    let moved = (response.dragged() || response.clicked())
        .then(|| response.interact_pointer_pos().map(at))
        .flatten()
        .filter(|to| *to != slider.value);
    (moved, if slider.enabled { response.on_hover_cursor(CursorIcon::ResizeHorizontal) } else { response })
}

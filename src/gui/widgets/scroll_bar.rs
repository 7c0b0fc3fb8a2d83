//! A scroll bar by parts of the whole, for tables longer than points can tell apart.

use crate::gui::theme::tokens;
use egui::{Id, Rangef, Rect, Role, Sense, Ui, WidgetInfo};

/// Shortest handle, so that it can be caught among a million rows.
const LEAST_HANDLE: f32 = 28.0;

/// One scroll bar.
pub struct ScrollBar<'a> {
    pub name: &'a str,
    pub track: Rect,
    pub is_upright: bool,
    /// What is shown of the whole.
    pub part: f64,
    /// 0 at the beginning, 1 at the end.
    pub at: f64,
}

impl ScrollBar<'_> {
    /// Draws the bar if there is anything to scroll; where it was moved to.
    pub fn show(&self, ui: &Ui) -> Option<f64> {
        if self.part >= 1.0 || !self.track.is_positive() {
            return None;
        }
        let along = if self.is_upright { self.track.y_range() } else { self.track.x_range() };
        let handle = (along.span() * self.part as f32).clamp(LEAST_HANDLE.min(along.span()), along.span());
        let free = along.span() - handle;
        let start = along.min + free * self.at.clamp(0.0, 1.0) as f32;
        let inside = Rangef::new(start, start + handle);
        let rect = if self.is_upright {
            Rect::from_x_y_ranges(self.track.x_range(), inside)
        } else {
            Rect::from_x_y_ranges(inside, self.track.y_range())
        };
        let response = ui.interact(self.track, Id::unique(self.name), Sense::CLICK | Sense::DRAG);
        response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, self.name));
        let tokens = tokens(ui);
        let is_held = response.hovered() || response.dragged();
        let colour = if is_held { tokens.quiet } else { tokens.outline.gamma_multiply(0.6) };
        ui.painter().rect_filled(rect.shrink(if is_held { 2.0 } else { 3.0 }), 4.0, colour);
        let pressed = response.is_pointer_button_down_on() || response.dragged();
        let at = response.interact_pointer_pos().filter(|_| pressed)?;
        let at = if self.is_upright { at.y } else { at.x };
        Some(f64::from(((at - along.min - handle / 2.0) / free.max(1.0)).clamp(0.0, 1.0)))
    }
}

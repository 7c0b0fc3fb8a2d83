//! Scroll bars of the table, by lines and by points, and the wheel.

use super::grid::{Grid, LINE, table_id};
use crate::gui::action::Actions;
use crate::gui::devices::ListAction;
use crate::gui::theme::tokens;
use egui::{Rangef, Rect, Role, Sense, Ui, WidgetInfo};

/// Shortest handle, so that it can be caught among a million rows.
const LEAST_HANDLE: f32 = 28.0;

pub(super) fn bars_ui(ui: &Ui, grid: &Grid<'_>, room: Rect, actions: &mut Actions) {
    let list = grid.list;
    if ui.rect_contains_pointer(grid.body) {
        let delta = ui.input(|input| input.smooth_scroll_delta);
        if delta != egui::Vec2::ZERO {
            actions.push(ListAction::Scroll { lines: f64::from(-delta.y / LINE), points: -delta.x }.into());
        }
    }
    let shown = (grid.body.height() / LINE).floor();
    let down = Bar {
        name: "Scroll devices up and down",
        track: Rect::from_x_y_ranges(Rangef::new(grid.body.right(), room.right()), grid.body.y_range()),
        is_upright: true,
        part: f64::from(shown) / list.lines.count().max(1) as f64,
        at: list.top / (list.lines.count() as f64 - f64::from(shown)).max(1.0),
    };
    if let Some(part) = down.show(ui) {
        let line = part * (list.lines.count() as f64 - f64::from(shown)).max(0.0);
        // Whole lines: a handle that stands for thousands of rows is no way to half a line.
        actions.push(ListAction::ScrollTo { line: Some(line.round()), across: None }.into());
    }
    let width = grid.body.right() - grid.frozen;
    let rest = list.width_of_rest();
    let across = Bar {
        name: "Scroll devices left and right",
        track: Rect::from_x_y_ranges(Rangef::new(grid.frozen, grid.body.right()), grid.body.bottom()..=room.bottom()),
        is_upright: false,
        part: f64::from(width / rest.max(1.0)),
        at: f64::from(list.across / (rest - width).max(1.0)),
    };
    if let Some(part) = across.show(ui) {
        let points = part as f32 * (rest - width).max(0.0);
        actions.push(ListAction::ScrollTo { line: None, across: Some(points) }.into());
    }
}

/// One scroll bar.
struct Bar {
    name: &'static str,
    track: Rect,
    is_upright: bool,
    /// What is shown of the whole.
    part: f64,
    /// 0 at the beginning, 1 at the end.
    at: f64,
}

impl Bar {
    /// Draws the bar if there is anything to scroll; where it was moved to.
    fn show(&self, ui: &Ui) -> Option<f64> {
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
        let response = ui.interact(self.track, table_id().with(self.name), Sense::CLICK | Sense::DRAG);
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

//! Scroll bars of the table, by lines and by points, and the wheel.

use super::grid::{Grid, LINE};
use crate::gui::action::Actions;
use crate::gui::devices::ListAction;
use crate::gui::widgets::ScrollBar;
use egui::{Rangef, Rect, Ui};

pub(super) fn bars_ui(ui: &Ui, grid: &Grid<'_>, room: Rect, actions: &mut Actions) {
    let list = grid.list;
    if ui.rect_contains_pointer(grid.body) {
        let delta = ui.input(|input| input.smooth_scroll_delta);
        if delta != egui::Vec2::ZERO {
            actions.push(ListAction::Scroll { lines: f64::from(-delta.y / LINE), points: -delta.x }.into());
        }
    }
    let shown = (grid.body.height() / LINE).floor();
    let down = ScrollBar {
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
    let across = ScrollBar {
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

//! Writing in a cell, where it stands.

use super::grid::{Grid, table_id};
use crate::gui::action::Actions;
use crate::gui::devices::{Focus, ListAction, Step};
use crate::gui::theme::{self, CONTROL_RADIUS, size, tokens};
use crate::gui::widgets::Text;
use egui::{
    Area, FontId, Frame, Key, Label, Margin, Modifiers, Order, Rect, Role, Stroke, StrokeKind, TextEdit, Ui, UiBuilder,
    vec2,
};

pub(super) fn editor_ui(ui: &mut Ui, grid: &Grid<'_>, actions: &mut Actions) {
    let Some(editing) = &grid.list.editing else { return };
    let at = grid.sight.lines().find(|(line, _)| grid.list.lines.row(&grid.list.order, *line) == Some(editing.row));
    let Some((_, line)) = at else { return };
    let Some(placed) = grid.sight.columns.iter().find(|placed| placed.column == editing.column) else { return };
    let cell = grid.sight.visible(placed, line.y_range());
    // A narrow cell is written in a field that a date fits in.
    let rect = cell.with_max_x((cell.left() + cell.width().max(150.0)).min(grid.sight.body.right()));
    let id = table_id().with("editor");
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    if grid.list.focus == Some(Focus::Cell) {
        ui.memory_mut(|memory| memory.request_focus(id));
        actions.push(ListAction::FocusTaken.into());
    }
    let pressed = |modifiers: Modifiers, key: Key| has_focus && ui.input_mut(|input| input.consume_key(modifiers, key));
    let step = if pressed(Modifiers::SHIFT, Key::Enter) {
        Some(Step::Up)
    } else if pressed(Modifiers::NONE, Key::Enter) {
        Some(Step::Down)
    } else if pressed(Modifiers::SHIFT, Key::Tab) {
        Some(Step::Left)
    } else if pressed(Modifiers::NONE, Key::Tab) {
        Some(Step::Right)
    } else {
        None
    };
    let tokens = tokens(ui);
    ui.painter().rect_filled(rect, 0.0, tokens.surface);
    let mut text = editing.text.clone();
    let name = format!("{}, being written", editing.column.title());
    let field = TextEdit::singleline(&mut text)
        .id(id)
        .font(FontId::new(size::LABEL, theme::regular()))
        .frame(Frame::new().inner_margin(Margin::symmetric(8, 0)))
        .align(egui::Align2::LEFT_CENTER)
        .lock_focus(true)
        .desired_width(rect.width());
    let mut place = ui.new_child(UiBuilder::new().max_rect(rect));
    place.set_clip_rect(rect.intersect(ui.clip_rect()));
    let response = place.add_sized(rect.size(), field).accessible_name(name);
    let colour = if editing.problem.is_some() { tokens.bands[4] } else { tokens.accent };
    ui.painter().rect_stroke(rect, 2.0, Stroke::new(2.0, colour), StrokeKind::Inside);
    if response.changed() {
        actions.push(ListAction::Typed(text).into());
    }
    if let Some(step) = step {
        actions.push(ListAction::Keep(step).into());
    } else if response.lost_focus() {
        let gives_up = ui.input(|input| input.key_pressed(Key::Escape));
        actions.push(if gives_up { ListAction::GiveUp } else { ListAction::Keep(Step::Stay) }.into());
    }
    if let Some(problem) = &editing.problem {
        problem_ui(ui, rect, problem);
    }
}

/// Why the text cannot be kept, below the cell.
fn problem_ui(ui: &Ui, cell: Rect, problem: &str) {
    let tokens = tokens(ui);
    Area::new(table_id().with("problem"))
        .order(Order::Foreground)
        .fixed_pos(cell.left_bottom() + vec2(0.0, 4.0))
        .constrain(true)
        .interactable(false)
        .show(ui, |ui| {
            let role = UiBuilder::new().accessibility_role(Role::Alert).accessibility_label(problem.to_owned());
            ui.scope_builder(role, |ui| {
                Frame::new()
                    .fill(tokens.surface)
                    .stroke(Stroke::new(1.0, tokens.bands[4]))
                    .corner_radius(CONTROL_RADIUS)
                    .shadow(ui.visuals().popup_shadow)
                    .inner_margin(Margin::symmetric(10, 6))
                    .show(ui, |ui| {
                        ui.set_max_width(360.0);
                        ui.add(Label::new(Text::label(problem)).wrap());
                    });
            });
        });
}

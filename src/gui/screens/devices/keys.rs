//! Pointer and keys over the table.

use super::cell::explanation;
use super::grid::Grid;
use crate::gui::action::Actions;
use crate::gui::devices::{ListAction, ListView, Step};
use crate::gui::theme::{self, size};
use crate::gui::widgets::Placed;
use crate::inventory::browse::{Column, Line};
use egui::{Event, EventFilter, FontId, Key, Modifiers, PointerButton, Response, Ui};

/// Farther than any table reaches.
const FAR: i64 = i64::MAX / 4;

/// A press puts the cursor, a drag marks, a double click writes.
pub(super) fn pointer(ui: &Ui, grid: &Grid<'_>, table: &Response, actions: &mut Actions) {
    let Some(at) = table.interact_pointer_pos().or(table.hover_pos()) else { return };
    let (is_pressed, shift) = ui.input(|input| (input.pointer.primary_pressed(), input.modifiers.shift));
    let line = grid.sight.line_at(at.y);
    // A tap may go down and up within one frame.
    if is_pressed && (table.is_pointer_button_down_on() || table.clicked()) {
        table.request_focus();
        if grid.list.editing.is_some() {
            actions.push(ListAction::Keep(Step::Stay).into());
        }
        match (grid.list.line(line), grid.cell_at(at)) {
            (Some(Line::Group(group)), _) => actions.push(ListAction::Toggle(group).into()),
            (Some(Line::Row(_)), Some(to)) => actions.push(ListAction::Cursor { to, extend: shift }.into()),
            (Some(Line::Row(_)), None) => actions.push(ListAction::Lines { line, extend: shift }.into()),
            (None, _) => {}
        }
    } else if table.dragged_by(PointerButton::Primary) && table.drag_delta() != egui::Vec2::ZERO {
        match grid.cell_at(at) {
            Some(to) => actions.push(ListAction::Cursor { to, extend: true }.into()),
            None => actions.push(ListAction::Lines { line, extend: true }.into()),
        }
    } else if table.double_clicked() && grid.cell_at(at).is_some() && matches!(grid.list.line(line), Some(Line::Row(_)))
    {
        actions.push(ListAction::Write(None).into());
    } else if let (Some(Line::Row(row)), Some(cell)) = (grid.list.line(line), grid.cell_at(at))
        && let Some(placed) = grid.sight.columns.iter().find(|placed| placed.place == cell.column)
        && let Some(words) =
            explanation(&grid.source, row, placed.column).or_else(|| hidden_text(ui, grid, placed, row))
    {
        table.clone().on_hover_text_at_pointer(words);
    }
}

/// The text of a cell that has no room for all of it.
fn hidden_text(ui: &Ui, grid: &Grid<'_>, placed: &Placed<Column>, row: usize) -> Option<String> {
    let text = placed.column.text(&grid.source, row);
    let font = FontId::new(size::LABEL, theme::regular());
    let galley = ui.painter().layout_no_wrap(text.to_string(), font, egui::Color32::BLACK);
    (galley.size().x > placed.x.span() - 16.0).then(|| text.into_owned())
}

/// Keys while the table has the keyboard and no cell is being written.
pub(super) fn keys(ui: &Ui, list: &ListView, table: &Response, actions: &mut Actions) {
    if !table.has_focus() || list.editing.is_some() {
        return;
    }
    let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(table.id, filter));
    let page = (f64::from(list.seen.lines).floor() as i64 - 1).max(1);
    let mut typed = String::new();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let action = match event {
                Event::Key { key, pressed: true, modifiers, .. } => from_key(list, page, *key, *modifiers),
                Event::Copy => Some(ListAction::Copy),
                Event::Cut => {
                    actions.push(ListAction::Copy.into());
                    Some(ListAction::Clear)
                }
                Event::Paste(text) => Some(ListAction::Paste(text.clone())),
                Event::Text(text) => {
                    typed.push_str(text);
                    return false;
                }
                _ => None,
            };
            let is_ours = action.is_some();
            actions.extend(action.map(Into::into));
            !is_ours
        });
    });
    if !typed.trim().is_empty() && list.current_row().is_some() {
        actions.push(ListAction::Write(Some(typed)).into());
    }
}

fn from_key(list: &ListView, page: i64, key: Key, modifiers: Modifiers) -> Option<ListAction> {
    let (far, extend) = (modifiers.command, modifiers.shift);
    let step = if far { FAR } else { 1 };
    let to = |down: i64, right: i64| Some(ListAction::Move { down, right, extend });
    match key {
        Key::ArrowDown => to(step, 0),
        Key::ArrowUp => to(-step, 0),
        Key::ArrowRight | Key::ArrowLeft => match list.line(list.cursor.line) {
            Some(Line::Group(group)) => fold(list, group, key == Key::ArrowRight),
            _ => to(0, if key == Key::ArrowRight { step } else { -step }),
        },
        Key::PageDown => to(page, 0),
        Key::PageUp => to(-page, 0),
        Key::Home => to(if far { -FAR } else { 0 }, -FAR),
        Key::End => to(if far { FAR } else { 0 }, FAR),
        Key::Tab => Some(ListAction::Move { down: 0, right: if extend { -1 } else { 1 }, extend: false }),
        Key::Enter | Key::F2 if !far => Some(ListAction::Write(None)),
        Key::Space if matches!(list.line(list.cursor.line), Some(Line::Group(_))) => Some(ListAction::Write(None)),
        Key::Delete | Key::Backspace if !far => Some(ListAction::Clear),
        Key::A if far => Some(ListAction::MarkAll),
        _ => None,
    }
}

/// Right opens a group, left shuts it.
fn fold(list: &ListView, group: usize, open: bool) -> Option<ListAction> {
    let name = &list.order.groups.get(group)?.name;
    (list.open_groups.contains(name) != open).then_some(ListAction::Toggle(group))
}

//! Pointer and keys over the table.

use super::cell::explanation;
use super::grid::Grid;
use crate::gui::action::Actions;
use crate::gui::carrier::book::{Focus, TableAction, TableView};
use crate::gui::widgets::Scrolled;
use crate::inventory::browse::Line;
use egui::{Event, EventFilter, Key, Modifiers, PointerButton, Response, Ui};

/// Farther than any table reaches.
const FAR: i64 = i64::MAX / 4;

/// A press puts the cursor, a drag marks, a double click opens.
pub(super) fn pointer(ui: &Ui, grid: &Grid<'_>, table: &Response, actions: &mut Actions) {
    let Some(at) = table.interact_pointer_pos().or(table.hover_pos()) else { return };
    let (is_pressed, shift) = ui.input(|input| (input.pointer.primary_pressed(), input.modifiers.shift));
    let line = grid.sight.line_at(at.y);
    // A tap may go down and up within one frame.
    if is_pressed && (table.is_pointer_button_down_on() || table.clicked()) {
        table.request_focus();
        match grid.table.line(line) {
            Some(Line::Group(group)) => actions.push(TableAction::Toggle(group).into()),
            Some(Line::Row(_)) => actions.push(TableAction::Cursor { line, extend: shift }.into()),
            None => {}
        }
    } else if table.dragged_by(PointerButton::Primary) && table.drag_delta() != egui::Vec2::ZERO {
        actions.push(TableAction::Cursor { line, extend: true }.into());
    } else if table.double_clicked() && matches!(grid.table.line(line), Some(Line::Row(_))) {
        actions.push(TableAction::Follow.into());
    } else if let Some(Line::Row(row)) = grid.table.line(line)
        && row < grid.source.scoring.rows()
        && let Some(placed) = grid.sight.columns.iter().rev().find(|placed| placed.x.contains(at.x))
        && let Some(words) = explanation(&grid.source, row, placed.column)
    {
        table.clone().on_hover_text_at_pointer(words);
    }
}

/// Keys while the table has the keyboard.
pub(super) fn keys(ui: &Ui, view: &TableView, table: &Response, actions: &mut Actions) {
    if !table.has_focus() {
        return;
    }
    let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(table.id, filter));
    let page = (f64::from(view.seen.lines).floor() as i64 - 1).max(1);
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let action = match event {
                Event::Key { key, pressed: true, modifiers, .. } => from_key(view, page, *key, *modifiers),
                Event::Copy => Some(TableAction::Copy),
                _ => None,
            };
            let is_ours = action.is_some();
            actions.extend(action.map(Into::into));
            !is_ours
        });
    });
}

fn from_key(view: &TableView, page: i64, key: Key, modifiers: Modifiers) -> Option<TableAction> {
    let (far, extend) = (modifiers.command, modifiers.shift);
    let down = |down: i64| Some(TableAction::Move { down, extend });
    match key {
        Key::ArrowDown => down(if far { FAR } else { 1 }),
        Key::ArrowUp => down(if far { -FAR } else { -1 }),
        Key::PageDown => down(page),
        Key::PageUp => down(-page),
        Key::Home => down(-FAR),
        Key::End => down(FAR),
        Key::ArrowRight | Key::ArrowLeft => match view.line(view.cursor) {
            Some(Line::Group(group)) => {
                let name = &view.order.groups.get(group)?.name;
                (view.open_groups.contains(name) != (key == Key::ArrowRight)).then_some(TableAction::Toggle(group))
            }
            _ => {
                let points = if key == Key::ArrowRight { 80.0 } else { -80.0 };
                Some(TableAction::Scroll(Scrolled::By { lines: 0.0, points }))
            }
        },
        Key::Enter | Key::Space if !far => Some(TableAction::Follow),
        Key::A if far => Some(TableAction::MarkAll),
        Key::F if far => Some(TableAction::Focus(Focus::Filter)),
        _ => None,
    }
}

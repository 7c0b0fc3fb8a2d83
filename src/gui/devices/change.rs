//! What the table can be asked for, and carrying it out.

use super::clipboard;
use super::list::{Cursor, Editing, Focus, ListView, Seen};
use crate::gui::apply::edit_case;
use crate::gui::state::{Case, Desk};
use crate::gui::widgets::Scrolled;
use crate::gui::words;
use crate::inventory::browse::{Column, Direction, Line};
use crate::inventory::{Cell, CellChange, DateRules, DeviceRow, Devices, Field};
use crate::submission::Edit;
use egui::Context;
use std::sync::Arc;

/// One wish of the table.
#[derive(Clone, Debug, PartialEq)]
pub enum ListAction {
    /// There is so much room now.
    Seen(Seen),
    /// Another part of the table is wanted.
    Scroll(Scrolled),
    /// Put the cursor on a cell; `extend` marks what lies between.
    Cursor {
        to: Cursor,
        extend: bool,
    },
    /// Mark whole lines, from the anchor where `extend`.
    Lines {
        line: usize,
        extend: bool,
    },
    /// Move the cursor by lines and columns, as far as there are any.
    Move {
        down: i64,
        right: i64,
        extend: bool,
    },
    /// Mark every cell.
    MarkAll,
    /// Sort by a column: up, then down, then no more; `more` keeps what is sorted by already.
    Sort {
        column: Column,
        more: bool,
    },
    Filter(String),
    Group(Option<Column>),
    /// Fold a group open or shut.
    Toggle(usize),
    /// Fold all groups.
    ToggleAll {
        open: bool,
    },
    Show {
        column: Column,
        on: bool,
    },
    /// The columns to begin with.
    ShowFilled,
    Width(Column, f32),
    /// Filter, sort and group again, after cells were changed.
    ArrangeAgain,
    /// Write in the active cell; with a text in place of what stands there.
    Write(Option<String>),
    Typed(String),
    /// Keep what was written, and go on.
    Keep(Step),
    /// Give up what was written.
    GiveUp,
    /// Clear the marked cells.
    Clear,
    /// Copy the marked cells.
    Copy,
    /// Put a block of cells from the active one on.
    Paste(String),
    /// The table takes the keyboard.
    TakeFocus,
    /// The keyboard went where it was to go.
    FocusTaken,
}

/// Where the cursor goes when a cell was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Stay,
    Down,
    Up,
    Right,
    Left,
}

/// Carries out a wish.
pub fn apply(context: &Context, desk: &mut Desk, action: ListAction) {
    let now = desk.now;
    let Some(case) = &mut desk.case else { return };
    match action {
        ListAction::Write(text) => {
            let shown = case.devices.list.current_row().zip(case.devices.list.current_column());
            let devices = &case.submission.devices.table;
            let before = shown.map(|(row, column)| written(devices, row, column)).unwrap_or_default();
            write(&mut case.devices.list, text, before);
        }
        ListAction::Keep(step) => keep(context, case, now, step),
        ListAction::Clear => clear(context, case, now),
        ListAction::Copy => clipboard::copy(context, desk),
        ListAction::Paste(text) => clipboard::paste(context, desk, &text),
        ListAction::ShowFilled => {
            case.devices.list.show_filled(&case.submission.devices.table);
            case.devices.list.ask();
        }
        other => look(&mut case.devices.list, other),
    }
}

/// What changes nothing but the view.
fn look(list: &mut ListView, action: ListAction) {
    match action {
        ListAction::Seen(seen) => {
            list.seen = seen;
            list.stay_inside();
        }
        ListAction::Scroll(asked) => {
            asked.apply(&mut list.top, &mut list.across);
            list.stay_inside();
        }
        // A text that cannot be kept stays open; nothing is lost by a click elsewhere.
        ListAction::Cursor { .. } | ListAction::Lines { .. } | ListAction::Move { .. } if list.editing.is_some() => {
            list.focus = Some(Focus::Cell);
        }
        ListAction::Cursor { to, extend } => {
            list.put_cursor(to, extend);
            list.follow_cursor();
            list.focus = Some(Focus::Table);
        }
        ListAction::Lines { line, extend } => {
            let last = list.view.columns.len().saturating_sub(1);
            list.put_cursor(Cursor { line, column: 0 }, extend);
            list.anchor = Cursor { line: if extend { list.anchor.line } else { line }, column: last };
            list.focus = Some(Focus::Table);
        }
        ListAction::Move { down, right, extend } => {
            let moved = |place: usize, by: i64| (place as i64).saturating_add(by).max(0) as usize;
            let to = Cursor { line: moved(list.cursor.line, down), column: moved(list.cursor.column, right) };
            list.put_cursor(to, extend);
            list.follow_cursor();
            // The first column is always in sight, but who goes home wants to see what follows it.
            if right < -1 && list.cursor.column == 0 {
                list.across = 0.0;
            }
        }
        ListAction::MarkAll => {
            let end = Cursor { line: list.lines.count().saturating_sub(1), column: usize::MAX };
            list.put_cursor(Cursor::default(), false);
            list.put_cursor(end, true);
            std::mem::swap(&mut list.cursor, &mut list.anchor);
        }
        ListAction::Sort { column, more } => {
            sort(&mut list.view.sort, column, more);
            list.ask();
        }
        ListAction::Filter(text) => {
            list.view.filter = text;
            list.ask();
        }
        ListAction::Group(column) => {
            list.view.group = column;
            list.focus = Some(Focus::Table);
            list.open_groups.clear();
            list.ask();
        }
        ListAction::Toggle(group) => toggle(list, group),
        ListAction::ToggleAll { open } => {
            list.open_groups.clear();
            if open {
                list.open_groups.extend(list.order.groups.iter().map(|group| group.name.clone()));
            }
            list.fold();
            list.stay_inside();
        }
        ListAction::Show { column, on } => show(list, column, on),
        ListAction::Width(column, width) => drop(list.widths.insert(column, width)),
        ListAction::ArrangeAgain => list.ask(),
        ListAction::Typed(text) => {
            if let Some(editing) = &mut list.editing {
                editing.text = text;
                editing.problem = None;
            }
        }
        ListAction::GiveUp => {
            list.editing = None;
            list.focus = Some(Focus::Table);
        }
        ListAction::TakeFocus => list.focus = Some(Focus::Table),
        ListAction::FocusTaken => list.focus = None,
        ListAction::Write(_)
        | ListAction::Keep(_)
        | ListAction::Clear
        | ListAction::Copy
        | ListAction::Paste(_)
        | ListAction::ShowFilled => {}
    }
}

fn sort(levels: &mut Vec<(Column, Direction)>, column: Column, more: bool) {
    let before = levels.iter().position(|(by, _)| *by == column);
    let next = match before.and_then(|place| levels.get(place)) {
        None => Some(Direction::Up),
        Some((_, Direction::Up)) => Some(Direction::Down),
        Some((_, Direction::Down)) => None,
    };
    if !more {
        levels.clear();
    }
    match (next, before.filter(|_| more)) {
        (Some(direction), Some(place)) => {
            if let Some(level) = levels.get_mut(place) {
                level.1 = direction;
            }
        }
        (Some(direction), None) => levels.push((column, direction)),
        (None, Some(place)) => drop(levels.remove(place)),
        (None, None) => {}
    }
}

fn toggle(list: &mut ListView, group: usize) {
    let Some(name) = list.order.groups.get(group).map(|group| group.name.clone()) else { return };
    if !list.open_groups.remove(&name) {
        list.open_groups.insert(name);
    }
    list.fold();
    if let Some(line) = list.lines.head(group) {
        list.put_cursor(Cursor { line, ..list.cursor }, false);
    }
    list.stay_inside();
}

/// A column comes where it stands among all; the last one stays.
fn show(list: &mut ListView, column: Column, on: bool) {
    let columns = &mut list.view.columns;
    if on && !columns.contains(&column) {
        let all = Column::all();
        let place = |column: &Column| all.iter().position(|other| other == column);
        // The first column stays in sight and in its place.
        let behind = columns.iter().skip(1).position(|other| place(other) > place(&column));
        columns.insert(behind.map_or(columns.len(), |behind| behind + 1), column);
    } else if !on && columns.len() > 1 {
        columns.retain(|other| *other != column);
    }
    if !list.view.filter.trim().is_empty() {
        list.ask();
    }
    list.stay_inside();
}

/// What stands in a cell, to be written on: dates in their plain form where nothing else was written.
fn written(devices: &Devices, row: usize, column: Column) -> String {
    let field = column.field();
    let text = devices.text(row, field);
    match field {
        Field::Quantity => devices.quantity(row).to_string(),
        _ if !text.is_empty() => text.to_owned(),
        _ => {
            let date = field.date().and_then(|date| devices.date(row, date));
            date.map(|(date, mark)| crate::inventory::browse::day_words(date, mark)).unwrap_or_default()
        }
    }
}

fn write(list: &mut ListView, text: Option<String>, before: String) {
    match list.line(list.cursor.line) {
        Some(Line::Group(group)) => toggle(list, group),
        Some(Line::Row(row)) => {
            let Some(column) = list.current_column() else { return };
            list.anchor = list.cursor;
            list.editing = Some(Editing { row, column, text: text.unwrap_or(before), problem: None });
            list.focus = Some(Focus::Cell);
            list.follow_cursor();
        }
        None => {}
    }
}

/// Writes in the first cell of a new row.
pub(super) fn begin_new(list: &mut ListView) {
    list.across = 0.0;
    write(list, None, String::new());
}

fn keep(context: &Context, case: &mut Case, now: f64, step: Step) {
    let Some(editing) = case.devices.list.editing.take() else { return };
    let field = editing.column.field();
    let cell = match Cell::read(field, &editing.text, DateRules::default()) {
        Ok(cell) => cell,
        Err(problem) => {
            case.devices.list.editing = Some(Editing { problem: Some(problem), ..editing });
            case.devices.list.focus = Some(Focus::Cell);
            return;
        }
    };
    if cell != case.submission.devices.table.cell(editing.row, field) {
        let row = u32::try_from(editing.row).unwrap_or(u32::MAX);
        let label = format!("Change {} of {}", field.title(), row_words(&case.submission.devices.table, editing.row));
        edit_case(context, case, now, Edit::DeviceCells(vec![CellChange { row, field, cell }]), Some(label));
        case.undo.break_merge();
    }
    let list = &mut case.devices.list;
    let (down, right) = match step {
        // Another field has the keyboard by now.
        Step::Stay => return,
        Step::Down => (1, 0),
        Step::Up => (-1, 0),
        Step::Right => (0, 1),
        Step::Left => (0, -1),
    };
    list.focus = Some(Focus::Table);
    look(list, ListAction::Move { down, right, extend: false });
}

/// `row 14`, as the file counts; a device typed by hand by its name.
fn row_words(devices: &Devices, row: usize) -> String {
    match devices.source_row(row) {
        0 => match devices.text(row, Field::Name) {
            "" => "a typed device".to_owned(),
            name => name.to_owned(),
        },
        source => format!("row {source}"),
    }
}

fn clear(context: &Context, case: &mut Case, now: f64) {
    let list = &case.devices.list;
    let fields = clipboard::marked_fields(list);
    let devices = &case.submission.devices.table;
    let mut changes = Vec::new();
    for row in list.marked_rows() {
        for field in &fields {
            let cell = Cell::as_written(*field, "");
            if devices.cell(row, *field) != cell {
                changes.push(CellChange { row: u32::try_from(row).unwrap_or(u32::MAX), field: *field, cell });
            }
        }
    }
    if changes.is_empty() {
        return;
    }
    let label = match changes.len() {
        1 => "Clear a cell of the device list".to_owned(),
        many => format!("Clear {many} cells of the device list"),
    };
    edit_case(context, case, now, Edit::DeviceCells(changes), Some(label));
    case.undo.break_merge();
}

/// Adds a row at the end and begins to write in it.
pub fn add_device(context: &Context, desk: &mut Desk) {
    let now = desk.now;
    let Some(case) = &mut desk.case else { return };
    let row = case.submission.devices.table.len();
    let list = &mut case.devices.list;
    list.editing = None;
    // Behind a filter, or in a folded group, it would not be seen.
    if !list.view.filter.is_empty() || list.view.group.is_some() {
        list.view.filter.clear();
        list.view.group = None;
        list.ask();
    }
    let from = u32::try_from(row).unwrap_or(u32::MAX);
    edit_case(context, case, now, Edit::AddDevices { from, rows: vec![DeviceRow::default()] }, None);
    case.undo.break_merge();
    let list = &mut case.devices.list;
    if list.is_waiting() || list.view.columns.is_empty() || !list.go_to_row(row) {
        list.progress.go_to = Some((row, true));
        return;
    }
    list.put_cursor(Cursor { column: 0, ..list.cursor }, false);
    begin_new(list);
}

/// Takes the marked rows out of the list, in one step of undo.
pub fn remove_devices(context: &Context, case: &mut Case, now: f64) {
    let rows: Vec<usize> = case.devices.list.marked_rows().collect();
    if rows.is_empty() {
        return;
    }
    case.devices.list.editing = None;
    let table = Arc::new(case.submission.devices.table.without(&rows));
    let origin = case.submission.devices.origin.clone().map(Box::new);
    let label = format!("Remove {}", words::counted(rows.len(), "device row", "device rows"));
    edit_case(context, case, now, Edit::Devices { table, origin }, Some(label));
    case.undo.break_merge();
}

/// The keyboard goes to the table.
pub fn focus_table(case: &mut Case) {
    case.devices.list.focus = Some(Focus::Table);
}

/// The keyboard goes to the filter.
pub fn focus_filter(case: &mut Case) {
    case.devices.list.focus = Some(Focus::Filter);
}

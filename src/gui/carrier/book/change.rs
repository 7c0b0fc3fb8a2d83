//! What a screen can ask of the book.

use super::table::Focus;
use super::{BookTab, Column, Side, export, reading, views};
use crate::book::{GroupBy, WeighBy};
use crate::files::SavedView;
use crate::gui::carrier::live;
use crate::gui::devices::Seen;
use crate::gui::dialogs::Purpose;
use crate::gui::opening;
use crate::gui::state::{Desk, Screen};
use crate::gui::widgets::Scrolled;
use crate::inventory::browse::{Direction, Line};
use egui::Context;
use std::path::PathBuf;

/// What a screen can ask of the book.
#[derive(Clone, Debug)]
pub enum BookAction {
    /// Ask for files, or for a folder.
    AskFiles,
    AskFolder,
    Open(Vec<PathBuf>),
    OpenSample,
    Forget(Vec<PathBuf>),
    ReadAgain,
    Tab(BookTab),
    Side(Side),
    Table(TableAction),
    /// A row: a case opens in the desk, a row of a table as a card.
    OpenRow(usize),
    CloseCard,
    /// The name of a view as it is typed; `None` gives it up.
    NameView(Option<String>),
    KeepView,
    UseView(SavedView),
    ForgetView(String),
    /// Narrows the list to what the words find, and shows it.
    ShowInList(String),
    SaveBook,
    SaveScores,
    /// What the impact is weighed and split by.
    Weigh(WeighBy),
    Group(GroupBy),
    /// The group that is looked at; `None` is the whole book.
    LookAtGroup(Option<usize>),
    /// The cell of the matrix whose rows are listed.
    LookAtCell(Option<(usize, usize)>),
    /// Choose the plan to compare with.
    ComparePlan,
    /// Choose an earlier book to tell the drift from.
    CompareBook,
    /// Compare with what the draft began on.
    CompareStart,
}

/// What the table can be asked for.
#[derive(Clone, Debug)]
pub enum TableAction {
    Filter(String),
    Sort {
        column: Column,
        more: bool,
    },
    Group(Option<Column>),
    Show {
        column: Column,
        on: bool,
    },
    Width(Column, f32),
    Toggle(usize),
    ToggleAll {
        open: bool,
    },
    Cursor {
        line: usize,
        extend: bool,
    },
    Move {
        down: i64,
        extend: bool,
    },
    MarkAll,
    Scroll(Scrolled),
    Seen(Seen),
    Focus(Focus),
    FocusTaken,
    Copy,
    /// Follows the line under the cursor: opens a row, folds a group.
    Follow,
}

impl From<TableAction> for crate::gui::action::Action {
    fn from(action: TableAction) -> Self {
        Self::Book(BookAction::Table(action))
    }
}

pub fn apply(context: &Context, desk: &mut Desk, action: BookAction) {
    match action {
        BookAction::AskFiles => opening::ask(context, desk, Purpose::OpenBookFiles),
        BookAction::AskFolder => opening::ask(context, desk, Purpose::OpenBookFolder),
        BookAction::Open(paths) => reading::open(context, desk, paths),
        BookAction::OpenSample => reading::open_sample(context, desk),
        BookAction::Forget(paths) => {
            desk.prefs.forget_book(&paths);
            crate::gui::apply::keep_prefs(desk);
        }
        BookAction::ReadAgain => reading::read_again(context, desk),
        BookAction::OpenRow(row) => open_row(context, desk, row),
        BookAction::KeepView => views::keep(desk),
        BookAction::ForgetView(name) => views::forget(desk, &name),
        BookAction::SaveBook => opening::ask(context, desk, Purpose::SaveBook),
        BookAction::SaveScores => opening::ask(context, desk, Purpose::SaveScores),
        BookAction::Table(TableAction::Copy) => export::copy(context, desk),
        BookAction::Table(TableAction::Follow) => follow(context, desk),
        BookAction::ComparePlan => opening::ask(context, desk, Purpose::ComparePlan),
        BookAction::CompareBook => opening::ask(context, desk, Purpose::CompareBook),
        BookAction::CompareStart => live::compare_with_start(desk),
        BookAction::Weigh(weigh) => desk.carrier.live.weigh = weigh,
        BookAction::Group(group) => {
            desk.carrier.live.group = group;
            desk.carrier.live.looked_at_group = None;
        }
        BookAction::LookAtGroup(group) => desk.carrier.live.looked_at_group = group,
        BookAction::LookAtCell(cell) => desk.carrier.live.cell = cell,
        BookAction::Tab(tab) => with_book(desk, |open| open.tab = tab),
        BookAction::Side(side) => with_book(desk, |open| open.side = side),
        BookAction::CloseCard => with_book(desk, |open| {
            open.card = None;
            open.table.focus = Some(Focus::Table);
        }),
        BookAction::NameView(name) => with_book(desk, |open| open.naming = name),
        BookAction::UseView(view) => with_book(desk, |open| views::use_view(open, &view)),
        BookAction::ShowInList(filter) => {
            desk.screen = Screen::Book;
            with_book(desk, |open| {
                open.tab = BookTab::List;
                open.table.wanted.filter = filter;
                open.table.ask();
            });
        }
        BookAction::Table(action) => with_book(desk, |open| table(&mut open.table, action)),
    }
}

fn with_book(desk: &mut Desk, change: impl FnOnce(&mut super::OpenBook)) {
    if let Some(open) = &mut desk.carrier.book {
        change(open);
    }
}

/// Opens the file of a case, or the card of a row that has no file.
fn open_row(context: &Context, desk: &mut Desk, row: usize) {
    let Some(open) = &mut desk.carrier.book else { return };
    if row >= open.read.book.rows() {
        return;
    }
    let crate::book::RowOrigin::Case { place } = open.read.book.origin(row) else {
        open.card = Some(row);
        return;
    };
    if let Some(case) = open.read.cases.get(place as usize) {
        let path = case.path.clone();
        opening::open(context, desk, path);
    }
}

fn follow(context: &Context, desk: &mut Desk) {
    let Some(open) = &mut desk.carrier.book else { return };
    match open.table.line(open.table.cursor) {
        Some(Line::Row(row)) => open_row(context, desk, row),
        Some(Line::Group(group)) => table(&mut open.table, TableAction::Toggle(group)),
        None => {}
    }
}

fn table(table: &mut super::TableView, action: TableAction) {
    match action {
        TableAction::Filter(text) => {
            table.wanted.filter = text;
            table.ask();
        }
        TableAction::Sort { column, more } => {
            sort(&mut table.wanted.sort, column, more);
            table.ask();
        }
        TableAction::Group(column) => {
            table.wanted.group = column;
            table.open_groups.clear();
            table.ask();
        }
        TableAction::Show { column, on } => {
            table.wanted.columns.retain(|shown| *shown != column);
            if on {
                let place = table.wanted.columns.partition_point(|shown| *shown < column);
                table.wanted.columns.insert(place, column);
            }
            table.stay_inside();
        }
        TableAction::Width(column, width) => {
            table.widths.insert(column, width);
            table.stay_inside();
        }
        TableAction::Toggle(group) => {
            let Some(name) = table.order.groups.get(group).map(|group| group.name.clone()) else { return };
            if !table.open_groups.remove(&name) {
                table.open_groups.insert(name);
            }
            table.fold();
            if let Some(line) = table.lines.head(group) {
                table.put_cursor(line, false);
            }
        }
        TableAction::ToggleAll { open } => {
            table.open_groups.clear();
            if open {
                table.open_groups.extend(table.order.groups.iter().map(|group| group.name.clone()));
            }
            table.fold();
        }
        TableAction::Cursor { line, extend } => table.put_cursor(line, extend),
        TableAction::Move { down, extend } => {
            let line = i64::try_from(table.cursor).unwrap_or(i64::MAX).saturating_add(down).max(0);
            table.put_cursor(usize::try_from(line).unwrap_or(usize::MAX), extend);
        }
        TableAction::MarkAll => {
            table.anchor = 0;
            table.cursor = table.lines.count().saturating_sub(1);
        }
        TableAction::Scroll(asked) => {
            asked.apply(&mut table.top, &mut table.across);
            table.stay_inside();
        }
        TableAction::Seen(seen) => {
            table.seen = seen;
            table.stay_inside();
        }
        TableAction::Focus(focus) => table.focus = Some(focus),
        TableAction::FocusTaken => table.focus = None,
        TableAction::Copy | TableAction::Follow => {}
    }
}

/// Up, down, and back to the order of the book. With `more` beside what is sorted already.
fn sort(sort: &mut Vec<(Column, Direction)>, column: Column, more: bool) {
    let place = sort.iter().position(|(sorted, _)| *sorted == column);
    let before = place.and_then(|place| sort.get(place)).map(|(_, direction)| *direction);
    let after = match before {
        None => Some(Direction::Up),
        Some(Direction::Up) => Some(Direction::Down),
        Some(Direction::Down) => None,
    };
    if !more {
        sort.clear();
        sort.extend(after.map(|direction| (column, direction)));
        return;
    }
    match (place, after) {
        (Some(place), Some(direction)) => sort[place].1 = direction,
        (Some(place), None) => drop(sort.remove(place)),
        (None, Some(direction)) => sort.push((column, direction)),
        (None, None) => {}
    }
}

//! The table as a person sees it: which columns and rows, what is marked, how far it is scrolled.

use crate::inventory::browse::{Column, Line, Lines, Order, View};
use crate::inventory::{Devices, Field, Products, Term};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Everything about the view of the table.
#[derive(Default)]
pub struct ListView {
    /// What is asked for.
    pub view: View,
    /// What is shown: the last order that was worked out.
    pub order: Order,
    pub lines: Lines,
    /// Names of the groups that are folded open.
    pub open_groups: BTreeSet<String>,
    /// Widths that a person set, in points.
    pub widths: BTreeMap<Column, f32>,
    /// The active cell, and the other end of what is marked.
    pub cursor: Cursor,
    pub anchor: Cursor,
    /// The line at the top, and the part of it that is scrolled away.
    pub top: f64,
    /// Points by which the columns behind the first are scrolled to the left.
    pub across: f32,
    pub seen: Seen,
    pub editing: Option<Editing>,
    pub focus: Option<Focus>,
    pub progress: Progress,
}

/// A cell by its place on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    pub line: usize,
    /// A place in [`View::columns`].
    pub column: usize,
}

/// How much of the table there was room for when it was last drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Seen {
    pub lines: f32,
    /// Points for the columns behind the first.
    pub width: f32,
}

/// A cell that is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editing {
    /// Of the table.
    pub row: usize,
    pub column: Column,
    pub text: String,
    /// Why the text cannot be kept, and how to write it.
    pub problem: Option<String>,
}

/// What takes the keyboard in the next frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    Table,
    Filter,
    Cell,
}

/// How far the order is behind what was asked for.
#[derive(Default)]
pub struct Progress {
    /// Grows with everything that calls for another order.
    pub(super) asked: u64,
    /// What the order answers.
    pub(super) answered: u64,
    /// Grows with every change of the table.
    pub(super) table: u64,
    /// Rows of the table that the order was told of.
    pub(super) rows: usize,
    /// What the order was worked out with: support is looked up there.
    pub(super) products: Arc<Products>,
    pub(super) running: Option<Running>,
    /// The term the order was worked out for.
    pub(super) term: Option<Term>,
    /// Cells changed since: what is filtered, sorted or grouped by may not hold any more.
    pub(super) is_stale: bool,
    /// A row to go to, and whether to write in it, once it is shown.
    pub(super) go_to: Option<(usize, bool)>,
}

/// The question a job works on, the table it reads, and the way to stop it.
pub(super) struct Running {
    pub(super) asked: u64,
    pub(super) table: u64,
    pub(super) stop: Arc<AtomicBool>,
}

/// Narrowest and widest that a column can be drawn.
const LEAST_WIDTH: f32 = 48.0;
pub const MOST_WIDTH: f32 = 640.0;

impl ListView {
    /// Width of a column in points.
    #[must_use]
    pub fn width(&self, column: Column) -> f32 {
        self.widths.get(&column).copied().unwrap_or_else(|| width_from_start(column)).clamp(LEAST_WIDTH, MOST_WIDTH)
    }

    /// Width of the columns behind the first.
    #[must_use]
    pub fn width_of_rest(&self) -> f32 {
        self.view.columns.iter().skip(1).map(|column| self.width(*column)).sum()
    }

    /// The row of the table under the cursor.
    #[must_use]
    pub fn current_row(&self) -> Option<usize> {
        self.lines.row(&self.order, self.cursor.line)
    }

    #[must_use]
    pub fn current_column(&self) -> Option<Column> {
        self.view.columns.get(self.cursor.column).copied()
    }

    /// Lines and columns that are marked; the active cell is one of them.
    #[must_use]
    pub fn marked(&self) -> (RangeInclusive<usize>, RangeInclusive<usize>) {
        let (a, b) = (self.cursor, self.anchor);
        (a.line.min(b.line)..=a.line.max(b.line), a.column.min(b.column)..=a.column.max(b.column))
    }

    /// Rows of the table that are marked, from above.
    pub fn marked_rows(&self) -> impl Iterator<Item = usize> + '_ {
        self.marked().0.filter_map(|line| self.lines.row(&self.order, line))
    }

    /// Marked cells, heads of groups left out.
    #[must_use]
    pub fn marked_count(&self) -> usize {
        let (lines, columns) = self.marked();
        let count = lines.end() - lines.start() + 1;
        // Counting lines one by one is for what fits on a few screens.
        let rows = if self.order.groups.is_empty() || count > 10_000 { count } else { self.marked_rows().count() };
        rows.min(self.lines.count()) * (columns.end() - columns.start() + 1)
    }

    /// Puts the cursor on a cell as far as there is one.
    pub fn put_cursor(&mut self, cursor: Cursor, extend: bool) {
        self.cursor = Cursor {
            line: cursor.line.min(self.lines.count().saturating_sub(1)),
            column: cursor.column.min(self.view.columns.len().saturating_sub(1)),
        };
        if !extend {
            self.anchor = self.cursor;
        }
    }

    /// Scrolls as little as brings the cursor into sight.
    pub fn follow_cursor(&mut self) {
        let line = self.cursor.line as f64;
        let room = f64::from(self.seen.lines.max(1.0));
        if line < self.top {
            self.top = line;
        } else if line + 1.0 > self.top + room {
            self.top = line + 1.0 - room;
        }
        if self.cursor.column > 0 {
            let mut widths = self.view.columns.iter().skip(1).map(|column| self.width(*column));
            let left: f32 = widths.clone().take(self.cursor.column - 1).sum();
            let right = left + widths.nth(self.cursor.column - 1).unwrap_or(0.0);
            if left < self.across {
                self.across = left;
            } else if right > self.across + self.seen.width {
                // A column wider than the room shows its beginning.
                self.across = (right - self.seen.width).min(left);
            }
        }
        self.stay_inside();
    }

    /// Keeps place, cursor and marks on what there is.
    pub fn stay_inside(&mut self) {
        let most = (self.lines.count() as f64 - f64::from(self.seen.lines.floor())).max(0.0);
        self.top = self.top.clamp(0.0, most);
        self.across = self.across.clamp(0.0, (self.width_of_rest() - self.seen.width).max(0.0));
        let anchor = self.anchor;
        self.put_cursor(self.cursor, true);
        self.anchor = Cursor {
            line: anchor.line.min(self.lines.count().saturating_sub(1)),
            column: anchor.column.min(self.view.columns.len().saturating_sub(1)),
        };
    }

    /// Takes over an order, and stays on the row the cursor was on where it is still shown.
    pub fn take(&mut self, order: Order) {
        let row = self.current_row().filter(|_| self.cursor.line > 0);
        self.order = order;
        self.fold();
        if let Some(line) = row.and_then(|row| self.lines.line_of(&self.order, row)) {
            self.put_cursor(Cursor { line, ..self.cursor }, false);
            self.follow_cursor();
        } else {
            self.put_cursor(Cursor { line: 0, ..self.cursor }, false);
            self.top = 0.0;
        }
        self.stay_inside();
    }

    /// Counts the lines again, after a group was folded.
    pub fn fold(&mut self) {
        self.lines = Lines::of(&self.order, &self.open_groups);
    }

    /// What stands on a line.
    #[must_use]
    pub fn line(&self, line: usize) -> Option<Line> {
        self.lines.get(&self.order, line)
    }

    /// Whether anything but the order of the list itself is asked for.
    #[must_use]
    pub fn is_arranged(&self) -> bool {
        !self.view.filter.trim().is_empty() || !self.view.sort.is_empty() || self.view.group.is_some()
    }

    /// Whether the rows on the screen are not those asked for yet.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.progress.asked != self.progress.answered
    }

    /// Whether cells were changed since the rows were put in order.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.progress.is_stale && self.is_arranged()
    }

    /// Asks for the rows anew.
    pub fn ask(&mut self) {
        self.progress.asked += 1;
    }

    /// Puts the cursor on a row of the table if it is shown.
    pub fn go_to_row(&mut self, row: usize) -> bool {
        let Some(line) = self.lines.line_of(&self.order, row) else { return false };
        self.put_cursor(Cursor { line, ..self.cursor }, false);
        self.follow_cursor();
        true
    }

    /// The columns to begin with.
    pub fn show_filled(&mut self, devices: &Devices) {
        self.view.columns = Column::filled(devices);
        self.stay_inside();
    }
}

fn width_from_start(column: Column) -> f32 {
    match column {
        Column::Support => 196.0,
        Column::Class => 132.0,
        Column::Field(field) => match field {
            Field::Name => 176.0,
            Field::Quantity | Field::Vlan | Field::PurdueLevel => 84.0,
            Field::Mac => 148.0,
            Field::Description | Field::Cpe | Field::KnownCves | Field::SupportSource => 220.0,
            _ if field.date().is_some() => 148.0,
            _ => 132.0,
        },
    }
}

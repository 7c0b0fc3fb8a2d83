//! The table as a person sees it, and working out which rows stand where.

use super::arrange::{Wanted, arrange};
use super::{BookDone, Column, Side, book_done, source};
use crate::book::Book;
use crate::gui::devices::Seen;
use crate::gui::state::Desk;
use crate::inventory::browse::{Line, Lines, Order};
use egui::Context;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Everything about the view of the table.
#[derive(Default)]
pub struct TableView {
    /// What is asked for.
    pub wanted: Wanted,
    /// What is shown: the last order that was worked out.
    pub order: Order,
    pub lines: Lines,
    /// Names of the groups that are folded open.
    pub open_groups: BTreeSet<String>,
    /// Widths that a person set, in points.
    pub widths: BTreeMap<Column, f32>,
    /// The active line, and the other end of what is marked.
    pub cursor: usize,
    pub anchor: usize,
    /// The line at the top, and the part of it that is scrolled away.
    pub top: f64,
    /// Points by which the columns behind the first are scrolled to the left.
    pub across: f32,
    pub seen: Seen,
    pub focus: Option<Focus>,
    asked: u64,
    answered: u64,
    /// The landing and side that the order was worked out for.
    scored: Option<(u64, Side)>,
    running: Option<Running>,
}

/// What takes the keyboard in the next frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    Table,
    Filter,
}

struct Running {
    asked: u64,
    scored: (u64, Side),
    stop: Arc<AtomicBool>,
}

/// What the job came back with.
pub struct Arranged {
    book: u64,
    asked: u64,
    scored: (u64, Side),
    /// `None` where it was given up.
    order: Option<Order>,
}

const LEAST_WIDTH: f32 = 48.0;
const MOST_WIDTH: f32 = 480.0;

impl TableView {
    /// A first look at a book.
    #[must_use]
    pub fn on(book: &Book) -> Self {
        let wanted = Wanted { columns: Column::filled(book), ..Wanted::default() };
        Self { wanted, asked: 1, focus: Some(Focus::Table), ..Self::default() }
    }

    /// The same view of files that were read again.
    #[must_use]
    pub fn for_another_reading(self) -> Self {
        Self { order: Order::default(), lines: Lines::default(), scored: None, running: None, ..self }
    }

    /// Width of a column in points.
    #[must_use]
    pub fn width(&self, column: Column) -> f32 {
        self.widths.get(&column).copied().unwrap_or_else(|| width_from_start(column)).clamp(LEAST_WIDTH, MOST_WIDTH)
    }

    /// Width of the columns behind the first.
    #[must_use]
    pub fn width_of_rest(&self) -> f32 {
        self.wanted.columns.iter().skip(1).map(|column| self.width(*column)).sum()
    }

    #[must_use]
    pub fn line(&self, line: usize) -> Option<Line> {
        self.lines.get(&self.order, line)
    }

    /// The row under the cursor.
    #[must_use]
    pub fn current_row(&self) -> Option<usize> {
        self.lines.row(&self.order, self.cursor)
    }

    /// Lines that are marked; the active one is one of them.
    #[must_use]
    pub fn marked(&self) -> RangeInclusive<usize> {
        self.cursor.min(self.anchor)..=self.cursor.max(self.anchor)
    }

    pub fn marked_rows(&self) -> impl Iterator<Item = usize> + '_ {
        self.marked().filter_map(|line| self.lines.row(&self.order, line))
    }

    /// Puts the cursor on a line as far as there is one, and shows it.
    pub fn put_cursor(&mut self, line: usize, extend: bool) {
        self.cursor = line.min(self.lines.count().saturating_sub(1));
        if !extend {
            self.anchor = self.cursor;
        }
        let (line, room) = (self.cursor as f64, f64::from(self.seen.lines.floor().max(1.0)));
        if line < self.top {
            self.top = line;
        } else if line + 1.0 > self.top + room {
            self.top = line + 1.0 - room;
        }
        self.stay_inside();
    }

    /// Keeps place, cursor and marks on what there is.
    pub fn stay_inside(&mut self) {
        let most = (self.lines.count() as f64 - f64::from(self.seen.lines.floor())).max(0.0);
        self.top = self.top.clamp(0.0, most);
        self.across = self.across.clamp(0.0, (self.width_of_rest() - self.seen.width).max(0.0));
        let last = self.lines.count().saturating_sub(1);
        self.cursor = self.cursor.min(last);
        self.anchor = self.anchor.min(last);
    }

    /// Counts the lines again, after a group was folded.
    pub fn fold(&mut self) {
        self.lines = Lines::of(&self.order, &self.open_groups);
        self.stay_inside();
    }

    /// Asks for the rows anew.
    pub fn ask(&mut self) {
        self.asked += 1;
    }

    /// Whether the rows on the screen are not those asked for yet.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.asked != self.answered || self.scored.is_none()
    }

    fn take(&mut self, order: Order) {
        let row = self.current_row().filter(|_| self.cursor > 0);
        self.order = order;
        self.fold();
        match row.and_then(|row| self.lines.line_of(&self.order, row)) {
            Some(line) => self.put_cursor(line, false),
            None => {
                self.top = 0.0;
                self.put_cursor(0, false);
            }
        }
    }
}

/// Starts what is to be worked out for the table on the screen: one job at a time, the last question wins.
pub fn tick(context: &Context, desk: &mut Desk) {
    let carrier = &mut desk.carrier;
    let (Some(open), Some(landed)) = (&mut carrier.book, &carrier.live.landed) else { return };
    if landed.book != open.id {
        return;
    }
    let (table, side) = (&mut open.table, open.side);
    let scored = (landed.number, side);
    let is_current = table.answered == table.asked && table.scored == Some(scored);
    if is_current || table.running.as_ref().is_some_and(|it| (it.asked, it.scored) == (table.asked, scored)) {
        return;
    }
    if let Some(before) = &table.running {
        before.stop.store(true, Ordering::Relaxed);
    }
    let stop = Arc::new(AtomicBool::new(false));
    table.running = Some(Running { asked: table.asked, scored, stop: stop.clone() });
    let (book, asked, wanted) = (open.id, table.asked, table.wanted.clone());
    let landed = landed.lend();
    desk.jobs.start("Arranging the submissions", false, context, move |_| {
        let order = arrange(&source(&landed, side), &wanted, &|| stop.load(Ordering::Relaxed));
        book_done(BookDone::Arranged(Arranged { book, asked, scored, order }))
    });
}

/// Takes over what a job came back with, unless something else was asked meanwhile.
pub fn arranged(desk: &mut Desk, arranged: Arranged) {
    let Arranged { book, asked, scored, order } = arranged;
    let Some(open) = desk.carrier.book.as_mut().filter(|open| open.id == book) else { return };
    let table = &mut open.table;
    if table.running.as_ref().is_some_and(|it| (it.asked, it.scored) == (asked, scored)) {
        table.running = None;
    }
    if let Some(order) = order.filter(|_| asked == table.asked) {
        table.answered = asked;
        table.scored = Some(scored);
        table.take(order);
    }
}

fn width_from_start(column: Column) -> f32 {
    match column {
        Column::Id => 164.0,
        Column::Outcome | Column::Band => 172.0,
        Column::Rules => 196.0,
        Column::Industry => 180.0,
        Column::Limit | Column::Premium => 112.0,
        Column::Completeness | Column::Confidence => 88.0,
        Column::Score | Column::Change => 76.0,
        _ => 100.0,
    }
}

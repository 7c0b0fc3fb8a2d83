//! What is counted over the whole book, a tab at a time, beside the frames.

use super::{BookDone, BookTab, Side, book_done};
use crate::book::heat::{HeatMap, heat_map};
use crate::book::open_items::{OpenItem, open_items};
use crate::gui::carrier::live::Landed;
use crate::gui::state::Desk;
use egui::Context;
use std::collections::BTreeMap;

/// What was counted last for each tab.
#[derive(Default)]
pub struct Figures {
    counted: BTreeMap<BookTab, (Key, Counted)>,
    running: Option<(BookTab, Key)>,
}

/// The landing and side that something was counted for.
type Key = (u64, Side);

/// The figures of a tab.
pub enum Counted {
    Heat(HeatMap),
    OpenItems(Vec<OpenItem>),
}

/// What a job comes back with.
pub struct FiguresOf {
    book: u64,
    tab: BookTab,
    key: Key,
    counted: Counted,
}

impl Figures {
    /// What a tab shows; older figures until the new ones are there.
    #[must_use]
    pub fn of(&self, tab: BookTab) -> Option<&Counted> {
        self.counted.get(&tab).map(|(_, counted)| counted)
    }
}

/// Starts what the tab on the screen shows; one job at a time.
pub fn tick(context: &Context, desk: &mut Desk) {
    let carrier = &mut desk.carrier;
    let (Some(open), Some(landed)) = (&mut carrier.book, &carrier.live.landed) else { return };
    let (tab, key) = (open.tab, (landed.number, open.side));
    let is_counted = matches!(tab, BookTab::List | BookTab::Reading);
    if is_counted || landed.book != open.id || open.figures.running.is_some() {
        return;
    }
    if open.figures.counted.get(&tab).is_some_and(|(before, _)| *before == key) {
        return;
    }
    open.figures.running = Some((tab, key));
    let (book, side, landed) = (open.id, open.side, landed.lend());
    desk.jobs.start("Counting the book", false, context, move |_| {
        let figures = FiguresOf { book, tab, key, counted: count(tab, &landed, side) };
        book_done(BookDone::Figures(Box::new(figures)))
    });
}

fn count(tab: BookTab, landed: &Landed, side: Side) -> Counted {
    let (book, shown) = (&landed.read.book, landed.side(side));
    match tab {
        BookTab::Heat => Counted::Heat(heat_map(book, &shown.scoring)),
        _ => Counted::OpenItems(open_items(book, &shown.of, &shown.scoring)),
    }
}

pub fn counted(desk: &mut Desk, figures: FiguresOf) {
    let FiguresOf { book, tab, key, counted } = figures;
    let Some(open) = desk.carrier.book.as_mut().filter(|open| open.id == book) else { return };
    open.figures.running = None;
    open.figures.counted.insert(tab, (key, counted));
}

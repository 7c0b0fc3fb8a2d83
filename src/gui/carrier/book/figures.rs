//! What is counted over the whole book, a tab at a time, beside the frames.

use super::{BookDone, BookTab, Side, book_done};
use crate::book::{
    Accumulation, BackTest, Drift, Evidence, HeatMap, OpenItem, Scoring, accumulation, back_test, drift, evidence,
    heat_map, open_items,
};
use crate::files::read_book;
use crate::gui::carrier::live::Landed;
use crate::gui::state::Desk;
use crate::gui::store::Refusal;
use egui::Context;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What was counted last for each tab.
#[derive(Default)]
pub struct Figures {
    counted: BTreeMap<BookTab, (Key, Counted)>,
    running: Option<(BookTab, Key)>,
    /// An earlier book by name, and how far this one has drifted from it.
    drift: Option<(String, Drift)>,
}

/// The landing and side that something was counted for.
type Key = (u64, Side);

/// The figures of a tab.
pub enum Counted {
    Heat(HeatMap),
    Accumulation(Accumulation),
    OpenItems(Vec<OpenItem>),
    /// With what each question says; `None` where the book knows of no outcome.
    BackTest(Option<Box<(BackTest, Vec<Evidence>)>>),
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

    /// The earlier book that was compared with last, and the drift from it.
    #[must_use]
    pub fn drift(&self) -> Option<(&str, &Drift)> {
        self.drift.as_ref().map(|(name, drift)| (name.as_str(), drift))
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
        BookTab::Accumulation => Counted::Accumulation(accumulation(&landed.read.holdings)),
        BookTab::BackTest => Counted::BackTest(
            back_test(book, &shown.scoring).map(|test| Box::new((test, evidence(book, &shown.of, &shown.scoring)))),
        ),
        _ => Counted::OpenItems(open_items(book, &shown.of, &shown.scoring)),
    }
}

pub fn counted(desk: &mut Desk, figures: FiguresOf) {
    let FiguresOf { book, tab, key, counted } = figures;
    let Some(open) = desk.carrier.book.as_mut().filter(|open| open.id == book) else { return };
    open.figures.running = None;
    open.figures.counted.insert(tab, (key, counted));
}

/// What a comparison with an earlier book came back with.
pub struct Drifted {
    book: u64,
    name: String,
    /// `None` where one of the books is empty.
    drift: Result<Option<Drift>, Refusal>,
}

/// Reads an earlier book, scores it under what this one is scored under, and tells the drift.
pub fn compare(context: &Context, desk: &mut Desk, paths: Vec<PathBuf>) {
    let carrier = &desk.carrier;
    let (Some(open), Some(landed)) = (&carrier.book, &carrier.live.landed) else { return };
    let (book, side, landed) = (open.id, open.side, landed.lend());
    desk.jobs.start("Comparing with an earlier book", true, context, move |handle| {
        let shown = landed.side(side);
        let drift = read_book(&paths, landed.read.book.questionnaire(), handle).map_err(Refusal::from).map(|earlier| {
            let scoring = Scoring::of(&earlier.book, &shown.of);
            drift((&earlier.book, &scoring), (&landed.read.book, &shown.scoring))
        });
        book_done(BookDone::Drifted(Box::new(Drifted { book, name: super::book_name(&paths), drift })))
    });
}

pub fn drifted(desk: &mut Desk, drifted: Drifted) {
    let Drifted { book, name, drift } = drifted;
    match drift {
        Err(refusal) => desk.error(refusal.text, refusal.details),
        Ok(drift) => {
            if let Some(open) = desk.carrier.book.as_mut().filter(|open| open.id == book) {
                open.figures.drift = drift.map(|drift| (name, drift));
            }
        }
    }
}

//! The book on the desk: the files it was read from, its table, and what is counted over it.
//!
//! | What | Where |
//! |---|---|
//! | opening, reading again, watching the files | `reading` |
//! | the table: columns, filter, order, place | `column`, `filter`, `arrange`, `table` |
//! | what can be asked for | `change` |
//! | views with a name | `views` |
//! | blocks to the clipboard, tables to disk | `export` |
//! | heat map, accumulation, open items, back-test | `figures` |
//!
//! Drawing looks at the rows on the screen only; sorting, filtering and counting are jobs.

mod arrange;
mod change;
mod column;
mod export;
mod figures;
mod filter;
mod reading;
mod table;
#[cfg(test)]
mod tests;
mod views;

pub use arrange::Wanted;
pub use change::{BookAction, TableAction, apply};
pub use column::{
    Column, Source, change_words, mean_change_words, outcome_words, short_name, short_number, tight_number,
};
pub use figures::{Counted, Figures};
pub use reading::book_name;
pub use table::{Focus, TableView};

use super::Done;
use super::live::{self, Landed};
use crate::assessment::Outcome;
use crate::book::WeighBy;
use crate::files::{FileChanges, ReadBook};
use crate::gui::dialogs::Purpose;
use crate::gui::jobs::Finished;
use crate::gui::opening::with_ending;
use crate::gui::state::{Desk, Screen};
use crate::gui::widgets::Level;
use chrono::NaiveTime;
use egui::Context;
use std::path::PathBuf;
use std::sync::Arc;

/// A book that was read.
pub struct OpenBook {
    /// Which reading it is, for jobs that come back when another one is on the desk.
    pub id: u64,
    pub name: String,
    pub paths: Vec<PathBuf>,
    /// It is known of a submission whether there was a claim.
    pub has_outcomes: bool,
    /// What its submissions can be weighed by.
    pub weighs: Vec<WeighBy>,
    pub read: Arc<ReadBook>,
    pub read_at: NaiveTime,
    /// Inside the program: there are no files to watch.
    pub sample: bool,
    /// What changed on disk since; the numbers on the desk stay until a person reads again.
    pub changes: FileChanges,
    pub tab: BookTab,
    pub table: TableView,
    pub figures: Figures,
    /// The row whose card is open.
    pub card: Option<usize>,
    /// The name of a view that is being kept.
    pub naming: Option<String>,
    /// Whose scores are shown.
    pub side: Side,
    watch: reading::Watched,
}

impl OpenBook {
    /// A back-test needs outcomes; everything else is there for every book.
    pub fn tabs(&self) -> impl Iterator<Item = BookTab> {
        let has_outcomes = self.has_outcomes;
        BookTab::ALL.into_iter().filter(move |tab| *tab != BookTab::BackTest || has_outcomes)
    }
}

/// The sides of the book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum BookTab {
    #[default]
    List,
    Heat,
    Accumulation,
    OpenItems,
    BackTest,
    Reading,
}

impl BookTab {
    pub const ALL: [Self; 6] =
        [Self::List, Self::Heat, Self::Accumulation, Self::OpenItems, Self::BackTest, Self::Reading];

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::List => "List",
            Self::Heat => "Heat map",
            Self::Accumulation => "Accumulation",
            Self::OpenItems => "Open items",
            Self::BackTest => "Back-test",
            Self::Reading => "How it was read",
        }
    }
}

/// Which of two scorings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The reference.
    Before,
    /// The draft.
    #[default]
    After,
}

/// What a job about the book came back with.
pub enum BookDone {
    Read(reading::Read),
    Looked { id: u64, changes: Option<FileChanges> },
    Arranged(table::Arranged),
    Figures(Box<figures::FiguresOf>),
    Exported(export::Exported),
    Drifted(Box<figures::Drifted>),
}

fn book_done(done: BookDone) -> Finished {
    Finished::Carrier(Box::new(Done::Book(done)))
}

pub fn finished(desk: &mut Desk, done: BookDone) {
    match done {
        BookDone::Read(read) => reading::finished(desk, read),
        BookDone::Looked { id, changes } => reading::looked(desk, id, changes),
        BookDone::Arranged(arranged) => table::arranged(desk, arranged),
        BookDone::Figures(figures) => figures::counted(desk, *figures),
        BookDone::Exported(exported) => export::saved(desk, exported),
        BookDone::Drifted(drifted) => figures::drifted(desk, *drifted),
    }
}

/// Files, a folder or a place to write that a dialog named.
pub fn path_given(context: &Context, desk: &mut Desk, purpose: &Purpose, paths: Vec<PathBuf>) {
    match (purpose, paths.first()) {
        (Purpose::OpenBookFiles | Purpose::OpenBookFolder, Some(_)) => reading::open(context, desk, paths),
        (Purpose::ComparePlan, Some(path)) => live::compare_with(desk, path),
        (Purpose::CompareBook, Some(_)) => figures::compare(context, desk, paths),
        (Purpose::SaveBook, Some(path)) => export::save(context, desk, with_ending(path.clone(), "csv"), false),
        (Purpose::SaveScores, Some(path)) => export::save(context, desk, with_ending(path.clone(), "csv"), true),
        _ => {}
    }
}

/// Shows the list with the keyboard in its filter.
pub fn focus_filter(desk: &mut Desk) {
    if let Some(open) = &mut desk.carrier.book {
        open.tab = BookTab::List;
        open.table.focus = Some(Focus::Filter);
    }
}

/// Between frames: watches the files, starts what the screen needs.
pub fn tick(context: &Context, desk: &mut Desk) {
    if !matches!(desk.screen, Screen::Book | Screen::Weights) {
        return;
    }
    reading::tick(context, desk);
    if desk.screen == Screen::Book {
        table::tick(context, desk);
        figures::tick(context, desk);
    }
}

/// What the table of a book is looked at under.
#[must_use]
pub fn source<'a>(landed: &'a Landed, side: Side) -> Source<'a> {
    let shown = landed.side(side);
    Source {
        book: &landed.read.book,
        scoring: &shown.scoring,
        reference: &landed.before.scoring,
        questionnaire: &shown.of,
    }
}

/// Shape and colour of an outcome.
#[must_use]
pub fn level_of(outcome: Outcome) -> Level {
    match outcome {
        Outcome::Band(band) => Level::Band(usize::from(band.0)),
        Outcome::Decline => Level::Decline,
        Outcome::Hold | Outcome::InsufficientInformation => Level::NoDecision,
    }
}

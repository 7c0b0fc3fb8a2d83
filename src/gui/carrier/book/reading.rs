//! Getting at a book: opened, read again, watched. A book whose files change stays as it was read, because numbers
//! that move by themselves cannot be judged; a person reads again with one click.

use super::table::TableView;
use super::{BookDone, book_done};
use super::{BookTab, Figures, OpenBook, Side};
use crate::book::WeighBy;
use crate::files::{FileChanges, ReadBook, Stamps, read_book, read_book_again};
use crate::gui::apply::{file_name, keep_prefs};
use crate::gui::carrier;
use crate::gui::jobs::Finished;
use crate::gui::state::{Desk, Screen};
use crate::gui::store::{self, Refusal};
use crate::gui::words;
use egui::Context;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Seconds between two looks at the files.
const LOOK_EVERY: f64 = 2.0;

static NEXT_BOOK: AtomicU64 = AtomicU64::new(1);

/// What a reading came back with.
pub struct Read {
    paths: Vec<PathBuf>,
    sample: bool,
    again: bool,
    read: Result<Box<ReadBook>, Refusal>,
}

/// How far the watching is.
#[derive(Default)]
pub struct Watched {
    /// Seconds, of the last look.
    looked_at: f64,
    looking: bool,
}

/// Reads files and folders as one book, in the background.
pub fn open(context: &Context, desk: &mut Desk, paths: Vec<PathBuf>) {
    carrier::begin(desk);
    desk.screen = Screen::Book;
    let Some(base) = desk.carrier.draft.as_ref().map(|draft| draft.base.clone()) else { return };
    desk.carrier.reading = Some(desk.jobs.start("Reading the book", true, context, move |handle| {
        let read = read_book(&paths, &base, handle).map(Box::new).map_err(Refusal::from);
        done(Read { paths, sample: false, again: false, read })
    }));
}

/// Reads the synthetic book that is inside the program.
pub fn open_sample(context: &Context, desk: &mut Desk) {
    carrier::begin(desk);
    let Some(base) = desk.carrier.draft.as_ref().map(|draft| draft.base.clone()) else { return };
    desk.screen = Screen::Book;
    desk.carrier.reading = Some(desk.jobs.start("Reading the sample book", true, context, move |handle| {
        let read = crate::files::sample_book(&base, handle).map(Box::new).map_err(Refusal::from);
        done(Read { paths: Vec::new(), sample: true, again: false, read })
    }));
}

/// Reads the files of the book again; cases that did not change are taken over.
pub fn read_again(context: &Context, desk: &mut Desk) {
    let Some(open) = desk.carrier.book.as_ref().filter(|open| !open.sample) else { return };
    let (before, paths) = (open.read.clone(), open.paths.clone());
    desk.carrier.reading = Some(desk.jobs.start("Reading the book again", true, context, move |handle| {
        let read = read_book_again(&before, handle).map(Box::new).map_err(Refusal::from);
        done(Read { paths, sample: false, again: true, read })
    }));
}

fn done(read: Read) -> Finished {
    book_done(BookDone::Read(read))
}

/// Puts a book that was read on the desk. Another reading keeps the view of the same files.
pub fn finished(desk: &mut Desk, read: Read) {
    desk.carrier.reading = None;
    let Read { paths, sample, again, read } = read;
    let read = match read {
        Ok(read) => read,
        Err(refusal) => return desk.error(refusal.text, refusal.details),
    };
    if !sample && !again {
        desk.prefs.remember_book(&paths);
        keep_prefs(desk);
    }
    let rows = read.book.rows();
    let before = desk.carrier.book.take().filter(|_| again);
    let (tab, table, side) = match before {
        Some(before) => (before.tab, before.table.for_another_reading(), before.side),
        None => (BookTab::List, TableView::on(&read.book), Side::After),
    };
    desk.carrier.book = Some(OpenBook {
        id: NEXT_BOOK.fetch_add(1, Ordering::Relaxed),
        name: if sample { "Sample book".to_owned() } else { book_name(&paths) },
        paths,
        has_outcomes: read.book.has_outcomes(),
        weighs: WeighBy::ALL.into_iter().filter(|weigh| weigh.is_in(&read.book)).collect(),
        read: Arc::from(read),
        read_at: store::now(),
        sample,
        changes: FileChanges::default(),
        tab,
        table,
        figures: Figures::default(),
        card: None,
        naming: None,
        side,
        watch: Watched::default(),
    });
    let read = words::grouped(rows as u64);
    let noun = if rows == 1 { "submission" } else { "submissions" };
    desk.toast(if again { format!("Read again, {read} {noun}") } else { format!("Read {read} {noun}") });
}

/// What people call a book of these files.
#[must_use]
pub fn book_name(paths: &[PathBuf]) -> String {
    match paths {
        [] => "Book".to_owned(),
        [one] => file_name(one),
        [first, rest @ ..] => format!("{} and {} more", file_name(first), rest.len()),
    }
}

/// Looks at the files every two seconds.
pub fn tick(context: &Context, desk: &mut Desk) {
    let now = desk.now;
    let Some(open) = desk.carrier.book.as_mut().filter(|open| !open.sample) else { return };
    context.request_repaint_after(Duration::from_secs_f64(LOOK_EVERY));
    if open.watch.looking || now - open.watch.looked_at < LOOK_EVERY {
        return;
    }
    open.watch = Watched { looked_at: now, looking: true };
    let (id, read) = (open.id, open.read.clone());
    desk.jobs.start("Looking at the book's files", false, context, move |_| {
        book_done(BookDone::Looked { id, changes: changes_of(&read.stamps) })
    });
}

fn changes_of(stamps: &Stamps) -> Option<FileChanges> {
    // A folder that cannot be listed for a moment is no change.
    stamps.changes().ok()
}

/// What the files look like now.
pub fn looked(desk: &mut Desk, id: u64, changes: Option<FileChanges>) {
    let Some(open) = desk.carrier.book.as_mut().filter(|open| open.id == id) else { return };
    open.watch.looking = false;
    if let Some(changes) = changes {
        open.changes = changes;
    }
}

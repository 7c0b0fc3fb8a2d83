//! A BOOK ON DISK: case files, flat tables, or a folder of both, read on all cores.
//!
//! | What | Where |
//! |---|---|
//! | which files there are, and which changed | `found` |
//! | cases to rows | `cases` |
//! | a table to rows | `table` over `chunks`, `columns`, `rows`, `cells` |
//! | a book, and its scores, to tables | `writing` |
//!
//! A table has a column `submission` and one for each question, by its id, with cells as in the flat table of
//! answers (`answers_csv`, rulings 1.6); perhaps `D1 evidence` beside `D1`, and `limit`, `premium`, `revenue`,
//! `industry`, `inception`, `claim`, `loss`. Amounts are US dollars.
//!
//! One bad cell leaves the row, one bad file leaves the book: each is listed with what to do about it.

mod cases;
mod cells;
mod chunks;
mod columns;
mod cores;
mod found;
mod ids;
mod listed;
mod rows;
mod sample;
mod table;
#[cfg(test)]
mod tests;
mod writing;

pub use cases::CaseEntry;
pub use found::{BookFile, FileChanges, Stamp, Stamps};
pub use sample::sample_book;
pub use writing::{csv_from_book, csv_from_both_scores, csv_from_scores, write_book, write_both_scores, write_scores};

use super::devices::Watch;
use super::problem::{FileError, FileErrorKind, Notice, Problem, Problems};
use super::save::read_at_most;
use crate::book::{Book, Holdings, RowOrigin};
use crate::questionnaire::Questionnaire;
use cases::{KeptCase, Wanted, read_cases};
use cores::Progress;
use ids::Ids;
use listed::Listed;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use table::{MOST_ROWS, book_from_table};

/// Bytes of a table.
const MOST_BYTES: u64 = 1024 * 1024 * 1024;

/// A book that was read.
#[derive(Debug)]
pub struct ReadBook {
    /// First the cases, then the tables, each in the order of their paths.
    pub book: Book,
    /// In the order of `RowOrigin::Case`.
    pub cases: Vec<CaseEntry>,
    /// What each case holds, likewise.
    pub holdings: Vec<Holdings>,
    /// Cells and rows that could not be used, at most 1,000.
    pub problems: Vec<Problem>,
    /// All of them.
    pub problem_count: usize,
    /// Files of which nothing was read.
    pub bad_files: Vec<Problem>,
    /// Rows of tables that were reported and are not in the book.
    pub rows_left_out: usize,
    /// What a person should know about files that were read.
    pub notices: Vec<Notice>,
    /// Of the files before they were read.
    pub stamps: Stamps,
    kept: BTreeMap<PathBuf, Arc<KeptCase>>,
}

/// Reads the cases and tables under these paths as one book of a questionnaire, which is the base without a plan.
///
/// # Errors
/// A path that cannot be listed, nothing that could be read, too much, or a stop.
pub fn read_book(
    paths: &[PathBuf],
    questionnaire: &Arc<Questionnaire>,
    watch: &dyn Watch,
) -> Result<ReadBook, FileError> {
    read(Stamps::of(paths)?, questionnaire, &BTreeMap::new(), watch)
}

/// Reads a book again after something changed. Cases whose files did not change are taken over, tables are read.
///
/// # Errors
/// As for [`read_book`].
pub fn read_book_again(before: &ReadBook, watch: &dyn Watch) -> Result<ReadBook, FileError> {
    read(Stamps::of(&before.stamps.paths)?, before.book.questionnaire(), &before.kept, watch)
}

fn read(
    stamps: Stamps,
    questionnaire: &Arc<Questionnaire>,
    before: &BTreeMap<PathBuf, Arc<KeptCase>>,
    watch: &dyn Watch,
) -> Result<ReadBook, FileError> {
    let progress = Progress::new(stamps.size());
    let mut reading = Reading {
        book: Book::new(Arc::clone(questionnaire)),
        cases: Vec::new(),
        holdings: Vec::new(),
        problems: Listed::default(),
        bad_files: Vec::new(),
        rows_left_out: 0,
        notices: Vec::new(),
        kept: BTreeMap::new(),
        ids: Ids::default(),
        progress: &progress,
        watch,
    };
    reading.cases(&stamps, before);
    reading.tables(&stamps);
    let Reading { book, cases, holdings, problems, bad_files, rows_left_out, mut notices, kept, .. } = reading;
    let path = stamps.paths.first().map_or(Path::new(""), PathBuf::as_path);
    let unread =
        |kind, happened: String, mend: &str| Err(FileError::new(kind, path, happened, "The book was not read", mend));
    if progress.is_stopped() {
        let happened = "The reading was stopped before its end".to_owned();
        return unread(FileErrorKind::Stopped, happened, "Start it again to have the book");
    }
    if book.rows() > MOST_ROWS {
        let happened = format!("There are more than {MOST_ROWS} submissions");
        return unread(FileErrorKind::TooLarge, happened, "Split it into several books");
    }
    if book.rows() == 0 {
        if !bad_files.is_empty() {
            return Err(FileError::wrong(path, "The book was not read", Problems(bad_files)));
        }
        let happened = match problems.list.first() {
            Some(problem) => format!("There is no submission in it that can be used: {problem}"),
            None => "There is no submission in it".to_owned(),
        };
        let mend = "Choose a folder of .securable files, or a table with a column submission and one for each question";
        return unread(FileErrorKind::Wrong, happened, mend);
    }
    if stamps.passed_over > 0 {
        let text = format!("files that are neither cases nor tables were passed over: {}", stamps.passed_over);
        notices.push(Notice { subject: name_of(path, &stamps.paths), text });
    }
    Ok(ReadBook {
        book,
        cases,
        holdings,
        problems: problems.list,
        problem_count: problems.count,
        bad_files,
        rows_left_out,
        notices,
        stamps,
        kept,
    })
}

/// What was read so far.
struct Reading<'a> {
    book: Book,
    cases: Vec<CaseEntry>,
    holdings: Vec<Holdings>,
    problems: Listed,
    bad_files: Vec<Problem>,
    rows_left_out: usize,
    notices: Vec<Notice>,
    kept: BTreeMap<PathBuf, Arc<KeptCase>>,
    ids: Ids,
    progress: &'a Progress,
    watch: &'a dyn Watch,
}

impl Reading<'_> {
    fn cases(&mut self, stamps: &Stamps, before: &BTreeMap<PathBuf, Arc<KeptCase>>) {
        let files = stamps.files.iter().filter(|(_, stamp)| stamp.kind == BookFile::Case);
        let wanted: Vec<Wanted> = files
            .map(|(path, stamp)| Wanted {
                path,
                name: name_of(path, &stamps.paths),
                stamp,
                kept: before.get(path).filter(|kept| kept.stamp == *stamp),
            })
            .collect();
        let read = read_cases(&wanted, self.book.questionnaire(), self.progress, self.watch);
        for (wanted, read) in wanted.iter().zip(read) {
            let case = match read {
                Ok(case) => case,
                Err(problem) => {
                    self.bad_files.push(problem);
                    continue;
                }
            };
            self.kept.insert(wanted.path.to_owned(), Arc::clone(&case));
            self.ids.begin(&wanted.name);
            if let Some(first) = self.ids.add(&case.row.id, None) {
                let what = format!("its submission {} stands already {first}, so this one is not counted", case.row.id);
                self.bad_files.push(Problem::new(
                    &wanted.name,
                    "",
                    what,
                    "give it a reference of its own, or remove it",
                ));
                continue;
            }
            let place = u32::try_from(self.cases.len()).unwrap_or(u32::MAX);
            let mut row = case.row.clone();
            row.origin = RowOrigin::Case { place };
            self.book.push(row);
            self.cases.push(case.entry.clone());
            self.holdings.push(Holdings { case: place, ..case.holdings.clone() });
            self.notices.extend(case.notices.iter().cloned());
        }
    }

    fn tables(&mut self, stamps: &Stamps) {
        for path in stamps.files.iter().filter(|(_, stamp)| stamp.kind == BookFile::Table).map(|(path, _)| path) {
            if self.progress.is_stopped() {
                return;
            }
            let name = name_of(path, &stamps.paths);
            self.ids.begin(&name);
            let read =
                read_at_most(path, MOST_BYTES).map_err(|error| error.as_problem(&name)).and_then(|(bytes, _)| {
                    let questionnaire = self.book.questionnaire();
                    book_from_table(&bytes, &name, questionnaire, &mut self.ids, self.progress, self.watch)
                });
            match read {
                Ok(read) => {
                    if self.book.rows() == 0 {
                        self.book = read.book;
                    } else {
                        self.book.append(read.book);
                    }
                    self.problems.append(read.problems);
                    self.rows_left_out += read.left_out;
                    self.notices.extend(read.notices);
                }
                Err(problem) => {
                    self.ids.forget();
                    self.bad_files.push(problem);
                }
            }
        }
    }
}

/// A file as it stands in sentences: inside the folder that was asked for, or by its name.
fn name_of(path: &Path, paths: &[PathBuf]) -> String {
    let inside = paths.iter().filter_map(|root| path.strip_prefix(root).ok()).find(|rest| !rest.as_os_str().is_empty());
    let name = inside.or_else(|| path.file_name().map(Path::new)).unwrap_or(path).to_string_lossy();
    name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

//! A synthetic book, so that there is always one to try.

use super::cores::Progress;
use super::ids::Ids;
use super::table::book_from_table;
use super::{ReadBook, Stamps};
use crate::files::devices::Watch;
use crate::files::problem::{FileError, Problems};
use crate::questionnaire::Questionnaire;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// A table of made-up submissions as a carrier would export it.
const TABLE: &[u8] = include_bytes!("../../../assets/books/synthetic-book.csv");

const NAME: &str = "synthetic-book.csv";

/// Reads the sample book.
///
/// # Errors
/// Only where the reading was stopped.
pub fn sample_book(questionnaire: &Arc<Questionnaire>, watch: &dyn Watch) -> Result<ReadBook, FileError> {
    let progress = Progress::new(TABLE.len() as u64);
    let mut ids = Ids::default();
    ids.begin(NAME);
    let read = book_from_table(TABLE, NAME, questionnaire, &mut ids, &progress, watch)
        .map_err(|problem| FileError::wrong(Path::new(NAME), "The book was not read", Problems(vec![problem])))?;
    Ok(ReadBook {
        book: read.book,
        cases: Vec::new(),
        holdings: Vec::new(),
        problems: read.problems.list,
        problem_count: read.problems.count,
        bad_files: Vec::new(),
        rows_left_out: read.left_out,
        notices: read.notices,
        stamps: Stamps::default(),
        kept: BTreeMap::new(),
    })
}

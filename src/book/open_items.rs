//! What nobody has answered, across a book.

use super::{Book, Scoring};
use crate::questionnaire::{QuestionIx, Questionnaire};
use rayon::prelude::*;
use std::cmp::Reverse;

/// Rows that are listed for a question; the counts are of all.
pub const MOST_OPEN_ROWS: usize = 10_000;

/// A question that is not answered in some submissions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenItem {
    pub question: QuestionIx,
    /// Asked and not answered, or answered in a way that cannot be used.
    pub open: u64,
    /// Asked, and nobody knows.
    pub unknown: u64,
    /// The weight of the question times `open + unknown`, tenths of a point; 0 for questions that are not scored.
    pub tenths: u64,
    /// The first [`MOST_OPEN_ROWS`] that are open or unknown, ascending.
    pub rows: Vec<u32>,
}

/// Questions that are open or unknown anywhere, the most weight first, then the most submissions, then questionnaire
/// order.
#[must_use]
pub fn open_items(book: &Book, effective: &Questionnaire, scoring: &Scoring) -> Vec<OpenItem> {
    let rows = scoring.rows().min(book.rows());
    let questions: Vec<QuestionIx> = effective.places().collect();
    let mut items: Vec<OpenItem> = questions
        .into_par_iter()
        .map(|question| {
            let mut item = OpenItem { question, open: 0, unknown: 0, tenths: 0, rows: Vec::new() };
            for row in 0..rows {
                if scoring.is_open(row, question) {
                    item.open += 1;
                } else if scoring.is_unknown(row, question) {
                    item.unknown += 1;
                } else {
                    continue;
                }
                if item.rows.len() < MOST_OPEN_ROWS {
                    item.rows.push(row as u32);
                }
            }
            let weight = effective.question(question).weight.tenths().unsigned_abs();
            item.tenths = weight * (item.open + item.unknown);
            item
        })
        .filter(|item| item.open + item.unknown > 0)
        .collect();
    items.sort_by_key(|item| (Reverse((item.tenths, item.open + item.unknown)), item.question));
    items
}

//! Rows ordered by score. Equal scores always stay together.

use crate::book::Scoring;
use crate::questionnaire::Ratio;
use rayon::prelude::*;
use std::cmp::Ordering;

/// Parts that a book is cut into.
const TENTHS: usize = 10;

/// Rows, worst score first, then by row.
pub(super) struct Ranked<'s> {
    scoring: &'s Scoring,
    rows: Vec<u32>,
}

/// A tenth of the rows.
pub(super) struct Tenth<'r> {
    pub rows: &'r [u32],
    /// Best and worst score in it; `None` while it is empty.
    pub scores: Option<(Ratio, Ratio)>,
}

/// Scores are compared without dividing.
fn compare((weighted, applicable): (i64, i64), (others, over): (i64, i64)) -> Ordering {
    let one = |applicable: i64| if applicable == 0 { 1 } else { applicable };
    (weighted * one(over)).cmp(&(others * one(applicable)))
}

impl<'s> Ranked<'s> {
    pub(super) fn all(scoring: &'s Scoring) -> Self {
        Self::of(scoring, |_| true)
    }

    pub(super) fn of(scoring: &'s Scoring, keep: impl Fn(usize) -> bool) -> Self {
        let rows = u32::try_from(scoring.rows()).unwrap_or(u32::MAX);
        let mut rows: Vec<u32> = (0..rows).filter(|row| keep(*row as usize)).collect();
        rows.par_sort_unstable_by(|a, b| {
            let units = |row: &u32| scoring.score_units(*row as usize);
            compare(units(b), units(a)).then(a.cmp(b))
        });
        Self { scoring, rows }
    }

    pub(super) fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// Rows of equal score, worst score first.
    pub(super) fn ties(&self) -> impl DoubleEndedIterator<Item = &[u32]> + Clone {
        let units = |row: &u32| self.scoring.score_units(*row as usize);
        self.rows.chunk_by(move |a, b| compare(units(a), units(b)) == Ordering::Equal)
    }

    /// Worst tenth first. Rows of equal score stand together in the tenth where their middle lies, so that none is
    /// told from the other by chance: tenths may differ in size, and a tenth may be empty.
    pub(super) fn tenths(&self) -> Vec<Tenth<'_>> {
        let n = self.rows.len();
        let mut ends = [0; TENTHS];
        let mut before = 0;
        for tie in self.ties() {
            let tenth = (TENTHS * (2 * before + tie.len()) / (2 * n)).min(TENTHS - 1);
            before += tie.len();
            ends[tenth] = before;
        }
        let mut start = 0;
        ends.into_iter()
            .map(|end| {
                let rows = self.rows.get(start..end).unwrap_or_default();
                start = start.max(end);
                let score = |row: &u32| self.scoring.score(*row as usize);
                Tenth { rows, scores: rows.last().map(score).zip(rows.first().map(score)) }
            })
            .collect()
    }
}

//! What a change does to a book: scores and outcomes before and after, who moves, and how far.
//!
//! One pass over the rows. Counts and sums are exact and do not depend on the number of threads: every matrix adds up
//! to all submissions, and every sum of amounts to the sum over the book.

mod movers;
mod pass;
mod sections;
mod sensitivity;
#[cfg(test)]
mod tests;

pub use movers::{MOST_MOVERS, Mover, score_change};
pub(super) use pass::score_bin;
pub(super) use sections::scored_sections;
pub use sections::{SectionMean, SectionShift, section_shift};
pub use sensitivity::{BookSensitivity, sensitivity};

use super::tally::{Matrix, Tally, WeighBy};
use super::{Book, Scoring};
use crate::assessment::Outcome;
use crate::questionnaire::{Questionnaire, Ratio};

/// Bins of the score: from `n` points to below `n + 1`; 100 points have a bin of their own.
pub const BINS: usize = 101;

/// Rows that are listed as crossing; the count is that of all.
pub const MOST_CROSSINGS: usize = 10_000;

/// What a book is split by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum GroupBy {
    #[default]
    None,
    Industry,
    /// The exposure tier before.
    Tier,
}

/// What a change does to a book.
#[derive(Clone, Debug, PartialEq)]
pub struct Impact {
    pub weigh: WeighBy,
    pub group: GroupBy,
    /// The whole book.
    pub all: Shift,
    /// They add up to `all`. None without a group; tiers lowest first, all of them; industries as they are many.
    pub groups: Vec<GroupShift>,
    /// Industries in the last group, where there are too many to tell apart; else 0.
    pub industries_together: u32,
    /// Whose score gets worse most, the most first; at most [`MOST_MOVERS`].
    pub worse: Vec<Mover>,
    /// Whose score gets better most, the most first; at most [`MOST_MOVERS`].
    pub better: Vec<Mover>,
    /// Submissions whose band or outcome changes.
    pub crossings: u64,
    /// The first [`MOST_CROSSINGS`] of them, by row.
    pub crossing_rows: Vec<u32>,
}

/// The submissions of one industry or tier.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupShift {
    pub name: String,
    pub shift: Shift,
}

/// Some submissions before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Shift {
    pub n: Tally,
    pub before: Distribution,
    pub after: Distribution,
    /// By [`outcome_place`].
    pub outcomes: Matrix,
    /// Bands after floors, whatever the outcome.
    pub bands: Matrix,
    /// The score rises: worse.
    pub up: Tally,
    /// The score falls: better.
    pub down: Tally,
    pub unchanged: Tally,
    /// Mean score after less mean score before, points, from means that are exact to a millionth; 0 of nothing.
    pub mean_change: Ratio,
}

/// How some submissions stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    /// [`BINS`] by score.
    pub bins: Vec<Tally>,
    /// After floors, best first.
    pub bands: Vec<Tally>,
    /// By [`outcome_place`].
    pub outcomes: Vec<Tally>,
    /// Lowest first.
    pub tiers: Vec<Tally>,
    /// Mean over the submissions, points, exact to a millionth; `None` of nothing.
    pub mean: Option<Ratio>,
    /// Mean weighed by amount, over the submissions whose amount is known; `None` of no amount.
    pub mean_by_amount: Option<Ratio>,
}

/// Outcomes there are: decline, hold, insufficient information, then the bands, best first.
#[must_use]
pub fn outcome_count(questionnaire: &Questionnaire) -> usize {
    3 + questionnaire.bands.len()
}

/// Place of an outcome among them.
#[must_use]
pub fn outcome_place(outcome: Outcome) -> usize {
    match outcome {
        Outcome::Decline => 0,
        Outcome::Hold => 1,
        Outcome::InsufficientInformation => 2,
        Outcome::Band(band) => 3 + usize::from(band.0),
    }
}

/// What the outcome at a place is called; nothing beyond [`outcome_count`].
#[must_use]
pub fn outcome_words(questionnaire: &Questionnaire, place: usize) -> &str {
    match place {
        0 => "Decline",
        1 => "Hold",
        2 => "Insufficient information",
        band => questionnaire.bands.get(band - 3).map_or("", |band| &band.name),
    }
}

/// What lies between two scorings of the same book. Of the rows that both have.
#[must_use]
pub fn impact(book: &Book, before: &Scoring, after: &Scoring, weigh: WeighBy, group: GroupBy) -> Impact {
    pass::run(&pass::Scene::new(book, before, after, weigh, group))
}

/// The rows that go from one outcome to another, by place: the first `most`, and how many there are.
#[must_use]
pub fn rows_between(before: &Scoring, after: &Scoring, from: usize, to: usize, most: usize) -> (Vec<u32>, u64) {
    let mut found = (Vec::new(), 0);
    for row in 0..before.rows().min(after.rows()) {
        if outcome_place(before.outcome(row)) == from && outcome_place(after.outcome(row)) == to {
            found.1 += 1;
            if found.0.len() < most {
                found.0.push(row as u32);
            }
        }
    }
    found
}

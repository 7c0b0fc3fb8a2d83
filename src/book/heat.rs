//! Where a book is weak: section by industry.

use super::impact::scored_sections;
use super::industries::Industries;
use super::score_sum::ScoreSum;
use super::{Book, Scoring};
use crate::questionnaire::{Ratio, SectionIx};
use rayon::prelude::*;

/// Mean deficiencies, a column for each scored section.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatMap {
    /// Questionnaire order.
    pub sections: Vec<SectionIx>,
    /// The industry with most submissions first; those not stated, and those put together, last.
    pub rows: Vec<HeatRow>,
    /// Industries in the last row, where there are too many to tell apart; else 0.
    pub together: u32,
    /// The whole book.
    pub all: HeatRow,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatRow {
    /// [`super::NO_INDUSTRY`] where none is stated; blank for the whole book.
    pub industry: String,
    /// Submissions.
    pub n: u64,
    /// Parallel to [`HeatMap::sections`].
    pub cells: Vec<HeatCell>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeatCell {
    /// Submissions where anything of the section applies.
    pub n: u64,
    /// Mean over them, 0 best to 100 worst, exact to a millionth of a point; `None` where it applies nowhere.
    pub deficiency: Option<Ratio>,
}

#[derive(Clone, Default)]
struct Sum {
    n: u64,
    scores: ScoreSum,
}

impl Sum {
    fn cell(&self) -> HeatCell {
        HeatCell { n: self.n, deficiency: self.scores.mean() }
    }
}

/// The heat map of a book as it is scored.
#[must_use]
pub fn heat_map(book: &Book, scoring: &Scoring) -> HeatMap {
    let rows = scoring.rows().min(book.rows());
    let industries = Industries::of(book, rows);
    let group = |row: usize| industries.of_place[book.industry_place(row)] as usize;
    let sections = scored_sections(book);
    let columns: Vec<Vec<Sum>> = sections
        .par_iter()
        .map(|section| {
            let mut sums = vec![Sum::default(); industries.names.len()];
            for row in 0..rows {
                if let Some(units) = scoring.section_sums(row, *section) {
                    let sum = &mut sums[group(row)];
                    sum.n += 1;
                    sum.scores.add(units, 1);
                }
            }
            sums
        })
        .collect();
    let mut n = vec![0; industries.names.len()];
    for row in 0..rows {
        n[group(row)] += 1;
    }
    let whole = |column: &Vec<Sum>| {
        let mut all = Sum::default();
        for sum in column {
            all.n += sum.n;
            all.scores.merge(&sum.scores);
        }
        all.cell()
    };
    HeatMap {
        all: HeatRow { industry: String::new(), n: rows as u64, cells: columns.iter().map(whole).collect() },
        rows: (industries.names.into_iter().enumerate())
            .map(|(place, industry)| {
                let cells = columns.iter().map(|column| column[place].cell()).collect();
                HeatRow { industry, n: n[place], cells }
            })
            .collect(),
        together: industries.together,
        sections,
    }
}

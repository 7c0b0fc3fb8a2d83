//! The shift of each section (domain.md 4.6, 3).

use crate::book::score_sum::ScoreSum;
use crate::book::{Book, Scoring};
use crate::questionnaire::{Ratio, SectionIx, SectionKind};
use rayon::prelude::*;

/// The mean deficiency of a section before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SectionShift {
    pub section: SectionIx,
    pub before: SectionMean,
    pub after: SectionMean,
}

/// Over the submissions where anything of the section applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SectionMean {
    pub n: u64,
    /// Points, exact to a millionth; `None` where it applies nowhere.
    pub deficiency: Option<Ratio>,
}

/// Every scored section, questionnaire order.
#[must_use]
pub fn section_shift(book: &Book, before: &Scoring, after: &Scoring) -> Vec<SectionShift> {
    let rows = before.rows().min(after.rows());
    let mean = |scoring: &Scoring, section| {
        let (mut sum, mut n) = (ScoreSum::default(), 0);
        for units in (0..rows).filter_map(|row| scoring.section_sums(row, section)) {
            sum.add(units, 1);
            n += 1;
        }
        SectionMean { n, deficiency: sum.mean() }
    };
    scored_sections(book)
        .into_par_iter()
        .map(|section| SectionShift { section, before: mean(before, section), after: mean(after, section) })
        .collect()
}

/// Places of the scored sections, questionnaire order.
pub(in crate::book) fn scored_sections(book: &Book) -> Vec<SectionIx> {
    let sections = &book.questionnaire().sections;
    let scored = (0_u8..).map(SectionIx).zip(sections).filter(|(_, section)| section.kind == SectionKind::Scored);
    scored.map(|(section, _)| section).collect()
}

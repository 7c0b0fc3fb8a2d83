//! What half as much and one and a half times the weight of each section would do to a book (domain.md 8.2).

use super::sections::scored_sections;
use super::{GroupBy, Shift, impact};
use crate::book::tally::WeighBy;
use crate::book::{Book, Scoring};
use crate::questionnaire::{Questionnaire, SectionIx, Weight};

/// The book under another weight of one section. The bands of [`Shift`] are after floors, as in
/// [`crate::assessment::sensitivity`].
#[derive(Clone, Debug, PartialEq)]
pub struct BookSensitivity {
    pub section: SectionIx,
    /// `None` where a weight would be larger than a weight can be.
    pub half: Option<Shift>,
    /// One and a half times; likewise.
    pub more: Option<Shift>,
}

/// Every scored section, questionnaire order. `now` is the book scored under `effective`. Scores the whole book twice
/// for each section: not for every frame.
#[must_use]
pub fn sensitivity(book: &Book, effective: &Questionnaire, now: &Scoring, weigh: WeighBy) -> Vec<BookSensitivity> {
    let under = |section, halves| {
        let changed = with_halves(effective, section, halves)?;
        Some(impact(book, now, &Scoring::of(book, &changed), weigh, GroupBy::None).all)
    };
    let both = |section| BookSensitivity { section, half: under(section, 1), more: under(section, 3) };
    scored_sections(book).into_iter().map(both).collect()
}

/// All weights doubled, so that halves stay whole, but for those of the section, which are taken `halves` times. The
/// score is a ratio and does not change when all weights do; for the same reason they are first divided by what they
/// have in common.
fn with_halves(effective: &Questionnaire, section: SectionIx, halves: i64) -> Option<Questionnaire> {
    let divisor = effective.questions.iter().fold(0, |common, question| gcd(common, question.weight.tenths())).max(1);
    let mut changed = effective.clone();
    for question in &mut changed.questions {
        let times = if question.section == section { halves } else { 2 };
        question.weight = Weight::from_tenths(u16::try_from(question.weight.tenths() / divisor * times).ok()?)?;
    }
    Some(changed)
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

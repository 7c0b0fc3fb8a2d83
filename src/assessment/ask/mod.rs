//! In which order to ask what is open, when a call is short.
//!
//! **Possible** is what some completion reaches. A completion gives each unknown or open question any of its options
//! with any evidence, or leaves it without an answer, or (where the question allows it) makes it not applicable; what
//! is given stays as given. That is the range of rulings 5 with evidence and silence added, because both can move the
//! band through the floors. Where parts hang together, more may be called possible than is (never less), so that
//! "settled" is true whenever it is said.
//!
//! **The next question** leaves, over its options each counted once, the fewest results on average: possible bands and
//! knock-outs that may or may not fire; then the narrowest range of the score. The plain mean is a count of ways to
//! answer and no likelihood: nobody has measured how often an option is given. The worst case would not do: for almost
//! every question it leaves all bands, and the same width whatever the answer is. What may move the tier moves the
//! edges of the bands: an exposure question counts with its share of how far they may move, as if it were width.
//!
//! An answer *unknown* was asked already: it is not asked again, and stays in the range.

mod rank;
mod reach;
mod span;
mod spread;
#[cfg(test)]
mod tests;
mod world;

use super::Facts;
use crate::questionnaire::{BandIx, QuestionIx, Questionnaire, Ratio, TierIx};
use crate::submission::Submission;

/// What to ask, and how far the case is from a result.
#[derive(Clone, Debug, PartialEq)]
pub struct Asking {
    /// Open questions that can still move the band or fire a knock-out, the best to ask first.
    pub order: Vec<NextQuestion>,
    pub possible: Possible,
    /// `None` once the band is certain.
    pub certain_after: Option<CertainAfter>,
    /// No answer to an open or unknown question can change the band.
    pub settled: bool,
    /// Shown questions without an answer, also those that cannot move the band.
    pub open: u16,
    /// Answers that nobody knows and that may still move the band.
    pub unknown: u16,
}

/// A question worth asking.
#[derive(Clone, Debug, PartialEq)]
pub struct NextQuestion {
    pub question: QuestionIx,
    /// Points by which the range of the score shrinks, on average over its options; to a thousandth, rounded down.
    pub narrows: Ratio,
    /// Bands that are possible after it, on average over its options.
    pub bands_after: Ratio,
    pub why: Why,
}

/// Why a question is worth asking; the first that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// One of its answers alone fires the knock-out (place of the rule).
    FiresKnockOut(u16),
    /// One of its answers rules these knock-outs out (places of the rules).
    RulesOut(Vec<u16>),
    /// One of its answers makes the band certain.
    SettlesBand,
    /// It hides or shows these questions.
    Opens(Vec<QuestionIx>),
    /// It can move the tier, and with it the edges of the bands.
    MovesTier,
    /// It narrows the range of the score.
    Narrows,
    /// A knock-out reads it, together with others (place of the rule).
    InKnockOut(u16),
}

/// What is possible now.
#[derive(Clone, Debug, PartialEq)]
pub struct Possible {
    /// After floors, best first; never empty.
    pub bands: Vec<BandIx>,
    /// The lowest and the highest tier.
    pub tiers: (TierIx, TierIx),
    /// Best and worst score.
    pub best: Ratio,
    pub worst: Ratio,
    /// Knock-outs that fire in every completion, places of the rules.
    pub fires: Vec<u16>,
    /// Knock-outs that may or may not fire, places of the rules.
    pub may_fire: Vec<u16>,
}

/// How many more answers make the band certain, asked in the order above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CertainAfter {
    /// There are answers that make it certain after so many. Found by trying answers that are all alike, with and
    /// without a critical question at its worst; others may be quicker. `None`: none of these does.
    pub at_best: Option<u16>,
    /// Whatever the answers are, it is certain after so many. `None`: what nobody knows may keep it open.
    pub at_latest: Option<u16>,
}

/// In which order to ask what is open.
#[must_use]
pub fn next_questions(questionnaire: &Questionnaire, submission: &Submission, facts: &Facts) -> Asking {
    rank::asking(&world::World::new(questionnaire, submission, facts))
}

/// What is possible now, without asking what comes next: a hundred times quicker.
#[must_use]
pub fn possible(questionnaire: &Questionnaire, submission: &Submission, facts: &Facts) -> Possible {
    let world = world::World::new(questionnaire, submission, facts);
    rank::possible(&world, &world.reach())
}

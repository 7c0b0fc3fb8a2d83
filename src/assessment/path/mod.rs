//! THE WAY TO A BETTER BAND: the cheapest set of improvements with which a submission reaches a band, and the proof
//! that nothing cheaper does.
//!
//! An improvement is a better option or the proof of the option as it stands; either counts as shown with E2
//! evidence. What is only promised does not count. Only scored questions that count now are improved: exposure
//! answers and declarations are facts about the applicant, and so are a device list and a scan on file. Where the
//! device list does not allow the better answer, saying it is not enough: the devices have to be replaced, and the
//! improvement counts as if a new list showed just that ([`Step::new_list`]).
//!
//! | What | Where |
//! |---|---|
//! | what could be done | `choices` |
//! | which answers change how others are read | `classes` |
//! | rules and edges as formulas, once that is settled | `table`, `formula` |
//! | the cheapest choices within sums | `knapsack` |
//! | boxes of choices, parted where a rule is broken | `search` |
//! | answers to come that would miss the band | `unanswered` |
//! | the answer and its proof | `answer` |

mod answer;
mod choices;
mod classes;
mod formula;
mod knapsack;
mod problem;
mod search;
mod table;
#[cfg(test)]
mod tests;
mod unanswered;

use super::{Facts, FiredRule, Improvement, Outcome};
use crate::questionnaire::{BandIx, QuestionIx, Questionnaire, Ratio, TierIx};
use crate::submission::Submission;
use chrono::NaiveDate;

/// What is to be reached, and what counts as cheap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aim {
    /// This band or a better one.
    pub to: BandIx,
    pub by: By,
    /// Only what can be done before the policy starts.
    pub before_inception: bool,
    /// Weeks from today until the policy starts, for `before_inception`; `None`: not known, so that lead times are
    /// not held against it.
    pub weeks_left: Option<u16>,
    /// It has to hold whatever the answers that stay unknown or open turn out to be.
    pub robust: bool,
}

/// What the set is the least of. Ties go by the other two, cost before changes before weeks, and then to the
/// earlier questions and the better options.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// Sum of the points of the cost classes.
    #[default]
    Cost,
    /// Number of improvements.
    Changes,
    /// The longest lead time: improvements run side by side.
    Weeks,
}

#[derive(Clone, Debug, PartialEq)]
pub enum PathAnswer {
    AlreadyThere,
    Found(Path),
    Impossible(Blocked),
    /// The search was given up after so many sets: a questionnaire of conditions too entangled for an exact answer.
    GivenUp {
        examined: u64,
    },
}

/// The cheapest set.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Questionnaire order.
    pub steps: Vec<Step>,
    /// Sum of the points of the cost classes.
    pub cost: u32,
    /// Of the longest improvement; they run side by side.
    pub weeks: u16,
    /// With all of them made.
    pub outcome: Outcome,
    pub score: Ratio,
    pub proof: Proof,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub improvement: Improvement,
    /// Points of its cost class.
    pub cost: u32,
    pub weeks: u16,
    pub before_inception: bool,
    /// The device list does not allow the answer: it takes a new list that shows it.
    pub new_list: bool,
    /// Where the case stands without this one: what makes it necessary.
    pub without: Standing,
}

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub score: Ratio,
    pub outcome: Outcome,
}

/// Why nothing less does.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// Cost points, changes or weeks, as the aim counts, below which the score alone cannot reach the band.
    pub score_needs: u32,
    /// Sets that were looked at, each the cheapest of all that were not ruled out before it.
    pub examined: u64,
    /// Rules that ruled out cheaper sets, by place, and how many; the questionnaire's order.
    pub ruled_out: Vec<(u16, u64)>,
}

/// What keeps a case from a band, with every improvement made that may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Blocked {
    pub standing: Standing,
    /// The rules that stand in the way then, with what they read.
    pub rules: Vec<FiredRule>,
    pub tier: TierIx,
    /// Upper edge of the band in this tier, where the score is above it.
    pub edge: Option<Ratio>,
    /// Answers assumed for what is not answered, where the band has to hold whatever they are; empty otherwise.
    pub assumed: Vec<QuestionIx>,
}

impl Path {
    #[must_use]
    pub fn improvements(&self) -> Vec<Improvement> {
        self.steps.iter().map(|step| step.improvement).collect()
    }
}

/// The cheapest way to a band.
#[must_use]
pub fn path(questionnaire: &Questionnaire, submission: &Submission, facts: &Facts, aim: &Aim) -> PathAnswer {
    answer::Way::of(questionnaire, submission, facts, aim).answer()
}

/// Whole weeks from today until the policy starts; 0 where it has started.
#[must_use]
pub fn weeks_left(today: NaiveDate, inception: Option<NaiveDate>) -> Option<u16> {
    let days = (inception? - today).num_days().max(0);
    Some(u16::try_from(days / 7).unwrap_or(u16::MAX))
}

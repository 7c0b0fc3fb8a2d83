//! One submission on its way into a book.

use crate::assessment::{ComputedAnswer, Facts, State, as_given, exceeds};
use crate::questionnaire::{OptionSet, QuestionIx, Questionnaire};
use crate::submission::{Answer, FollowUpAnswer, Money, OverrideOf, Submission};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// One submission as a book takes it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Memo number or what the table calls it.
    pub id: String,
    /// By place of the question; what is missing at the end is open.
    pub answers: Vec<Cell>,
    /// Policy aggregate. In US dollars, unless the case says otherwise.
    pub limit: Option<Money>,
    pub premium: Option<Money>,
    pub revenue: Option<Money>,
    pub industry: String,
    pub inception: Option<NaiveDate>,
    /// Whether there was a claim; `None`: not known.
    pub claim: Option<bool>,
    pub loss: Option<Money>,
    pub origin: RowOrigin,
    /// `None` for a row of a table.
    pub case: Option<Box<CaseFacts>>,
}

/// Where a row was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowOrigin {
    /// Line of a flat table, counted from 1.
    Table { line: u32 },
    /// Place in the list of case files of the book.
    Case { place: u32 },
}

impl Default for RowOrigin {
    fn default() -> Self {
        Self::Table { line: 0 }
    }
}

/// One answer with its evidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cell {
    pub state: CellState,
    /// E0 to E3; counts only for options.
    pub grade: u8,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CellState {
    /// Not answered.
    #[default]
    Open,
    /// Asked, and nobody knows.
    Unknown,
    /// With everything on file that it needs. Whether it counts depends on the other answers.
    NotApplicable,
    /// Something was given that cannot be used; counts as open.
    Unusable,
    /// What [`crate::assessment::usable`] lets pass; anything else becomes `Unusable` in a book.
    Options(OptionSet),
    /// A text that is not blank, where a text is asked for.
    Text,
}

/// What a case file knows beyond the answers of a flat table.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseFacts {
    /// What the device list allows as answers (CR-5). The sentences are left out.
    pub computed: Vec<(QuestionIx, ComputedAnswer)>,
    /// Ticks of follow-ups: question, place of the follow-up, keys.
    pub follow_ups: Vec<(QuestionIx, u8, BTreeSet<String>)>,
    /// The largest move of the score by a person, tenths of a point; the most there is where a band was moved.
    pub override_tenths: u16,
    pub restricted: bool,
    pub exploited_reachable: bool,
    pub plan_moved_band: bool,
    /// `None` without a list or a term.
    pub support: Option<SupportCounts>,
    /// False: limit and revenue are in another currency and no rule on dollars reads them.
    pub in_dollars: bool,
}

/// Devices of the list of a case, and what happens to their support in the term.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SupportCounts {
    pub n: u64,
    /// Past support at inception.
    pub past: u64,
    /// Past support at expiry, and not at inception.
    pub lost: u64,
    /// Of those lost, the ones of high criticality.
    pub critical_lost: u64,
}

impl SupportCounts {
    /// Whether more than the share of all devices loses support in the term, or a critical one does.
    #[must_use]
    pub fn exceeds(&self, percent: u8) -> bool {
        exceeds(self.n, self.lost, self.critical_lost, percent)
    }
}

impl CaseFacts {
    /// What is known of a case beside its answers; the facts are those of the same questionnaire.
    #[must_use]
    pub fn of(questionnaire: &Questionnaire, submission: &Submission, facts: &Facts) -> Self {
        let bounds = facts.list.iter().flat_map(|list| &list.computed);
        let computed = bounds.map(|(ix, answer)| (*ix, ComputedAnswer { why: String::new(), ..answer.clone() }));
        let mut follow_ups = Vec::new();
        for ix in questionnaire.places() {
            let question = questionnaire.question(ix);
            for (place, follow_up) in (0_u8..).zip(&question.follow_ups) {
                if let Some(FollowUpAnswer::Keys(keys)) = submission.follow_up(&question.id, &follow_up.key) {
                    follow_ups.push((ix, place, keys.clone()));
                }
            }
        }
        let moved = |of: &OverrideOf| match of {
            OverrideOf::Band { from, to } => {
                if from == to {
                    0
                } else {
                    u16::MAX
                }
            }
            OverrideOf::Score { from_tenths, to_tenths } => from_tenths.abs_diff(*to_tenths),
        };
        Self {
            computed: computed.collect(),
            follow_ups,
            override_tenths: submission.overrides.iter().map(|made| moved(&made.of)).max().unwrap_or(0),
            restricted: !facts.restricted().is_empty(),
            exploited_reachable: !facts.exploited_reachable().is_empty(),
            plan_moved_band: facts.plan_moved_band,
            support: facts.support_ends().map(|ends| SupportCounts {
                n: ends.n,
                past: ends.past,
                lost: ends.lost,
                critical_lost: ends.critical_lost,
            }),
            in_dollars: submission.policy.currency.is_us_dollar(),
        }
    }
}

/// A case as a row of a book of this questionnaire: answers by question id and option key. The facts are those of the
/// same questionnaire; the origin is for the reader to fill in.
#[must_use]
pub fn row_from_case(questionnaire: &Questionnaire, submission: &Submission, facts: &Facts) -> Row {
    Row {
        id: submission.reference.clone(),
        answers: questionnaire.places().map(|ix| cell_of(questionnaire, submission, ix)).collect(),
        limit: submission.policy.limit,
        revenue: submission.applicant.revenue,
        industry: submission.applicant.industry.clone(),
        inception: submission.policy.inception,
        case: Some(Box::new(CaseFacts::of(questionnaire, submission, facts))),
        ..Row::default()
    }
}

fn cell_of(questionnaire: &Questionnaire, submission: &Submission, ix: QuestionIx) -> Cell {
    let reading = as_given(questionnaire, submission, ix);
    let state = match reading.state {
        State::Stated if reading.options.is_empty() => CellState::Text,
        State::Stated => CellState::Options(reading.options),
        State::Unknown => CellState::Unknown,
        State::NotApplicable | State::Open => match submission.answer(&questionnaire.question(ix).id) {
            None => CellState::Open,
            Some(Answer::NotApplicable(it)) if it.is_complete() => CellState::NotApplicable,
            Some(_) => CellState::Unusable,
        },
    };
    Cell { state, grade: reading.grade }
}

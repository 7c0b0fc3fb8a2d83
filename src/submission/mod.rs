//! ONE CASE: applicant, policy, answers, evidence, subjectivities, decisions.
//!
//! Answers are kept by question id and option key, so that a case can always be read, whatever
//! became of the questionnaire. Every change is an [`Edit`]; applying one returns its inverse.

mod attachment;
mod carried;
mod case;
mod edit;
mod plan;
mod renewal;
mod scenario;
#[cfg(test)]
mod tests;
pub mod worksheet;

pub use attachment::{Attachment, clean_file_name};
pub use carried::{EvidenceAge, MOST_MONTHS, confirming};
pub use case::{
    Applicant, Broker, Currency, Decision, DecisionKind, Document, Market, MemoState, Money, Override, OverrideOf,
    Policy, Subjectivity, SubjectivityStatus,
};
pub use edit::{Edit, Undo, UndoEntry};
pub use plan::{BoundPlan, ExpiringCase, PlanDebit, PlanDebitUse};
pub use renewal::{AgedEvidence, CarriedOver, Misfit, MisfitOf, NewTerm, misfits, roll_forward};
pub use scenario::{Carried, Flip, OwnEffort, OwnEfforts, PROOF, PreviewMark, Scenario};

use crate::inventory::DeviceList;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One applicant's case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Submission {
    /// Memo number, as the underwriter files it.
    pub reference: String,
    pub applicant: Applicant,
    pub broker: Broker,
    pub policy: Policy,
    /// By question id. Answers to questions that the questionnaire does not have are kept and count nowhere.
    pub records: BTreeMap<String, Record>,
    pub documents: Vec<Document>,
    pub subjectivities: Vec<Subjectivity>,
    pub overrides: Vec<Override>,
    pub decision: Decision,
    pub devices: DeviceList,
    /// `None`: scored as the questionnaire was shipped.
    pub plan: Option<Arc<BoundPlan>>,
    /// What a renewal is compared with.
    pub expiring: Option<Arc<ExpiringCase>>,
    /// By section id.
    pub plan_debits: BTreeMap<String, PlanDebit>,
    /// What improvements take here, where that differs from the questionnaire.
    pub efforts: OwnEfforts,
    pub scenarios: Vec<Scenario>,
    /// Set: a broker's preview copy, marked as one wherever it is shown.
    pub preview: Option<PreviewMark>,
    /// Synthetic cases say so on every page.
    pub synthetic: bool,
}

/// Everything on file for one question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// `None`: not answered.
    pub answer: Option<Answer>,
    /// `None` counts as E0.
    pub grade: Option<Grade>,
    pub note: String,
    pub said_by: String,
    pub said_on: Option<NaiveDate>,
    /// "Check this".
    pub flagged: bool,
    /// By follow-up key.
    pub follow_ups: BTreeMap<String, FollowUpAnswer>,
    /// Set while a carried answer waits for somebody to confirm it.
    pub confirm: Option<Carried>,
    pub attachments: Vec<Attachment>,
}

/// The three states of an answer; the fourth, *not answered*, is its absence.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Option keys; exactly one where the question is a single choice.
    Options(BTreeSet<String>),
    Text(String),
    /// Asked, and nobody knows.
    Unknown,
    NotApplicable(NotApplicable),
}

/// Counts as open unless all three are filled (rulings 1.4).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NotApplicable {
    pub reason: String,
    pub control: String,
    pub decider: String,
}

impl NotApplicable {
    #[must_use]
    pub fn is_complete(&self) -> bool {
        [&self.reason, &self.control, &self.decider].iter().all(|text| !text.trim().is_empty())
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum FollowUpAnswer {
    Text(String),
    /// `yes`/`no`, or the keys of ticks.
    Keys(BTreeSet<String>),
    /// Counts by option key, or grades by section id.
    Table(BTreeMap<String, String>),
}

impl FollowUpAnswer {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            // No tick at all is an answer: none of the facts is held.
            Self::Keys(_) => false,
            Self::Table(table) => table.values().all(|text| text.trim().is_empty()),
        }
    }
}

/// What stands behind an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    #[default]
    Asserted,
    Document,
    ScanOrLog,
    IndependentTest,
}

impl Grade {
    pub const ALL: [Self; 4] = [Self::Asserted, Self::Document, Self::ScanOrLog, Self::IndependentTest];

    /// `E0` to `E3`.
    #[must_use]
    pub fn code(self) -> &'static str {
        ["E0", "E1", "E2", "E3"][usize::from(self.level())]
    }
    /// 0 to 3.
    #[must_use]
    pub fn level(self) -> u8 {
        self as u8
    }
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Asserted => "Asserted",
            Self::Document => "Document seen",
            Self::ScanOrLog => "Scan or log seen",
            Self::IndependentTest => "Independent test",
        }
    }
    /// Reads `E0` to `E3`, letter case ignored.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.code().eq_ignore_ascii_case(code.trim()))
    }
}

impl Record {
    /// Nothing at all is on file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Answer {
    /// One option of a single choice.
    #[must_use]
    pub fn option(key: &str) -> Self {
        Self::Options(BTreeSet::from([key.to_owned()]))
    }
}

impl Submission {
    /// The record of a question, where there is one.
    #[must_use]
    pub fn record(&self, question: &str) -> Option<&Record> {
        self.records.get(question)
    }

    #[must_use]
    pub fn answer(&self, question: &str) -> Option<&Answer> {
        self.records.get(question)?.answer.as_ref()
    }

    #[must_use]
    pub fn follow_up(&self, question: &str, key: &str) -> Option<&FollowUpAnswer> {
        self.records.get(question)?.follow_ups.get(key)
    }
}

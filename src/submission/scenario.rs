//! What might be: tried answers, own estimates of effort, and what was carried over from the term before.

use super::{Answer, Grade};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Answers tried out beside the real ones. It never touches them until a person applies it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scenario {
    /// Unique within the submission, as people call it.
    pub name: String,
    /// By question id. Flips of questions that the questionnaire does not have are kept and count nowhere.
    pub flips: BTreeMap<String, Flip>,
    pub note: String,
}

/// Stands in place of the answer and its evidence; note and follow-ups stay as they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flip {
    /// `None`: as if it were not answered.
    pub answer: Option<Answer>,
    pub grade: Option<Grade>,
}

/// What an improvement takes at this applicant, where the questionnaire's estimate does not fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnEffort {
    /// Name of a cost class of the questionnaire.
    pub cost: String,
    pub weeks: u16,
    pub before_inception: bool,
    /// Why, in the person's words.
    pub note: String,
}

/// Own estimates by question id, then by option key or [`PROOF`].
pub type OwnEfforts = BTreeMap<String, BTreeMap<String, OwnEffort>>;

/// The key under which the effort of proving an answer stands; no option can be called so.
pub const PROOF: &str = "(proof)";

/// This copy is a broker's preview, never a carrier's assessment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreviewMark {
    pub by: String,
    pub on: Option<NaiveDate>,
}

/// The answer was carried over from the term before, and nobody has confirmed it yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Reference or file name of the expiring case.
    pub from: String,
    /// First day of the expiring term.
    pub inception: Option<NaiveDate>,
    /// The grade it had there.
    pub grade: Option<Grade>,
}

//! What a case is scored under, and what it was scored under in the term before.

use chrono::NaiveDate;
use std::fmt;
use std::sync::Arc;

/// The plan under which a case is scored, kept with it so that the case always reopens as it was
/// (domain.md 4.6, 5). Which questionnaire it is laid over is pinned beside the submission.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoundPlan {
    pub id: String,
    pub version: String,
    /// Of the plan's canonical content, lower-case hexadecimal.
    pub sha256: String,
    /// The plan's file as it was read.
    pub text: Arc<str>,
}

impl BoundPlan {
    /// `harbor-2027 1.2.0`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.id, self.version)
    }
}

/// The case of the term that expires, as it was scored then.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ExpiringCase {
    /// Name of the file it was taken from.
    pub file_name: String,
    /// Its memo number.
    pub reference: String,
    /// Of `bytes`, lower-case hexadecimal.
    pub sha256: String,
    /// A packed case: all that the score was computed from.
    pub bytes: Arc<[u8]>,
}

/// Without the bytes, which nobody reads in a message.
impl fmt::Debug for ExpiringCase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file_name, reference, sha256, bytes } = self;
        let bytes = bytes.len();
        f.debug_struct("ExpiringCase")
            .field("file_name", file_name)
            .field("reference", reference)
            .field("sha256", sha256)
            .field("bytes", &bytes)
            .finish()
    }
}

/// What a person says to a schedule line that the plan alone has changed (domain.md 8.4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanDebit {
    /// Whole percent under the expiring plan and under the one now: the decision is about this change and no other.
    pub was: i16,
    pub is: i16,
    pub usage: PlanDebitUse,
    pub by: String,
    pub on: Option<NaiveDate>,
    pub reason: String,
}

impl PlanDebit {
    /// Chosen, with name, date and reason.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        self.usage != PlanDebitUse::Undecided
            && self.on.is_some()
            && [&self.by, &self.reason].iter().all(|text| !text.trim().is_empty())
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlanDebitUse {
    /// Not usable.
    #[default]
    Undecided,
    /// The changed line is used.
    Changed,
    /// The line of the expiring case goes on.
    Expiring,
}

impl PlanDebitUse {
    pub const ALL: [Self; 3] = [Self::Undecided, Self::Changed, Self::Expiring];

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Undecided => "Not decided",
            Self::Changed => "Use the changed line",
            Self::Expiring => "Keep the expiring line",
        }
    }
}

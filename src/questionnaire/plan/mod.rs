//! A plan: a carrier's adjustments laid over one version of a questionnaire. Never a fork of the text.
//!
//! A plan names what it changes by id and keeps the value it found there, so that a newer questionnaire
//! shows what no longer fits instead of being guessed at. Sources: domain.md 4.6, design.md 2.

mod check;
mod content;
mod governance;
mod lay;
mod person;
mod rebase;
mod share;
#[cfg(test)]
mod tests;
mod value;
mod words;

pub use check::{check, weight_sum};
pub use governance::{NOT_FILED, governance};
pub use lay::lay;
pub(super) use lay::{METHOD_UNDER_THE_PLAN, UNDER_THE_PLAN};
pub use person::same_person;
pub use rebase::rebase;
pub use share::share_out;
pub use value::{span_of, value_of};

use super::{Quarter, Ratio, Weight};
use chrono::NaiveDate;
use std::sync::Arc;

/// A carrier's adjustments, with who made them, why, and since when they count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Small letters, digits and hyphens.
    pub id: String,
    pub version: String,
    pub title: String,
    pub base: Base,
    /// The plan it follows on, by the hash of its content; `None` for the first.
    pub parent: Option<Parent>,
    pub carrier: String,
    pub program: String,
    /// States or countries where it is used.
    pub jurisdiction: String,
    pub market: Market,
    pub effective: Option<NaiveDate>,
    /// First day on which it is not used any more.
    pub until: Option<NaiveDate>,
    /// `not filed` for surplus lines, else the reference of the filing.
    pub filing: String,
    pub author: String,
    pub records: Vec<ChangeRecord>,
    pub status: Status,
    pub approval: Option<Approval>,
    pub retirement: Option<Retirement>,
    pub sum: WeightSum,
    /// At most one for each target.
    pub changes: Vec<Change>,
    /// Lower-case hexadecimal SHA-256 of the canonical content. Status, approval and retirement are not part of it:
    /// a case stays bound to the same plan when that is retired.
    pub sha256: String,
    /// The file as it was read; empty for a draft that was never written.
    pub source_text: Arc<str>,
}

/// The one version of a questionnaire that a plan is laid over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Base {
    pub id: String,
    pub version: String,
    pub sha256: String,
}

/// The plan before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parent {
    pub id: String,
    pub version: String,
    pub sha256: String,
}

/// Which market a policy or a plan belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Market {
    #[default]
    Admitted,
    Surplus,
}

impl Market {
    pub const ALL: [Self; 2] = [Self::Admitted, Self::Surplus];

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Admitted => "Admitted",
            Self::Surplus => "Surplus lines",
        }
    }

    /// Its name in a file.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Admitted => "Admitted",
            Self::Surplus => "Surplus",
        }
    }
}

/// What was changed and why, fit to be read by an auditor years later (domain.md 4.6, 2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeRecord {
    pub what: String,
    pub why: String,
    /// Where the grounds can be read.
    pub evidence: String,
    pub expected_effect: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    #[default]
    Draft,
    InReview,
    /// Cannot be changed any more.
    Approved,
    /// Not used for new cases; stays readable.
    Retired,
}

impl Status {
    pub const ALL: [Self; 4] = [Self::Draft, Self::InReview, Self::Approved, Self::Retired];

    /// Its name in a file.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::InReview => "InReview",
            Self::Approved => "Approved",
            Self::Retired => "Retired",
        }
    }

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::InReview => "In review",
            Self::Approved => "Approved",
            Self::Retired => "Retired",
        }
    }
}

/// The second pair of eyes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Someone other than the author.
    pub by: String,
    pub on: NaiveDate,
    pub note: String,
    /// [`Plan::seal`] as it was approved: a plan or an approval that was edited afterwards no longer fits. It shows
    /// an edit by hand; it is no signature, for whoever has the program can compute it.
    pub seal: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retirement {
    pub by: String,
    pub on: NaiveDate,
    pub why: String,
}

/// Whether weights have to add up. The score is a ratio, so both are sound; a fixed sum makes a weight
/// readable as points of the score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WeightSum {
    /// To what the base adds up to.
    #[default]
    Fixed,
    Floating,
}

impl WeightSum {
    /// Its name in a file.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Fixed => "Fixed",
            Self::Floating => "Floating",
        }
    }
}

/// Why a plan cannot be laid or is not ready: what is wrong, about which target, and the mend.
/// Lower-case starts, no full stops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub target: Option<Target>,
    pub what: String,
    pub mend: String,
}

/// A fault for which a plan cannot be laid over a questionnaire.
pub type Conflict = Fault;

/// One value laid over another.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub target: Target,
    /// What the base says there.
    pub from: Value,
    pub to: Value,
    /// For people; may be empty.
    pub why: String,
}

/// What a plan may change: numbers, never words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// [`Value::Weight`] of a scored question.
    Weight { question: String },
    /// [`Value::Factor`] of an option of a scored question.
    Factor { question: String, option: String },
    /// [`Value::Points`], the upper edge of a band in a tier, both by name.
    Edge { tier: String, band: String },
    /// [`Value::Number`]
    Threshold(Threshold),
    /// [`Value::Number`], the lowest index of a tier.
    TierFrom { tier: String },
    /// [`Value::Number`], percent, of a section's schedule line; 0 for no line.
    ScheduleCap { section: String },
    /// [`Value::Switch`]: a rule that is off does not run.
    Rule { code: String },
    /// [`Value::Number`], the number of this place in the rule's condition, see `Condition::numbers`.
    RuleNumber { code: String, place: u8 },
    /// [`Value::Hidden`]: the scored question is not asked.
    Hidden { question: String },
}

/// A number that stands by itself in a questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Threshold {
    /// Tenths of a point.
    Borderline,
    /// Percent.
    ConfidenceLow,
    ConfidenceHigh,
    /// What E0 to E3 count for, percent.
    Evidence(u8),
    ScheduleNeutral,
    ScheduleMax,
    ScheduleCreditShare,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Weight(Weight),
    Factor(Quarter),
    Points(Ratio),
    /// In the unit of the target. Factors inside conditions are quarters, amounts US dollars.
    Number(u64),
    /// On or off.
    Switch(bool),
    Hidden(Hidden),
}

/// When a question is not asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Hidden {
    /// It is asked.
    #[default]
    Never,
    Always,
    /// When this exposure question has one of these options as its given answer (domain.md 11.8).
    When {
        question: String,
        options: Vec<String>,
    },
}

//! WHAT IS ASKED: sections, questions, options, follow-ups, rules, bands, schedule, subjectivity
//! themes, coverage notes and law context.
//!
//! One questionnaire is one immutable, hashed version. It is read by `files::questionnaire_v1`,
//! which resolves every name to an index, so nothing here can refer to something that is not there.

mod branching;
mod condition;
mod condition_number;
mod condition_words;
mod diff;
mod effort;
mod measure;
mod number;
pub mod plan;
mod rule;
mod span;
#[cfg(test)]
mod tests;

pub use branching::MOST_COMPLETIONS;
pub use condition::{Condition, Fact};
pub use condition_number::ConditionNumber;
pub use diff::{Difference, DifferenceKind, difference};
pub use effort::{CostClass, CostIx, Effort};
pub use measure::{Finding, MEDIA_BOX, Measure};
pub use number::{
    Quarter, Ratio, Weight, WideRatio, decimal, exact, grouped, ratio_from_percent, wide_decimal, widened,
};
pub use plan::{Market, Plan};
pub use rule::{Effect, Rule, RuleKind, WhenUnanswered};
pub use span::{Span, Unit};

use chrono::NaiveDate;
use std::sync::Arc;

/// Place of a question in [`Questionnaire::questions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuestionIx(pub u16);

/// Place of a section in [`Questionnaire::sections`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionIx(pub u8);

/// Place of a band in [`Questionnaire::bands`], 0 is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BandIx(pub u8);

/// Place of a tier in [`Questionnaire::tiers`], 0 is the lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TierIx(pub u8);

/// Place of a theme in [`Questionnaire::themes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThemeIx(pub u8);

/// A set of options of one question, by place (at most 32 options a question).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OptionSet(pub u32);

impl OptionSet {
    pub const MAX_OPTIONS: usize = 32;

    /// The set of one option; `place` below [`Self::MAX_OPTIONS`].
    #[must_use]
    pub fn of(place: usize) -> Self {
        Self(1_u32.checked_shl(place as u32).unwrap_or(0))
    }
    #[must_use]
    pub fn with(self, place: usize) -> Self {
        Self(self.0 | Self::of(place).0)
    }
    #[must_use]
    pub fn holds(self, place: usize) -> bool {
        self.0 & Self::of(place).0 != 0
    }
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
    #[must_use]
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }
    /// Places in the set, ascending.
    pub fn places(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let place = (rest != 0).then_some(rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            Some(place)
        })
    }
}

/// One version of what is asked and how it counts.
#[derive(Clone, Debug)]
pub struct Questionnaire {
    pub id: String,
    pub version: String,
    pub title: String,
    /// What it is for, one or two sentences.
    pub purpose: String,
    /// The day on which every fact in it was last checked.
    pub as_of: NaiveDate,
    pub sections: Vec<Section>,
    /// Questionnaire order; sections are contiguous.
    pub questions: Vec<Question>,
    /// Lowest first, covering index 0 to 100.
    pub tiers: Vec<Tier>,
    /// Best first.
    pub bands: Vec<Band>,
    /// `edges[tier][band]` is the upper edge of the band, points of 100; the edge belongs to the band.
    pub edges: Vec<Vec<Ratio>>,
    /// A score this near to a band edge, or nearer, is called borderline (points).
    pub borderline: Ratio,
    pub confidence: ConfidenceScale,
    /// What improvements may cost, cheapest first; empty where the questionnaire says nothing of effort.
    pub cost_classes: Vec<CostClass>,
    /// Lowest first.
    pub authorities: Vec<String>,
    /// In the order KO, INF, REF, FL, CR, each by number.
    pub rules: Vec<Rule>,
    pub schedule: SchedulePlan,
    pub adverse: AdversePlan,
    pub themes: Vec<Theme>,
    pub coverage_notes: Vec<CoverageNote>,
    pub law: Vec<LawNote>,
    pub override_codes: Vec<OverrideCode>,
    pub standards: Vec<Standard>,
    pub sources: Vec<Source>,
    /// Sentences for the memo's method section, in order.
    pub method: Vec<String>,
    /// The plan that is laid over it; `None` for the questionnaire as it is shipped.
    pub plan: Option<Arc<Plan>>,
    /// Lower-case hexadecimal SHA-256 of the canonical content (independent of comments and layout).
    pub sha256: String,
    /// The file as it was read; it is pinned into every submission.
    pub source_text: Arc<str>,
}

/// What the questions of a section are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SectionKind {
    /// Gives the exposure index and the branching; never the control score.
    Exposure,
    Scored,
    /// Not scored; fires rules.
    Declarations,
    /// Not scored; shown on request of an exposure answer.
    Module,
}

#[derive(Clone, Debug)]
pub struct Section {
    /// One capital letter.
    pub id: String,
    pub title: String,
    pub kind: SectionKind,
    /// Why the section weighs what it weighs, or what it is for.
    pub intro: String,
    pub sources: Vec<String>,
    /// For modules: a given answer must meet it.
    pub shown_if: Option<Condition>,
    /// Places of its questions in [`Questionnaire::questions`].
    pub questions: std::ops::Range<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerKind {
    /// Exactly one option.
    Single,
    /// Any number of options.
    Multi,
    Text,
}

#[derive(Clone, Debug)]
pub struct Question {
    pub id: String,
    pub section: SectionIx,
    pub ask: String,
    pub kind: AnswerKind,
    /// Best first for scored questions.
    pub options: Vec<Choice>,
    /// Zero for questions that are not scored.
    pub weight: Weight,
    pub critical: bool,
    /// Exposure points; absent when the question has none.
    pub points: Option<PointsRule>,
    pub groups: Vec<Group>,
    pub shown_if: Option<Condition>,
    pub not_applicable: Option<NotApplicableRule>,
    pub why: Why,
    pub clauses: Vec<Clause>,
    pub follow_ups: Vec<FollowUp>,
    /// What would prove the answer.
    pub evidence: String,
    /// Fit to be sent to the insured.
    pub adverse_reason: String,
    pub theme: Option<ThemeIx>,
    /// What it takes to bring E2 evidence for the answer as it stands.
    pub proof_effort: Option<Effort>,
    /// How the device list bounds the answer.
    pub measure: Option<Measure>,
}

#[derive(Clone, Debug)]
pub struct Choice {
    pub key: String,
    pub text: String,
    /// Zero for questions that are not scored.
    pub factor: Quarter,
    /// Exposure points; zero elsewhere.
    pub points: u8,
    /// Stands alone: cannot be joined with other options.
    pub exclusive: bool,
    /// Place in [`Question::groups`].
    pub group: Option<u8>,
    /// What it takes to be able to give this answer and to prove it, from any worse one.
    pub effort: Option<Effort>,
}

/// A group of the options of one exposure question (A8, A9).
#[derive(Clone, Debug)]
pub struct Group {
    pub key: String,
    /// Exactly one of the group is needed; while none is ticked, the group scores its highest option.
    pub choose_one: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointsKind {
    Option,
    Sum,
    HighestPlus2IfMoreThanOne,
    SumOfGroupHighest,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PointsRule {
    pub kind: PointsKind,
    pub max: u8,
    /// Points while unknown or open (rulings 2.1).
    pub unanswered: u8,
}

/// When "not applicable" may be chosen. Reason, control and decider are always needed as well.
#[derive(Clone, Debug)]
pub struct NotApplicableRule {
    pub when: Condition,
    /// What the decider states by choosing it.
    pub statement: String,
}

/// Strength of the grounds for a weight (domain.md 6.0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// Claims-linked.
    L1,
    /// Telemetry, survey or incident.
    L2,
    /// Standard, law or directive.
    L3,
    /// Judgement.
    L4,
}

impl Basis {
    pub const ALL: [Self; 4] = [Self::L1, Self::L2, Self::L3, Self::L4];

    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::L1 => "L1",
            Self::L2 => "L2",
            Self::L3 => "L3",
            Self::L4 => "L4",
        }
    }
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::L1 => "claims-linked",
            Self::L2 => "telemetry, survey or incident",
            Self::L3 => "standard, law or directive",
            Self::L4 => "judgement",
        }
    }
}

#[derive(Clone, Debug)]
pub struct Why {
    pub text: String,
    /// Strongest first; empty for questions that are not scored.
    pub basis: Vec<Basis>,
    pub basis_note: String,
    pub as_of: NaiveDate,
    /// Keys of [`Questionnaire::sources`].
    pub sources: Vec<String>,
}

/// A place in a standard; the edition stands with the standard.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Key of [`Questionnaire::standards`].
    pub standard: String,
    pub at: String,
    /// False where only the memory of the authors vouches for it; shown as "not verified".
    pub verified: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FollowUpKind {
    Text,
    YesNo,
    /// Ticks by key and text. With `sets_answer`, the number of ticks gives the option of the question:
    /// the first entry whose count is reached wins.
    Ticks {
        options: Vec<(String, String)>,
        sets_answer: Vec<(u8, u8)>,
    },
    /// A count for each ticked option of the question.
    CountPerOption,
    /// An evidence grade for each scored section, as the respondent claims it.
    GradePerSection,
}

#[derive(Clone, Debug)]
pub struct FollowUp {
    /// Unique within its question.
    pub key: String,
    pub ask: String,
    pub when: Condition,
    pub kind: FollowUpKind,
}

#[derive(Clone, Debug)]
pub struct Tier {
    pub name: String,
    /// Lowest index of the tier, 0-100.
    pub from: u8,
}

#[derive(Clone, Debug)]
pub struct Band {
    pub name: String,
    /// Place in [`Questionnaire::authorities`].
    pub authority: u8,
    /// Advice to people.
    pub terms: String,
}

/// What evidence counts for in confidence, percent (domain.md 8.1).
#[derive(Clone, Copy, Debug)]
pub struct ConfidenceScale {
    pub grades: [u8; 4],
    pub low_below: u8,
    pub high_from: u8,
}

/// Schedule modification (domain.md 8.4).
#[derive(Clone, Debug)]
pub struct SchedulePlan {
    /// Deficiency that the base rate is taken to assume, percent.
    pub neutral: u8,
    /// The sum is clamped to plus or minus this where the carrier's plan says nothing.
    pub default_max: u8,
    /// Sections with a line, and their cap in percent.
    pub caps: Vec<(SectionIx, u8)>,
    /// Share of a section's applicable weight that needs this evidence before a credit, percent.
    pub credit_share: u8,
    pub credit_grade: u8,
}

/// Adverse reasons (domain.md 10.3, rulings 8).
#[derive(Clone, Copy, Debug)]
pub struct AdversePlan {
    pub at_least: Quarter,
    pub most: u8,
    pub most_per_section: u8,
}

/// A theme of subjectivities (domain.md 10.1).
#[derive(Clone, Debug)]
pub struct Theme {
    pub code: String,
    pub title: String,
    /// May hold `{classes}` and `{sites}`, filled from the answers, and `[prompts]` for the underwriter.
    pub wording: String,
    pub timing: String,
    /// Days after inception of the usual timing; 0 means before binding.
    pub days: u16,
    pub pre_bind_when: Option<Condition>,
    pub proof: String,
    pub consequence: String,
}

/// A prompt about cover, never policy wording (domain.md 10.2).
#[derive(Clone, Debug)]
pub struct CoverageNote {
    pub code: String,
    pub title: String,
    pub prompt: String,
    pub when: Condition,
    pub sources: Vec<String>,
    pub as_of: NaiveDate,
}

/// A law, label or directive that may matter (domain.md 3).
#[derive(Clone, Debug)]
pub struct LawNote {
    pub code: String,
    pub title: String,
    pub text: String,
    pub when: Condition,
    pub as_of: NaiveDate,
    pub sources: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct OverrideCode {
    pub code: String,
    pub text: String,
}

#[derive(Clone, Debug)]
pub struct Standard {
    pub key: String,
    pub title: String,
    pub edition: String,
    pub as_of: NaiveDate,
}

#[derive(Clone, Debug)]
pub struct Source {
    pub key: String,
    pub text: String,
}

impl Questionnaire {
    /// The question of this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<QuestionIx> {
        let place = self.questions.iter().position(|question| question.id == id)?;
        u16::try_from(place).ok().map(QuestionIx)
    }

    /// The question at a place. Places come from the same questionnaire, so they are always in range.
    #[must_use]
    pub fn question(&self, ix: QuestionIx) -> &Question {
        &self.questions[usize::from(ix.0)]
    }

    #[must_use]
    pub fn section(&self, ix: SectionIx) -> &Section {
        &self.sections[usize::from(ix.0)]
    }

    #[must_use]
    pub fn band(&self, ix: BandIx) -> &Band {
        &self.bands[usize::from(ix.0)]
    }

    #[must_use]
    pub fn tier(&self, ix: TierIx) -> &Tier {
        &self.tiers[usize::from(ix.0)]
    }

    #[must_use]
    pub fn theme(&self, ix: ThemeIx) -> &Theme {
        &self.themes[usize::from(ix.0)]
    }

    /// All places, in questionnaire order.
    pub fn places(&self) -> impl Iterator<Item = QuestionIx> + use<> {
        (0..self.questions.len() as u16).map(QuestionIx)
    }

    /// Places of the questions of one section, in order.
    pub fn places_of(&self, section: SectionIx) -> impl Iterator<Item = QuestionIx> + use<> {
        self.section(section).questions.clone().map(QuestionIx)
    }

    #[must_use]
    pub fn is_scored(&self, ix: QuestionIx) -> bool {
        self.section(self.question(ix).section).kind == SectionKind::Scored
    }

    /// `iot-core 1.0.0`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.id, self.version)
    }

    /// First twelve digits of the hash, enough to compare by eye.
    #[must_use]
    pub fn short_hash(&self) -> &str {
        self.sha256.get(..12).unwrap_or(&self.sha256)
    }
}

impl Question {
    /// The option of this key, letter case ignored.
    #[must_use]
    pub fn option(&self, key: &str) -> Option<usize> {
        self.options.iter().position(|option| option.key.eq_ignore_ascii_case(key))
    }

    #[must_use]
    pub fn follow_up(&self, key: &str) -> Option<usize> {
        self.follow_ups.iter().position(|follow_up| follow_up.key == key)
    }
}

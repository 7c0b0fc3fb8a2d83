//! Conditions over answers and results: typed data, never strings to parse.

use super::{BandIx, OptionSet, Quarter, QuestionIx, SectionIx, TierIx};

/// A condition. Which answers count as *given* depends on who asks: see `assessment::conditions`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    Always,
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    /// At least so many of these hold.
    Count {
        at_least: u8,
        of: Vec<Condition>,
    },
    /// A given answer holds at least one of these options.
    OneOf {
        question: QuestionIx,
        options: OptionSet,
    },
    /// A given answer holds none of these options.
    NoneOf {
        question: QuestionIx,
        options: OptionSet,
    },
    /// One option or text was given.
    Stated {
        question: QuestionIx,
    },
    /// The factor in force is at least this (unknown and open count 1).
    AtLeast {
        question: QuestionIx,
        factor: Quarter,
    },
    /// The factor in force is at most this (unknown and open count 1).
    AtMost {
        question: QuestionIx,
        factor: Quarter,
    },
    /// An option was given and the factor in force is at least this.
    StatedAtLeast {
        question: QuestionIx,
        factor: Quarter,
    },
    /// An option was given and the factor in force is at most this.
    StatedAtMost {
        question: QuestionIx,
        factor: Quarter,
    },
    /// An option was given with a lower evidence grade than E`grade`.
    EvidenceBelow {
        question: QuestionIx,
        grade: u8,
    },
    /// A follow-up answer was given and holds one of these keys.
    FollowUp {
        question: QuestionIx,
        follow_up: u8,
        keys: Vec<String>,
    },
    /// A follow-up answer was given and lacks this key.
    FollowUpLacks {
        question: QuestionIx,
        follow_up: u8,
        key: String,
    },
    /// The question is shown.
    Shown {
        question: QuestionIx,
    },
    TierAtLeast(TierIx),
    /// The band after floors is one of these.
    BandOneOf(Vec<BandIx>),
    /// The deficiency of the section is above so many percent.
    SectionAbove {
        section: SectionIx,
        percent: u8,
    },
    /// Confidence is below so many percent.
    ConfidenceBelow(u8),
    /// Unknown and open answers carry more than so many percent of the applicable weight.
    OpenWeightAbove(u8),
    /// So many critical questions, or more, are unknown or open.
    OpenCriticalAtLeast(u8),
    /// Any critical question has at least this factor in force.
    CriticalAtLeast(Quarter),
    /// A knock-out would fire if the unanswered parts of its condition were read at their worst.
    KnockOutOpen,
    /// Aggregate limit, US dollars.
    LimitAtLeast(u64),
    /// Revenue, US dollars.
    RevenueAbove(u64),
    /// A person moved the band, or the score by more than so many points.
    OverrideAbove(u8),
    Fact(Fact),
}

/// Something that comes from outside the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// The device list holds a maker on a restricted list.
    RestrictedMaker,
    /// More devices than the percentage, or any critical group, lose security support in the term.
    SupportEndsInTerm { above_percent: u8 },
    /// A model with a vulnerability known to be exploited is on a device that can be reached.
    ExploitedReachable,
    /// At renewal the plan alone moves the case a band.
    PlanMovedBand,
}

impl Condition {
    /// Calls `visit` for this condition and every one inside it.
    pub fn walk(&self, visit: &mut impl FnMut(&Condition)) {
        visit(self);
        match self {
            Self::All(of) | Self::Any(of) | Self::Count { of, .. } => {
                for condition in of {
                    condition.walk(visit);
                }
            }
            Self::Not(inner) => inner.walk(visit),
            _ => {}
        }
    }

    /// Calls `change` for this condition and every one inside it, in the order of [`Self::walk`].
    pub(super) fn walk_mut(&mut self, change: &mut impl FnMut(&mut Condition)) {
        change(self);
        match self {
            Self::All(of) | Self::Any(of) | Self::Count { of, .. } => {
                for condition in of {
                    condition.walk_mut(change);
                }
            }
            Self::Not(inner) => inner.walk_mut(change),
            _ => {}
        }
    }

    /// The questions it reads, each once, in order of appearance.
    #[must_use]
    pub fn questions(&self) -> Vec<QuestionIx> {
        let mut found = Vec::new();
        self.walk(&mut |condition| {
            if let Some(question) = condition.question()
                && !found.contains(&question)
            {
                found.push(question);
            }
        });
        found
    }

    fn question(&self) -> Option<QuestionIx> {
        match self {
            Self::OneOf { question, .. }
            | Self::NoneOf { question, .. }
            | Self::Stated { question }
            | Self::AtLeast { question, .. }
            | Self::AtMost { question, .. }
            | Self::StatedAtLeast { question, .. }
            | Self::StatedAtMost { question, .. }
            | Self::EvidenceBelow { question, .. }
            | Self::FollowUp { question, .. }
            | Self::FollowUpLacks { question, .. }
            | Self::Shown { question } => Some(*question),
            _ => None,
        }
    }
}

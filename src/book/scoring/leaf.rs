//! What a circuit asks of the rows: the leaves.

use crate::book::CaseFacts;
use crate::questionnaire::{Fact, QuestionIx, SectionIx};

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Leaf {
    /// The code of the answer is one of these.
    Answer {
        question: QuestionIx,
        as_typed: bool,
        yes: Vec<bool>,
    },
    /// The device list decided what counts (CR-5).
    Computed(QuestionIx),
    Case(CaseLeaf),
    /// Tenths of the currency.
    LimitAtLeast(u64),
    RevenueAbove(u64),
    TierAtLeast(u8),
    Gauge(Gauge),
}

/// What only a case file knows; false for the rows of a table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum CaseLeaf {
    /// The ticks of a follow-up hold one of these keys.
    Ticked {
        question: QuestionIx,
        follow_up: u8,
        keys: Vec<String>,
    },
    /// The ticks are there and lack this key.
    Lacks {
        question: QuestionIx,
        follow_up: u8,
        key: String,
    },
    /// Tenths of a point.
    OverrideAbove(u16),
    Fact(Fact),
    /// The list shows an end of support in or before the term.
    SupportEnded,
    ForeignMoney,
}

/// What hangs on the weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Gauge {
    /// The score is above this upper edge of its tier and all before it.
    Above(u8),
    /// The deficiency of the section is above so many percent.
    Section(SectionIx, u8),
    ConfidenceBelow(u8),
    OpenAbove(u8),
}

impl CaseLeaf {
    pub(super) fn holds(&self, case: &CaseFacts) -> bool {
        let ticks = |question: QuestionIx, follow_up: u8| {
            case.follow_ups
                .iter()
                .find(|(ix, place, _)| (*ix, *place) == (question, follow_up))
                .map(|(_, _, keys)| keys)
        };
        match self {
            Self::Ticked { question, follow_up, keys } => {
                ticks(*question, *follow_up).is_some_and(|given| keys.iter().any(|key| given.contains(key)))
            }
            Self::Lacks { question, follow_up, key } => {
                ticks(*question, *follow_up).is_some_and(|given| !given.contains(key))
            }
            Self::OverrideAbove(tenths) => case.override_tenths > *tenths,
            Self::Fact(Fact::RestrictedMaker) => case.restricted,
            Self::Fact(Fact::SupportEndsInTerm { above_percent }) => {
                case.support.is_some_and(|counts| counts.exceeds(*above_percent))
            }
            Self::Fact(Fact::ExploitedReachable) => case.exploited_reachable,
            Self::Fact(Fact::PlanMovedBand) => case.plan_moved_band,
            Self::SupportEnded => case.support.is_some_and(|counts| counts.past > 0 || counts.lost > 0),
            Self::ForeignMoney => !case.in_dollars,
        }
    }
}

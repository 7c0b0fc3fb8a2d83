//! Rules: a condition and what follows from it (domain.md 7).

use super::{BandIx, Condition, Quarter, QuestionIx};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleKind {
    KnockOut,
    Insufficient,
    Referral,
    Floor,
    Consistency,
}

impl RuleKind {
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::KnockOut => "Knock-out",
            Self::Insufficient => "Insufficient information",
            Self::Referral => "Referral",
            Self::Floor => "Floor",
            Self::Consistency => "Consistency",
        }
    }
}

/// What happens to a knock-out while a part of its condition is unanswered (rulings 6.1, 6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenUnanswered {
    /// The part must be answered first.
    Insufficient,
    Silent,
}

#[derive(Clone, Debug)]
pub struct Rule {
    pub code: String,
    pub kind: RuleKind,
    /// One sentence: what was found.
    pub says: String,
    pub when: Condition,
    pub effect: Effect,
    /// What would lift it.
    pub cure: String,
    pub when_unanswered: WhenUnanswered,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    Decline,
    Hold,
    Insufficient,
    /// Raises the authority to a rank and asks for sign-offs.
    Refer {
        authority: Option<u8>,
        to: Vec<String>,
    },
    /// No better band than this, and perhaps no schedule credit.
    Floor {
        best: BandIx,
        no_credit: bool,
    },
    /// Stated answers with one of the factors `from` count `to`, unless they carry E`unless_grade` or better.
    Lift {
        questions: Vec<QuestionIx>,
        from: Vec<Quarter>,
        to: Quarter,
        unless_grade: u8,
    },
    /// The question counts `to`; called a contradiction when `contradiction_when` holds.
    Force {
        question: QuestionIx,
        to: Quarter,
        contradiction_when: Condition,
    },
    /// Answers computed from the device list replace the typed ones.
    Computed {
        questions: Vec<QuestionIx>,
    },
    /// Two answers that cannot both be right.
    Contradiction,
    /// An answer that looks too good: ask for proof.
    Challenge,
    /// Hidden answers are kept and marked stale; never fires.
    KeepHidden,
}

impl Effect {
    /// The effect in one or two words.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self {
            Self::Decline => "Decline",
            Self::Hold => "Hold",
            Self::Insufficient => "Insufficient information",
            Self::Refer { .. } => "Refer",
            Self::Floor { .. } => "Cap",
            Self::Lift { .. } | Self::Force { .. } => "Factor changed",
            Self::Computed { .. } => "Computed answer used",
            Self::Contradiction => "Contradiction",
            Self::Challenge => "Challenge",
            Self::KeepHidden => "Kept",
        }
    }
}

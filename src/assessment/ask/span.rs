//! Truth over many completions at once: from the least to the most that a condition may turn out to be.
//!
//! Never narrower than what enumeration finds; wider where parts of a condition hang together.

use crate::assessment::conditions::Truth;
use crate::questionnaire::Condition;

/// From the least to the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub least: Truth,
    pub most: Truth,
}

impl Span {
    pub(super) const FALSE: Self = Self { least: Truth::False, most: Truth::False };
    pub(super) const TRUE: Self = Self { least: Truth::True, most: Truth::True };
    /// Nothing can be said.
    pub(super) const ANY: Self = Self { least: Truth::False, most: Truth::True };

    pub(super) fn of(value: bool) -> Self {
        if value { Self::TRUE } else { Self::FALSE }
    }

    /// From whether it may fail and whether it may hold.
    pub(super) fn between(may_fail: bool, may_hold: bool) -> Self {
        Self { least: Truth::of(!may_fail), most: Truth::of(may_hold) }
    }

    /// Holds in every completion.
    pub(super) fn certain(self) -> bool {
        self.least.certain()
    }

    /// Holds in some completion, as far as can be seen.
    pub(super) fn possible(self) -> bool {
        self.most.certain()
    }

    /// Wide enough for both.
    pub(super) fn joined(self, other: Self) -> Self {
        Self { least: self.least.min(other.least), most: self.most.max(other.most) }
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self { least: self.least.min(other.least), most: self.most.min(other.most) }
    }

    fn or(self, other: Self) -> Self {
        Self { least: self.least.max(other.least), most: self.most.max(other.most) }
    }

    fn not(self) -> Self {
        let not = |truth| match truth {
            Truth::False => Truth::True,
            Truth::Open => Truth::Open,
            Truth::True => Truth::False,
        };
        Self { least: not(self.most), most: not(self.least) }
    }
}

/// A condition over many completions, from what `leaf` says of its parts. Combinations only ever grow with their parts
/// (`Not` only ever falls), so the ends of the parts give the ends of the whole.
pub(super) fn span(condition: &Condition, leaf: &impl Fn(&Condition) -> Span) -> Span {
    match condition {
        Condition::Always => Span::TRUE,
        Condition::All(of) => of.iter().map(|part| span(part, leaf)).fold(Span::TRUE, Span::and),
        Condition::Any(of) => of.iter().map(|part| span(part, leaf)).fold(Span::FALSE, Span::or),
        Condition::Not(inner) => span(inner, leaf).not(),
        Condition::Count { at_least, of } => {
            let parts: Vec<Span> = of.iter().map(|part| span(part, leaf)).collect();
            let counted = |end: fn(&Span) -> Truth| {
                let reached = |truth: Truth| parts.iter().filter(|part| end(part) >= truth).count();
                let wanted = usize::from(*at_least);
                if reached(Truth::True) >= wanted {
                    Truth::True
                } else if reached(Truth::Open) >= wanted {
                    Truth::Open
                } else {
                    Truth::False
                }
            };
            Span { least: counted(|part| part.least), most: counted(|part| part.most) }
        }
        other => leaf(other),
    }
}

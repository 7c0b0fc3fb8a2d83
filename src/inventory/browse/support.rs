//! What the end of support of a device means for the policy term, in a word.

use super::{Source, day_words, end_of};
use crate::inventory::{DateMark, EndBasis, KnownEnd, Term};

/// How support of a device stands to the term; the worst first, but for what nobody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SupportState {
    /// The last supported day lies before inception.
    Past,
    /// Supported at inception and no longer at expiry.
    EndsInTerm,
    /// Supported throughout the term.
    InSupport,
    /// Nobody says when it ends.
    Unknown,
    /// The end is known, the term is not.
    NoTerm,
}

impl SupportState {
    pub const ALL: [Self; 5] = [Self::Past, Self::EndsInTerm, Self::InSupport, Self::Unknown, Self::NoTerm];

    #[must_use]
    pub fn of(end: KnownEnd, term: Option<Term>) -> Self {
        match (end, term) {
            (KnownEnd::Unknown, _) => Self::Unknown,
            (KnownEnd::Over, _) => Self::Past,
            (KnownEnd::On(_), None) => Self::NoTerm,
            (KnownEnd::On(last), Some(term)) if last < term.inception => Self::Past,
            (KnownEnd::On(last), Some(term)) if last < term.expiry => Self::EndsInTerm,
            (KnownEnd::On(_), Some(_)) => Self::InSupport,
        }
    }

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Past => "Past",
            Self::EndsInTerm => "Ends in term",
            Self::InSupport => "In support",
            Self::Unknown => "Unknown",
            Self::NoTerm => "Dated",
        }
    }

    /// The state of a row, and the cell: `Past 2024-03-31`, `Unknown`.
    #[must_use]
    pub fn of_row(source: &Source<'_>, row: usize) -> (Self, String) {
        let (end, basis) = end_of(source, row);
        let state = Self::of(end, source.term);
        let text = match end {
            KnownEnd::On(date) => {
                let mark =
                    if basis.is_some_and(|basis: EndBasis| basis.month_only) { DateMark::Month } else { DateMark::Day };
                format!("{} {}", state.words(), day_words(date, mark))
            }
            KnownEnd::Over => format!("{}, since when is not known", state.words()),
            KnownEnd::Unknown => state.words().to_owned(),
        };
        (state, text)
    }
}

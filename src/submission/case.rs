//! Who and what the case is about, and what people decided.

pub use crate::questionnaire::Market;
use crate::questionnaire::grouped;
use chrono::{NaiveDate, NaiveDateTime};
use std::fmt;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Applicant {
    pub name: String,
    pub industry: String,
    /// North American Industry Classification System, 2 to 6 digits.
    pub naics: String,
    pub revenue: Option<Money>,
    pub employees: Option<u64>,
    pub sites: Option<u64>,
    /// State or country whose law governs the policy.
    pub jurisdiction: String,
    /// What it does and why its risk is heavy in connected devices, in the underwriter's words.
    pub operations: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Broker {
    pub firm: String,
    pub contact: String,
    pub email: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Policy {
    pub line: String,
    /// First day of the term.
    pub inception: Option<NaiveDate>,
    /// First day after the term.
    pub expiry: Option<NaiveDate>,
    /// Policy aggregate.
    pub limit: Option<Money>,
    pub retention: Option<Money>,
    pub currency: Currency,
    pub market: Market,
    /// Largest debit or credit of the carrier's filed plan, percent.
    pub schedule_max_percent: Option<u8>,
}

/// An amount in tenths of the currency of the policy; at most one decimal is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money {
    pub tenths: u64,
}

impl Money {
    #[must_use]
    pub fn whole(units: u64) -> Self {
        Self { tenths: units.saturating_mul(10) }
    }

    /// Reads plain digits with at most one decimal point and one decimal; blanks and commas between
    /// digits are people's habit and are skipped. `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.trim().chars().filter(|c| !matches!(c, ',' | ' ' | '_' | '\u{a0}')).collect();
        let (units, tenth) = match text.split_once('.') {
            None => (text.as_str(), "0"),
            Some((units, tenths)) if tenths.trim_end_matches('0').len() <= 1 && !tenths.is_empty() => {
                (units, tenths.get(..1).unwrap_or("0"))
            }
            Some(_) => return None,
        };
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(units) || !digits(tenth) {
            return None;
        }
        let tenths = units.parse::<u64>().ok()?.checked_mul(10)?.checked_add(tenth.parse().ok()?)?;
        Some(Self { tenths })
    }
}

/// Groups of three digits: `58,000,000`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&grouped(self.tenths / 10))?;
        match self.tenths % 10 {
            0 => Ok(()),
            tenth => write!(f, ".{tenth}"),
        }
    }
}

/// Three capital letters, ISO 4217.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Currency(pub String);

impl Default for Currency {
    fn default() -> Self {
        Self("USD".to_owned())
    }
}

impl Currency {
    #[must_use]
    pub fn is_us_dollar(&self) -> bool {
        self.0.trim().eq_ignore_ascii_case("USD")
    }
}

/// Something received: an application, a scan, a call.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    pub title: String,
    pub received: Option<NaiveDate>,
    pub from: String,
}

/// A condition of the quote: one action, one owner, one date, one proof.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Subjectivity {
    /// Theme code; may be empty for one of the underwriter's own.
    pub theme: String,
    pub text: String,
    pub owner: String,
    pub due: Option<NaiveDate>,
    pub pre_bind: bool,
    pub proof: String,
    pub consequence: String,
    pub status: SubjectivityStatus,
    /// Came over from the term before: open ones go on, the others are there for the record.
    pub last_term: bool,
}

impl Subjectivity {
    /// Met, waived or withdrawn in the term before: for the record, and no condition of this quote.
    #[must_use]
    pub fn is_settled_before(&self) -> bool {
        self.last_term && self.status != SubjectivityStatus::Open
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SubjectivityStatus {
    #[default]
    Open,
    Met,
    Waived,
    Withdrawn,
}

impl SubjectivityStatus {
    pub const ALL: [Self; 4] = [Self::Open, Self::Met, Self::Waived, Self::Withdrawn];

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Met => "Met",
            Self::Waived => "Waived",
            Self::Withdrawn => "Withdrawn",
        }
    }
}

/// A person sets aside what was computed; the computed value stays on file beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Override {
    pub of: OverrideOf,
    /// Code of the questionnaire's list.
    pub reason_code: String,
    pub text: String,
    pub by: String,
    /// Empty until the second signature is there.
    pub second: String,
    pub at: NaiveDateTime,
}

#[derive(Clone, Debug, PartialEq)]
pub enum OverrideOf {
    /// To the band of this name.
    Band { from: String, to: String },
    /// Scores in tenths of a point.
    Score { from_tenths: u16, to_tenths: u16 },
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decision {
    pub kind: DecisionKind,
    pub reason: String,
    pub by: String,
    pub reviewer: String,
    pub on: Option<NaiveDate>,
    pub memo: MemoState,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DecisionKind {
    #[default]
    Pending,
    Quote,
    QuoteWithConditions,
    Refer,
    RequestInformation,
    Decline,
}

impl DecisionKind {
    pub const ALL: [Self; 6] =
        [Self::Pending, Self::Quote, Self::QuoteWithConditions, Self::Refer, Self::RequestInformation, Self::Decline];

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Pending => "No decision yet",
            Self::Quote => "Quote",
            Self::QuoteWithConditions => "Quote with conditions",
            Self::Refer => "Refer",
            Self::RequestInformation => "Request information",
            Self::Decline => "Decline",
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MemoState {
    #[default]
    Draft,
    Final,
}

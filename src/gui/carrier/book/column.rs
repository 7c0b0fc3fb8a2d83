//! Columns of the table of submissions: what stands in a cell, and by what rows are put in order.

use crate::assessment::Outcome;
use crate::book::{Book, Scoring};
use crate::gui::words;
use crate::questionnaire::{Questionnaire, Ratio, decimal};
use crate::submission::Money;
use std::borrow::Cow;

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    Id,
    Score,
    /// Points against the reference.
    Change,
    Tier,
    Band,
    Outcome,
    Rules,
    Completeness,
    Confidence,
    Industry,
    Limit,
    Premium,
    Inception,
    Claim,
}

/// A book, scored with what its table is looked at under.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    pub book: &'a Book,
    pub scoring: &'a Scoring,
    /// The scores to compare with.
    pub reference: &'a Scoring,
    /// What [`Self::scoring`] was scored under.
    pub questionnaire: &'a Questionnaire,
}

impl Column {
    pub const ALL: [Self; 14] = [
        Self::Id,
        Self::Score,
        Self::Change,
        Self::Tier,
        Self::Band,
        Self::Outcome,
        Self::Rules,
        Self::Completeness,
        Self::Confidence,
        Self::Industry,
        Self::Limit,
        Self::Premium,
        Self::Inception,
        Self::Claim,
    ];

    /// What a table can be grouped by.
    pub const GROUPS: [Self; 5] = [Self::Outcome, Self::Band, Self::Tier, Self::Industry, Self::Claim];

    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Id => "Submission",
            Self::Score => "Score",
            Self::Change => "Change",
            Self::Tier => "Tier",
            Self::Band => "Band",
            Self::Outcome => "Outcome",
            Self::Rules => "Rules",
            Self::Completeness => "Complete",
            Self::Confidence => "Proven",
            Self::Industry => "Industry",
            Self::Limit => "Limit",
            Self::Premium => "Premium",
            Self::Inception => "Inception",
            Self::Claim => "Claim",
        }
    }

    /// The column of a word of the filter or of a saved view.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "id" => Some(Self::Id),
            "rule" => Some(Self::Rules),
            "completeness" => Some(Self::Completeness),
            "confidence" => Some(Self::Confidence),
            word => Self::ALL.into_iter().find(|column| column.title().eq_ignore_ascii_case(word)),
        }
    }

    /// The columns that say something of this book.
    #[must_use]
    pub fn filled(book: &Book) -> Vec<Self> {
        let says = |column: &Self| match column {
            Self::Industry => book.has_industry(),
            Self::Limit => book.has_limit(),
            Self::Premium => book.has_premium(),
            Self::Claim => book.has_outcomes(),
            Self::Inception => (0..book.rows().min(1000)).any(|row| book.inception(row).is_some()),
            // Seen where a draft is at work, which is not at the beginning.
            Self::Change | Self::Band => false,
            _ => true,
        };
        Self::ALL.into_iter().filter(says).collect()
    }

    /// Whether figures stand at the right.
    #[must_use]
    pub fn is_number(self) -> bool {
        matches!(self, Self::Score | Self::Change | Self::Completeness | Self::Confidence | Self::Limit | Self::Premium)
    }

    /// The cell of a row as it is shown, filtered and copied; blank where nothing is known.
    #[must_use]
    pub fn text<'a>(self, source: &Source<'a>, row: usize) -> Cow<'a, str> {
        let Source { book, scoring, reference, questionnaire } = *source;
        match self {
            Self::Id => Cow::Borrowed(book.id(row)),
            Self::Score => Cow::Owned(words::one(scoring.score(row))),
            Self::Change => Cow::Owned(change_words(scoring.score(row) - reference.score(row))),
            Self::Tier => Cow::Borrowed(&questionnaire.tier(scoring.tier(row)).name),
            Self::Band => Cow::Borrowed(short_name(&questionnaire.band(scoring.band(row)).name)),
            Self::Outcome => Cow::Borrowed(outcome_words(questionnaire, scoring.outcome(row))),
            Self::Rules => Cow::Owned(rules_words(questionnaire, scoring, row)),
            Self::Completeness => Cow::Owned(words::percent(scoring.completeness(row))),
            Self::Confidence => Cow::Owned(words::percent(scoring.confidence(row))),
            Self::Industry => Cow::Borrowed(book.industry(row)),
            Self::Limit => Cow::Owned(money_words(book.limit(row))),
            Self::Premium => Cow::Owned(money_words(book.premium(row))),
            Self::Inception => Cow::Owned(book.inception(row).map(|day| day.to_string()).unwrap_or_default()),
            Self::Claim => Cow::Borrowed(match book.claim(row) {
                Some(true) => "Claim",
                Some(false) => "No claim",
                None => "",
            }),
        }
    }

    /// A number of the row that rows are put in order by; [`BLANK`] for nothing known. Not for ids, which are
    /// compared as texts.
    pub(super) fn rank(self, source: &Source<'_>, row: usize, industries: &[u64]) -> u64 {
        let Source { book, scoring, reference, .. } = *source;
        match self {
            Self::Id => row as u64,
            Self::Score => ratio_rank(scoring.score(row)),
            Self::Change => ratio_rank(scoring.score(row) - reference.score(row)),
            Self::Tier => u64::from(scoring.tier(row).0),
            Self::Band => u64::from(scoring.band(row).0),
            Self::Outcome => outcome_rank(scoring.outcome(row)),
            Self::Rules => scoring.fired(row).count() as u64,
            Self::Completeness => ratio_rank(scoring.completeness(row)),
            Self::Confidence => ratio_rank(scoring.confidence(row)),
            Self::Industry => industries.get(book.industry_place(row)).copied().unwrap_or(BLANK),
            Self::Limit => book.limit(row).map_or(BLANK, amount),
            Self::Premium => book.premium(row).map_or(BLANK, amount),
            Self::Inception => book.inception(row).map_or(BLANK, day_rank),
            Self::Claim => book.claim(row).map_or(BLANK, u64::from),
        }
    }
}

/// Stands for a blank cell, and comes last.
pub(super) const BLANK: u64 = u64::MAX;

/// Scores are ratios of small integers, so that two different ones are farther apart than this tells.
fn ratio_rank(value: Ratio) -> u64 {
    let scaled = (i128::from(*value.numer()) << 40) / i128::from(*value.denom());
    u64::try_from(scaled + (1 << 50)).unwrap_or(0)
}

fn day_rank(day: chrono::NaiveDate) -> u64 {
    use chrono::Datelike;
    u64::try_from(day.num_days_from_ce()).unwrap_or(0)
}

fn amount(money: Money) -> u64 {
    money.tenths
}

/// Bands from the best, then what is no decision, then a decline by rule.
#[must_use]
pub fn outcome_rank(outcome: Outcome) -> u64 {
    match outcome {
        Outcome::Band(band) => u64::from(band.0),
        Outcome::InsufficientInformation => 100,
        Outcome::Hold => 101,
        Outcome::Decline => 102,
    }
}

/// The outcome in words; long names of bands without their condition, and a decline by rule apart from the worst band.
#[must_use]
pub fn outcome_words(questionnaire: &Questionnaire, outcome: Outcome) -> &str {
    match outcome {
        Outcome::Decline => "Decline by rule",
        Outcome::Hold => "Hold",
        Outcome::InsufficientInformation => "Insufficient information",
        Outcome::Band(band) => short_name(&questionnaire.band(band).name),
    }
}

/// The first words of a long name of a band.
#[must_use]
pub fn short_name(name: &str) -> &str {
    name.split(" unless").next().unwrap_or(name)
}

/// Codes of the rules that fired: `REF-01, REF-06`.
fn rules_words(questionnaire: &Questionnaire, scoring: &Scoring, row: usize) -> String {
    let codes = scoring.fired(row).filter_map(|place| questionnaire.rules.get(usize::from(place)));
    codes.map(|rule| rule.code.as_str()).collect::<Vec<_>>().join(", ")
}

/// `+1.2`, `−0.4`, blank for none.
#[must_use]
pub fn change_words(change: Ratio) -> String {
    if change == Ratio::from_integer(0) { String::new() } else { words::signed(change) }
}

/// `−0.04`, two decimals for a mean; blank where they would all be zero.
#[must_use]
pub fn mean_change_words(change: Ratio) -> String {
    match decimal(change, 2).as_str() {
        "0.00" | "-0.00" => String::new(),
        down if down.starts_with('-') => down.replace('-', "−"),
        up => format!("+{up}"),
    }
}

/// `5,000,000`; blank where nothing is known.
#[must_use]
pub fn money_words(money: Option<Money>) -> String {
    money.map(|money| money.to_string()).unwrap_or_default()
}

/// `12.4 M`: a number that fits a narrow cell, rounded down.
#[must_use]
pub fn short_number(whole: u64) -> String {
    let scaled = |unit: u64, letter: &str| {
        let value = Ratio::new(i64::try_from(whole / (unit / 10)).unwrap_or(i64::MAX), 10);
        format!("{} {letter}", if whole / unit < 100 { decimal(value, 1) } else { (whole / unit).to_string() })
    };
    match whole {
        0..10_000 => words::grouped(whole),
        10_000..1_000_000 => scaled(1_000, "k"),
        1_000_000..1_000_000_000 => scaled(1_000_000, "M"),
        _ => scaled(1_000_000_000, "bn"),
    }
}

/// `1.2k`, `39M`: a number in four letters, rounded down.
#[must_use]
pub fn tight_number(whole: u64) -> String {
    let scaled = |unit: u64, letter: char| match whole / unit {
        0..10 => format!("{}.{}{letter}", whole / unit, whole / (unit / 10) % 10),
        more => format!("{more}{letter}"),
    };
    match whole {
        0..1_000 => whole.to_string(),
        1_000..1_000_000 => scaled(1_000, 'k'),
        1_000_000..1_000_000_000 => scaled(1_000_000, 'M'),
        1_000_000_000..1_000_000_000_000 => scaled(1_000_000_000, 'G'),
        _ => scaled(1_000_000_000_000, 'T'),
    }
}

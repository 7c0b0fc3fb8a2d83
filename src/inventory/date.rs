//! Dates as people and tools write them. Nothing is guessed: `03/04/2026` stays unread until a person
//! says which comes first.

use super::class::is_blank;
use chrono::{DateTime, Datelike, Days, Months, NaiveDate};

/// What stands first in `03/04/2026`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    DayFirst,
    MonthFirst,
}

/// How the dates of one file are to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateRules {
    /// `None` where nobody has said.
    pub order: Option<DateOrder>,
    /// Whether a bare number of five digits is a day count since 1899-12-30, as workbooks keep dates.
    pub serial_days: bool,
}

/// How exactly a date was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum DateMark {
    /// No date: blank, to be announced, or unusable (then the cell is kept as written).
    #[default]
    None,
    Day,
    /// The cell names a month; the date is its last day.
    Month,
}

/// What a cell says about a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadDate {
    /// Nothing known: blank, `tba`, `true`, `-`, `n/a`, `0` and the like.
    Unknown,
    Known(NaiveDate, DateMark),
    Trouble(DateTrouble),
}

/// Why a cell gave no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateTrouble {
    /// Day first and month first are both possible.
    Ambiguous,
    /// A small whole number: months of life, perhaps, but no date.
    Months,
    /// A real date before 1970 or after 2199.
    OutOfRange,
    NotADate,
}

impl DateTrouble {
    /// Completes "the cell ...".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Ambiguous => "can be read day first or month first",
            Self::Months => "holds a small number (months of life, perhaps), not a date",
            Self::OutOfRange => "holds a date before 1970 or after 2199",
            Self::NotADate => "holds no date that is understood",
        }
    }
}

/// Reads a cell as a date, as written: a time and its zone behind a date are left off; seconds and
/// milliseconds since 1970 are read in UTC.
#[must_use]
pub fn read_date(cell: &str, rules: DateRules) -> ReadDate {
    let cell = cell.trim().trim_matches(['"', '\'']);
    // `2026-01-05T10:00:00Z`, by far the commonest with a time.
    let has_time =
        matches!(cell.as_bytes().get(10), Some(b'T' | b't' | b' ')) && cell.as_bytes().get(13) == Some(&b':');
    let day = if has_time { cell.as_bytes().get(..10).unwrap_or_default() } else { cell.as_bytes() };
    if let Some(date) = iso_day(day) {
        return in_range(date, DateMark::Day);
    }
    if is_blank(cell) || says_unknown(cell) {
        return ReadDate::Unknown;
    }
    if cell.len() > 64 {
        return ReadDate::Trouble(DateTrouble::NotADate);
    }
    if cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && cell.matches('.').count() <= 1 {
        let whole = cell.split('.').next().unwrap_or(cell);
        if whole.len() != 2 && whole.len() != 1 || !cell.contains('.') {
            return bare_number(whole, rules).unwrap_or(ReadDate::Trouble(DateTrouble::NotADate));
        }
    }
    let day = without_time(cell);
    numeric(day, rules).or_else(|| with_month_name(day)).unwrap_or(ReadDate::Trouble(DateTrouble::NotADate))
}

fn says_unknown(cell: &str) -> bool {
    const WORDS: [&str; 20] = [
        "tba",
        "tbd",
        "tbc",
        "true",
        "false",
        "yes",
        "no",
        "0",
        "0.0",
        "to be announced",
        "not announced",
        "pending",
        "never",
        "miscellaneous",
        "0000-00-00",
        "00/00/0000",
        "9999-12-31",
        "31/12/9999",
        "12/31/9999",
        "no date",
    ];
    WORDS.iter().any(|word| cell.eq_ignore_ascii_case(word))
        || cell.strip_prefix("0000-00-00 ").is_some()
        || cell.starts_with("9999-12-31T")
}

fn in_range(date: NaiveDate, mark: DateMark) -> ReadDate {
    match date.year() {
        1970..=2199 => ReadDate::Known(date, mark),
        9999 => ReadDate::Unknown,
        _ => ReadDate::Trouble(DateTrouble::OutOfRange),
    }
}

/// `2027-03-31`, exactly.
fn iso_day(bytes: &[u8]) -> Option<NaiveDate> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = bytes else { return None };
    let number = |digits: &[u8]| {
        digits
            .iter()
            .try_fold(0_u32, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0')))
    };
    let year = i32::try_from(number(&[*y1, *y2, *y3, *y4])?).ok()?;
    NaiveDate::from_ymd_opt(year, number(&[*m1, *m2])?, number(&[*d1, *d2])?)
}

/// `20270331`, seconds or milliseconds since 1970, day counts of workbooks, months of life.
fn bare_number(digits: &str, rules: DateRules) -> Option<ReadDate> {
    let number: i64 = digits.parse().ok()?;
    match digits.len() {
        1..=3 => Some(ReadDate::Trouble(DateTrouble::Months)),
        5 if rules.serial_days => {
            let start = NaiveDate::from_ymd_opt(1899, 12, 30)?;
            Some(in_range(start.checked_add_days(Days::new(u64::try_from(number).ok()?))?, DateMark::Day))
        }
        8 => {
            let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
            let date = NaiveDate::from_ymd_opt(
                i32::try_from(year).ok()?,
                u32::try_from(month).ok()?,
                u32::try_from(day).ok()?,
            )?;
            Some(in_range(date, DateMark::Day))
        }
        9 | 10 => Some(in_range(DateTime::from_timestamp(number, 0)?.date_naive(), DateMark::Day)),
        12 | 13 => Some(in_range(DateTime::from_timestamp_millis(number)?.date_naive(), DateMark::Day)),
        _ => None,
    }
}

/// The cell up to a time of day: `2026-01-05T10:00:00Z`, `01/13/2026 10:00:00 PM`.
fn without_time(cell: &str) -> &str {
    let end = cell.find(':').and_then(|colon| {
        let before = cell.get(..colon)?.trim_end_matches(|c: char| c.is_ascii_digit());
        before.ends_with([' ', 'T', 't']).then(|| before.len() - 1)
    });
    let day = end.and_then(|end| cell.get(..end)).unwrap_or(cell);
    day.trim().trim_end_matches([',', 'Z'])
}

/// `2027-3-31`, `2027/03`, `31.3.2027`, `03/2027`, `13/04/2026`, `3/4/26`.
fn numeric(day: &str, rules: DateRules) -> Option<ReadDate> {
    let divider = day.chars().find(|c| matches!(c, '-' | '/' | '.'))?;
    let mut numbers = Vec::with_capacity(3);
    for part in day.split(divider) {
        let part = part.trim();
        if part.is_empty() || part.len() > 4 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        numbers.push((part.len(), part.parse::<u32>().ok()?));
    }
    let read = match *numbers.as_slice() {
        [(4, year), (1 | 2, month)] | [(1 | 2, month), (4, year)] => month_end(year, month)?,
        [(4, year), (1 | 2, month), (1 | 2, day)] => known(year, month, day)?,
        [(1 | 2, first), (1 | 2, second), (digits @ (2 | 4), year)] => {
            let year = if digits == 2 { 2000 + year } else { year };
            let order = if divider == '.' { Some(DateOrder::DayFirst) } else { rules.order };
            let day_first = known(year, second, first);
            let month_first = known(year, first, second);
            match (order, day_first, month_first) {
                (Some(DateOrder::DayFirst), Some(read), _) | (Some(DateOrder::MonthFirst), _, Some(read)) => read,
                (Some(_), ..) | (None, None, None) => return None,
                // Two digits for the year leave more than the order open.
                (None, Some(_), _) | (None, _, Some(_)) if digits == 2 => ReadDate::Trouble(DateTrouble::Ambiguous),
                (None, Some(a), Some(b)) if a == b => a,
                (None, Some(_), Some(_)) => ReadDate::Trouble(DateTrouble::Ambiguous),
                (None, Some(read), None) | (None, None, Some(read)) => read,
            }
        }
        _ => return None,
    };
    Some(read)
}

fn known(year: u32, month: u32, day: u32) -> Option<ReadDate> {
    Some(in_range(NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?, DateMark::Day))
}

fn month_end(year: u32, month: u32) -> Option<ReadDate> {
    let first = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, 1)?;
    let last = first.checked_add_months(Months::new(1))?.pred_opt()?;
    Some(in_range(last, DateMark::Month))
}

/// `31 Dec 2027`, `31-Dec-27`, `Dec 31, 2027`, `Mon Dec 31 2027`, `December 2027`.
fn with_month_name(text: &str) -> Option<ReadDate> {
    let mut month = None;
    let mut numbers: Vec<(usize, u32)> = Vec::new();
    for word in text.split([' ', '-', '/', ',', '.']).filter(|word| !word.is_empty()) {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        if digits.is_empty() {
            match month_from_name(word) {
                Some(found) if month.is_none() => month = Some((found, numbers.len())),
                None if numbers.is_empty() && month.is_none() && is_weekday(word) => {}
                _ => return None,
            }
        } else {
            if digits.len() > 4 || !matches!(word.get(digits.len()..), Some("" | "st" | "nd" | "rd" | "th")) {
                return None;
            }
            numbers.push((digits.len(), digits.parse().ok()?));
        }
    }
    let (month, numbers_before) = month?;
    match *numbers.as_slice() {
        [(4, year)] => month_end(year, month),
        [(4, year), (1 | 2, day)] | [(1 | 2, day), (4, year)] => known(year, month, day),
        // `31-Dec-27`: with the day in front of the month, what follows can only be the year.
        [(1 | 2, day), (2, year)] if numbers_before == 1 => known(2000 + year, month, day),
        _ => None,
    }
}

fn month_from_name(word: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    if word == "sept" {
        return Some(9);
    }
    let place = NAMES.iter().position(|name| *name == word || (word.len() == 3 && name.starts_with(&word)))?;
    u32::try_from(place + 1).ok()
}

fn is_weekday(word: &str) -> bool {
    const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let word = word.to_ascii_lowercase();
    NAMES.iter().any(|name| word.starts_with(name)) && (word.len() == 3 || word.ends_with("day"))
}

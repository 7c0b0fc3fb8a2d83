//! What a cell of a flat table means. Each spelling is understood once for each column and then only looked up.

use crate::book::CellState;
use crate::files::answers_csv::{Unusable, answer_from_cell};
use crate::questionnaire::{OptionSet, QuestionIx, Questionnaire};
use crate::submission::{Answer, Grade, Money};
use chrono::NaiveDate;
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// Spellings of a column that are remembered, and the bytes of one: tables made to do harm find no memory to fill.
const MOST_SPELLINGS: usize = 4096;
const MOST_BYTES: usize = 256;

/// Spellings of one column and what they mean.
#[derive(Debug)]
pub(super) struct Dictionary<T> {
    known: HashMap<Box<str>, T, RandomState>,
}

impl<T> Default for Dictionary<T> {
    fn default() -> Self {
        Self { known: HashMap::default() }
    }
}

impl<T: Copy> Dictionary<T> {
    #[inline]
    pub(super) fn meaning(&mut self, cell: &str, read: impl FnOnce(&str) -> T) -> T {
        if let Some(meaning) = self.known.get(cell) {
            return *meaning;
        }
        let meaning = read(cell);
        if self.known.len() < MOST_SPELLINGS && cell.len() <= MOST_BYTES {
            self.known.insert(cell.into(), meaning);
        }
        meaning
    }
}

/// Written where a case holds a text, which is not needed for anything that is computed.
pub(super) const TEXT_ON_FILE: &str = "text on file";

/// The answer of a cell, without its grade.
pub(super) fn state_from_cell(questionnaire: &Questionnaire, ix: QuestionIx, cell: &str) -> CellState {
    match answer_from_cell(questionnaire, ix, cell) {
        Err(_) => CellState::Unusable,
        Ok(None) => CellState::Open,
        Ok(Some(Answer::Unknown)) => CellState::Unknown,
        Ok(Some(Answer::NotApplicable(_))) => CellState::NotApplicable,
        Ok(Some(Answer::Text(_))) => CellState::Text,
        Ok(Some(Answer::Options(keys))) => {
            let question = questionnaire.question(ix);
            let places = keys.iter().filter_map(|key| question.option(key));
            CellState::Options(places.fold(OptionSet::default(), OptionSet::with))
        }
    }
}

/// Why a cell cannot be used as an answer.
pub(super) fn why_unusable(questionnaire: &Questionnaire, ix: QuestionIx, cell: &str) -> Unusable {
    answer_from_cell(questionnaire, ix, cell).err().unwrap_or_default()
}

/// 0 to 3; `None` where the cell is no grade.
pub(super) fn grade_from_cell(cell: &str) -> Option<u8> {
    if cell.trim().is_empty() { Some(0) } else { Grade::from_code(cell).map(Grade::level) }
}

/// The day; `Err` where the cell is none.
pub(super) fn day_from_cell(cell: &str) -> Result<Option<NaiveDate>, ()> {
    match cell.trim() {
        "" => Ok(None),
        text => NaiveDate::parse_from_str(text, "%Y-%m-%d").map(Some).map_err(drop),
    }
}

/// Whether there was a claim; `Err` where the cell says neither yes nor no.
pub(super) fn claim_from_cell(cell: &str) -> Result<Option<bool>, ()> {
    let text = cell.trim();
    let is_any = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is_any(&["yes", "y", "true", "1"]) {
        Ok(Some(true))
    } else if is_any(&["no", "n", "false", "0"]) {
        Ok(Some(false))
    } else if is_any(&["", "unknown"]) {
        Ok(None)
    } else {
        Err(())
    }
}

/// An amount as it stands in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Amount {
    Blank,
    Exact(Money),
    /// Had more than one decimal; half goes up.
    Rounded(Money),
    /// Not plain digits with at most one decimal point (rulings 1.6), or too large to be kept.
    Unusable,
}

pub(super) fn amount_from_cell(cell: &str) -> Amount {
    let text = cell.trim();
    if text.is_empty() {
        return Amount::Blank;
    }
    let (units, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let is_plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_plain(units) || !is_plain(decimals) {
        return Amount::Unusable;
    }
    let digit = |place: usize| decimals.as_bytes().get(place).map_or(0, |byte| u64::from(byte - b'0'));
    let tenths = digit(0) + u64::from(digit(1) >= 5);
    let Some(tenths) = units.parse::<u64>().ok().and_then(|units| units.checked_mul(10)?.checked_add(tenths)) else {
        return Amount::Unusable;
    };
    let is_exact = decimals.bytes().skip(1).all(|byte| byte == b'0');
    let money = Money { tenths };
    if is_exact { Amount::Exact(money) } else { Amount::Rounded(money) }
}

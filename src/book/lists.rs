//! The columns beside the answers: amounts, names, industries.

use super::scoring::{BLOCK, Plane, plane_of};
use crate::submission::Money;
use foldhash::fast::RandomState;
use std::collections::HashMap;
use std::ops::Range;

/// Amounts, in tenths.
#[derive(Clone, Debug, Default)]
pub(super) struct Amounts {
    pub tenths: Vec<u64>,
    /// 64 rows a word.
    pub known: Vec<u64>,
}

/// Texts that are mostly different, one after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    text: String,
    ends: Vec<usize>,
}

/// Texts of which there are few.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub codes: Vec<u32>,
    pub words: Vec<String>,
    places: HashMap<String, u32, RandomState>,
}

impl Amounts {
    pub(super) fn push(&mut self, amount: Option<Money>) {
        let row = self.tenths.len();
        if row.is_multiple_of(64) {
            self.known.push(0);
        }
        if let (Some(_), Some(word)) = (amount, self.known.last_mut()) {
            *word |= 1 << (row % 64);
        }
        self.tenths.push(amount.map_or(0, |amount| amount.tenths));
    }

    pub(super) fn append(&mut self, rows: usize, other: Self) {
        self.tenths.extend(other.tenths);
        let shift = rows % 64;
        for word in other.known {
            match self.known.last_mut() {
                Some(last) if shift > 0 => {
                    *last |= word << shift;
                    self.known.push(word >> (64 - shift));
                }
                _ => self.known.push(word),
            }
        }
        self.known.truncate(self.tenths.len().div_ceil(64));
    }

    pub(super) fn get(&self, row: usize) -> Option<Money> {
        (self.known[row / 64] >> (row % 64) & 1 == 1).then(|| Money { tenths: self.tenths[row] })
    }

    /// Rows with an amount that `asked` holds of; the first row is a multiple of 64.
    pub(super) fn plane(&self, rows: Range<usize>, asked: impl Fn(u64) -> bool) -> Plane {
        let mut flags = [0; BLOCK];
        for (flag, tenths) in flags.iter_mut().zip(&self.tenths[rows.clone()]) {
            *flag = u8::from(asked(*tenths));
        }
        let mut plane = plane_of(&flags);
        for (word, known) in plane.iter_mut().zip(&self.known[rows.start / 64..]) {
            *word &= known;
        }
        plane
    }

    pub(super) fn any(&self) -> bool {
        self.known.iter().any(|word| *word != 0)
    }
}

impl Texts {
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    pub(super) fn append(&mut self, other: Self) {
        let before = self.text.len();
        self.text.push_str(&other.text);
        self.ends.extend(other.ends.into_iter().map(|end| before + end));
    }

    pub(super) fn get(&self, row: usize) -> &str {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[row]]
    }
}

impl Words {
    pub(super) fn push(&mut self, word: &str) {
        let code = self.place(word);
        self.codes.push(code);
    }

    fn place(&mut self, word: &str) -> u32 {
        if let Some(place) = self.places.get(word) {
            return *place;
        }
        let place = self.words.len() as u32;
        self.words.push(word.to_owned());
        self.places.insert(word.to_owned(), place);
        place
    }

    pub(super) fn append(&mut self, other: Self) {
        let to: Vec<u32> = other.words.iter().map(|word| self.place(word)).collect();
        self.codes.extend(other.codes.into_iter().map(|code| to[code as usize]));
    }
}

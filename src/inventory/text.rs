//! Every text once: cells of a column are numbers into this.

use std::hash::{BuildHasher, RandomState};

/// Stands for a text; 0 is the empty one.
pub(super) type Symbol = u32;

/// Bytes that all different texts of one inventory may take together.
const MOST_BYTES: usize = 1 << 30;

/// All different texts, one after another, found by an open-addressing table.
#[derive(Clone, Debug)]
pub(super) struct Texts {
    bytes: String,
    /// Where each text ends; text `n` begins where `n - 1` ends.
    ends: Vec<u32>,
    /// Symbol + 1, 0 for a free slot. The length is a power of two.
    slots: Vec<u32>,
    /// Different in every run, so that no file can be made whose texts all fall on one slot.
    hasher: RandomState,
}

impl Default for Texts {
    fn default() -> Self {
        let mut texts =
            Self { bytes: String::new(), ends: Vec::new(), slots: vec![0; 1024], hasher: RandomState::new() };
        texts.symbol("");
        texts
    }
}

impl Texts {
    pub(super) fn get(&self, symbol: Symbol) -> &str {
        let place = symbol as usize;
        let end = self.ends.get(place).map_or(0, |end| *end as usize);
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        self.bytes.get(start..end).unwrap_or("")
    }

    /// All symbols lie below it.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    /// All texts one after another, and where each ends.
    pub(super) fn all(&self) -> (&str, &[u32]) {
        (&self.bytes, &self.ends)
    }

    /// Whether no further text of moderate size can be kept.
    pub(super) fn is_full(&self) -> bool {
        self.bytes.len() > MOST_BYTES
    }

    /// The symbol of a text, adding it if it is new. Of a full table, that of the empty text.
    pub(super) fn symbol(&mut self, text: &str) -> Symbol {
        let mask = self.slots.len() - 1;
        let mut place = self.hasher.hash_one(text) as usize & mask;
        while let Some(slot) = self.slots.get(place).copied().filter(|slot| *slot != 0) {
            if self.get(slot - 1) == text {
                return slot - 1;
            }
            place = (place + 1) & mask;
        }
        let symbol = Symbol::try_from(self.ends.len()).unwrap_or(0);
        let Ok(end) = u32::try_from(self.bytes.len() + text.len()) else { return 0 };
        if self.is_full() {
            return 0;
        }
        self.bytes.push_str(text);
        self.ends.push(end);
        if let Some(slot) = self.slots.get_mut(place) {
            *slot = symbol + 1;
        }
        if self.ends.len() * 4 > self.slots.len() * 3 {
            self.grow();
        }
        symbol
    }

    fn grow(&mut self) {
        let mut slots = vec![0_u32; self.slots.len() * 2];
        let mask = slots.len() - 1;
        for symbol in 0..u32::try_from(self.ends.len()).unwrap_or(0) {
            let mut place = self.hasher.hash_one(self.get(symbol)) as usize & mask;
            while slots.get(place).is_some_and(|slot| *slot != 0) {
                place = (place + 1) & mask;
            }
            if let Some(slot) = slots.get_mut(place) {
                *slot = symbol + 1;
            }
        }
        self.slots = slots;
    }
}

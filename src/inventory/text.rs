//! Every text once: cells of a column are numbers into this.

use foldhash::quality::RandomState;
use std::hash::BuildHasher;

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
    /// Hash and symbol + 1 of a text, 0 for a free slot. With the hash beside it, another text is passed
    /// over, and the table grows, without a look at the bytes. The length is a power of two.
    slots: Vec<u64>,
    /// Different in every run, so that no file can be made whose texts all fall on one slot.
    hasher: RandomState,
    /// What [`Self::ask_for`] read; kept, so that reading it cannot be left out.
    asked: Vec<u64>,
}

impl Default for Texts {
    fn default() -> Self {
        let mut texts = Self {
            bytes: String::new(),
            ends: Vec::new(),
            slots: vec![0; 1024],
            hasher: RandomState::default(),
            asked: Vec::new(),
        };
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
        let hash = self.hasher.hash_one(text) & HASH;
        let mut place = first_place(hash, mask);
        while let Some(slot) = self.slots.get(place).copied().filter(|slot| *slot != 0) {
            if slot & HASH == hash && self.get(symbol_of(slot)) == text {
                return symbol_of(slot);
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
            *slot = hash | (u64::from(symbol) + 1);
        }
        if self.ends.len() * 4 > self.slots.len() * 3 {
            self.grow();
        }
        symbol
    }

    /// Reads ahead what [`Self::symbol`] will read for these texts. In a large table each of its looks waits
    /// for memory; looks that do not depend on one another wait together.
    pub(super) fn ask_for<'a>(&mut self, texts: impl Iterator<Item = &'a str>) {
        let mask = self.slots.len() - 1;
        if mask < LARGE {
            return;
        }
        let mut asked = std::mem::take(&mut self.asked);
        asked.clear();
        asked.extend(texts.map(|text| self.hasher.hash_one(text) & HASH));
        // Without a branch that would wait for what was read.
        for hash in &mut asked {
            let slot = self.slots.get(first_place(*hash, mask)).copied().unwrap_or(0);
            *hash = slot * u64::from(slot & HASH == *hash);
        }
        for slot in asked.iter_mut().filter(|slot| **slot != 0) {
            *slot = self.get(symbol_of(*slot)).bytes().next().map_or(0, u64::from);
        }
        self.asked = asked;
    }

    fn grow(&mut self) {
        let mut slots = vec![0_u64; self.slots.len() * 2];
        let mask = slots.len() - 1;
        for slot in self.slots.iter().copied().filter(|slot| *slot != 0) {
            let mut place = first_place(slot & HASH, mask);
            while slots.get(place).is_some_and(|slot| *slot != 0) {
                place = (place + 1) & mask;
            }
            if let Some(free) = slots.get_mut(place) {
                *free = slot;
            }
        }
        self.slots = slots;
    }
}

/// Slots that no longer stay near the processor.
const LARGE: usize = 1 << 16;
/// The half of a slot that holds the hash.
const HASH: u64 = 0xffff_ffff_0000_0000;

/// By the leading digits of the hash, so that a table twice as large has its slots in the same order, and
/// growing goes through both from end to end.
fn first_place(hash: u64, mask: usize) -> usize {
    (hash >> (mask as u64).leading_zeros()) as usize
}

fn symbol_of(slot: u64) -> Symbol {
    (slot & !HASH) as Symbol - 1
}

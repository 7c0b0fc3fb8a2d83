//! Industries as groups: free text, so there may be as many as submissions.

use super::Book;
use std::cmp::Reverse;

/// Groups that are told apart; the others are put together.
pub const MOST_INDUSTRIES: usize = 60;

/// What a group of submissions without an industry is called.
pub const NO_INDUSTRY: &str = "Industry not stated";

/// The industries of a book, the one with most submissions first, those not stated and those put together last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Industries {
    pub names: Vec<String>,
    /// Industries in the last group, where they are put together; else 0.
    pub together: u32,
    /// Group by [`Book::industry_place`].
    pub of_place: Vec<u32>,
}

impl Industries {
    /// Of the first `rows` rows.
    pub(super) fn of(book: &Book, rows: usize) -> Self {
        let all = book.industries();
        let mut counts = vec![0_u64; all.len()];
        for row in 0..rows {
            counts[book.industry_place(row)] += 1;
        }
        let mut places: Vec<usize> =
            (0..all.len()).filter(|place| counts[*place] > 0 && !all[*place].is_empty()).collect();
        places.sort_by_key(|place| (Reverse(counts[*place]), &all[*place]));
        let kept = if places.len() > MOST_INDUSTRIES { MOST_INDUSTRIES - 1 } else { places.len() };
        let (kept, others) = places.split_at(kept);
        let mut found = Self { of_place: vec![0; all.len()], ..Self::default() };
        for place in kept {
            found.give(&[*place], all[*place].clone());
        }
        if let Some(blank) = (0..all.len()).find(|place| counts[*place] > 0 && all[*place].is_empty()) {
            found.give(&[blank], NO_INDUSTRY.to_owned());
        }
        if !others.is_empty() {
            found.give(others, format!("{} other industries", others.len()));
            found.together = others.len() as u32;
        }
        found
    }

    fn give(&mut self, places: &[usize], name: String) {
        for place in places {
            self.of_place[*place] = self.names.len() as u32;
        }
        self.names.push(name);
    }
}

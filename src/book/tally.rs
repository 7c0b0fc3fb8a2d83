//! Counting submissions, and what they are worth.

use super::Book;
use crate::submission::Money;
use std::ops::Range;

/// What a submission weighs in a count beside one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum WeighBy {
    /// Nothing beside one.
    #[default]
    Submissions,
    Premium,
    /// The policy aggregate.
    Limit,
}

impl WeighBy {
    pub const ALL: [Self; 3] = [Self::Submissions, Self::Premium, Self::Limit];

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Submissions => "Submissions",
            Self::Premium => "Premium",
            Self::Limit => "Limit",
        }
    }

    /// Whether the book has anything to weigh by.
    #[must_use]
    pub fn is_in(self, book: &Book) -> bool {
        match self {
            Self::Submissions => true,
            Self::Premium => book.has_premium(),
            Self::Limit => book.has_limit(),
        }
    }

    /// The amounts of some rows, in US dollars; `None` where it is not known, or in another currency. Nothing at all
    /// when weighed by submissions.
    pub(super) fn amounts(self, book: &Book, rows: Range<usize>) -> Vec<Option<Money>> {
        let mut amounts: Vec<Option<Money>> = match self {
            Self::Submissions => return Vec::new(),
            Self::Premium => rows.clone().map(|row| book.premium(row)).collect(),
            Self::Limit => rows.clone().map(|row| book.limit(row)).collect(),
        };
        for (row, case) in book.cases_in(rows.clone()) {
            if !case.in_dollars {
                amounts[row - rows.start] = None;
            }
        }
        amounts
    }
}

/// Submissions, and the sum of their amounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub count: u64,
    /// Sum of the known amounts, tenths of a US dollar; 0 when weighed by submissions.
    pub tenths: u128,
    /// Of `count`: amount not known or in another currency; 0 when weighed by submissions.
    pub without: u64,
}

impl Tally {
    /// One more; the amount counts only where it is weighed.
    #[inline]
    pub(super) fn add<const WEIGHED: bool>(&mut self, amount: Option<Money>) {
        self.count += 1;
        if WEIGHED {
            self.tenths += amount.map_or(0, |amount| u128::from(amount.tenths));
            self.without += u64::from(amount.is_none());
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.tenths += other.tenths;
        self.without += other.without;
    }

    /// What is compared: the count, or the sum of amounts.
    #[must_use]
    pub fn size(self, weigh: WeighBy) -> u128 {
        if weigh == WeighBy::Submissions { u128::from(self.count) } else { self.tenths }
    }
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |mut sum, tally| {
            sum.merge(tally);
            sum
        })
    }
}

/// From where (row) to where (column); a square.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    size: usize,
    cells: Vec<Tally>,
}

impl Matrix {
    pub(super) fn new(size: usize) -> Self {
        Self { size, cells: vec![Tally::default(); size * size] }
    }

    /// `from` and `to` are below [`Self::size`].
    pub(super) fn at(&mut self, from: usize, to: usize) -> &mut Tally {
        &mut self.cells[from * self.size + to]
    }

    /// Rows and columns there are.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size
    }

    /// Nothing outside the matrix.
    #[must_use]
    pub fn get(&self, from: usize, to: usize) -> Tally {
        let inside = from < self.size && to < self.size;
        if inside { self.cells[from * self.size + to] } else { Tally::default() }
    }

    /// Sums of the rows: how it was before.
    #[must_use]
    pub fn before(&self) -> Vec<Tally> {
        (0..self.size).map(|from| (0..self.size).map(|to| self.get(from, to)).sum()).collect()
    }

    /// Sums of the columns: how it is after.
    #[must_use]
    pub fn after(&self) -> Vec<Tally> {
        (0..self.size).map(|to| (0..self.size).map(|from| self.get(from, to)).sum()).collect()
    }

    /// Everything that is not on the diagonal.
    #[must_use]
    pub fn moved(&self) -> Tally {
        let off = |from: usize| (0..self.size).filter(move |to| *to != from).map(move |to| (from, to));
        (0..self.size).flat_map(off).map(|(from, to)| self.get(from, to)).sum()
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (cell, more) in self.cells.iter_mut().zip(&other.cells) {
            cell.merge(*more);
        }
    }
}

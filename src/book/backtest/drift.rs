//! How far one book has drifted from another: the population stability index.

use super::ranks::Ranked;
use crate::book::{Book, Scoring};
use crate::questionnaire::{BandIx, Ratio, TierIx};

/// The population stability index over the same bins of two books:
/// `sum of (a - e) x ln(a / e)`, e and a being the shares of the earlier and of the later book.
/// Common practice, without proof behind it, calls less than 0.1 little, and 0.25 and more a lot.
#[derive(Clone, Debug, PartialEq)]
pub struct Psi {
    pub value: f64,
    /// What the index would be on average if nothing had changed: `(bins - 1) x (1/n + 1/m)` for books of n and m
    /// (Yurdakul and Naranjo, Journal of Risk Model Validation 14 (2020)). An index of this size says nothing.
    pub by_chance: f64,
    /// By bin: rows of the earlier and of the later book.
    pub counts: Vec<(u64, u64)>,
    /// Bins that hold nothing in one of the books; they are counted as half a row there, because the logarithm of
    /// nothing is not a number. Bins empty in both say nothing and are left out.
    pub empty: u32,
}

impl Psi {
    /// `None` where a book is empty.
    #[must_use]
    pub fn of(counts: Vec<(u64, u64)>) -> Option<Self> {
        let (n, m) = counts.iter().fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
        if n == 0 || m == 0 {
            return None;
        }
        let used = || counts.iter().filter(|count| **count != (0, 0));
        let share = |count: u64, whole: u64| if count == 0 { 0.5 } else { count as f64 } / whole as f64;
        let value = used()
            .map(|(earlier, later)| {
                let (e, a) = (share(*earlier, n), share(*later, m));
                (a - e) * (a / e).ln()
            })
            .sum();
        let bins = used().count() as f64;
        let empty = used().filter(|count| count.0 == 0 || count.1 == 0).count() as u32;
        Some(Self { value, by_chance: (bins - 1.0) * (1.0 / n as f64 + 1.0 / m as f64), counts, empty })
    }
}

/// A later book held against an earlier one, both scored under what is to be compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Drift {
    pub earlier: u64,
    pub later: u64,
    /// Upper edges of the bins of `score`, but for the last: the scores that end the tenths of the earlier book.
    /// Fewer than nine where one score fills more than a tenth.
    pub edges: Vec<Ratio>,
    pub score: Psi,
    pub bands: Psi,
    pub tiers: Psi,
}

/// `None` where a book is empty.
#[must_use]
pub fn drift(earlier: (&Book, &Scoring), later: (&Book, &Scoring)) -> Option<Drift> {
    let ranked = Ranked::all(earlier.1);
    let mut edges: Vec<Ratio> =
        ranked.tenths().iter().rev().filter_map(|tenth| tenth.scores).map(|(_, worst)| worst).collect();
    edges.pop();
    let bins = |scoring: &Scoring| {
        let mut counts = vec![0; edges.len() + 1];
        for row in 0..scoring.rows() {
            let score = scoring.score(row);
            counts[edges.partition_point(|edge| *edge < score)] += 1;
        }
        counts
    };
    let by =
        |counts: &dyn Fn(&Scoring) -> Vec<u64>| Psi::of(counts(earlier.1).into_iter().zip(counts(later.1)).collect());
    let questionnaire = earlier.0.questionnaire();
    let bands = |scoring: &Scoring| {
        let mut counts = vec![0; questionnaire.bands.len()];
        for row in 0..scoring.rows() {
            let BandIx(band) = scoring.band(row);
            counts[usize::from(band)] += 1;
        }
        counts
    };
    let tiers = |scoring: &Scoring| {
        let mut counts = vec![0; questionnaire.tiers.len()];
        for row in 0..scoring.rows() {
            let TierIx(tier) = scoring.tier(row);
            counts[usize::from(tier)] += 1;
        }
        counts
    };
    Some(Drift {
        earlier: earlier.1.rows() as u64,
        later: later.1.rows() as u64,
        score: by(&bins)?,
        bands: by(&bands)?,
        tiers: by(&tiers)?,
        edges,
    })
}

#[cfg(test)]
mod tests {
    use super::Psi;

    /// 0.1 x ln 1.2 - 0.1 x ln 0.8 = 0.0182322 + 0.0223144.
    #[test]
    fn a_small_example_by_hand() {
        let psi = Psi::of(vec![(50, 120), (50, 80), (0, 0)]).expect("both are filled");
        assert!((psi.value - 0.040_546_5).abs() < 1e-7, "{psi:?}");
        assert!((psi.by_chance - 0.015).abs() < 1e-12);
        assert_eq!(psi.empty, 0);
    }

    #[test]
    fn an_empty_bin_counts_half_a_row_and_is_said() {
        let psi = Psi::of(vec![(100, 0), (100, 100)]).expect("both are filled");
        let by_hand = (0.005_f64 - 0.5) * (0.005_f64 / 0.5).ln() + 0.5 * (1.0_f64 / 0.5).ln();
        assert!((psi.value - by_hand).abs() < 1e-12);
        assert_eq!(psi.empty, 1);
        assert_eq!(Psi::of(vec![(0, 4)]), None);
        assert_eq!(Psi::of(vec![(7, 7), (9, 9)]).map(|psi| psi.value), Some(0.0));
    }
}

//! Sums of scores. A score is a ratio, and a thousand ratios have no common denominator that fits anywhere:
//! they are summed apart for each denominator and brought together once, so that the sum does not depend on the
//! order, nor on how many threads took part.

use crate::questionnaire::Ratio;

/// Parts of a point that a mean is told in.
const PARTS: u128 = 1_000_000_000;

/// A sum of scores, each counted a number of times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ScoreSum {
    times: u128,
    /// Sum of `weighted x times` by applicable weight.
    by_applicable: Vec<u128>,
}

impl ScoreSum {
    /// Adds a score by what it is made of: tenths x quarters over tenths. Nothing applicable is a score of 0.
    pub(super) fn add(&mut self, (weighted, applicable): (i64, i64), times: u64) {
        let place = usize::try_from(applicable).unwrap_or(0);
        if place >= self.by_applicable.len() {
            self.by_applicable.resize(place + 1, 0);
        }
        self.times += u128::from(times);
        self.by_applicable[place] += u128::from(weighted.unsigned_abs()) * u128::from(times);
    }

    pub(super) fn merge(&mut self, other: &Self) {
        if other.by_applicable.len() > self.by_applicable.len() {
            self.by_applicable.resize(other.by_applicable.len(), 0);
        }
        self.times += other.times;
        for (sum, more) in self.by_applicable.iter_mut().zip(&other.by_applicable) {
            *sum += more;
        }
    }

    /// The mean score in points, rounded to a millionth of a point; `None` of nothing.
    pub(super) fn mean(&self) -> Option<Ratio> {
        // In quarters first: whole ones and parts are kept apart, so that nothing overflows below 2^60 rows.
        let (mut whole, mut parts) = (0_u128, 0_u128);
        for (applicable, sum) in (0_u128..).zip(&self.by_applicable).skip(1) {
            whole += sum / applicable;
            parts += sum % applicable * PARTS / applicable;
        }
        let quarters = whole.checked_div(self.times)?;
        let rest = (whole % self.times * PARTS + parts) * 25 / self.times;
        let billionths = quarters * 25 * PARTS + rest;
        let millionths = (billionths + 500) / 1000;
        Some(Ratio::new(i64::try_from(millionths).unwrap_or(i64::MAX), 1_000_000))
    }
}

#[cfg(test)]
mod tests {
    use super::ScoreSum;
    use crate::questionnaire::Ratio;
    use proptest::prelude::*;

    #[test]
    fn nothing_has_no_mean_and_nothing_applicable_is_zero() {
        let mut sum = ScoreSum::default();
        assert_eq!(sum.mean(), None);
        sum.add((0, 0), 1);
        assert_eq!(sum.mean(), Some(Ratio::from_integer(0)));
        sum.add((40, 10), 1);
        assert_eq!(sum.mean(), Some(Ratio::from_integer(50)));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Against exact rationals over few denominators, in any order and split anywhere.
        #[test]
        fn the_mean_is_exact_to_a_millionth(
            rows in proptest::collection::vec((1_i64..13, 0_i64..=100, 1_u64..1_000), 1..60),
            split in 0_usize..60,
        ) {
            let score = |(applicable, percent, _): &(i64, i64, u64)| (applicable * 4 * percent / 100, *applicable);
            let (mut first, mut second) = (ScoreSum::default(), ScoreSum::default());
            for (place, row) in rows.iter().enumerate() {
                if place < split { first.add(score(row), row.2) } else { second.add(score(row), row.2) }
            }
            second.merge(&first);
            type Wide = num_rational::Ratio<i128>;
            let times: i128 = rows.iter().map(|row| i128::from(row.2)).sum();
            let exact = rows.iter().fold(Wide::from_integer(0), |sum, row| {
                let (weighted, applicable) = score(row);
                sum + Wide::new(i128::from(25 * weighted) * i128::from(row.2), i128::from(applicable))
            }) / times;
            let mean = second.mean().expect("rows were added");
            let off = Wide::new(i128::from(*mean.numer()), i128::from(*mean.denom())) - exact;
            prop_assert!(off.numer().abs() * 1_000_000 <= *off.denom(), "{mean} is not {exact}");
        }
    }
}

//! How well the score parts submissions with a claim from those without: the area under the ROC curve.

use super::interval::{Interval, Z95, signed};
use crate::questionnaire::Ratio;

/// The chance that a submission with a claim has a worse score than one without, equal scores counting half.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Auc {
    pub claims: u64,
    pub others: u64,
    /// Exact; 1/2 is what chance gives.
    pub area: Ratio,
    /// 95%. `None` where there is one claim or one other, or where every claim lies beyond every other: such a
    /// sample says nothing about how far off the area may be.
    pub interval: Option<Interval>,
}

/// From the submissions of each distinct score, best score first: `(with a claim, without)`.
///
/// The interval is DeLong's: E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, Biometrics 44 (1988), 837-845. With
/// V the share of the other side that a submission beats (half for ties), the variance of the area is
/// `S(V of claims) / claims + S(V of others) / others`, S being the sample variance. The sums are exact; only the
/// last division and the root are in floating point.
pub(super) fn auc(groups: impl Iterator<Item = (u64, u64)> + Clone) -> Option<Auc> {
    let (claims, others) = groups.clone().fold((0, 0), |sum, group| (sum.0 + group.0, sum.1 + group.1));
    if claims == 0 || others == 0 {
        return None;
    }
    // Twice the places beaten, so that halves stay whole.
    let (mut of_claims, mut of_others) = (Spread::default(), Spread::default());
    let (mut claims_below, mut others_below) = (0, 0);
    for (with, without) in groups {
        of_claims.add(2 * others_below + without, with);
        let claims_above = claims - claims_below - with;
        of_others.add(2 * claims_above + with, without);
        claims_below += with;
        others_below += without;
    }
    let area = Ratio::new(signed(of_claims.sum), 2 * signed(claims) * signed(others));
    let interval = of_claims.variance().zip(of_others.variance()).and_then(|(from_claims, from_others)| {
        let (m, n) = (claims as f64, others as f64);
        let variance = from_claims / (4.0 * n * n) / m + from_others / (4.0 * m * m) / n;
        let middle = of_claims.sum as f64 / (2.0 * m * n);
        let reach = Z95 * variance.sqrt();
        (variance > 0.0).then(|| Interval { low: (middle - reach).max(0.0), high: (middle + reach).min(1.0) })
    });
    Some(Auc { claims, others, area, interval })
}

/// Sum and sum of squares of whole numbers.
#[derive(Default)]
struct Spread {
    n: u64,
    sum: u64,
    squares: u128,
}

impl Spread {
    fn add(&mut self, value: u64, times: u64) {
        self.n += times;
        self.sum += value * times;
        self.squares += u128::from(value) * u128::from(value) * u128::from(times);
    }

    /// Sample variance; `None` of fewer than two. `n x squares - sum²` is exact and cannot be negative.
    fn variance(&self) -> Option<f64> {
        let below = u128::from(self.n) * u128::from(self.n.checked_sub(1).filter(|below| *below > 0)?);
        let above = u128::from(self.n) * self.squares - u128::from(self.sum) * u128::from(self.sum);
        Some(above as f64 / below as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Claims score 3 and 2, others 1 and 2: of four pairs three and a half are in order. The parts beaten are
    /// 1 and 3/4 on either side, sample variance 1/32 each, so the variance is 1/32 and the error 0.17678.
    #[test]
    fn a_small_example_by_hand() {
        let found = auc([(0, 1), (1, 1), (1, 0)].into_iter()).expect("both sides are there");
        assert_eq!(found.area, Ratio::new(7, 8));
        let interval = found.interval.expect("two on each side");
        assert!((interval.low - 0.528_523).abs() < 1e-5, "{interval:?}");
        assert_eq!(interval.high, 1.0);
    }

    #[test]
    fn no_interval_is_made_up() {
        assert_eq!(auc([(0, 5), (0, 3)].into_iter()), None);
        assert_eq!(auc([(1, 0), (0, 9)].into_iter()).and_then(|auc| auc.interval), None);
        let apart = auc([(0, 5), (5, 0)].into_iter()).expect("both sides are there");
        assert_eq!((apart.area, apart.interval), (Ratio::from_integer(1), None));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Against every pair, and the variance against its definition.
        #[test]
        fn every_pair_is_counted(rows in proptest::collection::vec((0_u8..8, any::<bool>()), 2..80)) {
            let groups: Vec<(u64, u64)> = (0..8)
                .map(|score| {
                    let of = |claim| rows.iter().filter(|row| **row == (score, claim)).count() as u64;
                    (of(true), of(false))
                })
                .collect();
            let of = |claim: bool| rows.iter().filter(move |row| row.1 == claim).map(|row| row.0);
            let beats = |claim: u8, other: u8| match claim.cmp(&other) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            };
            let (m, n) = (of(true).count() as f64, of(false).count() as f64);
            let Some(found) = auc(groups.into_iter()) else {
                prop_assert!(m == 0.0 || n == 0.0);
                return Ok(());
            };
            let halves: i64 = of(true)
                .flat_map(|claim| of(false).map(move |other| (2.0 * beats(claim, other)) as i64))
                .sum();
            prop_assert_eq!(found.area, Ratio::new(halves, (2.0 * m * n) as i64));
            if let Some(interval) = found.interval {
                let area = halves as f64 / (2.0 * m * n);
                let variance = |values: Vec<f64>| {
                    values.iter().map(|value| (value - area).powi(2)).sum::<f64>() / (values.len() as f64 - 1.0)
                };
                let s10 = variance(of(true).map(|c| of(false).map(|o| beats(c, o)).sum::<f64>() / n).collect());
                let s01 = variance(of(false).map(|o| of(true).map(|c| beats(c, o)).sum::<f64>() / m).collect());
                let reach = Z95 * (s10 / m + s01 / n).sqrt();
                prop_assert!((interval.low - (area - reach).max(0.0)).abs() < 1e-9);
                prop_assert!((interval.high - (area + reach).min(1.0)).abs() < 1e-9);
            }
        }
    }
}

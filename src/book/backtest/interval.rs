//! Intervals at 95%. Irrational by nature, so in floating point; what they are made from are whole counts.

use crate::questionnaire::Ratio;

/// 97.5% quantile of the normal distribution.
pub(super) const Z95: f64 = 1.959_963_984_540_054;
/// 99.95% quantile: leaves out chance at 99.9%, for where many things are looked at side by side.
pub(super) const Z999: f64 = 3.290_526_731_491_926;

/// A part of a whole, such as claims of submissions, with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    pub part: u64,
    pub whole: u64,
    /// 95%, within 0 to 1.
    pub interval: Interval,
}

/// From low to high.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

impl Interval {
    #[must_use]
    pub fn holds(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

impl Share {
    /// `None` of nothing.
    pub(super) fn of(part: u64, whole: u64) -> Option<Self> {
        (whole > 0).then(|| Self { part, whole, interval: wilson(part, whole) })
    }

    /// 0 to 1.
    #[must_use]
    pub fn rate(&self) -> Ratio {
        Ratio::new(signed(self.part), signed(self.whole))
    }
}

/// Counts of rows and what is made of them stay far below this.
pub(super) fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Wilson's score interval: with p = part / whole and n = whole,
/// (p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n). E. B. Wilson, JASA 22 (1927), 209-212.
fn wilson(part: u64, whole: u64) -> Interval {
    let (n, p) = (whole as f64, part as f64 / whole as f64);
    let z2 = Z95 * Z95;
    let middle = p + z2 / (2.0 * n);
    let reach = Z95 * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    // At 0 and at all the bound is the end of the scale itself, which rounding would miss by a hair.
    let low = if part == 0 { 0.0 } else { ((middle - reach) / scale).max(0.0) };
    let high = if part == whole { 1.0 } else { ((middle + reach) / scale).min(1.0) };
    Interval { low, high }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Newcombe, Statistics in Medicine 17 (1998), table I, method 3: 81/263, 15/148, 0/20, 1/29.
    #[test]
    fn wilson_intervals_are_those_of_the_literature() {
        for (part, whole, low, high) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
        {
            let interval = wilson(part, whole);
            assert!((interval.low - low).abs() < 6e-5, "{part}/{whole}: {interval:?}");
            assert!((interval.high - high).abs() < 6e-5, "{part}/{whole}: {interval:?}");
        }
        assert_eq!(wilson(7, 7).high, 1.0);
        assert_eq!(Share::of(0, 0), None);
    }
}

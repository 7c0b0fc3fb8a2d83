//! The exact numbers: whole tenths, whole quarters, and ratios of integers.

use std::fmt;

/// An exact rational number.
pub type Ratio = num_rational::Ratio<i64>;

/// The same with room for sums of ratios that share no denominator.
pub type WideRatio = num_rational::Ratio<i128>;

#[must_use]
pub fn widened(value: Ratio) -> WideRatio {
    WideRatio::new_raw(i128::from(*value.numer()), i128::from(*value.denom()))
}

/// How much a question counts, in whole tenths: 5.0 is 50. At most 100.0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weight(u16);

impl Weight {
    /// `None` above 1000 tenths.
    #[must_use]
    pub fn from_tenths(tenths: u16) -> Option<Self> {
        (tenths <= 1000).then_some(Self(tenths))
    }
    #[must_use]
    pub fn tenths(self) -> i64 {
        i64::from(self.0)
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

/// How bad an answer is: 0 (best) to 4 (worst) quarters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter(u8);

impl Quarter {
    pub const BEST: Self = Self(0);
    pub const HALF: Self = Self(2);
    pub const WORST: Self = Self(4);

    /// `None` above 4.
    #[must_use]
    pub fn new(quarters: u8) -> Option<Self> {
        (quarters <= 4).then_some(Self(quarters))
    }
    /// 0 to 4.
    #[must_use]
    pub fn count(self) -> i64 {
        i64::from(self.0)
    }
    #[must_use]
    pub fn pips(self) -> u8 {
        self.0
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            0 => "0",
            1 => "0.25",
            2 => "0.5",
            3 => "0.75",
            _ => "1",
        })
    }
}

#[must_use]
pub fn ratio_from_percent(percent: u8) -> Ratio {
    Ratio::from_integer(i64::from(percent))
}

/// A ratio with `places` decimals, half up: 10020/197 with one place is `50.9`.
///
/// Half up means away from zero for positive and towards zero for negative halves.
#[must_use]
pub fn decimal(value: Ratio, places: u32) -> String {
    wide_decimal(widened(value), places)
}

/// The same of a wide ratio.
#[must_use]
pub fn wide_decimal(value: WideRatio, places: u32) -> String {
    let scale = 10_i128.pow(places.min(12));
    let (numer, denom) = (*value.numer(), *value.denom());
    // floor(value * scale + 1/2)
    let rounded = (2 * numer * scale + denom).div_euclid(2 * denom);
    let sign = if rounded < 0 { "-" } else { "" };
    let magnitude = rounded.abs();
    if places == 0 {
        return format!("{sign}{magnitude}");
    }
    let width = places as usize;
    format!("{sign}{}.{:0width$}", magnitude / scale, magnitude % scale)
}

/// Always with a denominator: `10020/197`, `50/1`.
#[must_use]
pub fn exact(value: Ratio) -> String {
    format!("{}/{}", value.numer(), value.denom())
}

/// `12,430`.
#[must_use]
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

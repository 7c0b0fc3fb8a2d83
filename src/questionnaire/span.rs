//! Whole numbers of a unit, from the least to the most: what a number in a questionnaire may be.

use super::{Quarter, Ratio, decimal, grouped};

/// What a whole number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Tenths: weights, band edges, points of the score.
    Tenths,
    /// Quarters: factors.
    Quarters,
    Percent,
    Count,
    /// Points of the exposure index or of the score.
    Points,
    /// E0 to E3.
    Grade,
    /// US dollars.
    Dollars,
}

impl Unit {
    /// The number for people: `5.0`, `0.75`, `35%`, `E2`, `$5,000,000`.
    #[must_use]
    pub fn show(self, units: u64) -> String {
        match self {
            Self::Tenths => decimal(Ratio::new(i64::try_from(units).unwrap_or(i64::MAX), 10), 1),
            Self::Quarters => {
                let quarter = u8::try_from(units).ok().and_then(Quarter::new);
                quarter.map_or_else(|| format!("{units} quarters"), |quarter| quarter.to_string())
            }
            Self::Percent => format!("{units}%"),
            Self::Count | Self::Points => grouped(units),
            Self::Grade => format!("E{units}"),
            Self::Dollars => format!("${}", grouped(units)),
        }
    }
}

/// Both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub unit: Unit,
    pub least: u64,
    pub most: u64,
}

impl Span {
    #[must_use]
    pub fn holds(self, units: u64) -> bool {
        (self.least..=self.most).contains(&units)
    }

    /// `from 0.1 to 100.0`.
    #[must_use]
    pub fn words(self) -> String {
        format!("from {} to {}", self.unit.show(self.least), self.unit.show(self.most))
    }
}

//! The policy term, and the days the lifecycle is looked at.

use chrono::{Days, Months, NaiveDate};

/// A policy term, half-open: covered from inception, no longer on expiry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    pub inception: NaiveDate,
    pub expiry: NaiveDate,
}

impl Term {
    /// A term from `inception`; where `expiry` is missing or not after it, of twelve months.
    #[must_use]
    pub fn new(inception: NaiveDate, expiry: Option<NaiveDate>) -> Self {
        let year_on = inception.checked_add_months(Months::new(12)).unwrap_or(NaiveDate::MAX);
        Self { inception, expiry: expiry.filter(|expiry| *expiry > inception).unwrap_or(year_on) }
    }

    /// The day half-way, rounded towards inception.
    #[must_use]
    pub fn middle(self) -> NaiveDate {
        let half = (self.expiry - self.inception).num_days() / 2;
        self.inception.checked_add_days(Days::new(u64::try_from(half).unwrap_or(0))).unwrap_or(self.inception)
    }

    /// Expiry and twelve months.
    #[must_use]
    pub fn year_after(self) -> NaiveDate {
        self.expiry.checked_add_months(Months::new(12)).unwrap_or(NaiveDate::MAX)
    }

    /// Inception, middle, expiry, twelve months after expiry.
    #[must_use]
    pub fn days(self) -> [NaiveDate; 4] {
        [self.inception, self.middle(), self.expiry, self.year_after()]
    }
}

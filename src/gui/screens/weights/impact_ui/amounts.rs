//! Counts of submissions, or sums of premium or limit, as they stand in the panel.

use crate::book::{Tally, WeighBy};
use crate::gui::carrier::book::short_number;
use crate::gui::words;
use crate::questionnaire::{Ratio, decimal};

/// What the panel counts.
#[derive(Clone, Copy)]
pub(super) struct Unit {
    pub weigh: WeighBy,
}

impl Unit {
    /// Submissions, or whole US dollars.
    pub(super) fn value(self, tally: Tally) -> u64 {
        match self.weigh {
            WeighBy::Submissions => tally.count,
            _ => u64::try_from(tally.tenths / 10).unwrap_or(u64::MAX),
        }
    }

    /// As it stands in a cell.
    pub(super) fn short(self, tally: Tally) -> String {
        self.short_of(self.value(tally))
    }

    pub(super) fn short_of(self, value: u64) -> String {
        short_number(value)
    }

    /// With its unit.
    pub(super) fn words(self, tally: Tally) -> String {
        self.words_of(self.value(tally))
    }

    pub(super) fn words_of(self, value: u64) -> String {
        match self.weigh {
            WeighBy::Submissions if value == 1 => "1 submission".to_owned(),
            WeighBy::Submissions => format!("{} submissions", words::grouped(value)),
            WeighBy::Premium => format!("{} USD of premium", words::grouped(value)),
            WeighBy::Limit => format!("{} USD of limit", words::grouped(value)),
        }
    }

    /// `3.7 %`; one decimal.
    pub(super) fn share(self, part: Tally, whole: Tally) -> String {
        let (part, whole) = (u128::from(self.value(part)), u128::from(self.value(whole)).max(1));
        let thousandths = i64::try_from((part * 2000 + whole) / (2 * whole)).unwrap_or(0);
        format!("{} %", decimal(Ratio::new(thousandths, 10), 1))
    }
}

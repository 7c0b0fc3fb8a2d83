//! Rows as they are cited.

use std::fmt;

/// Ranges that one citation keeps; the rows beyond are counted.
pub const MOST_RANGES: usize = 50;

/// Neighbouring rows of the file, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowRange {
    pub first: u32,
    pub last: u32,
}

/// Rows of the file that a list was read from ([`super::super::Devices::source_row`]), in ascending order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// At most [`MOST_RANGES`].
    pub ranges: Vec<RowRange>,
    /// Rows of the file beyond the ranges.
    pub more: u32,
    /// Rows that were typed by hand and stand in no file.
    pub typed: u32,
}

/// Devices of which something holds, and where they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub devices: u64,
    pub rows: Rows,
}

impl Rows {
    /// Rows of the file in ascending order.
    pub(in super::super) fn of(ascending: impl IntoIterator<Item = u32>) -> Self {
        let mut rows = Self::default();
        for row in ascending {
            rows.push(row);
        }
        rows
    }

    /// Adds a row of the file, 0 for one typed by hand. Rows come in ascending order.
    pub(super) fn push(&mut self, row: u32) {
        if row == 0 {
            self.typed += 1;
            return;
        }
        if let Some(last) = self.ranges.last_mut().filter(|last| self.more == 0 && row <= last.last.saturating_add(1)) {
            last.last = last.last.max(row);
        } else if self.ranges.len() < MOST_RANGES {
            self.ranges.push(RowRange { first: row, last: row });
        } else {
            self.more += 1;
        }
    }

    /// The rows of several citations of different devices.
    #[must_use]
    pub fn joined<'a>(parts: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut joined = Self::default();
        let mut all: Vec<RowRange> = Vec::new();
        for part in parts {
            all.extend(&part.ranges);
            joined.more = joined.more.saturating_add(part.more);
            joined.typed = joined.typed.saturating_add(part.typed);
        }
        all.sort_unstable();
        for range in all {
            match joined.ranges.last_mut() {
                Some(last) if range.first <= last.last.saturating_add(1) => last.last = last.last.max(range.last),
                _ => joined.ranges.push(range),
            }
        }
        for beyond in joined.ranges.drain(joined.ranges.len().min(MOST_RANGES)..) {
            joined.more = joined.more.saturating_add(beyond.last - beyond.first).saturating_add(1);
        }
        joined
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty() && self.typed == 0
    }

    /// Whether the row of the file is among those kept.
    #[must_use]
    pub fn contains(&self, row: u32) -> bool {
        self.ranges.iter().any(|range| (range.first..=range.last).contains(&row))
    }

    /// `rows 14-225, 240 and 12 more`, with at most so many ranges.
    #[must_use]
    pub fn brief(&self, most_ranges: usize) -> String {
        let (shown, hidden) = self.ranges.split_at(most_ranges.min(self.ranges.len()));
        let rows_of = |range: &RowRange| u64::from(range.last - range.first) + 1;
        let more = hidden.iter().map(rows_of).sum::<u64>() + u64::from(self.more);
        let one = |range: &RowRange| match *range {
            RowRange { first, last } if first == last => first.to_string(),
            RowRange { first, last } => format!("{first}-{last}"),
        };
        let mut parts = Vec::new();
        if !shown.is_empty() {
            let noun = if shown.iter().map(rows_of).sum::<u64>() + more == 1 { "row" } else { "rows" };
            parts.push(format!("{noun} {}", shown.iter().map(one).collect::<Vec<_>>().join(", ")));
        }
        if more > 0 {
            parts.push(if shown.is_empty() { format!("{more} rows") } else { format!("{more} more") });
        }
        match self.typed {
            0 => {}
            1 => parts.push("1 typed by hand".to_owned()),
            typed => parts.push(format!("{typed} typed by hand")),
        }
        match parts.split_last() {
            None => "no row".to_owned(),
            Some((last, [])) => last.clone(),
            Some((last, before)) => format!("{} and {last}", before.join(", ")),
        }
    }
}

/// Every range that is kept: `rows 14-225, 240 and 12 more`.
impl fmt::Display for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.brief(MOST_RANGES))
    }
}

impl Found {
    pub(super) fn add(&mut self, devices: u64, row: u32) {
        self.devices += devices;
        self.rows.push(row);
    }
}

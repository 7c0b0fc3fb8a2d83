//! What a case keeps of how its list was read: the report in a few sentences.

use super::list::Origin;
use super::mapping::Use;
use super::report::Report;
use chrono::NaiveDate;

/// Ranges of rows that a sentence names.
const MOST_RANGES: usize = 12;
/// Columns that a sentence names.
const MOST_NAMES: usize = 8;

impl Origin {
    /// Of a list that was just read; `sha256` is the file's, 64 lower-case hexadecimal digits.
    #[must_use]
    pub fn of_report(report: &Report, name: &str, format: &str, sha256: &str, read_on: Option<NaiveDate>) -> Self {
        let count = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
        Self {
            name: name.to_owned(),
            format: format.to_owned(),
            sha256: sha256.to_owned(),
            tool: report.tool.unwrap_or_default().to_owned(),
            read_on,
            rows_read: report.rows_read,
            rows_counted: report.rows_counted,
            rows_merged: count(report.merged.len()),
            rows_dropped: count(report.rows_dropped()),
            notes: report.notes(),
        }
    }
}

impl Report {
    /// A sentence without its full stop for everything that was dropped, merged, left out or not usable.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let mut notes = self.notices.clone();
        for (reason, rows) in &self.dropped {
            notes.push(format!("Dropped, {}: {}", reason.words(), rows_in_words(rows)));
        }
        let mut keys: Vec<_> = self.merged.iter().map(|merged| merged.by).collect();
        keys.sort_unstable();
        keys.dedup();
        for by in keys {
            let rows: Vec<u32> = self.merged.iter().filter(|it| it.by == by).map(|it| it.row).collect();
            notes.push(format!("Merged into an earlier row with the same {}: {}", by.words(), rows_in_words(&rows)));
        }
        let not_used = self.columns.iter().filter(|column| matches!(column.used, Use::NotUnderstood | Use::Ask));
        let names: Vec<String> = not_used.map(|column| format!("\"{}\"", super::report::short(&column.header))).collect();
        if !names.is_empty() {
            notes.push(format!("Columns not used because they were not understood: {}", first_of(&names, MOST_NAMES)));
        }
        let unusable = self.unusable.len() as u64 + u64::from(self.unusable_beyond);
        if unusable > 0 {
            let noun = if unusable == 1 { "cell" } else { "cells" };
            notes.push(format!("{unusable} {noun} could not be used and stand as written"));
        }
        if !self.unknown_types.is_empty() {
            let words: Vec<String> = self.unknown_types.keys().map(|word| format!("\"{word}\"")).collect();
            notes.push(format!("Types of no known class: {}", first_of(&words, MOST_NAMES)));
        }
        notes
    }
}

fn first_of(names: &[String], most: usize) -> String {
    let shown = names.get(..most).unwrap_or(names).join(", ");
    match names.len().saturating_sub(most) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// `row 3`, `rows 3, 7-12`; of many the first, and how many more.
#[must_use]
pub fn rows_in_words(rows: &[u32]) -> String {
    let mut sorted = rows.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for row in sorted.iter().copied() {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == row => *last = row,
            _ => ranges.push((row, row)),
        }
    }
    let noun = if sorted.len() == 1 { "row" } else { "rows" };
    let shown: Vec<String> = ranges
        .iter()
        .take(MOST_RANGES)
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}-{last}") })
        .collect();
    let named: u32 = ranges.iter().take(MOST_RANGES).map(|(first, last)| last - first + 1).sum();
    let more = sorted.len().saturating_sub(named as usize);
    let shown = shown.join(", ");
    if more == 0 { format!("{noun} {shown}") } else { format!("{noun} {shown} and {more} more") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::{ColumnUse, DropReason, MergeKey, Merged};

    #[test]
    fn rows_are_told_in_ranges_and_not_all_of_them() {
        assert_eq!(rows_in_words(&[7]), "row 7");
        assert_eq!(rows_in_words(&[12, 3, 7, 8, 9]), "rows 3, 7-9, 12");
        let odd: Vec<u32> = (0..40).map(|it| it * 2 + 1).collect();
        assert_eq!(rows_in_words(&odd), "rows 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23 and 28 more");
    }

    #[test]
    fn the_origin_keeps_why_rows_are_missing() {
        let mut report = Report { rows_read: 9, rows_counted: 5, unusable_beyond: 1, ..Report::default() };
        report.dropped.insert(DropReason::HostDown, vec![2, 3, 4]);
        report.merged.push(Merged { row: 8, into_row: 6, by: MergeKey::Mac });
        report.columns.push(ColumnUse { header: "Mfr Code".to_owned(), used: Use::Ask });
        let origin = Origin::of_report(&report, "axis.csv", "CSV", "00", None);
        assert_eq!((origin.rows_read, origin.rows_counted, origin.rows_merged, origin.rows_dropped), (9, 5, 1, 3));
        assert_eq!(
            origin.notes,
            [
                "Dropped, host down: rows 2-4",
                "Merged into an earlier row with the same MAC address: row 8",
                "Columns not used because they were not understood: \"Mfr Code\"",
                "1 cell could not be used and stand as written",
            ]
        );
    }
}

//! What a case keeps of how its list was read.

use super::{MergeKey, Origin, Report, Rows, Use};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Notes about cells; the rest is counted.
const MOST_CELL_NOTES: usize = 20;
/// Ranges of rows in a note.
const MOST_RANGES: usize = 10;
/// Types and columns that a note names.
const MOST_NAMES: usize = 12;

impl Origin {
    /// Of a list that was read from a file of this name on this day. `sha256` is that of the file.
    #[must_use]
    pub fn of(report: &Report, name: &str, format: &str, sha256: &str, read_on: NaiveDate) -> Self {
        let count = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX);
        Self {
            name: name.to_owned(),
            format: format.to_owned(),
            sha256: sha256.to_owned(),
            tool: report.tool.unwrap_or_default().to_owned(),
            read_on: Some(read_on),
            rows_read: report.rows_read,
            rows_counted: report.rows_counted,
            rows_merged: count(report.merged.len()),
            rows_dropped: count(report.rows_dropped()),
            notes: report.notes(),
            unusable: report.unusable.clone(),
            unusable_beyond: report.unusable_beyond,
        }
    }
}

impl Report {
    /// Why rows were dropped, merged or left in part: sentences without their full stops.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let mut notes = self.notices.clone();
        for (reason, rows) in &self.dropped {
            notes.push(format!("{} dropped, {}: {}", counted(rows.len(), "row"), reason.words(), rows_in_words(rows)));
        }
        let mut merged: BTreeMap<MergeKey, Vec<u32>> = BTreeMap::new();
        for one in &self.merged {
            merged.entry(one.by).or_default().push(one.row);
        }
        for (key, rows) in merged {
            let count = counted(rows.len(), "row");
            notes.push(format!(
                "{count} merged into an earlier row of the same {}: {}",
                key.words(),
                rows_in_words(&rows)
            ));
        }
        for (title, used) in [
            ("Columns that were not understood and are left out", Use::NotUnderstood),
            ("Columns that can mean different things and are left out", Use::Ask),
        ] {
            let columns = self.columns.iter().filter(|column| column.used == used && !column.header.trim().is_empty());
            let headers: Vec<&str> = columns.map(|column| column.header.as_str()).collect();
            notes.extend(named(title, &headers));
        }
        let types: Vec<String> = self.unknown_types.iter().map(|(word, rows)| format!("{word} ({rows})")).collect();
        notes.extend(named("Types that were not understood, counted as unknown", &types));
        notes.extend(cell_notes(self));
        notes
    }
}

fn cell_notes(report: &Report) -> Vec<String> {
    let mut cells: BTreeMap<(&str, &str), Vec<u32>> = BTreeMap::new();
    for cell in &report.unusable {
        cells.entry((cell.column.as_str(), cell.what.as_str())).or_default().push(cell.row);
    }
    let beyond: usize = cells.values().skip(MOST_CELL_NOTES).map(Vec::len).sum();
    let one = |((column, what), rows): (&(&str, &str), &Vec<u32>)| {
        let place = if column.is_empty() { "A cell".to_owned() } else { format!("{column}: the cell") };
        format!("{place} {what}: {}", rows_in_words(rows))
    };
    let mut notes: Vec<String> = cells.iter().take(MOST_CELL_NOTES).map(one).collect();
    let beyond = beyond + report.unusable_beyond as usize;
    if beyond > 0 {
        notes.push(format!("{} could not be used either and stay as written", counted(beyond, "more cell")));
    }
    notes
}

fn named(title: &str, names: &[impl AsRef<str>]) -> Option<String> {
    let shown: Vec<&str> = names.iter().take(MOST_NAMES).map(AsRef::as_ref).collect();
    let more = names.len() - shown.len();
    let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!shown.is_empty()).then(|| format!("{title}: {}{tail}", shown.join(", ")))
}

/// `row 3`, `rows 3, 7-12`; of many the first, and how many more.
#[must_use]
pub fn rows_in_words(rows: &[u32]) -> String {
    let mut sorted = rows.to_vec();
    sorted.sort_unstable();
    Rows::of(sorted).brief(MOST_RANGES)
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

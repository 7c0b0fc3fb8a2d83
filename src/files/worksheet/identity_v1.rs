//! The two hidden sheets of a worksheet, format 1: which case it belongs to, its rows with what was handed out in them,
//! and the entries of its lists. They are found by their names.

use super::grid::Grid;
use crate::files::devices::Refusal;
use crate::submission::worksheet::{Cells, RowKey, Stamp, Worksheet};
use chrono::NaiveDate;
use rust_xlsxwriter::{ProtectionOptions, Workbook, Worksheet as Sheet, XlsxError};
use std::collections::BTreeMap;

pub(super) const IDENTITY: &str = "Securable";
pub(super) const LISTS: &str = "Securable lists";
/// What the first cell of the first row says; the format number stands beside it.
const FORMAT: &str = "securable worksheet";
const VERSION: u32 = 1;
/// Names of the rows above those of the questions.
const NAMES: [&str; 6] = ["questionnaire", "version", "sha256", "reference", "applicant", "made"];
const ROWS: [&str; 7] = ["number", "question", "follow-up", "entry", "asked", "answer", "who"];
/// Row of [`ROWS`], from 0.
const HEAD: u32 = 8;

/// What the hidden sheets say.
pub(super) struct Identity {
    pub stamp: Stamp,
    pub rows: Vec<HandedOut>,
    pub lists: BTreeMap<String, Vec<(String, String)>>,
}

/// One row as it was handed out.
pub(super) struct HandedOut {
    pub number: String,
    pub key: RowKey,
    pub ask: String,
    pub was: Cells,
}

/// Adds the sheets behind the others; gives the range of every list.
pub(super) fn add(workbook: &mut Workbook, worksheet: &Worksheet) -> Result<BTreeMap<String, String>, XlsxError> {
    let mut ranges = BTreeMap::new();
    let sheet = hidden(workbook, LISTS)?;
    put(sheet, 0, &["list", "key", "text"])?;
    let mut row = 1;
    for (name, entries) in &worksheet.lists {
        let first = row;
        for (key, text) in entries {
            put(sheet, row, &[name, key, text])?;
            row += 1;
        }
        // Rows are counted from 1 in a range.
        ranges.insert(name.clone(), format!("='{LISTS}'!$C${}:$C${row}", first + 1));
    }
    let sheet = hidden(workbook, IDENTITY)?;
    put(sheet, 0, &[FORMAT, &VERSION.to_string()])?;
    let stamp = &worksheet.stamp;
    let made = stamp.made.map(|day| day.to_string()).unwrap_or_default();
    let values = [&stamp.questionnaire, &stamp.version, &stamp.sha256, &stamp.reference, &stamp.applicant, &made]
        .map(String::as_str);
    for (row, (name, value)) in (1..).zip(NAMES.into_iter().zip(values)) {
        put(sheet, row, &[name, value])?;
    }
    put(sheet, HEAD, &ROWS)?;
    for (place, row) in (HEAD + 1..).zip(worksheet.sheets.iter().flat_map(|sheet| &sheet.rows)) {
        let key = &row.key;
        let cells =
            [&row.number, &key.question, &key.follow_up, &key.entry, &row.ask, &row.cells.answer, &row.cells.by];
        put(sheet, place, &cells.map(String::as_str))?;
    }
    Ok(ranges)
}

fn hidden<'w>(workbook: &'w mut Workbook, name: &str) -> Result<&'w mut Sheet, XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?.set_hidden(true);
    sheet.protect_with_options(&ProtectionOptions { select_locked_cells: false, ..ProtectionOptions::new() });
    Ok(sheet)
}

/// A blank is not written.
fn put(sheet: &mut Sheet, row: u32, cells: &[&str]) -> Result<(), XlsxError> {
    for (column, text) in (0..).zip(cells) {
        if !text.is_empty() {
            sheet.write_string(row, column, *text)?;
        }
    }
    Ok(())
}

/// Reads the hidden sheets.
pub(super) fn read(identity: &Grid, lists: Option<&Grid>) -> Result<Identity, Refusal> {
    const AGAIN: &str = "Ask for the worksheet as it was handed out";
    let damaged = |what: &str| Refusal::new(format!("The worksheet does not say {what} any more"), AGAIN);
    let cell = |row, column| identity.text(row, column);
    if cell(0, 0) != FORMAT {
        return Err(damaged("what it is"));
    }
    match cell(0, 1).parse::<u32>() {
        Ok(VERSION) => {}
        Ok(newer) if newer > VERSION => {
            return Err(Refusal::new("The worksheet was made by a newer version of the program", "Use that version"));
        }
        _ => return Err(damaged("what it is")),
    }
    let value = |name: &str| (1..HEAD).find(|row| cell(*row, 0) == name).map_or("", |row| cell(row, 1)).to_owned();
    let stamp = Stamp {
        questionnaire: value("questionnaire"),
        version: value("version"),
        sha256: value("sha256"),
        reference: value("reference"),
        applicant: value("applicant"),
        made: NaiveDate::parse_from_str(&value("made"), "%Y-%m-%d").ok(),
    };
    if stamp.questionnaire.is_empty() || (0..ROWS.len()).any(|column| cell(HEAD, column as u32) != ROWS[column]) {
        return Err(damaged("which questions it asks"));
    }
    let rows = identity.rows_after(HEAD).map(|row| {
        let text = |column| cell(row, column).to_owned();
        HandedOut {
            number: text(0),
            key: RowKey { question: text(1), follow_up: text(2), entry: text(3) },
            ask: text(4),
            was: Cells { answer: text(5), by: text(6), ..Cells::default() },
        }
    });
    let rows = rows.filter(|row| !row.number.is_empty() && !row.key.question.is_empty()).collect();
    let mut all: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    if let Some(lists) = lists {
        for row in lists.rows_after(0).filter(|row| !lists.text(*row, 0).is_empty()) {
            let entry = (lists.text(row, 1).to_owned(), lists.text(row, 2).to_owned());
            all.entry(lists.text(row, 0).to_owned()).or_default().push(entry);
        }
    }
    Ok(Identity { stamp, rows, lists: all })
}

//! Worksheets that applicants fill in, as XLSX: handed out by [`write_worksheet`], read back by [`read_worksheet`].
//!
//! | What | Where |
//! |---|---|
//! | writing the workbook | `write`, its look in `looks` |
//! | the hidden sheets: which case, which rows, which lists, what was handed out | `identity_v1` |
//! | reading a workbook within bounds | `grid` |
//! | finding sheets, columns and rows by what they say | `read` |

mod grid;
mod identity_v1;
mod looks;
mod read;
#[cfg(test)]
mod tests;
mod write;

use super::devices::Refusal;
use super::problem::{FileError, FileErrorKind};
use super::save::{read_at_most, refuse_inside_a_case, write_atomic};
use crate::submission::worksheet::{Column, Filled, Worksheet, cell_text};
use std::path::Path;

pub use read::{filled_from_bytes, is_worksheet};
#[cfg(test)]
pub use write::xlsx_as_filled_in;
pub use write::xlsx_from_worksheet;

/// Bytes of a workbook.
const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// Name of the sheet that tells how to fill the others in.
const HOW_TO: &str = "How to fill this in";
/// Names beside which the first sheet takes who filled it in, and when.
const FILLED_BY: &str = "Filled in by";
const FILLED_ON: &str = "On";

const NUMBER: &str = "No.";
const QUESTION: &str = "Question";
const WHY: &str = "Why we ask";

/// The head of a column that people write in; columns are found by it, wherever they stand.
const fn head(column: Column) -> &'static str {
    match column {
        Column::Answer => "Answer",
        Column::Note => "Note",
        Column::Evidence => "Document that shows it",
        Column::Dated => "Its date",
        Column::By => "Who answers",
    }
}

/// Saves a worksheet, after reading it back and comparing every cell. A worksheet that is there is replaced as long as
/// nobody has written in it; nothing else is.
///
/// # Errors
/// The disk, something else at the path, or a workbook that does not read back; nothing is changed then.
pub fn write_worksheet(path: &Path, worksheet: &Worksheet) -> Result<(), FileError> {
    const NOTHING: &str = "Nothing was saved and nothing was changed";
    refuse_inside_a_case(path)?;
    refuse_another(path)?;
    let unlike = |why: String| FileError::new(FileErrorKind::Damaged, path, why, NOTHING, "Report this with the case");
    let bytes = xlsx_from_worksheet(worksheet)
        .map_err(|why| unlike(format!("The worksheet could not be written as a workbook: {why}")))?;
    write_atomic(path, &bytes, None, |written| {
        let again = filled_from_bytes(written, path);
        if again.is_ok_and(|again| is_as_handed_out(worksheet, &again)) {
            Ok(())
        } else {
            Err(unlike("The worksheet does not read back as it was made".to_owned()))
        }
    })
    .map(drop)
}

/// Reads a worksheet that came back.
///
/// # Errors
/// The disk, a file over 32 MiB, or something that is no worksheet; the sentence says what to do.
pub fn read_worksheet(path: &Path) -> Result<Filled, FileError> {
    let (bytes, _) = read_at_most(path, MOST_BYTES)?;
    filled_from_bytes(&bytes, path)
}

fn is_as_handed_out(worksheet: &Worksheet, again: &Filled) -> bool {
    let rows = worksheet.sheets.iter().flat_map(|sheet| &sheet.rows);
    let same_cells = |column: Column| {
        rows.clone().zip(&again.rows).all(|(row, read)| {
            let now = read.cell(column).map_or("", |cell| cell.text.as_str());
            now == row.cells.get(column) && read.was.get(column) == row.cells.get(column)
        })
    };
    worksheet.stamp == again.stamp
        && worksheet.lists == again.lists
        && rows.clone().map(|row| (&row.key, &row.number)).eq(again.rows.iter().map(|row| (&row.key, &row.number)))
        && Column::ALL.into_iter().all(same_cells)
        && again.strays.is_empty()
        && again.notices.is_empty()
}

/// A worksheet that somebody has filled in may be the only copy of what was said.
fn refuse_another(path: &Path) -> Result<(), FileError> {
    let Ok(metadata) = std::fs::metadata(path) else { return Ok(()) };
    let there = if metadata.is_file() { read_worksheet(path).ok() } else { None };
    let what = match there {
        None => "What stands there is not a worksheet",
        Some(there) if is_untouched(&there) => return Ok(()),
        Some(_) => "Somebody has written in the worksheet that stands there",
    };
    let means = "Nothing was saved and nothing was changed";
    Err(FileError::new(FileErrorKind::Exists, path, what, means, "Choose another name"))
}

fn is_untouched(there: &Filled) -> bool {
    let same = |column: Column| {
        there.rows.iter().all(|row| row.cell(column).is_some_and(|cell| cell.text == row.was.get(column)))
    };
    there.strays.is_empty() && there.filled_by.is_empty() && Column::ALL.into_iter().all(same)
}

/// A refusal of the file at a path.
fn refused(path: &Path, refusal: Refusal) -> FileError {
    refusal.because(path, "Nothing was merged")
}

/// Text of one line that stands in a sentence.
fn shown(text: &str) -> String {
    let line = cell_text(text).replace(['\n', '\t'], " ");
    if line.chars().count() <= 60 { line } else { line.chars().take(57).chain("...".chars()).collect() }
}

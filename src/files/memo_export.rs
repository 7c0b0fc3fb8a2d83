//! The memo and the preview of a case and the exhibit of a change: their documents, and the PDF on disk.

use super::answers_csv::csv_from_answers;
use super::hash::sha256_hex;
use super::problem::{FileError, FileErrorKind};
use super::save::{refuse_inside_a_case, write_atomic};
use super::submission_v1::ron_from_submission;
use crate::memo::content::{self, Stamp};
use crate::memo::document::{Attachment, Document};
use crate::memo::exhibit::{self, Exhibit, ExhibitStamp};
use crate::memo::form;
use crate::memo::layout::lay_out;
use crate::memo::pdf::pdf_from_display_list;
use crate::memo::preview::{self, PreviewStamp};
use crate::memo::wording::Case;
use crate::submission::worksheet::Worksheet;
use chrono::NaiveDate;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// The memo of a case as of a day, carrying the flat table of answers.
///
/// # Errors
/// When the submission holds something that cannot be written, so that its hash has no meaning.
pub fn memo_document(case: &Case<'_>, as_of: NaiveDate) -> Result<Document, FileError> {
    let text = ron_from_submission(case.submission).map_err(|error| {
        FileError::new(
            FileErrorKind::Damaged,
            Path::new("submission.ron"),
            format!("The submission could not be written out: {error}"),
            "No memo was made",
            "Report this with the case",
        )
    })?;
    let stamp = Stamp { as_of, case_sha256: sha256_hex(text.as_bytes()), tool_version: env!("CARGO_PKG_VERSION") };
    let mut document = content::document(case, &stamp);
    document.attachment = Some(Attachment {
        file_name: "answers.csv".to_owned(),
        mime: "text/csv".to_owned(),
        description: "The answers of this memo as a flat table".to_owned(),
        bytes: csv_from_answers(case.submission, case.questionnaire),
    });
    Ok(document)
}

/// Writes the memo as PDF and reads it back; returns the number of pages. A PDF that is there is
/// replaced, nothing else is.
///
/// # Errors
/// A disk error, something at the path that is not a PDF, or a memo that cannot be laid out; what
/// was there is then still there.
pub fn write_memo(path: &Path, case: &Case<'_>, as_of: NaiveDate) -> Result<usize, FileError> {
    refuse_what_is_no_pdf(path, "No memo was saved")?;
    write_pdf(path, &memo_document(case, as_of)?, "The memo", "No memo was saved")
}

/// Writes the preview for the client as PDF and reads it back; returns the number of pages. A PDF that is there is
/// replaced, nothing else is.
///
/// # Errors
/// As [`write_memo`].
pub fn write_preview(path: &Path, case: &Case<'_>, as_of: NaiveDate) -> Result<usize, FileError> {
    refuse_what_is_no_pdf(path, "No preview was saved")?;
    write_pdf(path, &preview_document(case, as_of), "The preview", "No preview was saved")
}

/// The preview of a case for the client, as of a day.
#[must_use]
pub fn preview_document(case: &Case<'_>, as_of: NaiveDate) -> Document {
    preview::document(case, &PreviewStamp { as_of, tool_version: env!("CARGO_PKG_VERSION") })
}

/// Writes the exhibit of a change as PDF and reads it back; returns the number of pages. A PDF that is there is
/// replaced, nothing else is.
///
/// # Errors
/// As [`write_memo`].
pub fn write_exhibit(path: &Path, exhibit: &Exhibit<'_>, as_of: NaiveDate) -> Result<usize, FileError> {
    refuse_what_is_no_pdf(path, "No exhibit was saved")?;
    let stamp = ExhibitStamp { as_of, tool_version: env!("CARGO_PKG_VERSION") };
    write_pdf(path, &exhibit::document(exhibit, &stamp), "The exhibit", "No exhibit was saved")
}

/// Writes a worksheet as a form to be filled in by hand, and reads it back; returns the number of pages. A PDF that is
/// there is replaced, nothing else is.
///
/// # Errors
/// As [`write_memo`].
pub fn write_form(path: &Path, worksheet: &Worksheet) -> Result<usize, FileError> {
    refuse_what_is_no_pdf(path, "No form was saved")?;
    write_pdf(path, &form::document(worksheet), "The form", "No form was saved")
}

fn write_pdf(path: &Path, document: &Document, noun: &str, means: &str) -> Result<usize, FileError> {
    let refused = |why: String| FileError::new(FileErrorKind::Damaged, path, why, means, "Report this with the case");
    refuse_inside_a_case(path)?;
    let list = lay_out(document).map_err(|error| refused(format!("{noun} could not be laid out: {error}")))?;
    let bytes = pdf_from_display_list(&list, document)
        .map_err(|error| refused(format!("{noun} could not be written as PDF: {error}")))?;
    write_atomic(path, &bytes, None, |written| {
        let pages = lopdf::Document::load_mem(written).map(|file| file.get_pages().len());
        if pages.is_ok_and(|pages| pages == list.pages.len()) {
            Ok(())
        } else {
            Err(refused("The PDF does not read back".to_owned()))
        }
    })?;
    Ok(list.pages.len())
}

/// One wrong word on a command line must not put a memo in the place of a case or a device.
fn refuse_what_is_no_pdf(path: &Path, means: &str) -> Result<(), FileError> {
    let Ok(metadata) = fs::metadata(path) else { return Ok(()) };
    let mut start = Vec::new();
    if metadata.is_file() {
        File::open(path)
            .and_then(|file| file.take(5).read_to_end(&mut start))
            .map_err(|error| FileError::disk("be read", path, means, error))?;
    }
    if metadata.is_file() && (start.is_empty() || start == b"%PDF-") {
        return Ok(());
    }
    Err(FileError::new(
        FileErrorKind::Exists,
        path,
        "What stands there is not a PDF",
        format!("{means} and nothing was changed"),
        "Choose another name",
    ))
}

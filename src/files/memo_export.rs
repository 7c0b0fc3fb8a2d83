//! The memo of a case: its document, and the PDF on disk.

use super::answers_csv::csv_from_answers;
use super::hash::sha256_hex;
use super::problem::{FileError, FileErrorKind};
use super::save::write_atomic;
use super::submission_v1::ron_from_submission;
use crate::memo::content::{self, Stamp};
use crate::memo::document::{Attachment, Document};
use crate::memo::layout::lay_out;
use crate::memo::pdf::pdf_from_display_list;
use crate::memo::wording::Case;
use chrono::NaiveDate;
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

/// Writes the memo as PDF and reads it back; returns the number of pages. What is there is replaced.
///
/// # Errors
/// A disk error, or a memo that cannot be laid out; what was there is then still there.
pub fn write_memo(path: &Path, case: &Case<'_>, as_of: NaiveDate) -> Result<usize, FileError> {
    let document = memo_document(case, as_of)?;
    let refused = |why: String| {
        FileError::new(FileErrorKind::Damaged, path, why, "No memo was saved", "Report this with the case")
    };
    let list = lay_out(&document).map_err(|error| refused(format!("The memo could not be laid out: {error}")))?;
    let bytes = pdf_from_display_list(&list, &document)
        .map_err(|error| refused(format!("The memo could not be written as PDF: {error}")))?;
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

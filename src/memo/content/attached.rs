//! In section 9: the files behind the answers, and how much of the score rests on none.

use super::Stamp;
use super::blocks::{date, narrow, number, plain, quiet, row, sub, table, words};
use crate::assessment::evidence::evidence_view;
use crate::memo::document::{Block, Span, TableRow};
use crate::memo::wording::Case;
use crate::questionnaire::{decimal, grouped};

/// Digits of a hash that tell two files apart for a reader.
const DIGITS: usize = 12;

/// Nothing where no file is attached.
pub(super) fn attached(case: &Case<'_>, stamp: &Stamp) -> Vec<Block> {
    let mut rows: Vec<TableRow> = Vec::new();
    for ix in case.questionnaire.places() {
        let question = case.question(ix);
        for attachment in case.submission.record(&question.id).into_iter().flat_map(|record| &record.attachments) {
            let mut name = plain(attachment.file_name.as_str());
            if !attachment.note.trim().is_empty() {
                name.push(Span::quiet(format!("\n{}", attachment.note.trim())));
            }
            rows.push(row(vec![
                plain(question.id.as_str()),
                name,
                plain(date(attachment.dated)),
                plain(grouped(attachment.bytes)),
                plain(attachment.sha256.get(..DIGITS).unwrap_or(&attachment.sha256)),
            ]));
        }
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let as_of = case.submission.policy.inception.unwrap_or(stamp.as_of);
    let view = evidence_view(case.questionnaire, case.submission, case.assessment, as_of);
    let rests = format!(
        "{}% of the applicable weight rests on assertion alone. The score is {} points better than the worst, {} of \
         them by assertion alone.",
        decimal(view.asserted_share, 1),
        decimal(view.better, 1),
        decimal(view.better_asserted, 1)
    );
    vec![
        sub("Attached files"),
        quiet(rests),
        table(
            "Files kept in the case, with the start of their SHA-256",
            vec![narrow("Id"), words("File", 1.0), narrow("Dated"), number("Bytes"), narrow("SHA-256")],
            rows,
        ),
    ]
}

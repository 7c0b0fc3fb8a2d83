//! `securable devices report`.

use super::{no_list, report_json, report_text};
use crate::assessment::{Contradiction, contradictions};
use crate::cli::case::{Open, open};
use crate::cli::{Failure, write_data, write_text};
use crate::inventory::{Survey, Term, survey};
use chrono::NaiveDate;
use std::path::Path;

/// What both forms of the report are written from.
pub(super) struct Reported<'a> {
    pub(super) open: &'a Open,
    pub(super) survey: &'a Survey,
    pub(super) contradictions: &'a [Contradiction],
    pub(super) term: Term,
    /// The case has no inception, so the term begins on the day of the report.
    pub(super) is_term_assumed: bool,
    pub(super) as_of: NaiveDate,
}

pub(super) fn report(path: &Path, as_of: NaiveDate, as_json: bool) -> Result<(), Failure> {
    let open = open(path)?;
    let list = &open.opened.case.submission.devices;
    if list.table.is_empty() {
        return Err(no_list(path));
    }
    let assumed = Term::new(as_of, None);
    let made = open.survey.term.is_none().then(|| survey(list, &open.references, Some(assumed)));
    let survey = made.as_ref().unwrap_or(&open.survey);
    let term = survey.term.unwrap_or(assumed);
    let contradictions = contradictions(&open.questionnaire, &open.opened.case.submission, survey);
    let is_term_assumed = made.is_some();
    let reported = Reported { open: &open, survey, contradictions: &contradictions, term, is_term_assumed, as_of };
    if as_json {
        write_data(report_json::text(&reported).as_bytes())
    } else {
        write_text(&report_text::text(&reported))
    }
}

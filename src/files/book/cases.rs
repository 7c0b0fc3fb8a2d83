//! Case files to rows of a book, several at a time.

use super::cores::{Progress, lock};
use super::found::Stamp;
use super::rows::MOST_NAME;
use crate::book::{CellState, Holdings, Row, row_from_case};
use crate::files::assessed::assessed;
use crate::files::container::{Opened, read_case};
use crate::files::devices::Watch;
use crate::files::problem::{Notice, Problem};
use crate::inventory::Products;
use crate::questionnaire::Questionnaire;
use crate::submission::Submission;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// A case of a book, for people and for opening it.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseEntry {
    pub path: PathBuf,
    /// Name of the applicant; may be blank.
    pub applicant: String,
    /// Under which it was answered: `iot-core 1.0.0`.
    pub questionnaire: String,
    /// Under which it is scored by itself: `harbor-2027 1.2.0`.
    pub plan: Option<String>,
    /// Who overrode a band or a score in it, once for each override.
    pub overrides_by: Vec<String>,
}

/// A case that was read, kept until its file changes.
#[derive(Debug)]
pub(super) struct KeptCase {
    pub(super) stamp: Stamp,
    pub(super) entry: CaseEntry,
    pub(super) row: Row,
    pub(super) holdings: Holdings,
    pub(super) notices: Vec<Notice>,
}

/// A case to be read.
pub(super) struct Wanted<'a> {
    pub(super) path: &'a Path,
    /// As it stands in sentences.
    pub(super) name: String,
    pub(super) stamp: &'a Stamp,
    /// From before, where the file did not change.
    pub(super) kept: Option<&'a Arc<KeptCase>>,
}

/// Reads the cases, each by itself: a bad one leaves the others. In their order; fewer where it was stopped.
pub(super) fn read_cases(
    wanted: &[Wanted],
    questionnaire: &Questionnaire,
    progress: &Progress,
    watch: &dyn Watch,
) -> Vec<Result<Arc<KeptCase>, Problem>> {
    let next = AtomicUsize::new(0);
    let read = Mutex::new(Vec::with_capacity(wanted.len()));
    progress.on_all_cores(wanted.len(), watch, |(): &mut ()| {
        let place = next.fetch_add(1, Ordering::Relaxed);
        let case = wanted.get(place)?;
        let done = match case.kept {
            Some(kept) => Ok(Arc::clone(kept)),
            None => kept_case(case, questionnaire).map(Arc::new),
        };
        lock(&read).push((place, done));
        Some(case.stamp.size)
    });
    let mut read = std::mem::take(&mut *lock(&read));
    read.sort_by_key(|(place, _)| *place);
    read.into_iter().map(|(_, done)| done).collect()
}

fn kept_case(wanted: &Wanted, questionnaire: &Questionnaire) -> Result<KeptCase, Problem> {
    let opened = read_case(wanted.path).map_err(|error| error.as_problem(&wanted.name))?;
    let Opened { case, mut notices, .. } = opened;
    if case.submission.preview.is_some() {
        return Err(Problem::new(
            &wanted.name,
            "",
            "it is a broker's preview and counts in no carrier's book",
            "leave it out, or let an underwriter remove the mark",
        ));
    }
    // The facts are those of the questionnaire of the book, so that every row is measured alike.
    let computed = assessed(&case, questionnaire);
    notices.extend(computed.notices);
    let mut row = row_from_case(questionnaire, &case.submission, &computed.assessment.facts);
    row.id = short_line(&row.id);
    if row.id.is_empty() {
        row.id = short_line(&stem(wanted.path));
    }
    row.industry = short_line(&row.industry);
    let own = &case.questionnaire;
    let entry = CaseEntry {
        path: wanted.path.to_owned(),
        applicant: case.submission.applicant.name.clone(),
        questionnaire: format!("{} {}", own.id, own.version),
        plan: case.submission.plan.as_ref().map(|plan| plan.name()),
        overrides_by: case.submission.overrides.iter().map(|made| made.by.trim().to_owned()).collect(),
    };
    let mut notice = |text: String| notices.push(Notice { subject: String::new(), text });
    if own.sha256 != questionnaire.sha256 {
        notice(mapped(&entry.questionnaire, questionnaire, &case.submission, &row));
    }
    if let Some(plan) = &entry.plan {
        notice(format!("it is bound to the plan {plan}; in the book it is scored like every other row"));
    }
    for notice in &mut notices {
        let comma = if notice.subject.is_empty() { "" } else { ", " };
        notice.subject = format!("{}{comma}{}", wanted.name, notice.subject);
    }
    let list = &case.submission.devices;
    let holdings = Holdings::of(0, &case.submission, &Products::of(&list.table, &computed.references, &list.declared));
    Ok(KeptCase { stamp: wanted.stamp.clone(), entry, row, holdings, notices })
}

/// As a table can hold it: one line, not longer than a name may be.
fn short_line(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mut end = line.len().min(MOST_NAME);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    line.get(..end).unwrap_or_default().trim().to_owned()
}

/// `acme` of `acme.securable`.
fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.strip_suffix(".securable").unwrap_or(&name).to_owned()
}

/// What became of the answers of a case under the questionnaire of the book.
fn mapped(own: &str, questionnaire: &Questionnaire, submission: &Submission, row: &Row) -> String {
    let gone =
        submission.records.iter().filter(|(id, record)| record.answer.is_some() && questionnaire.find(id).is_none());
    let gone: Vec<&str> = gone.map(|(id, _)| id.as_str()).collect();
    let unusable: Vec<&str> = questionnaire
        .questions
        .iter()
        .zip(&row.answers)
        .filter(|(_, cell)| cell.state == CellState::Unusable)
        .map(|(question, _)| question.id.as_str())
        .collect();
    let mut text = format!(
        "it was answered under {own}, which is not the {} of the book; its answers were taken over by \
         question and option key",
        questionnaire.name()
    );
    for (ids, what) in [(gone, "not asked here"), (unusable, "open because the answer does not exist here")] {
        if !ids.is_empty() {
            text.push_str(&format!("; {what}: {}", first_few(&ids)));
        }
    }
    text
}

fn first_few(ids: &[&str]) -> String {
    match ids.len().checked_sub(8).filter(|more| *more > 0) {
        None => ids.join(", "),
        Some(more) => format!("{} and {more} more", ids.iter().take(8).copied().collect::<Vec<_>>().join(", ")),
    }
}

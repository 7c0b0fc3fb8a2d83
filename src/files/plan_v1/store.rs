//! Plans in files: reading, writing so that nothing approved is lost, and signing without touching a comment.

use super::super::problem::{FileError, FileErrorKind, Problems};
use super::super::ron_tree::Place;
use super::super::save::{read_at_most, write_atomic};
use super::write::{approval_text, retirement_text};
use super::{MOST_BYTES, plan_from_bytes, plan_from_text, ron_from_plan, status_places};
use crate::questionnaire::Plan;
use crate::questionnaire::plan::Fault;
use chrono::NaiveDate;
use std::path::Path;

const NOT_WRITTEN: &str = "The plan was not written";

/// Reads a plan.
///
/// # Errors
/// The disk; a file that is no plan; an approved plan that was edited. Every problem is listed.
pub fn read_plan(path: &Path) -> Result<Plan, FileError> {
    let (bytes, _) = read_at_most(path, MOST_BYTES as u64)?;
    plan_from_bytes(&bytes, &path.display().to_string())
        .map_err(|problems| FileError::wrong(path, "The plan was not used", Problems(problems)))
}

/// Writes a plan in place of what is there, which may only be the same plan earlier in its life. The text of a
/// plan that was read is kept with its comments as long as it says what the plan says. Gives the plan as it
/// reads back.
///
/// # Errors
/// There is something else; there is an approved or retired plan with another content; the plan itself was
/// edited after its approval; the disk. What was there is then untouched.
pub fn write_plan(path: &Path, plan: &Plan) -> Result<Plan, FileError> {
    let refuse =
        |happened: String, mend: &str| Err(FileError::new(FileErrorKind::Wrong, path, happened, NOT_WRITTEN, mend));
    if let Some(fault) = plan.broken_seal() {
        return refuse(fault.what, "Make a new version of it");
    }
    if path.exists() {
        let there = read_plan(path)?;
        if !there.is_open() && there.sha256 != plan.content_sha256() {
            let status = there.status.words().to_lowercase();
            return refuse(format!("{} is {status} and cannot be changed", there.name()), "Make a new version of it");
        }
        if !there.is_open() && (there.status > plan.status || there.approval != plan.approval) {
            let status = there.status.words().to_lowercase();
            return refuse(format!("{} is {status} already", there.name()), "Leave it, or make a new version of it");
        }
    }
    let file = path.display().to_string();
    let says_the_same = |text: &str| {
        let Ok(read) = plan_from_text(text, &file) else { return None };
        let wanted = Plan { sha256: read.sha256.clone(), source_text: read.source_text.clone(), ..plan.clone() };
        (read == wanted).then_some(read)
    };
    let kept = says_the_same(&plan.source_text);
    let written = match kept {
        Some(kept) => kept,
        None => match says_the_same(&ron_from_plan(plan)) {
            Some(written) => written,
            None => {
                let happened = "The plan would not read back as it is".to_owned();
                return refuse(happened, "Check it, and mend what is found");
            }
        },
    };
    write_atomic(path, written.source_text.as_bytes(), None, |_| Ok(()))?;
    Ok(written)
}

/// The plan in review, its text with it.
///
/// # Errors
/// Everything that is missing.
pub fn submit(plan: &Plan) -> Result<Plan, Vec<Fault>> {
    Ok(signed(plan, plan.submitted()?, ""))
}

/// The plan approved by `by`, its text with it.
///
/// # Errors
/// Everything that stands against it: it is no plan in review, `by` wrote it, something is missing.
pub fn approve(plan: &Plan, by: &str, on: NaiveDate, note: &str) -> Result<Plan, Vec<Fault>> {
    let approved = plan.approved(by, on, note)?;
    let field = approved.approval.as_ref().map(|it| format!("approval: {}", approval_text(it))).unwrap_or_default();
    Ok(signed(plan, approved, &field))
}

/// The plan retired by `by`, its text with it.
///
/// # Errors
/// It is not approved, or something is missing.
pub fn retire(plan: &Plan, by: &str, on: NaiveDate, why: &str) -> Result<Plan, Vec<Fault>> {
    let retired = plan.retired(by, on, why)?;
    let field = retired.retirement.as_ref().map(|it| format!("retirement: {}", retirement_text(it)));
    Ok(signed(plan, retired, &field.unwrap_or_default()))
}

/// Puts the status and one more field into the text, and nothing else: comments stay. Without a text there is
/// nothing to keep.
fn signed(before: &Plan, after: Plan, field: &str) -> Plan {
    let text = spliced(&before.source_text, before.status.key(), after.status.key(), field);
    Plan { source_text: text.unwrap_or_else(|| ron_from_plan(&after)).into(), ..after }
}

/// The text with another word as its status, and perhaps a field on a line of its own before it.
fn spliced(text: &str, old: &str, new: &str, field: &str) -> Option<String> {
    let (name_at, word_at) = status_places(text)?;
    let (name, word) = (offset(text, name_at)?, offset(text, word_at)?);
    let (before, between) = (text.get(..name)?, text.get(name..word)?);
    let rest = text.get(word..)?.strip_prefix(old)?;
    let line = before.rsplit('\n').next().unwrap_or_default();
    let indent: String = line.chars().take_while(|c| c.is_whitespace()).collect();
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let field = if field.is_empty() { String::new() } else { format!("{field},{end}{indent}") };
    Some(format!("{before}{field}{between}{new}{rest}"))
}

/// Bytes before a place.
fn offset(text: &str, at: Place) -> Option<usize> {
    let line: usize = text.split_inclusive('\n').take(at.line.checked_sub(1)? as usize).map(str::len).sum();
    let before = text.get(line..)?.chars().take(at.column.checked_sub(1)? as usize);
    Some(line + before.map(char::len_utf8).sum::<usize>())
}

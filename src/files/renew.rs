//! The case of the next term, made of the one that expires: what [`roll_forward`] does, with everything around it
//! that a case on disk holds.

use super::container::{CaseFile, PinnedQuestionnaire};
use super::edit_v1::Change;
use super::expiring::expiring_from_case;
use super::history::History;
use super::problem::{FileError, FileErrorKind, Problems};
use super::questionnaire_v1::{SHIPPED, questionnaire_from_text};
use crate::questionnaire::Questionnaire;
use crate::submission::{BoundPlan, Edit, Misfit, NewTerm, misfits, roll_forward};
use std::path::Path;
use std::sync::Arc;

/// What a person wants of the next term.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wish {
    /// Blank where it follows from the expiring term.
    pub term: NewTerm,
    pub under: Under,
}

/// The questionnaire of the new case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Under {
    /// The one that is pinned in the expiring case.
    #[default]
    Own,
    /// The version that this program ships.
    Current,
}

/// A case that was rolled forward and is not saved yet.
#[derive(Clone, Debug)]
pub struct Renewed {
    /// Its history is empty: `change` is to be its first line.
    pub case: CaseFile,
    /// Says where it came from.
    pub change: Change,
    /// What the questionnaire of the new case has no place for; it is kept.
    pub misfits: Vec<Misfit>,
    /// The plan that was left behind, because it belongs to another version of the questionnaire.
    pub plan_left: Option<String>,
}

/// Rolls a case forward. `path` gives its name and is for messages; `at` and `who` stand in the history.
///
/// # Errors
/// A case that cannot be scored or is too large to be kept inside another; a term that cannot be; no shipped
/// version of its questionnaire where that is wished.
pub fn renewed(case: CaseFile, path: &Path, wish: &Wish, at: &str, who: &str) -> Result<Renewed, FileError> {
    let refused = |happened: String, mend: &str| {
        FileError::new(FileErrorKind::Wrong, path, happened, "Nothing was rolled forward", mend)
    };
    let term = NewTerm::after(&case.submission.policy, wish.term)
        .map_err(|what| refused(what, "Name other dates, or mend those of the expiring case"))?;
    let kept = Arc::new(expiring_from_case(case.clone(), path)?);
    let questionnaire = match wish.under {
        Under::Own => case.questionnaire,
        Under::Current => current(&case.questionnaire).map_err(|what| refused(what, "Leave out --under current"))?,
    };
    let base = questionnaire_from_text(&questionnaire.text, "questionnaire.ron")
        .map_err(|problems| FileError::wrong(path, "Nothing was rolled forward", Problems(problems)))?;
    let expiring = &case.submission;
    let (plan, plan_left) = match &expiring.plan {
        Some(plan) if is_for(plan, &base) => (Some(plan.clone()), None),
        plan => (None, plan.as_ref().map(|plan| plan.name())),
    };
    let from = if expiring.reference.trim().is_empty() { &kept.file_name } else { &expiring.reference };
    let submission = roll_forward(expiring, from, term, kept.clone(), plan);
    let label = format!("Roll forward from {from}");
    let edit = Edit::Expiring(Some(kept));
    let change = Change { at: at.to_owned(), who: who.to_owned(), label, edit };
    let attached: Vec<&String> =
        submission.records.values().flat_map(|record| &record.attachments).map(|it| &it.sha256).collect();
    let mut evidence = case.evidence;
    evidence.retain(|hash, _| attached.contains(&hash));
    let used: Vec<&String> = submission.devices.declared.references.iter().map(|it| &it.sha256).collect();
    let mut reference = case.reference;
    reference.retain(|hash, _| used.contains(&hash));
    let misfits = misfits(&base, &submission);
    let case = CaseFile { submission, questionnaire, history: History::default(), evidence, reference };
    Ok(Renewed { case, change, misfits, plan_left })
}

/// The shipped version of a questionnaire.
fn current(own: &PinnedQuestionnaire) -> Result<PinnedQuestionnaire, String> {
    for (file, text) in SHIPPED {
        if let Ok(shipped) = questionnaire_from_text(text, file)
            && shipped.id == own.id
        {
            return Ok(PinnedQuestionnaire::from(&shipped));
        }
    }
    Err(format!("The case was answered under {}, which is not shipped with this program", own.id))
}

/// A plan stays with the case where it still fits.
fn is_for(plan: &BoundPlan, base: &Questionnaire) -> bool {
    super::basis::under_plan(&Arc::new(base.clone()), Some(plan), Path::new("plan.ron")).is_ok()
}

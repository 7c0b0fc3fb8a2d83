//! What a case is scored under: the questionnaire pinned in it, with its plan laid over.

use super::container::PinnedQuestionnaire;
use super::plan_v1::{plan_from_bytes, ron_from_plan};
use super::problem::{FileError, FileErrorKind, Notice, Problem, Problems};
use super::questionnaire_v1::questionnaire_from_text;
use crate::assessment::{UnusedEstimate, unused_estimates};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::plan::{Conflict, Plan, lay};
use crate::submission::{BoundPlan, Submission};
use std::path::Path;
use std::sync::Arc;

const QUESTIONNAIRE_FILE: &str = "questionnaire.ron";
const PLAN_FILE: &str = "plan.ron";

/// What a case is scored under.
#[derive(Clone, Debug)]
pub struct Basis {
    /// As pinned in the case.
    pub base: Arc<Questionnaire>,
    /// With the plan of the case laid over; the base itself where it has none.
    pub effective: Arc<Questionnaire>,
    /// What a person should know; the case can be scored all the same.
    pub notices: Vec<Notice>,
}

/// The questionnaire of a case under its plan; `path` is that of the case.
///
/// # Errors
/// A questionnaire or a plan that does not read, a plan that is not the one that was bound, was edited after its
/// approval, or does not fit the questionnaire. A case is never scored under something else instead.
pub fn basis(pinned: &PinnedQuestionnaire, plan: Option<&BoundPlan>, path: &Path) -> Result<Basis, FileError> {
    let base = questionnaire_from_text(&pinned.text, QUESTIONNAIRE_FILE).map_err(|problems| {
        let happened = format!("The questionnaire {} inside the case cannot be used", pinned.id);
        refused(path, &happened, "Restore it from a backup", problems)
    })?;
    let mut notices = Vec::new();
    if base.sha256 != pinned.sha256 {
        notices.push(Notice {
            subject: QUESTIONNAIRE_FILE.to_owned(),
            text: format!(
                "it was changed since it was pinned: {} is now {}; the score is computed with what is there",
                pinned.sha256, base.sha256
            ),
        });
    }
    let base = Arc::new(base);
    let effective = under_plan(&base, plan, path)?;
    Ok(Basis { base, effective, notices })
}

/// Own estimates of effort that are on file and count nowhere, each with the reason.
#[must_use]
pub fn effort_notices(questionnaire: &Questionnaire, submission: &Submission) -> Vec<Notice> {
    let notice = |it: UnusedEstimate| Notice {
        subject: format!("own estimate for {} {}", it.question, it.of),
        text: format!("it is kept, and does not count: {}", it.why),
    };
    unused_estimates(questionnaire, submission).into_iter().map(notice).collect()
}

/// The base with a bound plan laid over it; the base itself without one.
///
/// # Errors
/// As [`basis`], for the plan.
pub fn under_plan(
    base: &Arc<Questionnaire>,
    plan: Option<&BoundPlan>,
    path: &Path,
) -> Result<Arc<Questionnaire>, FileError> {
    let Some(bound) = plan else { return Ok(base.clone()) };
    let no = |why: &str, problems: Vec<Problem>| {
        let happened = format!("The case is scored under plan {}, and the plan.ron in it {why}", bound.name());
        refused(path, &happened, "Restore plan.ron from a backup", problems)
    };
    let plan = plan_from_bytes(bound.text.as_bytes(), PLAN_FILE).map_err(|problems| no("cannot be used", problems))?;
    if (&plan.id, &plan.version, &plan.sha256) != (&bound.id, &bound.version, &bound.sha256) {
        let what = format!(
            "this is plan {} with the hash {}, and the case was bound to the hash {}",
            plan.name(),
            plan.sha256,
            bound.sha256
        );
        let problem = Problem::new(PLAN_FILE, "", what, "put the plan back that the case was scored under");
        return Err(no("is another one", vec![problem]));
    }
    laid(base, &plan).map_err(|problems| no("does not fit its questionnaire", problems))
}

/// The base with a plan laid over it, for a trial.
///
/// # Errors
/// What does not fit, each with its mend.
pub fn laid(base: &Arc<Questionnaire>, plan: &Plan) -> Result<Arc<Questionnaire>, Vec<Problem>> {
    let problem = |it: &Conflict| {
        let subject = it.target.as_ref().map_or_else(String::new, |target| target.words(base));
        Problem::new(&plan.name(), &subject, it.what.as_str(), it.mend.as_str())
    };
    lay(base, plan).map(Arc::new).map_err(|conflicts| conflicts.iter().map(problem).collect())
}

/// A plan as a case keeps it.
#[must_use]
pub fn bound_plan(plan: &Plan) -> BoundPlan {
    let text = if plan.source_text.is_empty() { ron_from_plan(plan).into() } else { plan.source_text.clone() };
    BoundPlan { id: plan.id.clone(), version: plan.version.clone(), sha256: plan.sha256.clone(), text }
}

fn refused(path: &Path, happened: &str, mend: &str, problems: Vec<Problem>) -> FileError {
    let first = problems.first().map_or_else(String::new, |first| format!(": {first}"));
    FileError::new(FileErrorKind::Wrong, path, format!("{happened}{first}"), "Nothing was computed", mend)
        .with_problems(Problems(problems))
}

//! The plan a case is scored under and the case it renews: tried first, kept only when a person says so.

use super::apply::edit_case;
use super::jobs::Finished;
use super::state::{Case, Desk, Overlay};
use super::store::Refusal;
use crate::assessment::renewal::assess_renewed;
use crate::files::{self, FileErrorKind, ReadExpiring, under_plan};
use crate::memo::wording::beside::{SideBySide, side_by_side};
use crate::memo::wording::{self, plan::out_of_force};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::plan::{Plan, Status};
use crate::submission::{BoundPlan, Edit, ExpiringCase};
use egui::Context;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A plan beside the one in force, before anybody decides.
#[derive(Clone, Debug)]
pub struct Trial {
    /// What keeping it would bind; `None` for as shipped.
    bound: Option<Arc<BoundPlan>>,
    pub results: SideBySide,
    /// What speaks against keeping it: not approved, out of force.
    pub remarks: Vec<String>,
    /// Why it cannot be kept; `None` where it can.
    pub refused: Option<String>,
    /// The state of the case that it was made for.
    of: (u64, u64),
}

/// A plan that was read for a trial.
pub struct ReadPlan {
    case_id: u64,
    plan: Result<Plan, Refusal>,
}

/// An expiring case that was read.
pub struct ReadCase {
    case_id: u64,
    read: Result<(ExpiringCase, ReadExpiring), Refusal>,
}

/// Reads a plan in the background; nothing is bound by that.
pub fn read_plan(context: &Context, desk: &mut Desk, path: PathBuf) {
    let Some(case_id) = desk.case.as_ref().map(|case| case.id) else { return };
    desk.jobs.start("Reading the plan", true, context, move |_| {
        Finished::PlanRead(Box::new(ReadPlan { case_id, plan: files::read_plan(&path).map_err(Refusal::from) }))
    });
}

/// Shows both results.
pub fn plan_read(desk: &mut Desk, read: ReadPlan) {
    let Some(case) = desk.case.as_ref().filter(|case| case.id == read.case_id) else { return };
    let trial = read.plan.and_then(|plan| trial(case, Some(&plan)));
    show(desk, trial);
}

/// Shows what the case comes to as the questionnaire was shipped.
pub fn try_without(desk: &mut Desk) {
    let Some(case) = &desk.case else { return };
    let trial = trial(case, None);
    show(desk, trial);
}

fn show(desk: &mut Desk, trial: Result<Trial, Refusal>) {
    match trial {
        Ok(trial) => desk.overlay = Some(Overlay::Trial(Box::new(trial))),
        Err(refusal) => desk.error(refusal.text, refusal.details),
    }
}

fn trial(case: &Case, plan: Option<&Plan>) -> Result<Trial, Refusal> {
    let effective = match plan {
        Some(plan) => laid(&case.base, plan)?,
        None => case.base.clone(),
    };
    let (submission, survey) = (&case.submission, &case.estate.survey);
    let renewal = case.expiring().map(|expiring| expiring.renewal(&case.base, &effective, submission, survey));
    let assessment = assess_renewed(&effective, submission, survey, renewal.as_ref());
    let then = wording::Case {
        questionnaire: &effective,
        submission,
        assessment: &assessment,
        survey,
        renewal: renewal.as_ref(),
    };
    let mut remarks = Vec::new();
    let mut refused = None;
    if let Some(plan) = plan {
        match plan.status {
            Status::Approved => {}
            Status::Retired => refused = Some("The plan is retired and is not used for cases any more".to_owned()),
            Status::Draft | Status::InReview => {
                remarks.push("Nobody has approved this plan; the memo will say so".to_owned())
            }
        }
        remarks.extend(out_of_force(plan, submission.policy.inception));
    }
    let bound = plan.map(|plan| Arc::new(files::bound_plan(plan)));
    if bound.as_deref() == submission.plan.as_deref() {
        refused = Some("The case is scored under this plan already".to_owned());
    }
    Ok(Trial { bound, results: side_by_side(&case.wording(), &then), remarks, refused, of: (case.id, case.revision) })
}

/// The questionnaire of the case under a plan, with everything that does not fit.
fn laid(base: &Arc<Questionnaire>, plan: &Plan) -> Result<Arc<Questionnaire>, Refusal> {
    files::laid(base, plan).map_err(|problems| Refusal {
        text: format!("The plan {} does not fit {}, so nothing was computed", plan.name(), base.name()),
        details: problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
        kind: Some(FileErrorKind::Wrong),
    })
}

/// Binds the plan of the trial on the desk.
pub fn keep(context: &Context, desk: &mut Desk) {
    let Some(Overlay::Trial(trial)) = desk.overlay.take() else { return };
    let Some(case) = desk.case.as_mut().filter(|case| (case.id, case.revision) == trial.of) else {
        desk.error("The case was changed meanwhile; look at both results again", "");
        return;
    };
    if trial.refused.is_some() {
        return;
    }
    case.undo.break_merge();
    let edit = Edit::Plan(trial.bound);
    let label = edit.label(&case.submission);
    edit_case(context, case, desk.now, edit, None);
    case.undo.break_merge();
    desk.toast(label);
}

/// Reads the case of the term before in the background.
pub fn read_expiring(context: &Context, desk: &mut Desk, path: PathBuf) {
    let Some(case_id) = desk.case.as_ref().map(|case| case.id) else { return };
    desk.jobs.start("Reading the expiring case", true, context, move |_| {
        Finished::ExpiringRead(Box::new(ReadCase { case_id, read: last_year(&path) }))
    });
}

/// As it is kept, and as it is compared with.
fn last_year(path: &Path) -> Result<(ExpiringCase, ReadExpiring), Refusal> {
    let kept = files::expiring_from_file(path)?;
    let read = files::read_expiring(&kept)?;
    Ok((kept, read))
}

/// Keeps it in the case.
pub fn expiring_read(context: &Context, desk: &mut Desk, read: ReadCase) {
    let Some(case) = desk.case.as_mut().filter(|case| case.id == read.case_id) else { return };
    match read.read {
        Ok((kept, read)) => {
            case.expirings.insert(kept.sha256.clone(), Arc::new(read));
            let edit = Edit::Expiring(Some(Arc::new(kept)));
            let label = edit.label(&case.submission);
            edit_case(context, case, desk.now, edit, None);
            desk.toast(label);
        }
        Err(refusal) => desk.error(refusal.text, refusal.details),
    }
}

/// Lays the plan of the submission over the base anew. It was laid once before it was bound or recovered.
pub fn rebind(case: &mut Case) {
    if let Ok(effective) = under_plan(&case.base, case.submission.plan.as_deref(), Path::new("plan.ron")) {
        case.questionnaire = effective;
    }
}

/// Whether an edit puts the case under another plan.
#[must_use]
pub fn is_rebound_by(edit: &Edit) -> bool {
    match edit {
        Edit::Plan(_) => true,
        Edit::Many { edits, .. } => edits.iter().any(is_rebound_by),
        _ => false,
    }
}

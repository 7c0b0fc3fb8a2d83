//! The plan as a whole: opening, saving, its status, and fitting it to a newer questionnaire.

use super::draft::{Draft, DraftAction};
use super::{Done, exhibit};
use crate::files::{FileError, SHIPPED, questionnaire_from_text, read_plan, write_plan};
use crate::gui::apply::file_name;
use crate::gui::dialogs::Purpose;
use crate::gui::jobs::Finished;
use crate::gui::state::{Desk, Overlay, Screen};
use crate::gui::store::{self, Refusal};
use crate::gui::{opening, saving};
use crate::questionnaire::plan::{Conflict, Fault, Status, rebase, value_of};
use crate::questionnaire::{Plan, Questionnaire};
use egui::Context;
use std::path::PathBuf;
use std::sync::Arc;

/// What can be done with a plan as a whole.
#[derive(Clone, Debug)]
pub enum FileAction {
    New,
    /// Ask which one.
    Ask,
    Open(PathBuf),
    Save,
    SaveAs,
    /// Give up what is not saved, and close the window.
    Discard,
    Submit,
    BackToDraft,
    /// Ask who approves or retires it.
    AskSignature(Signs),
    Sign(Signature),
    SignDone,
    /// A draft that follows on an approved plan.
    NewVersion,
    Decide(usize, Decision),
    /// Take the plan over once every conflict is decided.
    Fit,
    GiveUpFitting,
}

impl From<FileAction> for crate::gui::action::Action {
    fn from(action: FileAction) -> Self {
        Self::Plan(DraftAction::File(action))
    }
}

/// What a signature is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signs {
    Approval,
    Retirement,
}

/// A signature being given.
#[derive(Clone, Debug)]
pub struct Signature {
    pub signs: Signs,
    pub by: String,
    /// A note, or the reason of a retirement.
    pub note: String,
    pub problem: String,
}

/// A plan that does not fit the newest questionnaire as it is.
pub struct Fitting {
    pub plan: Plan,
    pub newer: Arc<Questionnaire>,
    pub conflicts: Vec<Conflict>,
    /// By place of the conflict; `None` as long as nobody decided.
    pub decisions: Vec<Option<Decision>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// State the plan's value again over what the questionnaire says now.
    Keep,
    /// Take what the questionnaire says now.
    Drop,
}

impl Fitting {
    fn of(plan: Plan, newer: Arc<Questionnaire>, conflicts: Vec<Conflict>) -> Self {
        Self { decisions: vec![None; conflicts.len()], plan, newer, conflicts }
    }

    /// Whether the plan's value can be stated again.
    #[must_use]
    pub fn may_keep(&self, conflict: &Conflict) -> bool {
        conflict.target.as_ref().is_some_and(|target| value_of(&self.newer, target).is_some())
    }

    /// The plan on the newer questionnaire, as it was decided.
    fn decided(&self) -> Result<Plan, Vec<Conflict>> {
        let mut plan = self.plan.clone();
        let targets = self.conflicts.iter().filter_map(|conflict| conflict.target.as_ref());
        plan.changes.retain(|change| !targets.clone().any(|target| *target == change.target));
        let mut plan = rebase(&plan, None, &self.newer)?;
        let kept = targets.zip(&self.decisions).filter(|it| *it.1 == Some(Decision::Keep)).map(|it| it.0);
        for change in kept.filter_map(|target| self.plan.get(target)) {
            plan.set(&self.newer, change.target.clone(), change.to.clone());
        }
        Ok(plan)
    }
}

/// What a job about a plan came back with.
pub enum PlanDone {
    Opened { path: PathBuf, plan: Result<Box<Plan>, Refusal> },
    Saved { path: PathBuf, plan: Arc<Plan>, result: Result<(), Refusal> },
    Exhibited(exhibit::Written),
}

pub fn apply(context: &Context, desk: &mut Desk, action: FileAction) {
    match action {
        FileAction::New => {
            if may_leave(desk) {
                desk.carrier.draft = None;
                super::begin(desk);
            }
        }
        FileAction::Ask => opening::ask(context, desk, Purpose::OpenPlan),
        FileAction::Open(path) => open(context, desk, path),
        FileAction::Save => save_now(context, desk),
        FileAction::SaveAs => opening::ask(context, desk, Purpose::SavePlan),
        FileAction::Discard => {
            desk.overlay = None;
            desk.carrier.draft = None;
            context.send_viewport_cmd(egui::ViewportCommand::Close);
        }
        FileAction::Submit => {
            let submitted = with_sound_plan(desk, Plan::submitted);
            put_status(context, desk, submitted, "Submitted for review", "The plan cannot be submitted yet");
        }
        FileAction::BackToDraft => {
            let draft = with_plan(desk, |plan| Ok(Plan { status: Status::Draft, ..plan.clone() }));
            put_status(context, desk, draft, "The plan is a draft again", "");
        }
        FileAction::AskSignature(signs) => {
            let signature = Signature { signs, by: store::user(), note: String::new(), problem: String::new() };
            desk.overlay = Some(Overlay::Sign(signature));
        }
        FileAction::Sign(signature) => desk.overlay = Some(Overlay::Sign(signature)),
        FileAction::SignDone => sign(context, desk),
        FileAction::NewVersion => {
            let Some(draft) = &desk.carrier.draft else { return };
            let plan =
                Plan { version: next_version(&draft.plan.version), author: store::user(), ..draft.plan.successor() };
            put(desk, |draft| Draft::of(draft.base.clone(), plan, None));
            desk.toast("A draft that follows on the approved plan; that one stays as it is");
        }
        FileAction::Decide(place, decision) => {
            if let Some(fitting) = &mut desk.carrier.fitting
                && let Some(decided) = fitting.decisions.get_mut(place)
            {
                *decided = Some(decision);
            }
        }
        FileAction::Fit => fit(desk),
        FileAction::GiveUpFitting => desk.carrier.fitting = None,
    }
}

/// Whether the draft on the desk may make room for another; says so where not.
fn may_leave(desk: &mut Desk) -> bool {
    let changed = desk.carrier.draft.as_ref().filter(|draft| draft.is_changed()).map(|draft| draft.name().to_owned());
    if let Some(name) = changed {
        desk.error(format!("{name} has changes that are in no file yet; save it first, or undo them"), "");
        return false;
    }
    true
}

/// Puts another draft in the place of the one on the desk.
fn put(desk: &mut Desk, make: impl FnOnce(&Draft) -> Draft) {
    if let Some(draft) = &mut desk.carrier.draft {
        let mut new = make(draft);
        new.view.tab = draft.view.tab;
        *draft = new;
        desk.carrier.draft_revision += 1;
    }
}

/// Constraints of the questionnaire and the schedule hold before anybody is asked to sign.
fn with_sound_plan(desk: &Desk, change: impl FnOnce(&Plan) -> Result<Plan, Vec<Fault>>) -> Result<Plan, Vec<Fault>> {
    let changed = with_plan(desk, change);
    let known = desk.carrier.draft.as_ref().map(|draft| draft.faults.clone()).unwrap_or_default();
    if known.is_empty() {
        return changed;
    }
    let more: Vec<Fault> = changed.err().into_iter().flatten().filter(|fault| !known.contains(fault)).collect();
    Err(known.into_iter().chain(more).collect())
}

fn with_plan(desk: &Desk, change: impl FnOnce(&Plan) -> Result<Plan, Vec<Fault>>) -> Result<Plan, Vec<Fault>> {
    desk.carrier.draft.as_ref().map_or(Err(Vec::new()), |draft| change(&draft.plan))
}

/// A plan in another status is saved at once where it has a file.
fn put_status(context: &Context, desk: &mut Desk, plan: Result<Plan, Vec<Fault>>, done: &str, refused: &str) {
    match plan {
        Ok(plan) => {
            let Some(draft) = &mut desk.carrier.draft else { return };
            draft.put_plan(plan);
            desk.toast(done);
            if desk.carrier.draft.as_ref().is_some_and(|draft| draft.file.is_some()) {
                save_now(context, desk);
            }
        }
        Err(faults) => {
            desk.error(refused, Draft::fault_sentences(&faults));
            if let Some(draft) = &mut desk.carrier.draft {
                draft.view.tab = super::draft::Tab::Record;
            }
        }
    }
}

fn sign(context: &Context, desk: &mut Desk) {
    let Some(Overlay::Sign(signature)) = &desk.overlay else { return };
    let (signature, today) = (signature.clone(), desk.today);
    let plan = match signature.signs {
        Signs::Approval => with_sound_plan(desk, |plan| plan.approved(&signature.by, today, &signature.note)),
        Signs::Retirement => with_plan(desk, |plan| plan.retired(&signature.by, today, &signature.note)),
    };
    match plan {
        Ok(plan) => {
            desk.overlay = None;
            let done = match signature.signs {
                Signs::Approval => format!("Approved by {}", signature.by.trim()),
                Signs::Retirement => "The plan is retired; it stays readable".to_owned(),
            };
            put_status(context, desk, Ok(plan), &done, "");
        }
        Err(faults) => {
            let problem = Draft::fault_sentences(&faults);
            desk.overlay = Some(Overlay::Sign(Signature { problem, ..signature }));
        }
    }
}

/// `1.2.0` after `1.1.0`; blank where the version is no such number.
fn next_version(version: &str) -> String {
    let parts: Option<Vec<u32>> = version.split('.').map(|part| part.parse().ok()).collect();
    match parts.as_deref() {
        Some([major, minor, _]) => format!("{major}.{}.0", minor.saturating_add(1)),
        _ => String::new(),
    }
}

fn open(context: &Context, desk: &mut Desk, path: PathBuf) {
    desk.jobs.start("Opening the plan", true, context, move |_| {
        let plan = read_plan(&path).map(Box::new).map_err(Refusal::from);
        Finished::Carrier(Box::new(Done::Plan(PlanDone::Opened { path, plan })))
    });
}

/// Saves where the plan lives, or asks where.
pub fn save_now(context: &Context, desk: &mut Desk) {
    let file = desk.carrier.draft.as_ref().and_then(|draft| draft.file.clone());
    match file {
        Some(path) => save(context, desk, path),
        None => opening::ask(context, desk, Purpose::SavePlan),
    }
}

pub fn save(context: &Context, desk: &mut Desk, path: PathBuf) {
    let Some(draft) = &desk.carrier.draft else { return };
    let plan = draft.plan.clone();
    desk.jobs.start("Saving the plan", false, context, move |_| {
        let result = write_plan(&path, &plan).map(drop).map_err(|error: FileError| Refusal::from(error));
        Finished::Carrier(Box::new(Done::Plan(PlanDone::Saved { path, plan, result })))
    });
}

/// A job about a plan is done.
pub fn done(context: &Context, desk: &mut Desk, done: PlanDone) {
    match done {
        PlanDone::Opened { path, plan: Ok(plan) } => opened(desk, path, *plan),
        PlanDone::Saved { path, plan, result: Ok(()) } => {
            let name = file_name(&path);
            if let Some(draft) = &mut desk.carrier.draft {
                draft.was_saved(plan, Some(path));
            }
            desk.toast(format!("Saved as {name}"));
            if desk.closing {
                desk.closing = false;
                desk.overlay = None;
                saving::close(context);
            }
        }
        PlanDone::Exhibited(written) => exhibit::written(desk, written),
        PlanDone::Opened { plan: Err(refusal), .. } | PlanDone::Saved { result: Err(refusal), .. } => {
            desk.closing = false;
            desk.error(refusal.text, refusal.details);
        }
    }
}

/// Puts a plan that was read over its questionnaire, or asks what to do where it does not fit.
fn opened(desk: &mut Desk, path: PathBuf, plan: Plan) {
    super::begin(desk);
    if !may_leave(desk) {
        return;
    }
    desk.screen = Screen::Weights;
    let mut known: Vec<Arc<Questionnaire>> =
        SHIPPED.iter().filter_map(|(file, text)| questionnaire_from_text(text, file).ok()).map(Arc::new).collect();
    known.extend(desk.case.iter().map(|case| case.questionnaire.clone()).filter(|it| it.plan.is_none()));
    let of_base = known.iter().find(|it| it.sha256 == plan.base.sha256 && it.id == plan.base.id);
    if let Some(base) = of_base.cloned() {
        put(desk, |_| Draft::of(base, plan, Some(path)));
        return;
    }
    let Some(newer) = known.into_iter().find(|it| it.id == plan.base.id) else {
        let wanted = format!("{} {}", plan.base.id, plan.base.version);
        desk.error(format!("The plan is made for {wanted}, and this program has no version of it"), "");
        return;
    };
    match rebase(&plan, None, &newer) {
        Ok(moved) => {
            let said = format!(
                "The plan was made for {} {} and now lies over {}",
                plan.base.id,
                plan.base.version,
                newer.name()
            );
            put(desk, |_| Draft::of(newer, moved, None));
            desk.toast(said);
        }
        Err(conflicts) => desk.carrier.fitting = Some(Fitting::of(plan, newer, conflicts)),
    }
}

fn fit(desk: &mut Desk) {
    let Some(fitting) = desk.carrier.fitting.take() else { return };
    if fitting.decisions.iter().any(Option::is_none) {
        desk.carrier.fitting = Some(fitting);
        return;
    }
    match fitting.decided() {
        Ok(plan) => put(desk, |_| Draft::of(fitting.newer, plan, None)),
        Err(conflicts) => desk.carrier.fitting = Some(Fitting::of(fitting.plan, fitting.newer, conflicts)),
    }
}

//! Getting at a case: new, opened, recovered; and asking for paths.

use super::apply::{edit_case, keep_prefs};
use super::carrier::{BookAction, Draft, FileAction, exhibit, filing};
use super::dialogs::{Answer as DialogAnswer, Purpose, Reply, Request};
use super::evidence::{self, EvidenceAction};
use super::importing::{ImportAction, Source};
use super::jobs::Finished;
use super::merging::{self, HandOut, MergeAction};
use super::paper::{self, Paper};
use super::preview;
use super::role::Role;
use super::saving;
use super::state::{Case, Desk, Overlay, Screen};
use super::store::{self, OpenedCase, Slot};
use crate::files::{drop_unsaved, under_plan};
use crate::submission::{Edit, Submission};
use egui::Context;
use std::path::{Path, PathBuf};

/// Begins an empty case on the shipped questionnaire.
pub fn new_case(context: &Context, desk: &mut Desk) {
    match store::shipped_questionnaire() {
        Ok(questionnaire) => {
            saving::put_aside(context, desk);
            let preview = (desk.role() == Role::Broker).then(|| preview::mark(desk));
            let submission = Submission { preview, ..Submission::default() };
            desk.case = Some(Case::new(questionnaire, submission, Slot::default()));
            desk.screen = Screen::Case;
        }
        Err(refusal) => desk.error(refusal.text, refusal.details),
    }
}

/// Opens whatever a path is: a plan, a table or a folder of cases as a book, else a case.
pub fn open_any(context: &Context, desk: &mut Desk, path: PathBuf) {
    let is = |endings: &[&str]| {
        path.extension().is_some_and(|found| endings.iter().any(|ending| found.eq_ignore_ascii_case(ending)))
    };
    if is(&["ron"]) {
        filing::apply(context, desk, FileAction::Open(path));
    } else if is(&["csv", "tsv"]) || path.is_dir() && !crate::files::is_case_folder(&path) {
        super::carrier::book::apply(context, desk, BookAction::Open(vec![path]));
    } else {
        open(context, desk, path);
    }
}

/// Reads a case in the background.
pub fn open(context: &Context, desk: &mut Desk, path: PathBuf) {
    desk.jobs.start("Opening the case", true, context, move |_| Finished::Opened(Box::new(store::open(&path))));
}

/// Reads a sample in the background; it stays as it is.
pub fn open_sample(context: &Context, desk: &mut Desk, sample: crate::files::Sample) {
    desk.jobs
        .start("Opening the sample", true, context, move |_| Finished::Opened(Box::new(store::open_sample(sample))));
}

/// Puts a case that was read on the desk.
pub fn opened_case(context: &Context, desk: &mut Desk, opened: OpenedCase) {
    saving::put_aside(context, desk);
    let OpenedCase { base, questionnaire, expiring, submission, slot, notices, found, copy, unsaved } = opened;
    if let Some(path) = slot.path() {
        remember(desk, path);
    }
    if let Some(why) = &slot.read_only {
        desk.error("The case is open for reading only", why.clone());
    }
    let mut case = Case::under(base, questionnaire, submission, slot);
    if let (Some(read), Some(kept)) = (expiring, &case.submission.expiring) {
        case.expirings.insert(kept.sha256.clone(), read);
        case.derive();
    }
    case.sample = copy;
    if unsaved {
        case.saved_revision = 0;
        // One that comes from a draft is kept by it; one that was made just now is not yet.
        case.slot.draft_revision = case.slot.draft.is_some().then_some(case.revision);
    }
    desk.case = Some(case);
    desk.screen = desk.role().first_of_case();
    for notice in notices {
        desk.error(notice, "");
    }
    if let Some(found) = found {
        desk.overlay = Some(Overlay::Recovery(Box::new(found)));
    }
}

/// Puts a file at the head of the recent ones.
pub fn remember(desk: &mut Desk, path: &Path) {
    desk.prefs.remember(path);
    keep_prefs(desk);
}

/// Takes over, or gives up, what an earlier run could not save.
pub fn recover(context: &Context, desk: &mut Desk, take: bool) {
    let Some(Overlay::Recovery(found)) = desk.overlay.take() else { return };
    let Some(case) = &mut desk.case else { return };
    if !take {
        if let Some(path) = case.slot.on_disk() {
            let dropped = drop_unsaved(path, |_| false);
            if let Err(error) = crate::files::discard(&crate::files::journal_path(path)).and(dropped) {
                desk.error(error.to_string(), error.detail().unwrap_or_default());
            }
        }
        return;
    }
    let (count, lost_list) = (found.recovered.changes.len(), found.recovered.lost_list);
    let lost_expiring = found.recovered.lost_expiring;
    let mut misfits = Vec::new();
    for change in found.recovered.changes {
        if let Edit::Plan(plan) = &change.edit
            && let Err(error) = under_plan(&case.base, plan.as_deref(), Path::new("plan.ron"))
        {
            misfits.push(error);
            continue;
        }
        edit_case(context, case, desk.now, change.edit, Some(change.label));
        case.undo.break_merge();
    }
    let lost_files = evidence::missing(case);
    desk.toast(format!("Recovered {}", super::words::counted(count, "change", "changes")));
    for lost in lost_files {
        desk.error(lost, "");
    }
    if lost_list {
        desk.error("A device list that was read after the last save could not be recovered; import it again", "");
    }
    for error in misfits {
        desk.error("A plan could not be recovered; choose it again", error.to_string());
    }
    if lost_expiring {
        desk.error("An expiring case that was chosen after the last save could not be recovered; choose it again", "");
    }
}

/// Opens a dialog for a path.
pub fn ask(context: &Context, desk: &mut Desk, purpose: Purpose) {
    if desk.asking {
        return;
    }
    let case = desk.case.as_ref();
    let name = case.map(|case| case.submission.applicant.name.clone()).unwrap_or_default();
    let file_name = match purpose {
        Purpose::SaveBook => "book.csv".to_owned(),
        Purpose::SaveScores => "scores.csv".to_owned(),
        Purpose::OpenCase
        | Purpose::OpenPlan
        | Purpose::ImportDevices
        | Purpose::AddReference(_)
        | Purpose::TryPlan
        | Purpose::ChooseExpiring
        | Purpose::MergeWorksheet
        | Purpose::OpenBookFiles
        | Purpose::OpenBookFolder
        | Purpose::ComparePlan
        | Purpose::CompareBook => String::new(),
        Purpose::Attach(_) => String::new(),
        Purpose::SaveAttached { question, place } => {
            let attachment = case.and_then(|case| case.attachments(question).get(place));
            attachment.map(|it| store::file_stem(&it.file_name)).unwrap_or_default()
        }
        Purpose::SaveCase => format!("{}.securable", store::file_stem(&name)),
        Purpose::SaveMemo => Paper::Memo.file_name(desk.today, &name),
        Purpose::SavePreview => Paper::Preview.file_name(desk.today, &name),
        Purpose::SaveWorksheet => HandOut::Worksheet.file_name(desk.today, &name),
        Purpose::SaveForm => HandOut::Form.file_name(desk.today, &name),
        Purpose::SaveExhibit => exhibit::suggested_name(desk),
        Purpose::SavePlan => desk.carrier.draft.as_ref().map(plan_file_name).unwrap_or_default(),
    };
    let folder = case
        .and_then(|case| case.slot.path())
        .or_else(|| desk.prefs.recent().first().map(PathBuf::as_path))
        .and_then(Path::parent)
        .map(Path::to_owned);
    let request = Request { purpose, file_name, folder };
    let ask = desk.dialogs.ask(request);
    desk.asking = true;
    desk.jobs.start("Waiting for a file name", false, context, move |_| Finished::Dialog(ask()));
}

/// What a dialog answered.
pub fn replied(context: &Context, desk: &mut Desk, reply: Reply) {
    desk.asking = false;
    match reply.answer {
        DialogAnswer::Path(path) => path_given(context, desk, &reply.request.purpose, path),
        DialogAnswer::Paths(paths) => super::carrier::book::path_given(context, desk, &reply.request.purpose, paths),
        DialogAnswer::Cancelled => {}
        DialogAnswer::Unavailable => {
            let folder = reply.request.folder.clone().or_else(|| std::env::current_dir().ok()).unwrap_or_default();
            let path = folder.join(&reply.request.file_name).display().to_string();
            desk.overlay = Some(Overlay::TypedPath { request: reply.request, path, problem: String::new() });
        }
    }
}

fn path_given(context: &Context, desk: &mut Desk, purpose: &Purpose, path: PathBuf) {
    match purpose {
        Purpose::OpenCase => open(context, desk, path),
        Purpose::AddReference(kind) => super::references::add(context, desk, *kind, path),
        Purpose::TryPlan => super::plans::read_plan(context, desk, path),
        Purpose::ChooseExpiring => super::plans::read_expiring(context, desk, path),
        Purpose::ImportDevices => super::importing::apply(context, desk, ImportAction::Begin(Source::File(path))),
        Purpose::MergeWorksheet => merging::apply(context, desk, MergeAction::Begin(path)),
        Purpose::SaveWorksheet => merging::write(context, desk, HandOut::Worksheet, path),
        Purpose::SaveForm => merging::write(context, desk, HandOut::Form, path),
        Purpose::OpenPlan => filing::apply(context, desk, FileAction::Open(path)),
        Purpose::SavePlan => filing::save(context, desk, with_ending(path, "ron")),
        Purpose::SaveExhibit => exhibit::write(context, desk, with_ending(path, "pdf")),
        Purpose::Attach(ix) => evidence::apply(context, desk, EvidenceAction::Attach(*ix, vec![path])),
        Purpose::SaveAttached { question, place } => evidence::save_copy(context, desk, *question, *place, path),
        Purpose::SaveCase => saving::save_as(context, desk, with_ending(path, "securable")),
        Purpose::SaveMemo => paper::write(context, desk, Paper::Memo, with_ending(path, "pdf")),
        Purpose::SavePreview => paper::write(context, desk, Paper::Preview, with_ending(path, "pdf")),
        Purpose::OpenBookFiles
        | Purpose::OpenBookFolder
        | Purpose::ComparePlan
        | Purpose::CompareBook
        | Purpose::SaveBook
        | Purpose::SaveScores => super::carrier::book::path_given(context, desk, purpose, vec![path]),
    }
}

/// `ot-heavy 1.2.0.ron`.
fn plan_file_name(draft: &Draft) -> String {
    format!("{}.ron", store::file_stem(format!("{} {}", draft.name(), draft.plan.version).trim()))
}

/// The path with this ending, unless it has it.
pub fn with_ending(path: PathBuf, ending: &str) -> PathBuf {
    if path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending)) || path.is_dir() {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

/// The typed path is meant; says what is wrong with it, or goes on.
pub fn typed_path_done(context: &Context, desk: &mut Desk) {
    let Some(Overlay::TypedPath { request, path, problem }) = &mut desk.overlay else { return };
    let typed = PathBuf::from(path.trim());
    let fault = match request.purpose {
        _ if path.trim().is_empty() => Some("Type where the file is"),
        _ if request.purpose.opens() && !typed.exists() => Some("There is no such file"),
        _ if !request.purpose.opens()
            && typed.parent().is_some_and(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) =>
        {
            Some("There is no such folder")
        }
        _ => None,
    };
    if let Some(fault) = fault {
        fault.clone_into(problem);
        return;
    }
    let purpose = request.purpose.clone();
    desk.overlay = None;
    path_given(context, desk, &purpose, typed);
}

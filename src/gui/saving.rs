//! Saving: by itself, on request, under a new name; drafts, journals, and leaving.

use super::apply::file_name;
use super::carrier;
use super::dialogs::Purpose;
use super::jobs::Finished;
use super::opening::{ask, remember};
use super::state::{Case, Desk, Overlay};
use super::store::{self, Refusal, SaveOutcome, SaveTask, SavedAs};
use crate::files::{
    CaseFile, Expect, FileError, FileErrorKind, Journal, MOST_IN_JOURNAL, NEVER_SAVED, PinnedQuestionnaire,
    drop_unsaved, evidence_in_use, journal_path, keep_unsaved, named_evidence,
};
use crate::submission::Edit;
use egui::{Context, ViewportCommand};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Seconds after the last change at which a case is saved by itself.
const AUTOSAVE_SECONDS: f64 = 1.5;
/// The same for a device list that takes seconds to write, once everything since is in the journal.
const LARGE_AUTOSAVE_SECONDS: f64 = 30.0;
/// Rows of such a list.
const LARGE_LIST: usize = 100_000;
/// Bytes of attached files that take as long.
const LARGE_EVIDENCE: usize = 32 * 1024 * 1024;
/// Longest time typing stays out of the journal.
const JOURNAL_SECONDS: f64 = 0.5;

/// Between frames: journal and autosave.
pub fn tick(context: &Context, desk: &mut Desk) {
    let now = desk.now;
    let mut refusal = None;
    if let Some(case) = &mut desk.case {
        let waited = now - case.changed_at;
        if case.slot.journalled < case.slot.changes.len() && waited >= JOURNAL_SECONDS {
            refusal = write_journal(case);
        }
        let wait = autosave_seconds(case);
        if is_due(case) && waited < wait {
            context.request_repaint_after(Duration::from_secs_f64((wait - waited).max(0.05)));
        }
    }
    if let Some(refusal) = refusal {
        desk.error(refusal.text, refusal.details);
    }
    if let Some(case) = &desk.case
        && is_due(case)
        && now - case.changed_at >= autosave_seconds(case)
        && desk.overlay.is_none()
        && (desk.keeps_drafts || case.slot.path().is_some())
    {
        autosave(context, desk);
    }
}

/// Seconds after the last change. A large list that was read since the last save is not in the journal.
fn autosave_seconds(case: &Case) -> f64 {
    let is_large = case.submission.devices.table.len() > LARGE_LIST;
    let was_read = case.slot.changes.iter().any(|change| matches!(change.edit, Edit::Devices { .. }));
    let has_journal = case.slot.journal.is_some();
    let attached: usize = case.slot.evidence.values().map(|content| content.len()).sum();
    let waits = is_large || has_journal && attached > LARGE_EVIDENCE;
    if waits && !was_read { LARGE_AUTOSAVE_SECONDS } else { AUTOSAVE_SECONDS }
}

/// Whether an edit puts so much in place that it is saved at once instead of written to the journal.
#[must_use]
pub fn is_large(edit: &Edit) -> bool {
    match edit {
        Edit::Devices { table, .. } => table.len() > MOST_IN_JOURNAL,
        Edit::AddDevices { rows, .. } => rows.len() > MOST_IN_JOURNAL,
        Edit::Expiring(case) => case.is_some(),
        Edit::Many { edits, .. } => edits.iter().any(is_large),
        _ => false,
    }
}

/// Saves with the next tick.
pub fn save_at_once(case: &mut Case) {
    case.changed_at = f64::NEG_INFINITY;
}

/// Something is not on disk yet that could be.
fn is_due(case: &Case) -> bool {
    let slot = &case.slot;
    case.is_changed()
        && !slot.saving
        && slot.read_only.is_none()
        && slot.failed_revision != Some(case.revision)
        && (slot.path().is_some() || slot.draft_revision != Some(case.revision))
}

/// Puts changes since the last flush into the journal of the case's file.
fn write_journal(case: &mut Case) -> Option<Refusal> {
    let path = case.slot.on_disk()?.to_owned();
    if case.slot.read_only.is_some() {
        case.slot.journalled = case.slot.changes.len();
        return None;
    }
    let base = case.slot.fingerprint.as_ref().map_or(NEVER_SAVED, |fingerprint| fingerprint.sha256.as_str()).to_owned();
    let from = case.slot.journalled.min(case.slot.changes.len());
    let unsafe_content = keep_evidence(case, &path).err();
    let new = case.slot.changes.get(from..).unwrap_or(&[]);
    let result = match &mut case.slot.journal {
        Some(journal) => journal.append(new),
        None => match Journal::start(&journal_path(&path), &base, &case.slot.changes) {
            Ok(journal) => {
                case.slot.journal = Some(journal);
                Ok(())
            }
            Err(error) => Err(error),
        },
    };
    // One message, not one a keystroke: what failed is not tried again until the next save.
    case.slot.journalled = case.slot.changes.len();
    result.err().or(unsafe_content).map(Refusal::from)
}

/// Content that the new lines of the journal name is on disk before them.
fn keep_evidence(case: &mut Case, path: &Path) -> Result<(), FileError> {
    for hash in named_evidence(&case.submission) {
        if let Some(content) = case.slot.evidence.get(&hash).filter(|_| !case.slot.stored.contains(&hash)) {
            keep_unsaved(path, &hash, content)?;
            case.slot.stored.insert(hash);
        }
    }
    Ok(())
}

fn autosave(context: &Context, desk: &mut Desk) {
    let Some(case) = &mut desk.case else { return };
    if let Some(path) = case.slot.path().map(Path::to_owned) {
        let expect = case.slot.fingerprint.clone().map_or(Expect::Anything, Expect::Unchanged);
        start(context, desk, path, expect, false, false);
        return;
    }
    let draft = match case.slot.draft.clone() {
        Some(draft) => Ok(draft),
        None => store::new_draft(),
    };
    match draft {
        Ok(path) => {
            case.slot.draft = Some(path.clone());
            start(context, desk, path, Expect::Anything, true, false);
        }
        Err(refusal) => {
            case.slot.failed_revision = Some(case.revision);
            desk.error(refusal.text, refusal.details);
        }
    }
}

/// Ctrl+S.
pub fn save_now(context: &Context, desk: &mut Desk) {
    let Some(case) = &desk.case else { return };
    match case.slot.path().map(Path::to_owned) {
        Some(_) if case.slot.read_only.is_some() => ask(context, desk, Purpose::SaveCase),
        Some(path) => {
            let expect = case.slot.fingerprint.clone().map_or(Expect::Anything, Expect::Unchanged);
            start(context, desk, path, expect, false, false);
        }
        None => ask(context, desk, Purpose::SaveCase),
    }
}

/// Under a name a person chose; the dialog has asked about replacing.
pub fn save_as(context: &Context, desk: &mut Desk, path: PathBuf) {
    start(context, desk, path, Expect::Anything, false, true);
}

pub fn replace_outside(context: &Context, desk: &mut Desk) {
    desk.overlay = None;
    if let Some(path) = desk.case.as_ref().and_then(|case| case.slot.path()).map(Path::to_owned) {
        start(context, desk, path, Expect::Anything, false, false);
    }
}

pub fn reload_outside(context: &Context, desk: &mut Desk) {
    desk.overlay = None;
    let Some(case) = &mut desk.case else { return };
    let Some(path) = case.slot.path().map(Path::to_owned) else { return };
    case.slot.lock = None;
    case.slot.journal = None;
    case.saved_revision = case.revision;
    let dropped = drop_unsaved(&path, |_| false);
    if let Err(error) = crate::files::discard(&journal_path(&path)).and(dropped) {
        desk.error(error.to_string(), error.detail().unwrap_or_default());
    }
    desk.jobs.start("Opening the case", true, context, move |_| Finished::Opened(Box::new(store::open(&path))));
}

fn start(context: &Context, desk: &mut Desk, path: PathBuf, expect: Expect, is_draft: bool, new_path: bool) {
    let Some(case) = &mut desk.case else { return };
    if case.slot.saving {
        return;
    }
    let (task, take_lock) = task_of(case, path, expect, is_draft, new_path);
    desk.jobs.start("Saving", false, context, move |_| Finished::Saved(Box::new(store::save(task, take_lock))));
}

/// Takes out of the case what a save needs; it comes back with the outcome.
fn task_of(case: &mut Case, path: PathBuf, expect: Expect, is_draft: bool, new_path: bool) -> (SaveTask, bool) {
    case.slot.saving = true;
    let file = CaseFile {
        submission: case.submission.clone(),
        questionnaire: PinnedQuestionnaire::from(&*case.base),
        history: std::mem::take(&mut case.slot.history),
        evidence: evidence_in_use(&case.slot.evidence, &case.submission),
        reference: pinned_references(case),
    };
    let take_lock = (new_path && case.slot.path() != Some(&path)) || (is_draft && case.slot.lock.is_none());
    let changes = case.slot.changes.clone();
    let task = SaveTask { path, expect, case: file, changes, revision: case.revision, is_draft, case_id: case.id };
    (task, take_lock)
}

/// The reference files that the case is computed with; others stay on the desk for an undo.
pub(super) fn pinned_references(case: &Case) -> BTreeMap<String, Vec<u8>> {
    let pinned = &case.submission.devices.declared.references;
    let bytes = |hash: &String| Some((hash.clone(), case.slot.reference.get(hash)?.clone()));
    pinned.iter().filter_map(|it| bytes(&it.sha256)).collect()
}

/// A save has come back.
pub fn saved(context: &Context, desk: &mut Desk, outcome: SaveOutcome) {
    let Some(case) = desk.case.as_mut().filter(|case| case.id == outcome.case_id) else {
        if let Err(refusal) = outcome.result {
            desk.error(refusal.text, refusal.details);
        }
        return;
    };
    let SaveOutcome { result, case: file, path, revision, changes, is_draft, lock, case_id: _ } = outcome;
    let slot = &mut case.slot;
    slot.saving = false;
    slot.history = file.history;
    let fingerprint = match result {
        Ok(fingerprint) => fingerprint,
        Err(refusal) => {
            slot.failed_revision = Some(case.revision);
            if refusal.kind == Some(FileErrorKind::ChangedOutside) {
                desk.overlay = Some(Overlay::ChangedOutside);
            } else {
                desk.error(refusal.text, refusal.details);
            }
            return;
        }
    };
    slot.changes.drain(..changes.min(slot.changes.len()));
    slot.journalled = 0;
    slot.stored = file.evidence.into_keys().collect();
    // What was attached meanwhile is still needed beside the journal.
    let named = named_evidence(&case.submission);
    let cleared = drop_unsaved(&path, |hash| named.contains(hash) && !slot.stored.contains(hash));
    slot.failed_revision = None;
    let moved = !is_draft && slot.path() != Some(&path);
    // Changes made since go into a journal on the new content.
    slot.journal = Journal::start(&journal_path(&path), &fingerprint.sha256, &[]).ok();
    slot.fingerprint = Some(fingerprint);
    if lock.is_some() {
        slot.lock = lock;
    }
    if is_draft {
        // Still unsaved for the person; the draft only guards against a crash.
        slot.draft_revision = Some(revision);
        tell_of_leftovers(desk, cleared);
        return;
    }
    slot.saved_as = SavedAs::File(path.clone());
    slot.read_only = None;
    let draft = slot.draft.take();
    case.saved_revision = revision;
    case.saved_at = Some(chrono::Local::now().time());
    case.sample = false;
    if let Some(draft) = draft {
        store::remove_draft(&draft);
    }
    tell_of_leftovers(desk, cleared);
    if moved {
        remember(desk, &path);
        desk.toast(format!("Saved as {}", file_name(&path)));
    }
    if desk.closing {
        desk.overlay = None;
        desk.closing = false;
        desk.may_close = true;
        context.send_viewport_cmd(ViewportCommand::Close);
    }
}

fn tell_of_leftovers(desk: &mut Desk, cleared: Result<(), FileError>) {
    if let Err(error) = cleared {
        desk.error(error.to_string(), error.detail().unwrap_or_default());
    }
}

/// The window is asked to close.
pub fn close_requested(context: &Context, desk: &mut Desk) {
    if !desk.may_close && desk.carrier.draft.as_ref().is_some_and(carrier::Draft::is_changed) {
        context.send_viewport_cmd(ViewportCommand::CancelClose);
        desk.overlay = Some(Overlay::PlanGuard);
        desk.closing = true;
        return;
    }
    let Some(case) = &desk.case else { return };
    if desk.may_close || !case.would_lose() {
        return;
    }
    context.send_viewport_cmd(ViewportCommand::CancelClose);
    let has_file = case.slot.path().is_some() && case.slot.read_only.is_none();
    desk.overlay = Some(Overlay::CloseGuard);
    desk.closing = true;
    if has_file {
        save_now(context, desk);
    }
}

/// Closes the window; what is still unsaved is asked about.
pub fn close(context: &Context) {
    context.send_viewport_cmd(ViewportCommand::Close);
}

/// Unsaved work is given up.
pub fn give_up(desk: &mut Desk) {
    if let Some(case) = &mut desk.case {
        case.slot.journal = None;
        case.slot.lock = None;
        if let Some(draft) = case.slot.draft.take() {
            store::remove_draft(&draft);
        }
        case.saved_revision = case.revision;
    }
}

/// The case leaves the desk for another one: nothing of it may be lost.
pub fn put_aside(context: &Context, desk: &mut Desk) {
    let keeps_drafts = desk.keeps_drafts;
    let Some(case) = &mut desk.case else { return };
    if !case.is_changed() {
        if let Some(draft) = case.slot.draft.take() {
            store::remove_draft(&draft);
        }
        if let Some(journal) = case.slot.journal.take()
            && let Err(error) = journal.close()
        {
            desk.error(error.to_string(), error.detail().unwrap_or_default());
        }
        return;
    }
    if case.slot.saving || case.slot.read_only.is_some() {
        // The history is with the running save; the journal keeps what came after it.
        if let Some(refusal) = write_journal(case) {
            desk.error(refusal.text, refusal.details);
        }
        return;
    }
    let (path, expect, is_draft) = match case.slot.path().map(Path::to_owned) {
        Some(path) => (path, case.slot.fingerprint.clone().map_or(Expect::Anything, Expect::Unchanged), false),
        None if !keeps_drafts => return,
        None => match case.slot.draft.clone().map_or_else(store::new_draft, Ok) {
            Ok(path) => {
                case.slot.draft = Some(path.clone());
                (path, Expect::Anything, true)
            }
            Err(refusal) => {
                desk.error(refusal.text, refusal.details);
                return;
            }
        },
    };
    // In place: the case is about to go.
    let (task, take_lock) = task_of(case, path, expect, is_draft, false);
    saved(context, desk, store::save(task, take_lock));
    if is_draft {
        desk.toast("The unsaved case is kept under Home");
    }
}

/// The window is gone.
pub fn leave(desk: &mut Desk) {
    let Some(case) = &mut desk.case else { return };
    if case.is_changed() {
        if let Some(refusal) = write_journal(case) {
            store::tell(&refusal.text);
        }
    } else if let Some(journal) = case.slot.journal.take()
        && let Err(error) = journal.close()
    {
        store::tell(&error.to_string());
    }
}

//! Files behind answers: attaching, looking at copies, what the evidence screen is worked out from.

use super::apply::{edit_case, file_name};
use super::dialogs::Purpose;
use super::jobs::Finished;
use super::merging;
use super::saving::save_at_once;
use super::state::{Case, Desk, Field, Overlay, Screen};
use super::store::Refusal;
use super::words;
use crate::assessment::evidence::{EvidenceView, evidence_view};
use crate::files::{
    Gone, ShownCopies, TakenFile, gone, hand_to_system, keep_unsaved, room_left, take_file, write_copy,
};
use crate::questionnaire::QuestionIx;
use crate::submission::{Attachment, Edit, Record};
use chrono::NaiveDate;
use egui::Context;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is wished for about attached files. A place counts along the attachments of the question.
#[derive(Clone, Debug)]
pub enum EvidenceAction {
    /// Ask which file to attach.
    Ask(QuestionIx),
    Attach(QuestionIx, Vec<PathBuf>),
    /// Files were dropped that may be evidence, a device list, a case or a plan.
    Dropped(Vec<PathBuf>),
    Remove(QuestionIx, usize),
    Date(QuestionIx, usize, Option<NaiveDate>),
    Note(QuestionIx, usize, String),
    /// Let the system show a copy.
    Show(QuestionIx, usize),
    /// Ask where to save a copy.
    SaveCopy(QuestionIx, usize),
    /// The question that files of the evidence screen go to.
    Target(QuestionIx),
}

/// Hands a file to whatever the system shows it with. Tests put their own in its place.
pub type Opener = Arc<dyn Fn(&Path) -> io::Result<()> + Send + Sync>;

/// What the desk needs to show attached files.
#[derive(Clone)]
pub struct Shower {
    pub opener: Opener,
    copies: ShownCopies,
}

impl Shower {
    #[must_use]
    pub fn of_the_system() -> Self {
        Self { opener: Arc::new(hand_to_system), copies: ShownCopies::default() }
    }

    /// Shows nothing to anybody.
    #[must_use]
    pub fn silent() -> Self {
        Self { opener: Arc::new(|_| Ok(())), copies: ShownCopies::default() }
    }
}

/// What is known of the evidence of a case while it is on the desk.
#[derive(Default)]
pub struct EvidenceDesk {
    /// Worked out for this revision of the case.
    seen: Option<(u64, EvidenceView)>,
    /// When attached files were last changed, by hash: a hint at their date.
    pub changed: BTreeMap<String, NaiveDate>,
}

impl EvidenceDesk {
    #[must_use]
    pub fn view(&self) -> Option<&EvidenceView> {
        self.seen.as_ref().map(|(_, view)| view)
    }
}

/// Files that were read to be attached.
pub struct Taken {
    case_id: u64,
    question: QuestionIx,
    files: Vec<TakenFile>,
    refused: Vec<Refusal>,
    /// Whether the disk has all of them beside the journal.
    kept: bool,
}

/// What came of showing or copying an attached file.
pub enum CopyDone {
    Shown,
    Saved(PathBuf),
}

impl Case {
    /// The attachments of a question, in the order in which they came.
    #[must_use]
    pub fn attachments(&self, ix: QuestionIx) -> &[Attachment] {
        let record = self.submission.record(&self.questionnaire.question(ix).id);
        record.map_or(&[], |record| &record.attachments)
    }

    /// Why an attached file cannot be used, as far as is known without reading all of it.
    #[must_use]
    pub fn gone(&self, attachment: &Attachment) -> Option<Gone> {
        let slot = &self.slot;
        match slot.evidence.contains_key(&attachment.sha256) {
            false => Some(Gone::Missing),
            true => slot.damaged.contains(&attachment.sha256).then_some(Gone::Damaged),
        }
    }
}

/// A sentence for each attached file whose content is nowhere.
#[must_use]
pub fn missing(case: &Case) -> Vec<String> {
    let attached = case.submission.records.iter().flat_map(|(id, it)| it.attachments.iter().map(move |it| (id, it)));
    attached
        .filter_map(|(id, it)| Some(format!("The file \"{}\" of {id} {}", it.file_name, case.gone(it)?.words())))
        .collect()
}

/// Works out what the evidence screen shows, when the case is another.
pub fn tick(desk: &mut Desk) {
    let today = desk.today;
    let Some(case) = desk.case.as_mut().filter(|_| desk.screen == Screen::Evidence) else { return };
    if case.evidence.seen.as_ref().is_some_and(|(revision, _)| *revision == case.revision) {
        return;
    }
    let as_of = case.submission.policy.inception.unwrap_or(today);
    let view = evidence_view(&case.questionnaire, &case.submission, &case.derived.assessment, as_of);
    case.evidence.seen = Some((case.revision, view));
}

pub fn apply(context: &Context, desk: &mut Desk, action: EvidenceAction) {
    match action {
        EvidenceAction::Ask(ix) => super::opening::ask(context, desk, Purpose::Attach(ix)),
        EvidenceAction::Attach(ix, paths) => take(context, desk, ix, paths),
        EvidenceAction::Dropped(paths) => match paths.as_slice() {
            // A worksheet that came back says itself what it is for.
            [path] if merging::carries_one(path) => merging::begin(context, desk, path.clone()),
            _ => desk.overlay = Some(Overlay::Dropped(paths)),
        },
        EvidenceAction::Remove(ix, place) => {
            if let Some(case) = &mut desk.case {
                case.view.drafts.retain(|field, _| !matches!(field, Field::AttachmentDate(..)));
            }
            let said = change(context, desk, ix, |record| {
                (place < record.attachments.len()).then(|| record.attachments.remove(place).file_name)
            });
            if let Some((id, name)) = said {
                desk.toast(format!("Removed {name} from {id}; undo brings it back"));
            }
        }
        EvidenceAction::Date(ix, place, dated) => {
            change(context, desk, ix, |record| {
                let attachment = record.attachments.get_mut(place)?;
                attachment.dated = dated;
                Some(attachment.file_name.clone())
            });
        }
        EvidenceAction::Note(ix, place, note) => {
            change(context, desk, ix, |record| {
                let attachment = record.attachments.get_mut(place)?;
                attachment.note = note;
                Some(attachment.file_name.clone())
            });
        }
        EvidenceAction::Show(ix, place) => show(context, desk, ix, place),
        EvidenceAction::SaveCopy(ix, place) => {
            super::opening::ask(context, desk, Purpose::SaveAttached { question: ix, place });
        }
        EvidenceAction::Target(ix) => {
            if let Some(case) = &mut desk.case {
                case.view.current = ix;
            }
        }
    }
}

/// Changes the record of a question; the id and what `how` answers, where it changed something.
fn change(
    context: &Context,
    desk: &mut Desk,
    ix: QuestionIx,
    how: impl FnOnce(&mut Record) -> Option<String>,
) -> Option<(String, String)> {
    let case = desk.case.as_mut()?;
    let id = case.questionnaire.question(ix).id.clone();
    let before = case.submission.record(&id).cloned().unwrap_or_default();
    let mut record = before.clone();
    let name = how(&mut record)?;
    if record == before {
        return None;
    }
    let label = match record.attachments.len() < before.attachments.len() {
        true => format!("Remove {name} from {id}"),
        false => format!("Change {name} of {id}"),
    };
    let edit = Edit::Record { question: id.clone(), record: Some(Box::new(record)) };
    edit_case(context, case, desk.now, edit, Some(label));
    Some((id, name))
}

/// Reads files in the background; the disk has them beside the journal before the case names them.
fn take(context: &Context, desk: &mut Desk, question: QuestionIx, paths: Vec<PathBuf>) {
    let Some(case) = &desk.case else { return };
    let case_id = case.id;
    let mut room = room_left(&case.slot.evidence, &case.submission);
    let keep_at = case.slot.on_disk().filter(|_| case.slot.read_only.is_none()).map(Path::to_owned);
    let title = match paths.as_slice() {
        [path] => format!("Reading {}", file_name(path)),
        many => format!("Reading {} files", many.len()),
    };
    desk.jobs.start(title, true, context, move |handle| {
        let mut taken = Taken { case_id, question, files: Vec::new(), refused: Vec::new(), kept: keep_at.is_some() };
        for path in paths.iter().take_while(|_| !handle.is_stopped()) {
            let file = match take_file(path, room) {
                Ok(file) => file,
                Err(error) => {
                    taken.refused.push(error.into());
                    continue;
                }
            };
            room = room.saturating_sub(file.content.len() as u64);
            if let Some(case) = &keep_at
                && let Err(error) = keep_unsaved(case, &file.sha256, &file.content)
            {
                taken.kept = false;
                taken.refused.push(error.into());
            }
            taken.files.push(file);
        }
        Finished::EvidenceTaken(Box::new(taken))
    });
}

/// Files were read: they go on file, as one change.
pub fn taken(context: &Context, desk: &mut Desk, taken: Taken) {
    let (now, today) = (desk.now, desk.today);
    let Some(case) = desk.case.as_mut().filter(|case| case.id == taken.case_id) else { return };
    let id = case.questionnaire.question(taken.question).id.clone();
    let mut record = case.submission.record(&id).cloned().unwrap_or_default();
    let mut names = Vec::new();
    let mut again = Vec::new();
    for file in taken.files {
        case.slot.damaged.remove(&file.sha256);
        if taken.kept {
            case.slot.stored.insert(file.sha256.clone());
        }
        if let Some(changed) = file.changed {
            case.evidence.changed.insert(file.sha256.clone(), changed);
        }
        if record.attachments.iter().any(|it| it.sha256 == file.sha256) {
            again.push(file.file_name.clone());
        } else {
            record.attachments.push(file.attachment(today));
            names.push(file.file_name.clone());
        }
        case.slot.evidence.insert(file.sha256, file.content);
    }
    if !names.is_empty() {
        let what = one_or_many(&names);
        case.undo.break_merge();
        let edit = Edit::Record { question: id.clone(), record: Some(Box::new(record)) };
        edit_case(context, case, now, edit, Some(format!("Attach {what} to {id}")));
        case.undo.break_merge();
        if !taken.kept {
            save_at_once(case);
        }
        desk.toast(format!("Attached {what} to {id}"));
    }
    if !again.is_empty() {
        let verb = if again.len() == 1 { "is" } else { "are" };
        desk.toast(format!("{} {verb} attached to {id} already", one_or_many(&again)));
    }
    for refusal in taken.refused {
        desk.error(refusal.text, refusal.details);
    }
}

fn one_or_many(names: &[String]) -> String {
    match names {
        [name] => name.clone(),
        many => words::counted(many.len(), "file", "files"),
    }
}

/// Content, or a sentence why there is none.
type Content = Result<Arc<[u8]>, String>;

fn content_of(case: &Case, ix: QuestionIx, place: usize) -> Option<(Attachment, Content)> {
    let attachment = case.attachments(ix).get(place)?.clone();
    let content = case.slot.evidence.get(&attachment.sha256).cloned();
    let content = content.ok_or_else(|| format!("\"{}\" {}", attachment.file_name, Gone::Missing.words()));
    Some((attachment, content))
}

/// A copy goes to the system once its bytes are known to be those that were attached.
fn show(context: &Context, desk: &mut Desk, ix: QuestionIx, place: usize) {
    let Some((attachment, content)) = desk.case.as_ref().and_then(|case| content_of(case, ix, place)) else { return };
    let content = match content {
        Ok(content) => content,
        Err(sentence) => return desk.error(sentence, ""),
    };
    let shower = desk.shower.clone();
    let title = format!("Opening a copy of {}", attachment.file_name);
    desk.jobs.start(title, false, context, move |_| {
        let shown = || {
            let evidence = BTreeMap::from([(attachment.sha256.clone(), content.clone())]);
            if let Some(why) = gone(&evidence, &attachment.sha256) {
                return Err(Refusal::new(format!("\"{}\" {}", attachment.file_name, why.words())));
            }
            let copy = shower.copies.put(&attachment, &content)?;
            (shower.opener)(&copy).map_err(|error| Refusal {
                details: error.to_string(),
                ..Refusal::new(format!(
                    "The system found no program to show \"{}\" with; save a copy instead",
                    attachment.file_name
                ))
            })
        };
        Finished::EvidenceCopied(shown().map(|()| CopyDone::Shown))
    });
}

/// Saves a copy where a person said.
pub fn save_copy(context: &Context, desk: &mut Desk, ix: QuestionIx, place: usize, path: PathBuf) {
    let Some((_, content)) = desk.case.as_ref().and_then(|case| content_of(case, ix, place)) else { return };
    match content {
        Ok(content) => {
            desk.jobs.start("Saving a copy", true, context, move |_| {
                let written = write_copy(&path, &content).map_err(Refusal::from);
                Finished::EvidenceCopied(written.map(|()| CopyDone::Saved(path)))
            });
        }
        Err(sentence) => desk.error(sentence, ""),
    }
}

/// A copy was made, or not.
pub fn copied(desk: &mut Desk, done: Result<CopyDone, Refusal>) {
    match done {
        Ok(CopyDone::Shown) => {}
        Ok(CopyDone::Saved(path)) => desk.toast(format!("Saved a copy as {}", file_name(&path))),
        Err(refusal) => desk.error(refusal.text, refusal.details),
    }
}

/// What dropped files are, where one place would take them all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DroppedAs {
    /// A case or a plan, which is opened.
    Opened,
    /// A device list by its ending, which may be evidence as well.
    Unclear,
    Evidence,
}

/// Goes by the endings alone: nothing is read before somebody said what it is for.
#[must_use]
pub fn dropped_as(paths: &[PathBuf]) -> DroppedAs {
    let [path] = paths else { return DroppedAs::Evidence };
    let is = |endings: &[&str]| {
        path.extension().is_some_and(|found| endings.iter().any(|ending| found.eq_ignore_ascii_case(ending)))
    };
    match () {
        () if is(&["securable", "ron"]) || path.is_dir() => DroppedAs::Opened,
        () if is(&["csv", "tsv", "xlsx", "xlsm", "ods", "xml", "json"]) => DroppedAs::Unclear,
        () => DroppedAs::Evidence,
    }
}

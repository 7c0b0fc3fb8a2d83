//! The desk's side of the disk: opening, saving, journals, drafts of unsaved cases, preferences.
//!
//! Only `files` touches bytes; this module decides which file is meant and keeps what belongs to it.

use crate::files::{
    self, Basis, CaseFile, CaseLock, Change, Evidence, Expect, FileError, FileErrorKind, Fingerprint, Gone, History,
    Holder, Journal, Prefs, ReadExpiring, Recovered, Recovery, SHIPPED, Sample, ThemeChoice, basis, default_folder,
    drop_unsaved, gone_evidence, journal_path, load_prefs, questionnaire_from_text, read_case, recover, save_prefs,
    unsaved_evidence, write_case,
};
use crate::questionnaire::Questionnaire;
use crate::submission::Submission;
use chrono::Local;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where a case lives on disk and what belongs to it there.
pub struct Slot {
    pub saved_as: SavedAs,
    /// Where an unsaved case is kept meanwhile.
    pub draft: Option<PathBuf>,
    pub fingerprint: Option<Fingerprint>,
    pub lock: Option<CaseLock>,
    pub journal: Option<Journal>,
    pub history: History,
    /// Content of attached files by hash; with an undo step it may be more than answers name.
    pub evidence: Evidence,
    /// Hashes whose content is in the file or beside the journal.
    pub stored: BTreeSet<String>,
    /// Content that is not what was attached, as found when the case was opened.
    pub damaged: BTreeSet<String>,
    /// Reference files by hash; with an undo step they may be more than the case is computed with.
    pub reference: BTreeMap<String, Vec<u8>>,
    /// Made since the last save, oldest first.
    pub changes: Vec<Change>,
    /// How many of them are in the journal.
    pub journalled: usize,
    pub saving: bool,
    /// The revision that the draft holds.
    pub draft_revision: Option<u64>,
    /// The last save failed; wait for the person or for the next change.
    pub failed_revision: Option<u64>,
    /// The file may only be read here: someone else has it, or the folder takes no lock.
    pub read_only: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SavedAs {
    Nothing,
    File(PathBuf),
}

impl Default for Slot {
    fn default() -> Self {
        Self {
            saved_as: SavedAs::Nothing,
            draft: None,
            fingerprint: None,
            lock: None,
            journal: None,
            history: History::default(),
            evidence: Evidence::new(),
            stored: BTreeSet::new(),
            damaged: BTreeSet::new(),
            reference: BTreeMap::new(),
            changes: Vec::new(),
            journalled: 0,
            saving: false,
            draft_revision: None,
            failed_revision: None,
            read_only: None,
        }
    }
}

impl Slot {
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match &self.saved_as {
            SavedAs::Nothing => None,
            SavedAs::File(path) => Some(path),
        }
    }

    /// The file, or the draft that stands for it.
    #[must_use]
    pub fn on_disk(&self) -> Option<&Path> {
        self.path().or(self.draft.as_deref())
    }

    /// `Harbor Mill Foods.securable`, or empty.
    #[must_use]
    pub fn file_name(&self) -> String {
        self.path().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }
}

/// Something refused, in words for a person.
#[derive(Clone, Debug)]
pub struct Refusal {
    pub text: String,
    pub details: String,
    pub kind: Option<FileErrorKind>,
}

impl From<FileError> for Refusal {
    fn from(error: FileError) -> Self {
        let mut details: Vec<String> = error.problems().iter().map(ToString::to_string).collect();
        details.extend(error.detail());
        Self { text: error.to_string(), details: details.join("\n"), kind: Some(error.kind()) }
    }
}

impl Refusal {
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), details: String::new(), kind: None }
    }
}

/// Unsaved changes that an earlier run left in a journal.
#[derive(Clone, Debug)]
pub struct Found {
    pub recovered: Recovered,
    /// The journal does not build on the file as it is now.
    pub other_base: bool,
}

/// A case that was read.
pub struct OpenedCase {
    pub base: Arc<Questionnaire>,
    /// With the plan of the case laid over.
    pub questionnaire: Arc<Questionnaire>,
    pub expiring: Option<Arc<ReadExpiring>>,
    pub submission: Submission,
    pub slot: Slot,
    pub notices: Vec<String>,
    pub found: Option<Found>,
    /// Opened as a copy without a file.
    pub copy: bool,
    /// Unsaved work of an earlier run.
    pub unsaved: bool,
}

/// Reads a case, takes its lock and looks for a journal.
///
/// # Errors
/// In words for a person.
pub fn open(path: &Path) -> Result<OpenedCase, Refusal> {
    let opened = read_case(path)?;
    let Basis { base, effective, notices: of_basis } =
        basis(&opened.case.questionnaire, opened.case.submission.plan.as_deref(), path)?;
    let (lock, read_only) = match CaseLock::take(path, &holder()) {
        Ok(lock) => (Some(lock), None),
        Err(error) => (None, Some(error.to_string())),
    };
    let mut notices: Vec<String> = opened.notices.iter().chain(&of_basis).map(ToString::to_string).collect();
    let unused = files::effort_notices(&effective, &opened.case.submission);
    notices.extend(unused.iter().map(ToString::to_string));
    let expiring = match opened.case.submission.expiring.as_deref().map(files::read_expiring) {
        None => None,
        Some(Ok(read)) => Some(Arc::new(read)),
        Some(Err(error)) => {
            notices.push(format!("The expiring case cannot be compared with: {error}"));
            None
        }
    };
    let found = match recover(&journal_path(path), &opened.fingerprint.sha256, &opened.case.history) {
        Ok(Recovery::Apply(recovered)) => Some(Found { recovered, other_base: false }),
        Ok(Recovery::OtherBase(recovered)) => Some(Found { recovered, other_base: true }),
        Ok(Recovery::Nothing | Recovery::AlreadySaved) => None,
        Err(error) => {
            notices.push(error.to_string());
            None
        }
    };
    let CaseFile { submission, history, mut evidence, reference, .. } = opened.case;
    if found.is_some() {
        evidence.extend(unsaved_evidence(path));
    } else if lock.is_some()
        && let Err(error) = drop_unsaved(path, |_| false)
    {
        notices.push(error.to_string());
    }
    let gone = gone_evidence(&submission, &evidence);
    let damaged = gone.into_iter().filter(|(_, why)| *why == Gone::Damaged).map(|(hash, _)| hash).collect();
    let slot = Slot {
        saved_as: SavedAs::File(path.to_owned()),
        fingerprint: Some(opened.fingerprint),
        lock,
        history,
        stored: evidence.keys().cloned().collect(),
        evidence,
        damaged,
        reference,
        read_only,
        ..Slot::default()
    };
    Ok(OpenedCase {
        base,
        questionnaire: effective,
        expiring,
        submission,
        slot,
        notices,
        found,
        copy: false,
        unsaved: false,
    })
}

/// A sample from inside the program, as a case without a file.
///
/// # Errors
/// In words for a person.
pub fn open_sample(sample: Sample) -> Result<OpenedCase, Refusal> {
    let case = sample.case().map_err(|problems| Refusal {
        text: format!("The sample {} inside the program cannot be read", sample.title),
        details: problems.to_string(),
        kind: Some(FileErrorKind::Wrong),
    })?;
    let CaseFile { submission, questionnaire, .. } = case;
    let Basis { base, effective, .. } = basis(&questionnaire, submission.plan.as_deref(), Path::new(sample.title))?;
    Ok(OpenedCase {
        base,
        questionnaire: effective,
        expiring: None,
        submission,
        slot: Slot::default(),
        notices: Vec::new(),
        found: None,
        copy: true,
        unsaved: false,
    })
}

/// Unsaved work of an earlier run: still without a file of its own.
///
/// # Errors
/// In words for a person.
pub fn open_draft(path: &Path) -> Result<OpenedCase, Refusal> {
    let mut opened = open(path)?;
    opened.slot.saved_as = SavedAs::Nothing;
    opened.slot.draft = Some(path.to_owned());
    opened.unsaved = true;
    Ok(opened)
}

/// `Work of 22 November, 14:02`, from the name of the draft.
#[must_use]
pub fn draft_words(path: &Path) -> String {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let at = stem.get(..15).and_then(|text| chrono::NaiveDateTime::parse_from_str(text, "%Y%m%d-%H%M%S").ok());
    at.map_or(stem, |at| format!("Work of {}", at.format("%-d %B, %H:%M")))
}

/// The questionnaire for new cases.
///
/// # Errors
/// Only if the shipped file is damaged.
pub fn shipped_questionnaire() -> Result<Arc<Questionnaire>, Refusal> {
    let Some((file, text)) = SHIPPED.first() else {
        return Err(Refusal::new("No questionnaire is part of this program; install Securable again"));
    };
    questionnaire_from_text(text, file).map(Arc::new).map_err(|problems| Refusal {
        text: "The questionnaire in the program cannot be read; install Securable again".to_owned(),
        details: problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
        kind: None,
    })
}

/// All that a save needs, away from the desk.
pub struct SaveTask {
    pub path: PathBuf,
    pub expect: Expect,
    pub case: CaseFile,
    /// Changes that this save makes part of the history.
    pub changes: Vec<Change>,
    pub revision: u64,
    pub is_draft: bool,
    /// Which case of the desk it is.
    pub case_id: u64,
}

/// What came of it; the case file comes back either way.
pub struct SaveOutcome {
    pub result: Result<Fingerprint, Refusal>,
    pub case: CaseFile,
    pub path: PathBuf,
    pub revision: u64,
    /// How many changes are in the history now.
    pub changes: usize,
    pub is_draft: bool,
    pub case_id: u64,
    /// Taken for a path that is new to the case.
    pub lock: Option<CaseLock>,
}

/// Writes a case.
#[must_use]
pub fn save(task: SaveTask, take_lock: bool) -> SaveOutcome {
    let SaveTask { path, expect, mut case, changes, revision, is_draft, case_id } = task;
    let before = case.history.clone();
    let mut result = case.history.append(&changes).map_err(|error| Refusal {
        text: "The history of the case could not be written, so nothing was saved".to_owned(),
        details: error,
        kind: None,
    });
    let mut lock = None;
    if result.is_ok() && take_lock {
        match CaseLock::take(&path, &holder()) {
            Ok(taken) => lock = Some(taken),
            Err(error) if error.kind() == FileErrorKind::Locked => result = Err(error.into()),
            // A folder that takes no lock file may still take the case.
            Err(_) => {}
        }
    }
    let result = result.and_then(|()| write_case(&path, &case, &expect).map_err(Refusal::from));
    if result.is_err() {
        case.history = before;
    }
    SaveOutcome {
        result: result.map(|saved| saved.fingerprint),
        case,
        path,
        revision,
        changes: changes.len(),
        is_draft,
        case_id,
        lock,
    }
}

/// Who the lock says has the case.
fn holder() -> Holder {
    Holder {
        user: user(),
        host: std::env::var("HOSTNAME").or_else(|_| std::env::var("COMPUTERNAME")).unwrap_or_default(),
        pid: std::process::id(),
        since: Local::now().format("%Y-%m-%d %H:%M").to_string(),
    }
}

/// The name under which changes are written to the history.
#[must_use]
pub fn user() -> String {
    std::env::var("USER").or_else(|_| std::env::var("USERNAME")).unwrap_or_else(|_| "someone".to_owned())
}

/// Local time as the history keeps it.
#[must_use]
pub fn now_text() -> String {
    Local::now().format("%Y-%m-%dT%H:%M:%S").to_string()
}

/// The time of day.
#[must_use]
pub fn now() -> chrono::NaiveTime {
    Local::now().time()
}

fn drafts_folder() -> Option<PathBuf> {
    default_folder().map(|folder| folder.join("unsaved"))
}

/// A place for a case that has no file yet.
///
/// # Errors
/// In words for a person, with what was lost: the protection of a draft.
pub fn new_draft() -> Result<PathBuf, Refusal> {
    let folder =
        drafts_folder().ok_or_else(|| Refusal::new("There is no folder for unsaved work; save the case soon"))?;
    std::fs::create_dir_all(&folder).map_err(|error| Refusal {
        text: "Unsaved work cannot be kept aside; save the case soon".to_owned(),
        details: error.to_string(),
        kind: None,
    })?;
    Ok(folder.join(format!("{}-{}.securable", Local::now().format("%Y%m%d-%H%M%S"), std::process::id())))
}

/// Unsaved cases that an earlier run left behind and that nobody has open.
#[must_use]
pub fn drafts() -> Vec<PathBuf> {
    let Some(folder) = drafts_folder() else { return Vec::new() };
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "securable"))
        .filter(|path| CaseLock::take(path, &holder()).is_ok())
        .collect();
    found.sort();
    found
}

/// Takes a draft and all that lies beside it away.
pub fn remove_draft(path: &Path) {
    for file in [path.to_owned(), journal_path(path), crate::files::backup_path(path)] {
        if let Err(error) = std::fs::remove_file(&file)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tell(&format!("{} could not be removed: {error}", file.display()));
        }
    }
    if let Err(error) = drop_unsaved(path, |_| false) {
        tell(&error.to_string());
    }
}

/// A sentence for whoever started the program, where no desk can show it any more.
pub fn tell(sentence: &str) {
    if writeln!(std::io::stderr(), "securable: {sentence}").is_err() {
        // Nobody is listening.
    }
}

/// Preferences of the last run, with what could not be read of them.
#[must_use]
pub fn read_prefs() -> (Prefs, Option<String>) {
    match default_folder() {
        Some(folder) => {
            let (prefs, notice) = load_prefs(&folder);
            (prefs, notice.map(|notice| notice.to_string()))
        }
        None => (Prefs::default(), None),
    }
}

/// Keeps preferences for the next run.
///
/// # Errors
/// In words for a person.
pub fn write_prefs(prefs: &Prefs) -> Result<(), Refusal> {
    match default_folder() {
        Some(folder) => save_prefs(&folder, prefs).map_err(Refusal::from),
        None => Ok(()),
    }
}

/// The desk's theme for a kept choice.
#[must_use]
pub fn theme_preference(choice: ThemeChoice) -> egui::ThemePreference {
    match choice {
        ThemeChoice::System => egui::ThemePreference::System,
        ThemeChoice::Light => egui::ThemePreference::Light,
        ThemeChoice::Dark => egui::ThemePreference::Dark,
    }
}

/// What is kept of the desk's theme.
#[must_use]
pub fn theme_choice(theme: egui::ThemePreference) -> ThemeChoice {
    match theme {
        egui::ThemePreference::System => ThemeChoice::System,
        egui::ThemePreference::Light => ThemeChoice::Light,
        egui::ThemePreference::Dark => ThemeChoice::Dark,
    }
}

/// The applicant's name as a file name.
#[must_use]
pub fn file_stem(applicant: &str) -> String {
    let kept: String = applicant
        .chars()
        .map(|letter| if letter.is_control() || "<>:\"/\\|?*".contains(letter) { ' ' } else { letter })
        .collect();
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let kept = kept.trim_matches('.');
    if kept.is_empty() { "New submission".to_owned() } else { kept.chars().take(80).collect() }
}

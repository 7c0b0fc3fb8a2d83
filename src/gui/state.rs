//! Everything the desk knows: the open case, what the person is looking at, preferences and notices.
//!
//! Screens read it and emit [`super::action::Action`]s; only `apply` writes here.

use super::carrier::Carrier;
use super::derived::Derived;
use super::devices::DevicesView;
use super::estate::{self, Estate};
use super::evidence::{EvidenceDesk, Shower};
use super::finder::Finder;
use super::importing::{Import, ReadingReport};
use super::jobs::Jobs;
use super::merging::Sheet;
use super::paper::PagesView;
use super::references::Shelf;
use super::review::Review;
use super::store::{SavedAs, Slot};
use super::what_if::WhatIf;
use crate::assessment::Assessment;
use crate::assessment::renewal::Renewal;
use crate::files::{Prefs, ReadExpiring};
use crate::inventory::Survey;
use crate::memo::wording;
use crate::questionnaire::{QuestionIx, Questionnaire, Ratio, SectionIx};
use crate::submission::{Submission, Undo};
use chrono::{NaiveDate, NaiveTime};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The desk of one person.
pub struct Desk {
    pub case: Option<Case>,
    /// A plan in work and the book; they need no case.
    pub carrier: Carrier,
    pub screen: Screen,
    pub overlay: Option<Overlay>,
    pub toasts: Vec<Toast>,
    pub prefs: Prefs,
    /// Off in tests: the preferences of this computer are not theirs.
    pub keeps_prefs: bool,
    /// Off in tests, for the same reason.
    pub keeps_drafts: bool,
    /// Where it is kept what columns mean; none in tests that keep nothing.
    pub mappings: Option<PathBuf>,
    /// The reference files kept on this computer.
    pub shelf: Shelf,
    pub theme: egui::ThemePreference,
    pub jobs: Jobs,
    pub dialogs: Box<dyn super::dialogs::Dialogs>,
    /// Shows copies of attached files.
    pub shower: Shower,
    /// A dialog of the system is open.
    pub asking: bool,
    /// Today, as the desk took it at its start.
    pub today: NaiveDate,
    /// Seconds since the start, as egui counts them.
    pub now: f64,
    /// The person confirmed that unsaved work may be lost.
    pub may_close: bool,
    /// The window was asked to close and waits for a save.
    pub closing: bool,
    pub next_toast: u64,
    /// Unsaved work that earlier runs left behind.
    pub drafts: Vec<PathBuf>,
}

/// The places of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Screen {
    Home,
    Case,
    Interview,
    Devices,
    Assessment,
    WhatIf,
    Terms,
    Memo,
    Preview,
    /// What changed since the expiring case.
    Renewal,
    /// Handing questions out and taking answers back.
    Worksheet,
    OpenItems,
    /// What stands behind the score.
    Evidence,
    /// Every submission a carrier holds.
    Book,
    /// A plan in work.
    Weights,
    /// Every widget in every state (debug builds).
    Gallery,
}

impl Screen {
    /// The carrier's places, which need no case.
    #[must_use]
    pub fn is_carrier(self) -> bool {
        matches!(self, Self::Book | Self::Weights)
    }
}

/// One submission on the desk.
pub struct Case {
    /// Which case it is, for jobs that come back when another one is on the desk.
    pub id: u64,
    /// As pinned in the case.
    pub base: Arc<Questionnaire>,
    /// What the case is scored under: the base with the plan of the case laid over.
    pub questionnaire: Arc<Questionnaire>,
    pub submission: Submission,
    /// Expiring cases by their hash, also those that an undo may bring back.
    pub expirings: BTreeMap<String, Arc<ReadExpiring>>,
    pub undo: Undo,
    /// Grows with every change.
    pub revision: u64,
    /// The revision that is on disk.
    pub saved_revision: u64,
    pub saved_at: Option<NaiveTime>,
    /// Seconds, of the last change.
    pub changed_at: f64,
    /// The file, its lock, its journal and its history.
    pub slot: Slot,
    /// Grows with every change that the estate is computed from.
    pub devices_revision: u64,
    pub estate: Estate,
    pub derived: Derived,
    pub view: View,
    pub memo: PagesView,
    pub preview: PagesView,
    pub devices: DevicesView,
    pub what_if: WhatIf,
    /// What is ticked and typed about the devices.
    pub review: Review,
    pub evidence: EvidenceDesk,
    /// A list on its way in.
    pub import: Option<Box<Import>>,
    /// A worksheet that came back.
    pub sheet: Option<Sheet>,
    /// How the list was read, where that was done at this desk.
    pub reading: Option<ReadingReport>,
    /// A sample: losing it loses nothing until it is changed.
    pub sample: bool,
}

/// A case as it stood when a job began.
pub struct Snapshot {
    questionnaire: Arc<Questionnaire>,
    submission: Submission,
    assessment: Assessment,
    survey: Arc<Survey>,
    renewal: Option<Renewal>,
}

impl Snapshot {
    #[must_use]
    pub fn wording(&self) -> wording::Case<'_> {
        wording::Case {
            questionnaire: &self.questionnaire,
            submission: &self.submission,
            assessment: &self.assessment,
            survey: &self.survey,
            renewal: self.renewal.as_ref(),
        }
    }
}

/// What the person is looking at in a case. Never saved, never undone.
#[derive(Debug)]
pub struct View {
    pub current: QuestionIx,
    /// Option under the arrow keys.
    pub option_cursor: Option<usize>,
    pub why_open: bool,
    /// The current card is to be brought into view.
    pub scroll_to_current: bool,
    /// A field that takes the keyboard in the next frame.
    pub focus: Option<Field>,
    /// The last change of the score, shown for a moment.
    pub change: Option<ScoreChange>,
    /// Text that does not read as its field's type yet.
    pub drafts: BTreeMap<Field, String>,
    /// Who is answering; written to every new answer.
    pub speaker: String,
}

impl View {
    /// A view on a question.
    #[must_use]
    pub fn on(current: QuestionIx) -> Self {
        Self {
            current,
            option_cursor: None,
            why_open: false,
            scroll_to_current: true,
            focus: None,
            change: None,
            drafts: BTreeMap::new(),
            speaker: String::new(),
        }
    }
}

/// A field that can be asked to take the keyboard, or holds a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Note,
    SaidBy,
    Reason,
    Control,
    Decider,
    Revenue,
    Employees,
    Sites,
    Inception,
    Expiry,
    Limit,
    Retention,
    ScheduleMax,
    DecisionDate,
    DocumentDate(u16),
    DueDate(u16),
    /// Of an attached document, by question and place.
    AttachmentDate(u16, u16),
    /// Of the decision on a changed schedule line, by its place in the renewal.
    PlanDebitDate(u16),
}

/// How the score moved with the last answer.
#[derive(Clone, Copy, Debug)]
pub struct ScoreChange {
    pub question: QuestionIx,
    pub delta: Ratio,
    /// Seconds.
    pub at: f64,
}

/// Seconds a change of the score stands beside the answer.
pub const CHANGE_SHOWN_SECONDS: f64 = 4.0;

/// Something that lies over the work until it is answered or closed.
pub enum Overlay {
    Finder(Finder),
    Keys,
    /// What roles arrange and what they do not protect.
    Roles,
    /// The desk is closing and the case has no file.
    CloseGuard,
    /// The desk is closing and the plan in work has changes.
    PlanGuard,
    /// Who approves or retires the plan.
    Sign(super::carrier::Signature),
    /// No dialog of the system answered: the path is typed.
    TypedPath {
        request: super::dialogs::Request,
        path: String,
        problem: String,
    },
    /// The file changed on disk since it was opened.
    ChangedOutside,
    /// A plan beside the one in force, to be kept or left.
    Trial(Box<super::plans::Trial>),
    /// Dropped files that may be evidence or a device list.
    Dropped(Vec<PathBuf>),
    /// Unsaved work of an earlier run was found.
    Recovery(Box<super::store::Found>),
}

/// A line at the bottom right.
#[derive(Clone, Debug)]
pub struct Toast {
    pub id: u64,
    pub kind: ToastKind,
    pub text: String,
    pub details: String,
    pub open: bool,
    /// Seconds.
    pub born: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToastKind {
    Done,
    /// Stays until it is closed.
    Error,
}

/// Seconds a toast that is no error stays.
pub const TOAST_SECONDS: f64 = 5.0;

/// What the title says about the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveWords {
    Sample,
    Unsaved,
    Saving,
    Saved(NaiveTime),
    /// Never changed since it was opened.
    Unchanged,
}

impl SaveWords {
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Sample => "sample, not saved".to_owned(),
            Self::Unsaved => "unsaved".to_owned(),
            Self::Saving => "saving".to_owned(),
            Self::Saved(at) => format!("saved {}", at.format("%H:%M")),
            Self::Unchanged => "saved".to_owned(),
        }
    }
}

static NEXT_CASE: AtomicU64 = AtomicU64::new(1);

impl Case {
    /// A case without a plan.
    #[must_use]
    pub fn new(questionnaire: Arc<Questionnaire>, submission: Submission, slot: Slot) -> Self {
        Self::under(questionnaire.clone(), questionnaire, submission, slot)
    }

    /// A case on a base, scored under an effective questionnaire.
    #[must_use]
    pub fn under(
        base: Arc<Questionnaire>,
        questionnaire: Arc<Questionnaire>,
        submission: Submission,
        slot: Slot,
    ) -> Self {
        let derived = Derived::of(&questionnaire, &submission, &Survey::default(), None);
        let mut case = Self {
            id: NEXT_CASE.fetch_add(1, Ordering::Relaxed),
            derived,
            base,
            questionnaire,
            expirings: BTreeMap::new(),
            undo: Undo::default(),
            revision: 1,
            saved_revision: 1,
            saved_at: None,
            changed_at: 0.0,
            slot,
            view: View::on(QuestionIx(0)),
            memo: PagesView::default(),
            preview: PagesView::default(),
            devices: DevicesView::on(&submission),
            what_if: WhatIf::default(),
            submission,
            review: Review::default(),
            evidence: EvidenceDesk::default(),
            import: None,
            sheet: None,
            reading: None,
            sample: false,
            devices_revision: 1,
            estate: Estate::default(),
        };
        estate::refresh(&mut case);
        case.derive();
        case.view.current = case.derived.first_open().unwrap_or(QuestionIx(0));
        case
    }

    /// Computes anew what depends on answers and devices.
    pub fn derive(&mut self) {
        let survey = &self.estate.survey;
        let renewal =
            self.expiring().map(|expiring| expiring.renewal(&self.base, &self.questionnaire, &self.submission, survey));
        self.derived = Derived::of(&self.questionnaire, &self.submission, survey, renewal);
        self.what_if.outdate();
    }

    /// What the case renews, where it is on file and reads.
    #[must_use]
    pub fn expiring(&self) -> Option<&Arc<ReadExpiring>> {
        self.expirings.get(&self.submission.expiring.as_ref()?.sha256)
    }

    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.revision != self.saved_revision
    }

    /// For the words of memo and desk.
    #[must_use]
    pub fn wording(&self) -> wording::Case<'_> {
        wording::Case {
            questionnaire: &self.questionnaire,
            submission: &self.submission,
            assessment: &self.derived.assessment,
            survey: &self.estate.survey,
            renewal: self.derived.renewal.as_ref(),
        }
    }

    /// The same, for a job to take along.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            questionnaire: self.questionnaire.clone(),
            submission: self.submission.clone(),
            assessment: self.derived.assessment.clone(),
            survey: self.estate.survey.clone(),
            renewal: self.derived.renewal.clone(),
        }
    }

    /// The section of the current question.
    #[must_use]
    pub fn section(&self) -> SectionIx {
        self.questionnaire.question(self.view.current).section
    }

    /// What people call the case.
    #[must_use]
    pub fn name(&self) -> &str {
        let name = self.submission.applicant.name.trim();
        if name.is_empty() { "New submission" } else { name }
    }

    #[must_use]
    pub fn save_words(&self) -> SaveWords {
        match &self.slot.saved_as {
            _ if self.slot.saving => SaveWords::Saving,
            SavedAs::Nothing if self.sample && !self.is_changed() => SaveWords::Sample,
            SavedAs::Nothing => SaveWords::Unsaved,
            SavedAs::File(_) if self.is_changed() => SaveWords::Unsaved,
            SavedAs::File(_) => self.saved_at.map_or(SaveWords::Unchanged, SaveWords::Saved),
        }
    }

    /// Closing now would lose something a person made.
    #[must_use]
    pub fn would_lose(&self) -> bool {
        self.is_changed()
    }
}

impl Desk {
    /// A line at the bottom right that goes by itself.
    pub fn toast(&mut self, text: impl Into<String>) {
        self.push_toast(ToastKind::Done, text.into(), String::new());
    }

    /// One that stays.
    pub fn error(&mut self, text: impl Into<String>, details: impl Into<String>) {
        self.push_toast(ToastKind::Error, text.into(), details.into());
    }

    fn push_toast(&mut self, kind: ToastKind, text: String, details: String) {
        self.next_toast += 1;
        let toast = Toast { id: self.next_toast, kind, text, details, open: false, born: self.now };
        self.toasts.push(toast);
    }
}

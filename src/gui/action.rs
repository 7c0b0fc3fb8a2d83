//! Everything a screen can ask for. Screens push these; `apply` carries them out at the end of the frame.

use super::answer::AnswerChange;
use super::carrier::{BookAction, DraftAction};
use super::command::Command;
use super::devices::{DevicesTab, ListAction};
use super::evidence::EvidenceAction;
use super::importing::ImportAction;
use super::merging::MergeAction;
use super::review::ReviewAction;
use super::state::Field;
use super::what_if::WhatIfAction;
use crate::questionnaire::{QuestionIx, SectionIx, ThemeIx};
use crate::submission::Edit;
use std::path::PathBuf;

/// What one frame collects.
pub type Actions = Vec<Action>;

/// One wish of a screen.
#[derive(Clone, Debug)]
pub enum Action {
    /// Run a command of the table.
    Run(Command),
    /// Show a question in the interview and make it the current one.
    Jump(QuestionIx),
    /// Show the first question of a section that is still open, or its first.
    JumpToSection(SectionIx),
    /// Change what is on file for a question.
    Answer(QuestionIx, AnswerChange),
    /// Change anything else of the submission; the label is for undo.
    Edit { edit: Box<Edit>, label: Option<String> },
    /// Keep text of a typed field that does not read yet; `None` drops it.
    Draft(Field, Option<String>),
    /// The next edit starts an undo entry of its own.
    BreakMerge,
    /// The keyboard went to the field that had asked for it.
    FocusTaken,
    /// The current card has been scrolled into view.
    Scrolled,
    /// Fold "why it matters" open or shut.
    ToggleWhy,
    /// Who answers from now on.
    Speaker(String),
    /// Put the arrow keys on an option.
    OptionCursor(Option<usize>),
    /// Take over a suggested subjectivity.
    Adopt(ThemeIx),
    /// Open a file as it was named.
    OpenPath(PathBuf),
    /// Take a file off the list of recent files.
    ForgetRecent(PathBuf),
    /// A sample as an unsaved copy.
    OpenSample(crate::files::Sample),
    /// Continue unsaved work of an earlier run.
    OpenDraft(PathBuf),
    /// Delete unsaved work of an earlier run.
    DropDraft(PathBuf),
    /// The words in the palette or the search.
    FinderQuery(String),
    /// The row the arrow keys are on.
    FinderSelect(usize),
    /// Act on that row.
    FinderRun,
    /// Close what lies over the work.
    CloseOverlay,
    /// The path that was typed in place of a dialog.
    TypedPath(String),
    /// That path is meant.
    TypedPathDone,
    /// Lose unsaved work and close.
    CloseAnyway,
    /// Save over what someone else wrote.
    ReplaceOutside,
    /// Read what someone else wrote; own changes are given up.
    ReloadOutside,
    /// Score the case under the plan that was tried from now on.
    KeepPlan,
    /// Put recovered changes into the case.
    Recover(bool),
    /// Take a toast away.
    CloseToast(u64),
    /// Fold the details of a toast.
    ToggleToast(u64),
    /// Size of the pages on the screen, 1 is actual size; `None` fits the width.
    PagesZoom(Option<f32>),
    /// Scroll to a page.
    PagesJump(usize),
    /// The pages have scrolled there.
    PagesJumped,
    /// Show a side of the device list.
    DevicesTab(DevicesTab),
    /// Work through what the device list leaves open.
    Review(ReviewAction),
    /// Take a device list in.
    Import(ImportAction),
    /// Take answers of a worksheet into the case.
    Merge(MergeAction),
    /// Do something in the table of devices.
    List(ListAction),
    /// Change the plan in work, or what is looked at in it.
    Plan(DraftAction),
    /// Do something with the book.
    Book(BookAction),
    /// Try answers beside the real ones.
    WhatIf(WhatIfAction),
    /// Every carried answer of a section still holds.
    ConfirmSection(SectionIx),
    /// Attach files, or look at those that are.
    Evidence(EvidenceAction),
    /// Stop a job.
    CancelJob(u64),
}

impl From<Command> for Action {
    fn from(command: Command) -> Self {
        Self::Run(command)
    }
}

impl From<DraftAction> for Action {
    fn from(action: DraftAction) -> Self {
        Self::Plan(action)
    }
}

impl From<BookAction> for Action {
    fn from(action: BookAction) -> Self {
        Self::Book(action)
    }
}

impl From<EvidenceAction> for Action {
    fn from(action: EvidenceAction) -> Self {
        Self::Evidence(action)
    }
}

impl From<ListAction> for Action {
    fn from(action: ListAction) -> Self {
        Self::List(action)
    }
}

impl From<WhatIfAction> for Action {
    fn from(action: WhatIfAction) -> Self {
        Self::WhatIf(action)
    }
}

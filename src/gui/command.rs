//! Everything that has a name. Menus, palette, key page and tests read this one table.

use super::devices::DevicesTab;
use super::role::{PROTECTS_NOTHING, Role};
use super::state::{Case, Desk, Screen};
use egui::{Key, KeyboardShortcut, Modifiers};

/// A command of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Command {
    New,
    Open,
    RollForward,
    RollForwardCurrent,
    OpenPlan,
    NewPlan,
    Save,
    SaveAs,
    SaveMemo,
    SavePreview,
    CopyAsPreview,
    EndPreview,
    SaveExhibit,
    Undo,
    Redo,
    Palette,
    Search,
    Keys,
    AboutRoles,
    Home,
    Case,
    Interview,
    Devices,
    ImportDevices,
    AddCatalogue,
    AddSupportList,
    OtherPlan,
    NoPlan,
    ChooseExpiring,
    DropExpiring,
    AddDevice,
    RemoveDevices,
    Assessment,
    WhatIf,
    Terms,
    Memo,
    Preview,
    Renewal,
    OpenItems,
    Worksheet,
    ExportWorksheet,
    ExportForm,
    MergeWorksheet,
    Evidence,
    Attach,
    Book,
    Weights,
    CopyOpenItems,
    NextOpen,
    NextQuestion,
    PreviousQuestion,
    NextSection,
    PreviousSection,
    Confirm,
    ConfirmSection,
    Unknown,
    NotApplicable,
    ClearAnswer,
    Note,
    Flag,
    Why,
    AdvanceAfterAnswer,
    AsUnderwriter,
    AsBroker,
    AsCarrier,
    Light,
    Dark,
    SystemTheme,
    ZoomReset,
    Gallery,
}

/// Where a command is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    File,
    Edit,
    Go,
    Answer,
    View,
}

impl Group {
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Go => "Go to",
            Self::Answer => "Answer",
            Self::View => "View",
        }
    }
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub command: Command,
    pub group: Group,
    /// Sentence case; `...` where more is asked for.
    pub label: &'static str,
    /// What it does, one sentence without its full stop.
    pub tooltip: &'static str,
    /// The first is shown; the others work as well.
    pub shortcuts: &'static [KeyboardShortcut],
    /// Acts only while no text field has the keyboard.
    pub plain_key: bool,
}

const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}
const fn ctrl_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}
const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

const fn row(
    command: Command,
    group: Group,
    label: &'static str,
    tooltip: &'static str,
    shortcuts: &'static [KeyboardShortcut],
) -> Entry {
    Entry { command, group, label, tooltip, shortcuts, plain_key: false }
}

const fn key(
    command: Command,
    group: Group,
    label: &'static str,
    tooltip: &'static str,
    shortcuts: &'static [KeyboardShortcut],
) -> Entry {
    Entry { command, group, label, tooltip, shortcuts, plain_key: true }
}

/// Every command, in the order of the menus.
pub const TABLE: &[Entry] = &[
    row(Command::New, Group::File, "New submission", "Begin an empty case", &[ctrl(Key::N)]),
    row(Command::Open, Group::File, "Open...", "Open a case from disk", &[ctrl(Key::O)]),
    row(
        Command::RollForward,
        Group::File,
        "Roll forward as renewal",
        "Begin the next term with the answers of this case, each to be confirmed; the case itself stays as it is",
        &[],
    ),
    row(
        Command::RollForwardCurrent,
        Group::File,
        "Roll forward under the current questionnaire",
        "The same, moved to the version that this program ships; what has no place in it is kept",
        &[],
    ),
    row(Command::NewPlan, Group::File, "New plan", "Begin a plan that changes nothing yet", &[]),
    row(Command::OpenPlan, Group::File, "Open plan...", "Open a plan of weights and rules", &[ctrl_shift(Key::O)]),
    row(
        Command::Save,
        Group::File,
        "Save",
        "Save the case now, or the plan while its weights are shown; a case with a file is also saved by itself",
        &[ctrl(Key::S)],
    ),
    row(Command::SaveAs, Group::File, "Save as...", "Save the case under another name", &[ctrl_shift(Key::S)]),
    row(
        Command::ImportDevices,
        Group::File,
        "Import devices...",
        "Read a device list: CSV, workbook, nmap, CycloneDX",
        &[ctrl(Key::I)],
    ),
    row(
        Command::AddCatalogue,
        Group::File,
        "Load exploited vulnerabilities...",
        "Hold the devices against CISA's catalogue of known exploited vulnerabilities (JSON)",
        &[],
    ),
    row(
        Command::AddSupportList,
        Group::File,
        "Load support dates...",
        "Take support dates from your own list (CSV), endoflife.date or OpenEoX",
        &[],
    ),
    row(
        Command::OtherPlan,
        Group::File,
        "Score under another plan...",
        "See both results side by side; nothing changes until you keep the plan",
        &[],
    ),
    row(
        Command::NoPlan,
        Group::File,
        "Score as shipped, without a plan...",
        "See both results side by side; nothing changes until you keep it",
        &[],
    ),
    row(
        Command::ChooseExpiring,
        Group::File,
        "Compare with the expiring case...",
        "Split the change of the score since last year into risk, plan and questions",
        &[],
    ),
    row(
        Command::DropExpiring,
        Group::Edit,
        "Remove the expiring case",
        "Take the case of last year out of this one",
        &[],
    ),
    row(
        Command::SaveMemo,
        Group::File,
        "Save memo as PDF...",
        "Write the underwriting memo; while the preview is shown, the preview",
        &[ctrl(Key::P)],
    ),
    row(
        Command::SavePreview,
        Group::File,
        "Save preview as PDF...",
        "Write one to three pages for the client, without weights and rules",
        &[],
    ),
    row(
        Command::CopyAsPreview,
        Group::File,
        "Make a preview copy",
        "A copy without a file, marked as a broker's preview; the case itself stays as it is",
        &[],
    ),
    row(
        Command::EndPreview,
        Group::Edit,
        "Remove the mark of a preview",
        "An underwriter takes the copy as a case; the history notes it",
        &[],
    ),
    row(
        Command::SaveExhibit,
        Group::File,
        "Save exhibit of the plan as PDF...",
        "What the plan changes, why, by whom, and what that does to the open book",
        &[],
    ),
    row(
        Command::ExportWorksheet,
        Group::File,
        "Export worksheet...",
        "Hand the questions out as a workbook, with lists to pick answers from",
        &[],
    ),
    row(
        Command::ExportForm,
        Group::File,
        "Export blank form...",
        "Hand the questions out as a PDF to be filled in by hand",
        &[],
    ),
    row(
        Command::MergeWorksheet,
        Group::File,
        "Merge a worksheet...",
        "Take the answers of a worksheet that came back, after a look at each",
        &[],
    ),
    row(Command::Undo, Group::Edit, "Undo", "Take the last change back", &[ctrl(Key::Z)]),
    row(Command::Redo, Group::Edit, "Redo", "Make the last undone change again", &[ctrl_shift(Key::Z), ctrl(Key::Y)]),
    row(
        Command::AddDevice,
        Group::Edit,
        "Add a device",
        "Write a new row at the end of the device list",
        &[ctrl_shift(Key::A)],
    ),
    row(
        Command::RemoveDevices,
        Group::Edit,
        "Remove the marked devices",
        "Take the rows of the marked cells out of the device list",
        &[ctrl_shift(Key::Delete)],
    ),
    row(Command::Palette, Group::Go, "Command palette", "Find a command, question or section by name", &[ctrl(Key::K)]),
    row(Command::Search, Group::Go, "Search", "Search questions, answers and notes", &[ctrl(Key::F)]),
    row(Command::Home, Group::Go, "Home", "Recent files and samples", &[ctrl(Key::Num1)]),
    row(Command::Case, Group::Go, "Case", "Applicant, broker, policy and documents", &[ctrl(Key::Num2)]),
    row(Command::Interview, Group::Go, "Interview", "Answer the questionnaire", &[ctrl(Key::Num3)]),
    row(Command::Assessment, Group::Go, "Assessment", "What the answers mean", &[ctrl(Key::Num4)]),
    row(
        Command::WhatIf,
        Group::Go,
        "What if",
        "Try other answers beside the real ones and see what they move",
        &[ctrl(Key::T)],
    ),
    row(
        Command::Terms,
        Group::Go,
        "Terms and decision",
        "Subjectivities, overrides and the decision",
        &[ctrl(Key::Num5)],
    ),
    row(Command::Memo, Group::Go, "Memo", "The memo as it will print", &[ctrl(Key::Num6)]),
    row(Command::Preview, Group::Go, "Preview", "The pages for the client as they will print", &[ctrl_shift(Key::P)]),
    row(
        Command::Renewal,
        Group::Go,
        "Renewal",
        "What changed since the expiring case: answers, devices, evidence, rules, score",
        &[ctrl(Key::R)],
    ),
    row(Command::OpenItems, Group::Go, "Open items", "Everything that still has to be answered", &[ctrl(Key::Num7)]),
    row(Command::Worksheet, Group::Go, "Worksheet", "Hand questions out and take the answers back", &[]),
    row(
        Command::Evidence,
        Group::Go,
        "Evidence",
        "What stands behind the score, and what would raise confidence most",
        &[ctrl(Key::E)],
    ),
    row(Command::Devices, Group::Go, "Devices", "The applicant's device list", &[ctrl(Key::Num8)]),
    row(Command::Book, Group::Go, "Book", "Every submission you hold, as one table", &[ctrl(Key::Num9)]),
    row(
        Command::Weights,
        Group::Go,
        "Weights",
        "Change weights and rules as a plan, and see what it does",
        &[ctrl(Key::W)],
    ),
    key(
        Command::NextOpen,
        Group::Go,
        "Next open question",
        "Go to the next question without an answer",
        &[plain(Key::Enter)],
    ),
    key(Command::NextQuestion, Group::Go, "Next question", "Go one question down", &[plain(Key::ArrowDown)]),
    key(Command::PreviousQuestion, Group::Go, "Previous question", "Go one question up", &[plain(Key::ArrowUp)]),
    key(Command::NextSection, Group::Go, "Next section", "Go to the next section", &[plain(Key::PageDown)]),
    key(Command::PreviousSection, Group::Go, "Previous section", "Go to the previous section", &[plain(Key::PageUp)]),
    row(
        Command::Confirm,
        Group::Answer,
        "Confirm the carried answer",
        "It still holds; goes on to the next question that waits",
        &[ctrl(Key::Enter)],
    ),
    row(
        Command::ConfirmSection,
        Group::Answer,
        "Confirm all of this section",
        "Every carried answer of the section still holds; one step to undo",
        &[ctrl_shift(Key::Enter)],
    ),
    key(Command::Unknown, Group::Answer, "Unknown", "Asked, and nobody knows", &[plain(Key::U)]),
    key(
        Command::NotApplicable,
        Group::Answer,
        "Not applicable",
        "With a reason, a compensating control and who decided",
        &[plain(Key::N)],
    ),
    key(
        Command::ClearAnswer,
        Group::Answer,
        "Clear answer",
        "Back to not answered; note and evidence stay",
        &[plain(Key::Backspace), plain(Key::Delete)],
    ),
    row(
        Command::Note,
        Group::Answer,
        "Write a note",
        "Put the keyboard in the note of the question",
        &[ctrl(Key::Period)],
    ),
    row(
        Command::Attach,
        Group::Answer,
        "Attach a file...",
        "Put a document, scan or export behind the answer; a dropped file does the same",
        &[ctrl_shift(Key::F)],
    ),
    row(Command::Flag, Group::Answer, "Flag to check", "Mark the answer to be looked at again", &[ctrl(Key::D)]),
    key(Command::Why, Group::Answer, "Why it matters", "Show or hide grounds, clauses and sources", &[plain(Key::W)]),
    row(
        Command::CopyOpenItems,
        Group::Edit,
        "Copy open items for an email",
        "As plain sentences, by section",
        &[ctrl_shift(Key::E)],
    ),
    row(
        Command::AdvanceAfterAnswer,
        Group::View,
        "Advance after an answer",
        "Go to the next open question after a single choice without follow-ups",
        &[],
    ),
    row(Command::AsUnderwriter, Group::View, "Work as underwriter", PROTECTS_NOTHING, &[]),
    row(Command::AsBroker, Group::View, "Work as broker", PROTECTS_NOTHING, &[]),
    row(Command::AsCarrier, Group::View, "Work as carrier", PROTECTS_NOTHING, &[]),
    row(Command::Light, Group::View, "Light theme", "Dark words on light ground", &[]),
    row(Command::Dark, Group::View, "Dark theme", "Light words on dark ground", &[ctrl_shift(Key::D)]),
    row(Command::SystemTheme, Group::View, "Theme of the system", "Follow the system", &[]),
    row(Command::ZoomReset, Group::View, "Actual size", "Set the zoom of the desk to 100 %", &[ctrl(Key::Num0)]),
    row(Command::Keys, Group::View, "Keys", "Every key of the desk", &[plain(Key::F1)]),
    row(
        Command::AboutRoles,
        Group::View,
        "Roles and previews",
        "What a role arranges, what a preview is, and why weights cannot be kept secret",
        &[],
    ),
    row(Command::Gallery, Group::View, "Gallery", "Every widget in every state (debug builds)", &[]),
];

static NO_ROW: Entry = row(Command::Keys, Group::View, "", "", &[]);

impl Command {
    /// Its row of the table.
    #[must_use]
    pub fn entry(self) -> &'static Entry {
        // A test holds that every command has a row.
        TABLE.iter().find(|entry| entry.command == self).unwrap_or(&NO_ROW)
    }

    #[must_use]
    pub fn label(self) -> &'static str {
        self.entry().label
    }

    /// `Ctrl+K`; empty without one.
    #[must_use]
    pub fn keys(self) -> String {
        self.entry().shortcuts.first().map(shortcut_words).unwrap_or_default()
    }

    /// Whether it would do something now.
    #[must_use]
    pub fn is_enabled(self, desk: &Desk) -> bool {
        let case = desk.case.as_ref();
        let draft = desk.carrier.draft.as_ref().filter(|_| desk.screen.is_carrier());
        let in_interview = case.is_some() && desk.screen == Screen::Interview;
        match self {
            Self::New
            | Self::Open
            | Self::OpenPlan
            | Self::NewPlan
            | Self::Palette
            | Self::Keys
            | Self::AboutRoles
            | Self::Home
            | Self::Book
            | Self::Weights
            | Self::AdvanceAfterAnswer
            | Self::AsUnderwriter
            | Self::AsBroker
            | Self::AsCarrier
            | Self::Light
            | Self::Dark
            | Self::SystemTheme
            | Self::ZoomReset => true,
            Self::Search if desk.screen == Screen::Weights => draft.is_some(),
            Self::Search => case.is_some() || desk.screen == Screen::Book && desk.carrier.book.is_some(),
            Self::Gallery => cfg!(debug_assertions),
            Self::Save | Self::SaveAs if desk.screen == Screen::Weights => draft.is_some(),
            Self::Undo if desk.screen.is_carrier() => draft.is_some_and(|draft| draft.undo_label().is_some()),
            Self::Redo if desk.screen.is_carrier() => draft.is_some_and(|draft| draft.redo_label().is_some()),
            Self::SaveExhibit => draft.is_some() && desk.carrier.may_exhibit(),
            Self::Save
            | Self::SaveAs
            | Self::SaveMemo
            | Self::SavePreview
            | Self::CopyAsPreview
            | Self::Case
            | Self::Interview
            | Self::Devices
            | Self::ImportDevices
            | Self::AddCatalogue
            | Self::AddSupportList
            | Self::OtherPlan
            | Self::ChooseExpiring
            | Self::AddDevice
            | Self::Assessment
            | Self::WhatIf
            | Self::Terms
            | Self::Memo
            | Self::Preview
            | Self::Renewal
            | Self::RollForward
            | Self::Worksheet
            | Self::ExportWorksheet
            | Self::ExportForm
            | Self::MergeWorksheet
            | Self::OpenItems
            | Self::Evidence => case.is_some(),
            Self::RollForwardCurrent => case.is_some_and(super::renewing::is_behind),
            Self::Confirm => in_interview && case.is_some_and(Case::current_is_unconfirmed),
            Self::ConfirmSection => {
                in_interview && case.is_some_and(|case| case.derived.to_confirm_in(case.section()) > 0)
            }
            Self::NoPlan => case.is_some_and(|case| case.submission.plan.is_some()),
            Self::EndPreview => {
                desk.role() == Role::Underwriter && case.is_some_and(|case| case.submission.preview.is_some())
            }
            Self::DropExpiring => case.is_some_and(|case| case.submission.expiring.is_some()),
            Self::Undo => case.is_some_and(|case| case.undo.undo_label().is_some()),
            Self::Redo => case.is_some_and(|case| case.undo.redo_label().is_some()),
            Self::CopyOpenItems => case.is_some_and(|case| case.derived.unsettled() > 0),
            Self::Attach => in_interview || case.is_some() && desk.screen == Screen::Evidence,
            Self::NextOpen
            | Self::NextQuestion
            | Self::PreviousQuestion
            | Self::NextSection
            | Self::PreviousSection
            | Self::Unknown
            | Self::Note
            | Self::Flag
            | Self::Why => in_interview,
            Self::RemoveDevices => desk.screen == Screen::Devices && case.is_some_and(Case::has_marked_devices),
            Self::ClearAnswer => in_interview && case.is_some_and(Case::current_has_answer),
            Self::NotApplicable => in_interview && case.is_some_and(Case::current_may_be_not_applicable),
        }
    }
}

impl Case {
    fn current_has_answer(&self) -> bool {
        self.submission.answer(&self.questionnaire.question(self.view.current).id).is_some()
    }

    fn current_is_unconfirmed(&self) -> bool {
        self.derived.assessment.reading(self.view.current).unconfirmed
    }

    fn has_marked_devices(&self) -> bool {
        self.devices.tab == DevicesTab::List && self.devices.list.marked_rows().next().is_some()
    }

    fn current_may_be_not_applicable(&self) -> bool {
        self.questionnaire.question(self.view.current).not_applicable.is_some()
    }
}

/// `Ctrl+Shift+S`.
#[must_use]
pub fn shortcut_words(shortcut: &KeyboardShortcut) -> String {
    let key = match shortcut.logical_key {
        Key::ArrowDown => "Down",
        Key::ArrowUp => "Up",
        Key::PageDown => "Page down",
        Key::PageUp => "Page up",
        Key::Period => ".",
        other => other.name(),
    };
    let mut words = String::new();
    if shortcut.modifiers.command || shortcut.modifiers.ctrl {
        words.push_str(if cfg!(target_os = "macos") { "Cmd+" } else { "Ctrl+" });
    }
    if shortcut.modifiers.shift {
        words.push_str("Shift+");
    }
    words.push_str(key);
    words
}

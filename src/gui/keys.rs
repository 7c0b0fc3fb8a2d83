//! From keys to actions: shortcuts of the command table, then the plain keys of the interview.

use super::action::{Action, Actions};
use super::answer::AnswerChange;
use super::carrier::BookAction;
use super::command::{Command, TABLE};
use super::evidence::{DroppedAs, EvidenceAction, dropped_as};
use super::importing::{ImportAction, Source};
use super::merging::MergeAction;
use super::state::{Case, Desk, Screen};
use crate::questionnaire::AnswerKind;
use crate::submission::Grade;
use egui::{Context, Key, Modifiers};
use std::path::Path;
use std::sync::Arc;

/// The letters of the options by place; U and N are taken by unknown and not applicable.
const OPTION_KEYS: [Key; 24] = [
    Key::A,
    Key::B,
    Key::C,
    Key::D,
    Key::E,
    Key::F,
    Key::G,
    Key::H,
    Key::I,
    Key::J,
    Key::K,
    Key::L,
    Key::M,
    Key::O,
    Key::P,
    Key::Q,
    Key::R,
    Key::S,
    Key::T,
    Key::V,
    Key::W,
    Key::X,
    Key::Y,
    Key::Z,
];

/// Letter of the option at a place, lower case; blank past the alphabet.
#[must_use]
pub fn option_letter(place: usize) -> String {
    OPTION_KEYS.get(place).map(|key| key.name().to_lowercase()).unwrap_or_default()
}

/// Place of the option that a letter stands for.
#[must_use]
pub fn option_place(key: Key) -> Option<usize> {
    OPTION_KEYS.iter().position(|letter| *letter == key)
}

/// What is listed on the key page beside the command table.
pub const OTHER_KEYS: &[(&str, &str)] = &[
    ("A to Z", "Choose the option of that letter; ticks it where several may be ticked"),
    ("Left, Right", "Move along the options"),
    ("Space", "Choose the option the arrows are on"),
    ("1 to 4", "Evidence: asserted, document, scan or log, independent test"),
    ("Escape", "Leave a field, close what lies on top"),
    ("Tab, Shift+Tab", "Next and previous field or button"),
    ("T, K", "Take what a worksheet says, keep what is on file; Ctrl+Enter merges"),
    ("Ctrl+Plus, Ctrl+Minus", "Zoom the desk"),
];

/// Keys of the table of tried answers.
pub const WHAT_IF_KEYS: &[(&str, &str)] = &[
    ("A to Z, U", "Try the option of that letter, or unknown"),
    ("Left, Right, Space", "Move along the options and try one"),
    ("1 to 4", "Try other evidence"),
    ("Backspace, Delete", "Back to the real answer"),
    ("Ctrl+F", "Find a question"),
    ("Ctrl+C", "Copy the comparison, while it is shown"),
];

/// Keys of the table of weights and of the book's list.
pub const CARRIER_KEYS: &[(&str, &str)] = &[
    ("Left, Right", "Weigh the question or section a tenth less or more; with Shift one point"),
    ("Enter, F2", "Write the exact weight; in the book, open the submission"),
    ("L", "Lock the weight, so that nothing shared out touches it"),
    ("R, Delete", "Back to the weight of the questionnaire"),
    ("Space", "Fold the section"),
    ("Ctrl+F", "Search the weights; filter the book"),
    ("Shift+Down", "Mark submissions of the book, to copy them"),
];

/// Reads the keys of the frame before anything is drawn.
pub fn actions_from_keys(context: &Context, desk: &Desk, actions: &mut Actions) {
    let in_text = context.text_edit_focused();
    let focused = context.memory(|memory| memory.focused().is_some());
    if desk.overlay.is_some() {
        return;
    }
    for (command, shortcut) in shortcuts() {
        let entry = command.entry();
        if entry.plain_key && (in_text || (focused && acts_on_widgets(shortcut.logical_key))) {
            continue;
        }
        // A text field undoes its own typing first.
        if in_text && matches!(command, Command::Undo | Command::Redo) {
            continue;
        }
        if !command.is_enabled(desk) {
            continue;
        }
        // W is also an option letter where there are that many options.
        if command == Command::Why && desk.case.as_ref().is_some_and(|case| option_count(case) > 20) {
            continue;
        }
        if context.input_mut(|input| input.consume_shortcut(&shortcut)) {
            actions.push(Action::Run(command));
        }
    }
    if desk.screen == Screen::Devices && desk.case.is_some() {
        lists_from_outside(context, desk, in_text, focused, actions);
    }
    if matches!(desk.screen, Screen::Interview | Screen::Evidence)
        && let Some(case) = &desk.case
    {
        dropped_on_question(context, desk, case, actions);
    } else if desk.case.is_some() && !desk.screen.is_carrier() && !matches!(desk.screen, Screen::Devices | Screen::Home)
    {
        dropped_worksheet(context, desk, actions);
    }
    if desk.screen.is_carrier() || desk.screen == Screen::Home {
        dropped_elsewhere(context, desk, actions);
    }
    if desk.screen == Screen::Interview
        && !in_text
        && let Some(case) = &desk.case
    {
        interview_keys(context, case, focused, actions);
    }
}

/// What is dropped on a question is attached to it, unless it is a case or a plan; of what may be a device list the
/// person is asked, but on the evidence screen nothing else can be meant.
fn dropped_on_question(context: &Context, desk: &Desk, case: &Case, actions: &mut Actions) {
    let paths: Vec<_> =
        context.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
    if paths.is_empty() {
        return;
    }
    match dropped_as(&paths) {
        DroppedAs::Opened => actions.extend(paths.into_iter().map(Action::OpenPath)),
        DroppedAs::Unclear if desk.screen == Screen::Interview => actions.push(EvidenceAction::Dropped(paths).into()),
        _ => actions.push(EvidenceAction::Attach(case.view.current, paths).into()),
    }
}

/// What is dropped where no device list is asked for: a case, a plan, or a book of tables and folders.
fn dropped_elsewhere(context: &Context, desk: &Desk, actions: &mut Actions) {
    let paths: Vec<_> =
        context.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
    match paths.as_slice() {
        [] => {}
        [path] if desk.screen != Screen::Book || path.extension().is_some_and(|it| it == "ron") => {
            actions.push(Action::OpenPath(path.clone()))
        }
        _ => actions.push(BookAction::Open(paths).into()),
    }
}

/// A workbook that is dropped on the questions is a worksheet that came back; on its own screen, whatever is dropped.
fn dropped_worksheet(context: &Context, desk: &Desk, actions: &mut Actions) {
    let path = context.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
    let is_workbook = |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    if let Some(path) = path.filter(|path| desk.screen == Screen::Worksheet || is_workbook(path)) {
        let action =
            if desk.screen == Screen::Worksheet { MergeAction::Begin(path) } else { MergeAction::Dropped(path) };
        actions.push(Action::Merge(action));
    }
}

/// A dropped file, and a pasted block that no field and no table takes, are device lists.
fn lists_from_outside(context: &Context, desk: &Desk, in_text: bool, focused: bool, actions: &mut Actions) {
    let dropped: Vec<_> =
        context.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
    let others = dropped.len().saturating_sub(1);
    if let Some(path) = dropped.into_iter().next() {
        actions.push(Action::Import(ImportAction::Begin(Source::File(path))));
        if others > 0 {
            actions.push(Action::Import(ImportAction::Others(others)));
        }
        return;
    }
    let is_empty = desk.case.as_ref().is_none_or(|case| case.submission.devices.table.is_empty());
    if in_text || (focused && !is_empty) {
        return;
    }
    let pasted = context.input(|input| {
        input.events.iter().find_map(|event| match event {
            egui::Event::Paste(text) if !text.trim().is_empty() => Some(Arc::from(text.as_str())),
            _ => None,
        })
    });
    if let Some(text) = pasted {
        actions.push(Action::Import(ImportAction::Begin(Source::Pasted(text))));
    }
}

/// Longest first: `Ctrl+S` would also match `Ctrl+Shift+S`.
fn shortcuts() -> impl Iterator<Item = (Command, egui::KeyboardShortcut)> {
    let all = || TABLE.iter().flat_map(|entry| entry.shortcuts.iter().map(|shortcut| (entry.command, *shortcut)));
    let long = |shortcut: &egui::KeyboardShortcut| shortcut.modifiers.shift;
    all().filter(move |(_, shortcut)| long(shortcut)).chain(all().filter(move |(_, shortcut)| !long(shortcut)))
}

/// Keys that a focused button or field answers to itself.
fn acts_on_widgets(key: Key) -> bool {
    matches!(key, Key::Enter | Key::ArrowUp | Key::ArrowDown | Key::Space)
}

fn option_count(case: &Case) -> usize {
    case.questionnaire.question(case.view.current).options.len()
}

fn interview_keys(context: &Context, case: &Case, focused: bool, actions: &mut Actions) {
    let ix = case.view.current;
    let question = case.questionnaire.question(ix);
    let pressed = |key: Key| context.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if question.kind != AnswerKind::Text {
        for (place, key) in OPTION_KEYS.iter().enumerate().take(question.options.len()) {
            if pressed(*key) {
                actions.push(Action::Answer(ix, AnswerChange::Option(place)));
            }
        }
    }
    for (key, grade) in [Key::Num1, Key::Num2, Key::Num3, Key::Num4].into_iter().zip(Grade::ALL) {
        if pressed(key) {
            actions.push(Action::Answer(ix, AnswerChange::Grade(grade)));
        }
    }
    if focused || question.options.is_empty() {
        return;
    }
    let last = question.options.len() - 1;
    let cursor = case.view.option_cursor;
    if pressed(Key::ArrowRight) {
        actions.push(Action::OptionCursor(Some(cursor.map_or(0, |place| (place + 1).min(last)))));
    }
    if pressed(Key::ArrowLeft) {
        actions.push(Action::OptionCursor(Some(cursor.map_or(last, |place| place.saturating_sub(1)))));
    }
    if pressed(Key::Space)
        && let Some(place) = cursor
    {
        actions.push(Action::Answer(ix, AnswerChange::Option(place)));
    }
}

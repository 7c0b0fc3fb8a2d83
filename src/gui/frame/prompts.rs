//! Questions that must be answered before the work goes on.

use super::modal_of;
use crate::gui::action::{Action, Actions};
use crate::gui::apply::file_name;
use crate::gui::command::Command;
use crate::gui::dialogs::Request;
use crate::gui::evidence::EvidenceAction;
use crate::gui::importing::{ImportAction, Source};
use crate::gui::state::Desk;
use crate::gui::store::Found;
use crate::gui::theme::{space, tokens};
use crate::gui::widgets::{FieldStyle, Text, field_label_ui, primary_button_ui, text_field_ui};
use crate::gui::words;
use crate::submission::clean_file_name;
use egui::{Button, Id, Key, Label, Modifiers, Ui};
use std::path::PathBuf;

pub(super) fn prompt_ui(
    ui: &mut Ui,
    title: &str,
    sentence: &str,
    actions: &mut Actions,
    contents: impl FnOnce(&mut Ui, &mut Actions),
) {
    let modal = modal_of(ui, Id::unique(("prompt", title))).show(ui, |ui| {
        ui.set_width(440.0);
        ui.label(Text::heading(title));
        ui.add(Label::new(Text::body(sentence)).wrap());
        ui.add_space(space::INSIDE);
        contents(ui, actions);
    });
    if modal.should_close() {
        actions.push(Action::CloseOverlay);
    }
}

pub(super) fn plain_button_ui(ui: &mut Ui, label: &str) -> egui::Response {
    ui.add(Button::new(Text::body(label)).min_size(egui::vec2(0.0, 32.0)))
}

/// The button that Enter presses; it takes the keyboard when the prompt appears.
pub(super) fn first_button_ui(ui: &mut Ui, label: &str) -> egui::Response {
    let response = primary_button_ui(ui, label);
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    response
}

pub fn close_guard_ui(ui: &mut Ui, desk: &Desk, actions: &mut Actions) {
    let Some(case) = &desk.case else { return };
    if case.slot.saving {
        prompt_ui(ui, "Saving", "The window closes when the case is on disk.", actions, |_, _| {});
        return;
    }
    let sentence = format!("{} has changes that are in no file yet.", case.name());
    prompt_ui(ui, "Save before closing?", &sentence, actions, |ui, actions| {
        ui.horizontal(|ui| {
            if first_button_ui(ui, "Save...").clicked() {
                actions.push(Command::Save.into());
            }
            if plain_button_ui(ui, "Cancel").clicked() {
                actions.push(Action::CloseOverlay);
            }
            let red = tokens(ui).bands[4];
            if ui.add(Button::new(Text::body("Discard changes").color(red)).min_size(egui::vec2(0.0, 32.0))).clicked() {
                actions.push(Action::CloseAnyway);
            }
        });
    });
}

pub fn typed_path_ui(ui: &mut Ui, request: &Request, path: &str, problem: &str, actions: &mut Actions) {
    let sentence = "This system shows no file dialog, so type where the file is.";
    prompt_ui(ui, request.title(), sentence, actions, |ui, actions| {
        field_label_ui(ui, "Path");
        let enter = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        let style =
            FieldStyle { id: Some(Id::unique("typed path")), wrong: !problem.is_empty(), ..FieldStyle::default() };
        let (typed, response) = text_field_ui(ui, "Path", path, style);
        if ui.memory(|memory| memory.focused().is_none()) {
            response.request_focus();
        }
        if let Some(typed) = typed {
            actions.push(Action::TypedPath(typed));
        }
        if !problem.is_empty() {
            ui.label(Text::label(problem).color(tokens(ui).bands[4]));
        }
        ui.add_space(space::SMALL);
        ui.horizontal(|ui| {
            let verb = if request.file_name.is_empty() { "Open" } else { "Save" };
            if primary_button_ui(ui, verb).clicked() || enter {
                actions.push(Action::TypedPathDone);
            }
            if plain_button_ui(ui, "Cancel").clicked() {
                actions.push(Action::CloseOverlay);
            }
        });
    });
}

pub fn changed_outside_ui(ui: &mut Ui, desk: &Desk, actions: &mut Actions) {
    let name = desk.case.as_ref().map(|case| case.slot.file_name()).unwrap_or_default();
    let sentence = format!("Someone changed {name} since you opened it. Nothing of theirs has been overwritten.");
    prompt_ui(ui, "Changed on disk", &sentence, actions, |ui, actions| {
        ui.horizontal_wrapped(|ui| {
            if first_button_ui(ui, "Save under another name...").clicked() {
                actions.push(Action::CloseOverlay);
                actions.push(Command::SaveAs.into());
            }
            if plain_button_ui(ui, "Read theirs, give up mine").clicked() {
                actions.push(Action::ReloadOutside);
            }
            if plain_button_ui(ui, "Replace theirs").clicked() {
                actions.push(Action::ReplaceOutside);
            }
        });
    });
}

pub fn recovery_ui(ui: &mut Ui, found: &Found, actions: &mut Actions) {
    let count = words::counted(found.recovered.changes.len(), "change", "changes");
    let mut sentence = format!("An earlier run ended before it could save {count}.");
    if found.other_base {
        sentence.push_str(" The file has been saved since, so they may replace newer answers.");
    }
    prompt_ui(ui, "Recover unsaved work?", &sentence, actions, |ui, actions| {
        for change in found.recovered.changes.iter().rev().take(5) {
            let line = Text::quiet(ui, format!("{}  {}", change.at.replace('T', " "), change.label));
            ui.add(Label::new(line).truncate());
        }
        ui.add_space(space::SMALL);
        ui.horizontal(|ui| {
            if first_button_ui(ui, "Recover").clicked() {
                actions.push(Action::Recover(true));
            }
            if plain_button_ui(ui, "Discard").clicked() {
                actions.push(Action::Recover(false));
            }
        });
    });
}

/// Files that may be evidence or a device list.
pub fn dropped_ui(ui: &mut Ui, desk: &Desk, paths: &[PathBuf], actions: &mut Actions) {
    let Some(case) = &desk.case else { return };
    let id = &case.questionnaire.question(case.view.current).id;
    let name = paths.first().map(|path| clean_file_name(&file_name(path))).unwrap_or_default();
    let sentence = format!("{name} may stand behind the answer to {id}, or be the applicant's device list.");
    prompt_ui(ui, "What is this file?", &sentence, actions, |ui, actions| {
        ui.horizontal(|ui| {
            if first_button_ui(ui, &format!("Attach to {id}")).clicked() {
                actions.push(Action::CloseOverlay);
                actions.push(EvidenceAction::Attach(case.view.current, paths.to_vec()).into());
            }
            if plain_button_ui(ui, "Import as device list").clicked() {
                actions.push(Action::CloseOverlay);
                actions.push(Command::Devices.into());
                let sources = paths.iter().cloned().map(Source::File);
                actions.extend(sources.map(|source| Action::Import(ImportAction::Begin(source))));
            }
            if plain_button_ui(ui, "Cancel").clicked() {
                actions.push(Action::CloseOverlay);
            }
        });
    });
}

//! Questions about the plan in work: signatures, and leaving it unsaved.

use super::prompts::{first_button_ui, plain_button_ui, prompt_ui};
use crate::gui::action::{Action, Actions};
use crate::gui::carrier::{FileAction, Signature, Signs};
use crate::gui::state::Desk;
use crate::gui::theme::{space, tokens};
use crate::gui::widgets::{FieldStyle, Text, field_label_ui, primary_button_ui, text_field_ui};
use egui::{Button, Label, Ui, vec2};

pub fn plan_guard_ui(ui: &mut Ui, desk: &Desk, actions: &mut Actions) {
    let Some(draft) = &desk.carrier.draft else { return };
    let sentence = format!("The plan {} has changes that are in no file yet.", draft.name());
    prompt_ui(ui, "Save the plan before closing?", &sentence, actions, |ui, actions| {
        ui.horizontal(|ui| {
            if first_button_ui(ui, "Save...").clicked() {
                actions.push(FileAction::Save.into());
            }
            if plain_button_ui(ui, "Cancel").clicked() {
                actions.push(Action::CloseOverlay);
            }
            let red = tokens(ui).bands[4];
            if ui.add(Button::new(Text::body("Discard changes").color(red)).min_size(vec2(0.0, 32.0))).clicked() {
                actions.push(FileAction::Discard.into());
            }
        });
    });
}

pub fn sign_ui(ui: &mut Ui, desk: &Desk, signature: &Signature, actions: &mut Actions) {
    let Some(draft) = &desk.carrier.draft else { return };
    let (title, sentence, note, verb) = match signature.signs {
        Signs::Approval => (
            "Approve the plan",
            format!(
                "{} by {}, from {}. An approved plan cannot be changed any more; the hash of its content is {}.",
                draft.name(),
                draft.plan.author,
                draft.plan.effective.map_or_else(|| "no date".to_owned(), |day| day.to_string()),
                draft.plan.short_hash(),
            ),
            "Note",
            "Approve",
        ),
        Signs::Retirement => (
            "Retire the plan",
            format!("{} is not used for new cases any more, and stays readable.", draft.name()),
            "Why",
            "Retire",
        ),
    };
    prompt_ui(ui, title, &sentence, actions, |ui, actions| {
        let sign = |actions: &mut Actions, change: &dyn Fn(&mut Signature)| {
            let mut changed = Signature { problem: String::new(), ..signature.clone() };
            change(&mut changed);
            actions.push(FileAction::Sign(changed).into());
        };
        let who = match signature.signs {
            Signs::Approval => "Approved by",
            Signs::Retirement => "Retired by",
        };
        field_label_ui(ui, who);
        let wrong = !signature.problem.is_empty();
        let (typed, response) = text_field_ui(ui, who, &signature.by, FieldStyle { wrong, ..FieldStyle::default() });
        if ui.memory(|memory| memory.focused().is_none()) {
            response.request_focus();
        }
        if let Some(typed) = typed {
            sign(actions, &|it| it.by.clone_from(&typed));
        }
        field_label_ui(ui, note);
        let (typed, _) = text_field_ui(ui, note, &signature.note, FieldStyle { rows: 2, ..FieldStyle::default() });
        if let Some(typed) = typed {
            sign(actions, &|it| it.note.clone_from(&typed));
        }
        if wrong {
            ui.add(Label::new(Text::label(&signature.problem).color(tokens(ui).bands[4])).wrap());
        }
        ui.add_space(space::SMALL);
        ui.horizontal(|ui| {
            if primary_button_ui(ui, verb).clicked() {
                actions.push(FileAction::SignDone.into());
            }
            if plain_button_ui(ui, "Cancel").clicked() {
                actions.push(Action::CloseOverlay);
            }
        });
    });
}

//! From tried to said: the one button that changes the case, and what it will change.

use crate::gui::action::Actions;
use crate::gui::state::Case;
use crate::gui::theme::{size, space, tokens};
use crate::gui::what_if::{Tried, WhatIfAction};
use crate::gui::widgets::{Text, hairline_ui, primary_button_ui};
use crate::gui::words;
use crate::submission::Grade;
use egui::{Button, Label, Ui, vec2};

pub(super) fn apply_ui(ui: &mut Ui, case: &Case, tried: &Tried, actions: &mut Actions) {
    hairline_ui(ui);
    ui.add_space(space::SMALL);
    let answers = words::counted(tried.differing, "answer", "answers");
    if tried.differing == 0 {
        let nothing = Text::quiet(ui, "Nothing is tried that the case does not say already");
        ui.add(Label::new(nothing).wrap());
        return;
    }
    if !case.what_if.asks_apply {
        let hint = "The tried answers become those of the case; one undo takes them back";
        if primary_button_ui(ui, &format!("Apply {answers} to the case")).on_hover_text(hint).clicked() {
            actions.push(WhatIfAction::AskApply(true).into());
        }
        return;
    }
    ui.label(Text::strong(format!("Apply {answers}?")));
    for sentence in sentences(case) {
        let sentence = Text::label(sentence).size(size::CAPTION).color(tokens(ui).text);
        ui.add(Label::new(sentence).wrap());
    }
    ui.horizontal(|ui| {
        if primary_button_ui(ui, "Apply").clicked() {
            actions.push(WhatIfAction::Apply.into());
        }
        let leave = Button::new(Text::body("Leave the case as it is")).min_size(vec2(0.0, 32.0));
        if ui.add(leave).clicked() {
            actions.push(WhatIfAction::AskApply(false).into());
        }
    });
}

/// What the person signs up to.
fn sentences(case: &Case) -> Vec<String> {
    let Some(scenario) = case.scenario() else { return Vec::new() };
    let differs = scenario
        .flips
        .iter()
        .filter(|(id, flip)| case.questionnaire.find(id).is_some() && flip.differs_from(case.submission.record(id)));
    let differs: Vec<_> = differs.collect();
    let ids: Vec<&str> = differs.iter().map(|(id, _)| id.as_str()).collect();
    let mut sentences = vec![format!(
        "What people say to {} is replaced; notes and follow-ups stay, and one undo takes it back",
        ids.join(", ")
    )];
    let proven = differs.iter().filter(|(_, flip)| flip.grade.is_some_and(|grade| grade > Grade::Asserted)).count();
    if proven > 0 {
        let answers = words::counted(proven, "of them claims", "of them claim");
        sentences.push(format!("{answers} evidence; make sure that it has been seen"));
    }
    sentences
}

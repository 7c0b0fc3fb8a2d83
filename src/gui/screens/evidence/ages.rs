//! How old the evidence is on the day that counts.

use super::super::question_chip_ui;
use crate::assessment::evidence::{Aged, EvidenceView};
use crate::gui::action::Actions;
use crate::gui::state::Case;
use crate::gui::theme::{icons, space, tokens};
use crate::gui::widgets::{Text, card_ui, icon_ui};
use crate::gui::words;
use crate::submission::{EvidenceAge, MOST_MONTHS};
use egui::{Color32, Label, Ui};

pub fn ages_ui(ui: &mut Ui, case: &Case, view: &EvidenceView, actions: &mut Actions) {
    card_ui(ui, "Age of evidence", |ui| {
        if view.aged.is_empty() {
            let nothing = Text::quiet(
                ui,
                "No answer has evidence yet; date what is attached, and what is too old for the term shows here",
            );
            ui.add(Label::new(nothing).wrap());
            return;
        }
        ui.spacing_mut().item_spacing.y = space::INSIDE;
        let tokens = tokens(ui);
        let (old, others): (Vec<Aged>, Vec<Aged>) =
            view.aged.iter().partition(|it| matches!(it.age, EvidenceAge::Aged(_)));
        let (recent, undated): (Vec<Aged>, Vec<Aged>) = others.into_iter().partition(|it| it.age.is_recent());
        let said = format!("with evidence older than {MOST_MONTHS} months");
        group_ui(ui, case, (icons::CLOCK, tokens.bands[2]), &said, &old, actions);
        group_ui(ui, case, (icons::QUESTION, tokens.quiet), "with evidence that nobody dated", &undated, actions);
        let said = format!("with evidence of the last {MOST_MONTHS} months");
        group_ui(ui, case, (icons::DONE, tokens.bands[0]), &said, &recent, actions);
    });
}

/// Answers with evidence of one age; nothing where there are none.
fn group_ui(
    ui: &mut Ui,
    case: &Case,
    (icon, colour): (&str, Color32),
    said: &str,
    answers: &[Aged],
    actions: &mut Actions,
) {
    if answers.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 4.0);
        icon_ui(ui, icon, 15.0, colour);
        ui.label(Text::label(format!("{} {said}", words::counted(answers.len(), "answer", "answers"))));
        // What is recent asks for nothing.
        for aged in answers.iter().filter(|it| !it.age.is_recent()) {
            question_chip_ui(ui, case, aged.question, actions);
            if let EvidenceAge::Aged(day) = aged.age {
                let day = Text::caption(ui, day.to_string());
                ui.label(day);
            }
        }
    });
}

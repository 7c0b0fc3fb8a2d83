//! What stands behind the answers: those to be confirmed, evidence that aged, grades that changed.

use crate::assessment::renewal::Renewal;
use crate::gui::action::Actions;
use crate::gui::command::Command;
use crate::gui::screens::question_chip_ui;
use crate::gui::state::Case;
use crate::gui::theme::{icons, size, tokens};
use crate::gui::widgets::{Level, Text, card_ui, icon_ui, level_ui, link_ui};
use crate::gui::words::{counted, one_line};
use crate::memo::wording::lower_first;
use crate::memo::wording::renewal::{aged_together, carried_counts_words, unconfirmed_sentence};
use crate::submission::Grade;
use egui::{Grid, Label, Ui, vec2};

/// Lines of a list before the rest is counted.
const MOST: usize = 20;

/// At the top, while something waits.
pub(super) fn to_confirm_ui(ui: &mut Ui, case: &Case, renewal: &Renewal, actions: &mut Actions) {
    let proof = &renewal.proof;
    let Some(sentence) = unconfirmed_sentence(proof.to_confirm.len(), proof.answered) else { return };
    card_ui(ui, "", |ui| {
        ui.horizontal_wrapped(|ui| {
            let colour = tokens(ui).bands[2];
            icon_ui(ui, icons::CLOCK, 16.0, colour);
            ui.label(Text::strong(sentence).color(colour));
        });
        let counts = Text::quiet(ui, carried_counts_words());
        ui.add(Label::new(counts).wrap());
        ui.horizontal(|ui| {
            if link_ui(ui, None, "Go through them").clicked()
                && let Some(ix) = case.derived.to_confirm.first()
            {
                actions.push(crate::gui::action::Action::Jump(*ix));
            }
            if link_ui(ui, None, "List them").clicked() {
                actions.push(Command::OpenItems.into());
            }
        });
    });
}

pub(super) fn proof_ui(ui: &mut Ui, case: &Case, renewal: &Renewal, actions: &mut Actions) {
    let proof = &renewal.proof;
    card_ui(ui, "Evidence", |ui| {
        Grid::new("answers by evidence").spacing(vec2(22.0, 4.0)).show(ui, |ui| {
            for (title, counts) in [("Last term", &proof.before), ("Now", &proof.after)] {
                let title = Text::caption(ui, title);
                ui.label(title);
                for (grade, count) in Grade::ALL.iter().zip(counts) {
                    ui.label(Text::label(format!("{} {count}", grade.code()))).on_hover_text(grade.words());
                }
                ui.end_row();
            }
        });
        ui.label(Text::strong("More than twelve months old at inception, or of unknown age"));
        if proof.aged.is_empty() {
            let none = Text::quiet(ui, "None");
            ui.label(none);
        }
        for (words, questions) in aged_together(&proof.aged) {
            ui.add(Label::new(Text::label(words)).wrap());
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
                for ix in questions.into_iter().filter_map(|id| case.questionnaire.find(id)) {
                    question_chip_ui(ui, case, ix, actions);
                }
            });
        }
        if proof.changed.is_empty() {
            return;
        }
        ui.label(Text::strong("The same answer on other evidence"));
        for it in proof.changed.iter().take(MOST) {
            ui.horizontal(|ui| {
                if let Some(ix) = case.questionnaire.find(&it.question) {
                    question_chip_ui(ui, case, ix, actions);
                }
                let (place, word) = if it.is > it.was { (0, "better proven") } else { (3, "less proven") };
                level_ui(ui, Level::Band(place), word, size::CAPTION);
                let text = format!("E{} to E{}: {}", it.was, it.is, lower_first(&one_line(&it.ask)));
                ui.add(Label::new(Text::label(text)).truncate());
            });
        }
        rest_ui(ui, proof.changed.len());
    });
}

fn rest_ui(ui: &mut Ui, count: usize) {
    if count > MOST {
        let text = Text::quiet(ui, format!("and {}", counted(count - MOST, "more question", "more questions")));
        ui.label(text);
    }
}

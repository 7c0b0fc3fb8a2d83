//! How old the evidence is on the day that counts.

use super::super::question_chip_ui;
use crate::assessment::evidence::{Aged, EvidenceView};
use crate::gui::action::Actions;
use crate::gui::state::Case;
use crate::gui::theme::{icons, space, tokens};
use crate::gui::widgets::{Text, card_ui, icon_ui};
use crate::gui::words;
use crate::questionnaire::QuestionIx;
use crate::submission::{EvidenceAge, MOST_MONTHS};
use chrono::NaiveDate;
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
        let mut asking: Vec<(Option<NaiveDate>, QuestionIx)> =
            answers.iter().filter(|it| !it.age.is_recent()).map(|it| (day_of(it.age), it.question)).collect();
        asking.sort_unstable();
        let mut said = None;
        for (day, question) in asking {
            // A day stands once, before everything that is dated so.
            if let Some(day) = day.filter(|day| said != Some(*day)) {
                said = Some(day);
                let day = Text::caption(ui, day.to_string());
                ui.label(day);
            }
            question_chip_ui(ui, case, question, actions);
        }
    });
}

fn day_of(age: EvidenceAge) -> Option<NaiveDate> {
    match age {
        EvidenceAge::Aged(day) => Some(day),
        _ => None,
    }
}

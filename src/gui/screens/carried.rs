//! Answers that came over from last term: what waits for a confirmation, in the interview and among the open items.

use super::question_chip_ui;
use crate::gui::action::{Action, Actions};
use crate::gui::answer::AnswerChange;
use crate::gui::command::Command;
use crate::gui::state::Case;
use crate::gui::theme::{icons, size, tokens};
use crate::gui::widgets::{Text, card_ui, icon_ui, link_ui};
use crate::gui::words;
use crate::memo::wording::renewal::{carried_from, on_confirming};
use crate::questionnaire::{QuestionIx, SectionIx, SectionKind};
use egui::{Button, CornerRadius, Frame, Label, Margin, Ui};

/// In the open card: from where the answer comes, what becomes of its evidence, and the button.
pub fn carried_ui(ui: &mut Ui, case: &Case, ix: QuestionIx, actions: &mut Actions) {
    if !case.derived.assessment.reading(ix).unconfirmed {
        return;
    }
    let question = case.questionnaire.question(ix);
    let Some(record) = case.submission.record(&question.id) else { return };
    let declared = case.questionnaire.section(question.section).kind == SectionKind::Declarations;
    let colour = tokens(ui).bands[2];
    let frame = Frame::new().fill(tokens(ui).raised).corner_radius(CornerRadius::same(6));
    frame.inner_margin(Margin::symmetric(10, 8)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.horizontal_wrapped(|ui| {
            icon_ui(ui, icons::CLOCK, 15.0, colour);
            ui.label(Text::strong("To confirm").size(size::LABEL).color(colour));
            ui.label(Text::label(carried_from(record)));
        });
        let scored = case.questionnaire.is_scored(ix);
        let text = on_confirming(record, case.submission.policy.inception, declared, scored);
        if !text.is_empty() {
            let text = Text::quiet(ui, text);
            ui.add(Label::new(text).wrap());
        }
        ui.horizontal(|ui| {
            let button = ui.add(Button::new(Text::strong("Confirm").size(size::LABEL)));
            if button.on_hover_text(Command::Confirm.entry().tooltip).clicked() {
                actions.push(Command::Confirm.into());
            }
            let key = Text::caption(ui, format!("{}, or answer anew", Command::Confirm.keys()));
            ui.label(key);
        });
    });
}

/// Under the head of a section: how many of its answers wait.
pub fn section_to_confirm_ui(ui: &mut Ui, case: &Case, section: SectionIx, actions: &mut Actions) {
    let waiting = case.derived.to_confirm_in(section);
    if waiting == 0 {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        let colour = tokens(ui).bands[2];
        icon_ui(ui, icons::CLOCK, 15.0, colour);
        let text = format!("{} from last term to confirm", words::counted(waiting, "answer", "answers"));
        ui.label(Text::strong(text).size(size::LABEL).color(colour));
        let link = link_ui(ui, None, Command::ConfirmSection.label());
        if link.on_hover_text(Command::ConfirmSection.keys()).clicked() {
            actions.push(Action::ConfirmSection(section));
        }
    });
}

/// Everything that waits, by section; declarations stand among the open items.
pub fn all_to_confirm_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let mut waiting = case.derived.to_confirm.iter().copied().peekable();
    while let Some(first) = waiting.peek().copied() {
        let section = case.questionnaire.question(first).section;
        let it = case.questionnaire.section(section);
        card_ui(ui, &format!("{}  {}", it.id, it.title), |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            section_to_confirm_ui(ui, case, section, actions);
            while let Some(ix) = waiting.next_if(|ix| case.questionnaire.question(*ix).section == section) {
                line_ui(ui, case, ix, actions);
            }
        });
    }
}

fn line_ui(ui: &mut Ui, case: &Case, ix: QuestionIx, actions: &mut Actions) {
    let question = case.questionnaire.question(ix);
    ui.horizontal(|ui| {
        question_chip_ui(ui, case, ix, actions);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let link = link_ui(ui, None, "Confirm");
            if link.accessible_name(format!("Confirm {}", question.id)).clicked() {
                actions.push(Action::Answer(ix, AnswerChange::Confirm));
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let answer = case.derived.answer_words(ix).replace('\n', " ");
                ui.add(Label::new(Text::label(answer)).truncate()).on_hover_text(&question.ask);
            });
        });
    });
}

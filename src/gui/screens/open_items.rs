//! Everything that still has to be answered, and the list as text for an email.

use super::carried::all_to_confirm_ui;
use super::question_chip_ui;
use crate::gui::action::{Action, Actions};
use crate::gui::command::Command;
use crate::gui::derived::OpenWhy;
use crate::gui::role::Role;
use crate::gui::state::Case;
use crate::gui::theme::{icons, size, space, tokens};
use crate::gui::widgets::{
    Text, card_ui, critical_ui, empty_ui, heading_ui, icon_ui, impact_ui, link_ui, primary_button_ui,
};
use crate::gui::words;
use crate::memo::wording::lower_first as in_lower;
use crate::memo::wording::renewal::carried_counts_words;
use egui::{Label, Ui};

pub fn open_items_ui(ui: &mut Ui, role: Role, case: &Case, actions: &mut Actions) {
    let open = &case.derived.open;
    let waiting = case.derived.to_confirm.len();
    if open.is_empty() && waiting == 0 {
        heading_ui(ui, "Open items", "");
        if empty_ui(ui, icons::DONE, "Every question has an answer that counts", Some("Go to the assessment")) {
            actions.push(Command::Assessment.into());
        }
        return;
    }
    let mut sentence = match open.len() {
        0 => "Every question has an answer that counts".to_owned(),
        count => format!(
            "{} without an answer that counts. Unknown and open answers count as the worst option",
            words::counted(count, "question", "questions")
        ),
    };
    if waiting > 0 {
        let waiting = words::counted(waiting, "answer", "answers");
        sentence.push_str(&format!(". {waiting} from last term to confirm: {}", in_lower(carried_counts_words())));
    }
    heading_ui(ui, "Open items", &sentence);
    ui.horizontal(|ui| {
        if primary_button_ui(ui, "Copy as text for an email").on_hover_text(Command::CopyOpenItems.keys()).clicked() {
            actions.push(Command::CopyOpenItems.into());
        }
    });
    ui.add_space(space::INSIDE);
    if waiting > 0 && !open.is_empty() {
        ui.label(Text::strong("To answer").size(size::QUESTION));
    }
    let mut items = open.iter().peekable();
    while let Some(first) = items.peek() {
        let section = case.questionnaire.question(first.question).section;
        let it = case.questionnaire.section(section);
        card_ui(ui, &format!("{}  {}", it.id, it.title), |ui| {
            ui.spacing_mut().item_spacing.y = 10.0;
            while let Some(item) = items.next_if(|item| case.questionnaire.question(item.question).section == section) {
                let question = case.questionnaire.question(item.question);
                ui.horizontal_top(|ui| {
                    question_chip_ui(ui, case, item.question, actions);
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 2.0;
                        ui.add(Label::new(Text::body(&question.ask)).wrap());
                        ui.horizontal_wrapped(|ui| {
                            let quiet = tokens(ui).quiet;
                            let icon = match item.why {
                                OpenWhy::Unknown => icons::QUESTION,
                                OpenWhy::NotApplicable(_) | OpenWhy::Unusable => icons::INFO,
                                OpenWhy::NotAnswered => icons::UNANSWERED,
                                OpenWhy::NotConfirmed => icons::CLOCK,
                            };
                            icon_ui(ui, icon, 14.0, quiet);
                            let why = match &item.why {
                                OpenWhy::NotApplicable(fault) => format!("Not applicable: {fault}"),
                                other => other.words().to_owned(),
                            };
                            let why = Text::caption(ui, why);
                            ui.label(why);
                            if let Some(points) = case.derived.points_of(item.question) {
                                let number = if role.shows_weights() { words::one(points) } else { String::new() };
                                let adds = Text::caption(ui, format!("· adds {number}").trim_end());
                                ui.label(adds);
                                if !role.shows_weights() {
                                    let step = words::points_step(&case.derived.assessment, points);
                                    impact_ui(ui, &format!("What {} adds", question.id), step);
                                }
                                let meanwhile = Text::caption(ui, "meanwhile");
                                ui.label(meanwhile);
                            }
                            if question.critical {
                                ui.add_space(space::SMALL);
                                critical_ui(ui);
                            }
                            if link_ui(ui, None, "Answer").accessible_name(format!("Answer {}", question.id)).clicked()
                            {
                                actions.push(Action::Jump(item.question));
                            }
                        });
                    });
                });
            }
        });
    }
    if waiting > 0 {
        ui.label(Text::strong("To confirm").size(size::QUESTION));
        all_to_confirm_ui(ui, case, actions);
    }
}

//! Subjectivities of the quote; the decision is in `decision`.

use super::case::{DATE_MEND, read_date, remove, set};
use super::decision::{decision_ui, overrides_ui};
use crate::gui::action::{Action, Actions};
use crate::gui::command::Command;
use crate::gui::state::{Case, Desk, Field};
use crate::gui::theme::{icons, tokens};
use crate::gui::widgets::{
    FieldStyle, Text, card_ui, chip_ui, choice_ui, empty_ui, field_label_ui, heading_ui, icon_button_ui, link_ui,
    text_field_ui,
};
use crate::submission::{Edit, Subjectivity, SubjectivityStatus};
use egui::{Align, Layout, Ui};

pub fn terms_ui(ui: &mut Ui, desk: &Desk, case: &Case, actions: &mut Actions) {
    heading_ui(ui, "Terms and decision", "Conditions of the quote, what people set aside, and what they decided");
    decision_ui(ui, desk, case, actions);
    subjectivities_ui(ui, case, actions);
    overrides_ui(ui, case, actions);
}

fn subjectivities_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let all = &case.submission.subjectivities;
    ui.label(Text::strong(format!("Subjectivities, {}", all.len())).size(14.5));
    if all.is_empty()
        && empty_ui(
            ui,
            icons::TERMS,
            "Conditions adopted from the assessment will be listed here",
            Some("Go to the suggestions"),
        )
    {
        actions.push(Command::Assessment.into());
    }
    for (place, it) in all.iter().enumerate() {
        ui.push_id(("subjectivity", place), |ui| subjectivity_ui(ui, case, place, it, actions));
    }
    if link_ui(ui, Some(icons::PLUS), "Add one of your own").clicked() {
        push(case, actions, |all| all.push(Subjectivity::default()));
    }
    ui.add_space(16.0);
}

fn push(case: &Case, actions: &mut Actions, change: impl FnOnce(&mut Vec<Subjectivity>)) {
    let mut all = case.submission.subjectivities.clone();
    change(&mut all);
    actions.push(Action::Edit { edit: Box::new(Edit::Subjectivities(all)), label: None });
}

fn subjectivity_ui(ui: &mut Ui, case: &Case, place: usize, it: &Subjectivity, actions: &mut Actions) {
    let number = place + 1;
    let title = case
        .questionnaire
        .themes
        .iter()
        .find(|theme| theme.code == it.theme)
        .map_or("Own wording", |theme| theme.title.as_str());
    card_ui(ui, "", |ui| {
        ui.horizontal(|ui| {
            chip_ui(ui, if it.theme.is_empty() { "own" } else { &it.theme }, None);
            ui.label(Text::strong(title));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if icon_button_ui(ui, icons::DELETE, &format!("Remove subjectivity {number}")).clicked() {
                    push(case, actions, |all| remove(all, place));
                }
            });
        });
        let field = |ui: &mut Ui,
                     name: &str,
                     value: &str,
                     rows: usize,
                     put: fn(&mut Subjectivity, String),
                     actions: &mut Actions| {
            field_label_ui(ui, name);
            ui.add_space(-6.0);
            let style = FieldStyle { rows, ..FieldStyle::default() };
            let (typed, response) = text_field_ui(ui, &format!("{name} of subjectivity {number}"), value, style);
            if response.gained_focus() || response.lost_focus() {
                actions.push(Action::BreakMerge);
            }
            if let Some(typed) = typed {
                push(case, actions, |all| set(all, place, |it| put(it, typed)));
            }
        };
        field(ui, "Action", &it.text, 2, |it, text| it.text = text, actions);
        field(ui, "Proof", &it.proof, 1, |it, text| it.proof = text, actions);
        ui.columns_const(|[left, right]| {
            field(left, "Owner", &it.owner, 1, |it, text| it.owner = text, actions);
            due_ui(right, case, place, it, actions);
        });
        ui.horizontal_wrapped(|ui| {
            let names: Vec<&str> = SubjectivityStatus::ALL.iter().map(|status| status.words()).collect();
            let selected = SubjectivityStatus::ALL.iter().position(|status| *status == it.status);
            let name = format!("Status of subjectivity {number}");
            if let Some(status) =
                choice_ui(ui, &name, &names, selected).and_then(|place| SubjectivityStatus::ALL.get(place))
            {
                push(case, actions, |all| set(all, place, |it| it.status = *status));
            }
            ui.add_space(16.0);
            let name = format!("Timing of subjectivity {number}");
            if let Some(chosen) =
                choice_ui(ui, &name, &["Before binding", "After binding"], Some(usize::from(!it.pre_bind)))
            {
                push(case, actions, |all| set(all, place, |it| it.pre_bind = chosen == 0));
            }
        });
        if !it.consequence.trim().is_empty() {
            let text = Text::caption(ui, format!("If not met: {}", it.consequence));
            ui.add(egui::Label::new(text).wrap());
        }
    });
}

fn due_ui(ui: &mut Ui, case: &Case, place: usize, it: &Subjectivity, actions: &mut Actions) {
    let field = Field::DueDate(u16::try_from(place).unwrap_or(u16::MAX));
    field_label_ui(ui, "Due");
    ui.add_space(-6.0);
    let shown = case.view.drafts.get(&field).cloned();
    let shown = shown.unwrap_or_else(|| it.due.map(|date| date.to_string()).unwrap_or_default());
    let wrong = !shown.trim().is_empty() && read_date(&shown).is_none();
    let style = FieldStyle { hint: "2027-01-01", wrong, ..FieldStyle::default() };
    let (typed, _) = text_field_ui(ui, &format!("Due date of subjectivity {}", place + 1), &shown, style);
    if let Some(typed) = typed {
        let date = read_date(&typed);
        if date.is_some() || typed.trim().is_empty() {
            push(case, actions, |all| set(all, place, |it| it.due = date));
        }
        actions.push(Action::Draft(field, Some(typed)));
    }
    if wrong {
        let colour = tokens(ui).bands[4];
        ui.label(Text::label(DATE_MEND).size(12.0).color(colour));
    }
}

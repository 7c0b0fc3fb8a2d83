//! What people decided, and what they set aside of what was computed.

use super::case::{DATE_MEND, read_date, remove, set};
use super::case::{TypedField, typed_ui};
use crate::gui::action::{Action, Actions};
use crate::gui::frame::outcome_ui;
use crate::gui::state::{Case, Desk, Field};
use crate::gui::theme::{icons, size};
use crate::gui::widgets::{
    FieldStyle, Text, card_ui, choice_ui, field_label_ui, icon_button_ui, link_ui, text_field_ui,
};
use crate::submission::{Decision, DecisionKind, Edit, MemoState, Override, OverrideOf};
use chrono::NaiveDate;
use egui::{Align, Label, Layout, Ui};

fn push(actions: &mut Actions, edit: Edit) {
    actions.push(Action::Edit { edit: Box::new(edit), label: None });
}

pub fn decision_ui(ui: &mut Ui, desk: &Desk, case: &Case, actions: &mut Actions) {
    let it = &case.submission.decision;
    let with = |change: &dyn Fn(&mut Decision)| {
        let mut decision = it.clone();
        change(&mut decision);
        Edit::Decision(Box::new(decision))
    };
    card_ui(ui, "Decision", |ui| {
        ui.horizontal(|ui| {
            let computed = Text::quiet(ui, "The assessment says");
            ui.label(computed);
            outcome_ui(ui, &case.questionnaire, &case.derived.assessment, size::BODY);
        });
        let authority = case
            .questionnaire
            .authorities
            .get(usize::from(case.derived.assessment.authority))
            .map_or("", String::as_str);
        let mut needs = format!("Authority needed: {authority}");
        if !case.derived.assessment.sign_offs.is_empty() {
            needs.push_str(&format!("; also to sign: {}", case.derived.assessment.sign_offs.join(", ")));
        }
        let needs = Text::quiet(ui, needs);
        ui.add(Label::new(needs).wrap());
        let names: Vec<&str> = DecisionKind::ALL.iter().map(|kind| kind.words()).collect();
        let selected = DecisionKind::ALL.iter().position(|kind| *kind == it.kind);
        if let Some(kind) = choice_ui(ui, "Decision", &names, selected).and_then(|place| DecisionKind::ALL.get(place)) {
            let today = desk.today;
            push(
                actions,
                with(&|decision| {
                    decision.kind = *kind;
                    decision.on = decision.on.or(Some(today));
                }),
            );
        }
        field_label_ui(ui, "Reason");
        ui.add_space(-6.0);
        let style = FieldStyle { hint: "Why, in the words of the file", rows: 3, ..FieldStyle::default() };
        let (typed, response) = text_field_ui(ui, "Reason for the decision", &it.reason, style);
        if response.gained_focus() || response.lost_focus() {
            actions.push(Action::BreakMerge);
        }
        if let Some(typed) = typed {
            push(actions, with(&|decision| decision.reason.clone_from(&typed)));
        }
        let mut more = Vec::new();
        ui.columns_const(|[first, second, third]| {
            super::case::words_ui(first, "Underwriter", &it.by, "", actions, |text| {
                with(&|it| it.by.clone_from(&text))
            });
            super::case::words_ui(second, "Reviewer", &it.reviewer, "", &mut more, |text| {
                with(&|it| it.reviewer.clone_from(&text))
            });
            let field = TypedField {
                field: Field::DecisionDate,
                name: "Date",
                value: it.on,
                hint: "2027-01-01",
                mend: DATE_MEND,
                show: NaiveDate::to_string,
                read: read_date,
            };
            typed_ui(third, case, field, &mut more, |value| with(&|it| it.on = value));
        });
        actions.append(&mut more);
        field_label_ui(ui, "Memo");
        let state = usize::from(it.memo == MemoState::Final);
        if let Some(place) = choice_ui(ui, "State of the memo", &["Draft", "Final"], Some(state)) {
            push(actions, with(&|it| it.memo = if place == 1 { MemoState::Final } else { MemoState::Draft }));
        }
    });
}

pub fn overrides_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let all = &case.submission.overrides;
    let with = |change: &dyn Fn(&mut Vec<Override>)| {
        let mut overrides = all.clone();
        change(&mut overrides);
        Edit::Overrides(overrides)
    };
    let own = &case.questionnaire.band(case.derived.assessment.band).name;
    card_ui(ui, "Overrides", |ui| {
        let sentence = Text::quiet(
            ui,
            "A person may set the band aside, with a reason code and a name; what was computed stays on file beside it",
        );
        ui.add(Label::new(sentence).wrap());
        for (place, it) in all.iter().enumerate() {
            ui.push_id(("override", place), |ui| {
                let number = place + 1;
                ui.horizontal(|ui| {
                    ui.label(Text::strong(match &it.of {
                        OverrideOf::Band { from, to } => format!("Band {from} to {to}"),
                        OverrideOf::Score { from_tenths, to_tenths } => format!(
                            "Score {}.{} to {}.{}",
                            from_tenths / 10,
                            from_tenths % 10,
                            to_tenths / 10,
                            to_tenths % 10
                        ),
                    }));
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                        if icon_button_ui(ui, icons::DELETE, &format!("Remove override {number}")).clicked() {
                            push(actions, with(&|all| remove(all, place)));
                        }
                    });
                });
                if let OverrideOf::Band { from, to } = &it.of {
                    let names: Vec<&str> = case.questionnaire.bands.iter().map(|band| band.name.as_str()).collect();
                    let selected = names.iter().position(|name| name == to);
                    let name = format!("Band of override {number}");
                    if let Some(chosen) = choice_ui(ui, &name, &names, selected).and_then(|place| names.get(place)) {
                        let of = OverrideOf::Band { from: from.clone(), to: (*chosen).to_owned() };
                        push(actions, with(&|all| set(all, place, |it| it.of = of.clone())));
                    }
                }
                let codes: Vec<&str> =
                    case.questionnaire.override_codes.iter().map(|code| code.code.as_str()).collect();
                let selected = codes.iter().position(|code| *code == it.reason_code);
                field_label_ui(ui, "Reason code");
                if let Some(code) = choice_ui(ui, &format!("Reason code of override {number}"), &codes, selected)
                    .and_then(|at| codes.get(at))
                {
                    push(actions, with(&|all| set(all, place, |it| (*code).clone_into(&mut it.reason_code))));
                }
                if let Some(code) = case.questionnaire.override_codes.iter().find(|code| code.code == it.reason_code) {
                    let text = Text::quiet(ui, &code.text);
                    ui.add(Label::new(text).wrap());
                }
                let mut field = |ui: &mut Ui, name: &str, value: &str, put: fn(&mut Override, String)| {
                    field_label_ui(ui, name);
                    ui.add_space(-6.0);
                    let (typed, _) =
                        text_field_ui(ui, &format!("{name} of override {number}"), value, FieldStyle::default());
                    if let Some(typed) = typed {
                        push(actions, with(&|all| set(all, place, |it| put(it, typed.clone()))));
                    }
                };
                field(ui, "Grounds", &it.text, |it, text| it.text = text);
                ui.columns_const(|[left, right]| {
                    field(left, "By", &it.by, |it, text| it.by = text);
                    field(right, "Second signature", &it.second, |it, text| it.second = text);
                });
            });
        }
        if link_ui(ui, Some(icons::PLUS), "Override the band").clicked() {
            let at = chrono::Local::now().naive_local();
            push(
                actions,
                with(&|all| {
                    all.push(Override {
                        of: OverrideOf::Band { from: own.clone(), to: own.clone() },
                        reason_code: String::new(),
                        text: String::new(),
                        by: String::new(),
                        second: String::new(),
                        at,
                    });
                }),
            );
        }
    });
}

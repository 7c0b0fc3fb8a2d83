//! Who, where, since when and on what grounds: what an auditor reads years later.

use super::number::field_ui;
use super::told_card_ui;
use crate::gui::action::Actions;
use crate::gui::carrier::draft::{Draft, DraftAction, StepKey, TextField, TypedAt, sentence};
use crate::gui::theme::{icons, space, tokens};
use crate::gui::widgets::{
    FieldStyle, Text, card_ui, choice_ui, field_label_ui, icon_button_ui, link_ui, text_field_ui,
};
use crate::questionnaire::Market;
use crate::questionnaire::plan::{ChangeRecord, Status};
use chrono::NaiveDate;
use egui::{Align, Label, Layout, Sense, Ui, vec2};

pub(super) fn record_ui(ui: &mut Ui, draft: &Draft, actions: &mut Actions) {
    missing_ui(ui, draft);
    signatures_ui(ui, draft);
    let words = "What the plan is called, who uses it and since when";
    told_card_ui(ui, "Plan", words, |ui| plan_ui(ui, draft, actions));
    let words = "What was changed, why, on what evidence and with what expected effect; a reviewer reads this first";
    told_card_ui(ui, "Change record", words, |ui| records_ui(ui, draft, actions));
    let sha = Text::caption(ui, format!("SHA-256 of the content {}", draft.plan.sha256));
    ui.add(Label::new(sha).wrap());
}

/// What stands between the plan and its review.
fn missing_ui(ui: &mut Ui, draft: &Draft) {
    if draft.plan.status != Status::Draft || (draft.missing.is_empty() && draft.faults.is_empty()) {
        return;
    }
    let count = draft.missing.len() + draft.faults.len();
    card_ui(ui, &format!("Before it can be submitted · {count}"), |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for fault in draft.faults.iter().chain(&draft.missing) {
            ui.horizontal_top(|ui| {
                crate::gui::widgets::icon_ui(ui, icons::UNANSWERED, 13.0, tokens(ui).quiet);
                ui.add(Label::new(Text::label(sentence(fault))).wrap());
            });
        }
    });
}

fn signatures_ui(ui: &mut Ui, draft: &Draft) {
    let (Some(approval), retirement) = (&draft.plan.approval, &draft.plan.retirement) else { return };
    card_ui(ui, "Signatures", |ui| {
        let line = |ui: &mut Ui, words: String, note: &str| {
            ui.label(Text::strong(words));
            if !note.is_empty() {
                ui.add(Label::new(Text::label(note)).wrap());
            }
        };
        line(ui, format!("Approved by {} on {}", approval.by, approval.on), &approval.note);
        let seal = Text::caption(ui, format!("Seal of content and approval {}", approval.seal));
        ui.add(Label::new(seal).wrap());
        if let Some(retirement) = retirement {
            line(ui, format!("Retired by {} on {}", retirement.by, retirement.on), &retirement.why);
        }
    });
}

fn plan_ui(ui: &mut Ui, draft: &Draft, actions: &mut Actions) {
    if let Some(parent) = &draft.plan.parent {
        let short = parent.sha256.get(..12).unwrap_or(&parent.sha256);
        let follows = Text::quiet(ui, format!("Follows on {} {}, {short}", parent.id, parent.version));
        ui.label(follows);
    }
    ui.add_enabled_ui(draft.is_editable(), |ui| {
        let rows = [
            [(TextField::Title, "OT-heavy book"), (TextField::Author, "Who made it")],
            [(TextField::Id, "ot-heavy"), (TextField::Version, "1.0.0")],
            [(TextField::Carrier, ""), (TextField::Program, "")],
            [(TextField::Jurisdiction, "States or countries"), (TextField::Filing, "Reference, or not filed")],
        ];
        for row in rows {
            ui.columns(2, |columns| {
                for (ui, (field, hint)) in columns.iter_mut().zip(row) {
                    text_ui(ui, draft, field, hint, actions);
                }
            });
        }
        ui.columns(2, |columns| {
            let [left, right] = columns else { return };
            left.horizontal(|ui| {
                date_ui(ui, draft, TypedAt::Effective, "Effective", draft.plan.effective, actions);
                date_ui(ui, draft, TypedAt::Until, "Until", draft.plan.until, actions);
            });
            right.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                field_label_ui(ui, "Market");
                let words = Market::ALL.map(Market::words);
                let selected = Market::ALL.iter().position(|market| *market == draft.plan.market);
                if let Some(market) = choice_ui(ui, "Market", &words, selected).and_then(|place| Market::ALL.get(place))
                {
                    actions.push(DraftAction::Market(*market).into());
                }
            });
        });
    });
}

fn text_ui(ui: &mut Ui, draft: &Draft, field: TextField, hint: &str, actions: &mut Actions) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        field_label_ui(ui, field.words());
        let style = FieldStyle { hint, ..FieldStyle::default() };
        let (typed, response) = text_field_ui(ui, field.words(), field.of(&draft.plan), style);
        if response.gained_focus() {
            actions.push(DraftAction::Close.into());
        }
        if let Some(text) = typed {
            actions.push(DraftAction::Text(field, text).into());
        }
    });
}

fn date_ui(ui: &mut Ui, draft: &Draft, at: TypedAt, name: &str, day: Option<NaiveDate>, actions: &mut Actions) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        field_label_ui(ui, name);
        let (rect, _) = ui.allocate_exact_size(vec2(120.0, 30.0), Sense::hover());
        let shown = day.map(|day| day.to_string()).unwrap_or_default();
        field_ui(ui, draft, &at, &shown, name, rect, actions);
        let problem = draft.view.typed.as_ref().filter(|typed| typed.at == at).and_then(|typed| typed.problem.clone());
        if let Some(problem) = problem {
            ui.label(Text::label(problem).size(12.0).color(tokens(ui).bands[4]));
        }
    });
}

fn records_ui(ui: &mut Ui, draft: &Draft, actions: &mut Actions) {
    let records = &draft.plan.records;
    for (place, record) in records.iter().enumerate() {
        ui.horizontal(|ui| {
            ui.label(Text::strong(format!("Record {}", place + 1)));
            if draft.is_editable() {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if icon_button_ui(ui, icons::DELETE, &format!("Delete record {}", place + 1)).clicked() {
                        let mut fewer = records.clone();
                        fewer.remove(place);
                        actions.push(DraftAction::Close.into());
                        actions.push(DraftAction::Records(fewer, StepKey::Record(place, "deleted")).into());
                    }
                });
            }
        });
        record_fields_ui(ui, draft, place, record, actions);
        ui.add_space(space::INSIDE);
    }
    if draft.is_editable() && link_ui(ui, Some(icons::PLUS), "Add a record").clicked() {
        let mut more = records.clone();
        more.push(ChangeRecord::default());
        actions.push(DraftAction::Close.into());
        actions.push(DraftAction::Records(more, StepKey::Record(records.len(), "added")).into());
    }
}

fn record_fields_ui(ui: &mut Ui, draft: &Draft, place: usize, record: &ChangeRecord, actions: &mut Actions) {
    type Part = fn(&mut ChangeRecord) -> &mut String;
    let parts: [(&'static str, &str, Part); 4] = [
        ("What", &record.what, |record| &mut record.what),
        ("Why", &record.why, |record| &mut record.why),
        ("Evidence", &record.evidence, |record| &mut record.evidence),
        ("Expected effect", &record.expected_effect, |record| &mut record.expected_effect),
    ];
    ui.add_enabled_ui(draft.is_editable(), |ui| {
        for (name, text, part) in parts {
            ui.spacing_mut().item_spacing.y = 2.0;
            field_label_ui(ui, name);
            let said = format!("{name}, record {}", place + 1);
            let (typed, response) = text_field_ui(ui, &said, text, FieldStyle { rows: 2, ..FieldStyle::default() });
            if response.gained_focus() {
                actions.push(DraftAction::Close.into());
            }
            if let Some(typed) = typed {
                let mut records = draft.plan.records.clone();
                if let Some(record) = records.get_mut(place) {
                    *part(record) = typed;
                }
                actions.push(DraftAction::Records(records, StepKey::Record(place, name)).into());
            }
            ui.add_space(4.0);
        }
    });
}

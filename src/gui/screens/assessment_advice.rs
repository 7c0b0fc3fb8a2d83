//! What follows for people: schedule, adverse reasons, subjectivities, cover, law. All of it is advice.

use super::assessment_rules::because_ui;
use super::question_chip_ui;
use crate::gui::action::{Action, Actions};
use crate::gui::role::Role;
use crate::gui::state::Case;
use crate::gui::theme::{size, space};
use crate::gui::widgets::{Text, arithmetic_ui, card_ui, chip_ui, hairline_ui, number_ui};
use crate::gui::words;
use crate::memo::wording;
use crate::questionnaire::decimal;
use egui::{Align, Button, Label, Layout, Ui};

pub fn advice_ui(ui: &mut Ui, role: Role, case: &Case, actions: &mut Actions) {
    if role.shows_weights() {
        schedule_ui(ui, case, actions);
    }
    adverse_ui(ui, role, case, actions);
    subjectivities_ui(ui, case, actions);
    coverage_ui(ui, case, actions);
    law_ui(ui, case, actions);
}

fn schedule_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let (questionnaire, schedule) = (&case.questionnaire, &case.derived.assessment.schedule);
    card_ui(ui, "Schedule suggestion", |ui| {
        ui.horizontal(|ui| {
            ui.label(Text::heading(words::signed_percent(schedule.total_percent)));
            let most = format!(
                "of at most ±{} %{}",
                schedule.max_percent,
                if schedule.is_clamped() { ", clamped" } else { "" }
            );
            let most = Text::quiet(ui, most);
            ui.label(most);
        });
        if let Some(why) = schedule.unusable {
            ui.add(Label::new(Text::strong(words::unusable(why))).wrap());
        }
        for line in &schedule.lines {
            let section = questionnaire.section(line.section);
            ui.horizontal(|ui| {
                ui.label(Text::strong(&section.id));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let number = number_ui(
                        ui,
                        &words::signed_percent(line.percent),
                        &format!("Schedule of {}", section.id),
                        size::LABEL,
                    );
                    let neutral = questionnaire.schedule.neutral;
                    let lines = || {
                        let mut lines = vec![
                            format!("deficiency {}, neutral {neutral}", decimal(line.deficiency, 2)),
                            format!("{} %, rounded to whole percent", decimal(line.exact_percent, 2)),
                        ];
                        if line.credit_withheld {
                            lines.push("credit withheld: not enough of it is proven".to_owned());
                        }
                        lines
                    };
                    arithmetic_ui(
                        &number,
                        questionnaire,
                        &format!("Schedule line {}", section.id),
                        lines,
                        &[],
                        actions,
                    );
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        let mut text = section.title.clone();
                        if line.credit_withheld {
                            text.push_str(", credit withheld");
                        }
                        ui.add(Label::new(Text::label(text)).truncate());
                    });
                });
            });
        }
    });
}

fn adverse_ui(ui: &mut Ui, role: Role, case: &Case, actions: &mut Actions) {
    let assessment = &case.derived.assessment;
    card_ui(ui, "Adverse reasons", |ui| {
        let caption = Text::caption(ui, "The principal reasons, fit to be sent to the insured by a person");
        ui.label(caption);
        let wording = case.wording();
        for reason in &assessment.adverse_reasons {
            ui.horizontal_top(|ui| {
                question_chip_ui(ui, case, reason.question, actions);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    ui.add(Label::new(Text::body(wording.adverse_text(reason.question))).wrap());
                    let change = wording.change(reason.question, &reason.change);
                    let points = match role.shows_weights() {
                        true => format!("{} points. ", words::one(reason.points)),
                        false => String::new(),
                    };
                    let change = Text::quiet(ui, format!("{points}What would change this: {change}"));
                    ui.add(Label::new(change).wrap());
                });
            });
        }
        if assessment.adverse_reasons.is_empty() {
            let nothing = Text::quiet(ui, "No answer is bad enough to be a reason");
            ui.label(nothing);
        }
    });
}

fn subjectivities_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let (questionnaire, assessment) = (&case.questionnaire, &case.derived.assessment);
    card_ui(ui, "Suggested subjectivities", |ui| {
        if assessment.subjectivities.is_empty() {
            let nothing = Text::quiet(ui, "The answers call for no condition of the quote");
            ui.label(nothing);
        }
        let wording = case.wording();
        for (place, it) in assessment.subjectivities.iter().enumerate() {
            let theme = questionnaire.theme(it.theme);
            let adopted =
                case.submission.subjectivities.iter().any(|own| own.theme == theme.code && !own.is_settled_before());
            if place > 0 {
                hairline_ui(ui);
            }
            ui.horizontal(|ui| {
                chip_ui(ui, &theme.code, None);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if adopted {
                        let done = Text::caption(ui, "In the terms");
                        ui.label(done);
                    } else if ui
                        .add(Button::new(Text::label("Adopt")))
                        .accessible_name(format!("Adopt {}", theme.title))
                        .clicked()
                    {
                        actions.push(Action::Adopt(it.theme));
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.add(Label::new(Text::strong(&theme.title)).truncate());
                        let when =
                            Text::caption(ui, if it.pre_bind { "before binding" } else { theme.timing.as_str() });
                        ui.add(Label::new(when).truncate());
                    });
                });
            });
            let text = Text::label(wording.subjectivity_text(it.theme));
            ui.add(Label::new(text).wrap());
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                let caption = Text::caption(ui, "Because of");
                ui.label(caption);
                for ix in &it.because {
                    question_chip_ui(ui, case, *ix, actions);
                }
                if !it.answer_first.is_empty() {
                    ui.add_space(space::INSIDE);
                    let caption =
                        Text::caption(ui, format!("ask first: {}", words::ids(questionnaire, &it.answer_first)));
                    ui.label(caption);
                }
            });
        }
    });
}

fn coverage_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let (questionnaire, assessment) = (&case.questionnaire, &case.derived.assessment);
    card_ui(ui, "Coverage notes", |ui| {
        let caption = Text::caption(ui, "Prompts for a person, never policy wording");
        ui.label(caption);
        for hint in &assessment.coverage {
            let Some(note) = questionnaire.coverage_notes.get(usize::from(hint.note)) else { continue };
            ui.horizontal(|ui| {
                chip_ui(ui, &note.code, None);
                ui.add(Label::new(Text::strong(&note.title)).wrap());
            });
            ui.add(Label::new(Text::label(&note.prompt)).wrap());
            because_ui(ui, case, &hint.because, actions);
            source_ui(ui, case, note.as_of, &note.sources);
        }
        if assessment.coverage.is_empty() {
            let nothing = Text::quiet(ui, "The answers call for no note");
            ui.label(nothing);
        }
    });
}

fn law_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let (questionnaire, assessment) = (&case.questionnaire, &case.derived.assessment);
    card_ui(ui, "Law context", |ui| {
        let caption = Text::caption(ui, "For orientation, not legal advice; each with the day it was last checked");
        ui.label(caption);
        for hint in &assessment.law {
            let Some(note) = questionnaire.law.get(usize::from(hint.note)) else { continue };
            ui.horizontal(|ui| {
                chip_ui(ui, &note.code, None);
                ui.add(Label::new(Text::strong(&note.title)).wrap());
            });
            ui.add(Label::new(Text::label(&note.text)).wrap());
            because_ui(ui, case, &hint.because, actions);
            source_ui(ui, case, note.as_of, &note.sources);
        }
        if assessment.law.is_empty() {
            let nothing = Text::quiet(ui, "The answers point to no law");
            ui.label(nothing);
        }
    });
}

fn source_ui(ui: &mut Ui, case: &Case, as_of: chrono::NaiveDate, sources: &[String]) {
    let sources = wording::sources_text(&case.questionnaire, sources);
    let line = if sources.is_empty() { format!("As of {as_of}") } else { format!("As of {as_of}. {sources}") };
    let line = Text::caption(ui, line);
    ui.add(Label::new(line).wrap());
    ui.add_space(space::SMALL);
}

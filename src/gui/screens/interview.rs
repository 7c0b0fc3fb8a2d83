//! One section of the questionnaire: every question a line, the current one open.

use super::carried::section_to_confirm_ui;
use super::column_ui;
use super::question_card::{closed_row_ui, question_card_ui};
use crate::gui::action::{Action, Actions};
use crate::gui::command::Command;
use crate::gui::role::Role;
use crate::gui::state::{Case, Desk};
use crate::gui::theme::{icons, space};
use crate::gui::widgets::{FieldStyle, Text, icon_ui, link_ui, text_field_ui};
use crate::gui::words;
use crate::memo::wording::plan::hidden_by_plan;
use crate::questionnaire::{SectionIx, SectionKind};
use egui::{Align, Label, Layout, ScrollArea, Ui};

pub fn interview_ui(ui: &mut Ui, desk: &Desk, case: &Case, actions: &mut Actions) {
    let section = case.section();
    // A scroll position for each section.
    ScrollArea::vertical().id_salt(("interview", section.0)).auto_shrink([false, false]).show(ui, |ui| {
        column_ui(ui, |ui| {
            let top = ui.cursor().top();
            section_head_ui(ui, desk.role(), case, section, actions);
            ui.spacing_mut().item_spacing.y = 6.0;
            let first = case.questionnaire.places_of(section).find(|ix| case.derived.is_shown(*ix));
            for ix in case.questionnaire.places_of(section).filter(|ix| case.derived.is_shown(*ix)) {
                if ix == case.view.current {
                    // The first question brings the head of its section with it.
                    let from = (Some(ix) == first).then_some(top - space::SECTIONS);
                    question_card_ui(ui, desk, case, ix, from, actions);
                } else {
                    closed_row_ui(ui, desk.role(), case, ix, actions);
                }
            }
            stale_ui(ui, case, section, actions);
            section_foot_ui(ui, case, section, actions);
        });
    });
}

fn section_head_ui(ui: &mut Ui, role: Role, case: &Case, section: SectionIx, actions: &mut Actions) {
    let it = case.questionnaire.section(section);
    ui.horizontal(|ui| {
        ui.label(Text::heading(format!("{}  {}", it.id, it.title)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let style = FieldStyle { hint: "Who answers", width: Some(130.0), ..FieldStyle::default() };
            let (typed, response) = text_field_ui(ui, "Who answers now", &case.view.speaker, style);
            if let Some(typed) = typed {
                actions.push(Action::Speaker(typed));
            }
            response.on_hover_text("Written to every new answer of this session");
            let user = crate::gui::theme::tokens(ui).quiet;
            icon_ui(ui, icons::USER, 16.0, user);
        });
    });
    let intro = Text::quiet(ui, &it.intro);
    ui.add(Label::new(intro).wrap());
    let progress = case.derived.progress.get(usize::from(section.0)).copied().unwrap_or_default();
    let mut facts = format!("{} of {} settled", progress.settled, progress.shown);
    match it.kind {
        SectionKind::Scored => {
            if let Some(score) = case.derived.assessment.sections.get(usize::from(section.0)).copied().flatten() {
                facts.push_str(&format!(" · deficiency {} of 100", words::one(score.deficiency)));
                if role.shows_weights() {
                    facts.push_str(&format!(" · weight {}", words::tenths(score.applicable_tenths)));
                }
            }
        }
        SectionKind::Exposure => {
            let exposure = &case.derived.assessment.exposure;
            facts.push_str(&format!(
                " · exposure {} of 100, tier {}",
                exposure.index,
                case.questionnaire.tier(case.derived.assessment.tier).name
            ));
        }
        SectionKind::Declarations | SectionKind::Module => facts.push_str(" · not scored"),
    }
    let facts = Text::caption(ui, facts);
    ui.label(facts);
    section_to_confirm_ui(ui, case, section, actions);
    ui.add_space(space::INSIDE);
}

fn stale_ui(ui: &mut Ui, case: &Case, section: SectionIx, actions: &mut Actions) {
    let Some(stale) = case.derived.stale.get(usize::from(section.0)).filter(|stale| !stale.is_empty()) else { return };
    ui.add_space(space::INSIDE);
    for it in stale {
        let question = case.questionnaire.question(it.question);
        ui.horizontal(|ui| {
            let plan = hidden_by_plan(&case.questionnaire, &case.derived.assessment, it.question);
            let by = plan
                .map_or_else(|| words::ids(&case.questionnaire, &it.hidden_by), |plan| format!("plan {}", plan.name()));
            let text = format!(
                "{} \"{}\" is hidden by {by}; kept, counts nowhere",
                question.id,
                case.derived.answer_words(it.question)
            );
            let text = Text::quiet(ui, text);
            ui.add(Label::new(text).wrap());
            if let Some(first) = it.hidden_by.first() {
                super::question_chip_ui(ui, case, *first, actions);
            }
        });
    }
}

fn section_foot_ui(ui: &mut Ui, case: &Case, section: SectionIx, actions: &mut Actions) {
    ui.add_space(space::BETWEEN);
    let own = usize::from(section.0);
    let shown = |place: &usize| case.derived.shown_sections.get(*place) == Some(&true);
    let title = |place: usize| {
        case.questionnaire.sections.get(place).map(|it| format!("{} {}", it.id, it.title)).unwrap_or_default()
    };
    ui.horizontal(|ui| {
        if let Some(place) = (0..own).rev().find(shown)
            && link_ui(ui, Some(icons::LEFT), &title(place)).clicked()
        {
            actions.push(Command::PreviousSection.into());
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            match (own + 1..case.questionnaire.sections.len()).find(shown) {
                Some(place) => {
                    if link_ui(ui, Some(icons::RIGHT), &title(place)).clicked() {
                        actions.push(Command::NextSection.into());
                    }
                }
                None => {
                    if link_ui(ui, Some(icons::ASSESSMENT), "Assessment").clicked() {
                        actions.push(Command::Assessment.into());
                    }
                }
            }
        });
    });
}

//! What the answers mean: score, band, sections, drivers and levers.

use super::assessment_advice::advice_ui;
use super::assessment_rules::{concerns_ui, rules_ui};
use super::question_chip_ui;
use super::renewal::renewal_card_ui;
use crate::gui::action::{Action, Actions};
use crate::gui::command::Command;
use crate::gui::frame::{outcome_ui, score_ui};
use crate::gui::role::Role;
use crate::gui::state::Case;
use crate::gui::theme::{size, space, tokens};
use crate::gui::widgets::{
    BandBar, Level, Text, arithmetic_ui, band_bar_ui, bar_row_ui, card_ui, impact_ui, level_ui, link_ui, meter_ui,
    number_ui, paint_level,
};
use crate::gui::words;
use crate::memo::wording::plan::plan_in_brief;
use crate::questionnaire::{QuestionIx, Ratio, SectionIx, decimal};
use egui::{Label, Sense, Ui, pos2, vec2};

/// Drivers and levers listed before the rest is folded.
const MOST: usize = 10;

pub fn assessment_ui(ui: &mut Ui, role: Role, case: &Case, actions: &mut Actions) {
    ui.label(Text::heading("Assessment"));
    score_card_ui(ui, role, case, actions);
    if role.shows_weights() {
        rules_ui(ui, case, actions);
        renewal_card_ui(ui, case, actions);
    } else {
        concerns_ui(ui, case);
    }
    sections_ui(ui, role, case, actions);
    drivers_ui(ui, role, case, actions);
    levers_ui(ui, role, case, actions);
    advice_ui(ui, role, case, actions);
    if role.shows_weights() {
        sensitivity_ui(ui, case);
    }
    method_ui(ui, case, actions);
}

fn score_card_ui(ui: &mut Ui, role: Role, case: &Case, actions: &mut Actions) {
    let (questionnaire, assessment) = (&case.questionnaire, &case.derived.assessment);
    card_ui(ui, "", |ui| {
        ui.horizontal(|ui| {
            score_ui(ui, role, case, size::SCORE, actions);
            ui.add_space(space::INSIDE);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.add_space(4.0);
                outcome_ui(ui, &case.questionnaire, &case.derived.assessment, size::HEADING);
                let sentence = Text::quiet(ui, band_words(role, case));
                ui.add(Label::new(sentence).wrap());
            });
        });
        band_bar_ui(ui, &BandBar { questionnaire, assessment, labelled: true });
        if let Some(note) = words::borderline(questionnaire, assessment) {
            ui.label(Text::strong(note));
        }
        ui.add_space(space::SMALL);
        let wide = ui.available_width() > 560.0;
        if wide {
            ui.columns_const(|[left, right]| {
                left_facts_ui(left, role, case, actions);
                right_facts_ui(right, case);
            });
        } else {
            left_facts_ui(ui, role, case, actions);
            right_facts_ui(ui, case);
        }
    });
}

fn band_words(role: Role, case: &Case) -> String {
    let (questionnaire, assessment) = (&case.questionnaire, &case.derived.assessment);
    let mut text = words::band_sentence(questionnaire, assessment, usize::from(assessment.band_before_floors.0));
    if assessment.band != assessment.band_before_floors {
        text.push_str(&format!(
            "; a floor moved the band from {} to {}",
            questionnaire.band(assessment.band_before_floors).name,
            questionnaire.band(assessment.band).name
        ));
    }
    let terms = &questionnaire.band(assessment.band).terms;
    // Terms are advice to an underwriter.
    if role.shows_weights() && !terms.trim().is_empty() {
        text.push_str(&format!(". {}", terms.trim_end_matches('.')));
    }
    text
}

fn left_facts_ui(ui: &mut Ui, role: Role, case: &Case, actions: &mut Actions) {
    let (questionnaire, assessment) = (&case.questionnaire, &case.derived.assessment);
    ui.spacing_mut().item_spacing.y = 4.0;
    ui.horizontal(|ui| {
        let caption = Text::quiet(ui, "Exposure");
        ui.label(caption);
        let index = assessment.exposure.index.to_string();
        if !role.shows_weights() {
            ui.label(Text::label(format!("{index} of 100, tier {}", questionnaire.tier(assessment.tier).name)));
            return;
        }
        let number = number_ui(ui, &index, "Exposure index", size::BODY);
        let lines = || {
            let mut lines: Vec<String> = assessment
                .exposure
                .points
                .iter()
                .map(|(ix, points)| {
                    let open = if assessment.exposure.unanswered.contains(ix) {
                        ", not answered, scores its maximum"
                    } else {
                        ""
                    };
                    format!("{}  {points}{open}", questionnaire.question(*ix).id)
                })
                .collect();
            lines.push(format!("sum {}, at most 100", assessment.exposure.index));
            lines
        };
        arithmetic_ui(&number, questionnaire, "Exposure index", lines, &[], actions);
        ui.label(Text::label(format!("tier {}", questionnaire.tier(assessment.tier).name)));
    });
    let range = &assessment.range;
    let bands = if range.best == range.worst {
        "the score itself".to_owned()
    } else if range.best_band == range.worst_band {
        format!("all in {}", questionnaire.band(range.best_band).name)
    } else {
        format!("{} to {}", questionnaire.band(range.best_band).name, questionnaire.band(range.worst_band).name)
    };
    let text = format!("{}, {bands}", words::range(assessment));
    let text = Text::quiet(ui, text);
    ui.add(Label::new(text).wrap());
    if !role.shows_weights() {
        return;
    }
    let authority = questionnaire.authorities.get(usize::from(assessment.authority)).map_or("", String::as_str);
    ui.add(Label::new(Text::label(format!("Authority: {authority}"))).wrap());
    if !assessment.sign_offs.is_empty() {
        ui.add(Label::new(Text::label(format!("Also to sign: {}", assessment.sign_offs.join(", ")))).wrap());
    }
}

fn right_facts_ui(ui: &mut Ui, case: &Case) {
    let assessment = &case.derived.assessment;
    ui.spacing_mut().item_spacing.y = 4.0;
    let complete = words::drawn(assessment.completeness) / 100.0;
    meter_ui(
        ui,
        "Complete",
        complete,
        &words::percent(assessment.completeness),
        "Share of the applicable weight that is answered",
    );
    let proven = words::drawn(assessment.confidence) / 100.0;
    let said = format!("{} {}", words::percent(assessment.confidence), assessment.confidence_level.words());
    meter_ui(ui, "Proven", proven, &said, "Confidence: how much of the applicable weight rests on evidence");
}

fn sections_ui(ui: &mut Ui, role: Role, case: &Case, actions: &mut Actions) {
    let (questionnaire, assessment) = (&case.questionnaire, &case.derived.assessment);
    card_ui(ui, "Sections", |ui| {
        let note = Text::caption(ui, "Deficiency of each section, 0 best to 100 worst");
        ui.label(note);
        ui.spacing_mut().item_spacing.y = 0.0;
        for (place, score) in (0_u8..).zip(&assessment.sections) {
            let section = questionnaire.section(SectionIx(place));
            let Some(score) = score else { continue };
            let number = words::one(score.deficiency);
            let name = format!("Section {} {}, deficiency {number}", section.id, section.title);
            let part = words::drawn(score.deficiency) / 100.0;
            let response = bar_row_ui(ui, &section.id, &section.title, part, &number, &name);
            let hover = format!(
                "{} ÷ {} × 100 = {number}; open weight {}",
                decimal(Ratio::new(score.weighted, 40), 3),
                words::tenths(score.applicable_tenths),
                words::tenths(score.open_tenths)
            );
            let response = if role.shows_weights() { response.on_hover_text(hover) } else { response };
            if response.clicked() {
                actions.push(Action::JumpToSection(SectionIx(place)));
            }
        }
    });
}

fn drivers_ui(ui: &mut Ui, role: Role, case: &Case, actions: &mut Actions) {
    let (questionnaire, assessment) = (&case.questionnaire, &case.derived.assessment);
    card_ui(ui, "Drivers", |ui| {
        let sum = Text::caption(ui, "What each answer adds; together they are the score");
        ui.label(sum);
        for driver in assessment.drivers.iter().take(MOST) {
            line_ui(ui, case, driver.question, case.derived.answer_words(driver.question), actions, |ui, actions| {
                let id = &questionnaire.question(driver.question).id;
                if !role.shows_weights() {
                    let step = words::points_step(assessment, driver.points);
                    impact_ui(ui, &format!("What {id} adds"), step);
                    return;
                }
                let number = number_ui(ui, &words::one(driver.points), &format!("Points of {id}"), size::LABEL);
                let title = format!("{id} adds {} points", words::one(driver.points));
                let lines = || words::driver_arithmetic(questionnaire, assessment, driver.question);
                arithmetic_ui(&number, questionnaire, &title, lines, &[driver.question], actions);
            });
        }
        let rest: Ratio = assessment.drivers.iter().skip(MOST).map(|driver| driver.points).sum();
        if assessment.drivers.len() > MOST {
            let more = assessment.drivers.len() - MOST;
            let more = match role.shows_weights() {
                true => format!("{more} more answers add {} points", words::one(rest)),
                false => format!("{more} more answers add the rest"),
            };
            let more = Text::quiet(ui, more);
            ui.label(more);
        }
    });
}

fn levers_ui(ui: &mut Ui, role: Role, case: &Case, actions: &mut Actions) {
    let (questionnaire, assessment) = (&case.questionnaire, &case.derived.assessment);
    card_ui(ui, "Levers", |ui| {
        let sentence = if assessment.levers.is_empty() {
            "No stated answer could be one step better; what unknown answers could gain is the range"
        } else {
            "What improving one answer by one step takes off the score"
        };
        let sentence = Text::caption(ui, sentence);
        ui.add(Label::new(sentence).wrap());
        for lever in assessment.levers.iter().take(MOST) {
            let question = questionnaire.question(lever.question);
            let better = question.options.get(usize::from(lever.option)).map_or("", |option| option.text.as_str());
            let text = format!("to: {better}");
            line_ui(ui, case, lever.question, &text, actions, |ui, actions| {
                if !role.shows_weights() {
                    let step = words::points_step(assessment, lever.gain);
                    impact_ui(ui, &format!("Gain of {}", question.id), step);
                    return;
                }
                let shown = format!("−{}", words::one(lever.gain));
                let number = number_ui(ui, &shown, &format!("Gain of {}", question.id), size::LABEL);
                let lines = || {
                    vec![
                        format!("{} one step better, everything else as it is", question.id),
                        format!(
                            "{} − {} = {}",
                            decimal(assessment.score, 2),
                            decimal(lever.gain, 2),
                            decimal(assessment.score - lever.gain, 2)
                        ),
                    ]
                };
                arithmetic_ui(
                    &number,
                    questionnaire,
                    &format!("Improving {}", question.id),
                    lines,
                    &[lever.question],
                    actions,
                );
            });
        }
    });
}

/// A chip, words over the rest of the line, and a number at the right.
fn line_ui(
    ui: &mut Ui,
    case: &Case,
    ix: QuestionIx,
    text: &str,
    actions: &mut Actions,
    number_ui: impl FnOnce(&mut Ui, &mut Actions),
) {
    ui.horizontal(|ui| {
        question_chip_ui(ui, case, ix, actions);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            number_ui(ui, actions);
            ui.add_space(space::SMALL);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let ask = case.questionnaire.question(ix);
                let shown = if text.is_empty() { "Not answered" } else { text };
                ui.add(Label::new(Text::label(shown)).truncate()).on_hover_text(&ask.ask);
            });
        });
    });
}

fn sensitivity_ui(ui: &mut Ui, case: &Case) {
    let questionnaire = &case.questionnaire;
    card_ui(ui, "Sensitivity", |ui| {
        let sentence = "Score and band if a section weighed half as much, or half as much again";
        let sentence = Text::caption(ui, sentence);
        ui.label(sentence);
        ui.spacing_mut().item_spacing.y = 0.0;
        let widths = columns(ui.available_width());
        table_row_ui(ui, widths, true, |ui, place| {
            let title = ["Section", "Half the weight", "Half as much again"].get(place).copied().unwrap_or_default();
            ui.label(Text::strong(title).size(size::CAPTION));
        });
        for row in &case.derived.sensitivity {
            let section = questionnaire.section(row.section);
            table_row_ui(ui, widths, false, |ui, place| match place {
                0 => {
                    ui.add(Label::new(Text::label(format!("{}  {}", section.id, section.title))).truncate());
                }
                1 => cell_ui(ui, case, row.half),
                _ => cell_ui(ui, case, row.more),
            });
        }
    });
}

fn columns(width: f32) -> [f32; 3] {
    [width * 0.44, width * 0.28, width * 0.28]
}

fn table_row_ui(ui: &mut Ui, widths: [f32; 3], header: bool, mut cell: impl FnMut(&mut Ui, usize)) {
    let height = 28.0;
    let (rect, response) = ui.allocate_exact_size(vec2(widths.iter().sum(), height), Sense::hover());
    let tokens = tokens(ui);
    if header || response.hovered() {
        ui.painter().rect_filled(rect, 4.0, tokens.raised);
    } else {
        ui.painter().hline(rect.x_range(), rect.bottom(), egui::Stroke::new(1.0, tokens.line));
    }
    let mut left = rect.left();
    for (place, width) in widths.into_iter().enumerate() {
        let area = egui::Rect::from_min_size(pos2(left + 8.0, rect.top()), vec2(width - 16.0, height));
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        ui.scope_builder(egui::UiBuilder::new().max_rect(area).layout(layout), |ui| cell(ui, place));
        left += width;
    }
}

fn cell_ui(ui: &mut Ui, case: &Case, (score, band): (Ratio, crate::questionnaire::BandIx)) {
    let own = case.derived.assessment.band;
    let name = &case.questionnaire.band(band).name;
    ui.label(Text::label(words::one(score)));
    let level = Level::Band(usize::from(band.0));
    if band == own {
        let (rect, _) = ui.allocate_exact_size(vec2(11.0, 12.0), Sense::hover());
        let colour = level.colour(tokens(ui));
        paint_level(ui.painter(), rect.center(), 10.0, level, colour);
        let same = Text::caption(ui, "same band");
        ui.label(same);
    } else {
        level_ui(ui, level, name, size::LABEL);
    }
}

fn method_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    card_ui(ui, "Method and limits", |ui| {
        ui.add(Label::new(Text::strong("Weights are expert judgement, not statistics")).wrap());
        let plan = Text::label(format!("Scored under {}", plan_in_brief(&case.questionnaire)));
        ui.add(Label::new(plan).wrap());
        if link_ui(ui, None, "Score under another plan...").clicked() {
            actions.push(Command::OtherPlan.into());
        }
        for sentence in &case.questionnaire.method {
            let sentence = Text::quiet(ui, sentence);
            ui.add(Label::new(sentence).wrap());
        }
    });
}

//! What to do, in order: what can be done before the policy starts, then the rest; where the case stands after each.

use super::super::question_chip_ui;
use super::effort::effort_editor_ui;
use crate::assessment::{ActionPlan, ActionStep, Outcome, Stage, shown_score};
use crate::gui::action::Actions;
use crate::gui::state::{Case, Desk};
use crate::gui::theme::{icon_family, icons, regular, semibold, size, space, tokens};
use crate::gui::what_if::{Tab, WhatIfAction};
use crate::gui::widgets::{
    Level, Text, card_ui, chip_ui, empty_ui, hairline_ui, level_ui, link_ui, paint_level, primary_button_ui, within,
};
use crate::gui::words;
use crate::memo::wording::{EFFORT_IS_JUDGEMENT, lower_first};
use egui::{
    Align, Align2, Button, FontId, Frame, Label, Layout, Margin, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2,
};

/// Wider lines are hard to follow from the step to its result.
const MOST_WIDTH: f32 = 1040.0;
/// What a step moves, and the outcome then.
const RESULT_WIDTH: f32 = 300.0;

pub(in crate::gui::screens) fn action_plan_ui(
    ui: &mut Ui,
    desk: &Desk,
    case: &Case,
    plan: &ActionPlan,
    actions: &mut Actions,
) {
    if plan.steps.is_empty() {
        let sentence = "Answers that the scenario makes better become the steps of a plan; it makes none better yet";
        if empty_ui(ui, icons::CHECK, sentence, Some("Try other answers")) {
            actions.push(WhatIfAction::Show(Tab::Try).into());
        }
        return;
    }
    ScrollArea::vertical().id_salt("action plan").auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin { left: 24, right: 24, top: 16, bottom: 40 }).show(ui, |ui| {
            ui.set_width(ui.available_width().min(MOST_WIDTH));
            summary_ui(ui, case, plan, actions);
            let steps: Vec<(usize, &ActionStep)> = (1..).zip(&plan.steps).collect();
            for (title, before) in [("Before inception", true), ("In the term", false)] {
                let part: Vec<_> = steps.iter().filter(|(_, it)| it.before_inception == before).collect();
                if part.is_empty() {
                    continue;
                }
                card_ui(ui, &format!("{title}, {}", words::counted(part.len(), "step", "steps")), |ui| {
                    for (place, (number, step)) in part.into_iter().enumerate() {
                        if place > 0 {
                            hairline_ui(ui);
                        }
                        ui.push_id(("step", number), |ui| step_ui(ui, desk, case, *number, step, actions));
                    }
                });
            }
            let judged = Text::caption(ui, EFFORT_IS_JUDGEMENT);
            ui.add(Label::new(judged).wrap());
        });
    });
}

/// From where to where, what it takes together, and what can be made of it.
fn summary_ui(ui: &mut Ui, case: &Case, plan: &ActionPlan, actions: &mut Actions) {
    let wording = case.wording();
    ui.horizontal(|ui| {
        ui.set_height(24.0);
        stage_ui(ui, case, plan.now, size::QUESTION);
        arrow_ui(ui);
        stage_ui(ui, case, plan.steps.last().map_or(plan.now, |last| last.after), size::QUESTION);
    });
    let together =
        format!("{}, {}", words::counted(plan.steps.len(), "step", "steps"), wording.total_text(&plan.total));
    let together = Text::quiet(ui, together);
    ui.add(Label::new(together).wrap());
    ui.horizontal(|ui| {
        match wording.conditions(plan).len() {
            0 => {
                let all = Text::quiet(ui, "All of it is in the terms");
                ui.label(all);
            }
            count => {
                let hint = format!(
                    "{}, each with its date and proof; one undo takes them back",
                    words::counted(count, "subjectivity", "subjectivities")
                );
                if primary_button_ui(ui, "Add to terms").on_hover_text(hint).clicked() {
                    actions.push(WhatIfAction::AddPlan.into());
                }
            }
        }
        let copy = Button::new(Text::label("Copy as table")).min_size(vec2(0.0, 32.0));
        if ui.add(copy).on_hover_text("For a spreadsheet").clicked() {
            actions.push(WhatIfAction::CopyPlan.into());
        }
    });
    ui.add_space(space::INSIDE);
}

fn step_ui(ui: &mut Ui, desk: &Desk, case: &Case, number: usize, step: &ActionStep, actions: &mut Actions) {
    let it = case.wording().step_words(step);
    let improvement = step.improvement;
    let is_open = case.what_if.estimating == Some(improvement);
    ui.spacing_mut().item_spacing.y = 4.0;
    ui.horizontal_top(|ui| {
        let place = Text::strong(format!("{number}")).color(tokens(ui).quiet);
        ui.add_sized(vec2(20.0, 22.0), Label::new(place));
        question_chip_ui(ui, case, improvement.question, actions);
        let text = (ui.available_width() - RESULT_WIDTH - space::BETWEEN).max(160.0);
        ui.allocate_ui_with_layout(vec2(text, 22.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(text);
            ui.add(Label::new(Text::strong(&it.to).size(size::BODY)).wrap());
        });
        result_ui(ui, case, step, &it.moves);
    });
    ui.horizontal_top(|ui| {
        ui.add_space(28.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = space::INSIDE;
                let open = link_ui(ui, None, &it.effort).on_hover_text("Change the estimate for this applicant");
                if open.clicked() {
                    actions.push(WhatIfAction::Estimate((!is_open).then_some(improvement)).into());
                }
                if !it.theme.is_empty() {
                    chip_ui(ui, &it.theme, None);
                }
                let lifts = if desk.role().shows_weights() && !it.lifts.is_empty() {
                    format!("Lifts {}", it.lifts)
                } else {
                    String::new()
                };
                for remark in [it.by, lifts.as_str(), it.list] {
                    if !remark.is_empty() {
                        let remark = Text::caption(ui, remark);
                        ui.label(remark);
                    }
                }
            });
            let now = if it.from.is_empty() { String::new() } else { format!("Now: {}. ", lower_first(&it.from)) };
            let shown = Text::caption(ui, format!("{now}To show: {}", lower_first(&it.proof)));
            ui.add(Label::new(shown).wrap());
            if is_open {
                ui.add_space(space::SMALL);
                effort_editor_ui(ui, case, improvement, actions);
            }
        });
    });
}

/// What the step moves alone, and where the case stands with the steps before it.
fn result_ui(ui: &mut Ui, case: &Case, step: &ActionStep, moves: &str) {
    let tokens = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(RESULT_WIDTH, 22.0), Sense::hover());
    let said = format!("Alone {moves} points, then {}", case.wording().stage_text(step.after));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    response
        .on_hover_text("What this step alone moves, in points; then where the case stands with the steps before it");
    let painter = ui.painter();
    let part = |from: f32, to: f32| Rect::from_x_y_ranges(rect.left() + from..=rect.left() + to, rect.y_range());
    let (regular, strong) = (FontId::new(size::LABEL, regular()), FontId::new(size::LABEL, semibold()));
    within(painter, part(0.0, 48.0), moves, regular, tokens.text, true);
    let arrow = FontId::new(size::LABEL, icon_family());
    painter.text(part(50.0, 74.0).center(), Align2::CENTER_CENTER, icons::ARROW, arrow, tokens.quiet);
    let (score, level, word) = stage(case, step.after);
    within(painter, part(74.0, 116.0), &score, strong.clone(), tokens.text, true);
    let colour = level.colour(tokens);
    paint_level(painter, part(122.0, 138.0).center(), size::LABEL * 0.82, level, colour);
    within(painter, part(142.0, RESULT_WIDTH), &word, strong, colour, false);
}

fn stage_ui(ui: &mut Ui, case: &Case, of: Stage, points: f32) {
    let (score, level, word) = stage(case, of);
    ui.label(Text::strong(score).size(points));
    level_ui(ui, level, &word, points);
}

/// `47.2`, and shape and word of the outcome.
fn stage(case: &Case, stage: Stage) -> (String, Level, String) {
    let score = shown_score(&case.questionnaire, stage.tier, stage.score);
    let level = match stage.outcome {
        Outcome::Band(band) => Level::Band(usize::from(band.0)),
        Outcome::Decline => Level::Decline,
        Outcome::Hold | Outcome::InsufficientInformation => Level::NoDecision,
    };
    let word = stage.outcome.words(&case.questionnaire);
    (score, level, word.split(" unless").next().unwrap_or(word).to_owned())
}

fn arrow_ui(ui: &mut Ui) {
    let arrow = Text::label(icons::ARROW).family(icon_family()).color(tokens(ui).quiet);
    ui.label(arrow);
}

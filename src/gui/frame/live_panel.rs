//! The assessment as it stands, always in view: a panel at the right, or a strip on narrow windows.

use crate::assessment::Assessment;
use crate::gui::action::{Action, Actions};
use crate::gui::command::Command;
use crate::gui::role::Role;
use crate::gui::state::Case;
use crate::gui::theme::{icons, size, space, tokens};
use crate::gui::widgets::{
    BandBar, Level, Text, arithmetic_ui, band_bar_ui, bar_row_ui, hairline_ui, icon_ui, impact_step, impact_words,
    level_ui, link_ui, meter_ui, number_ui, rule_icon,
};
use crate::gui::words;
use crate::memo::wording::preview::concerns;
use crate::questionnaire::{QuestionIx, Questionnaire, Ratio, RuleKind};
use egui::{Label, ScrollArea, TextWrapMode, Ui, WidgetInfo};

/// Drivers and rules that are listed here; the assessment lists all.
const MOST_DRIVERS: usize = 6;
const MOST_RULES: usize = 6;
const MOST_LEVERS: usize = 4;

pub fn live_panel_ui(ui: &mut Ui, role: Role, case: &Case, actions: &mut Actions) {
    // Room at the right for the scroll bar, so that it never lies over a number.
    let margin = egui::Margin { left: 0, right: 12, top: 0, bottom: 0 };
    ScrollArea::vertical().auto_shrink([false, false]).content_margin(margin).show(ui, |ui| {
        head_ui(ui, role, case, actions);
        ui.add_space(space::SMALL);
        hairline_ui(ui);
        facts_ui(ui, case);
        hairline_ui(ui);
        match role {
            Role::Underwriter => {
                drivers_ui(ui, role, case, actions);
                rules_ui(ui, case, actions);
            }
            Role::Carrier => {
                rules_ui(ui, case, actions);
                ui.add_space(space::SMALL);
                drivers_ui(ui, role, case, actions);
            }
            Role::Broker => {
                drivers_ui(ui, role, case, actions);
                levers_ui(ui, case, actions);
                concerns_ui(ui, case, actions);
            }
        }
    });
}

fn head_ui(ui: &mut Ui, role: Role, case: &Case, actions: &mut Actions) {
    let (questionnaire, assessment) = (&case.questionnaire, &case.derived.assessment);
    let caption = Text::caption(ui, "Control score, 0 best to 100 worst");
    ui.label(caption);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        score_ui(ui, role, case, size::SCORE, actions);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.add_space(6.0);
            // "Insufficient information" beside 100.0 is wider than the panel, which would then be cut off at both sides.
            ui.style_mut().wrap_mode = Some(TextWrapMode::Wrap);
            outcome_ui(ui, questionnaire, assessment, size::QUESTION);
            let range = Text::caption(ui, words::range(assessment));
            ui.label(range).on_hover_text("Best and worst score over everything that is still to be answered");
        });
    });
    band_bar_ui(ui, &BandBar { questionnaire, assessment, labelled: false });
    if let Some(note) = words::borderline(questionnaire, assessment) {
        let note = Text::caption(ui, note);
        ui.add(Label::new(note).wrap());
    }
}

/// The score; where weights are shown as numbers, it opens its arithmetic.
pub fn score_ui(ui: &mut Ui, role: Role, case: &Case, points: f32, actions: &mut Actions) {
    let (questionnaire, assessment) = (&case.questionnaire, &case.derived.assessment);
    let shown = assessment.score_shown(questionnaire);
    if !role.shows_weights() {
        ui.label(Text::strong(&shown).size(points))
            .widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, format!("Control score {shown}")));
        return;
    }
    let number = number_ui(ui, &shown, "Control score", points);
    let top: Vec<_> = assessment.drivers.iter().take(6).map(|driver| driver.question).collect();
    let lines = || words::score_arithmetic(questionnaire, assessment);
    arithmetic_ui(&number, questionnaire, "Control score", lines, &top, actions);
}

/// Shape and word of the outcome; the band beside it when the outcome is no band.
pub fn outcome_ui(ui: &mut Ui, questionnaire: &Questionnaire, assessment: &Assessment, points: f32) {
    let words = assessment.outcome_words(questionnaire);
    let level = match assessment.outcome {
        crate::assessment::Outcome::Decline => Level::Decline,
        _ => Level::of(words::outcome_band(assessment)),
    };
    level_ui(ui, level, words.split(" unless").next().unwrap_or(words), points);
}

fn facts_ui(ui: &mut Ui, case: &Case) {
    let (questionnaire, assessment) = (&case.questionnaire, &case.derived.assessment);
    ui.spacing_mut().item_spacing.y = 4.0;
    let index = assessment.exposure.index;
    let tier = &questionnaire.tier(assessment.tier).name;
    let open = assessment.exposure.unanswered.len();
    let hover = if open == 0 {
        "Hazard from section A, not part of the score".to_owned()
    } else {
        format!("{} of section A not answered, which scores its maximum", words::counted(open, "question", "questions"))
    };
    meter_ui(ui, "Exposure", f32::from(index) / 100.0, &format!("{index} {tier}"), &hover);
    let complete = words::drawn(assessment.completeness) / 100.0;
    meter_ui(
        ui,
        "Complete",
        complete,
        &words::percent(assessment.completeness),
        "Weight of answered questions; unknown does not count as answered",
    );
    let confidence = words::drawn(assessment.confidence) / 100.0;
    let said = format!("{} {}", words::percent(assessment.confidence), assessment.confidence_level.words());
    meter_ui(ui, "Proven", confidence, &said, "How much of the answers rests on evidence");
    confirmed_ui(ui, case);
    ui.spacing_mut().item_spacing.y = 8.0;
}

/// How many answers of last term somebody has confirmed, while there are some to confirm.
fn confirmed_ui(ui: &mut Ui, case: &Case) {
    let waiting = case.derived.to_confirm.len();
    if waiting == 0 {
        return;
    }
    let (shown, answered) = words::confirmed(case);
    let hover = format!(
        "{} carried over from last term and to be confirmed; until then {} asserted",
        words::counted(waiting, "answer was", "answers were"),
        if waiting == 1 { "it counts as" } else { "they count as" }
    );
    meter_ui(ui, "Confirmed", answered, &shown, &hover);
}

fn drivers_ui(ui: &mut Ui, role: Role, case: &Case, actions: &mut Actions) {
    let assessment = &case.derived.assessment;
    ui.label(Text::strong("Drivers")).on_hover_text("What each answer adds to the score");
    if assessment.drivers.is_empty() {
        let nothing = Text::quiet(ui, "Nothing adds to the score");
        ui.label(nothing);
        return;
    }
    let drivers = assessment.drivers.iter().map(|driver| (driver.question, driver.points));
    bars_ui(ui, role, case, "Driver", drivers.take(MOST_DRIVERS), actions);
}

/// Single steps that gain most, as bars.
fn levers_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let levers = &case.derived.assessment.levers;
    if levers.is_empty() {
        return;
    }
    ui.add_space(space::SMALL);
    ui.label(Text::strong("What would help")).on_hover_text("What one answer one step better takes off the score");
    let levers = levers.iter().map(|lever| (lever.question, lever.gain));
    bars_ui(ui, Role::Broker, case, "Step on", levers.take(MOST_LEVERS), actions);
}

/// A bar for each question, relative to the first; each leads to its question.
fn bars_ui(
    ui: &mut Ui,
    role: Role,
    case: &Case,
    noun: &str,
    bars: impl Iterator<Item = (QuestionIx, Ratio)>,
    actions: &mut Actions,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut most = None;
    for (ix, points) in bars {
        let question = case.questionnaire.question(ix);
        let drawn = words::drawn(points);
        let part = drawn / *most.get_or_insert(drawn.max(0.1));
        let (number, name) = if role.shows_weights() {
            let number = words::one(points);
            let name = format!("{noun} {}, {number} points", question.id);
            (number, name)
        } else {
            (String::new(), format!("{noun} {}, {}", question.id, impact_words(impact_step(part))))
        };
        if bar_row_ui(ui, &question.id, "", part, &number, &name).on_hover_text(&question.ask).clicked() {
            actions.push(Action::Jump(ix));
        }
    }
    ui.spacing_mut().item_spacing.y = 8.0;
}

/// What can decide the case beside the score, in general words.
fn concerns_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    ui.add_space(space::SMALL);
    let concerns = concerns(&case.wording());
    if !concerns.is_empty() {
        ui.label(Text::strong("Beside the score"));
        for it in concerns {
            ui.horizontal_top(|ui| {
                let (icon, colour) = match it.stops {
                    true => (icons::OCTAGON, tokens(ui).bands[4]),
                    false => (icons::INFO, tokens(ui).quiet),
                };
                icon_ui(ui, icon, 15.0, colour);
                let text = Text::caption(ui, it.text);
                ui.add(Label::new(text).wrap());
            });
        }
    }
    if link_ui(ui, None, "Open the preview").clicked() {
        actions.push(Command::Preview.into());
    }
}

fn rules_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let (questionnaire, assessment) = (&case.questionnaire, &case.derived.assessment);
    ui.add_space(space::SMALL);
    ui.label(Text::strong("Rules"));
    if assessment.rules.is_empty() {
        let nothing = Text::quiet(ui, "No rule has fired");
        ui.label(nothing);
    }
    for fired in assessment.rules.iter().take(MOST_RULES) {
        let Some(rule) = questionnaire.rules.get(usize::from(fired.rule)) else { continue };
        ui.horizontal_top(|ui| {
            let colour = match rule.kind {
                RuleKind::KnockOut => tokens(ui).bands[4],
                RuleKind::Insufficient => tokens(ui).no_decision,
                _ => tokens(ui).text,
            };
            icon_ui(ui, rule_icon(rule.kind), 15.0, colour).on_hover_text(rule.kind.words());
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.label(Text::strong(&rule.code).size(size::CAPTION));
                let says = Text::caption(ui, &rule.says);
                ui.add(Label::new(says).wrap());
            });
        });
    }
    let more = assessment.rules.len().saturating_sub(MOST_RULES);
    let label = if more > 0 { format!("{more} more in the assessment") } else { "Open the assessment".to_owned() };
    if link_ui(ui, None, &label).clicked() {
        actions.push(Command::Assessment.into());
    }
}

/// Score, band and range in one line.
pub fn live_strip_ui(ui: &mut Ui, role: Role, case: &Case, actions: &mut Actions) {
    let (questionnaire, assessment) = (&case.questionnaire, &case.derived.assessment);
    ui.horizontal_centered(|ui| {
        score_ui(ui, role, case, 24.0, actions);
        outcome_ui(ui, questionnaire, assessment, size::BODY);
        let range = Text::caption(ui, words::range(assessment));
        ui.label(range);
        let exposure = Text::caption(
            ui,
            format!("Exposure {} {}", assessment.exposure.index, questionnaire.tier(assessment.tier).name),
        );
        ui.label(exposure);
        if !case.derived.to_confirm.is_empty() {
            let waiting = Text::caption(ui, format!("{} to confirm", case.derived.to_confirm.len()));
            ui.label(waiting);
        }
        if ui.available_width() > 120.0 {
            let complete = Text::caption(ui, format!("Complete {}", words::percent(assessment.completeness)));
            ui.label(complete);
        }
    });
}

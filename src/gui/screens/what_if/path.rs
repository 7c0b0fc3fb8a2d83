//! The way to a better band: what is to be reached and how, the improvements that do it with the least, and why
//! nothing less does.

use crate::assessment::path::{Aim, By, Path, PathAnswer, Standing, Step};
use crate::gui::action::{Action, Actions};
use crate::gui::state::{Case, Desk};
use crate::gui::theme::{icon_family, icons, size, space, tokens};
use crate::gui::what_if::{WayChange, WhatIfAction};
use crate::gui::widgets::{Text, card_ui, chip_ui, choice_ui, hairline_ui, link_ui, primary_button_ui};
use crate::gui::words;
use crate::memo::wording::path::{blocked_lines, path_takes, proof_lines, standing_text, step_takes, step_to};
use crate::memo::wording::{Case as Wording, EFFORT_IS_JUDGEMENT};
use crate::questionnaire::{BandIx, QuestionIx};
use egui::{Align, Label, Layout, Margin, ScrollArea, Ui, vec2};

/// A line of text is not longer than this, points.
const WIDEST: f32 = 860.0;
/// Room for the words before a choice, points.
const NAMES: f32 = 84.0;

const BYS: [By; 3] = [By::Cost, By::Changes, By::Weeks];

pub(super) fn path_panel_ui(ui: &mut Ui, desk: &Desk, case: &Case, actions: &mut Actions) {
    let aim = case.way_aim(desk.today);
    let margin = Margin { left: space::BETWEEN as i8, right: space::BETWEEN as i8, top: 16, bottom: 16 };
    ScrollArea::vertical().id_salt("way").auto_shrink([false, false]).content_margin(margin).show(ui, |ui| {
        ui.set_max_width(WIDEST);
        card_ui(ui, "What is to be reached", |ui| asked_ui(ui, case, &aim, actions));
        match case.way_answer(&aim) {
            None => {
                let looking = Text::quiet(ui, "Looking through the sets of improvements");
                ui.label(looking);
            }
            Some(answer) => answer_ui(ui, desk, case, &aim, answer, actions),
        }
        let judgement = Text::caption(ui, EFFORT_IS_JUDGEMENT);
        ui.add(Label::new(judgement).wrap());
    });
}

fn asked_ui(ui: &mut Ui, case: &Case, aim: &Aim, actions: &mut Actions) {
    let bands = &case.questionnaire.bands;
    // Every case is in the last band or better.
    let names: Vec<&str> = bands.iter().take(bands.len().saturating_sub(1)).map(|band| band.name.as_str()).collect();
    named_ui(ui, "Band", |ui| {
        if let Some(place) = choice_ui(ui, "Band to reach", &names, Some(usize::from(aim.to.0))) {
            actions.push(WhatIfAction::Way(WayChange::To(BandIx(place as u8))).into());
        }
    });
    named_ui(ui, "By", |ui| {
        let words = ["Least cost", "Fewest changes", "Shortest lead time"];
        let chosen = BYS.iter().position(|by| *by == aim.by);
        if let Some(by) = choice_ui(ui, "By", &words, chosen).and_then(|place| BYS.get(place)) {
            actions.push(WhatIfAction::Way(WayChange::By(*by)).into());
        }
    });
    named_ui(ui, "Holding", |ui| {
        let inception = match aim.weeks_left {
            Some(left) => format!("What can be done before the policy starts, {} from today", weeks(left)),
            None => "What can, as a rule, be done before a policy starts; the inception is not on file".to_owned(),
        };
        let unanswered = "The band is reached whatever the unknown and open answers turn out to be";
        for (label, hint, on, change) in [
            ("Only before inception", inception.as_str(), aim.before_inception, WayChange::BeforeInception),
            ("Whatever the open answers turn out to be", unanswered, aim.robust, WayChange::Robust),
        ] {
            let mut on = on;
            if ui.checkbox(&mut on, Text::label(label)).on_hover_text(hint).changed() {
                actions.push(WhatIfAction::Way(change).into());
            }
        }
    });
}

fn weeks(count: u16) -> String {
    words::counted(usize::from(count), "week", "weeks")
}

/// A choice with the words before it, one under the other.
fn named_ui(ui: &mut Ui, name: &str, contents: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.allocate_ui_with_layout(vec2(NAMES, 28.0), Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(NAMES);
            let name = Text::quiet(ui, name);
            ui.label(name);
        });
        contents(ui);
    });
}

fn wording(case: &Case) -> Wording<'_> {
    Wording {
        questionnaire: &case.questionnaire,
        submission: &case.submission,
        assessment: &case.derived.assessment,
        survey: &case.estate.survey,
        renewal: case.derived.renewal.as_ref(),
    }
}

fn answer_ui(ui: &mut Ui, desk: &Desk, case: &Case, aim: &Aim, answer: &PathAnswer, actions: &mut Actions) {
    let (wording, with_rules) = (wording(case), desk.role().shows_weights());
    match answer {
        PathAnswer::AlreadyThere => card_ui(ui, "Nothing is needed", |ui| {
            let holds = if aim.robust { ", whatever the unanswered turns out to be" } else { "" };
            ui.label(Text::body(format!("The case is there{holds}")));
        }),
        PathAnswer::GivenUp { examined } => card_ui(ui, "No answer", |ui| {
            let says = format!(
                "The search was given up after {examined} sets; the conditions of this questionnaire hang together \
                 too closely for an exact answer"
            );
            ui.add(Label::new(Text::body(says)).wrap());
        }),
        PathAnswer::Impossible(blocked) => card_ui(ui, "No set of improvements reaches it", |ui| {
            for line in blocked_lines(&wording, aim, blocked, with_rules) {
                ui.add(Label::new(Text::body(line)).wrap());
            }
        }),
        PathAnswer::Found(path) => {
            card_ui(ui, "", |ui| {
                summary_ui(ui, case, path, actions);
                ui.add_space(space::SMALL);
                proof_ui(ui, case, &proof_lines(&wording, aim, path, with_rules), actions);
            });
            card_ui(ui, "Improvements, each shown with a scan, export or log", |ui| {
                for (place, step) in path.steps.iter().enumerate() {
                    if place > 0 {
                        hairline_ui(ui);
                    }
                    step_ui(ui, &wording, path, step, actions);
                }
            });
        }
    }
}

/// Now and then, what it takes, and the one thing to do with it.
fn summary_ui(ui: &mut Ui, case: &Case, path: &Path, actions: &mut Actions) {
    let questionnaire = &case.questionnaire;
    let now = &case.derived.assessment;
    let now = Standing { score: now.score, tier: now.tier, outcome: now.outcome };
    ui.horizontal_wrapped(|ui| {
        let before = Text::body(standing_text(questionnaire, &now)).color(tokens(ui).quiet);
        ui.label(before);
        let arrow = Text::label(icons::ARROW).family(icon_family()).color(tokens(ui).quiet);
        ui.label(arrow);
        ui.label(Text::heading(standing_text(questionnaire, &path.then)));
    });
    ui.label(Text::body(path_takes(path)));
    let listed: Vec<QuestionIx> =
        path.steps.iter().filter(|step| step.new_list).map(|step| step.improvement.question).collect();
    if !listed.is_empty() {
        let ids = words::ids(questionnaire, &listed);
        let listed = Text::quiet(
            ui,
            format!("A new device list has to show {ids}; in a scenario the present list still counts"),
        );
        ui.add(Label::new(listed).wrap());
    }
    ui.add_space(space::SMALL);
    let hint = "Tries all of them beside the real answers; nothing of the case changes";
    if primary_button_ui(ui, "Make it a scenario").on_hover_text(hint).clicked() {
        actions.push(WhatIfAction::Way(WayChange::AsScenario).into());
    }
}

fn step_ui(ui: &mut Ui, wording: &Wording<'_>, path: &Path, step: &Step, actions: &mut Actions) {
    let ix = step.improvement.question;
    let question = wording.question(ix);
    ui.horizontal_top(|ui| {
        if chip_ui(ui, &question.id, Some(&format!("Go to {}", question.id))).clicked() {
            actions.push(Action::Jump(ix));
        }
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            let ask = Text::caption(ui, &question.ask);
            ui.add(Label::new(ask).wrap());
            ui.add(Label::new(Text::body(step_to(wording, step))).wrap());
            ui.horizontal_wrapped(|ui| {
                let takes = Text::label(step_takes(wording, step)).size(size::CAPTION).color(tokens(ui).text);
                ui.label(takes);
                let gain = words::signed(path.then.score - step.without.score);
                let without =
                    format!("{gain} points, without it {}", standing_text(wording.questionnaire, &step.without));
                let without = Text::caption(ui, without);
                ui.label(without);
            });
        });
    });
}

/// Folded until it is asked for.
fn proof_ui(ui: &mut Ui, case: &Case, lines: &[String], actions: &mut Actions) {
    let is_open = case.what_if.way.proof_open;
    let icon = if is_open { icons::DOWN } else { icons::RIGHT };
    if link_ui(ui, Some(icon), "Why nothing less does").clicked() {
        actions.push(WhatIfAction::Way(WayChange::Proof).into());
    }
    if is_open {
        for line in lines {
            ui.add(Label::new(Text::body(line)).wrap());
        }
    }
}

//! What if: answers tried beside the real ones. Everything on it is marked as tried; the live panel or strip keeps
//! showing the case as it is.
//!
//! | What | Where |
//! |---|---|
//! | sides, scenarios, what is tried | `head` |
//! | the table of answers, its lines, its keys | `table`, `line`, `keys` |
//! | the question under the cursor with its options | `options` |
//! | what the scenario moves, and applying it | `effect`, `applying` |
//! | what to do about it, in order, and what it takes | `action_plan`, `effort` |
//! | all scenarios beside each other | `compare` |
//! | the way to a better band | `path` |

mod action_plan;
mod applying;
mod compare;
mod effect;
mod effort;
mod head;
mod keys;
mod line;
mod options;
mod path;
mod table;

use crate::gui::action::Actions;
use crate::gui::state::{Case, Desk};
use crate::gui::theme::{icons, space, tokens};
use crate::gui::what_if::{Tab, WhatIfAction};
use crate::gui::widgets::{Text, icon_ui, link_ui, primary_button_ui};
use egui::{Align, Frame, Label, Layout, Margin, Panel, Ui};

/// Below this the effect goes to a line at the bottom, so that the table stays readable.
const NO_EFFECT_BELOW: f32 = 860.0;

pub fn what_if_ui(ui: &mut Ui, desk: &Desk, case: &Case, actions: &mut Actions) {
    if case.submission.scenarios.is_empty() && case.what_if.tab != Tab::Way {
        return nothing_ui(ui, case, actions);
    }
    let bar = Frame::new().fill(tokens(ui).ground).inner_margin(Margin::symmetric(space::BETWEEN as i8, 10));
    Panel::top("scenario").resizable(false).frame(bar).show(ui, |ui| head::head_ui(ui, case, actions));
    match case.what_if.tab {
        Tab::Try => try_ui(ui, desk, case, actions),
        Tab::Plan => plan_ui(ui, desk, case, actions),
        Tab::Compare => compare::compare_ui(ui, desk, case, actions),
        Tab::Way => path::path_panel_ui(ui, desk, case, actions),
    }
}

fn plan_ui(ui: &mut Ui, desk: &Desk, case: &Case, actions: &mut Actions) {
    let Some(plan) = &case.what_if.plan else { return };
    action_plan::action_plan_ui(ui, desk, case, plan, actions);
}

fn try_ui(ui: &mut Ui, desk: &Desk, case: &Case, actions: &mut Actions) {
    let Some(tried) = case.what_if.tried(case.what_if.chosen) else { return };
    let width = ui.available_width();
    let panel = Frame::new().fill(tokens(ui).surface);
    if width >= NO_EFFECT_BELOW {
        let width = (width * 0.34).clamp(330.0, 440.0);
        let panel = panel.inner_margin(Margin { left: 16, right: 6, top: 12, bottom: 12 });
        Panel::right("effect").exact_size(width).resizable(false).frame(panel).show(ui, |ui| {
            effect::effect_ui(ui, desk, case, tried, actions);
        });
    } else {
        let panel = panel.inner_margin(Margin::symmetric(16, 8));
        Panel::bottom("effect strip").resizable(false).frame(panel).show(ui, |ui| {
            effect::effect_strip_ui(ui, case, tried, actions);
        });
    }
    table::table_ui(ui, desk, case, tried, actions);
}

/// What a scenario is, and the two ways to begin one.
fn nothing_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let quiet = tokens(ui).quiet;
    ui.add_space(space::SECTIONS * 2.0);
    ui.with_layout(Layout::top_down(Align::Center), |ui| {
        icon_ui(ui, icons::FLASK, 28.0, quiet);
        ui.label(Text::heading("No scenario yet"));
        let says = "A scenario tries other answers beside the real ones and shows what they would do\n\
                    to score, band, rules, schedule and subjectivities.\n\
                    It never touches the real answers until you apply it.";
        ui.add(Label::new(Text::body(says).color(quiet)).wrap());
        ui.add_space(space::INSIDE);
        if primary_button_ui(ui, "New scenario").clicked() {
            actions.push(WhatIfAction::New.into());
        }
        if !case.derived.assessment.levers.is_empty() {
            let hint = "Begin with the five answers that gain most, each one option better and proven";
            if link_ui(ui, Some(icons::ARROW), "New from the levers").on_hover_text(hint).clicked() {
                actions.push(WhatIfAction::FromLevers.into());
            }
        }
        let hint = "The least that brings the case to a band of your choice, and why nothing less does";
        if link_ui(ui, Some(icons::ARROW), "Better band").on_hover_text(hint).clicked() {
            actions.push(WhatIfAction::Show(Tab::Way).into());
        }
    });
}

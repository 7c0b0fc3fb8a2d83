//! A case under two plans, side by side; nothing changes until a person keeps the other one.

use super::modal_of;
use crate::gui::action::{Action, Actions};
use crate::gui::plans::Trial;
use crate::gui::theme::{size, space, tokens};
use crate::gui::widgets::{Text, primary_button_ui};
use crate::memo::wording::beside::{Beside, RuleWords};
use egui::{Align, Button, Id, Label, Layout, ScrollArea, Ui, vec2};

const WIDTH: f32 = 620.0;
/// Of the list of results, before it scrolls.
const MOST_HEIGHT: f32 = 420.0;

pub fn trial_ui(ui: &mut Ui, trial: &Trial, actions: &mut Actions) {
    let modal = modal_of(ui, Id::unique("plan trial")).show(ui, |ui| {
        ui.set_width(WIDTH);
        ui.label(Text::heading("Score under another plan"));
        let sentence =
            Text::quiet(ui, "The case stays as it is until you keep the other plan; keeping it can be undone");
        ui.add(Label::new(sentence).wrap());
        ui.add_space(space::SMALL);
        let results = &trial.results;
        row_ui(ui, "Plan", &results.plans.0, &results.plans.1, true);
        ScrollArea::vertical().max_height(MOST_HEIGHT).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for Beside { what, now, then } in &results.rows {
                row_ui(ui, what, now, then, now != then);
            }
            rules_ui(ui, "Rules that fire then and not now", &results.gained);
            rules_ui(ui, "Rules that fire now and not then", &results.lost);
        });
        ui.add_space(space::SMALL);
        for remark in trial.remarks.iter().chain(&trial.refused) {
            ui.add(Label::new(Text::strong(remark).color(tokens(ui).bands[3])).wrap());
        }
        ui.horizontal(|ui| {
            ui.add_enabled_ui(trial.refused.is_none(), |ui| {
                if primary_button_ui(ui, "Keep this plan for the case").clicked() {
                    actions.push(Action::KeepPlan);
                }
            });
            let leave = ui.add(Button::new(Text::body("Leave the case as it is")).min_size(vec2(0.0, 32.0)));
            // Enter must not bind a plan that nobody has looked at.
            if ui.memory(|memory| memory.focused().is_none()) {
                leave.request_focus();
            }
            if leave.clicked() {
                actions.push(Action::CloseOverlay);
            }
        });
    });
    if modal.should_close() {
        actions.push(Action::CloseOverlay);
    }
}

/// What differs stands out by weight and by a mark, not by colour.
fn row_ui(ui: &mut Ui, what: &str, now: &str, then: &str, differs: bool) {
    let cells = [(what, 150.0, false), (now, 200.0, false), (then, 230.0, differs)];
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        for (text, width, strong) in cells {
            ui.allocate_ui_with_layout(vec2(width, 20.0), Layout::left_to_right(Align::Center), |ui| {
                ui.set_width(width);
                let text = if strong { Text::strong(text) } else { Text::label(text) };
                ui.add(Label::new(text.size(size::LABEL)).truncate()).on_hover_text(what);
            });
        }
        if differs {
            let mark = Text::caption(ui, "changes");
            ui.label(mark);
        }
    });
}

fn rules_ui(ui: &mut Ui, title: &str, rules: &[RuleWords]) {
    if rules.is_empty() {
        return;
    }
    ui.add_space(space::SMALL);
    ui.label(Text::strong(title));
    for (code, says) in rules {
        ui.add(Label::new(Text::label(format!("{code}  {says}"))).wrap());
    }
}

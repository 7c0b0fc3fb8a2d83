//! The sides of the screen, the scenarios, and the band that says that all of this is tried.

use crate::gui::action::Actions;
use crate::gui::state::Case;
use crate::gui::theme::{CONTROL_RADIUS, icons, size, space, tokens};
use crate::gui::what_if::{Focus, Naming, Tab, Tried, WhatIfAction};
use crate::gui::widgets::{FieldStyle, Text, choice_ui, icon_ui, menu_button_ui, menu_entry_ui, text_field_ui};
use crate::gui::words;
use crate::submission::Scenario;
use egui::{Align, Button, Frame, Id, Key, Label, Layout, Margin, Modifiers, Response, Stroke, Ui, vec2};

/// Letters of a name that the menu button shows.
const MOST_LETTERS: usize = 30;

pub(super) fn head_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let tab = case.what_if.tab;
    ui.horizontal(|ui| {
        let count = case.submission.scenarios.len();
        let words = Tab::ALL.map(|tab| match tab {
            Tab::Compare if count > 0 => format!("{} {count}", tab.words()),
            _ => tab.words().to_owned(),
        });
        let words = words.each_ref().map(String::as_str);
        let selected = Tab::ALL.iter().position(|it| *it == tab);
        if let Some(tab) = choice_ui(ui, "What if", &words, selected).and_then(|place| Tab::ALL.get(place)) {
            actions.push(WhatIfAction::Show(*tab).into());
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            if tab == Tab::Compare && button_ui(ui, "Copy as table", "For a spreadsheet (Ctrl+C)").clicked() {
                actions.push(WhatIfAction::CopyTable.into());
            }
            if button_ui(ui, "New scenario", "Nothing is tried in it yet").clicked() {
                actions.push(WhatIfAction::New.into());
            }
            // The way is of the case, not of a scenario.
            if matches!(tab, Tab::Try | Tab::Plan) {
                scenarios_ui(ui, case, actions);
            }
        });
    });
    let Some(scenario) = case.scenario().filter(|_| tab == Tab::Try) else { return };
    ui.add_space(space::SMALL);
    match &case.what_if.naming {
        Some(naming) => naming_ui(ui, case, scenario, naming, actions),
        None => tried_ui(ui, case, scenario, actions),
    }
}

fn button_ui(ui: &mut Ui, label: &str, hint: &str) -> Response {
    ui.add(Button::new(Text::label(label)).min_size(vec2(0.0, 28.0))).on_hover_text(hint)
}

/// One scenario of all, and what can be done with it.
fn scenarios_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let chosen = case.scenario().map_or("", |scenario| scenario.name.as_str());
    let mut shown: String = chosen.chars().take(MOST_LETTERS).collect();
    if shown.len() < chosen.len() {
        shown.push_str("...");
    }
    menu_button_ui(ui, &words::one_line(&shown), &format!("Scenario: {chosen}"), 320.0, |ui| {
        for (place, scenario) in case.submission.scenarios.iter().enumerate() {
            let aside = match place == case.what_if.chosen {
                true => "shown".to_owned(),
                false => format!("{} tried", scenario.flips.len()),
            };
            if menu_entry_ui(ui, &words::one_line(&scenario.name), &aside, &scenario.note, true) {
                actions.push(WhatIfAction::Choose(place).into());
            }
        }
        ui.separator();
        let levers = "The five answers that gain most, each one option better and proven";
        for (label, hint, action) in [
            ("New from the levers", levers, WhatIfAction::FromLevers),
            ("Duplicate", "To try one thing more or less", WhatIfAction::Duplicate),
            ("Name and note...", "What people call it and what it stands for", WhatIfAction::Name),
            ("Delete", "Undo brings it back", WhatIfAction::Delete),
        ] {
            if menu_entry_ui(ui, label, "", hint, true) {
                actions.push(action.into());
            }
        }
    });
}

/// Tinted like nothing else on the desk, with the words: what stands below is not the case.
fn tinted_ui(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let tokens = tokens(ui);
    Frame::new()
        .fill(tokens.accent_ground)
        .stroke(Stroke::new(1.0, tokens.accent))
        .corner_radius(CONTROL_RADIUS)
        .inner_margin(Margin { left: 10, right: 6, top: 3, bottom: 3 })
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.set_min_height(28.0);
            contents(ui);
        });
}

fn tried_ui(ui: &mut Ui, case: &Case, scenario: &Scenario, actions: &mut Actions) {
    tinted_ui(ui, |ui| {
        ui.horizontal(|ui| {
            let accent = tokens(ui).accent;
            icon_ui(ui, icons::FLASK, 16.0, accent);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                let all = "Every question back to its real answer";
                if !scenario.flips.is_empty() && button_ui(ui, "Reset all", all).clicked() {
                    actions.push(WhatIfAction::ResetAll.into());
                }
                if button_ui(ui, "Name and note", "What people call it and what it stands for").clicked() {
                    actions.push(WhatIfAction::Name.into());
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.label(Text::strong("Tried, not the case").color(accent));
                    let says = said(scenario, case.what_if.tried(case.what_if.chosen));
                    ui.add(Label::new(Text::label(&says)).truncate()).on_hover_text(&says);
                });
            });
        });
    });
}

/// How much is tried, and what it stands for.
fn said(scenario: &Scenario, tried: Option<&Tried>) -> String {
    let mut says = match scenario.flips.len() {
        0 => "Choose another answer below and see what it moves".to_owned(),
        count => format!("{} tried in {}", words::counted(count, "answer", "answers"), scenario.name),
    };
    if let Some(misfits) = tried.map(|tried| tried.misfits.len()).filter(|count| *count > 0) {
        says.push_str(&format!(", {misfits} of them cannot be used"));
    }
    if !scenario.note.trim().is_empty() {
        says.push_str(&format!(" · {}", scenario.note.trim()));
    }
    words::one_line(&says)
}

fn naming_ui(ui: &mut Ui, case: &Case, scenario: &Scenario, naming: &Naming, actions: &mut Actions) {
    tinted_ui(ui, |ui| {
        ui.horizontal(|ui| {
            let width = ui.available_width();
            let first = (width * 0.28).clamp(100.0, 240.0);
            let (id, wrong) = (Some(Id::unique("scenario name")), naming.problem.is_some());
            let style = FieldStyle { hint: &scenario.name, width: Some(first), id, wrong, ..FieldStyle::default() };
            let (typed, name) = text_field_ui(ui, "Name of the scenario", &naming.name, style);
            actions.extend(typed.map(|name| WhatIfAction::TypedName(name).into()));
            if case.what_if.focus == Some(Focus::Name) {
                name.request_focus();
                actions.push(WhatIfAction::FocusTaken.into());
            }
            let rest = (width - first - 146.0).max(60.0);
            let style = FieldStyle { hint: "What it stands for", width: Some(rest), ..FieldStyle::default() };
            let (typed, note) = text_field_ui(ui, "Note on the scenario", &naming.note, style);
            actions.extend(typed.map(|note| WhatIfAction::TypedNote(note).into()));
            let left = name.lost_focus() || note.lost_focus();
            let pressed = |key| left && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
            let (entered, escaped) = (pressed(Key::Enter), pressed(Key::Escape));
            if button_ui(ui, "Keep", "Enter").clicked() || entered {
                actions.push(WhatIfAction::Named(true).into());
            }
            if button_ui(ui, "Cancel", "Escape").clicked() || escaped {
                actions.push(WhatIfAction::Named(false).into());
            }
        });
        if let Some(problem) = naming.problem {
            let colour = tokens(ui).bands[4];
            ui.label(Text::label(problem).size(size::CAPTION).color(colour));
        }
    });
}

//! The renewal view: what changed since the expiring case, and what of it still has to be confirmed.

mod answers;
mod devices;
mod lines;
mod proof;
mod score;

pub use score::renewal_card_ui;

use crate::assessment::renewal::{LastCondition, Moved, Renewal, RuleChange};
use crate::gui::action::Actions;
use crate::gui::command::Command;
use crate::gui::role::Role;
use crate::gui::state::Case;
use crate::gui::theme::{icons, size, tokens};
use crate::gui::widgets::{Level, Text, card_ui, chip_ui, empty_ui, heading_ui, icon_ui, level_ui, link_ui, rule_icon};
use crate::memo::wording::renewal::{condition_words, moved_words};
use crate::submission::SubjectivityStatus;
use egui::{Label, Ui};

pub fn renewal_ui(ui: &mut Ui, role: Role, case: &Case, actions: &mut Actions) {
    let Some(renewal) = &case.derived.renewal else {
        heading_ui(ui, "Renewal", "");
        let sentence = no_expiring(case);
        if empty_ui(ui, icons::RESET, &sentence, Some("Compare with the expiring case...")) {
            actions.push(Command::ChooseExpiring.into());
        }
        return;
    };
    let (before, now) = (&renewal.expiring, &renewal.renewing);
    let name = case.submission.expiring.as_ref().map_or("", |kept| kept.file_name.as_str());
    let sentence = format!("{name}: {} {}. Now {} {}", before.score, before.outcome, now.score, now.outcome);
    heading_ui(ui, "Renewal", &sentence);
    proof::to_confirm_ui(ui, case, renewal, actions);
    if role.shows_weights() {
        card_ui(ui, "Score", |ui| score::walk_ui(ui, case, renewal));
    }
    answers::answers_ui(ui, case, renewal, actions);
    devices::devices_ui(ui, case, &renewal.devices, actions);
    proof::proof_ui(ui, case, renewal, actions);
    conditions_ui(ui, &renewal.conditions, actions);
    if role.shows_weights() {
        rules_ui(ui, renewal);
        lines::lines_ui(ui, case, renewal, actions);
    }
    ui.horizontal(|ui| {
        if link_ui(ui, None, "Compare with another case...").clicked() {
            actions.push(Command::ChooseExpiring.into());
        }
        if link_ui(ui, None, "Remove the expiring case").clicked() {
            actions.push(Command::DropExpiring.into());
        }
    });
}

fn no_expiring(case: &Case) -> String {
    match &case.submission.expiring {
        Some(kept) => format!("{} is on file as the expiring case and does not read", kept.file_name),
        None => "With the expiring case on file, the change of the score is split into risk, plan and questions, and \
                 answers, devices and conditions are compared"
            .to_owned(),
    }
}

fn nothing_to_compare_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let sentence = Text::quiet(ui, no_expiring(case));
    ui.add(Label::new(sentence).wrap());
    if link_ui(ui, None, "Compare with the expiring case...").clicked() {
        actions.push(Command::ChooseExpiring.into());
    }
}

/// Shape, word and colour of a direction.
fn moved_ui(ui: &mut Ui, moved: Moved) {
    let place = match moved {
        Moved::Better => 0,
        Moved::Worse => 3,
        Moved::Otherwise => {
            let word = Text::caption(ui, moved_words(moved));
            ui.label(word);
            return;
        }
    };
    level_ui(ui, Level::Band(place), moved_words(moved), size::CAPTION);
}

fn rules_ui(ui: &mut Ui, renewal: &Renewal) {
    card_ui(ui, "Rules", |ui| {
        for (title, rules) in
            [("Fire now, and did not last year", &renewal.rules.fired), ("Fire no more", &renewal.rules.lifted)]
        {
            ui.label(Text::strong(title));
            if rules.is_empty() {
                let none = Text::quiet(ui, "None");
                ui.label(none);
            }
            rules.iter().for_each(|rule| rule_ui(ui, rule));
        }
    });
}

fn rule_ui(ui: &mut Ui, rule: &RuleChange) {
    ui.horizontal_top(|ui| {
        let colour = tokens(ui).text;
        icon_ui(ui, rule_icon(rule.kind), 15.0, colour).on_hover_text(rule.kind.words());
        ui.label(Text::strong(&rule.code).size(size::LABEL));
        ui.add(Label::new(Text::label(&rule.says)).wrap());
    });
}

fn conditions_ui(ui: &mut Ui, conditions: &[LastCondition], actions: &mut Actions) {
    card_ui(ui, "Subjectivities of last term", |ui| {
        if conditions.is_empty() {
            let none = Text::quiet(ui, "The expiring case held none");
            ui.label(none);
            return;
        }
        for it in conditions {
            ui.horizontal_top(|ui| {
                let theme = if it.condition.theme.is_empty() { "own" } else { &it.condition.theme };
                chip_ui(ui, theme, None);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    ui.add(Label::new(Text::label(it.condition.text.trim())).wrap());
                    let is_open = it.is == Some(SubjectivityStatus::Open);
                    let due = it.condition.due.map_or_else(String::new, |due| format!(", due {due}"));
                    let text = format!("{}{due}", condition_words(it));
                    let colour = if is_open { tokens(ui).bands[2] } else { tokens(ui).quiet };
                    ui.label(Text::strong(text).size(size::CAPTION).color(colour));
                });
            });
        }
        if link_ui(ui, None, "Open the terms").clicked() {
            actions.push(Command::Terms.into());
        }
    });
}

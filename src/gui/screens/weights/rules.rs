//! Rules: on or off, and the numbers in their conditions.

use super::bands::words_ui;
use super::number::number_ui;
use crate::gui::action::Actions;
use crate::gui::carrier::draft::{Draft, DraftAction};
use crate::gui::theme::tokens;
use crate::gui::widgets::{Text, card_ui, choice_ui, hairline_ui, icon_ui, rule_icon};
use crate::questionnaire::plan::{Target, Value};
use crate::questionnaire::{Rule, RuleKind};
use egui::{Align, Label, Layout, Ui, vec2};

pub(super) fn rules_ui(ui: &mut Ui, draft: &Draft, actions: &mut Actions) {
    let kinds =
        [RuleKind::KnockOut, RuleKind::Insufficient, RuleKind::Referral, RuleKind::Floor, RuleKind::Consistency];
    for kind in kinds {
        let rules = || draft.base.rules.iter().filter(|rule| rule.kind == kind);
        let title = format!("{} · {}", kind.words(), rules().count());
        card_ui(ui, &title, |ui| {
            for (place, rule) in rules().enumerate() {
                if place > 0 {
                    hairline_ui(ui);
                }
                rule_ui(ui, draft, rule, actions);
            }
        });
    }
}

fn rule_ui(ui: &mut Ui, draft: &Draft, rule: &Rule, actions: &mut Actions) {
    let target = Target::Rule { code: rule.code.clone() };
    let is_on = draft.value(&target) != Some(Value::Switch(false));
    ui.horizontal_top(|ui| {
        let colour = if is_on { tokens(ui).text } else { tokens(ui).quiet };
        icon_ui(ui, rule_icon(rule.kind), 17.0, colour);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.horizontal(|ui| {
                ui.label(Text::strong(&rule.code).color(colour));
                let effect = Text::caption(ui, rule.effect.words());
                ui.label(effect);
                if draft.plan.get(&target).is_some() {
                    ui.label(Text::label("switched off, was on").size(12.0).color(tokens(ui).accent));
                }
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.allocate_ui_with_layout(vec2(86.0, 28.0), Layout::left_to_right(Align::Center), |ui| {
                        ui.add_enabled_ui(draft.is_editable(), |ui| switch_ui(ui, rule, &target, is_on, actions));
                    });
                });
            });
            ui.add(Label::new(Text::label(&rule.says).color(colour)).wrap());
            if !is_on {
                return;
            }
            for (place, number) in (0_u8..).zip(rule.when.numbers()) {
                let target = Target::RuleNumber { code: rule.code.clone(), place };
                let label = number.label(&draft.base);
                ui.horizontal_top(|ui| {
                    let words = Text::caption(ui, &label);
                    words_ui(ui, words, 250.0);
                    number_ui(ui, draft, &target, &format!("{} {label}, number {}", rule.code, place + 1), actions);
                });
            }
        });
    });
}

fn switch_ui(ui: &mut Ui, rule: &Rule, target: &Target, is_on: bool, actions: &mut Actions) {
    if let Some(place) = choice_ui(ui, &rule.code, &["On", "Off"], Some(usize::from(!is_on))) {
        actions.push(DraftAction::Set(target.clone(), Value::Switch(place == 0)).into());
    }
}

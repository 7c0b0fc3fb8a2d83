//! Fired rules with what fired them, and what must be answered first.

use super::question_chip_ui;
use crate::assessment::{Because, FiredRule, Outcome};
use crate::gui::action::Actions;
use crate::gui::state::Case;
use crate::gui::theme::{size, space, tokens};
use crate::gui::widgets::{Text, card_ui, chip_ui, hairline_ui, icon_ui, rule_icon};
use crate::gui::words;
use crate::memo::wording::preview::concerns;
use crate::questionnaire::{Rule, RuleKind};
use egui::{Label, Ui};

pub fn rules_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let (questionnaire, assessment) = (&case.questionnaire, &case.derived.assessment);
    if assessment.outcome == Outcome::InsufficientInformation && !assessment.requests.is_empty() {
        card_ui(ui, "Answer first", |ui| {
            let sentence = Text::quiet(ui, "The outcome is insufficient information until these are answered");
            ui.add(Label::new(sentence).wrap());
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                for ix in &assessment.requests {
                    question_chip_ui(ui, case, *ix, actions);
                }
            });
        });
    }
    let title = match assessment.rules.len() {
        0 => "Rules".to_owned(),
        count => format!("Rules, {count} fired"),
    };
    card_ui(ui, &title, |ui| {
        if assessment.rules.is_empty() {
            let nothing = Text::quiet(ui, "No rule has fired on these answers");
            ui.label(nothing);
        }
        for (place, fired) in assessment.rules.iter().enumerate() {
            let Some(rule) = questionnaire.rules.get(usize::from(fired.rule)) else { continue };
            if place > 0 {
                hairline_ui(ui);
            }
            rule_ui(ui, case, rule, fired, actions);
        }
    });
}

/// To a broker, what the rules come to in general words.
pub fn concerns_ui(ui: &mut Ui, case: &Case) {
    card_ui(ui, "Beside the score", |ui| {
        let concerns = concerns(&case.wording());
        if concerns.is_empty() {
            let nothing = Text::quiet(ui, "Nothing beside the score decides the case");
            ui.label(nothing);
        }
        for it in concerns {
            ui.add(Label::new(if it.stops { Text::strong(it.text) } else { Text::label(it.text) }).wrap());
        }
        let aside = Text::caption(ui, "Rules, authority, schedule and sensitivity are for an underwriter's desk");
        ui.add(Label::new(aside).wrap());
    });
}

fn rule_ui(ui: &mut Ui, case: &Case, rule: &Rule, fired: &FiredRule, actions: &mut Actions) {
    ui.horizontal_top(|ui| {
        let colour = match rule.kind {
            RuleKind::KnockOut => tokens(ui).bands[4],
            RuleKind::Insufficient => tokens(ui).no_decision,
            _ => tokens(ui).text,
        };
        icon_ui(ui, rule_icon(rule.kind), 18.0, colour);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.horizontal_wrapped(|ui| {
                ui.label(Text::strong(&rule.code));
                let mut kind = format!("{}, {}", rule.kind.words(), words_of(rule, fired));
                if fired.contradiction {
                    kind.push_str(", the answers contradict each other");
                }
                let kind = Text::caption(ui, kind);
                ui.label(kind);
            });
            ui.add(Label::new(Text::body(&rule.says)).wrap());
            because_ui(ui, case, &fired.because, actions);
            if !rule.cure.trim().is_empty() {
                let cure = Text::quiet(ui, format!("What would lift it: {}", rule.cure));
                ui.add(Label::new(cure).wrap());
            }
        });
    });
}

fn words_of(rule: &Rule, _fired: &FiredRule) -> String {
    let words = rule.effect.words();
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Chips of what made something so; those of answers lead there.
pub fn because_ui(ui: &mut Ui, case: &Case, because: &[Because], actions: &mut Actions) {
    if because.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
        let caption = Text::caption(ui, "Because of").size(size::CAPTION);
        ui.label(caption);
        ui.add_space(space::SMALL);
        for it in because {
            match words::leads_to(it) {
                Some(ix) if matches!(it, Because::Answer(_)) => question_chip_ui(ui, case, ix, actions),
                Some(ix) => {
                    let label = words::because(&case.questionnaire, &case.derived.assessment, it);
                    if chip_ui(ui, &label, Some(&format!("Go to {label}"))).clicked() {
                        actions.push(crate::gui::action::Action::Jump(ix));
                    }
                }
                None => {
                    chip_ui(ui, &words::because(&case.questionnaire, &case.derived.assessment, it), None);
                }
            }
        }
    });
}

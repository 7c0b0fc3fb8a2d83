//! What would raise confidence most, what lifts it over the next edge, and what proof gives back to the score.

use super::super::question_chip_ui;
use crate::assessment::evidence::{EvidenceView, Goal};
use crate::gui::action::{Action, Actions};
use crate::gui::role::Role;
use crate::gui::state::Case;
use crate::gui::theme::{icons, space, tokens};
use crate::gui::widgets::{Text, bar_row_ui, card_ui, icon_ui, impact_step, impact_words};
use crate::gui::words;
use egui::{Label, Ui};

/// Rows that are shown.
const MOST_SHOWN: usize = 10;

pub fn raises_ui(ui: &mut Ui, role: Role, case: &Case, view: &EvidenceView, actions: &mut Actions) {
    card_ui(ui, "What would raise confidence most", |ui| {
        if view.raises.is_empty() {
            let nothing = match view.applicable_tenths {
                0 => "No scored question applies",
                _ if !case.derived.to_confirm.is_empty() => {
                    "Answers carried over from last term count as asserted, whatever is on file, until they are confirmed"
                }
                _ if view.unknown.tenths + view.open.tenths > 0 => "Only answers that are still missing would",
                _ => "Every answer that counts is proven by an independent test",
            };
            let nothing = Text::quiet(ui, nothing);
            ui.label(nothing);
        }
        for goal in &view.goals {
            goal_ui(ui, role, case, goal, actions);
        }
        if !view.raises.is_empty() {
            ui.add_space(space::SMALL);
            let unit = if role.shows_weights() { ", in percentage points of confidence" } else { "" };
            let caption = Text::caption(ui, format!("One grade more for one answer{unit}"));
            ui.label(caption);
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let most = view.raises.first().map_or(1.0, |raise| words::drawn(raise.gain));
        for raise in view.raises.iter().take(MOST_SHOWN) {
            let question = case.questionnaire.question(raise.question);
            let text = format!("To {}: {}", raise.to.code(), question.ask);
            let part = words::drawn(raise.gain) / most;
            let (gain, what) = if role.shows_weights() {
                let gain = words::signed(raise.gain);
                (gain.clone(), format!("adds {gain} points of confidence"))
            } else {
                (String::new(), format!("adds confidence, {}", impact_words(impact_step(part))))
            };
            let said = format!("{}: {} instead of {} {what}", question.id, raise.to.code(), raise.from.code());
            let row = bar_row_ui(ui, &question.id, &text, part, &gain, &said);
            let proof = if question.evidence.is_empty() {
                String::new()
            } else {
                format!("\nWould prove it: {}", question.evidence)
            };
            if row.on_hover_text(format!("{}{proof}", question.ask)).clicked() {
                actions.push(Action::Jump(raise.question));
            }
        }
        if view.raises.len() > MOST_SHOWN {
            ui.add_space(space::SMALL);
            let more = Text::caption(ui, format!("{} more add less", view.raises.len() - MOST_SHOWN));
            ui.label(more);
        }
        lifts_ui(ui, role, case, view, actions);
    });
}

/// `5 proofs (E2) lift confidence to 36.2 %, over 35 %: Medium, and FL-3 no longer applies`.
fn goal_ui(ui: &mut Ui, role: Role, case: &Case, goal: &Goal, actions: &mut Actions) {
    let codes: Vec<&str> = goal
        .rules
        .iter()
        .filter(|_| role.shows_weights())
        .filter_map(|place| case.questionnaire.rules.get(usize::from(*place)))
        .map(|rule| rule.code.as_str())
        .collect();
    let level = goal.level.map(|level| level.words());
    let mut means: Vec<String> = level.map(str::to_owned).into_iter().collect();
    if !codes.is_empty() {
        let ask = if codes.len() == 1 { "asks" } else { "ask" };
        means.push(format!("{} no longer {ask} for it", codes.join(", ")));
    }
    let means = if means.is_empty() { String::new() } else { format!(": {}", means.join(", and ")) };
    let reaches = words::percent_one(goal.reaches);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 4.0);
        let quiet = tokens(ui).quiet;
        match &goal.proofs {
            Some(proofs) => {
                icon_ui(ui, icons::EVIDENCE, 15.0, quiet);
                let count = words::counted(proofs.len(), "proof", "proofs");
                let verb = if proofs.len() == 1 { "lifts" } else { "lift" };
                let words = format!("{count} (E2) {verb} confidence to {reaches}, from {} % on{means}", goal.percent);
                ui.label(Text::strong(words));
                for ix in proofs {
                    question_chip_ui(ui, case, *ix, actions);
                }
            }
            None => {
                icon_ui(ui, icons::INFO, 15.0, quiet);
                let edge = level.map_or(String::new(), |level| format!(" for {level}"));
                let first = match case.derived.to_confirm.is_empty() {
                    true => "missing answers have to come first",
                    false => "carried answers have to be confirmed first",
                };
                let percent = goal.percent;
                let words = format!("Proof alone reaches {reaches}, short of {percent} %{edge}; {first}");
                ui.add(Label::new(Text::label(words)).wrap());
            }
        }
    });
}

fn lifts_ui(ui: &mut Ui, role: Role, case: &Case, view: &EvidenceView, actions: &mut Actions) {
    // A broker's copy shows no rules of the carrier.
    if view.lifts.is_empty() || !role.shows_weights() {
        return;
    }
    ui.add_space(space::INSIDE);
    ui.label(Text::strong("Proof alone betters the score"));
    ui.spacing_mut().item_spacing.y = 4.0;
    for lift in &view.lifts {
        let rule = case.questionnaire.rules.get(usize::from(lift.rule));
        ui.horizontal(|ui| {
            question_chip_ui(ui, case, lift.question, actions);
            let code = rule.map_or("a rule", |rule| rule.code.as_str());
            let words = format!(
                "counts for less by {code} until it is {}: {} points",
                lift.to.code(),
                words::signed(-lift.points)
            );
            let label = ui.add(Label::new(Text::label(words)).wrap());
            if let Some(rule) = rule {
                label.on_hover_text(&rule.says);
            }
        });
    }
}

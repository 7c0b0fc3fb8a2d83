//! A plan that does not fit the newest questionnaire: every conflict, and what a person decides about it.

use crate::gui::action::Actions;
use crate::gui::carrier::draft::sentence;
use crate::gui::carrier::{Decision, FileAction, Fitting};
use crate::gui::theme::space;
use crate::gui::widgets::{Text, card_ui, choice_ui, hairline_ui, heading_ui, primary_button_ui};
use egui::{Button, Label, Ui, vec2};

pub(super) fn fitting_ui(ui: &mut Ui, fitting: &Fitting, actions: &mut Actions) {
    let (plan, newer) = (&fitting.plan, &fitting.newer);
    let title = format!("{} does not fit {}", plan.name(), newer.name());
    let words = format!(
        "It was made for {} {}. Nothing is guessed: decide for each change, and a new draft takes over what you decided. The file stays as it is.",
        plan.base.id, plan.base.version
    );
    heading_ui(ui, &title, &words);
    card_ui(ui, &format!("Conflicts · {}", fitting.conflicts.len()), |ui| {
        for (place, conflict) in fitting.conflicts.iter().enumerate() {
            if place > 0 {
                hairline_ui(ui);
            }
            ui.add(Label::new(Text::body(sentence(conflict))).wrap());
            let target = conflict.target.as_ref();
            let value = target.and_then(|target| plan.get(target).map(|change| target.show(newer, &change.to)));
            let keep = format!("Keep {} of the plan", value.unwrap_or_else(|| "the value".to_owned()));
            let decided = fitting.decisions.get(place).copied().flatten();
            let name = target.map_or_else(|| "Conflict".to_owned(), |target| target.words(newer));
            let both = [keep.as_str(), "Take the questionnaire's"];
            let clicked = if fitting.may_keep(conflict) {
                let selected = decided.map(|decision| usize::from(decision == Decision::Drop));
                choice_ui(ui, &name, &both, selected)
            } else {
                let selected = (decided == Some(Decision::Drop)).then_some(0);
                choice_ui(ui, &name, &["Leave the change out"], selected).map(|_| 1)
            };
            if let Some(clicked) = clicked {
                let decision = if clicked == 0 { Decision::Keep } else { Decision::Drop };
                actions.push(FileAction::Decide(place, decision).into());
            }
        }
    });
    ui.horizontal(|ui| {
        let open = fitting.decisions.iter().filter(|decision| decision.is_none()).count();
        ui.add_enabled_ui(open == 0, |ui| {
            if primary_button_ui(ui, "Take the plan over").clicked() {
                actions.push(FileAction::Fit.into());
            }
        });
        if ui.add(Button::new(Text::body("Leave it")).min_size(vec2(0.0, 32.0))).clicked() {
            actions.push(FileAction::GiveUpFitting.into());
        }
        if open > 0 {
            let words = crate::gui::words::counted(open, "decision is missing", "decisions are missing");
            let words = Text::quiet(ui, words);
            ui.label(words);
        }
    });
    ui.add_space(space::BETWEEN);
}

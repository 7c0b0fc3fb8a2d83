//! What the plan changes, readable without knowing the questionnaire, and why.

use super::told_card_ui;
use crate::gui::action::Actions;
use crate::gui::carrier::draft::{Draft, DraftAction, Tab, sentence};
use crate::gui::theme::{icons, space, tokens};
use crate::gui::widgets::{FieldStyle, Text, card_ui, empty_ui, hairline_ui, icon_button_ui, text_field_ui};
use crate::questionnaire::plan::{Change, Target};
use egui::{Align, Label, Layout, Ui};

pub(super) fn changes_ui(ui: &mut Ui, draft: &Draft, actions: &mut Actions) {
    if !draft.faults.is_empty() {
        card_ui(ui, "To mend", |ui| {
            for fault in &draft.faults {
                ui.add(Label::new(Text::label(sentence(fault)).color(tokens(ui).bands[4])).wrap());
            }
        });
    }
    if draft.plan.changes.is_empty() {
        if empty_ui(ui, icons::SLIDERS, "The plan says what the questionnaire says", Some("Change a weight")) {
            actions.push(DraftAction::Show(Tab::Weights).into());
        }
        return;
    }
    type Belongs = fn(&Target) -> bool;
    let kinds: [(&str, Belongs); 5] = [
        ("Weights", |target| matches!(target, Target::Weight { .. })),
        ("Factors", |target| matches!(target, Target::Factor { .. })),
        ("Questions not asked", |target| matches!(target, Target::Hidden { .. })),
        ("Rules", |target| matches!(target, Target::Rule { .. } | Target::RuleNumber { .. })),
        ("Bands, thresholds and schedule", |target| {
            matches!(
                target,
                Target::Edge { .. } | Target::Threshold(_) | Target::TierFrom { .. } | Target::ScheduleCap { .. }
            )
        }),
    ];
    for (title, belongs) in kinds {
        let changes: Vec<&Change> = draft.plan.changes.iter().filter(|change| belongs(&change.target)).collect();
        if changes.is_empty() {
            continue;
        }
        let words = format!("Over {}", draft.base.name());
        told_card_ui(ui, &format!("{title} · {}", changes.len()), &words, |ui| {
            for (place, change) in changes.into_iter().enumerate() {
                if place > 0 {
                    hairline_ui(ui);
                }
                change_ui(ui, draft, change, actions);
            }
        });
    }
}

fn change_ui(ui: &mut Ui, draft: &Draft, change: &Change, actions: &mut Actions) {
    let base = &draft.base;
    let what = change.target.words(base);
    ui.horizontal(|ui| {
        ui.label(Text::strong(&what));
        let was = Text::label(change.target.show(base, &change.from)).color(tokens(ui).quiet);
        ui.label(was);
        let arrow = Text::label(icons::ARROW).family(crate::gui::theme::icon_family()).color(tokens(ui).quiet);
        ui.label(arrow);
        ui.label(Text::strong(change.target.show(base, &change.to)).color(tokens(ui).accent));
        if draft.is_editable() {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if icon_button_ui(ui, icons::RESET, &format!("Reset {what}")).clicked() {
                    actions.push(DraftAction::Reset(vec![change.target.clone()]).into());
                }
            });
        }
    });
    if let Target::Weight { question } | Target::Factor { question, .. } | Target::Hidden { question } = &change.target
        && let Some(ix) = base.find(question)
    {
        let ask = Text::quiet(ui, &base.question(ix).ask);
        ui.add(Label::new(ask).wrap());
    }
    if draft.is_editable() {
        let style = FieldStyle { hint: "Why, for whoever reads this later", ..FieldStyle::default() };
        let (typed, _) = text_field_ui(ui, &format!("Why {what} is changed"), &change.why, style);
        if let Some(why) = typed {
            actions.push(DraftAction::Why(change.target.clone(), why).into());
        }
    } else if !change.why.is_empty() {
        ui.add(Label::new(Text::label(&change.why)).wrap());
    }
    ui.add_space(space::SMALL);
}

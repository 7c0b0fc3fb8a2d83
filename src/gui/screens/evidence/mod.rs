//! What stands behind the score: how much rests on assertion, how old the rest is, what would raise confidence most,
//! and every attached file.

mod ages;
mod attached;
mod raises;
mod rests;

use crate::gui::action::Actions;
use crate::gui::state::{Case, Desk};
use crate::gui::widgets::heading_ui;
use egui::Ui;

pub fn evidence_screen_ui(ui: &mut Ui, desk: &Desk, case: &Case, actions: &mut Actions) {
    // Worked out before the next frame.
    let Some(view) = case.evidence.view() else { return };
    let day = match case.submission.policy.inception {
        Some(inception) => format!("at inception on {inception}"),
        None => format!("as of today, {}, because the case has no inception yet", desk.today),
    };
    heading_ui(ui, "Evidence", &format!("What stands behind the score, {day}"));
    rests::rests_ui(ui, desk.role(), case, view);
    raises::raises_ui(ui, desk.role(), case, view, actions);
    ages::ages_ui(ui, case, view, actions);
    attached::attached_ui(ui, case, actions);
}

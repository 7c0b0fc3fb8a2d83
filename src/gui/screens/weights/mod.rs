//! The weights editor: a plan in work, and beside it what it does to the book.

mod impact_ui;

use crate::gui::action::Actions;
use crate::gui::state::Desk;
use crate::gui::theme::tokens;
use egui::{Frame, Margin, Panel, Ui};

/// Below this the book's side goes, so that the table stays readable.
const NO_IMPACT_BELOW: f32 = 860.0;

pub fn weights_ui(ui: &mut Ui, desk: &Desk, actions: &mut Actions) {
    let width = ui.available_width();
    if width >= NO_IMPACT_BELOW {
        let panel =
            Frame::new().fill(tokens(ui).surface).inner_margin(Margin { left: 16, right: 8, top: 12, bottom: 12 });
        Panel::right("impact")
            .exact_size((width * 0.36).clamp(340.0, 560.0))
            .resizable(false)
            .frame(panel)
            .show(ui, |ui| impact_ui::impact_ui(ui, desk, actions));
    }
}

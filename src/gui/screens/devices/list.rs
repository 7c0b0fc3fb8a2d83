//! The list itself.

use crate::gui::action::Actions;
use crate::gui::state::{Case, Desk};
use crate::gui::widgets::Text;
use crate::gui::words;
use egui::Ui;

pub fn list_ui(ui: &mut Ui, _desk: &Desk, case: &Case, _actions: &mut Actions) {
    let table = &case.submission.devices.table;
    let devices = words::grouped(table.count());
    ui.label(Text::label(format!("{devices} devices in {} rows", words::grouped(table.len() as u64))));
}

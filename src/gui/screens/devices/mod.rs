//! The devices of the applicant: the list itself, and what it means by tab.

mod bars;
mod cell;
mod editor;
mod grid;
mod head;
mod keys;
mod list;

use crate::gui::action::{Action, Actions};
use crate::gui::command::Command;
use crate::gui::devices::DevicesTab;
use crate::gui::state::{Case, Desk};
use crate::gui::theme::{icons, space, tokens};
use crate::gui::widgets::{choice_ui, empty_ui};
use egui::{Frame, Margin, Panel, Ui};

/// What will be here, as long as nothing is.
const EMPTY: &str = "No device list yet. Drop a file here, paste a block from Excel, or import one.";

pub fn devices_ui(ui: &mut Ui, desk: &Desk, case: &Case, actions: &mut Actions) {
    if case.submission.devices.table.is_empty() {
        if empty_ui(ui, icons::DEVICES, EMPTY, Some(Command::ImportDevices.label())) {
            actions.push(Command::ImportDevices.into());
        }
        return;
    }
    let offered: Vec<DevicesTab> = DevicesTab::ALL.into_iter().filter(|tab| tab.is_offered()).collect();
    // A row of one tab leads nowhere.
    if offered.len() > 1 {
        let bar = Frame::new().fill(tokens(ui).ground).inner_margin(Margin::symmetric(space::BETWEEN as i8, 6));
        Panel::top("device tabs").resizable(false).frame(bar).show(ui, |ui| {
            let words: Vec<&str> = offered.iter().map(|tab| tab.words()).collect();
            let selected = offered.iter().position(|tab| *tab == case.devices.tab);
            let clicked = choice_ui(ui, "Devices", &words, selected);
            if let Some(tab) = clicked.and_then(|place| offered.get(place)) {
                actions.push(Action::DevicesTab(*tab));
            }
        });
    }
    match case.devices.tab {
        DevicesTab::List => list::list_ui(ui, desk, case, actions),
        DevicesTab::Support | DevicesTab::Exploited | DevicesTab::Contradictions | DevicesTab::Zones => {}
    }
}

//! The devices of the applicant: the list itself, and what it means by tab.

mod cell;
mod contradictions;
mod editor;
mod exploited;
mod grid;
mod head;
mod keys;
mod list;
mod news;
mod products;
mod reading;
mod support;
mod zones;

use crate::gui::action::{Action, Actions};
use crate::gui::command::Command;
use crate::gui::devices::{DevicesTab, ListAction};
use crate::gui::screens::importing::importing_ui;
use crate::gui::state::{Case, Desk};
use crate::gui::theme::{CARD_RADIUS, icons, size, space, tokens};
use crate::gui::widgets::{choice_ui, empty_ui};
use egui::{Align2, FontId, Frame, Margin, Panel, Stroke, StrokeKind, Ui};

/// What will be here, as long as nothing is.
const EMPTY: &str = "No device list yet. Drop a file here, paste a block from Excel, or import one.";

pub fn devices_ui(ui: &mut Ui, desk: &Desk, case: &Case, actions: &mut Actions) {
    if ui.input(|input| !input.raw.hovered_files.is_empty()) {
        drop_here_ui(ui);
    }
    if let Some(import) = &case.import {
        importing_ui(ui, desk, case, import, actions);
        return;
    }
    if case.submission.devices.table.is_empty() {
        if empty_ui(ui, icons::DEVICES, EMPTY, Some(Command::ImportDevices.label())) {
            actions.push(Command::ImportDevices.into());
        }
        return;
    }
    let bar = Frame::new().fill(tokens(ui).ground).inner_margin(Margin::symmetric(space::BETWEEN as i8, 6));
    Panel::top("device tabs").resizable(false).frame(bar).show(ui, |ui| {
        let words = DevicesTab::ALL.map(|tab| tab_words(case, tab));
        let words = words.each_ref().map(String::as_str);
        let selected = DevicesTab::ALL.iter().position(|tab| *tab == case.devices.tab);
        let clicked = choice_ui(ui, "Devices", &words, selected);
        if let Some(tab) = clicked.and_then(|place| DevicesTab::ALL.get(place)) {
            actions.push(Action::DevicesTab(*tab));
        }
    });
    match case.devices.tab {
        DevicesTab::List => list::list_ui(ui, desk, case, actions),
        DevicesTab::Reading => reading::reading_ui(ui, case, actions),
        DevicesTab::Support => support::support_ui(ui, case, actions),
        DevicesTab::Exploited => exploited::exploited_ui(ui, case, actions),
        DevicesTab::Contradictions => contradictions::contradictions_ui(ui, desk, case, actions),
        DevicesTab::Zones => zones::zones_ui(ui, case, actions),
        DevicesTab::Products => products::products_ui(ui, case, actions),
    }
}

/// The side's name, with how many things wait there.
fn tab_words(case: &Case, tab: DevicesTab) -> String {
    let count = match tab {
        DevicesTab::Contradictions => case.derived.facts.contradictions().len(),
        _ => 0,
    };
    if count == 0 { tab.words().to_owned() } else { format!("{} {count}", tab.words()) }
}

/// Narrows the list to what the words find, and shows it.
fn show_in_list(actions: &mut Actions, filter: &str) {
    actions.push(Action::DevicesTab(DevicesTab::List));
    actions.push(Action::List(ListAction::Filter(filter.to_owned())));
}

/// While a file hangs over the window.
fn drop_here_ui(ui: &Ui) {
    let tokens = tokens(ui);
    let layer = egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop here"));
    let painter = ui.ctx().layer_painter(layer);
    let rect = ui.max_rect().shrink(12.0);
    painter.rect(rect, CARD_RADIUS, tokens.accent_ground, Stroke::new(2.0, tokens.accent), StrokeKind::Inside);
    let font = FontId::new(size::HEADING, crate::gui::theme::semibold());
    painter.text(rect.center(), Align2::CENTER_CENTER, "Drop the device list here", font, tokens.accent);
}

//! F1: the help, and its first page: every key, from the command table.

use super::modal_of;
use crate::gui::action::{Action, Actions};
use crate::gui::command::{Command, Group, TABLE, shortcut_words};
use crate::gui::keys::{CARRIER_KEYS, OTHER_KEYS, WHAT_IF_KEYS};
use crate::gui::theme::{icons, space};
use crate::gui::widgets::{Text, icon_button_ui, key_cap_ui};
use egui::{Align, Button, Id, Label, Layout, ScrollArea, Ui, vec2};

/// The pages of the help.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum HelpPage {
    Keys,
    Roles,
}

impl HelpPage {
    const ALL: [Self; 2] = [Self::Keys, Self::Roles];

    fn command(self) -> Command {
        match self {
            Self::Keys => Command::Keys,
            Self::Roles => Command::AboutRoles,
        }
    }
}

pub fn key_page_ui(ui: &mut Ui, actions: &mut Actions) {
    page_ui(ui, HelpPage::Keys, actions, |ui, width| {
        if width < 560.0 {
            groups_ui(ui, &[Group::Answer, Group::Go, Group::File, Group::Edit, Group::View]);
            others_ui(ui);
            return;
        }
        ui.columns_const(|[left, right]| {
            groups_ui(left, &[Group::Answer, Group::File, Group::Edit]);
            groups_ui(right, &[Group::Go, Group::View]);
            others_ui(right);
        });
    });
}

/// A page of the help over the work, with the way to the others; `contents` is told how wide it is.
pub fn page_ui(ui: &mut Ui, page: HelpPage, actions: &mut Actions, contents: impl FnOnce(&mut Ui, f32)) {
    let screen = ui.content_rect().size();
    let modal = modal_of(ui, Id::unique(page.command().label())).show(ui, |ui| {
        let width = (screen.x - 80.0).clamp(300.0, 760.0);
        ui.set_width(width);
        ui.horizontal(|ui| {
            for other in HelpPage::ALL {
                let label = other.command().label();
                let words = if other == page { Text::heading(label) } else { Text::body(label) };
                let button = Button::selectable(other == page, words);
                if ui.add(button).clicked() && other != page {
                    actions.push(other.command().into());
                }
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if icon_button_ui(ui, icons::CLOSE, "Close help").clicked() {
                    actions.push(Action::CloseOverlay);
                }
            });
        });
        let height = (screen.y - 160.0).max(160.0);
        ScrollArea::vertical()
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, true])
            .show(ui, |ui| contents(ui, width));
    });
    if modal.should_close() {
        actions.push(Action::CloseOverlay);
    }
}

fn groups_ui(ui: &mut Ui, groups: &[Group]) {
    ui.spacing_mut().item_spacing = vec2(8.0, 2.0);
    ui.spacing_mut().interact_size.y = 20.0;
    for group in groups {
        ui.add_space(space::INSIDE);
        ui.label(Text::strong(group.words()));
        for entry in TABLE.iter().filter(|entry| entry.group == *group && !entry.shortcuts.is_empty()) {
            let keys: Vec<String> = entry.shortcuts.iter().map(shortcut_words).collect();
            key_row_ui(ui, &keys, entry.label, entry.tooltip);
        }
        if *group == Group::Answer {
            for (keys, what) in OTHER_KEYS {
                key_row_ui(ui, &[(*keys).to_owned()], what, "");
            }
        }
    }
}

fn others_ui(ui: &mut Ui) {
    for (title, all) in [("What if", WHAT_IF_KEYS), ("Weights and book", CARRIER_KEYS)] {
        ui.add_space(space::INSIDE);
        ui.label(Text::strong(title));
        for (keys, what) in all {
            key_row_ui(ui, &[(*keys).to_owned()], what, "");
        }
    }
}

fn key_row_ui(ui: &mut Ui, keys: &[String], label: &str, tooltip: &str) {
    ui.horizontal(|ui| {
        ui.set_min_height(24.0);
        ui.allocate_ui_with_layout(vec2(128.0, 22.0), Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(128.0);
            ui.spacing_mut().item_spacing.x = 4.0;
            for key in keys {
                key_cap_ui(ui, key);
            }
        });
        let response = ui.add(Label::new(Text::label(label)).wrap());
        if !tooltip.is_empty() {
            response.on_hover_text(tooltip);
        }
    });
}

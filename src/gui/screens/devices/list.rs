//! The list itself: tools, the table, and what it sums up to.

use super::grid;
use crate::gui::action::Actions;
use crate::gui::command::Command;
use crate::gui::devices::{Focus, ListAction, ListView};
use crate::gui::state::{Case, Desk};
use crate::gui::theme::{self, icons, size, space, tokens};
use crate::gui::widgets::{FieldStyle, Text, icon_ui, link_ui, text_field_ui};
use crate::gui::words;
use crate::inventory::browse::Column;
use egui::{
    Align, Button, Frame, Id, Key, Layout, Margin, Panel, Popup, PopupCloseBehavior, Response, RichText, ScrollArea,
    Stroke, Ui, vec2,
};

const FILTER_HINT: &str = "Filter: axis, site:north, support:past";

pub fn list_ui(ui: &mut Ui, _desk: &Desk, case: &Case, actions: &mut Actions) {
    let tokens = tokens(ui);
    let bar = |fill| Frame::new().fill(fill).inner_margin(Margin::symmetric(12, 0)).stroke(Stroke::NONE);
    Panel::top("device tools")
        .exact_size(44.0)
        .resizable(false)
        .frame(bar(tokens.ground))
        .show(ui, |ui| tools_ui(ui, &case.devices.list, actions));
    Panel::bottom("device sums")
        .exact_size(28.0)
        .resizable(false)
        .frame(bar(tokens.raised))
        .show(ui, |ui| sums_ui(ui, case, actions));
    grid::grid_ui(ui, case, actions);
}

fn tools_ui(ui: &mut Ui, list: &ListView, actions: &mut Actions) {
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = space::INSIDE;
        filter_ui(ui, list, actions);
        group_ui(ui, list, actions);
        columns_ui(ui, list, actions);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for command in [Command::AddDevice, Command::ImportDevices] {
                let hint = format!("{} ({})", command.entry().tooltip, command.keys());
                let hint = if command.keys().is_empty() { command.entry().tooltip.to_owned() } else { hint };
                if ui.add(Button::new(Text::label(command.label()))).on_hover_text(hint).clicked() {
                    actions.push(command.into());
                }
            }
        });
    });
}

fn filter_ui(ui: &mut Ui, list: &ListView, actions: &mut Actions) {
    let quiet = tokens(ui).quiet;
    icon_ui(ui, icons::SEARCH, 16.0, quiet);
    let id = Id::unique("device filter");
    if list.focus == Some(Focus::Filter) {
        ui.memory_mut(|memory| memory.request_focus(id));
        actions.push(ListAction::FocusTaken.into());
    }
    let width = (ui.available_width() - 420.0).clamp(120.0, 320.0);
    let style = FieldStyle { hint: FILTER_HINT, width: Some(width), id: Some(id), ..FieldStyle::default() };
    let before = ui.memory(|memory| memory.has_focus(id));
    let down = before && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::ArrowDown));
    let (changed, response) = text_field_ui(ui, "Filter devices", &list.view.filter, style);
    let response = response.on_hover_text(
        "Words that all have to be found in the shown columns. A column is named before a colon: vendor:axis, \
         site:\"north plant\", support:unknown, zone:\"\" for blank cells",
    );
    if let Some(text) = changed {
        actions.push(ListAction::Filter(text).into());
    }
    if down
        || response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter) || input.key_pressed(Key::Escape))
    {
        actions.push(ListAction::TakeFocus.into());
    }
}

fn menu_button_ui(ui: &mut Ui, icon: &str, label: &str, name: &str) -> Response {
    let colour = tokens(ui).quiet;
    let icon = RichText::new(icon).family(theme::icon_family()).size(15.0).color(colour);
    ui.add(Button::new((icon, Text::label(label)))).accessible_name(name)
}

fn group_ui(ui: &mut Ui, list: &ListView, actions: &mut Actions) {
    let title = |column: Column| column.title().to_lowercase();
    let label = list.view.group.map_or("Group".to_owned(), |column| format!("By {}", title(column)));
    let response = menu_button_ui(ui, icons::GROUPS, &label, "Group devices");
    Popup::menu(&response).width(220.0).show(|ui| {
        ui.set_min_width(220.0);
        let entry = |ui: &mut Ui, label: &str, on: bool| {
            let text = if on { Text::strong(label) } else { Text::label(label) };
            ui.add(Button::new(text).frame_when_inactive(false).min_size(vec2(ui.available_width(), 26.0))).clicked()
        };
        if entry(ui, "Not grouped", list.view.group.is_none()) {
            actions.push(ListAction::Group(None).into());
        }
        for column in Column::GROUPS {
            if entry(ui, &format!("By {}", title(column)), list.view.group == Some(column)) {
                actions.push(ListAction::Group(Some(column)).into());
            }
        }
        if list.view.group.is_some() {
            ui.separator();
            if entry(ui, "Open all groups", false) {
                actions.push(ListAction::ToggleAll { open: true }.into());
            }
            if entry(ui, "Shut all groups", false) {
                actions.push(ListAction::ToggleAll { open: false }.into());
            }
        }
    });
}

fn columns_ui(ui: &mut Ui, list: &ListView, actions: &mut Actions) {
    let response = menu_button_ui(ui, icons::COLUMNS, "Columns", "Choose columns");
    Popup::menu(&response).close_behavior(PopupCloseBehavior::CloseOnClickOutside).width(280.0).show(|ui| {
        ui.set_min_width(280.0);
        let button = Button::new(Text::label("Those with data")).frame_when_inactive(false);
        if ui.add(button.min_size(vec2(ui.available_width(), 26.0))).clicked() {
            actions.push(ListAction::ShowFilled.into());
        }
        ui.separator();
        ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for column in Column::all() {
                let mut on = list.view.columns.contains(&column);
                if ui.checkbox(&mut on, Text::label(column.title())).changed() {
                    actions.push(ListAction::Show { column, on }.into());
                }
            }
        });
    });
}

/// Rows shown of rows, devices, what is marked, and what is not up to date.
fn sums_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let list = &case.devices.list;
    let part_of = |part: u64, whole: u64| {
        let whole_words = words::grouped(whole);
        if part == whole { whole_words } else { format!("{} of {whole_words}", words::grouped(part)) }
    };
    ui.horizontal_centered(|ui| {
        let rows = part_of(list.order.rows.len() as u64, case.submission.devices.table.len() as u64);
        let devices = part_of(list.order.devices, case.devices.total);
        let mut text = format!("{rows} rows · {devices} devices");
        if !list.order.groups.is_empty() {
            let groups = words::grouped(list.order.groups.len() as u64);
            text.push_str(&format!(" · {groups} groups"));
        }
        let text = Text::caption(ui, text);
        ui.label(text);
        if list.is_waiting() {
            let text = Text::caption(ui, "arranging");
            ui.label(text);
        } else if list.is_stale() {
            let text = Text::caption(ui, "changed since it was put in order");
            ui.label(text);
            if link_ui(ui, None, "Arrange again").clicked() {
                actions.push(ListAction::ArrangeAgain.into());
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let marked = list.marked_count();
            if marked > 1 {
                let text = format!("{} cells marked", words::grouped(marked as u64));
                let text = Text::caption(ui, text);
                ui.label(text);
            }
        });
    });
}

/// What stands in place of rows where the filter leaves none.
pub(super) fn nothing_ui(ui: &mut Ui, actions: &mut Actions) {
    ui.vertical_centered(|ui| {
        ui.add_space(space::SECTIONS);
        let text = Text::quiet(ui, "No device holds these words").size(size::BODY);
        ui.label(text);
        if link_ui(ui, None, "Clear the filter").clicked() {
            actions.push(ListAction::Filter(String::new()).into());
        }
    });
}

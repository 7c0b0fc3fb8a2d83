//! The list: tools, the table, and what it sums up to.

use super::grid;
use crate::gui::action::Actions;
use crate::gui::carrier::BookAction;
use crate::gui::carrier::book::{Column, Focus, OpenBook, TableAction, TableView};
use crate::gui::carrier::live::Landed;
use crate::gui::state::Desk;
use crate::gui::theme::{self, icons, space, tokens};
use crate::gui::widgets::{FieldStyle, Text, icon_button_ui, icon_ui, link_ui, text_field_ui};
use crate::gui::words;
use egui::{
    Align, Button, Frame, Id, Key, Layout, Margin, Panel, Popup, PopupCloseBehavior, Response, RichText, ScrollArea,
    Ui, vec2,
};

const FILTER_HINT: &str = "Filter: food, outcome:conditional, score>45";

pub(super) fn list_ui(ui: &mut Ui, desk: &Desk, open: &OpenBook, landed: &Landed, actions: &mut Actions) {
    let tokens = tokens(ui);
    let bar = |fill| Frame::new().fill(fill).inner_margin(Margin::symmetric(12, 0));
    Panel::top("book tools")
        .exact_size(44.0)
        .resizable(false)
        .frame(bar(tokens.ground))
        .show(ui, |ui| tools_ui(ui, desk, open, actions));
    Panel::bottom("book sums")
        .exact_size(28.0)
        .resizable(false)
        .frame(bar(tokens.raised))
        .show(ui, |ui| sums_ui(ui, open));
    grid::grid_ui(ui, open, landed, actions);
}

fn tools_ui(ui: &mut Ui, desk: &Desk, open: &OpenBook, actions: &mut Actions) {
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = space::INSIDE;
        filter_ui(ui, &open.table, actions);
        group_ui(ui, &open.table, actions);
        columns_ui(ui, &open.table, actions);
        views_ui(ui, desk, open, actions);
    });
}

fn filter_ui(ui: &mut Ui, table: &TableView, actions: &mut Actions) {
    let quiet = tokens(ui).quiet;
    icon_ui(ui, icons::SEARCH, 16.0, quiet);
    let id = Id::unique("book filter");
    if table.focus == Some(Focus::Filter) {
        ui.memory_mut(|memory| memory.request_focus(id));
        actions.push(TableAction::FocusTaken.into());
    }
    let width = (ui.available_width() - 380.0).clamp(140.0, 360.0);
    let style = FieldStyle { hint: FILTER_HINT, width: Some(width), id: Some(id), ..FieldStyle::default() };
    let before = ui.memory(|memory| memory.has_focus(id));
    let down = before && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::ArrowDown));
    let (changed, response) = text_field_ui(ui, "Filter submissions", &table.wanted.filter, style);
    let response = response.on_hover_text(
        "Words that all have to be found. A column is named before a colon: industry:food, tier:high, rule:REF-06, \
         claim:yes, industry:\"\" for blank cells; numbers are compared: score>45, limit>=5m, complete<80",
    );
    if let Some(text) = changed {
        actions.push(TableAction::Filter(text).into());
    }
    let left =
        response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter) || input.key_pressed(Key::Escape));
    if down || left {
        actions.push(TableAction::Focus(Focus::Table).into());
    }
}

fn menu_button_ui(ui: &mut Ui, icon: &str, label: &str, name: &str) -> Response {
    let colour = tokens(ui).quiet;
    let icon = RichText::new(icon).family(theme::icon_family()).size(15.0).color(colour);
    ui.add(Button::new((icon, Text::label(label)))).accessible_name(name)
}

/// A row of a menu.
fn entry_ui(ui: &mut Ui, label: &str, on: bool) -> bool {
    let text = if on { Text::strong(label) } else { Text::label(label) };
    ui.add(Button::new(text).frame_when_inactive(false).min_size(vec2(ui.available_width(), 26.0))).clicked()
}

fn group_ui(ui: &mut Ui, table: &TableView, actions: &mut Actions) {
    let title = |column: Column| format!("By {}", column.title().to_lowercase());
    let label = table.wanted.group.map_or("Group".to_owned(), title);
    let response = menu_button_ui(ui, icons::GROUPS, &label, "Group submissions");
    Popup::menu(&response).width(220.0).show(|ui| {
        ui.set_min_width(220.0);
        if entry_ui(ui, "Not grouped", table.wanted.group.is_none()) {
            actions.push(TableAction::Group(None).into());
        }
        for column in Column::GROUPS {
            if entry_ui(ui, &title(column), table.wanted.group == Some(column)) {
                actions.push(TableAction::Group(Some(column)).into());
            }
        }
        if table.wanted.group.is_some() {
            ui.separator();
            for (label, open) in [("Open all groups", true), ("Shut all groups", false)] {
                if entry_ui(ui, label, false) {
                    actions.push(TableAction::ToggleAll { open }.into());
                }
            }
        }
    });
}

fn columns_ui(ui: &mut Ui, table: &TableView, actions: &mut Actions) {
    let response = menu_button_ui(ui, icons::COLUMNS, "Columns", "Choose columns");
    Popup::menu(&response).close_behavior(PopupCloseBehavior::CloseOnClickOutside).width(220.0).show(|ui| {
        ui.set_min_width(220.0);
        ScrollArea::vertical().max_height(460.0).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for column in Column::ALL.into_iter().filter(|column| *column != Column::Id) {
                let mut on = table.wanted.columns.contains(&column);
                if ui.checkbox(&mut on, Text::label(column.title())).changed() {
                    actions.push(TableAction::Show { column, on }.into());
                }
            }
        });
    });
}

fn views_ui(ui: &mut Ui, desk: &Desk, open: &OpenBook, actions: &mut Actions) {
    let response = menu_button_ui(ui, icons::FLAG, "Views", "Saved views");
    Popup::menu(&response).close_behavior(PopupCloseBehavior::CloseOnClickOutside).width(280.0).show(|ui| {
        ui.set_min_width(280.0);
        if desk.prefs.views().is_empty() {
            let quiet = Text::quiet(ui, "A view keeps filter, order, groups and columns under a name");
            ui.add(egui::Label::new(quiet).wrap());
        }
        for view in desk.prefs.views() {
            ui.horizontal(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if icon_button_ui(ui, icons::CLOSE, &format!("Forget the view {}", view.name)).clicked() {
                        actions.push(BookAction::ForgetView(view.name.clone()).into());
                    }
                    if entry_ui(ui, &view.name, false) {
                        actions.push(BookAction::UseView(view.clone()).into());
                        ui.close();
                    }
                });
            });
        }
        ui.separator();
        let name = open.naming.as_deref().unwrap_or_default();
        let style = FieldStyle { hint: "Name of this view", ..FieldStyle::default() };
        let (changed, response) = text_field_ui(ui, "Name of this view", name, style);
        if let Some(text) = changed {
            actions.push(BookAction::NameView(Some(text)).into());
        }
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if ui.add_enabled(!name.trim().is_empty(), Button::new(Text::label("Keep this view"))).clicked() || entered {
            actions.push(BookAction::KeepView.into());
            ui.close();
        }
    });
}

/// Rows shown of rows, and what is not up to date.
fn sums_ui(ui: &mut Ui, open: &OpenBook) {
    let table = &open.table;
    ui.horizontal_centered(|ui| {
        let (shown, all) = (table.order.rows.len(), open.read.book.rows());
        let mut text = words::grouped(all as u64);
        if shown != all {
            text = format!("{} of {text}", words::grouped(shown as u64));
        }
        text.push_str(" submissions");
        if !table.order.groups.is_empty() {
            text.push_str(&format!(" · {} groups", words::grouped(table.order.groups.len() as u64)));
        }
        let text = Text::caption(ui, text);
        ui.label(text);
        if table.is_waiting() {
            let text = Text::caption(ui, "arranging");
            ui.label(text);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let marked = table.marked().end() - table.marked().start() + 1;
            let text = if marked > 1 {
                format!("{} lines marked, Ctrl+C copies them", words::grouped(marked as u64))
            } else {
                "Enter opens, Ctrl+C copies, Ctrl+F filters".to_owned()
            };
            let text = Text::caption(ui, text);
            ui.label(text);
        });
    });
}

/// What stands in place of rows where the filter leaves none.
pub(super) fn nothing_ui(ui: &mut Ui, actions: &mut Actions) {
    ui.vertical_centered(|ui| {
        ui.add_space(space::SECTIONS);
        let text = Text::quiet(ui, "No submission holds these words").size(theme::size::BODY);
        ui.label(text);
        if link_ui(ui, None, "Clear the filter").clicked() {
            actions.push(TableAction::Filter(String::new()).into());
        }
    });
}

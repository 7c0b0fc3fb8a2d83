//! Name of the program and its menu, the case, search, and what the file is.

use crate::gui::action::{Action, Actions};
use crate::gui::command::{Command, Entry, Group, TABLE};
use crate::gui::role::{PROTECTS_NOTHING, Role};
use crate::gui::state::{Desk, Screen};
use crate::gui::theme;
use crate::gui::theme::{CONTROL_RADIUS, icons, size, tokens};
use crate::gui::widgets::{Text, icon_button_ui, icon_ui, menu_button_ui, menu_entry_ui};
use egui::{
    Align, Align2, Button, FontId, Label, Layout, Popup, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

pub fn top_bar_ui(ui: &mut Ui, desk: &Desk, actions: &mut Actions) {
    ui.horizontal_centered(|ui| {
        menu_ui(ui, desk, actions);
        ui.add_space(8.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            right_ui(ui, desk, actions);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| case_ui(ui, desk));
        });
    });
}

fn menu_ui(ui: &mut Ui, desk: &Desk, actions: &mut Actions) {
    let text = Text::strong("Securable").size(size::QUESTION);
    let button = Button::new(text)
        .frame_when_inactive(false)
        .right_text(egui::RichText::new(icons::DOWN).family(theme::icon_family()).size(12.0).color(tokens(ui).quiet));
    let response = ui.add(button).accessible_name("Securable menu");
    Popup::menu(&response).width(280.0).show(|ui| {
        ui.set_min_width(280.0);
        for (place, group) in [Group::File, Group::Edit, Group::View].into_iter().enumerate() {
            if place > 0 {
                ui.separator();
            }
            for entry in TABLE.iter().filter(|entry| entry.group == group) {
                if entry.command == Command::Gallery && !cfg!(debug_assertions) {
                    continue;
                }
                let Entry { command, label, tooltip, .. } = *entry;
                if menu_entry_ui(ui, label, &command.keys(), tooltip, command.is_enabled(desk)) {
                    actions.push(Action::Run(entry.command));
                }
            }
        }
    });
}

fn case_ui(ui: &mut Ui, desk: &Desk) {
    if desk.screen.is_carrier() {
        ui.add(Label::new(Text::label(desk.carrier.name_on(desk.screen))).truncate());
        return;
    }
    let Some(case) = desk.case.as_ref().filter(|_| desk.screen != Screen::Home) else { return };
    let mut words = case.name().to_owned();
    if let Some(inception) = case.submission.policy.inception {
        words.push_str(&format!(" · from {inception}"));
    }
    if case.submission.synthetic {
        words.push_str(" · synthetic");
    }
    ui.add(Label::new(Text::label(words)).truncate());
}

fn right_ui(ui: &mut Ui, desk: &Desk, actions: &mut Actions) {
    let dark = ui.visuals().dark_mode;
    let (icon, command) = if dark { (icons::SUN, Command::Light) } else { (icons::MOON, Command::Dark) };
    if icon_button_ui(ui, icon, command.label()).clicked() {
        actions.push(command.into());
    }
    let of_case = || desk.case.as_ref().map(|case| case.save_words().words());
    let of_draft = || desk.carrier.draft.as_ref().map(|draft| draft.save_words().to_owned());
    let words = match desk.screen {
        // A book is never changed.
        Screen::Book => None,
        Screen::Weights => of_draft(),
        _ => of_case(),
    };
    if let Some(words) = words {
        let text = Text::caption(ui, words.clone());
        ui.label(text);
        let colour = tokens(ui).quiet;
        let icon = if words.starts_with("saved") { icons::DONE } else { icons::CLOCK };
        icon_ui(ui, icon, 14.0, colour);
    }
    if search_button_ui(ui).clicked() {
        actions.push(Command::Palette.into());
    }
    role_ui(ui, desk, actions);
}

/// The switch between the roles.
fn role_ui(ui: &mut Ui, desk: &Desk, actions: &mut Actions) {
    let role = desk.role();
    menu_button_ui(ui, role.words(), &format!("Role: {}", role.words()), 240.0, |ui| {
        for other in Role::ALL {
            let own = if other == role { "now" } else { "" };
            if menu_entry_ui(ui, other.words(), own, other.arranged(), true) {
                actions.push(other.command().into());
            }
        }
        ui.separator();
        let note = Text::caption(ui, PROTECTS_NOTHING);
        ui.add(Label::new(note).wrap());
        let about = Command::AboutRoles;
        if menu_entry_ui(ui, about.label(), "", about.entry().tooltip, true) {
            actions.push(about.into());
        }
    });
}

/// Looks like a field and opens the palette.
fn search_button_ui(ui: &mut Ui) -> egui::Response {
    let tokens = tokens(ui);
    let wide = ui.available_width() > 420.0;
    let (rect, response) = ui.allocate_exact_size(vec2(if wide { 230.0 } else { 110.0 }, 28.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, "Find a question or command"));
    let line = if response.hovered() { tokens.quiet } else { tokens.outline };
    ui.painter().rect(rect, CONTROL_RADIUS, tokens.surface, Stroke::new(1.0, line), StrokeKind::Inside);
    let y = rect.center().y;
    let icon = FontId::new(15.0, theme::icon_family());
    ui.painter().text(pos2(rect.left() + 16.0, y), Align2::CENTER_CENTER, icons::SEARCH, icon, tokens.quiet);
    let font = FontId::new(size::LABEL, theme::regular());
    if wide {
        ui.painter().text(
            pos2(rect.left() + 30.0, y),
            Align2::LEFT_CENTER,
            "Find question or command",
            font.clone(),
            tokens.quiet,
        );
    }
    let caption = FontId::new(size::CAPTION, theme::regular());
    ui.painter().text(
        pos2(rect.right() - 10.0, y),
        Align2::RIGHT_CENTER,
        Command::Palette.keys(),
        caption,
        tokens.quiet,
    );
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

//! Places of work and the sections with their progress.

use crate::gui::action::{Action, Actions};
use crate::gui::command::Command;
use crate::gui::state::{Case, Desk, Screen};
use crate::gui::theme::{icons, space};
use crate::gui::widgets::{Text, tab_ui};
use crate::gui::words;
use crate::questionnaire::SectionIx;
use egui::{ScrollArea, Ui};

pub fn left_rail_ui(ui: &mut Ui, desk: &Desk, actions: &mut Actions) {
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        place_ui(ui, desk, Screen::Home, icons::HOME, Command::Home, "", actions);
        if let Some(case) = &desk.case {
            case_ui(ui, desk, case, actions);
        }
        ui.add_space(space::INSIDE);
        rail_caption_ui(ui, "Carrier", "");
        place_ui(ui, desk, Screen::Book, icons::BOOK, Command::Book, "", actions);
        place_ui(ui, desk, Screen::Weights, icons::SLIDERS, Command::Weights, "", actions);
    });
}

/// The places of the open case.
fn case_ui(ui: &mut Ui, desk: &Desk, case: &Case, actions: &mut Actions) {
    place_ui(ui, desk, Screen::Case, icons::CASE, Command::Case, "", actions);
    let settled: usize = case.derived.progress.iter().map(|it| it.settled).sum();
    let shown: usize = case.derived.progress.iter().map(|it| it.shown).sum();
    if desk.screen.is_carrier() {
        let aside = format!("{settled} of {shown}");
        place_ui(ui, desk, Screen::Interview, icons::QUESTION, Command::Interview, &aside, actions);
    } else {
        sections_ui(ui, desk, case, &format!("{settled} of {shown}"), actions);
    }
    let open = case.derived.open.len();
    let aside = if open == 0 { String::new() } else { open.to_string() };
    place_ui(ui, desk, Screen::OpenItems, icons::OPEN_ITEMS, Command::OpenItems, &aside, actions);
    let devices = case.devices.total;
    let aside = if devices == 0 { String::new() } else { words::grouped(devices) };
    place_ui(ui, desk, Screen::Devices, icons::DEVICES, Command::Devices, &aside, actions);
    ui.add_space(space::INSIDE);
    rail_caption_ui(ui, "Result", "");
    place_ui(ui, desk, Screen::Assessment, icons::ASSESSMENT, Command::Assessment, "", actions);
    let terms = case.submission.subjectivities.len();
    let aside = if terms == 0 { String::new() } else { terms.to_string() };
    place_ui(ui, desk, Screen::Terms, icons::TERMS, Command::Terms, &aside, actions);
    place_ui(ui, desk, Screen::Memo, icons::MEMO, Command::Memo, "", actions);
}

/// The sections of the interview with their progress.
fn sections_ui(ui: &mut Ui, desk: &Desk, case: &Case, progress: &str, actions: &mut Actions) {
    ui.add_space(space::INSIDE);
    rail_caption_ui(ui, "Interview", progress);
    for (place, section) in (0_u8..).zip(&case.questionnaire.sections) {
        let Some(progress) = case.derived.progress.get(usize::from(place)) else { continue };
        if progress.shown == 0 {
            continue;
        }
        let section_ix = SectionIx(place);
        let selected = desk.screen == Screen::Interview && case.section() == section_ix;
        let aside = format!("{}/{}", progress.settled, progress.shown);
        let response = tab_ui(ui, None, Some(&section.id), &section.title, &aside, selected);
        if response.on_hover_text(&section.title).clicked() {
            actions.push(Action::JumpToSection(section_ix));
        }
    }
}

fn rail_caption_ui(ui: &mut Ui, text: &str, aside: &str) {
    ui.horizontal(|ui| {
        ui.add_space(8.0);
        let words = Text::caption(ui, text).family(crate::gui::theme::semibold());
        ui.label(words);
        if !aside.is_empty() {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.add_space(10.0);
                let words = Text::caption(ui, aside);
                ui.label(words);
            });
        }
    });
    ui.add_space(2.0);
}

fn place_ui(
    ui: &mut Ui,
    desk: &Desk,
    screen: Screen,
    icon: &str,
    command: Command,
    aside: &str,
    actions: &mut Actions,
) {
    let selected = desk.screen == screen;
    let response = tab_ui(ui, Some(icon), None, command.label(), aside, selected);
    let hint = format!("{} ({})", command.entry().tooltip, command.keys());
    if response.on_hover_text(hint).clicked() {
        actions.push(command.into());
    }
}

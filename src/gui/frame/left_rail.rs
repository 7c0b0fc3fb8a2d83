//! Places of work, as the role arranges them, and the sections with their progress.

use crate::gui::action::{Action, Actions};
use crate::gui::command::Command;
use crate::gui::role::Places;
use crate::gui::state::{Case, Desk, Screen};
use crate::gui::theme::{icons, space};
use crate::gui::widgets::{Text, tab_ui};
use crate::gui::words;
use crate::questionnaire::SectionIx;
use egui::{ScrollArea, Ui};

/// Heights of a row; the lower one where the window is low, so that a renewal under the mark of a preview still shows
/// every place without scrolling.
const ROW: f32 = 28.0;
const LOW_ROW: f32 = 25.0;
const LOW_BELOW: f32 = 760.0;

pub fn left_rail_ui(ui: &mut Ui, desk: &Desk, actions: &mut Actions) {
    let height = ui.available_height();
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        let row = if height < LOW_BELOW { LOW_ROW } else { ROW };
        ui.spacing_mut().interact_size.y = row;
        place_ui(ui, desk, Screen::Home, actions);
        for places in desk.role().rail() {
            places_ui(ui, desk, places, actions);
        }
        if !desk.role().lists(desk.screen) {
            let caption = format!("Outside the {}'s desk", desk.role().words().to_lowercase());
            group_caption_ui(ui, &caption);
            place_ui(ui, desk, desk.screen, actions);
        }
    });
}

fn places_ui(ui: &mut Ui, desk: &Desk, places: &Places, actions: &mut Actions) {
    let mut screens = places.screens.iter().filter(|screen| has_place(desk, **screen)).peekable();
    if screens.peek().is_none() {
        return;
    }
    if places.folded && !places.screens.contains(&desk.screen) {
        ui.add_space(space::INSIDE);
        let names: Vec<&str> = screens.filter_map(|screen| Some(place_of(*screen)?.1.label())).collect();
        let response = tab_ui(ui, Some(icons::RIGHT), None, &names.join(", "), "", false);
        if response.on_hover_text(format!("Places of a {}", places.caption.to_lowercase())).clicked()
            && let Some((_, command)) = places.screens.first().and_then(|first| place_of(*first))
        {
            actions.push(command.into());
        }
        return;
    }
    if !places.caption.is_empty() {
        group_caption_ui(ui, places.caption);
    }
    for screen in screens {
        match &desk.case {
            Some(case) if *screen == Screen::Interview && !desk.screen.is_carrier() => {
                sections_ui(ui, desk, case, actions);
            }
            _ => place_ui(ui, desk, *screen, actions),
        }
    }
}

/// A carrier's places need no case; the renewal is a place where the case renews one.
fn has_place(desk: &Desk, screen: Screen) -> bool {
    let case = desk.case.as_ref();
    match screen {
        Screen::Renewal => case.is_some_and(|case| case.submission.expiring.is_some()),
        _ => screen.is_carrier() || case.is_some(),
    }
}

/// Icon and command of a screen that a rail can list.
fn place_of(screen: Screen) -> Option<(&'static str, Command)> {
    Some(match screen {
        Screen::Home => (icons::HOME, Command::Home),
        Screen::Case => (icons::CASE, Command::Case),
        Screen::Interview => (icons::QUESTION, Command::Interview),
        Screen::OpenItems => (icons::OPEN_ITEMS, Command::OpenItems),
        Screen::Evidence => (icons::EVIDENCE, Command::Evidence),
        Screen::Devices => (icons::DEVICES, Command::Devices),
        Screen::Assessment => (icons::ASSESSMENT, Command::Assessment),
        Screen::WhatIf => (icons::FLASK, Command::WhatIf),
        Screen::Terms => (icons::TERMS, Command::Terms),
        Screen::Renewal => (icons::RESET, Command::Renewal),
        Screen::Memo => (icons::MEMO, Command::Memo),
        Screen::Preview => (icons::MEMO, Command::Preview),
        Screen::Worksheet => (icons::COLUMNS, Command::Worksheet),
        Screen::Book => (icons::BOOK, Command::Book),
        Screen::Weights => (icons::SLIDERS, Command::Weights),
        Screen::Gallery => return None,
    })
}

/// How much there is of what a screen shows; empty for nothing.
fn aside_of(case: &Case, screen: Screen) -> String {
    let count = match screen {
        Screen::Interview => return progress_words(case),
        Screen::OpenItems => case.derived.unsettled() as u64,
        Screen::Evidence => case.submission.records.values().map(|record| record.attachments.len() as u64).sum(),
        Screen::Devices => case.devices.total,
        Screen::WhatIf => case.submission.scenarios.len() as u64,
        Screen::Terms => case.submission.subjectivities.len() as u64,
        _ => 0,
    };
    if count == 0 { String::new() } else { words::grouped(count) }
}

/// `52 of 54`: settled questions of those shown.
fn progress_words(case: &Case) -> String {
    let settled: usize = case.derived.progress.iter().map(|it| it.settled).sum();
    let shown: usize = case.derived.progress.iter().map(|it| it.shown).sum();
    format!("{settled} of {shown}")
}

/// The sections of the interview with their progress.
fn sections_ui(ui: &mut Ui, desk: &Desk, case: &Case, actions: &mut Actions) {
    ui.add_space(space::INSIDE);
    rail_caption_ui(ui, "Interview", &progress_words(case));
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

fn group_caption_ui(ui: &mut Ui, text: &str) {
    ui.add_space(space::INSIDE);
    rail_caption_ui(ui, text, "");
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

fn place_ui(ui: &mut Ui, desk: &Desk, screen: Screen, actions: &mut Actions) {
    let Some((icon, command)) = place_of(screen) else { return };
    let aside = desk.case.as_ref().map(|case| aside_of(case, screen)).unwrap_or_default();
    let response = tab_ui(ui, Some(icon), None, command.label(), &aside, desk.screen == screen);
    let (tooltip, keys) = (command.entry().tooltip, command.keys());
    let hint = if keys.is_empty() { tooltip.to_owned() } else { format!("{tooltip} ({keys})") };
    if response.on_hover_text(hint).clicked() {
        actions.push(command.into());
    }
}

//! The places of work.

mod assessment;
mod assessment_advice;
mod assessment_rules;
mod attachments;
pub(super) mod book;
mod carried;
mod case;
mod decision;
mod devices;
mod evidence;
mod follow_ups;
mod home;
mod importing;
mod interview;
mod list_says;
mod merge;
mod open_items;
mod paper;
mod question_card;
mod question_parts;
mod renewal;
mod terms;
mod weights;
mod what_if;

use super::action::{Action, Actions};
use super::command::Command;
use super::paper::Paper;
use super::state::{Case, Desk, Screen};
use super::theme::{COLUMN_WIDTH, icons, space};
use super::widgets::empty_ui;
use egui::{Margin, ScrollArea, Ui};

/// Draws the screen in force.
pub fn screen_ui(ui: &mut Ui, desk: &Desk, actions: &mut Actions) {
    if desk.screen == Screen::Home {
        page_ui(ui, "home", |ui| home::home_ui(ui, desk, actions));
        return;
    }
    #[cfg(debug_assertions)]
    if desk.screen == Screen::Gallery {
        page_ui(ui, "gallery", |ui| super::gallery::gallery_ui(ui, actions));
        return;
    }
    match desk.screen {
        Screen::Book => return book::book_ui(ui, desk, actions),
        Screen::Weights => return weights::weights_ui(ui, desk, actions),
        _ => {}
    }
    let Some(case) = &desk.case else {
        page_ui(ui, "nothing", |ui| {
            if empty_ui(ui, icons::CASE, "No case is open", Some("Go to home")) {
                actions.push(Command::Home.into());
            }
        });
        return;
    };
    match desk.screen {
        Screen::Interview => interview::interview_ui(ui, desk, case, actions),
        Screen::Devices => devices::devices_ui(ui, desk, case, actions),
        Screen::WhatIf => what_if::what_if_ui(ui, desk, case, actions),
        Screen::Case => page_ui(ui, "case", |ui| case::case_ui(ui, case, actions)),
        Screen::Assessment => page_ui(ui, "assessment", |ui| assessment::assessment_ui(ui, desk.role(), case, actions)),
        Screen::Terms => page_ui(ui, "terms", |ui| terms::terms_ui(ui, desk, case, actions)),
        Screen::OpenItems => page_ui(ui, "open items", |ui| open_items::open_items_ui(ui, desk.role(), case, actions)),
        Screen::Memo => paper::paper_ui(ui, case, Paper::Memo, actions),
        Screen::Renewal => page_ui(ui, "renewal", |ui| renewal::renewal_ui(ui, desk.role(), case, actions)),
        Screen::Worksheet => merge::merge_ui(ui, desk, case, actions),
        Screen::Preview => paper::paper_ui(ui, case, Paper::Preview, actions),
        Screen::Evidence => page_ui(ui, "evidence", |ui| evidence::evidence_screen_ui(ui, desk, case, actions)),
        Screen::Home | Screen::Gallery | Screen::Book | Screen::Weights => {}
    }
}

/// A page that scrolls, with its column of readable width in the middle.
fn page_ui(ui: &mut Ui, name: &str, contents: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().id_salt(name).auto_shrink([false, false]).show(ui, |ui| column_ui(ui, contents));
}

/// A page that scrolls and takes all the width there is, for tables.
fn wide_page_ui(ui: &mut Ui, name: &str, contents: impl FnOnce(&mut Ui)) {
    let margin = Margin { left: 24, right: 24, top: 20, bottom: 40 };
    ScrollArea::vertical().id_salt(name).auto_shrink([false, false]).show(ui, |ui| {
        egui::Frame::new().inner_margin(margin).show(ui, |ui| contents(ui));
    });
}

/// The column of work.
fn column_ui(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let available = ui.available_width();
    let most = if available > 1000.0 { 880.0 } else { COLUMN_WIDTH };
    let width = (available - 2.0 * space::SECTIONS).clamp(240.0, most);
    let side = ((available - width) / 2.0).max(8.0);
    let margin = Margin { left: side.min(120.0) as i8, right: 0, top: 20, bottom: 40 };
    egui::Frame::new().inner_margin(margin).show(ui, |ui| {
        // A margin holds at most 127 points.
        if side > 120.0 {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                ui.add_space(side - 120.0);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.x = space::INSIDE;
                    ui.set_width(width);
                    contents(ui);
                });
            });
        } else {
            ui.set_width(width);
            contents(ui);
        }
    });
}

/// A code that leads to its question.
fn question_chip_ui(ui: &mut Ui, case: &Case, ix: crate::questionnaire::QuestionIx, actions: &mut Actions) {
    let question = case.questionnaire.question(ix);
    let name = format!("Go to {}: {}", question.id, question.ask);
    if super::widgets::chip_ui(ui, &question.id, Some(&name)).clicked() {
        actions.push(Action::Jump(ix));
    }
}

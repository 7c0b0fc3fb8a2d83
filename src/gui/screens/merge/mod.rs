//! Worksheets: hand one out, and decide what is taken from one that came back.

mod lines;

use crate::gui::action::{Action, Actions};
use crate::gui::command::Command;
use crate::gui::merging::{MergeAction, Merging, Sheet};
use crate::gui::state::{Case, Desk};
use crate::gui::store::Refusal;
use crate::gui::theme::{icons, space, tokens};
use crate::gui::widgets::{Text, card_ui, empty_ui, heading_ui, icon_ui, link_ui, primary_button_ui};
use crate::gui::words;
use crate::submission::worksheet::Kind;
use egui::{Align, CentralPanel, Context, Frame, Key, Label, Layout, Margin, Modifiers, Panel, ScrollArea, Ui};

/// Notices shown one below the other; more are counted.
const MOST_NOTICES: usize = 8;

pub fn merge_ui(ui: &mut Ui, desk: &Desk, case: &Case, actions: &mut Actions) {
    match &case.sheet {
        None => super::page_ui(ui, "worksheet", |ui| hand_out_ui(ui, actions)),
        Some(Sheet::Refused(refusal)) => super::page_ui(ui, "worksheet", |ui| refused_ui(ui, refusal, actions)),
        Some(Sheet::Read(merging)) => {
            if desk.overlay.is_none() {
                keys(ui.ctx(), merging, actions);
            }
            read_ui(ui, case, merging, actions);
        }
    }
}

fn push(actions: &mut Actions, action: MergeAction) {
    actions.push(Action::Merge(action));
}

/// Up and Down go through the lines, T takes, K keeps, Ctrl+Enter merges, Escape closes.
fn keys(context: &Context, merging: &Merging, actions: &mut Actions) {
    if context.text_edit_focused() {
        return;
    }
    let pressed = |modifiers: Modifiers, key: Key| context.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::COMMAND, Key::Enter) {
        push(actions, MergeAction::Run);
    }
    if pressed(Modifiers::NONE, Key::Escape) {
        push(actions, MergeAction::Close);
    }
    for (key, forth) in [(Key::ArrowDown, true), (Key::ArrowUp, false)] {
        if pressed(Modifiers::NONE, key) {
            push(actions, MergeAction::Step(forth));
        }
    }
    for (key, is_taken) in [(Key::T, true), (Key::K, false)] {
        if pressed(Modifiers::NONE, key)
            && let Some(place) = merging.cursor
        {
            push(actions, MergeAction::Take(place, is_taken));
        }
    }
}

/// Before anything came back: how it goes, and the three ways in.
fn hand_out_ui(ui: &mut Ui, actions: &mut Actions) {
    heading_ui(
        ui,
        "Worksheet",
        "The applicant answers in a spreadsheet or on paper, and the answers come back into the case",
    );
    card_ui(ui, "Hand out", |ui| {
        let says = "A workbook with a sheet for every section: questions, what they are asked for, the answers on file and \
                    lists to pick from. Weights, rules, evidence grades and your notes stay here";
        ui.add(Label::new(Text::body(says)).wrap());
        ui.add_space(space::SMALL);
        ui.horizontal_wrapped(|ui| {
            if primary_button_ui(ui, "Export worksheet").clicked() {
                actions.push(Command::ExportWorksheet.into());
            }
            ui.add_space(space::INSIDE);
            if link_ui(ui, Some(icons::MEMO), "Export blank form as PDF").clicked() {
                actions.push(Command::ExportForm.into());
            }
        });
    });
    card_ui(ui, "Take back", |ui| {
        let says = "Choose the workbook as it came back, or drop it on the window. You see what is new, what changed and \
                    what conflicts with what is on file, and decide; the merge is one step that undo takes back";
        ui.add(Label::new(Text::body(says)).wrap());
        ui.add_space(space::SMALL);
        if link_ui(ui, Some(icons::ARROW), "Merge a worksheet").clicked() {
            actions.push(Command::MergeWorksheet.into());
        }
    });
}

fn refused_ui(ui: &mut Ui, refusal: &Refusal, actions: &mut Actions) {
    if empty_ui(ui, icons::ERROR, "This worksheet cannot be merged", Some("Choose another file")) {
        actions.push(Command::MergeWorksheet.into());
    }
    ui.add(Label::new(Text::body(&refusal.text)).wrap().selectable(true));
    if !refusal.details.is_empty() {
        let details = Text::quiet(ui, &refusal.details);
        ui.add(Label::new(details).wrap().selectable(true));
    }
    ui.add_space(space::INSIDE);
    if link_ui(ui, None, "Close").clicked() {
        push(actions, MergeAction::Close);
    }
}

fn read_ui(ui: &mut Ui, case: &Case, merging: &Merging, actions: &mut Actions) {
    let bar = Frame::new().fill(tokens(ui).raised).inner_margin(Margin::symmetric(24, 10));
    Panel::bottom("merge actions")
        .exact_size(54.0)
        .resizable(false)
        .frame(bar)
        .show(ui, |ui| bar_ui(ui, merging, actions));
    let frame = Frame::new().fill(tokens(ui).ground).inner_margin(Margin { left: 24, right: 8, top: 16, bottom: 0 });
    CentralPanel::default().frame(frame).show(ui, |ui| {
        ScrollArea::vertical().id_salt("merge lines").auto_shrink([false, false]).show(ui, |ui| {
            Frame::new().inner_margin(Margin { left: 0, right: 16, top: 0, bottom: 24 }).show(ui, |ui| {
                head_ui(ui, merging, actions);
                lines::lines_ui(ui, case, merging, actions);
            });
        });
    });
}

fn head_ui(ui: &mut Ui, merging: &Merging, actions: &mut Actions) {
    let merge = &merging.merge;
    let count = |is: fn(&Kind) -> bool| merge.count(is);
    let sentence = format!(
        "{} to decide, {} new, {} changed, {} unusable, {} on file already",
        count(Kind::is_conflict),
        count(|kind| *kind == Kind::New),
        count(|kind| *kind == Kind::Changed),
        count(|kind| matches!(kind, Kind::Unusable(_))),
        count(|kind| *kind == Kind::Same),
    );
    heading_ui(ui, &format!("Merge {}", merge.name), &sentence);
    if let Some(why) = merge.other_case.as_ref().filter(|_| !merging.is_meant) {
        card_ui(ui, "Is this the right case?", |ui| {
            said_ui(ui, icons::ERROR, tokens(ui).bands[3], why);
            ui.add_space(space::SMALL);
            ui.horizontal(|ui| {
                if link_ui(ui, None, "It is about this case").clicked() {
                    push(actions, MergeAction::Meant);
                }
                if link_ui(ui, None, "Close it").clicked() {
                    push(actions, MergeAction::Close);
                }
            });
        });
    }
    if !merge.notices.is_empty() {
        card_ui(ui, "About the file", |ui| {
            for notice in merge.notices.iter().take(MOST_NOTICES) {
                said_ui(ui, icons::INFO, tokens(ui).quiet, notice);
            }
            if merge.notices.len() > MOST_NOTICES {
                let more = Text::quiet(ui, format!("{} more", merge.notices.len() - MOST_NOTICES));
                ui.label(more);
            }
        });
    }
}

fn said_ui(ui: &mut Ui, icon: &str, colour: egui::Color32, text: &str) {
    ui.horizontal_top(|ui| {
        icon_ui(ui, icon, 16.0, colour);
        ui.add(Label::new(Text::body(text)).wrap());
    });
}

fn bar_ui(ui: &mut Ui, merging: &Merging, actions: &mut Actions) {
    ui.horizontal_centered(|ui| {
        let count = merging.taken.len();
        let label = format!("Merge {}", words::counted(count, "line", "lines"));
        let enabled = merging.may_run();
        let button = ui.add_enabled_ui(enabled, |ui| primary_button_ui(ui, &label)).inner;
        if button.on_hover_text("Ctrl+Enter").clicked() {
            push(actions, MergeAction::Run);
        }
        ui.add_space(space::INSIDE);
        let kept = merging.merge.count(Kind::is_conflict)
            - merging.taken.iter().filter(|place| merging.merge.lines[**place].kind.is_conflict()).count();
        let says = match (merging.merge.other_case.is_some() && !merging.is_meant, count, kept) {
            (true, ..) => "Say first that the worksheet is about this case".to_owned(),
            (false, 0, 0) => "Everything that can be used is on file".to_owned(),
            (false, _, 0) => "One step, which undo takes back".to_owned(),
            (false, _, kept) => {
                format!("{} stay as on file until you decide", words::counted(kept, "conflict", "conflicts"))
            }
        };
        let says = Text::quiet(ui, says);
        ui.label(says);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if link_ui(ui, None, "Close").on_hover_text("Escape").clicked() {
                push(actions, MergeAction::Close);
            }
        });
    });
}

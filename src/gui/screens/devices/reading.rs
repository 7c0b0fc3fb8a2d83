//! How the list was read: every row accounted for, and every cell that could not be used.

use crate::gui::action::{Action, Actions};
use crate::gui::command::Command;
use crate::gui::importing::ReadingReport;
use crate::gui::screens::importing::unusable_words;
use crate::gui::screens::page_ui;
use crate::gui::state::Case;
use crate::gui::theme::{icons, space, tokens};
use crate::gui::widgets::{Text, card_ui, empty_ui, heading_ui, icon_ui};
use crate::gui::words;
use crate::inventory::{ColumnUse, Origin, Report, Use, rows_in_words};
use egui::{Align, Button, Label, Layout, ScrollArea, Ui, vec2};

/// Lines of a long table that are in sight at once.
const LINES: f32 = 12.0;
const LINE: f32 = 20.0;

pub fn reading_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    page_ui(ui, "reading", |ui| {
        let Some(origin) = &case.submission.devices.origin else {
            let sentence = "This list was typed by hand, so there is nothing to tell about how it was read";
            if empty_ui(ui, icons::DEVICES, sentence, Some(Command::ImportDevices.label())) {
                actions.push(Action::Run(Command::ImportDevices));
            }
            return;
        };
        let report = report_of(case, origin);
        heading_ui(ui, "How this list was read", &from_words(origin));
        rows_card_ui(ui, origin);
        match report {
            Some(report) => report_ui(ui, report),
            None => notes_ui(ui, origin),
        }
        let hash = Text::caption(ui, format!("SHA-256 of the file {}", origin.sha256));
        ui.add(Label::new(hash).wrap().selectable(true));
        ui.add_space(space::INSIDE);
        let again = Button::new(Text::body("Import another list...")).min_size(vec2(0.0, 32.0));
        if ui.add(again).on_hover_text(Command::ImportDevices.keys()).clicked() {
            actions.push(Command::ImportDevices.into());
        }
    });
}

/// The report of this session, where it is of the list that is there.
fn report_of<'a>(case: &'a Case, origin: &Origin) -> Option<&'a Report> {
    let of_this = |reading: &&ReadingReport| reading.sha256 == origin.sha256;
    case.reading.as_ref().filter(of_this).map(|reading| &reading.report)
}

/// `axis.csv, CSV, recognised as an export of Claroty xDome, read on 2026-11-22`.
fn from_words(origin: &Origin) -> String {
    let mut words = format!("{}, {}", origin.name, origin.format);
    if !origin.tool.is_empty() {
        words.push_str(&format!(", recognised as an export of {}", origin.tool));
    }
    if let Some(day) = origin.read_on {
        words.push_str(&format!(", read on {day}"));
    }
    words
}

/// Rows read = counted + merged + dropped.
fn rows_card_ui(ui: &mut Ui, origin: &Origin) {
    card_ui(ui, "", |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 14.0;
            let figures = [
                ("", origin.rows_read, "rows read"),
                ("=", origin.rows_counted, "in the list"),
                ("+", origin.rows_merged, "merged"),
                ("+", origin.rows_dropped, "dropped"),
            ];
            for (sign, number, what) in figures {
                if !sign.is_empty() {
                    let sign = Text::quiet(ui, sign).size(19.0);
                    ui.label(sign);
                }
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    ui.label(Text::heading(words::grouped(u64::from(number))));
                    let what = Text::caption(ui, what);
                    ui.label(what);
                });
            }
        });
    });
}

/// What the case keeps, once the desk has been closed.
fn notes_ui(ui: &mut Ui, origin: &Origin) {
    if origin.notes.is_empty() {
        return;
    }
    card_ui(ui, "What was left out", |ui| {
        for note in &origin.notes {
            ui.add(Label::new(Text::label(note)).wrap());
        }
    });
}

fn report_ui(ui: &mut Ui, report: &Report) {
    let has_news = !report.notices.is_empty() || !report.dropped.is_empty();
    if has_news {
        card_ui(ui, "Dropped rows", |ui| {
            for notice in &report.notices {
                ui.add(Label::new(Text::label(notice)).wrap());
            }
            for (reason, rows) in &report.dropped {
                ui.horizontal_wrapped(|ui| {
                    ui.label(Text::strong(format!("{}, {}", rows.len(), reason.words())));
                    let rows = Text::quiet(ui, rows_in_words(rows));
                    ui.add(Label::new(rows).wrap());
                });
            }
        });
    }
    if !report.merged.is_empty() {
        let title = format!("Merged rows, {}", words::grouped(report.merged.len() as u64));
        card_ui(ui, &title, |ui| {
            lines_ui(ui, "merged", report.merged.len(), |place| {
                let merged = report.merged.get(place)?;
                Some(format!("Row {} into row {}, same {}", merged.row, merged.into_row, merged.by.words()))
            });
        });
    }
    if !report.unusable.is_empty() {
        let count = report.unusable.len() as u64 + u64::from(report.unusable_beyond);
        card_ui(ui, &format!("Cells that could not be used, {}", words::grouped(count)), |ui| {
            let quiet = Text::quiet(ui, "They stand in the list as they were written and count as unknown");
            ui.add(Label::new(quiet).wrap());
            lines_ui(ui, "unusable", report.unusable.len(), |place| report.unusable.get(place).map(unusable_words));
            if report.unusable_beyond > 0 {
                let more = Text::quiet(ui, format!("and {} more", words::grouped(u64::from(report.unusable_beyond))));
                ui.label(more);
            }
        });
    }
    columns_ui(ui, report);
    if !report.unknown_types.is_empty() {
        card_ui(ui, "Types of no known class", |ui| {
            let quiet = Text::quiet(ui, "These devices count, but in no class; correct the type in the list");
            ui.add(Label::new(quiet).wrap());
            let types: Vec<(&String, &u32)> = report.unknown_types.iter().collect();
            lines_ui(ui, "types", types.len(), |place| {
                let (word, rows) = types.get(place)?;
                Some(format!("{word}, {}", words::counted(**rows as usize, "row", "rows")))
            });
        });
    }
}

fn columns_ui(ui: &mut Ui, report: &Report) {
    let unused = |column: &&ColumnUse| !matches!(column.used, Use::Gives { .. });
    let left_out: Vec<&ColumnUse> = report.columns.iter().filter(unused).collect();
    if left_out.is_empty() {
        return;
    }
    card_ui(ui, &format!("Columns left out, {}", left_out.len()), |ui| {
        for (used, words, is_news) in [
            (Use::NotUnderstood, "Not understood", true),
            (Use::Ask, "Mean different things, and nobody said which", true),
            (Use::NotUsed, "Known, and nothing that is kept", false),
        ] {
            let names: Vec<&str> =
                left_out.iter().filter(|column| column.used == used).map(|column| column.header.as_str()).collect();
            if names.is_empty() {
                continue;
            }
            ui.horizontal_top(|ui| {
                let colour = if is_news { tokens(ui).bands[2] } else { tokens(ui).quiet };
                icon_ui(ui, if is_news { icons::QUESTION } else { icons::MINUS }, 15.0, colour);
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    ui.label(Text::strong(words));
                    let names = Text::quiet(ui, names.join(", "));
                    ui.add(Label::new(names).wrap());
                });
            });
        }
    });
}

/// Lines of which only those in sight are drawn.
fn lines_ui(ui: &mut Ui, name: &str, count: usize, line: impl Fn(usize) -> Option<String>) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let height = (count as f32 * (LINE + 2.0)).min(LINES * (LINE + 2.0));
    ScrollArea::vertical()
        .id_salt(name)
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, true])
        .show_rows(ui, LINE, count, |ui, range| {
            for place in range {
                let words = line(place).unwrap_or_default();
                ui.add_sized([ui.available_width(), LINE], |ui: &mut Ui| {
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.add(Label::new(Text::label(words)).truncate())
                    })
                    .inner
                });
            }
        });
}

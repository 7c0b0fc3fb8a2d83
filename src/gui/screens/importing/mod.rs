//! The mapping screen: what was recognised in a list, what each column gives, and the first rows as they would be read.

mod chooser;
mod columns;
mod sample;

pub use sample::unusable_words;

use crate::files::HeaderRow;
use crate::gui::action::{Action, Actions};
use crate::gui::importing::{Import, ImportAction, Look, Seen, both_readings};
use crate::gui::state::{Case, Desk};
use crate::gui::store::Refusal;
use crate::gui::theme::{icons, space, tokens};
use crate::gui::widgets::{Text, choice_ui, empty_ui, icon_button_ui, icon_ui, link_ui, primary_button_ui};
use crate::gui::words;
use crate::inventory::{DateOrder, Use};
use egui::{
    Align, Button, CentralPanel, Context, Frame, Key, Label, Layout, Margin, Modifiers, Panel, ScrollArea, Ui, vec2,
};

pub fn importing_ui(ui: &mut Ui, desk: &Desk, case: &Case, import: &Import, actions: &mut Actions) {
    if desk.overlay.is_none() && import.chooser.is_none() {
        keys(ui.ctx(), import, actions);
    }
    match &import.look {
        Look::Looking => {
            ui.add_space(space::SECTIONS * 2.0);
            ui.vertical_centered(|ui| {
                ui.label(Text::body(format!("Looking at {}", import.source.name())));
            });
        }
        Look::Refused(refusal) => refused_ui(ui, refusal, actions),
        Look::Seen(seen) => seen_ui(ui, desk, case, import, seen, actions),
    }
    if let (Some(chooser), Some(seen)) = (&import.chooser, import.seen()) {
        chooser::chooser_ui(ui, chooser, seen, actions);
    }
}

fn push(actions: &mut Actions, action: ImportAction) {
    actions.push(Action::Import(action));
}

/// Everything without the mouse: arrows and Enter on the columns, Ctrl+Enter imports, Escape goes back.
fn keys(context: &Context, import: &Import, actions: &mut Actions) {
    let pressed = |modifiers: Modifiers, key: Key| context.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::COMMAND, Key::Enter) {
        push(actions, ImportAction::Run);
    }
    if pressed(Modifiers::NONE, Key::Escape) {
        push(actions, ImportAction::Cancel);
    }
    let columns = import.seen().map_or(0, |seen| seen.preview.columns.len());
    let has_focus = context.memory(|memory| memory.focused().is_some());
    if has_focus || columns == 0 {
        return;
    }
    if pressed(Modifiers::NONE, Key::ArrowDown) {
        push(actions, ImportAction::Cursor((import.cursor + 1).min(columns - 1)));
    }
    if pressed(Modifiers::NONE, Key::ArrowUp) {
        push(actions, ImportAction::Cursor(import.cursor.saturating_sub(1)));
    }
    if pressed(Modifiers::NONE, Key::Enter) {
        push(actions, ImportAction::Ask(import.cursor));
    }
    if pressed(Modifiers::NONE, Key::Delete) || pressed(Modifiers::NONE, Key::Backspace) {
        push(actions, ImportAction::Choose(import.cursor, None));
    }
}

fn refused_ui(ui: &mut Ui, refusal: &Refusal, actions: &mut Actions) {
    ui.vertical_centered(|ui| {
        ui.set_max_width(640.0);
        if empty_ui(ui, icons::ERROR, &refusal.text, Some("Back to the devices")) {
            push(actions, ImportAction::Cancel);
        }
        if !refusal.details.is_empty() {
            let details = Text::quiet(ui, &refusal.details);
            ui.add(Label::new(details).wrap().selectable(true));
        }
    });
}

fn seen_ui(ui: &mut Ui, desk: &Desk, case: &Case, import: &Import, seen: &Seen, actions: &mut Actions) {
    let tokens = tokens(ui);
    let bar = Frame::new().fill(tokens.raised).inner_margin(Margin::symmetric(16, 10));
    Panel::bottom("import actions")
        .exact_size(54.0)
        .resizable(false)
        .frame(bar)
        .show(ui, |ui| actions_ui(ui, desk, case, import, seen, actions));
    let height = ui.available_height();
    if height > 260.0 && !seen.preview.rows.is_empty() {
        let frame = Frame::new().fill(tokens.surface).inner_margin(Margin::symmetric(16, 8));
        Panel::bottom("import rows")
            .default_size((height * 0.44).min(330.0))
            .size_range(90.0..=height - 150.0)
            .resizable(true)
            .frame(frame)
            .show(ui, |ui| sample::sample_ui(ui, seen));
    }
    let frame = Frame::new().fill(tokens.ground).inner_margin(Margin { left: 16, right: 16, top: 12, bottom: 0 });
    CentralPanel::default().frame(frame).show(ui, |ui| {
        head_ui(ui, import, seen, actions);
        if seen.preview.columns.is_empty() {
            let words = Text::quiet(ui, "This format has no columns to choose from; every device in it is read");
            ui.add(Label::new(words).wrap());
            return;
        }
        ScrollArea::vertical().id_salt("import columns").auto_shrink([false, false]).show(ui, |ui| {
            columns::columns_ui(ui, import, seen, actions);
        });
    });
}

fn head_ui(ui: &mut Ui, import: &Import, seen: &Seen, actions: &mut Actions) {
    ui.horizontal_wrapped(|ui| {
        ui.label(Text::heading(format!("Import {}", import.source.name())));
        if import.remembered {
            ui.add_space(space::INSIDE);
            let mark = tokens(ui).bands[0];
            icon_ui(ui, icons::DONE, 15.0, mark);
            ui.label(Text::label("Mapped as last time"));
            if link_ui(ui, None, "Begin afresh").clicked() {
                push(actions, ImportAction::Afresh);
            }
        }
    });
    ui.add_space(-4.0);
    ui.horizontal_wrapped(|ui| {
        let recognised = Text::quiet(ui, recognised_words(seen));
        ui.add(Label::new(recognised).wrap());
        header_row_ui(ui, import, seen, actions);
    });
    if let Some(raw) = import.ambiguous() {
        date_order_ui(ui, raw, import.options.date_order, actions);
    } else if let Some(order) = import.options.date_order {
        // What was decided stays in sight, so that it can be decided otherwise.
        date_order_ui(ui, "03/04/2026", Some(order), actions);
    }
    ui.add_space(space::SMALL);
}

/// `CSV, recognised as an export of Claroty xDome; 14 of 20 columns used`.
fn recognised_words(seen: &Seen) -> String {
    let preview = &seen.preview;
    let mut words = preview.format.to_owned();
    if let Some(tool) = preview.tool {
        words.push_str(&format!(", recognised as an export of {tool}"));
    }
    let used = preview.columns.iter().filter(|column| matches!(column.used, Use::Gives { .. })).count();
    if !preview.columns.is_empty() {
        words.push_str(&format!("; {used} of {} used", words::counted(preview.columns.len(), "column", "columns")));
    }
    words
}

/// Of a table: in which row the names of its columns stand.
fn header_row_ui(ui: &mut Ui, import: &Import, seen: &Seen, actions: &mut Actions) {
    let is_missing = import.options.header == HeaderRow::Missing;
    let Some(row) = seen.preview.header_row else {
        if is_missing && link_ui(ui, None, "Look for the names of the columns").clicked() {
            push(actions, ImportAction::Header(HeaderRow::Find));
        }
        return;
    };
    ui.spacing_mut().item_spacing.x = 2.0;
    let words = Text::quiet(ui, format!("Names of the columns in row {row}"));
    ui.label(words);
    ui.add_enabled_ui(row > 1, |ui| {
        if icon_button_ui(ui, icons::UP, "Take the row above for the names").clicked() {
            push(actions, ImportAction::Header(HeaderRow::At(row.saturating_sub(1))));
        }
    });
    if icon_button_ui(ui, icons::DOWN, "Take the row below for the names").clicked() {
        push(actions, ImportAction::Header(HeaderRow::At(row.saturating_add(1))));
    }
    if link_ui(ui, None, "No names in this list").clicked() {
        push(actions, ImportAction::Header(HeaderRow::Missing));
    }
}

fn date_order_ui(ui: &mut Ui, raw: &str, order: Option<DateOrder>, actions: &mut Actions) {
    let Some([day_first, month_first]) = both_readings(raw) else { return };
    let colour = tokens(ui).bands[2];
    ui.horizontal_wrapped(|ui| {
        if order.is_none() {
            icon_ui(ui, icons::QUESTION, 16.0, colour);
        }
        ui.label(Text::strong(format!("{raw} in the list is")));
        let selected = order.map(|order| usize::from(order == DateOrder::MonthFirst));
        if let Some(place) = choice_ui(ui, "Order of dates", &[&day_first, &month_first], selected) {
            let order = if place == 0 { DateOrder::DayFirst } else { DateOrder::MonthFirst };
            push(actions, ImportAction::DateOrder(order));
        }
    });
}

fn actions_ui(ui: &mut Ui, desk: &Desk, case: &Case, import: &Import, seen: &Seen, actions: &mut Actions) {
    ui.horizontal_centered(|ui| {
        if let Some(job) = import.running.and_then(|id| desk.jobs.shown().find(|job| job.id == id)) {
            ui.label(Text::body(format!("Reading {:.0} %", job.handle.progress() * 100.0)));
            let bar = egui::ProgressBar::new(job.handle.progress()).desired_width(220.0).desired_height(6.0);
            ui.add(bar).accessible_name("Progress of the import");
            if ui.add(Button::new(Text::body("Stop")).min_size(vec2(0.0, 32.0))).clicked() {
                actions.push(Action::CancelJob(job.id));
            }
            return;
        }
        let missing = import.missing();
        let ready = missing.is_none() && import.running.is_none();
        ui.add_enabled_ui(ready, |ui| {
            if primary_button_ui(ui, &import_words(seen)).on_hover_text("Ctrl+Enter").clicked() {
                push(actions, ImportAction::Run);
            }
        });
        let cancel = Button::new(Text::body("Cancel")).frame_when_inactive(false).min_size(vec2(0.0, 32.0));
        if ui.add(cancel).on_hover_text("Escape").clicked() {
            push(actions, ImportAction::Cancel);
        }
        ui.add_space(space::INSIDE);
        let colour = tokens(ui).bands[3];
        match (&import.problem, missing) {
            (Some(problem), _) => said_ui(ui, icons::ERROR, colour, &problem.text, &problem.details),
            (None, Some(missing)) => said_ui(ui, icons::QUESTION, tokens(ui).bands[2], &missing, ""),
            (None, None) => {
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let words = Text::quiet(ui, replaced_words(case));
                    ui.add(Label::new(words).truncate());
                })
                .inner
            }
        }
    });
}

fn said_ui(ui: &mut Ui, icon: &str, colour: egui::Color32, text: &str, details: &str) {
    icon_ui(ui, icon, 16.0, colour);
    let response = ui.add(Label::new(Text::label(text)).truncate());
    if !details.is_empty() {
        response.on_hover_text(details);
    }
}

/// `Import 640 rows`; of a list of which only the first were looked at, as many as its lines tell.
fn import_words(seen: &Seen) -> String {
    match (seen.preview.is_whole, u64::from(seen.preview.looked_at), seen.rows_about) {
        (true, 1, _) => "Import 1 row".to_owned(),
        (true, rows, _) => format!("Import {} rows", words::grouped(rows)),
        (false, _, Some(rows)) => format!("Import about {} rows", words::grouped(rows)),
        (false, _, None) => "Import the whole list".to_owned(),
    }
}

/// What the import takes the place of.
fn replaced_words(case: &Case) -> String {
    let list = &case.submission.devices;
    if list.table.is_empty() {
        return "The case has no device list yet".to_owned();
    }
    let devices = words::grouped(case.devices.total);
    let noun = if case.devices.total == 1 { "device" } else { "devices" };
    match &list.origin {
        Some(origin) => format!("Replaces the list of {devices} {noun} from {}", origin.name),
        None => format!("Replaces the list of {devices} {noun} typed by hand"),
    }
}

//! Before a book is open: what it can be, the recent ones, and one to try.

use crate::gui::action::{Action, Actions};
use crate::gui::carrier::BookAction;
use crate::gui::carrier::book::book_name;
use crate::gui::state::Desk;
use crate::gui::theme::{icons, space};
use crate::gui::widgets::{Text, card_ui, heading_ui, icon_button_ui, primary_button_ui, row_button_ui};
use egui::{Align, Button, Layout, ProgressBar, Ui, vec2};

/// What a book is, and how to get one; also beside the weights.
pub fn no_book_ui(ui: &mut Ui, desk: &Desk, actions: &mut Actions) {
    heading_ui(
        ui,
        "No book is open",
        "A book is a folder of cases, a table with a column submission and one for each question, or both; nothing in \
         it is ever changed",
    );
    if let Some(job) = desk.carrier.reading {
        reading_ui(ui, desk, job, actions);
        return;
    }
    ui.horizontal_wrapped(|ui| {
        if primary_button_ui(ui, "Open a folder...").clicked() {
            actions.push(BookAction::AskFolder.into());
        }
        for (label, action) in
            [("Open files...", BookAction::AskFiles), ("Try the sample book", BookAction::OpenSample)]
        {
            if ui.add(Button::new(Text::body(label)).min_size(vec2(0.0, 32.0))).clicked() {
                actions.push(action.into());
            }
        }
    });
    ui.add_space(space::BETWEEN);
    if desk.prefs.books().is_empty() {
        return;
    }
    card_ui(ui, "Recent books", |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for paths in desk.prefs.books() {
            let name = book_name(paths);
            let folder = paths.first().and_then(|path| path.parent()).map(|it| it.display().to_string());
            ui.horizontal(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if icon_button_ui(ui, icons::CLOSE, &format!("Forget {name}")).clicked() {
                        actions.push(BookAction::Forget(paths.clone()).into());
                    }
                    if row_button_ui(ui, "", icons::BOOK, &name, &folder.unwrap_or_default(), false).clicked() {
                        actions.push(BookAction::Open(paths.clone()).into());
                    }
                });
            });
        }
    });
}

fn reading_ui(ui: &mut Ui, desk: &Desk, id: u64, actions: &mut Actions) {
    let Some(job) = desk.jobs.shown().find(|job| job.id == id) else { return };
    card_ui(ui, &job.title, |ui| {
        let part = job.handle.progress();
        let text = Text::caption(ui, format!("{:.0} %", part * 100.0));
        ui.add(ProgressBar::new(part).desired_height(6.0).corner_radius(3)).on_hover_text(text);
        ui.add_space(space::SMALL);
        if ui.button(Text::label("Stop reading")).clicked() {
            actions.push(Action::CancelJob(id));
        }
    });
}

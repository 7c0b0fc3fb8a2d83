//! Over the tabs: which book it is, when it was read, what changed on disk since, and whose scores are shown.

use crate::gui::action::Actions;
use crate::gui::carrier::BookAction;
use crate::gui::carrier::book::{OpenBook, Side};
use crate::gui::state::Desk;
use crate::gui::theme::{icons, size, space, tokens};
use crate::gui::widgets::{Text, choice_ui, icon_ui, link_ui, menu_button_ui, menu_entry_ui};
use crate::gui::words;
use egui::{Align, Layout, Ui, vec2};

pub(super) fn head_ui(ui: &mut Ui, desk: &Desk, open: &OpenBook, actions: &mut Actions) {
    ui.horizontal(|ui| {
        ui.set_min_height(28.0);
        ui.label(Text::strong(&open.name).size(size::QUESTION));
        let read = &open.read;
        let mut about = words::counted_grouped(read.book.rows(), "submission", "submissions");
        if !open.sample {
            about.push_str(&format!(", read at {}", open.read_at.format("%H:%M")));
        }
        if !read.bad_files.is_empty() {
            about.push_str(&format!(", {}", words::counted(read.bad_files.len(), "bad file", "bad files")));
        }
        let about = Text::caption(ui, about);
        ui.label(about);
        changes_ui(ui, desk, open, actions);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            menu_ui(ui, desk, open, actions);
            side_ui(ui, desk, open, actions);
        });
    });
    ui.add_space(space::SMALL);
}

/// What changed on disk; the numbers stay until a person reads again.
fn changes_ui(ui: &mut Ui, desk: &Desk, open: &OpenBook, actions: &mut Actions) {
    if let Some(job) = desk.carrier.reading.and_then(|id| desk.jobs.shown().find(|job| job.id == id)) {
        let words = Text::caption(ui, format!("{}, {:.0} %", job.title, job.handle.progress() * 100.0));
        ui.label(words);
        return;
    }
    if open.changes.is_empty() {
        return;
    }
    let changes = &open.changes;
    let parts = [(changes.changed.len(), "changed"), (changes.appeared.len(), "new"), (changes.vanished.len(), "gone")];
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    let colour = tokens(ui).bands[2];
    icon_ui(ui, icons::INFO, 15.0, colour);
    let words =
        format!("Files on disk: {}; these numbers are those of {}", parts.join(", "), open.read_at.format("%H:%M"));
    ui.label(Text::label(words));
    if link_ui(ui, None, "Read again").clicked() {
        actions.push(BookAction::ReadAgain.into());
    }
}

/// A draft that changes something has scores of its own.
fn side_ui(ui: &mut Ui, desk: &Desk, open: &OpenBook, actions: &mut Actions) {
    let Some(draft) = &desk.carrier.draft else { return };
    let start = draft.base.name();
    let live = &desk.carrier.live;
    if draft.plan.changes.is_empty() && !live.has_reference() {
        let words = Text::caption(ui, format!("Scored under {}", live.reference_name(&start)));
        ui.label(words);
        return;
    }
    let words = [live.reference_name(&start), "Draft"];
    let selected = usize::from(open.side == Side::After);
    ui.allocate_ui_with_layout(vec2(172.0, 28.0), Layout::left_to_right(Align::Center), |ui| {
        match choice_ui(ui, "Scores under", &words, Some(selected)) {
            Some(0) => actions.push(BookAction::Side(Side::Before).into()),
            Some(_) => actions.push(BookAction::Side(Side::After).into()),
            None => {}
        }
    });
}

fn menu_ui(ui: &mut Ui, desk: &Desk, open: &OpenBook, actions: &mut Actions) {
    menu_button_ui(ui, "Book", "Book menu", 240.0, |ui| {
        let mut entries = vec![
            ("Open a folder...", BookAction::AskFolder),
            ("Open files...", BookAction::AskFiles),
            ("Save scores as CSV...", BookAction::SaveScores),
            ("Save book as CSV...", BookAction::SaveBook),
        ];
        if !open.sample {
            entries.push(("Read again", BookAction::ReadAgain));
            entries.push(("Open the sample book", BookAction::OpenSample));
        }
        for (label, action) in entries {
            if menu_entry_ui(ui, label, "", "", true) {
                actions.push(action.into());
            }
        }
        let others: Vec<_> = desk.prefs.books().iter().filter(|paths| **paths != open.paths).take(5).collect();
        if !others.is_empty() {
            ui.separator();
        }
        for paths in others {
            let name = crate::gui::carrier::book::book_name(paths);
            if menu_entry_ui(ui, &name, "", "", true) {
                actions.push(BookAction::Open(paths.clone()).into());
            }
        }
    });
}

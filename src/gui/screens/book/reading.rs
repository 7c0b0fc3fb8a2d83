//! How the book was read: its files, those of which nothing was read, and cells that could not be used.

use crate::files::{BookFile, Problem};
use crate::gui::action::Actions;
use crate::gui::apply::file_name;
use crate::gui::carrier::BookAction;
use crate::gui::carrier::book::OpenBook;
use crate::gui::screens::page_ui;
use crate::gui::theme::{icons, tokens};
use crate::gui::widgets::{Text, card_ui, heading_ui, icon_ui, link_ui};
use crate::gui::words;
use egui::{Label, Ui};

/// Lines that are listed of each kind.
const MOST_LISTED: usize = 200;

pub(super) fn reading_ui(ui: &mut Ui, open: &OpenBook, actions: &mut Actions) {
    page_ui(ui, "book reading", |ui| {
        let read = &open.read;
        let watched = if open.sample {
            "The sample book is inside the program and synthetic"
        } else {
            "The files are looked at every two seconds; when they change, the numbers stay until you read again"
        };
        heading_ui(ui, "How the book was read", watched);
        card_ui(ui, "", |ui| {
            let count = |kind| read.stamps.files.values().filter(|stamp| stamp.kind == kind).count();
            let (cases, tables) = (count(BookFile::Case), count(BookFile::Table));
            let mut line = words::counted_grouped(read.book.rows(), "submission", "submissions");
            if !open.sample {
                line.push_str(&format!(
                    " from {} and {}",
                    words::counted(cases, "case file", "case files"),
                    words::counted(tables, "table", "tables")
                ));
            }
            ui.label(Text::label(line));
            for path in &open.paths {
                let quiet = Text::quiet(ui, path.display().to_string());
                ui.add(Label::new(quiet).wrap());
            }
            if !open.sample && link_ui(ui, None, "Read again").clicked() {
                actions.push(BookAction::ReadAgain.into());
            }
        });
        problems_ui(ui, "Files of which nothing was read", &read.bad_files, read.bad_files.len());
        problems_ui(ui, "Cells and rows that could not be used", &read.problems, read.problem_count);
        if read.bad_files.is_empty() && read.problem_count == 0 {
            card_ui(ui, "", |ui| {
                ui.horizontal(|ui| {
                    let colour = tokens(ui).bands[0];
                    icon_ui(ui, icons::DONE, 16.0, colour);
                    ui.label(Text::label("Every file and every cell could be used"));
                });
            });
        }
        if !read.notices.is_empty() {
            card_ui(ui, "To know", |ui| {
                for notice in read.notices.iter().take(MOST_LISTED) {
                    let line = Text::label(format!("{}: {}", file_name(notice.subject.as_ref()), notice.text));
                    ui.add(Label::new(line).wrap());
                }
            });
        }
    });
}

fn problems_ui(ui: &mut Ui, title: &str, problems: &[Problem], count: usize) {
    if count == 0 {
        return;
    }
    card_ui(ui, &format!("{title}, {}", words::grouped(count as u64)), |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        for problem in problems.iter().take(MOST_LISTED) {
            ui.horizontal_top(|ui| {
                let colour = tokens(ui).bands[3];
                icon_ui(ui, icons::ERROR, 14.0, colour);
                ui.add(Label::new(Text::label(problem.to_string())).wrap());
            });
        }
        let more = count - problems.len().min(MOST_LISTED).min(count);
        if more > 0 {
            let quiet = Text::quiet(ui, format!("and {} more", words::grouped(more as u64)));
            ui.label(quiet);
        }
    });
}

//! Where the book is weak: section by industry.

use crate::book::{HeatMap, HeatRow};
use crate::gui::action::Actions;
use crate::gui::carrier::BookAction;
use crate::gui::carrier::book::{BookTab, Counted, OpenBook};
use crate::gui::carrier::live::Landed;
use crate::gui::screens::wide_page_ui;
use crate::gui::widgets::{Heat, HeatCell, Text, card_ui, heading_ui, heat_key_ui, heat_ui};
use crate::gui::words;
use egui::Ui;

/// Deficiency at which the tint is full: hardly any mean lies above.
const FULL: f32 = 60.0;

pub(super) fn heat_tab_ui(ui: &mut Ui, open: &OpenBook, landed: &Landed, actions: &mut Actions) {
    wide_page_ui(ui, "heat", |ui| {
        let Some(Counted::Heat(map)) = open.figures.of(BookTab::Heat) else {
            let quiet = Text::quiet(ui, "Counting the submissions");
            ui.label(quiet);
            return;
        };
        heading_ui(
            ui,
            "Where the book is weak",
            "Mean deficiency of each section by industry, 0 best to 100 worst, over the submissions where the section \
             applies",
        );
        card_ui(ui, "", |ui| {
            heat_key_ui(ui, "0", "60 and more");
            let questionnaire = &landed.side(open.side).of;
            let columns: Vec<(String, String)> = map
                .sections
                .iter()
                .map(|section| questionnaire.section(*section))
                .map(|section| (section.id.clone(), section.title.clone()))
                .collect();
            let mut rows = vec![row_of(map, &columns, &map.all, "Whole book")];
            rows.extend(map.rows.iter().map(|row| row_of(map, &columns, row, &row.industry)));
            let heat = Heat { columns: &columns, rows: &rows, head: "Industry", aside: "Submissions" };
            let clicked = heat_ui(ui, &heat).and_then(|(row, _)| map.rows.get(row.checked_sub(1)?));
            if let Some(row) = clicked {
                let is_stated = row.industry != crate::book::NO_INDUSTRY;
                let name = if is_stated { row.industry.as_str() } else { "" };
                actions.push(BookAction::ShowInList(format!("industry:\"{name}\"")).into());
            }
        });
    });
}

fn row_of(map: &HeatMap, columns: &[(String, String)], row: &HeatRow, name: &str) -> (String, String, Vec<HeatCell>) {
    let cells = map.sections.iter().zip(columns).zip(&row.cells).map(|((_, (code, title)), cell)| {
        let Some(mean) = cell.deficiency else {
            return HeatCell { text: String::new(), part: 0.0, said: String::new() };
        };
        HeatCell {
            text: words::one(mean),
            part: words::drawn(mean) / FULL,
            said: format!("{name}, {code} {title}: {} over {} submissions", words::one(mean), words::grouped(cell.n)),
        }
    });
    (name.to_owned(), words::grouped(row.n), cells.collect())
}

//! Submissions out of the book: a block to the clipboard, tables to disk.

use super::{BookDone, book_done, source};
use crate::files::{cell_for_spreadsheet, write_book, write_scores};
use crate::gui::apply::file_name;
use crate::gui::jobs::Finished;
use crate::gui::state::Desk;
use crate::gui::store::Refusal;
use crate::gui::words;
use egui::Context;
use std::path::PathBuf;

/// Rows that are copied; a clipboard holds no more with good grace.
const MOST_COPIED: usize = 200_000;

/// A table that was written, or why not.
pub type Exported = Result<PathBuf, Refusal>;

/// Copies the marked rows with the heads of their columns, in the background.
pub fn copy(context: &Context, desk: &mut Desk) {
    let carrier = &desk.carrier;
    let (Some(open), Some(landed)) = (&carrier.book, &carrier.live.landed) else { return };
    if landed.book != open.id {
        return;
    }
    let rows: Vec<usize> = open.table.marked_rows().take(MOST_COPIED + 1).collect();
    if rows.len() > MOST_COPIED {
        let most = words::grouped(MOST_COPIED as u64);
        return desk.error(format!("A copy holds at most {most} rows; save the scores as a CSV instead"), "");
    }
    let (columns, side, landed) = (open.table.wanted.columns.clone(), open.side, landed.lend());
    desk.jobs.start("Copying submissions", false, context, move |_| {
        let source = source(&landed, side);
        let mut text = columns.iter().map(|column| column.title()).collect::<Vec<_>>().join("\t");
        text.push('\n');
        for row in &rows {
            let cells: Vec<String> = columns
                .iter()
                .map(|column| words::one_line(&cell_for_spreadsheet(&column.text(&source, *row))))
                .collect();
            text.push_str(&cells.join("\t"));
            text.push('\n');
        }
        let said = format!("Copied {}", words::counted(rows.len(), "submission", "submissions"));
        Finished::Copied { text, said }
    });
}

/// Writes the answers of the book, or its scores as they are shown.
pub fn save(context: &Context, desk: &mut Desk, path: PathBuf, scores: bool) {
    let carrier = &desk.carrier;
    let (Some(open), Some(landed)) = (&carrier.book, &carrier.live.landed) else { return };
    let (side, landed) = (open.side, landed.lend());
    let title = if scores { "Writing the scores" } else { "Writing the book" };
    desk.jobs.start(title, true, context, move |_| {
        let shown = landed.side(side);
        let written = if scores {
            write_scores(&path, &landed.read.book, &shown.scoring, &shown.of)
        } else {
            write_book(&path, &landed.read.book)
        };
        book_done(BookDone::Exported(written.map(|()| path).map_err(Refusal::from)))
    });
}

pub fn saved(desk: &mut Desk, exported: Exported) {
    match exported {
        Ok(path) => desk.toast(format!("Saved {}", file_name(&path))),
        Err(refusal) => desk.error(refusal.text, refusal.details),
    }
}

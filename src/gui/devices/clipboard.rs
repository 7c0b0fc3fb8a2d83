//! Blocks of cells from and to the clipboard, as spreadsheets pass them: tabs and lines.

use super::list::ListView;
use crate::files::{cell_for_spreadsheet, text_from_spreadsheet_cell};
use crate::gui::apply::edit_case;
use crate::gui::estate;
use crate::gui::jobs::Finished;
use crate::gui::state::{Case, Desk};
use crate::gui::words;
use crate::inventory::browse::{Column, Line, Source};
use crate::inventory::{Cell, CellChange, DateRules, DeviceRow, Devices, Field};
use crate::submission::Edit;
use egui::Context;
use std::fmt::Write;

/// Cells that are pasted into the table; more belong into an import, which shows what it reads.
const MOST_PASTED: usize = 200_000;
/// Cells that are copied; a clipboard holds no more with good grace.
const MOST_COPIED: usize = 5_000_000;
/// Cells of a paste whose trouble is listed.
const MOST_LISTED: usize = 50;

/// Fields of the marked columns, each once.
pub fn marked_fields(list: &ListView) -> Vec<Field> {
    let mut fields: Vec<Field> = marked_columns(list).map(Column::field).collect();
    fields.sort_unstable();
    fields.dedup();
    fields
}

fn marked_columns(list: &ListView) -> impl Iterator<Item = Column> + '_ {
    list.marked().1.filter_map(|place| list.view.columns.get(place).copied())
}

/// Copies the marked cells, in the background: it may be the whole table.
pub fn copy(context: &Context, desk: &mut Desk) {
    let Some(case) = &desk.case else { return };
    let list = &case.devices.list;
    let count = list.marked_count();
    if count > MOST_COPIED {
        let most = words::grouped(MOST_COPIED as u64);
        return desk.error(format!("A copy holds at most {most} cells; mark fewer rows or columns"), "");
    }
    let columns: Vec<Column> = marked_columns(list).collect();
    let rows: Vec<usize> = list.marked_rows().collect();
    // Only the whole table takes its heads along: a block is to be pasted over cells again.
    let whole_table = rows.len() > 1 && rows.len() == list.order.rows.len() && columns.len() == list.view.columns.len();
    let devices = case.submission.devices.table.clone();
    let (products, term) = (case.estate.products.clone(), estate::term(&case.submission));
    desk.jobs.start("Copying cells", false, context, move |_| {
        let source = Source { devices: &devices, products: &products, term };
        let mut text = String::new();
        if whole_table {
            push_line(&mut text, columns.iter().map(|column| column.title()));
        }
        for row in &rows {
            push_line(&mut text, columns.iter().map(|column| cell_for_spreadsheet(&column.text(&source, *row))));
        }
        if rows.len() == 1 {
            text.truncate(text.trim_end_matches(['\r', '\n']).len());
        }
        let cells = words::counted(rows.len() * columns.len(), "cell", "cells");
        Finished::Copied { text, said: format!("Copied {cells}") }
    });
}

/// The text of the clipboard is ready.
pub fn copied(context: &Context, desk: &mut Desk, text: String, said: String) {
    context.copy_text(text);
    desk.toast(said);
}

fn push_line(text: &mut String, cells: impl Iterator<Item = String>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            text.push('\t');
        }
        if cell.contains(['\t', '\n', '\r', '"']) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&cell);
        }
    }
    text.push('\n');
}

/// Lines and cells of a block; quotation marks hold tabs and line ends together.
fn block_from_text(text: &str) -> Vec<Vec<String>> {
    let mut lines = Vec::new();
    let mut line: Vec<String> = Vec::new();
    let mut cell = String::new();
    let mut letters = text.chars().peekable();
    let mut quoted = false;
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\t' if !quoted => line.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                line.push(std::mem::take(&mut cell));
                lines.push(std::mem::take(&mut line));
            }
            letter => cell.push(letter),
        }
    }
    if !cell.is_empty() || !line.is_empty() {
        line.push(cell);
        lines.push(line);
    }
    lines
}

/// What a paste does, and what it could not use.
#[derive(Default)]
struct Pasted {
    changes: Vec<CellChange>,
    rows: Vec<DeviceRow>,
    cells: usize,
    /// Cells that are kept as written.
    unread: usize,
    trouble: String,
}

/// Puts a block over the cells from the active one on; lines behind the last become devices.
pub fn paste(context: &Context, desk: &mut Desk, text: &str) {
    let now = desk.now;
    let Some(case) = &mut desk.case else { return };
    let block = block_from_text(text);
    let most = words::grouped(MOST_PASTED as u64);
    if block.iter().map(Vec::len).sum::<usize>() > MOST_PASTED {
        return desk.error(format!("A paste holds at most {most} cells; save the block as a file and import it"), "");
    }
    let pasted = read_block(case, &block);
    if pasted.cells == 0 {
        return;
    }
    let from = u32::try_from(case.submission.devices.table.len()).unwrap_or(u32::MAX);
    let label = format!("Paste {}", words::counted(pasted.cells, "cell", "cells"));
    let mut edits = Vec::new();
    if !pasted.changes.is_empty() {
        edits.push(Edit::DeviceCells(pasted.changes));
    }
    let added = pasted.rows.len();
    if added > 0 {
        edits.push(Edit::AddDevices { from, rows: pasted.rows });
    }
    edit_case(context, case, now, Edit::Many { label: label.clone(), edits }, Some(label));
    case.undo.break_merge();
    let mut said = format!("Pasted {}", words::counted(pasted.cells, "cell", "cells"));
    if added > 0 {
        said.push_str(&format!(", {} of them new", words::counted(added, "device", "devices")));
    }
    match pasted.unread {
        0 => desk.toast(said),
        unread => desk.error(
            format!(
                "{said}; {} not understood and kept as written",
                if unread == 1 { "1 is".to_owned() } else { format!("{unread} are") }
            ),
            pasted.trouble,
        ),
    }
}

fn read_block(case: &Case, block: &[Vec<String>]) -> Pasted {
    let list = &case.devices.list;
    let devices = &case.submission.devices.table;
    let columns = list.view.columns.get(list.cursor.column..).unwrap_or_default();
    let mut pasted = Pasted::default();
    let mut lines = (list.cursor.line..list.lines.count()).filter_map(|line| match list.line(line)? {
        Line::Row(row) => Some(row),
        Line::Group(_) => None,
    });
    for cells in block {
        let row = lines.next();
        let mut filled: Vec<(Field, Cell)> = Vec::new();
        for (column, text) in columns.iter().zip(cells) {
            let field = column.field();
            pasted.cells += 1;
            let text = text_from_spreadsheet_cell(text);
            let cell = match Cell::read(field, text, DateRules::default()) {
                // What a copy of the state says is worked out, and no date of the device itself.
                Ok(cell) if *column == Column::Support && cell.date.is_none() => continue,
                Err(_) if *column == Column::Support => continue,
                Ok(cell) => cell,
                Err(problem) => {
                    pasted.refuse(devices, row, *column, &problem);
                    Cell::as_written(field, text)
                }
            };
            // Of two columns that change one field the first decides.
            if !filled.iter().any(|(there, _)| *there == field) {
                filled.push((field, cell));
            }
        }
        match row {
            Some(row) => pasted.changes.extend(
                filled
                    .into_iter()
                    .filter(|(field, cell)| devices.cell(row, *field) != *cell)
                    .map(|(field, cell)| CellChange { row: u32::try_from(row).unwrap_or(u32::MAX), field, cell }),
            ),
            None => {
                filled.retain(|(field, cell)| *cell != Cell::as_written(*field, ""));
                pasted.rows.push(DeviceRow { source_row: 0, cells: filled });
            }
        }
    }
    pasted
}

impl Pasted {
    fn refuse(&mut self, devices: &Devices, row: Option<usize>, column: Column, problem: &str) {
        self.unread += 1;
        if self.unread > MOST_LISTED {
            return;
        }
        let place = match row.map(|row| devices.source_row(row)) {
            Some(source @ 1..) => format!("row {source}"),
            _ => "a typed device".to_owned(),
        };
        // Writing into a text cannot fail.
        if writeln!(self.trouble, "{place}, {}: {problem}", column.title()).is_err() {
            self.trouble.clear();
        }
    }
}

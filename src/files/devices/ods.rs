//! ODS: the cells of `content.xml`, one row at a time.
//!
//! Rows and cells that repeat are written once with a count, which a few bytes can set to billions;
//! here a repeated row costs nothing unless it holds something.

use super::Refusal;
use super::header::MOST_COLUMNS;
use super::reading::Reading;
use super::rows::Rows;
use super::workbook::others;
use super::xml::{Piece, attribute, read};
use crate::inventory::Inventory;

/// How often a row that holds something may be repeated.
const MOST_REPEATS: u32 = 10_000;

/// Takes rows of the sheet at hand.
struct Taking<'a> {
    rows: Rows<'a>,
    name: String,
    number: u32,
    row_repeats: u32,
    cells: Vec<String>,
    /// Repeats of the cell at hand, and its value where it is not its text.
    cell_repeats: usize,
    value: Option<String>,
    text: String,
    in_cell: bool,
    /// Inside a remark that belongs to the cell.
    in_note: bool,
}

pub(super) fn inventory_from_content(content: &str, reading: &Reading) -> Result<Inventory, Refusal> {
    let mut names: Vec<(String, bool)> = Vec::new();
    let mut done: Option<(String, Inventory)> = None;
    let mut first_refusal = None;
    let mut taking: Option<Taking> = None;
    read(content, reading, &mut |piece| {
        match piece {
            Piece::Open(name, attributes) if name == "table" && taking.is_none() => {
                let sheet = attribute(&attributes, "name").unwrap_or("").to_owned();
                names.push((sheet.clone(), true));
                if done.is_none() {
                    taking = Some(Taking::new(sheet, reading));
                }
            }
            Piece::Open(name, attributes) => {
                if let Some(taking) = &mut taking {
                    taking.open(&name, &attributes);
                }
            }
            Piece::Text(text) => {
                if let Some(taking) = taking.as_mut().filter(|taking| taking.in_cell && !taking.in_note) {
                    taking.text.push_str(&text);
                }
            }
            Piece::Close(name) if name == "table" => {
                if let Some(Taking { rows, name, .. }) = taking.take() {
                    match rows.finish(Vec::new()) {
                        Ok(inventory) => done = Some((name, inventory)),
                        Err(refusal) if refusal.is_stop() => return Err(refusal),
                        Err(refusal) => {
                            first_refusal.get_or_insert(refusal);
                        }
                    }
                }
            }
            Piece::Close(name) => {
                let refused = taking.as_mut().and_then(|taking| taking.close(&name).err());
                if let Some(refusal) = refused {
                    if refusal.is_stop() {
                        return Err(refusal);
                    }
                    // Another sheet may be the list.
                    first_refusal.get_or_insert(refusal);
                    taking = None;
                }
            }
        }
        Ok(true)
    })?;
    match (done, first_refusal) {
        (Some((name, mut inventory)), _) => {
            inventory.report.notices.extend(others(&names, &name));
            Ok(inventory)
        }
        (None, Some(refusal)) => Err(refusal),
        (None, None) => Err(Refusal::new("The workbook holds no sheet", "Save the workbook again, or export CSV")),
    }
}

impl<'a> Taking<'a> {
    fn new(name: String, reading: &'a Reading<'a>) -> Self {
        Self {
            rows: Rows::new(reading, "ODS", true),
            name,
            number: 0,
            row_repeats: 1,
            cells: Vec::new(),
            cell_repeats: 1,
            value: None,
            text: String::new(),
            in_cell: false,
            in_note: false,
        }
    }

    fn open(&mut self, name: &str, attributes: &[(String, String)]) {
        let repeats =
            |name: &str| attribute(attributes, name).map_or(1, |count| count.parse::<u32>().unwrap_or(u32::MAX).max(1));
        match name {
            "table-row" => {
                self.row_repeats = repeats("number-rows-repeated");
                self.cells.clear();
            }
            "table-cell" | "covered-table-cell" => {
                self.in_cell = true;
                self.text.clear();
                self.cell_repeats = usize::try_from(repeats("number-columns-repeated")).unwrap_or(usize::MAX);
                self.value = match attribute(attributes, "value-type") {
                    Some("date") => attribute(attributes, "date-value").map(str::to_owned),
                    Some("float") => attribute(attributes, "value").map(str::to_owned),
                    Some("boolean") => attribute(attributes, "boolean-value").map(str::to_owned),
                    _ => None,
                };
            }
            "annotation" => self.in_note = true,
            "p" if self.in_cell && !self.in_note && !self.text.is_empty() => self.text.push('\n'),
            "s" if self.in_cell && !self.in_note => self.text.push(' '),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "table-cell" | "covered-table-cell" => {
                self.in_cell = false;
                let cell = self.value.take().unwrap_or_else(|| std::mem::take(&mut self.text));
                let room = MOST_COLUMNS.saturating_sub(self.cells.len());
                self.cells.extend(std::iter::repeat_n(cell, self.cell_repeats.min(room)));
            }
            "annotation" => self.in_note = false,
            "table-row" => return self.end_row(),
            _ => {}
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Refusal> {
        while self.cells.last().is_some_and(String::is_empty) {
            self.cells.pop();
        }
        let first = self.number.saturating_add(1);
        self.number = self.number.saturating_add(self.row_repeats);
        if self.cells.is_empty() {
            return Ok(());
        }
        if self.row_repeats > MOST_REPEATS {
            return Err(Refusal::too_large(format!("Row {first} of the sheet is repeated {} times", self.row_repeats)));
        }
        let cells: Vec<&str> = self.cells.iter().map(String::as_str).collect();
        for number in first..=self.number {
            self.rows.row(number, &cells)?;
        }
        Ok(())
    }
}

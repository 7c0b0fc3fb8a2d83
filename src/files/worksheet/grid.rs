//! The cells of one sheet, read within bounds.

use crate::files::devices::{Refusal, measure_archive};
use crate::submission::worksheet::cell_text;
use calamine::{CellErrorType, Data, DataRef, ExcelDateTime, Reader, SheetVisible, Xlsx, XlsxError};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

/// Sheets of a workbook.
const MOST_SHEETS: usize = 200;
/// Columns and rows that are looked at; a worksheet has 8 and a few hundred.
const MOST_COLUMNS: u32 = 64;
const MOST_ROWS: u32 = 20_000;
/// Cells with something in them, and their bytes, of the whole workbook.
const MOST_CELLS: usize = 200_000;
const MOST_TEXT: usize = 16 * 1024 * 1024;

const AGAIN: &str = "Save the workbook again, or ask for the file again";

/// One cell with something in it.
#[derive(Clone, Debug, Default)]
pub(super) struct GridCell {
    pub text: String,
    /// Why its content is no text, number or date.
    pub trouble: Option<String>,
    /// The text is the last value of a formula.
    pub formula: bool,
}

/// The cells of one sheet by row and column, from 0.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub name: String,
    pub visible: bool,
    cells: BTreeMap<(u32, u32), GridCell>,
    /// Cells that merging with others hides.
    pub covered: BTreeSet<(u32, u32)>,
    /// Something stands farther down or to the right than is looked at.
    pub beyond: bool,
}

impl Grid {
    pub(super) fn cell(&self, row: u32, column: u32) -> Option<&GridCell> {
        self.cells.get(&(row, column))
    }

    /// Empty for an empty cell.
    pub(super) fn text(&self, row: u32, column: u32) -> &str {
        self.cell(row, column).map_or("", |cell| &cell.text)
    }

    /// Rows below this one that have anything in them.
    pub(super) fn rows_after(&self, row: u32) -> impl Iterator<Item = u32> {
        let rows: BTreeSet<u32> = self.cells.range((row + 1, 0)..).map(|((row, _), _)| *row).collect();
        rows.into_iter()
    }

    /// Rows that have anything in them.
    pub(super) fn rows(&self) -> impl Iterator<Item = u32> {
        let rows: BTreeSet<u32> = self.cells.keys().map(|(row, _)| *row).collect();
        rows.into_iter()
    }

    /// The cells of a row, from the left.
    pub(super) fn row(&self, row: u32) -> impl Iterator<Item = (u32, &GridCell)> {
        self.cells.range((row, 0)..=(row, u32::MAX)).map(|((_, column), cell)| (*column, cell))
    }

    /// `D Segmentation!C7`.
    pub(super) fn at(&self, row: u32, column: u32) -> String {
        format!("{}!{}{}", self.name, column_letters(column), row + 1)
    }
}

/// `A` for the first column.
fn column_letters(column: u32) -> String {
    let letter = char::from(b'A' + (column % 26) as u8);
    if column < 26 { letter.to_string() } else { format!("{}{letter}", column_letters(column / 26 - 1)) }
}

/// Reads all sheets of a workbook whose archive is known to be one.
pub(super) fn grids(bytes: &[u8]) -> Result<Vec<Grid>, Refusal> {
    measure_archive(bytes).map_err(|refusal| refusal.mended_by(AGAIN))?;
    let damaged = |error: XlsxError| Refusal::new(format!("The workbook does not read ({error})"), AGAIN);
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let sheets: Vec<(String, bool)> = workbook
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect();
    if sheets.len() > MOST_SHEETS {
        let happened = format!("The workbook has more than {MOST_SHEETS} sheets");
        return Err(Refusal::too_large(happened).mended_by("Remove those that were not handed out"));
    }
    let mut room = Room { cells: MOST_CELLS, text: MOST_TEXT };
    let mut grids = Vec::new();
    for (name, visible) in sheets {
        let mut grid = Grid { name, visible, ..Grid::default() };
        let mut cells = match workbook.worksheet_cells_reader(&grid.name) {
            Ok(cells) => cells,
            // A sheet that is a chart has no cells, and nothing of ours.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(damaged(error)),
        };
        while let Some(record) = cells.next_cell_with_formula_metadata().map_err(damaged)? {
            let (row, column) = record.pos;
            if row >= MOST_ROWS || column >= MOST_COLUMNS {
                grid.beyond |= !matches!(record.value, DataRef::Empty);
                continue;
            }
            let formula = record.formula.is_some();
            let (text, mut trouble) = content(&record.value);
            if formula && text.is_empty() {
                let why = "is a formula that came to nothing; write the answer itself, or empty the cell";
                trouble = Some(why.to_owned());
            }
            if !text.is_empty() || trouble.is_some() || formula {
                room.take(&text)?;
                grid.cells.insert((row, column), GridCell { text, trouble, formula });
            }
        }
        drop(cells);
        if let Ok(regions) = workbook.merge_cells_by_sheet_name(&grid.name) {
            for region in regions.iter().filter(|region| region.start.0 < MOST_ROWS && region.start.1 < MOST_COLUMNS) {
                let rows = region.start.0..=region.end.0.min(MOST_ROWS);
                for row in rows {
                    let columns = region.start.1..=region.end.1.min(MOST_COLUMNS);
                    grid.covered.extend(columns.map(|column| (row, column)).filter(|at| *at != region.start));
                    if grid.covered.len() > MOST_CELLS {
                        return Err(too_much());
                    }
                }
            }
        }
        grids.push(grid);
    }
    Ok(grids)
}

struct Room {
    cells: usize,
    text: usize,
}

impl Room {
    fn take(&mut self, text: &str) -> Result<(), Refusal> {
        let left = self.cells.checked_sub(1).zip(self.text.checked_sub(text.len()));
        let (cells, text) = left.ok_or_else(too_much)?;
        *self = Self { cells, text };
        Ok(())
    }
}

fn too_much() -> Refusal {
    Refusal::too_large("The workbook holds far more than a worksheet asks for").mended_by(AGAIN)
}

/// What a cell says, and why it says nothing that can be used. A formula is its last value; dates are written as
/// `2027-03-31`.
fn content(cell: &DataRef<'_>) -> (String, Option<String>) {
    let text = match cell {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => Data::Float(*number).to_string(),
        DataRef::String(text) => cell_text(text),
        DataRef::SharedString(text) => cell_text(text),
        DataRef::Bool(yes) => if *yes { "Yes" } else { "No" }.to_owned(),
        DataRef::DateTime(moment) => date(moment),
        DataRef::DateTimeIso(text) => text.get(..10).unwrap_or(text).to_owned(),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => {
            let shown = match error {
                CellErrorType::NA => "#N/A",
                CellErrorType::Ref => "#REF!",
                CellErrorType::Name => "#NAME?",
                CellErrorType::Div0 => "#DIV/0!",
                _ => "#VALUE!",
            };
            return (shown.to_owned(), Some("is the error of a formula; write the answer itself".to_owned()));
        }
        DataRef::Empty => String::new(),
    };
    (text, None)
}

fn date(moment: &ExcelDateTime) -> String {
    if !moment.is_datetime() || moment.as_f64() < 1.0 {
        return moment.as_f64().to_string();
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

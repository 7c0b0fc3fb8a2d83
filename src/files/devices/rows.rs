//! A table row by row: finds the names of the columns among the first rows, then hands on what follows.

use super::Refusal;
use super::header::{HEADER_WITHIN, Numbered, header_of, mapping_of};
use super::reading::{Reading, Sink};
use crate::inventory::Inventory;

/// Takes the rows of a table in their order.
pub(super) struct Rows<'a> {
    reading: &'a Reading<'a>,
    format: &'static str,
    serial_days: bool,
    first: Vec<Numbered>,
    /// Once the header is found, with its width.
    sink: Option<(Sink<'a>, usize)>,
}

impl<'a> Rows<'a> {
    /// `serial_days`: bare numbers may be dates, as in workbooks.
    pub(super) fn new(reading: &'a Reading<'a>, format: &'static str, serial_days: bool) -> Self {
        Self { reading, format, serial_days, first: Vec::new(), sink: None }
    }

    /// Tells which rows come next.
    pub(super) fn foresee<'r>(&mut self, rows: impl Iterator<Item = &'r [&'r str]>) {
        if let Some((sink, _)) = &mut self.sink {
            sink.foresee(rows);
        }
    }

    /// Takes one row.
    #[inline]
    pub(super) fn row(&mut self, number: u32, cells: &[&str]) -> Result<(), Refusal> {
        let Some((sink, width)) = &mut self.sink else {
            self.first.push((number, cells.iter().map(|cell| (*cell).to_owned()).collect()));
            return if self.first.len() < HEADER_WITHIN { Ok(()) } else { self.begin() };
        };
        if cells.iter().skip(*width).any(|cell| !cell.trim().is_empty()) {
            let what = format!("has {} cells where the header has {width}; the rest was not read", cells.len());
            sink.note(number, &what);
        }
        sink.row(number, cells)
    }

    /// The inventory, after the last row.
    pub(super) fn finish(mut self, notices: Vec<String>) -> Result<Inventory, Refusal> {
        if self.sink.is_none() {
            self.begin()?;
        }
        let Some((mut sink, _)) = self.sink else { return Ok(Inventory::default()) };
        for notice in notices {
            sink.notice(notice);
        }
        Ok(sink.finish())
    }

    fn begin(&mut self) -> Result<(), Refusal> {
        let first = std::mem::take(&mut self.first);
        let header = header_of(&first, self.reading)?;
        let mapping = mapping_of(&header.names, self.reading)?;
        let sink = self.reading.sink(self.format, header.row, mapping, self.serial_days);
        self.sink = Some((sink, header.names.len()));
        for (number, cells) in first.iter().skip(header.rows) {
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            self.row(*number, &cells)?;
        }
        Ok(())
    }
}

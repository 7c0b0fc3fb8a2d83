//! Our own `devices.csv`, as a case keeps it: what is written reads back as the same table.
//!
//! Columns by their names: `source_row`, `quantity`, `class`, then every field that some row fills. A
//! date stands as `2027-03-31`, or `2027-03` where only the month is known; what was written in the
//! source, where that differs, stands in a column of the same name with `_as_written` behind it.
//! A cell that a spreadsheet would take for a formula carries an apostrophe in front, which reading
//! takes off again.

use super::records::{Record, each_lot};
use crate::files::problem::{Problem, Problems};
use crate::files::ron_text::text_from_bytes;
use crate::inventory::{
    DateField, DateMark, DateRules, DeviceClass, Devices, Field, MOST_QUANTITY, ReadDate, read_date,
};
use chrono::{Datelike, NaiveDate};
use std::ops::Range;

const AS_WRITTEN: &str = "_as_written";
const FILE: &str = "devices.csv";
/// Problems that are listed; the table is then refused as a whole.
const MOST_PROBLEMS: usize = 100;
/// Rows from which writing is shared by two threads.
const LARGE: usize = 20_000;

/// What a column of the file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    SourceRow,
    Quantity,
    Class,
    Text(Field),
    Date(DateField),
}

impl Column {
    fn name(self) -> String {
        match self {
            Self::SourceRow => "source_row".to_owned(),
            Self::Quantity => Field::Quantity.name().to_owned(),
            Self::Class => "class".to_owned(),
            Self::Text(field) if field.date().is_some() => format!("{}{AS_WRITTEN}", field.name()),
            Self::Text(field) => field.name().to_owned(),
            Self::Date(date) => date.field().name().to_owned(),
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        let all = [Self::SourceRow, Self::Quantity, Self::Class].into_iter();
        let texts = Field::ALL.into_iter().filter(|field| *field != Field::Quantity).map(Self::Text);
        all.chain(texts).chain(DateField::ALL.into_iter().map(Self::Date)).find(|column| column.name() == name)
    }
}

/// Writes the table as UTF-8 with `\n` line ends.
#[must_use]
pub fn csv_from_devices(devices: &Devices) -> Vec<u8> {
    let mut columns = vec![Column::SourceRow, Column::Quantity, Column::Class];
    for field in Field::ALL.into_iter().filter(|field| *field != Field::Quantity) {
        let Some(date) = field.date() else {
            if devices.fills(field) {
                columns.push(Column::Text(field));
            }
            continue;
        };
        if devices.fills(field) {
            columns.push(Column::Date(date));
            if (0..devices.len()).any(|row| devices.symbol(row, field) != 0) {
                columns.push(Column::Text(field));
            }
        }
    }
    let mut out = Vec::new();
    for (place, column) in columns.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        push_text(&mut out, &column.name());
    }
    out.push(b'\n');
    let (rows, half) = (devices.len(), devices.len() / 2);
    if rows < LARGE {
        push_rows(&mut out, devices, &columns, 0..rows);
        return out;
    }
    std::thread::scope(|scope| {
        let second_half = || {
            let mut out = Vec::new();
            push_rows(&mut out, devices, &columns, half..rows);
            out
        };
        let beside = std::thread::Builder::new().spawn_scoped(scope, second_half);
        push_rows(&mut out, devices, &columns, 0..half);
        match beside.ok().and_then(|thread| thread.join().ok()) {
            Some(rest) => out.extend_from_slice(&rest),
            None => push_rows(&mut out, devices, &columns, half..rows),
        }
    });
    out
}

fn push_rows(out: &mut Vec<u8>, devices: &Devices, columns: &[Column], rows: Range<usize>) {
    out.reserve(rows.len().saturating_mul(64));
    for row in rows {
        for (place, column) in columns.iter().enumerate() {
            if place > 0 {
                out.push(b',');
            }
            match column {
                Column::SourceRow => push_number(out, devices.source_row(row), 1),
                Column::Quantity => push_number(out, devices.quantity(row), 1),
                Column::Class => push_text(out, devices.class(row).words()),
                Column::Text(field) => push_text(out, devices.text(row, *field)),
                Column::Date(field) => {
                    if let Some((date, mark)) = devices.date(row, *field) {
                        push_date(out, date, mark);
                    }
                }
            }
        }
        out.push(b'\n');
    }
}

/// At least `digits` digits.
fn push_number(out: &mut Vec<u8>, number: u32, digits: usize) {
    let mut text = [b'0'; 10];
    let (mut left, mut from) = (number, text.len());
    for digit in text.iter_mut().rev() {
        // Below ten.
        *digit = b'0' + (left % 10) as u8;
        left /= 10;
        from -= 1;
        if left == 0 {
            break;
        }
    }
    out.extend_from_slice(text.get(from.min(text.len() - digits)..).unwrap_or_default());
}

fn push_date(out: &mut Vec<u8>, date: NaiveDate, mark: DateMark) {
    let Ok(year @ 0..=9999) = u32::try_from(date.year()) else {
        // Beyond what an import or the desk takes; written as dates of that age are.
        out.extend_from_slice(date.to_string().as_bytes());
        return;
    };
    push_number(out, year, 4);
    out.push(b'-');
    push_number(out, date.month(), 2);
    if mark != DateMark::Month {
        out.push(b'-');
        push_number(out, date.day(), 2);
    }
}

/// Whether a spreadsheet may take the cell for a formula, or an apostrophe of ours stands there.
fn needs_apostrophe(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\'') => true,
        // Their full-width twins.
        Some(0xef) => text.starts_with(['\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']),
        _ => false,
    }
}

fn push_text(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    let quoted = bytes.iter().any(|byte| matches!(byte, b'"' | b',' | b'\n' | b'\r'))
        || bytes.first() == Some(&b' ')
        || bytes.last() == Some(&b' ');
    if quoted {
        out.push(b'"');
    }
    if needs_apostrophe(text) {
        out.push(b'\'');
    }
    if quoted {
        for byte in bytes {
            if *byte == b'"' {
                out.push(b'"');
            }
            out.push(*byte);
        }
        out.push(b'"');
    } else {
        out.extend_from_slice(bytes);
    }
}

/// Reads the table back.
///
/// # Errors
/// Every problem with its line (at most 100): an unknown column, a row of another length, a cell that
/// is no number, class or date.
pub fn devices_from_csv(bytes: &[u8]) -> Result<Devices, Problems> {
    const MEND: &str = "correct it there, or restore devices.csv from an earlier copy of the case";
    let problem = |line: u32, what: String| Problem::new(FILE, "", what, MEND).at(line, None);
    let text = text_from_bytes(bytes, FILE)?;
    let mut problems = Vec::new();
    let mut devices = Devices::default();
    let mut layout: Option<Layout> = None;
    let mut line = 1;
    // What ends it early stands among the problems.
    let read = each_lot(text, b',', |lot| {
        devices.foresee(lot.iter().flat_map(|record| record.cells.iter().copied()));
        for Record { start, cells } in lot {
            line = start.line;
            match &layout {
                None => match Layout::of(cells) {
                    Ok(read) => layout = Some(read),
                    Err(faults) => {
                        problems.extend(faults.into_iter().map(|what| problem(line, what)));
                        return Err(());
                    }
                },
                Some(layout) if layout.columns.len() != cells.len() => {
                    let (has, needs) = (cells.len(), layout.columns.len());
                    let noun = if has == 1 { "cell" } else { "cells" };
                    problems.push(problem(line, format!("the row has {has} {noun} where the header has {needs}")));
                }
                Some(layout) => {
                    if let Err(what) = layout.read_row(&mut devices, cells) {
                        problems.push(problem(line, what));
                    }
                }
            }
            if problems.len() == MOST_PROBLEMS {
                return Err(());
            }
        }
        Ok(())
    });
    if let Ok(Some(open)) = read {
        problems.push(problem(open.line, "a double quote opens and is never closed".to_owned()));
    }
    if layout.is_none() && problems.is_empty() {
        problems.push(problem(line, "the table has no header".to_owned()));
    }
    if problems.is_empty() { Ok(devices) } else { Err(Problems(problems)) }
}

/// A date exactly as it is written here: what a spreadsheet made of it may mean another day.
fn date_from_cell(cell: &str) -> Option<(NaiveDate, DateMark)> {
    let ReadDate::Known(date, mark) = read_date(cell, DateRules::default()) else { return None };
    let dash = |place: usize| cell.as_bytes().get(place) == Some(&b'-');
    let is_plain = match mark {
        DateMark::Month => cell.len() == 7 && dash(4),
        _ => cell.len() == 10 && dash(4) && dash(7),
    };
    is_plain.then_some((date, mark))
}

/// Which column is which.
struct Layout {
    columns: Vec<Column>,
    source_row: Option<usize>,
    quantity: Option<usize>,
    class: Option<usize>,
}

impl Layout {
    fn of(names: &[&str]) -> Result<Self, Vec<String>> {
        let mut columns = Vec::with_capacity(names.len());
        let mut faults = Vec::new();
        for name in names {
            match Column::from_name(name) {
                Some(column) if !columns.contains(&column) => columns.push(column),
                Some(_) => faults.push(format!("the column {name} stands twice")),
                None => faults.push(format!("the column \"{}\" is not known", super::shown(name))),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let place = |wanted: Column| columns.iter().position(|column| *column == wanted);
        let (source_row, quantity, class) = (place(Column::SourceRow), place(Column::Quantity), place(Column::Class));
        Ok(Self { columns, source_row, quantity, class })
    }

    fn read_row(&self, devices: &mut Devices, cells: &[&str]) -> Result<(), String> {
        let cell = |place: Option<usize>| cells.get(place?).copied();
        let number = |place: Option<usize>, column: Column, otherwise: u32| match cell(place) {
            None => Ok(otherwise),
            Some(cell) => cell
                .parse::<u32>()
                .map_err(|_| format!("{} holds \"{}\", which is no whole number", column.name(), super::shown(cell))),
        };
        let class = match cell(self.class) {
            None => DeviceClass::Unknown,
            Some(words) => DeviceClass::ALL
                .into_iter()
                .find(|class| class.words() == words)
                .ok_or_else(|| format!("\"{}\" is no class of devices", super::shown(words)))?,
        };
        let source_row = number(self.source_row, Column::SourceRow, 0)?;
        let quantity = number(self.quantity, Column::Quantity, 1)?;
        if !(1..=MOST_QUANTITY).contains(&quantity) {
            return Err(format!("quantity is {quantity} and not a number of devices from 1 to 1,000,000"));
        }
        let row = devices.add_row(source_row, quantity, class);
        for (column, cell) in self.columns.iter().zip(cells) {
            let cell = cell.strip_prefix('\'').filter(|rest| needs_apostrophe(rest)).unwrap_or(cell);
            if cell.is_empty() {
                continue;
            }
            match column {
                Column::SourceRow | Column::Quantity | Column::Class => {}
                Column::Text(field) => devices.put_text(row, *field, cell),
                Column::Date(field) => {
                    let (date, mark) = date_from_cell(cell).ok_or_else(|| {
                        let (name, cell) = (column.name(), super::shown(cell));
                        format!("{name} holds \"{cell}\", which is no date such as 2027-03-31 or 2027-03")
                    })?;
                    devices.put_date(row, *field, date, mark);
                }
            }
        }
        Ok(())
    }
}

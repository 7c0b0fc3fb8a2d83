//! Our own `devices.csv`, as a case keeps it: what is written reads back as the same table.
//!
//! Columns by their names: `source_row`, `quantity`, `class`, then every field that some row fills. A
//! date stands as `2027-03-31`, or `2027-03` where only the month is known; what was written in the
//! source, where that differs, stands in a column of the same name with `_as_written` behind it.
//! A cell that a spreadsheet would take for a formula carries an apostrophe in front, which reading
//! takes off again.

use super::super::problem::{Problem, Problems};
use crate::inventory::{DateField, DateMark, DateOrder, DateRules, DeviceClass, Devices, Field, ReadDate, read_date};
use std::borrow::Cow;

const AS_WRITTEN: &str = "_as_written";
const FILE: &str = "devices.csv";
/// Problems that are listed; the table is then refused as a whole.
const MOST_PROBLEMS: usize = 100;

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
    let mut out = Vec::with_capacity(devices.len().saturating_mul(64));
    for (place, column) in columns.iter().enumerate() {
        push_cell(&mut out, place, &column.name());
    }
    out.push(b'\n');
    for row in 0..devices.len() {
        for (place, column) in columns.iter().enumerate() {
            push_cell(&mut out, place, &cell(devices, row, *column));
        }
        out.push(b'\n');
    }
    out
}

fn cell(devices: &Devices, row: usize, column: Column) -> Cow<'_, str> {
    match column {
        Column::SourceRow => Cow::Owned(devices.source_row(row).to_string()),
        Column::Quantity => Cow::Owned(devices.quantity(row).to_string()),
        Column::Class => Cow::Borrowed(devices.class(row).words()),
        Column::Text(field) => Cow::Borrowed(devices.text(row, field)),
        Column::Date(field) => Cow::Owned(match devices.date(row, field) {
            None => String::new(),
            Some((date, DateMark::Month)) => date.format("%Y-%m").to_string(),
            Some((date, _)) => date.to_string(),
        }),
    }
}

/// Whether a spreadsheet may take the cell for a formula, or an apostrophe of ours stands there.
fn needs_apostrophe(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
}

fn push_cell(out: &mut Vec<u8>, place: usize, text: &str) {
    if place > 0 {
        out.push(b',');
    }
    let quoted = text.contains(['"', ',', '\n', '\r']) || text.starts_with(' ') || text.ends_with(' ');
    if quoted {
        out.push(b'"');
    }
    if needs_apostrophe(text) {
        out.push(b'\'');
    }
    for byte in text.bytes() {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    if quoted {
        out.push(b'"');
    }
}

/// Reads the table back.
///
/// # Errors
/// Every problem with its line (at most 100): an unknown column, a row of another length, a cell that
/// is no number, class or date.
pub fn devices_from_csv(bytes: &[u8]) -> Result<Devices, Problems> {
    const MEND: &str = "restore it from an earlier copy of the case, or import the list again";
    let problem = |line: u32, what: String| Problem::new(FILE, "", what, MEND).at(line, None);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut record = csv::StringRecord::new();
    let mut problems = Vec::new();
    let mut devices = Devices::default();
    let mut columns: Vec<Column> = Vec::new();
    let mut is_header = true;
    while problems.len() < MOST_PROBLEMS {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                problems.push(problem(u32::try_from(line).unwrap_or(u32::MAX), "the row is not UTF-8 text".to_owned()));
                break;
            }
        }
        let line = record.position().map_or(1, |position| u32::try_from(position.line()).unwrap_or(u32::MAX));
        if is_header {
            is_header = false;
            for name in &record {
                match Column::from_name(name.trim_start_matches('\u{feff}')) {
                    Some(column) if !columns.contains(&column) => columns.push(column),
                    Some(_) => problems.push(problem(line, format!("the column {name} stands twice"))),
                    None => problems.push(problem(line, format!("the column \"{}\" is not known", super::shown(name)))),
                }
            }
            if !problems.is_empty() {
                break;
            }
            continue;
        }
        if record.len() != columns.len() {
            let (has, needs) = (record.len(), columns.len());
            problems.push(problem(line, format!("the row has {has} cells where the header has {needs}")));
            continue;
        }
        if let Err(what) = read_row(&mut devices, &columns, &record) {
            problems.push(problem(line, what));
        }
    }
    if columns.is_empty() && problems.is_empty() {
        problems.push(problem(1, "the table has no header".to_owned()));
    }
    if problems.is_empty() { Ok(devices) } else { Err(Problems(problems)) }
}

fn read_row(devices: &mut Devices, columns: &[Column], record: &csv::StringRecord) -> Result<(), String> {
    let number = |column: Column, otherwise: u32| {
        let Some(place) = columns.iter().position(|there| *there == column) else { return Ok(otherwise) };
        let cell = record.get(place).unwrap_or("");
        cell.parse::<u32>().map_err(|_| format!("{} is no whole number", column.name()))
    };
    let class = match columns.iter().position(|there| *there == Column::Class).and_then(|place| record.get(place)) {
        None => DeviceClass::Unknown,
        Some(words) => DeviceClass::ALL
            .into_iter()
            .find(|class| class.words() == words)
            .ok_or_else(|| format!("\"{}\" is no class of devices", super::shown(words)))?,
    };
    let row = devices.add_row(number(Column::SourceRow, 0)?, number(Column::Quantity, 1)?, class);
    for (column, cell) in columns.iter().zip(record) {
        let cell = cell.strip_prefix('\'').filter(|rest| needs_apostrophe(rest)).unwrap_or(cell);
        if cell.is_empty() {
            continue;
        }
        match column {
            Column::SourceRow | Column::Quantity | Column::Class => {}
            Column::Text(field) => devices.put_text(row, *field, cell),
            Column::Date(field) => {
                let rules = DateRules { order: Some(DateOrder::DayFirst), serial_days: false };
                let ReadDate::Known(date, mark) = read_date(cell, rules) else {
                    return Err(format!("{} holds no date", column.name()));
                };
                devices.put_date(row, *field, date, mark);
            }
        }
    }
    Ok(())
}

//! A table row by row: finds the header row among the first rows, then hands on what follows.

use super::{ImportOptions, Refusal, shown};
use crate::inventory::{DateRules, Field, Intake, Inventory, Mapping};

/// Rows in which a header is looked for.
pub(super) const HEADER_WITHIN: usize = 30;
/// Columns that a table may have.
pub(super) const MOST_COLUMNS: usize = 1000;

/// Takes the rows of a table in their order.
pub(super) struct Rows<'a> {
    options: &'a ImportOptions,
    serial_days: bool,
    first: Vec<(u32, Vec<String>)>,
    /// Once the header is found.
    intake: Option<(Intake, usize)>,
}

impl<'a> Rows<'a> {
    /// `serial_days`: bare numbers may be dates, as in workbooks.
    pub(super) fn new(options: &'a ImportOptions, serial_days: bool) -> Self {
        Self { options, serial_days, first: Vec::new(), intake: None }
    }

    /// Takes one row.
    pub(super) fn row(&mut self, number: u32, cells: &[&str]) -> Result<(), Refusal> {
        let Some((intake, width)) = &mut self.intake else {
            self.first.push((number, cells.iter().map(|cell| (*cell).to_owned()).collect()));
            return if self.first.len() < HEADER_WITHIN { Ok(()) } else { self.begin() };
        };
        if cells.iter().skip(*width).any(|cell| !cell.trim().is_empty()) {
            let what = format!("has {} cells where the header has {width}; the rest was not read", cells.len());
            intake.note(number, "", "", &what);
        }
        Ok(intake.row(number, cells)?)
    }

    /// The inventory, after the last row.
    pub(super) fn finish(mut self, notices: Vec<String>) -> Result<Inventory, Refusal> {
        if self.intake.is_none() {
            self.begin()?;
        }
        let Some((mut intake, _)) = self.intake else { return Err(nothing_recognised(&[])) };
        for notice in notices {
            intake.notice(notice);
        }
        Ok(intake.finish())
    }

    fn begin(&mut self) -> Result<(), Refusal> {
        let first = std::mem::take(&mut self.first);
        let (headers, from) = header_of(&first, self.options)?;
        let mapping = mapping_of(&headers, self.options)?;
        let rules = DateRules { order: self.options.date_order, serial_days: self.serial_days };
        self.intake = Some((Intake::new(mapping, rules), headers.len()));
        for (number, cells) in first.iter().skip(from) {
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            self.row(*number, &cells)?;
        }
        Ok(())
    }
}

/// The headers, and how many rows stand before the first device.
fn header_of(first: &[(u32, Vec<String>)], options: &ImportOptions) -> Result<(Vec<String>, usize), Refusal> {
    let mut best: Option<(usize, usize)> = None;
    for (place, (_, cells)) in first.iter().enumerate() {
        let understood = understood(cells, options);
        if understood > best.map_or(0, |(most, _)| most) {
            best = Some((understood, place));
        }
    }
    if let Some((_, place)) = best {
        let headers = first.get(place).map(|(_, cells)| cells.clone()).unwrap_or_default();
        if headers.len() > MOST_COLUMNS {
            return Err(Refusal::too_large(format!("The table has more than {MOST_COLUMNS} columns")));
        }
        return Ok((headers, place + 1));
    }
    let width = first.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0).min(MOST_COLUMNS);
    if width > 0 && options.choices.iter().any(|(header, _)| is_column_number(header)) {
        return Ok(((1..=width).map(|number| format!("column {number}")).collect(), 0));
    }
    Err(nothing_recognised(first.first().map_or(&[][..], |(_, cells)| cells)))
}

/// Headers of a row that are understood, by the table or by what a person chose.
pub(super) fn understood(cells: &[String], options: &ImportOptions) -> usize {
    // A header is short; rows of data are not to be taken for one by chance.
    if cells.iter().any(|cell| cell.len() > 200) {
        return 0;
    }
    let mut mapping = Mapping::of(cells);
    for (header, field) in &options.choices {
        // A header that this row lacks may stand in another.
        if mapping.choose(header, *field).is_err() {
            continue;
        }
    }
    mapping.understood()
}

/// `column 3`.
pub(super) fn is_column_number(header: &str) -> bool {
    let number = header.trim().to_lowercase();
    number.strip_prefix("column ").is_some_and(|number| number.trim().parse::<u16>().is_ok())
}

fn nothing_recognised(first: &[String]) -> Refusal {
    let cells: Vec<String> =
        first.iter().filter(|cell| !cell.trim().is_empty()).take(6).map(|cell| shown(cell)).collect();
    let begins = if cells.is_empty() { String::new() } else { format!(" (it begins with {})", cells.join(", ")) };
    Refusal::new(
        format!("No row of column names was recognised in the first {HEADER_WITHIN} rows{begins}"),
        "Name a column with --map \"its header=vendor\", or in a list without headers with --map \"column 1=name\"",
    )
}

/// The use of every column, with what a person chose; refused where nothing says what the devices are.
pub(super) fn mapping_of(headers: &[String], options: &ImportOptions) -> Result<Mapping, Refusal> {
    let mut mapping = Mapping::of(headers);
    for (header, field) in &options.choices {
        mapping.choose(header, *field).map_err(|what| Refusal::new(what, "Correct the name in --map"))?;
    }
    let chose_a_name = options.choices.iter().any(|(_, field)| *field == Some(Field::Name));
    if !mapping.any(Field::says_what_it_is) && !chose_a_name {
        let names: Vec<String> = headers
            .iter()
            .filter(|header| !header.trim().is_empty())
            .take(12)
            .map(|header| format!("\"{}\"", shown(header)))
            .collect();
        return Err(Refusal::new(
            format!(
                "No column was understood as the vendor, model or type of a device; the columns are {}",
                names.join(", ")
            ),
            format!("Say which is which, for example --map {}=model", names.first().map_or("COLUMN", String::as_str)),
        ));
    }
    Ok(mapping)
}

//! Finding the names of the columns: in one row, or in two where groups of columns have a name of their own.

use super::reading::Reading;
use super::{HeaderRow, Refusal, shown};
use crate::inventory::{Field, Mapping, column_number, folded};

/// Rows in which a header is looked for.
pub(super) const HEADER_WITHIN: usize = 30;
/// Columns that a table may have.
pub(super) const MOST_COLUMNS: usize = 1000;

/// The names of the columns and where the devices begin.
pub(super) struct Header {
    pub(super) names: Vec<String>,
    /// Of the file; `None` where the columns are called by their places.
    pub(super) row: Option<u32>,
    /// Rows before the first device.
    pub(super) rows: usize,
}

/// A row and its number in the file.
pub(super) type Numbered = (u32, Vec<String>);

/// Finds the header among the first rows.
pub(super) fn header_of(first: &[Numbered], reading: &Reading) -> Result<Header, Refusal> {
    let header = match reading.options.header {
        HeaderRow::Find => found(first, reading)?,
        HeaderRow::Missing => by_place(first),
        HeaderRow::At(wanted) => {
            let place = first.iter().position(|(number, _)| *number == wanted).ok_or_else(|| {
                let happened = format!("Row {wanted} is not among the first {HEADER_WITHIN} rows that hold something");
                Refusal::new(happened, "Name the row in which the names of the columns stand")
            })?;
            one_row(first, place)
        }
    };
    if header.names.len() > MOST_COLUMNS {
        return Err(Refusal::too_large(format!("The table has more than {MOST_COLUMNS} columns")));
    }
    Ok(header)
}

fn found(first: &[Numbered], reading: &Reading) -> Result<Header, Refusal> {
    let mut best: Option<(usize, usize)> = None;
    for (place, (_, cells)) in first.iter().enumerate() {
        let understood = understood(cells, reading);
        if understood > best.map_or(0, |(most, _)| most) {
            best = Some((understood, place));
        }
    }
    if let Some((most, place)) = best {
        let pairs = [place.checked_sub(1).map(|above| (above, place)), Some((place, place + 1))];
        let two = pairs.into_iter().flatten().find_map(|(upper, lower)| {
            let ((_, above), (number, below)) = (first.get(upper)?, first.get(lower)?);
            let names = names_of_two(above, below, reading, most, lower != place)?;
            Some(Header { names, row: Some(*number), rows: lower + 1 })
        });
        return Ok(two.unwrap_or_else(|| one_row(first, place)));
    }
    if reading.options.choices.iter().any(|(header, _)| column_number(header).is_some()) {
        return Ok(by_place(first));
    }
    if reading.takes_anything {
        let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        let widest = first.iter().map(|(_, cells)| filled(cells)).max().unwrap_or(0);
        let place = first.iter().position(|(_, cells)| filled(cells) == widest).unwrap_or(0);
        return Ok(one_row(first, place));
    }
    Err(nothing_recognised(first.first().map_or(&[][..], |(_, cells)| cells)))
}

fn one_row(first: &[Numbered], place: usize) -> Header {
    let (row, names) = first.get(place).map(|(number, cells)| (*number, cells.clone())).unzip();
    Header { names: names.unwrap_or_default(), row, rows: place + 1 }
}

/// `column 1`, `column 2` and so on.
fn by_place(first: &[Numbered]) -> Header {
    let width = first.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0).min(MOST_COLUMNS);
    Header { names: (1..=width).map(|number| format!("column {number}")).collect(), row: None, rows: 0 }
}

/// Names out of two rows, `Network | ` over `IP | MAC`, where they say more than the better one alone, of
/// which `most` are understood: where more columns are understood, or where the same name stands in
/// several columns of the lower row and only the upper one tells them apart. With `is_strict`, the lower
/// row may as well hold a device, and is a header only where all of it is understood.
fn names_of_two(
    upper: &[String],
    lower: &[String],
    reading: &Reading,
    most: usize,
    is_strict: bool,
) -> Option<Vec<String>> {
    let width = upper.len().max(lower.len()).min(MOST_COLUMNS);
    let cell = |row: &[String], place: usize| row.get(place).map_or("", |cell| cell.trim()).to_owned();
    let mut group = String::new();
    let columns: Vec<TwoRows> = (0..width)
        .map(|place| {
            let (own, below) = (cell(upper, place), cell(lower, place));
            if !own.is_empty() {
                group.clone_from(&own);
            }
            let both = format!("{group} {below}");
            let is_known = |name: &str| understood(std::slice::from_ref(&name.to_owned()), reading) > 0;
            TwoRows {
                knows_both: !below.is_empty() && is_known(&both),
                knows_below: is_known(&below),
                fold: folded(&below),
                group: group.clone(),
                own,
                below,
                both,
            }
        })
        .collect();
    let is_header = !is_strict || columns.iter().all(|it| it.below.is_empty() || it.knows_both || it.knows_below);
    let is_told_apart = |it: &TwoRows| {
        let mut same = columns.iter().filter(|other| !it.fold.is_empty() && other.fold == it.fold);
        same.clone().any(|other| other.group != it.group) && same.any(|other| other.knows_both)
    };
    let mut tells_apart = false;
    let mut names = Vec::with_capacity(width);
    for it in &columns {
        let apart = !is_strict && is_told_apart(it);
        tells_apart |= apart;
        names.push(match (&it.below, it.knows_both || apart) {
            (below, _) if below.is_empty() => it.own.clone(),
            (_, true) => it.both.clone(),
            (below, false) => below.clone(),
        });
    }
    let gain = understood(&names, reading);
    (is_header && (gain > most || tells_apart)).then_some(names)
}

/// A column under two rows of names.
struct TwoRows {
    /// In the upper row, above this column.
    own: String,
    /// The same, or that of the merged cell which reaches over the column.
    group: String,
    below: String,
    fold: String,
    both: String,
    knows_both: bool,
    knows_below: bool,
}

/// Headers of a row that are understood, by the table or by what a person chose.
pub(super) fn understood(cells: &[String], reading: &Reading) -> usize {
    // A header is short; rows of data are not to be taken for one by chance.
    if cells.iter().any(|cell| cell.len() > 200) {
        return 0;
    }
    let mut mapping = Mapping::of(cells);
    for (header, field) in reading.options.choices.iter().filter(|(header, _)| column_number(header).is_none()) {
        // A header that this row lacks may stand in another.
        if mapping.choose(header, *field).is_err() {
            continue;
        }
    }
    mapping.understood()
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
pub(super) fn mapping_of(headers: &[String], reading: &Reading) -> Result<Mapping, Refusal> {
    let mut mapping = Mapping::of(headers);
    reading.choose(&mut mapping)?;
    let chose_a_name = reading.options.choices.iter().any(|(_, field)| *field == Some(Field::Name));
    if !reading.takes_anything && !mapping.any(Field::says_what_it_is) && !chose_a_name {
        let quoted = |header: &str| format!("\"{}\"", shown(header));
        let named = mapping.columns.iter().filter(|column| !column.header.trim().is_empty());
        let names: Vec<String> = named.clone().take(12).map(|column| quoted(&column.header)).collect();
        let more = if headers.len() > 12 { " and more" } else { "" };
        // What already means something else would be a poor example.
        let free = named.clone().find(|column| column.field().is_none()).or(named.clone().next());
        return Err(Refusal::new(
            format!(
                "No column was understood as the vendor, model or type of a device; the columns are {}{more}",
                names.join(", ")
            ),
            format!(
                "Say what the columns mean, for example --map {}=model",
                free.map_or_else(|| "\"column 1\"".to_owned(), |column| quoted(&column.header))
            ),
        ));
    }
    Ok(mapping)
}

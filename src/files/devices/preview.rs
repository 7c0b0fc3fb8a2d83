//! A look at a list before it is imported: what its columns mean, its first rows, and what a person has
//! to decide. A list that an import would refuse can be looked at too, so that somebody can say what its
//! columns mean.

use super::reading::Reading;
use super::{ImportOptions, Refusal, any_format, headers_signature};
use crate::files::problem::FileError;
use crate::inventory::{DateRules, DateTrouble, Field, Mapping, ReadDate, Use, read_date};
use std::cell::RefCell;
use std::path::Path;

/// Rows that are shown.
const SHOWN: usize = 10;
/// Rows that are looked at for samples and dates.
const LOOKED_AT: u32 = 1000;
/// Different values of a column that are shown.
const SAMPLES: usize = 6;
/// Ambiguous dates that are shown.
const AMBIGUOUS: usize = 20;
/// Characters of a cell that are shown.
const CHARACTERS: usize = 120;

/// What a look at the first rows of a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// `CSV`, `nmap XML` and the like, for people.
    pub format: &'static str,
    /// The product whose export this was recognised to be.
    pub tool: Option<&'static str>,
    /// The row in which the names of the columns stand (the lower one of two), from 1. `None` where they
    /// stand in no row: JSON, XML, and lists whose columns are called `column 1` and so on.
    pub header_row: Option<u32>,
    pub columns: Vec<PreviewColumn>,
    /// The first ten that are not blank, below the header.
    pub rows: Vec<PreviewRow>,
    /// Rows that were looked at, 1000 at most.
    pub looked_at: u32,
    /// Whether these are all rows of the list.
    pub is_whole: bool,
    /// The first 20 cells of those rows whose date can be read day first or month first.
    pub ambiguous: Vec<AmbiguousDate>,
    /// Why an import with these options would be refused, as far as the look shows; sentences.
    pub refusal: Option<String>,
    /// By which a mapping of a list with the same columns is found again; `None` where the columns have
    /// no names of their own.
    pub signature: Option<String>,
}

/// A column and what is done with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewColumn {
    /// As written; blank where the file has none. [`Preview::key`] names the column in a choice.
    pub header: String,
    pub used: Use,
    /// Up to six different values, each shortened to 120 characters.
    pub samples: Vec<String>,
}

/// A row as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewRow {
    /// Its number in the file.
    pub number: u32,
    /// As many as there are columns, each shortened to 120 characters.
    pub cells: Vec<String>,
}

/// A cell whose date can be read in two ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmbiguousDate {
    /// Number of the row in the file.
    pub row: u32,
    /// Place of the column in [`Preview::columns`].
    pub column: usize,
    pub raw: String,
}

impl Preview {
    /// What names a column in [`ImportOptions::choices`]: its header, or `column 3` where it has none or
    /// another column has the same.
    #[must_use]
    pub fn key(&self, column: usize) -> String {
        let header = self.columns.get(column).map_or("", |column| column.header.as_str());
        let fold = crate::inventory::folded(header);
        let same = self.columns.iter().filter(|other| crate::inventory::folded(&other.header) == fold).count();
        if fold.is_empty() || same > 1 { format!("column {}", column + 1) } else { header.to_owned() }
    }

    /// Whether some column says what the devices are: without one, nothing can be imported.
    #[must_use]
    pub fn says_what_devices_are(&self) -> bool {
        let field = |column: &PreviewColumn| match column.used {
            Use::Gives { field, .. } => Some(field),
            _ => None,
        };
        self.columns.iter().filter_map(field).any(Field::says_what_it_is)
    }
}

/// Looks at the first rows of a list; `path` only stands in the sentences.
///
/// # Errors
/// What is no list of any known kind, or breaks off before its first row; the sentence says what to do.
pub fn preview_devices(bytes: &[u8], path: &Path, options: &ImportOptions) -> Result<Preview, FileError> {
    let refusal = match look(bytes, options, false) {
        Ok(preview) => return Ok(preview),
        Err(refusal) => refusal,
    };
    match look(bytes, options, true) {
        Ok(mut preview) => {
            preview.refusal = Some(refusal.sentences());
            Ok(preview)
        }
        Err(_) => Err(refusal.of(path)),
    }
}

fn look(bytes: &[u8], options: &ImportOptions, takes_anything: bool) -> Result<Preview, Refusal> {
    let into = RefCell::new(Look::default());
    let read = any_format(bytes, &Reading::look(options, &into, takes_anything));
    let Look { mut preview, .. } = into.into_inner();
    match read {
        Err(refusal) if preview.columns.is_empty() => return Err(refusal),
        Err(refusal) if preview.looked_at < LOOKED_AT => preview.refusal = Some(refusal.sentences()),
        Ok(_) | Err(_) => {}
    }
    let headers: Vec<String> = preview.columns.iter().map(|column| column.header.clone()).collect();
    preview.signature = headers_signature(&headers);
    Ok(preview)
}

/// Takes the first rows.
#[derive(Default)]
pub(super) struct Look {
    pub(super) preview: Preview,
    rules: DateRules,
}

impl Look {
    pub(super) fn new(format: &'static str, header_row: Option<u32>, mapping: Mapping, mut rules: DateRules) -> Self {
        rules.order = rules.order.or_else(|| mapping.date_order());
        let column = |column: crate::inventory::ColumnUse| PreviewColumn {
            header: column.header,
            used: column.used,
            samples: Vec::new(),
        };
        let columns = mapping.columns.into_iter().map(column).collect();
        Self { preview: Preview { format, tool: mapping.tool, header_row, columns, ..Preview::default() }, rules }
    }

    /// Takes a row; refuses the one after the last that is looked at.
    pub(super) fn row(&mut self, number: u32, cells: &[&str]) -> Result<(), Refusal> {
        let (preview, rules) = (&mut self.preview, self.rules);
        if preview.looked_at == LOOKED_AT {
            return Err(Refusal::stopped());
        }
        preview.looked_at += 1;
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        for (place, (column, cell)) in preview.columns.iter_mut().zip(cells).enumerate() {
            let cell = cell.trim();
            if cell.is_empty() {
                continue;
            }
            if column.samples.len() < SAMPLES {
                let sample = shortened(cell);
                if !column.samples.contains(&sample) {
                    column.samples.push(sample);
                }
            }
            let is_date = matches!(column.used, Use::Gives { field, .. } if field.date().is_some());
            if is_date
                && preview.ambiguous.len() < AMBIGUOUS
                && read_date(cell, rules) == ReadDate::Trouble(DateTrouble::Ambiguous)
            {
                preview.ambiguous.push(AmbiguousDate { row: number, column: place, raw: shortened(cell) });
            }
        }
        if preview.rows.len() < SHOWN {
            let cell = |place: usize| cells.get(place).map_or_else(String::new, |cell| shortened(cell.trim()));
            let cells = (0..preview.columns.len()).map(cell).collect();
            preview.rows.push(PreviewRow { number, cells });
        }
        Ok(())
    }
}

/// On one line, with `…` where something is left out.
fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(CHARACTERS).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

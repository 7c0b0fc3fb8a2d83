//! What a person decided about the columns of one source, on disk, format 1: found again by the names of
//! the columns, so that next month's export of the same tool needs no second answer.

use super::{HeaderRow, ImportOptions};
use crate::files::hash::sha256_hex;
use crate::files::prefs::default_folder;
use crate::files::problem::{FileError, FileErrorKind, Problem, Problems};
use crate::files::ron_text::{ron_from_value, text_from_bytes, value_from_ron};
use crate::files::save::{read_at_most, write_atomic};
use crate::inventory::{DateOrder, Field, column_number, folded};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

const FORMAT: u32 = 1;
const MOST_BYTES: u64 = 4 * 1024 * 1024;
const COMMENT: &str = "// What the columns of a device list mean, as somebody decided it. Written by Securable.\n";
const IGNORED: &str = "ignore";

/// What was decided about lists with the same columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedMapping {
    /// The headers in their order, as written.
    pub headers: Vec<String>,
    pub options: ImportOptions,
}

/// By which a mapping is found again: the same for the same headers in the same order, whatever their
/// case, blanks and hyphens. `None` where no column has a name of its own.
#[must_use]
pub fn headers_signature(headers: &[String]) -> Option<String> {
    let is_named = |header: &String| !folded(header).is_empty() && column_number(header).is_none();
    let folds: Vec<String> = headers.iter().map(|header| folded(header)).collect();
    headers.iter().any(is_named).then(|| sha256_hex(folds.join("\n").as_bytes()))
}

/// Where mappings are kept; `None` where the system has no folder for the program.
#[must_use]
pub fn mappings_folder() -> Option<PathBuf> {
    default_folder().map(|folder| folder.join("mappings"))
}

/// The mapping that was kept in `folder` for lists with these headers.
///
/// # Errors
/// There is one and it cannot be used; the sentence says why.
pub fn find_mapping(folder: &Path, headers: &[String]) -> Result<Option<SavedMapping>, FileError> {
    let Some(path) = place(folder, headers) else { return Ok(None) };
    match read_mapping(&path) {
        Ok(mapping) => Ok(Some(mapping)),
        Err(error) if error.kind() == FileErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Keeps a mapping in `folder`, which is made where it is missing, in place of an earlier one for the
/// same headers. Nothing is kept for a list whose columns have no names, and `false` is given.
///
/// # Errors
/// The disk.
pub fn keep_mapping(folder: &Path, mapping: &SavedMapping) -> Result<bool, FileError> {
    let Some(path) = place(folder, &mapping.headers) else { return Ok(false) };
    fs::create_dir_all(folder).map_err(|error| FileError::disk("be saved", &path, MEANS, error))?;
    write_mapping(&path, mapping).map(|()| true)
}

fn place(folder: &Path, headers: &[String]) -> Option<PathBuf> {
    let signature = headers_signature(headers)?;
    Some(folder.join(format!("{}.ron", signature.get(..16)?)))
}

const MEANS: &str = "The mapping was not kept";

/// Reads a mapping.
///
/// # Errors
/// The disk, a file that is no mapping, a field that there is not; every problem is listed.
pub fn read_mapping(path: &Path) -> Result<SavedMapping, FileError> {
    const MEANS: &str = "The mapping was not used";
    let (bytes, _) = read_at_most(path, MOST_BYTES)?;
    let name = path.file_name().map_or_else(|| "mapping".to_owned(), |name| name.to_string_lossy().into_owned());
    let read = text_from_bytes(&bytes, &name)
        .map_err(Problems::from)
        .and_then(|text| value_from_ron::<MappingV1>(text, &name))
        .and_then(|on_disk| on_disk.into_working(&name));
    read.map_err(|problems| FileError::wrong(path, MEANS, problems))
}

/// Writes a mapping in place of what is there.
///
/// # Errors
/// The disk; what was there is then untouched.
pub fn write_mapping(path: &Path, mapping: &SavedMapping) -> Result<(), FileError> {
    let text = ron_from_value(COMMENT, &MappingV1::from(mapping)).map_err(|error| {
        let happened = format!("The mapping cannot be written down ({error})");
        FileError::new(FileErrorKind::Wrong, path, happened, MEANS, "Report the fault")
    })?;
    write_atomic(path, text.as_bytes(), None, |_| Ok(())).map(|_| ())
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingV1 {
    format: u32,
    headers: Vec<String>,
    /// Header and field, or `ignore`.
    choices: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date_order: Option<OrderV1>,
    #[serde(default, skip_serializing_if = "HeaderRowV1::is_found")]
    header: HeaderRowV1,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
enum OrderV1 {
    DayFirst,
    MonthFirst,
}

#[derive(Clone, Copy, Default, Serialize, Deserialize)]
enum HeaderRowV1 {
    #[default]
    Find,
    At(u32),
    Missing,
}

impl HeaderRowV1 {
    fn is_found(&self) -> bool {
        matches!(self, Self::Find)
    }
}

impl From<&SavedMapping> for MappingV1 {
    fn from(mapping: &SavedMapping) -> Self {
        let SavedMapping { headers, options: ImportOptions { choices, date_order, header } } = mapping;
        let choice =
            |(header, field): &(String, Option<Field>)| (header.clone(), field.map_or(IGNORED, Field::name).to_owned());
        Self {
            format: FORMAT,
            headers: headers.clone(),
            choices: choices.iter().map(choice).collect(),
            date_order: date_order.map(|order| match order {
                DateOrder::DayFirst => OrderV1::DayFirst,
                DateOrder::MonthFirst => OrderV1::MonthFirst,
            }),
            header: match *header {
                HeaderRow::Find => HeaderRowV1::Find,
                HeaderRow::At(row) => HeaderRowV1::At(row),
                HeaderRow::Missing => HeaderRowV1::Missing,
            },
        }
    }
}

impl MappingV1 {
    fn into_working(self, name: &str) -> Result<SavedMapping, Problems> {
        if self.format != FORMAT {
            let what = format!("it was written in format {}, which is not known", self.format);
            return Err(Problem::new(name, "", what, "install a newer version of Securable").into());
        }
        let mut problems = Problems::default();
        let mut choices = Vec::with_capacity(self.choices.len());
        for (header, wanted) in self.choices {
            let field = Field::from_name(&wanted);
            if field.is_none() && wanted != IGNORED {
                let what = format!("\"{}\" is no field of a device", super::shown(&wanted));
                let mend = format!("write {IGNORED}, {}", Field::ALL.map(Field::name).join(", "));
                problems.0.push(Problem::new(name, &format!("column {}", super::shown(&header)), what, mend));
            }
            choices.push((header, field));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let date_order = self.date_order.map(|order| match order {
            OrderV1::DayFirst => DateOrder::DayFirst,
            OrderV1::MonthFirst => DateOrder::MonthFirst,
        });
        let header = match self.header {
            HeaderRowV1::Find => HeaderRow::Find,
            HeaderRowV1::At(row) => HeaderRow::At(row),
            HeaderRowV1::Missing => HeaderRow::Missing,
        };
        Ok(SavedMapping { headers: self.headers, options: ImportOptions { choices, date_order, header } })
    }
}

//! DEVICE LISTS: whatever a tool exported, to an inventory.
//!
//! The format is told by the content, never by the file's name:
//!
//! | Format | Where |
//! |---|---|
//! | CSV, TSV and what is pasted from a spreadsheet; UTF-8, UTF-16, Windows-1252 | `delimited` over `decode` |
//! | XLSX, ODS | `workbook`, `ods` |
//! | nmap's XML | `nmap` over `xml` |
//! | CycloneDX as JSON and XML | `cyclonedx` over `xml` |
//! | JSON arrays and JSON Lines | `json` |
//! | our own `devices.csv` | `canonical` |
//!
//! Delimited text and workbooks are tables: `header` finds the names of their columns, `rows` hands on what
//! stands below. Every format ends in `reading`, which sends the rows to an inventory or, for [`Preview`],
//! to a look at the first of them. What a person decided about columns is kept by `mapping_v1`.
//!
//! Every reader is bounded: bytes, rows, columns, cells and what an archive unpacks to. No entity of an
//! XML file is ever resolved but the five of XML itself, and nothing a file refers to is fetched.

mod canonical;
mod cyclonedx;
mod decode;
mod delimited;
mod header;
mod json;
mod mapping_v1;
mod nmap;
mod ods;
mod preview;
mod reading;
mod records;
mod rows;
#[cfg(test)]
mod tests;
mod watch;
mod workbook;
mod xml;

pub use canonical::{csv_from_devices, devices_from_csv};
pub use mapping_v1::{
    SavedMapping, find_mapping, headers_signature, keep_mapping, mappings_folder, read_mapping, write_mapping,
};
pub use preview::{AmbiguousDate, Preview, PreviewColumn, PreviewRow, preview_devices};
pub(in crate::files) use records::each_record;
pub use watch::{Unwatched, Watch};
pub(super) use workbook::measure_archive;

use super::hash::sha256_hex;
use super::problem::{FileError, FileErrorKind};
use super::save::read_at_most;
use crate::inventory::{DateOrder, Field, Inventory, RowFault};
use reading::Reading;
use std::path::Path;

/// Bytes of a device list.
const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// What a person decided about a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// Header (or `column 3` of a file without headers) and the field it gives; `None` leaves it out.
    pub choices: Vec<(String, Option<Field>)>,
    /// What stands first in `03/04/2026`.
    pub date_order: Option<DateOrder>,
    /// Of a table: where the names of its columns stand.
    pub header: HeaderRow,
}

/// Where the names of the columns of a table stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeaderRow {
    /// Among the first 30 rows, where most of them are understood.
    #[default]
    Find,
    /// In this row of the file, from 1.
    At(u32),
    /// Nowhere: the columns are called `column 1`, `column 2` and so on.
    Missing,
}

/// A device list that was read.
#[derive(Clone, Debug)]
pub struct Imported {
    pub inventory: Inventory,
    /// `CSV`, `nmap XML` and the like, for people.
    pub format: &'static str,
    /// Of the file, 64 lower-case hexadecimal digits.
    pub sha256: String,
}

/// Why a list was refused: sentences without their full stops.
#[derive(Debug)]
pub(super) struct Refusal {
    kind: FileErrorKind,
    happened: String,
    mend: String,
}

impl Refusal {
    pub(super) fn new(happened: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { kind: FileErrorKind::Wrong, happened: happened.into(), mend: mend.into() }
    }
    pub(super) fn too_large(happened: impl Into<String>) -> Self {
        let mend = "Export fewer columns, or split the list by site".to_owned();
        Self { kind: FileErrorKind::TooLarge, happened: happened.into(), mend }
    }
    /// With another mend, for a workbook that is no device list.
    pub(super) fn mended_by(self, mend: &str) -> Self {
        Self { mend: mend.to_owned(), ..self }
    }
    fn stopped() -> Self {
        let happened = "The import was stopped before its end".to_owned();
        Self { kind: FileErrorKind::Stopped, happened, mend: "Start it again to have the list".to_owned() }
    }
    /// Whether it is about the reading as a whole, not about one sheet.
    fn is_stop(&self) -> bool {
        self.kind == FileErrorKind::Stopped
    }
    fn sentences(&self) -> String {
        format!("{}. {}.", self.happened, self.mend)
    }
    fn of(self, path: &Path) -> FileError {
        self.because(path, "No device was imported")
    }
    /// `means` says what follows from it.
    pub(super) fn because(self, path: &Path, means: &str) -> FileError {
        FileError::new(self.kind, path, self.happened, means, self.mend)
    }
}

impl From<RowFault> for Refusal {
    fn from(fault: RowFault) -> Self {
        Self::too_large(fault.words())
    }
}

/// Reads a device list from disk.
///
/// # Errors
/// The disk, a file over 512 MiB, a list that cannot be used, or a stop; the sentence says what to do.
pub fn read_devices(path: &Path, options: &ImportOptions, watch: &dyn Watch) -> Result<Imported, FileError> {
    devices_from_bytes(&device_list_bytes(path)?, path, options, watch)
}

/// The bytes of a device list, for those who look before they read.
///
/// # Errors
/// The disk, or a file over 512 MiB.
pub fn device_list_bytes(path: &Path) -> Result<Vec<u8>, FileError> {
    read_at_most(path, MOST_BYTES).map(|(bytes, _)| bytes)
}

/// Reads a device list; `path` only stands in the sentences.
///
/// # Errors
/// A list that cannot be used, or a stop; the sentence says what to do.
pub fn devices_from_bytes(
    bytes: &[u8],
    path: &Path,
    options: &ImportOptions,
    watch: &dyn Watch,
) -> Result<Imported, FileError> {
    let (read, sha256) = std::thread::scope(|scope| {
        // The fingerprint of a large list takes as long as a third of reading it.
        let beside = std::thread::Builder::new().spawn_scoped(scope, || sha256_hex(bytes));
        let read = any_format(bytes, &Reading::devices(options, watch));
        let sha256 = beside.ok().and_then(|thread| thread.join().ok());
        (read, sha256.unwrap_or_else(|| sha256_hex(bytes)))
    });
    let (format, inventory) = read.map_err(|refusal| refusal.of(path))?;
    Ok(Imported { inventory, format, sha256 })
}

/// Text of a table in whatever encoding it came; why not, and what to do, where it is none.
pub(super) fn text_of_list(bytes: &[u8]) -> Result<std::borrow::Cow<'_, str>, (String, String)> {
    decode::text_from_bytes(bytes).map_err(|Refusal { happened, mend, .. }| (happened, mend))
}

fn any_format(bytes: &[u8], reading: &Reading) -> Result<(&'static str, Inventory), Refusal> {
    const EXPORT: &str = "Export the list as CSV or XLSX";
    if bytes.is_empty() {
        return Err(Refusal::new("The file is empty", "Export the list again"));
    }
    if bytes.starts_with(b"PK") {
        return workbook::inventory_from_archive(bytes, reading);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(Refusal::new(
            "This is a workbook of the old .xls kind, or one locked by a password",
            "Save it as .xlsx or CSV without a password",
        ));
    }
    if bytes.starts_with(b"%PDF") {
        return Err(Refusal::new("This is a PDF, from which no list can be read reliably", EXPORT));
    }
    reading.step(0, 1)?;
    let text = decode::text_from_bytes(bytes)?;
    let start = text.trim_start();
    match start.as_bytes().first() {
        None => Err(Refusal::new("The file holds nothing but blanks", "Export the list again")),
        Some(b'<') => match xml::root_name(start, reading)?.as_str() {
            "nmaprun" => nmap::inventory_from_nmap(&text, reading).map(|inventory| ("nmap XML", inventory)),
            "bom" => cyclonedx::inventory_from_xml(&text, reading).map(|inventory| ("CycloneDX XML", inventory)),
            "html" => Err(Refusal::new("This is a web page, not a device list", EXPORT)),
            other => Err(Refusal::new(
                format!("This is an XML file of a kind that is not known (it begins with <{}>)", shown(other)),
                "Export nmap or CycloneDX XML, CSV or XLSX",
            )),
        },
        Some(b'{' | b'[') if start.contains("\"bomFormat\"") => {
            cyclonedx::inventory_from_json(start, reading).map(|inventory| ("CycloneDX JSON", inventory))
        }
        Some(b'{' | b'[') => json::inventory_from_json(start, reading),
        Some(_) => delimited::inventory_from_text(&text, reading),
    }
}

/// A name from a file as it may stand in a sentence.
fn shown(text: &str) -> String {
    text.chars().take(40).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

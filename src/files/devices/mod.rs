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
//! Every reader is bounded: bytes, rows, columns, cells and what an archive unpacks to. No entity of an
//! XML file is ever resolved but the five of XML itself, and nothing a file refers to is fetched.

mod canonical;
mod cyclonedx;
mod decode;
mod delimited;
mod json;
mod nmap;
mod ods;
mod rows;
#[cfg(test)]
mod tests;
mod workbook;
mod xml;

pub use canonical::{csv_from_devices, devices_from_csv};

use super::hash::sha256_hex;
use super::problem::{FileError, FileErrorKind};
use super::save::read_at_most;
use crate::inventory::{DateOrder, Field, Inventory, RowFault};
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
struct Refusal {
    kind: FileErrorKind,
    happened: String,
    mend: String,
}

impl Refusal {
    fn new(happened: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { kind: FileErrorKind::Wrong, happened: happened.into(), mend: mend.into() }
    }
    fn too_large(happened: impl Into<String>) -> Self {
        let mend = "Export fewer columns, or split the list by site".to_owned();
        Self { kind: FileErrorKind::TooLarge, happened: happened.into(), mend }
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
/// The disk, a file over 512 MiB, or a list that cannot be used; the sentence says what to do.
pub fn read_devices(path: &Path, options: &ImportOptions) -> Result<Imported, FileError> {
    let (bytes, _) = read_at_most(path, MOST_BYTES)?;
    devices_from_bytes(&bytes, path, options)
}

/// Reads a device list; `path` only stands in the sentences.
///
/// # Errors
/// A list that cannot be used; the sentence says what to do.
pub fn devices_from_bytes(bytes: &[u8], path: &Path, options: &ImportOptions) -> Result<Imported, FileError> {
    let read = any_format(bytes, options);
    let (format, inventory) = read.map_err(|Refusal { kind, happened, mend }| {
        FileError::new(kind, path, happened, "No device was imported", mend)
    })?;
    Ok(Imported { inventory, format, sha256: sha256_hex(bytes) })
}

/// Text of a table in whatever encoding it came; why not, and what to do, where it is none.
pub(super) fn text_of_list(bytes: &[u8]) -> Result<std::borrow::Cow<'_, str>, (String, String)> {
    decode::text_from_bytes(bytes).map_err(|Refusal { happened, mend, .. }| (happened, mend))
}

fn any_format(bytes: &[u8], options: &ImportOptions) -> Result<(&'static str, Inventory), Refusal> {
    const EXPORT: &str = "Export the list as CSV or XLSX";
    if bytes.is_empty() {
        return Err(Refusal::new("The file is empty", "Export the list again"));
    }
    if bytes.starts_with(b"PK") {
        return workbook::inventory_from_archive(bytes, options);
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
    let text = decode::text_from_bytes(bytes)?;
    let start = text.trim_start();
    match start.as_bytes().first() {
        None => Err(Refusal::new("The file holds nothing but blanks", "Export the list again")),
        Some(b'<') => match xml::root_name(start)?.as_str() {
            "nmaprun" => nmap::inventory_from_nmap(&text, options).map(|inventory| ("nmap XML", inventory)),
            "bom" => cyclonedx::inventory_from_xml(&text, options).map(|inventory| ("CycloneDX XML", inventory)),
            "html" => Err(Refusal::new("This is a web page, not a device list", EXPORT)),
            other => Err(Refusal::new(
                format!("This is an XML file of a kind that is not known (it begins with <{}>)", shown(other)),
                "Export nmap or CycloneDX XML, CSV or XLSX",
            )),
        },
        Some(b'{' | b'[') if start.contains("\"bomFormat\"") => {
            cyclonedx::inventory_from_json(start, options).map(|inventory| ("CycloneDX JSON", inventory))
        }
        Some(b'{' | b'[') => json::inventory_from_json(start, options),
        Some(_) => delimited::inventory_from_text(&text, options),
    }
}

/// A name from a file as it may stand in a sentence.
fn shown(text: &str) -> String {
    text.chars().take(40).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

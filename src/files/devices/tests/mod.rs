//! Tests of the importers, with files made here.

mod formats;
mod headers;
mod hostile;
mod mappings;
mod mutations;
mod ours;
mod previews;
mod records;
mod shared;
mod watched;
mod workbooks;

use super::*;
use crate::inventory::{DateField, Devices, DropReason, Use};

fn options(choices: &[(&str, &str)]) -> ImportOptions {
    let choices = choices.iter().map(|(header, field)| ((*header).to_owned(), Field::from_name(field)));
    ImportOptions { choices: choices.collect(), ..ImportOptions::default() }
}

fn import_with(bytes: &[u8], options: &ImportOptions) -> Result<Imported, String> {
    let imported =
        devices_from_bytes(bytes, Path::new("list"), options, &Unwatched).map_err(|error| error.to_string())?;
    let report = &imported.inventory.report;
    assert_eq!(
        report.rows_read as usize,
        report.rows_counted as usize + report.merged.len() + report.rows_dropped(),
        "every row is counted, merged or dropped"
    );
    Ok(imported)
}

fn import(bytes: &[u8]) -> Imported {
    import_with(bytes, &ImportOptions::default()).expect("imports")
}

fn refused(bytes: &[u8]) -> String {
    let sentence = import_with(bytes, &ImportOptions::default()).expect_err("is refused");
    assert!(sentence.contains("No device was imported"), "{sentence}");
    sentence
}

fn column(devices: &Devices, field: Field) -> Vec<&str> {
    (0..devices.len()).map(|row| devices.text(row, field)).collect()
}

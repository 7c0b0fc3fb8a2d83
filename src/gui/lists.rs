//! The desk's side of device lists: their bytes, looking at them, reading them, and what was decided about columns.

use super::importing::Source;
use super::jobs::Handle;
use super::store::Refusal;
use crate::files::{
    ImportOptions, Imported, Preview, SavedMapping, Watch, device_list_bytes, devices_from_bytes, find_mapping,
    keep_mapping, preview_devices,
};
use std::path::Path;
use std::sync::Arc;

/// The list as it lies on disk or on the clipboard.
///
/// # Errors
/// In words for a person.
pub fn bytes_of(source: &Source) -> Result<Arc<[u8]>, Refusal> {
    match source {
        Source::File(path) => device_list_bytes(path).map(Arc::from).map_err(Refusal::from),
        Source::Pasted(text) => Ok(Arc::from(text.as_bytes())),
    }
}

/// The first rows of a list.
///
/// # Errors
/// In words for a person.
pub fn look(bytes: &[u8], source: &Source, options: &ImportOptions) -> Result<Preview, Refusal> {
    preview_devices(bytes, named(source), options).map_err(Refusal::from)
}

/// About how many rows a list of lines holds, names of the columns left out; none for other formats.
#[must_use]
pub fn rows_about(bytes: &[u8], preview: &Preview) -> Option<u64> {
    let is_lines = matches!(preview.format, "CSV" | "TSV" | "JSON Lines");
    let lines = || bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
    is_lines.then(|| lines().saturating_sub(u64::from(preview.header_row.unwrap_or(0))))
}

/// The whole list; ends early where somebody stops it.
///
/// # Errors
/// In words for a person.
pub fn read(bytes: &[u8], source: &Source, options: &ImportOptions, handle: &Handle) -> Result<Imported, Refusal> {
    devices_from_bytes(bytes, named(source), options, handle).map_err(Refusal::from)
}

/// What was decided about a list with the same columns before. A mapping that cannot be read is asked for again.
#[must_use]
pub fn remembered(folder: &Path, preview: &Preview) -> Option<ImportOptions> {
    find_mapping(folder, &headers(preview)).ok().flatten().map(|mapping| mapping.options)
}

/// What is kept for the next list with these columns.
#[must_use]
pub fn mapping_of(preview: &Preview, options: &ImportOptions) -> SavedMapping {
    SavedMapping { headers: headers(preview), options: options.clone() }
}

/// Keeps what was decided; nothing where nothing was.
///
/// # Errors
/// In words for a person.
pub fn keep(folder: &Path, mapping: &SavedMapping) -> Result<(), Refusal> {
    if mapping.options == ImportOptions::default() {
        return Ok(());
    }
    keep_mapping(folder, mapping).map(|_| ()).map_err(Refusal::from)
}

fn headers(preview: &Preview) -> Vec<String> {
    preview.columns.iter().map(|column| column.header.clone()).collect()
}

/// What stands in sentences about the list.
fn named(source: &Source) -> &Path {
    match source {
        Source::File(path) => path,
        Source::Pasted(_) => Path::new("pasted block"),
    }
}

impl Watch for Handle {
    fn part(&self, done: u64, of: u64) {
        self.set_progress(done as f32 / of.max(1) as f32);
    }
    fn is_stopped(&self) -> bool {
        Self::is_stopped(self)
    }
}

//! The crash journal: changes since the last save, one checked line each.
//!
//! `NAME.securable.journal` begins with the fingerprint of the file it builds on. A save changes that
//! fingerprint, so a journal left from before the save is known for what it is. Edits put whole
//! values, so the journal of a save applied to that very save changes nothing.

use super::edit_v1::{Change, EditV1, ListChange};
use super::hash::sha256_hex;
use super::history::History;
use super::problem::{FileError, FileErrorKind};
use super::save::{read_at_most, remove_if_there, write_atomic};
use crate::submission::Edit;
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Stands for the base of a case that was never saved.
pub const NEVER_SAVED: &str = "never saved";

const FORMAT: u32 = 1;
const MOST_BYTES: u64 = 512 * 1024 * 1024;
const SUM_DIGITS: usize = 16;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HeaderV1 {
    journal: u32,
    base: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LineV1 {
    /// From 1.
    n: u64,
    at: String,
    who: String,
    label: String,
    edit: EditV1,
}

/// An open journal. Dropping it leaves the file, as a crash does; [`Self::close`] removes it.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    base: String,
    file: File,
    lines: u64,
    /// Bytes known to be whole.
    good_bytes: u64,
}

impl Journal {
    /// Begins a journal on the case with this fingerprint (`sha256`, or [`NEVER_SAVED`]), holding
    /// `changes` from the start: none, or those that were just recovered. What was at `path` is
    /// replaced in one step.
    ///
    /// # Errors
    /// A disk error; what was at `path` is then still there.
    pub fn start(path: &Path, base: &str, changes: &[Change]) -> Result<Self, FileError> {
        let header = HeaderV1 { journal: FORMAT, base: base.to_owned() };
        let header = serde_json::to_string(&header).map_err(|error| unwritable(path, &error.to_string()))?;
        let mut text = checked_line("", &header);
        text.push_str(&lines_from_changes(path, base, 0, changes)?);
        write_atomic(path, text.as_bytes(), None, |_| Ok(()))?;
        let disk = |error| {
            FileError::disk("be opened as the journal", path, "A crash would cost the work since the last save", error)
        };
        let mut file = OpenOptions::new().write(true).open(path).map_err(disk)?;
        let good_bytes = file.seek(SeekFrom::End(0)).map_err(disk)?;
        Ok(Self { path: path.to_owned(), base: base.to_owned(), file, lines: changes.len() as u64, good_bytes })
    }

    /// Adds changes and waits until the disk has them.
    ///
    /// # Errors
    /// A disk error; none of `changes` counts as journalled then, and the next call writes in their place.
    pub fn append(&mut self, changes: &[Change]) -> Result<(), FileError> {
        if changes.is_empty() {
            return Ok(());
        }
        let text = lines_from_changes(&self.path, &self.base, self.lines, changes)?;
        let written = self
            .file
            .set_len(self.good_bytes)
            .and_then(|()| self.file.seek(SeekFrom::Start(self.good_bytes)))
            .and_then(|_| self.file.write_all(text.as_bytes()))
            .and_then(|()| self.file.sync_data());
        written.map_err(|error| {
            FileError::disk(
                "take the latest changes into the journal",
                &self.path,
                "A crash would cost the work since the last save",
                error,
            )
        })?;
        self.good_bytes += text.len() as u64;
        self.lines += changes.len() as u64;
        Ok(())
    }

    /// After a save: begins anew on what was saved, empty.
    ///
    /// # Errors
    /// A disk error; the old journal then still names the old base and will not be applied.
    pub fn saved(self, base: &str) -> Result<Self, FileError> {
        let path = self.path.clone();
        drop(self);
        Self::start(&path, base, &[])
    }

    /// Removes the journal: everything is saved, or was given up by a person.
    ///
    /// # Errors
    /// A disk error.
    pub fn close(self) -> Result<(), FileError> {
        let path = self.path.clone();
        drop(self);
        discard(&path)
    }

    /// Changes in it.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.lines
    }
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines == 0
    }
}

/// Removes the journal at `path`, if there is one.
///
/// # Errors
/// A disk error.
pub fn discard(path: &Path) -> Result<(), FileError> {
    remove_if_there(path).map_err(|error| FileError::disk("be removed", path, "The journal stays where it is", error))
}

/// What a journal left behind by a crash holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Recovered {
    /// In the order in which they were made.
    pub changes: Vec<Change>,
    /// The end was torn by the crash, or did not pass its check, and was left out.
    pub dropped_tail: bool,
    /// A device list too large for the journal was read after the last save. It is not among the changes, and
    /// what was changed in it has no effect.
    pub lost_list: bool,
    /// An expiring case was chosen after the last save and is not among the changes.
    pub lost_expiring: bool,
    /// Fingerprint (`sha256`) of the file it builds on, or [`NEVER_SAVED`].
    pub base: String,
}

/// What to do about a journal.
#[derive(Clone, Debug, PartialEq)]
pub enum Recovery {
    /// There is none, or it holds no change.
    Nothing,
    /// It builds on the case as it was opened: apply the changes.
    Apply(Recovered),
    /// All its changes are in the case already: the crash came just after a save. Discard it.
    AlreadySaved,
    /// It builds on another state of the case and was not applied; a person decides. Edits put whole
    /// values, so applying them is safe where that state is a folder caught in the middle of its save.
    OtherBase(Recovered),
}

/// Reads the journal at `path` for a case that was opened with fingerprint `base` and this history.
///
/// # Errors
/// `Newer`, `Damaged` where not even its first line reads, or a disk error. The journal stays as it is.
pub fn recover(path: &Path, base: &str, history: &History) -> Result<Recovery, FileError> {
    let bytes = match read_at_most(path, MOST_BYTES) {
        Err(error) if error.kind() == FileErrorKind::NotFound => return Ok(Recovery::Nothing),
        other => other?.0,
    };
    if bytes.is_empty() {
        return Ok(Recovery::Nothing);
    }
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let header = lines
        .next()
        .and_then(|line| json_from_line("", line))
        .and_then(|json| serde_json::from_str::<serde_json::Value>(json).ok());
    let Some(header) = header else {
        return Err(FileError::new(
            FileErrorKind::Damaged,
            path,
            "The journal of unsaved changes cannot be read",
            "Changes since the last save may be lost; the case itself is not affected",
            "Keep the journal for support, or discard it",
        ));
    };
    if let Some(format) =
        header.get("journal").and_then(serde_json::Value::as_u64).filter(|format| *format > u64::from(FORMAT))
    {
        return Err(FileError::new(
            FileErrorKind::Newer,
            path,
            format!("The journal of unsaved changes has format {format}; this program reads format {FORMAT}"),
            "The changes in it were not applied",
            "Open the case with the newer version",
        ));
    }
    let named = header.get("base").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    let mut recovered =
        Recovered { changes: Vec::new(), dropped_tail: false, lost_list: false, lost_expiring: false, base: named };
    let mut list_is_lost = false;
    for line in lines {
        let expected = recovered.changes.len() as u64 + 1;
        let read = json_from_line(&recovered.base, line).and_then(|json| change_from_json(json, expected));
        let Some(ReadChange { mut change, list_change, loses_expiring }) = read else {
            recovered.dropped_tail = true;
            break;
        };
        recovered.lost_expiring |= loses_expiring;
        match list_change {
            ListChange::None => {}
            ListChange::Put => list_is_lost = false,
            ListChange::Lost => (list_is_lost, recovered.lost_list) = (true, true),
            // On the list from before it would change the cells of other devices.
            ListChange::Within if list_is_lost => {
                change.edit = Edit::Many { label: change.label.clone(), edits: Vec::new() };
            }
            ListChange::Within => {}
        }
        recovered.changes.push(change);
    }
    if recovered.changes.is_empty() && !recovered.dropped_tail {
        return Ok(Recovery::Nothing);
    }
    if recovered.base == base {
        return Ok(Recovery::Apply(recovered));
    }
    if history.ends_with(&recovered.changes) && !recovered.dropped_tail {
        return Ok(Recovery::AlreadySaved);
    }
    Ok(Recovery::OtherBase(recovered))
}

struct ReadChange {
    change: Change,
    list_change: ListChange,
    loses_expiring: bool,
}

fn change_from_json(json: &str, expected: u64) -> Option<ReadChange> {
    let line: LineV1 = serde_json::from_str(json).ok()?;
    if line.n != expected {
        return None;
    }
    let (list_change, loses_expiring) = (line.edit.list_change(), line.edit.loses_expiring());
    let change = Change { at: line.at, who: line.who, label: line.label, edit: line.edit.into_working()? };
    Some(ReadChange { change, list_change, loses_expiring })
}

fn lines_from_changes(path: &Path, base: &str, before: u64, changes: &[Change]) -> Result<String, FileError> {
    let mut text = String::new();
    for (n, change) in (before + 1..).zip(changes) {
        let Change { at, who, label, edit } = change;
        let line = LineV1 { n, at: at.clone(), who: who.clone(), label: label.clone(), edit: edit.into() };
        let json = serde_json::to_string(&line).map_err(|error| unwritable(path, &error.to_string()))?;
        text.push_str(&checked_line(base, &json));
    }
    Ok(text)
}

/// `0123456789abcdef {...}`: the check covers the base too, so a line of another journal never passes.
fn checked_line(base: &str, json: &str) -> String {
    format!("{} {json}\n", sum(base, json))
}

fn json_from_line<'a>(base: &str, line: &'a [u8]) -> Option<&'a str> {
    let line = std::str::from_utf8(line).ok()?.strip_suffix('\n')?;
    let (given, json) = line.split_once(' ')?;
    (given == sum(base, json)).then_some(json)
}

fn sum(base: &str, json: &str) -> String {
    let mut hash = sha256_hex(format!("{base}\n{json}").as_bytes());
    hash.truncate(SUM_DIGITS);
    hash
}

fn unwritable(path: &Path, detail: &str) -> FileError {
    FileError::new(
        FileErrorKind::Wrong,
        path,
        format!("A change cannot be written into the journal ({detail})"),
        "A crash would cost the work since the last save",
        "Save the case and report the fault",
    )
}

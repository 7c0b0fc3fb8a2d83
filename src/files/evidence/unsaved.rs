//! Content that was attached since the last save, in `NAME.securable.evidence` beside the journal.
//!
//! The journal names attached files by hash; here is what it names. Content comes first, then its line, so that a
//! journal never speaks of what is not there. A save makes it part of the case, and it goes from here.

use super::{Evidence, MOST_IN_CASE, MOST_IN_FILE};
use crate::files::hash::{is_sha256_hex, sha256_hex};
use crate::files::problem::{FileError, FileErrorKind};
use crate::files::save::{beside, read_at_most, resolved, write_atomic};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

fn folder_of(case: &Path) -> PathBuf {
    beside(&resolved(case), "evidence")
}

/// Keeps content that the case does not hold yet.
///
/// # Errors
/// A disk error, or something else that stands in the place of the folder.
pub fn keep_unsaved(case: &Path, sha256: &str, content: &[u8]) -> Result<(), FileError> {
    let folder = folder_of(case);
    let means = "A crash before the next save would cost the attached file";
    let disk = |error| FileError::disk("be kept beside the journal", &folder, means, error);
    match fs::create_dir(&folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(disk(error)),
        _ => {}
    }
    if !is_real_folder(&folder) {
        let happened = "Something that is no folder stands where attached files are kept until the next save";
        return Err(FileError::new(FileErrorKind::Wrong, &folder, happened, means, "Move it elsewhere, and save soon"));
    }
    let target = folder.join(sha256);
    if fs::symlink_metadata(&target).is_ok_and(|there| there.is_file() && there.len() == content.len() as u64) {
        return Ok(());
    }
    write_atomic(&target, content, None, |_| Ok(())).map(|_| ())
}

/// What a crash left here, each content checked against its name. What does not pass is left out.
#[must_use]
pub fn unsaved_evidence(case: &Path) -> Evidence {
    let folder = folder_of(case);
    let mut found = Evidence::new();
    let mut total = 0_u64;
    for (name, path) in files_in(&folder) {
        if !is_sha256_hex(&name) {
            continue;
        }
        let Ok((content, _)) = read_at_most(&path, MOST_IN_FILE) else { continue };
        total = total.saturating_add(content.len() as u64);
        if total > MOST_IN_CASE {
            break;
        }
        if sha256_hex(&content) == name {
            found.insert(name, content.into());
        }
    }
    found
}

/// Removes what is kept here but the content that is still needed, and the folder once it is empty.
///
/// # Errors
/// A disk error.
pub fn drop_unsaved(case: &Path, is_needed: impl Fn(&str) -> bool) -> Result<(), FileError> {
    let folder = folder_of(case);
    let disk = |error| {
        FileError::disk("be removed", &folder, "Attached files that are in the case stay beside it as well", error)
    };
    if !is_real_folder(&folder) {
        return Ok(());
    }
    let mut left = false;
    for (name, path) in files_in(&folder) {
        if is_needed(&name) {
            left = true;
        } else {
            fs::remove_file(path).map_err(disk)?;
        }
    }
    if left {
        return Ok(());
    }
    match fs::remove_dir(&folder) {
        // Somebody put a folder of theirs in it.
        Err(error) if error.kind() != io::ErrorKind::DirectoryNotEmpty => Err(disk(error)),
        _ => Ok(()),
    }
}

/// A link would lead the writing elsewhere.
fn is_real_folder(folder: &Path) -> bool {
    fs::symlink_metadata(folder).is_ok_and(|it| it.is_dir())
}

/// Plain files, in the order of their names.
fn files_in(folder: &Path) -> Vec<(String, PathBuf)> {
    if !is_real_folder(folder) {
        return Vec::new();
    }
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let plain = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    let mut files: Vec<(String, PathBuf)> =
        plain.map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path())).collect();
    files.sort();
    files
}

//! A case as an unpacked folder, for version control and tests.

use super::hash::sha256_hex;
use super::members::{FOLDERS, MANIFEST, MOST_MEMBERS, MOST_TOTAL, Members, most_bytes, why_refused};
use super::problem::{FileError, FileErrorKind};
use super::save::{Fingerprint, read_at_most, remove_if_there, sync_folder, write_atomic};
use super::zipped::damaged;
use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

/// Reads every member. Hidden files and those that desktops leave behind are passed over.
///
/// # Errors
/// As for a packed case; links are refused.
pub(super) fn members_from_folder(path: &Path) -> Result<(Members, Option<SystemTime>), FileError> {
    let mut reading = Reading { members: Members::new(), total: 0, modified: None };
    reading.folder(path, path, "")?;
    Ok((reading.members, reading.modified))
}

struct Reading {
    members: Members,
    total: u64,
    modified: Option<SystemTime>,
}

impl Reading {
    fn folder(&mut self, root: &Path, folder: &Path, prefix: &str) -> Result<(), FileError> {
        let disk = |error| FileError::disk("be read", root, "It was not opened", error);
        for entry in fs::read_dir(folder).map_err(disk)? {
            let entry = entry.map_err(disk)?;
            let file_name = entry.file_name();
            let name = format!("{prefix}{}", file_name.to_string_lossy());
            if file_name.as_encoded_bytes().starts_with(b".")
                || matches!(file_name.to_str(), Some("Thumbs.db" | "desktop.ini"))
            {
                continue;
            }
            let kind = entry.file_type().map_err(disk)?;
            if kind.is_symlink() {
                return Err(damaged(root, &format!("{name} is a link, which a case must not hold")));
            }
            if kind.is_dir() && FOLDERS.contains(&name.as_str()) {
                self.folder(root, &entry.path(), &format!("{name}/"))?;
                continue;
            }
            let Some(most) = most_bytes(&name).filter(|_| kind.is_file()) else {
                return Err(FileError::new(
                    FileErrorKind::NotACase,
                    root,
                    format!("The folder was refused: {}", why_refused(&name)),
                    "It was not opened and nothing was changed",
                    "Choose a case, or move what does not belong elsewhere",
                ));
            };
            let (content, modified) = read_at_most(&entry.path(), most)?;
            self.total = self.total.saturating_add(content.len() as u64);
            if self.total > MOST_TOTAL || self.members.len() >= MOST_MEMBERS {
                return Err(FileError::new(
                    FileErrorKind::TooLarge,
                    root,
                    "The folder holds more than a case may hold",
                    "It was not opened",
                    "Check where the folder comes from",
                ));
            }
            self.modified = self.modified.max(modified);
            self.members.insert(name, content);
        }
        Ok(())
    }
}

/// Size of the members together and the latest time of any, without reading them.
pub(super) fn size_and_time_of_folder(path: &Path) -> io::Result<(u64, Option<SystemTime>)> {
    let (mut size, mut latest) = (0, None);
    let inside = FOLDERS.into_iter().map(|name| (path.join(name), format!("{name}/")));
    for (folder, prefix) in std::iter::once((path.to_owned(), String::new())).chain(inside) {
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if most_bytes(&name).is_some() {
                let metadata = entry.metadata()?;
                size += metadata.len();
                latest = latest.max(metadata.modified().ok());
            }
        }
    }
    Ok((size, latest))
}

/// Of the members' names and contents.
pub(super) fn fingerprint_of_members(members: &Members, modified: Option<SystemTime>) -> Fingerprint {
    let mut listing = String::new();
    for (name, content) in members {
        listing.push_str(name);
        listing.push(' ');
        listing.push_str(&sha256_hex(content));
        listing.push('\n');
    }
    Fingerprint {
        size: members.values().map(|content| content.len() as u64).sum(),
        modified,
        sha256: sha256_hex(listing.as_bytes()),
    }
}

/// Writes what differs from `there`, each member atomically: evidence and the like first, the
/// submission before the history, the manifest last; then removes what the case no longer holds.
pub(super) fn write_folder(path: &Path, members: &Members, there: &Members) -> Result<(), FileError> {
    let disk = |error| FileError::disk("be saved", path, "Some of its members may be new and others old", error);
    fs::create_dir_all(path).map_err(disk)?;
    for folder in FOLDERS {
        if members.keys().any(|name| name.split_once('/').is_some_and(|(around, _)| around == folder)) {
            fs::create_dir_all(path.join(folder)).map_err(disk)?;
        }
    }
    let mut names: Vec<&String> = members.keys().collect();
    names.sort_by_key(|name| (order(name), name.as_str()));
    for name in names {
        let (Some(content), old) = (members.get(name), there.get(name)) else { continue };
        if old != Some(content) {
            write_atomic(&path.join(name), content, None, |_| Ok(()))?;
        }
    }
    for name in there.keys().filter(|name| !members.contains_key(*name)) {
        remove_if_there(&path.join(name)).map_err(disk)?;
    }
    match sync_folder(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(disk(error)),
        _ => Ok(()),
    }
}

fn order(name: &str) -> u8 {
    match name {
        super::members::SUBMISSION => 1,
        super::members::HISTORY => 2,
        MANIFEST => 3,
        _ => 0,
    }
}

//! Who has a case open: `NAME.securable.lock`, freed by the system when its holder is gone.

use super::problem::{FileError, FileErrorKind};
use super::save::{beside, remove_if_there, resolved, sweep_temps};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// Who asks for a lock, given by the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    pub user: String,
    pub host: String,
    pub pid: u32,
    /// Since when, as it is to be shown: `2026-11-22 09:30`.
    pub since: String,
}

/// Held while a case is open; letting go of it frees the case.
#[derive(Debug)]
pub struct CaseLock {
    file: File,
    path: PathBuf,
}

impl CaseLock {
    /// Takes the lock of the case at `case` (a file or an unpacked folder), and clears away what a
    /// killed save has left there.
    ///
    /// # Errors
    /// `Locked` with who has it; a disk error where no lock file can be written, for example in a
    /// read-only folder: the case can then be read but should not be saved there.
    pub fn take(case: &Path, holder: &Holder) -> Result<Self, FileError> {
        let case = resolved(case);
        let path = beside(&case, "lock");
        let disk = |error| FileError::disk("be locked", &case, "Someone else could change it at the same time", error);
        // A holder removes its lock file on the way out, so what was locked may be gone from the folder.
        for _ in 0..16 {
            let mut file =
                OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(disk)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(locked(&case, &mut file)),
                Err(TryLockError::Error(error)) => return Err(disk(error)),
            }
            if !is_still_at(&file, &path).map_err(disk)? {
                continue;
            }
            let mut lock = Self { file, path };
            lock.write(holder).map_err(disk)?;
            sweep_temps(&case).map_err(disk)?;
            if case.is_dir() {
                for member in ["manifest.ron", "submission.ron", "questionnaire.ron", "history.jsonl", "devices.csv"] {
                    sweep_temps(&case.join(member)).map_err(disk)?;
                }
            }
            return Ok(lock);
        }
        Err(FileError::new(
            FileErrorKind::Locked,
            &case,
            "The case is being opened and closed by another program",
            "It was not opened here",
            "Try again in a moment",
        ))
    }

    fn write(&mut self, holder: &Holder) -> io::Result<()> {
        self.file.set_len(0)?;
        self.file.rewind()?;
        let Holder { user, host, pid, since } = holder;
        let one_line = |text: &str| text.replace(['\n', '\r'], " ");
        writeln!(self.file, "{}@{} pid {pid} since {}", one_line(user), one_line(host), one_line(since))?;
        self.file.flush()
    }
}

impl Drop for CaseLock {
    fn drop(&mut self) {
        // A lock file that stays behind locks nothing, and closing the file frees the lock in any case,
        // so a failure here needs no word to anybody.
        remove_if_there(&self.path).unwrap_or_default();
        self.file.unlock().unwrap_or_default();
    }
}

fn locked(case: &Path, file: &mut File) -> FileError {
    let mut who = String::new();
    // Where the system also denies reading (Windows), the name stays unknown.
    let is_read = file.take(400).read_to_string(&mut who).is_ok();
    let who = match who.lines().next().map(str::trim) {
        Some(who) if is_read && !who.is_empty() => who.to_owned(),
        _ => "another window or program".to_owned(),
    };
    FileError::new(
        FileErrorKind::Locked,
        case,
        format!("The case is open elsewhere: {who}"),
        "It can be read here but not saved",
        "Ask them to close it, or save your work under another name",
    )
}

#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let held = file.metadata()?;
    match fs::metadata(path) {
        Ok(there) => Ok((held.dev(), held.ino()) == (there.dev(), there.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
fn is_still_at(_file: &File, path: &Path) -> io::Result<bool> {
    fs::exists(path)
}

//! Copies for the system to show: in a folder of this run, for this user alone, read-only, gone with the program.

use super::why_not_shown;
use crate::files::problem::{FileError, FileErrorKind};
use crate::files::save::{refuse_inside_a_case, remove_if_there, write_atomic};
use crate::submission::Attachment;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use tempfile::TempDir;

const NOT_SHOWN: &str = "The attached file was not opened";
/// Letters of the name that the copy keeps.
const MOST_LETTERS: usize = 60;

/// The folder of the copies; made with the first of them, removed with the last clone of this.
#[derive(Clone, Default)]
pub struct ShownCopies(Arc<Mutex<Option<TempDir>>>);

impl ShownCopies {
    /// Writes a copy that may be shown, and says where it is.
    ///
    /// # Errors
    /// Content that is only saved as a copy (see [`why_not_shown`]), or a disk error.
    pub fn put(&self, attachment: &Attachment, content: &[u8]) -> Result<PathBuf, FileError> {
        if let Some(why) = why_not_shown(&attachment.file_name, content) {
            let path = Path::new(&attachment.file_name);
            return Err(FileError::new(FileErrorKind::Wrong, path, why, "", ""));
        }
        let path = self.folder()?.join(safe_name(attachment));
        let disk = |error| FileError::disk("be copied", &path, NOT_SHOWN, error);
        remove_if_there(&path).map_err(disk)?;
        let mut file = File::create_new(&path).map_err(disk)?;
        file.write_all(content).map_err(disk)?;
        let mut permissions = file.metadata().map_err(disk)?.permissions();
        permissions.set_readonly(true);
        file.set_permissions(permissions).map_err(disk)?;
        Ok(path)
    }

    fn folder(&self) -> Result<PathBuf, FileError> {
        let mut folder = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(there) = folder.as_ref() {
            return Ok(there.path().to_owned());
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix("securable-shown-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o700));
        }
        let made =
            builder.tempdir().map_err(|error| FileError::disk("be copied", &std::env::temp_dir(), NOT_SHOWN, error))?;
        Ok(folder.insert(made).path().to_owned())
    }
}

/// `3f2a9c01b2d4 network plan.pdf`: nothing that a shell, a file manager or an old file system reads otherwise.
fn safe_name(attachment: &Attachment) -> String {
    let (stem, ending) = attachment.file_name.rsplit_once('.').unwrap_or((&attachment.file_name, ""));
    let plain = |letter: char| if letter.is_alphanumeric() || letter == '-' { letter } else { ' ' };
    let words: String = stem.chars().map(plain).collect();
    let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MOST_LETTERS).collect();
    let hash = attachment.sha256.get(..12).unwrap_or_default();
    format!("{}.{}", format!("{hash} {words}").trim(), ending.to_ascii_lowercase())
}

/// Lets the system show a file with whatever it has for that ending; waits until its opener is done.
///
/// # Errors
/// There is no opener, or it says that it failed.
pub fn hand_to_system(path: &Path) -> io::Result<()> {
    let opener = match std::env::consts::OS {
        "windows" => "explorer.exe",
        "macos" => "open",
        _ => "xdg-open",
    };
    let status =
        Command::new(opener).arg(path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    // Windows' own answers 1 whatever happened.
    if status.success() || cfg!(windows) {
        Ok(())
    } else {
        Err(io::Error::other(format!("{opener} ended with {status}")))
    }
}

/// Saves attached content under a name that a person chose, and reads it back.
///
/// # Errors
/// A disk error; what was there is then still there.
pub fn write_copy(path: &Path, content: &[u8]) -> Result<(), FileError> {
    refuse_inside_a_case(path)?;
    write_atomic(path, content, None, |_| Ok(())).map(|_| ())
}

//! Which files a book consists of, and what became of them since they were read.

use crate::files::folder::size_and_time_of_folder;
use crate::files::is_case_folder;
use crate::files::problem::{FileError, FileErrorKind};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Cases and tables of a book.
const MOST_FILES: usize = 100_000;
/// Folders inside folders.
const MOST_DEEP: usize = 8;

/// A file of a book, as it was seen last: enough to tell cheaply that it changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    pub kind: BookFile,
    /// Bytes; of an unpacked case, the sum of its members.
    pub size: u64,
    /// Of an unpacked case, the latest of its members. `None` where the system does not tell.
    pub modified: Option<SystemTime>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookFile {
    /// A `.securable` file or its unpacked folder.
    Case,
    /// A flat table.
    Table,
}

/// The files of a book by their paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamps {
    /// As they were asked for: files and folders.
    pub paths: Vec<PathBuf>,
    pub files: BTreeMap<PathBuf, Stamp>,
    /// Files and links that belong to no book and were passed over.
    pub passed_over: usize,
}

/// What became of the files of a book. Each list in the order of paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileChanges {
    pub changed: Vec<PathBuf>,
    pub appeared: Vec<PathBuf>,
    pub vanished: Vec<PathBuf>,
}

impl FileChanges {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.appeared.is_empty() && self.vanished.is_empty()
    }
}

impl Stamps {
    /// Looks for the cases and tables under these paths. A folder is searched with the folders inside it; what is
    /// hidden, a link, a lock, a journal or an older copy is passed over. Nothing is opened.
    ///
    /// # Errors
    /// A path that is not there or cannot be listed, or more than 100,000 files.
    pub fn of(paths: &[PathBuf]) -> Result<Self, FileError> {
        let mut stamps = Self { paths: paths.to_vec(), ..Self::default() };
        for path in paths {
            let metadata = fs::metadata(path).map_err(|error| unlisted(path, error))?;
            if metadata.is_dir() {
                stamps.folder(path, 0)?;
            } else {
                let kind = kind_of_file(path).unwrap_or(BookFile::Table);
                let stamp = Stamp { kind, size: metadata.len(), modified: metadata.modified().ok() };
                stamps.files.insert(path.clone(), stamp);
            }
        }
        Ok(stamps)
    }

    /// What changed on disk since. Cheap enough to be asked every two seconds.
    ///
    /// # Errors
    /// As for [`Self::of`].
    pub fn changes(&self) -> Result<FileChanges, FileError> {
        let now = Self::of(&self.paths)?;
        let paths = |wanted: &dyn Fn(&PathBuf, &Stamp) -> bool, of: &Self| -> Vec<PathBuf> {
            of.files.iter().filter(|(path, stamp)| wanted(path, stamp)).map(|(path, _)| path.clone()).collect()
        };
        Ok(FileChanges {
            changed: paths(&|path, stamp| self.files.get(path).is_some_and(|before| before != stamp), &now),
            appeared: paths(&|path, _| !self.files.contains_key(path), &now),
            vanished: paths(&|path, _| !now.files.contains_key(path), self),
        })
    }

    /// Bytes of all files.
    pub(super) fn size(&self) -> u64 {
        self.files.values().fold(0, |sum, stamp| sum.saturating_add(stamp.size))
    }

    fn folder(&mut self, folder: &Path, deep: usize) -> Result<(), FileError> {
        let disk = |error| unlisted(folder, error);
        if is_case_folder(folder) {
            let (size, modified) = size_and_time_of_folder(folder).map_err(disk)?;
            return self.add(folder, Stamp { kind: BookFile::Case, size, modified });
        }
        for entry in fs::read_dir(folder).map_err(disk)? {
            let entry = entry.map_err(disk)?;
            // What vanishes while it is looked at is no longer part of the book.
            let (Ok(kind), path) = (entry.file_type(), entry.path()) else { continue };
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            match kind_of_file(&path).filter(|_| kind.is_file()) {
                Some(kind) => {
                    let Ok(metadata) = entry.metadata() else { continue };
                    self.add(&path, Stamp { kind, size: metadata.len(), modified: metadata.modified().ok() })?;
                }
                None if kind.is_dir() && deep < MOST_DEEP => self.folder(&path, deep + 1)?,
                None => self.passed_over += usize::from(!is_beside_a_case(&path)),
            }
        }
        Ok(())
    }

    fn add(&mut self, path: &Path, stamp: Stamp) -> Result<(), FileError> {
        if self.files.len() >= MOST_FILES {
            return Err(FileError::new(
                FileErrorKind::TooLarge,
                path,
                format!("There are more than {MOST_FILES} cases and tables"),
                "The book was not read",
                "Choose a folder inside it",
            ));
        }
        self.files.insert(path.to_owned(), stamp);
        Ok(())
    }
}

fn unlisted(path: &Path, error: io::Error) -> FileError {
    FileError::disk("be read", path, "The book was not read", error)
}

/// By its ending; `None` for what belongs to no book.
fn kind_of_file(path: &Path) -> Option<BookFile> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    match ending.as_str() {
        "securable" => Some(BookFile::Case),
        "csv" | "tsv" => Some(BookFile::Table),
        _ => None,
    }
}

/// A lock, a journal, the copy from before the last save: not worth a word.
fn is_beside_a_case(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "lock" || ending == "journal" || ending == "bak")
}

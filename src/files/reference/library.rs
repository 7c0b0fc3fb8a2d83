//! The reference files kept on this computer, so that every case can be computed with the newest.
//!
//! ```text
//! reference/index.ron     what is kept: kind, name, as-of date, hash
//! reference/<sha256>      the file as it was downloaded
//! ```

use super::{LoadedReference, MOST_REFERENCE_BYTES};
use crate::files::hash::{is_sha256_hex, sha256_hex};
use crate::files::problem::{FileError, FileErrorKind, Problem};
use crate::files::ron_text::{ron_from_value, text_from_bytes, value_from_ron};
use crate::files::save::{read_at_most, write_atomic};
use crate::inventory::{Pinned, ReferenceKind};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const INDEX: &str = "index.ron";
const FOLDER: &str = "reference";
const MOST_INDEX: u64 = 4 * 1024 * 1024;
const VERSION: u32 = 1;
const COMMENT: &str =
    "// Reference files that Securable keeps on this computer. The files beside this one are named by their SHA-256.\n";
const UNCHANGED: &str = "The library is as it was";

/// A file of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub pinned: Pinned,
    /// The day it was taken over.
    pub added: NaiveDate,
}

/// The reference files of one person on one computer.
#[derive(Clone, Debug)]
pub struct Library {
    folder: PathBuf,
    kept: Vec<Kept>,
}

#[derive(Serialize, Deserialize)]
struct IndexV1 {
    version: u32,
    files: Vec<KeptV1>,
}

#[derive(Serialize, Deserialize)]
struct KeptV1 {
    kind: KindV1,
    name: String,
    as_of: Option<String>,
    sha256: String,
    entries: u32,
    added: String,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
enum KindV1 {
    KnownExploited,
    Support,
}

impl Library {
    /// The library in the program's own folder `home`; an empty one where there is none yet.
    ///
    /// # Errors
    /// A disk error, or an index that does not read.
    pub fn open(home: &Path) -> Result<Self, FileError> {
        let folder = home.join(FOLDER);
        let path = folder.join(INDEX);
        let bytes = match read_at_most(&path, MOST_INDEX) {
            Ok((bytes, _)) => bytes,
            Err(error) if error.kind() == FileErrorKind::NotFound => return Ok(Self { folder, kept: Vec::new() }),
            Err(error) => return Err(error),
        };
        let means = "No reference file of this computer can be used";
        let read =
            text_from_bytes(&bytes, INDEX).map_err(Into::into).and_then(|text| value_from_ron::<IndexV1>(text, INDEX));
        let index = read.map_err(|problems| FileError::wrong(&path, means, problems))?;
        if index.version > VERSION {
            let happened = "The list of reference files was written by a newer version of Securable";
            return Err(FileError::new(FileErrorKind::Newer, &path, happened, means, "Use the newer version"));
        }
        let wrong = |entry: &KeptV1| {
            let what = "the file has no proper date or hash";
            let mend = "take its lines out and add the file again";
            FileError::wrong(&path, means, Problem::new(INDEX, &entry.name, what, mend).into())
        };
        let kept: Result<Vec<Kept>, FileError> =
            index.files.iter().map(|entry| kept_from(entry).ok_or_else(|| wrong(entry))).collect();
        Ok(Self { folder, kept: kept? })
    }

    /// In the order in which they were added.
    #[must_use]
    pub fn list(&self) -> &[Kept] {
        &self.kept
    }

    /// What a case is best computed with: the newest catalogue, or the newest of every support list by its
    /// name. The day a file speaks of decides, then the day on which it was added.
    #[must_use]
    pub fn newest(&self, kind: ReferenceKind) -> Vec<&Kept> {
        let mut newest: BTreeMap<&str, &Kept> = BTreeMap::new();
        for kept in self.kept.iter().filter(|kept| kept.pinned.kind == kind) {
            let name = if kind == ReferenceKind::Support { kept.pinned.name.as_str() } else { "" };
            let best = newest.entry(name).or_insert(kept);
            if (best.pinned.as_of, best.added) <= (kept.pinned.as_of, kept.added) {
                *best = kept;
            }
        }
        newest.into_values().collect()
    }

    /// The file as it was downloaded.
    ///
    /// # Errors
    /// A disk error, or a file that was changed since.
    pub fn bytes(&self, kept: &Kept) -> Result<Vec<u8>, FileError> {
        let path = self.folder.join(&kept.pinned.sha256);
        let (bytes, _) = read_at_most(&path, MOST_REFERENCE_BYTES)?;
        if sha256_hex(&bytes) != kept.pinned.sha256 {
            let happened = format!("The file {} is no longer what was added", kept.pinned.name);
            let mend = "Download it and add it again";
            return Err(FileError::new(FileErrorKind::Damaged, &path, happened, "It was not used", mend));
        }
        Ok(bytes)
    }

    /// Keeps a file; one that is there already takes the new name and date. The file is written before the
    /// index, so that the index never names what is not there.
    ///
    /// # Errors
    /// A disk error; the library is then as it was.
    pub fn add(&mut self, loaded: &LoadedReference, bytes: &[u8], added: NaiveDate) -> Result<(), FileError> {
        let pinned = &loaded.pinned;
        fs::create_dir_all(&self.folder).map_err(|error| FileError::disk("be kept", &self.folder, UNCHANGED, error))?;
        write_atomic(&self.folder.join(&pinned.sha256), bytes, None, |_| Ok(()))?;
        let mut kept = self.kept.clone();
        kept.retain(|known| known.pinned.sha256 != pinned.sha256 || known.pinned.kind != pinned.kind);
        kept.push(Kept { pinned: pinned.clone(), added });
        let path = self.folder.join(INDEX);
        let index = IndexV1 { version: VERSION, files: kept.iter().map(KeptV1::from).collect() };
        let text = ron_from_value(COMMENT, &index).map_err(|error| {
            let happened = format!("The list of reference files cannot be written down ({error})");
            FileError::new(FileErrorKind::Wrong, &path, happened, UNCHANGED, "Report the fault")
        })?;
        write_atomic(&path, text.as_bytes(), None, |_| Ok(()))?;
        self.kept = kept;
        Ok(())
    }
}

impl From<&Kept> for KeptV1 {
    fn from(kept: &Kept) -> Self {
        let Pinned { kind, name, as_of, sha256, entries } = kept.pinned.clone();
        let kind = match kind {
            ReferenceKind::KnownExploited => KindV1::KnownExploited,
            ReferenceKind::Support => KindV1::Support,
        };
        Self { kind, name, as_of: as_of.map(|day| day.to_string()), sha256, entries, added: kept.added.to_string() }
    }
}

fn kept_from(entry: &KeptV1) -> Option<Kept> {
    let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    let as_of = match &entry.as_of {
        Some(text) => Some(day(text)?),
        None => None,
    };
    let kind = match entry.kind {
        KindV1::KnownExploited => ReferenceKind::KnownExploited,
        KindV1::Support => ReferenceKind::Support,
    };
    // The hash names a file: nothing else may.
    let sha256 = is_sha256_hex(&entry.sha256).then(|| entry.sha256.clone())?;
    let pinned = Pinned { kind, name: entry.name.clone(), as_of, sha256, entries: entry.entries };
    Some(Kept { pinned, added: day(&entry.added)? })
}

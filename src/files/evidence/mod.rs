//! Files that stand behind answers: taken in once by hash, kept through a crash, given back as copies.
//!
//! | What | Where |
//! |---|---|
//! | taking a file in, within its limits | here |
//! | additions that no save holds yet, beside the journal | `unsaved` |
//! | what may be handed to the system, and what only saved as a copy | `showable` |
//! | the copies that the system shows | `shown` |
//!
//! Nothing attached is ever run, rendered or fetched from by the program itself.

mod showable;
mod shown;
#[cfg(test)]
mod tests;
mod unsaved;

pub use showable::{has_listed_ending, why_not_shown};
pub use shown::{ShownCopies, hand_to_system, write_copy};
pub use unsaved::{drop_unsaved, keep_unsaved, unsaved_evidence};

use super::hash::sha256_hex;
use super::problem::{FileError, FileErrorKind, Notice};
use super::save::{read_at_most, too_large};
use crate::submission::{Attachment, Submission, clean_file_name};
use chrono::{DateTime, Local, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

const MIB: u64 = 1024 * 1024;
/// One attached file, bytes.
pub const MOST_IN_FILE: u64 = 32 * MIB;
/// All attached files of a case, each content once, bytes.
pub const MOST_IN_CASE: u64 = 256 * MIB;

const NOT_ATTACHED: &str = "It was not attached";

/// Content of attached files by its SHA-256. Cheap to clone.
pub type Evidence = BTreeMap<String, Arc<[u8]>>;

/// A file that was read to be attached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenFile {
    pub sha256: String,
    /// Fit to be shown, see [`clean_file_name`].
    pub file_name: String,
    pub content: Arc<[u8]>,
    /// Last changed, as the file system says: a hint at the date of the document, no more.
    pub changed: Option<NaiveDate>,
}

impl TakenFile {
    /// As it is put on file: the date of the document is for a person to say.
    #[must_use]
    pub fn attachment(&self, added: NaiveDate) -> Attachment {
        Attachment {
            sha256: self.sha256.clone(),
            file_name: self.file_name.clone(),
            bytes: self.content.len() as u64,
            dated: None,
            added: Some(added),
            note: String::new(),
        }
    }
}

/// Reads a file to be attached to a case that has room for so many bytes more. The size is looked at before the content.
///
/// # Errors
/// A link, a folder, a device, an empty file, more than [`MOST_IN_FILE`] or than there is room for, or a disk error.
pub fn take_file(path: &Path, room: u64) -> Result<TakenFile, FileError> {
    let refused = |kind, happened: &str, mend: &str| Err(FileError::new(kind, path, happened, NOT_ATTACHED, mend));
    let metadata = fs::symlink_metadata(path).map_err(|error| FileError::disk("be read", path, NOT_ATTACHED, error))?;
    let kind = metadata.file_type();
    if kind.is_symlink() {
        return refused(FileErrorKind::Wrong, "This is a link, not a file", "Attach the file that it leads to");
    }
    if kind.is_dir() {
        return refused(FileErrorKind::Wrong, "This is a folder", "Attach the files in it, or a packed copy of it");
    }
    if !kind.is_file() {
        return refused(FileErrorKind::Wrong, "This is a device, not a file", "Choose a file");
    }
    if metadata.len() > MOST_IN_FILE {
        return Err(too_large(path, MOST_IN_FILE, NOT_ATTACHED));
    }
    if metadata.len() > room {
        let happened = format!("All attached files of a case together take at most {} MiB", MOST_IN_CASE / MIB);
        let mend = "Remove what is no longer needed, or attach an extract";
        return refused(FileErrorKind::TooLarge, &happened, mend);
    }
    // Asked before reading: what the system shows as files without a size may never end.
    if metadata.len() == 0 {
        return refused(FileErrorKind::Wrong, "The file is empty", "Check where it comes from");
    }
    let (content, changed) = read_at_most(path, MOST_IN_FILE)?;
    Ok(TakenFile {
        sha256: sha256_hex(&content),
        file_name: clean_file_name(&path.file_name().unwrap_or_default().to_string_lossy()),
        content: content.into(),
        changed: changed.and_then(day_of),
    })
}

/// Bytes that may still be attached to a case.
#[must_use]
pub fn room_left(evidence: &Evidence, submission: &Submission) -> u64 {
    let used: u64 = evidence_in_use(evidence, submission).values().map(|content| content.len() as u64).sum();
    MOST_IN_CASE.saturating_sub(used)
}

/// The local day of a time that a file system gave; `None` for one that cannot be meant.
fn day_of(time: SystemTime) -> Option<NaiveDate> {
    let seconds = i64::try_from(time.duration_since(UNIX_EPOCH).ok()?.as_secs()).ok()?;
    let last = NaiveDate::from_ymd_opt(9999, 12, 30)?.and_hms_opt(0, 0, 0)?.and_utc().timestamp();
    let time = DateTime::from_timestamp(seconds, 0).filter(|_| (1..last).contains(&seconds))?;
    Some(time.with_timezone(&Local).date_naive())
}

/// Hashes that answers name.
#[must_use]
pub fn named_evidence(submission: &Submission) -> BTreeSet<String> {
    let attached = submission.records.values().flat_map(|record| &record.attachments);
    attached.map(|attachment| attachment.sha256.clone()).collect()
}

/// What is left of `evidence` when only named content is kept.
#[must_use]
pub fn evidence_in_use(evidence: &Evidence, submission: &Submission) -> Evidence {
    let named = named_evidence(submission);
    evidence.iter().filter(|(hash, _)| named.contains(*hash)).map(|(hash, it)| (hash.clone(), it.clone())).collect()
}

/// Why the content of an attachment cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// Not in the case.
    Missing,
    /// In the case, and not what was attached.
    Damaged,
}

impl Gone {
    /// Completes `plan.pdf`.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Missing => "is not in the case; attach it again or take the case from an earlier copy",
            Self::Damaged => {
                "is no longer what was attached; attach the original again or take the case from an earlier copy"
            }
        }
    }
}

/// Why the content behind a hash cannot be used; `None` where it can. Looks at every byte.
#[must_use]
pub fn gone(evidence: &Evidence, sha256: &str) -> Option<Gone> {
    match evidence.get(sha256) {
        None => Some(Gone::Missing),
        Some(content) => (sha256_hex(content) != sha256).then_some(Gone::Damaged),
    }
}

/// Hashes that answers name and whose content cannot be used.
#[must_use]
pub fn gone_evidence(submission: &Submission, evidence: &Evidence) -> BTreeMap<String, Gone> {
    let named = named_evidence(submission).into_iter();
    named.filter_map(|hash| gone(evidence, &hash).map(|why| (hash, why))).collect()
}

/// A sentence for each attachment whose content cannot be used, naming question and file.
pub(super) fn notices_of_gone(submission: &Submission, evidence: &Evidence) -> Vec<Notice> {
    let gone = gone_evidence(submission, evidence);
    let attached = submission.records.iter().flat_map(|(id, record)| record.attachments.iter().map(move |it| (id, it)));
    attached
        .filter_map(|(id, attachment)| {
            let text =
                format!("the attached file \"{}\" {}", attachment.file_name, gone.get(&attachment.sha256)?.words());
            Some(Notice { subject: format!("question {id}"), text })
        })
        .collect()
}

//! `manifest.ron`, format 1: which format the case has, what wrote it, and the hash of each member.

use super::problem::{FileError, FileErrorKind};
use super::ron_text::{ron_from_value, value_from_ron};
use super::submission_v1::map_without_twins;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// The format this program writes, and the newest it reads.
pub const FORMAT: u32 = 1;
/// Which program writes, with its version.
pub const WRITTEN_BY: &str = concat!("securable ", env!("CARGO_PKG_VERSION"));

const COMMENT: &str = "\
// What this case is made of. Securable writes it anew with every save; after an edit by hand the
// hash of the member no longer fits, and opening the case says so.
";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ManifestV1 {
    pub(super) format: u32,
    #[serde(default)]
    pub(super) written_by: String,
    pub(super) questionnaire: QuestionnaireV1,
    /// SHA-256 by name of the member; the manifest itself is not listed.
    #[serde(default, deserialize_with = "map_without_twins")]
    pub(super) members: BTreeMap<String, String>,
}

/// Which questionnaire the case was answered under.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuestionnaireV1 {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) sha256: String,
}

/// Read first and alone: a newer manifest may hold what this one does not know.
#[derive(Deserialize)]
struct FormatOnly {
    format: u32,
    #[serde(default)]
    written_by: String,
}

impl ManifestV1 {
    /// # Errors
    /// `Newer` naming both formats; `Wrong` with line and column.
    pub(super) fn from_ron(text: &str, file: &str, path: &Path) -> Result<Self, FileError> {
        let wrong = |problems| FileError::wrong(path, "The case was not opened", problems);
        if let Ok(FormatOnly { format, written_by }) = value_from_ron::<FormatOnly>(text, file) {
            if format > FORMAT {
                let writer = if written_by.is_empty() { "a newer program".to_owned() } else { written_by };
                return Err(FileError::new(
                    FileErrorKind::Newer,
                    path,
                    format!("The case has format {format}, written by {writer}; {WRITTEN_BY} reads format {FORMAT}"),
                    "It was not opened and nothing was changed",
                    "Install the newer version to open it",
                ));
            }
            if format == 0 {
                return Err(FileError::new(
                    FileErrorKind::Damaged,
                    path,
                    format!("The case has format 0, which never was; {WRITTEN_BY} reads format {FORMAT}"),
                    "It was not opened and nothing was changed",
                    "Restore manifest.ron",
                ));
            }
        }
        value_from_ron(text, file).map_err(wrong)
    }

    /// # Errors
    /// What the writer says; no manifest is known to cause it.
    pub(super) fn to_ron(&self) -> Result<String, String> {
        ron_from_value(COMMENT, self)
    }
}

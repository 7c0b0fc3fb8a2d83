//! What may stand in a case, by name and size, whether it is packed or a folder.

use super::hash::is_sha256_hex;
use std::collections::BTreeMap;

pub(super) const MANIFEST: &str = "manifest.ron";
pub(super) const SUBMISSION: &str = "submission.ron";
pub(super) const QUESTIONNAIRE: &str = "questionnaire.ron";
pub(super) const HISTORY: &str = "history.jsonl";
/// The plan that is laid over the questionnaire, where the case has one.
pub(super) const PLAN: &str = "plan.ron";
/// The case that a renewal is compared with, packed.
pub(super) const EXPIRING: &str = "expiring.securable";
pub(super) const DEVICES: &str = "devices.csv";
/// Folder of the evidence; each member is named by the SHA-256 of its content.
pub(super) const EVIDENCE: &str = "evidence";
/// Folder of the reference files that the case is computed with, named likewise.
pub(super) const REFERENCE: &str = "reference";

const MIB: u64 = 1024 * 1024;
/// A packed case, bytes.
pub(super) const MOST_PACKED: u64 = 512 * MIB;
/// All members together, bytes.
pub(super) const MOST_TOTAL: u64 = 1024 * MIB;
pub(super) const MOST_MEMBERS: usize = 4096;
/// A plan, bytes.
pub(super) const MOST_PLAN: u64 = MIB;
/// An expiring case as it is kept, bytes.
pub(super) const MOST_EXPIRING: u64 = 128 * MIB;
/// Unpacked to packed size, above which a member over [`RATIO_FROM`] is taken for a bomb.
pub(super) const MOST_RATIO: u64 = 200;
pub(super) const RATIO_FROM: u64 = MIB;

/// Folders that a case may have.
pub(super) const FOLDERS: [&str; 2] = [EVIDENCE, REFERENCE];

/// Content by name; `evidence/<sha256>` for evidence.
pub(super) type Members = BTreeMap<String, Vec<u8>>;

/// The largest size of the member of this name, bytes; `None` where a case has no such member.
pub(super) fn most_bytes(name: &str) -> Option<u64> {
    match name {
        MANIFEST => Some(4 * MIB),
        SUBMISSION => Some(64 * MIB),
        QUESTIONNAIRE => Some(16 * MIB),
        PLAN => Some(MOST_PLAN),
        EXPIRING => Some(MOST_EXPIRING),
        HISTORY | DEVICES => Some(512 * MIB),
        _ => ["evidence/", "reference/"]
            .iter()
            .find_map(|folder| name.strip_prefix(folder))
            .filter(|hash| is_sha256_hex(hash))
            .map(|_| 128 * MIB),
    }
}

/// Why a name that is no member is refused, for people.
pub(super) fn why_refused(name: &str) -> String {
    let shown: String = name.chars().take(80).flat_map(char::escape_debug).collect();
    if name.contains('\\') || name.contains('\0') || name.starts_with('/') || name.split('/').any(|part| part == "..") {
        return format!("the member \"{shown}\" points outside the case");
    }
    if name.contains(':') {
        return format!("the member \"{shown}\" names a drive");
    }
    match name.split_once('/') {
        Some((_, rest))
            if rest.is_empty() || matches!(rest, "evidence/" | "reference/") || most_bytes(rest).is_some() =>
        {
            format!(
                "the member \"{shown}\" stands in a folder of its own; pack what is in the folder, without the folder around it"
            )
        }
        _ => format!("the member \"{shown}\" does not belong in a case"),
    }
}

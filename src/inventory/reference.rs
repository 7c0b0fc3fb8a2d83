//! Reference data: what is known of products elsewhere, as read from files that a person downloaded.

use super::DateField;
use chrono::NaiveDate;

/// Everything a case is computed with, in the order in which it is pinned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    pub known_exploited: Option<Catalogue>,
    pub support: Vec<SupportList>,
}

/// CISA's catalogue of vulnerabilities known to be exploited. Absence from it is "not listed as of", never "safe".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// As the catalogue writes it, `2026.08.07`.
    pub version: String,
    pub as_of: NaiveDate,
    pub sha256: String,
    pub entries: Vec<KnownExploited>,
}

/// One entry of the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownExploited {
    pub cve: String,
    /// As written, trimmed.
    pub vendor: String,
    /// As written, trimmed.
    pub product: String,
    /// Name of the vulnerability.
    pub name: String,
    pub added: NaiveDate,
    /// The catalogue knows of its use by ransomware. Without it nothing is known, which is not "no".
    pub ransomware: bool,
    /// The entry says that the product is end-of-life or unsupported.
    pub says_unsupported: bool,
}

/// A list of support dates, in whatever format it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupportList {
    /// Name of the file.
    pub name: String,
    /// `support list`, `endoflife.date`, `OpenEoX`.
    pub format: &'static str,
    pub as_of: Option<NaiveDate>,
    pub sha256: String,
    pub entries: Vec<SupportEntry>,
}

/// What one line of a list says about a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportEntry {
    /// Blank for an operating system, whoever built the device; `model` is then its name and line, `FortiOS 7.0`.
    pub vendor: String,
    /// Model, or a pattern with `*` at its end for a family; `*` alone for everything of the vendor.
    pub model: String,
    pub kind: DateField,
    pub says: Says,
    /// Where the date was found.
    pub source: String,
    pub checked: Option<NaiveDate>,
    /// Line or place in the file, from 1.
    pub line: u32,
}

/// What is said about a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// The last day.
    On(NaiveDate),
    /// Over, and nobody says since when.
    Ended,
    /// Nothing announced, or to be announced: unknown.
    NotAnnounced,
}

//! Tests of the readers of reference files, with files made here.

mod formats;
mod hostile;
mod kept;
mod shared;

use super::*;
use crate::inventory::{DateField, Says};

fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("a date")
}

fn load(kind: ReferenceKind, bytes: &[u8], name: &str) -> LoadedReference {
    reference_from_bytes(kind, bytes, name).unwrap_or_else(|error| panic!("{error}"))
}

fn refused(kind: ReferenceKind, bytes: &[u8], name: &str) -> String {
    let sentence = reference_from_bytes(kind, bytes, name).expect_err("is refused").to_string();
    assert!(sentence.contains(NOT_TAKEN) || sentence.contains("MiB"), "{sentence}");
    assert!(sentence.contains(name), "names its file: {sentence}");
    sentence
}

fn list_of(loaded: &LoadedReference) -> &SupportList {
    match &loaded.content {
        ReferenceContent::Support(list) => list,
        ReferenceContent::KnownExploited(_) => panic!("a catalogue"),
    }
}

fn catalogue_of(loaded: &LoadedReference) -> &Catalogue {
    match &loaded.content {
        ReferenceContent::KnownExploited(catalogue) => catalogue,
        ReferenceContent::Support(_) => panic!("a support list"),
    }
}

/// Vendor, model, kind and what is said, a line each.
fn lines(loaded: &LoadedReference) -> Vec<String> {
    let entry = |entry: &SupportEntry| {
        let says = match entry.says {
            Says::On(day) => day.to_string(),
            Says::Ended => "ended".to_owned(),
            Says::NotAnnounced => "not announced".to_owned(),
        };
        format!("{}: {} | {} | {} {says}", entry.line, entry.vendor, entry.model, entry.kind.field().name())
    };
    list_of(loaded).entries.iter().map(entry).collect()
}

fn notices(loaded: &LoadedReference) -> Vec<&str> {
    loaded.notices.iter().map(|notice| notice.text.as_str()).collect()
}

/// A catalogue of entries written `cve|vendor|product|description|ransomware`.
fn kev(entries: &[&str]) -> String {
    let entries: Vec<String> = entries
        .iter()
        .map(|entry| {
            let cells: Vec<&str> = entry.split('|').collect();
            format!(
                r#"{{"cveID":"{}","vendorProject":"{}","product":"{}","vulnerabilityName":"A fault","dateAdded":"2026-03-04",
                "shortDescription":"{}","requiredAction":"Apply updates.","dueDate":"2026-03-07","knownRansomwareCampaignUse":"{}","notes":"","cwes":["CWE-77"]}}"#,
                cells[0], cells[1], cells[2], cells[3], cells[4]
            )
        })
        .collect();
    format!(
        r#"{{"title":"A catalogue","catalogVersion":"2026.03.05","dateReleased":"2026-03-05T16:45:47.0648Z","count":{},"vulnerabilities":[{}]}}"#,
        entries.len(),
        entries.join(",")
    )
}

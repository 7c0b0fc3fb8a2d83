//! CISA's catalogue of known exploited vulnerabilities. Its due dates are no severity and are not read;
//! what it does not know about ransomware is not "no".

use super::{Listed, at_most, json_problem, kept_text, plain_day};
use crate::files::problem::Problem;
use crate::files::ron_text::text_from_bytes;
use crate::inventory::{Catalogue, KnownExploited};
use serde::Deserialize;

const KIND: &str = "CISA's catalogue of known exploited vulnerabilities as JSON";
const MEND: &str = "download known_exploited_vulnerabilities.json from cisa.gov again";

#[derive(Deserialize)]
struct CatalogueV1 {
    #[serde(default, rename = "catalogVersion")]
    version: Option<String>,
    #[serde(default, rename = "dateReleased")]
    released: Option<String>,
    #[serde(default)]
    count: Option<u64>,
    #[serde(deserialize_with = "at_most")]
    vulnerabilities: Vec<EntryV1>,
}

#[derive(Deserialize)]
struct EntryV1 {
    #[serde(default, rename = "cveID")]
    cve: Option<String>,
    #[serde(default, rename = "vendorProject")]
    vendor: Option<String>,
    #[serde(default)]
    product: Option<String>,
    #[serde(default, rename = "vulnerabilityName")]
    name: Option<String>,
    #[serde(default, rename = "dateAdded")]
    added: Option<String>,
    #[serde(default, rename = "shortDescription")]
    description: Option<String>,
    #[serde(default, rename = "requiredAction")]
    action: Option<String>,
    #[serde(default, rename = "knownRansomwareCampaignUse")]
    ransomware: Option<String>,
}

pub(super) fn catalogue_from_bytes(bytes: &[u8], name: &str) -> Result<(Catalogue, Listed), Problem> {
    let text = text_from_bytes(bytes, name)?;
    let read: CatalogueV1 = serde_json::from_str(text).map_err(|error| json_problem(&error, name, KIND, MEND))?;
    let version = kept_text(read.version.as_deref().unwrap_or_default());
    let released = read.released.as_deref().and_then(plain_day);
    let Some(as_of) = released.or_else(|| plain_day(&version.replace('.', "-"))) else {
        return Err(Problem::new(name, "dateReleased", "the catalogue does not say of which day it is", MEND));
    };
    let mut listed = Listed::default();
    let found = read.vulnerabilities.len();
    if let Some(count) = read.count.filter(|count| usize::try_from(*count) != Ok(found)) {
        listed.remarks.push(format!(
            "the catalogue says that it has {count} entries and holds {found}, so it may be cut; {MEND}"
        ));
    }
    let mut entries = Vec::with_capacity(found);
    for (place, entry) in read.vulnerabilities.iter().enumerate() {
        match entry_from(entry) {
            Ok(entry) => entries.push(entry),
            Err(what) => {
                let cve = kept_text(entry.cve.as_deref().unwrap_or_default());
                let subject = if cve.is_empty() { String::new() } else { format!(" ({cve})") };
                listed.push(Problem::new(name, &format!("entry {}{subject}", place + 1), what, MEND));
            }
        }
    }
    Ok((Catalogue { version, as_of, sha256: String::new(), entries }, listed))
}

fn entry_from(entry: &EntryV1) -> Result<KnownExploited, &'static str> {
    let text = |text: &Option<String>| kept_text(text.as_deref().unwrap_or_default());
    let (cve, vendor, product) = (text(&entry.cve), text(&entry.vendor), text(&entry.product));
    if cve.is_empty() {
        return Err("it has no CVE number, so it was left out");
    }
    if vendor.is_empty() {
        return Err("it names no vendor, so it was left out");
    }
    let added = entry.added.as_deref().and_then(plain_day).ok_or("it has no readable dateAdded, so it was left out")?;
    let words = [&entry.description, &entry.action].map(|text| text.as_deref().unwrap_or_default());
    Ok(KnownExploited {
        cve,
        vendor,
        product,
        name: text(&entry.name),
        added,
        ransomware: entry.ransomware.as_deref().is_some_and(|said| said.trim().eq_ignore_ascii_case("known")),
        says_unsupported: words.into_iter().any(says_unsupported),
    })
}

/// Whether a text says that the product is, or may be, past its end of life. "Disconnect it if it is" and
/// what is said of some versions only are not enough.
fn says_unsupported(text: &str) -> bool {
    const SAYS: [&str; 9] = [
        " is end of life",
        " are end of life",
        " be end of life",
        "reached end of life",
        "reached its end of life",
        "reached their end of life",
        " is unsupported",
        " is no longer supported",
        " are no longer supported",
    ];
    let folded = text.to_lowercase().replace('-', " ");
    folded.split(". ").any(|sentence| {
        SAYS.iter().any(|says| sentence.contains(says))
            && !sentence.contains("if it is")
            && !sentence.contains("versions of")
            && !sentence.starts_with("versions")
    })
}

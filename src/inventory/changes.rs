//! What newer references change for the devices of one case.

use super::product::{ExploitGrade, Product, Products, SupportMatch};
use super::{Declared, Devices, References, Says};
use std::collections::BTreeMap;

/// How a match came to be different.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeOf {
    Added,
    Removed,
    Changed,
}

/// What the matches of one product with the references are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeIn {
    KnownExploited(ExploitGrade),
    Support,
}

/// A match that differs between two sets of references.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceChange {
    pub of: ChangeOf,
    pub about: ChangeIn,
    /// Place in [`Products::all`], of either set of references.
    pub product: usize,
    /// As they stand in the list.
    pub vendor: String,
    /// As it stands in the list.
    pub model: String,
    pub devices: u64,
    /// In words; blank where there was nothing.
    pub before: String,
    /// In words; blank where there is nothing any more.
    pub after: String,
}

/// What is different for these devices when `after` takes the place of `before`, by product in the order of
/// the list.
#[must_use]
pub fn reference_changes(
    devices: &Devices,
    declared: &Declared,
    before: &References,
    after: &References,
) -> Vec<ReferenceChange> {
    let (old, new) = (Products::of(devices, before, declared), Products::of(devices, after, declared));
    let mut changes = Vec::new();
    for (place, (old, new)) in old.all().iter().zip(new.all()).enumerate() {
        let change = |of, about, before: String, after: String| ReferenceChange {
            of,
            about,
            product: place,
            vendor: new.vendor.clone(),
            model: new.model.clone(),
            devices: new.devices,
            before,
            after,
        };
        for (about, was, is) in differing(&exploited_words(old, before), &exploited_words(new, after)) {
            changes.push(change(kind_of(&was, &is), ChangeIn::KnownExploited(about), was, is));
        }
        let (was, is) = (dates_words(&old.dates), dates_words(&new.dates));
        if was != is {
            changes.push(change(kind_of(&was, &is), ChangeIn::Support, was, is));
        }
    }
    changes
}

fn kind_of(before: &str, after: &str) -> ChangeOf {
    match (before.is_empty(), after.is_empty()) {
        (true, _) => ChangeOf::Added,
        (false, true) => ChangeOf::Removed,
        (false, false) => ChangeOf::Changed,
    }
}

type Said = BTreeMap<(String, String), (ExploitGrade, String)>;

/// By CVE and product of the entry: a catalogue may list a CVE for two products.
fn exploited_words(product: &Product, references: &References) -> Said {
    let entries = references.known_exploited.as_ref().map_or(&[][..], |catalogue| catalogue.entries.as_slice());
    product
        .exploited
        .iter()
        .filter_map(|found| {
            let entry = entries.get(found.entry)?;
            let ransomware = if entry.ransomware { ", used by ransomware" } else { "" };
            let unsupported = if entry.says_unsupported { ", said to be unsupported" } else { "" };
            let words = format!(
                "{} ({} {}), {}{ransomware}{unsupported}",
                entry.cve,
                entry.vendor,
                entry.product,
                grade_words(found.grade)
            );
            Some(((entry.cve.clone(), entry.product.clone()), (found.grade, words)))
        })
        .collect()
}

fn grade_words(grade: ExploitGrade) -> &'static str {
    match grade {
        ExploitGrade::Model => "model named",
        ExploitGrade::ProductLine => "product line",
        ExploitGrade::Vendor => "vendor, model not stated",
    }
}

fn differing(old: &Said, new: &Said) -> Vec<(ExploitGrade, String, String)> {
    let mut differ = Vec::new();
    for (key, (grade, words)) in new {
        let was = old.get(key).map_or("", |(_, words)| words.as_str());
        if was != words {
            differ.push((*grade, was.to_owned(), words.clone()));
        }
    }
    let gone = old.iter().filter(|(key, _)| !new.contains_key(*key));
    differ.extend(gone.map(|(_, (grade, words))| (*grade, words.clone(), String::new())));
    differ
}

fn dates_words(dates: &[SupportMatch]) -> String {
    let words: Vec<String> = dates
        .iter()
        .map(|date| {
            let says = match date.says {
                Says::On(day) => day.to_string(),
                Says::Ended => "ended".to_owned(),
                Says::NotAnnounced => "not announced".to_owned(),
            };
            format!("{} {says}", date.kind.field().title())
        })
        .collect();
    words.join(", ")
}

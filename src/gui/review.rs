//! Working through what a device list leaves open: what zones count as, products without a date, reference files.

use super::apply::{edit_case, file_name};
use super::jobs::Finished;
use super::state::{Case, Desk};
use super::store::Refusal;
use super::words;
use crate::files::{LoadedReference, ReferenceContent, read_bytes, reference_from_bytes};
use crate::inventory::{
    DateField, Declared, DeclaredDate, Pinned, Product, ReferenceChange, ReferenceKind, References, Zone, ZoneKey,
    reference_changes,
};
use crate::submission::Edit;
use chrono::NaiveDate;
use egui::Context;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What is ticked and typed on the way to a declaration. Never saved, never undone.
#[derive(Default)]
pub struct Review {
    /// Zones that are ticked.
    pub zones: BTreeSet<ZoneKey>,
    /// Words that zones are narrowed by.
    pub zone_query: String,
    /// Products that are ticked, by vendor and model as they stand in the list.
    pub products: BTreeSet<(String, String)>,
    /// Words that products are narrowed by.
    pub product_query: String,
    pub date: DateForm,
    /// What the reference file that was added last changes for these devices, and its name.
    pub news: Option<(String, Vec<ReferenceChange>)>,
}

/// A support date on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateForm {
    pub kind: DateField,
    /// As typed.
    pub date: String,
    pub source: String,
}

impl Default for DateForm {
    fn default() -> Self {
        Self { kind: DateField::EndOfSecuritySupport, date: String::new(), source: String::new() }
    }
}

/// What the review screens can ask for; declarations themselves are edits.
#[derive(Clone, Debug)]
pub enum ReviewAction {
    TickZone(ZoneKey),
    TickZones(BTreeSet<ZoneKey>),
    ZoneQuery(String),
    TickProduct(String, String),
    TickProducts(BTreeSet<(String, String)>),
    ProductQuery(String),
    Date(DateForm),
    /// The typed date counts for all ticked products.
    Declare,
    /// Takes a reference file off the case.
    Unpin(Pinned),
}

/// A reference file that was read.
pub struct ReadReference {
    case_id: u64,
    bytes: Vec<u8>,
    result: Result<LoadedReference, Refusal>,
    /// What is different with it for the devices of the case.
    changes: Vec<ReferenceChange>,
}

/// Carries out what the review screens ask for.
pub fn apply(context: &Context, desk: &mut Desk, action: ReviewAction) {
    let (now, today) = (desk.now, desk.today);
    let Some(case) = &mut desk.case else { return };
    let review = &mut case.review;
    match action {
        ReviewAction::TickZone(key) => toggle(&mut review.zones, key),
        ReviewAction::TickZones(keys) => review.zones = keys,
        ReviewAction::ZoneQuery(query) => review.zone_query = query,
        ReviewAction::TickProduct(vendor, model) => toggle(&mut review.products, (vendor, model)),
        ReviewAction::TickProducts(products) => review.products = products,
        ReviewAction::ProductQuery(query) => review.product_query = query,
        ReviewAction::Date(form) => review.date = form,
        ReviewAction::Declare => {
            let Some(declared) = with_dates(&case.submission.devices.declared, review, today) else { return };
            let count = review.products.len();
            review.products.clear();
            let label = format!("Declare a support date for {}", words::counted(count, "product", "products"));
            edit_case(context, case, now, Edit::Declared(Box::new(declared)), Some(label));
        }
        ReviewAction::Unpin(pinned) => {
            let mut declared = case.submission.devices.declared.clone();
            declared.references.retain(|it| *it != pinned);
            let label = format!("Remove {}", pinned.name);
            edit_case(context, case, now, Edit::Declared(Box::new(declared)), Some(label));
        }
    }
}

fn toggle<T: Ord>(set: &mut BTreeSet<T>, item: T) {
    if !set.remove(&item) {
        set.insert(item);
    }
}

/// What is declared once the typed date counts for the ticked products; none while it does not read or its source is
/// missing.
fn with_dates(declared: &Declared, review: &Review, today: NaiveDate) -> Option<Declared> {
    let date = review.date.day()?;
    if review.products.is_empty() || review.date.source.trim().is_empty() {
        return None;
    }
    let mut declared = declared.clone();
    for (vendor, model) in &review.products {
        declared.dates.retain(|it| it.vendor != *vendor || it.model != *model || it.kind != review.date.kind);
        declared.dates.push(DeclaredDate {
            vendor: vendor.clone(),
            model: model.clone(),
            kind: review.date.kind,
            date,
            source: review.date.source.trim().to_owned(),
            checked: Some(today),
        });
    }
    Some(declared)
}

impl DateForm {
    /// The day that is typed, `2027-03-31`.
    #[must_use]
    pub fn day(&self) -> Option<NaiveDate> {
        NaiveDate::parse_from_str(self.date.trim(), "%Y-%m-%d").ok()
    }
}

/// What is declared once zones count as something else.
#[must_use]
pub fn with_zones<'a>(
    declared: &Declared,
    keys: impl IntoIterator<Item = &'a ZoneKey>,
    change: impl Fn(&mut Zone),
) -> Declared {
    let mut declared = declared.clone();
    for key in keys {
        let zone = declared.zones.entry(key.clone()).or_default();
        change(zone);
        if *zone == Zone::default() {
            declared.zones.remove(key);
        }
    }
    declared
}

/// Products of which nobody says until when they are supported, the most devices first; those that narrow by the
/// words. Places in the products of the case.
#[must_use]
pub fn products_without_date(case: &Case) -> Vec<&Product> {
    let query = case.review.product_query.to_lowercase();
    let devices = &case.submission.devices.table;
    let has_own = |product: &Product| {
        let row = product.first_row as usize;
        [DateField::EndOfSecuritySupport, DateField::EndOfSupport].into_iter().any(|it| devices.date(row, it).is_some())
    };
    let fits = |product: &&Product| {
        if query.is_empty() {
            return true;
        }
        let names = format!("{} {} {}", product.vendor, product.model, product.maker).to_lowercase();
        query.split_whitespace().all(|word| names.contains(word))
    };
    let mut open: Vec<&Product> = case
        .estate
        .products
        .all()
        .iter()
        .filter(|product| product.declared.is_none() && product.support.is_none() && !has_own(product))
        .filter(|product| !product.vendor.is_empty() || !product.model.is_empty())
        .filter(fits)
        .collect();
    open.sort_by(|a, b| (b.devices, &a.vendor, &a.model).cmp(&(a.devices, &b.vendor, &b.model)));
    open.dedup_by(|a, b| (&a.vendor, &a.model) == (&b.vendor, &b.model));
    open
}

/// Vendors of the list that sound like a known one and wait for a person to say so: as listed, and suggested.
#[must_use]
pub fn vendor_suggestions(case: &Case) -> Vec<(&str, &str)> {
    let declared = &case.submission.devices.declared.vendors;
    let suggested = case.estate.products.all().iter().filter_map(|product| {
        let suggestion = product.suggestion.as_deref()?;
        (!declared.contains_key(&product.vendor)).then_some((product.vendor.as_str(), suggestion))
    });
    let set: BTreeSet<(&str, &str)> = suggested.collect();
    set.into_iter().collect()
}

/// Reads a reference file in the background.
pub fn add_reference(context: &Context, desk: &mut Desk, kind: ReferenceKind, path: PathBuf) {
    let Some(case) = &desk.case else { return };
    let case_id = case.id;
    let (list, before) = (case.submission.devices.clone(), case.estate.references.clone());
    desk.jobs.start(format!("Reading {}", file_name(&path)), true, context, move |_| {
        let read = read_bytes(&path).map_err(Refusal::from);
        let (bytes, result) = match read {
            Ok(bytes) => {
                let loaded = reference_from_bytes(kind, &bytes, &file_name(&path)).map_err(Refusal::from);
                (bytes, loaded)
            }
            Err(refusal) => (Vec::new(), Err(refusal)),
        };
        let changes = match &result {
            Ok(loaded) => reference_changes(&list.table, &list.declared, &before, &with(&before, &loaded.content)),
            Err(_) => Vec::new(),
        };
        Finished::ReferenceRead(Box::new(ReadReference { case_id, bytes, result, changes }))
    });
}

/// The references once a file has taken its place among them.
fn with(references: &References, content: &ReferenceContent) -> References {
    let mut references = references.clone();
    match content {
        ReferenceContent::KnownExploited(catalogue) => references.known_exploited = Some(catalogue.clone()),
        ReferenceContent::Support(list) => {
            references.support.retain(|it| it.name != list.name);
            references.support.push(list.clone());
        }
    }
    references
}

/// Pins a reference file that was read: a catalogue takes the place of the one before, a list of one of its name.
pub fn reference_read(context: &Context, desk: &mut Desk, read: ReadReference) {
    let now = desk.now;
    let Some(case) = desk.case.as_mut().filter(|case| case.id == read.case_id) else { return };
    let loaded = match read.result {
        Ok(loaded) => loaded,
        Err(refusal) => return desk.error(refusal.text, refusal.details),
    };
    let pinned = loaded.pinned;
    let takes_place_of = |it: &Pinned| {
        it.kind == pinned.kind && (pinned.kind == ReferenceKind::KnownExploited || it.name == pinned.name)
    };
    let mut declared = case.submission.devices.declared.clone();
    declared.references.retain(|it| !takes_place_of(it));
    declared.references.push(pinned.clone());
    declared.references.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
    case.slot.reference.insert(pinned.sha256.clone(), read.bytes);
    // Only against an earlier file is anything new.
    let before = case.submission.devices.declared.references.iter().any(takes_place_of);
    case.review.news = before.then(|| (pinned.name.clone(), read.changes));
    let as_of = pinned.as_of.map(|day| format!(" as of {day}")).unwrap_or_default();
    case.undo.break_merge();
    edit_case(context, case, now, Edit::Declared(Box::new(declared)), Some(format!("Add {}{as_of}", pinned.name)));
    let entries = words::grouped(u64::from(pinned.entries));
    desk.toast(format!("Added {}{as_of}, {entries} entries", pinned.name));
    if !loaded.notices.is_empty() {
        let details: Vec<String> = loaded.notices.iter().map(ToString::to_string).collect();
        let count = words::counted(details.len(), "line or entry", "lines or entries");
        desk.error(format!("{count} of {} could not be used", pinned.name), details.join("\n"));
    }
}

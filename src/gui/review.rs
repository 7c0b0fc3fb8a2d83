//! Working through what a device list leaves open: what zones count as, products without a date.

use super::apply::edit_case;
use super::references::{self, Looked, News, Offers};
use super::state::{Case, Desk};
use super::words;
use crate::inventory::{DateField, Declared, DeclaredDate, Pinned, Product, ReferenceKind, Zone, ZoneKey, ZoneView};
use crate::submission::Edit;
use chrono::NaiveDate;
use egui::Context;
use std::collections::BTreeSet;

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
    /// What the reference files that were added last change for these devices.
    pub news: Option<News>,
    /// Files of this computer that the case could use.
    pub offers: Offers,
    /// Those of them that a person looks at.
    pub looked: Option<Looked>,
    pub shown: Shown,
    /// Grows with everything that is ticked or typed.
    revision: u64,
}

/// Zones and products that the words leave, kept until the estate, the words or the ticks change.
#[derive(Default)]
pub struct Shown {
    /// Revisions of the estate and of the review.
    of: (u64, u64),
    /// Places in the zones of the survey.
    zones: Vec<u32>,
    pub all_zones_ticked: bool,
    /// Places in the products of the case.
    products: Vec<u32>,
    pub all_products_ticked: bool,
    /// Devices of the shown products.
    pub devices: u64,
}

impl Shown {
    #[must_use]
    pub fn zone_count(&self) -> usize {
        self.zones.len()
    }

    /// A shown zone, by its line.
    #[must_use]
    pub fn zone<'a>(&self, case: &'a Case, line: usize) -> Option<&'a ZoneView> {
        case.estate.survey.zones.get(*self.zones.get(line)? as usize)
    }

    #[must_use]
    pub fn product_count(&self) -> usize {
        self.products.len()
    }

    /// A shown product, by its line.
    #[must_use]
    pub fn product<'a>(&self, case: &'a Case, line: usize) -> Option<&'a Product> {
        case.estate.products.all().get(*self.products.get(line)? as usize)
    }
}

/// Works out what is shown, when it may be something else.
pub fn tick(case: &mut Case) {
    let of = (case.estate.revision(), case.review.revision);
    if case.review.shown.of == of {
        return;
    }
    let (estate, review) = (&case.estate, &case.review);
    let (zone_query, product_query) = (review.zone_query.to_lowercase(), review.product_query.to_lowercase());
    let fits = |query: &str, names: &str| query.split_whitespace().all(|word| names.contains(word));
    let mut shown = Shown { of, all_zones_ticked: true, all_products_ticked: true, ..Shown::default() };
    for (place, zone) in (0..).zip(&estate.survey.zones) {
        let names = format!("{} {}", zone.key.field.title(), zone.key.value).to_lowercase();
        if fits(&zone_query, &names) {
            shown.zones.push(place);
            shown.all_zones_ticked &= review.zones.contains(&zone.key);
        }
    }
    for undated in estate.undated.iter().filter(|undated| fits(&product_query, &undated.names)) {
        let Some(product) = estate.products.all().get(undated.place as usize) else { continue };
        shown.products.push(undated.place);
        shown.devices += product.devices;
        shown.all_products_ticked =
            shown.all_products_ticked && review.products.contains(&(product.vendor.clone(), product.model.clone()));
    }
    case.review.shown = shown;
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
    /// All that are shown, or none.
    TickShownZones(bool),
    ZoneQuery(String),
    TickProduct(String, String),
    /// All that are shown, or none.
    TickShownProducts(bool),
    ProductQuery(String),
    Date(DateForm),
    /// The typed date counts for all ticked products.
    Declare,
    /// Takes a reference file off the case.
    Unpin(Pinned),
    /// Shows what the kept files of a kind would change.
    Look(ReferenceKind),
    /// Pins them.
    UseLooked,
    /// Leaves the case as it is.
    LeaveLooked,
}

/// Carries out what the review screens ask for.
pub fn apply(context: &Context, desk: &mut Desk, action: ReviewAction) {
    let (now, today) = (desk.now, desk.today);
    let Some(case) = &mut desk.case else { return };
    case.review.revision += 1;
    let review = &mut case.review;
    match action {
        ReviewAction::TickZone(key) => toggle(&mut review.zones, key),
        ReviewAction::TickShownZones(ticked) => {
            review.zones.clear();
            if ticked {
                let zones = &case.estate.survey.zones;
                let shown = review.shown.zones.iter().filter_map(|place| zones.get(*place as usize));
                review.zones.extend(shown.map(|zone| zone.key.clone()));
            }
        }
        ReviewAction::ZoneQuery(query) => review.zone_query = query,
        ReviewAction::TickProduct(vendor, model) => toggle(&mut review.products, (vendor, model)),
        ReviewAction::TickShownProducts(ticked) => {
            review.products.clear();
            if ticked {
                let products = case.estate.products.all();
                let shown = review.shown.products.iter().filter_map(|place| products.get(*place as usize));
                review.products.extend(shown.map(|product| (product.vendor.clone(), product.model.clone())));
            }
        }
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
        ReviewAction::Look(kind) => references::look(context, desk, kind),
        ReviewAction::UseLooked => references::use_looked(context, desk),
        ReviewAction::LeaveLooked => review.looked = None,
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

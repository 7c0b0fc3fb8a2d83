//! The distinct products of a table, each held against the reference data once.

use super::date::DateMark;
use super::matching::{Index, Looks, says_support_ends};
use super::vendor::{vendor_keys, vendor_name};
use super::{DateField, Declared, DeclaredDate, Devices, Field, References, Says};
use chrono::NaiveDate;
use foldhash::fast::RandomState;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

/// The distinct products of a table, by vendor, model, model number and operating system, in the order
/// in which they first appear.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Products {
    all: Vec<Product>,
    /// Place in `all`, by row.
    of_row: Vec<u32>,
    /// What a row that is not there is of.
    nothing: Product,
}

/// One product, and what the reference data says about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Product {
    /// As it stands in the list.
    pub vendor: String,
    /// As it stands in the list.
    pub model: String,
    /// As it stands in the list.
    pub model_number: String,
    /// Name and version, as they stand in the list.
    pub os: String,
    /// Canonical vendor; the one of the list where no alias is known.
    pub maker: String,
    /// A vendor whose name the one of the list contains: for a person to confirm, never used by itself.
    pub suggestion: Option<String>,
    /// The first row of it, from 0.
    pub first_row: u32,
    pub rows: u32,
    pub devices: u64,
    /// The support date that a person declared for the case.
    pub declared: Option<SupportMatch>,
    /// What the lists say about the end of support, a date before "nothing announced" and security support
    /// before all support; where they only give other dates, the first of those. `None`: they say nothing.
    pub support: Option<SupportMatch>,
    /// Everything the lists say, the best of each kind of date.
    pub dates: Vec<SupportMatch>,
    /// The closest grade first, then in the order of the catalogue. Shared by products of which it is the same.
    pub exploited: Arc<[ExploitMatch]>,
}

/// How well a line of a support list fits a product; the better comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchQuality {
    /// The model itself.
    Exact,
    /// A family, a line of models or of operating systems.
    Family,
    /// Everything of the vendor.
    VendorDefault,
}

/// What a line of a support list, or a person, says about a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportMatch {
    pub kind: DateField,
    pub says: Says,
    pub quality: MatchQuality,
    /// What of the line was found in the product: `p3245v`.
    pub token: String,
    /// List, line, source and the day it was checked, in words.
    pub source: String,
}

/// How closely an entry of the catalogue names a product; the closer comes first. Only [`Self::Model`]
/// counts by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExploitGrade {
    /// The entry names the model.
    Model,
    /// The entry names a line of products, a firmware or an operating system that the product has.
    ProductLine,
    /// The same vendor, and nothing that tells whether this model is meant.
    Vendor,
}

/// An entry of the catalogue that concerns a product.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ExploitMatch {
    /// Place in [`super::Catalogue::entries`].
    pub entry: usize,
    pub grade: ExploitGrade,
    /// What of the entry was found in the product; blank for a vendor.
    pub token: String,
}

/// Until when a device gets security updates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownEnd {
    /// The last day.
    On(NaiveDate),
    /// Ended, and nobody says since when: past at every day.
    Over,
    Unknown,
}

/// Who says when support ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndFrom {
    /// The list of devices itself.
    Own,
    /// A person, for this case.
    Declared,
    /// A support list.
    List(MatchQuality),
}

/// On what a known end rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndBasis {
    pub from: EndFrom,
    /// Taken from the end of all support, because no end of security support is given.
    pub inferred: bool,
    /// Only the month is known; the date is its last day.
    pub month_only: bool,
}

impl Products {
    /// The products of `devices`. The same table, references and declarations give the same products.
    #[must_use]
    pub fn of(devices: &Devices, references: &References, declared: &Declared) -> Self {
        const KEY: [Field; 5] = [Field::Vendor, Field::Model, Field::ModelNumber, Field::OsName, Field::OsVersion];
        let mut products = Self::default();
        let mut places: HashMap<[u32; 5], u32, RandomState> = HashMap::default();
        let mut last = ([u32::MAX; 5], 0);
        products.of_row.reserve(devices.len());
        for row in 0..devices.len() {
            let key = KEY.map(|field| devices.symbol(row, field));
            // Rows of one product mostly stand together.
            if last.0 != key {
                let next = u32::try_from(products.all.len()).unwrap_or(u32::MAX);
                last = (key, *places.entry(key).or_insert(next));
                if last.1 == next {
                    products.all.push(Product::as_listed(devices, row));
                }
            }
            if let Some(product) = products.all.get_mut(last.1 as usize) {
                product.rows += 1;
                product.devices += u64::from(devices.quantity(row));
            }
            products.of_row.push(last.1);
        }
        let mut index = Index::of(references);
        let mut vendors = HashMap::new();
        for product in &mut products.all {
            let vendor =
                vendors.entry(product.vendor.clone()).or_insert_with_key(|vendor| Vendor::of(vendor, declared));
            product.hold_against(&mut index, vendor);
            product.declared = declared_for(product, &declared.dates);
        }
        products
    }

    /// In the order in which they first appear.
    #[must_use]
    pub fn all(&self) -> &[Product] {
        &self.all
    }

    /// The product of a row, from 0; a blank one for a row that is not there.
    #[must_use]
    pub fn of_row(&self, row: usize) -> &Product {
        self.place_of_row(row).and_then(|place| self.all.get(place)).unwrap_or(&self.nothing)
    }

    /// The place in [`Self::all`] of the product of a row.
    #[must_use]
    pub fn place_of_row(&self, row: usize) -> Option<usize> {
        self.of_row.get(row).map(|place| *place as usize)
    }
}

impl Product {
    fn as_listed(devices: &Devices, row: usize) -> Self {
        let text = |field| devices.text(row, field).to_owned();
        let os = format!("{} {}", devices.text(row, Field::OsName), devices.text(row, Field::OsVersion));
        Self {
            vendor: text(Field::Vendor),
            model: text(Field::Model),
            model_number: text(Field::ModelNumber),
            os: os.trim().to_owned(),
            maker: text(Field::Vendor),
            first_row: u32::try_from(row).unwrap_or(u32::MAX),
            ..Self::default()
        }
    }

    fn hold_against(&mut self, index: &mut Index<'_>, vendor: &Vendor) {
        self.maker.clone_from(&vendor.maker);
        self.suggestion.clone_from(&vendor.suggestion);
        let looks = Looks::of(&vendor.keys, &self.vendor, [&self.model, &self.model_number], &self.os);
        self.exploited = index.exploited(&looks);
        self.dates = index.dates(&looks);
        let known = |kind| self.date(kind).filter(|found| found.says != Says::NotAnnounced);
        let (security, all) = (DateField::EndOfSecuritySupport, DateField::EndOfSupport);
        let best = known(security).or_else(|| known(all)).or_else(|| self.date(security)).or_else(|| self.date(all));
        self.support = best.or_else(|| self.dates.first()).cloned();
    }

    /// What the lists say about a kind of date.
    #[must_use]
    pub fn date(&self, kind: DateField) -> Option<&SupportMatch> {
        self.dates.iter().find(|found| found.kind == kind)
    }
}

/// A vendor of the list, looked up once.
struct Vendor {
    maker: String,
    suggestion: Option<String>,
    keys: Vec<String>,
}

impl Vendor {
    /// What a person said a spelling means goes before what the shipped table says.
    fn of(raw: &str, declared: &Declared) -> Self {
        let said = declared.vendors.get(raw).map_or(raw, String::as_str);
        let name = vendor_name(said);
        let maker = match name.makers.as_slice() {
            [maker] => (*maker).to_owned(),
            _ => said.to_owned(),
        };
        let suggestion = name.suggestion.filter(|_| said == raw).map(str::to_owned);
        Self { maker, suggestion, keys: vendor_keys(said) }
    }
}

/// The declared date that counts: of security support before all support, then the one checked last, then
/// the earliest.
fn declared_for(product: &Product, dates: &[DeclaredDate]) -> Option<SupportMatch> {
    let is_meant = |date: &&DeclaredDate| {
        date.vendor.trim() == product.vendor.trim()
            && date.model.trim() == product.model.trim()
            && says_support_ends(date.kind)
    };
    let best = dates
        .iter()
        .filter(is_meant)
        .min_by_key(|date| (date.kind != DateField::EndOfSecuritySupport, Reverse(date.checked), date.date))?;
    let checked = best.checked.map_or_else(String::new, |day| format!(", checked {day}"));
    let source = if best.source.is_empty() { "source not stated" } else { best.source.as_str() };
    Some(SupportMatch {
        kind: best.kind,
        says: Says::On(best.date),
        quality: MatchQuality::Exact,
        token: best.model.clone(),
        source: format!("declared for this case, {source}{checked}"),
    })
}

/// When security support of a row ends. The first that is known of: the row's own end of security
/// support; a date declared for the case; a list's end of security support; the row's own end of support
/// (inferred); a list's end of support (inferred). No other kind of date says that support ends.
#[must_use]
pub fn known_end(devices: &Devices, products: &Products, row: usize) -> KnownEnd {
    known_end_and_basis(devices, products, row).0
}

/// [`known_end`], and on what it rests; no basis where nothing is known.
#[must_use]
pub fn known_end_and_basis(devices: &Devices, products: &Products, row: usize) -> (KnownEnd, Option<EndBasis>) {
    let product = products.of_row(row);
    let own = |kind, inferred| {
        let (date, mark) = devices.date(row, kind)?;
        let basis = EndBasis { from: EndFrom::Own, inferred, month_only: mark == DateMark::Month };
        Some((KnownEnd::On(date), Some(basis)))
    };
    let said = |found: &SupportMatch, from| {
        let end = match found.says {
            Says::On(date) => KnownEnd::On(date),
            Says::Ended => KnownEnd::Over,
            Says::NotAnnounced => return None,
        };
        let inferred = match found.kind {
            DateField::EndOfSecuritySupport => false,
            DateField::EndOfSupport => true,
            _ => return None,
        };
        Some((end, Some(EndBasis { from, inferred, month_only: false })))
    };
    let listed = |kind| product.date(kind).and_then(|found| said(found, EndFrom::List(found.quality)));
    own(DateField::EndOfSecuritySupport, false)
        .or_else(|| product.declared.as_ref().and_then(|found| said(found, EndFrom::Declared)))
        .or_else(|| listed(DateField::EndOfSecuritySupport))
        .or_else(|| own(DateField::EndOfSupport, true))
        .or_else(|| listed(DateField::EndOfSupport))
        .unwrap_or((KnownEnd::Unknown, None))
}

//! What many submissions hold alike: devices and limits by vendor, by model family and by the month support ends.

use crate::inventory::{DeviceList, KnownEnd, Products, known_end};
use crate::questionnaire::grouped;
use crate::submission::{Money, Submission};
use chrono::{Datelike as _, NaiveDate};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Vendors, and families, that are told apart; the others are put together. Months all are.
pub const MOST_ACCUMULATED: usize = 500;

/// Cases that are listed for a group; the count is that of all.
pub const MOST_HOLDERS: usize = 1_000;

/// What is said beside the limits.
pub const LIMITS_OVERLAP: &str = "Limits are those of the submissions that hold it. A submission that holds several \
     counts in full in each, so the limits of the groups add up to more than the total";

/// The devices of one case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    /// Place in the list of case files of the book.
    pub case: u32,
    /// Policy aggregate; `None` where it is not known, or not in US dollars.
    pub limit: Option<Money>,
    pub products: Vec<Held>,
}

/// Devices of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Canonical name; blank where the list does not say.
    pub vendor: String,
    /// See [`family`]; blank where the list does not say.
    pub family: String,
    pub devices: u64,
    pub end: EndMonth,
}

/// When security support ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EndMonth {
    /// It has ended, and nobody says when.
    Ended,
    /// The first day of the month in which the last supported day lies.
    In(NaiveDate),
    /// Never left out, never counted as good.
    Unknown,
}

impl EndMonth {
    fn of(end: KnownEnd) -> Self {
        match end {
            KnownEnd::On(date) => Self::In(date.with_day(1).unwrap_or(date)),
            KnownEnd::Over => Self::Ended,
            KnownEnd::Unknown => Self::Unknown,
        }
    }

    /// `2027-03`.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Ended => "Ended, month not known".to_owned(),
            Self::In(month) => month.format("%Y-%m").to_string(),
            Self::Unknown => "Not known".to_owned(),
        }
    }
}

impl Holdings {
    /// What a case holds; the products are those of its device list. Devices of one vendor, family and month are
    /// added up.
    #[must_use]
    pub fn of(case: u32, submission: &Submission, products: &Products) -> Self {
        let policy = &submission.policy;
        let limit = policy.limit.filter(|_| policy.currency.is_us_dollar());
        Self { case, limit, products: held(&submission.devices, products) }
    }
}

fn held(list: &DeviceList, products: &Products) -> Vec<Held> {
    let families: Vec<(String, String)> = products
        .all()
        .iter()
        .map(|product| (product.maker.trim().to_owned(), family(&product.model, &product.model_number)))
        .collect();
    let mut counts: BTreeMap<(usize, EndMonth), u64> = BTreeMap::new();
    let table = &list.table;
    for row in 0..table.len() {
        let Some(place) = products.place_of_row(row) else { continue };
        let end = EndMonth::of(known_end(table, products, row));
        *counts.entry((place, end)).or_default() += u64::from(table.quantity(row));
    }
    let mut merged: BTreeMap<(&str, &str, EndMonth), u64> = BTreeMap::new();
    for ((place, end), devices) in &counts {
        let Some((vendor, family)) = families.get(*place) else { continue };
        *merged.entry((vendor, family, *end)).or_default() += devices;
    }
    let held = |((vendor, family, end), devices): ((&str, &str, EndMonth), u64)| Held {
        vendor: vendor.to_owned(),
        family: family.to_owned(),
        devices,
        end,
    };
    merged.into_iter().map(held).collect()
}

/// The family of a model: what stands before the first blank, hyphen, stroke or bracket after its first digit, so
/// that `P3245-LV` and `P3245-V` are one. A model without digits is a family of its own; without a model, the model
/// number is taken. A reading of names, not of what the devices have inside.
#[must_use]
pub fn family(model: &str, model_number: &str) -> String {
    let name = if model.trim().is_empty() { model_number.trim() } else { model.trim() };
    let digit = name.find(|c: char| c.is_ascii_digit()).unwrap_or(name.len());
    let (before, after) = name.split_at(digit);
    let end = after.find(|c: char| c.is_whitespace() || "-_/\\([,;".contains(c)).unwrap_or(after.len());
    format!("{before}{}", &after[..end]).to_uppercase()
}

/// Devices and limits of many cases. Every device stands in exactly one group of each view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accumulation {
    /// Every submission with its limit once.
    pub all: HeldTogether,
    /// Submissions whose list holds no devices, or that have no list; they are in `all` and in no group.
    pub without_devices: u64,
    /// The largest sum of limits first.
    pub vendors: View,
    /// By vendor and family, likewise.
    pub families: View,
    /// Ended first, then by month, unknown last.
    pub months: View,
}

/// One way to put devices together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    pub groups: Vec<Accumulated>,
    /// Groups in the last one, where there are too many to tell apart; else 0.
    pub together: u64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accumulated {
    pub name: String,
    pub held: HeldTogether,
    /// The first [`MOST_HOLDERS`] cases that hold it, by place.
    pub cases: Vec<u32>,
}

/// What some submissions hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeldTogether {
    pub devices: u64,
    pub submissions: u64,
    /// Sum of the known limits of those submissions, tenths of a US dollar, see [`LIMITS_OVERLAP`].
    pub limit_tenths: u128,
    /// Submissions whose limit is not known, or in another currency.
    pub without_limit: u64,
}

impl HeldTogether {
    fn add_submission(&mut self, limit: Option<Money>) {
        self.submissions += 1;
        match limit {
            Some(limit) => self.limit_tenths += u128::from(limit.tenths),
            None => self.without_limit += 1,
        }
    }
}

/// Adds up what cases hold.
#[must_use]
pub fn accumulation(cases: &[Holdings]) -> Accumulation {
    let mut all = HeldTogether::default();
    let mut without_devices = 0;
    for case in cases {
        let devices: u64 = case.products.iter().map(|held| held.devices).sum();
        all.devices += devices;
        all.add_submission(case.limit);
        without_devices += u64::from(devices == 0);
    }
    let or = |text: &str, instead: &str| if text.is_empty() { instead.to_owned() } else { text.to_owned() };
    let vendor = |held: &Held| or(&held.vendor, "Vendor not stated");
    let family = |held: &Held| format!("{} {}", vendor(held), or(&held.family, "model not stated"));
    // Spellings that differ in letter case only are one.
    let folded = |text: &str| text.to_lowercase();
    let size = |group: &Accumulated| Reverse((group.held.limit_tenths, group.held.devices));
    Accumulation {
        all,
        without_devices,
        vendors: view(cases, |held| folded(&held.vendor), vendor, size, MOST_ACCUMULATED, "vendors"),
        families: view(
            cases,
            |held| (folded(&held.vendor), folded(&held.family)),
            family,
            size,
            MOST_ACCUMULATED,
            "families",
        ),
        months: view(cases, |held| held.end, |held| held.end.words(), |_| (), usize::MAX, "months"),
    }
}

/// Groups by `key`, ordered by `order` and then by key.
fn view<K: Ord, O: Ord>(
    cases: &[Holdings],
    key: impl Fn(&Held) -> K,
    name: impl Fn(&Held) -> String,
    order: impl Fn(&Accumulated) -> O,
    most: usize,
    plural: &str,
) -> View {
    let mut ordered: Vec<(K, Accumulated)> = gather(cases, &key, &name).into_iter().collect();
    ordered.sort_by_key(|(_, group)| order(group));
    if ordered.len() <= most {
        return View { groups: ordered.into_iter().map(|(_, group)| group).collect(), together: 0 };
    }
    // Once more, because a submission that holds several of the small ones counts once where they are one group.
    let kept = most - 1;
    let together = (ordered.len() - kept) as u64;
    let places: BTreeMap<K, usize> =
        (ordered.into_iter().take(kept).zip(0..)).map(|((key, _), place)| (key, place)).collect();
    let place = |held: &Held| places.get(&key(held)).copied().unwrap_or(kept);
    let words =
        |held: &Held| if place(held) == kept { format!("{} other {plural}", grouped(together)) } else { name(held) };
    View { groups: gather(cases, place, words).into_values().collect(), together }
}

/// Every device in its one group; a submission, and its limit, once in each group that it holds anything of.
fn gather<K: Ord>(
    cases: &[Holdings],
    key: impl Fn(&Held) -> K,
    name: impl Fn(&Held) -> String,
) -> BTreeMap<K, Accumulated> {
    let mut groups: BTreeMap<K, Accumulated> = BTreeMap::new();
    for case in cases {
        let mut own: BTreeMap<K, (u64, &Held)> = BTreeMap::new();
        for held in case.products.iter().filter(|held| held.devices > 0) {
            own.entry(key(held)).or_insert((0, held)).0 += held.devices;
        }
        for (key, (devices, first)) in own {
            let named = || Accumulated { name: name(first), ..Accumulated::default() };
            let group = groups.entry(key).or_insert_with(named);
            group.held.devices += devices;
            group.held.add_submission(case.limit);
            if group.cases.len() < MOST_HOLDERS {
                group.cases.push(case.case);
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn variants_of_a_model_are_one_family() {
        for (model, number, expected) in [
            ("P3245-LV", "", "P3245"),
            ("p3245-v", "", "P3245"),
            ("Catalyst 2960-X", "", "CATALYST 2960"),
            ("DS-2CD2142FWD-I", "", "DS-2CD2142FWD"),
            (" ", "RV345 Series", "RV345"),
            ("Controller", "", "CONTROLLER"),
            ("", "", ""),
            ("Straße 7\u{a0}b", "", "STRASSE 7"),
        ] {
            assert_eq!(family(model, number), expected, "{model} {number}");
        }
    }

    fn month(number: u32) -> EndMonth {
        match number {
            0 => EndMonth::Ended,
            9 => EndMonth::Unknown,
            month => EndMonth::In(NaiveDate::from_ymd_opt(2027, month, 1).expect("a month of the year")),
        }
    }

    /// Letters as vendors, so that some differ in case only; a blank is not stated.
    fn cases() -> impl Strategy<Value = Vec<Holdings>> {
        let held = ("[aAbBcd]?", "[12]?", 0_u64..50, 0_u32..10).prop_map(|(vendor, family, devices, end)| Held {
            vendor,
            family,
            devices,
            end: month(end),
        });
        let case = (proptest::option::of(0_u64..1_000), proptest::collection::vec(held, 0..6));
        proptest::collection::vec(case, 0..12).prop_map(|cases| {
            let case = |(case, (limit, products)): (u32, (Option<u64>, Vec<Held>))| Holdings {
                case,
                limit: limit.map(Money::whole),
                products,
            };
            (0..).zip(cases).map(case).collect()
        })
    }

    /// Every group recomputed from the devices and limits themselves.
    fn holds(cases: &[Holdings], groups: &[Accumulated], devices: u64, is_in: impl Fn(&Accumulated, &Held) -> bool) {
        assert_eq!(groups.iter().map(|group| group.held.devices).sum::<u64>(), devices);
        for group in groups {
            let holders: Vec<&Holdings> = cases
                .iter()
                .filter(|case| case.products.iter().any(|held| held.devices > 0 && is_in(group, held)))
                .collect();
            let products = cases.iter().flat_map(|case| &case.products);
            let expected = HeldTogether {
                devices: products.filter(|held| is_in(group, held)).map(|held| held.devices).sum(),
                submissions: holders.len() as u64,
                limit_tenths: holders.iter().filter_map(|case| case.limit).map(|limit| u128::from(limit.tenths)).sum(),
                without_limit: holders.iter().filter(|case| case.limit.is_none()).count() as u64,
            };
            assert_eq!(group.held, expected, "{}", group.name);
            assert_eq!(group.cases, holders.iter().map(|case| case.case).collect::<Vec<_>>());
            assert!(group.held.devices > 0, "a group without devices: {}", group.name);
        }
        let names: BTreeSet<&String> = groups.iter().map(|group| &group.name).collect();
        assert_eq!(names.len(), groups.len(), "a name stands twice");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_device_and_limit_is_where_it_belongs(cases in cases()) {
            let found = accumulation(&cases);
            let devices = cases.iter().flat_map(|case| &case.products).map(|held| held.devices).sum();
            prop_assert_eq!(found.all.devices, devices);
            prop_assert_eq!(found.all.submissions, cases.len() as u64);
            let limits: u128 = cases.iter().filter_map(|case| case.limit).map(|limit| u128::from(limit.tenths)).sum();
            prop_assert_eq!(found.all.limit_tenths, limits);
            let or = |text: &str, instead: &str| if text.is_empty() { instead.to_owned() } else { text.to_owned() };
            let vendor = |held: &Held| or(&held.vendor, "Vendor not stated").to_lowercase();
            let family = |held: &Held| format!("{} {}", vendor(held), or(&held.family, "model not stated").to_lowercase());
            holds(&cases, &found.vendors.groups, devices, |group, held| group.name.to_lowercase() == vendor(held));
            holds(&cases, &found.families.groups, devices, |group, held| group.name.to_lowercase() == family(held));
            holds(&cases, &found.months.groups, devices, |group, held| group.name == held.end.words());
            prop_assert!(found.vendors.groups.is_sorted_by_key(|group| Reverse(group.held.limit_tenths)));
        }
    }

    /// A thousand vendors in one submission are one group beyond the first, and the submission counts there once.
    #[test]
    fn small_groups_are_put_together_and_nothing_is_lost() {
        let held = |vendor: u32| Held {
            vendor: format!("Vendor {vendor}"),
            family: String::new(),
            devices: u64::from(vendor),
            end: EndMonth::Unknown,
        };
        let cases = [Holdings { case: 3, limit: Some(Money::whole(5)), products: (1..=1_000).map(held).collect() }];
        let View { groups, together } = accumulation(&cases).vendors;
        assert_eq!((groups.len(), together), (MOST_ACCUMULATED, 501));
        assert_eq!(groups[0].name, "Vendor 1000");
        let last = groups.last().expect("there are groups");
        assert_eq!(last.name, "501 other vendors");
        let expected = HeldTogether { devices: 501 * 502 / 2, submissions: 1, limit_tenths: 50, without_limit: 0 };
        assert_eq!(last.held, expected);
    }
}

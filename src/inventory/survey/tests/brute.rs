//! Every figure about support equals what going through the days one by one gives.

use super::*;
use crate::inventory::{KnownEnd, Says, SupportEntry, SupportList, known_end};
use crate::questionnaire::Ratio;
use chrono::{Datelike, Days, Months};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use std::collections::BTreeSet;

/// The same cases on every machine.
fn config() -> Config {
    Config { cases: 96, failure_persistence: None, rng_seed: RngSeed::Fixed(20_261_122), ..Config::default() }
}

#[derive(Clone, Debug)]
struct Row {
    vendor: usize,
    model: usize,
    class: usize,
    site: usize,
    criticality: usize,
    exposed: usize,
    quantity: u32,
    /// Days after the first of January 2025, and whether only the month is known.
    security: Option<(u64, bool)>,
    support: Option<u64>,
    typed: bool,
}

const VENDORS: [&str; 3] = ["", "Acme", "Bolt"];
const MODELS: [&str; 3] = ["", "X1", "X2"];
const CLASSES: [DeviceClass; 4] =
    [DeviceClass::Camera, DeviceClass::Router, DeviceClass::Storage, DeviceClass::Unknown];
const SITES: [&str; 3] = ["", "North", "South"];
const CRITICALITIES: [&str; 5] = ["", "High", "low", "4 - Critical", "7"];
const EXPOSED: [&str; 3] = ["", "yes", "no"];

fn row() -> impl Strategy<Value = Row> {
    let end = || proptest::option::of(0_u64..1700);
    let names = (0..3_usize, 0..3_usize, 0..4_usize, 0..3_usize, 0..5_usize, 0..3_usize);
    (names, 1..5_u32, end(), any::<bool>(), end(), proptest::bool::weighted(0.1)).prop_map(
        |((vendor, model, class, site, criticality, exposed), quantity, security, month_only, support, typed)| Row {
            vendor,
            model,
            class,
            site,
            criticality,
            exposed,
            quantity,
            security: security.map(|days| (days, month_only)),
            support,
            typed,
        },
    )
}

fn table(rows: &[(u32, Row)]) -> DeviceList {
    let mut devices = Devices::default();
    for (number, row) in rows {
        let number = if row.typed { 0 } else { *number };
        let at = devices.add_row(number, row.quantity, CLASSES[row.class]);
        devices.put_text(at, Field::Vendor, VENDORS[row.vendor]);
        devices.put_text(at, Field::Model, MODELS[row.model]);
        devices.put_text(at, Field::Site, SITES[row.site]);
        devices.put_text(at, Field::Criticality, CRITICALITIES[row.criticality]);
        devices.put_text(at, Field::InternetExposed, EXPOSED[row.exposed]);
        let start = day("2025-01-01");
        if let Some((days, month_only)) = row.security {
            let date = start + Days::new(days);
            let (date, mark) = match month_only {
                true => (last_of_month(date), DateMark::Month),
                false => (date, DateMark::Day),
            };
            devices.put_date(at, DateField::EndOfSecuritySupport, date, mark);
        }
        if let Some(days) = row.support {
            devices.put_date(at, DateField::EndOfSupport, start + Days::new(days), DateMark::Day);
        }
    }
    DeviceList { table: Arc::new(devices), ..DeviceList::default() }
}

fn last_of_month(date: NaiveDate) -> NaiveDate {
    let first = date.with_day(1).expect("every month has one");
    first + Months::new(1) - Days::new(1)
}

/// Goes on day by day until the device is past.
fn first_day_past(end: NaiveDate) -> NaiveDate {
    let mut today = day("2025-01-01");
    while end >= today {
        today = today.succ_opt().expect("far from the end of time");
    }
    today
}

/// One model is over, of one nothing is announced, of one the list gives a date.
fn references() -> References {
    let entry = |vendor: &str, model: &str, says| SupportEntry {
        vendor: vendor.to_owned(),
        model: model.to_owned(),
        kind: DateField::EndOfSecuritySupport,
        says,
        source: "maker's page".to_owned(),
        checked: None,
        line: 1,
    };
    let entries = vec![
        entry("Acme", "X1", Says::Ended),
        entry("Acme", "X2", Says::NotAnnounced),
        entry("Bolt", "X1", Says::On(day("2027-02-28"))),
    ];
    References { support: vec![SupportList { entries, ..SupportList::default() }], ..References::default() }
}

fn naive(list: &DeviceList, at: NaiveDate, wanted: impl Fn(usize) -> bool) -> Counts {
    let devices = &*list.table;
    let products = Products::of(devices, &references(), &list.declared);
    let mut counts = Counts::default();
    for row in (0..devices.len()).filter(|row| wanted(*row)) {
        let n = u64::from(devices.quantity(row));
        match known_end(devices, &products, row) {
            KnownEnd::Unknown => counts.unknown += n,
            KnownEnd::Over => counts.past += n,
            KnownEnd::On(end) if first_day_past(end) <= at => counts.past += n,
            KnownEnd::On(_) => counts.in_support += n,
        }
    }
    counts
}

fn naive_lost(list: &DeviceList, term: Term, wanted: impl Fn(usize) -> bool) -> u64 {
    naive(list, term.expiry, &wanted).past - naive(list, term.inception, &wanted).past
}

fn numbered(rows: Vec<Row>) -> Vec<(u32, Row)> {
    (2..).zip(rows).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn counts_groups_and_wall_equal_a_brute_force(
        rows in proptest::collection::vec(row(), 0..40),
        start in 0_u64..800,
        length in proptest::option::of(1_u64..900),
    ) {
        let inception = day("2025-06-01") + Days::new(start);
        let term = Term::new(inception, length.map(|days| inception + Days::new(days)));
        let list = table(&numbered(rows));
        let devices = &*list.table;
        let found = survey(&list, &references(), Some(term));
        let view = found.support.clone().expect("there is a term");

        prop_assert_eq!(found.n, devices.count());
        prop_assert_eq!(found.classes.values().sum::<u64>(), found.n);
        let naive_at = |wanted: &dyn Fn(usize) -> bool| term.days().map(|at| naive(&list, at, wanted));
        prop_assert_eq!(view.at, naive_at(&|_| true));
        prop_assert_eq!(view.lost_in_term, naive_lost(&list, term, |_| true));
        for group in &view.sites {
            prop_assert_eq!(group.at, naive_at(&|row| devices.text(row, Field::Site) == group.name));
        }
        for group in &view.vendors {
            let wanted = |row: usize| devices.text(row, Field::Vendor) == group.name;
            prop_assert_eq!(group.at, naive_at(&wanted));
            prop_assert_eq!(group.lost_in_term, naive_lost(&list, term, wanted));
        }
        for group in &view.classes {
            prop_assert_eq!(group.at, naive_at(&|row| devices.class(row).words() == group.name));
        }
        for groups in [&view.classes, &view.sites, &view.vendors] {
            prop_assert_eq!(groups.iter().map(|group| group.n).sum::<u64>(), found.n);
            let names: BTreeSet<&str> = groups.iter().map(|group| group.name.as_str()).collect();
            prop_assert_eq!(names.len(), groups.len());
        }

        let is_edge = |row: usize| {
            matches!(devices.class(row), DeviceClass::Router | DeviceClass::Storage)
                || devices.text(row, Field::InternetExposed) == "yes"
        };
        let is_critical = |row: usize| ["High", "4 - Critical"].contains(&devices.text(row, Field::Criticality));
        prop_assert_eq!(view.edge.at, naive_at(&is_edge));
        prop_assert_eq!(view.critical.at, naive_at(&is_critical));
        prop_assert_eq!(view.critical.lost_in_term, naive_lost(&list, term, is_critical));
        prop_assert_eq!(view.past.devices, view.at[0].past);
        prop_assert_eq!(view.lost.devices, view.lost_in_term);
        prop_assert_eq!(view.unknown.devices, view.at[0].unknown);
        prop_assert_eq!(
            view.criticality_not_understood.devices,
            (0..devices.len())
                .filter(|row| devices.text(*row, Field::Criticality) == "7")
                .map(|row| u64::from(devices.quantity(row)))
                .sum::<u64>()
        );
        for groups in [&view.edge, &view.critical, &view.past, &view.lost, &view.unknown] {
            prop_assert_eq!(groups.groups.iter().map(|group| group.n).sum::<u64>(), groups.devices);
            prop_assert!(groups.groups.iter().all(|group| !group.rows.is_empty()));
        }
        for group in view.past.groups.iter().chain(&view.lost.groups) {
            prop_assert_eq!(group.earliest, group.latest);
        }

        for (at, month) in (0..).zip(&view.wall) {
            let first = term.inception.with_day(1).expect("a first") + Months::new(at);
            prop_assert_eq!(month.month, first);
            let next = first + Months::new(1);
            prop_assert_eq!(month.past, naive(&list, next, |_| true).past);
            prop_assert_eq!(month.ending, month.past - naive(&list, first, |_| true).past);
        }
        let last = view.wall.last().expect("at least a year").month;
        prop_assert_eq!(last, term.year_after().with_day(1).expect("a first"));

        let ends = found.ends;
        prop_assert_eq!(ends.known() + ends.unknown, found.n);
        prop_assert_eq!(ends.unknown, view.at[0].unknown);
        let (least, most) = view.at[0].past_share();
        prop_assert!(least >= Ratio::from_integer(0) && least <= most && most <= Ratio::from_integer(100));
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter(
        rows in proptest::collection::vec(row(), 0..60),
        seed in any::<u64>(),
    ) {
        let rows = numbered(rows);
        let mut mixed = rows.clone();
        mixed.sort_by_key(|(number, _)| (u64::from(*number) ^ seed).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let term = Some(year_2027());
        let references = references();
        prop_assert_eq!(survey(&table(&rows), &references, term), survey(&table(&mixed), &references, term));
    }
}

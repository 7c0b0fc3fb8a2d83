//! Against a table small enough to say by hand what must come out, and against slow ways of the same.

use super::*;
use crate::inventory::{Cell, DateRules, Declared, DeviceClass, DeviceRow, References};
use chrono::NaiveDate;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Rows as `field=value` words.
fn table(rows: &[&[(Field, &str)]]) -> Devices {
    let mut devices = Devices::default();
    let cell = |(field, text): &(Field, &str)| {
        (*field, Cell::read(*field, text, DateRules::default()).expect("a cell that reads"))
    };
    let rows = rows.iter().map(|row| DeviceRow { source_row: 0, cells: row.iter().map(cell).collect() });
    devices.append(rows.collect());
    devices
}

fn site() -> Devices {
    use Field::{DeviceType, EndOfSecuritySupport as End, Name, Quantity, Site, Vendor};
    table(&[
        &[(Name, "cam-10"), (Vendor, "Axis"), (DeviceType, "camera"), (End, "2026-12-31"), (Site, "North plant")],
        &[(Name, "cam-2"), (Vendor, "AXIS"), (DeviceType, "camera"), (End, "2027-06-30"), (Quantity, "7")],
        &[(Name, "plc-1"), (Vendor, "Siemens"), (DeviceType, "PLC"), (Site, "South plant")],
        &[(Name, "Türsteuerung"), (Vendor, "dormakaba"), (End, "2031-01"), (Site, "North plant")],
    ])
}

#[test]
fn rows_are_found_by_their_number_in_the_file() {
    let mut devices = site();
    let again = devices.truncate(0);
    for (row, source_row) in again.into_iter().zip([14, 15, 240, 0]) {
        devices.append(vec![DeviceRow { source_row, ..row }]);
    }
    let view = |filter: &str| View { columns: Column::filled(&devices), filter: filter.to_owned(), ..View::default() };
    assert_eq!(shown(&devices, &view("row:14-15")), ["cam-10", "cam-2"]);
    assert_eq!(shown(&devices, &view("rows:15,240")), ["cam-2", "plc-1"]);
    assert_eq!(shown(&devices, &view("row:0")), ["Türsteuerung"], "typed by hand");
    assert_eq!(shown(&devices, &view("row:14-240 axis")), ["cam-10", "cam-2"]);
    assert!(shown(&devices, &view("row:soon")).is_empty(), "a word like others");
}

fn term() -> Option<Term> {
    NaiveDate::from_ymd_opt(2027, 1, 1).map(|inception| Term::new(inception, None))
}

fn shown(devices: &Devices, view: &View) -> Vec<String> {
    let products = Products::of(devices, &References::default(), &Declared::default());
    let source = Source { devices, products: &products, term: term() };
    let order = arrange(&source, view, &|| false).expect("not stopped");
    (0..order.rows.len())
        .filter_map(|place| order.rows.get(place))
        .map(|row| devices.text(row, Field::Name).to_owned())
        .collect()
}

fn check_filter(filter: &str, expected: &[&str]) {
    let devices = site();
    let view = View { columns: Column::filled(&devices), filter: filter.to_owned(), ..View::default() };
    assert_eq!(shown(&devices, &view), expected, "{filter}");
}

#[test]
fn words_are_looked_for_in_every_shown_column() {
    check_filter("axis", &["cam-10", "cam-2"]);
    check_filter("AXIS cam-2", &["cam-2"]);
    check_filter("türst", &["Türsteuerung"]);
    check_filter("TÜRST", &["Türsteuerung"]);
    check_filter("\"h plant\"", &["cam-10", "plc-1", "Türsteuerung"]);
    check_filter("industrial", &["plc-1"]);
    check_filter("2031", &["Türsteuerung"]);
    check_filter("nothing of the kind", &[]);
    check_filter("", &["cam-10", "cam-2", "plc-1", "Türsteuerung"]);
}

#[test]
fn a_word_never_reaches_from_one_text_into_the_next() {
    // Texts lie one after another: "Axis" and "camera" give no "isca".
    check_filter("isca", &[]);
    check_filter("10A", &[]);
}

#[test]
fn a_column_is_named_before_a_colon() {
    check_filter("support:past", &["cam-10"]);
    check_filter("support:ends", &["cam-2"]);
    check_filter("support:unknown", &["plc-1"]);
    check_filter("support:in", &["cam-2", "Türsteuerung"]);
    check_filter("support:\"in support\"", &["Türsteuerung"]);
    check_filter("vendor:axis site:north", &["cam-10"]);
    check_filter("site:\"\"", &["cam-2"]);
    check_filter("quantity:7", &["cam-2"]);
    check_filter("vendor:", &["cam-10", "cam-2", "plc-1", "Türsteuerung"]);
    check_filter("end_of_security_support:\"\"", &["plc-1"]);
    check_filter("kind:camera", &["cam-10", "cam-2"]);
}

#[test]
fn a_vendor_is_found_as_the_list_spells_it_and_by_its_usual_name() {
    use Field::{Name, Vendor};
    let devices = table(&[
        &[(Name, "a"), (Vendor, "Hikvision")],
        &[(Name, "b"), (Vendor, "Hangzhou Hikvision Digital Technology Co., Ltd.")],
        &[(Name, "c"), (Vendor, "HIK Works")],
        &[(Name, "d"), (Vendor, "")],
    ]);
    let declared = Declared {
        vendors: [("HIK Works".to_owned(), "Hikvision".to_owned())].into_iter().collect(),
        ..Declared::default()
    };
    let products = Products::of(&devices, &References::default(), &declared);
    let source = Source { devices: &devices, products: &products, term: None };
    let names = |filter: &str| {
        let view = View { columns: vec![Column::Field(Vendor)], filter: filter.to_owned(), ..View::default() };
        let order = arrange(&source, &view, &|| false).expect("not stopped");
        let rows = (0..order.rows.len()).filter_map(|place| order.rows.get(place));
        rows.map(|row| devices.text(row, Name).to_owned()).collect::<String>()
    };
    assert_eq!(names("vendor:hikvision"), "abc", "by alias and by what a person said");
    assert_eq!(names("vendor:hangzhou"), "b", "as it stands in the list");
    assert_eq!(names("vendor:works"), "c");
    assert_eq!(names("vendor:\"\""), "d", "a blank cell has no other name");
    assert_eq!(names("hikvision"), "ab", "a word of no column finds what is shown");
}

#[test]
fn a_colon_in_an_address_names_no_column() {
    let devices = table(&[&[(Field::Name, "a"), (Field::Mac, "00:1A:2B:3C:4D:5E")], &[(Field::Name, "b")]]);
    let view = View { columns: Column::filled(&devices), filter: "00:1a:2b".to_owned(), ..View::default() };
    assert_eq!(shown(&devices, &view), ["a"]);
}

fn check_sort(sort: &[(Column, Direction)], expected: &[&str]) {
    let devices = site();
    let view = View { sort: sort.to_vec(), ..View::default() };
    assert_eq!(shown(&devices, &view), expected, "{sort:?}");
}

#[test]
fn rows_are_sorted_as_people_count_and_blanks_come_last() {
    use Direction::{Down, Up};
    let of = |field| Column::Field(field);
    check_sort(&[(of(Field::Name), Up)], &["cam-2", "cam-10", "plc-1", "Türsteuerung"]);
    check_sort(&[(of(Field::Name), Down)], &["Türsteuerung", "plc-1", "cam-10", "cam-2"]);
    check_sort(&[(Column::Support, Up)], &["cam-10", "cam-2", "Türsteuerung", "plc-1"]);
    check_sort(&[(Column::Support, Down)], &["Türsteuerung", "cam-2", "cam-10", "plc-1"]);
    check_sort(&[(of(Field::Quantity), Down)], &["cam-2", "cam-10", "plc-1", "Türsteuerung"]);
    check_sort(&[(of(Field::Site), Up), (of(Field::Name), Down)], &["Türsteuerung", "cam-10", "plc-1", "cam-2"]);
}

#[test]
fn groups_are_counted_and_folded() {
    let devices = site();
    let products = Products::of(&devices, &References::default(), &Declared::default());
    let source = Source { devices: &devices, products: &products, term: term() };
    let view = View { group: Some(Column::Class), ..View::default() };
    let order = arrange(&source, &view, &|| false).expect("not stopped");
    let groups: Vec<_> = order.groups.iter().map(|it| (it.name.as_str(), it.first, it.rows, it.devices)).collect();
    assert_eq!(groups, [("camera", 0, 2, 8), ("industrial control", 2, 1, 1), ("unknown", 3, 1, 1)]);
    assert_eq!(order.devices, 10);
    let shut = Lines::of(&order, &BTreeSet::new());
    assert_eq!(shut.count(), 3);
    assert_eq!(shut.line_of(&order, 0), None);
    let open = Lines::of(&order, &BTreeSet::from(["camera".to_owned()]));
    let lines: Vec<_> = (0..6).map(|line| open.get(&order, line)).collect();
    let expected = [Line::Group(0), Line::Row(0), Line::Row(1), Line::Group(1), Line::Group(2)];
    assert_eq!(lines.iter().flatten().copied().collect::<Vec<_>>(), expected);
    assert_eq!(open.line_of(&order, 1), Some(2));
}

#[test]
fn states_of_support_are_grouped_with_the_worst_first() {
    let devices = site();
    let products = Products::of(&devices, &References::default(), &Declared::default());
    let source = Source { devices: &devices, products: &products, term: term() };
    let view = View { group: Some(Column::Support), ..View::default() };
    let order = arrange(&source, &view, &|| false).expect("not stopped");
    let names: Vec<_> = order.groups.iter().map(|group| group.name.as_str()).collect();
    assert_eq!(names, ["Past", "Ends in term", "In support", "Unknown"]);
}

#[test]
fn added_rows_stand_at_the_end_and_sums_follow() {
    let mut devices = site();
    let products = Products::of(&devices, &References::default(), &Declared::default());
    let source = Source { devices: &devices, products: &products, term: None };
    let view = View { filter: "axis".to_owned(), columns: Column::filled(&devices), ..View::default() };
    let mut order = arrange(&source, &view, &|| false).expect("not stopped");
    devices.add_row(0, 5, DeviceClass::Unknown);
    order.append(&devices, 4);
    assert_eq!((order.rows.len(), order.rows.get(2), order.devices), (3, Some(4), 13));
}

#[test]
fn a_stopped_search_gives_nothing() {
    let devices = site();
    let source = Source { devices: &devices, products: &Products::default(), term: None };
    let view = View { columns: Column::filled(&devices), filter: "a".to_owned(), ..View::default() };
    assert_eq!(arrange(&source, &view, &|| true), None);
}

#[test]
fn columns_that_say_nothing_are_left_out_and_a_telling_one_comes_first() {
    let columns = Column::filled(&site());
    assert_eq!(columns.first(), Some(&Column::Field(Field::Name)));
    assert!(columns.contains(&Column::Support) && columns.contains(&Column::Field(Field::Quantity)));
    assert!(!columns.contains(&Column::Field(Field::Ip)));
    assert_eq!(Column::all().len(), Field::COUNT + 2);
}

fn text() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[aAbB0-9 .:Kéß-]{0,10}").expect("a pattern")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_filter_finds_what_reading_every_cell_finds(
        cells in proptest::collection::vec((text(), text()), 0..40),
        needle in "[abK0-9.:éß-]{1,4}",
    ) {
        let mut devices = Devices::default();
        for (name, vendor) in &cells {
            let row = devices.add_row(0, 1, DeviceClass::Unknown);
            devices.put_text(row, Field::Name, name);
            devices.put_text(row, Field::Vendor, vendor);
        }
        let columns = vec![Column::Field(Field::Name), Column::Field(Field::Vendor)];
        let source = Source { devices: &devices, products: &Products::default(), term: None };
        // Quoted, so that no colon is taken for that of a column.
        let view = View { columns: columns.clone(), filter: format!("\"{needle}\""), ..View::default() };
        let order = arrange(&source, &view, &|| false).expect("not stopped");
        let wanted = needle.to_lowercase();
        let slow: Vec<usize> = (0..devices.len())
            .filter(|row| columns.iter().any(|column| column.text(&source, *row).to_lowercase().contains(&wanted)))
            .collect();
        let fast: Vec<usize> = (0..order.rows.len()).filter_map(|place| order.rows.get(place)).collect();
        prop_assert_eq!(fast, slow);
    }

    #[test]
    fn sorting_by_number_is_sorting_by_comparing(
        names in proptest::collection::vec(text(), 0..60),
        down in any::<bool>(),
    ) {
        let mut devices = Devices::default();
        for name in &names {
            let row = devices.add_row(0, 1, DeviceClass::Unknown);
            devices.put_text(row, Field::Name, name);
        }
        let direction = if down { Direction::Down } else { Direction::Up };
        let view = View { sort: vec![(Column::Field(Field::Name), direction)], ..View::default() };
        let mut slow: Vec<&String> = names.iter().collect();
        slow.sort_by(|a, b| {
            let order = natural::compare(a, b);
            a.is_empty().cmp(&b.is_empty()).then(if down { order.reverse() } else { order })
        });
        let fast = shown(&devices, &view);
        prop_assert_eq!(fast.iter().collect::<Vec<_>>(), slow);
    }

    #[test]
    fn numbers_in_names_count_as_numbers(a in 0_u32..2_000_000, b in 0_u32..2_000_000, zeros in 0_usize..3) {
        let (left, right) = (format!("cam-{a}x"), format!("cam-{}{b}x", "0".repeat(zeros)));
        let order = natural::compare(&left, &right);
        prop_assert_eq!(order == std::cmp::Ordering::Less, a < b || a == b && left < right);
        prop_assert_eq!(natural::head(&left).cmp(&natural::head(&right)).then(order), order);
    }
}

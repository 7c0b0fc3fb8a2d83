//! Every way of writing a date that devices.md saw.

use super::*;

const FREE: DateRules = DateRules { order: None, serial_days: false };

fn check(cell: &str, expected: &str) {
    check_with(FREE, cell, expected);
}

fn check_with(rules: DateRules, cell: &str, expected: &str) {
    let read = read_date(cell, rules);
    assert_eq!(read, ReadDate::Known(day(expected), DateMark::Day), "{cell}");
}

fn trouble(cell: &str, expected: DateTrouble) {
    assert_eq!(read_date(cell, FREE), ReadDate::Trouble(expected), "{cell}");
}

#[test]
fn days_are_read_in_every_form_seen() {
    check("2027-03-31", "2027-03-31");
    check(" 2027-03-31 ", "2027-03-31");
    check("2027-3-1", "2027-03-01");
    check("2027/03/31", "2027-03-31");
    check("2027.03.31", "2027-03-31");
    check("20270331", "2027-03-31");
    check("2027-03-31T23:59:59Z", "2027-03-31");
    check("2027-03-31T23:59:59.123+02:00", "2027-03-31");
    check("2027-03-31T00:00:00-20:30", "2027-03-31");
    check("2027-03-31 23:59:59", "2027-03-31");
    check("2027/03/31 23:59", "2027-03-31");
    check("31.03.2027", "2027-03-31");
    check("03.04.2026", "2026-04-03");
    check("31/03/2027", "2027-03-31");
    check("03/31/2027", "2027-03-31");
    check("03/31/2027 11:59:59 PM", "2027-03-31");
    check("04/04/2026", "2026-04-04");
    check("31 Mar 2027", "2027-03-31");
    check("31-Mar-2027", "2027-03-31");
    check("31-Mar-27", "2027-03-31");
    check("March 31, 2027", "2027-03-31");
    check("Mar 31st 2027", "2027-03-31");
    check("Wednesday, 31 March 2027", "2027-03-31");
    check("2027 Mar 31", "2027-03-31");
}

#[test]
fn seconds_and_milliseconds_are_read_in_utc() {
    check("1399586326", "2014-05-08");
    check("1399586326.5", "2014-05-08");
    check("1399586326000", "2014-05-08");
}

#[test]
fn a_month_means_its_last_day() {
    for (cell, expected) in [
        ("2027-02", "2027-02-28"),
        ("2028-02", "2028-02-29"),
        ("02/2027", "2027-02-28"),
        ("12.2027", "2027-12-31"),
        ("Feb 2027", "2027-02-28"),
        ("February 2027", "2027-02-28"),
        ("2027 Sept", "2027-09-30"),
    ] {
        assert_eq!(read_date(cell, FREE), ReadDate::Known(day(expected), DateMark::Month), "{cell}");
    }
}

#[test]
fn what_says_nothing_is_unknown() {
    for cell in [
        "",
        " ",
        "-",
        "n/a",
        "N/A",
        "Unknown",
        "None",
        "null",
        "tba",
        "TBA",
        "tbd",
        "true",
        "False",
        "0",
        "0000-00-00",
        "9999-12-31",
        "not announced",
        "Miscellaneous",
        "#N/A",
    ] {
        assert_eq!(read_date(cell, FREE), ReadDate::Unknown, "{cell}");
    }
}

#[test]
fn an_order_that_could_be_either_is_refused_until_it_is_picked() {
    trouble("03/04/2026", DateTrouble::Ambiguous);
    trouble("3-4-2026", DateTrouble::Ambiguous);
    trouble("03/04/2026 10:00:00 AM", DateTrouble::Ambiguous);
    trouble("13/04/26", DateTrouble::Ambiguous);
    let day_first = DateRules { order: Some(DateOrder::DayFirst), serial_days: false };
    let month_first = DateRules { order: Some(DateOrder::MonthFirst), serial_days: false };
    check_with(day_first, "03/04/2026", "2026-04-03");
    check_with(month_first, "03/04/2026", "2026-03-04");
    check_with(month_first, "03/04/26", "2026-03-04");
    assert_eq!(read_date("03/31/2027", day_first), ReadDate::Trouble(DateTrouble::NotADate), "against the order");
}

#[test]
fn numbers_that_are_no_dates_say_so() {
    trouble("36", DateTrouble::Months);
    trouble("120", DateTrouble::Months);
    trouble("46112", DateTrouble::NotADate);
    check_with(DateRules { order: None, serial_days: true }, "46112", "2026-03-31");
}

#[test]
fn nonsense_is_kept_as_trouble() {
    for cell in [
        "soon",
        "2027-03-31 or later",
        "Q2 2027",
        "2027",
        "2027-02-30",
        "2027-13-01",
        "31-31-2027",
        "Mar-27",
        "1.2.3.4",
        "É 2027",
        "12345678901234567890",
    ] {
        trouble(cell, DateTrouble::NotADate);
    }
    trouble("1899-12-30", DateTrouble::OutOfRange);
    trouble("3027-03-31", DateTrouble::OutOfRange);
    trouble(&"9".repeat(10_000), DateTrouble::NotADate);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..proptest::prelude::ProptestConfig::default() })]

    #[test]
    fn no_cell_breaks_the_reader(cell in "\\PC{0,24}") {
        for order in [None, Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst)] {
            if let ReadDate::Known(date, mark) = read_date(&cell, DateRules { order, serial_days: true }) {
                let text = if mark == DateMark::Month { date.format("%Y-%m").to_string() } else { date.to_string() };
                assert_eq!(read_date(&text, FREE), ReadDate::Known(date, mark));
            }
        }
    }
}

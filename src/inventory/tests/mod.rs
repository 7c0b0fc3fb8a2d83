//! Tests of the device table: dates, headers, rows to devices.

mod dates;
mod ends;
mod headers;
mod models;
mod products;
mod rows;
mod typed;
mod vendors;

use super::*;
use chrono::NaiveDate;

fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("a date")
}

/// Reads a table written with `|` between cells, the header first; the header is row 1.
fn read_with(rules: DateRules, table: &str) -> Inventory {
    let mut lines = table.lines().map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    let headers: Vec<String> = lines.next().expect("a header").into_iter().map(str::to_owned).collect();
    let mut intake = Intake::new(Mapping::of(&headers), rules);
    for (number, cells) in (2..).zip(lines) {
        intake.row(number, &cells).expect("few rows");
    }
    let inventory = intake.finish();
    let report = &inventory.report;
    assert_eq!(
        report.rows_read as usize,
        report.rows_counted as usize + report.merged.len() + report.rows_dropped(),
        "every row is counted, merged or dropped"
    );
    inventory
}

fn read(table: &str) -> Inventory {
    read_with(DateRules::default(), table)
}

//! Tests of what is counted: against a brute force over days, and finding by finding.

mod brute;
mod finds;
mod term;

use super::*;
use crate::inventory::{Catalogue, DateField, DateMark, Devices, Field, KnownExploited, YesNo, Zone, ZoneKey};
use chrono::NaiveDate;
use std::sync::Arc;

fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("a date")
}

fn year_2027() -> Term {
    Term::new(day("2027-01-01"), None)
}

/// A list written with `|` between cells; the header names fields, `class` and `quantity`. The first row is row 2.
fn list(table: &str) -> DeviceList {
    let mut lines = table.lines().map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    let header = lines.next().expect("a header");
    let mut devices = Devices::default();
    for (number, cells) in (2..).zip(lines) {
        let cell = |name: &str| header.iter().position(|it| *it == name).and_then(|at| cells.get(at).copied());
        let class = cell("class").and_then(DeviceClass::from_text).unwrap_or_default();
        let quantity = cell("quantity").and_then(|text| text.parse().ok()).unwrap_or(1);
        let row = devices.add_row(number, quantity, class);
        for (name, text) in header.iter().zip(&cells).filter(|(name, _)| !["class", "quantity"].contains(*name)) {
            let field = Field::from_name(name).expect("a field");
            match field.date() {
                Some(date) if !text.is_empty() => devices.put_date(row, date, day(text), DateMark::Day),
                _ => devices.put_text(row, field, text),
            }
        }
    }
    DeviceList { table: Arc::new(devices), ..DeviceList::default() }
}

fn counts(past: u64, in_support: u64, unknown: u64) -> Counts {
    Counts { past, in_support, unknown }
}

fn surveyed(table: &str) -> Survey {
    survey(&list(table), &References::default(), Some(year_2027()))
}

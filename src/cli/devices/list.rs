//! `securable devices list`.

use super::{input, no_list};
use crate::cli::{Failure, counted, say, write_data, write_text};
use crate::files::read_case;
use crate::inventory::{DateField, Devices, Field};
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// Sites and vendors that are shown without `--json`.
const MOST_GROUPS_SHOWN: usize = 20;

/// Counts of a table, for people and for programs.
struct Counts {
    rows: usize,
    devices: u64,
    classes: BTreeMap<&'static str, u64>,
    vendors: BTreeMap<String, u64>,
    sites: BTreeMap<String, u64>,
    /// By kind of date: devices for which it is known.
    known: Vec<(DateField, u64)>,
    support_known: u64,
    support_inferred: u64,
}

fn counts(devices: &Devices) -> Counts {
    let mut counts = Counts {
        rows: devices.len(),
        devices: devices.count(),
        classes: BTreeMap::new(),
        vendors: BTreeMap::new(),
        sites: BTreeMap::new(),
        known: DateField::LIFECYCLE.into_iter().chain([DateField::OsEndOfSupport]).map(|date| (date, 0)).collect(),
        support_known: 0,
        support_inferred: 0,
    };
    let (mut vendors, mut sites) = (BTreeMap::<u32, u64>::new(), BTreeMap::<u32, u64>::new());
    for row in 0..devices.len() {
        let quantity = u64::from(devices.quantity(row));
        *counts.classes.entry(devices.class(row).words()).or_default() += quantity;
        *vendors.entry(devices.symbol(row, Field::Vendor)).or_default() += quantity;
        *sites.entry(devices.symbol(row, Field::Site)).or_default() += quantity;
        for (date, known) in &mut counts.known {
            if devices.date(row, *date).is_some() {
                *known += quantity;
            }
        }
        if let Some(end) = devices.support_end(row) {
            counts.support_known += quantity;
            counts.support_inferred += if end.inferred { quantity } else { 0 };
        }
    }
    let named = |symbols: BTreeMap<u32, u64>| {
        let name = |symbol: u32| if symbol == 0 { "not stated".to_owned() } else { devices.text_of(symbol).to_owned() };
        symbols.into_iter().map(|(symbol, count)| (name(symbol), count)).collect()
    };
    counts.vendors = named(vendors);
    counts.sites = named(sites);
    counts
}

pub(super) fn list(path: &Path, as_json: bool) -> Result<(), Failure> {
    let opened = read_case(path).map_err(|error| input(&error))?;
    for notice in &opened.notices {
        say(&notice.to_string());
    }
    let devices = &opened.case.submission.devices.table;
    if devices.is_empty() {
        return Err(no_list(path));
    }
    let counts = counts(devices);
    if as_json {
        let dates = counts.known.iter().map(|(date, known)| {
            let value = json!({ "known": known, "unknown": counts.devices - known });
            (date.field().name().to_owned(), value)
        });
        let value = json!({
            "rows": counts.rows,
            "devices": counts.devices,
            "classes": counts.classes,
            "vendors": counts.vendors,
            "sites": counts.sites,
            "dates": dates.collect::<serde_json::Map<_, _>>(),
            "support": {
                "known": counts.support_known,
                "inferred": counts.support_inferred,
                "unknown": counts.devices - counts.support_known,
            },
        });
        return write_data(format!("{value:#}\n").as_bytes());
    }
    let mut out = String::new();
    if write_counts(&mut out, &counts).is_err() {
        out.push_str("The counts could not be written.\n");
    }
    write_text(&out)
}

fn write_counts(out: &mut String, counts: &Counts) -> std::fmt::Result {
    writeln!(out, "Devices   {} in {}", counts.devices, counted(counts.rows, "row"))?;
    let classes: Vec<(&str, u64)> = counts.classes.iter().map(|(name, count)| (*name, *count)).collect();
    write_groups(out, "Class", classes)?;
    write_groups(out, "Vendor", counts.vendors.iter().map(|(name, count)| (name.as_str(), *count)).collect())?;
    write_groups(out, "Site", counts.sites.iter().map(|(name, count)| (name.as_str(), *count)).collect())?;
    writeln!(out, "\nDates                              known    unknown")?;
    for (date, known) in &counts.known {
        writeln!(out, "  {:<30} {known:>7} {:>10}", date.field().title(), counts.devices - known)?;
    }
    writeln!(
        out,
        "\nUntil when devices are supported is known for {} of {}, for {} of them inferred from the end of support",
        counts.support_known, counts.devices, counts.support_inferred
    )
}

/// The largest first, then by name.
fn write_groups(out: &mut String, title: &str, mut groups: Vec<(&str, u64)>) -> std::fmt::Result {
    groups.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    writeln!(out, "\n{title}")?;
    for (name, count) in groups.iter().take(MOST_GROUPS_SHOWN) {
        writeln!(out, "  {count:>7}  {name}")?;
    }
    match groups.len().saturating_sub(MOST_GROUPS_SHOWN) {
        0 => Ok(()),
        more => writeln!(out, "  and {more} more; --json lists them"),
    }
}

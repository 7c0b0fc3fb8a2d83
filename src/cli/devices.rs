//! `securable devices`: importing a device list into a case, and counting what a case holds.

use super::{Failure, say, write_data};
use crate::files::{
    CaseFile, CaseLock, Change, Expect, FileError, HeaderRow, Holder, ImportOptions, Imported, SavedMapping, Unwatched,
    journal_path, read_case, read_devices, read_mapping, write_case, write_mapping,
};
use crate::inventory::{ColumnUse, DateField, DateOrder, Devices, Field, Report, Use};
use crate::submission::Edit;
use chrono::Local;
use clap::{Subcommand, ValueEnum};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Row numbers that the report for people names for one reason.
const MOST_ROWS_SHOWN: usize = 20;
/// Cells and merges that the report for people lists.
const MOST_LINES_SHOWN: usize = 20;
/// Sites and vendors that `list` shows without `--json`.
const MOST_GROUPS_SHOWN: usize = 20;

#[derive(Subcommand)]
pub(super) enum DevicesCommand {
    /// Read a device list (CSV, TSV, XLSX, ODS, nmap XML, CycloneDX, JSON) and keep it in a case.
    Import {
        /// The list, as a tool exported it.
        file: PathBuf,
        /// The case that takes the devices; a list that is there is replaced.
        #[arg(long, value_name = "CASE")]
        into: PathBuf,
        /// What a column means: its header, or "column 3" of a list without headers, and a field
        /// (vendor, model, device_type, mac, end_of_support ...); "ignore" leaves it out.
        #[arg(long = "map", value_name = "COLUMN=FIELD", value_parser = choice_from_text)]
        choices: Vec<(String, Option<Field>)>,
        /// What stands first in dates like 03/04/2026.
        #[arg(long, value_enum)]
        date_order: Option<OrderArgument>,
        /// The row in which the names of the columns stand, from 1; 0 where the list has none.
        #[arg(long, value_name = "ROW")]
        header_row: Option<u32>,
        /// Take what was decided about the columns from this file; --map and the others go before it.
        #[arg(long, value_name = "FILE")]
        mapping: Option<PathBuf>,
        /// Write what was decided about the columns to this file, for the next list of the same source.
        #[arg(long, value_name = "FILE")]
        save_mapping: Option<PathBuf>,
        /// Report only; the case stays as it is.
        #[arg(long)]
        dry_run: bool,
        /// Write JSON.
        #[arg(long)]
        json: bool,
    },
    /// Count the devices of a case by class, vendor and site, and which dates are known.
    List {
        case: PathBuf,
        /// Write JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum OrderArgument {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
}

fn choice_from_text(text: &str) -> Result<(String, Option<Field>), String> {
    let (column, field) = text.rsplit_once('=').ok_or("write it as COLUMN=FIELD, for example \"Maker=vendor\"")?;
    if column.trim().is_empty() {
        return Err("name the column before the equals sign".to_owned());
    }
    if field.trim().eq_ignore_ascii_case("ignore") {
        return Ok((column.trim().to_owned(), None));
    }
    let names = || Field::ALL.map(Field::name).join(", ");
    let field = Field::from_name(field).ok_or_else(|| format!("the fields are ignore, {}", names()))?;
    Ok((column.trim().to_owned(), Some(field)))
}

pub(super) fn devices(command: DevicesCommand) -> Result<(), Failure> {
    match command {
        DevicesCommand::Import {
            file,
            into,
            choices,
            date_order,
            header_row,
            mapping,
            save_mapping,
            dry_run,
            json,
        } => {
            let mut options = match mapping {
                None => ImportOptions::default(),
                Some(path) => read_mapping(&path).map_err(|error| input(&error))?.options,
            };
            // A later choice goes over an earlier one for the same column.
            options.choices.extend(choices);
            if let Some(order) = date_order {
                options.date_order = Some(match order {
                    OrderArgument::Dmy => DateOrder::DayFirst,
                    OrderArgument::Mdy => DateOrder::MonthFirst,
                });
            }
            match header_row {
                None => {}
                Some(0) => options.header = HeaderRow::Missing,
                Some(row) => options.header = HeaderRow::At(row),
            }
            import(&file, &into, options, save_mapping.as_deref(), dry_run, json)
        }
        DevicesCommand::List { case, json } => list(&case, json),
    }
}

fn input(error: &FileError) -> Failure {
    for problem in error.problems().iter().skip(1) {
        say(&problem.to_string());
    }
    Failure::input(error.to_string())
}

fn import(
    file: &Path,
    into: &Path,
    options: ImportOptions,
    save_mapping: Option<&Path>,
    dry_run: bool,
    as_json: bool,
) -> Result<(), Failure> {
    let imported = read_devices(file, &options, &Unwatched).map_err(|error| input(&error))?;
    if let Some(path) = save_mapping {
        let headers = imported.inventory.report.columns.iter().map(|column| column.header.clone()).collect();
        write_mapping(path, &SavedMapping { headers, options }).map_err(|error| Failure::output(error.to_string()))?;
    }
    let name = file.file_name().map_or_else(|| file.display().to_string(), |name| name.to_string_lossy().into_owned());
    let text = if as_json { format!("{:#}\n", json_from(&imported, &name)) } else { plain(&imported, &name) };
    write_data(text.as_bytes())?;
    let report = &imported.inventory.report;
    if report.ambiguous_dates > 0 {
        return Err(Failure::input(format!(
            "{} dates such as {} can be read day first or month first, so nothing was stored. Say which it is with \
             --date-order dmy or --date-order mdy. ({})",
            report.ambiguous_dates,
            first_ambiguous(report),
            file.display()
        )));
    }
    if imported.inventory.devices.is_empty() {
        return Err(Failure::input(format!(
            "The file was read and holds no device, so nothing was stored. See why its rows were dropped, or give \
             another list. ({})",
            file.display()
        )));
    }
    if dry_run {
        // The case must be one, so that a trial run tells what the real one would.
        return read_case(into).map(|_| ()).map_err(|error| input(&error));
    }
    store(&imported.inventory.devices, into, &name)
}

fn first_ambiguous(report: &Report) -> &str {
    let words = crate::inventory::DateTrouble::Ambiguous.words();
    report.unusable.iter().find(|cell| cell.what == words).map_or("03/04/2026", |cell| cell.raw.as_str())
}

/// Puts the devices into the case, with a line in its history, and reads them back.
fn store(devices: &Devices, into: &Path, name: &str) -> Result<(), Failure> {
    let user = std::env::var("USER").or_else(|_| std::env::var("USERNAME")).unwrap_or_else(|_| "someone".to_owned());
    let holder = Holder {
        user: user.clone(),
        host: std::env::var("HOSTNAME").or_else(|_| std::env::var("COMPUTERNAME")).unwrap_or_default(),
        pid: std::process::id(),
        since: Local::now().format("%Y-%m-%d %H:%M").to_string(),
    };
    let opened = read_case(into).map_err(|error| input(&error))?;
    let lock = CaseLock::take(into, &holder).map_err(|error| Failure::output(error.to_string()))?;
    if journal_path(into).exists() {
        return Err(Failure::input(format!(
            "The case has changes that were never saved, so nothing was stored. Open it on the desk, keep or discard \
             them, and import again. ({})",
            into.display()
        )));
    }
    for notice in &opened.notices {
        say(&notice.to_string());
    }
    let noun = if devices.count() == 1 { "device" } else { "devices" };
    let label = format!("Import {} {noun} from {name}", devices.count());
    let change = Change {
        at: Local::now().format("%Y-%m-%dT%H:%M:%S").to_string(),
        who: user,
        label: label.clone(),
        edit: Edit::Many { label: label.clone(), edits: Vec::new() },
    };
    let mut case: CaseFile = opened.case;
    case.history.append(&[change]).map_err(|what| {
        Failure::output(format!(
            "The history of the case cannot be continued ({what}), so nothing was stored. Report the fault. ({})",
            into.display()
        ))
    })?;
    case.submission.devices.table = std::sync::Arc::new(devices.clone());
    write_case(into, &case, &Expect::Unchanged(opened.fingerprint))
        .map_err(|error| Failure::output(error.to_string()))?;
    let again = read_case(into).map_err(|error| Failure::output(error.to_string()))?;
    drop(lock);
    match &*again.case.submission.devices.table {
        stored if stored == devices => {
            say(&format!("{label}, saved and read back: {}", into.display()));
            Ok(())
        }
        _ => Err(Failure::output(format!(
            "The devices were stored but do not read back the same. Take the case from before, which has the same \
             name with .bak at the end, and report the fault. ({})",
            into.display()
        ))),
    }
}

fn field_name(column: &ColumnUse) -> Value {
    column.field().map_or(Value::Null, |field| Value::from(field.name()))
}

fn use_words(column: &ColumnUse) -> &'static str {
    match column.used {
        Use::Gives { .. } => "used",
        Use::NotUsed => "not used",
        Use::Ask => "ask",
        Use::NotUnderstood => "not understood",
    }
}

fn json_from(imported: &Imported, name: &str) -> Value {
    let report = &imported.inventory.report;
    json!({
        "file": name,
        "format": imported.format,
        "tool": report.tool,
        "sha256": imported.sha256,
        "rows": {
            "read": report.rows_read,
            "counted": report.rows_counted,
            "merged": report.merged.len(),
            "dropped": report.rows_dropped(),
        },
        "dropped": report.dropped.iter().map(|(reason, rows)| json!({ "reason": reason.words(), "rows": rows })).collect::<Value>(),
        "merged": report.merged.iter().map(|merged| json!({
            "row": merged.row,
            "into_row": merged.into_row,
            "by": merged.by.words(),
        })).collect::<Value>(),
        "devices": imported.inventory.devices.count(),
        "columns": report.columns.iter().map(|column| json!({
            "header": column.header,
            "field": field_name(column),
            "use": use_words(column),
        })).collect::<Value>(),
        "problems": report.unusable.iter().map(|cell| json!({
            "row": cell.row,
            "column": cell.column,
            "raw": cell.raw,
            "what": cell.what,
        })).collect::<Value>(),
        "problems_not_listed": report.unusable_beyond,
        "unknown_types": report.unknown_types,
        "notices": report.notices,
    })
}

fn plain(imported: &Imported, name: &str) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail; the error is that of the trait.
    if write_plain(&mut out, imported, name).is_err() {
        out.push_str("The report could not be written.\n");
    }
    out
}

fn rows_text(rows: &[u32]) -> String {
    let shown: Vec<String> = rows.iter().take(MOST_ROWS_SHOWN).map(u32::to_string).collect();
    let more = rows.len().saturating_sub(MOST_ROWS_SHOWN);
    let noun = if rows.len() == 1 { "row" } else { "rows" };
    let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{noun} {}{tail}", shown.join(", "))
}

fn write_plain(out: &mut String, imported: &Imported, name: &str) -> std::fmt::Result {
    let (report, devices) = (&imported.inventory.report, &imported.inventory.devices);
    let tool = report.tool.map_or_else(String::new, |tool| format!(", an export of {tool}"));
    writeln!(out, "{name}: {}{tool}", imported.format)?;
    writeln!(
        out,
        "Rows read {}: counted {}, merged {}, dropped {}",
        report.rows_read,
        report.rows_counted,
        report.merged.len(),
        report.rows_dropped()
    )?;
    writeln!(out, "Devices   {}", devices.count())?;
    for notice in &report.notices {
        writeln!(out, "Notice    {notice}")?;
    }
    if !report.dropped.is_empty() {
        writeln!(out, "\nDropped")?;
    }
    for (reason, rows) in &report.dropped {
        writeln!(out, "  {}: {}, {}", reason.words(), rows.len(), rows_text(rows))?;
    }
    if !report.merged.is_empty() {
        writeln!(out, "\nMerged")?;
    }
    for merged in report.merged.iter().take(MOST_LINES_SHOWN) {
        writeln!(out, "  row {} into row {}: same {}", merged.row, merged.into_row, merged.by.words())?;
    }
    and_more(out, report.merged.len())?;
    writeln!(out, "\nColumns")?;
    for column in report.columns.iter().filter(|column| column.field().is_some()) {
        writeln!(out, "  {} -> {}", column.header, column.field().map_or("", Field::name))?;
    }
    let headers_used = |used: &Use| {
        let headers: Vec<&str> = report
            .columns
            .iter()
            .filter(|column| column.used == *used && !column.header.trim().is_empty())
            .map(|column| column.header.as_str())
            .collect();
        headers.join(", ")
    };
    for (title, used) in [
        ("Not used", Use::NotUsed),
        ("Not understood (name them with --map)", Use::NotUnderstood),
        ("Means different things, so say which with --map", Use::Ask),
    ] {
        let headers = headers_used(&used);
        if !headers.is_empty() {
            writeln!(out, "  {title}: {headers}")?;
        }
    }
    if !report.unknown_types.is_empty() {
        let words: Vec<String> =
            report.unknown_types.iter().take(MOST_LINES_SHOWN).map(|(word, rows)| format!("{word} ({rows})")).collect();
        writeln!(out, "\nTypes not understood, counted as unknown: {}", words.join(", "))?;
    }
    if !report.unusable.is_empty() {
        writeln!(out, "\nCells that could not be used, kept as written")?;
    }
    for cell in report.unusable.iter().take(MOST_LINES_SHOWN) {
        writeln!(out, "  row {}, {}: \"{}\" {}", cell.row, cell.column, cell.raw, cell.what)?;
    }
    and_more(out, report.unusable.len() + report.unusable_beyond as usize)
}

fn and_more(out: &mut String, count: usize) -> std::fmt::Result {
    match count.saturating_sub(MOST_LINES_SHOWN) {
        0 => Ok(()),
        more => writeln!(out, "  and {more} more; --json lists them"),
    }
}

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

fn list(path: &Path, as_json: bool) -> Result<(), Failure> {
    let opened = read_case(path).map_err(|error| input(&error))?;
    let devices = &opened.case.submission.devices.table;
    if devices.is_empty() {
        return Err(Failure::input(format!(
            "The case holds no device list. Import one with securable devices import LIST --into {}. ({})",
            path.display(),
            path.display()
        )));
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
    write_data(out.as_bytes())
}

fn write_counts(out: &mut String, counts: &Counts) -> std::fmt::Result {
    writeln!(out, "Devices   {} in {} rows", counts.devices, counts.rows)?;
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

//! `securable devices import`.

use super::{input, problem};
use crate::cli::case::change;
use crate::cli::{Failure, file_name, write_data, write_text};
use crate::files::{
    FileErrorKind, ImportOptions, Imported, Opened, SavedMapping, Unwatched, read_case, read_devices, read_mapping,
    write_mapping,
};
use crate::inventory::{ColumnUse, Field, Origin, Report, Use};
use crate::questionnaire::grouped;
use crate::submission::Edit;
use chrono::Local;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

/// Row numbers that the report for people names for one reason.
const MOST_ROWS_SHOWN: usize = 20;
/// Cells and merges that the report for people lists.
const MOST_LINES_SHOWN: usize = 20;

pub(super) fn import(
    file: &Path,
    into: &Path,
    options: ImportOptions,
    save_mapping: Option<&Path>,
    dry_run: bool,
    as_json: bool,
) -> Result<(), Failure> {
    if let Some(path) = save_mapping {
        check_no_other_file(path)?;
    }
    // Before the list, so that a trial run tells what the real one would.
    let opened = read_case(into).map_err(|error| input(&error))?;
    let imported = read_devices(file, &options, &Unwatched).map_err(|error| input(&error))?;
    let name = file_name(file);
    if as_json {
        write_data(format!("{:#}\n", json_from(&imported, &name)).as_bytes())?;
    } else {
        write_text(&plain(&imported, &name))?;
    }
    let report = &imported.inventory.report;
    if report.ambiguous_dates > 0 {
        let noun = if report.ambiguous_dates == 1 { "date" } else { "dates" };
        return Err(Failure::input(format!(
            "{} {noun} such as {} can be read day first or month first, so nothing was stored. Say which it is with \
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
    if let Some(path) = save_mapping {
        let headers = report.columns.iter().map(|column| column.header.clone()).collect();
        write_mapping(path, &SavedMapping { headers, options }).map_err(|error| Failure::output(error.to_string()))?;
    }
    if dry_run { Ok(()) } else { store(imported, opened, into, &name) }
}

/// A mapping takes the place of a mapping, never of a list or a case that was named by mistake.
fn check_no_other_file(path: &Path) -> Result<(), Failure> {
    match read_mapping(path) {
        Err(error) if error.kind() != FileErrorKind::NotFound => Err(Failure::output(format!(
            "There is something of that name that is no mapping, so nothing was stored. Choose another name for \
             --save-mapping. ({})",
            path.display()
        ))),
        _ => Ok(()),
    }
}

fn first_ambiguous(report: &Report) -> &str {
    let words = crate::inventory::DateTrouble::Ambiguous.words();
    report.unusable.iter().find(|cell| cell.what == words).map_or("03/04/2026", |cell| cell.raw.as_str())
}

/// Puts the devices into the case, with a line in its history, and reads them back.
fn store(imported: Imported, opened: Opened, into: &Path, name: &str) -> Result<(), Failure> {
    let today = Local::now().date_naive();
    let origin = Origin::of(&imported.inventory.report, name, imported.format, &imported.sha256, today);
    let table = Arc::new(imported.inventory.devices);
    let noun = if table.count() == 1 { "device" } else { "devices" };
    let label = format!("Import {} {noun} from {name}", table.count());
    change(into, opened, Edit::Devices { table, origin: Some(Box::new(origin)) }, &label)
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
        "problems": report.unusable.iter().map(problem).collect::<Value>(),
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
        grouped(report.rows_read.into()),
        grouped(report.rows_counted.into()),
        grouped(report.merged.len() as u64),
        grouped(report.rows_dropped() as u64)
    )?;
    writeln!(out, "Devices   {}", grouped(devices.count()))?;
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

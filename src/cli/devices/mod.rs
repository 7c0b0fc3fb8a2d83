//! `securable devices`: importing a device list into a case, counting what a case holds, and reporting what
//! that means over the policy term.

mod import;
mod list;
mod report;
mod report_json;
mod report_text;

use super::{Failure, day, say};
use crate::files::{FileError, HeaderRow, ImportOptions, read_mapping};
use crate::inventory::{DateOrder, Field, Unusable};
use chrono::NaiveDate;
use clap::{Subcommand, ValueEnum};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

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
    /// Report support over the policy term, the wall by month, edge and critical groups, exposure, zones,
    /// and vulnerabilities known to be exploited.
    Report {
        case: PathBuf,
        /// The day of the report, today by default. Of a case without inception it is taken as that of a
        /// term of twelve months.
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        as_of: Option<NaiveDate>,
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

pub(super) fn devices(command: DevicesCommand, today: NaiveDate) -> Result<(), Failure> {
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
            import::import(&file, &into, options, save_mapping.as_deref(), dry_run, json)
        }
        DevicesCommand::List { case, json } => list::list(&case, json),
        DevicesCommand::Report { case, as_of, json } => report::report(&case, as_of.unwrap_or(today), json),
    }
}

fn input(error: &FileError) -> Failure {
    for problem in error.problems().iter().skip(1) {
        say(&problem.to_string());
    }
    Failure::input(error.to_string())
}

fn no_list(case: &Path) -> Failure {
    Failure::input(format!(
        "The case holds no device list. Import one with securable devices import LIST --into {}. ({})",
        case.display(),
        case.display()
    ))
}

/// A cell that could not be used, as the commands report it.
fn problem(cell: &Unusable) -> Value {
    json!({ "row": cell.row, "column": cell.column, "raw": cell.raw, "what": cell.what })
}

//! `securable reference`: catalogues and support lists of this computer, and putting them into a case.

use super::case::change;
use super::{Failure, day, file_name, say, write_data, write_text};
use crate::files::{
    FileError, Library, Opened, default_folder, read_bytes, read_case, reference_from_bytes, references_of,
    support_list_from_openeox,
};
use crate::inventory::{
    ChangeIn, ChangeOf, Declared, ExploitGrade, Pinned, ReferenceChange, ReferenceKind, reference_changes,
};
use crate::questionnaire::grouped;
use crate::submission::Edit;
use chrono::NaiveDate;
use clap::{Subcommand, ValueEnum};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Notices and changes that are shown without `--json`.
const MOST_LINES_SHOWN: usize = 40;

#[derive(Subcommand)]
pub(super) enum ReferenceCommand {
    /// Keep a downloaded file on this computer.
    Add {
        kind: KindArgument,
        /// KEV: the catalogue as JSON. Support: an own list as CSV, endoflife.date as CSV or JSON, OpenEoX as JSON.
        file: PathBuf,
        /// The day the file speaks of, where it does not say itself.
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        as_of: Option<NaiveDate>,
        /// Of an OpenEoX core document: whose product it speaks of.
        #[arg(long, requires = "model")]
        vendor: Option<String>,
        /// Of an OpenEoX core document: which product it speaks of.
        #[arg(long, requires = "vendor")]
        model: Option<String>,
        /// Write JSON.
        #[arg(long)]
        json: bool,
    },
    /// List the files that are kept.
    List {
        /// Write JSON.
        #[arg(long)]
        json: bool,
    },
    /// Put the newest files into a case, and tell what changes for its devices.
    Pin {
        case: PathBuf,
        /// Tell only; the case stays as it is.
        #[arg(long)]
        dry_run: bool,
        /// Write JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum KindArgument {
    /// CISA's catalogue of known exploited vulnerabilities.
    Kev,
    /// Dates at which support ends.
    Support,
}

pub(super) fn reference(command: ReferenceCommand, today: NaiveDate) -> Result<(), Failure> {
    match command {
        ReferenceCommand::Add { kind, file, as_of, vendor, model, json } => {
            add(kind, &file, as_of, vendor.zip(model), today, json)
        }
        ReferenceCommand::List { json } => list(json),
        ReferenceCommand::Pin { case, dry_run, json } => pin(&case, dry_run, json),
    }
}

fn input(error: &FileError) -> Failure {
    for problem in error.problems().iter().skip(1).take(MOST_LINES_SHOWN) {
        say(&problem.to_string());
    }
    Failure::input(error.to_string())
}

fn library() -> Result<Library, Failure> {
    let home = default_folder().ok_or_else(|| {
        Failure::output(
            "This system has no folder for settings, so nothing can be kept. Set SECURABLE_HOME to a folder.",
        )
    })?;
    Library::open(&home).map_err(|error| input(&error))
}

fn add(
    kind: KindArgument,
    file: &Path,
    as_of: Option<NaiveDate>,
    product: Option<(String, String)>,
    today: NaiveDate,
    as_json: bool,
) -> Result<(), Failure> {
    let kind = match kind {
        KindArgument::Kev => ReferenceKind::KnownExploited,
        KindArgument::Support => ReferenceKind::Support,
    };
    let mut bytes = read_bytes(file).map_err(|error| input(&error))?;
    let mut name = file_name(file);
    if let Some((vendor, model)) = product {
        bytes = support_list_from_openeox(&bytes, &name, &vendor, &model).map_err(|error| input(&error))?;
        name = format!("{vendor} {model}.csv");
    }
    let mut loaded = reference_from_bytes(kind, &bytes, &name).map_err(|error| input(&error))?;
    loaded.pinned.as_of = as_of.or(loaded.pinned.as_of);
    library()?.add(&loaded, &bytes, today).map_err(|error| Failure::output(error.to_string()))?;
    if loaded.pinned.as_of.is_none() {
        say("The file does not say of which day it is; add it again with --as-of YYYY-MM-DD so that cases can.");
    }
    let pinned = &loaded.pinned;
    if as_json {
        let mut value = pinned_json(pinned);
        if let Value::Object(object) = &mut value {
            let notices: Vec<String> = loaded.notices.iter().map(|notice| notice.text.clone()).collect();
            object.insert("notices".to_owned(), json!(notices));
        }
        return write_data(format!("{value:#}\n").as_bytes());
    }
    for notice in loaded.notices.iter().take(MOST_LINES_SHOWN) {
        say(&notice.to_string());
    }
    if let more @ 1.. = loaded.notices.len().saturating_sub(MOST_LINES_SHOWN) {
        say(&format!("and {more} more; --json lists them"));
    }
    let noun = if pinned.entries == 1 { "entry" } else { "entries" };
    let text = format!("{}: {} {noun}, as of {}, kept\n", pinned.name, pinned.entries, as_of_words(pinned));
    write_text(&text)
}

fn as_of_words(pinned: &Pinned) -> String {
    pinned.as_of.map_or_else(|| "a day not stated".to_owned(), |day| day.to_string())
}

fn kind_word(kind: ReferenceKind) -> &'static str {
    match kind {
        ReferenceKind::KnownExploited => "kev",
        ReferenceKind::Support => "support",
    }
}

fn pinned_json(pinned: &Pinned) -> Value {
    json!({
        "kind": kind_word(pinned.kind),
        "name": pinned.name,
        "as_of": pinned.as_of.map(|day| day.to_string()),
        "sha256": pinned.sha256,
        "entries": pinned.entries,
    })
}

fn list(as_json: bool) -> Result<(), Failure> {
    let library = library()?;
    if as_json {
        let files: Value = library
            .list()
            .iter()
            .map(|kept| {
                let mut value = pinned_json(&kept.pinned);
                if let Value::Object(object) = &mut value {
                    object.insert("added".to_owned(), json!(kept.added.to_string()));
                }
                value
            })
            .collect();
        return write_data(format!("{files:#}\n").as_bytes());
    }
    if library.list().is_empty() {
        say("No reference file is kept yet. Add one with securable reference add kev|support FILE.");
    }
    let mut out = String::new();
    for kept in library.list() {
        let pinned = &kept.pinned;
        out.push_str(&format!(
            "{:<8} {:>7} entries  as of {}  added {}  {}\n",
            kind_word(pinned.kind),
            pinned.entries,
            as_of_words(pinned),
            kept.added,
            pinned.name
        ));
    }
    write_text(&out)
}

fn pin(path: &Path, dry_run: bool, as_json: bool) -> Result<(), Failure> {
    let library = library()?;
    let opened = read_case(path).map_err(|error| input(&error))?;
    let kinds = [ReferenceKind::KnownExploited, ReferenceKind::Support];
    let newest: Vec<_> = kinds.into_iter().flat_map(|kind| library.newest(kind)).collect();
    if newest.is_empty() {
        return Err(Failure::input(
            "No reference file is kept on this computer, so the case stays as it is. Add one with securable reference \
             add kev|support FILE.",
        ));
    }
    let mut declared = opened.case.submission.devices.declared.clone();
    let mut held = opened.case.reference.clone();
    for kept in newest {
        let bytes = library.bytes(kept).map_err(|error| input(&error))?;
        held.insert(kept.pinned.sha256.clone(), bytes);
        replace(&mut declared.references, &kept.pinned);
    }
    held.retain(|hash, _| declared.references.iter().any(|pinned| pinned.sha256 == *hash));
    let before = references_of(&opened.case.submission.devices.declared, &opened.case.reference).0;
    let (after, notices) = references_of(&declared, &held);
    for notice in notices.iter().take(MOST_LINES_SHOWN) {
        say(&notice.to_string());
    }
    let changes = reference_changes(&opened.case.submission.devices.table, &declared, &before, &after);
    if as_json {
        write_data(changes_json(&declared, &changes).as_bytes())?;
    } else {
        write_text(&changes_plain(&declared, &changes))?;
    }
    let same = declared == opened.case.submission.devices.declared && held == opened.case.reference;
    match (dry_run, same) {
        (true, _) => Ok(()),
        (false, true) => {
            say("The case holds the newest files already, so it was left as it is.");
            Ok(())
        }
        (false, false) => store(path, opened, &declared, held),
    }
}

/// A newer catalogue takes the place of any other, a newer list that of the list of its name.
fn replace(references: &mut Vec<Pinned>, newer: &Pinned) {
    references.retain(|pinned| {
        pinned.kind != newer.kind || (newer.kind == ReferenceKind::Support && pinned.name != newer.name)
    });
    references.push(newer.clone());
    references.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
}

/// Puts the references into the case.
fn store(path: &Path, mut opened: Opened, declared: &Declared, held: BTreeMap<String, Vec<u8>>) -> Result<(), Failure> {
    let names: Vec<String> =
        declared.references.iter().map(|pinned| format!("{} as of {}", pinned.name, as_of_words(pinned))).collect();
    opened.case.reference = held;
    let label = format!("Compute with {}", names.join(", "));
    change(path, opened, Edit::Declared(Box::new(declared.clone())), &label)
}

fn change_word(of: ChangeOf) -> &'static str {
    match of {
        ChangeOf::Added => "added",
        ChangeOf::Removed => "removed",
        ChangeOf::Changed => "changed",
    }
}

fn about_word(about: ChangeIn) -> &'static str {
    match about {
        ChangeIn::KnownExploited(ExploitGrade::Model) => "known exploited, model",
        ChangeIn::KnownExploited(ExploitGrade::ProductLine) => "known exploited, product line",
        ChangeIn::KnownExploited(ExploitGrade::Vendor) => "known exploited, vendor",
        ChangeIn::Support => "support",
    }
}

fn changes_json(declared: &Declared, changes: &[ReferenceChange]) -> String {
    let value = json!({
        "references": declared.references.iter().map(pinned_json).collect::<Value>(),
        "changes": changes.iter().map(|change| json!({
            "change": change_word(change.of),
            "about": about_word(change.about),
            "vendor": change.vendor,
            "model": change.model,
            "devices": change.devices,
            "before": change.before,
            "after": change.after,
        })).collect::<Value>(),
    });
    format!("{value:#}\n")
}

fn changes_plain(declared: &Declared, changes: &[ReferenceChange]) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail; the error is that of the trait.
    if write_changes(&mut out, declared, changes).is_err() {
        out.push_str("The changes could not be written.\n");
    }
    out
}

/// Matches of the vendor alone are counted: they say little of one model, and there are many.
fn write_changes(out: &mut String, declared: &Declared, changes: &[ReferenceChange]) -> std::fmt::Result {
    for pinned in &declared.references {
        writeln!(out, "{:<8} {}, as of {}", kind_word(pinned.kind), pinned.name, as_of_words(pinned))?;
    }
    let of_vendor = |change: &&ReferenceChange| change.about == ChangeIn::KnownExploited(ExploitGrade::Vendor);
    let shown: Vec<&ReferenceChange> = changes.iter().filter(|change| !of_vendor(change)).collect();
    let vendors = changes.len() - shown.len();
    if changes.is_empty() {
        return writeln!(out, "\nNothing changes for the devices of this case");
    }
    writeln!(out, "\nWhat changes for the devices of this case")?;
    for change in shown.iter().take(MOST_LINES_SHOWN) {
        let said = match change.of {
            ChangeOf::Added => change.after.clone(),
            ChangeOf::Removed => change.before.clone(),
            ChangeOf::Changed => format!("{} -> {}", change.before, change.after),
        };
        let (word, about) = (change_word(change.of), about_word(change.about));
        let noun = if change.devices == 1 { "device" } else { "devices" };
        let devices = grouped(change.devices);
        writeln!(out, "  {word}: {} {} ({devices} {noun}), {about}: {said}", change.vendor, change.model)?;
    }
    if let more @ 1.. = shown.len().saturating_sub(MOST_LINES_SHOWN) {
        writeln!(out, "  and {more} more; --json lists them")?;
    }
    if vendors > 0 {
        writeln!(
            out,
            "  and {vendors} matches of a vendor whose model the catalogue does not state; --json lists them"
        )?;
    }
    Ok(())
}

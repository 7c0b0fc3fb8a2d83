//! `securable worksheet` and `securable merge`: questions out to an applicant, answers back into the case.

#[cfg(test)]
mod tests;

use super::case::{change, open};
use super::{Failure, counted, file_name, say, write_data, write_text};
use crate::files::{FileError, read_worksheet, write_form, write_worksheet};
use crate::submission::Grade;
use crate::submission::worksheet::{Fill, Kind, Merge, MergeLine, SaidBy, Split, worksheet};
use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use serde_json::json;
use std::fmt::Write as _;
use std::path::PathBuf;

#[derive(Args)]
pub(super) struct WorksheetArguments {
    file: PathBuf,
    /// Where to save it: .xlsx to be filled in at a computer, .pdf to be filled in by hand. What somebody has written in
    /// is not replaced.
    #[arg(short, long, value_name = "OUT.xlsx|OUT.pdf")]
    output: PathBuf,
    /// A sheet for every section, or for everybody who answered so far ("said by"); what nobody has answered comes last.
    #[arg(long, value_enum, default_value = "section")]
    by: By,
    /// Leave out the answers on file.
    #[arg(long)]
    blank: bool,
    /// Write the blank form as PDF, whatever the name of the output ends with.
    #[arg(long)]
    form: bool,
    /// The day on which it is handed out; today by default.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::day)]
    as_of: Option<NaiveDate>,
}

#[derive(Clone, Copy, ValueEnum)]
enum By {
    Section,
    Respondent,
}

#[derive(Args)]
pub(super) struct MergeArguments {
    file: PathBuf,
    /// The worksheet as it came back.
    #[arg(value_name = "SHEET.xlsx")]
    sheet: PathBuf,
    /// What to do where the worksheet and the case disagree; without it the case stands.
    #[arg(long, value_enum, default_value = "file", value_name = "sheet|file")]
    take_conflicts: Side,
    /// Take it although it was handed out for another case.
    #[arg(long)]
    other_case: bool,
    /// Show what would be merged and store nothing.
    #[arg(long)]
    dry_run: bool,
    /// Write JSON.
    #[arg(long)]
    json: bool,
    /// The day of the answers where the worksheet states none; today by default.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::day)]
    as_of: Option<NaiveDate>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Side {
    Sheet,
    File,
}

pub(super) fn hand_out(arguments: &WorksheetArguments, today: NaiveDate) -> Result<(), Failure> {
    let WorksheetArguments { file, output, by, blank, form, as_of } = arguments;
    let open = open(file)?;
    let split = match by {
        By::Section => Split::Section,
        By::Respondent => Split::Respondent,
    };
    let is_pdf = output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
    let is_xlsx = output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    let fill = if *blank || *form || is_pdf { Fill::Blank } else { Fill::AsOnFile };
    let submission = &open.opened.case.submission;
    let sheet = worksheet(&open.questionnaire, submission, split, fill, as_of.unwrap_or(today));
    let failed = |error: FileError| Failure::output(error.to_string());
    let asked: usize = sheet.sheets.iter().map(|sheet| sheet.questions()).sum();
    if *form || is_pdf {
        let pages = write_form(output, &sheet).map_err(failed)?;
        say(&format!("{} on {pages} pages, saved and read back: {}", counted(asked, "question"), output.display()));
        return Ok(());
    }
    if !is_xlsx {
        return Err(Failure::input(format!(
            "A worksheet is saved as .xlsx and a form as .pdf, so nothing was saved. Choose such a name. ({})",
            output.display()
        )));
    }
    write_worksheet(output, &sheet).map_err(failed)?;
    let sheets = counted(sheet.sheets.len(), "sheet");
    say(&format!("{} on {sheets}, saved and read back: {}", counted(asked, "question"), output.display()));
    Ok(())
}

pub(super) fn merge(arguments: &MergeArguments, today: NaiveDate) -> Result<(), Failure> {
    let MergeArguments { file, sheet, take_conflicts, other_case, dry_run, json, as_of } = arguments;
    let open = open(file)?;
    let filled = read_worksheet(sheet).map_err(|error| Failure::input(error.to_string()))?;
    let submission = &open.opened.case.submission;
    let refused = |why: String, mend: &str| {
        Failure::input(format!("{why}, so nothing was merged. {mend}. ({})", sheet.display()))
    };
    if filled.stamp.questionnaire != open.questionnaire.id {
        let why = format!(
            "The worksheet asks {}, and the case answers {}",
            filled.stamp.questionnaire, open.questionnaire.id
        );
        return Err(refused(why, "Hand out a worksheet of this case"));
    }
    let merge = Merge::of(&open.questionnaire, submission, &filled, as_of.unwrap_or(today));
    if let Some(why) = merge.other_case.clone().filter(|_| !other_case && !dry_run) {
        return Err(refused(why, "Choose the other case, or say --other-case if it is the same applicant"));
    }
    for notice in merge.other_case.iter().chain(&merge.notices) {
        say(&format!("{notice}."));
    }
    let mut taken = merge.by_default();
    if *take_conflicts == Side::Sheet {
        taken
            .extend(merge.lines.iter().enumerate().filter(|(_, line)| line.kind.is_conflict()).map(|(place, _)| place));
    }
    if *json {
        write_data(&as_json(&merge, |place| taken.contains(&place)))?;
    } else {
        write_text(&as_text(&merge))?;
    }
    if *dry_run {
        return Ok(());
    }
    match merge.edit(submission, &taken) {
        None => {
            say(&format!("Nothing in {} is new to the case, so nothing was stored.", file_name(sheet)));
            Ok(())
        }
        Some(edit) => change(file, open.opened, edit, &merge.label()),
    }
}

const GROUPS: [(&str, &str); 4] = [
    ("new", "New"),
    ("changed", "Changed in the worksheet"),
    ("conflicting", "Conflicting: for you to decide, with --take-conflicts or at the desk"),
    ("unusable", "Unusable"),
];

/// Place in [`GROUPS`]; `None` for what the case has already.
fn group(kind: &Kind) -> Option<usize> {
    match kind {
        Kind::Same => None,
        Kind::New => Some(0),
        Kind::Changed => Some(1),
        Kind::Conflict(_) => Some(2),
        Kind::Unusable(_) => Some(3),
    }
}

fn as_text(merge: &Merge) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail; the error is that of the trait.
    if write_groups(&mut out, merge).is_err() {
        out.push_str("The lines could not be written.\n");
    }
    out
}

fn write_groups(out: &mut String, merge: &Merge) -> std::fmt::Result {
    for (place, (_, title)) in GROUPS.iter().enumerate() {
        let of_group: Vec<&MergeLine> = merge.lines.iter().filter(|line| group(&line.kind) == Some(place)).collect();
        writeln!(out, "{title}: {}", of_group.len())?;
        for line in &of_group {
            write_line(out, line)?;
        }
        writeln!(out)?;
    }
    writeln!(out, "Already on file: {}", merge.count(|kind| *kind == Kind::Same))
}

fn write_line(out: &mut String, line: &MergeLine) -> std::fmt::Result {
    let by = |said_by: String| if said_by.is_empty() { String::new() } else { format!("  ({said_by})") };
    let one_line = |text: &str| text.replace('\n', " / ");
    let number = if line.number.is_empty() { "-" } else { &line.number };
    let stands = if line.in_sheet.is_empty() { "(blank)".to_owned() } else { one_line(&line.in_sheet) };
    if let Kind::Unusable(why) = &line.kind {
        return writeln!(out, "  {number:<6} {}: \"{stands}\" {why}", line.at);
    }
    writeln!(out, "  {number:<6} {}: {stands}{}", line.part.words(), by(line.in_sheet_by.words()))?;
    if !line.on_file.is_empty() {
        writeln!(out, "  {:<6} on file: {}{}", "", one_line(&line.on_file), by(line.on_file_by.words()))?;
    }
    if let Kind::Conflict(why) = &line.kind {
        writeln!(out, "  {:<6} {}", "", why.words())?;
    }
    if let Some(grade) = line.loses {
        writeln!(out, "  {:<6} {} was seen for the answer on file and goes with it", "", grade.code())?;
    }
    Ok(())
}

fn as_json(merge: &Merge, is_taken: impl Fn(usize) -> bool) -> Vec<u8> {
    let by = |said_by: &SaidBy| json!({ "name": said_by.name, "on": said_by.on.map(|on| on.to_string()) });
    let line = |(place, line): (usize, &MergeLine)| {
        json!({
            "question": line.question,
            "number": line.number,
            "part": line.part.words(),
            "kind": group(&line.kind).map_or("same", |place| GROUPS[place].0),
            "why": match &line.kind {
                Kind::Conflict(why) => Some(why.words()),
                Kind::Unusable(why) => Some(why.as_str()),
                _ => None,
            },
            "on_file": line.on_file,
            "on_file_by": by(&line.on_file_by),
            "in_sheet": line.in_sheet,
            "in_sheet_by": by(&line.in_sheet_by),
            "at": line.at,
            "loses_evidence": line.loses.map(Grade::code),
            "taken": is_taken(place),
        })
    };
    let lines: Vec<_> = merge.lines.iter().enumerate().map(line).collect();
    let all = json!({
        "worksheet": merge.name,
        "other_case": merge.other_case,
        "notices": merge.notices,
        "lines": lines,
    });
    format!("{all:#}\n").into_bytes()
}

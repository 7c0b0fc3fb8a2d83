//! Worksheets handed out, filled in as people do, and read back.

mod filled;
mod guidance;
mod hostile;
mod office;
mod round_trip;

use super::*;
use crate::files::{SHIPPED, questionnaire_from_text};
use crate::questionnaire::Questionnaire;
use crate::submission::worksheet::{Fill, Kind, Merge, MergeLine, Part, RowKey, Split, worksheet};
use crate::submission::{Answer, FollowUpAnswer, Record, Submission};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static CORE: LazyLock<Questionnaire> = LazyLock::new(|| {
    let (file, text) = SHIPPED.iter().find(|(file, _)| *file == "iot-core.ron").expect("it ships");
    questionnaire_from_text(text, file).expect("it reads")
});

fn core() -> &'static Questionnaire {
    &CORE
}

fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("a date")
}

fn made() -> NaiveDate {
    day("2026-11-22")
}

fn handed_out(submission: &Submission) -> Worksheet {
    worksheet(core(), submission, Split::Section, Fill::AsOnFile, made())
}

/// A small case: answers of each kind by two people.
fn case() -> Submission {
    let mut submission = Submission { reference: "M-17".to_owned(), ..Submission::default() };
    submission.applicant.name = "Harbor Mill Foods".to_owned();
    let mut put = |id: &str, answer: Answer, by: &str| {
        let record = Record {
            answer: Some(answer),
            said_by: by.to_owned(),
            said_on: Some(day("2026-10-01")),
            note: "The underwriter doubts this".to_owned(),
            ..Record::default()
        };
        submission.records.insert(id.to_owned(), record);
    };
    put("A1", Answer::option("manufacturing"), "Ada Byron");
    put("A3", Answer::Options(["cameras", "building"].map(str::to_owned).into()), "Ada Byron");
    put("D1", Answer::option("c"), "Grace Hopper");
    put("E1", Answer::Unknown, "Grace Hopper");
    submission
}

/// The worksheet of [`case`], with cells written over; as it reads when it comes back.
fn back(changes: &[(&str, Column, &str)]) -> Filled {
    let mut sheet = handed_out(&case());
    let asked = sheet.clone();
    for row in sheet.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows) {
        for (_, column, text) in changes.iter().filter(|(number, ..)| *number == row.number) {
            *row.cells.get_mut(*column) = (*text).to_owned();
        }
    }
    read(&xlsx_as_filled_in(&asked, &sheet).expect("a workbook"))
}

fn read(bytes: &[u8]) -> Filled {
    filled_from_bytes(bytes, Path::new("sheet.xlsx")).unwrap_or_else(|error| panic!("{error}"))
}

fn merged(changes: &[(&str, Column, &str)]) -> Merge {
    Merge::of(core(), &case(), &back(changes), made())
}

/// The lines that are not on file already.
fn news(merge: &Merge) -> Vec<&MergeLine> {
    merge.lines.iter().filter(|line| line.kind != Kind::Same).collect()
}

/// The one line that is not on file already.
fn one(merge: &Merge) -> &MergeLine {
    match news(merge)[..] {
        [line] => line,
        ref lines => panic!("one line, not {lines:#?}"),
    }
}

/// The case after what is taken by default.
fn taken(merge: &Merge) -> Submission {
    let mut submission = case();
    if let Some(edit) = merge.edit(&submission, &merge.by_default()) {
        drop(edit.apply(&mut submission));
    }
    submission
}

/// Text of an option of the shipped questionnaire.
fn text(id: &str, key: &str) -> &'static str {
    let question = core().question(core().find(id).expect("a question"));
    &question.options[question.option(key).expect("an option")].text
}

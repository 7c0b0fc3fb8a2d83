//! The four lists as a terminal shows them.

use super::*;
use crate::files::{SHIPPED, filled_from_bytes, questionnaire_from_text, xlsx_as_filled_in};
use crate::submission::worksheet::Column;
use crate::submission::{Answer, Record, Submission};
use std::path::Path;

#[test]
fn the_four_lists() {
    let (file, text) = SHIPPED.iter().find(|(file, _)| *file == "iot-core.ron").expect("it ships");
    let questionnaire = questionnaire_from_text(text, file).expect("it reads");
    let made = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
    let mut submission = Submission::default();
    for (id, key, by) in [("D5", "c", "Grace Hopper"), ("D4", "c", "Ada Byron")] {
        let record = Record {
            answer: Some(Answer::option(key)),
            grade: Some(Grade::ScanOrLog).filter(|_| id == "D5"),
            said_by: by.to_owned(),
            said_on: NaiveDate::from_ymd_opt(2026, 10, 1),
            ..Record::default()
        };
        submission.records.insert(id.to_owned(), record);
    }
    let handed_out = worksheet(&questionnaire, &submission, Split::Section, Fill::AsOnFile, made);
    let mut now = handed_out.clone();
    let option = |id: &str, place: usize| {
        let question = questionnaire.question(questionnaire.find(id).expect("a question"));
        question.options[place].text.clone()
    };
    for (number, column, text) in [
        ("D2", Column::Answer, option("D2", 1)),
        ("D2", Column::By, "Ada Byron".to_owned()),
        ("D4", Column::Answer, option("D4", 1)),
        ("D4", Column::Note, "Except the\nwarehouse".to_owned()),
        ("D5", Column::Answer, option("D5", 1)),
        ("D5", Column::By, "Ada Byron".to_owned()),
        ("E1", Column::Answer, "perhaps".to_owned()),
    ] {
        let rows = now.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows);
        for row in rows.filter(|row| row.number == number) {
            *row.cells.get_mut(column) = text.clone();
        }
    }
    let bytes = xlsx_as_filled_in(&handed_out, &now).expect("a workbook");
    let filled = filled_from_bytes(&bytes, Path::new("back.xlsx")).expect("it reads");
    let merge = Merge::of(&questionnaire, &submission, &filled, made);
    let (d2, d4, d5) = (option("D2", 1), option("D4", 1), option("D5", 1));
    let (was_d4, was_d5) = (option("D4", 2), option("D5", 2));
    let at = merge.lines.iter().find(|line| line.question == "E1").map(|line| line.at.clone()).unwrap_or_default();
    assert!(at.starts_with("E ") && at.ends_with('4'), "{at}");
    let wanted = format!(
        "\
New: 2
  D2     Answer: {d2}  (Ada Byron, 2026-11-22)
  D4     Note: Except the / warehouse  (Ada Byron, 2026-11-22)

Changed in the worksheet: 1
  D4     Answer: {d4}  (Ada Byron, 2026-11-22)
         on file: {was_d4}  (Ada Byron, 2026-10-01)

Conflicting: for you to decide, with --take-conflicts or at the desk: 1
  D5     Answer: {d5}  (Ada Byron, 2026-11-22)
         on file: {was_d5}  (Grace Hopper, 2026-10-01)
         Somebody else said what is on file
         E2 was seen for the answer on file and goes with it

Unusable: 1
  E1     {at}: \"perhaps\" is none of the answers in the list; pick one, and put remarks in the note

Already on file: 0
"
    );
    assert_eq!(as_text(&merge), wanted);
    let json: serde_json::Value = serde_json::from_slice(&as_json(&merge, |_| false)).expect("JSON");
    assert_eq!(json["lines"].as_array().map(Vec::len), Some(merge.lines.len()));
    assert_eq!(json["lines"][0]["kind"], "new");
}

//! Worksheets as a stranger uses them: out to the applicant, back into the case.

use crate::command_line::{Desk, run};
use crate::golden::check_golden;
use serde_json::Value;

const MADE: [&str; 2] = ["--as-of", "2026-11-22"];

fn handed_out(desk: &Desk, case: &str, name: &str, more: &[&str]) -> String {
    let sheet = desk.at(name);
    let run = run(&[&["worksheet", case, "-o", &sheet], &MADE[..], more].concat());
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.said);
    assert!(run.said.contains("saved and read back"), "{}", run.said);
    sheet
}

#[test]
fn what_was_handed_out_says_nothing_new() {
    let desk = Desk::new();
    let case = desk.worked();
    let before = desk.read("worked.securable");
    for (name, more) in [("a.xlsx", &[][..]), ("b.xlsx", &["--blank"]), ("c.xlsx", &["--by", "respondent"])] {
        let sheet = handed_out(&desk, &case, name, more);
        let run = run(&[&["merge", &case, &sheet], &MADE[..]].concat());
        assert_eq!(run.code, 0, "{}", run.said);
        assert!(run.out.starts_with("New: 0\n"), "{}", run.out);
        assert!(run.said.contains("is new to the case, so nothing was stored"), "{}", run.said);
    }
    assert_eq!(desk.read("worked.securable"), before, "nothing was stored");
}

#[test]
fn a_sheet_nobody_wrote_in_brings_nothing_into_another_case() {
    let desk = Desk::new();
    let (full, empty) = (desk.worked(), desk.at("empty.securable"));
    assert_eq!(run(&["new", "-o", &empty]).code, 0);
    let sheet = handed_out(&desk, &full, "full.xlsx", &[]);
    let dry = run(&[&["merge", &empty, &sheet, "--dry-run", "--json"], &MADE[..]].concat());
    let json: Value = serde_json::from_str(&dry.out).expect("JSON");
    assert_eq!(json["worksheet"], "full.xlsx");
    assert!(json["notices"][0].as_str().is_some_and(|it| it.contains("so that the case stands")), "{json}");
}

#[test]
fn a_form_is_a_pdf_of_the_same_questions() {
    let desk = Desk::new();
    let case = desk.worked();
    let form = handed_out(&desk, &case, "form.pdf", &[]);
    let bytes = std::fs::read(&form).expect("it is there");
    assert!(bytes.starts_with(b"%PDF-"));
    let again = handed_out(&desk, &case, "again.pdf", &["--form"]);
    assert_eq!(std::fs::read(again).expect("it is there"), bytes, "the same case and date give the same form");
}

#[test]
fn refusals_name_the_file_and_what_to_do() {
    let desk = Desk::new();
    let case = desk.worked();
    let sheet = handed_out(&desk, &case, "sheet.xlsx", &[]);
    let whole = std::fs::read(&sheet).expect("it is there");
    let files = [
        desk.write("cut.xlsx", &whole[..whole.len() / 2]),
        desk.write("old.xls", &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
        desk.write("table.csv", b"question,answer\nD1,b\n"),
        desk.write("form.pdf", b"%PDF-1.7"),
        desk.write("empty.xlsx", b""),
        case.clone(),
        desk.at("missing.xlsx"),
    ];
    let mut said = String::new();
    for file in &files {
        let run = run(&["merge", &case, file]);
        assert_eq!(run.code, 1, "{file}: {}", run.said);
        said.push_str(&run.said.replace(&desk.at(""), ""));
    }
    let named = run(&["worksheet", &case, "-o", &desk.at("sheet.docx")]);
    assert_eq!(named.code, 1);
    said.push_str(&named.said.replace(&desk.at(""), ""));
    let other = desk.at("other.securable");
    assert_eq!(run(&["new", "-o", &other, "--questionnaire", "iot-first-pass"]).code, 0);
    let asks = run(&["merge", &other, &sheet]);
    assert_eq!(asks.code, 1);
    said.push_str(&asks.said.replace(&desk.at(""), ""));
    check_golden("worksheet-refusals.txt", "What is said of files that are no worksheet of the case.", &said);
}

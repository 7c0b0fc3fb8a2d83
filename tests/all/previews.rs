//! Previews on the command line: the client's pages, and the mark wherever a marked case is shown.

use crate::command_line::{Desk, run};
use securable::files::{Expect, SAMPLES, write_case};
use securable::submission::PreviewMark;

/// A sample as a broker's copy.
fn marked(desk: &Desk) -> String {
    let mut case = SAMPLES[0].case().unwrap_or_else(|problems| panic!("{problems}"));
    let on = chrono::NaiveDate::from_ymd_opt(2026, 11, 22);
    case.submission.preview = Some(PreviewMark { by: "Imani Brooks".to_owned(), on });
    write_case(&desk.path("copy.securable"), &case, &Expect::Anything).unwrap_or_else(|error| panic!("{error}"));
    desk.at("copy.securable")
}

#[test]
fn a_preview_is_written_and_nothing_but_a_pdf_is_replaced() {
    let desk = Desk::new();
    let case = desk.worked();
    let pdf = desk.at("client.pdf");
    let done = run(&["preview", &case, "-o", &pdf, "--as-of", "2026-11-22"]);
    assert_eq!(done.code, 0, "{}", done.said);
    assert!(done.said.contains("saved and read back"), "{}", done.said);
    assert!(desk.read("client.pdf").starts_with(b"%PDF-"));
    let refused = run(&["preview", &case, "-o", &case]);
    assert_eq!(refused.code, 3);
    assert!(refused.said.contains("not a PDF"), "{}", refused.said);
}

#[test]
fn a_marked_case_says_so_in_score_json_memo_and_book() {
    let desk = Desk::new();
    let case = marked(&desk);
    let score = run(&["score", &case]);
    assert!(
        score.out.contains("Broker's preview. Not a carrier's assessment (by Imani Brooks, 2026-11-22)"),
        "{}",
        score.out
    );
    let json = run(&["score", &case, "--json"]);
    let value: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(value["preview"]["by"], "Imani Brooks");
    let memo = run(&["memo", &case, "-o", &desk.at("memo.pdf")]);
    assert!(memo.said.contains("broker's preview"), "{}", memo.said);
    let book = run(&["book", "score", &case]);
    assert!(book.said.contains("counts in no carrier's book"), "{}", book.said);
}

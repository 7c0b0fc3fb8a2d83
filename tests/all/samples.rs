//! The shipped samples: what they show, and that they stay as the program would save them.

use crate::golden::check_golden;
use securable::files::{
    Assessed, Expect, Opened, SAMPLES, SHIPPED, assessed, memo_document, preview_document, questionnaire_from_text,
    read_case, write_case,
};
use securable::memo::layout::lay_out;
use securable::memo::wording::Case;
use std::path::PathBuf;

fn folder(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "assets", "samples", name].iter().collect()
}

/// Reads a sample; with `SECURABLE_ACCEPT=1` it is first saved anew under the shipped questionnaire.
fn open(name: &str) -> Opened {
    let path = folder(name);
    let mut opened = read_case(&path).unwrap_or_else(|error| panic!("{error}"));
    if std::env::var("SECURABLE_ACCEPT").is_ok_and(|accept| accept == "1") {
        let (file, text) = SHIPPED[0];
        let questionnaire = questionnaire_from_text(text, file).unwrap_or_else(|problems| panic!("{problems:?}"));
        opened.case.questionnaire = (&questionnaire).into();
        write_case(&path, &opened.case, &Expect::Anything).unwrap_or_else(|error| panic!("{error}"));
        opened = read_case(&path).unwrap_or_else(|error| panic!("{error}"));
    }
    opened
}

#[test]
fn samples_are_synthetic_pinned_to_the_shipped_questionnaire_and_open_without_a_notice() {
    for sample in SAMPLES {
        let opened = open(sample.folder);
        assert!(opened.notices.is_empty(), "{}: {:?}", sample.folder, opened.notices);
        assert!(opened.case.submission.synthetic, "{}", sample.folder);
        assert_eq!(opened.case.questionnaire.text, SHIPPED[0].1, "{}: pinned to something else", sample.folder);
        assert_eq!(opened.case.submission.applicant.name, sample.title);
        let inside = sample.case().unwrap_or_else(|problems| panic!("{problems}"));
        assert_eq!(inside.submission, opened.case.submission, "{}: program and folder differ", sample.folder);
    }
}

/// Score, outcome and fired rules of a sample, and whether its memo text is what was reviewed.
fn check(folder: &str, score: &str, outcome: &str, codes: &[&str]) {
    let opened = open(folder);
    let submission = &opened.case.submission;
    let questionnaire = questionnaire_from_text(&opened.case.questionnaire.text, "questionnaire.ron")
        .unwrap_or_else(|problems| panic!("{problems:?}"));
    let Assessed { survey, assessment, .. } = assessed(&opened.case, &questionnaire);
    assert_eq!(assessment.score_shown(&questionnaire), score);
    assert_eq!(assessment.outcome_words(&questionnaire), outcome);
    let fired: Vec<&str> =
        assessment.rules.iter().map(|fired| questionnaire.rules[usize::from(fired.rule)].code.as_str()).collect();
    assert_eq!(fired, codes);
    let case =
        Case { questionnaire: &questionnaire, submission, assessment: &assessment, survey: &survey, renewal: None };
    let as_of = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
    let document = memo_document(&case, as_of).unwrap_or_else(|error| panic!("{error}"));
    let list = lay_out(&document).unwrap_or_else(|error| panic!("{error}"));
    let says = format!("The words of the memo of {folder}, line by line as they stand on the pages, as of {as_of}.");
    check_golden(&format!("memo-{folder}.txt"), &says, &list.plain_text());
    if folder == "harbor-mill-foods" {
        let list = lay_out(&preview_document(&case, as_of)).unwrap_or_else(|error| panic!("{error}"));
        let says =
            format!("The words of the preview of {folder}, line by line as they stand on the pages, as of {as_of}.");
        check_golden(&format!("preview-{folder}.txt"), &says, &list.plain_text());
    }
}

#[test]
fn the_mill_is_conditional_and_borderline() {
    check("harbor-mill-foods", "50.9", "Conditional", &["REF-01", "REF-06", "REF-13"]);
}

#[test]
fn the_hospital_is_on_hold_for_its_modem_lines() {
    let codes = ["KO-4", "REF-01", "REF-03", "REF-06", "REF-10", "REF-12", "REF-13", "REF-16", "FL-1"];
    check("st-brendan-hospital", "42.6", "Hold", &codes);
}

#[test]
fn the_property_manager_is_preferred_and_goes_to_privacy() {
    check("northgate-property", "14.0", "Preferred", &["REF-09", "REF-10"]);
}

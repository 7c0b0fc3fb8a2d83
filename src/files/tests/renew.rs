//! A case of the next term on disk, and what cannot be rolled forward.

use super::super::hash::sha256_hex;
use super::*;
use crate::submission::{Attachment, NewTerm};

fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("a day")
}

fn last_year() -> CaseFile {
    let mut case = CaseFile { questionnaire: PinnedQuestionnaire::from(&shipped()), ..CaseFile::default() };
    case.submission.policy.inception = Some(day("2027-01-01"));
    let kept = Attachment { sha256: sha256_hex(b"scan"), file_name: "scan.txt".into(), bytes: 4, ..Default::default() };
    let answered = Record {
        answer: Some(Answer::option("b")),
        grade: Some(Grade::ScanOrLog),
        said_on: Some(day("2027-06-01")),
        attachments: vec![kept],
        ..Record::default()
    };
    case.submission.records.insert("D1".to_owned(), answered);
    case.evidence.insert(sha256_hex(b"scan"), b"scan".as_slice().into());
    case.evidence.insert(sha256_hex(b"loose"), b"loose".as_slice().into());
    case.reference.insert(sha256_hex(b"list"), b"list".to_vec());
    case
}

fn roll(case: CaseFile, wish: &Wish) -> Result<Renewed, FileError> {
    renewed(case, Path::new("last year.securable"), wish, "2027-11-20T09:00:00", "M. Ito")
}

#[test]
fn a_rolled_case_saves_reads_back_and_keeps_the_old_one_inside() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("this year.securable");
    let old = last_year();
    let mut new = roll(old.clone(), &Wish::default()).expect("rolls");
    assert_eq!(new.misfits, []);
    new.case.history.append(&[new.change.clone()]).expect("one line");
    write_case(&path, &new.case, &Expect::NewFile).expect("saves");
    let again = read_case(&path).expect("reads");
    assert_eq!((&again.case, again.notices.len()), (&new.case, 0));
    let submission = &again.case.submission;
    assert_eq!(submission.policy.inception, Some(day("2028-01-01")));
    let carried = submission.record("D1").and_then(|record| record.confirm.clone()).expect("to confirm");
    assert_eq!((carried.from.as_str(), carried.grade), ("last year.securable", Some(Grade::ScanOrLog)));
    assert_eq!(again.case.evidence.keys().collect::<Vec<_>>(), [&sha256_hex(b"scan")], "what answers rest on");
    assert!(again.case.reference.is_empty(), "nothing is computed with it");
    let inside = read_expiring(submission.expiring.as_deref().expect("inside")).expect("reads");
    assert_eq!(inside.submission, old.submission);
    // And on from there, once more.
    let next = roll(again.case, &Wish::default()).expect("rolls");
    assert_eq!(next.case.submission.policy.inception, Some(day("2029-01-01")));
    let since = next.case.submission.record("D1").and_then(|record| record.confirm.clone()).expect("to confirm");
    assert_eq!(since, carried, "since the term it was last confirmed in");
}

#[test]
fn what_cannot_be_rolled_says_why() {
    let refusal = |case: CaseFile, wish: &Wish| roll(case, wish).expect_err("is refused").to_string();
    let on =
        |inception: &str| Wish { term: NewTerm { inception: Some(day(inception)), expiry: None }, ..Wish::default() };
    let said = refusal(last_year(), &on("2026-06-01"));
    assert!(said.contains("Nothing was rolled forward") && said.contains("choose a later inception"), "{said}");
    let mut foreign = last_year();
    foreign.questionnaire.id = "house-form".into();
    let said = refusal(foreign, &Wish { under: Under::Current, ..Wish::default() });
    assert!(said.contains("house-form, which is not shipped"), "{said}");
    let mut damaged = last_year();
    damaged.questionnaire.text = "Questionnaire(".into();
    assert!(refusal(damaged, &Wish::default()).contains("questionnaire"), "it cannot be scored");
}

#[test]
fn under_the_current_questionnaire_nothing_is_guessed_and_nothing_lost() {
    let mut old = last_year();
    let text = old.questionnaire.text.replace("\"D1\"", "\"D0\"");
    let base = questionnaire_from_text(&text, "old.ron").unwrap_or_else(|problems| panic!("{problems:?}"));
    old.questionnaire = PinnedQuestionnaire::from(&base);
    let record = old.submission.records.remove("D1").expect("D1");
    old.submission.records.insert("D0".to_owned(), record);
    let own = roll(old.clone(), &Wish::default()).expect("rolls");
    assert_eq!((own.case.questionnaire.sha256 == base.sha256, own.misfits.len()), (true, 0));
    let new = roll(old, &Wish { under: Under::Current, ..Wish::default() }).expect("rolls");
    assert_eq!(new.case.questionnaire, PinnedQuestionnaire::from(&shipped()));
    assert_eq!(new.misfits.iter().map(|it| it.words()).collect::<Vec<_>>(), ["D0, the question"]);
    assert!(new.case.submission.answer("D0").is_some() && new.case.submission.answer("D1").is_none());
}

//! Folders of cases and tables: bad files, doubles, other questionnaires, and watching.

use super::*;
use crate::book::{Scoring, row_from_case};
use crate::files::{CaseFile, Expect, PinnedQuestionnaire, SAMPLES, assessed, write_case};
use crate::submission::{Override, OverrideOf, PreviewMark};
use std::fs;

fn save(folder: &Path, name: &str, change: impl FnOnce(&mut CaseFile)) -> PathBuf {
    let mut case = SAMPLES[0].case().unwrap_or_else(|problems| panic!("{problems}"));
    change(&mut case);
    let path = folder.join(name);
    write_case(&path, &case, &Expect::Anything).unwrap_or_else(|error| panic!("{error}"));
    path
}

fn named(reference: &str) -> impl FnOnce(&mut CaseFile) {
    move |case| reference.clone_into(&mut case.submission.reference)
}

fn read_folder(folder: &Path) -> ReadBook {
    read_book(&[folder.to_owned()], &shipped(), &Unwatched).unwrap_or_else(|error| panic!("{error}"))
}

fn ids(read: &ReadBook) -> Vec<&str> {
    (0..read.book.rows()).map(|row| read.book.id(row)).collect()
}

#[test]
fn bad_files_are_listed_and_the_rest_is_a_book() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let good = save(folder.path(), "good.securable", named("GOOD"));
    fs::create_dir(at("deeper")).expect("a folder");
    save(&at("deeper"), "nameless.securable", named(" "));
    fs::write(at("broken.securable"), b"nothing of the kind").expect("written");
    let bytes = fs::read(&good).expect("the case is there");
    fs::write(at("cut.securable"), &bytes[..bytes.len() / 2]).expect("written");
    let mut foreign = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    foreign.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).expect("a member");
    fs::write(at("foreign.securable"), foreign.finish().expect("a zip").into_inner()).expect("written");
    save(folder.path(), "twin.securable", named("GOOD"));
    save(folder.path(), "seen-first.securable", |case| case.submission.preview = Some(PreviewMark::default()));
    fs::write(at("devices.csv"), "vendor,model\nAxis,P3245\n").expect("written");
    fs::write(at("table.csv"), "submission,D1\nGOOD,a\nrow,b\n").expect("written");
    fs::write(at("good.securable.bak"), b"older").expect("written");
    fs::write(at("good.securable.lock"), b"someone").expect("written");
    fs::write(at("good.securable.journal"), b"{}").expect("written");
    fs::write(at(".good.securable.saving"), b"half").expect("written");
    fs::write(at("letter.pdf"), b"%PDF").expect("written");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&good, at("link.securable")).expect("a link");
        std::os::unix::fs::symlink(folder.path(), at("loop")).expect("a link");
    }

    let read = read_folder(folder.path());
    assert_eq!(ids(&read), ["nameless", "GOOD", "row"]);
    let bad: Vec<String> = read.bad_files.iter().map(ToString::to_string).collect();
    let begins = [
        "broken.securable: the file is not a Securable case",
        "cut.securable: ",
        "foreign.securable: the file was refused: the member \"word/document.xml\"",
        "seen-first.securable: it is a broker's preview and counts in no carrier's book; leave it out",
        "twin.securable: its submission GOOD stands already as the case good.securable, so this one is not counted",
        "devices.csv:1: header: its first line names no column submission",
    ];
    assert_eq!(bad.len(), begins.len(), "{bad:#?}");
    for (bad, begin) in bad.iter().zip(begins) {
        assert!(bad.starts_with(begin), "{bad}");
    }
    assert_eq!(
        said(&read),
        [
            "table.csv:2: submission GOOD: it stands already as the case good.securable; this row is not used; keep one of them"
        ]
    );
    assert_eq!(read.cases.len(), 2);
    assert_eq!(read.book.origin(1), RowOrigin::Case { place: 1 });
    assert_eq!(read.cases[1].path, good);
    assert_eq!(read.cases[1].applicant, SAMPLES[0].title);
    let passed_over = if cfg!(unix) { 3 } else { 1 };
    assert_eq!(read.stamps.passed_over, passed_over);
    assert!(read.notices.iter().any(|notice| notice.text.contains(&format!("passed over: {passed_over}"))));
}

#[test]
fn a_case_in_a_book_comes_to_what_it_comes_to_by_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let questionnaire = shipped();
    for sample in SAMPLES {
        let case = sample.case().unwrap_or_else(|problems| panic!("{problems}"));
        let path = folder.path().join(sample.folder);
        // Unpacked, as an archive of cases under version control is.
        write_case(&path, &case, &Expect::NewFolder).unwrap_or_else(|error| panic!("{error}"));
    }
    let read = read_folder(folder.path());
    assert_eq!((read.book.rows(), read.bad_files.len(), read.notices.len()), (3, 0, 0), "{:?}", read.notices);
    let scoring = Scoring::of(&read.book, &questionnaire);
    for (row, entry) in read.cases.iter().enumerate() {
        let sample = SAMPLES.iter().find(|sample| entry.path.ends_with(sample.folder)).expect("a sample");
        let case = sample.case().unwrap_or_else(|problems| panic!("{problems}"));
        let assessment = assessed(&case, &questionnaire).assessment;
        assert_eq!(scoring.score(row), assessment.score, "{}", sample.title);
        assert_eq!((scoring.band(row), scoring.outcome(row)), (assessment.band, assessment.outcome));
        let rules: Vec<u16> = assessment.rules.iter().map(|fired| fired.rule).collect();
        assert_eq!(scoring.fired(row).collect::<Vec<_>>(), rules, "{}", sample.title);
        let alone = row_from_case(&questionnaire, &case.submission, &assessment.facts);
        assert_eq!(read.book.case(row), alone.case.as_deref());
    }
}

#[test]
fn who_overrode_is_known_for_the_book() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).and_then(|day| day.and_hms_opt(9, 0, 0)).expect("a time");
    let made = |by: &str| Override {
        of: OverrideOf::Score { from_tenths: 509, to_tenths: 480 },
        reason_code: "new-information".to_owned(),
        text: "A scan came in".to_owned(),
        by: by.to_owned(),
        second: String::new(),
        at,
    };
    save(folder.path(), "one.securable", |case| case.submission.overrides = vec![made(" M. Ito "), made("R. Okafor")]);
    save(folder.path(), "two.securable", |case| {
        named("Other")(case);
        case.submission.overrides = vec![made("M. Ito")];
    });
    let read = read_folder(folder.path());
    let by: Vec<&str> = read.cases.iter().flat_map(|case| &case.overrides_by).map(String::as_str).collect();
    assert_eq!(by, ["M. Ito", "R. Okafor", "M. Ito"]);
}

#[test]
fn a_case_of_another_questionnaire_is_taken_over_by_id_and_key_and_named() {
    let folder = tempfile::tempdir().expect("a folder");
    save(folder.path(), "older.securable", |case| {
        case.questionnaire.version = "0.9.0".to_owned();
        case.questionnaire.sha256 = "0".repeat(64);
        let record = case.submission.records.get("D1").cloned().expect("the sample answers D1");
        case.submission.records.insert("Z9".to_owned(), record);
        let gone = crate::submission::Answer::option("zz");
        case.submission.records.entry("D2".to_owned()).or_default().answer = Some(gone);
    });
    let read = read_folder(folder.path());
    let text = "it was answered under iot-core 0.9.0, which is not the iot-core 1.0.0 of the book; its answers were \
                taken over by question and option key; not asked here: Z9; open because the answer does not exist here: D2";
    let name = shipped().name();
    let text = text.replace("iot-core 1.0.0", &name);
    assert!(
        read.notices.iter().any(|notice| notice.subject == "older.securable" && notice.text == text),
        "{:?}",
        read.notices
    );
    assert_eq!(read.cases[0].questionnaire, "iot-core 0.9.0");
    let itself = PinnedQuestionnaire::from(&*shipped());
    assert_ne!(itself.version, "0.9.0");
}

#[test]
fn changes_of_the_files_are_seen_and_only_those_are_read_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let (one, two) =
        (save(folder.path(), "one.securable", named("ONE")), save(folder.path(), "two.securable", named("TWO")));
    let read = read_folder(folder.path());
    assert!(read.stamps.changes().expect("the folder is there").is_empty());

    let three = save(folder.path(), "three.securable", named("THREE"));
    save(folder.path(), "two.securable", |case| {
        named("TWO again")(case);
        case.submission.applicant.operations.push_str(" and more");
    });
    fs::remove_file(&one).expect("removed");
    // Neither a lock nor the copy from before is part of the book.
    fs::write(folder.path().join("two.securable.lock"), b"someone").expect("written");
    let changes = read.stamps.changes().expect("the folder is there");
    assert_eq!(changes, FileChanges { changed: vec![two], appeared: vec![three.clone()], vanished: vec![one] });

    let again = read_book_again(&read, &Unwatched).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(ids(&again), ["THREE", "TWO again"]);
    assert!(again.stamps.changes().expect("the folder is there").is_empty());
    let third = read_book_again(&again, &Unwatched).unwrap_or_else(|error| panic!("{error}"));
    let kept = |read: &ReadBook| read.kept.get(&three).cloned().expect("it was read");
    assert!(Arc::ptr_eq(&kept(&third), &kept(&again)), "what did not change is not read again");
}

#[test]
fn a_folder_without_a_submission_and_one_that_is_not_there_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let refused = |path: &Path| {
        read_book(&[path.to_owned()], &shipped(), &Unwatched).map(drop).expect_err("there is nothing").to_string()
    };
    assert!(refused(folder.path()).starts_with("There is no submission in it. The book was not read"));
    assert!(refused(&folder.path().join("gone")).contains("could not be read"));
    fs::write(folder.path().join("broken.securable"), b"x").expect("written");
    assert!(refused(folder.path()).contains("broken.securable: the file is not a Securable case"));
}

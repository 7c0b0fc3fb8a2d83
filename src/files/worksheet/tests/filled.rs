//! What people do to a worksheet, and what comes of it.

use super::*;
use crate::submission::Grade;
use crate::submission::worksheet::Why;

#[test]
fn a_new_answer_is_taken_with_who_said_it_and_when() {
    let merge = merged(&[("D2", Column::Answer, text("D2", "b")), ("D2", Column::By, "Linus")]);
    let line = one(&merge);
    assert_eq!((&line.kind, line.number.as_str(), &line.part), (&Kind::New, "D2", &Part::Answer));
    assert!(line.at.starts_with("D ") && line.at.contains("!C"), "{}", line.at);
    let record = taken(&merge).records["D2"].clone();
    assert_eq!(record.answer, Some(Answer::option("b")));
    assert_eq!((record.said_by.as_str(), record.said_on), ("Linus", Some(made())));
}

#[test]
fn an_answer_nobody_signed_is_said_by_the_file() {
    let record = taken(&merged(&[("D2", Column::Answer, text("D2", "b"))])).records["D2"].clone();
    assert_eq!(record.said_by, "sheet.xlsx");
}

#[test]
fn the_same_person_changes_and_another_one_contradicts() {
    let better = text("D1", "b");
    let merge = merged(&[("D1", Column::Answer, better)]);
    assert_eq!(one(&merge).kind, Kind::Changed);
    assert_eq!(taken(&merge).records["D1"].answer, Some(Answer::option("b")));
    let merge = merged(&[("D1", Column::Answer, better), ("D1", Column::By, "Linus")]);
    assert_eq!(one(&merge).kind, Kind::Conflict(Why::SaidByAnother));
    assert_eq!(one(&merge).on_file_by.words(), "Grace Hopper, 2026-10-01");
    assert_eq!(taken(&merge), case(), "a conflict is left to a person");
}

#[test]
fn an_answer_that_moved_on_both_sides_is_a_conflict() {
    let filled = back(&[("D1", Column::Answer, text("D1", "b"))]);
    let mut submission = case();
    submission.records.get_mut("D1").expect("on file").answer = Some(Answer::option("d"));
    let merge = Merge::of(core(), &submission, &filled, made());
    assert_eq!(one(&merge).kind, Kind::Conflict(Why::BothMoved));
    assert_eq!(merge.edit(&submission, &merge.by_default()), None);
}

#[test]
fn what_moved_in_the_case_alone_stands_and_is_said() {
    let mut submission = case();
    submission.records.get_mut("D1").expect("on file").answer = Some(Answer::option("d"));
    let merge = Merge::of(core(), &submission, &back(&[]), made());
    assert!(news(&merge).is_empty());
    assert!(merge.notices.iter().any(|it| it.ends_with("so that the case stands: D1")), "{:?}", merge.notices);
}

#[test]
fn a_blank_worksheet_that_comes_back_blank_says_nothing() {
    let blank = worksheet(core(), &case(), Split::Section, Fill::Blank, made());
    let read = read(&xlsx_from_worksheet(&blank).expect("a workbook"));
    let merge = Merge::of(core(), &case(), &read, made());
    assert!(merge.lines.is_empty() && merge.notices.is_empty(), "{:?}", merge.notices);
}

#[test]
fn evidence_seen_stays_with_its_answer() {
    let filled = back(&[("D1", Column::Answer, text("D1", "b"))]);
    let mut submission = case();
    submission.records.get_mut("D1").expect("on file").grade = Some(Grade::ScanOrLog);
    let merge = Merge::of(core(), &submission, &filled, made());
    assert_eq!((&one(&merge).kind, one(&merge).loses), (&Kind::Conflict(Why::Proved), Some(Grade::ScanOrLog)));
    let place = merge.lines.iter().position(|line| line.kind.is_conflict()).expect("a conflict");
    drop(merge.edit(&submission, &BTreeSet::from([place])).expect("an edit").apply(&mut submission));
    let record = &submission.records["D1"];
    assert_eq!((&record.answer, record.grade), (&Some(Answer::option("b")), None));
}

#[test]
fn an_emptied_cell_takes_nothing_away_by_itself() {
    let merge = merged(&[("D1", Column::Answer, "")]);
    assert_eq!(one(&merge).kind, Kind::Conflict(Why::Emptied));
    assert_eq!(taken(&merge), case());
}

#[test]
fn answers_are_matched_as_people_retype_them() {
    let retyped = format!("  {}. ", text("D2", "b").to_uppercase().replace('-', "\u{2013}").replace(' ', "\u{a0} "));
    assert_eq!(taken(&merged(&[("D2", Column::Answer, &retyped)])).answer("D2"), Some(&Answer::option("b")));
    for unknown in ["Not known", "unknown", "Don\u{2019}t know"] {
        assert_eq!(taken(&merged(&[("D2", Column::Answer, unknown)])).answer("D2"), Some(&Answer::Unknown));
    }
    let merge = merged(&[("D2", Column::Answer, "mostly")]);
    assert!(matches!(&one(&merge).kind, Kind::Unusable(why) if why.contains("none of the answers in the list")));
}

#[test]
fn not_applicable_is_open_until_the_underwriter_settles_it() {
    let merge = merged(&[("E6", Column::Answer, "n/a"), ("E6", Column::Note, "No public places")]);
    let record = taken(&merge).records["E6"].clone();
    let Some(Answer::NotApplicable(na)) = record.answer else { panic!("not applicable") };
    assert_eq!((na.reason.as_str(), na.is_complete()), ("No public places", false));
    let merge = merged(&[("D1", Column::Answer, "Not applicable")]);
    assert!(matches!(&one(&merge).kind, Kind::Unusable(why) if why.contains("cannot be said of D1")));
}

#[test]
fn several_options_are_rows_of_their_own() {
    let merge = merged(&[("A3 a", Column::Answer, "no"), ("A3 b", Column::Answer, "YES")]);
    assert_eq!(one(&merge).kind, Kind::Changed);
    let Some(Answer::Options(keys)) = taken(&merge).answer("A3").cloned() else { panic!("options") };
    assert_eq!(keys, ["access_control", "building"].map(str::to_owned).into());
    let merge = merged(&[("A6 a", Column::Answer, "Yes"), ("A6 b", Column::Answer, "Yes")]);
    assert!(matches!(&one(&merge).kind, Kind::Unusable(why) if why.contains("cannot be joined")));
    let merge = merged(&[("A9 a", Column::Answer, "Yes"), ("A9 b", Column::Answer, "Yes")]);
    assert!(matches!(&one(&merge).kind, Kind::Unusable(why) if why.contains("only one of them")));
    let merge = merged(&[("A9 a", Column::Answer, "No"), ("A9 b", Column::Answer, "No")]);
    assert!(matches!(&one(&merge).kind, Kind::Unusable(why) if why.contains("no row of A9 says Yes")));
    let merge = merged(&[("A9", Column::Answer, "Not known"), ("A9 b", Column::Answer, "Yes")]);
    assert!(matches!(&one(&merge).kind, Kind::Unusable(why) if why.contains("keep one of them")));
}

#[test]
fn ticks_set_the_answer_that_counts_them() {
    let merge = merged(&[("C2.1 a", Column::Answer, "Yes"), ("C2.1 b", Column::Answer, "Yes")]);
    assert_eq!(news(&merge).len(), 2, "the answer and the ticks");
    let submission = taken(&merge);
    assert_eq!(submission.answer("C2"), Some(&Answer::option("d")), "2-3 facts");
    let keys = ["make_model", "firmware"].map(str::to_owned);
    assert_eq!(submission.follow_up("C2", "facts"), Some(&FollowUpAnswer::Keys(keys.into())));
    let merge = merged(&[("C2", Column::Answer, text("C2", "a")), ("C2.1 a", Column::Answer, "Yes")]);
    let answer = merge.lines.iter().find(|line| line.number == "C2").expect("the answer");
    assert_eq!(answer.kind, Kind::Conflict(Why::TicksDiffer));
}

#[test]
fn a_count_on_file_is_the_same_with_and_without_separators() {
    let mut submission = case();
    let table = [("cameras".to_owned(), "3,900".to_owned())];
    let record = submission.records.get_mut("A3").expect("on file");
    record.follow_ups.insert("counts".to_owned(), FollowUpAnswer::Table(table.into()));
    let merge = Merge::of(
        core(),
        &submission,
        &read(&xlsx_from_worksheet(&handed_out(&submission)).expect("a workbook")),
        made(),
    );
    assert!(news(&merge).is_empty() && merge.notices.is_empty(), "{:?}", merge.notices);
}

#[test]
fn counts_are_whole_numbers() {
    let merge = merged(&[("A3.1 a", Column::Answer, "1,200")]);
    let table = [("cameras".to_owned(), "1200".to_owned())];
    assert_eq!(taken(&merge).follow_up("A3", "counts"), Some(&FollowUpAnswer::Table(table.into())));
    let merge = merged(&[("A3.1 a", Column::Answer, "about forty")]);
    assert!(matches!(&one(&merge).kind, Kind::Unusable(why) if why.contains("whole number")));
}

#[test]
fn notes_join_the_note_and_documents_are_named_in_it_without_a_grade() {
    let changes = [
        ("D1", Column::Note, "Except the warehouse"),
        ("D1", Column::Evidence, "Zone plan.pdf"),
        ("D1", Column::Dated, "2026-05-01"),
    ];
    let merge = merged(&changes);
    assert!(news(&merge).iter().all(|line| line.kind == Kind::New));
    let mut submission = taken(&merge);
    let record = &submission.records["D1"];
    let note = "The underwriter doubts this\nExcept the warehouse\nEvidence named: Zone plan.pdf, dated 2026-05-01";
    assert_eq!((record.note.as_str(), record.grade), (note, None));
    let again = Merge::of(core(), &submission, &back(&changes), made());
    assert!(news(&again).is_empty(), "merged twice is merged once");
    submission.records.clear();
    let merge = merged(&[("D1", Column::Evidence, "Zone plan.pdf"), ("D1", Column::Dated, "in spring")]);
    assert!(news(&merge).iter().any(|line| matches!(&line.kind, Kind::Unusable(why) if why.contains("2026-05-01"))));
    assert!(news(&merge).iter().any(|line| line.kind == Kind::New), "the document is kept without its date");
}

#[test]
fn nothing_the_underwriter_wrote_is_handed_out() {
    let sheet = handed_out(&case());
    let all = format!("{sheet:?}");
    assert!(!all.contains("doubts"), "notes stay with the underwriter");
}

#[test]
fn a_name_alone_says_who_will_answer() {
    let merge = merged(&[("D2", Column::By, "Linus")]);
    assert_eq!((&one(&merge).part, &one(&merge).kind), (&Part::Who, &Kind::New));
    assert_eq!(taken(&merge).records["D2"].said_by, "Linus");
}

#[test]
fn the_merge_is_one_step_that_can_be_taken_back() {
    let merge = merged(&[("D2", Column::Answer, text("D2", "b")), ("C1", Column::Answer, text("C1", "a"))]);
    let mut submission = case();
    let edit = merge.edit(&submission, &merge.by_default()).expect("an edit");
    assert_eq!(edit.label(&submission), "Merge sheet.xlsx");
    let inverse = edit.apply(&mut submission);
    assert_ne!(submission, case());
    drop(inverse.apply(&mut submission));
    assert_eq!(submission, case());
}

#[test]
fn another_case_is_asked_about() {
    let filled = back(&[]);
    let ask = |submission: &Submission| Merge::of(core(), submission, &filled, made()).other_case;
    assert_eq!(ask(&case()), None);
    let other = Submission { reference: "M-18".to_owned(), ..case() };
    let says = "The worksheet was handed out for Harbor Mill Foods (M-17), and this case is Harbor Mill Foods (M-18)";
    assert_eq!(ask(&other).as_deref(), Some(says));
    let mut unnumbered = Submission { reference: String::new(), ..case() };
    assert_eq!(ask(&unnumbered), None, "the name is the same");
    unnumbered.applicant.name = "Northgate Property".to_owned();
    assert!(ask(&unnumbered).is_some());
}

#[test]
fn questions_and_options_that_are_gone_are_listed() {
    let mut newer = core().clone();
    newer.sha256 = "0".repeat(64);
    let d2 = newer.find("D2").expect("a question");
    newer.questions[usize::from(d2.0)].id = "D9".to_owned();
    let c1 = newer.find("C1").expect("a question");
    newer.questions[usize::from(c1.0)].options.retain(|option| option.key != "a");
    let filled = back(&[("D2", Column::Answer, text("D2", "b")), ("C1", Column::Answer, text("C1", "a"))]);
    let merge = Merge::of(&newer, &case(), &filled, made());
    let whys: Vec<String> = news(&merge)
        .iter()
        .map(|line| match &line.kind {
            Kind::Unusable(why) => format!("{} {}: {why}", line.number, line.in_sheet),
            kind => panic!("{kind:?}"),
        })
        .collect();
    assert_eq!(whys.len(), 2, "{whys:?}");
    assert!(whys[0].contains("no such option any more") && whys[0].contains(text("C1", "a")), "{whys:?}");
    assert!(whys[1].contains("there is no question D2") && whys[1].contains(text("D2", "b")), "{whys:?}");
    assert!(merge.notices[0].contains("handed out under iot-core"), "{:?}", merge.notices);
}

#[test]
fn rows_are_split_by_who_answered() {
    let sheet = worksheet(core(), &case(), Split::Respondent, Fill::AsOnFile, made());
    let titles: Vec<&str> = sheet.sheets.iter().map(|sheet| sheet.title.as_str()).collect();
    assert_eq!(titles, ["Ada Byron", "Grace Hopper", "Not assigned yet"]);
    let total: usize = sheet.sheets.iter().map(|sheet| sheet.questions()).sum();
    assert_eq!(total, core().questions.len());
    assert!(is_as_handed_out(&sheet, &read(&xlsx_from_worksheet(&sheet).expect("a workbook"))));
    assert!(sheet.sheets[0].rows.iter().any(|row| row.key == RowKey::question("A1")));
}

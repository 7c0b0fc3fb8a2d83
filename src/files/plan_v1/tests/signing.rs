//! Four eyes, seals, and what may be written over what.

use super::*;
use crate::questionnaire::plan::Status;
use chrono::NaiveDate;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, day).expect("a day")
}

fn approved() -> Plan {
    approve(&submit(&good(&sound())).expect("it is complete"), "A. Lind", day(1), "Seen in committee")
        .expect("by another")
}

fn said(faults: &[Fault]) -> Vec<String> {
    faults.iter().map(ToString::to_string).collect()
}

/// The lines that hold something else than a signature.
fn unsigned(text: &str) -> Vec<String> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("approval:") && !line.trim_start().starts_with("retirement:"))
        .map(|line| {
            ["Draft", "InReview", "Approved", "Retired"]
                .iter()
                .fold(line.to_owned(), |line, word| line.replace(&format!("status: {word}"), "status: ..."))
        })
        .collect()
}

#[test]
fn signing_touches_nothing_but_the_signature() {
    let draft = good(&sound());
    let retired = retire(&approved(), "A. Lind", day(9), "Replaced by 1.1.0").expect("it was approved");
    assert_eq!(retired.status, Status::Retired);
    assert_eq!(retired.sha256, draft.sha256, "a case stays bound to the same plan");
    assert_eq!(unsigned(&retired.source_text), unsigned(&draft.source_text));
    assert!(
        retired.source_text.contains("    approval: (by: \"A. Lind\", on: \"2026-12-01\", note: \"Seen in committee\"")
    );
    assert!(retired.source_text.contains("// not yet seen by the committee"));
    let back = good(&retired.source_text);
    assert_eq!(back, retired);

    let windows = good(&sound().replace('\n', "\r\n"));
    let in_review = submit(&windows).expect("it is complete");
    let approved = approve(&in_review, "A. Lind", day(1), "").expect("by another");
    assert!(approved.source_text.split('\n').all(|line| line.is_empty() || line.ends_with('\r')));
    assert_eq!(unsigned(&approved.source_text), unsigned(&windows.source_text));
}

#[test]
fn a_plan_without_a_text_is_signed_all_the_same() {
    let bare = Plan { source_text: "".into(), ..good(&sound()) };
    let in_review = submit(&bare).expect("it is complete");
    let approved = approve(&in_review, "A. Lind", day(1), "").expect("by another");
    assert_eq!(good(&approved.source_text), approved);
}

#[test]
fn nobody_approves_a_plan_of_their_own() {
    let in_review = submit(&good(&sound())).expect("it is complete");
    for by in ["M. Ortega", "m ortega", "M.ORTEGA ", "M-Ortega"] {
        let faults = approve(&in_review, by, day(1), "").expect_err(by);
        assert_eq!(said(&faults), ["M. Ortega wrote the plan and cannot approve it; ask another person"]);
    }
    assert!(approve(&in_review, "N. Ortega", day(1), "").is_ok());
    assert_eq!(
        said(&approve(&in_review, " . ", day(1), "").expect_err("a name")),
        ["the approval has no name; name the person who approves"]
    );
}

#[test]
fn a_plan_goes_through_review() {
    let draft = good(&sound());
    let refused = |done: Result<Plan, Vec<Fault>>| said(&done.expect_err("it is refused")).join("\n");
    assert_eq!(refused(approve(&draft, "A. Lind", day(1), "")), "the plan is a draft; submit it for review first");
    assert_eq!(
        refused(retire(&draft, "A. Lind", day(1), "Old")),
        "the plan is a draft; only an approved plan can be retired"
    );
    let approved = approved();
    assert_eq!(
        refused(approve(&approved, "A. Lind", day(1), "")),
        "the plan is approved; make a new version of it to change anything"
    );
    assert_eq!(refused(submit(&approved)), "the plan is approved; only a draft can be submitted");
    assert_eq!(refused(retire(&approved, "A. Lind", day(2), " ")), "the retirement has no reason; write it down");
    let successor = approved.successor();
    assert_eq!(successor.parent.as_ref().map(|parent| parent.sha256.clone()), Some(approved.sha256.clone()));
    assert!(
        said(&check(&CORE, &successor))
            .contains(&"harbor 1.0.0 follows on a plan of the same name; give it a version of its own".to_owned())
    );
}

#[test]
fn an_approved_plan_that_was_edited_is_refused() {
    let text = approved().source_text.replace("to: 5.5", "to: 9.5");
    let problems = read(&text).err().unwrap_or_default();
    assert_eq!(
        shown(&problems),
        "mine.ron: harbor 1.0.0 was edited after it was approved by A. Lind on 2026-12-01; restore it, or make a new \
         version"
    );
    // Comments are no content.
    assert!(read(&approved().source_text.replace("// The end.", "")).is_ok());
    let forged = approved().source_text.replace("by: \"A. Lind\"", "by: \"m ortega\"");
    assert_eq!(
        shown(&read(&forged).err().unwrap_or_default()),
        "mine.ron: M. Ortega wrote the plan and cannot approve it; ask another person\n\
         mine.ron: harbor 1.0.0 was edited after it was approved by m ortega on 2026-12-01; restore it, or make a new \
         version"
    );
    let other = approved().source_text.replace("by: \"A. Lind\"", "by: \"B. Lind\"");
    assert_eq!(
        shown(&read(&other).err().unwrap_or_default()),
        "mine.ron: harbor 1.0.0 was edited after it was approved by B. Lind on 2026-12-01; restore it, or make a new \
         version"
    );
    let opened = approved().source_text.replace("status: Approved", "status: Draft").replace("to: 5.5", "to: 9.5");
    assert_eq!(
        shown(&read(&opened).err().unwrap_or_default()),
        "mine.ron: the plan is a draft and carries the approval of A. Lind of 2026-12-01; restore it as it was \
         approved, or make a new version of it"
    );
    let unsigned = sound().replace("status: Draft", "status: Approved");
    assert_eq!(
        shown(&read(&unsigned).err().unwrap_or_default()),
        "mine.ron: the plan is approved and nobody approved it; let a second person approve it"
    );
}

#[test]
fn nothing_approved_is_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("harbor.ron");
    let draft = good(&sound());
    let on_disk = || std::fs::read_to_string(&path).expect("it is there");

    assert_eq!(write_plan(&path, &draft).expect("a new file"), draft);
    assert_eq!(on_disk(), sound(), "comments and all");
    let approved = approved();
    let kept = write_plan(&path, &approved).expect("the same plan, approved");
    assert_eq!((kept.status, read_plan(&path).expect("it reads")), (Status::Approved, approved.clone()));

    let refused = |plan: &Plan| write_plan(&path, plan).expect_err("it is refused").to_string();
    let mut edited = draft.clone();
    edited.title = "Another".to_owned();
    assert!(refused(&edited).starts_with("harbor 1.0.0 is approved and cannot be changed. The plan was not written."));
    assert!(refused(&draft).starts_with("harbor 1.0.0 is approved already."));
    let other = approve(&submit(&draft).expect("complete"), "B. Holm", day(2), "").expect("by another");
    assert!(refused(&other).starts_with("harbor 1.0.0 is approved already."));
    let broken = Plan { title: "Another".to_owned(), ..approved.clone() };
    assert!(refused(&broken).starts_with("harbor 1.0.0 was edited after it was approved by A. Lind on 2026-12-01."));
    assert_eq!(on_disk(), *approved.source_text);

    let retired = retire(&approved, "A. Lind", day(9), "Replaced").expect("it was approved");
    write_plan(&path, &retired).expect("the same plan, retired");
    assert!(refused(&approved).starts_with("harbor 1.0.0 is retired already."));

    let questionnaire = folder.path().join("core.ron");
    std::fs::write(&questionnaire, SHIPPED[0].1).expect("it can be written");
    assert!(write_plan(&questionnaire, &draft).is_err(), "something else is there");
    assert_eq!(std::fs::read_to_string(&questionnaire).expect("it is there"), SHIPPED[0].1);
}

/// A draft changed on the desk no longer is what its text says: it is written anew.
#[test]
fn a_changed_draft_is_written_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("harbor.ron");
    let mut draft = good(&sound());
    draft.title = "Another".to_owned();
    let written = write_plan(&path, &draft).expect("a new file");
    assert_eq!(written.title, "Another");
    assert_eq!(*written.source_text, ron_from_plan(&draft));
    assert_eq!(read_plan(&path).expect("it reads"), written);
}

//! Plans on the command line: from a draft to an approved plan, and everything that is refused.

use crate::command_line::{Desk, Run, run};
use crate::golden::check_golden;
use serde_json::Value;

/// The example, of which nothing is used by itself.
const OT_HEAVY: &str = include_str!("../../questionnaires/plans/ot-heavy.ron");

fn ot_heavy(desk: &Desk) -> String {
    desk.write("ot-heavy.ron", OT_HEAVY.as_bytes())
}

/// The example with one text replaced.
fn with(desk: &Desk, name: &str, old: &str, new: &str) -> String {
    assert_eq!(OT_HEAVY.matches(old).count(), 1, "\"{old}\" stands once");
    desk.write(name, OT_HEAVY.replacen(old, new, 1).as_bytes())
}

fn approve(plan: &str, by: &str) -> Run {
    run(&["plan", "approve", plan, "--by", by, "--on", "2024-01-02", "--note", "Seen in committee"])
}

/// What was said, with the paths of this test and hashes taken out.
fn said(desk: &Desk, run: &Run) -> String {
    let folder = format!("{}{}", desk.at(""), if desk.at("").ends_with(std::path::MAIN_SEPARATOR) { "" } else { "/" });
    let plain = run.said.replace(&folder, "");
    let mut out = String::new();
    for word in plain.split_inclusive([' ', '\n', ';', ',', ')']) {
        let hex = word.trim_matches(|c: char| !c.is_ascii_hexdigit());
        let is_hash = matches!(hex.len(), 12 | 64) && hex.bytes().any(|b| b.is_ascii_digit()) && !word.contains('-');
        out.push_str(&if is_hash { word.replace(hex, "(hash)") } else { word.to_owned() });
    }
    out
}

#[test]
fn a_plan_is_checked_approved_and_retired_without_losing_a_comment() {
    let desk = Desk::new();
    let plan = with(&desk, "plan.ron", "status: InReview", "status: Draft");
    let checked = run(&["plan", "check", &plan]);
    assert_eq!((checked.code, checked.said.as_str()), (0, ""));
    assert_eq!(checked.out, "ot-heavy 1.0.0: draft, 29 changes on iot-core 1.2.0, no problems\n");
    assert_eq!(run(&["plan", "submit", &plan]).code, 0);
    let approved = approve(&plan, "Second Person");
    assert_eq!(approved.code, 0, "{}", approved.said);
    let retired = run(&["plan", "retire", &plan, "--by", "Second Person", "--why", "Replaced", "--on", "2024-01-03"]);
    assert_eq!(retired.code, 0, "{}", retired.said);
    let text = String::from_utf8(desk.read("plan.ron")).expect("text");
    let comments = |text: &str| text.lines().filter(|it| it.trim_start().starts_with("//")).count();
    assert_eq!(comments(&text), comments(OT_HEAVY));
    assert_eq!(text.lines().count(), OT_HEAVY.lines().count() + 2, "approval and retirement, a line each");
    let checked = run(&["check", &plan]);
    assert_eq!((checked.code, checked.said.as_str()), (0, ""), "a retired plan stays readable");
}

#[test]
fn what_is_refused_is_refused_with_a_sentence() {
    let desk = Desk::new();
    let mut shown = String::new();
    let mut refused = |title: &str, run: Run| {
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{title}: {}", run.said);
        shown.push_str(&format!("{title}\n{}\n", said(&desk, &run)));
    };
    let plan = ot_heavy(&desk);
    refused("Approved by its author", approve(&plan, "example  AUTHOR."));
    assert_eq!(desk.read("ot-heavy.ron"), OT_HEAVY.as_bytes(), "nothing was written");
    let draft = with(&desk, "draft.ron", "status: InReview", "status: Draft");
    refused("Approved before it was submitted", approve(&draft, "Second Person"));
    assert_eq!(approve(&plan, "Second Person").code, 0);
    refused("Approved twice", approve(&plan, "Third Person"));
    let approved = String::from_utf8(desk.read("ot-heavy.ron")).expect("text");
    let edited = desk.write("edited.ron", approved.replace("to: 4.8", "to: 5.8").as_bytes());
    refused("Edited after approval", run(&["plan", "check", &edited]));
    refused(
        "Edited after approval, then retired",
        run(&["plan", "retire", &edited, "--by", "Second Person", "--why", "-"]),
    );
    let hash = OT_HEAVY.split("sha256: \"").nth(1).and_then(|rest| rest.split('"').next()).expect("a hash");
    let other = with(&desk, "other.ron", hash, &hash.replace(['a', '1'], "0"));
    refused("On another hash", run(&["plan", "check", &other]));
    refused("On another questionnaire", run(&["plan", "check", &draft, "--on", "iot-first-pass"]));
    refused(
        "Naming a vanished question",
        run(&["plan", "check", &with(&desk, "z.ron", "question: \"I5\"", "question: \"I9\"")]),
    );
    refused(
        "From another value",
        run(&["plan", "check", &with(&desk, "from.ron", "from: 3.0, to: 4.8", "from: 2.5, to: 4.8")]),
    );
    refused("Another sum of weights", run(&["plan", "check", &with(&desk, "sum.ron", "to: 4.8", "to: 5.8")]));
    let groundless =
        OT_HEAVY.replace("status: InReview", "status: Draft").replace("evidence: \"", "evidence: \"\", // ");
    let groundless = groundless.replace("jurisdiction: \"All US states\"", "jurisdiction: \"\"");
    refused(
        "Submitted without grounds",
        run(&["plan", "submit", &desk.write("groundless.ron", groundless.as_bytes())]),
    );
    refused(
        "Not shipped",
        run(&["plan", "check", &with(&desk, "base.ron", "base: (id: \"iot-core\"", "base: (id: \"iot-old\"")]),
    );
    refused("No plan", run(&["plan", "check", &desk.at("answers.csv")]));
    check_golden(
        "plan-refusals.txt",
        "What `securable plan` says when it refuses: four eyes, seals, conflicts, constraints; hashes left out.",
        &shown,
    );
}

#[test]
fn a_difference_is_readable_by_people_and_by_programs() {
    let desk = Desk::new();
    let plan = ot_heavy(&desk);
    let alone = run(&["plan", "diff", &plan]);
    assert_eq!((alone.code, alone.said.as_str()), (0, ""));
    check_golden(
        "plan-diff.txt",
        "What `securable plan diff` prints for the example plan against its questionnaire: grouped, with its reasons.",
        &alone.out,
    );
    let both = run(&["plan", "diff", "iot-core", &plan]);
    assert_eq!(both.out, alone.out);
    let itself = run(&["plan", "diff", &plan, &plan]);
    assert!(itself.out.ends_with("No difference\n"), "{}", itself.out);
    let it: Value = serde_json::from_str(&run(&["plan", "diff", &plan, "--json"]).out).expect("JSON");
    let found = it["differences"].as_array().expect("a list");
    assert_eq!(found.len(), 29);
    let boundary = found.iter().find(|it| it["subject"].as_str().is_some_and(|it| it.starts_with("D6 "))).expect("D6");
    assert_eq!((boundary["was"].as_str(), boundary["is"].as_str()), (Some("2.5"), Some("3.5")));
    assert!(boundary["why"].as_str().is_some_and(|why| why.contains("ransomware")));
    let questionnaires = run(&["plan", "diff", "iot-core", "iot-first-pass"]);
    assert_eq!(questionnaires.code, 0);
    assert!(questionnaires.out.contains("question is gone"), "{}", questionnaires.out);
    let one = run(&["plan", "diff", "iot-core"]);
    assert_eq!(one.code, 1);
    assert!(one.said.contains("name the one to compare it with"), "{}", one.said);
}

#[test]
fn a_plan_moves_to_a_newer_version_of_its_questionnaire() {
    let desk = Desk::new();
    let plan = ot_heavy(&desk);
    let core = include_str!("../../questionnaires/iot-core.ron");
    let next = |name: &str, old: &str, new: &str| {
        assert_eq!(core.matches(old).count(), 1, "\"{old}\" stands once");
        let text = core.replacen("version: \"1.2.0\"", "version: \"1.3.0\"", 1).replacen(old, new, 1);
        desk.write(name, text.as_bytes())
    };
    let moved = desk.at("moved.ron");
    let newer = next("newer.ron", "borderline: 2.0", "borderline: 1.5");
    let run_onto = |newer: &str| run(&["plan", "rebase", &plan, "--onto", newer, "-o", &moved]);
    let done = run_onto(&newer);
    assert_eq!((done.code, done.said.as_str()), (0, "securable: ot-heavy 1.0.0 is a draft on iot-core 1.3.0 now\n"));
    let checked = run(&["plan", "check", &moved, "--on", &newer]);
    assert_eq!(checked.out, "ot-heavy 1.0.0: draft, 29 changes on iot-core 1.3.0, no problems\n", "{}", checked.said);
    assert_eq!(run_onto(&newer).code, 3, "what is there is not replaced");
    let conflicting = next("other.ron", "id: \"I3\", weight: 3.0", "id: \"I3\", weight: 2.5");
    let conflicting = desk.write(
        "other.ron",
        String::from_utf8(std::fs::read(conflicting).expect("it is there"))
            .expect("text")
            .replacen("id: \"I1\", weight: 3.0", "id: \"I1\", weight: 3.5", 1)
            .as_bytes(),
    );
    let refused = run_onto(&conflicting);
    assert_eq!(refused.code, 1);
    for expected in
        ["I1 weight is 3.5 in iot-core 1.3.0, and the plan found 3.0 there", "I3 weight is 2.5", "no draft was made"]
    {
        assert!(refused.said.contains(expected), "{expected}:\n{}", refused.said);
    }
}

#[test]
fn a_check_in_json_names_places() {
    let desk = Desk::new();
    let sound: Value = serde_json::from_str(&run(&["plan", "check", &ot_heavy(&desk), "--json"]).out).expect("JSON");
    assert_eq!((sound["plan"]["status"].as_str(), sound["plan"]["changes"].as_u64()), (Some("In review"), Some(29)));
    assert_eq!(sound["problems"].as_array().map(Vec::len), Some(0));
    let bad = with(&desk, "bad.ron", "question: \"I5\"", "question: \"I9\"");
    let line = OT_HEAVY.lines().position(|line| line.contains("\"I5\"")).expect("it is there") as u64 + 1;
    let checked = run(&["plan", "check", &bad, "--json"]);
    assert_eq!(checked.code, 1);
    let it: Value = serde_json::from_str(&checked.out).expect("JSON");
    assert_eq!(it["problems"][0]["line"].as_u64(), Some(line));
    assert_eq!(it["problems"][0]["what"].as_str(), Some("there is no question I9 in iot-core 1.2.0"));
}

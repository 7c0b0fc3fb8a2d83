//! Efforts: on all better options or on none, and never less for a better answer.

use super::*;

const CLASSES: &str =
    "cost_classes: [(name: \"Low\", points: 1, means: \"Little\"), (name: \"High\", points: 5, means: \"Much\")],";
const BEST: &str = "effort: (cost: \"High\", weeks: 20, before_inception: false)";
const MIDDLE: &str = "effort: (cost: \"Low\", weeks: 6, before_inception: true)";
const OF_S2: &str = "effort: (cost: \"Low\", weeks: 3, before_inception: true)";
const PROOF: &str = "proof_effort: (cost: \"Low\", weeks: 1, before_inception: true)";

/// The sound text with an effort wherever one belongs.
fn with_efforts() -> String {
    let places = [
        ("    sections: [\n".to_owned(), format!("    {CLASSES}\n    sections: [\n")),
        ("factor: 0),\n                        (key: \"b\", text: \"Partly\", factor: 0.5)".to_owned(), {
            format!(
                "factor: 0, {BEST}),\n                        (key: \"b\", text: \"Partly\", factor: 0.5, {MIDDLE})"
            )
        }),
        ("factor: 0),\n                        (key: \"b\", text: \"No\"".to_owned(), {
            format!("factor: 0, {OF_S2}),\n                        (key: \"b\", text: \"No\"")
        }),
        ("adverse_reason: \"No inventory\",".to_owned(), format!("adverse_reason: \"No inventory\", {PROOF},")),
        ("adverse_reason: \"Flat network\",".to_owned(), format!("adverse_reason: \"Flat network\", {PROOF},")),
    ];
    places.iter().fold(SOUND.to_owned(), |text, (old, new)| {
        assert_eq!(text.matches(old.as_str()).count(), 1, "\"{old}\" stands once");
        text.replacen(old.as_str(), new, 1)
    })
}

/// Holds what is reported when `old` is replaced in it, as `subject: what`; all on one line, each with a mend.
fn check_efforts(old: &str, new: &str, expected: &[&str]) {
    let text = with_efforts();
    assert!(text.contains(old), "\"{old}\"");
    let problems = read(&text.replacen(old, new, 1)).err().unwrap_or_default();
    let found: Vec<String> = problems
        .iter()
        .map(|it| if it.subject.is_empty() { it.what.clone() } else { format!("{}: {}", it.subject, it.what) })
        .collect();
    assert_eq!(found, expected, "\"{new}\":\n{}", shown(&problems));
    let line = text.split(old).next().unwrap_or_default().matches('\n').count() as u32 + 1;
    for problem in &problems {
        assert_eq!(problem.line, Some(line), "{problem}");
        assert!(problem.column.is_some() && !problem.mend.is_empty(), "{problem}");
    }
}

#[test]
fn efforts_read_as_they_are_written() {
    let questionnaire = read(&with_efforts()).unwrap_or_else(|problems| panic!("{}", shown(&problems)));
    let words = |effort: Option<crate::questionnaire::Effort>| effort.map(|it| it.words(&questionnaire));
    let s1 = questionnaire.question(questionnaire.find("S1").expect("it is there"));
    let of_options: Vec<_> = s1.options.iter().map(|option| words(option.effort)).collect();
    assert_eq!(
        of_options,
        [Some("High, 20 weeks, not before inception".to_owned()), Some("Low, 6 weeks".to_owned()), None]
    );
    assert_eq!(words(s1.proof_effort), Some("Low, 1 week".to_owned()));
    let without = read(SOUND).unwrap_or_else(|problems| panic!("{}", shown(&problems)));
    assert!(without.cost_classes.is_empty(), "a questionnaire may do without");
}

#[test]
fn an_effort_is_part_of_the_hash() {
    assert_ne!(sha256(&with_efforts()), sha256(SOUND));
    assert_ne!(sha256(&with_efforts()), sha256(&with_efforts().replacen("weeks: 20", "weeks: 21", 1)));
}

#[test]
fn a_better_answer_never_takes_less() {
    check_efforts(MIDDLE, "effort: (cost: \"High\", weeks: 20, before_inception: false)", &[]);
    let said = |fault: &str| format!("question S1: option \"b\" {fault} than the better option \"a\"");
    check_efforts(MIDDLE, "effort: (cost: \"Low\", weeks: 21, before_inception: true)", &[&said("takes longer")]);
    let swapped = with_efforts().replacen(BEST, "effort: (cost: \"Low\", weeks: 20, before_inception: true)", 1);
    let dearer = swapped.replacen(MIDDLE, "effort: (cost: \"High\", weeks: 6, before_inception: true)", 1);
    assert!(shown(&read(&dearer).expect_err("it costs more")).contains(&said("costs more")));
    let later = swapped.replacen(MIDDLE, "effort: (cost: \"Low\", weeks: 6, before_inception: false)", 1);
    assert!(shown(&read(&later).expect_err("it is later")).contains(&said("is feasible later")));
}

#[test]
fn efforts_stand_on_all_better_options_or_on_none() {
    check_efforts(&format!(", {MIDDLE}"), "", &["question S1: option \"b\" has no effort, and other options have one"]);
    check_efforts(
        "text: \"No\", factor: 1",
        &format!("text: \"No\", factor: 1, {MIDDLE}"),
        &["question S1: option \"c\" is the worst and has an effort"],
    );
    let s2 = "weight: 3, ask: \"Separation?\"";
    let without_proof = with_efforts().replacen(&format!("Flat network\", {PROOF}"), "Flat network\"", 1);
    let problems = shown(&read(&without_proof).expect_err("the proof is missing"));
    assert!(problems.contains("question S2: the question has no proof_effort, and others have one"), "{problems}");
    assert!(with_efforts().contains(s2));
    let none = with_efforts().replace(&format!(", {BEST}"), "").replace(&format!(", {MIDDLE}"), "");
    let none = none.replace(&format!(", {OF_S2}"), "").replace(&format!(" {PROOF},"), "");
    assert!(read(&none).is_ok(), "classes alone are no mistake");
}

#[test]
fn efforts_belong_to_scored_questions() {
    check_efforts(
        "(key: \"y\", text: \"Shops\", points: 30)",
        &format!("(key: \"y\", text: \"Shops\", points: 30, {MIDDLE})"),
        &["question A1: an effort on a question that is not scored"],
    );
    check_efforts(
        "Question(id: \"M1\", ask: \"Updates?\",",
        &format!("Question(id: \"M1\", ask: \"Updates?\", {PROOF},"),
        &["question M1: an effort on a question that is not scored"],
    );
}

#[test]
fn classes_and_numbers_are_known_and_bounded() {
    check_efforts(
        MIDDLE,
        "effort: (cost: \"Cheap\", weeks: 6, before_inception: true)",
        &["question S1: there is no cost class \"Cheap\""],
    );
    check_efforts(
        MIDDLE,
        "effort: (cost: \"Low\", weeks: 261, before_inception: true)",
        &["question S1: weeks 261 is too large"],
    );
    check_efforts(
        MIDDLE,
        "effort: (cost: \"Low\", weeks: 1.5, before_inception: true)",
        &["question S1: weeks 1.5 cannot be used"],
    );
    check_efforts(
        MIDDLE,
        "effort: (cost: \"Low\", weeks: 6)",
        &["question S1: field before_inception is missing from effort"],
    );
    check_efforts(
        "points: 5, means",
        "points: 1, means",
        &["cost class \"High\" counts 1 points, and the one before it 1"],
    );
    let twice = shown(&read(&with_efforts().replacen("(name: \"High\"", "(name: \"Low\"", 1)).expect_err("twice"));
    assert!(twice.contains("cost class \"Low\" stands twice, first on line 8"), "{twice}");
    let many: String = (0..9).map(|n| format!("(name: \"{n}\", points: {n}, means: \"\"),")).collect();
    let problems =
        shown(&read(&with_efforts().replacen(CLASSES, &format!("cost_classes: [{many}],"), 1)).expect_err("nine"));
    assert!(problems.contains("9 cost_classes, and 8 at most are read"), "{problems}");
}

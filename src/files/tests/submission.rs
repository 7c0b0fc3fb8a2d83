use super::*;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_submission_survives_its_file(submission in any_submission()) {
        let text = ron_from_submission(&submission).expect("writes");
        let again = submission_from_ron(&text, "submission.ron").expect("reads");
        prop_assert_eq!(&again, &submission);
        prop_assert_eq!(ron_from_submission(&again).expect("writes"), text);
    }

    #[test]
    fn garbage_never_panics(text in any::<String>(), cut in 0..4000_usize) {
        drop(submission_from_ron(&text, "submission.ron"));
        let whole = ron_from_submission(&sample().submission).expect("writes");
        let cut = whole.get(..cut).unwrap_or(&whole);
        drop(submission_from_ron(&format!("{cut}{text}"), "submission.ron"));
    }
}

fn problems(text: &str) -> Vec<String> {
    let problems = submission_from_ron(text, "submission.ron").expect_err("is refused");
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn what_is_left_out_is_empty() {
    let submission = submission_from_ron("()", "submission.ron").expect("reads");
    assert_eq!(submission, Submission::default());
    let submission = submission_from_ron("(policy: (line: \"Cyber\"))", "submission.ron").expect("reads");
    assert_eq!(submission.policy.currency, Currency::default());
}

#[test]
fn an_unknown_field_is_named_with_its_place() {
    assert_eq!(
        problems("(\n  reference: \"7\",\n  applicant: (\n    name: \"A\",\n    revenu: \"5\",\n  ),\n)"),
        [
            "submission.ron:5:5: there is no field `revenu` of the applicant; known fields are name, industry, naics, revenue, employees, sites, jurisdiction, operations"
        ]
    );
}

#[test]
fn every_wrong_value_is_reported_with_its_place() {
    let text = r#"// a comment with "quotes" (and brackets
(
  applicant: (name: "a \" (b", revenue: "lots"),
  policy: (inception: "2026-13-01", limit: Some("1.25")),
  records: {
    "D1": (answer: Options(["b"]), said_on: "yesterday"),
    "D2": (answer: NotApplicable(reason: "x"), follow_ups: {"f": Table({"a": "1"})}, said_on: "2026-02-30"),
  },
  documents: [(title: r"C:\\"), (received: "soon")],
  overrides: [(of: Score(from_tenths: 1, to_tenths: 2), by: "Ann", at: "noon")],
)"#;
    assert_eq!(
        problems(text),
        [
            "submission.ron:3:41: applicant, revenue: \"lots\" is not an amount; write plain digits with at most one decimal point and one decimal",
            "submission.ron:4:23: policy, inception: \"2026-13-01\" is not a date; write it as 2026-11-22",
            "submission.ron:4:49: policy, limit: \"1.25\" is not an amount; write plain digits with at most one decimal point and one decimal",
            "submission.ron:6:45: question D1, said_on: \"yesterday\" is not a date; write it as 2026-11-22",
            "submission.ron:7:95: question D2, said_on: \"2026-02-30\" is not a date; write it as 2026-11-22",
            "submission.ron:9:44: documents 2, received: \"soon\" is not a date; write it as 2026-11-22",
            "submission.ron:10:72: overrides 1, at: \"noon\" is not a date and time; write it as 2026-11-22T09:30:00",
        ]
    );
}

#[test]
fn a_question_that_stands_twice_is_refused() {
    let [problem] = &problems("(records: {\n\"D1\": (),\n\"D1\": (note: \"x\"),\n})")[..] else {
        panic!("one problem")
    };
    assert!(problem.starts_with("submission.ron:3:") && problem.contains("\"D1\" stands twice"), "{problem}");
}

/// Of two decisions about the same thing nobody could say which holds.
#[test]
fn what_is_declared_twice_is_refused() {
    let zone = "(column: \"vlan\", value: \"10\", separated: Yes), (column: \"vlan\", value: \"10\", separated: No)";
    for (declared, says) in [
        (format!("zones: [{zone}]"), "vlan \"10\" stands twice; keep one of them"),
        ("vendors: {\"HP\": \"HP Inc\", \"HP\": \"HPE\"}".to_owned(), "\"HP\" stands twice"),
        ("dispositions: {\"a\": (text: \"x\"), \"a\": (text: \"y\")}".to_owned(), "\"a\" stands twice"),
    ] {
        let problems = problems(&format!("(\n  devices: (declared: ({declared})),\n)"));
        let [problem] = &problems[..] else { panic!("one problem: {problems:?}") };
        assert!(problem.starts_with("submission.ron:2:") && problem.contains(says), "{problem}");
    }
}

#[test]
fn a_wrong_choice_names_the_right_ones() {
    let [problem] = &problems("(records: {\"D1\": (grade: E7)})")[..] else { panic!("one problem") };
    assert!(problem.contains("E7") && problem.contains("E0, E1, E2, E3"), "{problem}");
}

#[test]
fn cut_off_anywhere_it_is_refused_with_a_place() {
    let whole = ron_from_submission(&sample().submission).expect("writes");
    for part in 1..50 {
        let cut = &whole[..whole.len() * part / 50];
        let problems = submission_from_ron(cut, "submission.ron").expect_err("is refused");
        assert!(problems.0.iter().all(|problem| problem.line.is_some()), "{problems}");
    }
}

#[test]
fn the_file_reads_like_this() {
    let mut submission = sample().submission;
    submission.broker.firm = "O'Neil \\' \"Sons\"".into();
    submission.documents = vec![Document::default(), Document::default()];
    submission
        .records
        .entry("C2".into())
        .or_default()
        .follow_ups
        .insert("f".into(), FollowUpAnswer::Table([("a".to_owned(), "1".to_owned())].into()));
    let text = ron_from_submission(&submission).expect("writes");
    assert!(text.starts_with("// One case of Securable"), "{text}");
    for line in [
        "    name: \"Harbour Cold Storage\",",
        "    limit: \"5000000.5\",",
        "    firm: \"O'Neil \\\\' \\\"Sons\\\"\",",
        "      answer: Options([\"b\"]),",
        "      note: \"seen on the call\",",
    ] {
        assert!(text.lines().any(|l| l == line), "{line} is missing from\n{text}");
    }
}

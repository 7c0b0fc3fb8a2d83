//! What is reported for each mistake, and on which line.

use super::*;

#[test]
fn syntax_mistakes_have_their_place() {
    check("title: \"Controls\",", "title: \"Controls\"", &["a comma is missing before \"k\""]);
    check("borderline: 2.0,", "borderline: ,", &["a value is missing before \",\""]);
    check("borderline: 2.0,", "borderline: 2.0;", &["\";\" does not belong here"]);
    check("text: \"Offices\"", "text: \"Off\\qices\"", &["an unknown escape after \\"]);
    check("borderline: 2.0,", "/ borderline: 2.0,", &["a single \"/\""]);
}

#[test]
fn misshapen_values_are_reported_where_they_stand() {
    check("borderline: 2.0,", "borderline: \"2\",", &["borderline should be a number"]);
    check("borderline: 2.0,", "borderline: 2.05,", &["borderline 2.05 cannot be used"]);
    check("borderline: 2.0,", "borderline: -2,", &["borderline -2 cannot be used"]);
    check("borderline: 2.0,", "borderline: 101,", &["borderline reaches over the whole scale"]);
    check("title: \"A small questionnaire\"", "title: 7", &["a text should stand here"]);
    check("as_of: \"2026-11-22\",\n    total", "as_of: \"22/11/2026\",\n    total", &["\"22/11/2026\" is not a date"]);
    check("as_of: \"2026-11-22\",\n    total", "as_of: \"2026-02-30\",\n    total", &["\"2026-02-30\" is not a date"]);
    check(
        "authorities: [\"Underwriter\", \"Senior\"]",
        "authorities: [\"Underwriter\", \"Senior\", 3]",
        &["a text should stand here"],
    );
    check("critical: true", "critical: yes", &["question S1: true or false should stand here"]);
    check("kind: Multi", "kind: Many", &["question A2: \"Many\" is not known here"]);
    check("e3: 100", "e3: 101", &["e3 101 is too large"]);
    check("e3: 100", "e3: 10", &["better evidence counts for less"]);
    check("basis: [L2]", "basis: [L5]", &["question S2: \"L5\" is not known here"]);
    check("effect: Hold", "effect: Stop", &["rule KO-1: Stop is not an effect"]);
    check("when: Always", "when: Sometimes", &["coverage note EN-01: Sometimes is not a condition"]);
    check("when: Always", "when: Always(1)", &["coverage note EN-01: Always takes 0 values and has 1"]);
    check(
        "law: [",
        "law: [ (code: \"X\", title: \"X\", text: \"X\", when: Always, as_of: \"2026-11-22\"),",
        &["law note X: a statement about law without a source"],
    );
}

#[test]
fn missing_and_unknown_fields_are_reported() {
    check_all(
        "    borderline: 2.0,\n    confidence",
        "    confidence",
        "2: field borderline is missing from Questionnaire",
    );
    let line = |text: &str| SOUND.lines().position(|line| line.contains(text)).expect(text) + 1;
    check_all(
        "weight: 3, ask: \"Separation?\"",
        "ask: \"Separation?\", weigth: 3",
        &format!(
            "7: the weights add up to 3.0, not to 6.0\n{0}: question S2: field weight is missing from Question\n\
             {1}: question S2: Question has no field weigth",
            line("id: \"S2\"") - 1,
            line("id: \"S2\"")
        ),
    );
}

#[test]
fn numbers_are_exact_or_refused() {
    check("weight: 3,", "weight: 3.00,", &[]);
    check(
        "(key: \"b\", text: \"Partly\", factor: 0.5)",
        "(key: \"b\", text: \"Partly\", factor: 0.3)",
        &["question S1: factor 0.3 cannot be used"],
    );
    check(
        "(key: \"b\", text: \"Partly\", factor: 0.5)",
        "(key: \"b\", text: \"Partly\", factor: 1.25)",
        &["question S1: a factor is at most 1"],
    );
    check("factor: 0.5)", "factor: .50)", &[]);
    for huge in [
        "99999999999999999999999999",
        "1844674407370955161.9",
        "18446744073709551615",
        "1e9",
        "0x10",
        "1.0000001",
        "-0",
        "1.2.3",
        ".",
    ] {
        let text = planted("(band: \"Good\", from: 0, to: 30.5)", &format!("(band: \"Good\", from: 0, to: {huge})"));
        let problems = read(&text).err().unwrap_or_default();
        assert!(!problems.is_empty(), "{huge}");
        for problem in &problems {
            assert!(problem.line.is_some(), "{huge}: {problem}");
        }
        for (old, new) in [
            ("weight: 3,", format!("weight: {huge},")),
            ("total_weight: 6.0", format!("total_weight: {huge}")),
            ("borderline: 2.0", format!("borderline: {huge}")),
            ("neutral: 35", format!("neutral: {huge}")),
            ("max: 60", format!("max: {huge}")),
        ] {
            assert!(read(&planted(old, &new)).is_err(), "{new}");
        }
    }
}

#[test]
fn references_to_nothing_are_reported_even_empty_ones() {
    check("theme: \"ST-01\"", "theme: \"ST-99\"", &["question S1: there is no theme \"ST-99\""]);
    check("theme: \"ST-01\"", "theme: \"\"", &["question S1: there is no theme \"\""]);
    check(
        "shown_if: OneOf(\"A1\", [\"z\"]),",
        "shown_if: OneOf(\"A7\", [\"z\"]),",
        &["section M: there is no question A7"],
    );
    check(
        "shown_if: OneOf(\"A1\", [\"z\"]),",
        "shown_if: OneOf(\"\", [\"z\"]),",
        &["section M: there is no question "],
    );
    check(
        "NoneOf(\"A1\", [\"x\"]), kind",
        "NoneOf(\"A1\", [\"\"]), kind",
        &["question A1: the question has no option \"\""],
    );
    check(
        "NoneOf(\"A1\", [\"x\"]), kind",
        "NoneOf(\"A1\", [\"w\"]), kind",
        &["question A1: the question has no option \"w\""],
    );
    check(
        "(name: \"Good\", authority: \"Underwriter\"",
        "(name: \"Good\", authority: \"\"",
        &["there is no authority \"\""],
    );
    check("caps: [(\"S\", 10)]", "caps: [(\"T\", 10)]", &["there is no section \"T\""]);
    check(
        "standard: \"CSF\", at: \"ID.AM-02\"",
        "standard: \"ISO\", at: \"ID.AM-02\"",
        &["question S1: there is no standard \"ISO\""],
    );
    check(
        "basis_note: \"claims\", as_of: \"2026-11-22\", sources: [\"S1\"]",
        "basis_note: \"claims\", as_of: \"2026-11-22\", sources: [\"S7\"]",
        &["question S1: there is no source \"S7\""],
    );
    check("group: \"data\"", "group: \"date\"", &["question A2: the question has no group \"date\""]);
    check("BandOneOf([\"Bad\"])", "BandOneOf([\"Worst\"])", &["rule REF-1: there is no band \"Worst\""]);
    check("Refer(authority: \"Senior\", to: [\"Claims\"])", "Refer()", &["rule REF-1: an effect should stand here"]);
}

/// A rule on a key that no answer can hold would never fire, and nobody would notice.
#[test]
fn follow_ups_are_asked_for_keys_that_they_have() {
    check(
        "FollowUp(\"S1\", \"proxy\", [\"yes\"])",
        "FollowUp(\"S1\", \"proxy\", [\"Yes\"])",
        &["rule KO-1: no answer to the follow-up holds \"Yes\""],
    );
    check(
        "FollowUp(\"S1\", \"proxy\", [\"yes\"])",
        "FollowUp(\"S1\", \"words\", [\"yes\"])",
        &["rule KO-1: no answer to the follow-up holds \"yes\""],
    );
    check(
        "FollowUp(\"S1\", \"proxy\", [\"yes\"])",
        "FollowUp(\"S1\", \"\", [\"yes\"])",
        &["rule KO-1: the question has no follow-up \"\""],
    );
    check(
        "FollowUp(\"S1\", \"proxy\", [\"yes\"])",
        "FollowUp(\"S1\", \"proxies\", [\"yes\"])",
        &["rule KO-1: the question has no follow-up \"proxies\""],
    );
    check(
        "FollowUpLacks(\"S1\", \"facts\", \"end\")",
        "FollowUpLacks(\"S1\", \"facts\", \"ends\")",
        &["rule CR-1: no answer to the follow-up holds \"ends\""],
    );
}

#[test]
fn duplicates_are_reported_at_the_second() {
    let line = |text: &str| SOUND.lines().position(|line| line.contains(text)).expect(text) + 1;
    check(
        "id: \"A2\"",
        "id: \"A1\"",
        &[&format!("question A1: question \"A1\" stands twice, first on line {}", line("id: \"A1\""))],
    );
    check("(key: \"b\", text: \"No\"", "(key: \"a\", text: \"No\"", &["question S2: option \"a\" stands twice"]);
    check(
        "code: \"CR-1\"",
        "code: \"KO-1\"",
        &[&format!("rule \"KO-1\" stands twice, first on line {}", line("code: \"KO-1\""))],
    );
    check("borderline: 2.0,", "borderline: 2.0, borderline: 2.0,", &["field borderline stands twice"]);
    check("code: \"committee\"", "code: \" \"", &["override code without a name"]);
}

#[test]
fn visibility_stays_within_what_the_range_can_follow() {
    check(
        "shown_if: NoneOf(\"A1\", [\"x\"]),",
        "shown_if: AtLeast(\"S1\", 1),",
        &[
            "question S2: shown_if reads more than given options",
            "question S2: a scored question hangs on another scored question",
        ],
    );
    check(
        "shown_if: NoneOf(\"A1\", [\"x\"]),",
        "shown_if: OneOf(\"S1\", [\"c\"]),",
        &["question S2: a scored question hangs on another scored question"],
    );
    check(
        "shown_if: NoneOf(\"A1\", [\"x\"]),",
        "shown_if: OneOf(\"A2\", [\"faces\"]),",
        &["question S2: a scored question hangs on a question that may itself be hidden"],
    );
    check(
        "shown_if: NoneOf(\"A1\", [\"x\"]),",
        "shown_if: NoneOf(\"A1\", [\"x\", \"y\", \"z\"]),",
        &["question S2: the question can never show"],
    );
    check(
        "shown_if: OneOf(\"A1\", [\"z\"]),",
        "shown_if: AtLeast(\"S1\", 1),",
        &["section M: shown_if reads more than given options"],
    );
    check(
        "kind: Scored, intro: \"Scored\",",
        "kind: Scored, intro: \"Scored\", shown_if: OneOf(\"A1\", [\"x\"]),",
        &["section S: a section that is not a module is always shown"],
    );
    check(
        "shown_if: OneOf(\"A1\", [\"y\", \"z\"]),",
        "shown_if: OneOf(\"A2\", [\"none\"]),",
        &["question A2: the question decides its own showing"],
    );
}

#[test]
fn bands_cover_0_to_100_without_gap_or_overlap() {
    check(
        "(band: \"Bad\", from: 60, to: 100)",
        "(band: \"Bad\", from: 60.1, to: 100)",
        &["tier Low: a gap between 60.0 and 60.1"],
    );
    check(
        "(band: \"Bad\", from: 60, to: 100)",
        "(band: \"Bad\", from: 59.9, to: 100)",
        &["tier Low: an overlap between 59.9 and 60.0"],
    );
    check(
        "(band: \"Bad\", from: 60, to: 100)",
        "(band: \"Bad\", from: 60, to: 99.9)",
        &["tier Low: the bands do not end at 100"],
    );
    check("(band: \"Bad\", from: 60, to: 100)", "(band: \"Bad\", from: 60, to: 100.)", &[]);
    check(
        "(band: \"Bad\", from: 60, to: 100)",
        "(band: \"Bad\", from: 60, to: 60)",
        &["tier Low: band Bad is empty", "tier Low: the bands do not end at 100"],
    );
    check("(band: \"Bad\", from: 60, to: 100)", "(band: \"Bad\", from: sixty, to: 100)", &["edge should be a number"]);
    let tiers = SOUND.lines().position(|line| line.starts_with("    tiers")).expect("tiers") + 1;
    check_all(
        "(name: \"High\", from: 50)",
        "(name: \"High\", from: 0)",
        &format!("{tiers}: the tiers do not start at 0 and rise"),
    );
}

#[test]
fn scored_options_run_from_best_to_worst() {
    let options = SOUND.lines().position(|line| line.contains("text: \"Partly\"")).expect("Partly") - 1;
    check_all("text: \"Partly\", factor: 0.5", "text: \"Partly\", factor: 1", "");
    check_all(
        "text: \"No\", factor: 1),\n                    ],\n                    not_applicable",
        "text: \"No\", factor: 0.25),\n                    ],\n                    not_applicable",
        &format!("{options}: question S1: the options do not run from best to worst"),
    );
}

#[test]
fn a_lift_may_only_worsen() {
    check("from: [0], to: 0.5", "from: [0.5], to: 0.5", &["rule CR-2: a lift to a better factor"]);
    check(
        "when: AtLeast(\"S1\", 1), effect: Lift",
        "when: AtMost(\"S1\", 0), effect: Lift",
        &["rule CR-2: this condition cannot change a factor"],
    );
}

#[test]
fn measures_fit_their_question() {
    let s1 = |measure: &str| format!("theme: \"ST-01\", measure: {measure},");
    let of_s1 = |measure: &str, expected: &[&str]| check("theme: \"ST-01\",", &s1(measure), expected);
    of_s1("PastSupport([0, 10])", &[]);
    of_s1("SupportKnown([50])", &[]);
    of_s1("Inventory([30], [95])", &[]);
    of_s1("SharedNetwork(\"b\")", &[]);
    of_s1("DevicesPerEmployee([0.5, 2])", &[]);
    of_s1("PastSupport([0])", &["question S1: 1 edges do not divide 3 options"]);
    of_s1("PastSupport([0, 2, 10])", &["question S1: 3 edges do not divide 3 options"]);
    of_s1("PastSupport([10, 2])", &["question S1: the edges do not rise"]);
    of_s1("PastSupport([2, 2])", &["question S1: the edges do not rise"]);
    of_s1("RecordFacts([2, 4])", &["question S1: the edges do not fall to a last one above 0"]);
    of_s1("SupportKnown([0])", &["question S1: the edges do not fall to a last one above 0"]);
    of_s1("SupportKnown([101])", &["question S1: the edge is too large"]);
    of_s1("SupportKnown([9.5])", &["question S1: edge 9.5 cannot be used"]);
    of_s1("SupportKnown(50)", &["question S1: a list should stand here"]);
    of_s1("EdgeSupport", &["question S1: EdgeSupport speaks of 5 options, and there are 3"]);
    of_s1("SharedNetwork(\"e\")", &["question S1: the question has no option \"e\""]);
    of_s1("SharedNetwork", &["question S1: SharedNetwork takes 1 values and has 0"]);
    of_s1("Weather([1])", &["question S1: Weather is not a measure"]);
    of_s1("7", &["question S1: a measure should stand here"]);
    of_s1("Classes([(\"a\", [\"camera\"])])", &["question S1: the measure is for another kind of question"]);
}

#[test]
fn classes_of_a_measure_are_those_of_the_device_list() {
    let with = |measure: &str| format!("shown_if: OneOf(\"A1\", [\"y\", \"z\"]), measure: Classes([{measure}]),");
    let of_a2 =
        |measure: &str, expected: &[&str]| check("shown_if: OneOf(\"A1\", [\"y\", \"z\"]),", &with(measure), expected);
    of_a2("(\"faces\", [\"camera\", \"media box\"])", &[]);
    of_a2("(\"face\", [\"camera\"])", &["question A2: the question has no option \"face\""]);
    of_a2("(\"faces\", [\"cameras\"])", &["question A2: the device list knows no class \"cameras\""]);
    of_a2("(\"faces\", [\"camera\"]), (\"none\", [\"camera\"])", &["question A2: class \"camera\" stands twice"]);
    of_a2("\"faces\"", &["question A2: a pair should stand here"]);
}

#[test]
fn a_measure_is_part_of_the_hash() {
    let with = |measure: &str| sha256(&planted("theme: \"ST-01\",", &format!("theme: \"ST-01\", {measure}")));
    assert_ne!(with("measure: PastSupport([0, 10]),"), with("measure: PastSupport([0, 11]),"));
    assert_ne!(with("measure: PastSupport([0, 10]),"), with(""));
}

//! What each condition says in each state of an answer, over a small questionnaire.

use super::small::{self, fixed};
use super::support::ratio;
use crate::assessment::Facts;

/// Whether a referral on the condition fires with these answers.
fn check(condition: &str, cases: &[(&str, bool)]) {
    let rule = format!("Rule(code: \"R\", says: \"-\", when: {condition}, effect: Refer(to: [\"x\"]))");
    let case = fixed(&rule);
    for (answers, expected) in cases {
        assert_eq!(case.clone().with(answers).fires("R"), *expected, "{condition} with \"{answers}\"");
    }
}

#[test]
fn one_of_and_none_of_need_a_given_answer() {
    check(
        "OneOf(\"A1\", [\"x\", \"y\"])",
        &[("A1 x", true), ("A1 y", true), ("A1 z", false), ("A1 ?", false), ("", false)],
    );
    check("NoneOf(\"A1\", [\"x\", \"y\"])", &[("A1 x", false), ("A1 z", true), ("A1 ?", false), ("", false)]);
    check("OneOf(\"A2\", [\"p\"])", &[("A2 p+q", true), ("A2 q", false), ("A2 none", false)]);
    check("NoneOf(\"A2\", [\"none\"])", &[("A2 p", true), ("A2 none", false), ("A2 p+none", false)]);
}

#[test]
fn stated_is_an_option_and_nothing_else() {
    check("Stated(\"S1\")", &[("S1 e", true), ("S1 ?", false), ("S1 -", false)]);
    check("Stated(\"S2\")", &[("S1 a; S2 na", false), ("S2 a", true)]);
}

#[test]
fn at_least_counts_unknown_and_open_as_1() {
    check("AtLeast(\"S1\", 0.75)", &[("S1 d", true), ("S1 c", false), ("S1 ?", true), ("", true)]);
    check("AtMost(\"S1\", 0.5)", &[("S1 c", true), ("S1 d", false), ("S1 ?", false), ("", false)]);
    check("StatedAtLeast(\"S1\", 0.75)", &[("S1 d", true), ("S1 ?", false), ("", false)]);
    check("StatedAtMost(\"S1\", 0.5)", &[("S1 c", true), ("S1 d", false), ("S1 ?", false)]);
}

#[test]
fn hidden_and_valid_not_applicable_answer_no_condition() {
    check("AtLeast(\"S3\", 0.5)", &[("A1 x; S3 e", true), ("A1 x", true), ("A1 y; S3 e", false), ("S3 e", true)]);
    check("AtMost(\"S3\", 0.5)", &[("A1 x; S3 a", true), ("A1 y; S3 a", false)]);
    check("AtLeast(\"S2\", 0)", &[("S1 a; S2 na", false), ("S1 e; S2 na", true), ("S1 a; S2 na!", true)]);
    check("OneOf(\"M1\", [\"yes\"])", &[("A2 q; M1 yes", true), ("A2 p; M1 yes", false), ("M1 yes", false)]);
}

#[test]
fn evidence_below_is_about_stated_answers() {
    check("EvidenceBelow(\"S1\", E2)", &[("S1 a", true), ("S1 a E1", true), ("S1 a E2", false), ("S1 ? E0", false)]);
}

#[test]
fn count_needs_so_many() {
    let two = "Count(2, [OneOf(\"K1\", [\"yes\"]), AtLeast(\"S1\", 1), OneOf(\"A1\", [\"z\"])])";
    check(
        two,
        &[("S1 e; A1 z", true), ("S1 e; A1 x", false), ("K1 yes; S1 a; A1 z", true), ("K1 yes; S1 e; A1 z", true)],
    );
}

#[test]
fn all_any_and_not_combine() {
    check("All([OneOf(\"A1\", [\"x\"]), OneOf(\"K1\", [\"yes\"])])", &[("A1 x; K1 yes", true), ("A1 x; K1 no", false)]);
    check("Any([OneOf(\"A1\", [\"x\"]), OneOf(\"K1\", [\"yes\"])])", &[("A1 y; K1 yes", true), ("A1 y; K1 no", false)]);
    check("Not(OneOf(\"A1\", [\"x\"]))", &[("A1 y", true), ("A1 x", false)]);
}

#[test]
fn shown_follows_visibility() {
    check("Shown(\"S3\")", &[("A1 x", true), ("A1 y", false), ("A1 ?", true), ("", true)]);
}

#[test]
fn results_can_be_read() {
    check("TierAtLeast(\"High\")", &[("A1 z", true), ("A1 y", false), ("", true)]);
    check("SectionAbove(\"S\", 50)", &[("A1 y; S1 c; S2 c", false), ("A1 y; S1 c; S2 d", true)]);
    check("SectionAbove(\"T\", 0)", &[("A2 q; T1 e", false), ("A2 p; T1 b", true)]);
    check("BandOneOf([\"Bad\"])", &[("A1 y; A2 none; S1 e; S2 e", true), ("A1 y; A2 none; S1 a; S2 a", false)]);
}

/// A section in which nothing applies (rulings 3.5).
#[test]
fn a_section_without_applicable_questions_has_no_deficiency_and_no_line() {
    let case = fixed("").with("A1 x; A2 q; S1 c; S2 c; S3 c; T1 e");
    let assessed = case.assess();
    assert_eq!(assessed.section("T"), None);
    assert!(assessed.line("T").is_none());
    assert_eq!(assessed.assessment.score, ratio(50, 1));
    assert_eq!(case.with("A2 p").assess().section("T"), Some(ratio(100, 1)));
}

#[test]
fn a_questionnaire_where_nothing_applies_scores_0_and_misses_nothing() {
    let text = small::text_around(
        r#"Section(id: "A", title: "A", kind: Exposure, intro: "-", questions: [
            Question(id: "A1", ask: "A1", options: [(key: "x", text: "x"), (key: "y", text: "y")])]),
        Section(id: "S", title: "S", kind: Scored, intro: "-", questions: [
            Question(id: "S1", ask: "S1", weight: 1, options: [(key: "a", text: "a", factor: 0), (key: "b", text: "b", factor: 1)],
                why: (text: "-", basis: [L4], as_of: "2026-11-22"), evidence: "-", adverse_reason: "-",
                shown_if: OneOf("A1", ["x"]))]),
        Section(id: "T", title: "T", kind: Scored, intro: "-", questions: [])"#,
        "1",
        "",
    );
    let questionnaire = crate::files::questionnaire_from_text(&text, "small.ron").expect("it reads");
    let assessed = small::case(questionnaire).with("A1 y").assess();
    let it = &assessed.assessment;
    assert_eq!((it.score, it.range.best, it.range.worst), (ratio(0, 1), ratio(0, 1), ratio(0, 1)));
    assert_eq!((it.completeness, it.confidence), (ratio(100, 1), ratio(0, 1)));
    assert!(it.drivers.is_empty() && it.schedule.lines.is_empty() && it.adverse_reasons.is_empty());
}

#[test]
fn knock_outs_may_be_silent_about_what_is_missing() {
    let knock_out = |extra: &str| {
        fixed(&format!(
            "Rule(code: \"KO\", says: \"-\", when: OneOf(\"K1\", [\"yes\"]), effect: Hold, {extra}), \
             Rule(code: \"INF\", says: \"-\", when: KnockOutOpen, effect: Insufficient)"
        ))
    };
    assert_eq!(knock_out("").fired(), "INF");
    assert_eq!(knock_out("when_unanswered: Silent").fired(), "");
    assert_eq!(knock_out("").with("K1 yes").fired(), "KO");
    assert_eq!(knock_out("").with("K1 no").fired(), "");
}

/// A rule fires when its condition holds, whatever there is to name as the reason.
#[test]
fn the_absence_of_a_result_fires_rules_too() {
    check("Not(TierAtLeast(\"High\"))", &[("A1 y", true), ("A1 z", false)]);
    check("Not(SectionAbove(\"S\", 50))", &[("A1 y; S1 a; S2 a", true), ("A1 y; S1 e; S2 e", false)]);
    check("Not(OpenWeightAbove(20))", &[("A1 y; A2 none; S1 a; S2 a", true), ("", false)]);
    check("Not(PlanMovedBand)", &[("", true)]);
    let rule = "Rule(code: \"R\", says: \"-\", when: Not(TierAtLeast(\"High\")), effect: Refer(to: [\"x\"]))";
    assert_eq!(fixed(rule).with("A1 y").assess().because("R"), "tier");
}

#[test]
fn facts_are_false_until_somebody_says_so() {
    let case = fixed("Rule(code: \"R\", says: \"-\", when: PlanMovedBand, effect: Refer(to: [\"x\"]))");
    assert!(!case.fires("R"));
    assert!(case.with_facts(Facts { plan_moved_band: true, ..Facts::default() }).fires("R"));
}

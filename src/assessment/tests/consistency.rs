//! CR-1 to CR-8 (rulings 4).

use super::support::{Case, check_rule, worked};
use crate::assessment::{ComputedAnswer, Facts, Holding, ListFacts, State};
use crate::questionnaire::Ratio;

fn check_quarters(changes: &str, id: &str, expected: i64) {
    assert_eq!(worked().with(changes).assess().quarters(id), expected, "{id} with \"{changes}\"");
}

#[test]
fn cr1_needs_the_ticks_of_c2() {
    let seven = "make_model+firmware+location+owner+connection+criticality+vendor_contact";
    let with = |ticks: &str, changes: &str| worked().with(changes).ticked("C2", "facts", ticks);
    assert!(with(seven, "C2 b; G1 b").fires("CR-1"));
    assert!(with(seven, "C2 b; G1 a").fires("CR-1"));
    assert!(!with(seven, "C2 b; G1 c").fires("CR-1"), "G1 is not better than .25");
    assert!(!with(seven, "C2 b; G1 ?").fires("CR-1"));
    assert!(!with("support_end+owner", "C2 d; G1 b").fires("CR-1"), "the field is there");
    assert!(!with(seven, "C2 a; G1 b").fires("CR-1"), "all eight were stated");
    assert!(!worked().with("C2 e; G1 a").fires("CR-1"), "a count alone cannot decide it");
    let assessed = with(seven, "C2 b; G1 b").assess();
    assert!(assessed.rule("CR-1").expect("fired").contradiction);
    assert_eq!(assessed.quarters("G1"), 1, "a contradiction changes no factor");
}

#[test]
fn cr2_lifts_an_unproven_best_answer_on_exposure() {
    check_rule(
        "CR-2",
        &[("D3 a", true), ("D3 a E0", true), ("D3 a E2", false), ("D3 a E3", false), ("D3 b", false), ("D3 ?", false)],
    );
    check_quarters("D3 a", "D3", 2);
    check_quarters("D3 a E2", "D3", 0);
    check_quarters("D3 b", "D3", 1);
    check_quarters("D3 e", "D3", 4);
}

#[test]
fn cr3_lifts_shares_of_an_unknown_total() {
    check_rule(
        "CR-3",
        &[
            ("C1 d", false), // F3 c, G1 d, G2 d: nothing to lift
            ("C1 d; F3 a", true),
            ("C1 e; G1 b", true),
            ("C1 ?; G2 a", true),
            ("C1 -; G2 a", true),
            ("C1 c; F3 a; G1 a; G2 a", false),
            ("C1 d; F3 a E2", false),
            ("C1 d; F3 a E2; G1 b E1", true),
            ("C1 d; F3 ?; G1 -", false),
        ],
    );
    for changes in ["C1 d; G1 a", "C1 e; G1 b", "C1 ?; G1 a E1"] {
        check_quarters(changes, "G1", 2);
    }
    check_quarters("C1 d; G1 a E2", "G1", 0);
    check_quarters("C1 d; G1 d", "G1", 3);
    check_quarters("C1 d; G1 ?", "G1", 4);
    let assessed = worked().with("C1 d; F3 a; G1 b E2; G2 b").assess();
    assert_eq!(assessed.because("CR-3"), "C1 F3 G2", "what caused it, then what it changed");
}

#[test]
fn cr4_forces_the_test_of_a_separation_that_is_not_there() {
    check_rule(
        "CR-4",
        &[
            ("D1 e; D2 a", true),
            ("D1 e; D2 d", true),
            ("D1 ?; D2 c", true),
            ("D1 -; D2 c", true),
            ("D1 e; D2 e", false),
            ("D1 e; D2 ?", false),
            ("D1 d; D2 a", false),
        ],
    );
    check_quarters("D1 e; D2 a", "D2", 4);
    check_quarters("D1 e; D2 a E3", "D2", 4);
    check_quarters("D1 ?; D2 b", "D2", 4);
    check_quarters("D1 d; D2 a", "D2", 0);
}

/// rulings 4.4: called a contradiction only when D1 is stated at 1 and D2 at .25 or better.
#[test]
fn cr4_is_a_contradiction_only_between_two_stated_answers() {
    for (changes, contradiction) in [
        ("D1 e; D2 a", true),
        ("D1 e; D2 b", true),
        ("D1 e; D2 c", false),
        ("D1 ?; D2 a", false),
        ("D1 -; D2 a", false),
    ] {
        let assessed = worked().with(changes).assess();
        assert_eq!(assessed.rule("CR-4").expect("fired").contradiction, contradiction, "{changes}");
    }
}

/// rulings 4.6: the answer is still the one given.
#[test]
fn changed_factors_leave_completeness_and_confidence_alone() {
    let before = worked().with("D1 e; D2 e; C1 e; G2 c").assess().assessment;
    let after = worked().with("D1 e; D2 a; C1 e; G2 a").assess().assessment;
    assert_eq!(before.score, after.score);
    assert_eq!((before.completeness, before.confidence), (after.completeness, after.confidence));
    assert_eq!(before.sections, after.sections);
    assert_eq!(before.drivers, after.drivers);
}

/// A list that decides: option and grade by question.
fn computed(case: &Case, answers: &[(&str, u8, u8)]) -> Facts {
    bounded(case, &answers.iter().map(|(id, option, grade)| (*id, *option, *option, *grade)).collect::<Vec<_>>())
}

/// A list that leaves the options from best to worst: both and the grade by question.
fn bounded(case: &Case, answers: &[(&str, u8, u8, u8)]) -> Facts {
    let answer = |best, worst, grade| ComputedAnswer { best, worst, grade, why: String::new() };
    let computed = answers.iter().map(|(id, best, worst, grade)| (case.ix(id), answer(*best, *worst, *grade)));
    Facts::from_list(ListFacts { computed: computed.collect(), ..ListFacts::default() })
}

#[test]
fn cr5_replaces_typed_answers_by_those_of_the_device_list() {
    let case = worked().with("G1 a; G2 ?; G3 e");
    let facts = computed(&case, &[("G1", 2, 1), ("G2", 3, 1), ("G3", 1, 2)]);
    let assessed = case.with_facts(facts).assess();
    assert_eq!((assessed.quarters("G1"), assessed.quarters("G2"), assessed.quarters("G3")), (2, 3, 1));
    assert_eq!(assessed.reading("G2").state, State::Stated);
    assert_eq!((assessed.reading("G2").grade, assessed.reading("G3").grade), (1, 2));
    assert_eq!(assessed.because("CR-5"), "G1 G2 G3");
    assert!(assessed.rule("KO-3").is_none(), "the typed G3 no longer counts");
    assert_eq!(assessed.assessment.completeness, Ratio::from_integer(100));
}

/// The list bounds the answer: typed option and grade, bounds, and what counts then.
#[test]
fn cr5_keeps_what_fits_and_replaces_what_does_not() {
    for (typed, bounds, expected, replaced) in [
        ("G2 b E3", (0, 3, 1), Some((1, 3)), false), // inside: it stands with its own grade
        ("G2 a E3", (2, 4, 1), Some((2, 1)), true),  // better than the list allows
        ("G2 e E3", (0, 3, 2), Some((3, 2)), true),  // worse than the list allows
        ("G2 a E0", (0, 0, 2), Some((0, 2)), true),  // confirmed, with better evidence
        ("G2 a E3", (0, 0, 1), Some((0, 3)), false), // confirmed: better evidence on file stays
        ("G2 d E3", (1, 1, 1), Some((1, 1)), true),
        ("G2 ?", (1, 1, 1), Some((1, 1)), true),
        ("G2 -", (4, 4, 1), Some((4, 1)), true),
        ("G2 ?", (0, 1, 2), None, false), // a bound alone is no answer, good or bad
        ("G2 -", (3, 4, 2), None, false),
        ("G2 na", (0, 1, 2), None, false),
    ] {
        let case = worked().with(typed);
        let (best, worst, grade) = bounds;
        let facts = bounded(&case, &[("G2", best, worst, grade)]);
        let assessed = case.with_facts(facts).assess();
        let reading = assessed.reading("G2");
        let counts = reading.is_stated().then(|| (reading.options.places().next().expect("an option"), reading.grade));
        assert_eq!(counts, expected, "{typed} within {bounds:?}");
        assert_eq!(reading.computed, replaced, "{typed} within {bounds:?}");
        assert_eq!(
            assessed.rule("CR-5").is_some(),
            replaced,
            "fired means it did something: {typed} within {bounds:?}"
        );
    }
}

#[test]
fn bounds_alone_never_make_a_stated_bad_answer() {
    for typed in ["G3 -", "G3 ?"] {
        let case = worked().with(typed);
        let facts = bounded(&case, &[("G3", 3, 4, 2)]);
        let assessed = case.with_facts(facts).assess();
        assert!(assessed.rule("KO-3").is_none(), "{typed}");
        assert!(assessed.rule("INF-4").is_some(), "{typed}: the knock-out hangs on an answer that is missing");
        assert_eq!(assessed.quarters("G3"), 4, "{typed} counts worst");
    }
}

#[test]
fn without_a_device_list_cr5_is_silent() {
    assert!(!worked().fires("CR-5"));
}

/// rulings 4.1 and 4.7: CR-5 first, then CR-3 on what it put in.
#[test]
fn cr3_applies_to_computed_answers_unless_a_discovery_tool_gave_them() {
    let case = worked().with("C1 d");
    let typed = computed(&case, &[("G1", 0, 1), ("G2", 1, 1)]);
    let assessed = case.clone().with_facts(typed).assess();
    assert_eq!((assessed.quarters("G1"), assessed.quarters("G2")), (2, 2));
    assert_eq!(assessed.because("CR-3"), "C1 G1 G2");
    assert_eq!(assessed.because("CR-5"), "G1 G2", "both are shown");

    let scanned = computed(&case, &[("G1", 0, 2), ("G2", 1, 2)]);
    let assessed = case.with_facts(scanned).assess();
    assert_eq!((assessed.quarters("G1"), assessed.quarters("G2")), (0, 1));
    assert!(assessed.rule("CR-3").is_none());
}

#[test]
fn a_computed_answer_replaces_a_not_applicable_too() {
    let case = worked().with("G2 na; G4 na; G3 a");
    let facts = computed(&case, &[("G2", 0, 2)]);
    let assessed = case.with_facts(facts).assess();
    assert_eq!((assessed.reading("G2").state, assessed.quarters("G2")), (State::Stated, 0));
    assert_eq!(assessed.reading("G4").state, State::NotApplicable, "the device list agrees");
}

#[test]
fn cr6_challenges_unproven_absence_of_remote_access() {
    check_rule(
        "CR-6",
        &[
            ("E3 a", true),
            ("E3 a E0", true),
            ("E3 a E2", false),
            ("E3 b", false),
            ("E3 ?", false),
            ("E3 a; A3 cameras", false),
            ("E3 a; A3 medical", true),
            ("E3 a; A3 -", false), // an unanswered A item never fires it (rulings 2.9)
        ],
    );
    check_quarters("E3 a", "E3", 0);
}

#[test]
fn cr7_challenges_a_clean_fleet_with_uncertified_boxes() {
    check_rule(
        "CR-7",
        &[
            ("H5 a; A3 cameras", false),
            ("H5 a; A3 uncertified_media", true),
            ("H5 b; A3 uncertified_media", false),
            ("H5 ?; A3 uncertified_media", false),
            ("H5 a; A3 ?", false),
        ],
    );
    let hikvision = Holding { name: "Hikvision".to_owned(), ..Holding::default() };
    let listed = Facts::from_list(ListFacts { restricted: vec![hikvision], ..ListFacts::default() });
    let assessed = worked().with("H5 a").with_facts(listed.clone()).assess();
    assert_eq!(assessed.because("CR-7"), "H5 RestrictedMaker");
    assert!(!worked().with("H5 b").with_facts(listed).fires("CR-7"));
}

#[test]
fn cr8_is_how_the_screen_behaves_and_never_fires() {
    assert!(!worked().with("A3 none; A4 none; A6 none").fires("CR-8"));
}

//! The four states of an answer, evidence, N/A and what is hidden (rulings 1 and 2.5).

use super::support::{Case, all_at, blank, core, ratio, worked};
use crate::assessment::State;
use crate::submission::{Answer, Grade};
use std::collections::BTreeSet;

fn check_state(changes: &str, id: &str, state: State, quarters: i64) {
    let assessed = worked().with(changes).assess();
    let reading = assessed.reading(id);
    assert_eq!((reading.state, reading.factor.count()), (state, quarters), "{id} with \"{changes}\"");
}

#[test]
fn the_four_states_never_blur() {
    check_state("B1 c", "B1", State::Stated, 2);
    check_state("B1 ?", "B1", State::Unknown, 4);
    check_state("B1 -", "B1", State::Open, 4);
    check_state("C4 na", "C4", State::NotApplicable, 4);
}

#[test]
fn unknown_and_open_count_alike() {
    let (unknown, open) = (worked().with("G2 ?; B1 ?; H4 ?").assess(), worked().with("G2 -; B1 -; H4 -").assess());
    let (unknown, open) = (unknown.assessment, open.assessment);
    assert_eq!(unknown.score, open.score);
    assert_eq!(unknown.range, open.range);
    assert_eq!(unknown.completeness, open.completeness);
    assert_eq!(unknown.confidence, open.confidence);
    assert_eq!(unknown.rules, open.rules);
    assert_eq!(unknown.requests, open.requests);
    assert_eq!(unknown.adverse_reasons, open.adverse_reasons);
}

#[test]
fn an_answer_that_cannot_be_used_is_open() {
    let with = |answer: Answer| worked().tap(|it| it.records.get_mut("B1").expect("a record").answer = Some(answer));
    let keys = |keys: &[&str]| Answer::Options(keys.iter().map(|key| (*key).to_owned()).collect::<BTreeSet<_>>());
    for (what, answer) in [
        ("two keys in a single choice", keys(&["a", "b"])),
        ("a key that does not exist", keys(&["z"])),
        ("no key", keys(&[])),
        ("a good key beside a bad one", keys(&["a", "z"])),
        ("text where a choice is asked", Answer::Text("a".into())),
    ] {
        let assessed = with(answer).assess();
        assert_eq!((assessed.reading("B1").state, assessed.quarters("B1")), (State::Open, 4), "{what}");
    }
}

#[test]
fn exclusive_keys_stand_alone() {
    check_state("A3 none", "A3", State::Stated, 4);
    check_state("A3 none+cameras", "A3", State::Open, 4);
    check_state("K4 no+privacy", "K4", State::Open, 4);
    check_state("K4 recording+privacy", "K4", State::Stated, 4);
    check_state("A9 one_site+sites_over_10", "A9", State::Open, 4);
}

#[test]
fn not_applicable_needs_permission_condition_and_three_texts() {
    // (changes, question, valid)
    for (changes, id, valid) in [
        ("C4 na", "C4", true),
        ("C4 na!", "C4", false),
        ("E6 na", "E6", true),
        // Never allowed.
        ("B1 na", "B1", false),
        ("D6 na", "D6", false),
        ("J1 na", "J1", false),
        ("A1 na", "A1", false),
        ("K2 na", "K2", false),
        // I5: A5 stated as over 72 hours.
        ("I5 na; A5 over_72h", "I5", true),
        ("I5 na; A5 from_24_to_72h", "I5", false),
        ("I5 na; A5 -", "I5", false),
        ("I5 na; A5 ?", "I5", false),
        // E5, F5, J3: C1 with factor in force .5 or better.
        ("E5 na; C1 c", "E5", true),
        ("F5 na; C1 a", "F5", true),
        ("J3 na; C1 d", "J3", false),
        ("E5 na; C1 ?", "E5", false),
        ("E5 na; C1 -", "E5", false),
        // G4: G2 and G3 both at 0.
        ("G4 na; G2 a; G3 a", "G4", true),
        ("G4 na; G2 b; G3 a", "G4", false),
        ("G4 na; G2 a; G3 b", "G4", false),
        ("G4 na; G2 ?; G3 a", "G4", false),
    ] {
        let assessed = worked().with(changes).assess();
        let reading = assessed.reading(id);
        let (state, applies) = if valid { (State::NotApplicable, false) } else { (State::Open, reading.shown) };
        let scored = core().is_scored(core().find(id).expect("an id"));
        assert_eq!(reading.state, state, "{id} with \"{changes}\"");
        assert_eq!(reading.applies, applies && scored, "{id} with \"{changes}\"");
        assert_eq!(reading.invalid_not_applicable, !valid, "{id} with \"{changes}\"");
    }
}

/// G2 at 0 is lifted by CR-3, so G4 still applies (rulings 4.6).
#[test]
fn not_applicable_looks_at_the_factor_in_force() {
    let assessed = worked().with("G4 na; G2 a; G3 a; C1 d").assess();
    assert_eq!(assessed.quarters("G2"), 2);
    assert_eq!(assessed.reading("G4").state, State::Open);
    let proven = worked().with("G4 na; G2 a E2; G3 a; C1 d").assess();
    assert_eq!(proven.reading("G4").state, State::NotApplicable);
}

#[test]
fn a_valid_not_applicable_leaves_both_sums_and_an_invalid_one_stays() {
    let before = worked().assess().assessment;
    let valid = worked().with("C4 na").assess().assessment;
    assert_eq!(valid.applicable_tenths, before.applicable_tenths - 15);
    assert_eq!(valid.weighted, before.weighted - 15 * 3);
    assert_eq!(valid.completeness, ratio(100, 1));

    let invalid = worked().with("C4 na!").assess();
    assert_eq!(invalid.assessment.applicable_tenths, before.applicable_tenths);
    assert_eq!(invalid.assessment.weighted, before.weighted + 15);
    assert_eq!(invalid.assessment.completeness, ratio(100 * 970, 985));
    assert_eq!(invalid.ids(&invalid.assessment.open_items()), "C4", "it is an open finding");
}

#[test]
fn a_grade_counts_only_beside_a_stated_answer() {
    for answer in ["?", "-", "na!"] {
        let assessed = worked().with(&format!("C4 {answer} E3")).assess();
        assert_eq!(assessed.reading("C4").grade, 0, "{answer}");
        assert_eq!(assessed.assessment.confidence, ratio(50 * 970, 985), "{answer}");
    }
}

#[test]
fn a_stated_answer_without_a_grade_is_asserted() {
    let case = worked().tap(|it| it.records.values_mut().for_each(|record| record.grade = None));
    assert_eq!(case.assess().assessment.confidence, ratio(25, 1));
}

#[test]
fn confidence_is_the_weighted_mean_of_the_grades() {
    for (grade, percent) in Grade::ALL.into_iter().zip([25, 50, 80, 100]) {
        assert_eq!(all_at("c", grade).assess().assessment.confidence, ratio(percent, 1), "{}", grade.code());
    }
}

#[test]
fn confidence_levels_begin_at_35_and_65_exactly() {
    let level = |case: Case| case.assess().assessment.confidence_level.words();
    assert_eq!(level(all_at("c", Grade::Asserted)), "Low");
    assert_eq!(level(all_at("c", Grade::Document)), "Medium");
    assert_eq!(level(all_at("c", Grade::ScanOrLog)), "High");
    // J2 shown: 100.0 applies, so percents are weights.
    let exact = all_at("c", Grade::Asserted)
        .with("A6 biometric; J2 c E0; D1 c E1; D2 c E1; D3 c E1; D4 c E1; D5 c E1; D6 c E1")
        .with("E1 c E1; E2 c E1; E3 c E1; E4 c E1; E5 c E1; E6 c E1; C1 c E1; B2 c E1");
    // 19 + 16 + 4 + 1 = 40 of 100 at E1: 35% exactly, which is Medium and fires nothing.
    let assessed = exact.assess();
    assert_eq!(assessed.assessment.confidence, ratio(35, 1));
    assert_eq!(assessed.assessment.confidence_level.words(), "Medium");
    assert!(assessed.rule("FL-3").is_none());
    let under = exact.with("B2 c E0").assess();
    assert!(under.assessment.confidence < ratio(35, 1));
    assert_eq!(under.assessment.confidence_level.words(), "Low");
    assert!(under.rule("FL-3").is_some());
}

/// Scored questions are shown unless given answers rule them out (rulings 2.5).
#[test]
fn conditional_questions_show_until_they_are_ruled_out() {
    for (changes, id, shown) in [
        // D6: A3 has building, medical or plant systems, or A4 is not "none".
        ("A3 cameras; A4 none", "D6", false),
        ("A3 building; A4 none", "D6", true),
        ("A3 medical; A4 none", "D6", true),
        ("A3 cameras; A4 property_damage", "D6", true),
        ("A3 -; A4 none", "D6", true),
        ("A3 ?; A4 none", "D6", true),
        ("A3 cameras; A4 -", "D6", true),
        ("A3 none; A4 none", "D6", false),
        // J1: A4 is not "none".
        ("A4 none", "J1", false),
        ("A4 -", "J1", true),
        ("A4 ?", "J1", true),
        ("A4 injury_environment", "J1", true),
        // J2: A6 has public video, biometric or health data.
        ("A6 employee", "J2", false),
        ("A6 none", "J2", false),
        ("A6 employee+health", "J2", true),
        ("A6 -", "J2", true),
    ] {
        let assessed = worked().with(changes).assess();
        let reading = assessed.reading(id);
        assert_eq!((reading.shown, reading.applies), (shown, shown), "{id} with \"{changes}\"");
    }
}

/// The module needs a given answer that asks for it (rulings 2.5).
#[test]
fn the_maker_module_shows_only_when_asked_for() {
    for (changes, shown) in
        [("A7 no", false), ("A7 -", false), ("A7 ?", false), ("A7 make", true), ("A7 brand+operate", true)]
    {
        assert_eq!(worked().with(changes).assess().reading("M0").shown, shown, "{changes}");
    }
}

/// rulings 2.6: kept, stale, and without effect.
#[test]
fn a_hidden_answer_counts_nowhere() {
    let hidden = worked().with("A4 none; A3 cameras; J1 e; D6 e; J2 e").assess();
    let absent = worked().with("A4 none; A3 cameras; J1 -; D6 -; J2 -").assess();
    assert_eq!(hidden.assessment.score, absent.assessment.score);
    assert_eq!(hidden.assessment.drivers, absent.assessment.drivers);
    assert_eq!(hidden.assessment.rules, absent.assessment.rules);
    assert_eq!(hidden.assessment.range, absent.assessment.range);
    assert_eq!(hidden.assessment.completeness, ratio(100, 1));
    assert!(hidden.assessment.levers.iter().all(|lever| !["J1", "J2", "D6"].contains(&hidden.id(lever.question))));
    assert_eq!(hidden.ids(&absent.assessment.open_items()), "", "what is hidden is not an open item");
}

#[test]
fn a_stale_answer_counts_again_when_its_question_returns() {
    let stale = worked().with("A6 employee; J2 e");
    assert_eq!(stale.assess().assessment.score, worked().assess().assessment.score);
    let back = stale.with("A6 biometric").assess();
    assert_eq!(back.quarters("J2"), 4);
    assert_eq!(back.assessment.applicable_tenths, 1000);
}

#[test]
fn a_blank_case_is_all_open() {
    let assessed = blank().assess();
    let it = &assessed.assessment;
    assert_eq!((it.score, it.completeness, it.confidence), (ratio(100, 1), ratio(0, 1), ratio(0, 1)));
    assert_eq!((it.range.best, it.range.worst), (ratio(0, 1), ratio(100, 1)));
    assert_eq!((it.exposure.index, assessed.tier()), (100, "High"), "rulings 2.1");
    assert_eq!(assessed.outcome(), "Insufficient information");
    assert_eq!(it.open_items().len(), 9 + 46 + 4);
    assert!(it.levers.is_empty(), "what an unknown answer could gain is the range");
}

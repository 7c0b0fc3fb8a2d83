//! The range over everything still to be answered (rulings 5).

use super::support::{Case, all_at, blank, core, ratio, worked};
use crate::questionnaire::Ratio;
use crate::submission::Grade;

fn ends(case: &Case) -> (Ratio, Ratio) {
    let range = case.assess().assessment.range;
    (range.best, range.worst)
}

/// Best and worst of all completions, each still-to-come answer proven (E3).
fn enumerated(case: &Case, open: &[(&str, &[&str])]) -> (Ratio, Ratio) {
    let Some(((id, keys), rest)) = open.split_first() else {
        let score = case.assess().assessment.score;
        return (score, score);
    };
    keys.iter()
        .map(|key| enumerated(&case.clone().with(&format!("{id} {key} E3")), rest))
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
        .expect("an option")
}

const ALL: &[&str] = &["a", "b", "c", "d", "e"];
const A3: &[&str] = &["none", "cameras", "plant_control", "building", "medical", "cameras+medical"];
const A4: &[&str] = &["none", "property_damage", "production_stop", "injury_environment"];
const A6: &[&str] = &["none", "employee", "biometric", "employee+health"];

fn check_enumeration(base: &Case, open: &[(&str, &[&str])]) {
    let blanked = open.iter().fold(base.clone(), |case, (id, _)| case.with(&format!("{id} -")));
    let names: Vec<&str> = open.iter().map(|(id, _)| *id).collect();
    assert_eq!(ends(&blanked), enumerated(&blanked, open), "open: {}", names.join(" "));
}

#[test]
fn without_open_answers_the_range_is_the_score() {
    let case = worked();
    let score = case.assess().assessment.score;
    assert_eq!(ends(&case), (score, score));
}

#[test]
fn the_range_equals_enumeration_on_the_shipped_questionnaire() {
    for base in [worked(), all_at("a", Grade::Document), all_at("b", Grade::ScanOrLog), all_at("e", Grade::Asserted)] {
        check_enumeration(&base, &[("B1", ALL)]);
        check_enumeration(&base, &[("C1", ALL), ("G1", ALL)]);
        check_enumeration(&base, &[("D1", ALL), ("D2", ALL), ("D3", ALL)]);
        check_enumeration(&base, &[("D2", ALL), ("G2", ALL)]);
        check_enumeration(&base, &[("A4", A4), ("J1", ALL)]);
        check_enumeration(&base, &[("A3", A3), ("A4", A4), ("A6", A6), ("J2", &["a", "e"])]);
        check_enumeration(&base, &[("A3", A3), ("A4", A4), ("A6", A6), ("D6", ALL), ("J2", &["a", "c", "e"])]);
        check_enumeration(&base, &[("A6", A6), ("C1", ALL), ("J2", ALL)]);
    }
}

/// rulings 5.3: an answer to come may arrive proven; given answers are still lifted.
#[test]
fn what_is_to_come_is_never_lifted_and_what_is_given_is() {
    let base = all_at("a", Grade::Document).with("D3 a E2");
    assert_eq!(ends(&base.clone().with("D3 -")), (ratio(0, 1), ratio(450, 985) * 10), "a proven D3 counts 0");
    // C1 open: at 0 nothing is lifted, at 1 F3, G1 and G2 count .5.
    let (best, worst) = ends(&base.clone().with("C1 -"));
    assert_eq!((best, worst), (ratio(0, 1), ratio(400 + 475, 985) * 10));
    // With G1 open too, G1 is 0 or 1 and never .5.
    let (best, worst) = ends(&base.with("C1 -; G1 -"));
    assert_eq!((best, worst), (ratio(0, 1), ratio(400 + 300 + 325, 985) * 10));
}

/// rulings 5.3: D1 stated at 1 keeps D2 at 1 at both ends.
#[test]
fn a_stated_flat_network_holds_d2_at_both_ends() {
    let case = all_at("a", Grade::ScanOrLog).with("D1 e; D2 -");
    assert_eq!(ends(&case), (ratio(850, 985) * 10, ratio(850, 985) * 10));
    let (best, worst) = ends(&case.with("D1 -; D2 b"));
    assert_eq!((best, worst), (ratio(35, 4 * 985) * 100, ratio(850, 985) * 10));
}

#[test]
fn a_not_applicable_that_does_not_count_may_take_any_option() {
    let invalid = all_at("c", Grade::ScanOrLog).with("C4 na!");
    assert_eq!(ends(&invalid), ends(&invalid.clone().with("C4 -")));
    let valid = all_at("c", Grade::ScanOrLog).with("C4 na");
    assert_eq!(ends(&valid), (ratio(50, 1), ratio(50, 1)));
}

#[test]
fn hidden_questions_stay_out_of_the_range() {
    let case = all_at("c", Grade::ScanOrLog).with("A3 cameras; A4 none; A6 none; D6 -; J1 -; J2 -");
    assert_eq!(ends(&case), (ratio(50, 1), ratio(50, 1)));
}

#[test]
fn an_unanswered_exposure_item_takes_its_questions_in_and_out() {
    // J1 at 1 (2.0) is in only when A4 is not "none"; 96 without D6... D6 stays: plant control is given.
    let case = all_at("a", Grade::ScanOrLog).with("A4 -; J1 e");
    assert_eq!(ends(&case), (ratio(0, 1), ratio(200, 985) * 10));
    let bad = all_at("e", Grade::ScanOrLog).with("A4 -; J1 a");
    assert_eq!(ends(&bad), (ratio(965, 985) * 100, ratio(100, 1)));
}

#[test]
fn crossing_a_band_edge_is_about_the_bands_of_the_two_ends() {
    let crosses = |case: &Case| {
        let range = case.assess().assessment.range;
        range.best_band != range.worst_band
    };
    assert!(!crosses(&worked()));
    assert!(!crosses(&worked().with("B4 ?")), "50.4 to 51.4");
    assert!(crosses(&worked().with("D1 ?")), "over 52");
    assert!(crosses(&blank()));
}

#[test]
fn a_blank_case_of_the_shipped_questionnaire_ranges_from_0_to_100() {
    assert_eq!(ends(&blank()), (ratio(0, 1), ratio(100, 1)));
    assert_eq!(core().questions.len(), 9 + 46 + 4 + 7);
}

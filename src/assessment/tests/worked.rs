//! The worked example (domain.md 8.6, rulings 10).

use super::support::{ratio, worked, worked_at};
use crate::questionnaire::decimal;
use crate::submission::Grade;

#[test]
fn the_worked_example_scores_10020_of_197() {
    let assessed = worked().assess();
    let it = &assessed.assessment;
    assert_eq!(it.score, ratio(10020, 197));
    assert_eq!(it.score_shown(assessed.questionnaire), "50.9");
    assert_eq!((it.weighted, it.applicable_tenths), (2004, 985), "50.1 of 98.5, in tenths and quarters");
    assert_eq!((it.range.best, it.range.worst), (it.score, it.score), "nothing is open");
    assert_eq!(it.completeness, ratio(100, 1));
}

#[test]
fn the_worked_example_has_these_section_deficiencies() {
    let assessed = worked().assess();
    let shown: Vec<String> = assessed
        .questionnaire
        .sections
        .iter()
        .zip(&assessed.assessment.sections)
        .filter_map(|(section, score)| Some(format!("{} {}", section.id, decimal(score.as_ref()?.deficiency, 1))))
        .collect();
    assert_eq!(shown.join(", "), "B 50.0, C 53.1, D 51.3, E 50.0, F 50.0, G 56.7, H 57.9, I 42.5, J 38.9");
}

#[test]
fn the_worked_example_has_these_drivers() {
    let assessed = worked().assess();
    let drivers = &assessed.assessment.drivers;
    let top: Vec<String> =
        drivers.iter().take(7).map(|it| format!("{} {}", assessed.id(it.question), decimal(it.points, 2))).collect();
    assert_eq!(top.join(", "), "G2 3.05, D2 2.66, D1 2.54, G1 2.28, C1 2.03, E1 2.03, E3 2.03");
    assert_eq!(drivers[0].points, ratio(600, 197));
    assert_eq!(drivers.len(), 45, "every applicable question above 0; J2 is hidden");
}

#[test]
fn the_worked_example_is_conditional_and_borderline() {
    let assessed = worked().assess();
    let it = &assessed.assessment;
    assert_eq!((it.exposure.index, assessed.tier()), (70, "High"));
    let points: Vec<String> =
        it.exposure.points.iter().map(|(ix, points)| format!("{} {points}", assessed.id(*ix))).collect();
    assert_eq!(points.join(", "), "A1 13, A2 11, A3 18, A4 10, A5 10, A6 4, A8 0, A9 4");
    assert_eq!((assessed.band(), assessed.outcome().as_str()), ("Conditional", "Conditional"));
    let (other, distance) = it.borderline.expect("1.1 under the edge");
    assert_eq!(assessed.questionnaire.band(other).name, "Distressed");
    assert_eq!(distance, ratio(52, 1) - ratio(10020, 197));
    assert_eq!(decimal(distance, 1), "1.1");
    assert_eq!(assessed.authority(), "Senior underwriter");
}

#[test]
fn the_worked_example_fires_two_referrals_and_nothing_else() {
    let assessed = worked().assess();
    assert_eq!(assessed.fired(), "REF-01 REF-06");
    assert_eq!(assessed.because("REF-01"), "band");
    assert_eq!(assessed.because("REF-06"), "G2 G4");
    assert!(assessed.assessment.sign_offs.is_empty());
    assert!(assessed.assessment.requests.is_empty());
}

#[test]
fn the_worked_example_suggests_plus_seven_percent() {
    let assessed = worked().assess();
    let schedule = &assessed.assessment.schedule;
    let lines: Vec<String> = schedule
        .lines
        .iter()
        .map(|line| format!("{} {:+}", assessed.questionnaire.section(line.section).id, line.percent))
        .collect();
    assert_eq!(lines.join(", "), "C +1, D +2, E +1, F +1, G +2, I +0");
    assert_eq!((schedule.total_percent, schedule.max_percent, schedule.unusable), (7, 25, None));
}

#[test]
fn the_worked_example_gives_four_adverse_reasons() {
    assert_eq!(worked().assess().adverse(), "G2 D1 D2 G1");
}

#[test]
fn evidence_moves_confidence_and_nothing_else() {
    let documents = worked().assess();
    assert_eq!(
        (documents.assessment.confidence, documents.assessment.confidence_level.words()),
        (ratio(50, 1), "Medium")
    );

    let asserted = worked_at(Grade::Asserted).assess();
    assert_eq!((asserted.assessment.confidence, asserted.assessment.confidence_level.words()), (ratio(25, 1), "Low"));
    assert_eq!(asserted.fired(), "REF-01 REF-06 FL-3");
    assert_eq!(asserted.assessment.score, documents.assessment.score);
    assert_eq!(asserted.band(), "Conditional", "a cap leaves a worse band alone");
}

#[test]
fn at_moderate_tier_the_worked_example_is_conditional_too() {
    let assessed = worked().with("A1 office_services; A3 plant_control; A5 over_72h").assess();
    assert_eq!((assessed.tier(), assessed.band()), ("Moderate", "Conditional"));
    assert_eq!(assessed.assessment.score, ratio(10020, 197), "exposure never adds to the control score");
    assert_eq!(assessed.assessment.borderline, None, "60 is 9.1 away");
}

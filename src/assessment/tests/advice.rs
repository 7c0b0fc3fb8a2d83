//! Schedule, adverse reasons, subjectivities, coverage, levers, sensitivity (rulings 3.7, 6.13, 7, 8, 9).

use super::support::{Assessed, all_at, core, ratio, worked};
use crate::assessment::{Change, Unusable, sensitivity};
use crate::questionnaire::Ratio;
use crate::submission::{Grade, Market};

fn check_line(changes: &str, section: &str, exact: Ratio, percent: i16) {
    let assessed = all_at("a", Grade::ScanOrLog).with(changes).assess();
    let line = assessed.line(section).expect("a line");
    assert_eq!((line.exact_percent, line.percent), (exact, percent), "{section} with \"{changes}\"");
}

#[test]
fn the_neutral_deficiency_gives_nothing() {
    check_line("G1 b; G2 c; G3 b; G4 b; G5 d; G6 a", "G", ratio(0, 1), 0);
}

#[test]
fn lines_round_half_up_and_half_a_credit_to_nothing() {
    check_line("C1 c; C2 c; C3 c; C4 c; C5 b", "C", ratio(1, 2), 1);
    check_line("C1 b; C2 c; C3 b; C4 c; C5 a", "C", ratio(-1, 2), 0);
    check_line("C1 e; C2 e; C3 e; C4 e; C5 e", "C", ratio(3, 1), 3);
    check_line("", "D", ratio(-6, 1), -6);
}

#[test]
fn sections_without_a_cap_have_no_line() {
    let assessed = worked().assess();
    for section in ["B", "H", "J"] {
        assert!(assessed.line(section).is_none(), "{section}");
    }
}

#[test]
fn a_credit_needs_half_of_the_weight_proven() {
    let with = |changes: &str| all_at("a", Grade::Document).with("D3 a E2").with(changes).assess();
    // C weighs 12: C1 4, C2 2.5, C3 2, C4 1.5, C5 2.
    for (changes, percent, withheld) in [
        ("", 0, true),
        ("C1 a E2; C3 a E2", -3, false),
        ("C1 a E3; C5 a E2", -3, false),
        ("C1 a E2; C4 a E2", 0, true),
        // A valid N/A leaves the section's weight: C1 and C2 are 6.5 of 10.5 then.
        ("C1 a E2; C4 na; C5 a E1", 0, true),
        ("C1 a E2; C2 a E2; C4 na", -3, false),
        // An open answer stays in it.
        ("C1 a E2; C4 na!", 0, true),
    ] {
        let assessed = with(changes);
        let line = assessed.line("C").expect("a line");
        assert_eq!((line.percent, line.credit_withheld), (percent, withheld), "{changes}");
    }
    assert!(
        with("C1 e; C2 e; C3 e; C4 e; C5 e").line("C").is_some_and(|line| line.percent == 3),
        "a debit needs no proof"
    );
}

/// rulings 7.2: FL-1 and FL-3 silence credits, FL-2 does not.
#[test]
fn floors_silence_credits_but_fl_2_does_not() {
    let credits =
        |assessed: &Assessed| assessed.assessment.schedule.lines.iter().filter(|line| line.percent < 0).count();
    assert_eq!(credits(&all_at("a", Grade::ScanOrLog).assess()), 6);
    let fl_1 = all_at("a", Grade::ScanOrLog).with("I3 e").assess();
    assert_eq!(credits(&fl_1), 0);
    assert!(fl_1.line("D").is_some_and(|line| line.credit_withheld));
    let fl_2 = all_at("a", Grade::ScanOrLog).with("G1 d; G2 d; G3 d; G4 e; G5 a; G6 d").assess();
    assert_eq!(credits(&fl_2), 5);
    assert!(!fl_2.line("G").expect("a line").credit_withheld, "a debit");
}

#[test]
fn the_sum_is_clamped_to_the_plan_maximum() {
    let max = |percent: Option<u8>| {
        let case = all_at("a", Grade::ScanOrLog).tap(|it| it.policy.schedule_max_percent = percent);
        let schedule = case.assess().assessment.schedule;
        (schedule.total_percent, schedule.sum_percent(), schedule.is_clamped())
    };
    assert_eq!(max(None), (-25, -25, false));
    assert_eq!(max(Some(10)), (-10, -25, true));
    assert_eq!(max(Some(0)), (0, -25, true));
    assert_eq!(max(Some(40)), (-25, -25, false));
    let debit = all_at("e", Grade::ScanOrLog).tap(|it| it.policy.schedule_max_percent = Some(15));
    assert_eq!(debit.assess().assessment.schedule.total_percent, 15);
}

/// rulings 7.4 and domain.md 8.4.
#[test]
fn a_suggestion_that_cannot_be_used_says_why() {
    let unusable = |changes: &str, market: Market| {
        let case = all_at("a", Grade::ScanOrLog).with(changes).tap(|it| it.policy.market = market);
        case.assess().assessment.schedule.unusable
    };
    assert_eq!(unusable("", Market::Admitted), None);
    assert_eq!(unusable("", Market::Surplus), Some(Unusable::SurplusLines));
    let capped = "G1 d; G2 d; G3 d; G4 e; G5 a; G6 d";
    assert_eq!(unusable(capped, Market::Admitted), Some(Unusable::CreditAgainstBand));
    assert_eq!(unusable("K2 yes_unresolved", Market::Admitted), Some(Unusable::NoBand));
    assert_eq!(worked().with("K2 yes_unresolved").assess().assessment.schedule.unusable, None, "a net debit");
}

fn check_adverse(assessed: &Assessed, expected: &str) {
    assert_eq!(assessed.adverse(), expected);
}

#[test]
fn adverse_reasons_are_the_largest_contributions_two_a_section() {
    // D1 3.75, D3 3.375, G2 3, D2 2.625, G1 2.25 (w x f)
    check_adverse(&worked().with("D1 d; D3 d").assess(), "D1 D3 G2 G1");
    // Ties at 2.0: C1, E1, E3 critical and in questionnaire order.
    check_adverse(&all_at("a", Grade::ScanOrLog).with("C1 c; E1 c; E3 c; G2 c").assess(), "C1 E1 E3 G2");
    check_adverse(&all_at("b", Grade::ScanOrLog).assess(), "");
    check_adverse(&all_at("a", Grade::ScanOrLog).with("J4 ?; B2 -").assess(), "B2 J4");
}

/// The points decide who is in, and critical ones are only listed first (rulings 8.2, 8.3).
#[test]
fn a_critical_question_does_not_push_out_a_larger_one() {
    // E4 3.0 and C2 2.5, D2 3.5, H1 1.5 at 1 against critical I3 at .5 = 1.5, a tie with H1.
    let assessed = all_at("a", Grade::ScanOrLog).with("E4 e; C2 e; D2 e; H1 e; I3 b; G3 b").assess();
    check_adverse(&assessed, "D2 E4 C2 H1");
    let tie = all_at("a", Grade::ScanOrLog).with("E4 e; C2 e; D2 e; H1 e; I3 c").assess();
    check_adverse(&tie, "I3 D2 E4 C2");
}

#[test]
fn an_adverse_reason_says_what_would_change_it() {
    let change = |assessed: &Assessed, id: &str| {
        let reason = assessed.assessment.adverse_reasons.iter().find(|reason| assessed.id(reason.question) == id);
        reason.expect("a reason").change.clone()
    };
    assert_eq!(change(&worked().assess(), "G2"), Change::Option(2));
    let lifted = all_at("a", Grade::Document).assess();
    assert_eq!(change(&lifted, "D3"), Change::Proof(2));
    let forced = all_at("a", Grade::ScanOrLog).with("D1 e; D2 b").assess();
    assert_eq!(change(&forced, "D1"), Change::Option(3));
    assert_eq!(change(&forced, "D2"), Change::Improve(vec![core().find("D1").expect("D1")]));
    let unknown = all_at("a", Grade::ScanOrLog).with("F2 ?; I3 -").assess();
    assert_eq!((change(&unknown, "F2"), change(&unknown, "I3")), (Change::Answer, Change::Answer));
}

#[test]
fn themes_are_suggested_once_with_all_their_questions() {
    let assessed = all_at("a", Grade::ScanOrLog).with("D2 d; D4 e; D5 ?; D6 c").assess();
    assert_eq!(assessed.themes(), "ST-02");
    let suggested = &assessed.assessment.subjectivities[0];
    assert_eq!(assessed.ids(&suggested.because), "D2 D4 D5");
    assert_eq!(assessed.ids(&suggested.answer_first), "D5");
    assert_eq!(all_at("c", Grade::ScanOrLog).assess().themes(), "");
}

#[test]
fn hidden_and_not_applicable_questions_suggest_nothing() {
    let assessed = all_at("a", Grade::ScanOrLog).with("A6 employee; J2 e; C4 na").assess();
    assert_eq!(assessed.themes(), "");
}

/// rulings 9.
#[test]
fn a_theme_is_due_before_binding_when_its_condition_says_so() {
    for (changes, themes) in [
        // Always before binding, C1 none, flat and High, E3 at 1, D3 .75 for ST-04, G3 stated at 1.
        ("D3 d", "ST-03!"),
        ("D2 d", "ST-02"),
        ("D1 e; D2 e", "ST-02!"),
        ("E3 e", "ST-05!"),
        ("E3 d", "ST-05"),
        ("E2 d", "ST-04"),
        ("E2 d; D3 d", "ST-03! ST-04!"),
        ("G3 e", "ST-08!"),
        ("G3 ?", "ST-08"),
        ("J1 d", "ST-15"),
        ("J1 d; A4 injury_environment", "ST-15!"),
    ] {
        let assessed = all_at("a", Grade::ScanOrLog).with(changes).assess();
        assert_eq!(assessed.themes(), themes, "{changes}: {}", assessed.band());
    }
}

#[test]
fn under_a_bad_band_a_critical_question_is_due_before_binding() {
    let conditional = all_at("c", Grade::ScanOrLog).with("G2 d; D2 d").assess();
    assert_eq!(conditional.band(), "Conditional");
    assert_eq!(conditional.themes(), "ST-02 ST-07!", "D2 is not critical");
}

#[test]
fn the_worked_example_suggests_these_themes() {
    let assessed = worked().assess();
    assert_eq!(assessed.themes(), "ST-01 ST-02 ST-04 ST-07! ST-10 ST-13");
}

#[test]
fn coverage_notes_carry_the_answers_that_caused_them() {
    let assessed = worked().with("A4 injury_environment; F2 d; A7 make; K4 recording").assess();
    let notes: Vec<&str> = assessed
        .assessment
        .coverage
        .iter()
        .filter(|hint| !hint.because.is_empty())
        .map(|hint| core().coverage_notes[usize::from(hint.note)].code.as_str())
        .collect();
    assert_eq!(notes.join(" "), "EN-02 EN-03 EN-04 EN-06 EN-08 EN-09 EN-12");
}

/// rulings 3.7.
#[test]
fn levers_are_one_option_better_with_consistency_applied_anew() {
    let gain = |assessed: &Assessed, id: &str| {
        let lever = assessed.assessment.levers.iter().find(|lever| assessed.id(lever.question) == id)?;
        Some((usize::from(lever.option), lever.gain))
    };
    let at_worked = worked().assess();
    assert_eq!(gain(&at_worked, "G2"), Some((2, ratio(100, 985) * 10)), "1.0 of 98.5");
    assert_eq!(gain(&at_worked, "J2"), None, "hidden");
    // D1 from 1 to .75 frees D2 as well: 1.25 + 3.5 x .75.
    let flat = worked().with("D1 e; D2 b").assess();
    assert_eq!(gain(&flat, "D1"), Some((3, ratio(5 * 10 + 35 * 3, 4 * 985) * 100)));
    assert_eq!(gain(&flat, "D2"), None, "D1 holds it at 1");
    // .25 to an unproven 0 counts .5: no gain (CR-2).
    assert_eq!(gain(&worked().with("D3 b").assess(), "D3"), None);
    assert_eq!(gain(&worked().with("D3 b E2").assess(), "D3"), Some((0, ratio(45, 4 * 985) * 100)));
    // A better inventory frees what CR-3 holds at .5.
    let stale = worked().with("C1 d; G1 b; G2 b; F3 b").assess();
    assert_eq!(gain(&stale, "C1"), Some((2, ratio(40 + 30 + 40 + 25, 4 * 985) * 100)));
    assert_eq!(gain(&stale, "G1"), None);
    assert_eq!(gain(&worked().with("G2 ?").assess(), "G2"), None, "that is the range");
    assert_eq!(gain(&worked().with("B1 a").assess(), "B1"), None);
}

#[test]
fn levers_come_largest_first() {
    let levers = worked().assess().assessment.levers;
    assert!(levers.is_sorted_by(|a, b| a.gain > b.gain || (a.gain == b.gain && a.question < b.question)));
    assert!(levers.iter().all(|lever| lever.gain > ratio(0, 1)));
}

/// rulings 6.13: the weights of one section by 1.5 and by .5.
#[test]
fn sensitivity_recomputes_score_and_band() {
    let case = worked();
    let all = sensitivity(core(), &case.submission, &case.facts);
    assert_eq!(all.len(), 9);
    let g = all.iter().find(|it| core().section(it.section).id == "G").expect("G");
    // 50.1 of 98.5; G is 8.5 of 15.
    assert_eq!(g.more.0, ratio(5010 + 425, 985 + 75) * 10);
    assert_eq!(g.half.0, ratio(5010 - 425, 985 - 75) * 10);
    let name = |band| core().band(band).name.as_str();
    assert_eq!((name(g.half.1), name(g.more.1)), ("Conditional", "Conditional"));
}

#[test]
fn sensitivity_includes_floors() {
    let case = all_at("a", Grade::ScanOrLog).with("I3 e");
    for it in sensitivity(core(), &case.submission, &case.facts) {
        assert_eq!(
            (core().band(it.half.1).name.as_str(), core().band(it.more.1).name.as_str()),
            ("Standard", "Standard")
        );
    }
}

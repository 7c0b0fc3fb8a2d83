//! Knock-outs, insufficient information, floors and precedence (rulings 6).

use super::support::{all_at, blank, check_rule, core, ratio, worked};
use crate::questionnaire::RuleKind;
use crate::submission::Grade;

/// Holds KO-n and the parts that INF-4 names, over the worked example; "" when INF-4 is silent.
fn check_knock_out(code: &str, changes: &str, fires: bool, open_parts: &str) {
    let assessed = worked().with(changes).assess();
    assert_eq!(assessed.rule(code).is_some(), fires, "{code} with \"{changes}\": {}", assessed.fired());
    let named = if assessed.rule("INF-4").is_some() { assessed.because("INF-4") } else { String::new() };
    assert_eq!(named, open_parts, "INF-4 with \"{changes}\"");
}

#[test]
fn ko_1_reachable_and_slowly_repaired() {
    check_knock_out("KO-1", "D3 d; F2 d", true, "");
    check_knock_out("KO-1", "D3 d; F2 c", false, "");
    check_knock_out("KO-1", "D3 c; F2 e", false, "");
    check_knock_out("KO-1", "D3 ?; F2 d", false, "D3");
    check_knock_out("KO-1", "D3 d; F2 ?", false, "F2");
    check_knock_out("KO-1", "D3 ?; F2 -", false, "D3 F2");
    check_knock_out("KO-1", "D3 c; F2 ?", false, "");
    check_knock_out("KO-1", "D3 ?; F2 c", false, "");
}

#[test]
fn ko_1_through_an_open_listed_flaw() {
    let listed = |changes: &str, answer: &str| worked().with(changes).ticked("F2", "open_kev", answer).assess();
    assert_eq!(listed("D3 d; F2 a", "yes").because("KO-1"), "D3 F2:open_kev");
    assert!(listed("D3 d; F2 a", "no").rule("KO-1").is_none());
    assert!(listed("D3 c; F2 a", "yes").rule("KO-1").is_none());
    // rulings 6.2: an unanswered follow-up about listed flaws is not KO-1, nor INF-4.
    let silent = worked().with("D3 d; F2 a").assess();
    assert!(silent.rule("KO-1").is_none() && silent.rule("INF-4").is_none());
}

#[test]
fn ko_2_openly_reachable_with_factory_passwords() {
    check_knock_out("KO-2", "D3 e; E1 e", true, "");
    check_knock_out("KO-2", "D3 d; E1 e", false, "");
    check_knock_out("KO-2", "D3 e; E1 ?", false, "E1");
    check_knock_out("KO-2", "D3 e; E1 d", false, "");
}

#[test]
fn ko_3_unsupported_at_the_edge() {
    check_knock_out("KO-3", "G3 e", true, "");
    check_knock_out("KO-3", "G3 d", false, "");
    check_knock_out("KO-3", "G3 ?", false, "G3");
    check_knock_out("KO-3", "G3 -", false, "G3");
}

#[test]
fn ko_4_needs_given_answers_for_every_part() {
    let nothing_at_stake = "A3 cameras; A4 none; A5 over_72h";
    check_knock_out("KO-4", "E3 e", true, "");
    check_knock_out("KO-4", &format!("E3 e; {nothing_at_stake}"), false, "");
    // One given part is enough, and then nothing is named.
    check_knock_out("KO-4", "E3 e; A3 -; A4 -", true, "");
    check_knock_out("KO-4", "E3 e; A3 -; A4 none; A5 under_8h", true, "");
    check_knock_out("KO-4", "E3 e; A3 medical; A4 -; A5 -", true, "");
    check_knock_out("KO-4", "E3 e; A3 cameras; A4 production_stop; A5 -", true, "");
    // D6 is shown by A4 as property damage (given), so plant is at stake.
    check_knock_out("KO-4", "E3 e; A3 cameras; A4 property_damage; A5 over_72h", true, "");
    // Shown only because something is unanswered (rulings 2.7, 6.1).
    check_knock_out("KO-4", "E3 e; A3 -; A4 none; A5 over_72h", false, "A3");
    check_knock_out("KO-4", "E3 e; A3 cameras; A4 -; A5 over_72h", false, "A4");
    check_knock_out("KO-4", "E3 e; A3 cameras; A4 none; A5 -", false, "A5");
    check_knock_out("KO-4", "E3 e; A3 -; A4 -; A5 -", false, "A3 A4 A5");
    // The question itself is not answered.
    check_knock_out("KO-4", "E3 ?", false, "E3");
    check_knock_out("KO-4", "E3 ?; A3 -; A4 none; A5 over_72h", false, "E3 A3");
    check_knock_out("KO-4", &format!("E3 ?; {nothing_at_stake}"), false, "");
    check_knock_out("KO-4", "E3 d; A3 -; A4 -; A5 -", false, "");
}

#[test]
fn ko_5_needs_a_given_injury() {
    check_knock_out("KO-5", "J1 e; A4 injury_environment", true, "");
    check_knock_out("KO-5", "J1 d; A4 injury_environment", false, "");
    check_knock_out("KO-5", "J1 e; A4 production_stop", false, "");
    check_knock_out("KO-5", "J1 e; A4 -", false, "A4");
    check_knock_out("KO-5", "J1 ?; A4 injury_environment", false, "J1");
    check_knock_out("KO-5", "J1 ?; A4 ?", false, "J1 A4");
    check_knock_out("KO-5", "J1 d; A4 -", false, "");
    check_knock_out("KO-5", "J1 e; A4 none; A3 plant_control", false, "");
}

/// rulings 6.2.
#[test]
fn k2_unanswered_is_insufficient_and_k3_unanswered_is_not() {
    check_knock_out("KO-6", "K2 yes_unresolved", true, "");
    check_knock_out("KO-6", "K2 yes_resolved", false, "");
    check_knock_out("KO-6", "K2 -", false, "K2");
    check_knock_out("KO-6", "K2 ?", false, "K2");
    check_knock_out("KO-8", "K3 refuse", true, "");
    check_knock_out("KO-8", "K3 -", false, "");
    check_knock_out("KO-8", "K3 ?", false, "");
}

#[test]
fn ko_7_is_a_scan_against_the_answer() {
    let scanned = |changes: &str, answer: &str| worked().with(changes).ticked("D3", "scan_shows_exposure", answer);
    assert!(scanned("D3 b", "yes").fires("KO-7"));
    assert!(scanned("D3 c", "yes").fires("KO-7"));
    assert!(scanned("D3 a", "yes").fires("KO-7"), "lifted to .5 it still denies the exposure");
    assert!(!scanned("D3 d", "yes").fires("KO-7"));
    assert!(!scanned("D3 b", "no").fires("KO-7"));
    assert!(!scanned("D3 ?", "yes").fires("KO-7"));
    // rulings 6.2: no outside scan on file is neither KO-7 nor INF-4.
    let none = worked().with("D3 b").assess();
    assert!(none.rule("KO-7").is_none() && none.rule("INF-4").is_none());
}

/// rulings 6.1: INF-4 is listed once, and also beside a knock-out that fires on other answers.
#[test]
fn inf_4_stands_once_and_beside_a_knock_out() {
    let assessed = worked().with("G3 e; K2 -; E3 ?; D3 ?; F2 d").assess();
    assert_eq!(assessed.fired().matches("INF-4").count(), 1);
    assert_eq!(assessed.because("INF-4"), "D3 E3 K2");
    assert!(assessed.rule("KO-3").is_some());
    assert_eq!(assessed.outcome(), "Hold");
}

/// "Exceed" is more than 20% (rulings 3.2, 6.3).
#[test]
fn inf_1_fires_above_20_percent_exactly() {
    // J2 applies, so weights are percents: E2 E4 E5 E6 8, C2 to C5 8, B1 B3 B4 4.
    let at_20 =
        worked().with("A6 biometric; J2 c E1; E2 ?; E4 ?; E5 ?; E6 -; C2 ?; C3 ?; C4 na!; C5 ?; B1 ?; B3 ?; B4 -");
    let assessed = at_20.assess();
    assert_eq!(assessed.assessment.completeness, ratio(80, 1));
    assert!(assessed.rule("INF-1").is_none());
    let over = at_20.with("H4 ?").assess();
    assert!(over.rule("INF-1").is_some());
    assert_eq!(over.because("INF-1"), "B1 B3 B4 C2 C3 C4 C5 E2 E4 E5 E6 H4");
    assert_eq!(over.outcome(), "Insufficient information");
}

/// rulings 6.3: applicable weight only.
#[test]
fn inf_1_leaves_hidden_and_valid_not_applicable_out() {
    let assessed = worked().with("A3 cameras; A4 none; J1 -; D6 -; J2 -; C4 na; E6 na").assess();
    assert_eq!(assessed.assessment.completeness, ratio(100, 1));
    assert!(assessed.rule("INF-1").is_none());
}

#[test]
fn inf_2_needs_the_high_tier() {
    let moderate = "A1 office_services; A3 plant_control; A5 over_72h";
    check_rule(
        "INF-2",
        &[
            ("C1 e", true),
            ("C1 ?", true),
            ("C1 -", true),
            ("C1 d", false),
            (&format!("C1 e; {moderate}"), false),
            (&format!("C1 ?; {moderate}"), false),
        ],
    );
}

#[test]
fn inf_3_counts_three_open_critical_questions() {
    check_rule(
        "INF-3",
        &[("D1 ?; I3 ?", false), ("D1 ?; I3 -; F2 ?", true), ("D1 e; I3 e; F2 e", false), ("D2 ?; D4 ?; D5 ?", false)],
    );
    assert_eq!(worked().with("D1 ?; I3 -; F2 ?").assess().because("INF-3"), "D1 F2 I3");
}

/// rulings 6.11: A and K items first, then by weight, ties in questionnaire order, each once.
#[test]
fn the_request_list_is_in_order_of_weight() {
    let requests = |changes: &str| {
        let assessed = worked().with(changes).assess();
        assessed.ids(&assessed.assessment.requests)
    };
    assert_eq!(requests("K2 -; E3 ?; D1 ?; C1 ?"), "K2 D1 C1 E3");
    assert_eq!(requests("E3 e; A3 -; A4 none; A5 over_72h; G3 ?; K2 -"), "A3 K2 G3");
    assert_eq!(requests(""), "");
    let all = blank().assess();
    let weights: Vec<i64> = all
        .assessment
        .requests
        .iter()
        .map(|ix| core().question(*ix).weight.tenths())
        .skip_while(|weight| *weight == 0)
        .collect();
    assert_eq!(weights.len(), 46);
    assert!(weights.is_sorted_by(|a, b| a >= b));
}

#[test]
fn fl_1_caps_at_standard_and_silences_credits() {
    let best = all_at("a", Grade::ScanOrLog);
    assert_eq!(best.assess().band(), "Preferred");
    for changes in ["I3 e", "I3 ?", "I3 -", "D1 e", "G2 e"] {
        let assessed = best.clone().with(changes).assess();
        assert!(assessed.rule("FL-1").is_some(), "{changes}");
        assert_eq!(assessed.band(), "Standard", "{changes}");
        assert!(!assessed.assessment.credit_allowed, "{changes}");
        assert!(assessed.assessment.schedule.lines.iter().all(|line| line.percent >= 0), "{changes}");
    }
    for changes in ["I3 d", "D2 e", "B1 e"] {
        assert!(best.clone().with(changes).assess().rule("FL-1").is_none(), "{changes}");
    }
}

/// "Above" 70% (rulings 3.2).
#[test]
fn fl_2_fires_above_70_percent_exactly() {
    let best = all_at("a", Grade::ScanOrLog);
    let at_70 = best.clone().with("G1 d; G2 d; G3 d; G4 e; G5 a; G6 c").assess();
    assert_eq!(at_70.section("G"), Some(ratio(70, 1)));
    assert!(at_70.rule("FL-2").is_none());
    let over = best.clone().with("G1 d; G2 d; G3 d; G4 e; G5 a; G6 d").assess();
    assert_eq!(over.because("FL-2"), "section G");
    assert_eq!(over.band(), "Conditional");
    assert!(over.assessment.credit_allowed, "rulings 7.2");
    // E may be as bad as it wants.
    assert!(best.with("E1 d; E2 e; E3 d; E4 e; E5 e; E6 e").assess().rule("FL-2").is_none());
}

#[test]
fn of_several_floors_the_worst_cap_holds() {
    let both = all_at("a", Grade::Asserted).with("D3 a E2; G1 d; G2 d; G3 d; G4 e; G5 a; G6 d; I3 e").assess();
    let floors: Vec<&str> = ["FL-1", "FL-2", "FL-3"].into_iter().filter(|code| both.rule(code).is_some()).collect();
    assert_eq!(floors, ["FL-1", "FL-2", "FL-3"]);
    assert_eq!(both.band(), "Conditional");
    assert!(!both.assessment.credit_allowed);
}

#[test]
fn a_floor_leaves_a_worse_band_alone_and_is_listed() {
    let assessed = all_at("d", Grade::Asserted).with("D1 e").assess();
    assert!(assessed.rule("FL-1").is_some() && assessed.rule("FL-2").is_some() && assessed.rule("FL-3").is_some());
    assert_eq!(assessed.band(), "Decline unless exception");
}

/// rulings 6.8.
#[test]
fn outcomes_have_one_precedence() {
    for (changes, outcome) in [
        ("", "Conditional"),
        ("K2 -", "Insufficient information"),
        ("K2 yes_unresolved", "Hold"),
        ("K2 yes_unresolved; C1 ?", "Hold"),
        ("K3 refuse", "Decline"),
        ("K3 refuse; K2 yes_unresolved; C1 ?", "Decline"),
        ("J1 e; A4 injury_environment; G3 e", "Decline"),
    ] {
        let assessed = worked().with(changes).assess();
        assert_eq!(assessed.outcome(), outcome, "{changes}");
        // Computed for every outcome.
        assert_eq!(assessed.assessment.schedule.lines.len(), 6, "{changes}");
        assert!(!assessed.assessment.drivers.is_empty(), "{changes}");
    }
}

/// rulings 6.10: by kind, each by number, each once.
#[test]
fn fired_rules_stand_in_order() {
    let everything = worked()
        .with("G3 e; K3 refuse; K2 yes_unresolved; E3 e; D3 a; D1 e; D2 a; C1 e; F3 a; G1 a; K1 yes; A7 make; H5 a; A3 uncertified_media+medical")
        .with("B1 ?; B2 ?; B3 ?; B4 ?; F1 ?; F4 ?; E2 ?; E4 ?; E5 ?; I1 ?; I2 ?; I4 ?; H1 ?; H2 ?")
        .assess();
    let kinds: Vec<RuleKind> =
        everything.assessment.rules.iter().map(|fired| core().rules[usize::from(fired.rule)].kind).collect();
    assert!(kinds.is_sorted(), "{}", everything.fired());
    assert!(everything.assessment.rules.is_sorted_by(|a, b| a.rule < b.rule), "{}", everything.fired());
    for kind in [RuleKind::KnockOut, RuleKind::Insufficient, RuleKind::Referral, RuleKind::Floor, RuleKind::Consistency]
    {
        assert!(kinds.contains(&kind), "{kind:?}: {}", everything.fired());
    }
    assert!(everything.assessment.rules.iter().all(|fired| !fired.because.is_empty()));
}

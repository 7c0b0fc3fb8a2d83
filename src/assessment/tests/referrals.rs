//! REF-01 to REF-16 (rulings 2.9, 6.4 to 6.6, 6.9, 6.13).

use super::support::{Case, all_at, check_rule, worked};
use crate::assessment::Facts;
use crate::submission::{Currency, Grade, Money, Override, OverrideOf};
use chrono::NaiveDateTime;

#[test]
fn ref_01_and_02_look_at_the_band_after_floors() {
    let floored = all_at("a", Grade::ScanOrLog).with("G1 e; G2 d; G3 d; G4 e; G5 e; G6 e").assess();
    assert_eq!(floored.questionnaire.band(floored.assessment.band_before_floors).name, "Preferred");
    assert_eq!(floored.band(), "Conditional");
    assert!(floored.rule("REF-01").is_some());

    let distressed = all_at("c", Grade::ScanOrLog).with("D1 d; D2 d; E1 d; E2 d; C1 d; G2 d; G3 d").assess();
    assert_eq!(distressed.band(), "Distressed");
    assert!(distressed.rule("REF-02").is_some() && distressed.rule("REF-01").is_none());
    assert_eq!(distressed.authority(), "Practice lead or committee");
}

/// rulings 6.6: the fifth band goes to committee, and neither referral names it.
#[test]
fn the_fifth_band_needs_two_signatures_and_no_band_referral() {
    let assessed = all_at("d", Grade::ScanOrLog).assess();
    assert_eq!(assessed.band(), "Decline unless exception");
    assert!(assessed.rule("REF-01").is_none() && assessed.rule("REF-02").is_none());
    assert_eq!(assessed.authority(), "Committee, two signatures");
}

#[test]
fn band_referrals_fire_whatever_the_outcome_is() {
    let assessed = worked().with("K3 refuse").assess();
    assert_eq!(assessed.outcome(), "Decline");
    assert!(assessed.rule("REF-01").is_some());
}

/// rulings 6.5: US dollars, the limit at 5 million or more, the revenue above 100 million.
#[test]
fn ref_03_has_exact_edges_and_knows_dollars_only() {
    let fires = |limit: Option<&str>, revenue: Option<&str>, currency: &str| {
        let money = |text: Option<&str>| text.map(|text| Money::parse(text).expect("an amount"));
        let case = worked().tap(|it| {
            it.policy.limit = money(limit);
            it.applicant.revenue = money(revenue);
            it.policy.currency = Currency(currency.to_owned());
        });
        let assessed = case.assess();
        assessed.rule("REF-03").is_some().then(|| assessed.because("REF-03"))
    };
    assert_eq!(fires(None, None, "USD"), None, "blank amounts do not fire it");
    assert_eq!(fires(Some("4,999,999.9"), None, "USD"), None);
    assert_eq!(fires(Some("5,000,000"), None, "USD").as_deref(), Some("limit"));
    assert_eq!(fires(None, Some("100000000"), "USD"), None);
    assert_eq!(fires(None, Some("100000000.1"), "USD").as_deref(), Some("revenue"));
    assert_eq!(fires(Some("9000000"), Some("900000000"), " usd ").as_deref(), Some("limit revenue"));
    assert_eq!(fires(Some("9000000"), Some("900000000"), "EUR"), None);
    assert_eq!(fires(Some("0"), Some("0"), "USD"), None);
}

#[test]
fn ref_04_needs_a_given_incident_or_claim() {
    check_rule(
        "REF-04",
        &[
            ("K1 yes", true),
            ("K4 privacy", true),
            ("K4 recording+biometric", true),
            ("K1 -; K4 -", false),
            ("K1 ?", false),
        ],
    );
    let assessed = worked().with("K1 yes; K4 device_injury").assess();
    assert_eq!(assessed.because("REF-04"), "K1 K4");
    assert_eq!(assessed.assessment.sign_offs, ["Claims"]);
    assert_eq!(assessed.authority(), "Senior underwriter");
}

#[test]
fn ref_05_uses_the_tier_as_it_stands() {
    let moderate = "A1 office_services; A3 plant_control; A5 over_72h";
    check_rule(
        "REF-05",
        &[
            ("D1 d", true),
            ("D1 ?", true),
            ("D1 c", false),
            (&format!("D1 d; {moderate}"), false),
            // Unanswered items at their maximum lift the tier to High (rulings 2.9).
            (&format!("D1 d; {moderate}; A1 -; A3 -"), true),
        ],
    );
    assert_eq!(worked().with("D1 d").assess().because("REF-05"), "D1 tier");
}

#[test]
fn ref_06_needs_both_factors_in_force() {
    check_rule(
        "REF-06",
        &[
            ("G2 d; G4 c", true),
            ("G2 c", false),
            ("G4 b", false),
            ("G2 ?; G4 ?", true),
            ("G2 -; G4 e", true),
            ("G2 a; G3 a; G4 na", false),
        ],
    );
}

#[test]
fn ref_07_needs_a_given_role() {
    check_rule(
        "REF-07",
        &[("A7 no", false), ("A7 integrate", true), ("A7 make+operate", true), ("A7 -", false), ("A7 ?", false)],
    );
}

/// rulings 2.8: federal business is federal contracts alone.
#[test]
fn ref_08_reads_federal_contracts_only() {
    check_rule(
        "REF-08",
        &[
            ("H5 d; A8 federal_contracts", true),
            ("H5 ?; A8 federal_contracts+eu_uk", true),
            ("H5 c; A8 federal_contracts", false),
            ("H5 e; A8 critical_infrastructure", false),
            ("H5 e; A8 -", false),
        ],
    );
}

#[test]
fn ref_09_needs_biometric_data_or_a_biometric_claim() {
    check_rule(
        "REF-09",
        &[
            ("A6 biometric; J2 c", true),
            ("A6 biometric; J2 b", false),
            ("A6 biometric; J2 ?", true),
            ("A6 biometric+employee; J2 -", true),
            ("A6 health; J2 e", false),
            ("A6 -; J2 e", false),        // not given (rulings 2.9)
            ("A6 employee; J2 e", false), // hidden
            ("K4 biometric", true),
            ("K4 recording", false),
        ],
    );
}

/// rulings 6.4: property damage or injury, not production stop.
#[test]
fn ref_10_is_not_about_production() {
    check_rule(
        "REF-10",
        &[
            ("A4 property_damage", true),
            ("A4 injury_environment", true),
            ("A4 production_stop", false),
            ("A4 none", false),
            ("A4 -", false),
        ],
    );
}

fn overridden(of: OverrideOf) -> Case {
    worked().tap(|it| {
        it.overrides.push(Override {
            of,
            reason_code: "committee".into(),
            text: "seen on site".into(),
            by: "R. Okafor".into(),
            second: String::new(),
            at: NaiveDateTime::default(),
        });
    })
}

/// rulings 6.13: more than 5 points; the computed outcome stays.
#[test]
fn ref_11_counts_a_score_moved_by_more_than_five_points() {
    let score = |from_tenths, to_tenths| overridden(OverrideOf::Score { from_tenths, to_tenths });
    assert!(!score(509, 459).fires("REF-11"), "5.0 exactly");
    assert!(score(509, 458).fires("REF-11"), "5.1");
    assert!(score(509, 560).fires("REF-11"), "either way");
    assert!(!score(509, 509).fires("REF-11"));
    let band = |to: &str| overridden(OverrideOf::Band { from: "Conditional".into(), to: to.into() });
    assert!(band("Standard").fires("REF-11"));
    assert!(!band("Conditional").fires("REF-11"));
    let assessed = band("Standard").assess();
    assert_eq!(assessed.because("REF-11"), "override 0");
    assert_eq!((assessed.band(), assessed.outcome().as_str()), ("Conditional", "Conditional"));
    assert_eq!(assessed.assessment.sign_offs, ["Second signature"]);
}

#[test]
fn ref_12_needs_a_given_physical_result() {
    check_rule(
        "REF-12",
        &[
            ("J3 d", true),
            ("J3 ?", true),
            ("J3 c", false),
            ("J3 e; A4 none", false),
            ("J3 e; A4 -", false),
            ("J3 na; C1 c", false),
            ("J3 na; C1 d", true),
        ],
    );
}

#[test]
fn ref_13_fires_above_ten_percent_exactly_or_for_one_critical_device() {
    let lists = [
        ("camera x900 ends=2029-01-01; camera x100 ends=2027-06-30", false),
        ("camera x899 ends=2029-01-01; camera x101 ends=2027-06-30", true),
        ("camera x1000 ends=2026-12-31", false), // past at inception: nothing is lost in the term
        ("camera x1000 ends=2028-01-01", false), // the last supported day is the day of expiry
        ("camera x1000 ends=2027-12-31", true),
        ("camera x1000", false),
        ("camera x999 ends=2029-01-01; medical x1 ends=2027-06-30 criticality=high", true),
        ("camera x999 ends=2029-01-01; medical x1 ends=2027-06-30 criticality=low", false),
    ];
    for (list, fires) in lists {
        assert_eq!(worked().with_list(list).fires("REF-13"), fires, "{list}");
    }
    assert!(!worked().fires("REF-13"));
}

#[test]
fn ref_14_is_about_weak_evidence_behind_a_standard_band() {
    // 0 at E1 under 35%: FL-3 takes Preferred away, and the band is then Standard.
    let preferred = all_at("a", Grade::Asserted).assess();
    assert_eq!((preferred.band(), preferred.rule("REF-14").is_some()), ("Standard", true));
    assert_eq!(preferred.because("REF-14"), "confidence band");
    assert!(!all_at("a", Grade::Document).fires("REF-14"));
    assert!(!all_at("c", Grade::Asserted).fires("REF-14"), "Conditional");
}

#[test]
fn ref_15_comes_from_the_renewal() {
    assert!(!worked().fires("REF-15"));
    let moved = worked().with_facts(Facts { plan_moved_band: true, ..Facts::default() }).assess();
    assert!(moved.rule("REF-15").is_some());
    assert_eq!(moved.assessment.sign_offs, ["Portfolio or actuarial"]);
}

#[test]
fn ref_16_needs_given_medical_devices() {
    check_rule(
        "REF-16",
        &[
            ("A3 medical", true),
            ("A3 medical; G2 c", true),
            ("A3 medical; G2 b", false),
            ("A3 medical; G2 ?", true),
            ("A3 -; G2 e", false),
            ("A3 cameras; G2 e", false),
        ],
    );
    // A lifted factor counts (rulings 4.6).
    check_rule("REF-16", &[("A3 medical; G2 a; C1 e", true), ("A3 medical; G2 a E2; C1 e", false)]);
}

#[test]
fn sign_offs_stand_beside_the_authority_each_once() {
    let assessed = worked().with("K1 yes; K4 biometric; A7 make; A4 injury_environment").assess();
    assert_eq!(
        assessed.assessment.sign_offs,
        ["Claims", "Technology E&O and product", "Privacy", "Property and casualty"]
    );
    assert_eq!(assessed.authority(), "Senior underwriter");
    let best = all_at("a", Grade::ScanOrLog).with("A7 make").assess();
    assert_eq!((best.band(), best.authority()), ("Preferred", "Underwriter"), "a sign-off does not raise the rank");
}

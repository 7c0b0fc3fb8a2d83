//! What a device list allows as answers, and what follows from it (rulings 4.7, domain.md 8.5).

use super::lists::{exported, list, surveyed, year_2027};
use super::support::{blank, core, first_pass, worked, worked_at};
use crate::assessment::{Facts, State, assess, facts};
use crate::inventory::{DeviceList, References, YesNo, Zone, survey};
use crate::questionnaire::Measure;
use crate::submission::{FollowUpAnswer, Grade};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn check(list: &str, id: &str, allowed: &str) {
    assert_eq!(worked().with_list(list).allows(id), allowed, "{id} of {list}");
}

const GOOD: &str = "ends=2030-01-01";
const PAST: &str = "ends=2026-06-30";

#[test]
fn g1_is_always_decided_with_the_edge_on_the_better_side() {
    for (known, unknown, allowed) in
        [(95, 5, "a"), (94, 6, "b"), (75, 25, "b"), (7499, 2501, "c"), (40, 60, "c"), (39, 61, "d"), (1, 999, "d")]
    {
        check(&format!("camera x{known} {GOOD}; camera x{unknown}"), "G1", allowed);
    }
    check("camera x10", "G1", "e");
    check("camera x10 ends=2026-06-30", "G1", "a"); // past, but known
}

#[test]
fn g2_is_bounded_by_what_nobody_knows() {
    for (past, unknown, good, allowed) in [
        (0, 0, 100, "a"),
        (0, 2, 98, "a-b"),
        (2, 0, 98, "b"),
        (2, 1, 97, "b-c"),
        (1, 0, 9999, "b"),
        (10, 0, 90, "c"),
        (10, 1, 89, "c-d"),
        (25, 0, 75, "d"),
        (26, 0, 74, "e"),
        (0, 100, 0, "a-e"),
        (100, 0, 0, "e"),
    ] {
        let line = |n: u32, end: &str| if n > 0 { format!("camera x{n} {end};") } else { String::new() };
        let list = format!("{}{}{}", line(past, PAST), line(unknown, ""), line(good, GOOD));
        check(&list, "G2", allowed);
    }
    // The last supported day is still supported.
    check("camera ends=2027-01-01", "G2", "a");
    check("camera ends=2026-12-31", "G2", "e");
}

#[test]
fn g2_says_how_it_was_counted() {
    let case = worked().with_list(&format!("camera x212 {PAST}; camera x340 {GOOD}; camera x88"));
    let why = &case.facts.computed(case.ix("G2")).expect("bounds").why;
    assert_eq!(why, "212 of 640 devices are past security support on 2027-01-01, 88 unknown: between 33.1% and 46.9%");
    let case = worked().with_list(&format!("camera {PAST}; camera x3 {GOOD}"));
    let why = &case.facts.computed(case.ix("G2")).expect("bounds").why;
    assert_eq!(why, "1 of 4 devices is past security support on 2027-01-01: 25.0%");
}

/// A hundred new devices are not the fleet of which a thousand are stated.
#[test]
fn devices_that_are_stated_and_not_listed_are_unknown() {
    let allows = |stated: &str, id: &str| {
        let case = worked().tap(|submission| {
            let record = submission.records.entry("A3".to_owned()).or_default();
            let counts = BTreeMap::from([("cameras".to_owned(), stated.to_owned())]);
            record.follow_ups.insert("counts".to_owned(), FollowUpAnswer::Table(counts));
        });
        let case = case.with_list(&format!("camera x100 {GOOD}"));
        (case.allows(id), case.facts.computed(case.ix(id)).map(|it| it.why.clone()).unwrap_or_default())
    };
    for (stated, g1, g2) in [("110", "a", "a"), ("111", "a-b", "a-c"), ("1000", "a-d", "a-e"), ("90", "a", "a")] {
        assert_eq!((allows(stated, "G1").0, allows(stated, "G2").0), (g1.to_owned(), g2.to_owned()), "{stated} stated");
    }
    let (_, why) = allows("1,000", "G2");
    assert!(why.ends_with("0.0%; 900 more are stated by class and not on the list"), "{why}");
}

#[test]
fn g3_looks_at_the_edge_alone() {
    let inside = "internet_exposed=no";
    for (list, allowed) in [
        (format!("camera x9 {PAST}"), "-"),
        (format!("router x9 {GOOD}; camera x9 {PAST}"), "a"),
        (format!("router x9 {GOOD}; switch x1"), "a-e"),
        ("router ends=2027-06-30".to_owned(), "b-c"),
        ("router ends=2027-06-30; switch".to_owned(), "b-e"),
        (format!("router x9 {PAST}"), "c-e"),
        (format!("router x9 {PAST} {inside}"), "c-e"), // inside, but nobody said that it is separated
        (format!("router x9 {PAST} {inside} vlan=10"), "c"),
        (format!("router x8 {PAST} {inside} vlan=10; storage {PAST}"), "c-e"),
        (format!("router x8 {PAST} {inside} vlan=10; storage"), "c-e"),
        (format!("router x8 {PAST} {inside} vlan=10; router {PAST} internet_exposed=yes"), "d-e"),
        (format!("router x8 {GOOD} internet_exposed=yes; router {PAST} {inside} vlan=10"), "c"),
        (format!("router {PAST} ip=8.8.8.8"), "d-e"),
    ] {
        let separated = Zone { separated: YesNo::Yes, reachable: YesNo::Unknown };
        let case = worked().with_list(&list).declaring("10", separated);
        assert_eq!(case.allows("G3"), allowed, "{list}");
    }
}

#[test]
fn a_separated_zone_may_face_the_internet() {
    let list = format!("router x8 {PAST} vlan=dmz");
    let separated = |reachable| Zone { separated: YesNo::Yes, reachable };
    let allows = |reachable| worked().with_list(&list).declaring("dmz", separated(reachable)).allows("G3");
    assert_eq!(allows(YesNo::Unknown), "c-e");
    assert_eq!(allows(YesNo::No), "c");
    assert_eq!(allows(YesNo::Yes), "d-e");
}

#[test]
fn other_questions_are_bounded_where_columns_allow() {
    check("camera x10 firmware_version=1.2", "F3", "a-e");
    check("camera x8 firmware_version=1.2; camera x2", "F3", "b-e");
    check(&format!("camera x4 firmware_version=1.2 {PAST}; camera x6 firmware_version=2 {GOOD}"), "F3", "c-e");
    check("camera x10", "F3", "-");
    check("camera default_credentials_changed=no; camera x9", "E1", "c-e");
    check("camera default_credentials_changed=yes; camera x9", "E1", "-");
    check("camera vlan=1; server vlan=1", "D1", "c-e");
    check("camera vlan=1; server vlan=2", "D1", "-");
    check("camera ip=8.8.8.8", "D3", "d-e");
    check("camera ip=10.0.0.1", "D3", "-");
    check("camera vendor=Hikvision", "H5", "b-e");
    check("camera vendor=Axis", "H5", "-");
    check("camera open_ports=23", "E3", "b-e");
    check("camera open_ports=443", "E3", "-");
    let whole = "camera vendor=Axis model=P1 firmware_version=1 site=North vlan=1 criticality=low ends=2030-01-01";
    check(whole, "C2", "a-b"); // all that a list can hold; owner and contact may be kept elsewhere
}

#[test]
fn without_a_list_or_a_term_nothing_is_said() {
    let empty = worked().with_list("");
    assert_eq!(empty.facts, Facts::default());
    let mut case = worked();
    case.submission.devices = list("camera x10; router ends=2020-01-01");
    let survey = survey(&case.submission.devices, &References::default(), None);
    case.facts = facts(case.questionnaire, &case.submission, &survey);
    assert_eq!((case.allows("G1").as_str(), case.allows("G2").as_str(), case.allows("G3").as_str()), ("d", "-", "-"));
}

#[test]
fn the_grade_is_that_of_the_list() {
    let case = worked().with("G2 -").with_list("camera x10 ends=2030-01-01");
    assert_eq!(case.assess().reading("G2").grade, 1);
    let case = worked().with("G2 -").with_devices(exported("camera x10 ends=2030-01-01", "2026-11-01"));
    assert_eq!(case.assess().reading("G2").grade, 2);
}

/// rulings 4.1 and 4.7: the list first, then CR-3 on what it put in.
#[test]
fn cr3_lifts_what_a_typed_list_put_in() {
    let text = "camera x10 ends=2030-01-01";
    let typed = worked().with("C1 d; G2 e").with_list(text).assess();
    assert_eq!((typed.quarters("G2"), typed.reading("G2").computed), (2, true));
    assert_eq!(typed.because("CR-3"), "C1 G1 G2");
    assert_eq!(typed.because("CR-5"), "G1 G2");
    let scanned = worked().with("C1 d; G2 e").with_devices(exported(text, "2026-11-01")).assess();
    assert_eq!(scanned.quarters("G2"), 0);
    assert!(scanned.rule("CR-3").is_none());
}

/// rulings 1.5: G4 may be N/A where the list agrees that nothing is past and nothing ends.
#[test]
fn the_list_decides_whether_g4_may_be_left_out() {
    let case = worked().with("G2 c; G3 c; G4 na");
    assert_eq!(case.assess().reading("G4").state, State::Open);
    let good = case.clone().with_list("camera x10 ends=2030-01-01; router ends=2030-01-01").assess();
    assert_eq!(good.reading("G4").state, State::NotApplicable);
    let past = worked().with("G2 a; G3 a; G4 na").with_list("camera ends=2020-01-01; router ends=2030-01-01").assess();
    assert_eq!(past.reading("G4").state, State::Open, "the list speaks against it");
    let ending = "camera ends=2027-03-31; camera x9 ends=2030-01-01; router ends=2030-01-01";
    let ending = worked().with("G2 a; G3 a; G4 na").with_list(ending).assess();
    assert_eq!((ending.quarters("G2"), ending.quarters("G3")), (0, 0));
    assert_eq!(ending.reading("G4").state, State::Open, "a camera loses support in the term");
    let unknown = worked().with("G2 a; G3 a; G4 na").with_list("camera x9; router ends=2030-01-01").assess();
    assert_eq!(unknown.reading("G4").state, State::NotApplicable, "a blank contradicts nobody");
}

/// A list that refutes an answer by its known dates does not prove the rest: CR-3 still lifts what blanks leave.
#[test]
fn blanks_give_no_evidence_to_a_refuted_answer() {
    let text = "camera ends=2020-01-01; camera x99";
    let listed = worked_at(Grade::Asserted).with("C1 d; G2 a").with_devices(exported(text, "2026-11-01"));
    assert_eq!(listed.allows("G2"), "b-e");
    let assessed = listed.assess();
    assert_eq!((assessed.reading("G2").grade, assessed.quarters("G2")), (0, 2));
    // That it is no worse holds whatever the blanks hide.
    let text = "camera ends=2020-01-01; camera x49 ends=2030-01-01; camera";
    let proven = worked_at(Grade::Asserted).with("G2 e").with_devices(exported(text, "2026-11-01")).assess();
    assert_eq!((proven.reading("G2").grade, proven.quarters("G2")), (2, 2));
}

#[test]
fn groups_are_named_as_a_person_would() {
    let check = |text: &str, expected: &str| {
        let case = worked().with_list(text);
        let ends = case.facts.support_ends().expect("a term");
        let groups = if text.contains("router") { &ends.edge_groups } else { &ends.losing_groups };
        let says: Vec<String> = groups.iter().map(|group| group.says()).collect();
        assert_eq!(says.join("; "), expected, "{text}");
    };
    check(
        "camera x1200 vendor=Axis model=P3245 ends=2027-03-31",
        "1,200 Axis P3245 cameras lose security support on 2027-03-31",
    );
    check("camera model=Bullet_Camera ends=2027-03-31", "1 Bullet Camera loses security support on 2027-03-31");
    check(
        "router x2 model=R1 ends=2027-03-31; router x3 model=R1 ends=2030-01-01",
        "2 R1 routers or gateways lose security support on 2027-03-31 or later",
    );
    check(
        "router x2 model=R1 ends=2020-03-31; router model=R1",
        "2 R1 routers or gateways lost security support on 2020-03-31",
    );
    check(
        "router x2 model=R1 ends=2020-03-31; router model=R1 ends=2027-03-31",
        "2 R1 routers or gateways lost security support on 2020-03-31 or later; 1 R1 router or gateway loses security \
         support inside the policy term",
    );
}

#[test]
fn ko_1_fires_through_an_exploited_model_that_can_be_reached() {
    let case = worked().with("D3 e; F2 a");
    assert!(!case.fires("KO-1"));
    let found = crate::assessment::Holding { name: "Zyxel USG".to_owned(), ..Default::default() };
    let list = crate::assessment::ListFacts { exploited_reachable: vec![found], ..Default::default() };
    let assessed = case.with_facts(Facts::from_list(list.clone())).assess();
    assert_eq!(assessed.because("KO-1"), "D3 ExploitedReachable");
    assert!(!worked().with("D3 b; F2 a").with_facts(Facts::from_list(list)).fires("KO-1"), "nothing is said reachable");
}

#[test]
fn restricted_makers_of_the_list_challenge_a_clean_answer() {
    let listed = |changes: &str, maker: &str| worked().with(changes).with_list(&format!("camera x3 vendor={maker}"));
    assert!(listed("H5 a", "Hikvision").fires("CR-7"));
    assert!(!listed("H5 a", "Axis").fires("CR-7"));
    assert!(!listed("H5 b", "Hikvision").fires("CR-7"));
}

/// What ships measures its questions, and the first pass likewise.
#[test]
fn shipped_measures_cover_the_questions_of_cr5() {
    for questionnaire in [core(), first_pass()] {
        for id in ["G2", "G3"] {
            let ix = questionnaire.find(id).expect("it is asked");
            assert!(questionnaire.question(ix).measure.is_some(), "{} {id}", questionnaire.id);
        }
    }
    let g1 = core().question(core().find("G1").expect("G1"));
    assert_eq!(g1.measure, Some(Measure::SupportKnown(vec![95, 75, 40])));
}

/// Any table of cameras and routers: past, ending, good or unknown, exposed, inside or not stated.
fn any_list() -> impl Strategy<Value = Vec<(u8, u8, u8, u16)>> {
    proptest::collection::vec((0..2_u8, 0..4_u8, 0..3_u8, 1..200_u16), 1..8)
}

fn written(rows: &[(u8, u8, u8, u16)]) -> String {
    let ends = ["", "ends=2026-06-30", "ends=2027-06-30", "ends=2031-01-01"];
    let reach = ["", "internet_exposed=yes", "internet_exposed=no"];
    rows.iter()
        .map(|(class, end, exposed, n)| {
            let class = ["camera", "router"][usize::from(*class)];
            format!("{class} x{n} {} {};", ends[usize::from(*end)], reach[usize::from(*exposed)])
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// A date that becomes known, and is good, never makes an answer worse; and what nobody knows leaves
    /// every answer possible that any dates in its place would give.
    #[test]
    fn known_good_dates_never_worsen(rows in any_list(), typed in 0..7_usize, which in any::<prop::sample::Index>()) {
        let before = rows;
        let mut after = before.clone();
        let unknown: Vec<usize> = (0..before.len()).filter(|row| before[*row].1 == 0).collect();
        prop_assume!(!unknown.is_empty());
        after[unknown[which.index(unknown.len())]].1 = 3;
        let answer = ["a", "b", "c", "d", "e", "?", "-"][typed];
        let typed = format!("G1 {answer}; G2 {answer}; G3 {answer}");
        let case = |rows: &[_]| worked().with(&typed).with_devices(exported(&written(rows), "2026-11-01"));
        let (before, after) = (case(&before), case(&after));
        for id in ["G1", "G2", "G3"] {
            let (b, a) = (before.assess().quarters(id), after.assess().quarters(id));
            prop_assert!(a <= b, "{id} {b} -> {a}, typed {answer}");
            if let (Some(b), Some(a)) = (before.facts.computed(before.ix(id)), after.facts.computed(after.ix(id))) {
                prop_assert!(id == "G1" || (b.best <= a.best && a.worst <= b.worst), "{id}: bounds only narrow");
            }
        }
        prop_assert!(after.assess().assessment.score <= before.assess().assessment.score);
    }

    /// Unknown dates are no knock-out and no praise: an answer that is missing stays missing unless the
    /// known dates alone decide it.
    #[test]
    fn unknown_dates_make_no_answer(rows in any_list()) {
        let case = worked().with("G2 -; G3 -").with_list(&written(&rows));
        let assessed = case.assess();
        for id in ["G2", "G3"] {
            let reading = assessed.reading(id);
            let decided = case.facts.computed(case.ix(id)).is_some_and(|it| it.best == it.worst);
            prop_assert_eq!(reading.is_stated(), decided);
            prop_assert_eq!(reading.computed, decided);
        }
        prop_assert!(assessed.rule("KO-3").is_none(), "the list alone never reaches the worst option of G3");
    }

    /// The order of rows and splitting a line in two change nothing.
    #[test]
    fn facts_do_not_depend_on_how_a_list_is_cut(rows in any_list()) {
        // Bounds and grade; the sentences cite rows, which are others.
        let strip = |facts: &Facts| {
            let list = facts.list.as_ref().expect("a list");
            list.computed.iter().map(|(ix, it)| (*ix, it.best, it.worst, it.grade)).collect::<Vec<_>>()
        };
        let whole = worked().with_list(&written(&rows));
        let mut cut: Vec<_> = rows.iter().rev().copied().collect();
        if let Some(row) = cut.iter_mut().find(|row| row.3 > 1) {
            row.3 -= 1;
            let one = (row.0, row.1, row.2, 1);
            cut.insert(0, one);
        }
        prop_assert_eq!(strip(&whole.facts), strip(&worked().with_list(&written(&cut)).facts));
    }
}

/// Contradictions never change a score, and facts of a list are the same however often they are asked.
#[test]
fn the_list_of_a_blank_case_only_bounds() {
    let devices: DeviceList = list("camera x10; router x2 ends=2020-01-01 ip=8.8.8.8; server vlan=1; camera vlan=1");
    let case = blank().with_devices(devices);
    assert_eq!(case.contradicted(), "", "nobody answered, so nothing is contradicted");
    let again = facts(case.questionnaire, &case.submission, &surveyed(&case.submission.devices));
    assert_eq!(case.facts, again);
    assert_eq!(case.facts.support_ends().expect("a term").term, year_2027());
    let assessed = assess(case.questionnaire, &case.submission, &case.facts);
    assert_eq!(assessed.facts, case.facts);
}

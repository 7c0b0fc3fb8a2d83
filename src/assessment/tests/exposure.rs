//! Exposure index, tier and bands (rulings 2, 3.2, 3.3, 3.8).

use super::support::{Case, all_at, blank, core, first_pass, ratio, worked};
use crate::assessment::{Facts, shown_score};
use crate::questionnaire::{Ratio, TierIx};
use crate::submission::{Grade, Submission};

fn points(case: &Case, id: &str) -> u8 {
    let ix = case.ix(id);
    let assessment = case.assess().assessment;
    assessment.exposure.points.iter().find(|(known, _)| *known == ix).expect("it has points").1
}

fn check_points(changes: &str, id: &str, expected: u8) {
    assert_eq!(points(&worked().with(changes), id), expected, "{id} with \"{changes}\"");
}

#[test]
fn unanswered_exposure_items_score_their_maximum() {
    for (id, most) in [("A1", 15), ("A2", 15), ("A3", 20), ("A4", 15), ("A5", 15), ("A6", 10), ("A8", 5), ("A9", 5)] {
        check_points(&format!("{id} -"), id, most);
        check_points(&format!("{id} ?"), id, most);
    }
    let assessed = worked().with("A2 -; A5 ?").assess();
    assert_eq!(assessed.ids(&assessed.assessment.exposure.unanswered), "A2 A5");
}

#[test]
fn points_follow_the_ticks() {
    check_points("A3 none", "A3", 0);
    check_points("A3 cameras+sensors", "A3", 4);
    check_points("A3 cameras+access_control+building+edge_network+medical+plant_control", "A3", 20);
    check_points("A6 none", "A6", 0);
    check_points("A6 payment", "A6", 6);
    check_points("A6 employee+payment", "A6", 8);
    check_points("A6 health+biometric", "A6", 10);
    check_points("A6 health+biometric+payment", "A6", 10);
    check_points("A6 public_video_audio+employee", "A6", 6);
    check_points("A8 none", "A8", 0);
    check_points("A8 eu_uk+biometric_state", "A8", 2);
    check_points("A8 federal_contracts+critical_infrastructure", "A8", 3);
    check_points("A8 eu_uk+federal_contracts", "A8", 5);
    check_points("A9 one_site", "A9", 0);
    check_points("A9 sites_over_10+third_party_systems", "A9", 5);
    check_points("A9 sites_2_to_10", "A9", 2);
}

/// rulings 2.4: third-party systems without a site count.
#[test]
fn a_missing_site_count_scores_three() {
    check_points("A9 third_party_systems", "A9", 5);
}

#[test]
fn tiers_begin_at_30_and_60() {
    // A1 5, A2 3, A9 0 and the rest by hand.
    for (changes, index, tier) in [
        (
            "A1 manufacturing; A2 under_0_5; A3 cameras; A4 none; A5 from_8_to_24h; A6 none; A8 none; A9 one_site",
            29,
            "Low",
        ),
        (
            "A1 public_education; A2 under_0_5; A3 cameras; A4 none; A5 from_8_to_24h; A6 none; A8 federal_contracts; A9 one_site",
            30,
            "Moderate",
        ),
        (
            "A1 manufacturing; A2 over_5; A3 cameras; A4 property_damage; A5 under_8h; A6 employee; A8 federal_contracts; A9 one_site",
            59,
            "Moderate",
        ),
        (
            "A1 healthcare; A2 over_5; A3 cameras; A4 property_damage; A5 under_8h; A6 employee; A8 federal_contracts; A9 one_site",
            60,
            "High",
        ),
    ] {
        let assessed = worked().with(changes).assess();
        assert_eq!((assessed.assessment.exposure.index, assessed.tier()), (index, tier), "{changes}");
    }
}

#[test]
fn the_shipped_exposure_points_reach_exactly_100() {
    let assessed = worked()
        .with("A1 energy_water; A2 over_5; A3 cameras+access_control+building+edge_network+medical+plant_control")
        .with("A4 injury_environment; A5 under_8h; A6 health+biometric; A8 eu_uk+federal_contracts; A9 sites_over_10+third_party_systems")
        .assess();
    assert_eq!(assessed.assessment.exposure.index, 100);
}

fn band_name(tier: u8, score: Ratio) -> &'static str {
    let band = crate::assessment::score::band_at(core(), TierIx(tier), score);
    &core().band(band).name
}

/// rulings 3.2: the edge belongs to the better band.
#[test]
fn a_band_edge_belongs_to_the_better_band() {
    let bands = ["Preferred", "Standard", "Conditional", "Distressed", "Decline unless exception"];
    for (tier, edges) in [(0, [25, 45, 65, 80]), (1, [20, 40, 60, 75]), (2, [15, 33, 52, 68])] {
        for (place, edge) in edges.into_iter().enumerate() {
            let over = Ratio::from_integer(edge) + Ratio::new(1, 1_000_000);
            assert_eq!(band_name(tier, Ratio::from_integer(edge)), bands[place], "tier {tier}, {edge}");
            assert_eq!(band_name(tier, over), bands[place + 1], "tier {tier}, just over {edge}");
        }
        assert_eq!(band_name(tier, Ratio::from_integer(0)), bands[0]);
        assert_eq!(band_name(tier, Ratio::from_integer(100)), bands[4]);
    }
}

/// rulings 3.3: 25.0 is never shown beside Standard.
#[test]
fn the_shown_score_never_contradicts_the_band() {
    let low = TierIx(0);
    for (score, shown) in [
        (ratio(25, 1), "25.0"),
        (ratio(25, 1) + ratio(4, 100), "25.04"),
        (ratio(25, 1) + ratio(4, 1000), "25.004"),
        (ratio(25, 1) + ratio(5, 100), "25.1"),
        (ratio(25, 1) - ratio(4, 100), "25.0"),
        (ratio(10020, 197), "50.9"),
        (ratio(0, 1), "0.0"),
        (ratio(100, 1), "100.0"),
        (ratio(80, 1) + ratio(1, 300), "80.003"),
    ] {
        assert_eq!(shown_score(core(), low, score), shown, "{score}");
    }
    // 33 is an edge at High tier only.
    assert_eq!(shown_score(core(), TierIx(2), ratio(33, 1) + ratio(1, 100)), "33.01");
    assert_eq!(shown_score(core(), low, ratio(33, 1) + ratio(1, 100)), "33.0");
}

/// rulings 3.8: within 2.0 points, exact and inclusive.
#[test]
fn borderline_is_within_two_points_inclusive() {
    let name = |score: Ratio| {
        crate::assessment::score::borderline(core(), TierIx(2), score)
            .map(|(band, distance)| format!("{} {distance}", core().band(band).name))
    };
    let tiny = Ratio::new(1, 1_000_000);
    assert_eq!(name(ratio(50, 1)).as_deref(), Some("Distressed 2"));
    assert_eq!(name(ratio(50, 1) - tiny), None);
    assert_eq!(name(ratio(54, 1)).as_deref(), Some("Conditional 2"));
    assert_eq!(name(ratio(54, 1) + tiny), None);
    assert_eq!(name(ratio(52, 1)).as_deref(), Some("Distressed 0"), "on the edge: the other side");
    assert_eq!(name(ratio(15, 1) + tiny).map(|it| it.starts_with("Preferred")), Some(true));
    assert_eq!(name(ratio(0, 1)), None);
    assert_eq!(name(ratio(99, 1)), None, "the end of the scale is not an edge");
}

#[test]
fn score_ends_are_0_and_100() {
    assert_eq!(all_at("a", Grade::IndependentTest).assess().assessment.score, ratio(0, 1));
    assert_eq!(all_at("e", Grade::IndependentTest).assess().assessment.score, ratio(100, 1));
}

/// rulings 3.9 and domain.md 11.6.
#[test]
fn a_first_pass_at_one_half_leaves_a_range_of_65_points() {
    let case = blank().with("C1 c; D1 c; D3 c; E1 c; E3 c; F2 c; G2 c; G3 c; I3 c").assess();
    assert_eq!((case.assessment.range.best, case.assessment.range.worst), (ratio(175, 10), ratio(825, 10)));
}

#[test]
fn the_first_pass_questionnaire_scores_the_critical_questions_alone() {
    let case = Case { questionnaire: first_pass(), submission: Submission::default(), facts: Facts::default() };
    let assessed =
        case.with("C1 a E2; D1 e E2; D3 a E2; E1 a E2; E3 a E2; F2 a E2; G2 a E2; G3 a E2; I3 a E2").assess();
    assert_eq!(assessed.assessment.applicable_tenths, 350);
    assert_eq!(assessed.assessment.score, ratio(5 * 100, 35));
}

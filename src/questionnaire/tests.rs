use super::*;
use proptest::prelude::*;

fn check_decimal(numerator: i64, denominator: i64, places: u32, expected: &str) {
    assert_eq!(decimal(Ratio::new(numerator, denominator), places), expected, "{numerator}/{denominator} to {places}");
}

#[test]
fn decimals_round_half_up() {
    check_decimal(10020, 197, 1, "50.9");
    check_decimal(0, 1, 1, "0.0");
    check_decimal(100, 1, 1, "100.0");
    check_decimal(1, 20, 1, "0.1"); // 0.05
    check_decimal(49_999, 1_000_000, 1, "0.0");
    check_decimal(249, 10, 0, "25");
    check_decimal(5, 2, 0, "3");
    check_decimal(7, 2, 0, "4");
    check_decimal(1, 3, 4, "0.3333");
    check_decimal(2, 3, 4, "0.6667");
    check_decimal(9995, 1000, 2, "10.00"); // carries over every digit
}

/// Half up: a negative half goes towards zero.
#[test]
fn negative_decimals_round_half_up_too() {
    check_decimal(-5, 2, 0, "-2");
    check_decimal(-7, 2, 0, "-3");
    check_decimal(-51, 20, 0, "-3"); // -2.55
    check_decimal(-1, 20, 1, "0.0"); // -0.05 is no minus zero
    check_decimal(-3, 20, 1, "-0.1");
    check_decimal(-10020, 197, 1, "-50.9");
    check_decimal(-1, 1000, 1, "0.0");
}

#[test]
fn huge_ratios_do_not_overflow() {
    check_decimal(i64::MAX, 1, 0, "9223372036854775807");
    check_decimal(i64::MAX, 1, 12, "9223372036854775807.000000000000");
    check_decimal(i64::MIN + 1, 1, 1, "-9223372036854775807.0");
    check_decimal(i64::MAX, i64::MAX - 1, 3, "1.000");
    check_decimal(1, i64::MAX, 12, "0.000000000000");
    // More than twelve places are not kept.
    check_decimal(1, 3, 40, &decimal(Ratio::new(1, 3), 40));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// What is shown is never further than half a unit from the value, and a tie goes up.
    #[test]
    fn a_shown_decimal_is_the_nearest(numerator in -1_000_000_i64..1_000_000, denominator in 1_i64..10_000, places in 0_u32..4) {
        let value = Ratio::new(numerator, denominator);
        let shown = decimal(value, places);
        let scale = 10_i64.pow(places);
        let back = Ratio::new(shown.replace('.', "").parse::<i64>().expect("digits"), scale);
        let off = back - value;
        let half = Ratio::new(1, 2 * scale);
        prop_assert!(off > -half && off <= half, "{value} is shown as {shown}");
        prop_assert_eq!(shown.split_once('.').map_or(0, |(_, fraction)| fraction.len()), places as usize);
    }
}

#[test]
fn weights_are_whole_tenths_up_to_100() {
    let shown = |tenths| Weight::from_tenths(tenths).map(|weight| weight.to_string());
    assert_eq!(shown(0).as_deref(), Some("0.0"));
    assert_eq!(shown(8).as_deref(), Some("0.8"));
    assert_eq!(shown(50).as_deref(), Some("5.0"));
    assert_eq!(shown(1000).as_deref(), Some("100.0"));
    assert_eq!(shown(1001), None);
}

#[test]
fn quarters_run_from_0_to_4() {
    let shown: Vec<String> = (0..=4).filter_map(Quarter::new).map(|quarter| quarter.to_string()).collect();
    assert_eq!(shown, ["0", "0.25", "0.5", "0.75", "1"]);
    assert_eq!(Quarter::new(5), None);
    assert!(Quarter::BEST < Quarter::HALF && Quarter::HALF < Quarter::WORST);
}

#[test]
fn option_sets_hold_what_was_put_in() {
    let set = OptionSet::of(0).with(31).with(5).with(5);
    assert_eq!(set.places().collect::<Vec<_>>(), [0, 5, 31]);
    assert_eq!(set.len(), 3);
    assert!(set.holds(31) && !set.holds(30));
    assert!(set.meets(OptionSet::of(5)) && !set.meets(OptionSet::of(6)));
    assert!(OptionSet::default().is_empty());
    assert!(OptionSet::of(OptionSet::MAX_OPTIONS).is_empty(), "beyond the last place there is nothing");
}

#[test]
fn a_condition_names_each_question_once_in_order() {
    let at = |question| Condition::AtLeast { question: QuestionIx(question), factor: Quarter::HALF };
    let condition = Condition::All(vec![
        at(7),
        Condition::Not(Box::new(Condition::Any(vec![at(2), at(7)]))),
        Condition::Count { at_least: 1, of: vec![Condition::Shown { question: QuestionIx(4) }, Condition::Always] },
        Condition::TierAtLeast(TierIx(0)),
    ]);
    assert_eq!(condition.questions(), [QuestionIx(7), QuestionIx(2), QuestionIx(4)]);
    let mut parts = 0;
    condition.walk(&mut |_| parts += 1);
    assert_eq!(parts, 10);
}

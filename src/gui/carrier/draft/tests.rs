//! The draft by itself: steps, sums, locks, and numbers as people type them.

use super::typed::units_from_text;
use super::*;
use crate::gui::store::shipped_questionnaire;
use crate::questionnaire::Unit;
use crate::questionnaire::plan::WeightSum;
use proptest::prelude::*;

fn draft() -> Draft {
    let base = shipped_questionnaire().map_err(|refusal| refusal.text).expect("the shipped questionnaire reads");
    Draft::on(base, "Ada Example")
}

fn ix(draft: &Draft, id: &str) -> QuestionIx {
    draft.base.find(id).expect("the question is there")
}

fn total(draft: &Draft) -> u32 {
    draft.base.places().map(|ix| u32::from(draft.weight(ix))).sum()
}

#[test]
fn a_thousand_steps_go_back_one_by_one() {
    let mut draft = draft();
    let d1 = ix(&draft, "D1");
    for step in 0..1_200_u16 {
        draft.carry_out(DraftAction::Close);
        draft.carry_out(DraftAction::Weight(d1, 1 + (step * 7) % 200));
    }
    let last = draft.plan.clone();
    let mut back = 0;
    while let Some((plan, _)) = draft.steps.undo(draft.plan.clone()) {
        draft.plan = plan;
        back += 1;
    }
    assert!(back >= 1_000, "{back} steps");
    assert!(draft.plan.changes.is_empty());
    while let Some((plan, _)) = draft.steps.redo(draft.plan.clone()) {
        draft.plan = plan;
    }
    assert_eq!(draft.plan, last);
}

#[test]
fn a_drag_is_one_step_and_scales_from_where_it_began() {
    let mut draft = draft();
    let section = draft.base.question(ix(&draft, "D1")).section;
    let before: Vec<u16> = draft.base.places_of(section).map(|ix| draft.weight(ix)).collect();
    // Through very small sums, where rounding would wear the proportions away.
    for total in (10..=400).rev().chain([190]) {
        draft.carry_out(DraftAction::Section(section, total));
    }
    let after: Vec<u16> = draft.base.places_of(section).map(|ix| draft.weight(ix)).collect();
    assert_eq!(after, before, "back at 19.0, every question is where it was");
    let (plan, label) = draft.steps.undo(draft.plan.clone()).expect("a step");
    assert!(plan.changes.is_empty(), "one step");
    assert_eq!(label, "Set section D to 19.0");
}

#[test]
fn distributing_leaves_what_a_person_set_and_what_is_locked() {
    let mut draft = draft();
    let (d1, g2, c1) = (ix(&draft, "D1"), ix(&draft, "G2"), ix(&draft, "C1"));
    draft.carry_out(DraftAction::Weight(d1, 90));
    draft.carry_out(DraftAction::Lock(Line::Question(g2)));
    assert!(draft.faults.iter().any(|fault| fault.what.contains("add up to 104.0")), "{:?}", draft.faults);
    draft.carry_out(DraftAction::Distribute);
    assert_eq!(total(&draft), 1_000);
    assert_eq!((draft.weight(d1), draft.weight(g2)), (90, 40));
    assert!(draft.weight(c1) < 40, "others gave");
    assert!(draft.faults.is_empty(), "{:?}", draft.faults);
}

#[test]
fn a_floating_sum_is_no_fault() {
    let mut draft = draft();
    let d1 = ix(&draft, "D1");
    draft.carry_out(DraftAction::Weight(d1, 90));
    draft.carry_out(DraftAction::Sum(WeightSum::Floating));
    assert!(draft.faults.is_empty(), "{:?}", draft.faults);
    assert_eq!(draft.table.over(), 0);
    assert_eq!(draft.table.entry(Line::Question(d1)).map(|entry| entry.share.as_str()), Some("8.7 %"));
}

#[test]
fn what_cannot_be_laid_leaves_the_last_state_and_says_so() {
    let mut draft = draft();
    let target = Target::Factor { question: "D1".to_owned(), option: "a".to_owned() };
    let before = draft.effective.clone();
    draft.carry_out(DraftAction::Set(target, Value::Factor(crate::questionnaire::Quarter::WORST)));
    assert!(Arc::ptr_eq(&before, &draft.effective));
    let d1 = ix(&draft, "D1");
    let entry = draft.table.entry(Line::Question(d1)).expect("a line");
    assert!(entry.fault.as_ref().is_some_and(|fault| fault.contains("rise from the best option")), "{:?}", entry.fault);
}

#[test]
fn numbers_are_read_as_people_write_them() {
    for (text, unit, units) in [
        ("5", Unit::Tenths, Some(50)),
        ("5.0", Unit::Tenths, Some(50)),
        (" .5 ", Unit::Tenths, Some(5)),
        ("5.05", Unit::Tenths, None),
        ("5,5", Unit::Tenths, None),
        ("-1", Unit::Tenths, None),
        ("", Unit::Tenths, None),
        (".", Unit::Tenths, None),
        ("0.75", Unit::Quarters, Some(3)),
        ("0.3", Unit::Quarters, None),
        ("35 %", Unit::Percent, Some(35)),
        ("E2", Unit::Grade, Some(2)),
        ("$5,000,000", Unit::Dollars, Some(5_000_000)),
        ("0.5,0", Unit::Tenths, None),
        ("99999999999999999999", Unit::Dollars, None),
        ("18446744073709551615", Unit::Tenths, None),
    ] {
        assert_eq!(units_from_text(text, unit), units, "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    /// Whatever is done, distributing keeps the sum exactly wherever that is possible, and says so where not.
    #[test]
    fn distributing_always_ends_at_the_sum(steps in proptest::collection::vec((0_usize..46, 1_u16..200, any::<bool>()), 1..12)) {
        let mut draft = draft();
        let scored: Vec<QuestionIx> = draft.base.places().filter(|ix| draft.base.is_scored(*ix)).collect();
        for (place, tenths, lock) in steps {
            let ix = scored[place % scored.len()];
            draft.carry_out(DraftAction::Weight(ix, tenths));
            if lock {
                draft.carry_out(DraftAction::Lock(Line::Question(ix)));
            }
        }
        let locked: Vec<(QuestionIx, u16)> = draft.locked.iter().map(|ix| (*ix, draft.weight(*ix))).collect();
        let before = total(&draft);
        let said = draft.carry_out(DraftAction::Distribute).unwrap_or_default();
        prop_assert!(total(&draft) == 1_000 || (total(&draft) == before && said.contains("unlock more")), "{}", said);
        for (ix, tenths) in locked {
            prop_assert_eq!(draft.weight(ix), tenths);
        }
    }

    #[test]
    fn reading_any_text_never_panics(text in ".{0,30}") {
        for unit in [Unit::Tenths, Unit::Quarters, Unit::Percent, Unit::Grade, Unit::Dollars, Unit::Count] {
            prop_assert!(units_from_text(&text, unit).is_none_or(|units| unit.show(units).len() < 40));
        }
    }
}

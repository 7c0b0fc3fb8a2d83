//! Scenarios: what they move, what they cannot, and that applying one is one step there and one back.

use super::laws::{bytes, config};
use super::small::{self, Source};
use super::support::{Case, core, worked};
use crate::assessment::what_if::{
    Effect, Misfit, applying, differing, effect, fitting, from_improvements, misfits, scenario_applied, top_levers,
};
use crate::assessment::{Assessment, assess};
use crate::questionnaire::Ratio;
use crate::submission::{Answer, Carried, Flip, Grade, Scenario, Submission};
use chrono::NaiveDate;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day")
}

fn scenario(flips: &[(&str, Option<Answer>, Option<Grade>)]) -> Scenario {
    let flip = |(id, answer, grade): &(&str, Option<Answer>, Option<Grade>)| {
        ((*id).to_owned(), Flip { answer: answer.clone(), grade: *grade })
    };
    Scenario { name: "Tried".to_owned(), flips: flips.iter().map(flip).collect(), note: String::new() }
}

fn of(case: &Case, scenario: &Scenario) -> Effect {
    effect(case.questionnaire, &case.submission, scenario, |submission| {
        assess(case.questionnaire, submission, &case.facts)
    })
}

fn codes(case: &Case, rules: &[crate::assessment::FiredRule]) -> Vec<String> {
    rules.iter().map(|fired| case.questionnaire.rules[usize::from(fired.rule)].code.clone()).collect()
}

#[test]
fn a_better_answer_lowers_the_score_and_lifts_what_hung_on_it() {
    let case = worked();
    let tried = scenario(&[
        ("D2", Some(Answer::option("a")), Some(Grade::ScanOrLog)),
        ("G2", Some(Answer::option("a")), Some(Grade::ScanOrLog)),
    ]);
    let it = of(&case, &tried);
    assert!(it.score_change() < Ratio::from_integer(0));
    assert_eq!(it.before, case.assess().assessment, "the case itself stands as it stood");
    assert!(it.fired.is_empty(), "{:?}", codes(&case, &it.fired));
    let d2 = case.ix("D2");
    assert!(it.after.subjectivities.iter().all(|theme| !theme.because.contains(&d2)));
    assert!(it.schedule.iter().all(|line| line.before != line.after) && !it.schedule.is_empty());
}

#[test]
fn a_worse_answer_fires_a_rule_by_name() {
    let case = super::support::all_at("a", Grade::ScanOrLog);
    let it = of(&case, &scenario(&[("K1", Some(Answer::option("yes")), None)]));
    assert!(!it.fired.is_empty() && it.lifted.is_empty());
    let back = Effect::between(it.after.clone(), it.before.clone());
    assert_eq!((back.fired, back.lifted), (it.lifted, it.fired));
}

#[test]
fn what_the_questionnaire_does_not_have_is_kept_said_and_counts_nowhere() {
    let case = worked();
    let tried = scenario(&[
        ("D1", Some(Answer::option("zz")), None),
        ("ZZ", Some(Answer::option("a")), None),
        ("E1", Some(Answer::Options(BTreeSet::from(["a".to_owned(), "b".to_owned()]))), None),
        ("E2", Some(Answer::Text("words".to_owned())), None),
        ("C1", Some(Answer::option("a")), None),
    ]);
    let said = misfits(case.questionnaire, &tried);
    assert_eq!(
        said,
        [
            ("D1", Misfit::NoOption("zz".to_owned())),
            ("E1", Misfit::NotAnAnswer),
            ("E2", Misfit::NotAnAnswer),
            ("ZZ", Misfit::NoQuestion)
        ]
    );
    let alone = scenario(&[("C1", Some(Answer::option("a")), None)]);
    assert_eq!(of(&case, &tried), of(&case, &alone));
    assert_eq!(differing(case.questionnaire, &case.submission, &tried), ["C1"]);
    let edit = applying(case.questionnaire, &case.submission, &tried, "", today()).expect("C1 differs");
    let mut applied = case.submission.clone();
    drop(edit.apply(&mut applied));
    assert_eq!(applied.answer("D1"), case.submission.answer("D1"), "no answer is lost over a flip that does not fit");
    assert!(applied.record("ZZ").is_none());
    assert_eq!(tried.flips.len(), 5, "and all of it stays in the scenario");
}

#[test]
fn applied_answers_say_who_and_when_and_nothing_else_changes() {
    let mut case = worked();
    let record = case.submission.records.get_mut("D1").expect("it is answered");
    record.note = "seen on site".to_owned();
    record.said_by = "somebody else".to_owned();
    record.confirm = Some(Carried::default());
    let tried = scenario(&[
        ("D1", Some(Answer::option("a")), None),
        // Only its evidence is another.
        ("D2", case.submission.answer("D2").cloned(), Some(Grade::IndependentTest)),
        // As it is on file.
        ("D3", case.submission.answer("D3").cloned(), Some(Grade::Document)),
    ]);
    assert_eq!(differing(case.questionnaire, &case.submission, &tried), ["D1", "D2"]);
    let edit = applying(case.questionnaire, &case.submission, &tried, " R. Okafor ", today()).expect("two differ");
    assert_eq!(edit.label(&case.submission), "Apply scenario Tried");
    let mut applied = case.submission.clone();
    let back = edit.apply(&mut applied);
    let record = applied.record("D1").expect("it stays");
    assert_eq!((record.said_by.as_str(), record.said_on), ("R. Okafor", Some(today())));
    assert_eq!((record.grade, record.note.as_str(), &record.confirm), (None, "seen on site", &None));
    assert_eq!(applied.record("D2").and_then(|record| record.said_on), None, "nobody said that anew");
    assert_eq!(applied.record("D3"), case.submission.record("D3"));
    assert_eq!(applying(case.questionnaire, &applied, &tried, "", today()), None, "a second time changes nothing");
    drop(back.apply(&mut applied));
    assert_eq!(applied, case.submission);
}

#[test]
fn the_top_levers_make_a_scenario_that_gains_at_least_the_largest() {
    let case = worked();
    let before = case.assess().assessment;
    let levers = top_levers(&before);
    let tried = from_improvements(case.questionnaire, &case.submission, &levers, "Levers");
    assert_eq!((levers.len(), tried.flips.len()), (5, 5));
    assert!(tried.flips.values().all(|flip| flip.grade == Some(Grade::ScanOrLog)));
    assert!(-of(&case, &tried).score_change() >= before.levers[0].gain);
}

/// Random answers to try, some of them to questions and with options that are not there.
fn random_scenario(case: &Case, source: &mut Source<'_>) -> Scenario {
    let other = small::answers(case.questionnaire, source);
    let mut flips = BTreeMap::new();
    for (id, record) in other.records {
        match source.pick(8) {
            0..=2 => drop(flips.insert(id, Flip { answer: record.answer, grade: record.grade })),
            3 => drop(flips.insert(id, Flip::default())),
            4 => drop(flips.insert(format!("{id}x"), Flip { answer: record.answer, grade: None })),
            5 => drop(flips.insert(id, Flip { answer: Some(Answer::option("gone")), grade: None })),
            _ => {}
        }
    }
    Scenario { name: "Random".to_owned(), flips, note: String::new() }
}

fn assessed(case: &Case, submission: &Submission) -> Assessment {
    assess(case.questionnaire, submission, &case.facts)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..config(200) })]

    #[test]
    fn an_effect_is_the_assessment_of_the_applied_case_and_undo_takes_all_of_it_back(bytes in bytes(700)) {
        let mut source = Source(&bytes);
        let mut case = Case { submission: small::answers(core(), &mut source), ..super::support::blank() };
        case.submission.records.retain(|_, record| !record.is_empty());
        let tried = random_scenario(&case, &mut source);
        let it = of(&case, &tried);
        let fits = fitting(core(), &tried);
        prop_assert_eq!(&it.after, &assessed(&case, &scenario_applied(&case.submission, &fits)));
        prop_assert_eq!(&it.before, &assessed(&case, &case.submission));
        // The differences say all there is between the two sides.
        let count = |all: &[crate::assessment::FiredRule]| all.len();
        prop_assert_eq!(count(&it.before.rules) + count(&it.fired), count(&it.after.rules) + count(&it.lifted));
        let mut applied = case.submission.clone();
        match applying(core(), &case.submission, &tried, "somebody", today()) {
            None => prop_assert!(differing(core(), &case.submission, &tried).is_empty()),
            Some(edit) => {
                let back = edit.apply(&mut applied);
                prop_assert_eq!(&assessed(&case, &applied), &it.after);
                prop_assert!(differing(core(), &applied, &tried).is_empty());
                drop(back.apply(&mut applied));
            }
        }
        prop_assert_eq!(&applied, &case.submission);
    }
}

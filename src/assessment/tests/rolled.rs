//! A case that was rolled forward: what counts before anybody confirms, after, and what changed beside the score.

use super::laws::{bytes, config};
use super::lists::{day, list};
use super::small::{self, Source};
use super::support::{core, worked, worked_at};
use crate::assessment::renewal::{Held, Moved, Renewal, Side, renewal};
use crate::assessment::{Assessment, State, assess, facts};
use crate::inventory::{DeviceList, References, Survey, Term, survey};
use crate::submission::{
    CarriedOver, Edit, Grade, NewTerm, Subjectivity, SubjectivityStatus, Submission, confirming, roll_forward,
};
use proptest::prelude::*;
use proptest::test_runner::Config;
use std::sync::Arc;

fn assessed(submission: &Submission) -> Assessment {
    assess(core(), submission, &facts(core(), submission, &Survey::default()))
}

fn rolled(expiring: &Submission) -> Submission {
    let term = NewTerm::after(&expiring.policy, NewTerm::default()).expect("a term");
    roll_forward(expiring, "last year", term, Arc::default(), None)
}

fn confirmed(renewing: &Submission) -> Submission {
    let ids: Vec<String> = renewing.records.keys().cloned().collect();
    let edits = confirming(renewing, ids.iter().map(String::as_str), "", day("2027-11-20"));
    let mut now = renewing.clone();
    drop(Edit::Many { label: String::new(), edits }.apply(&mut now));
    now
}

/// As it stood, with the grades of evidence that is too old taken away.
fn honest(expiring: &Submission, renewing: &Submission) -> Submission {
    let mut then = Submission { policy: renewing.policy.clone(), ..expiring.clone() };
    for aged in CarriedOver::of(renewing).aged {
        then.records.get_mut(&aged.question).expect("a record").grade = None;
    }
    then
}

fn compared(expiring: &Submission, renewing: &Submission) -> Renewal {
    let survey = Survey::default();
    let side = |submission| Side { base: core(), effective: core(), submission, survey: &survey };
    renewal(&side(expiring), &side(renewing))
}

#[test]
fn until_it_is_confirmed_an_answer_is_asserted_and_a_declaration_open() {
    let mut expiring = worked_at(Grade::ScanOrLog).submission;
    expiring.policy.inception = Some(day("2027-01-01"));
    let renewing = rolled(&expiring);
    let (then, now) = (assessed(&expiring), assessed(&renewing));
    let d1 = now.reading(core().find("D1").expect("D1"));
    assert_eq!((d1.state, d1.grade, d1.unconfirmed), (State::Stated, 0, true));
    assert_eq!(d1.options, then.reading(core().find("D1").expect("D1")).options);
    let k2 = now.reading(core().find("K2").expect("K2"));
    assert_eq!((k2.state, k2.unconfirmed), (State::Open, true));
    assert_eq!(now.confidence, assessed(&worked_at(Grade::Asserted).submission).confidence);
    assert_eq!(now.outcome_words(core()), "Insufficient information", "nobody has declared anything for this term");
    assert_eq!(
        now.to_confirm().count(),
        then.readings
            .iter()
            .zip(core().places())
            .filter(|(reading, ix)| { reading.shown && expiring.answer(&core().question(*ix).id).is_some() })
            .count()
    );
    assert_eq!(then.to_confirm().count(), 0);
}

#[test]
fn a_rolled_case_changes_no_answer_and_says_what_proved_them() {
    let mut expiring = worked_at(Grade::ScanOrLog).submission;
    expiring.policy.inception = Some(day("2027-01-01"));
    for (id, record) in &mut expiring.records {
        record.said_on = Some(day(if id == "D1" { "2026-10-01" } else { "2027-05-01" }));
    }
    let renewing = rolled(&expiring);
    let it = compared(&expiring, &renewing);
    assert_eq!(it.answers, [], "what nobody has confirmed is no change");
    assert_eq!(it.proof.before[2], it.proof.after[0], "{:?}", it.proof);
    assert_eq!(it.proof.to_confirm.len(), it.proof.answered);
    assert_eq!(it.proof.aged.iter().map(|aged| aged.question.as_str()).collect::<Vec<_>>(), ["D1"]);
    assert_eq!(it.proof.changed, []);
    let it = compared(&expiring, &confirmed(&renewing));
    assert_eq!(it.answers, []);
    let [changed] = &it.proof.changed[..] else { panic!("{:?}", it.proof.changed) };
    assert_eq!((changed.question.as_str(), changed.was, changed.is), ("D1", 2, 0));
}

#[test]
fn answers_move_better_or_worse_and_rules_fire_and_lift() {
    let (before, mut now) = (worked(), worked().with("D1 a; E1 e; A5 under_8h"));
    now.submission.records.get_mut("D1").expect("D1").said_by = "J. Ortiz".into();
    let it = compared(&before.submission, &now.submission);
    let moved = |id: &str| it.answers.iter().find(|answer| answer.question == id).map(|answer| answer.moved);
    assert_eq!((moved("D1"), moved("E1")), (Some(Moved::Better), Some(Moved::Worse)));
    assert_eq!(it.answers.iter().find(|it| it.question == "D1").map(|it| it.by.as_str()), Some("J. Ortiz"));
    let codes = |rules: &[crate::assessment::renewal::RuleChange]| {
        rules.iter().map(|rule| rule.code.clone()).collect::<Vec<_>>()
    };
    assert!(codes(&it.rules.fired).contains(&"FL-1".to_owned()), "{:?}", it.rules);
    let back = compared(&now.submission, &before.submission);
    assert_eq!(
        (codes(&back.rules.fired), codes(&back.rules.lifted)),
        (codes(&it.rules.lifted), codes(&it.rules.fired))
    );
}

#[test]
fn conditions_of_last_term_are_each_found_once() {
    let with = |text: &str, status| Subjectivity { text: text.into(), status, ..Subjectivity::default() };
    let mut expiring = worked().submission;
    expiring.policy.inception = Some(day("2027-01-01"));
    use SubjectivityStatus::{Met, Open};
    expiring.subjectivities = vec![with("Scan", Open), with("Scan", Open), with("Drill", Met)];
    let mut renewing = rolled(&expiring);
    renewing.subjectivities[0].status = Met;
    renewing.subjectivities.push(with("New", Open));
    let it = compared(&expiring, &renewing);
    let found: Vec<_> = it.conditions.iter().map(|it| (it.condition.text.as_str(), it.was, it.is)).collect();
    assert_eq!(
        found,
        [("Scan", Some(Open), Some(Met)), ("Scan", Some(Open), Some(Open)), ("Drill", Some(Met), Some(Met))]
    );
    renewing.subjectivities.clear();
    assert!(compared(&expiring, &renewing).conditions.iter().all(|it| it.is.is_none()));
}

fn devices(then: &str, now: &str) -> Renewal {
    let term = |year: &str| Term::new(day(&format!("{year}-01-01")), None);
    let (mut old, mut new) = (worked().submission, worked().submission);
    let put = |case: &mut Submission, lines: &str, year: &str| -> Survey {
        case.devices = if lines.is_empty() { DeviceList::default() } else { list(lines) };
        survey(&case.devices, &References::default(), Some(term(year)))
    };
    let (before, after) = (put(&mut old, then, "2027"), put(&mut new, now, "2028"));
    let side = |submission, survey| Side { base: core(), effective: core(), submission, survey };
    renewal(&side(&old, &before), &side(&new, &after))
}

#[test]
fn devices_are_new_gone_and_newly_unsupported_by_model() {
    let it = devices(
        "camera x200 vendor=Axis model=P1 ends=2027-06-30; printer x10 vendor=HP model=L ends=2026-06-30; sensor x7",
        "camera x150 vendor=Axis model=P1 ends=2027-06-30; camera x60 vendor=Axis model=P2; \
         printer x12 vendor=HP model=L ends=2026-06-30",
    )
    .devices;
    assert_eq!((it.held, it.same_list), (Held::Both, false));
    let class = |name: &str| {
        let (_, change) = it.classes.iter().find(|(class, _)| class.words() == name).expect("a class");
        let support = change.support.expect("both terms are known");
        ([change.before, change.after, change.new, change.gone], [support.past, support.newly_past, support.unknown])
    };
    assert_eq!(class("camera"), ([200, 210, 60, 50], [150, 150, 60]), "supported then, past now");
    assert_eq!(class("printer"), ([10, 12, 2, 0], [12, 2, 0]), "two more of what was past already");
    assert_eq!(class("sensor or actuator"), ([7, 0, 0, 7], [0, 0, 0]));
    assert_eq!((it.total.before, it.total.after, it.total.new, it.total.gone), (217, 222, 62, 57));
    let first = it.models.first().expect("models moved");
    assert_eq!((first.model.as_str(), first.change.support.expect("known").newly_past), ("P1", 150));
}

#[test]
fn a_list_that_is_missing_or_last_years_is_never_taken_for_a_change() {
    let lines = "camera x200 vendor=Axis model=P1 ends=2027-06-30";
    let it = devices(lines, "").devices;
    assert_eq!((it.held, it.models.len(), it.total.support), (Held::ExpiringOnly, 0, None));
    assert_eq!(devices("", lines).devices.held, Held::RenewingOnly);
    assert_eq!(devices("", "").devices.held, Held::Neither);
    let same = devices(lines, lines).devices;
    assert!(same.same_list, "nobody has said what there is now");
    assert_eq!(same.total.support.expect("known").newly_past, 200, "time went on all the same");
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..config(200) })]

    #[test]
    fn confirming_all_gives_what_the_old_answers_give_with_honest_grades(bytes in bytes(600)) {
        let mut source = Source(&bytes);
        let mut expiring = small::answers(core(), &mut source);
        expiring.policy.inception = Some(day("2027-01-01"));
        for record in expiring.records.values_mut() {
            record.said_on = [None, Some(day("2026-10-01")), Some(day("2027-03-01"))][source.pick(3)];
        }
        let renewing = rolled(&expiring);
        let now = confirmed(&renewing);
        prop_assert_eq!(now.records.len(), expiring.records.len());
        for (id, record) in &expiring.records {
            prop_assert_eq!(now.answer(id), record.answer.as_ref());
        }
        prop_assert_eq!(assessed(&now), assessed(&honest(&expiring, &renewing)));
        prop_assert_eq!(assessed(&now).to_confirm().count(), 0);
        // Before that, nothing counts better than afterwards.
        let waiting = assessed(&renewing);
        prop_assert!(waiting.confidence <= assessed(&now).confidence);
        prop_assert!(waiting.score >= assessed(&now).score || waiting.applicable_tenths != assessed(&now).applicable_tenths);
    }
}

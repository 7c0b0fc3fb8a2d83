//! What stands behind the score: shares that add up, gains that come true, goals that nothing smaller reaches.

use super::laws::{bytes, config, random_core};
use super::small::{self, Source};
use super::support::{Case, blank, core, worked_at};
use crate::assessment::evidence::{EvidenceView, evidence_view};
use crate::assessment::{ConfidenceLevel, Improvement};
use crate::questionnaire::{QuestionIx, Ratio, ratio_from_percent};
use crate::submission::{Attachment, EvidenceAge, Grade};
use chrono::NaiveDate;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn view(case: &Case) -> EvidenceView {
    evidence_view(case.questionnaire, &case.submission, &case.assess().assessment, day("2027-01-01"))
}

fn with_grade(case: &Case, questions: &[QuestionIx], grade: Grade) -> Case {
    let mut proven = case.clone();
    for ix in questions {
        let record = proven.submission.records.get_mut(&case.questionnaire.question(*ix).id).expect("a record");
        record.grade = record.grade.max(Some(grade));
    }
    proven
}

fn check(case: &Case) {
    let (now, it) = (case.assess().assessment, view(case));
    let parts = || it.grades.iter().chain([&it.unknown, &it.open]);
    assert_eq!(parts().map(|part| part.tenths).sum::<i64>(), now.applicable_tenths);
    let whole = ratio_from_percent(if now.applicable_tenths > 0 { 100 } else { 0 });
    assert_eq!(parts().map(|part| part.percent).sum::<Ratio>(), whole, "the shares add up");
    assert_eq!(it.not_applicable.percent, Ratio::from_integer(0));
    let scale = case.questionnaire.confidence.grades.map(|percent| Ratio::new(i64::from(percent), 100));
    let confidence: Ratio = it.grades.iter().zip(scale).map(|(part, counts)| part.percent * counts).sum();
    assert_eq!(confidence, now.confidence, "the shares are what confidence is made of");
    assert_eq!(it.better, if now.applicable_tenths > 0 { whole - now.score } else { whole });
    assert!(it.better_asserted >= Ratio::from_integer(0) && it.better_asserted <= it.better);

    for raise in &it.raises {
        assert_eq!(raise.to.level(), raise.from.level() + 1);
        let after = with_grade(case, &[raise.question], raise.to).assess().assessment;
        assert_eq!(after.confidence - now.confidence, raise.gain, "the gain comes true");
    }
    assert!(it.raises.is_sorted_by(|a, b| a.gain > b.gain || (a.gain == b.gain && a.question < b.question)));
    for lift in &it.lifts {
        let after = with_grade(case, &[lift.question], lift.to).assess().assessment;
        assert_eq!(now.score - after.score, lift.points, "the points come true");
    }
    for goal in &it.goals {
        assert!(now.confidence < ratio_from_percent(goal.percent));
        let Some(proofs) = &goal.proofs else {
            assert!(goal.reaches < ratio_from_percent(goal.percent));
            continue;
        };
        let after = with_grade(case, proofs, Improvement::GRADE).assess().assessment;
        assert_eq!(after.confidence, goal.reaches);
        assert!(after.confidence >= ratio_from_percent(goal.percent), "the proofs suffice");
    }
}

/// Most that any `count` of the raises' questions could reach together, where gains add up.
fn most_with(case: &Case, count: usize) -> Ratio {
    let now = case.assess().assessment.confidence;
    let mut gains: Vec<Ratio> = view(case)
        .raises
        .iter()
        .map(|raise| with_grade(case, &[raise.question], Improvement::GRADE).assess().assessment.confidence - now)
        .collect();
    gains.sort_by(|a, b| b.cmp(a));
    now + gains.into_iter().take(count).sum::<Ratio>()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..config(60) })]

    #[test]
    fn on_the_shipped_questionnaire_shares_add_up_and_gains_come_true(bytes in bytes(400)) {
        let case = random_core(&mut Source(&bytes));
        check(&case);
        for goal in view(&case).goals {
            let Some(proofs) = goal.proofs else { continue };
            prop_assert!(most_with(&case, proofs.len() - 1) < ratio_from_percent(goal.percent), "nothing smaller does");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..config(300) })]

    #[test]
    fn on_small_questionnaires_too(bytes in bytes(160)) {
        let mut source = Source(&bytes);
        let questionnaire = small::random(&mut source);
        prop_assume!(questionnaire.is_some());
        let mut case = small::case(questionnaire.expect("assumed"));
        case.submission = small::answers(case.questionnaire, &mut source);
        check(&case);
    }
}

#[test]
fn an_asserted_case_names_the_floor_and_how_few_proofs_lift_it() {
    let case = worked_at(Grade::Asserted);
    let it = view(&case);
    assert_eq!(it.asserted_share, ratio_from_percent(100));
    assert_eq!(it.better_asserted, it.better);
    let goal = it.goals.first().expect("E0 throughout is below every goal");
    assert_eq!((goal.percent, goal.level), (35, Some(ConfidenceLevel::Medium)));
    let codes: Vec<&str> = goal.rules.iter().map(|it| core().rules[usize::from(*it)].code.as_str()).collect();
    assert!(codes.contains(&"FL-3"), "{codes:?}");
    let proofs = goal.proofs.as_deref().expect("a few proofs suffice");
    assert!(case.fires("FL-3") && !with_grade(&case, proofs, Grade::ScanOrLog).fires("FL-3"));
    let heaviest = core().places().filter(|ix| core().is_scored(*ix)).map(|ix| core().question(ix).weight).max();
    assert_eq!(Some(core().question(proofs[0]).weight), heaviest, "the heaviest question first");
    assert_eq!(it.goals.last().map(|goal| goal.level), Some(Some(ConfidenceLevel::High)));
}

#[test]
fn open_answers_can_keep_a_goal_out_of_reach() {
    let it = view(&blank().with("D1 a"));
    assert!(it.goals.iter().all(|goal| goal.proofs.is_none()), "{:?}", it.goals);
}

#[test]
fn proof_gives_back_what_a_rule_had_lifted() {
    let case = worked_at(Grade::Document).with("D3 a");
    let it = view(&case);
    let lift = it.lifts.iter().find(|lift| lift.question == case.ix("D3")).expect("CR-2 lifts D3");
    assert_eq!((core().rules[usize::from(lift.rule)].code.as_str(), lift.to), ("CR-2", Grade::ScanOrLog));
    assert!(view(&case.with("D3 a E2")).lifts.iter().all(|it| it.question != lift.question));
}

#[test]
fn evidence_has_the_age_that_it_will_have_on_the_day() {
    let case = worked_at(Grade::Document).tap(|submission| {
        let mut put = |id: &str, dated: &[Option<&str>]| {
            let attached = |it: &Option<&str>| Attachment { dated: it.map(day), ..Attachment::default() };
            submission.records.get_mut(id).expect("a record").attachments = dated.iter().map(attached).collect();
        };
        put("B1", &[Some("2025-12-31"), Some("2026-01-01")]);
        put("B2", &[Some("2025-12-31"), None]);
        put("B3", &[None]);
        submission.records.get_mut("B4").expect("a record").grade = None;
    });
    let it = view(&case);
    let age = |id: &str| it.aged.iter().find(|aged| aged.question == case.ix(id)).map(|aged| aged.age);
    assert_eq!(age("B1"), Some(EvidenceAge::Recent(day("2026-01-01"))));
    assert_eq!(age("B2"), Some(EvidenceAge::Aged(day("2025-12-31"))));
    assert_eq!(age("B3"), Some(EvidenceAge::NotKnown));
    assert_eq!(age("B4"), None, "nothing but a word is not dated");
}

#[test]
fn a_file_without_a_grade_is_listed_and_still_counts_as_asserted() {
    let mut case = blank().with("D1 c");
    case.submission.records.get_mut("D1").expect("a record").attachments = vec![Attachment::default()];
    let it = view(&case);
    assert_eq!(it.aged.iter().map(|aged| aged.grade).collect::<Vec<_>>(), [Grade::Asserted]);
    assert_eq!(it.grades[0].questions, 1);
}

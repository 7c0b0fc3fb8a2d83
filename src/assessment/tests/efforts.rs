//! Efforts: who is believed, what a set takes, and what stays on file unused.

use super::support::*;
use crate::assessment::{
    EstimateBy, ImprovedTo, Improvement, TotalEffort, effort_of, estimate_of, total_effort, unused_estimates,
};
use crate::questionnaire::{CostIx, Effort};
use crate::submission::{OwnEffort, PROOF, Submission};
use proptest::prelude::*;

fn to(case: &Case, id: &str, option: u8) -> Improvement {
    Improvement { question: case.ix(id), to: ImprovedTo::Option(option) }
}

fn proof(case: &Case, id: &str) -> Improvement {
    Improvement { question: case.ix(id), to: ImprovedTo::Proof }
}

fn own(cost: &str, weeks: u16) -> OwnEffort {
    OwnEffort { cost: cost.to_owned(), weeks, before_inception: true, note: String::new() }
}

fn estimated(submission: &mut Submission, id: &str, key: &str, own: OwnEffort) {
    submission.efforts.entry(id.to_owned()).or_default().insert(key.to_owned(), own);
}

#[test]
fn a_persons_estimate_comes_before_the_questionnaires() {
    let case = worked();
    let core = core();
    let shipped = estimate_of(core, &case.submission, &to(&case, "D1", 1));
    assert_eq!(
        (shipped.by, shipped.effort.words(core).as_str()),
        (EstimateBy::Questionnaire, "High, 26 weeks, not before inception")
    );
    let case = case.tap(|it| {
        estimated(it, "D1", "b", own(" medium", 6));
        estimated(it, "E1", PROOF, own("Low", 0));
    });
    let own = estimate_of(core, &case.submission, &to(&case, "D1", 1));
    assert_eq!((own.by, own.effort.words(core).as_str()), (EstimateBy::Case, "Medium, 6 weeks"));
    assert_eq!(effort_of(core, &case.submission, &proof(&case, "E1")).words(core), "Low, at once");
    let other = estimate_of(core, &case.submission, &to(&case, "D1", 2));
    assert_eq!(other.by, EstimateBy::Questionnaire, "the estimate is of one option alone");
    assert_eq!(unused_estimates(core, &case.submission), []);
}

#[test]
fn an_estimate_that_does_not_count_is_said_and_kept() {
    let case = worked().tap(|it| {
        estimated(it, "D1", "b", own("Cheap", 6));
        estimated(it, "D1", "e", own("Low", 6));
        estimated(it, "D1", "z", own("Low", 6));
        estimated(it, "A1", "other", own("Low", 6));
        estimated(it, "Z9", "a", own("Low", 6));
        estimated(it, "E1", "a", own("Low", 261));
    });
    let said: Vec<String> = unused_estimates(core(), &case.submission).into_iter().map(|it| it.why).collect();
    assert_eq!(
        said,
        [
            "there is no scored question A1 in iot-core 1.2.0",
            "cost class \"Cheap\" is not known; use one of Low, Medium, High, Very high",
            "option \"e\" of D1 is its worst, and nobody works towards it",
            "D1 has no option \"z\"",
            "261 weeks are more than the 260 that count",
            "there is no scored question Z9 in iot-core 1.2.0",
        ]
    );
    let estimate = estimate_of(core(), &case.submission, &to(&case, "D1", 1));
    assert_eq!(estimate.by, EstimateBy::Questionnaire, "what does not read is not guessed at");
}

#[test]
fn without_an_estimate_an_improvement_is_one_change_and_no_cost() {
    let mut questionnaire = core().clone();
    questionnaire.cost_classes.clear();
    for question in &mut questionnaire.questions {
        question.proof_effort = None;
        question.options.iter_mut().for_each(|option| option.effort = None);
    }
    let case = worked().tap(|it| estimated(it, "D1", "b", own("Low", 6)));
    let estimate = estimate_of(&questionnaire, &case.submission, &to(&case, "D1", 1));
    assert_eq!(estimate.by, EstimateBy::Nobody);
    assert_eq!(estimate.effort, Effort { cost: CostIx(0), weeks: 0, before_inception: true });
    let total = total_effort(&questionnaire, &case.submission, &[to(&case, "D1", 1), proof(&case, "E1")]);
    assert_eq!(total, TotalEffort { points: 0, weeks: 0, before_inception: true });
    let unused = unused_estimates(&questionnaire, &case.submission);
    assert_eq!(unused[0].why, "cost class \"Low\" is not known; iot-core 1.2.0 has no cost classes");
}

#[test]
fn costs_add_up_and_weeks_run_side_by_side() {
    let case = worked();
    let set = [to(&case, "D1", 1), to(&case, "E3", 1), proof(&case, "B1")];
    let total = total_effort(core(), &case.submission, &set);
    assert_eq!(total, TotalEffort { points: 10 + 3 + 1, weeks: 26, before_inception: false });
    assert!(total_effort(core(), &case.submission, &set[1..]).before_inception);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// One improvement more never makes a set cheaper, shorter or sooner feasible.
    #[test]
    fn a_larger_set_never_takes_less(places in proptest::collection::vec((0_usize..46, 0_u8..4), 1..12)) {
        let scored: Vec<_> = core().places().filter(|ix| core().is_scored(*ix)).collect();
        let set: Vec<Improvement> = places
            .iter()
            .map(|(place, option)| Improvement { question: scored[*place], to: ImprovedTo::Option(*option) })
            .collect();
        let submission = Submission::default();
        let of = |set: &[Improvement]| total_effort(core(), &submission, set);
        let (all, fewer) = (of(&set), of(&set[1..]));
        prop_assert!(all.points > fewer.points);
        prop_assert!(all.weeks >= fewer.weeks);
        prop_assert!(all.before_inception <= fewer.before_inception);
    }
}

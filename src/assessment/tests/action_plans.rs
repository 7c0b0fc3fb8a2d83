//! Action plans: the order of the steps, where the case stands after each, and which flips become steps.

use super::support::*;
use crate::assessment::{
    ActionPlan, ComputedAnswer, Facts, ImprovedTo, Improvement, ListFacts, action_plan, assess, improved,
    improvements_of, with_improvements,
};
use crate::submission::{Answer, Flip, Grade, Scenario, Submission};
use proptest::prelude::*;

fn to(case: &Case, id: &str, key: &str) -> Improvement {
    let question = case.ix(id);
    let to = match core().question(question).option(key) {
        Some(place) => ImprovedTo::Option(place as u8),
        None => ImprovedTo::Proof,
    };
    Improvement { question, to }
}

fn planned(case: &Case, set: &[Improvement]) -> ActionPlan {
    action_plan(core(), &case.submission, &case.facts, set, None)
}

fn ids(plan: &ActionPlan) -> String {
    let ids: Vec<&str> = plan.steps.iter().map(|it| core().question(it.improvement.question).id.as_str()).collect();
    ids.join(" ")
}

#[test]
fn what_can_be_done_before_inception_comes_first_then_what_takes_fewer_weeks() {
    let case = worked();
    let set =
        [to(&case, "D1", "b"), to(&case, "I3", "a"), to(&case, "G1", "a"), to(&case, "D2", "a"), to(&case, "C1", "b")];
    let plan = planned(&case, &set);
    // G1 6 weeks; C1 and I3 8 weeks; then D2 12 and D1 26 weeks, in the term.
    assert_eq!(ids(&plan), "G1 C1 I3 D2 D1");
    assert_eq!((plan.total.weeks, plan.total.before_inception), (26, false));
    let assessment = case.assess().assessment;
    assert_eq!((plan.now.score, plan.now.outcome), (assessment.score, assessment.outcome));
    let all = with_improvements(core(), &case.submission, &case.facts, &set);
    let last = plan.steps.last().expect("five steps").after;
    assert_eq!((last.score, last.outcome), (all.score, all.outcome));
}

#[test]
fn of_two_steps_for_one_question_the_last_counts() {
    let case = worked();
    let plan = planned(&case, &[to(&case, "D1", "b"), to(&case, "D1", "a")]);
    assert_eq!(ids(&plan), "D1");
    assert_eq!(plan.steps[0].improvement.to, ImprovedTo::Option(0));
}

#[test]
fn a_lifted_rule_is_named_at_the_step_that_lifts_it() {
    let case = worked().with("D3 e; E3 e");
    let set = [to(&case, "D3", "a"), to(&case, "E3", "b"), to(&case, "B2", "a")];
    let plan = planned(&case, &set);
    let fired = |submission: &Submission| -> Vec<u16> {
        assess(core(), submission, &case.facts).rules.into_iter().map(|it| it.rule).collect()
    };
    let (mut done, mut before) = (Vec::new(), fired(&case.submission));
    let mut lifted = 0;
    for step in &plan.steps {
        done.push(step.improvement);
        let after = fired(&improved(core(), &case.submission, &done));
        let expected: Vec<u16> = before.iter().copied().filter(|rule| !after.contains(rule)).collect();
        assert_eq!(step.lifts, expected);
        lifted += expected.len();
        before = after;
    }
    assert!(lifted > 0, "an open device and open remote access fire rules");
}

#[test]
fn where_the_list_stands_against_an_answer_it_takes_a_new_list() {
    let case = worked().with("G2 d");
    let bound = |best, worst| ComputedAnswer { best, worst, grade: 2, why: String::new() };
    let list = ListFacts { computed: [(case.ix("G2"), bound(3, 3))].into(), ..ListFacts::default() };
    let case = case.clone().with_facts(Facts::from_list(list));
    let plan = planned(&case, &[to(&case, "G2", "a")]);
    assert!(plan.steps[0].new_list);
    assert!(plan.steps[0].gain > ratio(0, 1), "with a new list it counts");
    let wide = ListFacts { computed: [(case.ix("G2"), bound(0, 3))].into(), ..ListFacts::default() };
    let plan = planned(&case.clone().with_facts(Facts::from_list(wide)), &[to(&case, "G2", "a")]);
    assert!(!plan.steps[0].new_list, "a list with blanks allows it");
}

#[test]
fn flips_that_are_better_become_steps_and_others_do_not() {
    let case = worked().with("D1 c E1; E1 c E1; B2 ?; E3 c E1; G2 d E1");
    let flip = |key: &str, grade| Flip { answer: Some(Answer::option(key)), grade: Some(grade) };
    let flips = [
        ("D1", flip("b", Grade::ScanOrLog)),
        ("E1", flip("c", Grade::ScanOrLog)),
        ("B2", flip("b", Grade::Asserted)),
        ("E3", flip("d", Grade::IndependentTest)),
        ("G2", Flip { answer: Some(Answer::Unknown), grade: None }),
        ("C1", flip("z", Grade::Asserted)),
        ("A1", flip("office_services", Grade::Asserted)),
        ("Z9", flip("a", Grade::Asserted)),
    ];
    let scenario = Scenario {
        name: "Better".to_owned(),
        flips: flips.into_iter().map(|(id, flip)| (id.to_owned(), flip)).collect(),
        note: String::new(),
    };
    let now = case.assess().assessment;
    let found = improvements_of(core(), &now, &scenario);
    assert_eq!(found, [to(&case, "B2", "b"), to(&case, "D1", "b"), to(&case, "E1", "proof")]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the set: every question once, in the order of start and weeks, and each stage is the assessment of the
    /// case with the steps so far.
    #[test]
    fn every_stage_is_what_assess_says(places in proptest::collection::vec((0_usize..46, 0_u8..5), 0..8)) {
        let case = worked();
        let scored: Vec<_> = core().places().filter(|ix| core().is_scored(*ix)).collect();
        let set: Vec<Improvement> = places
            .iter()
            .map(|(place, to)| Improvement {
                question: scored[*place],
                to: if *to == 4 { ImprovedTo::Proof } else { ImprovedTo::Option(*to) },
            })
            .collect();
        let plan = planned(&case, &set);
        let key = |it: &crate::assessment::ActionStep| {
            let effort = it.estimate.effort;
            (!effort.before_inception, effort.weeks, it.improvement.question)
        };
        prop_assert!(plan.steps.is_sorted_by(|a, b| key(a) < key(b)));
        let mut done = Vec::new();
        for step in &plan.steps {
            done.push(step.improvement);
            let after = assess(core(), &improved(core(), &case.submission, &done), &case.facts);
            prop_assert_eq!((step.after.score, step.after.outcome), (after.score, after.outcome));
        }
        let questions: std::collections::BTreeSet<_> = set.iter().map(|it| it.question).collect();
        prop_assert_eq!(questions.len(), plan.steps.len());
    }
}

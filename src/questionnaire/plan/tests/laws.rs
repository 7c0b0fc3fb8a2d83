//! What holds for every plan.

use super::*;
use crate::assessment::{Facts, assess};
use crate::questionnaire::{AnswerKind, difference};
use crate::submission::{Answer, Record, Submission};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that a plan may change in the shipped questionnaire.
static TARGETS: LazyLock<Vec<Target>> = LazyLock::new(|| {
    let mut all: Vec<Target> = Threshold::ALL.map(Target::Threshold).to_vec();
    for ix in CORE.places().filter(|ix| CORE.is_scored(*ix)) {
        let question = CORE.question(ix);
        all.push(weight(&question.id));
        all.push(hidden(&question.id));
        all.extend(question.options.iter().map(|option| factor(&question.id, &option.key)));
    }
    for tier in &CORE.tiers {
        all.push(Target::TierFrom { tier: tier.name.clone() });
        all.extend(CORE.bands.iter().map(|band| edge(&tier.name, &band.name)));
    }
    all.extend(CORE.sections.iter().map(|section| Target::ScheduleCap { section: section.id.clone() }));
    for of in &CORE.rules {
        all.push(rule(&of.code));
        all.extend((0..of.when.numbers().len() as u8).map(|place| rule_number(&of.code, place)));
    }
    all.retain(|target| value_of(&CORE, target).is_some());
    all
});

fn any_change() -> impl Strategy<Value = (Target, Value)> {
    (0..TARGETS.len(), any::<u64>(), 0..4_usize).prop_map(|(place, draw, choice)| {
        let target = TARGETS[place].clone();
        let to = match (&target, span_of(&CORE, &target)) {
            (_, Some(span)) => target.value(span.least + draw % (span.most - span.least + 1)).expect("in the span"),
            (Target::Rule { .. }, _) => Value::Switch(false),
            _ if choice == 0 => Value::Hidden(Hidden::Always),
            _ => {
                let keys = ["under_0_5", "from_0_5_to_2", "from_2_to_5"].map(str::to_owned);
                let options = keys.into_iter().take(choice).collect();
                Value::Hidden(Hidden::When { question: "A2".to_owned(), options })
            }
        };
        (target, to)
    })
}

/// A plan of changes that fit together: each is kept if the plan can still be laid.
fn any_plan() -> impl Strategy<Value = Plan> {
    proptest::collection::vec(any_change(), 1..12).prop_map(|changes| {
        let mut plan = Plan::draft_on(&CORE);
        for (target, to) in changes {
            let mut tried = plan.clone();
            tried.set(&CORE, target, to);
            if lay(&CORE, &tried).is_ok() {
                plan = tried;
            }
        }
        plan
    })
}

fn any_answers() -> impl Strategy<Value = Submission> {
    proptest::collection::vec(any::<u8>(), CORE.questions.len()).prop_map(|draws| {
        let mut submission = Submission::default();
        for (question, draw) in CORE.questions.iter().zip(draws) {
            let count = question.options.len();
            let answer = match question.kind {
                _ if draw > 240 => None,
                _ if draw > 225 => Some(Answer::Unknown),
                AnswerKind::Text => Some(Answer::Text("words".to_owned())),
                _ => {
                    let key = question.options[usize::from(draw) % count].key.clone();
                    Some(Answer::Options(BTreeSet::from([key])))
                }
            };
            submission.records.insert(question.id.clone(), Record { answer, ..Record::default() });
        }
        submission
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// A plan that is laid and compared gives its own changes, each once, with what was and what is.
    #[test]
    fn a_difference_is_the_plan(plan in any_plan()) {
        let laid = lay(&CORE, &plan).expect("it fits");
        let found = difference(&CORE, &laid);
        // A rule that is off has no numbers to differ in.
        let off = |code: &str| plan.get(&rule(code)).is_some();
        let wanted: BTreeMap<Target, (String, String)> = plan
            .changes
            .iter()
            .filter(|it| !matches!(&it.target, Target::RuleNumber { code, .. } if off(code)))
            .map(|it| (it.target.clone(), (it.target.show(&CORE, &it.from), it.target.show(&CORE, &it.to))))
            .collect();
        let got: BTreeMap<Target, (String, String)> = found
            .iter()
            .filter_map(|it| Some((it.target.clone()?, (it.was.clone(), it.is.clone()))))
            .collect();
        prop_assert_eq!(found.len(), wanted.len(), "{:?}", found);
        prop_assert_eq!(got, wanted);
    }

    /// What is set and set back was never changed.
    #[test]
    fn setting_back_leaves_nothing(changes in proptest::collection::vec(any_change(), 1..12)) {
        let empty = Plan::draft_on(&CORE);
        let mut plan = empty.clone();
        for (target, to) in &changes {
            plan.set(&CORE, target.clone(), to.clone());
        }
        for (target, _) in changes.iter().rev() {
            plan.set(&CORE, target.clone(), value_of(&CORE, target).expect("it is there"));
        }
        prop_assert_eq!(plan, empty);
    }

    /// Whatever is laid is what the questionnaire says there.
    #[test]
    fn what_is_laid_is_said(plan in any_plan()) {
        let laid = lay(&CORE, &plan).expect("it fits");
        for change in &plan.changes {
            prop_assert_eq!(value_of(&laid, &change.target), Some(change.to.clone()));
        }
        let touched = |target: &Target| match target {
            Target::RuleNumber { code, .. } => plan.get(target).is_some() || plan.get(&rule(code)).is_some(),
            _ => plan.get(target).is_some(),
        };
        for target in TARGETS.iter().filter(|target| !touched(target)) {
            prop_assert_eq!(value_of(&laid, target), value_of(&CORE, target));
        }
    }

    /// A plan that found another value than is there is refused, and the refusal names the target.
    #[test]
    fn another_value_in_the_base_is_a_conflict(plan in any_plan(), place in any::<usize>()) {
        prop_assume!(!plan.changes.is_empty());
        let mut plan = plan;
        let place = place % plan.changes.len();
        let change = &mut plan.changes[place];
        change.from = change.to.clone();
        let target = change.target.clone();
        let conflicts = lay(&CORE, &plan).expect_err("it does not fit");
        prop_assert_eq!(conflicts.len(), 1);
        prop_assert_eq!(conflicts[0].target.as_ref(), Some(&target));
        let rebased = rebase(&plan, Some(&*CORE), &CORE).expect_err("it does not fit");
        prop_assert_eq!(rebased, conflicts);
    }

    /// Under other weights the score is the sum of weight times factor over the sum of weights, and nothing else of
    /// how an answer is read has moved.
    #[test]
    fn the_score_under_other_weights_is_hand_arithmetic(
        submission in any_answers(),
        weights in proptest::collection::vec((0..TARGETS.len(), 1..=1000_u16), 1..20),
    ) {
        let mut plan = Plan::draft_on(&CORE);
        for (place, to) in weights {
            if matches!(TARGETS[place], Target::Weight { .. }) {
                plan.set(&CORE, TARGETS[place].clone(), tenths(to));
            }
        }
        let laid = lay(&CORE, &plan).expect("weights always fit");
        let before = assess(&CORE, &submission, &Facts::default());
        let after = assess(&laid, &submission, &Facts::default());
        prop_assert_eq!(&before.readings, &after.readings);
        let (mut weighted, mut applicable) = (0, 0);
        for (question, reading) in CORE.questions.iter().zip(&before.readings).filter(|(_, reading)| reading.applies) {
            let weight = match plan.get(&weight(&question.id)) {
                Some(Change { to: Value::Weight(weight), .. }) => weight.tenths(),
                _ => question.weight.tenths(),
            };
            weighted += weight * reading.factor.count();
            applicable += weight;
        }
        prop_assert_eq!(after.score, Ratio::new(100 * weighted, 4 * applicable));
    }
}

//! The answer against brute force over all sets, on small questionnaires in which anything may hang on anything; and
//! what must be true of every answer on the shipped one.

mod questionnaires;

use super::{Aim, By, PathAnswer, path};
use crate::assessment::tests::laws::{bytes, config, every_answer, random_core};
use crate::assessment::tests::small::{self, Source};
use crate::assessment::tests::support::{Case, all_at, blank, core, worked};
use crate::assessment::{
    Assessment, ComputedAnswer, Facts, ImprovedTo, Improvement, ListFacts, Outcome, assess, cost_points, effort_of,
    improved, with_improvements,
};
use crate::questionnaire::{BandIx, Effect, Effort, QuestionIx, Rule, RuleKind, WhenUnanswered};
use crate::submission::{Answer, Grade, Submission};
use proptest::prelude::*;
use questionnaires::questionnaire;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that could be done about a question, with nothing first.
fn ways(case: &Case, now: &Assessment, ix: QuestionIx, aim: &Aim) -> Vec<Option<Improvement>> {
    let reading = now.reading(ix);
    let mut ways = vec![None];
    if !reading.applies {
        return ways;
    }
    let options = &case.questionnaire.question(ix).options;
    let better = (0..options.len()).filter(|place| options[*place].factor < reading.factor_stated);
    ways.extend(better.map(|place| Some(Improvement { question: ix, to: ImprovedTo::Option(place as u8) })));
    if reading.is_stated() && reading.grade < 2 {
        ways.push(Some(Improvement { question: ix, to: ImprovedTo::Proof }));
    }
    ways.retain(|way| {
        way.is_none_or(|way| {
            let effort = effort_of(case.questionnaire, &case.submission, &way);
            !aim.before_inception || (effort.before_inception && aim.weeks_left.is_none_or(|left| effort.weeks <= left))
        })
    });
    ways
}

/// Every set of improvements, the preferred first.
fn sets(case: &Case, aim: &Aim) -> Vec<Vec<Improvement>> {
    let now = case.assess().assessment;
    let mut sets: Vec<Vec<Improvement>> = vec![Vec::new()];
    for ix in case.questionnaire.places().filter(|ix| case.questionnaire.is_scored(*ix)) {
        let ways = ways(case, &now, ix, aim);
        sets = sets
            .into_iter()
            .flat_map(|set| ways.iter().map(move |way| set.iter().copied().chain(*way).collect::<Vec<_>>()))
            .collect();
    }
    let by = |set: &Vec<Improvement>| {
        let efforts: Vec<Effort> = set.iter().map(|it| effort_of(case.questionnaire, &case.submission, it)).collect();
        let cost: u32 = efforts.iter().map(|it| cost_points(case.questionnaire, it.cost)).sum();
        let (changes, weeks) = (set.len() as u32, efforts.iter().map(|it| u32::from(it.weeks)).max().unwrap_or(0));
        let order = match aim.by {
            By::Cost => [cost, changes, weeks],
            By::Changes => [changes, cost, weeks],
            By::Weeks => [weeks, cost, changes],
        };
        (order, set.clone())
    };
    sets.sort_by_cached_key(by);
    sets
}

fn reaches(outcome: Outcome, aim: &Aim) -> bool {
    matches!(outcome, Outcome::Band(band) if band <= aim.to)
}

/// Whether the improved case has the band; where asked, whatever the unanswered turns out to be.
fn does(case: &Case, set: &[Improvement], aim: &Aim) -> bool {
    let now = with_improvements(case.questionnaire, &case.submission, &case.facts, set);
    if !reaches(now.outcome, aim) {
        return false;
    }
    if !aim.robust {
        return true;
    }
    let unanswered: Vec<QuestionIx> =
        case.questionnaire.places().filter(|ix| now.reading(*ix).is_unanswered()).collect();
    let improved = improved(case.questionnaire, &case.submission, set);
    holds(case, improved, &unanswered, aim)
}

fn holds(case: &Case, submission: Submission, unanswered: &[QuestionIx], aim: &Aim) -> bool {
    let Some((ix, rest)) = unanswered.split_first() else {
        return reaches(assess(case.questionnaire, &submission, &case.facts).outcome, aim);
    };
    every_answer(case.questionnaire, *ix).into_iter().all(|keys| {
        let mut completed = submission.clone();
        let record = completed.records.entry(case.questionnaire.question(*ix).id.clone()).or_default();
        record.answer = Some(Answer::Options(keys));
        record.grade = None;
        holds(case, completed, rest, aim)
    })
}

fn check(case: &Case, aim: &Aim) {
    let expected = sets(case, aim).into_iter().find(|set| does(case, set, aim));
    let answer = path(case.questionnaire, &case.submission, &case.facts, aim);
    match (&answer, expected) {
        (PathAnswer::AlreadyThere, Some(set)) => assert!(set.is_empty(), "{set:?} is needed for {aim:?}"),
        (PathAnswer::Found(path), Some(set)) => {
            assert_eq!(path.improvements(), set, "{aim:?}: {answer:?}");
            let after = with_improvements(case.questionnaire, &case.submission, &case.facts, &set);
            assert_eq!((path.then.outcome, path.then.score), (after.outcome, after.score));
            let needs = match aim.by {
                By::Cost => path.cost,
                By::Changes => path.steps.len() as u32,
                By::Weeks => u32::from(path.weeks),
            };
            assert!(path.proof.score_needs <= needs, "the score alone never needs more: {answer:?}");
            assert!(path.steps.iter().all(|step| !reaches(step.without.outcome, aim) || aim.robust), "{answer:?}");
        }
        (PathAnswer::Impossible(blocked), None) => {
            let by_rule = !blocked.rules.is_empty();
            assert!(by_rule || blocked.edge.is_some(), "{answer:?}");
            assert!(!reaches(blocked.standing.outcome, aim), "{answer:?}");
        }
        (_, expected) => panic!("{aim:?}: expected {expected:?}, got {answer:?}"),
    }
}

fn random_case(source: &mut Source<'_>) -> Case {
    let mut case = small::case(questionnaire(source));
    case.submission = small::answers(case.questionnaire, source);
    case
}

fn aim(source: &mut Source<'_>, by: By, robust: bool) -> Aim {
    let before_inception = source.pick(3) == 1;
    let weeks_left = [None, Some(1), Some(5), Some(10)][source.pick(4)];
    Aim { to: BandIx(0), by, before_inception, weeks_left, robust }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..config(500) })]

    #[test]
    fn the_path_equals_brute_force_on_small_questionnaires(bytes in bytes(160)) {
        let mut source = Source(&bytes);
        let case = random_case(&mut source);
        for by in [By::Cost, By::Changes, By::Weeks] {
            check(&case, &aim(&mut source, by, false));
        }
    }

    #[test]
    fn a_path_that_holds_whatever_comes_equals_brute_force(bytes in bytes(160)) {
        let mut source = Source(&bytes);
        let mut case = random_case(&mut source);
        // Exposure and declarations are mostly given, or nothing would ever hold.
        for (id, keys) in [("A1", ["x", "z"]), ("A2", ["none", "p"]), ("K1", ["no", "no"])] {
            if source.pick(4) > 0 {
                case = case.with(&format!("{id} {}", keys[source.pick(2)]));
            }
        }
        for by in [By::Cost, By::Changes, By::Weeks] {
            check(&case, &aim(&mut source, by, true));
        }
    }

    /// CR-5: what the device list does not allow takes a new list.
    #[test]
    fn bounds_of_a_device_list_are_held(bytes in bytes(160)) {
        let mut source = Source(&bytes);
        let mut questionnaire = questionnaire(&mut source);
        let scored: Vec<QuestionIx> = questionnaire.places().filter(|ix| questionnaire.is_scored(*ix)).collect();
        let mut computed = BTreeMap::new();
        for ix in &scored {
            let options = questionnaire.question(*ix).options.len();
            let (a, b) = (source.pick(options) as u8, source.pick(options) as u8);
            let grade = 1 + source.pick(2) as u8;
            computed.insert(*ix, ComputedAnswer { best: a.min(b), worst: a.max(b), grade, why: String::new() });
        }
        questionnaire.rules.push(Rule {
            code: "CR-5".to_owned(),
            kind: RuleKind::Consistency,
            says: "-".to_owned(),
            when: crate::questionnaire::Condition::Always,
            effect: Effect::Computed { questions: scored },
            cure: String::new(),
            when_unanswered: WhenUnanswered::Silent,
        });
        let mut case = small::case(questionnaire);
        case.submission = small::answers(case.questionnaire, &mut source);
        case.facts = Facts::from_list(ListFacts { computed, ..ListFacts::default() });
        for by in [By::Cost, By::Changes, By::Weeks] {
            check(&case, &aim(&mut source, by, false));
        }
    }
}

const BYS: [By; 3] = [By::Cost, By::Changes, By::Weeks];

fn aim_of(to: u8, by: By) -> Aim {
    Aim { to: BandIx(to), by, before_inception: false, weeks_left: None, robust: false }
}

fn found(case: &Case, aim: &Aim) -> super::Path {
    match path(case.questionnaire, &case.submission, &case.facts, aim) {
        PathAnswer::Found(path) => path,
        other => panic!("{aim:?}: {other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..config(24) })]

    #[test]
    fn answers_on_the_shipped_questionnaire_are_true(bytes in bytes(400)) {
        let case = random_core(&mut Source(&bytes));
        for to in 0..4 {
            let mut least = Vec::new();
            for by in BYS {
                let aim = aim_of(to, by);
                match path(core(), &case.submission, &case.facts, &aim) {
                    PathAnswer::AlreadyThere => prop_assert!(reaches(case.assess().assessment.outcome, &aim)),
                    PathAnswer::Found(path) => {
                        prop_assert!(does(&case, &path.improvements(), &aim));
                        prop_assert!(path.steps.iter().all(|step| !reaches(step.without.outcome, &aim)));
                        least.push((path.cost, path.steps.len(), path.weeks));
                    }
                    PathAnswer::Impossible(blocked) => {
                        prop_assert!(!reaches(blocked.standing.outcome, &aim));
                        prop_assert!(blocked.edge.is_some() || !blocked.rules.is_empty());
                    }
                    PathAnswer::GivenUp { examined } => prop_assert!(false, "gave up after {examined}"),
                }
            }
            if let [by_cost, by_changes, by_weeks] = least[..] {
                prop_assert!(by_cost.0 <= by_changes.0.min(by_weeks.0));
                prop_assert!(by_changes.1 <= by_cost.1.min(by_weeks.1));
                prop_assert!(by_weeks.2 <= by_cost.2.min(by_changes.2));
            }
        }
    }
}

/// Rules that rest on facts cannot be improved away, and the answer says which.
#[test]
fn what_is_a_fact_blocks() {
    let case = all_at("a", Grade::ScanOrLog).with("K2 yes_unresolved");
    for by in BYS {
        let PathAnswer::Impossible(blocked) = path(core(), &case.submission, &case.facts, &aim_of(1, by)) else {
            panic!("KO-6 holds whatever is improved");
        };
        let codes: BTreeSet<&str> =
            blocked.rules.iter().map(|fired| core().rules[usize::from(fired.rule)].code.as_str()).collect();
        assert_eq!(codes, BTreeSet::from(["KO-6"]));
        assert_eq!(blocked.edge, None);
    }
}

/// KO-7: a scan on file shows exposure, so a better answer to D3 is a contradiction, not an improvement.
#[test]
fn an_improvement_that_fires_a_rule_is_not_made() {
    let case = worked().with("D3 d").ticked("D3", "scan_shows_exposure", "yes");
    let path = found(&case, &aim_of(2, By::Cost));
    let d3 = case.ix("D3");
    assert!(path.steps.iter().all(|step| step.improvement.question != d3), "{path:?}");
}

/// A perfect case that nobody has proven: FL-3 asks for confidence alone, so proofs do it.
#[test]
fn proofs_lift_the_floor_of_confidence() {
    let case = all_at("a", Grade::Asserted);
    let path = found(&case, &aim_of(0, By::Cost));
    assert!(path.steps.iter().all(|step| step.improvement.to == ImprovedTo::Proof), "{path:?}");
    assert!(!path.steps.is_empty());
}

/// With nothing answered, three unanswered declarations and exposure items keep the case from any band.
#[test]
fn nothing_answered_rests_on_what_must_be_said() {
    let case = blank();
    let PathAnswer::Impossible(blocked) = path(core(), &case.submission, &case.facts, &aim_of(3, By::Cost)) else {
        panic!("K2 has to be answered");
    };
    let codes: Vec<&str> =
        blocked.rules.iter().map(|fired| core().rules[usize::from(fired.rule)].code.as_str()).collect();
    assert_eq!(codes, ["INF-4"]);
}

#[test]
fn the_same_question_gives_the_same_answer() {
    let case = worked();
    for by in BYS {
        assert_eq!(found(&case, &aim_of(1, by)), found(&case, &aim_of(1, by)));
    }
}

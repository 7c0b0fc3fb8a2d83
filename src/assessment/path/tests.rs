//! The answer against brute force over all sets, on small questionnaires in which anything may hang on anything; and
//! what must be true of every answer on the shipped one.

use super::{Aim, By, PathAnswer, path};
use crate::assessment::tests::laws::{bytes, config, every_answer, random_core};
use crate::assessment::tests::small::{self, Source};
use crate::assessment::tests::support::{Case, all_at, blank, core, worked};
use crate::assessment::{
    Assessment, ComputedAnswer, Facts, ImprovedTo, Improvement, ListFacts, Outcome, assess, cost_points, effort_of,
    improved, with_improvements,
};
use crate::questionnaire::{
    BandIx, CostClass, CostIx, Effect, Effort, QuestionIx, Questionnaire, Rule, RuleKind, WhenUnanswered,
};
use crate::submission::{Answer, Grade, Submission};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A small questionnaire of up to four scored questions with visibility, "not applicable", lifts, a force, and rules
/// that block for all kinds of reasons, some of which better answers bring about.
fn questionnaire(source: &mut Source<'_>) -> Option<Questionnaire> {
    let (in_s, in_t) = (1 + source.pick(2), source.pick(3));
    let mut ids = Vec::new();
    let mut total = 0;
    let mut sections = String::from(
        r#"Section(id: "A", title: "A", kind: Exposure, intro: "-", questions: [
            Question(id: "A1", ask: "A1", points: (rule: Option, max: 60, unanswered: 60), options: [
                (key: "x", text: "x", points: 0), (key: "y", text: "y", points: 30), (key: "z", text: "z", points: 60)]),
            Question(id: "A2", ask: "A2", kind: Multi, points: (rule: Sum, max: 40, unanswered: 40), options: [
                (key: "p", text: "p", points: 10), (key: "q", text: "q", points: 40),
                (key: "none", text: "none", points: 0, exclusive: true)]),
        ]),"#,
    );
    for (section, count) in [("S", in_s), ("T", in_t)] {
        let mut questions = String::new();
        for number in 1..=count {
            let id = format!("{section}{number}");
            let tenths = 1 + source.pick(60);
            total += tenths;
            let mut extra = String::new();
            if source.pick(3) == 1 {
                extra.push_str("critical: true, ");
            }
            if source.pick(4) == 1 {
                extra.push_str(source.of(&[
                    "shown_if: OneOf(\"A1\", [\"x\", \"y\"]), ",
                    "shown_if: NoneOf(\"A1\", [\"x\"]), ",
                    "shown_if: OneOf(\"A2\", [\"p\"]), ",
                ]));
            }
            // "Not applicable" must not rest on a question that may be so too.
            if id != "S1" && source.pick(3) == 1 {
                extra.push_str(source.of(&[
                    "not_applicable: (when: AtMost(\"S1\", 0.5), statement: \"-\"), ",
                    "not_applicable: (when: AtMost(\"S1\", 0), statement: \"-\"), ",
                    "not_applicable: (when: AtLeast(\"S1\", 0.5), statement: \"-\"), ",
                    "not_applicable: (when: OneOf(\"A1\", [\"x\"]), statement: \"-\"), ",
                ]));
            }
            let weight = format!("{}.{}", tenths / 10, tenths % 10);
            questions.push_str(&small::scored(&id, &weight, 2 + source.pick(3), &extra));
            ids.push(id);
        }
        write!(
            sections,
            "Section(id: \"{section}\", title: \"-\", kind: Scored, intro: \"-\", questions: [{questions}]),"
        )
        .expect("a string");
    }
    sections.push_str(
        r#"Section(id: "K", title: "K", kind: Declarations, intro: "-", questions: [
            Question(id: "K1", ask: "K1", options: [(key: "no", text: "no"), (key: "yes", text: "yes")])]),"#,
    );
    let id = |source: &mut Source<'_>| ids[source.pick(ids.len())].clone();
    let factor = |source: &mut Source<'_>| source.of(&["0.25", "0.5", "0.75", "1"]).to_owned();
    let mut rules = String::new();
    let mut rule = |code: &str, when: String, effect: &str| {
        write!(rules, "Rule(code: \"{code}\", says: \"-\", when: {when}, {effect}), ").expect("a string");
    };
    let pair = |source: &mut Source<'_>| {
        format!(
            "All([AtLeast(\"{}\", {}), AtLeast(\"{}\", {})])",
            id(source),
            factor(source),
            id(source),
            factor(source)
        )
    };
    if source.pick(2) == 1 {
        rule("KO-1", pair(source), "effect: Hold");
    }
    if source.pick(3) == 1 {
        let when = format!("All([StatedAtMost(\"{}\", 0.25), AtLeast(\"{}\", 0.5)])", id(source), id(source));
        rule("KO-2", when, "when_unanswered: Silent, effect: Hold");
    }
    if source.pick(3) == 1 {
        let parts: Vec<String> = (0..3).map(|_| format!("AtLeast(\"{}\", {})", id(source), factor(source))).collect();
        rule("KO-3", format!("Count(2, [{}])", parts.join(", ")), "effect: Decline");
    }
    if source.pick(4) == 1 {
        rule("KO-4", "OneOf(\"K1\", [\"yes\"])".to_owned(), "effect: Hold");
    }
    let insufficient = [
        "OpenWeightAbove(20)",
        "OpenCriticalAtLeast(1)",
        "OpenCriticalAtLeast(2)",
        "KnockOutOpen",
        "All([TierAtLeast(\"High\"), AtLeast(\"S1\", 0.5)])",
        "All([BandOneOf([\"Bad\"]), AtLeast(\"S1\", 0.25)])",
        "Not(Any([AtMost(\"S1\", 0.5), OneOf(\"A1\", [\"x\"])]))",
    ];
    for code in ["INF-1", "INF-2"] {
        if source.pick(2) == 1 {
            rule(code, source.of(&insufficient).to_owned(), "effect: Insufficient");
        }
    }
    let floors = [
        "CriticalAtLeast(1)",
        "CriticalAtLeast(0.5)",
        "SectionAbove(\"S\", 40)",
        "Any([SectionAbove(\"S\", 70), SectionAbove(\"T\", 30)])",
        "ConfidenceBelow(35)",
        "ConfidenceBelow(60)",
        "All([ConfidenceBelow(70), SectionAbove(\"S\", 20)])",
        "Not(Any([ConfidenceBelow(30), SectionAbove(\"S\", 50)]))",
        "All([EvidenceBelow(\"S1\", E2), Not(ConfidenceBelow(50))])",
    ];
    for code in ["FL-1", "FL-2"] {
        if source.pick(2) == 1 {
            rule(code, source.of(&floors).to_owned(), "effect: Floor(best: \"Bad\", no_credit: true)");
        }
    }
    let (cause, other) = (id(source), id(source));
    if cause != other {
        match source.pick(4) {
            1 => rule(
                "CR-3",
                format!("AtLeast(\"{cause}\", 0.5)"),
                &format!("effect: Lift(questions: [\"{other}\"], from: [0, 0.25], to: 0.5, unless: E2)"),
            ),
            2 => rule(
                "CR-4",
                format!("AtLeast(\"{cause}\", 1)"),
                &format!(
                    "effect: Force(question: \"{other}\", to: 1, contradiction_when: StatedAtLeast(\"{cause}\", 1))"
                ),
            ),
            3 => rule(
                "CR-2",
                "Always".to_owned(),
                &format!("effect: Lift(questions: [\"{other}\"], from: [0], to: 0.5, unless: E2)"),
            ),
            _ => {}
        }
    }
    let text = small::text_around(&sections, &format!("{}.{}", total / 10, total % 10), &rules);
    let mut questionnaire = match small::read(&text) {
        Ok(questionnaire) => questionnaire,
        Err(problems) => panic!("{problems}\n{text}"),
    };
    efforts(&mut questionnaire, source);
    Some(questionnaire)
}

/// Efforts of any kind: better options need not take more.
fn efforts(questionnaire: &mut Questionnaire, source: &mut Source<'_>) {
    let class = |name: &str, points| CostClass { name: name.to_owned(), points, means: "-".to_owned() };
    questionnaire.cost_classes = vec![class("Low", 1), class("Middle", 3), class("High", 7)];
    let mut effort = || {
        let cost = CostIx(source.pick(3) as u8);
        let weeks = [0, 2, 6, 12][source.pick(4)];
        (source.pick(8) > 0).then_some(Effort { cost, weeks, before_inception: source.pick(3) > 0 })
    };
    for question in questionnaire.questions.iter_mut().filter(|question| !question.options.is_empty()) {
        question.proof_effort = effort();
        question.options.iter_mut().for_each(|option| option.effort = effort());
    }
}

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
            assert_eq!((path.outcome, path.score), (after.outcome, after.score));
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

fn random_case(source: &mut Source<'_>) -> Option<Case> {
    let questionnaire = questionnaire(source)?;
    let mut case = small::case(questionnaire);
    case.submission = small::answers(case.questionnaire, source);
    Some(case)
}

fn aim(source: &mut Source<'_>, by: By, robust: bool) -> Aim {
    let before_inception = source.pick(3) == 1;
    let weeks_left = [None, Some(1), Some(5), Some(10)][source.pick(4)];
    Aim { to: BandIx(0), by, before_inception, weeks_left, robust }
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn the_path_equals_brute_force_on_small_questionnaires(bytes in bytes(160)) {
        let mut source = Source(&bytes);
        let case = random_case(&mut source).expect("it reads");
        for by in [By::Cost, By::Changes, By::Weeks] {
            check(&case, &aim(&mut source, by, false));
        }
    }

    #[test]
    fn a_path_that_holds_whatever_comes_equals_brute_force(bytes in bytes(160)) {
        let mut source = Source(&bytes);
        let mut case = random_case(&mut source).expect("it reads");
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
        let mut questionnaire = questionnaire(&mut source).expect("it reads");
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
    #![proptest_config(config(24))]

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

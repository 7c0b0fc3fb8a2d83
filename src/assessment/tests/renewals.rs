//! The change of a score since last year, in three parts that add up exactly.

use super::laws::{bytes, config};
use super::small::{self, Source};
use super::support::{core, first_pass, worked};
use crate::assessment::renewal::{LineWalk, Renewal, Side, Standing, Walk, renewal};
use crate::assessment::{assess, facts};
use crate::inventory::Survey;
use crate::questionnaire::plan::{Hidden, Plan, Target, Threshold, Value, lay};
use crate::questionnaire::{Questionnaire, Ratio, Weight, WideRatio, widened};
use crate::submission::{Market, PlanDebit, PlanDebitUse, Submission};
use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::test_runner::Config;
use std::collections::BTreeMap;

fn zero() -> WideRatio {
    WideRatio::default()
}

/// A questionnaire with some of its weights, caps and edges changed; as shipped when the source is used up.
fn planned(base: &Questionnaire, source: &mut Source<'_>) -> Questionnaire {
    let mut plan = Plan::draft_on(base);
    let scored: Vec<&str> =
        base.places().filter(|ix| base.is_scored(*ix)).map(|ix| base.question(ix).id.as_str()).collect();
    for _ in 0..source.pick(6) {
        let question = source.of(&scored).to_owned();
        let weight = Weight::from_tenths(1 + source.pick(200) as u16).expect("at most 1000");
        plan.set(base, Target::Weight { question }, Value::Weight(weight));
    }
    let caps: Vec<&str> = base.schedule.caps.iter().map(|(section, _)| base.section(*section).id.as_str()).collect();
    // The first pass has no schedule.
    for _ in 0..if caps.is_empty() { 0 } else { source.pick(3) } {
        let section = source.of(&caps).to_owned();
        plan.set(base, Target::ScheduleCap { section }, Value::Number(source.pick(5) as u64));
    }
    lay(base, &plan).unwrap_or_else(|conflicts| panic!("{conflicts:?}"))
}

fn sums_up(walk: &Walk) -> bool {
    walk.risk + walk.plan + walk.questions == walk.renewing - walk.expiring
}

fn walks(it: &Renewal) -> Vec<&Walk> {
    let sections = it.sections.iter().filter_map(|section| section.deficiency.as_ref());
    let lines = it.schedule.iter().map(|line| &line.percent);
    [&it.score, &it.schedule_total].into_iter().chain(sections).chain(lines).collect()
}

fn score(questionnaire: &Questionnaire, submission: &Submission) -> Ratio {
    let facts = facts(questionnaire, submission, &Survey::default());
    assess(questionnaire, submission, &facts).score
}

fn asks(questionnaire: &Questionnaire, submission: &Submission, id: &str) -> bool {
    let facts = facts(questionnaire, submission, &Survey::default());
    let found = assess(questionnaire, submission, &facts);
    questionnaire.find(id).is_some_and(|ix| found.reading(ix).shown)
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..config(200) })]

    #[test]
    fn three_parts_add_up_and_each_is_nothing_where_nothing_changed(bytes in bytes(600)) {
        let mut source = Source(&bytes);
        let questions = [core(), first_pass()];
        let (base_0, base_1) = (questions[source.pick(2)], questions[source.pick(2)]);
        let (plan_0, plan_1) = (planned(base_0, &mut source), planned(base_1, &mut source));
        let (case_0, case_1) = (small::answers(base_0, &mut source), small::answers(base_1, &mut source));
        let survey = Survey::default();
        let side = |base, effective, submission| Side { base, effective, submission, survey: &survey };
        let (expiring, renewing) = (side(base_0, &plan_0, &case_0), side(base_1, &plan_1, &case_1));

        let it = renewal(&expiring, &renewing);
        prop_assert!(walks(&it).into_iter().all(sums_up));
        prop_assert_eq!(it.score.expiring, widened(score(&plan_0, &case_0)));
        prop_assert_eq!(it.score.renewing, widened(score(&plan_1, &case_1)));
        // The parts again, each from its own definition; what is not asked any more stands as it was answered.
        let mut now = case_1.clone();
        for (id, record) in &case_0.records {
            if record.answer.is_some() && now.answer(id).is_none() && asks(&plan_0, &case_0, id) && !asks(&plan_1, &case_1, id) {
                now.records.insert(id.clone(), record.clone());
            }
        }
        prop_assert_eq!(it.score.risk, widened(score(&plan_0, &now)) - widened(score(&plan_0, &case_0)));
        prop_assert_eq!(it.score.questions, widened(score(base_1, &now)) - widened(score(base_0, &now)));

        let same_rules = renewal(&side(base_1, &plan_1, &case_0), &renewing);
        for walk in walks(&same_rules) {
            prop_assert!(walk.plan == zero() && walk.questions == zero(), "no other plan, no other questions");
        }
        prop_assert!(!same_rules.plan_moved_band);
        prop_assert!(same_rules.schedule.iter().all(|line| !line.by_plan_alone));

        let same_answers = renewal(&side(base_0, &plan_0, &case_1), &renewing);
        prop_assert!(walks(&same_answers).into_iter().all(|walk| walk.risk == zero()));

        let no_plans = renewal(&side(base_0, base_0, &case_0), &side(base_1, base_1, &case_1));
        prop_assert!(walks(&no_plans).into_iter().all(|walk| walk.plan == zero()));

        let nothing = renewal(&renewing, &renewing);
        prop_assert!(walks(&nothing).into_iter().all(|walk| walk.change() == zero()));
        prop_assert_eq!(nothing.answers, []);
    }
}

/// Last year as shipped, now with these changes; the risk changes by these answers.
fn renewed(changes: &[(Target, Value)], answers: &str) -> Renewal {
    let mut plan = Plan::draft_on(core());
    for (target, to) in changes {
        plan.set(core(), target.clone(), to.clone());
    }
    let planned = lay(core(), &plan).unwrap_or_else(|conflicts| panic!("{conflicts:?}"));
    let (before, now) = (worked().submission, worked().with(answers).submission);
    let survey = Survey::default();
    renewal(
        &Side { base: core(), effective: core(), submission: &before, survey: &survey },
        &Side { base: core(), effective: &planned, submission: &now, survey: &survey },
    )
}

fn cap(section: &str, percent: u64) -> (Target, Value) {
    (Target::ScheduleCap { section: section.to_owned() }, Value::Number(percent))
}

fn line<'a>(it: &'a Renewal, section: &str) -> &'a LineWalk {
    it.schedule.iter().find(|line| line.section == section).expect("a line")
}

#[test]
fn the_worked_example_with_one_weight_doubled_and_one_answer_better() {
    // 10020/197 at the weights shipped, D1 c counts 2/4; 98.5 applies (rulings 10).
    let weight = (Target::Weight { question: "D1".into() }, Value::Weight(Weight::from_tenths(100).expect("10.0")));
    let it = renewed(&[weight], "D1 b");
    let score = |weighted: i64, applicable: i64| widened(Ratio::new(weighted * 100, applicable * 4));
    // Tenths x quarters: 2004 of 985 as shipped; D1 b is one quarter of 50 less.
    assert_eq!(it.score.expiring, score(2004, 985));
    assert_eq!(it.score.risk, score(2004 - 50, 985) - score(2004, 985));
    assert_eq!(it.score.renewing, score(2004 - 50 + 50, 985 + 50));
    assert_eq!(it.score.questions, zero());
    let [answer] = &it.answers[..] else { panic!("{:?}", it.answers) };
    assert_eq!(answer.question, "D1");
    assert!(answer.was.ends_with("(E1)") && answer.is.ends_with("(E1)") && answer.was != answer.is, "{answer:?}");
}

#[test]
fn a_debit_that_the_plan_alone_changed_waits_for_a_person() {
    let it = renewed(&[cap("D", 4), cap("C", 5)], "C1 a");
    let (d, e) = (line(&it, "D"), line(&it, "E"));
    assert!(d.by_plan_alone && d.is() < d.was(), "{d:?}");
    assert!(!e.by_plan_alone, "the plan left it alone");
    let c = line(&it, "C");
    assert!(c.percent.risk != zero() && !c.by_plan_alone, "the risk has a part in it: {c:?}");

    let none = BTreeMap::new();
    assert_eq!(d.standing(&none), Standing::Undecided);
    assert_eq!(it.decided_total(&none), None);
    assert_eq!(it.undecided(&none).map(|line| line.section.as_str()).collect::<Vec<_>>(), ["D"]);

    let mut debit = PlanDebit {
        was: d.was(),
        is: d.is(),
        usage: PlanDebitUse::Expiring,
        by: "M. Ito".into(),
        on: NaiveDate::from_ymd_opt(2026, 12, 1),
        reason: String::new(),
    };
    let with = |debit: &PlanDebit| BTreeMap::from([("D".to_owned(), debit.clone())]);
    assert_eq!(d.standing(&with(&debit)), Standing::Undecided, "without a reason it is no decision");
    debit.reason = "Utah R590-121-4".into();
    let debits = with(&debit);
    assert_eq!(d.standing(&debits), Standing::Decided(&debit));
    let sum: i16 = it.schedule.iter().map(LineWalk::is).sum();
    assert_eq!(it.decided_total(&debits), Some((sum - d.is() + d.was()).clamp(-25, 25)));
    let other = PlanDebit { is: d.is() + 1, ..debit };
    assert_eq!(d.standing(&with(&other)), Standing::Undecided, "decided about another change");
}

/// The risk takes a percent off, and a neutral point of 0 puts more on than that: no cause for a rise.
#[test]
fn a_debit_that_rose_on_a_better_risk_waits_for_a_person() {
    let neutral = (Target::Threshold(Threshold::ScheduleNeutral), Value::Number(0));
    let it = renewed(&[neutral], "C1 b; D1 b");
    let (c, d) = (line(&it, "C"), line(&it, "D"));
    assert!(d.percent.risk < zero() && d.is() > d.was() && d.by_plan_alone, "{d:?}");
    assert!(c.percent.risk < zero() && c.is() == c.was() && !c.by_plan_alone, "no changed debit: {c:?}");
    let worse = renewed(&[(Target::Threshold(Threshold::ScheduleNeutral), Value::Number(30))], "D1 e; D2 e; D4 e");
    let d = line(&worse, "D");
    assert!(d.percent.risk > zero() && d.is() > d.was() && !d.by_plan_alone, "{d:?}");
}

/// A question that the plan does not ask any more is not answered any more: no part of that is the risk.
#[test]
fn a_question_that_is_not_asked_any_more_is_no_change_of_the_risk() {
    let mut plan = Plan::draft_on(core());
    plan.set(core(), Target::Hidden { question: "D4".into() }, Value::Hidden(Hidden::Always));
    let planned = lay(core(), &plan).expect("fits");
    let before = worked().submission;
    let mut now = before.clone();
    now.records.remove("D4");
    let survey = Survey::default();
    let side = |effective, submission| Side { base: core(), effective, submission, survey: &survey };
    let it = renewal(&side(core(), &before), &side(&planned, &now));
    assert_eq!((it.score.risk, it.score.questions), (zero(), zero()));
    assert_eq!(it.score.plan, widened(score(&planned, &now)) - widened(score(core(), &before)));
    assert!(walks(&it).into_iter().all(|walk| walk.risk == zero()));
    // A plan that comes to ask it finds no answer in the years before, and neither is that the risk.
    let back = renewal(&side(&planned, &now), &side(core(), &before));
    assert_eq!(back.score.risk, zero());
}

/// Every line stands as it was, and less of their sum can be used.
#[test]
fn a_total_that_only_the_largest_modification_moved_is_said() {
    let most = |percent| (Target::Threshold(Threshold::ScheduleMax), Value::Number(percent));
    let it = renewed(&[most(3)], "");
    assert!(it.schedule.iter().all(|line| !line.by_plan_alone) && it.total_by_plan_alone, "{:?}", it.schedule_total);
    assert!(!renewed(&[most(24)], "").total_by_plan_alone, "the sum is smaller");
    assert!(!renewed(&[cap("D", 4)], "").total_by_plan_alone, "the line says it");
}

#[test]
fn surplus_lines_have_no_filed_schedule_to_protect() {
    let mut plan = Plan::draft_on(core());
    let (target, to) = cap("D", 4);
    plan.set(core(), target, to);
    let planned = lay(core(), &plan).expect("fits");
    let mut case = worked().submission;
    case.policy.market = Market::Surplus;
    let survey = Survey::default();
    let side = |effective| Side { base: core(), effective, submission: &case, survey: &survey };
    let it = renewal(&side(core()), &side(&planned));
    assert!(line(&it, "D").percent.plan != zero() && it.schedule.iter().all(|line| !line.by_plan_alone));
}

#[test]
fn the_model_moves_the_band_only_where_the_old_rules_would_have_it_elsewhere() {
    // 50.9 at tier High is Conditional, to 52.0; with an edge at 50.0 it is Distressed.
    let edge =
        (Target::Edge { tier: "High".into(), band: "Conditional".into() }, Value::Points(Ratio::from_integer(50)));
    let it = renewed(std::slice::from_ref(&edge), "");
    assert_eq!((it.expiring.band.as_str(), it.renewing.band.as_str()), ("Conditional", "Distressed"));
    assert!(it.plan_moved_band);
    assert_eq!(it.score.change(), zero(), "an edge moves no score");
    // The risk got so much worse that both have it Distressed: the band moved, and not by the plan.
    let it = renewed(&[edge], "D1 e; E1 e; E3 e; F2 e");
    assert_eq!((it.band_by_expiring_rules.as_str(), it.renewing.band.as_str()), ("Distressed", "Distressed"));
    assert!(!it.plan_moved_band);
}

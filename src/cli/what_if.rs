//! `securable whatif`: the scenarios of a case, side by side with its answers; nothing is stored.

use super::case::{Open, open};
use super::plan_of_case::plain as side_by_side_text;
use super::{Failure, say, without_commands, write_data, write_text};
use crate::assessment::path::weeks_left;
use crate::assessment::renewal::assess_renewed;
use crate::assessment::what_if::{Effect, effect, fitting, misfits, scenario_applied};
use crate::assessment::{
    ActionPlan, ActionStep, Assessment, EstimateBy, FiredRule, SuggestedSubjectivity, action_plan, improvements_of,
};
use crate::files::read_expiring;
use crate::memo::wording::beside::side_by_side;
use crate::memo::wording::{Case, percent_text};
use crate::questionnaire::{Questionnaire, decimal, exact};
use crate::submission::{Scenario, Submission};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;

pub(super) fn what_if(file: &Path, name: Option<&str>, as_json: bool, today: NaiveDate) -> Result<(), Failure> {
    let open = open(file)?;
    let submission = &open.opened.case.submission;
    let all = &submission.scenarios;
    let chosen: Vec<&Scenario> = all.iter().filter(|it| name.is_none_or(|name| it.name == name)).collect();
    if let Some(name) = name.filter(|_| chosen.is_empty()) {
        let names: Vec<&str> = all.iter().map(|it| it.name.as_str()).collect();
        let there = if names.is_empty() { "It has none".to_owned() } else { format!("It has {}", names.join(", ")) };
        return Err(Failure::input(without_commands(&format!(
            "The case has no scenario \"{name}\". {there}. ({})",
            file.display()
        ))));
    }
    for scenario in &chosen {
        for (question, misfit) in misfits(&open.questionnaire, scenario) {
            say(&format!("{}: {}.", scenario.name, misfit.says(question)));
        }
    }
    let effects: Vec<(&Scenario, Effect)> = chosen.iter().map(|it| (*it, effect_of(&open, it))).collect();
    if as_json {
        let value: Value = effects.iter().map(|(scenario, it)| value(&open, scenario, it, today)).collect();
        return write_data(format!("{value:#}\n").as_bytes());
    }
    match (name, &effects[..]) {
        (Some(_), [(scenario, it)]) => write_text(&one(&open, scenario, it, today)),
        (_, all) => write_text(&table(&open, all)),
    }
}

fn effect_of(open: &Open, scenario: &Scenario) -> Effect {
    let submission = &open.opened.case.submission;
    let expiring = submission.expiring.as_deref().and_then(|kept| read_expiring(kept).ok());
    let assessed = |submission: &Submission| {
        let renewal = expiring
            .as_ref()
            .map(|expiring| expiring.renewal(&open.basis.base, &open.basis.effective, submission, &open.survey));
        assess_renewed(&open.questionnaire, submission, &open.survey, renewal.as_ref())
    };
    effect(&open.questionnaire, submission, scenario, assessed)
}

/// One scenario in full, beside the case.
fn one(open: &Open, scenario: &Scenario, effect: &Effect, today: NaiveDate) -> String {
    let now = open.case();
    let submission = scenario_applied(now.submission, &fitting(now.questionnaire, scenario));
    let then = Case { submission: &submission, assessment: &effect.after, ..now };
    let mut results = side_by_side(&now, &then);
    results.plans = ("as answered".to_owned(), format!("tried in {}", without_commands(&scenario.name)));
    let mut text = side_by_side_text(&results);
    let plan = planned(open, scenario, today);
    if !plan.steps.is_empty() {
        text.push_str("\nAction plan\n");
        let lines = now.action_plan_text(&plan);
        text.extend(lines.lines().map(|line| without_commands(line) + "\n"));
    }
    text
}

/// What the scenario makes better, as steps.
fn planned(open: &Open, scenario: &Scenario, today: NaiveDate) -> ActionPlan {
    let (questionnaire, now) = (&open.questionnaire, &open.assessment);
    let submission = &open.opened.case.submission;
    let improvements = improvements_of(questionnaire, now, scenario);
    action_plan(questionnaire, submission, &now.facts, &improvements, weeks_left(today, submission.policy.inception))
}

/// A line for the case and one for each scenario.
fn table(open: &Open, effects: &[(&Scenario, Effect)]) -> String {
    if effects.is_empty() {
        return "The case has no scenario yet. Make one on the desk, under \"What if\".\n".to_owned();
    }
    let mut out = String::new();
    // Writing to a String cannot fail; the error is that of the trait.
    if write_table(&mut out, open, effects).is_err() {
        out.push_str("The scenarios could not be written.\n");
    }
    out
}

fn write_table(out: &mut String, open: &Open, effects: &[(&Scenario, Effect)]) -> std::fmt::Result {
    let names = effects.iter().map(|(scenario, _)| scenario.name.chars().count());
    let width = names.max().unwrap_or(0).clamp(11, 40);
    let heads = ["score", "range", "confid.", "schedule", "rules", "subj.", "outcome"];
    let [score, range, confidence, schedule, rules, terms, outcome] = heads;
    writeln!(
        out,
        "{:<width$}  {score:>6}  {range:>14}  {confidence:>7}  {schedule:>8}  {rules:>5}  {terms:>5}  {outcome}",
        ""
    )?;
    let mut line = |name: &str, it: &Assessment| {
        let name: String = without_commands(name).chars().take(width).collect();
        writeln!(
            out,
            "{name:<width$}  {:>6}  {:>14}  {:>7}  {:>8}  {:>5}  {:>5}  {}",
            it.score_shown(&open.questionnaire),
            format!("{} to {}", decimal(it.range.best, 1), decimal(it.range.worst, 1)),
            format!("{}%", decimal(it.confidence, 1)),
            percent_text(it.schedule.total_percent),
            it.rules.len(),
            it.subjectivities.len(),
            it.outcome_words(&open.questionnaire)
        )
    };
    line("As answered", &open.assessment)?;
    for (scenario, effect) in effects {
        line(&scenario.name, &effect.after)?;
    }
    writeln!(
        out,
        "\nWhat is tried is not the case until it is applied. Weights, factors and bands are expert judgement."
    )
}

fn value(open: &Open, scenario: &Scenario, it: &Effect, today: NaiveDate) -> Value {
    let questionnaire = &*open.questionnaire;
    let case = open.case();
    let steps = planned(open, scenario, today).steps;
    let step = |step: &ActionStep| {
        let words = case.step_words(step);
        json!({
            "question": words.id,
            "to": words.to,
            "cost": questionnaire.cost_classes.get(usize::from(step.estimate.effort.cost.0)).map(|it| it.name.as_str()),
            "weeks": step.estimate.effort.weeks,
            "before_inception": step.estimate.effort.before_inception,
            "own_estimate": step.estimate.by == EstimateBy::Case,
            "gain_exact": exact(step.gain),
            "score_then_exact": exact(step.after.score),
            "outcome_then": step.after.outcome.words(questionnaire),
            "new_list": step.new_list,
            "proof": words.proof,
        })
    };
    let codes = |rules: &[FiredRule]| -> Value {
        rules.iter().filter_map(|fired| Some(questionnaire.rules.get(usize::from(fired.rule))?.code.as_str())).collect()
    };
    let themes = |all: &[SuggestedSubjectivity]| -> Value {
        all.iter().map(|it| Value::from(questionnaire.theme(it.theme).code.as_str())).collect()
    };
    let unusable: Value = misfits(questionnaire, scenario)
        .into_iter()
        .map(|(question, misfit)| json!({ "question": question, "why": misfit.says(question) }))
        .collect();
    json!({
        "scenario": scenario.name,
        "note": scenario.note,
        "tried": scenario.flips.keys().collect::<Vec<_>>(),
        "unusable": unusable,
        "before": side(questionnaire, &it.before),
        "after": side(questionnaire, &it.after),
        "rules_fired": codes(&it.fired),
        "rules_lifted": codes(&it.lifted),
        "schedule_lines": it.schedule.iter().map(|line| json!({
            "section": questionnaire.section(line.section).id,
            "before_percent": line.before,
            "after_percent": line.after,
        })).collect::<Value>(),
        "subjectivities_new": themes(&it.subjectivities_new),
        "subjectivities_gone": themes(&it.subjectivities_gone),
        "action_plan": steps.iter().map(step).collect::<Value>(),
        "weights_are": "expert judgement",
    })
}

fn side(questionnaire: &Questionnaire, it: &Assessment) -> Value {
    json!({
        "score": it.score_shown(questionnaire),
        "score_exact": exact(it.score),
        "range": { "best": decimal(it.range.best, 1), "worst": decimal(it.range.worst, 1) },
        "tier": questionnaire.tier(it.tier).name,
        "band": questionnaire.band(it.band).name,
        "outcome": it.outcome_words(questionnaire),
        "confidence_percent": decimal(it.confidence, 1),
        "schedule_total_percent": it.schedule.total_percent,
        "requests": it.requests.iter().map(|ix| questionnaire.question(*ix).id.as_str()).collect::<Value>(),
    })
}

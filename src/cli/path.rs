//! `securable path`: the cheapest improvements with which a case reaches a band, and why nothing less does.

use super::case::{open, warn_when_stale};
use super::{Failure, write_data, write_text};
use crate::assessment::path::{Aim, Blocked, By, Path as Way, PathAnswer, Standing, Step, path, weeks_left};
use crate::assessment::{EstimateBy, ImprovedTo, estimate_of};
use crate::memo::wording::Case;
use crate::memo::wording::path::{
    aim_text, blocked_lines, by_key, path_takes, proof_lines, standing_exactly, standing_text, step_takes, step_text,
};
use crate::questionnaire::{BandIx, Questionnaire};
use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub(super) struct PathArguments {
    file: PathBuf,
    /// The band to reach, or a better one; letter case and blanks do not matter.
    #[arg(long, value_name = "BAND")]
    to: String,
    /// What the set is the least of.
    #[arg(long, value_enum, default_value_t = Measure::Cost)]
    by: Measure,
    /// Only what can be done before the policy starts, counted from the day of `--as-of`.
    #[arg(long)]
    before_inception: bool,
    /// It has to hold whatever the unknown and open answers turn out to be.
    #[arg(long)]
    robust: bool,
    /// The day to count weeks from; today by default.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::day)]
    as_of: Option<NaiveDate>,
    /// Write JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Measure {
    Cost,
    Changes,
    Weeks,
}

pub(super) fn way(arguments: &PathArguments, today: NaiveDate) -> Result<(), Failure> {
    let PathArguments { file, to, by, before_inception, robust, as_of, json } = arguments;
    let today = as_of.unwrap_or(today);
    let open = open(Path::new(file))?;
    warn_when_stale(&open.questionnaire, today);
    let case = open.case();
    let aim = Aim {
        to: band(case.questionnaire, to)?,
        by: match by {
            Measure::Cost => By::Cost,
            Measure::Changes => By::Changes,
            Measure::Weeks => By::Weeks,
        },
        before_inception: *before_inception,
        weeks_left: weeks_left(today, case.submission.policy.inception),
        robust: *robust,
    };
    let answer = path(case.questionnaire, case.submission, &case.assessment.facts, &aim);
    if *json {
        write_data(format!("{:#}\n", value(&case, &aim, &answer)).as_bytes())
    } else {
        write_text(&plain(&case, &aim, &answer))
    }
}

/// The band of this name, letter case, blanks and signs left out.
fn band(questionnaire: &Questionnaire, name: &str) -> Result<BandIx, Failure> {
    let folded =
        |name: &str| -> String { name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let wanted = folded(name);
    let place = questionnaire.bands.iter().position(|band| folded(&band.name) == wanted);
    place.map(|place| BandIx(place as u8)).ok_or_else(|| {
        let names: Vec<&str> = questionnaire.bands.iter().map(|band| band.name.as_str()).collect();
        let sentence =
            format!("There is no band \"{name}\" in {}. Use one of {}.", questionnaire.name(), names.join(", "));
        Failure { sentence, code: 2 }
    })
}

fn plain(case: &Case<'_>, aim: &Aim, answer: &PathAnswer) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail; the error is that of the trait.
    if write_plain(&mut out, case, aim, answer).is_err() {
        out.push_str("The way could not be written.\n");
    }
    out
}

fn write_plain(out: &mut String, case: &Case<'_>, aim: &Aim, answer: &PathAnswer) -> std::fmt::Result {
    let questionnaire = case.questionnaire;
    writeln!(out, "Now     {}", standing_text(questionnaire, &now(case)))?;
    writeln!(out, "To      {}", aim_text(questionnaire, aim))?;
    if aim.before_inception {
        match aim.weeks_left {
            Some(left) => {
                writeln!(out, "        {left} {} left until inception", if left == 1 { "week" } else { "weeks" })?
            }
            None => writeln!(out, "        inception is not on file, so lead times are not held against it")?,
        }
    }
    match answer {
        PathAnswer::AlreadyThere => writeln!(out, "\nNothing is needed: the case is there.")?,
        PathAnswer::GivenUp { examined } => writeln!(
            out,
            "\nNot found: the search was given up after {examined} sets. The conditions of this questionnaire hang \
             together too closely for an exact answer."
        )?,
        PathAnswer::Impossible(blocked) => {
            writeln!(out, "\nNo set of improvements reaches it")?;
            for line in blocked_lines(case, aim, blocked, true) {
                writeln!(out, "  {line}")?;
            }
        }
        PathAnswer::Found(way) => {
            writeln!(out, "Then    {}", standing_text(questionnaire, &way.then))?;
            writeln!(out, "Takes   {}", path_takes(way))?;
            writeln!(out, "\nImprovements, each shown with a scan, export or log (E2)")?;
            for step in &way.steps {
                writeln!(out, "  {}", step_text(case, step))?;
                writeln!(out, "      {}", step_takes(case, step))?;
            }
            writeln!(out, "\nWhy nothing less does")?;
            for line in proof_lines(case, aim, way, true) {
                writeln!(out, "  {line}")?;
            }
        }
    }
    writeln!(out, "\nEfforts, weights, factors and bands are expert judgement; a person decides.")
}

fn now(case: &Case<'_>) -> Standing {
    Standing { score: case.assessment.score, tier: case.assessment.tier, outcome: case.assessment.outcome }
}

fn value(case: &Case<'_>, aim: &Aim, answer: &PathAnswer) -> Value {
    let mut value = json!({
        "to": case.questionnaire.band(aim.to).name,
        "by": by_key(aim.by),
        "before_inception": aim.before_inception,
        "weeks_left": aim.weeks_left,
        "robust": aim.robust,
        "now": standing(case, &now(case)),
        "weights_are": "expert judgement",
        "efforts_are": "expert judgement",
    });
    let (answer, what) = match answer {
        PathAnswer::AlreadyThere => ("already there", Value::Null),
        PathAnswer::GivenUp { examined } => ("given up", json!({ "examined": examined })),
        PathAnswer::Impossible(blocked) => ("impossible", impossible(case, aim, blocked)),
        PathAnswer::Found(way) => ("found", found(case, aim, way)),
    };
    value["answer"] = answer.into();
    value["what"] = what;
    value
}

fn standing(case: &Case<'_>, standing: &Standing) -> Value {
    let [score, exactly, outcome] = standing_exactly(case.questionnaire, standing);
    json!({ "score": score, "score_exact": exactly, "outcome": outcome })
}

fn found(case: &Case<'_>, aim: &Aim, way: &Way) -> Value {
    json!({
        "cost_points": way.cost,
        "changes": way.steps.len(),
        "weeks": way.weeks,
        "then": standing(case, &way.then),
        "steps": way.steps.iter().map(|it| step(case, it)).collect::<Value>(),
        "proof": {
            "score_needs": way.proof.score_needs,
            "examined": way.proof.examined,
            "ruled_out": way.proof.ruled_out.iter().map(|(rule, sets)| json!({
                "rule": case.questionnaire.rules[usize::from(*rule)].code,
                "sets": sets,
            })).collect::<Value>(),
            "says": proof_lines(case, aim, way, true),
        },
    })
}

fn step(case: &Case<'_>, step: &Step) -> Value {
    let question = case.question(step.improvement.question);
    let (to, text) = match step.improvement.to {
        ImprovedTo::Option(place) => match question.options.get(usize::from(place)) {
            Some(option) => (option.key.as_str(), option.text.as_str()),
            None => ("", ""),
        },
        ImprovedTo::Proof => ("proof", question.evidence.as_str()),
    };
    let estimate = estimate_of(case.questionnaire, case.submission, &step.improvement);
    let class = case.questionnaire.cost_classes.get(usize::from(estimate.effort.cost.0));
    json!({
        "question": question.id,
        "ask": question.ask,
        "now": case.answer_key(step.improvement.question),
        "to": to,
        "text": text,
        "cost_class": class.map(|class| &class.name),
        "cost_points": step.cost,
        "weeks": step.weeks,
        "before_inception": step.before_inception,
        "own_estimate": estimate.by == EstimateBy::Case,
        "new_device_list": step.new_list,
        "without": standing(case, &step.without),
    })
}

fn impossible(case: &Case<'_>, aim: &Aim, blocked: &Blocked) -> Value {
    json!({
        "with_every_improvement": standing(case, &blocked.standing),
        "rules": blocked.rules.iter().map(|fired| {
            let rule = &case.questionnaire.rules[usize::from(fired.rule)];
            json!({ "rule": rule.code, "says": rule.says, "because": case.reasons(&fired.because) })
        }).collect::<Value>(),
        "score_above_edge": blocked.edge.map(|edge| crate::questionnaire::decimal(edge, 1)),
        "assumed": blocked.assumed.iter().map(|ix| case.question(*ix).id.as_str()).collect::<Value>(),
        "says": blocked_lines(case, aim, blocked, true),
    })
}

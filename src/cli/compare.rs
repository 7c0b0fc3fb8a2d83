//! `securable compare`: what changed from the expiring case to the renewing one, nothing stored.

use super::case::open;
use super::{Failure, write_data, write_text};
use crate::assessment::renewal::{Renewal, Under, Walk, renewal};
use crate::memo::wording::percent_text;
use crate::memo::wording::renewal::{PLAN_CHANGE, TOTAL_BY_PLAN, band_sentence, exact, parts, signed, under};
use crate::questionnaire::wide_decimal;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;

pub(super) fn compare(old: &Path, new: &Path, as_json: bool) -> Result<(), Failure> {
    let (old, new) = (open(old)?, open(new)?);
    let it = renewal(&old.side(), &new.side());
    if as_json { write_data(format!("{:#}\n", value(&it)).as_bytes()) } else { write_text(&plain(&it)) }
}

fn plain(it: &Renewal) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail; the error is that of the trait.
    if write_plain(&mut out, it).is_err() {
        out.push_str("The comparison could not be written.\n");
    }
    out
}

fn write_plain(out: &mut String, it: &Renewal) -> std::fmt::Result {
    writeln!(out, "Expiring           {}", under(&it.expiring))?;
    writeln!(out, "Renewing           {}\n", under(&it.renewing))?;
    let ends = |walk: &Walk| [wide_decimal(walk.expiring, 1), wide_decimal(walk.renewing, 1)];
    let [first, last] = ends(&it.score);
    writeln!(out, "Expiring score     {first:>6}  {}", exact(it.score.expiring))?;
    for (name, points) in parts(&it.score) {
        writeln!(out, "{name:<18} {:>6}  {}", signed(points, 1), exact(points))?;
    }
    writeln!(out, "Renewing score     {last:>6}  {}", exact(it.score.renewing))?;
    writeln!(out, "\n{}.", band_sentence(it))?;
    writeln!(out, "\nSections                                      expiring    risk    plan  quest.  renewing")?;
    for section in &it.sections {
        write!(out, "  {} {:<42}", section.id, section.title)?;
        match &section.deficiency {
            None => writeln!(out, " missing on one side")?,
            Some(walk) => {
                let [first, last] = ends(walk);
                let [(_, risk), (_, plan), (_, questions)] =
                    parts(walk).map(|(name, points)| (name, signed(points, 1)));
                writeln!(out, " {first:>7} {risk:>7} {plan:>7} {questions:>7}  {last:>8}")?;
            }
        }
    }
    writeln!(out, "\nSchedule lines")?;
    for line in &it.schedule {
        let mark = if line.by_plan_alone { format!("  {PLAN_CHANGE}") } else { String::new() };
        let (was, is) = (percent_text(line.was()), percent_text(line.is()));
        writeln!(out, "  {} {:<42} {was:>7} to {is:>5}{mark}", line.section, line.title)?;
    }
    if it.total_by_plan_alone {
        writeln!(out, "\n{TOTAL_BY_PLAN}.")?;
    }
    writeln!(out, "\nAnswers that changed")?;
    if it.answers.is_empty() {
        writeln!(out, "  None")?;
    }
    for answer in &it.answers {
        writeln!(out, "  {:<4} {}\n       now: {}", answer.question, answer.was, answer.is)?;
    }
    writeln!(out, "\nThe parts add up exactly. Weights, factors and bands are expert judgement.")
}

fn value(it: &Renewal) -> Value {
    json!({
        "expiring": side(&it.expiring),
        "renewing": side(&it.renewing),
        "score": walk(&it.score, 1),
        "sections": it.sections.iter().map(|section| json!({
            "section": section.id,
            "title": section.title,
            "deficiency": section.deficiency.as_ref().map(|it| walk(it, 1)),
        })).collect::<Value>(),
        "schedule": it.schedule.iter().map(|line| json!({
            "section": line.section,
            "title": line.title,
            "percent": walk(&line.percent, 0),
            "plan_change_not_usable": line.by_plan_alone,
        })).collect::<Value>(),
        "schedule_total_percent": walk(&it.schedule_total, 0),
        "schedule_total_plan_change": it.total_by_plan_alone,
        "band_by_expiring_rules": it.band_by_expiring_rules,
        "plan_moved_band": it.plan_moved_band,
        "answers": it.answers.iter().map(|answer| json!({
            "question": answer.question,
            "ask": answer.ask,
            "was": answer.was,
            "is": answer.is,
        })).collect::<Value>(),
        "weights_are": "expert judgement",
    })
}

fn side(it: &Under) -> Value {
    json!({
        "questionnaire": it.questionnaire,
        "questionnaire_sha256": it.questionnaire_sha256,
        "plan": it.plan,
        "score": it.score,
        "tier": it.tier,
        "band": it.band,
        "outcome": it.outcome,
    })
}

/// Five values, as shown and exact.
fn walk(it: &Walk, places: u32) -> Value {
    let both = |value| json!({ "shown": wide_decimal(value, places), "exact": exact(value) });
    json!({
        "expiring": both(it.expiring),
        "risk": both(it.risk),
        "plan": both(it.plan),
        "questions": both(it.questions),
        "renewing": both(it.renewing),
    })
}

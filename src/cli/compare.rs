//! `securable compare`: what changed from the expiring case to the renewing one, nothing stored.

use super::case::open;
use super::{Failure, compare_json, write_data, write_text};
use crate::assessment::renewal::{
    DeviceChanges, Held, LastCondition, ProofChanges, Renewal, RuleChanges, Walk, renewal,
};
use crate::memo::wording::percent_text;
use crate::memo::wording::renewal::{
    PLAN_CHANGE, TOTAL_BY_PLAN, aged_together, band_sentence, carried_counts_words, change_words, condition_words,
    exact, lists_words, model_words, moved_words, parts, said_words, signed, support_days_words, unconfirmed_sentence,
    under,
};
use crate::questionnaire::{grouped, wide_decimal};
use crate::submission::Grade;
use std::fmt::Write as _;
use std::path::Path;

pub(super) fn compare(old: &Path, new: &Path, as_json: bool) -> Result<(), Failure> {
    let (old, new) = (open(old)?, open(new)?);
    let it = renewal(&old.side(), &new.side());
    if as_json { write_data(format!("{:#}\n", compare_json::value(&it)).as_bytes()) } else { write_text(&plain(&it)) }
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
        let said = said_words(answer);
        let by = if said.is_empty() { String::new() } else { format!(", said by {said}") };
        writeln!(out, "       {}{by}", moved_words(answer.moved))?;
    }
    write_devices(out, &it.devices)?;
    write_proof(out, &it.proof)?;
    write_rules(out, &it.rules)?;
    write_conditions(out, &it.conditions)?;
    writeln!(out, "\nThe parts add up exactly. Weights, factors and bands are expert judgement.")
}

fn write_devices(out: &mut String, devices: &DeviceChanges) -> std::fmt::Result {
    writeln!(out, "\nDevices")?;
    if let Some(words) = lists_words(devices) {
        writeln!(out, "  {words}.")?;
    }
    if devices.classes.is_empty() {
        return Ok(());
    }
    writeln!(out, "  {}", support_days_words(devices))?;
    writeln!(
        out,
        "  {:<24} {:>8} {:>8} {:>8} {:>8} {:>16} {:>8} {:>16}",
        "", "before", "after", "new", "gone", "past support", "newly", "unknown"
    )?;
    let all = ("all", &devices.total);
    for (name, it) in devices.classes.iter().map(|(class, change)| (class.words(), change)).chain([all]) {
        let [before, after] = [it.before, it.after].map(grouped);
        let compared = |count: u64| if devices.held == Held::Both { grouped(count) } else { "-".to_owned() };
        let (new, gone) = (compared(it.new), compared(it.gone));
        let [past, newly, unknown] = match it.support {
            Some(it) => [
                format!("{} to {}", grouped(it.past_before), grouped(it.past)),
                grouped(it.newly_past),
                format!("{} to {}", grouped(it.unknown_before), grouped(it.unknown)),
            ],
            None => ["-"; 3].map(str::to_owned),
        };
        writeln!(out, "  {name:<24} {before:>8} {after:>8} {new:>8} {gone:>8} {past:>16} {newly:>8} {unknown:>16}")?;
    }
    for model in &devices.models {
        writeln!(out, "    {}: {}", model_words(model), change_words(&model.change))?;
    }
    if devices.models_more > 0 {
        writeln!(out, "    and {} more models", devices.models_more)?;
    }
    Ok(())
}

fn write_proof(out: &mut String, proof: &ProofChanges) -> std::fmt::Result {
    let counted = |counts: &[usize; 4]| {
        let words: Vec<String> =
            Grade::ALL.iter().zip(counts).map(|(grade, it)| format!("{} {it}", grade.code())).collect();
        words.join(", ")
    };
    writeln!(out, "\nEvidence")?;
    writeln!(out, "  Last term  {}", counted(&proof.before))?;
    writeln!(out, "  Now        {}", counted(&proof.after))?;
    if let Some(sentence) = unconfirmed_sentence(proof.to_confirm.len(), proof.answered) {
        writeln!(out, "  {sentence}. {}.", carried_counts_words())?;
    }
    for it in &proof.changed {
        writeln!(out, "  {:<4} E{} to E{}, the same answer", it.question, it.was, it.is)?;
    }
    for (words, questions) in aged_together(&proof.aged) {
        writeln!(out, "  {words}\n    {}", questions.join(" "))?;
    }
    Ok(())
}

fn write_rules(out: &mut String, rules: &RuleChanges) -> std::fmt::Result {
    writeln!(out, "\nRules")?;
    if rules.fired.is_empty() && rules.lifted.is_empty() {
        writeln!(out, "  The same rules fire")?;
    }
    for (what, changed) in [("fires now", &rules.fired), ("no more", &rules.lifted)] {
        for rule in changed {
            writeln!(out, "  {what:<9} {:<7} {}", rule.code, rule.says)?;
        }
    }
    Ok(())
}

fn write_conditions(out: &mut String, conditions: &[LastCondition]) -> std::fmt::Result {
    writeln!(out, "\nSubjectivities of last term")?;
    if conditions.is_empty() {
        writeln!(out, "  None")?;
    }
    for it in conditions {
        let text: Vec<&str> = it.condition.text.split_whitespace().collect();
        writeln!(out, "  {:<6} {}\n         {}", it.condition.theme, text.join(" "), condition_words(it))?;
    }
    Ok(())
}

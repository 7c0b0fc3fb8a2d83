//! `securable score` and `securable answers`.

use super::case::{open, warn_when_stale};
use super::plan_of_case::{plain as side_by_side_text, trial};
use super::{Failure, counted, json, write_data, write_text};
use crate::files::csv_from_answers;
use crate::memo::wording::beside::side_by_side;
use crate::memo::wording::plan::{plan_in_brief, plan_in_force, plan_of};
use crate::memo::wording::preview::mark_words;
use crate::memo::wording::renewal::carried_counts_words;
use crate::memo::wording::{Case, effect_text, percent_text, unusable_text};
use crate::questionnaire::{SectionKind, decimal};
use crate::submission::Answer;
use chrono::NaiveDate;
use std::fmt::Write as _;
use std::path::Path;

pub(super) fn score(file: &Path, as_of: NaiveDate, under: Option<&Path>, as_json: bool) -> Result<(), Failure> {
    let open = open(file)?;
    warn_when_stale(&open.questionnaire, as_of);
    if let Some(plan) = under {
        let trial = trial(&open, Some(plan))?;
        let then = trial.case(&open);
        return if as_json {
            write_data(json::score(&then, as_of).as_bytes())
        } else {
            let mark = then.submission.preview.as_ref().map(|mark| format!("{}\n", mark_words(mark)));
            let text = side_by_side_text(&side_by_side(&open.case(), &then));
            write_text(&(mark.unwrap_or_default() + &text))
        };
    }
    if as_json {
        write_data(json::score(&open.case(), as_of).as_bytes())
    } else {
        write_text(&plain(&open.case(), as_of))
    }
}

pub(super) fn answers(file: &Path) -> Result<(), Failure> {
    let open = open(file)?;
    write_data(&csv_from_answers(&open.opened.case.submission, &open.questionnaire))
}

/// The assessment in words, for a terminal.
fn plain(case: &Case<'_>, as_of: NaiveDate) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail; the error is that of the trait.
    if write_plain(&mut out, case, as_of).is_err() {
        out.push_str("The assessment could not be written.\n");
    }
    out
}

fn write_plain(out: &mut String, case: &Case<'_>, as_of: NaiveDate) -> std::fmt::Result {
    let Case { questionnaire, submission, assessment, .. } = *case;
    let name = &submission.applicant.name;
    writeln!(out, "{}", if name.is_empty() { "Applicant not named" } else { name })?;
    if let Some(mark) = &submission.preview {
        writeln!(out, "{}", mark_words(mark))?;
    }
    writeln!(out, "{} {}, as of {as_of}", questionnaire.name(), questionnaire.short_hash())?;
    match &questionnaire.plan {
        Some(plan) => {
            writeln!(out, "{} {}", plan_in_brief(questionnaire), plan.short_hash())?;
            writeln!(out, "{}; {}", plan_of(plan), plan_in_force(plan))?;
        }
        None => writeln!(out, "{}", plan_in_brief(questionnaire))?,
    }
    writeln!(out)?;
    writeln!(out, "Score         {} of 100 (0 is best)", assessment.score_shown(questionnaire))?;
    writeln!(
        out,
        "Range         {} to {}, over everything still to be answered",
        decimal(assessment.range.best, 1),
        decimal(assessment.range.worst, 1)
    )?;
    writeln!(out, "Exposure      {} {}", assessment.exposure.index, questionnaire.tier(assessment.tier).name)?;
    writeln!(out, "Band          {}", questionnaire.band(assessment.band).name)?;
    if let Some((other, distance)) = assessment.borderline {
        let other = &questionnaire.band(other).name;
        writeln!(out, "              borderline: {} points from {other}", decimal(distance, 1))?;
    }
    writeln!(out, "Outcome       {}", assessment.outcome_words(questionnaire))?;
    let authority = questionnaire.authorities.get(usize::from(assessment.authority)).map_or("", String::as_str);
    writeln!(out, "Authority     {authority}")?;
    if !assessment.sign_offs.is_empty() {
        writeln!(out, "Sign-offs     {}", assessment.sign_offs.join(", "))?;
    }
    writeln!(out, "Completeness  {}%", decimal(assessment.completeness, 1))?;
    let level = assessment.confidence_level.words();
    writeln!(out, "Confidence    {}% {level}", decimal(assessment.confidence, 1))?;
    let waiting: Vec<&str> = assessment.to_confirm().map(|ix| case.question(ix).id.as_str()).collect();
    if !waiting.is_empty() {
        let count = counted(waiting.len(), "answer");
        writeln!(out, "To confirm    {count} from last term. {}", carried_counts_words())?;
        writeln!(out, "              {}", waiting.join(" "))?;
    }
    writeln!(out, "\nSections")?;
    for (section, score) in questionnaire.sections.iter().zip(&assessment.sections) {
        if let Some(score) = score {
            writeln!(out, "  {} {:<44} {:>5}", section.id, section.title, decimal(score.deficiency, 1))?;
        } else if section.kind == SectionKind::Scored {
            writeln!(out, "  {} {:<44} does not apply", section.id, section.title)?;
        }
    }
    writeln!(out, "\nDrivers")?;
    for driver in assessment.drivers.iter().take(5) {
        let line = case.answer_line(driver.question);
        writeln!(out, "  {:>5}  {line}", decimal(driver.points, 2))?;
    }
    writeln!(out, "\nRules")?;
    if assessment.rules.is_empty() {
        writeln!(out, "  None fired")?;
    }
    for fired in &assessment.rules {
        let rule = &questionnaire.rules[usize::from(fired.rule)];
        writeln!(out, "  {:<7} {} ({})", rule.code, rule.says, effect_text(questionnaire, &rule.effect))?;
        for because in case.reasons(&fired.because) {
            writeln!(out, "          because {because}")?;
        }
    }
    write_list(out, case)?;
    if !assessment.requests.is_empty() {
        writeln!(out, "\nTo be answered first")?;
        for ix in &assessment.requests {
            writeln!(out, "  {} {}", case.question(*ix).id, case.question(*ix).ask)?;
        }
    }
    writeln!(out, "\nSchedule suggestion  {}", percent_text(assessment.schedule.total_percent))?;
    if let Some(unusable) = assessment.schedule.unusable {
        writeln!(out, "  {}", unusable_text(unusable))?;
    }
    writeln!(out, "\nReasons to tell the insured")?;
    if assessment.adverse_reasons.is_empty() {
        writeln!(out, "  None: no answer is at half or worse")?;
    }
    for reason in &assessment.adverse_reasons {
        writeln!(out, "  RC-{} {}", case.question(reason.question).id, case.adverse_text(reason.question))?;
    }
    writeln!(out, "\nWeights, factors and bands are expert judgement; a person decides.")
}

/// What the device list allows as answers, and where it speaks against them.
fn write_list(out: &mut String, case: &Case<'_>) -> std::fmt::Result {
    let facts = &case.assessment.facts;
    let computed = case.questionnaire.places().filter_map(|ix| Some((ix, case.computed_text(ix)?)));
    for (place, (ix, text)) in computed.enumerate() {
        if place == 0 {
            writeln!(out, "\nComputed from the device list")?;
        }
        let id = &case.question(ix).id;
        // The bounds are keys, so the key of the answer stands beside them.
        let typed = match case.submission.answer(id) {
            Some(Answer::Options(keys)) => {
                let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
                format!("{}: {}", keys.join(";"), case.typed_text(ix))
            }
            _ => case.typed_text(ix),
        };
        let counts = if case.reading(ix).computed { ", the list counts" } else { "" };
        writeln!(out, "  {id} {text}; typed {typed}{counts}")?;
    }
    if !facts.contradictions().is_empty() {
        writeln!(out, "\nContradictions")?;
    }
    for contradiction in facts.contradictions() {
        writeln!(out, "  {}", contradiction.what)?;
    }
    Ok(())
}

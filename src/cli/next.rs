//! `securable next`: the open question to ask next, and how far the band is from being certain.

use super::case::open;
use super::{Failure, write_data, write_text};
use crate::assessment::ask::{Asking, NextQuestion, Why, next_questions};
use crate::memo::wording::ask::{Detail, bands_text, certain_text, fires_text, settled_text, waiting_text, why_next};
use crate::questionnaire::{QuestionIx, Questionnaire, decimal, exact};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;

/// Questions that are named after the first.
const THEN: usize = 4;

pub(super) fn next(file: &Path, as_json: bool) -> Result<(), Failure> {
    let open = open(file)?;
    let questionnaire = &open.questionnaire;
    let asking = next_questions(questionnaire, &open.opened.case.submission, &open.assessment.facts);
    if as_json {
        return write_data(format!("{:#}\n", value(questionnaire, &asking)).as_bytes());
    }
    let mut text = String::new();
    // Writing to a String cannot fail; the error is that of the trait.
    if plain(&mut text, questionnaire, &asking, open.assessment.confidence_level.words()).is_err() {
        text.push_str("The next question could not be written.\n");
    }
    write_text(&text)
}

fn plain(out: &mut String, questionnaire: &Questionnaire, asking: &Asking, confidence: &str) -> std::fmt::Result {
    let mut order = asking.order.iter();
    let settled = settled_text(questionnaire, asking);
    if let Some(settled) = &settled {
        writeln!(out, "{settled}")?;
    }
    if let Some(fires) = fires_text(questionnaire, asking) {
        writeln!(out, "{fires}")?;
    }
    if settled.is_some() {
        if let Some(waiting) = waiting_text(questionnaire, asking) {
            writeln!(out, "{waiting}")?;
        }
        writeln!(out, "Confidence is {confidence}: evidence may still be worth asking for")?;
    }
    if let Some(first) = order.next() {
        let question = questionnaire.question(first.question);
        if !out.is_empty() {
            writeln!(out)?;
        }
        writeln!(out, "Ask next      {}  {}", question.id, question.ask)?;
        for option in &question.options {
            writeln!(out, "              {}  {}", option.key, option.text)?;
        }
        writeln!(out, "Because it    {}", why_next(questionnaire, first, Detail::Full))?;
    }
    writeln!(out)?;
    let possible = &asking.possible;
    writeln!(out, "Range         {} to {}", decimal(possible.best, 1), decimal(possible.worst, 1))?;
    writeln!(out, "Bands now     {}", bands_text(questionnaire, &possible.bands))?;
    let (low, high) = (questionnaire.tier(possible.tiers.0), questionnaire.tier(possible.tiers.1));
    if possible.tiers.0 == possible.tiers.1 {
        writeln!(out, "Tier          {}", low.name)?;
    } else {
        writeln!(out, "Tier          {} to {}", low.name, high.name)?;
    }
    if let Some(certain) = certain_text(asking) {
        writeln!(out, "Certain       {certain}")?;
    }
    let then: Vec<&NextQuestion> = order.by_ref().take(THEN).collect();
    for (place, next) in then.iter().enumerate() {
        let question = questionnaire.question(next.question);
        let head = if place == 0 { "Then" } else { "" };
        writeln!(out, "{head:<13} {}  {}", question.id, why_next(questionnaire, next, Detail::Full))?;
    }
    let rest = order.count();
    if rest > 0 {
        writeln!(out, "              and {rest} more")?;
    }
    writeln!(
        out,
        "\nEvery option counts once: a count of ways to answer, no likelihood. Answers that nobody knows are not asked \
         again and stay in the range."
    )
}

fn value(questionnaire: &Questionnaire, asking: &Asking) -> Value {
    let possible = &asking.possible;
    let codes = |rules: &[u16]| -> Value {
        rules.iter().map(|place| Value::from(questionnaire.rules[usize::from(*place)].code.as_str())).collect()
    };
    json!({
        "settled": asking.settled,
        "bands": possible.bands.iter().map(|band| questionnaire.band(*band).name.as_str()).collect::<Vec<_>>(),
        "tiers": [questionnaire.tier(possible.tiers.0).name, questionnaire.tier(possible.tiers.1).name],
        "range": {
            "best": decimal(possible.best, 1),
            "worst": decimal(possible.worst, 1),
            "best_exact": exact(possible.best),
            "worst_exact": exact(possible.worst),
        },
        "knock_outs_fire": codes(&possible.fires),
        "knock_outs_may_fire": codes(&possible.may_fire),
        "certain_after": asking.certain_after.map(|after| json!({
            "at_best": after.at_best,
            "at_latest": after.at_latest,
        })),
        "open": asking.open,
        "unknown": asking.unknown,
        "order": asking.order.iter().map(|next| question(questionnaire, next)).collect::<Value>(),
        "every_option_counts": "once; a count of ways to answer, no likelihood",
    })
}

fn question(questionnaire: &Questionnaire, next: &NextQuestion) -> Value {
    let it = questionnaire.question(next.question);
    let ids = |questions: &[QuestionIx]| -> Vec<&str> {
        questions.iter().map(|ix| questionnaire.question(*ix).id.as_str()).collect()
    };
    json!({
        "question": it.id,
        "ask": it.ask,
        "options": it.options.iter().map(|option| json!({ "key": option.key, "text": option.text })).collect::<Value>(),
        "narrows_points": decimal(next.narrows, 3),
        "bands_after": decimal(next.bands_after, 2),
        "why": match &next.why {
            Why::FiresKnockOut(_) => "fires_knock_out",
            Why::RulesOut(_) => "rules_out_knock_out",
            Why::SettlesBand => "settles_band",
            Why::Opens(_) => "opens_questions",
            Why::MovesTier => "moves_tier",
            Why::Narrows => "narrows_range",
            Why::InKnockOut(_) => "in_knock_out",
        },
        "opens": match &next.why {
            Why::Opens(questions) => ids(questions),
            _ => Vec::new(),
        },
        "says": why_next(questionnaire, next, Detail::Full),
    })
}

//! Section 17 beside the score: devices, evidence, rules and conditions since the expiring term, in short.

use crate::assessment::renewal::{DeviceChange, DeviceChanges, LastCondition, ProofChanges, RuleChanges};
use crate::memo::content::blocks::{body, narrow, number, plain, quiet, row, sub, table, words};
use crate::memo::document::{Block, Span, TableRow};
use crate::memo::wording::renewal::{
    aged_together, carried_counts_words, change_words, condition_words, lists_words, model_words, support_days_words,
    unconfirmed_sentence,
};
use crate::questionnaire::grouped;
use crate::submission::Grade;

/// Models named one by one.
const MOST_MODELS: usize = 8;

pub(super) fn devices(devices: &DeviceChanges) -> Vec<Block> {
    let mut blocks = vec![sub("Devices")];
    blocks.extend(lists_words(devices).map(|words| body(format!("{words}."))));
    if lists_words(devices).is_some() && !devices.same_list {
        return blocks;
    }
    let all = ("All", &devices.total);
    let classes = devices.classes.iter().map(|(class, change)| (class.words(), change));
    blocks.push(table(
        "Devices of both terms by class",
        vec![
            words("Class", 1.0),
            number("Before"),
            number("After"),
            number("New"),
            number("Gone"),
            number("Past support"),
            number("Newly past"),
            number("Unknown"),
        ],
        classes.chain([all]).map(|(name, change)| device_row(name, change)).collect(),
    ));
    blocks.push(quiet(format!("{}.", support_days_words(devices))));
    let models = devices.models.iter().take(MOST_MODELS);
    let mut items: Vec<Vec<Span>> = models
        .map(|model| vec![Span::bold(format!("{}: ", model_words(model))), Span::plain(change_words(&model.change))])
        .collect();
    let more = devices.models.len().saturating_sub(MOST_MODELS) + devices.models_more;
    if more > 0 {
        items.push(vec![Span::quiet(format!("and {more} more models"))]);
    }
    if !items.is_empty() {
        blocks.push(Block::Bullets(items));
    }
    blocks
}

fn device_row(name: &str, change: &DeviceChange) -> TableRow {
    let count = |count: u64| plain(grouped(count));
    let mut cells = vec![plain(name), count(change.before), count(change.after), count(change.new), count(change.gone)];
    match change.support {
        Some(it) => {
            cells.push(plain(format!("{} to {}", grouped(it.past_before), grouped(it.past))));
            cells.push(count(it.newly_past));
            cells.push(plain(format!("{} to {}", grouped(it.unknown_before), grouped(it.unknown))));
        }
        None => cells.extend((0..3).map(|_| vec![Span::quiet("not known")])),
    }
    row(cells)
}

pub(super) fn proof(proof: &ProofChanges) -> Vec<Block> {
    let counted = |counts: &[usize; 4]| {
        let words: Vec<String> =
            Grade::ALL.iter().zip(counts).map(|(grade, count)| format!("{} {count}", grade.code())).collect();
        words.join(", ")
    };
    let mut items = vec![plain(format!(
        "Scored answers by evidence: {} last term; {} now.",
        counted(&proof.before),
        counted(&proof.after)
    ))];
    if let Some(sentence) = unconfirmed_sentence(proof.to_confirm.len(), proof.answered) {
        items.push(vec![Span::bold(format!("{sentence}. ")), Span::plain(format!("{}.", carried_counts_words()))]);
    }
    if !proof.changed.is_empty() {
        let changed: Vec<String> =
            proof.changed.iter().map(|it| format!("{} E{} to E{}", it.question, it.was, it.is)).collect();
        items.push(plain(format!("The same answer on other evidence: {}.", changed.join(", "))));
    }
    for (words, questions) in aged_together(&proof.aged) {
        items.push(vec![Span::bold(format!("{words}: ")), Span::plain(format!("{}.", questions.join(", ")))]);
    }
    vec![sub("Evidence since last term"), Block::Bullets(items)]
}

pub(super) fn rules(rules: &RuleChanges) -> Vec<Block> {
    let fired = rules.fired.iter().map(|rule| ("Fires now", rule));
    let lifted = rules.lifted.iter().map(|rule| ("No more", rule));
    let rows: Vec<TableRow> = fired
        .chain(lifted)
        .map(|(what, rule)| row(vec![plain(what), plain(rule.code.as_str()), plain(rule.says.as_str())]))
        .collect();
    let list = if rows.is_empty() {
        body("The same rules fire as last term.")
    } else {
        table("Rules that fire anew or no more", vec![narrow("Change"), narrow("Rule"), words("Says", 1.0)], rows)
    };
    vec![sub("Rules since last term"), list]
}

pub(super) fn conditions(conditions: &[LastCondition]) -> Vec<Block> {
    if conditions.is_empty() {
        return Vec::new();
    }
    let rows = conditions.iter().map(|it| {
        let theme = if it.condition.theme.is_empty() { "own" } else { &it.condition.theme };
        row(vec![plain(theme), plain(it.condition.text.as_str()), plain(condition_words(it))])
    });
    vec![
        sub("Subjectivities of last term"),
        table(
            "What became of the conditions of the expiring quote",
            vec![narrow("Code"), words("Condition", 2.0), words("State", 0.8)],
            rows.collect(),
        ),
    ]
}

//! What only shows when all is read: sums, bands, cycles, follow-ups that can never show.

use super::super::ron_tree::{Node, Place, Value};
use super::decode::MOST_OPTIONS;
use super::fields::{Reader, exact_scaled};
use super::names::{field_of, items};
use crate::questionnaire::{
    AnswerKind, Choice, Condition, FollowUpKind, OptionSet, Question, QuestionIx, Questionnaire, Ratio, SectionKind,
    decimal,
};

/// More than 500 questions can weigh.
const MOST_WEIGHT: u64 = 100_000;
/// Answers tried for one condition, and for all of a file; beyond, nothing is said about whether it can hold.
const MOST_TRIALS_EACH: usize = 20_000;
const MOST_TRIALS: usize = 1_000_000;

pub(super) fn check(reader: &mut Reader, root: &Node, questionnaire: &Questionnaire) {
    let nodes: Vec<&Node> = items(root, "sections").iter().flat_map(|section| items(section, "questions")).collect();
    weights(reader, root, questionnaire);
    exposure_points(reader, root, questionnaire);
    schedule_caps(reader, root, questionnaire);
    let mut trials = MOST_TRIALS;
    for ((ix, question), node) in (0_u16..).map(QuestionIx).zip(&questionnaire.questions).zip(&nodes) {
        reader.subject = format!("question {}", question.id);
        options(reader, node, question, questionnaire.is_scored(ix));
        visibility(reader, node, questionnaire, ix, &mut trials);
        follow_ups(reader, node, questionnaire, question, &mut trials);
    }
    reader.subject.clear();
    cycles(reader, &nodes, questionnaire);
    tiers_and_bands(reader, root, questionnaire);
}

/// Where a field is written, or the value that lacks it.
pub(super) fn at(node: &Node, field: &str) -> Place {
    field_of(node, field).map_or(node.at, |found| found.at)
}

/// Where one entry of a list stands.
fn at_of(node: &Node, list: &str, place: usize) -> Place {
    items(node, list).get(place).map_or(node.at, |found| found.at)
}

fn weights(reader: &mut Reader, root: &Node, questionnaire: &Questionnaire) {
    let Some(node) = field_of(root, "total_weight") else { return };
    let Some(total) = reader.tenths(node, MOST_WEIGHT, "total_weight") else { return };
    let sum: i64 = questionnaire.questions.iter().map(|question| question.weight.tenths()).sum();
    if total != sum {
        let what = format!(
            "the weights add up to {}, not to {}",
            decimal(Ratio::new(sum, 10), 1),
            decimal(Ratio::new(total, 10), 1)
        );
        reader.report(node.at, what, "change weights until they do, or state the sum that is meant");
    }
    if sum == 0 {
        reader.report(node.at, "no question is scored", "add a section of kind Scored");
    }
}

fn exposure_points(reader: &mut Reader, root: &Node, questionnaire: &Questionnaire) {
    let most: u32 = questionnaire.questions.iter().filter_map(|it| it.points).map(|it| u32::from(it.max)).sum();
    if most > 100 {
        let what = format!("exposure points can reach {most}");
        reader.report(at(root, "sections"), what, "lower max until the sum is at most 100");
    }
}

/// A section named twice would be charged twice.
fn schedule_caps(reader: &mut Reader, root: &Node, questionnaire: &Questionnaire) {
    let Some(node) = field_of(root, "schedule") else { return };
    let caps = &questionnaire.schedule.caps;
    for (place, (section, _)) in caps.iter().enumerate() {
        let id = &questionnaire.section(*section).id;
        if caps[..place].iter().any(|(earlier, _)| earlier == section) {
            reader.report(at(node, "caps"), format!("section {id} has two caps"), "keep one of them");
        }
        if questionnaire.section(*section).kind != SectionKind::Scored {
            reader.report(at(node, "caps"), format!("section {id} is not scored"), "delete its cap");
        }
    }
}

fn options(reader: &mut Reader, node: &Node, question: &Question, scored: bool) {
    let place = at(node, "options");
    if question.kind == AnswerKind::Text {
        if !question.options.is_empty() {
            reader.report(place, "a text question with options", "delete the options, or the kind");
        }
        return;
    }
    for (place, option) in question.options.iter().enumerate() {
        let same = |other: &Choice| other.key.eq_ignore_ascii_case(&option.key) && other.key != option.key;
        if question.options[..place].iter().any(same) {
            let what = format!("option \"{}\" differs from another by letter case only", option.key);
            reader.report(at_of(node, "options", place), what, "give each a key of its own");
        }
        let plain = option.key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
        if !plain || ["unknown", "na"].iter().any(|word| option.key.eq_ignore_ascii_case(word)) {
            let what = format!("\"{}\" cannot be written in a flat table", option.key);
            reader.report(at_of(node, "options", place), what, "use letters, digits and _, and not unknown or na");
        }
    }
    if question.options.len() < 2 {
        reader.report(place, "a choice needs at least two options", "add options");
    }
    if question.options.len() > MOST_OPTIONS {
        reader.report(place, format!("more than {MOST_OPTIONS} options"), "split the question");
    }
    if scored && question.kind == AnswerKind::Multi {
        reader.report(node.at, "a scored question takes one option", "delete kind: Multi");
    }
    if scored && !question.options.is_sorted_by_key(|option| option.factor) {
        reader.report(place, "the options do not run from best to worst", "sort them by factor");
    }
    for follow_up in &question.follow_ups {
        // It is written as a letter and kept as a place, so the keys have to run a, b, c ...
        let wrong = |option: u8| {
            question.options.get(usize::from(option)).is_none_or(|it| it.key.as_bytes() != [b'a' + option])
        };
        if let FollowUpKind::Ticks { sets_answer, .. } = &follow_up.kind
            && sets_answer.iter().any(|(_, option)| wrong(*option))
        {
            reader.report(place, "sets_answer names an option the question does not have", "use its letters");
        }
    }
}

fn visibility(reader: &mut Reader, node: &Node, questionnaire: &Questionnaire, ix: QuestionIx, trials: &mut usize) {
    let Some(condition) = &questionnaire.question(ix).shown_if else { return };
    if possible(questionnaire, &[condition], trials) == Some(false) {
        reader.report(at(node, "shown_if"), "the question can never show", "loosen the condition, or delete the question");
    }
}

fn follow_ups(
    reader: &mut Reader,
    node: &Node,
    questionnaire: &Questionnaire,
    question: &Question,
    trials: &mut usize,
) {
    let section = questionnaire.section(question.section);
    for (follow_up, written) in question.follow_ups.iter().zip(items(node, "follow_ups")) {
        let mut all = vec![&follow_up.when];
        all.extend(&question.shown_if);
        all.extend(&section.shown_if);
        if possible(questionnaire, &all, trials) == Some(false) {
            let what = format!("follow-up \"{}\" can never show", follow_up.key);
            reader.report(at(written, "when"), what, "loosen its condition, or delete it");
        }
        if let FollowUpKind::Ticks { options, .. } = &follow_up.kind
            && options.len() > 250
        {
            reader.report(written.at, "more than 250 ticks", "split the follow-up");
        }
    }
}

/// Whether some answers make all conditions true; `None` when there are too many to try, or the
/// `trials` that a file is worth are used up.
fn possible(questionnaire: &Questionnaire, conditions: &[&Condition], trials_left: &mut usize) -> Option<bool> {
    let mut questions: Vec<QuestionIx> = conditions.iter().flat_map(|condition| condition.questions()).collect();
    questions.sort_unstable();
    questions.dedup();
    let answers: Vec<Vec<OptionSet>> =
        questions.iter().map(|ix| trial_answers(questionnaire.question(*ix))).collect();
    let trials = answers.iter().try_fold(1_usize, |product, of| product.checked_mul(of.len()))?;
    if trials > MOST_TRIALS_EACH {
        return None;
    }
    *trials_left = trials_left.checked_sub(trials)?;
    let mut choice = vec![0; questions.len()];
    for mut trial in 0..trials {
        for (place, of) in answers.iter().enumerate() {
            choice[place] = trial % of.len();
            trial /= of.len();
        }
        let answer = |ix: QuestionIx| {
            let place = questions.binary_search(&ix).ok()?;
            Some(answers[place][choice[place]])
        };
        if conditions.iter().all(|condition| might_hold(questionnaire, condition, &answer)) {
            return Some(true);
        }
    }
    Some(false)
}

/// Single options, pairs of options that may stand together, and all of them.
fn trial_answers(question: &Question) -> Vec<OptionSet> {
    let count = question.options.len().min(MOST_OPTIONS);
    let mut answers: Vec<OptionSet> = (0..count).map(OptionSet::of).collect();
    if question.kind == AnswerKind::Multi {
        let joinable: Vec<usize> = (0..count).filter(|place| !question.options[*place].exclusive).collect();
        for (start, one) in joinable.iter().enumerate() {
            answers.extend(joinable[start + 1..].iter().map(|two| OptionSet::of(*one).with(*two)));
        }
        answers.push(joinable.iter().fold(OptionSet::default(), |set, place| set.with(*place)));
    }
    if answers.is_empty() {
        answers.push(OptionSet::default());
    }
    answers
}

/// Optimistic: what does not depend on options might always hold.
fn might_hold(
    questionnaire: &Questionnaire,
    condition: &Condition,
    answer: &impl Fn(QuestionIx) -> Option<OptionSet>,
) -> bool {
    let factor = |ix: QuestionIx| {
        if !questionnaire.is_scored(ix) {
            return None;
        }
        let place = answer(ix)?.places().next()?;
        questionnaire.question(ix).options.get(place).map(|option| option.factor)
    };
    match condition {
        Condition::All(of) => of.iter().all(|part| might_hold(questionnaire, part, answer)),
        Condition::Any(of) => of.iter().any(|part| might_hold(questionnaire, part, answer)),
        Condition::Count { at_least, of } => {
            of.iter().filter(|part| might_hold(questionnaire, part, answer)).count() >= usize::from(*at_least)
        }
        Condition::Not(inner) => match inner.as_ref() {
            Condition::OneOf { .. } | Condition::NoneOf { .. } => !might_hold(questionnaire, inner, answer),
            _ => true,
        },
        Condition::OneOf { question, options } => answer(*question).is_some_and(|given| given.meets(*options)),
        Condition::NoneOf { question, options } => answer(*question).is_some_and(|given| !given.meets(*options)),
        Condition::AtLeast { question, factor: least } | Condition::StatedAtLeast { question, factor: least } => {
            factor(*question).is_none_or(|factor| factor >= *least)
        }
        Condition::AtMost { question, factor: most } | Condition::StatedAtMost { question, factor: most } => {
            factor(*question).is_none_or(|factor| factor <= *most)
        }
        _ => true,
    }
}

/// A question that, over some way round, decides its own showing.
fn cycles(reader: &mut Reader, nodes: &[&Node], questionnaire: &Questionnaire) {
    let hangs_on: Vec<Vec<QuestionIx>> = questionnaire
        .questions
        .iter()
        .map(|question| {
            let section = questionnaire.sections.get(usize::from(question.section.0));
            let own = question.shown_if.iter().chain(section.and_then(|section| section.shown_if.as_ref()));
            own.flat_map(Condition::questions).collect()
        })
        .collect();
    let mut reported = vec![false; hangs_on.len()];
    for start in 0..hangs_on.len() {
        let mut stack: Vec<usize> = hangs_on[start].iter().map(|ix| usize::from(ix.0)).collect();
        let mut seen = vec![false; hangs_on.len()];
        while let Some(place) = stack.pop() {
            if place >= seen.len() || std::mem::replace(&mut seen[place], true) {
                continue;
            }
            stack.extend(hangs_on[place].iter().map(|ix| usize::from(ix.0)));
        }
        // One report a cycle, at its first question.
        if seen[start] && !reported[start] {
            for (place, on_way) in seen.iter().enumerate() {
                reported[place] |= *on_way;
            }
            let question = &questionnaire.questions[start];
            reader.subject = format!("question {}", question.id);
            let place = nodes.get(start).map_or(Place::default(), |node| at(node, "shown_if"));
            reader.report(place, "the question decides its own showing", "break the cycle of shown_if");
        }
    }
    reader.subject.clear();
}

fn tiers_and_bands(reader: &mut Reader, root: &Node, questionnaire: &Questionnaire) {
    let tiers = &questionnaire.tiers;
    if tiers.first().is_none_or(|tier| tier.from != 0) || !tiers.is_sorted_by(|a, b| a.from < b.from) {
        reader.report(at(root, "tiers"), "the tiers do not start at 0 and rise", "start at from: 0 and let them rise");
    }
    if questionnaire.bands.is_empty() {
        reader.report(at(root, "bands"), "there are no bands", "add at least one");
    }
    let written = items(root, "edges");
    if written.len() != tiers.len() {
        let what = format!("edges for {} tiers, but there are {}", written.len(), tiers.len());
        reader.report(at(root, "edges"), what, "write edges once for every tier, in the order of tiers");
    }
    for (node, tier) in written.iter().zip(tiers) {
        reader.subject = format!("tier {}", tier.name);
        if text(node, "tier").is_some_and(|name| name != tier.name) {
            reader.report(at(node, "tier"), format!("the edges of {} should stand here", tier.name), "sort them like tiers");
        }
        band_edges(reader, node, questionnaire);
    }
    reader.subject.clear();
}

fn band_edges(reader: &mut Reader, tier: &Node, questionnaire: &Questionnaire) {
    let bands = items(tier, "bands");
    if bands.len() != questionnaire.bands.len() {
        let what = format!("{} bands, but there are {}", bands.len(), questionnaire.bands.len());
        reader.report(at(tier, "bands"), what, "write every band once, best first");
    }
    // `None` after an edge that could not be read: what follows it cannot be judged.
    let mut reached = Some(0);
    for (node, band) in bands.iter().zip(&questionnaire.bands) {
        if text(node, "band").is_some_and(|name| name != band.name) {
            reader.report(at(node, "band"), format!("band {} should stand here", band.name), "sort them best first");
        }
        let (from, to) = (tenths(node, "from"), tenths(node, "to"));
        let before = std::mem::replace(&mut reached, to);
        let (Some(before), Some(from), Some(to)) = (before, from, to) else { continue };
        let shown = |tenths: i64| decimal(Ratio::new(tenths, 10), 1);
        if from > before {
            let what = format!("a gap between {} and {}", shown(before), shown(from));
            reader.report(at(node, "from"), what, "let the band start where the one before ends");
        }
        if from < before {
            let what = format!("an overlap between {} and {}", shown(from), shown(before));
            reader.report(at(node, "from"), what, "let the band start where the one before ends");
        }
        if to <= from {
            reader.report(at(node, "to"), format!("band {} is empty", band.name), "let it end above its start");
        }
    }
    if reached.is_some_and(|reached| reached != 1000) && !bands.is_empty() {
        let last = bands.last().map_or(tier.at, |node| at(node, "to"));
        reader.report(last, "the bands do not end at 100", "let the last band end at 100");
    }
}

fn text<'n>(node: &'n Node, field: &str) -> Option<&'n str> {
    match &field_of(node, field)?.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// The number in tenths; `None` when it was reported already.
fn tenths(node: &Node, field: &str) -> Option<i64> {
    match &field_of(node, field)?.value {
        Value::Number(number) => exact_scaled(number, 10).filter(|tenths| *tenths <= 1000)?.try_into().ok(),
        _ => None,
    }
}

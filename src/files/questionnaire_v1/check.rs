//! What only shows when all is read: sums, bands, cycles, follow-ups that can never show.

use super::super::ron_tree::{Node, Place, Value};
use super::decode::MOST_OPTIONS;
use super::fields::{Reader, exact_scaled, field_of};
use super::names::items;
use crate::questionnaire::{
    AnswerKind, Condition, FollowUpKind, OptionSet, Question, QuestionIx, Questionnaire, Ratio, Section, decimal,
};
use std::cell::Cell;

pub(super) fn check(reader: &mut Reader, root: &Node, questionnaire: &Questionnaire) {
    let nodes: Vec<&Node> = items(root, "sections").iter().flat_map(|section| items(section, "questions")).collect();
    weights(reader, root, questionnaire);
    // Answers tried over the whole file; beyond, nothing is said about whether a condition can hold.
    let budget = Cell::new(1_000_000);
    for (section, node) in questionnaire.sections.iter().zip(items(root, "sections")) {
        section_visibility(reader, node, questionnaire, section, &budget);
    }
    exposure_points(reader, root, questionnaire);
    for ((ix, question), node) in (0_u16..).map(QuestionIx).zip(&questionnaire.questions).zip(&nodes) {
        reader.subject = format!("question {}", question.id);
        options(reader, node, question, questionnaire.is_scored(ix));
        visibility(reader, node, questionnaire, ix, &budget);
        follow_ups(reader, node, questionnaire, question, &budget);
        if let Some(measure) = &question.measure {
            super::measure::check(reader, at(node, "measure"), question, measure);
        }
    }
    reader.subject.clear();
    cycles(reader, &nodes, questionnaire);
    super::effort::check(reader, root, &nodes, questionnaire);
    super::reads::check(reader, root, questionnaire);
    tiers_and_bands(reader, root, questionnaire);
}

/// Most items of each list: places are counted in small integers, and no questionnaire needs more.
const MOST_ITEMS: [(&str, usize); 13] = [
    ("sections", 200),
    ("tiers", 50),
    ("bands", 50),
    ("edges", 50),
    ("authorities", 200),
    ("cost_classes", 8),
    ("themes", 200),
    ("rules", 1000),
    ("coverage_notes", 1000),
    ("law", 1000),
    ("override_codes", 1000),
    ("standards", 2000),
    ("sources", 5000),
];
const MOST_QUESTIONS: usize = 1000;

/// Whether every list is short enough to go on; reports those that are not.
pub(super) fn sizes(reader: &mut Reader, root: &Node) -> bool {
    let before = reader.problems.len();
    let mut within = |at: Place, what: &str, count: usize, most: usize| {
        if count > most {
            reader.report(at, format!("{count} {what}, and {most} at most are read"), "is this a questionnaire?");
        }
    };
    for (list, most) in MOST_ITEMS {
        within(at(root, list), list, items(root, list).len(), most);
    }
    let sections = items(root, "sections");
    let questions = sections.iter().map(|section| items(section, "questions").len()).sum();
    within(at(root, "sections"), "questions", questions, MOST_QUESTIONS);
    for question in sections.iter().flat_map(|section| items(section, "questions")) {
        for (list, most) in [("options", 200), ("groups", MOST_OPTIONS), ("follow_ups", 200)] {
            within(at(question, list), list, items(question, list).len(), most);
        }
    }
    reader.problems.len() == before
}

/// Where a field is written, or the value that lacks it.
pub(super) fn at(node: &Node, field: &str) -> Place {
    field_of(node, field).map_or(node.at, |found| found.at)
}

fn weights(reader: &mut Reader, root: &Node, questionnaire: &Questionnaire) {
    let Some(node) = field_of(root, "total_weight") else { return };
    let mend = "write the sum of the weights, with at most one decimal";
    let Some(total) = reader.scaled(node, 10, "total_weight", mend) else { return };
    let total = i64::try_from(total).unwrap_or(i64::MAX);
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

fn options(reader: &mut Reader, node: &Node, question: &Question, scored: bool) {
    let place = at(node, "options");
    if question.kind == AnswerKind::Text {
        if !question.options.is_empty() {
            reader.report(place, "a text question with options", "delete the options, or the kind");
        }
        return;
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
        if let FollowUpKind::Ticks { sets_answer, .. } = &follow_up.kind
            && sets_answer.iter().any(|(_, option)| usize::from(*option) >= question.options.len())
        {
            reader.report(place, "sets_answer names an option the question does not have", "use its letters");
        }
    }
}

/// Whether a condition reads nothing but given options.
fn is_plain(condition: &Condition) -> bool {
    let mut plain = true;
    condition.walk(&mut |part| {
        plain &= matches!(
            part,
            Condition::OneOf { .. }
                | Condition::NoneOf { .. }
                | Condition::Always
                | Condition::All(_)
                | Condition::Any(_)
                | Condition::Not(_)
                | Condition::Count { .. }
        );
    });
    plain
}

const PLAIN: &str = "use OneOf, NoneOf, All, Any, Not and Count";

fn section_visibility(
    reader: &mut Reader,
    node: &Node,
    questionnaire: &Questionnaire,
    section: &Section,
    budget: &Cell<usize>,
) {
    let Some(condition) = &section.shown_if else { return };
    reader.subject = format!("section {}", section.id);
    if !is_plain(condition) {
        reader.report(at(node, "shown_if"), "shown_if reads more than given options", PLAIN);
    }
    if possible(questionnaire, &[condition], budget) == Some(false) {
        reader.report(
            at(node, "shown_if"),
            "the section can never show",
            "loosen the condition, or delete the section",
        );
    }
    reader.subject.clear();
}

/// Scored questions may hang only on given choices of unscored ones that are always asked, so that
/// the range stays exact.
fn visibility(reader: &mut Reader, node: &Node, questionnaire: &Questionnaire, ix: QuestionIx, budget: &Cell<usize>) {
    let question = questionnaire.question(ix);
    let Some(condition) = &question.shown_if else { return };
    let place = at(node, "shown_if");
    if !is_plain(condition) {
        reader.report(place, "shown_if reads more than given options", PLAIN);
    }
    if questionnaire.is_scored(ix) {
        let mend = "let it hang on exposure items or declarations that are always asked, so that the range stays exact";
        let read = condition.questions();
        if read.iter().any(|other| questionnaire.is_scored(*other)) {
            reader.report(place, "a scored question hangs on another scored question", mend);
        }
        if read.iter().any(|other| !questionnaire.is_scored(*other) && questionnaire.may_hide(*other)) {
            reader.report(place, "a scored question hangs on a question that may itself be hidden", mend);
        }
    }
    if possible(questionnaire, &[condition], budget) == Some(false) {
        reader.report(place, "the question can never show", "loosen the condition, or delete the question");
    }
}

fn follow_ups(
    reader: &mut Reader,
    node: &Node,
    questionnaire: &Questionnaire,
    question: &Question,
    budget: &Cell<usize>,
) {
    let section = questionnaire.section(question.section);
    for (follow_up, written) in question.follow_ups.iter().zip(items(node, "follow_ups")) {
        let mut all = vec![&follow_up.when];
        all.extend(&question.shown_if);
        all.extend(&section.shown_if);
        if possible(questionnaire, &all, budget) == Some(false) {
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

/// Whether some answers make all conditions true; `None` when there are too many to try.
fn possible(questionnaire: &Questionnaire, conditions: &[&Condition], budget: &Cell<usize>) -> Option<bool> {
    const MOST_TRIALS: usize = 20_000;
    let mut questions: Vec<QuestionIx> = conditions.iter().flat_map(|condition| condition.questions()).collect();
    questions.sort_unstable();
    questions.dedup();
    let answers: Vec<Vec<OptionSet>> = questions.iter().map(|ix| trial_answers(questionnaire.question(*ix))).collect();
    let trials = answers.iter().try_fold(1_usize, |product, of| product.checked_mul(of.len()))?;
    if trials > MOST_TRIALS.min(budget.get()) {
        return None;
    }
    budget.set(budget.get() - trials);
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
            factor(*question).is_some_and(|factor| factor >= *least)
        }
        Condition::AtMost { question, factor: most } | Condition::StatedAtMost { question, factor: most } => {
            factor(*question).is_some_and(|factor| factor <= *most)
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
            reader.report(
                at(node, "tier"),
                format!("the edges of {} should stand here", tier.name),
                "sort them like tiers",
            );
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
    // `None` after a number that could not be read, which was reported already.
    let mut reached = Some(0);
    for (node, band) in bands.iter().zip(&questionnaire.bands) {
        if text(node, "band").is_some_and(|name| name != band.name) {
            reader.report(at(node, "band"), format!("band {} should stand here", band.name), "sort them best first");
        }
        let (from, to) = (tenths(node, "from"), tenths(node, "to"));
        let shown = |tenths: u64| decimal(Ratio::new(i64::try_from(tenths).unwrap_or(i64::MAX), 10), 1);
        let mend = "let the band start where the one before ends";
        match (reached, from) {
            (Some(reached), Some(from)) if from > reached => {
                reader.report(at(node, "from"), format!("a gap between {} and {}", shown(reached), shown(from)), mend);
            }
            (Some(reached), Some(from)) if from < reached => {
                let what = format!("an overlap between {} and {}", shown(from), shown(reached));
                reader.report(at(node, "from"), what, mend);
            }
            _ => {}
        }
        if to.zip(from).is_some_and(|(to, from)| to <= from) {
            reader.report(at(node, "to"), format!("band {} is empty", band.name), "let it end above its start");
        }
        reached = to;
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
fn tenths(node: &Node, field: &str) -> Option<u64> {
    match &field_of(node, field)?.value {
        Value::Number(number) => exact_scaled(number, 10),
        _ => None,
    }
}

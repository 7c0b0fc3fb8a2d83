//! What would help: steps with effort and effect, open items, evidence.

use crate::assessment::{
    ActionPlan, ActionStep, Assessment, EstimateBy, ImprovedTo, Improvement, shown_score, with_improvements,
};
use crate::memo::content::blocks::{body, group, narrow, number, plain, quiet, row, table, words};
use crate::memo::content::summary::score_bar;
use crate::memo::document::{Block, HeadingLevel, Span};
use crate::memo::wording::preview::{backing, open_first, open_words};
use crate::memo::wording::{Case, lower_first};
use crate::questionnaire::{QuestionIx, decimal};
use crate::submission::Grade;

/// Open questions that are listed.
const MOST_OPEN: usize = 10;
/// Answers listed whose proof would help.
const MOST_PROOFS: usize = 4;

pub(super) fn actions(case: &Case<'_>, plan: &ActionPlan) -> Vec<Block> {
    let questionnaire = case.questionnaire;
    let done: Vec<Improvement> = plan.steps.iter().map(|step| step.improvement).collect();
    if done.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::heading(HeadingLevel::Two, "What would help most")];
    // A questionnaire that estimates nothing has nothing to say about time.
    let estimated = plan.steps.iter().any(|step| step.estimate.by != EstimateBy::Nobody);
    let mut rows = Vec::new();
    let mut before = None;
    for (place, step) in plan.steps.iter().enumerate() {
        let sooner = step.before_inception;
        if estimated && before != Some(sooner) {
            rows.push(group(if sooner { "Can be done before cover starts" } else { "Takes longer" }));
            before = Some(sooner);
        }
        let mut cells = vec![plain((place + 1).to_string()), step_words(case, step)];
        if estimated {
            cells.push(effort_words(case, step));
        }
        cells.push(plain(format!("\u{2212}{}", decimal(step.gain, 1))));
        cells.push(vec![Span::bold(shown_score(questionnaire, step.after.tier, step.after.score))]);
        rows.push(row(cells));
    }
    let mut columns = vec![narrow(""), words("Step", 1.0)];
    if estimated {
        columns.push(narrow("Effort"));
    }
    columns.extend([number("Effect"), number("Then")]);
    blocks.push(table("Steps that would take most off the score", columns, rows));
    blocks.push(quiet(
        "Effect: what the step alone does to the score. Then: the score with the steps above it, each done and shown.",
    ));
    let then = with_improvements(questionnaire, case.submission, &case.assessment.facts, &done);
    blocks.push(score_bar(questionnaire, &then));
    blocks.push(body(outcome_sentence(case, done.len(), &then)));
    blocks
}

fn step_words(case: &Case<'_>, step: &ActionStep) -> Vec<Span> {
    let ix = step.improvement.question;
    let question = case.question(ix);
    let now = lower_first(&case.answer_text(ix));
    let show = lower_first(&question.evidence);
    let mut spans = vec![Span::quiet(format!("{} {} Today: {now}.\n", question.id, question.ask))];
    match step.improvement.to {
        ImprovedTo::Option(place) => {
            let better = question.options.get(usize::from(place)).map_or("", |option| option.text.as_str());
            spans.extend([Span::plain(format!("{better}. ")), Span::quiet(format!("To show: {show}."))]);
        }
        ImprovedTo::Proof => spans.push(Span::plain(format!("Show it: {show}."))),
    }
    if step.new_list {
        spans.push(Span::quiet(" It takes a new device list that shows it."));
    }
    spans
}

fn effort_words(case: &Case<'_>, step: &ActionStep) -> Vec<Span> {
    if step.estimate.by == EstimateBy::Nobody {
        return vec![Span::quiet("Not estimated")];
    }
    let effort = step.estimate.effort;
    let class = case.questionnaire.cost_classes.get(usize::from(effort.cost.0)).map_or("", |class| class.name.as_str());
    let weeks = match effort.weeks {
        0 => "at once".to_owned(),
        1 => "1 week".to_owned(),
        weeks => format!("{weeks} weeks"),
    };
    vec![Span::plain(class), Span::quiet(format!("\n{weeks}"))]
}

fn outcome_sentence(case: &Case<'_>, count: usize, then: &Assessment) -> String {
    let name = then.outcome_words(case.questionnaire);
    let steps = if count == 1 { "this step".to_owned() } else { format!("all {count} steps") };
    let verb = if then.outcome == case.assessment.outcome { "would still be" } else { "would be" };
    format!(
        "With {steps} done and shown the score would be {}, and the outcome {verb} {name}.",
        then.score_shown(case.questionnaire)
    )
}

pub(super) fn open_items(case: &Case<'_>) -> Vec<Block> {
    let open = open_first(case);
    if open.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::heading(HeadingLevel::Two, "Still open")];
    let rows = open.iter().take(MOST_OPEN).map(|ix| {
        let question = case.question(*ix);
        let mut asked = plain(question.ask.as_str());
        if case.assessment.requests.contains(ix) {
            asked.push(Span::bold(" Can decide the case."));
        }
        row(vec![plain(question.id.as_str()), asked, plain(open_words(case, *ix)), plain(question.evidence.as_str())])
    });
    let columns = vec![narrow(""), words("Question", 2.2), narrow("State"), words("What would show it", 1.4)];
    blocks.push(table("Questions that are still open", columns, rows.collect()));
    if open.len() > MOST_OPEN {
        blocks.push(quiet(format!("And {} more; your broker has the whole list.", open.len() - MOST_OPEN)));
    }
    blocks
}

/// Good answers that nobody has shown yet: proof of them counts.
pub(super) fn evidence(case: &Case<'_>, plan: &ActionPlan) -> Vec<Block> {
    let scale = case.questionnaire.confidence.grades;
    // A step says itself what would show it.
    let named = |ix: &QuestionIx| plan.steps.iter().any(|step| step.improvement.question == *ix);
    let weak = |ix: QuestionIx| case.grade(ix).filter(|grade| *grade < Grade::ScanOrLog);
    let would_add = |ix: QuestionIx, grade: Grade| {
        let percent = |grade: Grade| i64::from(scale[usize::from(grade.level())]);
        case.question(ix).weight.tenths() * (percent(Grade::ScanOrLog) - percent(grade))
    };
    let mut wanted: Vec<(QuestionIx, Grade)> = case
        .questionnaire
        .places()
        .filter(|ix| case.reading(*ix).applies && !named(ix) && !case.question(*ix).evidence.trim().is_empty())
        .filter_map(|ix| Some((ix, weak(ix)?)))
        .collect();
    wanted.sort_by_key(|(ix, grade)| std::cmp::Reverse(would_add(*ix, *grade)));
    wanted.truncate(MOST_PROOFS);
    if wanted.is_empty() {
        return Vec::new();
    }
    let items = wanted.iter().map(|(ix, grade)| {
        let question = case.question(*ix);
        vec![
            Span::plain(question.evidence.as_str()),
            Span::quiet(format!(" ({}: {})", question.id, lower_first(backing(*grade)))),
        ]
    });
    vec![Block::heading(HeadingLevel::Two, "Evidence that would help"), Block::Bullets(items.collect())]
}

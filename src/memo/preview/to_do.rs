//! What would help: steps with effort and effect, open items, evidence.

use super::Step;
use crate::assessment::{Assessment, ImprovedTo};
use crate::memo::content::blocks::{body, narrow, number, plain, quiet, row, table, words};
use crate::memo::content::summary::score_bar;
use crate::memo::document::{Block, HeadingLevel, Span};
use crate::memo::wording::preview::{backing, open_first, open_words};
use crate::memo::wording::{Case, lower_first};
use crate::questionnaire::{QuestionIx, decimal};
use crate::submission::Grade;

/// Open questions that are listed.
const MOST_OPEN: usize = 10;
/// Answers listed whose proof would help.
const MOST_PROOFS: usize = 5;

pub(super) fn actions(case: &Case<'_>, steps: &[Step]) -> Vec<Block> {
    let questionnaire = case.questionnaire;
    let mut blocks = vec![Block::heading(HeadingLevel::Two, "What would help most")];
    let Some(last) = steps.last() else {
        blocks.push(body("No answer that was given could be better. What open answers could still do is the range."));
        return blocks;
    };
    let estimated = steps.iter().any(|step| step.effort.is_some());
    let rows = steps.iter().enumerate().map(|(place, step)| {
        let mut cells = vec![plain((place + 1).to_string()), step_words(case, step)];
        if estimated {
            cells.push(effort_words(case, step));
        }
        cells.push(plain(format!("\u{2212}{}", decimal(step.gain, 1))));
        cells.push(vec![Span::bold(step.then.score_shown(questionnaire))]);
        row(cells)
    });
    let mut columns = vec![narrow(""), words("Step", 3.4)];
    if estimated {
        columns.push(words("Effort", 1.2));
    }
    columns.extend([number("Effect"), number("Score then")]);
    blocks.push(table("Steps that would move the score most", columns, rows.collect()));
    blocks.push(quiet(
        "Effect: points of the score that the step alone takes off. Score then: with the steps above it, each done and shown.",
    ));
    blocks.push(score_bar(questionnaire, &last.then));
    blocks.push(body(outcome_sentence(case, steps.len(), &last.then)));
    blocks
}

fn step_words(case: &Case<'_>, step: &Step) -> Vec<Span> {
    let question = case.question(step.improvement.question);
    let now = case.answer_text(step.improvement.question);
    match step.improvement.to {
        ImprovedTo::Option(place) => {
            let better = question.options.get(usize::from(place)).map_or("", |option| option.text.as_str());
            vec![
                Span::plain(better),
                Span::quiet(format!("\nToday: {}. To show: {}", lower_first(&now), lower_first(&question.evidence))),
            ]
        }
        ImprovedTo::Proof => vec![
            Span::plain(format!("Show it: {}", lower_first(&question.evidence))),
            Span::quiet(format!("\nStated: {}", lower_first(&now))),
        ],
    }
}

fn effort_words(case: &Case<'_>, step: &Step) -> Vec<Span> {
    let Some(effort) = step.effort else { return vec![Span::quiet("Not estimated")] };
    let class = case.questionnaire.cost_classes.get(usize::from(effort.cost.0)).map_or("", |class| class.name.as_str());
    let weeks = match effort.weeks {
        0 => "at once".to_owned(),
        1 => "1 week".to_owned(),
        weeks => format!("{weeks} weeks"),
    };
    let when = if effort.before_inception { "before cover starts" } else { "during the term" };
    vec![Span::plain(class), Span::quiet(format!("\n{weeks}, {when}"))]
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
    let mut blocks = vec![Block::heading(HeadingLevel::Two, "Still open")];
    if open.is_empty() {
        blocks.push(body("Every question that is asked has an answer."));
        return blocks;
    }
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
pub(super) fn evidence(case: &Case<'_>) -> Vec<Block> {
    let scale = case.questionnaire.confidence.grades;
    let weak = |ix: QuestionIx| case.grade(ix).filter(|grade| *grade < Grade::ScanOrLog);
    let would_add = |ix: QuestionIx, grade: Grade| {
        let percent = |grade: Grade| i64::from(scale[usize::from(grade.level())]);
        case.question(ix).weight.tenths() * (percent(Grade::ScanOrLog) - percent(grade))
    };
    let mut wanted: Vec<(QuestionIx, Grade)> = case
        .questionnaire
        .places()
        .filter(|ix| case.reading(*ix).applies && !case.question(*ix).evidence.trim().is_empty())
        .filter_map(|ix| Some((ix, weak(ix)?)))
        .collect();
    wanted.sort_by_key(|(ix, grade)| std::cmp::Reverse(would_add(*ix, *grade)));
    wanted.truncate(MOST_PROOFS);
    if wanted.is_empty() {
        return Vec::new();
    }
    let rows = wanted.iter().map(|(ix, grade)| {
        let question = case.question(*ix);
        row(vec![
            plain(question.id.as_str()),
            vec![Span::plain(question.evidence.as_str()), Span::quiet(format!("\n{}", question.ask))],
            plain(backing(*grade)),
        ])
    });
    vec![
        Block::heading(HeadingLevel::Two, "Evidence that would help"),
        table(
            "Evidence that would raise confidence most",
            vec![narrow(""), words("Supply", 3.0), words("So far", 1.0)],
            rows.collect(),
        ),
    ]
}

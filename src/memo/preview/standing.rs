//! Where the submission stands, and what already speaks for it.

use super::prepared_by;
use crate::assessment::{Because, Outcome};
use crate::memo::content::blocks::{band, fact, plain, row, table, words};
use crate::memo::content::summary::score_bar;
use crate::memo::document::{Block, Callout, CalloutTone, Column, HeadingLevel, ParagraphStyle, Span};
use crate::memo::wording::Case;
use crate::memo::wording::preview::{backing, concerns, range_words};
use crate::questionnaire::{QuestionIx, decimal};

/// Strengths that are listed.
const MOST: usize = 4;

pub(super) fn standing(case: &Case<'_>) -> Vec<Block> {
    let Case { questionnaire, assessment, .. } = *case;
    let mut spans = match assessment.outcome {
        Outcome::Band(_) => Vec::new(),
        _ => vec![Span::bold(format!("{}. ", assessment.outcome_words(questionnaire)))],
    };
    spans.extend([Span::plain("Control score "), Span::bold(assessment.score_shown(questionnaire))]);
    spans.push(Span::plain(match assessment.outcome {
        Outcome::Band(_) => " of 100, where 0 is best: ",
        _ => " of 100, where 0 is best; the score alone would lie in ",
    }));
    spans.push(band(questionnaire, assessment.band));
    if let Some((other, distance)) = assessment.borderline {
        let other = &questionnaire.band(other).name;
        spans.push(Span::plain(format!(", {} points from {other}", decimal(distance, 1))));
    }
    spans.push(Span::plain("."));
    let mut blocks = vec![
        Block::heading(HeadingLevel::Two, "Where the submission stands"),
        Block::paragraph(ParagraphStyle::Lead, spans),
        score_bar(questionnaire, assessment),
    ];
    let (left, right) = facts(case);
    let column = |facts| Column { weight: 1.0, blocks: vec![Block::Facts(facts)] };
    blocks.push(Block::Row(vec![column(left), column(right)]));
    blocks.extend(beside_the_score(case));
    blocks
}

type Facts = Vec<(String, Vec<Span>)>;

fn facts(case: &Case<'_>) -> (Facts, Facts) {
    let Case { questionnaire, submission, assessment, .. } = *case;
    let tier = &questionnaire.tier(assessment.tier).name;
    let mut left = vec![
        fact("Exposure", plain(format!("{} of 100, {tier}; it sets the bands", assessment.exposure.index))),
        fact("Range", plain(range_words(case))),
    ];
    if let Some(by) = prepared_by(case) {
        left.push(fact("Prepared by", plain(by)));
    }
    let mut right = vec![
        fact("Answered", plain(format!("{}%", decimal(assessment.completeness, 1)))),
        fact(
            "Confidence",
            plain(format!(
                "{}%, {}",
                decimal(assessment.confidence, 1),
                assessment.confidence_level.words().to_lowercase()
            )),
        ),
    ];
    if submission.policy.limit.is_some() {
        let (limit, retention) = (case.money(submission.policy.limit), case.money(submission.policy.retention));
        right.push(fact("Limit, retention", plain(format!("{limit}, {retention}"))));
    }
    (left, right)
}

/// In general words: rules and their names belong to carriers.
fn beside_the_score(case: &Case<'_>) -> Option<Block> {
    let concerns = concerns(case);
    if concerns.is_empty() {
        return None;
    }
    let stops = concerns.iter().any(|it| it.stops);
    Some(Block::Callout(Callout {
        tone: if stops { CalloutTone::Warning } else { CalloutTone::Neutral },
        title: "Beside the score".to_owned(),
        blocks: vec![Block::Bullets(concerns.into_iter().map(|it| plain(it.text)).collect())],
    }))
}

/// What the device list speaks against, or nobody has confirmed since last term, speaks for nobody.
fn is_in_doubt(case: &Case<'_>, ix: QuestionIx) -> bool {
    let assessment = case.assessment;
    let contradicts = assessment.rules.iter().filter(|it| it.contradiction);
    assessment.facts.contradictions().iter().any(|it| it.question == ix)
        || contradicts.into_iter().any(|it| it.because.contains(&Because::Answer(ix)))
        || assessment.to_confirm().any(|it| it == ix)
}

pub(super) fn strengths(case: &Case<'_>) -> Vec<Block> {
    let mut best: Vec<QuestionIx> = case
        .questionnaire
        .places()
        .filter(|ix| {
            let reading = case.reading(*ix);
            reading.applies && reading.is_stated() && reading.factor.pips() <= 1 && !is_in_doubt(case, *ix)
        })
        .collect();
    // What they keep off the score; ties in questionnaire order.
    best.sort_by_key(|ix| {
        std::cmp::Reverse(case.question(*ix).weight.tenths() * (4 - case.reading(*ix).factor.count()))
    });
    best.truncate(MOST);
    if best.is_empty() {
        return Vec::new();
    }
    let rows = best.iter().map(|ix| {
        let question = case.question(*ix);
        let backed = case.grade(*ix).map_or("", backing);
        row(vec![vec![Span::quiet(format!("{}\n", question.ask)), Span::plain(case.answer_text(*ix))], plain(backed)])
    });
    let columns =
        vec![words("Answer on file, in the order of how much it counts", 3.2), words("How it is backed", 1.0)];
    vec![
        Block::heading(HeadingLevel::Two, "What already speaks for you"),
        table("The answers that speak most for the applicant", columns, rows.collect()),
    ]
}

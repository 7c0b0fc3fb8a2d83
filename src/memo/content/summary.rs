//! The one-page summary: who, what was decided, score, what moves it, conditions.

use super::blocks::{band, date, fact, narrow, or_none, plain, quiet, row, table, to_draw, words};
use super::{Stamp, case_name};
use crate::assessment::{Assessment, Outcome};
use crate::memo::document::{
    BandBar, Bar, Bars, Block, Callout, CalloutTone, Column, Figure, FigureKind, HeadingLevel, ParagraphStyle, Span,
};
use crate::memo::wording::preview::mark_words;
use crate::memo::wording::renewal::{carried_counts_words, unconfirmed_sentence};
use crate::memo::wording::{Case, effect_text};
use crate::questionnaire::{Questionnaire, RuleKind, decimal};
use crate::submission::{MemoState, SubjectivityStatus};

pub(super) fn summary(case: &Case<'_>, stamp: &Stamp) -> Vec<Block> {
    let submission = case.submission;
    let mut blocks = vec![
        Block::anchored(HeadingLevel::One, case_name(case), "summary"),
        Block::paragraph(ParagraphStyle::Lead, vec![Span::quiet(strapline(case, stamp))]),
    ];
    if let Some(mark) = &submission.preview {
        blocks.push(Block::Callout(Callout {
            tone: CalloutTone::Warning,
            title: mark_words(mark),
            blocks: vec![quiet(
                "A copy that a broker works on. It holds no decision and no signatures, and counts in no carrier's book. \
                 The pages for the client are the preview, which shows no weights.",
            )],
        }));
    }
    if submission.synthetic {
        blocks.push(Block::Callout(Callout {
            tone: CalloutTone::Neutral,
            title: "Synthetic case".to_owned(),
            blocks: vec![quiet("Made up to show the program. No such applicant exists.")],
        }));
    }
    blocks.push(decision(case));
    blocks.extend(unconfirmed(case));
    blocks.push(score_bar(case.questionnaire, case.assessment));
    let (risk, deal) = glance(case);
    blocks
        .push(Block::Row(vec![Column { weight: 1.0, blocks: vec![risk] }, Column { weight: 1.0, blocks: vec![deal] }]));
    blocks.extend(stops(case));
    blocks.push(Block::heading(HeadingLevel::Three, "What drives the score"));
    blocks.push(drivers(case));
    blocks.push(Block::heading(HeadingLevel::Three, "Conditions of the quote"));
    blocks.push(conditions(case));
    blocks
}

fn strapline(case: &Case<'_>, stamp: &Stamp) -> String {
    let submission = case.submission;
    let policy = &submission.policy;
    let line = if policy.line.trim().is_empty() { "Cyber" } else { policy.line.trim() };
    let term = match (policy.inception, policy.expiry) {
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("from {from}"),
        _ => "policy term not on file".to_owned(),
    };
    let state = match submission.decision.memo {
        MemoState::Draft => "draft",
        MemoState::Final => "final",
    };
    match submission.preview {
        Some(_) => format!("{line} preview, {} \u{b7} {term}", stamp.as_of),
        None => format!("{line} underwriting memo, {state}, {} \u{b7} {term}", stamp.as_of),
    }
}

/// The control score on its scale.
pub(in crate::memo) fn score_bar(questionnaire: &Questionnaire, assessment: &Assessment) -> Block {
    let edges = &questionnaire.edges[usize::from(assessment.tier.0)];
    let inner = edges.split_last().map_or(&[][..], |(_, inner)| inner);
    let score = assessment.score_shown(questionnaire);
    let band = &questionnaire.band(assessment.band_before_floors).name;
    let (best, worst) = (decimal(assessment.range.best, 1), decimal(assessment.range.worst, 1));
    let listed: Vec<String> = inner.iter().map(|edge| decimal(*edge, 1)).collect();
    let tier = &questionnaire.tier(assessment.tier).name;
    Block::Figure(Figure {
        alt: format!(
            "Control score {score} of 100, band {band}; range {best} to {worst}; band edges at exposure tier {tier}: {}",
            listed.join(", ")
        ),
        kind: FigureKind::BandBar(BandBar {
            edges: inner.iter().map(|edge| to_draw(*edge)).collect(),
            names: questionnaire.bands.iter().map(|band| band.name.clone()).collect(),
            score: to_draw(assessment.score),
            score_label: score,
            range: (to_draw(assessment.range.best), to_draw(assessment.range.worst)),
        }),
    })
}

fn decision(case: &Case<'_>) -> Block {
    let assessment = case.assessment;
    let questionnaire = case.questionnaire;
    let submission = case.submission;
    let tone = match assessment.outcome {
        Outcome::Decline | Outcome::Hold => CalloutTone::Stop,
        Outcome::InsufficientInformation => CalloutTone::Warning,
        Outcome::Band(_) => CalloutTone::Neutral,
    };
    let mut spans = vec![Span::plain("Control score "), Span::bold(assessment.score_shown(questionnaire))];
    spans.push(Span::plain(match assessment.outcome {
        Outcome::Band(_) => " of 100 (0 is best), band ",
        _ => " of 100 (0 is best). The outcome is not a band; the score alone would lie in ",
    }));
    spans.push(band(questionnaire, assessment.band));
    if let Some((other, distance)) = assessment.borderline {
        spans.push(Span::plain(format!(
            ", borderline: {} points from {}",
            decimal(distance, 1),
            questionnaire.band(other).name
        )));
    }
    let computed = format!("computed outcome: {}", assessment.outcome_words(questionnaire));
    if submission.preview.is_some() {
        spans.push(Span::plain("."));
        let blocks = vec![Block::paragraph(ParagraphStyle::Body, spans)];
        return Block::Callout(Callout { tone, title: format!("No decision \u{b7} {computed}"), blocks });
    }
    let authority = questionnaire.authorities.get(usize::from(assessment.authority)).map_or("", String::as_str);
    spans.push(Span::plain(format!(". Authority needed: {authority}")));
    if !assessment.sign_offs.is_empty() {
        spans.push(Span::plain(format!("; sign-off: {}", assessment.sign_offs.join(", "))));
    }
    spans.push(Span::plain("."));
    let mut blocks = vec![Block::paragraph(ParagraphStyle::Body, spans)];
    if !submission.decision.reason.trim().is_empty() {
        blocks.push(Block::text(ParagraphStyle::Body, submission.decision.reason.trim()));
    }
    Block::Callout(Callout { tone, title: format!("{} \u{b7} {computed}", submission.decision.kind.words()), blocks })
}

/// A memo on last year's answers says so before anything rests on them.
fn unconfirmed(case: &Case<'_>) -> Option<Block> {
    let waiting = case.assessment.to_confirm().count();
    let sentence = unconfirmed_sentence(waiting, super::findings::answered(case))?;
    Some(Block::paragraph(
        ParagraphStyle::Body,
        vec![
            Span::bold(format!("{sentence}. ")),
            Span::plain(format!("{}; section 9 lists them.", carried_counts_words())),
        ],
    ))
}

fn drivers(case: &Case<'_>) -> Block {
    let top: Vec<_> = case.assessment.drivers.iter().take(5).collect();
    if top.is_empty() {
        return quiet("No answer adds to the score.");
    }
    let max = top.first().map_or(1.0, |driver| to_draw(driver.points));
    let rows: Vec<Bar> = top
        .iter()
        .map(|driver| {
            let question = case.question(driver.question);
            Bar {
                label: format!("{} {}", question.id, case.adverse_text(driver.question)),
                value: to_draw(driver.points),
                value_label: decimal(driver.points, 2),
                emphasised: question.critical,
            }
        })
        .collect();
    let listed: Vec<String> = rows.iter().map(|bar| format!("{} {}", bar.label, bar.value_label)).collect();
    Block::Figure(Figure {
        alt: format!("Points of the five largest drivers: {}", listed.join("; ")),
        kind: FigureKind::Bars(Bars { rows, max, marker: None }),
    })
}

/// The risk and the deal in a few facts each; with a device list, what it adds.
fn glance(case: &Case<'_>) -> (Block, Block) {
    let Case { questionnaire, submission, assessment, .. } = *case;
    let policy = &submission.policy;
    let mut risk = vec![
        fact(
            "Exposure",
            plain(format!("{} of 100, tier {}", assessment.exposure.index, questionnaire.tier(assessment.tier).name)),
        ),
        fact(
            "Range",
            plain(if assessment.range.best == assessment.range.worst {
                "The score itself: nothing is open".to_owned()
            } else {
                format!("{} to {}", decimal(assessment.range.best, 1), decimal(assessment.range.worst, 1))
            }),
        ),
        fact("Completeness", plain(format!("{}%", decimal(assessment.completeness, 1)))),
        fact(
            "Confidence",
            plain(format!(
                "{}%, {}",
                decimal(assessment.confidence, 1),
                assessment.confidence_level.words().to_lowercase()
            )),
        ),
    ];
    let mut deal = vec![
        fact("Limit", plain(case.money(policy.limit))),
        fact("Retention", plain(case.money(policy.retention))),
        fact("Inception", plain(date(policy.inception))),
        fact("Broker", or_none(&submission.broker.firm)),
    ];
    if case.survey.n > 0 {
        risk.push(fact("Devices", plain(super::devices::in_brief(case))));
        deal.push(fact("Device list", plain(super::list_checks::contradictions_in_brief(case))));
    }
    (Block::Facts(risk), Block::Facts(deal))
}

/// Knock-outs and insufficient information on the first page; nobody should have to look for them.
fn stops(case: &Case<'_>) -> Vec<Block> {
    let questionnaire = case.questionnaire;
    let rules: Vec<Vec<Span>> = case
        .assessment
        .rules
        .iter()
        .map(|fired| &questionnaire.rules[usize::from(fired.rule)])
        .filter(|rule| matches!(rule.kind, RuleKind::KnockOut | RuleKind::Insufficient))
        .map(|rule| {
            vec![
                Span::bold(format!("{} ", rule.code)),
                Span::plain(format!("{} ", rule.says)),
                Span::quiet(effect_text(questionnaire, &rule.effect)),
            ]
        })
        .collect();
    if rules.is_empty() {
        return Vec::new();
    }
    vec![Block::heading(HeadingLevel::Three, "What stops the quote"), Block::Bullets(rules)]
}

fn conditions(case: &Case<'_>) -> Block {
    let adopted: Vec<_> = case
        .submission
        .subjectivities
        .iter()
        .filter(|it| it.status == SubjectivityStatus::Open)
        .map(|it| (it.theme.as_str(), it.text.clone(), it.pre_bind, it.due.map(|due| due.to_string())))
        .collect();
    if !adopted.is_empty() {
        let rows = adopted
            .into_iter()
            .map(|(theme, text, pre_bind, due)| {
                let when =
                    if pre_bind { "Before binding".to_owned() } else { due.unwrap_or_else(|| "No date".to_owned()) };
                row(vec![plain(theme), plain(text), plain(when)])
            })
            .collect();
        return table("Open subjectivities", vec![narrow("Code"), words("Condition", 1.0), narrow("Due")], rows);
    }
    let suggested = &case.assessment.subjectivities;
    if suggested.is_empty() {
        return quiet("None adopted, and the answers suggest none.");
    }
    // A theme that only missing answers call for is a request for answers, not a finding.
    let (missing, found): (Vec<_>, Vec<_>) = suggested.iter().partition(|it| it.answer_first == it.because);
    // More than a handful would push the summary over its page.
    let with_titles = found.len() <= 6;
    let listed = |pre_bind: bool| -> String {
        let themes = found.iter().filter(|it| it.pre_bind == pre_bind).map(|it| case.questionnaire.theme(it.theme));
        let names: Vec<String> = themes
            .map(|theme| if with_titles { format!("{} {}", theme.code, theme.title) } else { theme.code.clone() })
            .collect();
        names.join(", ")
    };
    let timed: Vec<String> = [("before binding", listed(true)), ("after binding", listed(false))]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(when, names)| format!("{when} {names}"))
        .collect();
    let codes: Vec<&str> = missing.iter().map(|it| case.questionnaire.theme(it.theme).code.as_str()).collect();
    let mut text = "None adopted yet. ".to_owned();
    if !timed.is_empty() {
        text.push_str(&format!("The answers suggest {}. ", timed.join("; ")));
    }
    if !codes.is_empty() {
        text.push_str(&format!("Missing answers call, until they are given, for: {}. ", codes.join(", ")));
    }
    quiet(format!("{text}Section 14 has the wording."))
}

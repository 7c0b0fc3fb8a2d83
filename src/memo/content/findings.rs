//! Sections 8 to 11: rules, evidence and unknowns, loss history, law.

use super::Stamp;
use super::blocks::{body, group, narrow, or_none, plain, quiet, row, section, sub, table, words};
use crate::assessment::{FiredRule, State};
use crate::memo::document::{Block, Callout, CalloutTone, ParagraphStyle, Span, TableRow};
use crate::memo::wording::renewal::{carried_counts_words, unconfirmed_sentence};
use crate::memo::wording::{Case, effect_text, follow_up_text, kinds_text, sources_text};
use crate::questionnaire::{QuestionIx, RuleKind, SectionKind, decimal};
use crate::submission::Answer;

pub(super) fn sections(case: &Case<'_>, stamp: &Stamp) -> Vec<Block> {
    let mut blocks = rules(case);
    blocks.extend(evidence(case, stamp));
    blocks.extend(losses(case));
    blocks.extend(law(case));
    blocks
}

fn rules(case: &Case<'_>) -> Vec<Block> {
    let mut blocks = vec![section(8, "Rules fired")];
    if case.assessment.rules.is_empty() {
        blocks.push(body("No rule fired."));
        return blocks;
    }
    let mut rows = Vec::new();
    let mut kind: Option<RuleKind> = None;
    for fired in &case.assessment.rules {
        let rule = &case.questionnaire.rules[usize::from(fired.rule)];
        if kind != Some(rule.kind) {
            kind = Some(rule.kind);
            rows.push(group(kinds_text(rule.kind)));
        }
        rows.push(rule_row(case, fired));
    }
    blocks.push(table(
        "Rules that fired, with the answers that fired them",
        vec![narrow("Code"), words("What was found, and why", 2.2), words("Effect and cure", 1.2)],
        rows,
    ));
    blocks
}

fn rule_row(case: &Case<'_>, fired: &FiredRule) -> TableRow {
    let rule = &case.questionnaire.rules[usize::from(fired.rule)];
    let because = case.reasons(&fired.because);
    let mut found = vec![Span::plain(rule.says.as_str())];
    if fired.contradiction {
        found.push(Span::bold(" The answers contradict each other."));
    }
    if !because.is_empty() {
        found.push(Span::quiet(format!("\nBecause: {}", because.join("; "))));
    }
    let mut effect = vec![Span::bold(effect_text(case.questionnaire, &rule.effect))];
    if !rule.cure.is_empty() {
        effect.push(Span::quiet(format!("\n{}", rule.cure)));
    }
    row(vec![plain(rule.code.as_str()), found, effect])
}

fn evidence(case: &Case<'_>, stamp: &Stamp) -> Vec<Block> {
    let Case { questionnaire, assessment, .. } = *case;
    let mut blocks = vec![section(9, "Evidence and unknowns")];
    blocks.push(Block::paragraph(
        ParagraphStyle::Body,
        vec![
            Span::plain("Completeness "),
            Span::bold(format!("{}%", decimal(assessment.completeness, 1))),
            Span::plain(" of the applicable weight is answered. Confidence "),
            Span::bold(format!("{}%, {}", decimal(assessment.confidence, 1), assessment.confidence_level.words().to_lowercase())),
            Span::plain(": the share of the applicable weight that evidence stands behind (E0 asserted 25%, E1 document 50%, E2 scan or log 80%, E3 independent test 100%)."),
        ],
    ));
    blocks.extend(unconfirmed(case));
    let critical: Vec<_> = questionnaire
        .places()
        .filter(|ix| assessment.reading(*ix).applies && case.question(*ix).critical)
        .map(|ix| {
            let grade = case.grade(ix);
            let grade = grade
                .map_or_else(|| "No answer".to_owned(), |it| format!("{} {}", it.code(), it.words().to_lowercase()));
            let question = case.question(ix);
            let mut answer = plain(case.answer_text(ix));
            answer.extend(case.typed_beside(ix).map(|typed| Span::quiet(format!("\n{typed}"))));
            row(vec![plain(question.id.as_str()), plain(question.ask.as_str()), answer, plain(grade)])
        })
        .collect();
    if !critical.is_empty() {
        blocks.push(sub("Critical questions"));
        blocks.push(table(
            "Critical questions with answer and evidence grade",
            vec![narrow("Id"), words("Asked", 1.3), words("Answer", 1.3), words("Evidence", 0.8)],
            critical,
        ));
    }
    blocks.extend(super::attached::attached(case, stamp));
    blocks.push(sub("Not known and not answered"));
    blocks.push(unanswered(case));
    blocks.push(sub("Not applicable"));
    blocks.push(not_applicable(case));
    blocks.extend(super::list_checks::contradictions(case));
    blocks.extend(super::list_checks::exploited(case));
    blocks
}

/// Answers of last term that nobody has confirmed, by section, and what proved them then.
fn unconfirmed(case: &Case<'_>) -> Vec<Block> {
    let waiting: Vec<QuestionIx> = case.assessment.to_confirm().collect();
    let Some(sentence) = unconfirmed_sentence(waiting.len(), answered(case)) else { return Vec::new() };
    let mut lines: Vec<Vec<Span>> = Vec::new();
    let mut rest = waiting.iter().copied().peekable();
    while let Some(first) = rest.peek().copied() {
        let section = case.question(first).section;
        let mut ids: Vec<&str> = Vec::new();
        while let Some(ix) = rest.next_if(|ix| case.question(*ix).section == section) {
            ids.push(&case.question(ix).id);
        }
        let it = case.questionnaire.section(section);
        lines.push(vec![Span::bold(format!("{} {}: ", it.id, it.title)), Span::plain(ids.join(", "))]);
    }
    vec![Block::Callout(Callout {
        tone: CalloutTone::Warning,
        title: sentence,
        blocks: vec![body(format!("{}.", carried_counts_words())), Block::Bullets(lines)],
    })]
}

/// Shown questions with an answer on file.
pub(super) fn answered(case: &Case<'_>) -> usize {
    let has_answer = |ix: &QuestionIx| case.submission.answer(&case.question(*ix).id).is_some();
    case.questionnaire.places().filter(|ix| case.reading(*ix).shown && has_answer(ix)).count()
}

fn unanswered(case: &Case<'_>) -> Block {
    let questionnaire = case.questionnaire;
    let rows: Vec<_> = questionnaire
        .places()
        .filter(|ix| case.reading(*ix).shown && case.reading(*ix).is_unanswered())
        .map(|ix| {
            let question = case.question(ix);
            let counts = if case.reading(ix).applies {
                format!("counts 1, weight {}", question.weight)
            } else if question.points.is_some_and(|rule| rule.max > 0) {
                "scores its maximum".to_owned()
            } else {
                "open".to_owned()
            };
            row(vec![
                plain(question.id.as_str()),
                plain(question.ask.as_str()),
                plain(case.answer_text(ix)),
                plain(counts),
            ])
        })
        .collect();
    if rows.is_empty() {
        return body("Every question that is asked has an answer.");
    }
    table(
        "Questions without an answer",
        vec![narrow("Id"), words("Asked", 1.6), words("State", 1.0), words("Effect", 0.8)],
        rows,
    )
}

fn not_applicable(case: &Case<'_>) -> Block {
    let rows: Vec<_> = case
        .questionnaire
        .places()
        .filter(|ix| case.reading(*ix).state == State::NotApplicable)
        .filter_map(|ix| match case.submission.answer(&case.question(ix).id) {
            Some(Answer::NotApplicable(na)) => Some(row(vec![
                plain(case.question(ix).id.as_str()),
                or_none(&na.reason),
                or_none(&na.control),
                or_none(&na.decider),
            ])),
            _ => None,
        })
        .collect();
    if rows.is_empty() {
        return body("No question was set aside as not applicable.");
    }
    table(
        "Questions set aside as not applicable",
        vec![narrow("Id"), words("Reason", 1.2), words("Compensating control", 1.2), words("Decided by", 0.8)],
        rows,
    )
}

/// Everything declared, with its details.
fn losses(case: &Case<'_>) -> Vec<Block> {
    let questionnaire = case.questionnaire;
    let mut blocks = vec![section(10, "Loss history and known circumstances")];
    let declared: Vec<QuestionIx> = questionnaire
        .places()
        .filter(|ix| questionnaire.section(case.question(*ix).section).kind == SectionKind::Declarations)
        .collect();
    if declared.is_empty() {
        blocks.push(quiet("The questionnaire asks for no declarations."));
        return blocks;
    }
    let rows = declared
        .into_iter()
        .map(|ix| {
            let question = case.question(ix);
            let mut answer = plain(case.answer_text(ix));
            for (place, follow_up) in question.follow_ups.iter().enumerate() {
                if let Some(given) = case.submission.follow_up(&question.id, &follow_up.key)
                    && case.is_asked(ix, place)
                    && !given.is_empty()
                {
                    let text = follow_up_text(question, &follow_up.kind, given);
                    answer.push(Span::quiet(format!("\n{} {text}", follow_up.ask)));
                }
            }
            if let Some(record) = case.submission.record(&question.id).filter(|record| !record.note.trim().is_empty()) {
                answer.push(Span::italic(format!("\nNote: {}", record.note.trim())));
            }
            row(vec![plain(question.id.as_str()), plain(question.ask.as_str()), answer])
        })
        .collect();
    blocks.push(table("Declarations", vec![narrow("Id"), words("Asked", 1.0), words("Answer", 1.2)], rows));
    blocks
}

fn law(case: &Case<'_>) -> Vec<Block> {
    let mut blocks = vec![section(11, "Law and standards context")];
    blocks.push(quiet("Context for the underwriter, not legal advice. Only what the answers touch is listed."));
    if case.assessment.law.is_empty() {
        blocks.push(body("The answers touch none of the instruments in the questionnaire."));
        return blocks;
    }
    for hint in &case.assessment.law {
        let note = &case.questionnaire.law[usize::from(hint.note)];
        blocks.push(sub(&note.title));
        blocks.push(body(note.text.as_str()));
        let because = case.reasons(&hint.because);
        let listed =
            if because.is_empty() { String::new() } else { format!(" Listed because: {}.", because.join("; ")) };
        blocks.push(quiet(format!(
            "As of {}. Sources: {}.{listed}",
            note.as_of,
            sources_text(case.questionnaire, &note.sources)
        )));
    }
    blocks
}

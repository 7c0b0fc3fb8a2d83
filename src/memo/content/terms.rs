//! Sections 12 to 16: coverage, pricing, subjectivities, overrides, adverse reasons.

use super::Stamp;
use super::blocks::{body, date, narrow, number, or_none, plain, quiet, row, section, sub, table, words};
use crate::memo::document::{Block, ParagraphStyle, Span};
use crate::memo::wording::renewal::standing;
use crate::memo::wording::{Case, percent_text, sources_text, unusable_text};
use crate::questionnaire::{QuestionIx, SectionIx, decimal};
use crate::submission::{Market, OverrideOf};

pub(super) fn sections(case: &Case<'_>, stamp: &Stamp) -> Vec<Block> {
    let mut blocks = coverage(case);
    blocks.extend(pricing(case));
    blocks.extend(subjectivities(case, stamp));
    blocks.extend(overrides(case));
    blocks.extend(adverse(case));
    blocks.extend(super::renewal::renewal(case, stamp));
    blocks
}

fn coverage(case: &Case<'_>) -> Vec<Block> {
    let mut blocks = vec![section(12, "Coverage considerations")];
    blocks.push(quiet(
        "Prompts, never policy wording: for each, record whether the form covers it, excludes it or is silent.",
    ));
    if case.assessment.coverage.is_empty() {
        blocks.push(body("The answers call for no coverage note."));
        return blocks;
    }
    let rows = case
        .assessment
        .coverage
        .iter()
        .map(|hint| {
            let note = &case.questionnaire.coverage_notes[usize::from(hint.note)];
            let because = case.reasons(&hint.because);
            let mut text = vec![Span::bold(format!("{}. ", note.title)), Span::plain(note.prompt.as_str())];
            if !because.is_empty() {
                text.push(Span::quiet(format!("\nBecause: {}", because.join("; "))));
            }
            if !note.sources.is_empty() {
                let sources = sources_text(case.questionnaire, &note.sources);
                text.push(Span::quiet(format!("\nSources, as of {}: {sources}", note.as_of)));
            }
            row(vec![plain(note.code.as_str()), text, plain("To confirm")])
        })
        .collect();
    blocks.push(table(
        "Coverage notes that the answers call for",
        vec![narrow("Code"), words("Prompt", 1.0), narrow("Position")],
        rows,
    ));
    blocks
}

fn pricing(case: &Case<'_>) -> Vec<Block> {
    let Case { questionnaire, submission, assessment, .. } = *case;
    let schedule = &assessment.schedule;
    let mut blocks = vec![section(13, "Pricing and schedule rationale")];
    blocks.push(body(match submission.policy.market {
        Market::Admitted => {
            "Admitted business: the carrier's filed plan decides. The lines below are a suggestion with the facts behind each debit and credit."
        }
        Market::Surplus => {
            "Surplus lines: no filed schedule applies. The lines below are judgement factors, shown for the file."
        }
    }));
    if schedule.lines.is_empty() {
        blocks.push(body("The questionnaire suggests no schedule lines."));
        return blocks;
    }
    let rows = schedule
        .lines
        .iter()
        .map(|line| {
            let section = questionnaire.section(line.section);
            let facts = facts_behind(case, line.section);
            let mut text = plain(facts);
            if line.credit_withheld {
                text.push(Span::italic(
                    "\nA credit would follow from the formula; the evidence on file does not support it.",
                ));
            }
            if let Some(said) = changed_by_plan(case, &section.id) {
                text.push(Span::bold(format!("\n{said}. Section 17 has the parts.")));
            }
            row(vec![
                plain(format!("{} {}", section.id, section.title)),
                text,
                plain(decimal(line.deficiency, 1)),
                plain(percent_text(line.percent)),
            ])
        })
        .collect();
    blocks.push(table(
        "Schedule suggestion by section",
        vec![words("Section", 1.0), words("Facts behind the line", 2.2), number("Deficiency"), number("Line")],
        rows,
    ));
    let mut total = vec![
        Span::plain("Suggested modification "),
        Span::bold(percent_text(schedule.total_percent)),
        Span::plain(format!(
            " around a neutral deficiency of {}, held within \u{b1}{}%.",
            questionnaire.schedule.neutral, schedule.max_percent
        )),
    ];
    if schedule.is_clamped() {
        total.push(Span::plain(format!(" The lines add up to {}.", percent_text(schedule.sum_percent()))));
    }
    if let Some(unusable) = schedule.unusable {
        total.push(Span::bold(format!(" {}.", unusable_text(unusable))));
    }
    if case.renewal.is_some_and(|renewal| renewal.undecided(&submission.plan_debits).next().is_some()) {
        total.push(Span::bold(" Not usable as it stands: it holds a plan change that nobody has decided on."));
    }
    blocks.push(Block::paragraph(ParagraphStyle::Body, total));
    blocks.push(body(
        "Base rate and its source are not on file: the suggestion modifies a rate that the carrier's own plan has to supply. No premium is computed here.",
    ));
    blocks
}

/// What became of a line that the plan alone has changed since the expiring term.
fn changed_by_plan(case: &Case<'_>, section: &str) -> Option<String> {
    let line = case.renewal?.schedule.iter().find(|line| line.section == section)?;
    standing(line, &case.submission.plan_debits)
}

/// Every answer behind a section's line, heaviest first, with its evidence.
fn facts_behind(case: &Case<'_>, section: SectionIx) -> String {
    let questionnaire = case.questionnaire;
    let mut questions: Vec<QuestionIx> =
        questionnaire.places_of(section).filter(|ix| case.reading(*ix).applies).collect();
    questions
        .sort_by_key(|ix| std::cmp::Reverse(case.question(*ix).weight.tenths() * case.reading(*ix).factor.count()));
    let lines: Vec<String> = questions
        .iter()
        .map(|ix| {
            let grade = case.grade(*ix).map_or("no answer", |grade| grade.code());
            format!("{} ({grade})", case.answer_line(*ix))
        })
        .collect();
    lines.join("; ")
}

fn subjectivities(case: &Case<'_>, stamp: &Stamp) -> Vec<Block> {
    let mut blocks = vec![section(14, "Subjectivities")];
    if case.submission.subjectivities.is_empty() {
        blocks.push(body("None has been adopted."));
    } else {
        let rows = case
            .submission
            .subjectivities
            .iter()
            .map(|it| {
                let when = match (it.pre_bind, it.due) {
                    (true, Some(due)) if case.submission.policy.inception.is_some_and(|inception| due > inception) => {
                        format!("Before binding, yet dated {due}, after inception")
                    }
                    (true, Some(due)) => format!("Before binding, {due}"),
                    (true, None) => "Before binding".to_owned(),
                    (false, due) => date(due),
                };
                let mut text = plain(it.text.as_str());
                if it.last_term {
                    text.push(Span::quiet("\nFrom last term"));
                }
                if !it.consequence.trim().is_empty() {
                    text.push(Span::quiet(format!("\nIf not: {}", it.consequence.trim())));
                }
                row(vec![
                    or_none(&it.theme),
                    text,
                    or_none(&it.owner),
                    plain(when),
                    or_none(&it.proof),
                    plain(it.status.words()),
                ])
            })
            .collect();
        blocks.push(table(
            "Subjectivities on file",
            vec![
                narrow("Code"),
                words("Condition", 2.2),
                words("Owner", 0.8),
                words("Due", 0.9),
                words("Proof", 1.1),
                narrow("Status"),
            ],
            rows,
        ));
    }
    blocks.push(sub("What the answers suggest"));
    let suggested: Vec<_> = case
        .assessment
        .subjectivities
        .iter()
        .map(|it| {
            let theme = case.questionnaire.theme(it.theme);
            let because: Vec<String> = it.because.iter().map(|ix| case.answer_line(*ix)).collect();
            let mut text = plain(case.subjectivity_text(it.theme));
            if !it.answer_first.is_empty() {
                let ids: Vec<&str> = it.answer_first.iter().map(|ix| case.question(*ix).id.as_str()).collect();
                text.push(Span::bold(format!(" First an answer to {}.", ids.join(", "))));
            }
            text.push(Span::quiet(format!("\nBecause: {}", because.join("; "))));
            let when = if it.pre_bind { "Before binding".to_owned() } else { theme.timing.clone() };
            row(vec![plain(format!("{} {}", theme.code, theme.title)), text, plain(when), plain(theme.proof.as_str())])
        })
        .collect();
    blocks.push(if suggested.is_empty() {
        body("Nothing: no answer is at three quarters or worse.")
    } else {
        table(
            "Suggested subjectivities",
            vec![words("Theme", 0.8), words("Draft wording", 2.2), words("Timing", 0.9), words("Proof", 1.0)],
            suggested,
        )
    });
    blocks.extend(super::action_plan::action_plans(case, stamp.as_of));
    blocks
}

fn overrides(case: &Case<'_>) -> Vec<Block> {
    let mut blocks = vec![section(15, "Overrides and exceptions")];
    if case.submission.overrides.is_empty() {
        blocks.push(body("None. Score and band stand as computed."));
        return blocks;
    }
    let rows = case
        .submission
        .overrides
        .iter()
        .map(|made| {
            let change = match &made.of {
                OverrideOf::Band { from, to } => format!("Band {from} \u{2192} {to}"),
                OverrideOf::Score { from_tenths, to_tenths } => format!(
                    "Score {}.{} \u{2192} {}.{}",
                    from_tenths / 10,
                    from_tenths % 10,
                    to_tenths / 10,
                    to_tenths % 10
                ),
            };
            let reason = case.questionnaire.override_codes.iter().find(|code| code.code == made.reason_code);
            let reason = reason.map_or(made.reason_code.as_str(), |code| &code.text);
            let second = if made.second.trim().is_empty() { "second signature missing" } else { made.second.trim() };
            row(vec![
                plain(change),
                vec![Span::bold(format!("{reason}. ")), Span::plain(made.text.as_str())],
                plain(format!("{}; {second}", made.by)),
                plain(made.at.format("%Y-%m-%d %H:%M").to_string()),
            ])
        })
        .collect();
    blocks.push(table(
        "Overrides with reason and names",
        vec![words("Change", 1.0), words("Reason", 2.0), words("Names", 1.2), narrow("When")],
        rows,
    ));
    blocks
}

fn adverse(case: &Case<'_>) -> Vec<Block> {
    let mut blocks = vec![section(16, "Reasons to tell the insured")];
    blocks
        .push(quiet("The largest contributions to the score, worded to be sent. Sending them is a person's decision."));
    let rows: Vec<_> = case
        .assessment
        .adverse_reasons
        .iter()
        .map(|reason| {
            let question = case.question(reason.question);
            row(vec![
                plain(format!("RC-{}", question.id)),
                plain(case.adverse_text(reason.question)),
                plain(case.change(reason.question, &reason.change)),
                plain(decimal(reason.points, 2)),
            ])
        })
        .collect();
    blocks.push(if rows.is_empty() {
        body("No answer is at half or worse.")
    } else {
        table(
            "Principal adverse reasons",
            vec![narrow("Code"), words("Reason", 1.0), words("What would change it", 1.4), number("Points")],
            rows,
        )
    });
    blocks
}

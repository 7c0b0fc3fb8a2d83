//! Sections 18 to 20 and the appendix: responsibilities, method, sign-off, every answer.

use super::Stamp;
use super::blocks::{body, fact, group, narrow, number, plain, quiet, row, section, sub, table, words};
use crate::memo::document::{Block, HeadingLevel, Signature, Span, TableRow};
use crate::memo::wording::plan::{hidden_by_plan, plan_changes, status_in_full};
use crate::memo::wording::renewal::carried_from;
use crate::memo::wording::{Case, basis_counts, follow_up_text};
use crate::questionnaire::{QuestionIx, Questionnaire, SectionKind};

/// What the questionnaire knows about who does what: shared systems, duties, support promised by contract.
const SHARED: [&str; 3] = ["A9", "B3", "H2"];

pub(super) fn sections(case: &Case<'_>, stamp: &Stamp) -> Vec<Block> {
    let mut blocks = shared(case);
    blocks.extend(method(case));
    blocks.extend(sign_off(case, stamp));
    blocks.push(Block::PageBreak);
    blocks.extend(appendix(case));
    blocks
}

fn shared(case: &Case<'_>) -> Vec<Block> {
    let mut blocks = vec![section(18, "Shared responsibility")];
    blocks.push(quiet(
        "A product is securable when its owner can keep it secure; who does what between maker, installer, provider, landlord and insured decides whether that happens.",
    ));
    let rows: Vec<TableRow> = SHARED
        .iter()
        .filter_map(|id| case.questionnaire.find(id))
        .filter(|ix| case.reading(*ix).shown)
        .map(|ix| {
            let question = case.question(ix);
            row(vec![plain(question.id.as_str()), plain(question.ask.as_str()), answer_with_details(case, ix)])
        })
        .collect();
    blocks.push(if rows.is_empty() {
        body("The questionnaire does not ask about shared duties.")
    } else {
        table("Who does what", vec![narrow("Id"), words("Asked", 1.0), words("Answer", 1.2)], rows)
    });
    blocks
}

fn method(case: &Case<'_>) -> Vec<Block> {
    let mut items: Vec<Vec<Span>> = case.questionnaire.method.iter().map(|text| plain(text.as_str())).collect();
    let counts: Vec<String> = basis_counts(case.questionnaire)
        .into_iter()
        .map(|(basis, count)| format!("{count} on {} {}", basis.code(), basis.words()))
        .collect();
    // A weight that a plan changed has left the ground that the questionnaire gave it.
    let of_plan = match &case.questionnaire.plan {
        Some(_) => " These are the levels of the weights as shipped; what the plan changed rests on its change record.",
        None => "",
    };
    items.push(plain(format!("Strongest basis of the scored questions: {}.{of_plan}", counts.join(", "))));
    items.push(plain(format!("Facts in the questionnaire were last checked on {}.", case.questionnaire.as_of)));
    items.push(plain(scored_under(case.questionnaire)));
    vec![section(19, "Method and limits"), Block::Bullets(items)]
}

fn scored_under(questionnaire: &Questionnaire) -> String {
    let Some(plan) = &questionnaire.plan else {
        return "Scored as the questionnaire was shipped; no plan is laid over it.".to_owned();
    };
    let carrier = if plan.carrier.trim().is_empty() { "a carrier not named" } else { plan.carrier.trim() };
    let changes = plan_changes(questionnaire, plan);
    let changes = if changes.is_empty() { "nothing".to_owned() } else { changes.join("; ") };
    format!(
        "Scored under plan {} of {carrier}, {}, laid over the questionnaire as it was shipped. It changes: {changes}.",
        plan.name(),
        status_in_full(plan)
    )
}

fn sign_off(case: &Case<'_>, stamp: &Stamp) -> Vec<Block> {
    let decision = &case.submission.decision;
    let plan = case.questionnaire.plan.as_ref().map_or("As shipped, no plan", |plan| &plan.sha256);
    let signatures = match case.submission.preview {
        Some(_) => body("Left out: nobody signs a broker's preview."),
        None => Block::Signatures(vec![
            Signature { role: "Underwriter".to_owned(), name: decision.by.clone() },
            Signature { role: "Reviewer".to_owned(), name: decision.reviewer.clone() },
        ]),
    };
    vec![
        section(20, "Sign-off"),
        Block::Facts(vec![
            fact("Submission, SHA-256", plain(stamp.case_sha256.as_str())),
            fact("Question set, SHA-256", plain(case.questionnaire.sha256.as_str())),
            fact("Plan, SHA-256", plain(plan)),
            fact("Memo as of", plain(stamp.as_of.to_string())),
        ]),
        signatures,
    ]
}

fn appendix(case: &Case<'_>) -> Vec<Block> {
    let questionnaire = case.questionnaire;
    let mut blocks = vec![Block::anchored(HeadingLevel::One, "Appendix: questions and answers", "appendix")];
    blocks.push(quiet(
        "Every question that was asked, with the answer, its factor in force, evidence grade, notes and follow-ups. Hidden questions are listed at the end.",
    ));
    for (place, section) in questionnaire.sections.iter().enumerate() {
        let rows: Vec<TableRow> = section
            .questions
            .clone()
            .map(QuestionIx)
            .filter(|ix| case.reading(*ix).shown)
            .map(|ix| question_row(case, ix, section.kind == SectionKind::Scored))
            .collect();
        if rows.is_empty() {
            continue;
        }
        blocks.push(sub(&format!("{} {}", section.id, section.title)));
        let columns = if section.kind == SectionKind::Scored {
            vec![
                narrow("Id"),
                words("Asked", 1.2),
                words("Answer", 1.6),
                number("Weight"),
                number("Factor"),
                narrow("Grade"),
            ]
        } else {
            vec![narrow("Id"), words("Asked", 1.2), words("Answer", 1.8)]
        };
        blocks.push(table(
            &format!("Section {}, answer by answer", questionnaire.sections[place].title),
            columns,
            rows,
        ));
    }
    blocks.extend(hidden(case));
    blocks
}

fn question_row(case: &Case<'_>, ix: QuestionIx, scored: bool) -> TableRow {
    let question = case.question(ix);
    let mut id = plain(question.id.as_str());
    if question.critical {
        id.push(Span::quiet("\ncritical"));
    }
    let mut cells = vec![id, plain(question.ask.as_str()), answer_with_details(case, ix)];
    if scored {
        let reading = case.reading(ix);
        let factor = if reading.applies { reading.factor.to_string() } else { "out".to_owned() };
        cells.push(plain(question.weight.to_string()));
        cells.push(plain(factor));
        cells.push(plain(case.grade(ix).map_or("none", |grade| grade.code())));
    }
    row(cells)
}

/// The answer, who gave it, its note and the follow-ups that were asked.
fn answer_with_details(case: &Case<'_>, ix: QuestionIx) -> Vec<Span> {
    let question = case.question(ix);
    let reading = case.reading(ix);
    let mut spans =
        if reading.is_stated() { plain(case.answer_text(ix)) } else { vec![Span::italic(case.answer_text(ix))] };
    if let Some(typed) = case.typed_beside(ix) {
        spans.push(Span::quiet(format!(" ({typed})")));
    }
    if let Some(rule) = reading.changed_by.and_then(|place| case.questionnaire.rules.get(usize::from(place))) {
        spans.push(Span::quiet(format!(" (counts {} by {})", reading.factor, rule.code)));
    }
    let Some(record) = case.submission.record(&question.id) else { return spans };
    for (place, follow_up) in question.follow_ups.iter().enumerate() {
        if !case.is_asked(ix, place) {
            continue;
        }
        let given = record.follow_ups.get(&follow_up.key).filter(|given| !given.is_empty());
        let text = given.map_or_else(|| "Not answered".to_owned(), |it| follow_up_text(question, &follow_up.kind, it));
        spans.push(Span::quiet(format!("\n{} ", follow_up.ask)));
        spans.push(if given.is_some() { Span::plain(text) } else { Span::italic(text) });
    }
    if !record.note.trim().is_empty() {
        spans.push(Span::italic(format!("\nNote: {}", record.note.trim())));
    }
    if !record.said_by.trim().is_empty() {
        let on = record.said_on.map_or_else(String::new, |on| format!(", {on}"));
        spans.push(Span::quiet(format!("\nSaid by {}{on}", record.said_by.trim())));
    }
    if record.is_unconfirmed() {
        spans.push(Span::bold(format!("\n{}, not confirmed", carried_from(record))));
    }
    if record.flagged {
        spans.push(Span::bold("\nFlagged to be checked"));
    }
    spans
}

/// Questions that given answers or the plan hide: answers are kept, and counted nowhere.
fn hidden(case: &Case<'_>) -> Vec<Block> {
    let places = case.questionnaire.places().filter(|ix| !case.reading(*ix).shown);
    let (by_plan, by_answers): (Vec<_>, Vec<_>) =
        places.partition(|ix| hidden_by_plan(case.questionnaire, case.assessment, *ix).is_some());
    let rows = |places: Vec<QuestionIx>| {
        places.into_iter().map(|ix| {
            let question = case.question(ix);
            let kept = match case.submission.answer(&question.id) {
                Some(_) => "An answer is kept as stale",
                None => "No answer on file",
            };
            row(vec![plain(question.id.as_str()), plain(question.ask.as_str()), plain(kept)])
        })
    };
    let mut all: Vec<TableRow> = Vec::new();
    if !by_answers.is_empty() {
        all.push(group("Do not apply to this applicant and count nowhere"));
        all.extend(rows(by_answers));
    }
    if let Some(plan) = case.questionnaire.plan.as_deref().filter(|_| !by_plan.is_empty()) {
        all.push(group(format!("Not asked under plan {}: they may apply, and count nowhere", plan.name())));
        all.extend(rows(by_plan));
    }
    if all.is_empty() {
        return Vec::new();
    }
    vec![
        sub("Hidden questions"),
        table("Questions that are not asked", vec![narrow("Id"), words("Asked", 1.6), words("State", 1.0)], all),
    ]
}

//! Section 17: what changed since the expiring term, and what should bring the file back.

mod changes;

use super::Stamp;
use super::blocks::{body, fact, narrow, number, plain, quiet, row, section, sub, table, words};
use crate::assessment::renewal::{Renewal, Walk};
use crate::memo::document::{Block, Callout, CalloutTone, Span, TableRow};
use crate::memo::wording::renewal::{
    PLAN_CHANGE, TOTAL_BY_PLAN, band_sentence, exact, moved_words, parts, said_words, signed, standing, under,
};
use crate::memo::wording::{Case, percent_text};
use crate::questionnaire::wide_decimal;
use crate::submission::SubjectivityStatus;

pub(super) fn renewal(case: &Case<'_>, stamp: &Stamp) -> Vec<Block> {
    let mut blocks = vec![section(17, "Renewal view")];
    match case.renewal {
        Some(renewal) => blocks.extend(since_last_term(case, renewal)),
        None => blocks.push(body("No expiring assessment is on file, so no change since last year is shown.")),
    }
    blocks.push(Block::Bullets(to_follow(case, stamp)));
    blocks
}

fn since_last_term(case: &Case<'_>, renewal: &Renewal) -> Vec<Block> {
    let name = case.submission.expiring.as_ref().map_or("", |expiring| expiring.file_name.as_str());
    let (before, now) = (&renewal.expiring, &renewal.renewing);
    let mut blocks = vec![
        Block::Facts(vec![
            fact("Expiring", plain(format!("{}: {} {}, {}", name, before.score, before.band, under(before)))),
            fact("Renewing", plain(format!("{} {}, {}", now.score, now.band, under(now)))),
        ]),
        table(
            "The change of the score in three parts",
            vec![words("Step", 1.0), number("Points"), number("Exact")],
            walk_rows(&renewal.score),
        ),
        quiet(
            "Risk: other answers, scored as last year. Plan: what the plan adds now, less what it added then. Questions: the questionnaires as shipped, one against the other. The parts add up exactly.",
        ),
        body(format!("{}.", band_sentence(renewal))),
        sub("Section by section"),
        table(
            "Deficiency of each section, in the same three parts",
            vec![
                words("Section", 1.0),
                number("Expiring"),
                number("Risk"),
                number("Plan"),
                number("Questions"),
                number("Renewing"),
            ],
            renewal.sections.iter().map(|it| section_row(&it.id, &it.title, it.deficiency.as_ref())).collect(),
        ),
    ];
    blocks.extend(lines(case, renewal));
    blocks.extend(answers(renewal));
    blocks.extend(changes::devices(&renewal.devices));
    blocks.extend(changes::proof(&renewal.proof));
    blocks.extend(changes::rules(&renewal.rules));
    blocks.extend(changes::conditions(&renewal.conditions));
    blocks
}

fn answers(renewal: &Renewal) -> [Block; 2] {
    let list = if renewal.answers.is_empty() {
        body("None: every question is answered as in the expiring case.")
    } else {
        let rows = renewal.answers.iter().map(|it| {
            let mut is = plain(it.is.as_str());
            let said = said_words(it);
            let by = if said.is_empty() { String::new() } else { format!(", said by {said}") };
            is.push(Span::quiet(format!("\n{}{by}", moved_words(it.moved))));
            let asked = vec![Span::plain(it.ask.as_str())];
            row(vec![plain(it.question.as_str()), asked, plain(it.was.as_str()), is])
        });
        table(
            "Answers that changed since the expiring term",
            vec![narrow("Id"), words("Asked", 1.2), words("Expiring", 1.0), words("Renewing", 1.0)],
            rows.collect(),
        )
    };
    [sub("Answers that changed"), list]
}

fn walk_rows(walk: &Walk) -> Vec<TableRow> {
    let whole = |name: &str, value| {
        row(vec![vec![Span::bold(name)], vec![Span::bold(wide_decimal(value, 1))], plain(exact(value))])
    };
    let mut rows = vec![whole("Expiring score", walk.expiring)];
    rows.extend(
        parts(walk).map(|(name, points)| row(vec![plain(name), plain(signed(points, 1)), plain(exact(points))])),
    );
    rows.push(whole("Renewing score", walk.renewing));
    rows
}

fn section_row(id: &str, title: &str, walk: Option<&Walk>) -> TableRow {
    let mut cells = vec![plain(format!("{id} {title}"))];
    match walk {
        Some(walk) => {
            cells.push(plain(wide_decimal(walk.expiring, 1)));
            cells.extend(parts(walk).map(|(_, points)| plain(signed(points, 1))));
            cells.push(plain(wide_decimal(walk.renewing, 1)));
        }
        None => cells.extend((0..5).map(|_| vec![Span::quiet("no match")])),
    }
    row(cells)
}

/// Schedule lines with what changed them; lines that the plan alone changed wait for a person.
fn lines(case: &Case<'_>, renewal: &Renewal) -> Vec<Block> {
    if renewal.schedule.is_empty() {
        return Vec::new();
    }
    let debits = &case.submission.plan_debits;
    let rows = renewal.schedule.iter().map(|line| {
        let mut name = plain(format!("{} {}", line.section, line.title));
        if let Some(said) = standing(line, debits) {
            name.push(Span::bold(format!("\n{said}")));
        }
        let mut cells = vec![name, plain(percent_text(line.was()))];
        cells.extend(parts(&line.percent).map(|(_, points)| plain(signed(points, 0))));
        cells.push(plain(percent_text(line.is())));
        row(cells)
    });
    let columns = vec![
        words("Section", 1.0),
        number("Expiring"),
        number("Risk"),
        number("Plan"),
        number("Questions"),
        number("Renewing"),
    ];
    let mut blocks =
        vec![sub("Schedule lines"), table("Schedule lines with what changed them, percent", columns, rows.collect())];
    if renewal.total_by_plan_alone {
        blocks.push(body(format!("{TOTAL_BY_PLAN}.")));
    }
    let open: Vec<&str> = renewal.undecided(debits).map(|line| line.section.as_str()).collect();
    if !open.is_empty() {
        blocks.push(Block::Callout(Callout {
            tone: CalloutTone::Warning,
            title: PLAN_CHANGE.to_owned(),
            blocks: vec![body(format!(
                "The line of {} is another than last year's although the risk gave no cause. A debit or credit that is established may be changed only by a change in the risk: until a person decides, with name, date and reason, the suggestion cannot be used as it stands.",
                open.join(", ")
            ))],
        }));
    } else if let Some(total) = renewal.decided_total(debits).filter(|total| *total != total_now(renewal)) {
        blocks.push(body(format!("With the lines as decided the suggested modification is {}.", percent_text(total))));
    }
    blocks
}

fn total_now(renewal: &Renewal) -> i16 {
    i16::try_from(renewal.schedule_total.renewing.to_integer()).unwrap_or(i16::MAX)
}

fn to_follow(case: &Case<'_>, stamp: &Stamp) -> Vec<Vec<Span>> {
    let open = case.submission.subjectivities.iter().filter(|it| it.status == SubjectivityStatus::Open);
    let overdue = open.clone().filter(|it| it.due.is_some_and(|due| due < stamp.as_of)).count();
    let mut items = vec![plain(format!(
        "Open subjectivities: {}, of which overdue as of {}: {overdue}.",
        open.count(),
        stamp.as_of
    ))];
    items.push(plain(mid_term(case)));
    if case.questionnaire.band(case.assessment.band).authority > 1 {
        items.push(plain("Review in mid-term: the band asks for it."));
    }
    if (stamp.as_of - case.questionnaire.as_of).num_days() > 365 {
        items.push(vec![Span::bold(format!(
            "The facts in the questionnaire were last checked on {}: check laws and figures before relying on them.",
            case.questionnaire.as_of
        ))]);
    }
    items
}

/// What should bring the file back before renewal.
fn mid_term(case: &Case<'_>) -> String {
    let Case { submission, assessment, .. } = *case;
    let mut triggers = vec!["an incident, claim or vendor notice", "an answer that would fire a knock-out"];
    if submission.subjectivities.iter().any(|it| it.status == SubjectivityStatus::Open) {
        triggers.push("a subjectivity that is not met by its date");
    }
    if assessment.range.best != assessment.range.worst {
        triggers.push("an answer still to come that moves the band");
    }
    format!("Mid-term triggers (judgement): {}.", triggers.join("; "))
}

//! Sections 1 to 7: header, decision, risk in brief, sources, exposure, control score, lifecycle.

use super::blocks::{
    band, body, date, fact, narrow, number, or_none, plain, quiet, row, section, sub, table, to_draw, words,
};
use super::summary::score_bar;
use super::{Stamp, case_name};
use crate::assessment::Outcome;
use crate::memo::document::{Bar, Bars, Block, Figure, FigureKind, ParagraphStyle, Span};
use crate::memo::wording::plan::{is_approved, out_of_force, plan_in_force, plan_of, status_in_full};
use crate::memo::wording::{Case, NOT_ON_FILE, lower_first};
use crate::questionnaire::{Questionnaire, Ratio, SectionKind, decimal};
use crate::submission::{DecisionKind, MemoState};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The worst credible physical result, and how soon a loss becomes material.
const SCENARIO: [&str; 2] = ["A4", "A5"];

pub(super) fn sections(case: &Case<'_>, stamp: &Stamp) -> Vec<Block> {
    let mut blocks = header(case, stamp);
    blocks.extend(decision(case));
    blocks.extend(brief(case));
    blocks.extend(sources(case));
    blocks.extend(exposure(case));
    blocks.extend(score(case));
    blocks.extend(super::devices::lifecycle(case));
    blocks
}

fn header(case: &Case<'_>, stamp: &Stamp) -> Vec<Block> {
    let Case { questionnaire, submission, .. } = *case;
    let (applicant, policy) = (&submission.applicant, &submission.policy);
    let industry = match (applicant.industry.trim(), applicant.naics.trim()) {
        (industry, "") => industry.to_owned(),
        ("", naics) => format!("NAICS {naics}"),
        (industry, naics) => format!("{industry} (NAICS {naics})"),
    };
    let count = |value: Option<u64>| value.map_or_else(|| NOT_ON_FILE.to_owned(), |value| value.to_string());
    let state = match submission.decision.memo {
        MemoState::Draft => "Draft",
        MemoState::Final => "Final",
    };
    let mut facts = vec![
        fact("Insured", plain(case_name(case))),
        fact("Industry", or_none(&industry)),
        fact("Revenue", plain(case.money(applicant.revenue))),
        fact("Employees", plain(count(applicant.employees))),
        fact("Sites", plain(count(applicant.sites))),
        fact("Jurisdiction", or_none(&applicant.jurisdiction)),
        fact(
            "Broker",
            or_none(
                &[submission.broker.firm.trim(), submission.broker.contact.trim()]
                    .into_iter()
                    .filter(|it| !it.is_empty())
                    .collect::<Vec<_>>()
                    .join(", "),
            ),
        ),
        fact("Line of business", or_none(&policy.line)),
        fact("Inception", plain(date(policy.inception))),
        fact("Expiry", plain(date(policy.expiry))),
        fact("Limit", plain(case.money(policy.limit))),
        fact("Retention", plain(case.money(policy.retention))),
        fact("Market", plain(policy.market.words())),
        fact(
            "Memo",
            plain(format!(
                "{}; {state}; facts as of {}",
                if submission.reference.trim().is_empty() { "no number" } else { submission.reference.trim() },
                stamp.as_of
            )),
        ),
        fact("Question set", plain(format!("{}, SHA-256 {}", questionnaire.name(), questionnaire.sha256))),
    ];
    facts.extend(plan_facts(questionnaire, submission.policy.inception));
    facts.push(fact("Program", plain(format!("Securable {}", stamp.tool_version))));
    vec![section(1, "Header"), Block::Facts(facts)]
}

/// The plan that the case is scored under, whether anybody has approved it, and whether it goes with the term.
fn plan_facts(questionnaire: &Questionnaire, inception: Option<NaiveDate>) -> Vec<(String, Vec<Span>)> {
    let Some(plan) = &questionnaire.plan else {
        return vec![fact("Plan", plain("As shipped, no plan"))];
    };
    let mut name = vec![Span::plain(format!("{}, {}, SHA-256 {}", plan.name(), status_in_full(plan), plan.sha256))];
    if !is_approved(plan) {
        name.insert(0, Span::bold("Not approved: "));
    }
    let mut in_force = plain(plan_in_force(plan));
    if let Some(warning) = out_of_force(plan, inception) {
        in_force.insert(0, Span::bold(format!("{warning}. ")));
    }
    vec![fact("Plan", name), fact("Plan of", or_none(&plan_of(plan))), fact("Plan in force", in_force)]
}

fn decision(case: &Case<'_>) -> Vec<Block> {
    let Case { questionnaire, submission, assessment, .. } = *case;
    if submission.preview.is_some() {
        return vec![
            section(2, "Decision"),
            body("Left out: this is a broker's preview, and no carrier has decided anything on it."),
        ];
    }
    let decision = &submission.decision;
    let authority = questionnaire.authorities.get(usize::from(assessment.authority)).map_or("", String::as_str);
    let sign_offs =
        if assessment.sign_offs.is_empty() { "None asked for".to_owned() } else { assessment.sign_offs.join("; ") };
    let terms = match assessment.outcome {
        Outcome::Band(_) => questionnaire.band(assessment.band).terms.clone(),
        Outcome::InsufficientInformation => "No terms until the request list is answered".to_owned(),
        Outcome::Hold => "No binding until the knock-out is cured".to_owned(),
        Outcome::Decline => "No terms unless a committee makes an exception".to_owned(),
    };
    let mut facts = vec![
        fact("Computed outcome", plain(assessment.outcome_words(questionnaire))),
        fact("Band", vec![band(questionnaire, assessment.band)]),
        fact("Decision", plain(decision.kind.words())),
        fact("Reason", or_none(&decision.reason)),
        fact("Authority needed", plain(authority)),
        fact("Further sign-offs", plain(sign_offs)),
        fact(if decision.kind == DecisionKind::Pending { "Prepared by" } else { "Decided by" }, or_none(&decision.by)),
        fact("Decided on", plain(date(decision.on))),
        fact("Terms (advice)", plain(terms)),
    ];
    if assessment.band != assessment.band_before_floors {
        let before = &questionnaire.band(assessment.band_before_floors).name;
        facts.insert(2, fact("Band before floors", plain(before.as_str())));
    }
    let mut blocks = vec![section(2, "Decision"), Block::Facts(facts)];
    if !assessment.requests.is_empty() {
        blocks.push(sub("To be answered first"));
        let items = assessment.requests.iter().map(|ix| {
            let question = case.question(*ix);
            vec![
                Span::bold(format!("{} ", question.id)),
                Span::plain(question.ask.as_str()),
                Span::quiet(format!("  {}", case.answer_text(*ix))),
            ]
        });
        blocks.push(Block::Bullets(items.collect()));
    }
    blocks
}

fn brief(case: &Case<'_>) -> Vec<Block> {
    let operations = case.submission.applicant.operations.trim();
    let mut blocks = vec![section(3, "Risk in brief")];
    blocks.push(if operations.is_empty() {
        quiet("The underwriter has not yet described the operations and why the risk is heavy in connected devices.")
    } else {
        body(operations)
    });
    // The largest exposure items say why the devices matter.
    let mut points: Vec<_> = case.assessment.exposure.points.iter().filter(|(_, points)| *points > 0).collect();
    points.sort_by_key(|(_, points)| std::cmp::Reverse(*points));
    let items: Vec<Vec<Span>> = points
        .iter()
        .take(4)
        .map(|(ix, points)| {
            vec![
                Span::bold(format!("{} ", case.question(*ix).id)),
                Span::plain(case.answer_text(*ix)),
                Span::quiet(format!("  {points} points")),
            ]
        })
        .collect();
    if !items.is_empty() {
        blocks.push(sub("What makes the exposure"));
        blocks.push(Block::Bullets(items));
    }
    blocks
}

fn sources(case: &Case<'_>) -> Vec<Block> {
    let submission = case.submission;
    let mut blocks = vec![section(4, "Submission and sources")];
    if submission.documents.is_empty() {
        blocks.push(quiet("No documents are listed as received."));
    } else {
        let rows = submission
            .documents
            .iter()
            .map(|it| row(vec![plain(it.title.as_str()), plain(date(it.received)), or_none(&it.from)]))
            .collect();
        blocks.push(table(
            "Documents received",
            vec![words("Document", 3.0), narrow("Received"), words("From", 2.0)],
            rows,
        ));
    }
    let speakers: BTreeSet<&str> =
        submission.records.values().map(|record| record.said_by.trim()).filter(|name| !name.is_empty()).collect();
    let said: Vec<&str> = speakers.into_iter().collect();
    blocks.push(body(if said.is_empty() {
        "Who gave the answers is not recorded question by question.".to_owned()
    } else {
        format!("Answers were given by {}.", said.join("; "))
    }));
    blocks
}

fn exposure(case: &Case<'_>) -> Vec<Block> {
    let Case { questionnaire, assessment, .. } = *case;
    let exposure = &assessment.exposure;
    let mut blocks = vec![section(5, "Exposure profile")];
    blocks.push(Block::paragraph(
        ParagraphStyle::Body,
        vec![
            Span::plain("Exposure index "),
            Span::bold(exposure.index.to_string()),
            Span::plain(" of 100, tier "),
            Span::bold(questionnaire.tier(assessment.tier).name.as_str()),
            Span::plain(". The tier moves the edges of the bands and never adds to the control score."),
        ],
    ));
    let rows = questionnaire
        .places()
        .filter(|ix| questionnaire.section(case.question(*ix).section).kind == SectionKind::Exposure)
        .map(|ix| {
            let question = case.question(ix);
            let points = exposure.points.iter().find(|(place, _)| *place == ix).map(|(_, points)| *points);
            let points = match (points, question.points) {
                (Some(points), Some(rule)) if rule.max > 0 => format!("{points} of {}", rule.max),
                _ => "none".to_owned(),
            };
            let answer = if exposure.unanswered.contains(&ix) && question.points.is_some_and(|rule| rule.max > 0) {
                vec![Span::italic(format!("{}; scores its maximum", case.answer_text(ix)))]
            } else {
                plain(case.answer_text(ix))
            };
            row(vec![plain(question.id.as_str()), plain(question.ask.as_str()), answer, plain(points)])
        })
        .collect();
    blocks.push(table(
        "Exposure items with answers and points",
        vec![narrow("Item"), words("Asked", 1.2), words("Answer", 1.4), number("Points")],
        rows,
    ));
    blocks.extend(scenario(case));
    blocks
}

/// The worst credible physical and interruption scenario, as far as it was given.
fn scenario(case: &Case<'_>) -> Option<Block> {
    let [physical, interruption] = SCENARIO.map(|id| case.questionnaire.find(id));
    Some(body(format!(
        "Worst credible scenario as answered. Physical result: {}. Time until the loss becomes material: {}.",
        lower_first(&case.answer_text(physical?)),
        lower_first(&case.answer_text(interruption?))
    )))
}

fn score(case: &Case<'_>) -> Vec<Block> {
    let Case { questionnaire, assessment, .. } = *case;
    let tenths = |value: i64| decimal(Ratio::new(value, 10), 1);
    let mut blocks = vec![section(6, "Control score")];
    blocks.push(Block::paragraph(
        ParagraphStyle::Body,
        vec![
            Span::plain("R = 100 \u{d7} sum of weight \u{d7} factor \u{f7} sum of weights = 100 \u{d7} "),
            Span::plain(decimal(Ratio::new(assessment.weighted, 40), 3)),
            Span::plain(format!(" \u{f7} {} = ", tenths(assessment.applicable_tenths))),
            Span::bold(assessment.score_shown(questionnaire)),
            Span::quiet(format!("  (exactly {}/{})", assessment.score.numer(), assessment.score.denom())),
        ],
    ));
    blocks.push(score_bar(questionnaire, assessment));
    blocks.push(body(range_sentence(case)));
    blocks.push(sub("Sections"));
    blocks.push(section_chart(case));
    let rows = questionnaire
        .sections
        .iter()
        .zip(&assessment.sections)
        .filter(|(section, _)| section.kind == SectionKind::Scored)
        .map(|(section, score)| match score {
            Some(score) => row(vec![
                plain(format!("{} {}", section.id, section.title)),
                plain(tenths(score.applicable_tenths)),
                plain(decimal(Ratio::new(score.weighted, 40), 3)),
                plain(decimal(score.deficiency, 1)),
                plain(tenths(score.open_tenths)),
            ]),
            None => row(vec![
                plain(format!("{} {}", section.id, section.title)),
                plain("0.0"),
                vec![Span::quiet("does not apply")],
            ]),
        })
        .collect();
    blocks.push(table(
        "Deficiency by section",
        vec![
            words("Section", 1.0),
            number("Weight that applies"),
            number("Weight \u{d7} factor"),
            number("Deficiency"),
            number("Weight open"),
        ],
        rows,
    ));
    blocks.push(sub("Largest drivers"));
    blocks.push(drivers(case));
    blocks.push(sub("Best levers"));
    blocks.push(levers(case));
    blocks
}

fn range_sentence(case: &Case<'_>) -> String {
    let Case { questionnaire, assessment, .. } = *case;
    let range = &assessment.range;
    if range.best == range.worst {
        return "Nothing is left to answer, so the range is the score itself.".to_owned();
    }
    let mut text = format!(
        "With everything still to be answered at its best the score would be {}, at its worst {}.",
        decimal(range.best, 1),
        decimal(range.worst, 1)
    );
    if range.best_band == range.worst_band {
        text.push_str(" Both ends lie in the same band.");
    } else {
        text.push_str(&format!(
            " The range crosses a band edge: from {} to {}.",
            questionnaire.band(range.best_band).name,
            questionnaire.band(range.worst_band).name
        ));
    }
    text
}

fn section_chart(case: &Case<'_>) -> Block {
    let Case { questionnaire, assessment, .. } = *case;
    let rows: Vec<Bar> = questionnaire
        .sections
        .iter()
        .zip(&assessment.sections)
        .filter_map(|(section, score)| {
            let score = score.as_ref()?;
            Some(Bar {
                label: format!("{} {}", section.id, section.title),
                value: to_draw(score.deficiency),
                value_label: decimal(score.deficiency, 1),
                emphasised: score.deficiency > assessment.score,
            })
        })
        .collect();
    let listed: Vec<String> = rows.iter().map(|bar| format!("{} {}", bar.label, bar.value_label)).collect();
    let shown = assessment.score_shown(questionnaire);
    Block::Figure(Figure {
        alt: format!("Deficiency by section, 0 to 100: {}. The score is {shown}", listed.join("; ")),
        kind: FigureKind::Bars(Bars {
            rows,
            max: 100.0,
            marker: Some((to_draw(assessment.score), format!("score {shown}"))),
        }),
    })
}

fn drivers(case: &Case<'_>) -> Block {
    let rows: Vec<_> = case
        .assessment
        .drivers
        .iter()
        .take(5)
        .map(|driver| {
            let question = case.question(driver.question);
            row(vec![
                plain(question.id.as_str()),
                plain(format!("{}: {}", question.adverse_reason, case.answer_text(driver.question))),
                vec![Span::quiet(case.driver_arithmetic(driver.question, driver.points))],
                plain(decimal(driver.points, 2)),
            ])
        })
        .collect();
    if rows.is_empty() {
        return quiet("No answer adds to the score.");
    }
    table(
        "The five answers that add most to the score",
        vec![narrow("Id"), words("Answer", 1.4), words("Arithmetic", 1.0), number("Points")],
        rows,
    )
}

fn levers(case: &Case<'_>) -> Block {
    let rows: Vec<_> = case
        .assessment
        .levers
        .iter()
        .take(3)
        .map(|lever| {
            let question = case.question(lever.question);
            let better = question.options.get(usize::from(lever.option)).map_or("", |option| &option.text);
            row(vec![
                plain(question.id.as_str()),
                plain(format!("{}  \u{2192}  {better}", case.answer_text(lever.question))),
                plain(format!("\u{2212}{}", decimal(lever.gain, 2))),
            ])
        })
        .collect();
    if rows.is_empty() {
        return quiet("No given answer can be improved by one step.");
    }
    table(
        "The three single steps that gain most",
        vec![narrow("Id"), words("From the answer given to the next better one", 1.0), number("Points")],
        rows,
    )
}

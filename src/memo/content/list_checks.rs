//! What the device list says against answers and catalogue: part of section 7, and of section 9.

use super::blocks::{body, date, narrow, number, plain, quiet, row, sub, table, words};
use super::devices::{MOST_GROUPS, counted};
use crate::inventory::{ExploitGrade, Exploited};
use crate::memo::document::{Block, Span, TableRow};
use crate::memo::wording::{Case, NOT_ON_FILE};
use crate::questionnaire::grouped;

/// What the list allows as answers, beside those that were given.
pub(super) fn answers(case: &Case<'_>) -> Vec<Block> {
    let Some(list) = &case.assessment.facts.list else { return Vec::new() };
    let rows: Vec<TableRow> = list
        .computed
        .iter()
        .map(|(ix, computed)| {
            let question = case.question(*ix);
            let option = |place: u8| question.options.get(usize::from(place)).map_or("", |option| option.text.as_str());
            let allows = match (option(computed.best), option(computed.worst)) {
                (best, worst) if best == worst => best.to_owned(),
                (best, worst) => format!("{best}  to  {worst}"),
            };
            let counts = if case.reading(*ix).computed { "the list counts" } else { "the answer stands" };
            row(vec![
                plain(question.id.as_str()),
                plain(case.typed_text(*ix)),
                vec![Span::plain(allows), Span::quiet(format!("\n{}", computed.why))],
                plain(counts),
            ])
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![
        sub("What the list says to the answers"),
        quiet(
            "A list with blanks bounds an answer rather than giving one: the bounds are the best and the worst option that \
             its blanks leave. For security support an answer outside the bounds is replaced by the nearer one; for \
             everything else the two stand side by side.",
        ),
        table(
            "Answers given, and what the device list allows",
            vec![narrow("Id"), words("Answer given", 1.0), words("The list allows", 1.6), words("In force", 0.6)],
            rows,
        ),
    ]
}

/// One line for the first page.
pub(super) fn contradictions_in_brief(case: &Case<'_>) -> String {
    let found = case.assessment.facts.contradictions();
    let dispositions = &case.submission.devices.declared.dispositions;
    let open =
        found.iter().filter(|it| dispositions.get(it.id).is_none_or(|settled| settled.text.trim().is_empty())).count();
    match (found.len(), open) {
        (0, _) => "contradicts no answer".to_owned(),
        (1, 0) => "contradicts one answer, settled".to_owned(),
        (1, _) => "contradicts one answer, open".to_owned(),
        (all, 0) => format!("contradicts {all} answers, all settled"),
        (all, open) => format!("contradicts {all} answers, {open} open"),
    }
}

/// Section 9: where answers and list cannot both be right, and what people decided about it.
pub(super) fn contradictions(case: &Case<'_>) -> Vec<Block> {
    if case.survey.n == 0 {
        return Vec::new();
    }
    let found = case.assessment.facts.contradictions();
    let mut blocks = vec![sub("Contradictions between answers and device list")];
    if found.is_empty() {
        blocks.push(body("The device list contradicts no answer. What it leaves blank contradicts nobody."));
        return blocks;
    }
    let dispositions = &case.submission.devices.declared.dispositions;
    let rows = found
        .iter()
        .map(|it| {
            let settled = match dispositions.get(it.id) {
                Some(settled) if !settled.text.trim().is_empty() => {
                    let by = if settled.by.is_empty() { NOT_ON_FILE } else { settled.by.as_str() };
                    vec![Span::plain(settled.text.trim()), Span::quiet(format!("\n{by}, {}", date(settled.on)))]
                }
                _ => vec![Span::italic("Open")],
            };
            row(vec![plain(case.question(it.question).id.as_str()), plain(format!("{}.", it.what)), settled])
        })
        .collect();
    blocks.push(table(
        "Contradictions between answers and the device list, with what was decided",
        vec![narrow("Id"), words("What was found", 2.0), words("Disposition", 0.9)],
        rows,
    ));
    blocks
}

/// Section 9: what the catalogue of exploited vulnerabilities says about the list.
pub(super) fn exploited(case: &Case<'_>) -> Vec<Block> {
    let survey = case.survey;
    if survey.n == 0 {
        return Vec::new();
    }
    let mut blocks = vec![sub("Known exploited vulnerabilities")];
    let Some(found) = &survey.exploited else {
        blocks.push(body("The device list was not held against a catalogue of vulnerabilities known to be exploited."));
        return blocks;
    };
    blocks.push(body(format!(
        "Held against CISA\u{2019}s catalogue of {} (version {}). An entry names the model of {}; a line of products of \
         {} more; only the vendor of {} more, so that it cannot be told whether these models are meant. {} are not listed as \
         of {}, which does not say that they have no flaw; {} state too little to be looked up.",
        found.as_of,
        found.version,
        counted(found.devices(ExploitGrade::Model), "device"),
        grouped(found.devices(ExploitGrade::ProductLine)),
        grouped(found.devices(ExploitGrade::Vendor)),
        grouped(found.not_listed),
        found.as_of,
        grouped(found.not_told)
    )));
    blocks.extend(listed(found));
    blocks
}

fn listed(found: &Exploited) -> Vec<Block> {
    let named: Vec<_> = found
        .listed
        .iter()
        .filter(|product| product.grade < ExploitGrade::Vendor)
        .flat_map(|product| {
            product.entries.iter().filter(|entry| entry.grade == product.grade).map(move |entry| (product, entry))
        })
        .collect();
    if named.is_empty() {
        return Vec::new();
    }
    let rows = named
        .iter()
        .take(MOST_GROUPS)
        .map(|(product, entry)| {
            let grade = if entry.grade == ExploitGrade::Model { "model named" } else { "product line named" };
            let ransomware = if entry.ransomware { "known" } else { "not stated" };
            row(vec![
                plain(format!("{} {}", product.maker, product.model)),
                plain(grouped(product.devices)),
                vec![Span::plain(entry.cve.as_str()), Span::quiet(format!("\n{}", entry.product))],
                plain(format!("{grade}: {}", entry.token)),
                plain(entry.added.to_string()),
                plain(ransomware),
            ])
        })
        .collect();
    let mut blocks = vec![table(
        "Products that an entry of the catalogue names",
        vec![
            words("Product", 1.0),
            number("Devices"),
            words("Entry", 1.1),
            words("Match", 1.0),
            narrow("Listed on"),
            narrow("Ransomware use"),
        ],
        rows,
    )];
    if let hidden @ 1.. = named.len().saturating_sub(MOST_GROUPS) {
        blocks.push(quiet(format!("{} more of such entries are not shown here.", grouped(hidden as u64))));
    }
    blocks
}

//! A worksheet as a form on paper: the same questions with boxes to tick and lines to write on.

#[cfg(test)]
mod tests;

use super::content::blocks::{fact, quiet};
use super::document::{
    Block, Callout, CalloutTone, Document, Heading, HeadingLevel, PageSize, ParagraphStyle, Signature, Span,
};
use crate::submission::worksheet::{Row, Sheet, Takes, Worksheet};
use chrono::{NaiveDate, NaiveTime};

/// Lines for an answer in words.
const LINES: usize = 2;

/// The form of a worksheet; what stands in its cells is left out.
#[must_use]
pub fn document(worksheet: &Worksheet) -> Document {
    let stamp = &worksheet.stamp;
    let made = stamp.made.unwrap_or(NaiveDate::MIN);
    let mut blocks = head(worksheet);
    for sheet in &worksheet.sheets {
        blocks.push(Block::PageBreak);
        blocks.extend(section(worksheet, sheet));
    }
    blocks.push(Block::Signatures(vec![signature("Filled in by"), signature("Reviewed by")]));
    let name = if stamp.applicant.is_empty() { "Applicant not named" } else { &stamp.applicant };
    let synthetic = if worksheet.synthetic { "Synthetic case \u{b7} " } else { "" };
    let reference = if stamp.reference.is_empty() { String::new() } else { format!(" \u{b7} {}", stamp.reference) };
    Document {
        title: format!("Form: {}", worksheet.title),
        subject: "Questions on connected devices, to be filled in by hand".to_owned(),
        author: "Securable".to_owned(),
        language: "en-US".to_owned(),
        created: made.and_time(NaiveTime::MIN),
        page: if worksheet.letter_paper { PageSize::Letter } else { PageSize::A4 },
        header_left: format!("{synthetic}{name}"),
        header_right: worksheet.title.clone(),
        footer_left: format!("{synthetic}{name}{reference} \u{b7} {} {}", stamp.questionnaire, stamp.version),
        blocks,
        attachment: None,
    }
}

fn signature(role: &str) -> Signature {
    Signature { role: role.to_owned(), name: String::new() }
}

fn head(worksheet: &Worksheet) -> Vec<Block> {
    let stamp = &worksheet.stamp;
    let made = stamp.made.map(|day| day.to_string()).unwrap_or_default();
    let facts = [
        ("Applicant", stamp.applicant.clone()),
        ("Our reference", stamp.reference.clone()),
        ("Handed out on", made),
        ("Please return it to", worksheet.return_to.join(", ")),
        ("Asked under", format!("{} {}", stamp.questionnaire, stamp.version)),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    let says = [
        "Tick the answer that fits best; several where a question says so",
        "\"Not known\" is a fair answer when you asked and nobody knows, and better than a guess",
        "\"Not applicable\" stands where it can be; say why in the note",
        "Name the document that shows the answer, with its date, and send it along",
        "Leave blank what somebody else answers, and what is not about you",
    ];
    let mut blocks = vec![
        Block::heading(HeadingLevel::One, worksheet.title.as_str()),
        Block::Facts(facts.map(|(name, value)| fact(name, vec![Span::plain(value)])).collect()),
        Block::Callout(Callout {
            tone: CalloutTone::Neutral,
            title: "How to fill this in".to_owned(),
            blocks: vec![Block::Bullets(says.map(|it| vec![Span::plain(it)]).to_vec())],
        }),
        Block::heading(HeadingLevel::Three, "What is asked"),
        Block::Bullets(worksheet.sheets.iter().map(listed).collect()),
    ];
    if worksheet.synthetic {
        blocks.insert(1, quiet("Synthetic case: nothing in it is about a real company"));
    }
    blocks
}

fn listed(sheet: &Sheet) -> Vec<Span> {
    let count = sheet.questions();
    let only_if = if sheet.asked_if.is_empty() { String::new() } else { format!(" \u{b7} {}", sheet.asked_if) };
    vec![
        Span::to_heading(sheet.title.as_str(), sheet.title.as_str()),
        Span::quiet(format!(" \u{b7} {count} question{}{only_if}", if count == 1 { "" } else { "s" })),
    ]
}

fn section(worksheet: &Worksheet, sheet: &Sheet) -> Vec<Block> {
    let (title, anchor) = (sheet.title.clone(), Some(sheet.title.clone()));
    let mut blocks = vec![Block::Heading(Heading { level: HeadingLevel::Two, text: title, anchor })];
    if !sheet.asked_if.is_empty() {
        blocks.push(quiet(sheet.asked_if.as_str()));
    }
    let mut rest = &sheet.rows[..];
    while let Some((own, below)) = rest.split_first() {
        let end = below.iter().position(|row| row.key.is_question()).unwrap_or(below.len());
        let (below, after) = below.split_at(end);
        question(worksheet, own, below, &mut blocks);
        rest = after;
    }
    blocks
}

/// A question with its own entries, what is asked on it, and room for a note.
fn question(worksheet: &Worksheet, own: &Row, below: &[Row], blocks: &mut Vec<Block>) {
    blocks.push(Block::heading(HeadingLevel::Three, format!("{}  {}", own.number, own.ask)));
    if !own.guidance.is_empty() {
        blocks.push(Block::text(ParagraphStyle::Caption, own.guidance.as_str()));
    }
    let entries_of = |head: &Row| -> Vec<&Row> {
        let is_of = |row: &&Row| row.key.follow_up == head.key.follow_up && !row.key.entry.is_empty();
        below.iter().filter(is_of).collect()
    };
    answer(worksheet, own, &entries_of(own), blocks);
    for row in below.iter().filter(|row| row.key.entry.is_empty()) {
        let mut spans = vec![Span::bold(format!("{}  ", row.number)), Span::plain(row.ask.as_str())];
        if !row.guidance.is_empty() {
            spans.push(Span::quiet(format!("  {}", row.guidance)));
        }
        blocks.push(Block::paragraph(ParagraphStyle::Body, spans));
        answer(worksheet, row, &entries_of(row), blocks);
    }
    blocks.push(Block::WriteOn(vec!["Note".to_owned()]));
    blocks.push(Block::WriteOn(["Document that shows it, and its date", "Who answers"].map(str::to_owned).to_vec()));
}

fn answer(worksheet: &Worksheet, row: &Row, entries: &[&Row], blocks: &mut Vec<Block>) {
    let list = match &row.takes {
        Takes::List(name) => worksheet.lists.get(name).map_or(&[][..], Vec::as_slice),
        _ => &[],
    };
    let labels = |rows: &[&Row]| rows.iter().map(|row| row.ask.clone()).collect::<Vec<_>>();
    let ticked = entries.first().is_some_and(|row| row.takes.is_yes_or_no());
    let mut checks = if ticked { labels(entries) } else { Vec::new() };
    checks.extend(list.iter().map(|(_, text)| text.clone()));
    if !checks.is_empty() {
        blocks.push(Block::Checks(checks));
    }
    if !ticked && !entries.is_empty() {
        for pair in entries.chunks(2) {
            blocks.push(Block::WriteOn(labels(pair)));
        }
    }
    if row.takes == Takes::Text {
        blocks.extend((0..LINES).map(|_| Block::WriteOn(vec![String::new()])));
    }
}

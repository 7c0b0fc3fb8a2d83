//! The exhibit says what it must, and its counts are those of the book.

use super::{Effect, Exhibit, ExhibitStamp, document};
use crate::assessment::Facts;
use crate::book::{Book, GroupBy, Scoring, WeighBy, impact, row_from_case, section_shift};
use crate::files::{SHIPPED, questionnaire_from_text};
use crate::memo::layout::lay_out;
use crate::questionnaire::plan::{Approval, ChangeRecord, Plan, Status, Target, Value, WeightSum, lay};
use crate::questionnaire::{Questionnaire, Ratio, Weight};
use crate::submission::{Answer, Grade, Record, Submission};
use chrono::NaiveDate;
use std::sync::Arc;

fn core() -> Questionnaire {
    let (file, text) = SHIPPED[0];
    questionnaire_from_text(text, file).expect("it ships")
}

fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("a day")
}

fn stamp() -> ExhibitStamp {
    ExhibitStamp { as_of: day("2026-11-22"), tool_version: "0.0.0" }
}

/// A draft that lets segmentation and remote access count for more and moves an edge.
fn plan(base: &Questionnaire) -> Plan {
    let mut plan = Plan {
        id: "ot-heavy".into(),
        version: "1.0.0".into(),
        title: "OT-heavy weights for connected devices".into(),
        carrier: "Harbor Mutual".into(),
        program: "Connected devices, manufacturing".into(),
        jurisdiction: "New York".into(),
        effective: Some(day("2027-01-01")),
        filing: "SERFF HRBR-133900001".into(),
        author: "M. Ito".into(),
        sum: WeightSum::Floating,
        ..Plan::draft_on(base)
    };
    plan.records.push(ChangeRecord {
        what: "Segmentation (D1) and remote access (E3) count for more; the Conditional band ends earlier at tier High"
            .into(),
        why: "Losses of 2024 to 2026 began with a reachable device on a flat network in 31 of 44 claims".into(),
        evidence: "Claims review CR-2026-04, filed under underwriting/claims/2026".into(),
        expected_effect: "Flat networks move up by two to four points; about one case in ten changes its band".into(),
    });
    let weight = |tenths| Value::Weight(Weight::from_tenths(tenths).expect("at most 100.0"));
    plan.set(base, Target::Weight { question: "D1".into() }, weight(90));
    plan.set(base, Target::Weight { question: "E3".into() }, weight(60));
    plan.set(base, Target::Weight { question: "B1".into() }, weight(5));
    let edge = Target::Edge { tier: "High".into(), band: "Conditional".into() };
    plan.set(base, edge, Value::Points(Ratio::from_integer(50)));
    plan.set(base, Target::Rule { code: "REF-16".into() }, Value::Switch(false));
    if let Some(change) = plan.changes.first_mut() {
        change.why = "Found in 31 of 44 claims".into();
    }
    plan
}

/// Submissions whose answers run from good to bad, deterministic.
fn book(base: &Arc<Questionnaire>, rows: usize) -> Book {
    let mut book = Book::new(base.clone());
    for row in 0..rows {
        let mut submission = Submission { reference: format!("UW-{row:04}"), ..Submission::default() };
        for ix in base.places() {
            let question = base.question(ix);
            let options: Vec<&str> =
                question.options.iter().filter(|it| !it.exclusive).map(|it| it.key.as_str()).collect();
            // Better cases with a higher row, some noise by question.
            let spread = (row * 31 + usize::from(ix.0) * 17) % 100;
            let place = (spread * options.len() * (rows - row / 2)) / (100 * rows);
            let Some(key) = options.get(place.min(options.len().saturating_sub(1))) else { continue };
            let record =
                Record { answer: Some(Answer::option(key)), grade: Some(Grade::ScanOrLog), ..Record::default() };
            submission.records.insert(question.id.clone(), record);
        }
        book.push(row_from_case(base, &submission, &Facts::default()));
    }
    book
}

fn text(exhibit: &Exhibit<'_>) -> String {
    let list = lay_out(&document(exhibit, &stamp())).expect("lays out");
    list.plain_text().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_exhibit_of_a_draft_says_what_why_who_and_what_it_does_to_the_book() {
    let base = Arc::new(core());
    let after = lay(&base, &plan(&base)).expect("fits");
    let book = book(&base, 400);
    let (before_scores, after_scores) = (Scoring::of(&book, &base), Scoring::of(&book, &after));
    let impact = impact(&book, &before_scores, &after_scores, WeighBy::Submissions, GroupBy::None);
    let sections = section_shift(&book, &before_scores, &after_scores);
    let effect = Effect {
        book_name: "renewals-2026.csv",
        book: &book,
        before: &before_scores,
        after: &after_scores,
        impact: &impact,
        sections: &sections,
        left_out: 3,
    };
    let exhibit = Exhibit { before: &base, after: &after, effect: Some(effect) };
    let text = text(&exhibit);
    let moved = impact.all.outcomes.moved().count;
    assert!(moved > 0, "the change is to be seen");
    for part in [
        "Draft, not approved",
        "Harbor Mutual",
        "SERFF HRBR-133900001",
        "Claims review CR-2026-04",
        "Found in 31 of 44 claims",
        "3 more rows or files could not be used",
        "expert judgement",
        &format!("{moved} of 400 submissions change their outcome"),
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // Counted by hand: the rows whose outcome differs.
    let by_hand = (0..book.rows()).filter(|row| before_scores.outcome(*row) != after_scores.outcome(*row)).count();
    assert_eq!(moved as usize, by_hand);
    if let Ok(path) = std::env::var("LOOK_AT_EXHIBIT") {
        crate::files::write_exhibit(std::path::Path::new(&path), &exhibit, day("2026-11-22")).expect("writes");
    }
}

#[test]
fn without_a_book_the_exhibit_says_so_and_an_approved_plan_names_its_approver() {
    let base = core();
    let mut plan = plan(&base);
    plan.status = Status::Approved;
    let seal = plan.seal("R. Vance", day("2026-12-01"), "Read");
    plan.approval = Some(Approval { by: "R. Vance".into(), on: day("2026-12-01"), note: "Read".into(), seal });
    let after = lay(&base, &plan).expect("fits");
    let text = text(&Exhibit { before: &base, after: &after, effect: None });
    assert!(text.contains("No book was scored for this exhibit"), "{text}");
    assert!(text.contains("R. Vance on 2026-12-01: Read") && !text.contains("not approved"), "{text}");
    let text = self::text(&Exhibit { before: &base, after: &base, effect: None });
    assert!(text.contains("Nothing differs."), "{text}");
}

//! The reader and writer of plans: every mistake once, seals, comments that stay, bytes of any origin.

mod example;
mod reading;
mod signing;

use super::*;
use crate::files::{SHIPPED, questionnaire_from_text};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::plan::check;
use std::sync::LazyLock;

static CORE: LazyLock<Questionnaire> = LazyLock::new(|| {
    let (file, text) = SHIPPED[0];
    questionnaire_from_text(text, file).expect("the shipped questionnaire reads")
});

/// A draft written by hand, with comments, ready for review.
fn sound() -> String {
    format!(
        r#"// Harbor program, 2027. Asked for by the OT desk.
Plan(
    id: "harbor", version: "1.0.0", /* first */
    title: "Harbor",
    base: (id: "iot-core", version: "1.2.0", sha256: "{}"),
    carrier: "Example Mutual", program: "Middle market", jurisdiction: "Vermont",
    market: Surplus, filing: "not filed",
    effective: "2027-01-01",
    author: "M. Ortega",
    status: Draft, // not yet seen by the committee
    sum: Fixed,
    records: [
        (
            what: "Half a point from H1 to D1",
            why: "Separation mattered more than purchasing",
            evidence: "Claims panel of October 2026",
            expected_effect: "Few cases move; flat networks score worse",
        ),
    ],
    changes: [
        // Weight moves within the sum.
        Weight(question: "D1", from: 5.0, to: 5.5, why: "Panel of October"),
        Weight(question: "H1", from: 1.5, to: 1.0),
        RuleNumber(code: "REF-03", number: 1, from: 5000000, to: 2000000), // own authority
    ],
)
// The end.
"#,
        CORE.sha256
    )
}

fn read(text: &str) -> Result<Plan, Vec<Problem>> {
    plan_from_text(text, "mine.ron")
}

fn shown(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn good(text: &str) -> Plan {
    read(text).unwrap_or_else(|problems| panic!("{}\n{text}", shown(&problems)))
}

/// The sound text with one thing changed.
fn planted(old: &str, new: &str) -> String {
    let text = sound();
    assert_eq!(text.matches(old).count(), 1, "\"{old}\" stands once");
    text.replacen(old, new, 1)
}

//! Plans over the shipped questionnaire.

mod checking;
mod laws;
mod laying;

use super::*;
use crate::files::{SHIPPED, questionnaire_from_text};
use crate::questionnaire::Questionnaire;
use std::sync::LazyLock;

static CORE: LazyLock<Questionnaire> = LazyLock::new(|| {
    let (file, text) = SHIPPED[0];
    questionnaire_from_text(text, file).expect("the shipped questionnaire reads")
});

fn weight(question: &str) -> Target {
    Target::Weight { question: question.to_owned() }
}

fn factor(question: &str, option: &str) -> Target {
    Target::Factor { question: question.to_owned(), option: option.to_owned() }
}

fn edge(tier: &str, band: &str) -> Target {
    Target::Edge { tier: tier.to_owned(), band: band.to_owned() }
}

fn rule(code: &str) -> Target {
    Target::Rule { code: code.to_owned() }
}

fn rule_number(code: &str, place: u8) -> Target {
    Target::RuleNumber { code: code.to_owned(), place }
}

fn hidden(question: &str) -> Target {
    Target::Hidden { question: question.to_owned() }
}

fn tenths(tenths: u16) -> Value {
    Value::Weight(Weight::from_tenths(tenths).expect("a weight"))
}

fn quarters(quarters: u8) -> Value {
    Value::Factor(Quarter::new(quarters).expect("a factor"))
}

fn points(points: i64) -> Value {
    Value::Points(Ratio::from_integer(points))
}

fn small() -> Value {
    Value::Hidden(Hidden::When { question: "A2".to_owned(), options: vec!["under_0_5".to_owned()] })
}

/// A draft on the shipped questionnaire with these changes.
fn draft(changes: &[(Target, Value)]) -> Plan {
    let mut plan = Plan::draft_on(&CORE);
    for (target, to) in changes {
        plan.set(&CORE, target.clone(), to.clone());
    }
    assert_eq!(plan.changes.len(), changes.len(), "every change changes something");
    plan
}

/// Why a draft with these changes cannot be laid.
fn refusals(changes: &[(Target, Value)]) -> Vec<String> {
    lay(&CORE, &draft(changes)).err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

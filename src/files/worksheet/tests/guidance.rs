//! What is told applicants, of both shipped questionnaires.

use super::*;
use crate::submission::worksheet::{asked_if, guidance};

/// Every word that stands beside a question of a shipped questionnaire.
fn told() -> Vec<(String, String)> {
    let mut told = Vec::new();
    for (file, text) in SHIPPED {
        let questionnaire = questionnaire_from_text(text, file).expect("it reads");
        for question in &questionnaire.questions {
            told.push((question.id.clone(), guidance(question)));
            let whens = question.follow_ups.iter().map(|it| &it.when).chain(&question.shown_if);
            told.extend(whens.map(|when| (question.id.clone(), asked_if(&questionnaire, when))));
        }
    }
    told
}

#[test]
fn nothing_internal_is_told() {
    const NEVER: [&str; 12] = [
        "weight",
        "score",
        "premium",
        "underwrit",
        "band",
        "tier",
        "wording",
        "binding",
        "knock",
        "referral",
        "subjectivit",
        "counts",
    ];
    for (id, text) in told() {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
        for never in NEVER {
            assert!(!words.iter().any(|word| word.starts_with(never)), "{id}: {never} in {text:?}");
        }
    }
}

#[test]
fn most_questions_are_told_why() {
    let told: Vec<_> = core().questions.iter().map(guidance).collect();
    let blank = told.iter().filter(|text| text.is_empty()).count();
    assert!(blank * 4 < told.len(), "{blank} of {} questions have no guidance", told.len());
}

#[test]
fn conditions_name_answers_and_no_numbers() {
    let d1 = core().question(core().find("D1").expect("a question"));
    let shared = asked_if(core(), &d1.follow_ups[0].when);
    assert!(shared.starts_with("Only if D1 is answered \"") && shared.contains(text("D1", "e")), "{shared}");
    assert!(!shared.contains(text("D1", "a")), "{shared}");
}

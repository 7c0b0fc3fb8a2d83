//! Open items as plain text for an email: by section, one sentence each.

use super::derived::{OpenItem, OpenWhy};
use super::state::Case;
use std::fmt::Write;

/// The list as text. It asks for the answer and names what would prove it.
#[must_use]
pub fn text_from_open_items(case: &Case) -> String {
    let questionnaire = &case.questionnaire;
    let mut text = String::new();
    let name = case.submission.applicant.name.trim();
    let of = if name.is_empty() { String::new() } else { format!(" of {name}") };
    text.push_str(&format!("To complete the submission{of} we need answers to the following.\n"));
    let mut section = None;
    for item in &case.derived.open {
        let question = questionnaire.question(item.question);
        if section != Some(question.section) {
            section = Some(question.section);
            let section = questionnaire.section(question.section);
            push(&mut text, &format!("\n{}. {}\n", section.id, section.title));
        }
        push(&mut text, &format!("- {} {}{}\n", question.id, question.ask.trim(), request(item, &question.evidence)));
    }
    to_confirm(case, &mut text);
    text
}

/// Carried answers, with what was said, for the applicant to confirm or mend.
fn to_confirm(case: &Case, text: &mut String) {
    let declared_anew =
        |ix| case.derived.open.iter().any(|item| item.question == ix && item.why == OpenWhy::NotConfirmed);
    let mut all = case.derived.to_confirm.iter().filter(|ix| !declared_anew(**ix)).peekable();
    if all.peek().is_some() {
        push(text, "\nPlease confirm that these answers of last year still hold, or tell us what changed.\n");
    }
    for ix in all {
        let question = case.questionnaire.question(*ix);
        push(
            text,
            &format!("- {} {} Last year: {}.\n", question.id, question.ask.trim(), case.derived.answer_words(*ix)),
        );
    }
}

fn request(item: &OpenItem, evidence: &str) -> String {
    let asked = match &item.why {
        OpenWhy::NotAnswered | OpenWhy::Unusable => String::new(),
        OpenWhy::NotConfirmed => " Last year's answer does not carry over; please state it anew.".to_owned(),
        OpenWhy::Unknown => " So far the answer is that nobody knows.".to_owned(),
        OpenWhy::NotApplicable(_) => {
            " You told us this does not apply; please give the reason, what protects you instead, and who decided."
                .to_owned()
        }
    };
    if evidence.trim().is_empty() {
        asked
    } else {
        format!("{asked} Helpful to attach: {}.", lower_first(evidence.trim()))
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    // An abbreviation keeps its capitals.
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(letters).collect::<String>().trim_end_matches('.').to_owned()
}

fn push(text: &mut String, more: &str) {
    // Writing to a string cannot fail.
    text.write_str(more).unwrap_or_default();
}

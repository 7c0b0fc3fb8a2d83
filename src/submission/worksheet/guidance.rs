//! What is told an applicant beside a question.

use crate::questionnaire::{Condition, OptionSet, Question, QuestionIx, Questionnaire};

/// A sentence with one of these words is about how a carrier works, and is left out. Tests read what is left of the
/// shipped questionnaires.
const INTERNAL: [&str; 37] = [
    "appetite",
    "authority",
    "band",
    "binding",
    "bodily",
    "capped",
    "carrier",
    "carriers",
    "check that",
    "counts",
    "cover",
    "coverage",
    "credit",
    "debit",
    "errors",
    "exclusion",
    "excluded",
    "finding",
    "interruption limit",
    "item",
    "loss evidence",
    "loss history",
    "memo",
    "points",
    "policy was",
    "premium",
    "priced",
    "proxy for",
    "rate",
    "risk class",
    "score",
    "scores",
    "soft",
    "underwriter",
    "underwriters",
    "weight",
    "wording",
];

/// Why a question is asked and what would prove its answer, in words fit for the applicant; may be empty.
#[must_use]
pub fn guidance(question: &Question) -> String {
    let mut parts: Vec<String> = Vec::new();
    let why: Vec<&str> = sentences(&question.why.text).into_iter().filter(|sentence| !is_internal(sentence)).collect();
    if !why.is_empty() {
        parts.push(why.join(" "));
    }
    if !question.evidence.trim().is_empty() {
        parts.push(format!("What would show it: {}.", question.evidence.trim().trim_end_matches('.')));
    }
    parts.join("\n")
}

fn is_internal(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let spaced = format!(" {} ", words.join(" "));
    INTERNAL.iter().any(|word| spaced.contains(&format!(" {word} ")))
}

/// Splits at a full stop before a capital letter; the short word before a name (`v.`) ends no sentence.
fn sentences(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut rest = text.trim();
    let mut from = 0;
    while let Some(at) = rest.get(from..).and_then(|tail| tail.find(". ")).map(|at| at + from) {
        let word = rest[..at].rsplit([' ', '(']).next().unwrap_or("").chars().count();
        let begins = rest[at + 2..].trim_start().chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
        if word > 2 && begins {
            all.push(&rest[..=at]);
            rest = rest[at + 2..].trim_start();
            from = 0;
        } else {
            from = at + 2;
        }
    }
    if !rest.is_empty() {
        all.push(rest);
    }
    all
}

/// When something is asked, as an applicant can tell from the answers given: `Only if D1 is answered "..."`. Empty for
/// always; names options only, never what they count.
#[must_use]
pub fn asked_if(questionnaire: &Questionnaire, condition: &Condition) -> String {
    match words(questionnaire, condition) {
        Asked::Always => String::new(),
        Asked::If(words) => format!("Only if {words}"),
        Asked::Unsaid => "Only where it applies".to_owned(),
    }
}

enum Asked {
    Always,
    If(String),
    /// It hangs on something that no applicant can see.
    Unsaid,
}

fn words(questionnaire: &Questionnaire, condition: &Condition) -> Asked {
    let by_factor = |ix: &QuestionIx, fits: &dyn Fn(usize) -> bool| {
        let options = &questionnaire.question(*ix).options;
        (0..options.len()).filter(|place| fits(*place)).fold(OptionSet::default(), OptionSet::with)
    };
    let factor = |ix: &QuestionIx, place: usize| questionnaire.question(*ix).options.get(place).map(|it| it.factor);
    match condition {
        Condition::Always => Asked::Always,
        Condition::OneOf { question, options } => one_of(questionnaire, *question, *options, ""),
        Condition::NoneOf { question, options } => one_of(questionnaire, *question, *options, "anything but "),
        Condition::Stated { question } => Asked::If(format!("{} is answered", questionnaire.question(*question).id)),
        Condition::StatedAtLeast { question, factor: least } | Condition::AtLeast { question, factor: least } => {
            let set = by_factor(question, &|place| factor(question, place).is_some_and(|it| it >= *least));
            one_of(questionnaire, *question, set, "")
        }
        Condition::StatedAtMost { question, factor: most } | Condition::AtMost { question, factor: most } => {
            let set = by_factor(question, &|place| factor(question, place).is_some_and(|it| it <= *most));
            one_of(questionnaire, *question, set, "")
        }
        Condition::All(parts) => joined(questionnaire, parts, " and "),
        Condition::Any(parts) => joined(questionnaire, parts, " or if "),
        _ => Asked::Unsaid,
    }
}

fn joined(questionnaire: &Questionnaire, parts: &[Condition], by: &str) -> Asked {
    let mut said = Vec::new();
    for part in parts {
        match words(questionnaire, part) {
            Asked::Always => {}
            Asked::If(words) => said.push(words),
            Asked::Unsaid => return Asked::Unsaid,
        }
    }
    if said.is_empty() { Asked::Always } else { Asked::If(said.join(by)) }
}

fn one_of(questionnaire: &Questionnaire, ix: QuestionIx, set: OptionSet, but: &str) -> Asked {
    let question = questionnaire.question(ix);
    let texts: Vec<String> = set
        .places()
        .filter_map(|place| question.options.get(place))
        .map(|option| format!("\"{}\"", option.text))
        .collect();
    match texts.is_empty() {
        true => Asked::Unsaid,
        false => Asked::If(format!("{} is answered {but}{}", question.id, texts.join(" or "))),
    }
}

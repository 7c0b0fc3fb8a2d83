//! What to ask next, in sentences.

use crate::assessment::ask::{Asking, NextQuestion, Why};
use crate::questionnaire::{BandIx, QuestionIx, Questionnaire, WhenUnanswered, decimal};

/// Whether weights and codes of rules may be read off a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// With points and codes.
    Full,
    /// Without: for a client.
    Plain,
}

/// Why a question is worth asking: `could rule out KO-1 and KO-2`, `narrows the range by 5.1 points`.
#[must_use]
pub fn why_next(questionnaire: &Questionnaire, next: &NextQuestion, detail: Detail) -> String {
    let code = |place: &u16| questionnaire.rules[usize::from(*place)].code.clone();
    match (&next.why, detail) {
        (Why::FiresKnockOut(_) | Why::RulesOut(_) | Why::InKnockOut(_), Detail::Plain) => {
            "could decide the case at once".to_owned()
        }
        (Why::Narrows, Detail::Plain) => "narrows the range most".to_owned(),
        (Why::FiresKnockOut(rule), Detail::Full) => format!("could fire {} by itself", code(rule)),
        (Why::RulesOut(rules), Detail::Full) => {
            format!("could rule out {}", joined(rules.iter().map(code).collect(), "and"))
        }
        (Why::InKnockOut(rule), Detail::Full) => format!("{} waits for it", code(rule)),
        (Why::Narrows, Detail::Full) => format!("narrows the range by {} points", decimal(next.narrows, 1)),
        (Why::SettlesBand, _) => "could make the band certain".to_owned(),
        (Why::Opens(questions), _) => {
            let verb = if questions.len() == 1 { "is" } else { "are" };
            format!("decides whether {} {verb} asked", ids(questionnaire, questions))
        }
        (Why::MovesTier, _) => "can still move the tier".to_owned(),
    }
}

/// `Standard`, `Standard or Conditional`.
#[must_use]
pub fn bands_text(questionnaire: &Questionnaire, bands: &[BandIx]) -> String {
    joined(bands.iter().map(|band| questionnaire.band(*band).name.clone()).collect(), "or")
}

/// How far the band is from being certain; `None` once it is.
#[must_use]
pub fn certain_text(asking: &Asking) -> Option<String> {
    let after = asking.certain_after?;
    Some(match (after.at_best, after.at_latest) {
        (Some(best), Some(latest)) if best == latest => format!("band certain after {latest} more"),
        (Some(best), Some(latest)) => format!("band certain after {best} to {latest} more"),
        (None, Some(latest)) => format!("band certain after {latest} more"),
        (Some(best), None) => format!("band certain after {best} more at best"),
        (None, None) => format!("{} may keep the band open", not_known(asking.unknown)),
    })
}

/// What holds where nothing has to be asked for the band: that it is certain, or that what nobody knows keeps it open.
#[must_use]
pub fn settled_text(questionnaire: &Questionnaire, asking: &Asking) -> Option<String> {
    let bands = bands_text(questionnaire, &asking.possible.bands);
    if !asking.settled {
        return asking
            .order
            .is_empty()
            .then(|| format!("Nothing is left to ask: {} the band open, {bands}", keeps(asking.unknown)));
    }
    let open = match (asking.open, asking.unknown) {
        (0, 0) => return Some(format!("The band is {bands}: nothing is open")),
        (1, 0) => "the open answer turns".to_owned(),
        (open, 0) => format!("the {open} open answers turn"),
        (0, 1) => "the answer that nobody knows turns".to_owned(),
        (0, unknown) => format!("the {unknown} answers that nobody knows turn"),
        (open, unknown) => format!("the {open} open and {unknown} unknown answers turn"),
    };
    Some(format!("The band is {bands} whatever {open} out to be"))
}

/// Knock-outs that fire whatever else is answered: `KO-3 fires whatever else is answered`.
#[must_use]
pub fn fires_text(questionnaire: &Questionnaire, asking: &Asking) -> Option<String> {
    let codes = codes(questionnaire, &asking.possible.fires);
    let verb = if codes.len() == 1 { "fires" } else { "fire" };
    (!codes.is_empty()).then(|| format!("{} {verb} whatever else is answered", joined(codes, "and")))
}

/// Knock-outs that wait for an answer: `KO-4 and KO-6 still wait for an answer`.
#[must_use]
pub fn waiting_text(questionnaire: &Questionnaire, asking: &Asking) -> Option<String> {
    let waits =
        |place: &&u16| questionnaire.rules[usize::from(**place)].when_unanswered == WhenUnanswered::Insufficient;
    let waiting: Vec<u16> = asking.possible.may_fire.iter().filter(waits).copied().collect();
    let codes = codes(questionnaire, &waiting);
    let verb = if codes.len() == 1 { "waits" } else { "wait" };
    (!codes.is_empty()).then(|| format!("{} still {verb} for an answer", joined(codes, "and")))
}

fn codes(questionnaire: &Questionnaire, rules: &[u16]) -> Vec<String> {
    rules.iter().map(|place| questionnaire.rules[usize::from(*place)].code.clone()).collect()
}

fn ids(questionnaire: &Questionnaire, questions: &[QuestionIx]) -> String {
    joined(questions.iter().map(|ix| questionnaire.question(*ix).id.clone()).collect(), "and")
}

fn not_known(unknown: u16) -> String {
    match unknown {
        0 => "what is on file".to_owned(),
        1 => "1 answer that nobody knows".to_owned(),
        unknown => format!("{unknown} answers that nobody knows"),
    }
}

fn keeps(unknown: u16) -> String {
    format!("{} {}", not_known(unknown), if unknown > 1 { "keep" } else { "keeps" })
}

/// `a`, `a and b`, `a, b and c`.
fn joined(mut words: Vec<String>, last: &str) -> String {
    let Some(end) = words.pop() else { return String::new() };
    if words.is_empty() { end } else { format!("{} {last} {end}", words.join(", ")) }
}

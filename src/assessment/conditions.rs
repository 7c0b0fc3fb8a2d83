//! Evaluating conditions. The same condition is asked in two ways:
//!
//! - *in force*: unknown and open scored answers count 1; exposure items and declarations need a
//!   given answer (rulings 2.9, 6.4). Everything is true or false.
//! - *open*: an unanswered part makes the condition open wherever it would hold with that part
//!   read at its worst (rulings 6.1). Knock-outs and visibility of scored questions ask this way.

use super::read::{Reading, State};
use crate::questionnaire::{Condition, QuestionIx, Questionnaire};
use crate::submission::{FollowUpAnswer, Submission};

/// What a condition on answers is evaluated against.
pub(crate) struct Given<'a> {
    pub questionnaire: &'a Questionnaire,
    pub submission: &'a Submission,
    pub readings: &'a [Reading],
}

/// True, false, or dependent on something that is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Truth {
    False,
    Open,
    True,
}

impl Truth {
    pub(crate) fn of(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
    pub(crate) fn possible(self) -> bool {
        self != Self::False
    }
    pub(crate) fn certain(self) -> bool {
        self == Self::True
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    InForce,
    Open,
}

/// Whether a condition on answers holds in force. Conditions on results (band, tier, confidence)
/// are false here; `rules` answers those.
pub(super) fn holds(given: &Given<'_>, condition: &Condition) -> bool {
    truth(given, condition, Mode::InForce).certain()
}

pub(super) fn truth(given: &Given<'_>, condition: &Condition, mode: Mode) -> Truth {
    combine(condition, &mut |leaf| on_answer(given, leaf, mode).unwrap_or(Truth::False))
}

/// Folds a condition, asking `leaf` for everything that is not a combination.
pub(super) fn combine(condition: &Condition, leaf: &mut impl FnMut(&Condition) -> Truth) -> Truth {
    match condition {
        Condition::Always => Truth::True,
        Condition::All(of) => {
            // Every part is asked, so that a caller that collects answers sees them all.
            of.iter().map(|part| combine(part, leaf)).fold(Truth::True, Truth::min)
        }
        Condition::Any(of) => of.iter().map(|part| combine(part, leaf)).fold(Truth::False, Truth::max),
        Condition::Not(inner) => match combine(inner, leaf) {
            Truth::True => Truth::False,
            Truth::Open => Truth::Open,
            Truth::False => Truth::True,
        },
        Condition::Count { at_least, of } => {
            let (mut certain, mut possible) = (0, 0);
            for part in of {
                let part = combine(part, leaf);
                certain += usize::from(part.certain());
                possible += usize::from(part.possible());
            }
            let wanted = usize::from(*at_least);
            if certain >= wanted {
                Truth::True
            } else if possible >= wanted {
                Truth::Open
            } else {
                Truth::False
            }
        }
        other => leaf(other),
    }
}

/// A condition on the factors alone, as the consistency rules use them: hidden questions count nowhere.
pub(super) fn on_factors(readings: &[Reading], condition: &Condition) -> bool {
    combine(condition, &mut |leaf| {
        Truth::of(match leaf {
            Condition::AtLeast { question, factor } => {
                let reading = &readings[usize::from(question.0)];
                reading.applies && reading.factor >= *factor
            }
            Condition::StatedAtLeast { question, factor } => {
                let reading = &readings[usize::from(question.0)];
                reading.applies && reading.is_stated() && reading.factor >= *factor
            }
            _ => false,
        })
    })
    .certain()
}

/// `None` when the condition is not about an answer.
pub(crate) fn on_answer(given: &Given<'_>, condition: &Condition, mode: Mode) -> Option<Truth> {
    let reading = |ix: &QuestionIx| &given.readings[usize::from(ix.0)];
    // A hidden answer, and a valid N/A, count nowhere.
    let counts = |reading: &Reading| reading.shown && reading.state != State::NotApplicable;
    // An unanswered part that would make the condition true at its worst.
    let unanswered = |worst: bool| match mode {
        Mode::InForce => Truth::of(worst),
        Mode::Open if worst => Truth::Open,
        Mode::Open => Truth::False,
    };
    let needs_given = |worst: bool| match mode {
        Mode::InForce => Truth::False,
        Mode::Open => unanswered(worst),
    };
    Some(match condition {
        Condition::OneOf { question, options } => match reading(question) {
            it if !counts(it) => Truth::False,
            it if it.is_stated() => Truth::of(it.options.meets(*options)),
            _ => needs_given(true),
        },
        Condition::NoneOf { question, options } => match reading(question) {
            it if !counts(it) => Truth::False,
            it if it.is_stated() => Truth::of(!it.options.meets(*options)),
            _ => needs_given(true),
        },
        Condition::Stated { question } => match reading(question) {
            it if !counts(it) => Truth::False,
            it => Truth::of(it.is_stated()),
        },
        Condition::AtLeast { question, factor } => match reading(question) {
            it if !counts(it) => Truth::False,
            it if it.is_stated() => Truth::of(it.factor >= *factor),
            it => unanswered(it.factor >= *factor),
        },
        Condition::AtMost { question, factor } => match reading(question) {
            it if !counts(it) => Truth::False,
            it if it.is_stated() => Truth::of(it.factor <= *factor),
            it => unanswered(it.factor <= *factor),
        },
        Condition::StatedAtLeast { question, factor } => {
            let it = reading(question);
            Truth::of(counts(it) && it.is_stated() && it.factor >= *factor)
        }
        Condition::StatedAtMost { question, factor } => {
            let it = reading(question);
            Truth::of(counts(it) && it.is_stated() && it.factor <= *factor)
        }
        Condition::EvidenceBelow { question, grade } => {
            let it = reading(question);
            Truth::of(counts(it) && it.is_stated() && it.grade < *grade)
        }
        Condition::FollowUp { question, follow_up, keys } => {
            Truth::of(follow_up_answer(given, *question, *follow_up).is_some_and(|answer| match answer {
                FollowUpAnswer::Keys(given) => keys.iter().any(|key| given.contains(key)),
                FollowUpAnswer::Text(_) | FollowUpAnswer::Table(_) => false,
            }))
        }
        Condition::FollowUpLacks { question, follow_up, key } => {
            Truth::of(follow_up_answer(given, *question, *follow_up).is_some_and(|answer| match answer {
                FollowUpAnswer::Keys(given) => !given.contains(key),
                FollowUpAnswer::Text(_) | FollowUpAnswer::Table(_) => false,
            }))
        }
        Condition::Shown { question } => match shown_for_certain(given, *question) {
            Truth::Open if mode == Mode::InForce => Truth::True,
            other => other,
        },
        _ => return None,
    })
}

/// Whether a question is shown by given answers, or only because something is unanswered.
pub(super) fn shown_for_certain(given: &Given<'_>, ix: QuestionIx) -> Truth {
    let question = given.questionnaire.question(ix);
    let section = given.questionnaire.section(question.section);
    let by_section = section.shown_if.as_ref().map_or(Truth::True, |condition| truth(given, condition, Mode::Open));
    let by_itself = question.shown_if.as_ref().map_or(Truth::True, |condition| truth(given, condition, Mode::Open));
    by_section.min(by_itself)
}

/// The answer to a follow-up, as long as the follow-up is asked.
fn follow_up_answer<'a>(given: &Given<'a>, ix: QuestionIx, follow_up: u8) -> Option<&'a FollowUpAnswer> {
    let question = given.questionnaire.question(ix);
    let asked = question.follow_ups.get(usize::from(follow_up))?;
    if !follow_up_is_asked(given, ix, usize::from(follow_up)) {
        return None;
    }
    given.submission.follow_up(&question.id, &asked.key)
}

/// Whether a follow-up is asked now. Follow-ups need a given answer that asks for them (rulings
/// 2.5); a scored answer that is unknown counts 1, one that is open asks for nothing.
pub(super) fn follow_up_is_asked(given: &Given<'_>, ix: QuestionIx, follow_up: usize) -> bool {
    let Some(asked) = given.questionnaire.question(ix).follow_ups.get(follow_up) else { return false };
    let open = |question: &QuestionIx| given.readings[usize::from(question.0)].state == State::Open;
    given.readings[usize::from(ix.0)].shown
        && combine(&asked.when, &mut |leaf| match leaf {
            Condition::AtLeast { question, .. } | Condition::AtMost { question, .. } if open(question) => Truth::False,
            leaf => on_answer(given, leaf, Mode::InForce).unwrap_or(Truth::False),
        })
        .certain()
}

//! From what a person does with an answer to the edit and its label.

use crate::questionnaire::{AnswerKind, FollowUpKind, Question, QuestionIx, Questionnaire};
use crate::submission::{Answer, Edit, FollowUpAnswer, Grade, NotApplicable, Record, Submission};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A change of what is on file for one question.
#[derive(Clone, Debug, PartialEq)]
pub enum AnswerChange {
    /// Chosen, or ticked and unticked where several may be.
    Option(usize),
    Text(String),
    Unknown,
    /// Begun or filled in.
    NotApplicable(NotApplicable),
    Clear,
    /// The carried answer still holds.
    Confirm,
    Grade(Grade),
    Note(String),
    SaidBy(String),
    Flag,
    /// By key.
    FollowUp(String, FollowUpAnswer),
    /// A tick of a follow-up, which may set the answer.
    Tick(String, String),
}

/// The edit that makes the change, with its label; `None` where nothing changes.
#[must_use]
pub fn edit_from_change(
    questionnaire: &Questionnaire,
    submission: &Submission,
    ix: QuestionIx,
    change: &AnswerChange,
    speaker: &str,
    today: NaiveDate,
) -> Option<(Edit, String)> {
    let question = questionnaire.question(ix);
    let before = submission.record(&question.id).cloned().unwrap_or_default();
    let mut record = before.clone();
    let id = &question.id;
    let label = match change {
        // What is chosen as it was carried holds: a confirmation.
        AnswerChange::Option(place) if holds_option(question, &before, *place) => {
            confirm(submission, &mut record, id, speaker, today)
        }
        AnswerChange::Unknown if before.is_unconfirmed() && before.answer == Some(Answer::Unknown) => {
            confirm(submission, &mut record, id, speaker, today)
        }
        AnswerChange::Confirm => confirm(submission, &mut record, id, speaker, today),
        AnswerChange::Option(place) => choose(question, &mut record, *place)?,
        AnswerChange::Text(text) => {
            record.answer = (!text.is_empty()).then(|| Answer::Text(text.clone()));
            format!("Change text of {id}")
        }
        AnswerChange::Unknown => {
            record.answer = Some(Answer::Unknown);
            format!("Change {id} to unknown")
        }
        AnswerChange::NotApplicable(na) => {
            record.answer = Some(Answer::NotApplicable(na.clone()));
            match before.answer {
                Some(Answer::NotApplicable(_)) => format!("Change why {id} is not applicable"),
                _ => format!("Change {id} to not applicable"),
            }
        }
        AnswerChange::Clear => {
            record.answer = None;
            format!("Clear {id}")
        }
        AnswerChange::Grade(grade) => {
            // Whoever has seen evidence for a carried answer has seen that it holds.
            record.confirm = None;
            record.grade = if record.grade == Some(*grade) { None } else { Some(*grade) };
            match record.grade {
                Some(grade) => format!("Change evidence of {id} to \"{}\"", grade.words()),
                None => format!("Clear evidence of {id}"),
            }
        }
        AnswerChange::Note(text) => {
            record.note.clone_from(text);
            format!("Change note of {id}")
        }
        AnswerChange::SaidBy(text) => {
            record.said_by.clone_from(text);
            format!("Change speaker of {id}")
        }
        AnswerChange::Flag => {
            record.flagged = !record.flagged;
            format!("{} {id}", if record.flagged { "Flag" } else { "Unflag" })
        }
        AnswerChange::FollowUp(key, answer) => {
            if answer.is_empty() {
                record.follow_ups.remove(key);
            } else {
                record.follow_ups.insert(key.clone(), answer.clone());
            }
            format!("Change follow-up of {id}")
        }
        AnswerChange::Tick(key, tick) => ticked(question, &mut record, key, tick)?,
    };
    if record.answer != before.answer {
        record.confirm = None;
    }
    if record.answer != before.answer && record.answer.is_some() {
        let is_new = before.answer.is_none() || before.is_unconfirmed();
        if record.said_by.trim().is_empty() || before.is_unconfirmed() && !speaker.trim().is_empty() {
            speaker.trim().clone_into(&mut record.said_by);
        }
        if record.said_on.is_none() || is_new {
            record.said_on = Some(today);
        }
    }
    (record != before).then(|| (Edit::Record { question: id.clone(), record: Some(Box::new(record)) }, label))
}

/// The one option of a single choice that was carried and waits.
fn holds_option(question: &Question, before: &Record, place: usize) -> bool {
    let option = question.options.get(place).map(|option| Answer::option(&option.key));
    question.kind == AnswerKind::Single && before.is_unconfirmed() && before.answer == option
}

fn confirm(submission: &Submission, record: &mut Record, id: &str, speaker: &str, today: NaiveDate) -> String {
    *record = record.confirmed(submission.policy.inception, speaker, today);
    format!("Confirm {id}")
}

fn choose(question: &Question, record: &mut Record, place: usize) -> Option<String> {
    let option = question.options.get(place)?;
    let id = &question.id;
    if question.kind == AnswerKind::Single {
        record.answer = Some(Answer::option(&option.key));
        return Some(format!("Change {id} to \"{}\"", option.text));
    }
    let mut keys = match &record.answer {
        Some(Answer::Options(keys)) => keys.clone(),
        _ => BTreeSet::new(),
    };
    if keys.remove(&option.key) {
        record.answer = (!keys.is_empty()).then_some(Answer::Options(keys));
        return Some(format!("Untick \"{}\" in {id}", option.text));
    }
    let displaced = |other: &crate::questionnaire::Choice| {
        option.exclusive
            || other.exclusive
            || (option.group.is_some()
                && option.group == other.group
                && option
                    .group
                    .and_then(|group| question.groups.get(usize::from(group)))
                    .is_some_and(|it| it.choose_one))
    };
    keys.retain(|key| question.options.iter().any(|other| other.key == *key && !displaced(other)));
    keys.insert(option.key.clone());
    record.answer = Some(Answer::Options(keys));
    Some(format!("Tick \"{}\" in {id}", option.text))
}

fn ticked(question: &Question, record: &mut Record, key: &str, tick: &str) -> Option<String> {
    let follow_up = question.follow_ups.iter().find(|it| it.key == key)?;
    let FollowUpKind::Ticks { options, sets_answer } = &follow_up.kind else { return None };
    let text = options.iter().find(|(option, _)| option == tick).map(|(_, text)| text.as_str())?;
    let mut keys = match record.follow_ups.get(key) {
        Some(FollowUpAnswer::Keys(keys)) => keys.clone(),
        _ => BTreeSet::new(),
    };
    let verb = if keys.remove(tick) {
        "Untick"
    } else {
        keys.insert(tick.to_owned());
        "Tick"
    };
    let count = keys.len();
    record.follow_ups.insert(key.to_owned(), FollowUpAnswer::Keys(keys));
    let set = sets_answer.iter().find(|(at_least, _)| count >= usize::from(*at_least));
    if let Some(option) = set.and_then(|(_, place)| question.options.get(usize::from(*place))) {
        record.answer = Some(Answer::option(&option.key));
    }
    Some(format!("{verb} \"{text}\" in {}", question.id))
}

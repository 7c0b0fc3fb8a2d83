//! What taking one line puts on file.

use super::merge::SaidBy;
use super::said::Said;
use crate::submission::{Answer, FollowUpAnswer, NotApplicable, Record};

/// A change of one record.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Taking {
    Answer {
        said: Said,
        /// What the note of the worksheet gives as the reason of a "not applicable".
        reason: String,
    },
    /// A paragraph of its own at the end of the note.
    Note(String),
    FollowUp(String, Option<FollowUpAnswer>),
    Who,
}

/// Changes the record. An answer from a worksheet always has somebody who said it: the file, if nobody is named.
pub(super) fn take(record: &mut Record, taking: &Taking, by: &SaidBy, file: &str) {
    match taking {
        Taking::Answer { said, reason } => {
            if record.answer.is_some() {
                // It was seen for another answer.
                record.grade = None;
            }
            record.answer = answer(said, reason, &by.name);
            record.confirm = None;
            speak(record, by, file);
        }
        Taking::Note(text) => append(&mut record.note, text),
        Taking::FollowUp(key, said) => {
            match said {
                Some(said) => record.follow_ups.insert(key.clone(), said.clone()),
                None => record.follow_ups.remove(key),
            };
            if record.said_by.trim().is_empty() {
                speak(record, by, file);
            }
        }
        Taking::Who => record.said_by.clone_from(&by.name),
    }
}

fn speak(record: &mut Record, by: &SaidBy, file: &str) {
    record.said_by = if by.name.trim().is_empty() { file.to_owned() } else { by.name.clone() };
    record.said_on = by.on;
}

/// A worksheet names no control in place of what does not apply, so that such an answer counts as open until the
/// underwriter has settled it.
fn answer(said: &Said, reason: &str, by: &str) -> Option<Answer> {
    Some(match said {
        Said::Nothing => return None,
        Said::Options(keys) => Answer::Options(keys.clone()),
        Said::Text(text) => Answer::Text(text.clone()),
        Said::Unknown => Answer::Unknown,
        Said::NotApplicable => Answer::NotApplicable(NotApplicable {
            reason: reason.to_owned(),
            control: String::new(),
            decider: by.to_owned(),
        }),
    })
}

fn append(note: &mut String, text: &str) {
    let kept = note.trim_end().len();
    note.truncate(kept);
    if !note.is_empty() {
        note.push('\n');
    }
    note.push_str(text);
}

/// Whether a note holds the text already, as whole lines.
pub(super) fn holds(note: &str, text: &str) -> bool {
    let note = note.replace("\r\n", "\n");
    note.match_indices(text).any(|(at, _)| {
        let before = note[..at].chars().next_back();
        let after = note[at + text.len()..].chars().next();
        before.is_none_or(|c| c == '\n') && after.is_none_or(|c| c == '\n')
    })
}

//! From what is on file to the cells of a worksheet, and from cells to what they say.

use super::rows::grade_text;
use super::{NO, NOT_APPLICABLE, NOT_KNOWN, RowKey, YES, cell_text};
use crate::questionnaire::{AnswerKind, FollowUpKind, Question};
use crate::submission::{Answer, FollowUpAnswer, Grade, Submission};
use std::collections::{BTreeMap, BTreeSet};

/// What an answer says, without the words that stand behind a "not applicable".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Nothing,
    Options(BTreeSet<String>),
    Text(String),
    Unknown,
    NotApplicable,
}

/// Words alone: letter case, kinds of blanks, dashes and quotation marks, marks of writing direction and a full stop at
/// the end aside.
#[must_use]
pub fn folded(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{201a}' => '\'',
        '\u{201c}'..='\u{201e}' => '"',
        c if c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}') => ' ',
        c => c,
    };
    let turns = |c: &char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let text: String = text.chars().filter(|c| !turns(c)).map(plain).collect::<String>().to_lowercase();
    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").trim_end_matches('.').to_owned()
}

/// The answer cell of a question's own row.
pub(super) fn answer_cell(question: &Question, answer: Option<&Answer>) -> String {
    match answer {
        None => String::new(),
        Some(Answer::Unknown) => NOT_KNOWN.to_owned(),
        Some(Answer::NotApplicable(_)) => NOT_APPLICABLE.to_owned(),
        Some(Answer::Text(text)) => cell_text(text),
        Some(Answer::Options(keys)) if question.kind == AnswerKind::Single && keys.len() == 1 => {
            let option = keys.iter().next().and_then(|key| question.option(key));
            option.and_then(|place| question.options.get(place)).map_or_else(String::new, |it| cell_text(&it.text))
        }
        Some(Answer::Options(_)) => String::new(),
    }
}

/// The answer cell of any other row.
pub(super) fn entry_cell(question: &Question, key: &RowKey, answers: &Submission) -> String {
    let yes_or_no = |holds: bool| if holds { YES } else { NO }.to_owned();
    if key.follow_up.is_empty() {
        return match answers.answer(&question.id) {
            Some(Answer::Options(keys)) => yes_or_no(keys.contains(&key.entry)),
            _ => String::new(),
        };
    }
    let kind = question.follow_ups.iter().find(|it| it.key == key.follow_up).map(|it| &it.kind);
    match (answers.follow_up(&question.id, &key.follow_up), kind) {
        (Some(FollowUpAnswer::Text(text)), Some(FollowUpKind::Text)) => cell_text(text),
        (Some(FollowUpAnswer::Keys(keys)), Some(FollowUpKind::YesNo)) => yes_or_no(keys.contains("yes")),
        (Some(FollowUpAnswer::Keys(keys)), Some(FollowUpKind::Ticks { .. })) if !key.entry.is_empty() => {
            yes_or_no(keys.contains(&key.entry))
        }
        (Some(FollowUpAnswer::Table(table)), Some(FollowUpKind::CountPerOption)) => {
            table.get(&key.entry).map_or_else(String::new, |text| cell_text(text))
        }
        (Some(FollowUpAnswer::Table(table)), Some(FollowUpKind::GradePerSection)) => {
            table.get(&key.entry).and_then(|code| Grade::from_code(code)).map_or_else(String::new, grade_text)
        }
        _ => String::new(),
    }
}

/// What an answer on file says.
pub(super) fn said_on_file(answer: Option<&Answer>) -> Said {
    match answer {
        None => Said::Nothing,
        Some(Answer::Unknown) => Said::Unknown,
        Some(Answer::NotApplicable(_)) => Said::NotApplicable,
        Some(Answer::Text(text)) if cell_text(text).is_empty() => Said::Nothing,
        Some(Answer::Text(text)) => Said::Text(cell_text(text)),
        Some(Answer::Options(keys)) => Said::Options(keys.clone()),
    }
}

/// What a follow-up on file says; `None` for nothing. Counts are said as a worksheet reads them: `3,900` is `3900`.
pub(super) fn follow_up_on_file(kind: &FollowUpKind, answer: Option<&FollowUpAnswer>) -> Option<FollowUpAnswer> {
    Some(match answer? {
        FollowUpAnswer::Text(text) => FollowUpAnswer::Text(Some(cell_text(text)).filter(|text| !text.is_empty())?),
        FollowUpAnswer::Keys(keys) => FollowUpAnswer::Keys(keys.clone()),
        FollowUpAnswer::Table(table) => {
            let plain = |text: &str| match kind {
                FollowUpKind::CountPerOption => count(text).ok().flatten(),
                _ => None,
            };
            let said = table.iter().map(|(key, text)| (key.clone(), plain(text).unwrap_or_else(|| cell_text(text))));
            let said: BTreeMap<_, _> = said.filter(|(_, text)| !text.is_empty()).collect();
            if said.is_empty() {
                return None;
            }
            FollowUpAnswer::Table(said)
        }
    })
}

/// `None` where the cell is blank.
pub(super) fn yes_or_no(text: &str) -> Result<Option<bool>, String> {
    match folded(text).as_str() {
        "" => Ok(None),
        "yes" | "y" | "x" | "true" | "1" => Ok(Some(true)),
        "no" | "n" | "false" | "0" | "-" => Ok(Some(false)),
        _ => Err("is neither Yes nor No; pick one from the list".to_owned()),
    }
}

/// `Not known` and `Not applicable` in the ways people write them.
pub(super) fn state_of(text: &str) -> Option<Said> {
    match folded(text).as_str() {
        "not known" | "unknown" | "don't know" | "do not know" | "n/k" => Some(Said::Unknown),
        "not applicable" | "n/a" | "na" => Some(Said::NotApplicable),
        _ => None,
    }
}

/// A whole number, with the separators that people put into one.
pub(super) fn count(text: &str) -> Result<Option<String>, String> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | ' ' | '\'' | '\u{a0}' | '\u{202f}')).collect();
    match digits.as_str() {
        "" => Ok(None),
        digits if digits.len() <= 12 && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            let plain = digits.trim_start_matches('0');
            Ok(Some(if plain.is_empty() { "0" } else { plain }.to_owned()))
        }
        _ => Err("is no whole number; write digits alone, and remarks in the note".to_owned()),
    }
}

/// The key of the entry that a cell names: as the list handed out has it, else as the questionnaire has it now.
pub(super) fn picked(text: &str, handed_out: &[(String, String)], now: &[(String, String)]) -> Option<String> {
    let wanted = folded(text);
    let exact = |list: &[(String, String)]| list.iter().find(|(_, entry)| entry == text).map(|(key, _)| key.clone());
    let alike = |list: &[(String, String)]| {
        let mut found = list.iter().filter(|(_, entry)| folded(entry) == wanted);
        found.next().filter(|_| found.next().is_none()).map(|(key, _)| key.clone())
    };
    exact(handed_out).or_else(|| exact(now)).or_else(|| alike(handed_out)).or_else(|| alike(now))
}

/// An answer in words, for people who compare two.
pub(super) fn answer_words(question: &Question, said: &Said) -> String {
    match said {
        Said::Nothing => String::new(),
        Said::Unknown => NOT_KNOWN.to_owned(),
        Said::NotApplicable => NOT_APPLICABLE.to_owned(),
        Said::Text(text) => text.clone(),
        Said::Options(keys) => {
            let known = question.options.iter().filter(|option| keys.contains(&option.key)).map(|it| it.text.as_str());
            let gone = keys.iter().filter(|key| question.option(key).is_none()).map(String::as_str);
            let texts: Vec<&str> = known.chain(gone).collect();
            if texts.is_empty() { "None of the options".to_owned() } else { texts.join("; ") }
        }
    }
}

/// A follow-up in words.
pub(super) fn follow_up_words(question: &Question, kind: &FollowUpKind, said: Option<&FollowUpAnswer>) -> String {
    match (said, kind) {
        (None, _) => String::new(),
        (Some(FollowUpAnswer::Text(text)), _) => text.clone(),
        (Some(FollowUpAnswer::Keys(keys)), FollowUpKind::Ticks { options, .. }) => {
            let texts: Vec<&str> =
                options.iter().filter(|(key, _)| keys.contains(key)).map(|(_, text)| text.as_str()).collect();
            if texts.is_empty() { "None of these".to_owned() } else { texts.join("; ") }
        }
        (Some(FollowUpAnswer::Keys(keys)), _) => if keys.contains("yes") { YES } else { NO }.to_owned(),
        (Some(FollowUpAnswer::Table(table)), _) => {
            let name = |key: &String| {
                let option = question.option(key).and_then(|place| question.options.get(place));
                option.map_or_else(|| key.clone(), |option| option.text.clone())
            };
            table.iter().map(|(key, text)| format!("{}: {text}", name(key))).collect::<Vec<_>>().join("; ")
        }
    }
}

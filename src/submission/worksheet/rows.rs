//! From a case to the rows of a worksheet.

use super::guidance::{asked_if, guidance};
use super::said::{answer_cell, entry_cell};
use super::{Cells, NO, NOT_APPLICABLE, NOT_KNOWN, Row, RowKey, Sheet, Stamp, Takes, Worksheet, YES, cell_text};
use crate::questionnaire::{AnswerKind, FollowUp, FollowUpKind, Question, QuestionIx, Questionnaire, SectionKind};
use crate::submission::{Grade, Submission};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// How the questions are put on sheets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Split {
    #[default]
    Section,
    /// By who answered them so far ("Said by"), in the order in which they first appear; what nobody has answered comes
    /// last.
    Respondent,
}

/// Whether the answers on file are handed out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fill {
    #[default]
    AsOnFile,
    Blank,
}

/// Names of lists that several questions share.
const YES_NO: &str = "yes/no";
const NOT_KNOWN_ONLY: &str = "not known";
const NOT_KNOWN_OR_APPLICABLE: &str = "not known or not applicable";
const GRADES: &str = "evidence";

/// The worksheet of a case, made on a day.
///
/// Every question has its rows, whether the answers given ask it or not: an applicant may answer otherwise.
#[must_use]
pub fn worksheet(
    questionnaire: &Questionnaire,
    submission: &Submission,
    split: Split,
    fill: Fill,
    made: NaiveDate,
) -> Worksheet {
    let blank = Submission::default();
    let answers = match fill {
        Fill::AsOnFile => submission,
        Fill::Blank => &blank,
    };
    let mut lists = BTreeMap::new();
    let mut rows_of = |ix: QuestionIx| rows_of_question(questionnaire, answers, ix, &mut lists);
    let mut sheets: Vec<Sheet> = Vec::new();
    for section in &questionnaire.sections {
        for ix in section.questions.clone().map(QuestionIx) {
            let mut rows = rows_of(ix);
            let only_if = section.shown_if.as_ref().map_or_else(String::new, |it| asked_if(questionnaire, it));
            let (title, asked_if) = match split {
                Split::Section => (format!("{} {}", section.id, section.title), only_if),
                Split::Respondent => {
                    if let Some(first) = rows.first_mut().filter(|_| !only_if.is_empty()) {
                        first.guidance = [only_if.as_str(), &first.guidance].join("\n").trim().to_owned();
                    }
                    (respondent(submission, &questionnaire.question(ix).id), String::new())
                }
            };
            match sheets.iter_mut().find(|sheet| sheet.title == title) {
                Some(sheet) => sheet.rows.extend(rows),
                None => sheets.push(Sheet { title, asked_if, rows }),
            }
        }
    }
    sheets.sort_by_key(|sheet| sheet.title == NOBODY);
    let broker = &submission.broker;
    Worksheet {
        stamp: Stamp {
            questionnaire: questionnaire.id.clone(),
            version: questionnaire.version.clone(),
            sha256: questionnaire.sha256.clone(),
            reference: cell_text(&submission.reference),
            applicant: cell_text(&submission.applicant.name),
            made: Some(made),
        },
        title: questionnaire.title.clone(),
        return_to: [&broker.contact, &broker.firm, &broker.email]
            .into_iter()
            .map(|text| cell_text(text))
            .filter(|text| !text.is_empty())
            .collect(),
        synthetic: submission.synthetic,
        letter_paper: submission.policy.currency.is_us_dollar(),
        sheets,
        lists,
    }
}

const NOBODY: &str = "Not assigned yet";

fn respondent(submission: &Submission, question: &str) -> String {
    let said_by = submission.record(question).map_or("", |record| record.said_by.trim());
    if said_by.is_empty() { NOBODY.to_owned() } else { cell_text(said_by) }
}

type Lists = BTreeMap<String, Vec<(String, String)>>;

fn rows_of_question(
    questionnaire: &Questionnaire,
    answers: &Submission,
    ix: QuestionIx,
    lists: &mut Lists,
) -> Vec<Row> {
    let question = questionnaire.question(ix);
    let record = answers.record(&question.id);
    let only_if = question.shown_if.as_ref().map_or_else(String::new, |it| asked_if(questionnaire, it));
    let mut parts: Vec<String> = vec![only_if, guidance(question)];
    if let Some(rule) = &question.not_applicable {
        parts.push(format!("\"{NOT_APPLICABLE}\" means: {}. Say why in the note.", rule.statement));
    }
    let mut rows = vec![Row {
        key: RowKey::question(&question.id),
        number: question.id.clone(),
        ask: question.ask.clone(),
        guidance: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n"),
        takes: takes(question, lists),
        cells: Cells {
            answer: answer_cell(question, record.and_then(|record| record.answer.as_ref())),
            by: cell_text(record.map_or("", |record| &record.said_by)),
            ..Cells::default()
        },
    }];
    if question.kind == AnswerKind::Multi {
        let options = question.options.iter().map(|option| (option.key.as_str(), option.text.as_str()));
        let below = Entries { question, follow_up: "", number: &question.id, takes: yes_no(lists), answers };
        rows.extend(below.rows(options));
    }
    for (place, follow_up) in question.follow_ups.iter().enumerate() {
        let number = format!("{}.{}", question.id, place + 1);
        rows.extend(rows_of_follow_up(questionnaire, question, follow_up, &number, answers, lists));
    }
    rows
}

fn takes(question: &Question, lists: &mut Lists) -> Takes {
    let may_be_na = question.not_applicable.is_some();
    let own: Vec<(String, String)> = match question.kind {
        AnswerKind::Text => return Takes::Text,
        AnswerKind::Multi => Vec::new(),
        AnswerKind::Single => question.options.iter().map(|it| (it.key.clone(), cell_text(&it.text))).collect(),
    };
    let name = match question.kind {
        AnswerKind::Single => question.id.as_str(),
        _ if may_be_na => NOT_KNOWN_OR_APPLICABLE,
        _ => NOT_KNOWN_ONLY,
    };
    let said = [NOT_KNOWN].into_iter().chain(may_be_na.then_some(NOT_APPLICABLE));
    let all = own.into_iter().chain(said.map(|text| (String::new(), text.to_owned())));
    lists.entry(name.to_owned()).or_insert_with(|| all.collect());
    Takes::List(name.to_owned())
}

fn rows_of_follow_up(
    questionnaire: &Questionnaire,
    question: &Question,
    follow_up: &FollowUp,
    number: &str,
    answers: &Submission,
    lists: &mut Lists,
) -> Vec<Row> {
    let key = RowKey { follow_up: follow_up.key.clone(), ..RowKey::question(&question.id) };
    let only_if = asked_if(questionnaire, &follow_up.when);
    let mut rows = vec![Row {
        number: number.to_owned(),
        ask: follow_up.ask.clone(),
        guidance: only_if,
        takes: match &follow_up.kind {
            FollowUpKind::YesNo => yes_no(lists),
            FollowUpKind::Text => Takes::Text,
            _ => Takes::Nothing,
        },
        cells: Cells { answer: entry_cell(question, &key, answers), ..Cells::default() },
        key,
    }];
    let under = |takes| Entries { question, follow_up: &follow_up.key, number, takes, answers };
    let below = match &follow_up.kind {
        FollowUpKind::Text | FollowUpKind::YesNo => Vec::new(),
        FollowUpKind::Ticks { options, .. } => {
            under(yes_no(lists)).rows(options.iter().map(|(key, text)| (key.as_str(), text.as_str())))
        }
        FollowUpKind::CountPerOption => {
            let options = question.options.iter().filter(|option| !option.exclusive);
            under(Takes::Count).rows(options.map(|option| (option.key.as_str(), option.text.as_str())))
        }
        FollowUpKind::GradePerSection => {
            let grades = Grade::ALL.map(|grade| (grade.code().to_owned(), grade_text(grade)));
            lists.entry(GRADES.to_owned()).or_insert_with(|| grades.to_vec());
            let scored = questionnaire.sections.iter().filter(|section| section.kind == SectionKind::Scored);
            let sections = scored.map(|section| (section.id.as_str(), section.title.as_str()));
            under(Takes::List(GRADES.to_owned())).rows(sections)
        }
    };
    rows.extend(below);
    rows
}

/// `E1 Document seen`.
pub(super) fn grade_text(grade: Grade) -> String {
    format!("{} {}", grade.code(), grade.words())
}

impl Takes {
    /// Whether it is a Yes or No that is wanted.
    #[must_use]
    pub fn is_yes_or_no(&self) -> bool {
        matches!(self, Self::List(name) if name == YES_NO)
    }
}

fn yes_no(lists: &mut Lists) -> Takes {
    let entry = |key: &str, text: &str| (key.to_owned(), text.to_owned());
    lists.entry(YES_NO.to_owned()).or_insert_with(|| vec![entry("yes", YES), entry("no", NO)]);
    Takes::List(YES_NO.to_owned())
}

/// The rows of the entries below a question or follow-up.
struct Entries<'a> {
    question: &'a Question,
    /// Its key; empty below the question itself.
    follow_up: &'a str,
    number: &'a str,
    takes: Takes,
    answers: &'a Submission,
}

impl Entries<'_> {
    /// A row for each key and text.
    fn rows<'e>(&self, of: impl Iterator<Item = (&'e str, &'e str)>) -> Vec<Row> {
        let row = |(place, (entry, text)): (usize, (&str, &str))| {
            let follow_up = self.follow_up.to_owned();
            let key = RowKey { follow_up, entry: entry.to_owned(), ..RowKey::question(&self.question.id) };
            Row {
                number: format!("{} {}", self.number, letters(place)),
                ask: text.to_owned(),
                guidance: String::new(),
                takes: self.takes.clone(),
                cells: Cells { answer: entry_cell(self.question, &key, self.answers), ..Cells::default() },
                key,
            }
        };
        of.enumerate().map(row).collect()
    }
}

/// `a` to `z`, then `aa`.
fn letters(place: usize) -> String {
    let letter = char::from(b'a' + (place % 26) as u8);
    if place < 26 { letter.to_string() } else { format!("{}{letter}", letters(place / 26 - 1)) }
}

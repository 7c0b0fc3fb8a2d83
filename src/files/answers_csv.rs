//! The flat table of answers: `question,answer,evidence,note`, for spreadsheets and brokers (rulings 1.6).
//!
//! Cells are trimmed and keys matched without regard to letter case. Several keys are joined by `;`.
//! `unknown` and `na` (or `na: reason`) are answers. A cell that a spreadsheet would take for a formula
//! carries an apostrophe in front, which reading takes off again.
//!
//! What the table cannot hold: who stands behind an N/A and its control (an incomplete N/A is written
//! as a blank, so that a round trip never completes it), blanks around a note, follow-ups, flags.

use super::problem::Problem;
use super::table::{Table, table_from_bytes};
use crate::questionnaire::{AnswerKind, Question, QuestionIx, Questionnaire};
use crate::submission::{Answer, Grade, NotApplicable, Record, Submission};
use std::collections::{BTreeMap, BTreeSet};

/// Stands for control, decider and a missing reason of an N/A read from a table: such a table is read
/// as having them on file (rulings 1.4).
pub const STATED_IN_TABLE: &str = "Stated in the flat table";

/// Column names, in the order in which they are written.
const COLUMNS: [&str; 4] = ["question", "answer", "evidence", "note"];
/// More are counted, not listed: the file is then something else than a table of answers.
const MOST_PROBLEMS: usize = 1000;
const QUESTION: usize = 0;
const ANSWER: usize = 1;
const EVIDENCE: usize = 2;
const NOTE: usize = 3;

/// Reads a flat table: the records of the rows that have anything in them, in the table's order, and
/// everything that could not be used, each with its line. An answer that could not be used is left open.
#[must_use]
pub fn answers_from_csv(
    bytes: &[u8],
    file_name: &str,
    questionnaire: &Questionnaire,
) -> (Vec<(String, Record)>, Vec<Problem>) {
    let (table, mut problems) = table_from_bytes(bytes, file_name, &COLUMNS, QUESTION);
    let Some(table) = table else { return (Vec::new(), problems) };
    if !table.has_column(ANSWER) {
        problems.push(
            Problem::new(
                file_name,
                "header",
                "there is no column answer, so every item stays open",
                "name the columns question,answer,evidence,note",
            )
            .at(table.header_line, None),
        );
    }
    let mut reader = Reader { questionnaire, file: file_name, lines: BTreeMap::new(), problems, beyond: 0 };
    let records = reader.records(&table);
    let mut problems = reader.problems;
    problems.sort_by_key(|problem| problem.line);
    if reader.beyond > 0 {
        let what = format!("{} more problems are not listed", reader.beyond);
        problems.push(Problem::new(file_name, "", what, "check that this is a table of answers"));
    }
    (records, problems)
}

struct Reader<'a> {
    questionnaire: &'a Questionnaire,
    file: &'a str,
    /// Line of the row that speaks for a question.
    lines: BTreeMap<QuestionIx, u32>,
    problems: Vec<Problem>,
    /// Problems of rows beyond [`MOST_PROBLEMS`], which are only counted.
    beyond: usize,
}

impl Reader<'_> {
    fn records(&mut self, table: &Table) -> Vec<(String, Record)> {
        let mut records = Vec::new();
        for row in &table.rows {
            let id = row.cell(QUESTION).trim();
            let Some(ix) = self.place(id, row.line) else { continue };
            let question = self.questionnaire.question(ix);
            let subject = format!("question {}", question.id);
            if let Some(first) = self.lines.get(&ix) {
                let what = format!("there is a row for it already, on line {first}; this one is not used");
                self.report(row.line, &subject, what, "keep one row for each question");
                continue;
            }
            self.lines.insert(ix, row.line);
            if let Some(fault) = &row.fault {
                self.report(
                    row.line,
                    &subject,
                    format!("{fault}, so it stays open"),
                    "put cells that hold the delimiter in double quotes",
                );
                continue;
            }
            let answer = match answer_from_cell(self.questionnaire, ix, row.cell(ANSWER)) {
                Ok(answer) => answer,
                Err((what, mend)) => {
                    self.report(row.line, &subject, format!("{what}, so it stays open"), &mend);
                    None
                }
            };
            let grade = match row.cell(EVIDENCE).trim() {
                "" => None,
                code => Some(Grade::from_code(code).unwrap_or_else(|| {
                    let what = format!("there is no evidence grade \"{}\", so it counts as E0", shown(code));
                    self.report(row.line, &subject, what, "use E0, E1, E2 or E3");
                    Grade::Asserted
                })),
            };
            let record = Record {
                answer,
                grade,
                note: text_from_spreadsheet_cell(row.cell(NOTE)).to_owned(),
                ..Record::default()
            };
            if !record.is_empty() {
                records.push((question.id.clone(), record));
            }
        }
        records
    }

    fn place(&mut self, id: &str, line: u32) -> Option<QuestionIx> {
        let questionnaire = self.questionnaire;
        let found = questionnaire.places().find(|ix| questionnaire.question(*ix).id.eq_ignore_ascii_case(id));
        if found.is_none() && id.is_empty() {
            self.report(
                line,
                "row",
                "it names no question and is not used".to_owned(),
                "write the question in the first column",
            );
        } else if found.is_none() {
            let what = format!("{} has no such question; the row is not used", questionnaire.name());
            self.report(line, &format!("question {}", shown(id)), what, "correct the question, or remove the row");
        }
        found
    }

    fn report(&mut self, line: u32, subject: &str, what: String, mend: &str) {
        if self.problems.len() >= MOST_PROBLEMS {
            self.beyond += 1;
            return;
        }
        self.problems.push(Problem::new(self.file, subject, what, mend).at(line, None));
    }
}

/// What is wrong and what to do.
pub(super) type Unusable = (String, String);

pub(super) fn answer_from_cell(
    questionnaire: &Questionnaire,
    ix: QuestionIx,
    cell: &str,
) -> Result<Option<Answer>, Unusable> {
    let question = questionnaire.question(ix);
    let trimmed = cell.trim();
    if trimmed.is_empty() {
        return Ok(None);
    }
    if trimmed.eq_ignore_ascii_case("unknown") {
        return Ok(Some(Answer::Unknown));
    }
    if let Some(reason) = reason_of_na(trimmed) {
        if !questionnaire.is_scored(ix) {
            return Err((
                "not applicable cannot be said of an item that is not scored".to_owned(),
                "answer it, write unknown, or leave it blank".to_owned(),
            ));
        }
        return Ok(Some(Answer::NotApplicable(stated_in_table(reason))));
    }
    if question.kind == AnswerKind::Text {
        return Ok(Some(Answer::Text(text_answer_from_cell(trimmed).to_owned())));
    }
    options_from_cell(question, text_from_spreadsheet_cell(trimmed)).map(Some)
}

fn options_from_cell(question: &Question, cell: &str) -> Result<Answer, Unusable> {
    let keys: Vec<&str> = cell.split(';').map(str::trim).filter(|key| !key.is_empty()).collect();
    let known = || {
        let keys: Vec<_> = question.options.iter().map(|option| option.key.as_str()).collect();
        format!("use {}, unknown or a blank", keys.join(", "))
    };
    if let Some(word) = keys.iter().find(|key| key.eq_ignore_ascii_case("unknown") || reason_of_na(key).is_some()) {
        return Err((
            format!("\"{}\" cannot be joined with other answers", shown(word)),
            "keep one of them".to_owned(),
        ));
    }
    let mut places = BTreeSet::new();
    for key in &keys {
        let place = question.option(key).ok_or_else(|| (format!("there is no option \"{}\"", shown(key)), known()))?;
        places.insert(place);
    }
    if places.is_empty() {
        return Err((format!("\"{}\" names no option", shown(cell)), known()));
    }
    if question.kind == AnswerKind::Single && keys.len() > 1 {
        return Err(("it takes one option and the cell has several".to_owned(), "keep one of them".to_owned()));
    }
    let chosen: Vec<_> = places.iter().filter_map(|place| question.options.get(*place)).collect();
    if let Some(alone) = chosen.iter().find(|option| option.exclusive).filter(|_| chosen.len() > 1) {
        return Err((
            format!("\"{}\" cannot be joined with other options", alone.key),
            "keep it alone, or remove it".to_owned(),
        ));
    }
    for (place, group) in question.groups.iter().enumerate().filter(|(_, group)| group.choose_one) {
        let of_group = chosen.iter().filter(|option| option.group.is_some_and(|of| usize::from(of) == place));
        let keys: Vec<_> = of_group.map(|option| option.key.as_str()).collect();
        if keys.len() > 1 {
            return Err((
                format!("{} exclude each other ({})", keys.join(" and "), group.key),
                "keep one of them".to_owned(),
            ));
        }
    }
    Ok(Answer::Options(chosen.iter().map(|option| option.key.clone()).collect()))
}

/// `na` gives an empty reason, `na: reason` the reason; anything else nothing.
fn reason_of_na(cell: &str) -> Option<&str> {
    let rest = cell.get(2..).filter(|_| cell.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("na")))?.trim();
    if rest.is_empty() { Some("") } else { rest.strip_prefix(':').map(str::trim) }
}

fn stated_in_table(reason: &str) -> NotApplicable {
    let reason = if reason.is_empty() { STATED_IN_TABLE } else { reason };
    NotApplicable {
        reason: reason.to_owned(),
        control: STATED_IN_TABLE.to_owned(),
        decider: STATED_IN_TABLE.to_owned(),
    }
}

/// Writes every question of the questionnaire as a row, answered or not, in its order; then what is on
/// file for questions that it does not have. UTF-8 with a byte order mark, for spreadsheets; comma;
/// the same bytes for the same answers.
#[must_use]
pub fn csv_from_answers(submission: &Submission, questionnaire: &Questionnaire) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    push_row(&mut out, COLUMNS.map(str::to_owned));
    let empty = Record::default();
    for question in &questionnaire.questions {
        push_row(&mut out, row_from_record(&question.id, submission.record(&question.id).unwrap_or(&empty)));
    }
    for (id, record) in submission.records.iter().filter(|(id, _)| questionnaire.find(id).is_none()) {
        push_row(&mut out, row_from_record(id, record));
    }
    out.into_bytes()
}

fn row_from_record(id: &str, record: &Record) -> [String; 4] {
    let answer = match &record.answer {
        None => String::new(),
        Some(Answer::Unknown) => "unknown".to_owned(),
        Some(Answer::NotApplicable(na)) if !na.is_complete() => String::new(),
        Some(Answer::NotApplicable(na)) if na.reason.trim() == STATED_IN_TABLE => "na".to_owned(),
        Some(Answer::NotApplicable(na)) => format!("na: {}", na.reason.trim()),
        Some(Answer::Options(keys)) => {
            let keys: Vec<_> = keys.iter().map(String::as_str).collect();
            cell_for_spreadsheet(&keys.join(";"))
        }
        Some(Answer::Text(text)) => cell_from_text_answer(text),
    };
    let grade = record.grade.map_or("", Grade::code).to_owned();
    [cell_for_spreadsheet(id), answer, grade, cell_for_spreadsheet(&record.note)]
}

fn push_row(out: &mut String, cells: [String; 4]) {
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        push_cell(out, &cell);
    }
    out.push_str("\r\n");
}

/// Writes a cell, in quotes where any of the delimiters that spreadsheets use stands in it.
pub(super) fn push_cell(out: &mut String, cell: &str) {
    if cell.contains([',', ';', '\t', '"', '\n', '\r']) {
        out.push('"');
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(cell);
    }
}

/// A spreadsheet would run it.
fn is_formula_like(text: &str) -> bool {
    // With the full-width twins of the first four.
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
}

fn without_apostrophes(text: &str) -> &str {
    text.trim_start_matches('\'')
}

/// The cell as it may be handed to a spreadsheet: one it would take for a formula gets an apostrophe.
///
/// Also puts one in front of an apostrophe that reading would otherwise take off. NUL, which no table
/// may hold, becomes the replacement character.
#[must_use]
pub fn cell_for_spreadsheet(text: &str) -> String {
    let text = text.trim().replace('\0', "\u{fffd}");
    if is_formula_like(without_apostrophes(&text)) { format!("'{text}") } else { text }
}

/// The text of a cell that [`cell_for_spreadsheet`] wrote.
#[must_use]
pub fn text_from_spreadsheet_cell(cell: &str) -> &str {
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula_like(without_apostrophes(rest)) => rest,
        _ => cell,
    }
}

/// The words that mean something else than themselves.
fn is_keyword(text: &str) -> bool {
    text.eq_ignore_ascii_case("unknown") || reason_of_na(text).is_some()
}

fn cell_from_text_answer(text: &str) -> String {
    let text = text.trim();
    if is_keyword(without_apostrophes(text)) { format!("'{text}") } else { cell_for_spreadsheet(text) }
}

fn text_answer_from_cell(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_keyword(without_apostrophes(rest)) => rest,
        _ => text_from_spreadsheet_cell(cell),
    }
}

/// At most 40 characters of somebody's cell, on one line.
pub(super) fn shown(text: &str) -> String {
    let short: String = text.chars().take(40).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().count() > 40 { format!("{short}...") } else { short }
}

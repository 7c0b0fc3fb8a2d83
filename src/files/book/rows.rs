//! Rows of a flat table to rows of a book.

use super::cells::{
    Amount, Dictionary, amount_from_cell, claim_from_cell, day_from_cell, grade_from_cell, state_from_cell,
    why_unusable,
};
use super::chunks::Chunk;
use super::columns::{Column, Header};
use super::listed::Listed;
use crate::book::{Book, Cell, CellState, Row, RowOrigin};
use crate::files::answers_csv::{shown, text_from_spreadsheet_cell};
use crate::files::devices::each_record;
use crate::files::problem::Problem;
use crate::questionnaire::{QuestionIx, Questionnaire};
use crate::submission::Money;
use chrono::NaiveDate;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Bytes of the name of a submission or of an industry.
pub(super) const MOST_NAME: usize = 200;

/// What the rows of one table have in common.
pub(super) struct Rows<'a> {
    pub(super) file: &'a str,
    pub(super) header: &'a Header,
    pub(super) questionnaire: &'a Arc<Questionnaire>,
}

/// What was understood so far, by column.
#[derive(Default)]
pub(super) struct Spellings {
    answers: Vec<Dictionary<CellState>>,
    grades: Dictionary<Option<u8>>,
    days: Dictionary<Result<Option<NaiveDate>, ()>>,
}

/// A piece of a table that was read.
pub(super) struct Part {
    pub(super) book: Book,
    pub(super) problems: Listed,
    /// Rows that were reported and are not in the book.
    pub(super) left_out: usize,
    /// Amounts with more decimals than are kept.
    pub(super) rounded: usize,
    /// Line on which a double quote opens that nothing closes, with more lines below it.
    pub(super) unclosed: Option<u32>,
}

/// Where a submission stands already.
pub(super) type Doubles = BTreeMap<usize, String>;

impl Rows<'_> {
    /// Reads the records of a piece. The first piece begins with the header. Of the rows that could be used,
    /// those whose places are in `doubles` are reported and left out.
    pub(super) fn read(&self, chunk: &Chunk, doubles: &Doubles, spellings: &mut Spellings) -> Part {
        spellings.answers.resize_with(self.header.columns.len(), Dictionary::default);
        let mut reading = Reading {
            rows: self,
            spellings,
            answers: Vec::new(),
            line: 0,
            id: String::new(),
            problems: Listed::default(),
            left_out: 0,
            rounded: 0,
        };
        let mut book = Book::new(Arc::clone(self.questionnaire));
        let mut is_header = chunk.place == 0;
        let mut usable = 0;
        // Nothing ends it early.
        let open = each_record(chunk.text, self.header.delimiter, |start, cells| {
            reading.line = start.line.saturating_add(chunk.lines_before);
            if !std::mem::take(&mut is_header)
                && let Some(row) = reading.row(cells)
            {
                match doubles.get(&usable) {
                    None => book.push(row),
                    Some(first) => reading.double(first),
                }
                usable += 1;
            }
            Ok::<(), ()>(())
        });
        let cut_off = open.ok().flatten().filter(|start| chunk.text.get(start.byte..).is_some_and(has_more_lines));
        Part {
            book,
            problems: reading.problems,
            left_out: reading.left_out,
            rounded: reading.rounded,
            unclosed: cut_off.map(|start| start.line.saturating_add(chunk.lines_before)),
        }
    }
}

fn has_more_lines(text: &str) -> bool {
    text.trim_end().contains(['\n', '\r'])
}

struct Reading<'a> {
    rows: &'a Rows<'a>,
    spellings: &'a mut Spellings,
    answers: Vec<Cell>,
    line: u32,
    id: String,
    problems: Listed,
    left_out: usize,
    rounded: usize,
}

impl Reading<'_> {
    /// The row; `None` where it is blank or names no submission.
    fn row(&mut self, cells: &[Cow<str>]) -> Option<Row> {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return None;
        }
        let columns = &self.rows.header.columns;
        self.id.clear();
        if let Some(place) = columns.iter().position(|column| *column == Column::Submission) {
            self.id.push_str(text_from_spreadsheet_cell(cells.get(place).map_or("", |cell| cell)));
        }
        if self.id.is_empty() {
            self.report("row", "it names no submission and is not used", "fill its column submission");
            self.left_out += 1;
            return None;
        }
        if self.id.len() > MOST_NAME {
            self.left_out += 1;
            self.report(
                "row",
                "the name of the submission is too long, so the row is not used",
                "use at most 200 letters",
            );
            return None;
        }
        let blank = Cell { state: CellState::Open, grade: 0 };
        self.answers.clear();
        self.answers.resize(self.rows.questionnaire.questions.len(), blank);
        let mut row = Row { id: self.id.clone(), origin: RowOrigin::Table { line: self.line }, ..Row::default() };
        let is_whole = cells.len() == columns.len()
            || (cells.len() > columns.len() && cells.iter().skip(columns.len()).all(|cell| cell.trim().is_empty()));
        if is_whole {
            self.fill(&mut row, cells);
        } else if self.problems.has_room() {
            let what = format!(
                "the row has {} cells where the header has {}, so all its items stay open",
                cells.len(),
                columns.len()
            );
            self.report_of_row("", what, "put cells that hold the delimiter in double quotes");
        }
        row.answers = std::mem::take(&mut self.answers);
        Some(row)
    }

    fn fill(&mut self, row: &mut Row, cells: &[Cow<str>]) {
        let header = self.rows.header;
        for (place, (cell, column)) in cells.iter().zip(&header.columns).enumerate() {
            if cell.is_empty() {
                continue;
            }
            match *column {
                Column::Submission | Column::Unknown => {}
                Column::Answer(ix) => self.answer(place, ix, cell),
                Column::Evidence(ix) => self.grade(ix, cell),
                Column::Limit => row.limit = self.amount("limit", cell),
                Column::Premium => row.premium = self.amount("premium", cell),
                Column::Revenue => row.revenue = self.amount("revenue", cell),
                Column::Loss => row.loss = self.amount("loss", cell),
                Column::Industry => row.industry = self.industry(cell),
                Column::Inception => match self.spellings.days.meaning(cell, day_from_cell) {
                    Ok(day) => row.inception = day,
                    Err(()) => {
                        self.unusable("inception", cell, "date", "write year, month and day, such as 2026-11-22")
                    }
                },
                Column::Claim => match claim_from_cell(cell) {
                    Ok(claim) => row.claim = claim,
                    Err(()) => self.unusable("claim", cell, "yes or no", "write yes, no or a blank"),
                },
            }
        }
    }

    #[inline]
    fn answer(&mut self, column: usize, ix: QuestionIx, cell: &str) {
        let questionnaire = self.rows.questionnaire;
        let Some(spellings) = self.spellings.answers.get_mut(column) else { return };
        let state = spellings.meaning(cell, |cell| state_from_cell(questionnaire, ix, cell));
        if state == CellState::Unusable && self.problems.has_room() {
            let (what, mend) = why_unusable(questionnaire, ix, cell);
            let subject = format!("question {}", questionnaire.question(ix).id);
            self.report_of_row(&subject, format!("{what}, so it stays open"), &mend);
        }
        if let Some(answer) = self.answers.get_mut(usize::from(ix.0)) {
            answer.state = state;
        }
    }

    #[inline]
    fn grade(&mut self, ix: QuestionIx, cell: &str) {
        let grade = self.spellings.grades.meaning(cell, grade_from_cell);
        if grade.is_none() && self.problems.has_room() {
            let subject = format!("question {}", self.rows.questionnaire.question(ix).id);
            let what = format!("there is no evidence grade \"{}\", so it counts as E0", shown(cell.trim()));
            self.report_of_row(&subject, what, "use E0, E1, E2 or E3");
        }
        if let Some(answer) = self.answers.get_mut(usize::from(ix.0)) {
            answer.grade = grade.unwrap_or(0);
        }
    }

    fn amount(&mut self, name: &str, cell: &str) -> Option<Money> {
        match amount_from_cell(cell) {
            Amount::Blank => None,
            Amount::Exact(money) => Some(money),
            Amount::Rounded(money) => {
                self.rounded += 1;
                Some(money)
            }
            Amount::Unusable => {
                self.unusable(name, cell, "plain amount", "write plain digits with at most one decimal point");
                None
            }
        }
    }

    fn industry(&mut self, cell: &str) -> String {
        let industry = text_from_spreadsheet_cell(cell);
        if industry.len() <= MOST_NAME {
            return industry.to_owned();
        }
        self.unusable("industry", cell, "short name", "use at most 200 letters");
        String::new()
    }

    fn unusable(&mut self, column: &str, cell: &str, wanted: &str, mend: &str) {
        if self.problems.has_room() {
            let what = format!("\"{}\" is no {wanted}, so it is read as blank", shown(cell.trim()));
            self.report_of_row(column, what, mend);
        }
    }

    fn double(&mut self, first: &str) {
        self.left_out += 1;
        if self.problems.has_room() {
            self.report_of_row("", format!("it stands already {first}; this row is not used"), "keep one of them");
        }
    }

    /// About something in the row of a submission; `subject` may be empty.
    fn report_of_row(&mut self, subject: &str, what: String, mend: &str) {
        let comma = if subject.is_empty() { "" } else { ", " };
        let subject = format!("submission {}{comma}{subject}", shown(&self.id));
        self.report(&subject, &what, mend);
    }

    fn report(&mut self, subject: &str, what: &str, mend: &str) {
        self.problems.add(Problem::new(self.rows.file, subject, what, mend).at(self.line, None));
    }
}

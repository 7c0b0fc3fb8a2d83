//! A worksheet: the questions of a case as rows that an applicant fills in away from the desk.
//!
//! | What | Where |
//! |---|---|
//! | sheets, rows and cells | here, `rows` |
//! | what is told an applicant beside a question | `guidance` |
//! | from answers to cells and back | `said` |
//! | a filled one held against the case | `merge`, `lines`, `values`, `taking` |
//!
//! What stands in a worksheet goes to the applicant: questions, options and their own answers, and nothing of weights,
//! factors, rules, evidence grades or the underwriter's notes.

mod guidance;
mod lines;
mod merge;
mod rows;
mod said;
mod taking;
mod values;

pub use guidance::{asked_if, guidance};
pub use merge::{Kind, Merge, MergeLine, Part, SaidBy, Why};
pub use rows::{Fill, Split, worksheet};
pub use said::folded;

use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Asked, and nobody knows.
pub const NOT_KNOWN: &str = "Not known";
pub const NOT_APPLICABLE: &str = "Not applicable";
pub const YES: &str = "Yes";
pub const NO: &str = "No";

/// Which case a worksheet belongs to, and what it asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// Id of the questionnaire.
    pub questionnaire: String,
    pub version: String,
    pub sha256: String,
    /// Memo number of the case; may be empty.
    pub reference: String,
    pub applicant: String,
    pub made: Option<NaiveDate>,
}

/// A worksheet as it is handed out.
#[derive(Clone, Debug, PartialEq)]
pub struct Worksheet {
    pub stamp: Stamp,
    /// Title of the questionnaire.
    pub title: String,
    /// Whom to return it to: the broker's contact, firm and address, as far as they are on file.
    pub return_to: Vec<String>,
    pub synthetic: bool,
    /// For a case in US dollars; A4 otherwise.
    pub letter_paper: bool,
    pub sheets: Vec<Sheet>,
    /// What may be picked, by the name of the list: key and text of every entry.
    pub lists: BTreeMap<String, Vec<(String, String)>>,
}

/// The rows of one section or of one respondent.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    pub title: String,
    /// When the sheet as a whole is asked; empty for always.
    pub asked_if: String,
    pub rows: Vec<Row>,
}

/// One row: something to answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub key: RowKey,
    /// What stands in its first column, once in a worksheet: `D1`, `A3 b`, `D1.2`, `C2.1 c`.
    pub number: String,
    pub ask: String,
    pub guidance: String,
    pub takes: Takes,
    /// As handed out.
    pub cells: Cells,
}

/// What an answer cell takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Takes {
    /// An entry of the list of this name.
    List(String),
    Text,
    /// A whole number.
    Count,
    /// It is answered in the rows below.
    Nothing,
}

/// What a row is about. Questions, follow-ups and options by their ids and keys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowKey {
    pub question: String,
    /// Empty for the question itself.
    pub follow_up: String,
    /// The option, tick or section of a row of its own; empty for the row above them.
    pub entry: String,
}

/// What people write in one row; every cell may be empty. Note, evidence and speaker stand in the rows of questions only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    pub answer: String,
    pub note: String,
    /// A document that is named, which nobody has seen by that.
    pub evidence: String,
    /// Date of that document, `2026-05-01`.
    pub dated: String,
    /// Who answers.
    pub by: String,
}

/// A column that people write in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    Answer,
    Note,
    Evidence,
    Dated,
    By,
}

impl Column {
    pub const ALL: [Self; 5] = [Self::Answer, Self::Note, Self::Evidence, Self::Dated, Self::By];
}

impl Cells {
    #[must_use]
    pub fn get(&self, column: Column) -> &str {
        match column {
            Column::Answer => &self.answer,
            Column::Note => &self.note,
            Column::Evidence => &self.evidence,
            Column::Dated => &self.dated,
            Column::By => &self.by,
        }
    }

    pub fn get_mut(&mut self, column: Column) -> &mut String {
        match column {
            Column::Answer => &mut self.answer,
            Column::Note => &mut self.note,
            Column::Evidence => &mut self.evidence,
            Column::Dated => &mut self.dated,
            Column::By => &mut self.by,
        }
    }
}

/// A worksheet that came back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filled {
    /// Name of the file.
    pub name: String,
    pub stamp: Stamp,
    /// As stated on its first page; may be empty.
    pub filled_by: String,
    pub filled_on: Option<NaiveDate>,
    pub lists: BTreeMap<String, Vec<(String, String)>>,
    /// In the order of the worksheet.
    pub rows: Vec<FilledRow>,
    /// What stands where nothing was asked.
    pub strays: Vec<Stray>,
    /// Sentences on how it was read.
    pub notices: Vec<String>,
}

/// One row that came back.
#[derive(Clone, Debug, PartialEq)]
pub struct FilledRow {
    pub key: RowKey,
    pub number: String,
    pub ask: String,
    /// As handed out.
    pub was: Cells,
    /// By [`Column::ALL`]; `None` where the column or the row is not there any more.
    pub now: [Option<FilledCell>; 5],
}

/// A cell that came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilledCell {
    /// `D Segmentation!C7`.
    pub at: String,
    pub text: String,
    /// Why its content cannot be used and what to do, whatever it is.
    pub trouble: Option<String>,
}

/// Something written where nothing was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    pub at: String,
    pub text: String,
    /// Why it cannot be used, and what to do.
    pub why: String,
}

impl Sheet {
    /// How many questions stand in it.
    #[must_use]
    pub fn questions(&self) -> usize {
        self.rows.iter().filter(|row| row.key.is_question()).count()
    }
}

impl RowKey {
    #[must_use]
    pub fn question(id: &str) -> Self {
        Self { question: id.to_owned(), follow_up: String::new(), entry: String::new() }
    }
    #[must_use]
    pub fn is_question(&self) -> bool {
        self.follow_up.is_empty() && self.entry.is_empty()
    }
}

impl FilledRow {
    /// The cell of a column, where it is there.
    #[must_use]
    pub fn cell(&self, column: Column) -> Option<&FilledCell> {
        self.now[column as usize].as_ref()
    }
}

/// Text as a cell holds it: trimmed, line feeds alone, no characters that no file may hold, at most what a cell takes.
#[must_use]
pub fn cell_text(text: &str) -> String {
    /// UTF-16 units that one cell of a workbook holds.
    const MOST: usize = 32_000;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut units = 0;
    let kept = text.trim().chars().take_while(|c| {
        units += c.len_utf16();
        units <= MOST
    });
    let legal = |c: char| {
        if c == '\n' || c == '\t' {
            c
        } else if c.is_control() || is_no_character(c) {
            ' '
        } else {
            c
        }
    };
    kept.map(legal).collect::<String>().trim().to_owned()
}

fn is_no_character(c: char) -> bool {
    matches!(c, '\u{fffe}' | '\u{ffff}')
}

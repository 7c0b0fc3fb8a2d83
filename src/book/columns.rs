//! A book in columns: one small code for each answer.

use super::lists::{Amounts, Texts, Words};
use super::row::{CaseFacts, Cell, CellState, Row, RowOrigin};
use crate::assessment::usable;
use crate::questionnaire::{AnswerKind, OptionSet, Question, QuestionIx, Questionnaire};
use crate::submission::Money;
use chrono::NaiveDate;
use foldhash::fast::RandomState;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// Many submissions under one questionnaire and the plans laid over it, which share its options.
#[derive(Clone, Debug)]
pub struct Book {
    questionnaire: Arc<Questionnaire>,
    answers: Vec<Column>,
    ids: Texts,
    limit: Amounts,
    premium: Amounts,
    revenue: Amounts,
    loss: Amounts,
    industry: Words,
    inception: Vec<Option<NaiveDate>>,
    claim: Vec<Option<bool>>,
    origin: Vec<RowOrigin>,
    /// Rows that come from case files, ascending.
    cases: Vec<(usize, Box<CaseFacts>)>,
}

/// Codes of the answers to a question that takes one option or a text: option x grade, then the states.
pub(super) mod code {
    pub const UNKNOWN: u8 = 128;
    pub const OPEN: u8 = 129;
    pub const NOT_APPLICABLE: u8 = 130;
    pub const UNUSABLE: u8 = 131;
}

/// The answers to one question.
#[derive(Clone, Debug)]
pub(super) enum Column {
    /// One byte of [`code`] a row.
    One(Vec<u8>),
    /// Several options: place in the list of the different cells that occur.
    Several { codes: Vec<u32>, cells: Vec<Cell>, places: HashMap<Cell, u32, RandomState> },
}

impl Book {
    /// An empty book; `questionnaire` is the base, without a plan.
    #[must_use]
    pub fn new(questionnaire: Arc<Questionnaire>) -> Self {
        let answers = questionnaire.questions.iter().map(Column::new).collect();
        Self {
            questionnaire,
            answers,
            ids: Texts::default(),
            limit: Amounts::default(),
            premium: Amounts::default(),
            revenue: Amounts::default(),
            loss: Amounts::default(),
            industry: Words::default(),
            inception: Vec::new(),
            claim: Vec::new(),
            origin: Vec::new(),
            cases: Vec::new(),
        }
    }

    /// Adds a row at the end. What cannot be used as an answer is taken as unusable.
    pub fn push(&mut self, row: Row) {
        let place = self.rows();
        for ((column, question), answer) in self
            .answers
            .iter_mut()
            .zip(&self.questionnaire.questions)
            .zip(row.answers.iter().copied().chain(std::iter::repeat(Cell::default())))
        {
            column.push(usable_cell(question, answer));
        }
        self.limit.push(row.limit);
        self.premium.push(row.premium);
        self.revenue.push(row.revenue);
        self.loss.push(row.loss);
        self.industry.push(&row.industry);
        self.inception.push(row.inception);
        self.claim.push(row.claim);
        self.origin.push(row.origin);
        self.ids.push(&row.id);
        self.cases.extend(row.case.map(|case| (place, case)));
    }

    /// Adds the rows of another book of the same questionnaire at the end, as if they were pushed in their order.
    pub fn append(&mut self, other: Self) {
        let rows = self.rows();
        for (column, more) in self.answers.iter_mut().zip(other.answers) {
            column.append(more);
        }
        self.limit.append(rows, other.limit);
        self.premium.append(rows, other.premium);
        self.revenue.append(rows, other.revenue);
        self.loss.append(rows, other.loss);
        self.industry.append(other.industry);
        self.inception.extend(other.inception);
        self.claim.extend(other.claim);
        self.origin.extend(other.origin);
        self.ids.append(other.ids);
        self.cases.extend(other.cases.into_iter().map(|(row, case)| (rows + row, case)));
    }

    #[must_use]
    pub fn rows(&self) -> usize {
        self.origin.len()
    }

    #[must_use]
    pub fn questionnaire(&self) -> &Arc<Questionnaire> {
        &self.questionnaire
    }

    /// Rows are counted from 0 and below [`Self::rows`], here and in all that follows.
    #[must_use]
    pub fn id(&self, row: usize) -> &str {
        self.ids.get(row)
    }

    #[must_use]
    pub fn cell(&self, row: usize, question: QuestionIx) -> Cell {
        match &self.answers[usize::from(question.0)] {
            Column::One(codes) => cell_of_code(self.questionnaire.question(question), codes[row]),
            Column::Several { codes, cells, .. } => cells[codes[row] as usize],
        }
    }

    #[must_use]
    pub fn limit(&self, row: usize) -> Option<Money> {
        self.limit.get(row)
    }
    #[must_use]
    pub fn premium(&self, row: usize) -> Option<Money> {
        self.premium.get(row)
    }
    #[must_use]
    pub fn revenue(&self, row: usize) -> Option<Money> {
        self.revenue.get(row)
    }
    #[must_use]
    pub fn loss(&self, row: usize) -> Option<Money> {
        self.loss.get(row)
    }
    #[must_use]
    pub fn industry(&self, row: usize) -> &str {
        &self.industry.words[self.industry_place(row)]
    }
    /// Place of the row's industry in [`Self::industries`].
    #[must_use]
    pub fn industry_place(&self, row: usize) -> usize {
        self.industry.codes[row] as usize
    }
    /// The industries that occur, in order of appearance; one of them may be blank.
    #[must_use]
    pub fn industries(&self) -> &[String] {
        &self.industry.words
    }
    #[must_use]
    pub fn inception(&self, row: usize) -> Option<NaiveDate> {
        self.inception[row]
    }
    /// Whether there was a claim; `None`: not known.
    #[must_use]
    pub fn claim(&self, row: usize) -> Option<bool> {
        self.claim[row]
    }
    #[must_use]
    pub fn origin(&self, row: usize) -> RowOrigin {
        self.origin[row]
    }
    /// What the case file of the row knows beyond the answers; `None` for a row of a table.
    #[must_use]
    pub fn case(&self, row: usize) -> Option<&CaseFacts> {
        let place = self.cases.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        Some(&self.cases[place].1)
    }

    pub(super) fn column(&self, question: QuestionIx) -> &Column {
        &self.answers[usize::from(question.0)]
    }

    /// Limit and revenue.
    pub(super) fn amounts(&self) -> (&Amounts, &Amounts) {
        (&self.limit, &self.revenue)
    }

    /// The case files among some rows, each with its row.
    pub(super) fn cases_in(&self, rows: Range<usize>) -> &[(usize, Box<CaseFacts>)] {
        let place = |row: usize| self.cases.partition_point(|(of, _)| *of < row);
        &self.cases[place(rows.start)..place(rows.end)]
    }

    /// Whether any row has a limit.
    #[must_use]
    pub fn has_limit(&self) -> bool {
        self.limit.any()
    }
    #[must_use]
    pub fn has_premium(&self) -> bool {
        self.premium.any()
    }
    #[must_use]
    pub fn has_revenue(&self) -> bool {
        self.revenue.any()
    }
    #[must_use]
    pub fn has_industry(&self) -> bool {
        self.industry.words.iter().any(|word| !word.is_empty())
    }
    /// Whether it is known of any row if there was a claim.
    #[must_use]
    pub fn has_outcomes(&self) -> bool {
        self.claim.iter().any(Option::is_some)
    }
    #[must_use]
    pub fn has_losses(&self) -> bool {
        self.loss.any()
    }
}

fn usable_cell(question: &Question, cell: Cell) -> Cell {
    let fits = match cell.state {
        CellState::Options(options) => {
            let known = (options.0 as u64) >> question.options.len().min(OptionSet::MAX_OPTIONS) == 0;
            known && question.kind != AnswerKind::Text && usable(question, options)
        }
        CellState::Text if question.kind == AnswerKind::Text => return Cell { grade: 0, ..cell },
        CellState::Text => false,
        state => return Cell { state, grade: 0 },
    };
    if fits { Cell { grade: cell.grade.min(3), ..cell } } else { Cell { state: CellState::Unusable, grade: 0 } }
}

/// `cell` is usable for its question.
fn code_of_cell(cell: Cell) -> u8 {
    match cell.state {
        CellState::Options(options) => (options.0.trailing_zeros() as u8 & 31) * 4 + cell.grade,
        CellState::Text => 0,
        CellState::Unknown => code::UNKNOWN,
        CellState::Open => code::OPEN,
        CellState::NotApplicable => code::NOT_APPLICABLE,
        CellState::Unusable => code::UNUSABLE,
    }
}

pub(super) fn cell_of_code(question: &Question, code: u8) -> Cell {
    let state = match code {
        code::UNKNOWN => CellState::Unknown,
        code::OPEN => CellState::Open,
        code::NOT_APPLICABLE => CellState::NotApplicable,
        code::UNUSABLE.. => CellState::Unusable,
        _ if question.kind == AnswerKind::Text => CellState::Text,
        stated => {
            return Cell { state: CellState::Options(OptionSet::of(usize::from(stated / 4))), grade: stated & 3 };
        }
    };
    Cell { state, grade: 0 }
}

impl Column {
    /// Different answers that occur, where several options may be given.
    pub(super) fn different(&self) -> usize {
        match self {
            Self::One(_) => 0,
            Self::Several { cells, .. } => cells.len(),
        }
    }

    fn new(question: &Question) -> Self {
        match question.kind {
            AnswerKind::Single | AnswerKind::Text => Self::One(Vec::new()),
            AnswerKind::Multi => Self::Several { codes: Vec::new(), cells: Vec::new(), places: HashMap::default() },
        }
    }

    fn push(&mut self, cell: Cell) {
        match self {
            Self::One(codes) => codes.push(code_of_cell(cell)),
            Self::Several { codes, cells, places } => codes.push(place_of(cells, places, cell)),
        }
    }

    fn append(&mut self, other: Self) {
        match (self, other) {
            (Self::One(codes), Self::One(more)) => codes.extend(more),
            (Self::Several { codes, cells, places }, Self::Several { codes: more, cells: other, .. }) => {
                let to: Vec<u32> = other.into_iter().map(|cell| place_of(cells, places, cell)).collect();
                codes.extend(more.into_iter().map(|code| to[code as usize]));
            }
            // Another questionnaire: its answers mean nothing here.
            (Self::One(codes), Self::Several { codes: more, .. }) => {
                codes.extend(more.into_iter().map(|_| code::UNUSABLE));
            }
            (Self::Several { codes, cells, places }, Self::One(more)) => {
                let unusable = place_of(cells, places, Cell { state: CellState::Unusable, grade: 0 });
                codes.extend(more.into_iter().map(|_| unusable));
            }
        }
    }
}

fn place_of(cells: &mut Vec<Cell>, places: &mut HashMap<Cell, u32, RandomState>, cell: Cell) -> u32 {
    *places.entry(cell).or_insert_with(|| {
        cells.push(cell);
        cells.len() as u32 - 1
    })
}

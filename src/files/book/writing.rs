//! A book as a flat table, and its scores as another.

use super::cells::TEXT_ON_FILE;
use super::columns::{Column, PLAIN};
use super::cores::Progress;
use super::ids::Ids;
use super::table::book_from_table;
use crate::book::{Book, Cell, CellState, Scoring};
use crate::files::answers_csv::{cell_for_spreadsheet, push_cell};
use crate::files::check::text_from_money;
use crate::files::devices::Unwatched;
use crate::files::problem::{FileError, FileErrorKind, Problems};
use crate::files::save::{beside, write_atomic};
use crate::questionnaire::{OptionSet, Question, QuestionIx, Questionnaire, decimal, exact};
use crate::submission::Money;
use std::collections::HashMap;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

/// What E0 to E3 are written as.
const GRADES: [&str; 4] = ["", "E1", "E2", "E3"];
/// Columns of the scores under one plan.
const SCORES: [&str; 8] = ["score", "score_exact", "tier", "band", "outcome", "rules", "completeness", "confidence"];

/// The book as the flat table that is read again: UTF-8 with a byte order mark, comma; the same bytes for the same
/// book. Columns in which nothing stands are left out, but for the questions.
///
/// What the table cannot hold: what a case knows beyond its answers, the words of texts and of N/A, and amounts that
/// are not US dollars, which are left blank.
#[must_use]
pub fn csv_from_book(book: &Book) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    let columns = columns_of(book);
    push_row(&mut out, columns.iter().map(|(name, _)| name.as_str()));
    let mut words: Vec<Words> = book.questionnaire().questions.iter().map(Words::new).collect();
    let industries: Vec<String> = book.industries().iter().map(|industry| cell_of(industry)).collect();
    for row in 0..book.rows() {
        for (place, (_, column)) in columns.iter().enumerate() {
            if place > 0 {
                out.push(',');
            }
            match *column {
                Column::Submission => out.push_str(&cell_of(book.id(row))),
                Column::Answer(ix) => {
                    let words = words.get_mut(usize::from(ix.0));
                    out.push_str(words.map_or("", |words| words.of(as_written(book, row, ix))));
                }
                Column::Evidence(ix) => out.push_str(GRADES[usize::from(book.cell(row, ix).grade.min(3))]),
                Column::Industry => out.push_str(industries.get(book.industry_place(row)).map_or("", String::as_str)),
                Column::Inception => out.push_str(&book.inception(row).map(|day| day.to_string()).unwrap_or_default()),
                Column::Claim => out.push_str(book.claim(row).map_or("", |claim| if claim { "yes" } else { "no" })),
                Column::Limit | Column::Premium | Column::Revenue | Column::Loss | Column::Unknown => {
                    out.push_str(&text_from_money(amount(book, row, *column)).unwrap_or_default());
                }
            }
        }
        out.push_str("\r\n");
    }
    out.into_bytes()
}

/// The results of every row, a column `id` and one for each of [`SCORES`]. Points and percent with one decimal, the
/// exact score as `10020/197`, rules joined by `;`. `scoring` is that of the book under `effective`.
#[must_use]
pub fn csv_from_scores(book: &Book, scoring: &Scoring, effective: &Questionnaire) -> Vec<u8> {
    scores_table(book, &[("", scoring, effective)])
}

/// The same under two plans; the columns of the second begin with `against_`.
#[must_use]
pub fn csv_from_both_scores(
    book: &Book,
    (scoring, effective): (&Scoring, &Questionnaire),
    (other, against): (&Scoring, &Questionnaire),
) -> Vec<u8> {
    scores_table(book, &[("", scoring, effective), ("against_", other, against)])
}

fn scores_table(book: &Book, sides: &[(&str, &Scoring, &Questionnaire)]) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    let names = sides.iter().flat_map(|(prefix, ..)| SCORES.map(|name| format!("{prefix}{name}")));
    push_row(&mut out, std::iter::once("id".to_owned()).chain(names));
    for row in 0..book.rows() {
        let cells = sides.iter().flat_map(|(_, scoring, effective)| score_cells(row, scoring, effective));
        push_row(&mut out, std::iter::once(book.id(row).to_owned()).chain(cells));
    }
    out.into_bytes()
}

fn score_cells(row: usize, scoring: &Scoring, effective: &Questionnaire) -> [String; 8] {
    let score = scoring.score(row);
    let rules = scoring.fired(row).filter_map(|place| effective.rules.get(usize::from(place)));
    let codes: Vec<&str> = rules.map(|rule| rule.code.as_str()).collect();
    [
        decimal(score, 1),
        exact(score),
        effective.tier(scoring.tier(row)).name.clone(),
        effective.band(scoring.band(row)).name.clone(),
        scoring.outcome(row).words(effective).to_owned(),
        codes.join(";"),
        decimal(scoring.completeness(row), 1),
        decimal(scoring.confidence(row), 1),
    ]
}

/// Saves the book as a flat table, after reading it back and comparing every cell. A table of a book that was there
/// is kept beside it as `.bak`: it may hold columns that are no part of a book.
///
/// # Errors
/// The disk, something at the path that is not the table of a book, or a book that no table can hold, as with two submissions of
/// one name; nothing is changed then.
pub fn write_book(path: &Path, book: &Book) -> Result<(), FileError> {
    let unlike = |problems: Problems| {
        FileError::new(
            FileErrorKind::Wrong,
            path,
            "What was written does not read back as the book on screen",
            "Nothing was changed on disk",
            "Give every submission a name of its own, and report the fault if it has one",
        )
        .with_problems(problems)
    };
    refuse_another(path, BOOK_BEGINS)?;
    write_atomic(path, &csv_from_book(book), Some(&beside(path, "bak")), |written| {
        let (progress, questionnaire) = (Progress::new(written.len() as u64), book.questionnaire());
        let again = book_from_table(written, "the table", questionnaire, &mut Ids::default(), &progress, &Unwatched)
            .map_err(|problem| unlike(problem.into()))?;
        if is_same(book, &again.book) { Ok(()) } else { Err(unlike(Problems(again.problems.list))) }
    })
    .map(drop)
}

/// Saves the scores of a book ([`csv_from_scores`]).
///
/// # Errors
/// The disk, or something at the path that is not a table of scores; nothing is changed then.
pub fn write_scores(path: &Path, book: &Book, scoring: &Scoring, effective: &Questionnaire) -> Result<(), FileError> {
    refuse_another(path, SCORES_BEGIN)?;
    write_atomic(path, &csv_from_scores(book, scoring, effective), None, |_| Ok(())).map(drop)
}

/// Saves the scores of a book under two plans ([`csv_from_both_scores`]).
///
/// # Errors
/// The disk, or something at the path that is not a table of scores; nothing is changed then.
pub fn write_both_scores(
    path: &Path,
    book: &Book,
    of: (&Scoring, &Questionnaire),
    against: (&Scoring, &Questionnaire),
) -> Result<(), FileError> {
    refuse_another(path, SCORES_BEGIN)?;
    write_atomic(path, &csv_from_both_scores(book, of, against), None, |_| Ok(())).map(drop)
}

/// What a table of scores begins with.
const SCORES_BEGIN: &str = "id,score,";

/// What a table of a book begins with.
const BOOK_BEGINS: &str = "submission";

/// One wrong word on a command line must not put a table in the place of a case, a plan or the book itself: only a
/// table that begins as the new one does is replaced.
fn refuse_another(path: &Path, begins: &str) -> Result<(), FileError> {
    let Ok(there) = std::fs::metadata(path) else { return Ok(()) };
    let is_table = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    let (what, mend) = if !there.is_file() || !is_table {
        ("What stands there is not a table".to_owned(), "Choose a name that ends with .csv")
    } else if !begins_with(path, begins)? {
        (
            format!("The table that stands there does not begin with {begins:?}, so it is another one"),
            "Choose another name",
        )
    } else {
        return Ok(());
    };
    Err(FileError::new(FileErrorKind::Exists, path, what, "Nothing was saved and nothing was changed", mend))
}

/// Whether a file begins so, letter case aside; an empty one holds nothing that could be lost.
fn begins_with(path: &Path, begins: &str) -> Result<bool, FileError> {
    let mut start = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(64).read_to_end(&mut start))
        .map_err(|error| FileError::disk("be replaced", path, "Nothing was saved", error))?;
    let text = String::from_utf8_lossy(&start).to_lowercase();
    let text = text.trim_start_matches(['\u{feff}', '"']);
    Ok(text.is_empty() || text.starts_with(begins))
}

fn push_row(out: &mut String, cells: impl Iterator<Item = impl AsRef<str>>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            out.push(',');
        }
        push_cell(out, &cell_for_spreadsheet(cell.as_ref()));
    }
    out.push_str("\r\n");
}

/// A text as it stands in a table.
fn cell_of(text: &str) -> String {
    let mut cell = String::new();
    push_cell(&mut cell, &cell_for_spreadsheet(text));
    cell
}

/// Names and meanings of the columns that are written.
fn columns_of(book: &Book) -> Vec<(String, Column)> {
    let is_written = |column: &Column| match column {
        Column::Limit => book.has_limit(),
        Column::Premium => book.has_premium(),
        Column::Revenue => book.has_revenue(),
        Column::Industry => book.has_industry(),
        Column::Inception => (0..book.rows()).any(|row| book.inception(row).is_some()),
        Column::Claim => book.has_outcomes(),
        Column::Loss => book.has_losses(),
        Column::Submission | Column::Answer(_) | Column::Evidence(_) | Column::Unknown => true,
    };
    let plain = PLAIN.into_iter().filter(|(_, column)| is_written(column));
    let mut columns: Vec<(String, Column)> = plain.map(|(name, column)| (name.to_owned(), column)).collect();
    for ix in book.questionnaire().places() {
        let id = &book.questionnaire().question(ix).id;
        columns.push((id.clone(), Column::Answer(ix)));
        if (0..book.rows()).any(|row| book.cell(row, ix).grade > 0) {
            columns.push((format!("{id} evidence"), Column::Evidence(ix)));
        }
    }
    columns
}

/// As a table can hold it: what cannot be used, or be said of the item, is open, as it counts.
fn as_written(book: &Book, row: usize, ix: QuestionIx) -> Cell {
    let cell = book.cell(row, ix);
    match cell.state {
        CellState::Unusable => Cell::default(),
        CellState::NotApplicable if !book.questionnaire().is_scored(ix) => Cell::default(),
        _ => cell,
    }
}

/// As a table can hold it: dollars.
fn amount(book: &Book, row: usize, column: Column) -> Option<Money> {
    if book.case(row).is_some_and(|case| !case.in_dollars) {
        return None;
    }
    match column {
        Column::Limit => book.limit(row),
        Column::Premium => book.premium(row),
        Column::Revenue => book.revenue(row),
        Column::Loss => book.loss(row),
        _ => None,
    }
}

/// The cells of one question, each put together once.
struct Words<'q> {
    question: &'q Question,
    of_options: HashMap<OptionSet, String>,
}

impl<'q> Words<'q> {
    fn new(question: &'q Question) -> Self {
        Self { question, of_options: HashMap::new() }
    }

    fn of(&mut self, cell: Cell) -> &str {
        let options = match cell.state {
            CellState::Open | CellState::Unusable => return "",
            CellState::Unknown => return "unknown",
            CellState::NotApplicable => return "na",
            CellState::Text => return TEXT_ON_FILE,
            CellState::Options(options) => options,
        };
        let question = self.question;
        self.of_options.entry(options).or_insert_with(|| {
            let chosen = options.places().filter_map(|place| question.options.get(place));
            let keys: Vec<&str> = chosen.map(|option| option.key.as_str()).collect();
            cell_of(&keys.join(";"))
        })
    }
}

/// Whether a table that was read back holds all that a table can hold of the book.
fn is_same(book: &Book, again: &Book) -> bool {
    let is_same_cell = |row: usize, ix: QuestionIx| as_written(book, row, ix) == again.cell(row, ix);
    let amounts = [Column::Limit, Column::Premium, Column::Revenue, Column::Loss];
    let is_same_row = |row: usize| {
        book.id(row) == again.id(row)
            && book.industry(row) == again.industry(row)
            && book.inception(row) == again.inception(row)
            && book.claim(row) == again.claim(row)
            && amounts.iter().all(|column| amount(book, row, *column) == amount(again, row, *column))
    };
    Arc::ptr_eq(book.questionnaire(), again.questionnaire())
        && book.rows() == again.rows()
        && (0..book.rows()).all(is_same_row)
        && book.questionnaire().places().all(|ix| (0..book.rows()).all(|row| is_same_cell(row, ix)))
}

//! Books from tables and folders, and back.

mod folder;
mod round_trip;
mod table;

use super::*;
use crate::book::{Cell, CellState};
use crate::files::{SHIPPED, Unwatched, questionnaire_from_text};
use crate::questionnaire::OptionSet;

fn shipped() -> Arc<Questionnaire> {
    let (name, text) = SHIPPED[0];
    Arc::new(questionnaire_from_text(text, name).expect("the shipped questionnaire reads"))
}

fn read_table(text: &str) -> ReadBook {
    read_bytes(text.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

fn read_bytes(bytes: &[u8]) -> Result<ReadBook, FileError> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("book.csv");
    std::fs::write(&path, bytes).expect("the table is written");
    read_book(&[path], &shipped(), &Unwatched)
}

fn cell(book: &Book, row: usize, question: &str) -> Cell {
    book.cell(row, book.questionnaire().find(question).expect("a question"))
}

fn option(place: usize, grade: u8) -> Cell {
    Cell { state: CellState::Options(OptionSet::of(place)), grade }
}

fn said(read: &ReadBook) -> Vec<String> {
    read.problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_table_is_read_by_its_column_names() {
    let read = read_table(
        "Submission,D1,d3 Evidence,D3,A3,K1,limit,Premium,industry,inception,claim,loss\n\
         one, B ,E2,c,cameras; building,no,5000000,12500.5,Food,2026-01-31,yes,1000\n\
         two,unknown,,na,,,,,,,No,\n\n\
         '=three,,,na: no radio,,,,,,,,\n",
    );
    assert_eq!(said(&read), [""; 0]);
    let book = &read.book;
    assert_eq!((book.rows(), book.id(0), book.id(1), book.id(2)), (3, "one", "two", "=three"));
    assert_eq!(cell(book, 0, "D1"), option(1, 0));
    assert_eq!(cell(book, 0, "D3"), option(2, 2));
    assert_eq!(cell(book, 1, "D1").state, CellState::Unknown);
    assert_eq!(cell(book, 1, "D3").state, CellState::NotApplicable);
    assert_eq!(cell(book, 2, "D3").state, CellState::NotApplicable);
    assert_eq!(cell(book, 1, "A3").state, CellState::Open);
    assert_eq!(book.limit(0).map(|money| money.tenths), Some(50_000_000));
    assert_eq!(book.premium(0).map(|money| money.tenths), Some(125_005));
    assert_eq!(
        (book.industry(0), book.claim(0), book.claim(1), book.claim(2)),
        ("Food", Some(true), Some(false), None)
    );
    assert_eq!(book.inception(0).map(|day| day.to_string()).as_deref(), Some("2026-01-31"));
    assert_eq!((book.origin(0), book.origin(2)), (RowOrigin::Table { line: 2 }, RowOrigin::Table { line: 5 }));
    assert_eq!(read.notices.len(), 1, "{:?}", read.notices);
    assert!(read.notices[0].text.contains("no column for A1, A2"), "{:?}", read.notices);
}

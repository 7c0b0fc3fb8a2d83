//! Short ways to say paragraphs, tables and facts.

use crate::memo::document::{
    Align, Block, ColumnWidth, HeadingLevel, ParagraphStyle, Span, Table, TableColumn, TableRow,
};
use crate::memo::wording::NOT_ON_FILE;
use crate::questionnaire::{BandIx, Questionnaire, Ratio};
use chrono::NaiveDate;

/// A numbered section with an anchor `s8`.
pub(in crate::memo) fn section(number: u8, title: &str) -> Block {
    Block::anchored(HeadingLevel::Two, format!("{number}  {title}"), format!("s{number}"))
}

pub(in crate::memo) fn body(text: impl Into<String>) -> Block {
    Block::text(ParagraphStyle::Body, text)
}

pub(in crate::memo) fn quiet(text: impl Into<String>) -> Block {
    Block::text(ParagraphStyle::Quiet, text)
}

pub(in crate::memo) fn sub(text: &str) -> Block {
    Block::heading(HeadingLevel::Three, text)
}

/// The text, or that there is none.
pub(in crate::memo) fn or_none(text: &str) -> Vec<Span> {
    if text.trim().is_empty() { vec![Span::quiet(NOT_ON_FILE)] } else { vec![Span::plain(text.trim())] }
}

pub(in crate::memo) fn date(date: Option<NaiveDate>) -> String {
    date.map_or_else(|| NOT_ON_FILE.to_owned(), |date| date.to_string())
}

pub(in crate::memo) fn fact(name: &str, value: Vec<Span>) -> (String, Vec<Span>) {
    (name.to_owned(), value)
}

pub(in crate::memo) fn band(questionnaire: &Questionnaire, band: BandIx) -> Span {
    Span::band(band_level(questionnaire, band), questionnaire.band(band).name.clone())
}

/// 1 (best) to 5, the levels the page knows; a scale of other length is spread over them.
pub(in crate::memo) fn band_level(questionnaire: &Questionnaire, band: BandIx) -> u8 {
    let last = questionnaire.bands.len().saturating_sub(1).max(1);
    (usize::from(band.0) * 4 / last).min(4) as u8 + 1
}

/// Good enough to draw with; never to compute with.
pub(in crate::memo) fn to_draw(value: Ratio) -> f32 {
    (*value.numer() as f64 / *value.denom() as f64) as f32
}

pub(in crate::memo) fn column(title: &str, width: ColumnWidth, align: Align) -> TableColumn {
    TableColumn { title: title.to_owned(), width, align }
}

pub(in crate::memo) fn words(title: &str, weight: f32) -> TableColumn {
    column(title, ColumnWidth::Weight(weight), Align::Left)
}

pub(in crate::memo) fn narrow(title: &str) -> TableColumn {
    column(title, ColumnWidth::Natural, Align::Left)
}

pub(in crate::memo) fn number(title: &str) -> TableColumn {
    column(title, ColumnWidth::Natural, Align::Right)
}

pub(in crate::memo) fn row(cells: Vec<Vec<Span>>) -> TableRow {
    TableRow { cells, group_header: false }
}

pub(in crate::memo) fn group(text: impl Into<String>) -> TableRow {
    TableRow { cells: vec![vec![Span::plain(text)]], group_header: true }
}

pub(in crate::memo) fn plain(text: impl Into<String>) -> Vec<Span> {
    vec![Span::plain(text)]
}

pub(in crate::memo) fn table(summary: &str, columns: Vec<TableColumn>, rows: Vec<TableRow>) -> Block {
    Block::Table(Table {
        caption: String::new(),
        summary: summary.to_owned(),
        columns,
        rows,
        first_column_names_rows: true,
    })
}

//! A flat table to a book: pieces are read on all cores and put together in the order of the table.

use super::chunks::{CHUNK, Chunk, Chunks};
use super::columns::{Header, header_of};
use super::cores::{Progress, lock};
use super::ids::Ids;
use super::listed::Listed;
use super::rows::{Doubles, Part, Rows, Spellings};
use crate::book::{Book, RowOrigin};
use crate::files::devices::{Watch, text_of_list};
use crate::files::problem::{Notice, Problem};
use crate::files::table::without_separator_line;
use crate::questionnaire::Questionnaire;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// Rows of a book.
pub(super) const MOST_ROWS: usize = 5_000_000;

/// A table that was read.
#[derive(Debug)]
pub(super) struct ReadTable {
    pub(super) book: Book,
    pub(super) problems: Listed,
    /// Rows that were reported and are not in the book.
    pub(super) left_out: usize,
    pub(super) notices: Vec<Notice>,
}

/// Reads a table. Submissions that are in `ids` already are reported and left out; the others are added to it.
///
/// # Errors
/// What is wrong with the table as a whole; `ids` may then hold some of its submissions. A table whose reading was
/// stopped is a part of itself.
pub(super) fn book_from_table(
    bytes: &[u8],
    file: &str,
    questionnaire: &Arc<Questionnaire>,
    ids: &mut Ids,
    progress: &Progress,
    watch: &dyn Watch,
) -> Result<ReadTable, Problem> {
    in_pieces(bytes, file, questionnaire, ids, progress, watch, CHUNK)
}

pub(super) fn in_pieces(
    bytes: &[u8],
    file: &str,
    questionnaire: &Arc<Questionnaire>,
    ids: &mut Ids,
    progress: &Progress,
    watch: &dyn Watch,
    size: usize,
) -> Result<ReadTable, Problem> {
    const SAVE_AS: &str = "save it as \"CSV UTF-8\" in the spreadsheet";
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(Problem::new(file, "", "this is a workbook, not a table of text, and was not read", SAVE_AS));
    }
    let text = text_of_list(bytes).map_err(|(happened, _)| {
        Problem::new(file, "", format!("{}; nothing was read", uncapitalised(&happened)), SAVE_AS)
    })?;
    let (text, hint, lines_before) = without_separator_line(&text);
    let header = header_of(text, hint, file, questionnaire).map_err(|problem| match problem.line {
        Some(line) => problem.at(line.saturating_add(lines_before), None),
        None => problem.at(1 + lines_before, None),
    })?;
    let rows = Rows { file, header: &header, questionnaire };
    let chunks = Mutex::new(Chunks::new(text, header.delimiter, size, lines_before));
    let merge = Mutex::new(Merge {
        rows: &rows,
        ids,
        waiting: BTreeMap::new(),
        next: 0,
        book: Book::new(Arc::clone(questionnaire)),
        problems: Listed::default(),
        left_out: 0,
        rounded: 0,
        unclosed: None,
    });
    progress.on_all_cores(text.len() / size + 1, watch, |spellings: &mut Spellings| {
        let chunk = lock(&chunks).next()?;
        let part = rows.read(&chunk, &Doubles::new(), spellings);
        lock(&merge).take(chunk, part, spellings);
        Some(chunk.text.len() as u64)
    });
    let Merge { book, problems, left_out, rounded, unclosed, .. } =
        merge.into_inner().unwrap_or_else(|error| error.into_inner());
    if let Some(line) = unclosed {
        let what = "a double quote opens here and is never closed, so the rows below it cannot be told apart and \
                    nothing was read";
        return Err(Problem::new(file, "row", what, "close it, or write two where one is meant").at(line, None));
    }
    if book.rows() >= MOST_ROWS {
        let what = format!("it has more than {MOST_ROWS} rows, so nothing was read");
        return Err(Problem::new(file, "", what, "split it into several books"));
    }
    let mut all = Listed::default();
    for problem in &header.problems {
        let line = problem.line.unwrap_or(1).saturating_add(lines_before);
        all.add(problem.clone().at(line, None));
    }
    all.append(problems);
    Ok(ReadTable { book, problems: all, left_out, notices: notices(file, &header, questionnaire, rounded) })
}

/// Puts the pieces together in the order of the table.
struct Merge<'a> {
    rows: &'a Rows<'a>,
    ids: &'a mut Ids,
    waiting: BTreeMap<usize, (Chunk<'a>, Part)>,
    next: usize,
    book: Book,
    problems: Listed,
    left_out: usize,
    rounded: usize,
    unclosed: Option<u32>,
}

impl<'a> Merge<'a> {
    fn take(&mut self, chunk: Chunk<'a>, part: Part, spellings: &mut Spellings) {
        self.waiting.insert(chunk.place, (chunk, part));
        while let Some((chunk, part)) = self.waiting.remove(&self.next) {
            self.next += 1;
            let doubles = self.doubles(&part.book);
            let part = if doubles.is_empty() { part } else { self.rows.read(&chunk, &doubles, spellings) };
            self.problems.append(part.problems);
            self.left_out += part.left_out;
            self.rounded += part.rounded;
            self.unclosed = self.unclosed.or(part.unclosed);
            // What is too much is refused at the end; until then it must not fill the memory.
            if self.book.rows() < MOST_ROWS {
                self.book.append(part.book);
            }
        }
    }

    /// Rows whose submission stands elsewhere already; the others are remembered.
    fn doubles(&mut self, book: &Book) -> Doubles {
        let mut doubles = Doubles::new();
        for row in 0..book.rows() {
            let RowOrigin::Table { line } = book.origin(row) else { continue };
            if let Some(first) = self.ids.add(book.id(row), Some(line)) {
                doubles.insert(row, first);
            }
        }
        doubles
    }
}

fn notices(file: &str, header: &Header, questionnaire: &Questionnaire, rounded: usize) -> Vec<Notice> {
    let mut notices = Vec::new();
    let mut notice = |text: String| notices.push(Notice { subject: file.to_owned(), text });
    if !header.missing.is_empty() {
        let ids: Vec<&str> = header.missing.iter().map(|ix| questionnaire.question(*ix).id.as_str()).collect();
        notice(format!("it has no column for {}, which count as not answered", ids.join(", ")));
    }
    if rounded > 0 {
        let amounts = if rounded == 1 { "amount has" } else { "amounts have" };
        notice(format!("{rounded} {amounts} more than one decimal and were rounded to one"));
    }
    notices
}

fn uncapitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

//! Delimited text: the delimiter under which the most headers are understood.

use super::Refusal;
use super::header::{HEADER_WITHIN, understood};
use super::reading::Reading;
use super::records::{Start, each_record};
use super::rows::Rows;
use crate::inventory::{Inventory, column_number};
use std::borrow::Cow;

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Bytes in which header and delimiter are looked for.
const SAMPLE: usize = 1024 * 1024;

/// Records that are handed on together.
const BATCH: usize = 64;

/// How a line falls into cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    At(u8),
    /// Runs of tabs stand for one, as in lists aligned by hand.
    AtRunsOfTabs,
    /// The first blank divides: `aa:bb:cc:dd:ee:ff front door`.
    AtFirstBlank,
}

pub(super) fn inventory_from_text(text: &str, reading: &Reading) -> Result<(&'static str, Inventory), Refusal> {
    let (text, hint, lines_before) = without_separator_line(text);
    let cut = match hint {
        Some(delimiter) => Cut::At(delimiter),
        None => cut_of(text, reading),
    };
    let format = match cut {
        Cut::At(b'\t') | Cut::AtRunsOfTabs => "TSV",
        Cut::AtFirstBlank => "text list",
        Cut::At(_) => "CSV",
    };
    let mut rows = Rows::new(reading, format, false);
    let open = match cut {
        Cut::AtFirstBlank => {
            for (line, content) in (lines_before + 1..).zip(text.lines()) {
                if !content.trim().is_empty() {
                    let cells: Vec<&str> = content.trim().splitn(2, char::is_whitespace).collect();
                    reading.step(content.as_ptr().addr() - text.as_ptr().addr(), text.len())?;
                    rows.row(line, &cells)?;
                }
            }
            None
        }
        Cut::At(_) | Cut::AtRunsOfTabs => records(text, cut, lines_before, reading, &mut rows)?,
    };
    let finished = rows.finish(Vec::new());
    match open {
        // What is cut off in its last line still says which device it was.
        Some(start) if text.get(start.byte..).unwrap_or_default().trim_end().contains('\n') => Err(Refusal::new(
            format!(
                "A double quote opens in line {} and is never closed, so the rows below it cannot be told apart",
                start.line.saturating_add(lines_before)
            ),
            "Close it, write two where one is meant, or export the list again",
        )),
        _ => Ok((format, finished?)),
    }
}

/// Where the last record begins, if a quote in it is never closed.
fn records(
    text: &str,
    cut: Cut,
    lines_before: u32,
    reading: &Reading,
    rows: &mut Rows,
) -> Result<Option<Start>, Refusal> {
    let (delimiter, runs) = if let Cut::At(delimiter) = cut { (delimiter, false) } else { (b'\t', true) };
    let mut batch = Batch::default();
    let open = each_record(text, delimiter, |start, cells| {
        reading.step(start.byte, text.len())?;
        if runs {
            cells.retain(|cell| !cell.is_empty());
        }
        batch.cells.append(cells);
        batch.ends.push((start.line.saturating_add(lines_before), batch.cells.len()));
        if batch.ends.len() < BATCH { Ok(()) } else { batch.hand_on(rows) }
    })?;
    batch.hand_on(rows)?;
    Ok(open)
}

/// Records that are handed on together.
#[derive(Default)]
struct Batch<'t> {
    /// Of all records, one after another.
    cells: Vec<Cow<'t, str>>,
    /// Line of each record, and where its cells end.
    ends: Vec<(u32, usize)>,
}

impl Batch<'_> {
    fn hand_on(&mut self, rows: &mut Rows) -> Result<(), Refusal> {
        let cells: Vec<&str> = self.cells.iter().map(|cell| &**cell).collect();
        let records = || {
            self.ends.iter().scan(0, |start, (line, end)| {
                let own = cells.get(*start..*end).unwrap_or_default();
                *start = *end;
                Some((*line, own))
            })
        };
        rows.expect(records().map(|(_, own)| own));
        for (line, own) in records() {
            rows.row(line, own)?;
        }
        self.cells.clear();
        self.ends.clear();
        Ok(())
    }
}

/// Excel's own first line, `sep=;`.
fn without_separator_line(text: &str) -> (&str, Option<u8>, u32) {
    let hint = text.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and(text.as_bytes().get(4)).copied();
    match (hint.filter(|hint| DELIMITERS.contains(hint)), text.split_once('\n')) {
        (Some(hint), Some((first, rest))) if first.trim_end().len() <= 5 => (rest, Some(hint), 1),
        _ => (text, None, 0),
    }
}

fn cut_of(text: &str, reading: &Reading) -> Cut {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = text.get(..end).unwrap_or(text);
    let mut best = (0, 0, Cut::At(b','));
    for delimiter in DELIMITERS {
        let mut first: Vec<Vec<String>> = Vec::new();
        // An error of no content ends it early.
        each_record(sample, delimiter, |_, cells| {
            first.push(cells.drain(..).map(Cow::into_owned).collect());
            if first.len() < HEADER_WITHIN { Ok(()) } else { Err(()) }
        })
        .ok();
        let header = first.iter().max_by_key(|cells| understood(cells, reading));
        let most = header.map_or(0, |cells| understood(cells, reading));
        let width = first.iter().map(Vec::len).max().unwrap_or(0);
        let varies = first.iter().any(|cells| cells.len() != first.first().map_or(0, Vec::len));
        let has_gap = header.is_some_and(|cells| cells.iter().any(String::is_empty));
        let cut = if delimiter == b'\t' && varies && has_gap { Cut::AtRunsOfTabs } else { Cut::At(delimiter) };
        if (most, width) > (best.0, best.1) {
            best = (most, width, cut);
        }
    }
    let numbered = reading.options.choices.iter().any(|(header, _)| column_number(header).is_some());
    if best.0 == 0 && best.1 < 2 && numbered { Cut::AtFirstBlank } else { best.2 }
}

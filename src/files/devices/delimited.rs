//! Delimited text: the delimiter under which the most headers are understood.

use super::Refusal;
use super::header::{HEADER_WITHIN, understood};
use super::reading::Reading;
use super::records::{Record, Start, each_lot, each_record};
use super::rows::Rows;
use crate::inventory::{Inventory, column_number};
use std::borrow::Cow;

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Bytes in which header and delimiter are looked for.
const SAMPLE: usize = 1024 * 1024;

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
    each_lot(text, delimiter, |lot| {
        rows.foresee(lot.iter().map(|record| record.cells));
        for Record { start, cells } in lot {
            reading.step(start.byte, text.len())?;
            let line = start.line.saturating_add(lines_before);
            if runs {
                let cells: Vec<&str> = cells.iter().copied().filter(|cell| !cell.is_empty()).collect();
                rows.row(line, &cells)?;
            } else {
                rows.row(line, cells)?;
            }
        }
        Ok(())
    })
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

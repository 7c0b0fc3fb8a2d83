//! Delimited text: the delimiter under which the most headers are understood.

use super::rows::{HEADER_WITHIN, Rows, is_column_number, understood};
use super::{ImportOptions, Refusal};
use crate::inventory::Inventory;

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

pub(super) fn inventory_from_text(text: &str, options: &ImportOptions) -> Result<(&'static str, Inventory), Refusal> {
    let (text, hint, lines_before) = without_separator_line(text);
    let cut = match hint {
        Some(delimiter) => Cut::At(delimiter),
        None => cut_of(text, options),
    };
    let mut rows = Rows::new(options, false);
    match cut {
        Cut::AtFirstBlank => {
            for (place, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
                let cells: Vec<&str> = line.trim().splitn(2, char::is_whitespace).collect();
                rows.row(number(place + 1 + lines_before), &cells)?;
            }
        }
        Cut::At(_) | Cut::AtRunsOfTabs => records(text, cut, lines_before, &mut rows)?,
    }
    let format = match cut {
        Cut::At(b'\t') | Cut::AtRunsOfTabs => "TSV",
        Cut::AtFirstBlank => "text list",
        Cut::At(_) => "CSV",
    };
    Ok((format, rows.finish(Vec::new())?))
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes())
}

fn records(text: &str, cut: Cut, lines_before: usize, rows: &mut Rows) -> Result<(), Refusal> {
    let (delimiter, runs) = if let Cut::At(delimiter) = cut { (delimiter, false) } else { (b'\t', true) };
    let mut reader = reader(text, delimiter);
    let mut record = csv::StringRecord::new();
    let mut last = (0_usize, 0_u32);
    loop {
        let read = reader.read_record(&mut record).map_err(|error| {
            Refusal::new(format!("The table does not read ({error})"), "Export the list again as \"CSV UTF-8\"")
        })?;
        if !read {
            break;
        }
        last = start_of(text, &record, lines_before);
        let cells: Vec<&str> =
            if runs { record.iter().filter(|cell| !cell.is_empty()).collect() } else { record.iter().collect() };
        rows.row(last.1, &cells)?;
    }
    // Only the last record can hold a quote that is never closed: it takes in all that follows.
    let (start, line) = last;
    let tail = text.get(start..).unwrap_or_default();
    if tail.trim_end().contains('\n') && tail.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
        return Err(Refusal::new(
            format!(
                "A double quote opens in line {line} and is never closed, so the rows below it cannot be told apart"
            ),
            "Close it, write two where one is meant, or export the list again",
        ));
    }
    Ok(())
}

/// Byte and line at which a record begins. Blank lines before it are counted, not part of it.
fn start_of(text: &str, record: &csv::StringRecord, lines_before: usize) -> (usize, u32) {
    let Some(position) = record.position() else { return (0, 0) };
    let mut start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let mut line = usize::try_from(position.line()).unwrap_or(usize::MAX).saturating_add(lines_before);
    while let Some(byte @ (b'\r' | b'\n')) = text.as_bytes().get(start) {
        line += usize::from(*byte == b'\n');
        start += 1;
    }
    (start, number(line))
}

/// Excel's own first line, `sep=;`.
fn without_separator_line(text: &str) -> (&str, Option<u8>, usize) {
    let hint = text.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and(text.as_bytes().get(4)).copied();
    match (hint.filter(|hint| DELIMITERS.contains(hint)), text.split_once('\n')) {
        (Some(hint), Some((first, rest))) if first.trim_end().len() <= 5 => (rest, Some(hint), 1),
        _ => (text, None, 0),
    }
}

fn cut_of(text: &str, options: &ImportOptions) -> Cut {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = text.get(..end).unwrap_or(text);
    let mut best = (0, 0, Cut::At(b','));
    for delimiter in DELIMITERS {
        let first: Vec<Vec<String>> = reader(sample, delimiter)
            .into_records()
            .map_while(Result::ok)
            .take(HEADER_WITHIN)
            .map(|record| record.iter().map(str::to_owned).collect())
            .collect();
        let header = first.iter().max_by_key(|cells| understood(cells, options));
        let most = header.map_or(0, |cells| understood(cells, options));
        let width = first.iter().map(Vec::len).max().unwrap_or(0);
        let varies = first.iter().any(|cells| cells.len() != first.first().map_or(0, Vec::len));
        let has_gap = header.is_some_and(|cells| cells.iter().any(String::is_empty));
        let cut = if delimiter == b'\t' && varies && has_gap { Cut::AtRunsOfTabs } else { Cut::At(delimiter) };
        if (most, width) > (best.0, best.1) {
            best = (most, width, cut);
        }
    }
    let numbered = options.choices.iter().any(|(header, _)| is_column_number(header));
    if best.0 == 0 && best.1 < 2 && numbered { Cut::AtFirstBlank } else { best.2 }
}

fn number(line: usize) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

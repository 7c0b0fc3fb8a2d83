//! Delimited text to records, without copying what need not be copied.
//!
//! A cell is quoted where it begins with a double quote; two double quotes inside stand for one; what
//! follows the closing quote up to the delimiter belongs to the cell. A line ends with `\n`, `\r\n` or `\r`,
//! and a blank line is no record.

use std::borrow::Cow;
use std::sync::mpsc::sync_channel;
use std::thread;

/// Cells of a record that are kept: more than any table may have.
const MOST_CELLS: usize = 4000;

/// Where a record begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::files) struct Start {
    pub(in crate::files) byte: usize,
    /// From 1.
    pub(in crate::files) line: u32,
}

/// Records that are handed on together, and how many such lots may wait.
const TOGETHER: usize = 128;
const WAITING: usize = 8;
/// Records that are shown together: few enough that what is read ahead for them stays near the processor.
const SHOWN: usize = 32;
/// Bytes from which cutting is done beside what is made of the cells.
const LARGE: usize = 1024 * 1024;

/// A record of a lot.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'a> {
    pub(super) start: Start,
    pub(super) cells: &'a [&'a str],
}

/// Hands on the records of a text, many at a time, until `take` fails. Gives the start of the last record
/// where a double quote in it is never closed.
pub(super) fn each_lot<E>(
    text: &str,
    delimiter: u8,
    mut take: impl FnMut(&[Record]) -> Result<(), E>,
) -> Result<Option<Start>, E> {
    if text.len() < LARGE {
        return lots(text, delimiter, |lot| lot.show(&mut take));
    }
    thread::scope(|scope| {
        let (send, cut) = sync_channel::<Lot>(WAITING);
        // Whoever takes no more lots has a reason of their own.
        let cutting = move || lots(text, delimiter, |lot| send.send(lot).map_err(drop));
        let Ok(cutter) = thread::Builder::new().spawn_scoped(scope, cutting) else {
            return lots(text, delimiter, |lot| lot.show(&mut take));
        };
        for lot in cut {
            lot.show(&mut take)?;
        }
        Ok(cutter.join().ok().and_then(Result::ok).flatten())
    })
}

#[derive(Default)]
struct Lot<'t> {
    /// Of all records, one after another.
    cells: Vec<Cow<'t, str>>,
    /// Where each record begins, and where its cells end.
    ends: Vec<(Start, usize)>,
}

impl Lot<'_> {
    fn show<E>(&self, take: &mut impl FnMut(&[Record]) -> Result<(), E>) -> Result<(), E> {
        let cells: Vec<&str> = self.cells.iter().map(|cell| &**cell).collect();
        let mut from = 0;
        let record = |(start, end): &(Start, usize)| {
            let own = cells.get(from..*end).unwrap_or_default();
            from = *end;
            Record { start: *start, cells: own }
        };
        let records: Vec<Record> = self.ends.iter().map(record).collect();
        records.chunks(SHOWN).try_for_each(take)
    }
}

fn lots<'t, E>(
    text: &'t str,
    delimiter: u8,
    mut hand_on: impl FnMut(Lot<'t>) -> Result<(), E>,
) -> Result<Option<Start>, E> {
    let mut lot = Lot::default();
    let open = each_record(text, delimiter, |start, cells| {
        lot.cells.append(cells);
        lot.ends.push((start, lot.cells.len()));
        if lot.ends.len() < TOGETHER { Ok(()) } else { hand_on(std::mem::take(&mut lot)) }
    })?;
    hand_on(lot)?;
    Ok(open)
}

/// Hands on every record with the place where it begins, until `take` fails; `take` may keep the cells. Gives the start of the last
/// record where a double quote in it is never closed.
pub(in crate::files) fn each_record<'t, E>(
    text: &'t str,
    delimiter: u8,
    mut take: impl FnMut(Start, &mut Vec<Cow<'t, str>>) -> Result<(), E>,
) -> Result<Option<Start>, E> {
    let bytes = text.as_bytes();
    let mut cells: Vec<Cow<'t, str>> = Vec::new();
    let (mut at, mut line) = (0_usize, 1_u32);
    loop {
        while let Some(b'\r' | b'\n') = bytes.get(at) {
            line = line.saturating_add(u32::from(ends_line(bytes, at)));
            at += 1;
        }
        let start = Start { byte: at, line };
        if at >= bytes.len() {
            return Ok(None);
        }
        cells.clear();
        let mut has_quotes = false;
        let is_plain = loop {
            let end = match bytes.get(at) {
                Some(b'"') => {
                    has_quotes = true;
                    match simply_quoted(text, at, delimiter) {
                        Some(end) => {
                            keep(&mut cells, Cow::Borrowed(text.get(at + 1..end - 1).unwrap_or("")));
                            end
                        }
                        None => break false,
                    }
                }
                _ => {
                    let end = end_of_plain(bytes, at, delimiter);
                    keep(&mut cells, Cow::Borrowed(text.get(at..end).unwrap_or("")));
                    end
                }
            };
            at = end;
            if bytes.get(end) != Some(&delimiter) {
                break true;
            }
            at += 1;
        };
        let mut is_closed = true;
        if !is_plain {
            cells.clear();
            (at, is_closed) = copy(text, start.byte, delimiter, &mut cells);
        }
        take(start, &mut cells)?;
        if !is_closed {
            return Ok(Some(start));
        }
        if has_quotes {
            let inside = (start.byte..at).filter(|place| ends_line(bytes, *place)).count();
            line = line.saturating_add(u32::try_from(inside).unwrap_or(u32::MAX));
        }
    }
}

/// Adds a cell. Of a record of more than [`MOST_CELLS`], the last one kept tells whether the rest holds anything.
fn keep<'t>(cells: &mut Vec<Cow<'t, str>>, cell: Cow<'t, str>) {
    if cells.len() < MOST_CELLS {
        cells.push(cell);
    } else if let Some(last) = cells.last_mut().filter(|last| last.is_empty()) {
        *last = cell;
    }
}

/// Whether the byte ends a line; of `\r\n`, the second does.
fn ends_line(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at) {
        Some(b'\n') => true,
        Some(b'\r') => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    }
}

fn end_of_plain(bytes: &[u8], at: usize, delimiter: u8) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let ends = |byte: &u8| *byte == delimiter || matches!(byte, b'\n' | b'\r');
    at + rest.iter().position(ends).unwrap_or(rest.len())
}

/// The end of a quoted cell with nothing in it that has to be changed, behind its closing quote.
fn simply_quoted(text: &str, at: usize, delimiter: u8) -> Option<usize> {
    let inside = text.get(at + 1..)?;
    let end = at + 1 + inside.find('"')? + 1;
    match text.as_bytes().get(end) {
        None | Some(b'\n' | b'\r') => Some(end),
        Some(byte) if *byte == delimiter => Some(end),
        Some(_) => None,
    }
}

/// Copies the cells of the record that begins at `at`; gives its end, and whether all its quotes are closed.
fn copy(text: &str, mut at: usize, delimiter: u8, cells: &mut Vec<Cow<'_, str>>) -> (usize, bool) {
    let bytes = text.as_bytes();
    loop {
        let mut cell = String::new();
        if bytes.get(at) == Some(&b'"') {
            at += 1;
            loop {
                let rest = text.get(at..).unwrap_or("");
                let Some(quote) = rest.find('"') else {
                    cell.push_str(rest);
                    keep(cells, Cow::Owned(cell));
                    return (text.len(), false);
                };
                cell.push_str(rest.get(..quote).unwrap_or(""));
                at += quote + 1;
                if bytes.get(at) != Some(&b'"') {
                    break;
                }
                cell.push('"');
                at += 1;
            }
        }
        let end = end_of_plain(bytes, at, delimiter);
        cell.push_str(text.get(at..end).unwrap_or(""));
        keep(cells, Cow::Owned(cell));
        at = end;
        if bytes.get(at) != Some(&delimiter) {
            return (at, true);
        }
        at += 1;
    }
}

//! Delimited text with a header: encoding, delimiter, columns by name, rows with their lines.

use super::problem::Problem;
use super::ron_text::number;

/// Bytes.
const MOST_BYTES: usize = 16 * 1024 * 1024;
pub(super) const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// A table whose columns are known by their place in the caller's list.
pub(super) struct Table {
    /// Place in the file of each known column.
    columns: Vec<Option<usize>>,
    pub(super) header_line: u32,
    pub(super) rows: Vec<Row>,
}

pub(super) struct Row {
    /// Line on which the row begins, from 1.
    pub(super) line: u32,
    /// Why nothing but the first column of the row can be used.
    pub(super) fault: Option<String>,
    cells: Vec<String>,
}

impl Row {
    /// The cell of a known column; a missing column is a blank one.
    pub(super) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

impl Table {
    pub(super) fn has_column(&self, column: usize) -> bool {
        self.columns.get(column).is_some_and(Option::is_some)
    }
}

/// Reads a table with the given columns, of which `needed` must be there. No table where the bytes are
/// no text, or no header is found; the problems say so.
pub(super) fn table_from_bytes(
    bytes: &[u8],
    file: &str,
    columns: &[&str],
    needed: usize,
) -> (Option<Table>, Vec<Problem>) {
    match text_and_first_line(bytes, file) {
        Err(problem) => (None, vec![problem]),
        Ok(text) => table_from_text(text, file, columns, needed),
    }
}

fn text_and_first_line<'a>(bytes: &'a [u8], file: &str) -> Result<&'a str, Problem> {
    const SAVE_AS: &str = "save it as \"CSV UTF-8\" in the spreadsheet";
    let refused = |what: String, mend: &str| Err(Problem::new(file, "", what, mend));
    if bytes.len() > MOST_BYTES {
        let most = MOST_BYTES / (1024 * 1024);
        return refused(
            format!("the table is larger than {most} MiB and was not read"),
            "remove what does not belong to the questionnaire",
        );
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return refused("the table is UTF-16 text and was not read".to_owned(), SAVE_AS);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return refused("this is a workbook, not a table of text".to_owned(), SAVE_AS);
    }
    if let Some(place) = bytes.iter().position(|byte| *byte == 0) {
        let what = "the table holds a NUL byte, so it is not plain text, and was not read".to_owned();
        return Err(Problem::new(file, "", what, SAVE_AS).at(line_at(bytes, place), None));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let what = "the table is not UTF-8 text and was not read".to_owned();
            Err(Problem::new(file, "", what, SAVE_AS).at(line_at(bytes, error.valid_up_to()), None))
        }
    }
}

fn line_at(bytes: &[u8], place: usize) -> u32 {
    number(1 + bytes.iter().take(place).filter(|byte| **byte == b'\n').count())
}

fn table_from_text(text: &str, file: &str, columns: &[&str], needed: usize) -> (Option<Table>, Vec<Problem>) {
    let mut problems = Vec::new();
    let (text, hint, lines_before) = without_separator_line(text);
    let delimiter = match delimiter_of(text, columns, needed, hint) {
        Ok(delimiter) => delimiter,
        Err(what) => {
            let mend = format!("begin the table with {}", columns.join(","));
            problems.push(Problem::new(file, "header", what, mend).at(1 + lines_before, None));
            return (None, problems);
        }
    };
    if let Some(line) = unclosed_quote(text, delimiter) {
        let what =
            "a cell begins with a double quote that is never closed, so the rest of the table was read as one cell";
        problems.push(
            Problem::new(file, "row", what, "close it, or write two where one is meant").at(line + lines_before, None),
        );
    }
    let mut records = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes())
        .into_records();
    let Some(Ok(header)) = records.next() else { return (None, problems) };
    let mut lines = Lines::new(text, lines_before);
    let header_line = lines.of(&header);
    let known = known_columns(&header, columns, &mut |what, mend| {
        problems.push(Problem::new(file, "header", what, mend).at(header_line, None));
    });
    let width = header.len();
    let nameless: Vec<usize> =
        header.iter().enumerate().filter(|(_, name)| name.trim().is_empty()).map(|(place, _)| place).collect();
    let mut rows = Vec::new();
    let mut has_nameless_cell = false;
    for record in records {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                problems.push(Problem::new(file, "row", format!("the row does not read ({error})"), "write it anew"));
                break;
            }
        };
        let line = lines.of(&record);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let fault =
            (record.len() != width).then(|| format!("the row has {} cells where the header has {width}", record.len()));
        has_nameless_cell |=
            nameless.iter().any(|place| record.get(*place).is_some_and(|cell| !cell.trim().is_empty()));
        let cells = known
            .iter()
            .map(|place| place.and_then(|place| record.get(place)).unwrap_or_default().to_owned())
            .collect();
        rows.push(Row { line, fault, cells });
    }
    if has_nameless_cell {
        problems.push(
            Problem::new(
                file,
                "header",
                "a column without a name holds text, which was not read",
                "name the column, or clear it",
            )
            .at(header_line, None),
        );
    }
    (Some(Table { columns: known, header_line, rows }), problems)
}

/// Excel's own first line, `sep=;`.
pub(super) fn without_separator_line(text: &str) -> (&str, Option<u8>, u32) {
    let hint =
        text.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and_then(|_| text.as_bytes().get(4).copied());
    match (hint.filter(|hint| DELIMITERS.contains(hint)), text.split_once('\n')) {
        (Some(hint), Some((first, rest))) if first.trim_end_matches('\r').len() == 5 => (rest, Some(hint), 1),
        _ => (text, None, 0),
    }
}

/// The delimiter under which the header names the needed column and the most of the others.
fn delimiter_of(text: &str, columns: &[&str], needed: usize, hint: Option<u8>) -> Result<u8, String> {
    if text.trim().is_empty() {
        return Err("the table is empty".to_owned());
    }
    let candidates: Vec<u8> = hint.map_or_else(|| DELIMITERS.to_vec(), |hint| vec![hint]);
    let mut found: Vec<(usize, u8)> = Vec::new();
    for delimiter in candidates {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        let Some(Ok(header)) = reader.records().next() else { continue };
        let names: Vec<String> = header.iter().map(folded).collect();
        let count = columns.iter().filter(|column| names.iter().any(|name| name == *column)).count();
        if columns.get(needed).is_some_and(|column| names.iter().any(|name| name == column)) {
            found.push((count, delimiter));
        }
    }
    let best = found.iter().map(|(count, _)| *count).max().unwrap_or(0);
    let mut of_best = found.iter().filter(|(count, _)| *count == best);
    match (of_best.next(), of_best.next()) {
        (None, _) => Err(format!(
            "no header with a column {} was found, so nothing was read",
            columns.get(needed).unwrap_or(&"")
        )),
        // One column alone reads the same under every delimiter.
        (Some((1, _)), Some(_)) => Ok(b','),
        (Some(_), Some(_)) => {
            Err("the header can be read with more than one delimiter, so nothing was read".to_owned())
        }
        (Some((_, delimiter)), None) => Ok(*delimiter),
    }
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

fn known_columns(
    header: &csv::StringRecord,
    columns: &[&str],
    report: &mut dyn FnMut(String, &'static str),
) -> Vec<Option<usize>> {
    let mut known = vec![None; columns.len()];
    for (place, name) in header.iter().enumerate() {
        let name = folded(name);
        if name.is_empty() {
            continue;
        }
        match columns.iter().position(|column| *column == name) {
            None => {
                let short: String = name.chars().take(40).map(|c| if c.is_control() { ' ' } else { c }).collect();
                report(
                    format!("the column \"{short}\" is not known and was not read"),
                    "correct its name, or remove it",
                );
            }
            Some(column) => match known.get_mut(column) {
                Some(slot @ None) => *slot = Some(place),
                _ => report(format!("the column {name} stands twice; the first was read"), "remove one of them"),
            },
        }
    }
    known
}

/// Counts lines along the text; the CSV reader's own count stops short of blank lines.
pub(super) struct Lines<'a> {
    text: &'a [u8],
    byte: usize,
    line: u32,
}

impl<'a> Lines<'a> {
    /// `lines_before` stand above the text.
    pub(super) fn new(text: &'a str, lines_before: u32) -> Self {
        Self { text: text.as_bytes(), byte: 0, line: lines_before.saturating_add(1) }
    }

    /// Line on which a record begins; records must come in order.
    pub(super) fn of(&mut self, record: &csv::StringRecord) -> u32 {
        let start = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(usize::MAX));
        while let Some(byte) =
            self.text.get(self.byte).filter(|byte| self.byte < start || matches!(byte, b'\r' | b'\n'))
        {
            let is_end = *byte == b'\n' || (*byte == b'\r' && self.text.get(self.byte + 1) != Some(&b'\n'));
            self.line = self.line.saturating_add(u32::from(is_end));
            self.byte += 1;
        }
        self.line
    }
}

/// Line on which a quote opens that nothing closes. The CSV reader takes the rest for one cell.
fn unclosed_quote(text: &str, delimiter: u8) -> Option<u32> {
    let mut line = 1_u32;
    let mut opened_on = None;
    let mut at_cell_start = true;
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            // Two quotes inside a cell are one that is meant.
            b'"' if opened_on.is_some() => opened_on = opened_on.filter(|_| bytes.next_if_eq(&b'"').is_some()),
            b'"' if at_cell_start => opened_on = Some(line),
            _ => {}
        }
        at_cell_start = opened_on.is_none() && (byte == delimiter || byte == b'\n' || byte == b'\r');
        line += u32::from(byte == b'\n');
    }
    opened_on
}

//! A worksheet that came back: sheets, columns and rows are found by what they say, never by where they stand.

use super::grid::{Grid, GridCell, grids};
use super::identity_v1::{HandedOut, IDENTITY, Identity, LISTS};
use super::{FILLED_BY, FILLED_ON, HOW_TO, NUMBER, QUESTION, WHY, head, identity_v1, refused, shown};
use crate::files::devices::Refusal;
use crate::files::guarded::guarded;
use crate::files::problem::FileError;
use crate::inventory::{DateRules, ReadDate, read_date};
use crate::submission::worksheet::{Column, Filled, FilledCell, FilledRow, Stray, folded};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::path::Path;
use zip::ZipArchive;

/// Rows among which the heads of a sheet are looked for.
const MOST_ABOVE: usize = 60;
/// Notices of one kind that are listed one by one.
const MOST_LISTED: usize = 12;
const NOT_OURS: &str = "Choose the worksheet as it came back; answers that were copied into another workbook do not say \
                        which case they belong to";

/// Reads a worksheet; `path` only stands in the sentences.
///
/// # Errors
/// Something that is no worksheet, or a damaged one; the sentence says what to do.
pub fn filled_from_bytes(bytes: &[u8], path: &Path) -> Result<Filled, FileError> {
    let name = path.file_name().map_or_else(|| "worksheet".to_owned(), |name| name.to_string_lossy().into_owned());
    archive(bytes)
        .and_then(|()| {
            // What the archive holds may contradict itself in ways on which the reader of workbooks gives up.
            let read = guarded(|| grids(bytes));
            read.unwrap_or_else(|| {
                Err(Refusal::new("The workbook does not read (its parts contradict one another)", "Save it again"))
            })
        })
        .and_then(|grids| filled(&name, &grids))
        .map_err(|refusal| refused(path, refusal))
}

/// Whether a workbook carries our sheet of identification: a quick look, for those who decide what to do with a file.
#[must_use]
pub fn is_worksheet(bytes: &[u8]) -> bool {
    use std::io::Read;
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    let Ok(member) = archive.by_name("xl/workbook.xml") else { return false };
    let mut text = Vec::new();
    let names = format!("name=\"{IDENTITY}\"");
    member.take(1024 * 1024).read_to_end(&mut text).is_ok() && String::from_utf8_lossy(&text).contains(&names)
}

/// Refuses what is no workbook of the kind that is handed out.
fn archive(bytes: &[u8]) -> Result<(), Refusal> {
    const AS_XLSX: &str = "Save it as .xlsx and choose that";
    const TYPE_IN: &str = "Choose the worksheet as .xlsx, or type the answers in at the desk";
    if bytes.is_empty() {
        return Err(Refusal::new("The file is empty", "Ask for the worksheet again"));
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        let what = "This is a workbook of the old .xls kind, or one locked by a password";
        return Err(Refusal::new(what, "Save it as .xlsx without a password and choose that"));
    }
    if bytes.starts_with(b"%PDF") {
        return Err(Refusal::new("This is a PDF, not a worksheet", TYPE_IN));
    }
    if !bytes.starts_with(b"PK") {
        return Err(Refusal::new("This is no workbook", TYPE_IN));
    }
    let cut_off =
        |error| Refusal::new(format!("The workbook is cut off or damaged ({error})"), "Ask for the file again");
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(cut_off)?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    match () {
        () if has("xl/workbook.xml") => Ok(()),
        () if has("xl/workbook.bin") => Err(Refusal::new("This is a binary workbook (.xlsb)", AS_XLSX)),
        () if has("content.xml") => Err(Refusal::new("This is an OpenDocument workbook (.ods)", AS_XLSX)),
        () if has("manifest.ron") => Err(Refusal::new("This is a Securable case, not a worksheet", NOT_OURS)),
        () => Err(Refusal::new("This is an archive and no workbook", NOT_OURS)),
    }
}

fn filled(name: &str, grids: &[Grid]) -> Result<Filled, Refusal> {
    let hidden = |name: &str| grids.iter().find(|grid| grid.name == name);
    let identity = hidden(IDENTITY)
        .ok_or_else(|| Refusal::new("This workbook is not a worksheet that was handed out from here", NOT_OURS))?;
    let Identity { stamp, rows, lists } = identity_v1::read(identity, hidden(LISTS))?;
    let mut reader = Reader { by_number: BTreeMap::new(), rows: Vec::new(), strays: Vec::new(), notices: Vec::new() };
    reader.await_rows(rows);
    let mut filled_by = String::new();
    let mut filled_on = None;
    for grid in grids.iter().filter(|grid| grid.visible && ![IDENTITY, LISTS].contains(&grid.name.as_str())) {
        if grid.name == HOW_TO || beside(grid, FILLED_BY).is_some() {
            filled_by = beside(grid, FILLED_BY).unwrap_or_default();
            let on = beside(grid, FILLED_ON).unwrap_or_default();
            match read_date(&on, DateRules { serial_days: true, ..DateRules::default() }) {
                ReadDate::Known(day, _) => filled_on = Some(day),
                _ if on.is_empty() => {}
                _ => reader.notices.push(format!(
                    "{:?} on the sheet {HOW_TO:?} is no date that is understood, so the day of the merge counts",
                    shown(&on)
                )),
            }
            continue;
        }
        reader.sheet(grid);
    }
    for grid in grids.iter().filter(|grid| !grid.visible && ![IDENTITY, LISTS].contains(&grid.name.as_str())) {
        if heads(grid).is_some() {
            let name = shown(&grid.name);
            reader.notices.push(format!("The sheet {name:?} is hidden, so it was not read; show it again"));
        }
    }
    let Reader { rows, strays, mut notices, .. } = reader;
    let missing: Vec<&str> =
        rows.iter().filter(|row| row.now.iter().all(Option::is_none)).map(|row| row.number.as_str()).collect();
    if !missing.is_empty() {
        notices.push(format!(
            "Handed out and not in the worksheet any more, so nothing is taken from it: {}",
            some(&missing)
        ));
    }
    Ok(Filled { name: name.to_owned(), stamp, filled_by, filled_on, lists, rows, strays, notices })
}

/// The text to the right of a label.
fn beside(grid: &Grid, label: &str) -> Option<String> {
    grid.rows().take(MOST_ABOVE).find_map(|row| {
        let mut cells = grid.row(row).skip_while(|(_, cell)| folded(&cell.text) != folded(label));
        cells.next()?;
        Some(cells.map(|(_, cell)| cell.text.clone()).find(|text| !text.is_empty()).unwrap_or_default())
    })
}

fn some(all: &[&str]) -> String {
    let listed = all.iter().take(MOST_LISTED).copied().collect::<Vec<_>>().join(", ");
    if all.len() > MOST_LISTED { format!("{listed} and {} more", all.len() - MOST_LISTED) } else { listed }
}

struct Reader {
    /// Place in `rows`.
    by_number: BTreeMap<String, usize>,
    rows: Vec<FilledRow>,
    strays: Vec<Stray>,
    notices: Vec<String>,
}

/// Columns of a sheet by what they are called.
struct Heads {
    row: u32,
    number: Option<u32>,
    /// By [`Column::ALL`].
    columns: [Option<u32>; 5],
    /// Every column that has a head of ours.
    all: BTreeSet<u32>,
}

impl Reader {
    fn await_rows(&mut self, rows: Vec<HandedOut>) {
        for HandedOut { number, key, ask, was } in rows {
            self.by_number.insert(folded(&number), self.rows.len());
            self.rows.push(FilledRow { key, number, ask, was, now: Default::default() });
        }
    }

    fn sheet(&mut self, grid: &Grid) {
        let name = shown(&grid.name);
        let Some(heads) = heads(grid) else {
            if grid.rows().next().is_some() {
                self.notices.push(format!(
                    "The sheet {name:?} has no row of heads ({NUMBER:?}, {QUESTION:?}, {:?} and so on), so it was not read; \
                     put the heads back above its rows",
                    head(Column::Answer)
                ));
            }
            return;
        };
        let Some(number) = heads.number else {
            self.notices.push(format!(
                "The sheet {name:?} has no column {NUMBER:?}, so its rows are not known and it was not read; put the head \
                 back above the numbers"
            ));
            return;
        };
        for column in Column::ALL.into_iter().filter(|column| heads.columns[*column as usize].is_none()) {
            self.notices.push(format!(
                "The sheet {name:?} has no column {:?}, so nothing was read from it; put the head back above the column",
                head(column)
            ));
        }
        if grid.beyond {
            self.notices.push(format!(
                "Something on the sheet {name:?} stands farther right or down than a worksheet goes, and was not read; \
                 write it into the row of its question"
            ));
        }
        let mut formulas: Vec<String> = Vec::new();
        let mut beside: Vec<String> = Vec::new();
        for row in grid.rows_after(heads.row) {
            let key = folded(grid.text(row, number));
            match self.by_number.get(&key).copied() {
                Some(place) => self.row(place, grid, row, &heads),
                None => self.stray(grid, row, number, &heads),
            }
            let unheaded = grid.row(row).filter(|(column, cell)| !cell.text.is_empty() && !heads.all.contains(column));
            beside.extend(unheaded.map(|(column, _)| grid.at(row, column)));
            let of_formulas = heads
                .columns
                .iter()
                .flatten()
                .filter(|column| grid.cell(row, **column).is_some_and(|cell| cell.formula));
            formulas.extend(of_formulas.map(|column| grid.at(row, *column)));
        }
        if !beside.is_empty() {
            let at: Vec<&str> = beside.iter().map(String::as_str).collect();
            self.notices.push(format!(
                "Written in columns without a head that is known, and not read: {}; write it into the note",
                some(&at)
            ));
        }
        if !formulas.is_empty() {
            let at: Vec<&str> = formulas.iter().map(String::as_str).collect();
            self.notices.push(format!("Formulas stand in {}; what they last came to was read", some(&at)));
        }
    }

    fn row(&mut self, place: usize, grid: &Grid, row: u32, heads: &Heads) {
        let now = heads.columns.map(|column| column.map(|column| filled_cell(grid, row, column)));
        let Some(known) = self.rows.get_mut(place) else { return };
        let said = |cells: &[Option<FilledCell>; 5]| {
            cells.iter().map(|cell| cell.as_ref().map_or(String::new(), |cell| cell.text.clone())).collect::<Vec<_>>()
        };
        let is_blank = |cells: &[Option<FilledCell>; 5]| said(cells).iter().all(String::is_empty);
        if known.now.iter().all(Option::is_none) || is_blank(&known.now) {
            known.now = now;
        } else if !is_blank(&now) && said(&known.now) != said(&now) {
            let first = known.now.iter().flatten().next().map_or(String::new(), |cell| cell.at.clone());
            let text = said(&now).into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ");
            let why = format!("{} stands twice, and {first} says something else; keep one of the rows", known.number);
            for cell in known.now.iter_mut().flatten().filter(|cell| !cell.text.is_empty()) {
                cell.trouble = Some(format!(
                    "stands twice, and {} says something else; keep one of the rows",
                    grid.at(row, heads.row_column())
                ));
            }
            self.strays.push(Stray { at: grid.at(row, heads.row_column()), text, why });
        }
    }

    /// A row that somebody added.
    fn stray(&mut self, grid: &Grid, row: u32, number: u32, heads: &Heads) {
        let columns = std::iter::once(number).chain(heads.columns.iter().flatten().copied());
        let texts: Vec<&str> = columns.map(|column| grid.text(row, column)).filter(|text| !text.is_empty()).collect();
        let Some((at, _)) = grid.row(row).next().filter(|_| !texts.is_empty()) else { return };
        let why = match grid.text(row, number) {
            "" => {
                "the row has no number, so it belongs to no question; write it into the row of its question".to_owned()
            }
            other => {
                format!("{:?} is no number of this worksheet; write it into the row of its question", shown(other))
            }
        };
        self.strays.push(Stray { at: grid.at(row, at), text: texts.join("; "), why });
    }
}

impl Heads {
    /// The column by which a row is named to people: that of answers, else any.
    fn row_column(&self) -> u32 {
        self.columns.iter().flatten().next().copied().unwrap_or_default()
    }
}

/// The row with the most heads, at least three.
fn heads(grid: &Grid) -> Option<Heads> {
    let find = |row: u32, title: &str| {
        let wanted = folded(title);
        grid.row(row).find(|(_, cell)| folded(&cell.text) == wanted).map(|(column, _)| column)
    };
    let found = |row: u32| {
        let columns = Column::ALL.map(|column| find(row, head(column)));
        let number = find(row, NUMBER);
        let others = [QUESTION, WHY].into_iter().filter_map(|title| find(row, title));
        let all: BTreeSet<u32> = columns.into_iter().flatten().chain(number).chain(others).collect();
        (all.len(), Heads { row, number, columns, all })
    };
    let mut best: Option<(usize, Heads)> = None;
    for (count, heads) in grid.rows().take(MOST_ABOVE).map(found) {
        if count >= 3 && best.as_ref().is_none_or(|(most, _)| count > *most) {
            best = Some((count, heads));
        }
    }
    best.map(|(_, heads)| heads)
}

fn filled_cell(grid: &Grid, row: u32, column: u32) -> FilledCell {
    let GridCell { text, trouble, .. } = grid.cell(row, column).cloned().unwrap_or_default();
    let covered = grid
        .covered
        .contains(&(row, column))
        .then(|| "is merged with the cells around it; take the merging back and answer each row for itself".to_owned());
    FilledCell { at: grid.at(row, column), text, trouble: trouble.or(covered) }
}

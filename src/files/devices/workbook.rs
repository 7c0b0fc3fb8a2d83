//! Workbooks: what an archive would unpack to is measured before anything reads it.

use super::header::MOST_COLUMNS;
use super::reading::Reading;
use super::rows::Rows;
use super::{ImportOptions, Refusal, Unwatched, ods, shown};
use crate::files::guarded::guarded;
use crate::inventory::Inventory;
use calamine::{CellErrorType, Data, DataRef, ExcelDateTime, Reader, SheetVisible, Xlsx};
use std::io::{self, Cursor, Read};
use zip::ZipArchive;

const MIB: u64 = 1024 * 1024;
/// Unpacked bytes of all members together.
const MOST_TOTAL: u64 = 1024 * MIB;
/// Unpacked bytes of the texts that cells share, which are kept in memory.
const MOST_SHARED: u64 = 192 * MIB;
/// Unpacked bytes of the one member that an open document keeps its sheets in, which is read as a whole.
const MOST_CONTENT: u64 = 512 * MIB;
/// Unpacked to packed size, above which a member over [`RATIO_FROM`] is taken for a bomb.
const MOST_RATIO: u64 = 500;
const RATIO_FROM: u64 = 16 * MIB;
const MOST_MEMBERS: usize = 5000;
/// Rows that a sheet can have.
const MOST_ROWS: u32 = 1_048_576;

const AGAIN: &str = "Save the workbook again, or export the list as CSV";

pub(super) fn inventory_from_archive(bytes: &[u8], reading: &Reading) -> Result<(&'static str, Inventory), Refusal> {
    let broken = |error: zip::result::ZipError| {
        Refusal::new(format!("The workbook is cut off or damaged ({error})"), "Ask for the file again")
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    let (is_xlsx, is_ods) = (has("xl/workbook.xml"), has("content.xml") && has("mimetype"));
    if has("xl/workbook.bin") {
        return Err(Refusal::new("This is a binary workbook (.xlsb)", "Save it as .xlsx or CSV"));
    }
    if has("manifest.ron") {
        return Err(Refusal::new(
            "This is a Securable case, not a device list",
            "Choose the list that a tool exported",
        ));
    }
    if !is_xlsx && !is_ods {
        let mend = "Unpack it and import the list inside, or save the list as .xlsx or CSV";
        return Err(Refusal::new("This is an archive and no workbook", mend));
    }
    measure(&mut archive, reading)?;
    if is_ods {
        let mut content = String::new();
        let member = archive.by_name("content.xml").map_err(broken)?;
        member.take(MOST_TOTAL).read_to_string(&mut content).map_err(|error| unreadable(&error))?;
        return Ok(("ODS", ods::inventory_from_content(&content, reading)?));
    }
    // What the archive holds may contradict itself in ways on which the reader of workbooks gives up.
    let read = guarded(|| inventory_from_xlsx(bytes, reading));
    let inventory = read
        .unwrap_or_else(|| Err(Refusal::new("The workbook does not read (its parts contradict one another)", AGAIN)))?;
    Ok(("XLSX", inventory))
}

/// Refuses an archive that would unpack to more than is read.
pub(in crate::files) fn measure_archive(bytes: &[u8]) -> Result<(), Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
        Refusal::new(format!("The workbook is cut off or damaged ({error})"), "Ask for the file again")
    })?;
    measure(&mut archive, &Reading::devices(&ImportOptions::default(), &Unwatched))
}

fn unreadable(error: &io::Error) -> Refusal {
    Refusal::new(format!("The workbook is cut off or damaged ({error})"), "Ask for the file again")
}

/// Unpacks every member into nothing, to know its true size: what the directory says may be a lie.
fn measure(archive: &mut ZipArchive<Cursor<&[u8]>>, reading: &Reading) -> Result<(), Refusal> {
    let bomb =
        |name: &str| Refusal::too_large(format!("{} in the workbook would unpack to more than is read", shown(name)));
    if archive.len() > MOST_MEMBERS {
        return Err(Refusal::too_large(format!("The workbook holds more than {MOST_MEMBERS} members")));
    }
    let mut total = 0_u64;
    for place in 0..archive.len() {
        reading.step(0, 1)?;
        let member = archive
            .by_index(place)
            .map_err(|error| Refusal::new(format!("The workbook is cut off or damaged ({error})"), AGAIN))?;
        let name = String::from_utf8_lossy(member.name_raw()).into_owned();
        let packed = member.compressed_size().max(1);
        let most = match name.as_str() {
            "content.xml" => MOST_CONTENT,
            name if name.ends_with("sharedStrings.xml") => MOST_SHARED,
            _ => MOST_TOTAL,
        };
        let ratio_most = (packed.saturating_mul(MOST_RATIO)).max(RATIO_FROM);
        let most = most.min(MOST_TOTAL - total).min(ratio_most);
        let size = io::copy(&mut member.take(most + 1), &mut io::sink()).map_err(|error| unreadable(&error))?;
        if size > most {
            return Err(bomb(&name));
        }
        total += size;
    }
    Ok(())
}

fn inventory_from_xlsx(bytes: &[u8], reading: &Reading) -> Result<Inventory, Refusal> {
    let damaged = |error: calamine::XlsxError| Refusal::new(format!("The workbook does not read ({error})"), AGAIN);
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let sheets: Vec<(String, bool)> = workbook
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect();
    let mut first_refusal = None;
    for (sheet, _) in sheets.iter().filter(|(_, is_visible)| *is_visible) {
        let mut cells = match workbook.worksheet_cells_reader(sheet) {
            Ok(cells) => cells,
            // A sheet that is a chart has no cells.
            Err(error) => {
                first_refusal.get_or_insert(damaged(error));
                continue;
            }
        };
        // Not every program writes how many rows there are.
        let last_row = Some(cells.dimensions().end.0).filter(|row| *row > 0).unwrap_or(MOST_ROWS) as usize;
        let mut rows = Rows::new(reading, "XLSX", true);
        let mut row: (u32, Vec<String>) = (0, Vec::new());
        let mut read = || -> Result<(), Refusal> {
            while let Some(cell) = cells.next_cell().map_err(damaged)? {
                let (number, column) = (cell.get_position().0.saturating_add(1), cell.get_position().1 as usize);
                if number != row.0 {
                    reading.step(number as usize, last_row)?;
                    hand_on(&mut row, &mut rows)?;
                    row.0 = number;
                }
                if column < MOST_COLUMNS {
                    if row.1.len() <= column {
                        row.1.resize(column + 1, String::new());
                    }
                    if let Some(slot) = row.1.get_mut(column) {
                        *slot = text_from_cell(cell.get_value());
                    }
                }
            }
            hand_on(&mut row, &mut rows)
        };
        match read().and_then(|()| rows.finish(others(&sheets, sheet))) {
            Ok(inventory) => return Ok(inventory),
            Err(refusal) if refusal.is_stop() => return Err(refusal),
            // Another sheet may be the list.
            Err(refusal) => {
                first_refusal.get_or_insert(refusal);
            }
        }
    }
    Err(first_refusal
        .unwrap_or_else(|| Refusal::new("The workbook holds no visible sheet", "Show the sheet with the list")))
}

fn hand_on(row: &mut (u32, Vec<String>), rows: &mut Rows) -> Result<(), Refusal> {
    if row.0 > 0 {
        let cells: Vec<&str> = row.1.iter().map(String::as_str).collect();
        rows.row(row.0, &cells)?;
    }
    row.1.clear();
    Ok(())
}

/// What to say about the sheets that were not read.
pub(super) fn others(sheets: &[(String, bool)], read: &str) -> Vec<String> {
    let names: Vec<String> =
        sheets.iter().filter(|(name, _)| name != read).map(|(name, _)| format!("\"{}\"", shown(name))).collect();
    if names.is_empty() {
        return Vec::new();
    }
    vec![format!("Only the sheet \"{}\" was read, not {}", shown(read), names.join(", "))]
}

/// A formula is its last computed value; dates are written as `2027-03-31`.
fn text_from_cell(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => Data::Float(*number).to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(moment) => text_from_moment(moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(CellErrorType::NA) => "#N/A".to_owned(),
        DataRef::Error(_) => "#VALUE!".to_owned(),
        DataRef::Empty => String::new(),
    }
}

fn text_from_moment(moment: &ExcelDateTime) -> String {
    if !moment.is_datetime() || moment.as_f64() < 1.0 {
        return moment.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date} {hour:02}:{minute:02}:{second:02}") }
}

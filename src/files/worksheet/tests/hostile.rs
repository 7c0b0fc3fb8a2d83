//! Worksheets that were moved about, harmed, or are none at all: a sentence each, and nothing lost.

use super::*;
use crate::files::worksheet::grid::grids;
use rust_xlsxwriter::{Format, Formula, Workbook};
use std::collections::BTreeMap;

/// By row and column, from 0.
type Texts = BTreeMap<(u32, u32), String>;

/// A workbook as texts, to be moved about.
struct Raw {
    sheets: Vec<(String, bool, Texts)>,
    /// Sheet, row and column of a formula, with its last value.
    formula: Option<(String, u32, u16, &'static str)>,
    /// Sheet, first and last row and column of cells that are merged.
    merged: Option<(String, [u32; 2], [u16; 2])>,
}

impl Raw {
    fn new() -> Self {
        let bytes = xlsx_from_worksheet(&handed_out(&case())).expect("a workbook");
        let cells = |grid: &grid::Grid| -> Texts {
            let rows = grid.rows().flat_map(|row| grid.row(row).map(move |(column, cell)| ((row, column), cell)));
            rows.map(|(at, cell)| (at, cell.text.clone())).collect()
        };
        let grids = grids(&bytes).unwrap_or_else(|refusal| panic!("{refusal:?}"));
        let sheets = grids.iter().map(|grid| (grid.name.clone(), !grid.visible, cells(grid))).collect();
        Self { sheets, formula: None, merged: None }
    }

    fn sheet(&mut self, begins: &str) -> &mut Texts {
        &mut self.sheets.iter_mut().find(|(name, ..)| name.starts_with(begins)).expect("a sheet").2
    }

    /// Row of a number.
    fn row(&mut self, begins: &str, number: &str) -> u32 {
        let found = self.sheet(begins).iter().find(|((_, column), text)| *column == 0 && *text == number);
        found.expect("a row").0.0
    }

    fn bytes(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        for (name, hidden, cells) in &self.sheets {
            let sheet = workbook.add_worksheet();
            sheet.set_name(name).expect("a name").set_hidden(*hidden);
            if let Some((_, rows, columns)) = self.merged.as_ref().filter(|(of, ..)| name.starts_with(of)) {
                sheet.merge_range(rows[0], columns[0], rows[1], columns[1], "", &Format::new()).expect("merged");
            }
            for ((row, column), text) in cells {
                sheet.write_string(*row, *column as u16, text).expect("a cell");
            }
            if let Some((_, row, column, last)) = self.formula.as_ref().filter(|(of, ..)| name.starts_with(of)) {
                let formula = Formula::new("=A1").set_result(*last);
                sheet.write_formula(*row, *column, formula).expect("a formula");
            }
        }
        workbook.save_to_buffer().expect("a workbook")
    }

    fn merge(&self) -> Merge {
        Merge::of(core(), &case(), &read(&self.bytes()), made())
    }
}

fn unusable(merge: &Merge) -> Vec<String> {
    let line = |line: &MergeLine| match &line.kind {
        Kind::Unusable(why) => Some(format!("{}: {:?} {why}", line.at, line.in_sheet)),
        _ => None,
    };
    merge.lines.iter().filter_map(line).collect()
}

#[test]
fn untouched_texts_say_nothing_new() {
    let merge = Raw::new().merge();
    assert!(news(&merge).is_empty() && merge.notices.is_empty(), "{:?}", merge.notices);
}

#[test]
fn moved_and_added_columns_and_rows_are_found() {
    let mut raw = Raw::new();
    let row = raw.row("D ", "D2");
    raw.sheet("D ").insert((row, 2), text("D2", "b").to_owned());
    for (_, hidden, cells) in raw.sheets.iter_mut().filter(|(name, ..)| name != HOW_TO) {
        if *hidden {
            continue;
        }
        // The answers go far to the right, and two rows are put above everything.
        let moved = std::mem::take(cells)
            .into_iter()
            .map(|((row, column), text)| ((row + 2, if column == 2 { 20 } else { column }), text));
        *cells = moved.collect();
        cells.insert((3, 11), "Checked by IT".to_owned());
    }
    let merge = raw.merge();
    assert_eq!((one(&merge).number.as_str(), &one(&merge).kind), ("D2", &Kind::New));
    assert!(one(&merge).at.contains("!U"), "{}", one(&merge).at);
}

#[test]
fn a_missing_column_is_named_and_empties_nothing() {
    for (title, named) in [("Answer", "Answer"), ("Who answers", "Who answers"), ("No.", "No.")] {
        let mut raw = Raw::new();
        raw.sheet("D ").retain(|_, text| text != title);
        let merge = raw.merge();
        assert!(news(&merge).is_empty(), "{:?}", news(&merge));
        let says = format!("has no column {named:?}");
        let notice = merge.notices.iter().find(|it| it.contains(&says)).expect("a notice");
        assert!(notice.starts_with("The sheet \"D ") && notice.contains("put the head back"), "{notice}");
    }
}

#[test]
fn sheets_and_rows_that_are_gone_are_counted() {
    let mut raw = Raw::new();
    raw.sheets.retain(|(name, ..)| !name.starts_with("D "));
    let merge = raw.merge();
    assert!(news(&merge).is_empty());
    assert!(merge.notices[0].contains("not in the worksheet any more") && merge.notices[0].contains("D1"));
}

#[test]
fn added_and_doubled_rows_are_kept_for_a_person() {
    let mut raw = Raw::new();
    let row = raw.row("D ", "D2");
    let sheet = raw.sheet("D ");
    sheet.insert((row, 2), text("D2", "b").to_owned());
    sheet.insert((900, 1), "What about the drones?".to_owned());
    sheet.insert((901, 2), "We have forty of them".to_owned());
    sheet.insert((902, 0), "D2".to_owned());
    sheet.insert((902, 2), text("D2", "c").to_owned());
    sheet.insert((903, 0), "D99".to_owned());
    sheet.insert((903, 2), "Yes".to_owned());
    let said = unusable(&raw.merge());
    let has = |words: &[&str]| said.iter().any(|line| words.iter().all(|word| line.contains(word)));
    assert!(has(&["!C902", "forty of them", "no number"]), "{said:#?}");
    assert!(has(&["\"D99\" is no number of this worksheet"]), "{said:#?}");
    assert!(has(&["D2 stands twice", text("D2", "c")]), "{said:#?}");
    assert!(has(&["stands twice, and D", text("D2", "b")]), "{said:#?}");
}

#[test]
fn formulas_errors_and_merged_cells_are_said() {
    let mut raw = Raw::new();
    let row = raw.row("D ", "D2");
    raw.formula = Some(("D ".to_owned(), row, 2, text("D2", "b")));
    let merge = raw.merge();
    assert_eq!(one(&merge).kind, Kind::New);
    assert!(merge.notices.iter().any(|it| it.starts_with("Formulas stand in D ")), "{:?}", merge.notices);
    let mut raw = Raw::new();
    raw.merged = Some(("D ".to_owned(), [row, row + 1], [2, 2]));
    let said = unusable(&raw.merge());
    assert!(said.iter().any(|line| line.contains("merged")), "{said:?}");
}

#[test]
fn cells_past_what_is_read_and_long_texts_are_bounded() {
    let mut raw = Raw::new();
    let row = raw.row("D ", "D2");
    raw.sheet("D ").insert((row, 4), "x".repeat(32_700));
    raw.sheet("D ").insert((500_000, 3), "far away".to_owned());
    let merge = raw.merge();
    assert_eq!(one(&merge).in_sheet.len(), 32_000);
}

fn refused(bytes: &[u8]) -> String {
    let error = filled_from_bytes(bytes, Path::new("sheet.xlsx")).expect_err("is refused");
    let sentence = error.to_string();
    assert!(sentence.contains("Nothing was merged") && sentence.contains("sheet.xlsx"), "{sentence}");
    sentence
}

#[test]
fn what_is_no_worksheet_is_refused_in_a_sentence() {
    let mut foreign = Workbook::new();
    foreign.add_worksheet().write_string(0, 0, "Devices").expect("a cell");
    let foreign = foreign.save_to_buffer().expect("a workbook");
    assert!(!is_worksheet(&foreign));
    let case = include_bytes!("../../../../assets/samples/harbor-mill-foods/manifest.ron");
    for (bytes, says) in [
        (b"".as_slice(), "The file is empty"),
        (b"%PDF-1.7", "This is a PDF, not a worksheet"),
        (b"question,answer\nD1,b\n", "This is no workbook"),
        (case.as_slice(), "This is no workbook"),
        (&[0xd0, 0xcf, 0x11, 0xe0, 0xa1], "old .xls kind, or one locked by a password"),
        (b"PK\x03\x04nothing", "cut off or damaged"),
        (&foreign, "not a worksheet that was handed out from here"),
    ] {
        let sentence = refused(bytes);
        assert!(sentence.contains(says), "{sentence}");
    }
}

#[test]
fn an_identity_that_was_harmed_is_refused() {
    let harmed = |change: &dyn Fn(&mut Texts)| {
        let mut raw = Raw::new();
        let identity = raw.sheets.iter_mut().find(|(name, ..)| name == "Securable").expect("the sheet");
        change(&mut identity.2);
        refused(&raw.bytes())
    };
    assert!(harmed(&|cells| drop(cells.insert((0, 1), "2".to_owned()))).contains("newer version"));
    assert!(harmed(&|cells| drop(cells.remove(&(0, 0)))).contains("does not say what it is any more"));
    assert!(harmed(&|cells| cells.retain(|at, _| at.0 != 8)).contains("which questions it asks"));
}

#[test]
fn a_cut_workbook_never_reads() {
    let whole = xlsx_from_worksheet(&handed_out(&case())).expect("a workbook");
    assert!(is_worksheet(&whole));
    for parts in 0..40 {
        let cut = &whole[..whole.len() * parts / 40];
        assert!(filled_from_bytes(cut, Path::new("sheet.xlsx")).is_err());
    }
    // Bytes that changed on the way: a sentence or the same content, never a panic.
    for place in (0..whole.len()).step_by(whole.len() / 60) {
        let mut harmed = whole.clone();
        harmed[place] ^= 0x55;
        if let Err(error) = filled_from_bytes(&harmed, Path::new("sheet.xlsx")) {
            assert!(error.to_string().contains("Nothing was merged"), "{error}");
        }
    }
}

#[test]
fn what_somebody_filled_in_is_never_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("sheet.xlsx");
    let sheet = handed_out(&case());
    write_worksheet(&path, &sheet).expect("it is new");
    write_worksheet(&path, &sheet).expect("nobody wrote in it");
    let mut raw = Raw::new();
    let row = raw.row("D ", "D2");
    raw.sheet("D ").insert((row, 2), "No".to_owned());
    std::fs::write(&path, raw.bytes()).expect("written");
    let sentence = write_worksheet(&path, &sheet).expect_err("it is refused").to_string();
    assert!(sentence.contains("Somebody has written in the worksheet that stands there"), "{sentence}");
    std::fs::write(&path, b"PK a case").expect("written");
    let sentence = write_worksheet(&path, &sheet).expect_err("it is refused").to_string();
    assert!(sentence.contains("not a worksheet"), "{sentence}");
}

#[test]
fn what_stands_beside_the_columns_or_on_a_hidden_sheet_is_said() {
    let mut raw = Raw::new();
    let row = raw.row("D ", "D1");
    drop(raw.sheet("D ").insert((row, 9), "see the plan of 2025".to_owned()));
    drop(raw.sheet("D ").insert((30_000, 2), "far below".to_owned()));
    let all = raw.merge().notices.join("\n");
    assert!(all.contains(&format!("J{}", row + 1)) && all.contains("stands farther right or down"), "{all}");
    let mut raw = Raw::new();
    raw.sheets.iter_mut().find(|(name, ..)| name.starts_with("D ")).expect("a sheet").1 = true;
    let all = raw.merge().notices.join("\n");
    assert!(all.contains("is hidden, so it was not read; show it again"), "{all}");
}

#[test]
fn a_formula_that_came_to_nothing_takes_no_answer_away() {
    let mut raw = Raw::new();
    let row = raw.row("D ", "D1");
    drop(raw.sheet("D ").remove(&(row, 2)));
    raw.formula = Some(("D ".to_owned(), row, 2, " "));
    let merge = raw.merge();
    assert!(unusable(&merge).iter().any(|it| it.contains("is a formula that came to nothing")), "{merge:#?}");
}

#[test]
fn marks_of_writing_direction_do_not_make_another_answer() {
    let turned = format!("\u{200f}{}\u{200e}", text("D2", "b"));
    assert_eq!(one(&merged(&[("D2", Column::Answer, &turned)])).kind, Kind::New);
}

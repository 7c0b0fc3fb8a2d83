//! Workbooks made here, member by member.

use super::*;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub(super) fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        writer.start_file(*name, SimpleFileOptions::default()).expect("starts");
        writer.write_all(content).expect("writes");
    }
    writer.finish().expect("finishes").into_inner()
}

pub(super) fn xlsx(sheets: &[(&str, &str)]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut list = String::new();
    let mut relations = String::new();
    for (place, (name, _)) in sheets.iter().enumerate() {
        list += &format!("<sheet name=\"{name}\" sheetId=\"{0}\" r:id=\"rId{0}\"/>", place + 1);
        relations += &format!(
            "<Relationship Id=\"rId{0}\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet{0}.xml\"/>",
            place + 1
        );
    }
    relations += &format!("<Relationship Id=\"rId98\" Type=\"{RELATIONS}/styles\" Target=\"styles.xml\"/>");
    relations +=
        &format!("<Relationship Id=\"rId99\" Type=\"{RELATIONS}/sharedStrings\" Target=\"sharedStrings.xml\"/>");
    let workbook = format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>{list}</sheets></workbook>");
    let relations = format!("<Relationships xmlns=\"{PACKAGE}\">{relations}</Relationships>");
    let styles = format!(
        "<styleSheet xmlns=\"{MAIN}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
    );
    let shared = format!("<sst xmlns=\"{MAIN}\"><si><t>Vendor</t></si><si><t>Axis</t></si></sst>");
    let root = format!(
        "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let sheets: Vec<(String, String)> = sheets
        .iter()
        .enumerate()
        .map(|(place, (_, rows))| {
            let sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>");
            (format!("xl/worksheets/sheet{}.xml", place + 1), sheet)
        })
        .collect();
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    let mut members: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/sharedStrings.xml", shared.as_bytes()),
    ];
    members.extend(sheets.iter().map(|(name, sheet)| (name.as_str(), sheet.as_bytes())));
    archive(&members)
}

const ROWS: &str = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Device list</t></is></c></row>\
    <row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"B3\" t=\"inlineStr\"><is><t>Model</t></is></c><c r=\"D3\" t=\"inlineStr\"><is><t>End of support</t></is></c><c r=\"E3\" t=\"inlineStr\"><is><t>Quantity</t></is></c></row>\
    <row r=\"4\"><c r=\"A4\" t=\"s\"><v>1</v></c><c r=\"B4\"><v>3245</v></c><c r=\"D4\" s=\"1\"><v>46112</v></c><c r=\"E4\"><f>1+1</f><v>2</v></c></row>\
    <row r=\"6\"><c r=\"A6\" t=\"s\"><v>1</v></c><c r=\"B6\" t=\"str\"><f>CONCAT(1)</f><v>P1</v></c><c r=\"D6\"><v>46112</v></c><c r=\"E6\" t=\"e\"><v>#N/A</v></c></row>";

#[test]
fn a_workbook_gives_cached_values_and_real_dates() {
    let imported = import(&xlsx(&[("Cover", "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"), ("Devices", ROWS)]));
    assert_eq!(imported.format, "XLSX");
    let Inventory { devices, report } = &imported.inventory;
    assert_eq!((devices.len(), devices.count(), devices.source_row(1)), (2, 3, 6));
    assert_eq!(column(devices, Field::Model), ["3245", "P1"]);
    for row in 0..2 {
        assert_eq!(devices.support_end(row).map(|end| end.date.to_string()).as_deref(), Some("2026-03-31"));
    }
    assert_eq!(report.notices, ["Only the sheet \"Devices\" was read, not \"Cover\""]);
    assert_eq!(report.unusable, []);
}

#[test]
fn a_cell_at_the_far_corner_costs_nothing() {
    let far = format!("{ROWS}<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>");
    assert_eq!(import(&xlsx(&[("Devices", &far)])).inventory.devices.len(), 2);
}

#[test]
fn cells_that_contradict_the_workbook_are_passed_over_or_refused() {
    for cell in [
        "<c r=\"A9\" t=\"s\"><v>999999</v></c>",
        "<c r=\"A9\" t=\"s\"><v>-1</v></c>",
        "<c r=\"A9\" s=\"4000000000\"><v>1</v></c>",
        "<c r=\"A0\"><v>1</v></c>",
        "<c r=\"ZZZZZZZZ9\"><v>1</v></c>",
        "<c r=\"A99999999999999999999\"><v>1</v></c>",
        "<c r=\"9\"><v>1</v></c>",
        "<c r=\"\"><v>1e999</v></c>",
        "<c r=\"A9\" t=\"d\"><v>99999-99-99</v></c>",
        "<c r=\"D9\" s=\"1\"><v>1e300</v></c>",
        "<c r=\"D9\" s=\"1\"><v>-1</v></c>",
    ] {
        let file = xlsx(&[("Devices", &format!("{ROWS}<row r=\"9\">{cell}</row>"))]);
        match import_with(&file, &ImportOptions::default()) {
            Ok(imported) => assert!(imported.inventory.devices.len() >= 2, "{cell}"),
            Err(sentence) => assert!(sentence.contains("The workbook does not read"), "{cell}: {sentence}"),
        }
    }
}

#[test]
fn bombs_and_other_archives_are_refused() {
    let mut sheet = b"<worksheet><sheetData>".to_vec();
    sheet.resize(64 * 1024 * 1024, b' ');
    let bomb = archive(&[("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", &sheet)]);
    assert!(bomb.len() < 200_000);
    assert!(refused(&bomb).contains("would unpack to more than is read"));
    let open = archive(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &sheet)]);
    assert!(refused(&open).contains("content.xml in the workbook would unpack to more than is read"));
    assert!(refused(&archive(&[("readme.txt", b"hello")])).contains("no workbook"));
    assert!(refused(&archive(&[("manifest.ron", b"()")])).contains("Securable case"));
    assert!(refused(&archive(&[("xl/workbook.bin", b"x")])).contains(".xlsb"));
    assert!(refused(&archive(&[("xl/workbook.xml", b"<workbook")])).contains("does not read"));
    let whole = xlsx(&[("Devices", ROWS)]);
    for end in (0..whole.len()).step_by(97) {
        assert!(import_with(&whole[..end], &ImportOptions::default()).is_err());
    }
}

pub(super) fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet>\
         <table:table table:name=\"Notes\"><table:table-row><table:table-cell><text:p>hello</text:p></table:table-cell></table:table-row></table:table>\
         <table:table table:name=\"List\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())])
}

pub(super) const ODS_ROWS: &str = "<table:table-row><table:table-cell><text:p>Vendor</text:p></table:table-cell><table:table-cell><text:p>Model</text:p></table:table-cell><table:table-cell><text:p>End of support</text:p></table:table-cell><table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>\
    <table:table-row table:number-rows-repeated=\"3\"><table:table-cell><text:p>Axis</text:p></table:table-cell><table:table-cell office:value-type=\"float\" office:value=\"3245\"><text:p>3,245</text:p></table:table-cell><table:table-cell office:value-type=\"date\" office:date-value=\"2027-03-31\"><text:p>31.3.27</text:p></table:table-cell></table:table-row>\
    <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
    <table:table-row><table:table-cell><text:p>Axis</text:p></table:table-cell><table:table-cell><office:annotation><text:p>remark</text:p></office:annotation><text:p>P2</text:p></table:table-cell></table:table-row>";

#[test]
fn an_open_document_is_read_and_its_repeats_are_bounded() {
    let imported = import(&ods(ODS_ROWS));
    assert_eq!(imported.format, "ODS");
    let Inventory { devices, report } = &imported.inventory;
    assert_eq!(column(devices, Field::Model), ["3245", "3245", "3245", "P2"]);
    assert_eq!((devices.source_row(2), devices.source_row(3)), (4, 1_048_005));
    assert_eq!(devices.support_end(0).map(|end| end.date.to_string()).as_deref(), Some("2027-03-31"));
    assert_eq!(report.notices, ["Only the sheet \"List\" was read, not \"Notes\""]);
    let many = ODS_ROWS.replace("number-rows-repeated=\"3\"", "number-rows-repeated=\"4000000000\"");
    assert!(refused(&ods(&many)).contains("No row of column names") || refused(&ods(&many)).contains("repeated"));
}

//! A look at a list before it is imported.

use super::*;

fn look(bytes: &[u8], options: &ImportOptions) -> Preview {
    preview_devices(bytes, Path::new("list"), options).expect("can be looked at")
}

#[test]
fn a_preview_shows_columns_rows_and_what_to_decide() {
    let mut list = "List,,,,,\nVendor,Model,Colour,End of support,Owner,Owner\n".to_owned();
    for row in 0..1200 {
        list += &format!("Axis,P{row},red,0{}/04/2026,,Jo\n", row % 9 + 1);
    }
    let preview = look(list.as_bytes(), &ImportOptions::default());
    assert_eq!((preview.format, preview.header_row, preview.looked_at), ("CSV", Some(2), 1000));
    assert!(!preview.is_whole && preview.refusal.is_none() && preview.says_what_devices_are());
    let uses: Vec<&Use> = preview.columns.iter().map(|column| &column.used).collect();
    assert_eq!(uses[0], &Use::Gives { field: Field::Vendor, weak: false });
    assert_eq!(uses[2], &Use::NotUnderstood);
    assert_eq!(preview.columns[0].samples, ["Axis"]);
    assert_eq!(preview.columns[1].samples, ["P0", "P1", "P2", "P3", "P4", "P5"]);
    assert_eq!((preview.rows.len(), preview.rows[9].number), (10, 12));
    assert_eq!(preview.rows[9].cells, ["Axis", "P9", "red", "01/04/2026", "", "Jo"]);
    assert_eq!(preview.ambiguous.len(), 20);
    assert_eq!((preview.ambiguous[0].row, preview.ambiguous[0].column), (3, 3));
    assert_eq!((preview.key(0).as_str(), preview.key(5).as_str()), ("Vendor", "column 6"));
    let told = ImportOptions { date_order: Some(DateOrder::DayFirst), ..ImportOptions::default() };
    assert_eq!(look(list.as_bytes(), &told).ambiguous, []);
}

#[test]
fn what_an_import_refuses_can_be_looked_at() {
    for (list, format, header_row, headers) in [
        (&b"Marke;Baureihe;Ort\nAxis;P1;Nord\n"[..], "CSV", Some(1), &["Marke", "Baureihe", "Ort"][..]),
        (b"f8:da:c:7b:a:8f printer\n70:2c:1f:3b:36:53 door\n", "CSV", Some(1), &["f8:da:c:7b:a:8f printer"]),
        (b"product_id,end_of_support\nISR,2028-11-30\n", "CSV", Some(1), &["product_id", "end_of_support"]),
        (b"[{\"marke\":\"Axis\"}]", "JSON", None, &["marke"]),
    ] {
        let preview = look(list, &ImportOptions::default());
        assert_eq!((preview.format, preview.header_row), (format, header_row));
        assert_eq!(preview.columns.iter().map(|column| column.header.as_str()).collect::<Vec<_>>(), headers);
        assert!(!preview.says_what_devices_are());
        let refusal = preview.refusal.expect("an import is refused");
        assert!(refused(list).starts_with(refusal.split(". ").next().expect("a sentence")), "{refusal}");
        assert!(preview.is_whole);
    }
    let numbered = look(
        b"f8:da:c:7b:a:8f printer\n70:2c:1f:3b:36:53 door\n",
        &options(&[("column 1", "mac"), ("column 2", "name")]),
    );
    assert_eq!((numbered.format, numbered.rows[1].cells.join("|").as_str()), ("text list", "70:2c:1f:3b:36:53|door"));
    assert_eq!((numbered.header_row, numbered.signature, numbered.refusal), (None, None, None));
}

#[test]
fn what_is_no_list_cannot_be_looked_at() {
    for bytes in [&b""[..], b"%PDF-1.7", b"PK\x03\x04 broken", b"<html/>", b"{}"] {
        let error = preview_devices(bytes, Path::new("list"), &ImportOptions::default()).expect_err("is refused");
        assert_eq!(error.to_string(), refused(bytes));
    }
    // What breaks off below its header still shows its columns, and says so.
    let preview = look(b"Vendor,Model\nAxis,\"P1\nAxis,P2\nAxis,P3\n", &ImportOptions::default());
    assert!(preview.refusal.expect("is refused").contains("opens in line 2"));
    assert_eq!(preview.columns.len(), 2);
}

#[test]
fn a_preview_and_an_import_agree_on_the_columns() {
    let lists: [&[u8]; 3] = [
        b"Vendor,Model,Type,Note\nAxis,P1,Camera,x\n",
        b"{\"bomFormat\":\"CycloneDX\",\"components\":[{\"type\":\"device\",\"name\":\"P1\"}]}",
        b"<nmaprun><host><status state=\"up\"/><address addr=\"10.0.0.1\" addrtype=\"ipv4\"/></host></nmaprun>",
    ];
    for list in lists {
        let (preview, imported) = (look(list, &ImportOptions::default()), import(list));
        let report = &imported.inventory.report;
        assert_eq!((preview.format, preview.tool), (imported.format, report.tool));
        let columns = |it: &PreviewColumn| (it.header.clone(), it.used.clone());
        let of_import: Vec<_> = report.columns.iter().map(|it| (it.header.clone(), it.used.clone())).collect();
        assert_eq!(preview.columns.iter().map(columns).collect::<Vec<_>>(), of_import);
    }
}

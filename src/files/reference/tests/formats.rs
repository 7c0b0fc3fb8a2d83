//! Each format, as it is meant to be.

use super::*;
use ReferenceKind::{KnownExploited, Support};

#[test]
fn a_catalogue_is_read_with_its_day() {
    let text = kev(&[
        "CVE-2026-0001|Array Networks |ArrayOS AG |A flaw.|Known",
        "CVE-2026-0002|D-Link and TRENDnet|Multiple Devices|The impacted product is end-of-life and should be disconnected if still in use.|Unknown",
        "CVE-2026-0003|GeoVision|Multiple Devices|The impacted products could be end-of-life (EoL) and/or end-of-service (EoS).|Unknown",
        "CVE-2026-0004|Ruckus Wireless|Multiple Products|Apply updates or disconnect product if it is end-of-life.|Unknown",
        "CVE-2026-0005|Checkbox|Survey|Versions 6 and earlier for this product are end-of-life.|Unknown",
    ]);
    let loaded = load(KnownExploited, text.as_bytes(), "kev.json");
    let catalogue = catalogue_of(&loaded);
    assert_eq!((catalogue.version.as_str(), catalogue.as_of), ("2026.03.05", day("2026-03-05")));
    assert_eq!((loaded.pinned.entries, loaded.pinned.as_of), (5, Some(day("2026-03-05"))));
    assert_eq!(loaded.pinned.sha256, crate::files::hash::sha256_hex(text.as_bytes()));
    assert_eq!(catalogue.sha256, loaded.pinned.sha256);
    let first = &catalogue.entries[0];
    assert_eq!((first.vendor.as_str(), first.product.as_str()), ("Array Networks", "ArrayOS AG"));
    assert_eq!((first.added, first.ransomware), (day("2026-03-04"), true));
    let unsupported: Vec<bool> = catalogue.entries.iter().map(|entry| entry.says_unsupported).collect();
    assert_eq!(unsupported, [false, true, true, false, false]);
    assert_eq!(notices(&loaded), Vec::<&str>::new());
}

#[test]
fn unusable_entries_of_a_catalogue_are_named_and_the_rest_is_read() {
    let text =
        kev(&["|D-Link|DIR-859|x|Known", "CVE-2026-0002||DIR-859|x|Known", "CVE-2026-0003|D-Link|DIR-859|x|Known"])
            .replacen("\"count\":3", "\"count\":7", 1)
            .replacen("2026-03-04", "03/04/2026", 3);
    let text = text.replace("CVE-2026-0003\",\"vendorProject\":\"D-Link\",\"product\":\"DIR-859\",\"vulnerabilityName\":\"A fault\",\"dateAdded\":\"03/04/2026", "CVE-2026-0003\",\"vendorProject\":\"D-Link\",\"product\":\"DIR-859\",\"vulnerabilityName\":\"A fault\",\"dateAdded\":\"2026-03-04");
    let loaded = load(KnownExploited, text.as_bytes(), "kev.json");
    assert_eq!(catalogue_of(&loaded).entries.len(), 1);
    let notices = notices(&loaded).join("\n");
    for part in
        ["it has 7 entries and holds 3", "entry 1: it has no CVE number", "entry 2 (CVE-2026-0002): it names no vendor"]
    {
        assert!(notices.contains(part), "{notices}");
    }
}

#[test]
fn the_own_list_is_read_whatever_the_order_of_its_columns() {
    let text = "\u{feff}Date checked;Source;Date;Kind of date;Model pattern;Manufacturer\n\
                2026-10-01;vendor page;2027-03-31;End of security support;P3245-V;Axis\n\
                \n\
                ;;03/2028;security support;Q60*;Axis\n\
                ;;tba;end_of_support;*;Bosch\n\
                ;;ended;end of support;DIR-859;D-Link\n";
    let loaded = load(Support, text.as_bytes(), "own.csv");
    assert_eq!(
        lines(&loaded),
        [
            "2: Axis | P3245-V | end_of_security_support 2027-03-31",
            "4: Axis | Q60* | end_of_security_support 2028-03-31",
            "5: Bosch | * | end_of_support not announced",
            "6: D-Link | DIR-859 | end_of_support ended",
        ]
    );
    let first = &list_of(&loaded).entries[0];
    assert_eq!((first.source.as_str(), first.checked), ("vendor page", Some(day("2026-10-01"))));
    assert_eq!((loaded.pinned.as_of, notices(&loaded).len()), (None, 0));
}

#[test]
fn a_column_for_every_kind_of_date_is_read_too() {
    let text =
        "Vendor,product_id,end_of_support,End of Sale\nCisco,ISR4221/K9,2028-11-30,2023-11-06\nCisco,C9200L,false,\n";
    let loaded = load(Support, text.as_bytes(), "sku.csv");
    assert_eq!(
        lines(&loaded),
        [
            "2: Cisco | ISR4221/K9 | end_of_support 2028-11-30",
            "2: Cisco | ISR4221/K9 | end_of_sale 2023-11-06",
            "3: Cisco | C9200L | end_of_support not announced",
        ]
    );
}

#[test]
fn every_unusable_line_of_the_own_list_is_named() {
    let text = "vendor,model,kind,date,source,checked\n\
                ,P3245-V,end of support,2027-03-31,,\n\
                Axis,,end of support,2027-03-31,,\n\
                Axis,P*45,end of support,2027-03-31,,\n\
                Axis,P3245,EOS,2027-03-31,,\n\
                Axis,P3245,last seen,2027-03-31,,\n\
                Axis,P3245,end of support,03/04/2027,,\n\
                Axis,P3245,end of support,,,\n\
                Axis,P3245,end of support,soon,,\n\
                Axis,P3245,end of support,2027-03-31,,04/05/2026\n";
    let loaded = load(Support, text.as_bytes(), "own.csv");
    assert_eq!(lines(&loaded), ["10: Axis | P3245 | end_of_support 2027-03-31"]);
    let notices = notices(&loaded);
    let expected = [
        "line 2: vendor: it is blank",
        "line 3: model: it is blank",
        "line 4: model: \"P*45\" has a * that is not at its end",
        "line 5: kind: \"EOS\" is no kind of date",
        "line 6: kind: \"last seen\" is no kind of date",
        "line 7: date: \"03/04/2027\" can be read day first or month first",
        "line 8: date: it is blank",
        "line 9: date: \"soon\" holds no date",
        "line 10: checked: \"04/05/2026\" is no plain date",
    ];
    assert_eq!(notices.len(), expected.len(), "{notices:#?}");
    for (notice, expected) in notices.iter().zip(expected) {
        assert!(notice.starts_with(expected) && notice.contains("; "), "{notice} / {expected}");
    }
}

#[test]
fn a_list_without_its_columns_is_refused_with_the_header_to_write() {
    for (text, missing) in [
        ("Axis\nP3245\n", "any known column"),
        ("vendor,model\nAxis,P3245\n", "a kind of date"),
        ("vendor,model,kind\nAxis,P3245,end of support\n", "a date"),
        ("model,date,kind\nP3245,2027-03-31,end of support\n", "a vendor"),
        ("product_id,end_of_support,vendor name?\nP3245,2027-03-31,Axis\n", "a vendor"),
        ("vendor,end_of_support\nAxis,2027-03-31\n", "a model"),
    ] {
        let sentence = refused(Support, text.as_bytes(), "own.csv");
        assert!(sentence.contains(&format!("no column for {missing},")), "{text}: {sentence}");
        assert!(sentence.contains("vendor,model,kind,date,source,checked"), "{sentence}");
    }
    let sentence = refused(Support, b"vendor,model,kind,date\nAxis,P3245,EOL,2027-03-31\n", "own.csv");
    assert!(sentence.contains("own.csv:2: kind: \"EOL\" is no kind of date"), "{sentence}");
}

#[test]
fn releases_of_endoflife_date_are_read_as_the_kind_of_date_they_are() {
    let text = "product,category,releaseCycle,releaseLabel,releaseDate,discontinued,eoas,eol,eoes,lts,latest,latestReleaseDate\n\
                fortios,os,7.0,,2021-03-30,,2024-03-30,2025-09-30,,,,\n\
                windows,os,10-22h2,10 22H2,2022-10-18,,2025-10-14,2025-10-14,2028-10-10,,,\n\
                android,os,4.3,,2013-07-24,,,true,,,,\n\
                android,os,16,,2025-06-10,,,false,,,,\n\
                sns-hardware,device,sn210,SN210,2016-01-01,,2023-12-31,2028-12-31,,,,\n\
                raspberry-pi,device,3-b,3 Model B,2016-02-01,,,2028-01-01,,,,\n\
                netapp-ontap,os,9.16.1,,2025-01-01,,,2028-01-31,,,,\n\
                kindle,device,pw5,,2021-01-01,,,2027-01-01,,,,\n\
                kindle,device,pw4,,2018-01-01,,,true,,,,\n";
    let loaded = load(Support, text.as_bytes(), "releases.csv");
    assert_eq!(
        lines(&loaded),
        [
            "2:  | FortiOS 7.0 | end_of_support 2025-09-30",
            "2:  | FortiOS 7.0 | end_of_software_maintenance 2024-03-30",
            "3:  | Windows 10 22h2 | end_of_security_support 2025-10-14",
            "3:  | Windows 10 22h2 | end_of_software_maintenance 2025-10-14",
            "3:  | Windows 10 22h2 | end_of_extended_support 2028-10-10",
            "4:  | Android 4.3 | os_end_of_support ended",
            "5:  | Android 16 | os_end_of_support not announced",
            "6: Stormshield | SN210 | end_of_support 2028-12-31",
            "6: Stormshield | SN210 | end_of_sale 2023-12-31",
            "7: Raspberry Pi | 3 Model B | discontinued 2028-01-01",
            "8:  | ONTAP 9.16.1 | end_of_software_maintenance 2028-01-31",
        ]
    );
    assert_eq!(list_of(&loaded).format, "endoflife.date");
    let [notice] = notices(&loaded)[..] else { panic!("one notice") };
    assert!(notice.starts_with("1 products were left out"), "{notice}");
}

#[test]
fn both_generations_of_a_product_of_endoflife_date_are_read() {
    let old = br#"[{"cycle":"7.0","releaseDate":"2021-03-30","support":"2024-03-30","eol":"2025-09-30"},{"cycle":"8.0","eol":false}]"#;
    let new = br#"{"schema_version":"1.2.0","result":{"name":"fortios","label":"FortiOS","releases":[
        {"name":"7.0","label":"7.0","isEoas":true,"eoasFrom":"2024-03-30","isEol":true,"eolFrom":"2025-09-30"},
        {"name":"8.0","label":"8.0","isEol":false,"eolFrom":null}]}}"#;
    let expected = [
        "1:  | FortiOS 7.0 | end_of_support 2025-09-30",
        "1:  | FortiOS 7.0 | end_of_software_maintenance 2024-03-30",
        "2:  | FortiOS 8.0 | end_of_support not announced",
    ];
    assert_eq!(lines(&load(Support, old, "fortios.json")), expected);
    assert_eq!(lines(&load(Support, new, "whatever.json")), expected);
    let sentence = refused(Support, old, "download.json");
    assert!(sentence.contains("named after its product"), "{sentence}");
    let sentence = refused(Support, br#"{"a":1}"#, "x.json");
    assert!(sentence.contains("not a support list that is known"), "{sentence}");
}

const CORE: &str = r#"{"$schema":"https://docs.oasis-open.org/openeox/v1.0/schema/core.json",
    "end_of_life":"2028-11-25T10:00:00.000-20:30","end_of_sales":"2025-11-27T03:00:00.000+20:59",
    "end_of_security_support":"tba","last_updated":"2025-02-01T12:00:00Z"}"#;

#[test]
fn statements_of_openeox_name_their_product_and_a_core_needs_to_be_told() {
    let statements = format!(
        r#"{{"$schema":"https://docs.oasis-open.org/openeox/tbd/schema/shell.json","statements":[
        {{"core":{CORE},"product":{{"vendor_name":"Axis","product_name":"P3245-V","product_version":"1"}}}},
        {{"core":{CORE},"product":{{"product_name":"P3245-V"}}}},{{}}]}}"#
    );
    let loaded = load(Support, statements.as_bytes(), "axis.json");
    let dates = |line: u32| {
        [
            format!("{line}: Axis | P3245-V | end_of_security_support not announced"),
            format!("{}: Axis | P3245-V | end_of_support 2028-11-25", if line == 1 { 1 } else { line + 1 }),
            format!("{}: Axis | P3245-V | end_of_sale 2025-11-27", if line == 1 { 1 } else { line + 2 }),
        ]
    };
    assert_eq!(lines(&loaded), dates(1));
    assert_eq!(loaded.pinned.as_of, Some(day("2025-02-01")));
    let notices = notices(&loaded);
    assert!(notices[0].contains("statement 2: it names no vendor"), "{notices:?}");
    assert!(notices[1].contains("statement 3: it has no core"), "{notices:?}");

    assert!(refused(Support, CORE.as_bytes(), "core.json").contains("--vendor and --model"));
    let csv = support_list_from_openeox(CORE.as_bytes(), "core.json", "Axis", "P3245-V").expect("a valid core");
    let loaded = load(Support, &csv, "own.csv");
    assert_eq!(lines(&loaded), dates(2));
    assert_eq!(list_of(&loaded).entries[0].checked, Some(day("2025-02-01")));
    assert_eq!(loaded.pinned.as_of, Some(day("2025-02-01")), "as of the earliest day of all lines");
    let csv = support_list_from_openeox(CORE.as_bytes(), "core.json", "=cmd()", "-1").expect("a valid core");
    assert!(String::from_utf8(csv.clone()).expect("is text").contains("\n'=cmd(),'-1,"));
    let entries = &list_of(&load(Support, &csv, "cmd.csv")).entries.clone();
    assert!(entries.iter().all(|entry| (entry.vendor.as_str(), entry.model.as_str()) == ("=cmd()", "-1")));
    let error = support_list_from_openeox(b"{}", "core.json", "Axis", "P3245-V").expect_err("no core");
    assert_eq!(error.problems().len(), 4, "every fault is told: {:?}", error.problems());
}

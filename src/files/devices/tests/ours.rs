//! Our own table: what is written reads back the same, and no cell is a formula.

use super::*;
use crate::inventory::{DateMark, DeviceClass};
use chrono::NaiveDate;

fn same(a: &Devices, b: &Devices) {
    assert_eq!(a.len(), b.len());
    for row in 0..a.len() {
        assert_eq!(
            (a.quantity(row), a.class(row), a.source_row(row)),
            (b.quantity(row), b.class(row), b.source_row(row))
        );
        for field in Field::ALL {
            assert_eq!(a.text(row, field), b.text(row, field), "{}", field.name());
        }
        for date in DateField::ALL {
            assert_eq!(a.date(row, date), b.date(row, date), "{}", date.field().name());
        }
    }
}

#[test]
fn an_imported_list_reads_back_the_same() {
    let imported = import(
        b"Vendor,Model,Type,Quantity,End of security support,End of support,Last seen,Notes,Site\n\
          Axis,P1,Camera,3,2027-03,tba,2026-01-05T10:00:00Z,\"=HYPERLINK(\"\"x\"\")\",\"a\r\nb\"\n\
          -,P2,Widget,,soon,2028-01-01,1620000000,'quoted,+1\n\
          Axis,P3,,,Mar 2027,03/04/2026,,\"-2,5\",@x\n",
    );
    let devices = &imported.inventory.devices;
    let bytes = csv_from_devices(devices);
    same(&devices_from_csv(&bytes).expect("reads"), devices);
    let text = String::from_utf8(bytes.clone()).expect("UTF-8");
    assert!(text.starts_with("source_row,quantity,class,vendor,model,"), "{text}");
    assert!(text.contains("\"'=HYPERLINK"));
    assert!(text.contains(",2027-03,") && text.contains("end_of_support_as_written"));
    assert_eq!(csv_from_devices(&devices_from_csv(&bytes).expect("reads")), bytes);
    // A person may also import it like any other list.
    assert_eq!(import(&bytes).inventory.devices.count(), devices.count());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..proptest::prelude::ProptestConfig::default() })]

    #[test]
    fn any_table_reads_back_the_same(rows in proptest::collection::vec(
        (0_u32..9, 1_u32..99, 0_usize..18, proptest::collection::vec((0_usize..46, "\\PC{0,6}|[=+@'\"\r\n\t, \u{0}\u{1b}\u{a0}\u{feff}\u{ff1d}-]{0,4}"), 0..5), 0_usize..12, 0_i64..60_000, proptest::bool::ANY),
        0..6,
    )) {
        let mut devices = Devices::default();
        for (source_row, quantity, class, texts, date, days, by_month) in rows {
            let row = devices.add_row(source_row, quantity, DeviceClass::ALL[class]);
            for (field, text) in texts {
                devices.put_text(row, Field::ALL[field], &text);
            }
            let mut day = NaiveDate::from_ymd_opt(1970, 1, 1).expect("a date") + chrono::Duration::days(days);
            if by_month {
                let next = chrono::Datelike::with_day(&day, 1).expect("the first") + chrono::Months::new(1);
                day = next.pred_opt().expect("the last");
            }
            devices.put_date(row, DateField::ALL[date], day, if by_month { DateMark::Month } else { DateMark::Day });
        }
        same(&devices_from_csv(&csv_from_devices(&devices)).expect("reads"), &devices);
    }
}

#[test]
fn a_large_table_reads_back_the_same() {
    let mut devices = Devices::default();
    for place in 0..30_000_u32 {
        let row = devices.add_row(place, 1 + place % 3, DeviceClass::ALL[place as usize % 18]);
        devices.put_text(row, Field::Name, &format!("device {place}"));
        devices.put_text(row, Field::Site, if place % 7 == 0 { "Mill, \"North\"" } else { "=South" });
    }
    let bytes = csv_from_devices(&devices);
    assert!(bytes.len() > 1024 * 1024);
    same(&devices_from_csv(&bytes).expect("reads"), &devices);
}

#[test]
fn no_cell_begins_like_a_formula() {
    let mut devices = Devices::default();
    for (place, text) in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "plain"].into_iter().enumerate() {
        let row = devices.add_row(u32::try_from(place).expect("few"), 1, DeviceClass::Other);
        devices.put_text(row, Field::Name, text);
    }
    let bytes = csv_from_devices(&devices);
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    for record in reader.records() {
        for cell in &record.expect("reads") {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
        }
    }
    same(&devices_from_csv(&bytes).expect("reads"), &devices);
}

#[test]
fn a_table_changed_by_hand_is_refused_with_every_problem() {
    let bad = "source_row,quantity,class,vendor,end_of_support\n2,x,camera,A,\n3,1,toaster,A,\n4,1,camera,A,soon\n5,1\n6,1,camera,A,2027-01-01\n";
    let problems = devices_from_csv(bad.as_bytes()).expect_err("is refused");
    let lines: Vec<Option<u32>> = problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [Some(2), Some(3), Some(4), Some(5)]);
    assert!(devices_from_csv(b"").is_err());
    assert!(devices_from_csv(b"source_row,colour\n").expect_err("is refused").to_string().contains("colour"));
}

/// A spreadsheet that saved the table again may have written its dates another way round.
#[test]
fn a_date_or_quantity_that_is_not_as_we_write_it_is_refused() {
    let read = |quantity: &str, date: &str| {
        let text = format!("source_row,quantity,class,vendor,end_of_support\n2,{quantity},camera,A,{date}\n");
        devices_from_csv(text.as_bytes())
    };
    for date in ["2024-02-29", "1970-01-01", "2199-12-31", "2027-02", ""] {
        let devices = read("1000000", date).expect("reads");
        let bytes = csv_from_devices(&devices);
        assert!(date.is_empty() || String::from_utf8(bytes.clone()).expect("text").contains(&format!(",{date}\n")));
        same(&devices_from_csv(&bytes).expect("reads"), &devices);
    }
    for date in ["03/04/2026", "13/04/2026", "31.3.2027", "2027/03/31", "46000", "2027-02-30", "9999-12-31", "tba"] {
        let said = read("1", date).expect_err("is refused").to_string();
        assert!(said.contains("devices.csv:2") && said.contains(date) && said.contains("2027-03-31"), "{said}");
    }
    for quantity in ["0", "1000001", "4294967295", "4294967296", "-1", "1.0", " 1", ""] {
        let said = read(quantity, "").expect_err("is refused").to_string();
        assert!(said.contains("devices.csv:2") && said.contains("quantity"), "{said}");
    }
}

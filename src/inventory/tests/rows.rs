//! Rows to devices: what is counted, dropped, merged, and what is listed.

use super::*;

#[test]
fn retired_blank_and_nameless_rows_are_dropped_with_their_numbers() {
    let inventory = read(
        "Model|Status|Qty|Notes\n\
         P3245|in use|1|\n\
         P3246|Retired|1|\n\
         ||| \n\
         |active|1|stands in the hall\n\
         P3247|active|0|\n\
         P3248|spare|1|",
    );
    let dropped: Vec<(DropReason, Vec<u32>)> = inventory.report.dropped.clone().into_iter().collect();
    assert_eq!(
        dropped,
        [
            (DropReason::Retired, vec![3]),
            (DropReason::Blank, vec![4]),
            (DropReason::NamesNothing, vec![5]),
            (DropReason::NoneThere, vec![6]),
        ]
    );
    assert_eq!(inventory.devices.len(), 2);
    assert_eq!(inventory.devices.source_row(1), 7);
    assert_eq!(inventory.devices.lifecycle_state(1), LifecycleState::Spare);
}

#[test]
fn quantity_counts_devices() {
    let inventory = read("Model|Quantity\nA|12\nB|\nC|1,200\nD|3.0\nE|some");
    assert_eq!(inventory.devices.count(), 12 + 1 + 1200 + 3 + 1);
    assert_eq!(inventory.report.unusable.len(), 1);
    assert_eq!(inventory.report.unusable[0].raw, "some");
}

#[test]
fn the_same_device_is_merged_by_each_key_and_blanks_are_filled() {
    let inventory = read(
        "Device Id|Vendor|Model|Serial|MAC|IP|Zone|Site\n\
         7|Axis|P3245|||||North\n\
         7||||f8:da:c:7b:a:8f|||\n\
         |Axis|P3245|acc8123||||\n\
         |AXIS||ACC8123||||South\n\
         |||||10.0.0.5|Cameras|\n\
         |||||10.0.0.5|Cameras|\n\
         |||||10.0.0.5|Printers|\n\
         ||P3245||F8-DA-0C-7B-0A-8F|||",
    );
    let keys: Vec<(u32, u32, MergeKey)> =
        inventory.report.merged.iter().map(|merged| (merged.row, merged.into_row, merged.by)).collect();
    assert_eq!(
        keys,
        [
            (3, 2, MergeKey::DeviceId),
            (5, 4, MergeKey::SerialAndVendor),
            (7, 6, MergeKey::AddressAndZone),
            (9, 2, MergeKey::Mac)
        ]
    );
    assert_eq!(inventory.devices.len(), 4);
    assert_eq!(inventory.devices.text(0, Field::Mac), "F8:DA:0C:7B:0A:8F");
    assert_eq!(inventory.devices.text(1, Field::Site), "South");
}

#[test]
fn what_two_devices_may_share_does_not_merge_them() {
    let inventory = read(
        "Vendor|Model|Serial|MAC|IP|Qty\n\
         A|1||02:00:00:00:00:01||\n\
         A|2||02:00:00:00:00:01||\n\
         B|1|To be filled by O.E.M.|||\n\
         B|2|To be filled by O.E.M.|||\n\
         C|1||00:00:00:00:00:00||\n\
         C|2||00:00:00:00:00:00||\n\
         D|1|S1|00:11:22:33:44:55||\n\
         D|2|S2|00:11:22:33:44:55||\n\
         E|1|||10.0.0.1|\n\
         E|2|||10.0.0.1|\n\
         F|1||00:11:22:33:44:66|10.0.0.2|\n\
         F|1||00:11:22:33:44:77|10.0.0.2|\n\
         G|1|||10.0.0.3|5\n\
         G|1|||10.0.0.3|5\n\
         H|||||\n\
         H|||||",
    );
    assert_eq!(inventory.report.merged, []);
    assert_eq!(inventory.devices.len(), 16);
}

#[test]
fn several_columns_and_cells_give_one_list() {
    let inventory = read(
        "Name|MAC Address 1|MAC Address 2|IPv4|IPv6\n\
         a|0011.2233.4455|00:11:22:33:44:66, 00-11-22-33-44-77|10.0.0.1/24|fe80::1%eth0\n\
         b|not a mac|001122334488|10.0.0.999|[\"10.0.0.7\"]",
    );
    let devices = &inventory.devices;
    assert_eq!(devices.text(0, Field::Mac), "00:11:22:33:44:55; 00:11:22:33:44:66; 00:11:22:33:44:77");
    assert_eq!(devices.text(0, Field::Ip), "10.0.0.1; fe80::1");
    assert_eq!(devices.text(1, Field::Ip), "10.0.0.999; 10.0.0.7");
    let raws: Vec<&str> = inventory.report.unusable.iter().map(|cell| cell.raw.as_str()).collect();
    assert_eq!(raws, ["not", "a", "mac", "10.0.0.999"]);
}

#[test]
fn dates_stay_apart_and_only_support_dates_say_unsupported() {
    let inventory = read(
        "Model|end of sale|end of support|end of security support|warranty end|discontinued\n\
         a|2020-01-01||2027-03|2021-01-01|2019-01-01\n\
         b|2020-01-01|2028-05-01||2021-01-01|2019-01-01\n\
         c|2020-01-01|tba||2021-01-01|2019-01-01\n\
         d|||true||",
    );
    let devices = &inventory.devices;
    let end = |row| devices.support_end(row).map(|end| (end.date, end.inferred, end.month_only));
    assert_eq!(end(0), Some((day("2027-03-31"), false, true)));
    assert_eq!(end(1), Some((day("2028-05-01"), true, false)));
    assert_eq!((end(2), end(3)), (None, None));
    assert_eq!(devices.text(2, Field::EndOfSupport), "tba");
    assert_eq!(devices.date(2, DateField::EndOfSale).map(|(date, _)| date), Some(day("2020-01-01")));
    assert_eq!(inventory.report.unusable, []);
}

#[test]
fn ambiguous_dates_are_counted_listed_and_kept() {
    let table = "Model|end of support\na|03/04/2026\nb|25/04/2026";
    let inventory = read(table);
    assert_eq!(inventory.report.ambiguous_dates, 1);
    assert_eq!(inventory.report.unusable[0].row, 2);
    assert_eq!(inventory.devices.text(0, Field::EndOfSupport), "03/04/2026");
    assert_eq!(inventory.devices.support_end(0), None);
    let picked = read_with(DateRules { order: Some(DateOrder::DayFirst), serial_days: false }, table);
    assert_eq!(picked.report.ambiguous_dates, 0);
    assert_eq!(picked.devices.support_end(0).map(|end| end.date), Some(day("2026-04-03")));
    let defender = read("Model|Last activity|Authorization\na|03/04/2026 10:11:12 PM|yes");
    assert_eq!(defender.devices.date(0, DateField::LastSeen).map(|(date, _)| date), Some(day("2026-03-04")));
}

#[test]
fn merged_rows_that_disagree_about_support_are_listed() {
    let inventory = read(
        "uid|Model|end of support|last seen\n\
         1|A|2027-01-01|2026-01-01\n\
         1|A|2028-01-01|2026-02-01",
    );
    assert_eq!(inventory.devices.support_end(0).map(|end| end.date), Some(day("2027-01-01")));
    assert_eq!(inventory.devices.date(0, DateField::LastSeen).map(|(date, _)| date), Some(day("2026-02-01")));
    assert_eq!(inventory.report.unusable.len(), 1);
    assert!(inventory.report.unusable[0].what.contains("2027-01-01 is kept"));
}

#[test]
fn headers_turn_yes_and_no_into_states() {
    let retired = read("Model|retired\na|true\nb|false\nc|");
    assert_eq!(retired.report.dropped[&DropReason::Retired], [2]);
    assert_eq!(retired.devices.lifecycle_state(0), LifecycleState::InUse);
    let disabled = read("id|name by user|model|disabled by\n1|x|a|user\n2|y|b|");
    assert_eq!(disabled.report.dropped[&DropReason::Retired], [2]);
    let alive = read("id|hw product|alive\n1|a|true\n2|b|false");
    assert_eq!(alive.devices.len(), 2);
}

#[test]
fn the_model_stands_without_vendor_and_spare_part_sign() {
    let inventory = read("Vendor|Model\nAxis|AXIS P3245-V\nCisco|APIC-L3=\nAxis|Axiscam\nAxis|Axis");
    let models: Vec<&str> = (0..4).map(|row| inventory.devices.text(row, Field::Model)).collect();
    assert_eq!(models, ["P3245-V", "APIC-L3", "Axiscam", "Axis"]);
}

#[test]
fn type_words_count_as_classes_and_unknown_words_are_listed() {
    let inventory = read("Name|Type\na|IP Camera\nb|WAP\nc|Flux capacitor\nd|Flux capacitor\ne|-");
    let classes: Vec<DeviceClass> = (0..5).map(|row| inventory.devices.class(row)).collect();
    use DeviceClass::{Camera, Switch, Unknown};
    assert_eq!(classes, [Camera, Switch, Unknown, Unknown, Unknown]);
    assert_eq!(inventory.report.unknown_types["Flux capacitor"], 2);
}

#[test]
fn very_long_cells_and_nul_are_listed_and_kept_short() {
    let mut intake = Intake::new(Mapping::of(&["Model".to_owned()]), DateRules::default());
    intake.row(2, &[&"x".repeat(10_000_000)]).expect("one row");
    intake.row(3, &["a\0b"]).expect("one row");
    let inventory = intake.finish();
    assert_eq!(inventory.devices.text(0, Field::Model).len(), 200);
    assert_eq!(inventory.devices.text(1, Field::Model), "a\u{fffd}b");
    assert_eq!(inventory.report.unusable.len(), 2);
    assert!(inventory.report.unusable.iter().all(|cell| cell.raw.len() < 100));
}

#[test]
fn more_problems_than_anyone_reads_are_counted() {
    let mut intake = Intake::new(Mapping::of(&["Model".to_owned(), "end of support".to_owned()]), DateRules::default());
    for row in 0..1500 {
        intake.row(row, &["a", "soon"]).expect("few rows");
    }
    let report = intake.finish().report;
    assert_eq!((report.unusable.len(), report.unusable_beyond), (MOST_LISTED, 1500 - MOST_LISTED as u32));
}

#[test]
fn too_many_rows_stop_the_reading() {
    let mut intake = Intake::new(Mapping::of(&["Model".to_owned()]), DateRules::default());
    let fault = (0..3_000_000).find_map(|row| intake.drop_row(row, DropReason::Blank).err());
    assert_eq!(fault, Some(RowFault::TooManyRows));
}

#[test]
fn full_width_letters_are_read_as_plain_ones() {
    let inventory = read(
        "Vendor|Model|Type|MAC|IP|End of support\nＡｘｉｓ|Ｐ３２４５　Ｖ|ｃａｍｅｒａ|００：４０：８Ｃ：１２：３４：５６|１０．０．０．１|２０２７－０３－３１\n",
    );
    let devices = &inventory.devices;
    let cell = |field| devices.text(0, field);
    assert_eq!((cell(Field::Vendor), cell(Field::Model), cell(Field::Mac)), ("Axis", "P3245 V", "00:40:8C:12:34:56"));
    assert_eq!((cell(Field::Ip), devices.class(0)), ("10.0.0.1", DeviceClass::Camera));
    assert_eq!(devices.support_end(0).map(|end| end.date), Some(day("2027-03-31")));
    assert_eq!(inventory.report.unusable, []);
}

//! Names of columns in two rows, and rows named by a person.

use super::*;

/// The fields of the columns and the row of the first device.
fn check(list: &str, fields: &[&str], first_row: u32) {
    let imported = import(list.as_bytes());
    let report = &imported.inventory.report;
    let found: Vec<&str> = report.columns.iter().map(|column| column.field().map_or("", Field::name)).collect();
    assert_eq!(found, fields, "{list}");
    assert_eq!(imported.inventory.devices.source_row(0), first_row, "{list}");
}

#[test]
fn groups_above_the_names_of_the_columns_are_read_with_them() {
    // What the lower row leaves out stands above.
    check(
        "Vendor,Model,Network,,Lifecycle\n,,IP,MAC,End of support\nAxis,P1,10.0.0.1,b8:27:eb:00:00:01,2027-03-31\n",
        &["vendor", "model", "ip", "mac", "end_of_support"],
        3,
    );
    // Only both together are understood.
    check(
        "Device,,Firmware,Serial\nVendor,Model,Version,Number\nAxis,P1,11.2,S1\n",
        &["vendor", "model", "firmware_version", "serial_number"],
        3,
    );
    // The same name twice: the group tells whose it is.
    check("Device,,Owner,\nName,Vendor,Name,Phone\ncam 1,Axis,Jo,12\n", &["name", "vendor", "", ""], 3);
}

#[test]
fn titles_and_devices_are_not_taken_for_groups() {
    check("Device list,,\nVendor,Model,Site\nAxis,P1,North\n", &["vendor", "model", "site"], 3);
    check("Site:,North,Date:\nVendor,Model,Site\nAxis,P1,North\n", &["vendor", "model", "site"], 3);
    // A device whose cells could be names of columns.
    check("Vendor,Model,Type\nModel,Axis,Site\n", &["vendor", "model", "device_type"], 2);
}

#[test]
fn a_person_may_say_where_the_names_stand() {
    let list = b"Vendor,Model\nMarke,Baureihe\nAxis,P1\n";
    let mut told = options(&[("Marke", "vendor"), ("Baureihe", "model")]);
    told.header = HeaderRow::At(2);
    let imported = import_with(list, &told).expect("imports");
    assert_eq!(column(&imported.inventory.devices, Field::Model), ["P1"]);
    told.header = HeaderRow::At(9);
    assert!(import_with(list, &told).expect_err("is refused").contains("Row 9 is not among the first 30 rows"));
    let mut missing = options(&[("column 1", "vendor"), ("column 2", "model")]);
    missing.header = HeaderRow::Missing;
    let imported = import_with(list, &missing).expect("imports");
    assert_eq!(column(&imported.inventory.devices, Field::Vendor), ["Vendor", "Marke", "Axis"]);
    // A column without a name, or with the same as another, is named by its place.
    let twins =
        import_with(b"Vendor,,Note,Note\nAxis,P1,a,b\n", &options(&[("column 2", "model"), ("column 4", "site")]));
    let devices = twins.expect("imports").inventory.devices;
    assert_eq!((devices.text(0, Field::Model), devices.text(0, Field::Site)), ("P1", "b"));
}

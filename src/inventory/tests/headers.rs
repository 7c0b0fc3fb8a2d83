//! Which header means which field, product by product.

use super::*;

fn fields(headers: &str) -> (Option<&'static str>, Vec<Option<Field>>) {
    let headers: Vec<String> = headers.split('|').map(|header| header.trim().to_owned()).collect();
    let mapping = Mapping::of(&headers);
    (mapping.tool, mapping.columns.iter().map(ColumnUse::field).collect())
}

fn check(tool: &str, headers: &str, expected: &[Option<Field>]) {
    let (found, fields) = fields(headers);
    assert_eq!(found.unwrap_or(""), tool, "{headers}");
    assert_eq!(fields, expected, "{headers}");
}

#[test]
fn folding_joins_what_is_written_differently() {
    for header in ["MAC Address", "mac_address", "mac-address", "Mac.Address", " MACADDRESS ", "ＭＡＣ　address"] {
        assert_eq!(folded(header), "macaddress", "{header}");
    }
    assert_eq!(folded("S/N"), "sn");
}

#[test]
fn vendor_is_the_mac_vendor_in_defender_and_forescout() {
    use Field::*;
    check(
        "Microsoft Defender for IoT",
        "Vendor|Model|Authorization|Last activity|Purdue level|Firmware vendor",
        &[Some(MacVendor), Some(Model), None, Some(LastSeen), Some(PurdueLevel), Some(Vendor)],
    );
    check(
        "Forescout",
        "vendor|vendor_classification|prim_classification|mac",
        &[Some(MacVendor), Some(Vendor), Some(DeviceType), Some(Mac)],
    );
    check("", "Vendor|Model|Serial", &[Some(Vendor), Some(Model), Some(SerialNumber)]);
}

#[test]
fn device_type_is_the_model_in_netbox() {
    use Field::*;
    check(
        "NetBox",
        "name|device_type|role|manufacturer|tenant|status",
        &[Some(Name), Some(Model), Some(DeviceType), Some(Vendor), None, Some(LifecycleState)],
    );
    check("", "name|device_type|manufacturer", &[Some(Name), Some(DeviceType), Some(Vendor)]);
}

#[test]
fn months_of_life_in_snipe_it_are_no_date() {
    use Field::*;
    check(
        "Snipe-IT",
        "Asset Tag|Model|Category|EOL|Purchase Date",
        &[None, Some(Model), Some(DeviceType), Some(LifetimeMonths), Some(PurchaseDate)],
    );
    check("", "Manufacturer|Model|EOL", &[Some(Vendor), Some(Model), Some(EndOfSupport)]);
}

#[test]
fn other_products_are_told_by_their_headers() {
    use Field::*;
    check(
        "Claroty xDome",
        "uid|device_category|end_of_life_date|os_eol_date|end_of_sale_date|internet_communication",
        &[Some(DeviceId), Some(DeviceType), Some(EndOfSupport), Some(OsEndOfSupport), Some(EndOfSale), None],
    );
    check(
        "runZero",
        "id|hw_vendor|hw_product|os_eol|alive",
        &[Some(DeviceId), Some(Vendor), Some(Model), Some(OsEndOfSupport), Some(LifecycleState)],
    );
    check(
        "Nozomi Guardian",
        "name|product_name|mac_vendor|level",
        &[Some(Name), Some(Model), Some(MacVendor), Some(PurdueLevel)],
    );
}

#[test]
fn the_seven_kinds_of_date_have_their_own_headers() {
    use Field::*;
    check(
        "",
        "end of sale|EndOfSWMaintenanceReleases|EndOfSecurityVulSupportDate|LastDateOfSupport|extended support end|warrantyDate|discontinued",
        &[
            Some(EndOfSale),
            Some(EndOfSoftwareMaintenance),
            Some(EndOfSecuritySupport),
            Some(EndOfSupport),
            Some(EndOfExtendedSupport),
            Some(WarrantyEnd),
            Some(Discontinued),
        ],
    );
}

#[test]
fn a_header_of_two_meanings_is_asked_about() {
    let mapping = Mapping::of(&["Model".to_owned(), "EOS".to_owned(), "Colour".to_owned()]);
    assert_eq!(mapping.columns[1].used, Use::Ask);
    assert_eq!(mapping.columns[2].used, Use::NotUnderstood);
}

#[test]
fn a_person_decides_against_the_table() {
    let mut mapping = Mapping::of(&["Model".to_owned(), "Product code".to_owned()]);
    mapping.choose("product CODE", Some(Field::Model)).expect("the column is there");
    let mut intake = Intake::new(mapping.clone(), DateRules::default());
    intake.row(2, &["Camera 5", "P3245"]).expect("one row");
    intake.row(3, &["Camera 6", ""]).expect("one row");
    let devices = intake.finish().devices;
    assert_eq!((devices.text(0, Field::Model), devices.text(1, Field::Model)), ("P3245", "Camera 6"));
    let error = mapping.choose("Maker", Some(Field::Vendor)).expect_err("no such column");
    assert!(error.contains("Product code"), "{error}");
    mapping.choose("Model", None).expect("the column is there");
    assert_eq!(mapping.columns[0].used, Use::NotUsed);
}

#[test]
fn no_word_of_ours_mixes_end_of_sales_with_end_of_support() {
    for field in Field::ALL {
        assert!(!field.title().to_uppercase().split(' ').any(|word| word == "EOS"));
        assert_eq!(Field::from_name(field.name()), Some(field));
    }
    assert!(Field::ALL.iter().enumerate().all(|(place, field)| *field as usize == place));
    assert!(DateField::ALL.iter().enumerate().all(|(place, field)| *field as usize == place));
}

#[test]
fn every_class_of_the_table_is_one_of_ours() {
    let table = include_str!("../../../assets/inventory/device_classes.csv");
    for line in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let (class, words) = line.split_once(',').expect("two cells");
        for word in words.split('|') {
            assert_eq!(DeviceClass::from_text(word).map(DeviceClass::words), Some(class), "{word} of {class}");
        }
    }
    assert_eq!(DeviceClass::from_text("IP-Camera"), Some(DeviceClass::Camera));
    assert_eq!(DeviceClass::from_text("thru-hole"), None);
}

#[test]
fn every_line_of_the_synonyms_names_a_field() {
    let table = include_str!("../../../assets/inventory/header_synonyms.csv");
    for line in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let mut cells = line.splitn(3, ',');
        let name = cells.next().expect("a field");
        assert!(name.starts_with('(') || Field::ALL.iter().any(|field| field.name() == name), "{line}");
        assert_eq!(cells.count(), 2, "{line}");
    }
}

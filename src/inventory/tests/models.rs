//! Model codes against entries of the catalogue: three grades, and no false model.

use super::*;

fn catalogue(entries: &[(&str, &str)]) -> References {
    let entries = entries
        .iter()
        .enumerate()
        .map(|(place, (vendor, product))| KnownExploited {
            cve: format!("CVE-2026-{place:04}"),
            vendor: (*vendor).to_owned(),
            product: (*product).to_owned(),
            added: day("2026-01-02"),
            ..KnownExploited::default()
        })
        .collect();
    let catalogue =
        Catalogue { version: "2026.01.02".to_owned(), as_of: day("2026-01-02"), entries, ..Catalogue::default() };
    References { known_exploited: Some(catalogue), support: Vec::new() }
}

/// The grade and token of one entry for one device, written `vendor|model|model number|os name|os version`.
fn grade(entry: (&str, &str), device: &str) -> Option<(ExploitGrade, String)> {
    let inventory = read(&format!("Vendor|Model|Model number|OS name|OS version\n{device}"));
    let products = Products::of(&inventory.devices, &catalogue(&[entry]), &Declared::default());
    let found = products.all().first().expect("one product").exploited.first().cloned();
    found.map(|found| (found.grade, found.token))
}

fn check(entry: (&str, &str), device: &str, expected: Option<(ExploitGrade, &str)>) {
    let found = grade(entry, device);
    let found = found.as_ref().map(|(grade, token)| (*grade, token.as_str()));
    assert_eq!(found, expected, "{entry:?} against {device}");
}

use ExploitGrade::{Model, ProductLine, Vendor};

#[test]
fn a_model_that_is_named_is_a_match_of_the_model() {
    for (entry, device, token) in [
        (("D-Link", "DIR-859 Router"), "D-Link|DIR-859|||", "dir859"),
        (("D-Link", "DIR-859 Router"), "D-Link Corporation|DIR-859 A1|||", "dir859"),
        (("D-Link", "DIR-859 Router"), "dlink|D-Link DIR 859|||", "dir859"),
        (("D-Link", "DIR-859 Router"), "D-Link|Wireless router|DIR-859||", "dir859"),
        (("TP-Link", "TL-WR841N"), "TP-LINK TECHNOLOGIES CO.,LTD.|TL-WR841N v14|||", "tlwr841n"),
        (("TP-Link", "Archer AX21"), "TP-Link|Archer AX21 (AX1800)|||", "ax21"),
        (("D-Link", "DCS-2530L and DCS-2670L Devices"), "D-Link|DCS-2670L|||", "dcs2670l"),
        (("NETGEAR", "WNR2000v5 Router"), "NETGEAR|WNR2000 v5|||", "wnr2000v5"),
        (("NETGEAR", "Wireless Router DGN2200"), "Netgear|DGN2200|||", "dgn2200"),
        (("Tenda", "AC7, AC9, and AC10 Routers"), "Tenda|AC9|||", "ac9"),
        (("Tenda", "AC1900 Router AC15 Model"), "Tenda|AC15|||", "ac15"),
        (("SonicWall", "SMA 100 Appliances"), "SonicWall|SMA 100|||", "sma100"),
        (("Reolink", "RLC-410W IP Camera"), "Reolink|RLC-410W|||", "rlc410w"),
        (("PTZOptics", "PT30X-SDI/NDI Cameras"), "PTZOptics|PT30X-SDI|||", "pt30xsdi"),
        (("D-Link and TRENDnet", "TEW-651BR"), "TRENDnet|TEW-651BR|||", "tew651br"),
    ] {
        check(entry, device, Some((Model, token)));
    }
}

#[test]
fn a_series_goes_on_in_letters_only() {
    let entry = ("Cisco", "Small Business RV160, RV260, RV340, and RV345 Series Routers");
    check(entry, "Cisco|RV340W|||", Some((Model, "rv340")));
    check(entry, "Cisco|RV345P|||", Some((Model, "rv345")));
    check(entry, "Cisco|RV160|||", Some((Model, "rv160")));
    check(entry, "Cisco|RV3400|||", None);
    check(entry, "Cisco|RV042|||", None);
    check(("Cisco", "RV Series Routers"), "Cisco|RV042|||", Some((ProductLine, "rv")));
    check(
        ("Cisco", "Catalyst 4500 Series Switches and Cisco Catalyst 4500-X Series Switches"),
        "Cisco|Catalyst 4500-X|||",
        Some((Model, "catalyst4500")),
    );
    check(("Nice", "Linear eMerge E3-Series"), "Nice|Linear eMerge E3|||", Some((ProductLine, "linear emerge e3")));
    check(("Cisco", "Catalyst 6800 Series Switches"), "Cisco|Catalyst 6800ia|||", Some((Model, "catalyst6800")));
}

#[test]
fn another_model_is_no_match() {
    for (entry, device) in [
        (("D-Link", "DIR-859 Router"), "D-Link|DIR-859L|||"),
        (("D-Link", "DIR-859 Router"), "D-Link|DIR-85|||"),
        (("D-Link", "DIR-859 Router"), "D-Link|DIR-825|||"),
        (("D-Link", "DIR-859 Router"), "TP-Link|DIR-859|||"),
        (("D-Link", "DIR-859 Router"), "|DIR-859|||"),
        (("Tenda", "AC1900 Router AC15 Model"), "Tenda|AC21 AC1900|||"),
        (("Tenda", "AC7, AC9, and AC10 Routers"), "Tenda|W15E AC9|||"),
        (("Lantronix", "EDS5000"), "Lantronix|EDS3000PR 24-port|||"),
    ] {
        check(entry, device, None);
    }
}

#[test]
fn a_line_or_firmware_is_a_product_line_where_the_device_shows_it() {
    for (entry, device, token) in [
        (("MikroTik", "RouterOS"), "Routerboard.com|hAP ac|||RouterOS 6.48", Some((ProductLine, "routeros"))),
        (("MikroTik", "RouterOS"), "MikroTik|hAP ac||RouterOS|6.48", Some((ProductLine, "routeros"))),
        (("DrayTek", "Multiple Vigor Routers"), "DrayTek|Vigor2960|||", Some((ProductLine, "vigor"))),
        (("DrayTek", "Multiple Vigor Routers"), "DrayTek|Vigor 2960|||", Some((ProductLine, "vigor"))),
        (("TP-Link", "Multiple Archer Devices"), "TP-Link|Archer C7|||", Some((ProductLine, "archer"))),
        (("Cisco", "IOS XE Web UI"), "Cisco|C9300-24T||Cisco IOS XE|17.3", Some((ProductLine, "ios xe"))),
        (("QNAP", "Photo Station"), "QNAP|TS-453A|||", Some((Vendor, ""))),
    ] {
        check(entry, device, token);
    }
}

#[test]
fn an_entry_without_a_model_is_of_the_vendor() {
    for product in
        ["Multiple Routers", "Multiple Products", "Routers", "Multiple Network-Attached Storage (NAS) Devices"]
    {
        check(("D-Link", product), "D-Link|DIR-825|||", Some((Vendor, "")));
        check(("D-Link", product), "Axis|P3245-V|||", None);
    }
    check(("D-Link", "DIR-859 Router"), "D-Link||||", Some((Vendor, "")));
}

#[test]
fn a_person_decides_what_a_spelling_means() {
    let inventory = read("Vendor|Model\nDahua Scale Shop|DIR-859\nDahua Scale Shop|X1");
    let references = catalogue(&[("D-Link", "DIR-859 Router")]);
    let mut declared = Declared::default();
    let before = Products::of(&inventory.devices, &references, &declared);
    assert_eq!(before.of_row(0).suggestion.as_deref(), Some("Dahua"));
    assert!(before.of_row(0).exploited.is_empty(), "a suggestion is never used by itself");
    declared.vendors.insert("Dahua Scale Shop".to_owned(), "D-Link Corp.".to_owned());
    let after = Products::of(&inventory.devices, &references, &declared);
    assert_eq!((after.of_row(0).maker.as_str(), after.of_row(0).suggestion.as_deref()), ("D-Link", None));
    assert_eq!(after.of_row(0).exploited.first().map(|found| found.grade), Some(Model));
}

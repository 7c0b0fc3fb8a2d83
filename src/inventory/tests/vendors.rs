//! Vendor names: aliases found, false friends left alone.

use super::super::vendor::lines;
use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn makers(raw: &str) -> Vec<&'static str> {
    vendor_name(raw).makers
}

#[test]
fn names_of_the_same_maker_meet() {
    for (raw, maker) in [
        ("Hangzhou Hikvision Digital Technology Co.,Ltd.", "Hikvision"),
        ("HIKVISION", "Hikvision"),
        ("Ｈｉｋｖｉｓｉｏｎ", "Hikvision"),
        ("Zhejiang Dahua Technology Co., Ltd.", "Dahua"),
        ("Ubiquiti Networks Inc.", "Ubiquiti"),
        ("Ubiquiti Inc", "Ubiquiti"),
        ("Routerboard.com", "MikroTik"),
        ("Philips Lighting BV", "Signify"),
        ("Philips Medical Systems", "Philips Healthcare"),
        ("Sensormatic Electronics, LLC", "Johnson Controls"),
        ("Exacq", "Johnson Controls"),
        ("KANTECH", "Johnson Controls"),
        ("Jonhson Controls", "Johnson Controls"),
        ("Cisco-Linksys, LLC", "Linksys"),
        ("Cisco Systems, Inc", "Cisco"),
        ("D-Link Corporation", "D-Link"),
        ("DLINK", "D-Link"),
        ("QNAP Systems, Inc.", "QNAP"),
        ("Axis Communications AB", "Axis"),
        ("Danfoss A/S", "Danfoss"),
        ("Beckhoff Automation GmbH & Co. KG", "Beckhoff"),
        ("Carrier Corp.", "Carrier"),
        ("Digi International Inc.", "Digi"),
        ("XIAMEN YEALINK NETWORK TECHNOLOGY CO.,LTD", "Yealink"),
        ("TP-LINK TECHNOLOGIES CO.,LTD.", "TP-Link"),
        ("Hewlett Packard Enterprise", "Hewlett Packard Enterprise"),
        ("HP Inc.", "HP"),
    ] {
        assert_eq!(makers(raw), [maker], "{raw}");
    }
}

#[test]
fn names_that_merely_look_alike_do_not_meet() {
    for (raw, not) in [
        ("Shanghai Dahua Scale Factory", "Dahua"),
        ("Philips Lighting", "Philips Healthcare"),
        ("Philips Healthcare", "Signify"),
        ("Carrier Access Corporation", "Carrier"),
        ("DIGI-DATA Corporation", "Digi"),
        ("NICE Systems", "Nice"),
        ("Shenzhen Nice Technology Co., Ltd.", "Nice"),
        ("Shanghai Axis Technology Co., Ltd.", "Axis"),
        ("Prama Hikvision India Private Limited", "Hikvision"),
        ("HiLook", "Hikvision"),
        ("Siemens Healthcare GmbH", "Siemens"),
        ("Bosch Rexroth AG", "Bosch"),
        ("Hewlett Packard", "HP"),
        ("Hewlett Packard", "Hewlett Packard Enterprise"),
        ("Cisco-Linksys", "Cisco"),
        ("Buffalo Wild Wings", "Buffalo"),
        ("Canon Fodder Games", "Canon"),
    ] {
        assert!(!makers(raw).contains(&not), "{raw} is not {not}");
    }
}

#[test]
fn a_part_of_a_name_is_a_suggestion_only() {
    let name = vendor_name("Shanghai Dahua Scale Factory");
    assert_eq!((name.makers.len(), name.suggestion), (0, Some("Dahua")));
    assert_eq!(vendor_name("Acme Widgets").suggestion, None);
    assert_eq!(vendor_name("Axisymmetric Instruments").suggestion, None, "part of a word is nothing");
}

#[test]
fn joined_vendors_are_several_only_if_each_is_one() {
    let five = makers("ABB, Phoenix Contact, Schneider Electric, Siemens, and WAGO");
    assert_eq!(five, ["ABB", "Phoenix Contact", "Schneider Electric", "Siemens", "WAGO"]);
    assert_eq!(makers("D-Link and TRENDnet"), ["D-Link", "TRENDnet"]);
    assert_eq!(makers("Smith and Axis"), Vec::<&str>::new());
    assert_eq!(makers("Pepperl+Fuchs, Inc."), ["Pepperl+Fuchs"]);
}

#[test]
fn restricted_makers_are_named_with_their_day() {
    for maker in ["Huawei", "ZTE", "Hytera", "Hikvision", "Dahua", "EZVIZ"] {
        let restriction = restricted_maker(maker).expect("is restricted");
        assert!(restriction.by.contains("NDAA section 889"), "{restriction:?}");
        assert_eq!(day(restriction.as_of).to_string(), restriction.as_of);
    }
    for maker in ["Axis", "Prama Hikvision", "Lorex", "Uniview", "Linksys"] {
        assert_eq!(restricted_maker(maker), None, "{maker}");
    }
}

/// The table itself: four cells a line, no name of two makers, every name finds its maker.
#[test]
fn the_table_of_aliases_is_sound() {
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    let mut unsound: Vec<String> = Vec::new();
    for line in lines() {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!(cells.len(), 4, "{line}");
        let maker = cells[0];
        assert_eq!(makers(maker), [maker], "a maker is found by its own name");
        assert_eq!(cells[1].is_empty(), cells[2].is_empty(), "a restriction has its day: {line}");
        for name in cells[3].split('|').filter(|name| !name.is_empty()) {
            let name = name.trim_start_matches('=');
            let owner = *owners.entry(name.to_lowercase()).or_insert(maker);
            if makers(name) != [maker] || owner != maker {
                unsound.push(format!("{name}: {maker} and {:?}", makers(name)));
            }
        }
    }
    assert_eq!(unsound, Vec::<String>::new(), "a name means one maker");
    assert!(known_makers().len() > 150, "{}", known_makers().len());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Case, punctuation and legal words change nothing; what is no alias stays none.
    #[test]
    fn folding_changes_no_maker(place in any::<prop::sample::Index>(), legal in prop::sample::select(vec!["", " Inc.", " Co., Ltd.", ", LLC", " GmbH & Co. KG", " S.p.A.", " A/S"]), upper: bool) {
        let all = known_makers();
        let maker = all[place.index(all.len())];
        let raw = format!("  {}{legal}", if upper { maker.to_uppercase() } else { maker.to_lowercase() });
        prop_assert_eq!(makers(&raw), vec![maker]);
    }

    /// Whatever stands there: no panic, and a suggestion never stands beside a maker.
    #[test]
    fn any_text_is_looked_up(raw in "\\PC{0,80}") {
        let name = vendor_name(&raw);
        prop_assert!(name.makers.is_empty() || name.suggestion.is_none());
    }
}

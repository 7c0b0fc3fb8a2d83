//! Network, records, passwords, boxes, ways in, exploited products.

use super::super::signs::{Criticality, Sign, Signs, WaysIn};
use super::*;
use crate::inventory::ExploitGrade;

fn cited(found: &Found) -> String {
    format!("{}: {}", found.devices, found.rows)
}

#[test]
fn only_addresses_of_the_open_internet_are_public() {
    let public = ["8.8.8.8", "100.63.0.1", "172.32.0.1", "192.0.1.1", "198.20.0.1", "2600::1", "2001:4860::8888"];
    let other = [
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.1.1",
        "0.0.0.0",
        "192.0.2.7",
        "198.51.100.7",
        "203.0.113.7",
        "198.18.0.1",
        "192.0.0.8",
        "192.88.99.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "2001:db8::1",
        "2002:c000::1",
        "2001::1",
        "3fff::1",
        "::ffff:10.0.0.1",
        "64:ff9b::8.8.8.8",
    ];
    for ip in public {
        assert!(is_public(ip.parse().expect("an address")), "{ip}");
    }
    for ip in other {
        assert!(!is_public(ip.parse().expect("an address")), "{ip}");
    }
    assert!(is_public("::ffff:8.8.8.8".parse().expect("an address")));
}

#[test]
fn exposure_is_stated_declared_or_unknown() {
    let mut list = list(
        "model|class|ip|internet_exposed|network_zone|vlan\n\
         a|camera|10.0.0.1; 8.8.4.4|||\n\
         b|camera||yes||\n\
         c|camera|||DMZ|10\n\
         d|camera||no||\n\
         e|camera|||Plant|20\n\
         f|camera|10.0.0.2|||\n\
         g|camera||no|DMZ|",
    );
    let declare = |list: &mut DeviceList, field, value: &str, separated, reachable| {
        list.declared.zones.insert(ZoneKey { field, value: value.to_owned() }, Zone { separated, reachable });
    };
    use YesNo::{No, Unknown, Yes};
    declare(&mut list, Field::NetworkZone, "DMZ", Unknown, Yes);
    declare(&mut list, Field::Vlan, "10", Unknown, No);
    declare(&mut list, Field::Vlan, "20", Yes, Unknown);
    let found = survey(&list, &References::default(), Some(year_2027()));
    let exposure = &found.exposure;
    assert_eq!(cited(&exposure.public_address), "1: row 2");
    assert_eq!(cited(&exposure.stated), "1: row 3");
    assert_eq!(cited(&exposure.reachable_zone), "2: rows 4, 8");
    assert_eq!(cited(&exposure.any), "4: rows 2-4, 8");
    assert_eq!((exposure.not_reachable, exposure.not_stated), (1, 2));
    let edge = &found.support.expect("there is a term").edge;
    assert_eq!((edge.devices, edge.rows.to_string().as_str()), (3, "rows 3-4, 8"));
    assert!(edge.groups.iter().all(|group| group.reaches == Reaches { internet: group.n, ..Reaches::default() }));
}

#[test]
fn zones_tell_who_shares_them_with_business_systems() {
    let mut list = list(
        "model|class|device_type|os_name|vlan|network_segment\n\
         a|camera|camera||10|\n\
         b|other|Server||10|\n\
         c|unknown||Windows Server 2019|20|\n\
         d|sensor|sensor||20|\n\
         e|printer|print server||30|\n\
         f|switch|switch||10|\n\
         g|medical|medical|Windows Server 2012|40|cell 1\n\
         h|camera|camera|||",
    );
    let key = |value: &str| ZoneKey { field: Field::Vlan, value: value.to_owned() };
    list.declared.zones.insert(key("10"), Zone { separated: YesNo::No, ..Zone::default() });
    list.declared.zones.insert(key("40"), Zone { separated: YesNo::Yes, ..Zone::default() });
    let found = survey(&list, &References::default(), None);
    let shown: Vec<(Field, &str, u64, String, String)> = found
        .zones
        .iter()
        .map(|zone| {
            (zone.key.field, zone.key.value.as_str(), zone.devices, cited(&zone.connected), cited(&zone.business))
        })
        .collect();
    let none = || "0: no row".to_owned();
    assert_eq!(
        shown,
        [
            (Field::NetworkSegment, "cell 1", 1, "1: row 8".to_owned(), none()),
            (Field::Vlan, "10", 3, "1: row 2".to_owned(), "1: row 3".to_owned()),
            (Field::Vlan, "20", 2, "1: row 5".to_owned(), "1: row 4".to_owned()),
            (Field::Vlan, "30", 1, "1: row 6".to_owned(), none()),
            (Field::Vlan, "40", 1, "1: row 8".to_owned(), none()),
        ]
    );
    let separation = &found.separation;
    assert_eq!((separation.separated, separation.undeclared, separation.without_zone), (1, 2, 1));
    assert_eq!(cited(&separation.not_separated), "1: row 2");
    assert_eq!(cited(&separation.beside_business), "2: rows 2, 5");
}

#[test]
fn records_hold_what_their_cells_hold() {
    let found = surveyed(
        "vendor|model|firmware_version|site|department|mac|vlan|criticality|end_of_support|quantity\n\
         Axis|P3245|9.1|North|Facilities|||high|2027-01-01|3\n\
         Axis||||||7|||\n",
    );
    let held = RecordFact::ALL.map(|fact| found.records.held(fact));
    assert_eq!(held, [Some(3), Some(3), Some(3), Some(3), Some(1), Some(3), Some(3), None]);
    assert_eq!(RecordFact::ALL.map(RecordFact::key).join(" "), {
        "make_model firmware location owner connection criticality support_end vendor_contact"
    });
}

#[test]
fn freshness_counts_by_the_day_last_seen() {
    let found = surveyed(
        "model|quantity|last_seen\n\
         a|2|2025-12-31\n\
         b|1|2026-01-01\n\
         c|4|2026-11-30\n\
         d|1|",
    );
    let freshness = &found.freshness;
    assert_eq!((freshness.oldest(), freshness.newest()), (Some(day("2025-12-31")), Some(day("2026-11-30"))));
    assert_eq!((freshness.unknown, freshness.seen_before(day("2026-11-30"))), (1, 3));
    assert_eq!(cited(&freshness.stale), "2: row 2");
}

#[test]
fn passwords_boxes_makers_and_ways_in_are_found_with_their_rows() {
    let found = surveyed(
        "vendor|model|class|device_type|default_credentials_changed|mfa_on_admin|open_ports\n\
         Hikvision|DS-2CD|camera||no|yes|80/tcp; 22/tcp\n\
         |T95 Max|display|Android TV Box||no|23/closed/tcp\n\
         Google|Chromecast|display|streaming box|yes||tcp/3389\n\
         Acme|LTE-9|router|Cellular Router|||5900/udp, 5901\n\
         Ewon|Cosy 131|industrial control||||8022/tcp http 23\n\
         Hikvision Systems Bakery|Oven|other|||||",
    );
    let conduct = &found.conduct;
    assert_eq!((cited(&conduct.default_credentials), conduct.credentials_stated), ("1: row 2".to_owned(), 2));
    assert_eq!((cited(&conduct.no_mfa), conduct.mfa_stated), ("1: row 3".to_owned(), 2));
    assert_eq!(cited(&conduct.media_boxes), "1: row 3");
    let makers: Vec<(&str, String)> =
        conduct.restricted.iter().map(|it| (it.maker.as_str(), cited(&it.found))).collect();
    assert_eq!(makers, [("Hikvision", "1: row 2".to_owned())]);
    let ways: Vec<(WayIn, String)> = conduct.ways_in.iter().map(|(way, found)| (*way, cited(found))).collect();
    assert_eq!(
        ways,
        [
            (WayIn::CellularModem, "1: row 5".to_owned()),
            (WayIn::VendorGateway, "1: row 6".to_owned()),
            (WayIn::RemoteDesktop, "1: row 4".to_owned()),
            (WayIn::Vnc, "1: row 5".to_owned()),
            (WayIn::Ssh, "1: row 2".to_owned()),
        ]
    );
}

#[test]
fn criticality_is_read_with_care() {
    use Criticality::{High, Lower, NotUnderstood};
    for (text, expected) in [
        ("High", High),
        ("CRITICAL", High),
        ("1 - most critical", High),
        ("Mission-critical", High),
        ("5/5", High),
        ("5 of 5", High),
        ("4 of 5", Lower),
        ("", Lower),
        ("2 - somewhat critical", Lower),
        ("non-critical", Lower),
        ("Medium", Lower),
        ("5", NotUnderstood),
        ("1 of 1", NotUnderstood),
        ("not high at all", NotUnderstood),
        ("A", NotUnderstood),
    ] {
        assert_eq!(Criticality::from_text(text), expected, "{text}");
    }
}

#[test]
fn signs_are_whole_words_and_every_line_of_the_table_is_known() {
    let table = include_str!("../../../../assets/inventory/device_signs.csv");
    for line in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let (name, words) = line.split_once(',').expect("a sign and its words");
        let sign = Sign::ALL.into_iter().find(|sign| sign.name() == name).expect("a sign of ours");
        assert!(words.split('|').all(|word| Signs::of(word).has(sign)), "{line}");
    }
    assert_eq!(table.lines().filter(|line| !line.starts_with('#')).count(), Sign::ALL.len() + 1);
    let holds = |sign: Sign, text: &str| Signs::of(text).has(sign);
    assert!(holds(Sign::MediaBox, "Android-TV  Box (4K)") && !holds(Sign::MediaBox, "T950"));
    assert!(holds(Sign::BusinessSystem, "File Server") && !holds(Sign::BusinessSystem, "observer"));
    assert_eq!(Signs::of("tv"), Signs::default());
    assert_eq!(WaysIn::of_ports("22"), WaysIn::of_ports("22/open/tcp//ssh"));
    assert!(WaysIn::of_ports("80/tcp, 443/tcp").is_empty());
}

#[test]
fn a_catalogue_that_names_nothing_says_only_not_listed() {
    let entry = KnownExploited { cve: "CVE-2020-1".to_owned(), vendor: "Zeta".to_owned(), ..KnownExploited::default() };
    let catalogue = Catalogue { as_of: day("2026-08-07"), entries: vec![entry], ..Catalogue::default() };
    let references = References { known_exploited: Some(catalogue), ..References::default() };
    let list = list("vendor|model|quantity\nAxis|P3245|3\nAxis||2\n|x|1");
    let exploited = survey(&list, &references, None).exploited.expect("there is a catalogue");
    assert_eq!((exploited.not_listed, exploited.not_told, exploited.as_of), (3, 3, day("2026-08-07")));
    assert_eq!((exploited.devices.len(), exploited.listed.len()), (0, 0));
    assert_eq!(survey(&list, &References::default(), None).exploited, None);
}

#[test]
fn the_closest_grade_counts_each_device_once_and_names_entry_and_rows() {
    let entry = |cve: &str, product: &str, added: &str, ransomware| KnownExploited {
        cve: cve.to_owned(),
        vendor: "Zeta".to_owned(),
        product: product.to_owned(),
        added: day(added),
        ransomware,
        ..KnownExploited::default()
    };
    let entries = vec![
        entry("CVE-2024-1", "ZR-859 Router", "2024-05-01", true),
        entry("CVE-2025-2", "ZR-859 Router", "2025-05-01", false),
        entry("CVE-2023-3", "Multiple Routers", "2023-05-01", false),
    ];
    let catalogue = Catalogue { as_of: day("2026-08-07"), entries, ..Catalogue::default() };
    let references = References { known_exploited: Some(catalogue), ..References::default() };
    let list = list(
        "vendor|model|class|os_version|quantity\n\
         Zeta|ZR-859|router|1|3\n\
         Zeta|ZR-859|router|2|1\n\
         Zeta|ZR-200|router|1|5\n\
         Axis|P3245|camera||7",
    );
    let exploited = survey(&list, &references, None).exploited.expect("there is a catalogue");
    assert_eq!((exploited.devices(ExploitGrade::Model), exploited.devices(ExploitGrade::Vendor)), (4, 5));
    assert_eq!((exploited.products[&ExploitGrade::Model], exploited.not_listed), (1, 7));
    let named = &exploited.listed[0];
    assert_eq!((named.model.as_str(), named.devices, named.rows.to_string().as_str()), ("ZR-859", 4, "rows 2-3"));
    let cves: Vec<(&str, bool)> = named.entries.iter().map(|entry| (entry.cve.as_str(), entry.ransomware)).collect();
    assert_eq!(cves, [("CVE-2025-2", false), ("CVE-2024-1", true), ("CVE-2023-3", false)]);
    assert_eq!((exploited.listed[1].grade, exploited.listed.len()), (ExploitGrade::Vendor, 2));
}

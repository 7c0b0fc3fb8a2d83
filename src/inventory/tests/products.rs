//! Products against support lists, and what newer references change.

use super::*;
use proptest::prelude::*;

pub(super) fn entry(vendor: &str, model: &str, kind: DateField, says: Says) -> SupportEntry {
    let (vendor, model) = (vendor.to_owned(), model.to_owned());
    SupportEntry { vendor, model, kind, says, source: "notice 12".to_owned(), checked: None, line: 2 }
}

pub(super) fn lists(entries: Vec<SupportEntry>) -> References {
    let list = SupportList { name: "own.csv".to_owned(), format: "support list", entries, ..SupportList::default() };
    References { known_exploited: None, support: vec![list] }
}

const SECURITY: DateField = DateField::EndOfSecuritySupport;

fn on(text: &str) -> Says {
    Says::On(day(text))
}

/// Of one device, written `vendor|model|model number|os name|os version`.
fn support(entries: Vec<SupportEntry>, device: &str) -> Option<(MatchQuality, String, Says)> {
    let inventory = read(&format!("Vendor|Model|Model number|OS name|OS version\n{device}"));
    let products = Products::of(&inventory.devices, &lists(entries), &Declared::default());
    let found = products.all().first().expect("one product").support.clone()?;
    Some((found.quality, found.token, found.says))
}

fn check(model: &str, device: &str, expected: Option<(MatchQuality, &str)>) {
    let found = support(vec![entry("Axis", model, SECURITY, on("2027-03-31"))], device);
    let found = found.as_ref().map(|(quality, token, _)| (*quality, token.as_str()));
    assert_eq!(found, expected, "{model} against {device}");
}

#[test]
fn a_line_fits_by_model_family_or_vendor() {
    use MatchQuality::{Exact, Family, VendorDefault};
    check("P3245-V", "Axis Communications AB|P3245-V|||", Some((Exact, "p3245v")));
    check("P3245-V", "AXIS|AXIS P3245-V Network Camera|||", Some((Exact, "p3245v")));
    check("AXIS P3245-V=", "Axis|P3245 V|||", Some((Exact, "p3245v")));
    check("01592-001", "Axis|P3245-V|01592-001||", Some((Exact, "01592001")));
    check("P3245-V", "Axis|P3245-VE|||", None);
    check("P3245", "Axis|P3245-V|||", None);
    check("P32*", "Axis|P3245-V|||", Some((Family, "p32")));
    check("P32*", "Axis|Network Camera P3245-V|||", None);
    check("P324*", "Axis|Network Camera P3245-V|||", Some((Family, "p324")));
    check("P3245 Series", "Axis|P3245-LVE|||", Some((Family, "p3245")));
    check("*", "Axis|Q6100|||", Some((VendorDefault, "")));
    check("*", "Axis||||", Some((VendorDefault, "")));
    check("*", "Bosch|Q6100|||", None);
    check("Companion Dome", "Axis|Companion Dome|||", Some((Exact, "companiondome")));
    check("Companion", "Axis|Companion Dome|||", None);
}

#[test]
fn the_better_line_wins_then_the_fresher_then_the_earlier() {
    let mut fresher = entry("Axis", "P32*", SECURITY, on("2029-01-31"));
    fresher.checked = Some(day("2026-10-01"));
    let family = |text| entry("Axis", "P32*", SECURITY, on(text));
    let exact = entry("Axis", "P3245-V", SECURITY, on("2030-01-31"));
    let default = entry("Axis", "*", SECURITY, Says::Ended);
    let says = |entries| support(entries, "Axis|P3245-V|||").map(|(_, _, says)| says);
    assert_eq!(says(vec![default.clone(), family("2028-01-31"), exact.clone()]), Some(on("2030-01-31")));
    assert_eq!(says(vec![default, family("2028-01-31")]), Some(on("2028-01-31")));
    assert_eq!(says(vec![family("2028-01-31"), fresher, family("2027-01-31")]), Some(on("2029-01-31")));
    assert_eq!(says(vec![family("2028-01-31"), family("2027-01-31")]), Some(on("2027-01-31")));
}

#[test]
fn the_source_of_a_date_stands_in_words() {
    let inventory = read("Vendor|Model\nAxis|P3245-V");
    let mut line = entry("Axis", "P3245-V", SECURITY, on("2027-03-31"));
    line.checked = Some(day("2026-10-01"));
    let products = Products::of(&inventory.devices, &lists(vec![line]), &Declared::default());
    let source = products.of_row(0).support.as_ref().map(|found| found.source.clone());
    assert_eq!(source.as_deref(), Some("own.csv, support list, line 2, from notice 12, checked 2026-10-01"));
}

#[test]
fn an_operating_system_is_on_the_line_of_its_version() {
    let check = |line: &str, device: &str, expected: bool| {
        let found = support(vec![entry("", line, SECURITY, on("2026-09-30"))], device);
        assert_eq!(found.is_some(), expected, "{line} against {device}: {found:?}");
    };
    for os in ["FortiOS|7.0.5", "FortiOS|v7.0.5 build0304", "Fortinet FortiOS|7.0", "fortios 7.0.5|"] {
        check("FortiOS 7.0", &format!("Fortinet|FortiGate 60F||{os}"), true);
    }
    for os in ["FortiOS|7.01", "FortiOS|7.2.0", "FortiOS|", "FortiSwitch|7.0.5", "|7.0.5"] {
        check("FortiOS 7.0", &format!("Fortinet|FortiGate 60F||{os}"), false);
    }
    check("Windows 10 22h2", "Dell|OptiPlex||Microsoft Windows 10 Enterprise|22H2", true);
    check("Windows 10 21h2 e", "Dell|OptiPlex||Windows 10|21H2", false);
    check("Windows 10 22h2", "Dell|OptiPlex||Windows Server 10|22H2", false);
    check("Windows Embedded posready 7", "NCR|Till||Windows Embedded POSReady 7|", true);
    check("IOS XE 17.3", "Cisco|C9300||Cisco IOS XE Software|17.03.04", false);
    check("IOS XE 17.3", "Cisco|C9300||Cisco IOS-XE|17.3.4a", true);
    check("PAN-OS 10.1", "Palo Alto Networks|PA-220||Palo Alto Networks PAN-OS|10.1.3-h1", true);
    check("Linux 4.19", "Acme|Box||Linux kernel|4.19.2", true);
    check("Linux 4.11", "Acme|Box||Linux|3.10 - 4.11", false);
    check("Android 9", "Zebra|TC52||Android|9", true);
}

#[test]
fn the_narrowest_line_of_a_system_counts_and_the_earlier_of_system_and_model() {
    let lines = || {
        vec![
            entry("", "Android 12", SECURITY, on("2025-03-03")),
            entry("", "Android 12.1", SECURITY, on("2025-09-09")),
            entry("Zebra", "TC52", SECURITY, on("2026-06-30")),
        ]
    };
    let says = |device| support(lines(), device).map(|(_, _, says)| says);
    assert_eq!(says("Acme|Pad||Android|12.1.2"), Some(on("2025-09-09")));
    assert_eq!(says("Acme|Pad||Android|12"), Some(on("2025-03-03")));
    assert_eq!(says("Zebra|TC52||Android|12"), Some(on("2025-03-03")));
    assert_eq!(says("Zebra|TC52||Android|14"), Some(on("2026-06-30")));
}

#[test]
fn newer_references_tell_what_they_change() {
    let inventory = read("Vendor|Model|Quantity\nAxis|P3245-V|3\nAxis|P3267-LV|1\nD-Link|DIR-859|2");
    let exploited = |entries: &[(&str, bool)]| {
        let entries = entries.iter().map(|(product, ransomware)| KnownExploited {
            cve: format!("CVE-{product}"),
            vendor: "D-Link".to_owned(),
            product: (*product).to_owned(),
            ransomware: *ransomware,
            ..KnownExploited::default()
        });
        Some(Catalogue { entries: entries.collect(), ..Catalogue::default() })
    };
    let mut before = lists(vec![
        entry("Axis", "P3245-V", SECURITY, on("2027-03-31")),
        entry("Axis", "P3267-LV", SECURITY, on("2030-03-31")),
    ]);
    before.known_exploited = exploited(&[("DIR-859", false), ("Routers", false)]);
    let mut after = lists(vec![entry("Axis", "P3245-V", SECURITY, on("2028-03-31"))]);
    after.known_exploited = exploited(&[("Multiple Devices", false), ("DIR-859", true)]);
    let declared = Declared::default();
    let changes = reference_changes(&inventory.devices, &declared, &before, &after);
    let found: Vec<(ChangeOf, ChangeIn, &str, u64)> =
        changes.iter().map(|change| (change.of, change.about, change.model.as_str(), change.devices)).collect();
    let exploited = ChangeIn::KnownExploited;
    assert_eq!(
        found,
        [
            (ChangeOf::Changed, ChangeIn::Support, "P3245-V", 3),
            (ChangeOf::Removed, ChangeIn::Support, "P3267-LV", 1),
            (ChangeOf::Changed, exploited(ExploitGrade::Model), "DIR-859", 2),
            (ChangeOf::Added, exploited(ExploitGrade::Vendor), "DIR-859", 2),
            (ChangeOf::Removed, exploited(ExploitGrade::Vendor), "DIR-859", 2),
        ]
    );
    assert_eq!(changes[0].before, "end of security support 2027-03-31");
    assert!(changes[2].after.ends_with("model named, used by ransomware"), "{}", changes[2].after);
    assert_eq!(reference_changes(&inventory.devices, &declared, &after, &after), []);
}

fn any_device() -> impl Strategy<Value = String> {
    let vendors = vec!["Axis", "AXIS", "D-Link", "D-Link and TRENDnet", "Acme", "Shanghai Dahua Scale Factory", ""];
    let models = vec!["P3245-V", "P32", "DIR-859", "DIR 859", "AC9", "Companion", ""];
    let systems = vec!["|", "Windows 10|22H2", "Linux|4.19.3", "FortiOS|7.0.5"];
    let parts = (prop::sample::select(vendors), prop::sample::select(models), prop::sample::select(systems));
    parts.prop_map(|(vendor, model, system)| format!("{vendor}|{model}||{system}"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// A product is matched the same wherever its rows stand and whatever stands beside them, and every row
    /// has its product.
    #[test]
    fn matching_does_not_depend_on_the_order_of_rows(devices in prop::collection::vec(any_device(), 1..20), turn in 0_usize..20) {
        let mut references = lists(vec![
            entry("Axis", "P32*", SECURITY, on("2027-03-31")),
            entry("Axis", "*", DateField::EndOfSupport, Says::Ended),
            entry("", "Windows 10 22h2", SECURITY, on("2025-10-14")),
            entry("Acme", "Companion", SECURITY, Says::NotAnnounced),
        ]);
        let entries = ["DIR-859 Router", "Multiple Routers"].map(|product| KnownExploited {
            vendor: "D-Link".to_owned(),
            product: product.to_owned(),
            ..KnownExploited::default()
        });
        references.known_exploited = Some(Catalogue { entries: entries.to_vec(), ..Catalogue::default() });
        let table = |rows: &[String]| read(&format!("Vendor|Model|Model number|OS name|OS version|Device ID\n{}",
            rows.iter().enumerate().map(|(place, row)| format!("{row}|d{place}")).collect::<Vec<_>>().join("\n"))).devices;
        let mut turned = devices.clone();
        turned.rotate_left(turn % devices.len());
        let declared = Declared::default();
        let (one, two) = (table(&devices), table(&turned));
        let (first, second) = (Products::of(&one, &references, &declared), Products::of(&two, &references, &declared));
        prop_assert_eq!(&first, &Products::of(&one, &references, &declared));
        prop_assert_eq!(first.all().iter().map(|product| product.devices).sum::<u64>(), one.count());
        for (row, device) in devices.iter().enumerate() {
            let there = turned.iter().position(|other| other == device).expect("the same rows");
            let (one_product, other) = (first.of_row(row), second.of_row(there));
            prop_assert_eq!((&one_product.maker, &one_product.dates, &one_product.exploited, one_product.rows),
                (&other.maker, &other.dates, &other.exploited, other.rows));
            prop_assert_eq!(known_end(&one, &first, row), known_end(&two, &second, there));
        }
    }
}

//! The real files under `../shared/data`, where they are.

use super::super::openeox::core_from_value;
use super::*;
use ReferenceKind::{KnownExploited, Support};
use serde_json::Value;
use std::path::PathBuf;

/// A file of `../shared/data`; says so and gives nothing where it is not there.
fn shared(name: &str) -> Option<Vec<u8>> {
    use std::io::Write as _;
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    let bytes = std::fs::read(&path).ok();
    if bytes.is_none() {
        writeln!(std::io::stderr(), "skipped: {} is not there", path.display()).expect("stderr is open");
    }
    bytes
}

#[test]
fn the_catalogue_of_august_2026_has_1662_entries() {
    let Some(bytes) = shared("kev/known_exploited_vulnerabilities_2026-08-07.json") else { return };
    let loaded = load(KnownExploited, &bytes, "kev.json");
    let catalogue = catalogue_of(&loaded);
    assert_eq!((loaded.pinned.entries, catalogue.as_of), (1662, day("2026-08-07")));
    assert_eq!(notices(&loaded), Vec::<&str>::new());
    assert!(catalogue.entries.iter().all(|entry| entry.vendor == entry.vendor.trim()));
    let unsupported = catalogue.entries.iter().filter(|entry| entry.says_unsupported).count();
    assert!((80..=120).contains(&unsupported), "{unsupported}");
    let ransomware = catalogue.entries.iter().filter(|entry| entry.ransomware).count();
    assert!((200..=500).contains(&ransomware), "{ransomware}");
}

#[test]
fn the_releases_of_endoflife_date_are_read() {
    let Some(bytes) = shared("endoflife-date/releases_all.csv") else { return };
    let loaded = load(Support, &bytes, "releases_all.csv");
    let list = list_of(&loaded);
    assert!(list.entries.len() > 300, "{}", list.entries.len());
    assert_eq!(loaded.notices.len(), 1, "{:?}", loaded.notices);
    assert!(list.entries.iter().any(|entry| entry.model == "FortiOS 7.4" && entry.kind == DateField::EndOfSupport));
}

#[test]
fn the_openeox_cases_pass_and_fail_as_they_say() {
    const FOLDER: &str = "openeox/eox-core-v-1-0/test/validator/data";
    let Some(bytes) = shared(&format!("{FOLDER}/testcases.json")) else { return };
    let cases: Value = serde_json::from_slice(&bytes).expect("JSON");
    let mut seen = 0;
    for test in cases["tests"].as_array().expect("tests") {
        for case in ["failures", "valid"].iter().flat_map(|list| test[list].as_array().into_iter().flatten()) {
            let name = case["name"].as_str().expect("a name");
            let bytes = shared(&format!("{FOLDER}/{name}")).expect("a case");
            let read = core_from_value(&serde_json::from_slice(&bytes).expect("JSON"));
            assert_eq!(Some(read.is_ok()), case["valid"].as_bool(), "{name}: {read:?}");
            seen += 1;
        }
    }
    assert!(seen >= 40, "{seen}");
}

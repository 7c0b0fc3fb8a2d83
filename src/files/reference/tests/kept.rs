//! References in a case, and the library of this computer.

use super::*;
use ReferenceKind::{KnownExploited, Support};

const OWN: &[u8] = b"vendor,model,kind,date\nAxis,P3245-V,end of support,2027-03-31\n";

fn with(references: &[(&LoadedReference, Option<&[u8]>)]) -> (Declared, BTreeMap<String, Vec<u8>>) {
    let declared = Declared {
        references: references.iter().map(|(loaded, _)| loaded.pinned.clone()).collect(),
        ..Declared::default()
    };
    let bytes = references
        .iter()
        .filter_map(|(loaded, bytes)| Some((loaded.pinned.sha256.clone(), (*bytes)?.to_vec())))
        .collect();
    (declared, bytes)
}

#[test]
fn a_case_is_computed_with_what_is_pinned_and_a_stated_day_goes_first() {
    let text = kev(&["CVE-2026-0001|D-Link|DIR-859|x|Known"]);
    let catalogue = load(KnownExploited, text.as_bytes(), "kev.json");
    let mut own = load(Support, OWN, "own.csv");
    own.pinned.as_of = Some(day("2026-10-01"));
    let (declared, bytes) = with(&[(&catalogue, Some(text.as_bytes())), (&own, Some(OWN))]);
    let (references, notices) = references_of(&declared, &bytes);
    assert_eq!(notices, []);
    assert_eq!(references.known_exploited.as_ref(), Some(catalogue_of(&catalogue)));
    assert_eq!(references.support[0].as_of, Some(day("2026-10-01")));
    assert_eq!(references.support[0].entries, list_of(&own).entries);
}

#[test]
fn what_is_missing_or_stands_twice_is_noticed() {
    let text = kev(&["CVE-2026-0001|D-Link|DIR-859|x|Known"]);
    let catalogue = load(KnownExploited, text.as_bytes(), "kev.json");
    let own = load(Support, OWN, "own.csv");
    let mut broken = load(Support, OWN, "broken.csv");
    broken.pinned.sha256 = "0".repeat(64);
    let (declared, mut bytes) =
        with(&[(&catalogue, Some(text.as_bytes())), (&catalogue, None), (&own, None), (&broken, Some(b"none"))]);
    bytes.insert(broken.pinned.sha256.clone(), b"nothing of the kind".to_vec());
    let (references, notices) = references_of(&declared, &bytes);
    assert!(references.known_exploited.is_some() && references.support.is_empty());
    let notices: Vec<String> = notices.iter().map(ToString::to_string).collect();
    assert_eq!(notices.len(), 3, "{notices:?}");
    for (notice, part) in notices.iter().zip(["another catalogue", "does not hold it", "could not be used"]) {
        assert!(notice.contains(part), "{notice}");
    }
}

#[test]
fn the_library_keeps_files_and_knows_the_newest() {
    let home = tempfile::tempdir().expect("a folder");
    let mut library = Library::open(home.path()).expect("an empty library");
    assert!(library.list().is_empty() && library.newest(KnownExploited).is_empty());
    let old = kev(&["CVE-2026-0001|D-Link|DIR-859|x|Known"]);
    let new = old.replace("2026-03-05", "2026-09-05").replace("2026.03.05", "2026.09.05");
    let (old_file, new_file) =
        (load(KnownExploited, old.as_bytes(), "kev.json"), load(KnownExploited, new.as_bytes(), "kev.json"));
    let own = load(Support, OWN, "own.csv");
    let other = load(Support, OWN.strip_suffix(b"\n").expect("ends a line"), "other.csv");
    for (file, bytes) in
        [(&new_file, new.as_bytes()), (&old_file, old.as_bytes()), (&own, OWN), (&other, OWN.trim_ascii())]
    {
        library.add(file, bytes, day("2026-11-22")).expect("keeps it");
    }
    library.add(&own, OWN, day("2026-11-23")).expect("keeps it once");
    let again = Library::open(home.path()).expect("reads back");
    assert_eq!(again.list(), library.list());
    assert_eq!(again.list().len(), 4);
    let names = |kind| again.newest(kind).iter().map(|kept| kept.pinned.name.clone()).collect::<Vec<_>>();
    assert_eq!(again.newest(KnownExploited)[0].pinned.as_of, Some(day("2026-09-05")));
    assert_eq!(names(Support), ["other.csv", "own.csv"]);
    assert_eq!(again.bytes(again.newest(KnownExploited)[0]).expect("reads"), new.as_bytes());
}

#[test]
fn a_changed_file_and_a_harmed_index_are_refused() {
    let home = tempfile::tempdir().expect("a folder");
    let mut library = Library::open(home.path()).expect("an empty library");
    let own = load(Support, OWN, "own.csv");
    library.add(&own, OWN, day("2026-11-22")).expect("keeps it");
    let folder = home.path().join("reference");
    std::fs::write(folder.join(&own.pinned.sha256), b"else").expect("writes");
    let error = library.bytes(&library.list()[0]).expect_err("changed");
    assert_eq!(error.kind(), FileErrorKind::Damaged);
    let index = folder.join("index.ron");
    let text = std::fs::read_to_string(&index).expect("reads");
    for (from, to) in [
        (own.pinned.sha256.as_str(), "../../etc/passwd"),
        ("2026-11-22", "tomorrow"),
        ("version: 1", "version: 2"),
        ("(", "["),
        ("own.csv", "\0"),
    ] {
        std::fs::write(&index, text.replacen(from, to, 1)).expect("writes");
        let opened = Library::open(home.path());
        assert!(from == "own.csv" || opened.is_err(), "{from} -> {to}: {opened:?}");
    }
}

/// It would be cited by a hash that is not its own.
#[test]
fn a_file_that_was_changed_in_the_case_is_not_used() {
    let own = load(Support, OWN, "own.csv");
    let later = String::from_utf8(OWN.to_vec()).expect("is text").replace("2027", "2037");
    let (declared, bytes) = with(&[(&own, Some(later.as_bytes()))]);
    let (references, notices) = references_of(&declared, &bytes);
    assert!(references.support.is_empty());
    assert_eq!(
        notices.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["own.csv: it is no longer the file that was added, so it is not used; add it again and pin it"]
    );
}

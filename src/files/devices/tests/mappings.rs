//! What was decided about columns is kept and found again.

use super::*;
use crate::inventory::DateOrder;

fn headers(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn a_mapping_is_found_again_by_the_same_headers() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().join("mappings");
    let mut options = options(&[("Marke \"x\"", "vendor"), ("column 3", "end_of_support")]);
    options.choices.push(("Notiz".to_owned(), None));
    options.date_order = Some(DateOrder::DayFirst);
    options.header = HeaderRow::At(4);
    let mapping = SavedMapping { headers: headers(&["Marke \"x\"", "Notiz", ""]), options };
    assert!(keep_mapping(&folder, &mapping).expect("is kept"));
    let found = |names: &[&str]| find_mapping(&folder, &headers(names)).expect("reads");
    assert_eq!(found(&["marke_\"X\"", " NOTIZ", ""]), Some(mapping.clone()));
    assert_eq!(found(&["Notiz", "Marke \"x\"", ""]), None);
    let again = SavedMapping { options: ImportOptions::default(), ..mapping };
    assert!(keep_mapping(&folder, &again).expect("is kept"));
    assert_eq!(found(&again.headers.iter().map(String::as_str).collect::<Vec<_>>()), Some(again));
}

#[test]
fn lists_without_names_of_columns_have_no_mapping_to_find() {
    let folder = tempfile::tempdir().expect("a folder");
    for names in [&["column 1", "column 2"][..], &["", " "], &[]] {
        let mapping = SavedMapping { headers: headers(names), ..SavedMapping::default() };
        assert!(!keep_mapping(folder.path(), &mapping).expect("nothing to do"));
        assert_eq!(find_mapping(folder.path(), &mapping.headers).expect("nothing to read"), None);
    }
}

#[test]
fn a_mapping_changed_by_hand_is_refused_with_every_problem() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("m.ron");
    for (content, says) in [
        (
            "(format: 1, headers: [], choices: [(\"A\", \"colour\"), (\"B\", \"vendor\"), (\"C\", \"size\")])",
            "and 1 more",
        ),
        ("(format: 2, headers: [], choices: [])", "install a newer version"),
        ("(format: 1, headers: [], choices: [], colour: 1)", "colour"),
        ("(format: 1, headers: [", "m.ron:1:"),
        ("", "m.ron:1:1"),
        ("Vendor,Model", "m.ron:1:1: `Vendor` stands where the mapping belongs"),
        ("[1]", "m.ron:1:1: here belongs the mapping, in round brackets"),
    ] {
        std::fs::write(&path, content).expect("writes");
        let error = read_mapping(&path).expect_err("is refused").to_string();
        assert!(error.contains(says) && error.contains("The mapping was not used"), "{error}");
    }
}

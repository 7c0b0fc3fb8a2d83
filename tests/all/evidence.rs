//! Files behind answers from the command line: in, listed, out again, and refused in a sentence.

use crate::command_line::{Desk, run};
use serde_json::Value;

fn view(case: &str) -> Value {
    let it = run(&["evidence", case, "--json"]);
    assert_eq!(it.code, 0, "{}", it.said);
    serde_json::from_str(&it.out).expect("JSON")
}

#[test]
fn a_file_goes_in_is_listed_and_comes_out_as_it_was() {
    let desk = Desk::new();
    let case = desk.worked();
    let plan = desk.write("network plan.pdf", b"%PDF-1.7 plan");
    for question in ["D1", "D2"] {
        let added = run(&["evidence", &case, "--add", question, &plan]);
        assert_eq!(added.code, 0, "{}", added.said);
    }
    let again = run(&["evidence", &case, "--add", "D1", &plan]);
    assert!(again.code == 0 && again.said.contains("attached to D1 already"), "{}", again.said);
    let seen = view(&case);
    let attached = seen["attachments"].as_array().expect("a list");
    assert_eq!(attached.len(), 2);
    assert_eq!(
        (attached[0]["file_name"].as_str(), attached[0]["usable"].as_bool()),
        (Some("network plan.pdf"), Some(true))
    );
    let hash = attached[0]["sha256"].as_str().expect("a hash").to_owned();
    let out = desk.at("copy.pdf");
    let copied = run(&["evidence", &case, "--extract", &hash[..10], "-o", &out]);
    assert_eq!((copied.code, desk.read("copy.pdf")), (0, b"%PDF-1.7 plan".to_vec()), "{}", copied.said);
    let twice = run(&["evidence", &case, "--extract", &hash, "-o", &out]);
    assert!(twice.code == 3 && twice.said.contains("not replaced"), "{}", twice.said);
    let text = run(&["evidence", &case]).out;
    assert!(text.contains("rests on assertion alone") && text.contains(&hash[..12]), "{text}");
}

#[test]
fn what_cannot_be_attached_is_refused_and_nothing_is_changed() {
    let desk = Desk::new();
    let case = desk.worked();
    let before = desk.read("worked.securable");
    let (empty, plan) = (desk.write("empty.pdf", b""), desk.write("plan.pdf", b"%PDF-1.7"));
    let folder = desk.path("").display().to_string();
    let refusals = [
        ("D1", empty.as_str(), "The file is empty"),
        ("D1", folder.as_str(), "This is a folder"),
        ("D99", plan.as_str(), "has no question \"D99\""),
    ];
    for (question, path, why) in refusals {
        let it = run(&["evidence", &case, "--add", question, path]);
        assert!(it.code == 1 && it.said.contains(why), "{}", it.said);
    }
    let none = run(&["evidence", &case, "--extract", "abcd", "-o", &desk.at("x")]);
    assert!(none.code == 1 && none.said.contains("No attached file"), "{}", none.said);
    assert_eq!(desk.read("worked.securable"), before);
}

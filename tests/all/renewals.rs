//! The next term on the command line: rolled forward, scored with what waits, compared.

use crate::command_line::{Desk, run};
use serde_json::Value as Json;

#[test]
fn a_case_is_rolled_forward_and_compared_with_the_old_one() {
    let desk = Desk::new();
    let (old, new) = (desk.worked(), desk.at("next.securable"));
    let bytes = desk.read("worked.securable");
    let rolled = run(&["renew", &old, "-o", &new, "--inception", "2028-01-01"]);
    assert_eq!(rolled.code, 0, "{}", rolled.said);
    assert!(rolled.said.contains("Saved and read back"), "{}", rolled.said);
    for part in [
        "Term           2028-01-01 to 2029-01-01",
        "To confirm",
        "count as asserted (E0)",
        "Subjectivities of last term",
    ] {
        assert!(rolled.out.contains(part), "{part}: {}", rolled.out);
    }
    assert_eq!(desk.read("worked.securable"), bytes, "the expiring case stays as it is");
    let again = run(&["renew", &old, "-o", &new]);
    assert_eq!(again.code, 3, "what is there is not replaced");
    assert!(again.said.contains("Nothing was saved"), "{}", again.said);

    let scored = run(&["score", &new]);
    assert!(scored.out.contains("answers from last term"), "{}", scored.out);
    let json: Json = serde_json::from_str(&run(&["score", &new, "--json"]).out).expect("is JSON");
    let waiting = json["to_confirm"].as_array().expect("a list").len();
    let compared: Json = serde_json::from_str(&run(&["compare", &old, &new, "--json"]).out).expect("is JSON");
    assert_eq!(compared["evidence"]["to_confirm"].as_array().map(Vec::len), Some(waiting));
    assert_eq!(
        (&compared["answers"], &compared["devices"]["lists"]),
        (&Json::Array(Vec::new()), &Json::from("neither"))
    );
    let text = run(&["compare", &old, &new]).out;
    for part in ["Devices", "Neither case holds a device list", "Evidence", "Rules", "Subjectivities of last term"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn a_term_that_cannot_be_is_refused_in_a_sentence() {
    let desk = Desk::new();
    let (old, new) = (desk.worked(), desk.at("next.securable"));
    let refused = run(&["renew", &old, "-o", &new, "--inception", "2028-01-01", "--expiry", "2027-01-01"]);
    assert_eq!(refused.code, 1);
    assert!(refused.said.contains("choose a later expiry"), "{}", refused.said);
    assert!(!std::path::Path::new(&new).exists(), "nothing was stored");
    assert_eq!(run(&["renew", &old, "-o", &new, "--inception", "soon"]).code, 2);
}

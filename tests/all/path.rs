//! `securable path` as a stranger uses it.

use crate::command_line::run;

const SAMPLE: &str = "assets/samples/harbor-mill-foods";

#[test]
fn the_way_is_found_and_proven() {
    let plain = run(&["path", SAMPLE, "--to", "standard"]);
    assert_eq!(plain.code, 0, "{}", plain.said);
    for wanted in ["To      Standard or better, least cost", "Improvements", "Why nothing less does", "Nothing below "]
    {
        assert!(plain.out.contains(wanted), "{wanted} is missing:\n{}", plain.out);
    }
    let json: serde_json::Value =
        serde_json::from_str(&run(&["path", SAMPLE, "--to", "STANDARD", "--by", "changes", "--json"]).out)
            .expect("JSON");
    assert_eq!(json["answer"], "found");
    assert_eq!(json["what"]["then"]["outcome"], "Standard");
    let steps = json["what"]["steps"].as_array().expect("steps");
    assert_eq!(json["what"]["changes"], steps.len());
    assert!(steps.iter().all(|step| step["without"]["outcome"] != "Standard"), "each step is needed");
}

#[test]
fn a_band_that_is_none_is_answered_with_those_there_are() {
    let wrong = run(&["path", SAMPLE, "--to", "excellent"]);
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.said.contains("There is no band \"excellent\"") && wrong.said.contains("Preferred, Standard"),
        "{}",
        wrong.said
    );
    assert!(wrong.out.is_empty());
}

#[test]
fn a_case_that_is_there_needs_nothing() {
    let there = run(&["path", SAMPLE, "--to", "decline unless exception"]);
    assert_eq!(there.code, 0, "{}", there.said);
    assert!(there.out.contains("Nothing is needed") || there.out.contains("Improvements"), "{}", there.out);
}

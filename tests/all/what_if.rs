//! Scenarios on the command line: side by side with the answers, and the case is left alone.

use crate::command_line::{Desk, run};
use securable::files::{Expect, read_case, write_case};
use securable::submission::{Answer, Flip, Grade, Scenario};
use serde_json::Value;
use std::path::Path;

/// The worked example with two scenarios, one of which holds an option that is not there.
fn with_scenarios(desk: &Desk) -> String {
    let path = desk.worked();
    let opened = read_case(Path::new(&path)).expect("it reads");
    let mut case = opened.case;
    let flip = |key: &str| Flip { answer: Some(Answer::option(key)), grade: Some(Grade::ScanOrLog) };
    let scenario = |name: &str, flips: &[(&str, &str)]| Scenario {
        name: name.to_owned(),
        flips: flips.iter().map(|(id, key)| ((*id).to_owned(), flip(key))).collect(),
        note: String::new(),
    };
    case.submission.scenarios =
        vec![scenario("Zones", &[("D1", "a"), ("D2", "a")]), scenario("Incident", &[("K1", "yes"), ("D1", "zz")])];
    write_case(Path::new(&path), &case, &Expect::Unchanged(opened.fingerprint)).expect("it can be written");
    path
}

#[test]
fn scenarios_stand_side_by_side_and_the_case_is_left_alone() {
    let desk = Desk::new();
    let path = with_scenarios(&desk);
    let before = std::fs::read(&path).expect("it is there");
    let table = run(&["whatif", &path]);
    assert_eq!(table.code, 0, "{}", table.said);
    let lines: Vec<&str> = table.out.lines().collect();
    assert!(lines[1].starts_with("As answered"), "{}", table.out);
    assert!(lines[2].starts_with("Zones") && lines[3].starts_with("Incident"), "{}", table.out);
    assert!(table.said.contains("Incident: D1 has no option \"zz\" any more"), "{}", table.said);

    let one = run(&["whatif", &path, "--scenario", "Zones"]);
    assert!(one.code == 0 && one.out.contains("as answered") && one.out.contains("tried in Zones"), "{}", one.out);
    assert!(one.out.lines().any(|line| line.starts_with("* Score")), "{}", one.out);

    let json = run(&["whatif", &path, "--json"]);
    let all: Value = serde_json::from_str(&json.out).expect("it is JSON");
    let score = |side: &str| all[0][side]["score"].as_str().and_then(|score| score.parse::<f64>().ok());
    assert!(score("after") < score("before"), "{all:#}");
    assert_eq!(all[1]["rules_fired"], serde_json::json!(["REF-04"]));
    assert_eq!(all[1]["unusable"][0]["question"], "D1");
    assert_eq!(std::fs::read(&path).expect("it is there"), before);
}

#[test]
fn a_scenario_that_is_not_there_is_refused_with_the_names_of_those_that_are() {
    let desk = Desk::new();
    let path = with_scenarios(&desk);
    let refused = run(&["whatif", &path, "--scenario", "Towers"]);
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    assert!(
        refused.said.contains("no scenario \"Towers\"") && refused.said.contains("Zones, Incident"),
        "{}",
        refused.said
    );
    let other = Desk::new();
    let none = run(&["whatif", &other.worked()]);
    assert!(none.code == 0 && none.out.contains("no scenario yet"), "{}{}", none.out, none.said);
}

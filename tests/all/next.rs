//! `securable next`: what to ask in a short call.

use crate::command_line::{Desk, run};
use serde_json::Value;

fn case(desk: &Desk, table: &str) -> String {
    let answers = desk.write("some.csv", table.as_bytes());
    let case = desk.at("some.securable");
    let made = run(&["new", "-o", &case, "--answers", &answers]);
    assert_eq!(made.code, 0, "{}", made.said);
    case
}

fn json(case: &str) -> Value {
    let next = run(&["next", case, "--json"]);
    assert_eq!(next.code, 0, "{}", next.said);
    serde_json::from_str(&next.out).expect("JSON on standard output")
}

#[test]
fn a_new_case_is_told_what_to_ask_first_and_what_then() {
    let desk = Desk::new();
    let case = case(&desk, "question,answer,evidence,note\n");
    let next = run(&["next", &case]);
    assert_eq!(next.code, 0, "{}", next.said);
    for expected in
        ["Ask next      K2", "yes_unresolved", "could fire KO-6 by itself", "Preferred", "band certain after"]
    {
        assert!(next.out.contains(expected), "{expected}:\n{}", next.out);
    }
    let it = json(&case);
    assert_eq!(it["settled"], false);
    assert_eq!(it["order"][0]["question"], "K2");
    assert!(it["order"].as_array().is_some_and(|order| order.len() > 50));
    assert!(it["certain_after"]["at_best"].as_u64() < it["certain_after"]["at_latest"].as_u64());
}

#[test]
fn a_whole_case_is_settled_and_says_what_still_matters() {
    let desk = Desk::new();
    let case = desk.worked();
    let next = run(&["next", &case]);
    assert_eq!(next.code, 0, "{}", next.said);
    assert!(next.out.contains("The band is Conditional: nothing is open"), "{}", next.out);
    assert!(next.out.contains("evidence may still be worth asking for"), "{}", next.out);
    let it = json(&case);
    assert_eq!(
        (&it["settled"], &it["bands"][0], &it["certain_after"]),
        (&true.into(), &"Conditional".into(), &Value::Null)
    );
}

#[test]
fn what_cannot_be_read_is_said() {
    let next = run(&["next", "no-such-case.securable"]);
    assert_eq!(next.code, 1);
    assert!(next.said.contains("no-such-case.securable"), "{}", next.said);
    assert!(next.out.is_empty());
}

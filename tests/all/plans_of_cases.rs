//! A case under a plan on the command line: tried, kept, compared with last year's.

use crate::command_line::{Desk, run};
use securable::files::{questionnaire_from_text, ron_from_plan};
use securable::questionnaire::Weight;
use securable::questionnaire::plan::{Plan, Target, Value, WeightSum};
use serde_json::Value as Json;

/// D1 counts for 10.0 instead of 5.0.
fn plan(desk: &Desk) -> String {
    let (file, text) = securable::files::SHIPPED[0];
    let base = questionnaire_from_text(text, file).expect("it ships");
    let mut plan =
        Plan { id: "ot-heavy".into(), version: "1.0.0".into(), sum: WeightSum::Floating, ..Plan::draft_on(&base) };
    let weight = Weight::from_tenths(100).expect("10.0");
    plan.set(&base, Target::Weight { question: "D1".into() }, Value::Weight(weight));
    desk.write("ot-heavy.ron", ron_from_plan(&plan).as_bytes())
}

fn json(out: &str) -> Json {
    serde_json::from_str(out).expect("is JSON")
}

#[test]
fn a_plan_is_tried_without_a_trace_and_kept_by_a_command_of_its_own() {
    let desk = Desk::new();
    let (case, plan) = (desk.worked(), plan(&desk));
    let bytes = desk.read("worked.securable");
    let tried = run(&["score", &case, "--under", &plan]);
    assert_eq!(tried.code, 0, "{}", tried.said);
    assert!(
        tried.out.contains("no plan, as shipped") && tried.out.contains("plan ot-heavy 1.0.0 (draft)"),
        "{}",
        tried.out
    );
    assert!(tried.said.contains("Nobody has approved plan ot-heavy 1.0.0"), "{}", tried.said);
    assert_eq!(desk.read("worked.securable"), bytes, "nothing is stored");

    let under = json(&run(&["score", &case, "--under", &plan, "--json"]).out);
    let bound = run(&["bind", &case, &plan]);
    assert_eq!(bound.code, 0, "{}", bound.said);
    assert!(bound.said.contains("Score under plan ot-heavy 1.0.0, saved and read back"), "{}", bound.said);
    let scored = json(&run(&["score", &case, "--json"]).out);
    assert_eq!(scored["score_exact"], under["score_exact"]);
    assert_eq!(scored["plan"]["id"], "ot-heavy");
    assert_eq!(scored["plan"]["status"], "Draft");
    assert_ne!(scored["score_exact"], "10020/197");
    let again = run(&["bind", &case, &plan]);
    assert_eq!(again.code, 1);
    assert!(again.said.contains("under this plan already"), "{}", again.said);

    assert_eq!(run(&["bind", &case, "--as-shipped"]).code, 0);
    let scored = json(&run(&["score", &case, "--json"]).out);
    assert_eq!((&scored["score_exact"], &scored["plan"]), (&Json::from("10020/197"), &Json::Null));
    assert_eq!(run(&["bind", &case]).code, 2, "a plan or its absence is to be named");
}

#[test]
fn two_years_are_compared_in_parts_that_add_up() {
    let desk = Desk::new();
    let (case, plan) = (desk.worked(), plan(&desk));
    desk.write("last year.securable", &desk.read("worked.securable"));
    assert_eq!(run(&["bind", &case, &plan]).code, 0);
    let old = desk.at("last year.securable");
    let compared = run(&["compare", &old, &case]);
    assert_eq!(compared.code, 0, "{}", compared.said);
    assert!(
        compared.out.contains("Plan changed") && compared.out.contains("Answers that changed\n  None"),
        "{}",
        compared.out
    );
    let score = &json(&run(&["compare", &old, &case, "--json"]).out)["score"];
    assert_eq!(score["expiring"]["exact"], "10020/197");
    assert_eq!((&score["risk"]["exact"], &score["questions"]["exact"]), (&Json::from("0/1"), &Json::from("0/1")));
    let ratio = |text: &Json| {
        let (above, below) = text.as_str().and_then(|text| text.split_once('/')).expect("a ratio");
        let number = |text: &str| text.parse::<i128>().expect("a number");
        (number(above), number(below))
    };
    let [(a, b), (c, d), (e, f)] = ["expiring", "plan", "renewing"].map(|part| ratio(&score[part]["exact"]));
    assert_eq!((a * d + c * b) * f, e * b * d, "expiring and plan are renewing");
}

#[test]
fn a_plan_for_another_questionnaire_is_refused() {
    let desk = Desk::new();
    let case = desk.worked();
    let text = String::from_utf8(std::fs::read(plan(&desk)).expect("reads")).expect("is text");
    let (_, text_of_core) = securable::files::SHIPPED[0];
    let sha256 = questionnaire_from_text(text_of_core, "core").expect("it ships").sha256;
    let plan = desk.write("other.ron", text.replace(&sha256, &"0".repeat(64)).as_bytes());
    for arguments in [&["score", &case, "--under", &plan][..], &["bind", &case, &plan]] {
        let refused = run(arguments);
        assert_eq!(refused.code, 1);
        assert!(refused.out.is_empty() && refused.said.contains("does not fit iot-core"), "{}", refused.said);
        assert!(refused.said.contains("with the hash 000000000000"), "{}", refused.said);
    }
}

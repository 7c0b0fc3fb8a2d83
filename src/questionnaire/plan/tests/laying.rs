use super::*;
use crate::questionnaire::Condition;

#[test]
fn an_empty_plan_changes_nothing() {
    let laid = lay(&CORE, &Plan::draft_on(&CORE)).expect("it fits");
    let plan = laid.plan.clone().expect("it says which plan");
    assert!(plan.changes.is_empty());
    let without_plan = Questionnaire { plan: None, ..laid };
    assert_eq!(format!("{without_plan:?}"), format!("{:?}", *CORE));
}

#[test]
fn what_is_laid_is_what_the_questionnaire_says() {
    let changes = [
        (weight("D1"), tenths(60)),
        (factor("D1", "b"), quarters(1)),
        (edge("High", "Preferred"), points(14)),
        (Target::Threshold(Threshold::Borderline), Value::Number(15)),
        (Target::Threshold(Threshold::Evidence(1)), Value::Number(45)),
        (Target::TierFrom { tier: "High".to_owned() }, Value::Number(65)),
        (Target::ScheduleCap { section: "C".to_owned() }, Value::Number(0)),
        (Target::ScheduleCap { section: "B".to_owned() }, Value::Number(3)),
        (rule("REF-10"), Value::Switch(false)),
        (rule_number("REF-03", 0), Value::Number(2_000_000)),
        (hidden("H4"), small()),
        (hidden("I5"), Value::Hidden(Hidden::Always)),
    ];
    let changes: Vec<(Target, Value)> =
        changes.into_iter().filter(|(target, to)| value_of(&CORE, target).as_ref() != Some(to)).collect();
    assert!(changes.len() >= 11);
    let laid = lay(&CORE, &draft(&changes)).expect("it fits");
    for (target, to) in &changes {
        assert_eq!(value_of(&laid, target).as_ref(), Some(to), "{target:?}");
    }
    assert!(laid.rules.iter().all(|rule| rule.code != "REF-10"));
    assert_eq!(laid.rules.len() + 1, CORE.rules.len());
    let shown_if = |id: &str| laid.question(laid.find(id).expect("it is there")).shown_if.clone();
    assert_eq!(shown_if("I5"), Some(Condition::Not(Box::new(Condition::Always))));
    assert!(matches!(shown_if("H4"), Some(Condition::Not(_))));
    let says = &laid.rules.iter().find(|rule| rule.code == "REF-03").expect("it is on").says;
    assert!(says.ends_with(" Under the plan: aggregate limit at or above, US dollars $2,000,000."), "{says}");
    let method = laid.method.last().expect("sentences");
    assert!(method.contains("tier High lowest index 65"), "{method}");
    assert_eq!((&laid.sha256, &laid.source_text), (&CORE.sha256, &CORE.source_text));
}

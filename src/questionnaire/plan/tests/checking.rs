//! Constraints, conflicts and rebasing, each with its sentence.

use super::*;

fn faults(changes: &[(Target, Value)]) -> Vec<String> {
    check(&CORE, &draft(changes)).iter().map(ToString::to_string).collect()
}

/// The shipped questionnaire with one thing changed, as its next version.
fn newer(old: &str, new: &str) -> Questionnaire {
    let text = SHIPPED[0].1.replacen("version: \"1.2.0\"", "version: \"1.3.0\"", 1);
    assert_eq!(text.matches(old).count(), 1, "\"{old}\" stands once");
    questionnaire_from_text(&text.replacen(old, new, 1), "newer.ron").expect("it reads")
}

fn rebased(changes: &[(Target, Value)], older: Option<&Questionnaire>, newer: &Questionnaire) -> Vec<String> {
    let conflicts = rebase(&draft(changes), older, newer).err().unwrap_or_default();
    conflicts.iter().map(ToString::to_string).collect()
}

#[test]
fn drafts_on_shipped_questionnaires_have_no_fault() {
    for (file, text) in SHIPPED {
        let base = questionnaire_from_text(text, file).expect("it reads");
        assert_eq!(check(&base, &Plan::draft_on(&base)), [], "{file}");
    }
}

#[test]
fn weights_keep_their_sum_unless_it_may_float() {
    assert_eq!(
        faults(&[(weight("D1"), tenths(60))]),
        ["the weights add up to 101.0, not to 100.0; take 1.0 from other questions, or let the sum float"]
    );
    assert_eq!(
        faults(&[(weight("D1"), tenths(47))]),
        ["the weights add up to 99.7, not to 100.0; give 0.3 to other questions, or let the sum float"]
    );
    assert_eq!(faults(&[(weight("D1"), tenths(60)), (weight("C1"), tenths(30))]), [""; 0]);
    let mut plan = draft(&[(weight("D1"), tenths(60))]);
    plan.sum = WeightSum::Floating;
    assert_eq!(check(&CORE, &plan), []);
}

#[test]
fn what_does_not_fit_together_is_not_laid() {
    assert_eq!(
        refusals(&[(factor("D1", "b"), quarters(3))]),
        [
            "D1 option c would count 0.5, less than the better option b with 0.75; let factors rise from the best option \
         to the worst"
        ]
    );
    assert_eq!(
        refusals(&[(edge("High", "Preferred"), points(33))]),
        ["band Standard would be empty in High; let the edges rise from the best band to the worst"]
    );
    assert_eq!(
        refusals(&[(edge("Low", "Decline unless exception"), points(99))]),
        ["the bands would not reach 100 in Low; leave the last band ending at 100"]
    );
    let tier = |name: &str, from| (Target::TierFrom { tier: name.to_owned() }, Value::Number(from));
    assert_eq!(refusals(&[tier("Low", 5)]), ["an index below 5 would have no tier; let tier Low start at 0"]);
    assert_eq!(refusals(&[tier("High", 30)]), ["tier High would not lie above tier Moderate; let the tiers rise"]);
    assert_eq!(
        refusals(&[(Target::Threshold(Threshold::Evidence(1)), Value::Number(90))]),
        ["better evidence would count for less; let E0 to E3 rise"]
    );
    assert_eq!(
        refusals(&[(Target::Threshold(Threshold::ConfidenceLow), Value::Number(66))]),
        ["a confidence would be low and high at once; let low end where high begins, or before"]
    );
    // The fault is about what the plan changed.
    let conflicts = lay(&CORE, &draft(&[(factor("D1", "b"), quarters(3))])).err().unwrap_or_default();
    assert_eq!(conflicts[0].target, Some(factor("D1", "b")));
}

#[test]
fn values_out_of_range_are_not_laid() {
    assert_eq!(refusals(&[(weight("D1"), tenths(0))]), ["D1 weight cannot be 0.0; write a value from 0.1 to 100.0"]);
    assert_eq!(
        refusals(&[(weight("D1"), Value::Number(3))]),
        ["D1 weight cannot be 0.3; write a value of the kind that is there"]
    );
    assert_eq!(
        refusals(&[(edge("High", "Preferred"), Value::Points(Ratio::new(1, 3)))]),
        ["Preferred upper edge in High cannot be 1/3; write a value from 0.0 to 100.0"]
    );
    assert_eq!(
        refusals(&[(rule_number("INF-1", 0), Value::Number(101))]),
        ["INF-1 weight of open questions above, percent cannot be 101%; write a value from 0% to 100%"]
    );
    assert_eq!(
        refusals(&[(Target::Threshold(Threshold::ScheduleNeutral), Value::Number(100))]),
        ["neutral point of the schedule cannot be 100%; write a value from 0% to 99%"]
    );
}

#[test]
fn hiding_keeps_the_range_exact() {
    let when = |question: &str, options: &[&str]| {
        let options = options.iter().map(|key| (*key).to_owned()).collect();
        Value::Hidden(Hidden::When { question: question.to_owned(), options })
    };
    let mend = "let it hang on an exposure question with a single choice that is always asked";
    for (to, what, mend) in [
        (when("Z9", &["a"]), "there is no question Z9", mend),
        (when("A3", &["cameras"]), "A3 is not an exposure question with a single choice", mend),
        (when("D1", &["a"]), "D1 is not an exposure question with a single choice", mend),
        (when("A2", &["few"]), "A2 has no option few", "use the keys of its options"),
        (when("A2", &[]), "no option is named", "name the options for which it is not asked"),
        (
            when("A2", &["under_0_5", "from_0_5_to_2", "from_2_to_5", "over_5"]),
            "every option is named",
            "leave one out, or never ask it",
        ),
    ] {
        assert_eq!(refusals(&[(hidden("H4"), to)]), [format!("H4 cannot be hidden so: {what}; {mend}")]);
    }
    assert_eq!(
        faults(&[(hidden("D1"), Value::Hidden(Hidden::Always))]),
        ["D1 is critical: knock-outs and floors rest on it; leave it asked, and change its weight instead"]
    );
    let of = |question: &str, options: &[&str]| (hidden(question), when(question_of(question), options));
    fn question_of(hidden: &str) -> &'static str {
        ["A1", "A2", "A5", "A4"][hidden.bytes().map(usize::from).sum::<usize>() % 4]
    }
    let many: Vec<(Target, Value)> = CORE
        .questions
        .iter()
        .filter(|it| !it.critical && CORE.find(&it.id).is_some_and(|ix| CORE.is_scored(ix)))
        .enumerate()
        .map(|(place, it)| {
            let by = CORE.find(question_of(&it.id)).map(|ix| CORE.question(ix)).expect("it is there");
            let key = by.options[place % by.options.len()].key.clone();
            of(&it.id, &[key.as_str()])
        })
        .collect();
    assert_eq!(
        refusals(&many),
        ["hiding would tell more than 256 cases apart; let hiding hang on fewer questions, so that the range can be \
         computed"]
    );
}

#[test]
fn options_tell_something_apart_and_caps_keep_within_the_schedule() {
    let all_bad: Vec<(Target, Value)> = ["a", "b", "c", "d"]
        .iter()
        .map(|option| (factor("B1", option), quarters(4)))
        .filter(|(target, to)| value_of(&CORE, target).is_some_and(|from| from != *to))
        .collect();
    assert_eq!(
        faults(&all_bad),
        ["all options of B1 would count 1; let the worst option count more than the best, or never ask the question"]
    );
    let cap = Target::ScheduleCap { section: "C".to_owned() };
    assert_eq!(
        faults(&[(cap, Value::Number(5))]),
        ["the schedule caps add up to 27%, and the schedule may reach 25%; lower a cap, or raise the most that the \
         schedule may add up to"]
    );
}

#[test]
fn another_questionnaire_is_refused() {
    let newer = newer("borderline: 2.0", "borderline: 1.5");
    let plan = draft(&[(weight("D1"), tenths(60))]);
    let said = |base: &Questionnaire, plan: &Plan| {
        lay(base, plan).err().unwrap_or_default().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        said(&newer, &plan),
        [
            "the plan is made for iot-core 1.2.0, and this is iot-core 1.3.0; choose that questionnaire, or rebase the plan"
        ]
    );
    let mut edited = CORE.clone();
    edited.sha256 = newer.sha256.clone();
    assert_eq!(
        said(&edited, &plan),
        [format!(
            "the plan is made for iot-core 1.2.0 with the hash {}, and this one has {}; restore the questionnaire that the \
         plan was made for, or rebase the plan",
            CORE.short_hash(),
            newer.sha256
        )]
    );
    let laid = lay(&CORE, &plan).expect("it fits");
    assert_eq!(
        said(&laid, &plan),
        ["iot-core 1.2.0 carries a plan already; lay the plan over the questionnaire as it is shipped"]
    );
}

#[test]
fn a_plan_moves_to_a_newer_version_or_says_why_not() {
    let changes = [(weight("D1"), tenths(60)), (rule_number("REF-03", 0), Value::Number(2_000_000))];
    let same = newer("borderline: 2.0", "borderline: 1.5");
    let moved = rebase(&draft(&changes), Some(&*CORE), &same).expect("nothing it changes has changed");
    assert_eq!((moved.base.version.as_str(), moved.changes.len(), moved.status), ("1.3.0", 2, Status::Draft));
    assert!(lay(&same, &moved).is_ok());

    // Without the older questionnaire nobody knows what the number was about.
    assert_eq!(
        rebased(&changes, None, &same),
        ["nobody can say whether REF-03 aggregate limit at or above, US dollars is still the number that was meant; \
         look at the rule, and state its number again"]
    );
    let swapped = newer(
        "All([AtLeast(\"D3\", 0.75), Any([AtLeast(\"F2\", 0.75)",
        "All([AtLeast(\"F2\", 0.75), Any([AtLeast(\"D3\", 0.75)",
    );
    assert_eq!(
        rebased(&[(rule_number("KO-1", 0), Value::Number(2))], Some(&*CORE), &swapped),
        ["KO-1 D3 factor at or above is KO-1 F2 factor at or above now; look at the rule, and state its number again"]
    );
    let other_value = newer("Any([LimitAtLeast(5000000)", "Any([LimitAtLeast(3000000)");
    assert_eq!(
        rebased(&changes, Some(&*CORE), &other_value),
        [
            "REF-03 aggregate limit at or above, US dollars is $3,000,000 in iot-core 1.3.0, and the plan found $5,000,000 \
         there; look at it again and state what is there now"
        ]
    );
    let vanished = newer("code: \"REF-03\"", "code: \"REF-33\"");
    assert_eq!(
        rebased(&changes, Some(&*CORE), &vanished),
        ["there is no rule REF-03 in iot-core 1.3.0; delete the change"]
    );
}

#[test]
fn what_is_not_there_is_named() {
    for (target, what) in [
        (weight("Z1"), "there is no question Z1"),
        (weight("A1"), "question A1 is not scored"),
        (factor("D1", "z"), "question D1 has no option z"),
        (edge("Huge", "Preferred"), "there is no tier \"Huge\""),
        (edge("High", "Best"), "there is no band \"Best\""),
        (Target::TierFrom { tier: "Huge".to_owned() }, "there is no tier \"Huge\""),
        (Target::ScheduleCap { section: "Z".to_owned() }, "there is no section Z"),
        (Target::ScheduleCap { section: "A".to_owned() }, "section A is not scored"),
        (rule("REF-99"), "there is no rule REF-99"),
        (rule_number("REF-99", 0), "there is no rule REF-99"),
        (rule_number("REF-03", 2), "rule REF-03 has no number 3"),
        (hidden("K1"), "question K1 is not scored"),
    ] {
        let mut plan = Plan::draft_on(&CORE);
        plan.changes.push(Change { target, from: Value::Number(1), to: Value::Number(2), why: String::new() });
        let said: Vec<String> = check(&CORE, &plan).iter().map(ToString::to_string).collect();
        assert_eq!(said, [format!("{what} in iot-core 1.2.0; delete the change")]);
    }
    let mut twice = draft(&[(weight("D1"), tenths(60))]);
    twice.changes.push(twice.changes[0].clone());
    assert_eq!(
        lay(&CORE, &twice).err().unwrap_or_default()[0].to_string(),
        "D1 weight is changed twice; keep one of the two"
    );
}

/// Numbers of conditions stand in the order of the text, and one can be changed without touching another.
#[test]
fn every_number_of_every_rule_can_be_retuned() {
    let mut seen = 0;
    for rule in &CORE.rules {
        let numbers = rule.when.numbers();
        for (place, number) in numbers.iter().enumerate() {
            seen += 1;
            assert!(number.span.holds(number.value), "{} {}", rule.code, number.label(&CORE));
            let to = if number.value == number.span.least { number.span.most } else { number.span.least };
            let changed = rule.when.with_number(place, to).expect("in the span");
            let values =
                |of: &[crate::questionnaire::ConditionNumber]| of.iter().map(|it| it.value).collect::<Vec<_>>();
            let mut wanted = values(&numbers);
            wanted[place] = to;
            assert_eq!(values(&changed.numbers()), wanted, "{}", rule.code);
            assert_eq!(changed.with_number(place, number.value).as_ref(), Some(&rule.when));
            assert_eq!(rule.when.with_number(place, number.span.most + 1), None);
        }
        assert_eq!(rule.when.with_number(numbers.len(), 1), None);
    }
    assert!(seen > 25, "{seen}");
    let ref_03 = CORE.rules.iter().find(|rule| rule.code == "REF-03").expect("it is there");
    let labels: Vec<String> = ref_03.when.numbers().iter().map(|number| number.label(&CORE)).collect();
    assert_eq!(labels, ["aggregate limit at or above, US dollars", "revenue above, US dollars"]);
}

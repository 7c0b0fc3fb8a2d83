use super::*;
use crate::questionnaire::plan::{
    Approval, Change, ChangeRecord, Hidden, Market, Retirement, Status, Threshold, Value, WeightSum, lay,
};
use crate::questionnaire::{Quarter, Ratio, Weight};
use proptest::prelude::*;

/// What is reported when `old` is replaced, as `line: what`.
fn check_all(old: &str, new: &str, expected: &[&str]) {
    let text = planted(old, new);
    let problems = read(&text).err().unwrap_or_default();
    let line = text.split(new).next().unwrap_or_default().matches('\n').count() as u32 + 1;
    let found: Vec<&str> = problems.iter().map(|problem| problem.what.as_str()).collect();
    assert_eq!(found, expected, "\"{new}\":\n{}", shown(&problems));
    for problem in &problems {
        assert_eq!(problem.line, Some(line), "{problem}");
        assert!(!problem.mend.is_empty() && problem.column.is_some(), "{problem}");
    }
}

#[test]
fn a_plan_written_by_hand_reads() {
    let plan = good(&sound());
    assert_eq!((plan.name().as_str(), plan.author.as_str(), plan.status), ("harbor 1.0.0", "M. Ortega", Status::Draft));
    assert_eq!(plan.changes.len(), 3);
    assert_eq!(plan.changes[2].target, Target::RuleNumber { code: "REF-03".to_owned(), place: 0 });
    assert_eq!(plan.sha256, plan.content_sha256());
    assert_eq!(check(&CORE, &plan), []);
    assert!(lay(&CORE, &plan).is_ok());
}

#[test]
fn every_mistake_is_reported_where_it_stands() {
    check_all("title: \"Harbor\",", "titel: \"Harbor\",", &["Plan has no field titel"]);
    check_all("status: Draft", "status: Done", &["\"Done\" is not known here"]);
    check_all(
        "market: Surplus",
        "market: \"Surplus\"",
        &["\"Surplus\" stands in quotation marks, and a word is read here"],
    );
    check_all("effective: \"2027-01-01\"", "effective: \"1/1/27\"", &["\"1/1/27\" is not a date"]);
    check_all("from: 5.0, to: 5.5", "from: 5.0, to: 5.55", &["value 5.55 cannot be used"]);
    check_all("from: 5.0, to: 5.5", "from: 5.0, to: 101", &["the value is out of range"]);
    check_all("from: 5.0, to: 5.5", "from: 5.0", &["field to is missing from change"]);
    check_all("Weight(question: \"D1\"", "Wait(question: \"D1\"", &["Wait cannot be changed by a plan"]);
    check_all("number: 1", "number: 0", &["the numbers of a rule are counted from 1"]);
    check_all("number: 1", "number: 257", &["number 257 is too large"]);
    check_all("number: 1", "number: 1, number: 2", &["field number stands twice"]);
    check_all("author: \"M. Ortega\",", "author: M,", &["a text should stand here"]);
    check_all(&CORE.sha256, "abc", &["this is not a SHA-256"]);
    check_all("Weight(question: \"H1\", from: 1.5, to: 1.0)", "\"77\"", &["a change should stand here"]);
}

#[test]
fn all_mistakes_are_reported_at_once() {
    let text = sound()
        .replace("market: Surplus", "market: Other")
        .replace("status: Draft", "status: Done")
        .replace("to: 5.5", "to: much")
        .replace("number: 1", "number: one");
    let problems = read(&text).err().unwrap_or_default();
    assert_eq!(problems.len(), 4, "{}", shown(&problems));
    assert!(problems.is_sorted_by_key(|problem| (problem.line, problem.column)));
}

#[test]
fn what_is_no_plan_says_so() {
    for text in ["", "7", "Questionnaire(id: \"x\")", "[1, 2]", "\u{feff}", "(id: \"x\")"] {
        let problems = read(text).err().unwrap_or_default();
        assert_eq!(problems.len(), 1, "{text}: {}", shown(&problems));
        assert!(!is_plan(text.as_bytes()));
    }
    assert!(is_plan(sound().as_bytes()) && is_plan(b"Plan(id: "));
    assert!(plan_from_bytes(&[0xff, 0xfe], "mine.ron").is_err());
    let problems = plan_from_bytes(&vec![b' '; MOST_BYTES + 1], "mine.ron").err().unwrap_or_default();
    assert_eq!(shown(&problems), "mine.ron: the file is larger than 1 MB; is it a plan?");
}

#[test]
fn hostile_texts_are_refused_within_bounds() {
    let deep = format!("Plan(changes: {}", "[".repeat(100_000));
    let long = format!("Plan(changes: [{}])", "Weight(question: \"D1\", from: 1, to: 2),".repeat(6000));
    let fields = format!("Plan({})", "a: 1,".repeat(10_000));
    let numbers = planted("to: 5.5", "to: 99999999999999999999999999999999");
    for text in [deep, long, fields, numbers] {
        let problems = read(&text).err().unwrap_or_default();
        assert!(!problems.is_empty() && problems.len() <= 1001);
    }
}

#[test]
fn a_fault_is_reported_where_its_change_stands() {
    let text = planted("question: \"H1\", from: 1.5", "question: \"H9\", from: 1.5");
    let plan = good(&text);
    let problems = problems_of_plan(&plan, "mine.ron", &check(&CORE, &plan));
    let line = text.lines().position(|line| line.contains("H9")).map_or(0, |line| line + 1);
    assert_eq!(
        shown(&problems),
        format!("mine.ron:{line}:9: there is no question H9 in iot-core 1.2.0; delete the change")
    );
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[a-z\"\\\\ \\n\\t/*,()éü€\u{1}-]{0,12}",
        any::<char>().prop_map(|c| c.to_string()),
    ]
}

fn any_change() -> impl Strategy<Value = Change> {
    let number = |target: Target, most: u64| {
        (0..=most, 0..=most, any_text()).prop_map(move |(from, to, why)| Change {
            from: target.value(from).expect("in range"),
            to: target.value(to).expect("in range"),
            target: target.clone(),
            why,
        })
    };
    prop_oneof![
        any_text().prop_flat_map(move |question| number(Target::Weight { question }, 1000)),
        (any_text(), any_text())
            .prop_flat_map(move |(question, option)| number(Target::Factor { question, option }, 4)),
        (any_text(), any_text()).prop_flat_map(move |(tier, band)| number(Target::Edge { tier, band }, 1000)),
        (0..10_usize).prop_flat_map(move |place| number(Target::Threshold(Threshold::ALL[place]), 1000)),
        any_text().prop_flat_map(move |tier| number(Target::TierFrom { tier }, 100)),
        any_text().prop_flat_map(move |section| number(Target::ScheduleCap { section }, 100)),
        (any_text(), any::<u8>())
            .prop_flat_map(move |(code, place)| number(Target::RuleNumber { code, place }, u64::from(u32::MAX))),
        (any_text(), any::<bool>(), any_text()).prop_map(|(code, on, why)| Change {
            target: Target::Rule { code },
            from: Value::Switch(true),
            to: Value::Switch(on),
            why,
        }),
        (any_text(), any_text(), proptest::collection::vec(any_text(), 0..3), 0..3_u8).prop_map(
            |(question, by, options, kind)| Change {
                target: Target::Hidden { question },
                from: Value::Hidden(Hidden::Never),
                to: Value::Hidden(match kind {
                    0 => Hidden::Never,
                    1 => Hidden::Always,
                    _ => Hidden::When { question: by, options },
                }),
                why: String::new(),
            }
        ),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a plan holds, its text reads back as the plan, and hashes as it.
    #[test]
    fn what_is_written_reads_back(
        texts in proptest::collection::vec(any_text(), 15),
        changes in proptest::collection::vec(any_change(), 0..8),
        days in proptest::collection::vec(proptest::option::of(0..200_000_i32), 2),
        floating in any::<bool>(),
    ) {
        let day = |days: &Option<i32>| days.and_then(|days| chrono::NaiveDate::from_num_days_from_ce_opt(600_000 + days));
        let mut text = texts.into_iter();
        let mut text = move || text.next().unwrap_or_default();
        let plan = Plan {
            id: text(), version: text(), title: text(), carrier: text(), program: text(), jurisdiction: text(),
            filing: text(), author: text(),
            base: crate::questionnaire::plan::Base { id: text(), version: text(), sha256: CORE.sha256.clone() },
            market: if floating { Market::Admitted } else { Market::Surplus },
            effective: day(&days[0]), until: day(&days[1]),
            records: vec![ChangeRecord { what: text(), why: text(), evidence: text(), expected_effect: text() }],
            sum: if floating { WeightSum::Floating } else { WeightSum::Fixed },
            changes,
            ..Plan::default()
        };
        let written = ron_from_plan(&plan);
        let back = good(&written);
        prop_assert_eq!(&back.sha256, &plan.content_sha256());
        prop_assert_eq!(&*back.source_text, written.as_str());
        let sha256 = back.sha256.clone();
        prop_assert_eq!(Plan { sha256, source_text: back.source_text.clone(), ..plan }, back);
    }

    /// Cut, doubled or changed anywhere, a plan is read or refused, and never more.
    #[test]
    fn damaged_plans_are_read_or_refused(at in 0..1200_usize, with in any_text(), cut in 0..40_usize) {
        let text = sound();
        let chars: Vec<char> = text.chars().collect();
        let at = at.min(chars.len());
        let end = (at + cut).min(chars.len());
        let damaged: String = chars[..at].iter().copied().chain(with.chars()).chain(chars[end..].iter().copied()).collect();
        match read(&damaged) {
            Ok(plan) => prop_assert_eq!(plan.content_sha256(), plan.sha256),
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
    }
}

/// The hash is over what the plan says: neither comments and layout nor its status, but every word and number.
#[test]
fn the_hash_follows_the_content() {
    let sha256 = good(&sound()).sha256;
    for (old, new) in [
        ("// Harbor program", "// Another word"),
        ("title: \"Harbor\",", "title:\"Harbor\"  ,"),
        ("to: 5.5", "to: 5.50"),
        ("status: Draft", "status: InReview"),
        ("    sum: Fixed,\n", ""),
    ] {
        assert_eq!(good(&planted(old, new)).sha256, sha256, "{new}");
    }
    for (old, new) in [
        ("title: \"Harbor\"", "title: \"Harbour\""),
        ("to: 5.5", "to: 5.6"),
        ("from: 5.0", "from: 4.9"),
        ("why: \"Panel of October\"", "why: \"Panel\""),
        ("effective: \"2027-01-01\"", "effective: \"2027-01-02\""),
        ("market: Surplus", "market: Admitted"),
        ("sum: Fixed", "sum: Floating"),
        ("evidence: \"Claims panel", "evidence: \"The claims panel"),
        ("number: 1", "number: 2"),
        ("author: \"M. Ortega\"", "author: \"N. Ortega\""),
    ] {
        assert_ne!(good(&planted(old, new)).sha256, sha256, "{new}");
    }
    let weight = Weight::from_tenths(55).map(Value::Weight);
    let factor = Quarter::new(1).map(Value::Factor);
    assert!(weight.is_some() && factor.is_some() && Value::Points(Ratio::new(155, 10)).units() == Some(155));
}

#[test]
fn signatures_are_written_and_read() {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 1).expect("a day");
    let mut plan = good(&sound());
    plan.status = Status::Retired;
    let seal = plan.seal("A. Lind", day, "");
    plan.approval = Some(Approval { by: "A. Lind".to_owned(), on: day, note: String::new(), seal });
    plan.retirement = Some(Retirement { by: "A. Lind".to_owned(), on: day, why: "Replaced".to_owned() });
    let back = good(&ron_from_plan(&plan));
    assert_eq!((back.status, back.approval, back.retirement), (plan.status, plan.approval, plan.retirement));
}

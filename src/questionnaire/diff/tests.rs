use super::*;
use crate::files::{SHIPPED, questionnaire_from_text};
use crate::questionnaire::plan::{Hidden, Target, Value, lay};
use crate::questionnaire::{Effort, Plan, Weight};
use std::sync::LazyLock;

static CORE: LazyLock<Questionnaire> = LazyLock::new(|| read(SHIPPED[0].1));

fn read(text: &str) -> Questionnaire {
    questionnaire_from_text(text, "core.ron").expect("it reads")
}

fn said(a: &Questionnaire, b: &Questionnaire) -> Vec<String> {
    difference(a, b).iter().map(ToString::to_string).collect()
}

/// Another version of the shipped questionnaire: each old text stands once.
fn changed(changes: &[(&str, &str)]) -> Questionnaire {
    let text = changes.iter().fold(SHIPPED[0].1.to_owned(), |text, (old, new)| {
        assert_eq!(text.matches(old).count(), 1, "\"{old}\" stands once");
        text.replacen(old, new, 1)
    });
    read(&text)
}

fn check(changes: &[(&str, &str)], expected: &[&str]) {
    let newer = changed(changes);
    assert_eq!(said(&CORE, &newer), expected);
    assert_eq!(said(&newer, &CORE).len(), expected.len(), "both ways");
}

#[test]
fn a_questionnaire_does_not_differ_from_itself() {
    for (file, text) in SHIPPED {
        let one = questionnaire_from_text(text, file).expect("it reads");
        assert_eq!(said(&one, &one), [""; 0]);
    }
}

#[test]
fn a_plan_differs_in_words_for_people() {
    let mut plan = Plan::draft_on(&CORE);
    let question = || "D1".to_owned();
    let weight = Weight::from_tenths(60).map(Value::Weight).expect("a weight");
    plan.set(&CORE, Target::Weight { question: question() }, weight);
    plan.set(&CORE, Target::Rule { code: "REF-10".to_owned() }, Value::Switch(false));
    plan.set(&CORE, Target::RuleNumber { code: "REF-03".to_owned(), place: 0 }, Value::Number(2_000_000));
    let small = Hidden::When { question: "A2".to_owned(), options: vec!["under_0_5".to_owned()] };
    plan.set(&CORE, Target::Hidden { question: "D6".to_owned() }, Value::Hidden(small));
    let laid = lay(&CORE, &plan).expect("it fits");
    assert_eq!(
        said(&CORE, &laid),
        [
            "D1 How are connected devices separated from business systems and from each other?: weight 5.0 becomes 6.0",
            "D6 Is there a controlled boundary between office IT and control networks?: asked yes becomes not when A2 is \
         under_0_5",
            "REF-03 The policy limit is 5 million US dollars or more, or annual revenue is above 100 million US dollars.: \
         aggregate limit at or above, US dollars $5,000,000 becomes $2,000,000",
            "REF-10 A device could credibly cause property damage, injury or harm to the environment, where cyber and other \
         policies may leave a gap.: rule on becomes off",
        ]
    );
}

#[test]
fn versions_differ_in_questions_options_and_words() {
    check(
        &[("text: \"Fewer than 0.5\"", "text: \"Fewer than one half\"")],
        &[
            "A2 How many connected devices are there per employee?: option under_0_5 Fewer than 0.5 becomes Fewer than one \
         half",
        ],
    );
    check(
        &[("borderline: 2.0", "borderline: 1.5")],
        &["Borderline: points on either side of an edge that make a case borderline 2.0 becomes 1.5"],
    );
    check(
        &[("when: OpenWeightAbove(20)", "when: Any([OpenWeightAbove(25), ConfidenceBelow(10)])")],
        &[
            "INF-1 Unknown and unanswered questions hold more than 20% of the weight that applies.: condition weight of open questions above 20% \
         becomes weight of open questions above 25% or confidence below 10%",
            "INF-1 Unknown and unanswered questions hold more than 20% of the weight that applies.: weight of open questions above, percent 20% \
         becomes 25%",
            "INF-1 Unknown and unanswered questions hold more than 20% of the weight that applies.: new confidence below, percent: 10%",
        ],
    );
}

#[test]
fn what_is_new_or_gone_is_said_once() {
    let without = Questionnaire {
        rules: CORE.rules.iter().filter(|rule| rule.code != "CR-1").cloned().collect(),
        ..CORE.clone()
    };
    let gone = difference(&CORE, &without);
    assert_eq!(gone.len(), 1);
    assert!(gone[0].to_string().ends_with(": rule is gone"), "{}", gone[0]);
    let new = difference(&without, &CORE);
    assert_eq!(new.len(), 1);
    assert!(new[0].to_string().starts_with("CR-1 ") && new[0].to_string().ends_with(": new rule"), "{}", new[0]);
}

/// A weight means the same to everybody, an effort is somebody's guess: it counts nowhere, and shows all the same.
#[test]
fn a_changed_effort_is_named_and_counts_nowhere() {
    let mut other = CORE.clone();
    let ix = CORE.find("D1").expect("it is there");
    let effort = &mut other.questions[usize::from(ix.0)].options[1].effort;
    *effort = effort.map(|effort| Effort { weeks: 30, ..effort });
    let found = difference(&CORE, &other);
    assert_eq!(
        found.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "D1 How are connected devices separated from business systems and from each other?: effort of option b High, \
         26 weeks, not before inception becomes High, 30 weeks, not before inception"
        ]
    );
    assert_eq!(found[0].kind, DifferenceKind::Effort);
    other.questions[usize::from(ix.0)].options[1].effort = None;
    assert_eq!(difference(&CORE, &other)[0].kind, DifferenceKind::Effort, "gone altogether, it is no other question");
}

/// Whatever is changed in a questionnaire shows: every field of every kind of item.
#[test]
fn nothing_changes_unseen() {
    type Case = (&'static str, fn(&mut Questionnaire));
    let cases: [Case; 25] = [
        ("ask", |it| it.questions[0].ask.push('x')),
        ("weight", |it| it.questions[20].weight = Weight::from_tenths(7).expect("a weight")),
        ("critical", |it| it.questions[20].critical = !it.questions[20].critical),
        ("shown_if", |it| it.questions[20].shown_if = Some(crate::questionnaire::Condition::Always)),
        ("option", |it| it.questions[20].options[1].text.push('x')),
        ("follow-up", |it| it.questions.iter_mut().flat_map(|it| &mut it.follow_ups).for_each(|it| it.ask.push('x'))),
        ("why", |it| it.questions[20].why.text.push('x')),
        ("basis", |it| it.questions[20].why.basis.clear()),
        ("measure", |it| it.questions.iter_mut().for_each(|it| it.measure = None)),
        ("clause", |it| it.questions.iter_mut().for_each(|it| it.clauses.clear())),
        ("effort", |it| it.questions[20].options[0].effort = None),
        ("proof_effort", |it| it.questions[20].proof_effort = None),
        ("cost class points", |it| it.cost_classes[1].points += 1),
        ("cost class meaning", |it| it.cost_classes[1].means.push('x')),
        ("authority", |it| it.bands[1].authority = 2),
        ("edge", |it| it.edges[1][1] += crate::questionnaire::Ratio::new(1, 10)),
        ("tier", |it| it.tiers[1].from = 31),
        ("effect", |it| it.rules[0].effect = crate::questionnaire::Effect::Decline),
        ("unanswered", |it| it.rules[0].when_unanswered = crate::questionnaire::WhenUnanswered::Silent),
        ("cap", |it| it.schedule.caps[0].1 += 1),
        ("adverse", |it| it.adverse.most += 1),
        ("theme", |it| it.themes[0].days += 1),
        ("note", |it| it.coverage_notes[0].prompt.push('x')),
        ("law", |it| it.law[0].when = crate::questionnaire::Condition::KnockOutOpen),
        ("method", |it| it.method.truncate(1)),
    ];
    for (name, change) in cases {
        let mut other = CORE.clone();
        change(&mut other);
        assert!(!difference(&CORE, &other).is_empty(), "{name}");
    }
}

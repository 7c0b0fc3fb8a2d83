//! Small random questionnaires in which anything may hang on anything.

use crate::assessment::tests::small::{self, Source};
use crate::questionnaire::{CostClass, CostIx, Effort, Questionnaire};
use std::fmt::Write as _;

/// A small questionnaire of up to four scored questions with visibility, "not applicable", lifts, a force, and rules
/// that block for all kinds of reasons, some of which better answers bring about.
pub(super) fn questionnaire(source: &mut Source<'_>) -> Questionnaire {
    let (in_s, in_t) = (1 + source.pick(2), source.pick(3));
    let mut ids = Vec::new();
    let mut total = 0;
    let mut sections = String::from(
        r#"Section(id: "A", title: "A", kind: Exposure, intro: "-", questions: [
            Question(id: "A1", ask: "A1", points: (rule: Option, max: 60, unanswered: 60), options: [
                (key: "x", text: "x", points: 0), (key: "y", text: "y", points: 30), (key: "z", text: "z", points: 60)]),
            Question(id: "A2", ask: "A2", kind: Multi, points: (rule: Sum, max: 40, unanswered: 40), options: [
                (key: "p", text: "p", points: 10), (key: "q", text: "q", points: 40),
                (key: "none", text: "none", points: 0, exclusive: true)]),
        ]),"#,
    );
    for (section, count) in [("S", in_s), ("T", in_t)] {
        let mut questions = String::new();
        for number in 1..=count {
            let id = format!("{section}{number}");
            let tenths = 1 + source.pick(60);
            total += tenths;
            let mut extra = String::new();
            if source.pick(3) == 1 {
                extra.push_str("critical: true, ");
            }
            if source.pick(4) == 1 {
                extra.push_str(source.of(&[
                    "shown_if: OneOf(\"A1\", [\"x\", \"y\"]), ",
                    "shown_if: NoneOf(\"A1\", [\"x\"]), ",
                    "shown_if: OneOf(\"A2\", [\"p\"]), ",
                ]));
            }
            // "Not applicable" must not rest on a question that may be so too.
            if id != "S1" && source.pick(3) == 1 {
                extra.push_str(source.of(&[
                    "not_applicable: (when: AtMost(\"S1\", 0.5), statement: \"-\"), ",
                    "not_applicable: (when: AtMost(\"S1\", 0), statement: \"-\"), ",
                    "not_applicable: (when: AtLeast(\"S1\", 0.5), statement: \"-\"), ",
                    "not_applicable: (when: OneOf(\"A1\", [\"x\"]), statement: \"-\"), ",
                ]));
            }
            let weight = format!("{}.{}", tenths / 10, tenths % 10);
            questions.push_str(&small::scored(&id, &weight, 2 + source.pick(3), &extra));
            ids.push(id);
        }
        write!(
            sections,
            "Section(id: \"{section}\", title: \"-\", kind: Scored, intro: \"-\", questions: [{questions}]),"
        )
        .expect("a string");
    }
    sections.push_str(
        r#"Section(id: "K", title: "K", kind: Declarations, intro: "-", questions: [
            Question(id: "K1", ask: "K1", options: [(key: "no", text: "no"), (key: "yes", text: "yes")])]),"#,
    );
    let id = |source: &mut Source<'_>| ids[source.pick(ids.len())].clone();
    let factor = |source: &mut Source<'_>| source.of(&["0.25", "0.5", "0.75", "1"]).to_owned();
    let mut rules = String::new();
    let mut rule = |code: &str, when: String, effect: &str| {
        write!(rules, "Rule(code: \"{code}\", says: \"-\", when: {when}, {effect}), ").expect("a string");
    };
    let pair = |source: &mut Source<'_>| {
        format!(
            "All([AtLeast(\"{}\", {}), AtLeast(\"{}\", {})])",
            id(source),
            factor(source),
            id(source),
            factor(source)
        )
    };
    if source.pick(2) == 1 {
        rule("KO-1", pair(source), "effect: Hold");
    }
    if source.pick(3) == 1 {
        let when = format!("All([StatedAtMost(\"{}\", 0.25), AtLeast(\"{}\", 0.5)])", id(source), id(source));
        rule("KO-2", when, "when_unanswered: Silent, effect: Hold");
    }
    if source.pick(3) == 1 {
        let parts: Vec<String> = (0..3).map(|_| format!("AtLeast(\"{}\", {})", id(source), factor(source))).collect();
        rule("KO-3", format!("Count(2, [{}])", parts.join(", ")), "effect: Decline");
    }
    if source.pick(4) == 1 {
        rule("KO-4", "OneOf(\"K1\", [\"yes\"])".to_owned(), "effect: Hold");
    }
    let insufficient = [
        "OpenWeightAbove(20)",
        "OpenCriticalAtLeast(1)",
        "OpenCriticalAtLeast(2)",
        "KnockOutOpen",
        "All([TierAtLeast(\"High\"), AtLeast(\"S1\", 0.5)])",
        "All([BandOneOf([\"Bad\"]), AtLeast(\"S1\", 0.25)])",
        "Not(Any([AtMost(\"S1\", 0.5), OneOf(\"A1\", [\"x\"])]))",
    ];
    for code in ["INF-1", "INF-2"] {
        if source.pick(2) == 1 {
            rule(code, source.of(&insufficient).to_owned(), "effect: Insufficient");
        }
    }
    let floors = [
        "CriticalAtLeast(1)",
        "CriticalAtLeast(0.5)",
        "SectionAbove(\"S\", 40)",
        "Any([SectionAbove(\"S\", 70), SectionAbove(\"T\", 30)])",
        "ConfidenceBelow(35)",
        "ConfidenceBelow(60)",
        "All([ConfidenceBelow(70), SectionAbove(\"S\", 20)])",
        "Not(Any([ConfidenceBelow(30), SectionAbove(\"S\", 50)]))",
        "All([EvidenceBelow(\"S1\", E2), Not(ConfidenceBelow(50))])",
    ];
    for code in ["FL-1", "FL-2"] {
        if source.pick(2) == 1 {
            rule(code, source.of(&floors).to_owned(), "effect: Floor(best: \"Bad\", no_credit: true)");
        }
    }
    let (cause, other) = (id(source), id(source));
    if cause != other {
        match source.pick(4) {
            1 => rule(
                "CR-3",
                format!("AtLeast(\"{cause}\", 0.5)"),
                &format!("effect: Lift(questions: [\"{other}\"], from: [0, 0.25], to: 0.5, unless: E2)"),
            ),
            2 => rule(
                "CR-4",
                format!("AtLeast(\"{cause}\", 1)"),
                &format!(
                    "effect: Force(question: \"{other}\", to: 1, contradiction_when: StatedAtLeast(\"{cause}\", 1))"
                ),
            ),
            3 => rule(
                "CR-2",
                "Always".to_owned(),
                &format!("effect: Lift(questions: [\"{other}\"], from: [0], to: 0.5, unless: E2)"),
            ),
            _ => {}
        }
    }
    let text = small::text_around(&sections, &format!("{}.{}", total / 10, total % 10), &rules);
    let mut questionnaire = match small::read(&text) {
        Ok(questionnaire) => questionnaire,
        Err(problems) => panic!("{problems}\n{text}"),
    };
    efforts(&mut questionnaire, source);
    questionnaire
}

/// Efforts of any kind: better options need not take more.
fn efforts(questionnaire: &mut Questionnaire, source: &mut Source<'_>) {
    let class = |name: &str, points| CostClass { name: name.to_owned(), points, means: "-".to_owned() };
    questionnaire.cost_classes = vec![class("Low", 1), class("Middle", 3), class("High", 7)];
    let mut effort = || {
        let cost = CostIx(source.pick(3) as u8);
        let weeks = [0, 2, 6, 12][source.pick(4)];
        (source.pick(8) > 0).then_some(Effort { cost, weeks, before_inception: source.pick(3) > 0 })
    };
    for question in questionnaire.questions.iter_mut().filter(|question| !question.options.is_empty()) {
        question.proof_effort = effort();
        question.options.iter_mut().for_each(|option| option.effort = effort());
    }
}

//! Small questionnaires: a fixed one for conditions, and random ones for laws.

use super::support::Case;
use crate::assessment::Facts;
use crate::files::questionnaire_from_text;
use crate::questionnaire::Questionnaire;
use crate::submission::{Answer, Grade, NotApplicable, Record, Submission};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Choices drawn from bytes; 0 once they are used up, so that fewer bytes make a simpler case.
pub struct Source<'b>(pub &'b [u8]);

impl Source<'_> {
    /// 0 to `below` - 1.
    pub fn pick(&mut self, below: usize) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(*first) % below.max(1)
    }
    pub fn of<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.pick(choices.len())]
    }
}

/// The rest of a questionnaire around sections and rules.
pub fn text_around(sections: &str, total_weight: &str, rules: &str) -> String {
    format!(
        r#"Questionnaire(
    id: "small", version: "1", title: "Small", purpose: "Tests", as_of: "2026-11-22", total_weight: {total_weight},
    sections: [{sections}],
    tiers: [(name: "Low", from: 0), (name: "High", from: 50)],
    authorities: ["Underwriter", "Senior"],
    bands: [(name: "Good", authority: "Underwriter", terms: "-"), (name: "Bad", authority: "Senior", terms: "-")],
    edges: [
        (tier: "Low", bands: [(band: "Good", from: 0, to: 60), (band: "Bad", from: 60, to: 100)]),
        (tier: "High", bands: [(band: "Good", from: 0, to: 30), (band: "Bad", from: 30, to: 100)]),
    ],
    borderline: 2.0,
    confidence: (e0: 25, e1: 50, e2: 80, e3: 100, low_below: 35, high_from: 65),
    rules: [{rules}],
    schedule: (neutral: 35, default_max: 25, caps: [("S", 10), ("T", 10)], credit_share: 50, credit_grade: E2),
    adverse: (at_least: 0.5, most: 4, most_per_section: 2),
    themes: [], coverage_notes: [], law: [], override_codes: [], standards: [], sources: [], method: [],
)"#
    )
}

pub fn scored(id: &str, weight: &str, options: usize, extra: &str) -> String {
    let keys = ["a", "b", "c", "d", "e"];
    let factors =
        [&["0", "1"][..], &["0", "0.5", "1"], &["0", "0.25", "0.75", "1"], &["0", "0.25", "0.5", "0.75", "1"]];
    let options: String = factors[options - 2]
        .iter()
        .zip(keys)
        .map(|(factor, key)| format!("(key: \"{key}\", text: \"{key}\", factor: {factor}), "))
        .collect();
    format!(
        "Question(id: \"{id}\", ask: \"{id}\", weight: {weight}, options: [{options}], evidence: \"-\", \
         why: (text: \"-\", basis: [L4], as_of: \"2026-11-22\"), adverse_reason: \"-\", {extra}),\n"
    )
}

/// A1 one of x, y, z; A2 any of p, q, or none; S1 to S3 and T1 scored, S3 and T1 shown on demand;
/// K1 a declaration; M1 in a module for q.
pub fn fixed(rules: &str) -> Case {
    let sections = format!(
        r#"
        Section(id: "A", title: "A", kind: Exposure, intro: "-", questions: [
            Question(id: "A1", ask: "A1", points: (rule: Option, max: 60, unanswered: 60), options: [
                (key: "x", text: "x", points: 0), (key: "y", text: "y", points: 30), (key: "z", text: "z", points: 60)]),
            Question(id: "A2", ask: "A2", kind: Multi, options: [
                (key: "p", text: "p"), (key: "q", text: "q"), (key: "none", text: "none", exclusive: true)]),
        ]),
        Section(id: "S", title: "S", kind: Scored, intro: "-", questions: [{}{}{}]),
        Section(id: "T", title: "T", kind: Scored, intro: "-", questions: [{}]),
        Section(id: "K", title: "K", kind: Declarations, intro: "-", questions: [
            Question(id: "K1", ask: "K1", options: [(key: "no", text: "no"), (key: "yes", text: "yes")])]),
        Section(id: "M", title: "M", kind: Module, intro: "-", shown_if: OneOf("A2", ["q"]), questions: [
            Question(id: "M1", ask: "M1", options: [(key: "no", text: "no"), (key: "yes", text: "yes")])]),
        "#,
        scored("S1", "3", 5, "critical: true"),
        scored("S2", "2", 5, "not_applicable: (when: AtMost(\"S1\", 0.5), statement: \"-\")"),
        scored("S3", "1", 5, "shown_if: OneOf(\"A1\", [\"x\"])"),
        scored("T1", "4", 5, "shown_if: OneOf(\"A2\", [\"p\"])"),
    );
    case(read(&text_around(&sections, "10", rules)).expect("the fixed questionnaire reads"))
}

pub fn case(questionnaire: Questionnaire) -> Case {
    // Tests are few and short: the questionnaire may live as long as the test program.
    Case {
        questionnaire: Box::leak(Box::new(questionnaire)),
        submission: Submission::default(),
        facts: Facts::default(),
    }
}

pub fn read(text: &str) -> Result<Questionnaire, String> {
    questionnaire_from_text(text, "small.ron")
        .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

/// A condition on the two exposure items, all-true for as long as the source says nothing else.
fn branch(source: &mut Source<'_>, depth: usize) -> String {
    let leaf = |source: &mut Source<'_>| {
        let (question, keys) = if source.pick(2) == 0 { ("A1", ["x", "y", "z"]) } else { ("A2", ["p", "q", "none"]) };
        let name = source.of(&["OneOf", "NoneOf"]);
        let first = source.of(&keys);
        let keys = if source.pick(3) == 0 { format!("\"{first}\"") } else { format!("\"{first}\", \"{}\"", keys[1]) };
        format!("{name}(\"{question}\", [{keys}])")
    };
    if depth == 0 {
        return leaf(source);
    }
    match source.pick(6) {
        0..=2 => leaf(source),
        3 => format!("All([{}, {}])", branch(source, depth - 1), branch(source, depth - 1)),
        4 => format!("Any([{}, {}])", branch(source, depth - 1), branch(source, depth - 1)),
        _ => format!("Not({})", leaf(source)),
    }
}

/// A random questionnaire with branching, lifts and a force; `None` when the reader refuses it.
pub fn random(source: &mut Source<'_>) -> Option<Questionnaire> {
    let mut text = String::from(
        r#"
        Section(id: "A", title: "A", kind: Exposure, intro: "-", questions: [
            Question(id: "A1", ask: "A1", points: (rule: Option, max: 60, unanswered: 60), options: [
                (key: "x", text: "x", points: 0), (key: "y", text: "y", points: 30), (key: "z", text: "z", points: 60)]),
            Question(id: "A2", ask: "A2", kind: Multi, points: (rule: Sum, max: 40, unanswered: 40), options: [
                (key: "p", text: "p", points: 10), (key: "q", text: "q", points: 40),
                (key: "none", text: "none", points: 0, exclusive: true)]),
        ]),"#,
    );
    let (in_s, in_t) = (1 + source.pick(3), source.pick(3));
    let mut ids: Vec<String> = Vec::new();
    let mut total = 0;
    for (section, count) in [("S", in_s), ("T", in_t)] {
        let mut questions = String::new();
        for number in 1..=count {
            let id = format!("{section}{number}");
            let tenths = 1 + source.pick(60);
            total += tenths;
            let mut extra = String::new();
            if source.pick(2) == 1 {
                write!(extra, "shown_if: {}, ", branch(source, 1)).expect("a string");
            }
            if source.pick(3) == 1 {
                extra.push_str("critical: true, ");
            }
            let weight = format!("{}.{}", tenths / 10, tenths % 10);
            questions.push_str(&scored(&id, &weight, 2 + source.pick(2), &extra));
            ids.push(id);
        }
        write!(text, "Section(id: \"{section}\", title: \"-\", kind: Scored, intro: \"-\", questions: [{questions}]),")
            .expect("a string");
    }
    let id = |source: &mut Source<'_>| ids[source.pick(ids.len())].clone();
    let mut rules = String::from(
        "Rule(code: \"FL-1\", says: \"-\", when: CriticalAtLeast(1), effect: Floor(best: \"Bad\", no_credit: true)), ",
    );
    if source.pick(2) == 1 {
        let (cause, lifted) = (id(source), id(source));
        if cause != lifted {
            write!(
                rules,
                "Rule(code: \"CR-3\", says: \"-\", when: AtLeast(\"{cause}\", 0.5), \
                 effect: Lift(questions: [\"{lifted}\"], from: [0], to: 0.5, unless: E2)), "
            )
            .expect("a string");
        }
    }
    if source.pick(2) == 1 {
        let (cause, forced) = (id(source), id(source));
        if cause != forced && !rules.contains("CR-3") {
            write!(
                rules,
                "Rule(code: \"CR-4\", says: \"-\", when: AtLeast(\"{cause}\", 1), \
                 effect: Force(question: \"{forced}\", to: 1, contradiction_when: StatedAtLeast(\"{cause}\", 1))), "
            )
            .expect("a string");
        }
    }
    let text = text_around(&text, &format!("{}.{}", total / 10, total % 10), &rules);
    match read(&text) {
        Ok(questionnaire) => Some(questionnaire),
        // The one refusal that the generator may run into.
        Err(problems) => {
            assert!(problems.lines().all(|line| line.contains("can never show")), "{problems}\n{text}");
            None
        }
    }
}

/// Random answers to any questionnaire: mostly given, some unknown, open or N/A.
pub fn answers(questionnaire: &Questionnaire, source: &mut Source<'_>) -> Submission {
    let mut submission = Submission::default();
    for ix in questionnaire.places() {
        let question = questionnaire.question(ix);
        let mut record =
            Record { grade: source.pick(5).checked_sub(1).map(|level| Grade::ALL[level]), ..Record::default() };
        record.answer = match source.pick(10) {
            0 => Some(Answer::Unknown),
            1 => None,
            2 => Some(Answer::NotApplicable(NotApplicable {
                reason: "r".into(),
                control: "c".into(),
                decider: if source.pick(4) == 0 { String::new() } else { "d".into() },
            })),
            _ if question.options.is_empty() => Some(Answer::Text("words".into())),
            _ => {
                let mut keys = BTreeSet::from([question.options[source.pick(question.options.len())].key.clone()]);
                if question.kind == crate::questionnaire::AnswerKind::Multi {
                    for _ in 0..source.pick(3) {
                        keys.insert(question.options[source.pick(question.options.len())].key.clone());
                    }
                }
                Some(Answer::Options(keys))
            }
        };
        if !record.is_empty() {
            submission.records.insert(question.id.clone(), record);
        }
    }
    submission
}

//! What a condition may read, depending on where it stands. Each refusal keeps an assessment
//! well-defined: it ends, it does not depend on an order, and its range is exact.

use super::super::ron_tree::{Node, Place};
use super::check::at;
use super::fields::Reader;
use super::names::items;
use crate::questionnaire::{Condition, Effect, MOST_COMPLETIONS, QuestionIx, Questionnaire, RuleKind};

pub(super) fn check(reader: &mut Reader, root: &Node, questionnaire: &Questionnaire) {
    let nodes = items(root, "sections").iter().flat_map(|section| items(section, "questions"));
    for (ix, node) in questionnaire.places().zip(nodes) {
        let question = questionnaire.question(ix);
        reader.subject = format!("question {}", question.id);
        if let Some(rule) = &question.not_applicable {
            let place = at(node, "not_applicable");
            answers_only(reader, place, &rule.when);
            parts(reader, place, questionnaire, &rule.when);
            if rule.when.questions().iter().any(|read| questionnaire.question(*read).not_applicable.is_some()) {
                let mend = "let it read questions that always apply";
                reader.report(place, "it depends on a question that may itself be not applicable", mend);
            }
        }
        for (key, (follow_up, node)) in (0_u8..).zip(question.follow_ups.iter().zip(items(node, "follow_ups"))) {
            let place = at(node, "when");
            answers_only(reader, place, &follow_up.when);
            parts(reader, place, questionnaire, &follow_up.when);
            earlier_follow_ups(reader, place, &follow_up.when, (ix, key));
        }
    }
    completions(reader, root, questionnaire);
    results(reader, root, questionnaire);
    reader.subject.clear();
}

/// Results are not known yet while answers are read; a condition on them would never hold.
fn answers_only(reader: &mut Reader, place: Place, condition: &Condition) {
    let mut results = false;
    condition.walk(&mut |part| {
        results |= matches!(
            part,
            Condition::TierAtLeast(_)
                | Condition::BandOneOf(_)
                | Condition::SectionAbove { .. }
                | Condition::ConfidenceBelow(_)
                | Condition::OpenWeightAbove(_)
                | Condition::OpenCriticalAtLeast(_)
                | Condition::CriticalAtLeast(_)
                | Condition::KnockOutOpen
                | Condition::LimitAtLeast(_)
                | Condition::RevenueAbove(_)
                | Condition::OverrideAbove(_)
                | Condition::Fact(_)
        );
    });
    if results {
        reader.report(place, "a result is read where only answers are known", "use conditions on answers");
    }
}

/// A question that is not scored has no factor.
fn parts(reader: &mut Reader, place: Place, questionnaire: &Questionnaire, condition: &Condition) {
    let mut wrong: Vec<(String, &str)> = Vec::new();
    condition.walk(&mut |part| match part {
        Condition::AtLeast { question, .. }
        | Condition::AtMost { question, .. }
        | Condition::StatedAtLeast { question, .. }
        | Condition::StatedAtMost { question, .. }
            if !questionnaire.is_scored(*question) =>
        {
            let id = &questionnaire.question(*question).id;
            wrong.push((format!("{id} is not scored, so it has no factor"), "use OneOf or NoneOf"));
        }
        _ => {}
    });
    for (what, mend) in wrong {
        reader.report(place, what, mend);
    }
}

/// Whether a follow-up is asked may hang on earlier ones only, or asking would go round in circles.
fn earlier_follow_ups(reader: &mut Reader, place: Place, when: &Condition, own: (QuestionIx, u8)) {
    let mut later = false;
    when.walk(&mut |part| {
        if let Condition::FollowUp { question, follow_up, .. } | Condition::FollowUpLacks { question, follow_up, .. } =
            part
        {
            later |= (*question, *follow_up) >= own;
        }
    });
    if later {
        reader.report(place, "a follow-up hangs on itself or on a later one", "let it read earlier follow-ups");
    }
}

/// The range tries them all while nothing is answered.
fn completions(reader: &mut Reader, root: &Node, questionnaire: &Questionnaire) {
    if questionnaire.completions() > MOST_COMPLETIONS {
        reader.subject.clear();
        let what = format!("shown_if of scored questions tells more than {MOST_COMPLETIONS} cases apart");
        reader.report(at(root, "sections"), what, "let them hang on fewer items, so that the range can be computed");
    }
}

/// Conditions that may read results as well.
fn results(reader: &mut Reader, root: &Node, questionnaire: &Questionnaire) {
    // A rule that cannot be read leaves no rule behind, so places would be those of another.
    let rules = items(root, "rules");
    if rules.len() == questionnaire.rules.len() {
        for (rule, node) in questionnaire.rules.iter().zip(rules) {
            reader.subject = format!("rule {}", rule.code);
            let place = at(node, "when");
            parts(reader, place, questionnaire, &rule.when);
            if let Effect::Force { contradiction_when, .. } = &rule.effect {
                parts(reader, at(node, "effect"), questionnaire, contradiction_when);
            }
            let mut circular = false;
            rule.when.walk(&mut |part| circular |= matches!(part, Condition::KnockOutOpen));
            if circular && rule.kind == RuleKind::KnockOut {
                reader.report(place, "a knock-out reads whether a knock-out is open", "name the answers it needs");
            }
        }
    }
    let advice = [
        (
            "themes",
            "pre_bind_when",
            questionnaire.themes.iter().map(|it| it.pre_bind_when.as_ref()).collect::<Vec<_>>(),
        ),
        ("coverage_notes", "when", questionnaire.coverage_notes.iter().map(|it| Some(&it.when)).collect()),
        ("law", "when", questionnaire.law.iter().map(|it| Some(&it.when)).collect()),
    ];
    reader.subject.clear();
    for (list, field, conditions) in advice {
        for (condition, node) in conditions.into_iter().zip(items(root, list)) {
            if let Some(condition) = condition {
                parts(reader, at(node, field), questionnaire, condition);
            }
        }
    }
}

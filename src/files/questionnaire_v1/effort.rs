//! What holds between efforts: classes that rise, and better options that are never the easier ones.

use super::super::ron_tree::Node;
use super::check::at;
use super::fields::{Reader, field_of};
use super::names::items;
use crate::questionnaire::{Effort, Question, QuestionIx, Questionnaire};

pub(super) fn check(reader: &mut Reader, root: &Node, nodes: &[&Node], questionnaire: &Questionnaire) {
    classes(reader, root, questionnaire);
    // What is written and does not read was reported already, and is not missing.
    let any = nodes.iter().any(|node| {
        let of_option = items(node, "options").iter().any(|option| field_of(option, "effort").is_some());
        of_option || field_of(node, "proof_effort").is_some()
    });
    for ((ix, question), node) in (0_u16..).map(QuestionIx).zip(&questionnaire.questions).zip(nodes) {
        reader.subject = format!("question {}", question.id);
        if questionnaire.is_scored(ix) {
            of_options(reader, node, question, any);
        } else {
            nowhere_else(reader, node);
        }
    }
    reader.subject.clear();
}

fn classes(reader: &mut Reader, root: &Node, questionnaire: &Questionnaire) {
    let written = items(root, "cost_classes");
    for (pair, node) in questionnaire.cost_classes.windows(2).zip(written.iter().skip(1)) {
        let [cheaper, dearer] = pair else { continue };
        if dearer.points <= cheaper.points {
            let what = format!(
                "cost class \"{}\" counts {} points, and the one before it {}",
                dearer.name, dearer.points, cheaper.points
            );
            reader.report(at(node, "points"), what, "let the points rise from the cheapest class to the dearest");
        }
    }
}

/// Every option but the worst has an effort, and so has the proof, or nothing in the file has one.
fn of_options(reader: &mut Reader, node: &Node, question: &Question, any: bool) {
    let worst = question.options.last().map(|option| option.factor);
    let mut better: Option<(&str, Effort)> = None;
    for (option, written) in question.options.iter().zip(items(node, "options")) {
        let is_worst = Some(option.factor) == worst;
        if is_worst && field_of(written, "effort").is_some() {
            let what = format!("option \"{}\" is the worst and has an effort", option.key);
            reader.report(at(written, "effort"), what, "delete it: nobody works towards the worst answer");
        }
        if !is_worst && any && field_of(written, "effort").is_none() {
            let what = format!("option \"{}\" has no effort, and other options have one", option.key);
            reader.report(written.at, what, "add effort: (cost: \"..\", weeks: .., before_inception: ..)");
        }
        let Some(effort) = option.effort.filter(|_| !is_worst) else { continue };
        if let Some((key, dearer)) = better
            && let Some(fault) = easier(dearer, effort)
        {
            let what = format!("option \"{}\" {fault} than the better option \"{key}\"", option.key);
            reader.report(at(written, "effort"), what, "a better answer never takes less than a worse one");
        }
        better = Some((&option.key, effort));
    }
    if any && field_of(node, "proof_effort").is_none() {
        let mend = "add proof_effort: (cost: \"..\", weeks: .., before_inception: ..)";
        reader.report(node.at, "the question has no proof_effort, and others have one", mend);
    }
}

/// In what the worse option takes more than the better one.
fn easier(better: Effort, worse: Effort) -> Option<&'static str> {
    match () {
        () if worse.cost > better.cost => Some("costs more"),
        () if worse.weeks > better.weeks => Some("takes longer"),
        () if better.before_inception && !worse.before_inception => Some("is feasible later"),
        () => None,
    }
}

/// Efforts belong to scored questions: elsewhere no answer is better than another.
fn nowhere_else(reader: &mut Reader, node: &Node) {
    let mend = "delete it";
    for option in items(node, "options") {
        if field_of(option, "effort").is_some() {
            reader.report(at(option, "effort"), "an effort on a question that is not scored", mend);
        }
    }
    if field_of(node, "proof_effort").is_some() {
        reader.report(at(node, "proof_effort"), "an effort on a question that is not scored", mend);
    }
}

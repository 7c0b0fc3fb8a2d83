//! Plans on disk, format 1: RON that carriers read, and may write by hand.
//!
//! One line a change. Reading collects every problem with its place. What a plan says about who approved it is
//! put into the text of its file: comments of whoever wrote it stay where they are.

mod decode;
mod store;
#[cfg(test)]
mod tests;
mod write;

pub use store::{approve, read_plan, retire, submit, write_plan};
pub use write::ron_from_plan;

use super::problem::Problem;
use super::ron_fields::Reader;
use super::ron_text::text_from_bytes;
use super::ron_tree::{Node, Place, Value, parse};
use crate::questionnaire::Plan;
use crate::questionnaire::plan::{Fault, Target, governance};

/// Larger files are refused: a plan that changes everything has a tenth of it.
const MOST_BYTES: usize = 1024 * 1024;

/// Reads a plan from bytes of unknown origin.
///
/// # Errors
/// All problems, in the order of the file. An approved or retired plan that was edited since, that its author
/// approved, or that was made a draft again by hand, is refused.
pub fn plan_from_bytes(bytes: &[u8], file: &str) -> Result<Plan, Vec<Problem>> {
    if bytes.len() > MOST_BYTES {
        let what = format!("the file is larger than {} MB", MOST_BYTES / 1024 / 1024);
        return Err(vec![Problem::new(file, "", what, "is it a plan?")]);
    }
    let text = text_from_bytes(bytes, file).map_err(|problem| vec![problem])?;
    plan_from_text(text, file)
}

/// Reads a plan.
///
/// # Errors
/// As [`plan_from_bytes`].
pub fn plan_from_text(text: &str, file: &str) -> Result<Plan, Vec<Problem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader::new(file);
    let (root, syntax) = parse(text);
    if !is_plan_node(&root) {
        reader.report(root.at, "this is not a plan", "start it with Plan(id: ..., ");
        return Err(reader.finish());
    }
    for problem in syntax {
        reader.report(problem.at, problem.what, problem.mend);
    }
    let mut plan = decode::plan(&mut reader, &root);
    if !reader.problems.is_empty() {
        return Err(reader.finish());
    }
    plan.sha256 = plan.content_sha256();
    plan.source_text = text.into();
    if !plan.is_open() || plan.approval.is_some() || plan.retirement.is_some() {
        let problems = placed(&root, file, &governance(&plan));
        if !problems.is_empty() {
            return Err(problems);
        }
    }
    Ok(plan)
}

/// Whether a file means to be a plan, whatever is wrong with it.
#[must_use]
pub fn is_plan(bytes: &[u8]) -> bool {
    // The name stands first; what follows may be damaged.
    let start = bytes.get(..bytes.len().min(MOST_BYTES)).unwrap_or_default();
    is_plan_node(&parse(&String::from_utf8_lossy(start)).0)
}

fn is_plan_node(root: &Node) -> bool {
    matches!(&root.value, Value::Fields { name: Some(name), .. } | Value::Tuple { name: Some(name), .. } if name == "Plan")
}

/// Faults of a plan as problems of its file, each where its change is written; in the order of the file.
#[must_use]
pub fn problems_of_plan(plan: &Plan, file: &str, faults: &[Fault]) -> Vec<Problem> {
    placed(&parse(&plan.source_text).0, file, faults)
}

fn placed(root: &Node, file: &str, faults: &[Fault]) -> Vec<Problem> {
    let written = decode::places(root);
    let place = |target: &Target| written.iter().find(|(of, _)| of == target).map(|(_, at)| *at);
    let mut problems: Vec<(Option<Place>, Problem)> = faults
        .iter()
        .map(|fault| {
            let at = fault.target.as_ref().and_then(place);
            let problem = Problem::new(file, "", fault.what.as_str(), fault.mend.as_str());
            (at, at.map_or(problem.clone(), |at| problem.at(at.line, Some(at.column))))
        })
        .collect();
    problems.sort_by_key(|(at, _)| *at);
    problems.into_iter().map(|(_, problem)| problem).collect()
}

/// Where the name of the field `status` stands, and where its word.
fn status_places(text: &str) -> Option<(Place, Place)> {
    match parse(text).0.value {
        Value::Fields { fields, .. } => {
            fields.iter().find(|field| field.name == "status").map(|field| (field.at, field.node.at))
        }
        _ => None,
    }
}

//! `securable plan diff`.

use super::super::questionnaire::{find_questionnaire, read_questionnaire, shipped};
use super::super::{Failure, write_data, write_text};
use super::{base_of, refused};
use crate::files::{is_plan, plan_from_bytes, problems_of_plan, read_bytes};
use crate::questionnaire::plan::lay;
use crate::questionnaire::{Difference, DifferenceKind, Questionnaire, difference};
use serde_json::json;
use std::path::Path;

const MEANS: &str = "nothing was compared";

pub(super) fn diff(a: &str, b: Option<&str>, on: Option<&str>, json: bool) -> Result<(), Failure> {
    let first = side(a, on)?;
    let (before, after) = match (b, &first.plan) {
        (Some(b), _) => (first, side(b, on)?),
        (None, Some(plan)) => (base_of(plan, on)?, first),
        (None, None) => {
            return Err(Failure::input(format!("{a} is a questionnaire; name the one to compare it with.")));
        }
    };
    let found = difference(&before, &after);
    if json {
        let it = json!({
            "from": named(&before),
            "to": named(&after),
            "differences": found.iter().map(|it| json!({
                "kind": it.kind.words(), "subject": it.subject, "what": it.what, "was": it.was, "is": it.is,
                "why": why(&after, it),
            })).collect::<Vec<_>>(),
            "weights_are": "expert judgement",
        });
        return write_data(format!("{it:#}\n").as_bytes());
    }
    write_text(&text(&before, &after, &found))
}

fn text(before: &Questionnaire, after: &Questionnaire, found: &[Difference]) -> String {
    let mut out = format!("From {} to {}\n", name(before), name(after));
    if found.is_empty() {
        out.push_str("No difference\n");
        return out;
    }
    let mut kinds: Vec<DifferenceKind> = found.iter().map(|it| it.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        out.push_str(&format!("\n{}\n", kind.words()));
        for it in found.iter().filter(|it| it.kind == kind) {
            out.push_str(&format!("  {it}\n"));
            if let Some(why) = why(after, it) {
                out.push_str(&format!("      {why}\n"));
            }
        }
    }
    out.push_str("\nWeights, factors and bands are expert judgement; a person decides.\n");
    out
}

/// What the plan says about the change that makes the difference.
fn why<'q>(after: &'q Questionnaire, it: &Difference) -> Option<&'q str> {
    let change = after.plan.as_ref()?.get(it.target.as_ref()?)?;
    (!change.why.is_empty()).then_some(change.why.as_str())
}

fn name(it: &Questionnaire) -> String {
    match &it.plan {
        Some(plan) => format!("{} on {}", plan.name(), it.name()),
        None => it.name(),
    }
}

fn named(it: &Questionnaire) -> serde_json::Value {
    json!({
        "questionnaire": {"id": it.id, "version": it.version, "sha256": it.sha256},
        "plan": it.plan.as_ref().map(|plan| super::named(plan)),
    })
}

/// A questionnaire, with a plan laid over it where a plan is named.
fn side(wanted: &str, on: Option<&str>) -> Result<Questionnaire, Failure> {
    if shipped(wanted).is_some() {
        return find_questionnaire(wanted, MEANS);
    }
    let bytes = read_bytes(Path::new(wanted)).map_err(|error| Failure::input(error.to_string()))?;
    if !is_plan(&bytes) {
        return read_questionnaire(&bytes, wanted, MEANS);
    }
    let plan = plan_from_bytes(&bytes, wanted).map_err(|problems| refused(&problems, wanted, MEANS))?;
    let base = base_of(&plan, on)?;
    lay(&base, &plan).map_err(|conflicts| refused(&problems_of_plan(&plan, wanted, &conflicts), wanted, MEANS))
}

//! Moving a plan to a newer version of its questionnaire.

use super::super::Questionnaire;
use super::lay::{lay, misfits};
use super::value::value_of;
use super::{Base, Conflict, Fault, Parent, Plan, Status, Target};

/// The plan as a draft on a newer version of its questionnaire, with every change as it was. A plan that was
/// approved becomes the parent of the draft, which then needs a version of its own. `older` is the questionnaire
/// that the plan was made for: numbers of rules are known by their place, so that without it nobody can say
/// whether the same place still holds the same number.
///
/// # Errors
/// A conflict for every change whose value is another in the newer version, that names what is gone there, or
/// whose number cannot be told; and what does not fit together there.
pub fn rebase(plan: &Plan, older: Option<&Questionnaire>, newer: &Questionnaire) -> Result<Plan, Vec<Conflict>> {
    let refuse = |what: String, mend: &str| Err(vec![Fault { target: None, what, mend: mend.to_owned() }]);
    if newer.id != plan.base.id {
        let what = format!("the plan is made for {}, and this is {}", plan.base.id, newer.id);
        return refuse(what, "choose a version of the same questionnaire");
    }
    if older.is_some_and(|older| older.sha256 != plan.base.sha256) {
        let what = "the older questionnaire is not the one that the plan was made for".to_owned();
        return refuse(what, "choose the one with the hash that the plan names");
    }
    let mut conflicts = misfits(newer, plan);
    conflicts.extend(untold(plan, older, newer));
    if !conflicts.is_empty() {
        return Err(conflicts);
    }
    let parent = Parent { id: plan.id.clone(), version: plan.version.clone(), sha256: plan.content_sha256() };
    let mut rebased = Plan {
        base: Base { id: newer.id.clone(), version: newer.version.clone(), sha256: newer.sha256.clone() },
        parent: if plan.is_open() { plan.parent.clone() } else { Some(parent) },
        status: Status::Draft,
        approval: None,
        retirement: None,
        source_text: "".into(),
        ..plan.clone()
    };
    rebased.sha256 = rebased.content_sha256();
    lay(newer, &rebased).map(|_| rebased)
}

/// Numbers of rules of which nobody can say that they still mean the same.
fn untold(plan: &Plan, older: Option<&Questionnaire>, newer: &Questionnaire) -> Vec<Conflict> {
    let retuned = plan.changes.iter().map(|change| &change.target).filter(|target| {
        // What is gone is a conflict already.
        matches!(target, Target::RuleNumber { .. })
            && value_of(newer, target).is_some()
            && older.is_none_or(|older| target.what(older) != target.what(newer))
    });
    retuned
        .map(|target| Fault {
            target: Some(target.clone()),
            what: match older {
                Some(older) => format!("{} is {} now", target.words(older), target.words(newer)),
                None => format!("nobody can say whether {} is still the number that was meant", target.words(newer)),
            },
            mend: "look at the rule, and state its number again".to_owned(),
        })
        .collect()
}

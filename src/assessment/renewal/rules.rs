//! Rules that fire now and did not last year, and the other way round.

use super::Side;
use crate::assessment::{Assessment, Facts, assess};
use crate::questionnaire::{Questionnaire, RuleKind};

/// Rules by what changed, in the order in which assessments list them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleChanges {
    pub fired: Vec<RuleChange>,
    pub lifted: Vec<RuleChange>,
}

/// A rule as its own questionnaire has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleChange {
    pub code: String,
    pub kind: RuleKind,
    pub says: String,
}

pub(super) fn rules(
    (old, then): (&Side<'_>, &Assessment),
    (new, now): (&Side<'_>, &Assessment),
    plan_moved_band: bool,
) -> RuleChanges {
    let before = fired(old.effective, then);
    let after = if plan_moved_band {
        // The model moving the band is a fact that a rule may wait for.
        let known = Facts { plan_moved_band, ..now.facts.clone() };
        fired(new.effective, &assess(new.effective, new.submission, &known))
    } else {
        fired(new.effective, now)
    };
    let without = |of: &[RuleChange], other: &[RuleChange]| {
        of.iter().filter(|rule| other.iter().all(|it| it.code != rule.code)).cloned().collect()
    };
    RuleChanges { fired: without(&after, &before), lifted: without(&before, &after) }
}

fn fired(questionnaire: &Questionnaire, assessment: &Assessment) -> Vec<RuleChange> {
    let rules = assessment.rules.iter().filter_map(|fired| questionnaire.rules.get(usize::from(fired.rule)));
    rules.map(|rule| RuleChange { code: rule.code.clone(), kind: rule.kind, says: rule.says.clone() }).collect()
}

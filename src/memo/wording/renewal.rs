//! Words for what changed since the expiring term.

use crate::assessment::renewal::{LineWalk, Renewal, Standing, Under, Walk};
use crate::questionnaire::{WideRatio, grouped, wide_decimal};
use crate::submission::{AgedEvidence, CarriedOver, NewTerm, PlanDebit, PlanDebitUse};
use std::collections::BTreeMap;

/// A mark that stands on a line until a person decides (domain.md 8.4).
pub const PLAN_CHANGE: &str = "Plan change, not usable";

/// Said where the sum of the schedule moved and no line shows it.
pub const TOTAL_BY_PLAN: &str = "The suggested modification is another than last year's because the plan changed its \
     largest one, and the risk gave no cause: a person has to decide whether it can be used";

/// `+2.5`, `−1.0`, `0.0`: with its sign.
#[must_use]
pub fn signed(points: WideRatio, places: u32) -> String {
    let text = wide_decimal(points, places);
    if !text.contains(|c: char| matches!(c, '1'..='9')) {
        // What rounds to nothing has no sign.
        return text.replace('-', "");
    }
    if points > WideRatio::default() { format!("+{text}") } else { text.replace('-', "\u{2212}") }
}

/// `505/197`, always with a denominator.
#[must_use]
pub fn exact(value: WideRatio) -> String {
    format!("{}/{}", value.numer(), value.denom())
}

/// The three parts with their names, in the order of the walk.
#[must_use]
pub fn parts(walk: &Walk) -> [(&'static str, WideRatio); 3] {
    [("Risk changed", walk.risk), ("Plan changed", walk.plan), ("Questions changed", walk.questions)]
}

/// `iot-core 1.0.0, plan ot-heavy 1.0.0`; `iot-core 1.0.0, no plan`.
#[must_use]
pub fn under(under: &Under) -> String {
    match &under.plan {
        Some(plan) => format!("{}, plan {plan}", under.questionnaire),
        None => format!("{}, no plan", under.questionnaire),
    }
}

/// What became of a line that the plan alone changed; `None` where it is usable as it stands.
#[must_use]
pub fn standing(line: &LineWalk, debits: &BTreeMap<String, PlanDebit>) -> Option<String> {
    match line.standing(debits) {
        Standing::Usable => None,
        Standing::Undecided => Some(PLAN_CHANGE.to_owned()),
        Standing::Decided(debit) => {
            let said = match debit.usage {
                PlanDebitUse::Expiring => "the expiring line goes on",
                PlanDebitUse::Changed | PlanDebitUse::Undecided => "the changed line is used",
            };
            let on = debit.on.map_or_else(String::new, |on| format!(" on {on}"));
            Some(format!("Plan change; {said}, decided by {}{on}: {}", debit.by.trim(), debit.reason.trim()))
        }
    }
}

/// One sentence on the band: whether the model alone moved it.
#[must_use]
pub fn band_sentence(renewal: &Renewal) -> String {
    let (now, by_old) = (&renewal.renewing.band, &renewal.band_by_expiring_rules);
    if renewal.plan_moved_band {
        format!("By the expiring rules today's risk would be {by_old}; it is {now} because plan or questions changed")
    } else {
        format!("Today's risk is {now} by the expiring rules as well")
    }
}

/// `2028-01-01 to 2029-01-01`.
#[must_use]
pub fn term_words(term: NewTerm) -> String {
    match (term.inception, term.expiry) {
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("to {to}, inception not on file"),
        (None, None) => "not on file".to_owned(),
    }
}

/// `61 answers, 2 other records, 1,240 devices, 3 subjectivities of last term`.
#[must_use]
pub fn carried_words(carried: &CarriedOver) -> String {
    let counted =
        |count: u64, one: &str, many: &str| format!("{} {}", grouped(count), if count == 1 { one } else { many });
    let mut parts = vec![counted(carried.to_confirm as u64, "answer", "answers")];
    if carried.other_records > 0 {
        parts.push(counted(carried.other_records as u64, "other record", "other records"));
    }
    parts.push(counted(carried.devices, "device", "devices"));
    let subjectivities = (carried.open.len() + carried.settled.len()) as u64;
    parts.push(counted(subjectivities, "subjectivity of last term", "subjectivities of last term"));
    parts.join(", ")
}

/// What carried answers count as.
#[must_use]
pub fn carried_counts_words() -> &'static str {
    "Until somebody confirms them they count as asserted (E0); declarations count as open"
}

/// `E2 of 2026-10-02, more than twelve months old at inception`.
#[must_use]
pub fn aged_words(aged: &AgedEvidence) -> String {
    match aged.dated {
        Some(dated) => format!("{} of {dated}, more than twelve months old at inception", aged.grade.code()),
        None => format!("{}, and its age at inception is not known", aged.grade.code()),
    }
}

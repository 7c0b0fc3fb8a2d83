//! Words for what changed since the expiring term.

use crate::assessment::renewal::{
    ChangedAnswer, DeviceChange, DeviceChanges, Held, LastCondition, LineWalk, ModelChange, Moved, Renewal, Standing,
    Under, Walk,
};
use crate::questionnaire::{WideRatio, grouped, wide_decimal};
use crate::submission::{
    AgedEvidence, CarriedOver, EvidenceAge, NewTerm, PlanDebit, PlanDebitUse, Record, SubjectivityStatus,
};
use chrono::NaiveDate;
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
fn aged_words(aged: &AgedEvidence) -> String {
    match aged.dated {
        Some(dated) => format!("{} of {dated}, more than twelve months old at inception", aged.grade.code()),
        None => format!("{}, and its age at inception is not known", aged.grade.code()),
    }
}

/// What aged, each kind once with its questions: `E2 of 2026-11-17, more than twelve months old at inception`.
#[must_use]
pub fn aged_together(aged: &[AgedEvidence]) -> Vec<(String, Vec<&str>)> {
    let mut kinds: Vec<(&AgedEvidence, Vec<&str>)> = Vec::new();
    for it in aged {
        match kinds.iter_mut().find(|(kind, _)| (kind.grade, kind.dated) == (it.grade, it.dated)) {
            Some((_, questions)) => questions.push(&it.question),
            None => kinds.push((it, vec![&it.question])),
        }
    }
    kinds.sort_by_key(|(kind, _)| (kind.dated, std::cmp::Reverse(kind.grade)));
    kinds.into_iter().map(|(kind, questions)| (aged_words(kind), questions)).collect()
}

/// `Carried over from HMF-2027-01, term from 2027-01-01`.
#[must_use]
pub fn carried_from(record: &Record) -> String {
    let Some(carried) = &record.confirm else { return String::new() };
    let from = if carried.from.trim().is_empty() { "last term" } else { carried.from.trim() };
    let term = carried.inception.map_or_else(String::new, |inception| format!(", term from {inception}"));
    format!("Carried over from {from}{term}")
}

/// What the answer counts as meanwhile, and what a confirmation does to its evidence.
#[must_use]
pub fn on_confirming(record: &Record, inception: Option<NaiveDate>, declared: bool, scored: bool) -> String {
    if declared {
        return "A declaration is stated for one term: until it is confirmed the question counts as open".to_owned();
    }
    if !scored {
        return String::new();
    }
    let Some(grade) = record.evidence_grade() else { return "Counts as asserted (E0), as last term".to_owned() };
    let code = grade.code();
    match record.evidence_age(inception) {
        EvidenceAge::Recent(dated) => {
            format!(
                "Counts as asserted (E0) until it is confirmed; then its evidence of {dated} counts again as {code}"
            )
        }
        EvidenceAge::Aged(dated) => format!(
            "Its evidence ({code}, {dated}) is more than twelve months old at inception: confirmed, it counts as \
             asserted (E0) until it is graded anew"
        ),
        EvidenceAge::NotKnown => format!(
            "The age of its evidence ({code}) at inception is not known: confirmed, it counts as asserted (E0) until \
             it is graded anew"
        ),
    }
}

/// `12 of 61 answers are carried over from last term and not confirmed`; `None` where none is.
#[must_use]
pub fn unconfirmed_sentence(waiting: usize, answered: usize) -> Option<String> {
    (waiting > 0).then(|| {
        let are = if waiting == 1 { "is" } else { "are" };
        let answers = if answered == 1 { "answer" } else { "answers" };
        format!("{waiting} of {answered} {answers} {are} carried over from last term and not confirmed")
    })
}

/// Better, worse, otherwise.
#[must_use]
pub fn moved_words(moved: Moved) -> &'static str {
    match moved {
        Moved::Better => "better",
        Moved::Worse => "worse",
        Moved::Otherwise => "otherwise",
    }
}

/// `M. Ito, 2027-11-02`; blank where nobody is named.
#[must_use]
pub fn said_words(answer: &ChangedAnswer) -> String {
    match (answer.by.is_empty(), answer.on) {
        (true, None) => String::new(),
        (true, Some(on)) => on.to_string(),
        (false, None) => answer.by.clone(),
        (false, Some(on)) => format!("{}, {on}", answer.by),
    }
}

/// Which lists there are to compare; `None` where both are there and the new one is new.
#[must_use]
pub fn lists_words(devices: &DeviceChanges) -> Option<&'static str> {
    match devices.held {
        Held::Neither => Some("Neither case holds a device list, so nothing can be compared"),
        Held::ExpiringOnly => Some("The renewing case holds no device list: what became of the devices is not known"),
        Held::RenewingOnly => Some("The expiring case holds no device list to compare with"),
        Held::Both if devices.same_list => {
            Some("The list is still last term's: nobody has said what there is now. Import a new one to compare")
        }
        Held::Both => None,
    }
}

/// `Support at 2027-01-01 and at 2028-01-01; compared by class, maker and model`.
#[must_use]
pub fn support_days_words(devices: &DeviceChanges) -> String {
    match devices.days {
        [Some(old), Some(new)] => {
            let cut =
                if devices.cut { "; models beyond the largest 5,000 are compared together, by class" } else { "" };
            format!("Support at inception of each term, {old} and {new}; compared by class, maker and model{cut}")
        }
        _ => "A policy term is missing, so support cannot be compared".to_owned(),
    }
}

/// `12 new, 3 gone, 212 newly unsupported`; blank where nothing moved.
#[must_use]
pub fn change_words(change: &DeviceChange) -> String {
    let newly = change.support.map_or(0, |support| support.newly_past);
    [(change.new, "new"), (change.gone, "gone"), (newly, "newly unsupported")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", grouped(count)))
        .collect::<Vec<_>>()
        .join(", ")
}

/// `camera Axis P3245`; `12 other models of camera`.
#[must_use]
pub fn model_words(model: &ModelChange) -> String {
    let class = model.class.words();
    if model.others > 0 {
        return format!("{} other models of class {class}", model.others);
    }
    let named = [class, model.maker.trim(), model.model.trim()];
    named.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `Open, from last term`; what became of a condition of the expiring quote.
#[must_use]
pub fn condition_words(condition: &LastCondition) -> String {
    let then = |was: SubjectivityStatus| was.words().to_lowercase();
    match (condition.was, condition.is) {
        (_, Some(SubjectivityStatus::Open)) => "Still open".to_owned(),
        (Some(SubjectivityStatus::Open), Some(is)) => format!("Open at expiry, {} since", then(is)),
        (_, Some(is)) => is.words().to_owned(),
        (Some(was), None) => format!("{} at expiry; not in this case", was.words()),
        (None, None) => String::new(),
    }
}

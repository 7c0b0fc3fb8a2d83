//! Words for the plan that a case is scored under.

use crate::assessment::{Assessment, State};
use crate::questionnaire::plan::{Hidden, Plan, Status, Target, Value};
use crate::questionnaire::{QuestionIx, Questionnaire};

/// Changes that are spelled out; a plan that changes more is read beside the memo.
const MOST_SPELLED_OUT: usize = 30;

/// `plan ot-heavy 1.0.0 (draft)`; `no plan, as shipped`.
#[must_use]
pub fn plan_in_brief(questionnaire: &Questionnaire) -> String {
    match &questionnaire.plan {
        Some(plan) => format!("plan {} ({})", plan.name(), status_words(plan)),
        None => "no plan, as shipped".to_owned(),
    }
}

/// `draft`, `in review`, `approved by M. Ito on 2026-11-01`, `retired by M. Ito on 2028-01-01`.
#[must_use]
pub fn status_in_full(plan: &Plan) -> String {
    let word = status_words(plan);
    match (plan.status, &plan.approval, &plan.retirement) {
        (Status::Approved, Some(approval), _) => format!("{word} by {} on {}", approval.by, approval.on),
        (Status::Retired, _, Some(retirement)) => format!("{word} by {} on {}", retirement.by, retirement.on),
        _ => word,
    }
}

fn status_words(plan: &Plan) -> String {
    plan.status.words().to_lowercase()
}

/// Only an approved plan has had its second pair of eyes.
#[must_use]
pub fn is_approved(plan: &Plan) -> bool {
    matches!(plan.status, Status::Approved | Status::Retired)
}

/// `Harbor Mutual; connected devices; New York; admitted`, without what is not said.
#[must_use]
pub fn plan_of(plan: &Plan) -> String {
    let parts = [plan.carrier.as_str(), &plan.program, &plan.jurisdiction, &plan.market.words().to_lowercase()];
    parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

/// `from 2027-01-01 to before 2028-01-01; filing SERFF HRBR-1`.
#[must_use]
pub fn plan_in_force(plan: &Plan) -> String {
    let days = match (plan.effective, plan.until) {
        (Some(from), Some(until)) => format!("from {from} to before {until}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(until)) => format!("to before {until}"),
        (None, None) => "no effective date".to_owned(),
    };
    let filing = plan.filing.trim();
    let filing = if filing.is_empty() { "no filing reference" } else { filing };
    format!("{days}; filing: {filing}")
}

/// `C1 weight 4.0 to 5.0`, one a change.
#[must_use]
pub fn plan_changes(questionnaire: &Questionnaire, plan: &Plan) -> Vec<String> {
    let said = plan.changes.iter().take(MOST_SPELLED_OUT).map(|change| {
        let target = &change.target;
        format!(
            "{} {} to {}",
            target.words(questionnaire),
            target.show(questionnaire, &change.from),
            target.show(questionnaire, &change.to)
        )
    });
    let more = plan.changes.len().saturating_sub(MOST_SPELLED_OUT);
    said.chain((more > 0).then(|| format!("and {more} more"))).collect()
}

/// The plan that hides a question of this case; `None` where it is asked, or does not apply by the applicant's answers.
#[must_use]
pub fn hidden_by_plan<'q>(
    questionnaire: &'q Questionnaire,
    assessment: &Assessment,
    question: QuestionIx,
) -> Option<&'q Plan> {
    let plan = questionnaire.plan.as_deref()?;
    let target = Target::Hidden { question: questionnaire.question(question).id.clone() };
    let Value::Hidden(hidden) = &plan.get(&target)?.to else { return None };
    let hides = match hidden {
        Hidden::Never => false,
        Hidden::Always => true,
        Hidden::When { question, options } => {
            let read = questionnaire.find(question)?;
            let (asked, reading) = (questionnaire.question(read), assessment.reading(read));
            let mut given = reading.options.places().filter_map(|place| asked.options.get(place));
            reading.state == State::Stated && given.any(|option| options.contains(&option.key))
        }
    };
    hides.then_some(plan)
}

/// Why the plan does not go with a term that begins on this day, where it does not.
#[must_use]
pub fn out_of_force(plan: &Plan, inception: Option<chrono::NaiveDate>) -> Option<String> {
    let inception = inception?;
    match (plan.effective, plan.until) {
        (Some(from), _) if inception < from => {
            Some(format!("The policy begins on {inception}, before the plan is effective on {from}"))
        }
        (_, Some(until)) if inception >= until => {
            Some(format!("The policy begins on {inception}, and the plan is not used from {until} on"))
        }
        _ => None,
    }
}

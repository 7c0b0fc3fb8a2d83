//! What stands between a plan and its use: constraints on its values, and what its status demands.

use super::super::{Question, Questionnaire, Weight};
use super::governance::governance;
use super::lay::lay;
use super::{Fault, Hidden, Plan, Target, Threshold, Value, WeightSum};

/// Everything wrong with a plan, each with its mend; empty for a plan that is sound and may have its status.
/// A draft needs no records; from review on, who, what, why, evidence and effect have to be there.
#[must_use]
pub fn check(base: &Questionnaire, plan: &Plan) -> Vec<Fault> {
    let mut faults = match lay(base, plan) {
        Ok(laid) => constraints(base, &laid, plan),
        Err(conflicts) => conflicts,
    };
    faults.extend(governance(plan));
    faults
}

fn constraints(base: &Questionnaire, laid: &Questionnaire, plan: &Plan) -> Vec<Fault> {
    let mut faults = Vec::new();
    faults.extend(sum_of_weights(base, laid, plan));
    faults.extend(sum_of_caps(laid, plan));
    for question in &laid.questions {
        faults.extend(flat(question, plan));
    }
    for change in &plan.changes {
        if let (Target::Hidden { question }, Value::Hidden(hidden)) = (&change.target, &change.to)
            && *hidden != Hidden::Never
            && base.find(question).is_some_and(|ix| base.question(ix).critical)
        {
            faults.push(Fault {
                target: Some(change.target.clone()),
                what: format!("{question} is critical: knock-outs and floors rest on it"),
                mend: "leave it asked, and change its weight instead".to_owned(),
            });
        }
    }
    faults
}

/// Sum of all weights, tenths.
#[must_use]
pub fn weight_sum(questionnaire: &Questionnaire) -> i64 {
    questionnaire.questions.iter().map(|question| question.weight.tenths()).sum()
}

fn sum_of_weights(base: &Questionnaire, laid: &Questionnaire, plan: &Plan) -> Option<Fault> {
    let (wanted, sum) = (weight_sum(base), weight_sum(laid));
    if plan.sum == WeightSum::Floating || wanted == sum {
        return None;
    }
    let tenths = |tenths: i64| format!("{}.{}", tenths / 10, tenths % 10);
    let off = tenths((sum - wanted).abs());
    let mend = if sum > wanted {
        format!("take {off} from other questions, or let the sum float")
    } else {
        format!("give {off} to other questions, or let the sum float")
    };
    Some(Fault {
        target: None,
        what: format!("the weights add up to {}, not to {}", tenths(sum), tenths(wanted)),
        mend,
    })
}

/// Caps may promise no more than the schedule as a whole may reach. What the base promises stays its own.
fn sum_of_caps(laid: &Questionnaire, plan: &Plan) -> Option<Fault> {
    let caps: u64 = laid.schedule.caps.iter().map(|(_, cap)| u64::from(*cap)).sum();
    let most = u64::from(laid.schedule.default_max);
    let touched = plan
        .changes
        .iter()
        .map(|change| &change.target)
        .find(|target| matches!(target, Target::ScheduleCap { .. } | Target::Threshold(Threshold::ScheduleMax)))?;
    (caps > most).then(|| Fault {
        target: Some(touched.clone()),
        what: format!("the schedule caps add up to {caps}%, and the schedule may reach {most}%"),
        mend: "lower a cap, or raise the most that the schedule may add up to".to_owned(),
    })
}

/// A question whose options all count the same tells nothing apart.
fn flat(question: &Question, plan: &Plan) -> Option<Fault> {
    let (first, last) = (question.options.first()?, question.options.last()?);
    if first.factor != last.factor || question.weight == Weight::default() {
        return None;
    }
    let touched = plan
        .changes
        .iter()
        .map(|change| &change.target)
        .find(|target| matches!(target, Target::Factor { question: changed, .. } if *changed == question.id))?;
    Some(Fault {
        target: Some(touched.clone()),
        what: format!("all options of {} would count {}", question.id, first.factor),
        mend: "let the worst option count more than the best, or never ask the question".to_owned(),
    })
}

//! What improvements take: the case's own estimate first, then the questionnaire's.

use super::{ImprovedTo, Improvement};
use crate::questionnaire::{CostClass, CostIx, Effort, Question, Questionnaire};
use crate::submission::{OwnEffort, PROOF, Submission};

/// An effort and who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    pub effort: Effort,
    pub by: EstimateBy,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EstimateBy {
    /// A person, for this applicant.
    Case,
    Questionnaire,
    /// Neither: it counts as the cheapest class, at once, and feasible.
    Nobody,
}

/// What improvements take together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TotalEffort {
    /// Points of the cost classes, added up; 0 where the questionnaire has no classes.
    pub points: u32,
    /// The longest: they run side by side.
    pub weeks: u16,
    /// All of them can be done before the policy starts; true of none.
    pub before_inception: bool,
}

/// What an improvement takes, and who says so.
#[must_use]
pub fn estimate_of(questionnaire: &Questionnaire, submission: &Submission, improvement: &Improvement) -> Estimate {
    let question = questionnaire.question(improvement.question);
    let option = match improvement.to {
        ImprovedTo::Option(place) => question.options.get(usize::from(place)),
        ImprovedTo::Proof => None,
    };
    let own = own_estimate(submission, question, improvement.to).and_then(|own| readable(questionnaire, own).ok());
    let shipped = match improvement.to {
        ImprovedTo::Option(_) => option.and_then(|option| option.effort),
        ImprovedTo::Proof => question.proof_effort,
    };
    match (own, shipped) {
        (Some(effort), _) => Estimate { effort, by: EstimateBy::Case },
        (None, Some(effort)) => Estimate { effort, by: EstimateBy::Questionnaire },
        (None, None) => {
            let effort = Effort { before_inception: true, ..Effort::default() };
            Estimate { effort, by: EstimateBy::Nobody }
        }
    }
}

/// What an improvement takes.
#[must_use]
pub fn effort_of(questionnaire: &Questionnaire, submission: &Submission, improvement: &Improvement) -> Effort {
    estimate_of(questionnaire, submission, improvement).effort
}

/// What improvements take together.
#[must_use]
pub fn total_effort(
    questionnaire: &Questionnaire,
    submission: &Submission,
    improvements: &[Improvement],
) -> TotalEffort {
    let nothing = TotalEffort { points: 0, weeks: 0, before_inception: true };
    improvements.iter().map(|it| effort_of(questionnaire, submission, it)).fold(nothing, |total, effort| TotalEffort {
        points: total.points.saturating_add(cost_points(questionnaire, effort.cost)),
        weeks: total.weeks.max(effort.weeks),
        before_inception: total.before_inception && effort.before_inception,
    })
}

/// What a cost class counts in sums; 0 where the questionnaire does not have it.
#[must_use]
pub fn cost_points(questionnaire: &Questionnaire, cost: CostIx) -> u32 {
    questionnaire.cost_classes.get(usize::from(cost.0)).map_or(0, |class| u32::from(class.points))
}

/// The estimate that people made for this applicant, whether or not it can be used.
#[must_use]
pub fn own_estimate<'s>(submission: &'s Submission, question: &Question, to: ImprovedTo) -> Option<&'s OwnEffort> {
    submission.efforts.get(&question.id)?.get(estimate_key(question, to)?)
}

/// Under which key the estimate of an improvement stands; `None` for an option that the question does not have.
#[must_use]
pub fn estimate_key(question: &Question, to: ImprovedTo) -> Option<&str> {
    match to {
        ImprovedTo::Option(place) => question.options.get(usize::from(place)).map(|option| option.key.as_str()),
        ImprovedTo::Proof => Some(PROOF),
    }
}

/// An estimate that is on file and that nothing can use; it stays on file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusedEstimate {
    /// Question id.
    pub question: String,
    /// Option key, or [`PROOF`].
    pub of: String,
    /// Why, and what to do: `cost class "Cheap" is not known; use one of Low, High`.
    pub why: String,
}

/// Every own estimate that does not count, by question id and key.
#[must_use]
pub fn unused_estimates(questionnaire: &Questionnaire, submission: &Submission) -> Vec<UnusedEstimate> {
    let each = submission.efforts.iter().flat_map(|(id, of)| of.iter().map(move |(key, own)| (id, key, own)));
    each.filter_map(|(id, key, own)| {
        let why = unused(questionnaire, id, key, own)?;
        Some(UnusedEstimate { question: id.clone(), of: key.clone(), why })
    })
    .collect()
}

fn unused(questionnaire: &Questionnaire, id: &str, key: &str, own: &OwnEffort) -> Option<String> {
    let Some(ix) = questionnaire.find(id).filter(|ix| questionnaire.is_scored(*ix)) else {
        return Some(format!("there is no scored question {id} in {}", questionnaire.name()));
    };
    let question = questionnaire.question(ix);
    let worst = question.options.last().map(|option| option.factor);
    let option = question.options.iter().find(|option| option.key == key);
    match option {
        None if key != PROOF => return Some(format!("{id} has no option \"{key}\"")),
        Some(option) if Some(option.factor) == worst => {
            return Some(format!("option \"{key}\" of {id} is its worst, and nobody works towards it"));
        }
        _ => {}
    }
    readable(questionnaire, own).err()
}

/// The effort that an own estimate states.
///
/// # Errors
/// Why it states none.
fn readable(questionnaire: &Questionnaire, own: &OwnEffort) -> Result<Effort, String> {
    let named = |class: &CostClass| class.name.trim().eq_ignore_ascii_case(own.cost.trim());
    let Some(cost) = questionnaire.cost_classes.iter().position(named) else {
        let names: Vec<&str> = questionnaire.cost_classes.iter().map(|class| class.name.as_str()).collect();
        let mend = if names.is_empty() {
            format!("{} has no cost classes", questionnaire.name())
        } else {
            format!("use one of {}", names.join(", "))
        };
        return Err(format!("cost class \"{}\" is not known; {mend}", own.cost));
    };
    if own.weeks > Effort::MOST_WEEKS {
        return Err(format!("{} weeks are more than the {} that count", own.weeks, Effort::MOST_WEEKS));
    }
    Ok(Effort { cost: CostIx(cost as u8), weeks: own.weeks, before_inception: own.before_inception })
}

//! What the applicant could do, largest effect first: one step for each question, and where all of them lead.

use crate::assessment::{Assessment, ImprovedTo, Improvement, assess, improved};
use crate::memo::wording::Case;
use crate::questionnaire::{AnswerKind, Effort, QuestionIx, Ratio};

/// Steps that are listed.
const MOST: usize = 6;

/// One thing to do, and what the case would be once it and everything before it is done and shown.
#[derive(Clone, Debug)]
pub struct Step {
    pub improvement: Improvement,
    /// `None` where nobody has estimated it.
    pub effort: Option<Effort>,
    /// Points that the score falls by when only this is done; above 0.
    pub gain: Ratio,
    /// With the steps before it.
    pub then: Assessment,
}

/// The steps that move the score most, largest first, ties in questionnaire order.
#[must_use]
pub fn steps(case: &Case<'_>) -> Vec<Step> {
    let after = |improvements: &[Improvement]| {
        let submission = improved(case.questionnaire, case.submission, improvements);
        assess(case.questionnaire, &submission, &case.assessment.facts)
    };
    let mut found: Vec<(Improvement, Ratio)> = case
        .questionnaire
        .places()
        .filter_map(|ix| improvement(case, ix))
        .map(|improvement| (improvement, case.assessment.score - after(&[improvement]).score))
        .filter(|(_, gain)| *gain > Ratio::from_integer(0))
        .collect();
    found.sort_by_key(|(_, gain)| std::cmp::Reverse(*gain));
    found.truncate(MOST);
    let mut done = Vec::new();
    let step = |(improvement, gain): (Improvement, Ratio)| {
        done.push(improvement);
        Step { improvement, effort: effort(case, improvement), gain, then: after(&done) }
    };
    found.into_iter().map(step).collect()
}

/// The better option that takes no more than the next one does; for the best answer, its proof.
fn improvement(case: &Case<'_>, ix: QuestionIx) -> Option<Improvement> {
    let (question, reading) = (case.question(ix), case.reading(ix));
    if !reading.applies || !reading.is_stated() || question.kind != AnswerKind::Single || reading.computed {
        return None;
    }
    let own = reading.options.places().next()?;
    let Some(next) = own.checked_sub(1) else {
        return Some(Improvement { question: ix, to: ImprovedTo::Proof });
    };
    let takes = |place: usize| question.options.get(place).and_then(|option| option.effort);
    let best = (0..=next).find(|place| *place == next || takes(*place).is_some() && takes(*place) == takes(next))?;
    Some(Improvement { question: ix, to: ImprovedTo::Option(u8::try_from(best).ok()?) })
}

fn effort(case: &Case<'_>, improvement: Improvement) -> Option<Effort> {
    let question = case.question(improvement.question);
    match improvement.to {
        ImprovedTo::Option(place) => question.options.get(usize::from(place))?.effort,
        ImprovedTo::Proof => question.proof_effort,
    }
}

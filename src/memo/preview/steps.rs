//! Which steps a preview names: for each question the better answer that gives most for what it takes, then those
//! that take most off the score.

use crate::assessment::path::weeks_left;
use crate::assessment::{ActionPlan, ImprovedTo, Improvement, action_plan, cost_points, effort_of, with_improvements};
use crate::memo::wording::Case;
use crate::questionnaire::{AnswerKind, QuestionIx, Ratio};
use chrono::NaiveDate;

/// Steps that are named.
const MOST: usize = 5;

/// What could be done from that day on, in the order in which it is best begun. Empty where no stated answer could be better.
#[must_use]
pub fn steps(case: &Case<'_>, as_of: NaiveDate) -> ActionPlan {
    let mut found: Vec<(Improvement, Ratio)> = case.questionnaire.places().filter_map(|ix| best_of(case, ix)).collect();
    found.sort_by_key(|(_, gain)| std::cmp::Reverse(*gain));
    found.truncate(MOST);
    let named: Vec<Improvement> = found.into_iter().map(|(improvement, _)| improvement).collect();
    let left = weeks_left(as_of, case.submission.policy.inception);
    action_plan(case.questionnaire, case.submission, &case.assessment.facts, &named, left)
}

/// Of the better answers to a question, or the proof of the best one, that which takes most off the score for each
/// point of its cost; the larger step where two give the same.
fn best_of(case: &Case<'_>, ix: QuestionIx) -> Option<(Improvement, Ratio)> {
    let (question, reading) = (case.question(ix), case.reading(ix));
    if !reading.applies || !reading.is_stated() || question.kind != AnswerKind::Single {
        return None;
    }
    let own = reading.options.places().next()?;
    let better = (0..own).filter_map(|place| u8::try_from(place).ok()).map(ImprovedTo::Option);
    let tried = better.chain([ImprovedTo::Proof]).filter_map(|to| {
        let improvement = Improvement { question: ix, to };
        let then = with_improvements(case.questionnaire, case.submission, &case.assessment.facts, &[improvement]).score;
        let gain = case.assessment.score - then;
        let effort = effort_of(case.questionnaire, case.submission, &improvement);
        let cost = i64::from(cost_points(case.questionnaire, effort.cost).max(1));
        (gain > Ratio::from_integer(0)).then_some((improvement, gain, gain / cost))
    });
    // The best answer comes first, so that of equals the larger step stays.
    let best = tried.reduce(|best, next| if next.2 > best.2 { next } else { best })?;
    Some((best.0, best.1))
}

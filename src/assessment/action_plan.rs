//! THE ACTION PLAN: improvements in the order in which they are best begun, with where the case stands after each.

use super::{
    Assessment, Estimate, Facts, ImprovedTo, Improvement, Outcome, Reading, State, TotalEffort, assess, estimate_of,
    improved, total_effort,
};
use crate::questionnaire::{Effort, OptionSet, QuestionIx, Questionnaire, Ratio, TierIx};
use crate::submission::{Answer, Scenario, Submission};
use std::sync::Arc;

/// What to do, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionPlan {
    /// Before anything is done.
    pub now: Stage,
    /// What can still be done before the policy starts comes first, then what takes fewer weeks, then questionnaire
    /// order.
    pub steps: Vec<ActionStep>,
    pub total: TotalEffort,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ActionStep {
    pub improvement: Improvement,
    pub estimate: Estimate,
    /// Can be done before a policy starts, and the weeks that are left until then are enough.
    pub before_inception: bool,
    /// Points that the score falls by when only this is done; 0 where it is done for a rule, below 0 where it worsens.
    pub gain: Ratio,
    /// The device list does not allow the answer: it takes a new list that shows it.
    pub new_list: bool,
    /// Rules that fire until this step, by place, and no longer once it and the steps before it are done.
    pub lifts: Vec<u16>,
    /// With the steps before it.
    pub after: Stage,
}

/// Where the case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    pub score: Ratio,
    pub tier: TierIx,
    pub outcome: Outcome,
}

impl Stage {
    fn of(assessment: &Assessment) -> Self {
        Self { score: assessment.score, tier: assessment.tier, outcome: assessment.outcome }
    }
}

/// The plan of a set of improvements; of several for one question the last counts. `weeks_left` until the policy
/// starts; `None`: not known, so that lead times are not held against a step.
#[must_use]
pub fn action_plan(
    questionnaire: &Questionnaire,
    submission: &Submission,
    facts: &Facts,
    improvements: &[Improvement],
    weeks_left: Option<u16>,
) -> ActionPlan {
    let mut ordered: Vec<(Improvement, Estimate)> = Vec::new();
    for improvement in improvements {
        ordered.retain(|(other, _)| other.question != improvement.question);
        ordered.push((*improvement, estimate_of(questionnaire, submission, improvement)));
    }
    let in_time = |effort: Effort| effort.before_inception && weeks_left.is_none_or(|left| effort.weeks <= left);
    ordered.sort_by_key(|(it, estimate)| (!in_time(estimate.effort), estimate.effort.weeks, it.question));
    let with = |done: &[Improvement]| with_improvements(questionnaire, submission, facts, done);
    let now = assess(questionnaire, submission, facts);
    let (mut done, mut before, mut steps) = (Vec::new(), now.clone(), Vec::new());
    for (improvement, estimate) in ordered {
        done.push(improvement);
        let after = with(&done);
        let still = |rule: u16| after.rules.iter().any(|fired| fired.rule == rule);
        steps.push(ActionStep {
            improvement,
            estimate,
            before_inception: in_time(estimate.effort),
            gain: now.score - with(&[improvement]).score,
            new_list: is_held(questionnaire, submission, facts, improvement),
            lifts: before.rules.iter().map(|fired| fired.rule).filter(|rule| !still(*rule)).collect(),
            after: Stage::of(&after),
        });
        before = after;
    }
    let all_before = steps.iter().all(|step: &ActionStep| step.before_inception);
    let total = TotalEffort { before_inception: all_before, ..total_effort(questionnaire, submission, &done) };
    ActionPlan { now: Stage::of(&now), steps, total }
}

/// The case with these improvements made and shown. Where the device list stands against one, as if a new list did not.
#[must_use]
pub fn with_improvements(
    questionnaire: &Questionnaire,
    submission: &Submission,
    facts: &Facts,
    improvements: &[Improvement],
) -> Assessment {
    let submission = improved(questionnaire, submission, improvements);
    let held = |it: &&Improvement| is_held(questionnaire, &submission, facts, **it);
    let held: Vec<QuestionIx> = improvements.iter().filter(held).map(|it| it.question).collect();
    if held.is_empty() {
        return assess(questionnaire, &submission, facts);
    }
    assess(questionnaire, &submission, &facts.without_bounds_of(&held))
}

/// Whether the bounds of the device list leave the better answer without effect.
fn is_held(questionnaire: &Questionnaire, submission: &Submission, facts: &Facts, improvement: Improvement) -> bool {
    let ImprovedTo::Option(place) = improvement.to else { return false };
    if facts.computed(improvement.question).is_none() {
        return false;
    }
    let tried = improved(questionnaire, submission, &[improvement]);
    let reading = *assess(questionnaire, &tried, facts).reading(improvement.question);
    reading.computed && reading.options != OptionSet::of(usize::from(place))
}

impl Facts {
    /// As if a new device list allowed every answer to these questions.
    #[must_use]
    pub fn without_bounds_of(&self, questions: &[QuestionIx]) -> Self {
        let mut facts = self.clone();
        if let Some(list) = &mut facts.list {
            Arc::make_mut(list).computed.retain(|question, _| !questions.contains(question));
        }
        facts
    }
}

/// What a scenario makes better than it is now, questionnaire order. Answers that it makes worse, or that are not of a
/// scored question that counts, are no actions.
#[must_use]
pub fn improvements_of(questionnaire: &Questionnaire, now: &Assessment, scenario: &Scenario) -> Vec<Improvement> {
    let better = |question: QuestionIx| {
        let reading = now.reading(question);
        let flip = scenario.flips.get(&questionnaire.question(question).id)?;
        let Some(Answer::Options(keys)) = flip.answer.as_ref().filter(|_| reading.applies) else { return None };
        let key = keys.first().filter(|_| keys.len() == 1)?;
        let place = questionnaire.question(question).option(key)?;
        let to = improvement_to(questionnaire, question, reading, place, flip.grade.unwrap_or_default().level())?;
        Some(Improvement { question, to })
    };
    questionnaire.places().filter(|ix| questionnaire.is_scored(*ix)).filter_map(better).collect()
}

fn improvement_to(
    questionnaire: &Questionnaire,
    question: QuestionIx,
    now: &Reading,
    place: usize,
    grade: u8,
) -> Option<ImprovedTo> {
    let option = questionnaire.question(question).options.get(place)?;
    let proven = Improvement::GRADE.level();
    match now.state {
        State::Stated if now.options == OptionSet::of(place) => {
            (now.grade < proven && grade >= proven).then_some(ImprovedTo::Proof)
        }
        _ if option.factor < now.factor_stated => u8::try_from(place).ok().map(ImprovedTo::Option),
        _ => None,
    }
}

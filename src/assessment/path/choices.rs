//! What an applicant could do: for every question that counts, the better answers and the proof of the one there is.

use super::problem::{Choice, Price, Variable};
use super::{Aim, By};
use crate::assessment::read::{self, Reading, as_given};
use crate::assessment::{Assessment, Facts, ImprovedTo, Improvement, cost_points, effort_of};
use crate::questionnaire::{AnswerKind, Effort, OptionSet, QuestionIx, Questionnaire};
use crate::submission::Submission;

/// An improvement with what it takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offer {
    pub improvement: Improvement,
    /// Points of its cost class.
    pub cost: u32,
    pub weeks: u16,
    pub before_inception: bool,
    pub new_list: bool,
}

/// The questions that can be improved, each with its offers: the best option first, the proof last.
pub(super) fn offers(
    questionnaire: &Questionnaire,
    submission: &Submission,
    now: &Assessment,
    aim: &Aim,
) -> Vec<(QuestionIx, Vec<Offer>)> {
    let scene = Scene { questionnaire, submission, now };
    let in_time = |offer: &Offer| {
        !aim.before_inception || offer.before_inception && aim.weeks_left.is_none_or(|left| offer.weeks <= left)
    };
    let of = |ix: QuestionIx| {
        let offers: Vec<Offer> = scene.offers(ix).into_iter().filter(in_time).collect();
        (!offers.is_empty()).then_some((ix, offers))
    };
    questionnaire.places().filter_map(of).collect()
}

struct Scene<'a> {
    questionnaire: &'a Questionnaire,
    submission: &'a Submission,
    now: &'a Assessment,
}

impl Scene<'_> {
    fn offers(&self, ix: QuestionIx) -> Vec<Offer> {
        let question = self.questionnaire.question(ix);
        let reading = self.now.reading(ix);
        if !reading.applies || question.kind != AnswerKind::Single {
            return Vec::new();
        }
        let better = question.options.iter().enumerate().filter(|(_, option)| option.factor < reading.factor_stated);
        let options = better.map(|(place, _)| ImprovedTo::Option(place as u8));
        let proof = reading.is_stated() && reading.grade < Improvement::GRADE.level() && self.proof_counts(ix);
        let to = options.chain(proof.then_some(ImprovedTo::Proof));
        to.map(|to| self.offer(Improvement { question: ix, to })).collect()
    }

    /// The list may refute the answer, and then proving it changes nothing.
    fn proof_counts(&self, ix: QuestionIx) -> bool {
        let given = as_given(self.questionnaire, self.submission, ix);
        let proven = proven(given);
        bounded(self.questionnaire, &self.now.facts, ix, given)
            != bounded(self.questionnaire, &self.now.facts, ix, proven)
    }

    fn offer(&self, improvement: Improvement) -> Offer {
        let Effort { cost, weeks, before_inception } = effort_of(self.questionnaire, self.submission, &improvement);
        let cost = cost_points(self.questionnaire, cost);
        let new_list = needs_new_list(self.questionnaire, &self.now.facts, improvement);
        Offer { improvement, cost, weeks, before_inception, new_list }
    }
}

/// The reading of an answer once the device list has bounded it.
fn bounded(questionnaire: &Questionnaire, facts: &Facts, ix: QuestionIx, given: Reading) -> Reading {
    let mut readings = vec![Reading::OPEN; questionnaire.questions.len()];
    readings[usize::from(ix.0)] = given;
    read::compute(questionnaire, facts, &mut readings, |of| of == ix);
    readings[usize::from(ix.0)]
}

fn proven(given: Reading) -> Reading {
    Reading { grade: given.grade.max(Improvement::GRADE.level()), ..given }
}

/// How an improved answer is given.
pub(super) fn given(questionnaire: &Questionnaire, submission: &Submission, improvement: Improvement) -> Reading {
    match improvement.to {
        ImprovedTo::Option(place) => {
            let option = OptionSet::of(usize::from(place));
            Reading::stated(questionnaire, improvement.question, option, Improvement::GRADE.level())
        }
        ImprovedTo::Proof => proven(as_given(questionnaire, submission, improvement.question)),
    }
}

/// Whether the device list allows another answer only.
fn needs_new_list(questionnaire: &Questionnaire, facts: &Facts, improvement: Improvement) -> bool {
    let ImprovedTo::Option(place) = improvement.to else { return false };
    let option = OptionSet::of(usize::from(place));
    let stated = Reading::stated(questionnaire, improvement.question, option, Improvement::GRADE.level());
    bounded(questionnaire, facts, improvement.question, stated).options != option
}

/// The offers of a question as a variable; to leave it as it is comes last.
pub(super) fn variable(
    questionnaire: &Questionnaire,
    submission: &Submission,
    (question, offers): &(QuestionIx, Vec<Offer>),
    by: By,
) -> Variable {
    let of = |offer: &Offer| {
        let key = if by == By::Changes { Price::key(1, offer.cost) } else { Price::key(offer.cost, 1) };
        Choice {
            given: Some(given(questionnaire, submission, offer.improvement)),
            new_list: offer.new_list,
            price: Price { key, weeks: offer.weeks },
        }
    };
    let stay = Choice { given: None, new_list: false, price: Price::default() };
    Variable { question: *question, choices: offers.iter().map(of).chain([stay]).collect() }
}

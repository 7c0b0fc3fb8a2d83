//! Best and worst score over everything still to be answered (rulings 5).
//!
//! For one set of shown questions the ends are all open answers at their best and all at their
//! worst, because the score grows with every factor. So only the unanswered questions that decide
//! what is shown have to be enumerated, and of their options only those that differ in the
//! conditions that read them.

use super::Range;
use super::conditions::{Given, Mode, truth};
use super::read::{Reading, State, adjust_given};
use super::score::{Totals, band_at, every_weight};
use crate::questionnaire::{
    AnswerKind, Condition, OptionSet, Quarter, QuestionIx, Questionnaire, Ratio, SectionKind, TierIx,
};
use crate::submission::Submission;

/// The range; the point score is one of the completions and lies inside.
pub(super) fn range(
    questionnaire: &Questionnaire,
    submission: &Submission,
    readings: &[Reading],
    tier: TierIx,
) -> Range {
    let mut given = readings.to_vec();
    for reading in &mut given {
        reading.factor = reading.factor_stated;
    }
    let branches = branching(questionnaire, readings);
    let mut ends: Option<(Ratio, Ratio)> = None;
    each_completion(&branches, &mut given.clone(), &mut |completed| {
        let applies = applicable(questionnaire, submission, readings, completed);
        let best = end(questionnaire, completed, &applies, Quarter::min, Quarter::WORST);
        let worst = end(questionnaire, completed, &applies, Quarter::max, Quarter::BEST);
        ends = Some(match ends {
            None => (best, worst),
            Some((low, high)) => (low.min(best), high.max(worst)),
        });
    });
    let (best, worst) = ends.unwrap_or_default();
    Range {
        best,
        worst,
        best_band: band_at(questionnaire, tier, best),
        worst_band: band_at(questionnaire, tier, worst),
    }
}

/// The unanswered questions that decide which scored questions are shown, each with answers that
/// stand for all others.
pub(super) fn branching(questionnaire: &Questionnaire, readings: &[Reading]) -> Vec<(QuestionIx, Vec<OptionSet>)> {
    let mut branches: Vec<(QuestionIx, Vec<OptionSet>)> = Vec::new();
    let conditions = questionnaire
        .questions
        .iter()
        .filter(|question| questionnaire.section(question.section).kind == SectionKind::Scored)
        .filter_map(|question| question.shown_if.as_ref());
    for condition in conditions {
        condition.walk(&mut |leaf| {
            let (Condition::OneOf { question, options } | Condition::NoneOf { question, options }) = leaf else {
                return;
            };
            if !readings[usize::from(question.0)].is_unanswered() {
                return;
            }
            match branches.iter_mut().find(|(ix, _)| ix == question) {
                Some((_, read)) => read.push(*options),
                None => branches.push((*question, vec![*options])),
            }
        });
    }
    for (ix, read) in &mut branches {
        *read = representatives(questionnaire, *ix, read);
    }
    branches
}

/// Answers to a question, one for each way it can meet these sets.
fn representatives(questionnaire: &Questionnaire, ix: QuestionIx, read: &[OptionSet]) -> Vec<OptionSet> {
    let question = questionnaire.question(ix);
    let pattern = |answer: OptionSet| -> Vec<bool> { read.iter().map(|set| set.meets(answer)).collect() };
    let mut found: Vec<OptionSet> = Vec::new();
    let mut offer = |answer: OptionSet| {
        if !found.iter().any(|known| pattern(*known) == pattern(answer)) {
            found.push(answer);
        }
    };
    let mut joined: Vec<OptionSet> = Vec::new();
    for (place, option) in question.options.iter().enumerate() {
        let alone = OptionSet::of(place);
        offer(alone);
        if question.kind != AnswerKind::Multi || option.exclusive {
            continue;
        }
        let with_others: Vec<OptionSet> = joined.iter().map(|set| OptionSet(set.0 | alone.0)).collect();
        for answer in with_others.into_iter().chain([alone]) {
            offer(answer);
            if !joined.iter().any(|known| pattern(*known) == pattern(answer)) {
                joined.push(answer);
            }
        }
    }
    found
}

fn each_completion(
    branches: &[(QuestionIx, Vec<OptionSet>)],
    readings: &mut [Reading],
    visit: &mut impl FnMut(&[Reading]),
) {
    let Some(((ix, answers), rest)) = branches.split_first() else {
        visit(readings);
        return;
    };
    for answer in answers {
        let reading = &mut readings[usize::from(ix.0)];
        reading.state = State::Stated;
        reading.options = *answer;
        each_completion(rest, readings, visit);
    }
}

/// Which questions count in a completion. What given answers hide, and a valid N/A, stay out.
pub(super) fn applicable(
    questionnaire: &Questionnaire,
    submission: &Submission,
    now: &[Reading],
    completed: &[Reading],
) -> Vec<bool> {
    let given = Given { questionnaire, submission, readings: completed };
    questionnaire
        .places()
        .zip(now)
        .map(|(ix, reading)| {
            reading.applies
                && questionnaire
                    .question(ix)
                    .shown_if
                    .as_ref()
                    .is_none_or(|condition| truth(&given, condition, Mode::Open).possible())
        })
        .collect()
}

/// The score with every open answer at one end.
fn end(
    questionnaire: &Questionnaire,
    completed: &[Reading],
    applies: &[bool],
    pick: impl Fn(Quarter, Quarter) -> Quarter,
    start: Quarter,
) -> Ratio {
    let mut readings = completed.to_vec();
    let mut open = vec![false; readings.len()];
    for (ix, reading) in (0_u16..).map(QuestionIx).zip(readings.iter_mut()) {
        reading.applies = applies[usize::from(ix.0)];
        if !reading.applies || !reading.is_unanswered() {
            continue;
        }
        open[usize::from(ix.0)] = true;
        reading.factor = questionnaire.question(ix).options.iter().map(|option| option.factor).fold(start, &pick);
        // It counts as an answer that may arrive proven.
        reading.state = State::Stated;
    }
    adjust_given(questionnaire, &mut readings, |ix| !open[usize::from(ix.0)]);
    Totals::of(questionnaire, &readings, every_weight).score()
}

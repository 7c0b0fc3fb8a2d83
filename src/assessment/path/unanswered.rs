//! Whatever the unanswered turns out to be: is there an answer to what stays unknown or open with which the case
//! misses the band?
//!
//! An answer to come counts as stated without evidence (E0), whatever it is; better evidence only helps. Follow-ups
//! stay as they are, and "not applicable" is no answer to come.

use super::formula::every;
use super::problem::{Choice, Price, Problem, Variable, World};
use super::search::{Ended, Search, Wanted, reaches, tables};
use crate::assessment::exposure::points_of;
use crate::assessment::read::{self, Reading, State, usable};
use crate::questionnaire::{
    AnswerKind, Condition, Effect, OptionSet, PointsKind, Question, QuestionIx, Questionnaire, Rule, RuleKind,
};

/// What came of asking for answers that miss the band.
pub(super) enum Turns {
    /// Whatever they are, the case has the band.
    Holds,
    /// With these it has not.
    Missed(World),
    GivenUp,
}

/// Looks for answers with which these choices miss the band.
pub(super) fn turns_out(problem: &Problem<'_>, chosen: &[u8]) -> Turns {
    let questionnaire = problem.questionnaire;
    let (given, listed) = problem.chosen(chosen);
    let read = |given: Vec<Reading>| {
        read::readings_of(questionnaire, problem.submission, problem.facts, given, |ix| listed[usize::from(ix.0)])
    };
    let now = read(given.clone());
    let unanswered = questionnaire.places().filter(|ix| now[usize::from(ix.0)].is_unanswered());
    let variables: Vec<Variable> = unanswered.map(|question| variable(questionnaire, question)).collect();
    if variables.iter().any(|variable| variable.choices.len() > Variable::MOST_CHOICES) {
        return Turns::GivenUp;
    }
    // What these choices answer is not answered without them, and a world has an answer to everything.
    let else_worst = |ix: &QuestionIx| {
        problem.given[usize::from(ix.0)].is_unanswered() && variables.iter().all(|variable| variable.question != *ix)
    };
    let else_worst = questionnaire.places().filter(else_worst);
    let else_worst: Vec<(QuestionIx, Reading)> =
        else_worst.filter_map(|ix| Some((ix, variable(questionnaire, ix).choices.first()?.given?))).collect();
    let problem = Problem { given, listed: listed.clone(), variables, worlds: vec![World::default()], ..*problem };
    let world = |chosen: &[u8]| {
        let answers = problem.variables.iter().zip(chosen);
        let answers = answers.filter_map(|(it, choice)| Some((it.question, it.choices[usize::from(*choice)].given?)));
        let mut answers: Vec<(QuestionIx, Reading)> = answers.chain(else_worst.iter().copied()).collect();
        answers.sort_by_key(|(ix, _)| *ix);
        World(answers)
    };
    // All at their worst: mostly that is enough to miss it, and if it is not, little else is.
    let worst = vec![0; problem.variables.len()];
    if missed(&problem, &worst) {
        return Turns::Missed(world(&worst));
    }
    let Some(tables) = tables(&problem) else { return Turns::GivenUp };
    let all: Vec<u64> = problem.variables.iter().map(|variable| every(variable.choices.len())).collect();
    match Search::of(&problem, &tables, Wanted::Missed).run(&all) {
        Ended::Cheapest(found) => Turns::Missed(world(&found.chosen)),
        Ended::Nothing => Turns::Holds,
        Ended::GivenUp => Turns::GivenUp,
    }
}

fn missed(problem: &Problem<'_>, chosen: &[u8]) -> bool {
    problem.readings(chosen).iter().any(|readings| !reaches(&problem.standing(readings).0, problem.to))
}

/// The answers that may come, what counts most against the case first.
fn variable(questionnaire: &Questionnaire, question: QuestionIx) -> Variable {
    let mut answers = answers(questionnaire, question);
    let of = questionnaire.question(question);
    answers.sort_by_key(|reading| {
        let points = points_of(of, reading).unwrap_or(0);
        std::cmp::Reverse((points, reading.factor, reading.options.places().next()))
    });
    let choice = |reading| Choice { given: Some(reading), new_list: false, price: Price::default() };
    Variable { question, choices: answers.into_iter().map(choice).collect() }
}

/// Answers that stand for all others: of several options given together, one set for each way in which conditions
/// and exposure points see them.
fn answers(questionnaire: &Questionnaire, ix: QuestionIx) -> Vec<Reading> {
    let question = questionnaire.question(ix);
    let stated = |options| Reading::stated(questionnaire, ix, options, 0);
    match question.kind {
        AnswerKind::Text => vec![Reading { state: State::Stated, ..Reading::OPEN }],
        AnswerKind::Single => (0..question.options.len()).map(|place| stated(OptionSet::of(place))).collect(),
        AnswerKind::Multi => {
            let sets = sets_read(questionnaire, ix);
            let seen = |options: &OptionSet| -> Vec<bool> { sets.iter().map(|set| set.meets(*options)).collect() };
            let mut found: Vec<Reading> = Vec::new();
            let mut known = Vec::new();
            for options in joined(question, &seen) {
                let reading = stated(options);
                let pattern = (seen(&options), points_of(question, &reading));
                if usable(question, options) && !known.contains(&pattern) {
                    known.push(pattern);
                    found.push(reading);
                }
            }
            found
        }
    }
}

/// Sets of options, one for each way in which adding further options could matter.
fn joined(question: &Question, seen: &impl Fn(&OptionSet) -> Vec<bool>) -> Vec<OptionSet> {
    let kind = question.points.map(|rule| rule.kind);
    let pattern = |options: &OptionSet| {
        let points =
            || options.places().filter_map(|place| question.options.get(place)).map(|it| (it.group, it.points));
        let highest = |group: u8| points().filter(|(of, _)| *of == Some(group)).map(|(_, points)| points).max();
        let groups: Vec<Option<u8>> = (0..question.groups.len()).map(|group| highest(group as u8)).collect();
        let sum = points().map(|(_, points)| u32::from(points)).sum();
        let highest = points().map(|(_, points)| u32::from(points)).max().unwrap_or(0);
        let counted = match kind {
            None | Some(PointsKind::SumOfGroupHighest) => (0, 0),
            Some(PointsKind::Option) => (highest, 0),
            Some(PointsKind::Sum) => (sum, 0),
            Some(PointsKind::HighestPlus2IfMoreThanOne) => (highest, options.len().min(2)),
        };
        (seen(options), groups, counted)
    };
    let mut joined: Vec<OptionSet> = Vec::new();
    let mut known = Vec::new();
    let mut alone = Vec::new();
    for (place, option) in question.options.iter().enumerate() {
        if option.exclusive {
            alone.push(OptionSet::of(place));
            continue;
        }
        let with_others = joined.iter().map(|options| options.with(place)).chain([OptionSet::of(place)]);
        for options in with_others.collect::<Vec<_>>() {
            let pattern = pattern(&options);
            if usable(question, options) && !known.contains(&pattern) {
                known.push(pattern);
                joined.push(options);
            }
        }
    }
    joined.extend(alone);
    joined
}

/// The sets of options that any condition asks for which can keep a case from a band.
fn sets_read(questionnaire: &Questionnaire, ix: QuestionIx) -> Vec<OptionSet> {
    let matters = |rule: &&Rule| {
        let refers = matches!(rule.effect, Effect::Refer { .. } | Effect::Contradiction | Effect::Challenge);
        rule.kind == RuleKind::KnockOut || !refers
    };
    let mut sets = Vec::new();
    // Whether a follow-up is asked matters where its answer does.
    let mut follow_ups: Vec<(QuestionIx, u8)> = Vec::new();
    let mut read = |condition: &Condition, follow_ups: &mut Vec<(QuestionIx, u8)>| {
        condition.walk(&mut |leaf| match leaf {
            Condition::OneOf { question, options } | Condition::NoneOf { question, options }
                if *question == ix && !sets.contains(options) =>
            {
                sets.push(*options);
            }
            Condition::FollowUp { question, follow_up, .. } | Condition::FollowUpLacks { question, follow_up, .. }
                if !follow_ups.contains(&(*question, *follow_up)) =>
            {
                follow_ups.push((*question, *follow_up));
            }
            _ => {}
        });
    };
    let rules = questionnaire.rules.iter().filter(matters).map(|rule| &rule.when);
    let sections = questionnaire.sections.iter().filter_map(|section| section.shown_if.as_ref());
    let questions = questionnaire
        .questions
        .iter()
        .flat_map(|question| question.shown_if.iter().chain(question.not_applicable.iter().map(|rule| &rule.when)));
    for condition in rules.chain(sections).chain(questions) {
        read(condition, &mut follow_ups);
    }
    let mut done = 0;
    while let Some((question, place)) = follow_ups.get(done).copied() {
        done += 1;
        if let Some(follow_up) = questionnaire.question(question).follow_ups.get(usize::from(place)) {
            read(&follow_up.when, &mut follow_ups);
        }
    }
    sets
}

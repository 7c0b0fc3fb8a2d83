//! How answers hang together: which choices of a question change how *other* answers are read.
//!
//! Answers hide questions, make "not applicable" valid, lift and force factors. The choices of a question fall into
//! classes that all of these conditions see alike; once a class is settled for every question, each answer is read
//! by itself, and what remains is arithmetic.

use super::problem::{Problem, Variable, blocks};
use crate::assessment::conditions::{Given, Mode, Truth, on_answer};
use crate::assessment::read::{self, Reading};
use crate::questionnaire::{Condition, Effect, Quarter, QuestionIx, RuleKind};
use std::collections::BTreeMap;

/// The classes of every variable, as bits of its choices.
pub(super) fn classes(problem: &Problem<'_>) -> Vec<Vec<u64>> {
    let conditions = Gathered::of(problem).conditions;
    let mut leaves: BTreeMap<QuestionIx, Vec<&Condition>> = BTreeMap::new();
    for condition in conditions {
        walk(condition, &mut |leaf| {
            for ix in leaf.questions() {
                leaves.entry(ix).or_default().push(leaf);
            }
        });
    }
    let of = |variable: &Variable| {
        let Some(leaves) = leaves.get(&variable.question) else {
            return vec![super::formula::every(variable.choices.len())];
        };
        let mut alike: BTreeMap<Vec<Truth>, u64> = BTreeMap::new();
        for place in 0..variable.choices.len() {
            *alike.entry(seen(problem, variable, place, leaves)).or_default() |= 1 << place;
        }
        alike.into_values().collect()
    };
    problem.variables.iter().map(of).collect()
}

/// Calls `visit` for everything that is not a combination.
fn walk<'c>(condition: &'c Condition, visit: &mut impl FnMut(&'c Condition)) {
    match condition {
        Condition::All(of) | Condition::Any(of) | Condition::Count { of, .. } => {
            for part in of {
                walk(part, visit);
            }
        }
        Condition::Not(inner) => walk(inner, visit),
        leaf => visit(leaf),
    }
}

/// What conditions on an answer see of a choice, whatever becomes of the other answers.
fn seen(problem: &Problem<'_>, variable: &Variable, place: usize, leaves: &[&Condition]) -> Vec<Truth> {
    let Problem { questionnaire, submission, facts, .. } = problem;
    let choice = &variable.choices[place];
    let at = usize::from(variable.question.0);
    let on_file = choice.given.unwrap_or(problem.given[at]);
    // Whether "not applicable" counts hangs on others, so it is like no other choice.
    let mut seen = vec![Truth::of(on_file.invalid_not_applicable)];
    let mut scratch = problem.given.clone();
    let in_worlds = problem
        .worlds
        .iter()
        .filter(|_| on_file.is_unanswered())
        .filter_map(|world| world.0.iter().find(|(ix, _)| *ix == variable.question).map(|(_, reading)| *reading));
    for given in std::iter::once(on_file).chain(in_worlds) {
        scratch[at] = given;
        let listed = |ix: QuestionIx| ix == variable.question && problem.listed[at] && !choice.new_list;
        read::compute(questionnaire, facts, &mut scratch, listed);
        let bounded = scratch[at];
        for reading in std::iter::once(given).chain(factors(problem, variable.question, bounded)) {
            scratch[at] = Reading { shown: true, applies: questionnaire.is_scored(variable.question), ..reading };
            let given = Given { questionnaire, submission, readings: &scratch };
            for leaf in leaves {
                for mode in [Mode::InForce, Mode::Open] {
                    seen.push(on_answer(&given, leaf, mode).unwrap_or(Truth::False));
                }
            }
        }
    }
    seen
}

/// The reading with each factor that a consistency rule may give it.
fn factors(problem: &Problem<'_>, ix: QuestionIx, reading: Reading) -> impl Iterator<Item = Reading> {
    let changed = problem.questionnaire.rules.iter().filter_map(move |rule| {
        let to = match &rule.effect {
            Effect::Lift { questions, from, to, unless_grade } if questions.contains(&ix) => {
                let lifted = reading.is_stated() && reading.grade < *unless_grade && from.contains(&reading.factor);
                if lifted { *to } else { reading.factor }
            }
            Effect::Force { question, to, .. } if *question == ix => *to,
            _ => return None,
        };
        Some(Reading { factor: reading.factor.max(to), ..reading })
    });
    std::iter::once(reading).chain(changed)
}

/// The conditions that decide how answers are read, as far as it matters to score, tier and blocking rules.
struct Gathered<'a> {
    problem: &'a Problem<'a>,
    conditions: Vec<&'a Condition>,
    matters: Vec<bool>,
    waiting: Vec<QuestionIx>,
}

impl<'a> Gathered<'a> {
    fn of(problem: &'a Problem<'a>) -> Self {
        let questionnaire = problem.questionnaire;
        let matters = vec![false; questionnaire.questions.len()];
        let mut gathered = Self { problem, conditions: Vec::new(), matters, waiting: Vec::new() };
        for ix in questionnaire.places() {
            if questionnaire.is_scored(ix) || questionnaire.question(ix).points.is_some() {
                gathered.ask(ix);
            }
        }
        for (place, rule) in (0_u16..).zip(&questionnaire.rules) {
            match &rule.effect {
                Effect::Lift { questions, from, unless_grade, .. }
                    if questions.iter().any(|ix| may_be_lifted(problem, *ix, from, *unless_grade)) =>
                {
                    gathered.decides(&rule.when);
                }
                Effect::Force { .. } => gathered.decides(&rule.when),
                _ if rule.kind == RuleKind::KnockOut || blocks(questionnaire, place, problem.to) => {
                    gathered.reads(&rule.when);
                }
                _ => {}
            }
        }
        while let Some(ix) = gathered.waiting.pop() {
            let question = questionnaire.question(ix);
            let section = questionnaire.section(question.section);
            let not_applicable = question.not_applicable.as_ref().map(|rule| &rule.when);
            let on_file = problem.given[usize::from(ix.0)].invalid_not_applicable;
            let of_question =
                [question.shown_if.as_ref(), section.shown_if.as_ref(), not_applicable.filter(|_| on_file)];
            for condition in of_question.into_iter().flatten() {
                gathered.decides(condition);
            }
        }
        gathered
    }

    fn ask(&mut self, ix: QuestionIx) {
        if !std::mem::replace(&mut self.matters[usize::from(ix.0)], true) {
            self.waiting.push(ix);
        }
    }

    /// A condition on which it hangs how other answers are read.
    fn decides(&mut self, condition: &'a Condition) {
        self.conditions.push(condition);
        self.reads(condition);
    }

    /// A condition that reads answers. Whether a follow-up is asked may hang on still others.
    fn reads(&mut self, condition: &'a Condition) {
        let mut follow_ups = Vec::new();
        walk(condition, &mut |leaf| {
            for ix in leaf.questions() {
                self.ask(ix);
            }
            if let Condition::FollowUp { question, follow_up, .. }
            | Condition::FollowUpLacks { question, follow_up, .. } = leaf
            {
                follow_ups.push((*question, usize::from(*follow_up)));
            }
        });
        for (ix, place) in follow_ups {
            let Some(follow_up) = self.problem.questionnaire.question(ix).follow_ups.get(place) else { continue };
            if !self.conditions.contains(&&follow_up.when) {
                self.decides(&follow_up.when);
            }
        }
    }
}

/// Whether any answer that the question may have could be lifted.
fn may_be_lifted(problem: &Problem<'_>, ix: QuestionIx, from: &[Quarter], unless: u8) -> bool {
    let liftable = |reading: &Reading| {
        let bounded = problem.facts.computed(ix).is_some();
        (reading.is_stated() || bounded) && reading.grade < unless && (bounded || from.contains(&reading.factor_stated))
    };
    let of_variable = problem.variables.iter().filter(|variable| variable.question == ix);
    let chosen = of_variable.flat_map(|variable| variable.choices.iter().filter_map(|choice| choice.given.as_ref()));
    let in_worlds = problem.worlds.iter().flat_map(|world| &world.0).filter(|(of, _)| *of == ix).map(|(_, it)| it);
    std::iter::once(&problem.given[usize::from(ix.0)]).chain(chosen).chain(in_worlds).any(liftable)
}

//! One box of a search: a class of choices for every variable. How answers hang together is settled in it, so every
//! answer is read by itself, and rules and edges become formulas over choices and sums.

use super::formula::{Formula, Sum, every, places};
use super::problem::{Problem, blocks};
use crate::assessment::conditions::{Given, Mode, Truth, on_answer};
use crate::assessment::exposure::{self, points_of};
use crate::assessment::read::Reading;
use crate::assessment::rules::Scene;
use crate::assessment::score::{self, Totals};
use crate::questionnaire::{Condition, QuestionIx, Ratio, RuleKind, TierIx, WhenUnanswered};

pub(super) struct Table {
    /// The choices of every variable, as bits.
    pub domains: Vec<u64>,
    pub sums: Vec<Sum>,
    /// What keeps the case from the band, world by world: rules and the score, each a formula that holds while it does.
    pub obstacles: Vec<Formula>,
    /// The same that keep nothing from the band.
    pub passes: Vec<Formula>,
    /// Of the first world, that the score is good enough.
    pub score_passes: Formula,
    worlds: Vec<OfWorld>,
}

/// How answers are read in one world.
struct OfWorld {
    /// All of them, at some choice of each variable.
    at_first: Vec<Reading>,
    /// By variable and choice.
    of: Vec<Vec<Reading>>,
}

impl Table {
    pub fn of(problem: &Problem<'_>, domains: Vec<u64>) -> Self {
        let worlds = readings(problem, &domains);
        let mut table = Self {
            domains,
            sums: Vec::new(),
            obstacles: Vec::new(),
            passes: Vec::new(),
            score_passes: Formula::Known(true),
            worlds: Vec::new(),
        };
        for (place, world) in worlds.iter().enumerate() {
            let mut compiler = Compiler::of(problem, &table.domains, world, std::mem::take(&mut table.sums));
            let score = compiler.score(true);
            if place == 0 {
                table.score_passes = score.clone();
            }
            table.passes.push(score);
            table.obstacles.push(compiler.score(false));
            for (place, rule) in (0_u16..).zip(&problem.questionnaire.rules) {
                if blocks(problem.questionnaire, place, problem.to) {
                    let mode = if rule.kind == RuleKind::KnockOut { Mode::Open } else { Mode::InForce };
                    table.passes.push(compiler.formula(&rule.when, mode, Level::Certain, false));
                    table.obstacles.push(compiler.formula(&rule.when, mode, Level::Certain, true));
                }
            }
            table.sums = compiler.sums;
        }
        table.passes.retain(|formula| *formula != Formula::Known(true));
        table.obstacles.retain(|formula| *formula != Formula::Known(false));
        table.worlds = worlds;
        table
    }

    /// How answers are read with these choices, world by world.
    pub fn readings<'t>(&'t self, problem: &'t Problem<'_>, chosen: &'t [u8]) -> impl Iterator<Item = Vec<Reading>> {
        self.worlds.iter().map(move |world| {
            let mut readings = world.at_first.clone();
            for ((variable, of), choice) in problem.variables.iter().zip(&world.of).zip(chosen) {
                readings[usize::from(variable.question.0)] = of[usize::from(*choice)];
            }
            readings
        })
    }
}

/// Reads every choice of every variable: since each is read by itself, as many at once as there are variables.
fn readings(problem: &Problem<'_>, domains: &[u64]) -> Vec<OfWorld> {
    let choices: Vec<Vec<usize>> = domains.iter().map(|domain| places(*domain).collect()).collect();
    let most = choices.iter().map(Vec::len).max().unwrap_or(1);
    let mut worlds: Vec<OfWorld> = Vec::new();
    for round in 0..most.max(1) {
        let nth = |of: &Vec<usize>| of.get(round).or(of.last()).copied().unwrap_or(0) as u8;
        let chosen: Vec<u8> = choices.iter().map(nth).collect();
        for (place, readings) in problem.readings(&chosen).into_iter().enumerate() {
            if round == 0 {
                let of = problem.variables.iter().map(|variable| vec![Reading::OPEN; variable.choices.len()]).collect();
                worlds.push(OfWorld { at_first: readings.clone(), of });
            }
            for ((variable, of), choice) in problem.variables.iter().zip(&mut worlds[place].of).zip(&chosen) {
                of[usize::from(*choice)] = readings[usize::from(variable.question.0)];
            }
        }
    }
    worlds
}

/// What is asked of a truth of three values.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Certain,
    Possible,
}

/// Makes formulas of conditions.
struct Compiler<'t> {
    problem: &'t Problem<'t>,
    domains: &'t [u64],
    world: &'t OfWorld,
    /// The variable of a question, by place.
    variables: Vec<Option<u16>>,
    /// Set to one choice of a variable at a time, and back.
    scratch: Vec<Reading>,
    totals: Totals,
    tier: TierIx,
    sums: Vec<Sum>,
}

impl<'t> Compiler<'t> {
    fn of(problem: &'t Problem<'t>, domains: &'t [u64], world: &'t OfWorld, sums: Vec<Sum>) -> Self {
        let questionnaire = problem.questionnaire;
        let mut variables = vec![None; questionnaire.questions.len()];
        for (place, variable) in (0_u16..).zip(&problem.variables) {
            variables[usize::from(variable.question.0)] = Some(place);
        }
        let readings = &world.at_first;
        Self {
            problem,
            domains,
            world,
            variables,
            scratch: readings.clone(),
            totals: Totals::of(questionnaire, readings, score::every_weight),
            tier: exposure::tier(questionnaire, exposure::exposure(questionnaire, readings).index),
            sums,
        }
    }

    /// That the score is good enough for the band, or that it is not.
    fn score(&mut self, wanted: bool) -> Formula {
        let questionnaire = self.problem.questionnaire;
        let tiers = questionnaire.tiers.len().min(questionnaire.edges.len());
        let mut ways = Vec::new();
        for tier in (0..tiers).map(|tier| TierIx(tier as u8)) {
            let mut apart = Vec::new();
            if tier.0 > 0 {
                apart.push(self.tier_at_least(tier, !wanted));
            }
            if usize::from(tier.0) + 1 < tiers {
                apart.push(self.tier_at_least(TierIx(tier.0 + 1), wanted));
            }
            apart.push(self.score_above_edge(tier, !wanted));
            // Good enough: in every tier, either not in it or below its edge. Not so: in some tier and above its edge.
            ways.push(if wanted { Formula::any(apart) } else { Formula::all(apart) });
        }
        if wanted { Formula::all(ways) } else { Formula::any(ways) }
    }

    fn score_above_edge(&mut self, tier: TierIx, wanted: bool) -> Formula {
        let questionnaire = self.problem.questionnaire;
        let edges = &questionnaire.edges[usize::from(tier.0)];
        let to = usize::from(self.problem.to.0);
        // What lies above every edge belongs to the last band.
        if to + 1 >= edges.len() {
            return Formula::Known(!wanted);
        }
        let Some(edge) = edges.iter().take(to + 1).max().copied() else { return Formula::Known(!wanted) };
        let (numer, denom): (i64, i64) = (*edge.numer(), *edge.denom());
        self.sum(0, wanted, |problem, ix, reading| {
            let weight = score::every_weight(problem.questionnaire, ix);
            if reading.applies { weight * (25 * reading.factor.count() * denom - numer) } else { 0 }
        })
    }

    fn tier_at_least(&mut self, tier: TierIx, wanted: bool) -> Formula {
        if tier.0 == 0 {
            return Formula::Known(wanted);
        }
        let Some(from) = self.problem.questionnaire.tiers.get(usize::from(tier.0)).map(|tier| i64::from(tier.from))
        else {
            return Formula::Known(!wanted);
        };
        self.sum(from - 1, wanted, |problem, ix, reading| {
            points_of(problem.questionnaire.question(ix), reading).map_or(0, i64::from)
        })
    }

    /// That what the questions add up to is above a threshold, or that it is not.
    fn sum(
        &mut self,
        threshold: i64,
        wanted: bool,
        worth: impl Fn(&Problem<'_>, QuestionIx, &Reading) -> i64,
    ) -> Formula {
        let problem = self.problem;
        let mut base = -threshold;
        for (ix, reading) in problem.questionnaire.places().zip(&self.world.at_first) {
            if self.variables[usize::from(ix.0)].is_none() {
                base += worth(problem, ix, reading);
            }
        }
        let of_variable = |(place, readings): (usize, &Vec<Reading>)| -> Vec<i64> {
            let ix = problem.variables[place].question;
            let allowed = |choice: usize| self.domains[place] >> choice & 1 == 1;
            let worth = |(choice, it): (usize, &Reading)| if allowed(choice) { worth(problem, ix, it) } else { 0 };
            readings.iter().enumerate().map(worth).collect()
        };
        let sum = Sum { base, of: self.world.of.iter().enumerate().map(of_variable).collect() };
        match sum.ends(self.domains) {
            (_, most) if most <= 0 => Formula::Known(!wanted),
            (least, _) if least > 0 => Formula::Known(wanted),
            _ => {
                let known = self.sums.iter().position(|known| *known == sum);
                let place = known.unwrap_or_else(|| {
                    self.sums.push(sum);
                    self.sums.len() - 1
                });
                Formula::Sum { sum: place as u16, above: wanted }
            }
        }
    }

    /// That a condition is at least certain or possible; or, unless `wanted`, that it is not.
    fn formula(&mut self, condition: &Condition, mode: Mode, level: Level, wanted: bool) -> Formula {
        let joined = |parts: Vec<Formula>, all: bool| if all { Formula::all(parts) } else { Formula::any(parts) };
        match condition {
            Condition::Always => Formula::Known(wanted),
            Condition::All(of) => joined(self.parts(of, mode, level, wanted), wanted),
            Condition::Any(of) => joined(self.parts(of, mode, level, wanted), !wanted),
            Condition::Count { at_least, of } => {
                let parts = self.parts(of, mode, level, wanted);
                let at_least = usize::from(*at_least);
                if wanted {
                    Formula::at_least(at_least, parts)
                } else {
                    let not = (of.len() + 1).checked_sub(at_least);
                    not.map_or(Formula::Known(true), |not| Formula::at_least(not, parts))
                }
            }
            Condition::Not(inner) => {
                let level = if level == Level::Certain { Level::Possible } else { Level::Certain };
                self.formula(inner, mode, level, !wanted)
            }
            leaf => self.leaf(leaf, mode, level, wanted),
        }
    }

    fn parts(&mut self, of: &[Condition], mode: Mode, level: Level, wanted: bool) -> Vec<Formula> {
        of.iter().map(|part| self.formula(part, mode, level, wanted)).collect()
    }

    fn leaf(&mut self, leaf: &Condition, mode: Mode, level: Level, wanted: bool) -> Formula {
        let percent = |percent: u8| i64::from(percent);
        match leaf {
            Condition::TierAtLeast(tier) => self.tier_at_least(*tier, wanted),
            Condition::BandOneOf(_) => Formula::Anything,
            Condition::SectionAbove { section, percent: above } => self.sum(0, wanted, |problem, ix, reading| {
                let counts = reading.applies && problem.questionnaire.question(ix).section == *section;
                let weight = score::every_weight(problem.questionnaire, ix);
                if counts { weight * (25 * reading.factor.count() - percent(*above)) } else { 0 }
            }),
            Condition::ConfidenceBelow(below) => {
                let least = |(variable, of): (usize, &Vec<Reading>)| {
                    places(self.domains[variable]).all(|choice| of[choice].applies)
                };
                // Where nothing may apply, confidence is 0 and no share of anything.
                let fixed = self.problem.questionnaire.places().zip(&self.world.at_first);
                let applies = fixed.into_iter().any(|(ix, reading)| {
                    reading.applies
                        && score::every_weight(self.problem.questionnaire, ix) > 0
                        && self.variables[usize::from(ix.0)].is_none_or(|variable| {
                            least((usize::from(variable), &self.world.of[usize::from(variable)]))
                        })
                });
                if !applies {
                    return Formula::Anything;
                }
                self.sum(0, wanted, |problem, ix, reading| {
                    let grades = &problem.questionnaire.confidence.grades;
                    let proven =
                        if reading.is_stated() { percent(grades[usize::from(reading.grade.min(3))]) } else { 0 };
                    let weight = score::every_weight(problem.questionnaire, ix);
                    if reading.applies { weight * (percent(*below) - proven) } else { 0 }
                })
            }
            Condition::OpenWeightAbove(above) => self.sum(0, wanted, |problem, ix, reading| {
                let open = if reading.is_stated() { 0 } else { 100 };
                let weight = score::every_weight(problem.questionnaire, ix);
                if reading.applies { weight * (open - percent(*above)) } else { 0 }
            }),
            Condition::OpenCriticalAtLeast(0) => Formula::Known(wanted),
            Condition::OpenCriticalAtLeast(count) => self.sum(i64::from(*count) - 1, wanted, |problem, ix, reading| {
                let critical = problem.questionnaire.question(ix).critical;
                i64::from(reading.applies && critical && reading.is_unanswered())
            }),
            Condition::CriticalAtLeast(factor) => {
                let critical: Vec<QuestionIx> = self.problem.questionnaire.places().collect();
                let of = critical
                    .into_iter()
                    .filter(|ix| self.problem.questionnaire.question(*ix).critical)
                    .map(|ix| self.of_question(ix, wanted, |_, reading| reading.applies && reading.factor >= *factor));
                let of = of.collect();
                if wanted { Formula::any(of) } else { Formula::all(of) }
            }
            Condition::KnockOutOpen => {
                let questionnaire = self.problem.questionnaire;
                let asks = questionnaire.rules.iter().filter(|rule| {
                    rule.kind == RuleKind::KnockOut && rule.when_unanswered == WhenUnanswered::Insufficient
                });
                let open: Vec<Formula> = asks
                    .map(|rule| {
                        let possible = self.formula(&rule.when, Mode::Open, Level::Possible, wanted);
                        let uncertain = self.formula(&rule.when, Mode::Open, Level::Certain, !wanted);
                        let both = vec![possible, uncertain];
                        if wanted { Formula::all(both) } else { Formula::any(both) }
                    })
                    .collect();
                if wanted { Formula::any(open) } else { Formula::all(open) }
            }
            Condition::LimitAtLeast(_)
            | Condition::RevenueAbove(_)
            | Condition::OverrideAbove(_)
            | Condition::Fact(_) => Formula::Known(self.by_scene(leaf) == wanted),
            // Whether a question is shown is settled in this box.
            Condition::Shown { .. } => self.on_answers(leaf, mode, level, wanted),
            answer => match answer.questions()[..] {
                [ix] => self.of_question(ix, wanted, |scratch, _| at_level(scratch, answer, mode, level)),
                _ => Formula::Anything,
            },
        }
    }

    fn on_answers(&self, leaf: &Condition, mode: Mode, level: Level, wanted: bool) -> Formula {
        Formula::Known(at_level(&self.given(), leaf, mode, level) == wanted)
    }

    fn given(&self) -> Given<'_> {
        let Problem { questionnaire, submission, .. } = self.problem;
        Given { questionnaire, submission, readings: &self.scratch }
    }

    /// That something is so of the reading of a question, or that it is not.
    fn of_question(&mut self, ix: QuestionIx, wanted: bool, is: impl Fn(&Given<'_>, &Reading) -> bool) -> Formula {
        let at = usize::from(ix.0);
        let Some(variable) = self.variables[at] else {
            return Formula::Known(is(&self.given(), &self.scratch[at]) == wanted);
        };
        let domain = self.domains[usize::from(variable)];
        let mut among = 0;
        for choice in places(domain) {
            self.scratch[at] = self.world.of[usize::from(variable)][choice];
            if is(&self.given(), &self.scratch[at]) == wanted {
                among |= 1 << choice;
            }
        }
        self.scratch[at] = self.world.at_first[at];
        match among {
            0 => Formula::Known(false),
            among if among == domain => Formula::Known(true),
            among => Formula::Choice { variable, among },
        }
    }

    /// What hangs on no answer.
    fn by_scene(&self, leaf: &Condition) -> bool {
        let Problem { questionnaire, submission, facts, .. } = self.problem;
        let scene = Scene {
            questionnaire,
            submission,
            facts,
            readings: &self.world.at_first,
            sections: &[],
            tier: self.tier,
            band: self.problem.to,
            confidence: Ratio::from_integer(0),
            totals: &self.totals,
        };
        scene.holds(leaf)
    }
}

fn at_level(given: &Given<'_>, leaf: &Condition, mode: Mode, level: Level) -> bool {
    let truth = on_answer(given, leaf, mode).unwrap_or(Truth::False);
    match level {
        Level::Certain => truth.certain(),
        Level::Possible => truth.possible(),
    }
}

/// The box of all choices.
pub(super) fn whole(problem: &Problem<'_>) -> Vec<u64> {
    problem.variables.iter().map(|variable| every(variable.choices.len())).collect()
}

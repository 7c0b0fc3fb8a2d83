//! The answer: the cheapest set with its proof, or what keeps the case from the band.

use super::choices::{Offer, offers, variable};
use super::formula::{Formula, every};
use super::knapsack::{Cheapest, Found, Limit, Ties, cheapest};
use super::problem::{Problem, Variable, World};
use super::search::{Account, Ended, Search, Wanted, reaches, tables};
use super::table::Table;
use super::unanswered::{Turns, turns_out};
use super::{Aim, Blocked, By, Path, PathAnswer, Proof, Standing, Step};
use crate::assessment::read::as_given;
use crate::assessment::{Because, Facts, assess};
use crate::questionnaire::{QuestionIx, Questionnaire};
use crate::submission::Submission;

/// Worlds of answers to come that are learned from before the search is given up.
const MOST_WORLDS: usize = 64;

/// The search for one aim.
pub(super) struct Way<'a> {
    aim: &'a Aim,
    problem: Problem<'a>,
    /// By variable and choice; to leave it as it is, which comes last, is no offer.
    offers: Vec<(QuestionIx, Vec<Offer>)>,
    account: Account,
}

/// Neither found nor impossible.
struct GaveUp;

impl<'a> Way<'a> {
    pub fn of(questionnaire: &'a Questionnaire, submission: &'a Submission, facts: &'a Facts, aim: &'a Aim) -> Self {
        let now = assess(questionnaire, submission, facts);
        let offers = offers(questionnaire, submission, &now, aim);
        let problem = Problem {
            questionnaire,
            submission,
            facts,
            to: aim.to,
            given: questionnaire.places().map(|ix| as_given(questionnaire, submission, ix)).collect(),
            listed: vec![true; questionnaire.questions.len()],
            variables: offers.iter().map(|offers| variable(questionnaire, submission, offers, aim.by)).collect(),
            worlds: vec![World::default()],
        };
        Self { aim, problem, offers, account: Account::default() }
    }

    pub fn answer(mut self) -> PathAnswer {
        let found = self.found();
        let examined = self.account.examined;
        match found {
            Err(GaveUp) => PathAnswer::GivenUp { examined },
            Ok(None) => PathAnswer::Impossible(self.blocked()),
            Ok(Some((found, _))) if self.steps(&found).next().is_none() => PathAnswer::AlreadyThere,
            Ok(Some((found, score_needs))) => PathAnswer::Found(self.path(&found, score_needs)),
        }
    }

    /// The cheapest choices, and what the score alone needs.
    fn found(&mut self) -> Result<Option<(Cheapest, u32)>, GaveUp> {
        if self.aim.robust {
            // What would miss the band as things stand is worth knowing before anything is looked for.
            let stay: Vec<u8> = self.problem.variables.iter().map(|it| (it.choices.len() - 1) as u8).collect();
            if let Turns::Missed(world) = turns_out(&self.problem, &stay) {
                self.problem.worlds.push(world);
            }
        }
        let mut tables = tables(&self.problem).ok_or(GaveUp)?;
        let mut score_needs = None;
        for allowed in self.allowed() {
            score_needs = score_needs.or_else(|| self.score_needs(&tables, &allowed));
            loop {
                let mut search = Search::of(&self.problem, &tables, Wanted::Reached);
                let ended = search.run(&allowed);
                let account = search.account;
                self.account.examined += account.examined;
                for (rule, sets) in account.ruled_out {
                    *self.account.ruled_out.entry(rule).or_default() += sets;
                }
                let found = match ended {
                    Ended::GivenUp => return Err(GaveUp),
                    Ended::Nothing => break,
                    Ended::Cheapest(found) => found,
                };
                if !self.aim.robust {
                    return Ok(Some((found, score_needs.unwrap_or(0))));
                }
                match turns_out(&self.problem, &found.chosen) {
                    Turns::Holds => return Ok(Some((found, score_needs.unwrap_or(0)))),
                    Turns::Missed(world) if self.problem.worlds.len() < MOST_WORLDS => {
                        self.problem.worlds.push(world);
                        tables = super::search::tables(&self.problem).ok_or(GaveUp)?;
                    }
                    Turns::Missed(_) | Turns::GivenUp => return Err(GaveUp),
                }
            }
        }
        Ok(None)
    }

    /// The choices that may be made. Where lead time decides, the shortest first and then longer and longer ones:
    /// what is found first takes the least.
    fn allowed(&self) -> Vec<Vec<u64>> {
        let all = |variable: &Variable| every(variable.choices.len());
        if self.aim.by != By::Weeks {
            return vec![self.problem.variables.iter().map(all).collect()];
        }
        let within = |variable: &Variable, most: u16| {
            let places = variable.choices.iter().enumerate().filter(|(_, choice)| choice.price.weeks <= most);
            places.fold(0, |bits, (place, _)| bits | 1 << place)
        };
        self.weeks()
            .into_iter()
            .map(|most| self.problem.variables.iter().map(|it| within(it, most)).collect())
            .collect()
    }

    /// Lead times that occur, and none at all, ascending.
    fn weeks(&self) -> Vec<u16> {
        let of = self.problem.variables.iter().flat_map(|variable| &variable.choices).map(|choice| choice.price.weeks);
        let mut weeks: Vec<u16> = of.chain([0]).collect();
        weeks.sort_unstable();
        weeks.dedup();
        weeks
    }

    /// What the score alone needs, as the aim counts; `None` where no choice allowed is enough.
    fn score_needs(&self, tables: &[Table], allowed: &[u64]) -> Option<u32> {
        let of = |table: &Table| {
            let domains: Vec<u64> = table.domains.iter().zip(allowed).map(|(a, b)| a & b).collect();
            let limits = match &table.score_passes {
                Formula::Known(false) => return None,
                Formula::Sum { sum, above } => vec![Limit { sum: &table.sums[usize::from(*sum)], above: *above }],
                _ => Vec::new(),
            };
            if domains.contains(&0) {
                return None;
            }
            match cheapest(&self.problem.variables, &domains, &limits, Ties::Settled) {
                Found::Cheapest(found) if self.aim.by == By::Weeks => Some(u32::from(found.price.weeks)),
                Found::Cheapest(found) => Some((found.price.key >> 32) as u32),
                Found::Nothing | Found::GivenUp => None,
            }
        };
        tables.iter().filter_map(of).min()
    }

    fn steps(&self, found: &Cheapest) -> impl Iterator<Item = (usize, &Offer)> {
        let places = self.offers.iter().zip(found.chosen.clone()).enumerate();
        places.filter_map(|(variable, ((_, offers), choice))| Some((variable, offers.get(usize::from(choice))?)))
    }

    /// The first world in which the case misses the band, or else the case as it stands.
    fn standing(&self, chosen: &[u8]) -> Blocked {
        let worlds = self.problem.readings(chosen);
        let missed = worlds.iter().position(|it| !reaches(&self.problem.standing(it).0, self.aim.to)).unwrap_or(0);
        let readings = &worlds[missed];
        let (standing, rules) = self.problem.standing(readings);
        let questionnaire = self.problem.questionnaire;
        let edge = questionnaire.edges[usize::from(standing.tier.0)].get(usize::from(self.aim.to.0)).copied();
        let edge = edge.filter(|edge| standing.score > *edge);
        let read = |ix: &QuestionIx| {
            let by_rule = |because: &Because| match because {
                Because::Answer(of) | Because::Ticks(of, _) | Because::FollowUp(of, _) => of == ix,
                _ => false,
            };
            edge.is_some() || rules.iter().any(|fired| fired.because.iter().any(by_rule))
        };
        let as_it_stands = &worlds[0];
        let answers = self.problem.worlds[missed].0.iter().map(|(ix, _)| *ix);
        let assumed = answers.filter(|ix| as_it_stands[usize::from(ix.0)].is_unanswered()).filter(read).collect();
        Blocked { standing, rules, edge, assumed }
    }

    fn path(&self, found: &Cheapest, score_needs: u32) -> Path {
        let then = self.standing(&found.chosen).standing;
        let step = |(variable, offer): (usize, &Offer)| {
            let mut without = found.chosen.clone();
            without[variable] = (self.problem.variables[variable].choices.len() - 1) as u8;
            let Offer { improvement, cost, weeks, before_inception, new_list } = *offer;
            Step { improvement, cost, weeks, before_inception, new_list, without: self.standing(&without).standing }
        };
        let steps: Vec<Step> = self.steps(found).map(step).collect();
        Path {
            cost: steps.iter().map(|step| step.cost).sum(),
            weeks: steps.iter().map(|step| step.weeks).max().unwrap_or(0),
            then,
            proof: Proof {
                score_needs,
                examined: self.account.examined,
                ruled_out: self.account.ruled_out.iter().map(|(rule, sets)| (*rule, *sets)).collect(),
            },
            steps,
        }
    }

    /// With everything at its best that may be improved. No set reaches the band, so this one does not.
    fn blocked(&self) -> Blocked {
        let best = vec![0; self.problem.variables.len()];
        self.standing(&best)
    }
}

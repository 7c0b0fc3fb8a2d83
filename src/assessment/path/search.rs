//! The search: boxes of choices, the one that may hold the cheapest set first.
//!
//! In every box the cheapest choices are found that keep what the box demands so far; what they cost bounds every set
//! in the box from below. If they reach the band, no other box can hold anything cheaper, since it would have come
//! first. If they do not, the box is parted over a condition that they break, so that neither part can break it in
//! the same way. No rule is taken to be monotone.

use super::Standing;
use super::classes::classes;
use super::formula::{Formula, ends, places};
use super::knapsack::{Cheapest, Found, Limit, Ties, cheapest};
use super::problem::{Price, Problem};
use super::table::{Table, whole};
use crate::assessment::{FiredRule, Outcome};
use crate::questionnaire::BandIx;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// Classes of choices together; more are too entangled.
const MOST_TABLES: usize = 2_048;
/// Boxes that are looked at before the search is given up.
const MOST_EXAMINED: u64 = 20_000;

/// What a search came to.
#[derive(Debug)]
pub(super) enum Ended {
    Cheapest(Cheapest),
    Nothing,
    GivenUp,
}

/// What was looked at on the way.
#[derive(Debug, Default)]
pub(super) struct Account {
    pub examined: u64,
    /// Rules that kept cheaper sets from the band, by place.
    pub ruled_out: BTreeMap<u16, u64>,
}

/// The tables of a problem, one for each way in which answers can hang together; `None` where there are too many.
pub(super) fn tables(problem: &Problem<'_>) -> Option<Vec<Table>> {
    let mut boxes: Vec<Vec<u64>> = vec![whole(problem)];
    for (variable, classes) in classes(problem).into_iter().enumerate() {
        if boxes.len() * classes.len() > MOST_TABLES {
            return None;
        }
        boxes = classes
            .iter()
            .flat_map(|class| {
                boxes.iter().map(|domains| {
                    let mut domains = domains.clone();
                    domains[variable] = *class;
                    domains
                })
            })
            .collect();
    }
    Some(boxes.into_iter().map(|domains| Table::of(problem, domains)).collect())
}

/// What is searched for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Choices with which every world has the band.
    Reached,
    /// Choices with which the first world lacks it.
    Missed,
}

/// A part of a table, with the cheapest choices that keep what it demands.
struct Node {
    table: usize,
    domains: Vec<u64>,
    /// Demanded of this box beyond what the table demands.
    demands: Vec<Formula>,
    /// Limits that the cheapest choices had to keep.
    limits: Vec<(u16, bool)>,
    cheapest: Cheapest,
    ties: Ties,
}

pub(super) struct Search<'p> {
    problem: &'p Problem<'p>,
    tables: &'p [Table],
    wanted: Wanted,
    pub account: Account,
    waiting: BinaryHeap<Reverse<(Cheapest, u64)>>,
    nodes: Vec<Option<Node>>,
    gave_up: bool,
}

impl<'p> Search<'p> {
    pub fn of(problem: &'p Problem<'p>, tables: &'p [Table], wanted: Wanted) -> Self {
        let account = Account::default();
        Self { problem, tables, wanted, account, waiting: BinaryHeap::new(), nodes: Vec::new(), gave_up: false }
    }

    /// The cheapest choices, exactly; `allowed` are the choices of every variable, as bits.
    pub fn run(&mut self, allowed: &[u64]) -> Ended {
        for table in 0..self.tables.len() {
            let domains: Vec<u64> = self.tables[table].domains.iter().zip(allowed).map(|(a, b)| a & b).collect();
            if domains.contains(&0) {
                continue;
            }
            match self.wanted {
                Wanted::Reached => self.wait_for(table, domains, Vec::new(), Vec::new(), Ties::Open),
                Wanted::Missed => {
                    for obstacle in &self.tables[table].obstacles {
                        self.wait_for(table, domains.clone(), vec![obstacle.clone()], Vec::new(), Ties::Open);
                    }
                }
            }
        }
        while let Some(Reverse((_, place))) = self.waiting.pop() {
            let Some(node) = self.nodes.get_mut(place as usize).and_then(Option::take) else { continue };
            let cheapest = node.cheapest.clone();
            self.account.examined += 1;
            if self.gave_up || self.account.examined > MOST_EXAMINED {
                return Ended::GivenUp;
            }
            let tables = self.tables;
            let table = &tables[node.table];
            let above = |sum: u16| table.sums[usize::from(sum)].at(&cheapest.chosen) > 0;
            let broken = self.demands(&node).find(|formula| !formula.holds(&cheapest.chosen, &above)).cloned();
            if self.is_wanted(table, &cheapest.chosen) {
                if node.ties == Ties::Settled || self.wanted == Wanted::Missed {
                    return Ended::Cheapest(cheapest);
                }
                // It has the least key; which of those with this key is preferred is settled only now.
                self.account.examined -= 1;
                self.wait_for(node.table, node.domains, node.demands, node.limits, Ties::Settled);
                continue;
            }
            for (domains, demand) in self.parted(&node, broken.as_ref()) {
                let demands = node.demands.iter().cloned().chain(demand).collect();
                self.wait_for(node.table, domains, demands, node.limits.clone(), Ties::Open);
            }
        }
        if self.gave_up { Ended::GivenUp } else { Ended::Nothing }
    }

    /// Everything that has to hold in a box; what was demanded last first, since it says more than what it came from.
    fn demands<'n>(&'n self, node: &'n Node) -> impl Iterator<Item = &'n Formula> {
        let of_table = match self.wanted {
            Wanted::Reached => &self.tables[node.table].passes[..],
            Wanted::Missed => &[],
        };
        node.demands.iter().rev().chain(of_table)
    }

    /// Whether the choices are what is searched for; the assessment itself decides.
    fn is_wanted(&mut self, table: &Table, chosen: &[u8]) -> bool {
        let mut reached = true;
        for readings in table.readings(self.problem, chosen) {
            let (standing, blocking) = self.problem.standing(&readings);
            if !reaches(&standing, self.problem.to) {
                reached = false;
                for FiredRule { rule, .. } in blocking {
                    *self.account.ruled_out.entry(rule).or_default() += 1;
                }
                break;
            }
        }
        reached == (self.wanted == Wanted::Reached)
    }

    /// Puts a box into the queue, with the cheapest choices that keep what it demands; or drops it for good.
    fn wait_for(
        &mut self,
        table: usize,
        domains: Vec<u64>,
        demands: Vec<Formula>,
        limits: Vec<(u16, bool)>,
        ties: Ties,
    ) {
        let of = &self.tables[table];
        let passes = if self.wanted == Wanted::Reached { &of.passes[..] } else { &[] };
        let mut narrowed = Narrowed { table: of, domains, sums: Vec::new(), changed: true };
        if !narrowed.by(|| passes.iter().chain(&demands)) {
            return;
        }
        let Narrowed { domains, sums, .. } = narrowed;
        let mut limits: Vec<(u16, bool)> = limits;
        loop {
            let as_limits: Vec<Limit<'_>> =
                limits.iter().map(|(sum, above)| Limit { sum: &of.sums[usize::from(*sum)], above: *above }).collect();
            let found = match cheapest(&self.problem.variables, &domains, &as_limits, ties) {
                Found::Cheapest(found) => found,
                Found::Nothing => return,
                Found::GivenUp => {
                    self.gave_up = true;
                    return;
                }
            };
            // Limits join as they are broken: most never are.
            let kept = |(sum, above): &(u16, bool)| (of.sums[usize::from(*sum)].at(&found.chosen) > 0) == *above;
            let known = limits.len();
            limits.extend(sums.iter().filter(|limit| !kept(limit)));
            if limits.len() == known {
                // With open ties it stands before all others of its key.
                let before = Cheapest { price: Price { weeks: 0, ..found.price }, chosen: Vec::new() };
                let order = if ties == Ties::Open { before } else { found.clone() };
                self.waiting.push(Reverse((order, self.nodes.len() as u64)));
                self.nodes.push(Some(Node { table, domains, demands, limits, cheapest: found, ties }));
                return;
            }
        }
    }

    /// Parts of a box that together hold all of it but choices which cannot do.
    fn parted(&self, node: &Node, broken: Option<&Formula>) -> Vec<(Vec<u64>, Option<Formula>)> {
        if let Some(ways) = broken.and_then(|formula| self.ways(node, formula)) {
            return ways.into_iter().map(|way| (node.domains.clone(), Some(way))).collect();
        }
        // Nothing says why: part it by a choice. At the end the box is the one set, which does not do.
        let Some(variable) = node.domains.iter().position(|domain| domain.count_ones() > 1) else { return Vec::new() };
        let chosen = 1_u64 << node.cheapest.chosen[variable];
        let part = |domain: u64| {
            let mut domains = node.domains.clone();
            domains[variable] = domain;
            (domains, None)
        };
        vec![part(chosen), part(node.domains[variable] & !chosen)]
    }

    /// Two ways to keep a formula that the cheapest choices break.
    fn ways(&self, node: &Node, formula: &Formula) -> Option<[Formula; 2]> {
        let table = &self.tables[node.table];
        let chosen = &node.cheapest.chosen;
        let above = |sum: u16| table.sums[usize::from(sum)].at(chosen) > 0;
        let broken = |part: &&Formula| !part.holds(chosen, &above);
        let sums = Narrowed::ends_of(table, &node.domains);
        let possible = |part: &Formula| possible(part, &node.domains, &sums);
        match formula {
            Formula::All(parts) => self.ways(node, parts.iter().find(broken)?),
            Formula::Any(parts) => {
                let mut able: Vec<Formula> = parts.iter().filter(|part| possible(part)).cloned().collect();
                if able.len() < 2 {
                    return None;
                }
                let first = able.remove(0);
                Some([first, Formula::any(able)])
            }
            Formula::AtLeast(wanted, parts) => {
                let place = parts.iter().position(|part| broken(&part) && possible(part))?;
                let mut rest = parts.clone();
                let first = rest.remove(place);
                Some([first, Formula::at_least(*wanted, rest)])
            }
            _ => None,
        }
    }
}

/// Whether a case stands in the band or better.
pub(super) fn reaches(standing: &Standing, to: BandIx) -> bool {
    matches!(standing.outcome, Outcome::Band(band) if band <= to)
}

/// Domains narrowed by what has to hold.
struct Narrowed<'t> {
    table: &'t Table,
    domains: Vec<u64>,
    /// Sums that have to be above 0, or not.
    sums: Vec<(u16, bool)>,
    changed: bool,
}

impl Narrowed<'_> {
    fn ends_of(table: &Table, domains: &[u64]) -> Vec<(i64, i64)> {
        table.sums.iter().map(|sum| sum.ends(domains)).collect()
    }

    /// Narrows until nothing changes; false where nothing is left.
    fn by<'f, I: Iterator<Item = &'f Formula>>(&mut self, demands: impl Fn() -> I) -> bool {
        while std::mem::take(&mut self.changed) {
            let sums = Self::ends_of(self.table, &self.domains);
            if !demands().all(|demand| self.require(demand, &sums)) || !self.within_sums() {
                return false;
            }
        }
        true
    }

    fn require(&mut self, formula: &Formula, sums: &[(i64, i64)]) -> bool {
        match formula {
            Formula::Known(known) => *known,
            Formula::Anything => true,
            Formula::All(parts) => parts.iter().all(|part| self.require(part, sums)),
            Formula::Any(parts) => self.require_some(1, parts, sums),
            Formula::AtLeast(wanted, parts) => self.require_some(*wanted, parts, sums),
            Formula::Choice { variable, among } => {
                let domain = &mut self.domains[usize::from(*variable)];
                self.changed |= *domain & !among != 0;
                *domain &= among;
                *domain != 0
            }
            Formula::Sum { sum, above } => {
                let demand = (*sum, *above);
                if self.sums.contains(&(*sum, !above)) {
                    return false;
                }
                if !self.sums.contains(&demand) {
                    self.sums.push(demand);
                    self.changed = true;
                }
                true
            }
        }
    }

    fn require_some(&mut self, wanted: usize, parts: &[Formula], sums: &[(i64, i64)]) -> bool {
        let able: Vec<&Formula> = parts.iter().filter(|part| possible(part, &self.domains, sums)).collect();
        able.len() >= wanted && (able.len() > wanted || able.into_iter().all(|part| self.require(part, sums)))
    }

    /// Drops choices with which a demanded sum cannot be kept.
    fn within_sums(&mut self) -> bool {
        for (sum, above) in self.sums.clone() {
            let sum = &self.table.sums[usize::from(sum)];
            let (low, high) = sum.ends(&self.domains);
            for (of, domain) in sum.of.iter().zip(&mut self.domains) {
                let (least, most) = ends(of, *domain);
                let fits = |choice: &usize| {
                    if above { high - most + of[*choice] > 0 } else { low - least + of[*choice] <= 0 }
                };
                let kept = places(*domain).filter(fits).fold(0, |kept, choice| kept | 1 << choice);
                if kept == 0 {
                    return false;
                }
                self.changed |= kept != *domain;
                *domain = kept;
            }
        }
        true
    }
}

/// Whether some choices of the domains keep the formula, as far as can be told part by part.
fn possible(formula: &Formula, domains: &[u64], sums: &[(i64, i64)]) -> bool {
    match formula {
        Formula::Known(known) => *known,
        Formula::Anything => true,
        Formula::All(parts) => parts.iter().all(|part| possible(part, domains, sums)),
        Formula::Any(parts) => parts.iter().any(|part| possible(part, domains, sums)),
        Formula::AtLeast(wanted, parts) => parts.iter().filter(|part| possible(part, domains, sums)).count() >= *wanted,
        Formula::Choice { variable, among } => domains[usize::from(*variable)] & among != 0,
        Formula::Sum { sum, above: true } => sums[usize::from(*sum)].1 > 0,
        Formula::Sum { sum, above: false } => sums[usize::from(*sum)].0 <= 0,
    }
}

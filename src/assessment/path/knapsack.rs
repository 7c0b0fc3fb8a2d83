//! The cheapest choices within limits: exact, by going through the variables in order and keeping of all partial
//! choices those that can still win.
//!
//! Each limit by itself gives a lower bound of what the rest has to cost, for every remainder: a table filled from the
//! last variable backwards. Limits together are kept by the partial choices themselves.

use super::formula::{Sum, ends, places};
use super::problem::{Price, Variable};
use foldhash::fast::FixedState;
use std::collections::{BTreeMap, HashMap};

/// Partial choices kept at a time at most; past it the search is given up.
const MOST_LABELS: usize = 60_000;
/// Remainders of one table at most; a finer limit is read coarsely, which keeps the bound a bound.
const MOST_REMAINDERS: i64 = 3_000;
/// Partial choices kept while a first good answer is looked for.
const BEAMS: [usize; 2] = [60, 1_200];

/// A sum that must not be above 0, or that must be.
#[derive(Clone, Copy)]
pub(super) struct Limit<'s> {
    pub sum: &'s Sum,
    pub above: bool,
}

/// The cheapest choices; ordered as they are preferred.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cheapest {
    pub price: Price,
    pub chosen: Vec<u8>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    Cheapest(Cheapest),
    Nothing,
    GivenUp,
}

/// What is settled among choices of the same key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ties {
    /// Lead times are not looked at.
    Open,
    /// The shorter lead time first, then the preferred choice.
    Settled,
}

/// The cheapest choices out of these domains within all limits.
pub(super) fn cheapest(variables: &[Variable], domains: &[u64], limits: &[Limit<'_>], ties: Ties) -> Found {
    let mut found = least(variables, domains, limits, u64::MAX);
    while let Found::Cheapest(Cheapest { price, .. }) = &found
        && ties == Ties::Settled
        && price.weeks > 0
    {
        // As cheap, and shorter?
        let (most, weeks) = (price.key, price.weeks);
        let shorter = |(variable, domain): (&Variable, &u64)| {
            let places = places(*domain).filter(|choice| variable.choices[*choice].price.weeks < weeks);
            places.fold(0, |domain, choice| domain | 1 << choice)
        };
        let domains: Vec<u64> = variables.iter().zip(domains).map(shorter).collect();
        if domains.contains(&0) {
            break;
        }
        match least(variables, &domains, limits, most) {
            Found::Nothing => break,
            other => found = other,
        }
    }
    found
}

/// Choices of the least key that is not above `most`, the preferred ones of them; lead times are not looked at.
fn least(variables: &[Variable], domains: &[u64], limits: &[Limit<'_>], mut most: u64) -> Found {
    let mut budgets = Vec::with_capacity(limits.len());
    for limit in limits {
        match Budget::of(variables, domains, limit) {
            Some(budget) => budgets.push(budget),
            None => return Found::Nothing,
        }
    }
    if budgets.is_empty() {
        budgets.push(Budget::none(variables, domains));
    }
    // The widest first: the others are few enough to be told apart.
    budgets.sort_by_key(|budget| std::cmp::Reverse(budget.all / budget.grain));
    let together = (budgets.len() > 1).then(|| Together::of(variables, domains, &budgets));
    let search = Labels { variables, domains, budgets: &budgets, together };
    if let [only] = &budgets[..]
        && only.exact
    {
        most = most.min(only.bound(0, only.all));
    } else {
        for width in BEAMS {
            if let Found::Cheapest(found) = search.run(width, true, most) {
                most = found.price.key;
                break;
            }
        }
    }
    search.run(MOST_LABELS, false, most)
}

/// One limit: what each choice uses beyond the least, and how much may be used in all.
struct Budget {
    /// By variable and choice.
    uses: Vec<Vec<i64>>,
    all: i64,
    /// The most that the variables from this one on can use.
    most: Vec<i64>,
    /// One remainder of the table is so much.
    grain: i64,
    /// `least[variable][remainder]`: the key that the variables from this one on cost at least; `u64::MAX`: too little.
    least: Vec<Vec<u64>>,
    /// Whether the table is exact.
    exact: bool,
}

impl Budget {
    /// `None` where no choice keeps the limit.
    fn of(variables: &[Variable], domains: &[u64], limit: &Limit<'_>) -> Option<Self> {
        let sign = if limit.above { -1 } else { 1 };
        let of = |of: &Vec<i64>| -> Vec<i64> { of.iter().map(|value| sign * value).collect() };
        let mut uses: Vec<Vec<i64>> = limit.sum.of.iter().map(of).collect();
        let mut all = if limit.above { limit.sum.base - 1 } else { -limit.sum.base };
        for (of, domain) in uses.iter_mut().zip(domains) {
            let (least, _) = ends(of, *domain);
            all -= least;
            for choice in places(*domain) {
                of[choice] -= least;
            }
        }
        (all >= 0).then(|| Self::filled(variables, domains, uses, all))
    }

    fn none(variables: &[Variable], domains: &[u64]) -> Self {
        let uses = variables.iter().map(|variable| vec![0; variable.choices.len()]).collect();
        Self::filled(variables, domains, uses, 0)
    }

    fn filled(variables: &[Variable], domains: &[u64], uses: Vec<Vec<i64>>, all: i64) -> Self {
        let count = variables.len();
        let mut most = vec![0; count + 1];
        let mut divisor = 0;
        for place in (0..count).rev() {
            most[place] = most[place + 1] + ends(&uses[place], domains[place]).1;
            divisor =
                places(domains[place]).fold(divisor, |divisor, choice| greatest_divisor(divisor, uses[place][choice]));
        }
        let all = all.min(most[0]);
        let divisor = divisor.max(1);
        let grain = divisor * (all / divisor / MOST_REMAINDERS + 1);
        let remainders = (all / grain) as usize;
        let mut least = vec![vec![0_u64; remainders + 1]; count + 1];
        for place in (0..count).rev() {
            let (head, tail) = least.split_at_mut(place + 1);
            let (row, next) = (&mut head[place], &tail[0]);
            row.fill(u64::MAX);
            for choice in places(domains[place]) {
                let used = (uses[place][choice] / grain) as usize;
                let key = variables[place].choices[choice].price.key;
                for (cell, rest) in row.iter_mut().skip(used).zip(next) {
                    *cell = (*cell).min(rest.saturating_add(key));
                }
            }
        }
        Self { uses, all, most, grain, least, exact: grain == divisor }
    }

    fn bound(&self, variable: usize, remains: i64) -> u64 {
        let row = &self.least[variable];
        let remainder = ((remains / self.grain) as usize).min(row.len() - 1);
        row[remainder]
    }
}

/// All limits as one, each by the share of it that has to be saved. What keeps them all keeps this one, so its table
/// is a bound as well, and a better one where limits pull in different directions.
struct Together {
    times: Vec<i64>,
    budget: Budget,
}

impl Together {
    fn of(variables: &[Variable], domains: &[u64], budgets: &[Budget]) -> Self {
        // What is above the budget while nothing is done.
        let over = |budget: &Budget| (budget.most[0] - budget.all).max(1);
        let largest = budgets.iter().map(over).max().unwrap_or(1);
        let times: Vec<i64> = budgets.iter().map(|budget| largest / over(budget)).collect();
        let mut uses: Vec<Vec<i64>> = variables.iter().map(|variable| vec![0; variable.choices.len()]).collect();
        for (budget, times) in budgets.iter().zip(&times) {
            for (of, own) in uses.iter_mut().zip(&budget.uses) {
                of.iter_mut().zip(own).for_each(|(sum, uses)| *sum += times * uses);
            }
        }
        let all = budgets.iter().zip(&times).map(|(budget, times)| times * budget.all).sum();
        Self { times, budget: Budget::filled(variables, domains, uses, all) }
    }

    /// The bound from a variable on, of what is used of each limit.
    fn bound(&self, variable: usize, budgets: &[Budget], used: &[i64]) -> u64 {
        let parts = self.times.iter().zip(budgets).zip(used);
        let remains: i64 = parts.map(|((times, budget), used)| times * (budget.all - used)).sum();
        self.budget.bound(variable, remains)
    }
}

fn greatest_divisor(mut a: i64, mut b: i64) -> i64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// A partial choice. All of a stage stand in the order of preference.
struct Label {
    price: Price,
    parent: u32,
    choice: u8,
}

struct Labels<'b> {
    variables: &'b [Variable],
    domains: &'b [u64],
    budgets: &'b [Budget],
    together: Option<Together>,
}

impl Labels<'_> {
    /// Goes through the variables with so many partial choices at most. A beam drops the others; else too many are
    /// an end. `most` is a key that the answer does not exceed.
    fn run(&self, width: usize, beam: bool, most: u64) -> Found {
        let limits = self.budgets.len();
        let mut stages: Vec<Vec<Label>> = Vec::with_capacity(self.variables.len() + 1);
        stages.push(vec![Label { price: Price::default(), parent: 0, choice: 0 }]);
        // Of every partial choice, what it uses of each limit.
        let mut used: Vec<i64> = vec![0; limits];
        for (place, variable) in self.variables.iter().enumerate() {
            let mut next = Vec::new();
            let mut next_used: Vec<i64> = Vec::new();
            let mut bounds: Vec<u64> = Vec::new();
            let last = stages.last().map_or(&[][..], Vec::as_slice);
            for (parent, label) in last.iter().enumerate() {
                let before = &used[parent * limits..(parent + 1) * limits];
                for choice in places(self.domains[place]) {
                    let price = variable.choices[choice].price;
                    let key = label.price.key + price.key;
                    let mut bound = key;
                    let start = next_used.len();
                    for (budget, before) in self.budgets.iter().zip(before) {
                        // What the rest cannot use up makes no difference.
                        let slack = budget.all - budget.most[place + 1];
                        let used = (before + budget.uses[place][choice]).max(slack);
                        if used > budget.all {
                            bound = u64::MAX;
                            break;
                        }
                        bound = bound.max(budget.bound(place + 1, budget.all - used).saturating_add(key));
                        next_used.push(used);
                    }
                    if let Some(together) = self.together.as_ref().filter(|_| bound <= most && bound < u64::MAX) {
                        let of = together.bound(place + 1, self.budgets, &next_used[start..]);
                        bound = bound.max(of.saturating_add(key));
                    }
                    if bound > most || bound == u64::MAX {
                        next_used.truncate(start);
                        continue;
                    }
                    bounds.push(bound);
                    let price = Price { key, weeks: label.price.weeks.max(price.weeks) };
                    next.push(Label { price, parent: parent as u32, choice: choice as u8 });
                }
            }
            let mut kept = undominated(&next, &next_used, limits);
            if beam && kept.len() > width {
                kept.sort_by_key(|at| (bounds[*at], *at));
                kept.truncate(width);
                kept.sort_unstable();
            } else if kept.len() > width {
                return Found::GivenUp;
            }
            let mut places = kept.iter().copied().peekable();
            let mut at = 0;
            next.retain(|_| {
                let keep = places.next_if_eq(&at).is_some();
                at += 1;
                keep
            });
            used = kept.iter().flat_map(|at| next_used[at * limits..(at + 1) * limits].iter().copied()).collect();
            stages.push(next);
        }
        let ends = stages.last().map_or(&[][..], Vec::as_slice);
        // The first of equals is the preferred one.
        let Some((at, label)) = ends.iter().enumerate().min_by_key(|(at, label)| (label.price.key, *at)) else {
            return Found::Nothing;
        };
        let mut chosen = Vec::with_capacity(self.variables.len());
        let mut at = at;
        for stage in stages.iter().skip(1).rev() {
            chosen.push(stage[at].choice);
            at = stage[at].parent as usize;
        }
        chosen.reverse();
        Found::Cheapest(Cheapest { price: label.price, chosen })
    }
}

/// Places of the partial choices that no other makes needless, ascending. One does that if it uses no more of any
/// limit and is cheaper, or as cheap and preferred.
fn undominated(labels: &[Label], used: &[i64], limits: usize) -> Vec<usize> {
    let uses = |at: usize| &used[at * limits..(at + 1) * limits];
    // Those that use the same first: most of them.
    let mut same: HashMap<&[i64], usize, FixedState> = HashMap::default();
    for (at, label) in labels.iter().enumerate() {
        let best = same.entry(uses(at)).or_insert(at);
        if label.price.key < labels[*best].price.key {
            *best = at;
        }
    }
    // Then one that uses less: in the order of preference, against all before.
    let mut kept: Vec<usize> = same.into_values().collect();
    kept.sort_unstable_by_key(|at| (labels[*at].price.key, *at));
    let mut front = Front::default();
    kept.retain(|at| {
        let needless = front.holds_less(uses(*at));
        if !needless {
            front.put(uses(*at));
        }
        !needless
    });
    kept.sort_unstable();
    kept
}

/// What partial choices so far use: for the limits from the third on, of the first how much goes with how little of
/// the second.
#[derive(Default)]
struct Front {
    steps: BTreeMap<Vec<i64>, BTreeMap<i64, i64>>,
}

impl Front {
    /// Groups that are looked through; what is missed costs time, not truth.
    const MOST_GROUPS: usize = 24;

    fn parts(uses: &[i64]) -> (i64, i64, &[i64]) {
        match uses {
            [] => (0, 0, &[]),
            [first] => (*first, 0, &[]),
            [first, second, rest @ ..] => (*first, *second, rest),
        }
    }

    /// Whether something there uses no more of any limit.
    fn holds_less(&self, uses: &[i64]) -> bool {
        let (first, second, rest) = Self::parts(uses);
        let groups = self.steps.iter().take(Self::MOST_GROUPS);
        let mut less = groups.filter(|(group, _)| group.iter().zip(rest).all(|(a, b)| a <= b));
        less.any(|(_, steps)| steps.range(..=first).next_back().is_some_and(|(_, least)| *least <= second))
    }

    fn put(&mut self, uses: &[i64]) {
        let (first, second, rest) = Self::parts(uses);
        let steps = self.steps.entry(rest.to_vec()).or_default();
        if steps.range(..=first).next_back().is_some_and(|(_, least)| *least <= second) {
            return;
        }
        while let Some((at, _)) = steps.range(first..).next().filter(|(_, least)| **least >= second) {
            let at = *at;
            steps.remove(&at);
        }
        steps.insert(first, second);
    }
}

//! The one pass over the rows.

use super::movers::{Largest, Step};
use super::{BINS, Distribution, GroupBy, GroupShift, Impact, MOST_CROSSINGS, Shift, outcome_count};
use crate::book::industries::Industries;
use crate::book::score_sum::ScoreSum;
use crate::book::scoring::{BLOCK, Results};
use crate::book::tally::{Matrix, Tally, WeighBy};
use crate::book::{Book, Scoring};
use crate::questionnaire::Ratio;
use crate::submission::Money;
use rayon::prelude::*;

/// Blocks that one thread takes at least, so that its sums pay.
const BLOCKS_AT_LEAST: usize = 32;

pub(super) struct Scene<'s> {
    book: &'s Book,
    before: &'s Scoring,
    after: &'s Scoring,
    weigh: WeighBy,
    group: GroupBy,
    industries: Industries,
    rows: usize,
}

impl<'s> Scene<'s> {
    pub(super) fn new(book: &'s Book, before: &'s Scoring, after: &'s Scoring, weigh: WeighBy, group: GroupBy) -> Self {
        let rows = before.rows().min(after.rows()).min(book.rows());
        let by_industry = group == GroupBy::Industry;
        let industries = if by_industry { Industries::of(book, rows) } else { Industries::default() };
        Self { book, before, after, weigh, group, industries, rows }
    }

    fn names(&self) -> Vec<String> {
        match self.group {
            GroupBy::None => vec![String::new()],
            GroupBy::Industry => self.industries.names.clone(),
            GroupBy::Tier => self.book.questionnaire().tiers.iter().map(|tier| tier.name.clone()).collect(),
        }
    }

    fn group_of(&self, row: usize) -> usize {
        match self.group {
            GroupBy::None => 0,
            GroupBy::Industry => self.industries.of_place[self.book.industry_place(row)] as usize,
            GroupBy::Tier => usize::from(self.before.tier(row).0),
        }
    }
}

/// How one submission stands, by places.
#[derive(Clone, Copy)]
struct Standing {
    units: (i64, i64),
    tier: usize,
    band: usize,
    outcome: usize,
}

impl Standing {
    #[inline]
    fn at(results: &Results<'_>, place: usize) -> Self {
        let [weighted, applicable, ..] = results.sums[place];
        Self {
            units: (i64::from(weighted), i64::from(applicable)),
            tier: usize::from(results.tier[place]),
            band: usize::from(results.band[place]),
            outcome: usize::from(results.outcome[place]),
        }
    }
}

/// One side of the submissions of a group.
#[derive(Clone)]
struct Side {
    bins: Vec<Tally>,
    tiers: Vec<Tally>,
    sum: ScoreSum,
    sum_by_amount: ScoreSum,
}

/// The submissions of a group.
#[derive(Clone)]
struct Part {
    before: Side,
    after: Side,
    outcomes: Matrix,
    bands: Matrix,
    up: Tally,
    down: Tally,
    unchanged: Tally,
}

/// What some of the rows come to.
#[derive(Clone)]
struct Partial {
    parts: Vec<Part>,
    worse: Largest,
    better: Largest,
    crossings: u64,
    crossing_rows: Vec<u32>,
}

/// The bin of a score by what it is made of.
pub(in crate::book) fn score_bin((weighted, applicable): (i64, i64)) -> usize {
    // 25 x tenths x quarters stays below 2^32 with any number of questions that fits a questionnaire, and
    // short divisions are the faster ones.
    let (above, below) = (25 * weighted as u64, applicable as u64);
    let points = match (u32::try_from(above), u32::try_from(below)) {
        (Ok(above), Ok(below)) => u64::from(above.checked_div(below).unwrap_or(0)),
        _ => above.checked_div(below).unwrap_or(0),
    };
    (points as usize).min(BINS - 1)
}

impl Side {
    fn new(tiers: usize) -> Self {
        Self {
            bins: vec![Tally::default(); BINS],
            tiers: vec![Tally::default(); tiers],
            sum: ScoreSum::default(),
            sum_by_amount: ScoreSum::default(),
        }
    }

    #[inline]
    fn add<const WEIGHED: bool>(&mut self, standing: Standing, amount: Option<Money>) {
        let Standing { units, tier, .. } = standing;
        self.bins[score_bin(units)].add::<WEIGHED>(amount);
        self.tiers[tier].add::<WEIGHED>(amount);
        self.sum.add(units, 1);
        if let Some(amount) = amount.filter(|_| WEIGHED) {
            self.sum_by_amount.add(units, amount.tenths);
        }
    }

    fn merge(&mut self, other: &Self) {
        for (tally, more) in self.bins.iter_mut().zip(&other.bins).chain(self.tiers.iter_mut().zip(&other.tiers)) {
            tally.merge(*more);
        }
        self.sum.merge(&other.sum);
        self.sum_by_amount.merge(&other.sum_by_amount);
    }

    fn distribution(self, bands: Vec<Tally>, outcomes: Vec<Tally>) -> Distribution {
        Distribution {
            mean: self.sum.mean(),
            mean_by_amount: self.sum_by_amount.mean(),
            bins: self.bins,
            tiers: self.tiers,
            bands,
            outcomes,
        }
    }
}

impl Part {
    fn new(scene: &Scene<'_>) -> Self {
        let questionnaire = scene.book.questionnaire();
        let side = Side::new(questionnaire.tiers.len());
        Self {
            before: side.clone(),
            after: side,
            outcomes: Matrix::new(outcome_count(questionnaire)),
            bands: Matrix::new(questionnaire.bands.len()),
            up: Tally::default(),
            down: Tally::default(),
            unchanged: Tally::default(),
        }
    }

    fn merge(&mut self, other: &Self) {
        self.before.merge(&other.before);
        self.after.merge(&other.after);
        self.outcomes.merge(&other.outcomes);
        self.bands.merge(&other.bands);
        self.up.merge(other.up);
        self.down.merge(other.down);
        self.unchanged.merge(other.unchanged);
    }

    fn shift(self) -> Shift {
        let before = self.before.distribution(self.bands.before(), self.outcomes.before());
        let after = self.after.distribution(self.bands.after(), self.outcomes.after());
        let mean = |side: &Distribution| side.mean.unwrap_or_else(|| Ratio::from_integer(0));
        Shift {
            n: [self.up, self.down, self.unchanged].into_iter().sum(),
            mean_change: mean(&after) - mean(&before),
            before,
            after,
            outcomes: self.outcomes,
            bands: self.bands,
            up: self.up,
            down: self.down,
            unchanged: self.unchanged,
        }
    }
}

impl Partial {
    fn new(scene: &Scene<'_>) -> Self {
        let parts = match scene.group {
            GroupBy::None => 1,
            GroupBy::Industry => scene.industries.names.len(),
            GroupBy::Tier => scene.book.questionnaire().tiers.len(),
        };
        Self {
            parts: vec![Part::new(scene); parts],
            worse: Largest::new(true),
            better: Largest::new(false),
            crossings: 0,
            crossing_rows: Vec::new(),
        }
    }

    fn add<const WEIGHED: bool>(&mut self, scene: &Scene<'_>, block: usize) {
        let rows = block * BLOCK..((block + 1) * BLOCK).min(scene.rows);
        let (before, after) = (scene.before.results(block), scene.after.results(block));
        let amounts = scene.weigh.amounts(scene.book, rows.clone());
        for (place, row) in rows.enumerate() {
            let amount = if WEIGHED { amounts[place] } else { None };
            let (old, new) = (Standing::at(&before, place), Standing::at(&after, place));
            let part = &mut self.parts[scene.group_of(row)];
            part.before.add::<WEIGHED>(old, amount);
            part.after.add::<WEIGHED>(new, amount);
            part.bands.at(old.band, new.band).add::<WEIGHED>(amount);
            part.outcomes.at(old.outcome, new.outcome).add::<WEIGHED>(amount);
            let step = Step::between(old.units, new.units);
            match step.above.signum() {
                1 => {
                    part.up.add::<WEIGHED>(amount);
                    self.worse.offer(step, row as u32);
                }
                -1 => {
                    part.down.add::<WEIGHED>(amount);
                    self.better.offer(step, row as u32);
                }
                _ => part.unchanged.add::<WEIGHED>(amount),
            }
            if old.band != new.band || old.outcome != new.outcome {
                self.crossings += 1;
                if self.crossing_rows.len() < MOST_CROSSINGS {
                    self.crossing_rows.push(row as u32);
                }
            }
        }
    }

    /// `later` is of later rows.
    fn merge(mut self, later: Self) -> Self {
        for (part, more) in self.parts.iter_mut().zip(&later.parts) {
            part.merge(more);
        }
        self.worse.merge(later.worse);
        self.better.merge(later.better);
        self.crossings += later.crossings;
        let room = MOST_CROSSINGS - self.crossing_rows.len();
        self.crossing_rows.extend(later.crossing_rows.into_iter().take(room));
        self
    }
}

pub(super) fn run(scene: &Scene<'_>) -> Impact {
    // A reduction keeps the order of the rows, so that what is cut off does not hang on the number of threads.
    let found = (0..scene.rows.div_ceil(BLOCK))
        .into_par_iter()
        .with_min_len(BLOCKS_AT_LEAST)
        .fold(
            || Partial::new(scene),
            |mut partial, block| {
                match scene.weigh {
                    WeighBy::Submissions => partial.add::<false>(scene, block),
                    _ => partial.add::<true>(scene, block),
                }
                partial
            },
        )
        .reduce(|| Partial::new(scene), Partial::merge);
    let mut all = Part::new(scene);
    for part in &found.parts {
        all.merge(part);
    }
    let groups = if scene.group == GroupBy::None {
        Vec::new()
    } else {
        let shift = |(name, part): (String, Part)| GroupShift { name, shift: part.shift() };
        scene.names().into_iter().zip(found.parts).map(shift).collect()
    };
    Impact {
        weigh: scene.weigh,
        group: scene.group,
        all: all.shift(),
        groups,
        industries_together: scene.industries.together,
        worse: found.worse.movers(),
        better: found.better.movers(),
        crossings: found.crossings,
        crossing_rows: found.crossing_rows,
    }
}

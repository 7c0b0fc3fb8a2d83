//! Every row of a book scored under one questionnaire and plan, exactly.
//!
//! The questionnaire becomes one circuit of word operations ([`program`]), in which a plane holds one bit for each of
//! 1024 rows ([`circuit`]). Sums come from a table for each question. A change of weight moves the sums and works out
//! again only what hangs on them ([`block`]).

mod block;
mod circuit;
mod frame;
mod leaf;
mod meaning;
mod program;
mod scratch;
#[cfg(test)]
mod tests;

pub(in crate::book) use circuit::{BLOCK, Plane, plane_of};

use super::Book;
use crate::assessment::Outcome;
use crate::questionnaire::{BandIx, Quarter, QuestionIx, Questionnaire, Ratio, SectionIx, TierIx, Weight};
use block::{Block, Pass, Step, outcome};
use frame::{Frame, Shares, Sums, count};
use leaf::Gauge;
use program::Program;
use rayon::prelude::*;
use scratch::Scratch;
use std::fmt;
use std::sync::Arc;

/// Blocks that one thread takes at least, so that its scratch room pays.
const BLOCKS_AT_LEAST: usize = 8;

/// The results of a book under one effective questionnaire. Of the book as it was: rows that come later are not in it.
#[derive(Clone)]
pub struct Scoring {
    setup: Arc<Setup>,
    /// By slot of the frame.
    weights: Vec<Weight>,
    shares: Vec<Shares>,
    blocks: Vec<Block>,
    rows: usize,
}

/// What does not change with a weight.
struct Setup {
    frame: Frame,
    /// For blocks without case files, and for those with some; `None` where there is no such block.
    programs: [Option<Program>; 2],
    watched: Vec<SectionIx>,
    /// By question: its place among those that are not scored.
    unscored: Vec<usize>,
}

/// The results of the rows of one block, by row; what follows the last row means nothing.
pub(in crate::book) struct Results<'s> {
    /// Weighted and applicable come first.
    pub sums: &'s [Sums],
    pub tier: &'s [u8],
    pub band: &'s [u8],
    /// Decline, hold, insufficient information, then the bands.
    pub outcome: &'s [u8],
}

impl Scoring {
    /// The results of [`BLOCK`] rows from `place` times as many on, for passes over all.
    pub(in crate::book) fn results(&self, place: usize) -> Results<'_> {
        let block = &self.blocks[place];
        Results { sums: &block.sums, tier: &block.fixed.tier, band: &block.band, outcome: &block.outcome }
    }

    /// Scores every row. `effective` is the book's questionnaire, or a plan laid over it.
    #[must_use]
    pub fn of(book: &Book, effective: &Questionnaire) -> Self {
        let setup = Setup::new(book, effective);
        let weights: Vec<Weight> = setup.frame.scored.iter().map(|ix| effective.question(*ix).weight).collect();
        let shares: Vec<Shares> = weights.iter().map(|weight| setup.frame.shares(*weight)).collect();
        let rows = book.rows();
        let blocks = (0..rows.div_ceil(BLOCK))
            .into_par_iter()
            .with_min_len(BLOCKS_AT_LEAST)
            .map_init(Scratch::default, |scratch, place| {
                let rows = place * BLOCK..rows.min((place + 1) * BLOCK);
                let program = setup.program(!book.cases_in(rows.clone()).is_empty())?;
                Some(Block::new(&setup.pass(program, &shares), book, rows, scratch))
            })
            .flatten_iter()
            .collect();
        Self { setup: Arc::new(setup), weights, shares, blocks, rows }
    }

    /// Gives a scored question another weight: the same as scoring everything anew with it, and much faster.
    pub fn reweigh(&mut self, question: QuestionIx, weight: Weight) {
        self.reweigh_all(&[(question, weight)]);
    }

    /// The same for several questions at once. A question that is not scored has no weight.
    pub fn reweigh_all(&mut self, weights: &[(QuestionIx, Weight)]) {
        let setup = &*self.setup;
        let mut steps = Vec::new();
        for (question, weight) in weights {
            let Some(slot) = setup.frame.slots[usize::from(question.0)] else { continue };
            if self.weights[slot] == *weight {
                continue;
            }
            let sections = &setup.frame.sections;
            let Some((section, _)) = sections.iter().find(|(_, slots)| slots.contains(&slot)) else { continue };
            let (before, after) = (self.shares[slot], setup.frame.shares(*weight));
            let mut more = after;
            for (more, before) in more.iter_mut().flatten().zip(before.iter().flatten()) {
                *more = more.wrapping_sub(*before);
            }
            steps.push(Step { slot, section: *section, more });
            self.weights[slot] = *weight;
            self.shares[slot] = after;
        }
        if steps.is_empty() {
            return;
        }
        let shares = &self.shares;
        self.blocks.par_iter_mut().with_min_len(BLOCKS_AT_LEAST).for_each_init(Scratch::default, |scratch, block| {
            if let Some(program) = setup.program(block.with_cases) {
                block.reweigh(&setup.pass(program, shares), &steps, scratch);
            }
        });
    }

    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Control score, 0 best to 100 worst. Rows are counted from 0 and below [`Self::rows`], here and in all that
    /// follows.
    #[must_use]
    pub fn score(&self, row: usize) -> Ratio {
        let [weighted, applicable, ..] = self.sums(row);
        share(25 * weighted, applicable)
    }

    /// Weight x factor in tenths x quarters, and the applicable weight in tenths: the score is 25 times the first by
    /// the second, and 0 where nothing applies.
    #[must_use]
    #[inline]
    pub fn score_units(&self, row: usize) -> (i64, i64) {
        let [weighted, applicable, ..] = self.sums(row);
        (weighted, applicable)
    }

    #[must_use]
    #[inline]
    pub fn tier(&self, row: usize) -> TierIx {
        TierIx(self.blocks[row / BLOCK].fixed.tier[row % BLOCK])
    }

    #[must_use]
    #[inline]
    pub fn band_before_floors(&self, row: usize) -> BandIx {
        BandIx(self.blocks[row / BLOCK].before_floors[row % BLOCK])
    }

    #[must_use]
    #[inline]
    pub fn band(&self, row: usize) -> BandIx {
        BandIx(self.blocks[row / BLOCK].band[row % BLOCK])
    }

    #[must_use]
    #[inline]
    pub fn outcome(&self, row: usize) -> Outcome {
        match self.blocks[row / BLOCK].outcome[row % BLOCK] {
            outcome::DECLINE => Outcome::Decline,
            outcome::HOLD => Outcome::Hold,
            outcome::INSUFFICIENT => Outcome::InsufficientInformation,
            band => Outcome::Band(BandIx(band - outcome::BAND)),
        }
    }

    /// Places of the rules that fired, in the effective questionnaire, ascending.
    pub fn fired(&self, row: usize) -> impl Iterator<Item = u16> {
        let planes = &self.blocks[row / BLOCK].fired;
        (0_u16..).zip(planes).filter(move |(_, plane)| is_set(plane, row % BLOCK)).map(|(rule, _)| rule)
    }

    /// Percent; 100 when nothing applies.
    #[must_use]
    pub fn completeness(&self, row: usize) -> Ratio {
        let [_, applicable, answered, _] = self.sums(row);
        if applicable == 0 { Ratio::from_integer(100) } else { share(100 * answered, applicable) }
    }

    /// Percent; 0 when nothing applies.
    #[must_use]
    pub fn confidence(&self, row: usize) -> Ratio {
        let [_, applicable, _, proven] = self.sums(row);
        share(proven, applicable)
    }

    /// Weight x factor in tenths x quarters, and the applicable weight in tenths, of a scored section; `None` where
    /// nothing scored applies.
    #[must_use]
    pub fn section_sums(&self, row: usize, section: SectionIx) -> Option<(i64, i64)> {
        let (_, slots) = self.setup.frame.sections.iter().find(|(ix, _)| *ix == section)?;
        let (mut weighted, mut applicable) = (0, 0);
        for slot in slots.clone() {
            let share = &self.shares[slot][usize::from(self.counted(row, slot))];
            weighted += i64::from(share[0]);
            applicable += i64::from(share[1]);
        }
        (applicable > 0).then_some((weighted, applicable))
    }

    /// Whether the question is asked and has no usable answer; "unknown" is an answer.
    #[must_use]
    pub fn is_open(&self, row: usize, question: QuestionIx) -> bool {
        self.is_unanswered(row, question, count::OPEN, 0)
    }

    /// Whether the question is asked, and nobody knows.
    #[must_use]
    pub fn is_unknown(&self, row: usize, question: QuestionIx) -> bool {
        self.is_unanswered(row, question, count::UNKNOWN, 1)
    }

    fn is_unanswered(&self, row: usize, question: QuestionIx, counted: u8, plane: usize) -> bool {
        let place = usize::from(question.0);
        match self.setup.frame.slots[place] {
            Some(slot) => self.counted(row, slot) == counted,
            None => is_set(&self.blocks[row / BLOCK].fixed.open[self.setup.unscored[place]][plane], row % BLOCK),
        }
    }

    /// The factor in force of a stated answer to a scored question; `None` where it does not apply, or nothing is
    /// stated.
    #[must_use]
    pub fn factor(&self, row: usize, question: QuestionIx) -> Option<Quarter> {
        let slot = self.setup.frame.slots[usize::from(question.0)]?;
        let counted = self.counted(row, slot);
        if counted < count::UNKNOWN { Quarter::new(counted / 4) } else { None }
    }

    #[inline]
    fn sums(&self, row: usize) -> [i64; 4] {
        let sums: Sums = self.blocks[row / BLOCK].sums[row % BLOCK];
        sums.map(i64::from)
    }

    fn counted(&self, row: usize, slot: usize) -> u8 {
        self.blocks[row / BLOCK].fixed.counts[slot * BLOCK + row % BLOCK]
    }
}

impl fmt::Debug for Scoring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scoring").field("rows", &self.rows).field("weights", &self.weights).finish_non_exhaustive()
    }
}

impl Setup {
    fn new(book: &Book, effective: &Questionnaire) -> Self {
        let frame = Frame::new(book, effective);
        let all_cases = book.cases_in(0..book.rows()).len();
        let wanted = [all_cases < book.rows(), all_cases > 0];
        let program = |with_cases: bool| Program::new(book, effective, &frame, with_cases);
        let programs = [wanted[0].then(|| program(false)), wanted[1].then(|| program(true))];
        let mut watched = Vec::new();
        for (_, gauge) in programs.iter().flatten().flat_map(|program| &program.gauges) {
            if let Gauge::Section(section, _) = gauge
                && !watched.contains(section)
            {
                watched.push(*section);
            }
        }
        let mut before = 0;
        let unscored = frame.slots.iter().map(|slot| {
            let place = before;
            before += usize::from(slot.is_none());
            place
        });
        Self { unscored: unscored.collect(), frame, programs, watched }
    }

    fn program(&self, with_cases: bool) -> Option<&Program> {
        self.programs[usize::from(with_cases)].as_ref()
    }

    fn pass<'a>(&'a self, program: &'a Program, shares: &'a [Shares]) -> Pass<'a> {
        Pass { frame: &self.frame, program, shares, watched: &self.watched }
    }
}

fn share(part: i64, whole: i64) -> Ratio {
    if whole == 0 { Ratio::from_integer(0) } else { Ratio::new(part, whole) }
}

fn is_set(plane: &Plane, row: usize) -> bool {
    plane[row / 64] >> (row % 64) & 1 == 1
}

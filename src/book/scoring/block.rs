//! The passes over the rows of one block: everything anew, or only what hangs on the weights.

use super::circuit::{BLOCK, Node, Plane, WORDS, pack, spread};
use super::frame::{Frame, Shares, Sums, count};
use super::leaf::Gauge;
use super::program::Program;
use super::scratch::{Rows, Scratch};
use crate::book::Book;
use crate::questionnaire::SectionIx;
use std::ops::Range;
use std::sync::Arc;

/// The results of up to [`BLOCK`] rows. Every list by row is of full length.
#[derive(Clone)]
pub(super) struct Block {
    /// Rows of case files are among them, and the program that knows of them was used.
    pub with_cases: bool,
    pub fixed: Arc<Fixed>,
    pub sums: Vec<Sums>,
    /// By watched section, then by row: weighted and applicable of the section.
    sections: Vec<[u32; 2]>,
    /// By gauge of the program.
    gauges: Vec<Plane>,
    /// By rule.
    pub fired: Vec<Plane>,
    pub before_floors: Vec<u8>,
    pub band: Vec<u8>,
    /// [`outcome`]
    pub outcome: Vec<u8>,
}

/// What does not hang on the weights.
pub(super) struct Fixed {
    /// By slot, then by row: how the answer counts.
    pub counts: Vec<u8>,
    pub tier: Vec<u8>,
    /// By kept node of the program.
    kept: Vec<Plane>,
    /// By question that is not scored, in order: shown and open, shown and unknown.
    pub open: Vec<[Plane; 2]>,
}

/// Outcomes in one byte; bands follow.
pub(super) mod outcome {
    pub const DECLINE: u8 = 0;
    pub const HOLD: u8 = 1;
    pub const INSUFFICIENT: u8 = 2;
    pub const BAND: u8 = 3;
}

/// What a pass is made with.
pub(super) struct Pass<'a> {
    pub frame: &'a Frame,
    pub program: &'a Program,
    /// By slot.
    pub shares: &'a [Shares],
    /// Sections whose sums rules read.
    pub watched: &'a [SectionIx],
}

/// One change of weight, of the question in this slot: what its shares grow by, wrapping.
pub(super) struct Step {
    pub slot: usize,
    pub section: SectionIx,
    pub more: Shares,
}

impl Block {
    pub(super) fn new(pass: &Pass<'_>, book: &Book, rows: Range<usize>, scratch: &mut Scratch) -> Self {
        let (frame, program) = (pass.frame, pass.program);
        let cases = book.cases_in(rows.clone());
        scratch.values.resize(program.circuit.len().max(scratch.values.len()), [0; WORDS]);
        scratch.compute(pass, book, rows.clone(), cases);
        let asked = Rows { book, rows: rows.clone(), cases };

        scratch.work_out(program, &program.first, &asked, &[]);
        let counts = scratch.counts(pass, &asked);
        let tier = scratch.tiers(pass, &asked);
        scratch.work_out(program, &program.then, &asked, &tier);
        let value = |node: &Node| scratch.values[*node as usize];
        let fired = program.fired.iter().map(value).collect();
        let fixed = Fixed {
            kept: program.kept.iter().map(value).collect(),
            open: program.open.iter().flatten().map(|nodes| nodes.each_ref().map(value)).collect(),
            counts,
            tier,
        };

        let mut sums = vec![Sums::default(); BLOCK];
        let mut sections = vec![[0; 2]; BLOCK * pass.watched.len()];
        for (section, slots) in &frame.sections {
            let columns = &fixed.counts[slots.start * BLOCK..slots.end * BLOCK];
            let shares = &pass.shares[slots.clone()];
            match pass.watched.iter().position(|watched| watched == section) {
                None => add(&mut sums, columns, shares),
                Some(place) => {
                    let mut own = vec![Sums::default(); BLOCK];
                    add(&mut own, columns, shares);
                    let kept = &mut sections[place * BLOCK..][..BLOCK];
                    for ((sums, own), kept) in sums.iter_mut().zip(&own).zip(kept) {
                        *kept = [own[0], own[1]];
                        plus(sums, own);
                    }
                }
            }
        }
        let mut block = Self {
            with_cases: !cases.is_empty(),
            fixed: Arc::new(fixed),
            sums,
            sections,
            gauges: vec![[0; WORDS]; program.gauges.len()],
            fired,
            before_floors: vec![0; BLOCK],
            band: vec![0; BLOCK],
            outcome: vec![0; BLOCK],
        };
        block.gauge(pass, |_| true);
        block.settle(program, scratch);
        block
    }

    /// Takes changes of weights into account.
    pub(super) fn reweigh(&mut self, pass: &Pass<'_>, steps: &[Step], scratch: &mut Scratch) {
        let program = pass.program;
        for step in steps {
            let counts = &self.fixed.counts[step.slot * BLOCK..][..BLOCK];
            for (sums, counted) in self.sums.iter_mut().zip(counts) {
                plus(sums, &step.more[usize::from(*counted) % count::ALL]);
            }
            let Some(place) = pass.watched.iter().position(|watched| *watched == step.section) else { continue };
            let kept = &mut self.sections[place * BLOCK..][..BLOCK];
            for (kept, counted) in kept.iter_mut().zip(counts) {
                let more = &step.more[usize::from(*counted) % count::ALL];
                *kept = [kept[0].wrapping_add(more[0]), kept[1].wrapping_add(more[1])];
            }
        }
        scratch.values.resize(program.circuit.len().max(scratch.values.len()), [0; WORDS]);
        for (node, plane) in program.kept.iter().zip(&self.fixed.kept) {
            scratch.values[*node as usize] = *plane;
        }
        self.gauge(pass, |section| steps.iter().any(|step| step.section == section));
        self.settle(program, scratch);
    }

    /// Reads the gauges; those of sections only where the section changed.
    fn gauge(&mut self, pass: &Pass<'_>, changed: impl Fn(SectionIx) -> bool) {
        let sums = self.sums.as_chunks::<64>().0;
        let tiers = self.fixed.tier.as_chunks::<64>().0;
        for ((_, gauge), plane) in pass.program.gauges.iter().zip(&mut self.gauges) {
            match *gauge {
                Gauge::Above(edge) => {
                    let Some(edges) = pass.frame.edges.get(usize::from(edge)) else { continue };
                    for ((word, sums), tiers) in plane.iter_mut().zip(sums).zip(tiers) {
                        *word = if pass.frame.narrow {
                            word_of(|row| edges[usize::from(tiers[row])].is_below(&sums[row]))
                        } else {
                            word_of(|row| edges[usize::from(tiers[row])].is_below_wide(&sums[row]))
                        };
                    }
                }
                Gauge::ConfidenceBelow(percent) => {
                    for (word, sums) in plane.iter_mut().zip(sums) {
                        *word = word_of(|row| {
                            let [_, applicable, _, proven] = sums[row].map(u64::from);
                            proven < u64::from(percent) * applicable.max(1)
                        });
                    }
                }
                Gauge::OpenAbove(percent) => {
                    for (word, sums) in plane.iter_mut().zip(sums) {
                        *word = word_of(|row| {
                            let [_, applicable, answered, _] = sums[row].map(u64::from);
                            100 * (applicable - answered) > u64::from(percent) * applicable
                        });
                    }
                }
                Gauge::Section(section, percent) if changed(section) => {
                    let Some(place) = pass.watched.iter().position(|watched| *watched == section) else { continue };
                    let sums = self.sections[place * BLOCK..][..BLOCK].as_chunks::<64>().0;
                    for (word, sums) in plane.iter_mut().zip(sums) {
                        *word = word_of(|row| {
                            let [weighted, applicable] = sums[row].map(u64::from);
                            25 * weighted > u64::from(percent) * applicable
                        });
                    }
                }
                Gauge::Section(..) => {}
            }
        }
    }

    /// From the gauges to rules, bands and outcomes.
    fn settle(&mut self, program: &Program, scratch: &mut Scratch) {
        let values = &mut scratch.values;
        for ((node, _), plane) in program.gauges.iter().zip(&self.gauges) {
            values[*node as usize] = *plane;
        }
        for node in &program.moving {
            program.circuit.work_out(*node, values);
        }
        for (node, plane) in program.fired.iter().zip(&mut self.fired) {
            if program.circuit.is_moving(*node) {
                *plane = values[*node as usize];
            }
        }
        let values = &scratch.values;
        bands(&mut self.before_floors, &program.before_floors, values);
        bands(&mut self.band, &program.after_floors, values);
        let plane = |node: Node| values[node as usize].into_iter().flat_map(u64::to_le_bytes);
        let verdicts = plane(program.decline).zip(plane(program.hold)).zip(plane(program.insufficient));
        let eights = self.outcome.as_chunks_mut::<8>().0.iter_mut().zip(self.band.as_chunks::<8>().0);
        for ((outcome, band), ((decline, hold), insufficient)) in eights.zip(verdicts) {
            let band = u64::from_le_bytes(*band) + u64::from(outcome::BAND) * 0x0101_0101_0101_0101;
            // By precedence; a byte of 0 or 1 for each row.
            let (decline, hold, insufficient) =
                (spread(decline), spread(hold & !decline), spread(insufficient & !decline & !hold));
            let code = (band & !((decline | hold | insufficient) * 0xff))
                | (decline * u64::from(outcome::DECLINE))
                | (hold * u64::from(outcome::HOLD))
                | (insufficient * u64::from(outcome::INSUFFICIENT));
            *outcome = code.to_le_bytes();
        }
    }
}

/// Bands in bytes, from planes of which place k says "k + 1 or worse".
fn bands(to: &mut [u8], nodes: &[Node], values: &[Plane]) {
    to.fill(0);
    for node in nodes {
        let plane = &values[*node as usize];
        let eights = to.as_chunks_mut::<8>().0.iter_mut().zip(plane.iter().flat_map(|word| word.to_le_bytes()));
        for (eight, bits) in eights {
            *eight = (u64::from_le_bytes(*eight) + spread(bits)).to_le_bytes();
        }
    }
}

/// Sixty-four rows as a word.
#[inline(always)]
fn word_of(holds: impl Fn(usize) -> bool) -> u64 {
    let mut flags = [0; 64];
    for (row, flag) in flags.iter_mut().enumerate() {
        *flag = u8::from(holds(row));
    }
    pack(&flags)
}

#[inline(always)]
fn plus(sums: &mut Sums, more: &Sums) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum = sum.wrapping_add(*more);
    }
}

/// Adds the shares of all answers; one column of counts for each.
fn add(sums: &mut [Sums], columns: &[u8], shares: &[Shares]) {
    let (columns, _) = columns.as_chunks::<BLOCK>();
    // Four at a time, so that the sums are fetched and put back less often.
    let (fours, left) = columns.as_chunks::<4>();
    let (shares_of_fours, shares_left) = shares.as_chunks::<4>();
    for (columns, shares) in fours.iter().zip(shares_of_fours) {
        for (row, sums) in sums.iter_mut().enumerate().take(BLOCK) {
            let mut sum = *sums;
            for (column, shares) in columns.iter().zip(shares) {
                plus(&mut sum, &shares[usize::from(column[row]) % count::ALL]);
            }
            *sums = sum;
        }
    }
    for (column, shares) in left.iter().zip(shares_left) {
        for (sums, counted) in sums.iter_mut().zip(column) {
            plus(sums, &shares[usize::from(*counted) % count::ALL]);
        }
    }
}

//! Room for one block at work: what the rows answer, and what the circuit makes of it.

use super::block::Pass;
use super::circuit::{BLOCK, Gate, Node, Plane, WORDS, each_row, plane_of};
use super::frame::{count, raised};
use super::leaf::Leaf;
use super::program::{Program, Test};
use crate::assessment::Settled;
use crate::book::CaseFacts;
use crate::book::columns::{Book, Column};
use crate::questionnaire::QuestionIx;
use std::ops::Range;

/// Room for one block at work.
pub(super) struct Scratch {
    pub(super) values: Vec<Plane>,
    flags: Box<[u8; BLOCK]>,
    index: Box<[u16; BLOCK]>,
    points: Box<[u8; BLOCK]>,
    computed: Vec<Computed>,
}

/// The answers to one question as they count after CR-5.
struct Computed {
    question: QuestionIx,
    codes: Vec<u32>,
    one: Vec<u8>,
    by_list: Plane,
}

impl Default for Scratch {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            flags: Box::new([0; BLOCK]),
            index: Box::new([0; BLOCK]),
            points: Box::new([0; BLOCK]),
            computed: Vec::new(),
        }
    }
}

/// The codes of the answers to one question in the rows of a block.
#[derive(Clone, Copy)]
enum Codes<'a> {
    One(&'a [u8]),
    Several(&'a [u32]),
}

/// The rows a circuit asks.
pub(super) struct Rows<'a> {
    pub book: &'a Book,
    pub rows: Range<usize>,
    pub cases: &'a [(usize, Box<CaseFacts>)],
}

impl<'a> Rows<'a> {
    fn typed(&self, question: QuestionIx) -> Codes<'a> {
        match self.book.column(question) {
            Column::One(codes) => Codes::One(&codes[self.rows.clone()]),
            Column::Several { codes, .. } => Codes::Several(&codes[self.rows.clone()]),
        }
    }

    fn cases_with(&self, holds: impl Fn(&CaseFacts) -> bool) -> Plane {
        let mut plane = [0; WORDS];
        for (row, case) in self.cases {
            let place = row - self.rows.start;
            plane[place / 64] |= u64::from(holds(case)) << (place % 64);
        }
        plane
    }
}

impl Scratch {
    /// The answers that the device lists of the cases decide.
    pub(super) fn compute(
        &mut self,
        pass: &Pass<'_>,
        book: &Book,
        rows: Range<usize>,
        cases: &[(usize, Box<CaseFacts>)],
    ) {
        self.computed.clear();
        for question in &pass.program.computed {
            let place = self.computed.iter().position(|it| it.question == *question).unwrap_or_else(|| {
                let (one, codes) = match book.column(*question) {
                    Column::One(codes) => (codes[rows.clone()].to_vec(), Vec::new()),
                    Column::Several { codes, .. } => (Vec::new(), codes[rows.clone()].to_vec()),
                };
                self.computed.push(Computed { question: *question, codes, one, by_list: [0; WORDS] });
                self.computed.len() - 1
            });
            let computed = &mut self.computed[place];
            let readings = &pass.frame.readings[usize::from(question.0)];
            for (row, case) in cases {
                let Some((_, allowed)) = case.computed.iter().find(|(ix, _)| ix == question) else { continue };
                let place = row - rows.start;
                let code = computed.one.get(place).map(|code| usize::from(*code));
                let code = code.or_else(|| computed.codes.get(place).map(|code| *code as usize)).unwrap_or(0);
                let reading = &readings[code];
                let typed = reading.options.places().next().filter(|_| reading.is_stated());
                let typed = typed.map(|option| (option as u8, reading.grade));
                let Some(Settled { option, grade }) = allowed.settle(typed) else { continue };
                let options = book.questionnaire().question(*question).options.len();
                if usize::from(option) >= options {
                    continue;
                }
                let code = usize::from(option) * 4 + usize::from(grade.min(3));
                if let Some(one) = computed.one.get_mut(place) {
                    *one = code as u8;
                }
                if let Some(codes) = computed.codes.get_mut(place) {
                    *codes = (book.column(*question).different() + code) as u32;
                }
                computed.by_list[place / 64] |= 1 << (place % 64);
            }
        }
    }

    fn counted<'s>(computed: &'s [Computed], asked: &Rows<'s>, question: QuestionIx) -> Codes<'s> {
        match computed.iter().find(|it| it.question == question) {
            None => asked.typed(question),
            Some(it) if it.codes.is_empty() => Codes::One(&it.one),
            Some(it) => Codes::Several(&it.codes),
        }
    }

    pub(super) fn work_out(&mut self, program: &Program, nodes: &[Node], asked: &Rows<'_>, tiers: &[u8]) {
        for node in nodes {
            if let Gate::Leaf(place) = program.circuit.gate(*node) {
                self.values[*node as usize] = self.leaf(&program.tests[*place as usize], asked, tiers);
            } else {
                program.circuit.work_out(*node, &mut self.values);
            }
        }
    }

    fn leaf(&mut self, test: &Test, asked: &Rows<'_>, tiers: &[u8]) -> Plane {
        let codes = |question: QuestionIx, as_typed: bool| match as_typed {
            true => asked.typed(question),
            false => Self::counted(&self.computed, asked, question),
        };
        let flags = &mut self.flags;
        match test {
            Test::Ranges { question, as_typed, ranges } => {
                let Codes::One(codes) = codes(*question, *as_typed) else { return [0; WORDS] };
                flags.fill(0);
                for (first, more) in ranges {
                    for (flag, code) in flags.iter_mut().zip(codes) {
                        *flag |= u8::from(code.wrapping_sub(*first) <= *more);
                    }
                }
                plane_of(flags)
            }
            Test::Lookup { question, as_typed, yes } => {
                let Codes::Several(codes) = codes(*question, *as_typed) else { return [0; WORDS] };
                for (flag, code) in flags.iter_mut().zip(codes) {
                    *flag = u8::from(yes[*code as usize]);
                }
                plane_of(flags)
            }
            Test::Other(Leaf::Computed(question)) => {
                self.computed.iter().find(|it| it.question == *question).map_or([0; WORDS], |it| it.by_list)
            }
            Test::Other(Leaf::Case(leaf)) => asked.cases_with(|case| leaf.holds(case)),
            Test::Other(Leaf::TierAtLeast(least)) => {
                for (flag, tier) in flags.iter_mut().zip(tiers) {
                    *flag = u8::from(tier >= least);
                }
                plane_of(flags)
            }
            Test::Other(Leaf::LimitAtLeast(least)) => {
                asked.book.amounts().0.plane(asked.rows.clone(), |tenths| tenths >= *least)
            }
            Test::Other(Leaf::RevenueAbove(most)) => {
                asked.book.amounts().1.plane(asked.rows.clone(), |tenths| tenths > *most)
            }
            // Answers are one of the tests above, and gauges are read by themselves.
            Test::Other(Leaf::Answer { .. } | Leaf::Gauge(_)) => [0; WORDS],
        }
    }

    /// How every scored answer counts, by slot and row.
    pub(super) fn counts(&mut self, pass: &Pass<'_>, asked: &Rows<'_>) -> Vec<u8> {
        let mut counts = vec![count::ABSENT; BLOCK * pass.frame.scored.len()];
        for (question, counts) in pass.frame.scored.iter().zip(counts.chunks_exact_mut(BLOCK)) {
            let place = usize::from(question.0);
            match Self::counted(&self.computed, asked, *question) {
                Codes::One(codes) if pass.frame.plain[place] => {
                    for (count, code) in counts.iter_mut().zip(codes) {
                        *count = count::plain(*code);
                    }
                }
                codes => look_up(counts, codes, &pass.frame.counts[place]),
            }
            for change in &pass.program.changes[place] {
                each_row(&self.values[change.when as usize], asked.rows.len(), |row| {
                    counts[row] = raised(counts[row], change.to);
                });
            }
            let absent = &self.values[pass.program.absent[place] as usize];
            each_row(absent, asked.rows.len(), |row| counts[row] = count::ABSENT);
        }
        counts
    }

    pub(super) fn tiers(&mut self, pass: &Pass<'_>, asked: &Rows<'_>) -> Vec<u8> {
        self.index.fill(0);
        for (place, points) in pass.frame.points.iter().enumerate().filter(|(_, points)| !points.is_empty()) {
            let question = QuestionIx(place as u16);
            look_up(&mut self.points[..], Self::counted(&self.computed, asked, question), points);
            let absent = &self.values[pass.program.absent[place] as usize];
            each_row(absent, asked.rows.len(), |row| self.points[row] = 0);
            for (index, points) in self.index.iter_mut().zip(&self.points[..]) {
                *index = index.saturating_add(u16::from(*points));
            }
        }
        self.index.iter().map(|index| pass.frame.tiers[usize::from(*index).min(100)]).collect()
    }
}

/// Reads a table at every code.
fn look_up(to: &mut [u8], codes: Codes<'_>, table: &[u8]) {
    match codes {
        Codes::One(codes) => {
            let Some(table) = table.first_chunk::<256>() else { return };
            for (to, code) in to.iter_mut().zip(codes) {
                *to = table[usize::from(*code)];
            }
        }
        Codes::Several(codes) => {
            for (to, code) in to.iter_mut().zip(codes) {
                *to = table[*code as usize];
            }
        }
    }
}

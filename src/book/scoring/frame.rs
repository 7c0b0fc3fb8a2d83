//! What is worked out once for a book and a questionnaire: what every code of an answer means, and the numbers of the
//! questionnaire in the form that the passes read.

use crate::assessment::{Reading, State, points_of, tier};
use crate::book::columns::{Book, Column, cell_of_code, code};
use crate::book::{Cell, CellState};
use crate::questionnaire::{
    Effect, OptionSet, Quarter, QuestionIx, Questionnaire, Ratio, SectionIx, SectionKind, Weight,
};
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// How a scored answer counts, in one byte: factor x grade where it is stated, else one of these.
pub(super) mod count {
    use crate::book::columns::code;

    pub const UNKNOWN: u8 = 20;
    pub const OPEN: u8 = 21;
    /// Hidden, or a valid N/A.
    pub const ABSENT: u8 = 22;
    /// A power of two above all.
    pub const ALL: usize = 32;

    /// How the answer of this code counts where the options are 0, 0.25, 0.5, 0.75 and 1, as nearly everywhere: worked
    /// out for many codes at once, without a table.
    #[inline(always)]
    pub fn plain(of: u8) -> u8 {
        if of < code::UNKNOWN { of } else { (of - code::UNKNOWN + UNKNOWN).min(OPEN) }
    }
}

/// Weighted, applicable, answered, proven: as in the assessment, and far below the limit for the thousand questions
/// that a questionnaire may have.
pub(in crate::book) type Sums = [u32; 4];

/// What one question adds to the sums, by how its answer counts.
pub(super) type Shares = [Sums; count::ALL];

pub(super) struct Frame {
    /// By question, by code: the answer by itself.
    pub readings: Vec<Vec<Reading>>,
    /// By question, by code: how a scored answer counts by itself; empty where nothing is scored.
    pub counts: Vec<Vec<u8>>,
    /// By question: whether the code of a stated answer is already how it counts ([`plain`]).
    pub plain: Vec<bool>,
    /// By question, by code: exposure points; empty where there are none.
    pub points: Vec<Vec<u8>>,
    /// Scored questions, in order. Their place here is their slot.
    pub scored: Vec<QuestionIx>,
    /// By question.
    pub slots: Vec<Option<usize>>,
    /// By scored section: the slots of its questions.
    pub sections: Vec<(SectionIx, std::ops::Range<usize>)>,
    /// What evidence counts for, percent.
    pub grades: [u8; 4],
    /// By exposure index from 0 to 100.
    pub tiers: [u8; 101],
    /// By edge, by tier.
    pub edges: Vec<Box<[Edge; 256]>>,
    /// Whether all products with edges fit in 64 bits.
    pub narrow: bool,
}

/// A score is above the edge where `25 x denominator x weighted > numerator x applicable`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Edge {
    pub weighted: i64,
    pub applicable: i64,
}

impl Frame {
    pub(super) fn new(book: &Book, questionnaire: &Questionnaire) -> Self {
        let readings: Vec<Vec<Reading>> =
            questionnaire.places().map(|ix| readings(book.column(ix), questionnaire, ix)).collect();
        let of_codes = |ix: QuestionIx| &readings[usize::from(ix.0)];
        let counts = questionnaire.places().map(|ix| match questionnaire.is_scored(ix) {
            true => of_codes(ix).iter().map(count_of).collect(),
            false => Vec::new(),
        });
        let points = questionnaire.places().map(|ix| {
            let question = questionnaire.question(ix);
            // The same options come with every grade of evidence.
            let mut known: HashMap<(State, OptionSet), Option<u8>, RandomState> = HashMap::default();
            let mut points = |reading: &Reading| {
                *known.entry((reading.state, reading.options)).or_insert_with(|| points_of(question, reading))
            };
            of_codes(ix).iter().map_while(&mut points).collect()
        });
        let (counts, points): (Vec<Vec<u8>>, Vec<Vec<u8>>) = (counts.collect(), points.collect());
        let plain = questionnaire.places().zip(&counts).map(|(ix, counts)| {
            let stated = 0..questionnaire.question(ix).options.len().min(OptionSet::MAX_OPTIONS) * 4;
            let codes = stated.chain(code::UNKNOWN.into()..=code::UNUSABLE.into());
            matches!(book.column(ix), Column::One(_))
                && codes.clone().all(|code| counts.get(code) == Some(&count::plain(code as u8)))
        });
        let plain = plain.collect();
        let scored: Vec<QuestionIx> = questionnaire.places().filter(|ix| questionnaire.is_scored(*ix)).collect();
        let slots = questionnaire.places().map(|ix| scored.binary_search(&ix).ok()).collect();
        let slot_from = |ix: QuestionIx| scored.partition_point(|scored| *scored < ix);
        let sections = (0_u8..).map(SectionIx).zip(&questionnaire.sections);
        let sections = sections
            .filter(|(_, section)| section.kind == SectionKind::Scored)
            .map(|(ix, section)| {
                let range = section.questions.clone();
                (ix, slot_from(QuestionIx(range.start))..slot_from(QuestionIx(range.end)))
            })
            .collect();
        let (edges, narrow) = edges(questionnaire);
        Self {
            counts,
            plain,
            points,
            slots,
            sections,
            grades: questionnaire.confidence.grades,
            tiers: std::array::from_fn(|index| tier(questionnaire, index as u8).0),
            edges,
            narrow,
            scored,
            readings,
        }
    }

    /// What a question of this weight adds.
    pub(super) fn shares(&self, weight: Weight) -> Shares {
        let weight = weight.tenths() as u32;
        std::array::from_fn(|count| match count as u8 {
            stated @ 0..count::UNKNOWN => {
                let (factor, grade) = (u32::from(stated / 4), usize::from(stated % 4));
                [weight * factor, weight, weight, weight * u32::from(self.grades[grade])]
            }
            count::UNKNOWN | count::OPEN => [weight * 4, weight, 0, 0],
            _ => Sums::default(),
        })
    }
}

/// How a scored answer that applies counts.
fn count_of(reading: &Reading) -> u8 {
    match reading.state {
        State::Stated => reading.factor.pips() * 4 + reading.grade.min(3),
        State::Unknown => count::UNKNOWN,
        State::Open | State::NotApplicable => count::OPEN,
    }
}

/// Every code of a column, read by itself.
fn readings(column: &Column, questionnaire: &Questionnaire, ix: QuestionIx) -> Vec<Reading> {
    let question = questionnaire.question(ix);
    match column {
        Column::One(_) => {
            (0..=u8::MAX).map(|code| reading_of(cell_of_code(question, code), questionnaire, ix)).collect()
        }
        Column::Several { cells, .. } => {
            let known = cells.iter().map(|cell| reading_of(*cell, questionnaire, ix));
            // What CR-5 may put there: one option, of any grade.
            let computed = questionnaire
                .rules
                .iter()
                .any(|rule| matches!(&rule.effect, Effect::Computed { questions } if questions.contains(&ix)));
            let options = if computed { 0..OptionSet::MAX_OPTIONS * 4 } else { 0..0 };
            let computed =
                options.map(|code| Reading::stated(questionnaire, ix, OptionSet::of(code / 4), (code % 4) as u8));
            known.chain(computed).collect()
        }
    }
}

fn reading_of(cell: Cell, questionnaire: &Questionnaire, ix: QuestionIx) -> Reading {
    match cell.state {
        CellState::Open | CellState::Unusable => Reading::OPEN,
        CellState::Unknown => Reading { state: State::Unknown, ..Reading::OPEN },
        CellState::NotApplicable => Reading { invalid_not_applicable: true, ..Reading::OPEN },
        CellState::Text => Reading { state: State::Stated, ..Reading::OPEN },
        CellState::Options(options) => Reading::stated(questionnaire, ix, options, cell.grade),
    }
}

/// The inner edges of all tiers, and whether no product with them leaves 64 bits.
fn edges(questionnaire: &Questionnaire) -> (Vec<Box<[Edge; 256]>>, bool) {
    let inner = |tier: usize| {
        let edges = questionnaire.edges.get(tier).map_or(&[][..], Vec::as_slice);
        edges.split_last().map_or(&[][..], |(_, inner)| inner)
    };
    let tiers = questionnaire.tiers.len().min(256);
    let most = (0..tiers).map(|tier| inner(tier).len()).max().unwrap_or(0);
    // The sums are below 2^32.
    let narrow = (0..tiers)
        .flat_map(inner)
        .all(|edge| edge.numer().unsigned_abs() < 1 << 31 && edge.denom().saturating_mul(25) < 1 << 31);
    let of_place = |place: usize| {
        let mut by_tier = Box::new([Edge::default(); 256]);
        for (tier, edge) in by_tier.iter_mut().enumerate().take(tiers) {
            if let Some(ratio) = inner(tier).get(place) {
                *edge = Edge::of(ratio);
            }
        }
        by_tier
    };
    ((0..most).map(of_place).collect(), narrow)
}

impl Edge {
    fn of(ratio: &Ratio) -> Self {
        Self { weighted: *ratio.denom(), applicable: *ratio.numer() }
    }

    /// Nothing scored applies: the score is 0.
    #[inline]
    pub(super) fn is_below(self, sums: &Sums) -> bool {
        25 * self.weighted * i64::from(sums[0]) > self.applicable * i64::from(sums[1].max(1))
    }

    /// The same for edges of many digits.
    pub(super) fn is_below_wide(self, sums: &Sums) -> bool {
        25 * i128::from(self.weighted) * i128::from(sums[0]) > i128::from(self.applicable) * i128::from(sums[1].max(1))
    }
}

/// The factor of a stated answer that counts raised to at least this.
pub(super) fn raised(count: u8, to: Quarter) -> u8 {
    if count < count::UNKNOWN { (count / 4).max(to.pips()) * 4 + count % 4 } else { count }
}

//! The largest moves, compared exactly.

use crate::questionnaire::Ratio;

/// Movers that are kept each way.
pub const MOST_MOVERS: usize = 100;

/// A submission whose score moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mover {
    pub row: u32,
    /// Score after less score before, points.
    pub change: Ratio,
}

/// How far a score moves, in quarters as a fraction that is not reduced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub above: i64,
    /// Above 0.
    pub below: i64,
}

/// Nothing applicable is a score of 0.
fn fraction((weighted, applicable): (i64, i64)) -> (i64, i64) {
    if applicable == 0 { (0, 1) } else { (weighted, applicable) }
}

impl Step {
    #[inline]
    pub(super) fn between(before: (i64, i64), after: (i64, i64)) -> Self {
        let ((old, under), (new, over)) = (fraction(before), fraction(after));
        Self { above: new * under - old * over, below: under * over }
    }

    /// Whether this goes further up.
    #[inline]
    fn beyond(self, other: Self) -> bool {
        i128::from(self.above) * i128::from(other.below) > i128::from(other.above) * i128::from(self.below)
    }

    fn reversed(self) -> Self {
        Self { above: -self.above, ..self }
    }

    fn points(self) -> Ratio {
        Ratio::new(self.above, self.below) * 25
    }
}

/// Score after less score before, points; each as weighted and applicable ([`crate::book::Scoring::score_units`]).
#[must_use]
pub fn score_change(before: (i64, i64), after: (i64, i64)) -> Ratio {
    Step::between(before, after).points()
}

/// The largest steps up, or down, the largest first; of equal ones the first row.
#[derive(Clone, Debug)]
pub(super) struct Largest {
    up: bool,
    /// Steps down are kept reversed.
    steps: Vec<(Step, u32)>,
}

impl Largest {
    pub(super) fn new(up: bool) -> Self {
        Self { up, steps: Vec::new() }
    }

    /// Rows come in ascending order. The step goes the right way.
    #[inline]
    pub(super) fn offer(&mut self, step: Step, row: u32) {
        let step = if self.up { step } else { step.reversed() };
        if self.steps.len() == MOST_MOVERS && self.steps.last().is_some_and(|(last, _)| !step.beyond(*last)) {
            return;
        }
        let place = self.steps.partition_point(|(kept, _)| !step.beyond(*kept));
        self.steps.truncate(MOST_MOVERS - 1);
        self.steps.insert(place, (step, row));
    }

    /// `later` is of later rows.
    pub(super) fn merge(&mut self, later: Self) {
        for (step, row) in later.steps {
            self.offer(if self.up { step } else { step.reversed() }, row);
        }
    }

    pub(super) fn movers(self) -> Vec<Mover> {
        let up = self.up;
        let points = |step: Step| if up { step.points() } else { step.reversed().points() };
        self.steps.into_iter().map(|(step, row)| Mover { row, change: points(step) }).collect()
    }
}

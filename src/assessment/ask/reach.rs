//! What all completions together reach.

use super::span::Span;
use crate::questionnaire::{Ratio, TierIx};

/// What all completions together reach.
#[derive(Clone, Debug)]
pub(super) struct Reach {
    /// Weighted sum (tenths x quarters) and applicable weight (tenths) of the best and of the worst score.
    pub best: (i64, i64),
    pub worst: (i64, i64),
    /// Exposure index.
    pub index: (u32, u32),
    pub tiers: (TierIx, TierIx),
    /// After floors, by place.
    pub bands: Vec<bool>,
    /// Whether each knock-out fires, by its place in [`super::world::World::knock_outs`].
    pub knock_outs: Vec<Span>,
}

impl Reach {
    pub(super) fn best(&self) -> Ratio {
        points(self.best)
    }
    pub(super) fn worst(&self) -> Ratio {
        points(self.worst)
    }
    /// Width of the range of the score, thousandths of a point, rounded down.
    pub(super) fn width(&self) -> i64 {
        thousandths(self.worst) - thousandths(self.best)
    }
    pub(super) fn band_count(&self) -> i64 {
        self.bands.iter().filter(|possible| **possible).count() as i64
    }

    /// Wide enough for both; both see the same exposure.
    pub(super) fn joined(mut self, seen: Self) -> Self {
        if less(seen.best, self.best) {
            self.best = seen.best;
        }
        if less(self.worst, seen.worst) {
            self.worst = seen.worst;
        }
        for (band, possible) in self.bands.iter_mut().zip(&seen.bands) {
            *band |= possible;
        }
        for (fires, other) in self.knock_outs.iter_mut().zip(seen.knock_outs) {
            *fires = fires.joined(other);
        }
        self
    }
}

fn points((weighted, applicable): (i64, i64)) -> Ratio {
    if applicable == 0 { Ratio::from_integer(0) } else { Ratio::new(100 * weighted, 4 * applicable) }
}

fn thousandths((weighted, applicable): (i64, i64)) -> i64 {
    if applicable == 0 { 0 } else { 25_000 * weighted / applicable }
}

fn less(a: (i64, i64), b: (i64, i64)) -> bool {
    // Nothing applicable scores 0.
    let [a, b] = [a, b].map(|(weighted, applicable)| if applicable == 0 { (0, 1) } else { (weighted, applicable) });
    i128::from(a.0) * i128::from(b.1) < i128::from(b.0) * i128::from(a.1)
}

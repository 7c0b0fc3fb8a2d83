//! What half as much and one and a half times the weight of each section would do, to the open case and to the book
//! (domain.md 8.2). Worked out when it is looked at and something has changed, never while drawing.

use super::draft::Tab;
use crate::assessment::{self, Sensitivity};
use crate::gui::state::{Desk, Screen};
use crate::questionnaire::{BandIx, Ratio};

/// The open case under the draft.
pub struct OfCase {
    /// Which case, its revision and that of the draft.
    of: (u64, u64, u64),
    pub name: String,
    pub score: Ratio,
    pub band: BandIx,
    /// Questionnaire order; empty where the case was scored with another questionnaire.
    pub sections: Vec<Sensitivity>,
}

/// Between frames.
pub fn tick(desk: &mut Desk) {
    let Some(draft) = &desk.carrier.draft else { return };
    if desk.screen != Screen::Weights || draft.view.tab != Tab::Sensitivity {
        return;
    }
    let Some(case) = &desk.case else {
        desk.carrier.case_sensitivity = None;
        return;
    };
    let of = (case.id, case.revision, desk.carrier.draft_revision);
    if desk.carrier.case_sensitivity.as_ref().is_some_and(|known| known.of == of) {
        return;
    }
    let effective = &draft.effective;
    let (submission, facts) = (&case.submission, &case.derived.facts);
    let fits = case.questionnaire.sha256 == effective.sha256;
    let now = fits.then(|| assessment::assess(effective, submission, facts));
    desk.carrier.case_sensitivity = Some(OfCase {
        of,
        name: case.name().to_owned(),
        score: now.as_ref().map_or_else(Ratio::default, |now| now.score),
        band: now.as_ref().map_or(BandIx(0), |now| now.band),
        sections: if fits { assessment::sensitivity(effective, submission, facts) } else { Vec::new() },
    });
}

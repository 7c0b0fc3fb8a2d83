//! What half as much and one and a half times the weight of each section would do, to the open case and to the book
//! (domain.md 8.2). Worked out when it is looked at and something has changed, never while drawing.

use super::Done;
use super::draft::Tab;
use crate::assessment::{self, Sensitivity};
use crate::book::{self, Shift};
use crate::gui::jobs::Finished;
use crate::gui::state::{Desk, Screen};
use crate::questionnaire::{BandIx, Ratio, SectionIx};
use egui::Context;

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

/// The book under the draft.
#[derive(Default)]
pub struct BookState {
    pub landed: Option<OfBook>,
    /// What a job works on.
    asked: Option<u64>,
}

pub struct OfBook {
    /// Which landing of the live effect it belongs to.
    pub of: u64,
    /// Submissions in it.
    pub rows: u64,
    pub sections: Vec<SectionMoves>,
}

/// What one section's weight does to the bands of a book.
pub struct SectionMoves {
    pub section: SectionIx,
    /// `None` where a weight would be larger than a weight can be.
    pub half: Option<Moves>,
    pub more: Option<Moves>,
}

/// Submissions in another band than before, and how far the mean score moves.
#[derive(Clone, Copy)]
pub struct Moves {
    pub better: u64,
    pub worse: u64,
    pub mean: Ratio,
}

impl Moves {
    fn of(shift: &Shift) -> Self {
        let size = shift.bands.size();
        let count = |is_counted: fn(usize, usize) -> bool| {
            let cells = (0..size).flat_map(|from| (0..size).map(move |to| (from, to)));
            cells.filter(|(from, to)| is_counted(*from, *to)).map(|(from, to)| shift.bands.get(from, to).count).sum()
        };
        Self { better: count(|from, to| to < from), worse: count(|from, to| to > from), mean: shift.mean_change }
    }
}

/// Between frames.
pub fn tick(context: &Context, desk: &mut Desk) {
    let Some(draft) = &desk.carrier.draft else { return };
    if desk.screen != Screen::Weights || draft.view.tab != Tab::Sensitivity {
        return;
    }
    weigh_book(context, desk);
    weigh_case(desk);
}

/// One job at a time; what was asked for meanwhile is asked again at its end.
fn weigh_book(context: &Context, desk: &mut Desk) {
    let state = &mut desk.carrier.book_sensitivity;
    let Some(landed) = &desk.carrier.live.landed else {
        state.landed = None;
        return;
    };
    if state.asked.is_some() || state.landed.as_ref().is_some_and(|known| known.of == landed.number) {
        return;
    }
    state.asked = Some(landed.number);
    let lent = landed.lend();
    desk.jobs.start("Weighing the sections over the book", true, context, move |_| {
        let (book, after) = (&lent.read.book, &lent.after);
        let sections = book::sensitivity(book, &after.of, &after.scoring, lent.impact.weigh);
        let moves = |shift: Option<Shift>| shift.as_ref().map(Moves::of);
        let sections = sections
            .into_iter()
            .map(|it| SectionMoves { section: it.section, half: moves(it.half), more: moves(it.more) })
            .collect();
        let of = OfBook { of: lent.number, rows: book.rows() as u64, sections };
        Finished::Carrier(Box::new(Done::Sensitivity(of)))
    });
}

/// A job has come back.
pub fn computed(desk: &mut Desk, of: OfBook) {
    desk.carrier.book_sensitivity = BookState { landed: Some(of), asked: None };
}

fn weigh_case(desk: &mut Desk) {
    let Some(draft) = &desk.carrier.draft else { return };
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

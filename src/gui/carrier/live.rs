//! What the draft does to the book, computed anew whenever [`super::Carrier::draft_revision`] has grown.
//!
//! A weight change steps from the scores that are there; anything else scores anew. Small books are done within the
//! frame, large ones beside it: there one job runs at a time, it takes the newest draft when it begins, and what was
//! asked for meanwhile is asked again at its end. Until then the old values stay, and [`Live::is_behind`] says so.

use super::{Done, Draft, book::OpenBook, book::Side};
use crate::book::{GroupBy, Impact, Scoring, WeighBy, impact, rows_between};
use crate::files::{ReadBook, read_plan};
use crate::gui::apply::file_name;
use crate::gui::jobs::Finished;
use crate::gui::state::{Desk, Screen};
use crate::questionnaire::plan::{Target, Value, lay};
use crate::questionnaire::{QuestionIx, Questionnaire, Weight};
use egui::Context;
use std::path::Path;
use std::sync::Arc;

/// Rows up to which one step of weights is made within a frame, and rows up to which everything is.
const STEP_IN_FRAME: usize = 200_000;
const ALL_IN_FRAME: usize = 60_000;

/// Rows of a cell of the matrix that are listed.
pub const MOST_LISTED: usize = 1_000;

/// The book under two questionnaires, and what lies between them.
#[derive(Default)]
pub struct Live {
    /// What stands before; `None` is what the draft began on.
    reference: Option<Reference>,
    pub weigh: WeighBy,
    pub group: GroupBy,
    /// Of the groups of the impact; `None` is the whole book.
    pub looked_at_group: Option<usize>,
    /// The cell of the matrix whose rows are listed, by places of the outcomes.
    pub cell: Option<(usize, usize)>,
    pub landed: Option<Landed>,
    /// A scoring that is out of use, for the next step.
    spare: Option<Scored>,
    working: bool,
    landings: u64,
}

/// A plan to compare with.
struct Reference {
    name: String,
    effective: Arc<Questionnaire>,
}

/// The rows behind a cell of the matrix.
pub struct Listed {
    cell: (usize, usize),
    /// The first [`MOST_LISTED`].
    pub rows: Vec<u32>,
    pub count: u64,
}

/// A book under a questionnaire.
#[derive(Clone)]
pub struct Scored {
    pub of: Arc<Questionnaire>,
    pub scoring: Arc<Scoring>,
}

/// What was computed last; everything in it belongs together.
pub struct Landed {
    /// Grows with every landing.
    pub number: u64,
    /// [`OpenBook::id`]
    pub book: u64,
    pub read: Arc<ReadBook>,
    pub before: Scored,
    pub after: Scored,
    pub impact: Arc<Impact>,
    /// The rows of the cell that is looked at.
    pub listed: Option<Arc<Listed>>,
}

impl Landed {
    #[must_use]
    pub fn side(&self, side: Side) -> &Scored {
        match side {
            Side::Before => &self.before,
            Side::After => &self.after,
        }
    }

    /// What the impact was weighed and split by, and the cell whose rows are listed.
    fn view(&self) -> (WeighBy, GroupBy, Option<(usize, usize)>) {
        (self.impact.weigh, self.impact.group, self.listed.as_ref().map(|listed| listed.cell))
    }

    /// The same for a job to take along.
    #[must_use]
    pub fn lend(&self) -> Self {
        Self {
            read: self.read.clone(),
            before: self.before.clone(),
            after: self.after.clone(),
            impact: self.impact.clone(),
            listed: self.listed.clone(),
            ..*self
        }
    }
}

/// What is to be computed, and what it may begin from.
struct Task {
    book: u64,
    read: Arc<ReadBook>,
    before: Arc<Questionnaire>,
    after: Arc<Questionnaire>,
    weigh: WeighBy,
    group: GroupBy,
    cell: Option<(usize, usize)>,
    /// Scorings of the same reading.
    from_before: Option<Scored>,
    from_after: Option<Scored>,
}

/// What a job comes back with.
pub struct Computed {
    book: u64,
    read: Arc<ReadBook>,
    before: Scored,
    after: Scored,
    impact: Impact,
    listed: Option<Listed>,
}

impl Live {
    /// What stands before, in words.
    #[must_use]
    pub fn reference_name<'a>(&'a self, start: &'a str) -> &'a str {
        self.reference.as_ref().map_or(start, |reference| &reference.name)
    }

    /// Whether another plan than the one the draft began on stands before.
    #[must_use]
    pub fn has_reference(&self) -> bool {
        self.reference.is_some()
    }

    /// What stands before.
    #[must_use]
    pub fn before(&self, draft: &Draft) -> Arc<Questionnaire> {
        self.reference.as_ref().map_or(&draft.base, |reference| &reference.effective).clone()
    }

    /// Whether what landed is older than what is asked for.
    #[must_use]
    pub fn is_behind(&self) -> bool {
        self.working
    }
}

/// Compares with the plan of a file from now on.
pub fn compare_with(desk: &mut Desk, path: &Path) {
    let Some(base) = desk.carrier.draft.as_ref().map(|draft| draft.base.clone()) else { return };
    let laid = match read_plan(path) {
        Ok(plan) => lay(&base, &plan).map(|effective| (plan.name(), effective)),
        Err(error) => return desk.error(error.to_string(), error.detail().unwrap_or_default()),
    };
    match laid {
        Ok((name, effective)) => {
            desk.carrier.live.reference = Some(Reference { name, effective: Arc::new(effective) });
        }
        Err(conflicts) => {
            let lines: Vec<String> = conflicts.iter().map(ToString::to_string).collect();
            let name = file_name(path);
            desk.error(
                format!("{name} does not fit {}, so nothing was compared with it", base.name()),
                lines.join("\n"),
            );
        }
    }
}

/// Compares with what the draft began on.
pub fn compare_with_start(desk: &mut Desk) {
    desk.carrier.live.reference = None;
}

/// Between frames: brings what is shown up to the draft.
pub fn tick(context: &Context, desk: &mut Desk) {
    if !matches!(desk.screen, Screen::Book | Screen::Weights) {
        return;
    }
    let carrier = &mut desk.carrier;
    let live = &mut carrier.live;
    let (Some(open), Some(draft)) = (&carrier.book, &carrier.draft) else {
        live.landed = None;
        live.spare = None;
        return;
    };
    if live.working {
        return;
    }
    if !fits(open, draft) {
        live.landed = None;
        live.spare = None;
        return;
    }
    let before = live.before(draft);
    let after = draft.effective.clone();
    let landed = live.landed.as_ref();
    let same_book = landed.is_some_and(|landed| landed.book == open.id);
    let same_before = same_book && landed.is_some_and(|landed| Arc::ptr_eq(&landed.before.of, &before));
    let same_after = same_book && landed.is_some_and(|landed| Arc::ptr_eq(&landed.after.of, &after));
    let wanted = (live.weigh, live.group, live.cell);
    let same_view = landed.is_some_and(|landed| landed.view() == wanted);
    if same_before && same_after && same_view {
        return;
    }
    let step = landed.filter(|_| same_before).map(|landed| weights_between(&landed.after.of, &after).is_some());
    let most = if step == Some(true) { STEP_IN_FRAME } else { ALL_IN_FRAME };
    let in_frame = open.read.book.rows() <= most;
    let task = live.task(open, before, after, same_book, in_frame);
    if in_frame {
        let computed = task.run();
        land(live, computed);
        return;
    }
    live.working = true;
    desk.jobs.start("Scoring the book", false, context, move |_| {
        Finished::Carrier(Box::new(Done::Live(Box::new(task.run()))))
    });
}

/// Whether the plan in work is laid over the questionnaire that the book was read under.
pub fn fits(open: &OpenBook, draft: &Draft) -> bool {
    open.read.book.questionnaire().sha256 == draft.base.sha256
}

/// What stands in place of figures while there are none.
#[must_use]
pub fn waiting_words(desk: &Desk) -> String {
    match (&desk.carrier.book, &desk.carrier.draft) {
        (Some(open), Some(draft)) if !fits(open, draft) => format!(
            "The book was read under {} and the plan is laid over {}; open the book again to see what the plan does to it",
            open.read.book.questionnaire().name(),
            draft.base.name()
        ),
        _ => "Scoring the submissions".to_owned(),
    }
}

/// Takes over what a job came back with; newer questions are asked by the next tick.
pub fn computed(context: &Context, desk: &mut Desk, computed: Computed) {
    let live = &mut desk.carrier.live;
    live.working = false;
    if desk.carrier.book.as_ref().is_some_and(|open| open.id == computed.book) {
        land(live, computed);
    }
    context.request_repaint();
}

fn land(live: &mut Live, computed: Computed) {
    live.landings += 1;
    let Computed { book, read, before, after, impact, listed } = computed;
    let number = live.landings;
    let (impact, listed) = (Arc::new(impact), listed.map(Arc::new));
    let landed = Landed { number, book, read, before, after, impact, listed };
    let old = live.landed.replace(landed);
    // Only what no job reads any more can be stepped on in place.
    live.spare =
        old.filter(|old| old.book == book).map(|old| old.after).filter(|it| Arc::strong_count(&it.scoring) == 1);
}

impl Live {
    /// In a frame, what is shown is stepped on in place; beside it, it stays on the screen and a spare one is used.
    fn task(
        &mut self,
        open: &OpenBook,
        before: Arc<Questionnaire>,
        after: Arc<Questionnaire>,
        same_book: bool,
        in_frame: bool,
    ) -> Task {
        let spare = self.spare.take().filter(|_| same_book);
        let (from_before, from_after) = if in_frame {
            match self.landed.take().filter(|_| same_book) {
                Some(landed) => (Some(landed.before), Some(landed.after)),
                None => (None, None),
            }
        } else {
            let landed = self.landed.as_ref().filter(|_| same_book);
            (landed.map(|landed| landed.before.clone()), spare.or_else(|| landed.map(|landed| landed.after.clone())))
        };
        Task {
            book: open.id,
            read: open.read.clone(),
            before,
            after,
            weigh: self.weigh,
            group: self.group,
            cell: self.cell,
            from_before,
            from_after,
        }
    }
}

impl Task {
    fn run(self) -> Computed {
        let Self { book, read, before, after, weigh, group, cell, from_before, from_after } = self;
        let before = Scored::under(&read, before, from_before);
        let after =
            if Arc::ptr_eq(&before.of, &after) { before.clone() } else { Scored::under(&read, after, from_after) };
        let impact = impact(&read.book, &before.scoring, &after.scoring, weigh, group);
        let listed = cell.map(|cell| {
            let (rows, count) = rows_between(&before.scoring, &after.scoring, cell.0, cell.1, MOST_LISTED);
            Listed { cell, rows, count }
        });
        Computed { book, read, before, after, impact, listed }
    }
}

impl Scored {
    /// The book under a questionnaire, from another scoring of it where only weights differ.
    fn under(read: &ReadBook, wanted: Arc<Questionnaire>, from: Option<Self>) -> Self {
        let Some(mut from) = from else { return Self::anew(read, wanted) };
        if Arc::ptr_eq(&from.of, &wanted) {
            return from;
        }
        let Some(weights) = weights_between(&from.of, &wanted) else { return Self::anew(read, wanted) };
        if !weights.is_empty() {
            Arc::make_mut(&mut from.scoring).reweigh_all(&weights);
        }
        Self { of: wanted, scoring: from.scoring }
    }

    pub fn anew(read: &ReadBook, wanted: Arc<Questionnaire>) -> Self {
        Self { scoring: Arc::new(Scoring::of(&read.book, &wanted)), of: wanted }
    }
}

/// The weights in which two plans over the same base differ; `None` where they differ in anything else.
fn weights_between(from: &Questionnaire, to: &Questionnaire) -> Option<Vec<(QuestionIx, Weight)>> {
    if from.sha256 != to.sha256
        || from.questions.len() != to.questions.len()
        || other_changes(from) != other_changes(to)
    {
        return None;
    }
    let pairs = (0_u16..).map(QuestionIx).zip(from.questions.iter().zip(&to.questions));
    Some(pairs.filter(|(_, (a, b))| a.weight != b.weight).map(|(ix, (_, b))| (ix, b.weight)).collect())
}

/// What a plan changes beside weights.
fn other_changes(questionnaire: &Questionnaire) -> Vec<(&Target, &Value)> {
    let changes = questionnaire.plan.iter().flat_map(|plan| &plan.changes);
    let others = changes.filter(|change| !matches!(change.target, Target::Weight { .. }));
    let mut others: Vec<(&Target, &Value)> = others.map(|change| (&change.target, &change.to)).collect();
    others.sort_by_key(|(target, _)| *target);
    others
}

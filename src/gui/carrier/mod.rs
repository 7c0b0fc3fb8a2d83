//! The carrier's side of the desk: a plan in work, the book it is tried on, and what it does there.
//!
//! The editor changes [`Draft`] only; whatever is computed over the book follows [`Carrier::draft_revision`]
//! and is never read by the editor.

pub mod book;
pub mod draft;
pub mod exhibit;
pub mod filing;
pub mod live;
pub mod sensitivity;

pub use book::BookAction;
pub use draft::{Draft, DraftAction};
pub use filing::{Decision, FileAction, Fitting, PlanDone, Signature, Signs};

use super::state::{Desk, Screen};
use super::store;
use egui::Context;

/// What a carrier has on the desk; it needs no open case.
#[derive(Default)]
pub struct Carrier {
    /// Made when it is first looked at.
    pub draft: Option<Draft>,
    /// Grows with everything that changes what the draft makes of a submission.
    pub draft_revision: u64,
    /// A plan that waits for decisions before it is the draft.
    pub fitting: Option<Fitting>,
    pub case_sensitivity: Option<sensitivity::OfCase>,
    pub book_sensitivity: sensitivity::BookState,
    pub book: Option<book::OpenBook>,
    /// The job that reads a book.
    pub reading: Option<u64>,
    pub live: live::Live,
}

impl Carrier {
    /// What is worked on there: the book, or the plan.
    #[must_use]
    pub fn name_on(&self, screen: Screen) -> &str {
        match screen {
            Screen::Book => self.book.as_ref().map_or("No book is open", |open| &open.name),
            _ => self.draft.as_ref().map_or("No plan is open", Draft::name),
        }
    }
}

/// A draft is on the desk as soon as a carrier's screen is: over the questionnaire of this program.
pub fn begin(desk: &mut Desk) {
    if desk.carrier.draft.is_some() {
        return;
    }
    match store::shipped_questionnaire() {
        Ok(base) => {
            desk.carrier.draft = Some(Draft::on(base, &store::user()));
            desk.carrier.draft_revision += 1;
        }
        Err(refusal) => desk.error(refusal.text, refusal.details),
    }
}

/// What a carrier's job came back with.
pub enum Done {
    Book(book::BookDone),
    Live(Box<live::Computed>),
    Plan(PlanDone),
    Sensitivity(sensitivity::OfBook),
}

pub fn finished(context: &Context, desk: &mut Desk, done: Done) {
    match done {
        Done::Book(done) => book::finished(desk, done),
        Done::Plan(done) => filing::done(context, desk, done),
        Done::Sensitivity(of) => sensitivity::computed(desk, of),
        Done::Live(computed) => live::computed(context, desk, *computed),
    }
}

/// Between frames.
pub fn tick(context: &Context, desk: &mut Desk) {
    book::tick(context, desk);
    live::tick(context, desk);
    sensitivity::tick(context, desk);
}

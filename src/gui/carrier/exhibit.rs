//! The exhibit of the draft: what it changes and what that does to the open book, as a PDF to be read and filed.

use super::filing::PlanDone;
use super::live::{self, Scored};
use super::{Carrier, Done};
use crate::book::{impact, section_shift};
use crate::files::write_exhibit;
use crate::gui::apply::file_name;
use crate::gui::jobs::Finished;
use crate::gui::state::Desk;
use crate::gui::store::{self, Refusal};
use crate::gui::words;
use crate::memo::exhibit::{Effect, Exhibit};
use egui::Context;
use std::path::PathBuf;

/// An exhibit that was written, or why not.
pub type Written = Result<Exhibited, Refusal>;

/// Where it is, how many pages it has, and whether a book was scored for it.
pub struct Exhibited {
    path: PathBuf,
    pages: usize,
    with_book: bool,
}

impl Carrier {
    /// Whether there is a difference to show.
    #[must_use]
    pub fn may_exhibit(&self) -> bool {
        self.draft.as_ref().is_some_and(|draft| !draft.plan.changes.is_empty() || self.live.has_reference())
    }
}

/// `2026-11-22 ot-heavy exhibit.pdf`.
#[must_use]
pub fn suggested_name(desk: &Desk) -> String {
    let name = desk.carrier.draft.as_ref().map(|draft| store::file_stem(draft.name())).unwrap_or_default();
    format!("{} {name} exhibit.pdf", desk.today.format("%Y-%m-%d"))
}

/// Scores the book under both sides and writes the exhibit, in the background.
pub fn write(context: &Context, desk: &mut Desk, path: PathBuf) {
    let carrier = &desk.carrier;
    let Some(draft) = &carrier.draft else { return };
    let is_laid = draft.effective.plan.as_ref().is_none_or(|plan| plan.sha256 == draft.plan.sha256);
    if !is_laid {
        let faults = super::Draft::fault_sentences(&draft.faults);
        return desk.error("The plan does not fit its questionnaire as it stands, so no exhibit was written", faults);
    }
    let (before, after) = (carrier.live.before(draft), draft.effective.clone());
    let open = carrier.book.as_ref().filter(|open| live::fits(open, draft));
    let book = open.map(|open| (open.name.clone(), open.read.clone()));
    let (weigh, group, as_of) = (carrier.live.weigh, carrier.live.group, desk.today);
    desk.jobs.start("Writing the exhibit", true, context, move |_| {
        let with_book = book.is_some();
        let written = match &book {
            None => write_exhibit(&path, &Exhibit { before: &before, after: &after, effect: None }, as_of),
            Some((book_name, read)) => {
                let before = Scored::anew(read, before);
                let after = Scored::anew(read, after);
                let impact = impact(&read.book, &before.scoring, &after.scoring, weigh, group);
                let sections = section_shift(&read.book, &before.scoring, &after.scoring);
                let effect = Effect {
                    book_name,
                    book: &read.book,
                    before: &before.scoring,
                    after: &after.scoring,
                    impact: &impact,
                    sections: &sections,
                    left_out: (read.rows_left_out + read.bad_files.len()) as u64,
                };
                write_exhibit(&path, &Exhibit { before: &before.of, after: &after.of, effect: Some(effect) }, as_of)
            }
        };
        let written = written.map(|pages| Exhibited { path, pages, with_book }).map_err(Refusal::from);
        Finished::Carrier(Box::new(Done::Plan(PlanDone::Exhibited(written))))
    });
}

/// Says where the exhibit is, and what is not in it.
pub fn written(desk: &mut Desk, written: Written) {
    match written {
        Ok(Exhibited { path, pages, with_book }) => {
            let pages = words::counted(pages, "page", "pages");
            let without = if with_book { "" } else { "; no book is open, so it shows no effect on one" };
            desk.toast(format!("Saved {}, {pages}{without}", file_name(&path)));
        }
        Err(refusal) => desk.error(refusal.text, refusal.details),
    }
}

//! One run through a file: what a person decided, who follows it, and where the rows go.

use super::preview::Look;
use super::watch::Watch;
use super::{ImportOptions, Refusal};
use crate::inventory::{DateRules, DropReason, Intake, Inventory, Mapping};
use std::cell::{Cell, RefCell};

/// Rows or pieces between two looks at the watch.
const STEPS: u32 = 1024;
/// Parts that the work is told in.
const PARTS: u64 = 1000;

pub(super) struct Reading<'a> {
    pub(super) options: &'a ImportOptions,
    watch: &'a dyn Watch,
    look: Option<&'a RefCell<Look>>,
    /// Whether a table is taken in which no column is understood: for a person to say what they mean.
    pub(super) takes_anything: bool,
    steps: Cell<u32>,
    told: Cell<u64>,
}

impl<'a> Reading<'a> {
    /// For devices.
    pub(super) fn devices(options: &'a ImportOptions, watch: &'a dyn Watch) -> Self {
        Self { options, watch, look: None, takes_anything: false, steps: Cell::new(0), told: Cell::new(0) }
    }

    /// For a look at the first rows.
    pub(super) fn look(options: &'a ImportOptions, into: &'a RefCell<Look>, takes_anything: bool) -> Self {
        let nobody = &super::Unwatched;
        Self { look: Some(into), takes_anything, ..Self::devices(options, nobody) }
    }

    /// To be called for every row or piece: `done` of `of` are behind, in whatever the format counts.
    ///
    /// # Errors
    /// Somebody stopped the import.
    #[inline]
    pub(super) fn step(&self, done: usize, of: usize) -> Result<(), Refusal> {
        let steps = self.steps.get();
        self.steps.set(steps.wrapping_add(1));
        if steps.is_multiple_of(STEPS) { self.tell(done, of) } else { Ok(()) }
    }

    #[cold]
    fn tell(&self, done: usize, of: usize) -> Result<(), Refusal> {
        if self.watch.is_stopped() {
            return Err(Refusal::stopped());
        }
        let part = (done as u64).saturating_mul(PARTS) / (of as u64).max(1);
        if part > self.told.get() && part <= PARTS {
            self.told.set(part);
            self.watch.part(part, PARTS);
        }
        Ok(())
    }

    /// What takes the rows that follow; `header_row` is `None` where the names of the columns stand in no row.
    pub(super) fn sink(
        &self,
        format: &'static str,
        header_row: Option<u32>,
        mapping: Mapping,
        serial_days: bool,
    ) -> Sink<'a> {
        let rules = DateRules { order: self.options.date_order, serial_days };
        match self.look {
            None => Sink::Devices(Box::new(Intake::new(mapping, rules))),
            Some(look) => {
                *look.borrow_mut() = Look::new(format, header_row, mapping, rules);
                Sink::Look(look)
            }
        }
    }

    /// Puts what a person chose over what the table of headers says.
    pub(super) fn choose(&self, mapping: &mut Mapping) -> Result<(), Refusal> {
        for (header, field) in &self.options.choices {
            match mapping.choose(header, *field) {
                Err(what) if !self.takes_anything => return Err(Refusal::new(what, "Correct the name in --map")),
                Ok(()) | Err(_) => {}
            }
        }
        Ok(())
    }
}

/// Where rows go.
pub(super) enum Sink<'a> {
    Devices(Box<Intake>),
    Look(&'a RefCell<Look>),
}

impl Sink<'_> {
    /// Takes one row; `number` is its place in the file.
    ///
    /// # Errors
    /// More rows or text than is kept, or a look that has seen enough.
    #[inline]
    pub(super) fn row(&mut self, number: u32, cells: &[&str]) -> Result<(), Refusal> {
        match self {
            Self::Devices(intake) => Ok(intake.row(number, cells)?),
            Self::Look(look) => look.borrow_mut().row(number, cells),
        }
    }

    /// Tells which rows come next.
    pub(super) fn foresee<'a>(&mut self, rows: impl Iterator<Item = &'a [&'a str]>) {
        if let Self::Devices(intake) = self {
            intake.foresee(rows);
        }
    }

    /// Counts a row that is known to be no device.
    pub(super) fn drop_row(&mut self, number: u32, reason: DropReason) -> Result<(), Refusal> {
        match self {
            Self::Devices(intake) => Ok(intake.drop_row(number, reason)?),
            Self::Look(_) => Ok(()),
        }
    }

    /// Lists something about a row that could not be used.
    pub(super) fn note(&mut self, number: u32, what: &str) {
        if let Self::Devices(intake) = self {
            intake.note(number, "", "", what);
        }
    }

    /// Tells something about the file as a whole.
    pub(super) fn notice(&mut self, sentence: String) {
        if let Self::Devices(intake) = self {
            intake.notice(sentence);
        }
    }

    /// After the last row. A look has no devices to give.
    pub(super) fn finish(self) -> Inventory {
        match self {
            Self::Devices(intake) => intake.finish(),
            Self::Look(look) => {
                look.borrow_mut().preview.is_whole = true;
                Inventory::default()
            }
        }
    }
}

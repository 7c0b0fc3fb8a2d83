//! The table of devices, by column: a text is kept once, a column that nobody filled takes no room.

use super::class::{DeviceClass, LifecycleState, YesNo};
use super::date::DateMark;
use super::field::{DateField, Field};
use super::list::{Cell, CellChange, DeviceRow};
use super::text::{Symbol, Texts};
use chrono::NaiveDate;

/// All devices of an inventory. Rows count from 0 here; [`Self::source_row`] is the row in the file.
#[derive(Clone)]
pub struct Devices {
    pub(super) texts: Texts,
    /// By [`Field::place`]; shorter than the table where the rest is blank.
    columns: Vec<Vec<Symbol>>,
    /// By [`DateField::place`], likewise.
    dates: Vec<Vec<(Option<NaiveDate>, DateMark)>>,
    classes: Vec<DeviceClass>,
    /// Devices a row stands for.
    quantities: Vec<u32>,
    source_rows: Vec<u32>,
}

impl Default for Devices {
    fn default() -> Self {
        Self {
            texts: Texts::default(),
            columns: vec![Vec::new(); Field::COUNT],
            dates: vec![Vec::new(); DateField::COUNT],
            classes: Vec::new(),
            quantities: Vec::new(),
            source_rows: Vec::new(),
        }
    }
}

/// A table may hold a million rows: only its size is worth printing.
impl std::fmt::Debug for Devices {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Devices").field("rows", &self.len()).field("devices", &self.count()).finish()
    }
}

/// Two tables are the same when every cell of every row is.
impl PartialEq for Devices {
    fn eq(&self, other: &Self) -> bool {
        let same_row = |row: usize| {
            Field::ALL.into_iter().all(|field| self.text(row, field) == other.text(row, field))
                && DateField::ALL.into_iter().all(|date| self.date(row, date) == other.date(row, date))
        };
        self.source_rows == other.source_rows
            && self.quantities == other.quantities
            && self.classes == other.classes
            && (0..self.len()).all(same_row)
    }
}
impl Eq for Devices {}

/// Until when a device gets security updates, and on what that rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SupportEnd {
    /// The last day.
    pub date: NaiveDate,
    /// Taken from the end of all support, because no end of security support is given.
    pub inferred: bool,
    /// Only the month is known; the date is its last day.
    pub month_only: bool,
}

impl Devices {
    /// Rows, each perhaps with a quantity.
    #[must_use]
    pub fn len(&self) -> usize {
        self.source_rows.len()
    }
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.source_rows.is_empty()
    }

    /// Devices: the sum of the quantities.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.quantities.iter().map(|quantity| u64::from(*quantity)).sum()
    }

    /// The cell as kept, blank where nothing is known. Of a date, what was written where that is not
    /// the plain date.
    #[must_use]
    pub fn text(&self, row: usize, field: Field) -> &str {
        self.texts.get(self.symbol(row, field))
    }

    /// A number that is the same for the same text of this table: for grouping without comparing texts.
    #[must_use]
    pub fn symbol(&self, row: usize, field: Field) -> u32 {
        self.columns.get(field.place()).and_then(|column| column.get(row)).copied().unwrap_or(0)
    }

    /// The text of a symbol of this table.
    #[must_use]
    pub fn text_of(&self, symbol: u32) -> &str {
        self.texts.get(symbol)
    }

    /// A column of symbols by row; shorter than the table where the rest is blank.
    pub(super) fn symbols(&self, field: Field) -> &[Symbol] {
        self.columns.get(field.place()).map_or(&[], Vec::as_slice)
    }

    /// A column of dates by row; shorter than the table where the rest is blank.
    pub(super) fn days(&self, field: DateField) -> &[(Option<NaiveDate>, DateMark)] {
        self.dates.get(field.place()).map_or(&[], Vec::as_slice)
    }

    /// The date and how exactly it was given.
    #[must_use]
    pub fn date(&self, row: usize, field: DateField) -> Option<(NaiveDate, DateMark)> {
        let (date, mark) = self.dates.get(field.place()).and_then(|column| column.get(row)).copied()?;
        Some((date?, mark))
    }

    #[must_use]
    pub fn class(&self, row: usize) -> DeviceClass {
        self.classes.get(row).copied().unwrap_or_default()
    }

    /// Devices that the row stands for, at least 1 for a row that is there.
    #[must_use]
    pub fn quantity(&self, row: usize) -> u32 {
        self.quantities.get(row).copied().unwrap_or(0)
    }

    /// The row of the file from which it was first read, from 1.
    #[must_use]
    pub fn source_row(&self, row: usize) -> u32 {
        self.source_rows.get(row).copied().unwrap_or(0)
    }

    #[must_use]
    pub fn lifecycle_state(&self, row: usize) -> LifecycleState {
        LifecycleState::from_text(self.text(row, Field::LifecycleState))
    }

    /// Of a field that says yes or no.
    #[must_use]
    pub fn yes_no(&self, row: usize, field: Field) -> YesNo {
        YesNo::from_text(self.text(row, field))
    }

    /// Until when the device is supported: the end of security support, else the end of support, marked
    /// as inferred. No other date says that a device is unsupported.
    #[must_use]
    pub fn support_end(&self, row: usize) -> Option<SupportEnd> {
        let (date, mark, inferred) = match self.date(row, DateField::EndOfSecuritySupport) {
            Some((date, mark)) => (date, mark, false),
            None => {
                let (date, mark) = self.date(row, DateField::EndOfSupport)?;
                (date, mark, true)
            }
        };
        Some(SupportEnd { date, inferred, month_only: mark == DateMark::Month })
    }

    /// Whether any row fills the column.
    #[must_use]
    pub fn fills(&self, field: Field) -> bool {
        self.columns.get(field.place()).is_some_and(|column| !column.is_empty())
            || field.date().is_some_and(|date| self.dates.get(date.place()).is_some_and(|column| !column.is_empty()))
    }

    /// Adds a row with nothing known yet and gives its place. `quantity` below 1 counts as 1.
    pub fn add_row(&mut self, source_row: u32, quantity: u32, class: DeviceClass) -> usize {
        self.source_rows.push(source_row);
        self.classes.push(class);
        self.quantities.push(quantity.max(1));
        self.source_rows.len() - 1
    }

    /// Tells which texts will be put next. Only makes putting them faster.
    pub fn foresee<'a>(&mut self, texts: impl Iterator<Item = &'a str>) {
        self.texts.ask_for(texts);
    }

    /// Puts a text as it is. A row that is not there is left alone.
    pub fn put_text(&mut self, row: usize, field: Field, text: &str) {
        let symbol = self.texts.symbol(text);
        self.put_symbol(row, field, symbol);
    }

    /// Puts a date. A row that is not there is left alone.
    pub fn put_date(&mut self, row: usize, field: DateField, date: NaiveDate, mark: DateMark) {
        let is_there = row < self.len();
        if let Some(column) = self.dates.get_mut(field.place()).filter(|_| is_there) {
            put(column, row, (Some(date), mark), (None, DateMark::None));
        }
    }

    /// Everything the cell holds, so that it can be put back.
    #[must_use]
    pub fn cell(&self, row: usize, field: Field) -> Cell {
        Cell {
            text: self.text(row, field).to_owned(),
            date: field.date().and_then(|date| self.date(row, date)),
            class: (field == Field::DeviceType).then(|| self.class(row)),
            quantity: (field == Field::Quantity).then(|| self.quantity(row)),
        }
    }

    /// Puts cells in place of others and gives those back, in the order that takes the change back. A
    /// cell of a row that is not there is left alone.
    pub fn change(&mut self, changes: Vec<CellChange>) -> Vec<CellChange> {
        let mut before = Vec::with_capacity(changes.len());
        for CellChange { row, field, cell } in changes {
            let place = row as usize;
            if place >= self.len() {
                continue;
            }
            before.push(CellChange { row, field, cell: self.cell(place, field) });
            self.put_cell(place, field, &cell);
        }
        before.reverse();
        before
    }

    /// Adds rows at the end.
    pub fn append(&mut self, rows: Vec<DeviceRow>) {
        for row in rows {
            let place = self.add_row(row.source_row, 1, DeviceClass::Unknown);
            for (field, cell) in row.cells {
                self.put_cell(place, field, &cell);
            }
        }
    }

    /// Takes rows off the end until `len` are left, and gives them back.
    pub fn truncate(&mut self, len: usize) -> Vec<DeviceRow> {
        let filled = |row: usize| {
            let cells = Field::ALL.into_iter().map(|field| (field, self.cell(row, field)));
            let cells = cells.filter(|(_, cell)| *cell != Cell::default()).collect();
            DeviceRow { source_row: self.source_row(row), cells }
        };
        let taken = (len..self.len()).map(filled).collect();
        self.source_rows.truncate(len);
        self.classes.truncate(len);
        self.quantities.truncate(len);
        for column in &mut self.columns {
            column.truncate(len);
        }
        for column in &mut self.dates {
            column.truncate(len);
        }
        taken
    }

    /// The table without these rows; a row that is not there is passed over.
    #[must_use]
    pub fn without(&self, rows: &[usize]) -> Self {
        let mut goes = vec![false; self.len()];
        for row in rows {
            if let Some(mark) = goes.get_mut(*row) {
                *mark = true;
            }
        }
        let mut left = self.clone();
        remove(&mut left.source_rows, &goes);
        remove(&mut left.classes, &goes);
        remove(&mut left.quantities, &goes);
        for column in &mut left.columns {
            remove(column, &goes);
        }
        for column in &mut left.dates {
            remove(column, &goes);
        }
        left
    }

    fn put_cell(&mut self, row: usize, field: Field, cell: &Cell) {
        if field != Field::Quantity {
            self.put_text(row, field, &cell.text);
        }
        if let Some(date) = field.date()
            && let Some(column) = self.dates.get_mut(date.place())
        {
            match cell.date {
                Some((day, mark)) => put(column, row, (Some(day), mark), (None, DateMark::None)),
                None => {
                    if let Some(slot) = column.get_mut(row) {
                        *slot = (None, DateMark::None);
                    }
                }
            }
        }
        if let Some(class) = cell.class {
            self.put_class(row, class);
        }
        if let Some(quantity) = cell.quantity {
            self.put_quantity(row, quantity);
        }
    }

    pub(super) fn put_symbol(&mut self, row: usize, field: Field, symbol: Symbol) {
        let is_there = row < self.len();
        let Some(column) = self.columns.get_mut(field.place()).filter(|_| is_there) else { return };
        if symbol != 0 || row < column.len() {
            put(column, row, symbol, 0);
        }
    }

    pub(super) fn put_class(&mut self, row: usize, class: DeviceClass) {
        if let Some(slot) = self.classes.get_mut(row) {
            *slot = class;
        }
    }

    pub(super) fn put_quantity(&mut self, row: usize, quantity: u32) {
        if let Some(slot) = self.quantities.get_mut(row) {
            *slot = quantity.max(1);
        }
    }
}

fn remove<T>(column: &mut Vec<T>, goes: &[bool]) {
    let mut goes = goes.iter();
    column.retain(|_| !goes.next().copied().unwrap_or(false));
}

fn put<T: Clone>(column: &mut Vec<T>, row: usize, value: T, blank: T) {
    if column.len() <= row {
        column.resize(row + 1, blank);
    }
    if let Some(slot) = column.get_mut(row) {
        *slot = value;
    }
}

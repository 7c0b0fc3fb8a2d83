//! Taking a device list into the case: looked at first, then read as a whole, in one step of undo.
//!
//! ```text
//! dialog, dropped file, pasted block -> begin -> look (first rows) -> a person decides -> run -> finish
//! ```
//!
//! | What | Where |
//! |---|---|
//! | a list on its way and what was decided about it | here |
//! | choosing what is in a column | `chooser` |
//! | looking, reading, and putting the list in place | `work` |

mod chooser;
mod work;

pub use chooser::Chooser;
pub use work::{Looked, ReadList, apply, list_read, looked};

use super::apply::file_name;
use super::store::Refusal;
use crate::files::{HeaderRow, ImportOptions, Preview};
use crate::inventory::{
    ColumnUse, DateOrder, DateRules, Field, Intake, Inventory, Mapping, ReadDate, Report, Use, read_date,
};
use std::path::PathBuf;
use std::sync::Arc;

/// Where a list comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    File(PathBuf),
    /// Copied from a spreadsheet.
    Pasted(Arc<str>),
}

impl Source {
    /// What people call it: the file's name without its folder.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => file_name(path),
            Self::Pasted(_) => "pasted block".to_owned(),
        }
    }
}

/// A list on its way into the case.
pub struct Import {
    pub source: Source,
    /// Read once, so that every look and the import see the same.
    bytes: Option<Arc<[u8]>>,
    pub options: ImportOptions,
    pub look: Look,
    /// The columns are used as a person decided for the same ones before.
    pub remembered: bool,
    /// Column under the arrow keys.
    pub cursor: usize,
    pub chooser: Option<Chooser>,
    /// Why the list was not imported as a whole.
    pub problem: Option<Refusal>,
    /// A date further down than the look reaches that can be read in two ways.
    ambiguous_later: Option<String>,
    /// The job that reads the whole list.
    pub running: Option<u64>,
    /// Looks so far: an earlier one that comes back late is not shown.
    looks: u32,
}

/// What is known of the list so far.
pub enum Look {
    Looking,
    Refused(Refusal),
    Seen(Box<Seen>),
}

/// The first rows, as they are and as they would be read.
pub struct Seen {
    pub preview: Preview,
    /// Rows of the whole list as far as its lines tell, where only the first were looked at.
    pub rows_about: Option<u64>,
    /// Of the rows that are shown.
    pub read: Inventory,
}

/// How the list of a case was read, for as long as the desk is open.
pub struct ReadingReport {
    /// Of the file, as its origin has it.
    pub sha256: String,
    pub report: Report,
}

/// What the mapping screen can ask for.
#[derive(Clone, Debug)]
pub enum ImportAction {
    /// Look at a list.
    Begin(Source),
    /// So many files were dropped along with it and are not read.
    Others(usize),
    /// Put the arrow keys on a column.
    Cursor(usize),
    /// Ask what is in a column.
    Ask(usize),
    ChooserQuery(String),
    ChooserSelect(usize),
    /// Take the line the arrow keys are on.
    ChooserTake,
    ChooserClose,
    /// A column gives a field; `None` leaves it out.
    Choose(usize, Option<Field>),
    /// What stands first in dates such as 03/04/2026.
    DateOrder(DateOrder),
    /// Where the names of the columns stand.
    Header(HeaderRow),
    /// Forget what was decided about the columns.
    Afresh,
    /// Read the whole list.
    Run,
    Cancel,
}

impl Import {
    fn new(source: Source) -> Self {
        Self {
            source,
            bytes: None,
            options: ImportOptions::default(),
            look: Look::Looking,
            remembered: false,
            cursor: 0,
            chooser: None,
            problem: None,
            ambiguous_later: None,
            running: None,
            looks: 0,
        }
    }

    #[must_use]
    pub fn seen(&self) -> Option<&Seen> {
        match &self.look {
            Look::Seen(seen) => Some(seen),
            Look::Looking | Look::Refused(_) => None,
        }
    }

    /// What still has to be decided before the list can be read, one sentence without its full stop.
    #[must_use]
    pub fn missing(&self) -> Option<String> {
        let preview = &self.seen()?.preview;
        if !preview.columns.is_empty() && !preview.says_what_devices_are() && !self.chose_a_name() {
            return Some("Say which column gives the vendor, the model, the type or the name of a device".to_owned());
        }
        if self.options.date_order.is_none() && self.ambiguous().is_some() {
            return Some("Say whether dates have the day or the month first".to_owned());
        }
        preview.refusal.clone()
    }

    fn chose_a_name(&self) -> bool {
        self.options.choices.iter().any(|(_, field)| *field == Some(Field::Name))
    }

    /// A date of the list that can be read in two ways, as written.
    #[must_use]
    pub fn ambiguous(&self) -> Option<&str> {
        let seen = self.seen().and_then(|seen| seen.preview.ambiguous.first()).map(|date| date.raw.as_str());
        seen.or(self.ambiguous_later.as_deref())
    }

    /// What is done with a column.
    #[must_use]
    pub fn used(&self, column: usize) -> Option<&Use> {
        self.seen().and_then(|seen| seen.preview.columns.get(column)).map(|column| &column.used)
    }
}

impl Seen {
    /// The first column from `place` on, and then from the beginning, that a person should look at.
    fn undecided(&self, place: usize) -> Option<usize> {
        let columns = &self.preview.columns;
        let open = |place: &usize| {
            columns.get(*place).is_some_and(|column| matches!(column.used, Use::Ask | Use::NotUnderstood))
        };
        (place..columns.len()).chain(0..place.min(columns.len())).find(open)
    }

    fn of(preview: Preview, rows_about: Option<u64>, options: &ImportOptions) -> Self {
        let columns = preview.columns.iter();
        let columns = columns.map(|it| ColumnUse { header: it.header.clone(), used: it.used.clone() }).collect();
        let serial_days = matches!(preview.format, "XLSX" | "ODS");
        let rules = DateRules { order: options.date_order, serial_days };
        let mut intake = Intake::new(Mapping { columns, tool: preview.tool }, rules);
        for row in &preview.rows {
            let cells: Vec<&str> = row.cells.iter().map(String::as_str).collect();
            if intake.row(row.number, &cells).is_err() {
                break;
            }
        }
        Self { read: intake.finish(), rows_about, preview }
    }
}

/// `3 April 2026` and `4 March 2026` for `03/04/2026`: day first, then month first.
#[must_use]
pub fn both_readings(raw: &str) -> Option<[String; 2]> {
    let read = |order| match read_date(raw, DateRules { order: Some(order), serial_days: false }) {
        ReadDate::Known(day, _) => Some(day.format("%-d %B %Y").to_string()),
        ReadDate::Unknown | ReadDate::Trouble(_) => None,
    };
    Some([read(DateOrder::DayFirst)?, read(DateOrder::MonthFirst)?])
}

impl Import {
    /// Takes over what was decided; true where the list has to be looked at again.
    fn change(&mut self, action: ImportAction) -> bool {
        // What is being read cannot be decided anew.
        if self.running.is_some() {
            return false;
        }
        match action {
            ImportAction::Cursor(place) => self.cursor = place,
            ImportAction::Ask(column) => self.ask(column),
            ImportAction::ChooserQuery(query) => {
                if let Some(chooser) = &mut self.chooser {
                    (chooser.query, chooser.selected) = (query, 0);
                }
            }
            ImportAction::ChooserSelect(place) => {
                if let Some(chooser) = &mut self.chooser {
                    chooser.selected = place;
                }
            }
            ImportAction::ChooserTake => {
                let taken = self.chooser.take().and_then(|it| Some((it.column, *it.choices().get(it.selected)?)));
                return taken.is_some_and(|(column, choice)| self.choose(column, choice.field));
            }
            ImportAction::ChooserClose => self.chooser = None,
            ImportAction::Choose(column, field) => return self.choose(column, field),
            ImportAction::DateOrder(order) => {
                self.problem = None;
                self.options.date_order = Some(order);
                return true;
            }
            ImportAction::Header(row) => {
                self.problem = None;
                self.options.header = row;
                // The columns are others now.
                self.options.choices.clear();
                self.cursor = 0;
                return true;
            }
            ImportAction::Afresh => {
                self.options = ImportOptions::default();
                self.remembered = false;
                return true;
            }
            ImportAction::Begin(_) | ImportAction::Others(_) | ImportAction::Run | ImportAction::Cancel => {}
        }
        false
    }

    fn ask(&mut self, column: usize) {
        let Some(used) = self.used(column) else { return };
        let now = match used {
            Use::Gives { field, .. } => Some(*field),
            Use::NotUsed | Use::Ask | Use::NotUnderstood => None,
        };
        let mut chooser = Chooser { column, ..Chooser::default() };
        chooser.selected = chooser.choices().iter().position(|choice| choice.field == now).unwrap_or(0);
        self.cursor = column;
        self.chooser = Some(chooser);
    }

    fn choose(&mut self, column: usize, field: Option<Field>) -> bool {
        let Some(seen) = self.seen() else { return false };
        let key = seen.preview.key(column);
        self.problem = None;
        self.chooser = None;
        self.cursor = column;
        self.options.choices.retain(|(header, _)| *header != key);
        self.options.choices.push((key, field));
        true
    }
}

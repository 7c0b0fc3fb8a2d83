//! Taking a device list into the case: looked at first, then read as a whole, in one step of undo.
//!
//! ```text
//! dialog, dropped file, pasted block -> begin -> look (first rows) -> a person decides -> run -> finish
//! ```

use super::apply::{edit_case, file_name};
use super::devices::DevicesTab;
use super::field_words::{FIELD_GROUPS, field_fits};
use super::jobs::Finished;
use super::lists;
use super::state::{Desk, Screen};
use super::store::Refusal;
use super::words;
use crate::files::{FileErrorKind, HeaderRow, ImportOptions, Imported, Preview};
use crate::inventory::{
    ColumnUse, DateOrder, DateRules, DateTrouble, Field, Intake, Inventory, Mapping, Origin, ReadDate, Report, Use,
    read_date,
};
use crate::submission::Edit;
use egui::Context;
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
    /// Of the rows that are shown.
    pub read: Inventory,
}

/// What a look came back with.
pub struct Looked {
    case_id: u64,
    number: u32,
    bytes: Option<Arc<[u8]>>,
    /// Known from an earlier import of the same columns.
    remembered: Option<ImportOptions>,
    result: Result<Preview, Refusal>,
}

/// What an import came back with.
pub struct ReadList {
    case_id: u64,
    name: String,
    result: Result<Imported, Refusal>,
    /// Why what was decided about the columns will be asked again.
    not_kept: Option<Refusal>,
}

/// How the list of a case was read, for as long as the desk is open.
pub struct ReadingReport {
    /// Of the file, as its origin has it.
    pub sha256: String,
    pub report: Report,
}

/// Choosing what is in a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chooser {
    pub column: usize,
    pub query: String,
    pub selected: usize,
}

/// A line of the chooser: a field, or leaving the column out, with the title of the group it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    pub group: Option<&'static str>,
    pub field: Option<Field>,
}

impl Chooser {
    /// What fits the words typed so far; leaving out stands first.
    #[must_use]
    pub fn choices(&self) -> Vec<Choice> {
        let out = "leave out not used ignore";
        let leaves_out = self.query.to_lowercase().split_whitespace().all(|word| out.contains(word));
        let mut choices: Vec<Choice> = leaves_out.then_some(Choice { group: None, field: None }).into_iter().collect();
        for group in &FIELD_GROUPS {
            let mut title = Some(group.title);
            for field in group.fields.iter().copied().filter(|field| field_fits(group, *field, &self.query)) {
                choices.push(Choice { group: title.take(), field: Some(field) });
            }
        }
        choices
    }
}

/// What the mapping screen can ask for.
#[derive(Clone, Debug)]
pub enum ImportAction {
    /// Look at a list.
    Begin(Source),
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
    fn of(preview: Preview, options: &ImportOptions) -> Self {
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
        Self { read: intake.finish(), preview }
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

/// Carries out what the mapping screen asks for.
pub fn apply(context: &Context, desk: &mut Desk, action: ImportAction) {
    match action {
        ImportAction::Begin(source) => return begin(context, desk, source),
        ImportAction::Run => return run(context, desk),
        ImportAction::Cancel => return cancel(desk),
        _ => {}
    }
    let Some(import) = desk.case.as_mut().and_then(|case| case.import.as_deref_mut()) else { return };
    let looks_again = import.change(action);
    if looks_again {
        look(context, desk);
    }
}

/// Looks at a list; one that was looked at before makes room.
fn begin(context: &Context, desk: &mut Desk, source: Source) {
    cancel(desk);
    let Some(case) = &mut desk.case else { return };
    case.import = Some(Box::new(Import::new(source)));
    desk.screen = Screen::Devices;
    look(context, desk);
}

fn cancel(desk: &mut Desk) {
    let import = desk.case.as_mut().and_then(|case| case.import.take());
    if let Some(job) = import.and_then(|import| import.running) {
        desk.jobs.cancel(job);
    }
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
            ImportAction::Begin(_) | ImportAction::Run | ImportAction::Cancel => {}
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

/// Looks at the first rows in the background, with what was decided so far.
fn look(context: &Context, desk: &mut Desk) {
    let Some(case) = &mut desk.case else { return };
    let Some(import) = case.import.as_deref_mut() else { return };
    import.looks += 1;
    let (case_id, number, source) = (case.id, import.looks, import.source.clone());
    let (bytes, options) = (import.bytes.clone(), import.options.clone());
    // Only before anything was decided does an earlier decision count.
    let mappings = desk.mappings.clone().filter(|_| bytes.is_none());
    desk.jobs.start("Looking at the list", true, context, move |_| {
        let looked = |bytes, remembered, result| {
            Finished::Looked(Box::new(Looked { case_id, number, bytes, remembered, result }))
        };
        let bytes = match bytes.map_or_else(|| lists::bytes_of(&source), Ok) {
            Ok(bytes) => bytes,
            Err(refusal) => return looked(None, None, Err(refusal)),
        };
        let mut result = lists::look(&bytes, &source, &options);
        let remembered = match (&mappings, &result) {
            (Some(folder), Ok(preview)) => lists::remembered(folder, preview),
            _ => None,
        };
        if let Some(options) = &remembered {
            result = lists::look(&bytes, &source, options);
        }
        looked(Some(bytes), remembered, result)
    });
}

/// What was seen of a list.
pub fn looked(desk: &mut Desk, looked: Looked) {
    let Some(case) = desk.case.as_mut().filter(|case| case.id == looked.case_id) else { return };
    let Some(import) = case.import.as_deref_mut().filter(|import| import.looks == looked.number) else { return };
    import.bytes = looked.bytes.or(import.bytes.take());
    if let Some(options) = looked.remembered {
        (import.options, import.remembered) = (options, true);
    }
    import.look = match looked.result {
        Ok(preview) => Look::Seen(Box::new(Seen::of(preview, &import.options))),
        Err(refusal) => Look::Refused(refusal),
    };
}

/// Reads the whole list in the background.
fn run(context: &Context, desk: &mut Desk) {
    let Some(case) = &mut desk.case else { return };
    let Some(import) = case.import.as_deref_mut() else { return };
    if import.running.is_some() || import.missing().is_some() {
        return;
    }
    let (Some(bytes), Some(seen)) = (import.bytes.clone(), import.seen()) else { return };
    let kept = desk.mappings.clone().map(|folder| (folder, lists::mapping_of(&seen.preview, &import.options)));
    let (case_id, name, options) = (case.id, import.source.name(), import.options.clone());
    let source = import.source.clone();
    import.problem = None;
    import.chooser = None;
    let job = desk.jobs.start(format!("Reading {name}"), true, context, move |handle| {
        let result = lists::read(&bytes, &source, &options, handle);
        let not_kept = match (&result, kept) {
            (Ok(_), Some((folder, mapping))) => lists::keep(&folder, &mapping).err(),
            _ => None,
        };
        Finished::ListRead(Box::new(ReadList { case_id, name, result, not_kept }))
    });
    if let Some(import) = desk.case.as_mut().and_then(|case| case.import.as_deref_mut()) {
        import.running = Some(job);
    }
}

/// Puts a list that was read into the case, in one step of undo; or says why there is none.
pub fn list_read(context: &Context, desk: &mut Desk, read: ReadList) {
    let ReadList { case_id, name, result, not_kept } = read;
    let (now, today) = (desk.now, desk.today);
    let Some(case) = desk.case.as_mut().filter(|case| case.id == case_id) else { return };
    let Some(import) = case.import.as_deref_mut() else { return };
    import.running = None;
    let imported = match result {
        Ok(imported) => imported,
        Err(refusal) if refusal.kind == Some(FileErrorKind::Stopped) => {
            return desk.toast("Stopped; the device list is as it was");
        }
        Err(refusal) => {
            import.problem = Some(refusal);
            return;
        }
    };
    let report = imported.inventory.report;
    let table = imported.inventory.devices;
    if report.ambiguous_dates > 0 {
        import.ambiguous_later = unread_date(&report);
        import.problem = Some(Refusal::new(format!(
            "Nothing was imported: {} can be read day first or month first; say which",
            words::counted(report.ambiguous_dates as usize, "date", "dates")
        )));
        return;
    }
    if table.is_empty() {
        import.problem = Some(Refusal {
            text: "Nothing was imported: no row of the list is a device".to_owned(),
            details: report.notes().join("\n"),
            kind: None,
        });
        return;
    }
    let count = words::grouped(table.count());
    let noun = if table.count() == 1 { "device" } else { "devices" };
    let origin = Origin::of(&report, &name, imported.format, &imported.sha256, today);
    let has_news = origin.rows_counted != origin.rows_read || !origin.notes.is_empty();
    let edit = Edit::Devices { table: Arc::new(table), origin: Some(Box::new(origin)) };
    case.import = None;
    case.reading = Some(ReadingReport { sha256: imported.sha256, report });
    case.undo.break_merge();
    edit_case(context, case, now, edit, Some(format!("Import {count} {noun} from {name}")));
    case.devices.tab = if has_news { DevicesTab::Reading } else { DevicesTab::List };
    desk.screen = Screen::Devices;
    desk.toast(format!("Imported {count} {noun} from {name}"));
    if let Some(refusal) = not_kept {
        desk.error(refusal.text, refusal.details);
    }
}

/// A date that could not be read because it can be read in two ways, as written.
fn unread_date(report: &Report) -> Option<String> {
    let words = DateTrouble::Ambiguous.words();
    report.unusable.iter().find(|cell| cell.what == words).map(|cell| cell.raw.clone())
}

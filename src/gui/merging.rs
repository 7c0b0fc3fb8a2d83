//! Worksheets: handing one out, and taking the answers of one that came back into the case in one step of undo.

use super::apply::{edit_case, file_name, show};
use super::jobs::Finished;
use super::opening::with_ending;
use super::state::{Case, Desk, Screen};
use super::store::Refusal;
use super::words;
use crate::files::{self, is_worksheet, read_worksheet, write_form, write_worksheet};
use crate::submission::worksheet::{Fill, Filled, Kind, Merge, MergeLine, Split, worksheet};
use chrono::NaiveDate;
use egui::Context;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A worksheet that came back, held against the case as it stands.
pub struct Merging {
    filled: Filled,
    as_of: NaiveDate,
    pub merge: Merge,
    /// Lines of the merge that are taken.
    pub taken: BTreeSet<usize>,
    /// What a person decided, by what tells a line from the others.
    decided: BTreeMap<String, bool>,
    /// Line under the arrow keys, where there is one to decide on.
    pub cursor: Option<usize>,
    /// The cursor moved by key: bring its line into view.
    pub scroll_to_cursor: bool,
    /// A person said that the worksheet is about this case, whatever it says.
    pub is_meant: bool,
    /// Revision of the case that the lines were made from.
    revision: u64,
}

/// What is known of the worksheet on the screen.
pub enum Sheet {
    Refused(Refusal),
    Read(Box<Merging>),
}

/// A worksheet that was read for a case.
pub struct ReadSheet {
    case_id: u64,
    read: Result<Filled, Refusal>,
}

/// What the screen can ask for.
#[derive(Clone, Debug)]
pub enum MergeAction {
    /// Read a worksheet that came back.
    Begin(PathBuf),
    /// Something was dropped where it may be a worksheet or not.
    Dropped(PathBuf),
    /// Take a line, or keep what is on file.
    Take(usize, bool),
    /// Take or keep everything that conflicts.
    TakeConflicts(bool),
    /// Put the arrow keys on the next or previous line there is to decide on.
    Step(bool),
    Scrolled,
    /// The worksheet is about this case.
    Meant,
    Run,
    Close,
}

/// What is handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandOut {
    Worksheet,
    Form,
}

impl HandOut {
    #[must_use]
    pub fn file_name(self, today: NaiveDate, applicant: &str) -> String {
        let (noun, ending) = match self {
            Self::Worksheet => ("worksheet", "xlsx"),
            Self::Form => ("form", "pdf"),
        };
        let stem = super::store::file_stem(applicant);
        format!("{stem} {noun} {today}.{ending}")
    }
}

impl Merging {
    fn new(case: &Case, filled: Filled, as_of: NaiveDate) -> Self {
        let merge = Merge::of(&case.questionnaire, &case.submission, &filled, as_of);
        let mut merging = Self {
            filled,
            as_of,
            taken: merge.by_default(),
            merge,
            decided: BTreeMap::new(),
            cursor: None,
            scroll_to_cursor: false,
            is_meant: false,
            revision: case.revision,
        };
        let first = merging.decidable().next();
        merging.cursor = first;
        merging
    }

    /// Holds it against the case anew; what a person decided stays decided.
    fn renew(&mut self, case: &Case) {
        self.merge = Merge::of(&case.questionnaire, &case.submission, &self.filled, self.as_of);
        self.taken = self.merge.by_default();
        for (place, line) in self.merge.lines.iter().enumerate() {
            match self.decided.get(&name_of(line)) {
                Some(true) if may_be_taken(line) => drop(self.taken.insert(place)),
                Some(false) => drop(self.taken.remove(&place)),
                _ => {}
            }
        }
        let cursor = self.cursor.and_then(|cursor| self.decidable().find(|place| *place >= cursor));
        self.cursor = cursor.or_else(|| self.decidable().next());
        self.revision = case.revision;
    }

    /// Lines that a person can take or leave: conflicts, then what is new, then what changed, as the screen shows them.
    pub fn decidable(&self) -> impl Iterator<Item = usize> {
        let of = |wanted: fn(&Kind) -> bool| {
            self.merge.lines.iter().enumerate().filter(move |(_, line)| wanted(&line.kind)).map(|(place, _)| place)
        };
        of(Kind::is_conflict).chain(of(|kind| *kind == Kind::New)).chain(of(|kind| *kind == Kind::Changed))
    }

    fn take(&mut self, place: usize, is_taken: bool) {
        let Some(line) = self.merge.lines.get(place).filter(|line| may_be_taken(line)) else { return };
        self.decided.insert(name_of(line), is_taken);
        if is_taken {
            self.taken.insert(place);
        } else {
            self.taken.remove(&place);
        }
    }

    fn step(&mut self, forth: bool) {
        let places: Vec<usize> = self.decidable().collect();
        let at = self.cursor.and_then(|cursor| places.iter().position(|place| *place == cursor));
        let next = match (at, forth) {
            (None, _) => 0,
            (Some(at), true) => (at + 1).min(places.len().saturating_sub(1)),
            (Some(at), false) => at.saturating_sub(1),
        };
        self.cursor = places.get(next).copied();
        self.scroll_to_cursor = true;
    }

    /// Whether the merge can be made: it would change something, and it is about this case.
    #[must_use]
    pub fn may_run(&self) -> bool {
        !self.taken.is_empty() && (self.is_meant || self.merge.other_case.is_none())
    }
}

fn may_be_taken(line: &MergeLine) -> bool {
    line.kind.is_taken() || line.kind.is_conflict()
}

fn name_of(line: &MergeLine) -> String {
    format!("{} {:?} {}", line.number, line.part, line.at)
}

pub fn apply(context: &Context, desk: &mut Desk, action: MergeAction) {
    match action {
        MergeAction::Begin(path) => begin(context, desk, path),
        MergeAction::Dropped(path) => {
            if carries_one(&path) {
                begin(context, desk, path);
            } else {
                desk.error(format!("{} is not a worksheet that was handed out from here", file_name(&path)), "");
            }
        }
        MergeAction::Take(place, is_taken) => with(desk, |merging| {
            merging.take(place, is_taken);
            merging.cursor = Some(place);
        }),
        MergeAction::TakeConflicts(is_taken) => with(desk, |merging| {
            let conflicts: Vec<usize> =
                merging.decidable().filter(|place| merging.merge.lines[*place].kind.is_conflict()).collect();
            conflicts.into_iter().for_each(|place| merging.take(place, is_taken));
        }),
        MergeAction::Step(forth) => with(desk, |merging| merging.step(forth)),
        MergeAction::Scrolled => with(desk, |merging| merging.scroll_to_cursor = false),
        MergeAction::Meant => with(desk, |merging| merging.is_meant = true),
        MergeAction::Run => run(context, desk),
        MergeAction::Close => {
            if let Some(case) = &mut desk.case {
                case.sheet = None;
            }
        }
    }
}

fn with(desk: &mut Desk, change: impl FnOnce(&mut Merging)) {
    if let Some(Sheet::Read(merging)) = desk.case.as_mut().and_then(|case| case.sheet.as_mut()) {
        change(merging);
    }
}

/// Whether a file carries the identification of a worksheet of ours.
#[must_use]
pub fn carries_one(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"))
        && files::read_bytes(path).is_ok_and(|bytes| is_worksheet(&bytes))
}

fn begin(context: &Context, desk: &mut Desk, path: PathBuf) {
    let Some(case_id) = desk.case.as_ref().map(|case| case.id) else { return };
    show(desk, Screen::Worksheet);
    desk.jobs.start("Reading the worksheet", true, context, move |_| {
        Finished::SheetRead(Box::new(ReadSheet { case_id, read: read_worksheet(&path).map_err(Refusal::from) }))
    });
}

/// A worksheet was read.
pub fn sheet_read(desk: &mut Desk, sheet: ReadSheet) {
    let today = desk.today;
    let Some(case) = desk.case.as_mut().filter(|case| case.id == sheet.case_id) else { return };
    case.sheet = Some(match sheet.read {
        Ok(filled) if filled.stamp.questionnaire != case.questionnaire.id => Sheet::Refused(Refusal::new(format!(
            "The worksheet {} asks {}, and the case answers {}, so nothing was merged. Hand out a worksheet of this case",
            filled.name, filled.stamp.questionnaire, case.questionnaire.id
        ))),
        Ok(filled) => Sheet::Read(Box::new(Merging::new(case, filled, today))),
        Err(refusal) => Sheet::Refused(refusal),
    });
}

/// The lines follow the case: answers may be changed, undone and redone meanwhile.
pub fn tick(desk: &mut Desk) {
    let Some(case) = desk.case.as_mut() else { return };
    let revision = case.revision;
    if !matches!(&case.sheet, Some(Sheet::Read(merging)) if merging.revision != revision) {
        return;
    }
    if let Some(Sheet::Read(mut merging)) = case.sheet.take() {
        merging.renew(case);
        case.sheet = Some(Sheet::Read(merging));
    }
}

fn run(context: &Context, desk: &mut Desk) {
    let now = desk.now;
    let Some(case) = &mut desk.case else { return };
    let Some(Sheet::Read(merging)) =
        case.sheet.as_ref().filter(|sheet| matches!(sheet, Sheet::Read(it) if it.may_run()))
    else {
        return;
    };
    let Some(edit) = merging.merge.edit(&case.submission, &merging.taken) else { return };
    let said = format!(
        "{} merged from {}; undo takes them back in one step",
        words::counted(merging.taken.len(), "line", "lines"),
        merging.merge.name
    );
    let label = merging.merge.label();
    case.undo.break_merge();
    edit_case(context, case, now, edit, Some(label));
    case.undo.break_merge();
    desk.toast(said);
}

/// Writes what is handed out, in the background.
pub fn write(context: &Context, desk: &mut Desk, what: HandOut, path: PathBuf) {
    let Some(case) = &desk.case else { return };
    let fill = if what == HandOut::Form { Fill::Blank } else { Fill::AsOnFile };
    let sheet = worksheet(&case.questionnaire, &case.submission, Split::Section, fill, desk.today);
    let title = if what == HandOut::Form { "Writing the form" } else { "Writing the worksheet" };
    desk.jobs.start(title, true, context, move |_| {
        let questions: usize = sheet.sheets.iter().map(|sheet| sheet.questions()).sum();
        let path = with_ending(path, if what == HandOut::Form { "pdf" } else { "xlsx" });
        let written = match what {
            HandOut::Worksheet => write_worksheet(&path, &sheet).map(|()| "Worksheet".to_owned()),
            HandOut::Form => {
                write_form(&path, &sheet).map(|pages| format!("Form of {}", words::counted(pages, "page", "pages")))
            }
        };
        Finished::HandedOut(written.map_err(Refusal::from).map(|noun| {
            let questions = words::counted(questions, "question", "questions");
            format!("{noun} with {questions} saved and read back: {}", file_name(&path))
        }))
    });
}

/// It is on disk, or it is not.
pub fn handed_out(desk: &mut Desk, result: Result<String, Refusal>) {
    match result {
        Ok(said) => desk.toast(said),
        Err(refusal) => desk.error(refusal.text, refusal.details),
    }
}

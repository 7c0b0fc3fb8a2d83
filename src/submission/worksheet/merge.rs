//! A filled worksheet held against the case: line by line what it would change, and the one edit that changes it.

use super::lines::Reading;
use super::said::folded;
use super::taking::{Taking, take};
use super::{Filled, Stamp, cell_text};
use crate::questionnaire::Questionnaire;
use crate::submission::{Edit, Grade, Record, Submission};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Everything a worksheet says, and how that stands to the case.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// Name of the file.
    pub name: String,
    /// Why it may be another case's worksheet; people decide.
    pub other_case: Option<String>,
    /// In the order of the worksheet.
    pub lines: Vec<MergeLine>,
    /// Sentences on what was read and what was not.
    pub notices: Vec<String>,
}

/// One thing that the worksheet says.
#[derive(Clone, Debug, PartialEq)]
pub struct MergeLine {
    /// Question id; empty for what belongs to none.
    pub question: String,
    /// Number of the row, as people see it.
    pub number: String,
    /// What was asked.
    pub ask: String,
    pub part: Part,
    pub on_file: String,
    pub on_file_by: SaidBy,
    pub in_sheet: String,
    pub in_sheet_by: SaidBy,
    /// `D Segmentation!C7`; empty where the row has none.
    pub at: String,
    pub kind: Kind,
    /// Evidence seen for the answer on file, which does not vouch for another one and goes with it.
    pub loses: Option<Grade>,
    pub(super) taking: Option<Taking>,
}

/// Who said something, and when; both may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SaidBy {
    pub name: String,
    pub on: Option<NaiveDate>,
}

/// What of a question a line is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Answer,
    Note,
    /// A document that is named. It goes into the note: nobody has seen it by that, so no evidence grade follows.
    Evidence,
    /// By key.
    FollowUp(String),
    /// Who answers, where the answer stays.
    Who,
}

/// How the worksheet stands to the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing is on file.
    New,
    /// The case has it already.
    Same,
    /// Only the worksheet moved since it was handed out.
    Changed,
    /// For a person to decide.
    Conflict(Why),
    /// Why it cannot be used and what to do.
    Unusable(String),
}

/// Why a person has to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The case changed as well since the worksheet was handed out.
    BothMoved,
    /// Somebody else said what is on file.
    SaidByAnother,
    /// Evidence was seen for what is on file.
    Proved,
    /// The worksheet takes an answer away and gives none.
    Emptied,
    /// The ticks below the answer say another one.
    TicksDiffer,
}

impl Why {
    /// Without a full stop.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::BothMoved => "The case says otherwise since the worksheet was handed out",
            Self::SaidByAnother => "Somebody else said what is on file",
            Self::Proved => "Evidence was seen for what is on file",
            Self::Emptied => "The worksheet empties the cell",
            Self::TicksDiffer => "The ticks below say another answer",
        }
    }
}

impl Kind {
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict(_))
    }
    /// Whether it is taken unless somebody says otherwise.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        matches!(self, Self::New | Self::Changed)
    }
}

impl Part {
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self {
            Self::Answer => "Answer",
            Self::Note => "Note",
            Self::Evidence => "Evidence named",
            Self::FollowUp(_) => "Follow-up",
            Self::Who => "Who answers",
        }
    }
}

impl SaidBy {
    /// `Ada Byron, 2026-11-02`; empty where nobody is named.
    #[must_use]
    pub fn words(&self) -> String {
        match (self.name.trim(), self.on) {
            ("", None) => String::new(),
            ("", Some(on)) => on.to_string(),
            (name, None) => name.to_owned(),
            (name, Some(on)) => format!("{name}, {on}"),
        }
    }
}

impl Merge {
    /// Holds a filled worksheet against a case. `as_of` is the day of what it says where it states none.
    #[must_use]
    pub fn of(questionnaire: &Questionnaire, submission: &Submission, filled: &Filled, as_of: NaiveDate) -> Self {
        let mut reading = Reading::new(questionnaire, submission, filled, as_of);
        reading.read();
        let (lines, mut notices) = reading.done();
        notices.splice(0..0, filled.notices.iter().cloned());
        let stamp = &filled.stamp;
        if stamp.questionnaire == questionnaire.id && stamp.sha256 != questionnaire.sha256 {
            notices.insert(
                0,
                format!(
                    "It was handed out under {} {}, and the case answers {}: questions and options are matched by their \
                     keys, and what no longer exists is listed",
                    stamp.questionnaire,
                    stamp.version,
                    questionnaire.name()
                ),
            );
        }
        Self { name: filled.name.clone(), other_case: other_case(stamp, submission), lines, notices }
    }

    /// Lines of one kind.
    #[must_use]
    pub fn count(&self, is: impl Fn(&Kind) -> bool) -> usize {
        self.lines.iter().filter(|line| is(&line.kind)).count()
    }

    /// What is taken unless somebody says otherwise: everything new and changed.
    #[must_use]
    pub fn by_default(&self) -> BTreeSet<usize> {
        let taken = self.lines.iter().enumerate().filter(|(_, line)| line.kind.is_taken());
        taken.map(|(place, _)| place).collect()
    }

    /// The one change that takes these lines; `None` where it would change nothing. Lines that say nothing usable are
    /// never taken.
    #[must_use]
    pub fn edit(&self, submission: &Submission, taken: &BTreeSet<usize>) -> Option<Edit> {
        let mut records: BTreeMap<&str, Record> = BTreeMap::new();
        for line in taken.iter().filter_map(|place| self.lines.get(*place)) {
            let Some(taking) = &line.taking else { continue };
            let on_file = || submission.record(&line.question).cloned().unwrap_or_default();
            let record = records.entry(&line.question).or_insert_with(on_file);
            take(record, taking, &line.in_sheet_by, &self.name);
        }
        let edits: Vec<Edit> = records
            .into_iter()
            .filter(|(id, record)| submission.record(id).map_or(!record.is_empty(), |before| before != record))
            .map(|(id, record)| Edit::Record { question: id.to_owned(), record: Some(Box::new(record)) })
            .collect();
        (!edits.is_empty()).then(|| Edit::Many { label: self.label(), edits })
    }

    /// Of the one step of undo.
    #[must_use]
    pub fn label(&self) -> String {
        format!("Merge {}", self.name)
    }
}

/// A memo number tells cases apart; where one of them has none, the applicant's name does.
fn other_case(stamp: &Stamp, submission: &Submission) -> Option<String> {
    let differ = |theirs: &str, ours: &str| {
        !theirs.trim().is_empty() && !ours.trim().is_empty() && folded(theirs) != folded(&cell_text(ours))
    };
    let numbered = !stamp.reference.trim().is_empty() && !submission.reference.trim().is_empty();
    let differs = if numbered {
        differ(&stamp.reference, &submission.reference)
    } else {
        differ(&stamp.applicant, &submission.applicant.name)
    };
    let named = |name: &str, number: &str| match (name.trim(), number.trim()) {
        ("", number) => format!("the case {number}"),
        (name, "") => name.to_owned(),
        (name, number) => format!("{name} ({number})"),
    };
    differs.then(|| {
        format!(
            "The worksheet was handed out for {}, and this case is {}",
            named(&stamp.applicant, &stamp.reference),
            named(&submission.applicant.name, &submission.reference)
        )
    })
}

//! Every change to a submission. The same stream is the undo stack, the crash journal and the history.

use crate::inventory::{CellChange, Declared, DeviceRow, Devices, Origin};
use std::collections::BTreeMap;
use std::sync::Arc;

use super::{
    Answer, Applicant, BoundPlan, Broker, Decision, Document, ExpiringCase, Override, OwnEffort, OwnEfforts, PlanDebit,
    Policy, PreviewMark, Record, Scenario, Subjectivity, Submission,
};

/// One undoable change: it puts a value where another was.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    Reference(String),
    Applicant(Box<Applicant>),
    Broker(Broker),
    Policy(Box<Policy>),
    /// `None` removes the record.
    Record {
        question: String,
        record: Option<Box<Record>>,
    },
    Documents(Vec<Document>),
    Subjectivities(Vec<Subjectivity>),
    Overrides(Vec<Override>),
    Decision(Box<Decision>),
    /// Another device list in place of the one there is.
    Devices {
        table: Arc<Devices>,
        origin: Option<Box<Origin>>,
    },
    /// Cells of the device list.
    DeviceCells(Vec<CellChange>),
    /// Devices from this row on; whatever stood there goes, so that a change made twice is made once.
    AddDevices {
        from: u32,
        rows: Vec<DeviceRow>,
    },
    /// Takes devices off the end of the list until so many rows are left.
    KeepDevices(u32),
    /// Zones, vendors, dates, references and dispositions that people declared.
    Declared(Box<Declared>),
    /// The plan that the case is scored under.
    Plan(Option<Arc<BoundPlan>>),
    /// What a renewal is compared with.
    Expiring(Option<Arc<ExpiringCase>>),
    /// What people say to schedule lines that the plan alone has changed.
    PlanDebits(BTreeMap<String, PlanDebit>),
    /// What improvements take at this applicant.
    Efforts(OwnEfforts),
    Scenarios(Vec<Scenario>),
    /// Marks a broker's preview copy.
    Preview(Option<PreviewMark>),
    /// Several changes that are undone together (import, paste).
    Many {
        label: String,
        edits: Vec<Edit>,
    },
}

impl Edit {
    /// Makes the change and returns the one that takes it back.
    #[must_use = "the inverse is what undo needs"]
    pub fn apply(self, submission: &mut Submission) -> Self {
        use std::mem::replace;
        match self {
            Self::Reference(new) => Self::Reference(replace(&mut submission.reference, new)),
            Self::Applicant(new) => Self::Applicant(Box::new(replace(&mut submission.applicant, *new))),
            Self::Broker(new) => Self::Broker(replace(&mut submission.broker, new)),
            Self::Policy(new) => Self::Policy(Box::new(replace(&mut submission.policy, *new))),
            Self::Record { question, record } => {
                let old = match record {
                    // An empty record and none at all are the same thing.
                    Some(record) if !record.is_empty() => submission.records.insert(question.clone(), *record),
                    _ => submission.records.remove(&question),
                };
                Self::Record { question, record: old.map(Box::new) }
            }
            Self::Documents(new) => Self::Documents(replace(&mut submission.documents, new)),
            Self::Subjectivities(new) => Self::Subjectivities(replace(&mut submission.subjectivities, new)),
            Self::Overrides(new) => Self::Overrides(replace(&mut submission.overrides, new)),
            Self::Decision(new) => Self::Decision(Box::new(replace(&mut submission.decision, *new))),
            Self::Devices { table, origin } => Self::Devices {
                table: replace(&mut submission.devices.table, table),
                origin: replace(&mut submission.devices.origin, origin.map(|origin| *origin)).map(Box::new),
            },
            Self::DeviceCells(changes) => {
                Self::DeviceCells(Arc::make_mut(&mut submission.devices.table).change(changes))
            }
            Self::AddDevices { from, rows } => {
                let table = Arc::make_mut(&mut submission.devices.table);
                // Rows that would not follow on the last one belong to another table.
                if from as usize > table.len() {
                    return Self::KeepDevices(from);
                }
                let before = table.truncate(from as usize);
                table.append(rows);
                if before.is_empty() { Self::KeepDevices(from) } else { Self::AddDevices { from, rows: before } }
            }
            Self::KeepDevices(from) => {
                let rows = Arc::make_mut(&mut submission.devices.table).truncate(from as usize);
                Self::AddDevices { from, rows }
            }
            Self::Declared(new) => Self::Declared(Box::new(replace(&mut submission.devices.declared, *new))),
            Self::Plan(new) => Self::Plan(replace(&mut submission.plan, new)),
            Self::Expiring(new) => Self::Expiring(replace(&mut submission.expiring, new)),
            Self::PlanDebits(new) => Self::PlanDebits(replace(&mut submission.plan_debits, new)),
            Self::Efforts(new) => Self::Efforts(replace(&mut submission.efforts, new)),
            Self::Scenarios(new) => Self::Scenarios(replace(&mut submission.scenarios, new)),
            Self::Preview(new) => Self::Preview(replace(&mut submission.preview, new)),
            Self::Many { label, edits } => {
                let mut inverse: Vec<_> = edits.into_iter().map(|edit| edit.apply(submission)).collect();
                inverse.reverse();
                Self::Many { label, edits: inverse }
            }
        }
    }

    /// What the change does, for people: `Change D1 to c`.
    #[must_use]
    pub fn label(&self, before: &Submission) -> String {
        match self {
            Self::Reference(_) => "Change memo number".to_owned(),
            Self::Applicant(new) => format!("Change {}", applicant_field(&before.applicant, new)),
            Self::Broker(_) => "Change broker".to_owned(),
            Self::Policy(new) => format!("Change {}", policy_field(&before.policy, new)),
            Self::Record { question, record } => record_label(question, before.record(question), record.as_deref()),
            Self::Documents(new) => counted("document", before.documents.len(), new.len()),
            Self::Subjectivities(new) => counted("subjectivity", before.subjectivities.len(), new.len()),
            Self::Overrides(new) => counted("override", before.overrides.len(), new.len()),
            Self::Decision(new) if before.decision.kind != new.kind => {
                format!("Change decision to \"{}\"", new.kind.words())
            }
            Self::Decision(_) => "Change decision".to_owned(),
            Self::Devices { table, .. } if table.is_empty() => "Remove the device list".to_owned(),
            Self::Devices { table, .. } => format!("Import {} devices", table.count()),
            Self::DeviceCells(changes) => match &changes[..] {
                [one] => format!("Change {} of device {}", one.field.title(), one.row + 1),
                many => format!("Change {} cells of the device list", many.len()),
            },
            Self::AddDevices { rows, .. } => match rows.len() {
                1 => "Add a device".to_owned(),
                many => format!("Add {many} devices"),
            },
            Self::KeepDevices(_) => "Remove devices".to_owned(),
            Self::Declared(_) => "Change what is declared about the devices".to_owned(),
            Self::Plan(Some(plan)) => format!("Score under plan {}", plan.name()),
            Self::Plan(None) => "Score as shipped, without a plan".to_owned(),
            Self::Expiring(Some(case)) => format!("Compare with {}", case.file_name),
            Self::Expiring(None) => "Remove the expiring case".to_owned(),
            Self::PlanDebits(_) => "Decide on a plan change".to_owned(),
            Self::Efforts(_) => "Change an estimate of effort".to_owned(),
            Self::Scenarios(new) => counted("scenario", before.scenarios.len(), new.len()),
            Self::Preview(Some(_)) => "Mark as a broker's preview".to_owned(),
            Self::Preview(None) => "Remove the mark of a preview".to_owned(),
            Self::Many { label, .. } => label.clone(),
        }
    }

    /// Typing into one field: such changes merge into one undo entry.
    fn merges_with(&self, later: &Self, before: &Submission) -> bool {
        match (self, later) {
            (Self::Reference(_), Self::Reference(_)) | (Self::Broker(_), Self::Broker(_)) => true,
            (Self::Applicant(a), Self::Applicant(b)) => {
                applicant_field(a, &before.applicant) == applicant_field(&before.applicant, b)
            }
            (Self::Policy(a), Self::Policy(b)) => policy_field(a, &before.policy) == policy_field(&before.policy, b),
            (Self::Record { question: a, record: old }, Self::Record { question: b, record: new }) => {
                a == b
                    && typed_part(old.as_deref(), before.record(a))
                        .is_some_and(|part| Some(part) == typed_part(before.record(b), new.as_deref()))
            }
            (Self::Subjectivities(a), Self::Subjectivities(b)) => {
                same_but_words(a, &before.subjectivities) && same_but_words(&before.subjectivities, b)
            }
            (Self::Declared(a), Self::Declared(b)) => {
                let now = &before.devices.declared;
                typed_disposition(a, now).is_some_and(|id| Some(id) == typed_disposition(now, b))
            }
            (Self::PlanDebits(a), Self::PlanDebits(b)) => {
                typed_debit(a, &before.plan_debits).is_some_and(|it| Some(it) == typed_debit(&before.plan_debits, b))
            }
            (Self::Efforts(a), Self::Efforts(b)) => {
                typed_effort(a, &before.efforts).is_some_and(|it| Some(it) == typed_effort(&before.efforts, b))
            }
            (Self::Decision(a), Self::Decision(b)) => a.kind == before.decision.kind && b.kind == before.decision.kind,
            _ => false,
        }
    }
}

/// Only what is typed differs: no status, date or timing was chosen.
fn same_but_words(old: &[Subjectivity], new: &[Subjectivity]) -> bool {
    let chosen = |it: &Subjectivity| (it.theme.clone(), it.due, it.pre_bind, it.status);
    old.len() == new.len() && old.iter().map(chosen).eq(new.iter().map(chosen))
}

/// The contradiction whose disposition alone is worded otherwise.
fn typed_disposition<'a>(old: &'a Declared, new: &'a Declared) -> Option<&'a String> {
    let rest = Declared { dispositions: old.dispositions.clone(), ..new.clone() };
    if rest != *old {
        return None;
    }
    let ids = old.dispositions.keys().chain(new.dispositions.keys());
    let mut changed = ids.filter(|id| old.dispositions.get(*id) != new.dispositions.get(*id));
    let first = changed.next()?;
    changed.all(|id| id == first).then_some(first)
}

/// The question and key of the one estimate whose note alone is worded otherwise.
fn typed_effort<'a>(old: &'a OwnEfforts, new: &'a OwnEfforts) -> Option<(&'a str, &'a str)> {
    let mut changed = new
        .iter()
        .flat_map(|(id, of)| of.iter().map(move |(key, own)| (id, key, own)))
        .filter(|(id, key, own)| old.get(*id).and_then(|of| of.get(*key)) != Some(*own));
    let (id, key, own) = changed.next()?;
    let before = old.get(id)?.get(key)?;
    let count = |efforts: &OwnEfforts| efforts.values().map(BTreeMap::len).sum::<usize>();
    let alone = changed.next().is_none() && count(old) == count(new);
    let same = OwnEffort { note: before.note.clone(), ..own.clone() } == *before;
    (alone && same).then_some((id, key))
}

/// The section and the one field in which what was said to a changed line differs.
fn typed_debit<'a>(
    old: &'a BTreeMap<String, PlanDebit>,
    new: &'a BTreeMap<String, PlanDebit>,
) -> Option<(&'a str, &'static str)> {
    let mut changed = new.iter().filter(|(section, debit)| old.get(*section) != Some(debit));
    let (section, debit) = changed.next()?;
    let before = old.get(section)?;
    let same_but =
        |by: &str, reason: &str| PlanDebit { by: by.to_owned(), reason: reason.to_owned(), ..debit.clone() } == *before;
    if old.len() != new.len() || changed.next().is_some() {
        return None;
    }
    match () {
        () if same_but(&before.by, &debit.reason) => Some((section, "name")),
        () if same_but(&debit.by, &before.reason) => Some((section, "reason")),
        () => None,
    }
}

fn counted(noun: &str, before: usize, after: usize) -> String {
    let verb = match after.cmp(&before) {
        std::cmp::Ordering::Greater => "Add",
        std::cmp::Ordering::Less => "Remove",
        std::cmp::Ordering::Equal => "Change",
    };
    format!("{verb} {noun}")
}

fn applicant_field(old: &Applicant, new: &Applicant) -> &'static str {
    match () {
        () if old.name != new.name => "applicant name",
        () if old.industry != new.industry => "industry",
        () if old.naics != new.naics => "NAICS code",
        () if old.revenue != new.revenue => "revenue",
        () if old.employees != new.employees => "employees",
        () if old.sites != new.sites => "sites",
        () if old.jurisdiction != new.jurisdiction => "jurisdiction",
        () if old.operations != new.operations => "operations",
        () => "applicant",
    }
}

fn policy_field(old: &Policy, new: &Policy) -> &'static str {
    match () {
        () if old.line != new.line => "line of business",
        () if old.inception != new.inception => "inception",
        () if old.expiry != new.expiry => "expiry",
        () if old.limit != new.limit => "limit",
        () if old.retention != new.retention => "retention",
        () if old.currency != new.currency => "currency",
        () if old.market != new.market => "market",
        () if old.schedule_max_percent != new.schedule_max_percent => "schedule maximum",
        () => "policy",
    }
}

/// The free text that differs, when nothing else does.
fn typed_part(old: Option<&Record>, new: Option<&Record>) -> Option<String> {
    let empty = Record::default();
    let (old, new) = (old.unwrap_or(&empty), new.unwrap_or(&empty));
    let mut neutral = new.clone();
    neutral.note.clone_from(&old.note);
    if neutral == *old {
        return (old.note != new.note).then(|| "note".to_owned());
    }
    neutral = new.clone();
    neutral.said_by.clone_from(&old.said_by);
    if neutral == *old {
        return Some("speaker".to_owned());
    }
    neutral = new.clone();
    for (attachment, before) in neutral.attachments.iter_mut().zip(&old.attachments) {
        attachment.note.clone_from(&before.note);
    }
    if neutral == *old {
        let mut pairs = new.attachments.iter().zip(&old.attachments);
        return pairs.position(|(now, before)| now.note != before.note).map(|place| format!("attachment {place}"));
    }
    neutral = new.clone();
    neutral.follow_ups.clone_from(&old.follow_ups);
    if neutral == *old {
        let mut changed = new.follow_ups.iter().filter(|(key, value)| old.follow_ups.get(*key) != Some(value));
        return match (changed.next(), changed.next()) {
            (Some((key, _)), None) => Some(format!("follow-up {key}")),
            _ => None,
        };
    }
    neutral = new.clone();
    neutral.answer.clone_from(&old.answer);
    match (&old.answer, &new.answer) {
        (Some(Answer::Text(_)), Some(Answer::Text(_))) if neutral == *old => Some("text".to_owned()),
        (Some(Answer::NotApplicable(_)), Some(Answer::NotApplicable(_))) if neutral == *old => Some("na".to_owned()),
        _ => None,
    }
}

fn record_label(question: &str, old: Option<&Record>, new: Option<&Record>) -> String {
    let empty = Record::default();
    let (old, new) = (old.unwrap_or(&empty), new.unwrap_or(&empty));
    if old.answer != new.answer {
        return match &new.answer {
            None => format!("Clear {question}"),
            Some(Answer::Unknown) => format!("Change {question} to unknown"),
            Some(Answer::NotApplicable(_)) => format!("Change {question} to not applicable"),
            Some(Answer::Text(_)) => format!("Change text of {question}"),
            Some(Answer::Options(keys)) => {
                let keys: Vec<_> = keys.iter().map(String::as_str).collect();
                format!("Change {question} to {}", if keys.is_empty() { "nothing".to_owned() } else { keys.join(", ") })
            }
        };
    }
    let what = match () {
        () if old.is_unconfirmed() && !new.is_unconfirmed() => return format!("Confirm {question}"),
        () if old.grade != new.grade => "evidence",
        () if old.note != new.note => "note",
        () if old.flagged != new.flagged => "flag",
        () if old.attachments != new.attachments => "attachments",
        () if old.follow_ups != new.follow_ups => "follow-up",
        () => "speaker",
    };
    format!("Change {what} of {question}")
}

/// One step back or forth.
#[derive(Clone, Debug)]
pub struct UndoEntry {
    pub label: String,
    inverse: Edit,
}

/// The undo stack; holds at least 1,000 steps.
#[derive(Clone, Debug, Default)]
pub struct Undo {
    done: Vec<UndoEntry>,
    undone: Vec<UndoEntry>,
    /// Cleared by anything but typing, so that a pause or a jump starts a new entry.
    may_merge: bool,
}

impl Undo {
    const MOST_STEPS: usize = 5_000;

    /// Applies an edit and remembers how to take it back.
    pub fn edit(&mut self, submission: &mut Submission, edit: Edit) {
        let label = edit.label(submission);
        self.edit_as(submission, edit, label);
    }

    /// The same under a label of the caller's, who knows the option's text.
    pub fn edit_as(&mut self, submission: &mut Submission, edit: Edit, label: String) {
        let merges = self.may_merge && self.done.last().is_some_and(|last| last.inverse.merges_with(&edit, submission));
        let inverse = edit.apply(submission);
        self.undone.clear();
        self.may_merge = true;
        if merges {
            return;
        }
        if self.done.len() == Self::MOST_STEPS {
            self.done.remove(0);
        }
        self.done.push(UndoEntry { label, inverse });
    }

    /// The next edit starts an entry of its own.
    pub fn break_merge(&mut self) {
        self.may_merge = false;
    }

    /// Takes the last change back; returns what was applied (for the journal) and its label.
    pub fn undo(&mut self, submission: &mut Submission) -> Option<(Edit, String)> {
        let entry = self.done.pop()?;
        Some(Self::step(entry, &mut self.undone, &mut self.may_merge, submission))
    }

    /// Makes the last undone change again.
    pub fn redo(&mut self, submission: &mut Submission) -> Option<(Edit, String)> {
        let entry = self.undone.pop()?;
        Some(Self::step(entry, &mut self.done, &mut self.may_merge, submission))
    }

    fn step(
        entry: UndoEntry,
        other: &mut Vec<UndoEntry>,
        may_merge: &mut bool,
        submission: &mut Submission,
    ) -> (Edit, String) {
        *may_merge = false;
        let UndoEntry { label, inverse } = entry;
        let applied = inverse.clone();
        other.push(UndoEntry { label: label.clone(), inverse: inverse.apply(submission) });
        (applied, label)
    }

    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.done.last().map(|entry| entry.label.as_str())
    }
    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.undone.last().map(|entry| entry.label.as_str())
    }
}

//! One change on disk, format 1, as the journal and the history keep it: a JSON object.

use super::case_v1::{ApplicantV1, BrokerV1, DecisionV1, DocumentV1, OverrideV1, PolicyV1, SubjectivityV1};
use super::check::Check;
use super::devices_v1::{
    CellChangeV1, DeclaredV1, OriginV1, RowV1, TableV1, changes_from_disk, disk_from_changes, disk_from_rows,
    rows_from_disk,
};
use super::plan_bound_v1::{BoundPlanV1, ExpiringV1, PlanDebitsV1};
use super::scenario_v1::{OwnEffortsV1, PreviewMarkV1, ScenarioV1};
use super::submission_v1::RecordV1;
use crate::submission::Edit;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A change with when, by whom and under which label it was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// When, as the caller writes time: `2026-11-22T09:30:00Z`.
    pub at: String,
    pub who: String,
    /// For people: `Change D1 to b`.
    pub label: String,
    pub edit: Edit,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub(super) enum EditV1 {
    Reference(String),
    Applicant(ApplicantV1),
    Broker(BrokerV1),
    Policy(PolicyV1),
    Record { question: String, record: Option<RecordV1> },
    Documents(Vec<DocumentV1>),
    Subjectivities(Vec<SubjectivityV1>),
    Overrides(Vec<OverrideV1>),
    Decision(DecisionV1),
    Devices { table: TableV1, origin: Option<OriginV1> },
    DeviceCells(Vec<CellChangeV1>),
    AddDevices { from: u32, rows: Vec<RowV1> },
    KeepDevices(u32),
    Declared(DeclaredV1),
    Plan(Option<BoundPlanV1>),
    Expiring(Option<ExpiringV1>),
    PlanDebits(PlanDebitsV1),
    Efforts(OwnEffortsV1),
    Scenarios(Vec<ScenarioV1>),
    Preview(Option<PreviewMarkV1>),
    Many { label: String, edits: Vec<EditV1> },
}

impl EditV1 {
    /// The working edit; `None` where a date, time or amount in it cannot be read.
    pub(super) fn into_working(self) -> Option<Edit> {
        let mut check = Check::default();
        let edit = self.convert(&mut check);
        check.is_clean().then_some(edit)
    }

    /// What it does to the device list.
    pub(super) fn list_change(&self) -> ListChange {
        match self {
            Self::Devices { table, .. } if table.is_named_only() => ListChange::Lost,
            Self::Devices { .. } => ListChange::Put,
            Self::DeviceCells(_) | Self::AddDevices { .. } | Self::KeepDevices(_) => ListChange::Within,
            Self::Many { edits, .. } => edits.iter().map(Self::list_change).max().unwrap_or_default(),
            _ => ListChange::None,
        }
    }

    /// Whether it puts an expiring case in place, of which only the name is kept here.
    pub(super) fn loses_expiring(&self) -> bool {
        match self {
            Self::Expiring(case) => case.is_some(),
            Self::Many { edits, .. } => edits.iter().any(Self::loses_expiring),
            _ => false,
        }
    }

    /// As the history keeps it: a device list by its hash, everything else in full.
    pub(super) fn for_history(edit: &Edit) -> Self {
        match edit {
            Edit::Devices { table, origin } => {
                Self::Devices { table: TableV1::for_history(table), origin: origin.as_deref().map(Into::into) }
            }
            Edit::Many { label, edits } => {
                Self::Many { label: label.clone(), edits: edits.iter().map(Self::for_history).collect() }
            }
            other => other.into(),
        }
    }

    fn convert(self, check: &mut Check) -> Edit {
        match self {
            Self::Reference(text) => Edit::Reference(text),
            Self::Applicant(applicant) => Edit::Applicant(Box::new(applicant.into_working(check))),
            Self::Broker(broker) => Edit::Broker(broker.into()),
            Self::Policy(policy) => Edit::Policy(Box::new(policy.into_working(check))),
            Self::Record { question, record } => {
                Edit::Record { question, record: record.map(|record| Box::new(record.into_working(check))) }
            }
            Self::Documents(items) => Edit::Documents(check.each(items, DocumentV1::into_working)),
            Self::Subjectivities(items) => Edit::Subjectivities(check.each(items, SubjectivityV1::into_working)),
            Self::Overrides(items) => Edit::Overrides(check.each(items, OverrideV1::into_working)),
            Self::Decision(decision) => Edit::Decision(Box::new(decision.into_working(check))),
            // Without its rows nothing can be put in place; everything around it still can.
            Self::Devices { table, origin } => match table.into_working() {
                Some(table) => {
                    let origin = origin.map(|origin| Box::new(origin.into_working(check)));
                    Edit::Devices { table, origin }
                }
                None => Edit::Many { label: "Device list, kept by its hash only".to_owned(), edits: Vec::new() },
            },
            Self::DeviceCells(changes) => Edit::DeviceCells(or_fault(check, changes_from_disk(changes))),
            Self::AddDevices { from, rows } => Edit::AddDevices { from, rows: or_fault(check, rows_from_disk(rows)) },
            Self::KeepDevices(len) => Edit::KeepDevices(len),
            Self::Declared(declared) => Edit::Declared(Box::new(declared.into_working(check))),
            Self::Plan(plan) => Edit::Plan(plan.map(|plan| Arc::new(plan.into()))),
            Self::Expiring(None) => Edit::Expiring(None),
            Self::Expiring(Some(_)) => {
                Edit::Many { label: "Expiring case, kept by its hash only".to_owned(), edits: Vec::new() }
            }
            Self::PlanDebits(debits) => Edit::PlanDebits(debits.into_working(check)),
            Self::Efforts(efforts) => Edit::Efforts(efforts.into()),
            Self::Scenarios(items) => Edit::Scenarios(items.into_iter().map(Into::into).collect()),
            Self::Preview(mark) => Edit::Preview(mark.map(|mark| mark.into_working(check))),
            Self::Many { label, edits } => Edit::Many { label, edits: check.each(edits, Self::convert) },
        }
    }
}

impl From<&Edit> for EditV1 {
    fn from(edit: &Edit) -> Self {
        match edit {
            Edit::Reference(text) => Self::Reference(text.clone()),
            Edit::Applicant(applicant) => Self::Applicant((&**applicant).into()),
            Edit::Broker(broker) => Self::Broker(broker.into()),
            Edit::Policy(policy) => Self::Policy((&**policy).into()),
            Edit::Record { question, record } => {
                Self::Record { question: question.clone(), record: record.as_deref().map(Into::into) }
            }
            Edit::Documents(items) => Self::Documents(items.iter().map(Into::into).collect()),
            Edit::Subjectivities(items) => Self::Subjectivities(items.iter().map(Into::into).collect()),
            Edit::Overrides(items) => Self::Overrides(items.iter().map(Into::into).collect()),
            Edit::Decision(decision) => Self::Decision((&**decision).into()),
            Edit::Devices { table, origin } => {
                Self::Devices { table: TableV1::for_journal(table), origin: origin.as_deref().map(Into::into) }
            }
            Edit::DeviceCells(changes) => Self::DeviceCells(disk_from_changes(changes)),
            Edit::AddDevices { from, rows } => Self::AddDevices { from: *from, rows: disk_from_rows(rows) },
            Edit::KeepDevices(len) => Self::KeepDevices(*len),
            Edit::Declared(declared) => Self::Declared((&**declared).into()),
            Edit::Plan(plan) => Self::Plan(plan.as_deref().map(BoundPlanV1::in_full)),
            Edit::Expiring(case) => Self::Expiring(case.as_deref().map(Into::into)),
            Edit::PlanDebits(debits) => Self::PlanDebits(debits.into()),
            Edit::Efforts(efforts) => Self::Efforts(efforts.into()),
            Edit::Scenarios(items) => Self::Scenarios(items.iter().map(Into::into).collect()),
            Edit::Preview(mark) => Self::Preview(mark.as_ref().map(Into::into)),
            Edit::Many { label, edits } => {
                Self::Many { label: label.clone(), edits: edits.iter().map(Into::into).collect() }
            }
        }
    }
}

/// What an edit does to the device list; of several, the most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ListChange {
    #[default]
    None,
    /// Cells or rows of the list that is there.
    Within,
    /// A list that is written out in the edit.
    Put,
    /// A list that the edit only names.
    Lost,
}

/// What two changes must share for the later one to stand for both: they put a value in the same place.
pub(super) fn same_place(a: &Edit, b: &Edit) -> bool {
    match (a, b) {
        (Edit::Record { question: a, .. }, Edit::Record { question: b, .. }) => a == b,
        (Edit::Many { .. }, _) | (_, Edit::Many { .. }) => false,
        (Edit::DeviceCells(a), Edit::DeviceCells(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a.row, a.field) == (b.row, b.field))
        }
        (Edit::AddDevices { .. } | Edit::KeepDevices(_) | Edit::Devices { .. }, _) => false,
        (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
    }
}

/// What was read; where it could not be, the fault that makes the whole edit unreadable.
fn or_fault<T>(check: &mut Check, read: Option<Vec<T>>) -> Vec<T> {
    if read.is_none() {
        check.fault("devices", "a cell does not read".to_owned(), "take the case from an earlier copy");
    }
    read.unwrap_or_default()
}

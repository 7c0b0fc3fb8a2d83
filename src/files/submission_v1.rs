//! `submission.ron`, format 1: a mirror of [`Submission`] as it stands on disk.
//!
//! Dates are `YYYY-MM-DD`, amounts plain digits in the policy's currency, grades `E0` to `E3`.
//! A field left out is an empty one; a field that the format does not have is refused.

use super::case_v1::{ApplicantV1, BrokerV1, DecisionV1, DocumentV1, OverrideV1, PolicyV1, SubjectivityV1};
use super::check::{Check, text_from_date};
use super::devices_v1::DevicesV1;
use super::plan_bound_v1::{BoundPlanV1, ExpiringV1, PlanDebitsV1};
use super::problem::Problems;
use super::ron_text::{ron_from_value, value_from_ron};
use super::scenario_v1::{AttachmentV1, CarriedV1, OwnEffortsV1, PreviewMarkV1, ScenarioV1};
use crate::submission::{Answer, FollowUpAnswer, Grade, NotApplicable, Record, Submission};
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

const COMMENT: &str = "\
// One case of Securable: applicant, policy, answers by question id, and what people decided.
// It may be edited by hand. Dates are \"2026-11-22\", amounts plain digits, evidence E0 to E3.
// An answer is Options([\"key\"]), Text(\"...\"), Unknown or NotApplicable(reason: ..., control: ..., decider: ...);
// a question without an answer has not been answered.
";

/// Reads the text of `submission.ron`; `file` is the name shown in problems.
///
/// # Errors
/// The first fault of the structure, or every value that cannot be read, each with line and column.
pub fn submission_from_ron(text: &str, file: &str) -> Result<Submission, Problems> {
    let on_disk: SubmissionV1 = value_from_ron(text, file)?;
    let mut check = Check::default();
    let submission = on_disk.into_working(&mut check);
    if check.is_clean() { Ok(submission) } else { Err(check.problems(text, file)) }
}

/// Writes `submission.ron`: the same text for the same submission.
///
/// # Errors
/// What the writer says; no submission is known to cause it.
pub fn ron_from_submission(submission: &Submission) -> Result<String, String> {
    ron_from_value(COMMENT, &SubmissionV1::from(submission))
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct SubmissionV1 {
    reference: String,
    synthetic: bool,
    applicant: ApplicantV1,
    broker: BrokerV1,
    policy: PolicyV1,
    #[serde(deserialize_with = "map_without_twins")]
    records: BTreeMap<String, RecordV1>,
    documents: Vec<DocumentV1>,
    subjectivities: Vec<SubjectivityV1>,
    overrides: Vec<OverrideV1>,
    decision: DecisionV1,
    #[serde(skip_serializing_if = "DevicesV1::is_empty")]
    devices: DevicesV1,
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<BoundPlanV1>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expiring: Option<ExpiringV1>,
    #[serde(skip_serializing_if = "PlanDebitsV1::is_empty")]
    plan_debits: PlanDebitsV1,
    #[serde(skip_serializing_if = "OwnEffortsV1::is_empty")]
    efforts: OwnEffortsV1,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    scenarios: Vec<ScenarioV1>,
    #[serde(skip_serializing_if = "Option::is_none")]
    preview: Option<PreviewMarkV1>,
}

impl SubmissionV1 {
    fn into_working(self, check: &mut Check) -> Submission {
        Submission {
            reference: self.reference,
            synthetic: self.synthetic,
            applicant: check.under("applicant", |check| self.applicant.into_working(check)),
            broker: self.broker.into(),
            policy: check.under("policy", |check| self.policy.into_working(check)),
            records: check.under("records", |check| {
                self.records
                    .into_iter()
                    .map(|(id, record)| {
                        let record = check.under(&id, |check| record.into_working(check));
                        (id, record)
                    })
                    .collect()
            }),
            documents: check.under("documents", |check| check.each(self.documents, DocumentV1::into_working)),
            subjectivities: check
                .under("subjectivities", |check| check.each(self.subjectivities, SubjectivityV1::into_working)),
            overrides: check.under("overrides", |check| check.each(self.overrides, OverrideV1::into_working)),
            decision: check.under("decision", |check| self.decision.into_working(check)),
            devices: check.under("devices", |check| self.devices.into_working(check)),
            plan: self.plan.map(|plan| Arc::new(plan.into())),
            expiring: self.expiring.map(|case| Arc::new(case.into())),
            plan_debits: check.under("plan_debits", |check| self.plan_debits.into_working(check)),
            efforts: self.efforts.into(),
            scenarios: self.scenarios.into_iter().map(Into::into).collect(),
            preview: check.under("preview", |check| self.preview.map(|mark| mark.into_working(check))),
        }
    }
}

impl From<&Submission> for SubmissionV1 {
    fn from(submission: &Submission) -> Self {
        Self {
            reference: submission.reference.clone(),
            synthetic: submission.synthetic,
            applicant: (&submission.applicant).into(),
            broker: (&submission.broker).into(),
            policy: (&submission.policy).into(),
            records: submission.records.iter().map(|(id, record)| (id.clone(), record.into())).collect(),
            documents: submission.documents.iter().map(Into::into).collect(),
            subjectivities: submission.subjectivities.iter().map(Into::into).collect(),
            overrides: submission.overrides.iter().map(Into::into).collect(),
            decision: (&submission.decision).into(),
            devices: (&submission.devices).into(),
            plan: submission.plan.as_deref().map(BoundPlanV1::by_name),
            expiring: submission.expiring.as_deref().map(Into::into),
            plan_debits: (&submission.plan_debits).into(),
            efforts: (&submission.efforts).into(),
            scenarios: submission.scenarios.iter().map(Into::into).collect(),
            preview: submission.preview.as_ref().map(Into::into),
        }
    }
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RecordV1 {
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<AnswerV1>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grade: Option<GradeV1>,
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    said_by: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    said_on: Option<String>,
    #[serde(skip_serializing_if = "is_false")]
    flagged: bool,
    #[serde(skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "map_without_twins")]
    follow_ups: BTreeMap<String, FollowUpV1>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confirm: Option<CarriedV1>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<AttachmentV1>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands every field over by reference")]
pub(super) fn is_false(flag: &bool) -> bool {
    !*flag
}

impl RecordV1 {
    pub(super) fn into_working(self, check: &mut Check) -> Record {
        Record {
            answer: self.answer.map(Into::into),
            grade: self.grade.map(Into::into),
            note: self.note,
            said_by: self.said_by,
            said_on: check.date("said_on", self.said_on),
            flagged: self.flagged,
            follow_ups: self.follow_ups.into_iter().map(|(key, answer)| (key, answer.into())).collect(),
            confirm: check.under("confirm", |check| self.confirm.map(|it| it.into_working(check))),
            attachments: check.under("attachments", |check| check.each(self.attachments, AttachmentV1::into_working)),
        }
    }
}

impl From<&Record> for RecordV1 {
    fn from(record: &Record) -> Self {
        Self {
            answer: record.answer.as_ref().map(Into::into),
            grade: record.grade.map(Into::into),
            note: record.note.clone(),
            said_by: record.said_by.clone(),
            said_on: text_from_date(record.said_on),
            flagged: record.flagged,
            follow_ups: record.follow_ups.iter().map(|(key, answer)| (key.clone(), answer.into())).collect(),
            confirm: record.confirm.as_ref().map(Into::into),
            attachments: record.attachments.iter().map(Into::into).collect(),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum AnswerV1 {
    Options(BTreeSet<String>),
    Text(String),
    Unknown,
    NotApplicable {
        #[serde(default)]
        reason: String,
        #[serde(default)]
        control: String,
        #[serde(default)]
        decider: String,
    },
}

impl From<AnswerV1> for Answer {
    fn from(answer: AnswerV1) -> Self {
        match answer {
            AnswerV1::Options(keys) => Self::Options(keys),
            AnswerV1::Text(text) => Self::Text(text),
            AnswerV1::Unknown => Self::Unknown,
            AnswerV1::NotApplicable { reason, control, decider } => {
                Self::NotApplicable(NotApplicable { reason, control, decider })
            }
        }
    }
}

impl From<&Answer> for AnswerV1 {
    fn from(answer: &Answer) -> Self {
        match answer {
            Answer::Options(keys) => Self::Options(keys.clone()),
            Answer::Text(text) => Self::Text(text.clone()),
            Answer::Unknown => Self::Unknown,
            Answer::NotApplicable(NotApplicable { reason, control, decider }) => {
                Self::NotApplicable { reason: reason.clone(), control: control.clone(), decider: decider.clone() }
            }
        }
    }
}

#[derive(Serialize, Deserialize)]
enum FollowUpV1 {
    Text(String),
    Keys(BTreeSet<String>),
    #[serde(deserialize_with = "map_without_twins")]
    Table(BTreeMap<String, String>),
}

impl From<FollowUpV1> for FollowUpAnswer {
    fn from(answer: FollowUpV1) -> Self {
        match answer {
            FollowUpV1::Text(text) => Self::Text(text),
            FollowUpV1::Keys(keys) => Self::Keys(keys),
            FollowUpV1::Table(table) => Self::Table(table),
        }
    }
}

impl From<&FollowUpAnswer> for FollowUpV1 {
    fn from(answer: &FollowUpAnswer) -> Self {
        match answer {
            FollowUpAnswer::Text(text) => Self::Text(text.clone()),
            FollowUpAnswer::Keys(keys) => Self::Keys(keys.clone()),
            FollowUpAnswer::Table(table) => Self::Table(table.clone()),
        }
    }
}

#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) enum GradeV1 {
    E0,
    E1,
    E2,
    E3,
}

impl From<GradeV1> for Grade {
    fn from(grade: GradeV1) -> Self {
        match grade {
            GradeV1::E0 => Self::Asserted,
            GradeV1::E1 => Self::Document,
            GradeV1::E2 => Self::ScanOrLog,
            GradeV1::E3 => Self::IndependentTest,
        }
    }
}

impl From<Grade> for GradeV1 {
    fn from(grade: Grade) -> Self {
        match grade {
            Grade::Asserted => Self::E0,
            Grade::Document => Self::E1,
            Grade::ScanOrLog => Self::E2,
            Grade::IndependentTest => Self::E3,
        }
    }
}

/// A map in which a key that stands twice is an error instead of the last one winning.
pub(super) fn map_without_twins<'de, D, V>(deserializer: D) -> Result<BTreeMap<String, V>, D::Error>
where
    D: Deserializer<'de>,
    V: Deserialize<'de>,
{
    struct Pairs<V>(PhantomData<V>);

    impl<'de, V: Deserialize<'de>> Visitor<'de> for Pairs<V> {
        type Value = BTreeMap<String, V>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Self::Value, A::Error> {
            let mut map = BTreeMap::new();
            while let Some(key) = pairs.next_key::<String>()? {
                if map.contains_key(&key) {
                    return Err(de::Error::custom(format_args!("\"{key}\" stands twice")));
                }
                let value = pairs.next_value()?;
                map.insert(key, value);
            }
            Ok(map)
        }
    }

    deserializer.deserialize_map(Pairs(PhantomData))
}

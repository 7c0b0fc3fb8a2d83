//! Which plan a case is scored under and what a renewal is compared with, on disk, format 1.
//!
//! `submission.ron` names both; the members `plan.ron` and `expiring.securable` hold them.

use super::check::{Check, text_from_date};
use super::submission_v1::map_without_twins;
use crate::submission::{BoundPlan, ExpiringCase, PlanDebit, PlanDebitUse};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BoundPlanV1 {
    id: String,
    version: String,
    sha256: String,
    /// Left out where the member holds it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    text: String,
}

impl BoundPlanV1 {
    pub(super) fn by_name(plan: &BoundPlan) -> Self {
        Self { text: String::new(), ..Self::in_full(plan) }
    }

    /// A plan is small, and what a case was scored under is to be read in its history years later.
    pub(super) fn in_full(plan: &BoundPlan) -> Self {
        let BoundPlan { id, version, sha256, text } = plan.clone();
        Self { id, version, sha256, text: text.to_string() }
    }
}

impl From<BoundPlanV1> for BoundPlan {
    fn from(BoundPlanV1 { id, version, sha256, text }: BoundPlanV1) -> Self {
        Self { id, version, sha256, text: text.into() }
    }
}

/// Without its content, which only the member holds.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExpiringV1 {
    file_name: String,
    #[serde(default)]
    reference: String,
    sha256: String,
}

impl From<&ExpiringCase> for ExpiringV1 {
    fn from(case: &ExpiringCase) -> Self {
        let ExpiringCase { file_name, reference, sha256, .. } = case.clone();
        Self { file_name, reference, sha256 }
    }
}

impl From<ExpiringV1> for ExpiringCase {
    fn from(ExpiringV1 { file_name, reference, sha256 }: ExpiringV1) -> Self {
        Self { file_name, reference, sha256, bytes: Arc::default() }
    }
}

#[derive(Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct PlanDebitsV1(#[serde(deserialize_with = "map_without_twins")] BTreeMap<String, PlanDebitV1>);

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanDebitV1 {
    was: i16,
    is: i16,
    #[serde(default)]
    usage: PlanDebitUseV1,
    #[serde(default)]
    by: String,
    #[serde(default)]
    on: Option<String>,
    #[serde(default)]
    reason: String,
}

#[derive(Clone, Copy, Default, Serialize, Deserialize)]
enum PlanDebitUseV1 {
    #[default]
    Undecided,
    Changed,
    Expiring,
}

impl PlanDebitsV1 {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn into_working(self, check: &mut Check) -> BTreeMap<String, PlanDebit> {
        self.0
            .into_iter()
            .map(|(section, debit)| {
                let debit = check.under(&section, |check| debit.into_working(check));
                (section, debit)
            })
            .collect()
    }
}

impl From<&BTreeMap<String, PlanDebit>> for PlanDebitsV1 {
    fn from(debits: &BTreeMap<String, PlanDebit>) -> Self {
        Self(debits.iter().map(|(section, debit)| (section.clone(), debit.into())).collect())
    }
}

impl PlanDebitV1 {
    fn into_working(self, check: &mut Check) -> PlanDebit {
        PlanDebit {
            was: self.was,
            is: self.is,
            usage: match self.usage {
                PlanDebitUseV1::Undecided => PlanDebitUse::Undecided,
                PlanDebitUseV1::Changed => PlanDebitUse::Changed,
                PlanDebitUseV1::Expiring => PlanDebitUse::Expiring,
            },
            by: self.by,
            on: check.date("on", self.on),
            reason: self.reason,
        }
    }
}

impl From<&PlanDebit> for PlanDebitV1 {
    fn from(debit: &PlanDebit) -> Self {
        let PlanDebit { was, is, usage, by, on, reason } = debit.clone();
        let usage = match usage {
            PlanDebitUse::Undecided => PlanDebitUseV1::Undecided,
            PlanDebitUse::Changed => PlanDebitUseV1::Changed,
            PlanDebitUse::Expiring => PlanDebitUseV1::Expiring,
        };
        Self { was, is, usage, by, on: text_from_date(on), reason }
    }
}

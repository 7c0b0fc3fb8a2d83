//! The parts of a case on disk, format 1, shared by `submission.ron`, the journal and the history.

use super::check::{Check, DATE_TIME, text_from_date, text_from_money};
use super::submission_v1::is_false;
use crate::submission::{
    Applicant, Broker, Currency, Decision, DecisionKind, Document, Market, MemoState, Override, OverrideOf, Policy,
    Subjectivity, SubjectivityStatus,
};
use serde::{Deserialize, Serialize};

#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ApplicantV1 {
    name: String,
    industry: String,
    naics: String,
    revenue: Option<String>,
    employees: Option<u64>,
    sites: Option<u64>,
    jurisdiction: String,
    operations: String,
}

impl ApplicantV1 {
    pub(super) fn into_working(self, check: &mut Check) -> Applicant {
        Applicant {
            name: self.name,
            industry: self.industry,
            naics: self.naics,
            revenue: check.money("revenue", self.revenue),
            employees: self.employees,
            sites: self.sites,
            jurisdiction: self.jurisdiction,
            operations: self.operations,
        }
    }
}

impl From<&Applicant> for ApplicantV1 {
    fn from(applicant: &Applicant) -> Self {
        let Applicant { name, industry, naics, revenue, employees, sites, jurisdiction, operations } =
            applicant.clone();
        Self { name, industry, naics, revenue: text_from_money(revenue), employees, sites, jurisdiction, operations }
    }
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct BrokerV1 {
    firm: String,
    contact: String,
    email: String,
}

impl From<BrokerV1> for Broker {
    fn from(BrokerV1 { firm, contact, email }: BrokerV1) -> Self {
        Self { firm, contact, email }
    }
}

impl From<&Broker> for BrokerV1 {
    fn from(broker: &Broker) -> Self {
        let Broker { firm, contact, email } = broker.clone();
        Self { firm, contact, email }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PolicyV1 {
    line: String,
    inception: Option<String>,
    expiry: Option<String>,
    limit: Option<String>,
    retention: Option<String>,
    currency: String,
    market: MarketV1,
    schedule_max_percent: Option<u8>,
}

impl Default for PolicyV1 {
    fn default() -> Self {
        (&Policy::default()).into()
    }
}

impl PolicyV1 {
    pub(super) fn into_working(self, check: &mut Check) -> Policy {
        Policy {
            line: self.line,
            inception: check.date("inception", self.inception),
            expiry: check.date("expiry", self.expiry),
            limit: check.money("limit", self.limit),
            retention: check.money("retention", self.retention),
            currency: Currency(self.currency),
            market: self.market.into(),
            schedule_max_percent: self.schedule_max_percent,
        }
    }
}

impl From<&Policy> for PolicyV1 {
    fn from(policy: &Policy) -> Self {
        Self {
            line: policy.line.clone(),
            inception: text_from_date(policy.inception),
            expiry: text_from_date(policy.expiry),
            limit: text_from_money(policy.limit),
            retention: text_from_money(policy.retention),
            currency: policy.currency.0.clone(),
            market: policy.market.into(),
            schedule_max_percent: policy.schedule_max_percent,
        }
    }
}

/// An enum on disk with the same variants as the working one.
macro_rules! mirror {
    ($disk:ident, $working:ident: $first:ident $(, $variant:ident)*) => {
        #[derive(Clone, Copy, Default, Serialize, Deserialize)]
        pub(super) enum $disk {
            #[default]
            $first,
            $($variant,)*
        }

        impl From<$disk> for $working {
            fn from(value: $disk) -> Self {
                match value {
                    $disk::$first => Self::$first,
                    $($disk::$variant => Self::$variant,)*
                }
            }
        }

        impl From<$working> for $disk {
            fn from(value: $working) -> Self {
                match value {
                    $working::$first => Self::$first,
                    $($working::$variant => Self::$variant,)*
                }
            }
        }
    };
}

mirror!(MarketV1, Market: Admitted, Surplus);
mirror!(SubjectivityStatusV1, SubjectivityStatus: Open, Met, Waived, Withdrawn);
mirror!(DecisionKindV1, DecisionKind: Pending, Quote, QuoteWithConditions, Refer, RequestInformation, Decline);
mirror!(MemoStateV1, MemoState: Draft, Final);

#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DocumentV1 {
    title: String,
    received: Option<String>,
    from: String,
}

impl DocumentV1 {
    pub(super) fn into_working(self, check: &mut Check) -> Document {
        Document { title: self.title, received: check.date("received", self.received), from: self.from }
    }
}

impl From<&Document> for DocumentV1 {
    fn from(document: &Document) -> Self {
        let Document { title, received, from } = document.clone();
        Self { title, received: text_from_date(received), from }
    }
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SubjectivityV1 {
    theme: String,
    text: String,
    owner: String,
    due: Option<String>,
    pre_bind: bool,
    proof: String,
    consequence: String,
    status: SubjectivityStatusV1,
    #[serde(skip_serializing_if = "is_false")]
    last_term: bool,
}

impl SubjectivityV1 {
    pub(super) fn into_working(self, check: &mut Check) -> Subjectivity {
        Subjectivity {
            theme: self.theme,
            text: self.text,
            owner: self.owner,
            due: check.date("due", self.due),
            pre_bind: self.pre_bind,
            proof: self.proof,
            consequence: self.consequence,
            status: self.status.into(),
            last_term: self.last_term,
        }
    }
}

impl From<&Subjectivity> for SubjectivityV1 {
    fn from(subjectivity: &Subjectivity) -> Self {
        let Subjectivity { theme, text, owner, due, pre_bind, proof, consequence, status, last_term } =
            subjectivity.clone();
        let (due, status) = (text_from_date(due), status.into());
        Self { theme, text, owner, due, pre_bind, proof, consequence, status, last_term }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OverrideV1 {
    of: OverrideOfV1,
    #[serde(default)]
    reason_code: String,
    #[serde(default)]
    text: String,
    by: String,
    #[serde(default)]
    second: String,
    at: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
enum OverrideOfV1 {
    Band { from: String, to: String },
    Score { from_tenths: u16, to_tenths: u16 },
}

impl OverrideV1 {
    pub(super) fn into_working(self, check: &mut Check) -> Override {
        Override {
            of: match self.of {
                OverrideOfV1::Band { from, to } => OverrideOf::Band { from, to },
                OverrideOfV1::Score { from_tenths, to_tenths } => OverrideOf::Score { from_tenths, to_tenths },
            },
            reason_code: self.reason_code,
            text: self.text,
            by: self.by,
            second: self.second,
            at: check.date_time("at", &self.at),
        }
    }
}

impl From<&Override> for OverrideV1 {
    fn from(change: &Override) -> Self {
        let Override { of, reason_code, text, by, second, at } = change.clone();
        let of = match of {
            OverrideOf::Band { from, to } => OverrideOfV1::Band { from, to },
            OverrideOf::Score { from_tenths, to_tenths } => OverrideOfV1::Score { from_tenths, to_tenths },
        };
        Self { of, reason_code, text, by, second, at: at.format(DATE_TIME).to_string() }
    }
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DecisionV1 {
    kind: DecisionKindV1,
    reason: String,
    by: String,
    reviewer: String,
    on: Option<String>,
    memo: MemoStateV1,
}

impl DecisionV1 {
    pub(super) fn into_working(self, check: &mut Check) -> Decision {
        Decision {
            kind: self.kind.into(),
            reason: self.reason,
            by: self.by,
            reviewer: self.reviewer,
            on: check.date("on", self.on),
            memo: self.memo.into(),
        }
    }
}

impl From<&Decision> for DecisionV1 {
    fn from(decision: &Decision) -> Self {
        let Decision { kind, reason, by, reviewer, on, memo } = decision.clone();
        Self { kind: kind.into(), reason, by, reviewer, on: text_from_date(on), memo: memo.into() }
    }
}

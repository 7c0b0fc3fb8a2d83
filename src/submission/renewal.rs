//! Rolling a case forward: the case of the next term, made of the one that expires.
//!
//! | Goes along | Stays with the expiring case, which is kept inside the new one |
//! |---|---|
//! | applicant, broker, policy with a new term | memo number, history |
//! | every record; an answer waits to be confirmed (`carried`) | documents received, scenarios |
//! | devices and what is declared about them, own estimates | overrides, decision, sign-offs, state of the memo |
//! | plan, subjectivities with what became of them | decisions on schedule lines |

use super::{
    Answer, BoundPlan, Carried, EvidenceAge, ExpiringCase, FollowUpAnswer, Grade, Policy, Record, Subjectivity,
    SubjectivityStatus, Submission,
};
use crate::questionnaire::{AnswerKind, Questionnaire};
use chrono::{Datelike, Months, NaiveDate};
use std::sync::Arc;

/// First day of a term, and first day after it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NewTerm {
    pub inception: Option<NaiveDate>,
    pub expiry: Option<NaiveDate>,
}

/// What went along into the new case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CarriedOver {
    pub term: NewTerm,
    /// Questions whose answers are to be confirmed.
    pub to_confirm: usize,
    /// Records without an answer: notes, follow-ups, flags.
    pub other_records: usize,
    pub devices: u64,
    /// Evidence above E0 that a confirmation does not bring back, by question id.
    pub aged: Vec<AgedEvidence>,
    /// Still open from last term, in the order of the case.
    pub open: Vec<Subjectivity>,
    /// Met, waived or withdrawn: for the record.
    pub settled: Vec<Subjectivity>,
}

/// Evidence that is too old at inception, or of which nobody knows how old it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgedEvidence {
    pub question: String,
    pub grade: Grade,
    /// `None` where no date is on file.
    pub dated: Option<NaiveDate>,
}

/// Something on file that a questionnaire has no place for: kept, and counted nowhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Misfit {
    pub question: String,
    pub of: MisfitOf,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MisfitOf {
    Question,
    /// By key.
    Option(String),
    /// Text where options are asked for, or the other way.
    Kind,
    /// By key.
    FollowUp(String),
}

impl NewTerm {
    /// The term after that of a policy: from its expiry, or a year after its inception, for a year; what is wished
    /// comes first. Blank where nothing says when it begins.
    ///
    /// # Errors
    /// A term that would begin before the expiring one has, or end before it begins; in words, with the mend.
    pub fn after(policy: &Policy, wish: Self) -> Result<Self, String> {
        // No date that people write has more than four digits of year.
        let year_on = |day: NaiveDate| day.checked_add_months(Months::new(12)).filter(|day| day.year() <= 9999);
        let inception = wish.inception.or(policy.expiry).or_else(|| policy.inception.and_then(year_on));
        let expiry = wish.expiry.or_else(|| inception.and_then(year_on));
        if let (Some(new), Some(old)) = (inception, policy.inception)
            && new <= old
        {
            return Err(format!(
                "The new term would begin on {new}, and the expiring one began on {old}; choose a later inception"
            ));
        }
        if let (Some(inception), Some(expiry)) = (inception, expiry)
            && expiry <= inception
        {
            return Err(format!("The new term would end on {expiry} and begin on {inception}; choose a later expiry"));
        }
        Ok(Self { inception, expiry })
    }
}

/// The case of the next term. `from` is what people call the expiring case; `kept` goes inside the new one. `plan`
/// is the plan that the new case is scored under.
#[must_use]
pub fn roll_forward(
    expiring: &Submission,
    from: &str,
    term: NewTerm,
    kept: Arc<ExpiringCase>,
    plan: Option<Arc<BoundPlan>>,
) -> Submission {
    let inception = expiring.policy.inception;
    Submission {
        reference: String::new(),
        applicant: expiring.applicant.clone(),
        broker: expiring.broker.clone(),
        policy: Policy { inception: term.inception, expiry: term.expiry, ..expiring.policy.clone() },
        records: expiring.records.iter().map(|(id, it)| (id.clone(), carried(it, from, inception))).collect(),
        subjectivities: expiring.subjectivities.iter().map(of_last_term).collect(),
        devices: expiring.devices.clone(),
        plan,
        expiring: Some(kept),
        efforts: expiring.efforts.clone(),
        preview: expiring.preview.clone(),
        synthetic: expiring.synthetic,
        ..Submission::default()
    }
}

/// One that nobody had confirmed last term either keeps saying since when.
fn carried(record: &Record, from: &str, inception: Option<NaiveDate>) -> Record {
    let mut record = record.clone();
    if record.answer.is_some() && record.confirm.is_none() {
        record.confirm = Some(Carried { from: from.to_owned(), inception, grade: record.grade.take() });
    }
    record
}

fn of_last_term(it: &Subjectivity) -> Subjectivity {
    Subjectivity { last_term: true, ..it.clone() }
}

impl CarriedOver {
    /// What is in a case that was rolled forward.
    #[must_use]
    pub fn of(renewing: &Submission) -> Self {
        let Policy { inception, expiry, .. } = renewing.policy;
        let records = &renewing.records;
        let to_confirm = records.values().filter(|record| record.is_unconfirmed()).count();
        let (open, settled) = renewing
            .subjectivities
            .iter()
            .filter(|it| it.last_term)
            .cloned()
            .partition(|it| it.status == SubjectivityStatus::Open);
        Self {
            term: NewTerm { inception, expiry },
            to_confirm,
            other_records: records.len() - to_confirm,
            devices: renewing.devices.table.count(),
            aged: records.iter().filter_map(|(id, record)| aged(id, record, inception)).collect(),
            open,
            settled,
        }
    }
}

fn aged(id: &str, record: &Record, inception: Option<NaiveDate>) -> Option<AgedEvidence> {
    let grade = record.evidence_grade()?;
    let dated = match record.evidence_age(inception) {
        EvidenceAge::Recent(_) => return None,
        EvidenceAge::Aged(dated) => Some(dated),
        EvidenceAge::NotKnown => None,
    };
    Some(AgedEvidence { question: id.to_owned(), grade, dated })
}

/// Everything on file that a questionnaire does not ask, by question id.
#[must_use]
pub fn misfits(questionnaire: &Questionnaire, submission: &Submission) -> Vec<Misfit> {
    let mut found = Vec::new();
    for (id, record) in &submission.records {
        let mut put = |of| found.push(Misfit { question: id.clone(), of });
        let Some(question) = questionnaire.find(id).map(|ix| questionnaire.question(ix)) else {
            put(MisfitOf::Question);
            continue;
        };
        match &record.answer {
            Some(Answer::Options(_)) if question.kind == AnswerKind::Text => put(MisfitOf::Kind),
            Some(Answer::Options(keys)) => {
                keys.iter()
                    .filter(|key| question.option(key).is_none())
                    .for_each(|key| put(MisfitOf::Option(key.clone())));
            }
            Some(Answer::Text(text)) if question.kind != AnswerKind::Text && !text.trim().is_empty() => {
                put(MisfitOf::Kind);
            }
            _ => {}
        }
        let asked = |key: &String| question.follow_ups.iter().any(|it| it.key == *key);
        let given = record.follow_ups.iter().filter(|(key, answer)| !asked(key) && !FollowUpAnswer::is_empty(answer));
        given.for_each(|(key, _)| put(MisfitOf::FollowUp(key.clone())));
    }
    found
}

impl Misfit {
    /// For people, without the questionnaire: `D1, option "c"`.
    #[must_use]
    pub fn words(&self) -> String {
        let id = &self.question;
        match &self.of {
            MisfitOf::Question => format!("{id}, the question"),
            MisfitOf::Option(key) => format!("{id}, the option \"{key}\""),
            MisfitOf::Kind => format!("{id}, the kind of answer"),
            MisfitOf::FollowUp(key) => format!("{id}, the follow-up \"{key}\""),
        }
    }
}

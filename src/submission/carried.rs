//! Answers that came over from the term before, and what it takes for them to count again.
//!
//! domain.md has no word on it, so of two ways the cautious one is taken:
//!
//! - nobody has said the answer for this term, so it counts as asserted (E0); its old grade waits in [`Carried::grade`];
//! - a confirmation gives the grade back where its evidence is at most twelve months old at inception. Evidence that
//!   is older, or of which nobody knows how old it is, stays on file and proves nothing until it is graded anew;
//! - a declaration is what a person states and signs at a time: carried, it is kept and counts as open.

use super::{Edit, Grade, Record, Submission};
use chrono::{Months, NaiveDate};

/// How old evidence may be at inception, months.
pub const MOST_MONTHS: u32 = 12;

/// How old the evidence behind an answer is at the inception of the term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceAge {
    /// At most twelve months; the day is that of the evidence.
    Recent(NaiveDate),
    /// More than twelve months.
    Aged(NaiveDate),
    /// The evidence bears no date, or the term has no inception.
    NotKnown,
}

impl EvidenceAge {
    #[must_use]
    pub fn is_recent(self) -> bool {
        matches!(self, Self::Recent(_))
    }
}

impl Record {
    /// Carried over with an answer that nobody has confirmed.
    #[must_use]
    pub fn is_unconfirmed(&self) -> bool {
        self.confirm.is_some() && self.answer.is_some()
    }

    /// The grade of the evidence on file, whether or not it counts yet; `None` where it is no more than asserted.
    #[must_use]
    pub fn evidence_grade(&self) -> Option<Grade> {
        let grade = self.confirm.as_ref().map_or(self.grade, |carried| carried.grade);
        grade.filter(|grade| *grade > Grade::Asserted)
    }

    /// The day of the evidence: of the latest attachment that bears one, else the day the answer was given.
    #[must_use]
    pub fn evidence_date(&self) -> Option<NaiveDate> {
        self.attachments.iter().filter_map(|attachment| attachment.dated).max().or(self.said_on)
    }

    #[must_use]
    pub fn evidence_age(&self, inception: Option<NaiveDate>) -> EvidenceAge {
        let oldest = inception.and_then(|inception| inception.checked_sub_months(Months::new(MOST_MONTHS)));
        match (self.evidence_date(), oldest) {
            (Some(dated), Some(oldest)) if dated >= oldest => EvidenceAge::Recent(dated),
            (Some(dated), Some(_)) => EvidenceAge::Aged(dated),
            _ => EvidenceAge::NotKnown,
        }
    }

    /// The record once a person said on `today` that the answer still holds. A blank name leaves who said it.
    #[must_use]
    pub fn confirmed(&self, inception: Option<NaiveDate>, by: &str, today: NaiveDate) -> Self {
        let mut record = self.clone();
        let Some(carried) = record.confirm.take() else { return record };
        record.grade =
            carried.grade.filter(|grade| *grade == Grade::Asserted || self.evidence_age(inception).is_recent());
        if !by.trim().is_empty() {
            by.trim().clone_into(&mut record.said_by);
        }
        // Where the day is all that dates the evidence, a new one would make the evidence younger than it is.
        let dates_evidence =
            record.evidence_grade().is_some() && record.attachments.iter().all(|it| it.dated.is_none());
        if !dates_evidence {
            record.said_on = Some(today);
        }
        record
    }
}

/// The edits that confirm these questions; those with nothing to confirm are left out.
#[must_use]
pub fn confirming<'a>(
    submission: &Submission,
    questions: impl IntoIterator<Item = &'a str>,
    by: &str,
    today: NaiveDate,
) -> Vec<Edit> {
    let confirm = |id: &str| {
        let record = submission.record(id).filter(|record| record.is_unconfirmed())?;
        let record = record.confirmed(submission.policy.inception, by, today);
        Some(Edit::Record { question: id.to_owned(), record: Some(Box::new(record)) })
    };
    questions.into_iter().filter_map(confirm).collect()
}

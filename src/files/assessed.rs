//! A case with everything that is computed from it.

use super::container::CaseFile;
use super::problem::Notice;
use super::reference::references_of;
use crate::assessment::{Assessment, assess, facts};
use crate::inventory::{References, Survey, Term, survey};
use crate::questionnaire::Questionnaire;

/// What a case comes to under its questionnaire.
#[derive(Clone, Debug)]
pub struct Assessed {
    /// As pinned in the case.
    pub references: References,
    /// Of the device list; of no device where there is none.
    pub survey: Survey,
    pub assessment: Assessment,
    /// References that are missing or do not read; everything else is computed all the same.
    pub notices: Vec<Notice>,
}

/// Reads the pinned references, counts the devices, applies what they say, and assesses. The desk does the
/// same in steps, because it keeps the survey from one answer to the next.
#[must_use]
pub fn assessed(case: &CaseFile, questionnaire: &Questionnaire) -> Assessed {
    let submission = &case.submission;
    let (references, notices) = references_of(&submission.devices.declared, &case.reference);
    let term = submission.policy.inception.map(|inception| Term::new(inception, submission.policy.expiry));
    let survey = survey(&submission.devices, &references, term);
    let assessment = assess(questionnaire, submission, &facts(questionnaire, submission, &survey));
    Assessed { references, survey, assessment, notices }
}

//! A case with everything that is computed from it.

use super::basis::{Basis, effort_notices};
use super::container::CaseFile;
use super::expiring::read_expiring;
use super::problem::Notice;
use super::reference::references_of;
use crate::assessment::renewal::{Renewal, assess_renewed};
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
    /// What changed since the expiring case, where there is one and it was asked for.
    pub renewal: Option<Renewal>,
    /// References or an expiring case that are missing or do not read, own estimates that do not count; everything
    /// else is computed all the same.
    pub notices: Vec<Notice>,
}

/// Reads the pinned references, counts the devices, applies what they say, and assesses. The desk does the
/// same in steps, because it keeps the survey from one answer to the next. The expiring case is left alone.
#[must_use]
pub fn assessed(case: &CaseFile, questionnaire: &Questionnaire) -> Assessed {
    let submission = &case.submission;
    let (references, mut notices) = references_of(&submission.devices.declared, &case.reference);
    notices.extend(effort_notices(questionnaire, submission));
    let term = submission.policy.inception.map(|inception| Term::new(inception, submission.policy.expiry));
    let survey = survey(&submission.devices, &references, term);
    let assessment = assess(questionnaire, submission, &facts(questionnaire, submission, &survey));
    Assessed { references, survey, assessment, renewal: None, notices }
}

/// The same under the plan of the case, and against its expiring case.
#[must_use]
pub fn assessed_as_renewal(case: &CaseFile, basis: &Basis) -> Assessed {
    let mut assessed = assessed(case, &basis.effective);
    let Some(expiring) = &case.submission.expiring else { return assessed };
    match read_expiring(expiring) {
        Ok(expiring) => {
            let renewal = expiring.renewal(&basis.base, &basis.effective, &case.submission, &assessed.survey);
            if renewal.plan_moved_band {
                assessed.assessment =
                    assess_renewed(&basis.effective, &case.submission, &assessed.survey, Some(&renewal));
            }
            assessed.renewal = Some(renewal);
            assessed.notices.extend(expiring.notices);
        }
        Err(error) => assessed
            .notices
            .push(Notice { subject: "expiring case".to_owned(), text: format!("it cannot be compared with: {error}") }),
    }
    assessed
}

//! The case of the term before: taken from its file, kept inside the renewing case, read again to be compared.

use super::basis::{Basis, basis};
use super::container::{CaseFile, bytes_from_case, case_from_bytes, read_case};
use super::evidence::notices_of_gone;
use super::hash::sha256_hex;
use super::history::History;
use super::members::MOST_EXPIRING;
use super::problem::{FileError, Notice};
use super::reference::references_of;
use super::save::too_large;
use crate::assessment::renewal::{Renewal, Side, renewal};
use crate::inventory::{Survey, Term, survey};
use crate::questionnaire::Questionnaire;
use crate::submission::{ExpiringCase, Submission};
use std::collections::BTreeMap;
use std::path::Path;

/// An expiring case, ready to be compared with.
#[derive(Clone, Debug)]
pub struct ReadExpiring {
    pub submission: Submission,
    pub basis: Basis,
    /// Of its own device list with its own reference files.
    pub survey: Survey,
    pub notices: Vec<Notice>,
}

impl ReadExpiring {
    #[must_use]
    pub fn side(&self) -> Side<'_> {
        Side {
            base: &self.basis.base,
            effective: &self.basis.effective,
            submission: &self.submission,
            survey: &self.survey,
        }
    }

    /// What changed from it to a case.
    #[must_use]
    pub fn renewal(
        &self,
        base: &Questionnaire,
        effective: &Questionnaire,
        submission: &Submission,
        survey: &Survey,
    ) -> Renewal {
        renewal(&self.side(), &Side { base, effective, submission, survey })
    }
}

/// Takes over a case as the expiring one: all that its score was computed from. The content of evidence, history and
/// the case that it renewed itself stay in its own file, or every year would carry all years before.
///
/// # Errors
/// As [`read_case`]; a case that cannot be scored; one that is too large to be kept.
pub fn expiring_from_file(path: &Path) -> Result<ExpiringCase, FileError> {
    expiring_from_case(read_case(path)?.case, path)
}

/// The same of a case that was read already; `path` gives its name and is for messages.
///
/// # Errors
/// As [`expiring_from_file`].
pub fn expiring_from_case(mut case: CaseFile, path: &Path) -> Result<ExpiringCase, FileError> {
    case.history = History::default();
    case.evidence = BTreeMap::new();
    case.submission.expiring = None;
    case.submission.plan_debits = BTreeMap::new();
    let used: Vec<&String> = case.submission.devices.declared.references.iter().map(|it| &it.sha256).collect();
    let reference = std::mem::take(&mut case.reference);
    case.reference = reference.into_iter().filter(|(hash, _)| used.contains(&hash)).collect();
    read(&case, path)?;
    let bytes = bytes_from_case(&case, path)?;
    if bytes.len() as u64 > MOST_EXPIRING {
        return Err(too_large(path, MOST_EXPIRING, "It was not taken over as the expiring case"));
    }
    let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(ExpiringCase {
        file_name,
        reference: case.submission.reference.clone(),
        sha256: sha256_hex(&bytes),
        bytes: bytes.into(),
    })
}

/// Reads an expiring case that a case carries.
///
/// # Errors
/// As [`read_case`], and where it cannot be scored.
pub fn read_expiring(kept: &ExpiringCase) -> Result<ReadExpiring, FileError> {
    let path = Path::new(&kept.file_name);
    let (case, mut notices) = case_from_bytes(&kept.bytes, path)?;
    // Which files answers rested on is kept; their content is known to lie elsewhere.
    let elsewhere = notices_of_gone(&case.submission, &case.evidence);
    notices.retain(|notice| !elsewhere.contains(notice));
    let mut expiring = read(&case, path)?;
    expiring.notices.splice(0..0, notices);
    Ok(expiring)
}

fn read(case: &CaseFile, path: &Path) -> Result<ReadExpiring, FileError> {
    let submission = case.submission.clone();
    let basis = basis(&case.questionnaire, submission.plan.as_deref(), path)?;
    let (references, mut notices) = references_of(&submission.devices.declared, &case.reference);
    notices.extend(basis.notices.iter().cloned());
    let term = submission.policy.inception.map(|inception| Term::new(inception, submission.policy.expiry));
    let survey = survey(&submission.devices, &references, term);
    Ok(ReadExpiring { submission, basis, survey, notices })
}

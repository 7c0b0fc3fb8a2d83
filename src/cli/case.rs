//! Opening a case for a command, and changing one on disk.

use super::{Failure, say};
use crate::assessment::Assessment;
use crate::assessment::renewal::{Renewal, Side};
use crate::files::{
    Assessed, Basis, CaseLock, Change, Expect, FileError, Holder, Opened, assessed_as_renewal, basis, journal_path,
    read_case, write_case,
};
use crate::inventory::{References, Survey};
use crate::memo::wording::Case;
use crate::questionnaire::Questionnaire;
use crate::submission::Edit;
use chrono::{Local, NaiveDate};
use std::path::Path;
use std::sync::Arc;

/// A case with its own questionnaire and what was computed from it.
pub(super) struct Open {
    pub opened: Opened,
    /// Its questionnaire as pinned, and under its plan.
    pub basis: Basis,
    /// What it is scored under.
    pub questionnaire: Arc<Questionnaire>,
    pub assessment: Assessment,
    /// What the survey was made with.
    pub references: References,
    pub survey: Survey,
    /// What changed since the expiring case, where one is on file.
    pub renewal: Option<Renewal>,
}

impl Open {
    pub(super) fn case(&self) -> Case<'_> {
        Case {
            questionnaire: &self.questionnaire,
            submission: &self.opened.case.submission,
            assessment: &self.assessment,
            survey: &self.survey,
            renewal: self.renewal.as_ref(),
        }
    }

    /// For a comparison of two cases.
    pub(super) fn side(&self) -> Side<'_> {
        Side {
            base: &self.basis.base,
            effective: &self.basis.effective,
            submission: &self.opened.case.submission,
            survey: &self.survey,
        }
    }
}

fn refused(error: FileError) -> Failure {
    for problem in error.problems().iter().skip(1) {
        say(&problem.to_string());
    }
    Failure::input(error.to_string())
}

/// Reads a case; notices go to standard error.
pub(super) fn read(path: &Path) -> Result<Opened, Failure> {
    let opened = read_case(path).map_err(refused)?;
    for notice in &opened.notices {
        say(&notice.to_string());
    }
    Ok(opened)
}

/// The name under which changes are written to the history.
pub(super) fn user() -> String {
    std::env::var("USER").or_else(|_| std::env::var("USERNAME")).unwrap_or_else(|_| "someone".to_owned())
}

/// Reads and assesses a case; notices go to standard error.
pub(super) fn open(path: &Path) -> Result<Open, Failure> {
    let opened = read(path)?;
    let basis = basis(&opened.case.questionnaire, opened.case.submission.plan.as_deref(), path).map_err(refused)?;
    for notice in &basis.notices {
        say(&notice.to_string());
    }
    let Assessed { references, survey, assessment, renewal, notices } = assessed_as_renewal(&opened.case, &basis);
    for notice in &notices {
        say(&notice.to_string());
    }
    Ok(Open { opened, questionnaire: basis.effective.clone(), basis, assessment, references, survey, renewal })
}

/// Says so when the facts in a questionnaire are more than twelve months old (domain.md 11.7).
pub(super) fn warn_when_stale(questionnaire: &Questionnaire, as_of: NaiveDate) {
    if (as_of - questionnaire.as_of).num_days() > 365 {
        say(&format!(
            "The facts in {} were last checked on {}, more than twelve months before {as_of}: check laws and figures \
             before they are relied on.",
            questionnaire.name(),
            questionnaire.as_of
        ));
    }
}

/// Makes an edit to a case on disk, with a line in its history, and reads it back.
pub(super) fn change(path: &Path, opened: Opened, edit: Edit, label: &str) -> Result<(), Failure> {
    let user = user();
    let holder = Holder {
        user: user.clone(),
        host: std::env::var("HOSTNAME").or_else(|_| std::env::var("COMPUTERNAME")).unwrap_or_default(),
        pid: std::process::id(),
        since: Local::now().format("%Y-%m-%d %H:%M").to_string(),
    };
    let lock = CaseLock::take(path, &holder).map_err(|error| Failure::output(error.to_string()))?;
    if journal_path(path).exists() {
        return Err(Failure::input(format!(
            "The case has changes that were never saved, so nothing was stored. Open it on the desk, keep or discard \
             them, and try again. ({})",
            path.display()
        )));
    }
    for notice in &opened.notices {
        say(&notice.to_string());
    }
    let at = Local::now().format("%Y-%m-%dT%H:%M:%S").to_string();
    let mut case = opened.case;
    case.history.append(&[Change { at, who: user, label: label.to_owned(), edit: edit.clone() }]).map_err(|what| {
        Failure::output(format!(
            "The history of the case cannot be continued ({what}), so nothing was stored. Report the fault. ({})",
            path.display()
        ))
    })?;
    // Nobody undoes it here: the copy from before is the .bak beside the case.
    drop(edit.apply(&mut case.submission));
    write_case(path, &case, &Expect::Unchanged(opened.fingerprint))
        .map_err(|error| Failure::output(error.to_string()))?;
    let again = read_case(path).map_err(|error| Failure::output(error.to_string()))?;
    drop(lock);
    if again.case == case {
        say(&format!("{label}, saved and read back: {}", path.display()));
        return Ok(());
    }
    Err(Failure::output(format!(
        "What was stored does not read back the same. Take the case from before, which has the same name with .bak at \
         the end, and report the fault. ({})",
        path.display()
    )))
}

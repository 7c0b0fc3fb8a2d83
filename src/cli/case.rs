//! Opening a case for a command.

use super::{Failure, say};
use crate::assessment::Assessment;
use crate::files::{Assessed, Opened, assessed, questionnaire_from_text, read_case};
use crate::inventory::{References, Survey};
use crate::memo::wording::Case;
use crate::questionnaire::Questionnaire;
use chrono::NaiveDate;
use std::path::Path;

/// A case with its own questionnaire and what was computed from it.
pub(super) struct Open {
    pub opened: Opened,
    pub questionnaire: Questionnaire,
    pub assessment: Assessment,
    /// What the survey was made with.
    pub references: References,
    pub survey: Survey,
}

impl Open {
    pub(super) fn case(&self) -> Case<'_> {
        Case {
            questionnaire: &self.questionnaire,
            submission: &self.opened.case.submission,
            assessment: &self.assessment,
            survey: &self.survey,
        }
    }
}

/// Reads and assesses a case; notices go to standard error.
pub(super) fn open(path: &Path) -> Result<Open, Failure> {
    let opened = read_case(path).map_err(|error| {
        for problem in error.problems().iter().skip(1) {
            say(&problem.to_string());
        }
        Failure::input(error.to_string())
    })?;
    for notice in &opened.notices {
        say(&notice.to_string());
    }
    let pinned = &opened.case.questionnaire;
    let questionnaire = questionnaire_from_text(&pinned.text, "questionnaire.ron").map_err(|problems| {
        for problem in &problems {
            say(&problem.to_string());
        }
        Failure::input(format!(
            "The questionnaire inside the case cannot be used, so nothing was computed. Restore it from a backup. ({})",
            path.display()
        ))
    })?;
    if questionnaire.sha256 != pinned.sha256 {
        say(&format!(
            "The questionnaire inside the case was changed since it was pinned: {} is now {}. The score is computed \
             with what is there. ({})",
            pinned.sha256,
            questionnaire.sha256,
            path.display()
        ));
    }
    let Assessed { references, survey, assessment, notices } = assessed(&opened.case, &questionnaire);
    for notice in &notices {
        say(&notice.to_string());
    }
    Ok(Open { opened, questionnaire, assessment, references, survey })
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

//! `securable new`.

use super::questionnaire::find_questionnaire;
use super::{Failure, counted, say};
use crate::files::{CaseFile, Expect, PinnedQuestionnaire, answers_from_csv, read_bytes, write_case};
use crate::submission::Submission;
use std::path::Path;

pub(super) fn new(output: &Path, questionnaire: &str, answers: Option<&Path>, applicant: &str) -> Result<(), Failure> {
    let questionnaire = find_questionnaire(questionnaire, "no case was made")?;
    let mut submission = Submission::default();
    applicant.clone_into(&mut submission.applicant.name);
    if let Some(path) = answers {
        let bytes = read_bytes(path).map_err(|error| Failure::input(error.to_string()))?;
        let (records, problems) = answers_from_csv(&bytes, &path.display().to_string(), &questionnaire);
        for problem in &problems {
            say(&problem.to_string());
        }
        if records.is_empty() && !problems.is_empty() {
            let why = "The table holds no answer that can be used, so no case was made. Mend it and try again.";
            return Err(Failure::input(format!("{why} ({})", path.display())));
        }
        say(&format!("{} read, {}", counted(records.len(), "answer"), counted(problems.len(), "problem")));
        submission.records.extend(records);
    }
    let case = CaseFile { submission, questionnaire: PinnedQuestionnaire::from(&questionnaire), ..CaseFile::default() };
    write_case(output, &case, &Expect::NewFile).map_err(|error| Failure::output(error.to_string()))?;
    Ok(())
}

//! `securable new`.

use super::{Failure, counted, say};
use crate::files::{
    CaseFile, Expect, PinnedQuestionnaire, SHIPPED, answers_from_csv, questionnaire_from_bytes, read_bytes, write_case,
};
use crate::questionnaire::Questionnaire;
use crate::submission::Submission;
use std::path::Path;

pub(super) fn new(output: &Path, questionnaire: &str, answers: Option<&Path>, applicant: &str) -> Result<(), Failure> {
    let questionnaire = find_questionnaire(questionnaire)?;
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

/// A shipped questionnaire by id, or one on disk by path.
fn find_questionnaire(wanted: &str) -> Result<Questionnaire, Failure> {
    let file = format!("{wanted}.ron");
    let (bytes, name) = match SHIPPED.iter().find(|(name, _)| *name == file) {
        Some((name, text)) => (text.as_bytes().to_vec(), (*name).to_owned()),
        None => {
            let bytes = read_bytes(Path::new(wanted)).map_err(|error| {
                let ids: Vec<&str> = SHIPPED.iter().filter_map(|(name, _)| name.strip_suffix(".ron")).collect();
                Failure::input(format!("{error} Shipped questionnaires: {}.", ids.join(", ")))
            })?;
            (bytes, wanted.to_owned())
        }
    };
    questionnaire_from_bytes(&bytes, &name).map_err(|problems| {
        for problem in &problems {
            say(&problem.to_string());
        }
        let count = counted(problems.len(), "problem");
        Failure::input(format!("The questionnaire has {count}, so no case was made. ({name})"))
    })
}

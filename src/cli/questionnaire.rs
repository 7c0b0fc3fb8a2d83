//! Finding the questionnaire that a command names.

use super::{Failure, counted, say};
use crate::files::{SHIPPED, questionnaire_from_bytes, read_bytes};
use crate::questionnaire::Questionnaire;
use std::path::Path;

/// A shipped questionnaire by id, or one on disk by path. `means` completes "so": `no case was made`.
pub(super) fn find_questionnaire(wanted: &str, means: &str) -> Result<Questionnaire, Failure> {
    let (bytes, name) = match shipped(wanted) {
        Some((name, text)) => (text.as_bytes().to_vec(), name.to_owned()),
        None => {
            let bytes = read_bytes(Path::new(wanted)).map_err(|error| {
                let ids: Vec<&str> = SHIPPED.iter().filter_map(|(name, _)| name.strip_suffix(".ron")).collect();
                Failure::input(format!("{error} Shipped questionnaires: {}.", ids.join(", ")))
            })?;
            (bytes, wanted.to_owned())
        }
    };
    read_questionnaire(&bytes, &name, means)
}

/// File name and text of the shipped questionnaire of this id.
pub(super) fn shipped(id: &str) -> Option<(&'static str, &'static str)> {
    SHIPPED.into_iter().find(|(name, _)| name.strip_suffix(".ron") == Some(id))
}

/// A questionnaire from bytes; its problems go to standard error.
pub(super) fn read_questionnaire(bytes: &[u8], name: &str, means: &str) -> Result<Questionnaire, Failure> {
    questionnaire_from_bytes(bytes, name).map_err(|problems| {
        for problem in &problems {
            say(&problem.to_string());
        }
        let count = counted(problems.len(), "problem");
        Failure::input(format!("The questionnaire has {count}, so {means}. ({name})"))
    })
}

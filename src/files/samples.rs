//! The synthetic cases that ship inside the program, so that there is always something to try.

use super::container::{CaseFile, PinnedQuestionnaire};
use super::devices::devices_from_csv;
use super::problem::Problems;
use super::questionnaire_v1::{SHIPPED, questionnaire_from_text};
use super::submission_v1::submission_from_ron;
use std::sync::Arc;

/// A case to try, as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Name of its folder in `assets/samples`.
    pub folder: &'static str,
    /// Name of the applicant.
    pub title: &'static str,
    submission: &'static str,
    /// Its `devices.csv`; empty where it has none.
    devices: &'static str,
}

/// The shipped samples, best known first.
pub const SAMPLES: [Sample; 3] = [
    Sample {
        folder: "harbor-mill-foods",
        title: "Harbor Mill Foods",
        submission: include_str!("../../assets/samples/harbor-mill-foods/submission.ron"),
        devices: include_str!("../../assets/samples/harbor-mill-foods/devices.csv"),
    },
    Sample {
        folder: "st-brendan-hospital",
        title: "St. Brendan Hospital",
        submission: include_str!("../../assets/samples/st-brendan-hospital/submission.ron"),
        devices: include_str!("../../assets/samples/st-brendan-hospital/devices.csv"),
    },
    Sample {
        folder: "northgate-property",
        title: "Northgate Property Management",
        submission: include_str!("../../assets/samples/northgate-property/submission.ron"),
        devices: "",
    },
];

impl Sample {
    /// The case, as a copy that was never saved.
    ///
    /// # Errors
    /// Only when a file inside the program is damaged.
    pub fn case(&self) -> Result<CaseFile, Problems> {
        let (file, text) = SHIPPED[0];
        let questionnaire = questionnaire_from_text(text, file).map_err(Problems)?;
        let mut submission = submission_from_ron(self.submission, "submission.ron")?;
        if !self.devices.is_empty() {
            submission.devices.table = Arc::new(devices_from_csv(self.devices.as_bytes())?);
        }
        Ok(CaseFile { submission, questionnaire: PinnedQuestionnaire::from(&questionnaire), ..CaseFile::default() })
    }
}

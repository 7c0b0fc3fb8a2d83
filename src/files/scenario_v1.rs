//! Tried answers, own estimates, preview mark, carried answers and attachments on disk, format 1.

use super::check::{Check, text_from_date};
use super::hash::is_sha256_hex;
use super::submission_v1::{AnswerV1, GradeV1, map_without_twins};
use crate::submission::{Attachment, Carried, Flip, OwnEffort, OwnEfforts, PreviewMark, Scenario, clean_file_name};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ScenarioV1 {
    name: String,
    #[serde(deserialize_with = "map_without_twins")]
    flips: BTreeMap<String, FlipV1>,
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct FlipV1 {
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<AnswerV1>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grade: Option<GradeV1>,
}

impl From<ScenarioV1> for Scenario {
    fn from(ScenarioV1 { name, flips, note }: ScenarioV1) -> Self {
        let flip = |FlipV1 { answer, grade }| Flip { answer: answer.map(Into::into), grade: grade.map(Into::into) };
        Self { name, flips: flips.into_iter().map(|(id, it)| (id, flip(it))).collect(), note }
    }
}

impl From<&Scenario> for ScenarioV1 {
    fn from(Scenario { name, flips, note }: &Scenario) -> Self {
        let flip = |Flip { answer, grade }: &Flip| FlipV1 {
            answer: answer.as_ref().map(Into::into),
            grade: grade.map(Into::into),
        };
        let flips = flips.iter().map(|(id, it)| (id.clone(), flip(it))).collect();
        Self { name: name.clone(), flips, note: note.clone() }
    }
}

#[derive(Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct OwnEffortsV1(#[serde(deserialize_with = "map_without_twins")] BTreeMap<String, OfQuestionV1>);

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct OfQuestionV1(#[serde(deserialize_with = "map_without_twins")] BTreeMap<String, OwnEffortV1>);

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnEffortV1 {
    cost: String,
    weeks: u16,
    before_inception: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
}

impl OwnEffortsV1 {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<OwnEffortsV1> for OwnEfforts {
    fn from(efforts: OwnEffortsV1) -> Self {
        let own =
            |OwnEffortV1 { cost, weeks, before_inception, note }| OwnEffort { cost, weeks, before_inception, note };
        let of_question = |OfQuestionV1(map)| map.into_iter().map(|(key, it)| (key, own(it))).collect();
        efforts.0.into_iter().map(|(id, map)| (id, of_question(map))).collect()
    }
}

impl From<&OwnEfforts> for OwnEffortsV1 {
    fn from(efforts: &OwnEfforts) -> Self {
        let own = |it: &OwnEffort| {
            let OwnEffort { cost, weeks, before_inception, note } = it.clone();
            OwnEffortV1 { cost, weeks, before_inception, note }
        };
        let of_question = |map: &BTreeMap<String, OwnEffort>| {
            OfQuestionV1(map.iter().map(|(key, it)| (key.clone(), own(it))).collect())
        };
        Self(efforts.iter().map(|(id, map)| (id.clone(), of_question(map))).collect())
    }
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PreviewMarkV1 {
    by: String,
    on: Option<String>,
}

impl PreviewMarkV1 {
    pub(super) fn into_working(self, check: &mut Check) -> PreviewMark {
        PreviewMark { by: self.by, on: check.date("on", self.on) }
    }
}

impl From<&PreviewMark> for PreviewMarkV1 {
    fn from(PreviewMark { by, on }: &PreviewMark) -> Self {
        Self { by: by.clone(), on: text_from_date(*on) }
    }
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct CarriedV1 {
    from: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    inception: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grade: Option<GradeV1>,
}

impl CarriedV1 {
    pub(super) fn into_working(self, check: &mut Check) -> Carried {
        Carried {
            from: self.from,
            inception: check.date("inception", self.inception),
            grade: self.grade.map(Into::into),
        }
    }
}

impl From<&Carried> for CarriedV1 {
    fn from(Carried { from, inception, grade }: &Carried) -> Self {
        Self { from: from.clone(), inception: text_from_date(*inception), grade: grade.map(Into::into) }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AttachmentV1 {
    sha256: String,
    file_name: String,
    bytes: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dated: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    added: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
}

impl AttachmentV1 {
    pub(super) fn into_working(self, check: &mut Check) -> Attachment {
        if !is_sha256_hex(&self.sha256) {
            check.fault(
                "sha256",
                format!("\"{}\" is no SHA-256", self.sha256),
                "write 64 lower-case hexadecimal digits",
            );
        }
        Attachment {
            sha256: self.sha256,
            // A case made by other hands may name what no screen should show.
            file_name: clean_file_name(&self.file_name),
            bytes: self.bytes,
            dated: check.date("dated", self.dated),
            added: check.date("added", self.added),
            note: self.note,
        }
    }
}

impl From<&Attachment> for AttachmentV1 {
    fn from(attachment: &Attachment) -> Self {
        let Attachment { sha256, file_name, bytes, dated, added, note } = attachment.clone();
        Self { sha256, file_name, bytes, dated: text_from_date(dated), added: text_from_date(added), note }
    }
}

//! Questionnaires on disk, format 1: RON that carriers edit by hand.
//!
//! Reading collects every problem: syntax first, then names, shapes and numbers, then what only
//! shows when all is read (sums, bands, cycles, follow-ups that can never show).

mod check;
mod condition;
mod decode;
mod effort;
mod measure;
mod names;
mod reads;
#[cfg(test)]
mod tests;

use super::problem::Problem;
use super::ron_fields as fields;
use super::ron_tree::{Value, parse};
use crate::questionnaire::Questionnaire;
use fields::Reader;
use names::Names;
use sha2::{Digest, Sha256};

/// Larger files are refused: the shipped questionnaire has a twentieth of it.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;

/// The questionnaires that ship with the program: file name and text.
pub const SHIPPED: [(&str, &str); 2] = [
    ("iot-core.ron", include_str!("../../../questionnaires/iot-core.ron")),
    ("iot-first-pass.ron", include_str!("../../../questionnaires/iot-first-pass.ron")),
];

/// Reads a questionnaire from bytes of unknown origin.
///
/// # Errors
/// All problems, in the order of the file.
pub fn questionnaire_from_bytes(bytes: &[u8], file: &str) -> Result<Questionnaire, Vec<Problem>> {
    let refuse = |what: String, mend: &str| Err(vec![Problem::new(file, "", what, mend)]);
    if bytes.len() > MOST_BYTES {
        return refuse(format!("the file is larger than {} MB", MOST_BYTES / 1024 / 1024), "is it a questionnaire?");
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => questionnaire_from_text(text, file),
        Err(error) => {
            let good = &bytes[..error.valid_up_to()];
            let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
            let problem = Problem::new(file, "", "the text is not UTF-8", "save it with the encoding UTF-8");
            Err(vec![problem.at(u32::try_from(line).unwrap_or(u32::MAX), None)])
        }
    }
}

/// Reads a questionnaire.
///
/// # Errors
/// All problems, in the order of the file.
pub fn questionnaire_from_text(text: &str, file: &str) -> Result<Questionnaire, Vec<Problem>> {
    let mut reader = Reader::new(file);
    let (root, syntax) = parse(text);
    for problem in syntax {
        reader.report(problem.at, problem.what, problem.mend);
    }
    if !matches!(root.value, Value::Fields { .. }) {
        if reader.problems.is_empty() {
            reader.report(root.at, "this is not a questionnaire", "start it with Questionnaire(id: ..., ");
        }
        return Err(reader.finish());
    }
    if !check::sizes(&mut reader, &root) {
        return Err(reader.finish());
    }
    let names = Names::collect(&mut reader, &root);
    let mut questionnaire = decode::questionnaire(&mut reader, &names, &root);
    check::check(&mut reader, &root, &questionnaire);
    if !reader.problems.is_empty() {
        return Err(reader.finish());
    }
    questionnaire.sha256 = hex(&Sha256::digest(root.canonical().as_bytes()));
    questionnaire.source_text = text.into();
    Ok(questionnaire)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

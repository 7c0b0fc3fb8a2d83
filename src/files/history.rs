//! What was changed, when and by whom: one JSON line a change, each carrying the hash of the line before.
//!
//! A line that was changed, removed, added or moved breaks the chain at that place. The end of the
//! chain is vouched for by the manifest, which holds the hash of the whole member.

use super::edit_v1::{Change, EditV1, same_place};
use super::hash::sha256_hex;
use super::problem::{Problem, Problems};
use super::ron_text::{number, text_from_bytes};
use serde::{Deserialize, Serialize};

/// Stands where the first line names the line before it.
const NO_LINE_BEFORE: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The lines of `history.jsonl`, oldest first, exactly as they stand on disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    lines: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LineV1 {
    /// From 1.
    seq: u64,
    at: String,
    who: String,
    label: String,
    edit: EditV1,
    prev: String,
}

impl LineV1 {
    fn into_change(self) -> Option<Change> {
        Some(Change { at: self.at, who: self.who, label: self.label, edit: self.edit.into_working()? })
    }
}

impl History {
    /// Takes over the bytes of the member without judging them; [`Self::verify`] does.
    ///
    /// # Errors
    /// Bytes that are not UTF-8, with the line.
    pub(super) fn from_bytes(bytes: &[u8], file: &str) -> Result<Self, Problem> {
        let text = text_from_bytes(bytes, file)?;
        Ok(Self { lines: text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect() })
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.lines.iter().map(|line| line.len() + 1).sum());
        for line in &self.lines {
            bytes.extend_from_slice(line.as_bytes());
            bytes.push(b'\n');
        }
        bytes
    }

    /// Number of lines.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Adds what was changed since the last save. Typing into one place under one label becomes one line,
    /// the last of it: every edit puts a whole value, so nothing is lost.
    ///
    /// # Errors
    /// What the JSON writer says; no change is known to cause it. Nothing is added then.
    pub fn append(&mut self, changes: &[Change]) -> Result<(), String> {
        let mut added = Vec::new();
        let mut prev = self.lines.last().map_or_else(|| NO_LINE_BEFORE.to_owned(), |line| sha256_hex(line.as_bytes()));
        for (place, change) in merged(changes).into_iter().enumerate() {
            let line = LineV1 {
                seq: (self.lines.len() + place + 1) as u64,
                at: change.at.clone(),
                who: change.who.clone(),
                label: change.label.clone(),
                edit: EditV1::for_history(&change.edit),
                prev,
            };
            let line = serde_json::to_string(&line).map_err(|error| error.to_string())?;
            prev = sha256_hex(line.as_bytes());
            added.push(line);
        }
        self.lines.append(&mut added);
        Ok(())
    }

    /// Every line that reads, oldest first.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        self.lines.iter().filter_map(|line| serde_json::from_str::<LineV1>(line).ok()?.into_change()).collect()
    }

    /// Whether the history ends with these changes: then a save holds them already.
    #[must_use]
    pub fn ends_with(&self, changes: &[Change]) -> bool {
        let changes = merged(changes);
        let Some(start) = self.lines.len().checked_sub(changes.len()) else { return false };
        self.lines.iter().skip(start).zip(changes).all(|(line, change)| {
            serde_json::from_str::<LineV1>(line).is_ok_and(|there| {
                let same = |value: &EditV1| serde_json::to_value(value).ok();
                (&there.at, &there.who, &there.label) == (&change.at, &change.who, &change.label)
                    && same(&there.edit) == same(&EditV1::for_history(&change.edit))
            })
        })
    }

    /// Everything that breaks the chain, each with its line; empty when the history is whole.
    #[must_use]
    pub fn verify(&self, file: &str) -> Problems {
        const MEND: &str = "compare with an earlier copy of the case";
        let mut problems = Vec::new();
        let mut report = |line: usize, what: String| {
            problems.push(Problem::new(file, &format!("line {line}"), what, MEND).at(number(line), None));
        };
        // Unknown after a line that does not read: that one is reported already.
        let mut prev = Some(NO_LINE_BEFORE.to_owned());
        let mut expected = 1_u64;
        for (place, text) in self.lines.iter().enumerate() {
            let line_number = place + 1;
            match serde_json::from_str::<LineV1>(text) {
                Err(error) => {
                    report(line_number, format!("the line does not read ({error})"));
                    expected += 1;
                    prev = None;
                    continue;
                }
                Ok(line) => {
                    if line.seq != expected {
                        report(
                            line_number,
                            format!(
                                "entry {} stands where entry {expected} belongs: lines were removed, added or moved",
                                line.seq
                            ),
                        );
                    } else if prev.is_some_and(|prev| prev != line.prev) {
                        report(
                            line_number.saturating_sub(1).max(1),
                            "the line was changed after it was written".to_owned(),
                        );
                    }
                    expected = line.seq.saturating_add(1);
                }
            }
            prev = Some(sha256_hex(text.as_bytes()));
        }
        Problems(problems)
    }
}

/// Runs of changes by one person to one place under one label, as the last of each run.
fn merged(changes: &[Change]) -> Vec<&Change> {
    let mut kept: Vec<&Change> = Vec::with_capacity(changes.len());
    for change in changes {
        match kept.last_mut() {
            Some(last)
                if last.who == change.who && last.label == change.label && same_place(&last.edit, &change.edit) =>
            {
                *last = change;
            }
            _ => kept.push(change),
        }
    }
    kept
}

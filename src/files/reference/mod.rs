//! REFERENCE FILES: what a person downloaded or keeps, to catalogues and support lists.
//!
//! | Format | Where |
//! |---|---|
//! | CISA's catalogue of exploited vulnerabilities, JSON | `kev` |
//! | the underwriter's own support list, CSV | `support_list` |
//! | endoflife.date: the releases of all products as CSV, a product as JSON | `endoflife` |
//! | OpenEoX: a core document, or statements with their product | `openeox` |
//! | the files kept on this computer | `library` |
//!
//! Every reader is bounded in bytes, entries and the length of a text. What cannot be used is listed
//! with its line or entry; nothing else of the file is lost for it.

mod endoflife;
mod kev;
mod library;
mod openeox;
mod support_list;
#[cfg(test)]
mod tests;

pub use library::{Kept, Library};
pub use openeox::support_list_from_openeox;

use super::hash::sha256_hex;
use super::problem::{FileError, FileErrorKind, Notice, Problem, Problems};
use crate::inventory::{
    Catalogue, DateMark, DateRules, Declared, Pinned, ReadDate, ReferenceKind, References, SupportEntry, SupportList,
    read_date,
};
use chrono::NaiveDate;
use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::path::Path;

/// Bytes of a reference file.
const MOST_REFERENCE_BYTES: u64 = 64 * 1024 * 1024;
/// Entries of a file; more are refused.
const MOST_ENTRIES: usize = 500_000;
/// Characters of a text that are kept.
const MOST_TEXT: usize = 300;
/// Unusable lines that are listed one by one.
const MOST_LISTED: usize = 1_000;
const NOT_TAKEN: &str = "It was not taken over";

/// A reference file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadedReference {
    pub pinned: Pinned,
    pub content: ReferenceContent,
    /// Lines and entries that could not be used, and what else a person should know.
    pub notices: Vec<Notice>,
}

/// What a reference file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReferenceContent {
    KnownExploited(Catalogue),
    Support(SupportList),
}

/// What a reader of support dates makes of a file.
struct ReadList {
    format: &'static str,
    as_of: Option<NaiveDate>,
    entries: Vec<SupportEntry>,
    problems: Listed,
}

/// Problems, as many as are listed, and how many there were beyond.
#[derive(Default)]
struct Listed {
    problems: Vec<Problem>,
    beyond: usize,
    /// Sentences without a place.
    remarks: Vec<String>,
}

impl Listed {
    fn push(&mut self, problem: Problem) {
        if self.problems.len() < MOST_LISTED {
            self.problems.push(problem);
        } else {
            self.beyond += 1;
        }
    }

    fn notices(self, name: &str) -> Vec<Notice> {
        let notice = |text: String| Notice { subject: name.to_owned(), text };
        let mut notices: Vec<Notice> = self.remarks.into_iter().map(notice).collect();
        notices.extend(self.problems.into_iter().map(|problem| {
            let place = problem.line.map_or_else(String::new, |line| format!("line {line}: "));
            let subject = if problem.subject.is_empty() { String::new() } else { format!("{}: ", problem.subject) };
            notice(format!("{place}{subject}{}; {}", problem.what, problem.mend))
        }));
        if self.beyond > 0 {
            notices.push(notice(format!("{} further lines or entries could not be used either", self.beyond)));
        }
        notices
    }
}

/// Reads a reference file; `name` is its name without its folder.
///
/// # Errors
/// Not a file of this kind, no entry that can be used, or too large; the sentence says what to do.
pub fn reference_from_bytes(kind: ReferenceKind, bytes: &[u8], name: &str) -> Result<LoadedReference, FileError> {
    let path = Path::new(name);
    if bytes.len() as u64 > MOST_REFERENCE_BYTES {
        return Err(super::save::too_large(path, MOST_REFERENCE_BYTES, NOT_TAKEN));
    }
    if bytes.is_empty() {
        return Err(FileError::new(FileErrorKind::Wrong, path, "The file is empty", NOT_TAKEN, "Download it again"));
    }
    let wrong = |problem: Problem| FileError::wrong(path, NOT_TAKEN, Problems::from(problem));
    let sha256 = sha256_hex(bytes);
    let (as_of, entries, content, listed) = match kind {
        ReferenceKind::KnownExploited => {
            let (mut catalogue, listed) = kev::catalogue_from_bytes(bytes, name).map_err(wrong)?;
            catalogue.sha256.clone_from(&sha256);
            (Some(catalogue.as_of), catalogue.entries.len(), ReferenceContent::KnownExploited(catalogue), listed)
        }
        ReferenceKind::Support => {
            let ReadList { format, as_of, entries, problems } = support_from_bytes(bytes, name).map_err(wrong)?;
            let count = entries.len();
            let list = SupportList { name: name.to_owned(), format, as_of, sha256: sha256.clone(), entries };
            (as_of, count, ReferenceContent::Support(list), problems)
        }
    };
    if entries == 0 {
        let mut problems = listed.problems;
        if problems.is_empty() {
            let remark = listed.remarks.into_iter().next();
            let what = remark.unwrap_or_else(|| "the file holds no entry that can be used".to_owned());
            problems.push(Problem::new(name, "", what, "choose a file with entries"));
        }
        return Err(FileError::wrong(path, NOT_TAKEN, Problems(problems)));
    }
    let entries = u32::try_from(entries).unwrap_or(u32::MAX);
    let pinned = Pinned { kind, name: name.to_owned(), as_of, sha256, entries };
    Ok(LoadedReference { pinned, content, notices: listed.notices(name) })
}

fn support_from_bytes(bytes: &[u8], name: &str) -> Result<ReadList, Problem> {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    match start.first() {
        Some(b'{') if openeox::is_openeox(start) => openeox::list_from_bytes(bytes, name),
        Some(b'{' | b'[') => endoflife::list_from_json(bytes, name),
        _ => {
            let text = super::devices::text_of_list(bytes)
                .map_err(|(what, mend)| Problem::new(name, "", lower_first(&what), lower_first(&mend)))?;
            if endoflife::is_releases(&text) {
                endoflife::list_from_csv(&text, name)
            } else {
                support_list::list_from_text(&text, name)
            }
        }
    }
}

/// The references a case is computed with, from what is pinned and the bytes that lie in the case. A
/// day that a person gave goes before the one in the file. What is missing or does not read is noticed.
#[must_use]
pub fn references_of(declared: &Declared, bytes: &BTreeMap<String, Vec<u8>>) -> (References, Vec<Notice>) {
    let mut references = References::default();
    let mut notices = Vec::new();
    let mut notice = |name: &str, text: String| notices.push(Notice { subject: name.to_owned(), text });
    for pinned in &declared.references {
        let Some(content) = bytes.get(&pinned.sha256) else {
            notice(&pinned.name, "the case names this reference but does not hold it; add it again".to_owned());
            continue;
        };
        let loaded = reference_from_bytes(pinned.kind, content, &pinned.name);
        if loaded.as_ref().is_ok_and(|loaded| loaded.pinned.sha256 != pinned.sha256) {
            let what = "it is no longer the file that was added, so it is not used; add it again and pin it";
            notice(&pinned.name, what.to_owned());
            continue;
        }
        match loaded.map(|loaded| loaded.content) {
            Ok(ReferenceContent::KnownExploited(catalogue)) if references.known_exploited.is_none() => {
                let as_of = pinned.as_of.unwrap_or(catalogue.as_of);
                references.known_exploited = Some(Catalogue { as_of, ..catalogue });
            }
            Ok(ReferenceContent::KnownExploited(_)) => {
                notice(&pinned.name, "another catalogue goes before this one, which is not used".to_owned());
            }
            Ok(ReferenceContent::Support(list)) => {
                let as_of = pinned.as_of.or(list.as_of);
                references.support.push(SupportList { as_of, ..list });
            }
            Err(error) => notice(&pinned.name, format!("it could not be used: {error}")),
        }
    }
    (references, notices)
}

/// A text of a file as it is kept: trimmed, without control characters, not longer than can be read.
fn kept_text(text: &str) -> String {
    let plain = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c });
    plain.take(MOST_TEXT).collect()
}

/// A whole day, written so that nobody can read it two ways.
fn plain_day(text: &str) -> Option<NaiveDate> {
    match read_date(text, DateRules::default()) {
        ReadDate::Known(day, DateMark::Day) => Some(day),
        _ => None,
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// The problem of a JSON that does not read as `what`.
fn json_problem(error: &serde_json::Error, name: &str, what: &str, mend: &str) -> Problem {
    let happened = if error.is_eof() {
        "the JSON breaks off here, so entries are missing".to_owned()
    } else if error.to_string().contains(TOO_MANY) {
        return too_many(name);
    } else if error.to_string().contains("recursion limit") {
        "the JSON nests too deeply".to_owned()
    } else {
        format!("this is not {what}")
    };
    let place = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    Problem::new(name, "", happened, mend).at(place(error.line()), Some(place(error.column())))
}

const TOO_MANY: &str = "too many entries";

/// A list of at most [`MOST_ENTRIES`]: a file of empty objects must not take the memory of full ones.
fn at_most<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    struct AtMost<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for AtMost<T> {
        type Value = Vec<T>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of entries")
        }
        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
            let mut entries = Vec::new();
            while let Some(entry) = list.next_element()? {
                if entries.len() == MOST_ENTRIES {
                    return Err(A::Error::custom(TOO_MANY));
                }
                entries.push(entry);
            }
            Ok(entries)
        }
    }
    deserializer.deserialize_seq(AtMost(PhantomData))
}

fn too_many(name: &str) -> Problem {
    Problem::new(name, "", format!("the file has more than {MOST_ENTRIES} entries"), "split it")
}

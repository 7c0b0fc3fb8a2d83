//! Reading and writing RON with problems that say where.

use super::problem::{Problem, Problems};
use ron::error::{Error as Code, SpannedError};
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::Serialize;
use serde::de::DeserializeOwned;

fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// Text of a member's bytes: UTF-8, with or without a byte order mark.
pub(super) fn text_from_bytes<'a>(bytes: &'a [u8], file: &str) -> Result<&'a str, Problem> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        Problem::new(file, "", "a byte is not part of UTF-8 text", "save the file as UTF-8").at(number(line), None)
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// Reads one value. Of faults in the structure the first is reported.
pub(super) fn value_from_ron<T: DeserializeOwned>(text: &str, file: &str) -> Result<T, Problems> {
    options().from_str(text).map_err(|error| problem_from_ron(&error, file).into())
}

/// Writes one value, readable, the same bytes for the same value, under a comment.
pub(super) fn ron_from_value<T: Serialize>(comment: &str, value: &T) -> Result<String, String> {
    let pretty = PrettyConfig::new().new_line("\n").indentor("  ").compact_arrays(true);
    let body = options().to_string_pretty(value, pretty).map_err(|error| error.to_string())?;
    Ok(format!("{comment}{}\n", with_plain_apostrophes(&body)))
}

/// The writer escapes every apostrophe, which nobody wants to read in "the broker's list".
fn with_plain_apostrophes(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut chars = body.chars();
    while let Some(c) = chars.next() {
        match (c, if c == '\\' { chars.next() } else { None }) {
            ('\\', Some('\'')) => out.push('\''),
            (c, escaped) => {
                out.push(c);
                out.extend(escaped);
            }
        }
    }
    out
}

fn problem_from_ron(error: &SpannedError, file: &str) -> Problem {
    let of = |outer: &Option<String>| match outer {
        Some(outer) => format!(" of {}", plain_type(outer)),
        None => String::new(),
    };
    let (what, mend) = match &error.code {
        Code::NoSuchStructField { expected, found, outer } => {
            (format!("there is no field `{found}`{}", of(outer)), one_of("fields", expected))
        }
        Code::NoSuchEnumVariant { expected, found, outer } => {
            (format!("there is no choice `{found}`{}", of(outer)), one_of("choices", expected))
        }
        Code::MissingStructField { field, outer } => {
            (format!("the field `{field}`{} is missing", of(outer)), "add it".to_owned())
        }
        Code::DuplicateStructField { field, outer } => {
            (format!("the field `{field}`{} stands twice", of(outer)), "keep one of the two".to_owned())
        }
        Code::Eof => ("the text ends too early".to_owned(), "restore the part that is cut off".to_owned()),
        Code::ExpectedDifferentStructName { expected, found } => {
            (format!("`{found}` stands where {} belongs", plain_type(expected)), "correct the text here".to_owned())
        }
        Code::ExpectedNamedStructLike(expected) => {
            (format!("here belongs {}, in round brackets", plain_type(expected)), "correct the text here".to_owned())
        }
        Code::Message(message) => (lower_first(message), "correct the value".to_owned()),
        Code::ExceededRecursionLimit => {
            ("brackets are nested too deeply".to_owned(), "remove the extra brackets".to_owned())
        }
        other => (lower_first(&other.to_string()), "correct the text here".to_owned()),
    };
    Problem::new(file, "", what, mend).at(number(error.span.start.line), Some(number(error.span.start.col)))
}

/// `SubjectivityStatusV1` is `the subjectivity status` to people.
fn plain_type(name: &str) -> String {
    let mut words = String::from("the");
    for c in name.trim_end_matches("V1").chars() {
        if c.is_uppercase() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}

fn one_of(noun: &str, known: &[&str]) -> String {
    if known.is_empty() { format!("it has no {noun}") } else { format!("known {noun} are {}", known.join(", ")) }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return String::new() };
    let second_is_capital = text.chars().nth(1).is_some_and(char::is_uppercase);
    if second_is_capital { text.to_owned() } else { first.to_lowercase().chain(chars).collect() }
}

/// A line or column number, as large as it can be shown.
pub(super) fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

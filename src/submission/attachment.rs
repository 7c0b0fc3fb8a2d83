//! A document behind an answer, and the name under which it may be shown.

use chrono::NaiveDate;

/// A document behind an answer; its content lies in the case under its hash.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attachment {
    /// Of the content, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// Without folders.
    pub file_name: String,
    /// Size of the content.
    pub bytes: u64,
    /// Of the document itself, as a person says.
    pub dated: Option<NaiveDate>,
    pub added: Option<NaiveDate>,
    pub note: String,
}

/// Longest name that is kept, letters.
const MOST_LETTERS: usize = 120;
/// Longest ending that survives the cut, letters.
const MOST_ENDING: usize = 12;

/// A file name as it may be kept and shown: no folders, no control characters, one line, and what turns or hides
/// letters written out as `[U+202E]`, so that `exe.fdp` never reads as `pdf.exe`. Cleaning twice changes nothing.
#[must_use]
pub fn clean_file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).map(str::trim).find(|part| !part.is_empty()).unwrap_or("");
    let mut shown = String::with_capacity(last.len());
    for letter in last.chars() {
        match letter {
            _ if turns_or_hides(letter) => shown.push_str(&format!("[U+{:04X}]", u32::from(letter))),
            _ if letter.is_control() => shown.push(' '),
            _ => shown.push(letter),
        }
    }
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    // Windows drops dots at the end, and what is left may be another kind of file.
    let shown = shown.trim_end_matches(['.', ' ']);
    if shown.is_empty() { "unnamed".to_owned() } else { shortened(shown) }
}

/// Letters that change the direction of others, or that nobody sees.
fn turns_or_hides(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Cut in the middle, so that the ending stays in sight.
fn shortened(name: &str) -> String {
    let count = name.chars().count();
    if count <= MOST_LETTERS {
        return name.to_owned();
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending).filter(|it| it.chars().count() <= MOST_ENDING);
    let end = ending.map_or_else(|| "\u{2026}".to_owned(), |ending| format!("\u{2026}.{ending}"));
    let room = MOST_LETTERS - end.chars().count();
    let start: String = name.chars().take(room).collect();
    format!("{}{end}", start.trim_end())
}

//! Operating systems and their lines: `FortiOS 7.0` is the line that 7.0.5 is on.

use super::mapping::half_width;
use super::vendor::{leading_vendor_words, vendor_keys};

/// A line of an operating system, as a support list names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SystemLine {
    /// Folded, without its vendor: `fortios`.
    pub(super) name: String,
    /// `7.0`; `10`, `22h2`.
    pub(super) versions: Vec<String>,
}

impl SystemLine {
    /// `None` where no version is named.
    pub(super) fn of(text: &str) -> Option<Self> {
        let SystemText { name, versions } = SystemText::of(text);
        (!name.is_empty() && !versions.is_empty()).then_some(Self { name, versions })
    }

    /// The more words and letters, the narrower.
    pub(super) fn narrowness(&self) -> (usize, usize) {
        (self.versions.len(), self.versions.iter().map(String::len).sum())
    }

    pub(super) fn words(&self) -> String {
        format!("{} {}", self.name, self.versions.join(" "))
    }
}

/// What a device says of its operating system.
pub(super) struct SystemText {
    pub(super) name: String,
    versions: Vec<String>,
}

impl SystemText {
    pub(super) fn of(text: &str) -> Self {
        let words = split(text);
        // `Microsoft Windows 10`, `Cisco IOS XE 17.3`: whoever made it stands in front.
        let plain: Vec<String> = words.iter().map(|word| word.replace(['.', '-'], "")).collect();
        let first = plain.first().map(|word| vendor_keys(word)).unwrap_or_default();
        let two = plain.get(..3).map(|words| vendor_keys(&words.join(" "))).unwrap_or_default();
        let keys: Vec<String> = first.into_iter().chain(two).collect();
        let skip = leading_vendor_words(&plain, &keys, "").min(words.len().saturating_sub(1));
        let starts_version = |word: &String| word.starts_with(|c: char| c.is_ascii_digit());
        let rest = words.get(skip..).unwrap_or_default();
        // A vendor that is itself the system: `Linux 4.19`, `Android 9`.
        let rest = if rest.first().is_some_and(starts_version) { &words[..] } else { rest };
        let at = rest.iter().position(starts_version).unwrap_or(rest.len());
        let (name, versions) = rest.split_at(at);
        let name = name.concat().replace(['.', '-'], "");
        // `Linux kernel 4.19` and `Linux 4.19` are the same.
        let name = name.strip_suffix("kernel").filter(|rest| !rest.is_empty()).map(str::to_owned).unwrap_or(name);
        Self { name, versions: versions.to_vec() }
    }

    /// Whether the version is on the line: all of the line's words in their order, the first of them at the
    /// beginning of the version or, after a dot, of the rest of it.
    pub(super) fn is_on(&self, line: &SystemLine) -> bool {
        // Two numbers with dots are a range or two guesses.
        if self.versions.iter().filter(|word| word.contains('.')).count() > 1 {
            return false;
        }
        let mut own = self.versions.iter();
        line.versions.iter().all(|wanted| own.any(|word| is_of(word, wanted)))
    }
}

/// `7.0.5` and `7.0-h1` are of `7.0`; `7.01` is not.
fn is_of(word: &str, line: &str) -> bool {
    word.strip_prefix(line).is_some_and(|rest| {
        rest.is_empty()
            || rest.starts_with(['.', '-'])
            || (line.contains('.') && rest.starts_with(|c: char| c.is_ascii_alphabetic()))
    })
}

fn split(text: &str) -> Vec<String> {
    let folded: String = text.chars().take(400).map(half_width).flat_map(char::to_lowercase).collect();
    let divides = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '/' | '_' | '"' | ':');
    folded
        .split(divides)
        .map(|word| {
            let bare = word.trim_matches(['.', '-']);
            let number = bare.strip_prefix('v').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            number.unwrap_or(bare).to_owned()
        })
        .filter(|word| !word.is_empty())
        .take(30)
        .collect()
}

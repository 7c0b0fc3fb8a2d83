//! Where each submission of a book stands, so that none is counted twice.

use foldhash::fast::RandomState;
use std::collections::HashMap;

/// Submissions by their names.
#[derive(Debug, Default)]
pub(super) struct Ids {
    known: HashMap<Box<str>, Place, RandomState>,
    files: Vec<String>,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    /// Number of the file, from 1.
    file: usize,
    /// Of a table, from 1; `None` for a case.
    line: Option<u32>,
}

impl Ids {
    /// What is added from now on stands in this file.
    pub(super) fn begin(&mut self, file: &str) {
        self.files.push(file.to_owned());
    }

    /// Remembers a submission, or gives the words for the place where it stands already.
    pub(super) fn add(&mut self, id: &str, line: Option<u32>) -> Option<String> {
        let file = self.files.len();
        let Some(first) = self.known.get(id) else {
            self.known.insert(id.into(), Place { file, line });
            return None;
        };
        let name = first.file.checked_sub(1).and_then(|place| self.files.get(place)).map_or("", String::as_str);
        Some(match first.line {
            None => format!("as the case {name}"),
            Some(line) if first.file == file => format!("on line {line}"),
            Some(line) => format!("on line {line} of {name}"),
        })
    }

    /// Forgets the submissions of the file that was begun last, because it was refused after all.
    pub(super) fn forget(&mut self) {
        let file = self.files.len();
        self.known.retain(|_, place| place.file != file);
    }
}

//! What is wrong with a file, in words a person can act on.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// One thing wrong in a file: what, where and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Name of the file or member, as people know it.
    pub file: String,
    /// From 1.
    pub line: Option<u32>,
    /// From 1, in characters.
    pub column: Option<u32>,
    /// `question D1`, `row 12`, `member devices.csv`; may be empty.
    pub subject: String,
    /// What is wrong, lower-case start, no full stop.
    pub what: String,
    /// What to do, lower-case start, no full stop.
    pub mend: String,
}

impl Problem {
    /// A problem of the file as a whole, to be placed with [`Self::at`].
    #[must_use]
    pub fn new(file: &str, subject: &str, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line: None,
            column: None,
            subject: subject.to_owned(),
            what: what.into(),
            mend: mend.into(),
        }
    }

    #[must_use]
    pub fn at(mut self, line: u32, column: Option<u32>) -> Self {
        self.line = Some(line);
        self.column = column;
        self
    }
}

/// `answers.csv:12:3: question D1: what; mend`.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
        }
        if !self.subject.is_empty() {
            write!(f, ": {}", self.subject)?;
        }
        write!(f, ": {}", self.what)?;
        if !self.mend.is_empty() {
            write!(f, "; {}", self.mend)?;
        }
        Ok(())
    }
}

/// Everything wrong with one file, in the order of the file. Never empty where it stands for a refusal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.0.iter()
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self(vec![problem])
    }
}

/// One problem a line.
impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, problem) in self.0.iter().enumerate() {
            if place > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl Error for Problems {}

/// Something a person should know about a file that was read all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Member of the case, or the file itself.
    pub subject: String,
    pub text: String,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.subject, self.text)
    }
}

/// What a caller may want to decide on; people read [`FileError`]'s sentences instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileErrorKind {
    NotFound,
    /// Exists already, and the caller did not want to replace anything.
    Exists,
    /// Not a case at all.
    NotACase,
    /// Written by a newer version of the program.
    Newer,
    /// Was a case and is damaged, or holds what it must not hold.
    Damaged,
    /// Larger than what is read or written.
    TooLarge,
    /// Reads, but its content is wrong; see [`FileError::problems`].
    Wrong,
    /// Changed on disk since it was opened.
    ChangedOutside,
    /// Open in another program or window.
    Locked,
    /// The disk or the system refused.
    Disk,
    /// Somebody stopped it: nothing is wrong with the file.
    Stopped,
}

/// Why a file could not be read or written: what happened, what it means, what to do, path last.
#[derive(Debug)]
pub struct FileError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: FileErrorKind,
    happened: String,
    means: String,
    mend: String,
    path: PathBuf,
    problems: Problems,
    source: Option<io::Error>,
}

impl FileError {
    /// Each part is a sentence without its full stop.
    pub(crate) fn new(
        kind: FileErrorKind,
        path: &Path,
        happened: impl Into<String>,
        means: impl Into<String>,
        mend: impl Into<String>,
    ) -> Self {
        Self(Box::new(Inner {
            kind,
            happened: happened.into(),
            means: means.into(),
            mend: mend.into(),
            path: path.to_owned(),
            problems: Problems::default(),
            source: None,
        }))
    }

    pub(crate) fn with_problems(mut self, problems: Problems) -> Self {
        self.0.problems = problems;
        self
    }

    /// The file's content is wrong: the first problem stands in the sentence, all are in `problems`.
    pub(crate) fn wrong(path: &Path, means: &str, problems: Problems) -> Self {
        let happened = match (problems.0.first(), problems.len()) {
            (None, _) => "The file does not read".to_owned(),
            (Some(first), 1) => first.to_string(),
            (Some(first), count) => format!("{first} (and {} more)", count - 1),
        };
        Self::new(FileErrorKind::Wrong, path, happened, means, "Mend it and try again").with_problems(problems)
    }

    /// The system refused: `doing` completes "could not", for example "be saved".
    pub(crate) fn disk(doing: &str, path: &Path, means: &str, source: io::Error) -> Self {
        use io::ErrorKind as E;
        let (kind, why, mend) = match source.kind() {
            E::NotFound => {
                (FileErrorKind::NotFound, "it, or its folder, is not there", "Check the name and the folder")
            }
            E::PermissionDenied => {
                (FileErrorKind::Disk, "the system does not permit it", "Ask for access, or choose another folder")
            }
            E::StorageFull | E::QuotaExceeded => {
                (FileErrorKind::Disk, "the disk is full", "Make room, or choose another folder")
            }
            E::ReadOnlyFilesystem => (FileErrorKind::Disk, "the disk is read-only", "Choose another folder"),
            E::IsADirectory | E::NotADirectory => {
                (FileErrorKind::Disk, "a folder and a file are mixed up", "Check the name and the folder")
            }
            E::AlreadyExists => (FileErrorKind::Exists, "something of that name is there", "Choose another name"),
            E::TimedOut | E::NetworkDown | E::HostUnreachable | E::StaleNetworkFileHandle => {
                (FileErrorKind::Disk, "the network drive does not answer", "Check the connection and try again")
            }
            _ => (FileErrorKind::Disk, "the disk reported an error", "Try again, or choose another folder"),
        };
        let mut error = Self::new(kind, path, format!("The file could not {doing} because {why}"), means, mend);
        error.0.source = Some(source);
        error
    }

    /// The same as a problem of a file among others, which people know as `file`.
    pub(super) fn as_problem(&self, file: &str) -> Problem {
        let uncapitalised = |sentence: &str| {
            let mut letters = sentence.chars();
            letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
        };
        Problem::new(file, "", uncapitalised(&self.0.happened), uncapitalised(&self.0.mend))
    }

    #[must_use]
    pub fn kind(&self) -> FileErrorKind {
        self.0.kind
    }
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0.path
    }
    /// All that is wrong with the content, where that is the reason; else empty.
    #[must_use]
    pub fn problems(&self) -> &Problems {
        &self.0.problems
    }
    /// What the system said, for a details line.
    #[must_use]
    pub fn detail(&self) -> Option<String> {
        self.0.source.as_ref().map(ToString::to_string)
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in [&self.0.happened, &self.0.means, &self.0.mend] {
            if !part.is_empty() {
                write!(f, "{part}. ")?;
            }
        }
        write!(f, "({})", self.0.path.display())
    }
}

impl Error for FileError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source.as_ref().map(|source| source as &(dyn Error + 'static))
    }
}

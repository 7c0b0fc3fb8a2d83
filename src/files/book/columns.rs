//! What the columns of a flat table of a book are called and mean.

use crate::files::answers_csv::shown;
use crate::files::devices::each_record;
use crate::files::problem::Problem;
use crate::files::table::DELIMITERS;
use crate::inventory::folded;
use crate::questionnaire::{QuestionIx, Questionnaire};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// Columns that a table may have.
const MOST_COLUMNS: usize = 1000;

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Column {
    Submission,
    Answer(QuestionIx),
    /// Grade of the evidence behind the answer.
    Evidence(QuestionIx),
    Limit,
    Premium,
    Revenue,
    Industry,
    Inception,
    Claim,
    Loss,
    /// Nobody knows; not read.
    Unknown,
}

/// The columns beside answers and evidence, by name, in the order in which they are written.
pub(super) const PLAIN: [(&str, Column); 8] = [
    ("submission", Column::Submission),
    ("limit", Column::Limit),
    ("premium", Column::Premium),
    ("revenue", Column::Revenue),
    ("industry", Column::Industry),
    ("inception", Column::Inception),
    ("claim", Column::Claim),
    ("loss", Column::Loss),
];

/// The first row of a table.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) delimiter: u8,
    /// In the order of the table.
    pub(super) columns: Vec<Column>,
    /// Columns that were not read.
    pub(super) problems: Vec<Problem>,
    /// Questions without a column.
    pub(super) missing: Vec<QuestionIx>,
}

/// Finds the delimiter under which the most columns are known, `hint` being what the file itself says.
///
/// # Errors
/// No column `submission`, or too many columns.
pub(super) fn header_of(
    text: &str,
    hint: Option<u8>,
    file: &str,
    questionnaire: &Questionnaire,
) -> Result<Header, Problem> {
    let refused = |what: String, mend: &str| Problem::new(file, "header", what, mend);
    if text.trim().is_empty() {
        return Err(refused("the table is empty".to_owned(), "export it again"));
    }
    let meanings = meanings(questionnaire);
    let meaning = |name: &str| meanings.get(&folded(name)).copied().unwrap_or(Column::Unknown);
    let mut best: Option<(usize, u8, First)> = None;
    for delimiter in DELIMITERS.into_iter().filter(|delimiter| hint.is_none_or(|hint| hint == *delimiter)) {
        let first = first_record(text, delimiter);
        let known: HashSet<Column> = first.names.iter().map(|name| meaning(name)).collect();
        if known.contains(&Column::Submission) && best.as_ref().is_none_or(|(most, ..)| known.len() > *most) {
            best = Some((known.len(), delimiter, first));
        }
    }
    let Some((_, delimiter, First { line, names })) = best else {
        let begins = shown(text.trim_start().lines().next().unwrap_or_default());
        return Err(refused(
            format!("its first line names no column submission (it begins with {begins}), so nothing was read"),
            "call the first column submission and each of the others by its question, as in submission,A1,A2",
        ));
    };
    if names.len() > MOST_COLUMNS {
        let what = format!("it has more than {MOST_COLUMNS} columns, so nothing was read");
        return Err(refused(what, "remove what does not belong to the questionnaire"));
    }
    let (mut columns, mut problems, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for name in &names {
        let mut column = meaning(name);
        if column == Column::Unknown && !name.trim().is_empty() {
            let what = format!("the column \"{}\" is not known and was not read", shown(name));
            problems.push(refused(what, "correct its name, or remove it").at(line, None));
        } else if column != Column::Unknown && !seen.insert(column) {
            let what = format!("the column {} stands twice; the first was read", shown(name));
            problems.push(refused(what, "remove one of them").at(line, None));
            column = Column::Unknown;
        }
        columns.push(column);
    }
    let missing = questionnaire.places().filter(|ix| !seen.contains(&Column::Answer(*ix))).collect();
    Ok(Header { delimiter, columns, problems, missing })
}

/// Columns by their folded names.
fn meanings(questionnaire: &Questionnaire) -> HashMap<String, Column> {
    let mut meanings = HashMap::new();
    for ix in questionnaire.places() {
        let id = folded(&questionnaire.question(ix).id);
        for word in ["evidence", "grade"] {
            meanings.insert(format!("{id}{word}"), Column::Evidence(ix));
        }
        meanings.insert(id, Column::Answer(ix));
    }
    meanings.extend(PLAIN.map(|(name, column)| (name.to_owned(), column)));
    meanings
}

struct First {
    line: u32,
    names: Vec<String>,
}

fn first_record(text: &str, delimiter: u8) -> First {
    let mut first = First { line: 1, names: Vec::new() };
    // An error of no content ends it early.
    each_record(text, delimiter, |start, cells| {
        first = First { line: start.line, names: cells.drain(..).map(Cow::into_owned).collect() };
        Err(())
    })
    .ok();
    first
}

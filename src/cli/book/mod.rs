//! `securable book`: many submissions under a plan, and what another plan does to them.

mod impact;
mod impact_text;
mod json;
mod score;

use super::questionnaire::find_questionnaire;
use super::{Failure, counted, day, file_name, say};
use crate::book::{GroupBy, Scoring, WeighBy};
use crate::files::{ReadBook, Unwatched, read_book, read_plan, write_book};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::plan::lay;
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Problems that are said; JSON has more of them.
const MOST_SAID: usize = 20;

#[derive(Subcommand)]
pub(super) enum BookCommand {
    /// Score every submission of a book.
    Score {
        #[command(flatten)]
        of: BookArguments,
        /// The plan: a file, or base for the questionnaire as it is.
        #[arg(long, value_name = "PLAN", default_value = BASE)]
        plan: String,
        /// Another plan, beside which the first is put.
        #[arg(long, value_name = "PLAN")]
        against: Option<String>,
        /// Write JSON.
        #[arg(long, conflicts_with = "csv")]
        json: bool,
        /// Save a table of the results of every submission; another such table that is there is replaced.
        #[arg(long, value_name = "OUT.csv")]
        csv: Option<PathBuf>,
    },
    /// Say what a plan does to a book: who moves, how far, and across which edge.
    Impact {
        #[command(flatten)]
        of: BookArguments,
        /// The plan after: a file, or base for the questionnaire as it is.
        #[arg(long, value_name = "PLAN")]
        plan: String,
        /// The plan before.
        #[arg(long, value_name = "PLAN", default_value = BASE)]
        against: String,
        /// What a submission weighs.
        #[arg(long, value_enum, default_value = "submissions")]
        by: ByArgument,
        /// Split the book.
        #[arg(long, value_enum)]
        group: Option<GroupArgument>,
        /// Write JSON.
        #[arg(long)]
        json: bool,
        /// Save the exhibit of the change as well; a PDF that is there is replaced, nothing else is.
        #[arg(long, value_name = "OUT.pdf")]
        pdf: Option<PathBuf>,
        /// The day of the exhibit; today by default.
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        as_of: Option<NaiveDate>,
    },
    /// Save a book as one flat table; it is read back and compared before it is called saved.
    Export {
        #[command(flatten)]
        of: BookArguments,
        /// Where to save it; the table of a book that is there is kept as .bak.
        #[arg(short, long, value_name = "OUT.csv")]
        output: PathBuf,
    },
}

#[derive(Args)]
pub(super) struct BookArguments {
    /// Folders of cases and tables, cases, or flat tables: submission and a column for each question.
    #[arg(required = true, value_name = "BOOK")]
    book: Vec<PathBuf>,
    /// Id of a shipped questionnaire, or the path of one.
    #[arg(long, value_name = "ID|PATH", default_value = "iot-core")]
    questionnaire: String,
}

impl BookArguments {
    /// `renewals.csv, cases`.
    fn names(&self) -> String {
        self.book.iter().map(|path| file_name(path)).collect::<Vec<_>>().join(", ")
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum ByArgument {
    Submissions,
    Premium,
    Limit,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum GroupArgument {
    Industry,
    Tier,
}

/// The plan that changes nothing.
const BASE: &str = "base";

pub(super) fn book(command: BookCommand, today: NaiveDate) -> Result<(), Failure> {
    match command {
        BookCommand::Score { of, plan, against, json, csv } => {
            score::score(&Loaded::new(&of)?, &plan, against.as_deref(), json, csv.as_deref())
        }
        BookCommand::Impact { of, plan, against, by, group, json, pdf, as_of } => {
            let weigh = match by {
                ByArgument::Submissions => WeighBy::Submissions,
                ByArgument::Premium => WeighBy::Premium,
                ByArgument::Limit => WeighBy::Limit,
            };
            let group = match group {
                None => GroupBy::None,
                Some(GroupArgument::Industry) => GroupBy::Industry,
                Some(GroupArgument::Tier) => GroupBy::Tier,
            };
            let loaded = Loaded::new(&of)?;
            let exhibit = pdf.map(|path| impact::Pdf { path, book_name: of.names(), as_of: as_of.unwrap_or(today) });
            impact::impact(&loaded, &plan, &against, impact::By { weigh, group }, json, exhibit)
        }
        BookCommand::Export { of, output } => {
            let loaded = Loaded::new(&of)?;
            write_book(&output, &loaded.read.book).map_err(|error| Failure::output(error.to_string()))?;
            let rows = counted(loaded.read.book.rows(), "submission");
            say(&format!("{rows} saved and read back: {}", output.display()));
            Ok(())
        }
    }
}

/// A book and its questionnaire.
struct Loaded {
    read: ReadBook,
    base: Arc<Questionnaire>,
}

/// A book under one plan.
struct Scored {
    /// `base`, or the name of the plan.
    name: String,
    effective: Questionnaire,
    scoring: Scoring,
}

impl Loaded {
    /// Problems and notices go to standard error.
    fn new(of: &BookArguments) -> Result<Self, Failure> {
        let base = Arc::new(find_questionnaire(&of.questionnaire, "the book was not read")?);
        let read = read_book(&of.book, &base, &Unwatched).map_err(|error| {
            for problem in error.problems().iter().skip(1) {
                say(&problem.to_string());
            }
            Failure::input(error.to_string())
        })?;
        for problem in read.bad_files.iter().chain(read.problems.iter().take(MOST_SAID)) {
            say(&problem.to_string());
        }
        if let Some(more) = read.problem_count.checked_sub(MOST_SAID).filter(|more| *more > 0) {
            say(&format!("{} more are not listed", counted(more, "problem")));
        }
        for notice in &read.notices {
            say(&notice.to_string());
        }
        Ok(Self { read, base })
    }

    fn scored(&self, plan: &str) -> Result<Scored, Failure> {
        let (name, effective) = match plan {
            BASE => (BASE.to_owned(), (*self.base).clone()),
            path => {
                let plan = read_plan(Path::new(path)).map_err(|error| {
                    for problem in error.problems().iter().skip(1) {
                        say(&problem.to_string());
                    }
                    Failure::input(error.to_string())
                })?;
                let effective = lay(&self.base, &plan).map_err(|conflicts| {
                    for conflict in &conflicts {
                        say(&conflict.to_string());
                    }
                    let count = counted(conflicts.len(), "conflict");
                    let with = self.base.name();
                    Failure::input(format!("The plan has {count} with {with}, so nothing was computed. ({path})"))
                })?;
                (plan.name(), effective)
            }
        };
        let scoring = Scoring::of(&self.read.book, &effective);
        Ok(Scored { name, effective, scoring })
    }
}

impl Scored {
    /// Band and outcome of a row, for people.
    fn standing(&self, row: usize) -> String {
        let band = &self.effective.band(self.scoring.band(row)).name;
        let outcome = self.scoring.outcome(row).words(&self.effective);
        if outcome == band { band.clone() } else { format!("{outcome} ({band})") }
    }
}

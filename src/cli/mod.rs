//! THE COMMAND LINE: the same capabilities without a window. clap is known only here.
//!
//! Data goes to standard output, messages to standard error. Exit codes: 0 done; 1 the input cannot
//! be used, or `check` found a problem; 2 the command line is wrong; 3 the output could not be written.

mod book;
mod case;
mod check;
mod compare;
mod compare_json;
mod devices;
mod evidence;
mod json;
mod memo;
mod new;
mod next;
mod path;
mod plan;
mod plan_of_case;
mod questionnaire;
mod reference;
mod renew;
mod report;
mod what_if;
mod worksheet;

use crate::submission::NewTerm;
use chrono::{Datelike, NaiveDate};
use clap::{Parser, Subcommand};
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Underwriting workbench for cyber insurance of IoT-heavy risks.
///
/// Without a command it opens the desk, with FILE or with a sample.
#[derive(Parser)]
#[command(
    name = "securable",
    version,
    args_conflicts_with_subcommands = true,
    after_help = "Exit codes: 0 done; 1 the input cannot be used, or check found a problem; 2 the command line is wrong; \
                  3 the output could not be written. Data goes to standard output, messages to standard error."
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// The case to open: a .securable file or its unpacked folder.
    file: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Make a new case, perhaps with answers from a flat table.
    New {
        /// Where to save it; what is there is not replaced.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// Id of a shipped questionnaire, or the path of one.
        #[arg(long, value_name = "ID|PATH", default_value = "iot-core")]
        questionnaire: String,
        /// Flat table: question,answer,evidence,note.
        #[arg(long, value_name = "CSV")]
        answers: Option<PathBuf>,
        /// Name of the applicant.
        #[arg(long, value_name = "NAME", default_value = "")]
        applicant: String,
    },
    /// Score a case: control score, range, tier, band, rules, reasons.
    Score {
        file: PathBuf,
        /// The day on which the assessment is made; today by default.
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        as_of: Option<NaiveDate>,
        /// Score it under this plan instead and show both results; nothing is stored.
        #[arg(long, value_name = "PLAN.ron")]
        under: Option<PathBuf>,
        /// Write JSON; with --under that of the other plan.
        #[arg(long)]
        json: bool,
    },
    /// Score a case under another plan from now on; both results are shown first.
    Bind {
        file: PathBuf,
        /// The plan.
        #[arg(value_name = "PLAN.ron", required_unless_present = "as_shipped", conflicts_with = "as_shipped")]
        plan: Option<PathBuf>,
        /// Take the plan away: weights, bands and rules as the questionnaire was shipped.
        #[arg(long)]
        as_shipped: bool,
    },
    /// What changed from an expiring case to a renewing one: score, answers, devices, evidence, rules; nothing is stored.
    Compare {
        /// The case of the term that expires.
        old: PathBuf,
        /// The case of the term that begins.
        new: PathBuf,
        /// Write JSON.
        #[arg(long)]
        json: bool,
    },
    /// See what the scenarios of a case would move, side by side with its answers; nothing is stored.
    Whatif {
        file: PathBuf,
        /// Only this one, in full.
        #[arg(long, value_name = "NAME")]
        scenario: Option<String>,
        /// Write JSON.
        #[arg(long)]
        json: bool,
    },
    /// Roll an expiring case forward: the case of the next term, its answers carried over to be confirmed.
    Renew {
        /// The case that expires; it is not changed.
        file: PathBuf,
        /// Where to save the new case; what is there is not replaced.
        #[arg(short, long, value_name = "NEW")]
        output: PathBuf,
        /// First day of the new term; the expiry of the old one by default.
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        inception: Option<NaiveDate>,
        /// First day after the new term; a year after its inception by default.
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        expiry: Option<NaiveDate>,
        /// Under which version of the questionnaire: that of the expiring case, or the one shipped now.
        #[arg(long, value_enum, default_value = "own")]
        under: renew::UnderWhich,
    },
    /// Find the cheapest improvements with which a case reaches a band, and why nothing less does.
    Path(path::PathArguments),
    /// Say which open question to ask next, why, and how far the band is from being certain.
    Next {
        file: PathBuf,
        /// Write JSON, with every question worth asking.
        #[arg(long)]
        json: bool,
    },
    /// Write the underwriting memo as PDF.
    Memo {
        file: PathBuf,
        /// Where to save the PDF; a PDF that is there is replaced, nothing else is.
        #[arg(short, long, value_name = "OUT.pdf")]
        output: PathBuf,
        /// The date of the memo; today by default.
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        as_of: Option<NaiveDate>,
    },
    /// Write the preview for the client as PDF: where the case stands and what would help, without weights or rules.
    Preview {
        file: PathBuf,
        /// Where to save the PDF; a PDF that is there is replaced, nothing else is.
        #[arg(short, long, value_name = "OUT.pdf")]
        output: PathBuf,
        /// The date of the preview; today by default.
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        as_of: Option<NaiveDate>,
    },
    /// Hand the questions out to an applicant, as a worksheet to fill in or as a form to print.
    Worksheet(worksheet::WorksheetArguments),
    /// Take the answers of a worksheet that came back into the case.
    Merge(worksheet::MergeArguments),
    /// What stands behind the score; attach a file to an answer, or take a copy of one out.
    Evidence(evidence::EvidenceArguments),
    /// Check questionnaires, plans and cases: every problem, exit code 1 when there is one.
    Check {
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Write the answers of a case as a flat table to standard output.
    Answers { file: PathBuf },
    /// Import a device list into a case, count what is in it, and report what it means over the term.
    #[command(subcommand)]
    Devices(devices::DevicesCommand),
    /// Score many cases under a plan, and see what another plan does to all of them.
    #[command(subcommand)]
    Book(book::BookCommand),
    /// Check, compare, submit, approve and retire plans: what a carrier changes in a questionnaire.
    #[command(subcommand)]
    Plan(plan::PlanCommand),
    /// Keep catalogues and support lists on this computer, and put the newest into a case.
    #[command(subcommand)]
    Reference(reference::ReferenceCommand),
}

/// Why a command ended without doing its work: the sentence and the exit code.
pub(crate) struct Failure {
    sentence: String,
    code: u8,
}

impl Failure {
    fn input(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), code: 1 }
    }
    fn output(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), code: 3 }
    }
}

/// Runs the program with these arguments.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let code = error.exit_code();
            return match error.print() {
                Ok(()) => ExitCode::from(u8::try_from(code).unwrap_or(2)),
                Err(_) => ExitCode::from(3),
            };
        }
    };
    let today = chrono::Local::now().date_naive();
    let done = match arguments.command {
        None => open_desk(arguments.file),
        Some(Command::New { output, questionnaire, answers, applicant }) => {
            new::new(&output, &questionnaire, answers.as_deref(), &applicant)
        }
        Some(Command::Score { file, as_of, under, json }) => {
            report::score(&file, as_of.unwrap_or(today), under.as_deref(), json)
        }
        Some(Command::Bind { file, plan, as_shipped: _ }) => plan_of_case::bind(&file, plan.as_deref()),
        Some(Command::Compare { old, new, json }) => compare::compare(&old, &new, json),
        Some(Command::Whatif { file, scenario, json }) => what_if::what_if(&file, scenario.as_deref(), json, today),
        Some(Command::Renew { file, output, inception, expiry, under }) => {
            renew::renew(&file, &output, NewTerm { inception, expiry }, under)
        }
        Some(Command::Path(arguments)) => path::way(&arguments, today),
        Some(Command::Next { file, json }) => next::next(&file, json),
        Some(Command::Memo { file, output, as_of }) => memo::memo(&file, &output, as_of.unwrap_or(today)),
        Some(Command::Preview { file, output, as_of }) => memo::preview(&file, &output, as_of.unwrap_or(today)),
        Some(Command::Worksheet(arguments)) => worksheet::hand_out(&arguments, today),
        Some(Command::Merge(arguments)) => worksheet::merge(&arguments, today),
        Some(Command::Evidence(arguments)) => evidence::evidence(&arguments, today),
        Some(Command::Check { files }) => check::check(&files),
        Some(Command::Answers { file }) => report::answers(&file),
        Some(Command::Devices(command)) => devices::devices(command, today),
        Some(Command::Book(command)) => book::book(command, today),
        Some(Command::Plan(command)) => plan::plan(command, today),
        Some(Command::Reference(command)) => reference::reference(command, today),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say(&failure.sentence);
            ExitCode::from(failure.code)
        }
    }
}

/// A day that can be printed on a memo.
fn day(text: &str) -> Result<NaiveDate, String> {
    match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        Ok(day) if (1900..=9999).contains(&day.year()) => Ok(day),
        Ok(_) => Err("the year should lie from 1900 to 9999".to_owned()),
        Err(_) => Err("write it as 2026-11-22".to_owned()),
    }
}

fn open_desk(file: Option<PathBuf>) -> Result<(), Failure> {
    crate::gui::run(crate::gui::DeskOptions { file }).map_err(|error| Failure::input(error.to_string()))
}

/// `1 problem`, `3 problems`.
fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Text from a file may hold characters that a terminal takes for commands.
fn without_commands(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}

/// The name of a file without its folder, in one line.
fn file_name(path: &Path) -> String {
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A message for people. A closed standard error leaves nobody to tell.
fn say(sentence: &str) {
    if writeln!(io::stderr(), "securable: {}", without_commands(sentence)).is_err() {
        // Nobody is listening.
    }
}

/// A table or a report for people.
fn write_text(text: &str) -> Result<(), Failure> {
    write_data(without_commands(text).as_bytes())
}

/// Data for the next program. A reader that has had enough (`| head`) is not an error.
fn write_data(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(_) => Err(Failure::output("Standard output could not be written; nothing else was changed.")),
        Ok(()) => Ok(()),
    }
}

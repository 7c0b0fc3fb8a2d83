//! `securable renew`: the case of the next term, with an account of what came over into it.

use super::case::read;
use super::{Failure, counted, file_name, say, write_text};
use crate::files::{Expect, Renewed, Under, Wish, journal_path, renewed, write_case};
use crate::memo::wording::renewal::{aged_together, carried_counts_words, carried_words, term_words};
use crate::submission::{CarriedOver, NewTerm, Subjectivity};
use chrono::Local;
use clap::ValueEnum;
use std::fmt::Write as _;
use std::path::Path;

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum UnderWhich {
    Own,
    Current,
}

pub(super) fn renew(file: &Path, output: &Path, term: NewTerm, under: UnderWhich) -> Result<(), Failure> {
    let opened = read(file)?;
    if journal_path(file).exists() {
        say(&format!(
            "{} has changes that were never saved; they are not in the new case. Open it on the desk to keep or \
             discard them.",
            file_name(file)
        ));
    }
    let under = match under {
        UnderWhich::Own => Under::Own,
        UnderWhich::Current => Under::Current,
    };
    let at = Local::now().format("%Y-%m-%dT%H:%M:%S").to_string();
    let wish = Wish { term, under };
    let mut renewed = renewed(opened.case, file, &wish, &at, &super::case::user())
        .map_err(|error| Failure::input(error.to_string()))?;
    renewed.case.history.append(std::slice::from_ref(&renewed.change)).map_err(|what| {
        Failure::output(format!("The history of the new case cannot be begun ({what}), so nothing was stored."))
    })?;
    write_case(output, &renewed.case, &Expect::NewFile).map_err(|error| Failure::output(error.to_string()))?;
    say(&format!("Saved and read back: {}", output.display()));
    write_text(&account(&renewed, file))
}

/// What was carried, what waits, what aged, what is still open.
fn account(renewed: &Renewed, file: &Path) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail; the error is that of the trait.
    if write_account(&mut out, renewed, file).is_err() {
        out.push_str("The account could not be written.\n");
    }
    out
}

fn write_account(out: &mut String, renewed: &Renewed, file: &Path) -> std::fmt::Result {
    let submission = &renewed.case.submission;
    let carried = CarriedOver::of(submission);
    let name = submission.applicant.name.trim();
    writeln!(out, "{}", if name.is_empty() { "Applicant not named" } else { name })?;
    writeln!(out, "From           {}", file_name(file))?;
    writeln!(out, "Term           {}", term_words(carried.term))?;
    writeln!(out, "Questionnaire  {} {}", renewed.case.questionnaire.id, renewed.case.questionnaire.version)?;
    match (&submission.plan, &renewed.plan_left) {
        (Some(plan), _) => writeln!(out, "Plan           {}, as in the expiring case", plan.name())?,
        (None, Some(left)) => writeln!(out, "Plan           none: {left} was made for another version; bind one anew")?,
        (None, None) => writeln!(out, "Plan           none")?,
    }
    writeln!(out, "\nCarried        {}", carried_words(&carried))?;
    writeln!(out, "To confirm     {}", counted(carried.to_confirm, "answer"))?;
    writeln!(out, "               {}.", carried_counts_words())?;
    writeln!(out, "\nEvidence that a confirmation does not bring back")?;
    if carried.aged.is_empty() {
        writeln!(out, "  None")?;
    }
    for (words, questions) in aged_together(&carried.aged) {
        writeln!(out, "  {words}\n    {}", questions.join(" "))?;
    }
    writeln!(out, "\nSubjectivities of last term")?;
    if carried.open.is_empty() && carried.settled.is_empty() {
        writeln!(out, "  None")?;
    }
    for it in carried.open.iter().chain(&carried.settled) {
        writeln!(out, "  {:<9} {}", it.status.words(), one_line(it))?;
    }
    if !renewed.misfits.is_empty() {
        let of = &renewed.case.questionnaire;
        writeln!(out, "\nNot in {} {}: kept, and counts nowhere", of.id, of.version)?;
        for misfit in &renewed.misfits {
            writeln!(out, "  {}", misfit.words())?;
        }
    }
    writeln!(out, "\nThe expiring case is kept inside the new one; devices are last term's until a list is imported.")
}

fn one_line(it: &Subjectivity) -> String {
    let text: Vec<&str> = it.text.split_whitespace().collect();
    let due = it.due.map_or_else(String::new, |due| format!(", due {due}"));
    let theme = if it.theme.is_empty() { String::new() } else { format!("{} ", it.theme) };
    format!("{theme}{}{due}", text.join(" "))
}

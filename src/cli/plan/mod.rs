//! `securable plan`: check, compare, submit, approve and retire plans.

mod diff;

use super::questionnaire::{find_questionnaire, shipped};
use super::{Failure, counted, day, say, write_data, write_text};
use crate::files::{Problem, approve, plan_from_bytes, problems_of_plan, read_bytes, retire, submit, write_plan};
use crate::questionnaire::plan::{Fault, check, rebase};
use crate::questionnaire::{Plan, Questionnaire};
use chrono::NaiveDate;
use clap::Subcommand;
use serde_json::json;
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub(super) enum PlanCommand {
    /// Check a plan against its questionnaire: conflicts, constraints, and what its status demands.
    Check {
        #[arg(value_name = "PLAN")]
        plan: PathBuf,
        /// The questionnaire that it is laid over; the shipped one that it names by default.
        #[arg(long, value_name = "ID|PATH")]
        on: Option<String>,
        /// Write JSON.
        #[arg(long)]
        json: bool,
    },
    /// What differs between two plans or questionnaires; between a plan and its questionnaire when only one is given.
    Diff {
        /// A plan or a questionnaire; shipped questionnaires by id.
        #[arg(value_name = "A")]
        a: String,
        #[arg(value_name = "B")]
        b: Option<String>,
        /// The questionnaire that the plans are laid over; the shipped one that they name by default.
        #[arg(long, value_name = "ID|PATH")]
        on: Option<String>,
        /// Write JSON.
        #[arg(long)]
        json: bool,
    },
    /// Hand a draft in for review. Its change record has to be complete.
    Submit {
        #[arg(value_name = "PLAN")]
        plan: PathBuf,
        /// The questionnaire that it is laid over; the shipped one that it names by default.
        #[arg(long, value_name = "ID|PATH")]
        questionnaire: Option<String>,
    },
    /// Approve a plan in review. Nobody approves a plan of their own, and an approved plan cannot be changed.
    Approve {
        #[arg(value_name = "PLAN")]
        plan: PathBuf,
        /// Who approves it.
        #[arg(long, value_name = "NAME")]
        by: String,
        /// The day of the approval; today by default.
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        on: Option<NaiveDate>,
        /// What the approver wants to have on file.
        #[arg(long, value_name = "TEXT", default_value = "")]
        note: String,
        /// The questionnaire that it is laid over; the shipped one that it names by default.
        #[arg(long, value_name = "ID|PATH")]
        questionnaire: Option<String>,
    },
    /// Move a plan to a newer version of its questionnaire, as a draft, or list what stands against it.
    Rebase {
        #[arg(value_name = "PLAN")]
        plan: PathBuf,
        /// Where to save the draft; what is there is not replaced.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// The newer version; the shipped questionnaire of the same id by default.
        #[arg(long, value_name = "ID|PATH")]
        onto: Option<String>,
        /// The version that the plan was made for. Needed where it retunes rules.
        #[arg(long, value_name = "ID|PATH")]
        older: Option<String>,
    },
    /// Retire an approved plan: it is not used for new cases and stays readable.
    Retire {
        #[arg(value_name = "PLAN")]
        plan: PathBuf,
        /// Who retires it.
        #[arg(long, value_name = "NAME")]
        by: String,
        /// Why.
        #[arg(long, value_name = "TEXT")]
        why: String,
        /// The day; today by default.
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        on: Option<NaiveDate>,
    },
}

pub(super) fn plan(command: PlanCommand, today: NaiveDate) -> Result<(), Failure> {
    match command {
        PlanCommand::Check { plan, on, json } => report(&plan, on.as_deref(), json),
        PlanCommand::Diff { a, b, on, json } => diff::diff(&a, b.as_deref(), on.as_deref(), json),
        PlanCommand::Submit { plan, questionnaire } => sign(&plan, questionnaire.as_deref(), "submitted", submit),
        PlanCommand::Approve { plan, by, on, note, questionnaire } => {
            let on = signed_on(on, today)?;
            sign(&plan, questionnaire.as_deref(), "approved", |it| approve(it, &by, on, &note))
        }
        PlanCommand::Rebase { plan, output, onto, older } => moved(&plan, &output, onto.as_deref(), older.as_deref()),
        PlanCommand::Retire { plan, by, why, on } => {
            let on = signed_on(on, today)?;
            let before = read(&plan)?;
            let retired = retire(&before, &by, on, &why);
            store(&plan, &before, "retired", retired)
        }
    }
}

/// Every problem of a plan on disk, for `securable check`; the questionnaire is the shipped one that it names.
pub(super) fn problems_on_disk(path: &Path, bytes: &[u8]) -> Vec<Problem> {
    let file = path.display().to_string();
    match plan_from_bytes(bytes, &file) {
        Err(problems) => problems,
        Ok(plan) => match base_of(&plan, None) {
            Ok(base) => problems_of_plan(&plan, &file, &check(&base, &plan)),
            Err(failure) => vec![Problem::new(&file, "", failure.sentence, "")],
        },
    }
}

fn report(path: &Path, on: Option<&str>, json: bool) -> Result<(), Failure> {
    let bytes = read_bytes(path).map_err(|error| Failure::input(error.to_string()))?;
    let file = path.display().to_string();
    let (plan, base, problems) = match plan_from_bytes(&bytes, &file) {
        Err(problems) => (None, None, problems),
        Ok(plan) => {
            let base = base_of(&plan, on)?;
            let problems = problems_of_plan(&plan, &file, &check(&base, &plan));
            (Some(plan), Some(base), problems)
        }
    };
    if json {
        let it = json!({
            "plan": plan.as_ref().map(named),
            "questionnaire": base.as_ref().map(|it| json!({"id": it.id, "version": it.version, "sha256": it.sha256})),
            "problems": problems.iter().map(|it| json!({
                "line": it.line, "column": it.column, "what": it.what, "mend": it.mend,
            })).collect::<Vec<_>>(),
        });
        write_data(format!("{it:#}\n").as_bytes())?;
    } else {
        for problem in &problems {
            say(&problem.to_string());
        }
    }
    if !problems.is_empty() {
        return Err(Failure::input(format!("{file} has {}.", counted(problems.len(), "problem"))));
    }
    match (plan, base) {
        (Some(plan), Some(base)) if !json => write_text(&format!(
            "{}: {}, {} on {}, no problems\n",
            plan.name(),
            plan.status.words().to_lowercase(),
            counted(plan.changes.len(), "change"),
            base.name()
        )),
        _ => Ok(()),
    }
}

pub(super) fn named(plan: &Plan) -> serde_json::Value {
    json!({
        "id": plan.id, "version": plan.version, "sha256": plan.sha256, "status": plan.status.words(),
        "author": plan.author, "approved_by": plan.approval.as_ref().map(|it| &it.by),
        "changes": plan.changes.len(),
    })
}

/// The questionnaire a plan is laid over: the one that is given, or the shipped one that it names.
fn base_of(plan: &Plan, on: Option<&str>) -> Result<Questionnaire, Failure> {
    let wanted = on.unwrap_or(&plan.base.id);
    if on.is_none() && shipped(wanted).is_none() {
        return Err(Failure::input(format!(
            "{} is made for {} {}, which is not shipped. Name its file as well.",
            plan.name(),
            plan.base.id,
            plan.base.version
        )));
    }
    find_questionnaire(wanted, "nothing was checked")
}

fn read(path: &Path) -> Result<Plan, Failure> {
    let bytes = read_bytes(path).map_err(|error| Failure::input(error.to_string()))?;
    let file = path.display().to_string();
    plan_from_bytes(&bytes, &file).map_err(|problems| refused(&problems, &file, "the plan was not used"))
}

fn refused(problems: &[Problem], file: &str, means: &str) -> Failure {
    for problem in problems {
        say(&problem.to_string());
    }
    Failure::input(format!("{file} has {}, so {means}.", counted(problems.len(), "problem")))
}

/// Moves a plan to a newer version of its questionnaire, into a file of its own.
fn moved(path: &Path, output: &Path, onto: Option<&str>, older: Option<&str>) -> Result<(), Failure> {
    const MEANS: &str = "no draft was made";
    let plan = read(path)?;
    let newer = base_of(&plan, onto)?;
    let older = older.map(|older| find_questionnaire(older, MEANS)).transpose()?;
    let draft = rebase(&plan, older.as_ref(), &newer).map_err(|conflicts| {
        let file = path.display().to_string();
        refused(&problems_of_plan(&plan, &file, &conflicts), &file, MEANS)
    })?;
    if output.exists() {
        return Err(Failure::output(format!("There is something at {} already, so {MEANS}.", output.display())));
    }
    let written = write_plan(output, &draft).map_err(|error| Failure::output(error.to_string()))?;
    say(&format!("{} is a draft on {} now", written.name(), newer.name()));
    Ok(())
}

/// The day of a signature: it may have been given before it is entered, and never after.
fn signed_on(on: Option<NaiveDate>, today: NaiveDate) -> Result<NaiveDate, Failure> {
    match on {
        Some(on) if on > today => {
            Err(Failure::input(format!("{on} has not come yet, so nothing was signed. Sign with the day of today.")))
        }
        on => Ok(on.unwrap_or(today)),
    }
}

/// Signs a plan that is sound on its questionnaire, and writes it.
fn sign(
    path: &Path,
    questionnaire: Option<&str>,
    done: &str,
    signed: impl FnOnce(&Plan) -> Result<Plan, Vec<Fault>>,
) -> Result<(), Failure> {
    let plan = read(path)?;
    let base = base_of(&plan, questionnaire)?;
    let faults = check(&base, &plan);
    if !faults.is_empty() {
        let file = path.display().to_string();
        return Err(refused(&problems_of_plan(&plan, &file, &faults), &file, &format!("it was not {done}")));
    }
    store(path, &plan, done, signed(&plan))
}

fn store(path: &Path, before: &Plan, done: &str, signed: Result<Plan, Vec<Fault>>) -> Result<(), Failure> {
    let file = path.display().to_string();
    let signed = signed
        .map_err(|faults| refused(&problems_of_plan(before, &file, &faults), &file, &format!("it was not {done}")))?;
    let written = write_plan(path, &signed).map_err(|error| Failure::output(error.to_string()))?;
    say(&format!("{} is {} now ({})", written.name(), written.status.words().to_lowercase(), written.short_hash()));
    Ok(())
}

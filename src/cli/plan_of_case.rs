//! `securable score --under` and `securable bind`: a case under another plan, tried and kept.

use super::case::{Open, change, open};
use super::{Failure, say, write_text};
use crate::assessment::Assessment;
use crate::assessment::renewal::{Renewal, assess_renewed};
use crate::files::{bound_plan, laid, read_expiring, read_plan};
use crate::memo::wording::Case;
use crate::memo::wording::beside::{SideBySide, side_by_side};
use crate::memo::wording::plan::out_of_force;
use crate::questionnaire::Questionnaire;
use crate::questionnaire::plan::{Plan, Status};
use crate::submission::{BoundPlan, Edit};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

/// A case under a plan that it is not bound to.
pub(super) struct Trial {
    pub questionnaire: Arc<Questionnaire>,
    pub assessment: Assessment,
    pub renewal: Option<Renewal>,
    bound: Option<BoundPlan>,
}

impl Trial {
    pub(super) fn case<'a>(&'a self, open: &'a Open) -> Case<'a> {
        Case {
            questionnaire: &self.questionnaire,
            assessment: &self.assessment,
            renewal: self.renewal.as_ref(),
            ..open.case()
        }
    }
}

/// Scores an open case under a plan file, or as shipped; nothing is stored.
pub(super) fn trial(open: &Open, plan: Option<&Path>) -> Result<Trial, Failure> {
    let plan = plan.map(|path| read_plan(path).map_err(|error| refused(error.problems().iter(), error.to_string())));
    let plan = plan.transpose()?;
    let base = &open.basis.base;
    let questionnaire = match &plan {
        None => base.clone(),
        Some(plan) => laid(base, plan).map_err(|problems| {
            let sentence = format!("The plan {} does not fit {}, so nothing was computed.", plan.name(), base.name());
            for problem in &problems {
                say(&problem.to_string());
            }
            Failure::input(sentence)
        })?,
    };
    let submission = &open.opened.case.submission;
    let expiring = submission.expiring.as_deref().and_then(|kept| read_expiring(kept).ok());
    let renewal = expiring.map(|expiring| expiring.renewal(base, &questionnaire, submission, &open.survey));
    let assessment = assess_renewed(&questionnaire, submission, &open.survey, renewal.as_ref());
    for remark in plan.iter().flat_map(|plan| remarks(plan, open)) {
        say(&remark);
    }
    Ok(Trial { questionnaire, assessment, renewal, bound: plan.as_ref().map(bound_plan) })
}

fn refused<'p>(problems: impl Iterator<Item = &'p crate::files::Problem>, sentence: String) -> Failure {
    for problem in problems.skip(1) {
        say(&problem.to_string());
    }
    Failure::input(sentence)
}

/// What speaks against keeping the plan.
fn remarks(plan: &Plan, open: &Open) -> Vec<String> {
    let mut remarks = Vec::new();
    match plan.status {
        Status::Approved => {}
        Status::Retired => remarks.push(format!("Plan {} is retired.", plan.name())),
        Status::Draft | Status::InReview => remarks.push(format!("Nobody has approved plan {}.", plan.name())),
    }
    remarks.extend(out_of_force(plan, open.opened.case.submission.policy.inception).map(|text| format!("{text}.")));
    remarks
}

/// Shows both results and stores the plan in the case.
pub(super) fn bind(file: &Path, plan: Option<&Path>) -> Result<(), Failure> {
    let open = open(file)?;
    let trial = trial(&open, plan)?;
    let bound = trial.bound.clone();
    if bound.as_ref() == open.opened.case.submission.plan.as_deref() {
        return Err(Failure::input(format!(
            "The case is scored under this plan already, so nothing was stored. ({})",
            file.display()
        )));
    }
    if trial.questionnaire.plan.as_ref().is_some_and(|plan| plan.status == Status::Retired) {
        return Err(Failure::input(format!(
            "A retired plan is not used for cases any more, so nothing was stored. Choose the plan that replaced it. ({})",
            file.display()
        )));
    }
    write_text(&plain(&side_by_side(&open.case(), &trial.case(&open))))?;
    let edit = Edit::Plan(bound.map(Arc::new));
    let label = edit.label(&open.opened.case.submission);
    change(file, open.opened, edit, &label)
}

/// Both results for a terminal, what differs marked.
pub(super) fn plain(results: &SideBySide) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail; the error is that of the trait.
    if write_plain(&mut out, results).is_err() {
        out.push_str("The results could not be written.\n");
    }
    out
}

fn write_plain(out: &mut String, results: &SideBySide) -> std::fmt::Result {
    let (now, then) = &results.plans;
    let width = results.rows.iter().map(|row| row.now.chars().count()).chain([now.chars().count()]).max().unwrap_or(0);
    writeln!(out, "  {:<16}  {now:<width$}  {then}", "")?;
    for row in &results.rows {
        let mark = if row.differs() { '*' } else { ' ' };
        writeln!(out, "{mark} {:<16}  {:<width$}  {}", row.what, row.now, row.then)?;
    }
    for (title, rules) in
        [("Rules that fire then and not now", &results.gained), ("Rules that fire now and not then", &results.lost)]
    {
        writeln!(out, "\n{title}")?;
        if rules.is_empty() {
            writeln!(out, "  None")?;
        }
        for (code, says) in rules {
            writeln!(out, "  {code:<7} {says}")?;
        }
    }
    writeln!(out, "\nThe first column is how the case stands. Weights, factors and bands are expert judgement.")
}

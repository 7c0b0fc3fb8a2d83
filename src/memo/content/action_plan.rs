//! In section 14: what the scenarios on file would have the applicant do, in order.

use super::blocks::{body, narrow, number, plain, quiet, row, sub, table, words};
use crate::assessment::path::weeks_left;
use crate::assessment::{ActionPlan, action_plan, improvements_of};
use crate::memo::document::{Block, Span};
use crate::memo::wording::{Case, EFFORT_IS_JUDGEMENT, lower_first};
use chrono::NaiveDate;

/// Scenarios whose plans are printed; people try more than they mean.
const MOST: usize = 3;

pub(super) fn action_plans(case: &Case<'_>, as_of: NaiveDate) -> Vec<Block> {
    let Case { questionnaire, submission, assessment, .. } = *case;
    let left = weeks_left(as_of, submission.policy.inception);
    let plans = submission.scenarios.iter().map(|scenario| {
        let improvements = improvements_of(questionnaire, assessment, scenario);
        (scenario, action_plan(questionnaire, submission, &assessment.facts, &improvements, left))
    });
    let plans: Vec<_> = plans.filter(|(_, plan)| !plan.steps.is_empty()).collect();
    let mut blocks = Vec::new();
    for (scenario, plan) in plans.iter().take(MOST) {
        blocks.push(sub(&format!("Action plan of scenario {}", scenario.name)));
        blocks.extend(action_plan_blocks(case, plan));
    }
    if plans.len() > MOST {
        blocks.push(quiet(format!("{} more scenarios on file are left out.", plans.len() - MOST)));
    }
    blocks
}

fn action_plan_blocks(case: &Case<'_>, plan: &ActionPlan) -> [Block; 3] {
    let last = plan.steps.last().map_or(plan.now, |step| step.after);
    let together = format!(
        "Tried, and agreed only where it stands among the subjectivities above. From {} to {}: {}.",
        case.stage_text(plan.now),
        case.stage_text(last),
        case.total_text(&plan.total)
    );
    let rows = plan.steps.iter().map(|step| {
        let it = case.step_words(step);
        let mut what = vec![Span::plain(it.to.as_str())];
        if !it.from.is_empty() {
            what.push(Span::quiet(format!("\nNow: {}", lower_first(&it.from))));
        }
        what.push(Span::quiet(format!("\nTo show: {}", lower_first(&it.proof))));
        for remark in [it.list, it.by] {
            if !remark.is_empty() {
                what.push(Span::quiet(format!("\n{remark}")));
            }
        }
        let mut then = plain(it.then);
        if !it.lifts.is_empty() {
            then.push(Span::quiet(format!("\nLifts {}", it.lifts)));
        }
        let effort = vec![Span::plain(it.effort), Span::quiet(format!("\n{}", it.start))];
        row(vec![plain(it.id), what, effort, plain(it.moves), then])
    });
    let columns = vec![narrow("Item"), words("Step", 2.6), words("Effort", 1.0), number("Alone"), words("Then", 1.0)];
    [
        body(together),
        table("Steps in the order in which they are begun", columns, rows.collect()),
        quiet(format!(
            "Alone: what the step by itself moves, in points. Then: with the steps above it. {EFFORT_IS_JUDGEMENT}."
        )),
    ]
}

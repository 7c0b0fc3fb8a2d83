//! The action plan of the scenario that is looked at, and what can be made of it.

use crate::assessment::path::weeks_left;
use crate::assessment::{ActionPlan, action_plan, improvements_of};
use crate::gui::state::Case;
use crate::submission::Edit;
use chrono::NaiveDate;

impl Case {
    /// What the scenario makes better, as steps.
    pub(super) fn planned(&self, today: NaiveDate) -> Option<ActionPlan> {
        let now = &self.derived.assessment;
        let improvements = improvements_of(&self.questionnaire, now, self.scenario()?);
        let left = weeks_left(today, self.submission.policy.inception);
        Some(action_plan(&self.questionnaire, &self.submission, &now.facts, &improvements, left))
    }
}

/// The subjectivities with those that the plan becomes, how many those are, and the name of the scenario; `None` where
/// all of them are on file.
pub(super) fn added_to_terms(case: &Case) -> Option<(Edit, usize, String)> {
    let conditions = case.wording().conditions(case.what_if.plan.as_ref()?);
    let count = conditions.len();
    let name = case.scenario()?.name.clone();
    let all = case.submission.subjectivities.iter().cloned().chain(conditions).collect();
    (count > 0).then_some((Edit::Subjectivities(all), count, name))
}

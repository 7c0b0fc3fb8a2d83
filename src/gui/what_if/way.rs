//! The way to a better band: what is asked for, and the answer once a job has found it.

use super::Tab;
use crate::assessment::path::{Aim, By, Path, PathAnswer, path, weeks_left};
use crate::assessment::{Improvement, Outcome};
use crate::gui::jobs::Finished;
use crate::gui::state::{Case, Desk, Screen};
use crate::questionnaire::{BandIx, Questionnaire};
use chrono::NaiveDate;
use egui::Context;

/// What is asked for. Never saved, never undone.
#[derive(Default)]
pub struct Way {
    /// `None`: one band better than the case stands.
    pub to: Option<BandIx>,
    pub by: By,
    pub before_inception: bool,
    pub robust: bool,
    /// The proof is unfolded.
    pub proof_open: bool,
    answer: Option<(Asked, PathAnswer)>,
    working_on: Option<Asked>,
}

/// Of which revision of the case, and what.
type Asked = (u64, Aim);

/// One wish about the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayChange {
    To(BandIx),
    By(By),
    BeforeInception,
    Robust,
    Proof,
    /// A scenario with the improvements that were found.
    AsScenario,
}

impl Way {
    pub(super) fn change(&mut self, change: WayChange) {
        match change {
            WayChange::To(band) => self.to = Some(band),
            WayChange::By(by) => self.by = by,
            WayChange::BeforeInception => self.before_inception = !self.before_inception,
            WayChange::Robust => self.robust = !self.robust,
            WayChange::Proof => self.proof_open = !self.proof_open,
            WayChange::AsScenario => {}
        }
    }

    fn found(&self) -> Option<&Path> {
        match &self.answer {
            Some((_, PathAnswer::Found(path))) => Some(path),
            _ => None,
        }
    }

    /// What a scenario of the way is called, and what it tries.
    pub(super) fn as_scenario(&self, questionnaire: &Questionnaire) -> Option<(String, Vec<Improvement>)> {
        let ((_, aim), path) = (&self.answer.as_ref()?.0, self.found()?);
        Some((format!("Way to {}", questionnaire.band(aim.to).name), path.improvements()))
    }
}

impl Case {
    /// What the way is asked for as things stand.
    #[must_use]
    pub fn way_aim(&self, today: NaiveDate) -> Aim {
        let way = &self.what_if.way;
        let last = self.questionnaire.bands.len().saturating_sub(2);
        let one_better = match self.derived.assessment.outcome {
            Outcome::Band(band) => usize::from(band.0).saturating_sub(1),
            _ => usize::from(self.derived.assessment.band.0),
        };
        Aim {
            to: way.to.unwrap_or(BandIx(one_better.min(last) as u8)),
            by: way.by,
            before_inception: way.before_inception,
            weeks_left: weeks_left(today, self.submission.policy.inception),
            robust: way.robust,
        }
    }

    /// The answer to what is asked now; `None` while it is looked for.
    #[must_use]
    pub fn way_answer(&self, aim: &Aim) -> Option<&PathAnswer> {
        let (asked, answer) = self.what_if.way.answer.as_ref()?;
        (*asked == (self.revision, *aim)).then_some(answer)
    }
}

/// Starts the search, once for everything that is asked.
pub fn tick(context: &Context, desk: &mut Desk) {
    let (is_shown, today) = (desk.screen == Screen::WhatIf, desk.today);
    let Some(case) = desk.case.as_mut().filter(|case| is_shown && case.what_if.tab == Tab::Way) else { return };
    let aim = case.way_aim(today);
    let asked = (case.revision, aim);
    if case.way_answer(&aim).is_some() || case.what_if.way.working_on == Some(asked) {
        return;
    }
    case.what_if.way.working_on = Some(asked);
    let (case_id, revision) = (case.id, case.revision);
    let (questionnaire, submission) = (case.questionnaire.clone(), case.submission.clone());
    let facts = case.derived.facts.clone();
    desk.jobs.start("Looking for the way to a better band", false, context, move |_| {
        let answer = Box::new(path(&questionnaire, &submission, &facts, &aim));
        Finished::WayFound { case_id, revision, aim, answer }
    });
}

/// Takes over what the search has found.
pub fn way_found(case: &mut Case, revision: u64, aim: Aim, answer: PathAnswer) {
    case.what_if.way.answer = Some(((revision, aim), answer));
}

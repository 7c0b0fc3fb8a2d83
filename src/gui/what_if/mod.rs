//! Scenarios at the desk: which one is looked at, and what each comes to beside the case as it stands.
//!
//! | What | Where |
//! |---|---|
//! | what is looked at; the results, kept until case or scenario changes | here |
//! | what a screen can ask for, carried out | `change` |
//! | the lines of the table of answers | `lines` |
//! | all scenarios beside each other | `compare` |
//! | the action plan of the one that is looked at | `plan` |
//! | the way to a better band | `way` |

mod change;
mod compare;
mod lines;
mod plan;
mod way;

pub use change::{WhatIfAction, apply};
pub use compare::{Cell, Comparison, Row};
pub use lines::tried_in;
pub use way::{Way, WayChange, tick, way_found};

use super::carrier::draft::Line;
use super::state::{Case, Desk, Screen};
use super::words;
use crate::assessment::renewal::assess_renewed;
use crate::assessment::what_if::{Effect, differing, fitting, misfits, scenario_applied};
use crate::assessment::{ActionPlan, Assessment, Improvement, as_given};
use crate::questionnaire::{QuestionIx, SectionIx};
use crate::submission::{Scenario, Submission};
use std::collections::{BTreeMap, BTreeSet};

/// What the person is looking at in the scenarios of a case, and what was computed of them. Never saved, never undone.
#[derive(Default)]
pub struct WhatIf {
    pub tab: Tab,
    /// Place of the scenario that is looked at.
    pub chosen: usize,
    pub cursor: Line,
    /// Option under the arrow keys.
    pub option: Option<usize>,
    pub query: String,
    /// Only questions that the scenario answers otherwise.
    pub only_tried: bool,
    pub folded: BTreeSet<SectionIx>,
    /// Name and note while they are being written.
    pub naming: Option<Naming>,
    /// Whether to apply is being asked.
    pub asks_apply: bool,
    pub focus: Option<Focus>,
    pub scroll_to_cursor: bool,
    /// What folds and filter leave of the table.
    pub lines: Vec<Line>,
    /// By place of the scenario; `None` until it is needed.
    tried: Vec<Option<Tried>>,
    pub comparison: Option<Comparison>,
    /// Of the scenario that is looked at.
    pub plan: Option<ActionPlan>,
    /// The step whose estimate is open.
    pub estimating: Option<Improvement>,
    pub way: Way,
}

/// The sides of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    #[default]
    Try,
    Way,
    Plan,
    Compare,
}

impl Tab {
    pub const ALL: [Self; 4] = [Self::Try, Self::Way, Self::Plan, Self::Compare];

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Try => "Try",
            Self::Plan => "Action plan",
            Self::Compare => "Compare",
            Self::Way => "Better band",
        }
    }
}

/// Name and note of a scenario while they are being written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Naming {
    pub name: String,
    pub note: String,
    /// Why the name cannot be kept.
    pub problem: Option<&'static str>,
}

/// Asked to take the keyboard in the next frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    Table,
    Filter,
    Name,
}

/// What a scenario comes to.
pub struct Tried {
    pub effect: Effect,
    /// The answer in words with the scenario, by question.
    pub answers: Vec<String>,
    /// What becomes of each flip.
    pub flips: BTreeMap<QuestionIx, Standing>,
    /// Tried answers that the questionnaire has no use for, one sentence each.
    pub misfits: Vec<String>,
    /// How many answers applying would change.
    pub differing: usize,
    /// Results that are others then, each now and then.
    pub moved: Vec<Row>,
}

/// What becomes of a tried answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Counts,
    /// It is what the case says by now.
    AsAnswered,
    /// The device list says otherwise, and wins.
    Overruled,
    /// Another answer hides the question.
    Hidden,
    /// The questionnaire has no use for it.
    Misfit,
}

impl WhatIf {
    /// Case or scenario changed: everything is computed anew when it is next looked at.
    pub fn outdate(&mut self) {
        self.tried.clear();
        self.comparison = None;
        self.plan = None;
    }

    /// The results of a scenario, once they are there.
    #[must_use]
    pub fn tried(&self, place: usize) -> Option<&Tried> {
        self.tried.get(place)?.as_ref()
    }
}

impl Case {
    /// The scenario that is looked at.
    #[must_use]
    pub fn scenario(&self) -> Option<&Scenario> {
        self.submission.scenarios.get(self.what_if.chosen)
    }

    /// The assessment of another submission in the way of this case: with its devices and its expiring case.
    fn assessed(&self, submission: &Submission) -> Assessment {
        let survey = &self.estate.survey;
        let renewal =
            self.expiring().map(|expiring| expiring.renewal(&self.base, &self.questionnaire, submission, survey));
        assess_renewed(&self.questionnaire, submission, survey, renewal.as_ref())
    }

    fn tried(&self, scenario: &Scenario) -> Tried {
        let questionnaire = &self.questionnaire;
        let submission = scenario_applied(&self.submission, &fitting(questionnaire, scenario));
        let effect = Effect::between(self.derived.assessment.clone(), self.assessed(&submission));
        let answer = |ix| words::answer(questionnaire.question(ix), &submission, effect.after.reading(ix));
        let misfits = misfits(questionnaire, scenario);
        let standing = |(id, flip): (&String, &crate::submission::Flip)| {
            let ix = questionnaire.find(id)?;
            let after = effect.after.reading(ix);
            let given = as_given(questionnaire, &submission, ix).options;
            let standing = match after {
                _ if misfits.iter().any(|(misfit, _)| misfit == id) => Standing::Misfit,
                _ if !flip.differs_from(self.submission.record(id)) => Standing::AsAnswered,
                after if !after.shown => Standing::Hidden,
                after if after.computed && after.options != given => Standing::Overruled,
                _ => Standing::Counts,
            };
            Some((ix, standing))
        };
        Tried {
            answers: questionnaire.places().map(answer).collect(),
            flips: scenario.flips.iter().filter_map(standing).collect(),
            misfits: misfits.iter().map(|(id, misfit)| misfit.says(id)).collect(),
            differing: differing(questionnaire, &self.submission, scenario).len(),
            moved: compare::moved(questionnaire, &effect),
            effect,
        }
    }
}

/// Computes what is looked at and not there yet. Called at the end of every change, so that drawing only reads.
pub fn refresh(desk: &mut Desk) {
    let is_shown = desk.screen == Screen::WhatIf;
    let today = desk.today;
    let Some(case) = desk.case.as_mut().filter(|_| is_shown) else { return };
    let scenarios = &case.submission.scenarios;
    case.what_if.chosen = case.what_if.chosen.min(scenarios.len().saturating_sub(1));
    case.what_if.tried.resize_with(scenarios.len(), || None);
    let is_needed = |place| case.what_if.tab == Tab::Compare || place == case.what_if.chosen;
    let missing: Vec<usize> =
        (0..scenarios.len()).filter(|place| is_needed(*place) && case.what_if.tried(*place).is_none()).collect();
    let is_outdated = !missing.is_empty() || case.what_if.lines.is_empty();
    for place in missing {
        let tried = case.submission.scenarios.get(place).map(|scenario| case.tried(scenario));
        if let Some(slot) = case.what_if.tried.get_mut(place) {
            *slot = tried;
        }
    }
    if is_outdated {
        lines::arrange(case);
    }
    if case.what_if.tab == Tab::Plan && case.what_if.plan.is_none() {
        case.what_if.plan = case.planned(today);
    }
    if case.what_if.tab == Tab::Compare && case.what_if.comparison.is_none() {
        case.what_if.comparison = Some(Comparison::of(case));
    }
}

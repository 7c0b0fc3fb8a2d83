//! A plan in work: its numbers, what is wrong with them, and every step back.
//!
//! | What | Where |
//! |---|---|
//! | the plan, laid over its base after each change | here |
//! | what a screen can ask for, carried out; moving weights | `change`, `weights` |
//! | steps back and forth | `steps` |
//! | the lines of the table, worked out once per change | `table` |
//! | numbers as people type them | `typed` |

mod change;
mod steps;
mod table;
#[cfg(test)]
mod tests;
mod typed;
mod weights;

pub use change::{DraftAction, TextField, apply, focus_search, focus_table, undo};
pub use steps::StepKey;
pub use table::{Entry, Line, Locked, Table};
pub use typed::{Typed, TypedAt};

use crate::questionnaire::plan::{Fault, Status, Target, Value, check, lay, value_of};
use crate::questionnaire::{Plan, QuestionIx, Questionnaire, SectionIx};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use steps::Steps;

/// A plan in work over a questionnaire.
pub struct Draft {
    /// As it is shipped, without a plan.
    pub base: Arc<Questionnaire>,
    pub plan: Arc<Plan>,
    /// With the plan laid over it; the last one that could be laid.
    pub effective: Arc<Questionnaire>,
    /// What stands in the way of the plan as it is now.
    pub faults: Vec<Fault>,
    /// What else stands in the way of its next status.
    pub missing: Vec<Fault>,
    /// Neither scaling nor distributing touches these.
    pub locked: BTreeSet<QuestionIx>,
    /// Set by a person since the plan was opened: distributing leaves these alone as long as there are others.
    pub by_hand: BTreeSet<QuestionIx>,
    pub table: Table,
    pub view: View,
    /// Where the plan lives on disk.
    pub file: Option<PathBuf>,
    /// As it is on disk, or as it began.
    saved: Arc<Plan>,
    steps: Steps,
}

/// What the person is looking at. Never saved, never undone.
#[derive(Default)]
pub struct View {
    pub tab: Tab,
    pub query: String,
    pub cursor: Line,
    pub folded: BTreeSet<SectionIx>,
    /// A field that is being written, with what stands in it.
    pub typed: Option<Typed>,
    pub focus: Option<Focus>,
    pub scroll_to_cursor: bool,
}

/// Asked to take the keyboard in the next frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    Table,
    Field,
    Search,
}

/// The sides of the editor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tab {
    #[default]
    Weights,
    Bands,
    Rules,
    Schedule,
    Sensitivity,
    Changes,
    Record,
}

impl Tab {
    pub const ALL: [Self; 7] =
        [Self::Weights, Self::Bands, Self::Rules, Self::Schedule, Self::Sensitivity, Self::Changes, Self::Record];

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Weights => "Weights",
            Self::Bands => "Bands",
            Self::Rules => "Rules",
            Self::Schedule => "Schedule",
            Self::Sensitivity => "Sensitivity",
            Self::Changes => "What changed",
            Self::Record => "Record",
        }
    }
}

impl Draft {
    /// A plan that changes nothing yet.
    #[must_use]
    pub fn on(base: Arc<Questionnaire>, author: &str) -> Self {
        let plan = Plan { author: author.to_owned(), ..Plan::draft_on(&base) };
        Self::of(base, plan, None)
    }

    /// A plan that fits its base.
    #[must_use]
    pub fn of(base: Arc<Questionnaire>, plan: Plan, file: Option<PathBuf>) -> Self {
        let plan = Arc::new(plan);
        let by_hand = plan.changes.iter().filter_map(|change| match &change.target {
            Target::Weight { question } => base.find(question),
            _ => None,
        });
        let mut draft = Self {
            by_hand: by_hand.collect(),
            effective: base.clone(),
            faults: Vec::new(),
            missing: Vec::new(),
            locked: BTreeSet::new(),
            table: Table::default(),
            view: View::default(),
            file,
            saved: plan.clone(),
            steps: Steps::default(),
            base,
            plan,
        };
        draft.view.cursor = table::first_question(&draft.base).map_or(Line::default(), Line::Question);
        draft.settle();
        draft
    }

    /// Only a draft can be changed.
    #[must_use]
    pub fn is_editable(&self) -> bool {
        self.plan.status == Status::Draft
    }

    /// Something would be lost without a save.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        !Arc::ptr_eq(&self.plan, &self.saved) && *self.plan != *self.saved
    }

    /// What the top bar says about the file.
    #[must_use]
    pub fn save_words(&self) -> &'static str {
        match self.file {
            _ if self.is_changed() => "unsaved",
            Some(_) => "saved",
            None => "not saved",
        }
    }

    /// What people call the plan.
    #[must_use]
    pub fn name(&self) -> &str {
        [&self.plan.title, &self.plan.id]
            .into_iter()
            .map(|it| it.trim())
            .find(|it| !it.is_empty())
            .unwrap_or("New plan")
    }

    /// What the plan says there.
    #[must_use]
    pub fn value(&self, target: &Target) -> Option<Value> {
        match self.plan.get(target) {
            Some(change) => Some(change.to.clone()),
            None => value_of(&self.base, target),
        }
    }

    /// The same in whole units.
    #[must_use]
    pub fn units(&self, target: &Target) -> Option<u64> {
        self.value(target)?.units()
    }

    /// What is wrong there.
    #[must_use]
    pub fn fault_at(&self, target: &Target) -> Option<&Fault> {
        self.faults.iter().find(|fault| fault.target.as_ref() == Some(target))
    }

    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.steps.undo_label()
    }

    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.steps.redo_label()
    }

    /// The weight of a question in tenths.
    #[must_use]
    pub fn weight(&self, question: QuestionIx) -> u16 {
        weight_in(&self.base, &self.plan, question)
    }

    /// The plan is on disk as it is now.
    pub fn was_saved(&mut self, plan: Arc<Plan>, file: Option<PathBuf>) {
        self.saved = plan;
        if file.is_some() {
            self.file = file;
        }
    }

    /// Makes a step; false when nothing changed.
    fn step(&mut self, label: String, key: Option<StepKey>, change: impl FnOnce(&mut Plan, &Questionnaire)) -> bool {
        let mut plan = (*self.plan).clone();
        change(&mut plan, &self.base);
        plan.sha256 = plan.content_sha256();
        if plan == *self.plan {
            return false;
        }
        self.steps.push(label, key, self.plan.clone());
        self.plan = Arc::new(plan);
        self.settle();
        true
    }

    /// Works out anew what depends on the plan.
    fn settle(&mut self) {
        self.faults = check(&self.base, &self.plan);
        match lay(&self.base, &self.plan) {
            Ok(laid) => self.effective = Arc::new(laid),
            Err(conflicts) => {
                let new: Vec<Fault> = conflicts.into_iter().filter(|it| !self.faults.contains(it)).collect();
                self.faults.extend(new);
            }
        }
        let next = match self.plan.status {
            Status::Draft => Status::InReview,
            other => other,
        };
        let ahead = check(&self.base, &Plan { status: next, ..(*self.plan).clone() });
        self.missing = ahead.into_iter().filter(|fault| !self.faults.contains(fault)).collect();
        self.table = Table::of(self);
    }
}

/// The weight that a plan gives a question, in tenths.
fn weight_in(base: &Questionnaire, plan: &Plan, ix: QuestionIx) -> u16 {
    let question = base.question(ix);
    let changed = plan.changes.iter().find_map(|change| match (&change.target, &change.to) {
        (Target::Weight { question: id }, Value::Weight(to)) if *id == question.id => Some(*to),
        _ => None,
    });
    u16::try_from(changed.unwrap_or(question.weight).tenths()).unwrap_or(0)
}

/// Whether a plan never asks a question.
fn is_never_asked(plan: &Plan, id: &str) -> bool {
    use crate::questionnaire::plan::Hidden;
    plan.changes.iter().any(|change| {
        matches!(&change.target, Target::Hidden { question } if question == id)
            && change.to == Value::Hidden(Hidden::Always)
    })
}

/// The question that a target belongs to.
fn question_of(target: &Target) -> Option<&String> {
    match target {
        Target::Weight { question } | Target::Factor { question, .. } | Target::Hidden { question } => Some(question),
        _ => None,
    }
}

/// A fault as a sentence of the desk: what is wrong and the mend.
#[must_use]
pub fn sentence(fault: &Fault) -> String {
    let mut letters = fault.what.chars();
    let what: String = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    if fault.mend.is_empty() { what } else { format!("{what}; {}", fault.mend) }
}

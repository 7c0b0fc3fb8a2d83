//! Steps back and forth. A step keeps the plan before it; plans share what they hold, and they are small.

use crate::questionnaire::SectionIx;
use crate::questionnaire::plan::{Plan, Target};
use std::collections::VecDeque;
use std::sync::Arc;

/// What a step changes; steps in a row on the same thing are one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepKey {
    Value(Target),
    Section(SectionIx),
    Why(Target),
    /// A text of the plan, by its name.
    Text(&'static str),
    /// A text of a change record, by place and name.
    Record(usize, &'static str),
}

struct Step {
    label: String,
    key: Option<StepKey>,
    /// The plan on the other side of the step.
    plan: Arc<Plan>,
}

#[derive(Default)]
pub struct Steps {
    done: VecDeque<Step>,
    undone: Vec<Step>,
    /// The next step may still belong to the last one.
    is_open: bool,
}

impl Steps {
    const MOST: usize = 2_000;

    /// Remembers the plan before a step.
    pub fn push(&mut self, label: String, key: Option<StepKey>, before: Arc<Plan>) {
        self.undone.clear();
        if let Some(last) = self.done.back_mut().filter(|last| self.is_open && key.is_some() && last.key == key) {
            last.label = label;
            return;
        }
        self.is_open = true;
        if self.done.len() == Self::MOST {
            self.done.pop_front();
        }
        self.done.push_back(Step { label, key, plan: before });
    }

    /// The plan before the step that is going on, if it is about `key`.
    #[must_use]
    pub fn origin(&self, key: &StepKey) -> Option<&Arc<Plan>> {
        let last = self.done.back().filter(|last| self.is_open && last.key.as_ref() == Some(key));
        last.map(|last| &last.plan)
    }

    /// The next change is a step of its own.
    pub fn close(&mut self) {
        self.is_open = false;
    }

    /// Takes the last step back: the plan before it and the step's label.
    pub fn undo(&mut self, now: Arc<Plan>) -> Option<(Arc<Plan>, String)> {
        let step = self.done.pop_back()?;
        self.is_open = false;
        self.undone.push(Step { plan: now, label: step.label.clone(), key: None });
        Some((step.plan, step.label))
    }

    /// Makes the last undone step again.
    pub fn redo(&mut self, now: Arc<Plan>) -> Option<(Arc<Plan>, String)> {
        let step = self.undone.pop()?;
        self.is_open = false;
        self.done.push_back(Step { plan: now, label: step.label.clone(), key: None });
        Some((step.plan, step.label))
    }

    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.done.back().map(|step| step.label.as_str())
    }

    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.undone.last().map(|step| step.label.as_str())
    }
}

//! A plan in work.

use crate::gui::state::Desk;
use crate::questionnaire::Questionnaire;
use egui::Context;
use std::sync::Arc;

/// A plan in work over a questionnaire.
pub struct Draft {
    /// What is shipped, without a plan.
    pub base: Arc<Questionnaire>,
    /// With the plan laid over it.
    pub effective: Arc<Questionnaire>,
}

/// What a screen can ask of the draft.
#[derive(Clone, Debug)]
pub enum DraftAction {}

impl Draft {
    /// A plan that changes nothing yet.
    #[must_use]
    pub fn on(base: Arc<Questionnaire>) -> Self {
        Self { effective: base.clone(), base }
    }
}

pub fn apply(_context: &Context, _desk: &mut Desk, action: DraftAction) {
    match action {}
}

//! A broker's preview: the marked copy, and the end of its mark.

use super::apply::edit_case;
use super::saving;
use super::state::{Case, Desk};
use super::store::{self, Slot};
use crate::files::Change;
use crate::submission::{Decision, Edit, PreviewMark, Submission};
use egui::Context;

/// The mark as this person sets it today.
#[must_use]
pub fn mark(desk: &Desk) -> PreviewMark {
    let name = desk.prefs.underwriter.trim();
    PreviewMark { by: if name.is_empty() { store::user() } else { name.to_owned() }, on: Some(desk.today) }
}

/// Puts a marked copy of the open case on the desk. It has no file yet; the case it was made from stays as it is.
/// What the carrier decided stays there: decision, overrides, and what was said to changed schedule lines.
pub fn copy(context: &Context, desk: &mut Desk) {
    let mark = mark(desk);
    let Some(case) = &desk.case else { return };
    if case.slot.saving {
        desk.toast("The case is being saved; make the copy in a moment");
        return;
    }
    let label = format!("Make a preview copy of {}", case.name());
    let submission = Submission {
        preview: Some(mark.clone()),
        decision: Decision::default(),
        overrides: Vec::new(),
        plan_debits: Default::default(),
        ..case.submission.clone()
    };
    let edit = Edit::Preview(Some(mark));
    let slot = Slot {
        evidence: case.slot.evidence.clone(),
        reference: case.slot.reference.clone(),
        // Made before the first undo step: nothing that is undone takes the mark away.
        changes: vec![Change { at: store::now_text(), who: store::user(), label, edit }],
        ..Slot::default()
    };
    let mut copy = Case::under(case.base.clone(), case.questionnaire.clone(), submission, slot);
    copy.expirings = case.expirings.clone();
    copy.derive();
    copy.view.current = case.view.current;
    copy.saved_revision = 0;
    saving::put_aside(context, desk);
    desk.case = Some(copy);
    desk.toast("This is the preview copy; decision and overrides stayed with the case");
}

/// Takes the mark away, as one step of the history.
pub fn end(context: &Context, desk: &mut Desk) {
    let now = desk.now;
    let Some(case) = &mut desk.case else { return };
    edit_case(context, case, now, Edit::Preview(None), None);
    desk.toast("The case is no preview any more; the history says who took the mark away");
}

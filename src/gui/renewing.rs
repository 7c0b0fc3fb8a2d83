//! The next term: rolling the open case forward, and confirming what came over.

use super::apply::edit_case;
use super::jobs::Finished;
use super::opening;
use super::saving;
use super::state::{Case, Desk};
use super::store::{self, OpenedCase, Refusal, Slot};
use super::words::counted;
use crate::files::{
    Basis, CaseFile, History, PinnedQuestionnaire, Renewed, SHIPPED, Under, Wish, basis, read_expiring, renewed,
};
use crate::memo::wording::renewal::carried_counts_words;
use crate::questionnaire::SectionIx;
use crate::submission::{CarriedOver, Edit, confirming};
use egui::Context;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A case of the next term, with what a person should know.
pub struct RolledForward {
    opened: OpenedCase,
    /// What came over, in one line.
    said: String,
    /// What did not find its place; it is kept.
    remarks: Vec<String>,
}

/// Whether this program ships another version of the questionnaire of a case.
#[must_use]
pub fn is_behind(case: &Case) -> bool {
    let file = format!("{}.ron", case.base.id);
    SHIPPED.iter().any(|(shipped, text)| *shipped == file && **text != *case.base.source_text)
}

/// Rolls the open case forward in the background. It stays as it is, and is put aside when the new one is there.
pub fn roll_forward(context: &Context, desk: &mut Desk, under: Under) {
    let Some(case) = &desk.case else { return };
    if case.slot.saving {
        desk.toast("The case is being saved; roll it forward in a moment");
        return;
    }
    let file = CaseFile {
        submission: case.submission.clone(),
        questionnaire: PinnedQuestionnaire::from(&*case.base),
        history: History::default(),
        evidence: case.slot.evidence.clone(),
        reference: saving::pinned_references(case),
    };
    let path = case.slot.path().map(Path::to_owned);
    let path = path
        .unwrap_or_else(|| PathBuf::from(format!("{}.securable", store::file_stem(&case.submission.applicant.name))));
    desk.jobs.start("Rolling the case forward", true, context, move |_| {
        Finished::RolledForward(Box::new(rolled(file, &path, under)))
    });
}

fn rolled(file: CaseFile, path: &Path, under: Under) -> Result<RolledForward, Refusal> {
    let wish = Wish { under, ..Wish::default() };
    let Renewed { case, change, misfits, plan_left } = renewed(file, path, &wish, &store::now_text(), &store::user())?;
    let carried = CarriedOver::of(&case.submission);
    let Basis { base, effective, .. } = basis(&case.questionnaire, case.submission.plan.as_deref(), path)?;
    let expiring = case.submission.expiring.as_deref().map(read_expiring).transpose()?.map(Arc::new);
    let mut remarks = Vec::new();
    if let Some(plan) = plan_left {
        remarks.push(format!("The plan {plan} was made for another version and stayed behind; choose one anew"));
    }
    if !misfits.is_empty() {
        let named: Vec<String> = misfits.iter().map(|misfit| misfit.words()).collect();
        let of = format!("{} {}", case.questionnaire.id, case.questionnaire.version);
        remarks.push(format!("Not in {of}; kept, and counts nowhere: {}", named.join("; ")));
    }
    let said = format!(
        "Rolled forward: {} to confirm. {}",
        counted(carried.to_confirm, "answer", "answers"),
        carried_counts_words()
    );
    let slot = Slot {
        evidence: case.evidence,
        reference: case.reference,
        // Made before the first undo step: nothing that is undone takes back where the case came from.
        changes: vec![change],
        ..Slot::default()
    };
    let opened = OpenedCase {
        base,
        questionnaire: effective,
        expiring,
        submission: case.submission,
        slot,
        notices: Vec::new(),
        found: None,
        copy: false,
        unsaved: true,
    };
    Ok(RolledForward { opened, said, remarks })
}

/// Puts the case of the next term on the desk.
pub fn rolled_forward(context: &Context, desk: &mut Desk, rolled: Result<RolledForward, Refusal>) {
    match rolled {
        Ok(RolledForward { opened, said, remarks }) => {
            opening::opened_case(context, desk, opened);
            for remark in remarks {
                desk.error(remark, "");
            }
            desk.toast(said);
        }
        Err(refusal) => desk.error(refusal.text, refusal.details),
    }
}

/// Confirms every carried answer of a section that is shown, as one step to undo.
pub fn confirm_section(context: &Context, desk: &mut Desk, section: SectionIx) {
    let (now, today) = (desk.now, desk.today);
    let Some(case) = &mut desk.case else { return };
    let questionnaire = case.questionnaire.clone();
    let waiting = case.derived.to_confirm.iter().map(|ix| questionnaire.question(*ix));
    let ids = waiting.filter(|question| question.section == section).map(|question| question.id.as_str());
    let edits = confirming(&case.submission, ids, &case.view.speaker, today);
    if edits.is_empty() {
        return;
    }
    let count = counted(edits.len(), "answer", "answers");
    let label = format!("Confirm {count} of section {}", questionnaire.section(section).id);
    case.undo.break_merge();
    edit_case(context, case, now, Edit::Many { label: label.clone(), edits }, Some(label.clone()));
    case.undo.break_merge();
    desk.toast(label);
}

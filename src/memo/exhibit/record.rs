//! Sections 1 and 2: which plan, who answers for it, and why.

use super::Exhibit;
use crate::memo::content::blocks::{body, date, fact, or_none, plain, section, sub};
use crate::memo::document::{Block, Span};
use crate::memo::wording::plan::status_in_full;
use crate::questionnaire::plan::{ChangeRecord, Plan};

pub(super) fn record(exhibit: &Exhibit<'_>) -> Vec<Block> {
    let mut blocks = vec![section(1, "The plan")];
    let Some(plan) = &exhibit.after.plan else {
        blocks.push(body("The questionnaire as it was shipped; no plan is laid over it."));
        return blocks;
    };
    blocks.push(Block::Facts(facts(plan)));
    blocks.push(section(2, "What was changed and why"));
    if plan.records.is_empty() {
        blocks.push(body("The plan has no change record: what, why, evidence and expected effect are not on file."));
    }
    for (place, record) in plan.records.iter().enumerate() {
        blocks.extend(change_record(place, plan.records.len(), record));
    }
    blocks
}

fn facts(plan: &Plan) -> Vec<(String, Vec<Span>)> {
    let base = &plan.base;
    let parent = plan.parent.as_ref().map_or_else(
        || "None: the first plan".to_owned(),
        |parent| format!("{} {}, SHA-256 {}", parent.id, parent.version, parent.sha256),
    );
    let approval = plan.approval.as_ref().map_or_else(
        || "Not approved".to_owned(),
        |approval| {
            let note =
                if approval.note.trim().is_empty() { String::new() } else { format!(": {}", approval.note.trim()) };
            format!("{} on {}{note}", approval.by, approval.on)
        },
    );
    vec![
        fact("Plan", plain(format!("{}, {}", plan.name(), status_in_full(plan)))),
        fact("SHA-256", plain(plan.sha256.as_str())),
        fact("Laid over", plain(format!("{} {}, SHA-256 {}", base.id, base.version, base.sha256))),
        fact("Follows on", plain(parent)),
        fact("Carrier", or_none(&plan.carrier)),
        fact("Program", or_none(&plan.program)),
        fact("Jurisdiction", or_none(&plan.jurisdiction)),
        fact("Market", plain(plan.market.words())),
        fact("Effective", plain(date(plan.effective))),
        fact("Not used from", plain(plan.until.map_or_else(|| "No end".to_owned(), |until| until.to_string()))),
        fact("Filing", or_none(&plan.filing)),
        fact("Author", or_none(&plan.author)),
        fact("Approval", plain(approval)),
    ]
}

fn change_record(place: usize, of: usize, record: &ChangeRecord) -> Vec<Block> {
    let facts = Block::Facts(vec![
        fact("What", or_none(&record.what)),
        fact("Why", or_none(&record.why)),
        fact("Evidence", or_none(&record.evidence)),
        fact("Expected effect", or_none(&record.expected_effect)),
    ]);
    // One record needs no number.
    if of == 1 { vec![facts] } else { vec![sub(&format!("Record {}", place + 1)), facts] }
}

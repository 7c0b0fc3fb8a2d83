//! What the memo says: twenty sections and an appendix, one-page summary first (domain.md 9).
//!
//! Every section is always there. Where nothing is on file it says so, because a gap in a memo that
//! is read years later looks like something lost.

mod action_plan;
mod attached;
pub(in crate::memo) mod blocks;
mod devices;
mod findings;
mod list_checks;
mod record;
mod renewal;
mod risk;
pub(in crate::memo) mod summary;
mod terms;
#[cfg(test)]
mod tests;

use super::document::{Block, Document, PageSize};
use super::wording::Case;
use super::wording::plan::plan_in_brief;
use super::wording::preview::MARK;
use crate::submission::MemoState;
use chrono::{NaiveDate, NaiveTime};

/// What the memo is made under, beside the case itself.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// The date of the memo; facts are as of it.
    pub as_of: NaiveDate,
    /// Of the submission as it is saved.
    pub case_sha256: String,
    pub tool_version: &'static str,
}

/// The memo of a case.
#[must_use]
pub fn document(case: &Case<'_>, stamp: &Stamp) -> Document {
    let submission = case.submission;
    let name = case_name(case);
    let state = match submission.decision.memo {
        MemoState::Draft => "Draft",
        MemoState::Final => "Final",
    };
    let preview = submission.preview.is_some();
    let (kind, mark) =
        if preview { ("Preview", format!("{MARK} \u{b7} ")) } else { ("Underwriting memo", String::new()) };
    let synthetic = if submission.synthetic { "Synthetic case \u{b7} " } else { "" };
    let mut blocks = summary::summary(case, stamp);
    blocks.push(Block::PageBreak);
    blocks.extend(risk::sections(case, stamp));
    blocks.extend(findings::sections(case, stamp));
    blocks.extend(terms::sections(case, stamp));
    blocks.extend(record::sections(case, stamp));
    Document {
        title: format!("{kind}: {name}"),
        subject: "Cyber insurance of connected devices".to_owned(),
        author: if submission.decision.by.is_empty() { "Securable".to_owned() } else { submission.decision.by.clone() },
        language: "en-US".to_owned(),
        created: stamp.as_of.and_time(NaiveTime::MIN),
        page: page_size(case),
        header_left: format!("{synthetic}{name}"),
        header_right: if preview {
            format!("{MARK} \u{b7} {}", stamp.as_of)
        } else {
            format!("{kind} \u{b7} {state} \u{b7} {}", stamp.as_of)
        },
        footer_left: format!(
            "{mark}{synthetic}{} \u{b7} {} \u{b7} {} \u{b7} Securable {}",
            case.questionnaire.name(),
            case.questionnaire.short_hash(),
            plan_in_brief(case.questionnaire),
            stamp.tool_version
        ),
        blocks,
        attachment: None,
    }
}

pub(in crate::memo) fn case_name(case: &Case<'_>) -> String {
    let name = case.submission.applicant.name.trim();
    if name.is_empty() { "Applicant not named".to_owned() } else { name.to_owned() }
}

/// Letter where the dollar is the currency, A4 elsewhere.
pub(in crate::memo) fn page_size(case: &Case<'_>) -> PageSize {
    match case.submission.policy.currency.0.trim().to_ascii_uppercase().as_str() {
        "USD" | "CAD" | "MXN" => PageSize::Letter,
        _ => PageSize::A4,
    }
}

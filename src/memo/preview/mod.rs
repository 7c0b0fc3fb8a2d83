//! The broker's preview: one to three pages for the client on where the submission stands and what would help.
//!
//! It holds no weight, no rule, no authority and no schedule, and says on every page what it is not. Weights of an
//! additive card can be read from its steps all the same, which the help of the desk says.

mod standing;
mod steps;
#[cfg(test)]
mod tests;
mod to_do;

pub use steps::steps;

use super::content::blocks::quiet;
use super::content::{case_name, page_size};
use super::document::{Block, Callout, CalloutTone, Document, HeadingLevel, ParagraphStyle, Span};
use super::wording::Case;
use super::wording::plan::plan_in_brief;
use super::wording::preview::MARK;
use chrono::{NaiveDate, NaiveTime};

/// What the preview is made under, beside the case itself.
#[derive(Clone, Copy, Debug)]
pub struct PreviewStamp {
    /// Facts are as of it.
    pub as_of: NaiveDate,
    pub tool_version: &'static str,
}

/// The preview of a case, marked as one or not.
#[must_use]
pub fn document(case: &Case<'_>, stamp: &PreviewStamp) -> Document {
    let name = case_name(case);
    let plan = steps(case, stamp.as_of);
    let mut blocks = head(case, stamp);
    blocks.extend(standing::standing(case));
    blocks.extend(standing::strengths(case));
    blocks.extend(to_do::actions(case, &plan));
    blocks.extend(to_do::open_items(case));
    blocks.extend(to_do::evidence(case, &plan));
    blocks.extend(what_it_is(case, stamp));
    let synthetic = if case.submission.synthetic { "Synthetic case \u{b7} " } else { "" };
    Document {
        title: format!("Preview: {name}"),
        subject: "Preview of a cyber submission for connected devices".to_owned(),
        author: prepared_by(case).unwrap_or_else(|| "Securable".to_owned()),
        language: "en-US".to_owned(),
        created: stamp.as_of.and_time(NaiveTime::MIN),
        page: page_size(case),
        header_left: format!("{synthetic}{name}"),
        header_right: format!("Preview \u{b7} {}", stamp.as_of),
        footer_left: format!(
            "{synthetic}{MARK} \u{b7} {} \u{b7} Securable {}",
            case.questionnaire.name(),
            stamp.tool_version
        ),
        blocks,
        attachment: None,
    }
}

fn head(case: &Case<'_>, stamp: &PreviewStamp) -> Vec<Block> {
    let policy = &case.submission.policy;
    let term = match (policy.inception, policy.expiry) {
        (Some(from), Some(to)) => format!(" \u{b7} cover {from} to {to}"),
        (Some(from), None) => format!(" \u{b7} cover from {from}"),
        _ => String::new(),
    };
    let mut said =
        "Computed from the answers on file. It is no offer, no carrier has assessed the risk, and a carrier \
                    may weigh it differently, ask for more or decline."
            .to_owned();
    if case.submission.synthetic {
        said.push_str(" The case is made up to show the program; no such applicant exists.");
    }
    vec![
        Block::anchored(HeadingLevel::One, case_name(case), "preview"),
        Block::paragraph(
            ParagraphStyle::Lead,
            vec![Span::quiet(format!("Preview of a cyber submission, as of {}{term}", stamp.as_of))],
        ),
        Block::Callout(Callout { tone: CalloutTone::Neutral, title: MARK.to_owned(), blocks: vec![quiet(said)] }),
    ]
}

/// The broker on file, else who made the copy.
fn prepared_by(case: &Case<'_>) -> Option<String> {
    let broker = &case.submission.broker;
    let on_file =
        [broker.firm.trim(), broker.contact.trim()].map(str::to_owned).into_iter().filter(|it| !it.is_empty());
    let on_file: Vec<String> = on_file.collect();
    let made = case.submission.preview.as_ref().map(|mark| mark.by.trim().to_owned()).filter(|by| !by.is_empty());
    if on_file.is_empty() { made } else { Some(on_file.join(", ")) }
}

fn what_it_is(case: &Case<'_>, stamp: &PreviewStamp) -> Vec<Block> {
    let questionnaire = case.questionnaire;
    let said = [
        "It shows how the answers on file come out under the questionnaire named below. It is no offer of insurance and no assessment by a carrier, and nobody is bound by it.",
        "What counts for how much is expert judgement. Nothing was fitted to losses, and a lower score is not a forecast of fewer claims.",
        "A question that is not answered counts as its worst answer until it is. What is stated without proof may be asked for. Effort and time of steps are estimates.",
        "It looks at connected devices and how they are kept secure. Price, wording, limits, other risks of the business and everything that the questionnaire does not ask are not covered.",
    ];
    let under = format!(
        "Facts as of {}. Questionnaire {} {}, {}; its own facts were last checked on {}.",
        stamp.as_of,
        questionnaire.name(),
        questionnaire.short_hash(),
        plan_in_brief(questionnaire),
        questionnaire.as_of
    );
    vec![
        Block::heading(HeadingLevel::Two, "What this preview is, and what it is not"),
        quiet(said.join(" ")),
        quiet(under),
    ]
}

//! The exhibit of a change: what was changed, why, by whom, on what evidence, and what it does to the book
//! (domain.md 4.6, 2 and 3). Made to be read by people who are no actuaries, and filed.

mod changes;
mod effect;
mod record;
#[cfg(test)]
mod tests;

use super::content::blocks::{fact, plain, quiet, section};
use super::document::{Block, Callout, CalloutTone, Document, HeadingLevel, PageSize, ParagraphStyle, Signature, Span};
use super::wording::plan::{is_approved, plan_in_brief};
use crate::book::{Book, Impact, Scoring, SectionShift};
use crate::questionnaire::Questionnaire;
use chrono::{NaiveDate, NaiveTime};

/// Two effective questionnaires, and what the way from one to the other does to a book.
#[derive(Clone, Copy)]
pub struct Exhibit<'a> {
    pub before: &'a Questionnaire,
    pub after: &'a Questionnaire,
    /// `None` where no book was scored, which the exhibit says.
    pub effect: Option<Effect<'a>>,
}

/// A book scored both ways.
#[derive(Clone, Copy)]
pub struct Effect<'a> {
    /// What people call it: the names of its files.
    pub book_name: &'a str,
    pub book: &'a Book,
    pub before: &'a Scoring,
    pub after: &'a Scoring,
    /// Of the two.
    pub impact: &'a Impact,
    pub sections: &'a [SectionShift],
    /// Rows and files that could not be used, and are in none of the counts.
    pub left_out: u64,
}

/// What the exhibit is made under.
#[derive(Clone, Debug)]
pub struct ExhibitStamp {
    /// The day of the exhibit; the book is as it stood then.
    pub as_of: NaiveDate,
    pub tool_version: &'static str,
}

/// The exhibit of a change.
#[must_use]
pub fn document(exhibit: &Exhibit<'_>, stamp: &ExhibitStamp) -> Document {
    let title = title(exhibit.after);
    let mut blocks = vec![
        Block::anchored(HeadingLevel::One, title.clone(), "exhibit"),
        Block::paragraph(ParagraphStyle::Lead, vec![Span::quiet(strapline(exhibit, stamp))]),
    ];
    blocks.extend(not_approved(exhibit.after));
    blocks.extend(exhibit.effect.as_ref().map(|effect| effect::in_brief(exhibit, effect)));
    blocks.extend(record::record(exhibit));
    blocks.extend(changes::changes(exhibit));
    match &exhibit.effect {
        Some(effect) => blocks.extend(effect::effect(exhibit, effect, stamp)),
        None => blocks.extend([
            section(4, "Effect on the book"),
            quiet("No book was scored for this exhibit, so nothing can be said about the effect of the change."),
        ]),
    }
    blocks.extend(method(exhibit));
    let header = plan_in_brief(exhibit.after);
    Document {
        title: format!("Exhibit of a change: {title}"),
        subject: "Change of a plan for cyber insurance of connected devices".to_owned(),
        author: exhibit
            .after
            .plan
            .as_ref()
            .map(|plan| plan.author.trim().to_owned())
            .filter(|author| !author.is_empty())
            .unwrap_or_else(|| "Securable".to_owned()),
        language: "en-US".to_owned(),
        created: stamp.as_of.and_time(NaiveTime::MIN),
        page: PageSize::A4,
        header_left: title,
        header_right: format!("Exhibit of a change \u{b7} {}", stamp.as_of),
        footer_left: format!(
            "{} \u{b7} {} \u{b7} {header} \u{b7} Securable {}",
            exhibit.after.name(),
            exhibit.after.short_hash(),
            stamp.tool_version
        ),
        blocks,
        attachment: None,
    }
}

fn title(after: &Questionnaire) -> String {
    match &after.plan {
        Some(plan) if !plan.title.trim().is_empty() => plan.title.trim().to_owned(),
        Some(plan) => format!("Plan {}", plan.name()),
        None => after.name(),
    }
}

fn strapline(exhibit: &Exhibit<'_>, stamp: &ExhibitStamp) -> String {
    let side = |it: &Questionnaire| match &it.plan {
        Some(_) => format!("{} under {}", it.name(), plan_in_brief(it)),
        None => format!("{} as shipped", it.name()),
    };
    format!("From {} to {}, as of {}", side(exhibit.before), side(exhibit.after), stamp.as_of)
}

fn not_approved(after: &Questionnaire) -> Option<Block> {
    let plan = after.plan.as_ref().filter(|plan| !is_approved(plan))?;
    Some(Block::Callout(Callout {
        tone: CalloutTone::Warning,
        title: format!("{}, not approved", plan.status.words()),
        blocks: vec![quiet("Nobody but its author has answered for this change yet. It is shown to be decided on.")],
    }))
}

fn method(exhibit: &Exhibit<'_>) -> Vec<Block> {
    let (before, after) = (exhibit.before, exhibit.after);
    let hash = |it: &Questionnaire| {
        let plan = it.plan.as_ref().map_or_else(|| "no plan".to_owned(), |plan| format!("plan {}", plan.sha256));
        plain(format!("{} {}\n{plan}", it.name(), it.sha256))
    };
    let mut items = vec![
        "Weights, factors, edges and rules are expert judgement. Nothing here was fitted to losses, and a lower score is not a forecast of fewer claims.",
        "The score is a ratio: the sum of weight times factor over the sum of the weights that apply, 0 best and 100 worst. It is computed with whole numbers and rounded only when shown.",
        "The plan changes numbers, rules and what is asked, never the wording of a question.",
    ];
    if exhibit.effect.is_some() {
        items.push(
            "Every submission of the book was scored anew under both, with the answers on file. No case is bound to the new plan by this: each stays under its own until a person decides.",
        );
    }
    let mut signatures = Vec::new();
    if let Some(plan) = &after.plan {
        let approved = plan.approval.as_ref().map_or("", |approval| approval.by.as_str());
        signatures.push(Signature { role: "Author".to_owned(), name: plan.author.clone() });
        signatures.push(Signature { role: "Approver, not the author".to_owned(), name: approved.to_owned() });
    }
    let mut blocks = vec![
        section(5, "Method and limits"),
        Block::Bullets(items.into_iter().map(plain).collect()),
        Block::Facts(vec![fact("Before, SHA-256", hash(before)), fact("After, SHA-256", hash(after))]),
    ];
    if !signatures.is_empty() {
        blocks.push(Block::Signatures(signatures));
    }
    blocks
}

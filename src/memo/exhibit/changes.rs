//! Section 3: every value that differs, in words.

use super::Exhibit;
use crate::memo::content::blocks::{body, group, plain, quiet, row, section, table, words};
use crate::memo::document::{Block, Span};
use crate::questionnaire::plan::Plan;
use crate::questionnaire::{Difference, DifferenceKind, difference};
use std::collections::BTreeMap;

/// Differences of effort or of wording that are listed; an upgrade of the questionnaire may bring hundreds.
const MOST_OF_NO_WEIGHT: usize = 40;

pub(super) fn changes(exhibit: &Exhibit<'_>) -> Vec<Block> {
    let mut kinds: BTreeMap<DifferenceKind, Vec<Difference>> = BTreeMap::new();
    for it in difference(exhibit.before, exhibit.after) {
        kinds.entry(it.kind).or_default().push(it);
    }
    let mut blocks = vec![section(3, "The changes, value by value")];
    if kinds.is_empty() {
        blocks.push(body("Nothing differs."));
        return blocks;
    }
    let plan = exhibit.after.plan.as_deref();
    let (mut rows, mut left_out) = (Vec::new(), 0);
    for (kind, found) in &kinds {
        let counts = !matches!(kind, DifferenceKind::Effort | DifferenceKind::Wording);
        let most = if counts { usize::MAX } else { MOST_OF_NO_WEIGHT };
        rows.push(group(kind.words()));
        rows.extend(found.iter().take(most).map(|it| {
            let mut subject = plain(it.subject.as_str());
            if let Some(why) = why(plan, it) {
                subject.push(Span::quiet(format!("\n{why}")));
            }
            let or_nothing = |text: &str| {
                if text.is_empty() { vec![Span::quiet("nothing")] } else { plain(text) }
            };
            row(vec![subject, plain(it.what.as_str()), or_nothing(&it.was), or_nothing(&it.is)])
        }));
        left_out += found.len().saturating_sub(most);
    }
    let columns = vec![words("Of what", 2.6), words("What", 1.0), words("Before", 1.1), words("After", 1.1)];
    blocks.push(table("Every value that differs, before and after", columns, rows));
    if left_out > 0 {
        blocks.push(quiet(format!(
            "{left_out} more differences of effort or wording, none of which counts, are left out."
        )));
    }
    blocks
}

/// The reason that the plan gives for this change.
fn why<'p>(plan: Option<&'p Plan>, it: &Difference) -> Option<&'p str> {
    let why = plan?.get(it.target.as_ref()?)?.why.trim();
    (!why.is_empty()).then_some(why)
}

//! `securable book score`.

use super::impact_text::{self, share, submissions};
use super::{Loaded, Scored, json};
use crate::book::{Distribution, GroupBy, WeighBy, impact, outcome_words};
use crate::cli::{Failure, counted, say, write_data, write_text};
use crate::files::{write_both_scores, write_scores};
use crate::questionnaire::{decimal, grouped};
use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::path::Path;

pub(super) fn score(
    loaded: &Loaded,
    plan: &str,
    against: Option<&str>,
    as_json: bool,
    csv: Option<&Path>,
) -> Result<(), Failure> {
    let scored = loaded.scored(plan)?;
    let against = against.map(|against| loaded.scored(against)).transpose()?;
    let book = &loaded.read.book;
    if let Some(path) = csv {
        let of = (&scored.scoring, &scored.effective);
        match &against {
            None => write_scores(path, book, of.0, of.1),
            Some(other) => write_both_scores(path, book, of, (&other.scoring, &other.effective)),
        }
        .map_err(|error| Failure::output(error.to_string()))?;
        say(&format!("Scores of {} saved: {}", counted(book.rows(), "submission"), path.display()));
        return Ok(());
    }
    let before = against.as_ref().unwrap_or(&scored);
    let found = impact(book, &before.scoring, &scored.scoring, WeighBy::Submissions, GroupBy::None);
    if as_json {
        let value = match &against {
            None => json::score(loaded, &scored, &found.all.after),
            Some(before) => json::impact(loaded, before, &scored, &found),
        };
        return write_data(format!("{value:#}\n").as_bytes());
    }
    let mut out = String::new();
    // Writing to a String cannot fail; the error is that of the trait.
    if write(&mut out, loaded, &scored, &found.all.after).is_err() {
        out.push_str("The scores could not be written.\n");
    }
    if let Some(before) = &against {
        out.push('\n');
        out.push_str(&impact_text::text(loaded, before, &scored, &found));
    }
    write_text(&out)
}

fn write(out: &mut String, loaded: &Loaded, scored: &Scored, standing: &Distribution) -> fmt::Result {
    let questionnaire = &scored.effective;
    let rows = loaded.read.book.rows() as u64;
    let cases = loaded.read.cases.len();
    writeln!(out, "Book           {}, {} of them cases", submissions(rows), grouped(cases as u64))?;
    writeln!(out, "Questionnaire  {} {}", questionnaire.name(), questionnaire.short_hash())?;
    writeln!(out, "Plan           {}", scored.name)?;
    if let Some(mean) = standing.mean {
        writeln!(out, "Mean score     {} of 100 (0 is best)", decimal(mean, 1))?;
    }
    writeln!(out, "\nOutcomes")?;
    for (place, tally) in standing.outcomes.iter().enumerate() {
        line(out, outcome_words(questionnaire, place), tally.count, rows)?;
    }
    writeln!(out, "\nBands")?;
    for (band, tally) in questionnaire.bands.iter().zip(&standing.bands) {
        line(out, &band.name, tally.count, rows)?;
    }
    writeln!(out, "\nExposure tiers")?;
    for (tier, tally) in questionnaire.tiers.iter().zip(&standing.tiers) {
        line(out, &tier.name, tally.count, rows)?;
    }
    writeln!(out, "\nScores")?;
    // The last ten points hold 100 as well.
    for ten in 0..10_usize {
        let last = if ten == 9 { standing.bins.len() } else { 10 * ten + 10 };
        let bins = standing.bins.get(10 * ten..last).unwrap_or_default();
        let to = if ten == 9 { "100".to_owned() } else { format!("below {}", 10 * ten + 10) };
        line(out, &format!("{} to {to}", 10 * ten), bins.iter().map(|tally| tally.count).sum(), rows)?;
    }
    writeln!(out, "\nRules")?;
    for (rule, count) in questionnaire.rules.iter().zip(fired(scored)).filter(|(_, count)| *count > 0) {
        writeln!(out, "  {:<7} {:>9} {:>7}  {}", rule.code, grouped(count), share(count, rows), rule.says)?;
    }
    let overrides = overrides(loaded);
    if !overrides.is_empty() {
        writeln!(out, "\nOverrides by person")?;
    }
    for (by, count) in overrides {
        writeln!(out, "  {by:<30} {:>9}", grouped(count))?;
    }
    writeln!(out, "\nWeights, factors and bands are expert judgement; a person decides.")
}

/// Overrides in the cases of the book by the person who made them, for independent review (domain.md 4.6, 6).
pub(super) fn overrides(loaded: &Loaded) -> BTreeMap<&str, u64> {
    let mut counts = BTreeMap::new();
    for by in loaded.read.cases.iter().flat_map(|case| &case.overrides_by) {
        let by = if by.is_empty() { "Name not stated" } else { by };
        *counts.entry(by).or_default() += 1;
    }
    counts
}

fn line(out: &mut String, name: &str, count: u64, of: u64) -> fmt::Result {
    writeln!(out, "  {name:<30} {:>9} {:>7}", grouped(count), share(count, of))
}

/// Submissions in which each rule fired, in the order of the rules.
pub(super) fn fired(scored: &Scored) -> Vec<u64> {
    let mut counts = vec![0; scored.effective.rules.len()];
    for row in 0..scored.scoring.rows() {
        for place in scored.scoring.fired(row) {
            if let Some(count) = counts.get_mut(usize::from(place)) {
                *count += 1;
            }
        }
    }
    counts
}

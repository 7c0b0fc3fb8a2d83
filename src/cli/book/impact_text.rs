//! What a plan does to a book, for people at a terminal of 100 columns.

use super::{Loaded, Scored};
use crate::book::{Impact, Mover, Shift, Tally, WeighBy, outcome_words, section_shift};
use crate::questionnaire::{Ratio, decimal, grouped};
use std::fmt::{self, Write as _};

/// Submissions of a list; JSON has more.
const MOST_LINES: usize = 10;

pub(super) fn text(loaded: &Loaded, before: &Scored, after: &Scored, found: &Impact) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail; the error is that of the trait.
    if write(&mut out, loaded, before, after, found).is_err() {
        out.push_str("The effect could not be written.\n");
    }
    out
}

fn write(out: &mut String, loaded: &Loaded, before: &Scored, after: &Scored, found: &Impact) -> fmt::Result {
    let (questionnaire, all, weigh) = (&after.effective, &found.all, found.weigh);
    writeln!(out, "From {} to {}, on {}", before.name, after.name, questionnaire.name())?;
    writeln!(out, "{}{}", submissions(all.n.count), amount(all.n, weigh))?;
    means(out, all, weigh)?;
    for (words, tally) in [("worse", all.up), ("better", all.down), ("unchanged", all.unchanged)] {
        let share = share(tally.count, all.n.count);
        writeln!(out, "  {words:<10} {:>9} {share:>7}{}", grouped(tally.count), amount(tally, weigh))?;
    }
    let counted = if weigh == WeighBy::Submissions { "submissions" } else { "US dollars" };
    writeln!(out, "\nOutcomes before (rows) and after (columns), {counted}")?;
    matrix(out, after, all, weigh)?;
    writeln!(out, "\nChange band or outcome: {}", grouped(found.crossings))?;
    for row in found.crossing_rows.iter().take(MOST_LINES).map(|row| *row as usize) {
        writeln!(out, "  {:<24} {} -> {}", short(loaded.read.book.id(row)), before.standing(row), after.standing(row))?;
    }
    more(out, found.crossings)?;
    for (words, movers, tally) in [("Worse", &found.worse, all.up), ("Better", &found.better, all.down)] {
        writeln!(out, "\n{words} by most")?;
        for Mover { row, change } in movers.iter().take(MOST_LINES) {
            let row = *row as usize;
            let (was, is) = (decimal(before.scoring.score(row), 1), decimal(after.scoring.score(row), 1));
            writeln!(out, "  {:<24} {was:>5} -> {is:>5}  {}", short(loaded.read.book.id(row)), signed(*change))?;
        }
        more(out, tally.count)?;
    }
    sections(out, loaded, before, after)?;
    for group in &found.groups {
        writeln!(out, "\n{}: {}{}", group.name, submissions(group.shift.n.count), amount(group.shift.n, weigh))?;
        means(out, &group.shift, weigh)?;
        let moved = group.shift.outcomes.moved();
        writeln!(out, "  change outcome {:>9}{}", grouped(moved.count), amount(moved, weigh))?;
    }
    writeln!(out, "\nWeights, factors and bands are expert judgement; a person decides.")
}

/// The shift of each section (domain.md 4.6, 3).
fn sections(out: &mut String, loaded: &Loaded, before: &Scored, after: &Scored) -> fmt::Result {
    writeln!(out, "\nMean deficiency of each section")?;
    for it in section_shift(&loaded.read.book, &before.scoring, &after.scoring) {
        let section = after.effective.section(it.section);
        write!(out, "  {} {:<42}", section.id, section.title)?;
        match (it.before.deficiency, it.after.deficiency) {
            (Some(was), Some(is)) => {
                writeln!(out, " {:>5} -> {:>5}  {}", decimal(was, 1), decimal(is, 1), signed(is - was))?;
            }
            _ => writeln!(out, " does not apply on one side")?,
        }
    }
    Ok(())
}

fn means(out: &mut String, shift: &Shift, weigh: WeighBy) -> fmt::Result {
    let (before, after) = (&shift.before, &shift.after);
    if let (Some(was), Some(is)) = (before.mean, after.mean) {
        writeln!(out, "  mean score {} -> {}, {}", decimal(was, 1), decimal(is, 1), signed(shift.mean_change))?;
    }
    if let (Some(was), Some(is)) = (before.mean_by_amount, after.mean_by_amount) {
        let by = weigh.words().to_lowercase();
        writeln!(out, "  weighed by {by} {} -> {}, {}", decimal(was, 1), decimal(is, 1), signed(is - was))?;
    }
    Ok(())
}

/// Only outcomes that occur.
fn matrix(out: &mut String, after: &Scored, all: &Shift, weigh: WeighBy) -> fmt::Result {
    let (rows, columns) = (all.outcomes.before(), all.outcomes.after());
    let occurs = |place: &usize| [&rows, &columns].iter().any(|side| side.get(*place).is_some_and(|it| it.count > 0));
    let places: Vec<usize> = (0..all.outcomes.size()).filter(occurs).collect();
    write!(out, "  {:<26}", "")?;
    for place in &places {
        write!(out, " {:>13}", outcome_words(&after.effective, *place).chars().take(13).collect::<String>())?;
    }
    writeln!(out)?;
    for from in &places {
        write!(out, "  {:<26}", outcome_words(&after.effective, *from))?;
        for to in &places {
            let tally = all.outcomes.get(*from, *to);
            let size = if weigh == WeighBy::Submissions { tally.size(weigh) } else { tally.size(weigh) / 10 };
            write!(out, " {:>13}", grouped(u64::try_from(size).unwrap_or(u64::MAX)))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn more(out: &mut String, count: u64) -> fmt::Result {
    match count.checked_sub(MOST_LINES as u64).filter(|more| *more > 0) {
        None => Ok(()),
        Some(more) => writeln!(out, "  and {} more", grouped(more)),
    }
}

/// `1 submission`, `12,430 submissions`.
pub(super) fn submissions(count: u64) -> String {
    format!("{} submission{}", grouped(count), if count == 1 { "" } else { "s" })
}

/// `, 4,000,000 US dollars, 3 without`; nothing when weighed by submissions.
fn amount(tally: Tally, weigh: WeighBy) -> String {
    if weigh == WeighBy::Submissions {
        return String::new();
    }
    let dollars = grouped(u64::try_from(tally.tenths / 10).unwrap_or(u64::MAX));
    let without = if tally.without > 0 { format!(", {} without", grouped(tally.without)) } else { String::new() };
    format!(", {dollars} US dollars of {}{without}", weigh.words().to_lowercase())
}

/// `+1.25`, with two decimals.
fn signed(change: Ratio) -> String {
    let text = decimal(change, 2);
    if change > Ratio::from_integer(0) { format!("+{text}") } else { text }
}

/// `12.5%`; of nothing, nothing.
pub(super) fn share(count: u64, of: u64) -> String {
    let (Ok(count), Ok(of @ 1..)) = (i64::try_from(count), i64::try_from(of)) else { return String::new() };
    format!("{}%", decimal(Ratio::new(count, of) * 100, 1))
}

/// At most 24 characters of the name of a submission.
fn short(id: &str) -> String {
    id.chars().take(24).collect()
}

//! Section 4: the book before and after.

use super::{Effect, Exhibit, ExhibitStamp};
use crate::book::{Mover, Scoring, Shift, Tally, outcome_count, outcome_place, outcome_words};
use crate::memo::content::blocks::{body, fact, group, number, plain, quiet, row, section, sub, table, words};
use crate::memo::document::{
    Align, Block, Callout, CalloutTone, Figure, FigureKind, Pair, Pairs, Span, TableColumn, TableRow,
};
use crate::memo::wording::renewal::signed;
use crate::questionnaire::{Ratio, decimal, grouped, widened};

/// Movers listed each way.
const MOST_MOVERS: usize = 10;
/// Submissions listed whose outcome changes.
const MOST_CROSSINGS: usize = 20;
/// Points a column of the distribution takes together.
const STEP: usize = 5;

/// The change in one sentence.
pub(super) fn in_brief(exhibit: &Exhibit<'_>, effect: &Effect<'_>) -> Block {
    let all = &effect.impact.all;
    let moved = all.outcomes.moved().count;
    Block::Callout(Callout {
        tone: CalloutTone::Neutral,
        title: format!("{} of {} submissions change their outcome", grouped(moved), grouped(all.n.count)),
        blocks: vec![body(format!(
            "{} of the book. Mean score {} before, {} after ({}). {} worse, {} better, {} unchanged. {}",
            share(moved, all.n.count),
            mean(all.before.mean),
            mean(all.after.mean),
            signed(widened(all.mean_change), 2),
            grouped(all.up.count),
            grouped(all.down.count),
            grouped(all.unchanged.count),
            authority_words(exhibit, all)
        ))],
    })
}

pub(super) fn effect(exhibit: &Exhibit<'_>, effect: &Effect<'_>, stamp: &ExhibitStamp) -> Vec<Block> {
    let all = &effect.impact.all;
    let mut blocks = vec![
        section(4, "Effect on the book"),
        Block::Facts(vec![
            fact("Book", plain(format!("{}, as of {}", effect.book_name, stamp.as_of))),
            fact("Submissions", plain(counted(effect))),
            fact("Mean score", plain(format!("{} before, {} after", mean(all.before.mean), mean(all.after.mean)))),
            fact("Mean change", plain(format!("{} points", signed(widened(all.mean_change), 2)))),
        ]),
    ];
    if all.n.count == 0 {
        blocks.push(body("The book holds no submission, so nothing can be said about the effect of the change."));
        return blocks;
    }
    blocks.push(distribution(all));
    blocks.push(quiet("Control score of each submission, 0 best and 100 worst, before and after the change."));
    blocks.push(sub("Outcomes"));
    blocks.push(outcomes(exhibit, all));
    blocks.push(sub("From which outcome to which"));
    blocks.push(migration(exhibit, all));
    blocks.push(quiet("Rows are before, columns after. What stays stands in bold; a dot is none."));
    if effect.sections.iter().any(|it| it.before != it.after) {
        blocks.push(sub("Section by section"));
        blocks.push(sections(exhibit, effect));
    }
    blocks.push(sub("Largest moves"));
    blocks.push(movers(exhibit, effect));
    blocks.extend(crossings(exhibit, effect));
    blocks
}

fn counted(effect: &Effect<'_>) -> String {
    let n = grouped(effect.impact.all.n.count);
    match effect.left_out {
        0 => n,
        1 => format!("{n}; 1 more row or file could not be used and is in no count"),
        many => format!("{n}; {} more rows or files could not be used and are in no count", grouped(many)),
    }
}

fn mean(mean: Option<Ratio>) -> String {
    mean.map_or_else(|| "none".to_owned(), |mean| decimal(mean, 2))
}

/// `2.5%`, one decimal.
fn share(part: u64, of: u64) -> String {
    let (Ok(part), Ok(of)) = (i64::try_from(part), i64::try_from(of.max(1))) else { return "0.0%".to_owned() };
    format!("{}%", decimal(Ratio::new(part.saturating_mul(100), of), 1))
}

fn authority_words(exhibit: &Exhibit<'_>, all: &Shift) -> String {
    let worse = worsened(exhibit, all);
    let better = all.outcomes.moved().count - worse;
    format!("To a worse outcome go {}, to a better one {}.", grouped(worse), grouped(better))
}

/// Submissions whose outcome gets worse. Places run from decline over hold and insufficient information to
/// the bands, best first, so only among the bands is a higher place a worse one.
fn worsened(exhibit: &Exhibit<'_>, all: &Shift) -> u64 {
    let count = outcome_count(exhibit.after);
    let rank = |place: usize| if place < 3 { count + 3 - place } else { place };
    let places = || 0..count;
    let pairs = places().flat_map(|from| places().map(move |to| (from, to)));
    pairs.filter(|(from, to)| rank(*to) > rank(*from)).map(|(from, to)| all.outcomes.get(from, to).count).sum()
}

fn distribution(all: &Shift) -> Block {
    let sum = |bins: &[Tally], from: usize| -> u64 {
        let last = if from + STEP >= 100 { STEP + 1 } else { STEP };
        bins.iter().skip(from).take(last).map(|tally| tally.count).sum()
    };
    let columns: Vec<Pair> = (0..100)
        .step_by(STEP)
        .map(|from| Pair {
            label: if from % 10 == 0 { from.to_string() } else { String::new() },
            before: sum(&all.before.bins, from),
            after: sum(&all.after.bins, from),
        })
        .collect();
    let said: Vec<String> = columns
        .iter()
        .zip((0..100).step_by(STEP))
        .filter(|(pair, _)| pair.before + pair.after > 0)
        .map(|(pair, from)| format!("{from} to {}: {} before, {} after", from + STEP, pair.before, pair.after))
        .collect();
    Block::Figure(Figure {
        alt: format!("Submissions by control score. {}", said.join("; ")),
        kind: FigureKind::Pairs(Pairs {
            columns,
            names: ["before".to_owned(), "after".to_owned()],
            axis: "control score, submissions by 5 points".to_owned(),
        }),
    })
}

fn outcomes(exhibit: &Exhibit<'_>, all: &Shift) -> Block {
    let n = all.n.count;
    let (before, after) = (&all.before.outcomes, &all.after.outcomes);
    let rows = (0..outcome_count(exhibit.after)).map(|place| {
        let count = |tallies: &[Tally]| tallies.get(place).map_or(0, |tally| tally.count);
        let (was, is) = (count(before), count(after));
        row(vec![
            plain(outcome_words(exhibit.after, place)),
            plain(grouped(was)),
            plain(share(was, n)),
            plain(grouped(is)),
            plain(share(is, n)),
            plain(change(was, is)),
        ])
    });
    let columns = vec![
        words("Outcome", 1.0),
        number("Before"),
        number("Share"),
        number("After"),
        number("Share"),
        number("Change"),
    ];
    table("Submissions by outcome before and after", columns, rows.collect())
}

fn change(was: u64, is: u64) -> String {
    match is.cmp(&was) {
        std::cmp::Ordering::Equal => "0".to_owned(),
        std::cmp::Ordering::Greater => format!("+{}", grouped(is - was)),
        std::cmp::Ordering::Less => format!("\u{2212}{}", grouped(was - is)),
    }
}

/// Only outcomes that occur, or the table would be nine columns of nothing.
fn migration(exhibit: &Exhibit<'_>, all: &Shift) -> Block {
    let matrix = &all.outcomes;
    let (before, after) = (matrix.before(), matrix.after());
    let occurs = |place: &usize| {
        let at = |tallies: &[Tally]| tallies.get(*place).is_some_and(|tally| tally.count > 0);
        at(&before) || at(&after)
    };
    let places: Vec<usize> = (0..matrix.size()).filter(occurs).collect();
    let rows = places.iter().map(|from| {
        let mut cells = vec![plain(outcome_words(exhibit.after, *from))];
        cells.extend(places.iter().map(|to| match matrix.get(*from, *to).count {
            0 => vec![Span::quiet("\u{b7}")],
            count if from == to => vec![Span::bold(grouped(count))],
            count => plain(grouped(count)),
        }));
        cells.push(plain(grouped(before.get(*from).map_or(0, |tally| tally.count))));
        row(cells)
    });
    let mut rows: Vec<TableRow> = rows.collect();
    let mut last = vec![vec![Span::quiet("After")]];
    last.extend(places.iter().map(|to| plain(grouped(after.get(*to).map_or(0, |tally| tally.count)))));
    last.push(plain(grouped(all.n.count)));
    rows.push(row(last));
    let mut columns = vec![words("Before", 1.2)];
    columns.extend(places.iter().map(|to| {
        let mut column = words(outcome_words(exhibit.after, *to), 0.8);
        column.align = Align::Right;
        column
    }));
    columns.push(number("All"));
    table("Migration of outcomes: rows before, columns after", columns, rows)
}

fn sections(exhibit: &Exhibit<'_>, effect: &Effect<'_>) -> Block {
    let rows = effect.sections.iter().map(|it| {
        let section = exhibit.after.section(it.section);
        let moved = match (it.before.deficiency, it.after.deficiency) {
            (Some(was), Some(is)) => signed(widened(is) - widened(was), 2),
            _ => "none".to_owned(),
        };
        row(vec![
            plain(format!("{} {}", section.id, section.title)),
            plain(mean(it.before.deficiency)),
            plain(mean(it.after.deficiency)),
            plain(moved),
        ])
    });
    let columns = vec![words("Section", 1.0), number("Before"), number("After"), number("Change")];
    table("Mean deficiency of each section before and after", columns, rows.collect())
}

fn movers(exhibit: &Exhibit<'_>, effect: &Effect<'_>) -> Block {
    let impact = effect.impact;
    let mut rows = Vec::new();
    for (title, movers) in [("To a higher, worse score", &impact.worse), ("To a lower, better score", &impact.better)] {
        if !movers.is_empty() {
            rows.push(group(title));
        }
        rows.extend(movers.iter().take(MOST_MOVERS).map(|mover| mover_row(exhibit, effect, mover)));
    }
    if rows.is_empty() {
        return body("No score moves.");
    }
    table("Submissions whose score moves most", submission_columns(), rows)
}

fn submission_columns() -> Vec<TableColumn> {
    vec![
        words("Submission", 1.0),
        number("Before"),
        number("After"),
        number("Change"),
        words("Outcome before", 0.9),
        words("Outcome after", 0.9),
    ]
}

fn mover_row(exhibit: &Exhibit<'_>, effect: &Effect<'_>, mover: &Mover) -> TableRow {
    submission_row(exhibit, effect, mover.row as usize, mover.change)
}

fn submission_row(exhibit: &Exhibit<'_>, effect: &Effect<'_>, place: usize, change: Ratio) -> TableRow {
    let outcome = |questionnaire, scoring: &Scoring| {
        outcome_words(questionnaire, outcome_place(scoring.outcome(place))).to_owned()
    };
    let (was, is) = (outcome(exhibit.before, effect.before), outcome(exhibit.after, effect.after));
    let after = if was == is { vec![Span::quiet("the same")] } else { vec![Span::bold(is)] };
    row(vec![
        plain(effect.book.id(place)),
        plain(decimal(effect.before.score(place), 1)),
        plain(decimal(effect.after.score(place), 1)),
        plain(signed(widened(change), 1)),
        plain(was),
        after,
    ])
}

/// Submissions whose outcome changes, as they stand in the book.
fn crossings(exhibit: &Exhibit<'_>, effect: &Effect<'_>) -> Vec<Block> {
    let changes = |row: &u32| {
        let row = *row as usize;
        effect.before.outcome(row) != effect.after.outcome(row)
    };
    let moved = effect.impact.all.outcomes.moved().count;
    let rows: Vec<TableRow> = effect
        .impact
        .crossing_rows
        .iter()
        .copied()
        .filter(changes)
        .take(MOST_CROSSINGS)
        .map(|row| {
            let row = row as usize;
            submission_row(exhibit, effect, row, effect.after.score(row) - effect.before.score(row))
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let shown = rows.len() as u64;
    let mut blocks = vec![
        sub("Submissions whose outcome changes"),
        table("Submissions whose outcome changes", submission_columns(), rows),
    ];
    if moved > shown {
        let text = format!("The first {shown} of {} in the order of the book.", grouped(moved));
        blocks.push(quiet(text));
    }
    blocks
}

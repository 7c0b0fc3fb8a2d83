//! Which rows stand where: filter, sort and group, worked out beside the frames.

use super::column::{BLANK, Column, Source};
use super::filter::Filter;
use crate::inventory::browse::{Direction, Group, Order, Rows};

/// How a person wants to see the book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Shown, from the left.
    pub columns: Vec<Column>,
    /// As typed; see [`Filter::read`].
    pub filter: String,
    /// The first decides. Blank cells come last either way.
    pub sort: Vec<(Column, Direction)>,
    /// One of [`Column::GROUPS`].
    pub group: Option<Column>,
}

/// The rows to show, in their order. `None` when `stopped` said so.
#[must_use]
pub fn arrange(source: &Source<'_>, wanted: &Wanted, stopped: &dyn Fn() -> bool) -> Option<Order> {
    let count = u32::try_from(source.book.rows().min(source.scoring.rows())).unwrap_or(u32::MAX);
    let filter = Filter::read(&wanted.filter, source);
    let mut rows: Vec<u32> = Vec::new();
    for row in 0..count {
        if row % 65_536 == 0 && stopped() {
            return None;
        }
        if filter.holds(source, row as usize) {
            rows.push(row);
        }
    }
    let industries = industry_ranks(source);
    for (column, direction) in wanted.sort.iter().rev() {
        sort(source, &mut rows, *column, *direction, &industries);
        if stopped() {
            return None;
        }
    }
    let Some(column) = wanted.group else {
        let shown = rows.len() as u64;
        let rows =
            if rows.len() == count as usize && wanted.sort.is_empty() { Rows::All(count) } else { Rows::These(rows) };
        return Some(Order { rows, groups: Vec::new(), devices: shown });
    };
    sort(source, &mut rows, column, Direction::Up, &industries);
    Some(grouped(source, rows, column, &industries))
}

fn sort(source: &Source<'_>, rows: &mut [u32], column: Column, direction: Direction, industries: &[u64]) {
    if column == Column::Id {
        match direction {
            Direction::Up => rows.sort_by(|a, b| source.book.id(*a as usize).cmp(source.book.id(*b as usize))),
            Direction::Down => rows.sort_by(|a, b| source.book.id(*b as usize).cmp(source.book.id(*a as usize))),
        }
        return;
    }
    let rank = |row: &u32| {
        let rank = column.rank(source, *row as usize, industries);
        if direction == Direction::Down && rank != BLANK { BLANK - 1 - rank } else { rank }
    };
    // Ranks beside their rows: a sort that looks them up would read all over the book.
    let mut ranked: Vec<(u64, u32)> = rows.iter().map(|row| (rank(row), *row)).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    for (slot, (_, row)) in rows.iter_mut().zip(ranked) {
        *slot = row;
    }
}

/// Rows already stand by the column.
fn grouped(source: &Source<'_>, rows: Vec<u32>, column: Column, industries: &[u64]) -> Order {
    let mut groups: Vec<Group> = Vec::new();
    let mut last = None;
    for (first, row) in (0_u32..).zip(&rows) {
        let rank = column.rank(source, *row as usize, industries);
        match groups.last_mut().filter(|_| last == Some(rank)) {
            Some(group) => {
                group.rows += 1;
                group.devices += 1;
            }
            None => {
                let name = column.text(source, *row as usize).into_owned();
                groups.push(Group { name, first, rows: 1, devices: 1 });
                last = Some(rank);
            }
        }
    }
    let shown = rows.len() as u64;
    Order { rows: Rows::These(rows), groups, devices: shown }
}

/// Places of the industries in the order of their names; a blank one comes last.
fn industry_ranks(source: &Source<'_>) -> Vec<u64> {
    let names = source.book.industries();
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|place| names.get(*place).map(|name| name.to_lowercase()));
    let mut ranks = vec![BLANK; names.len()];
    for (rank, place) in (0_u64..).zip(order) {
        if let Some(slot) = ranks.get_mut(place).filter(|_| names.get(place).is_some_and(|name| !name.is_empty())) {
            *slot = rank;
        }
    }
    ranks
}

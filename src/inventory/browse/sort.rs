//! Sorting and grouping: every row gets a number once, and numbers are put in order by counting.

use super::{Column, Direction, Group, Order, Rows, Source, SupportState, date_of, day_number, end_of, natural};
use crate::inventory::{DeviceClass, Devices, Field, KnownEnd};

/// Stands for a blank cell, and comes last.
const BLANK: u32 = u32::MAX;

/// The rows by a column; rows with the same value stay as they stand. Blank cells come last.
pub(super) fn sorted(
    source: &Source<'_>,
    rows: Rows,
    column: Column,
    direction: Direction,
    stopped: &dyn Fn() -> bool,
) -> Option<Rows> {
    let mut ranks = ranks(source, column);
    if stopped() {
        return None;
    }
    let most = ranks.iter().copied().filter(|rank| *rank != BLANK).max().unwrap_or(0);
    if direction == Direction::Down {
        ranks.iter_mut().filter(|rank| **rank != BLANK).for_each(|rank| *rank = most - *rank);
    }
    Some(Rows::These(counted(rows.into_vec(), &ranks, most)))
}

/// Puts rows in the order of their ranks, of which none but [`BLANK`] is above `most`.
fn counted(rows: Vec<u32>, ranks: &[u32], most: u32) -> Vec<u32> {
    let last = most as usize + 1;
    let bucket = |row: &u32| ranks.get(*row as usize).map_or(last, |rank| (*rank as usize).min(last));
    let mut starts = vec![0_u32; last + 2];
    for row in &rows {
        if let Some(count) = starts.get_mut(bucket(row) + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    let mut placed = vec![0; rows.len()];
    for row in rows {
        let Some(start) = starts.get_mut(bucket(&row)) else { continue };
        if let Some(slot) = placed.get_mut(*start as usize) {
            *slot = row;
        }
        *start += 1;
    }
    placed
}

/// A number for every row of the table, in the order of the column's values and of no more different
/// sizes than there are values.
fn ranks(source: &Source<'_>, column: Column) -> Vec<u32> {
    let devices = source.devices;
    let rows = 0..devices.len();
    match column {
        Column::Class => rows
            .map(|row| match devices.class(row) {
                DeviceClass::Unknown => BLANK,
                class => class as u32,
            })
            .collect(),
        Column::Support => dense(
            rows.map(|row| match end_of(source, row).0 {
                KnownEnd::Over => 0,
                KnownEnd::On(day) => day_number(day).saturating_add(1).min(BLANK - 1),
                KnownEnd::Unknown => BLANK,
            })
            .collect(),
        ),
        Column::Field(Field::Quantity) => dense(rows.map(|row| devices.quantity(row).min(BLANK - 1)).collect()),
        Column::Field(field) => match date_of(column) {
            Some(date) => {
                let mut days: Vec<u32> =
                    devices.days(date).iter().map(|(day, _)| day.map_or(BLANK, day_number)).collect();
                days.resize(devices.len(), BLANK);
                dense(days)
            }
            None => ranks_of_texts(devices, field),
        },
    }
}

/// Numbers that lie close together are left alone; others are replaced by their place among all.
fn dense(mut values: Vec<u32>) -> Vec<u32> {
    let most = values.iter().copied().filter(|value| *value != BLANK).max().unwrap_or(0);
    if (most as usize) <= values.len() + 100_000 {
        return values;
    }
    let mut all: Vec<u32> = values.iter().copied().filter(|value| *value != BLANK).collect();
    all.sort_unstable();
    all.dedup();
    for value in values.iter_mut().filter(|value| **value != BLANK) {
        *value = u32::try_from(all.partition_point(|other| other < value)).unwrap_or(BLANK);
    }
    values
}

fn ranks_of_texts(devices: &Devices, field: Field) -> Vec<u32> {
    let column = devices.symbols(field);
    let mut rank_of_symbol = vec![BLANK; devices.texts.count() as usize];
    let mut different: Vec<(u128, u32)> = Vec::new();
    for symbol in column {
        let Some(seen) = rank_of_symbol.get_mut(*symbol as usize).filter(|seen| **seen == BLANK) else { continue };
        if *symbol != 0 {
            *seen = 0;
            different.push((natural::head(devices.texts.get(*symbol)), *symbol));
        }
    }
    different.sort_unstable_by(|a, b| {
        let texts = || natural::compare(devices.texts.get(a.1), devices.texts.get(b.1));
        a.0.cmp(&b.0).then_with(texts)
    });
    for (rank, (_, symbol)) in (0_u32..).zip(&different) {
        if let Some(slot) = rank_of_symbol.get_mut(*symbol as usize) {
            *slot = rank;
        }
    }
    let mut ranks: Vec<u32> =
        column.iter().map(|symbol| rank_of_symbol.get(*symbol as usize).copied().unwrap_or(BLANK)).collect();
    ranks.resize(devices.len(), BLANK);
    ranks
}

/// The rows in groups of the same value, that with the most devices first; what the list says nothing
/// about comes last. States of support keep their own order.
pub(super) fn grouped(source: &Source<'_>, rows: Rows, column: Column, stopped: &dyn Fn() -> bool) -> Option<Order> {
    let devices = source.devices;
    let rows = rows.into_vec();
    let value = |row: usize| match column {
        Column::Class => devices.class(row) as u32,
        Column::Support => SupportState::of(end_of(source, row).0, source.term) as u32,
        Column::Field(field) => devices.symbol(row, field),
    };
    let values = DeviceClass::ALL.len().max(devices.texts.count() as usize);
    let mut place_of_value = vec![BLANK; values];
    // Value, rows, devices.
    let mut groups: Vec<(u32, u32, u64)> = Vec::new();
    let mut ranks = vec![BLANK; devices.len()];
    for row in &rows {
        let value = value(*row as usize);
        let Some(place) = place_of_value.get_mut(value as usize) else { continue };
        if *place == BLANK {
            *place = u32::try_from(groups.len()).unwrap_or(BLANK);
            groups.push((value, 0, 0));
        }
        if let Some((_, rows, sum)) = groups.get_mut(*place as usize) {
            *rows += 1;
            *sum += u64::from(devices.quantity(*row as usize));
        }
        if let Some(rank) = ranks.get_mut(*row as usize) {
            *rank = *place;
        }
    }
    if stopped() {
        return None;
    }
    let name = |value: u32| match column {
        Column::Class => DeviceClass::ALL.get(value as usize).map_or("", |class| class.words()),
        Column::Support => SupportState::ALL.get(value as usize).map_or("", |state| state.words()),
        Column::Field(_) => devices.text_of(value),
    };
    let is_unknown = |value: u32| match column {
        Column::Class => value == DeviceClass::Unknown as u32,
        Column::Support => false,
        Column::Field(_) => value == 0,
    };
    let mut order: Vec<usize> = (0..groups.len()).collect();
    let of = |place: usize| groups.get(place).copied().unwrap_or_default();
    order.sort_by(|a, b| {
        let ((a, _, a_devices), (b, _, b_devices)) = (of(*a), of(*b));
        match column {
            Column::Support => a.cmp(&b),
            _ => is_unknown(a)
                .cmp(&is_unknown(b))
                .then(b_devices.cmp(&a_devices))
                .then_with(|| natural::compare(name(a), name(b))),
        }
    });
    let mut rank_of_place = vec![0_u32; groups.len()];
    let mut named = Vec::with_capacity(groups.len());
    let mut first = 0;
    for (rank, place) in (0_u32..).zip(&order) {
        let (value, rows, devices) = of(*place);
        if let Some(slot) = rank_of_place.get_mut(*place) {
            *slot = rank;
        }
        named.push(Group { name: name(value).to_owned(), first, rows, devices });
        first += rows;
    }
    for rank in ranks.iter_mut().filter(|rank| **rank != BLANK) {
        *rank = rank_of_place.get(*rank as usize).copied().unwrap_or(BLANK);
    }
    let most = u32::try_from(groups.len()).unwrap_or(BLANK).saturating_sub(1);
    let rows = counted(rows, &ranks, most);
    let devices = named.iter().map(|group| group.devices).sum();
    Some(Order { rows: Rows::These(rows), groups: named, devices })
}

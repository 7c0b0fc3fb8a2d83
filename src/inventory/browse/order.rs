//! The outcome: rows in their order, groups over them, and what stands on which line.

use crate::inventory::Devices;
use std::collections::BTreeSet;

/// Rows of the table, from 0, as they are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rows {
    /// So many, in the order of the list.
    All(u32),
    These(Vec<u32>),
}

/// Rows with the same value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Blank where the list says nothing.
    pub name: String,
    /// Place of its first row in the order.
    pub first: u32,
    pub rows: u32,
    pub devices: u64,
}

/// What is shown of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    pub rows: Rows,
    /// Without gaps over all rows; none where nothing is grouped.
    pub groups: Vec<Group>,
    /// The sum of the quantities.
    pub devices: u64,
}

impl Default for Order {
    fn default() -> Self {
        Self { rows: Rows::All(0), groups: Vec::new(), devices: 0 }
    }
}

impl Rows {
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::All(count) => *count as usize,
            Self::These(rows) => rows.len(),
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row of the table at a place of the order.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<usize> {
        match self {
            Self::All(count) => (place < *count as usize).then_some(place),
            Self::These(rows) => rows.get(place).map(|row| *row as usize),
        }
    }

    /// The place of a row of the table.
    #[must_use]
    pub fn place_of(&self, row: usize) -> Option<usize> {
        match self {
            Self::All(count) => (row < *count as usize).then_some(row),
            Self::These(rows) => rows.iter().position(|shown| *shown as usize == row),
        }
    }

    pub(super) fn into_vec(self) -> Vec<u32> {
        match self {
            Self::All(count) => (0..count).collect(),
            Self::These(rows) => rows,
        }
    }
}

impl Order {
    /// An order without groups.
    #[must_use]
    pub fn of(devices: &Devices, rows: Rows) -> Self {
        let mut order = Self { rows, groups: Vec::new(), devices: 0 };
        order.count(devices);
        order
    }

    /// Sums the quantities again, after cells of the table were changed.
    pub fn count(&mut self, devices: &Devices) {
        let sum = |rows: &Rows, places: std::ops::Range<usize>| -> u64 {
            match rows {
                Rows::All(_) => places.map(|row| u64::from(devices.quantity(row))).sum(),
                Rows::These(rows) => {
                    let rows = rows.get(places).unwrap_or_default();
                    rows.iter().map(|row| u64::from(devices.quantity(*row as usize))).sum()
                }
            }
        };
        for group in &mut self.groups {
            let first = group.first as usize;
            group.devices = sum(&self.rows, first..first + group.rows as usize);
        }
        self.devices = if self.groups.is_empty() {
            sum(&self.rows, 0..self.rows.len())
        } else {
            self.groups.iter().map(|group| group.devices).sum()
        };
    }

    /// Leaves out rows that were taken off the end of the table. Only of an order without groups.
    pub fn shorten(&mut self, devices: &Devices) {
        let len = u32::try_from(devices.len()).unwrap_or(u32::MAX);
        match &mut self.rows {
            Rows::All(count) => *count = (*count).min(len),
            Rows::These(rows) => rows.retain(|row| *row < len),
        }
        self.count(devices);
    }

    /// Shows rows that were added to the end of the table, at the end. Only of an order without groups.
    pub fn append(&mut self, devices: &Devices, from: u32) {
        let len = u32::try_from(devices.len()).unwrap_or(u32::MAX);
        match &mut self.rows {
            Rows::All(count) => *count = len,
            Rows::These(rows) => rows.extend(from..len),
        }
        self.count(devices);
    }
}

/// What stands on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A place in [`Order::groups`].
    Group(usize),
    /// A row of the table.
    Row(usize),
}

/// An order with some of its groups folded open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// The line of each group's head.
    heads: Vec<usize>,
    count: usize,
}

impl Lines {
    /// The lines of an order; groups are shut but for those named.
    #[must_use]
    pub fn of(order: &Order, open: &BTreeSet<String>) -> Self {
        if order.groups.is_empty() {
            return Self { heads: Vec::new(), count: order.rows.len() };
        }
        let mut count = 0;
        let mut heads = Vec::with_capacity(order.groups.len());
        for group in &order.groups {
            heads.push(count);
            count += 1 + if open.contains(&group.name) { group.rows as usize } else { 0 };
        }
        Self { heads, count }
    }

    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// What stands on a line, from 0.
    #[must_use]
    pub fn get(&self, order: &Order, line: usize) -> Option<Line> {
        if line >= self.count {
            return None;
        }
        let Some(group) = self.heads.partition_point(|head| *head <= line).checked_sub(1) else {
            return order.rows.get(line).map(Line::Row);
        };
        match line - self.heads.get(group)? {
            0 => Some(Line::Group(group)),
            below => order.rows.get(order.groups.get(group)?.first as usize + below - 1).map(Line::Row),
        }
    }

    /// The row of the table on a line, if one stands there.
    #[must_use]
    pub fn row(&self, order: &Order, line: usize) -> Option<usize> {
        match self.get(order, line)? {
            Line::Row(row) => Some(row),
            Line::Group(_) => None,
        }
    }

    /// The line of a row of the table, if it is shown.
    #[must_use]
    pub fn line_of(&self, order: &Order, row: usize) -> Option<usize> {
        let place = order.rows.place_of(row)?;
        let Some(group) = order.groups.partition_point(|group| group.first as usize <= place).checked_sub(1) else {
            return Some(place);
        };
        let below = place - order.groups.get(group)?.first as usize + 1;
        let line = self.heads.get(group)? + below;
        let next = self.heads.get(group + 1).copied().unwrap_or(self.count);
        (line < next).then_some(line)
    }

    /// The line of a group's head.
    #[must_use]
    pub fn head(&self, group: usize) -> Option<usize> {
        self.heads.get(group).copied()
    }
}

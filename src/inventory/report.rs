//! What became of every row and of every cell that could not be used.

use super::field::Field;
use super::mapping::ColumnUse;
use std::collections::BTreeMap;

/// More are counted, not listed: the file is then to be mended, not read.
pub const MOST_LISTED: usize = 1000;

/// Why a row is no device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DropReason {
    /// A scanner listed an address at which nothing answered.
    HostDown,
    Retired,
    /// Every cell is blank.
    Blank,
    /// No column that tells a device from others holds anything.
    NamesNothing,
    /// A quantity of zero.
    NoneThere,
    /// A library, a service or the like of a bill of materials.
    NotADevice,
    /// A bill of materials names firmware and not what it runs on.
    FirmwareAlone,
}

impl DropReason {
    /// For people, after "dropped:".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::HostDown => "host down",
            Self::Retired => "retired",
            Self::Blank => "blank row",
            Self::NamesNothing => "nothing in it names a device",
            Self::NoneThere => "quantity is zero",
            Self::NotADevice => "not a device",
            Self::FirmwareAlone => "firmware without the device it runs on",
        }
    }
}

/// By what two rows were found to be one device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MergeKey {
    DeviceId,
    SerialAndVendor,
    Mac,
    AddressAndZone,
}

impl MergeKey {
    /// For people: "same ...".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::DeviceId => "device id",
            Self::SerialAndVendor => "serial number and vendor",
            Self::Mac => "MAC address",
            Self::AddressAndZone => "IP address and zone",
        }
    }
}

/// A row that says more about a device that an earlier row named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    pub row: u32,
    pub into_row: u32,
    pub by: MergeKey,
}

/// A cell that could not be used. It stays in the table as written where there is a place for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable {
    pub row: u32,
    /// The header as written; empty where it is about the row.
    pub column: String,
    /// As written, shortened to 80 characters.
    pub raw: String,
    /// Completes "the cell ...".
    pub what: String,
}

/// What happened while reading. `rows_read` = counted + merged + dropped, always.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub rows_read: u32,
    /// Rows that stand in the table, each perhaps with a quantity.
    pub rows_counted: u32,
    /// Row numbers as the file counts them, from 1, the header being one.
    pub dropped: BTreeMap<DropReason, Vec<u32>>,
    pub merged: Vec<Merged>,
    pub columns: Vec<ColumnUse>,
    /// The product whose export this was recognised to be.
    pub tool: Option<&'static str>,
    /// The first [`MOST_LISTED`] cells that could not be used.
    pub unusable: Vec<Unusable>,
    /// How many more there are.
    pub unusable_beyond: u32,
    /// Cells whose date can be read day first or month first.
    pub ambiguous_dates: u32,
    /// What a person should know about the file as a whole, a sentence without its full stop each.
    pub notices: Vec<String>,
    /// Type words that the class table does not hold, with the number of rows.
    pub unknown_types: BTreeMap<String, u32>,
}

impl Report {
    /// Rows dropped for any reason.
    #[must_use]
    pub fn rows_dropped(&self) -> usize {
        self.dropped.values().map(Vec::len).sum()
    }

    /// Whether some column gives this field.
    #[must_use]
    pub fn has(&self, field: Field) -> bool {
        self.columns.iter().any(|column| column.field() == Some(field))
    }

    pub(super) fn unusable(&mut self, row: u32, column: &str, raw: &str, what: &str) {
        if self.unusable.len() >= MOST_LISTED {
            self.unusable_beyond += 1;
            return;
        }
        self.unusable.push(Unusable { row, column: short(column), raw: short(raw), what: what.to_owned() });
    }
}

/// At most 80 characters on one line.
pub(super) fn short(text: &str) -> String {
    let mut short: String = text.chars().take(80).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

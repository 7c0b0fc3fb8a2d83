//! The device list of a case: the table, where it came from, and what people declared about it.

use super::{DateField, DateMark, DeviceClass, Devices, Field, Unusable, YesNo};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The applicant's devices as the case keeps them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceList {
    /// Shared, because undo, jobs and the desk look at the same table; copied when one of them changes it.
    pub table: Arc<Devices>,
    /// `None` for a list typed by hand.
    pub origin: Option<Origin>,
    pub declared: Declared,
}

/// The file a list was read from, and what became of its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Name of the file, without its folder.
    pub name: String,
    /// `CSV`, `nmap XML` and the like.
    pub format: String,
    /// Of the file, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// The product whose export it was recognised to be; empty where it was none.
    pub tool: String,
    pub read_on: Option<NaiveDate>,
    pub rows_read: u32,
    pub rows_counted: u32,
    pub rows_merged: u32,
    pub rows_dropped: u32,
    /// A sentence without its full stop for every reason for which rows were dropped, merged or left in part.
    pub notes: Vec<String>,
    /// The first cells that could not be used, as many as a report lists.
    pub unusable: Vec<Unusable>,
    /// How many more there were.
    pub unusable_beyond: u32,
}

/// What people decided about the devices. No tool exports any of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// What a zone, segment or VLAN of the list counts as.
    pub zones: BTreeMap<ZoneKey, Zone>,
    /// Support dates that a person looked up for devices of this case.
    pub dates: Vec<DeclaredDate>,
    /// Spellings of a vendor in the list, and the vendor that a person said they mean.
    pub vendors: BTreeMap<String, String>,
    /// Reference files that this case is computed with, by what they are for and then by name.
    pub references: Vec<Pinned>,
    /// What was decided about a contradiction, by its id.
    pub dispositions: BTreeMap<String, Disposition>,
}

/// A value of one of the columns that divide a network: VLAN, segment or zone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ZoneKey {
    pub field: Field,
    /// As it stands in the table.
    pub value: String,
}

impl ZoneKey {
    /// The columns a zone can be declared by.
    pub const FIELDS: [Field; 3] = [Field::NetworkZone, Field::NetworkSegment, Field::Vlan];
}

/// What a zone counts as; `Unknown` where nobody said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Zone {
    /// Apart from business systems.
    pub separated: YesNo,
    /// Can be reached from the internet.
    pub reachable: YesNo,
}

/// A support date that a person looked up: for one vendor and model as they stand in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredDate {
    pub vendor: String,
    pub model: String,
    pub kind: DateField,
    pub date: NaiveDate,
    /// Where it was found.
    pub source: String,
    pub checked: Option<NaiveDate>,
}

/// What a reference file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReferenceKind {
    /// CISA's catalogue of vulnerabilities known to be exploited.
    KnownExploited,
    /// Dates at which support of products ends.
    Support,
}

/// A reference file as the case is computed with it. Its bytes lie in the case under the hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pinned {
    pub kind: ReferenceKind,
    pub name: String,
    /// The day the file speaks of; none where neither file nor person says.
    pub as_of: Option<NaiveDate>,
    pub sha256: String,
    pub entries: u32,
}

/// What a person decided about a contradiction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disposition {
    pub text: String,
    pub by: String,
    pub on: Option<NaiveDate>,
}

/// One cell with everything that was understood of it, so that a change can be taken back exactly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// As kept; see [`Devices::text`].
    pub text: String,
    /// Of a date column.
    pub date: Option<(NaiveDate, DateMark)>,
    /// Of the column of types.
    pub class: Option<DeviceClass>,
    /// Of the column of quantities.
    pub quantity: Option<u32>,
}

/// A cell that is to hold something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellChange {
    /// From 0.
    pub row: u32,
    pub field: Field,
    pub cell: Cell,
}

/// A row as its filled cells; quantity and class stand in theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceRow {
    /// Of the file it was read from; 0 for one typed by hand.
    pub source_row: u32,
    pub cells: Vec<(Field, Cell)>,
}

//! The device list on disk, format 1: what stands about it in `submission.ron`, and its changes in the
//! journal and the history. The table itself is `devices.csv`.

use super::check::{Check, text_from_date};
use super::devices::{csv_from_devices, devices_from_csv};
use super::hash::sha256_hex;
use super::submission_v1::map_without_twins;
use crate::inventory::{
    Cell, CellChange, DateField, DateMark, Declared, DeclaredDate, DeviceClass, DeviceList, DeviceRow, Devices,
    Disposition, Field, Origin, Pinned, ReferenceKind, Unusable, YesNo, Zone, ZoneKey,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Rows of a table that the journal takes in; a larger one is to be saved at once.
pub const MOST_IN_JOURNAL: usize = 20_000;

/// `devices` in `submission.ron`.
#[derive(Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DevicesV1 {
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<OriginV1>,
    declared: DeclaredV1,
}

impl DevicesV1 {
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The list without its table.
    pub(super) fn into_working(self, check: &mut Check) -> DeviceList {
        DeviceList {
            table: Arc::default(),
            origin: self.origin.map(|origin| check.under("origin", |check| origin.into_working(check))),
            declared: check.under("declared", |check| self.declared.into_working(check)),
        }
    }
}

impl From<&DeviceList> for DevicesV1 {
    fn from(list: &DeviceList) -> Self {
        Self { origin: list.origin.as_ref().map(Into::into), declared: (&list.declared).into() }
    }
}

#[derive(Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct OriginV1 {
    name: String,
    format: String,
    sha256: String,
    tool: String,
    read_on: Option<String>,
    rows_read: u32,
    rows_counted: u32,
    rows_merged: u32,
    rows_dropped: u32,
    notes: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unusable: Vec<UnusableV1>,
    #[serde(skip_serializing_if = "is_zero")]
    unusable_beyond: u32,
}

/// A cell of the list's file that could not be used.
#[derive(PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct UnusableV1 {
    row: u32,
    #[serde(default)]
    column: String,
    #[serde(default)]
    raw: String,
    what: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn is_zero(count: &u32) -> bool {
    *count == 0
}

impl OriginV1 {
    pub(super) fn into_working(self, check: &mut Check) -> Origin {
        let unusable =
            self.unusable.into_iter().map(|UnusableV1 { row, column, raw, what }| Unusable { row, column, raw, what });
        Origin {
            name: self.name,
            format: self.format,
            sha256: self.sha256,
            tool: self.tool,
            read_on: check.date("read_on", self.read_on),
            rows_read: self.rows_read,
            rows_counted: self.rows_counted,
            rows_merged: self.rows_merged,
            rows_dropped: self.rows_dropped,
            notes: self.notes,
            unusable: unusable.collect(),
            unusable_beyond: self.unusable_beyond,
        }
    }
}

impl From<&Origin> for OriginV1 {
    fn from(origin: &Origin) -> Self {
        let origin = origin.clone();
        let unusable = origin.unusable.into_iter();
        Self {
            name: origin.name,
            format: origin.format,
            sha256: origin.sha256,
            tool: origin.tool,
            read_on: text_from_date(origin.read_on),
            rows_read: origin.rows_read,
            rows_counted: origin.rows_counted,
            rows_merged: origin.rows_merged,
            rows_dropped: origin.rows_dropped,
            notes: origin.notes,
            unusable: unusable
                .map(|Unusable { row, column, raw, what }| UnusableV1 { row, column, raw, what })
                .collect(),
            unusable_beyond: origin.unusable_beyond,
        }
    }
}

#[derive(Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DeclaredV1 {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    zones: Vec<ZoneV1>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dates: Vec<DeclaredDateV1>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "map_without_twins")]
    vendors: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    references: Vec<PinnedV1>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "map_without_twins")]
    dispositions: BTreeMap<String, DispositionV1>,
}

#[derive(PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ZoneV1 {
    /// `network_zone`, `network_segment` or `vlan`.
    column: String,
    value: String,
    #[serde(default)]
    separated: YesNoV1,
    #[serde(default)]
    reachable: YesNoV1,
}

#[derive(Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
enum YesNoV1 {
    Yes,
    No,
    #[default]
    Unknown,
}

impl From<YesNoV1> for YesNo {
    fn from(answer: YesNoV1) -> Self {
        match answer {
            YesNoV1::Yes => Self::Yes,
            YesNoV1::No => Self::No,
            YesNoV1::Unknown => Self::Unknown,
        }
    }
}

impl From<YesNo> for YesNoV1 {
    fn from(answer: YesNo) -> Self {
        match answer {
            YesNo::Yes => Self::Yes,
            YesNo::No => Self::No,
            YesNo::Unknown => Self::Unknown,
        }
    }
}

#[derive(PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DeclaredDateV1 {
    vendor: String,
    model: String,
    /// `end_of_security_support` and the like.
    kind: String,
    date: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    checked: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
enum KindV1 {
    KnownExploited,
    Support,
}

#[derive(PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PinnedV1 {
    kind: KindV1,
    name: String,
    #[serde(default)]
    as_of: Option<String>,
    sha256: String,
    #[serde(default)]
    entries: u32,
}

#[derive(Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct DispositionV1 {
    text: String,
    by: String,
    on: Option<String>,
}

impl DeclaredV1 {
    pub(super) fn into_working(self, check: &mut Check) -> Declared {
        let Self { zones, dates, vendors, references, dispositions } = self;
        Declared {
            zones: zones_without_twins(zones, check),
            dates: check
                .under("dates", |check| check.each(dates, DeclaredDateV1::into_working))
                .into_iter()
                .flatten()
                .collect(),
            vendors,
            references: check.under("references", |check| check.each(references, PinnedV1::into_working)),
            dispositions: check.under("dispositions", |check| {
                let read = |(id, it): (String, DispositionV1)| {
                    let on = check.under(&id, |check| check.date("on", it.on));
                    (id, Disposition { text: it.text, by: it.by, on })
                };
                dispositions.into_iter().map(read).collect()
            }),
        }
    }
}

fn zones_without_twins(zones: Vec<ZoneV1>, check: &mut Check) -> BTreeMap<ZoneKey, Zone> {
    let mut kept = BTreeMap::new();
    check.under("zones", |check| {
        check.each(zones, |zone, check| {
            if let Some((key, zone)) = zone.into_working(check)
                && kept.insert(key.clone(), zone).is_some()
            {
                check.fault(
                    "value",
                    format!("{} \"{}\" stands twice", key.field.name(), key.value),
                    "keep one of them",
                );
            }
        })
    });
    kept
}

impl ZoneV1 {
    fn into_working(self, check: &mut Check) -> Option<(ZoneKey, Zone)> {
        let field = ZoneKey::FIELDS.into_iter().find(|field| field.name() == self.column);
        if field.is_none() {
            let what = format!("\"{}\" is no column that divides a network", self.column);
            check.fault("column", what, "write network_zone, network_segment or vlan");
        }
        let zone = Zone { separated: self.separated.into(), reachable: self.reachable.into() };
        Some((ZoneKey { field: field?, value: self.value }, zone))
    }
}

impl DeclaredDateV1 {
    fn into_working(self, check: &mut Check) -> Option<DeclaredDate> {
        let kind = DateField::LIFECYCLE.into_iter().find(|kind| kind.field().name() == self.kind);
        if kind.is_none() {
            let what = format!("\"{}\" is no kind of lifecycle date", self.kind);
            check.fault("kind", what, "write end_of_security_support or end_of_support");
        }
        let date = check.date("date", Some(self.date));
        let checked = check.date("checked", self.checked);
        let (vendor, model, source) = (self.vendor, self.model, self.source);
        Some(DeclaredDate { vendor, model, kind: kind?, date: date?, source, checked })
    }
}

impl PinnedV1 {
    fn into_working(self, check: &mut Check) -> Pinned {
        let kind = match self.kind {
            KindV1::KnownExploited => ReferenceKind::KnownExploited,
            KindV1::Support => ReferenceKind::Support,
        };
        let as_of = check.date("as_of", self.as_of);
        Pinned { kind, name: self.name, as_of, sha256: self.sha256, entries: self.entries }
    }
}

impl From<&Declared> for DeclaredV1 {
    fn from(declared: &Declared) -> Self {
        let zone = |(key, zone): (&ZoneKey, &Zone)| ZoneV1 {
            column: key.field.name().to_owned(),
            value: key.value.clone(),
            separated: zone.separated.into(),
            reachable: zone.reachable.into(),
        };
        let date = |it: &DeclaredDate| DeclaredDateV1 {
            vendor: it.vendor.clone(),
            model: it.model.clone(),
            kind: it.kind.field().name().to_owned(),
            date: it.date.to_string(),
            source: it.source.clone(),
            checked: text_from_date(it.checked),
        };
        let pinned = |it: &Pinned| PinnedV1 {
            kind: match it.kind {
                ReferenceKind::KnownExploited => KindV1::KnownExploited,
                ReferenceKind::Support => KindV1::Support,
            },
            name: it.name.clone(),
            as_of: text_from_date(it.as_of),
            sha256: it.sha256.clone(),
            entries: it.entries,
        };
        let disposition = |(id, it): (&String, &Disposition)| {
            (id.clone(), DispositionV1 { text: it.text.clone(), by: it.by.clone(), on: text_from_date(it.on) })
        };
        Self {
            zones: declared.zones.iter().map(zone).collect(),
            dates: declared.dates.iter().map(date).collect(),
            vendors: declared.vendors.clone(),
            references: declared.references.iter().map(pinned).collect(),
            dispositions: declared.dispositions.iter().map(disposition).collect(),
        }
    }
}

/// Another table. Of a large one the journal keeps nothing but the size, for it is written within a frame.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableV1 {
    devices: u64,
    /// Of the table as `devices.csv`; in the history.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    sha256: String,
    /// In the journal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    csv: Option<String>,
}

impl TableV1 {
    pub(super) fn for_journal(table: &Devices) -> Self {
        let bytes = (table.len() <= MOST_IN_JOURNAL).then(|| csv_from_devices(table));
        let csv = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        Self { devices: table.count(), sha256: String::new(), csv }
    }

    /// Which table it was, not the table.
    pub(super) fn for_history(table: &Devices) -> Self {
        Self { devices: table.count(), sha256: sha256_hex(&csv_from_devices(table)), csv: None }
    }

    /// Whether only its size or hash is here.
    pub(super) fn is_named_only(&self) -> bool {
        self.csv.is_none()
    }

    /// `None` where the rows are not here or do not read.
    pub(super) fn into_working(self) -> Option<Arc<Devices>> {
        devices_from_csv(self.csv?.as_bytes()).ok().map(Arc::new)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CellV1 {
    field: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<NaiveDateV1>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    class: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quantity: Option<u32>,
}

/// The day and whether only its month is known.
#[derive(Serialize, Deserialize)]
struct NaiveDateV1(String, bool);

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CellChangeV1 {
    row: u32,
    cell: CellV1,
}

impl CellV1 {
    fn new(field: Field, cell: &Cell) -> Self {
        Self {
            field: field.name().to_owned(),
            text: cell.text.clone(),
            date: cell.date.map(|(day, mark)| NaiveDateV1(day.to_string(), mark == DateMark::Month)),
            class: cell.class.map(|class| class.words().to_owned()),
            quantity: cell.quantity,
        }
    }

    fn into_working(self) -> Option<(Field, Cell)> {
        let date = match self.date {
            None => None,
            Some(NaiveDateV1(text, month)) => {
                let day = NaiveDate::parse_from_str(&text, super::check::DATE).ok()?;
                Some((day, if month { DateMark::Month } else { DateMark::Day }))
            }
        };
        let class = match self.class {
            None => None,
            Some(words) => Some(DeviceClass::ALL.into_iter().find(|class| class.words() == words)?),
        };
        Some((Field::from_name(&self.field)?, Cell { text: self.text, date, class, quantity: self.quantity }))
    }
}

/// All of them, or `None` where one does not read.
pub(super) fn changes_from_disk(changes: Vec<CellChangeV1>) -> Option<Vec<CellChange>> {
    let one = |change: CellChangeV1| {
        let (field, cell) = change.cell.into_working()?;
        Some(CellChange { row: change.row, field, cell })
    };
    changes.into_iter().map(one).collect()
}

pub(super) fn disk_from_changes(changes: &[CellChange]) -> Vec<CellChangeV1> {
    changes
        .iter()
        .map(|change| CellChangeV1 { row: change.row, cell: CellV1::new(change.field, &change.cell) })
        .collect()
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowV1 {
    source_row: u32,
    cells: Vec<CellV1>,
}

/// All of them, or `None` where a cell does not read.
pub(super) fn rows_from_disk(rows: Vec<RowV1>) -> Option<Vec<DeviceRow>> {
    let one = |row: RowV1| {
        let cells = row.cells.into_iter().map(CellV1::into_working).collect::<Option<_>>()?;
        Some(DeviceRow { source_row: row.source_row, cells })
    };
    rows.into_iter().map(one).collect()
}

pub(super) fn disk_from_rows(rows: &[DeviceRow]) -> Vec<RowV1> {
    let cells = |row: &DeviceRow| row.cells.iter().map(|(field, cell)| CellV1::new(*field, cell)).collect();
    rows.iter().map(|row| RowV1 { source_row: row.source_row, cells: cells(row) }).collect()
}

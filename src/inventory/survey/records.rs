//! Which facts the records hold, and how fresh they are.

use super::Found;
use super::lots::Scene;
use crate::inventory::{DateField, Field};
use chrono::{Months, NaiveDate};
use foldhash::fast::RandomState;
use std::collections::{BTreeMap, HashMap};

/// One of the eight facts of question C2, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordFact {
    MakeAndModel,
    FirmwareVersion,
    /// Site, location, zone or segment.
    LocationOrZone,
    /// The department; a list has no column for a person.
    Owner,
    /// IP address, MAC address, VLAN or segment.
    NetworkConnection,
    Criticality,
    /// In the list itself: a date from a support list is none that the applicant holds.
    EndOfSecuritySupport,
    /// No device list that we know has a column for it.
    VendorContact,
}

/// How many devices hold each fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Records {
    held: [u64; 8],
}

/// When devices were last seen by the tool that wrote the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Freshness {
    /// Devices by the day they were last seen.
    pub last_seen: BTreeMap<NaiveDate, u64>,
    /// Devices for which the list does not say.
    pub unknown: u64,
    /// Last seen more than twelve months before the inception; nothing without a term.
    pub stale: Found,
}

impl RecordFact {
    pub const ALL: [Self; 8] = [
        Self::MakeAndModel,
        Self::FirmwareVersion,
        Self::LocationOrZone,
        Self::Owner,
        Self::NetworkConnection,
        Self::Criticality,
        Self::EndOfSecuritySupport,
        Self::VendorContact,
    ];

    /// The key of its tick in C2's follow-up `facts`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::MakeAndModel => "make_model",
            Self::FirmwareVersion => "firmware",
            Self::LocationOrZone => "location",
            Self::Owner => "owner",
            Self::NetworkConnection => "connection",
            Self::Criticality => "criticality",
            Self::EndOfSecuritySupport => "support_end",
            Self::VendorContact => "vendor_contact",
        }
    }
}

impl Records {
    /// Devices whose record holds the fact; `None` where no list can say.
    #[must_use]
    pub fn held(&self, fact: RecordFact) -> Option<u64> {
        (fact != RecordFact::VendorContact).then(|| self.held.get(fact as usize).copied().unwrap_or(0))
    }
}

impl Freshness {
    #[must_use]
    pub fn newest(&self) -> Option<NaiveDate> {
        self.last_seen.keys().next_back().copied()
    }

    #[must_use]
    pub fn oldest(&self) -> Option<NaiveDate> {
        self.last_seen.keys().next().copied()
    }

    /// Devices last seen before the day.
    #[must_use]
    pub fn seen_before(&self, day: NaiveDate) -> u64 {
        self.last_seen.range(..day).map(|(_, devices)| devices).sum()
    }
}

impl Records {
    pub(super) fn of(scene: &Scene<'_>) -> Self {
        let devices = scene.devices;
        let mut records = Self::default();
        for (row, _) in scene.rows() {
            let says = |field: Field| devices.symbol(row, field) != 0;
            let any = |fields: &[Field]| fields.iter().any(|field| says(*field));
            let n = u64::from(devices.quantity(row));
            for (fact, held) in RecordFact::ALL.into_iter().zip(&mut records.held) {
                let holds = match fact {
                    RecordFact::MakeAndModel => says(Field::Vendor) && says(Field::Model),
                    RecordFact::FirmwareVersion => says(Field::FirmwareVersion),
                    RecordFact::LocationOrZone => {
                        any(&[Field::Site, Field::Location, Field::NetworkZone, Field::NetworkSegment])
                    }
                    RecordFact::Owner => says(Field::Department),
                    RecordFact::NetworkConnection => any(&[Field::Ip, Field::Mac, Field::Vlan, Field::NetworkSegment]),
                    RecordFact::Criticality => says(Field::Criticality),
                    RecordFact::EndOfSecuritySupport => devices.support_end(row).is_some(),
                    RecordFact::VendorContact => false,
                };
                *held += if holds { n } else { 0 };
            }
        }
        records
    }
}

impl Freshness {
    pub(super) fn of(scene: &Scene<'_>) -> Self {
        let devices = scene.devices;
        let limit = scene.term.and_then(|term| term.inception.checked_sub_months(Months::new(12)));
        let mut freshness = Self::default();
        let mut by_day: HashMap<NaiveDate, u64, RandomState> = HashMap::default();
        for (row, _) in scene.rows() {
            let n = u64::from(devices.quantity(row));
            let Some((day, _)) = devices.date(row, DateField::LastSeen) else {
                freshness.unknown += n;
                continue;
            };
            *by_day.entry(day).or_default() += n;
            if limit.is_some_and(|limit| day < limit) {
                freshness.stale.add(n, devices.source_row(row));
            }
        }
        freshness.last_seen = by_day.into_iter().collect();
        freshness
    }
}

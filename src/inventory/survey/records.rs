//! Which facts the records hold, and how fresh they are.

use super::Found;
use chrono::NaiveDate;
use std::collections::BTreeMap;

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

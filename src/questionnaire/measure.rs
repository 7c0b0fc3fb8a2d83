//! How the device list bounds the answer to a question.

/// What is counted in the device list for a question, and where the options meet. Options run from best
/// to worst; an edge belongs to one option, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Share of devices whose end of security support is known, percent: the least share of each option.
    /// One option follows for any smaller share, and one for none at all.
    SupportKnown(Vec<u16>),
    /// Share of devices past the end of security support at inception, percent: the largest share of each
    /// option. One option follows for more.
    PastSupport(Vec<u16>),
    /// Equipment at the edge of the network, in five options: none past and none ending in the term;
    /// none past, some ending; some past, inside and separated; some past and reachable, with a date
    /// for their removal; the same without one.
    EdgeSupport,
    /// Facts that the records hold: the least number of each option. One option follows for fewer.
    RecordFacts(Vec<u16>),
    /// Share of devices that can run supported firmware of a known version, percent: the least share of
    /// each option. One option follows for any smaller share, and one for none measured.
    FirmwareKnown(Vec<u16>),
    /// Days since any device of the list was last seen: the most days of each option. Share of all devices
    /// that is in the list, percent: the least share of each. One option follows for an older or smaller
    /// list, and one for no list.
    Inventory { days: Vec<u16>, percent: Vec<u16> },
    /// Devices for each employee, in tenths: the upper end of each option. One option follows for more.
    DevicesPerEmployee(Vec<u16>),
    /// The kinds of device, in the words of the device list, that belong to an option; [`MEDIA_BOX`] too.
    Classes(Vec<(u8, Vec<String>)>),
    /// Where the list shows the finding, no better option than this one fits.
    Shows(Finding, u8),
}

/// What a [`Measure::Classes`] calls a streaming box that nobody certified; it is no kind of device.
pub const MEDIA_BOX: &str = "media box";

/// Something that a device list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Finding {
    /// Connected devices and servers or workstations in one zone, segment or VLAN, or a zone that is
    /// declared not to be separated.
    SharedNetwork,
    /// A device with a public address, one said to be exposed, or one in a zone declared reachable.
    ReachableDevices,
    /// A device whose default password is said to be unchanged.
    DefaultPasswords,
    /// A modem, a vendor's gateway, a tool for remote access, or an open port of one.
    RemoteAccess,
    /// A maker under a restriction.
    RestrictedMakers,
}

impl Finding {
    pub const ALL: [Self; 5] = [
        Self::SharedNetwork,
        Self::ReachableDevices,
        Self::DefaultPasswords,
        Self::RemoteAccess,
        Self::RestrictedMakers,
    ];

    /// As written in a questionnaire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SharedNetwork => "SharedNetwork",
            Self::ReachableDevices => "ReachableDevices",
            Self::DefaultPasswords => "DefaultPasswords",
            Self::RemoteAccess => "RemoteAccess",
            Self::RestrictedMakers => "RestrictedMakers",
        }
    }
}

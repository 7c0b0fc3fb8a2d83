//! The fields of a device (devices.md section 6).

/// One column of the inventory. What it holds and how it is written stands in [`Field::name`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Field {
    DeviceId,
    Name,
    Vendor,
    MacVendor,
    Model,
    ModelNumber,
    DeviceType,
    FirmwareVersion,
    HardwareVersion,
    OsName,
    OsVersion,
    SerialNumber,
    Mac,
    Ip,
    Vlan,
    NetworkSegment,
    NetworkZone,
    PurdueLevel,
    InternetExposed,
    EndOfSale,
    EndOfSoftwareMaintenance,
    EndOfSecuritySupport,
    EndOfSupport,
    EndOfExtendedSupport,
    WarrantyEnd,
    Discontinued,
    OsEndOfSupport,
    PurchaseDate,
    LastPatched,
    FirstSeen,
    LastSeen,
    LifetimeMonths,
    SupportSource,
    LifecycleState,
    Criticality,
    Site,
    Location,
    Department,
    Managed,
    DefaultCredentialsChanged,
    MfaOnAdmin,
    Cpe,
    KnownCves,
    RiskScoreExternal,
    OpenPorts,
    Description,
    Quantity,
}

impl Field {
    pub const COUNT: usize = 47;
    /// In the order in which they are written.
    pub const ALL: [Self; Self::COUNT] = [
        Self::DeviceId,
        Self::Name,
        Self::Vendor,
        Self::MacVendor,
        Self::Model,
        Self::ModelNumber,
        Self::DeviceType,
        Self::FirmwareVersion,
        Self::HardwareVersion,
        Self::OsName,
        Self::OsVersion,
        Self::SerialNumber,
        Self::Mac,
        Self::Ip,
        Self::Vlan,
        Self::NetworkSegment,
        Self::NetworkZone,
        Self::PurdueLevel,
        Self::InternetExposed,
        Self::EndOfSale,
        Self::EndOfSoftwareMaintenance,
        Self::EndOfSecuritySupport,
        Self::EndOfSupport,
        Self::EndOfExtendedSupport,
        Self::WarrantyEnd,
        Self::Discontinued,
        Self::OsEndOfSupport,
        Self::PurchaseDate,
        Self::LastPatched,
        Self::FirstSeen,
        Self::LastSeen,
        Self::LifetimeMonths,
        Self::SupportSource,
        Self::LifecycleState,
        Self::Criticality,
        Self::Site,
        Self::Location,
        Self::Department,
        Self::Managed,
        Self::DefaultCredentialsChanged,
        Self::MfaOnAdmin,
        Self::Cpe,
        Self::KnownCves,
        Self::RiskScoreExternal,
        Self::OpenPorts,
        Self::Description,
        Self::Quantity,
    ];

    /// The column's name in our own `devices.csv` and in `--map`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::DeviceId => "device_id",
            Self::Name => "name",
            Self::Vendor => "vendor",
            Self::MacVendor => "mac_vendor",
            Self::Model => "model",
            Self::ModelNumber => "model_number",
            Self::DeviceType => "device_type",
            Self::FirmwareVersion => "firmware_version",
            Self::HardwareVersion => "hardware_version",
            Self::OsName => "os_name",
            Self::OsVersion => "os_version",
            Self::SerialNumber => "serial_number",
            Self::Mac => "mac",
            Self::Ip => "ip",
            Self::Vlan => "vlan",
            Self::NetworkSegment => "network_segment",
            Self::NetworkZone => "network_zone",
            Self::PurdueLevel => "purdue_level",
            Self::InternetExposed => "internet_exposed",
            Self::EndOfSale => "end_of_sale",
            Self::EndOfSoftwareMaintenance => "end_of_software_maintenance",
            Self::EndOfSecuritySupport => "end_of_security_support",
            Self::EndOfSupport => "end_of_support",
            Self::EndOfExtendedSupport => "end_of_extended_support",
            Self::WarrantyEnd => "warranty_end",
            Self::Discontinued => "discontinued",
            Self::OsEndOfSupport => "os_end_of_support",
            Self::PurchaseDate => "purchase_date",
            Self::LastPatched => "last_patched",
            Self::FirstSeen => "first_seen",
            Self::LastSeen => "last_seen",
            Self::LifetimeMonths => "lifetime_months",
            Self::SupportSource => "support_source",
            Self::LifecycleState => "lifecycle_state",
            Self::Criticality => "criticality",
            Self::Site => "site",
            Self::Location => "location",
            Self::Department => "department",
            Self::Managed => "managed",
            Self::DefaultCredentialsChanged => "default_credentials_changed",
            Self::MfaOnAdmin => "mfa_on_admin",
            Self::Cpe => "cpe",
            Self::KnownCves => "known_cves",
            Self::RiskScoreExternal => "risk_score_external",
            Self::OpenPorts => "open_ports",
            Self::Description => "description",
            Self::Quantity => "quantity",
        }
    }

    /// The field of this name, folded like a header.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let wanted = super::folded(name);
        Self::ALL.into_iter().find(|field| super::folded(field.name()) == wanted)
    }

    /// For people: `end of security support`.
    #[must_use]
    pub fn title(self) -> String {
        match self {
            Self::Mac => "MAC address".to_owned(),
            Self::Ip => "IP address".to_owned(),
            Self::Vlan => "VLAN".to_owned(),
            Self::Cpe => "CPE".to_owned(),
            Self::MacVendor => "MAC vendor".to_owned(),
            Self::OsName => "OS name".to_owned(),
            Self::OsVersion => "OS version".to_owned(),
            Self::OsEndOfSupport => "OS end of support".to_owned(),
            Self::KnownCves => "known CVEs".to_owned(),
            Self::MfaOnAdmin => "MFA on admin".to_owned(),
            Self::RiskScoreExternal => "external risk score".to_owned(),
            _ => self.name().replace('_', " "),
        }
    }

    /// The place of its column.
    #[must_use]
    pub(super) fn place(self) -> usize {
        self as usize
    }

    /// Which date it is, if it is one.
    #[must_use]
    pub fn date(self) -> Option<DateField> {
        DateField::ALL.into_iter().find(|date| date.field() == self)
    }

    /// Whether a cell may hold several values, and several columns may give them.
    #[must_use]
    pub(super) fn is_list(self) -> bool {
        matches!(self, Self::Mac | Self::Ip | Self::Vlan | Self::Cpe | Self::KnownCves | Self::OpenPorts)
    }

    /// Whether a value tells a device from others, so that a row with none is no device.
    #[must_use]
    pub(super) fn names_a_device(self) -> bool {
        matches!(
            self,
            Self::DeviceId
                | Self::Name
                | Self::Vendor
                | Self::Model
                | Self::ModelNumber
                | Self::DeviceType
                | Self::SerialNumber
                | Self::Mac
                | Self::Ip
        )
    }

    /// Whether it says what a device is. A table without any of these columns cannot be underwritten.
    #[must_use]
    pub fn says_what_it_is(self) -> bool {
        matches!(self, Self::Vendor | Self::Model | Self::DeviceType)
    }
}

/// A field that holds a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum DateField {
    EndOfSale,
    EndOfSoftwareMaintenance,
    EndOfSecuritySupport,
    EndOfSupport,
    EndOfExtendedSupport,
    WarrantyEnd,
    Discontinued,
    OsEndOfSupport,
    PurchaseDate,
    LastPatched,
    FirstSeen,
    LastSeen,
}

impl DateField {
    pub const COUNT: usize = 12;
    pub const ALL: [Self; Self::COUNT] = [
        Self::EndOfSale,
        Self::EndOfSoftwareMaintenance,
        Self::EndOfSecuritySupport,
        Self::EndOfSupport,
        Self::EndOfExtendedSupport,
        Self::WarrantyEnd,
        Self::Discontinued,
        Self::OsEndOfSupport,
        Self::PurchaseDate,
        Self::LastPatched,
        Self::FirstSeen,
        Self::LastSeen,
    ];
    /// The seven kinds of a device's own lifecycle, which are never mixed.
    pub const LIFECYCLE: [Self; 7] = [
        Self::EndOfSale,
        Self::EndOfSoftwareMaintenance,
        Self::EndOfSecuritySupport,
        Self::EndOfSupport,
        Self::EndOfExtendedSupport,
        Self::WarrantyEnd,
        Self::Discontinued,
    ];

    #[must_use]
    pub fn field(self) -> Field {
        match self {
            Self::EndOfSale => Field::EndOfSale,
            Self::EndOfSoftwareMaintenance => Field::EndOfSoftwareMaintenance,
            Self::EndOfSecuritySupport => Field::EndOfSecuritySupport,
            Self::EndOfSupport => Field::EndOfSupport,
            Self::EndOfExtendedSupport => Field::EndOfExtendedSupport,
            Self::WarrantyEnd => Field::WarrantyEnd,
            Self::Discontinued => Field::Discontinued,
            Self::OsEndOfSupport => Field::OsEndOfSupport,
            Self::PurchaseDate => Field::PurchaseDate,
            Self::LastPatched => Field::LastPatched,
            Self::FirstSeen => Field::FirstSeen,
            Self::LastSeen => Field::LastSeen,
        }
    }

    #[must_use]
    pub(super) fn place(self) -> usize {
        self as usize
    }
}

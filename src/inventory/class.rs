//! What words in a cell count as: kind of device, state of life, yes and no.

use super::folded;
use std::collections::HashMap;
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../assets/inventory/device_classes.csv");

/// The kind of a device, by what it means for a risk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum DeviceClass {
    Camera,
    Recorder,
    AccessControl,
    Printer,
    Phone,
    Router,
    Switch,
    Storage,
    BuildingControl,
    IndustrialControl,
    Medical,
    Sensor,
    Display,
    Power,
    Kiosk,
    Vehicle,
    Other,
    #[default]
    Unknown,
}

impl DeviceClass {
    pub const ALL: [Self; 18] = [
        Self::Camera,
        Self::Recorder,
        Self::AccessControl,
        Self::Printer,
        Self::Phone,
        Self::Router,
        Self::Switch,
        Self::Storage,
        Self::BuildingControl,
        Self::IndustrialControl,
        Self::Medical,
        Self::Sensor,
        Self::Display,
        Self::Power,
        Self::Kiosk,
        Self::Vehicle,
        Self::Other,
        Self::Unknown,
    ];

    /// As shown and as written.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Camera => "camera",
            Self::Recorder => "recorder",
            Self::AccessControl => "access control",
            Self::Printer => "printer",
            Self::Phone => "phone",
            Self::Router => "router or gateway",
            Self::Switch => "switch or access point",
            Self::Storage => "storage",
            Self::BuildingControl => "building control",
            Self::IndustrialControl => "industrial control",
            Self::Medical => "medical",
            Self::Sensor => "sensor or actuator",
            Self::Display => "display or audio-video",
            Self::Power => "power",
            Self::Kiosk => "kiosk or point of sale",
            Self::Vehicle => "vehicle or telematics",
            Self::Other => "other",
            Self::Unknown => "unknown",
        }
    }

    /// What a type word counts as; `None` for a word that the shipped table does not hold.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        static WORDS: OnceLock<HashMap<String, DeviceClass>> = OnceLock::new();
        let words = WORDS.get_or_init(|| {
            let mut words = HashMap::new();
            for line in TABLE.lines().skip(1).filter(|line| !line.starts_with('#')) {
                let Some((class, names)) = line.split_once(',') else { continue };
                let Some(class) = Self::ALL.into_iter().find(|known| known.words() == class) else { continue };
                for name in names.split('|').chain([class.words()]) {
                    words.insert(folded(name), class);
                }
            }
            words
        });
        words.get(&folded(text)).copied()
    }
}

/// Whether a device is in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LifecycleState {
    InUse,
    Spare,
    /// Not counted; the report lists its rows.
    Retired,
    #[default]
    Unknown,
}

impl LifecycleState {
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        match folded(text).as_str() {
            "retired" | "decommissioned" | "disposed" | "disposedof" | "scrapped" | "removed" | "lost" | "stolen"
            | "destroyed" | "archived" | "deleted" | "writtenoff" | "sold" | "recycled" | "outofservice"
            | "retiredfromservice" => Self::Retired,
            "spare" | "instock" | "stock" | "inventory" | "planned" | "staged" | "readytodeploy" | "pending"
            | "instorage" | "stored" => Self::Spare,
            "active" | "inuse" | "deployed" | "production" | "operational" | "online" | "installed" | "live" | "up"
            | "inservice" | "inproduction" | "running" => Self::InUse,
            _ => Self::Unknown,
        }
    }
}

/// Yes, no, or nobody said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum YesNo {
    Yes,
    No,
    #[default]
    Unknown,
}

impl YesNo {
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        match text.trim().to_lowercase().as_str() {
            "yes" | "y" | "true" | "1" | "x" => Self::Yes,
            "no" | "n" | "false" | "0" => Self::No,
            _ => Self::Unknown,
        }
    }
}

/// Whether a cell says that nothing is known.
pub(super) fn is_blank(text: &str) -> bool {
    // Asked of every cell of every row.
    if text.len() > 14 || !text.bytes().next().is_none_or(|first| b"-?[{#(nNuU\xe2".contains(&first)) {
        return false;
    }
    matches!(text, "" | "-" | "--" | "?" | "—" | "–" | "[]" | "{}" | "#N/A" | "#REF!" | "#VALUE!" | "#NAME?")
        || ["n/a", "na", "unknown", "none", "null", "nil", "not known", "not available", "n.a.", "(blank)", "undefined"]
            .iter()
            .any(|word| text.eq_ignore_ascii_case(word))
}

//! What the words of a cell tell, worked out once for every different text.

use super::WayIn;
use crate::inventory::address::parts;
use crate::inventory::{DeviceClass, Devices, Field};
use std::collections::HashMap;
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../../assets/inventory/device_signs.csv");

/// A line of the shipped table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    BusinessSystem,
    ServerSystem,
    ConnectedDevice,
    MediaBox,
    CertifiedBoxMaker,
    CellularModem,
    VendorGateway,
    RemoteTool,
}

/// The signs that a text holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs(u8);

impl Sign {
    pub(super) const ALL: [Self; 8] = [
        Self::BusinessSystem,
        Self::ServerSystem,
        Self::ConnectedDevice,
        Self::MediaBox,
        Self::CertifiedBoxMaker,
        Self::CellularModem,
        Self::VendorGateway,
        Self::RemoteTool,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::BusinessSystem => "business system",
            Self::ServerSystem => "server system",
            Self::ConnectedDevice => "connected device",
            Self::MediaBox => "media box",
            Self::CertifiedBoxMaker => "certified box maker",
            Self::CellularModem => "cellular modem",
            Self::VendorGateway => "vendor gateway",
            Self::RemoteTool => "remote tool",
        }
    }
}

impl Signs {
    pub(super) fn of(text: &str) -> Self {
        let text = spaced(text);
        let mut found = Self::default();
        for (blank, _) in text.match_indices(' ') {
            let rest = text.get(blank + 1..).unwrap_or_default();
            let first = rest.split(' ').next().unwrap_or_default();
            for (phrase, sign) in phrases().get(first).into_iter().flatten() {
                if rest.starts_with(phrase.as_str()) {
                    found.0 |= 1 << *sign as u8;
                }
            }
        }
        found
    }

    pub(super) fn has(self, sign: Sign) -> bool {
        self.0 & 1 << sign as u8 != 0
    }
}

/// The phrases of the table, each with a blank at its end, by their first word.
fn phrases() -> &'static HashMap<String, Vec<(String, Sign)>> {
    static PHRASES: OnceLock<HashMap<String, Vec<(String, Sign)>>> = OnceLock::new();
    PHRASES.get_or_init(|| {
        let mut phrases: HashMap<String, Vec<(String, Sign)>> = HashMap::new();
        for line in TABLE.lines() {
            let Some((name, words)) = line.split_once(',') else { continue };
            let Some(sign) = Sign::ALL.into_iter().find(|sign| sign.name() == name) else { continue };
            for words in words.split('|') {
                let phrase = spaced(words).trim_start().to_owned();
                let first = phrase.split(' ').next().unwrap_or_default().to_owned();
                phrases.entry(first).or_default().push((phrase, sign));
            }
        }
        phrases
    })
}

/// ` android tv box ` of `Android-TV Box`.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 2);
    spaced.push(' ');
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        spaced.extend(word.chars().flat_map(char::to_lowercase));
        spaced.push(' ');
    }
    spaced
}

/// Something worked out once for every different text of a column.
pub(super) struct PerText<'a, T, W> {
    devices: &'a Devices,
    field: Field,
    work: W,
    /// By symbol.
    known: Vec<Option<T>>,
}

impl<'a, T: Copy, W: Fn(&str) -> T> PerText<'a, T, W> {
    pub(super) fn new(devices: &'a Devices, field: Field, work: W) -> Self {
        Self { devices, field, work, known: Vec::new() }
    }

    pub(super) fn of(&mut self, row: usize) -> T {
        let symbol = self.devices.symbol(row, self.field);
        let place = symbol as usize;
        if let Some(Some(known)) = self.known.get(place) {
            return *known;
        }
        let found = (self.work)(self.devices.text_of(symbol));
        if self.known.len() <= place {
            self.known.resize(place + 1, None);
        }
        if let Some(slot) = self.known.get_mut(place) {
            *slot = Some(found);
        }
        found
    }
}

/// Places 0, 1, 2 ... for the different texts of a column, in the order in which they first appear.
pub(super) struct Places {
    /// By symbol; `u32::MAX` where it did not appear.
    place_of: Vec<u32>,
    pub(super) symbols: Vec<u32>,
}

impl Places {
    pub(super) fn new() -> Self {
        Self { place_of: Vec::new(), symbols: Vec::new() }
    }

    pub(super) fn of(&mut self, symbol: u32) -> usize {
        let at = symbol as usize;
        if self.place_of.len() <= at {
            self.place_of.resize(at + 1, u32::MAX);
        }
        let next = u32::try_from(self.symbols.len()).unwrap_or(u32::MAX);
        let Some(slot) = self.place_of.get_mut(at) else { return 0 };
        if *slot == u32::MAX {
            *slot = next;
            self.symbols.push(symbol);
        }
        *slot as usize
    }
}

/// How a list states that a device is critical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Criticality {
    High,
    /// Stated and lower, or not stated.
    Lower,
    NotUnderstood,
}

impl Criticality {
    /// `High`, `1 - most critical`, `5/5`. A bare number is not understood: some tools count up, some down.
    pub(super) fn from_text(text: &str) -> Self {
        const HIGH: [&str; 13] = [
            "high",
            "veryhigh",
            "critical",
            "mostcritical",
            "highest",
            "extreme",
            "severe",
            "missioncritical",
            "businesscritical",
            "safetycritical",
            "lifecritical",
            "vital",
            "essential",
        ];
        const LOWER: [&str; 16] = [
            "",
            "low",
            "verylow",
            "lowest",
            "medium",
            "moderate",
            "normal",
            "minor",
            "none",
            "notcritical",
            "noncritical",
            "lesscritical",
            "somewhatcritical",
            "standard",
            "no",
            "negligible",
        ];
        let letters: String = text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        let numbers: Vec<u32> =
            text.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect();
        match (letters.as_str(), numbers.as_slice()) {
            (high, _) if HIGH.contains(&high) => Self::High,
            ("" | "of" | "outof", [value, of]) if value <= of && *of >= 3 => {
                if value == of {
                    Self::High
                } else {
                    Self::Lower
                }
            }
            ("", [_, ..]) => Self::NotUnderstood,
            (lower, _) if LOWER.contains(&lower) => Self::Lower,
            _ => Self::NotUnderstood,
        }
    }
}

/// Connected device, business system, or neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Connected,
    Business,
    Neither,
}

impl Side {
    /// Routers, switches and storage serve both sides. A class says more than a word: a print server is a printer.
    pub(super) fn of(class: DeviceClass, type_word: Side, runs_server: bool) -> Self {
        match class {
            DeviceClass::Router | DeviceClass::Switch | DeviceClass::Storage => Self::Neither,
            DeviceClass::Other | DeviceClass::Unknown if runs_server => Self::Business,
            DeviceClass::Other | DeviceClass::Unknown => type_word,
            _ => Self::Connected,
        }
    }

    pub(super) fn of_type(text: &str) -> Self {
        let signs = Signs::of(text);
        match () {
            () if signs.has(Sign::BusinessSystem) => Self::Business,
            () if signs.has(Sign::ConnectedDevice) => Self::Connected,
            () => Self::Neither,
        }
    }
}

/// What of [`WayIn`] a text shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct WaysIn(u8);

impl WaysIn {
    pub(super) fn of_signs(signs: Signs) -> Self {
        let ways = [
            (Sign::CellularModem, WayIn::CellularModem),
            (Sign::VendorGateway, WayIn::VendorGateway),
            (Sign::RemoteTool, WayIn::RemoteTool),
        ];
        ways.into_iter().filter(|(sign, _)| signs.has(*sign)).fold(Self(0), |ways, (_, way)| ways.and(way.bit()))
    }

    /// `22/tcp; 80/tcp`. Closed and filtered ports, and those of UDP, are none.
    pub(super) fn of_ports(text: &str) -> Self {
        let open = parts(text).filter(|part| {
            let part = part.to_ascii_lowercase();
            !["closed", "filtered", "udp"].iter().any(|word| part.contains(word))
        });
        let numbers = open.flat_map(|part| part.split('/').take(2)).filter_map(|piece| {
            let digits = piece.split_whitespace().next()?;
            digits.parse::<u16>().ok()
        });
        let ways = numbers.filter_map(|port| match port {
            22 => Some(WayIn::Ssh),
            23 => Some(WayIn::Telnet),
            3389 => Some(WayIn::RemoteDesktop),
            5900..=5903 => Some(WayIn::Vnc),
            _ => None,
        });
        ways.fold(Self(0), |ways, way| ways.and(way.bit()))
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn has(self, way: WayIn) -> bool {
        self.0 & way.bit().0 != 0
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl WayIn {
    fn bit(self) -> WaysIn {
        WaysIn(1 << self as u8)
    }
}

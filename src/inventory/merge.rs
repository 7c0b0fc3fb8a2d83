//! Finding the rows that are one device (devices.md section 6): device id; serial number and vendor;
//! MAC address; address and zone.

use super::devices::Devices;
use super::field::Field;
use super::report::MergeKey;
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// Texts that stand in place of a serial number.
const NO_SERIALS: [&str; 9] = [
    "0",
    "tobefilledbyoem",
    "defaultstring",
    "systemserialnumber",
    "notspecified",
    "123456789",
    "0123456789",
    "notapplicable",
    "serial",
];

/// What a row says of itself, as numbers of texts; 0 for nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Identity<'a> {
    pub id: u32,
    pub serial: u32,
    /// In capitals, for comparing.
    pub serial_key: u32,
    pub vendor: u32,
    /// In capitals, where there is a serial number.
    pub vendor_key: u32,
    pub model: u32,
    /// Only those that no two devices share.
    pub macs: &'a [u32],
    pub ips: &'a [u32],
    /// A number for zone, segment, VLAN and site together.
    pub zone: u32,
    pub quantity: u32,
}

/// Where each identity was seen first.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    ids: BySymbol<u32>,
    serials: Rows<(u32, u32)>,
    macs: BySymbol<u32>,
    /// For every address the zone in which it was seen first, and the row.
    addresses: BySymbol<(u32, u32)>,
    /// Addresses that were seen in other zones as well.
    more_addresses: Rows<(u32, u32)>,
    /// Whether a row has a MAC of its own; shorter than the table where the rest has none.
    with_mac: Vec<bool>,
}

/// Something by the number of a text. New texts get their numbers in the order of the rows, so that
/// neighbours stand together, which no hash table gives.
#[derive(Clone, Debug)]
struct BySymbol<T>(Vec<Option<T>>);

impl<T> Default for BySymbol<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Copy> BySymbol<T> {
    fn get(&self, symbol: u32) -> Option<T> {
        self.0.get(symbol as usize).copied().flatten()
    }

    /// What is there, or else was put there now.
    fn get_or_put(&mut self, symbol: u32, value: T) -> T {
        let place = symbol as usize;
        if self.0.len() <= place {
            self.0.resize(place + 1, None);
        }
        self.0.get_mut(place).map_or(value, |slot| *slot.get_or_insert(value))
    }
}

/// Rows by what identifies them; the hash differs in every run.
type Rows<Key> = HashMap<Key, u32, RandomState>;

/// Whether a text can be the number of one device.
pub(super) fn is_serial(text: &str) -> bool {
    let fold = super::folded(text);
    !fold.is_empty() && !fold.chars().all(|c| matches!(c, '0' | 'x')) && !NO_SERIALS.contains(&fold.as_str())
}

impl Keys {
    /// The earlier row that is the same device, and by what.
    pub(super) fn find(&self, devices: &Devices, new: &Identity) -> Option<(u32, MergeKey)> {
        if let Some(row) = self.ids.get(new.id).filter(|_| new.id != 0) {
            return Some((row, MergeKey::DeviceId));
        }
        if let Some(row) = serial_key(new).and_then(|key| self.serials.get(&key)) {
            return Some((*row, MergeKey::SerialAndVendor));
        }
        let differs = |row: u32, field: Field, own: u32| {
            let there = devices.symbol(row as usize, field);
            there != 0 && own != 0 && there != own
        };
        let by_mac = new.macs.iter().find_map(|mac| self.macs.get(*mac));
        if let Some(row) = by_mac.filter(|row| !differs(*row, Field::SerialNumber, new.serial)) {
            return Some((row, MergeKey::Mac));
        }
        if new.quantity != 1 {
            return None;
        }
        let by_address = new.ips.iter().find_map(|ip| self.at_address(*ip, new.zone))?;
        let is_other = differs(by_address, Field::DeviceId, new.id)
            || differs(by_address, Field::SerialNumber, new.serial)
            || differs(by_address, Field::Model, new.model)
            || differs(by_address, Field::Vendor, new.vendor)
            || (!new.macs.is_empty() && self.with_mac.get(by_address as usize) == Some(&true))
            || devices.quantity(by_address as usize) != 1;
        (!is_other).then_some((by_address, MergeKey::AddressAndZone))
    }

    /// Remembers what a row says of itself, where nobody said it before.
    pub(super) fn add(&mut self, new: &Identity, row: u32) {
        if new.id != 0 {
            self.ids.get_or_put(new.id, row);
        }
        if let Some(key) = serial_key(new) {
            self.serials.entry(key).or_insert(row);
        }
        for mac in new.macs {
            if self.macs.get_or_put(*mac, row) == row {
                let place = row as usize;
                if self.with_mac.len() <= place {
                    self.with_mac.resize(place + 1, false);
                }
                if let Some(has) = self.with_mac.get_mut(place) {
                    *has = true;
                }
            }
        }
        for ip in new.ips {
            let (zone, _) = self.addresses.get_or_put(*ip, (new.zone, row));
            if zone != new.zone {
                self.more_addresses.entry((*ip, new.zone)).or_insert(row);
            }
        }
    }

    fn at_address(&self, ip: u32, zone: u32) -> Option<u32> {
        match self.addresses.get(ip)? {
            (first, row) if first == zone => Some(row),
            _ => self.more_addresses.get(&(ip, zone)).copied(),
        }
    }
}

/// A serial number counts together with its vendor, or with the model where no vendor is given.
fn serial_key(new: &Identity) -> Option<(u32, u32)> {
    let of = if new.vendor_key == 0 { new.model } else { new.vendor_key };
    (new.serial_key != 0 && of != 0).then_some((new.serial_key, of))
}

//! What can be reached from the internet, and which zones hold what. No tool exports either: what people
//! declared about the zones decides, and what nobody declared stays unknown.

use super::Found;
use super::lots::{in_order, order};
use super::signs::{PerText, Places, Side, Sign, Signs};
use crate::inventory::address::{ip_from_text, parts};
use crate::inventory::{DeviceClass, DeviceList, Devices, Field, YesNo, Zone, ZoneKey};
use core::net::IpAddr;
use std::cmp::Reverse;

/// Zones that are listed.
const MOST_ZONES: usize = 1000;

/// Devices that the internet can reach, by what says so. A device may be in several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exposure {
    /// The list says so.
    pub stated: Found,
    /// It has a public address: reachable unless a firewall stands before it.
    pub public_address: Found,
    /// Its zone is declared reachable.
    pub reachable_zone: Found,
    /// Any of these, each device once.
    pub any: Found,
    /// The list says no, or every declared zone of it is not reachable, and nothing says the opposite.
    pub not_reachable: u64,
    /// Nothing says either.
    pub not_stated: u64,
}

/// Where a device stands towards the internet; of several that hold, the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Stated, a public address, or a zone declared reachable.
    Internet,
    /// Inside, and in a zone that is declared separated.
    Separated,
    /// Stated or declared not to be reachable.
    Inside,
    #[default]
    NotStated,
}

/// Devices by [`Reach`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reaches {
    pub internet: u64,
    pub separated: u64,
    pub inside: u64,
    pub not_stated: u64,
}

/// The devices of a zone, segment or VLAN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneView {
    pub key: ZoneKey,
    /// As declared.
    pub zone: Zone,
    pub devices: u64,
    /// Connected devices; routers, switches, storage and what is not understood are neither these nor the next.
    pub connected: Found,
    /// Servers, workstations and the like.
    pub business: Found,
}

/// Connected devices by what is declared about their zones; where two zones of a device disagree, "not
/// separated" wins. The four add up to all connected devices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Separation {
    pub separated: u64,
    pub not_separated: Found,
    /// In a zone of which nobody said.
    pub undeclared: u64,
    /// The list gives neither zone nor segment nor VLAN.
    pub without_zone: u64,
    /// In a zone, segment or VLAN that also holds a business system, whatever is declared.
    pub beside_business: Found,
}

impl Reaches {
    pub(super) fn add(&mut self, reach: Reach, devices: u64) {
        *match reach {
            Reach::Internet => &mut self.internet,
            Reach::Separated => &mut self.separated,
            Reach::Inside => &mut self.inside,
            Reach::NotStated => &mut self.not_stated,
        } += devices;
    }
}

/// Whether an address is one of the open internet: not private, shared, local, reserved, documentation,
/// benchmark, multicast or translated.
#[must_use]
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            !(ip.is_private()
                || ip.is_loopback()
                || ip.is_link_local()
                || ip.is_documentation()
                || a == 0
                || a >= 224
                || (a == 100 && (64..128).contains(&b))
                || (a == 192 && b == 0 && c == 0)
                || (a == 192 && b == 88 && c == 99)
                || (a == 198 && (18..20).contains(&b)))
        }
        IpAddr::V6(ip) => {
            if let Some(ip) = ip.to_ipv4_mapped() {
                return is_public(IpAddr::V4(ip));
            }
            let [a, b, ..] = ip.segments();
            // Global unicast is 2000::/3; without Teredo and others of 2001::/23, documentation and 6to4.
            a & 0xe000 == 0x2000
                && !(a == 0x2001 && (b < 0x0200 || b == 0x0db8))
                && a != 0x2002
                && !(a == 0x3fff && b < 0x1000)
        }
    }
}

/// Where every device stands in the network.
pub(super) struct Network {
    /// By row.
    standings: Vec<Standing>,
    order: Option<Vec<u32>>,
}

#[derive(Clone, Copy)]
struct Standing {
    /// Whether the list says that it is exposed.
    stated: YesNo,
    has_public_address: bool,
    /// Of all its zones together.
    zone: Zone,
    has_zone: bool,
    class: DeviceClass,
    side: Side,
}

impl Network {
    pub(super) fn of(list: &DeviceList) -> Self {
        let devices = &*list.table;
        let mut stated = PerText::new(devices, Field::InternetExposed, YesNo::from_text);
        let mut public = PerText::new(devices, Field::Ip, has_public);
        let mut type_side = PerText::new(devices, Field::DeviceType, Side::of_type);
        let mut runs_server = PerText::new(devices, Field::OsName, |text| Signs::of(text).has(Sign::ServerSystem));
        let mut zones = ZoneKey::FIELDS.map(|field| {
            let declared = move |value: &str| {
                let key = ZoneKey { field, value: value.to_owned() };
                list.declared.zones.get(&key).copied().unwrap_or_default()
            };
            PerText::new(devices, field, declared)
        });
        let standing = |row| {
            let class = devices.class(row);
            Standing {
                stated: stated.of(row),
                has_public_address: public.of(row),
                zone: zones.iter_mut().map(|zone| zone.of(row)).fold(Zone::default(), both),
                has_zone: ZoneKey::FIELDS.into_iter().any(|field| devices.symbol(row, field) != 0),
                class,
                side: Side::of(class, type_side.of(row), runs_server.of(row)),
            }
        };
        Self { standings: (0..devices.len()).map(standing).collect(), order: order(devices) }
    }

    pub(super) fn reach(&self, row: usize) -> Reach {
        self.standings.get(row).map_or(Reach::NotStated, |standing| standing.reach())
    }

    pub(super) fn is_edge(&self, row: usize) -> bool {
        self.standings.get(row).is_some_and(|standing| {
            matches!(standing.class, DeviceClass::Router | DeviceClass::Switch | DeviceClass::Storage)
                || standing.stated == YesNo::Yes
                || standing.zone.reachable == YesNo::Yes
        })
    }

    fn rows(&self) -> impl Iterator<Item = (usize, Standing)> {
        in_order(self.order.as_deref(), self.standings.len())
            .filter_map(|row| Some((row, self.standings.get(row).copied()?)))
    }

    pub(super) fn exposure(&self, devices: &Devices) -> Exposure {
        let mut exposure = Exposure::default();
        for (row, standing) in self.rows() {
            let (n, number) = (u64::from(devices.quantity(row)), devices.source_row(row));
            let says = [
                (standing.stated == YesNo::Yes, &mut exposure.stated),
                (standing.has_public_address, &mut exposure.public_address),
                (standing.zone.reachable == YesNo::Yes, &mut exposure.reachable_zone),
                (standing.reach() == Reach::Internet, &mut exposure.any),
            ];
            for (_, found) in says.into_iter().filter(|(holds, _)| *holds) {
                found.add(n, number);
            }
            match standing.reach() {
                Reach::Internet => {}
                _ if standing.is_said_unreachable() => exposure.not_reachable += n,
                _ => exposure.not_stated += n,
            }
        }
        exposure
    }

    /// The zones that are listed, how many are not, and what they separate.
    pub(super) fn zones(&self, list: &DeviceList) -> (Vec<ZoneView>, u32, Separation) {
        let devices = &*list.table;
        let mut columns = ZoneKey::FIELDS.map(|field| Column::of(field, devices, self));
        let separation = self.separation(devices, &mut columns);

        let mut all: Vec<(usize, usize, u64)> = Vec::new();
        for (column, tallies) in columns.iter().enumerate() {
            all.extend(tallies.zones.iter().enumerate().map(|(place, zone)| (column, place, zone.devices)));
        }
        let value = |column: usize, place: usize| {
            columns
                .get(column)
                .and_then(|column| column.places.symbols.get(place))
                .map_or("", |it| devices.text_of(*it))
        };
        all.sort_by_key(|(column, place, n)| (Reverse(*n), *column, value(*column, *place)));
        let more = u32::try_from(all.len().saturating_sub(MOST_ZONES)).unwrap_or(u32::MAX);
        all.truncate(MOST_ZONES);
        all.sort_by_key(|(column, place, _)| (*column, value(*column, *place)));

        let mut views = Vec::with_capacity(all.len());
        let mut view_of = columns.each_ref().map(|column| vec![usize::MAX; column.zones.len()]);
        for (column, place, n) in all {
            let Some(field) = ZoneKey::FIELDS.get(column).copied() else { continue };
            if let Some(slot) = view_of.get_mut(column).and_then(|places: &mut Vec<_>| places.get_mut(place)) {
                *slot = views.len();
            }
            let key = ZoneKey { field, value: value(column, place).to_owned() };
            let zone = list.declared.zones.get(&key).copied().unwrap_or_default();
            let (connected, business) = (Found::default(), Found::default());
            views.push(ZoneView { key, zone, devices: n, connected, business });
        }
        for (row, standing) in self.rows() {
            for (column, view_of) in columns.iter_mut().zip(&view_of) {
                let Some(place) = column.place(devices, row) else { continue };
                let Some(view) = view_of.get(place).and_then(|view| views.get_mut(*view)) else { continue };
                let found = match standing.side {
                    Side::Connected => &mut view.connected,
                    Side::Business => &mut view.business,
                    Side::Neither => continue,
                };
                found.add(u64::from(devices.quantity(row)), devices.source_row(row));
            }
        }
        (views, more, separation)
    }

    fn separation(&self, devices: &Devices, columns: &mut [Column; 3]) -> Separation {
        let mut separation = Separation::default();
        for (row, standing) in self.rows().filter(|(_, standing)| standing.side == Side::Connected) {
            let (n, number) = (u64::from(devices.quantity(row)), devices.source_row(row));
            match standing.zone.separated {
                YesNo::Yes => separation.separated += n,
                YesNo::No => separation.not_separated.add(n, number),
                YesNo::Unknown if standing.has_zone => separation.undeclared += n,
                YesNo::Unknown => separation.without_zone += n,
            }
            let is_beside = |column: &mut Column| {
                let place = column.place(devices, row);
                place.and_then(|place| column.zones.get(place)).is_some_and(|zone| zone.has_business)
            };
            if columns.iter_mut().any(is_beside) {
                separation.beside_business.add(n, number);
            }
        }
        separation
    }
}

impl Standing {
    fn reach(self) -> Reach {
        match () {
            () if self.stated == YesNo::Yes || self.has_public_address || self.zone.reachable == YesNo::Yes => {
                Reach::Internet
            }
            // A zone apart from business systems may still face the internet.
            () if self.is_said_unreachable() && self.zone.separated == YesNo::Yes => Reach::Separated,
            () if self.is_said_unreachable() => Reach::Inside,
            () => Reach::NotStated,
        }
    }

    fn is_said_unreachable(self) -> bool {
        self.stated == YesNo::No || self.zone.reachable == YesNo::No
    }
}

/// A device in two zones is as reachable as the one and as little separated as the other.
fn both(a: Zone, b: Zone) -> Zone {
    let either = |wins: YesNo, a: YesNo, b: YesNo| match (a, b) {
        _ if a == wins || b == wins => wins,
        (YesNo::Unknown, other) | (other, _) => other,
    };
    Zone {
        separated: either(YesNo::No, a.separated, b.separated),
        reachable: either(YesNo::Yes, a.reachable, b.reachable),
    }
}

fn has_public(cell: &str) -> bool {
    // The usual case, without taking the cell apart.
    match cell.parse() {
        Ok(ip) => is_public(ip),
        Err(_) => parts(cell).filter_map(ip_from_text).any(is_public),
    }
}

/// The values of one column.
struct Column {
    field: Field,
    places: Places,
    zones: Vec<ZoneTally>,
}

#[derive(Clone, Copy, Default)]
struct ZoneTally {
    devices: u64,
    has_business: bool,
}

impl Column {
    fn of(field: Field, devices: &Devices, network: &Network) -> Self {
        let mut column = Self { field, places: Places::new(), zones: Vec::new() };
        for (row, standing) in network.rows() {
            let Some(place) = column.place(devices, row) else { continue };
            if column.zones.len() <= place {
                column.zones.resize(place + 1, ZoneTally::default());
            }
            if let Some(zone) = column.zones.get_mut(place) {
                zone.devices += u64::from(devices.quantity(row));
                zone.has_business |= standing.side == Side::Business;
            }
        }
        column
    }

    /// `None` where the list gives no value.
    fn place(&mut self, devices: &Devices, row: usize) -> Option<usize> {
        match devices.symbol(row, self.field) {
            0 => None,
            symbol => Some(self.places.of(symbol)),
        }
    }
}

//! What can be reached from the internet, and which zones hold what. No tool exports either: what people
//! declared about the zones decides, and what nobody declared stays unknown.

use super::Found;
use crate::inventory::{Zone, ZoneKey};
use core::net::IpAddr;

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
    /// In a zone that is declared separated.
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

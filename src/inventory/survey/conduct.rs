//! What the list tells about passwords, makers, boxes and ways in.

use super::Found;
use super::lots::Scene;
use super::signs::{PerText, Sign, Signs, WaysIn};
use crate::inventory::{Field, Product, Restriction, YesNo, restricted_maker};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Findings for single questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conduct {
    /// The list says that default credentials were not changed.
    pub default_credentials: Found,
    /// Devices for which the list says either.
    pub credentials_stated: u64,
    /// The list says that administrators sign in without a second factor.
    pub no_mfa: Found,
    /// Devices for which the list says either.
    pub mfa_stated: u64,
    /// Makers on a restricted list, the most devices first.
    pub restricted: Vec<RestrictedMaker>,
    /// Android TV and streaming boxes of makers that are not known to certify them.
    pub media_boxes: Found,
    /// What lets people in from outside, or logs in over the network; a device may be in several.
    pub ways_in: BTreeMap<WayIn, Found>,
}

/// A maker whose equipment may not be used by everyone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestrictedMaker {
    /// Canonical name.
    pub maker: String,
    pub restriction: Restriction,
    pub found: Found,
}

/// A way into a device or past the firewall, as type, model and open ports show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WayIn {
    CellularModem,
    /// A gateway through which its vendor maintains machines.
    VendorGateway,
    /// A tool for looking at screens from afar.
    RemoteTool,
    /// Port 3389 is open.
    RemoteDesktop,
    /// A port from 5900 to 5903 is open.
    Vnc,
    /// Port 22 is open.
    Ssh,
    /// Port 23 is open.
    Telnet,
}

impl WayIn {
    pub const ALL: [Self; 7] = [
        Self::CellularModem,
        Self::VendorGateway,
        Self::RemoteTool,
        Self::RemoteDesktop,
        Self::Vnc,
        Self::Ssh,
        Self::Telnet,
    ];

    /// For people: `cellular modem`.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::CellularModem => "cellular modem or router",
            Self::VendorGateway => "vendor gateway for remote maintenance",
            Self::RemoteTool => "tool for remote access",
            Self::RemoteDesktop => "remote desktop (port 3389 open)",
            Self::Vnc => "VNC (port 5900 open)",
            Self::Ssh => "SSH (port 22 open)",
            Self::Telnet => "Telnet (port 23 open)",
        }
    }
}

/// What a product's name tells, once for all its rows.
struct Told {
    is_restricted: bool,
    is_box: bool,
    /// Known to certify its boxes.
    is_certified: bool,
    ways_in: WaysIn,
}

impl Told {
    fn of(product: &Product) -> Self {
        let signs = Signs::of(&format!("{} {}", product.vendor, product.model));
        Self {
            is_restricted: restricted_maker(&product.maker).is_some(),
            is_box: signs.has(Sign::MediaBox),
            is_certified: Signs::of(&product.maker).has(Sign::CertifiedBoxMaker),
            ways_in: WaysIn::of_signs(signs),
        }
    }
}

impl Conduct {
    pub(super) fn of(scene: &Scene<'_>) -> Self {
        let devices = scene.devices;
        let told: Vec<Told> = scene.products.all().iter().map(Told::of).collect();
        let mut changed = PerText::new(devices, Field::DefaultCredentialsChanged, YesNo::from_text);
        let mut mfa = PerText::new(devices, Field::MfaOnAdmin, YesNo::from_text);
        let mut type_signs = PerText::new(devices, Field::DeviceType, Signs::of);
        let mut port_ways = PerText::new(devices, Field::OpenPorts, WaysIn::of_ports);
        let mut conduct = Self::default();
        let mut makers: BTreeMap<&str, Found> = BTreeMap::new();
        for (row, _) in scene.rows() {
            let (n, number) = (u64::from(devices.quantity(row)), devices.source_row(row));
            for (says, stated, found) in [
                (changed.of(row), &mut conduct.credentials_stated, &mut conduct.default_credentials),
                (mfa.of(row), &mut conduct.mfa_stated, &mut conduct.no_mfa),
            ] {
                if says != YesNo::Unknown {
                    *stated += n;
                }
                if says == YesNo::No {
                    found.add(n, number);
                }
            }
            let Some(told) = scene.products.place_of_row(row).and_then(|place| told.get(place)) else { continue };
            if told.is_restricted {
                makers.entry(scene.products.of_row(row).maker.as_str()).or_default().add(n, number);
            }
            let signs = type_signs.of(row);
            if (told.is_box || signs.has(Sign::MediaBox)) && !told.is_certified {
                conduct.media_boxes.add(n, number);
            }
            let ways = told.ways_in.and(WaysIn::of_signs(signs)).and(port_ways.of(row));
            if ways.is_empty() {
                continue;
            }
            for way in WayIn::ALL.into_iter().filter(|way| ways.has(*way)) {
                conduct.ways_in.entry(way).or_default().add(n, number);
            }
        }
        let restricted = makers.into_iter().filter_map(|(maker, found)| {
            Some(RestrictedMaker { maker: maker.to_owned(), restriction: restricted_maker(maker)?, found })
        });
        conduct.restricted = restricted.collect();
        conduct.restricted.sort_by_key(|maker| Reverse(maker.found.devices));
        conduct
    }
}

//! What the list tells about passwords, makers, boxes and ways in.

use super::Found;
use crate::inventory::Restriction;
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

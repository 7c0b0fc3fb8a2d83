//! WHAT A DEVICE LIST SAYS BY ITSELF: support over the term, edge, exposure, zones, records, exploited products.
//!
//! ```text
//! DeviceList + References + Term --survey--> Survey --> facts, contradictions, desk, memo
//! ```
//!
//! | What | Where |
//! |---|---|
//! | devices and the rows they stand in | [`Found`], [`Rows`] |
//! | past support, in support, unknown at four days; groups; the wall by month | [`SupportView`] |
//! | which facts the records hold | [`Records`] |
//! | what can be reached from the internet | [`Exposure`] |
//! | zones, and who shares them with business systems | [`ZoneView`], [`Separation`] |
//! | when devices were last seen | [`Freshness`] |
//! | passwords, restricted makers, boxes, ways in | [`Conduct`] |
//! | vulnerabilities known to be exploited | [`Exploited`] |
//!
//! Every count is of devices (quantities added up) unless its name says rows. Pure and exact; the order of
//! the rows does not matter. A list that names thousands of sites or models is cut to the largest, and says so.

mod conduct;
mod exploited;
mod found;
mod network;
mod records;
mod support;
#[cfg(test)]
mod tests;

pub use conduct::{Conduct, RestrictedMaker, WayIn};
pub use exploited::{Exploited, ExploitedProduct, ListedEntry};
pub use found::{Found, MOST_RANGES, RowRange, Rows};
pub use network::{Exposure, Reach, Reaches, Separation, ZoneView, is_public};
pub use records::{Freshness, RecordFact, Records};
pub use support::{Counts, EndCounts, Group, ModelGroup, ModelGroups, SupportView, WallMonth};

use super::{DeviceClass, DeviceList, Products, References, Term};
use std::collections::BTreeMap;

/// Everything that is computed from a device list by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Devices.
    pub n: u64,
    /// Rows they stand in.
    pub rows: u32,
    pub term: Option<Term>,
    /// Devices by class; classes that do not occur are left out.
    pub classes: BTreeMap<DeviceClass, u64>,
    /// On what the ends of support rest.
    pub ends: EndCounts,
    /// `None` without a term.
    pub support: Option<SupportView>,
    pub records: Records,
    pub exposure: Exposure,
    /// By column, then by value; see [`super::ZoneKey::FIELDS`]. The largest 1,000.
    pub zones: Vec<ZoneView>,
    pub separation: Separation,
    pub freshness: Freshness,
    pub conduct: Conduct,
    /// `None` where no catalogue is loaded.
    pub exploited: Option<Exploited>,
}

/// Counts everything. Without a term nothing is said about support at any day.
#[must_use]
pub fn survey(list: &DeviceList, references: &References, term: Option<Term>) -> Survey {
    survey_with_products(list, &Products::of(&list.table, references, &list.declared), references, term)
}

/// [`survey`] with the products of the same list, references and declarations, where they are at hand.
#[must_use]
pub fn survey_with_products(
    list: &DeviceList,
    products: &Products,
    references: &References,
    term: Option<Term>,
) -> Survey {
    let devices = &*list.table;
    Survey { n: devices.count(), rows: u32::try_from(devices.len()).unwrap_or(u32::MAX), term, ..Survey::default() }
}

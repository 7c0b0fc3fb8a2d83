//! WHAT A DEVICE LIST SAYS BY ITSELF: support over the term, edge, exposure, zones, records, exploited products.
//!
//! ```text
//! DeviceList + References + Term --survey--> Survey --> facts, contradictions, desk, memo
//! ```
//!
//! | What | Where |
//! |---|---|
//! | devices and the rows they stand in | [`Found`], [`Rows`] |
//! | devices of each model, to compare two lists by | [`ModelCount`] |
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
mod lots;
mod models;
mod network;
mod over_term;
mod records;
mod signs;
mod support;
#[cfg(test)]
mod tests;

pub use conduct::{Conduct, RestrictedMaker, WayIn};
pub use exploited::{Exploited, ExploitedProduct, ListedEntry};
pub use found::{Found, MOST_RANGES, RowRange, Rows};
pub use models::ModelCount;
pub use network::{Exposure, Reach, Reaches, Separation, ZoneView, is_public};
pub use records::{Freshness, RecordFact, Records};
pub use support::{Counts, EndCounts, Group, ModelGroup, ModelGroups, SupportView, WallMonth};

use super::{DeviceClass, DeviceList, Products, References, Term};
use lots::Scene;
use network::Network;
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
    /// Where the devices of each class stand.
    pub class_rows: BTreeMap<DeviceClass, Rows>,
    /// By class, maker and model: the largest 5,000, then what was put together.
    pub models: Vec<ModelCount>,
    /// On what the ends of support rest.
    pub ends: EndCounts,
    /// `None` without a term.
    pub support: Option<SupportView>,
    pub records: Records,
    pub exposure: Exposure,
    /// By column ([`super::ZoneKey::FIELDS`]), then by value; the largest 1,000.
    pub zones: Vec<ZoneView>,
    /// Zones beyond.
    pub zones_more: u32,
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
    let network = Network::of(list);
    let scene = Scene::new(list, products, &network, term);
    let (mut classes, mut ends) = (BTreeMap::new(), EndCounts::default());
    for lot in &scene.lots {
        *classes.entry(lot.class).or_default() += lot.n;
        ends.add(lot);
    }
    let mut class_rows: BTreeMap<DeviceClass, Rows> = BTreeMap::new();
    for (row, _) in scene.rows() {
        class_rows.entry(list.table.class(row)).or_default().push(list.table.source_row(row));
    }
    let (zones, zones_more, separation) = network.zones(list);
    Survey {
        n: list.table.count(),
        rows: u32::try_from(list.table.len()).unwrap_or(u32::MAX),
        term,
        classes,
        class_rows,
        models: models::model_counts(&scene),
        ends,
        support: term.map(|term| over_term::support_view(&scene, term)),
        records: Records::of(&scene),
        exposure: network.exposure(&list.table),
        zones,
        zones_more,
        separation,
        freshness: Freshness::of(&scene),
        conduct: Conduct::of(&scene),
        exploited: references.known_exploited.as_ref().map(|catalogue| Exploited::of(&scene, catalogue)),
    }
}

//! Rows to lots: devices that are alike in everything the groups ask for. A million rows are a few thousand
//! lots, and every group is a sum over them; rows are only gone through again to be cited.

use super::network::Network;
use super::signs::{Criticality, PerText};
use super::{EndCounts, Reach};
use crate::inventory::{
    DateField, DeviceClass, DeviceList, Devices, EndBasis, EndFrom, Field, KnownEnd, MatchQuality, Product, Products,
    SupportMatch, Term, known_end_and_basis,
};
use chrono::{Datelike, NaiveDate};
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// The list with what every count needs of its rows.
pub(super) struct Scene<'a> {
    pub(super) devices: &'a Devices,
    pub(super) products: &'a Products,
    pub(super) term: Option<Term>,
    pub(super) lots: Vec<Lot>,
    /// Place in `lots`, by row.
    lot_of_row: Vec<u32>,
    /// By place of the product.
    pub(super) names: Vec<Names>,
    /// Rows by their number in the file; `None` where they stand so.
    order: Option<Vec<u32>>,
}

/// Devices of one product, class, end of support, place in the network and criticality.
pub(super) struct Lot {
    /// Place in [`Products::all`].
    pub(super) product: u32,
    pub(super) class: DeviceClass,
    pub(super) end: KnownEnd,
    pub(super) basis: Option<EndBasis>,
    pub(super) reach: Reach,
    pub(super) is_edge: bool,
    pub(super) criticality: Criticality,
    pub(super) stage: Stage,
    pub(super) n: u64,
}

/// Numbers for a product's maker, and for its maker and model: products that differ in their system only
/// have the same.
#[derive(Clone, Copy)]
pub(super) struct Names {
    pub(super) maker: u32,
    pub(super) model: u32,
}

/// The first of the four days at which a device is past support: 0 to 3, 4 for none, 5 for unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stage(pub(super) u8);

impl Stage {
    pub(super) const COUNT: usize = 6;
    pub(super) const UNKNOWN: Self = Self(5);

    pub(super) fn of(end: KnownEnd, term: Option<Term>) -> Self {
        match (end, term) {
            (KnownEnd::Unknown, _) | (_, None) => Self::UNKNOWN,
            (KnownEnd::Over, _) => Self(0),
            (KnownEnd::On(last), Some(term)) => {
                let past = term.days().into_iter().position(|day| last < day);
                Self(past.and_then(|place| u8::try_from(place).ok()).unwrap_or(4))
            }
        }
    }

    /// Past at expiry and not at inception.
    pub(super) fn is_lost_in_term(self) -> bool {
        matches!(self.0, 1 | 2)
    }

    pub(super) fn is_past(self) -> bool {
        self.0 == 0
    }
}

impl<'a> Scene<'a> {
    pub(super) fn new(list: &'a DeviceList, products: &'a Products, network: &Network, term: Option<Term>) -> Self {
        let devices = &*list.table;
        let mut scene = Self {
            devices,
            products,
            term,
            lots: Vec::new(),
            lot_of_row: Vec::with_capacity(devices.len()),
            names: names(products),
            order: order(devices),
        };
        let mut criticality = PerText::new(devices, Field::Criticality, Criticality::from_text);
        let mut places: HashMap<u128, u32, RandomState> = HashMap::default();
        for row in 0..devices.len() {
            let product = products.place_of_row(row).and_then(|place| u32::try_from(place).ok()).unwrap_or(0);
            let (end, basis) = known_end_and_basis(devices, products, row);
            let (reach, is_edge) = (network.reach(row), network.is_edge(row));
            let (class, criticality) = (devices.class(row), criticality.of(row));
            // In one number, which is hashed at once.
            let [a, b, c, d] = end_mark(end).to_be_bytes();
            let [e, f, g, h] = product.to_be_bytes();
            let marks = [class as u8, basis_mark(basis), reach as u8, u8::from(is_edge), criticality as u8];
            let [i, j, k, l, m] = marks;
            let key = u128::from_be_bytes([0, 0, 0, a, b, c, d, e, f, g, h, i, j, k, l, m]);
            let place = *places.entry(key).or_insert_with(|| {
                let stage = Stage::of(end, term);
                scene.lots.push(Lot { product, class, end, basis, reach, is_edge, criticality, stage, n: 0 });
                u32::try_from(scene.lots.len() - 1).unwrap_or(u32::MAX)
            });
            if let Some(lot) = scene.lots.get_mut(place as usize) {
                lot.n += u64::from(devices.quantity(row));
            }
            scene.lot_of_row.push(place);
        }
        scene
    }

    /// Every row with its lot, in the order of the file.
    pub(super) fn rows(&self) -> impl Iterator<Item = (usize, usize)> {
        in_order(self.order.as_deref(), self.devices.len())
            .map(|row| (row, self.lot_of_row.get(row).map_or(usize::MAX, |place| *place as usize)))
    }

    pub(super) fn product(&self, lot: &Lot) -> &'a Product {
        let products: &'a Products = self.products;
        products.all().get(lot.product as usize).unwrap_or_else(|| products.of_row(usize::MAX))
    }

    pub(super) fn names(&self, lot: &Lot) -> Names {
        self.names.get(lot.product as usize).copied().unwrap_or(Names { maker: 0, model: 0 })
    }

    /// What a list or a person says about a lot's end, where the end rests on it.
    pub(super) fn said(&self, lot: &Lot) -> Option<&'a SupportMatch> {
        let basis = lot.basis?;
        let kind = if basis.inferred { DateField::EndOfSupport } else { DateField::EndOfSecuritySupport };
        match basis.from {
            EndFrom::Own => None,
            EndFrom::Declared => self.product(lot).declared.as_ref(),
            EndFrom::List(_) => self.product(lot).date(kind),
        }
    }
}

/// Rows in the order of their numbers in the file, so that citations do not depend on how the table is
/// sorted. Rows typed by hand have no number and are in nobody's way.
pub(super) fn order(devices: &Devices) -> Option<Vec<u32>> {
    let numbers = (0..devices.len()).map(|row| devices.source_row(row)).filter(|number| *number != 0);
    if numbers.is_sorted() {
        return None;
    }
    let mut rows: Vec<u32> = (0..u32::try_from(devices.len()).unwrap_or(u32::MAX)).collect();
    rows.sort_by_key(|row| devices.source_row(*row as usize));
    Some(rows)
}

pub(super) fn in_order(order: Option<&[u32]>, len: usize) -> impl Iterator<Item = usize> {
    (0..len).map(move |at| order.map_or(at, |order| order.get(at).map_or(at, |row| *row as usize)))
}

fn names(products: &Products) -> Vec<Names> {
    let (mut makers, mut models) = (HashMap::new(), HashMap::new());
    let mut names = Vec::with_capacity(products.all().len());
    for product in products.all() {
        let next = u32::try_from(names.len()).unwrap_or(u32::MAX);
        let maker = *makers.entry(product.maker.as_str()).or_insert(next);
        let model = *models.entry((maker, product.model.as_str())).or_insert(next);
        names.push(Names { maker, model });
    }
    names
}

fn end_mark(end: KnownEnd) -> i32 {
    match end {
        KnownEnd::On(date) => date.num_days_from_ce(),
        KnownEnd::Over => i32::MIN,
        KnownEnd::Unknown => i32::MAX,
    }
}

fn basis_mark(basis: Option<EndBasis>) -> u8 {
    let Some(EndBasis { from, inferred, month_only }) = basis else { return 0 };
    let from = match from {
        EndFrom::Own => 1,
        EndFrom::Declared => 2,
        EndFrom::List(MatchQuality::Exact) => 3,
        EndFrom::List(MatchQuality::Family) => 4,
        EndFrom::List(MatchQuality::VendorDefault) => 5,
    };
    from | u8::from(inferred) << 3 | u8::from(month_only) << 4
}

impl EndCounts {
    pub(super) fn add(&mut self, lot: &Lot) {
        let counted = match lot.basis.map(|basis| basis.from) {
            None => &mut self.unknown,
            Some(EndFrom::Own) => &mut self.own,
            Some(EndFrom::Declared) => &mut self.declared,
            Some(EndFrom::List(MatchQuality::Exact)) => &mut self.list_exact,
            Some(EndFrom::List(MatchQuality::Family)) => &mut self.list_family,
            Some(EndFrom::List(MatchQuality::VendorDefault)) => &mut self.list_vendor,
        };
        *counted += lot.n;
        if let Some(basis) = lot.basis {
            self.inferred += if basis.inferred { lot.n } else { 0 };
            self.month_only += if basis.month_only { lot.n } else { 0 };
        }
        self.over += if lot.end == KnownEnd::Over { lot.n } else { 0 };
    }
}

impl Lot {
    pub(super) fn last_day(&self) -> Option<NaiveDate> {
        match self.end {
            KnownEnd::On(date) => Some(date),
            KnownEnd::Over | KnownEnd::Unknown => None,
        }
    }

    /// The same for lots whose support ends on the same day.
    pub(super) fn end_mark(&self) -> i32 {
        end_mark(self.end)
    }
}

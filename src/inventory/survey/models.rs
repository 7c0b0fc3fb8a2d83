//! How many devices there are of each model: what the lists of two terms are compared by.

use super::lots::{Lot, Scene, Stage};
use crate::inventory::DeviceClass;
use foldhash::fast::RandomState;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// Models that are kept one by one; the rest is put together by class.
const MOST_MODELS: usize = 5_000;

/// The devices of one class, maker and model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModelCount {
    pub class: DeviceClass,
    /// Canonical name; blank where the list does not say.
    pub maker: String,
    /// As in the list; blank where it does not say.
    pub model: String,
    /// Models that were put together because there are too many; 0 for a model of its own.
    pub others: u32,
    pub n: u64,
    /// Past support at inception; 0 without a term.
    pub past: u64,
    /// Nobody says until when they are supported; all of them without a term.
    pub unknown: u64,
}

impl ModelCount {
    fn add(&mut self, lot: &Lot) {
        self.n += lot.n;
        self.past += if lot.stage.is_past() { lot.n } else { 0 };
        self.unknown += if lot.stage == Stage::UNKNOWN { lot.n } else { 0 };
    }
}

/// By class, maker and model; what was put together stands at the end.
pub(super) fn model_counts(scene: &Scene<'_>) -> Vec<ModelCount> {
    let mut places: HashMap<(DeviceClass, u32), usize, RandomState> = HashMap::default();
    let mut counted: Vec<(&Lot, ModelCount)> = Vec::new();
    for lot in &scene.lots {
        let place = *places.entry((lot.class, scene.names(lot).model)).or_insert_with(|| {
            counted.push((lot, ModelCount { class: lot.class, ..ModelCount::default() }));
            counted.len() - 1
        });
        if let Some((_, count)) = counted.get_mut(place) {
            count.add(lot);
        }
    }
    let name = |lot: &Lot| {
        let product = scene.product(lot);
        (product.maker.as_str(), product.model.as_str())
    };
    counted.sort_by_cached_key(|(lot, count)| (Reverse(count.n), lot.class, name(lot)));
    let rest = counted.split_off(counted.len().min(MOST_MODELS));
    let mut models: Vec<ModelCount> = counted
        .into_iter()
        .map(|(lot, count)| {
            let (maker, model) = name(lot);
            ModelCount { maker: maker.to_owned(), model: model.to_owned(), ..count }
        })
        .collect();
    models.sort_by(|a, b| (a.class, &a.maker, &a.model).cmp(&(b.class, &b.maker, &b.model)));
    let mut others: BTreeMap<DeviceClass, ModelCount> = BTreeMap::new();
    for (_, count) in rest {
        let all =
            others.entry(count.class).or_insert_with(|| ModelCount { class: count.class, ..ModelCount::default() });
        all.others += 1;
        all.n += count.n;
        all.past += count.past;
        all.unknown += count.unknown;
    }
    models.extend(others.into_values());
    models
}

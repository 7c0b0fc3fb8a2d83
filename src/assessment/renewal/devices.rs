//! The device lists of both years: grown or shrunk by class, and what lost its support since.
//!
//! Lists rarely share an id from one year to the next, so devices are compared by class, maker and model: more of a
//! model are new, fewer are gone. Support is that of each list at the inception of its own term.

use super::Side;
use crate::inventory::{DeviceClass, ModelCount};
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Models listed one by one.
const MOST_MODELS: usize = 100;

/// The device lists of both years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceChanges {
    pub held: Held,
    /// The list is still the one of the expiring case: nobody has said what there is now.
    pub same_list: bool,
    /// The days at which support is looked at: both inceptions.
    pub days: [Option<NaiveDate>; 2],
    pub total: DeviceChange,
    /// Classes that either list holds, the largest first.
    pub classes: Vec<(DeviceClass, DeviceChange)>,
    /// Models that are new, gone or newly unsupported: the most newly unsupported first, then the largest change.
    /// At most 100.
    pub models: Vec<ModelChange>,
    /// Models beyond; their devices are in the figures above.
    pub models_more: usize,
    /// A list names so many models that some are compared together, by class.
    pub cut: bool,
}

/// Which of the cases holds a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Held {
    #[default]
    Neither,
    /// The renewing one holds none: nothing is gone by that, it is not known.
    ExpiringOnly,
    RenewingOnly,
    Both,
}

/// How many devices there were and are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeviceChange {
    pub before: u64,
    pub after: u64,
    /// Of models that were not there, or there are more of.
    pub new: u64,
    /// Of models that are not there any more, or there are fewer of.
    pub gone: u64,
    /// `None` unless both cases hold a list and a term.
    pub support: Option<SupportChange>,
}

/// Support at the inception of each term.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SupportChange {
    pub past_before: u64,
    pub past: u64,
    /// More of a model are past support than were: time went on, or such devices came.
    pub newly_past: u64,
    /// Nobody says until when they are supported.
    pub unknown_before: u64,
    pub unknown: u64,
}

/// A model with its devices in both lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelChange {
    pub class: DeviceClass,
    /// Blank where the list does not say.
    pub maker: String,
    pub model: String,
    /// Models that are compared together; 0 for one model.
    pub others: u32,
    pub change: DeviceChange,
}

pub(super) fn devices(expiring: &Side<'_>, renewing: &Side<'_>) -> DeviceChanges {
    let (old, new) = (expiring.survey, renewing.survey);
    let held = match (old.n > 0, new.n > 0) {
        (false, false) => Held::Neither,
        (true, false) => Held::ExpiringOnly,
        (false, true) => Held::RenewingOnly,
        (true, true) => Held::Both,
    };
    let days = [old.term, new.term].map(|term| term.map(|term| term.inception));
    let with_support = held == Held::Both && days.iter().all(Option::is_some);
    let mut changes = DeviceChanges { held, days, ..DeviceChanges::default() };
    let mut classes: BTreeMap<DeviceClass, DeviceChange> = BTreeMap::new();
    for (was, is) in side_by_side(&old.models, &new.models) {
        let Some(named) = is.or(was) else { continue };
        let change = DeviceChange::of(was, is, with_support);
        changes.total.add(&change);
        classes.entry(named.class).or_default().add(&change);
        changes.cut |= named.others > 0;
        let newly_past = change.support.map_or(0, |support| support.newly_past);
        if held == Held::Both && change.new + change.gone + newly_past > 0 {
            changes.models.push(ModelChange {
                class: named.class,
                maker: named.maker.clone(),
                model: named.model.clone(),
                others: named.others,
                change,
            });
        }
    }
    changes.same_list = held == Held::Both
        && changes.total.new + changes.total.gone == 0
        && expiring.submission.devices.origin == renewing.submission.devices.origin;
    changes.classes = classes.into_iter().collect();
    changes.classes.sort_by_key(|(_, change)| Reverse(change.before.max(change.after)));
    changes.models.sort_by_key(|it| {
        let newly_past = it.change.support.map_or(0, |support| support.newly_past);
        (Reverse(newly_past), Reverse(it.change.new.max(it.change.gone)))
    });
    changes.models_more = changes.models.len().saturating_sub(MOST_MODELS);
    changes.models.truncate(MOST_MODELS);
    changes
}

/// Both lists in one order, each model once. What was put together because there is too much stands at the end of
/// its list, so it is compared by itself.
fn side_by_side<'a>(
    old: &'a [ModelCount],
    new: &'a [ModelCount],
) -> impl Iterator<Item = (Option<&'a ModelCount>, Option<&'a ModelCount>)> {
    let mut pairs: BTreeMap<_, (Option<&ModelCount>, Option<&ModelCount>)> = BTreeMap::new();
    let key = |it: &'a ModelCount| (it.others > 0, it.class, it.maker.as_str(), it.model.as_str());
    for it in old {
        pairs.entry(key(it)).or_default().0 = Some(it);
    }
    for it in new {
        pairs.entry(key(it)).or_default().1 = Some(it);
    }
    pairs.into_values()
}

impl DeviceChange {
    fn of(was: Option<&ModelCount>, is: Option<&ModelCount>, with_support: bool) -> Self {
        let both = |count: fn(&ModelCount) -> u64| [was, is].map(|it| it.map_or(0, count));
        let [before, after] = both(|it| it.n);
        let ([past_before, past], [unknown_before, unknown]) = (both(|it| it.past), both(|it| it.unknown));
        let newly_past = past.saturating_sub(past_before);
        let support = SupportChange { past_before, past, newly_past, unknown_before, unknown };
        Self {
            before,
            after,
            new: after.saturating_sub(before),
            gone: before.saturating_sub(after),
            support: with_support.then_some(support),
        }
    }

    fn add(&mut self, other: &Self) {
        self.before += other.before;
        self.after += other.after;
        self.new += other.new;
        self.gone += other.gone;
        let Some(more) = other.support else { return };
        let all = self.support.get_or_insert_default();
        all.past_before += more.past_before;
        all.past += more.past;
        all.newly_past += more.newly_past;
        all.unknown_before += more.unknown_before;
        all.unknown += more.unknown;
    }
}

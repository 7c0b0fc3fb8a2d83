//! Counting support over the term: lots to groups, and groups to the wall.

use super::lots::{Lot, Names, Scene, Stage};
use super::signs::{Criticality, Places};
use super::{Counts, EndCounts, Found, Group, ModelGroup, ModelGroups, Reaches, SupportView, WallMonth};
use crate::inventory::{DeviceClass, Field, KnownEnd, Term};
use chrono::{Datelike, NaiveDate};
use foldhash::fast::RandomState;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// Classes, sites or makers that are listed by themselves.
const MOST_GROUPS: usize = 1000;
/// Groups of models that are listed.
const MOST_MODEL_GROUPS: usize = 100;
/// Stands for the place of no group.
const NO_GROUP: u32 = u32::MAX;
/// Stands for the place of a group that is not among those listed.
const NOT_SHOWN: u8 = u8::MAX;
/// Months of the wall.
const MOST_MONTHS: i32 = 1200;

/// Devices by stage, and the ends among them.
#[derive(Clone, Copy, Default)]
struct Tally {
    stages: [u64; Stage::COUNT],
    earliest: Option<NaiveDate>,
    latest: Option<NaiveDate>,
}

impl Tally {
    fn add(&mut self, stage: Stage, end: Option<NaiveDate>, n: u64) {
        if let Some(count) = self.stages.get_mut(usize::from(stage.0)) {
            *count += n;
        }
        self.include(end, end);
    }

    fn include(&mut self, earliest: Option<NaiveDate>, latest: Option<NaiveDate>) {
        self.earliest = [self.earliest, earliest].into_iter().flatten().min();
        self.latest = self.latest.max(latest);
    }

    fn merge(&mut self, other: &Self) {
        for (count, more) in self.stages.iter_mut().zip(other.stages) {
            *count += more;
        }
        self.include(other.earliest, other.latest);
    }

    fn n(&self) -> u64 {
        self.stages.iter().sum()
    }

    fn at(&self) -> [Counts; 4] {
        let [.., unknown] = self.stages;
        let mut past = 0;
        let mut stages = self.stages.into_iter();
        [(); 4].map(|()| {
            past += stages.next().unwrap_or(0);
            Counts { past, in_support: self.n() - past - unknown, unknown }
        })
    }

    fn lost_in_term(&self) -> u64 {
        let [_, by_middle, by_expiry, ..] = self.stages;
        by_middle + by_expiry
    }

    fn group(&self, name: String, others: u32) -> Group {
        let (n, at, lost_in_term) = (self.n(), self.at(), self.lost_in_term());
        Group { name, others, n, at, lost_in_term, earliest: self.earliest }
    }
}

pub(super) fn support_view(scene: &Scene<'_>, term: Term) -> SupportView {
    let mut all = Tally::default();
    let mut view = SupportView { days: term.days(), ..SupportView::default() };
    for lot in &scene.lots {
        all.add(lot.stage, lot.last_day(), lot.n);
        if lot.is_edge && lot.stage.is_past() {
            view.edge_past.add(lot.reach, lot.n);
        }
        if lot.is_edge && lot.stage.is_lost_in_term() {
            view.edge_lost.add(lot.reach, lot.n);
        }
    }
    let is_high = |lot: &Lot| lot.criticality == Criticality::High;
    let mut not_understood = Found::default();
    for (row, lot) in scene.rows() {
        if scene.lots.get(lot).is_some_and(|lot| lot.criticality == Criticality::NotUnderstood) {
            not_understood.add(u64::from(scene.devices.quantity(row)), scene.devices.source_row(row));
        }
    }
    SupportView {
        at: all.at(),
        lost_in_term: all.lost_in_term(),
        classes: classes(scene),
        sites: sites(scene),
        vendors: vendors(scene),
        edge: model_groups(scene, |lot| lot.is_edge, By::Model),
        critical: model_groups(scene, is_high, By::Model),
        criticality_not_understood: not_understood,
        past: model_groups(scene, |lot| lot.stage.is_past(), By::ModelAndDate),
        lost: model_groups(scene, |lot| lot.stage.is_lost_in_term(), By::ModelAndDate),
        unknown: model_groups(scene, |lot| lot.stage == Stage::UNKNOWN, By::ModelAndDate),
        wall: wall(&scene.lots, term),
        ..view
    }
}

fn classes(scene: &Scene<'_>) -> Vec<Group> {
    let mut tallies: BTreeMap<DeviceClass, Tally> = BTreeMap::new();
    for lot in &scene.lots {
        tallies.entry(lot.class).or_default().add(lot.stage, lot.last_day(), lot.n);
    }
    groups(tallies.into_iter().map(|(class, tally)| (class.words().to_owned(), tally)).collect())
}

fn vendors(scene: &Scene<'_>) -> Vec<Group> {
    let mut tallies: HashMap<u32, (&str, Tally), RandomState> = HashMap::default();
    for lot in &scene.lots {
        let (_, tally) = tallies
            .entry(scene.names(lot).maker)
            .or_insert_with(|| (scene.product(lot).maker.as_str(), Tally::default()));
        tally.add(lot.stage, lot.last_day(), lot.n);
    }
    groups(tallies.into_values().map(|(name, tally)| (name.to_owned(), tally)).collect())
}

fn sites(scene: &Scene<'_>) -> Vec<Group> {
    let mut places = Places::new();
    let mut tallies: Vec<Tally> = Vec::new();
    for (row, lot) in scene.rows() {
        let Some(lot) = scene.lots.get(lot) else { continue };
        let place = places.of(scene.devices.symbol(row, Field::Site));
        if tallies.len() <= place {
            tallies.resize(place + 1, Tally::default());
        }
        if let Some(tally) = tallies.get_mut(place) {
            tally.add(lot.stage, lot.last_day(), u64::from(scene.devices.quantity(row)));
        }
    }
    let name = |symbol: &u32| scene.devices.text_of(*symbol).to_owned();
    groups(places.symbols.iter().map(name).zip(tallies).collect())
}

/// The largest first, then by name; what is too much is put together at the end.
fn groups(mut tallies: Vec<(String, Tally)>) -> Vec<Group> {
    tallies.sort_by(|(a, x), (b, y)| y.n().cmp(&x.n()).then_with(|| a.cmp(b)));
    let rest = tallies.split_off(tallies.len().min(MOST_GROUPS));
    let mut groups: Vec<Group> = tallies.into_iter().map(|(name, tally)| tally.group(name, 0)).collect();
    if !rest.is_empty() {
        let others = u32::try_from(rest.len()).unwrap_or(u32::MAX);
        let mut all = Tally::default();
        for (_, tally) in &rest {
            all.merge(tally);
        }
        groups.push(all.group(String::new(), others));
    }
    groups
}

/// What a group of models has in common, and what is asked of it first.
#[derive(Clone, Copy, PartialEq)]
enum By {
    /// Class, maker, model. Past support first, then the earliest date.
    Model,
    /// And the day support ends. The largest first.
    ModelAndDate,
}

struct Gathered<'a> {
    lot: &'a Lot,
    tally: Tally,
    ends: EndCounts,
    reaches: Reaches,
    source: &'a str,
}

fn model_groups(scene: &Scene<'_>, wanted: impl Fn(&Lot) -> bool, by: By) -> ModelGroups {
    let mut places: HashMap<(DeviceClass, u32, i32), usize, RandomState> = HashMap::default();
    let mut gathered: Vec<Gathered<'_>> = Vec::new();
    let (mut all, mut past_reaches) = (Tally::default(), Reaches::default());
    // By lot: its place in `gathered`.
    let mut group_of: Vec<u32> = Vec::with_capacity(scene.lots.len());
    for lot in &scene.lots {
        if !wanted(lot) {
            group_of.push(NO_GROUP);
            continue;
        }
        let Names { model, .. } = scene.names(lot);
        let day = if by == By::ModelAndDate { lot.end_mark() } else { 0 };
        let place = *places.entry((lot.class, model, day)).or_insert_with(|| {
            let (tally, ends, reaches) = (Tally::default(), EndCounts::default(), Reaches::default());
            gathered.push(Gathered { lot, tally, ends, reaches, source: "" });
            gathered.len() - 1
        });
        group_of.push(u32::try_from(place).unwrap_or(NO_GROUP));
        all.add(lot.stage, lot.last_day(), lot.n);
        if lot.stage.is_past() {
            past_reaches.add(lot.reach, lot.n);
        }
        if let Some(group) = gathered.get_mut(place) {
            group.tally.add(lot.stage, lot.last_day(), lot.n);
            group.ends.add(lot);
            group.reaches.add(lot.reach, lot.n);
            let source = scene.said(lot).map_or("", |said| said.source.as_str());
            // The same one, whatever the order of the rows.
            group.source = match (group.source, source) {
                ("", other) | (other, "") => other,
                (a, b) => a.min(b),
            };
        }
    }

    let key = |place: &usize| {
        let group = gathered.get(*place)?;
        let tally = &group.tally;
        let [past, ..] = tally.stages;
        let soon = (by == By::Model).then_some((past == 0, tally.earliest.is_none(), tally.earliest));
        let product = scene.product(group.lot);
        Some((soon, Reverse(tally.n()), tally.earliest, &product.maker, &product.model, group.lot.class))
    };
    let mut sorted: Vec<usize> = (0..gathered.len()).collect();
    let more = u32::try_from(sorted.len().saturating_sub(MOST_MODEL_GROUPS)).unwrap_or(u32::MAX);
    if more > 0 {
        // Of a million models, only those that are shown need an order.
        sorted.select_nth_unstable_by_key(MOST_MODEL_GROUPS, key);
        sorted.truncate(MOST_MODEL_GROUPS);
    }
    sorted.sort_by_cached_key(key);

    let mut groups = Vec::with_capacity(sorted.len());
    let mut shown_at: Vec<u8> = vec![NOT_SHOWN; gathered.len()];
    for place in sorted {
        let (Some(group), Some(slot)) = (gathered.get(place), shown_at.get_mut(place)) else { continue };
        *slot = u8::try_from(groups.len()).unwrap_or(NOT_SHOWN);
        groups.push(group.shown(scene));
    }
    let mut found =
        ModelGroups { groups, more, devices: all.n(), at: all.at(), past_reaches, ..ModelGroups::default() };
    found.lost_in_term = all.lost_in_term();
    if found.devices == 0 {
        return found;
    }
    for (row, lot) in scene.rows() {
        let Some(place) = group_of.get(lot).copied().filter(|place| *place != NO_GROUP) else { continue };
        let number = scene.devices.source_row(row);
        found.rows.push(number);
        let shown = shown_at.get(place as usize).copied().unwrap_or(NOT_SHOWN);
        if let Some(group) = found.groups.get_mut(usize::from(shown)) {
            group.rows.push(number);
        }
    }
    found
}

impl Gathered<'_> {
    fn shown(&self, scene: &Scene<'_>) -> ModelGroup {
        let product = scene.product(self.lot);
        ModelGroup {
            class: self.lot.class,
            maker: product.maker.clone(),
            model: product.model.clone(),
            n: self.tally.n(),
            at: self.tally.at(),
            lost_in_term: self.tally.lost_in_term(),
            earliest: self.tally.earliest,
            latest: self.tally.latest,
            ends: self.ends,
            source: self.source.to_owned(),
            reaches: self.reaches,
            ..ModelGroup::default()
        }
    }
}

fn wall(lots: &[Lot], term: Term) -> Vec<WallMonth> {
    let month = |day: NaiveDate| day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0);
    let first = month(term.inception);
    let months = (month(term.year_after()) - first + 1).clamp(1, MOST_MONTHS);
    let mut ending: Vec<u64> = vec![0; usize::try_from(months).unwrap_or(1)];
    let mut past = 0;
    for lot in lots {
        match lot.end {
            KnownEnd::Unknown => {}
            KnownEnd::Over => past += lot.n,
            KnownEnd::On(day) => match usize::try_from(month(day) - first) {
                Err(_) => past += lot.n,
                Ok(place) => {
                    if let Some(count) = ending.get_mut(place) {
                        *count += lot.n;
                    }
                }
            },
        }
    }
    let month_of = |number: i32| {
        let zero_based = u32::try_from(number.rem_euclid(12)).unwrap_or(0);
        NaiveDate::from_ymd_opt(number.div_euclid(12), zero_based + 1, 1)
    };
    let step = |(number, ending): (i32, u64)| {
        past += ending;
        Some(WallMonth { month: month_of(number)?, past, ending })
    };
    (first..).zip(ending).filter_map(step).collect()
}

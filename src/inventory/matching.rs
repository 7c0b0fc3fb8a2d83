//! Holding products against the references: which lines and entries speak of a product, and how closely.
//!
//! The vendor must be the same after aliases. A model matches as a whole code only: `DIR-859` is not
//! `DIR-859L`, a line of a series is what goes on from it in letters. Every match shows what was found.

use super::model::{Named, Words, folded_model, named_in};
use super::product::{ExploitGrade, ExploitMatch, MatchQuality, SupportMatch};
use super::system::{SystemLine, SystemText};
use super::vendor::vendor_keys;
use super::{DateField, References, Says, SupportEntry, SupportList};
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

/// Letters and digits from which on a code may stand anywhere in a model; shorter ones only in front.
const ANYWHERE_FROM: usize = 4;

/// A product as it is compared.
pub(super) struct Looks<'a> {
    keys: &'a [String],
    /// Model, model number, and the operating system.
    models: [Words; 2],
    system: Words,
    /// Of the models, with the place of the first word.
    runs: Vec<(usize, String)>,
    version: SystemText,
}

impl<'a> Looks<'a> {
    /// `keys` are those of the vendor; `system` is name and version of the operating system as one text.
    pub(super) fn of(keys: &'a [String], vendor: &str, models: [&str; 2], system: &str) -> Self {
        let models = models.map(|text| Words::of(text, keys, vendor));
        let runs = models.iter().flat_map(Words::runs).collect();
        Self { keys, models, system: Words::of(system, keys, vendor), runs, version: SystemText::of(system) }
    }
}

/// The references, by vendor.
pub(super) struct Index<'a> {
    references: &'a References,
    entries: HashMap<String, Vec<Entry>>,
    makers: HashMap<String, MakerLines>,
    systems: HashMap<String, Vec<(Place, SystemLine)>>,
    /// Equal lists of matches are kept once, so that a million models of one vendor take no room.
    kept: HashMap<Vec<ExploitMatch>, Arc<[ExploitMatch]>>,
}

/// An entry of the catalogue, taken apart.
struct Entry {
    place: usize,
    named: Vec<Named>,
}

/// Where a line of a support list is: list, entry.
type Place = (usize, usize);

/// What the support lists say about one maker.
#[derive(Default)]
struct MakerLines {
    exact: HashMap<String, Vec<Place>>,
    families: Vec<(String, Place)>,
    defaults: Vec<Place>,
}

impl<'a> Index<'a> {
    pub(super) fn of(references: &'a References) -> Self {
        let mut index = Self {
            references,
            entries: HashMap::new(),
            makers: HashMap::new(),
            systems: HashMap::new(),
            kept: HashMap::new(),
        };
        for (place, entry) in references.known_exploited.iter().flat_map(|catalogue| &catalogue.entries).enumerate() {
            let keys = vendor_keys(&entry.vendor);
            for key in &keys {
                let named = named_in(&entry.product, &keys, &entry.vendor);
                index.entries.entry(key.clone()).or_default().push(Entry { place, named });
            }
        }
        for (list, lines) in references.support.iter().enumerate() {
            for (line, entry) in lines.entries.iter().enumerate() {
                index.add_line((list, line), entry);
            }
        }
        index
    }

    fn add_line(&mut self, place: Place, entry: &SupportEntry) {
        if entry.vendor.is_empty() {
            if let Some(line) = SystemLine::of(&entry.model) {
                self.systems.entry(line.name.clone()).or_default().push((place, line));
            }
            return;
        }
        let keys = vendor_keys(&entry.vendor);
        let pattern = entry.model.trim().trim_end_matches('=');
        let start = pattern.strip_suffix('*').or_else(|| without_series(pattern));
        for key in &keys {
            let lines = self.makers.entry(key.clone()).or_default();
            match start {
                Some(start) => {
                    let start = Words::of(start, &keys, &entry.vendor).whole();
                    if start.is_empty() {
                        lines.defaults.push(place);
                    } else {
                        lines.families.push((start, place));
                    }
                }
                None => {
                    let model = Words::of(pattern, &keys, &entry.vendor).whole();
                    let model = if model.is_empty() { folded_model(pattern) } else { model };
                    lines.exact.entry(model).or_default().push(place);
                }
            }
        }
    }

    /// Entries of the catalogue that concern the product, the closest first.
    pub(super) fn exploited(&mut self, looks: &Looks<'_>) -> Arc<[ExploitMatch]> {
        let mut found: Vec<ExploitMatch> = Vec::new();
        for key in looks.keys {
            for entry in self.entries.get(key).into_iter().flatten() {
                // Only a vendor of several makers can meet an entry twice.
                let is_new = looks.keys.len() == 1 || !found.iter().any(|known| known.entry == entry.place);
                if let Some((grade, token)) = grade_of(&entry.named, looks).filter(|_| is_new) {
                    found.push(ExploitMatch { entry: entry.place, grade, token });
                }
            }
        }
        found.sort_by_key(|found| (found.grade, found.entry));
        match self.kept.get(&found) {
            Some(kept) => Arc::clone(kept),
            None => {
                let kept: Arc<[ExploitMatch]> = found.clone().into();
                self.kept.insert(found, Arc::clone(&kept));
                kept
            }
        }
    }

    /// What the lists say about the product: of each kind of date the line that fits best. Of lines that fit
    /// equally well, the one that was checked last, then the earliest date.
    pub(super) fn dates(&self, looks: &Looks<'_>) -> Vec<SupportMatch> {
        let mut found: Vec<(MatchQuality, String, Place)> = Vec::new();
        for key in looks.keys {
            if let Some(lines) = self.makers.get(key) {
                lines.of(looks, &mut found);
            }
        }
        let mut dates = self.best_of_kinds(found);
        for system in self.best_of_kinds(self.lines_of_system(looks)) {
            // A device gets updates only as long as what runs on it does: of the two, the earlier end counts.
            match dates.iter_mut().find(|date| date.kind == system.kind) {
                None => dates.push(system),
                Some(date) if end_order(system.says) < end_order(date.says) => *date = system,
                Some(_) => {}
            }
        }
        dates.sort_by_key(|date| date.kind);
        dates
    }

    fn lines_of_system(&self, looks: &Looks<'_>) -> Vec<(MatchQuality, String, Place)> {
        let lines = self.systems.get(&looks.version.name).into_iter().flatten();
        let fitting: Vec<&(Place, SystemLine)> = lines.filter(|(_, line)| looks.version.is_on(line)).collect();
        // `12.1` is narrower than `12`, `10 22h2` than `10`.
        let most = fitting.iter().map(|(_, line)| line.narrowness()).max();
        let best: Vec<_> = fitting.into_iter().filter(|(_, line)| Some(line.narrowness()) == most).collect();
        // "Linux 3.10 - 4.11" is on no one line.
        let first = best.first().map(|(_, line)| line.versions.clone());
        if best.iter().any(|(_, line)| Some(&line.versions) != first.as_ref()) {
            return Vec::new();
        }
        best.into_iter().map(|(place, line)| (MatchQuality::Family, line.words(), *place)).collect()
    }

    fn best_of_kinds(&self, found: Vec<(MatchQuality, String, Place)>) -> Vec<SupportMatch> {
        let mut best: Vec<(Rank, SupportMatch)> = Vec::new();
        for (quality, token, place) in found {
            let Some((list, entry)) = self.line(place) else { continue };
            let rank = Rank {
                quality,
                length: Reverse(token.len()),
                checked: Reverse(entry.checked.or(list.as_of)),
                end: end_order(entry.says),
                place,
            };
            let said =
                SupportMatch { kind: entry.kind, says: entry.says, quality, token, source: source_of(list, entry) };
            match best.iter_mut().find(|(_, known)| known.kind == said.kind) {
                None => best.push((rank, said)),
                Some(known) if rank < known.0 => *known = (rank, said),
                Some(_) => {}
            }
        }
        best.into_iter().map(|(_, said)| said).collect()
    }

    fn line(&self, (list, entry): Place) -> Option<(&'a SupportList, &'a SupportEntry)> {
        let list = self.references.support.get(list)?;
        Some((list, list.entries.get(entry)?))
    }
}

/// The least is the best.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    quality: MatchQuality,
    length: Reverse<usize>,
    checked: Reverse<Option<NaiveDate>>,
    end: (u8, Option<NaiveDate>),
    place: Place,
}

/// Ended, then by date, then what is not announced.
fn end_order(says: Says) -> (u8, Option<NaiveDate>) {
    match says {
        Says::Ended => (0, None),
        Says::On(date) => (1, Some(date)),
        Says::NotAnnounced => (2, None),
    }
}

impl MakerLines {
    fn of(&self, looks: &Looks<'_>, found: &mut Vec<(MatchQuality, String, Place)>) {
        for words in &looks.models {
            let whole = words.whole();
            if whole.is_empty() {
                continue;
            }
            let mut exact = |name: &str| {
                let places = self.exact.get(name).into_iter().flatten();
                found.extend(places.map(|place| (MatchQuality::Exact, name.to_owned(), *place)));
            };
            exact(&whole);
            for (place, run) in words.runs() {
                let is_code = super::model::is_code(&run) && (place == 0 || run.len() >= ANYWHERE_FROM);
                if is_code && run != whole {
                    exact(&run);
                }
            }
            let tails: Vec<String> = words.iter().enumerate().map(|(place, _)| words.tail(place)).collect();
            for (start, place) in &self.families {
                let fits = |(at, tail): (usize, &String)| {
                    tail.starts_with(start.as_str()) && (at == 0 || start.len() >= ANYWHERE_FROM)
                };
                if tails.iter().enumerate().any(fits) {
                    found.push((MatchQuality::Family, start.clone(), *place));
                }
            }
        }
        found.extend(self.defaults.iter().map(|place| (MatchQuality::VendorDefault, String::new(), *place)));
    }
}

/// `RV345 Series` without its last word.
fn without_series(pattern: &str) -> Option<&str> {
    let start = pattern.len().checked_sub("series".len())?;
    let (before, last) = (pattern.get(..start)?, pattern.get(start..)?);
    (last.eq_ignore_ascii_case("series") && before.ends_with([' ', '-'])).then(|| before.trim_end_matches([' ', '-']))
}

fn grade_of(named: &[Named], looks: &Looks<'_>) -> Option<(ExploitGrade, String)> {
    let mut line = None;
    let (mut names_code, mut names_line) = (false, false);
    for thing in named {
        match thing {
            Named::Code { code, series } => {
                names_code = true;
                if has_code(looks, code, *series) {
                    return Some((ExploitGrade::Model, code.clone()));
                }
            }
            Named::Start(start) => {
                names_code = true;
                if looks.models.iter().any(|words| words.have(std::slice::from_ref(start))) {
                    line = Some(start.clone());
                }
            }
            Named::Line(words) => {
                names_line = true;
                if looks.models.iter().chain([&looks.system]).any(|text| text.have(words)) {
                    line = Some(words.join(" "));
                }
            }
        }
    }
    if let Some(token) = line {
        return Some((ExploitGrade::ProductLine, token));
    }
    // An entry that names other models does not mean this one, if this one is known.
    let is_other = names_code && !names_line && !looks.models.iter().all(Words::is_empty);
    (!is_other).then_some((ExploitGrade::Vendor, String::new()))
}

fn has_code(looks: &Looks<'_>, code: &str, series: bool) -> bool {
    looks.runs.iter().any(|(place, run)| {
        let in_place = *place == 0 || code.len() >= ANYWHERE_FROM;
        let rest = run.strip_prefix(code).filter(|_| in_place);
        rest.is_some_and(|rest| rest.is_empty() || (series && rest.bytes().all(|byte| byte.is_ascii_alphabetic())))
    })
}

fn source_of(list: &SupportList, entry: &SupportEntry) -> String {
    let mut words = format!("{}, {}, line {}", list.name, list.format, entry.line);
    if !entry.source.is_empty() {
        words.push_str(&format!(", from {}", entry.source));
    }
    if let Some(day) = entry.checked {
        words.push_str(&format!(", checked {day}"));
    } else if let Some(day) = list.as_of {
        words.push_str(&format!(", as of {day}"));
    }
    words
}

/// Whether a kind of date says that support ends.
pub(super) fn says_support_ends(kind: DateField) -> bool {
    matches!(kind, DateField::EndOfSecuritySupport | DateField::EndOfSupport)
}

//! Which company a vendor's name means. Exact look-up after folding; what merely looks alike is only suggested.

use super::mapping::half_width;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../assets/inventory/vendor_aliases.csv");

/// Words that say what form a company has, at the end of its name.
const LEGAL: &[&str] = &[
    "ab",
    "ag",
    "and",
    "aps",
    "as",
    "asa",
    "bhd",
    "bv",
    "bvba",
    "co",
    "company",
    "corp",
    "corporate",
    "corporation",
    "doo",
    "gmbh",
    "inc",
    "incorporated",
    "intl",
    "jsc",
    "kft",
    "kg",
    "kgaa",
    "kk",
    "limited",
    "llc",
    "llp",
    "lp",
    "ltd",
    "mbh",
    "nv",
    "oy",
    "oyj",
    "plc",
    "private",
    "pte",
    "pty",
    "publ",
    "pvt",
    "sa",
    "sarl",
    "sas",
    "sdn",
    "se",
    "spa",
    "srl",
    "sro",
    "zoo",
];

/// Places that stand in the names of Chinese companies.
const PLACES: &[&str] = &[
    "beijing",
    "changsha",
    "chengdu",
    "china",
    "chongqing",
    "dongguan",
    "foshan",
    "fujian",
    "fuzhou",
    "guangdong",
    "guangzhou",
    "hangzhou",
    "hefei",
    "hongkong",
    "huizhou",
    "jiangsu",
    "jinan",
    "nanjing",
    "ningbo",
    "prc",
    "qingdao",
    "shandong",
    "shanghai",
    "shenzhen",
    "sichuan",
    "suzhou",
    "taiwan",
    "tianjin",
    "wuhan",
    "xiamen",
    "zhejiang",
    "zhuhai",
];

/// Why equipment of a maker may not be used by everyone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restriction {
    /// `NDAA section 889 and FCC Covered List`.
    pub by: &'static str,
    /// The day the restriction was looked up, `2026-06-26`.
    pub as_of: &'static str,
}

/// What a vendor's name was found to mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VendorName {
    /// Canonical names; several where the text joins several vendors, none where no alias is known.
    pub makers: Vec<&'static str>,
    /// A maker whose name is part of the text: for a person to confirm, never used by itself.
    pub suggestion: Option<&'static str>,
}

struct Makers {
    /// Canonical names by folded name; `true` where only the plain name counts.
    by_name: HashMap<String, (&'static str, bool)>,
    restricted: BTreeMap<&'static str, Restriction>,
}

fn makers() -> &'static Makers {
    static MAKERS: OnceLock<Makers> = OnceLock::new();
    MAKERS.get_or_init(|| {
        let (mut by_name, mut restricted) = (HashMap::new(), BTreeMap::new());
        for line in lines() {
            let mut cells = line.splitn(4, ',');
            let (Some(maker), Some(by), Some(as_of)) = (cells.next(), cells.next(), cells.next()) else { continue };
            if !by.is_empty() {
                restricted.insert(maker, Restriction { by, as_of });
            }
            // A maker's own name follows the mark of the same name further on, so the names come first.
            for name in cells.next().unwrap_or_default().split('|').chain([maker]).filter(|name| !name.is_empty()) {
                let (name, plain_only) = name.strip_prefix('=').map_or((name, false), |name| (name, true));
                by_name.entry(without_legal(&words(name)).concat()).or_insert((maker, plain_only));
            }
        }
        Makers { by_name, restricted }
    })
}

/// Lines of the table without its comments and its header.
pub(super) fn lines() -> impl Iterator<Item = &'static str> {
    TABLE.lines().filter(|line| !line.starts_with('#')).skip(1)
}

/// Whether the maker, by its canonical name, is under a restriction. Rebrands that are not certain are not.
#[must_use]
pub fn restricted_maker(canonical: &str) -> Option<Restriction> {
    makers().restricted.get(canonical).copied()
}

/// Every canonical maker, sorted: what a person may choose from.
#[must_use]
pub fn known_makers() -> Vec<&'static str> {
    let mut names: Vec<&str> = lines().filter_map(|line| line.split(',').next()).collect();
    names.sort_unstable_by_key(|name| name.to_lowercase());
    names.dedup();
    names
}

/// What a vendor's name means by the shipped table: compared after folding case, full-width letters and
/// punctuation and leaving out legal words, then also Chinese places and `Technology` at the end.
#[must_use]
pub fn vendor_name(raw: &str) -> VendorName {
    if let Some(maker) = maker_of(raw) {
        return VendorName { makers: vec![maker], suggestion: None };
    }
    let joint = joined_makers(raw);
    let suggestion = if joint.is_empty() { suggestion_for(&words(raw)) } else { None };
    VendorName { makers: joint, suggestion }
}

fn maker_of(raw: &str) -> Option<&'static str> {
    let names = &makers().by_name;
    let words = words(raw);
    let plain = without_legal(&words);
    if let Some((maker, _)) = names.get(&plain.concat()) {
        return Some(maker);
    }
    let mut bare: Vec<String> = plain.iter().filter(|word| !PLACES.contains(&word.as_str())).cloned().collect();
    let loosely = |bare: &[String]| {
        let (maker, plain_only) = names.get(&without_legal(bare).concat())?;
        (!plain_only).then_some(*maker)
    };
    if let Some(maker) = loosely(&bare) {
        return Some(maker);
    }
    while bare.last().is_some_and(|word| matches!(word.as_str(), "technology" | "technologies")) {
        bare.pop();
    }
    loosely(&bare)
}

/// The makers of `D-Link and TRENDnet`: only where every part is one.
fn joined_makers(raw: &str) -> Vec<&'static str> {
    let commas = raw.replace(" and ", ",").replace(" And ", ",").replace(" & ", ",");
    let parts: Vec<&str> = commas.split([',', ';', '/', '|']).map(str::trim).filter(|part| !part.is_empty()).collect();
    if !(2..=12).contains(&parts.len()) {
        return Vec::new();
    }
    let mut found = Vec::with_capacity(parts.len());
    for part in parts {
        // A legal word alone belongs to the part before: `Axis, Inc.`
        if words(part).iter().all(|word| LEGAL.contains(&word.as_str())) {
            continue;
        }
        match maker_of(part) {
            Some(maker) if !found.contains(&maker) => found.push(maker),
            Some(_) => {}
            None => return Vec::new(),
        }
    }
    found
}

/// The maker with the longest name among the words of the text.
fn suggestion_for(words: &[String]) -> Option<&'static str> {
    let names = &makers().by_name;
    for length in (1..=words.len().min(5)).rev() {
        for window in words.windows(length) {
            let name = window.concat();
            if name.len() >= 3
                && let Some((maker, _)) = names.get(&name)
            {
                return Some(maker);
            }
        }
    }
    None
}

/// What two vendors are compared by: canonical where known, else folded and without legal words.
pub(super) fn vendor_keys(raw: &str) -> Vec<String> {
    let found = vendor_name(raw).makers;
    if found.is_empty() {
        let key = without_legal(&words(raw)).concat();
        return if key.is_empty() { Vec::new() } else { vec![key] };
    }
    found.into_iter().map(str::to_owned).collect()
}

/// How many of the first words of a text are the name of this vendor: `Axis Communications P3245-V` has two.
pub(super) fn leading_vendor_words(words: &[String], keys: &[String], raw: &str) -> usize {
    let names = &makers().by_name;
    let own = without_legal(&self::words(raw)).concat();
    let is_vendor =
        |name: &str| name == own || names.get(name).is_some_and(|(maker, _)| keys.iter().any(|key| key == maker));
    (1..=words.len().min(6))
        .rev()
        .find(|count| words.get(..*count).is_some_and(|first| is_vendor(&first.concat())))
        .unwrap_or(0)
}

/// Lower-case words of letters and digits; dots and apostrophes join, everything else divides.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    // Longer than any company's name: what follows is not one.
    for c in text.chars().take(400).map(half_width) {
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        } else if !matches!(c, '.' | '\'' | '’') && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

fn without_legal(words: &[String]) -> &[String] {
    let mut rest = words;
    loop {
        rest = match rest {
            // `A/S`, `S A`; a name that is nothing else stays.
            [before @ .., a, s] if !before.is_empty() && a == "a" && s == "s" => before,
            [before @ .., last] if !before.is_empty() && LEGAL.contains(&last.as_str()) => before,
            _ => return rest,
        };
    }
}

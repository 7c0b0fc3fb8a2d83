//! What a product is called, taken apart: model codes (`DIR-859`, `Archer AX21`), series, lines of products.

use super::mapping::half_width;
use super::vendor::leading_vendor_words;

/// Words of a description that name no product.
const GENERIC: &[&str] = &[
    "4g",
    "5g",
    "802",
    "access",
    "adapter",
    "adsl",
    "all",
    "and",
    "appliance",
    "appliances",
    "attached",
    "band",
    "bridge",
    "business",
    "cable",
    "camera",
    "cameras",
    "color",
    "compact",
    "controller",
    "cpe",
    "desktop",
    "device",
    "devices",
    "digital",
    "dome",
    "door",
    "dsl",
    "dual",
    "edition",
    "embedded",
    "enterprise",
    "equipment",
    "ethernet",
    "firewall",
    "firewalls",
    "firmware",
    "for",
    "gateway",
    "gateways",
    "gigabit",
    "gpon",
    "hardware",
    "hmi",
    "home",
    "indoor",
    "industrial",
    "ip",
    "laser",
    "lte",
    "managed",
    "manager",
    "mini",
    "mobile",
    "model",
    "models",
    "modem",
    "modems",
    "module",
    "multiple",
    "nas",
    "network",
    "networkattached",
    "networked",
    "nvr",
    "dvr",
    "office",
    "optical",
    "os",
    "outdoor",
    "passive",
    "phone",
    "phones",
    "plc",
    "poe",
    "point",
    "points",
    "port",
    "ports",
    "printer",
    "printers",
    "pro",
    "product",
    "products",
    "recorder",
    "router",
    "routers",
    "security",
    "series",
    "server",
    "servers",
    "service",
    "sip",
    "small",
    "smart",
    "software",
    "storage",
    "switch",
    "switches",
    "system",
    "systems",
    "the",
    "ui",
    "video",
    "utm",
    "voip",
    "vpn",
    "wan",
    "wap",
    "web",
    "wireless",
];

/// Words with letters and digits that are standards and sizes, not models.
const STANDARDS: &[&str] = &[
    "arm64",
    "armv7",
    "armv8",
    "cat5",
    "cat5e",
    "cat6",
    "cat6a",
    "h264",
    "h265",
    "http2",
    "i386",
    "i686",
    "ieee80211",
    "ipv4",
    "ipv6",
    "k9",
    "l2tp",
    "log4j2",
    "m2m",
    "md5",
    "mp3",
    "mp4",
    "office365",
    "onvif2",
    "ps2",
    "rj45",
    "rs232",
    "rs422",
    "rs485",
    "sha1",
    "sha256",
    "smbv1",
    "smbv2",
    "smbv3",
    "tls12",
    "tls13",
    "usb2",
    "usb3",
    "wifi4",
    "wifi5",
    "wifi6",
    "wifi6e",
    "wifi7",
    "win32",
    "win32k",
    "wpa2",
    "wpa3",
    "x64",
    "x86",
];

/// The words of a model or product, each with what stood together: `DIR-859` is one word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words(Vec<String>);

impl Words {
    /// Of a text, its leading vendor left out. At most 40 words of at most 60 letters are looked at.
    pub(super) fn of(text: &str, vendor_keys: &[String], vendor: &str) -> Self {
        let words = split(text);
        // The vendor may be written apart (`TP-Link`) or with a hyphen: both are compared as one word.
        let skip = leading_vendor_words(&words, vendor_keys, vendor);
        Self(words.into_iter().skip(skip).collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// All words as one.
    pub(super) fn whole(&self) -> String {
        self.0.concat()
    }

    /// Each word, and each with up to two that follow, as one: `dir`, `dir859`, `859`. With the place of the
    /// first word.
    pub(super) fn runs(&self) -> Vec<(usize, String)> {
        let mut runs = Vec::with_capacity(self.0.len() * 3);
        for length in 1..=3 {
            for (place, window) in self.0.windows(length).enumerate() {
                runs.push((place, window.concat()));
            }
        }
        runs
    }

    /// What follows from a place on, as one word.
    pub(super) fn tail(&self, place: usize) -> String {
        self.0.get(place..).map(<[String]>::concat).unwrap_or_default()
    }

    /// Whether these words stand one after another; a name that ends in letters also before digits, so that
    /// `vigor` is found in `vigor2960`.
    pub(super) fn have(&self, phrase: &[String]) -> bool {
        let Some((last, first)) = phrase.split_last() else { return false };
        self.0.windows(phrase.len()).any(|window| {
            let Some((found, before)) = window.split_last() else { return false };
            before == first && (found == last || goes_on_in_digits(found, last))
        })
    }
}

/// `vigor2960` goes on from `vigor`.
fn goes_on_in_digits(word: &str, start: &str) -> bool {
    start.len() >= 2
        && start.bytes().all(|byte| byte.is_ascii_alphabetic())
        && word.strip_prefix(start).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// A text as one word: what two spellings of a model have in common.
pub(super) fn folded_model(text: &str) -> String {
    split(text).concat()
}

fn split(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars().take(400).map(half_width).chain([' ']) {
        if c.is_alphanumeric() {
            if word.len() < 60 {
                word.extend(c.to_lowercase());
            }
        } else if !matches!(c, '-' | '_' | '.' | '+' | '–' | '‑') && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    words.truncate(40);
    words
}

/// Whether a word is a model code: letters and digits, and no standard, size or version.
pub(super) fn is_code(word: &str) -> bool {
    let (letters, digits) = word.chars().fold((0, 0), |(letters, digits), c| match c {
        '0'..='9' => (letters, digits + 1),
        _ => (letters + 1, digits),
    });
    letters > 0 && digits > 0 && word.chars().count() >= 3 && !STANDARDS.contains(&word) && !is_size(word)
}

/// `24port`, `1080p`, `80211ac`, `ac1900` (a class of Wi-Fi), `v2`.
fn is_size(word: &str) -> bool {
    const UNITS: &[&str] = &[
        "p", "k", "mp", "ch", "gb", "tb", "mb", "g", "ghz", "mhz", "w", "v", "bit", "port", "ports", "inch", "mm",
        "ft", "m", "u", "th", "st", "nd", "rd", "bay", "way", "gbe", "gbps", "mbps", "channel", "door", "kva", "va",
    ];
    let after_digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let after_letters = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let wifi_class = ["ac", "ax", "be"].iter().any(|start| {
        word.strip_prefix(start)
            .is_some_and(|rest| rest.len() >= 3 && is_number(rest) && (rest.ends_with("00") || rest.ends_with("50")))
    });
    let version = word.strip_prefix('v').or_else(|| word.strip_prefix("ver")).is_some_and(is_number);
    wifi_class
        || version
        || word.starts_with("80211")
        || (after_digits.len() < word.len() && UNITS.contains(&after_digits))
        || after_letters == "365"
        || (after_digits == "x" && word.len() <= 3)
}

/// One thing that an entry of the catalogue names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// `tlwr841n`; of a series, everything that goes on from it in letters.
    Code { code: String, series: bool },
    /// Letters that a line of models begins with: `rv` of `RV Series Routers`.
    Start(String),
    /// `ios xe`, `vigor`.
    Line(Vec<String>),
}

/// What the product text of an entry names; nothing for `Multiple Routers`.
pub(super) fn named_in(product: &str, vendor_keys: &[String], vendor: &str) -> Vec<Named> {
    let mut named = Vec::new();
    let parts = product.replace(" and ", ",").replace(" And ", ",").replace(" or ", ",");
    // "RV160, RV260, RV340, and RV345 Series Routers": the word speaks of all before it.
    let series_ends = product.to_lowercase().rfind("series").is_some();
    for part in parts.split([',', ';', '(', ')']) {
        let words = Words::of(part, vendor_keys, vendor);
        let mut line = Vec::new();
        let mut codes = 0;
        let mut before: Option<&str> = None;
        for word in words.iter() {
            let joined = before.filter(|before| is_start(before, word)).map(|before| format!("{before}{word}"));
            if word == "series" {
                // `RV Series`: the line is a start of models, not a word of its own.
                if let Some(start) = before.filter(|before| is_letters(before) && before.len() <= 3) {
                    line.retain(|kept: &String| kept != start);
                    named.push(Named::Start(start.to_owned()));
                    codes += 1;
                }
            } else if let Some(code) = joined {
                line.pop();
                named.push(Named::Code { code, series: series_ends });
                codes += 1;
            } else {
                // `E3-Series` is one word.
                let word = word.strip_suffix("series").unwrap_or(word);
                if is_code(word) {
                    named.push(Named::Code { code: word.to_owned(), series: series_ends });
                    codes += 1;
                } else if !is_generic(word) {
                    line.push(word.to_owned());
                }
            }
            before = Some(word);
        }
        // Beside a code, words only describe it: `Archer AX21`, `IC-7100 IP Camera`.
        line.retain(|word| word.chars().any(char::is_alphabetic) || word.len() >= 3);
        if codes == 0 && line.iter().any(|word| word.len() >= 3 && word.chars().any(char::is_alphabetic)) {
            named.push(Named::Line(line));
        }
    }
    named
}

fn is_letters(word: &str) -> bool {
    word.len() >= 2 && word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// `dir` before `859`, `catalyst` before `4500`: one code written apart. Years are none.
fn is_start(before: &str, word: &str) -> bool {
    let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    is_letters(before)
        && !is_generic(before)
        && (3..=6).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_digit())
        && !is_year
}

fn is_generic(word: &str) -> bool {
    GENERIC.contains(&word) || STANDARDS.contains(&word) || is_size(word)
}

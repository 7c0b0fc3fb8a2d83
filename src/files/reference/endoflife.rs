//! endoflife.date: all releases as CSV, one product as JSON (both generations of its interface).
//!
//! `eol` means what the title of a product's page says. So only products are read of which it was looked
//! up, as the kind of date it is; the rest is left out, and the file says how many.

use super::{Listed, MOST_ENTRIES, ReadList, json_problem, kept_text, plain_day, too_many};
use crate::files::problem::Problem;
use crate::files::ron_text::text_from_bytes;
use crate::inventory::{DateField, Says, SupportEntry};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

const FORMAT: &str = "endoflife.date";
/// Bytes of a product's JSON; the largest is far below.
const MOST_JSON: usize = 8 * 1024 * 1024;

/// A product whose dates were looked up (2026-11).
struct Known {
    id: &'static str,
    /// Blank for an operating system, whoever built the device.
    vendor: &'static str,
    /// Before the version; blank where the release is the model itself.
    name: &'static str,
    eol: DateField,
    eoas: Option<DateField>,
    eoes: Option<DateField>,
}

const fn system(id: &'static str, name: &'static str, eol: DateField, eoas: Option<DateField>) -> Known {
    Known { id, vendor: "", name, eol, eoas, eoes: None }
}

const KNOWN: [Known; 15] = {
    use DateField as D;
    const UPKEEP: Option<DateField> = Some(D::EndOfSoftwareMaintenance);
    [
        // Of Android, Linux and Yocto the makers of devices keep lines alive on their own: that a line ends at its
        // origin does not end the support of a device.
        system("android", "Android", D::OsEndOfSupport, None),
        system("big-ip", "BIG-IP", D::EndOfSupport, UPKEEP),
        system("cisco-ios-xe", "IOS XE", D::EndOfSecuritySupport, UPKEEP),
        system("fortios", "FortiOS", D::EndOfSupport, UPKEEP),
        system("linux-kernel", "Linux", D::OsEndOfSupport, None),
        // "Full Support": limited support goes on behind it.
        system("netapp-ontap", "ONTAP", D::EndOfSoftwareMaintenance, None),
        system("openwrt", "OpenWrt", D::EndOfSecuritySupport, None),
        system("pan-os", "PAN-OS", D::EndOfSupport, None),
        // "Discontinued": until when it is made.
        Known { id: "raspberry-pi", vendor: "Raspberry Pi", name: "", eol: D::Discontinued, eoas: None, eoes: None },
        system("routeros", "RouterOS", D::EndOfSecuritySupport, None),
        // "Software Support" and "Commercial Availability".
        Known {
            id: "sns-hardware",
            vendor: "Stormshield",
            name: "",
            eol: D::EndOfSupport,
            eoas: Some(D::EndOfSale),
            eoes: None,
        },
        // "General Support": technical guidance goes on behind it.
        system("vmware-esxi", "ESXi", D::EndOfSupport, None),
        Known {
            id: "windows",
            vendor: "",
            name: "Windows",
            eol: D::EndOfSecuritySupport,
            eoas: UPKEEP,
            eoes: Some(D::EndOfExtendedSupport),
        },
        system("windows-embedded", "Windows Embedded", D::EndOfSecuritySupport, UPKEEP),
        system("yocto", "Yocto", D::OsEndOfSupport, None),
    ]
};

fn known(id: &str) -> Option<&'static Known> {
    KNOWN.iter().find(|known| known.id == id)
}

/// What a release says: `cycle` and the three dates as written.
struct Release<'a> {
    cycle: &'a str,
    label: &'a str,
    eol: String,
    eoas: String,
    eoes: String,
    place: u32,
}

impl ReadList {
    fn of_releases() -> Self {
        Self { format: FORMAT, as_of: None, entries: Vec::new(), problems: Listed::default() }
    }

    fn add_release(&mut self, name: &str, product: &Known, release: &Release<'_>) {
        let model = if product.name.is_empty() {
            release.label.to_owned()
        } else {
            format!("{} {}", product.name, release.cycle.replace('-', " "))
        };
        let dates = [(Some(product.eol), &release.eol), (product.eoas, &release.eoas), (product.eoes, &release.eoes)];
        for (kind, text) in dates {
            let Some(kind) = kind else { continue };
            let says = match text.as_str() {
                "" => continue,
                "true" => Says::Ended,
                "false" => Says::NotAnnounced,
                text => match plain_day(text) {
                    Some(day) => Says::On(day),
                    None => {
                        let subject = format!("{} {}", product.id, kept_text(release.cycle));
                        let what = format!("\"{}\" is neither a date nor true or false", kept_text(text));
                        let problem = Problem::new(name, &subject, what, "download the file again");
                        self.problems.push(problem.at(release.place, None));
                        continue;
                    }
                },
            };
            self.entries.push(SupportEntry {
                vendor: product.vendor.to_owned(),
                model: kept_text(&model),
                kind,
                says,
                source: format!("endoflife.date/{}", product.id),
                checked: None,
                line: release.place,
            });
        }
    }
}

/// Whether the text is the table of all releases.
pub(super) fn is_releases(text: &str) -> bool {
    let header = text.lines().next().unwrap_or_default().to_lowercase();
    ["product", "releasecycle", "eol"]
        .iter()
        .all(|name| header.split(',').any(|cell| cell.trim_matches(['"', ' ']) == *name))
}

pub(super) fn list_from_csv(text: &str, name: &str) -> Result<ReadList, Problem> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let place = |wanted: &str| header.iter().position(|cell| cell.trim().eq_ignore_ascii_case(wanted));
    let (product, cycle, eol) = (place("product"), place("releaseCycle"), place("eol"));
    let (label, eoas, eoes) = (place("releaseLabel"), place("eoas"), place("eoes"));
    let mut list = ReadList::of_releases();
    let mut left_out = BTreeSet::new();
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let what = format!("the row does not read ({error}), and the rest was not read");
                list.problems.push(Problem::new(name, "row", what, "download the file again"));
                break;
            }
        }
        let cell = |place: Option<usize>| place.and_then(|place| record.get(place)).unwrap_or("").trim();
        let line = u32::try_from(record.position().map_or(0, csv::Position::line)).unwrap_or(u32::MAX);
        let id = cell(product);
        let Some(product) = known(id) else {
            if left_out.len() < MOST_ENTRIES {
                left_out.insert(kept_text(id));
            }
            continue;
        };
        let text = |place| cell(place).to_owned();
        let label = if cell(label).is_empty() { cell(cycle) } else { cell(label) };
        let (eol, eoas, eoes) = (text(eol), text(eoas), text(eoes));
        list.add_release(name, product, &Release { cycle: cell(cycle), label, eol, eoas, eoes, place: line });
        if list.entries.len() > MOST_ENTRIES {
            return Err(too_many(name));
        }
    }
    if !left_out.is_empty() {
        list.problems.remarks.push(format!(
            "{} products were left out, because what their dates mean for security support was not looked up; the \
             products that are read are {}",
            left_out.len(),
            KNOWN.map(|known| known.id).join(", ")
        ));
    }
    Ok(list)
}

/// `{"result": {"name", "releases"}}`, or an array of cycles in a file named after its product.
pub(super) fn list_from_json(bytes: &[u8], name: &str) -> Result<ReadList, Problem> {
    const KIND: &str = "a support list that is known (endoflife.date or OpenEoX JSON)";
    const MEND: &str = "choose a support list as CSV, or a product of endoflife.date as JSON";
    if bytes.len() > MOST_JSON {
        return Err(Problem::new(name, "", format!("the JSON is larger than {} MiB", MOST_JSON >> 20), MEND));
    }
    let text = text_from_bytes(bytes, name)?;
    let value: Value = serde_json::from_str(text).map_err(|error| json_problem(&error, name, KIND, MEND))?;
    let product = value.get("result").unwrap_or(&value);
    let releases = product.get("releases").or(Some(product)).and_then(Value::as_array);
    let Some(releases) = releases
        .filter(|list| list.iter().any(|release| release.get("eol").is_some() || release.get("isEol").is_some()))
    else {
        return Err(Problem::new(name, "", format!("this is not {KIND}"), MEND));
    };
    let stem = Path::new(name).file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    let id = product.get("name").and_then(Value::as_str).map_or(stem, str::to_owned);
    let Some(known) = known(&id) else {
        let what = format!(
            "what the dates of \"{}\" mean for security support was not looked up, so they cannot be used",
            kept_text(&id)
        );
        let mend = "write them into a support list as CSV, each with its kind; a file of the old interface must be named after its product, like fortios.json";
        return Err(Problem::new(name, "", what, mend));
    };
    let mut list = ReadList::of_releases();
    for (place, release) in releases.iter().enumerate().take(MOST_ENTRIES) {
        let text = |key: &str| match release.get(key) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Bool(said)) => said.to_string(),
            _ => String::new(),
        };
        // A day goes before the mere statement that it has passed.
        let either = |old: &str, day: &str, said: &str| {
            [text(old), text(day), text(said)].into_iter().find(|text| !text.is_empty()).unwrap_or_default()
        };
        let cycle = either("cycle", "name", "name");
        let label = either("releaseLabel", "label", "name");
        let label = if label.is_empty() { cycle.clone() } else { label };
        let (eol, eoas) = (either("eol", "eolFrom", "isEol"), either("support", "eoasFrom", "isEoas"));
        let eoes = either("extendedSupport", "eoesFrom", "isEoes");
        let place = u32::try_from(place + 1).unwrap_or(u32::MAX);
        list.add_release(name, known, &Release { cycle: &cycle, label: &label, eol, eoas, eoes, place });
    }
    Ok(list)
}

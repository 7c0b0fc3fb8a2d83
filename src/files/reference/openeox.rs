//! OpenEoX: a core document with the dates of a product it does not name, and statements that name it.
//!
//! Held: the schema, and the mandatory tests 7.1.1 to 7.1.3 (order of the dates, their form).

use super::{Listed, MOST_ENTRIES, NOT_TAKEN, ReadList, json_problem, kept_text, too_many};
use crate::files::answers_csv::cell_for_spreadsheet;
use crate::files::problem::{FileError, Problem, Problems};
use crate::files::ron_text::text_from_bytes;
use crate::inventory::{DateField, Says, SupportEntry};
use chrono::NaiveDate;
use serde_json::{Map, Value};
use std::path::Path;

const FORMAT: &str = "OpenEoX";
const KIND: &str = "an OpenEoX document";
const MEND: &str = "ask the vendor for a valid OpenEoX document";
/// Bytes.
const MOST_JSON: usize = 8 * 1024 * 1024;
/// The schema as published, and as it was drafted.
const CORE_SCHEMAS: [&str; 2] = [
    "https://docs.oasis-open.org/openeox/v1.0/schema/core.json",
    "https://docs.oasis-open.org/openeox/tbd/schema/core.json",
];
const NEEDED: [&str; 4] = ["$schema", "end_of_life", "end_of_security_support", "last_updated"];
const ALLOWED: [&str; 6] =
    ["$schema", "end_of_life", "end_of_sales", "end_of_security_support", "general_availability", "last_updated"];

/// When a stage is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stamp {
    /// To be announced.
    Tba,
    At(Moment),
}

/// A moment, and the day it is where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Moment {
    /// Seconds since 1970 in UTC, and the digits behind them.
    instant: (i64, String),
    day: NaiveDate,
}

/// The dates of one product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Core {
    end_of_life: Stamp,
    end_of_security_support: Stamp,
    end_of_sales: Option<Stamp>,
    last_updated: NaiveDate,
}

/// Whether a JSON names an OpenEoX schema near its beginning.
pub(super) fn is_openeox(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    String::from_utf8_lossy(start).replace("\\/", "/").contains("/openeox/")
}

pub(super) fn list_from_bytes(bytes: &[u8], name: &str) -> Result<ReadList, Problem> {
    let value = value_from_bytes(bytes, name)?;
    let Some(statements) = value.get("statements").and_then(Value::as_array) else {
        core_from_value(&value).map_err(|faults| first_fault(name, "", faults))?;
        let what = "an OpenEoX core document does not say of which product it speaks";
        return Err(Problem::new(name, "", what, "say it with --vendor and --model"));
    };
    if statements.len() > MOST_ENTRIES / 3 {
        return Err(too_many(name));
    }
    let mut list = ReadList { format: FORMAT, as_of: None, entries: Vec::new(), problems: Listed::default() };
    for (place, statement) in statements.iter().enumerate() {
        let subject = format!("statement {}", place + 1);
        let core = statement.get("core").map(core_from_value).unwrap_or_else(|| Err(vec!["it has no core".to_owned()]));
        let product = statement.get("product");
        let text = |key| kept_text(product.and_then(|product| product.get(key)).and_then(Value::as_str).unwrap_or(""));
        let (vendor, model) = (text("vendor_name"), text("product_name"));
        match core {
            Err(faults) => {
                for fault in faults {
                    list.problems.push(Problem::new(name, &subject, fault, MEND));
                }
            }
            Ok(_) if vendor.is_empty() || model.is_empty() => {
                let what = "it names no vendor or no product, so it was not used";
                list.problems.push(Problem::new(name, &subject, what, MEND));
            }
            Ok(core) => {
                list.as_of = list.as_of.max(Some(core.last_updated));
                let line = u32::try_from(place + 1).unwrap_or(u32::MAX);
                for (kind, says) in core.dates() {
                    list.entries.push(SupportEntry {
                        vendor: vendor.clone(),
                        model: model.clone(),
                        kind,
                        says,
                        source: FORMAT.to_owned(),
                        checked: Some(core.last_updated),
                        line,
                    });
                }
            }
        }
    }
    Ok(list)
}

/// A core document and the product that a person says it speaks of, as a support list.
///
/// # Errors
/// No valid core document.
pub fn support_list_from_openeox(bytes: &[u8], name: &str, vendor: &str, model: &str) -> Result<Vec<u8>, FileError> {
    let wrong = |problems: Problems| FileError::wrong(Path::new(name), NOT_TAKEN, problems);
    let value = value_from_bytes(bytes, name).map_err(|problem| wrong(problem.into()))?;
    let core = core_from_value(&value).map_err(|faults| {
        wrong(Problems(faults.into_iter().map(|fault| Problem::new(name, "", fault, MEND)).collect()))
    })?;
    let mut out = csv::Writer::from_writer(Vec::new());
    let checked = core.last_updated.to_string();
    let rows = std::iter::once(["vendor", "model", "kind", "date", "source", "checked"].map(str::to_owned)).chain(
        core.dates().into_iter().map(|(kind, says)| {
            let date = match says {
                Says::On(day) => day.to_string(),
                Says::Ended => "ended".to_owned(),
                Says::NotAnnounced => "tba".to_owned(),
            };
            let source = format!("{FORMAT}, {name}");
            let (vendor, model) = (cell_for_spreadsheet(vendor), cell_for_spreadsheet(model));
            [vendor, model, kind.field().name().to_owned(), date, source, checked.clone()]
        }),
    );
    for row in rows {
        out.write_record(&row).map_err(|error| {
            wrong(Problem::new(name, "", format!("the list cannot be written ({error})"), "report the fault").into())
        })?;
    }
    out.into_inner().map_err(|error| {
        wrong(Problem::new(name, "", format!("the list cannot be written ({error})"), "report the fault").into())
    })
}

fn value_from_bytes(bytes: &[u8], name: &str) -> Result<Value, Problem> {
    if bytes.len() > MOST_JSON {
        return Err(Problem::new(name, "", format!("the JSON is larger than {} MiB", MOST_JSON >> 20), MEND));
    }
    serde_json::from_str(text_from_bytes(bytes, name)?).map_err(|error| json_problem(&error, name, KIND, MEND))
}

fn first_fault(name: &str, subject: &str, faults: Vec<String>) -> Problem {
    Problem::new(name, subject, faults.join("; "), MEND)
}

impl Core {
    /// By their kinds; the end of life is the end of all support.
    fn dates(&self) -> Vec<(DateField, Says)> {
        let says = |stamp: &Stamp| match stamp {
            Stamp::Tba => Says::NotAnnounced,
            Stamp::At(moment) => Says::On(moment.day),
        };
        let mut dates = vec![
            (DateField::EndOfSecuritySupport, says(&self.end_of_security_support)),
            (DateField::EndOfSupport, says(&self.end_of_life)),
        ];
        dates.extend(self.end_of_sales.iter().map(|stamp| (DateField::EndOfSale, says(stamp))));
        dates
    }
}

/// Everything that is wrong with a core document, or what it says.
pub(super) fn core_from_value(value: &Value) -> Result<Core, Vec<String>> {
    let Some(object) = value.as_object() else { return Err(vec!["it is not an object".to_owned()]) };
    let mut faults: Vec<String> = NEEDED
        .iter()
        .filter(|key| !object.contains_key(**key))
        .map(|key| format!("{key} is missing"))
        .chain(
            object
                .keys()
                .filter(|key| !ALLOWED.contains(&key.as_str()))
                .take(20)
                .map(|key| format!("{} is not a field of an OpenEoX core", kept_text(key))),
        )
        .collect();
    let schema = object.get("$schema").and_then(Value::as_str).unwrap_or_default();
    if object.contains_key("$schema") && !CORE_SCHEMAS.contains(&schema) {
        faults.push("$schema is not that of an OpenEoX core".to_owned());
    }
    let mut stamp = |key: &str| stamp_of(object, key, &mut faults);
    let end_of_life = stamp("end_of_life");
    let end_of_security_support = stamp("end_of_security_support");
    let (end_of_sales, general_availability) = (stamp("end_of_sales"), stamp("general_availability"));
    let last_updated = stamp("last_updated");
    let mut in_order = |earlier: (&str, &Option<Stamp>), later: (&str, &Option<Stamp>)| {
        if let (Some(Stamp::At(first)), Some(Stamp::At(second))) = (earlier.1, later.1)
            && first.instant > second.instant
        {
            faults.push(format!("{} lies after {}", earlier.0, later.0));
        }
    };
    let life = ("end_of_life", &end_of_life);
    let security = ("end_of_security_support", &end_of_security_support);
    let sales = ("end_of_sales", &end_of_sales);
    let start = ("general_availability", &general_availability);
    for (earlier, later) in [(security, life), (sales, life), (start, life), (start, security), (start, sales)] {
        in_order(earlier, later);
    }
    if last_updated == Some(Stamp::Tba) {
        faults.push("last_updated is not a date with its time".to_owned());
    }
    match (end_of_life, end_of_security_support, last_updated) {
        (Some(end_of_life), Some(end_of_security_support), Some(Stamp::At(updated))) if faults.is_empty() => {
            Ok(Core { end_of_life, end_of_security_support, end_of_sales, last_updated: updated.day })
        }
        _ => Err(faults),
    }
}

fn stamp_of(object: &Map<String, Value>, key: &str, faults: &mut Vec<String>) -> Option<Stamp> {
    let value = object.get(key)?;
    let stamp = match value.as_str() {
        Some("tba") => Some(Stamp::Tba),
        Some(text) => moment(text).map(Stamp::At),
        None => None,
    };
    if stamp.is_none() {
        let written =
            value.as_str().map_or_else(|| "what is there".to_owned(), |text| format!("\"{}\"", kept_text(text)));
        faults.push(format!("{key}: {written} is neither tba nor a date with its time like 2027-03-31T12:00:00Z"));
    }
    stamp
}

/// RFC 3339 with capital T and Z and without leap seconds; any offset below 24 hours.
fn moment(text: &str) -> Option<Moment> {
    if text.len() > 60 || !text.is_ascii() {
        return None;
    }
    let (date, time) = text.split_once('T')?;
    let number = |text: &str, digits: usize| {
        (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse::<u32>().ok())
            .flatten()
    };
    let mut parts = date.split('-');
    let (year, month, day) = (number(parts.next()?, 4)?, number(parts.next()?, 2)?, number(parts.next()?, 2)?);
    let day = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).filter(|_| parts.next().is_none())?;
    let (clock, offset) = match time.strip_suffix('Z') {
        Some(clock) => (clock, 0),
        None => {
            let at = time.rfind(['+', '-'])?;
            let (clock, zone) = time.split_at_checked(at)?;
            let (hours, minutes) = zone.get(1..)?.split_once(':')?;
            let (hours, minutes) =
                (number(hours, 2).filter(|hours| *hours < 24)?, number(minutes, 2).filter(|m| *m < 60)?);
            let seconds = i64::from(hours * 3600 + minutes * 60);
            (clock, if zone.starts_with('-') { -seconds } else { seconds })
        }
    };
    let (whole, fraction) = match clock.split_once('.') {
        Some((whole, digits)) => (whole, Some(digits)),
        None => (clock, None),
    };
    let digits = fraction.unwrap_or("0");
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut parts = whole.split(':');
    let (hour, minute, second) = (number(parts.next()?, 2)?, number(parts.next()?, 2)?, number(parts.next()?, 2)?);
    if hour > 23 || minute > 59 || second > 59 || parts.next().is_some() {
        return None;
    }
    let days = (day - NaiveDate::default()).num_days();
    let seconds = days * 86_400 + i64::from(hour * 3600 + minute * 60 + second) - offset;
    Some(Moment { instant: (seconds, digits.trim_end_matches('0').to_owned()), day })
}

//! What is done to the text of a cell before it is kept, and reading one that a person typed.

use super::address::{ip_from_text, mac_from_text, parts, text_from_mac};
use super::class::{DeviceClass, is_blank};
use super::date::{DateMark, DateRules, ReadDate, read_date};
use super::intake::MOST_QUANTITY;
use super::report::short;
use super::{Cell, Field};

/// Bytes of a cell that are kept whole.
pub(super) const MOST_CELL: usize = 4096;

/// Adds a part to a list: `a; b`.
pub(super) fn push_part(list: &mut String, part: &str) {
    if !list.is_empty() {
        list.push_str("; ");
    }
    list.push_str(part);
}

/// Parts of both lists, each once, as long as the cell may be.
pub(super) fn union_of_parts(a: &str, b: &str) -> String {
    let mut union = a.to_owned();
    for part in parts(b) {
        if !parts(a).any(|there| there == part) && union.len() + part.len() < MOST_CELL {
            push_part(&mut union, part);
        }
    }
    union
}

/// `Axis P3245-V` of Axis is `P3245-V`; `APIC-L3=` is `APIC-L3`.
pub(super) fn model_without_vendor<'a>(model: &'a str, vendor: &str) -> &'a str {
    let model = model.strip_suffix('=').filter(|rest| !rest.is_empty()).unwrap_or(model);
    if vendor.is_empty() || !model.get(..vendor.len()).is_some_and(|start| start.eq_ignore_ascii_case(vendor)) {
        return model;
    }
    match model.get(vendor.len()..) {
        Some(rest) if rest.starts_with([' ', '_', '-']) && rest.len() > 1 => rest.trim_start_matches([' ', '_', '-']),
        _ => model,
    }
}

impl Cell {
    /// Reads what a person typed or pasted into a cell of a field.
    ///
    /// # Errors
    /// Text that the field cannot hold: a sentence without its full stop that says how to write it.
    pub fn read(field: Field, text: &str, rules: DateRules) -> Result<Self, String> {
        let text = text.trim();
        if text.len() > MOST_CELL {
            return Err(format!("A cell holds at most {MOST_CELL} bytes; shorten the text"));
        }
        if is_blank(text) {
            return Ok(Self::as_written(field, ""));
        }
        if field.date().is_some() {
            return match read_date(text, rules) {
                ReadDate::Unknown => Ok(Self::as_written(field, text)),
                ReadDate::Known(date, mark) => {
                    // The plain form needs no copy of itself.
                    let is_plain = mark == DateMark::Day && text == date.to_string();
                    let text = if is_plain { String::new() } else { text.to_owned() };
                    Ok(Self { text, date: Some((date, mark)), ..Self::default() })
                }
                ReadDate::Trouble(trouble) => Err(format!(
                    "\"{}\" {}; write year, month and day, such as 2027-03-31",
                    short(text),
                    trouble.words()
                )),
            };
        }
        let refused = |part: &str, what: &str| format!("\"{}\" is no {what}", short(part));
        match field {
            Field::Quantity => match text.replace(',', "").parse::<u32>() {
                Ok(quantity @ 1..=MOST_QUANTITY) => Ok(Self { quantity: Some(quantity), ..Self::default() }),
                _ => Err(refused(text, "number of devices; write a whole number from 1 to 1,000,000")),
            },
            Field::LifetimeMonths if text.parse::<u16>().is_err() => {
                Err(refused(text, "number of months; write a whole number, such as 84"))
            }
            Field::Mac => addresses(text, |part| mac_from_text(part).map(text_from_mac))
                .map_err(|part| refused(part, "MAC address; write 12 hexadecimal digits, such as 00:1A:2B:3C:4D:5E")),
            Field::Ip => addresses(text, |part| ip_from_text(part).map(|ip| ip.to_string()))
                .map_err(|part| refused(part, "IP address; write it as 10.20.30.40 or fd00::1")),
            _ => Ok(Self::as_written(field, text)),
        }
    }

    /// The text with nothing read from it but its class: how a cell is kept that its field cannot use. A
    /// quantity holds no text and becomes one device.
    #[must_use]
    pub fn as_written(field: Field, text: &str) -> Self {
        let text: String = text.trim().chars().map(|c| if c == '\0' { '\u{fffd}' } else { c }).collect();
        match field {
            Field::Quantity => Self { quantity: Some(1), ..Self::default() },
            Field::DeviceType => {
                let class = DeviceClass::from_text(&text).unwrap_or_default();
                Self { text, class: Some(class), ..Self::default() }
            }
            _ => Self { text, ..Self::default() },
        }
    }
}

/// Every address of a cell in its plain form, or the part that is none.
fn addresses(text: &str, read: impl Fn(&str) -> Option<String>) -> Result<Cell, &str> {
    let mut clean = String::with_capacity(text.len());
    for part in parts(text).flat_map(str::split_whitespace) {
        push_part(&mut clean, &read(part).ok_or(part)?);
    }
    Ok(Cell { text: clean, ..Cell::default() })
}

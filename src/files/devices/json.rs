//! JSON: an array of devices, an object that holds one, or one device a line.
//!
//! The file is gone through twice, one device at a time: first for the names of the columns, then for
//! the rows. Nested names are joined by dots, lists by semicolons.

use super::Refusal;
use super::header::mapping_of;
use super::reading::Reading;
use crate::inventory::Inventory;
use serde::Deserialize as _;
use serde::Deserializer as _;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Deserializer, Value};
use std::collections::HashMap;
use std::fmt;

/// Different names of columns; more are left out, and the report says so.
const MOST_NAMES: usize = 2000;
/// Objects inside one another that are looked into.
const MOST_DEPTH: usize = 6;
/// Names under which a list of devices is kept inside an object, the likeliest first.
const LIST_NAMES: [&str; 8] = ["assets", "devices", "items", "results", "result", "data", "records", "matches"];

/// Where the devices stand.
enum Shape {
    Array,
    Lines,
    /// In the list of this name.
    Member(String),
}

pub(super) fn inventory_from_json(text: &str, reading: &Reading) -> Result<(&'static str, Inventory), Refusal> {
    let shape = shape_of(text)?;
    let mut headers: Vec<String> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut left_out = false;
    let mut of = 0_usize;
    each(text, &shape, &mut |value| {
        of += 1;
        reading.step(0, 1)?;
        for (name, _) in flat(value) {
            if !places.contains_key(&name) {
                if headers.len() < MOST_NAMES {
                    places.insert(name.clone(), headers.len());
                    headers.push(name);
                } else {
                    left_out = true;
                }
            }
        }
        Ok(())
    })?;
    if headers.is_empty() {
        return Err(Refusal::new(
            "The JSON holds no list of devices",
            "Export the list of assets as JSON, CSV or XLSX",
        ));
    }
    let mapping = mapping_of(&headers, reading)?;
    let format = if matches!(shape, Shape::Lines) { "JSON Lines" } else { "JSON" };
    let mut sink = reading.sink(format, None, mapping, false);
    let mut number = 0_u32;
    each(text, &shape, &mut |value| {
        number = number.saturating_add(1);
        reading.step(of + number as usize, of * 2)?;
        let mut cells = vec![String::new(); headers.len()];
        for (name, text) in flat(value) {
            if let Some(cell) = places.get(&name).and_then(|place| cells.get_mut(*place)) {
                if cell.is_empty() {
                    *cell = text;
                } else {
                    cell.push_str("; ");
                    cell.push_str(&text);
                }
            }
        }
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        sink.row(number, &cells)
    })?;
    if left_out {
        sink.notice(format!("The file has more than {MOST_NAMES} different names; the later ones were not read"));
    }
    Ok((format, sink.finish()))
}

fn broken(error: &serde_json::Error) -> Refusal {
    let place = format!("line {}, column {}", error.line(), error.column());
    if error.is_eof() {
        return Refusal::new(
            format!("The JSON breaks off in {place}, so devices may be missing"),
            "Ask for the whole file",
        );
    }
    let what = if error.to_string().contains("recursion limit") { "nests too deeply" } else { "does not read" };
    Refusal::new(format!("The JSON {what} in {place}"), "Export the file again")
}

fn shape_of(text: &str) -> Result<Shape, Refusal> {
    let mut values = Deserializer::from_str(text).into_iter::<IgnoredAny>();
    match values.next() {
        None => return Err(Refusal::new("The JSON holds nothing", "Export the file again")),
        Some(Err(error)) => return Err(broken(&error)),
        Some(Ok(_)) => {}
    }
    let rest = text.get(values.byte_offset()..).unwrap_or("").trim_start();
    if !rest.is_empty() {
        return Ok(Shape::Lines);
    }
    if text.starts_with('[') {
        return Ok(Shape::Array);
    }
    let mut lists = Vec::new();
    let mut reader = Deserializer::from_str(text);
    reader.deserialize_map(Lists(&mut lists)).map_err(|error| broken(&error))?;
    let by_name = LIST_NAMES.iter().find_map(|name| lists.iter().find(|(list, _)| list.eq_ignore_ascii_case(name)));
    let longest = lists.iter().max_by_key(|(_, length)| *length);
    Ok(by_name.or(longest).map_or(Shape::Lines, |(name, _)| Shape::Member(name.clone())))
}

/// Names and lengths of the lists of objects in an object.
struct Lists<'a>(&'a mut Vec<(String, usize)>);

impl<'de> Visitor<'de> for Lists<'_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            let length = map.next_value_seed(Length)?;
            if length > 0 && self.0.len() < MOST_NAMES {
                self.0.push((name, length));
            }
        }
        Ok(())
    }
}

/// How many objects a list holds; 0 for anything else.
struct Length;

impl<'de> DeserializeSeed<'de> for Length {
    type Value = usize;
    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<usize, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Length {
    type Value = usize;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<usize, A::Error> {
        let mut length = 0;
        while let Some(is_object) = list.next_element_seed(IsObject)? {
            length += usize::from(is_object);
        }
        Ok(length)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<usize, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(0)
    }
    fn visit_bool<E>(self, _: bool) -> Result<usize, E> {
        Ok(0)
    }
    fn visit_i64<E>(self, _: i64) -> Result<usize, E> {
        Ok(0)
    }
    fn visit_u64<E>(self, _: u64) -> Result<usize, E> {
        Ok(0)
    }
    fn visit_f64<E>(self, _: f64) -> Result<usize, E> {
        Ok(0)
    }
    fn visit_str<E>(self, _: &str) -> Result<usize, E> {
        Ok(0)
    }
    fn visit_unit<E>(self) -> Result<usize, E> {
        Ok(0)
    }
}

struct IsObject;

impl<'de> DeserializeSeed<'de> for IsObject {
    type Value = bool;
    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<bool, D::Error> {
        Value::deserialize(reader).map(|value| value.is_object())
    }
}

/// Hands on one device after another.
fn each(text: &str, shape: &Shape, take: &mut dyn FnMut(&Value) -> Result<(), Refusal>) -> Result<(), Refusal> {
    if matches!(shape, Shape::Lines) {
        for value in Deserializer::from_str(text).into_iter::<Value>() {
            take(&value.map_err(|error| broken(&error))?)?;
        }
        return Ok(());
    }
    let mut refused = None;
    let mut reader = Deserializer::from_str(text);
    let mut stream = Stream { take, refused: &mut refused, member: None };
    let read = match shape {
        Shape::Member(name) => {
            stream.member = Some(name);
            reader.deserialize_map(stream)
        }
        Shape::Array | Shape::Lines => reader.deserialize_seq(stream),
    };
    match (refused, read) {
        (Some(refusal), _) => Err(refusal),
        (None, Err(error)) => Err(broken(&error)),
        (None, Ok(())) => Ok(()),
    }
}

/// Goes through a list, or the list of a name in an object, one value at a time.
struct Stream<'a> {
    take: &'a mut dyn FnMut(&Value) -> Result<(), Refusal>,
    refused: &'a mut Option<Refusal>,
    member: Option<&'a str>,
}

impl<'de> DeserializeSeed<'de> for Stream<'_> {
    type Value = ();
    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Stream<'_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of devices")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(value) = list.next_element::<Value>()? {
            if let Err(refusal) = (self.take)(&value) {
                *self.refused = Some(refusal);
                return Err(serde::de::Error::custom("refused"));
            }
        }
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            if self.member == Some(name.as_str()) {
                map.next_value_seed(Stream { take: self.take, refused: self.refused, member: None })?;
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                return Ok(());
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

/// Names and texts of a device; what is no object has none.
fn flat(value: &Value) -> Vec<(String, String)> {
    let mut cells = Vec::new();
    if value.is_object() {
        flatten("", value, 0, &mut cells);
    }
    cells
}

fn flatten(name: &str, value: &Value, depth: usize, cells: &mut Vec<(String, String)>) {
    let mut put = |text: String| cells.push((name.to_owned(), text));
    match value {
        Value::Null => put(String::new()),
        Value::Bool(yes) => put(yes.to_string()),
        Value::Number(number) => put(number.to_string()),
        Value::String(text) => put(text.clone()),
        _ if depth > MOST_DEPTH => {}
        Value::Array(items) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
            let texts: Vec<String> = items.iter().map(plain).filter(|text| !text.is_empty()).collect();
            put(texts.join("; "));
        }
        Value::Array(items) => {
            for item in items {
                match item.as_array().map(Vec::as_slice) {
                    // Pairs of kind and value: [["mac", "aa:bb:cc:dd:ee:ff"]].
                    Some([Value::String(kind), value]) => {
                        flatten(&format!("{name}.{kind}"), value, depth + 1, cells);
                    }
                    _ => flatten(name, item, depth + 1, cells),
                }
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                // Addresses as names are data, not columns.
                if key.matches(':').count() > 1 || key.len() > 100 {
                    continue;
                }
                let path = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
                flatten(&path, member, depth + 1, cells);
            }
        }
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

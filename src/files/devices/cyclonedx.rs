//! CycloneDX: the components of type `device`, with the firmware inside them.
//!
//! The device that the document is about (`metadata.component`) counts where it lists no other: a
//! hardware bill of materials names one board there and its parts below. Firmware that stands under no
//! device is dropped with that reason, and so is everything else.

use super::reading::{Reading, Sink};
use super::xml::{Piece, attribute, read};
use super::{Refusal, shown};
use crate::inventory::{DropReason, Field, Inventory, Mapping};
use serde_json::Value;
use std::collections::BTreeMap;

/// Bytes of a bill of materials as JSON, which is read as a whole.
const MOST_JSON: usize = 128 * 1024 * 1024;
/// Names of properties in all components together.
const MOST_PROPERTIES: usize = 500;
/// Types of components that a refusal names.
const MOST_KINDS: usize = 4;

/// The columns that every component has, with their fields.
const COLUMNS: [(&str, Field); 9] = [
    ("bom-ref", Field::DeviceId),
    ("name", Field::Model),
    ("version", Field::HardwareVersion),
    ("manufacturer", Field::Vendor),
    ("firmware component", Field::FirmwareVersion),
    ("cpe", Field::Cpe),
    ("description", Field::Description),
    ("cdx:device:quantity", Field::Quantity),
    ("cdx:device:deviceType", Field::DeviceType),
];

#[derive(Clone, Debug, Default)]
struct Component {
    kind: String,
    bom_ref: String,
    name: String,
    version: String,
    manufacturer: String,
    supplier: String,
    publisher: String,
    group: String,
    cpe: String,
    description: String,
    properties: Vec<(String, String)>,
    inside: Vec<Component>,
}

/// Reads the JSON form.
pub(super) fn inventory_from_json(text: &str, reading: &Reading) -> Result<Inventory, Refusal> {
    if text.len() > MOST_JSON {
        return Err(Refusal::too_large("The bill of materials is larger than 128 MiB"));
    }
    let document: Value = serde_json::from_str(text).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        let what = if error.is_eof() { "breaks off" } else { "does not read" };
        Refusal::new(format!("The bill of materials {what} in {place}"), "Ask for the whole file")
    })?;
    let format = document.get("bomFormat").and_then(Value::as_str).unwrap_or("");
    if format != "CycloneDX" {
        return Err(Refusal::new(
            format!("The file calls itself \"{}\", not CycloneDX", shown(format)),
            "Export a CycloneDX bill of materials",
        ));
    }
    let about = document.get("metadata").and_then(|metadata| metadata.get("component")).map(component_from_json);
    inventory(about, components_from_json(&document), "CycloneDX JSON", reading)
}

fn components_from_json(value: &Value) -> Vec<Component> {
    let list = value.get("components").and_then(Value::as_array);
    list.map(|list| list.iter().map(component_from_json).collect()).unwrap_or_default()
}

fn component_from_json(value: &Value) -> Component {
    let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or("").to_owned();
    let name_in = |name: &str| {
        value.get(name).and_then(|company| company.get("name")).and_then(Value::as_str).unwrap_or("").to_owned()
    };
    let property = |property: &Value| {
        let part = |name: &str| property.get(name).and_then(Value::as_str).unwrap_or("").to_owned();
        (part("name"), part("value"))
    };
    let properties = value.get("properties").and_then(Value::as_array);
    Component {
        kind: text("type"),
        bom_ref: text("bom-ref"),
        name: text("name"),
        version: text("version"),
        manufacturer: name_in("manufacturer"),
        supplier: name_in("supplier"),
        publisher: text("publisher"),
        group: text("group"),
        cpe: text("cpe"),
        description: text("description"),
        properties: properties.map(|list| list.iter().map(property).collect()).unwrap_or_default(),
        inside: components_from_json(value),
    }
}

/// Reads the XML form.
pub(super) fn inventory_from_xml(text: &str, reading: &Reading) -> Result<Inventory, Refusal> {
    let mut about = None;
    let mut components = Vec::new();
    let mut open: Vec<Component> = Vec::new();
    // Names of the elements around, so that the name of a supplier is not taken for that of its component.
    let mut path: Vec<String> = Vec::new();
    let mut property = String::new();
    let mut is_cyclonedx = false;
    read(text, reading, &mut |piece| {
        match piece {
            Piece::Open(name, attributes) => {
                let value = |name: &str| attribute(&attributes, name).unwrap_or("").to_owned();
                match name.as_str() {
                    "bom" => is_cyclonedx |= value("xmlns").contains("cyclonedx") || text.contains("cyclonedx.org"),
                    "component" => {
                        open.push(Component { kind: value("type"), bom_ref: value("bom-ref"), ..Component::default() });
                    }
                    "property" => {
                        property = value("name");
                        if let Some(component) = open.last_mut() {
                            component.properties.push((property.clone(), value("value")));
                        }
                    }
                    _ => {}
                }
                path.push(name);
            }
            Piece::Text(text) => {
                if let Some(component) = open.last_mut() {
                    component.element(&path, &text);
                }
            }
            Piece::Close(name) => {
                path.pop();
                if name == "component"
                    && let Some(done) = open.pop()
                {
                    match (open.last_mut(), path.last().map(String::as_str)) {
                        (Some(around), _) => around.inside.push(done),
                        (None, Some("metadata")) => about = Some(done),
                        (None, Some("components")) => components.push(done),
                        // A tool that wrote the file, a subject of an annotation.
                        (None, _) => {}
                    }
                }
            }
        }
        Ok(true)
    })?;
    if !is_cyclonedx {
        return Err(Refusal::new(
            "The XML begins like a bill of materials and is not CycloneDX",
            "Export a CycloneDX bill of materials",
        ));
    }
    inventory(about, components, "CycloneDX XML", reading)
}

impl Component {
    fn element(&mut self, path: &[String], text: &str) {
        let mut around = path.iter().rev().map(String::as_str);
        let slot = match (around.next(), around.next()) {
            (Some("name"), Some("component")) => &mut self.name,
            (Some("version"), Some("component")) => &mut self.version,
            (Some("publisher"), Some("component")) => &mut self.publisher,
            (Some("group"), Some("component")) => &mut self.group,
            (Some("cpe"), Some("component")) => &mut self.cpe,
            (Some("description"), Some("component")) => &mut self.description,
            (Some("name"), Some("manufacturer")) => &mut self.manufacturer,
            (Some("name"), Some("supplier")) => &mut self.supplier,
            (Some("property"), _) => match self.properties.last_mut() {
                Some((_, value)) => value,
                None => return,
            },
            _ => return,
        };
        slot.push_str(text);
    }

    fn vendor(&self) -> &str {
        [&self.manufacturer, &self.supplier, &self.publisher, &self.group]
            .into_iter()
            .find(|name| !name.trim().is_empty())
            .map_or("", |name| name.trim())
    }

    /// The version of the firmware inside, not of parts that are devices of their own.
    fn firmware(&self) -> &str {
        self.inside.iter().find(|part| part.kind == "firmware").map_or("", |part| part.version.trim())
    }
}

fn has_device(components: &[Component]) -> bool {
    components.iter().any(|component| component.kind == "device" || has_device(&component.inside))
}

fn inventory(
    about: Option<Component>,
    mut components: Vec<Component>,
    format: &'static str,
    reading: &Reading,
) -> Result<Inventory, Refusal> {
    if !has_device(&components) {
        match about {
            Some(about) if about.kind == "device" => {
                components = vec![Component { inside: components, ..about }];
            }
            _ => {
                return Err(Refusal::new(
                    no_device(&components),
                    "Give a list of devices; what runs on them says nothing about how many there are",
                ));
            }
        }
    }
    let mut headers: Vec<String> = COLUMNS.iter().map(|(header, _)| (*header).to_owned()).collect();
    property_names(&components, &mut headers);
    let endings: Vec<String> =
        headers.iter().map(|header| header.rsplit(':').next().unwrap_or(header).to_owned()).collect();
    let mut mapping = Mapping::of(&endings);
    for (place, column) in mapping.columns.iter_mut().enumerate() {
        if let Some(header) = headers.get(place) {
            column.header.clone_from(header);
        }
        if let Some((_, field)) = COLUMNS.get(place) {
            column.used = crate::inventory::Use::Gives { field: *field, weak: false };
        }
    }
    mapping.tool = Some("CycloneDX");
    reading.choose(&mut mapping)?;
    let mut sink = reading.sink(format, None, mapping, false);
    let (mut number, of) = (0, count(&components));
    for component in &components {
        place(component, false, &headers, &mut number, &mut sink)?;
        reading.step(number as usize, of)?;
    }
    Ok(sink.finish())
}

/// Says what the bill of materials lists instead.
fn no_device(components: &[Component]) -> String {
    let mut kinds = BTreeMap::new();
    count_kinds(components, &mut kinds);
    if kinds.is_empty() {
        return "The bill of materials lists no component, so no device either".to_owned();
    }
    let mut kinds: Vec<(&str, usize)> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let more = if kinds.len() > MOST_KINDS { ", and others" } else { "" };
    let shown_kinds: Vec<String> = kinds
        .iter()
        .take(MOST_KINDS)
        .map(|(kind, count)| {
            format!("{count} of type {}", if kind.is_empty() { "(none)".to_owned() } else { shown(kind) })
        })
        .collect();
    format!("No component of the bill of materials is of type device (it lists {}{more})", shown_kinds.join(", "))
}

fn count_kinds<'a>(components: &'a [Component], kinds: &mut BTreeMap<&'a str, usize>) {
    for component in components {
        *kinds.entry(component.kind.as_str()).or_default() += 1;
        count_kinds(&component.inside, kinds);
    }
}

fn count(components: &[Component]) -> usize {
    components.iter().map(|component| 1 + count(&component.inside)).sum()
}

fn property_names(components: &[Component], headers: &mut Vec<String>) {
    for component in components {
        for (name, _) in component.properties.iter().filter(|_| component.kind == "device") {
            if headers.len() < MOST_PROPERTIES && !headers.contains(name) {
                headers.push(name.clone());
            }
        }
        property_names(&component.inside, headers);
    }
}

/// Rows count the components in the order of the document, from 1.
fn place(
    component: &Component,
    inside_device: bool,
    headers: &[String],
    number: &mut u32,
    sink: &mut Sink,
) -> Result<(), Refusal> {
    *number += 1;
    let is_device = component.kind == "device";
    if is_device {
        let cells: Vec<&str> = headers
            .iter()
            .enumerate()
            .map(|(place, header)| match place {
                0 => component.bom_ref.as_str(),
                1 => component.name.as_str(),
                2 => component.version.as_str(),
                3 => component.vendor(),
                4 => component.firmware(),
                5 => component.cpe.as_str(),
                6 => component.description.as_str(),
                _ => {
                    component.properties.iter().find(|(name, _)| name == header).map_or("", |(_, value)| value.as_str())
                }
            })
            .collect();
        sink.row(*number, &cells)?;
    } else if component.kind == "firmware" && !inside_device {
        sink.drop_row(*number, DropReason::FirmwareAlone)?;
    } else {
        sink.drop_row(*number, DropReason::NotADevice)?;
    }
    for part in &component.inside {
        place(part, is_device || inside_device, headers, number, sink)?;
    }
    Ok(())
}

//! How the device list bounds an answer: `measure: PastSupport([0, 2, 10, 25])`.

use super::super::ron_tree::{Node, Place, Value};
use super::fields::Reader;
use super::names::QuestionName;
use crate::inventory::DeviceClass;
use crate::questionnaire::{AnswerKind, Finding, MEDIA_BOX, Measure, Question};

const SHAPES: &str = "SupportKnown([..]), PastSupport([..]), EdgeSupport, RecordFacts([..]), FirmwareKnown([..]), \
    Inventory([..], [..]), DevicesPerEmployee([..]), Classes([(\"key\", [\"camera\"])]), SharedNetwork(\"key\"), \
    ReachableDevices(\"key\"), DefaultPasswords(\"key\"), RemoteAccess(\"key\") or RestrictedMakers(\"key\")";

/// A measure; `question` is the one that has it. Reports and returns `None` when it cannot be used.
pub(super) fn measure(reader: &mut Reader, question: Option<&QuestionName>, node: &Node) -> Option<Measure> {
    let (name, items): (&str, &[Node]) = match &node.value {
        Value::Word(word) => (word, &[]),
        Value::Tuple { name: Some(name), items } => (name, items),
        Value::Broken => return None,
        _ => {
            reader.report(node.at, "a measure should stand here", format!("write one of {SHAPES}"));
            return None;
        }
    };
    let finding = Finding::ALL.into_iter().find(|finding| finding.name() == name);
    let wanted = match name {
        "EdgeSupport" => 0,
        "SupportKnown" | "PastSupport" | "RecordFacts" | "FirmwareKnown" | "DevicesPerEmployee" | "Classes" => 1,
        "Inventory" => 2,
        _ if finding.is_some() => 1,
        _ => {
            reader.report(node.at, format!("{name} is not a measure"), format!("write one of {SHAPES}"));
            return None;
        }
    };
    if items.len() != wanted {
        let what = format!("{name} takes {wanted} values and has {}", items.len());
        reader.report(node.at, what, format!("write one of {SHAPES}"));
        return None;
    }
    Some(match items {
        [] => Measure::EdgeSupport,
        [days, percent] => {
            Measure::Inventory { days: edges(reader, days, 1, 36_500)?, percent: edges(reader, percent, 1, 100)? }
        }
        [one, ..] => match (name, finding) {
            (_, Some(finding)) => Measure::Shows(finding, option(reader, question?, one)?),
            ("SupportKnown", _) => Measure::SupportKnown(edges(reader, one, 1, 100)?),
            ("PastSupport", _) => Measure::PastSupport(edges(reader, one, 1, 100)?),
            ("RecordFacts", _) => Measure::RecordFacts(edges(reader, one, 1, 250)?),
            ("FirmwareKnown", _) => Measure::FirmwareKnown(edges(reader, one, 1, 100)?),
            ("DevicesPerEmployee", _) => Measure::DevicesPerEmployee(edges(reader, one, 10, 1000)?),
            _ => Measure::Classes(classes(reader, question?, one)),
        },
    })
}

/// The place of one of the question's own options.
fn option(reader: &mut Reader, question: &QuestionName, node: &Node) -> Option<u8> {
    let key = reader.text(node);
    let place = question.options.iter().position(|option| *option == key);
    if place.is_none() {
        let mend = format!("use one of {}", question.options.join(", "));
        reader.report(node.at, format!("the question has no option \"{key}\""), mend);
    }
    place.and_then(|place| u8::try_from(place).ok())
}

/// Edges in units of `1/scale`, none above `most`.
fn edges(reader: &mut Reader, node: &Node, scale: u32, most: u64) -> Option<Vec<u16>> {
    let mend = if scale == 1 {
        format!("write a whole number from 0 to {most}")
    } else {
        format!("write a number from 0 to {most} with at most one decimal")
    };
    let items = reader.list(node);
    if !matches!(node.value, Value::List(_)) {
        return None;
    }
    let mut edges = Vec::with_capacity(items.len());
    for item in items {
        let edge = reader.scaled(item, scale, "edge", &mend)?;
        if edge > most * u64::from(scale) {
            reader.report(item.at, "the edge is too large", mend);
            return None;
        }
        edges.push(u16::try_from(edge).unwrap_or(u16::MAX));
    }
    Some(edges)
}

fn classes(reader: &mut Reader, question: &QuestionName, node: &Node) -> Vec<(u8, Vec<String>)> {
    let mut classes: Vec<(u8, Vec<String>)> = Vec::new();
    for item in reader.list(node) {
        let Value::Tuple { name: None, items } = &item.value else {
            reader.report(item.at, "a pair should stand here", "write (\"key\", [\"camera\", \"recorder\"])");
            continue;
        };
        let [key, words] = items.as_slice() else {
            reader.report(item.at, "a pair should stand here", "write (\"key\", [\"camera\", \"recorder\"])");
            continue;
        };
        let Some(place) = option(reader, question, key) else { continue };
        let mut named = Vec::new();
        for word in reader.list(words) {
            let text = reader.text(word);
            let known: Vec<&str> = DeviceClass::ALL.into_iter().map(DeviceClass::words).chain([MEDIA_BOX]).collect();
            if !known.contains(&text.as_str()) {
                let what = format!("the device list knows no class \"{text}\"");
                reader.report(word.at, what, format!("use one of {}", known.join(", ")));
            } else if classes.iter().any(|(_, others)| others.contains(&text)) || named.contains(&text) {
                reader.report(word.at, format!("class \"{text}\" stands twice"), "give every class one option");
            } else {
                named.push(text);
            }
        }
        classes.push((place, named));
    }
    classes
}

/// Whether the edges fit the options. A measure that does not fit would put a device list on the wrong answer.
pub(super) fn check(reader: &mut Reader, place: Place, question: &Question, measure: &Measure) {
    let wanted = if matches!(measure, Measure::Classes(_)) { AnswerKind::Multi } else { AnswerKind::Single };
    if question.kind != wanted {
        let mend = if wanted == AnswerKind::Multi { "add kind: Multi" } else { "delete the measure, or the kind" };
        reader.report(place, "the measure is for another kind of question", mend);
    }
    let options = question.options.len();
    let mut fits = |edges: &[u16], following: usize, rising: bool| {
        if edges.len() + following != options {
            let what = format!("{} edges do not divide {options} options", edges.len());
            reader.report(place, what, format!("write {} edges", options.saturating_sub(following)));
        }
        let sorted = if rising {
            edges.is_sorted_by(|a, b| a < b)
        } else {
            edges.is_sorted_by(|a, b| a > b) && edges.last().is_none_or(|last| *last > 0)
        };
        if !sorted {
            let direction = if rising { "rise" } else { "fall to a last one above 0" };
            reader.report(place, format!("the edges do not {direction}"), "sort them like the options, best first");
        }
    };
    match measure {
        Measure::SupportKnown(edges) | Measure::FirmwareKnown(edges) => fits(edges, 2, false),
        Measure::RecordFacts(edges) => fits(edges, 1, false),
        Measure::PastSupport(edges) | Measure::DevicesPerEmployee(edges) => fits(edges, 1, true),
        Measure::Inventory { days, percent } => {
            fits(days, 2, true);
            fits(percent, 2, false);
        }
        Measure::EdgeSupport if options != 5 => {
            let mend = "none past; some ending; some past inside; some past and reachable, dated; the same, not dated";
            reader.report(place, format!("EdgeSupport speaks of 5 options, and there are {options}"), mend);
        }
        Measure::EdgeSupport | Measure::Classes(_) | Measure::Shows(..) => {}
    }
}

//! How the device list bounds an answer: `measure: PastSupport([0, 2, 10, 25])`.

use super::super::ron_tree::{Node, Place, Value};
use super::fields::Reader;
use super::names::QuestionName;
use crate::inventory::DeviceClass;
use crate::questionnaire::{AnswerKind, Finding, Measure, Question};

const SHAPES: &str = "SupportKnown([..]), PastSupport([..]), EdgeSupport, RecordFacts([..]), FirmwareKnown([..]), \
    InventoryAge([..]), DevicesPerEmployee([..]), Classes([(\"key\", [\"camera\"])]), SharedNetwork(\"key\"), \
    ReachableDevices(\"key\"), DefaultPasswords(\"key\"), RemoteAccess(\"key\") or ListedMakers(\"key\", [\"Maker\"])";

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
        "SupportKnown" | "PastSupport" | "RecordFacts" | "FirmwareKnown" | "InventoryAge" | "DevicesPerEmployee"
        | "Classes" => 1,
        "ListedMakers" => 2,
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
        [key, makers] => {
            let makers_at = makers.at;
            let best = option(reader, question?, key)?;
            let makers = reader.texts(makers);
            if makers.is_empty() || makers.iter().any(|maker| maker.trim().is_empty()) {
                reader.report(makers_at, "a list of makers without a name", "name at least one, none of them blank");
            }
            Measure::ListedMakers(best, makers)
        }
        [one, ..] => match (name, finding) {
            (_, Some(finding)) => Measure::Shows(finding, option(reader, question?, one)?),
            ("SupportKnown", _) => Measure::SupportKnown(edges(reader, one, 1, 100)?),
            ("PastSupport", _) => Measure::PastSupport(edges(reader, one, 1, 100)?),
            ("RecordFacts", _) => Measure::RecordFacts(edges(reader, one, 1, 250)?),
            ("FirmwareKnown", _) => Measure::FirmwareKnown(edges(reader, one, 1, 100)?),
            ("InventoryAge", _) => Measure::InventoryAge(edges(reader, one, 1, 36_500)?),
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
            if !DeviceClass::ALL.iter().any(|class| class.words() == text) {
                let known: Vec<&str> = DeviceClass::ALL.into_iter().map(DeviceClass::words).collect();
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
    let options = question.options.len();
    let (edges, more, rising) = match measure {
        Measure::SupportKnown(edges) | Measure::FirmwareKnown(edges) => (edges, 2, false),
        Measure::RecordFacts(edges) => (edges, 1, false),
        Measure::PastSupport(edges) | Measure::DevicesPerEmployee(edges) => (edges, 1, true),
        Measure::InventoryAge(edges) => (edges, 2, true),
        Measure::EdgeSupport => {
            if options != 5 {
                reader.report(place, format!("EdgeSupport speaks of 5 options, and there are {options}"), FIVE);
            }
            return single(reader, place, question);
        }
        Measure::Classes(_) => {
            if question.kind != AnswerKind::Multi {
                reader.report(place, "classes of devices on a question that takes one answer", "add kind: Multi");
            }
            return;
        }
        Measure::Shows(..) | Measure::ListedMakers(..) => return single(reader, place, question),
    };
    if edges.len() + more != options {
        let what = format!("{} edges for {options} options", edges.len());
        reader.report(place, what, format!("write {} edges", options.saturating_sub(more)));
    }
    let sorted = if rising {
        edges.is_sorted_by(|a, b| a < b)
    } else {
        edges.is_sorted_by(|a, b| a > b) && edges.last().is_none_or(|last| *last > 0)
    };
    if !sorted {
        let direction = if rising { "rise" } else { "fall, and end above 0" };
        reader.report(place, format!("the edges do not {direction}"), "sort them like the options, best first");
    }
    single(reader, place, question);
}

const FIVE: &str = "none past; some ending; some past inside; some past and reachable with a date; the same without one";

fn single(reader: &mut Reader, place: Place, question: &Question) {
    if question.kind != AnswerKind::Single {
        reader.report(place, "a measure of one answer on a question that takes several", "delete the measure");
    }
}

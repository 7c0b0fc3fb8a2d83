//! From the tree to the plan. What is missing or wrong is reported and replaced by something harmless, so
//! that reading goes on to the next mistake.

use super::super::hash::is_sha256_hex;
use super::super::ron_fields::{Fields, Reader, field_of};
use super::super::ron_tree::{Node, Place, Value as Written};
use crate::questionnaire::plan::{
    Approval, Base, Change, ChangeRecord, Hidden, Parent, Retirement, Status, Target, Threshold, Value, WeightSum,
};
use crate::questionnaire::{Market, Plan};
use chrono::NaiveDate;

const MOST_CHANGES: usize = 5000;
const MOST_RECORDS: usize = 1000;
const MOST_OPTIONS: usize = 64;
const SHAPES: &str = "Weight, Factor, Edge, Threshold, TierFrom, ScheduleCap, Rule, RuleNumber, Hidden";

pub(super) fn plan(reader: &mut Reader, root: &Node) -> Plan {
    let mut f = reader.fields(root, "Plan");
    let named = |reader: &mut Reader, node: &Node, what: &'static str| {
        let mut f = reader.fields(node, what);
        let (id, version) = (f.text(reader, "id"), f.text(reader, "version"));
        let sha256 = hash(reader, &mut f, "sha256");
        f.finish(reader);
        (id, version, sha256)
    };
    let id = f.text(reader, "id");
    let version = f.text(reader, "version");
    let title = f.text_or_empty(reader, "title");
    let base = f.required(reader, "base").map(|node| named(reader, node, "base"));
    let base = base.map(|(id, version, sha256)| Base { id, version, sha256 }).unwrap_or_default();
    let parent = f.optional("parent").map(|node| named(reader, node, "parent"));
    let parent = parent.map(|(id, version, sha256)| Parent { id, version, sha256 });
    let markets = Market::ALL.map(|market| (market.key(), market));
    let plan = Plan {
        id,
        version,
        title,
        base,
        parent,
        carrier: f.text_or_empty(reader, "carrier"),
        program: f.text_or_empty(reader, "program"),
        jurisdiction: f.text_or_empty(reader, "jurisdiction"),
        market: f.required(reader, "market").and_then(|node| reader.word(node, &markets)).unwrap_or_default(),
        effective: day(reader, &mut f, "effective"),
        until: day(reader, &mut f, "until"),
        filing: f.text_or_empty(reader, "filing"),
        author: f.text_or_empty(reader, "author"),
        status: f
            .required(reader, "status")
            .and_then(|node| reader.word(node, &Status::ALL.map(|status| (status.key(), status))))
            .unwrap_or_default(),
        approval: f.optional("approval").map(|node| approval(reader, node)),
        retirement: f.optional("retirement").map(|node| retirement(reader, node)),
        sum: f
            .optional("sum")
            .and_then(|node| reader.word(node, &[WeightSum::Fixed, WeightSum::Floating].map(|sum| (sum.key(), sum))))
            .unwrap_or_default(),
        records: f.optional("records").map(|node| records(reader, node)).unwrap_or_default(),
        changes: f.required(reader, "changes").map(|node| changes(reader, node)).unwrap_or_default(),
        ..Plan::default()
    };
    f.finish(reader);
    plan
}

/// The target of every change that can be read, with its place.
pub(super) fn places(root: &Node) -> Vec<(Target, Place)> {
    let Some(node) = field_of(root, "changes") else { return Vec::new() };
    // What is wrong was reported when the plan was read.
    let mut quiet = Reader::new("");
    let items = quiet.list(node);
    items.iter().filter_map(|item| Some((change(&mut quiet, item)?.target, item.at))).collect()
}

fn hash(reader: &mut Reader, f: &mut Fields<'_>, name: &'static str) -> String {
    let Some(node) = f.required(reader, name) else { return String::new() };
    let text = reader.text(node);
    if matches!(node.value, Written::Text(_)) && !is_sha256_hex(&text) {
        reader.report(node.at, "this is not a SHA-256", "write its 64 digits, 0 to 9 and a to f");
    }
    text
}

fn day(reader: &mut Reader, f: &mut Fields<'_>, name: &'static str) -> Option<NaiveDate> {
    f.optional(name).map(|node| reader.date(node))
}

fn approval(reader: &mut Reader, node: &Node) -> Approval {
    let mut f = reader.fields(node, "approval");
    let approval = Approval {
        by: f.text(reader, "by"),
        on: f.date(reader, "on"),
        note: f.text_or_empty(reader, "note"),
        seal: hash(reader, &mut f, "seal"),
    };
    f.finish(reader);
    approval
}

fn retirement(reader: &mut Reader, node: &Node) -> Retirement {
    let mut f = reader.fields(node, "retirement");
    let retirement = Retirement { by: f.text(reader, "by"), on: f.date(reader, "on"), why: f.text(reader, "why") };
    f.finish(reader);
    retirement
}

/// The items of a list that is not longer than anybody writes.
fn limited<'n>(reader: &mut Reader, node: &'n Node, what: &str, most: usize) -> &'n [Node] {
    let items = reader.list(node);
    if items.len() > most {
        reader.report(node.at, format!("{} {what}, and {most} at most are read", items.len()), "is this a plan?");
        return &[];
    }
    items
}

fn records(reader: &mut Reader, node: &Node) -> Vec<ChangeRecord> {
    let items = limited(reader, node, "records", MOST_RECORDS);
    items
        .iter()
        .map(|item| {
            let mut f = reader.fields(item, "record");
            let record = ChangeRecord {
                what: f.text_or_empty(reader, "what"),
                why: f.text_or_empty(reader, "why"),
                evidence: f.text_or_empty(reader, "evidence"),
                expected_effect: f.text_or_empty(reader, "expected_effect"),
            };
            f.finish(reader);
            record
        })
        .collect()
}

fn changes(reader: &mut Reader, node: &Node) -> Vec<Change> {
    limited(reader, node, "changes", MOST_CHANGES).iter().filter_map(|item| change(reader, item)).collect()
}

fn change(reader: &mut Reader, node: &Node) -> Option<Change> {
    let Written::Fields { name: Some(name), .. } = &node.value else {
        if !matches!(node.value, Written::Broken) {
            reader.report(node.at, "a change should stand here", format!("use one of {SHAPES}"));
        }
        return None;
    };
    let mut f = reader.fields(node, "change");
    let text = |reader: &mut Reader, f: &mut Fields<'_>, name| f.required(reader, name).map(|node| reader.text(node));
    let target = match name.as_str() {
        "Weight" => Target::Weight { question: text(reader, &mut f, "question")? },
        "Factor" => {
            let question = text(reader, &mut f, "question");
            Target::Factor { option: text(reader, &mut f, "option")?, question: question? }
        }
        "Edge" => {
            let tier = text(reader, &mut f, "tier");
            Target::Edge { band: text(reader, &mut f, "band")?, tier: tier? }
        }
        "Threshold" => {
            let names = Threshold::ALL.map(|threshold| (threshold.key(), threshold));
            Target::Threshold(f.required(reader, "name").and_then(|node| reader.word(node, &names))?)
        }
        "TierFrom" => Target::TierFrom { tier: text(reader, &mut f, "tier")? },
        "ScheduleCap" => Target::ScheduleCap { section: text(reader, &mut f, "section")? },
        "Rule" => Target::Rule { code: text(reader, &mut f, "code")? },
        "RuleNumber" => {
            let code = text(reader, &mut f, "code");
            let place = f.required(reader, "number").and_then(|node| place(reader, node))?;
            Target::RuleNumber { code: code?, place }
        }
        "Hidden" => Target::Hidden { question: text(reader, &mut f, "question")? },
        _ => {
            reader.report(node.at, format!("{name} cannot be changed by a plan"), format!("use one of {SHAPES}"));
            return None;
        }
    };
    let from = match &target {
        Target::Rule { .. } => Some(Value::Switch(true)),
        Target::Hidden { .. } => Some(Value::Hidden(Hidden::Never)),
        number => f.required(reader, "from").and_then(|node| value(reader, number, node)),
    };
    let to = f.required(reader, "to").and_then(|node| value(reader, &target, node));
    let why = f.text_or_empty(reader, "why");
    f.finish(reader);
    Some(Change { target, from: from?, to: to?, why })
}

/// Numbers of a rule are counted from 1 by people.
fn place(reader: &mut Reader, node: &Node) -> Option<u8> {
    let number = reader.whole(node, 256, "number")?;
    let place = number.checked_sub(1).and_then(|place| u8::try_from(place).ok());
    if place.is_none() {
        reader.report(node.at, "the numbers of a rule are counted from 1", "write 1 for the first");
    }
    place
}

fn value(reader: &mut Reader, target: &Target, node: &Node) -> Option<Value> {
    let (scale, mend) = match target {
        Target::Rule { .. } => return reader.word(node, &[("On", true), ("Off", false)]).map(Value::Switch),
        Target::Hidden { .. } => return hidden(reader, node).map(Value::Hidden),
        Target::Factor { .. } => (4, "write 0, 0.25, 0.5, 0.75 or 1"),
        Target::Weight { .. } | Target::Edge { .. } | Target::Threshold(Threshold::Borderline) => {
            (10, "write a number from 0 to 100 with at most one decimal")
        }
        _ => (1, "write a whole number"),
    };
    let units = reader.scaled(node, scale, "value", mend)?;
    let value = target.value(units);
    if value.is_none() {
        reader.report(node.at, "the value is out of range", mend);
    }
    value
}

fn hidden(reader: &mut Reader, node: &Node) -> Option<Hidden> {
    match &node.value {
        Written::Fields { name: Some(name), .. } if name == "When" => {
            let mut f = reader.fields(node, "When");
            let question = f.text(reader, "question");
            let options = f.required(reader, "options");
            let options = options.map(|node| limited(reader, node, "options", MOST_OPTIONS)).unwrap_or_default();
            let options = options.iter().map(|item| reader.text(item)).collect();
            f.finish(reader);
            Some(Hidden::When { question, options })
        }
        Written::Word(word) if word == "Never" => Some(Hidden::Never),
        Written::Word(word) if word == "Always" => Some(Hidden::Always),
        Written::Broken => None,
        _ => {
            let mend = "write Always, Never or When(question: \"..\", options: [..])";
            reader.report(node.at, "it should say here when the question is not asked", mend);
            None
        }
    }
}

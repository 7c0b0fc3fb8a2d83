//! Everything that can be referred to, collected before anything is resolved.

use super::super::ron_tree::{Node, Place, Value};
use super::fields::{Reader, field_of};
use crate::questionnaire::{BandIx, CostIx, OptionSet, QuestionIx, SectionIx, ThemeIx, TierIx};
use std::collections::HashMap;

/// Names by kind, each with its place in the list it will end up in.
#[derive(Default)]
pub(super) struct Names {
    pub questions: HashMap<String, QuestionName>,
    pub sections: HashMap<String, SectionIx>,
    pub tiers: HashMap<String, TierIx>,
    pub bands: HashMap<String, BandIx>,
    pub themes: HashMap<String, ThemeIx>,
    pub authorities: HashMap<String, u8>,
    pub cost_classes: HashMap<String, CostIx>,
    pub standards: HashMap<String, usize>,
    pub sources: HashMap<String, usize>,
}

pub(super) struct QuestionName {
    pub ix: QuestionIx,
    pub options: Vec<String>,
    pub follow_ups: Vec<String>,
    /// For each follow-up, the keys that an answer to it can hold; none for texts and tables.
    pub follow_up_keys: Vec<Vec<String>>,
}

impl Names {
    /// Collects names; reports duplicates. What is misshapen is left to the reading proper.
    pub(super) fn collect(reader: &mut Reader, root: &Node) -> Self {
        let mut names = Self::default();
        let mut at: HashMap<String, Place> = HashMap::new();
        for (place, section) in items(root, "sections").iter().enumerate() {
            if let Some((id, id_at)) = text_of(section, "id") {
                once(reader, &mut at, "section", &id, id_at);
                names.sections.entry(id).or_insert(SectionIx(place.min(254) as u8));
            }
            for question in items(section, "questions") {
                names.collect_question(reader, &mut at, question);
            }
        }
        for (place, tier) in items(root, "tiers").iter().enumerate() {
            keyed(reader, &mut at, &mut names.tiers, "tier", text_of(tier, "name"), TierIx(place.min(254) as u8));
        }
        for (place, band) in items(root, "bands").iter().enumerate() {
            keyed(reader, &mut at, &mut names.bands, "band", text_of(band, "name"), BandIx(place.min(254) as u8));
        }
        for (place, theme) in items(root, "themes").iter().enumerate() {
            keyed(reader, &mut at, &mut names.themes, "theme", text_of(theme, "code"), ThemeIx(place.min(254) as u8));
        }
        for (place, standard) in items(root, "standards").iter().enumerate() {
            keyed(reader, &mut at, &mut names.standards, "standard", text_of(standard, "key"), place);
        }
        for (place, source) in items(root, "sources").iter().enumerate() {
            keyed(reader, &mut at, &mut names.sources, "source", text_of(source, "key"), place);
        }
        for (place, class) in items(root, "cost_classes").iter().enumerate() {
            let ix = CostIx(place.min(254) as u8);
            keyed(reader, &mut at, &mut names.cost_classes, "cost class", text_of(class, "name"), ix);
        }
        for (place, authority) in items(root, "authorities").iter().enumerate() {
            if let Value::Text(text) = &authority.value {
                let name = Some((text.clone(), authority.at));
                keyed(reader, &mut at, &mut names.authorities, "authority", name, place.min(254) as u8);
            }
        }
        for (list, key, kind) in [
            ("rules", "code", "rule"),
            ("coverage_notes", "code", "coverage note"),
            ("law", "code", "law note"),
            ("override_codes", "code", "override code"),
        ] {
            for item in items(root, list) {
                if let Some((code, code_at)) = text_of(item, key) {
                    once(reader, &mut at, kind, &code, code_at);
                }
            }
        }
        names
    }

    fn collect_question(&mut self, reader: &mut Reader, at: &mut HashMap<String, Place>, question: &Node) {
        let place = self.questions_read();
        let Some((id, id_at)) = text_of(question, "id") else {
            self.questions.insert(format!("\u{0}{place}"), QuestionName::empty(place));
            return;
        };
        reader.subject = format!("question {id}");
        let mut name = QuestionName::empty(place);
        for (list, kind, keys) in
            [("options", "option", &mut name.options), ("follow_ups", "follow-up", &mut name.follow_ups)]
        {
            for item in items(question, list) {
                if kind == "follow-up" {
                    name.follow_up_keys.push(keys_of_follow_up(item));
                }
                let Some((key, key_at)) = text_of(item, "key") else {
                    keys.push(String::new());
                    continue;
                };
                if keys.contains(&key) {
                    reader.report(key_at, format!("{kind} \"{key}\" stands twice"), "give each a key of its own");
                }
                keys.push(key);
            }
        }
        once(reader, at, "question", &id, id_at);
        reader.subject.clear();
        // A duplicate still takes its place, under a name nobody can write.
        let key = if self.questions.contains_key(&id) { format!("\u{0}{place}") } else { id };
        self.questions.insert(key, name);
    }

    fn questions_read(&self) -> u16 {
        self.questions.len().min(usize::from(u16::MAX)) as u16
    }

    /// The question of a node that holds its id; reports an unknown one.
    pub(super) fn question(&self, reader: &mut Reader, node: &Node) -> Option<(QuestionIx, &QuestionName)> {
        let id = Self::name(reader, node)?;
        let found = self.questions.get(id);
        if found.is_none() {
            reader.report(node.at, format!("there is no question {id}"), "use the id of a question in this file");
        }
        found.map(|name| (name.ix, name))
    }

    /// The text of a node that refers to something, even an empty one; reports what is no text.
    fn name<'n>(reader: &mut Reader, node: &'n Node) -> Option<&'n str> {
        match &node.value {
            Value::Text(text) => Some(text),
            _ => {
                reader.text(node);
                None
            }
        }
    }

    /// One of these names; reports an unknown one.
    pub(super) fn find<T: Copy>(reader: &mut Reader, known: &HashMap<String, T>, kind: &str, node: &Node) -> Option<T> {
        let name = Self::name(reader, node)?;
        let found = known.get(name).copied();
        if found.is_none() {
            let mut names: Vec<&str> = known.keys().map(String::as_str).collect();
            names.sort_unstable();
            names.truncate(12);
            let mend = if names.is_empty() {
                format!("add the {kind} to this file")
            } else {
                format!("use one of {}", names.join(", "))
            };
            reader.report(node.at, format!("there is no {kind} \"{name}\""), mend);
        }
        found
    }
}

impl QuestionName {
    fn empty(place: u16) -> Self {
        Self { ix: QuestionIx(place), options: Vec::new(), follow_ups: Vec::new(), follow_up_keys: Vec::new() }
    }

    /// The set of these option keys; reports unknown ones.
    pub(super) fn option_set(&self, reader: &mut Reader, node: &Node) -> OptionSet {
        let mut set = OptionSet::default();
        for key in reader.list(node) {
            let Some(text) = Names::name(reader, key) else { continue };
            match self.options.iter().position(|option| option == text) {
                Some(place) => set = set.with(place),
                None => reader.report(
                    key.at,
                    format!("the question has no option \"{text}\""),
                    format!("use one of {}", self.options.join(", ")),
                ),
            }
        }
        set
    }

    pub(super) fn follow_up(&self, reader: &mut Reader, node: &Node) -> Option<u8> {
        let key = Names::name(reader, node)?;
        let found = self.follow_ups.iter().position(|follow_up| follow_up == key);
        if found.is_none() {
            reader.report(
                node.at,
                format!("the question has no follow-up \"{key}\""),
                "use the key of one of its follow-ups",
            );
        }
        found.and_then(|place| u8::try_from(place).ok())
    }

    /// A key that an answer to the follow-up can hold; reports any other.
    pub(super) fn follow_up_key(&self, reader: &mut Reader, follow_up: u8, node: &Node) -> String {
        let Some(key) = Names::name(reader, node) else { return String::new() };
        let known = self.follow_up_keys.get(usize::from(follow_up)).map_or(&[][..], Vec::as_slice);
        if !known.iter().any(|known| known == key) {
            let mend = if known.is_empty() {
                "refer to a follow-up of kind YesNo or Ticks".to_owned()
            } else {
                format!("use one of {}", known.join(", "))
            };
            reader.report(node.at, format!("no answer to the follow-up holds \"{key}\""), mend);
        }
        key.to_owned()
    }
}

/// The keys that an answer to a follow-up can hold.
fn keys_of_follow_up(follow_up: &Node) -> Vec<String> {
    let Some(kind) = field_of(follow_up, "kind") else { return Vec::new() };
    match &kind.value {
        Value::Word(word) if word == "YesNo" => vec!["yes".to_owned(), "no".to_owned()],
        Value::Fields { .. } => items(kind, "options")
            .iter()
            .filter_map(|pair| match &pair.value {
                Value::Tuple { items, .. } => match items.first().map(|key| &key.value) {
                    Some(Value::Text(key)) => Some(key.clone()),
                    _ => None,
                },
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn once(reader: &mut Reader, seen: &mut HashMap<String, Place>, kind: &str, id: &str, at: Place) {
    if id.trim().is_empty() {
        reader.report(at, format!("{kind} without a name"), "give it one");
    }
    match seen.get(&format!("{kind} {id}")) {
        Some(first) => {
            let what = format!("{kind} \"{id}\" stands twice, first on line {}", first.line);
            reader.report(at, what, "give each a name of its own");
        }
        None => {
            seen.insert(format!("{kind} {id}"), at);
        }
    }
}

fn keyed<T>(
    reader: &mut Reader,
    seen: &mut HashMap<String, Place>,
    names: &mut HashMap<String, T>,
    kind: &str,
    name: Option<(String, Place)>,
    value: T,
) {
    if let Some((name, at)) = name {
        once(reader, seen, kind, &name, at);
        names.entry(name).or_insert(value);
    }
}

/// The nodes of a list field; empty when it is absent or something else.
pub(super) fn items<'n>(node: &'n Node, field: &str) -> &'n [Node] {
    match field_of(node, field).map(|node| &node.value) {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}

fn text_of(node: &Node, field: &str) -> Option<(String, Place)> {
    let node = field_of(node, field)?;
    match &node.value {
        Value::Text(text) => Some((text.clone(), node.at)),
        _ => None,
    }
}

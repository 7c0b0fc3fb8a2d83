//! Reading fields out of the tree while collecting every problem on the way.

use super::problem::Problem;
use super::ron_tree::{Field, Node, Place, Value};
use chrono::NaiveDate;

/// Collects problems; knows which question, rule or change is being read.
pub(super) struct Reader {
    file: String,
    pub(super) subject: String,
    pub(super) problems: Vec<(Place, Problem)>,
    beyond: usize,
}

/// More are counted, not listed: the file is then something else than it was taken for.
const MOST_PROBLEMS: usize = 1000;

impl Reader {
    pub(super) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), subject: String::new(), problems: Vec::new(), beyond: 0 }
    }

    pub(super) fn report(&mut self, at: Place, what: impl Into<String>, mend: impl Into<String>) {
        if self.problems.len() == MOST_PROBLEMS {
            self.beyond += 1;
            return;
        }
        let problem = Problem::new(&self.file, &self.subject, what, mend).at(at.line, Some(at.column));
        self.problems.push((at, problem));
    }

    /// All problems in the order of the file.
    pub(super) fn finish(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|(at, _)| *at);
        let mut problems: Vec<Problem> = self.problems.into_iter().map(|(_, problem)| problem).collect();
        if self.beyond > 0 {
            let what = format!("{} more problems are not listed", self.beyond);
            problems.push(Problem::new(&self.file, "", what, "check that this is the right file"));
        }
        problems
    }

    /// The named fields of a node.
    pub(super) fn fields<'n>(&mut self, node: &'n Node, what: &'static str) -> Fields<'n> {
        match &node.value {
            Value::Fields { fields, .. } => Fields::new(self, node.at, fields, what),
            Value::Broken => Fields::new(self, node.at, &[], what).broken(),
            _ => {
                self.report(node.at, format!("{what} should stand here"), format!("write {what}(field: value, ...)"));
                Fields::new(self, node.at, &[], what).broken()
            }
        }
    }

    pub(super) fn text(&mut self, node: &Node) -> String {
        match &node.value {
            Value::Text(text) => text.clone(),
            Value::Broken => String::new(),
            _ => {
                self.report(node.at, "a text should stand here", "put it in quotation marks");
                String::new()
            }
        }
    }

    pub(super) fn list<'n>(&mut self, node: &'n Node) -> &'n [Node] {
        match &node.value {
            Value::List(items) => items,
            Value::Tuple { name: None, items } if items.is_empty() => items,
            Value::Broken => &[],
            _ => {
                self.report(node.at, "a list should stand here", "put it in square brackets");
                &[]
            }
        }
    }

    pub(super) fn texts(&mut self, node: &Node) -> Vec<String> {
        self.list(node).iter().map(|item| self.text(item)).collect()
    }

    /// A decimal in units of `1/scale`, exactly. Reports what is not a plain decimal.
    pub(super) fn scaled(&mut self, node: &Node, scale: u32, what: &str, mend: &str) -> Option<u64> {
        let Value::Number(number) = &node.value else {
            if !matches!(node.value, Value::Broken) {
                self.report(node.at, format!("{what} should be a number"), mend);
            }
            return None;
        };
        let exact = exact_scaled(number, scale);
        if exact.is_none() {
            self.report(node.at, format!("{what} {number} cannot be used"), mend);
        }
        exact
    }

    pub(super) fn whole(&mut self, node: &Node, most: u64, what: &str) -> Option<u64> {
        let mend = format!("write a whole number from 0 to {most}");
        let number = self.scaled(node, 1, what, &mend)?;
        if number > most {
            self.report(node.at, format!("{what} {number} is too large"), mend);
            return None;
        }
        Some(number)
    }

    pub(super) fn date(&mut self, node: &Node) -> NaiveDate {
        let text = self.text(node);
        NaiveDate::parse_from_str(&text, "%Y-%m-%d").unwrap_or_else(|_| {
            if !matches!(node.value, Value::Broken) {
                self.report(node.at, format!("\"{text}\" is not a date"), "write it as \"2026-11-22\"");
            }
            NaiveDate::default()
        })
    }

    pub(super) fn flag(&mut self, node: &Node) -> bool {
        match &node.value {
            Value::Word(word) if word == "true" => true,
            Value::Word(word) if word == "false" => false,
            Value::Broken => false,
            _ => {
                self.report(node.at, "true or false should stand here", "write true or false");
                false
            }
        }
    }

    /// One of a closed set of words.
    pub(super) fn word<T: Copy>(&mut self, node: &Node, known: &[(&str, T)]) -> Option<T> {
        let word = match &node.value {
            Value::Word(word) => word.as_str(),
            Value::Broken => return None,
            Value::Text(text) => {
                let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
                let mend = format!("write one of these words without quotation marks: {}", names.join(", "));
                self.report(node.at, format!("\"{text}\" stands in quotation marks, and a word is read here"), mend);
                return None;
            }
            _ => "",
        };
        let found = known.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
        if found.is_none() {
            let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
            self.report(node.at, format!("\"{word}\" is not known here"), format!("write one of {}", names.join(", ")));
        }
        found
    }
}

/// `number x scale`, when that is a whole number.
pub(super) fn exact_scaled(number: &str, scale: u32) -> Option<u64> {
    let number = number.replace('_', "");
    let (whole, fraction) = number.split_once('.').unwrap_or((&number, ""));
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > 6 || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return None;
    }
    let power = 10_u64.pow(fraction.len() as u32);
    let whole: u64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let fraction: u64 = if fraction.is_empty() { 0 } else { fraction.parse().ok()? };
    let numerator = whole.checked_mul(power)?.checked_add(fraction)?.checked_mul(u64::from(scale))?;
    numerator.is_multiple_of(power).then_some(numerator / power)
}

/// The fields of one value; reports those that nobody asked for.
pub(super) struct Fields<'n> {
    at: Place,
    what: &'static str,
    fields: Vec<(&'n Field, bool)>,
    asked: Vec<&'static str>,
    broken: bool,
}

impl<'n> Fields<'n> {
    fn new(reader: &mut Reader, at: Place, fields: &'n [Field], what: &'static str) -> Self {
        let mut kept: Vec<(&Field, bool)> = Vec::new();
        for field in fields {
            if kept.iter().any(|(known, _)| known.name == field.name) {
                reader.report(field.at, format!("field {} stands twice", field.name), "keep one of them");
            } else {
                kept.push((field, false));
            }
        }
        Self { at, what, fields: kept, asked: Vec::new(), broken: false }
    }

    fn broken(mut self) -> Self {
        self.broken = true;
        self
    }

    pub(super) fn place(&self) -> Place {
        self.at
    }

    /// The field, where it is written.
    pub(super) fn optional(&mut self, name: &'static str) -> Option<&'n Node> {
        self.asked.push(name);
        let (field, used) = self.fields.iter_mut().find(|(field, _)| field.name == name)?;
        *used = true;
        Some(&field.node)
    }

    /// The field; its absence is reported.
    pub(super) fn required(&mut self, reader: &mut Reader, name: &'static str) -> Option<&'n Node> {
        let found = self.optional(name);
        if found.is_none() && !self.broken {
            reader.report(self.at, format!("field {name} is missing from {}", self.what), format!("add {name}: ..."));
        }
        found
    }

    pub(super) fn text(&mut self, reader: &mut Reader, name: &'static str) -> String {
        self.required(reader, name).map(|node| reader.text(node)).unwrap_or_default()
    }

    pub(super) fn text_or_empty(&mut self, reader: &mut Reader, name: &'static str) -> String {
        self.optional(name).map(|node| reader.text(node)).unwrap_or_default()
    }

    pub(super) fn texts_or_empty(&mut self, reader: &mut Reader, name: &'static str) -> Vec<String> {
        self.optional(name).map(|node| reader.texts(node)).unwrap_or_default()
    }

    pub(super) fn flag_or_false(&mut self, reader: &mut Reader, name: &'static str) -> bool {
        self.optional(name).is_some_and(|node| reader.flag(node))
    }

    pub(super) fn list(&mut self, reader: &mut Reader, name: &'static str) -> &'n [Node] {
        self.required(reader, name).map(|node| reader.list(node)).unwrap_or_default()
    }

    pub(super) fn list_or_empty(&mut self, reader: &mut Reader, name: &'static str) -> &'n [Node] {
        self.optional(name).map(|node| reader.list(node)).unwrap_or_default()
    }

    pub(super) fn whole(&mut self, reader: &mut Reader, name: &'static str, most: u64) -> u64 {
        self.required(reader, name).and_then(|node| reader.whole(node, most, name)).unwrap_or(0)
    }

    pub(super) fn date(&mut self, reader: &mut Reader, name: &'static str) -> NaiveDate {
        self.required(reader, name).map(|node| reader.date(node)).unwrap_or_default()
    }

    /// Reports fields that do not belong here.
    pub(super) fn finish(self, reader: &mut Reader) {
        for (field, _) in self.fields.iter().filter(|(_, used)| !used) {
            reader.report(
                field.at,
                format!("{} has no field {}", self.what, field.name),
                format!("use one of {}, or delete it", self.asked.join(", ")),
            );
        }
    }
}

/// A field of a node; `None` where there is none.
pub(super) fn field_of<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    match &node.value {
        Value::Fields { fields, .. } => fields.iter().find(|field| field.name == name).map(|field| &field.node),
        _ => None,
    }
}

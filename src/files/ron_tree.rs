//! RON with places: a tree in which every value knows its line and column.
//!
//! The `ron` crate stops at the first thing it does not like and forgets where a value stood. A
//! carrier who edits a questionnaire by hand needs every mistake at once, each with its place, so
//! questionnaires are read through this tree. Parsing never fails: it returns what could be read,
//! and all problems.

use std::fmt::Write as _;

/// Line and column, both from 1; columns count characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub line: u32,
    pub column: u32,
}

#[derive(Clone, Debug)]
pub struct Node {
    pub at: Place,
    pub value: Value,
}

#[derive(Clone, Debug)]
pub enum Value {
    Text(String),
    /// As written.
    Number(String),
    /// A bare word: `true`, `Hold`.
    Word(String),
    List(Vec<Node>),
    /// `Name(field: value)` or `(field: value)`.
    Fields {
        name: Option<String>,
        fields: Vec<Field>,
    },
    /// `Name(value, value)` or `(value, value)`.
    Tuple {
        name: Option<String>,
        items: Vec<Node>,
    },
    /// Something that could not be read; already reported.
    Broken,
}

#[derive(Clone, Debug)]
pub struct Field {
    pub name: String,
    pub at: Place,
    pub node: Node,
}

/// A syntax problem: where, what, and the mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxProblem {
    pub at: Place,
    pub what: String,
    pub mend: String,
}

const DEEPEST: usize = 64;
const MOST_PROBLEMS: usize = 200;
/// No value of a questionnaire has as many; comparing the names of more would take for ever.
const MOST_FIELDS: usize = 500;

/// Parses a whole text; the node is `Broken` when nothing could be read.
#[must_use]
pub fn parse(text: &str) -> (Node, Vec<SyntaxProblem>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut parser =
        Parser { chars: text.chars().peekable(), at: Place { line: 1, column: 1 }, problems: Vec::new(), depth: 0 };
    parser.skip_attributes();
    let node = parser.value();
    parser.blank();
    if parser.peek().is_some() {
        parser.report(parser.at, "text after the end", "delete it, or look for a bracket that closes too early");
    }
    (node, parser.problems)
}

struct Parser<'t> {
    chars: std::iter::Peekable<std::str::Chars<'t>>,
    at: Place,
    problems: Vec<SyntaxProblem>,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&mut self) -> Option<char> {
        self.chars.peek().copied()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.chars.next()?;
        if c == '\n' {
            self.at = Place { line: self.at.line + 1, column: 1 };
        } else {
            self.at.column += 1;
        }
        Some(c)
    }

    fn report(&mut self, at: Place, what: impl Into<String>, mend: impl Into<String>) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(SyntaxProblem { at, what: what.into(), mend: mend.into() });
        }
    }

    /// White space and comments.
    fn blank(&mut self) {
        loop {
            match self.peek() {
                Some(c) if c.is_whitespace() => {
                    self.next();
                }
                Some('/') => {
                    let start = self.at;
                    self.next();
                    match self.peek() {
                        Some('/') => while self.next().is_some_and(|c| c != '\n') {},
                        Some('*') => self.block_comment(start),
                        _ => self.report(start, "a single \"/\"", "write // for a comment"),
                    }
                }
                _ => return,
            }
        }
    }

    fn block_comment(&mut self, start: Place) {
        self.next();
        let mut open = 1;
        while open > 0 {
            match (self.next(), self.peek()) {
                (Some('*'), Some('/')) => {
                    self.next();
                    open -= 1;
                }
                (Some('/'), Some('*')) => {
                    self.next();
                    open += 1;
                }
                (Some(_), _) => {}
                (None, _) => {
                    self.report(start, "a comment that never ends", "close it with */");
                    return;
                }
            }
        }
    }

    /// `#![enable(..)]` lines are RON's own and say nothing here.
    fn skip_attributes(&mut self) {
        self.blank();
        while self.peek() == Some('#') {
            while self.next().is_some_and(|c| c != ']') {}
            self.blank();
        }
    }

    fn value(&mut self) -> Node {
        self.blank();
        let at = self.at;
        if self.depth >= DEEPEST {
            self.report(at, "brackets nested too deep", "keep the shape that the comment on top describes");
            while self.next().is_some() {}
            return Node { at, value: Value::Broken };
        }
        self.depth += 1;
        let value = match self.peek() {
            Some('"') => self.text(),
            Some('r') => self.raw_or_word(),
            Some('[') => self.list(),
            Some('(') => self.brackets(None),
            Some(c) if starts_number(c) => {
                Value::Number(self.run(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.' | '_')))
            }
            Some(c) if starts_word(c) => self.word_or_brackets(),
            Some(_) | None => Value::Broken,
        };
        if matches!(value, Value::Broken) && self.problems.last().is_none_or(|last| last.at < at) {
            let what = match self.peek() {
                Some(c) => format!("a value is missing before \"{c}\""),
                None => "the text ends where a value should stand".to_owned(),
            };
            self.report(at, what, "write the value, or delete the field");
        }
        self.depth -= 1;
        Node { at, value }
    }

    fn run(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let mut run = String::new();
        while let Some(c) = self.peek().filter(|c| wanted(*c)) {
            run.push(c);
            self.next();
        }
        run
    }

    fn word(&mut self) -> String {
        self.run(|c| c.is_alphanumeric() || c == '_')
    }

    fn word_or_brackets(&mut self) -> Value {
        let word = self.word();
        self.blank();
        if self.peek() == Some('(') { self.brackets(Some(word)) } else { Value::Word(word) }
    }

    fn raw_or_word(&mut self) -> Value {
        let mut ahead = self.chars.clone();
        ahead.next();
        if !matches!(ahead.peek(), Some('#' | '"')) {
            return self.word_or_brackets();
        }
        let start = self.at;
        self.next();
        let hashes = self.run(|c| c == '#').len();
        self.next();
        let mut text = String::new();
        loop {
            match self.next() {
                None => {
                    self.report(start, "a text that never ends", "close it with a quotation mark");
                    return Value::Text(text);
                }
                Some('"') => {
                    let mut ahead = self.chars.clone();
                    if (0..hashes).all(|_| ahead.next() == Some('#')) {
                        for _ in 0..hashes {
                            self.next();
                        }
                        return Value::Text(text);
                    }
                    text.push('"');
                }
                Some(c) => text.push(c),
            }
        }
    }

    fn text(&mut self) -> Value {
        let start = self.at;
        self.next();
        let mut text = String::new();
        loop {
            let at = self.at;
            match self.next() {
                None => {
                    self.report(start, "a text that never ends", "close it with a quotation mark");
                    return Value::Text(text);
                }
                Some('"') => return Value::Text(text),
                Some('\\') => match self.escape() {
                    Some(Some(c)) => text.push(c),
                    Some(None) => {}
                    None => self.report(at, "an unknown escape after \\", "write \\\\ for a backslash"),
                },
                Some(c) => text.push(c),
            }
        }
    }

    /// `None`: unknown. `Some(None)`: a line break that is left out.
    fn escape(&mut self) -> Option<Option<char>> {
        Some(Some(match self.next()? {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            '0' => '\0',
            '\\' => '\\',
            '"' => '"',
            '\'' => '\'',
            '\n' => {
                self.run(char::is_whitespace);
                return Some(None);
            }
            'u' => {
                if self.next()? != '{' {
                    return None;
                }
                let digits = self.run(|c| c.is_ascii_hexdigit());
                if self.next()? != '}' {
                    return None;
                }
                u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32)?
            }
            _ => return None,
        }))
    }

    fn list(&mut self) -> Value {
        let start = self.at;
        self.next();
        let mut items = Vec::new();
        loop {
            self.blank();
            match self.peek() {
                Some(']') => {
                    self.next();
                    return Value::List(items);
                }
                None | Some(')' | '}') => {
                    self.report(start, "a [ that is never closed", "add the missing ]");
                    return Value::List(items);
                }
                _ => {}
            }
            items.push(self.value());
            self.comma(']');
        }
    }

    fn brackets(&mut self, name: Option<String>) -> Value {
        let start = self.at;
        self.next();
        let mut fields = Vec::new();
        let mut items = Vec::new();
        loop {
            self.blank();
            match self.peek() {
                Some(')') => {
                    self.next();
                    break;
                }
                None | Some(']' | '}') => {
                    self.report(start, "a ( that is never closed", "add the missing )");
                    break;
                }
                _ => {}
            }
            if let Some((field, at)) = self.field_name() {
                let node = self.value();
                if fields.len() == MOST_FIELDS {
                    self.report(at, "too many fields", "keep the shape that the comment on top describes");
                    while self.next().is_some() {}
                    break;
                }
                fields.push(Field { name: field, at, node });
            } else {
                items.push(self.value());
            }
            self.comma(')');
        }
        if fields.is_empty() {
            return Value::Tuple { name, items };
        }
        for item in &items {
            self.report(item.at, "a value without a field name", "write it as name: value");
        }
        Value::Fields { name, fields }
    }

    /// Consumes `name:` when that is what comes.
    fn field_name(&mut self) -> Option<(String, Place)> {
        let mut ahead = self.chars.clone();
        if !ahead.peek().is_some_and(|c| starts_word(*c)) {
            return None;
        }
        while ahead.peek().is_some_and(|c| c.is_alphanumeric() || *c == '_') {
            ahead.next();
        }
        while ahead.peek().is_some_and(|c| c.is_whitespace()) {
            ahead.next();
        }
        if ahead.peek() != Some(&':') {
            return None;
        }
        let at = self.at;
        let name = self.word();
        self.blank();
        self.next();
        Some((name, at))
    }

    /// A comma, or the end of the brackets; anything else is reported and read on.
    fn comma(&mut self, end: char) {
        self.blank();
        match self.peek() {
            Some(',') => {
                self.next();
            }
            Some(c) if c == end => {}
            None | Some(']' | ')' | '}') => {}
            Some(c) if starts_value(c) => {
                self.report(self.at, format!("a comma is missing before \"{c}\""), "add the comma");
            }
            Some(c) => {
                self.report(self.at, format!("\"{c}\" does not belong here"), "delete it");
                self.next();
            }
        }
    }
}

fn starts_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '-' | '+' | '.')
}

fn starts_word(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

/// What [`Parser::value`] consumes. Anything else must be consumed elsewhere, or a list would never end.
fn starts_value(c: char) -> bool {
    starts_number(c) || starts_word(c) || matches!(c, '"' | '(' | '[')
}

impl Node {
    /// The canonical form: no comments, no layout, fields by name, numbers without needless zeros.
    /// Two files with the same content have the same canonical form.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut out = String::new();
        self.write_canonical(&mut out);
        out
    }

    fn write_canonical(&self, out: &mut String) {
        let list = |out: &mut String, items: &[Node]| {
            for item in items {
                item.write_canonical(out);
                out.push(',');
            }
        };
        match &self.value {
            Value::Text(text) => write_quoted(out, text),
            Value::Number(number) => out.push_str(&canonical_number(number)),
            Value::Word(word) => out.push_str(word),
            Value::List(items) => {
                out.push('[');
                list(out, items);
                out.push(']');
            }
            Value::Fields { fields, .. } => {
                let mut sorted: Vec<&Field> = fields.iter().collect();
                sorted.sort_by(|a, b| a.name.cmp(&b.name));
                out.push('{');
                for field in sorted {
                    out.push_str(&field.name);
                    out.push(':');
                    field.node.write_canonical(out);
                    out.push(',');
                }
                out.push('}');
            }
            Value::Tuple { name, items } => {
                out.push_str(name.as_deref().unwrap_or(""));
                out.push('(');
                list(out, items);
                out.push(')');
            }
            Value::Broken => out.push('?'),
        }
    }
}

/// Quoted, so that no text can pass for structure. Only what must be is escaped: `{:?}` would follow
/// the compiler's Unicode tables, and the hash would change with the compiler.
fn write_quoted(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
}

/// `5.0`, `5` and `05.00` are the same number.
fn canonical_number(number: &str) -> String {
    let number = number.replace('_', "");
    let (sign, digits) = match number.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", number.strip_prefix('+').unwrap_or(&number)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let mut out = format!("{sign}{whole}");
    if !fraction.is_empty() {
        // Writing to a String cannot fail, so there is nothing to report.
        if write!(out, ".{fraction}").is_err() {
            return number;
        }
    }
    out
}

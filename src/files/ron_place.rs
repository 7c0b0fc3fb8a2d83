//! Where in a RON text a value stands, so that a wrong date is reported by line and column too.

/// One step from the outside of a text to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Field of a struct or key of a map.
    Name(String),
    /// Place in a list, from 0.
    Item(usize),
}

struct Frame {
    is_paren: bool,
    name: Option<String>,
    item: usize,
}

/// Line and column, both from 1, of the string at `path`. `None` where the text has no string there.
pub(super) fn place_of_string(text: &str, path: &[Step]) -> Option<(u32, u32)> {
    let mut scan = Scan { rest: text, line: 1, column: 1, token_at: (1, 1) };
    let mut frames: Vec<Frame> = Vec::new();
    let mut last: Option<String> = None;
    loop {
        match scan.token()? {
            Token::Open(is_paren) => {
                frames.push(Frame { is_paren, name: None, item: 0 });
                last = None;
            }
            Token::Close => {
                frames.pop();
                last = None;
            }
            Token::Comma => {
                if let Some(frame) = frames.last_mut() {
                    frame.name = None;
                    frame.item += 1;
                }
                last = None;
            }
            Token::Colon => {
                if let Some(frame) = frames.last_mut() {
                    frame.name = last.take();
                }
            }
            Token::Word(word) => last = Some(word),
            Token::Text(word) => {
                if matches_path(&frames, path) {
                    return Some(scan.token_at);
                }
                last = Some(word);
            }
        }
    }
}

fn matches_path(frames: &[Frame], path: &[Step]) -> bool {
    // `Some(...)` and the brackets of a variant are no step of their own.
    let mut steps = frames.iter().filter(|frame| !(frame.is_paren && frame.name.is_none()));
    path.iter().all(|step| match (step, steps.next()) {
        (Step::Name(name), Some(frame)) => frame.name.as_ref() == Some(name),
        (Step::Item(item), Some(frame)) => frame.name.is_none() && frame.item == *item,
        (_, None) => false,
    }) && steps.next().is_none()
}

enum Token {
    Open(bool),
    Close,
    Comma,
    Colon,
    Word(String),
    Text(String),
}

struct Scan<'a> {
    rest: &'a str,
    line: u32,
    column: u32,
    /// Where the latest token begins.
    token_at: (u32, u32),
}

impl Scan<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = self.rest.get(c.len_utf8()..)?;
        if c == '\n' {
            self.line += 1;
            self.column = 1;
        } else {
            self.column += 1;
        }
        Some(c)
    }

    fn skip_past(&mut self, end: &str) -> Option<()> {
        while !self.rest.starts_with(end) {
            self.next()?;
        }
        end.chars().try_for_each(|_| self.next().map(|_| ()))
    }

    /// The next token; `None` at the end.
    fn token(&mut self) -> Option<Token> {
        loop {
            if self.rest.starts_with("//") {
                self.skip_past("\n")?;
                continue;
            }
            if self.rest.starts_with("/*") {
                self.skip_past("*/")?;
                continue;
            }
            let start = self.rest;
            self.token_at = (self.line, self.column);
            match self.next()? {
                '(' => return Some(Token::Open(true)),
                '[' | '{' => return Some(Token::Open(false)),
                ')' | ']' | '}' => return Some(Token::Close),
                ',' => return Some(Token::Comma),
                ':' => return Some(Token::Colon),
                '"' => return self.text(),
                'r' if start.starts_with("r\"") || start.starts_with("r#") => {
                    let hashes: String = self.rest.chars().take_while(|c| *c == '#').collect();
                    if self.rest.get(hashes.len()..).is_some_and(|rest| rest.starts_with('"')) {
                        self.skip_past("\"")?;
                        self.skip_past(&format!("\"{hashes}"))?;
                        return Some(Token::Text(String::new()));
                    }
                }
                c if c == '_' || c.is_alphanumeric() => {
                    let mut word = String::from(c);
                    while let Some(c) = self.rest.chars().next().filter(|c| *c == '_' || c.is_alphanumeric()) {
                        word.push(c);
                        self.next()?;
                    }
                    return Some(Token::Word(word));
                }
                _ => {}
            }
        }
    }

    fn text(&mut self) -> Option<Token> {
        let mut text = String::new();
        loop {
            match self.next()? {
                '"' => return Some(Token::Text(text)),
                '\\' => text.push(self.next()?),
                c => text.push(c),
            }
        }
    }
}

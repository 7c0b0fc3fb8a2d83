//! The filter: words that all have to be found in a row, in any shown column or in a named one.

use super::{Column, Rows, Source, SupportState, date_of, day_number, day_words, end_of};
use crate::inventory::{DateMark, DeviceClass, Devices, EndBasis, Field, KnownEnd, Product};
use std::collections::HashMap;

/// What is looked for, read once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    terms: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Term {
    Text {
        /// `None`: any shown column.
        column: Option<Column>,
        /// Lower case; blank looks for blank cells.
        needle: String,
    },
    /// Rows of the file that the list was read from, first and last; 0 is what was typed by hand.
    SourceRows(Vec<(u32, u32)>),
}

impl Filter {
    /// Reads what was typed. Words stand apart by blanks unless they are in quotation marks; all have to
    /// be found, in upper or lower case. `vendor:axis` looks into one column, `site:""` for blank cells. A
    /// vendor is found by its usual name too, however the list spells it.
    /// `row:14-225,240` finds rows by their number in the file. A word before a colon that names no
    /// column is a word like others (`00:1a:2b`).
    #[must_use]
    pub fn read(text: &str) -> Self {
        let terms = words(text).into_iter().filter_map(|Word { text, colon, quoted }| {
            let numbers = colon.filter(|colon| matches!(text.get(..*colon), Some("row" | "rows")));
            if let Some(rows) = numbers.and_then(|colon| source_rows(text.get(colon + 1..)?)) {
                return Some(Term::SourceRows(rows));
            }
            let named = colon.and_then(|colon| {
                let column = Column::from_word(text.get(..colon)?)?;
                Some((column, text.get(colon + 1..)?.to_lowercase()))
            });
            match named {
                // The value is still to be typed.
                Some((_, needle)) if needle.is_empty() && !quoted => None,
                Some((column, needle)) => Some(Term::Text { column: Some(column), needle }),
                None if text.is_empty() => None,
                None => Some(Term::Text { column: None, needle: text.to_lowercase() }),
            }
        });
        Self { terms: terms.collect() }
    }

    /// Whether every row passes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The rows that pass, in the order of the list.
    pub(super) fn rows(&self, source: &Source<'_>, shown: &[Column], stopped: &dyn Fn() -> bool) -> Option<Rows> {
        let len = u32::try_from(source.devices.len()).unwrap_or(u32::MAX);
        if self.terms.is_empty() {
            return Some(Rows::All(len));
        }
        // Rows and a named column are looked through soonest, and leave fewer rows for words of any column.
        let mut terms: Vec<&Term> = self.terms.iter().collect();
        terms.sort_by_key(|term| matches!(term, Term::Text { column: None, .. }));
        let mut marks: Vec<(u32, bool)> = (0..len).map(|row| (row, false)).collect();
        for term in terms {
            match term {
                Term::SourceRows(wanted) => {
                    for (row, mark) in &mut marks {
                        let number = source.devices.source_row(*row as usize);
                        *mark = wanted.iter().any(|(first, last)| (*first..=*last).contains(&number));
                    }
                }
                Term::Text { column, needle } => {
                    let one = column.map(|column| vec![column]);
                    let mut finder = Finder { source, needle, symbols: None };
                    for column in one.as_deref().unwrap_or(shown) {
                        if stopped() {
                            return None;
                        }
                        finder.mark(*column, &mut marks);
                    }
                    if *column == Some(Column::Field(Field::Vendor)) {
                        finder.mark_makers(&mut marks);
                    }
                }
            }
            marks.retain_mut(|(_, mark)| std::mem::take(mark));
        }
        Some(Rows::These(marks.into_iter().map(|(row, _)| row).collect()))
    }
}

/// `14-225,240`; none where it is no such list.
fn source_rows(text: &str) -> Option<Vec<(u32, u32)>> {
    let range = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        Some((first.parse().ok()?, last.parse().ok()?))
    };
    text.split(',').map(range).collect()
}

/// A word as typed, without its quotation marks.
#[derive(Default)]
struct Word {
    text: String,
    /// Where its first colon outside quotation marks stands.
    colon: Option<usize>,
    quoted: bool,
}

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut word = Word::default();
    let mut inside = false;
    for letter in text.chars() {
        match letter {
            '"' => {
                inside = !inside;
                word.quoted = true;
            }
            blank if blank.is_whitespace() && !inside => words.push(std::mem::take(&mut word)),
            letter => {
                if letter == ':' && !inside && word.colon.is_none() {
                    word.colon = Some(word.text.len());
                }
                word.text.push(letter);
            }
        }
    }
    words.push(word);
    words
}

/// A row, and whether the word was found in it.
type Mark = (u32, bool);

/// Looks for one word.
struct Finder<'a> {
    source: &'a Source<'a>,
    needle: &'a str,
    /// The texts of the table that hold it; found when first asked for.
    symbols: Option<Vec<u64>>,
}

impl Finder<'_> {
    fn mark(&mut self, column: Column, marks: &mut [Mark]) {
        match column {
            Column::Class => {
                let found = DeviceClass::ALL.map(|class| class.words().contains(self.needle));
                for (row, mark) in marks {
                    *mark |= found.get(self.source.devices.class(*row as usize) as usize).copied().unwrap_or(false);
                }
            }
            Column::Support => self.mark_support(marks),
            Column::Field(Field::Quantity) => {
                let mut seen: HashMap<u32, bool> = HashMap::new();
                for (row, mark) in marks {
                    let quantity = self.source.devices.quantity(*row as usize);
                    *mark |= *seen.entry(quantity).or_insert_with(|| quantity.to_string().contains(self.needle));
                }
            }
            Column::Field(field) => {
                self.mark_texts(field, marks);
                self.mark_dates(column, marks);
            }
        }
    }

    fn mark_texts(&mut self, field: Field, marks: &mut [Mark]) {
        let devices = self.source.devices;
        let column = devices.symbols(field);
        if self.needle.is_empty() {
            // A date that was read needs no text, and is not blank.
            let has_date = |row: usize| field.date().is_some_and(|date| devices.date(row, date).is_some());
            for (row, mark) in marks {
                let row = *row as usize;
                *mark |= column.get(row).is_none_or(|symbol| *symbol == 0) && !has_date(row);
            }
            return;
        }
        let found = self.symbols.get_or_insert_with(|| texts_with(devices, self.needle));
        for (row, mark) in marks {
            *mark |= column.get(*row as usize).is_some_and(|symbol| holds(found, *symbol));
        }
    }

    /// Rows whose vendor usually has another name than the list gives it.
    fn mark_makers(&self, marks: &mut [Mark]) {
        let products = self.source.products;
        let is_meant =
            |product: &Product| product.maker != product.vendor && product.maker.to_lowercase().contains(self.needle);
        let found: Vec<bool> = products.all().iter().map(is_meant).collect();
        if self.needle.is_empty() || !found.contains(&true) {
            return;
        }
        for (row, mark) in marks {
            let place = products.place_of_row(*row as usize);
            *mark |= place.and_then(|place| found.get(place)).copied().unwrap_or(false);
        }
    }

    fn mark_dates(&self, column: Column, marks: &mut [Mark]) {
        let Some(date) = date_of(column).filter(|_| is_datelike(self.needle)) else { return };
        let mut days = Days { needle: self.needle, seen: Vec::new() };
        let column = self.source.devices.days(date);
        for (row, mark) in marks {
            if let Some((Some(day), exactness)) = column.get(*row as usize) {
                *mark |= days.hold(*day, *exactness);
            }
        }
    }

    fn mark_support(&self, marks: &mut [Mark]) {
        let needle = self.needle;
        let words = SupportState::ALL.map(|state| state.words().to_lowercase().contains(needle));
        let datelike = is_datelike(needle);
        // Only a phrase needs the cells as they are shown.
        if needle.contains([' ', ',']) && !words.contains(&true) {
            for (row, mark) in marks {
                *mark |= SupportState::of_row(self.source, *row as usize).1.to_lowercase().contains(needle);
            }
            return;
        }
        if needle.is_empty() || !datelike && !words.contains(&true) {
            return;
        }
        let mut days = Days { needle, seen: Vec::new() };
        for (row, mark) in marks {
            let (end, basis) = end_of(self.source, *row as usize);
            let state = SupportState::of(end, self.source.term);
            *mark |= words.get(state as usize).copied().unwrap_or(false);
            if let (KnownEnd::On(day), true) = (end, datelike) {
                let month_only = basis.is_some_and(|basis: EndBasis| basis.month_only);
                *mark |= days.hold(day, if month_only { DateMark::Month } else { DateMark::Day });
            }
        }
    }
}

fn is_datelike(needle: &str) -> bool {
    !needle.is_empty() && needle.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

/// Remembers of every day whether it holds the needle.
struct Days<'a> {
    needle: &'a str,
    /// By day and exactness.
    seen: Vec<Option<bool>>,
}

impl Days<'_> {
    /// Days that are remembered; dates that a list may hold lie below.
    const MOST: usize = 2 * 366 * 300;

    fn hold(&mut self, day: chrono::NaiveDate, mark: DateMark) -> bool {
        let place = day_number(day) as usize * 2 + usize::from(mark == DateMark::Month);
        if let Some(Some(known)) = self.seen.get(place) {
            return *known;
        }
        let found = day_words(day, mark).contains(self.needle);
        if place < Self::MOST {
            if self.seen.len() <= place {
                self.seen.resize(place + 1, None);
            }
            if let Some(slot) = self.seen.get_mut(place) {
                *slot = Some(found);
            }
        }
        found
    }
}

/// Whether a set of symbols holds one.
fn holds(set: &[u64], symbol: u32) -> bool {
    set.get(symbol as usize / 64).is_some_and(|word| word >> (symbol % 64) & 1 == 1)
}

/// The symbols of all texts that hold the needle, as bits.
fn texts_with(devices: &Devices, needle: &str) -> Vec<u64> {
    let mut set = vec![0; devices.texts.count() as usize / 64 + 1];
    let mut put = |symbol: usize| {
        if let Some(word) = set.get_mut(symbol / 64) {
            *word |= 1_u64 << (symbol % 64);
        }
    };
    let (all, ends) = devices.texts.all();
    if !needle.is_ascii() {
        // Folding may change the length of a text, so each is folded by itself; few texts are concerned.
        for symbol in 0..devices.texts.count() {
            let text = devices.texts.get(symbol);
            if !text.is_ascii() && text.to_lowercase().contains(needle) {
                put(symbol as usize);
            }
        }
        return set;
    }
    let bytes = all.as_bytes();
    let mut from = 0;
    let mut symbol = 0;
    while let Some(place) = find_folded(bytes, needle.as_bytes(), from) {
        // Hits come in order, so the text they fall in is found by going on from the last one; a jump
        // first, because hits may be far apart.
        let rest = ends.get(symbol..).unwrap_or_default();
        symbol += match rest.iter().take(16).position(|end| *end as usize > place) {
            Some(near) => near,
            None => rest.partition_point(|end| *end as usize <= place),
        };
        let Some(end) = ends.get(symbol).map(|end| *end as usize) else { break };
        if place + needle.len() <= end {
            put(symbol);
            from = end;
        } else {
            // It reaches over the end of the text.
            from = place + 1;
        }
    }
    set
}

/// The first place from `from` on where the needle stands, letters of either case being the same.
fn find_folded(bytes: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    const BLOCK: usize = 64;
    let (first, last) = (needle.first()? | 0x20, needle.last()? | 0x20);
    let reach = needle.len() - 1;
    let mut place = from;
    while place + reach < bytes.len() {
        let starts = bytes.get(place..(place + BLOCK).min(bytes.len() - reach))?;
        let ends = bytes.get(place + reach..place + reach + starts.len())?;
        // First and last letter of a whole block at once, in a form that becomes vector instructions.
        let maybe = starts
            .iter()
            .zip(ends)
            .fold(false, |maybe, (start, end)| maybe | ((start | 0x20 == first) & (end | 0x20 == last)));
        if maybe {
            let found = (0..starts.len()).find(|offset| {
                let at = place + offset;
                bytes.get(at..at + needle.len()).is_some_and(|part| part.eq_ignore_ascii_case(needle))
            });
            if let Some(offset) = found {
                return Some(place + offset);
            }
        }
        place += starts.len();
    }
    None
}

//! Which column of a file means which field. Exact look-up after folding; nothing is guessed.

use super::date::DateOrder;
use super::field::Field;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../assets/inventory/header_synonyms.csv");

/// What is done with a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Use {
    /// `weak`: only where no other column gives the field.
    Gives {
        field: Field,
        weak: bool,
    },
    /// Known, and nothing that is kept.
    NotUsed,
    /// Means different things in different exports: a person decides.
    Ask,
    NotUnderstood,
}

/// A column of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnUse {
    /// As written.
    pub header: String,
    pub used: Use,
}

impl ColumnUse {
    #[must_use]
    pub fn field(&self) -> Option<Field> {
        match self.used {
            Use::Gives { field, .. } => Some(field),
            _ => None,
        }
    }
}

/// The columns of a file, in their order, and the product whose export it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    pub columns: Vec<ColumnUse>,
    pub tool: Option<&'static str>,
}

/// Lower case without blanks and `- _ . / #`, so that `MAC Address` and `mac_address` are one header.
#[must_use]
pub fn folded(header: &str) -> String {
    header
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_' | '.' | '/' | '#' | '\u{feff}'))
        .map(half_width)
        .flat_map(char::to_lowercase)
        .collect()
}

/// The number in `column 3`, which names a column by its place.
#[must_use]
pub fn column_number(header: &str) -> Option<usize> {
    let header = header.trim();
    let number = header.get(..7).filter(|start| start.eq_ignore_ascii_case("column ")).and(header.get(7..))?;
    number.trim().parse::<u16>().ok().map(usize::from)
}

/// Full-width letters, digits and blanks, as East Asian exports have them, as their plain twins.
pub(super) fn half_width(c: char) -> char {
    match u32::from(c) {
        0x3000 => ' ',
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

struct Synonyms {
    /// Products in the order of the table, each with sets of folded headers that tell its exports.
    tools: Vec<(&'static str, Vec<Vec<String>>)>,
    /// By product ("" for any) and folded header.
    uses: HashMap<(&'static str, String), Use>,
}

fn synonyms() -> &'static Synonyms {
    static SYNONYMS: OnceLock<Synonyms> = OnceLock::new();
    SYNONYMS.get_or_init(|| {
        let mut tools = Vec::new();
        let mut uses = HashMap::new();
        for field in Field::ALL {
            uses.insert(("", folded(field.name())), Use::Gives { field, weak: false });
        }
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.splitn(3, ',');
            let (Some(name), Some(tool), Some(headers)) = (cells.next(), cells.next(), cells.next()) else { continue };
            if name == "(recognised by)" {
                let sets = headers.split('|').map(|set| set.split('+').map(folded).collect()).collect();
                tools.push((tool, sets));
                continue;
            }
            for header in headers.split('|') {
                let (header, weak) = header.strip_prefix('~').map_or((header, false), |header| (header, true));
                let used = match (name, Field::from_name(name)) {
                    ("(not used)", _) => Use::NotUsed,
                    ("(ask)", _) => Use::Ask,
                    (_, Some(field)) => Use::Gives { field, weak },
                    (_, None) => continue,
                };
                uses.entry((tool, folded(header))).or_insert(used);
            }
        }
        Synonyms { tools, uses }
    })
}

impl Mapping {
    /// The use of every column by the shipped table, the recognised product's own meaning first.
    #[must_use]
    pub fn of(headers: &[String]) -> Self {
        let synonyms = synonyms();
        let folds: Vec<String> = headers.iter().map(|header| folded(header)).collect();
        let present: HashSet<&str> = folds.iter().map(String::as_str).collect();
        let tool = synonyms.tools.iter().find_map(|(tool, sets)| {
            sets.iter().any(|set| set.iter().all(|header| present.contains(header.as_str()))).then_some(*tool)
        });
        let columns = headers
            .iter()
            .zip(folds)
            .map(|(header, fold)| {
                let of_tool = tool.and_then(|tool| synonyms.uses.get(&(tool, fold.clone())));
                let used = of_tool.or_else(|| synonyms.uses.get(&("", fold))).cloned().unwrap_or(Use::NotUnderstood);
                ColumnUse { header: header.clone(), used }
            })
            .collect();
        Self { columns, tool }
    }

    /// What stands first in the dates of the product's exports, where that is known: Defender writes the
    /// month first in every region.
    #[must_use]
    pub fn date_order(&self) -> Option<DateOrder> {
        (self.tool == Some("Microsoft Defender for IoT")).then_some(DateOrder::MonthFirst)
    }

    /// Lets a person decide what a column means; `None` leaves the column out. `column 3` is the third
    /// column, unless a header reads so.
    ///
    /// # Errors
    /// No column has this header; the sentence names some that there are.
    pub fn choose(&mut self, header: &str, field: Option<Field>) -> Result<(), String> {
        let wanted = folded(header);
        let is_named = |column: &ColumnUse| column.header == header || folded(&column.header) == wanted;
        let by_place = column_number(header).filter(|_| !self.columns.iter().any(is_named));
        let mut found = false;
        for (place, column) in self.columns.iter_mut().enumerate() {
            if by_place.map_or_else(|| is_named(column), |wanted| wanted == place + 1) {
                found = true;
                column.used = field.map_or(Use::NotUsed, |field| Use::Gives { field, weak: false });
            } else if field.is_some() && !field.is_some_and(Field::is_list) && column.field() == field {
                // What a person names goes before what the table says.
                if let Use::Gives { weak, .. } = &mut column.used {
                    *weak = true;
                }
            }
        }
        if found {
            return Ok(());
        }
        let names: Vec<String> = self
            .columns
            .iter()
            .take(12)
            .map(|column| format!("\"{}\"", super::report::short(&column.header)))
            .collect();
        Err(format!("There is no column \"{}\"; the columns are {}", super::report::short(header), names.join(", ")))
    }

    /// How many headers are understood: the row with the most of them is the header row.
    #[must_use]
    pub fn understood(&self) -> usize {
        self.columns.iter().filter(|column| !matches!(column.used, Use::NotUnderstood)).count()
    }

    /// Whether some column gives a field that fits.
    #[must_use]
    pub fn any(&self, fits: impl Fn(Field) -> bool) -> bool {
        self.columns.iter().filter_map(ColumnUse::field).any(fits)
    }
}

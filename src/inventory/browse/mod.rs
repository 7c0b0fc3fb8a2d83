//! LOOKING THROUGH THE LIST: which rows are shown, in which order, and in which groups.
//!
//! ```text
//! Devices + View (filter, sort, group) --arrange--> Order (rows, groups) --Lines--> what stands on line n
//! ```
//!
//! A text of the table is looked at once, not once a row: a filter marks symbols, a sort ranks them, and
//! rows follow by number.

mod filter;
mod natural;
mod order;
mod sort;
mod support;
#[cfg(test)]
mod tests;

pub use filter::Filter;
pub use order::{Group, Line, Lines, Order, Rows};
pub use support::SupportState;

use super::{DateField, DateMark, Devices, Field, KnownEnd, Products, Term, folded, known_end_and_basis};
use std::borrow::Cow;

/// A column of the table as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// As it stands in the list.
    Field(Field),
    /// What the device type counts as.
    Class,
    /// When security support ends, and what that means for the term.
    Support,
}

/// What a table is looked at with.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    pub devices: &'a Devices,
    pub products: &'a Products,
    /// `None` before the policy has an inception.
    pub term: Option<Term>,
}

/// How a person wants to see the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// Shown, from the left; a filter without a column looks into these.
    pub columns: Vec<Column>,
    /// As typed; see [`Filter::read`].
    pub filter: String,
    /// The first decides. Blank cells come last either way.
    pub sort: Vec<(Column, Direction)>,
    /// One of [`Column::GROUPS`].
    pub group: Option<Column>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    Up,
    Down,
}

impl Column {
    /// What a table can be grouped by.
    pub const GROUPS: [Self; 6] = [
        Self::Class,
        Self::Field(Field::Vendor),
        Self::Field(Field::Site),
        Self::Field(Field::NetworkZone),
        Self::Field(Field::Model),
        Self::Support,
    ];

    /// Every column, those most looked at first.
    #[must_use]
    pub fn all() -> Vec<Self> {
        const FIRST: [Column; 12] = [
            Column::Field(Field::Name),
            Column::Class,
            Column::Field(Field::Vendor),
            Column::Field(Field::Model),
            Column::Support,
            Column::Field(Field::Quantity),
            Column::Field(Field::Site),
            Column::Field(Field::NetworkZone),
            Column::Field(Field::NetworkSegment),
            Column::Field(Field::Vlan),
            Column::Field(Field::InternetExposed),
            Column::Field(Field::Ip),
        ];
        let rest = Field::ALL.into_iter().map(Self::Field).filter(|column| !FIRST.contains(column));
        FIRST.into_iter().chain(rest).collect()
    }

    /// The columns that say something of this table. What a type counts as, and when support ends, is
    /// always worth a look: unknown is a finding.
    #[must_use]
    pub fn filled(devices: &Devices) -> Vec<Self> {
        let says = |column: &Self| match column {
            Self::Class | Self::Support => true,
            Self::Field(Field::Quantity) => devices.count() != devices.len() as u64,
            // Shown as what it counts as.
            Self::Field(Field::DeviceType) => false,
            Self::Field(field) => devices.fills(*field),
        };
        let mut columns: Vec<Self> = Self::all().into_iter().filter(says).collect();
        // The first column stays in sight, so it should tell devices apart.
        let telling = [Field::Name, Field::DeviceId, Field::SerialNumber, Field::Mac, Field::Ip];
        if let Some(first) = telling.into_iter().map(Self::Field).find(|column| columns.contains(column)) {
            columns.retain(|column| *column != first);
            columns.insert(0, first);
        }
        columns
    }

    /// The head of the column.
    #[must_use]
    pub fn title(self) -> String {
        match self {
            Self::Class => "Kind".to_owned(),
            Self::Support => "Security support".to_owned(),
            Self::Field(field) => {
                let title = field.title();
                let mut letters = title.chars();
                letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
            }
        }
    }

    /// The field that is changed in this column.
    #[must_use]
    pub fn field(self) -> Field {
        match self {
            Self::Class => Field::DeviceType,
            Self::Support => Field::EndOfSecuritySupport,
            Self::Field(field) => field,
        }
    }

    /// The column of a word before a colon, folded like a header.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match folded(word).as_str() {
            "" => None,
            "support" | "securitysupport" | "supportend" => Some(Self::Support),
            "kind" | "class" => Some(Self::Class),
            "type" => Some(Self::Field(Field::DeviceType)),
            "zone" => Some(Self::Field(Field::NetworkZone)),
            "segment" => Some(Self::Field(Field::NetworkSegment)),
            "firmware" => Some(Self::Field(Field::FirmwareVersion)),
            "os" => Some(Self::Field(Field::OsName)),
            "serial" => Some(Self::Field(Field::SerialNumber)),
            "id" => Some(Self::Field(Field::DeviceId)),
            "exposed" => Some(Self::Field(Field::InternetExposed)),
            "cve" => Some(Self::Field(Field::KnownCves)),
            wanted => {
                Field::ALL.into_iter().find(|field| folded(&field.title()) == wanted || folded(field.name()) == wanted)
            }
            .map(Self::Field),
        }
    }

    /// The cell of a row as it is shown, filtered and copied; blank where nothing is known.
    #[must_use]
    pub fn text<'a>(self, source: &Source<'a>, row: usize) -> Cow<'a, str> {
        let devices = source.devices;
        match self {
            Self::Class => Cow::Borrowed(devices.class(row).words()),
            Self::Support => Cow::Owned(SupportState::of_row(source, row).1),
            Self::Field(Field::Quantity) => Cow::Owned(devices.quantity(row).to_string()),
            Self::Field(field) => match field.date().and_then(|date| devices.date(row, date)) {
                Some((date, mark)) => Cow::Owned(day_words(date, mark)),
                None => Cow::Borrowed(devices.text(row, field)),
            },
        }
    }
}

/// `2027-03-31`, or `2027-03` where only the month is known.
#[must_use]
pub fn day_words(date: chrono::NaiveDate, mark: DateMark) -> String {
    if mark == DateMark::Month { date.format("%Y-%m").to_string() } else { date.to_string() }
}

/// The rows to show, in their order. `None` when `stopped` said so.
#[must_use]
pub fn arrange(source: &Source<'_>, view: &View, stopped: &dyn Fn() -> bool) -> Option<Order> {
    let filter = Filter::read(&view.filter);
    let mut rows = filter.rows(source, &view.columns, stopped)?;
    for (column, direction) in view.sort.iter().rev() {
        rows = sort::sorted(source, rows, *column, *direction, stopped)?;
    }
    match view.group {
        Some(column) => sort::grouped(source, rows, column, stopped),
        None => Some(Order::of(source.devices, rows)),
    }
}

/// Days since 1970, with room for what is not there.
fn day_number(date: chrono::NaiveDate) -> u32 {
    let start = chrono::NaiveDate::from_ymd_opt(1970, 1, 1).unwrap_or(chrono::NaiveDate::MIN);
    u32::try_from((date - start).num_days()).unwrap_or(0)
}

/// The field of dates a column shows.
fn date_of(column: Column) -> Option<DateField> {
    match column {
        Column::Field(field) => field.date(),
        Column::Class | Column::Support => None,
    }
}

/// When support of a row ends.
fn end_of(source: &Source<'_>, row: usize) -> (KnownEnd, Option<super::EndBasis>) {
    known_end_and_basis(source.devices, source.products, row)
}

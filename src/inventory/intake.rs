//! Rows of a file to devices: every row is counted, merged or dropped with a reason.

use super::Inventory;
use super::address::{ip_from_text, is_unique_mac, mac_from_text, parts, text_from_mac};
use super::cell::{MOST_CELL, model_without_vendor, push_part, union_of_parts};
use super::class::{DeviceClass, LifecycleState, YesNo, is_blank};
use super::date::{DateMark, DateRules, DateTrouble, ReadDate, read_date};
use super::devices::Devices;
use super::field::{DateField, Field};
use super::mapping::{ColumnUse, Mapping, Use, folded, half_width};
use super::merge::{Identity, Keys, is_serial};
use super::report::{DropReason, MergeKey, Merged, Report};
use super::text::Symbol;
use chrono::NaiveDate;
use foldhash::fast::RandomState;
use std::borrow::Cow;
use std::collections::HashMap;

/// Rows that one inventory may be read from.
const MOST_ROWS: u32 = 2_000_000;
/// Devices that one row may stand for.
pub const MOST_QUANTITY: u32 = 1_000_000;

/// Why reading had to stop. What was read so far is not to be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFault {
    TooManyRows,
    TooMuchText,
}

impl RowFault {
    /// A sentence without its full stop.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::TooManyRows => "The file holds more than 2,000,000 rows",
            Self::TooMuchText => "The different texts in the file take more than 1 GiB",
        }
    }
}

/// Takes rows in the order of the file.
pub struct Intake {
    inventory: Inventory,
    /// For every field that some column gives: its columns, those to be preferred first.
    plan: Vec<(Field, Vec<usize>)>,
    rules: DateRules,
    keys: Keys,
    new: Scratch,
    /// What each type word seen so far counts as.
    classes: HashMap<Symbol, Option<DeviceClass>, RandomState>,
    /// Whether each state seen so far means that the device is gone.
    retired: HashMap<Symbol, bool, RandomState>,
    /// Vendors seen beside serial numbers, and each in capitals.
    capitals: HashMap<Symbol, Symbol, RandomState>,
    zones: Zones,
}

/// Zone, segment, VLAN and site together: the same address elsewhere is another device.
#[derive(Default)]
struct Zones {
    /// From 1, by the symbols of the four.
    numbers: HashMap<[Symbol; 4], u32, RandomState>,
    /// Of the row before, which mostly stands in the same one.
    last: ([Symbol; 4], u32),
}

impl Zones {
    fn number(&mut self, of: [Symbol; 4]) -> u32 {
        if of == [0; 4] {
            return 0;
        }
        if self.last.0 != of {
            let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX).saturating_add(1);
            self.last = (of, *self.numbers.entry(of).or_insert(next));
        }
        self.last.1
    }
}

/// What the row at hand says.
#[derive(Default)]
struct Scratch {
    symbols: Vec<Symbol>,
    /// Of the row before: the same text need not be looked up again.
    last: Vec<Symbol>,
    dates: [(Option<NaiveDate>, DateMark); DateField::COUNT],
    macs: Vec<Symbol>,
    ips: Vec<Symbol>,
    quantity: u32,
}

impl Intake {
    /// The columns in the order of the cells. What a product always writes first in a date needs no choice.
    #[must_use]
    pub fn new(mapping: Mapping, mut rules: DateRules) -> Self {
        rules.order = rules.order.or_else(|| mapping.date_order());
        let places = |field: Field, wanted_weak: bool| {
            let fits = move |column: &ColumnUse| matches!(column.used, Use::Gives { field: of, weak } if of == field && weak == wanted_weak);
            mapping.columns.iter().enumerate().filter(move |(_, column)| fits(column)).map(|(place, _)| place)
        };
        let plan = Field::ALL
            .into_iter()
            .map(|field| (field, places(field, false).chain(places(field, true)).collect::<Vec<_>>()))
            .filter(|(_, places)| !places.is_empty())
            .collect();
        let report = Report { columns: mapping.columns, tool: mapping.tool, ..Report::default() };
        let new = Scratch { symbols: vec![0; Field::COUNT], last: vec![0; Field::COUNT], ..Scratch::default() };
        Self {
            inventory: Inventory { devices: Devices::default(), report },
            plan,
            rules,
            keys: Keys::default(),
            new,
            classes: HashMap::default(),
            retired: HashMap::default(),
            capitals: HashMap::default(),
            zones: Zones::default(),
        }
    }

    /// Counts a row that the importer knows to be no device.
    ///
    /// # Errors
    /// Too many rows.
    pub fn drop_row(&mut self, row: u32, reason: DropReason) -> Result<(), RowFault> {
        self.count_row()?;
        self.inventory.report.dropped.entry(reason).or_default().push(row);
        Ok(())
    }

    /// Lists something about a row that the importer could not use.
    pub fn note(&mut self, row: u32, column: &str, raw: &str, what: &str) {
        self.inventory.report.unusable(row, column, raw, what);
    }

    /// Tells something about the file as a whole: a sentence without its full stop.
    pub fn notice(&mut self, sentence: impl Into<String>) {
        self.inventory.report.notices.push(sentence.into());
    }

    /// Tells which rows come next. Only makes taking them faster.
    pub fn foresee<'a>(&mut self, rows: impl Iterator<Item = &'a [&'a str]>) {
        let first = |(_, places): &(Field, Vec<usize>)| places.first().copied();
        let (plan, texts) = (&self.plan, &mut self.inventory.devices.texts);
        texts.ask_for(rows.flat_map(|cells| {
            plan.iter().filter_map(first).filter_map(|place| cells.get(place)).map(|cell| cell.trim())
        }));
    }

    /// Takes one row; `row` is its number in the file, `cells` stand as the headers do.
    ///
    /// # Errors
    /// Too many rows, or more text than is kept.
    pub fn row(&mut self, row: u32, cells: &[&str]) -> Result<(), RowFault> {
        self.count_row()?;
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return self.dropped(row, DropReason::Blank);
        }
        let plan = std::mem::take(&mut self.plan);
        self.new.start();
        for (field, places) in &plan {
            self.field(row, *field, places, cells);
        }
        self.plan = plan;
        if self.inventory.devices.texts.is_full() {
            return Err(RowFault::TooMuchText);
        }
        let says = |field: Field| self.new.symbol(field) != 0;
        if !Field::ALL.into_iter().any(|field| field.names_a_device() && says(field)) {
            return self.dropped(row, DropReason::NamesNothing);
        }
        if says(Field::LifecycleState) && self.is_retired() {
            return self.dropped(row, DropReason::Retired);
        }
        if self.new.quantity == 0 {
            return self.dropped(row, DropReason::NoneThere);
        }
        self.place(row);
        Ok(())
    }

    /// The devices and what became of every row.
    #[must_use]
    pub fn finish(mut self) -> Inventory {
        self.inventory.report.rows_counted = u32::try_from(self.inventory.devices.len()).unwrap_or(u32::MAX);
        self.inventory
    }

    fn count_row(&mut self) -> Result<(), RowFault> {
        self.inventory.report.rows_read += 1;
        if self.inventory.report.rows_read > MOST_ROWS { Err(RowFault::TooManyRows) } else { Ok(()) }
    }

    fn dropped(&mut self, row: u32, reason: DropReason) -> Result<(), RowFault> {
        self.inventory.report.dropped.entry(reason).or_default().push(row);
        Ok(())
    }

    fn new_text(&self, field: Field) -> &str {
        self.inventory.devices.text_of(self.new.symbol(field))
    }

    /// The header of the first column that gives the field, for lists.
    fn header(&self, place: usize) -> String {
        self.inventory.report.columns.get(place).map(|column| column.header.clone()).unwrap_or_default()
    }

    fn unusable(&mut self, row: u32, place: usize, raw: &str, what: &str) {
        let header = self.header(place);
        self.inventory.report.unusable(row, &header, raw, what);
    }

    fn keep(&mut self, field: Field, text: &str) {
        let Some(last) = self.new.last.get(field.place()).copied() else { return };
        let texts = &mut self.inventory.devices.texts;
        let symbol = if texts.get(last) == text { last } else { texts.symbol(text) };
        for slots in [&mut self.new.symbols, &mut self.new.last] {
            if let Some(slot) = slots.get_mut(field.place()) {
                *slot = symbol;
            }
        }
    }

    fn field(&mut self, row: u32, field: Field, places: &[usize], cells: &[&str]) {
        let mut found: Option<(usize, Cow<'_, str>)> = None;
        for place in places {
            let cell = cells.get(*place).copied().unwrap_or("").trim();
            if is_blank(cell) {
                continue;
            }
            match &mut found {
                None => found = Some((*place, self.usable(row, *place, cell))),
                Some((_, text)) if field.is_list() => {
                    let more = self.usable(row, *place, cell);
                    if text.len() + more.len() < MOST_CELL {
                        *text = Cow::Owned(format!("{text}; {more}"));
                    }
                }
                Some(_) => break,
            }
        }
        let Some((place, text)) = found else { return };
        match (field, field.date()) {
            (_, Some(date)) => self.date(row, place, date, &text),
            (Field::Quantity, _) => self.quantity(row, place, &text),
            (Field::Mac, _) => self.macs(row, place, &text),
            (Field::Ip, _) => self.ips(row, place, &text),
            (Field::LifecycleState, _) => self.state(place, &text),
            (Field::LifetimeMonths, _) => {
                if text.parse::<u16>().is_err() {
                    self.unusable(row, place, &text, "holds no number of months");
                }
                self.keep(field, &text);
            }
            (Field::Model, _) => {
                let model = model_without_vendor(&text, self.new_text(Field::Vendor));
                self.keep(field, model);
            }
            _ => self.keep(field, &text),
        }
    }

    /// The cell in plain letters, without what cannot be kept: NUL, and the rest of a very long one.
    fn usable<'a>(&mut self, row: u32, place: usize, cell: &'a str) -> Cow<'a, str> {
        if cell.len() > MOST_CELL {
            self.unusable(row, place, cell, "is longer than 4,096 bytes; its first 200 characters are kept");
            return Cow::Owned(cell.chars().take(200).map(|c| if c == '\0' { '\u{fffd}' } else { c }).collect());
        }
        if cell.contains('\0') {
            self.unusable(row, place, cell, "holds a NUL character, which is replaced");
            return Cow::Owned(cell.replace('\0', "\u{fffd}"));
        }
        if !cell.is_ascii() && cell.chars().any(|c| half_width(c) != c) {
            return Cow::Owned(cell.chars().map(half_width).collect());
        }
        Cow::Borrowed(cell)
    }

    fn date(&mut self, row: u32, place: usize, field: DateField, text: &str) {
        let mut read = read_date(text, self.rules);
        if matches!(read, ReadDate::Trouble(DateTrouble::NotADate)) && text.contains([';', '[']) {
            read = self.date_of_list(field, text).unwrap_or(read);
        }
        match read {
            ReadDate::Unknown => self.keep(field.field(), text),
            ReadDate::Known(date, mark) => {
                if let Some(slot) = self.new.dates.get_mut(field.place()) {
                    *slot = (Some(date), mark);
                }
                // The plain form needs no copy of itself.
                let is_plain = mark == DateMark::Day && text.len() == 10 && text.as_bytes().get(4) == Some(&b'-');
                if !is_plain {
                    self.keep(field.field(), text);
                }
            }
            ReadDate::Trouble(trouble) => {
                if trouble == DateTrouble::Ambiguous {
                    self.inventory.report.ambiguous_dates += 1;
                }
                self.unusable(row, place, text, trouble.words());
                self.keep(field.field(), text);
            }
        }
    }

    /// Of several dates in one cell, the first for what began and the last for what was seen.
    fn date_of_list(&self, field: DateField, text: &str) -> Option<ReadDate> {
        let dates = parts(text).map(|part| match read_date(part, self.rules) {
            ReadDate::Known(date, mark) => Some((date, mark)),
            _ => None,
        });
        let dates = dates.collect::<Option<Vec<_>>>()?.into_iter();
        let (date, mark) = match field {
            DateField::FirstSeen => dates.min_by_key(|(date, _)| *date),
            DateField::LastSeen | DateField::LastPatched => dates.max_by_key(|(date, _)| *date),
            _ => None,
        }?;
        Some(ReadDate::Known(date, mark))
    }

    fn quantity(&mut self, row: u32, place: usize, text: &str) {
        let digits = text.strip_suffix(".0").unwrap_or(text).replace(',', "");
        match digits.parse::<u32>() {
            Ok(quantity) if quantity <= MOST_QUANTITY => self.new.quantity = quantity,
            _ => self.unusable(row, place, text, "holds no whole number up to 1,000,000; the row counts as one device"),
        }
    }

    fn macs(&mut self, row: u32, place: usize, text: &str) {
        // The usual case: one address.
        if let Some(mac) = mac_from_text(text) {
            self.keep(Field::Mac, &text_from_mac(mac));
            if is_unique_mac(mac) {
                self.new.macs.extend(self.new.symbols.get(Field::Mac.place()));
            }
            return;
        }
        let mut clean = String::with_capacity(text.len());
        for part in parts(text).flat_map(str::split_whitespace) {
            if is_blank(part) {
                continue;
            }
            let shown = match mac_from_text(part) {
                Some(mac) => {
                    let shown = text_from_mac(mac);
                    if is_unique_mac(mac) {
                        let symbol = self.inventory.devices.texts.symbol(&shown);
                        self.new.macs.push(symbol);
                    }
                    shown
                }
                None => {
                    self.unusable(row, place, part, "holds no MAC address of 12 hexadecimal digits");
                    part.to_owned()
                }
            };
            push_part(&mut clean, &shown);
        }
        self.keep(Field::Mac, &clean);
    }

    fn ips(&mut self, row: u32, place: usize, text: &str) {
        // The usual case: one address in its plain form.
        if text.parse().is_ok_and(|ip: core::net::Ipv4Addr| !ip.is_unspecified() && !ip.is_loopback()) {
            self.keep(Field::Ip, text);
            self.new.ips.extend(self.new.symbols.get(Field::Ip.place()));
            return;
        }
        let mut clean = String::with_capacity(text.len());
        for part in parts(text).flat_map(str::split_whitespace) {
            if is_blank(part) {
                continue;
            }
            let shown = match ip_from_text(part) {
                Some(ip) => {
                    let shown = ip.to_string();
                    if !ip.is_unspecified() && !ip.is_loopback() {
                        let symbol = self.inventory.devices.texts.symbol(&shown);
                        self.new.ips.push(symbol);
                    }
                    shown
                }
                None => {
                    self.unusable(row, place, part, "holds no IP address");
                    part.to_owned()
                }
            };
            push_part(&mut clean, &shown);
        }
        self.keep(Field::Ip, &clean);
    }

    /// Some headers turn yes and no into a state.
    fn state(&mut self, place: usize, text: &str) {
        let state = match (folded(&self.header(place)).as_str(), YesNo::from_text(text)) {
            ("retired", YesNo::Yes) => "retired",
            ("retired" | "disabledby", YesNo::No) | ("alive", YesNo::Yes) => "in use",
            ("disabledby", _) => "retired",
            ("alive", YesNo::No) => return,
            _ => text,
        };
        let state = state.to_owned();
        self.keep(Field::LifecycleState, &state);
    }

    fn is_retired(&mut self) -> bool {
        let symbol = self.new.symbol(Field::LifecycleState);
        let text = self.inventory.devices.text_of(symbol);
        *self.retired.entry(symbol).or_insert_with(|| LifecycleState::from_text(text) == LifecycleState::Retired)
    }

    /// The symbol of the text in capitals.
    fn in_capitals(&mut self, symbol: Symbol) -> Symbol {
        let texts = &mut self.inventory.devices.texts;
        let text = texts.get(symbol);
        if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_lowercase()) {
            return symbol;
        }
        let capitals = text.to_uppercase();
        texts.symbol(&capitals)
    }

    /// Counts the row as a device of its own, or merges it into the one it belongs to.
    fn place(&mut self, row: u32) {
        let of = |field: Field| self.new.symbol(field);
        let zone_of = [Field::NetworkZone, Field::NetworkSegment, Field::Vlan, Field::Site].map(of);
        let (serial, vendor) = (of(Field::SerialNumber), of(Field::Vendor));
        let zone = if self.new.ips.is_empty() { 0 } else { self.zones.number(zone_of) };
        let (mut serial_key, mut vendor_key) = (0, 0);
        if serial != 0 && is_serial(self.inventory.devices.text_of(serial)) {
            serial_key = self.in_capitals(serial);
            vendor_key = match self.capitals.get(&vendor) {
                Some(key) => *key,
                None => {
                    let key = self.in_capitals(vendor);
                    self.capitals.insert(vendor, key);
                    key
                }
            };
        }
        let of = |field: Field| self.new.symbol(field);
        let identity = Identity {
            id: of(Field::DeviceId),
            serial,
            serial_key,
            vendor_key,
            vendor,
            model: of(Field::Model),
            macs: &self.new.macs,
            ips: &self.new.ips,
            zone,
            quantity: self.new.quantity,
        };
        match self.keys.find(&self.inventory.devices, &identity) {
            Some((into, by)) => {
                self.keys.add(&identity, into);
                self.merge(row, into as usize, by);
            }
            None => {
                let devices = &mut self.inventory.devices;
                let place = devices.add_row(row, self.new.quantity, DeviceClass::Unknown);
                self.keys.add(&identity, u32::try_from(place).unwrap_or(u32::MAX));
                for field in self.plan.iter().map(|(field, _)| *field) {
                    devices.put_symbol(place, field, of(field));
                }
                for date in DateField::ALL {
                    if let Some((Some(day), mark)) = self.new.dates.get(date.place()).copied() {
                        devices.put_date(place, date, day, mark);
                    }
                }
                self.classify(place);
            }
        }
    }

    fn classify(&mut self, place: usize) {
        let devices = &mut self.inventory.devices;
        let text = devices.text(place, Field::DeviceType);
        if text.is_empty() {
            return;
        }
        let symbol = devices.symbol(place, Field::DeviceType);
        let Some(class) = *self.classes.entry(symbol).or_insert_with(|| DeviceClass::from_text(text)) else {
            let words = super::report::short(text);
            let known = &mut self.inventory.report.unknown_types;
            if known.len() < super::report::MOST_LISTED || known.contains_key(&words) {
                *known.entry(words).or_default() += 1;
            }
            return;
        };
        devices.put_class(place, class);
    }

    /// Fills blanks of the earlier row; what differs about the lifecycle is listed and the earlier stays.
    fn merge(&mut self, row: u32, into: usize, by: MergeKey) {
        let devices = &mut self.inventory.devices;
        let into_row = devices.source_row(into);
        self.inventory.report.merged.push(Merged { row, into_row, by });
        devices.put_quantity(into, devices.quantity(into).max(self.new.quantity));
        for field in self.plan.iter().map(|(field, _)| *field).filter(|field| field.date().is_none()) {
            let symbol = self.new.symbol(field);
            let there = devices.symbol(into, field);
            if there == 0 {
                devices.put_symbol(into, field, symbol);
            } else if field.is_list() && symbol != 0 && symbol != there {
                let union = union_of_parts(devices.text_of(there), devices.text_of(symbol));
                devices.put_text(into, field, &union);
            }
        }
        let mut differing = Vec::new();
        for date in DateField::ALL {
            let symbol = self.new.symbol(date.field());
            let Some((Some(day), mark)) = self.new.dates.get(date.place()).copied() else { continue };
            let takes_new = match (devices.date(into, date).map(|(there, _)| there), date) {
                (None, _) => true,
                (Some(there), DateField::FirstSeen) => day < there,
                (Some(there), DateField::LastSeen | DateField::LastPatched) => day > there,
                (Some(there), _) => {
                    if there != day {
                        differing.push((date, there, day));
                    }
                    false
                }
            };
            if takes_new {
                devices.put_date(into, date, day, mark);
                devices.put_symbol(into, date.field(), symbol);
            }
        }
        if devices.class(into) == DeviceClass::Unknown {
            self.classify(into);
        }
        for (date, there, day) in differing {
            let what =
                format!("differs from {there} in row {into_row}, with which the row was merged; {there} is kept");
            self.inventory.report.unusable(row, date.field().name(), &day.to_string(), &what);
        }
    }
}

impl Scratch {
    fn symbol(&self, field: Field) -> Symbol {
        self.symbols.get(field.place()).copied().unwrap_or(0)
    }

    fn start(&mut self) {
        self.symbols.fill(0);
        self.dates = Default::default();
        self.macs.clear();
        self.ips.clear();
        self.quantity = 1;
    }
}

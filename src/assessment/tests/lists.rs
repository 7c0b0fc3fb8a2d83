//! Device lists in a few words: `"camera x212 Axis P3245 ends=2027-03-31 vlan=10; medical x4"`.

use super::support::Case;
use crate::assessment::facts;
use crate::inventory::{
    DateMark, DeviceClass, DeviceList, Devices, Field, Origin, References, Survey, Term, Zone, ZoneKey, survey,
};
use chrono::NaiveDate;
use std::sync::Arc;

pub fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("a day")
}

/// The term of every case here: the year 2027.
pub fn year_2027() -> Term {
    Term { inception: day("2027-01-01"), expiry: day("2028-01-01") }
}

/// Lines parted by `;`, each a class, perhaps a quantity as `x212`, then fields: `ends=` is the end of
/// security support, `vendor=`, `model=` and every other field by its name; `_` is a blank.
pub fn list(text: &str) -> DeviceList {
    let mut devices = Devices::default();
    for (line, source_row) in text.split(';').map(str::trim).filter(|line| !line.is_empty()).zip(2..) {
        let mut words = line.split_whitespace().peekable();
        let class = words.next().expect("a class").replace('_', " ");
        let quantity = words.next_if(|word| word.starts_with('x') && !word.contains('='));
        let quantity = quantity.map_or(1, |word| word[1..].parse().expect("a quantity"));
        let known = DeviceClass::from_text(&class).unwrap_or_else(|| panic!("there is no class {class}"));
        let row = devices.add_row(source_row, quantity, known);
        devices.put_text(row, Field::DeviceType, &class);
        for word in words {
            let (name, value) = word.split_once('=').expect("field=value");
            let field = match name {
                "ends" => Field::EndOfSecuritySupport,
                name => Field::from_name(name).unwrap_or_else(|| panic!("there is no field {name}")),
            };
            match field.date() {
                Some(date) => devices.put_date(row, date, day(value), DateMark::None),
                None => devices.put_text(row, field, &value.replace('_', " ")),
            }
        }
    }
    assert!(devices.fills(Field::DeviceType) || text.trim().is_empty());
    DeviceList { table: Arc::new(devices), ..DeviceList::default() }
}

/// The same, exported by a discovery tool on a day.
pub fn exported(text: &str, read_on: &str) -> DeviceList {
    let origin = Origin { tool: "runZero".to_owned(), read_on: Some(day(read_on)), ..Origin::default() };
    DeviceList { origin: Some(origin), ..list(text) }
}

pub fn surveyed(list: &DeviceList) -> Survey {
    survey(list, &References::default(), Some(year_2027()))
}

impl Case {
    /// Gives the case a list, typed by hand, and the facts that follow from it.
    #[must_use]
    pub fn with_list(self, text: &str) -> Self {
        self.with_devices(list(text))
    }

    #[must_use]
    pub fn with_devices(mut self, devices: DeviceList) -> Self {
        let term = year_2027();
        self.submission.policy.inception = Some(term.inception);
        self.submission.policy.expiry = Some(term.expiry);
        self.submission.devices = devices;
        self.facts = facts(self.questionnaire, &self.submission, &surveyed(&self.submission.devices));
        self
    }

    /// Declares a zone of the column of VLANs and computes the facts anew.
    #[must_use]
    pub fn declaring(self, vlan: &str, zone: Zone) -> Self {
        let mut devices = self.submission.devices.clone();
        devices.declared.zones.insert(ZoneKey { field: Field::Vlan, value: vlan.to_owned() }, zone);
        self.with_devices(devices)
    }

    /// Ids of the contradictions, parted by blanks.
    pub fn contradicted(&self) -> String {
        let ids: Vec<&str> = self.facts.contradictions().iter().map(|it| it.id).collect();
        ids.join(" ")
    }

    /// What the list allows: `b`, or `b-d`; `-` where it says nothing.
    pub fn allows(&self, id: &str) -> String {
        let ix = self.ix(id);
        let Some(computed) = self.facts.computed(ix) else { return "-".to_owned() };
        let key = |place: u8| self.questionnaire.question(ix).options[usize::from(place)].key.as_str();
        match computed.is_decided() {
            true => key(computed.best).to_owned(),
            false => format!("{}-{}", key(computed.best), key(computed.worst)),
        }
    }
}

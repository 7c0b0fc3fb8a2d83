//! Collects what is wrong with the values of a file while it is turned into working types.

use super::problem::{Problem, Problems};
use super::ron_place::{Step, place_of_string};
use super::ron_text::number;
use crate::submission::Money;
use chrono::{NaiveDate, NaiveDateTime};

pub(super) const DATE: &str = "%Y-%m-%d";
pub(super) const DATE_TIME: &str = "%Y-%m-%dT%H:%M:%S%.f";

/// Goes along with a conversion: knows the place in the file and keeps every fault.
#[derive(Default)]
pub(super) struct Check {
    path: Vec<Step>,
    faults: Vec<Fault>,
}

struct Fault {
    path: Vec<Step>,
    what: String,
    mend: &'static str,
}

impl Check {
    /// Runs `read` one step further in.
    pub(super) fn under<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.step(Step::Name(name.to_owned()), read)
    }

    /// Reads every item of a list.
    pub(super) fn each<A, B>(&mut self, items: Vec<A>, mut read: impl FnMut(A, &mut Self) -> B) -> Vec<B> {
        items
            .into_iter()
            .enumerate()
            .map(|(place, item)| self.step(Step::Item(place), |check| read(item, check)))
            .collect()
    }

    fn step<T>(&mut self, step: Step, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(step);
        let value = read(self);
        self.path.pop();
        value
    }

    pub(super) fn fault(&mut self, field: &str, what: String, mend: &'static str) {
        let mut path = self.path.clone();
        path.push(Step::Name(field.to_owned()));
        self.faults.push(Fault { path, what, mend });
    }

    pub(super) fn date(&mut self, field: &str, text: Option<String>) -> Option<NaiveDate> {
        let text = text?;
        let date = NaiveDate::parse_from_str(&text, DATE).ok();
        if date.is_none() {
            self.fault(field, format!("\"{text}\" is not a date"), "write it as 2026-11-22");
        }
        date
    }

    pub(super) fn date_time(&mut self, field: &str, text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, DATE_TIME).unwrap_or_else(|_| {
            self.fault(field, format!("\"{text}\" is not a date and time"), "write it as 2026-11-22T09:30:00");
            NaiveDateTime::default()
        })
    }

    pub(super) fn money(&mut self, field: &str, text: Option<String>) -> Option<Money> {
        let text = text?;
        let money = Money::parse(&text);
        if money.is_none() {
            self.fault(
                field,
                format!("\"{text}\" is not an amount"),
                "write plain digits with at most one decimal point and one decimal",
            );
        }
        money
    }

    /// The faults as problems of `file`, each with its place in `text`.
    pub(super) fn problems(self, text: &str, file: &str) -> Problems {
        Problems(
            self.faults
                .into_iter()
                .map(|fault| {
                    let subject = subject_of(&fault.path);
                    let problem = Problem::new(file, &subject, fault.what, fault.mend);
                    match place_of_string(text, &fault.path) {
                        Some((line, column)) => problem.at(line, Some(column)),
                        None => problem,
                    }
                })
                .collect(),
        )
    }

    pub(super) fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }
}

/// `question D1, said_on`; `documents 2, received`.
fn subject_of(path: &[Step]) -> String {
    let mut words: Vec<String> = Vec::new();
    for step in path {
        match (step, words.last_mut()) {
            (Step::Name(name), Some(last)) if last == "records" => *last = format!("question {name}"),
            (Step::Name(name), _) => words.push(name.clone()),
            (Step::Item(place), Some(last)) => *last = format!("{last} {}", number(place + 1)),
            (Step::Item(place), None) => words.push(format!("item {}", number(place + 1))),
        }
    }
    words.join(", ")
}

pub(super) fn text_from_date(date: Option<NaiveDate>) -> Option<String> {
    date.map(|date| date.format(DATE).to_string())
}

/// Plain digits, as [`Money::parse`] reads them.
pub(super) fn text_from_money(money: Option<Money>) -> Option<String> {
    money.map(|money| match money.tenths % 10 {
        0 => (money.tenths / 10).to_string(),
        tenth => format!("{}.{tenth}", money.tenths / 10),
    })
}

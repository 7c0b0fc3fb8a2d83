//! What is known beside the answers: what the device list says in the terms of the questionnaire.
//!
//! A list with blanks does not give an answer, it bounds one: 212 of 640 devices past support and 88
//! unknown is a share from 33.1% to 46.9%. Each end falls on an option. For the questions of CR-5 the
//! bounds decide what counts ([`ComputedAnswer::settle`]); for all others they stand beside the answer.

use super::contradictions::Contradiction;
use crate::inventory::{Found, Term};
use crate::questionnaire::{QuestionIx, grouped};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is known beside the answers. The default is: nothing. Cheap to clone and to compare.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// `None` without a device list.
    pub list: Option<Arc<ListFacts>>,
    /// At renewal the plan alone moves the case a band.
    pub plan_moved_band: bool,
}

/// What a device list that holds a device says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListFacts {
    /// The answers that the list allows, by question.
    pub computed: BTreeMap<QuestionIx, ComputedAnswer>,
    /// Where answer and list cannot both be right, in the order of the questions.
    pub contradictions: Vec<Contradiction>,
    /// Makers that the questionnaire calls restricted, as found.
    pub restricted: Vec<Holding>,
    /// What happens to support in the term; `None` without a term.
    pub support_ends: Option<SupportEnds>,
    /// Models with a vulnerability known to be exploited, on devices that can be reached.
    pub exploited_reachable: Vec<Holding>,
}

/// What the device list allows as the answer to a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComputedAnswer {
    /// Place of the best option that fits.
    pub best: u8,
    /// Place of the worst option that fits; the same as `best` where the list decides.
    pub worst: u8,
    /// Level of the list's own evidence, 1 or 2 (rulings 4.7).
    pub grade: u8,
    /// One sentence with the counts.
    pub why: String,
}

/// What counts for a question once the bounds are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Place of the option.
    pub option: u8,
    pub grade: u8,
}

impl ComputedAnswer {
    /// The same option at both ends.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        self.best == self.worst
    }

    /// What counts instead of the typed option and its grade; `None` where what was typed stands, also
    /// where nothing usable was typed and the list leaves several options.
    #[must_use]
    pub fn settle(&self, typed: Option<(u8, u8)>) -> Option<Settled> {
        let Some((option, grade)) = typed else {
            return self.is_decided().then_some(Settled { option: self.best, grade: self.grade });
        };
        if self.is_decided() && option == self.best {
            // The list confirms the answer: better evidence on file is not lost over it.
            return (grade < self.grade).then_some(Settled { option, grade: self.grade });
        }
        let nearer = option.clamp(self.best, self.worst.max(self.best));
        // A list with blanks proves that an answer is too good, and not that the best which it leaves is true:
        // no better evidence than that of the refuted answer, so that a blank does not escape CR-3.
        let refuted = option < self.best && !self.is_decided();
        let grade = if refuted { grade.min(self.grade) } else { self.grade };
        (nearer != option).then_some(Settled { option: nearer, grade })
    }
}

/// Devices that have something in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holding {
    /// `Hikvision`, `Axis P3245 cameras`.
    pub name: String,
    pub found: Found,
}

/// What happens to security support from inception to expiry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportEnds {
    pub term: Term,
    /// Devices of the list.
    pub n: u64,
    /// Past support at inception.
    pub past: u64,
    /// In support at inception and past it at expiry.
    pub lost: u64,
    /// Nobody knows.
    pub unknown: u64,
    /// What is past at inception, the largest first.
    pub past_groups: Vec<EndingGroup>,
    /// What loses support in the term, the largest first.
    pub losing_groups: Vec<EndingGroup>,
    /// Devices of high criticality that lose support in the term, also of groups that are not named below.
    pub critical_lost: u64,
    /// Of the groups of high criticality, those that lose support in the term, the earliest first.
    pub critical_groups: Vec<EndingGroup>,
    /// Of the edge equipment, what is past or loses support in the term, past ones first.
    pub edge_groups: Vec<EndingGroup>,
}

/// Devices of one class, maker and model whose support ended or ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndingGroup {
    /// `Axis P3245 cameras`, in the number of its devices; without the class where the model says it.
    pub name: String,
    /// Devices that are past support or lose it, with the rows of the group.
    pub found: Found,
    /// The first of the last supported days; `None`: over, and nobody says since when, or of a group that is past
    /// in part and loses more in the term.
    pub first_day: Option<NaiveDate>,
    /// The last of the last supported days; the same as the first where all end together. `None`: other days
    /// follow, or are not known.
    pub last_day: Option<NaiveDate>,
    /// Past support at inception.
    pub past: bool,
}

impl Facts {
    #[must_use]
    pub fn from_list(list: ListFacts) -> Self {
        Self { list: Some(Arc::new(list)), plan_moved_band: false }
    }

    /// What the list allows as the answer to a question; `None` where it says nothing.
    #[must_use]
    pub fn computed(&self, question: QuestionIx) -> Option<&ComputedAnswer> {
        self.list.as_ref()?.computed.get(&question)
    }

    #[must_use]
    pub fn contradictions(&self) -> &[Contradiction] {
        self.list.as_ref().map_or(&[], |list| &list.contradictions)
    }

    #[must_use]
    pub fn support_ends(&self) -> Option<&SupportEnds> {
        self.list.as_ref()?.support_ends.as_ref()
    }

    #[must_use]
    pub fn restricted(&self) -> &[Holding] {
        self.list.as_ref().map_or(&[], |list| &list.restricted)
    }

    #[must_use]
    pub fn exploited_reachable(&self) -> &[Holding] {
        self.list.as_ref().map_or(&[], |list| &list.exploited_reachable)
    }
}

impl SupportEnds {
    /// Whether more than the share of all devices loses support in the term, or a critical group does.
    #[must_use]
    pub fn exceeds(&self, percent: u8) -> bool {
        exceeds(self.n, self.lost, self.critical_lost, percent)
    }
}

/// Of `n` devices, more than the share are `lost`, or a critical one is.
pub(crate) fn exceeds(n: u64, lost: u64, critical_lost: u64, percent: u8) -> bool {
    critical_lost > 0 || u128::from(lost) * 100 > u128::from(n) * u128::from(percent)
}

impl EndingGroup {
    /// `212 Axis P3245 cameras`.
    #[must_use]
    pub fn counted(&self) -> String {
        format!("{} {}", grouped(self.found.devices), self.name)
    }

    /// `on 2027-03-31`, `from 2027-03-31 to 2027-06-30`, `on 2027-03-31 or later`, `inside the
    /// policy term`, `on a day that is not known`.
    #[must_use]
    pub fn when(&self) -> String {
        match (self.first_day, self.last_day) {
            (Some(first), Some(last)) if first < last => format!("from {first} to {last}"),
            (Some(first), None) if self.found.devices > 1 => format!("on {first} or later"),
            (Some(day), _) | (None, Some(day)) => format!("on {day}"),
            (None, None) if !self.past => "inside the policy term".to_owned(),
            (None, None) => "on a day that is not known".to_owned(),
        }
    }

    /// `212 Axis P3245 cameras lose security support on 2027-03-31`; of what is past, `lost`.
    #[must_use]
    pub fn says(&self) -> String {
        let verb = match (self.past, self.found.devices) {
            (true, _) => "lost",
            (false, 1) => "loses",
            (false, _) => "lose",
        };
        format!("{} {verb} security support {}", self.counted(), self.when())
    }
}

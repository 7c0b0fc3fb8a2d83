//! What is known beside the answers: what the device list says in the terms of the questionnaire.
//!
//! A list with blanks does not give an answer, it bounds one: 212 of 640 devices past support and 88
//! unknown is a share from 33.1% to 46.9%. Each end falls on an option. For the questions of CR-5 the
//! bounds decide what counts ([`ComputedAnswer::settle`]); for all others they stand beside the answer.

use super::contradictions::Contradiction;
use crate::inventory::Rows;
use crate::questionnaire::{QuestionIx, Ratio};
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
        (nearer != option).then_some(Settled { option: nearer, grade: self.grade })
    }
}

/// Devices that have something in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holding {
    /// `Hikvision`, `Axis P3245-V`.
    pub name: String,
    pub devices: u64,
    pub rows: Rows,
}

/// What happens to security support from inception to expiry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupportEnds {
    /// Devices of the list.
    pub n: u64,
    /// Past support at inception.
    pub past: u64,
    /// In support at inception and past it at expiry.
    pub lost: u64,
    /// Nobody knows.
    pub unknown: u64,
    /// Groups past support or losing it in the term: those that lose it first, by date.
    pub groups: Vec<EndingGroup>,
}

/// Devices of one product whose support ends on one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndingGroup {
    /// `Axis P3245-V (camera)`.
    pub name: String,
    pub devices: u64,
    /// The last supported day; `None`: over, and nobody says since when.
    pub last_day: Option<NaiveDate>,
    /// Past support at inception.
    pub past: bool,
    /// At the edge of the network.
    pub edge: bool,
    /// Holds devices of high criticality.
    pub critical: bool,
    pub rows: Rows,
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
        self.critical().next().is_some() || u128::from(self.lost) * 100 > u128::from(self.n) * u128::from(percent)
    }

    /// Share of the devices that lose support in the term, percent.
    #[must_use]
    pub fn lost_percent(&self) -> Ratio {
        percent(self.lost, self.n)
    }

    /// Groups that lose support in the term, the earliest first.
    pub fn losing(&self) -> impl Iterator<Item = &EndingGroup> {
        self.groups.iter().filter(|group| !group.past)
    }

    /// Critical groups that lose support in the term.
    pub fn critical(&self) -> impl Iterator<Item = &EndingGroup> {
        self.losing().filter(|group| group.critical)
    }
}

/// `part` of `n` in percent, exactly; 0 of nothing.
pub(super) fn percent(part: u64, n: u64) -> Ratio {
    let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX / 100);
    if n == 0 { Ratio::default() } else { Ratio::new(whole(part).saturating_mul(100), whole(n)) }
}

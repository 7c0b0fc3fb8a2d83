//! Support over the policy term (domain.md 8.5).

use super::{Found, Reaches, Rows};
use crate::inventory::DeviceClass;
use crate::questionnaire::Ratio;
use chrono::NaiveDate;

/// Devices at one day. A device is past support when its last supported day lies before the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub past: u64,
    pub in_support: u64,
    /// Nobody says until when it is supported: never left out, never counted as good.
    pub unknown: u64,
}

/// Support of every device at the four days of the term, and of the groups that matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupportView {
    /// Inception, mid-term, expiry, expiry and twelve months ([`crate::inventory::Term::days`]).
    pub days: [NaiveDate; 4],
    pub at: [Counts; 4],
    /// Devices past support at expiry that were not at inception.
    pub lost_in_term: u64,
    /// Every class, site and maker that occurs, the largest first.
    pub classes: Vec<Group>,
    pub sites: Vec<Group>,
    /// By canonical name.
    pub vendors: Vec<Group>,
    /// Routers, switches, storage, and whatever is reachable from the internet or in a zone declared so.
    /// By class, maker and model; past support first, then by the earliest date.
    pub edge: ModelGroups,
    /// Devices whose criticality is stated as high. By class, maker and model, the earliest date first.
    pub critical: ModelGroups,
    /// Devices whose criticality is stated in words or on a scale that is not understood.
    pub criticality_not_understood: Found,
    /// Edge equipment past support at inception.
    pub edge_past: Reaches,
    /// Edge equipment that loses support in the term.
    pub edge_lost: Reaches,
    /// What is past at inception, by class, maker, model and date, the largest first.
    pub past: ModelGroups,
    /// What loses support in the term, likewise: `212 cameras Axis P3245 on 2027-03-31, rows 14-225`.
    pub lost: ModelGroups,
    /// What nobody has a date for, by class, maker and model, the largest first.
    pub unknown: ModelGroups,
    /// From the month of inception to that of expiry and twelve months; at most 1,200 months.
    pub wall: Vec<WallMonth>,
}

/// The devices of a class, site or maker.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Blank where the list does not say.
    pub name: String,
    /// Names that were put together because there are too many; 0 for a group of its own.
    pub others: u32,
    pub n: u64,
    pub at: [Counts; 4],
    pub lost_in_term: u64,
    /// The earliest known end of support in it, past ones too.
    pub earliest: Option<NaiveDate>,
}

/// Groups by class, maker and model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModelGroups {
    /// At most 100.
    pub groups: Vec<ModelGroup>,
    /// Groups beyond; their devices are in the figures below.
    pub more: u32,
    pub devices: u64,
    pub at: [Counts; 4],
    pub lost_in_term: u64,
    /// Where those stand towards the internet that are past support at inception.
    pub past_reaches: Reaches,
    /// All rows of all groups.
    pub rows: Rows,
}

/// The devices of one class, maker and model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModelGroup {
    pub class: DeviceClass,
    /// Canonical name; blank where the list does not say.
    pub maker: String,
    /// As in the list; blank where it does not say.
    pub model: String,
    pub n: u64,
    pub at: [Counts; 4],
    pub lost_in_term: u64,
    /// The earliest known end of support; none where nobody has a date, or support is over and nobody says since when.
    pub earliest: Option<NaiveDate>,
    pub latest: Option<NaiveDate>,
    /// On what the ends rest.
    pub ends: EndCounts,
    /// A support list's or a person's source for a device of the group that takes its date from there; blank
    /// where all dates are the applicant's own.
    pub source: String,
    /// Where devices of the group stand towards the internet.
    pub reaches: Reaches,
    pub rows: Rows,
}

/// Devices by what the end of their support rests on. The first six add up to all devices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EndCounts {
    /// A date of the applicant's list.
    pub own: u64,
    /// A date that a person declared for the case.
    pub declared: u64,
    /// A support list names the model.
    pub list_exact: u64,
    /// A support list names the family.
    pub list_family: u64,
    /// A support list speaks of everything of the vendor.
    pub list_vendor: u64,
    pub unknown: u64,
    /// Of the known: taken from the end of all support.
    pub inferred: u64,
    /// Of the known: only the month is given.
    pub month_only: u64,
    /// Of the known: ended, and nobody says since when.
    pub over: u64,
}

/// One month of the wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WallMonth {
    /// Its first day.
    pub month: NaiveDate,
    /// Devices whose last supported day is on or before the last day of the month.
    pub past: u64,
    /// Of these, whose last supported day is in the month.
    pub ending: u64,
}

impl Counts {
    #[must_use]
    pub fn n(self) -> u64 {
        self.past + self.in_support + self.unknown
    }

    /// Share past support in percent: at least, and at most if all unknown are past too. Of no device
    /// nothing is known: 0 to 100.
    #[must_use]
    pub fn past_share(self) -> (Ratio, Ratio) {
        interval(self.past, self.unknown, self.n())
    }
}

impl SupportView {
    /// Share that loses support in the term in percent: at least, and at most if all unknown do.
    #[must_use]
    pub fn lost_share(&self) -> (Ratio, Ratio) {
        let [at_inception, ..] = self.at;
        interval(self.lost_in_term, at_inception.unknown, at_inception.n())
    }
}

impl EndCounts {
    /// Devices with a known end, or known to be over.
    #[must_use]
    pub fn known(self) -> u64 {
        self.own + self.declared + self.list_exact + self.list_family + self.list_vendor
    }
}

fn interval(least: u64, unknown: u64, n: u64) -> (Ratio, Ratio) {
    if n == 0 {
        return (Ratio::from_integer(0), Ratio::from_integer(100));
    }
    (percent(least, n), percent(least + unknown, n))
}

/// Devices of a list are fewer than 2^41, so that nothing overflows.
fn percent(part: u64, n: u64) -> Ratio {
    let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    Ratio::new(whole(part.saturating_mul(100)), whole(n.max(1)))
}

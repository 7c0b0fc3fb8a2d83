//! Schedule lines from one term to the next, and those that wait for a person (domain.md 8.4).

use super::walk::{Five, Walk};
use crate::assessment::Assessment;
use crate::questionnaire::{Questionnaire, Ratio, WideRatio};
use crate::submission::PlanDebit;
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineWalk {
    pub section: String,
    pub title: String,
    /// Whole percent; 0 without a line.
    pub percent: Walk,
    /// The line is another than last year's and the risk gave no cause for it: not usable on admitted business
    /// until a person decides (domain.md 8.4). So it is with unchanged answers, where answers changed and left the
    /// line where it was, and where the risk moved it the other way: a debit that rose on a better risk.
    pub by_plan_alone: bool,
}

/// What has become of a line that the plan alone has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing<'a> {
    /// The plan alone did not change it.
    Usable,
    /// Nobody has decided, or about another change.
    Undecided,
    Decided(&'a PlanDebit),
}

impl LineWalk {
    /// Whole percent last year.
    #[must_use]
    pub fn was(&self) -> i16 {
        whole(self.percent.expiring)
    }

    /// Whole percent now.
    #[must_use]
    pub fn is(&self) -> i16 {
        whole(self.percent.renewing)
    }

    /// What people said to it; a decision about another change than this one counts for nothing.
    #[must_use]
    pub fn standing<'a>(&self, debits: &'a BTreeMap<String, PlanDebit>) -> Standing<'a> {
        if !self.by_plan_alone {
            return Standing::Usable;
        }
        debits
            .get(&self.section)
            .filter(|debit| debit.is_decided() && (debit.was, debit.is) == (self.was(), self.is()))
            .map_or(Standing::Undecided, Standing::Decided)
    }
}

pub(super) fn schedule(five: &Five<'_>, admitted: bool) -> Vec<LineWalk> {
    let line = |id: &str, questionnaire: &Questionnaire, assessment: &Assessment| {
        let mut lines = assessment.schedule.lines.iter();
        lines.find(|line| questionnaire.section(line.section).id == id).map(|line| line.percent)
    };
    let all = five.scored_sections().into_iter();
    all.filter(|(id, _)| five.each(|questionnaire, it| line(id, questionnaire, it)).iter().any(Option::is_some))
        .map(|(id, title)| {
            let walk = five.walk(|questionnaire, it| percent(line(id, questionnaire, it).unwrap_or(0)));
            LineWalk {
                section: id.to_owned(),
                title: title.to_owned(),
                by_plan_alone: admitted && without_cause(&walk),
                percent: walk,
            }
        })
        .collect()
}

/// It moved, and the risk stood still or went the other way.
pub(super) fn without_cause(walk: &Walk) -> bool {
    let (zero, change) = (WideRatio::default(), walk.change());
    (change > zero && walk.risk <= zero) || (change < zero && walk.risk >= zero)
}

pub(super) fn percent(whole: i16) -> Ratio {
    Ratio::from_integer(i64::from(whole))
}

/// Lines are whole percent of at most a few hundred.
fn whole(percent: WideRatio) -> i16 {
    i16::try_from(percent.to_integer()).unwrap_or(i16::MAX)
}

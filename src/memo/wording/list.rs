//! Words for what the device list adds to rules and subjectivities.

use super::Case;
use crate::assessment::{EndingGroup, Holding};
use crate::questionnaire::{Fact, QuestionIx, grouped};

/// Groups that one sentence names; the rest is counted.
const MOST_GROUPS: usize = 4;
/// Ranges of rows that one sentence cites.
const MOST_RANGES: usize = 3;

impl Case<'_> {
    /// Something outside the answers that made a rule fire, with groups, counts and dates.
    pub(super) fn fact_text(&self, fact: Fact) -> String {
        let facts = &self.assessment.facts;
        match fact {
            Fact::RestrictedMaker => {
                format!("The device list holds restricted makers: {}", holdings(facts.restricted(), "by"))
            }
            Fact::ExploitedReachable => format!(
                "The device list shows models with a flaw known to be exploited that can be reached: {}",
                holdings(facts.exploited_reachable(), "of")
            ),
            Fact::SupportEndsInTerm { .. } => self.support_ends_text(),
            Fact::PlanMovedBand => "The plan alone moves the case a band".to_owned(),
        }
    }

    /// `212 of 640 devices lose security support from 2027-01-01 to 2028-01-01: 212 Axis P3245 cameras on 2027-03-31`.
    fn support_ends_text(&self) -> String {
        let Some(ends) = self.assessment.facts.support_ends() else {
            return "The device list: security support ends inside the policy term".to_owned();
        };
        let mut text = format!(
            "{} of {} devices {} security support from {} to {}",
            grouped(ends.lost),
            grouped(ends.n),
            if ends.lost == 1 { "loses" } else { "lose" },
            ends.term.inception,
            ends.term.expiry
        );
        if ends.unknown > 0 {
            text.push_str(&format!(", {} unknown", grouped(ends.unknown)));
        }
        let named = |group: &EndingGroup| format!("{} {}, {}", group.counted(), group.when(), cited(group));
        for (start, groups) in [(": ", &ends.losing_groups), ("; of high criticality ", &ends.critical_groups)] {
            if !groups.is_empty() {
                text.push_str(start);
                text.push_str(&some_of(groups, named, ("group", "groups")));
            }
        }
        text
    }

    /// What is past support or loses it in the term, for a subjectivity; `None` where no list names it.
    pub(super) fn ending_groups(&self) -> Option<String> {
        let ends = self.assessment.facts.support_ends()?;
        let groups: Vec<&EndingGroup> = ends.past_groups.iter().chain(&ends.losing_groups).collect();
        (!groups.is_empty()).then(|| some_of(&groups, |group| group.says(), ("group", "groups")))
    }

    /// Edge equipment that is past support or loses it in the term.
    pub(super) fn edge_models(&self) -> Option<String> {
        let groups = &self.assessment.facts.support_ends()?.edge_groups;
        (!groups.is_empty()).then(|| some_of(groups, EndingGroup::says, ("model", "models")))
    }

    /// The first day by which edge equipment has to be replaced; none where that day is over or not known.
    pub(super) fn edge_date(&self) -> Option<String> {
        let groups = &self.assessment.facts.support_ends()?.edge_groups;
        if groups.iter().any(|group| group.past || group.first_day.is_none()) {
            return None;
        }
        groups.iter().filter_map(|group| group.first_day).min().map(|day| day.to_string())
    }

    /// What the device list allows as the answer, with its reason: `b to d: 212 of 640 devices are past ...`;
    /// `None` where it says nothing.
    #[must_use]
    pub fn computed_text(&self, ix: QuestionIx) -> Option<String> {
        let computed = self.assessment.facts.computed(ix)?;
        let options = &self.question(ix).options;
        let key = |place: u8| options.get(usize::from(place)).map_or("", |option| option.key.as_str());
        let span = if computed.is_decided() {
            key(computed.best).to_owned()
        } else {
            format!("{} to {}", key(computed.best), key(computed.worst))
        };
        Some(format!("{span}: {}", computed.why))
    }
}

fn cited(group: &EndingGroup) -> String {
    group.found.rows.brief(MOST_RANGES)
}

/// `12 devices by Hikvision, rows 4-15; 3 devices by Dahua, rows 20-22`.
fn holdings(of: &[Holding], link: &str) -> String {
    let one = |it: &Holding| {
        let noun = if it.found.devices == 1 { "device" } else { "devices" };
        format!("{} {noun} {link} {}, {}", grouped(it.found.devices), it.name, it.found.rows.brief(MOST_RANGES))
    };
    some_of(of, one, ("maker or model", "makers or models"))
}

fn some_of<T>(all: &[T], text: impl Fn(&T) -> String, rest: (&str, &str)) -> String {
    let mut texts: Vec<String> = all.iter().take(MOST_GROUPS).map(text).collect();
    match all.len().saturating_sub(MOST_GROUPS) {
        0 => {}
        1 => texts.push(format!("1 more {}", rest.0)),
        more => texts.push(format!("{} more {}", grouped(more as u64), rest.1)),
    }
    texts.join("; ")
}

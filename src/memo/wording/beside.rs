//! A case under two plans, side by side, before anybody decides to keep one.

use super::{Case, percent_text};
use crate::questionnaire::{Rule, decimal};

/// One result under both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// `Score`, `Band`, `Schedule line D`.
    pub what: String,
    pub now: String,
    pub then: String,
}

impl Beside {
    #[must_use]
    pub fn differs(&self) -> bool {
        self.now != self.then
    }
}

/// A rule that fires under one of them only: its code and what it says.
pub type RuleWords = (String, String);

/// What another plan would make of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideBySide {
    /// The plan now and then: `plan ot-heavy 1.0.0 (draft)`, `no plan, as shipped`.
    pub plans: (String, String),
    pub rows: Vec<Beside>,
    /// Fire then and not now.
    pub gained: Vec<RuleWords>,
    /// Fire now and not then.
    pub lost: Vec<RuleWords>,
}

/// The results of one case under two effective questionnaires.
#[must_use]
pub fn side_by_side(now: &Case<'_>, then: &Case<'_>) -> SideBySide {
    let (rules_now, rules_then) = (fired(now), fired(then));
    let only_in = |these: &[&Rule], those: &[&Rule]| -> Vec<RuleWords> {
        let missing = these.iter().filter(|rule| those.iter().all(|other| other.code != rule.code));
        missing.map(|rule| (rule.code.clone(), rule.says.clone())).collect()
    };
    let mut rows: Vec<Beside> = headline(now)
        .into_iter()
        .zip(headline(then))
        .map(|((what, now), (_, then))| Beside { what: what.to_owned(), now, then })
        .collect();
    rows.extend(schedule_lines(now, then));
    SideBySide {
        plans: (super::plan::plan_in_brief(now.questionnaire), super::plan::plan_in_brief(then.questionnaire)),
        rows,
        gained: only_in(&rules_then, &rules_now),
        lost: only_in(&rules_now, &rules_then),
    }
}

fn headline(case: &Case<'_>) -> [(&'static str, String); 9] {
    let Case { questionnaire, assessment, .. } = *case;
    let authority = questionnaire.authorities.get(usize::from(assessment.authority));
    [
        ("Score", assessment.score_shown(questionnaire)),
        ("Range", format!("{} to {}", decimal(assessment.range.best, 1), decimal(assessment.range.worst, 1))),
        ("Tier", questionnaire.tier(assessment.tier).name.clone()),
        ("Band", questionnaire.band(assessment.band).name.clone()),
        ("Outcome", assessment.outcome_words(questionnaire).to_owned()),
        ("Authority", authority.cloned().unwrap_or_default()),
        ("Completeness", format!("{}%", decimal(assessment.completeness, 1))),
        ("Confidence", format!("{}%", decimal(assessment.confidence, 1))),
        ("Schedule", percent_text(assessment.schedule.total_percent)),
    ]
}

/// Lines that stand on either side, questionnaire order.
fn schedule_lines(now: &Case<'_>, then: &Case<'_>) -> Vec<Beside> {
    let percent = |case: &Case<'_>, id: &str| {
        let mut lines = case.assessment.schedule.lines.iter();
        lines.find(|line| case.questionnaire.section(line.section).id == id).map(|line| line.percent)
    };
    let words = |percent: Option<i16>| percent.map_or_else(|| "no line".to_owned(), percent_text);
    let sections = now.questionnaire.sections.iter();
    sections
        .map(|section| (section, percent(now, &section.id), percent(then, &section.id)))
        .filter(|(_, now, then)| now.is_some() || then.is_some())
        .map(|(section, now, then)| Beside {
            what: format!("Schedule line {}", section.id),
            now: words(now),
            then: words(then),
        })
        .collect()
}

fn fired<'a>(case: &Case<'a>) -> Vec<&'a Rule> {
    let rules = &case.questionnaire.rules;
    case.assessment.rules.iter().filter_map(|fired| rules.get(usize::from(fired.rule))).collect()
}

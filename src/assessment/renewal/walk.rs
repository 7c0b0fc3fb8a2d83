//! The walk of a value from one term to the next.

use super::Side;
use crate::assessment::{Assessment, assess, facts};
use crate::questionnaire::{Questionnaire, Ratio, SectionKind, WideRatio, widened};
use crate::submission::Submission;
use std::borrow::Cow;

/// How a value came from one term to the next; risk, plan and questions add up to the difference exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walk {
    pub expiring: WideRatio,
    pub risk: WideRatio,
    pub plan: WideRatio,
    pub questions: WideRatio,
    pub renewing: WideRatio,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionWalk {
    pub id: String,
    pub title: String,
    /// `None` where the section, or anything that applies in it, is missing on one side.
    pub deficiency: Option<Walk>,
}

impl Walk {
    /// What is new since last year.
    #[must_use]
    pub fn change(&self) -> WideRatio {
        self.renewing - self.expiring
    }
}

/// S1 with the answers of S0 to what was asked then, is not asked now and has no answer now.
fn carried<'a>(expiring: (&Side<'a>, &Assessment), renewing: (&Side<'a>, &Assessment)) -> Cow<'a, Submission> {
    let asked = |(side, assessment): (&Side<'_>, &Assessment), id: &str| {
        side.effective.find(id).is_some_and(|ix| assessment.reading(ix).shown)
    };
    let now = renewing.0.submission;
    let missing = expiring.0.submission.records.iter().filter(|(id, record)| {
        record.answer.is_some() && now.answer(id).is_none() && asked(expiring, id) && !asked(renewing, id)
    });
    let missing: Vec<_> = missing.map(|(id, record)| (id.clone(), record.clone())).collect();
    if missing.is_empty() {
        return Cow::Borrowed(now);
    }
    let mut now = now.clone();
    now.records.extend(missing);
    Cow::Owned(now)
}

/// S0 under E0, then S1 under E0, Q0, Q1 and E1.
pub(super) struct Five<'a> {
    pub(super) questionnaires: [&'a Questionnaire; 5],
    pub(super) assessed: [Assessment; 5],
}

impl<'a> Five<'a> {
    pub(super) fn of(expiring: &Side<'a>, renewing: &Side<'a>) -> Self {
        // What a device list says depends on the questions, so it is said anew for each questionnaire.
        let under = |questionnaire, submission, survey| {
            assess(questionnaire, submission, &facts(questionnaire, submission, survey))
        };
        let first = under(expiring.effective, expiring.submission, expiring.survey);
        let last = under(renewing.effective, renewing.submission, renewing.survey);
        let now = carried((expiring, &first), (renewing, &last));
        let then = |questionnaire| under(questionnaire, &now, renewing.survey);
        Self {
            questionnaires: [expiring.effective, expiring.effective, expiring.base, renewing.base, renewing.effective],
            assessed: [first, then(expiring.effective), then(expiring.base), then(renewing.base), last],
        }
    }

    pub(super) fn each<T>(&self, mut value: impl FnMut(&Questionnaire, &Assessment) -> T) -> [T; 5] {
        let mut assessed = self.assessed.iter();
        self.questionnaires.map(|questionnaire| {
            let assessment = assessed.next().unwrap_or(&self.assessed[4]);
            value(questionnaire, assessment)
        })
    }

    pub(super) fn walk(&self, value: impl FnMut(&Questionnaire, &Assessment) -> Ratio) -> Walk {
        let [expiring, old_rules, old_questions, new_questions, renewing] = self.each(value).map(widened);
        Walk {
            expiring,
            risk: old_rules - expiring,
            plan: (renewing - new_questions) - (old_rules - old_questions),
            questions: new_questions - old_questions,
            renewing,
        }
    }

    /// Scored sections by id and title, of the renewing questionnaire and then what only the expiring one has.
    pub(super) fn scored_sections(&self) -> Vec<(&'a str, &'a str)> {
        let [old, .., new] = self.questionnaires;
        let mut all: Vec<(&str, &str)> = Vec::new();
        for section in new.sections.iter().chain(&old.sections) {
            if section.kind == SectionKind::Scored && all.iter().all(|(id, _)| *id != section.id) {
                all.push((&section.id, &section.title));
            }
        }
        all
    }
}

pub(super) fn sections(five: &Five<'_>) -> Vec<SectionWalk> {
    let walk = |id: &str| {
        let found = five.each(|questionnaire, assessment| {
            let place = questionnaire.sections.iter().position(|section| section.id == id)?;
            Some((*assessment.sections.get(place)?)?.deficiency)
        });
        found.iter().all(Option::is_some).then(|| {
            let mut found = found.into_iter().flatten();
            five.walk(|_, _| found.next().unwrap_or_default())
        })
    };
    let all = five.scored_sections().into_iter();
    all.map(|(id, title)| SectionWalk { id: id.to_owned(), title: title.to_owned(), deficiency: walk(id) }).collect()
}

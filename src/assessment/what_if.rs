//! WHAT IF: answers that are tried, laid over a case, and everything they move. Nothing here changes the case.
//!
//! A scenario names questions and options by id and key, so it can outlive both. What the questionnaire does not
//! have is kept in the scenario, counts nowhere, and is said ([`misfits`]).

use super::{
    Assessment, FiredRule, ImprovedTo, Improvement, Lever, ScheduleLine, SuggestedSubjectivity, improved, usable,
};
use crate::questionnaire::{AnswerKind, OptionSet, Question, QuestionIx, Questionnaire, Ratio, SectionIx};
use crate::submission::{Answer, Edit, Flip, Record, Scenario, Submission};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Answers that a scenario made of the levers begins with.
const MOST_LEVERS: usize = 5;

/// What a scenario moves: the case as it stands, the case as it would be, and the differences by name.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    pub before: Assessment,
    pub after: Assessment,
    /// Rules that fire only with the scenario, in the order of the questionnaire.
    pub fired: Vec<FiredRule>,
    /// Rules that fire only without it.
    pub lifted: Vec<FiredRule>,
    /// Schedule lines that move, questionnaire order.
    pub schedule: Vec<LineMoved>,
    /// Subjectivities that are suggested only with it.
    pub subjectivities_new: Vec<SuggestedSubjectivity>,
    /// Subjectivities that are suggested only without it.
    pub subjectivities_gone: Vec<SuggestedSubjectivity>,
    /// What must be answered first only with it.
    pub requests_new: Vec<QuestionIx>,
    /// What must be answered first only without it.
    pub requests_gone: Vec<QuestionIx>,
}

/// A schedule line that is another with the scenario; whole percent, `None` where there is no line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineMoved {
    pub section: SectionIx,
    pub before: Option<i16>,
    pub after: Option<i16>,
}

/// Why a tried answer counts nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// The questionnaire has no such question.
    NoQuestion,
    /// The question has no option of this key.
    NoOption(String),
    /// The question cannot be answered in this way: several options where one is asked for, no option at all, words
    /// for options, "not applicable" where that may not be chosen.
    NotAnAnswer,
}

impl Misfit {
    /// What is wrong with the tried answer to a question, and the mend; without a full stop.
    #[must_use]
    pub fn says(&self, question: &str) -> String {
        match self {
            Self::NoQuestion => {
                format!("Question {question} is not in the questionnaire any more; its tried answer counts nowhere")
            }
            Self::NoOption(key) => {
                format!("{question} has no option \"{key}\" any more; choose another one or reset it")
            }
            Self::NotAnAnswer => {
                format!("{question} cannot be answered in the way that was tried; choose again or reset it")
            }
        }
    }
}

/// The case as it would be. Every flip is laid over it, whether or not the questionnaire has a use for it.
#[must_use]
pub fn scenario_applied(submission: &Submission, scenario: &Scenario) -> Submission {
    let mut tried = submission.clone();
    for (question, flip) in &scenario.flips {
        let record = tried.records.entry(question.clone()).or_default();
        record.answer.clone_from(&flip.answer);
        record.grade = flip.grade;
        record.confirm = None;
        if record.is_empty() {
            tried.records.remove(question);
        }
    }
    tried
}

/// Flips that the questionnaire has no use for, by question id.
#[must_use]
pub fn misfits<'a>(questionnaire: &Questionnaire, scenario: &'a Scenario) -> Vec<(&'a str, Misfit)> {
    let misfit = |id: &str, flip| match questionnaire.find(id) {
        Some(ix) => answer_misfit(questionnaire.question(ix), flip),
        None => Some(Misfit::NoQuestion),
    };
    scenario.flips.iter().filter_map(|(id, flip)| Some((id.as_str(), misfit(id, flip)?))).collect()
}

fn answer_misfit(question: &Question, flip: &Flip) -> Option<Misfit> {
    let fits = match &flip.answer {
        None | Some(Answer::Unknown) => true,
        Some(Answer::Text(_)) => question.kind == AnswerKind::Text,
        Some(Answer::NotApplicable(_)) => question.not_applicable.is_some(),
        Some(Answer::Options(keys)) => {
            if let Some(key) = keys.iter().find(|key| question.option(key).is_none()) {
                return Some(Misfit::NoOption(key.clone()));
            }
            let places = keys.iter().filter_map(|key| question.option(key));
            usable(question, places.fold(OptionSet::default(), OptionSet::with))
        }
    };
    (!fits).then_some(Misfit::NotAnAnswer)
}

/// The scenario without the flips that the questionnaire has no use for.
#[must_use]
pub fn fitting(questionnaire: &Questionnaire, scenario: &Scenario) -> Scenario {
    let mut fitting = scenario.clone();
    for (id, _) in misfits(questionnaire, scenario) {
        fitting.flips.remove(id);
    }
    fitting
}

/// What a scenario moves. `assessed` gives the assessment of a submission in the way of its case: with its device
/// list, and against its expiring case where it renews one.
#[must_use]
pub fn effect(
    questionnaire: &Questionnaire,
    submission: &Submission,
    scenario: &Scenario,
    assessed: impl Fn(&Submission) -> Assessment,
) -> Effect {
    let tried = scenario_applied(submission, &fitting(questionnaire, scenario));
    Effect::between(assessed(submission), assessed(&tried))
}

impl Effect {
    /// The differences between two assessments under one questionnaire.
    #[must_use]
    pub fn between(before: Assessment, after: Assessment) -> Self {
        let rule = |fired: &FiredRule| fired.rule;
        let theme = |it: &SuggestedSubjectivity| it.theme;
        Self {
            fired: only_in(&after.rules, &before.rules, rule),
            lifted: only_in(&before.rules, &after.rules, rule),
            schedule: lines_moved(&before.schedule.lines, &after.schedule.lines),
            subjectivities_new: only_in(&after.subjectivities, &before.subjectivities, theme),
            subjectivities_gone: only_in(&before.subjectivities, &after.subjectivities, theme),
            requests_new: only_in(&after.requests, &before.requests, |ix| *ix),
            requests_gone: only_in(&before.requests, &after.requests, |ix| *ix),
            before,
            after,
        }
    }

    /// Points that the score rises by; below 0 is better.
    #[must_use]
    pub fn score_change(&self) -> Ratio {
        self.after.score - self.before.score
    }
}

fn only_in<T: Clone, K: PartialEq>(these: &[T], those: &[T], key: impl Fn(&T) -> K) -> Vec<T> {
    these.iter().filter(|it| those.iter().all(|other| key(other) != key(it))).cloned().collect()
}

fn lines_moved(before: &[ScheduleLine], after: &[ScheduleLine]) -> Vec<LineMoved> {
    let mut lines: BTreeMap<SectionIx, [Option<i16>; 2]> = BTreeMap::new();
    for (side, all) in [before, after].into_iter().enumerate() {
        for line in all {
            lines.entry(line.section).or_default()[side] = Some(line.percent);
        }
    }
    let moved = lines.into_iter().filter(|(_, [before, after])| before != after);
    moved.map(|(section, [before, after])| LineMoved { section, before, after }).collect()
}

/// Questions that applying the scenario would answer otherwise, or with other evidence: ids, in the order of the
/// questionnaire.
#[must_use]
pub fn differing<'q>(questionnaire: &'q Questionnaire, submission: &Submission, scenario: &Scenario) -> Vec<&'q str> {
    let fitting = fitting(questionnaire, scenario);
    let ids = questionnaire.questions.iter().map(|question| question.id.as_str());
    ids.filter(|id| fitting.flips.get(*id).is_some_and(|flip| flip.differs_from(submission.record(id)))).collect()
}

/// Makes the tried answers those of the case, as one step; `None` where that would change nothing.
///
/// They are what people say from now on: `said_by` and `said_on` go with every answer that changes, the grade is that
/// of the flip, and notes, follow-ups and attachments stay.
#[must_use]
pub fn applying(
    questionnaire: &Questionnaire,
    submission: &Submission,
    scenario: &Scenario,
    said_by: &str,
    said_on: NaiveDate,
) -> Option<Edit> {
    let edit = |id: &str| {
        let flip = scenario.flips.get(id)?;
        let mut record = submission.record(id).cloned().unwrap_or_default();
        if record.answer != flip.answer && flip.answer.is_some() {
            said_by.trim().clone_into(&mut record.said_by);
            record.said_on = Some(said_on);
        }
        record.answer.clone_from(&flip.answer);
        record.grade = flip.grade;
        record.confirm = None;
        Some(Edit::Record { question: id.to_owned(), record: Some(Box::new(record)) })
    };
    let edits: Vec<Edit> = differing(questionnaire, submission, scenario).into_iter().filter_map(edit).collect();
    (!edits.is_empty()).then(|| Edit::Many { label: format!("Apply scenario {}", scenario.name), edits })
}

/// A scenario in which these improvements are made and shown.
#[must_use]
pub fn from_improvements(
    questionnaire: &Questionnaire,
    submission: &Submission,
    improvements: &[Improvement],
    name: &str,
) -> Scenario {
    let improved = improved(questionnaire, submission, improvements);
    let flip = |it: &Improvement| {
        let id = &questionnaire.question(it.question).id;
        let record = improved.record(id)?;
        Some((id.clone(), Flip { answer: record.answer.clone(), grade: record.grade }))
    };
    Scenario { name: name.to_owned(), flips: improvements.iter().filter_map(flip).collect(), note: String::new() }
}

/// The largest levers, as many as a scenario is begun with. Left out is what the device list does not allow: it is the
/// devices that have to change there, not the answer.
#[must_use]
pub fn top_levers(assessment: &Assessment) -> Vec<Improvement> {
    let is_allowed = |lever: &&Lever| {
        let listed = assessment.facts.computed(lever.question);
        listed.is_none_or(|it| it.settle(Some((lever.option, Improvement::GRADE.level()))).is_none())
    };
    let levers = assessment.levers.iter().filter(is_allowed);
    let improvements = levers.map(|it| Improvement { question: it.question, to: ImprovedTo::Option(it.option) });
    improvements.take(MOST_LEVERS).collect()
}

impl Flip {
    /// Whether it is another answer than the one on file, or has other evidence; no grade is E0.
    #[must_use]
    pub fn differs_from(&self, record: Option<&Record>) -> bool {
        let (answer, grade) = record.map_or((None, None), |record| (record.answer.as_ref(), record.grade));
        self.answer.as_ref() != answer || self.grade.unwrap_or_default() != grade.unwrap_or_default()
    }
}

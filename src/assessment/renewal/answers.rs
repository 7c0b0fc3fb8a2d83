//! Questions that are answered otherwise than last year. What only proves an answer is in `proof`.

use super::Side;
use crate::assessment::{Assessment, Reading, State};
use crate::questionnaire::{QuestionIx, Questionnaire};
use crate::submission::Answer;
use chrono::NaiveDate;

/// A question that is answered otherwise than last year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedAnswer {
    pub question: String,
    pub ask: String,
    /// In words, with the evidence.
    pub was: String,
    pub is: String,
    pub moved: Moved,
    /// Who says so now; blank where nobody is named.
    pub by: String,
    pub on: Option<NaiveDate>,
}

/// Which way an answer moved: the factor of a scored question, the points of an exposure question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    Better,
    Worse,
    /// It counts as it did, or not in both years.
    Otherwise,
}

pub(super) fn answers(expiring: (&Side<'_>, &Assessment), renewing: (&Side<'_>, &Assessment)) -> Vec<ChangedAnswer> {
    let (old, new) = (expiring.0.effective, renewing.0.effective);
    let gone = old.questions.iter().filter(|question| new.find(&question.id).is_none());
    let all = new.questions.iter().chain(gone);
    all.filter_map(|question| {
        let id = question.id.as_str();
        let was = Given::of(expiring, id);
        let is = Given::of(renewing, id);
        if was == is || is_carried_as_it_was(expiring, renewing, id) {
            return None;
        }
        let record = renewing.0.submission.record(id);
        Some(ChangedAnswer {
            question: id.to_owned(),
            ask: question.ask.clone(),
            was: was.words(expiring, id),
            is: is.words(renewing, id),
            moved: moved(expiring, renewing, id),
            by: record.map(|record| record.said_by.trim().to_owned()).unwrap_or_default(),
            on: record.and_then(|record| record.said_on),
        })
    })
    .collect()
}

/// A carried answer that waits to be confirmed is no other answer, even where it counts as open meanwhile.
fn is_carried_as_it_was((old, then): (&Side<'_>, &Assessment), (new, now): (&Side<'_>, &Assessment), id: &str) -> bool {
    let asked = |questionnaire: &Questionnaire, assessment: &Assessment| {
        questionnaire.find(id).is_some_and(|ix| assessment.reading(ix).shown)
    };
    new.submission.record(id).is_some_and(|record| record.is_unconfirmed())
        && old.submission.answer(id) == new.submission.answer(id)
        && asked(old.effective, then)
        && asked(new.effective, now)
}

fn moved(expiring: (&Side<'_>, &Assessment), renewing: (&Side<'_>, &Assessment), id: &str) -> Moved {
    let badness = |(side, assessment): (&Side<'_>, &Assessment)| {
        let ix = side.effective.find(id)?;
        let reading = assessment.reading(ix);
        if reading.applies {
            return Some((true, reading.factor.count()));
        }
        let (_, points) = assessment.exposure.points.iter().find(|(at, _)| *at == ix)?;
        Some((false, i64::from(*points)))
    };
    match (badness(expiring), badness(renewing)) {
        (Some((a, was)), Some((b, is))) if a == b && is < was => Moved::Better,
        (Some((a, was)), Some((b, is))) if a == b && is > was => Moved::Worse,
        _ => Moved::Otherwise,
    }
}

/// What counts as the answer to a question, so that two years can be compared by option key.
#[derive(PartialEq)]
enum Given {
    NotInQuestionnaire,
    NotAsked,
    Open,
    Unknown,
    NotApplicable,
    Text(String),
    Stated(Vec<String>),
}

impl Given {
    fn of((side, assessment): (&Side<'_>, &Assessment), id: &str) -> Self {
        let Some(ix) = side.effective.find(id) else { return Self::NotInQuestionnaire };
        let reading = assessment.reading(ix);
        match (reading.state, side.submission.answer(id)) {
            _ if !reading.shown => Self::NotAsked,
            (State::Open, _) => Self::Open,
            (State::Unknown, _) => Self::Unknown,
            (State::NotApplicable, _) => Self::NotApplicable,
            (State::Stated, Some(Answer::Text(text))) if reading.options.is_empty() => Self::Text(text.clone()),
            (State::Stated, _) => Self::stated(side.effective, ix, reading),
        }
    }

    fn stated(questionnaire: &Questionnaire, ix: QuestionIx, reading: &Reading) -> Self {
        let options = &questionnaire.question(ix).options;
        Self::Stated(reading.options.places().filter_map(|place| Some(options.get(place)?.key.clone())).collect())
    }

    fn words(&self, (side, assessment): (&Side<'_>, &Assessment), id: &str) -> String {
        match self {
            Self::NotInQuestionnaire => "Not in the questionnaire".to_owned(),
            Self::NotAsked => "Not asked".to_owned(),
            Self::Open => "Not answered".to_owned(),
            Self::Unknown => "Not known".to_owned(),
            Self::NotApplicable => "Not applicable".to_owned(),
            Self::Text(text) => text.clone(),
            Self::Stated(keys) => {
                let questionnaire = side.effective;
                let Some(ix) = questionnaire.find(id) else { return keys.join("; ") };
                let question = questionnaire.question(ix);
                let text = |key: &String| {
                    let option = question.option(key).and_then(|place| question.options.get(place));
                    option.map_or_else(|| key.clone(), |option| option.text.clone())
                };
                let texts = keys.iter().map(text).collect::<Vec<_>>().join("; ");
                if questionnaire.is_scored(ix) {
                    format!("{texts} (E{})", assessment.reading(ix).grade.min(3))
                } else {
                    texts
                }
            }
        }
    }
}

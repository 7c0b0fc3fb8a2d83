//! What is computed from a submission, once per change, for every screen to read.

use super::words;
use crate::assessment::renewal::Renewal;
use crate::assessment::{self, Assessment, Facts, Sensitivity, State};
use crate::inventory::Survey;
use crate::questionnaire::{QuestionIx, Questionnaire, Ratio, SectionIx};
use crate::submission::{Answer, Submission};

/// One result per revision of a case.
pub struct Derived {
    pub assessment: Assessment,
    /// What the device list says about the answers.
    pub facts: Facts,
    /// What changed since the expiring case, where one is on file.
    pub renewal: Option<Renewal>,
    pub sensitivity: Vec<Sensitivity>,
    /// Shown questions without a usable answer, questionnaire order.
    pub open: Vec<OpenItem>,
    /// Shown questions whose answers were carried over and nobody has confirmed, questionnaire order.
    pub to_confirm: Vec<QuestionIx>,
    /// By section.
    pub progress: Vec<Progress>,
    /// Follow-ups that are asked, by question.
    pub asked: Vec<Vec<usize>>,
    /// What each answer adds to the score, by question.
    pub points: Vec<Option<Ratio>>,
    /// Exposure points, by question.
    pub exposure: Vec<Option<u8>>,
    /// Hidden questions with an answer on file, by section.
    pub stale: Vec<Vec<Stale>>,
    /// The answer in words, by question.
    pub answers: Vec<String>,
    /// By section of the questionnaire: it is on screen at all.
    pub shown_sections: Vec<bool>,
}

/// A question still to be settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenItem {
    pub question: QuestionIx,
    pub why: OpenWhy,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenWhy {
    NotAnswered,
    Unknown,
    /// Not applicable was chosen and does not count, with the reason.
    NotApplicable(String),
    /// Answered in a way that cannot be used.
    Unusable,
    /// A declaration of last term.
    NotConfirmed,
}

impl OpenWhy {
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::NotAnswered => "Not answered",
            Self::Unknown => "Unknown",
            Self::NotApplicable(_) => "Not applicable does not count",
            Self::Unusable => "The answer cannot be used",
            Self::NotConfirmed => "Declared last term, to be stated anew",
        }
    }
}

/// How far a section is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub shown: usize,
    /// With a usable answer, unknown included: it was asked. Without those to be confirmed.
    pub settled: usize,
    /// Carried over, and nobody has confirmed them.
    pub to_confirm: usize,
}

/// An answer that is kept and counts nowhere, and the questions that hide it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    pub question: QuestionIx,
    pub hidden_by: Vec<QuestionIx>,
}

impl Derived {
    #[must_use]
    pub fn of(
        questionnaire: &Questionnaire,
        submission: &Submission,
        survey: &Survey,
        renewal: Option<Renewal>,
    ) -> Self {
        let plan_moved_band = renewal.as_ref().is_some_and(|renewal| renewal.plan_moved_band);
        let facts = Facts { plan_moved_band, ..assessment::facts(questionnaire, submission, survey) };
        let assessment = assessment::assess(questionnaire, submission, &facts);
        let sensitivity = assessment::sensitivity(questionnaire, submission, &facts);
        let open = open_items(questionnaire, submission, &assessment);
        let to_confirm = assessment.to_confirm().collect();
        let mut points = vec![None; questionnaire.questions.len()];
        for driver in &assessment.drivers {
            if let Some(slot) = points.get_mut(usize::from(driver.question.0)) {
                *slot = Some(driver.points);
            }
        }
        let mut exposure = vec![None; questionnaire.questions.len()];
        for (ix, value) in &assessment.exposure.points {
            if let Some(slot) = exposure.get_mut(usize::from(ix.0)) {
                *slot = Some(*value);
            }
        }
        let asked = questionnaire.places().map(|ix| asked(questionnaire, submission, &assessment, ix)).collect();
        let answers = questionnaire
            .places()
            .map(|ix| words::answer(questionnaire.question(ix), submission, assessment.reading(ix)))
            .collect();
        let sections = (0_u8..).map(SectionIx).take(questionnaire.sections.len());
        let progress =
            sections.clone().map(|section| progress(questionnaire, &assessment, section)).collect::<Vec<_>>();
        let stale = sections.map(|section| stale(questionnaire, submission, &assessment, section)).collect();
        let shown_sections = progress.iter().map(|it| it.shown > 0).collect();
        Self {
            renewal,
            facts,
            sensitivity,
            open,
            to_confirm,
            progress,
            asked,
            points,
            exposure,
            stale,
            answers,
            shown_sections,
            assessment,
        }
    }

    /// The first question that is not answered, else the first that is shown.
    #[must_use]
    pub fn first_open(&self) -> Option<QuestionIx> {
        self.waiting().min()
    }

    /// Questions that wait for a person: to be answered, or to be confirmed. Unknown is an answer.
    fn waiting(&self) -> impl Iterator<Item = QuestionIx> {
        let open = self.open.iter().filter(|item| item.why != OpenWhy::Unknown).map(|item| item.question);
        open.chain(self.to_confirm.iter().copied())
    }

    /// The next question after this one that waits for a person; wraps around.
    #[must_use]
    pub fn next_open(&self, after: QuestionIx) -> Option<QuestionIx> {
        self.waiting().filter(|ix| *ix > after).min().or_else(|| self.waiting().min())
    }

    /// Questions that are open or to be confirmed, each once.
    #[must_use]
    pub fn unsettled(&self) -> usize {
        let is_open = |ix: QuestionIx| self.open.iter().any(|item| item.question == ix);
        self.open.len() + self.to_confirm.iter().filter(|ix| !is_open(**ix)).count()
    }

    /// Carried answers of a section that wait to be confirmed.
    #[must_use]
    pub fn to_confirm_in(&self, section: SectionIx) -> usize {
        self.progress.get(usize::from(section.0)).map_or(0, |progress| progress.to_confirm)
    }

    #[must_use]
    pub fn is_shown(&self, ix: QuestionIx) -> bool {
        self.assessment.reading(ix).shown
    }

    #[must_use]
    pub fn points_of(&self, ix: QuestionIx) -> Option<Ratio> {
        self.points.get(usize::from(ix.0)).copied().flatten()
    }

    #[must_use]
    pub fn answer_words(&self, ix: QuestionIx) -> &str {
        self.answers.get(usize::from(ix.0)).map_or("", String::as_str)
    }
}

/// Follow-ups of a question that are asked now.
fn asked(
    questionnaire: &Questionnaire,
    submission: &Submission,
    assessment: &Assessment,
    ix: QuestionIx,
) -> Vec<usize> {
    assessment::asked_follow_ups(questionnaire, submission, &assessment.readings, ix)
}

fn open_items(questionnaire: &Questionnaire, submission: &Submission, assessment: &Assessment) -> Vec<OpenItem> {
    questionnaire
        .places()
        .filter_map(|ix| {
            let reading = assessment.reading(ix);
            if !reading.shown {
                return None;
            }
            let question = questionnaire.question(ix);
            let why = match reading.state {
                State::Stated | State::NotApplicable => return None,
                State::Unknown => OpenWhy::Unknown,
                State::Open if reading.unconfirmed && !reading.invalid_not_applicable => OpenWhy::NotConfirmed,
                State::Open if reading.invalid_not_applicable => {
                    OpenWhy::NotApplicable(words::not_applicable_fault(questionnaire, submission, ix))
                }
                State::Open => match submission.answer(&question.id) {
                    None | Some(Answer::Text(_)) => OpenWhy::NotAnswered,
                    Some(_) => OpenWhy::Unusable,
                },
            };
            Some(OpenItem { question: ix, why })
        })
        .collect()
}

fn progress(questionnaire: &Questionnaire, assessment: &Assessment, section: SectionIx) -> Progress {
    let mut progress = Progress::default();
    for ix in questionnaire.places_of(section) {
        let reading = assessment.reading(ix);
        if reading.shown {
            progress.shown += 1;
            progress.settled += usize::from(reading.state != State::Open && !reading.unconfirmed);
            progress.to_confirm += usize::from(reading.unconfirmed);
        }
    }
    progress
}

fn stale(
    questionnaire: &Questionnaire,
    submission: &Submission,
    assessment: &Assessment,
    section: SectionIx,
) -> Vec<Stale> {
    questionnaire
        .places_of(section)
        .filter(|ix| !assessment.reading(*ix).shown)
        .filter(|ix| submission.answer(&questionnaire.question(*ix).id).is_some())
        .map(|question| {
            let own = questionnaire.question(question).shown_if.as_ref();
            let hidden_by = own
                .or(questionnaire.section(section).shown_if.as_ref())
                .map(crate::questionnaire::Condition::questions)
                .unwrap_or_default();
            Stale { question, hidden_by }
        })
        .collect()
}

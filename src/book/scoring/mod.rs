//! Every row of a book scored under one questionnaire and plan, exactly.

use super::{Book, CellState};
use crate::assessment::{Assessment, ComputedAnswer, Facts, Holding, ListFacts, Outcome, State, SupportEnds, assess};
use crate::inventory::Term;
use crate::questionnaire::{BandIx, Quarter, QuestionIx, Questionnaire, Ratio, SectionIx, TierIx, Weight};
use crate::submission::{
    Answer, Currency, FollowUpAnswer, Grade, NotApplicable, Override, OverrideOf, Record, Submission,
};
use std::sync::Arc;

/// The results of a book under one effective questionnaire. Of the book as it was: rows that come later are not in it.
#[derive(Clone, Debug)]
pub struct Scoring {
    effective: Arc<Questionnaire>,
    cases: Arc<Vec<(Submission, Facts)>>,
    results: Vec<Assessment>,
}

impl Scoring {
    /// Scores every row. `effective` is the book's questionnaire, or a plan laid over it.
    #[must_use]
    pub fn of(book: &Book, effective: &Questionnaire) -> Self {
        let cases: Vec<_> = (0..book.rows()).map(|row| submission_of(book, row)).collect();
        let results = cases.iter().map(|(submission, facts)| assess(effective, submission, facts)).collect();
        Self { effective: Arc::new(effective.clone()), cases: Arc::new(cases), results }
    }

    /// Gives a scored question another weight: the same as scoring everything anew with it.
    pub fn reweigh(&mut self, question: QuestionIx, weight: Weight) {
        self.reweigh_all(&[(question, weight)]);
    }

    /// The same for several questions at once.
    pub fn reweigh_all(&mut self, weights: &[(QuestionIx, Weight)]) {
        let mut effective = (*self.effective).clone();
        for (question, weight) in weights {
            if effective.is_scored(*question) {
                effective.questions[usize::from(question.0)].weight = *weight;
            }
        }
        self.results = self.cases.iter().map(|(submission, facts)| assess(&effective, submission, facts)).collect();
        self.effective = Arc::new(effective);
    }

    #[must_use]
    pub fn rows(&self) -> usize {
        self.results.len()
    }

    /// Control score, 0 best to 100 worst. Rows are counted from 0 and below [`Self::rows`], here and in all that follows.
    #[must_use]
    pub fn score(&self, row: usize) -> Ratio {
        self.results[row].score
    }

    /// Weight x factor in tenths x quarters, and the applicable weight in tenths: the score is 25 times the first by the second.
    #[must_use]
    pub fn score_units(&self, row: usize) -> (i64, i64) {
        (self.results[row].weighted, self.results[row].applicable_tenths)
    }

    #[must_use]
    pub fn tier(&self, row: usize) -> TierIx {
        self.results[row].tier
    }

    #[must_use]
    pub fn band_before_floors(&self, row: usize) -> BandIx {
        self.results[row].band_before_floors
    }

    #[must_use]
    pub fn band(&self, row: usize) -> BandIx {
        self.results[row].band
    }

    #[must_use]
    pub fn outcome(&self, row: usize) -> Outcome {
        self.results[row].outcome
    }

    /// Places of the rules that fired, in the effective questionnaire, ascending.
    pub fn fired(&self, row: usize) -> impl Iterator<Item = u16> {
        self.results[row].rules.iter().map(|fired| fired.rule)
    }

    /// Percent.
    #[must_use]
    pub fn completeness(&self, row: usize) -> Ratio {
        self.results[row].completeness
    }

    /// Percent.
    #[must_use]
    pub fn confidence(&self, row: usize) -> Ratio {
        self.results[row].confidence
    }

    /// Weight x factor in tenths x quarters, and the applicable weight in tenths, of a scored section; `None` where
    /// nothing scored applies.
    #[must_use]
    pub fn section_sums(&self, row: usize, section: SectionIx) -> Option<(i64, i64)> {
        self.results[row].sections[usize::from(section.0)].map(|it| (it.weighted, it.applicable_tenths))
    }

    /// How the answer to a question was read; `None` where the question is not asked.
    #[must_use]
    pub fn state(&self, row: usize, question: QuestionIx) -> Option<State> {
        let reading = self.results[row].reading(question);
        reading.shown.then_some(reading.state)
    }

    /// The factor in force of a scored question; `None` where it does not apply.
    #[must_use]
    pub fn factor(&self, row: usize, question: QuestionIx) -> Option<Quarter> {
        let reading = self.results[row].reading(question);
        reading.applies.then_some(reading.factor)
    }

    /// Whether the question is asked and has no usable answer; "unknown" is an answer.
    #[must_use]
    pub fn is_open(&self, row: usize, question: QuestionIx) -> bool {
        let reading = self.results[row].reading(question);
        reading.shown && reading.state == State::Open
    }
}

fn submission_of(book: &Book, row: usize) -> (Submission, Facts) {
    let questionnaire = book.questionnaire();
    let mut submission = Submission { reference: book.id(row).to_owned(), ..Submission::default() };
    for ix in questionnaire.places() {
        let question = questionnaire.question(ix);
        let cell = book.cell(row, ix);
        let answer = match cell.state {
            CellState::Open | CellState::Unusable => None,
            CellState::Unknown => Some(Answer::Unknown),
            CellState::NotApplicable => {
                let text = || "-".to_owned();
                Some(Answer::NotApplicable(NotApplicable { reason: text(), control: text(), decider: text() }))
            }
            CellState::Options(options) => {
                Some(Answer::Options(options.places().map(|place| question.options[place].key.clone()).collect()))
            }
            CellState::Text => Some(Answer::Text("-".to_owned())),
        };
        let grade = Some(Grade::ALL[usize::from(cell.grade)]);
        submission.records.insert(question.id.clone(), Record { answer, grade, ..Record::default() });
    }
    submission.policy.limit = book.limit(row);
    submission.applicant.revenue = book.revenue(row);
    let mut facts = Facts::default();
    if let Some(case) = book.case(row) {
        for (ix, place, keys) in &case.follow_ups {
            let question = questionnaire.question(*ix);
            let record = submission.records.entry(question.id.clone()).or_default();
            let key = question.follow_ups[usize::from(*place)].key.clone();
            record.follow_ups.insert(key, FollowUpAnswer::Keys(keys.clone()));
        }
        if case.override_tenths > 0 {
            submission.overrides.push(Override {
                of: OverrideOf::Score { from_tenths: 0, to_tenths: case.override_tenths },
                reason_code: String::new(),
                text: String::new(),
                by: String::new(),
                second: String::new(),
                at: chrono::NaiveDateTime::default(),
            });
        }
        if !case.in_dollars {
            submission.policy.currency = Currency("EUR".to_owned());
        }
        let computed: Vec<(QuestionIx, ComputedAnswer)> = case.computed.clone();
        facts = Facts::from_list(ListFacts {
            computed: computed.into_iter().collect(),
            contradictions: Vec::new(),
            restricted: case.restricted.then(Holding::default).into_iter().collect(),
            support_ends: case.support.map(|counts| SupportEnds {
                term: Term::new(chrono::NaiveDate::default(), None),
                n: counts.n,
                past: counts.past,
                lost: counts.lost,
                unknown: 0,
                past_groups: Vec::new(),
                losing_groups: Vec::new(),
                critical_lost: counts.critical_lost,
                critical_groups: Vec::new(),
                edge_groups: Vec::new(),
            }),
            exploited_reachable: case.exploited_reachable.then(Holding::default).into_iter().collect(),
        });
        facts.plan_moved_band = case.plan_moved_band;
    }
    (submission, facts)
}

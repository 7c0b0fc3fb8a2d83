//! What stands behind the score: how much of it rests on assertion alone, how old the evidence is, and what would
//! raise confidence most.
//!
//! Grades and their percentages are the questionnaire's (domain.md 8.3). Every gain is what [`super::assess`] would give
//! with that grade on file: nothing is estimated.

use super::read::readings;
use super::score::{Totals, every_weight};
use super::{Assessment, ConfidenceLevel, Improvement, State};
use crate::questionnaire::{Condition, Effect, QuestionIx, Questionnaire, Ratio, ratio_from_percent};
use crate::submission::{EvidenceAge, Grade, Submission};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What stands behind the score of one submission.
#[derive(Clone, Debug, PartialEq)]
pub struct EvidenceView {
    /// The day on which evidence is to be fresh.
    pub as_of: NaiveDate,
    /// Sum of the applicable weights, tenths.
    pub applicable_tenths: i64,
    /// Answers that were given, by grade, E0 first.
    pub grades: [Share; 4],
    pub unknown: Share,
    pub open: Share,
    /// Out of the score, hence no part of the sum.
    pub not_applicable: Share,
    /// Percent of the applicable weight stated at E0.
    pub asserted_share: Ratio,
    /// Points by which the score is better than the worst.
    pub better: Ratio,
    /// Points of these that rest on E0.
    pub better_asserted: Ratio,
    /// Applicable questions with evidence above E0 or a file, questionnaire order.
    pub aged: Vec<Aged>,
    /// One grade more for one answer, largest gain first, then questionnaire order. Answers that are missing are not here:
    /// giving one may change what else is asked.
    pub raises: Vec<Raise>,
    /// Factors that a rule lifts until the answer is proven, largest gain first.
    pub lifts: Vec<Lift>,
    /// What confidence has not reached yet, nearest first.
    pub goals: Vec<Goal>,
}

/// Some of the scored questions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    pub questions: u16,
    /// Sum of their weights, tenths.
    pub tenths: i64,
    /// Of the applicable weight; 0 where nothing applies.
    pub percent: Ratio,
}

/// How old the evidence of an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aged {
    pub question: QuestionIx,
    /// On file, whether or not it counts yet.
    pub grade: Grade,
    pub age: EvidenceAge,
}

/// One grade more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Raise {
    pub question: QuestionIx,
    pub from: Grade,
    pub to: Grade,
    /// Percentage points of confidence.
    pub gain: Ratio,
}

/// A factor that would fall back to what the answer says, were it proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lift {
    pub question: QuestionIx,
    /// Place in the questionnaire's rules.
    pub rule: u16,
    pub to: Grade,
    /// Points that the score would lose.
    pub points: Ratio,
}

/// A level of confidence above the present one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// Confidence to be reached.
    pub percent: u8,
    /// The level that begins there.
    pub level: Option<ConfidenceLevel>,
    /// Rules that ask for it, by place.
    pub rules: Vec<u16>,
    /// The fewest answers to prove with [`Improvement::GRADE`], largest gain first; `None` where all of them do not suffice.
    pub proofs: Option<Vec<QuestionIx>>,
    /// Confidence with these, or with every answer proven, percent.
    pub reaches: Ratio,
}

/// Looks at the evidence as it will stand on a day, as a rule the inception.
#[must_use]
pub fn evidence_view(
    questionnaire: &Questionnaire,
    submission: &Submission,
    assessment: &Assessment,
    as_of: NaiveDate,
) -> EvidenceView {
    let mut view = EvidenceView {
        as_of,
        applicable_tenths: assessment.applicable_tenths,
        grades: Default::default(),
        unknown: Share::default(),
        open: Share::default(),
        not_applicable: Share::default(),
        asserted_share: zero(),
        better: zero(),
        better_asserted: zero(),
        aged: Vec::new(),
        raises: Vec::new(),
        lifts: Vec::new(),
        goals: Vec::new(),
    };
    let points = |tenths_quarters: i64| share(100 * tenths_quarters, 4 * assessment.applicable_tenths);
    for ix in questionnaire.places().filter(|ix| questionnaire.is_scored(*ix)) {
        let reading = assessment.reading(ix);
        let weight = questionnaire.question(ix).weight.tenths();
        let of = match reading.state {
            _ if !reading.shown => continue,
            State::NotApplicable => &mut view.not_applicable,
            State::Unknown => &mut view.unknown,
            State::Open => &mut view.open,
            State::Stated => &mut view.grades[usize::from(reading.grade.min(3))],
        };
        of.questions += 1;
        of.tenths += weight;
        if reading.applies {
            of.percent += share(100 * weight, assessment.applicable_tenths);
            let better = points(weight * (4 - reading.factor.count()));
            view.better += better;
            if reading.is_stated() && reading.grade == 0 {
                view.better_asserted += better;
            }
        }
    }
    view.asserted_share = view.grades[0].percent;
    view.aged = aged(questionnaire, submission, assessment, as_of);
    let mut trial = Trial { questionnaire, assessment, tried: submission.clone() };
    view.raises = trial.raises();
    view.lifts = trial.lifts();
    view.goals = trial.goals();
    view
}

fn aged(
    questionnaire: &Questionnaire,
    submission: &Submission,
    assessment: &Assessment,
    as_of: NaiveDate,
) -> Vec<Aged> {
    let one = |ix: QuestionIx| {
        let reading = assessment.reading(ix);
        let record = submission.record(&questionnaire.question(ix).id)?;
        let grade = record.evidence_grade().unwrap_or_default().max(grade_of(reading.grade));
        let has_evidence = grade > Grade::Asserted || !record.attachments.is_empty();
        if !reading.applies || !reading.is_stated() || !has_evidence {
            return None;
        }
        Some(Aged { question: ix, grade, age: record.evidence_age(Some(as_of)) })
    };
    questionnaire.places().filter_map(one).collect()
}

/// The submission with other grades on file, read anew.
struct Trial<'a> {
    questionnaire: &'a Questionnaire,
    assessment: &'a Assessment,
    tried: Submission,
}

impl Trial<'_> {
    fn totals(&self) -> Totals {
        let readings = readings(self.questionnaire, &self.tried, &self.assessment.facts);
        Totals::of(self.questionnaire, &readings, every_weight)
    }

    /// The sums with these answers at a grade; better evidence that is on file stays.
    fn with(&mut self, questions: &[QuestionIx], grade: Grade) -> Totals {
        let questionnaire = self.questionnaire;
        let mut before = Vec::new();
        for ix in questions {
            let id = &questionnaire.question(*ix).id;
            // What the list alone answers has no record, and no grade on file raises it.
            if let Some(record) = self.tried.records.get_mut(id) {
                before.push((id, record.grade));
                record.grade = record.grade.max(Some(grade));
            }
        }
        let totals = self.totals();
        for (id, grade) in before {
            if let Some(record) = self.tried.records.get_mut(id) {
                record.grade = grade;
            }
        }
        totals
    }

    fn stated(&self) -> Vec<QuestionIx> {
        let reading = |ix: &QuestionIx| self.assessment.reading(*ix);
        self.questionnaire.places().filter(|ix| reading(ix).applies && reading(ix).is_stated()).collect()
    }

    fn raises(&mut self) -> Vec<Raise> {
        let mut raises = Vec::new();
        for question in self.stated() {
            let from = grade_of(self.assessment.reading(question).grade);
            let Some(to) = Grade::ALL.get(usize::from(from.level()) + 1).copied() else { continue };
            let gain = self.with(&[question], to).confidence() - self.assessment.confidence;
            if gain > zero() {
                raises.push(Raise { question, from, to, gain });
            }
        }
        raises.sort_by(|a, b| b.gain.cmp(&a.gain).then(a.question.cmp(&b.question)));
        raises
    }

    fn lifts(&mut self) -> Vec<Lift> {
        let mut lifts = Vec::new();
        for question in self.stated() {
            let reading = *self.assessment.reading(question);
            let Some(rule) = reading.changed_by else { continue };
            let effect = self.questionnaire.rules.get(usize::from(rule)).map(|rule| &rule.effect);
            let Some(Effect::Lift { unless_grade, .. }) = effect else { continue };
            let to = grade_of(*unless_grade);
            let points = self.assessment.score - self.with(&[question], to).score();
            if points > zero() {
                lifts.push(Lift { question, rule, to, points });
            }
        }
        lifts.sort_by(|a, b| b.points.cmp(&a.points).then(a.question.cmp(&b.question)));
        lifts
    }

    fn goals(&mut self) -> Vec<Goal> {
        let mut asked: BTreeMap<u8, (Option<ConfidenceLevel>, Vec<u16>)> = BTreeMap::new();
        let scale = &self.questionnaire.confidence;
        asked.entry(scale.low_below).or_default().0 = Some(ConfidenceLevel::Medium);
        asked.entry(scale.high_from).or_default().0 = Some(ConfidenceLevel::High);
        for (place, rule) in (0_u16..).zip(&self.questionnaire.rules) {
            rule.when.walk(&mut |part| {
                if let Condition::ConfidenceBelow(percent) = part {
                    asked.entry(*percent).or_default().1.push(place);
                }
            });
        }
        asked.retain(|percent, _| ratio_from_percent(*percent) > self.assessment.confidence);
        let by_gain = self.by_gain();
        let reached: Vec<Ratio> = (1..=by_gain.len())
            .map(|count| self.with(by_gain.get(..count).unwrap_or(&[]), Improvement::GRADE).confidence())
            .collect();
        let goal = |(percent, (level, mut rules)): (u8, (Option<ConfidenceLevel>, Vec<u16>))| {
            rules.dedup();
            let enough = reached.iter().position(|it| *it >= ratio_from_percent(percent));
            let proofs = enough.and_then(|place| by_gain.get(..=place)).map(<[_]>::to_vec);
            let reaches = enough.or(reached.len().checked_sub(1)).and_then(|place| reached.get(place)).copied();
            Goal { percent, level, rules, proofs, reaches: reaches.unwrap_or(self.assessment.confidence) }
        };
        asked.into_iter().map(goal).collect()
    }

    /// Answers by what their proof alone would add. Gains add up, so that the largest first are the fewest.
    fn by_gain(&mut self) -> Vec<QuestionIx> {
        let mut gains: Vec<(QuestionIx, Ratio)> = self
            .stated()
            .into_iter()
            .map(|ix| (ix, self.with(&[ix], Improvement::GRADE).confidence() - self.assessment.confidence))
            .filter(|(_, gain)| *gain > zero())
            .collect();
        gains.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        gains.into_iter().map(|(ix, _)| ix).collect()
    }
}

fn grade_of(level: u8) -> Grade {
    Grade::ALL.get(usize::from(level)).copied().unwrap_or(Grade::IndependentTest)
}

fn zero() -> Ratio {
    Ratio::from_integer(0)
}

fn share(part: i64, whole: i64) -> Ratio {
    if whole == 0 { zero() } else { Ratio::new(part, whole) }
}

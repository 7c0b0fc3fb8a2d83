//! WHAT IT MEANS: everything that is computed from a submission under a questionnaire.
//!
//! One pure function, [`assess`]: the same submission, facts and questionnaire give the same
//! [`Assessment`] on every machine. Numbers are exact; they are rounded only when shown.
//!
//! Sources: domain.md 7, 8, 10 and rulings.md, which wins.

mod action_plan;
mod advice;
pub mod ask;
mod bounds;
mod conditions;
mod contradictions;
mod effort;
pub mod evidence;
mod exposure;
mod facts;
mod improvement;
pub mod path;
mod range;
mod read;
pub mod renewal;
mod rules;
mod score;
#[cfg(test)]
pub(crate) mod tests;
pub mod what_if;

pub use action_plan::{ActionPlan, ActionStep, Stage, action_plan, improvements_of, with_improvements};
pub use advice::{
    AdverseReason, Change, CoverageHint, LawHint, ScheduleLine, ScheduleSuggestion, SuggestedSubjectivity, Unusable,
};
pub use bounds::facts;
pub(crate) use conditions::{Given, Mode, Truth, on_answer};
pub use contradictions::{Contradiction, contradictions};
pub use effort::{
    Estimate, EstimateBy, TotalEffort, UnusedEstimate, cost_points, effort_of, estimate_key, estimate_of, own_estimate,
    total_effort, unused_estimates,
};
pub(crate) use exposure::{points_of, tier};
pub(crate) use facts::exceeds;
pub use facts::{ComputedAnswer, EndingGroup, Facts, Holding, ListFacts, Settled, SupportEnds};
pub use improvement::{ImprovedTo, Improvement, improved};
pub(crate) use read::rests_on_support;
pub use read::{Reading, State, as_given, usable};
pub use rules::{Because, FiredRule};
pub use score::{Driver, Lever, SectionScore, Sensitivity, sensitivity, shown_score};

use crate::questionnaire::{BandIx, QuestionIx, Questionnaire, Ratio, TierIx};
use crate::submission::Submission;

/// The outcome, by precedence (rulings 6.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Decline,
    Hold,
    InsufficientInformation,
    /// The band after floors.
    Band(BandIx),
}

impl Outcome {
    /// For people.
    #[must_use]
    pub fn words(self, questionnaire: &Questionnaire) -> &str {
        match self {
            Self::Decline => "Decline",
            Self::Hold => "Hold",
            Self::InsufficientInformation => "Insufficient information",
            Self::Band(band) => &questionnaire.band(band).name,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfidenceLevel {
    Low,
    Medium,
    High,
}

impl ConfidenceLevel {
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Low => "Low",
            Self::Medium => "Medium",
            Self::High => "High",
        }
    }
}

/// Everything that is computed from one submission.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// What it was computed with beside the answers.
    pub facts: Facts,
    /// How each question was read, by place.
    pub readings: Vec<Reading>,
    /// Control score, 0 best to 100 worst. 0 when no question applies.
    pub score: Ratio,
    /// Sum of weights of applicable questions, tenths.
    pub applicable_tenths: i64,
    /// Sum of weight x factor, tenths x quarters.
    pub weighted: i64,
    pub range: Range,
    /// Parallel to the questionnaire's sections; `None` where nothing scored applies.
    pub sections: Vec<Option<SectionScore>>,
    pub exposure: Exposure,
    pub tier: TierIx,
    pub band_before_floors: BandIx,
    pub band: BandIx,
    /// Within the borderline distance of an edge: the band on the other side and the distance in points.
    pub borderline: Option<(BandIx, Ratio)>,
    pub outcome: Outcome,
    /// Percent.
    pub completeness: Ratio,
    /// Percent.
    pub confidence: Ratio,
    pub confidence_level: ConfidenceLevel,
    /// Largest first; they add up to the score.
    pub drivers: Vec<Driver>,
    /// Largest gain first.
    pub levers: Vec<Lever>,
    /// KO, INF, REF, FL, CR, each by number.
    pub rules: Vec<FiredRule>,
    /// Rank of the highest authority asked for, place in the questionnaire's list.
    pub authority: u8,
    /// Further sign-offs, each once, in the order of the rules.
    pub sign_offs: Vec<String>,
    pub credit_allowed: bool,
    /// What must be answered first, when the outcome is insufficient information.
    pub requests: Vec<QuestionIx>,
    pub schedule: ScheduleSuggestion,
    pub adverse_reasons: Vec<AdverseReason>,
    pub subjectivities: Vec<SuggestedSubjectivity>,
    pub coverage: Vec<CoverageHint>,
    pub law: Vec<LawHint>,
}

/// Best and worst score over everything still to be answered (rulings 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    pub best: Ratio,
    pub worst: Ratio,
    pub best_band: BandIx,
    pub worst_band: BandIx,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exposure {
    /// 0-100.
    pub index: u8,
    /// Points by exposure question, questionnaire order.
    pub points: Vec<(QuestionIx, u8)>,
    /// Exposure questions that score their maximum because they are not answered.
    pub unanswered: Vec<QuestionIx>,
}

/// Assesses a submission.
#[must_use]
pub fn assess(questionnaire: &Questionnaire, submission: &Submission, facts: &Facts) -> Assessment {
    let readings = read::readings(questionnaire, submission, facts);
    let exposure = exposure::exposure(questionnaire, &readings);
    let tier = exposure::tier(questionnaire, exposure.index);
    let totals = score::Totals::of(questionnaire, &readings, score::every_weight);
    let score = totals.score();
    let sections = score::sections(questionnaire, &readings, score::every_weight);
    let completeness = totals.completeness();
    let confidence = totals.confidence();

    let band_before_floors = score::band_at(questionnaire, tier, score);
    let mut scene = rules::Scene {
        questionnaire,
        submission,
        facts,
        readings: &readings,
        sections: &sections,
        tier,
        band: band_before_floors,
        confidence,
        totals: &totals,
    };
    let verdict = rules::run(&mut scene);
    let band = verdict.band;
    let drivers = score::drivers(questionnaire, &readings, &totals);
    let advice_scene = advice::Scene { rules: &scene, drivers: &drivers, verdict: &verdict };
    let schedule = advice::schedule(&advice_scene);
    let adverse_reasons = advice::adverse_reasons(&advice_scene);
    let subjectivities = advice::subjectivities(&advice_scene);
    let coverage = advice::coverage(&advice_scene);
    let law = advice::law(&advice_scene);
    let levers = score::levers(questionnaire, &readings, &totals);
    let range = range::range(questionnaire, submission, &readings, tier);
    let borderline = score::borderline(questionnaire, tier, score);

    Assessment {
        facts: facts.clone(),
        score,
        applicable_tenths: totals.applicable,
        weighted: totals.weighted,
        range,
        sections,
        exposure,
        tier,
        band_before_floors,
        band,
        borderline,
        outcome: verdict.outcome,
        completeness,
        confidence,
        confidence_level: score::confidence_level(questionnaire, confidence),
        drivers,
        levers,
        authority: verdict.authority,
        sign_offs: verdict.sign_offs,
        credit_allowed: verdict.credit_allowed,
        requests: verdict.requests,
        rules: verdict.fired,
        schedule,
        adverse_reasons,
        subjectivities,
        coverage,
        law,
        readings,
    }
}

/// Places of the follow-ups of a question that are asked now.
#[must_use]
pub fn asked_follow_ups(
    questionnaire: &Questionnaire,
    submission: &Submission,
    readings: &[Reading],
    question: QuestionIx,
) -> Vec<usize> {
    let given = conditions::Given { questionnaire, submission, readings };
    (0..questionnaire.question(question).follow_ups.len())
        .filter(|place| conditions::follow_up_is_asked(&given, question, *place))
        .collect()
}

impl Assessment {
    /// `Decline`, `Hold`, `Insufficient information` or the name of the band.
    #[must_use]
    pub fn outcome_words<'q>(&self, questionnaire: &'q Questionnaire) -> &'q str {
        self.outcome.words(questionnaire)
    }

    #[must_use]
    pub fn reading(&self, question: QuestionIx) -> &Reading {
        &self.readings[usize::from(question.0)]
    }

    /// Shown questions without a usable answer, questionnaire order: the open items.
    #[must_use]
    pub fn open_items(&self) -> Vec<QuestionIx> {
        (0_u16..)
            .map(QuestionIx)
            .zip(&self.readings)
            .filter(|(_, reading)| reading.shown && reading.state == State::Open)
            .map(|(ix, _)| ix)
            .collect()
    }

    /// Shown questions whose answers came over from the term before and wait to be confirmed, questionnaire order.
    pub fn to_confirm(&self) -> impl Iterator<Item = QuestionIx> {
        let readings = (0_u16..).map(QuestionIx).zip(&self.readings);
        readings.filter(|(_, reading)| reading.shown && reading.unconfirmed).map(|(ix, _)| ix)
    }

    /// The score as shown: one decimal, more where one would contradict the band (rulings 3.3).
    #[must_use]
    pub fn score_shown(&self, questionnaire: &Questionnaire) -> String {
        shown_score(questionnaire, self.tier, self.score)
    }
}

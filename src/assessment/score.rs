//! The control score and what it is made of (domain.md 8.1, rulings 3).

use super::read::{Reading, adjust, readings};
use super::{ConfidenceLevel, Facts, rules};
use crate::questionnaire::{
    BandIx, Effect, OptionSet, QuestionIx, Questionnaire, Ratio, SectionIx, SectionKind, TierIx, decimal,
    ratio_from_percent,
};
use crate::submission::Submission;

/// The sums behind the score. Weights are in the unit of the weight function (tenths by default).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Totals {
    /// Sum of weights over applicable questions.
    pub applicable: i64,
    /// Sum of weight x quarters.
    pub weighted: i64,
    /// Weight of applicable questions that are answered.
    pub answered: i64,
    /// Sum of weight x percent of the evidence grade.
    pub proven: i64,
}

/// The weight of a question in tenths.
pub(super) fn every_weight(questionnaire: &Questionnaire, ix: QuestionIx) -> i64 {
    questionnaire.question(ix).weight.tenths()
}

impl Totals {
    pub(super) fn of(
        questionnaire: &Questionnaire,
        readings: &[Reading],
        weight: impl Fn(&Questionnaire, QuestionIx) -> i64,
    ) -> Self {
        let mut totals = Self::default();
        for (ix, reading) in (0_u16..).map(QuestionIx).zip(readings) {
            totals.add(questionnaire, reading, weight(questionnaire, ix));
        }
        totals
    }

    fn add(&mut self, questionnaire: &Questionnaire, reading: &Reading, weight: i64) {
        if !reading.applies {
            return;
        }
        self.applicable += weight;
        self.weighted += weight * reading.factor.count();
        if reading.is_stated() {
            self.answered += weight;
            let percent = questionnaire.confidence.grades[usize::from(reading.grade.min(3))];
            self.proven += weight * i64::from(percent);
        }
    }

    /// 0 to 100; 0 when nothing applies.
    pub(super) fn score(&self) -> Ratio {
        share(100 * self.weighted, 4 * self.applicable)
    }
    /// Percent; 100 when nothing applies, because nothing is missing.
    pub(super) fn completeness(&self) -> Ratio {
        if self.applicable == 0 { ratio_from_percent(100) } else { share(100 * self.answered, self.applicable) }
    }
    /// Percent; 0 when nothing applies, because nothing is proven.
    pub(super) fn confidence(&self) -> Ratio {
        share(self.proven, self.applicable)
    }
    /// Weight of unknown and open answers, percent of the applicable weight.
    pub(super) fn open_percent(&self) -> Ratio {
        share(100 * (self.applicable - self.answered), self.applicable)
    }
}

fn share(part: i64, whole: i64) -> Ratio {
    if whole == 0 { Ratio::from_integer(0) } else { Ratio::new(part, whole) }
}

/// One section's part of the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SectionScore {
    /// 0 best to 100 worst.
    pub deficiency: Ratio,
    /// Applicable weight, tenths.
    pub applicable_tenths: i64,
    /// Tenths x quarters.
    pub weighted: i64,
    /// Weight on answers that are unknown or open, tenths.
    pub open_tenths: i64,
}

pub(super) fn sections(
    questionnaire: &Questionnaire,
    readings: &[Reading],
    weight: impl Fn(&Questionnaire, QuestionIx) -> i64,
) -> Vec<Option<SectionScore>> {
    (0_u8..)
        .map(SectionIx)
        .zip(&questionnaire.sections)
        .map(|(ix, section)| {
            if section.kind != SectionKind::Scored {
                return None;
            }
            let mut totals = Totals::default();
            for question in questionnaire.places_of(ix) {
                totals.add(questionnaire, &readings[usize::from(question.0)], weight(questionnaire, question));
            }
            (totals.applicable > 0).then(|| SectionScore {
                deficiency: totals.score(),
                applicable_tenths: totals.applicable,
                weighted: totals.weighted,
                open_tenths: totals.applicable - totals.answered,
            })
        })
        .collect()
}

/// The band of a score; an edge belongs to the better band (rulings 3.2).
pub(super) fn band_at(questionnaire: &Questionnaire, tier: TierIx, score: Ratio) -> BandIx {
    let edges = &questionnaire.edges[usize::from(tier.0)];
    let place = edges.iter().position(|edge| score <= *edge).unwrap_or(edges.len().saturating_sub(1));
    BandIx(place as u8)
}

/// The nearest band edge within the borderline distance, inclusive (rulings 3.8).
pub(super) fn borderline(questionnaire: &Questionnaire, tier: TierIx, score: Ratio) -> Option<(BandIx, Ratio)> {
    let edges = &questionnaire.edges[usize::from(tier.0)];
    let own = band_at(questionnaire, tier, score);
    // The last edge is the end of the scale, not an edge between bands.
    let inner = edges.split_last().map_or(&[][..], |(_, inner)| inner);
    inner
        .iter()
        .enumerate()
        .map(|(place, edge)| {
            let distance = if score > *edge { score - edge } else { *edge - score };
            let other = if usize::from(own.0) <= place { place + 1 } else { place };
            (BandIx(other as u8), distance)
        })
        .filter(|(_, distance)| *distance <= questionnaire.borderline)
        .min_by(|a, b| a.1.cmp(&b.1))
}

/// One decimal, half up; more where one would contradict the band (rulings 3.3).
#[must_use]
pub fn shown_score(questionnaire: &Questionnaire, tier: TierIx, score: Ratio) -> String {
    let band = band_at(questionnaire, tier, score);
    (1..=9)
        .map(|places| (places, decimal(score, places)))
        .find(|(places, text)| {
            let scale = 10_i64.pow(*places);
            let digits: i64 = text.replace('.', "").parse().unwrap_or(0);
            band_at(questionnaire, tier, Ratio::new(digits, scale)) == band
        })
        .map_or_else(|| decimal(score, 9), |(_, text)| text)
}

pub(super) fn confidence_level(questionnaire: &Questionnaire, confidence: Ratio) -> ConfidenceLevel {
    let scale = &questionnaire.confidence;
    if confidence < ratio_from_percent(scale.low_below) {
        ConfidenceLevel::Low
    } else if confidence < ratio_from_percent(scale.high_from) {
        ConfidenceLevel::Medium
    } else {
        ConfidenceLevel::High
    }
}

/// Points an answer adds to the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Driver {
    pub question: QuestionIx,
    pub points: Ratio,
}

/// Drivers above 0, by points, then questionnaire order (rulings 3.6).
pub(super) fn drivers(questionnaire: &Questionnaire, readings: &[Reading], totals: &Totals) -> Vec<Driver> {
    // Compare in whole units; divide once at the end.
    let mut units: Vec<(QuestionIx, i64)> = (0_u16..)
        .map(QuestionIx)
        .zip(readings)
        .filter(|(_, reading)| reading.applies)
        .map(|(ix, reading)| (ix, every_weight(questionnaire, ix) * reading.factor.count()))
        .filter(|(_, units)| *units > 0)
        .collect();
    units.sort_by_key(|(_, units)| std::cmp::Reverse(*units));
    units
        .into_iter()
        .map(|(question, units)| Driver { question, points: share(100 * units, 4 * totals.applicable) })
        .collect()
}

/// What one answer one option better would gain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lever {
    pub question: QuestionIx,
    /// Place of the better option.
    pub option: u8,
    /// Points the score falls by; above 0.
    pub gain: Ratio,
}

/// Levers of stated answers, largest gain first (rulings 3.7). Applicability is held as it is.
pub(super) fn levers(questionnaire: &Questionnaire, now: &[Reading], totals: &Totals) -> Vec<Lever> {
    // As given, before any factor was changed.
    let mut given = now.to_vec();
    for reading in &mut given {
        reading.factor = reading.factor_stated;
    }
    let entangled = entangled(questionnaire);
    let mut trial = given.clone();
    let mut levers: Vec<(Lever, i64)> = Vec::new();
    for (ix, reading) in (0_u16..).map(QuestionIx).zip(now) {
        if !reading.applies || !reading.is_stated() {
            continue;
        }
        let Some(better) = reading.options.places().next().and_then(|place| place.checked_sub(1)) else { continue };
        let Some(choice) = questionnaire.question(ix).options.get(better) else { continue };
        let gain = if entangled.contains(&ix) {
            trial.copy_from_slice(&given);
            let changed = &mut trial[usize::from(ix.0)];
            changed.options = OptionSet::of(better);
            changed.factor_stated = choice.factor;
            changed.factor = choice.factor;
            adjust(questionnaire, &mut trial);
            totals.weighted - weighted(questionnaire, &trial)
        } else {
            // No rule reads or changes its factor, so nothing else can move.
            every_weight(questionnaire, ix) * (reading.factor.count() - choice.factor.count())
        };
        if gain > 0 {
            let lever = Lever { question: ix, option: better as u8, gain: share(100 * gain, 4 * totals.applicable) };
            levers.push((lever, gain));
        }
    }
    levers.sort_by_key(|(_, gain)| std::cmp::Reverse(*gain));
    levers.into_iter().map(|(lever, _)| lever).collect()
}

/// Questions whose factor some rule reads or changes.
fn entangled(questionnaire: &Questionnaire) -> Vec<QuestionIx> {
    let mut found = Vec::new();
    for rule in &questionnaire.rules {
        match &rule.effect {
            Effect::Lift { questions, .. } => found.extend(questions),
            Effect::Force { question, .. } => found.push(*question),
            _ => continue,
        }
        found.extend(rule.when.questions());
    }
    found
}

fn weighted(questionnaire: &Questionnaire, readings: &[Reading]) -> i64 {
    (0_u16..)
        .map(QuestionIx)
        .zip(readings)
        .filter(|(_, reading)| reading.applies)
        .map(|(ix, reading)| every_weight(questionnaire, ix) * reading.factor.count())
        .sum()
}

/// What half as much and one and a half times the weight of one section would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sensitivity {
    pub section: SectionIx,
    pub half: (Ratio, BandIx),
    pub more: (Ratio, BandIx),
}

/// The sensitivity of score and band to each section's weight, floors included (rulings 6.13).
#[must_use]
pub fn sensitivity(questionnaire: &Questionnaire, submission: &Submission, facts: &Facts) -> Vec<Sensitivity> {
    let readings = readings(questionnaire, submission, facts);
    let exposure = super::exposure::exposure(questionnaire, &readings);
    let tier = super::exposure::tier(questionnaire, exposure.index);
    let recompute = |section: SectionIx, halves: i64| {
        // Weights in twentieths, so that halves stay whole.
        let weight = |questionnaire: &Questionnaire, ix: QuestionIx| {
            let times = if questionnaire.question(ix).section == section { halves } else { 2 };
            every_weight(questionnaire, ix) * times
        };
        let totals = Totals::of(questionnaire, &readings, weight);
        let sections = sections(questionnaire, &readings, weight);
        let score = totals.score();
        let confidence = totals.confidence();
        let mut scene = rules::Scene {
            questionnaire,
            submission,
            facts,
            readings: &readings,
            sections: &sections,
            tier,
            band: band_at(questionnaire, tier, score),
            confidence,
            totals: &totals,
        };
        (score, rules::run(&mut scene).band)
    };
    (0_u8..)
        .map(SectionIx)
        .zip(&questionnaire.sections)
        .filter(|(_, section)| section.kind == SectionKind::Scored)
        .map(|(section, _)| Sensitivity { section, half: recompute(section, 1), more: recompute(section, 3) })
        .collect()
}

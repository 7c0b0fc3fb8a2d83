//! What is searched over: questions whose answers may be other ones, and the worlds in which they have to do.

use super::Standing;
use crate::assessment::read::{self, Reading};
use crate::assessment::rules::{self, FiredRule};
use crate::assessment::{Facts, exposure, score};
use crate::questionnaire::{BandIx, Effect, QuestionIx, Questionnaire, RuleKind};
use crate::submission::Submission;

/// A question whose answer may be another.
pub(super) struct Variable {
    pub question: QuestionIx,
    /// The preferred first; at most [`Variable::MOST_CHOICES`].
    pub choices: Vec<Choice>,
}

impl Variable {
    /// Choices are kept as bits of a word.
    pub const MOST_CHOICES: usize = 64;
}

/// An answer that a variable may have.
#[derive(Clone)]
pub(super) struct Choice {
    /// In place of the answer on file; `None` leaves that.
    pub given: Option<Reading>,
    /// The bounds of the device list do not hold for it.
    pub new_list: bool,
    pub price: Price,
}

/// What a choice takes. Both parts of the key add up; lead times run side by side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Price {
    /// What is the least of, above what breaks its ties: see [`Price::key`].
    pub key: u64,
    pub weeks: u16,
}

impl Price {
    /// Two sums in one, the first of which decides.
    pub fn key(first: u32, second: u32) -> u64 {
        u64::from(first) << 32 | u64::from(second)
    }
}

/// Answers to what is not answered, in questionnaire order; without any it is the case as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct World(pub Vec<(QuestionIx, Reading)>);

/// A search: choose for every variable so that no world keeps the case from the band.
pub(super) struct Problem<'a> {
    pub questionnaire: &'a Questionnaire,
    pub submission: &'a Submission,
    pub facts: &'a Facts,
    pub to: BandIx,
    /// The answers before anything is chosen, by place.
    pub given: Vec<Reading>,
    /// Whether the device list bounds the answer, by place.
    pub listed: Vec<bool>,
    pub variables: Vec<Variable>,
    pub worlds: Vec<World>,
}

impl Problem<'_> {
    /// The answers with these choices, one for each variable, before anything is read.
    pub fn chosen(&self, chosen: &[u8]) -> (Vec<Reading>, Vec<bool>) {
        let (mut given, mut listed) = (self.given.clone(), self.listed.clone());
        for (variable, choice) in self.variables.iter().zip(chosen) {
            let place = usize::from(variable.question.0);
            let choice = &variable.choices[usize::from(*choice)];
            if let Some(reading) = choice.given {
                given[place] = reading;
            }
            listed[place] &= !choice.new_list;
        }
        (given, listed)
    }

    /// How the answers are read with these choices, world by world.
    pub fn readings(&self, chosen: &[u8]) -> Vec<Vec<Reading>> {
        let (given, listed) = self.chosen(chosen);
        let read = |given: Vec<Reading>| {
            let listed = |ix: QuestionIx| listed[usize::from(ix.0)];
            read::readings_of(self.questionnaire, self.submission, self.facts, given, listed)
        };
        let as_it_stands = read(given.clone());
        let in_world = |world: &World| {
            if world.0.is_empty() {
                return as_it_stands.clone();
            }
            let mut given = given.clone();
            for (ix, answer) in &world.0 {
                let place = usize::from(ix.0);
                if as_it_stands[place].is_unanswered() {
                    given[place] = *answer;
                }
            }
            read(given)
        };
        self.worlds.iter().map(in_world).collect()
    }

    /// Where the case stands with answers read like this, and the rules that keep it from the band.
    pub fn standing(&self, readings: &[Reading]) -> (Standing, Vec<FiredRule>) {
        let questionnaire = self.questionnaire;
        let exposure = exposure::exposure(questionnaire, readings);
        let tier = exposure::tier(questionnaire, exposure.index);
        let totals = score::Totals::of(questionnaire, readings, score::every_weight);
        let sections = score::sections(questionnaire, readings, score::every_weight);
        let score = totals.score();
        let mut scene = rules::Scene {
            questionnaire,
            submission: self.submission,
            facts: self.facts,
            readings,
            sections: &sections,
            tier,
            band: score::band_at(questionnaire, tier, score),
            confidence: totals.confidence(),
            totals: &totals,
        };
        let verdict = rules::run(&mut scene);
        let blocking = verdict.fired.into_iter().filter(|fired| blocks(questionnaire, fired.rule, self.to)).collect();
        (Standing { score, tier, outcome: verdict.outcome }, blocking)
    }
}

/// Whether the rule keeps a case from the band while it fires.
pub(super) fn blocks(questionnaire: &Questionnaire, rule: u16, to: BandIx) -> bool {
    let rule = &questionnaire.rules[usize::from(rule)];
    match rule.effect {
        Effect::Decline | Effect::Hold | Effect::Insufficient => true,
        Effect::Floor { best, .. } => rule.kind == RuleKind::Floor && best > to,
        _ => false,
    }
}

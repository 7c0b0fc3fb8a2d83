//! Running the rules: knock-outs, insufficient information, referrals, floors, consistency
//! (domain.md 7, rulings 4 and 6).

use super::conditions::{Given, Mode, Truth, combine, on_answer, shown_for_certain};
use super::read::Reading;
use super::score::{SectionScore, Totals};
use super::{Facts, Outcome};
use crate::questionnaire::{
    AnswerKind, BandIx, Condition, Effect, Fact, OptionSet, QuestionIx, Questionnaire, Ratio, RuleKind, SectionIx,
    SectionKind, TierIx, WhenUnanswered, ratio_from_percent,
};
use crate::submission::{OverrideOf, Submission};

/// Something that made a rule fire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Because {
    /// The answer, or the lack of one.
    Answer(QuestionIx),
    /// Of several options given, these.
    Ticks(QuestionIx, OptionSet),
    /// A follow-up of the question, by place.
    FollowUp(QuestionIx, u8),
    Tier,
    /// The band after floors.
    Band,
    Section(SectionIx),
    Confidence,
    Limit,
    Revenue,
    /// Place of the override.
    Override(u16),
    Fact(Fact),
}

/// A rule that fired, with everything that made it fire.
#[derive(Clone, Debug, PartialEq)]
pub struct FiredRule {
    /// Place in the questionnaire's rules.
    pub rule: u16,
    pub because: Vec<Because>,
    /// For a forced factor: the answers also contradict each other.
    pub contradiction: bool,
}

/// What the rules run against.
pub(super) struct Scene<'a> {
    pub questionnaire: &'a Questionnaire,
    pub submission: &'a Submission,
    pub facts: &'a Facts,
    pub readings: &'a [Reading],
    pub sections: &'a [Option<SectionScore>],
    pub tier: TierIx,
    /// Before floors at first; after floors once [`run`] has applied them.
    pub band: BandIx,
    pub confidence: Ratio,
    pub totals: &'a Totals,
}

pub(super) struct Verdict {
    pub fired: Vec<FiredRule>,
    pub band: BandIx,
    pub outcome: Outcome,
    pub authority: u8,
    pub sign_offs: Vec<String>,
    pub credit_allowed: bool,
    pub requests: Vec<QuestionIx>,
}

impl Scene<'_> {
    pub(super) fn given(&self) -> Given<'_> {
        Given { questionnaire: self.questionnaire, submission: self.submission, readings: self.readings }
    }

    /// Whether a condition holds in force.
    pub(super) fn holds(&self, condition: &Condition) -> bool {
        self.truth(condition, Mode::InForce).certain()
    }

    fn truth(&self, condition: &Condition, mode: Mode) -> Truth {
        combine(condition, &mut |leaf| self.leaf(leaf, mode))
    }

    fn leaf(&self, condition: &Condition, mode: Mode) -> Truth {
        if let Some(truth) = on_answer(&self.given(), condition, mode) {
            return truth;
        }
        Truth::of(match condition {
            Condition::TierAtLeast(tier) => self.tier >= *tier,
            Condition::BandOneOf(bands) => bands.contains(&self.band),
            Condition::SectionAbove { section, percent } => self.sections[usize::from(section.0)]
                .is_some_and(|score| score.deficiency > ratio_from_percent(*percent)),
            Condition::ConfidenceBelow(percent) => self.confidence < ratio_from_percent(*percent),
            Condition::OpenWeightAbove(percent) => self.totals.open_percent() > ratio_from_percent(*percent),
            Condition::OpenCriticalAtLeast(count) => self.open_critical().count() >= usize::from(*count),
            Condition::CriticalAtLeast(factor) => {
                self.critical().any(|ix| self.readings[usize::from(ix.0)].factor >= *factor)
            }
            Condition::KnockOutOpen => self.open_knock_outs().next().is_some(),
            Condition::LimitAtLeast(dollars) => self.dollars(self.submission.policy.limit) >= Some(dollars * 10),
            Condition::RevenueAbove(dollars) => self.dollars(self.submission.applicant.revenue) > Some(dollars * 10),
            Condition::OverrideAbove(points) => self.overrides_above(*points).next().is_some(),
            Condition::Fact(fact) => self.fact(*fact),
            _ => false,
        })
    }

    /// Tenths of a US dollar; `None` when blank or in another currency (rulings 6.5).
    fn dollars(&self, amount: Option<crate::submission::Money>) -> Option<u64> {
        let in_dollars = self.submission.policy.currency.is_us_dollar();
        amount.filter(|_| in_dollars).map(|amount| amount.tenths)
    }

    fn critical(&self) -> impl Iterator<Item = QuestionIx> {
        self.questionnaire
            .places()
            .filter(|ix| self.readings[usize::from(ix.0)].applies && self.questionnaire.question(*ix).critical)
    }

    fn open_critical(&self) -> impl Iterator<Item = QuestionIx> {
        self.critical().filter(|ix| self.readings[usize::from(ix.0)].is_unanswered())
    }

    fn overrides_above(&self, points: u8) -> impl Iterator<Item = u16> {
        (0..=u16::MAX)
            .zip(&self.submission.overrides)
            .filter(move |(_, made)| match &made.of {
                OverrideOf::Band { from, to } => from != to,
                OverrideOf::Score { from_tenths, to_tenths } => {
                    from_tenths.abs_diff(*to_tenths) > u16::from(points) * 10
                }
            })
            .map(|(place, _)| place)
    }

    fn fact(&self, fact: Fact) -> bool {
        match fact {
            Fact::RestrictedMaker => !self.facts.restricted().is_empty(),
            Fact::SupportEndsInTerm { above_percent } => {
                self.facts.support_ends().is_some_and(|ends| ends.exceeds(above_percent))
            }
            Fact::ExploitedReachable => !self.facts.exploited_reachable().is_empty(),
            Fact::PlanMovedBand => self.facts.plan_moved_band,
        }
    }

    /// Knock-outs that would fire if their unanswered parts were read at their worst.
    fn open_knock_outs(&self) -> impl Iterator<Item = &Condition> {
        self.questionnaire
            .rules
            .iter()
            .filter(|rule| rule.kind == RuleKind::KnockOut && rule.when_unanswered == WhenUnanswered::Insufficient)
            .map(|rule| &rule.when)
            .filter(|when| self.truth(when, Mode::Open) == Truth::Open)
    }

    /// Everything that makes a condition true (or, with `wanted` open, that leaves it open).
    fn because(&self, condition: &Condition, mode: Mode, wanted: Truth, found: &mut Vec<Because>) {
        match condition {
            Condition::All(of) => {
                for part in of {
                    self.because(part, mode, wanted, found);
                }
            }
            Condition::Any(of) | Condition::Count { of, .. } => {
                for part in of.iter().filter(|part| self.truth(part, mode) >= wanted) {
                    self.because(part, mode, wanted, found);
                }
            }
            // What does not hold is no reason by itself: name everything that was looked at.
            Condition::Not(inner) => inner.walk(&mut |part| match part {
                Condition::TierAtLeast(_)
                | Condition::BandOneOf(_)
                | Condition::SectionAbove { .. }
                | Condition::ConfidenceBelow(_) => self.because_leaf(part, mode, wanted, found),
                Condition::All(_) | Condition::Any(_) | Condition::Not(_) | Condition::Count { .. } => {}
                leaf => found.extend(leaf.questions().into_iter().map(Because::Answer)),
            }),
            leaf => {
                if self.leaf(leaf, mode) == wanted {
                    self.because_leaf(leaf, mode, wanted, found);
                }
            }
        }
    }

    fn because_leaf(&self, leaf: &Condition, mode: Mode, wanted: Truth, found: &mut Vec<Because>) {
        match leaf {
            Condition::FollowUp { question, follow_up, .. } | Condition::FollowUpLacks { question, follow_up, .. } => {
                found.push(Because::FollowUp(*question, *follow_up));
            }
            Condition::Shown { question } => self.because_shown(*question, mode, wanted, found),
            Condition::TierAtLeast(_) => found.push(Because::Tier),
            Condition::BandOneOf(_) => found.push(Because::Band),
            Condition::SectionAbove { section, .. } => found.push(Because::Section(*section)),
            Condition::ConfidenceBelow(_) => found.push(Because::Confidence),
            Condition::OpenWeightAbove(_) => found.extend(
                self.questionnaire
                    .places()
                    .filter(|ix| {
                        let reading = &self.readings[usize::from(ix.0)];
                        reading.applies && reading.is_unanswered()
                    })
                    .map(Because::Answer),
            ),
            Condition::OpenCriticalAtLeast(_) => found.extend(self.open_critical().map(Because::Answer)),
            Condition::CriticalAtLeast(factor) => found.extend(
                self.critical().filter(|ix| self.readings[usize::from(ix.0)].factor >= *factor).map(Because::Answer),
            ),
            Condition::KnockOutOpen => {
                for when in self.open_knock_outs() {
                    self.because(when, Mode::Open, Truth::Open, found);
                }
            }
            Condition::LimitAtLeast(_) => found.push(Because::Limit),
            Condition::RevenueAbove(_) => found.push(Because::Revenue),
            Condition::OverrideAbove(points) => found.extend(self.overrides_above(*points).map(Because::Override)),
            Condition::Fact(fact) => found.push(Because::Fact(*fact)),
            Condition::OneOf { question, options } => {
                let given = self.readings[usize::from(question.0)].options;
                let ticks = OptionSet(given.0 & options.0);
                let several = self.questionnaire.question(*question).kind == AnswerKind::Multi;
                found.push(if several && !ticks.is_empty() {
                    Because::Ticks(*question, ticks)
                } else {
                    Because::Answer(*question)
                });
            }
            other => found.extend(other.questions().into_iter().map(Because::Answer)),
        }
    }

    /// A shown question is there because of what decides its showing.
    fn because_shown(&self, ix: QuestionIx, mode: Mode, wanted: Truth, found: &mut Vec<Because>) {
        let before = found.len();
        if let Some(when) = &self.questionnaire.question(ix).shown_if {
            let certain = shown_for_certain(&self.given(), ix);
            let mode = if certain == Truth::Open { Mode::Open } else { mode };
            self.because(when, mode, if certain == Truth::Open { Truth::Open } else { wanted }, found);
        }
        if found.len() == before {
            found.push(Because::Answer(ix));
        }
    }

    /// What makes a condition hold in force, each once; `None` when it does not.
    pub(super) fn reasons(&self, condition: &Condition) -> Option<Vec<Because>> {
        self.holds(condition).then(|| {
            let mut because = Vec::new();
            self.because(condition, Mode::InForce, Truth::True, &mut because);
            once(because)
        })
    }

    /// How a consistency rule that changes factors did so, if it did (rulings 4.5).
    fn changed(&self, place: u16, when: &Condition) -> Option<Vec<Because>> {
        let changed: Vec<Because> = self
            .questionnaire
            .places()
            .filter(|ix| {
                let reading = &self.readings[usize::from(ix.0)];
                reading.applies && reading.changed_by == Some(place)
            })
            .map(Because::Answer)
            .collect();
        if changed.is_empty() {
            return None;
        }
        let mut because = Vec::new();
        self.because(when, Mode::InForce, Truth::True, &mut because);
        because.extend(changed);
        Some(because)
    }

    fn fire(&self, place: u16) -> Option<FiredRule> {
        let rule = &self.questionnaire.rules[usize::from(place)];
        let because = match &rule.effect {
            Effect::KeepHidden => return None,
            Effect::Lift { .. } | Effect::Force { .. } => self.changed(place, &rule.when)?,
            Effect::Computed { questions } => questions
                .iter()
                .filter(|ix| self.readings[usize::from(ix.0)].computed)
                .map(|ix| Because::Answer(*ix))
                .collect(),
            _ => {
                let mode = if rule.kind == RuleKind::KnockOut { Mode::Open } else { Mode::InForce };
                if !self.truth(&rule.when, mode).certain() {
                    return None;
                }
                let mut because = Vec::new();
                self.because(&rule.when, mode, Truth::True, &mut because);
                because
            }
        };
        if because.is_empty() && matches!(rule.effect, Effect::Computed { .. }) {
            return None;
        }
        let because = once(because);
        let contradiction = match &rule.effect {
            Effect::Contradiction => true,
            Effect::Force { contradiction_when, .. } => self.holds(contradiction_when),
            _ => false,
        };
        Some(FiredRule { rule: place, because, contradiction })
    }
}

/// Each reason once, in order of appearance.
fn once(mut because: Vec<Because>) -> Vec<Because> {
    let mut seen = Vec::with_capacity(because.len());
    because.retain(|reason| {
        let new = !seen.contains(reason);
        seen.push(*reason);
        new
    });
    because
}

/// Runs all rules. Floors first, since referrals look at the band after them; the result is in
/// the questionnaire's order.
pub(super) fn run(scene: &mut Scene<'_>) -> Verdict {
    let questionnaire = scene.questionnaire;
    let of_kind = |wanted: RuleKind| {
        (0_u16..).zip(&questionnaire.rules).filter(move |(_, rule)| rule.kind == wanted).map(|(place, _)| place)
    };
    let mut credit_allowed = true;
    let mut floors = Vec::new();
    let mut band = scene.band;
    for fired in of_kind(RuleKind::Floor).filter_map(|place| scene.fire(place)) {
        if let Effect::Floor { best, no_credit } = questionnaire.rules[usize::from(fired.rule)].effect {
            band = band.max(best);
            credit_allowed &= !no_credit;
        }
        floors.push(fired);
    }
    scene.band = band;

    let mut fired: Vec<FiredRule> = [RuleKind::KnockOut, RuleKind::Insufficient, RuleKind::Referral]
        .into_iter()
        .flat_map(of_kind)
        .filter_map(|place| scene.fire(place))
        .collect();
    fired.extend(floors);
    fired.extend(of_kind(RuleKind::Consistency).filter_map(|place| scene.fire(place)));

    let effects = || fired.iter().map(|fired| &questionnaire.rules[usize::from(fired.rule)].effect);
    let outcome = if effects().any(|effect| *effect == Effect::Decline) {
        Outcome::Decline
    } else if effects().any(|effect| *effect == Effect::Hold) {
        Outcome::Hold
    } else if effects().any(|effect| *effect == Effect::Insufficient) {
        Outcome::InsufficientInformation
    } else {
        Outcome::Band(band)
    };
    let mut authority = questionnaire.band(band).authority;
    let mut sign_offs: Vec<String> = Vec::new();
    for effect in effects() {
        let Effect::Refer { authority: rank, to } = effect else { continue };
        authority = authority.max(rank.unwrap_or(0));
        for person in to {
            if !sign_offs.contains(person) {
                sign_offs.push(person.clone());
            }
        }
    }
    let requests = requests(questionnaire, &fired);
    Verdict { fired, band, outcome, authority, sign_offs, credit_allowed, requests }
}

/// What insufficient information asks for: unscored items first, then questions by weight,
/// ties in questionnaire order, each once (rulings 6.11).
fn requests(questionnaire: &Questionnaire, fired: &[FiredRule]) -> Vec<QuestionIx> {
    let mut asked: Vec<QuestionIx> = fired
        .iter()
        .filter(|fired| questionnaire.rules[usize::from(fired.rule)].kind == RuleKind::Insufficient)
        .flat_map(|fired| &fired.because)
        .filter_map(|because| match because {
            Because::Answer(ix) | Because::Ticks(ix, _) | Because::FollowUp(ix, _) => Some(*ix),
            _ => None,
        })
        .collect();
    asked.sort_by_key(|ix| {
        let question = questionnaire.question(*ix);
        let scored = questionnaire.section(question.section).kind == SectionKind::Scored;
        (scored, std::cmp::Reverse(question.weight), *ix)
    });
    asked.dedup();
    asked
}

//! What a questionnaire says at a target, what may stand there, and putting something else there.

use super::super::{Condition, Quarter, Question, QuestionIx, Questionnaire, Ratio, SectionKind, Span, Unit, Weight};
use super::{Hidden, Target, Threshold, Value};

const FACTOR: Span = Span { unit: Unit::Quarters, least: 0, most: 4 };
const PERCENT: Span = Span { unit: Unit::Percent, least: 0, most: 100 };
const TENTHS: Span = Span { unit: Unit::Tenths, least: 0, most: 1000 };
const WEIGHT: Span = Span { unit: Unit::Tenths, least: 1, most: 1000 };
const INDEX: Span = Span { unit: Unit::Points, least: 0, most: 100 };

impl Value {
    /// The number in the unit of its target; `None` for switches and hiding.
    #[must_use]
    pub fn units(&self) -> Option<u64> {
        match self {
            Self::Weight(weight) => u64::try_from(weight.tenths()).ok(),
            Self::Factor(factor) => Some(factor.pips().into()),
            Self::Points(points) => {
                let tenths = *points * Ratio::from_integer(10);
                tenths.is_integer().then(|| u64::try_from(tenths.to_integer()).ok()).flatten()
            }
            Self::Number(number) => Some(*number),
            Self::Switch(_) | Self::Hidden(_) => None,
        }
    }
}

impl Target {
    /// The value of this target with so many of its units; `None` for switches and hiding, and where so many
    /// cannot be.
    #[must_use]
    pub fn value(&self, units: u64) -> Option<Value> {
        match self {
            Self::Weight { .. } => u16::try_from(units).ok().and_then(Weight::from_tenths).map(Value::Weight),
            Self::Factor { .. } => u8::try_from(units).ok().and_then(Quarter::new).map(Value::Factor),
            Self::Edge { .. } => i64::try_from(units).ok().map(|tenths| Value::Points(Ratio::new(tenths, 10))),
            Self::Threshold(_) | Self::TierFrom { .. } | Self::ScheduleCap { .. } | Self::RuleNumber { .. } => {
                Some(Value::Number(units))
            }
            Self::Rule { .. } | Self::Hidden { .. } => None,
        }
    }
}

/// What a questionnaire says at a target; `None` where it has nothing of that name. An effective questionnaire
/// says what its plan says.
#[must_use]
pub fn value_of(questionnaire: &Questionnaire, target: &Target) -> Option<Value> {
    let planned = || questionnaire.plan.as_ref().and_then(|plan| plan.get(target)).map(|change| change.to.clone());
    match target {
        Target::Weight { question } => scored(questionnaire, question).map(|it| Value::Weight(it.weight)),
        Target::Factor { question, option } => {
            let question = scored(questionnaire, question)?;
            question.options.iter().find(|it| it.key == *option).map(|it| Value::Factor(it.factor))
        }
        Target::Edge { tier, band } => {
            let (tier, band) = edge(questionnaire, tier, band)?;
            questionnaire.edges.get(tier)?.get(band).copied().map(Value::Points)
        }
        Target::Threshold(threshold) => threshold_of(questionnaire, *threshold).map(Value::Number),
        Target::TierFrom { tier } => {
            let found = questionnaire.tiers.iter().find(|it| it.name == *tier)?;
            Some(Value::Number(found.from.into()))
        }
        Target::ScheduleCap { section } => {
            let section = questionnaire.sections.iter().position(|it| it.id == *section)?;
            (questionnaire.sections.get(section)?.kind == SectionKind::Scored).then_some(())?;
            let cap = questionnaire.schedule.caps.iter().find(|(ix, _)| usize::from(ix.0) == section);
            Some(Value::Number(cap.map_or(0, |(_, cap)| (*cap).into())))
        }
        Target::Rule { code } => {
            let found = questionnaire.rules.iter().any(|rule| rule.code == *code);
            if found { Some(Value::Switch(true)) } else { planned() }
        }
        Target::RuleNumber { code, place } => match rule(questionnaire, code) {
            Some(when) => Some(Value::Number(when.numbers().get(usize::from(*place))?.value)),
            None => planned(),
        },
        Target::Hidden { question } => {
            scored(questionnaire, question)?;
            Some(planned().unwrap_or(Value::Hidden(Hidden::Never)))
        }
    }
}

/// Which numbers may stand at a target; `None` for switches and hiding, and for what is not there.
#[must_use]
pub fn span_of(questionnaire: &Questionnaire, target: &Target) -> Option<Span> {
    Some(match target {
        Target::Weight { .. } => WEIGHT,
        Target::Factor { .. } => FACTOR,
        Target::Edge { .. } => TENTHS,
        Target::Threshold(threshold) => match threshold {
            Threshold::Borderline => TENTHS,
            Threshold::ScheduleNeutral => Span { most: 99, ..PERCENT },
            _ => PERCENT,
        },
        Target::TierFrom { .. } => INDEX,
        Target::ScheduleCap { .. } => PERCENT,
        Target::RuleNumber { code, place } => rule(questionnaire, code)?.numbers().get(usize::from(*place))?.span,
        Target::Rule { .. } | Target::Hidden { .. } => return None,
    })
}

/// Puts a value there; `None` where target and value do not fit each other or the questionnaire.
pub(super) fn put(questionnaire: &mut Questionnaire, target: &Target, value: &Value) -> Option<()> {
    match (target, value) {
        (Target::Weight { question }, Value::Weight(weight)) => {
            scored_mut(questionnaire, question)?.weight = *weight;
        }
        (Target::Factor { question, option }, Value::Factor(factor)) => {
            let question = scored_mut(questionnaire, question)?;
            question.options.iter_mut().find(|it| it.key == *option)?.factor = *factor;
        }
        (Target::Edge { tier, band }, Value::Points(points)) => {
            let (tier, band) = edge(questionnaire, tier, band)?;
            *questionnaire.edges.get_mut(tier)?.get_mut(band)? = *points;
        }
        (Target::Threshold(threshold), Value::Number(number)) => put_threshold(questionnaire, *threshold, *number)?,
        (Target::TierFrom { tier }, Value::Number(from)) => {
            questionnaire.tiers.iter_mut().find(|it| it.name == *tier)?.from = u8::try_from(*from).ok()?;
        }
        (Target::ScheduleCap { section }, Value::Number(cap)) => {
            let ix = questionnaire.sections.iter().position(|it| it.id == *section)?;
            let ix = super::super::SectionIx(u8::try_from(ix).ok()?);
            let caps = &mut questionnaire.schedule.caps;
            caps.retain(|(section, _)| *section != ix);
            if *cap > 0 {
                caps.push((ix, u8::try_from(*cap).ok()?));
                caps.sort_by_key(|(section, _)| *section);
            }
        }
        (Target::Rule { code }, Value::Switch(on)) => {
            if !on {
                questionnaire.rules.retain(|rule| rule.code != *code);
            }
        }
        (Target::RuleNumber { code, place }, Value::Number(number)) => {
            let rule = questionnaire.rules.iter_mut().find(|rule| rule.code == *code)?;
            rule.when = rule.when.with_number(usize::from(*place), *number)?;
        }
        (Target::Hidden { question }, Value::Hidden(hidden)) => {
            let condition = match hidden {
                Hidden::Never => return Some(()),
                Hidden::Always => Condition::Always,
                Hidden::When { question, options } => {
                    let ix = questionnaire.find(question)?;
                    let read = questionnaire.question(ix);
                    let mut set = super::super::OptionSet::default();
                    for key in options {
                        set = set.with(read.options.iter().position(|option| option.key == *key)?);
                    }
                    Condition::OneOf { question: ix, options: set }
                }
            };
            let not = Condition::Not(Box::new(condition));
            let question = scored_mut(questionnaire, question)?;
            question.shown_if = Some(match question.shown_if.take() {
                None => not,
                Some(before) => Condition::All(vec![before, not]),
            });
        }
        _ => return None,
    }
    Some(())
}

pub(super) fn scored_ix(questionnaire: &Questionnaire, id: &str) -> Option<QuestionIx> {
    questionnaire.find(id).filter(|ix| questionnaire.is_scored(*ix))
}

fn scored<'q>(questionnaire: &'q Questionnaire, id: &str) -> Option<&'q Question> {
    scored_ix(questionnaire, id).map(|ix| questionnaire.question(ix))
}

fn scored_mut<'q>(questionnaire: &'q mut Questionnaire, id: &str) -> Option<&'q mut Question> {
    let ix = scored_ix(questionnaire, id)?;
    questionnaire.questions.get_mut(usize::from(ix.0))
}

fn rule<'q>(questionnaire: &'q Questionnaire, code: &str) -> Option<&'q Condition> {
    questionnaire.rules.iter().find(|rule| rule.code == code).map(|rule| &rule.when)
}

fn edge(questionnaire: &Questionnaire, tier: &str, band: &str) -> Option<(usize, usize)> {
    let tier = questionnaire.tiers.iter().position(|it| it.name == tier)?;
    let band = questionnaire.bands.iter().position(|it| it.name == band)?;
    Some((tier, band))
}

fn threshold_of(questionnaire: &Questionnaire, threshold: Threshold) -> Option<u64> {
    let (confidence, schedule) = (&questionnaire.confidence, &questionnaire.schedule);
    Some(u64::from(match threshold {
        Threshold::Borderline => return Value::Points(questionnaire.borderline).units(),
        Threshold::ConfidenceLow => confidence.low_below,
        Threshold::ConfidenceHigh => confidence.high_from,
        Threshold::Evidence(grade) => *confidence.grades.get(usize::from(grade))?,
        Threshold::ScheduleNeutral => schedule.neutral,
        Threshold::ScheduleMax => schedule.default_max,
        Threshold::ScheduleCreditShare => schedule.credit_share,
    }))
}

fn put_threshold(questionnaire: &mut Questionnaire, threshold: Threshold, number: u64) -> Option<()> {
    if threshold == Threshold::Borderline {
        questionnaire.borderline = Ratio::new(i64::try_from(number).ok()?, 10);
        return Some(());
    }
    let (confidence, schedule) = (&mut questionnaire.confidence, &mut questionnaire.schedule);
    let place = match threshold {
        Threshold::Borderline => return None,
        Threshold::ConfidenceLow => &mut confidence.low_below,
        Threshold::ConfidenceHigh => &mut confidence.high_from,
        Threshold::Evidence(grade) => confidence.grades.get_mut(usize::from(grade))?,
        Threshold::ScheduleNeutral => &mut schedule.neutral,
        Threshold::ScheduleMax => &mut schedule.default_max,
        Threshold::ScheduleCreditShare => &mut schedule.credit_share,
    };
    *place = u8::try_from(number).ok()?;
    Some(())
}

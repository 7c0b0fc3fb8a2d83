//! What a plan changes, in words for people who are no actuaries.

use super::super::Questionnaire;
use super::value::span_of;
use super::{Fault, Hidden, Target, Threshold, Value};
use std::fmt;

impl Target {
    /// What it is called in words, without its subject: `weight`, `upper edge in High`.
    #[must_use]
    pub fn what(&self, questionnaire: &Questionnaire) -> String {
        match self {
            Self::Weight { .. } => "weight".to_owned(),
            Self::Factor { option, .. } => format!("factor of option {option}"),
            Self::Edge { tier, .. } => format!("upper edge in {tier}"),
            Self::Threshold(threshold) => threshold.words(),
            Self::TierFrom { .. } => "lowest index".to_owned(),
            Self::ScheduleCap { .. } => "schedule cap".to_owned(),
            Self::Rule { .. } => "rule".to_owned(),
            Self::RuleNumber { code, place } => {
                let rule = questionnaire.rules.iter().find(|rule| rule.code == *code);
                let number = rule.and_then(|rule| rule.when.numbers().into_iter().nth(usize::from(*place)));
                number.map_or_else(|| format!("number {}", u32::from(*place) + 1), |number| number.label(questionnaire))
            }
            Self::Hidden { .. } => "asked".to_owned(),
        }
    }

    /// What it belongs to, by its id: `D1`, `Preferred`, `REF-03`; empty for thresholds.
    #[must_use]
    pub fn subject(&self) -> String {
        match self {
            Self::Weight { question } | Self::Factor { question, .. } | Self::Hidden { question } => question.clone(),
            Self::Edge { band, .. } => band.clone(),
            Self::Threshold(_) => String::new(),
            Self::TierFrom { tier } => format!("tier {tier}"),
            Self::ScheduleCap { section } => format!("section {section}"),
            Self::Rule { code } | Self::RuleNumber { code, .. } => code.clone(),
        }
    }

    /// `D1 weight`.
    #[must_use]
    pub fn words(&self, questionnaire: &Questionnaire) -> String {
        let (subject, what) = (self.subject(), self.what(questionnaire));
        match self {
            Self::Rule { .. } => format!("rule {subject}"),
            Self::Hidden { .. } => format!("whether {subject} is asked"),
            _ if subject.is_empty() => what,
            _ => format!("{subject} {what}"),
        }
    }

    /// The value as it is shown at this target: `6.0`, `0.75`, `$5,000,000`, `off`.
    #[must_use]
    pub fn show(&self, questionnaire: &Questionnaire, value: &Value) -> String {
        match value {
            Value::Switch(on) => (if *on { "on" } else { "off" }).to_owned(),
            Value::Hidden(hidden) => hidden.words(),
            number => match (number.units(), span_of(questionnaire, self)) {
                (Some(units), Some(span)) => span.unit.show(units),
                (Some(units), None) => units.to_string(),
                (None, _) => match number {
                    Value::Points(points) => points.to_string(),
                    _ => String::new(),
                },
            },
        }
    }
}

impl Threshold {
    pub const ALL: [Self; 10] = [
        Self::Borderline,
        Self::ConfidenceLow,
        Self::ConfidenceHigh,
        Self::Evidence(0),
        Self::Evidence(1),
        Self::Evidence(2),
        Self::Evidence(3),
        Self::ScheduleNeutral,
        Self::ScheduleMax,
        Self::ScheduleCreditShare,
    ];

    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Borderline => "points on either side of an edge that make a case borderline".to_owned(),
            Self::ConfidenceLow => "confidence that is called low, below".to_owned(),
            Self::ConfidenceHigh => "confidence that is called high, from".to_owned(),
            Self::Evidence(grade) => format!("what evidence E{grade} counts for"),
            Self::ScheduleNeutral => "neutral point of the schedule".to_owned(),
            Self::ScheduleMax => "most that the schedule may add up to".to_owned(),
            Self::ScheduleCreditShare => "share of a section that needs evidence before a credit".to_owned(),
        }
    }
}

impl Hidden {
    /// Whether it is asked: `yes`, `never`, `not when A2 is low or mid`.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Never => "yes".to_owned(),
            Self::Always => "never".to_owned(),
            Self::When { question, options } => format!("not when {question} is {}", options.join(" or ")),
        }
    }
}

/// `what; mend`.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        if !self.mend.is_empty() {
            write!(f, "; {}", self.mend)?;
        }
        Ok(())
    }
}

//! Conditions and effects in words, for people who compare two versions.

use super::{BandIx, Condition, Effect, Fact, OptionSet, QuestionIx, Questionnaire};

impl Condition {
    /// `D3 counts 0.75 or more and (F2 counts 0.75 or more or ...)`; ids and keys, no texts.
    #[must_use]
    pub fn words(&self, of: &Questionnaire) -> String {
        let id = |ix: &QuestionIx| of.question(*ix).id.as_str();
        match self {
            Self::Always => "always".to_owned(),
            Self::All(parts) => joined(of, parts, " and "),
            Self::Any(parts) => joined(of, parts, " or "),
            Self::Not(inner) => format!("not ({})", inner.words(of)),
            Self::Count { at_least, of: parts } => format!("at least {at_least} of: {}", joined(of, parts, "; ")),
            Self::OneOf { question, options } => format!("{} is {}", id(question), keys(of, *question, *options)),
            Self::NoneOf { question, options } => {
                format!("{} is given and not {}", id(question), keys(of, *question, *options))
            }
            Self::Stated { question } => format!("{} is answered", id(question)),
            Self::AtLeast { question, factor } => format!("{} counts {factor} or more", id(question)),
            Self::AtMost { question, factor } => format!("{} counts {factor} or less", id(question)),
            Self::StatedAtLeast { question, factor } => format!("{} is answered with {factor} or more", id(question)),
            Self::StatedAtMost { question, factor } => format!("{} is answered with {factor} or less", id(question)),
            Self::EvidenceBelow { question, grade } => format!("evidence for {} is below E{grade}", id(question)),
            Self::FollowUp { question, follow_up, keys } => {
                format!("{} is {}", followed(of, *question, *follow_up), keys.join(" or "))
            }
            Self::FollowUpLacks { question, follow_up, key } => {
                format!("{} lacks {key}", followed(of, *question, *follow_up))
            }
            Self::Shown { question } => format!("{} is asked", id(question)),
            Self::TierAtLeast(tier) => format!("the tier is {} or higher", of.tier(*tier).name),
            Self::BandOneOf(bands) => {
                let names: Vec<&str> = bands.iter().map(|band| of.band(*band).name.as_str()).collect();
                format!("the band is {}", names.join(" or "))
            }
            Self::SectionAbove { section, percent } => {
                format!("section {} is above {percent}%", of.section(*section).id)
            }
            Self::CriticalAtLeast(factor) => format!("any critical question counts {factor} or more"),
            Self::KnockOutOpen => "a knock-out hangs on a missing answer".to_owned(),
            Self::Fact(Fact::RestrictedMaker) => "the device list holds a restricted maker".to_owned(),
            Self::Fact(Fact::ExploitedReachable) => {
                "a device that can be reached has a flaw known to be exploited".to_owned()
            }
            Self::Fact(Fact::PlanMovedBand) => "the plan alone moves the case a band".to_owned(),
            Self::ConfidenceBelow(_)
            | Self::OpenWeightAbove(_)
            | Self::OpenCriticalAtLeast(_)
            | Self::LimitAtLeast(_)
            | Self::RevenueAbove(_)
            | Self::OverrideAbove(_)
            | Self::Fact(Fact::SupportEndsInTerm { .. }) => {
                let number = self.numbers().into_iter().next();
                number.map_or_else(String::new, |it| format!("{} {}", it.words, it.span.unit.show(it.value)))
            }
        }
    }

    /// The words with every number at its least: the same for conditions that differ in numbers only.
    pub(super) fn shape(&self, of: &Questionnaire) -> String {
        let least: Vec<u64> = self.numbers().iter().map(|number| number.span.least).collect();
        let plain =
            (0..).zip(least).try_fold(self.clone(), |condition, (place, least)| condition.with_number(place, least));
        plain.as_ref().unwrap_or(self).words(of)
    }
}

fn joined(of: &Questionnaire, parts: &[Condition], with: &str) -> String {
    let words: Vec<String> = parts
        .iter()
        .map(|part| match part {
            Condition::All(_) | Condition::Any(_) | Condition::Count { .. } => format!("({})", part.words(of)),
            _ => part.words(of),
        })
        .collect();
    words.join(with)
}

fn keys(of: &Questionnaire, question: QuestionIx, options: OptionSet) -> String {
    let question = of.question(question);
    let keys: Vec<&str> =
        options.places().filter_map(|place| question.options.get(place)).map(|option| option.key.as_str()).collect();
    keys.join(" or ")
}

fn followed(of: &Questionnaire, question: QuestionIx, follow_up: u8) -> String {
    let question = of.question(question);
    let key = question.follow_ups.get(usize::from(follow_up)).map_or("", |it| it.key.as_str());
    format!("{} {key}", question.id)
}

impl Effect {
    /// The effect with what it acts on: `Refer to Senior underwriter, Claims`.
    #[must_use]
    pub fn details(&self, of: &Questionnaire) -> String {
        let ids = |questions: &[QuestionIx]| {
            questions.iter().map(|ix| of.question(*ix).id.as_str()).collect::<Vec<_>>().join(", ")
        };
        let band = |ix: &BandIx| of.band(*ix).name.clone();
        match self {
            Self::Refer { authority, to } => {
                let rank = authority.and_then(|rank| of.authorities.get(usize::from(rank)));
                let all: Vec<&str> = rank.into_iter().chain(to).map(String::as_str).collect();
                format!("{} to {}", self.words(), all.join(", "))
            }
            Self::Floor { best, no_credit } => {
                format!("{} at {}{}", self.words(), band(best), if *no_credit { ", no credit" } else { "" })
            }
            Self::Lift { questions, from, to, unless_grade } => {
                let from: Vec<String> = from.iter().map(ToString::to_string).collect();
                format!("{} of {} count {to}, unless E{unless_grade}", from.join(" and "), ids(questions))
            }
            Self::Force { question, to, contradiction_when } => {
                format!(
                    "{} counts {to}; a contradiction when {}",
                    of.question(*question).id,
                    contradiction_when.words(of)
                )
            }
            Self::Computed { questions } => format!("{} for {}", self.words(), ids(questions)),
            _ => self.words().to_owned(),
        }
    }
}

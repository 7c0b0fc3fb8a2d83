//! Conditions and effects.

use super::super::ron_tree::{Node, Value};
use super::fields::Reader;
use super::names::Names;
use crate::questionnaire::{Condition, Effect, Fact, Quarter};

const SHAPES: &str = "Always, All, Any, Not, Count, OneOf, NoneOf, Stated, AtLeast, AtMost, StatedAtLeast, \
    StatedAtMost, EvidenceBelow, FollowUp, FollowUpLacks, Shown, TierAtLeast, BandOneOf, SectionAbove, \
    ConfidenceBelow, OpenWeightAbove, OpenCriticalAtLeast, CriticalAtLeast, KnockOutOpen, LimitAtLeast, \
    RevenueAbove, OverrideAbove, RestrictedMaker, SupportEndsInTerm, ExploitedReachable, PlanMovedBand";

pub(super) fn factor(reader: &mut Reader, node: &Node) -> Option<Quarter> {
    let mend = "write 0, 0.25, 0.5, 0.75 or 1";
    let quarters = reader.scaled(node, 4, "factor", mend)?;
    let quarter = u8::try_from(quarters).ok().and_then(Quarter::new);
    if quarter.is_none() {
        reader.report(node.at, "a factor is at most 1", mend);
    }
    quarter
}

pub(super) fn grade(reader: &mut Reader, node: &Node) -> Option<u8> {
    reader.word(node, &[("E0", 0), ("E1", 1), ("E2", 2), ("E3", 3)])
}

/// A condition; reports and returns `None` when it cannot be used.
pub(super) fn condition(reader: &mut Reader, names: &Names, node: &Node) -> Option<Condition> {
    let (name, items): (&str, &[Node]) = match &node.value {
        Value::Word(word) => (word, &[]),
        Value::Tuple { name: Some(name), items } => (name, items),
        Value::Broken => return None,
        _ => {
            reader.report(node.at, "a condition should stand here", format!("use one of {SHAPES}"));
            return None;
        }
    };
    let wanted = match name {
        "Always" | "KnockOutOpen" | "RestrictedMaker" | "ExploitedReachable" | "PlanMovedBand" => 0,
        "All"
        | "Any"
        | "Not"
        | "Stated"
        | "Shown"
        | "TierAtLeast"
        | "BandOneOf"
        | "ConfidenceBelow"
        | "OpenWeightAbove"
        | "OpenCriticalAtLeast"
        | "CriticalAtLeast"
        | "LimitAtLeast"
        | "RevenueAbove"
        | "OverrideAbove"
        | "SupportEndsInTerm" => 1,
        "Count" | "OneOf" | "NoneOf" | "AtLeast" | "AtMost" | "StatedAtLeast" | "StatedAtMost" | "EvidenceBelow"
        | "SectionAbove" => 2,
        "FollowUp" | "FollowUpLacks" => 3,
        _ => {
            reader.report(node.at, format!("{name} is not a condition"), format!("use one of {SHAPES}"));
            return None;
        }
    };
    if items.len() != wanted {
        let what = format!("{name} takes {wanted} values and has {}", items.len());
        reader.report(node.at, what, "see the comment on top of the shipped questionnaire");
        return None;
    }
    match items {
        [] => Some(match name {
            "KnockOutOpen" => Condition::KnockOutOpen,
            "RestrictedMaker" => Condition::Fact(Fact::RestrictedMaker),
            "ExploitedReachable" => Condition::Fact(Fact::ExploitedReachable),
            "PlanMovedBand" => Condition::Fact(Fact::PlanMovedBand),
            _ => Condition::Always,
        }),
        [one] => of_one(reader, names, name, one),
        [one, two] => of_two(reader, names, name, one, two),
        [one, two, three] => {
            let (question, known) = names.question(reader, one)?;
            let follow_up = known.follow_up(reader, two)?;
            Some(if name == "FollowUp" {
                let keys = reader.list(three).iter().map(|key| known.follow_up_key(reader, follow_up, key)).collect();
                Condition::FollowUp { question, follow_up, keys }
            } else {
                Condition::FollowUpLacks { question, follow_up, key: known.follow_up_key(reader, follow_up, three) }
            })
        }
        _ => None,
    }
}

fn conditions(reader: &mut Reader, names: &Names, node: &Node) -> Option<Vec<Condition>> {
    let items = reader.list(node);
    if items.is_empty() && !matches!(node.value, Value::Broken) {
        reader.report(node.at, "a condition over nothing", "put at least one condition into the list");
    }
    let read: Vec<Option<Condition>> = items.iter().map(|item| condition(reader, names, item)).collect();
    read.into_iter().collect()
}

fn percent(reader: &mut Reader, node: &Node) -> Option<u8> {
    reader.whole(node, 100, "percentage").map(|percent| percent as u8)
}

fn of_one(reader: &mut Reader, names: &Names, name: &str, one: &Node) -> Option<Condition> {
    Some(match name {
        "All" => Condition::All(conditions(reader, names, one)?),
        "Any" => Condition::Any(conditions(reader, names, one)?),
        "Not" => Condition::Not(Box::new(condition(reader, names, one)?)),
        "Stated" => Condition::Stated { question: names.question(reader, one)?.0 },
        "Shown" => Condition::Shown { question: names.question(reader, one)?.0 },
        "TierAtLeast" => Condition::TierAtLeast(Names::find(reader, &names.tiers, "tier", one)?),
        "BandOneOf" => {
            let bands = reader.list(one).iter().map(|band| Names::find(reader, &names.bands, "band", band));
            Condition::BandOneOf(bands.collect::<Option<_>>()?)
        }
        "ConfidenceBelow" => Condition::ConfidenceBelow(percent(reader, one)?),
        "OpenWeightAbove" => Condition::OpenWeightAbove(percent(reader, one)?),
        "OpenCriticalAtLeast" => Condition::OpenCriticalAtLeast(reader.whole(one, 250, "number of questions")? as u8),
        "CriticalAtLeast" => Condition::CriticalAtLeast(factor(reader, one)?),
        "LimitAtLeast" => Condition::LimitAtLeast(reader.whole(one, 1_000_000_000_000, "amount")?),
        "RevenueAbove" => Condition::RevenueAbove(reader.whole(one, 1_000_000_000_000, "amount")?),
        "OverrideAbove" => Condition::OverrideAbove(reader.whole(one, 100, "number of points")? as u8),
        _ => Condition::Fact(Fact::SupportEndsInTerm { above_percent: percent(reader, one)? }),
    })
}

fn of_two(reader: &mut Reader, names: &Names, name: &str, one: &Node, two: &Node) -> Option<Condition> {
    if name == "Count" {
        let at_least = reader.whole(one, 250, "count")? as u8;
        let of = conditions(reader, names, two)?;
        if at_least == 0 || usize::from(at_least) > of.len() {
            let what = format!("at least {at_least} of {} conditions", of.len());
            reader.report(one.at, what, "write a number from 1 to the length of the list");
        }
        return Some(Condition::Count { at_least, of });
    }
    if name == "SectionAbove" {
        let section = Names::find(reader, &names.sections, "section", one)?;
        return Some(Condition::SectionAbove { section, percent: percent(reader, two)? });
    }
    let (question, known) = names.question(reader, one)?;
    Some(match name {
        "OneOf" => Condition::OneOf { question, options: known.option_set(reader, two) },
        "NoneOf" => Condition::NoneOf { question, options: known.option_set(reader, two) },
        "EvidenceBelow" => Condition::EvidenceBelow { question, grade: grade(reader, two)? },
        _ => {
            let factor = factor(reader, two)?;
            match name {
                "AtLeast" => Condition::AtLeast { question, factor },
                "AtMost" => Condition::AtMost { question, factor },
                "StatedAtLeast" => Condition::StatedAtLeast { question, factor },
                _ => Condition::StatedAtMost { question, factor },
            }
        }
    })
}

/// The effect of a rule.
pub(super) fn effect(reader: &mut Reader, names: &Names, node: &Node) -> Option<Effect> {
    const WORDS: [(&str, Effect); 6] = [
        ("Decline", Effect::Decline),
        ("Hold", Effect::Hold),
        ("Insufficient", Effect::Insufficient),
        ("Contradiction", Effect::Contradiction),
        ("Challenge", Effect::Challenge),
        ("KeepHidden", Effect::KeepHidden),
    ];
    let unknown = "write Decline, Hold, Insufficient, Refer(..), Floor(..), Lift(..), Force(..), Computed([..]), \
        Contradiction, Challenge or KeepHidden";
    match &node.value {
        Value::Word(word) => {
            let found = WORDS.into_iter().find(|(name, _)| name == word).map(|(_, effect)| effect);
            if found.is_none() {
                reader.report(node.at, format!("{word} is not an effect"), unknown);
            }
            found
        }
        Value::Tuple { name: Some(name), items } if name == "Computed" && items.len() == 1 => {
            let questions = reader.list(&items[0]).iter().map(|id| names.question(reader, id).map(|found| found.0));
            Some(Effect::Computed { questions: questions.collect::<Option<_>>()? })
        }
        Value::Fields { name: Some(name), .. } => match name.as_str() {
            "Refer" => Some(refer(reader, names, node)),
            "Floor" => floor(reader, names, node),
            "Lift" => lift(reader, names, node),
            "Force" => force(reader, names, node),
            _ => {
                reader.report(node.at, format!("{name} is not an effect"), unknown);
                None
            }
        },
        Value::Broken => None,
        _ => {
            reader.report(node.at, "an effect should stand here", unknown);
            None
        }
    }
}

fn refer(reader: &mut Reader, names: &Names, node: &Node) -> Effect {
    let mut fields = reader.fields(node, "Refer");
    let authority =
        fields.optional("authority").and_then(|node| Names::find(reader, &names.authorities, "authority", node));
    let to = fields.texts_or_empty(reader, "to");
    fields.finish(reader);
    if authority.is_none() && to.is_empty() {
        reader.report(node.at, "a referral to nobody", "name an authority, or people in to: [..]");
    }
    Effect::Refer { authority, to }
}

fn floor(reader: &mut Reader, names: &Names, node: &Node) -> Option<Effect> {
    let mut fields = reader.fields(node, "Floor");
    let best = fields.required(reader, "best").and_then(|node| Names::find(reader, &names.bands, "band", node));
    let no_credit = fields.flag_or_false(reader, "no_credit");
    fields.finish(reader);
    Some(Effect::Floor { best: best?, no_credit })
}

fn lift(reader: &mut Reader, names: &Names, node: &Node) -> Option<Effect> {
    let mut fields = reader.fields(node, "Lift");
    let questions: Option<Vec<_>> =
        fields.list(reader, "questions").iter().map(|id| names.question(reader, id).map(|found| found.0)).collect();
    let from: Option<Vec<_>> = fields.list(reader, "from").iter().map(|node| factor(reader, node)).collect();
    let to = fields.required(reader, "to").and_then(|node| factor(reader, node));
    let unless_grade = fields.required(reader, "unless").and_then(|node| grade(reader, node));
    fields.finish(reader);
    let (from, to) = (from?, to?);
    if from.iter().any(|from| *from >= to) {
        reader.report(node.at, "a lift to a better factor", "to must be worse than every factor in from");
    }
    Some(Effect::Lift { questions: questions?, from, to, unless_grade: unless_grade? })
}

fn force(reader: &mut Reader, names: &Names, node: &Node) -> Option<Effect> {
    let mut fields = reader.fields(node, "Force");
    let question = fields.required(reader, "question").and_then(|node| names.question(reader, node)).map(|it| it.0);
    let to = fields.required(reader, "to").and_then(|node| factor(reader, node));
    let when = fields.required(reader, "contradiction_when").and_then(|node| condition(reader, names, node));
    fields.finish(reader);
    Some(Effect::Force { question: question?, to: to?, contradiction_when: when? })
}

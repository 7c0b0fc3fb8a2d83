//! Never certain when it is not; and never worse than the form.

use super::*;
use crate::assessment::tests::laws::{bytes, config};
use crate::assessment::tests::small::{self, Source};
use crate::assessment::tests::support::{Case, all_at, blank, core, worked};
use crate::assessment::{Assessment, assess};
use crate::questionnaire::{
    BandIx, Condition, Effect, OptionSet, Quarter, Rule, RuleKind, SectionIx, TierIx, WhenUnanswered,
};
use crate::submission::{Answer, Grade, NotApplicable, Record};
use proptest::prelude::*;
use std::collections::BTreeSet;

#[path = "../../../tests/benches/ask/calls.rs"]
mod calls;

fn asking(case: &Case) -> Asking {
    next_questions(case.questionnaire, &case.submission, &case.facts)
}

fn first(case: &Case) -> &'static str {
    let next = asking(case).order.first().map(|next| next.question).expect("a question");
    &case.questionnaire.question(next).id
}

/// Every record that a completion may hold for a question, its own among them.
fn completions(case: &Case, ix: QuestionIx) -> Vec<Option<Record>> {
    let question = case.questionnaire.question(ix);
    let mut all = vec![case.submission.record(&question.id).cloned()];
    let grades = [Grade::Asserted, Grade::IndependentTest];
    let answers = (1_u32..1 << question.options.len())
        .map(OptionSet)
        .filter(|set| crate::assessment::usable(question, *set))
        .map(|set| set.places().map(|place| question.options[place].key.clone()).collect::<BTreeSet<_>>());
    for keys in answers {
        all.extend(grades.map(|grade| {
            Some(Record { answer: Some(Answer::Options(keys.clone())), grade: Some(grade), ..Record::default() })
        }));
    }
    if question.not_applicable.is_some() {
        let [reason, control, decider] = ["r", "c", "d"].map(str::to_owned);
        let answer = Answer::NotApplicable(NotApplicable { reason, control, decider });
        all.push(Some(Record { answer: Some(answer), ..Record::default() }));
    }
    all
}

/// Visits completions: all of them while they are few, else as many as `most`, drawn.
fn each_completion(case: &Case, most: usize, source: &mut Source<'_>, mut visit: impl FnMut(&Assessment)) -> bool {
    let now = case.assess().assessment;
    let open: Vec<(QuestionIx, Vec<Option<Record>>)> = case
        .questionnaire
        .places()
        .filter(|ix| now.reading(*ix).is_unanswered() && case.questionnaire.question(*ix).options.len() > 1)
        .map(|ix| (ix, completions(case, ix)))
        .collect();
    let count = open.iter().fold(1_usize, |product, (_, ways)| product.saturating_mul(ways.len()));
    for way in 0..count.min(most) {
        let mut completed = case.clone();
        let mut left = way;
        for (ix, ways) in &open {
            let place = if count <= most { left % ways.len() } else { source.pick(ways.len()) };
            left /= ways.len();
            let id = &case.questionnaire.question(*ix).id;
            match &ways[place] {
                Some(record) => completed.submission.records.insert(id.clone(), record.clone()),
                None => completed.submission.records.remove(id),
            };
        }
        visit(&assess(completed.questionnaire, &completed.submission, &completed.facts));
    }
    count <= most
}

/// Knock-outs and floors of every kind that a questionnaire may have, drawn.
fn with_rules(questionnaire: &mut Questionnaire, source: &mut Source<'_>) {
    let scored: Vec<QuestionIx> = questionnaire.places().filter(|ix| questionnaire.is_scored(*ix)).collect();
    for number in 0..3 {
        let mut parts: Vec<Condition> = (0..1 + source.pick(2))
            .map(|_| {
                let question = scored[source.pick(scored.len())];
                let factor = Quarter::new(source.pick(5) as u8).expect("a quarter");
                match source.pick(10) {
                    0 | 1 => Condition::AtLeast { question, factor },
                    2 => Condition::AtMost { question, factor },
                    3 => Condition::StatedAtLeast { question, factor },
                    4 => Condition::EvidenceBelow { question, grade: 2 },
                    5 => Condition::Shown { question },
                    6 => Condition::OneOf { question: QuestionIx(0), options: OptionSet::of(source.pick(3)) },
                    7 => Condition::NoneOf { question: QuestionIx(1), options: OptionSet::of(source.pick(3)) },
                    8 => Condition::SectionAbove { section: SectionIx(1), percent: source.pick(100) as u8 },
                    _ => match source.pick(2) {
                        0 => Condition::TierAtLeast(TierIx(1)),
                        _ => Condition::ConfidenceBelow(20 + source.pick(60) as u8),
                    },
                }
            })
            .collect();
        let last = parts.pop().expect("a part");
        let when = match source.pick(5) {
            0 => Condition::Not(Box::new(last)),
            1 => Condition::Any(parts.into_iter().chain([last]).collect()),
            2 => Condition::Count { at_least: 1, of: parts.into_iter().chain([last]).collect() },
            _ => Condition::All(parts.into_iter().chain([last]).collect()),
        };
        let floor = source.pick(2) == 0;
        questionnaire.rules.push(Rule {
            code: format!("X-{number}"),
            kind: if floor { RuleKind::Floor } else { RuleKind::KnockOut },
            says: String::new(),
            when,
            effect: if floor { Effect::Floor { best: BandIx(1), no_credit: false } } else { Effect::Hold },
            cure: String::new(),
            when_unanswered: WhenUnanswered::Insufficient,
        });
    }
}

fn fired(assessment: &Assessment, rule: u16) -> bool {
    assessment.rules.iter().any(|fired| fired.rule == rule)
}

/// Holds what is called possible and certain against completions.
fn check_possible(case: &Case, source: &mut Source<'_>) -> Result<(), TestCaseError> {
    let said = asking(case);
    let knock_outs: Vec<u16> = (0_u16..)
        .zip(&case.questionnaire.rules)
        .filter(|(_, rule)| rule.kind == RuleKind::KnockOut)
        .map(|(place, _)| place)
        .collect();
    let mut wrong = String::new();
    each_completion(case, 600, source, |it| {
        if !said.possible.bands.contains(&it.band) {
            wrong = format!("band {:?} is reached, {:?} are possible", it.band, said.possible.bands);
        }
        if it.tier < said.possible.tiers.0 || it.tier > said.possible.tiers.1 {
            wrong = format!("tier {:?} is reached, {:?} are possible", it.tier, said.possible.tiers);
        }
        if it.score < said.possible.best || it.score > said.possible.worst {
            wrong = format!("{} is reached, {} to {} possible", it.score, said.possible.best, said.possible.worst);
        }
        for place in &knock_outs {
            let (must, may) = (said.possible.fires.contains(place), said.possible.may_fire.contains(place));
            let fires = fired(it, *place);
            if (must && !fires) || (fires && !must && !may) {
                wrong = format!("rule {place} fires: {fires}, must: {must}, may: {may}");
            }
        }
    });
    prop_assert!(wrong.is_empty(), "{wrong}");
    prop_assert_eq!(said.settled, said.possible.bands.len() == 1);
    prop_assert_eq!(said.settled, said.certain_after.is_none());
    Ok(())
}

proptest! {
    #![proptest_config(config(400))]

    /// The heart of it: what is called certain holds in every completion, on questionnaires of every kind.
    #[test]
    fn certain_is_certain(bytes in bytes(220)) {
        let mut source = Source(&bytes);
        let questionnaire = small::random(&mut source);
        prop_assume!(questionnaire.is_some());
        let mut questionnaire = questionnaire.expect("assumed");
        with_rules(&mut questionnaire, &mut source);
        let mut case = small::case(questionnaire);
        case.submission = small::answers(case.questionnaire, &mut source);
        check_possible(&case, &mut source)?;
    }
}

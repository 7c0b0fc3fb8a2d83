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
    #![proptest_config(ProptestConfig { failure_persistence: None, ..config(400) })]

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

/// Where nothing hangs together, what is called possible is reached: no needless "may still be".
#[test]
fn possible_is_reached_where_answers_stand_alone() {
    let mut case = small::fixed(
        "Rule(code: \"FL-1\", says: \"-\", when: CriticalAtLeast(1), effect: Floor(best: \"Bad\", no_credit: true)), \
         Rule(code: \"KO-1\", says: \"-\", when: AtLeast(\"T1\", 0.75), effect: Hold)",
    );
    for open in [&["S1"][..], &["S1", "S3"], &["A1"], &["A1", "S3"], &["A2", "T1"], &["S1", "T1"]] {
        case.submission = Submission::default();
        for (id, key) in [("A1", "x"), ("A2", "p"), ("S1", "b"), ("S2", "c"), ("S3", "a"), ("T1", "b"), ("K1", "no")] {
            if !open.contains(&id) {
                case = case.with(&format!("{id} {key} E3"));
            }
        }
        let said = asking(&case);
        let (mut bands, mut fires, mut silent) = (BTreeSet::new(), false, false);
        let all = each_completion(&case, 20_000, &mut Source(&[]), |it| {
            bands.insert(it.band);
            let fired = it.rules.iter().any(|fired| case.questionnaire.rules[usize::from(fired.rule)].code == "KO-1");
            fires |= fired;
            silent |= !fired;
        });
        assert!(all, "every completion was tried");
        assert_eq!(said.possible.bands, bands.into_iter().collect::<Vec<_>>(), "open: {}", open.join(" "));
        assert_eq!(said.possible.may_fire.len(), usize::from(fires && silent), "open: {}", open.join(" "));
        assert_eq!(said.possible.fires.len(), usize::from(fires && !silent), "open: {}", open.join(" "));
    }
}

/// The range that is shown beside it is the same range.
#[test]
fn the_range_is_that_of_the_assessment() {
    let cases = [
        blank(),
        worked(),
        worked().with("A3 -; A4 -; D1 -; C1 -"),
        all_at("a", Grade::Asserted).with("C1 -; D3 -"),
        all_at("e", Grade::ScanOrLog).with("A6 -; J2 -; G4 -"),
    ];
    for case in cases {
        let (said, range) = (asking(&case).possible, case.assess().assessment.range);
        assert_eq!((said.best, said.worst), (range.best, range.worst));
    }
}

#[test]
fn an_empty_case_asks_what_decides_it_at_once() {
    let said = asking(&blank());
    let ids: Vec<&str> = said.order.iter().map(|next| core().question(next.question).id.as_str()).collect();
    assert_eq!(ids.last(), Some(&"K3"), "a signature is no matter of this call");
    assert_eq!(first(&blank()), "K2", "an open compromise is a hold whatever else is answered");
    let place = |id: &str| ids.iter().position(|other| *other == id).unwrap_or_else(|| panic!("{id} is not asked"));
    for (sooner, later) in [("G3", "G1"), ("D3", "D4"), ("D1", "D5"), ("C2", "C4"), ("A3", "A9")] {
        assert!(place(sooner) < place(later), "{sooner} before {later}: {}", ids.join(" "));
    }
    for beside in ["A7", "K1", "K4"] {
        assert!(!ids.contains(&beside), "{beside} moves neither band nor knock-out");
    }
    let after = said.certain_after.expect("nothing is certain");
    assert!(after.at_best.expect("some answers would do") < after.at_latest.expect("nothing is unknown"));
    assert!(!said.settled);
}

#[test]
fn a_knock_out_that_fired_is_certain_and_asks_no_more_about_itself() {
    let fired = blank().with("K2 yes_unresolved");
    let said = asking(&fired);
    let code = |place: &u16| core().rules[usize::from(*place)].code.as_str();
    assert_eq!(said.possible.fires.iter().map(code).collect::<Vec<_>>(), ["KO-6"]);
    assert_ne!(first(&fired), "K2");
}

/// Asked, and nobody knows: it is not asked again, and nothing pretends that it is settled.
#[test]
fn what_nobody_knows_is_not_asked_again_and_keeps_the_band_open() {
    let case = all_at("a", Grade::ScanOrLog).with("D1 ?; D2 ?; G2 ?; C1 ?; E1 ?; E3 ?; I3 ?");
    let said = asking(&case);
    assert_eq!((said.order.len(), said.unknown, said.settled), (0, 7, false));
    assert!(said.possible.bands.len() > 1);
    assert_eq!(said.certain_after, Some(CertainAfter { at_best: None, at_latest: None }));
}

#[test]
fn a_settled_band_is_said_while_answers_are_open() {
    let case = all_at("a", Grade::ScanOrLog).with("B2 -; F5 -; H4 -; J4 -");
    let said = asking(&case);
    assert!(said.settled);
    assert_eq!((said.open, said.order.len()), (4, 0));
    assert_eq!(core().band(said.possible.bands[0]).name, "Preferred");
}

/// "At the latest": whatever the answers are, drawn over whole calls in the order that was named.
#[test]
fn the_band_is_certain_at_the_latest_when_it_was_said() {
    for seed in 0..12 {
        let answers = calls::hidden(core(), seed);
        let mut case = blank();
        for (place, (id, record)) in answers.records.iter().enumerate() {
            // The exposure items, so that what is shown is settled, and every third of the rest.
            if id.starts_with('A') || place % 3 == 0 {
                case.submission.records.insert(id.clone(), record.clone());
            }
        }
        let said = asking(&case);
        let Some(latest) = said.certain_after.and_then(|after| after.at_latest) else { continue };
        for next in said.order.iter().take(usize::from(latest)) {
            let id = core().question(next.question).id.clone();
            case.submission.records.insert(id.clone(), answers.records[&id].clone());
        }
        assert!(asking(&case).settled, "call {seed} after {latest}");
    }
}

/// Once a band is called certain, the answers that were never asked give that band.
#[test]
fn a_call_takes_fewer_questions_than_the_form_on_average() {
    use calls::Order::{Ours, Paper, Weight};
    let taken = |order| {
        (0..40)
            .map(|seed| calls::call(core(), &calls::hidden(core(), seed), order))
            .fold((0, 0), |sum, taken| (sum.0 + taken.band, sum.1 + taken.decided))
    };
    let (ours, paper, weight) = (taken(Ours), taken(Paper), taken(Weight));
    assert!(ours.0 < paper.0, "until the band is certain: {} questions, {} by the form", ours.0, paper.0);
    assert!(ours.1 < paper.1, "until the case is decided: {} questions, {} by the form", ours.1, paper.1);
    assert!(ours.1 < weight.1, "until the case is decided: {} questions, {} by weight", ours.1, weight.1);
}

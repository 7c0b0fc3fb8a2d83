//! Random submissions, plans, rules and books.

use super::Case;
use crate::assessment::tests::small::{self, Source};
use crate::assessment::{ComputedAnswer, Facts, Holding, ListFacts, SupportEnds};
use crate::book::{Book, Row, row_from_case};
use crate::inventory::Term;
use crate::questionnaire::plan::{Hidden, Target, Threshold, Value, lay, span_of};
use crate::questionnaire::{
    BandIx, Condition, Effect, Fact, FollowUpKind, OptionSet, Plan, Quarter, QuestionIx, Questionnaire, Rule, RuleKind,
    SectionIx, TierIx, WhenUnanswered,
};
use crate::submission::{Answer, Currency, FollowUpAnswer, Money, Override, OverrideOf, Submission};
use std::collections::BTreeSet;
use std::sync::Arc;

pub fn noise(mut seed: u64, count: usize) -> Vec<u8> {
    let mut next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 40) as u8
    };
    (0..count).map(|_| next()).collect()
}

/// What a flat table can hold: answers, limit and revenue.
fn random_row(questionnaire: &Questionnaire, source: &mut Source<'_>) -> Submission {
    let mut submission = small::answers(questionnaire, source);
    // Half of the cases lean to good answers, so that every band is reached.
    let lean = source.pick(4);
    for (id, record) in &mut submission.records {
        let scored = questionnaire.find(id).is_some_and(|ix| questionnaire.is_scored(ix));
        match &mut record.answer {
            Some(Answer::Options(keys)) if scored && lean > 1 && source.pick(4) > 0 => {
                *keys = BTreeSet::from([questionnaire.question(questionnaire.find(id).expect("scored")).options[0]
                    .key
                    .clone()]);
            }
            Some(Answer::Options(keys)) if source.pick(40) == 0 => {
                keys.insert("no such option".to_owned());
            }
            Some(answer) if source.pick(60) == 0 => *answer = Answer::Text(" ".to_owned()),
            Some(Answer::NotApplicable(_)) if source.pick(2) == 0 => record.answer = None,
            _ => {}
        }
    }
    let amounts = [None, Some(4_999_999), Some(5_000_000), Some(100_000_000), Some(100_000_001)];
    submission.policy.limit = amounts[source.pick(amounts.len())].map(Money::whole);
    submission.applicant.revenue = amounts[source.pick(amounts.len())].map(Money::whole);
    submission
}

/// With everything that only a case file knows.
pub fn random_case(questionnaire: &Questionnaire, source: &mut Source<'_>) -> Case {
    let mut submission = random_row(questionnaire, source);
    for question in &questionnaire.questions {
        for follow_up in &question.follow_ups {
            let keys: Vec<&str> = match &follow_up.kind {
                FollowUpKind::YesNo => vec!["yes", "no"],
                FollowUpKind::Ticks { options, .. } => options.iter().map(|(key, _)| key.as_str()).collect(),
                _ => continue,
            };
            if source.pick(2) == 0 {
                let given = (0..1 + source.pick(2)).map(|_| source.of(&keys).to_owned()).collect();
                let record = submission.records.entry(question.id.clone()).or_default();
                record.follow_ups.insert(follow_up.key.clone(), FollowUpAnswer::Keys(given));
            }
        }
    }
    if source.pick(4) == 0 {
        submission.policy.currency = Currency("EUR".to_owned());
    }
    for _ in 0..source.pick(3) {
        let band = |source: &mut Source<'_>| source.of(&["Standard", "Preferred"]).to_owned();
        let of = match source.pick(2) {
            0 => OverrideOf::Band { from: band(source), to: band(source) },
            _ => OverrideOf::Score { from_tenths: 300, to_tenths: 230 + source.pick(140) as u16 },
        };
        let blank = String::new;
        let at = chrono::NaiveDateTime::default();
        submission.overrides.push(Override {
            of,
            reason_code: blank(),
            text: blank(),
            by: blank(),
            second: blank(),
            at,
        });
    }
    let mut facts = Facts::default();
    if source.pick(3) > 0 {
        let computed = questionnaire.rules.iter().flat_map(|rule| match &rule.effect {
            Effect::Computed { questions } => questions.clone(),
            _ => Vec::new(),
        });
        let bounds = |source: &mut Source<'_>, ix: QuestionIx| {
            let best = source.pick(questionnaire.question(ix).options.len());
            let worst = best + source.pick(questionnaire.question(ix).options.len() - best);
            let grade = 1 + source.pick(2) as u8;
            ComputedAnswer { best: best as u8, worst: worst as u8, grade, why: String::new() }
        };
        let computed: Vec<QuestionIx> = computed.collect();
        let mut bounded = Vec::new();
        for ix in computed {
            if source.pick(3) > 0 {
                bounded.push((ix, bounds(source, ix)));
            }
        }
        facts = Facts::from_list(ListFacts {
            computed: bounded.into_iter().collect(),
            contradictions: Vec::new(),
            restricted: (0..source.pick(2)).map(|_| Holding::default()).collect(),
            support_ends: (source.pick(3) > 0).then(|| SupportEnds {
                term: Term::new(chrono::NaiveDate::default(), None),
                n: 40,
                past: source.pick(2) as u64,
                lost: source.pick(8) as u64,
                unknown: 0,
                past_groups: Vec::new(),
                losing_groups: Vec::new(),
                critical_lost: source.pick(4) as u64 / 3,
                critical_groups: Vec::new(),
                edge_groups: Vec::new(),
            }),
            exploited_reachable: (0..source.pick(2)).map(|_| Holding::default()).collect(),
        });
    }
    facts.plan_moved_band = source.pick(3) == 0;
    (submission, facts)
}

/// A random plan: every change that can be laid over those before it.
pub fn random_plan(base: &Questionnaire, source: &mut Source<'_>) -> Questionnaire {
    let mut plan = Plan::draft_on(base);
    let mut laid = base.clone();
    for _ in 0..source.pick(60) {
        let ix = QuestionIx(source.pick(base.questions.len()) as u16);
        let question = base.question(ix);
        let rule = &base.rules[source.pick(base.rules.len())];
        let tier = base.tiers[source.pick(base.tiers.len())].name.clone();
        let target = match source.pick(9) {
            0..=2 => Target::Weight { question: question.id.clone() },
            3 if !question.options.is_empty() => {
                let option = question.options[source.pick(question.options.len())].key.clone();
                Target::Factor { question: question.id.clone(), option }
            }
            4 => Target::Edge { tier, band: base.bands[source.pick(base.bands.len())].name.clone() },
            5 => Target::Threshold(Threshold::Evidence(source.pick(4) as u8)),
            6 => Target::TierFrom { tier },
            7 => Target::RuleNumber { code: rule.code.clone(), place: source.pick(3) as u8 },
            _ if source.pick(2) == 0 => Target::Rule { code: rule.code.clone() },
            _ => Target::Hidden { question: question.id.clone() },
        };
        let to = match (&target, span_of(base, &target)) {
            (_, Some(span)) => {
                let width = span.most - span.least;
                let step = (source.pick(256) as u64) << 8 | source.pick(256) as u64;
                target.value(span.least + step % (width + 1))
            }
            (Target::Rule { .. }, None) => Some(Value::Switch(false)),
            (Target::Hidden { .. }, None) => Some(Value::Hidden(match source.pick(2) {
                0 => Hidden::Always,
                _ => Hidden::When { question: "A4".to_owned(), options: vec!["none".to_owned()] },
            })),
            _ => None,
        };
        let Some(to) = to else { continue };
        let mut with = plan.clone();
        with.set(base, target, to);
        if let Ok(fits) = lay(base, &with) {
            (plan, laid) = (with, fits);
        }
    }
    laid
}

/// A condition of any kind that a rule may hold.
fn random_condition(of: &Questionnaire, source: &mut Source<'_>, depth: usize) -> Condition {
    let question = QuestionIx(source.pick(of.questions.len()) as u16);
    let scored: Vec<QuestionIx> = of.places().filter(|ix| of.is_scored(*ix)).collect();
    let at = scored[source.pick(scored.len())];
    let factor = Quarter::new(source.pick(5) as u8).expect("0 to 4");
    let options = OptionSet(1 << source.pick(6) | 1 << source.pick(6));
    let several = |source: &mut Source<'_>| {
        (0..1 + source.pick(4)).map(|_| random_condition(of, source, depth.saturating_sub(1))).collect::<Vec<_>>()
    };
    let follow_ups: Vec<(QuestionIx, u8)> =
        of.places().flat_map(|ix| (0..of.question(ix).follow_ups.len()).map(move |place| (ix, place as u8))).collect();
    if depth > 0 && source.pick(2) == 0 {
        return match source.pick(5) {
            0 => Condition::All(several(source)),
            1 => Condition::Any(several(source)),
            2 => Condition::Not(Box::new(random_condition(of, source, depth - 1))),
            _ => Condition::Count { at_least: source.pick(4) as u8, of: several(source) },
        };
    }
    match source.pick(23) {
        0 => Condition::OneOf { question, options },
        1 => Condition::NoneOf { question, options },
        2 => Condition::Stated { question },
        3 | 4 => Condition::AtLeast { question: at, factor },
        5 => Condition::AtMost { question: at, factor },
        6 => Condition::StatedAtLeast { question: at, factor },
        7 => Condition::StatedAtMost { question: at, factor },
        8 => Condition::EvidenceBelow { question, grade: source.pick(4) as u8 },
        9 | 10 if !follow_ups.is_empty() => {
            let (question, follow_up) = follow_ups[source.pick(follow_ups.len())];
            let key = source.of(&["yes", "no", "owner", "support_end"]).to_owned();
            match source.pick(2) {
                0 => Condition::FollowUp { question, follow_up, keys: vec![key, "no".to_owned()] },
                _ => Condition::FollowUpLacks { question, follow_up, key },
            }
        }
        11 => Condition::Shown { question },
        12 => Condition::TierAtLeast(TierIx(source.pick(of.tiers.len()) as u8)),
        13 => Condition::BandOneOf((0..2).map(|_| BandIx(source.pick(of.bands.len()) as u8)).collect()),
        14 => Condition::SectionAbove {
            section: SectionIx(source.pick(of.sections.len()) as u8),
            percent: source.pick(101) as u8,
        },
        15 => Condition::ConfidenceBelow(source.pick(101) as u8),
        16 => Condition::OpenWeightAbove(source.pick(40) as u8),
        17 => Condition::OpenCriticalAtLeast(source.pick(5) as u8),
        18 => Condition::CriticalAtLeast(factor),
        19 => Condition::LimitAtLeast(5_000_000),
        20 => Condition::OverrideAbove(source.pick(8) as u8),
        21 => Condition::RevenueAbove(100_000_000),
        _ => Condition::Fact([Fact::RestrictedMaker, Fact::ExploitedReachable, Fact::PlanMovedBand][source.pick(3)]),
    }
}

/// More rules than a machine word has bits, with conditions of all kinds.
pub fn with_random_rules(mut of: Questionnaire, source: &mut Source<'_>) -> Questionnaire {
    let mut rules = of.rules.clone();
    for number in 0..40 {
        let kinds = [RuleKind::KnockOut, RuleKind::Insufficient, RuleKind::Referral, RuleKind::Floor];
        let kind = kinds[source.pick(4)];
        let effect = match kind {
            RuleKind::Floor => Effect::Floor { best: BandIx(source.pick(of.bands.len()) as u8), no_credit: false },
            RuleKind::KnockOut if number % 2 == 0 => Effect::Hold,
            RuleKind::KnockOut => Effect::Decline,
            RuleKind::Insufficient => Effect::Insufficient,
            _ => Effect::Refer { authority: None, to: Vec::new() },
        };
        let when = match (kind, source.pick(8)) {
            (RuleKind::Referral, 0) => Condition::KnockOutOpen,
            // Deep, so that few cases meet it: an outcome that is always the same would hide the others.
            _ => Condition::All((0..4).map(|_| random_condition(&of, source, 2)).collect()),
        };
        let when_unanswered = [WhenUnanswered::Insufficient, WhenUnanswered::Silent][source.pick(2)];
        rules.push(Rule {
            code: format!("X-{number}"),
            kind,
            says: String::new(),
            when,
            effect,
            cure: String::new(),
            when_unanswered,
        });
    }
    rules.sort_by_key(|rule| rule.kind);
    of.rules = rules;
    of
}

pub fn random_book(
    base: &Arc<Questionnaire>,
    source: &mut Source<'_>,
    tables: usize,
    cases: usize,
) -> (Book, Vec<Case>) {
    let mut book = Book::new(Arc::clone(base));
    let mut all = Vec::new();
    for place in 0..tables + cases {
        // Rows of tables first, so that blocks without any case file are among the blocks.
        let (submission, facts) =
            if place < tables { (random_row(base, source), Facts::default()) } else { random_case(base, source) };
        let row = row_from_case(base, &submission, &facts);
        book.push(if place < tables { Row { case: None, ..row } } else { row });
        all.push((submission, facts));
    }
    (book, all)
}

//! Every field of every row is that of a single assessment.

mod random;

use super::Scoring;
use crate::assessment::tests::small::{self, Source};
use crate::assessment::tests::support::{core, first_pass};
use crate::assessment::{Facts, State, assess};
use crate::book::{Book, Row, row_from_case};
use crate::questionnaire::{QuestionIx, Questionnaire, SectionIx, SectionKind, Weight};
use crate::submission::Submission;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use random::{noise, random_book, random_plan, with_random_rules};
use std::sync::Arc;

type Case = (Submission, Facts);

/// The same cases on every machine; `PROPTEST_RNG_SEED` and `PROPTEST_CASES` look further.
fn config(cases: u32) -> ProptestConfig {
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(20_261_122);
    }
    config
}

fn check_row(scoring: &Scoring, row: usize, effective: &Questionnaire, (submission, facts): &Case) {
    let it = assess(effective, submission, facts);
    assert_eq!(scoring.score(row), it.score, "row {row}");
    assert_eq!(scoring.score_units(row), (it.weighted, it.applicable_tenths));
    assert_eq!(scoring.tier(row), it.tier);
    assert_eq!(scoring.band_before_floors(row), it.band_before_floors);
    let fired: Vec<u16> = it.rules.iter().map(|fired| fired.rule).collect();
    assert_eq!(scoring.fired(row).collect::<Vec<_>>(), fired, "row {row}");
    assert_eq!(scoring.band(row), it.band);
    assert_eq!(scoring.outcome(row), it.outcome);
    assert_eq!(scoring.completeness(row), it.completeness);
    assert_eq!(scoring.confidence(row), it.confidence);
    for (section, score) in (0_u8..).map(SectionIx).zip(&it.sections) {
        let sums = score.map(|score| (score.weighted, score.applicable_tenths));
        assert_eq!(scoring.section_sums(row, section), sums, "row {row}, {section:?}");
    }
    for (ix, reading) in effective.places().zip(&it.readings) {
        let open = reading.shown && reading.state == State::Open;
        assert_eq!(scoring.is_open(row, ix), open, "row {row}, {}", effective.question(ix).id);
    }
}

fn check_same(one: &Scoring, other: &Scoring, effective: &Questionnaire) {
    assert_eq!(one.rows(), other.rows());
    let results = |it: &Scoring, row: usize| {
        let sections = (0..effective.sections.len()).map(|place| it.section_sums(row, SectionIx(place as u8)));
        (
            (it.score_units(row), it.tier(row), it.band_before_floors(row), it.band(row), it.outcome(row)),
            (it.completeness(row), it.confidence(row)),
            it.fired(row).collect::<Vec<_>>(),
            sections.collect::<Vec<_>>(),
        )
    };
    for row in 0..one.rows() {
        assert_eq!(results(one, row), results(other, row), "row {row}");
    }
}

fn base() -> Arc<Questionnaire> {
    Arc::new(core().clone())
}

proptest! {
    #![proptest_config(config(10))]

    /// 10,500 submissions: tables and case files, answers of every kind, under ten random plans.
    #[test]
    fn every_row_is_scored_as_by_itself(seed in any::<u64>()) {
        let noise = noise(seed, 1_050 * 500);
        let source = &mut Source(&noise);
        let effective = random_plan(core(), source);
        let (book, cases) = random_book(&base(), source, 1_030, 20 );
        let scoring = Scoring::of(&book, &effective);
        for (row, case) in cases.iter().enumerate() {
            check_row(&scoring, row, &effective, case);
        }
    }

    #[test]
    fn case_files_are_scored_as_by_themselves(seed in any::<u64>()) {
        let noise = noise(seed, 300 * 700);
        let source = &mut Source(&noise);
        let effective = random_plan(core(), source);
        let (book, cases) = random_book(&base(), source, 0, 300);
        let scoring = Scoring::of(&book, &effective);
        for (row, case) in cases.iter().enumerate() {
            check_row(&scoring, row, &effective, case);
        }
    }
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn rules_of_every_kind_fire_as_by_themselves(seed in any::<u64>()) {
        let noise = noise(seed, 200 * 700);
        let source = &mut Source(&noise);
        let (book, cases) = random_book(&base(), source, 0, 80);
        let effective = with_random_rules(random_plan(core(), source), source);
        prop_assert!(effective.rules.len() > 64);
        let scoring = Scoring::of(&book, &effective);
        for (row, case) in cases.iter().enumerate() {
            check_row(&scoring, row, &effective, case);
        }
    }

    #[test]
    fn any_questionnaire_is_scored(seed in any::<u64>()) {
        let noise = noise(seed, 40_000);
        let source = &mut Source(&noise);
        let base = match source.pick(4) {
            0 => Some(first_pass().clone()),
            _ => small::random(source),
        };
        let Some(base) = base.map(Arc::new) else { return Ok(()) };
        let (book, cases) = random_book(&base, source, 30, 30);
        let effective = with_random_rules((*base).clone(), source);
        let mut scoring = Scoring::of(&book, &effective);
        for (row, case) in cases.iter().enumerate() {
            check_row(&scoring, row, &effective, case);
        }
        // A section without weight is no section.
        let weightless: Vec<(QuestionIx, Weight)> = base.places().map(|ix| (ix, Weight::default())).collect();
        scoring.reweigh_all(&weightless);
        let mut light = effective;
        light.questions.iter_mut().for_each(|question| question.weight = Weight::default());
        for (row, case) in cases.iter().enumerate() {
            check_row(&scoring, row, &light, case);
        }
    }

    /// Weights moved about, alone and in groups, as by a slider.
    #[test]
    fn a_step_is_a_full_score(seed in any::<u64>()) {
        let noise = noise(seed, 1_200 * 450);
        let source = &mut Source(&noise);
        let tables = [1_030, 100][source.pick(2)];
        let (book, _) = random_book(&base(), source, tables, 40);
        let mut effective = with_random_rules(random_plan(core(), source), source);
        let mut scoring = Scoring::of(&book, &effective);
        let untouched = scoring.clone();
        let before = effective.clone();
        for _ in 0..3 + source.pick(5) {
            let mut changes = Vec::new();
            for _ in 0..1 + source.pick(3) {
                let ix = QuestionIx(source.pick(effective.questions.len()) as u16);
                let tenths = (source.pick(256) * 4) as u16 % 1001;
                changes.push((ix, Weight::from_tenths(tenths).expect("at most 1000")));
            }
            scoring.reweigh_all(&changes);
            for (ix, weight) in changes {
                if effective.is_scored(ix) {
                    effective.questions[usize::from(ix.0)].weight = weight;
                }
            }
            check_same(&scoring, &Scoring::of(&book, &effective), &effective);
        }
        check_same(&untouched, &Scoring::of(&book, &before), &before);
    }

    #[test]
    fn a_book_in_parts_is_the_same_book(seed in any::<u64>(), cuts in proptest::collection::vec(0_usize..400, 0..4)) {
        let noise = noise(seed, 400 * 700);
        let source = &mut Source(&noise);
        let (book, cases) = random_book(&base(), source, 200, 200);
        let mut cuts = cuts;
        cuts.extend([0, 400]);
        cuts.sort_unstable();
        let mut joined = Book::new(base());
        for cut in cuts.windows(2) {
            let mut part = Book::new(base());
            for (row, (submission, facts)) in (0..).zip(&cases).take(cut[1]).skip(cut[0]) {
                let of = row_from_case(core(), submission, facts);
                part.push(if row < 200 { Row { case: None, ..of } } else { of });
            }
            joined.append(part);
        }
        prop_assert_eq!(joined.rows(), book.rows());
        for (row, (submission, _)) in (0..book.rows()).zip(&cases) {
            prop_assert_eq!(joined.id(row), book.id(row));
            prop_assert_eq!(joined.limit(row), book.limit(row));
            prop_assert_eq!(joined.limit(row), submission.policy.limit);
            prop_assert_eq!(joined.revenue(row), book.revenue(row));
            prop_assert_eq!(joined.industry(row), book.industry(row));
            prop_assert_eq!(joined.case(row), book.case(row));
            for ix in core().places() {
                prop_assert_eq!(joined.cell(row, ix), book.cell(row, ix));
            }
        }
        check_same(&Scoring::of(&joined, core()), &Scoring::of(&book, core()), core());
    }
}

#[test]
fn an_empty_book_has_no_results() {
    let mut scoring = Scoring::of(&Book::new(base()), core());
    let scored = core().places().find(|ix| core().is_scored(*ix)).expect("a scored question");
    scoring.reweigh(scored, Weight::default());
    assert_eq!(scoring.rows(), 0);
}

#[test]
fn a_blank_row_is_that_of_a_blank_case() {
    let mut book = Book::new(base());
    book.push(Row::default());
    check_row(&Scoring::of(&book, core()), 0, core(), &Case::default());
    assert!(core().sections.iter().any(|section| section.kind == SectionKind::Module));
}

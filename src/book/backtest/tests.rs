//! Every figure against a recomputation over pairs and rows.

use super::*;
use crate::book::drawn;
use crate::questionnaire::{BandIx, QuestionIx};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_back_test_equals_a_recomputation(rows in 0_usize..150, seed in any::<u64>()) {
        let book = drawn::book(rows, seed);
        let core = drawn::core();
        let scoring = Scoring::of(&book, &core);
        let known: Vec<usize> = (0..rows).filter(|row| book.claim(*row).is_some()).collect();
        let Some(found) = back_test(&book, &scoring) else {
            prop_assert!(known.is_empty());
            return Ok(());
        };
        let experience = |keep: &dyn Fn(usize) -> bool| {
            let kept = || known.iter().filter(|row| keep(**row));
            let claims = || kept().filter(|row| book.claim(**row) == Some(true));
            let dollars = |row: &usize| book.case(*row).is_none_or(|case| case.in_dollars);
            let losses = || claims().filter(|row| dollars(row)).filter_map(|row| book.loss(*row));
            Experience {
                n: kept().count() as u64,
                claims: claims().count() as u64,
                share: Share::of(claims().count() as u64, kept().count() as u64),
                loss_tenths: losses().map(|loss| u128::from(loss.tenths)).sum(),
                claims_without_loss: (claims().count() - losses().count()) as u64,
            }
        };
        prop_assert_eq!(found.known, experience(&|_| true));
        prop_assert_eq!(found.not_known, (rows - known.len()) as u64);
        for (band, of_band) in (0..).map(BandIx).zip(&found.bands) {
            prop_assert_eq!(*of_band, experience(&|row| scoring.band(row) == band));
        }
        for (place, of_outcome) in found.outcomes.iter().enumerate() {
            prop_assert_eq!(*of_outcome, experience(&|row| outcome_place(scoring.outcome(row)) == place));
        }
        prop_assert_eq!(found.warning().is_some(), found.known.claims < ENOUGH_CLAIMS);

        // Tenths: every row in one, none better than one in a later tenth, equal scores together.
        prop_assert_eq!(found.tenths.len(), 10);
        let mut claims = 0;
        let mut last: Option<Ratio> = None;
        for tenth in &found.tenths {
            let Some((best, worst)) = tenth.scores else {
                prop_assert_eq!((tenth.experience.n, tenth.lift), (0, None));
                continue;
            };
            prop_assert!(last.is_none_or(|last| worst < last));
            last = Some(best);
            let own = experience(&|row| (best..=worst).contains(&scoring.score(row)));
            prop_assert_eq!(tenth.experience, own);
            claims += own.claims;
            prop_assert_eq!(tenth.claims_so_far, claims);
            if found.known.claims > 0 {
                let rate = |experience: &Experience| experience.share.expect("it is filled").rate();
                prop_assert_eq!(tenth.lift, Some(rate(&own) / rate(&found.known)));
            }
        }
        prop_assert_eq!(found.tenths.iter().map(|tenth| tenth.experience.n).sum::<u64>(), known.len() as u64);

        let side = |claim: bool| -> Vec<Ratio> {
            let of_side = known.iter().filter(|row| book.claim(**row) == Some(claim));
            of_side.map(|row| scoring.score(*row)).collect()
        };
        let mut halves = 0;
        for claim in side(true) {
            for other in side(false) {
                halves += match claim.cmp(&other) {
                    std::cmp::Ordering::Greater => 2,
                    std::cmp::Ordering::Equal => 1,
                    std::cmp::Ordering::Less => 0,
                };
            }
        }
        let pairs = side(true).len() as i64 * side(false).len() as i64;
        prop_assert_eq!(found.auc.map(|auc| auc.area), (pairs > 0).then(|| Ratio::new(halves, 2 * pairs)));
    }

    /// Bins from the tenths of the earlier book; every row of both in one.
    #[test]
    fn drift_equals_a_recomputation(n in 1_usize..120, m in 1_usize..120, seed in any::<u64>()) {
        let core = drawn::core();
        let (earlier, later) = (drawn::book(n, seed), drawn::book(m, seed ^ 2));
        let (first, second) = (Scoring::of(&earlier, &core), Scoring::of(&later, &drawn::changed(&core, seed)));
        let found = drift((&earlier, &first), (&later, &second)).expect("both are filled");
        prop_assert_eq!((found.earlier, found.later), (n as u64, m as u64));
        prop_assert!(found.edges.is_sorted() && found.edges.len() < 10);
        let count = |scoring: &Scoring, bin: usize| {
            let above = bin.checked_sub(1).map(|before| found.edges[before]);
            let to = found.edges.get(bin);
            (0..scoring.rows())
                .map(|row| scoring.score(row))
                .filter(|score| above.is_none_or(|above| *score > above) && to.is_none_or(|to| score <= to))
                .count() as u64
        };
        let counts: Vec<(u64, u64)> =
            (0..=found.edges.len()).map(|bin| (count(&first, bin), count(&second, bin))).collect();
        prop_assert_eq!(Some(found.score.clone()), Psi::of(counts));
        prop_assert!(found.score.counts.iter().all(|count| count.0 > 0), "a bin of the earlier book is empty");
        let same = drift((&earlier, &first), (&earlier, &first)).expect("both are filled");
        prop_assert_eq!((same.score.value, same.bands.value, same.tiers.value), (0.0, 0.0, 0.0));
    }
}

/// With distinct scores and a round number of rows, tenths are tenths.
#[test]
fn tenths_are_even_where_no_scores_are_equal() {
    let book = drawn::book(400, 5);
    let core = drawn::core();
    let scoring = Scoring::of(&book, &core);
    let mut seen = std::collections::BTreeSet::new();
    let mut first: Vec<usize> = (0..400).filter(|row| seen.insert(scoring.score(*row))).collect();
    first.truncate(first.len() / 10 * 10);
    assert!(first.len() >= 100, "{}", first.len());
    let ranked = Ranked::of(&scoring, |row| first.contains(&row));
    assert!(ranked.tenths().iter().all(|tenth| tenth.rows.len() == first.len() / 10));
    assert_eq!(ranked.ties().count(), first.len());
}

/// Claims planted on the factor of one answer. A book whose claims hang on nothing else.
fn planted(rows: usize, question: QuestionIx, bad_percent: u64, good_percent: u64) -> Book {
    let core = drawn::core();
    let mut draw = drawn::Draw(23);
    let mut book = Book::new(core.clone());
    for _ in 0..rows {
        let submission = drawn::submission(&core, &mut draw);
        let mut row = crate::book::row_from_case(&core, &submission, &crate::assessment::Facts::default());
        row.case = None;
        let options = match row.answers[usize::from(question.0)].state {
            crate::book::CellState::Options(options) => options,
            _ => crate::questionnaire::OptionSet::default(),
        };
        let bad = options.places().any(|place| core.question(question).options[place].factor.pips() >= 3);
        row.claim = Some(draw.percent(if bad { bad_percent } else { good_percent }));
        book.push(row);
    }
    book
}

#[test]
fn planted_claims_are_found_in_their_direction_and_chance_is_not() {
    let core = drawn::core();
    let question = core.find("E2").expect("it is there");
    for (bad, good, expected) in [(45, 15, Direction::More), (10, 40, Direction::Less), (25, 25, Direction::Undecided)]
    {
        let book = planted(3_000, question, bad, good);
        let scoring = Scoring::of(&book, &core);
        let found = evidence(&book, &core, &scoring);
        assert_eq!(found.len(), 46);
        let own = found.iter().find(|evidence| evidence.question == question).expect("it is scored");
        assert_eq!(own.direction, expected, "{own:?}");
        if expected == Direction::Undecided {
            let decided = found.iter().filter(|evidence| evidence.direction != Direction::Undecided).count();
            assert_eq!(decided, 0, "chance is taken for evidence");
        }
        let shares = [own.good, own.middle, own.bad, own.unanswered].into_iter().flatten();
        assert!(shares.map(|share| share.whole).sum::<u64>() <= 3_000);
    }
}

/// The same planted difference in a small book: shares are shown, nothing is proposed.
#[test]
fn too_few_claims_propose_nothing() {
    let core = drawn::core();
    let question = core.find("E2").expect("it is there");
    let book = planted(400, question, 90, 5);
    let scoring = Scoring::of(&book, &core);
    let claims = back_test(&book, &scoring).expect("claims are known").known.claims;
    assert!((50..ENOUGH_CLAIMS).contains(&claims), "{claims}");
    let found = evidence(&book, &core, &scoring);
    let own = found.iter().find(|evidence| evidence.question == question).expect("it is scored");
    assert!(own.at_same_score.is_some_and(|relative| relative.strict.low > 1.0), "{own:?}");
    assert!(found.iter().all(|evidence| evidence.direction == Direction::Undecided));
    let words = too_few(claims).expect("they are few");
    assert_eq!(
        words,
        format!(
            "Too few claims to judge weights: {claims}, and by judgement at least 300 related to devices are needed"
        )
    );
    assert_eq!(
        too_few(0).as_deref(),
        Some("Too few claims to judge weights: none, and by judgement at least 300 related to devices are needed")
    );
    assert_eq!(too_few(300), None);
}

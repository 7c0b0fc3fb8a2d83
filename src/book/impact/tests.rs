//! Every figure against a recomputation that looks at each row for itself.

use super::*;
use crate::book::drawn;
use crate::book::score_sum::ScoreSum;
use crate::book::tally::Tally;
use crate::book::{NO_INDUSTRY, heat_map, open_items};
use crate::questionnaire::{QuestionIx, SectionIx};
use proptest::prelude::*;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, cases, ..ProptestConfig::default() }
}

struct Both {
    book: Book,
    before: Scoring,
    after: Scoring,
}

fn both(rows: usize, seed: u64) -> Both {
    let book = drawn::book(rows, seed);
    let core = drawn::core();
    let before = Scoring::of(&book, &core);
    let after = Scoring::of(&book, &drawn::changed(&core, seed ^ 1));
    Both { book, before, after }
}

impl Both {
    fn tally(&self, weigh: WeighBy, keep: impl Fn(usize) -> bool) -> Tally {
        let mut tally = Tally::default();
        for row in (0..self.book.rows()).filter(|row| keep(*row)) {
            tally.count += 1;
            let amount = match weigh {
                WeighBy::Submissions => None,
                WeighBy::Premium => self.book.premium(row),
                WeighBy::Limit => self.book.limit(row),
            };
            match amount.filter(|_| self.book.case(row).is_none_or(|case| case.in_dollars)) {
                Some(amount) => tally.tenths += u128::from(amount.tenths),
                None => tally.without += u64::from(weigh != WeighBy::Submissions),
            }
        }
        tally
    }

    /// A shift of the rows that `keep` keeps, one question at a time.
    fn is(&self, shift: &Shift, weigh: WeighBy, keep: &dyn Fn(usize) -> bool) {
        let (before, after) = (&self.before, &self.after);
        let tally = |of: &dyn Fn(usize) -> bool| self.tally(weigh, |row| keep(row) && of(row));
        assert_eq!(shift.n, tally(&|_| true));
        for from in 0..shift.outcomes.size() {
            for to in 0..shift.outcomes.size() {
                let is = |row| outcome_place(before.outcome(row)) == from && outcome_place(after.outcome(row)) == to;
                assert_eq!(shift.outcomes.get(from, to), tally(&is), "outcomes {from} to {to}");
            }
        }
        for from in 0..shift.bands.size() {
            for to in 0..shift.bands.size() {
                let is = |row| usize::from(before.band(row).0) == from && usize::from(after.band(row).0) == to;
                assert_eq!(shift.bands.get(from, to), tally(&is), "bands {from} to {to}");
            }
        }
        for (scoring, side) in [(before, &shift.before), (after, &shift.after)] {
            for bin in 0..BINS {
                assert_eq!(side.bins[bin], tally(&|row| scoring.score(row).to_integer() == bin as i64), "bin {bin}");
            }
            for (place, found) in side.bands.iter().enumerate() {
                assert_eq!(*found, tally(&|row| usize::from(scoring.band(row).0) == place));
            }
            for (place, found) in side.outcomes.iter().enumerate() {
                assert_eq!(*found, tally(&|row| outcome_place(scoring.outcome(row)) == place));
            }
            for (place, found) in side.tiers.iter().enumerate() {
                assert_eq!(*found, tally(&|row| usize::from(scoring.tier(row).0) == place));
            }
            let (mut sum, mut by_amount) = (ScoreSum::default(), ScoreSum::default());
            for row in (0..self.book.rows()).filter(|row| keep(*row)) {
                sum.add(scoring.score_units(row), 1);
                by_amount.add(scoring.score_units(row), self.tally(weigh, |it| it == row).tenths as u64);
            }
            assert_eq!((side.mean, side.mean_by_amount), (sum.mean(), by_amount.mean()));
        }
        let zero = Ratio::from_integer(0);
        assert_eq!(shift.mean_change, shift.after.mean.unwrap_or(zero) - shift.before.mean.unwrap_or(zero));
        assert_eq!(shift.up, tally(&|row| after.score(row) > before.score(row)));
        assert_eq!(shift.down, tally(&|row| after.score(row) < before.score(row)));
        assert_eq!(shift.unchanged, tally(&|row| after.score(row) == before.score(row)));
    }

    fn movers(&self, up: bool) -> Vec<Mover> {
        let change = |row: usize| self.after.score(row) - self.before.score(row);
        let moves = |row: &usize| if up { change(*row) > 0.into() } else { change(*row) < 0.into() };
        let mut rows: Vec<usize> = (0..self.book.rows()).filter(moves).collect();
        rows.sort_by(|a, b| {
            let largest = if up { change(*b).cmp(&change(*a)) } else { change(*a).cmp(&change(*b)) };
            largest.then(a.cmp(b))
        });
        rows.truncate(MOST_MOVERS);
        rows.into_iter().map(|row| Mover { row: row as u32, change: change(row) }).collect()
    }

    fn crossings(&self) -> Vec<u32> {
        let (before, after) = (&self.before, &self.after);
        let crosses =
            |row: &usize| before.band(*row) != after.band(*row) || before.outcome(*row) != after.outcome(*row);
        (0..self.book.rows()).filter(crosses).map(|row| row as u32).collect()
    }
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn everything_equals_a_recomputation(rows in 0_usize..160, seed in any::<u64>(), weigh in 0_usize..3) {
        let weigh = WeighBy::ALL[weigh];
        let both = both(rows, seed);
        let found = impact(&both.book, &both.before, &both.after, weigh, GroupBy::Industry);
        both.is(&found.all, weigh, &|_| true);
        prop_assert_eq!(&found.worse, &both.movers(true));
        prop_assert_eq!(&found.better, &both.movers(false));
        prop_assert_eq!(found.crossings, both.crossings().len() as u64);
        prop_assert_eq!(&found.crossing_rows, &both.crossings());
        for group in &found.groups {
            let name = if group.name == NO_INDUSTRY { "" } else { group.name.as_str() };
            both.is(&group.shift, weigh, &|row| both.book.industry(row) == name);
        }
        let n: Tally = found.groups.iter().map(|group| group.shift.n).sum();
        prop_assert_eq!(n, found.all.n);
        let by_tier = impact(&both.book, &both.before, &both.after, weigh, GroupBy::Tier);
        prop_assert_eq!(&by_tier.all, &found.all);
        for (tier, group) in by_tier.groups.iter().enumerate() {
            both.is(&group.shift, weigh, &|row| usize::from(both.before.tier(row).0) == tier);
        }
        let alone = impact(&both.book, &both.before, &both.after, weigh, GroupBy::None);
        prop_assert!(alone.groups.is_empty() && alone.all == found.all);
    }

    /// Sums of the whole are those of the parts, and no cell is off by a single device of rounding.
    #[test]
    fn the_heat_map_and_the_section_shift_equal_a_recomputation(rows in 0_usize..120, seed in any::<u64>()) {
        let both = both(rows, seed);
        let map = heat_map(&both.book, &both.before);
        let cell = |section: SectionIx, industry: Option<&str>| {
            let (mut sum, mut n) = (ScoreSum::default(), 0);
            for row in 0..rows {
                if industry.is_none_or(|industry| both.book.industry(row) == industry)
                    && let Some(units) = both.before.section_sums(row, section)
                {
                    sum.add(units, 1);
                    n += 1;
                }
            }
            (n, sum.mean())
        };
        prop_assert_eq!(map.sections.len(), 9);
        for (place, section) in map.sections.iter().enumerate() {
            for row in &map.rows {
                let name = if row.industry == NO_INDUSTRY { "" } else { row.industry.as_str() };
                prop_assert_eq!((row.cells[place].n, row.cells[place].deficiency), cell(*section, Some(name)));
            }
            prop_assert_eq!((map.all.cells[place].n, map.all.cells[place].deficiency), cell(*section, None));
        }
        prop_assert_eq!(map.rows.iter().map(|row| row.n).sum::<u64>(), rows as u64);
        prop_assert_eq!(map.all.n, rows as u64);
        for (shift, section) in section_shift(&both.book, &both.before, &both.after).into_iter().zip(&map.sections) {
            prop_assert_eq!(shift.section, *section);
            prop_assert_eq!((shift.before.n, shift.before.deficiency), cell(*section, None));
        }
    }

    #[test]
    fn open_items_equal_a_recomputation(rows in 0_usize..120, seed in any::<u64>()) {
        let both = both(rows, seed);
        let core = drawn::core();
        let items = open_items(&both.book, &core, &both.before);
        let mut weights = 0;
        for item in &items {
            let is = |row: &usize, open: bool| {
                let found = if open { Scoring::is_open } else { Scoring::is_unknown };
                found(&both.before, *row, item.question)
            };
            prop_assert_eq!(item.open, (0..rows).filter(|row| is(row, true)).count() as u64);
            prop_assert_eq!(item.unknown, (0..rows).filter(|row| is(row, false)).count() as u64);
            let listed = (0..rows).filter(|row| is(row, true) || is(row, false)).map(|row| row as u32);
            prop_assert_eq!(&item.rows, &listed.collect::<Vec<u32>>());
            weights += item.tenths;
        }
        // What is not complete is what is open or unknown: the same weight, counted by row.
        let missing: Ratio = (0..rows)
            .map(|row| {
                let applicable = both.before.score_units(row).1;
                (Ratio::from_integer(100) - both.before.completeness(row)) * applicable / 100
            })
            .sum();
        prop_assert_eq!(Ratio::from_integer(weights as i64), missing);
        prop_assert!(items.is_sorted_by_key(|item| std::cmp::Reverse(item.tenths)));
    }
}

/// More rows than one chunk, more movers and crossings than are kept: what is cut off is the same in any order.
#[test]
fn large_books_are_cut_at_the_same_place() {
    let both = both(13_000, 7);
    let core = drawn::core();
    // Against nothing scored at all: nearly every submission crosses.
    let mut none = (*core).clone();
    for question in &mut none.questions {
        question.weight = crate::questionnaire::Weight::default();
    }
    let none = Both { after: Scoring::of(&both.book, &none), ..both };
    {
        let both = &none;
        let found = impact(&both.book, &both.before, &both.after, WeighBy::Limit, GroupBy::None);
        assert_eq!(found.worse, both.movers(true));
        assert_eq!(found.better, both.movers(false));
        let crossings = both.crossings();
        assert_eq!(found.crossings, crossings.len() as u64);
        assert!(crossings.len() > 100, "{}", crossings.len());
        assert_eq!(found.crossing_rows, crossings[..crossings.len().min(MOST_CROSSINGS)]);
        let n = both.tally(WeighBy::Limit, |_| true);
        assert_eq!(found.all.n, n);
        assert_eq!(found.all.bands.before().into_iter().sum::<Tally>(), n);
        assert_eq!(found.all.outcomes.after().into_iter().sum::<Tally>(), n);
        assert_eq!(found.all.before.bins.iter().copied().sum::<Tally>(), n);
        assert_eq!(found.all.after.bins[0], n, "nothing scored is a score of 0");
        assert_eq!(found.all.after.mean, Some(Ratio::from_integer(0)));
        let moved = found.all.outcomes.moved().count;
        let listed: u64 = (0..found.all.outcomes.size())
            .flat_map(|from| (0..found.all.outcomes.size()).map(move |to| (from, to)))
            .filter(|(from, to)| from != to)
            .map(|(from, to)| rows_between(&both.before, &both.after, from, to, 3))
            .map(|(rows, n)| {
                assert_eq!(rows.len() as u64, n.min(3));
                n
            })
            .sum();
        assert_eq!(moved, listed);
    }
}

/// Each submission's own sensitivity, as the desk shows it, added up.
#[test]
fn the_sensitivity_of_a_book_is_that_of_its_submissions() {
    let core = drawn::core();
    let mut draw = drawn::Draw(11);
    let mut book = Book::new(std::sync::Arc::clone(&core));
    let facts = crate::assessment::Facts::default();
    let cases: Vec<_> = (0..60).map(|_| drawn::submission(&core, &mut draw)).collect();
    for case in &cases {
        book.push(crate::book::row_from_case(&core, case, &facts));
    }
    let now = Scoring::of(&book, &core);
    let each: Vec<_> = cases.iter().map(|case| crate::assessment::sensitivity(&core, case, &facts)).collect();
    let found = sensitivity(&book, &core, &now, WeighBy::Submissions);
    assert_eq!(found.len(), 9);
    let mut moved = 0;
    for (place, found) in found.iter().enumerate() {
        let sides = [&found.half, &found.more].map(|shift| shift.as_ref().expect("shipped weights are small"));
        for (side, shift) in sides.into_iter().enumerate() {
            let own = |row: usize| {
                assert_eq!(each[row][place].section, found.section);
                if side == 0 { each[row][place].half } else { each[row][place].more }
            };
            for from in 0..core.bands.len() {
                for to in 0..core.bands.len() {
                    let is = |row: &usize| usize::from(now.band(*row).0) == from && usize::from(own(*row).1.0) == to;
                    assert_eq!(shift.bands.get(from, to).count, (0..60).filter(is).count() as u64);
                }
            }
            assert_eq!(shift.up.count, (0..60).filter(|row| own(*row).0 > now.score(*row)).count() as u64);
            moved += shift.bands.moved().count;
        }
    }
    assert!(moved > 0, "no band moved at all");
}

#[test]
fn weights_too_large_to_halve_exactly_are_said_to_be() {
    let mut heavy = (*drawn::core()).clone();
    let question = heavy.find("D1").expect("it is there");
    heavy.questions[usize::from(question.0)].weight = crate::questionnaire::Weight::from_tenths(401).expect("40.1");
    let book = drawn::book(5, 3);
    let now = Scoring::of(&book, &heavy);
    let section = heavy.question(question).section;
    for found in sensitivity(&book, &heavy, &now, WeighBy::Submissions) {
        assert!(found.half.is_some());
        assert_eq!(found.more.is_none(), found.section == section);
    }
}

#[test]
fn many_industries_are_put_together_and_none_is_lost() {
    let core = drawn::core();
    let mut book = Book::new(core.clone());
    for place in 0..200_u32 {
        let industry = if place % 50 == 0 { String::new() } else { format!("Industry {}", place / 2) };
        book.push(crate::book::Row { industry, ..crate::book::Row::default() });
    }
    let scoring = Scoring::of(&book, &core);
    let found = impact(&book, &scoring, &scoring, WeighBy::Submissions, GroupBy::Industry);
    assert_eq!(found.groups.len(), crate::book::MOST_INDUSTRIES + 1);
    let names: Vec<&str> = found.groups.iter().rev().take(2).map(|group| group.name.as_str()).collect();
    let together = found.industries_together;
    assert_eq!(names, [format!("{together} other industries").as_str(), NO_INDUSTRY]);
    assert_eq!(found.groups.iter().map(|group| group.shift.n.count).sum::<u64>(), 200);
    assert_eq!(found.all.unchanged.count, 200);
    assert_eq!(score_change((7, 0), (0, 0)), Ratio::from_integer(0));
    assert!(open_items(&book, &core, &scoring).iter().any(|item| item.question == QuestionIx(0) && item.open == 200));
}

use super::arrange::arrange;
use super::column::tight_number;
use super::{Column, Source, Wanted};
use crate::book::Scoring;
use crate::files::{ReadBook, Unwatched, sample_book};
use crate::gui::store::shipped_questionnaire;
use crate::inventory::browse::{Direction, Order};
use crate::questionnaire::{Questionnaire, Ratio};
use proptest::prelude::*;
use std::sync::Arc;

fn scored() -> (ReadBook, Scoring, Arc<Questionnaire>) {
    let questionnaire = shipped_questionnaire().expect("the shipped questionnaire reads");
    let read = sample_book(&questionnaire, &Unwatched).expect("the sample reads");
    let scoring = Scoring::of(&read.book, &questionnaire);
    (read, scoring, questionnaire)
}

fn arranged(wanted: &Wanted) -> (Vec<usize>, Order, Vec<(Ratio, String)>) {
    let (read, scoring, questionnaire) = scored();
    let source = Source { book: &read.book, scoring: &scoring, reference: &scoring, questionnaire: &questionnaire };
    let order = arrange(&source, wanted, &|| false).expect("nobody stops it");
    let rows = (0..order.rows.len()).filter_map(|place| order.rows.get(place)).collect();
    let all = (0..read.book.rows()).map(|row| (scoring.score(row), read.book.industry(row).to_owned())).collect();
    (rows, order, all)
}

#[test]
fn rows_stand_in_the_exact_order_of_their_scores() {
    let wanted = Wanted { sort: vec![(Column::Score, Direction::Down)], ..Wanted::default() };
    let (rows, _, all) = arranged(&wanted);
    let mut brute: Vec<usize> = (0..all.len()).collect();
    brute.sort_by(|a, b| all[*b].0.cmp(&all[*a].0));
    assert_eq!(rows, brute);
}

#[test]
fn a_comparison_finds_what_counting_by_hand_finds() {
    let (rows, _, all) = arranged(&Wanted { filter: "score>=38.5 industry:food".to_owned(), ..Wanted::default() });
    let edge = Ratio::new(77, 2);
    let brute: Vec<usize> =
        (0..all.len()).filter(|row| all[*row].0 >= edge && all[*row].1.to_lowercase().contains("food")).collect();
    assert!(!brute.is_empty() && brute.len() < all.len(), "the filter parts the book");
    assert_eq!(rows, brute);
}

#[test]
fn groups_follow_on_each_other_and_hold_every_row_once() {
    for column in Column::GROUPS {
        let (mut rows, order, all) = arranged(&Wanted { group: Some(column), ..Wanted::default() });
        let mut next = 0;
        for group in &order.groups {
            assert_eq!(group.first, next, "{column:?}");
            next += group.rows;
        }
        rows.sort_unstable();
        assert_eq!(rows, (0..all.len()).collect::<Vec<_>>(), "{column:?}");
        let mut names: Vec<&str> = order.groups.iter().map(|group| group.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), order.groups.len(), "{column:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_tight_number_has_four_letters_at_most(number in 0_u64..1_000_000_000_000_000) {
        prop_assert!(tight_number(number).len() <= 4, "{}", tight_number(number));
    }
}

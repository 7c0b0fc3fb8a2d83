//! A book made up by us: the same for the same number of rows.

use securable::book::{Book, Cell, CellState, Row};
use securable::questionnaire::{AnswerKind, OptionSet, Question, QuestionIx, Questionnaire};
use securable::submission::Money;
use std::sync::Arc;
use std::time::{Duration, Instant};

const INDUSTRIES: [&str; 8] =
    ["Healthcare", "Manufacturing", "Retail", "Hospitality", "Logistics", "Education", "Property", "Energy"];

struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// The book, and how long it took to put its rows into columns.
pub fn book(questionnaire: &Arc<Questionnaire>, rows: usize) -> (Book, Duration) {
    const AT_A_TIME: usize = 10_000;
    let mut dice = Dice(4);
    let mut book = Book::new(Arc::clone(questionnaire));
    let mut time = Duration::ZERO;
    for start in (0..rows).step_by(AT_A_TIME) {
        let some: Vec<Row> =
            (start..rows.min(start + AT_A_TIME)).map(|place| row(questionnaire, place, &mut dice)).collect();
        let start = Instant::now();
        some.into_iter().for_each(|row| book.push(row));
        time += start.elapsed();
    }
    (book, time)
}

fn row(questionnaire: &Questionnaire, place: usize, dice: &mut Dice) -> Row {
    // Some are well run and some are not: the answers of one row go together.
    let care = dice.below(5);
    let limit = [1_000_000, 2_000_000, 3_000_000, 5_000_000, 10_000_000][dice.below(5) as usize];
    Row {
        id: format!("SUB-{place:07}"),
        answers: questionnaire.places().map(|ix| cell(questionnaire, ix, care, dice)).collect(),
        limit: Some(Money::whole(limit)),
        premium: Some(Money::whole(limit / 100 + dice.below(40_000))),
        revenue: Some(Money::whole(1_000_000 << dice.below(9))),
        industry: INDUSTRIES[dice.below(8) as usize].to_owned(),
        claim: Some(dice.below(20) == 0),
        ..Row::default()
    }
}

fn cell(questionnaire: &Questionnaire, ix: QuestionIx, care: u64, dice: &mut Dice) -> Cell {
    let question = questionnaire.question(ix);
    let state = match dice.below(100) {
        0..4 => CellState::Unknown,
        4..6 => CellState::Open,
        6..20 if question.not_applicable.is_some() => CellState::NotApplicable,
        _ if question.kind == AnswerKind::Text => CellState::Text,
        _ if question.kind == AnswerKind::Multi => CellState::Options(several(question, dice)),
        _ if questionnaire.is_scored(ix) => {
            let worst = question.options.len() as u64 - 1;
            CellState::Options(OptionSet::of(((care + dice.below(5)) / 2).min(worst) as usize))
        }
        _ => CellState::Options(OptionSet::of(dice.below(question.options.len() as u64) as usize)),
    };
    let grade = [0, 0, 0, 0, 0, 1, 1, 1, 2, 3][dice.below(10) as usize];
    Cell { state, grade }
}

/// One option, or up to four that may stand together.
fn several(question: &Question, dice: &mut Dice) -> OptionSet {
    let mut set = OptionSet::default();
    for _ in 0..=dice.below(4) {
        let place = dice.below(question.options.len() as u64) as usize;
        let with = set.with(place);
        if securable::assessment::usable(question, with) {
            set = with;
        }
    }
    set
}

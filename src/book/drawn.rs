//! Books drawn from a number, for tests.

use super::{Book, row_from_case};
use crate::assessment::Facts;
use crate::files::{SHIPPED, questionnaire_from_text};
use crate::questionnaire::{AnswerKind, Questionnaire, Weight};
use crate::submission::{Answer, Grade, Money, NotApplicable, Record, Submission};
use std::sync::{Arc, LazyLock};

static CORE: LazyLock<Arc<Questionnaire>> = LazyLock::new(|| {
    let (name, text) = SHIPPED.iter().find(|(name, _)| *name == "iot-core.ron").expect("it ships");
    Arc::new(questionnaire_from_text(text, name).expect("it reads"))
});

pub fn core() -> Arc<Questionnaire> {
    Arc::clone(&CORE)
}

/// Numbers that look like chance and are the same on every machine: splitmix64.
pub struct Draw(pub u64);

impl Draw {
    /// 0 to `below` - 1.
    pub fn pick(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below.max(1)
    }
    pub fn percent(&mut self, percent: u64) -> bool {
        self.pick(100) < percent
    }
}

/// Mostly stated; leaning to good answers in part of the cases, so that every band and outcome is reached.
pub fn submission(questionnaire: &Questionnaire, draw: &mut Draw) -> Submission {
    let mut submission = Submission::default();
    let good = [0, 50, 85, 97][draw.pick(4) as usize];
    for question in &questionnaire.questions {
        let answer = match draw.pick(60) {
            0 => None,
            1 | 2 => Some(Answer::Unknown),
            3 => {
                let text = || "-".to_owned();
                Some(Answer::NotApplicable(NotApplicable { reason: text(), control: text(), decider: text() }))
            }
            _ if question.kind == AnswerKind::Text => Some(Answer::Text("-".to_owned())),
            _ => {
                let place = if draw.percent(good) { 0 } else { draw.pick(question.options.len() as u64) };
                Some(Answer::Options([question.options[place as usize].key.clone()].into()))
            }
        };
        let grade = Some(Grade::ALL[draw.pick(4) as usize]);
        submission.records.insert(question.id.clone(), Record { answer, grade, ..Record::default() });
    }
    submission
}

/// A book of the core questionnaire in which every column is filled in part.
pub fn book(rows: usize, seed: u64) -> Book {
    let mut draw = Draw(seed);
    let questionnaire = core();
    let mut book = Book::new(Arc::clone(&questionnaire));
    for place in 0..rows {
        let submission = submission(&questionnaire, &mut draw);
        let mut row = row_from_case(&questionnaire, &submission, &Facts::default());
        let mut amount = |most: u64| draw.percent(80).then(|| Money { tenths: draw.pick(most) });
        (row.id, row.limit, row.premium) = (format!("S-{place}"), amount(50_000_000), amount(900_000));
        row.industry = ["", "Food", "Hospital", "Property", "Water"][draw.pick(5) as usize].to_owned();
        row.claim = draw.percent(90).then(|| draw.percent(30));
        row.loss = draw.percent(50).then(|| Money { tenths: draw.pick(10_000) });
        if let Some(case) = row.case.as_mut() {
            case.in_dollars = draw.percent(50);
        }
        row.case = row.case.filter(|_| draw.percent(30));
        book.push(row);
    }
    book
}

/// The same questionnaire with some weights and edges drawn anew.
pub fn changed(questionnaire: &Questionnaire, seed: u64) -> Questionnaire {
    let mut draw = Draw(seed);
    let mut changed = questionnaire.clone();
    for question in &mut changed.questions {
        if question.weight.tenths() > 0 && draw.percent(30) {
            question.weight = Weight::from_tenths(draw.pick(120) as u16).expect("at most 100.0");
        }
    }
    for edges in &mut changed.edges {
        if draw.percent(50) && edges.len() > 1 {
            edges[0] /= 2;
        }
    }
    changed
}

//! A synthetic book inside the program, so that there is always one to try: made up by rule, the same each time.

use super::cores::Progress;
use super::ids::Ids;
use super::table::book_from_table;
use super::{ReadBook, Stamps};
use crate::files::devices::Watch;
use crate::files::problem::{FileError, Problems};
use crate::questionnaire::{AnswerKind, Question, Questionnaire, SectionKind};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Submissions of the sample.
const SAMPLE_ROWS: u64 = 2_400;

const NAME: &str = "sample-book.csv";

/// Reads the sample book.
///
/// # Errors
/// Only where the reading was stopped.
pub fn sample_book(questionnaire: &Arc<Questionnaire>, watch: &dyn Watch) -> Result<ReadBook, FileError> {
    let text = sample_table(questionnaire, SAMPLE_ROWS);
    let progress = Progress::new(text.len() as u64);
    let mut ids = Ids::default();
    ids.begin(NAME);
    let read = book_from_table(text.as_bytes(), NAME, questionnaire, &mut ids, &progress, watch)
        .map_err(|problem| FileError::wrong(Path::new(NAME), "The book was not read", Problems(vec![problem])))?;
    Ok(ReadBook {
        book: read.book,
        cases: Vec::new(),
        holdings: Vec::new(),
        problems: read.problems.list,
        problem_count: read.problems.count,
        bad_files: Vec::new(),
        rows_left_out: read.left_out,
        notices: read.notices,
        stamps: Stamps::default(),
        kept: BTreeMap::new(),
    })
}

/// A table of made-up submissions as a carrier would export it. Claims are likelier where controls are worse, as
/// everywhere in this program a judgement and no statistic.
#[must_use]
fn sample_table(questionnaire: &Questionnaire, rows: u64) -> String {
    let mut text = "submission,industry,inception,limit,premium,revenue,claim,loss".to_owned();
    for question in &questionnaire.questions {
        text.push_str(&format!(",{0},{0} evidence", question.id));
    }
    text.push('\n');
    for row in 0..rows {
        let mut dice = Dice(row.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5eed);
        push_row(&mut text, questionnaire, row, &mut dice);
    }
    text
}

/// Numbers that look thrown and are the same each time (splitmix64).
struct Dice(u64);

impl Dice {
    /// From 0 to below `sides`.
    fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % sides.max(1)
    }

    /// Around the middle of 0 to 100.
    fn bell(&mut self) -> u64 {
        (0..4).map(|_| self.throw(26)).sum()
    }
}

fn push_row(text: &mut String, questionnaire: &Questionnaire, row: u64, dice: &mut Dice) {
    // How weak the controls are as a whole, 0 to 100.
    let weakness = dice.bell() * 2 / 3;
    let activity = questionnaire.questions.first();
    let options = activity.map_or(0, |question| question.options.len() as u64);
    let industry = dice.throw(options).min(dice.throw(options)) as usize;
    let industry_name = activity.and_then(|question| question.options.get(industry)).map_or("", |it| it.text.as_str());
    let limit = [1, 2, 3, 5, 5, 10, 10, 20][dice.throw(8) as usize] * 1_000_000_u64;
    let revenue = (10 + dice.throw(400)) * 1_000_000;
    let premium = limit / 1000 * (4 + weakness / 10 + dice.throw(4));
    let claim = dice.throw(1000) < 40 + weakness * weakness / 9;
    let loss = if claim { (20 + dice.throw(900)) * 1_000 } else { 0 };
    let (month, day) = (1 + dice.throw(12), 1 + dice.throw(28));
    text.push_str(&format!(
        "SB-{:05},\"{industry_name}\",2026-{month:02}-{day:02},{limit},{premium},{revenue},{},",
        row + 1,
        if claim { "yes" } else { "no" }
    ));
    if claim {
        text.push_str(&loss.to_string());
    }
    for (place, question) in questionnaire.questions.iter().enumerate() {
        let section = questionnaire.section(question.section);
        let answer = match (place, section.kind) {
            (0, _) => question.options.get(industry).map(|option| option.key.clone()).unwrap_or_default(),
            (_, SectionKind::Scored) => {
                // Industries have their own weak sides.
                let side = Dice(industry as u64 * 64 + u64::from(question.section.0)).throw(25);
                scored_answer(question, weakness + side, dice)
            }
            (_, kind) => unscored_answer(question, kind, dice),
        };
        let evidence = ["E0", "E0", "E1", "E1", "E2", "E3"][dice.throw(6) as usize];
        let is_stated = !answer.is_empty() && answer != "unknown";
        text.push_str(&format!(",{answer},{}", if is_stated { evidence } else { "" }));
    }
    text.push('\n');
}

/// The option whose factor is nearest to how weak the controls are, with some luck.
fn scored_answer(question: &Question, weakness: u64, dice: &mut Dice) -> String {
    match dice.throw(200) {
        0..2 => return String::new(),
        2..5 => return "unknown".to_owned(),
        _ => {}
    }
    // Most answers follow the whole; some are far off.
    let off = if dice.throw(14) == 0 { 30 } else { 0 };
    let wanted = (weakness + dice.bell() / 2 + off).saturating_sub(36) * 4;
    let distance = |factor: i64| (factor * 100).abs_diff(i64::try_from(wanted).unwrap_or(0));
    let nearest = question.options.iter().min_by_key(|option| distance(option.factor.count()));
    nearest.map(|option| option.key.clone()).unwrap_or_default()
}

/// Exposure is spread; declarations are mostly harmless.
fn unscored_answer(question: &Question, kind: SectionKind, dice: &mut Dice) -> String {
    let key = |place: usize| question.options.get(place).map(|option| option.key.clone()).unwrap_or_default();
    let harmless = question.options.iter().position(|option| matches!(option.key.as_str(), "no" | "none"));
    match (question.kind, kind) {
        (AnswerKind::Text, _) | (_, SectionKind::Module) => String::new(),
        (_, SectionKind::Declarations) if dice.throw(60) > 0 => key(harmless.unwrap_or(0)),
        (AnswerKind::Single, _) => key(dice.throw(question.options.len() as u64) as usize),
        (AnswerKind::Multi, _) if question.groups.is_empty() => match harmless {
            Some(place) if dice.throw(10) < 6 => key(place),
            _ => several(question, dice),
        },
        (AnswerKind::Multi, _) => one_of_each_group(question, dice),
    }
}

fn several(question: &Question, dice: &mut Dice) -> String {
    let keys: Vec<&str> = question
        .options
        .iter()
        .filter(|option| !option.exclusive && dice.throw(3) == 0)
        .map(|option| option.key.as_str())
        .collect();
    keys.join(";")
}

fn one_of_each_group(question: &Question, dice: &mut Dice) -> String {
    let mut keys = Vec::new();
    for (place, group) in (0_u8..).zip(&question.groups) {
        let of: Vec<&str> =
            question.options.iter().filter(|it| it.group == Some(place)).map(|it| it.key.as_str()).collect();
        if group.choose_one || dice.throw(3) == 0 {
            keys.extend(of.get(dice.throw(of.len() as u64) as usize).copied());
        }
    }
    if keys.is_empty() {
        keys.extend(question.options.iter().find(|option| option.exclusive).map(|option| option.key.as_str()));
    }
    keys.join(";")
}

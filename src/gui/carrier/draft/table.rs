//! The lines of the editor's table, worked out once per change so that a frame only paints.

use super::{Draft, is_never_asked, question_of, sentence};
use crate::questionnaire::plan::{Target, WeightSum, weight_sum};
use crate::questionnaire::{QuestionIx, Questionnaire, SectionIx, SectionKind, Unit};

/// A line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Line {
    Section(SectionIx),
    Question(QuestionIx),
}

impl Default for Line {
    fn default() -> Self {
        Self::Section(SectionIx(0))
    }
}

/// Whether a line may move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locked {
    No,
    /// A section of which some questions are.
    Some,
    Yes,
}

/// All lines and their sum.
#[derive(Default)]
pub struct Table {
    pub entries: Vec<Entry>,
    /// Places of the entries that search and folds leave.
    pub shown: Vec<usize>,
    /// Tenths.
    pub total: u32,
    /// What the weights have to add up to, tenths; `None` when the sum floats.
    pub wanted: Option<u32>,
    /// Where sliders of questions and of sections end, tenths.
    pub most: [u32; 2],
}

/// One line as it is painted.
pub struct Entry {
    pub line: Line,
    pub section: SectionIx,
    pub id: String,
    pub text: String,
    /// Tenths, in the plan and in the base.
    pub tenths: u32,
    pub base: u32,
    pub weight: String,
    pub share: String,
    /// `was 5.0`; empty where nothing changed.
    pub was: String,
    pub by_hand: bool,
    pub locked: Locked,
    pub critical: bool,
    /// `L1`; empty for sections.
    pub basis: &'static str,
    /// A plan never asks it.
    pub never_asked: bool,
    /// Quarters, best option first.
    pub factors: Vec<u8>,
    pub factors_changed: bool,
    /// What is wrong, with the mend.
    pub fault: Option<String>,
}

impl Table {
    pub(super) fn of(draft: &Draft) -> Self {
        let base = &draft.base;
        let scored: Vec<QuestionIx> = base.places().filter(|ix| base.is_scored(*ix)).collect();
        let asked = |ix: &QuestionIx| !is_never_asked(&draft.plan, &base.question(*ix).id);
        let sum_of = |ix: &QuestionIx| u32::from(draft.weight(*ix));
        let total: u32 = scored.iter().map(sum_of).sum();
        let asked: u32 = scored.iter().filter(|ix| asked(ix)).map(sum_of).sum();
        let wanted = (draft.plan.sum == WeightSum::Fixed).then(|| sum_of_base(base));
        let mut table = Self { total, wanted, ..Self::default() };
        for (place, section) in (0_u8..).zip(&base.sections) {
            if section.kind != SectionKind::Scored {
                continue;
            }
            let section = SectionIx(place);
            let questions: Vec<Entry> =
                base.places_of(section).map(|ix| question_entry(draft, ix, section, asked)).collect();
            table.entries.push(section_entry(draft, section, &questions, asked));
            table.entries.extend(questions);
        }
        let largest = |sections: bool| {
            let of_kind = |entry: &&Entry| matches!(entry.line, Line::Section(_)) == sections;
            table.entries.iter().filter(of_kind).map(|entry| entry.tenths.max(entry.base)).max().unwrap_or(0)
        };
        // Room to move, in whole fives.
        table.most = [largest(false).max(80), largest(true).max(300)].map(|most| (most + 20).div_ceil(50) * 50);
        table.find(&draft.view.query, |section| draft.view.folded.contains(&section));
        table
    }

    /// Keeps the lines in which every word of the query is found; a query opens folded sections.
    pub(super) fn find(&mut self, query: &str, is_folded: impl Fn(SectionIx) -> bool) {
        let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
        let found = |entry: &Entry| {
            let text = format!("{} {} {}", entry.id, entry.text, if entry.was.is_empty() { "" } else { "changed" });
            let text = text.to_lowercase();
            words.iter().all(|word| text.contains(word.as_str()))
        };
        let shown = |entry: &Entry| match entry.line {
            Line::Question(_) if words.is_empty() => !is_folded(entry.section),
            Line::Question(_) => found(entry),
            Line::Section(section) => {
                words.is_empty()
                    || self.entries.iter().any(|it| it.line != entry.line && it.section == section && found(it))
            }
        };
        self.shown = (0..self.entries.len()).filter(|place| self.entries.get(*place).is_some_and(shown)).collect();
    }

    #[must_use]
    pub fn entry(&self, line: Line) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.line == line)
    }

    /// Lines that can be seen, in order.
    pub fn shown(&self) -> impl Iterator<Item = &Entry> {
        self.shown.iter().filter_map(|place| self.entries.get(*place))
    }

    /// How far the sum is from what is wanted, tenths; positive when it is over.
    #[must_use]
    pub fn over(&self) -> i64 {
        self.wanted.map_or(0, |wanted| i64::from(self.total) - i64::from(wanted))
    }
}

/// What a base adds up to, tenths.
pub(super) fn sum_of_base(base: &Questionnaire) -> u32 {
    u32::try_from(weight_sum(base)).unwrap_or(0)
}

/// The first question that has a weight.
pub(super) fn first_question(base: &Questionnaire) -> Option<QuestionIx> {
    base.places().find(|ix| base.is_scored(*ix))
}

fn words(tenths: u32) -> String {
    Unit::Tenths.show(tenths.into())
}

/// Share of the sum in percent with one decimal, half up.
fn share(tenths: u32, total: u32) -> String {
    if total == 0 {
        return String::new();
    }
    let thousandths = (u64::from(tenths) * 2000 + u64::from(total)) / (2 * u64::from(total));
    format!("{}.{} %", thousandths / 10, thousandths % 10)
}

fn was(tenths: u32, base: u32) -> String {
    if tenths == base { String::new() } else { format!("was {}", words(base)) }
}

fn question_entry(draft: &Draft, ix: QuestionIx, section: SectionIx, total: u32) -> Entry {
    let question = draft.base.question(ix);
    let (tenths, base) = (u32::from(draft.weight(ix)), question.weight.tenths() as u32);
    let factor = |key: &String| Target::Factor { question: question.id.clone(), option: key.clone() };
    let factors = question.options.iter().map(|option| match draft.units(&factor(&option.key)) {
        Some(quarters) => quarters as u8,
        None => option.factor.pips(),
    });
    let never_asked = is_never_asked(&draft.plan, &question.id);
    let is_about = |target: &Target| question_of(target) == Some(&question.id);
    let fault = draft.faults.iter().find(|fault| fault.target.as_ref().is_some_and(is_about));
    Entry {
        line: Line::Question(ix),
        section,
        id: question.id.clone(),
        text: question.ask.clone(),
        tenths,
        base,
        weight: words(tenths),
        share: if never_asked { "not asked".to_owned() } else { share(tenths, total) },
        was: was(tenths, base),
        by_hand: draft.by_hand.contains(&ix),
        locked: if draft.locked.contains(&ix) { Locked::Yes } else { Locked::No },
        critical: question.critical,
        basis: question.why.basis.first().map_or("", |basis| basis.code()),
        never_asked,
        factors_changed: question.options.iter().any(|option| draft.plan.get(&factor(&option.key)).is_some()),
        factors: factors.collect(),
        fault: fault.map(sentence),
    }
}

fn section_entry(draft: &Draft, section: SectionIx, questions: &[Entry], total: u32) -> Entry {
    let it = draft.base.section(section);
    let (tenths, base) =
        (questions.iter().map(|entry| entry.tenths).sum(), questions.iter().map(|entry| entry.base).sum());
    let asked = questions.iter().filter(|entry| !entry.never_asked).map(|entry| entry.tenths).sum();
    let locked = questions.iter().filter(|entry| entry.locked == Locked::Yes).count();
    Entry {
        line: Line::Section(section),
        section,
        id: it.id.clone(),
        text: it.title.clone(),
        tenths,
        base,
        weight: words(tenths),
        share: share(asked, total),
        was: was(tenths, base),
        by_hand: false,
        locked: match locked {
            0 => Locked::No,
            all if all == questions.len() => Locked::Yes,
            _ => Locked::Some,
        },
        critical: false,
        basis: "",
        never_asked: false,
        factors: Vec::new(),
        factors_changed: false,
        fault: None,
    }
}

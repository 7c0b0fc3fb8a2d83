//! Which questions hang on the answers to others.

use super::{AnswerKind, Condition, OptionSet, QuestionIx, Questionnaire};
use std::collections::BTreeMap;

/// Sets of shown questions that the range may have to try; the shipped questionnaire has eight.
pub const MOST_COMPLETIONS: usize = 256;

impl Questionnaire {
    /// Whether answers can hide the question.
    #[must_use]
    pub fn may_hide(&self, ix: QuestionIx) -> bool {
        let question = self.question(ix);
        question.shown_if.is_some() || self.section(question.section).shown_if.is_some()
    }

    /// How many sets of shown questions the range has to try while nothing is answered, seen from above.
    #[must_use]
    pub fn completions(&self) -> usize {
        let mut read: BTreeMap<QuestionIx, Vec<OptionSet>> = BTreeMap::new();
        for ix in self.places().filter(|ix| self.is_scored(*ix)) {
            let Some(condition) = &self.question(ix).shown_if else { continue };
            condition.walk(&mut |part| {
                if let Condition::OneOf { question, options } | Condition::NoneOf { question, options } = part {
                    let sets = read.entry(*question).or_default();
                    if !sets.contains(options) {
                        sets.push(*options);
                    }
                }
            });
        }
        read.iter().fold(1_usize, |product, (ix, sets)| {
            let question = self.question(*ix);
            let by_sets = 1_usize.checked_shl(sets.len() as u32).unwrap_or(usize::MAX);
            let ways = if question.kind == AnswerKind::Multi { by_sets } else { by_sets.min(question.options.len()) };
            product.saturating_mul(ways.max(1))
        })
    }
}

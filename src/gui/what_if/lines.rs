//! The lines of the table of answers: what folds, filter and "only tried" leave.

use crate::gui::carrier::draft::Line;
use crate::gui::state::Case;
use crate::questionnaire::{QuestionIx, SectionIx};

/// Works the lines out anew and keeps the cursor on one of them.
pub(super) fn arrange(case: &mut Case) {
    let lines = lines(case);
    let view = &mut case.what_if;
    if !lines.contains(&view.cursor) {
        let nearest = lines.iter().find(|line| **line >= view.cursor).or(lines.last());
        view.cursor = nearest.copied().unwrap_or_default();
        view.option = None;
    }
    view.lines = lines;
}

fn lines(case: &Case) -> Vec<Line> {
    let view = &case.what_if;
    let words: Vec<String> = view.query.split_whitespace().map(str::to_lowercase).collect();
    let mut lines = Vec::new();
    for section in (0_u8..).map(SectionIx).take(case.questionnaire.sections.len()) {
        let found: Vec<Line> = case
            .questionnaire
            .places_of(section)
            .filter(|ix| can_be_tried(case, *ix) && is_found(case, *ix, &words))
            .filter(|ix| !view.only_tried || is_tried(case, *ix))
            .map(Line::Question)
            .collect();
        if found.is_empty() {
            continue;
        }
        lines.push(Line::Section(section));
        // A filter opens what is folded.
        if !view.folded.contains(&section) || !words.is_empty() || view.only_tried {
            lines.extend(found);
        }
    }
    lines
}

/// Questions with options that are asked now or would be asked then.
fn can_be_tried(case: &Case, ix: QuestionIx) -> bool {
    let then = case.what_if.tried(case.what_if.chosen).is_some_and(|tried| tried.effect.after.reading(ix).shown);
    let asked = case.derived.is_shown(ix) || then || is_tried(case, ix);
    asked && !case.questionnaire.question(ix).options.is_empty()
}

fn is_tried(case: &Case, ix: QuestionIx) -> bool {
    case.scenario().is_some_and(|scenario| scenario.flips.contains_key(&case.questionnaire.question(ix).id))
}

fn is_found(case: &Case, ix: QuestionIx, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let question = case.questionnaire.question(ix);
    let text = format!("{} {} {}", question.id, question.ask, case.derived.answer_words(ix)).to_lowercase();
    words.iter().all(|word| text.contains(word.as_str()))
}

/// How many answers of a section the scenario tries.
#[must_use]
pub fn tried_in(case: &Case, section: SectionIx) -> usize {
    case.questionnaire.places_of(section).filter(|ix| is_tried(case, *ix)).count()
}

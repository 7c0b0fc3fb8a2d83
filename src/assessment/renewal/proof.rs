//! What stands behind the answers this year and last: grades, answers nobody has confirmed, evidence that aged.

use super::Side;
use crate::assessment::Assessment;
use crate::submission::{AgedEvidence, CarriedOver};

/// What stands behind the answers this year and last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProofChanges {
    /// Stated scored answers by grade as counted, E0 to E3, then and now.
    pub before: [usize; 4],
    pub after: [usize; 4],
    /// Ids of shown questions whose answers were carried over and nobody has confirmed, questionnaire order.
    pub to_confirm: Vec<String>,
    /// Shown questions with an answer, confirmed or not.
    pub answered: usize,
    /// Evidence above E0 that is too old at the new inception, or of unknown age, of shown questions by id.
    pub aged: Vec<AgedEvidence>,
    /// The same answer on other evidence, questionnaire order; without those to be confirmed.
    pub changed: Vec<ChangedGrade>,
}

/// An answer that is given as last year and proven otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedGrade {
    pub question: String,
    pub ask: String,
    /// 0 to 3, as counted.
    pub was: u8,
    pub is: u8,
}

pub(super) fn proof(expiring: (&Side<'_>, &Assessment), renewing: (&Side<'_>, &Assessment)) -> ProofChanges {
    let (side, now) = renewing;
    let questionnaire = side.effective;
    let is_shown = |id: &str| questionnaire.find(id).is_some_and(|ix| now.reading(ix).shown);
    let mut aged = CarriedOver::of(side.submission).aged;
    aged.retain(|it| is_shown(&it.question));
    let answered = questionnaire
        .places()
        .filter(|ix| now.reading(*ix).shown && side.submission.answer(&questionnaire.question(*ix).id).is_some())
        .count();
    ProofChanges {
        before: by_grade(expiring),
        after: by_grade(renewing),
        to_confirm: now.to_confirm().map(|ix| questionnaire.question(ix).id.clone()).collect(),
        answered,
        aged,
        changed: changed(expiring, renewing),
    }
}

fn by_grade((side, assessment): (&Side<'_>, &Assessment)) -> [usize; 4] {
    let mut counts = [0; 4];
    for (ix, reading) in side.effective.places().zip(&assessment.readings) {
        if reading.applies && reading.is_stated() && side.effective.is_scored(ix) {
            counts[usize::from(reading.grade.min(3))] += 1;
        }
    }
    counts
}

fn changed(expiring: (&Side<'_>, &Assessment), renewing: (&Side<'_>, &Assessment)) -> Vec<ChangedGrade> {
    let (old, new) = (expiring.0.effective, renewing.0.effective);
    let grade = |ix| {
        let is = renewing.1.reading(ix);
        let question = new.question(ix);
        let before = old.find(&question.id)?;
        let was = expiring.1.reading(before);
        let counts = was.applies && was.is_stated() && is.applies && is.is_stated() && !is.unconfirmed;
        let keys = |places: crate::questionnaire::OptionSet, of: &crate::questionnaire::Question| -> Vec<String> {
            places.places().filter_map(|place| Some(of.options.get(place)?.key.clone())).collect()
        };
        let same = counts && keys(was.options, old.question(before)) == keys(is.options, question);
        (same && was.grade != is.grade).then(|| ChangedGrade {
            question: question.id.clone(),
            ask: question.ask.clone(),
            was: was.grade.min(3),
            is: is.grade.min(3),
        })
    };
    new.places().filter_map(grade).collect()
}

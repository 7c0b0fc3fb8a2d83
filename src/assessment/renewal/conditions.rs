//! Subjectivities of last term, and what became of them.

use crate::submission::{Subjectivity, SubjectivityStatus, Submission};

/// A condition of the expiring quote.
#[derive(Clone, Debug, PartialEq)]
pub struct LastCondition {
    /// As it stands in the renewing case where it is there, else as it stood in the expiring one.
    pub condition: Subjectivity,
    /// When the case expired; `None` for one that no expiring case has any more.
    pub was: Option<SubjectivityStatus>,
    /// `None` where the renewing case does not hold it.
    pub is: Option<SubjectivityStatus>,
}

/// Those of the expiring case in their order, then those of terms before.
pub(super) fn conditions(expiring: &Submission, renewing: &Submission) -> Vec<LastCondition> {
    // Two may be worded alike, so each of the renewing case is taken once.
    let mut carried: Vec<&Subjectivity> = renewing.subjectivities.iter().filter(|it| it.last_term).collect();
    let mut all: Vec<LastCondition> = Vec::new();
    for old in &expiring.subjectivities {
        let place = carried.iter().position(|it| (&it.theme, &it.text) == (&old.theme, &old.text));
        let now = place.map(|place| carried.remove(place));
        all.push(LastCondition {
            condition: now.unwrap_or(old).clone(),
            was: Some(old.status),
            is: now.map(|it| it.status),
        });
    }
    all.extend(carried.into_iter().map(|it| LastCondition { condition: it.clone(), was: None, is: Some(it.status) }));
    all
}

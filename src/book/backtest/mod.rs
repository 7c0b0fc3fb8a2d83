//! What came of it: scores held against claims, where a book knows them (domain.md 11.2).
//!
//! | What | Where |
//! |---|---|
//! | how well the score parts claims from the rest | [`Auc`] |
//! | claims by tenth of the score, by band and outcome | [`BackTest`] |
//! | what single answers say about claims | [`evidence`] |
//! | how far a later book has drifted | [`drift`] |
//!
//! Counts are exact. Nothing here changes a weight: weights are expert judgement, and evidence is for a person to
//! weigh who knows how the claims came about.

mod auc;
mod drift;
mod evidence;
mod interval;
mod ranks;
#[cfg(test)]
mod tests;

pub use auc::Auc;
pub use drift::{Drift, Psi, drift};
pub use evidence::{Direction, Evidence, Relative, evidence};
pub use interval::{Interval, Share};

use super::{Book, Scoring, outcome_count, outcome_place};
use crate::questionnaire::{Ratio, grouped};
use crate::submission::Money;
use interval::signed;
use ranks::Ranked;

/// Claims below which nothing is said about weights: "a few hundred device-related claims" (domain.md 11.2).
pub const ENOUGH_CLAIMS: u64 = 300;

/// Scores of a book held against its claims.
#[derive(Clone, Debug, PartialEq)]
pub struct BackTest {
    /// All submissions of which it is known whether there was a claim; only they count in what follows.
    pub known: Experience,
    /// Submissions of which it is not known; left out.
    pub not_known: u64,
    /// The tenth with the worst scores first. Equal scores stand together, so tenths may differ in size.
    pub tenths: Vec<TenthOfScores>,
    /// `None` without a claim, or without a submission that has none.
    pub auc: Option<Auc>,
    /// By band after floors, best first.
    pub bands: Vec<Experience>,
    /// By [`outcome_place`].
    pub outcomes: Vec<Experience>,
}

/// The claims of some submissions.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Experience {
    /// Submissions of which it is known whether there was a claim.
    pub n: u64,
    pub claims: u64,
    /// Claims by submission; `None` of nothing.
    pub share: Option<Share>,
    /// Sum of the known losses of claims, tenths of a US dollar.
    pub loss_tenths: u128,
    /// Claims without a loss, or with one in another currency.
    pub claims_without_loss: u64,
}

/// A tenth of the submissions by score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TenthOfScores {
    /// Best and worst score in it; `None` while it is empty.
    pub scores: Option<(Ratio, Ratio)>,
    pub experience: Experience,
    /// Claims by submission here, by the same of all; `None` while it is empty or nobody claims.
    pub lift: Option<Ratio>,
    /// Claims in this tenth and all worse ones.
    pub claims_so_far: u64,
}

impl Experience {
    fn add(&mut self, claim: bool, loss: Option<Money>) {
        self.n += 1;
        if claim {
            self.claims += 1;
            match loss {
                Some(loss) => self.loss_tenths += u128::from(loss.tenths),
                None => self.claims_without_loss += 1,
            }
        }
    }

    fn with_share(self) -> Self {
        Self { share: Share::of(self.claims, self.n), ..self }
    }

    /// Known losses by submission, rounded down to a tenth; too low where claims have no loss. `None` of nothing.
    #[must_use]
    pub fn loss_per_submission(&self) -> Option<Money> {
        let tenths = self.loss_tenths.checked_div(u128::from(self.n))?;
        Some(Money { tenths: u64::try_from(tenths).unwrap_or(u64::MAX) })
    }
}

impl BackTest {
    /// What must be said before anything is read from it; `None` where there are claims enough.
    #[must_use]
    pub fn warning(&self) -> Option<String> {
        too_few(self.known.claims)
    }
}

/// What is said of so many claims; nothing where they are enough.
#[must_use]
pub fn too_few(claims: u64) -> Option<String> {
    (claims < ENOUGH_CLAIMS).then(|| {
        let found = if claims == 0 { "none".to_owned() } else { grouped(claims) };
        format!(
            "Too few claims to judge weights: {found}, and by judgement at least {ENOUGH_CLAIMS} related to devices are \
             needed"
        )
    })
}

/// Holds a book against its claims; `None` where it is known of no submission whether there was one.
#[must_use]
pub fn back_test(book: &Book, scoring: &Scoring) -> Option<BackTest> {
    let rows = scoring.rows().min(book.rows());
    let ranked = Ranked::of(scoring, |row| row < rows && book.claim(row).is_some());
    if ranked.rows().is_empty() {
        return None;
    }
    let claim = |row: &u32| book.claim(*row as usize) == Some(true);
    let add = |experience: &mut Experience, row: &u32| {
        let in_dollars = book.case(*row as usize).is_none_or(|case| case.in_dollars);
        experience.add(claim(row), book.loss(*row as usize).filter(|_| in_dollars));
    };
    let questionnaire = book.questionnaire();
    let mut known = Experience::default();
    let mut bands = vec![Experience::default(); questionnaire.bands.len()];
    let mut outcomes = vec![Experience::default(); outcome_count(questionnaire)];
    for row in ranked.rows() {
        add(&mut known, row);
        add(&mut bands[usize::from(scoring.band(*row as usize).0)], row);
        add(&mut outcomes[outcome_place(scoring.outcome(*row as usize))], row);
    }
    let mut claims_so_far = 0;
    let tenths = ranked.tenths().into_iter().map(|tenth| {
        let mut experience = Experience::default();
        for row in tenth.rows {
            add(&mut experience, row);
        }
        claims_so_far += experience.claims;
        let lift = (experience.n > 0 && known.claims > 0).then(|| {
            let here = Ratio::new(signed(experience.claims), signed(experience.n));
            here / Ratio::new(signed(known.claims), signed(known.n))
        });
        TenthOfScores { scores: tenth.scores, experience: experience.with_share(), lift, claims_so_far }
    });
    let tenths = tenths.collect();
    let by_score = ranked.ties().rev().map(|tie| {
        let claims = tie.iter().filter(|row| claim(row)).count() as u64;
        (claims, tie.len() as u64 - claims)
    });
    Some(BackTest {
        not_known: rows as u64 - known.n,
        tenths,
        auc: auc::auc(by_score),
        known: known.with_share(),
        bands: bands.into_iter().map(Experience::with_share).collect(),
        outcomes: outcomes.into_iter().map(Experience::with_share).collect(),
    })
}

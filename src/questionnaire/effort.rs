//! What an improvement takes: cost class, lead time, and whether it can be done before the policy starts.
//!
//! All of it is expert judgement, for comparing ways to a better answer; no class is an amount of money.

use super::Questionnaire;

/// Place of a cost class in [`Questionnaire::cost_classes`], 0 is the cheapest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CostIx(pub u8);

/// A class of cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostClass {
    /// `Low`.
    pub name: String,
    /// What it counts for in sums: how many of the cheapest it is taken to be worth. Rises from class to class.
    pub points: u16,
    /// What falls into it, in plain words.
    pub means: String,
}

/// What it takes to get to an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Effort {
    pub cost: CostIx,
    /// From the go-ahead until the proof is in hand; 0 to [`Self::MOST_WEEKS`].
    pub weeks: u16,
    /// Whether it can, as a rule, be done before the policy starts.
    pub before_inception: bool,
}

impl Effort {
    /// Five years.
    pub const MOST_WEEKS: u16 = 260;

    /// `Medium, 6 weeks`, `High, 26 weeks, not before inception`.
    #[must_use]
    pub fn words(self, questionnaire: &Questionnaire) -> String {
        let late = if self.before_inception { "" } else { ", not before inception" };
        format!("{}{late}", self.class_and_weeks(questionnaire))
    }

    /// `Medium, 6 weeks`; weeks alone where the questionnaire has no classes.
    #[must_use]
    pub fn class_and_weeks(self, questionnaire: &Questionnaire) -> String {
        let weeks = match self.weeks {
            0 => "at once".to_owned(),
            1 => "1 week".to_owned(),
            weeks => format!("{weeks} weeks"),
        };
        let class = questionnaire.cost_classes.get(usize::from(self.cost.0)).map(|class| class.name.as_str());
        class.map_or_else(|| weeks.clone(), |class| format!("{class}, {weeks}"))
    }
}

//! What changed since last year, and why the score did: the risk, the plan, or the questions (domain.md 4.6, 4 and 8.4).
//!
//! | What | Where |
//! |---|---|
//! | score and sections, split into three parts | `walk` |
//! | schedule lines, and those that wait for a person | `lines` |
//! | questions that are answered otherwise, and who said so | `answers` |
//! | answers to be confirmed, evidence that aged or changed | `proof` |
//! | rules that fire now or no more, conditions of last term | `rules`, `conditions` |
//! | devices of both lists, by class and by model | `devices` |
//!
//! With E the effective questionnaire, Q the same without its plan, S the submission, 0 expiring and 1 renewing:
//!
//! ```text
//! risk       s(E0,S1) - s(E0,S0)                            other answers, the old rules
//! questions  s(Q1,S1) - s(Q0,S1)                            other questions, no plan on either
//! plan       [s(E1,S1) - s(Q1,S1)] - [s(E0,S1) - s(Q0,S1)]  what a plan adds now, less what it added then
//! sum        s(E1,S1) - s(E0,S0)
//! ```
//!
//! The parts add up exactly, and no plan is ever laid over a questionnaire that it was not made for. A question that
//! is not asked any more, and has no answer now, stands in S1 as it was answered in S0: nobody said that it changed,
//! and counted as open it would be a worse risk that the model made.

mod answers;
mod conditions;
mod devices;
mod lines;
mod proof;
mod rules;
mod walk;

pub use answers::{ChangedAnswer, Moved};
pub use conditions::LastCondition;
pub use devices::{DeviceChange, DeviceChanges, Held, ModelChange, SupportChange};
pub use lines::{LineWalk, Standing};
pub use proof::{ChangedGrade, ProofChanges};
pub use rules::{RuleChange, RuleChanges};
pub use walk::{SectionWalk, Walk};

use super::{Assessment, Facts, assess, facts};
use crate::inventory::Survey;
use crate::questionnaire::Questionnaire;
use crate::submission::{Market, PlanDebit, PlanDebitUse, Submission};
use lines::{percent, schedule, without_cause};
use std::collections::BTreeMap;
use walk::{Five, sections};

/// One of the two cases.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// As pinned in the case.
    pub base: &'a Questionnaire,
    /// With the plan of the case; the base itself where it has none.
    pub effective: &'a Questionnaire,
    pub submission: &'a Submission,
    pub survey: &'a Survey,
}

/// How the score, its parts and what follows from it came from one term to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Renewal {
    pub expiring: Under,
    pub renewing: Under,
    pub score: Walk,
    /// Scored sections, those of the renewing questionnaire first.
    pub sections: Vec<SectionWalk>,
    /// Sections with a schedule line on either side.
    pub schedule: Vec<LineWalk>,
    /// The clamped sum of the lines, whole percent.
    pub schedule_total: Walk,
    /// The sum is another than last year's, the risk gave no cause, and no line shows it: the plan moved the largest
    /// modification.
    pub total_by_plan_alone: bool,
    /// Largest modification now, percent.
    pub schedule_max: u8,
    /// The band of today's risk as the expiring rules have it: E0 on S1, after floors.
    pub band_by_expiring_rules: String,
    /// Without a change of the risk the case would be in another band: the band of E0 on S1 and that of E1 on S1
    /// differ by name. Plan and questions both count, as either is a change of the model (REF-15).
    pub plan_moved_band: bool,
    /// Questions that are answered otherwise, questionnaire order.
    pub answers: Vec<ChangedAnswer>,
    pub proof: ProofChanges,
    pub rules: RuleChanges,
    /// Subjectivities of last term, with what became of them.
    pub conditions: Vec<LastCondition>,
    pub devices: DeviceChanges,
}

/// What a case was scored under, and the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Under {
    /// `iot-core 1.0.0`.
    pub questionnaire: String,
    pub questionnaire_sha256: String,
    /// `harbor-2027 1.0.0`; `None` as shipped.
    pub plan: Option<String>,
    /// As people read it: one decimal, more where that would contradict the band.
    pub score: String,
    pub tier: String,
    pub band: String,
    pub outcome: String,
}

/// Splits the change from one case to the next.
#[must_use]
pub fn renewal(expiring: &Side<'_>, renewing: &Side<'_>) -> Renewal {
    let five = Five::of(expiring, renewing);
    let [first, old_rules, .., last] = &five.assessed;
    let plan_moved_band = band(expiring.effective, old_rules) != band(renewing.effective, last);
    let (then, now) = ((expiring, first), (renewing, last));
    let admitted = renewing.submission.policy.market == Market::Admitted;
    let schedule = schedule(&five, admitted);
    let schedule_total = five.walk(|_, assessment| percent(assessment.schedule.total_percent));
    Renewal {
        expiring: Under::of(expiring.effective, first),
        renewing: Under::of(renewing.effective, last),
        score: five.walk(|_, assessment| assessment.score),
        sections: sections(&five),
        total_by_plan_alone: admitted && without_cause(&schedule_total) && schedule.iter().all(|it| !it.by_plan_alone),
        schedule,
        schedule_total,
        schedule_max: last.schedule.max_percent,
        band_by_expiring_rules: band(expiring.effective, old_rules).to_owned(),
        plan_moved_band,
        answers: answers::answers(then, now),
        proof: proof::proof(then, now),
        rules: rules::rules(then, now, plan_moved_band),
        conditions: conditions::conditions(expiring.submission, renewing.submission),
        devices: devices::devices(expiring, renewing),
    }
}

/// Assesses a case of which it is known what it renews: whether the model alone moved its band.
#[must_use]
pub fn assess_renewed(
    questionnaire: &Questionnaire,
    submission: &Submission,
    survey: &Survey,
    renewal: Option<&Renewal>,
) -> Assessment {
    let plan_moved_band = renewal.is_some_and(|renewal| renewal.plan_moved_band);
    assess(questionnaire, submission, &Facts { plan_moved_band, ..facts(questionnaire, submission, survey) })
}

impl Renewal {
    /// Lines that the plan alone has changed and nobody has decided on.
    pub fn undecided<'a>(&'a self, debits: &'a BTreeMap<String, PlanDebit>) -> impl Iterator<Item = &'a LineWalk> {
        self.schedule.iter().filter(|line| line.standing(debits) == Standing::Undecided)
    }

    /// The clamped sum of the lines as decided, whole percent; `None` while a line is undecided.
    #[must_use]
    pub fn decided_total(&self, debits: &BTreeMap<String, PlanDebit>) -> Option<i16> {
        let most = i16::from(self.schedule_max);
        let mut total = 0_i16;
        for line in &self.schedule {
            total = total.saturating_add(match line.standing(debits) {
                Standing::Undecided => return None,
                Standing::Decided(PlanDebit { usage: PlanDebitUse::Expiring, .. }) => line.was(),
                Standing::Usable | Standing::Decided(_) => line.is(),
            });
        }
        Some(total.clamp(-most, most))
    }
}

impl Under {
    fn of(questionnaire: &Questionnaire, assessment: &Assessment) -> Self {
        Self {
            questionnaire: questionnaire.name(),
            questionnaire_sha256: questionnaire.sha256.clone(),
            plan: questionnaire.plan.as_ref().map(|plan| plan.name()),
            score: assessment.score_shown(questionnaire),
            tier: questionnaire.tier(assessment.tier).name.clone(),
            band: band(questionnaire, assessment).to_owned(),
            outcome: assessment.outcome_words(questionnaire).to_owned(),
        }
    }
}

fn band<'q>(questionnaire: &'q Questionnaire, assessment: &Assessment) -> &'q str {
    &questionnaire.band(assessment.band).name
}

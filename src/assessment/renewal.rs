//! Why a score changed since last year: the risk, the plan, or the questions (domain.md 4.6, 4 and 8.4).
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

use super::{Assessment, Facts, Reading, State, assess, facts};
use crate::inventory::Survey;
use crate::questionnaire::{QuestionIx, Questionnaire, Ratio, SectionKind, WideRatio, widened};
use crate::submission::{Answer, Grade, Market, PlanDebit, PlanDebitUse, Submission};
use std::borrow::Cow;
use std::collections::BTreeMap;

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

/// How a value came from one term to the next; risk, plan and questions add up to the difference exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walk {
    pub expiring: WideRatio,
    pub risk: WideRatio,
    pub plan: WideRatio,
    pub questions: WideRatio,
    pub renewing: WideRatio,
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

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionWalk {
    pub id: String,
    pub title: String,
    /// `None` where the section, or anything that applies in it, is missing on one side.
    pub deficiency: Option<Walk>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineWalk {
    pub section: String,
    pub title: String,
    /// Whole percent; 0 without a line.
    pub percent: Walk,
    /// The line is another than last year's and the risk gave no cause for it: not usable on admitted business
    /// until a person decides (domain.md 8.4). So it is with unchanged answers, where answers changed and left the
    /// line where it was, and where the risk moved it the other way: a debit that rose on a better risk.
    pub by_plan_alone: bool,
}

/// What has become of a line that the plan alone has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing<'a> {
    /// The plan alone did not change it.
    Usable,
    /// Nobody has decided, or about another change.
    Undecided,
    Decided(&'a PlanDebit),
}

/// A question that is answered otherwise than last year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedAnswer {
    pub question: String,
    pub ask: String,
    /// In words, with the evidence.
    pub was: String,
    pub is: String,
}

/// Splits the change from one case to the next.
#[must_use]
pub fn renewal(expiring: &Side<'_>, renewing: &Side<'_>) -> Renewal {
    let five = Five::of(expiring, renewing);
    let [first, old_rules, .., last] = &five.assessed;
    let plan_moved_band = band(expiring.effective, old_rules) != band(renewing.effective, last);
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
        answers: answers((expiring, first), (renewing, last)),
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

impl Walk {
    /// What is new since last year.
    #[must_use]
    pub fn change(&self) -> WideRatio {
        self.renewing - self.expiring
    }
}

impl LineWalk {
    /// Whole percent last year.
    #[must_use]
    pub fn was(&self) -> i16 {
        whole(self.percent.expiring)
    }

    /// Whole percent now.
    #[must_use]
    pub fn is(&self) -> i16 {
        whole(self.percent.renewing)
    }

    /// What people said to it; a decision about another change than this one counts for nothing.
    #[must_use]
    pub fn standing<'a>(&self, debits: &'a BTreeMap<String, PlanDebit>) -> Standing<'a> {
        if !self.by_plan_alone {
            return Standing::Usable;
        }
        debits
            .get(&self.section)
            .filter(|debit| debit.is_decided() && (debit.was, debit.is) == (self.was(), self.is()))
            .map_or(Standing::Undecided, Standing::Decided)
    }
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

/// S1 with the answers of S0 to what was asked then, is not asked now and has no answer now.
fn carried<'a>(expiring: (&Side<'a>, &Assessment), renewing: (&Side<'a>, &Assessment)) -> Cow<'a, Submission> {
    let asked = |(side, assessment): (&Side<'_>, &Assessment), id: &str| {
        side.effective.find(id).is_some_and(|ix| assessment.reading(ix).shown)
    };
    let now = renewing.0.submission;
    let missing = expiring.0.submission.records.iter().filter(|(id, record)| {
        record.answer.is_some() && now.answer(id).is_none() && asked(expiring, id) && !asked(renewing, id)
    });
    let missing: Vec<_> = missing.map(|(id, record)| (id.clone(), record.clone())).collect();
    if missing.is_empty() {
        return Cow::Borrowed(now);
    }
    let mut now = now.clone();
    now.records.extend(missing);
    Cow::Owned(now)
}

/// S0 under E0, then S1 under E0, Q0, Q1 and E1.
struct Five<'a> {
    questionnaires: [&'a Questionnaire; 5],
    assessed: [Assessment; 5],
}

impl<'a> Five<'a> {
    fn of(expiring: &Side<'a>, renewing: &Side<'a>) -> Self {
        // What a device list says depends on the questions, so it is said anew for each questionnaire.
        let under = |questionnaire, submission, survey| {
            assess(questionnaire, submission, &facts(questionnaire, submission, survey))
        };
        let first = under(expiring.effective, expiring.submission, expiring.survey);
        let last = under(renewing.effective, renewing.submission, renewing.survey);
        let now = carried((expiring, &first), (renewing, &last));
        let then = |questionnaire| under(questionnaire, &now, renewing.survey);
        Self {
            questionnaires: [expiring.effective, expiring.effective, expiring.base, renewing.base, renewing.effective],
            assessed: [first, then(expiring.effective), then(expiring.base), then(renewing.base), last],
        }
    }

    fn each<T>(&self, mut value: impl FnMut(&Questionnaire, &Assessment) -> T) -> [T; 5] {
        let mut assessed = self.assessed.iter();
        self.questionnaires.map(|questionnaire| {
            let assessment = assessed.next().unwrap_or(&self.assessed[4]);
            value(questionnaire, assessment)
        })
    }

    fn walk(&self, value: impl FnMut(&Questionnaire, &Assessment) -> Ratio) -> Walk {
        let [expiring, old_rules, old_questions, new_questions, renewing] = self.each(value).map(widened);
        Walk {
            expiring,
            risk: old_rules - expiring,
            plan: (renewing - new_questions) - (old_rules - old_questions),
            questions: new_questions - old_questions,
            renewing,
        }
    }

    /// Scored sections by id and title, of the renewing questionnaire and then what only the expiring one has.
    fn scored_sections(&self) -> Vec<(&'a str, &'a str)> {
        let [old, .., new] = self.questionnaires;
        let mut all: Vec<(&str, &str)> = Vec::new();
        for section in new.sections.iter().chain(&old.sections) {
            if section.kind == SectionKind::Scored && all.iter().all(|(id, _)| *id != section.id) {
                all.push((&section.id, &section.title));
            }
        }
        all
    }
}

fn sections(five: &Five<'_>) -> Vec<SectionWalk> {
    let walk = |id: &str| {
        let found = five.each(|questionnaire, assessment| {
            let place = questionnaire.sections.iter().position(|section| section.id == id)?;
            Some((*assessment.sections.get(place)?)?.deficiency)
        });
        found.iter().all(Option::is_some).then(|| {
            let mut found = found.into_iter().flatten();
            five.walk(|_, _| found.next().unwrap_or_default())
        })
    };
    let all = five.scored_sections().into_iter();
    all.map(|(id, title)| SectionWalk { id: id.to_owned(), title: title.to_owned(), deficiency: walk(id) }).collect()
}

fn schedule(five: &Five<'_>, admitted: bool) -> Vec<LineWalk> {
    let line = |id: &str, questionnaire: &Questionnaire, assessment: &Assessment| {
        let mut lines = assessment.schedule.lines.iter();
        lines.find(|line| questionnaire.section(line.section).id == id).map(|line| line.percent)
    };
    let all = five.scored_sections().into_iter();
    all.filter(|(id, _)| five.each(|questionnaire, it| line(id, questionnaire, it)).iter().any(Option::is_some))
        .map(|(id, title)| {
            let walk = five.walk(|questionnaire, it| percent(line(id, questionnaire, it).unwrap_or(0)));
            LineWalk {
                section: id.to_owned(),
                title: title.to_owned(),
                by_plan_alone: admitted && without_cause(&walk),
                percent: walk,
            }
        })
        .collect()
}

/// It moved, and the risk stood still or went the other way.
fn without_cause(walk: &Walk) -> bool {
    let (zero, change) = (WideRatio::default(), walk.change());
    (change > zero && walk.risk <= zero) || (change < zero && walk.risk >= zero)
}

fn answers(expiring: (&Side<'_>, &Assessment), renewing: (&Side<'_>, &Assessment)) -> Vec<ChangedAnswer> {
    let (old, new) = (expiring.0.effective, renewing.0.effective);
    let gone = old.questions.iter().filter(|question| new.find(&question.id).is_none());
    let all = new.questions.iter().chain(gone);
    all.filter_map(|question| {
        let was = Given::of(expiring, &question.id);
        let is = Given::of(renewing, &question.id);
        (was != is).then(|| ChangedAnswer {
            question: question.id.clone(),
            ask: question.ask.clone(),
            was: was.words(old, &question.id),
            is: is.words(new, &question.id),
        })
    })
    .collect()
}

/// What counts as the answer to a question, so that two years can be compared by option key.
#[derive(PartialEq)]
enum Given {
    NotInQuestionnaire,
    NotAsked,
    Open,
    Unknown,
    NotApplicable,
    Text(String),
    Stated { keys: Vec<String>, grade: Option<Grade> },
}

impl Given {
    fn of((side, assessment): (&Side<'_>, &Assessment), id: &str) -> Self {
        let Some(ix) = side.effective.find(id) else { return Self::NotInQuestionnaire };
        let reading = assessment.reading(ix);
        match (reading.state, side.submission.answer(id)) {
            _ if !reading.shown => Self::NotAsked,
            (State::Open, _) => Self::Open,
            (State::Unknown, _) => Self::Unknown,
            (State::NotApplicable, _) => Self::NotApplicable,
            (State::Stated, Some(Answer::Text(text))) if reading.options.is_empty() => Self::Text(text.clone()),
            (State::Stated, _) => Self::stated(side.effective, ix, reading),
        }
    }

    fn stated(questionnaire: &Questionnaire, ix: QuestionIx, reading: &Reading) -> Self {
        let options = &questionnaire.question(ix).options;
        let keys = reading.options.places().filter_map(|place| Some(options.get(place)?.key.clone())).collect();
        let grade = questionnaire.is_scored(ix).then(|| Grade::ALL[usize::from(reading.grade.min(3))]);
        Self::Stated { keys, grade }
    }

    fn words(&self, questionnaire: &Questionnaire, id: &str) -> String {
        match self {
            Self::NotInQuestionnaire => "Not in the questionnaire".to_owned(),
            Self::NotAsked => "Not asked".to_owned(),
            Self::Open => "Not answered".to_owned(),
            Self::Unknown => "Not known".to_owned(),
            Self::NotApplicable => "Not applicable".to_owned(),
            Self::Text(text) => text.clone(),
            Self::Stated { keys, grade } => {
                let question = questionnaire.find(id).map(|ix| questionnaire.question(ix));
                let text = |key: &String| {
                    let option = question.and_then(|question| question.options.get(question.option(key)?));
                    option.map_or_else(|| key.clone(), |option| option.text.clone())
                };
                let texts = keys.iter().map(text).collect::<Vec<_>>().join("; ");
                grade.map_or_else(|| texts.clone(), |grade| format!("{texts} ({})", grade.code()))
            }
        }
    }
}

fn band<'q>(questionnaire: &'q Questionnaire, assessment: &Assessment) -> &'q str {
    &questionnaire.band(assessment.band).name
}

fn percent(whole: i16) -> Ratio {
    Ratio::from_integer(i64::from(whole))
}

/// Lines are whole percent of at most a few hundred.
fn whole(percent: WideRatio) -> i16 {
    i16::try_from(percent.to_integer()).unwrap_or(i16::MAX)
}

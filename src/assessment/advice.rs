//! What follows for people: schedule suggestion, adverse reasons, subjectivities, coverage notes
//! and law context (domain.md 8.4 and 10, rulings 7 to 9). All of it is advice.

use super::Outcome;
use super::rules::{Because, Scene as RuleScene, Verdict};
use super::score::Driver;
use crate::questionnaire::{Effect, QuestionIx, Ratio, SectionIx, ThemeIx};
use crate::submission::Market;

pub(super) struct Scene<'a> {
    pub rules: &'a RuleScene<'a>,
    pub drivers: &'a [Driver],
    pub verdict: &'a Verdict,
}

/// One line of the schedule suggestion.
#[derive(Clone, Debug, PartialEq)]
pub struct ScheduleLine {
    pub section: SectionIx,
    pub deficiency: Ratio,
    /// The formula's value before rounding; debits above 0, credits below.
    pub exact_percent: Ratio,
    /// Whole percent; 0 for a credit that is not supported.
    pub percent: i16,
    /// A credit that the formula would give and the file does not support.
    pub credit_withheld: bool,
}

/// Why a suggestion cannot be used as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// The outcome is not a band.
    NoBand,
    /// A net credit meets a band that calls for a debit.
    CreditAgainstBand,
    /// Surplus lines: no filed schedule.
    SurplusLines,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ScheduleSuggestion {
    pub lines: Vec<ScheduleLine>,
    /// Sum of the lines, clamped to the plan maximum, whole percent.
    pub total_percent: i16,
    pub max_percent: u8,
    pub unusable: Option<Unusable>,
}

/// Sections C, D, E, F, G, I of the shipped questionnaire; whatever the file names.
pub(super) fn schedule(scene: &Scene<'_>) -> ScheduleSuggestion {
    let RuleScene { questionnaire, submission, .. } = *scene.rules;
    let plan = &questionnaire.schedule;
    let neutral = i64::from(plan.neutral);
    let lines: Vec<ScheduleLine> = plan
        .caps
        .iter()
        .filter_map(|(section, cap)| {
            let score = scene.rules.sections[usize::from(section.0)]?;
            let cap = i64::from(*cap);
            let above = score.deficiency - neutral;
            let exact_percent = if above > Ratio::from_integer(0) {
                above * cap / (100 - neutral).max(1)
            } else {
                above * cap / neutral.max(1)
            };
            // Half up, so that half of a credit goes towards 0: floor(x + 1/2).
            let rounded = (exact_percent + Ratio::new(1, 2)).floor().to_integer();
            let credit = exact_percent < Ratio::from_integer(0);
            let supported = scene.verdict.credit_allowed && credit_evidence(scene, *section);
            let percent = if credit && !supported { 0 } else { rounded as i16 };
            Some(ScheduleLine {
                section: *section,
                deficiency: score.deficiency,
                exact_percent,
                percent,
                credit_withheld: credit && !supported && rounded < 0,
            })
        })
        .collect();
    let max_percent = submission.policy.schedule_max_percent.unwrap_or(plan.default_max);
    let most = i16::from(max_percent);
    let total_percent = lines.iter().map(|line| line.percent).sum::<i16>().clamp(-most, most);
    let unusable = match scene.verdict.outcome {
        _ if submission.policy.market == Market::Surplus => Some(Unusable::SurplusLines),
        Outcome::Band(band) if total_percent < 0 && questionnaire.band(band).authority > 0 => {
            Some(Unusable::CreditAgainstBand)
        }
        Outcome::Band(_) => None,
        _ if total_percent < 0 => Some(Unusable::NoBand),
        _ => None,
    };
    ScheduleSuggestion { lines, total_percent, max_percent, unusable }
}

/// At least half of the section's applicable weight rests on the evidence a credit needs (rulings 7.2).
fn credit_evidence(scene: &Scene<'_>, section: SectionIx) -> bool {
    let questionnaire = scene.rules.questionnaire;
    let plan = &questionnaire.schedule;
    let (mut applicable, mut proven) = (0, 0);
    for ix in questionnaire.places_of(section) {
        let reading = &scene.rules.readings[usize::from(ix.0)];
        if !reading.applies {
            continue;
        }
        let weight = questionnaire.question(ix).weight.tenths();
        applicable += weight;
        if reading.is_stated() && reading.grade >= plan.credit_grade {
            proven += weight;
        }
    }
    applicable > 0 && proven * 100 >= applicable * i64::from(plan.credit_share)
}

/// What would change an adverse reason (rulings 8.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The next better option, by place.
    Option(u8),
    /// Proof of the answer as given, E-grade.
    Proof(u8),
    /// A better answer to these questions, which force this one.
    Improve(Vec<QuestionIx>),
    /// Any answer.
    Answer,
}

/// One of the principal reasons, fit to be sent to the insured by a person.
#[derive(Clone, Debug, PartialEq)]
pub struct AdverseReason {
    pub question: QuestionIx,
    pub points: Ratio,
    pub change: Change,
}

/// Up to four reasons: the largest contributions, never more than two of a section, critical ones
/// listed first (rulings 8).
pub(super) fn adverse_reasons(scene: &Scene<'_>) -> Vec<AdverseReason> {
    let questionnaire = scene.rules.questionnaire;
    let plan = questionnaire.adverse;
    let critical = |ix: QuestionIx| questionnaire.question(ix).critical;
    let mut candidates: Vec<&Driver> = scene
        .drivers
        .iter()
        .filter(|driver| scene.rules.readings[usize::from(driver.question.0)].factor >= plan.at_least)
        .collect();
    candidates.sort_by(|a, b| {
        (b.points.cmp(&a.points))
            .then(critical(b.question).cmp(&critical(a.question)))
            .then(a.question.cmp(&b.question))
    });
    let mut chosen: Vec<&Driver> = Vec::new();
    for driver in candidates {
        let section = questionnaire.question(driver.question).section;
        let of_section = chosen.iter().filter(|it| questionnaire.question(it.question).section == section).count();
        if chosen.len() < usize::from(plan.most) && of_section < usize::from(plan.most_per_section) {
            chosen.push(driver);
        }
    }
    // Stable: within each group the order by points stays.
    chosen.sort_by_key(|driver| !critical(driver.question));
    chosen
        .into_iter()
        .map(|driver| AdverseReason {
            question: driver.question,
            points: driver.points,
            change: change(scene, driver.question),
        })
        .collect()
}

fn change(scene: &Scene<'_>, ix: QuestionIx) -> Change {
    let questionnaire = scene.rules.questionnaire;
    let reading = &scene.rules.readings[usize::from(ix.0)];
    let by = reading.changed_by.and_then(|place| questionnaire.rules.get(usize::from(place)));
    match by.map(|rule| (&rule.effect, &rule.when)) {
        Some((Effect::Lift { unless_grade, .. }, _)) => return Change::Proof(*unless_grade),
        Some((Effect::Force { .. }, when)) => return Change::Improve(when.questions()),
        _ => {}
    }
    match reading.options.places().next().and_then(|place| place.checked_sub(1)) {
        Some(better) if reading.is_stated() => Change::Option(better as u8),
        _ => Change::Answer,
    }
}

/// A theme that the answers suggest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestedSubjectivity {
    pub theme: ThemeIx,
    pub because: Vec<QuestionIx>,
    pub pre_bind: bool,
    /// These are not answered: the answer is asked for first.
    pub answer_first: Vec<QuestionIx>,
}

/// Each theme once, with all its questions at .75 or worse (rulings 9).
pub(super) fn subjectivities(scene: &Scene<'_>) -> Vec<SuggestedSubjectivity> {
    let questionnaire = scene.rules.questionnaire;
    let band_is_bad = questionnaire.band(scene.verdict.band).authority > 0;
    let reading = |ix: &QuestionIx| &scene.rules.readings[usize::from(ix.0)];
    (0_u8..)
        .map(ThemeIx)
        .zip(&questionnaire.themes)
        .filter_map(|(place, theme)| {
            let because: Vec<QuestionIx> = questionnaire
                .places()
                .filter(|ix| questionnaire.question(*ix).theme == Some(place))
                .filter(|ix| reading(ix).applies && reading(ix).factor.pips() >= 3)
                .collect();
            if because.is_empty() {
                return None;
            }
            let pre_bind = theme.days == 0
                || theme.pre_bind_when.as_ref().is_some_and(|when| scene.rules.holds(when))
                || (band_is_bad && because.iter().any(|ix| questionnaire.question(*ix).critical));
            let answer_first = because.iter().filter(|ix| reading(ix).is_unanswered()).copied().collect();
            Some(SuggestedSubjectivity { theme: place, because, pre_bind, answer_first })
        })
        .collect()
}

/// A coverage note that the answers call for; `note` is its place in the questionnaire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageHint {
    pub note: u16,
    /// Empty for notes that are always given.
    pub because: Vec<Because>,
}

/// A law note that the answers call for; `note` is its place in the questionnaire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawHint {
    pub note: u16,
    pub because: Vec<Because>,
}

pub(super) fn coverage(scene: &Scene<'_>) -> Vec<CoverageHint> {
    (0_u16..)
        .zip(&scene.rules.questionnaire.coverage_notes)
        .filter_map(|(note, it)| scene.rules.reasons(&it.when).map(|because| CoverageHint { note, because }))
        .collect()
}

pub(super) fn law(scene: &Scene<'_>) -> Vec<LawHint> {
    (0_u16..)
        .zip(&scene.rules.questionnaire.law)
        .filter_map(|(note, it)| scene.rules.reasons(&it.when).map(|because| LawHint { note, because }))
        .collect()
}

impl ScheduleSuggestion {
    /// The sum before it was clamped, whole percent.
    #[must_use]
    pub fn sum_percent(&self) -> i16 {
        self.lines.iter().map(|line| line.percent).sum()
    }

    /// Whether the lines add up to more than the plan allows.
    #[must_use]
    pub fn is_clamped(&self) -> bool {
        self.sum_percent() != self.total_percent
    }
}

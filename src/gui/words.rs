//! Answers, rules and sums in words, shared by screens, the list for emails and undo labels.

use super::state::Case;
use super::widgets::impact_step;
use crate::assessment::{Assessment, Because, Outcome, Reading, State, Unusable};
use crate::memo::wording::plan::hidden_by_plan;
pub use crate::questionnaire::grouped;
use crate::questionnaire::{Fact, Question, QuestionIx, Questionnaire, Ratio, SectionIx, decimal};
use crate::submission::{Answer, Submission};

/// One decimal.
#[must_use]
pub fn one(value: Ratio) -> String {
    decimal(value, 1)
}

/// `+2.5` or `-0.4`; one decimal.
#[must_use]
pub fn signed(value: Ratio) -> String {
    let text = one(value);
    if value > Ratio::from_integer(0) { format!("+{text}") } else { text.replace('-', "−") }
}

/// `50 %`.
#[must_use]
pub fn percent(value: Ratio) -> String {
    format!("{} %", decimal(value, 0))
}

/// `+3 %`, `0 %`, `−2 %`.
#[must_use]
pub fn signed_percent(value: i16) -> String {
    match value {
        0 => "0 %".to_owned(),
        1.. => format!("+{value} %"),
        _ => format!("−{} %", value.unsigned_abs()),
    }
}

/// `50.4 %`.
#[must_use]
pub fn percent_one(value: Ratio) -> String {
    format!("{} %", one(value))
}

/// `312 bytes`, `4.1 KiB`, `32 MiB`: rounded down, as far as people look.
#[must_use]
pub fn bytes(count: u64) -> String {
    let [kib, mib] = [1024, 1024 * 1024];
    let tenths = |unit: u64| match (count / unit, count % unit * 10 / unit) {
        (whole, 0) => whole.to_string(),
        (whole, tenth) => format!("{whole}.{tenth}"),
    };
    match count {
        1 => "1 byte".to_owned(),
        few if few < kib => format!("{few} bytes"),
        some if some < mib => format!("{} KiB", tenths(kib)),
        _ => format!("{} MiB", tenths(mib)),
    }
}

/// A ratio as a share of 100, for drawing only.
#[must_use]
pub fn drawn(value: Ratio) -> f32 {
    *value.numer() as f32 / *value.denom() as f32
}

/// How much a question counts beside the heaviest one, in steps from 0 to 5.
#[must_use]
pub fn weight_step(questionnaire: &Questionnaire, ix: QuestionIx) -> u8 {
    let tenths = |ix| questionnaire.question(ix).weight.tenths();
    let most = questionnaire.places().map(tenths).max().unwrap_or(0);
    impact_step(drawn(Ratio::new(tenths(ix), most.max(1))))
}

/// How much an answer adds beside the one that adds most, in steps from 0 to 5.
#[must_use]
pub fn points_step(assessment: &Assessment, points: Ratio) -> u8 {
    let most = assessment.drivers.first().map_or(points, |driver| driver.points);
    if most == Ratio::from_integer(0) { 0 } else { impact_step(drawn(points / most)) }
}

/// Weight of a sum in tenths: `98.5`.
#[must_use]
pub fn tenths(value: i64) -> String {
    one(Ratio::new(value, 10))
}

/// Without breaks, for a line of a table.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}

/// `1 question`, `3 questions`.
#[must_use]
pub fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// `1 submission`, `2,400 submissions`.
#[must_use]
pub fn counted_grouped(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(count as u64)) }
}

/// The answer as people read it; empty where there is none.
#[must_use]
pub fn answer(question: &Question, submission: &Submission, reading: &Reading) -> String {
    if reading.computed {
        let texts: Vec<_> = reading.options.places().filter_map(|place| question.options.get(place)).collect();
        return texts.iter().map(|option| option.text.as_str()).collect::<Vec<_>>().join("; ");
    }
    match submission.answer(&question.id) {
        None => String::new(),
        Some(Answer::Unknown) => "Unknown".to_owned(),
        Some(Answer::NotApplicable(na)) if reading.state == State::NotApplicable => {
            format!("Not applicable: {}", na.reason.trim())
        }
        Some(Answer::NotApplicable(_)) => "Not applicable, does not count yet".to_owned(),
        Some(Answer::Text(text)) => text.trim().to_owned(),
        Some(Answer::Options(keys)) => {
            let mut places: Vec<usize> = keys.iter().filter_map(|key| question.option(key)).collect();
            places.sort_unstable();
            let texts = places.into_iter().filter_map(|place| question.options.get(place));
            texts.map(|option| option.text.as_str()).collect::<Vec<_>>().join("; ")
        }
    }
}

/// `49 of 61` answers that nobody has to confirm any more, and the share to draw.
#[must_use]
pub fn confirmed(case: &Case) -> (String, f32) {
    let answered = case
        .questionnaire
        .places()
        .filter(|ix| {
            case.derived.is_shown(*ix) && case.submission.answer(&case.questionnaire.question(*ix).id).is_some()
        })
        .count();
    let confirmed = answered.saturating_sub(case.derived.to_confirm.len());
    (format!("{confirmed} of {answered}"), confirmed as f32 / answered.max(1) as f32)
}

/// Why a not-applicable answer does not count: what is missing, or that the condition is not met.
#[must_use]
pub fn not_applicable_fault(questionnaire: &Questionnaire, submission: &Submission, ix: QuestionIx) -> String {
    let question = questionnaire.question(ix);
    let Some(rule) = &question.not_applicable else {
        return "This question cannot be set to not applicable".to_owned();
    };
    if let Some(Answer::NotApplicable(na)) = submission.answer(&question.id) {
        let missing: Vec<&str> =
            [(&na.reason, "reason"), (&na.control, "compensating control"), (&na.decider, "decider")]
                .into_iter()
                .filter(|(text, _)| text.trim().is_empty())
                .map(|(_, name)| name)
                .collect();
        if !missing.is_empty() {
            return format!("Does not count yet, missing: {}", missing.join(", "));
        }
    }
    let needs = ids(questionnaire, &rule.when.questions());
    if needs.is_empty() {
        "Does not count: its condition is not met".to_owned()
    } else {
        format!("Does not count: its condition is not met by {needs}")
    }
}

/// `A3, A4`.
#[must_use]
pub fn ids(questionnaire: &Questionnaire, places: &[QuestionIx]) -> String {
    places.iter().map(|ix| questionnaire.question(*ix).id.as_str()).collect::<Vec<_>>().join(", ")
}

/// A reason in one or two words: `D1`, `tier High`, `section C`.
#[must_use]
pub fn because(questionnaire: &Questionnaire, assessment: &Assessment, because: &Because) -> String {
    match because {
        Because::Answer(ix) => questionnaire.question(*ix).id.clone(),
        Because::Ticks(ix, _) => questionnaire.question(*ix).id.clone(),
        Because::FollowUp(ix, place) => {
            let question = questionnaire.question(*ix);
            let key = question.follow_ups.get(usize::from(*place)).map_or("", |it| it.key.as_str());
            format!("{} {}", question.id, key.replace('_', " "))
        }
        Because::Tier => format!("tier {}", questionnaire.tier(assessment.tier).name),
        Because::Band => format!("band {}", questionnaire.band(assessment.band).name),
        Because::Section(section) => format!("section {}", section_name(questionnaire, *section)),
        Because::Confidence => format!("confidence {}", percent(assessment.confidence)),
        Because::Limit => "limit".to_owned(),
        Because::Revenue => "revenue".to_owned(),
        Because::Override(place) => format!("override {}", place + 1),
        Because::Fact(Fact::RestrictedMaker) => "restricted maker".to_owned(),
        Because::Fact(Fact::SupportEndsInTerm { .. }) => "support ends in the term".to_owned(),
        Because::Fact(Fact::ExploitedReachable) => "exploited and reachable".to_owned(),
        Because::Fact(Fact::PlanMovedBand) => "the plan moved the band".to_owned(),
    }
}

fn section_name(questionnaire: &Questionnaire, section: SectionIx) -> &str {
    &questionnaire.section(section).id
}

/// The question a reason leads to.
#[must_use]
pub fn leads_to(because: &Because) -> Option<QuestionIx> {
    match because {
        Because::Answer(ix) | Because::Ticks(ix, _) | Because::FollowUp(ix, _) => Some(*ix),
        _ => None,
    }
}

/// Place of the band colour of an outcome; `None` for one that is no band.
#[must_use]
pub fn outcome_band(assessment: &Assessment) -> Option<usize> {
    match assessment.outcome {
        Outcome::Band(band) => Some(usize::from(band.0)),
        _ => None,
    }
}

#[must_use]
pub fn unusable(why: Unusable) -> &'static str {
    match why {
        Unusable::NoBand => "Not usable as it stands: a credit needs an outcome that is a band",
        Unusable::CreditAgainstBand => "Not usable as it stands: a net credit meets a band that calls for a debit",
        Unusable::SurplusLines => "For orientation only: surplus lines have no filed schedule",
    }
}

/// What an answer does to the score, step by step: the lines of its arithmetic.
#[must_use]
pub fn driver_arithmetic(questionnaire: &Questionnaire, assessment: &Assessment, ix: QuestionIx) -> Vec<String> {
    let question = questionnaire.question(ix);
    let reading = assessment.reading(ix);
    if !reading.applies || assessment.applicable_tenths == 0 {
        let why = match hidden_by_plan(questionnaire, assessment, ix) {
            Some(plan) => format!("is not asked under plan {}", plan.name()),
            None => "does not apply".to_owned(),
        };
        return vec![format!("{} {why} and counts nowhere", question.id)];
    }
    let weight = question.weight.tenths();
    let points = Ratio::new(100 * weight * reading.factor.count(), 4 * assessment.applicable_tenths);
    let from =
        match reading.state {
            State::Stated => reading.options.places().next().and_then(|place| question.options.get(place)).map_or_else(
                || format!("{} as stated", question.id),
                |option| format!("{} {}", question.id, option.key),
            ),
            State::Unknown => format!("{} unknown, which counts 4/4", question.id),
            State::NotApplicable => format!("{} not applicable", question.id),
            State::Open => format!("{} not answered, which counts 4/4", question.id),
        };
    let mut lines = vec![format!(
        "weight {} × {}/4 ÷ {} × 100 = {} points",
        question.weight,
        reading.factor.count(),
        tenths(assessment.applicable_tenths),
        decimal(points, 2),
    )];
    lines.push(format!("from {from}"));
    if let Some(rule) = reading.changed_by.and_then(|place| questionnaire.rules.get(usize::from(place)))
        && reading.factor != reading.factor_stated
    {
        lines.push(format!(
            "{} changed the factor from {}/4 to {}/4",
            rule.code,
            reading.factor_stated.count(),
            reading.factor.count()
        ));
    }
    lines
}

/// The sum behind the score.
#[must_use]
pub fn score_arithmetic(questionnaire: &Questionnaire, assessment: &Assessment) -> Vec<String> {
    let mut lines = vec![
        format!(
            "sum of weight × factor {} ÷ sum of weights {} × 100 = {}",
            decimal(Ratio::new(assessment.weighted, 40), 3),
            tenths(assessment.applicable_tenths),
            assessment.score_shown(questionnaire),
        ),
        format!("exactly {}/{}", assessment.score.numer(), assessment.score.denom()),
    ];
    for driver in assessment.drivers.iter().take(6) {
        lines.push(format!("{}  {}", questionnaire.question(driver.question).id, decimal(driver.points, 2)));
    }
    let rest: Ratio = assessment.drivers.iter().skip(6).map(|driver| driver.points).sum();
    if assessment.drivers.len() > 6 {
        lines.push(format!("{} more answers  {}", assessment.drivers.len() - 6, decimal(rest, 2)));
    }
    lines
}

/// `Range 45.7 to 54.3`, or that there is none.
#[must_use]
pub fn range(assessment: &Assessment) -> String {
    let range = &assessment.range;
    if range.best == range.worst {
        return "Nothing is open, so no range".to_owned();
    }
    format!("Range {} to {}", one(range.best), one(range.worst))
}

/// The band of a score with its edges: `Conditional is above 40 and up to 52 at tier High`.
#[must_use]
pub fn band_sentence(questionnaire: &Questionnaire, assessment: &Assessment, band: usize) -> String {
    let edges = questionnaire.edges.get(usize::from(assessment.tier.0));
    let edge =
        |place: usize| edges.and_then(|edges| edges.get(place)).map(|edge| decimal(*edge, 0)).unwrap_or_default();
    let name = questionnaire.bands.get(band).map_or("", |band| band.name.as_str());
    let tier = &questionnaire.tier(assessment.tier).name;
    if band == 0 {
        format!("{name} is up to {} at tier {tier}", edge(0))
    } else {
        format!("{name} is above {} and up to {} at tier {tier}", edge(band - 1), edge(band))
    }
}

/// The note on a score near an edge; `None` when there is none near.
#[must_use]
pub fn borderline(questionnaire: &Questionnaire, assessment: &Assessment) -> Option<String> {
    let (other, distance) = assessment.borderline?;
    let better = other < assessment.band_before_floors;
    let side = if better { "above" } else { "under" };
    Some(format!("Borderline: {} points {side} the edge to {}", one(distance), questionnaire.band(other).name))
}

//! What a preview says in general words: no rule, no code, no authority, no weight.

use super::{Case, lower_first};
use crate::assessment::{Because, Outcome, State};
use crate::questionnaire::{Effect, QuestionIx, RuleKind, decimal};
use crate::submission::{Grade, PreviewMark};

/// What stands wherever a preview is shown.
pub const MARK: &str = "Broker's preview. Not a carrier's assessment";

/// `by Larch & Pell, 2026-11-22`; empty where neither is on file.
#[must_use]
pub fn made_by(mark: &PreviewMark) -> String {
    let by = mark.by.trim();
    match (by.is_empty(), mark.on) {
        (true, None) => String::new(),
        (true, Some(on)) => format!("made {on}"),
        (false, None) => format!("by {by}"),
        (false, Some(on)) => format!("by {by}, {on}"),
    }
}

/// The mark with who made the copy: `Broker's preview. Not a carrier's assessment (by Larch & Pell, 2026-11-22)`.
#[must_use]
pub fn mark_words(mark: &PreviewMark) -> String {
    match made_by(mark) {
        by if by.is_empty() => MARK.to_owned(),
        by => format!("{MARK} ({by})"),
    }
}

/// How an answer is backed, for the insured.
#[must_use]
pub fn backing(grade: Grade) -> &'static str {
    match grade {
        Grade::Asserted => "Stated, not shown yet",
        Grade::Document => "Document seen",
        Grade::ScanOrLog => "Scan, export or log seen",
        Grade::IndependentTest => "Tested independently",
    }
}

/// Something that can decide the case beside the score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concern {
    /// No offer, or none yet.
    pub stops: bool,
    pub text: String,
}

/// Everything beside the score that can decide the case, gravest first.
#[must_use]
pub fn concerns(case: &Case<'_>) -> Vec<Concern> {
    let assessment = case.assessment;
    let mut found = Vec::new();
    let mut say = |stops, text: String| found.push(Concern { stops, text });
    let about = |topics: &str| if topics.is_empty() { String::new() } else { format!(" It concerns: {topics}.") };
    match assessment.outcome {
        Outcome::Decline => {
            let topics = topics_of(case, |effect| matches!(effect, Effect::Decline));
            say(
                true,
                format!(
                    "As answered, the submission would be declined whatever the score, unless a carrier makes an exception.{}",
                    about(&topics)
                ),
            );
        }
        Outcome::Hold => {
            let topics = topics_of(case, |effect| matches!(effect, Effect::Hold));
            say(true, format!("As answered, cover could not start until something is put right.{}", about(&topics)));
        }
        Outcome::InsufficientInformation => say(
            true,
            "Too much is open for an outcome. Open questions that can decide the case are marked below.".to_owned(),
        ),
        Outcome::Band(_) => {}
    }
    if assessment.band != assessment.band_before_floors {
        let name = |band| &case.questionnaire.band(band).name;
        say(
            false,
            format!(
                "The score alone lies in {}; other findings hold the result at {}.",
                name(assessment.band_before_floors),
                name(assessment.band)
            ),
        );
    }
    let fired = |kind| assessment.rules.iter().any(|it| case.questionnaire.rules[usize::from(it.rule)].kind == kind);
    if fired(RuleKind::Referral) {
        say(false, "Some answers call for a closer look before anybody can offer terms.".to_owned());
    }
    let carried = assessment.to_confirm().count();
    if carried > 0 {
        let text = match carried {
            1 => "1 answer comes from last term and nobody has confirmed it; until then it counts as stated without proof, a declaration as not answered.".to_owned(),
            carried => format!(
                "{carried} answers come from last term and nobody has confirmed them; until then they count as stated without proof, declarations as not answered."
            ),
        };
        say(false, text);
    }
    if !assessment.facts.contradictions().is_empty() || assessment.rules.iter().any(|it| it.contradiction) {
        say(
            false,
            "Some answers do not fit together, or the device list speaks against them; expect questions.".to_owned(),
        );
    }
    found
}

/// Titles of the sections that rules with such an effect rest on: `support lifecycle; declarations`.
fn topics_of(case: &Case<'_>, wanted: impl Fn(&Effect) -> bool) -> String {
    let questionnaire = case.questionnaire;
    let fired = case.assessment.rules.iter().filter(|it| wanted(&questionnaire.rules[usize::from(it.rule)].effect));
    let mut sections: Vec<_> = fired
        .flat_map(|it| &it.because)
        .filter_map(|because| match because {
            Because::Answer(ix) | Because::Ticks(ix, _) | Because::FollowUp(ix, _) => {
                Some(questionnaire.question(*ix).section)
            }
            Because::Section(section) => Some(*section),
            _ => None,
        })
        .collect();
    sections.sort_unstable();
    sections.dedup();
    let titles: Vec<String> = sections.iter().map(|it| lower_first(&questionnaire.section(*it).title)).collect();
    titles.join("; ")
}

/// What open answers can still change, in a sentence without its full stop.
#[must_use]
pub fn range_words(case: &Case<'_>) -> String {
    let range = &case.assessment.range;
    if range.best == range.worst {
        return match case.assessment.to_confirm().next() {
            None => "Nothing is open: the score stands as it is".to_owned(),
            Some(_) => "Moves with what is confirmed of last term's answers".to_owned(),
        };
    }
    let name = |band| &case.questionnaire.band(band).name;
    let bands = if range.best_band == range.worst_band {
        format!("all in {}", name(range.best_band))
    } else {
        format!("{} to {}", name(range.best_band), name(range.worst_band))
    };
    format!("{} to {}, {bands}", decimal(range.best, 1), decimal(range.worst, 1))
}

/// Questions still to be answered: those that can decide the case first, then the heaviest.
#[must_use]
pub fn open_first(case: &Case<'_>) -> Vec<QuestionIx> {
    let mut open: Vec<QuestionIx> =
        case.questionnaire.places().filter(|ix| case.reading(*ix).shown && case.reading(*ix).is_unanswered()).collect();
    open.sort_by_key(|ix| {
        (!case.assessment.requests.contains(ix), std::cmp::Reverse(case.question(*ix).weight.tenths()))
    });
    open
}

/// `Not known` or `Not answered`.
#[must_use]
pub fn open_words(case: &Case<'_>, ix: QuestionIx) -> &'static str {
    if case.reading(ix).state == State::Unknown { "Not known" } else { "Not answered" }
}

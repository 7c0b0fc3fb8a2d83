//! How each answer is read: shown or hidden, stated, unknown, not applicable or open, and the
//! factor in force after the consistency rules that change factors (rulings 1, 2.5, 4).

use super::conditions::{Given, Mode, holds, truth};
use super::{Facts, Settled};
use crate::questionnaire::{
    AnswerKind, Condition, Effect, Measure, OptionSet, Quarter, Question, QuestionIx, Questionnaire, SectionKind,
};
use crate::submission::{Answer, Grade, Record, Submission};

/// The four states of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    Stated,
    Unknown,
    /// Valid: allowed, its condition holds, and reason, control and decider are on file.
    NotApplicable,
    /// Not answered, or answered in a way that cannot be used.
    Open,
}

/// How one question was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    pub shown: bool,
    pub state: State,
    /// The options given; empty unless stated.
    pub options: OptionSet,
    /// What the stated option says by itself; worst while unknown or open.
    pub factor_stated: Quarter,
    /// What counts (rulings 1.2).
    pub factor: Quarter,
    /// 0-3; 0 unless stated.
    pub grade: u8,
    /// Scored, shown and not a valid N/A.
    pub applies: bool,
    /// The answer came over from the term before and nobody has confirmed it.
    pub unconfirmed: bool,
    /// An N/A is on file that does not count.
    pub invalid_not_applicable: bool,
    /// The answer, or its grade, comes from the device list; the typed one stands beside it.
    pub computed: bool,
    /// Changed by this rule (place in the questionnaire's rules).
    pub changed_by: Option<u16>,
}

impl Reading {
    /// Not answered, and everything else still to be seen.
    pub(crate) const OPEN: Self = Self {
        shown: true,
        state: State::Open,
        options: OptionSet(0),
        factor_stated: Quarter::WORST,
        factor: Quarter::WORST,
        grade: 0,
        applies: false,
        unconfirmed: false,
        invalid_not_applicable: false,
        computed: false,
        changed_by: None,
    };

    /// Options that may be given together.
    pub(crate) fn stated(questionnaire: &Questionnaire, ix: QuestionIx, options: OptionSet, grade: u8) -> Self {
        let first = options.places().next().and_then(|place| questionnaire.question(ix).options.get(place));
        let factor = first.filter(|_| questionnaire.is_scored(ix)).map_or(Quarter::WORST, |option| option.factor);
        Self { state: State::Stated, options, factor_stated: factor, factor, grade, ..Self::OPEN }
    }

    /// Asked, applicable, and no usable answer: unknown or open.
    #[must_use]
    pub fn is_unanswered(&self) -> bool {
        matches!(self.state, State::Unknown | State::Open)
    }
    #[must_use]
    pub fn is_stated(&self) -> bool {
        self.state == State::Stated
    }
}

/// Reads every answer.
pub(super) fn readings(questionnaire: &Questionnaire, submission: &Submission, facts: &Facts) -> Vec<Reading> {
    let given = questionnaire.places().map(|ix| as_given(questionnaire, submission, ix)).collect();
    readings_of(questionnaire, submission, facts, given, |_| true)
}

/// The same of answers `given` in place of those on file; the device list bounds those it is `listed` for.
pub(super) fn readings_of(
    questionnaire: &Questionnaire,
    submission: &Submission,
    facts: &Facts,
    given: Vec<Reading>,
    listed: impl Fn(QuestionIx) -> bool,
) -> Vec<Reading> {
    let mut readings = given;
    show(questionnaire, submission, &mut readings);
    compute(questionnaire, facts, &mut readings, listed);
    adjust(questionnaire, &mut readings);
    settle_not_applicable(questionnaire, submission, facts, &mut readings);
    readings
}

/// The answer as given, before anything else is looked at.
#[must_use]
pub fn as_given(questionnaire: &Questionnaire, submission: &Submission, ix: QuestionIx) -> Reading {
    let question = questionnaire.question(ix);
    let record = submission.record(&question.id);
    let unconfirmed = record.is_some_and(Record::is_unconfirmed);
    // What proved the answer last term proves nothing now.
    let grade = record.and_then(|record| record.grade).filter(|_| !unconfirmed).map_or(0, Grade::level);
    let reading = match record.and_then(|record| record.answer.as_ref()) {
        None => Reading::OPEN,
        // A declaration is stated and signed at a time: last term's is none of this term.
        _ if unconfirmed && questionnaire.section(question.section).kind == SectionKind::Declarations => Reading::OPEN,
        Some(Answer::Unknown) => Reading { state: State::Unknown, ..Reading::OPEN },
        // Settled last: its validity depends on other answers.
        Some(Answer::NotApplicable(_)) => Reading { invalid_not_applicable: true, ..Reading::OPEN },
        Some(Answer::Text(text)) if question.kind == AnswerKind::Text && !text.trim().is_empty() => {
            Reading { state: State::Stated, ..Reading::OPEN }
        }
        // Blank, or text where an option is asked for.
        Some(Answer::Text(_)) => Reading::OPEN,
        Some(Answer::Options(keys)) => {
            let places: Option<Vec<usize>> = keys.iter().map(|key| question.option(key)).collect();
            let options = places.map(|places| places.into_iter().fold(OptionSet::default(), OptionSet::with));
            options
                .filter(|options| usable(question, *options))
                .map_or(Reading::OPEN, |options| Reading::stated(questionnaire, ix, options, grade))
        }
    };
    Reading { unconfirmed, ..reading }
}

/// Whether a person may give these options together; never without an option.
#[must_use]
pub fn usable(question: &Question, options: OptionSet) -> bool {
    if options.is_empty() || (question.kind != AnswerKind::Multi && options.len() > 1) {
        return false;
    }
    let mut exclusive = false;
    let mut groups = 0_u32;
    for option in options.places().filter_map(|place| question.options.get(place)) {
        exclusive |= option.exclusive;
        let Some(group) = option.group else { continue };
        let chooses_one = question.groups.get(usize::from(group)).is_some_and(|group| group.choose_one);
        if chooses_one && groups & (1 << group) != 0 {
            return false;
        }
        groups |= 1 << group;
    }
    !exclusive || options.len() == 1
}

/// Hides what the given answers rule out. Scored questions are shown unless their condition is
/// false for certain; everything else needs a given answer that asks for it (rulings 2.5).
fn show(questionnaire: &Questionnaire, submission: &Submission, readings: &mut [Reading]) {
    // A question may hang on one that is itself hidden: walk until nothing changes. The reader
    // refuses cycles, so this ends after as many rounds as the longest chain.
    loop {
        let mut changed = false;
        for ix in questionnaire.places() {
            let shown = {
                let given = Given { questionnaire, submission, readings };
                is_shown(&given, ix)
            };
            let reading = &mut readings[usize::from(ix.0)];
            changed |= reading.shown != shown;
            reading.shown = shown;
        }
        if !changed {
            break;
        }
    }
    for ix in questionnaire.places() {
        readings[usize::from(ix.0)].applies = questionnaire.is_scored(ix) && readings[usize::from(ix.0)].shown;
    }
}

fn is_shown(given: &Given<'_>, ix: QuestionIx) -> bool {
    let question = given.questionnaire.question(ix);
    let section = given.questionnaire.section(question.section);
    if let Some(condition) = &section.shown_if
        && !holds(given, condition)
    {
        return false;
    }
    match &question.shown_if {
        None => true,
        Some(condition) if section.kind == SectionKind::Scored => truth(given, condition, Mode::Open).possible(),
        Some(condition) => holds(given, condition),
    }
}

/// CR-5: the device list bounds what was typed.
pub(super) fn compute(
    questionnaire: &Questionnaire,
    facts: &Facts,
    readings: &mut [Reading],
    listed: impl Fn(QuestionIx) -> bool,
) {
    for (place, rule) in questionnaire.rules.iter().enumerate() {
        let Effect::Computed { questions } = &rule.effect else { continue };
        for ix in questions.iter().filter(|ix| listed(**ix)) {
            let Some(computed) = facts.computed(*ix) else { continue };
            let reading = &mut readings[usize::from(ix.0)];
            let typed = reading.options.places().next().filter(|_| reading.is_stated());
            let typed = typed.and_then(|place| Some((u8::try_from(place).ok()?, reading.grade)));
            let Some(Settled { option, grade }) = computed.settle(typed) else { continue };
            let Some(choice) = questionnaire.question(*ix).options.get(usize::from(option)) else { continue };
            reading.state = State::Stated;
            reading.options = OptionSet::of(usize::from(option));
            reading.factor_stated = choice.factor;
            reading.factor = choice.factor;
            reading.grade = grade;
            reading.computed = true;
            reading.invalid_not_applicable = false;
            reading.changed_by = u16::try_from(place).ok();
        }
    }
}

/// CR-2, CR-3, CR-4. None of them reads an answer that another changes (rulings 4.1), so all
/// conditions are looked at before any factor moves.
pub(super) fn adjust(questionnaire: &Questionnaire, readings: &mut [Reading]) {
    adjust_given(questionnaire, readings, |_| true);
}

/// The same, where only answers that are `given` can be lifted: one still to come may arrive
/// proven (rulings 5.3). Forcing always applies.
pub(super) fn adjust_given(
    questionnaire: &Questionnaire,
    readings: &mut [Reading],
    given: impl Fn(QuestionIx) -> bool,
) {
    let factor_at_least = |readings: &[Reading], condition| super::conditions::on_factors(readings, condition);
    let mut changes: Vec<(QuestionIx, Quarter, u16)> = Vec::new();
    for (place, rule) in questionnaire.rules.iter().enumerate() {
        let Ok(place) = u16::try_from(place) else { continue };
        match &rule.effect {
            Effect::Lift { questions, from, to, unless_grade } if factor_at_least(readings, &rule.when) => {
                for ix in questions {
                    let reading = &readings[usize::from(ix.0)];
                    if reading.applies
                        && reading.is_stated()
                        && reading.grade < *unless_grade
                        && from.contains(&reading.factor)
                        && given(*ix)
                    {
                        changes.push((*ix, *to, place));
                    }
                }
            }
            Effect::Force { question, to, .. } if factor_at_least(readings, &rule.when) => {
                let reading = &readings[usize::from(question.0)];
                if reading.applies && reading.factor < *to {
                    changes.push((*question, *to, place));
                }
            }
            _ => {}
        }
    }
    for (ix, to, place) in changes {
        let reading = &mut readings[usize::from(ix.0)];
        reading.factor = reading.factor.max(to);
        reading.changed_by = Some(place);
    }
}

/// Validity of N/A, after every factor is in force (rulings 1.4, 1.5, 4.1). The reader refuses a
/// condition on a question that may itself be N/A, so one walk in any order settles all.
fn settle_not_applicable(
    questionnaire: &Questionnaire,
    submission: &Submission,
    facts: &Facts,
    readings: &mut [Reading],
) {
    let support_ends = facts.support_ends().is_some_and(|ends| ends.past > 0 || ends.lost > 0);
    for ix in questionnaire.places() {
        if !readings[usize::from(ix.0)].invalid_not_applicable {
            continue;
        }
        let question = questionnaire.question(ix);
        let complete = matches!(submission.answer(&question.id), Some(Answer::NotApplicable(na)) if na.is_complete());
        let allowed = question.not_applicable.as_ref().is_some_and(|rule| {
            holds(&Given { questionnaire, submission, readings }, &rule.when)
                && !(support_ends && rests_on_support(questionnaire, &rule.when))
        });
        if complete && allowed {
            let reading = &mut readings[usize::from(ix.0)];
            reading.state = State::NotApplicable;
            reading.invalid_not_applicable = false;
            reading.applies = false;
        }
    }
}

/// Where an N/A rests on support ends, a list that shows one in or before the term has to agree as well.
pub(crate) fn rests_on_support(questionnaire: &Questionnaire, when: &Condition) -> bool {
    let of_support = |ix: &QuestionIx| {
        matches!(questionnaire.question(*ix).measure, Some(Measure::PastSupport(_) | Measure::EdgeSupport))
    };
    when.questions().iter().any(of_support)
}

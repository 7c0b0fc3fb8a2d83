//! What a question may still turn out to be, and a condition on it.

use super::span::{Span, span};
use super::world::World;
use crate::assessment::conditions::{Mode, Truth, follow_up_is_asked, on_answer};
use crate::assessment::{Reading, State};
use crate::questionnaire::{
    Condition, OptionSet, Quarter, QuestionIx, Questionnaire, Ratio, SectionKind, TierIx, ratio_from_percent,
};

/// Everything that one question may be in a completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spread {
    /// Shown, and not a valid N/A.
    pub counts: Span,
    /// It may still become not applicable, or cease to be.
    pub may_drop_out: bool,
    pub may_be_stated: bool,
    pub may_be_unanswered: bool,
    /// The options that may be given.
    pub options: OptionSet,
    /// Factor in force, from the best to the worst.
    pub best: Quarter,
    pub worst: Quarter,
    /// Evidence, from the least to the most.
    pub grades: (u8, u8),
    /// Exposure points while it is shown, from the fewest to the most.
    pub points: (u8, u8),
}

impl Spread {
    /// An answer that stands as it was read, without what rules do to its factor.
    pub(super) fn given(reading: &Reading, points: u8) -> Self {
        Self {
            counts: Span::of(reading.shown),
            may_drop_out: false,
            may_be_stated: reading.is_stated(),
            may_be_unanswered: false,
            options: reading.options,
            best: reading.factor_stated,
            worst: reading.factor_stated,
            grades: (reading.grade, reading.grade),
            points: (points, points),
        }
    }

    /// Answered with one option, with whatever evidence.
    pub(super) fn answered(self, option: usize, factor: Quarter, points: u8) -> Self {
        Self {
            may_drop_out: false,
            may_be_stated: true,
            may_be_unanswered: false,
            options: OptionSet::of(option),
            best: factor,
            worst: factor,
            grades: (0, 3),
            points: (points, points),
            ..self
        }
    }
}

/// Sums over questions that count, from the least to the most.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sums {
    /// Tenths.
    pub applicable: i64,
    /// Tenths x quarters.
    pub best: i64,
    pub worst: i64,
    /// Tenths x percent of evidence.
    pub proven: (i64, i64),
}

impl Sums {
    /// Over some scored questions.
    pub(super) fn of(
        questionnaire: &Questionnaire,
        spreads: &[Spread],
        places: impl Iterator<Item = QuestionIx>,
    ) -> Self {
        let mut sums = Self::default();
        for ix in places {
            sums.add(questionnaire, ix, &spreads[usize::from(ix.0)]);
        }
        sums
    }

    fn add(&mut self, questionnaire: &Questionnaire, ix: QuestionIx, spread: &Spread) {
        // What may drop out is kept in: its factor runs from best to worst, and leaving it out gives a mean of both.
        if spread.counts.most != Truth::True {
            return;
        }
        let weight = questionnaire.question(ix).weight.tenths();
        let percent = |grade: u8| i64::from(questionnaire.confidence.grades[usize::from(grade.min(3))]);
        self.applicable += weight;
        self.best += weight * spread.best.count();
        self.worst += weight * spread.worst.count();
        if spread.may_be_stated {
            self.proven.1 += weight * percent(spread.grades.1);
            if !spread.may_be_unanswered {
                self.proven.0 += weight * percent(spread.grades.0);
            }
        }
    }
}

/// All completions that show the same scored questions.
pub(super) struct Scene<'a> {
    pub world: &'a World<'a>,
    pub spreads: &'a [Spread],
    pub tiers: (TierIx, TierIx),
    /// Over all scored questions.
    pub sums: Sums,
}

impl Scene<'_> {
    /// What one question makes of a condition: `unanswered` without an answer, else by what the answers allow.
    fn answer(&self, ix: QuestionIx, unanswered: Truth, stated: impl Fn(&Spread) -> Span) -> Span {
        let spread = &self.spreads[usize::from(ix.0)];
        let mut found: Option<Span> = None;
        let mut add = |span: Span| found = Some(found.map_or(span, |known| known.joined(span)));
        if !spread.counts.certain() || spread.may_drop_out {
            add(Span::FALSE);
        }
        if spread.counts.possible() {
            if spread.may_be_stated {
                add(stated(spread));
            }
            if spread.may_be_unanswered {
                add(Span { least: unanswered, most: unanswered });
            }
        }
        found.unwrap_or(Span::FALSE)
    }

    /// A condition over all completions of the scene.
    pub(super) fn span(&self, condition: &Condition, mode: Mode) -> Span {
        span(condition, &|leaf| self.leaf(leaf, mode))
    }

    /// One on factors alone, as rules that change factors read it.
    pub(super) fn on_factors(&self, condition: &Condition) -> Span {
        span(condition, &|leaf| match leaf {
            Condition::AtLeast { .. } | Condition::StatedAtLeast { .. } => self.leaf(leaf, Mode::InForce),
            _ => Span::FALSE,
        })
    }

    fn leaf(&self, leaf: &Condition, mode: Mode) -> Span {
        let at_worst = |holds: bool| match mode {
            Mode::InForce => Truth::of(holds),
            Mode::Open if holds => Truth::Open,
            Mode::Open => Truth::False,
        };
        let not_given = if mode == Mode::Open { Truth::Open } else { Truth::False };
        match leaf {
            Condition::OneOf { question, options } => self.answer(*question, not_given, |spread| {
                Span::between(spread.options.0 & !options.0 != 0, spread.options.meets(*options))
            }),
            Condition::NoneOf { question, options } => self.answer(*question, not_given, |spread| {
                Span::between(spread.options.meets(*options), spread.options.0 & !options.0 != 0)
            }),
            Condition::Stated { question } => self.answer(*question, Truth::False, |_| Span::TRUE),
            Condition::AtLeast { question, factor } => self.answer(*question, at_worst(true), |spread| {
                Span::between(spread.best < *factor, spread.worst >= *factor)
            }),
            Condition::AtMost { question, factor } => {
                self.answer(*question, at_worst(Quarter::WORST <= *factor), |spread| {
                    Span::between(spread.worst > *factor, spread.best <= *factor)
                })
            }
            Condition::StatedAtLeast { question, factor } => self.answer(*question, Truth::False, |spread| {
                Span::between(spread.best < *factor, spread.worst >= *factor)
            }),
            Condition::StatedAtMost { question, factor } => self.answer(*question, Truth::False, |spread| {
                Span::between(spread.worst > *factor, spread.best <= *factor)
            }),
            Condition::EvidenceBelow { question, grade } => self.answer(*question, Truth::False, |spread| {
                Span::between(spread.grades.1 >= *grade, spread.grades.0 < *grade)
            }),
            Condition::FollowUp { question, follow_up, .. } | Condition::FollowUpLacks { question, follow_up, .. } => {
                self.follow_up(leaf, *question, *follow_up, mode)
            }
            Condition::Shown { question } => self.shown(*question, mode),
            Condition::TierAtLeast(tier) => Span::between(self.tiers.0 < *tier, self.tiers.1 >= *tier),
            Condition::SectionAbove { section, percent } => {
                let questionnaire = self.world.questionnaire;
                let sums = Sums::of(questionnaire, self.spreads, questionnaire.places_of(*section));
                let above = |weighted: i64| above(100 * weighted, 4 * sums.applicable, *percent);
                Span::between(!above(sums.best), above(sums.worst))
            }
            Condition::ConfidenceBelow(percent) => {
                let sums = &self.sums;
                let below = |proven: i64| match sums.applicable {
                    0 => ratio_from_percent(*percent) > Ratio::from_integer(0),
                    applicable => proven < applicable * i64::from(*percent),
                };
                Span::between(!below(sums.proven.1), below(sums.proven.0))
            }
            Condition::CriticalAtLeast(factor) => {
                let critical = || self.world.critical.iter().map(|ix| &self.spreads[usize::from(ix.0)]);
                let certain = critical().any(|it| it.counts.certain() && !it.may_drop_out && it.best >= *factor);
                Span::between(!certain, critical().any(|it| it.counts.possible() && it.worst >= *factor))
            }
            Condition::LimitAtLeast(_)
            | Condition::RevenueAbove(_)
            | Condition::OverrideAbove(_)
            | Condition::Fact(_) => Span::of(self.world.of_the_case(leaf)),
            // Results of other rules: no floor and no knock-out of a shipped questionnaire reads one.
            _ => Span::ANY,
        }
    }

    /// A follow-up without an answer may still get one, unless it is certain that nobody asks.
    fn follow_up(&self, leaf: &Condition, ix: QuestionIx, follow_up: u8, mode: Mode) -> Span {
        let question = self.world.questionnaire.question(ix);
        let Some(asked) = question.follow_ups.get(usize::from(follow_up)) else { return Span::FALSE };
        let settled = |ix: &QuestionIx| {
            let (reading, it) = (self.world.reading(*ix), &self.spreads[usize::from(ix.0)]);
            let counts = Span::of(reading.shown && reading.state != State::NotApplicable);
            !self.world.spread_of(*ix).may_be_unanswered
                && it.counts == counts
                && (!it.may_be_stated || (it.best, it.worst) == (reading.factor, reading.factor))
        };
        if !settled(&ix) || !asked.when.questions().iter().all(settled) {
            return Span::ANY;
        }
        let given = self.world.given();
        if follow_up_is_asked(&given, ix, usize::from(follow_up))
            && self.world.submission.follow_up(&question.id, &asked.key).is_none()
        {
            return Span::ANY;
        }
        on_answer(&given, leaf, mode).map_or(Span::ANY, |truth| Span { least: truth, most: truth })
    }

    /// Whether a question is shown, by the answers that its showing hangs on.
    fn shown(&self, ix: QuestionIx, mode: Mode) -> Span {
        let question = self.world.questionnaire.question(ix);
        let section = self.world.questionnaire.section(question.section);
        let mut shown = [&section.shown_if, &question.shown_if]
            .into_iter()
            .flatten()
            .map(|condition| self.span(condition, Mode::Open))
            .fold(Span::TRUE, Span::and);
        // The scene says which scored questions are shown.
        if section.kind == SectionKind::Scored && question.not_applicable.is_none() {
            if self.spreads[usize::from(ix.0)].counts == Span::FALSE {
                return Span::FALSE;
            }
            shown.least = shown.least.max(Truth::Open);
        }
        let in_force = |truth| if truth == Truth::Open && mode == Mode::InForce { Truth::True } else { truth };
        Span { least: in_force(shown.least), most: in_force(shown.most) }
    }
}

/// Whether `part / whole` is above so many percent of 100; nothing is above without a whole.
fn above(part: i64, whole: i64, percent: u8) -> bool {
    whole > 0 && part > whole * i64::from(percent)
}

//! What is still possible: every band, tier and knock-out over all completions of a submission.

use super::reach::Reach;
use super::span::Span;
use super::spread::{Scene, Spread, Sums};
use crate::assessment::conditions::{Given, Mode, Truth};
use crate::assessment::exposure::{points_of, tier};
use crate::assessment::range::{applicable, branching};
use crate::assessment::read::readings;
use crate::assessment::{Facts, Reading, State, rules, score};
use crate::questionnaire::{
    AnswerKind, BandIx, Condition, Effect, OptionSet, PointsKind, Quarter, Question, QuestionIx, Questionnaire, Ratio,
    RuleKind, TierIx,
};
use crate::submission::Submission;

/// A submission with everything that its open answers may turn out to be.
pub(super) struct World<'a> {
    pub questionnaire: &'a Questionnaire,
    pub submission: &'a Submission,
    pub facts: &'a Facts,
    /// As they stand.
    pub readings: Vec<Reading>,
    /// By question.
    pub spreads: Vec<Spread>,
    /// Places of the knock-out rules.
    pub knock_outs: Vec<u16>,
    /// Unanswered questions that decide which scored questions are shown.
    pub branches: Vec<QuestionIx>,
    /// Which scored questions may count together, each set once.
    sets: Vec<Vec<bool>>,
    /// Scored questions, and the critical ones among them.
    scored: Vec<QuestionIx>,
    pub critical: Vec<QuestionIx>,
    /// Questions that are not scored and may be hidden, and those that they hang on.
    hiding: Vec<QuestionIx>,
    hide: Vec<QuestionIx>,
}

impl<'a> World<'a> {
    pub(super) fn new(questionnaire: &'a Questionnaire, submission: &'a Submission, facts: &'a Facts) -> Self {
        let readings = readings(questionnaire, submission, facts);
        let of_kind = |kind: RuleKind| {
            (0_u16..).zip(&questionnaire.rules).filter(move |(_, rule)| rule.kind == kind).map(|(place, _)| place)
        };
        let (scored, other): (Vec<QuestionIx>, Vec<QuestionIx>) =
            questionnaire.places().partition(|ix| questionnaire.is_scored(*ix));
        let hiding: Vec<QuestionIx> = other.into_iter().filter(|ix| questionnaire.may_hide(*ix)).collect();
        let mut world = Self {
            questionnaire,
            submission,
            facts,
            spreads: Vec::new(),
            knock_outs: of_kind(RuleKind::KnockOut).collect(),
            branches: branching(questionnaire, &readings).into_iter().map(|(ix, _)| ix).collect(),
            sets: Vec::new(),
            critical: scored.iter().copied().filter(|ix| questionnaire.question(*ix).critical).collect(),
            scored,
            hide: hiding.iter().flat_map(|ix| shown_by(questionnaire, *ix)).flat_map(Condition::questions).collect(),
            hiding,
            readings,
        };
        let mut spreads: Vec<Spread> = questionnaire.places().map(|ix| world.spread(ix)).collect();
        world.settle_shown(&mut spreads);
        world.spreads = spreads;
        world.sets = world.sets_of(&[]);
        world
    }

    pub(super) fn given(&self) -> Given<'_> {
        Given { questionnaire: self.questionnaire, submission: self.submission, readings: &self.readings }
    }

    pub(super) fn reading(&self, ix: QuestionIx) -> &Reading {
        &self.readings[usize::from(ix.0)]
    }

    pub(super) fn spread_of(&self, ix: QuestionIx) -> &Spread {
        &self.spreads[usize::from(ix.0)]
    }

    /// Everything that a question may be, from what is on file for it.
    fn spread(&self, ix: QuestionIx) -> Spread {
        let question = self.questionnaire.question(ix);
        let reading = self.reading(ix);
        let scored = self.questionnaire.is_scored(ix);
        let drops_out = reading.state == State::NotApplicable && !self.stays_not_applicable(question);
        if !reading.is_unanswered() && !drops_out {
            let mut spread =
                Spread::given(reading, points_of(question, &Reading { shown: true, ..*reading }).unwrap_or(0));
            spread.counts = Span::of(reading.shown && reading.state != State::NotApplicable);
            return spread;
        }
        let may_drop_out = drops_out || question.not_applicable.is_some();
        // An answer that drops out leaves a score between those with it at its best and at its worst.
        let best = if may_drop_out { None } else { question.options.iter().map(|option| option.factor).min() };
        Spread {
            counts: Span::of(reading.shown),
            may_drop_out,
            may_be_stated: !drops_out,
            may_be_unanswered: true,
            options: self.allowed(ix),
            best: if scored { best.unwrap_or(Quarter::BEST) } else { Quarter::WORST },
            worst: Quarter::WORST,
            grades: (0, 3),
            points: possible_points(question),
        }
    }

    /// The options that may be given: those that the device list allows.
    fn allowed(&self, ix: QuestionIx) -> OptionSet {
        let computes = |effect: &Effect| matches!(effect, Effect::Computed { questions } if questions.contains(&ix));
        let bounds =
            self.facts.computed(ix).filter(|_| self.questionnaire.rules.iter().any(|rule| computes(&rule.effect)));
        (0..self.questionnaire.question(ix).options.len())
            .filter(|place| {
                bounds.is_none_or(|it| (usize::from(it.best)..=usize::from(it.worst.max(it.best))).contains(place))
            })
            .fold(OptionSet::default(), OptionSet::with)
    }

    /// Whether no open answer can make a valid N/A invalid.
    fn stays_not_applicable(&self, question: &Question) -> bool {
        let Some(rule) = &question.not_applicable else { return true };
        let mut follow_ups = false;
        rule.when.walk(&mut |part| {
            follow_ups |= matches!(part, Condition::FollowUp { .. } | Condition::FollowUpLacks { .. });
        });
        let open = |ix: QuestionIx| self.reading(ix).is_unanswered();
        let moves = |ix: QuestionIx| {
            self.questionnaire.rules.iter().any(|rule| {
                let touched = match &rule.effect {
                    Effect::Lift { questions, .. } => questions.contains(&ix),
                    Effect::Force { question, .. } => *question == ix,
                    _ => false,
                };
                touched && rule.when.questions().into_iter().any(open)
            })
        };
        let hidden_by_open = |ix: QuestionIx| !self.branches.is_empty() && self.questionnaire.may_hide(ix);
        !follow_ups && !rule.when.questions().into_iter().any(|ix| open(ix) || moves(ix) || hidden_by_open(ix))
    }

    /// Every set of scored questions that may count together, with these answers fixed.
    fn sets_of(&self, fixed: &[(QuestionIx, usize)]) -> Vec<Vec<bool>> {
        let mut completed = self.readings.clone();
        let mut now = self.readings.clone();
        // An N/A that may cease to be valid counts, as in the spreads.
        for (reading, spread) in now.iter_mut().zip(&self.spreads) {
            reading.applies |= reading.shown && spread.may_drop_out && reading.state == State::NotApplicable;
        }
        for (ix, option) in fixed {
            let stated = Reading::stated(self.questionnaire, *ix, OptionSet::of(*option), 0);
            completed[usize::from(ix.0)] = Reading { applies: now[usize::from(ix.0)].applies, ..stated };
        }
        let branches = branching(self.questionnaire, &completed);
        let mut sets: Vec<Vec<bool>> = Vec::new();
        self.each_set(&branches, &now, &mut completed, &mut sets);
        sets
    }

    fn each_set(
        &self,
        branches: &[(QuestionIx, Vec<OptionSet>)],
        now: &[Reading],
        completed: &mut Vec<Reading>,
        sets: &mut Vec<Vec<bool>>,
    ) {
        let Some(((ix, answers), rest)) = branches.split_first() else {
            let set = applicable(self.questionnaire, self.submission, now, completed);
            if !sets.contains(&set) {
                sets.push(set);
            }
            return;
        };
        // It may stay without an answer.
        self.each_set(rest, now, completed, sets);
        let before = completed[usize::from(ix.0)];
        for answer in answers {
            let reading = &mut completed[usize::from(ix.0)];
            reading.state = State::Stated;
            reading.options = *answer;
            self.each_set(rest, now, completed, sets);
        }
        completed[usize::from(ix.0)] = before;
    }

    /// A condition on the case itself.
    pub(super) fn of_the_case(&self, condition: &Condition) -> bool {
        let scene = rules::Scene {
            questionnaire: self.questionnaire,
            submission: self.submission,
            facts: self.facts,
            readings: &self.readings,
            sections: &[],
            tier: TierIx(0),
            band: BandIx(0),
            confidence: Ratio::from_integer(0),
            totals: &score::Totals::default(),
        };
        scene.holds(condition)
    }

    /// What is possible now.
    pub(super) fn reach(&self) -> Reach {
        self.reach_of(&self.spreads, &self.sets)
    }

    /// What is possible once these questions are answered with these options, each alone, with any evidence.
    pub(super) fn reach_with(&self, answers: &[(QuestionIx, usize)]) -> Reach {
        let mut spreads = self.spreads.clone();
        for (ix, option) in answers {
            let question = self.questionnaire.question(*ix);
            let Some(choice) = question.options.get(*option) else { continue };
            let reading = Reading::stated(self.questionnaire, *ix, OptionSet::of(*option), 0);
            let points = points_of(question, &reading).unwrap_or(0);
            let spread = &mut spreads[usize::from(ix.0)];
            *spread = spread.answered(*option, choice.factor, points);
        }
        if answers.iter().any(|(ix, _)| self.hide.contains(ix)) {
            self.settle_shown(&mut spreads);
        }
        if answers.iter().any(|(ix, _)| self.branches.contains(ix)) {
            self.reach_of(&spreads, &self.sets_of(answers))
        } else {
            self.reach_of(&spreads, &self.sets)
        }
    }

    fn reach_of(&self, spreads: &[Spread], sets: &[Vec<bool>]) -> Reach {
        let index = self.index(spreads);
        let tiers = (tier(self.questionnaire, index.0 as u8), tier(self.questionnaire, index.1 as u8));
        let mut reach: Option<Reach> = None;
        for set in sets {
            let seen = self.reach_in(spreads, set, index, tiers);
            reach = Some(match reach {
                None => seen,
                Some(known) => known.joined(seen),
            });
        }
        reach.unwrap_or_else(|| self.reach_in(spreads, &vec![false; spreads.len()], index, tiers))
    }

    /// Hides, for certain or perhaps, what is not scored; from the widest inwards, until nothing changes.
    fn settle_shown(&self, spreads: &mut [Spread]) {
        for ix in &self.hiding {
            spreads[usize::from(ix.0)].counts = Span::ANY;
        }
        loop {
            let mut changed = false;
            for ix in &self.hiding {
                let shown = {
                    let tiers = (TierIx(0), TierIx(0));
                    let scene = Scene { world: self, spreads, tiers, sums: Sums::default() };
                    shown_by(self.questionnaire, *ix)
                        .map(|condition| scene.span(condition, Mode::InForce))
                        .fold(Span::TRUE, Span::and)
                };
                let counts = &mut spreads[usize::from(ix.0)].counts;
                changed |= *counts != shown;
                *counts = shown;
            }
            if !changed {
                return;
            }
        }
    }

    fn index(&self, spreads: &[Spread]) -> (u32, u32) {
        let (mut least, mut most) = (0, 0);
        for (spread, question) in spreads.iter().zip(&self.questionnaire.questions) {
            if question.points.is_none() {
                continue;
            }
            if spread.counts.certain() && !spread.may_drop_out {
                least += u32::from(spread.points.0);
            }
            if spread.counts.possible() {
                most += u32::from(spread.points.1);
            }
        }
        (least.min(100), most.min(100))
    }

    fn reach_in(&self, spreads: &[Spread], set: &[bool], index: (u32, u32), tiers: (TierIx, TierIx)) -> Reach {
        let mut spreads = spreads.to_vec();
        for ix in &self.scored {
            let place = usize::from(ix.0);
            spreads[place].counts = Span::of(set[place]);
        }
        self.adjust(&mut spreads, tiers);
        let sums = Sums::of(self.questionnaire, &spreads, self.scored.iter().copied());
        let scene = Scene { world: self, spreads: &spreads, tiers, sums };
        let rules = &self.questionnaire.rules;
        let knock_outs =
            self.knock_outs.iter().map(|place| scene.span(&rules[usize::from(*place)].when, Mode::Open)).collect();
        Reach {
            best: (sums.best, sums.applicable),
            worst: (sums.worst, sums.applicable),
            index,
            tiers,
            bands: self.bands(&scene, (sums.best, sums.applicable), (sums.worst, sums.applicable)),
            knock_outs,
        }
    }

    /// The rules that change factors, applied to both ends. An answer still to come may arrive proven, so that lifting
    /// never raises its best end (rulings 5.3).
    fn adjust(&self, spreads: &mut [Spread], tiers: (TierIx, TierIx)) {
        let mut changes: Vec<(QuestionIx, Quarter, Span)> = Vec::new();
        let scene = Scene { world: self, spreads, tiers, sums: Sums::default() };
        for rule in &self.questionnaire.rules {
            match &rule.effect {
                Effect::Lift { questions, from, to, unless_grade } => {
                    let holds = scene.on_factors(&rule.when);
                    if !holds.possible() {
                        continue;
                    }
                    for ix in questions {
                        let spread = &scene.spreads[usize::from(ix.0)];
                        let unproven = Span::between(spread.grades.1 >= *unless_grade, spread.grades.0 < *unless_grade);
                        // What may stay unanswered runs to the worst anyway.
                        if spread.may_be_stated && !spread.may_be_unanswered && from.contains(&spread.best) {
                            changes.push((*ix, *to, holds.and(unproven)));
                        }
                    }
                }
                Effect::Force { question, to, .. } => {
                    let mut holds = scene.on_factors(&rule.when);
                    if scene.spreads[usize::from(question.0)].may_drop_out {
                        holds.least = Truth::False;
                    }
                    changes.push((*question, *to, holds));
                }
                _ => {}
            }
        }
        for (ix, to, changed) in changes {
            let spread = &mut spreads[usize::from(ix.0)];
            if changed.certain() {
                spread.best = spread.best.max(to);
            }
            if changed.possible() {
                spread.worst = spread.worst.max(to);
            }
        }
    }

    /// The bands between two scores in every tier that is possible, after floors.
    fn bands(&self, scene: &Scene<'_>, best: (i64, i64), worst: (i64, i64)) -> Vec<bool> {
        let mut bands = vec![false; self.questionnaire.bands.len()];
        for tier in scene.tiers.0.0..=scene.tiers.1.0 {
            let [from, to] = [best, worst].map(|score| self.band_at(TierIx(tier), score));
            bands[from..=to].fill(true);
        }
        for rule in &self.questionnaire.rules {
            let (RuleKind::Floor, Effect::Floor { best, .. }) = (rule.kind, &rule.effect) else { continue };
            let fires = scene.span(&rule.when, Mode::InForce);
            let cap = usize::from(best.0);
            if fires.possible() && bands[..cap].contains(&true) {
                bands[cap] = true;
            }
            if fires.certain() {
                bands[..cap].fill(false);
            }
        }
        bands
    }

    fn band_at(&self, tier: TierIx, (weighted, applicable): (i64, i64)) -> usize {
        let edges = &self.questionnaire.edges[usize::from(tier.0)];
        let within = |edge: &Ratio| {
            applicable == 0
                || 25 * i128::from(weighted) * i128::from(*edge.denom())
                    <= i128::from(*edge.numer()) * i128::from(applicable)
        };
        edges.iter().position(within).unwrap_or(edges.len().saturating_sub(1))
    }
}

/// What has to hold for a question to be shown.
fn shown_by(questionnaire: &Questionnaire, ix: QuestionIx) -> impl Iterator<Item = &Condition> {
    let question = questionnaire.question(ix);
    [&questionnaire.section(question.section).shown_if, &question.shown_if].into_iter().flatten()
}

/// The fewest and the most points that a question can have, without an answer included.
fn possible_points(question: &Question) -> (u8, u8) {
    let Some(rule) = question.points else { return (0, 0) };
    let options = || question.options.iter();
    let sum = |of: &mut dyn Iterator<Item = u8>| of.fold(0_u8, u8::saturating_add);
    let least = match rule.kind {
        PointsKind::SumOfGroupHighest => 0,
        _ => options().map(|option| option.points).min().unwrap_or(0),
    };
    let highest = options().map(|option| option.points).max().unwrap_or(0);
    let most = match rule.kind {
        PointsKind::Option => highest,
        PointsKind::HighestPlus2IfMoreThanOne => highest.saturating_add(2),
        PointsKind::Sum | PointsKind::SumOfGroupHighest => sum(&mut options().map(|option| option.points)),
    };
    let most = if question.kind == AnswerKind::Multi { most } else { highest };
    (least.min(rule.unanswered), most.min(rule.max).max(rule.unanswered))
}

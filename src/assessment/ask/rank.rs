//! Which question comes next, and how soon the band is certain.

use super::reach::Reach;
use super::world::World;
use super::{Asking, CertainAfter, NextQuestion, Possible, Why};
use crate::assessment::State;
use crate::questionnaire::{
    BandIx, Condition, Quarter, QuestionIx, Ratio, Rule, RuleKind, SectionKind, TierIx, WhenUnanswered,
};
use std::cmp::Reverse;

pub(super) fn asking(world: &World<'_>) -> Asking {
    let now = world.reach();
    let settled = now.band_count() == 1;
    let ranking = Ranking { world, now: &now, settled, in_open_knock_outs: open_knock_outs(world, &now) };
    let mut ranked: Vec<(Key, NextQuestion)> =
        askable(world).filter(|ix| ranking.may_matter(*ix)).map(|ix| ranking.rank(ix)).collect();
    // Stable: ties stay in questionnaire order.
    ranked.sort_by_key(|(key, _)| *key);
    let order: Vec<NextQuestion> = ranked.into_iter().map(|(_, next)| next).collect();
    let unknown = world
        .questionnaire
        .places()
        .filter(|ix| world.reading(*ix).shown && world.reading(*ix).state == State::Unknown && ranking.moves_band(*ix))
        .count() as u16;
    Asking {
        possible: possible(world, &now),
        certain_after: (!settled).then(|| ranking.certain_after(&order)),
        settled,
        open: askable(world).count() as u16,
        unknown,
        order,
    }
}

/// Shown questions that nobody has answered; what nobody knows has been asked.
fn askable(world: &World<'_>) -> impl Iterator<Item = QuestionIx> {
    world.questionnaire.places().filter(|ix| {
        let reading = world.reading(*ix);
        reading.shown && reading.state == State::Open
    })
}

pub(super) fn possible(world: &World<'_>, now: &Reach) -> Possible {
    let fires = |wanted: fn(&super::span::Span) -> bool| {
        world.knock_outs.iter().zip(&now.knock_outs).filter(|(_, span)| wanted(span)).map(|(place, _)| *place).collect()
    };
    Possible {
        bands: (0_u8..).zip(&now.bands).filter(|(_, possible)| **possible).map(|(band, _)| BandIx(band)).collect(),
        tiers: now.tiers,
        best: now.best(),
        worst: now.worst(),
        fires: fires(|span| span.certain()),
        may_fire: fires(|span| span.possible() && !span.certain()),
    }
}

/// The knock-outs that may or may not fire, each with the questions it hangs on.
fn open_knock_outs(world: &World<'_>, now: &Reach) -> Vec<(usize, Vec<QuestionIx>)> {
    (0..)
        .zip(&now.knock_outs)
        .filter(|(_, span)| span.possible() && !span.certain())
        .map(|(place, _)| (place, read_by(world, &rule_of(world, place).when)))
        .collect()
}

fn rule_of<'w>(world: &'w World<'_>, knock_out: usize) -> &'w Rule {
    &world.questionnaire.rules[usize::from(world.knock_outs[knock_out])]
}

/// The questions a condition reads, and those that decide what it says is shown.
fn read_by(world: &World<'_>, condition: &Condition) -> Vec<QuestionIx> {
    let mut read = condition.questions();
    condition.walk(&mut |part| {
        if let Condition::Shown { question } = part
            && let Some(when) = &world.questionnaire.question(*question).shown_if
        {
            read.extend(when.questions());
        }
    });
    read
}

/// The order of asking: fewer results, then a narrower range, then the heavier question.
type Key = (i64, i64, Reverse<i64>);

struct Ranking<'a> {
    world: &'a World<'a>,
    now: &'a Reach,
    settled: bool,
    in_open_knock_outs: Vec<(usize, Vec<QuestionIx>)>,
}

impl Ranking<'_> {
    fn in_knock_out(&self, ix: QuestionIx) -> Option<usize> {
        self.in_open_knock_outs.iter().find(|(_, read)| read.contains(&ix)).map(|(place, _)| *place)
    }

    fn may_matter(&self, ix: QuestionIx) -> bool {
        self.in_knock_out(ix).is_some() || (!self.settled && self.moves_band(ix))
    }

    /// Whether an answer may move score, tier, what is shown, or a floor.
    fn moves_band(&self, ix: QuestionIx) -> bool {
        let world = self.world;
        let question = world.questionnaire.question(ix);
        if world.questionnaire.section(question.section).kind == SectionKind::Scored {
            return true;
        }
        let points = world.spread_of(ix).points;
        (self.now.tiers.0 != self.now.tiers.1 && points.0 != points.1)
            || world.branches.contains(&ix)
            || world
                .questionnaire
                .rules
                .iter()
                .any(|rule| rule.kind == RuleKind::Floor && read_by(world, &rule.when).contains(&ix))
    }

    fn rank(&self, ix: QuestionIx) -> (Key, NextQuestion) {
        let options: Vec<usize> = self.world.spread_of(ix).options.places().collect();
        let after: Vec<Reach> = options.iter().map(|option| self.world.reach_with(&[(ix, *option)])).collect();
        let ways = after.len().max(1) as i64;
        let mean = |of: &dyn Fn(&Reach) -> i64| after.iter().map(of).sum::<i64>() / ways;
        let results = mean(&|reach| 1000 * self.results(reach));
        let width = mean(&|reach| reach.width());
        let weight = self.world.questionnaire.question(ix).weight.tenths();
        let key = (results, width + mean(&|reach| self.edges(reach)), Reverse(weight));
        let next = NextQuestion {
            question: ix,
            narrows: Ratio::new((self.now.width() - width).max(0), 1000),
            bands_after: Ratio::new(after.iter().map(Reach::band_count).sum(), ways),
            why: self.why(ix, &after),
        };
        (key, next)
    }

    /// Bands that are possible, and knock-outs that may or may not fire and wait for an answer. One where such a
    /// knock-out fires: the case is decided. A knock-out that waits for nothing (a refused signature) can come last.
    fn results(&self, reach: &Reach) -> i64 {
        if self.now.knock_outs.iter().any(|span| span.certain()) {
            return reach.band_count();
        }
        let waits = |place: &usize| rule_of(self.world, *place).when_unanswered == WhenUnanswered::Insufficient;
        let waiting = || (0..reach.knock_outs.len()).filter(waits).map(|place| reach.knock_outs[place]);
        if waiting().any(|span| span.certain()) {
            return 1;
        }
        reach.band_count() + waiting().filter(|span| span.possible()).count() as i64
    }

    /// How far the edges of the bands may still move with the tier, on average, thousandths of a point: all of it while
    /// nothing is known, less by the share of exposure points that an answer settles.
    fn edges(&self, reach: &Reach) -> i64 {
        let of = |tier: TierIx| &self.world.questionnaire.edges[usize::from(tier.0)];
        let (low, high) = (of(reach.tiers.0), of(reach.tiers.1));
        // The last edge is the end of the scale.
        let inner = low.len().saturating_sub(1);
        let width = i64::from(self.now.index.1 - self.now.index.0);
        if reach.tiers.0 == reach.tiers.1 || inner == 0 || width == 0 {
            return 0;
        }
        let apart: Ratio =
            low.iter().zip(high).take(inner).map(|(low, high)| if low > high { low - high } else { high - low }).sum();
        let left = i64::from(reach.index.1 - reach.index.0);
        (apart * 1000 * left / (width * inner as i64)).to_integer()
    }

    fn why(&self, ix: QuestionIx, after: &[Reach]) -> Why {
        let world = self.world;
        let open = |place: &usize| {
            let span = self.now.knock_outs[*place];
            span.possible() && !span.certain()
        };
        let places = || (0..world.knock_outs.len()).filter(open);
        if let Some(place) = places().find(|place| after.iter().any(|reach| reach.knock_outs[*place].certain())) {
            return Why::FiresKnockOut(world.knock_outs[place]);
        }
        let out: Vec<u16> = places()
            .filter(|place| after.iter().any(|reach| !reach.knock_outs[*place].possible()))
            .map(|place| world.knock_outs[place])
            .collect();
        if !out.is_empty() {
            return Why::RulesOut(out);
        }
        if !self.settled && after.iter().any(|reach| reach.band_count() == 1) {
            return Why::SettlesBand;
        }
        let hides = |other: &QuestionIx| {
            let question = world.questionnaire.question(*other);
            world.questionnaire.is_scored(*other)
                && question.shown_if.as_ref().is_some_and(|when| when.questions().contains(&ix))
        };
        let opens: Vec<QuestionIx> = if world.branches.contains(&ix) {
            world.questionnaire.places().filter(hides).collect()
        } else {
            Vec::new()
        };
        if !opens.is_empty() {
            return Why::Opens(opens);
        }
        let points = world.spread_of(ix).points;
        if self.now.tiers.0 != self.now.tiers.1 && points.0 != points.1 {
            return Why::MovesTier;
        }
        match self.in_knock_out(ix) {
            Some(place) if !world.questionnaire.is_scored(ix) => Why::InKnockOut(world.knock_outs[place]),
            _ => Why::Narrows,
        }
    }

    fn certain_after(&self, order: &[NextQuestion]) -> CertainAfter {
        let last = order.iter().rposition(|next| self.moves_band(next.question));
        CertainAfter {
            at_best: patterns().filter_map(|pattern| self.certain_with(order, pattern)).min(),
            at_latest: (!self.may_stay_open()).then(|| last.map_or(0, |place| place as u16 + 1)),
        }
    }

    /// Whether something that is not asked now can keep the band open: what nobody knows, an N/A that answers may make
    /// invalid, a question that is not scored and still hidden, a follow-up.
    fn may_stay_open(&self) -> bool {
        let world = self.world;
        let not_asked = world.questionnaire.places().any(|ix| {
            let (reading, spread) = (world.reading(ix), world.spread_of(ix));
            let open = reading.shown && reading.state == State::Open;
            let may_come = reading.shown || !world.questionnaire.is_scored(ix);
            !open && spread.may_be_unanswered && may_come && self.moves_band(ix)
        });
        let follow_ups = world.questionnaire.rules.iter().filter(|rule| rule.kind == RuleKind::Floor).any(|rule| {
            let mut reads = false;
            rule.when.walk(&mut |part| {
                reads |= matches!(part, Condition::FollowUp { .. } | Condition::FollowUpLacks { .. });
            });
            reads
        });
        not_asked || follow_ups
    }

    /// The fewest answers of a pattern that make the band certain.
    fn certain_with(&self, order: &[NextQuestion], pattern: Pattern) -> Option<u16> {
        let mut critical_at_worst = pattern.critical_at_worst;
        let answers: Vec<(QuestionIx, usize)> = order
            .iter()
            .filter_map(|next| {
                let question = self.world.questionnaire.question(next.question);
                let options = || self.world.spread_of(next.question).options.places();
                let factor = |place: &usize| question.options[*place].factor;
                let option = if self.world.questionnaire.is_scored(next.question) {
                    let wanted = if question.critical && std::mem::take(&mut critical_at_worst) {
                        Quarter::WORST
                    } else {
                        pattern.factor
                    };
                    options().min_by_key(|place| (factor(place).count() - wanted.count()).abs())
                } else {
                    let points = |place: &usize| question.options[*place].points;
                    if pattern.exposed { options().max_by_key(points) } else { options().min_by_key(points) }
                };
                option.map(|option| (next.question, option))
            })
            .collect();
        let certain = |count: usize| self.world.reach_with(&answers[..count]).band_count() == 1;
        // More answers never leave more bands, so the first that is certain can be halved in on.
        let (mut low, mut high) = (1, answers.len());
        if high == 0 || !certain(high) {
            return None;
        }
        while low < high {
            let middle = (low + high) / 2;
            if certain(middle) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Some(high as u16)
    }
}

/// Answers that are all alike.
#[derive(Clone, Copy)]
struct Pattern {
    factor: Quarter,
    /// The first critical question is answered at its worst.
    critical_at_worst: bool,
    /// The exposure items are answered with their highest points, or else with their lowest.
    exposed: bool,
}

fn patterns() -> impl Iterator<Item = Pattern> {
    let factors = (0..=4).filter_map(Quarter::new);
    factors.flat_map(|factor| {
        [(false, false), (false, true), (true, false), (true, true)].map(|(critical_at_worst, exposed)| Pattern {
            factor,
            critical_at_worst,
            exposed,
        })
    })
}

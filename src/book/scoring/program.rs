//! A questionnaire as one circuit, in the order of an assessment: what is shown, which factors change, which N/A are
//! valid; then the rules, floors first.

use super::circuit::{Circuit, Gate, Node};
use super::frame::Frame;
use super::leaf::{Gauge, Leaf};
use super::meaning::{Asked, FactorChange, Meaning, Stands};
use crate::assessment::{Mode, Reading, State, rests_on_support};
use crate::book::columns::{Book, Column};
use crate::questionnaire::{Effect, QuestionIx, Questionnaire, Rule, RuleKind};

pub(super) struct Program {
    pub circuit: Circuit,
    pub tests: Vec<Test>,
    /// Questions that CR-5 may compute, in the order of the rules.
    pub computed: Vec<QuestionIx>,
    /// By question: hidden, or a valid N/A.
    pub absent: Vec<Node>,
    /// By question.
    pub changes: Vec<Vec<FactorChange>>,
    /// What has to be worked out before answers are counted, in order.
    pub first: Vec<Node>,
    /// What is left and does not hang on the weights, in order.
    pub then: Vec<Node>,
    /// What hangs on the weights, in order.
    pub moving: Vec<Node>,
    /// What does not hang on the weights and is needed to work out the rest.
    pub kept: Vec<Node>,
    pub gauges: Vec<(Node, Gauge)>,
    /// By rule.
    pub fired: Vec<Node>,
    /// Place k: band k + 1 or worse.
    pub before_floors: Vec<Node>,
    pub after_floors: Vec<Node>,
    pub decline: Node,
    pub hold: Node,
    pub insufficient: Node,
    /// By question: shown and open, shown and unknown; `None` for scored questions, whose counts say so.
    pub open: Vec<Option<[Node; 2]>>,
}

/// A leaf in the form that is quick to ask.
pub(super) enum Test {
    /// The code is in one of these ranges, first code and width.
    Ranges {
        question: QuestionIx,
        as_typed: bool,
        ranges: Vec<(u8, u8)>,
    },
    /// By code.
    Lookup {
        question: QuestionIx,
        as_typed: bool,
        yes: Vec<bool>,
    },
    Other(Leaf),
}

const IN_FORCE: Asked<'_> = Asked { mode: Mode::InForce, as_typed: false, stands: Stands::Answers };

impl Program {
    /// `with_cases`: for blocks in which rows of case files are.
    pub(super) fn new(book: &Book, questionnaire: &Questionnaire, frame: &Frame, with_cases: bool) -> Self {
        let mut meaning = Meaning::new(questionnaire, &frame.readings, with_cases);
        let shown: Vec<Node> = questionnaire.places().map(|ix| meaning.shown(ix)).collect();
        let changed = factor_changes(&mut meaning, &shown);
        settle_not_applicable(&mut meaning);
        let absent: Vec<Node> = questionnaire
            .places()
            .map(|ix| {
                let counts = meaning.counts(ix, false);
                meaning.circuit.not(counts)
            })
            .collect();

        let bands = questionnaire.bands.len().saturating_sub(1).max(frame.edges.len());
        let before_floors = bands_before_floors(&mut meaning, bands, frame.edges.len());
        let (fired, after_floors) = rules(&mut meaning, &before_floors, &changed, bands);
        let outcome = |meaning: &mut Meaning<'_>, effect: Effect| {
            let of = fired.iter().zip(&questionnaire.rules).filter(|(_, rule)| rule.effect == effect);
            let of: Vec<Node> = of.map(|(node, _)| *node).collect();
            meaning.circuit.any(&of)
        };
        let decline = outcome(&mut meaning, Effect::Decline);
        let hold = outcome(&mut meaning, Effect::Hold);
        let insufficient = outcome(&mut meaning, Effect::Insufficient);
        let open: Vec<Option<[Node; 2]>> = questionnaire
            .places()
            .map(|ix| (!questionnaire.is_scored(ix)).then(|| unanswered(&mut meaning, ix)))
            .collect();

        let changes = std::mem::take(&mut meaning.changes);
        let Meaning { circuit, leaves, .. } = meaning;
        let factor_changes = changes.iter().flatten().map(|change| change.when);
        let first = circuit.needed_by(absent.iter().copied().chain(factor_changes));
        let results = [&before_floors[..], &after_floors, &[decline, hold, insufficient]].concat();
        let all = circuit.needed_by(results.iter().chain(&fired).chain(open.iter().flatten().flatten()).copied());
        let (moving, at_rest): (Vec<Node>, Vec<Node>) = all.into_iter().partition(|node| circuit.is_moving(*node));
        let mut kept: Vec<Node> = moving
            .iter()
            .flat_map(|node| match *circuit.gate(*node) {
                Gate::Const(_) | Gate::Leaf(_) => [None, None],
                Gate::Not(of) => [Some(of), None],
                Gate::And(a, b) | Gate::Or(a, b) => [Some(a), Some(b)],
            })
            .flatten()
            .chain(results)
            .filter(|node| !circuit.is_moving(*node))
            .collect();
        kept.sort_unstable();
        kept.dedup();
        let gauges = moving.iter().filter_map(|node| match circuit.gate(*node) {
            Gate::Leaf(place) => match leaves[*place as usize] {
                Leaf::Gauge(gauge) => Some((*node, gauge)),
                _ => None,
            },
            _ => None,
        });
        Self {
            gauges: gauges.collect(),
            then: at_rest.into_iter().filter(|node| first.binary_search(node).is_err()).collect(),
            tests: leaves.into_iter().map(|leaf| test(book, leaf)).collect(),
            computed: if with_cases { computed_questions(&questionnaire.rules) } else { Vec::new() },
            circuit,
            absent,
            changes,
            first,
            moving,
            kept,
            fired,
            before_floors,
            after_floors,
            decline,
            hold,
            insufficient,
            open,
        }
    }
}

fn computed_questions(rules: &[Rule]) -> Vec<QuestionIx> {
    let of_rule = |rule: &Rule| match &rule.effect {
        Effect::Computed { questions } => questions.clone(),
        _ => Vec::new(),
    };
    rules.iter().flat_map(of_rule).collect()
}

/// CR-2 to CR-4. All conditions are looked at before any factor moves. Gives, by rule, where it changed something.
fn factor_changes(meaning: &mut Meaning<'_>, shown: &[Node]) -> Vec<Node> {
    let questionnaire = meaning.questionnaire;
    let asked = Asked { stands: Stands::Factors, ..IN_FORCE };
    let mut found: Vec<(QuestionIx, FactorChange)> = Vec::new();
    for (rule, of) in questionnaire.rules.iter().enumerate() {
        let mut change = |meaning: &mut Meaning<'_>, ix: QuestionIx, to, wanted: &dyn Fn(&Reading) -> bool| {
            if questionnaire.is_scored(ix) {
                let when = meaning.truth(&of.when, asked).certain;
                let answered = meaning.answered(ix, false, wanted);
                let when = meaning.circuit.all(&[when, answered, shown[usize::from(ix.0)]]);
                found.push((ix, FactorChange { rule, to, when }));
            }
        };
        match &of.effect {
            Effect::Lift { questions, from, to, unless_grade } => {
                for ix in questions {
                    change(meaning, *ix, *to, &|reading| {
                        reading.is_stated() && reading.grade < *unless_grade && from.contains(&reading.factor)
                    });
                }
            }
            Effect::Force { question, to, .. } => change(meaning, *question, *to, &|reading| reading.factor < *to),
            _ => {}
        }
    }
    let mut changed = vec![meaning.circuit.constant(false); questionnaire.rules.len()];
    for (place, (ix, change)) in found.iter().enumerate() {
        // The last rule that changes an answer is the one that says so.
        let later = found[place..].iter().filter(|(other, later)| other == ix && later.rule != change.rule);
        let later: Vec<Node> = later.map(|(_, later)| later.when).collect();
        let later = meaning.circuit.any(&later);
        let by_this = meaning.circuit.and_not(change.when, later);
        changed[change.rule] = meaning.circuit.or(changed[change.rule], by_this);
    }
    for (ix, change) in found {
        meaning.changes[usize::from(ix.0)].push(change);
    }
    changed
}

/// Validity of N/A, after every factor is in force.
fn settle_not_applicable(meaning: &mut Meaning<'_>) {
    let questionnaire = meaning.questionnaire;
    for ix in questionnaire.places() {
        let Some(rule) = &questionnaire.question(ix).not_applicable else { continue };
        let claimed = meaning.answered(ix, false, |reading| reading.invalid_not_applicable);
        let allowed = meaning.truth(&rule.when, IN_FORCE).certain;
        let mut valid = meaning.circuit.and(claimed, allowed);
        if rests_on_support(questionnaire, &rule.when) {
            let ended = meaning.support_ended();
            valid = meaning.circuit.and_not(valid, ended);
        }
        meaning.not_applicable[usize::from(ix.0)] = valid;
    }
}

fn bands_before_floors(meaning: &mut Meaning<'_>, bands: usize, edges: usize) -> Vec<Node> {
    let no = meaning.circuit.constant(false);
    let mut above = meaning.circuit.constant(true);
    (0_u8..)
        .take(bands)
        .map(|edge| {
            if usize::from(edge) >= edges {
                return no;
            }
            // Above this edge and all before it: the first edge that is not passed decides.
            let own = meaning.gauge(Gauge::Above(edge));
            above = meaning.circuit.and(above, own);
            above
        })
        .collect()
}

/// By rule, where it fires; and the bands after floors.
fn rules(meaning: &mut Meaning<'_>, before: &[Node], changed: &[Node], bands: usize) -> (Vec<Node>, Vec<Node>) {
    let questionnaire = meaning.questionnaire;
    let mut fired = vec![meaning.circuit.constant(false); questionnaire.rules.len()];
    let mut after = before.to_vec();
    for (place, rule) in questionnaire.rules.iter().enumerate().filter(|(_, rule)| rule.kind == RuleKind::Floor) {
        fired[place] = fires(meaning, rule, changed[place], before);
        let Effect::Floor { best, .. } = rule.effect else { continue };
        for node in after.iter_mut().take(bands.min(usize::from(best.0))) {
            *node = meaning.circuit.or(*node, fired[place]);
        }
    }
    for (place, rule) in questionnaire.rules.iter().enumerate().filter(|(_, rule)| rule.kind != RuleKind::Floor) {
        fired[place] = fires(meaning, rule, changed[place], &after);
    }
    (fired, after)
}

fn fires(meaning: &mut Meaning<'_>, rule: &Rule, changed: Node, bands: &[Node]) -> Node {
    match &rule.effect {
        Effect::KeepHidden => meaning.circuit.constant(false),
        Effect::Lift { .. } | Effect::Force { .. } => changed,
        Effect::Computed { questions } => {
            let computed: Vec<Node> = questions.iter().map(|ix| meaning.computed(*ix)).collect();
            meaning.circuit.any(&computed)
        }
        _ => {
            let mode = if rule.kind == RuleKind::KnockOut { Mode::Open } else { Mode::InForce };
            meaning.truth(&rule.when, Asked { mode, as_typed: false, stands: Stands::Rule(bands) }).certain
        }
    }
}

fn unanswered(meaning: &mut Meaning<'_>, ix: QuestionIx) -> [Node; 2] {
    let counts = meaning.counts(ix, false);
    [State::Open, State::Unknown].map(|state| {
        let of_state = meaning.answered(ix, false, |reading| reading.state == state);
        meaning.circuit.and(of_state, counts)
    })
}

fn test(book: &Book, leaf: Leaf) -> Test {
    match leaf {
        Leaf::Answer { question, as_typed, yes } => match book.column(question) {
            Column::One(_) => Test::Ranges { question, as_typed, ranges: ranges(&yes) },
            Column::Several { .. } => Test::Lookup { question, as_typed, yes },
        },
        other => Test::Other(other),
    }
}

/// Stretches of codes that are set, at most 256 codes: the first, and how many follow it.
fn ranges(yes: &[bool]) -> Vec<(u8, u8)> {
    let mut ranges: Vec<(u8, u8)> = Vec::new();
    for (code, yes) in (0..=u8::MAX).zip(yes) {
        match ranges.last_mut() {
            Some((first, more)) if *yes && code == *first + *more + 1 => *more += 1,
            _ if *yes => ranges.push((code, 0)),
            _ => {}
        }
    }
    ranges
}

//! From conditions to circuits. A condition is what `assessment::conditions` says it is: the leaves on answers ask its own code about every answer
//! there is.

use super::circuit::{Circuit, Node};
use super::leaf::{CaseLeaf, Gauge, Leaf};
use crate::assessment::{Given, Mode, Reading, State, Truth, on_answer};
use crate::questionnaire::{
    Condition, Effect, Quarter, QuestionIx, Questionnaire, RuleKind, SectionKind, WhenUnanswered,
};
use crate::submission::Submission;
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// A truth of three values in two planes.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    pub certain: Node,
    pub possible: Node,
}

/// Where a condition stands, which decides what it may read.
#[derive(Clone, Copy)]
pub(super) enum Stands<'n> {
    /// In what shows a question or lets it be N/A: results are not known.
    Answers,
    /// In a follow-up: what is open asks for nothing.
    FollowUp,
    /// In what changes factors: only the factors of scored questions are read.
    Factors,
    /// In a rule, with the band so far: place k holds "k + 1 or worse".
    Rule(&'n [Node]),
}

#[derive(Clone, Copy)]
pub(super) struct Asked<'n> {
    pub mode: Mode,
    /// Answers as typed, before CR-5, changed factors and N/A.
    pub as_typed: bool,
    pub stands: Stands<'n>,
}

/// A rule changes the factor of an answer where `when` holds.
#[derive(Clone, Copy)]
pub(super) struct FactorChange {
    pub rule: usize,
    pub to: Quarter,
    pub when: Node,
}

pub(super) struct Meaning<'a> {
    pub questionnaire: &'a Questionnaire,
    /// By question, by code of its answer.
    readings: &'a [Vec<Reading>],
    /// Whether rows of case files are among the rows.
    with_cases: bool,
    pub circuit: Circuit,
    pub leaves: Vec<Leaf>,
    leaf_places: HashMap<Leaf, u32, RandomState>,
    shown: Vec<Showing>,
    /// By question: a valid N/A. False until settled.
    pub not_applicable: Vec<Node>,
    /// By question, in the order of the rules.
    pub changes: Vec<Vec<FactorChange>>,
    computed: Vec<bool>,
}

#[derive(Clone, Copy)]
enum Showing {
    NotYet,
    Underway,
    Known(Node),
}

impl<'a> Meaning<'a> {
    pub(super) fn new(questionnaire: &'a Questionnaire, readings: &'a [Vec<Reading>], with_cases: bool) -> Self {
        let count = questionnaire.questions.len();
        let mut circuit = Circuit::default();
        let no = circuit.constant(false);
        let mut computed = vec![false; count];
        for rule in questionnaire.rules.iter().filter(|_| with_cases) {
            if let Effect::Computed { questions } = &rule.effect {
                questions.iter().for_each(|ix| computed[usize::from(ix.0)] = true);
            }
        }
        Self {
            questionnaire,
            readings,
            with_cases,
            circuit,
            leaves: Vec::new(),
            leaf_places: HashMap::default(),
            shown: vec![Showing::NotYet; count],
            not_applicable: vec![no; count],
            changes: vec![Vec::new(); count],
            computed,
        }
    }

    fn leaf(&mut self, leaf: Leaf) -> Node {
        let moving = matches!(leaf, Leaf::Gauge(_));
        let leaves = &mut self.leaves;
        let place = *self.leaf_places.entry(leaf).or_insert_with_key(|leaf| {
            leaves.push(leaf.clone());
            leaves.len() as u32 - 1
        });
        self.circuit.leaf(place, moving)
    }

    pub(super) fn gauge(&mut self, gauge: Gauge) -> Node {
        self.leaf(Leaf::Gauge(gauge))
    }

    fn case(&mut self, leaf: CaseLeaf) -> Node {
        if self.with_cases { self.leaf(Leaf::Case(leaf)) } else { self.circuit.constant(false) }
    }

    pub(super) fn support_ended(&mut self) -> Node {
        self.case(CaseLeaf::SupportEnded)
    }

    /// The device list decided what counts for the question.
    pub(super) fn computed(&mut self, ix: QuestionIx) -> Node {
        if self.computed[usize::from(ix.0)] { self.leaf(Leaf::Computed(ix)) } else { self.circuit.constant(false) }
    }

    /// Answers of which `asked` holds, whether the question is shown or not. N/A is read as open.
    pub(super) fn answered(&mut self, ix: QuestionIx, as_typed: bool, asked: impl Fn(&Reading) -> bool) -> Node {
        let yes = self.readings[usize::from(ix.0)].iter().map(asked).collect();
        self.code_is(ix, as_typed, yes)
    }

    /// Answers with one of these codes.
    fn code_is(&mut self, ix: QuestionIx, as_typed: bool, yes: Vec<bool>) -> Node {
        let as_typed = as_typed || !self.computed[usize::from(ix.0)];
        match yes.first() {
            Some(first) if yes.iter().all(|yes| yes == first) => self.circuit.constant(*first),
            _ => self.leaf(Leaf::Answer { question: ix, as_typed, yes }),
        }
    }

    /// What `asked` says of every answer, with the factors in force unless it is taken as typed.
    fn read(&mut self, ix: QuestionIx, as_typed: bool, mut asked: impl FnMut(&Reading) -> Truth) -> Pair {
        let readings = &self.readings[usize::from(ix.0)];
        let mut changes = self.changes[usize::from(ix.0)].clone();
        changes.retain(|_| !as_typed);
        changes.sort_by_key(|change| change.to);
        let mut planes = |meaning: &mut Self, least: Quarter| {
            let truths: Vec<Truth> = readings.iter().map(|reading| asked(&raised(*reading, least))).collect();
            let certain = truths.iter().map(|truth| truth.certain()).collect();
            let possible = truths.iter().map(|truth| truth.possible()).collect();
            Pair { certain: meaning.code_is(ix, as_typed, certain), possible: meaning.code_is(ix, as_typed, possible) }
        };
        let mut now = planes(self, Quarter::BEST);
        for FactorChange { to, when, .. } in changes {
            let changed = planes(self, to);
            now = Pair {
                certain: self.circuit.either(when, changed.certain, now.certain),
                possible: self.circuit.either(when, changed.possible, now.possible),
            };
        }
        now
    }

    /// Whether a question is shown.
    pub(super) fn shown(&mut self, ix: QuestionIx) -> Node {
        match self.shown[usize::from(ix.0)] {
            Showing::Known(node) => return node,
            // The reader refuses a question that decides its own showing.
            Showing::Underway => return self.circuit.constant(true),
            Showing::NotYet => self.shown[usize::from(ix.0)] = Showing::Underway,
        }
        let question = self.questionnaire.question(ix);
        let section = self.questionnaire.section(question.section);
        let asked = |mode| Asked { mode, as_typed: true, stands: Stands::Answers };
        let by_section = section.shown_if.as_ref().map(|when| self.truth(when, asked(Mode::InForce)).certain);
        let by_itself = question.shown_if.as_ref().map(|when| match section.kind {
            SectionKind::Scored => self.truth(when, asked(Mode::Open)).possible,
            _ => self.truth(when, asked(Mode::InForce)).certain,
        });
        let node = self.circuit.all(&by_section.into_iter().chain(by_itself).collect::<Vec<_>>());
        self.shown[usize::from(ix.0)] = Showing::Known(node);
        node
    }

    /// Shown, and no valid N/A.
    pub(super) fn counts(&mut self, ix: QuestionIx, as_typed: bool) -> Node {
        let shown = self.shown(ix);
        if as_typed { shown } else { self.circuit.and_not(shown, self.not_applicable[usize::from(ix.0)]) }
    }

    pub(super) fn truth(&mut self, condition: &Condition, asked: Asked<'_>) -> Pair {
        let one = |node: Node| Pair { certain: node, possible: node };
        if matches!(asked.stands, Stands::Factors) && !self.is_read_for_factors(condition) {
            return one(self.circuit.constant(false));
        }
        match condition {
            Condition::Always => one(self.circuit.constant(true)),
            Condition::All(of) => self.join(of, asked, |circuit, of| circuit.all(of)),
            Condition::Any(of) => self.join(of, asked, |circuit, of| circuit.any(of)),
            Condition::Count { at_least, of } => {
                self.join(of, asked, |circuit, of| circuit.at_least(usize::from(*at_least), of))
            }
            Condition::Not(inner) => {
                let Pair { certain, possible } = self.truth(inner, asked);
                Pair { certain: self.circuit.not(possible), possible: self.circuit.not(certain) }
            }
            Condition::OneOf { question, .. }
            | Condition::NoneOf { question, .. }
            | Condition::Stated { question }
            | Condition::AtLeast { question, .. }
            | Condition::AtMost { question, .. }
            | Condition::StatedAtLeast { question, .. }
            | Condition::StatedAtMost { question, .. }
            | Condition::EvidenceBelow { question, .. } => self.about_answer(*question, condition, asked),
            Condition::FollowUp { question, follow_up, keys } => {
                let leaf = CaseLeaf::Ticked { question: *question, follow_up: *follow_up, keys: keys.clone() };
                one(self.follow_up(*question, *follow_up, leaf, asked.as_typed))
            }
            Condition::FollowUpLacks { question, follow_up, key } => {
                let leaf = CaseLeaf::Lacks { question: *question, follow_up: *follow_up, key: key.clone() };
                one(self.follow_up(*question, *follow_up, leaf, asked.as_typed))
            }
            Condition::Shown { question } => {
                let pair = self.shown_for_certain(*question, asked.as_typed);
                if asked.mode == Mode::InForce { one(pair.possible) } else { pair }
            }
            result => {
                let node = match asked.stands {
                    Stands::Rule(bands) => self.result(result, bands),
                    Stands::Answers | Stands::FollowUp | Stands::Factors => self.circuit.constant(false),
                };
                one(node)
            }
        }
    }

    fn is_read_for_factors(&self, condition: &Condition) -> bool {
        match condition {
            Condition::AtLeast { question, .. } | Condition::StatedAtLeast { question, .. } => {
                self.questionnaire.is_scored(*question)
            }
            Condition::Always | Condition::All(_) | Condition::Any(_) | Condition::Not(_) => true,
            Condition::Count { .. } => true,
            _ => false,
        }
    }

    fn join(&mut self, of: &[Condition], asked: Asked<'_>, join: impl Fn(&mut Circuit, &[Node]) -> Node) -> Pair {
        let (certain, possible): (Vec<Node>, Vec<Node>) =
            of.iter().map(|part| self.truth(part, asked)).map(|pair| (pair.certain, pair.possible)).unzip();
        Pair { certain: join(&mut self.circuit, &certain), possible: join(&mut self.circuit, &possible) }
    }

    fn about_answer(&mut self, ix: QuestionIx, leaf: &Condition, asked: Asked<'_>) -> Pair {
        let questionnaire = self.questionnaire;
        let (nothing, mut trial) = (Submission::default(), vec![Reading::OPEN; questionnaire.questions.len()]);
        let needs_answer = matches!(asked.stands, Stands::FollowUp)
            && matches!(leaf, Condition::AtLeast { .. } | Condition::AtMost { .. });
        let Pair { certain, possible } = self.read(ix, asked.as_typed, |reading| {
            if needs_answer && reading.state == State::Open {
                return Truth::False;
            }
            trial[usize::from(ix.0)] = *reading;
            let given = Given { questionnaire, submission: &nothing, readings: &trial };
            on_answer(&given, leaf, asked.mode).unwrap_or(Truth::False)
        });
        let counts = self.counts(ix, asked.as_typed);
        Pair { certain: self.circuit.and(certain, counts), possible: self.circuit.and(possible, counts) }
    }

    fn follow_up(&mut self, ix: QuestionIx, follow_up: u8, leaf: CaseLeaf, as_typed: bool) -> Node {
        let ticked = self.case(leaf);
        let Some(follow_up) = self.questionnaire.question(ix).follow_ups.get(usize::from(follow_up)) else {
            return self.circuit.constant(false);
        };
        let asked = Asked { mode: Mode::InForce, as_typed, stands: Stands::FollowUp };
        let wanted = self.truth(&follow_up.when, asked).certain;
        let shown = self.shown(ix);
        self.circuit.all(&[ticked, wanted, shown])
    }

    fn shown_for_certain(&mut self, ix: QuestionIx, as_typed: bool) -> Pair {
        let question = self.questionnaire.question(ix);
        let section = self.questionnaire.section(question.section);
        let asked = Asked { mode: Mode::Open, as_typed, stands: Stands::Answers };
        let conditions: Vec<Condition> = section.shown_if.iter().chain(&question.shown_if).cloned().collect();
        self.join(&conditions, asked, |circuit, of| circuit.all(of))
    }

    fn result(&mut self, condition: &Condition, bands: &[Node]) -> Node {
        match condition {
            Condition::TierAtLeast(tier) => self.leaf(Leaf::TierAtLeast(tier.0)),
            Condition::BandOneOf(of) => {
                let of: Vec<Node> = of.iter().map(|band| self.band_is(usize::from(band.0), bands)).collect();
                self.circuit.any(&of)
            }
            Condition::SectionAbove { section, percent } => self.gauge(Gauge::Section(*section, *percent)),
            Condition::ConfidenceBelow(percent) => self.gauge(Gauge::ConfidenceBelow(*percent)),
            Condition::OpenWeightAbove(percent) => self.gauge(Gauge::OpenAbove(*percent)),
            Condition::OpenCriticalAtLeast(count) => {
                let open = self.critical(Reading::is_unanswered);
                self.circuit.at_least(usize::from(*count), &open)
            }
            Condition::CriticalAtLeast(factor) => {
                let bad = self.critical(|reading| reading.factor >= *factor);
                self.circuit.any(&bad)
            }
            Condition::KnockOutOpen => {
                let questionnaire = self.questionnaire;
                let open = questionnaire.rules.iter().filter(|rule| {
                    rule.kind == RuleKind::KnockOut && rule.when_unanswered == WhenUnanswered::Insufficient
                });
                let asked = Asked { mode: Mode::Open, as_typed: false, stands: Stands::Rule(bands) };
                let open: Vec<Node> = open
                    .map(|rule| {
                        let Pair { certain, possible } = self.truth(&rule.when, asked);
                        self.circuit.and_not(possible, certain)
                    })
                    .collect();
                self.circuit.any(&open)
            }
            Condition::LimitAtLeast(dollars) => self.in_dollars(Leaf::LimitAtLeast(dollars.saturating_mul(10))),
            Condition::RevenueAbove(dollars) => self.in_dollars(Leaf::RevenueAbove(dollars.saturating_mul(10))),
            Condition::OverrideAbove(points) => self.case(CaseLeaf::OverrideAbove(u16::from(*points) * 10)),
            Condition::Fact(fact) => self.case(CaseLeaf::Fact(*fact)),
            _ => self.circuit.constant(false),
        }
    }

    fn in_dollars(&mut self, leaf: Leaf) -> Node {
        let node = self.leaf(leaf);
        let foreign = self.case(CaseLeaf::ForeignMoney);
        self.circuit.and_not(node, foreign)
    }

    fn band_is(&mut self, band: usize, bands: &[Node]) -> Node {
        let at_least = |circuit: &mut Circuit, band: usize| match band.checked_sub(1) {
            None => circuit.constant(true),
            Some(place) => bands.get(place).copied().unwrap_or_else(|| circuit.constant(false)),
        };
        let (own, worse) = (at_least(&mut self.circuit, band), at_least(&mut self.circuit, band + 1));
        self.circuit.and_not(own, worse)
    }

    /// The critical questions that apply and of which `asked` holds, one plane each.
    fn critical(&mut self, asked: impl Fn(&Reading) -> bool) -> Vec<Node> {
        let questionnaire = self.questionnaire;
        let critical = questionnaire.places().filter(|ix| questionnaire.question(*ix).critical);
        critical
            .filter(|ix| questionnaire.is_scored(*ix))
            .map(|ix| {
                let node = self.read(ix, false, |reading| Truth::of(asked(reading))).certain;
                let applies = self.counts(ix, false);
                self.circuit.and(node, applies)
            })
            .collect()
    }
}

/// The reading with a factor of at least `to`.
fn raised(reading: Reading, to: Quarter) -> Reading {
    Reading { factor: reading.factor.max(to), ..reading }
}

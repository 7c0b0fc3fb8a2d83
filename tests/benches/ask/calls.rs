//! Calls that never took place: submissions with hidden answers, made up by us, and what asking them in an order
//! costs. The same every time. Used by the bench and by a test of the library.

use securable::assessment::Facts;
use securable::assessment::ask::{Asking, Possible, next_questions, possible};
use securable::questionnaire::{AnswerKind, Question, QuestionIx, Questionnaire, SectionKind, WhenUnanswered};
use securable::submission::{Answer, Grade, Record, Submission};
use std::collections::BTreeSet;

/// A linear congruence of 64 bits, upper half used: no pattern that an order could profit from.
pub struct Chance(u64);

impl Chance {
    pub fn seeded(seed: u64) -> Self {
        let mut chance = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x2545_F491_4F6C_DD1D);
        for _ in 0..4 {
            chance.next();
        }
        chance
    }
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 32
    }
    /// 0 to `below` - 1.
    fn pick(&mut self, below: i64) -> i64 {
        (self.next() % below.max(1) as u64) as i64
    }
    /// About normal: the sum of six, spread of about `spread` around 0.
    fn about(&mut self, spread: i64) -> i64 {
        (0..6).map(|_| self.pick(2 * spread + 1) - spread).sum::<i64>() * 10 / 14
    }
}

/// A whole set of answers. Good and bad ones go together: a case has a quality, each of its sections leans from that,
/// each answer leans from its section. Nothing is taken from real applicants.
pub fn hidden(questionnaire: &Questionnaire, seed: u64) -> Submission {
    let chance = &mut Chance::seeded(seed);
    let quality = 40 + chance.about(20);
    let exposed = 45 + chance.about(25);
    let proof = [0, 0, 0, 1, 1, 2][chance.pick(6) as usize];
    let leans: Vec<i64> = questionnaire.sections.iter().map(|_| chance.about(10)).collect();
    let mut submission = Submission::default();
    for (section, lean) in questionnaire.sections.iter().zip(leans) {
        for question in section.questions.clone().map(|place| questionnaire.question(QuestionIx(place))) {
            let options: Vec<usize> = match section.kind {
                SectionKind::Scored => {
                    let worst = question.options.len() as i64 - 1;
                    vec![((quality + lean + chance.about(18)) * worst + 50).div_euclid(100).clamp(0, worst) as usize]
                }
                SectionKind::Exposure => exposure(question, exposed + chance.about(15), chance),
                // Declarations stand with their harmless answer first.
                _ => vec![if chance.pick(12) == 0 { chance.pick(question.options.len() as i64) as usize } else { 0 }],
            };
            let keys: BTreeSet<String> =
                options.iter().filter_map(|place| question.options.get(*place)).map(|it| it.key.clone()).collect();
            let grade = (proof + [-1, 0, 0, 0, 1][chance.pick(5) as usize]).clamp(0, 3) as usize;
            let record = Record {
                answer: (!keys.is_empty()).then_some(Answer::Options(keys)),
                grade: Grade::ALL.get(grade).copied(),
                ..Record::default()
            };
            submission.records.insert(question.id.clone(), record);
        }
    }
    submission
}

/// An answer to an exposure item; `exposed` in percent.
fn exposure(question: &Question, exposed: i64, chance: &mut Chance) -> Vec<usize> {
    let mut by_points: Vec<usize> = (0..question.options.len()).collect();
    by_points.sort_by_key(|place| question.options[*place].points);
    if question.kind != AnswerKind::Multi {
        let last = by_points.len() as i64 - 1;
        return by_points
            .get((exposed * last + 50).div_euclid(100).clamp(0, last) as usize)
            .copied()
            .into_iter()
            .collect();
    }
    let mut ticked: Vec<usize> = Vec::new();
    for place in by_points.iter().copied().filter(|place| !question.options[*place].exclusive) {
        let group = question.options[place].group;
        let chooses_one = group.is_some_and(|group| question.groups[usize::from(group)].choose_one);
        let taken = chooses_one && ticked.iter().any(|other| question.options[*other].group == group);
        if !taken && chance.pick(100) * 2 < exposed {
            ticked.push(place);
        }
    }
    if ticked.is_empty() {
        let none = by_points.iter().copied().find(|place| question.options[*place].exclusive);
        ticked.extend(none.or(by_points.first().copied()));
    }
    ticked
}

/// In which order a call goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The best question next, found anew after every answer.
    Ours,
    /// As the form has them.
    Paper,
    /// The exposure items as the form has them, then the heaviest question first.
    Weight,
}

/// How many questions a call took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Until the band was certain.
    pub band: usize,
    /// Until the case was decided: a knock-out had fired, or the band was certain and no knock-out waited any more.
    pub decided: usize,
}

/// Asks until the case is decided and its band certain. In every order only questions are asked that can move the band
/// or fire a knock-out when the call begins, so that orders differ by order alone.
pub fn call(questionnaire: &Questionnaire, hidden: &Submission, order: Order) -> Taken {
    let facts = Facts::default();
    let mut told = Submission::default();
    let mut taken = Taken::default();
    let worth: Vec<QuestionIx> =
        next_questions(questionnaire, &told, &facts).order.iter().map(|next| next.question).collect();
    let (mut band, mut decided) = (None, None);
    for asked in 0..=questionnaire.questions.len() {
        let (now, next) = match order {
            Order::Ours => {
                let Asking { order, possible, .. } = next_questions(questionnaire, &told, &facts);
                (possible, order.first().map(|next| next.question))
            }
            _ => {
                let now = possible(questionnaire, &told, &facts);
                (now, fixed(questionnaire, &told, &worth, order))
            }
        };
        let settled = now.bands.len() == 1;
        if settled && band.is_none() {
            band = Some(asked);
        }
        if (!now.fires.is_empty() || settled && !waits(questionnaire, &now)) && decided.is_none() {
            decided = Some(asked);
        }
        taken = Taken { band: band.unwrap_or(asked), decided: decided.unwrap_or(asked) };
        let Some(next) = next.filter(|_| band.is_none() || decided.is_none()) else { break };
        let id = &questionnaire.question(next).id;
        told.records.insert(id.clone(), hidden.records.get(id).cloned().unwrap_or_default());
    }
    taken
}

/// A knock-out waits for an answer.
fn waits(questionnaire: &Questionnaire, now: &Possible) -> bool {
    now.may_fire
        .iter()
        .any(|place| questionnaire.rules[usize::from(*place)].when_unanswered == WhenUnanswered::Insufficient)
}

/// The next question of an order that does not look at the answers. What answers hide is not asked.
fn fixed(questionnaire: &Questionnaire, told: &Submission, worth: &[QuestionIx], order: Order) -> Option<QuestionIx> {
    let readings = securable::assessment::assess(questionnaire, told, &Facts::default()).readings;
    let open = worth
        .iter()
        .copied()
        .filter(|ix| readings[usize::from(ix.0)].shown && told.record(&questionnaire.question(*ix).id).is_none());
    open.min_by_key(|ix| {
        let question = questionnaire.question(*ix);
        let exposure = questionnaire.section(question.section).kind == SectionKind::Exposure;
        match order {
            Order::Weight if !exposure => (1, std::cmp::Reverse(question.weight), *ix),
            _ => (0, std::cmp::Reverse(securable::questionnaire::Weight::default()), *ix),
        }
    })
}

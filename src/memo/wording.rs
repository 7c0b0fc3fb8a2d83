//! Words for what was answered and computed. The memo, the desk and the command line say the same
//! thing in the same words.

mod action_plan;
pub mod beside;
mod list;
pub mod path;
pub mod plan;
pub mod preview;
pub mod renewal;

pub use action_plan::{EFFORT_IS_JUDGEMENT, StepWords};

use crate::assessment::renewal::Renewal;
use crate::assessment::{Assessment, Because, Change, Reading, State, Unusable, asked_follow_ups};
use crate::inventory::Survey;
use crate::questionnaire::{
    Basis, Effect, FollowUpKind, Question, QuestionIx, Questionnaire, Ratio, RuleKind, SectionKind, ThemeIx, decimal,
};
use crate::submission::{Answer, FollowUpAnswer, Grade, Submission};

/// Everything that wording needs to look at.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    pub questionnaire: &'a Questionnaire,
    pub submission: &'a Submission,
    pub assessment: &'a Assessment,
    /// Of no device where there is no list.
    pub survey: &'a Survey,
    /// What changed since the expiring case, where one is on file.
    pub renewal: Option<&'a Renewal>,
}

impl<'a> Case<'a> {
    #[must_use]
    pub fn question(&self, ix: QuestionIx) -> &'a Question {
        self.questionnaire.question(ix)
    }

    #[must_use]
    pub fn reading(&self, ix: QuestionIx) -> &'a Reading {
        self.assessment.reading(ix)
    }

    /// Whether a follow-up, by place, is asked now.
    #[must_use]
    pub fn is_asked(&self, ix: QuestionIx, follow_up: usize) -> bool {
        asked_follow_ups(self.questionnaire, self.submission, &self.assessment.readings, ix).contains(&follow_up)
    }

    /// `d`, `cameras;building`, `unknown`, `not answered`, `n/a`.
    #[must_use]
    pub fn answer_key(&self, ix: QuestionIx) -> String {
        let reading = self.reading(ix);
        match reading.state {
            State::Unknown => "unknown".to_owned(),
            State::Open => "not answered".to_owned(),
            State::NotApplicable => "n/a".to_owned(),
            State::Stated => {
                let options = &self.question(ix).options;
                let keys: Vec<&str> =
                    reading.options.places().filter_map(|place| Some(options.get(place)?.key.as_str())).collect();
                if keys.is_empty() { "text".to_owned() } else { keys.join(";") }
            }
        }
    }

    /// The answer in words: `VLANs with some filtering`, `Not known`, `Not answered`.
    #[must_use]
    pub fn answer_text(&self, ix: QuestionIx) -> String {
        let reading = self.reading(ix);
        let question = self.question(ix);
        match reading.state {
            State::Unknown => "Not known".to_owned(),
            State::Open if reading.invalid_not_applicable => {
                format!("Not applicable was claimed but does not count: {}", self.not_applicable_fault(ix))
            }
            State::Open if reading.unconfirmed => {
                format!("Stated last term and not confirmed: {}", self.typed_text(ix))
            }
            State::Open => "Not answered".to_owned(),
            State::NotApplicable => match self.submission.answer(&question.id) {
                Some(Answer::NotApplicable(na)) => {
                    format!("Not applicable: {}. Control: {}. Decided by {}", na.reason, na.control, na.decider)
                }
                _ => "Not applicable".to_owned(),
            },
            State::Stated => {
                let texts: Vec<&str> = reading
                    .options
                    .places()
                    .filter_map(|place| Some(question.options.get(place)?.text.as_str()))
                    .collect();
                match self.submission.answer(&question.id) {
                    Some(Answer::Text(text)) if texts.is_empty() => text.clone(),
                    _ => texts.join("; "),
                }
            }
        }
    }

    /// The answer as it was typed, whatever the device list makes of it.
    #[must_use]
    pub fn typed_text(&self, ix: QuestionIx) -> String {
        let question = self.question(ix);
        match self.submission.answer(&question.id) {
            None => "Not answered".to_owned(),
            Some(Answer::Unknown) => "Not known".to_owned(),
            Some(Answer::NotApplicable(_)) => "Not applicable".to_owned(),
            Some(Answer::Text(text)) => text.clone(),
            Some(Answer::Options(keys)) => {
                let text = |key: &String| Some(question.options.get(question.option(key)?)?.text.clone());
                keys.iter().map(|key| text(key).unwrap_or_else(|| key.clone())).collect::<Vec<_>>().join("; ")
            }
        }
    }

    /// What the device list did to the typed answer, where it did something: `typed: None; the device list counts`.
    #[must_use]
    pub fn typed_beside(&self, ix: QuestionIx) -> Option<String> {
        let (typed, counts) = (self.typed_text(ix), self.answer_text(ix));
        self.reading(ix).computed.then(|| match typed == counts {
            true => "confirmed by the device list".to_owned(),
            false => format!("typed: {typed}; the device list counts"),
        })
    }

    /// Why an N/A that is on file does not count.
    #[must_use]
    pub fn not_applicable_fault(&self, ix: QuestionIx) -> &'static str {
        let question = self.question(ix);
        let complete =
            matches!(self.submission.answer(&question.id), Some(Answer::NotApplicable(na)) if na.is_complete());
        match &question.not_applicable {
            None => "this question is always applicable",
            Some(_) if !complete => "reason, compensating control and decider are all needed",
            Some(_) => "its condition is not met by the other answers and the device list",
        }
    }

    /// The grade of a stated answer as words; `None` where a grade means nothing.
    #[must_use]
    pub fn grade(&self, ix: QuestionIx) -> Option<Grade> {
        let reading = self.reading(ix);
        reading.is_stated().then(|| Grade::ALL[usize::from(reading.grade.min(3))])
    }

    /// `G2 d: Over 10% to 25%`; keys that are words of their own are left to the table.
    #[must_use]
    pub fn answer_line(&self, ix: QuestionIx) -> String {
        let id = &self.question(ix).id;
        match self.reading(ix).state {
            State::Stated if self.questionnaire.is_scored(ix) => {
                format!("{id} {}: {}", self.answer_key(ix), self.answer_text(ix))
            }
            State::Stated => format!("{id}: {}", self.answer_text(ix)),
            _ => format!("{id}: {}", lower_first(&self.answer_text(ix))),
        }
    }

    /// One reason for which something fired.
    #[must_use]
    pub fn because(&self, because: &Because) -> String {
        match because {
            Because::Answer(ix) => self.answer_line(*ix),
            Because::Ticks(ix, ticks) => {
                let question = self.question(*ix);
                let texts: Vec<&str> =
                    ticks.places().filter_map(|place| Some(question.options.get(place)?.text.as_str())).collect();
                format!("{}: {}", question.id, texts.join("; "))
            }
            Because::FollowUp(ix, place) => {
                let question = self.question(*ix);
                let follow_up = question.follow_ups.get(usize::from(*place));
                let text = follow_up
                    .and_then(|it| Some((it, self.submission.follow_up(&question.id, &it.key)?)))
                    .map(|(it, answer)| format!("{} {}", it.ask, follow_up_text(question, &it.kind, answer)));
                format!("{} follow-up: {}", question.id, text.unwrap_or_default())
            }
            Because::Tier => {
                format!("Exposure tier {}", self.questionnaire.tier(self.assessment.tier).name)
            }
            Because::Band => format!("Band {}", self.questionnaire.band(self.assessment.band).name),
            Because::Section(section) => {
                let score = self.assessment.sections[usize::from(section.0)];
                let deficiency = score.map_or_else(String::new, |score| decimal(score.deficiency, 1));
                let section = self.questionnaire.section(*section);
                format!("Section {} {}: deficiency {deficiency}", section.id, section.title)
            }
            Because::Confidence => format!("Confidence {}%", decimal(self.assessment.confidence, 1)),
            Because::Limit => format!("Limit {}", self.money(self.submission.policy.limit)),
            Because::Revenue => format!("Revenue {}", self.money(self.submission.applicant.revenue)),
            Because::Override(place) => match self.submission.overrides.get(usize::from(*place)) {
                Some(made) => format!("Override by {}: {}", made.by, made.text),
                None => "Override".to_owned(),
            },
            Because::Fact(fact) => self.fact_text(*fact),
        }
    }

    /// All reasons of one finding; a flood of missing answers becomes one line: `not answered: B1, B2`.
    #[must_use]
    pub fn reasons(&self, because: &[Because]) -> Vec<String> {
        const MOST_SPELLED_OUT: usize = 3;
        let missing = |wanted: State| -> Vec<&str> {
            because
                .iter()
                .filter_map(|it| match it {
                    Because::Answer(ix) if self.reading(*ix).state == wanted => Some(self.question(*ix).id.as_str()),
                    _ => None,
                })
                .collect()
        };
        let (unknown, open) = (missing(State::Unknown), missing(State::Open));
        if unknown.len() + open.len() <= MOST_SPELLED_OUT {
            return because.iter().map(|it| self.because(it)).collect();
        }
        let rest = because.iter().filter(|it| !matches!(it, Because::Answer(ix) if self.reading(*ix).is_unanswered()));
        [("not known", unknown), ("not answered", open)]
            .into_iter()
            .filter(|(_, ids)| !ids.is_empty())
            .map(|(state, ids)| format!("{state}: {}", ids.join(", ")))
            .chain(rest.map(|it| self.because(it)))
            .collect()
    }

    /// `USD 58,000,000`, or what is missing.
    #[must_use]
    pub fn money(&self, amount: Option<crate::submission::Money>) -> String {
        match amount {
            Some(amount) => format!("{} {amount}", self.submission.policy.currency.0),
            None => NOT_ON_FILE.to_owned(),
        }
    }

    /// What would change an adverse reason, fit to be sent to the insured.
    #[must_use]
    pub fn change(&self, ix: QuestionIx, change: &Change) -> String {
        let question = self.question(ix);
        match change {
            Change::Option(place) => {
                let better = question.options.get(usize::from(*place)).map_or("", |option| &option.text);
                format!("One step better would be: {}", lower_first(better))
            }
            Change::Proof(_) => format!("Supply proof of the answer given: {}", lower_first(&question.evidence)),
            Change::Improve(questions) => {
                let reasons: Vec<&str> =
                    questions.iter().map(|ix| self.question(*ix).adverse_reason.as_str()).collect();
                format!("Mend this first: {}", lower_first(&reasons.join("; ")))
            }
            Change::Answer => format!("Answer the question. What would prove it: {}", lower_first(&question.evidence)),
        }
    }

    /// The adverse reason; of a missing answer it is not claimed as a fact (rulings 8.1).
    #[must_use]
    pub fn adverse_text(&self, ix: QuestionIx) -> String {
        let text = &self.question(ix).adverse_reason;
        match self.reading(ix).state {
            State::Unknown => format!("Not known: {}", lower_first(text)),
            State::Open => format!("Not answered: {}", lower_first(text)),
            _ => text.clone(),
        }
    }

    /// `weight 5.0 x 2/4 / 98.5 x 100 = 2.54 points`.
    #[must_use]
    pub fn driver_arithmetic(&self, ix: QuestionIx, points: Ratio) -> String {
        let total = decimal(Ratio::new(self.assessment.applicable_tenths, 10), 1);
        format!(
            "{} \u{d7} {}/4 \u{f7} {total} \u{d7} 100 = {}",
            self.question(ix).weight,
            self.reading(ix).factor.count(),
            decimal(points, 2)
        )
    }

    /// The text of a theme with what the answers tell filled in.
    #[must_use]
    pub fn subjectivity_text(&self, theme: ThemeIx) -> String {
        let wording = &self.questionnaire.theme(theme).wording;
        let mut text = String::with_capacity(wording.len());
        let mut rest = wording.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, end)) = after.split_once('}') else { break };
            text.push_str(before);
            text.push_str(&self.placeholder(name));
            rest = end;
        }
        text.push_str(rest);
        text
    }

    fn placeholder(&self, name: &str) -> String {
        match name {
            "classes" => self.ticked(|question| {
                question.follow_ups.iter().any(|follow_up| follow_up.kind == FollowUpKind::CountPerOption)
            }),
            // Without a list, or where it names none, the classes in use.
            "groups" => return self.ending_groups().unwrap_or_else(|| self.placeholder("classes")),
            "models" => self.edge_models(),
            "date" => self.edge_date(),
            "sites" => match self.submission.applicant.sites {
                Some(1) => Some("the site".to_owned()),
                Some(sites) => Some(format!("all {sites} sites")),
                None => None,
            },
            _ => None,
        }
        .unwrap_or_else(|| format!("[{}]", prompt(name)))
    }

    /// Texts of the options ticked in the exposure question that `wanted` picks out.
    fn ticked(&self, wanted: impl Fn(&Question) -> bool) -> Option<String> {
        let ix = self.questionnaire.places().find(|ix| wanted(self.question(*ix)))?;
        let reading = self.reading(ix);
        let question = self.question(ix);
        let texts: Vec<String> = reading
            .options
            .places()
            .filter_map(|place| question.options.get(place))
            .filter(|option| !option.exclusive)
            .map(|option| lower_first(&option.text))
            .collect();
        (!texts.is_empty()).then(|| texts.join("; "))
    }
}

/// What stands where nothing is on file; never a blank.
pub const NOT_ON_FILE: &str = "Not on file";

fn prompt(name: &str) -> &str {
    match name {
        "list" => "name addresses and services",
        "models" => "name models",
        "date" => "date",
        "value" => "purchase value",
        "party" => "vendor or landlord",
        "data" => "kind of data",
        "zones" => "name zones",
        "classes" => "name device classes",
        "sites" => "name sites",
        other => other,
    }
}

/// `The` becomes `the`; acronyms stay.
#[must_use]
pub fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(second)) if first.is_uppercase() && !second.is_uppercase() && second != '/' => {
            let rest = text.get(first.len_utf8()..).unwrap_or("");
            format!("{}{rest}", first.to_lowercase())
        }
        _ => text.to_owned(),
    }
}

/// A follow-up answer in words.
#[must_use]
pub fn follow_up_text(question: &Question, kind: &FollowUpKind, answer: &FollowUpAnswer) -> String {
    match (kind, answer) {
        (_, FollowUpAnswer::Text(text)) => text.clone(),
        (FollowUpKind::YesNo, FollowUpAnswer::Keys(keys)) => {
            if keys.contains("yes") {
                "Yes".to_owned()
            } else {
                "No".to_owned()
            }
        }
        (FollowUpKind::Ticks { options, .. }, FollowUpAnswer::Keys(keys)) => {
            let texts: Vec<&str> =
                options.iter().filter(|(key, _)| keys.contains(key)).map(|(_, text)| text.as_str()).collect();
            if texts.is_empty() { "None of them".to_owned() } else { texts.join("; ") }
        }
        (_, FollowUpAnswer::Keys(keys)) => keys.iter().cloned().collect::<Vec<_>>().join("; "),
        (_, FollowUpAnswer::Table(table)) => {
            let texts: Vec<String> = table
                .iter()
                .filter(|(_, value)| !value.trim().is_empty())
                .map(|(key, value)| {
                    let name = question.option(key).and_then(|place| question.options.get(place));
                    format!("{}: {value}", name.map_or(key.as_str(), |option| &option.text))
                })
                .collect();
            if texts.is_empty() { NOT_ON_FILE.to_owned() } else { texts.join("; ") }
        }
    }
}

/// The effect of a rule in a few words: `Refer: Senior underwriter, Claims`.
#[must_use]
pub fn effect_text(questionnaire: &Questionnaire, effect: &Effect) -> String {
    match effect {
        Effect::Refer { authority, to } => {
            let rank = authority.and_then(|rank| questionnaire.authorities.get(usize::from(rank)));
            let people: Vec<&str> = rank.into_iter().chain(to).map(String::as_str).collect();
            format!("Refer: {}", people.join(", "))
        }
        Effect::Floor { best, no_credit } => {
            let credit = if *no_credit { "; no schedule credit" } else { "" };
            format!("Best band {}{credit}", questionnaire.band(*best).name)
        }
        Effect::Lift { to, .. } => format!("Counts {to} until proven"),
        Effect::Force { to, .. } => format!("Counts {to}"),
        Effect::Hold => "Hold: not to be bound".to_owned(),
        other => other.words().to_owned(),
    }
}

/// A debit or credit: `+7%`, `\u{2212}15%`, `0%`.
#[must_use]
pub fn percent_text(percent: i16) -> String {
    match percent {
        0 => "0%".to_owned(),
        1.. => format!("+{percent}%"),
        _ => format!("\u{2212}{}%", percent.unsigned_abs()),
    }
}

/// Why the schedule suggestion cannot be used as it stands.
#[must_use]
pub fn unusable_text(unusable: Unusable) -> &'static str {
    match unusable {
        Unusable::NoBand => "Not usable as it stands: the outcome is not a band, so no credit follows from it",
        Unusable::CreditAgainstBand => {
            "Not usable as it stands: a net credit meets a band that calls for a debit; a person has to decide"
        }
        Unusable::SurplusLines => {
            "For information only: surplus lines carry no filed schedule; these are judgement factors"
        }
    }
}

/// Which kind of rule, for headings: `Knock-outs`.
#[must_use]
pub fn kinds_text(kind: RuleKind) -> &'static str {
    match kind {
        RuleKind::KnockOut => "Knock-outs",
        RuleKind::Insufficient => "Insufficient information",
        RuleKind::Referral => "Referrals",
        RuleKind::Floor => "Floors",
        RuleKind::Consistency => "Consistency",
    }
}

/// How many scored questions rest on each basis, strongest first.
#[must_use]
pub fn basis_counts(questionnaire: &Questionnaire) -> Vec<(Basis, usize)> {
    Basis::ALL
        .into_iter()
        .map(|basis| {
            let count = questionnaire
                .questions
                .iter()
                .filter(|question| questionnaire.section(question.section).kind == SectionKind::Scored)
                .filter(|question| question.why.basis.first() == Some(&basis))
                .count();
            (basis, count)
        })
        .collect()
}

/// `Coalition 2023 claims report release (businesswire)`, for these keys.
#[must_use]
pub fn sources_text(questionnaire: &Questionnaire, keys: &[String]) -> String {
    let texts: Vec<&str> = keys
        .iter()
        .filter_map(|key| questionnaire.sources.iter().find(|source| source.key == *key))
        .map(|source| source.text.as_str())
        .collect();
    texts.join("; ")
}

/// The clauses of a question with their editions: `NIST Cybersecurity Framework 2.0, PR.IR-01`.
#[must_use]
pub fn clauses_text(questionnaire: &Questionnaire, question: &Question) -> String {
    let texts: Vec<String> = question
        .clauses
        .iter()
        .map(|clause| {
            let standard = questionnaire.standards.iter().find(|standard| standard.key == clause.standard);
            let name = standard.map_or_else(
                || clause.standard.clone(),
                |standard| format!("{} ({})", standard.title, standard.edition),
            );
            let at = if clause.at.is_empty() { String::new() } else { format!(", {}", clause.at) };
            let doubt = if clause.verified { "" } else { " [not verified]" };
            format!("{name}{at}{doubt}")
        })
        .collect();
    texts.join("; ")
}

//! Cases in a few words: `"D1 e; G2 ?; C1 b E2"` over the worked example.

use crate::assessment::{Assessment, Because, Facts, FiredRule, ScheduleLine, assess};
use crate::files::{SHIPPED, questionnaire_from_text};
use crate::questionnaire::{QuestionIx, Questionnaire, Ratio};
use crate::submission::{Answer, FollowUpAnswer, Grade, NotApplicable, Record, Submission};
use std::sync::LazyLock;

static CORE: LazyLock<Questionnaire> = LazyLock::new(|| shipped("iot-core.ron"));
static FIRST_PASS: LazyLock<Questionnaire> = LazyLock::new(|| shipped("iot-first-pass.ron"));

/// domain.md 8.6 as rulings 10 reads it, without evidence.
const WORKED: &str = "\
    A1 manufacturing; A2 from_2_to_5; A3 cameras+access_control+building+office_equipment+edge_network+plant_control; \
    A4 production_stop; A5 from_8_to_24h; A6 employee; A7 no; A8 none; A9 sites_2_to_10+third_party_systems; \
    B1 b; B2 c; B3 d; B4 c; C1 c; C2 c; C3 c; C4 d; C5 c; D1 c; D2 d; D3 b; D4 d; D5 c; D6 c; \
    E1 c; E2 d; E3 c; E4 c; E5 b; E6 c; F1 c; F2 c; F3 c; F4 c; F5 c; G1 d; G2 d; G3 b; G4 c; G5 c; G6 c; \
    H1 c; H2 d; H3 c; H4 e; H5 b; I1 c; I2 c; I3 c; I4 b; I5 b; J1 b; J3 c; J4 c; \
    K1 no; K2 no; K3 sign; K4 no";

fn shipped(name: &str) -> Questionnaire {
    let (file, text) = SHIPPED.iter().find(|(file, _)| *file == name).expect("it ships");
    questionnaire_from_text(text, file).expect("it reads")
}

pub fn core() -> &'static Questionnaire {
    &CORE
}

pub fn first_pass() -> &'static Questionnaire {
    &FIRST_PASS
}

/// A case under construction.
#[derive(Clone)]
pub struct Case {
    pub questionnaire: &'static Questionnaire,
    pub submission: Submission,
    pub facts: Facts,
}

/// Nothing answered.
pub fn blank() -> Case {
    Case { questionnaire: core(), submission: Submission::default(), facts: Facts::default() }
}

/// The worked example, every answer at E1.
pub fn worked() -> Case {
    worked_at(Grade::Document)
}

pub fn worked_at(grade: Grade) -> Case {
    let mut case = blank().with(WORKED);
    for record in case.submission.records.values_mut() {
        record.grade = Some(grade);
    }
    case
}

/// Every scored question at this option with this grade, exposure and declarations of the worked example.
pub fn all_at(key: &str, grade: Grade) -> Case {
    let mut case = worked_at(grade);
    for ix in core().places().filter(|ix| core().is_scored(*ix) && core().question(*ix).id != "J2") {
        case = case.with(&format!("{} {key}", core().question(ix).id));
    }
    case
}

impl Case {
    /// Changes answers: `ID KEY+KEY [GRADE]`, parted by `;`. For KEY also `-` (not answered),
    /// `?` (unknown), `na` (with everything on file) and `na!` (without the decider).
    #[must_use]
    pub fn with(mut self, changes: &str) -> Self {
        for change in changes.split(';').map(str::trim).filter(|change| !change.is_empty()) {
            let words: Vec<&str> = change.split_whitespace().collect();
            let (id, key, grade) = match words[..] {
                [id, key] => (id, key, None),
                [id, key, grade] => (id, key, Some(Grade::from_code(grade).expect("E0 to E3"))),
                _ => panic!("{change}: ID KEY [GRADE]"),
            };
            let question = self.questionnaire.question(self.ix(id));
            let record: &mut Record = self.submission.records.entry(id.to_owned()).or_default();
            record.grade = grade.or(record.grade);
            record.answer = match key {
                "-" => None,
                "?" => Some(Answer::Unknown),
                "na" => Some(Answer::NotApplicable(not_applicable("CISO"))),
                "na!" => Some(Answer::NotApplicable(not_applicable(" "))),
                keys => Some(Answer::Options(
                    keys.split('+')
                        .map(|key| {
                            assert!(question.option(key).is_some(), "{id} has no option {key}");
                            key.to_owned()
                        })
                        .collect(),
                )),
            };
        }
        self
    }

    /// Answers a follow-up with ticks, parted by `+`; `none` for no tick at all.
    #[must_use]
    pub fn ticked(mut self, id: &str, follow_up: &str, keys: &str) -> Self {
        let question = self.questionnaire.question(self.ix(id));
        assert!(question.follow_up(follow_up).is_some(), "{id} has no follow-up {follow_up}");
        let keys = keys.split('+').filter(|key| *key != "none").map(str::to_owned).collect();
        let record = self.submission.records.entry(id.to_owned()).or_default();
        record.follow_ups.insert(follow_up.to_owned(), FollowUpAnswer::Keys(keys));
        self
    }

    #[must_use]
    pub fn with_facts(mut self, facts: Facts) -> Self {
        self.facts = facts;
        self
    }

    /// Changes the submission in place.
    #[must_use]
    pub fn tap(mut self, change: impl FnOnce(&mut Submission)) -> Self {
        change(&mut self.submission);
        self
    }

    pub fn ix(&self, id: &str) -> QuestionIx {
        self.questionnaire.find(id).unwrap_or_else(|| panic!("there is no question {id}"))
    }

    pub fn assess(&self) -> Assessed {
        let assessment = assess(self.questionnaire, &self.submission, &self.facts);
        Assessed { questionnaire: self.questionnaire, assessment }
    }

    /// Codes of the fired rules, in their order, parted by blanks.
    pub fn fired(&self) -> String {
        self.assess().fired()
    }

    pub fn fires(&self, code: &str) -> bool {
        self.assess().rule(code).is_some()
    }
}

fn not_applicable(decider: &str) -> NotApplicable {
    NotApplicable { reason: "none in use".into(), control: "checked each quarter".into(), decider: decider.into() }
}

/// An assessment that speaks in ids.
pub struct Assessed {
    pub questionnaire: &'static Questionnaire,
    pub assessment: Assessment,
}

impl Assessed {
    pub fn fired(&self) -> String {
        let codes: Vec<&str> = self.assessment.rules.iter().map(|fired| self.code(fired)).collect();
        codes.join(" ")
    }

    fn code(&self, fired: &FiredRule) -> &'static str {
        &self.questionnaire.rules[usize::from(fired.rule)].code
    }

    pub fn rule(&self, code: &str) -> Option<&FiredRule> {
        self.assessment.rules.iter().find(|fired| self.code(fired) == code)
    }

    /// What made a rule fire, as ids and words: `D3 F2:open_kev tier`.
    pub fn because(&self, code: &str) -> String {
        let fired = self.rule(code).unwrap_or_else(|| panic!("{code} did not fire, only {}", self.fired()));
        let words: Vec<String> = fired.because.iter().map(|because| self.word(because)).collect();
        words.join(" ")
    }

    fn word(&self, because: &Because) -> String {
        match because {
            Because::Answer(ix) => self.id(*ix).to_owned(),
            Because::Ticks(ix, ticks) => {
                let options = &self.questionnaire.question(*ix).options;
                let keys: Vec<&str> = ticks.places().map(|place| options[place].key.as_str()).collect();
                format!("{}:{}", self.id(*ix), keys.join("+"))
            }
            Because::FollowUp(ix, place) => {
                let question = self.questionnaire.question(*ix);
                format!("{}:{}", question.id, question.follow_ups[usize::from(*place)].key)
            }
            Because::Tier => "tier".to_owned(),
            Because::Band => "band".to_owned(),
            Because::Section(section) => format!("section {}", self.questionnaire.section(*section).id),
            Because::Confidence => "confidence".to_owned(),
            Because::Limit => "limit".to_owned(),
            Because::Revenue => "revenue".to_owned(),
            Because::Override(place) => format!("override {place}"),
            Because::Fact(fact) => format!("{fact:?}"),
        }
    }

    pub fn id(&self, ix: QuestionIx) -> &'static str {
        &self.questionnaire.question(ix).id
    }

    pub fn ids(&self, places: &[QuestionIx]) -> String {
        let ids: Vec<&str> = places.iter().map(|ix| self.id(*ix)).collect();
        ids.join(" ")
    }

    pub fn outcome(&self) -> String {
        self.assessment.outcome_words(self.questionnaire).to_owned()
    }

    pub fn band(&self) -> &'static str {
        &self.questionnaire.band(self.assessment.band).name
    }

    pub fn tier(&self) -> &'static str {
        &self.questionnaire.tier(self.assessment.tier).name
    }

    pub fn authority(&self) -> &'static str {
        &self.questionnaire.authorities[usize::from(self.assessment.authority)]
    }

    /// The factor in force, in quarters.
    pub fn quarters(&self, id: &str) -> i64 {
        self.reading(id).factor.count()
    }

    pub fn reading(&self, id: &str) -> &super::super::Reading {
        self.assessment.reading(self.questionnaire.find(id).expect("an id"))
    }

    pub fn section(&self, id: &str) -> Option<Ratio> {
        let place = self.questionnaire.sections.iter().position(|section| section.id == id).expect("a section");
        self.assessment.sections[place].map(|score| score.deficiency)
    }

    pub fn line(&self, id: &str) -> Option<&ScheduleLine> {
        self.assessment.schedule.lines.iter().find(|line| self.questionnaire.section(line.section).id == id)
    }

    pub fn adverse(&self) -> String {
        let places: Vec<QuestionIx> = self.assessment.adverse_reasons.iter().map(|reason| reason.question).collect();
        self.ids(&places)
    }

    /// Suggested themes: `ST-02`, or `ST-02!` before binding.
    pub fn themes(&self) -> String {
        let themes: Vec<String> = self
            .assessment
            .subjectivities
            .iter()
            .map(|it| {
                let code = &self.questionnaire.theme(it.theme).code;
                if it.pre_bind { format!("{code}!") } else { code.clone() }
            })
            .collect();
        themes.join(" ")
    }
}

/// Holds a rule against cases over the worked example: changes, and whether it fires then.
pub fn check_rule(code: &str, cases: &[(&str, bool)]) {
    for (changes, expected) in cases {
        let assessed = worked().with(changes).assess();
        assert_eq!(assessed.rule(code).is_some(), *expected, "{code} with \"{changes}\": {}", assessed.fired());
    }
}

pub fn ratio(numerator: i64, denominator: i64) -> Ratio {
    Ratio::new(numerator, denominator)
}

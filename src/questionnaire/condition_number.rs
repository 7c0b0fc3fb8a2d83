//! The numbers inside a condition, so that a rule can be retuned without being rewritten.

use super::{Condition, Fact, Quarter, QuestionIx, Questionnaire, SectionIx, Span, Unit};

/// One number of a condition, in order of appearance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionNumber {
    pub value: u64,
    pub span: Span,
    /// What the number is about: `aggregate limit at or above`.
    pub words: &'static str,
    pub question: Option<QuestionIx>,
    pub section: Option<SectionIx>,
}

impl ConditionNumber {
    /// `D3 factor at or above`, `section C deficiency above, percent`.
    #[must_use]
    pub fn label(&self, questionnaire: &Questionnaire) -> String {
        let about = match (self.question, self.section) {
            (Some(question), _) => format!("{} ", questionnaire.question(question).id),
            (None, Some(section)) => format!("section {} ", questionnaire.section(section).id),
            (None, None) => String::new(),
        };
        let unit = match self.span.unit {
            Unit::Percent => ", percent",
            Unit::Dollars => ", US dollars",
            _ => "",
        };
        format!("{about}{}{unit}", self.words)
    }
}

const DOLLARS: Span = Span { unit: Unit::Dollars, least: 0, most: 1_000_000_000_000 };
const FACTOR: Span = Span { unit: Unit::Quarters, least: 0, most: 4 };
const PERCENT: Span = Span { unit: Unit::Percent, least: 0, most: 100 };

impl Condition {
    /// Its numbers and those of all conditions inside it, in order of appearance. Places in this list are
    /// what [`Self::with_number`] takes.
    #[must_use]
    pub fn numbers(&self) -> Vec<ConditionNumber> {
        let mut found = Vec::new();
        self.walk(&mut |part| found.extend(part.number()));
        found
    }

    /// The same condition with another number at this place of [`Self::numbers`]; `None` where there is no such
    /// place or the number lies outside its span.
    #[must_use]
    pub fn with_number(&self, place: usize, to: u64) -> Option<Self> {
        let number = self.numbers().into_iter().nth(place)?;
        number.span.holds(to).then_some(())?;
        let mut changed = self.clone();
        let mut at = 0;
        changed.walk_mut(&mut |part| {
            if part.number().is_some() {
                if at == place {
                    part.put_number(to);
                }
                at += 1;
            }
        });
        Some(changed)
    }

    fn number(&self) -> Option<ConditionNumber> {
        let of =
            |value: u64, span: Span, words| Some(ConditionNumber { value, span, words, question: None, section: None });
        let factor = |question: &QuestionIx, factor: Quarter, words| {
            let value = u64::from(factor.pips());
            Some(ConditionNumber { value, span: FACTOR, words, question: Some(*question), section: None })
        };
        let counted = |least: u64, most: u64| Span { unit: Unit::Count, least, most };
        match self {
            Self::Count { at_least, of: parts } => {
                of((*at_least).into(), counted(1, parts.len() as u64), "conditions that have to hold, at least")
            }
            Self::AtLeast { question, factor: value } => factor(question, *value, "factor at or above"),
            Self::AtMost { question, factor: value } => factor(question, *value, "factor at or below"),
            Self::StatedAtLeast { question, factor: value } => factor(question, *value, "stated factor at or above"),
            Self::StatedAtMost { question, factor: value } => factor(question, *value, "stated factor at or below"),
            Self::EvidenceBelow { question, grade } => Some(ConditionNumber {
                value: (*grade).into(),
                span: Span { unit: Unit::Grade, least: 0, most: 3 },
                words: "evidence below",
                question: Some(*question),
                section: None,
            }),
            Self::SectionAbove { section, percent } => Some(ConditionNumber {
                value: (*percent).into(),
                span: PERCENT,
                words: "deficiency above",
                question: None,
                section: Some(*section),
            }),
            Self::ConfidenceBelow(percent) => of((*percent).into(), PERCENT, "confidence below"),
            Self::OpenWeightAbove(percent) => of((*percent).into(), PERCENT, "weight of open questions above"),
            Self::OpenCriticalAtLeast(count) => {
                of((*count).into(), counted(1, 250), "open critical questions, at least")
            }
            Self::CriticalAtLeast(value) => {
                of(value.pips().into(), FACTOR, "factor of any critical question at or above")
            }
            Self::LimitAtLeast(dollars) => of(*dollars, DOLLARS, "aggregate limit at or above"),
            Self::RevenueAbove(dollars) => of(*dollars, DOLLARS, "revenue above"),
            Self::OverrideAbove(points) => of(
                (*points).into(),
                Span { unit: Unit::Points, least: 0, most: 100 },
                "score moved by hand, points above",
            ),
            Self::Fact(Fact::SupportEndsInTerm { above_percent }) => {
                of((*above_percent).into(), PERCENT, "devices that lose security support in the term, above")
            }
            _ => None,
        }
    }

    /// `to` lies in the span.
    fn put_number(&mut self, to: u64) {
        let small = u8::try_from(to).unwrap_or(u8::MAX);
        let quarter = Quarter::new(small).unwrap_or(Quarter::WORST);
        match self {
            Self::Count { at_least: number, .. }
            | Self::EvidenceBelow { grade: number, .. }
            | Self::SectionAbove { percent: number, .. }
            | Self::ConfidenceBelow(number)
            | Self::OpenWeightAbove(number)
            | Self::OpenCriticalAtLeast(number)
            | Self::OverrideAbove(number)
            | Self::Fact(Fact::SupportEndsInTerm { above_percent: number }) => *number = small,
            Self::AtLeast { factor, .. }
            | Self::AtMost { factor, .. }
            | Self::StatedAtLeast { factor, .. }
            | Self::StatedAtMost { factor, .. }
            | Self::CriticalAtLeast(factor) => *factor = quarter,
            Self::LimitAtLeast(dollars) | Self::RevenueAbove(dollars) => *dollars = to,
            _ => {}
        }
    }
}

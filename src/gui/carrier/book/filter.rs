//! Words that all have to be found: `food band:conditional score>45 rule:REF-06`.

use super::column::{Column, Source, outcome_words};
use crate::assessment::Outcome;
use crate::questionnaire::{BandIx, Ratio, TierIx};
use crate::submission::Money;

/// What a filter asks of a row.
#[derive(Debug)]
pub struct Filter(Vec<Test>);

#[derive(Debug)]
enum Test {
    /// Lower case, found anywhere in the id.
    Id(String),
    /// By place of the industry.
    Industry(Vec<bool>),
    Tier(Vec<bool>),
    Band(Vec<bool>),
    /// By place of the band; then insufficient, hold, decline.
    Outcome(Vec<bool>, [bool; 3]),
    /// Any of these rules.
    Rules(Vec<bool>),
    Claim([bool; 3]),
    /// Lower case, found anywhere in the day as it is written.
    Inception(String),
    Number(Column, Compare, Ratio),
    Any(Vec<Test>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compare {
    Below,
    AtMost,
    Above,
    AtLeast,
    Equal,
}

impl Filter {
    /// Reads words as they are typed. A column is named before a colon or a comparison; what cannot be read that way is
    /// looked for as it stands.
    #[must_use]
    pub fn read(text: &str, source: &Source<'_>) -> Self {
        Self(words_of(text).iter().map(|word| test_of(word, source)).collect())
    }

    #[must_use]
    pub fn holds(&self, source: &Source<'_>, row: usize) -> bool {
        self.0.iter().all(|test| test.holds(source, row))
    }
}

/// Words between blanks; quotation marks hold blanks together.
fn words_of(text: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted, mut any) = (Vec::new(), String::new(), false, false);
    for letter in text.chars() {
        match letter {
            '"' => {
                quoted = !quoted;
                any = true;
            }
            ' ' if !quoted => {
                if any {
                    words.push(std::mem::take(&mut word));
                }
                any = false;
            }
            letter => {
                word.push(letter);
                any = true;
            }
        }
    }
    if any {
        words.push(word);
    }
    words
}

fn test_of(word: &str, source: &Source<'_>) -> Test {
    if let Some((column, text)) = word.split_once(':').and_then(|(name, text)| Some((Column::from_word(name)?, text))) {
        return column_test(column, text, source);
    }
    if let Some(test) = comparison(word) {
        return test;
    }
    let columns = [Column::Id, Column::Industry, Column::Tier, Column::Outcome, Column::Rules];
    Test::Any(columns.into_iter().map(|column| column_test(column, word, source)).collect())
}

fn comparison(word: &str) -> Option<Test> {
    let at = word.find(['<', '>', '='])?;
    let (name, rest) = word.split_at(at);
    let column = Column::from_word(name).filter(|column| column.is_number())?;
    let compares = [
        ("<=", Compare::AtMost),
        (">=", Compare::AtLeast),
        ("<", Compare::Below),
        (">", Compare::Above),
        ("=", Compare::Equal),
    ];
    let (compare, number) =
        compares.into_iter().find_map(|(sign, compare)| Some((compare, rest.strip_prefix(sign)?)))?;
    Some(Test::Number(column, compare, number_of(number)?))
}

/// `45.5`, `5,000,000`, `5m`, `250k`, `50%`.
fn number_of(text: &str) -> Option<Ratio> {
    let text = text.trim().trim_end_matches('%').replace(',', "").to_ascii_lowercase();
    let (digits, times) = match text.strip_suffix('m') {
        Some(digits) => (digits.to_owned(), 1_000_000),
        None => match text.strip_suffix('k') {
            Some(digits) => (digits.to_owned(), 1_000),
            None => (text, 1),
        },
    };
    let (whole, parts) = digits.split_once('.').unwrap_or((digits.as_str(), ""));
    if whole.len() > 12 || parts.len() > 4 {
        return None;
    }
    let denominator = 10_i64.pow(u32::try_from(parts.len()).ok()?);
    let number: i64 = format!("{whole}{parts}").parse().ok()?;
    Some(Ratio::new(number.checked_mul(times)?, denominator))
}

fn column_test(column: Column, text: &str, source: &Source<'_>) -> Test {
    let wanted = text.to_lowercase();
    let finds = |name: &str| if wanted.is_empty() { name.is_empty() } else { name.to_lowercase().contains(&wanted) };
    let questionnaire = source.questionnaire;
    let bands = || questionnaire.bands.iter().map(|band| finds(&band.name)).collect();
    match column {
        Column::Industry => Test::Industry(source.book.industries().iter().map(|name| finds(name)).collect()),
        Column::Tier => Test::Tier(questionnaire.tiers.iter().map(|tier| finds(&tier.name)).collect()),
        Column::Band => Test::Band(bands()),
        Column::Outcome => {
            let others = [Outcome::InsufficientInformation, Outcome::Hold, Outcome::Decline];
            Test::Outcome(bands(), others.map(|outcome| finds(outcome_words(questionnaire, outcome))))
        }
        Column::Rules => Test::Rules(questionnaire.rules.iter().map(|rule| finds(&rule.code)).collect()),
        Column::Claim => {
            let yes = matches!(wanted.as_str(), "yes" | "claim" | "1" | "true");
            let no = matches!(wanted.as_str(), "no" | "0" | "false");
            Test::Claim([yes, no, wanted.is_empty()])
        }
        Column::Inception => Test::Inception(wanted),
        column if column.is_number() => match number_of(text) {
            Some(number) => Test::Number(column, Compare::Equal, number),
            None => Test::Any(Vec::new()),
        },
        _ => Test::Id(wanted),
    }
}

impl Test {
    fn holds(&self, source: &Source<'_>, row: usize) -> bool {
        let (book, scoring) = (source.book, source.scoring);
        let at = |list: &[bool], place: usize| list.get(place).copied().unwrap_or(false);
        let band = |list: &[bool], band: BandIx| at(list, usize::from(band.0));
        match self {
            Self::Id(text) => contains(book.id(row), text),
            Self::Industry(list) => at(list, book.industry_place(row)),
            Self::Tier(list) => {
                let TierIx(place) = scoring.tier(row);
                at(list, usize::from(place))
            }
            Self::Band(list) => band(list, scoring.band(row)),
            Self::Outcome(bands, [insufficient, hold, decline]) => match scoring.outcome(row) {
                Outcome::Band(place) => band(bands, place),
                Outcome::InsufficientInformation => *insufficient,
                Outcome::Hold => *hold,
                Outcome::Decline => *decline,
            },
            Self::Rules(list) => scoring.fired(row).any(|place| at(list, usize::from(place))),
            Self::Claim([yes, no, unknown]) => match book.claim(row) {
                Some(true) => *yes,
                Some(false) => *no,
                None => *unknown,
            },
            Self::Inception(text) => match book.inception(row) {
                Some(day) => !text.is_empty() && day.to_string().contains(text),
                None => text.is_empty(),
            },
            Self::Number(column, compare, than) => {
                number(source, *column, row).is_some_and(|number| compare.holds(number, *than))
            }
            Self::Any(tests) => tests.iter().any(|test| test.holds(source, row)),
        }
    }
}

impl Compare {
    fn holds(self, a: Ratio, b: Ratio) -> bool {
        match self {
            Self::Below => a < b,
            Self::AtMost => a <= b,
            Self::Above => a > b,
            Self::AtLeast => a >= b,
            Self::Equal => a == b,
        }
    }
}

fn number(source: &Source<'_>, column: Column, row: usize) -> Option<Ratio> {
    let amount = |money: Money| Ratio::new(i64::try_from(money.tenths).unwrap_or(i64::MAX), 10);
    match column {
        Column::Score => Some(source.scoring.score(row)),
        Column::Change => Some(source.scoring.score(row) - source.reference.score(row)),
        Column::Completeness => Some(source.scoring.completeness(row)),
        Column::Confidence => Some(source.scoring.confidence(row)),
        Column::Limit => source.book.limit(row).map(amount),
        Column::Premium => source.book.premium(row).map(amount),
        _ => None,
    }
}

/// Whether `wanted`, in lower case, stands anywhere in the text. Ids of a million rows are looked through, so that
/// nothing is copied where the text is plain.
fn contains(text: &str, wanted: &str) -> bool {
    if wanted.is_empty() {
        return true;
    }
    if text.is_ascii() {
        return text.as_bytes().windows(wanted.len()).any(|part| part.eq_ignore_ascii_case(wanted.as_bytes()));
    }
    text.to_lowercase().contains(wanted)
}

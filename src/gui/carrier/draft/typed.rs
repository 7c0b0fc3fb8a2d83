//! Numbers as people type them.

use crate::questionnaire::plan::Target;
use crate::questionnaire::{SectionIx, Span, Unit};

/// A field that is being written.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    pub at: TypedAt,
    pub text: String,
    /// Why it cannot be kept.
    pub problem: Option<String>,
}

/// Which field.
#[derive(Clone, Debug, PartialEq)]
pub enum TypedAt {
    Value(Target),
    /// The sum of a section's weights.
    Section(SectionIx),
    Effective,
    Until,
}

/// What was typed in whole units: `5`, `5.0`, `0.75`, `35 %`, `$5,000,000`, `E2`. `None` for anything else.
#[must_use]
pub fn units_from_text(text: &str, unit: Unit) -> Option<u64> {
    let text: String = text.chars().filter(|letter| !letter.is_whitespace() && *letter != '_').collect();
    let text = match unit {
        Unit::Percent => text.trim_end_matches('%'),
        Unit::Dollars => text.trim_start_matches('$'),
        Unit::Grade => text.trim_start_matches(['E', 'e']),
        _ => &text,
    };
    let text = &ungrouped(text)?;
    match unit {
        Unit::Tenths => parts(text, 10),
        Unit::Quarters => parts(text, 4),
        _ => digits(text),
    }
}

/// Without the commas between thousands; `None` for any other comma, because `7,5` is not 75.
fn ungrouped(text: &str) -> Option<String> {
    let whole = text.split('.').next().unwrap_or(text);
    let fits = !text[whole.len()..].contains(',') && whole.split(',').skip(1).all(|group| group.len() == 3);
    fits.then(|| text.replace(',', ""))
}

/// A decimal number as so many parts of one, where it is a whole number of them.
fn parts(text: &str, per_one: u64) -> Option<u64> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let decimals = decimals.trim_end_matches('0');
    if whole.is_empty() && decimals.is_empty() || decimals.len() > 4 {
        return None;
    }
    let whole = if whole.is_empty() { 0 } else { digits(whole)? };
    let scale = 10_u64.pow(u32::try_from(decimals.len()).ok()?);
    let fraction = if decimals.is_empty() { 0 } else { digits(decimals)? };
    let exact = fraction.checked_mul(per_one)?;
    (exact % scale == 0).then(|| whole.checked_mul(per_one)?.checked_add(exact / scale))?
}

fn digits(text: &str) -> Option<u64> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Reads a number inside its span.
///
/// # Errors
/// The sentence that stands beside the field.
pub fn units_in(text: &str, span: Span) -> Result<u64, String> {
    let units = units_from_text(text, span.unit).filter(|units| span.holds(*units));
    units.ok_or_else(|| match span.unit {
        Unit::Tenths => format!("Write a number {} with at most one decimal", span.words()),
        Unit::Quarters => "Write 0, 0.25, 0.5, 0.75 or 1".to_owned(),
        _ => format!("Write a whole number {}", span.words()),
    })
}

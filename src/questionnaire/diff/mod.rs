//! What differs between two questionnaires, readable for people who are no actuaries.
//!
//! Both are written down as items with lines, known by ids and never by places; then items and lines are
//! compared. Works on questionnaires with plans laid over them as well, and on two versions.

mod items;
#[cfg(test)]
mod tests;

use super::Questionnaire;
use super::plan::Target;
use items::{Item, Line, items};
use std::collections::HashMap;
use std::fmt;

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it belongs to, with its id: `D1 How are connected devices separated?`.
    pub subject: String,
    /// `weight`, `factor of option b`; the kind of thing where the whole of it is new or gone.
    pub what: String,
    /// Empty where it is new.
    pub was: String,
    /// Empty where it is gone.
    pub is: String,
    pub kind: DifferenceKind,
    /// Where a plan could make the same difference.
    pub target: Option<Target>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DifferenceKind {
    Weight,
    Factor,
    Edge,
    Threshold,
    Rule,
    Schedule,
    Hidden,
    /// What is asked, with its options, follow-ups and when it is asked.
    Question,
    /// What improvements take; no score rests on it.
    Effort,
    /// Nothing that counts.
    Wording,
}

impl DifferenceKind {
    /// As the heading of a group.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Weight => "Weights",
            Self::Factor => "Factors and points",
            Self::Edge => "Band edges",
            Self::Threshold => "Thresholds",
            Self::Rule => "Rules",
            Self::Schedule => "Schedule",
            Self::Hidden => "Questions not asked",
            Self::Question => "Questions",
            Self::Effort => "Efforts",
            Self::Wording => "Wording",
        }
    }
}

/// `D1 How are connected devices separated?: weight 5.0 becomes 6.0`.
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { subject, what, was, is, .. } = self;
        match (was.is_empty(), is.is_empty()) {
            // The text of a whole thing often stands in its subject already.
            (true, _) if subject.contains(is) => write!(f, "{subject}: new {what}"),
            (true, _) => write!(f, "{subject}: new {what}: {is}"),
            (_, true) if subject.contains(was) => write!(f, "{subject}: {what} is gone"),
            (_, true) => write!(f, "{subject}: {what} is gone: {was}"),
            _ => write!(f, "{subject}: {what} {was} becomes {is}"),
        }
    }
}

/// What is other in `b` than in `a`, in the order of `b`; what is gone stands where it stood.
#[must_use]
pub fn difference(a: &Questionnaire, b: &Questionnaire) -> Vec<Difference> {
    let (before, after) = (items(a), items(b));
    let mut found = Vec::new();
    for (old, new) in paired(&before, &after, |item| &item.key) {
        match (old, new) {
            (Some(old), Some(new)) => compare(old, new, &mut found),
            (Some(old), None) => found.push(whole(old, old.text.clone(), String::new())),
            (None, Some(new)) => found.push(whole(new, String::new(), new.text.clone())),
            (None, None) => {}
        }
    }
    found
}

fn whole(item: &Item, was: String, is: String) -> Difference {
    Difference { subject: item.subject.clone(), what: item.noun.to_owned(), was, is, kind: item.kind, target: None }
}

fn compare(old: &Item, new: &Item, found: &mut Vec<Difference>) {
    for pair in paired(&old.lines, &new.lines, |line| &line.what) {
        let (was, is) = pair;
        let Some(line) = is.or(was) else { continue };
        if (old.is_stub && was.is_none()) || (new.is_stub && is.is_none()) {
            continue;
        }
        if was.map(|line| &line.same) == is.map(|line| &line.same) {
            continue;
        }
        let shown = |line: Option<&Line>| line.map(|line| line.shown.clone()).unwrap_or_default();
        let whole = was.is_none() || is.is_none();
        let kind = if whole && line.kind == DifferenceKind::Wording { old.kind } else { line.kind };
        let subject = if new.is_stub { old } else { new }.subject.clone();
        let target = if whole { None } else { line.target.clone() };
        let what = line.what.clone();
        found.push(Difference { subject, what, was: shown(was), is: shown(is), kind, target });
    }
}

/// Both lists as pairs of the same key, in the order of `b`, with what only `a` has behind what it stood behind.
fn paired<'t, T>(a: &'t [T], b: &'t [T], key: impl Fn(&T) -> &String) -> Vec<(Option<&'t T>, Option<&'t T>)> {
    let in_b: HashMap<&String, usize> = b.iter().enumerate().map(|(place, it)| (key(it), place)).collect();
    let in_a: HashMap<&String, &T> = a.iter().map(|it| (key(it), it)).collect();
    let mut gone: Vec<(usize, &T)> = Vec::new();
    let mut behind = 0;
    for it in a {
        match in_b.get(key(it)) {
            Some(place) => behind = place + 1,
            None => gone.push((behind, it)),
        }
    }
    // Stable, so that what is gone keeps its order behind the same neighbour.
    gone.sort_by_key(|(behind, _)| *behind);
    let mut gone = gone.into_iter().peekable();
    let mut pairs = Vec::with_capacity(b.len());
    for (place, it) in b.iter().enumerate() {
        while let Some((_, old)) = gone.next_if(|(behind, _)| *behind <= place) {
            pairs.push((Some(old), None));
        }
        pairs.push((in_a.get(key(it)).copied(), Some(it)));
    }
    pairs.extend(gone.map(|(_, old)| (Some(old), None)));
    pairs
}

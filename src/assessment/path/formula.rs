//! What has to hold, as formulas over choices and sums: rules and band edges, once how answers hang together is
//! settled. Negations are pushed down to the leaves, so that a formula grows with every leaf that does.

/// A formula that holds or does not for given choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Formula {
    Known(bool),
    All(Vec<Formula>),
    Any(Vec<Formula>),
    AtLeast(usize, Vec<Formula>),
    /// The variable has one of these choices, as bits.
    Choice {
        variable: u16,
        among: u64,
    },
    /// The sum, by place, is above 0; or it is not.
    Sum {
        sum: u16,
        above: bool,
    },
    /// Not put into a formula: only the assessment itself can tell.
    Anything,
}

impl Formula {
    pub fn all(parts: Vec<Self>) -> Self {
        let mut kept = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Self::Known(true) => {}
                Self::Known(false) => return Self::Known(false),
                Self::All(inner) => kept.extend(inner),
                part => kept.push(part),
            }
        }
        Self::single(kept, true, Self::All)
    }

    pub fn any(parts: Vec<Self>) -> Self {
        let mut kept = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Self::Known(false) => {}
                Self::Known(true) => return Self::Known(true),
                Self::Any(inner) => kept.extend(inner),
                part => kept.push(part),
            }
        }
        Self::single(kept, false, Self::Any)
    }

    pub fn at_least(wanted: usize, parts: Vec<Self>) -> Self {
        let certain = parts.iter().filter(|part| **part == Self::Known(true)).count();
        let open: Vec<Self> = parts.into_iter().filter(|part| !matches!(part, Self::Known(_))).collect();
        match wanted.saturating_sub(certain) {
            0 => Self::Known(true),
            1 => Self::any(open),
            wanted if wanted > open.len() => Self::Known(false),
            wanted if wanted == open.len() => Self::all(open),
            wanted => Self::AtLeast(wanted, open),
        }
    }

    fn single(mut parts: Vec<Self>, empty: bool, joined: impl FnOnce(Vec<Self>) -> Self) -> Self {
        match parts.len() {
            0 => Self::Known(empty),
            1 => parts.remove(0),
            _ => joined(parts),
        }
    }

    /// Whether it holds for these choices; what only the assessment can tell is taken to hold.
    pub fn holds(&self, chosen: &[u8], above: &impl Fn(u16) -> bool) -> bool {
        match self {
            Self::Known(known) => *known,
            Self::All(parts) => parts.iter().all(|part| part.holds(chosen, above)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(chosen, above)),
            Self::AtLeast(wanted, parts) => parts.iter().filter(|part| part.holds(chosen, above)).count() >= *wanted,
            Self::Choice { variable, among } => among >> chosen[usize::from(*variable)] & 1 == 1,
            Self::Sum { sum, above: wanted } => above(*sum) == *wanted,
            Self::Anything => true,
        }
    }
}

/// Whole numbers that add up over the questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sum {
    /// Of everything that is no variable, less the threshold.
    pub base: i64,
    /// By variable and choice.
    pub of: Vec<Vec<i64>>,
}

impl Sum {
    pub fn at(&self, chosen: &[u8]) -> i64 {
        self.of.iter().zip(chosen).fold(self.base, |sum, (of, choice)| sum + of[usize::from(*choice)])
    }

    /// The least and the most over these choices.
    pub fn ends(&self, domains: &[u64]) -> (i64, i64) {
        self.of.iter().zip(domains).fold((self.base, self.base), |(low, high), (of, domain)| {
            let (least, most) = ends(of, *domain);
            (low + least, high + most)
        })
    }
}

/// The least and the most over the choices of a domain; a domain is never empty.
pub(super) fn ends(of: &[i64], domain: u64) -> (i64, i64) {
    let mut ends = (i64::MAX, i64::MIN);
    for choice in places(domain) {
        ends = (ends.0.min(of[choice]), ends.1.max(of[choice]));
    }
    ends
}

/// The choices of a domain, ascending.
pub(super) fn places(domain: u64) -> impl Iterator<Item = usize> {
    let mut rest = domain;
    std::iter::from_fn(move || {
        let place = (rest != 0).then_some(rest.trailing_zeros() as usize)?;
        rest &= rest - 1;
        Some(place)
    })
}

/// So many choices, all of them.
pub(super) fn every(count: usize) -> u64 {
    if count >= 64 { u64::MAX } else { (1 << count) - 1 }
}

//! What single answers say about claims. A draft for people: nothing here is ever applied.

use super::ENOUGH_CLAIMS;
use super::interval::{Interval, Share, Z95, Z999};
use crate::book::{Book, Scoring};
use crate::questionnaire::{QuestionIx, Questionnaire};
use rayon::prelude::*;

/// What the answers to one question say about claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    pub question: QuestionIx,
    /// Claims by submission where the factor in force is at most a quarter; `None` where there is no such submission.
    pub good: Option<Share>,
    /// Where it is a half.
    pub middle: Option<Share>,
    /// Where it is three quarters or more.
    pub bad: Option<Share>,
    /// Where it is asked and open or unknown.
    pub unanswered: Option<Share>,
    /// How many times as often bad answers claim as good ones. Answers go together, so this is no effect of this
    /// answer alone.
    pub bad_to_good: Option<Relative>,
    /// The same among submissions whose scores lie within the same point: what the answer says beyond its weight.
    pub at_same_score: Option<Relative>,
    pub direction: Direction,
}

/// What the evidence proposes. Weights are expert judgement: a person decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// At the same score bad answers claim more often.
    More,
    /// At the same score bad answers claim less often.
    Less,
    /// Too few claims, or a difference that chance would give.
    Undecided,
}

impl Direction {
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::More => "Evidence for more weight",
            Self::Less => "Evidence for less weight",
            Self::Undecided => "No evidence for a change",
        }
    }
}

/// A ratio of two shares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Relative {
    pub ratio: f64,
    /// 95%.
    pub interval: Interval,
    /// 99.9%: with fifty questions side by side, one in twenty would be mistaken for evidence.
    pub strict: Interval,
}

/// Submissions and claims of one kind of answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Side {
    n: u64,
    claims: u64,
}

impl Side {
    fn add(&mut self, claim: bool) {
        self.n += 1;
        self.claims += u64::from(claim);
    }
    fn share(self) -> Option<Share> {
        Share::of(self.claims, self.n)
    }
}

/// Bad and good answers of one point of the score.
#[derive(Clone, Copy, Debug, Default)]
struct Stratum {
    bad: Side,
    good: Side,
}

/// The ratio of claims by submission of bad to good answers, put together over strata as Mantel and Haenszel do, with
/// the variance of its logarithm by S. Greenland and J. M. Robins, Biometrics 41 (1985), 55-68. With a of n claims of
/// bad answers, c of m of good ones, and N = n + m in each stratum: ratio = sum(a m / N) / sum(c n / N), variance =
/// sum((n m (a + c) - a c N) / N²) / (sum(a m / N) sum(c n / N)). Of one stratum it is the usual ratio, and D. Katz's
/// interval. `None` where one side has no claims.
fn relative(strata: &[Stratum]) -> Option<Relative> {
    let (mut bad, mut good, mut spread) = (0.0, 0.0, 0.0);
    for stratum in strata.iter().filter(|stratum| stratum.bad.n > 0 && stratum.good.n > 0) {
        let [a, n, c, m] =
            [stratum.bad.claims, stratum.bad.n, stratum.good.claims, stratum.good.n].map(|count| count as f64);
        let all = n + m;
        bad += a * m / all;
        good += c * n / all;
        spread += (n * m * (a + c) - a * c * all) / (all * all);
    }
    if bad == 0.0 || good == 0.0 {
        return None;
    }
    let error = (spread / (bad * good)).sqrt();
    let ratio = bad / good;
    let interval = |z: f64| Interval { low: ratio * (-z * error).exp(), high: ratio * (z * error).exp() };
    Some(Relative { ratio, interval: interval(Z95), strict: interval(Z999) })
}

/// What the answers to every scored question say about claims, questionnaire order. Submissions of which it is not
/// known whether there was a claim are left out. With too few claims ([`super::too_few`]) the shares are there, and
/// every direction is undecided.
#[must_use]
pub fn evidence(book: &Book, effective: &Questionnaire, scoring: &Scoring) -> Vec<Evidence> {
    let known: Vec<(usize, bool)> =
        (0..scoring.rows().min(book.rows())).filter_map(|row| book.claim(row).map(|claim| (row, claim))).collect();
    let claims = known.iter().filter(|(_, claim)| *claim).count() as u64;
    let scored: Vec<QuestionIx> = effective.places().filter(|question| effective.is_scored(*question)).collect();
    scored.into_par_iter().map(|question| of_question(scoring, &known, claims, question)).collect()
}

fn of_question(scoring: &Scoring, known: &[(usize, bool)], claims: u64, question: QuestionIx) -> Evidence {
    let [mut good, mut middle, mut bad, mut unanswered] = [Side::default(); 4];
    let mut strata = vec![Stratum::default(); crate::book::BINS];
    for (row, claim) in known {
        let Some(factor) = scoring.factor(*row, question) else {
            if scoring.is_open(*row, question) || scoring.is_unknown(*row, question) {
                unanswered.add(*claim);
            }
            continue;
        };
        let stratum = &mut strata[crate::book::score_bin(scoring.score_units(*row))];
        match factor.pips() {
            0 | 1 => {
                good.add(*claim);
                stratum.good.add(*claim);
            }
            2 => middle.add(*claim),
            _ => {
                bad.add(*claim);
                stratum.bad.add(*claim);
            }
        }
    }
    let at_same_score = relative(&strata);
    let direction = match at_same_score {
        Some(found) if claims >= ENOUGH_CLAIMS && found.strict.low > 1.0 => Direction::More,
        Some(found) if claims >= ENOUGH_CLAIMS && found.strict.high < 1.0 => Direction::Less,
        _ => Direction::Undecided,
    };
    Evidence {
        question,
        good: good.share(),
        middle: middle.share(),
        bad: bad.share(),
        unanswered: unanswered.share(),
        bad_to_good: relative(&[Stratum { bad, good }]),
        at_same_score,
        direction,
    }
}

#[cfg(test)]
mod tests {
    use super::{Side, Stratum, relative};

    fn stratum(a: u64, n: u64, c: u64, m: u64) -> Stratum {
        Stratum { bad: Side { n, claims: a }, good: Side { n: m, claims: c } }
    }

    /// 20 of 100 against 10 of 100: 2 times, logarithmic error sqrt(1/20 - 1/100 + 1/10 - 1/100) = 0.360555.
    #[test]
    fn one_stratum_is_the_usual_ratio() {
        let found = relative(&[stratum(20, 100, 10, 100)]).expect("both sides claim");
        assert!((found.ratio - 2.0).abs() < 1e-12);
        assert!((found.interval.low - 0.986_55).abs() < 1e-4, "{found:?}");
        assert!((found.interval.high - 4.054_5).abs() < 1e-3, "{found:?}");
        assert!(found.strict.low < found.interval.low && found.interval.high < found.strict.high);
    }

    /// In each stratum bad and good answers claim alike, and bad ones stand where the claims are: over the whole book
    /// they claim 3.3 times as often, at the same score once.
    #[test]
    fn strata_take_out_what_the_score_already_says() {
        let strata = [stratum(45, 90, 5, 10), stratum(1, 10, 9, 90)];
        let found = relative(&strata).expect("both sides claim");
        assert!((found.ratio - 1.0).abs() < 1e-12, "{found:?}");
        let whole = relative(&[stratum(46, 100, 14, 100)]).expect("both sides claim");
        assert!((whole.ratio - 46.0 / 14.0).abs() < 1e-12);
    }

    #[test]
    fn no_claims_on_one_side_say_nothing() {
        assert_eq!(relative(&[stratum(5, 10, 0, 10)]), None);
        assert_eq!(relative(&[stratum(5, 10, 0, 0)]), None);
    }
}

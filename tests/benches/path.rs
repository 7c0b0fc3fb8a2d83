//! The cheapest way to a band on the shipped questionnaire: 200 generated submissions, everything at its worst, nothing
//! known, answers of all kinds; to every band, by every measure, plain, before inception and robust.
//! `cargo bench --bench path [-- SUBMISSIONS]`.
//!
//! Target: every single answer below 50 milliseconds. Where the system tells it, the slow ones are timed on the
//! processor, to a few milliseconds, so that what else runs beside the bench does not count; the median is by the clock.

use securable::assessment::Facts;
use securable::assessment::path::{Aim, By, PathAnswer, path};
use securable::files::{SHIPPED, questionnaire_from_text};
use securable::questionnaire::{AnswerKind, BandIx, Questionnaire};
use securable::submission::{Answer, Grade, Record, Submission};
use std::error::Error;
use std::io::{Write, stdout};
use std::time::{Duration, Instant};

const SUBMISSIONS: usize = 200;

/// Before inception, robust.
const WAYS: [(&str, bool, bool); 4] =
    [("plain", false, false), ("before inception", true, false), ("robust", false, true), ("both", true, true)];

fn main() -> Result<(), Box<dyn Error>> {
    let count = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(SUBMISSIONS);
    let (file, text) = SHIPPED[0];
    let questionnaire = questionnaire_from_text(text, file).map_err(|_| "the shipped questionnaire reads")?;
    let submissions: Vec<(&str, Submission)> = (0..count).map(|place| submission(&questionnaire, place)).collect();
    let mut out = stdout();
    writeln!(out, "{count} submissions under {}, every band, every measure", questionnaire.name())?;
    writeln!(out, "{:<18} {:<20} {:>9} {:>9} {:>9}   found  there  none  given up", "", "", "median", "99th", "worst")?;
    let mut worst = Duration::ZERO;
    for (name, before_inception, robust) in WAYS {
        for (measure, by) in [("by cost", By::Cost), ("by changes", By::Changes), ("by weeks", By::Weeks)] {
            let mut times: Vec<(Duration, String)> = Vec::new();
            let mut clock: Vec<Duration> = Vec::new();
            let (mut found, mut there, mut none, mut given_up) = (0, 0, 0, 0);
            for (kind, submission) in &submissions {
                for to in (0..questionnaire.bands.len() as u8 - 1).map(BandIx) {
                    let aim = Aim { to, by, before_inception, weeks_left: before_inception.then_some(8), robust };
                    let (start, before) = (Instant::now(), on_processor());
                    let answer = path(&questionnaire, submission, &Facts::default(), &aim);
                    let passed = start.elapsed();
                    clock.push(passed);
                    let time = on_processor().zip(before).map_or(passed, |(now, before)| now - before);
                    times.push((time, format!("{kind} to {}", questionnaire.band(to).name)));
                    match answer {
                        PathAnswer::Found(_) => found += 1,
                        PathAnswer::AlreadyThere => there += 1,
                        PathAnswer::Impossible(_) => none += 1,
                        PathAnswer::GivenUp { .. } => given_up += 1,
                    }
                }
            }
            times.sort();
            clock.sort();
            let at =
                |part: usize| times.get((times.len() * part / 100).min(times.len() - 1)).cloned().unwrap_or_default();
            let (slowest, which) = at(100);
            worst = worst.max(slowest);
            writeln!(
                out,
                "{name:<18} {measure:<20} {:>9.2?} {:>9.2?} {slowest:>9.2?}   {found:>5}  {there:>5} {none:>5}  {given_up:>8}   slowest: {which}",
                clock.get(clock.len() / 2).copied().unwrap_or_default(),
                at(99).0,
            )?;
        }
    }
    writeln!(out, "worst of all {worst:.2?}; the target is 50 ms")?;
    Ok(())
}

/// Time that this thread has had the processor.
fn on_processor() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

/// The same each time: what kind of submission, and its answers.
fn submission(questionnaire: &Questionnaire, place: usize) -> (&'static str, Submission) {
    // A linear congruence: no randomness, no pattern that a search could profit from.
    let mut state = (place as u32).wrapping_mul(2_654_435_761).wrapping_add(12_345);
    let mut next = |most: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % most.max(1)
    };
    let kinds =
        ["random", "all worst", "all unknown", "poor", "middling", "good, not proven", "half open", "random, graded"];
    let kind = kinds[place % kinds.len()];
    // One in five leaves exposure and declarations open as well.
    let facts_open = next(5) == 0;
    let mut submission = Submission::default();
    for ix in questionnaire.places() {
        let question = questionnaire.question(ix);
        if question.kind == AnswerKind::Text || question.options.is_empty() {
            continue;
        }
        let last = question.options.len() - 1;
        let option = |place: usize| Some(Answer::option(&question.options[place.min(last)].key));
        let answer = if !questionnaire.is_scored(ix) {
            if facts_open && next(3) == 0 {
                None
            } else if question.points.is_none() {
                // What is declared fires no rule, or every path would end there.
                option(0)
            } else {
                option(next(last + 1))
            }
        } else {
            match kind {
                "all worst" => option(last),
                "all unknown" => Some(Answer::Unknown),
                "poor" => option(last - next(2).min(last)),
                "middling" => option(last / 2 + next(2)),
                "good, not proven" => option(next(2)),
                "half open" if next(2) == 0 => None,
                _ => option(next(last + 1)),
            }
        };
        let grade = match kind {
            "random, graded" => Some(Grade::ALL[next(4)]),
            "middling" | "half open" => Some(Grade::Document),
            _ => None,
        };
        submission.records.insert(question.id.clone(), Record { answer, grade, ..Record::default() });
    }
    (kind, submission)
}

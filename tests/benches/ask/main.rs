//! How many questions a short call takes, in our order, in the order of the form and by weight: 1,000 made-up
//! submissions, asked until the band is certain. And how long the desk takes to find the next question.
//! `cargo bench --bench ask [-- SUBMISSIONS]`.
//!
//! Target: the next question of the full questionnaire below 5 milliseconds, with nothing answered yet.

mod calls;

use calls::{Order, Taken, call, hidden};
use rayon::prelude::*;
use securable::assessment::Facts;
use securable::assessment::ask::{next_questions, possible};
use securable::files::{SHIPPED, questionnaire_from_text};
use securable::submission::Submission;
use std::error::Error;
use std::hint::black_box;
use std::io::{Write, stdout};
use std::time::{Duration, Instant};

const SUBMISSIONS: u64 = 1000;

fn main() -> Result<(), Box<dyn Error>> {
    let count = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(SUBMISSIONS);
    let (file, text) = SHIPPED[0];
    let questionnaire = questionnaire_from_text(text, file).map_err(|_| "the shipped questionnaire reads")?;
    let mut out = stdout();

    let facts = Facts::default();
    let empty = Submission::default();
    let mut half = hidden(&questionnaire, 1);
    let answered: Vec<String> = half.records.keys().step_by(2).cloned().collect();
    half.records.retain(|id, _| answered.contains(id));
    for (what, submission) in [("nothing answered", &empty), ("every second question answered", &half)] {
        let next = fastest(|| next_questions(black_box(&questionnaire), black_box(submission), &facts).order.len());
        let only = fastest(|| possible(black_box(&questionnaire), black_box(submission), &facts).bands.len());
        writeln!(out, "next question, {what}: {:.2} ms (what is possible alone: {:.3} ms)", ms(next), ms(only))?;
    }

    let cases: Vec<Submission> = (0..count).map(|seed| hidden(&questionnaire, seed)).collect();
    writeln!(out, "questions asked in {count} made-up calls under {}", questionnaire.name())?;
    for order in [Order::Ours, Order::Paper, Order::Weight] {
        let taken: Vec<Taken> = cases.par_iter().map(|case| call(&questionnaire, case, order)).collect();
        let line = |what: &str, of: fn(&Taken) -> usize| {
            let mut counts: Vec<usize> = taken.iter().map(of).collect();
            counts.sort_unstable();
            let mean = counts.iter().sum::<usize>() as f64 / counts.len().max(1) as f64;
            let at = |percent: usize| counts.get(counts.len() * percent / 100).copied().unwrap_or_default();
            format!(
                "{what}: mean {mean:.1}, median {}, a tenth at most {}, nine tenths at most {}",
                at(50),
                at(10),
                at(90)
            )
        };
        writeln!(out, "  {order:?}")?;
        writeln!(out, "    {}", line("until the band is certain ", |taken| taken.band))?;
        writeln!(out, "    {}", line("until the case is decided", |taken| taken.decided))?;
    }
    Ok(())
}

fn fastest<T>(mut work: impl FnMut() -> T) -> Duration {
    (0..50)
        .map(|_| {
            let start = Instant::now();
            black_box(work());
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

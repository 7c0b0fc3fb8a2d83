//! A book of 1,000,000 submissions: put into columns, read from a CSV, scored anew with every rule, moved by one weight
//! and compared, then opened at the desk and its weights dragged, beside DuckDB and NumPy working out score, tier and band from the same columns.
//! `cargo bench --bench book [-- ROWS]`.
//!
//! Targets on two cores: CSV below 5 seconds, full score below 60 ms, one weight below 8 ms; with 100,000 submissions a
//! frame of dragging below 16 ms and the book with it, with 1,000,000 the frame alone.

mod desk;
mod formulas;
mod generated;
mod peers;

use rayon::prelude::*;
use securable::book::{GroupBy, Scoring, WeighBy, impact};
use securable::files::{SHIPPED, Unwatched, questionnaire_from_text, read_book, write_book};
use securable::questionnaire::{AnswerKind, Questionnaire, Weight};
use std::error::Error;
use std::io::{Write, stdout};
use std::sync::Arc;
use std::time::{Duration, Instant};

const ROWS: usize = 1_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let rows = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(ROWS);
    let (file, text) = SHIPPED[0];
    let questionnaire = Arc::new(questionnaire_from_text(text, file).map_err(|_| "the shipped questionnaire reads")?);
    let mut out = stdout();

    let (book, pushed) = generated::book(&questionnaire, rows);
    writeln!(out, "{rows} submissions under {}, {} threads", questionnaire.name(), rayon::current_num_threads())?;
    row(&mut out, "put into columns", pushed, "")?;

    let folder = tempfile::tempdir()?;
    let path = folder.path().join("book.csv");
    write_book(&path, &book)?;
    let size = std::fs::metadata(&path)?.len() / 1_000_000;
    let start = Instant::now();
    let read = read_book(std::slice::from_ref(&path), &questionnaire, &Unwatched)?;
    row(&mut out, "read from CSV", start.elapsed(), &format!("{size} MB, {} rows", read.book.rows()))?;
    drop(read);

    let speed = copy_speed();
    let said = |bytes: usize, time: Duration| {
        let own = (bytes * rows) as f64 / time.as_secs_f64() / 1e9;
        let share = 100.0 * own / speed;
        format!("{bytes} bytes a row, {own:.1} GB/s: {share:.0}% of the {speed:.1} GB/s at which this machine copies")
    };

    let (full, scoring) = fastest(7, || Scoring::of(&book, &questionnaire));
    let bytes = Bytes::of(&questionnaire);
    row(&mut out, "full score", full, &said(bytes.full, full))?;

    let mut moved = scoring.clone();
    for (what, id) in [("one weight, section in a rule", "D1"), ("one weight, other section", "B1")] {
        let ix = questionnaire.find(id).ok_or("the question is there")?;
        let mut tenths = 0;
        let (step, ()) = fastest(15, || {
            tenths += 10;
            moved.reweigh(ix, Weight::from_tenths(tenths).unwrap_or_default());
        });
        row(&mut out, what, step, &said(bytes.step, step))?;
    }
    let (time, found) = fastest(7, || impact(&book, &scoring, &moved, WeighBy::Submissions, GroupBy::None));
    row(&mut out, "impact", time, &format!("{} rows change their outcome", found.crossings))?;

    drop(moved);
    desk::frames(&mut out, path)?;

    peers::export(folder.path(), &book, &scoring)?;
    let formulas = formulas::of(&questionnaire)?;
    for peer in [peers::DUCKDB, peers::NUMPY] {
        match peers::run(&peer, folder.path(), &formulas)? {
            None => writeln!(out, "{:<30} skipped: python3 cannot import it", peer.name)?,
            Some(time) => {
                let ratio = time.as_secs_f64() / full.as_secs_f64();
                let what = format!("score, tier and band alone, the same on all rows; {ratio:.1} times our full score");
                row(&mut out, peer.name, time, &what)?;
            }
        }
    }
    Ok(())
}

fn row(out: &mut impl Write, what: &str, time: Duration, more: &str) -> std::io::Result<()> {
    writeln!(out, "{what:<30} {:>9.1} ms   {more}", time.as_secs_f64() * 1e3)
}

/// The fastest of so many runs, and what the last of them gave.
fn fastest<T>(runs: usize, mut run: impl FnMut() -> T) -> (Duration, T) {
    let mut timed = || {
        let start = Instant::now();
        let result = run();
        (start.elapsed(), result)
    };
    let first = timed();
    (1..runs).fold(first, |(best, last), _| {
        drop(last);
        let (time, result) = timed();
        (best.min(time), result)
    })
}

/// Bytes that a pass reads and writes for each row, from the widths of the columns.
struct Bytes {
    full: usize,
    step: usize,
}

impl Bytes {
    fn of(questionnaire: &Questionnaire) -> Self {
        let several = questionnaire.questions.iter().filter(|question| question.kind == AnswerKind::Multi).count();
        let one = questionnaire.questions.len() - several;
        let scored = questionnaire.places().filter(|ix| questionnaire.is_scored(*ix)).count();
        let rules = questionnaire.rules.len().div_ceil(8);
        // Sums, tier, band before and after floors, outcome.
        let results = 16 + 1 + 2 + 1;
        Self { full: one + 4 * several + 2 * 8 + scored + results + rules, step: 2 * 16 + 1 + 1 + 3 + 1 }
    }
}

/// Gigabytes a second, read and written, of all threads copying at once.
fn copy_speed() -> f64 {
    const SIZE: usize = 256 << 20;
    let (from, mut to) = (vec![1_u8; SIZE], vec![2_u8; SIZE]);
    let (time, ()) = fastest(5, || {
        to.par_chunks_mut(1 << 20).zip(from.par_chunks(1 << 20)).for_each(|(to, from)| to.copy_from_slice(from));
    });
    2.0 * SIZE as f64 / time.as_secs_f64() / 1e9
}

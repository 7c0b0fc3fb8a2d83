//! The desk with the book open: its list, and a weight that is dragged beside it.

use super::{fastest, row};
use securable::gui::Headless;
use std::error::Error;
use std::io::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

const SIZE: (f32, f32) = (1920.0, 1080.0);
const FRAMES: u16 = 60;

/// Prints what opening takes, and frames of both screens.
pub fn frames(out: &mut impl Write, path: PathBuf) -> Result<(), Box<dyn Error>> {
    let (opened, mut desk) = fastest(1, || Headless::on_book(vec![path.clone()], SIZE));
    row(out, "open at the desk", opened, "read, scored and listed")?;
    let (frame, _) = fastest(30, || desk.frame(None));
    row(out, "a frame of the list", frame, "")?;
    desk.show_weights();
    let (frame, _) = fastest(30, || desk.frame(None));
    row(out, "a frame of the weights", frame, "")?;

    let (mut times, mut behind) = (Vec::new(), 0);
    let start = Instant::now();
    for tenths in 1..=FRAMES {
        let start = Instant::now();
        behind += u32::from(!desk.drag_weight("D1", tenths));
        let took = start.elapsed();
        times.push(took);
        // A screen shows sixty frames a second and no more.
        std::thread::sleep(Duration::from_micros(16_667).saturating_sub(took));
    }
    desk.wait_for_book();
    let landed = start.elapsed();
    times.sort();
    let worst = times.last().copied().unwrap_or_default();
    let said =
        format!("the middle of {FRAMES} steps, worst {:.1} ms; {behind} marked as older", worst.as_secs_f64() * 1e3);
    row(out, "a frame of dragging", times[times.len() / 2], &said)?;
    row(out, "dragging until all landed", landed, "")?;
    Ok(())
}

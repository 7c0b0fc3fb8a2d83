//! `securable memo` and `securable preview`.

use super::case::{open, warn_when_stale};
use super::{Failure, counted, say};
use crate::files::{write_memo, write_preview};
use chrono::NaiveDate;
use std::path::Path;

pub(super) fn memo(file: &Path, output: &Path, as_of: NaiveDate) -> Result<(), Failure> {
    let open = open(file)?;
    warn_when_stale(&open.questionnaire, as_of);
    if open.opened.case.submission.preview.is_some() {
        say(
            "The case is a broker's preview, so its memo says so on every page and holds no decision and no signatures.",
        );
    }
    let pages = write_memo(output, &open.case(), as_of).map_err(|error| Failure::output(error.to_string()))?;
    say_saved(pages, output);
    Ok(())
}

pub(super) fn preview(file: &Path, output: &Path, as_of: NaiveDate) -> Result<(), Failure> {
    let open = open(file)?;
    warn_when_stale(&open.questionnaire, as_of);
    let pages = write_preview(output, &open.case(), as_of).map_err(|error| Failure::output(error.to_string()))?;
    say_saved(pages, output);
    Ok(())
}

fn say_saved(pages: usize, output: &Path) {
    say(&format!("{} saved and read back: {}", counted(pages, "page"), output.display()));
}

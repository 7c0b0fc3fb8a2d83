//! `securable memo`.

use super::case::{open, warn_when_stale};
use super::{Failure, say};
use crate::files::write_memo;
use chrono::NaiveDate;
use std::path::Path;

pub(super) fn memo(file: &Path, output: &Path, as_of: NaiveDate) -> Result<(), Failure> {
    let open = open(file)?;
    warn_when_stale(&open.questionnaire, as_of);
    let pages = write_memo(output, &open.case(), as_of).map_err(|error| Failure::output(error.to_string()))?;
    say(&format!("{pages} pages saved and read back: {}", output.display()));
    Ok(())
}

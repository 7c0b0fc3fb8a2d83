//! `securable check`: questionnaires, plans and cases, all problems.

use super::plan::problems_on_disk;
use super::{Failure, case, say, write_text};
use crate::files::{is_plan, questionnaire_from_bytes, read_bytes};
use std::path::{Path, PathBuf};

pub(super) fn check(files: &[PathBuf]) -> Result<(), Failure> {
    let mut bad = 0;
    for path in files {
        let problems = problems_of(path);
        if problems == 0 {
            write_text(&format!("{}: no problems\n", path.display()))?;
        } else {
            bad += 1;
        }
    }
    match bad {
        0 => Ok(()),
        _ => Err(Failure::input(format!("{bad} of {} files have problems.", files.len()))),
    }
}

/// Reports every problem of one file and counts them.
fn problems_of(path: &Path) -> usize {
    let is_ron = path.is_file() && path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ron"));
    if !is_ron {
        return match case::open(path) {
            Ok(open) => open.opened.notices.len(),
            Err(failure) => {
                say(&failure.sentence);
                1
            }
        };
    }
    let bytes = match read_bytes(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            say(&error.to_string());
            return 1;
        }
    };
    let problems = match is_plan(&bytes) {
        true => problems_on_disk(path, &bytes),
        false => questionnaire_from_bytes(&bytes, &path.display().to_string()).err().unwrap_or_default(),
    };
    for problem in &problems {
        say(&problem.to_string());
    }
    problems.len()
}

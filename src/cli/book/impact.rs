//! `securable book impact`.

use super::{Loaded, Scored, impact_text, json};
use crate::book::{GroupBy, Impact, WeighBy, impact as impact_of, section_shift};
use crate::cli::{Failure, say, write_data, write_text};
use crate::files::write_exhibit;
use crate::memo::exhibit::{Effect, Exhibit};
use chrono::NaiveDate;
use std::path::PathBuf;

/// How the book is counted and split.
pub(super) struct By {
    pub weigh: WeighBy,
    pub group: GroupBy,
}

/// Where the exhibit goes, what the book is called in it, and its day.
pub(super) struct Pdf {
    pub path: PathBuf,
    pub book_name: String,
    pub as_of: NaiveDate,
}

pub(super) fn impact(
    loaded: &Loaded,
    plan: &str,
    against: &str,
    By { weigh, group }: By,
    as_json: bool,
    pdf: Option<Pdf>,
) -> Result<(), Failure> {
    let book = &loaded.read.book;
    if !weigh.is_in(book) {
        let column = weigh.words().to_lowercase();
        return Err(Failure::input(format!(
            "No submission of the book has a {column}, so nothing can be weighed by it. Weigh by submissions."
        )));
    }
    let (before, after) = (loaded.scored(against)?, loaded.scored(plan)?);
    let found = impact_of(book, &before.scoring, &after.scoring, weigh, group);
    if let Some(pdf) = pdf {
        save_exhibit(loaded, &before, &after, &found, &pdf)?;
        if (weigh, group) != (WeighBy::Submissions, GroupBy::None) {
            say("The exhibit counts submissions of the whole book; --by and --group are in the text and the JSON only");
        }
    }
    if as_json {
        return write_data(format!("{:#}\n", json::impact(loaded, &before, &after, &found)).as_bytes());
    }
    write_text(&impact_text::text(loaded, &before, &after, &found))
}

fn save_exhibit(
    loaded: &Loaded,
    before: &Scored,
    after: &Scored,
    found: &Impact,
    Pdf { path, book_name, as_of }: &Pdf,
) -> Result<(), Failure> {
    let book = &loaded.read.book;
    let sections = section_shift(book, &before.scoring, &after.scoring);
    let left_out = loaded.read.rows_left_out + loaded.read.bad_files.len();
    let effect = Effect {
        book_name,
        book,
        before: &before.scoring,
        after: &after.scoring,
        impact: found,
        sections: &sections,
        left_out: left_out as u64,
    };
    let exhibit = Exhibit { before: &before.effective, after: &after.effective, effect: Some(effect) };
    let pages = write_exhibit(path, &exhibit, *as_of).map_err(|error| Failure::output(error.to_string()))?;
    say(&format!("Exhibit of {pages} pages saved and read back: {}", path.display()));
    Ok(())
}

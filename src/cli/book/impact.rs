//! `securable book impact`.

use super::{Loaded, impact_text, json};
use crate::book::{GroupBy, WeighBy, impact as impact_of};
use crate::cli::{Failure, write_data, write_text};

pub(super) fn impact(
    loaded: &Loaded,
    plan: &str,
    against: &str,
    weigh: WeighBy,
    group: GroupBy,
    as_json: bool,
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
    if as_json {
        return write_data(format!("{:#}\n", json::impact(loaded, &before, &after, &found)).as_bytes());
    }
    write_text(&impact_text::text(loaded, &before, &after, &found))
}

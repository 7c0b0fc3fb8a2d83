//! Views of the book with a name, kept with the preferences.

use super::{Column, OpenBook, Wanted};
use crate::files::SavedView;
use crate::gui::apply::keep_prefs;
use crate::gui::state::Desk;
use crate::inventory::browse::Direction;

/// Keeps filter, order, groups and columns under the name that was typed; one of the same name gives way.
pub fn keep(desk: &mut Desk) {
    let Some(open) = &mut desk.carrier.book else { return };
    let Some(name) = open.naming.as_deref().map(str::trim).filter(|name| !name.is_empty()) else { return };
    let wanted = &open.table.wanted;
    let words = |column: &Column| column.title().to_owned();
    let view = SavedView {
        name: name.to_owned(),
        filter: wanted.filter.clone(),
        columns: wanted.columns.iter().map(words).collect(),
        sort: wanted.sort.iter().map(|(column, direction)| (words(column), *direction == Direction::Down)).collect(),
        group: wanted.group.as_ref().map(words),
    };
    let said = format!("Kept the view \"{name}\"");
    open.naming = None;
    desk.prefs.keep_view(view);
    keep_prefs(desk);
    desk.toast(said);
}

pub fn forget(desk: &mut Desk, name: &str) {
    desk.prefs.forget_view(name);
    keep_prefs(desk);
}

/// Shows the book as it was kept; columns that nobody knows any more are passed over.
pub fn use_view(open: &mut OpenBook, view: &SavedView) {
    let column = |word: &String| Column::from_word(word);
    let mut columns: Vec<Column> = view.columns.iter().filter_map(column).collect();
    if columns.is_empty() {
        columns.clone_from(&open.table.wanted.columns);
    }
    open.table.wanted = Wanted {
        columns,
        filter: view.filter.clone(),
        sort: view
            .sort
            .iter()
            .filter_map(|(word, down)| Some((column(word)?, if *down { Direction::Down } else { Direction::Up })))
            .collect(),
        group: view.group.as_ref().and_then(column).filter(|column| Column::GROUPS.contains(column)),
    };
    open.table.open_groups.clear();
    open.table.ask();
}

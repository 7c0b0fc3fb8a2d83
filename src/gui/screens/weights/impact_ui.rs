//! Right of the editor: what the draft does to the book.

use crate::gui::action::Actions;
use crate::gui::state::Desk;
use crate::gui::theme::icons;
use crate::gui::widgets::empty_ui;
use egui::Ui;

pub fn impact_ui(ui: &mut Ui, _desk: &Desk, _actions: &mut Actions) {
    empty_ui(ui, icons::BOOK, "Open a book to see what a change does to it", None);
}

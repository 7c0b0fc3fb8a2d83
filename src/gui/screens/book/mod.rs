//! The book: every submission a carrier holds.

use crate::gui::action::Actions;
use crate::gui::state::Desk;
use crate::gui::theme::icons;
use crate::gui::widgets::empty_ui;
use egui::Ui;

pub fn book_ui(ui: &mut Ui, _desk: &Desk, _actions: &mut Actions) {
    empty_ui(ui, icons::BOOK, "No book is open", None);
}

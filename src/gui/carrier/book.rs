//! The book on the desk.

use crate::gui::state::Desk;
use egui::Context;

/// A book that was read.
pub struct OpenBook {}

/// What a screen can ask of the book.
#[derive(Clone, Debug)]
pub enum BookAction {}

pub fn apply(_context: &Context, _desk: &mut Desk, action: BookAction) {
    match action {}
}

pub fn tick(_context: &Context, _desk: &mut Desk) {}

//! What the draft does to the book, computed anew whenever [`super::Carrier::draft_revision`] has grown.

use crate::gui::state::Desk;
use egui::Context;

#[derive(Default)]
pub struct Live {}

pub fn tick(_context: &Context, _desk: &mut Desk) {}

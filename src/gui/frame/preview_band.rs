//! The mark of a preview, over every screen that shows the case.

use crate::gui::action::Actions;
use crate::gui::command::Command;
use crate::gui::role::Role;
use crate::gui::state::{Case, Desk};
use crate::gui::theme::{icons, size, space, tokens};
use crate::gui::widgets::{Text, icon_ui, link_ui};
use crate::memo::wording::preview::{MARK, made_by};
use egui::{Align, Frame, Label, Layout, Margin, Panel, Stroke, Ui};

/// A preview says that it is one; to a broker, a case says that it is none.
pub fn preview_band_ui(ui: &mut Ui, desk: &Desk, case: &Case, actions: &mut Actions) {
    let tokens = *tokens(ui);
    let (text, aside, ground) = match &case.submission.preview {
        Some(mark) => (MARK, made_by(mark), tokens.accent_ground),
        None if desk.role() == Role::Broker => {
            ("No preview copy", "what you change is changed in the case itself".to_owned(), tokens.surface)
        }
        None => return,
    };
    let marked = case.submission.preview.is_some();
    let command = if marked { Command::EndPreview } else { Command::CopyAsPreview };
    let frame = Frame::new().fill(ground).inner_margin(Margin::symmetric(14, 0)).stroke(Stroke::NONE);
    Panel::top("preview band").exact_size(28.0).resizable(false).frame(frame).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = space::INSIDE;
            icon_ui(ui, icons::INFO, 16.0, if marked { tokens.accent } else { tokens.quiet });
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if command.is_enabled(desk) && link_ui(ui, None, command.label()).clicked() {
                    actions.push(command.into());
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.label(Text::strong(text).size(size::LABEL));
                    let aside = Text::caption(ui, aside);
                    ui.add(Label::new(aside).truncate());
                });
            });
        });
    });
}

//! The palette and the search, over the work.

use super::modal_of;
use crate::gui::action::{Action, Actions};
use crate::gui::finder::{Finder, FinderKind};
use crate::gui::theme::icons;
use crate::gui::widgets::{FieldStyle, Text, row_button_ui, text_field_ui};
use egui::{Align2, Area, Id, Key, Modifiers, ScrollArea, Ui, vec2};

pub fn finder_ui(ui: &mut Ui, finder: &Finder, actions: &mut Actions) {
    // Before the field sees them.
    let last = finder.hits.len().saturating_sub(1);
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowDown) {
        actions.push(Action::FinderSelect((finder.selected + 1).min(last)));
    }
    if pressed(Key::ArrowUp) {
        actions.push(Action::FinderSelect(finder.selected.saturating_sub(1)));
    }
    if pressed(Key::Enter) {
        actions.push(Action::FinderRun);
    }
    let id = Id::unique("finder");
    let area = Area::new(id)
        .kind(egui::UiKind::Modal)
        .order(egui::Order::Foreground)
        .anchor(Align2::CENTER_TOP, vec2(0.0, 72.0));
    let width = (ui.available_width().max(ui.content_rect().width()) - 80.0).clamp(280.0, 620.0);
    let modal = modal_of(ui, id).area(area).show(ui, |ui| {
        ui.set_width(width);
        let (name, hint) = match finder.kind {
            FinderKind::Palette => ("Find a command, question or section", "Command, question or section"),
            FinderKind::Search => ("Search questions, answers and notes", "Words in questions, answers and notes"),
        };
        let style = FieldStyle { hint, id: Some(Id::unique("finder field")), ..FieldStyle::default() };
        let (typed, response) = text_field_ui(ui, name, &finder.query, style);
        response.request_focus();
        if let Some(typed) = typed {
            actions.push(Action::FinderQuery(typed));
        }
        let height = (ui.content_rect().height() - 220.0).clamp(120.0, 420.0);
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]).show(
            ui,
            |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                for (place, hit) in finder.hits.iter().enumerate() {
                    let selected = place == finder.selected;
                    let icon = if hit.chip.is_empty() { icons::RIGHT } else { "" };
                    let response = row_button_ui(ui, &hit.chip, icon, &hit.text, &hit.aside, selected);
                    // Asked for only where it is needed: every scroll draws another frame.
                    if selected && !ui.clip_rect().expand(1.0).contains_rect(response.rect) {
                        response.scroll_to_me(None);
                    }
                    if response.clicked() {
                        actions.push(Action::FinderSelect(place));
                        actions.push(Action::FinderRun);
                    }
                }
                if finder.hits.is_empty() {
                    let words =
                        if finder.query.trim().is_empty() { "Type to search" } else { "Nothing has these words" };
                    let words = Text::quiet(ui, words);
                    ui.label(words);
                }
            },
        );
    });
    if modal.should_close() {
        actions.push(Action::CloseOverlay);
    }
}

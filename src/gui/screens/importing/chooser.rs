//! Saying what is in a column: the fields in groups, found by words.

use super::push;
use crate::gui::action::Actions;
use crate::gui::field_words::{field_hint, field_title};
use crate::gui::frame::modal_of;
use crate::gui::importing::{Chooser, ImportAction, Seen};
use crate::gui::widgets::{FieldStyle, Text, row_button_ui, text_field_ui};
use egui::{Align2, Area, Id, Key, Label, Modifiers, ScrollArea, Ui, vec2};

pub fn chooser_ui(ui: &mut Ui, chooser: &Chooser, seen: &Seen, actions: &mut Actions) {
    let Some(column) = seen.preview.columns.get(chooser.column) else { return };
    let choices = chooser.choices();
    let last = choices.len().saturating_sub(1);
    // Before the field sees them.
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowDown) {
        push(actions, ImportAction::ChooserSelect((chooser.selected + 1).min(last)));
    }
    if pressed(Key::ArrowUp) {
        push(actions, ImportAction::ChooserSelect(chooser.selected.saturating_sub(1)));
    }
    if pressed(Key::Enter) {
        push(actions, ImportAction::ChooserTake);
    }
    let id = Id::unique("column chooser");
    let area = Area::new(id)
        .kind(egui::UiKind::Modal)
        .order(egui::Order::Foreground)
        .anchor(Align2::CENTER_TOP, vec2(0.0, 72.0));
    let modal = modal_of(ui, id).area(area).show(ui, |ui| {
        ui.set_width((ui.content_rect().width() - 80.0).clamp(280.0, 560.0));
        let name = if column.header.trim().is_empty() {
            format!("column {}", chooser.column + 1)
        } else {
            column.header.clone()
        };
        ui.add(Label::new(Text::question(format!("What does \"{name}\" give?"))).truncate());
        if !column.samples.is_empty() {
            let samples = Text::quiet(ui, format!("For example {}", column.samples.join(", ")));
            ui.add(Label::new(samples).truncate());
        }
        let style = FieldStyle {
            hint: "Vendor, end of support, address ...",
            id: Some(Id::unique("column chooser field")),
            ..FieldStyle::default()
        };
        let (typed, response) = text_field_ui(ui, "Find a field", &chooser.query, style);
        response.request_focus();
        if let Some(typed) = typed {
            push(actions, ImportAction::ChooserQuery(typed));
        }
        let height = (ui.content_rect().height() - 270.0).clamp(120.0, 420.0);
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]).show(
            ui,
            |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                for (place, choice) in choices.iter().enumerate() {
                    if let Some(group) = choice.group {
                        ui.add_space(6.0);
                        let title = Text::caption(ui, group);
                        ui.label(title);
                    }
                    let (title, hint) = match choice.field {
                        Some(field) => (field_title(field), field_hint(field)),
                        None => ("Leave the column out".to_owned(), ""),
                    };
                    let selected = place == chooser.selected;
                    let response = row_button_ui(ui, "", "", &title, hint, selected);
                    if selected && !ui.clip_rect().expand(1.0).contains_rect(response.rect) {
                        response.scroll_to_me(None);
                    }
                    if response.clicked() {
                        push(actions, ImportAction::Choose(chooser.column, choice.field));
                    }
                }
                if choices.is_empty() {
                    let words = Text::quiet(ui, "No field has these words");
                    ui.label(words);
                }
            },
        );
    });
    if modal.should_close() {
        push(actions, ImportAction::ChooserClose);
    }
}

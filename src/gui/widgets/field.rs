//! Text fields with their names, and choices without menus.

use super::Text;
use super::buttons::focus_ring;
use crate::gui::theme::{self, CONTROL_RADIUS, size, tokens};
use egui::{FontId, Id, Margin, Response, Role, Sense, Stroke, StrokeKind, TextEdit, Ui, WidgetInfo, vec2};

/// How a field looks.
#[derive(Clone, Copy, Debug, Default)]
pub struct FieldStyle<'a> {
    pub hint: &'a str,
    /// 1 for a line; more grows with the text.
    pub rows: usize,
    pub width: Option<f32>,
    /// Stable, for fields that can be asked to take the keyboard.
    pub id: Option<Id>,
    pub wrong: bool,
}

/// The name over a field.
pub fn field_label_ui(ui: &mut Ui, label: &str) {
    let text = Text::caption(ui, label);
    ui.label(text);
}

/// A field for text; the new text when it was changed.
pub fn text_field_ui(ui: &mut Ui, name: &str, value: &str, style: FieldStyle<'_>) -> (Option<String>, Response) {
    let tokens = tokens(ui);
    let mut text = value.to_owned();
    let rows = style.rows.max(1);
    let mut edit =
        if rows > 1 { TextEdit::multiline(&mut text).desired_rows(rows) } else { TextEdit::singleline(&mut text) };
    if let Some(id) = style.id {
        edit = edit.id(id);
    }
    let hint = egui::RichText::new(style.hint).size(size::BODY).color(tokens.quiet);
    let edit = edit
        .hint_text(hint)
        .font(FontId::new(size::BODY, theme::regular()))
        .margin(Margin::symmetric(8, 5))
        .desired_width(style.width.unwrap_or(f32::INFINITY));
    let response = ui.add(edit).accessible_name(name);
    if style.wrong {
        ui.painter().rect_stroke(response.rect, CONTROL_RADIUS, Stroke::new(1.5, tokens.bands[4]), StrokeKind::Inside);
    }
    let changed = response.changed() && text != value;
    (changed.then_some(text), response)
}

/// A row of choices of which one holds; the place that was clicked.
pub fn choice_ui(ui: &mut Ui, name: &str, words: &[&str], selected: Option<usize>) -> Option<usize> {
    let tokens = tokens(ui);
    let mut clicked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for (place, word) in words.iter().enumerate() {
            let on = selected == Some(place);
            let family = if on { theme::semibold() } else { theme::regular() };
            let colour = if on { tokens.accent } else { tokens.text };
            let galley = ui.painter().layout_no_wrap((*word).to_owned(), FontId::new(size::LABEL, family), colour);
            let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 22.0, 28.0), Sense::click());
            let said = format!("{name}: {word}");
            response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, &said));
            let fill = if on {
                tokens.accent_ground
            } else if response.hovered() {
                tokens.raised
            } else {
                tokens.surface
            };
            let line = if on { tokens.accent } else { tokens.outline };
            ui.painter().rect(rect, CONTROL_RADIUS, fill, Stroke::new(1.0, line), StrokeKind::Inside);
            ui.painter().galley(rect.center() - galley.size() / 2.0, galley, colour);
            focus_ring(ui, rect, &response);
            if response.clicked() {
                clicked = Some(place);
            }
        }
    });
    clicked
}

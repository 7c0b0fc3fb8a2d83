//! The columns of a list: as they are called, what they give, and what stands in them.

use super::push;
use crate::files::PreviewColumn;
use crate::gui::action::Actions;
use crate::gui::field_words::field_title;
use crate::gui::importing::{Import, ImportAction, Seen};
use crate::gui::theme::{self, CONTROL_RADIUS, Tokens, icons, size, tokens};
use crate::gui::words;
use crate::inventory::Use;
use egui::{Align2, Color32, FontId, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

const ROW: f32 = 32.0;

pub fn columns_ui(ui: &mut Ui, import: &Import, seen: &Seen, actions: &mut Actions) {
    ui.spacing_mut().item_spacing.y = 0.0;
    head_ui(ui);
    for (place, column) in seen.preview.columns.iter().enumerate() {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
        let said = said(column, place);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, import.cursor == place, &said));
        if import.cursor == place && !ui.clip_rect().expand(1.0).contains_rect(rect) {
            response.scroll_to_me(None);
        }
        if ui.is_rect_visible(rect) {
            paint(ui, rect, column, place, import.cursor == place, response.hovered(), response.has_focus());
        }
        let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
        if response.clicked() {
            push(actions, ImportAction::Ask(place));
        }
    }
    ui.add_space(8.0);
}

/// Left edges of what it gives and of its values, within the row.
fn edges(rect: Rect) -> (f32, f32) {
    let gives = rect.left() + (rect.width() * 0.27).max(120.0);
    (gives, gives + (rect.width() * 0.36).max(190.0))
}

fn head_ui(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
    let tokens = tokens(ui);
    ui.painter().rect_filled(rect, CONTROL_RADIUS, tokens.raised);
    let (gives, values) = edges(rect);
    for (x, words) in [(rect.left() + 10.0, "Column in the list"), (gives, "Gives"), (values, "Values in it")] {
        let font = FontId::new(size::CAPTION, theme::semibold());
        ui.painter().text(pos2(x, rect.center().y), Align2::LEFT_CENTER, words, font, tokens.quiet);
    }
}

/// The row in words: `Column Mfr: gives vendor; values Axis, Bosch`.
fn said(column: &PreviewColumn, place: usize) -> String {
    let (_, _, gives) = mark(column, &theme::LIGHT);
    let values = if column.samples.is_empty() { "no values".to_owned() } else { column.samples.join(", ") };
    format!("Column {}: {}; {values}", header_words(column, place), gives)
}

fn header_words(column: &PreviewColumn, place: usize) -> String {
    if column.header.trim().is_empty() { format!("(column {}, no name)", place + 1) } else { column.header.clone() }
}

/// Shape, colour and words of what is done with the column.
fn mark(column: &PreviewColumn, tokens: &Tokens) -> (&'static str, Color32, String) {
    match column.used {
        Use::Gives { field, weak: false } => (icons::CHECK, tokens.bands[0], field_title(field)),
        Use::Gives { field, weak: true } => {
            (icons::CHECK, tokens.quiet, format!("{}, where no other column gives it", field_title(field)))
        }
        Use::NotUsed => (icons::MINUS, tokens.quiet, "Left out".to_owned()),
        Use::Ask => (icons::QUESTION, tokens.bands[2], "Means different things, say which".to_owned()),
        Use::NotUnderstood => (icons::UNANSWERED, tokens.bands[2], "Not understood, left out".to_owned()),
    }
}

fn paint(ui: &Ui, rect: Rect, column: &PreviewColumn, place: usize, cursor: bool, hovered: bool, focused: bool) {
    let tokens = tokens(ui);
    let painter = ui.painter();
    if cursor {
        painter.rect_filled(rect, CONTROL_RADIUS, tokens.accent_ground);
    } else if hovered {
        painter.rect_filled(rect, CONTROL_RADIUS, tokens.raised);
    }
    if focused {
        painter.rect_stroke(rect, CONTROL_RADIUS, Stroke::new(2.0, tokens.accent), StrokeKind::Inside);
    }
    painter.hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, tokens.line));
    let (gives, values) = edges(rect);
    let y = rect.center().y;
    let truncated = |text: &str, x: f32, right: f32, family: egui::FontFamily, colour: Color32| {
        let format = egui::TextFormat::simple(FontId::new(size::LABEL, family), colour);
        let mut job = egui::text::LayoutJob::single_section(words::one_line(text), format);
        job.wrap = egui::text::TextWrapping::truncate_at_width((right - x - 12.0).max(20.0));
        let galley = painter.layout_job(job);
        painter.galley(pos2(x, y - galley.size().y / 2.0), galley, colour);
    };
    truncated(&header_words(column, place), rect.left() + 10.0, gives, theme::semibold(), tokens.text);
    let (icon, colour, what) = mark(column, tokens);
    let font = FontId::new(15.0, theme::icon_family());
    painter.text(pos2(gives + 7.0, y), Align2::CENTER_CENTER, icon, font, colour);
    let is_field = matches!(column.used, Use::Gives { weak: false, .. });
    let ink = if is_field { tokens.text } else { colour };
    truncated(&what, gives + 20.0, values - 18.0, theme::regular(), ink);
    let caret = FontId::new(12.0, theme::icon_family());
    painter.text(pos2(values - 22.0, y), Align2::CENTER_CENTER, icons::DOWN, caret, tokens.quiet);
    truncated(&column.samples.join("  ·  "), values, rect.right(), theme::regular(), tokens.quiet);
}

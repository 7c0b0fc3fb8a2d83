//! A table of tinted cells with their numbers, names at the left and at the top.

use super::paint::{caption_at, label_at, within};
use crate::gui::theme::{self, size, tokens};
use egui::{Align2, FontId, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

/// A cell.
#[derive(Clone, Debug)]
pub struct HeatCell {
    /// As it stands in the cell; blank where there is nothing to say.
    pub text: String,
    /// From 0 (quiet) to 1 (full tint).
    pub part: f32,
    /// In full, for hover and screen reader.
    pub said: String,
}

/// What the table shows: a row of cells for each name.
pub struct Heat<'a> {
    pub columns: &'a [(String, String)],
    pub rows: &'a [(String, String, Vec<HeatCell>)],
    /// Over the names.
    pub head: &'a str,
    pub aside: &'a str,
}

const ROW: f32 = 28.0;
const HEAD: f32 = 30.0;

/// Draws it over the whole width; the row and column that were clicked.
pub fn heat_ui(ui: &mut Ui, heat: &Heat<'_>) -> Option<(usize, usize)> {
    let tokens = tokens(ui);
    let height = HEAD + ROW * heat.rows.len() as f32;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let names = (rect.width() * 0.24).clamp(96.0, 240.0);
    let asides = 76.0;
    let width = ((rect.width() - names - asides) / heat.columns.len().max(1) as f32).max(24.0);
    let has_titles = width > 92.0;
    let left = rect.left() + names + asides;
    let painter = ui.painter().clone();
    let head_y = rect.top() + HEAD / 2.0;
    caption_at(&painter, pos2(rect.left(), head_y), Align2::LEFT_CENTER, heat.head, tokens.quiet);
    caption_at(&painter, pos2(left - 12.0, head_y), Align2::RIGHT_CENTER, heat.aside, tokens.quiet);
    for (place, (code, title)) in heat.columns.iter().enumerate() {
        let at = Rect::from_min_size(pos2(left + width * place as f32, rect.top()), vec2(width, HEAD));
        if has_titles {
            let room = at.shrink2(vec2(8.0, 0.0));
            let words = format!("{code} {title}");
            within(&painter, room, &words, FontId::new(size::CAPTION, theme::semibold()), tokens.quiet, true);
        } else {
            let font = FontId::new(size::LABEL, theme::semibold());
            painter.text(at.center(), Align2::CENTER_CENTER, code, font, tokens.quiet);
        }
        ui.interact(at, egui::Id::unique("heat head").with(place), Sense::hover()).on_hover_text(title);
    }
    let mut clicked = None;
    for (row, (name, aside, cells)) in heat.rows.iter().enumerate() {
        let top = rect.top() + HEAD + ROW * row as f32;
        let line = Rect::from_x_y_ranges(rect.x_range(), top..=top + ROW);
        if !ui.is_rect_visible(line) {
            continue;
        }
        let room = line.with_max_x(rect.left() + names - 8.0);
        within(&painter, room, name, FontId::new(size::LABEL, theme::regular()), tokens.text, false);
        label_at(&painter, pos2(left - 12.0, line.center().y), Align2::RIGHT_CENTER, aside, tokens.quiet);
        for (place, cell) in cells.iter().enumerate() {
            let at = Rect::from_min_size(pos2(left + width * place as f32, top), vec2(width, ROW)).shrink(1.0);
            if cell_ui(ui, cell, at, (row, place)) {
                clicked = Some((row, place));
            }
        }
    }
    if !has_titles {
        titles_ui(ui, heat.columns);
    }
    clicked
}

/// What the letters over narrow columns stand for.
fn titles_ui(ui: &mut Ui, columns: &[(String, String)]) {
    let (strong, quiet) = (tokens(ui).text, tokens(ui).quiet);
    let mut words = egui::text::LayoutJob::default();
    let font = |family| FontId::new(size::CAPTION, family);
    for (code, title) in columns {
        words.append(code, 0.0, egui::TextFormat::simple(font(theme::semibold()), strong));
        words.append(
            &format!("\u{a0}{}   ", title.replace(' ', "\u{a0}")),
            0.0,
            egui::TextFormat::simple(font(theme::regular()), quiet),
        );
    }
    ui.add(egui::Label::new(words).wrap());
}

fn cell_ui(ui: &Ui, cell: &HeatCell, at: Rect, place: (usize, usize)) -> bool {
    let tokens = tokens(ui);
    if cell.text.is_empty() {
        return false;
    }
    let fill = tokens.surface.lerp_to_gamma(tokens.bands[3], 0.04 + 0.52 * cell.part.clamp(0.0, 1.0));
    ui.painter().rect_filled(at, 4.0, fill);
    let font = FontId::new(size::LABEL, theme::regular());
    if at.width() > 92.0 {
        ui.painter().text(at.right_center() - vec2(8.0, 0.0), Align2::RIGHT_CENTER, &cell.text, font, tokens.text);
    } else {
        ui.painter().text(at.center(), Align2::CENTER_CENTER, &cell.text, font, tokens.text);
    }
    let response = ui.interact(at, egui::Id::unique("heat cell").with(place), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &cell.said));
    if response.hovered() || response.has_focus() {
        let (wide, colour) = if response.has_focus() { (2.0, tokens.accent) } else { (1.0, tokens.quiet) };
        ui.painter().rect_stroke(at, 4.0, Stroke::new(wide, colour), StrokeKind::Inside);
    }
    let clicked = response.clicked();
    response.on_hover_text(&cell.said);
    clicked
}

/// From quiet to full tint, with the words at both ends.
pub fn heat_key_ui(ui: &mut Ui, from: &str, to: &str) {
    let tokens = tokens(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let words = super::Text::caption(ui, from);
        ui.label(words);
        let (rect, _) = ui.allocate_exact_size(vec2(120.0, 12.0), Sense::hover());
        for step in 0..12 {
            let piece = Rect::from_min_size(rect.min + vec2(10.0 * step as f32, 0.0), vec2(10.0, 12.0));
            let part = 0.04 + 0.52 * step as f32 / 11.0;
            ui.painter().rect_filled(piece, 0.0, tokens.surface.lerp_to_gamma(tokens.bands[3], part));
        }
        ui.painter().rect_stroke(rect, 0.0, Stroke::new(1.0, tokens.line), StrokeKind::Outside);
        let words = super::Text::caption(ui, to);
        ui.label(words);
    });
}

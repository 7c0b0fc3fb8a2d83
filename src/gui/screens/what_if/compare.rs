//! All scenarios in one table: results, then the answers that differ. A head leads to its scenario.

use super::table::table_id;
use crate::gui::action::Actions;
use crate::gui::state::{Case, Desk};
use crate::gui::theme::{self, CONTROL_RADIUS, icons, size, space, tokens};
use crate::gui::what_if::{Cell, Comparison, Row, WhatIfAction};
use crate::gui::widgets::{Text, paint_level, within};
use crate::gui::words;
use egui::{
    Align2, CursorIcon, Event, FontId, Label, Rangef, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

const LINE: f32 = 30.0;
const HEAD: f32 = 34.0;
const LEAST_COLUMN: f32 = 150.0;
const MOST_COLUMN: f32 = 300.0;

pub(super) fn compare_ui(ui: &mut Ui, desk: &Desk, case: &Case, actions: &mut Actions) {
    let Some(comparison) = &case.what_if.comparison else { return };
    let copied = |ui: &Ui| ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Copy)));
    if !ui.ctx().text_edit_focused() && copied(ui) {
        actions.push(WhatIfAction::CopyTable.into());
    }
    let room = ui.available_rect_before_wrap();
    ui.painter().rect_filled(room, 0.0, tokens(ui).surface);
    ScrollArea::both().id_salt("comparison").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        let columns = comparison.heads.len().max(1) as f32;
        // Names of measures, questions.
        let names = (room.width() * 0.24).clamp(170.0, 360.0);
        let column = ((room.width() - names - 24.0) / columns).clamp(LEAST_COLUMN, MOST_COLUMN);
        let table = Table { comparison, names, column, width: (names + column * columns + 24.0).max(room.width()) };
        table.heads_ui(ui, case, actions);
        let with_internal = desk.role().shows_weights();
        for row in comparison.results.iter().filter(|row| with_internal || !row.is_internal()) {
            table.row_ui(ui, row);
        }
        if !comparison.answers.is_empty() {
            table.caption_ui(ui, "Answers tried");
            for row in &comparison.answers {
                table.row_ui(ui, row);
            }
        }
        ui.add_space(space::INSIDE);
        ui.horizontal(|ui| {
            ui.add_space(16.0);
            let (rect, _) = ui.allocate_exact_size(vec2(16.0, 18.0), Sense::hover());
            paint_best(ui, rect.center());
            let legend = Text::caption(ui, "best of the row; what is tried is not the case until it is applied");
            ui.label(legend);
        });
    });
}

struct Table<'a> {
    comparison: &'a Comparison,
    names: f32,
    column: f32,
    width: f32,
}

impl Table<'_> {
    fn cell(&self, rect: Rect, place: usize) -> Rect {
        let left = rect.left() + 16.0 + self.names + self.column * place as f32;
        Rect::from_x_y_ranges(Rangef::new(left, left + self.column - 12.0), rect.y_range())
    }

    fn heads_ui(&self, ui: &mut Ui, case: &Case, actions: &mut Actions) {
        let tokens = tokens(ui);
        let (rect, _) = ui.allocate_exact_size(vec2(self.width, HEAD), Sense::hover());
        ui.painter().rect_filled(rect, 0.0, tokens.raised);
        for (place, head) in self.comparison.heads.iter().enumerate() {
            let cell = self.cell(rect, place);
            let font = FontId::new(size::LABEL, theme::semibold());
            // The first is the case itself.
            let Some(scenario) = place.checked_sub(1) else {
                within(ui.painter(), cell, head, font, tokens.text, false);
                continue;
            };
            // Tinted as on the other side: what stands below is tried.
            ui.painter().rect_filled(cell.expand2(vec2(8.0, -4.0)), CONTROL_RADIUS, tokens.accent_ground);
            let response = ui.interact(cell, table_id().with(("head", place)), Sense::CLICK);
            let name = format!("Go to scenario {head}");
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
            let mut text = cell;
            let flask = FontId::new(14.0, theme::icon_family());
            let at = pos2(cell.left() + 7.0, cell.center().y);
            ui.painter().text(at, Align2::CENTER_CENTER, icons::FLASK, flask, tokens.accent);
            text.min.x += 20.0;
            within(ui.painter(), text, &words::one_line(head), font, tokens.accent, false);
            if response.has_focus() || response.hovered() {
                ui.painter().hline(text.x_range(), cell.bottom() - 7.0, Stroke::new(1.0, tokens.accent));
            }
            let note = case.submission.scenarios.get(scenario).map_or("", |scenario| scenario.note.trim());
            let hint = if note.is_empty() { name } else { note.to_owned() };
            if response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(hint).clicked() {
                actions.push(WhatIfAction::Choose(scenario).into());
            }
        }
    }

    fn caption_ui(&self, ui: &mut Ui, words: &str) {
        let (rect, _) = ui.allocate_exact_size(vec2(self.width, LINE + 6.0), Sense::hover());
        let at = pos2(rect.left() + 16.0, rect.bottom() - LINE / 2.0);
        let font = FontId::new(size::LABEL, theme::semibold());
        ui.painter().text(at, Align2::LEFT_CENTER, words, font, tokens(ui).text);
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, tokens(ui).line));
    }

    fn row_ui(&self, ui: &mut Ui, row: &Row) {
        let tokens = tokens(ui);
        let (rect, response) = ui.allocate_exact_size(vec2(self.width, LINE), Sense::hover());
        let said = self.said(row);
        response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &said));
        if response.hovered() {
            ui.painter().rect_filled(rect, 0.0, tokens.raised.gamma_multiply(0.5));
        }
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, tokens.line.gamma_multiply(0.6)));
        let font = FontId::new(size::LABEL, theme::regular());
        let name = Rect::from_x_y_ranges(rect.left() + 16.0..=rect.left() + self.names, rect.y_range());
        let what = [row.what.as_str(), row.hint.as_str()].join("  ");
        within(ui.painter(), name, what.trim_end(), font, tokens.quiet, false);
        for (place, cell) in row.cells.iter().enumerate() {
            paint_cell(ui, cell, self.cell(rect, place));
        }
        // Answers are longer than their cells.
        if !row.hint.is_empty() {
            response.on_hover_ui(|ui| {
                ui.add(Label::new(Text::label(&row.hint)).wrap());
                for (head, cell) in self.told(row) {
                    let told = Text::caption(ui, format!("{head}: {}", cell.text));
                    ui.add(Label::new(told).wrap());
                }
            });
        }
    }

    /// The cells that say something, with their heads.
    fn told<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = (&'a String, &'a Cell)> {
        self.comparison.heads.iter().zip(&row.cells).filter(|(_, cell)| !cell.text.is_empty())
    }

    /// The row in words.
    fn said(&self, row: &Row) -> String {
        let cells = self.told(row).map(|(head, cell)| {
            let best = if cell.is_best { ", best" } else { "" };
            format!("{head}: {}{best}", cell.text)
        });
        let what = if row.hint.is_empty() { row.what.clone() } else { format!("{} {}", row.what, row.hint) };
        format!("{what}. {}", cells.collect::<Vec<_>>().join("; "))
    }
}

fn paint_cell(ui: &Ui, cell: &Cell, mut rect: Rect) {
    let tokens = tokens(ui);
    if let Some(level) = cell.level {
        let colour = level.colour(tokens);
        paint_level(ui.painter(), pos2(rect.left() + 6.0, rect.center().y), 11.0, level, colour);
        rect.min.x += 20.0;
    }
    let family = if cell.is_best { theme::semibold() } else { theme::regular() };
    let colour = match cell.level {
        Some(level) => level.colour(tokens),
        None if cell.is_quiet => tokens.quiet,
        None if cell.is_best => tokens.bands[0],
        None => tokens.text,
    };
    let text = words::one_line(cell.text.split(" unless").next().unwrap_or(&cell.text));
    let galley = ui.painter().layout_no_wrap(text.clone(), FontId::new(size::LABEL, family.clone()), colour);
    let mut room = rect;
    room.max.x -= if cell.is_best { 18.0 } else { 0.0 };
    within(ui.painter(), room, &text, FontId::new(size::LABEL, family), colour, false);
    if cell.is_best {
        let x = (rect.left() + galley.size().x).min(room.right()) + 11.0;
        paint_best(ui, pos2(x, rect.center().y));
    }
}

/// A check in the colour of the best band: seen without the colour as well.
fn paint_best(ui: &Ui, at: egui::Pos2) {
    let font = FontId::new(14.0, theme::icon_family());
    ui.painter().text(at, Align2::CENTER_CENTER, icons::CHECK, font, tokens(ui).bands[0]);
}

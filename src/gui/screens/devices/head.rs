//! The heads of the columns: sort by a click, width by a drag.

use super::cell::is_number;
use super::grid::{Grid, table_id};
use crate::gui::action::Actions;
use crate::gui::devices::ListAction;
use crate::gui::theme::{self, icons, size, tokens};
use crate::gui::widgets::{LINE, Placed};
use crate::inventory::browse::{Column, Direction};
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align2, CursorIcon, FontId, Rangef, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2};

pub(super) fn heads_ui(ui: &mut Ui, grid: &Grid<'_>, actions: &mut Actions) {
    let tokens = tokens(ui);
    // Also over the scroll bar.
    ui.painter().rect_filled(grid.sight.heads.with_max_x(ui.max_rect().right()), 0.0, tokens.raised);
    let left = grid.sight.columns.first().map_or(grid.sight.frozen, |placed| placed.x.min);
    let font = FontId::new(size::CAPTION, theme::semibold());
    ui.painter().text(pos2(left - 10.0, grid.sight.heads.center().y), Align2::RIGHT_CENTER, "Row", font, tokens.quiet);
    let numbers = Rect::from_x_y_ranges(Rangef::new(grid.sight.heads.left(), left), grid.sight.heads.y_range());
    ui.interact(numbers, table_id().with("row numbers"), Sense::hover())
        .on_hover_text("The row of the file it was read from; devices written by hand are typed");
    for placed in &grid.sight.columns {
        head_ui(ui, grid, placed, actions);
    }
    ui.painter().hline(grid.sight.heads.x_range(), grid.sight.heads.bottom() - 0.5, Stroke::new(1.0, tokens.line));
    ui.painter().vline(grid.sight.frozen - 0.5, grid.sight.heads.y_range(), Stroke::new(1.0, tokens.line));
}

fn head_ui(ui: &mut Ui, grid: &Grid<'_>, placed: &Placed<Column>, actions: &mut Actions) {
    let tokens = tokens(ui);
    let rect = grid.sight.visible(placed, grid.sight.heads.y_range());
    if rect.width() <= 1.0 {
        return;
    }
    let level = grid.list.view.sort.iter().position(|(column, _)| *column == placed.column);
    let sorted = level.and_then(|level| grid.list.view.sort.get(level));
    let title = placed.column.title();
    let name = match sorted {
        Some((_, Direction::Up)) => format!("{title}, sorted up"),
        Some((_, Direction::Down)) => format!("{title}, sorted down"),
        None => title.clone(),
    };
    let response = ui.interact(rect, table_id().with(("head", placed.place)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &name));
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    if response.hovered() {
        painter.rect_filled(rect, 0.0, tokens.line.gamma_multiply(0.5));
    }
    let place = Rect::from_x_y_ranges(placed.x, grid.sight.heads.y_range()).shrink2(egui::vec2(8.0, 0.0));
    let mut right = place.right();
    if let (Some((_, direction)), Some(level)) = (sorted, level) {
        let icon = if *direction == Direction::Up { icons::UP } else { icons::DOWN };
        let font = FontId::new(12.0, theme::icon_family());
        painter.text(pos2(right - 6.0, place.center().y), Align2::CENTER_CENTER, icon, font, tokens.accent);
        right -= 16.0;
        if grid.list.view.sort.len() > 1 {
            let font = FontId::new(11.0, theme::semibold());
            let number = (level + 1).to_string();
            painter.text(pos2(right, place.center().y), Align2::RIGHT_CENTER, number, font, tokens.accent);
            right -= 12.0;
        }
    }
    let font = FontId::new(size::CAPTION, theme::semibold());
    let colour = if sorted.is_some() { tokens.text } else { tokens.quiet };
    let mut job = LayoutJob::single_section(title, TextFormat::simple(font, colour));
    job.wrap = TextWrapping::truncate_at_width((right - place.left()).max(12.0));
    let galley = painter.layout_job(job);
    let left = if is_number(placed.column) { right - galley.size().x } else { place.left() };
    painter.galley(pos2(left, place.center().y - galley.size().y / 2.0), galley, colour);
    if response.has_focus() {
        painter.rect_stroke(rect, 2.0, Stroke::new(2.0, tokens.accent), StrokeKind::Inside);
    }
    if response.clicked() {
        let more = ui.input(|input| input.modifiers.shift);
        actions.push(ListAction::Sort { column: placed.column, more }.into());
    }
    response.on_hover_text("Click to sort; with Shift also by what is sorted already");
    if placed.x.max <= grid.sight.heads.right() {
        edge_ui(ui, grid, placed, actions);
    }
}

/// The right edge: drag for another width, double click for what the seen cells need.
fn edge_ui(ui: &Ui, grid: &Grid<'_>, placed: &Placed<Column>, actions: &mut Actions) {
    let rect = Rect::from_x_y_ranges(Rangef::new(placed.x.max - 4.0, placed.x.max + 3.0), grid.sight.heads.y_range());
    let rect = rect.intersect(grid.sight.heads);
    // Not in the way of the keyboard: columns are many.
    let response = ui.interact(rect, table_id().with(("edge", placed.place)), Sense::CLICK | Sense::DRAG);
    let name = format!("Width of {}", placed.column.title());
    response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, &name));
    let response = response.on_hover_cursor(CursorIcon::ResizeHorizontal);
    let tokens = tokens(ui);
    let shown = if response.hovered() || response.dragged() { tokens.accent } else { tokens.line };
    let y = grid.sight.heads.y_range().shrink(8.0);
    ui.painter().vline(placed.x.max - 0.5, y, Stroke::new(1.0, shown));
    if response.double_clicked() {
        actions.push(ListAction::Width(placed.column, needed_width(ui, grid, placed)).into());
    } else if response.dragged()
        && let Some(at) = response.interact_pointer_pos()
    {
        actions.push(ListAction::Width(placed.column, at.x - placed.x.min).into());
    }
}

fn needed_width(ui: &Ui, grid: &Grid<'_>, placed: &Placed<Column>) -> f32 {
    let font = FontId::new(size::LABEL, theme::semibold());
    let width = |text: String| ui.painter().layout_no_wrap(text, font.clone(), egui::Color32::BLACK).size().x;
    let head = width(placed.column.title()) + LINE;
    grid.sight
        .lines()
        .filter_map(|(line, _)| grid.list.lines.row(&grid.list.order, line))
        .map(|row| width(placed.column.text(&grid.source, row).into_owned()) + LINE)
        .fold(head, f32::max)
}

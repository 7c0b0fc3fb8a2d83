//! The table on the screen: only the lines that can be seen are looked at, and places are counted in
//! lines, because a million rows lie beyond what points can tell apart.

use super::cell::{CellLook, paint_cell, paint_group};
use super::{editor, head, keys, list};
use crate::gui::action::Actions;
use crate::gui::devices::{Cursor, Focus, ListAction, ListView, Seen, source};
use crate::gui::state::Case;
use crate::gui::theme::{self, size, tokens};
use crate::gui::widgets::{Extent, LINE, Sight};
use crate::inventory::browse::{Column, Line, Source};
use egui::{
    Align2, FontId, Id, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2,
};

/// The keyboard focus of the table.
pub(super) fn table_id() -> Id {
    Id::unique("device table")
}

/// Where everything stands in this frame.
pub(super) struct Grid<'a> {
    pub list: &'a ListView,
    pub source: Source<'a>,
    pub sight: Sight<Column>,
}

pub fn grid_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let room = ui.available_rect_before_wrap();
    let list = &case.devices.list;
    let grid = Grid::new(case, room);
    let seen = Seen { lines: grid.sight.body.height() / LINE, width: grid.sight.body.right() - grid.sight.frozen };
    if seen != list.seen {
        actions.push(ListAction::Seen(seen).into());
        ui.ctx().request_repaint();
    }
    ui.painter().rect_filled(room, 0.0, tokens(ui).surface);
    let response = ui.interact(grid.sight.body, table_id(), Sense::click_and_drag());
    let name = grid.name();
    response.widget_info(|| WidgetInfo::labeled(Role::Grid, true, &name));
    if list.focus == Some(Focus::Table) {
        response.request_focus();
        actions.push(ListAction::FocusTaken.into());
    }
    // A field that loses the keyboard keeps its text before the click moves the cursor.
    grid.lines_ui(ui, &response);
    editor::editor_ui(ui, &grid, actions);
    head::heads_ui(ui, &grid, actions);
    actions.extend(grid.sight.bars_ui(ui, "devices").into_iter().map(|asked| ListAction::Scroll(asked).into()));
    if list.lines.count() == 0 && !list.is_waiting() {
        ui.scope_builder(UiBuilder::new().max_rect(grid.sight.body), |ui| list::nothing_ui(ui, actions));
    }
    keys::pointer(ui, &grid, &response, actions);
    keys::keys(ui, list, &response, actions);
}

impl<'a> Grid<'a> {
    fn new(case: &'a Case, room: Rect) -> Self {
        let list = &case.devices.list;
        let source = source(case);
        let extent = Extent {
            columns: &list.view.columns,
            width_of: &|column| list.width(column),
            width_of_rest: list.width_of_rest(),
            lines: list.lines.count(),
            top: list.top,
            across: list.across,
        };
        let sight = Sight::new(room, gutter_width(source.devices.len()), &extent);
        Self { list, source, sight }
    }

    /// The column at a place; that of row numbers is `None`.
    pub(super) fn column_at(&self, x: f32) -> Option<usize> {
        if let Some(frozen) = self.sight.columns.first()
            && x < self.sight.frozen
        {
            return (x >= frozen.x.min).then_some(frozen.place);
        }
        let behind = self.sight.columns.iter().skip(1);
        let last = behind.clone().last();
        behind.clone().find(|placed| x < placed.x.max).or(last).map(|placed| placed.place)
    }

    /// The cell at a point of the body.
    pub(super) fn cell_at(&self, point: Pos2) -> Option<Cursor> {
        Some(Cursor { line: self.sight.line_at(point.y), column: self.column_at(point.x)? })
    }

    /// What a screen reader says of the table as a whole.
    fn name(&self) -> String {
        let list = self.list;
        let count = list.lines.count();
        let here = match (list.line(list.cursor.line), list.current_column()) {
            (Some(Line::Row(row)), Some(column)) => {
                let text = column.text(&self.source, row);
                let text = if text.is_empty() { "blank".into() } else { text };
                format!("line {} of {count}, {}: {text}", list.cursor.line + 1, column.title())
            }
            (Some(Line::Group(group)), _) => {
                let name = list.order.groups.get(group).map_or("", |group| group.name.as_str());
                format!("line {} of {count}, group {name}", list.cursor.line + 1)
            }
            _ => "no lines".to_owned(),
        };
        format!("Devices, {here}")
    }

    fn lines_ui(&self, ui: &Ui, table: &Response) {
        let tokens = tokens(ui);
        let painter = ui.painter().with_clip_rect(self.sight.body.intersect(ui.clip_rect()));
        let speaks = ui.ctx().accesskit_node_builder(table_id(), |_| ()).is_some();
        let hovered = table.hover_pos().map(|at| self.sight.line_at(at.y));
        let (lines, columns) = self.list.marked();
        let has_focus = table.has_focus();
        for (line, rect) in self.sight.lines() {
            let is_current = line == self.list.cursor.line;
            if is_current || hovered == Some(line) {
                painter.rect_filled(rect, 0.0, tokens.raised);
            }
            match self.list.line(line) {
                Some(Line::Row(row)) => {
                    self.row_ui(ui, &painter, line, row, rect, &lines, &columns, speaks);
                    painter.vline(self.sight.frozen - 0.5, rect.y_range(), Stroke::new(1.0, tokens.line));
                }
                Some(Line::Group(group)) => paint_group(ui, &painter, self, group, rect, speaks),
                None => {}
            }
            painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, tokens.line.gamma_multiply(0.6)));
            if is_current && let Some(cell) = self.cell_rect(self.list.cursor, rect) {
                let width = if has_focus { 2.0 } else { 1.0 };
                let colour = if has_focus { tokens.accent } else { tokens.outline };
                painter.rect_stroke(cell, 2.0, Stroke::new(width, colour), StrokeKind::Inside);
            }
        }
    }

    /// The place of a cell on a line, if any of it can be seen; that of a group's head is the line.
    pub(super) fn cell_rect(&self, cursor: Cursor, line: Rect) -> Option<Rect> {
        if let Some(Line::Group(_)) = self.list.line(cursor.line) {
            return Some(line);
        }
        let placed = self.sight.columns.iter().find(|placed| placed.place == cursor.column)?;
        Some(self.sight.visible(placed, line.y_range()))
    }

    #[expect(clippy::too_many_arguments, reason = "one row of one frame")]
    fn row_ui(
        &self,
        ui: &Ui,
        painter: &egui::Painter,
        line: usize,
        row: usize,
        rect: Rect,
        lines: &std::ops::RangeInclusive<usize>,
        columns: &std::ops::RangeInclusive<usize>,
        speaks: bool,
    ) {
        let tokens = tokens(ui);
        let source_row = self.source.devices.source_row(row);
        let number = if source_row == 0 { "typed".to_owned() } else { source_row.to_string() };
        let left = self.sight.columns.first().map_or(self.sight.frozen, |placed| placed.x.min);
        let font = FontId::new(size::CAPTION, theme::regular());
        let at = pos2(left - 10.0, rect.center().y);
        painter.text(at, Align2::RIGHT_CENTER, &number, font, tokens.quiet);
        if speaks {
            let name = format!("Row {number}");
            let rect = rect.with_max_x(left).intersect(self.sight.body);
            let id = table_id().with(("row", line % 512));
            ui.interact(rect, id, Sense::hover()).widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, &name));
        }
        let is_marked = lines.contains(&line) && (lines.start() != lines.end() || columns.start() != columns.end());
        for placed in &self.sight.columns {
            let cell = self.sight.visible(placed, rect.y_range());
            if cell.width() <= 0.0 {
                continue;
            }
            if is_marked && columns.contains(&placed.place) {
                painter.rect_filled(cell, 0.0, tokens.accent_ground);
            }
            let clipped = painter.with_clip_rect(cell.intersect(painter.clip_rect()));
            let place = Rect::from_x_y_ranges(placed.x, rect.y_range());
            paint_cell(ui, &clipped, place, &CellLook::of(&self.source, row, placed.column));
            if speaks {
                let text = placed.column.text(&self.source, row);
                let text = if text.is_empty() { "blank".into() } else { text };
                let name = format!("{}, row {number}: {text}", placed.column.title());
                let id = table_id().with((line % 512, placed.place));
                let response = ui.interact(cell.intersect(self.sight.body), id, Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(Role::GridCell, true, &name));
            }
        }
    }
}

/// Wide enough for the largest row number of a table of so many rows.
fn gutter_width(rows: usize) -> f32 {
    let digits = rows.max(1).ilog10() + 1;
    24.0 + 8.0 * digits.max(4) as f32
}

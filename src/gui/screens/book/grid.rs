//! The table on the screen: only the lines that can be seen are looked at, and places are counted in lines, because a
//! million rows lie beyond what points can tell apart.

use super::cell::paint_cell;
use super::{keys, list};
use crate::gui::action::Actions;
use crate::gui::carrier::book::{Column, Focus, OpenBook, Source, TableAction, TableView, level_of, source};
use crate::gui::carrier::live::Landed;
use crate::gui::devices::Seen;
use crate::gui::theme::{self, icons, size, tokens};
use crate::gui::widgets::{Extent, LINE, Placed, Sight, label_at, paint_level, strong_at, within};
use crate::gui::words;
use crate::inventory::browse::{Direction, Line};
use egui::{
    Align2, CursorIcon, FontId, Id, Painter, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

/// The keyboard focus of the table.
pub(super) fn table_id() -> Id {
    Id::unique("book table")
}

/// Where everything stands in this frame.
pub(super) struct Grid<'a> {
    pub table: &'a TableView,
    pub source: Source<'a>,
    pub sight: Sight<Column>,
}

pub(super) fn grid_ui(ui: &mut Ui, open: &OpenBook, landed: &Landed, actions: &mut Actions) {
    let room = ui.available_rect_before_wrap();
    let table = &open.table;
    let grid = Grid::new(open, landed, room);
    let seen = Seen { lines: grid.sight.body.height() / LINE, width: grid.sight.body.right() - grid.sight.frozen };
    if seen != table.seen {
        actions.push(TableAction::Seen(seen).into());
        ui.ctx().request_repaint();
    }
    ui.painter().rect_filled(room, 0.0, tokens(ui).surface);
    let response = ui.interact(grid.sight.body, table_id(), Sense::click_and_drag());
    let name = grid.name();
    response.widget_info(|| WidgetInfo::labeled(Role::Grid, true, &name));
    if table.focus == Some(Focus::Table) {
        response.request_focus();
        actions.push(TableAction::FocusTaken.into());
    }
    grid.lines_ui(ui, &response);
    grid.heads_ui(ui, room, actions);
    actions.extend(grid.sight.bars_ui(ui, "submissions").into_iter().map(|asked| TableAction::Scroll(asked).into()));
    if table.lines.count() == 0 && !table.is_waiting() {
        ui.scope_builder(UiBuilder::new().max_rect(grid.sight.body), |ui| list::nothing_ui(ui, actions));
    }
    keys::pointer(ui, &grid, &response, actions);
    keys::keys(ui, table, &response, actions);
}

impl<'a> Grid<'a> {
    fn new(open: &'a OpenBook, landed: &'a Landed, room: Rect) -> Self {
        let table = &open.table;
        let extent = Extent {
            columns: &table.wanted.columns,
            width_of: &|column| table.width(column),
            width_of_rest: table.width_of_rest(),
            lines: table.lines.count(),
            top: table.top,
            across: table.across,
        };
        Self { table, source: source(landed, open.side), sight: Sight::new(room, 8.0, &extent) }
    }

    /// What a screen reader says of the table as a whole.
    fn name(&self) -> String {
        let count = self.table.lines.count();
        let here = match self.table.line(self.table.cursor) {
            Some(Line::Row(row)) if row < self.source.scoring.rows() => {
                let words = [Column::Id, Column::Score, Column::Outcome].map(|column| column.text(&self.source, row));
                format!("line {} of {count}, {}", self.table.cursor + 1, words.join(", "))
            }
            Some(Line::Group(group)) => {
                let name = self.table.order.groups.get(group).map_or("", |group| group.name.as_str());
                format!("line {} of {count}, group {name}", self.table.cursor + 1)
            }
            _ => "no lines".to_owned(),
        };
        format!("Submissions, {here}")
    }

    fn lines_ui(&self, ui: &Ui, table: &Response) {
        let tokens = tokens(ui);
        let painter = ui.painter().with_clip_rect(self.sight.body.intersect(ui.clip_rect()));
        let speaks = ui.ctx().accesskit_node_builder(table_id(), |_| ()).is_some();
        let hovered = table.hover_pos().map(|at| self.sight.line_at(at.y));
        let marked = self.table.marked();
        for (line, rect) in self.sight.lines() {
            let is_current = line == self.table.cursor;
            if marked.contains(&line) && marked.start() != marked.end() {
                painter.rect_filled(rect, 0.0, tokens.accent_ground);
            } else if is_current || hovered == Some(line) {
                painter.rect_filled(rect, 0.0, tokens.raised);
            }
            match self.table.line(line) {
                Some(Line::Row(row)) if row < self.source.scoring.rows() => {
                    self.row_ui(ui, &painter, row, rect, line, speaks);
                }
                Some(Line::Group(group)) => self.group_ui(ui, &painter, group, rect, speaks),
                _ => {}
            }
            painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, tokens.line.gamma_multiply(0.6)));
            if is_current {
                let (width, colour) = if table.has_focus() { (2.0, tokens.accent) } else { (1.0, tokens.outline) };
                painter.rect_stroke(rect, 2.0, Stroke::new(width, colour), StrokeKind::Inside);
            }
        }
    }

    fn row_ui(&self, ui: &Ui, painter: &Painter, row: usize, rect: Rect, line: usize, speaks: bool) {
        for placed in &self.sight.columns {
            let cell = self.sight.visible(placed, rect.y_range());
            if cell.width() <= 0.0 {
                continue;
            }
            let clipped = painter.with_clip_rect(cell.intersect(painter.clip_rect()));
            let place = Rect::from_x_y_ranges(placed.x, rect.y_range());
            paint_cell(ui, &clipped, place, &self.source, row, placed.column);
            if speaks {
                let text = placed.column.text(&self.source, row);
                let text = if text.is_empty() { "blank".into() } else { text };
                let name = format!("{} of {}: {text}", placed.column.title(), self.source.book.id(row));
                let id = table_id().with((line % 512, placed.column));
                let response = ui.interact(cell.intersect(self.sight.body), id, Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(Role::GridCell, true, &name));
            }
        }
        painter.vline(self.sight.frozen - 0.5, rect.y_range(), Stroke::new(1.0, tokens(ui).line));
    }

    /// The head of a group: fold, name and rows.
    fn group_ui(&self, ui: &Ui, painter: &Painter, group: usize, rect: Rect, speaks: bool) {
        let Some(it) = self.table.order.groups.get(group) else { return };
        let tokens = tokens(ui);
        let is_open = self.table.open_groups.contains(&it.name);
        let y = rect.center().y;
        let icon = if is_open { icons::DOWN } else { icons::RIGHT };
        let font = FontId::new(13.0, theme::icon_family());
        painter.text(pos2(rect.left() + 18.0, y), Align2::CENTER_CENTER, icon, font, tokens.quiet);
        let mut left = rect.left() + 34.0;
        let first = self.table.order.rows.get(it.first as usize).filter(|row| *row < self.source.scoring.rows());
        if self.table.wanted.group == Some(Column::Outcome)
            && let Some(row) = first
        {
            let level = level_of(self.source.scoring.outcome(row));
            paint_level(painter, pos2(left + 6.0, y), 10.0, level, level.colour(tokens));
            left += 18.0;
        }
        let name = if it.name.is_empty() { "Not stated" } else { it.name.as_str() };
        let drawn = strong_at(painter, pos2(left, y), Align2::LEFT_CENTER, name, tokens.text);
        let rows = words::grouped(u64::from(it.rows));
        let share = f64::from(it.rows) * 100.0 / self.table.order.rows.len().max(1) as f64;
        let counts = format!("{rows} submissions, {share:.1} %");
        label_at(painter, pos2(drawn.right() + 12.0, y), Align2::LEFT_CENTER, &counts, tokens.quiet);
        if speaks {
            let said = format!("Group {name}, {counts}, {}", if is_open { "open" } else { "shut" });
            let id = table_id().with(("group", group % 512));
            let response = ui.interact(rect.intersect(self.sight.body), id, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &said));
        }
    }

    fn heads_ui(&self, ui: &mut Ui, room: Rect, actions: &mut Actions) {
        let tokens = tokens(ui);
        // Also over the scroll bar.
        ui.painter().rect_filled(self.sight.heads.with_max_x(room.right()), 0.0, tokens.raised);
        for placed in &self.sight.columns {
            self.head_ui(ui, placed, actions);
        }
        ui.painter().hline(self.sight.heads.x_range(), self.sight.heads.bottom() - 0.5, Stroke::new(1.0, tokens.line));
        ui.painter().vline(self.sight.frozen - 0.5, self.sight.heads.y_range(), Stroke::new(1.0, tokens.line));
    }

    fn head_ui(&self, ui: &mut Ui, placed: &Placed<Column>, actions: &mut Actions) {
        let tokens = tokens(ui);
        let rect = self.sight.visible(placed, self.sight.heads.y_range());
        if rect.width() <= 1.0 {
            return;
        }
        let sorts = &self.table.wanted.sort;
        let level = sorts.iter().position(|(column, _)| *column == placed.column);
        let direction = level.and_then(|level| sorts.get(level)).map(|(_, direction)| *direction);
        let title = placed.column.title();
        let name = match direction {
            Some(Direction::Up) => format!("{title}, sorted up"),
            Some(Direction::Down) => format!("{title}, sorted down"),
            None => title.to_owned(),
        };
        let response = ui.interact(rect, table_id().with(("head", placed.column)), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &name));
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        if response.hovered() {
            painter.rect_filled(rect, 0.0, tokens.line.gamma_multiply(0.5));
        }
        let mut room = Rect::from_x_y_ranges(placed.x, self.sight.heads.y_range()).shrink2(vec2(8.0, 0.0));
        if let (Some(direction), Some(level)) = (direction, level) {
            let icon = if direction == Direction::Up { icons::UP } else { icons::DOWN };
            let font = FontId::new(12.0, theme::icon_family());
            let at = pos2(room.right() - 6.0, room.center().y);
            painter.text(at, Align2::CENTER_CENTER, icon, font, tokens.accent);
            room = room.with_max_x(room.right() - 16.0);
            if sorts.len() > 1 {
                let font = FontId::new(11.0, theme::semibold());
                let number = (level + 1).to_string();
                painter.text(room.right_center(), Align2::RIGHT_CENTER, number, font, tokens.accent);
                room = room.with_max_x(room.right() - 12.0);
            }
        }
        let font = FontId::new(size::CAPTION, theme::semibold());
        let colour = if direction.is_some() { tokens.text } else { tokens.quiet };
        within(&painter, room, title, font, colour, placed.column.is_number());
        if response.has_focus() {
            painter.rect_stroke(rect, 2.0, Stroke::new(2.0, tokens.accent), StrokeKind::Inside);
        }
        if response.clicked() {
            let more = ui.input(|input| input.modifiers.shift);
            actions.push(TableAction::Sort { column: placed.column, more }.into());
        }
        response.on_hover_text("Click to sort; with Shift also by what is sorted already");
        self.edge_ui(ui, placed, actions);
    }

    /// The right edge of a head: drag for another width.
    fn edge_ui(&self, ui: &Ui, placed: &Placed<Column>, actions: &mut Actions) {
        let rect = Rect::from_x_y_ranges(placed.x.max - 4.0..=placed.x.max + 3.0, self.sight.heads.y_range());
        let rect = rect.intersect(self.sight.heads);
        if placed.x.max > self.sight.heads.right() || !rect.is_positive() {
            return;
        }
        let response = ui.interact(rect, table_id().with(("edge", placed.column)), Sense::CLICK | Sense::DRAG);
        let name = format!("Width of {}", placed.column.title());
        response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, &name));
        let response = response.on_hover_cursor(CursorIcon::ResizeHorizontal);
        let tokens = tokens(ui);
        let shown = if response.hovered() || response.dragged() { tokens.accent } else { tokens.line };
        ui.painter().vline(placed.x.max - 0.5, self.sight.heads.y_range().shrink(8.0), Stroke::new(1.0, shown));
        if response.dragged()
            && let Some(at) = response.interact_pointer_pos()
        {
            actions.push(TableAction::Width(placed.column, at.x - placed.x.min).into());
        }
    }
}

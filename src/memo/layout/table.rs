//! Tables: column widths, rows, and the title row that comes back on every page.

use std::rc::Rc;

use super::display::{ArtifactKind, ElementId, ElementKind, Mark, Scope};
use super::flow::{CAPTION, Flow, Frame};
use super::lines::{Line, TextStyle, break_lines, longest_unit, natural_width};
use super::slice::{BreakBefore, Slice, SpanMark, rule};
use crate::memo::document::{Align, ColumnWidth, Span, Table, TableColumn, TableRow};
use crate::memo::fonts::Face;
use crate::memo::palette;

const CELL: TextStyle = TextStyle { face: Face::Regular, size: 9.0, leading: 12.0, colour: palette::TEXT };
const TITLE: TextStyle = TextStyle { face: Face::Semibold, size: 8.5, leading: 11.0, colour: palette::TEXT };
const PAD_X: f32 = 6.0;
const PAD_Y: f32 = 3.5;
/// Right of figures that words follow.
const WIDE_PAD: f32 = 14.0;
const HAIRLINE: f32 = 0.5;
/// Padding gives way to leave this much for words.
const LEAST_CONTENT: f32 = 8.0;

/// A cell broken into lines.
struct Cell {
    x: f32,
    width: f32,
    align: Align,
    lines: Vec<Line>,
    marks: Vec<SpanMark>,
}

impl Flow {
    /// A table below its caption.
    pub(super) fn table(&mut self, table: &Table, frame: Frame, parent: ElementId) -> Vec<Slice> {
        if table.columns.is_empty() {
            return Vec::new();
        }
        let element = self.element(ElementKind::Table(table.summary.clone()), parent);
        let mut slices = self.table_caption(&table.caption, frame, element);
        let frames = self.column_frames(table, frame);
        let titles = self.title_row(&table.columns, &frames, frame, element);
        let repeated = titles.as_ref().filter(|titles| titles.height <= self.room_for_a_row() / 2.0);
        let repeated = repeated.map(|titles| Rc::new(as_repeated(titles)));
        let has_caption = !slices.is_empty();
        let mut keep_with_next = has_caption || titles.is_some();
        if let Some(mut titles) = titles {
            titles.break_before = if has_caption { BreakBefore::Avoided } else { BreakBefore::Allowed };
            slices.push(titles);
        }
        let body = self.element(ElementKind::TableBody, element);
        let last = table.rows.len().saturating_sub(1);
        for (index, row) in table.rows.iter().enumerate() {
            let mut parts = self.table_row(row, table, &frames, frame, body);
            for part in &mut parts {
                part.titles.clone_from(&repeated);
            }
            // Neither the first nor the last two rows are parted, so that no single row begins or ends a page.
            let keep = keep_with_next || index == 1 || index == last;
            if let (Some(first), true) = (parts.first_mut(), keep) {
                first.break_before = BreakBefore::Avoided;
            }
            keep_with_next = row.group_header;
            slices.append(&mut parts);
        }
        if let Some(first) = slices.first_mut() {
            first.space_before = 4.0;
        }
        if let Some(last) = slices.last_mut() {
            last.space_after = 12.0;
        }
        slices
    }

    /// Names with values, without a title row.
    pub(super) fn facts(&mut self, facts: &[(String, Vec<Span>)], frame: Frame, parent: ElementId) -> Vec<Slice> {
        if facts.is_empty() {
            return Vec::new();
        }
        let element = self.element(ElementKind::Table(String::new()), parent);
        let body = self.element(ElementKind::TableBody, element);
        let name_style = TextStyle { colour: palette::QUIET, ..CELL };
        let mut name_width = 0.0_f32;
        for (name, _) in facts {
            name_width = name_width.max(natural_width(&mut self.shaper, &[Span::plain(name.as_str())], name_style));
        }
        let name_width = (name_width + 14.0).clamp(60.0, frame.width * 0.4);
        let mut slices = Vec::new();
        for (name, value) in facts {
            let row = self.element(ElementKind::TableRow, body);
            let head = self.element(ElementKind::HeaderCell { scope: Scope::Row, columns: 1 }, row);
            let data = self.element(ElementKind::DataCell, row);
            let name_frame = Frame { x: frame.x, width: name_width - 10.0 };
            let value_frame = Frame { x: frame.x + name_width, width: frame.width - name_width };
            let cells = [
                self.cell(&[Span::plain(name.as_str())], name_style, name_frame, Align::Left, head),
                self.cell(value, CELL, value_frame, Align::Left, data),
            ];
            let mut parts = self.rows_of_lines(&cells, &[name_style, CELL], 2.75);
            if let Some(last) = parts.last_mut() {
                last.decorate(rule(frame.x, last.height - HAIRLINE, frame.width, HAIRLINE, palette::LINE));
            }
            slices.append(&mut parts);
        }
        if let Some(first) = slices.first_mut() {
            first.space_before = 2.0;
        }
        if let Some(last) = slices.last_mut() {
            last.space_after = 10.0;
        }
        slices
    }

    fn table_caption(&mut self, caption: &str, frame: Frame, table: ElementId) -> Vec<Slice> {
        if caption.trim().is_empty() {
            return Vec::new();
        }
        let element = self.element(ElementKind::Caption, table);
        let style = TextStyle { face: Face::Semibold, ..CAPTION };
        let mut lines = self.prose(&[Span::plain(caption)], style, frame, element);
        for line in lines.iter_mut().skip(1) {
            line.break_before = BreakBefore::Avoided;
        }
        if let Some(last) = lines.last_mut() {
            last.space_after = 3.0;
        }
        lines
    }

    fn title_row(
        &mut self,
        columns: &[TableColumn],
        frames: &[Frame],
        frame: Frame,
        table: ElementId,
    ) -> Option<Slice> {
        if columns.iter().all(|column| column.title.trim().is_empty()) {
            return None;
        }
        let head = self.element(ElementKind::TableHead, table);
        let row = self.element(ElementKind::TableRow, head);
        let mut cells = Vec::with_capacity(columns.len());
        for (column, place) in columns.iter().zip(frames) {
            let element = self.element(ElementKind::HeaderCell { scope: Scope::Column, columns: 1 }, row);
            cells.push(self.cell(&[Span::plain(column.title.as_str())], TITLE, *place, column.align, element));
        }
        let lines = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(1);
        let mut slice = Slice::new(lines as f32 * TITLE.leading + 2.0 * PAD_Y);
        slice.decorate(rule(frame.x, 0.0, frame.width, slice.height, palette::RAISED));
        slice.decorate(rule(frame.x, slice.height - 0.75, frame.width, 0.75, palette::QUIET));
        for cell in &cells {
            // Titles of unequal length stand on the rule, next to what they name.
            let top = PAD_Y + (lines - cell.lines.len()) as f32 * TITLE.leading;
            for (index, line) in cell.lines.iter().enumerate() {
                cell.set(&mut slice, line, TITLE, top + index as f32 * TITLE.leading);
            }
        }
        Some(slice)
    }

    fn table_row(
        &mut self,
        row: &TableRow,
        table: &Table,
        frames: &[Frame],
        frame: Frame,
        body: ElementId,
    ) -> Vec<Slice> {
        let element = self.element(ElementKind::TableRow, body);
        let empty: &[Span] = &[];
        if row.group_header {
            let columns = table.columns.len();
            let head = self.element(ElementKind::HeaderCell { scope: Scope::Row, columns }, element);
            let style = TextStyle { face: Face::Semibold, ..CELL };
            let spans = row.cells.first().map_or(empty, Vec::as_slice);
            let cell = self.cell(spans, style, inside(frame, PAD_X, PAD_X), Align::Left, head);
            let mut parts = self.rows_of_lines(&[cell], &[style], PAD_Y);
            for part in &mut parts {
                part.underlay(rule(frame.x, HAIRLINE, frame.width, part.height - HAIRLINE, palette::GROUND));
            }
            close_row(&mut parts, frame);
            return parts;
        }
        let mut cells = Vec::with_capacity(frames.len());
        for (index, (column, place)) in table.columns.iter().zip(frames).enumerate() {
            let kind = if index == 0 && table.first_column_names_rows {
                ElementKind::HeaderCell { scope: Scope::Row, columns: 1 }
            } else {
                ElementKind::DataCell
            };
            let tag = self.element(kind, element);
            let spans = row.cells.get(index).map_or(empty, Vec::as_slice);
            cells.push(self.cell(spans, CELL, *place, column.align, tag));
        }
        let mut parts = self.rows_of_lines(&cells, &[], PAD_Y);
        close_row(&mut parts, frame);
        parts
    }

    fn cell(&mut self, spans: &[Span], style: TextStyle, frame: Frame, align: Align, element: ElementId) -> Cell {
        let spans = &*self.without_dead_links(spans);
        let marks = self.span_marks(spans, element);
        let lines = break_lines(&mut self.shaper, spans, style, frame.width);
        Cell { x: frame.x, width: frame.width, align, lines, marks }
    }

    /// One slice for a row that fits well on a page, otherwise one for each line.
    fn rows_of_lines(&self, cells: &[Cell], styles: &[TextStyle], pad: f32) -> Vec<Slice> {
        let style_of = |index: usize| styles.get(index).copied().unwrap_or(CELL);
        let count = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(1);
        let whole = count as f32 * CELL.leading <= self.room_for_a_row();
        let mut slices = Vec::new();
        let mut slice = Slice::new(pad);
        for index in 0..count {
            let top = slice.height;
            for (position, cell) in cells.iter().enumerate() {
                if let Some(line) = cell.lines.get(index) {
                    cell.set(&mut slice, line, style_of(position), top);
                }
            }
            slice.height += CELL.leading;
            if !whole && index + 1 < count {
                slices.push(std::mem::take(&mut slice));
                if index == 0 || index + 2 == count {
                    slice.break_before = BreakBefore::Avoided;
                }
            }
        }
        slice.height += pad;
        slices.push(slice);
        slices
    }

    fn column_frames(&mut self, table: &Table, frame: Frame) -> Vec<Frame> {
        let widths = self.column_widths(table, frame.width);
        let mut x = frame.x;
        let mut frames = Vec::with_capacity(widths.len());
        for (index, width) in widths.into_iter().enumerate() {
            let right = if crowds_next(&table.columns, index) { WIDE_PAD } else { PAD_X };
            frames.push(inside(Frame { x, width }, PAD_X, right));
            x += width;
        }
        frames
    }

    fn column_widths(&mut self, table: &Table, total: f32) -> Vec<f32> {
        let mut least = Vec::with_capacity(table.columns.len());
        let mut widths = Vec::with_capacity(table.columns.len());
        let mut weights = 0.0;
        for (index, column) in table.columns.iter().enumerate() {
            let title = [Span::plain(column.title.as_str())];
            // A title is never torn inside a word as long as the table can afford it.
            least.push((longest_unit(&mut self.shaper, &title, TITLE) + 2.0 * PAD_X).min(total * 0.3));
            let width = match column.width {
                ColumnWidth::Fixed(points) if points.is_finite() => points.max(2.0 * PAD_X + 8.0),
                ColumnWidth::Natural => self.natural_column(table, index).min(total * 0.4),
                ColumnWidth::Weight(weight) => {
                    weights += if weight.is_finite() { weight.max(0.01) } else { 1.0 };
                    0.0
                }
                ColumnWidth::Fixed(_) => 60.0,
            };
            widths.push(width);
        }
        let taken: f32 = widths.iter().sum();
        let reserve = if weights > 0.0 { total * 0.3 } else { 0.0 };
        let squeeze = if taken > total - reserve { (total - reserve) / taken } else { 1.0 };
        let left_over = total - taken * squeeze;
        for (width, column) in widths.iter_mut().zip(&table.columns) {
            *width = match column.width {
                ColumnWidth::Weight(weight) => {
                    let weight = if weight.is_finite() { weight.max(0.01) } else { 1.0 };
                    left_over * weight / weights
                }
                _ if weights == 0.0 => *width * total / taken.max(1.0),
                _ => *width * squeeze,
            };
        }
        widen_to(&mut widths, &least);
        widths
    }

    fn natural_column(&mut self, table: &Table, index: usize) -> f32 {
        let mut width = match table.columns.get(index) {
            Some(column) => natural_width(&mut self.shaper, &[Span::plain(column.title.as_str())], TITLE),
            None => 0.0,
        };
        for row in table.rows.iter().filter(|row| !row.group_header) {
            if let Some(spans) = row.cells.get(index) {
                width = width.max(natural_width(&mut self.shaper, spans, CELL));
            }
        }
        let right = if crowds_next(&table.columns, index) { WIDE_PAD } else { PAD_X };
        width + PAD_X + right + 0.1
    }
}

impl Cell {
    fn set(&self, slice: &mut Slice, line: &Line, style: TextStyle, top: f32) {
        let x = match self.align {
            Align::Left => self.x,
            Align::Right => self.x + (self.width - line.width()).max(0.0),
        };
        slice.set_line(line, style, x, top, &self.marks);
    }
}

/// Raises columns to their least width at the cost of those that have room to spare.
fn widen_to(widths: &mut [f32], least: &[f32]) {
    let missing: f32 = widths.iter().zip(least).map(|(width, least)| (least - width).max(0.0)).sum();
    let spare: f32 = widths.iter().zip(least).map(|(width, least)| (width - least).max(0.0)).sum();
    if missing <= 0.0 || spare < missing {
        return;
    }
    for (width, least) in widths.iter_mut().zip(least) {
        *width = if *width < *least { *least } else { *width - (*width - least) * missing / spare };
    }
}

/// A cell without its padding, which gives way in a very narrow column.
fn inside(frame: Frame, left: f32, right: f32) -> Frame {
    let share = ((frame.width - LEAST_CONTENT) / (left + right)).clamp(0.0, 1.0);
    Frame { x: frame.x + left * share, width: frame.width - (left + right) * share }
}

/// Figures set to the right need air before words set to the left.
fn crowds_next(columns: &[TableColumn], index: usize) -> bool {
    let align = |index: usize| columns.get(index).map(|column| column.align);
    align(index) == Some(Align::Right) && align(index + 1) == Some(Align::Left)
}

fn close_row(parts: &mut [Slice], frame: Frame) {
    if let Some(last) = parts.last_mut() {
        last.decorate(rule(frame.x, last.height - HAIRLINE, frame.width, HAIRLINE, palette::LINE));
    }
}

fn as_repeated(titles: &Slice) -> Slice {
    let mut repeated = Slice::new(titles.height);
    repeated.items.clone_from(&titles.items);
    for item in &mut repeated.items {
        item.mark = Mark::Artifact(ArtifactKind::RepeatedTitles);
    }
    repeated
}

//! What of a long table can be seen: lines and columns with their places on the screen, and the scroll bars. Places are
//! counted in lines, because a million rows lie beyond what points can tell apart.

use super::scroll_bar::ScrollBar;
use egui::{Rangef, Rect, Ui, Vec2, vec2};

/// Height of a line.
pub const LINE: f32 = 28.0;
/// Height of the heads.
const HEAD: f32 = 32.0;
/// Room for the scroll bars.
const BAR: f32 = 12.0;

/// How far a table is scrolled, and what there is of it.
pub struct Extent<'a, C> {
    /// The first one stays in sight.
    pub columns: &'a [C],
    /// In points.
    pub width_of: &'a dyn Fn(C) -> f32,
    /// The width of all columns but the first.
    pub width_of_rest: f32,
    pub lines: usize,
    /// Lines above the first that can be seen.
    pub top: f64,
    /// Points left of the first that can be seen, without the column that stays.
    pub across: f32,
}

/// A column that can be seen, at least in part.
#[derive(Clone, Copy)]
pub struct Placed<C> {
    /// Place in the columns of the table.
    pub place: usize,
    pub column: C,
    pub x: Rangef,
    /// Stays in sight.
    is_frozen: bool,
}

/// Where everything stands in this frame.
pub struct Sight<C> {
    /// All that the table takes, with its scroll bars.
    pub room: Rect,
    pub heads: Rect,
    pub body: Rect,
    /// Left of the columns that scroll.
    pub frozen: f32,
    pub columns: Vec<Placed<C>>,
    /// The first line, and where it begins.
    first: usize,
    first_y: f32,
    lines: usize,
    width_of_rest: f32,
    top: f64,
    across: f32,
}

/// Where a person wants to scroll.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scrolled {
    By { lines: f64, points: f32 },
    ToLine(f64),
    Across(f32),
}

impl Scrolled {
    /// Moves the first line, and the first point across.
    pub fn apply(self, top: &mut f64, across: &mut f32) {
        match self {
            Self::By { lines, points } => {
                *top += lines;
                *across += points;
            }
            Self::ToLine(line) => *top = line,
            Self::Across(points) => *across = points,
        }
    }
}

impl<C: Copy> Sight<C> {
    /// `gutter` is the width left of the first column, for row numbers.
    pub fn new(room: Rect, gutter: f32, of: &Extent<'_, C>) -> Self {
        let inner = Rect::from_min_max(room.min, room.max - vec2(BAR, 0.0));
        let (heads, body) = inner.split_top_bottom_at_y(inner.top() + HEAD);
        let frozen_width = of.columns.first().map_or(0.0, |column| (of.width_of)(*column));
        // On a narrow window the first column leaves room for others.
        let frozen = inner.left() + gutter + frozen_width.min((inner.width() - gutter) * 0.6).max(0.0);
        let overflows = of.width_of_rest > inner.right() - frozen;
        let body = if overflows { body.with_max_y((body.bottom() - BAR).max(body.top())) } else { body };
        let mut columns = Vec::new();
        if let Some(column) = of.columns.first() {
            let x = Rangef::new(inner.left() + gutter, frozen);
            columns.push(Placed { place: 0, column: *column, x, is_frozen: true });
        }
        let mut left = frozen - of.across;
        for (place, column) in of.columns.iter().enumerate().skip(1) {
            let x = Rangef::new(left, left + (of.width_of)(*column));
            left = x.max;
            if x.max > frozen && x.min < inner.right() {
                columns.push(Placed { place, column: *column, x, is_frozen: false });
            }
        }
        let first = of.top.max(0.0).floor();
        let first_y = body.top() - ((of.top - first) * f64::from(LINE)) as f32;
        Self {
            room,
            heads,
            body,
            frozen,
            columns,
            first: first as usize,
            first_y,
            lines: of.lines,
            width_of_rest: of.width_of_rest,
            top: of.top,
            across: of.across,
        }
    }

    /// Lines that can be seen, with their places on the screen.
    pub fn lines(&self) -> impl Iterator<Item = (usize, Rect)> + '_ {
        let count = ((self.body.bottom() - self.first_y) / LINE).ceil().max(0.0) as usize;
        let last = (self.first + count).min(self.lines);
        (self.first..last).enumerate().map(|(below, line)| {
            let top = self.first_y + below as f32 * LINE;
            (line, Rect::from_x_y_ranges(self.body.x_range(), top..=top + LINE))
        })
    }

    /// The line at a height, above and below the table as well.
    pub fn line_at(&self, y: f32) -> usize {
        let below = ((y - self.first_y) / LINE).floor();
        (self.first as f64 + f64::from(below)).max(0.0) as usize
    }

    /// The part of a column's place that is not hidden.
    pub fn visible(&self, placed: &Placed<C>, y: Rangef) -> Rect {
        let left = if placed.is_frozen { placed.x.min } else { placed.x.min.max(self.frozen) };
        Rect::from_x_y_ranges(Rangef::new(left, placed.x.max.min(self.body.right())), y)
    }

    /// The wheel and the scroll bars. `noun` is what the lines are, in the plural.
    pub fn bars_ui(&self, ui: &Ui, noun: &str) -> Vec<Scrolled> {
        let mut asked = Vec::new();
        if ui.rect_contains_pointer(self.body) {
            let delta = ui.input(|input| input.smooth_scroll_delta);
            if delta != Vec2::ZERO {
                asked.push(Scrolled::By { lines: f64::from(-delta.y / LINE), points: -delta.x });
            }
        }
        let shown = f64::from((self.body.height() / LINE).floor());
        let hidden = self.lines as f64 - shown;
        let down = ScrollBar {
            name: &format!("Scroll {noun} up and down"),
            track: Rect::from_x_y_ranges(self.body.right()..=self.room.right(), self.body.y_range()),
            is_upright: true,
            part: shown / self.lines.max(1) as f64,
            at: self.top / hidden.max(1.0),
        };
        // Whole lines: a handle that stands for thousands of rows is no way to half a line.
        asked.extend(down.show(ui).map(|part| Scrolled::ToLine((part * hidden.max(0.0)).round())));
        let (width, rest) = (self.body.right() - self.frozen, self.width_of_rest);
        let across = ScrollBar {
            name: &format!("Scroll {noun} left and right"),
            track: Rect::from_x_y_ranges(self.frozen..=self.body.right(), self.body.bottom()..=self.room.bottom()),
            is_upright: false,
            part: f64::from(width / rest.max(1.0)),
            at: f64::from(self.across / (rest - width).max(1.0)),
        };
        asked.extend(across.show(ui).map(|part| Scrolled::Across(part as f32 * (rest - width).max(0.0))));
        asked
    }
}

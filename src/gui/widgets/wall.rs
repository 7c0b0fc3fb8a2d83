//! The support wall: month by month, the devices past support as a stepped area, and on top of it, hatched, those of
//! which nobody knows. The policy term is marked by two lines.

use super::spread::chosen_place;
use crate::gui::theme::{self, Tokens, size, tokens};
use crate::gui::words;
use chrono::{Datelike, NaiveDate};
use egui::{
    Align2, Color32, FontId, Painter, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

/// What the chart shows.
pub struct Wall<'a> {
    /// Devices of the list.
    pub n: u64,
    /// Of which nobody knows until when they are supported, in every month.
    pub unknown: u64,
    /// Month after month.
    pub months: &'a [WallColumn],
    pub inception: WallMark,
    pub expiry: WallMark,
}

/// A month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WallColumn {
    /// Its first day.
    pub month: NaiveDate,
    /// Devices whose support is over at its end.
    pub past: u64,
    /// Devices whose support ends in it.
    pub ending: u64,
}

/// A day of the term and the devices past support on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WallMark {
    pub day: NaiveDate,
    pub past: u64,
}

const LEFT: f32 = 52.0;
const RIGHT: f32 = 12.0;
const TOP: f32 = 46.0;
const BOTTOM: f32 = 26.0;

impl Wall<'_> {
    /// The chart in one sentence, for those who do not see it.
    #[must_use]
    pub fn words(&self) -> String {
        let Self { inception, expiry, .. } = self;
        let [n, unknown, first, last] = [self.n, self.unknown, inception.past, expiry.past].map(words::grouped);
        format!(
            "Support wall: of {n} devices, {first} are past support at inception on {} and {last} at expiry on {}; of \
             {unknown} nobody knows",
            inception.day, expiry.day
        )
    }

    fn month_words(&self, column: &WallColumn) -> String {
        let [past, n, ending, unknown] = [column.past, self.n, column.ending, self.unknown].map(words::grouped);
        let mut words = format!("{}: {past} of {n} devices past support", column.month.format("%B %Y"));
        if column.ending > 0 {
            words.push_str(&format!("; {ending} lose it in this month"));
        }
        if self.unknown > 0 {
            words.push_str(&format!("; unknown for {unknown}"));
        }
        words
    }
}

/// Draws the chart over the whole width. With the keyboard on it, Left and Right go from month to month.
pub fn wall_ui(ui: &mut Ui, wall: &Wall<'_>) -> Response {
    let width = ui.available_width().max(260.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, (width * 0.36).clamp(220.0, 320.0)), Sense::click());
    let plot = Rect::from_min_max(
        pos2(rect.left() + LEFT, rect.top() + TOP),
        pos2(rect.right() - RIGHT, rect.bottom() - BOTTOM),
    );
    let chosen = chosen_place(ui, &response, plot, wall.months.len());
    let said = match chosen.and_then(|place| wall.months.get(place)) {
        Some(column) if response.has_focus() => wall.month_words(column),
        _ => wall.words(),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
    paint(ui, wall, plot, chosen);
    super::buttons::focus_ring(ui, rect, &response);
    match chosen.and_then(|place| wall.months.get(place)) {
        Some(column) => response.on_hover_text_at_pointer(wall.month_words(column)),
        None => response,
    }
}

fn paint(ui: &Ui, wall: &Wall<'_>, plot: Rect, chosen: Option<usize>) {
    let tokens = tokens(ui);
    let painter = ui.painter();
    let top = scale_top(wall);
    let y_of = |count: u64| plot.bottom() - plot.height() * (count as f32 / top as f32);
    let column_width = plot.width() / wall.months.len().max(1) as f32;
    let x_of = |place: usize| plot.left() + column_width * place as f32;
    if let (Some(from), Some(to)) = (x_of_day(wall, plot, wall.inception.day), x_of_day(wall, plot, wall.expiry.day)) {
        let term = Rect::from_x_y_ranges(from..=to, plot.y_range());
        painter.rect_filled(term, 0.0, tokens.accent_ground.gamma_multiply(0.55));
    }
    paint_grid(painter, tokens, plot, top, wall.n);
    for (place, column) in wall.months.iter().enumerate() {
        let (x, right) = (x_of(place), x_of(place + 1));
        let past = Rect::from_min_max(pos2(x, y_of(column.past)), pos2(right, plot.bottom()));
        painter.rect_filled(past, 0.0, tokens.bands[3].gamma_multiply(if chosen == Some(place) { 0.95 } else { 0.7 }));
    }
    paint_unknown(painter, tokens, wall, &|count| y_of(count).max(plot.top()), &x_of);
    paint_steps(painter, wall, &y_of, &x_of, tokens.bands[3]);
    paint_months(painter, tokens, plot, wall, &x_of);
    painter.hline(plot.x_range(), plot.bottom(), Stroke::new(1.0, tokens.outline));
    for (mark, word) in [(&wall.inception, "Inception"), (&wall.expiry, "Expiry")] {
        if let Some(x) = x_of_day(wall, plot, mark.day) {
            paint_mark(painter, tokens, plot, x, y_of(mark.past), mark, word);
        }
    }
    if let Some(place) = chosen {
        let column = Rect::from_x_y_ranges(x_of(place)..=x_of(place + 1), plot.y_range());
        painter.rect_stroke(column, 0.0, Stroke::new(1.0, tokens.quiet), StrokeKind::Inside);
    }
}

/// Round number of devices at the top: all of them, unless the wall would then lie flat.
fn scale_top(wall: &Wall<'_>) -> u64 {
    let most = wall.months.iter().map(|column| column.past).max().unwrap_or(0).saturating_add(wall.unknown).max(1);
    let wanted = if most.saturating_mul(3) >= wall.n { wall.n.max(1) } else { most };
    let step = round_step(wanted);
    wanted.div_ceil(step).saturating_mul(step)
}

/// 1, 2 or 5 times a power of ten, so that three to five lines stand below `top`.
fn round_step(top: u64) -> u64 {
    let mut power: u64 = 1;
    loop {
        for times in [1, 2, 5] {
            let step = power.saturating_mul(times);
            if top.div_ceil(step) <= 5 {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

/// Where a day lies between the months; none outside of them.
fn x_of_day(wall: &Wall<'_>, plot: Rect, day: NaiveDate) -> Option<f32> {
    let first = wall.months.first()?.month;
    let months = (day.year() - first.year()) * 12 + day.month() as i32 - first.month() as i32;
    let part = months as f32 + (day.day() - 1) as f32 / 31.0;
    let count = wall.months.len() as f32;
    (0.0..=count).contains(&part).then_some(plot.left() + plot.width() * part / count)
}

fn paint_grid(painter: &Painter, tokens: &Tokens, plot: Rect, top: u64, n: u64) {
    let step = round_step(top);
    let mut count = 0;
    while count <= top {
        let y = plot.bottom() - plot.height() * (count as f32 / top as f32);
        painter.hline(plot.x_range(), y, Stroke::new(1.0, tokens.line));
        let font = FontId::new(size::CAPTION, theme::regular());
        painter.text(pos2(plot.left() - 8.0, y), Align2::RIGHT_CENTER, words::grouped(count), font, tokens.quiet);
        count = count.saturating_add(step);
    }
    // Where the scale reaches further than there are devices, all of them are a line of their own.
    if n < top {
        let y = plot.bottom() - plot.height() * (n as f32 / top as f32);
        dashed(painter, [pos2(plot.left(), y), pos2(plot.right(), y)], tokens.outline);
        let words = format!("all {} devices", words::grouped(n));
        let font = FontId::new(size::CAPTION, theme::regular());
        painter.text(pos2(plot.right() - 4.0, y - 2.0), Align2::RIGHT_BOTTOM, words, font, tokens.quiet);
    }
}

fn paint_unknown(
    painter: &Painter,
    tokens: &Tokens,
    wall: &Wall<'_>,
    y_of: &dyn Fn(u64) -> f32,
    x_of: &dyn Fn(usize) -> f32,
) {
    if wall.unknown == 0 {
        return;
    }
    for (place, column) in wall.months.iter().enumerate() {
        let top = y_of(column.past.saturating_add(wall.unknown));
        let band = Rect::from_min_max(pos2(x_of(place), top), pos2(x_of(place + 1), y_of(column.past)));
        hatch(painter, band, 7.0, tokens.no_decision.gamma_multiply(0.75));
        painter.hline(band.x_range(), band.top(), Stroke::new(1.0, tokens.no_decision));
    }
}

/// Slanting lines, `step` points apart, that go on from one rectangle to the next.
pub(super) fn hatch(painter: &Painter, rect: Rect, step: f32, colour: Color32) {
    if !rect.is_positive() {
        return;
    }
    let clipped = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
    let first = ((rect.left() + rect.top()) / step).floor() as i64;
    let last = ((rect.right() + rect.bottom()) / step).ceil() as i64;
    for line in first..=last {
        let sum = line as f32 * step;
        let at = |y: f32| pos2(sum - y, y);
        clipped.line_segment([at(rect.top()), at(rect.bottom())], Stroke::new(1.0, colour));
    }
}

/// The upper edge of the area.
fn paint_steps(
    painter: &Painter,
    wall: &Wall<'_>,
    y_of: &dyn Fn(u64) -> f32,
    x_of: &dyn Fn(usize) -> f32,
    colour: Color32,
) {
    let mut points: Vec<Pos2> = Vec::with_capacity(wall.months.len() * 2);
    for (place, column) in wall.months.iter().enumerate() {
        let y = y_of(column.past);
        points.extend([pos2(x_of(place), y), pos2(x_of(place + 1), y)]);
    }
    painter.line(points, Stroke::new(2.0, colour));
}

/// Names as many months as have room, and ticks for all.
fn paint_months(painter: &Painter, tokens: &Tokens, plot: Rect, wall: &Wall<'_>, x_of: &dyn Fn(usize) -> f32) {
    let width = plot.width() / wall.months.len().max(1) as f32;
    let every = [1, 2, 3, 6, 12, 24, 60].into_iter().find(|every| *every as f32 * width >= 62.0).unwrap_or(120);
    let font = FontId::new(size::CAPTION, theme::regular());
    for (place, column) in wall.months.iter().enumerate() {
        let x = x_of(place);
        let is_named = place % every == 0 && x + 54.0 <= plot.right() + RIGHT;
        let length = if is_named { 5.0 } else { 3.0 };
        painter.vline(x, plot.bottom()..=plot.bottom() + length, Stroke::new(1.0, tokens.outline));
        if is_named {
            let at = pos2(x, plot.bottom() + 7.0);
            painter.text(at, Align2::LEFT_TOP, column.month.format("%b %Y").to_string(), font.clone(), tokens.quiet);
        }
    }
}

fn paint_mark(painter: &Painter, tokens: &Tokens, plot: Rect, x: f32, y: f32, mark: &WallMark, word: &str) {
    painter.vline(x, plot.top() - 8.0..=plot.bottom(), Stroke::new(1.5, tokens.accent));
    painter.circle(pos2(x, y), 4.0, tokens.surface, Stroke::new(2.0, tokens.accent));
    let strong = FontId::new(size::LABEL, theme::semibold());
    let quiet = FontId::new(size::CAPTION, theme::regular());
    let count = painter.layout_no_wrap(format!("{} past support", words::grouped(mark.past)), strong, tokens.text);
    let day = painter.layout_no_wrap(format!("{word} {}", mark.day), quiet, tokens.accent);
    let width = count.size().x.max(day.size().x);
    // A label that would leave the chart stands on the other side of its line.
    let left = if x + width + 8.0 > plot.right() + RIGHT { x - width - 6.0 } else { x + 6.0 };
    painter.galley(pos2(left, plot.top() - 44.0), day, tokens.accent);
    painter.galley(pos2(left, plot.top() - 28.0), count, tokens.text);
}

fn dashed(painter: &Painter, line: [Pos2; 2], colour: Color32) {
    painter.extend(egui::Shape::dashed_line(&line, Stroke::new(1.0, colour), 4.0, 4.0));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_scale_holds_everything_and_has_few_lines(top in 1_u64..10_000_000) {
            let step = round_step(top);
            let lines = top.div_ceil(step);
            prop_assert!((1..=5).contains(&lines));
            prop_assert!(lines * step >= top);
            prop_assert!(top < 3 || lines >= 2, "{top} by {step}");
        }
    }
}

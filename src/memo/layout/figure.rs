//! Drawings: the band bar and horizontal bars, as display-list items the desk can draw as well.

use super::LayoutError;
use super::display::{Draw, Path, Rect, Segment, TextRun};
use super::marks::{band_shape, polygon, rounded_rect};
use super::shape::Shaper;
use super::slice::{rule, stroke};
use crate::memo::document::{BandBar, Bar, Bars, FigureKind};
use crate::memo::fonts::Face;
use crate::memo::palette::{self, Colour};

/// A drawing whose top left corner is the origin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// Points.
    pub width: f32,
    /// Points.
    pub height: f32,
    /// What to draw, first to last.
    pub items: Vec<Draw>,
}

/// Draws a figure `width_pt` points wide, for use outside a document.
///
/// # Errors
/// Only when a font file inside the program is damaged.
pub fn draw_figure(kind: &FigureKind, width_pt: f32) -> Result<Drawing, LayoutError> {
    Ok(draw(&mut Shaper::new()?, kind, width_pt))
}

/// Draws a figure with a shaper at hand.
pub(super) fn draw(shaper: &mut Shaper, kind: &FigureKind, width: f32) -> Drawing {
    let mut pen = Pen { shaper, drawing: Drawing { width, ..Drawing::default() } };
    match kind {
        FigureKind::BandBar(bar) => pen.band_bar(bar),
        FigureKind::Bars(bars) => pen.bars(bars),
        FigureKind::Wall(wall) => pen.wall(wall),
        FigureKind::Pairs(pairs) => pen.pairs(pairs),
    }
    pen.drawing
}

/// A figure as one drawing, or as several when no page has room for all its bars.
pub(super) fn parts(kind: &FigureKind, room: f32) -> Vec<FigureKind> {
    let FigureKind::Bars(bars) = kind else {
        return vec![kind.clone()];
    };
    let at_once = (((room - BARS_HEAD) / TALL_ROW).floor() as usize).saturating_sub(1).max(1);
    if bars.rows.len() <= at_once {
        return vec![kind.clone()];
    }
    let part =
        |rows: &[Bar]| FigureKind::Bars(Bars { rows: rows.to_vec(), max: bars.max, marker: bars.marker.clone() });
    bars.rows.chunks(at_once).map(part).collect()
}

/// Height of one bar with its air, in points.
const BAR_ROW: f32 = 16.0;
/// The same where a label takes two lines.
const TALL_ROW: f32 = 26.0;
/// Between the two lines of a label.
const LABEL_LEADING: f32 = 10.0;
/// Room above the bars for the marker's words.
const BARS_HEAD: f32 = 14.0;

pub(super) struct Pen<'a> {
    pub(super) shaper: &'a mut Shaper,
    pub(super) drawing: Drawing,
}

/// Horizontal anchor of a label.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Look of a label.
#[derive(Clone, Copy)]
pub(super) struct Label {
    pub(super) face: Face,
    pub(super) size: f32,
    pub(super) colour: Colour,
}

pub(super) const NUMBER: Label = Label { face: Face::Regular, size: 8.0, colour: palette::QUIET };

/// Half the width of the score's pointer.
const POINTER: f32 = 5.0;

impl Pen<'_> {
    fn band_bar(&mut self, bar: &BandBar) {
        const LABEL_BASELINE: f32 = 11.0;
        const RANGE_TOP: f32 = 17.5;
        const BAR_TOP: f32 = 29.0;
        const BAR_HEIGHT: f32 = 20.0;
        const EDGE_BASELINE: f32 = BAR_TOP + BAR_HEIGHT + 12.0;
        let width = self.drawing.width;
        let at = |score: f32| {
            if score.is_finite() { score.clamp(0.0, 100.0) / 100.0 * width } else { 0.0 }
        };
        self.segments(bar, BAR_TOP, BAR_HEIGHT);
        self.range(bar, RANGE_TOP, BAR_TOP - 1.0);

        let score = at(bar.score);
        let tip = BAR_TOP + 1.0;
        let pointer = polygon(&[[score - POINTER, tip - 9.0], [score + POINTER, tip - 9.0], [score, tip]]);
        self.push(Draw::Path(Path {
            segments: pointer.clone(),
            closed: true,
            fill: None,
            stroke: Some((palette::SURFACE, 2.4)),
        }));
        self.fill(pointer, palette::TEXT);
        let label = Label { face: Face::Semibold, size: 11.5, colour: palette::TEXT };
        self.label(&bar.score_label, label, score, LABEL_BASELINE, Anchor::Middle);

        let mut free_from = f32::MIN;
        for edge in std::iter::once(0.0).chain(bar.edges.iter().copied()).chain([100.0]) {
            let (x, text) = (at(edge), number(edge));
            let text_width = self.shaper.width_pt(NUMBER.face, NUMBER.size, &text);
            let left = (x - text_width / 2.0).clamp(0.0, (width - text_width).max(0.0));
            if left < free_from {
                continue;
            }
            self.label(&text, NUMBER, left, EDGE_BASELINE, Anchor::Start);
            free_from = left + text_width + 3.0;
        }
        self.drawing.height = EDGE_BASELINE + 4.0;
    }

    fn segments(&mut self, bar: &BandBar, top: f32, height: f32) {
        const SHAPE: f32 = 8.0;
        const GAP: f32 = 1.5;
        let width = self.drawing.width;
        let mut edges = vec![0.0];
        edges.extend(bar.edges.iter().map(|edge| if edge.is_finite() { edge.clamp(0.0, 100.0) } else { 0.0 }));
        edges.push(100.0);
        let count = edges.len().saturating_sub(1);
        for (index, pair) in edges.windows(2).enumerate() {
            let &[from, to] = pair else { continue };
            let inset = if index == 0 { 0.0 } else { GAP / 2.0 };
            let outset = if index + 1 == count { 0.0 } else { GAP / 2.0 };
            let left = from / 100.0 * width + inset;
            let segment_width = to / 100.0 * width - outset - left;
            if segment_width <= 0.0 {
                continue;
            }
            let band = u8::try_from(index + 1).unwrap_or(0);
            let left_radius = if index == 0 { 3.0 } else { 0.0 };
            let right_radius = if index + 1 == count { 3.0 } else { 0.0 };
            let radii = [left_radius, right_radius, right_radius, left_radius];
            self.fill(rounded_rect(left, top, segment_width, height, radii), palette::band(band));

            let name = bar.names.get(index).map_or("", String::as_str);
            let (lines, label) = self.name_lines(name, segment_width - SHAPE - 4.0 - 8.0);
            let mut words = 0.0_f32;
            for line in &lines {
                words = words.max(self.shaper.width_pt(label.face, label.size, line));
            }
            let content = if lines.is_empty() { SHAPE } else { SHAPE + 4.0 + words };
            if content + 2.0 > segment_width {
                continue;
            }
            let start = left + (segment_width - content) / 2.0;
            let centre = [start + SHAPE / 2.0, top + height / 2.0];
            self.push(Draw::Path(band_shape(band, centre, SHAPE, palette::SURFACE)));
            let first =
                top + height / 2.0 + label.size * 0.34 - (lines.len().saturating_sub(1)) as f32 * label.size / 2.0;
            for (number, line) in lines.iter().enumerate() {
                self.label(line, label, start + SHAPE + 4.0, first + number as f32 * label.size, Anchor::Start);
            }
        }
    }

    /// A band's name on one line, on two small ones, or not at all.
    fn name_lines(&mut self, name: &str, room: f32) -> (Vec<String>, Label) {
        let large = Label { face: Face::Semibold, size: 8.0, colour: palette::SURFACE };
        let small = Label { size: 7.2, ..large };
        if name.is_empty() || room <= 0.0 {
            return (Vec::new(), large);
        }
        if self.shaper.width_pt(large.face, large.size, name) <= room {
            return (vec![name.to_owned()], large);
        }
        let spaces = name.match_indices(' ').map(|(at, _)| at);
        let mut best: Option<(f32, Vec<String>)> = None;
        for at in spaces {
            let (head, tail) = name.split_at(at);
            let tail = tail.trim_start();
            let width = [head, tail]
                .map(|line| self.shaper.width_pt(small.face, small.size, line))
                .into_iter()
                .fold(0.0, f32::max);
            if width <= room && best.as_ref().is_none_or(|(known, _)| width < *known) {
                best = Some((width, vec![head.to_owned(), tail.to_owned()]));
            }
        }
        (best.map(|(_, lines)| lines).unwrap_or_default(), small)
    }

    /// The range as a hatched span standing on the bar, with its two numbers outside.
    fn range(&mut self, bar: &BandBar, top: f32, bottom: f32) {
        let width = self.drawing.width;
        let at = |score: f32| {
            if score.is_finite() { score.clamp(0.0, 100.0) / 100.0 * width } else { 0.0 }
        };
        let (low, high) = (bar.range.0.min(bar.range.1), bar.range.0.max(bar.range.1));
        let (left, right) = (at(low), at(high));
        if number(low) == number(high) {
            return;
        }
        let ground = palette::TEXT.with_alpha(0.08);
        self.push(Draw::Rect(Rect { x: left, y: top, width: right - left, height: bottom - top, fill: ground }));
        self.hatch(left, right, top, bottom);
        for x in [left, right] {
            self.push(stroke([x, top], [x, bottom], palette::TEXT, 0.8));
        }
        // The pointer may stand at an end of the span or cover it; the numbers stand outside both.
        let (left, right) = (left.min(at(bar.score) - POINTER), right.max(at(bar.score) + POINTER));
        let baseline = (top + bottom) / 2.0 + 2.9;
        let (low, high) = (number(low), number(high));
        let low_width = self.shaper.width_pt(NUMBER.face, NUMBER.size, &low);
        let high_width = self.shaper.width_pt(NUMBER.face, NUMBER.size, &high);
        let (low_fits, high_fits) = (left - 4.0 >= low_width, width - right - 4.0 >= high_width);
        if low_fits && high_fits {
            self.label(&low, NUMBER, left - 4.0, baseline, Anchor::End);
            self.label(&high, NUMBER, right + 4.0, baseline, Anchor::Start);
            return;
        }
        let both = format!("{low} to {high}");
        let both_width = self.shaper.width_pt(NUMBER.face, NUMBER.size, &both);
        let (fits_left, fits_right) = (left - 4.0 >= both_width, width - right - 4.0 >= both_width);
        // Where neither side has room, the words around the figure say the range.
        if fits_left && (low_fits || left > width - right || !fits_right) {
            self.label(&both, NUMBER, left - 4.0, baseline, Anchor::End);
        } else if fits_right {
            self.label(&both, NUMBER, right + 4.0, baseline, Anchor::Start);
        }
    }

    pub(super) fn hatch(&mut self, left: f32, right: f32, top: f32, bottom: f32) {
        const STEP: f32 = 4.0;
        let height = bottom - top;
        let mut start = left - height;
        // The lines lean by 45 degrees; each is cut where it leaves the span.
        while start < right {
            let (from, to) = (start.max(left), (start + height).min(right));
            if to > from {
                self.push(stroke([from, bottom - (from - start)], [to, bottom - (to - start)], palette::QUIET, 0.6));
            }
            start += STEP;
        }
    }

    fn bars(&mut self, bars: &Bars) {
        const THICK: f32 = 7.0;
        const GAP: f32 = 8.0;
        let label = Label { face: Face::Regular, size: 9.0, colour: palette::TEXT };
        let value = Label { face: Face::Semibold, size: 9.0, colour: palette::TEXT };
        let width = self.drawing.width;
        let mut label_width = 0.0_f32;
        let mut value_width = 0.0_f32;
        for bar in &bars.rows {
            label_width = label_width.max(self.shaper.width_pt(label.face, label.size, &bar.label));
            value_width = value_width.max(self.shaper.width_pt(value.face, value.size, &bar.value_label));
        }
        let label_width = label_width.min(width * 0.48);
        let value_width = value_width.min(width * 0.25);
        let mut labels = Vec::with_capacity(bars.rows.len());
        for bar in &bars.rows {
            labels.push(self.two_lines(&bar.label, label, label_width));
        }
        let row = if labels.iter().all(|lines| lines.len() < 2) { BAR_ROW } else { TALL_ROW };
        let origin = label_width + GAP;
        let room = (width - origin - GAP - value_width).max(1.0);
        let max = if bars.max.is_finite() && bars.max > 0.0 { bars.max } else { 1.0 };
        let share = |amount: f32| {
            if amount.is_finite() { (amount / max).clamp(0.0, 1.0) } else { 0.0 }
        };
        let top = if bars.marker.is_some() { BARS_HEAD } else { 2.0 };
        let bottom = top + row * bars.rows.len() as f32;
        for (index, (bar, lines)) in bars.rows.iter().zip(&labels).enumerate() {
            let middle = top + row * (index as f32 + 0.5);
            let first = middle + 3.0 - (lines.len().saturating_sub(1)) as f32 * LABEL_LEADING / 2.0;
            for (number, line) in lines.iter().enumerate() {
                let baseline = first + number as f32 * LABEL_LEADING;
                self.label(line, label, 0.0, baseline, Anchor::Start);
            }
            let length = room * share(bar.value);
            let track = rule(origin, middle - THICK / 2.0, room, THICK, palette::RAISED);
            self.push(track);
            let fill = if bar.emphasised { palette::ACCENT } else { palette::BAR };
            self.push(rule(origin, middle - THICK / 2.0, length.max(0.75), THICK, fill));
            self.label(&bar.value_label, value, width, middle + 3.0, Anchor::End);
        }
        self.push(rule(origin - 0.4, top, 0.8, bottom - top, palette::QUIET));
        if let Some((amount, words)) = &bars.marker {
            let x = origin + room * share(*amount);
            self.push(stroke([x, top - 3.0], [x, bottom], palette::SURFACE, 2.4));
            self.push(stroke([x, top - 3.0], [x, bottom], palette::TEXT, 0.9));
            self.label(words, NUMBER, x, top - 5.5, Anchor::Middle);
        }
        self.drawing.height = bottom + 2.0;
    }

    /// The text on one line, or on two, the second cut off where it has to be.
    fn two_lines(&mut self, text: &str, label: Label, room: f32) -> Vec<String> {
        if self.shaper.width_pt(label.face, label.size, text) <= room + 0.01 {
            return vec![text.to_owned()];
        }
        let mut cut = 0;
        for (at, _) in text.match_indices(' ') {
            let head = text.get(..at).unwrap_or_default();
            if self.shaper.width_pt(label.face, label.size, head) > room {
                break;
            }
            cut = at;
        }
        if cut == 0 {
            return vec![self.shortened(text, label, room)];
        }
        let (head, tail) = text.split_at(cut);
        vec![head.to_owned(), self.shortened(tail.trim_start(), label, room)]
    }

    /// The text, or as much of it as fits with an ellipsis.
    fn shortened(&mut self, text: &str, label: Label, room: f32) -> String {
        if self.shaper.width_pt(label.face, label.size, text) <= room + 0.01 {
            return text.to_owned();
        }
        let mut kept: Vec<char> = text.chars().take(200).collect();
        while kept.pop().is_some() {
            let candidate = format!("{}\u{2026}", kept.iter().collect::<String>().trim_end());
            if self.shaper.width_pt(label.face, label.size, &candidate) <= room {
                return candidate;
            }
        }
        String::new()
    }

    /// Sets a label and keeps it inside the drawing.
    pub(super) fn label(&mut self, text: &str, label: Label, x: f32, baseline: f32, anchor: Anchor) {
        let width = self.drawing.width;
        let text = self.shortened(text, label, width);
        let text_width = self.shaper.width_pt(label.face, label.size, &text);
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - text_width / 2.0,
            Anchor::End => x - text_width,
        };
        let mut pen = left.clamp(0.0, (width - text_width).max(0.0));
        // A label ends with a space so that copied text keeps its words apart.
        let spaced = format!("{text} ");
        for piece in self.shaper.shape(label.face, &spaced).iter() {
            let run = TextRun {
                x: pen,
                y: baseline,
                face: piece.face,
                size: label.size,
                colour: label.colour,
                glyphs: piece.glyphs.clone(),
                text: piece.text.clone(),
                stands_for: piece.stands_for.clone(),
            };
            pen += run.advance_pt();
            self.push(Draw::Text(run));
        }
    }

    fn fill(&mut self, segments: Vec<Segment>, fill: Colour) {
        self.push(Draw::Path(Path { segments, closed: true, fill: Some(fill), stroke: None }));
    }

    pub(super) fn push(&mut self, draw: Draw) {
        self.drawing.items.push(draw);
    }
}

/// A score without decimals it does not have.
fn number(value: f32) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    if rounded.fract() == 0.0 { format!("{rounded:.0}") } else { format!("{rounded:.1}") }
}

//! The support wall: devices out of security support, a step a month, what is not known hatched on top.

use super::display::{Draw, Rect};
use super::figure::{Anchor, Label, NUMBER, Pen};
use super::slice::{rule, stroke};
use crate::memo::document::Wall;
use crate::memo::fonts::Face;
use crate::memo::palette;
use crate::questionnaire::grouped;

/// Room above the scale for the words of the marks.
const HEAD: f32 = 24.0;
const PLOT: f32 = 128.0;
/// Room below for months and key.
const FOOT: f32 = 32.0;
/// Air between steps of different height, so that they can be counted.
const GAP: f32 = 0.75;

impl Pen<'_> {
    pub(super) fn wall(&mut self, wall: &Wall) {
        let width = self.drawing.width;
        let total = wall.total.max(1) as f32;
        let (top, bottom) = (HEAD, HEAD + PLOT);
        let scale = [wall.total, wall.total / 2, 0].map(grouped);
        let mut axis = 0.0_f32;
        for words in &scale {
            axis = axis.max(self.shaper.width_pt(NUMBER.face, NUMBER.size, words));
        }
        let origin = axis + 6.0;
        let room = (width - origin).max(1.0);
        let month = room / wall.months.len().max(1) as f32;
        let y = |devices: f32| bottom - (devices / total).clamp(0.0, 1.0) * PLOT;

        for (words, devices) in scale.iter().zip([total, (wall.total / 2) as f32, 0.0]) {
            let at = y(devices);
            self.push(rule(origin, at - 0.25, room, 0.5, palette::LINE));
            self.label(words, NUMBER, axis, at + 2.8, Anchor::End);
        }
        let mut first = 0;
        while let Some(step) = wall.months.get(first) {
            let run = wall.months.iter().skip(first).take_while(|next| next.past == step.past).count();
            let (left, right) =
                (origin + first as f32 * month + GAP / 2.0, origin + (first + run) as f32 * month - GAP / 2.0);
            let (edge, unknown) = (y(step.past as f32), y(step.past as f32 + wall.unknown as f32));
            self.push(Draw::Rect(Rect {
                x: left,
                y: edge,
                width: right - left,
                height: bottom - edge,
                fill: palette::band(4),
            }));
            if edge - unknown > 0.4 {
                let ground = palette::QUIET.with_alpha(0.10);
                self.push(Draw::Rect(Rect {
                    x: left,
                    y: unknown,
                    width: right - left,
                    height: edge - unknown,
                    fill: ground,
                }));
                self.hatch(left, right, unknown, edge);
            }
            first += run;
        }
        self.push(rule(origin, bottom - 0.4, room, 0.8, palette::QUIET));

        for (place, words) in wall.marks.iter().filter(|(place, _)| place.is_finite()) {
            let x = origin + place.clamp(0.0, wall.months.len() as f32) * month;
            self.push(stroke([x, top - 8.0], [x, bottom], palette::SURFACE, 2.4));
            self.push(stroke([x, top - 8.0], [x, bottom], palette::TEXT, 0.9));
            let label = Label { face: Face::Semibold, size: 8.0, colour: palette::TEXT };
            self.label(words, label, x, top - 12.0, Anchor::Middle);
        }
        for (place, step) in wall.months.iter().enumerate() {
            let middle = origin + (place as f32 + 0.5) * month;
            if !step.label.is_empty() {
                let x = origin + place as f32 * month;
                self.push(rule(x, bottom, 0.6, 3.0, palette::QUIET));
                self.label(&step.label, NUMBER, x, bottom + 11.0, Anchor::Start);
            }
            if !step.value.is_empty() {
                self.value(&step.value, middle, y(step.past as f32) - 4.0);
            }
        }
        self.key(origin, bottom + 24.0, wall.unknown > 0);
        self.drawing.height = bottom + FOOT;
    }

    /// A number over the solid part, on ground of its own: hatching runs behind it.
    fn value(&mut self, text: &str, middle: f32, baseline: f32) {
        const LOOK: Label = Label { face: Face::Semibold, size: 8.5, colour: palette::TEXT };
        let half = self.shaper.width_pt(LOOK.face, LOOK.size, text) / 2.0 + 2.0;
        let x = middle.clamp(half, (self.drawing.width - half).max(half));
        let (top, height) = (baseline - 8.0, 10.0);
        self.push(Draw::Rect(Rect { x: x - half, y: top, width: 2.0 * half, height, fill: palette::SURFACE }));
        self.label(text, LOOK, x, baseline, Anchor::Middle);
    }

    /// What solid and hatched stand for.
    fn key(&mut self, left: f32, baseline: f32, has_unknown: bool) {
        const SWATCH: f32 = 9.0;
        let top = baseline - 7.5;
        self.push(Draw::Rect(Rect { x: left, y: top, width: SWATCH, height: SWATCH, fill: palette::band(4) }));
        let words = "past security support";
        self.label(words, NUMBER, left + SWATCH + 4.0, baseline, Anchor::Start);
        if has_unknown {
            let x = left + SWATCH + 20.0 + self.shaper.width_pt(NUMBER.face, NUMBER.size, words);
            self.push(Draw::Rect(Rect {
                x,
                y: top,
                width: SWATCH,
                height: SWATCH,
                fill: palette::QUIET.with_alpha(0.10),
            }));
            self.hatch(x, x + SWATCH, top, top + SWATCH);
            self.label("date not known", NUMBER, x + SWATCH + 4.0, baseline, Anchor::Start);
        }
    }
}

//! Columns in pairs: a distribution before a change and after it.

use super::display::{Draw, Rect};
use super::figure::{Anchor, Label, NUMBER, Pen};
use super::slice::rule;
use crate::memo::document::Pairs;
use crate::memo::palette::{self, Colour};
use crate::questionnaire::grouped;

const HEAD: f32 = 6.0;
const PLOT: f32 = 104.0;
/// Room below for the scale, what it counts, and the key.
const FOOT: f32 = 32.0;
/// Of a pair's width: air beside it.
const AIR: f32 = 0.16;

impl Pen<'_> {
    pub(super) fn pairs(&mut self, pairs: &Pairs) {
        let most = pairs.columns.iter().map(|pair| pair.before.max(pair.after)).max().unwrap_or(0).max(1);
        let bottom = HEAD + PLOT;
        let scale = [most, most / 2, 0];
        let mut axis = 0.0_f32;
        for count in scale {
            axis = axis.max(self.shaper.width_pt(NUMBER.face, NUMBER.size, &grouped(count)));
        }
        let origin = axis + 6.0;
        let room = (self.drawing.width - origin).max(1.0);
        let height = |count: u64| count as f32 / most as f32 * PLOT;
        for count in scale {
            let at = bottom - height(count);
            self.push(rule(origin, at - 0.25, room, 0.5, palette::LINE));
            self.label(&grouped(count), NUMBER, axis, at + 2.8, Anchor::End);
        }
        let step = room / pairs.columns.len().max(1) as f32;
        let half = step * (1.0 - AIR) / 2.0;
        for (place, pair) in pairs.columns.iter().enumerate() {
            let left = origin + place as f32 * step;
            for (side, count, fill) in [(0.0, pair.before, palette::BAR), (1.0, pair.after, palette::ACCENT)] {
                let x = left + step * AIR / 2.0 + side * half;
                self.column(x, half, bottom, height(count), fill);
            }
            if !pair.label.is_empty() {
                self.push(rule(left, bottom, 0.6, 3.0, palette::QUIET));
                self.label(&pair.label, NUMBER, left, bottom + 11.0, Anchor::Start);
            }
        }
        self.push(rule(origin, bottom - 0.4, room, 0.8, palette::QUIET));
        self.pairs_key(pairs, origin, bottom + 25.0);
        self.drawing.height = bottom + FOOT;
    }

    fn column(&mut self, x: f32, width: f32, bottom: f32, height: f32, fill: Colour) {
        if height > 0.0 {
            // A single submission among thousands is still to be seen.
            let height = height.max(0.6);
            self.push(Draw::Rect(Rect { x, y: bottom - height, width, height, fill }));
        }
    }

    fn pairs_key(&mut self, pairs: &Pairs, left: f32, baseline: f32) {
        const SWATCH: f32 = 8.0;
        let mut x = left;
        for (name, fill) in pairs.names.iter().zip([palette::BAR, palette::ACCENT]) {
            self.push(Draw::Rect(Rect { x, y: baseline - 7.0, width: SWATCH, height: SWATCH, fill }));
            x += SWATCH + 4.0;
            self.label(name, Label { colour: palette::TEXT, ..NUMBER }, x, baseline, Anchor::Start);
            x += self.shaper.width_pt(NUMBER.face, NUMBER.size, name) + 14.0;
        }
        self.label(&pairs.axis, NUMBER, self.drawing.width, baseline, Anchor::End);
    }
}

//! What people fill in by hand on paper: boxes to tick and lines to write on.

use super::display::{Draw, ElementId, ElementKind, Path};
use super::flow::{BODY, CAPTION, Flow, Frame};
use super::marks::polygon;
use super::slice::{BreakBefore, Slice, rule, stack};
use crate::memo::document::Span;
use crate::memo::palette;

impl Flow {
    /// A box before every entry, at most two columns of them; all of them kept below what stands above.
    pub(super) fn checks(&mut self, entries: &[String], frame: Frame, parent: ElementId) -> Vec<Slice> {
        const SIDE: f32 = 9.0;
        const INDENT: f32 = 17.0;
        const GAP: f32 = 14.0;
        /// Letters of an entry that fits half a page.
        const SHORT: usize = 44;
        let columns = if entries.len() > 2 && entries.iter().all(|it| it.chars().count() <= SHORT) { 2 } else { 1 };
        let width = (frame.width - GAP * (columns - 1) as f32) / columns as f32;
        let list = (!entries.is_empty()).then(|| self.element(ElementKind::List, parent));
        let mut slices = Vec::new();
        for of_row in entries.chunks(columns) {
            let mut row = Slice { break_before: BreakBefore::Avoided, space_after: 3.0, ..Slice::default() };
            for (place, entry) in of_row.iter().enumerate() {
                let x = frame.x + place as f32 * (width + GAP);
                let item = self.element(ElementKind::ListItem, list.unwrap_or(parent));
                let body = self.element(ElementKind::ListBody, item);
                let inner = Frame { x: x + INDENT, width: width - INDENT };
                let mut words = stack(self.prose(&[Span::plain(entry.as_str())], BODY, inner, body));
                let (left, top, right, bottom) = (x + 1.0, 2.6, x + 1.0 + SIDE, 2.6 + SIDE);
                words.decorate(Draw::Path(Path {
                    segments: polygon(&[[left, top], [right, top], [right, bottom], [left, bottom]]),
                    closed: true,
                    fill: None,
                    stroke: Some((palette::TEXT, 0.8)),
                }));
                row.height = row.height.max(words.height);
                row.absorb(words, 0.0);
            }
            slices.push(row);
        }
        if let Some(last) = slices.last_mut() {
            last.space_after = 6.0;
        }
        slices
    }

    /// Lines side by side, each behind its label; kept below what stands above.
    pub(super) fn write_on(&mut self, labels: &[String], frame: Frame, parent: ElementId) -> Vec<Slice> {
        const HEIGHT: f32 = 22.0;
        const GAP: f32 = 14.0;
        let count = labels.len().max(1) as f32;
        let width = (frame.width - GAP * (count - 1.0)) / count;
        let mut row = Slice { break_before: BreakBefore::Avoided, space_after: 4.0, ..Slice::new(HEIGHT) };
        for (place, label) in labels.iter().enumerate() {
            let x = frame.x + place as f32 * (width + GAP);
            row.decorate(rule(x, HEIGHT - 1.0, width, 0.6, palette::QUIET));
            if label.is_empty() {
                continue;
            }
            let element = self.element(ElementKind::Paragraph, parent);
            let words = stack(self.prose(&[Span::plain(label.as_str())], CAPTION, Frame { x, width }, element));
            let top = (HEIGHT - 2.0 - words.height).max(0.0);
            // A label of several lines has the line to write on below its last one.
            row.height = row.height.max(top + words.height + 2.0);
            row.absorb(words, top);
        }
        vec![row]
    }
}

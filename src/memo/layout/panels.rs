//! Blocks that hold others: callouts, columns side by side, lines to sign on.

use std::rc::Rc;

use super::display::{ElementId, ElementKind};
use super::flow::{BODY, CAPTION, Flow, Frame};
use super::lines::TextStyle;
use super::slice::{BreakBefore, Slice, rule, stack};
use crate::memo::document::{Callout, CalloutTone, Column, Signature, Span};
use crate::memo::fonts::Face;
use crate::memo::palette;

const COLUMN_GAP: f32 = 20.0;
const CAPTION_DARK: TextStyle = TextStyle { colour: palette::TEXT, ..CAPTION };

impl Flow {
    /// Tinted ground with a rule at its left.
    pub(super) fn callout(&mut self, callout: &Callout, frame: Frame, parent: ElementId) -> Vec<Slice> {
        const PAD_X: f32 = 12.0;
        const PAD_Y: f32 = 9.0;
        const RULE: f32 = 3.0;
        let (ground, edge) = match callout.tone {
            CalloutTone::Neutral => (palette::RAISED, palette::QUIET),
            CalloutTone::Warning => (palette::WARNING_GROUND, palette::band(3)),
            CalloutTone::Stop => (palette::STOP_GROUND, palette::band(5)),
        };
        let group = self.element(ElementKind::Group, parent);
        let inner = Frame { x: frame.x + RULE + PAD_X, width: frame.width - RULE - 2.0 * PAD_X };
        let mut slices = Vec::new();
        if !callout.title.trim().is_empty() {
            let style = TextStyle { face: Face::Semibold, size: 10.5, ..BODY };
            let title = self.element(ElementKind::Paragraph, group);
            let colour = if callout.tone == CalloutTone::Neutral { palette::TEXT } else { edge };
            slices = self.prose(&[Span::plain(callout.title.as_str())], TextStyle { colour, ..style }, inner, title);
            if let Some(last) = slices.last_mut() {
                last.space_after = 2.0;
            }
        }
        let mut body = self.blocks(&callout.blocks, inner, group);
        if let (Some(first), false) = (body.first_mut(), slices.is_empty()) {
            first.break_before = BreakBefore::Avoided;
        }
        slices.append(&mut body);
        let total: f32 = slices.iter().map(|slice| slice.height + slice.space_before.max(slice.space_after)).sum();
        // Short callouts stay whole; long ones may break between lines, each part with its own ground.
        let parts = if total <= self.page_height * 0.45 { vec![stack(slices)] } else { close_gaps(slices) };
        let last = parts.len().saturating_sub(1);
        // What goes on over a page ends and begins there with the same air as at its own ends.
        let mut air = Slice::new(PAD_Y);
        air.decorate(rule(frame.x, 0.0, frame.width, PAD_Y, ground));
        air.decorate(rule(frame.x, 0.0, RULE, PAD_Y, edge));
        let air = Rc::new(air);
        let mut framed = Vec::with_capacity(parts.len());
        for (index, part) in parts.into_iter().enumerate() {
            let top = if index == 0 { PAD_Y } else { 0.0 };
            let bottom = if index == last { PAD_Y } else { 0.0 };
            let mut slice = Slice {
                break_before: part.break_before,
                titles: (index > 0).then(|| Rc::clone(&air)),
                foot: (index < last).then(|| Rc::clone(&air)),
                ..Slice::new(top + part.height + bottom)
            };
            slice.absorb(part, top);
            slice.underlay(rule(frame.x, 0.0, RULE, slice.height, edge));
            slice.underlay(rule(frame.x, 0.0, frame.width, slice.height, ground));
            framed.push(slice);
        }
        if let Some(first) = framed.first_mut() {
            first.space_before = 6.0;
        }
        if let Some(last) = framed.last_mut() {
            last.space_after = 12.0;
        }
        framed
    }

    /// Blocks side by side.
    pub(super) fn row(&mut self, columns: &[Column], frame: Frame, parent: ElementId) -> Vec<Slice> {
        let weight = |column: &Column| {
            if column.weight.is_finite() { column.weight.max(0.05) } else { 1.0 }
        };
        let total: f32 = columns.iter().map(weight).sum();
        let room = frame.width - COLUMN_GAP * columns.len().saturating_sub(1) as f32;
        let tags_before = self.structure.len();
        let depth_before = self.heading_depth;
        let mut whole = Slice { space_after: 8.0, space_before: 4.0, ..Slice::default() };
        let mut x = frame.x;
        for column in columns {
            let width = room * weight(column) / total.max(0.05);
            let inner = stack(self.blocks(&column.blocks, Frame { x, width }, parent));
            whole.height = whole.height.max(inner.height);
            whole.absorb(inner, 0.0);
            x += width + COLUMN_GAP;
        }
        if whole.height <= self.page_height && room > 40.0 * columns.len() as f32 {
            return vec![whole];
        }
        // Too tall to stand side by side: one below the other, breaking as any other content.
        self.structure.truncate(tags_before);
        self.heading_depth = depth_before;
        columns.iter().flat_map(|column| self.blocks(&column.blocks, frame, parent)).collect()
    }

    /// Lines to sign on, two beside each other.
    pub(super) fn signatures(&mut self, signatures: &[Signature], frame: Frame, parent: ElementId) -> Vec<Slice> {
        const SPACE_TO_SIGN: f32 = 34.0;
        if signatures.is_empty() {
            return Vec::new();
        }
        let mut rows = Vec::new();
        for pair in signatures.chunks(2) {
            let width = (frame.width - COLUMN_GAP) / 2.0;
            let mut whole = Slice::default();
            for (index, signature) in pair.iter().enumerate() {
                let x = frame.x + index as f32 * (width + COLUMN_GAP);
                let element = self.element(ElementKind::Paragraph, parent);
                let mut spans = vec![Span::bold(signature.role.as_str())];
                if !signature.name.trim().is_empty() {
                    spans.push(Span::plain(format!(" {}", signature.name)));
                }
                let date = [Span::quiet("Date")];
                let words = Frame { x, width: width - 70.0 };
                let mut column = Slice::new(SPACE_TO_SIGN);
                column.decorate(rule(x, SPACE_TO_SIGN, width - 70.0, 0.6, palette::QUIET));
                column.decorate(rule(x + width - 58.0, SPACE_TO_SIGN, 58.0, 0.6, palette::QUIET));
                let inner = stack(self.prose(&spans, CAPTION_DARK, words, element));
                let height = inner.height;
                column.absorb(inner, SPACE_TO_SIGN + 3.0);
                let date_element = self.element(ElementKind::Paragraph, parent);
                let dated = stack(self.prose(&date, CAPTION, Frame { x: x + width - 58.0, width: 58.0 }, date_element));
                column.absorb(dated, SPACE_TO_SIGN + 3.0);
                column.height = SPACE_TO_SIGN + 3.0 + height;
                whole.height = whole.height.max(column.height);
                whole.absorb(column, 0.0);
            }
            whole.space_after = 10.0;
            whole.space_before = 6.0;
            rows.push(whole);
        }
        rows
    }
}

/// Makes the space between slices part of the slices, so that a ground drawn behind each has no holes.
fn close_gaps(slices: Vec<Slice>) -> Vec<Slice> {
    let mut closed: Vec<Slice> = Vec::with_capacity(slices.len());
    let mut space = 0.0;
    for mut slice in slices {
        let gap = if closed.is_empty() { 0.0 } else { f32::max(space, slice.space_before) };
        space = slice.space_after;
        if let Some(above) = closed.last_mut() {
            above.height += gap;
        }
        (slice.space_before, slice.space_after) = (0.0, 0.0);
        closed.push(slice);
    }
    closed
}

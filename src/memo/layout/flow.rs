//! Blocks to slices: what each kind of content looks like, and which tags it gets.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::display::{Element, ElementId, ElementKind, Mark};
use super::lines::{TextStyle, break_lines};
use super::shape::Shaper;
use super::slice::{BreakBefore, Slice, SliceHeading, SpanMark};
use super::{LayoutError, display, figure};
use crate::memo::document::{Block, Figure, Heading, HeadingLevel, Link, Paragraph, ParagraphStyle, Span, Tone};
use crate::memo::fonts::Face;
use crate::memo::palette;

/// Where a block stands: left end and width in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Left end.
    pub x: f32,
    /// Width.
    pub width: f32,
}

/// Turns blocks into slices and collects their tags.
pub struct Flow {
    /// Word shapes.
    pub shaper: Shaper,
    /// Tags so far; the first is the document.
    pub structure: Vec<Element>,
    anchors: BTreeSet<String>,
    pub(super) heading_depth: u8,
    pub(super) page_height: f32,
}

/// 10 pt on 14 pt, the memo's prose.
pub const BODY: TextStyle = TextStyle { face: Face::Regular, size: 10.0, leading: 14.0, colour: palette::TEXT };
const LEAD: TextStyle = TextStyle { face: Face::Regular, size: 11.5, leading: 16.5, colour: palette::TEXT };
/// 8.5 pt quiet.
pub const CAPTION: TextStyle = TextStyle { face: Face::Regular, size: 8.5, leading: 11.5, colour: palette::QUIET };
const QUIET: TextStyle = TextStyle { face: Face::Regular, size: 9.0, leading: 12.5, colour: palette::QUIET };

impl Flow {
    /// Starts a document whose page has room for `page_height` points of content.
    ///
    /// # Errors
    /// When a font file inside the program is damaged.
    pub fn new(blocks: &[Block], page_height: f32) -> Result<Self, LayoutError> {
        let mut anchors = BTreeSet::new();
        collect_anchors(blocks, &mut anchors);
        let root = Element { kind: ElementKind::Document, parent: None };
        Ok(Self { shaper: Shaper::new()?, structure: vec![root], anchors, heading_depth: 0, page_height })
    }

    /// Lays blocks out below each other.
    pub fn blocks(&mut self, blocks: &[Block], frame: Frame, parent: ElementId) -> Vec<Slice> {
        let mut slices: Vec<Slice> = Vec::new();
        let mut forced = false;
        let mut below_heading = false;
        let mut facts_from = None;
        for block in blocks {
            if matches!(block, Block::PageBreak) {
                forced = true;
                continue;
            }
            let mut next = self.block(block, frame, parent);
            if let Some(first) = next.first_mut()
                && std::mem::take(&mut forced)
            {
                first.break_before = BreakBefore::Forced;
            }
            // A line or two between a heading and what it heads would be left behind with the heading.
            let is_lead_in = matches!(block, Block::Paragraph(_)) && next.len() <= 2;
            if let (Some(last), true) = (next.last_mut(), below_heading && is_lead_in) {
                last.keeps_with_next = true;
            }
            below_heading = matches!(block, Block::Heading(_));
            // Nobody signs an empty page: the facts that are signed for stand above the lines.
            if matches!(block, Block::Signatures(_)) {
                let from = facts_from.unwrap_or(slices.len());
                slices.iter_mut().skip(from).for_each(|above| above.keeps_with_next = true);
            }
            facts_from = matches!(block, Block::Facts(_)).then_some(slices.len());
            slices.append(&mut next);
        }
        slices
    }

    /// Adds a tag.
    pub fn element(&mut self, kind: ElementKind, parent: ElementId) -> ElementId {
        self.structure.push(Element { kind, parent: Some(parent) });
        ElementId(self.structure.len() - 1)
    }

    /// Says for every span what it is part of, adding tags for links that lead somewhere.
    pub fn span_marks(&mut self, spans: &[Span], element: ElementId) -> Vec<SpanMark> {
        let mut marks = Vec::with_capacity(spans.len());
        for span in spans {
            let link = span.link.clone().filter(|link| self.leads_somewhere(link) && !span.text.trim().is_empty());
            let tag = if link.is_some() { self.element(ElementKind::Link, element) } else { element };
            marks.push(SpanMark { mark: Mark::Element(tag), link: link.map(|link| (link, tag)) });
        }
        marks
    }

    /// The spans with the colour of a link taken from those that lead nowhere.
    pub(super) fn without_dead_links<'a>(&self, spans: &'a [Span]) -> Cow<'a, [Span]> {
        let is_dead = |span: &Span| span.link.as_ref().is_some_and(|link| !self.leads_somewhere(link));
        if !spans.iter().any(is_dead) {
            return Cow::Borrowed(spans);
        }
        let settle = |span: &Span| {
            let tone = if is_dead(span) && span.tone == Tone::Accent { Tone::Plain } else { span.tone };
            Span { tone, ..span.clone() }
        };
        Cow::Owned(spans.iter().map(settle).collect())
    }

    fn leads_somewhere(&self, link: &Link) -> bool {
        match link {
            Link::Heading(anchor) => self.anchors.contains(anchor),
            Link::Web(address) => {
                ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme))
                    && address.bytes().all(|byte| byte.is_ascii_graphic())
            }
        }
    }

    /// Rows no taller than this are never torn.
    pub(super) fn room_for_a_row(&self) -> f32 {
        self.page_height * 0.6
    }

    fn block(&mut self, block: &Block, frame: Frame, parent: ElementId) -> Vec<Slice> {
        match block {
            Block::Heading(heading) => self.heading(heading, frame, parent),
            Block::Paragraph(paragraph) => self.paragraph(paragraph, frame, parent),
            Block::Bullets(entries) => self.bullets(entries, frame, parent),
            Block::Table(table) => self.table(table, frame, parent),
            Block::Facts(facts) => self.facts(facts, frame, parent),
            Block::Figure(figure) => self.figure(figure, frame, parent),
            Block::Callout(callout) => self.callout(callout, frame, parent),
            Block::Row(columns) => self.row(columns, frame, parent),
            Block::Signatures(signatures) => self.signatures(signatures, frame, parent),
            Block::Checks(entries) => self.checks(entries, frame, parent),
            Block::WriteOn(labels) => self.write_on(labels, frame, parent),
            Block::PageBreak => Vec::new(),
            Block::Gap(points) => {
                let gap = if points.is_finite() { points.clamp(0.0, self.page_height / 2.0) } else { 0.0 };
                vec![Slice { space_before: gap, ..Slice::new(0.0) }]
            }
        }
    }

    fn heading(&mut self, heading: &Heading, frame: Frame, parent: ElementId) -> Vec<Slice> {
        let (level, size, leading, before, after) = match heading.level {
            HeadingLevel::One => (1, 17.0, 21.0, 26.0, 8.0),
            HeadingLevel::Two => (2, 12.5, 16.0, 20.0, 5.0),
            HeadingLevel::Three => (3, 10.5, 14.0, 12.0, 3.0),
        };
        let style = TextStyle { face: Face::Semibold, size, leading, colour: palette::TEXT };
        // PDF/UA wants no level skipped, whatever the content does.
        let tagged = level.min(self.heading_depth + 1);
        self.heading_depth = tagged;
        let element = self.element(ElementKind::Heading(tagged), parent);
        let spans = [Span::plain(heading.text.as_str())];
        let marks = self.span_marks(&spans, element);
        let mut slices = Vec::new();
        for line in break_lines(&mut self.shaper, &spans, style, frame.width) {
            let mut slice = Slice { keeps_with_next: true, ..Slice::new(leading) };
            slice.set_line(&line, style, frame.x, 0.0, &marks);
            slices.push(slice);
        }
        if let Some(last) = slices.last_mut() {
            last.space_after = after;
        }
        if let Some(first) = slices.first_mut() {
            first.space_before = before;
            let (title, anchor) = (heading.text.clone(), heading.anchor.clone());
            first.headings.push(SliceHeading { level, title, anchor, y: 0.0 });
        }
        slices
    }

    fn paragraph(&mut self, paragraph: &Paragraph, frame: Frame, parent: ElementId) -> Vec<Slice> {
        let (style, before, after) = match paragraph.style {
            ParagraphStyle::Body => (BODY, 0.0, 7.0),
            ParagraphStyle::Lead => (LEAD, 0.0, 8.0),
            ParagraphStyle::Caption => (CAPTION, 3.0, 10.0),
            ParagraphStyle::Quiet => (QUIET, 0.0, 6.0),
        };
        if paragraph.spans.iter().all(|span| span.text.trim().is_empty()) {
            return Vec::new();
        }
        let element = self.element(ElementKind::Paragraph, parent);
        let mut slices = self.prose(&paragraph.spans, style, frame, element);
        if let Some(first) = slices.first_mut() {
            first.space_before = before;
        }
        if let Some(last) = slices.last_mut() {
            last.space_after = after;
        }
        slices
    }

    /// Lines of text, the first two and the last two kept together.
    pub fn prose(&mut self, spans: &[Span], style: TextStyle, frame: Frame, element: ElementId) -> Vec<Slice> {
        let spans = &*self.without_dead_links(spans);
        let marks = self.span_marks(spans, element);
        let lines = break_lines(&mut self.shaper, spans, style, frame.width);
        let last = lines.len().saturating_sub(1);
        let mut slices = Vec::with_capacity(lines.len());
        for (index, line) in lines.iter().enumerate() {
            let mut slice = Slice::new(style.leading);
            slice.set_line(line, style, frame.x, 0.0, &marks);
            if index == 1 || (index == last && index > 0) {
                slice.break_before = BreakBefore::Avoided;
            }
            slices.push(slice);
        }
        slices
    }

    fn bullets(&mut self, entries: &[Vec<Span>], frame: Frame, parent: ElementId) -> Vec<Slice> {
        const INDENT: f32 = 13.0;
        if entries.is_empty() {
            return Vec::new();
        }
        let list = self.element(ElementKind::List, parent);
        let mut slices = Vec::new();
        for entry in entries {
            let item = self.element(ElementKind::ListItem, list);
            let label = self.element(ElementKind::ListLabel, item);
            let body = self.element(ElementKind::ListBody, item);
            let inner = Frame { x: frame.x + INDENT, width: frame.width - INDENT };
            let mut lines = self.prose(entry, BODY, inner, body);
            let bullet = [Span { tone: Tone::Quiet, ..Span::plain("\u{2022} ") }];
            let marks = self.span_marks(&bullet, label);
            if let (Some(first), Some(line)) =
                (lines.first_mut(), break_lines(&mut self.shaper, &bullet, BODY, INDENT).first())
            {
                let mut with_bullet = Slice::default();
                with_bullet.set_line(line, BODY, frame.x + 3.0, 0.0, &marks);
                with_bullet.items.append(&mut first.items);
                first.items = with_bullet.items;
            }
            if let Some(last) = lines.last_mut() {
                last.space_after = 3.0;
            }
            slices.append(&mut lines);
        }
        if let Some(last) = slices.last_mut() {
            last.space_after = 8.0;
        }
        slices
    }

    fn figure(&mut self, figure: &Figure, frame: Frame, parent: ElementId) -> Vec<Slice> {
        let alt = if figure.alt.trim().is_empty() { "Figure".to_owned() } else { figure.alt.clone() };
        let element = self.element(ElementKind::Figure { alt, place: None }, parent);
        let mut slices = Vec::new();
        for kind in figure::parts(&figure.kind, self.page_height) {
            let drawing = figure::draw(&mut self.shaper, &kind, frame.width);
            let mut slice = Slice::new(drawing.height);
            slice.space_before = 6.0;
            slice.space_after = 8.0;
            for draw in drawing.items {
                slice.items.push(display::Item { mark: Mark::Element(element), draw });
            }
            slice.shift(frame.x, 0.0);
            let area = [frame.x, 0.0, frame.width, drawing.height];
            slice.figures.push((element, area));
            slices.push(slice);
        }
        slices
    }
}

fn collect_anchors(blocks: &[Block], anchors: &mut BTreeSet<String>) {
    for block in blocks {
        match block {
            Block::Heading(Heading { anchor: Some(anchor), .. }) => {
                anchors.insert(anchor.clone());
            }
            Block::Callout(callout) => collect_anchors(&callout.blocks, anchors),
            Block::Row(columns) => columns.iter().for_each(|column| collect_anchors(&column.blocks, anchors)),
            _ => {}
        }
    }
}

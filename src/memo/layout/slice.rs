//! Slices: what the page breaker moves about. A line of prose, a row of a table, a whole figure.

use std::rc::Rc;

use super::display::{ArtifactKind, Draw, ElementId, Item, LinkArea, LinkTarget, Mark, Path, Rect, Segment, TextRun};
use super::lines::{Ink, Line, TextStyle};
use super::marks;
use crate::memo::document::Link;
use crate::memo::palette::Colour;

/// Part of the content that is never torn. Horizontal positions are final, vertical ones count from the slice's top.
#[derive(Clone, Debug, Default)]
pub struct Slice {
    /// Points.
    pub height: f32,
    /// Least distance to the slice above, dropped at the top of a page.
    pub space_before: f32,
    /// Least distance to the slice below.
    pub space_after: f32,
    /// What to draw.
    pub items: Vec<Item>,
    /// Clickable areas.
    pub links: Vec<SliceLink>,
    /// Headings, for the outline and for links.
    pub headings: Vec<SliceHeading>,
    /// Figures and their boxes.
    pub figures: Vec<(ElementId, [f32; 4])>,
    /// May a page end above it?
    pub break_before: BreakBefore,
    /// Stays with the slice below: a heading, or space after one.
    pub keeps_with_next: bool,
    /// Column titles to set again when the slice begins a page.
    pub titles: Option<Rc<Slice>>,
    /// What to set below the slice when it ends a page.
    pub foot: Option<Rc<Slice>>,
}

/// May a page end above a slice?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BreakBefore {
    /// It may.
    #[default]
    Allowed,
    /// Only when there is no other way.
    Avoided,
    /// It must.
    Forced,
}

/// A clickable area inside a slice.
#[derive(Clone, Debug)]
pub struct SliceLink {
    /// Left, top, width, height in points.
    pub area: [f32; 4],
    /// Where it leads.
    pub link: Link,
    /// The words clicked.
    pub text: String,
    /// The link's tag.
    pub element: ElementId,
}

/// A heading inside a slice.
#[derive(Clone, Debug)]
pub struct SliceHeading {
    /// 1 to 3.
    pub level: u8,
    /// The words.
    pub title: String,
    /// Name for links.
    pub anchor: Option<String>,
    /// Points from the slice's top.
    pub y: f32,
}

/// What a span's text belongs to.
#[derive(Clone, Debug)]
pub struct SpanMark {
    /// Its tag.
    pub mark: Mark,
    /// Where a click leads, with the link's tag.
    pub link: Option<(Link, ElementId)>,
}

impl Slice {
    /// An empty slice.
    #[must_use]
    pub fn new(height: f32) -> Self {
        Self { height, ..Self::default() }
    }

    /// Moves everything drawn by points.
    pub fn shift(&mut self, dx: f32, dy: f32) {
        for item in &mut self.items {
            item.draw.shift(dx, dy);
        }
        for link in &mut self.links {
            let [x, y, ..] = &mut link.area;
            *x += dx;
            *y += dy;
        }
        for (_, [x, y, ..]) in &mut self.figures {
            *x += dx;
            *y += dy;
        }
        for heading in &mut self.headings {
            heading.y += dy;
        }
    }

    /// Takes over what another slice draws, `dy` points lower.
    pub fn absorb(&mut self, mut other: Self, dy: f32) {
        other.shift(0.0, dy);
        self.items.append(&mut other.items);
        self.links.append(&mut other.links);
        self.headings.append(&mut other.headings);
        self.figures.append(&mut other.figures);
    }

    /// Draws decoration.
    pub fn decorate(&mut self, draw: Draw) {
        self.items.push(Item { mark: Mark::Artifact(ArtifactKind::Layout), draw });
    }

    /// Draws decoration beneath everything drawn so far.
    pub fn underlay(&mut self, draw: Draw) {
        self.items.insert(0, Item { mark: Mark::Artifact(ArtifactKind::Layout), draw });
    }

    /// Sets a line of text with its left end at `x` and its top at `y`. `marks` has an entry for every span.
    pub fn set_line(&mut self, line: &Line, style: TextStyle, x: f32, y: f32, marks: &[SpanMark]) {
        let baseline = y + baseline_in(style);
        let mut pen = x;
        for atom in &line.atoms {
            let span = marks.get(atom.span);
            match &atom.ink {
                Ink::Shape(band) => {
                    let diameter = style.size * 0.7;
                    let centre = [pen + style.size * 0.43, baseline - style.size * 0.32];
                    self.decorate(Draw::Path(marks::band_shape(*band, centre, diameter, atom.colour)));
                }
                Ink::Text(piece) => {
                    let run = TextRun {
                        x: pen,
                        y: baseline,
                        face: piece.face,
                        size: style.size,
                        colour: atom.colour,
                        glyphs: piece.glyphs.clone(),
                        text: piece.text.clone(),
                        stands_for: piece.stands_for.clone(),
                    };
                    if let Some(span) = span {
                        self.items.push(Item { mark: span.mark, draw: Draw::Text(run) });
                        self.extend_link(span, &piece.text, [pen, y, atom.advance - atom.trailing, style.leading]);
                    }
                }
            }
            pen += atom.advance;
        }
    }

    /// Cuts a slice that no page has room for into pieces at most `room` points high, at whatever stands there. The last
    /// resort for content nobody writes on purpose, such as a column title of several pages.
    #[must_use]
    pub fn tear(self, room: f32) -> Vec<Self> {
        const HEAD: f32 = 20.0;
        const FOOT: f32 = 10.0;
        let step = (room - HEAD - FOOT).max(1.0);
        let count = (self.height / step).ceil().max(1.0) as usize;
        let at = |y: f32| ((y / step).floor().max(0.0) as usize).min(count - 1);
        let mut pieces = vec![Self::new(room); count];
        for mut item in self.items {
            if let Draw::Rect(rect) = item.draw {
                for (index, piece) in pieces.iter_mut().enumerate() {
                    let (top, bottom) = (index as f32 * step, (index + 1) as f32 * step);
                    let (from, to) = (rect.y.max(top), (rect.y + rect.height).min(bottom));
                    if to > from {
                        let draw = Draw::Rect(Rect { y: from - top + HEAD, height: to - from, ..rect });
                        piece.items.push(Item { mark: item.mark, draw });
                    }
                }
                continue;
            }
            let index = at(item.draw.top());
            item.draw.shift(0.0, HEAD - index as f32 * step);
            if let Some(piece) = pieces.get_mut(index) {
                piece.items.push(item);
            }
        }
        for mut link in self.links {
            let index = at(link.area[1]);
            link.area[1] += HEAD - index as f32 * step;
            if let Some(piece) = pieces.get_mut(index) {
                piece.links.push(link);
            }
        }
        if let Some(first) = pieces.first_mut() {
            first.headings = self.headings;
            first.figures = self.figures;
            first.break_before = self.break_before;
        }
        pieces
    }

    fn extend_link(&mut self, span: &SpanMark, text: &str, area: [f32; 4]) {
        let Some((link, element)) = &span.link else {
            return;
        };
        let [x, y, width, height] = area;
        let on_same_line = self.links.last_mut().filter(|last| last.element == *element && last.area[1] == y);
        if let Some(last) = on_same_line {
            last.area[2] = x + width - last.area[0];
            last.text.push_str(text);
            return;
        }
        let text = text.to_owned();
        self.links.push(SliceLink { area: [x, y, width, height], link: link.clone(), text, element: *element });
    }
}

impl SliceLink {
    /// The finished area on its page.
    #[must_use]
    pub fn placed(self, page: usize, target: LinkTarget, description: String) -> LinkArea {
        LinkArea { page, area: self.area, target, description, element: self.element }
    }
}

/// Distance from a line's top to its baseline: the letters stand in the optical middle of the leading.
#[must_use]
pub fn baseline_in(style: TextStyle) -> f32 {
    style.leading / 2.0 + style.size * 0.26
}

/// Puts slices below each other into one.
#[must_use]
pub fn stack(slices: Vec<Slice>) -> Slice {
    let mut whole = Slice::default();
    let mut space = 0.0;
    for (index, slice) in slices.into_iter().enumerate() {
        let (height, after, before) = (slice.height, slice.space_after, slice.space_before);
        let gap = if index == 0 { 0.0 } else { f32::max(space, before) };
        let top = whole.height + gap;
        whole.absorb(slice, top);
        whole.height = top + height;
        space = after;
    }
    whole
}

/// A horizontal rule whose upper edge is at `y`.
#[must_use]
pub fn rule(x: f32, y: f32, width: f32, thickness: f32, fill: Colour) -> Draw {
    Draw::Rect(Rect { x, y, width, height: thickness, fill })
}

/// A straight stroke.
#[must_use]
pub fn stroke(from: [f32; 2], to: [f32; 2], colour: Colour, width: f32) -> Draw {
    Draw::Path(Path {
        segments: vec![Segment::Move(from), Segment::Line(to)],
        closed: false,
        fill: None,
        stroke: Some((colour, width)),
    })
}

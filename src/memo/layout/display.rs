//! The display list: finished pages, the tags that give them a reading order, the outline and the links.
//!
//! Coordinates are points from the top left corner of the page, y growing downwards. Nothing here knows how it will be
//! shown: the PDF writer and the desk's preview read the same list.

use std::sync::Arc;

use crate::memo::fonts::Face;
use crate::memo::palette::Colour;

/// A laid-out document.
#[derive(Clone, Debug, PartialEq)]
pub struct DisplayList {
    /// Width and height of every page in points.
    pub page_size_pt: (f32, f32),
    /// Pages in order, at least one.
    pub pages: Vec<Page>,
    /// Tags; the first is the document, every other one names a parent before it.
    pub structure: Vec<Element>,
    /// Headings as a tree.
    pub outline: Vec<OutlineEntry>,
    /// Clickable areas.
    pub links: Vec<LinkArea>,
}

/// One page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// What to draw, first to last, which is also the reading order.
    pub items: Vec<Item>,
}

/// Something drawn, and what it is part of.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Content of which element, or decoration.
    pub mark: Mark,
    /// The drawing.
    pub draw: Draw,
}

/// What an item is to a reader who cannot see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Content of an element.
    Element(ElementId),
    /// Nothing: rules, grounds, running headers.
    Artifact(ArtifactKind),
}

/// Why an item is not content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArtifactKind {
    /// The running header.
    Header,
    /// The running footer.
    Footer,
    /// A table's title row repeated on a further page.
    RepeatedTitles,
    /// Rules and grounds.
    Layout,
}

/// Index into [`DisplayList::structure`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId(pub usize);

/// One tag.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// What it is.
    pub kind: ElementKind,
    /// The tag it belongs to; none for the document alone.
    pub parent: Option<ElementId>,
}

/// What a tag says its content is. Names follow the standard structure types of PDF 1.7.
#[derive(Clone, Debug, PartialEq)]
pub enum ElementKind {
    /// The root.
    Document,
    /// A heading of level 1 to 3, never skipping a level.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A group of blocks that belong together, such as a callout.
    Group,
    /// A list.
    List,
    /// An entry of a list.
    ListItem,
    /// The bullet of an entry.
    ListLabel,
    /// The text of an entry.
    ListBody,
    /// A table with its summary, possibly empty.
    Table(String),
    /// What stands above a table.
    Caption,
    /// The title rows of a table.
    TableHead,
    /// The rows of a table.
    TableBody,
    /// A row.
    TableRow,
    /// A cell that names a column, or a row, spanning `columns` cells.
    HeaderCell {
        /// Names a column or a row.
        scope: Scope,
        /// How many columns it covers, at least 1.
        columns: usize,
    },
    /// A cell.
    DataCell,
    /// A drawing with its words.
    Figure {
        /// What it shows.
        alt: String,
        /// Page (from 0) and box (left, top, width, height) in points, once placed.
        place: Option<(usize, [f32; 4])>,
    },
    /// Text that leads elsewhere.
    Link,
}

/// What a header cell names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The column below it.
    Column,
    /// The row to its right.
    Row,
}

/// A heading in the outline.
#[derive(Clone, Debug, PartialEq)]
pub struct OutlineEntry {
    /// The heading's words.
    pub title: String,
    /// Page, from 0.
    pub page: usize,
    /// Top of the heading in points.
    pub y: f32,
    /// Headings below it.
    pub children: Vec<OutlineEntry>,
}

/// A clickable area. A link over two lines has two.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkArea {
    /// Page, from 0.
    pub page: usize,
    /// Left, top, width, height in points.
    pub area: [f32; 4],
    /// Where it leads.
    pub target: LinkTarget,
    /// What it leads to, for assistive technology.
    pub description: String,
    /// The link's tag.
    pub element: ElementId,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq)]
pub enum LinkTarget {
    /// A place in this document.
    Place {
        /// Page, from 0.
        page: usize,
        /// Points from the top.
        y: f32,
    },
    /// An address.
    Web(String),
}

/// A drawing.
#[derive(Clone, Debug, PartialEq)]
pub enum Draw {
    /// Text, one word or part of one, with the space that follows it.
    Text(TextRun),
    /// A filled rectangle.
    Rect(Rect),
    /// A filled or stroked outline.
    Path(Path),
}

/// A word, shaped and placed.
#[derive(Clone, Debug, PartialEq)]
pub struct TextRun {
    /// Left end in points.
    pub x: f32,
    /// Baseline in points.
    pub y: f32,
    /// Face.
    pub face: Face,
    /// Size in points.
    pub size: f32,
    /// Colour.
    pub colour: Colour,
    /// Glyphs from left to right.
    pub glyphs: Arc<[Glyph]>,
    /// The text as drawn.
    pub text: Arc<str>,
    /// The text the run stands for where it differs from what is drawn (a character the font lacks).
    pub stands_for: Option<Arc<str>>,
}

/// One glyph of a run. Distances are thousandths of the size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// Number in the font file; never 0, the missing glyph.
    pub id: u16,
    /// How far the pen moves.
    pub advance: f32,
    /// Shift to the right of the pen.
    pub shift_x: f32,
    /// Shift above the baseline.
    pub shift_y: f32,
    /// First byte in the run's text it stands for.
    pub text_start: u32,
    /// Number of bytes it stands for; 0 when an earlier glyph stands for them.
    pub text_len: u32,
}

/// A filled rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Left in points.
    pub x: f32,
    /// Top in points.
    pub y: f32,
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// Fill.
    pub fill: Colour,
}

/// An outline.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Pen movements.
    pub segments: Vec<Segment>,
    /// Closed back to its start.
    pub closed: bool,
    /// Fill, if any.
    pub fill: Option<Colour>,
    /// Colour and width in points of the stroke, if any.
    pub stroke: Option<(Colour, f32)>,
}

/// One pen movement, absolute, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    /// Lift the pen and set it down here.
    Move([f32; 2]),
    /// Straight to here.
    Line([f32; 2]),
    /// Along a cubic curve: two controls, then the end.
    Curve([f32; 2], [f32; 2], [f32; 2]),
}

impl DisplayList {
    /// The text as a reader meets it, one line of the page to a line, pages parted by a form feed.
    #[must_use]
    pub fn plain_text(&self) -> String {
        let pages: Vec<String> = self.pages.iter().map(Page::plain_text).collect();
        pages.join("\u{c}")
    }
}

impl Page {
    /// The page's text, one line to a baseline, parts of a line that stand apart parted by a tab.
    #[must_use]
    pub fn plain_text(&self) -> String {
        let mut text = String::new();
        let mut pen: Option<(f32, f32)> = None;
        for item in &self.items {
            let Draw::Text(run) = &item.draw else {
                continue;
            };
            if let Some((x, y)) = pen {
                if (run.y - y).abs() > 0.01 {
                    text.truncate(text.trim_end_matches([' ', '\t']).len());
                    text.push('\n');
                } else if (run.x - x).abs() > run.size * 0.5 {
                    text.truncate(text.trim_end_matches(' ').len());
                    text.push('\t');
                }
            }
            text.push_str(run.stands_for.as_deref().unwrap_or(&run.text));
            pen = Some((run.x + run.advance_pt(), run.y));
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
        text
    }
}

impl TextRun {
    /// Distance the pen moves over the run, trailing space included, in points.
    #[must_use]
    pub fn advance_pt(&self) -> f32 {
        self.glyphs.iter().map(|glyph| glyph.advance).sum::<f32>() * self.size / 1000.0
    }

    /// The bytes of the text a glyph stands for; empty when an earlier glyph stands for them.
    #[must_use]
    pub fn glyph_text(&self, glyph: &Glyph) -> &str {
        let start = glyph.text_start as usize;
        self.text.get(start..start + glyph.text_len as usize).unwrap_or_default()
    }
}

impl Draw {
    /// Its highest point, for text its baseline, in points.
    #[must_use]
    pub fn top(&self) -> f32 {
        match self {
            Self::Text(run) => run.y,
            Self::Rect(rect) => rect.y,
            Self::Path(path) => path.segments.iter().map(|segment| segment.end()[1]).fold(f32::MAX, f32::min),
        }
    }

    /// Moves the drawing by points.
    pub fn shift(&mut self, dx: f32, dy: f32) {
        match self {
            Self::Text(run) => {
                run.x += dx;
                run.y += dy;
            }
            Self::Rect(rect) => {
                rect.x += dx;
                rect.y += dy;
            }
            Self::Path(path) => {
                for segment in &mut path.segments {
                    segment.shift(dx, dy);
                }
            }
        }
    }
}

impl Segment {
    /// Where the pen comes to stand.
    #[must_use]
    pub const fn end(&self) -> [f32; 2] {
        match *self {
            Self::Move(to) | Self::Line(to) | Self::Curve(_, _, to) => to,
        }
    }

    fn shift(&mut self, dx: f32, dy: f32) {
        let moved = |[x, y]: [f32; 2]| [x + dx, y + dy];
        *self = match *self {
            Self::Move(to) => Self::Move(moved(to)),
            Self::Line(to) => Self::Line(moved(to)),
            Self::Curve(first, second, to) => Self::Curve(moved(first), moved(second), moved(to)),
        };
    }
}

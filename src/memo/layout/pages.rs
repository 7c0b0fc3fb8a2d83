//! Slices to pages: where a page ends, and what runs along its head and foot.

use std::collections::BTreeMap;

use super::display::{ArtifactKind, DisplayList, Draw, ElementId, ElementKind, Item, LinkTarget, Mark, OutlineEntry, Page, TextRun};
use super::flow::Flow;
use super::lines::{Ink, TextStyle, break_lines};
use super::slice::{BreakBefore, Slice, SliceLink, rule};
use crate::memo::document::{Document, Link, Span};
use crate::memo::fonts::Face;
use crate::memo::palette;

/// 20 mm in points.
pub const MARGIN: f32 = 56.693;
/// Baseline of the running header, from the top edge.
const HEADER_BASELINE: f32 = 36.0;
/// Baseline of the running footer, from the bottom edge.
const FOOTER_BASELINE: f32 = 31.0;
const RUNNING: TextStyle = TextStyle { face: Face::Regular, size: 8.0, leading: 10.0, colour: palette::QUIET };

/// A heading where it came to stand.
struct Placed {
    level: u8,
    title: String,
    page: usize,
    y: f32,
}

/// Slices on their pages.
#[derive(Default)]
struct Sheets {
    pages: Vec<Page>,
    headings: Vec<Placed>,
    anchors: BTreeMap<String, (usize, f32)>,
    links: Vec<(usize, SliceLink)>,
    figures: Vec<(ElementId, usize, [f32; 4])>,
}

/// Breaks slices into pages and finishes them.
pub fn paginate(mut flow: Flow, slices: Vec<Slice>, document: &Document) -> DisplayList {
    let (width, height) = document.page.size_pt();
    let mut sheets = Sheets::default();
    sheets.pages.push(Page::default());
    let bottom = height - MARGIN;
    let mut y = MARGIN;
    let mut space = 0.0;
    let mut fresh = true;
    let room = bottom - MARGIN;
    let slices = slices.into_iter().flat_map(|slice| if slice.height > room { slice.tear(room) } else { vec![slice] });
    for group in groups(slices.collect()) {
        let starts_page = group.first().is_some_and(|slice| slice.break_before == BreakBefore::Forced);
        let needed = height_of(&group, space, fresh);
        if !fresh && (starts_page || y + needed > bottom + 0.01) {
            sheets.pages.push(Page::default());
            (y, space, fresh) = (MARGIN, 0.0, true);
            y += set_titles(&mut sheets, group.first(), y);
        }
        for slice in group {
            let gap = if fresh { 0.0 } else { slice.space_before.max(space) };
            let (slice_height, after) = (slice.height, slice.space_after);
            // A group taller than a page has to be torn somewhere.
            if !fresh && y + gap + slice_height > bottom + 0.01 {
                sheets.pages.push(Page::default());
                y = MARGIN + set_titles(&mut sheets, Some(&slice), MARGIN);
            } else {
                y += gap;
            }
            sheets.place(slice, y);
            y += slice_height;
            space = after;
            fresh = fresh && slice_height == 0.0;
        }
    }
    let running = Running { width, height, total: sheets.pages.len() };
    for (index, page) in sheets.pages.iter_mut().enumerate() {
        running.set(&mut flow, page, index, document);
    }
    sheets.finish(flow, (width, height))
}

/// Runs of slices between which a page may end. A heading stays with what it heads, whatever that is.
fn groups(slices: Vec<Slice>) -> Vec<Vec<Slice>> {
    let mut groups: Vec<Vec<Slice>> = Vec::new();
    let mut keep = false;
    for slice in slices {
        let joins = slice.break_before != BreakBefore::Forced && (keep || slice.break_before == BreakBefore::Avoided);
        keep = slice.keeps_with_next || (keep && slice.height == 0.0);
        match groups.last_mut() {
            Some(group) if joins => group.push(slice),
            _ => groups.push(vec![slice]),
        }
    }
    groups
}

fn height_of(group: &[Slice], space: f32, fresh: bool) -> f32 {
    let mut total = 0.0;
    let mut above = space;
    for (index, slice) in group.iter().enumerate() {
        let gap = if index == 0 && fresh { 0.0 } else { above.max(slice.space_before) };
        total += gap + slice.height;
        above = slice.space_after;
    }
    total
}

fn set_titles(sheets: &mut Sheets, slice: Option<&Slice>, y: f32) -> f32 {
    let Some(titles) = slice.and_then(|slice| slice.titles.as_ref()) else { return 0.0 };
    let height = titles.height;
    sheets.place(Slice::clone(titles), y);
    height
}

impl Sheets {
    fn place(&mut self, mut slice: Slice, y: f32) {
        slice.shift(0.0, y);
        let number = self.pages.len().saturating_sub(1);
        for heading in slice.headings {
            if let Some(anchor) = heading.anchor {
                self.anchors.entry(anchor).or_insert((number, heading.y));
            }
            self.headings.push(Placed { level: heading.level, title: heading.title, page: number, y: heading.y });
        }
        self.links.extend(slice.links.into_iter().map(|link| (number, link)));
        self.figures.extend(slice.figures.into_iter().map(|(element, area)| (element, number, area)));
        if let Some(page) = self.pages.last_mut() {
            page.items.append(&mut slice.items);
        }
    }

    fn finish(self, flow: Flow, page_size_pt: (f32, f32)) -> DisplayList {
        let mut structure = flow.structure;
        for (element, page, area) in self.figures {
            if let Some(ElementKind::Figure { place, .. }) = structure.get_mut(element.0).map(|tag| &mut tag.kind) {
                *place = Some((page, area));
            }
        }
        let mut links = Vec::new();
        for (page, link) in self.links {
            let target = match &link.link {
                Link::Heading(anchor) => self.anchors.get(anchor).map(|(page, y)| LinkTarget::Place { page: *page, y: *y }),
                Link::Web(address) => Some(LinkTarget::Web(address.clone())),
            };
            let description = match &link.link {
                Link::Heading(_) => format!("Go to {}", link.text.trim()),
                Link::Web(address) => address.clone(),
            };
            links.extend(target.map(|target| link.placed(page, target, description)));
        }
        let outline = nest(&mut self.headings.into_iter().peekable(), 1);
        DisplayList { page_size_pt, pages: self.pages, structure, outline, links }
    }
}

/// Headings of `level` or deeper, those deeper nested under the one before them.
fn nest(headings: &mut std::iter::Peekable<impl Iterator<Item = Placed>>, level: u8) -> Vec<OutlineEntry> {
    let mut entries: Vec<OutlineEntry> = Vec::new();
    while let Some(heading) = headings.next_if(|heading| heading.level >= level) {
        let mut entry =
            OutlineEntry { title: heading.title, page: heading.page, y: heading.y, children: Vec::new() };
        entry.children = nest_below(headings, heading.level);
        entries.push(entry);
    }
    entries
}

fn nest_below(headings: &mut std::iter::Peekable<impl Iterator<Item = Placed>>, level: u8) -> Vec<OutlineEntry> {
    match headings.peek() {
        Some(next) if next.level > level => nest(headings, level + 1),
        _ => Vec::new(),
    }
}

/// What runs along the head and foot of a page.
struct Running {
    width: f32,
    height: f32,
    total: usize,
}

impl Running {
    fn set(&self, flow: &mut Flow, page: &mut Page, index: usize, document: &Document) {
        let foot = self.height - FOOTER_BASELINE;
        let number = format!("Page {} of {}", index + 1, self.total);
        let mut head = Vec::new();
        if index > 0 {
            self.pair(flow, &mut head, HEADER_BASELINE, ArtifactKind::Header, &document.header_left, &document.header_right);
            if !head.is_empty() {
                let line = rule(MARGIN, HEADER_BASELINE + 5.5, self.width - 2.0 * MARGIN, 0.5, palette::LINE);
                head.push(Item { mark: Mark::Artifact(ArtifactKind::Header), draw: line });
            }
        }
        head.append(&mut page.items);
        page.items = head;
        let line = rule(MARGIN, foot - 12.5, self.width - 2.0 * MARGIN, 0.5, palette::LINE);
        page.items.push(Item { mark: Mark::Artifact(ArtifactKind::Footer), draw: line });
        self.pair(flow, &mut page.items, foot, ArtifactKind::Footer, &document.footer_left, &number);
    }

    fn pair(&self, flow: &mut Flow, items: &mut Vec<Item>, y: f32, kind: ArtifactKind, left: &str, right: &str) {
        let room = self.width - 2.0 * MARGIN;
        let right_width = self.one_line(flow, items, kind, right, room * 0.6, y, true);
        self.one_line(flow, items, kind, left, room - right_width - 12.0, y, false);
    }

    /// Sets as much of a text as one line holds and returns its width.
    #[expect(clippy::too_many_arguments, reason = "one call site pair, each argument a different thing")]
    fn one_line(&self, flow: &mut Flow, items: &mut Vec<Item>, kind: ArtifactKind, text: &str, room: f32, y: f32, right: bool) -> f32 {
        let lines = break_lines(&mut flow.shaper, &[Span::plain(text)], RUNNING, room);
        let Some(line) = lines.first() else { return 0.0 };
        let mut x = if right { self.width - MARGIN - line.width() } else { MARGIN };
        for atom in &line.atoms {
            if let Ink::Text(piece) = &atom.ink {
                let run = TextRun {
                    x,
                    y,
                    face: piece.face,
                    size: RUNNING.size,
                    colour: atom.colour,
                    glyphs: piece.glyphs.clone(),
                    text: piece.text.clone(),
                    stands_for: piece.stands_for.clone(),
                };
                items.push(Item { mark: Mark::Artifact(kind), draw: Draw::Text(run) });
            }
            x += atom.advance;
        }
        line.width()
    }
}

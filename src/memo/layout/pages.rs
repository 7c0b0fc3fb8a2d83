//! Slices to pages: where a page ends, and what runs along its head and foot.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::display::{
    ArtifactKind, DisplayList, Draw, ElementId, ElementKind, Item, LinkTarget, Mark, OutlineEntry, Page, TextRun,
};
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
    let mut filler = Filler::new(height - MARGIN);
    let room = filler.bottom - MARGIN;
    let fitting = slices.into_iter().flat_map(|slice| if slice.height > room { slice.tear(room) } else { vec![slice] });
    for group in groups(fitting.collect()) {
        filler.group(group);
    }
    let mut sheets = filler.sheets;
    let running = Running { width, height, total: sheets.pages.len() };
    for (index, page) in sheets.pages.iter_mut().enumerate() {
        running.set(&mut flow, page, index, document);
    }
    sheets.finish(flow, (width, height))
}

/// Fills page after page from top to bottom.
struct Filler {
    sheets: Sheets,
    /// Where the content of every page ends.
    bottom: f32,
    /// Where the next slice begins.
    y: f32,
    /// Space the slice above asks for.
    space: f32,
    /// Nothing stands on the page yet.
    fresh: bool,
    /// What ends the page if it ends here.
    foot: Option<Rc<Slice>>,
}

impl Filler {
    fn new(bottom: f32) -> Self {
        let mut sheets = Sheets::default();
        sheets.pages.push(Page::default());
        Self { sheets, bottom, y: MARGIN, space: 0.0, fresh: true, foot: None }
    }

    fn group(&mut self, group: Vec<Slice>) {
        let forced = group.first().is_some_and(|slice| slice.break_before == BreakBefore::Forced);
        let foot = group.last().map_or(0.0, foot_height);
        let needed = height_of(&group, self.space, self.fresh) + foot;
        if !self.fresh && (forced || !self.has_room_for(needed)) {
            self.turn(group.first());
        }
        for slice in group {
            self.slice(slice);
        }
    }

    fn slice(&mut self, slice: Slice) {
        let gap = self.gap_above(&slice);
        // A group taller than a page has to be torn somewhere.
        if !self.fresh && !self.has_room_for(gap + slice.height + foot_height(&slice)) {
            self.turn(Some(&slice));
        }
        self.y += self.gap_above(&slice);
        let (height, after) = (slice.height, slice.space_after);
        self.foot.clone_from(&slice.foot);
        self.sheets.place(slice, self.y);
        self.y += height;
        self.space = after;
        self.fresh = self.fresh && height == 0.0;
    }

    fn gap_above(&self, slice: &Slice) -> f32 {
        if self.fresh { 0.0 } else { slice.space_before.max(self.space) }
    }

    fn has_room_for(&self, height: f32) -> bool {
        self.y + height <= self.bottom + 0.01
    }

    /// Ends the page and begins the next with the titles of what goes on there.
    fn turn(&mut self, next: Option<&Slice>) {
        if let Some(foot) = self.foot.take() {
            self.sheets.place(Slice::clone(&foot), self.y);
        }
        self.sheets.pages.push(Page::default());
        (self.y, self.space, self.fresh) = (MARGIN, 0.0, true);
        let Some(next) = next else { return };
        if let Some(titles) = &next.titles
            && self.has_room_for(titles.height + next.height)
        {
            self.sheets.place(Slice::clone(titles), self.y);
            self.y += titles.height;
        }
    }
}

fn foot_height(slice: &Slice) -> f32 {
    slice.foot.as_ref().map_or(0.0, |foot| foot.height)
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
                place.get_or_insert((page, area));
            }
        }
        let mut links = Vec::new();
        for (page, link) in self.links {
            let target = match &link.link {
                Link::Heading(anchor) => {
                    self.anchors.get(anchor).map(|(page, y)| LinkTarget::Place { page: *page, y: *y })
                }
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
        let mut entry = OutlineEntry { title: heading.title, page: heading.page, y: heading.y, children: Vec::new() };
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
            self.pair(
                flow,
                &mut head,
                HEADER_BASELINE,
                ArtifactKind::Header,
                &document.header_left,
                &document.header_right,
            );
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
    fn one_line(
        &self,
        flow: &mut Flow,
        items: &mut Vec<Item>,
        kind: ArtifactKind,
        text: &str,
        room: f32,
        y: f32,
        right: bool,
    ) -> f32 {
        let lines = break_lines(&mut flow.shaper, &[Span::plain(text)], RUNNING, room);
        let Some(line) = lines.first() else {
            return 0.0;
        };
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

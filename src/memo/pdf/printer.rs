//! The display list in printpdf's operations. The only file that names printpdf.

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, Color, DictItem, ExtendedGraphicsState, ExtendedGraphicsStateId, FontId, FontMetrics, Line, LinePoint,
    Op, PaintMode, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Polygon,
    PolygonRing, Pt, Rgb, TextItem, TextMatrix, WindingOrder,
};

use super::faces::EmbeddedFace;
use super::structure::tag_name;
use crate::memo::fonts::Face;
use crate::memo::layout::display::{
    ArtifactKind, DisplayList, Draw, Element, ElementId, Item, Mark, Page, Path, Rect, Segment, TextRun,
};
use crate::memo::palette::Colour;

/// The object graph, and what its marked content belongs to.
pub struct Printed {
    /// Pages, fonts and content streams, nothing written yet.
    pub file: lopdf::Document,
    /// For every page, the element of each marked-content number from 0.
    pub marked: Vec<Vec<ElementId>>,
}

/// Prints every page.
#[must_use]
pub fn print(list: &DisplayList, faces: &[EmbeddedFace]) -> Printed {
    let mut document = PdfDocument::new("");
    for face in faces {
        document.resources.fonts.map.insert(font_id(face.face), PdfFont::new(parsed(face)));
    }
    let mut marked = Vec::with_capacity(list.pages.len());
    for page in &list.pages {
        let (ops, elements) = print_page(page, list, faces);
        for alpha in page.items.iter().flat_map(|item| alphas(&item.draw)).filter(|alpha| *alpha < 1.0) {
            let state =
                ExtendedGraphicsState::default().with_current_fill_alpha(alpha).with_current_stroke_alpha(alpha);
            document.resources.extgstates.map.insert(alpha_id(alpha), state);
        }
        document.pages.push(sheet(list.page_size_pt, ops));
        marked.push(elements);
    }
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    // Its warnings concern fonts without glyphs and colours out of range; neither can be in a display list.
    let file = document.to_lopdf_document(&options, &mut Vec::new());
    Printed { file, marked }
}

fn sheet((width, height): (f32, f32), ops: Vec<Op>) -> PdfPage {
    let whole = || printpdf::Rect {
        x: Pt(0.0),
        y: Pt(0.0),
        width: Pt(width),
        height: Pt(height),
        mode: None,
        winding_order: None,
    };
    PdfPage { media_box: whole(), trim_box: whole(), crop_box: whole(), ops }
}

fn parsed(face: &EmbeddedFace) -> ParsedFont {
    let metrics = &face.metrics;
    let thousandths = |units: i16| (f32::from(units) * 1000.0 / f32::from(metrics.units_per_em.max(1))).round() as i16;
    let widths: BTreeMap<u16, u16> = face.glyphs.values().map(|glyph| (glyph.id, glyph.width)).collect();
    let vertical = FontMetrics { ascent: thousandths(metrics.ascent), descent: thousandths(metrics.descent) };
    let program = face.program.clone();
    let mut font =
        ParsedFont::with_glyph_data(program, 0, Some(face.name.clone()), BTreeMap::new(), widths, 1000, vertical);
    let [left, bottom, right, top] = metrics.bounds.map(thousandths);
    let stub = &mut font.pdf_font_metrics;
    (stub.x_min, stub.y_min, stub.x_max, stub.y_max) = (left, bottom, right, top);
    stub.us_weight_class = metrics.weight;
    stub.caret_slope_rise = 1000;
    stub.caret_slope_run = (-metrics.italic_angle.to_radians().tan() * 1000.0) as i16;
    font
}

fn font_id(face: Face) -> FontId {
    FontId(face.name().to_owned())
}

fn alpha_id(alpha: f32) -> ExtendedGraphicsStateId {
    ExtendedGraphicsStateId(format!("Alpha{:03}", (alpha * 100.0).round() as u8))
}

fn alphas(draw: &Draw) -> Vec<f32> {
    match draw {
        Draw::Text(_) => Vec::new(),
        Draw::Rect(rect) => vec![rect.fill.alpha],
        Draw::Path(path) => {
            path.fill.iter().map(|fill| fill.alpha).chain(path.stroke.map(|(colour, _)| colour.alpha)).collect()
        }
    }
}

fn print_page(page: &Page, list: &DisplayList, faces: &[EmbeddedFace]) -> (Vec<Op>, Vec<ElementId>) {
    let mut press = Press { height: list.page_size_pt.1, structure: &list.structure, faces, ..Press::default() };
    for item in &page.items {
        press.item(item);
    }
    press.end_mark();
    (press.ops, press.marked)
}

/// The operations of a page and the state they leave behind.
#[derive(Default)]
struct Press<'a> {
    height: f32,
    structure: &'a [Element],
    faces: &'a [EmbeddedFace],
    ops: Vec<Op>,
    marked: Vec<ElementId>,
    mark: Option<Mark>,
    in_text: bool,
    font: Option<(Face, f32)>,
    fill: Option<Colour>,
    /// Where the pen stands after the last run: x, baseline.
    pen: Option<(f32, f32)>,
}

impl Press<'_> {
    fn item(&mut self, item: &Item) {
        if self.mark != Some(item.mark) {
            self.end_mark();
            self.begin_mark(item.mark);
        }
        match &item.draw {
            Draw::Text(run) => self.text(run),
            Draw::Rect(rect) => self.rect(rect),
            Draw::Path(path) => self.path(path),
        }
    }

    fn begin_mark(&mut self, mark: Mark) {
        let (tag, properties) = match mark {
            Mark::Element(element) => {
                let number = self.marked.len() as i64;
                self.marked.push(element);
                let kind = self.structure.get(element.0).map(|tag| &tag.kind);
                (kind.map_or("P", tag_name).to_owned(), vec![("MCID", DictItem::Int(number))])
            }
            Mark::Artifact(kind) => ("Artifact".to_owned(), artifact_properties(kind)),
        };
        let map = properties.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        self.ops.push(Op::BeginMarkedContentWithProperties { tag, properties: DictItem::Dict { map } });
        self.mark = Some(mark);
    }

    fn end_mark(&mut self) {
        self.end_text();
        if self.mark.take().is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn begin_text(&mut self) {
        if !self.in_text {
            self.ops.push(Op::StartTextSection);
            self.in_text = true;
            self.pen = None;
        }
    }

    fn end_text(&mut self) {
        if self.in_text {
            self.ops.push(Op::EndTextSection);
            self.in_text = false;
            self.pen = None;
        }
    }

    fn text(&mut self, run: &TextRun) {
        let faces = self.faces;
        let Some(face) = faces.iter().find(|face| face.face == run.face) else {
            return;
        };
        self.begin_text();
        let read_aloud = (!face.reads_as_drawn(run)).then(|| run.stands_for.as_deref().unwrap_or(&run.text));
        if let Some(text) = read_aloud {
            let map = BTreeMap::from([("ActualText".to_owned(), utf16(text))]);
            self.ops.push(Op::BeginMarkedContentWithProperties {
                tag: "Span".to_owned(),
                properties: DictItem::Dict { map },
            });
        }
        if self.font != Some((run.face, run.size)) {
            self.font = Some((run.face, run.size));
            self.ops.push(Op::SetFont { font: PdfFontHandle::External(font_id(run.face)), size: Pt(run.size) });
        }
        self.set_fill(run.colour);
        let follows = self.pen.is_some_and(|(x, y)| (x - run.x).abs() < 0.02 && y == run.y);
        if !follows || read_aloud.is_some() {
            self.ops.push(Op::SetTextMatrix { matrix: self.at(run.x, run.y) });
        }
        self.glyphs(run, face);
        self.pen = Some((run.x + run.advance_pt(), run.y));
        if read_aloud.is_some() {
            self.ops.push(Op::EndMarkedContent);
            self.pen = None;
        }
    }

    fn glyphs(&mut self, run: &TextRun, face: &EmbeddedFace) {
        let scale = run.size / 1000.0;
        let mut items: Vec<TextItem> = Vec::new();
        let mut pen = run.x;
        for glyph in run.glyphs.iter() {
            let Some(known) = face.glyphs.get(&glyph.id) else {
                continue;
            };
            // TJ numbers move the pen to the left, in thousandths of the size.
            let kern = f32::from(known.width) - glyph.advance;
            let code = |offset| Codepoint::with_cid(known.id, offset, known.text.clone());
            if glyph.shift_y == 0.0 && glyph.shift_x == 0.0 {
                match items.last_mut() {
                    Some(TextItem::GlyphIds(codes)) => codes.push(code(kern)),
                    _ => items.push(TextItem::GlyphIds(vec![code(kern)])),
                }
            } else {
                // A mark off the pen's line has to be placed by itself.
                self.show(&mut items);
                let (x, y) = (pen + glyph.shift_x * scale, run.y - glyph.shift_y * scale);
                self.ops.push(Op::SetTextMatrix { matrix: self.at(x, y) });
                self.show(&mut vec![TextItem::GlyphIds(vec![code(0.0)])]);
                self.ops.push(Op::SetTextMatrix { matrix: self.at(pen + glyph.advance * scale, run.y) });
            }
            pen += glyph.advance * scale;
        }
        self.show(&mut items);
    }

    fn show(&mut self, items: &mut Vec<TextItem>) {
        if !items.is_empty() {
            self.ops.push(Op::ShowText { items: std::mem::take(items) });
        }
    }

    fn rect(&mut self, rect: &Rect) {
        if rect.width <= 0.0 || rect.height <= 0.0 {
            return;
        }
        self.end_text();
        let translucent = self.begin_alpha(rect.fill.alpha);
        self.set_fill(rect.fill);
        let (left, right) = (rect.x, rect.x + rect.width);
        let (top, bottom) = (rect.y, rect.y + rect.height);
        let corners =
            [[left, top], [right, top], [right, bottom], [left, bottom]].map(|[x, y]| self.line_point(x, y, false));
        self.ops.push(Op::DrawPolygon { polygon: filled(corners.to_vec()) });
        self.end_alpha(translucent);
    }

    fn path(&mut self, path: &Path) {
        self.end_text();
        let points = self.points(&path.segments);
        if let Some(fill) = path.fill {
            let translucent = self.begin_alpha(fill.alpha);
            self.set_fill(fill);
            self.ops.push(Op::DrawPolygon { polygon: filled(points.clone()) });
            self.end_alpha(translucent);
        }
        if let Some((colour, width)) = path.stroke {
            let translucent = self.begin_alpha(colour.alpha);
            self.ops.push(Op::SetOutlineColor { col: rgb(colour) });
            self.ops.push(Op::SetOutlineThickness { pt: Pt(width) });
            self.ops.push(Op::DrawLine { line: Line { points, is_closed: path.closed } });
            self.end_alpha(translucent);
        }
    }

    /// Saved state keeps the alpha from everything drawn later; colours set inside are forgotten with it.
    fn begin_alpha(&mut self, alpha: f32) -> Option<Option<Colour>> {
        (alpha < 1.0).then(|| {
            self.ops.push(Op::SaveGraphicsState);
            self.ops.push(Op::LoadGraphicsState { gs: alpha_id(alpha) });
            self.fill
        })
    }

    fn end_alpha(&mut self, before: Option<Option<Colour>>) {
        if let Some(fill) = before {
            self.ops.push(Op::RestoreGraphicsState);
            self.fill = fill;
        }
    }

    fn set_fill(&mut self, colour: Colour) {
        if self.fill != Some(colour) {
            self.fill = Some(colour);
            self.ops.push(Op::SetFillColor { col: rgb(colour) });
        }
    }

    fn points(&self, segments: &[Segment]) -> Vec<LinePoint> {
        let mut points = Vec::with_capacity(segments.len() + 2);
        for segment in segments {
            match *segment {
                Segment::Move([x, y]) | Segment::Line([x, y]) => points.push(self.line_point(x, y, false)),
                Segment::Curve([ax, ay], [bx, by], [x, y]) => {
                    points.push(self.line_point(ax, ay, true));
                    points.push(self.line_point(bx, by, true));
                    points.push(self.line_point(x, y, false));
                }
            }
        }
        points
    }

    fn line_point(&self, x: f32, y: f32, bezier: bool) -> LinePoint {
        LinePoint { p: Point { x: Pt(hundredths(x)), y: Pt(hundredths(self.height - y)) }, bezier }
    }

    fn at(&self, x: f32, y: f32) -> TextMatrix {
        TextMatrix::Translate(Pt(hundredths(x)), Pt(hundredths(self.height - y)))
    }
}

fn artifact_properties(kind: ArtifactKind) -> Vec<(&'static str, DictItem)> {
    let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
    match kind {
        ArtifactKind::Header => vec![("Type", name("Pagination")), ("Subtype", name("Header"))],
        ArtifactKind::Footer => vec![("Type", name("Pagination")), ("Subtype", name("Footer"))],
        ArtifactKind::RepeatedTitles => vec![("Type", name("Pagination"))],
        ArtifactKind::Layout => vec![("Type", name("Layout"))],
    }
}

fn utf16(text: &str) -> DictItem {
    let data = [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    DictItem::String { data, literal: false }
}

fn filled(points: Vec<LinePoint>) -> Polygon {
    Polygon { rings: vec![PolygonRing { points }], mode: PaintMode::Fill, winding_order: WindingOrder::NonZero }
}

fn rgb(colour: Colour) -> Color {
    // Three decimals tell all 256 steps apart and keep the file small.
    let share = |channel: u8| (f32::from(channel) / 255.0 * 1000.0).round() / 1000.0;
    Color::Rgb(Rgb { r: share(colour.red), g: share(colour.green), b: share(colour.blue), icc_profile: None })
}

fn hundredths(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}

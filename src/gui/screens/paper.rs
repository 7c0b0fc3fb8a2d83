//! Memo and preview as they will print: the pages of their display lists, drawn with the same faces.

use crate::gui::action::{Action, Actions};
use crate::gui::command::Command;
use crate::gui::paper::Paper;
use crate::gui::state::Case;
use crate::gui::theme::{self, icons, space, tokens};
use crate::gui::widgets::{Text, empty_ui, icon_button_ui, primary_button_ui};
use crate::memo::layout::DisplayList;
use crate::memo::layout::display::{Draw, Page, Path, Segment, TextRun};
use crate::memo::palette::Colour;
use egui::epaint::{CubicBezierShape, PathShape, PathStroke};
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align, Color32, FontId, Frame, Layout, Margin, Painter, Panel, Pos2, Rect, Role, ScrollArea, Sense, Shape, Stroke,
    Ui, WidgetInfo, pos2, vec2,
};

/// Points between pages.
const GAP: f32 = 20.0;

pub fn paper_ui(ui: &mut Ui, case: &Case, paper: Paper, actions: &mut Actions) {
    let view = case.pages(paper);
    let bar = Frame::new().fill(tokens(ui).ground).inner_margin(Margin::symmetric(16, 6));
    Panel::top("paper bar")
        .exact_size(44.0)
        .resizable(false)
        .frame(bar)
        .show(ui, |ui| bar_ui(ui, case, paper, actions));
    let Some(list) = &view.pages else {
        match &view.failed {
            Some(why) => {
                empty_ui(ui, icons::ERROR, why, None);
            }
            None => {
                empty_ui(ui, icons::MEMO, "The pages are being set", None);
            }
        }
        return;
    };
    let (width, height) = list.page_size_pt;
    let room = ui.available_width() - 2.0 * space::SECTIONS - 8.0;
    let fit = (room / width).clamp(0.4, 1.5);
    let scale = view.zoom.unwrap_or(fit);
    let page_height = height * scale + GAP;
    let mut area = ScrollArea::both().id_salt(("pages", paper.title())).auto_shrink([false, false]);
    if let Some(page) = view.jump_to {
        area = area.vertical_scroll_offset(page as f32 * page_height);
        actions.push(Action::PagesJumped);
    }
    area.show_viewport(ui, |ui, viewport| {
        let total = vec2((width * scale).max(room), page_height * list.pages.len() as f32 + GAP);
        let (rect, _) = ui.allocate_exact_size(total, Sense::hover());
        for (place, page) in list.pages.iter().enumerate() {
            let top = GAP / 2.0 + place as f32 * page_height;
            // Only what can be seen.
            if top + page_height < viewport.top() || top > viewport.bottom() {
                continue;
            }
            let left = rect.left() + ((rect.width() - width * scale) / 2.0).max(space::BETWEEN);
            let sheet = Rect::from_min_size(pos2(left, rect.top() + top), vec2(width * scale, height * scale));
            let name = format!("{}, page {} of {}", paper.title(), place + 1, list.pages.len());
            page_ui(ui, page, sheet, scale, &name);
        }
    });
}

fn bar_ui(ui: &mut Ui, case: &Case, paper: Paper, actions: &mut Actions) {
    let view = case.pages(paper);
    ui.horizontal_centered(|ui| {
        ui.label(Text::heading(paper.title()));
        if let Some(list) = &view.pages {
            let stale = if view.revision == case.revision { "" } else { ", being set again" };
            let pages =
                Text::quiet(ui, format!("{}{stale}", crate::gui::words::counted(list.pages.len(), "page", "pages")));
            ui.label(pages);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let save = paper.save();
            if primary_button_ui(ui, save.label()).on_hover_text(Command::SaveMemo.keys()).clicked() {
                actions.push(save.into());
            }
            ui.add_space(space::INSIDE);
            let zoom = view.zoom.unwrap_or(1.0);
            if icon_button_ui(ui, icons::PLUS, "Larger pages").clicked() {
                actions.push(Action::PagesZoom(Some(zoom * 1.2)));
            }
            let shown = view.zoom.map_or("Fit".to_owned(), |zoom| format!("{:.0} %", zoom * 100.0));
            let button = egui::Button::new(Text::label(shown)).frame_when_inactive(false);
            if ui.add(button).accessible_name("Fit pages to the width").clicked() {
                actions.push(Action::PagesZoom(None));
            }
            if icon_button_ui(ui, icons::MINUS, "Smaller pages").clicked() {
                actions.push(Action::PagesZoom(Some(zoom / 1.2)));
            }
            if let Some(list) = &view.pages {
                outline_menu_ui(ui, list, actions);
            }
        });
    });
}

/// The headings; each leads to its page.
fn outline_menu_ui(ui: &mut Ui, list: &DisplayList, actions: &mut Actions) {
    ui.menu_button(Text::label("Contents"), |ui| {
        ui.set_min_width(300.0);
        ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let mut stack: Vec<_> = list.outline.iter().rev().map(|entry| (0, entry)).collect();
            while let Some((depth, entry)) = stack.pop() {
                if depth < 2 {
                    let indent = if depth == 0 { "" } else { "    " };
                    let text = Text::label(format!("{indent}{}", entry.title));
                    let button = egui::Button::new(text)
                        .frame_when_inactive(false)
                        .right_text(Text::caption(ui, (entry.page + 1).to_string()));
                    if ui.add(button.min_size(vec2(ui.available_width(), 26.0)).truncate()).clicked() {
                        actions.push(Action::PagesJump(entry.page));
                    }
                }
                stack.extend(entry.children.iter().rev().map(|child| (depth + 1, child)));
            }
        });
    });
}

fn page_ui(ui: &Ui, page: &Page, sheet: Rect, scale: f32, name: &str) {
    let response = ui.interact(sheet, ui.scope_id().with(("page", name)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    let painter = ui.painter();
    let shadow = egui::Shadow { offset: [0, 2], blur: 10, spread: 0, color: Color32::from_black_alpha(40) };
    painter.add(shadow.as_shape(sheet, 0.0));
    painter.rect_filled(sheet, 0.0, Color32::WHITE);
    painter.rect_stroke(sheet, 0.0, Stroke::new(1.0, tokens(ui).line), egui::StrokeKind::Outside);
    let painter = painter.with_clip_rect(sheet.intersect(painter.clip_rect()));
    let origin = sheet.min;
    let mut line: Option<Line<'_>> = None;
    for item in &page.items {
        let Draw::Text(run) = &item.draw else {
            paint_line(&painter, line.take(), origin, scale);
            match &item.draw {
                Draw::Rect(rect) => {
                    let from = pos2(origin.x + rect.x * scale, origin.y + rect.y * scale);
                    // Hairlines stay visible on small scales.
                    let size = vec2((rect.width * scale).max(0.6), (rect.height * scale).max(0.6));
                    painter.rect_filled(Rect::from_min_size(from, size), 0.0, colour32(rect.fill));
                }
                Draw::Path(path) => paint_path(&painter, path, origin, scale),
                Draw::Text(_) => {}
            }
            continue;
        };
        match &mut line {
            Some(line) if line.goes_on_with(run) => line.push(run),
            _ => {
                paint_line(&painter, line.take(), origin, scale);
                line = Some(Line::of(run));
            }
        }
    }
    paint_line(&painter, line, origin, scale);
}

/// Words that follow each other in one look. They are drawn together: a screen sets each piece of
/// text on whole pixels, which would make the spaces between single words uneven.
struct Line<'a> {
    first: &'a TextRun,
    text: String,
    /// Where the pen stands, in points, and where it stood before the last space.
    end: f32,
    ink_end: f32,
}

impl<'a> Line<'a> {
    fn of(first: &'a TextRun) -> Self {
        let mut line = Self { first, text: String::new(), end: first.x, ink_end: first.x };
        line.push(first);
        line
    }

    fn goes_on_with(&self, run: &TextRun) -> bool {
        (run.y - self.first.y).abs() < 0.01
            && run.face == self.first.face
            && (run.size - self.first.size).abs() < 0.01
            && run.colour == self.first.colour
            && (run.x - self.end).abs() < 0.03 * run.size
    }

    fn push(&mut self, run: &TextRun) {
        self.text.push_str(&run.text);
        let space: f32 = run
            .glyphs
            .iter()
            .rev()
            .take_while(|glyph| run.glyph_text(glyph).trim().is_empty())
            .map(|glyph| glyph.advance)
            .sum();
        self.end = run.x + run.advance_pt();
        self.ink_end = self.end - space * run.size / 1000.0;
    }
}

fn colour32(colour: Colour) -> Color32 {
    let alpha = (colour.alpha.clamp(0.0, 1.0) * 255.0).round() as u8;
    Color32::from_rgba_unmultiplied(colour.red, colour.green, colour.blue, alpha)
}

fn paint_line(painter: &Painter, line: Option<Line<'_>>, origin: Pos2, scale: f32) {
    let Some(line) = line else { return };
    let run = line.first;
    let text = line.text.trim_end();
    let colour = colour32(run.colour);
    let mut format = TextFormat::simple(FontId::new(run.size * scale, theme::face_family(run.face)), colour);
    let set = |format: &TextFormat| painter.layout_job(LayoutJob::single_section(text.to_owned(), format.clone()));
    let mut galley = set(&format);
    // Spread what the screen's rounding adds or takes, so that lines end where the memo says.
    let letters = text.chars().count().max(1) as f32;
    let extra = ((line.ink_end - run.x) * scale - galley.size().x) / letters;
    if extra.abs() > 0.01 {
        format.extra_letter_spacing = extra;
        galley = set(&format);
    }
    let baseline = galley.rows.first().and_then(|row| row.glyphs.first()).map_or(run.size * scale, |glyph| glyph.pos.y);
    painter.galley(pos2(origin.x + run.x * scale, origin.y + run.y * scale - baseline), galley, colour);
}

fn paint_path(painter: &Painter, path: &Path, origin: Pos2, scale: f32) {
    let place = |[x, y]: [f32; 2]| pos2(origin.x + x * scale, origin.y + y * scale);
    let mut outlines: Vec<Vec<Pos2>> = Vec::new();
    for segment in &path.segments {
        match segment {
            Segment::Move(to) => outlines.push(vec![place(*to)]),
            Segment::Line(to) => {
                if let Some(outline) = outlines.last_mut() {
                    outline.push(place(*to));
                }
            }
            Segment::Curve(first, second, to) => {
                let Some(outline) = outlines.last_mut() else { continue };
                let Some(from) = outline.last().copied() else { continue };
                let points = [from, place(*first), place(*second), place(*to)];
                let curve = CubicBezierShape::from_points_stroke(points, false, Color32::TRANSPARENT, PathStroke::NONE);
                outline.extend(curve.flatten(Some(0.1)).into_iter().skip(1));
            }
        }
    }
    let fill = path.fill.map_or(Color32::TRANSPARENT, colour32);
    let stroke =
        path.stroke.map_or(Stroke::NONE, |(colour, width)| Stroke::new((width * scale).max(0.6), colour32(colour)));
    for points in outlines.into_iter().filter(|points| points.len() > 1) {
        let shape = PathShape { points, closed: path.closed, fill, stroke: PathStroke::from(stroke) };
        painter.add(Shape::Path(shape));
    }
}

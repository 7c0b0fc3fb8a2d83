//! Who went from where to where: rows before, columns after, what stayed quiet, what moved tinted by direction.

use super::paint::{caption_at, label_at, strong_at};
use super::shape::{Level, paint_level};
use crate::gui::theme::{Tokens, tokens};
use egui::{Align2, Color32, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

/// A row and a column of the matrix.
#[derive(Clone, Debug)]
pub struct Place {
    pub name: String,
    pub level: Level,
    /// Smaller is better; none where it is neither.
    pub rank: Option<u8>,
}

/// What the matrix shows: `cells[before][after]` in the order of `places`.
pub struct Matrix<'a> {
    pub places: &'a [Place],
    pub cells: &'a [Vec<u64>],
    /// A value as it stands in a cell.
    pub short: &'a dyn Fn(u64) -> String,
    /// The same in four letters, where cells are narrow.
    pub tight: &'a dyn Fn(u64) -> String,
    /// With its unit: `120 submissions`.
    pub words: &'a dyn Fn(u64) -> String,
    /// The cell that is looked at.
    pub chosen: Option<(usize, usize)>,
}

const ROW: f32 = 26.0;
const HEAD: f32 = 38.0;

/// Draws it over the whole width; the cell that was clicked.
pub fn matrix_ui(ui: &mut Ui, matrix: &Matrix<'_>) -> Option<(usize, usize)> {
    let n = matrix.places.len();
    let height = HEAD + ROW * (n + 1) as f32;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    if n == 0 || !ui.is_rect_visible(rect) {
        return None;
    }
    let tokens = tokens(ui);
    let names = (rect.width() * 0.27).clamp(66.0, 176.0);
    let width = (rect.width() - names) / (n + 1) as f32;
    let is_tight = width < 44.0;
    let shown = |value: u64| if is_tight { (matrix.tight)(value) } else { (matrix.short)(value) };
    let inset = if is_tight { 3.0 } else { 6.0 };
    let column = |place: usize| rect.left() + names + width * place as f32;
    let row = |place: usize| rect.top() + HEAD + ROW * place as f32;
    let painter = ui.painter();
    caption_at(
        painter,
        pos2(rect.left(), rect.top() + HEAD / 2.0),
        Align2::LEFT_CENTER,
        "before \\ after",
        tokens.quiet,
    );
    for (place, it) in matrix.places.iter().enumerate() {
        let colour = it.level.colour(tokens);
        let middle = column(place) + width / 2.0;
        paint_level(painter, pos2(middle, rect.top() + 10.0), 11.0, it.level, colour);
        // Two of them share their shape: the word tells them apart.
        let word = head_word(matrix.places, &it.name, (width / 6.4) as usize);
        caption_at(painter, pos2(middle, rect.top() + 27.0), Align2::CENTER_CENTER, &word, tokens.quiet);
        let y = row(place) + ROW / 2.0;
        paint_level(painter, pos2(rect.left() + 6.0, y), 10.0, it.level, colour);
        let room = Rect::from_x_y_ranges(rect.left() + 18.0..=rect.left() + names - 6.0, row(place)..=row(place) + ROW);
        let font = egui::FontId::new(crate::gui::theme::size::LABEL, crate::gui::theme::regular());
        super::paint::within(painter, room, &it.name, font, tokens.text, false);
    }
    let total = Align2::RIGHT_CENTER;
    caption_at(painter, pos2(rect.right() - inset, rect.top() + HEAD / 2.0), total, "total", tokens.quiet);
    caption_at(painter, pos2(rect.left() + 18.0, row(n) + ROW / 2.0), Align2::LEFT_CENTER, "total", tokens.quiet);
    let most = moved_most(matrix);
    let mut clicked = None;
    for before in 0..n {
        for after in 0..n {
            let cell = Rect::from_min_size(pos2(column(after), row(before)), vec2(width, ROW)).shrink(1.0);
            if cell_ui(ui, matrix, (before, after), cell, most, &shown).is_some_and(|response| response.clicked()) {
                clicked = Some((before, after));
            }
        }
        let sum: u64 = matrix.cells.get(before).map_or(0, |cells| cells.iter().sum());
        let at = pos2(rect.right() - inset, row(before) + ROW / 2.0);
        label_at(ui.painter(), at, total, &shown(sum), tokens.quiet);
    }
    for after in 0..n {
        let sum: u64 = matrix.cells.iter().filter_map(|cells| cells.get(after)).sum();
        let at = pos2(column(after) + width - inset, row(n) + ROW / 2.0);
        label_at(ui.painter(), at, total, &shown(sum), tokens.quiet);
    }
    let all: u64 = matrix.cells.iter().flatten().sum();
    strong_at(ui.painter(), pos2(rect.right() - inset, row(n) + ROW / 2.0), total, &shown(all), tokens.text);
    ui.painter().hline(rect.left()..=rect.right(), row(n), Stroke::new(1.0, tokens.line));
    clicked
}

/// The word that tells a place from the others, or as many of its letters as there is room for and a point.
fn head_word(places: &[Place], name: &str, letters: usize) -> String {
    let first = |name: &str| name.split(' ').next().unwrap_or_default().to_owned();
    let is_shared = name.contains(' ') && places.iter().any(|it| it.name != name && first(&it.name) == first(name));
    let word = if is_shared { name.rsplit(' ').next().unwrap_or_default().to_owned() } else { first(name) };
    if word.chars().count() <= letters.max(4) {
        return word;
    }
    let kept: String = word.chars().take(letters.saturating_sub(1).clamp(3, 5)).collect();
    format!("{kept}.")
}

/// The largest value off the diagonal: tints are drawn to its scale.
fn moved_most(matrix: &Matrix<'_>) -> u64 {
    let moved = matrix.cells.iter().enumerate().flat_map(|(before, cells)| {
        cells.iter().enumerate().filter(move |(after, _)| *after != before).map(|(_, value)| *value)
    });
    moved.max().unwrap_or(0).max(1)
}

fn cell_ui(
    ui: &Ui,
    matrix: &Matrix<'_>,
    at: (usize, usize),
    cell: Rect,
    most: u64,
    shown: &dyn Fn(u64) -> String,
) -> Option<Response> {
    let value = matrix.cells.get(at.0)?.get(at.1).copied()?;
    let (before, after) = (matrix.places.get(at.0)?, matrix.places.get(at.1)?);
    let tokens = tokens(ui);
    let painter = ui.painter();
    if value == 0 {
        painter.circle_filled(cell.right_center() - vec2(7.0, 0.0), 1.2, tokens.line);
        return None;
    }
    let stays = at.0 == at.1;
    let tint = direction_colour(tokens, before, after);
    let part = 0.12 + 0.34 * (value as f64 / most as f64) as f32;
    let fill = if stays { tokens.raised } else { tokens.surface.lerp_to_gamma(tint, part) };
    painter.rect_filled(cell, 4.0, fill);
    let text = shown(value);
    let room = cell.right_center() - vec2(if cell.width() < 42.0 { 2.0 } else { 5.0 }, 0.0);
    if stays {
        label_at(painter, room, Align2::RIGHT_CENTER, &text, tokens.quiet);
    } else {
        strong_at(painter, room, Align2::RIGHT_CENTER, &text, tokens.text);
    }
    let response = ui.interact(cell, egui::Id::unique("matrix cell").with(at), Sense::click());
    let said = if stays {
        format!("{} stay {}", (matrix.words)(value), before.name)
    } else {
        format!("{} from {} to {}", (matrix.words)(value), before.name, after.name)
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
    if matrix.chosen == Some(at) {
        ui.painter().rect_stroke(cell, 4.0, Stroke::new(2.0, tokens.accent), StrokeKind::Inside);
    } else if response.hovered() {
        ui.painter().rect_stroke(cell, 4.0, Stroke::new(1.0, tokens.quiet), StrokeKind::Inside);
    }
    super::buttons::focus_ring(ui, cell, &response);
    Some(response.on_hover_text(said).on_hover_cursor(egui::CursorIcon::PointingHand))
}

/// Better is the colour of the best band, worse that of the fourth; neither where one of them is no decision.
fn direction_colour(tokens: &Tokens, before: &Place, after: &Place) -> Color32 {
    match (before.rank, after.rank) {
        (Some(before), Some(after)) if after < before => tokens.bands[0],
        (Some(_), Some(_)) => tokens.bands[3],
        _ => tokens.no_decision,
    }
}

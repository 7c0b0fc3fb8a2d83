//! Two distributions of the control score over each other: after as an area, before as a line.

use super::paint::caption_at;
use crate::gui::theme::{Tokens, tokens};
use egui::{Align2, Key, Painter, Pos2, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// What the chart shows. Both have one value for each bin, from score 0 to score 100.
pub struct Spread<'a> {
    pub before: &'a [u64],
    pub after: &'a [u64],
    /// Of the score, for two marks on the axis; drawing only.
    pub means: Option<[f32; 2]>,
    /// A value of a bin in words: `120 submissions`.
    pub words: &'a dyn Fn(u64) -> String,
    /// The chart in one sentence, for those who do not see it.
    pub sentence: &'a str,
    pub height: f32,
}

const BOTTOM: f32 = 22.0;
const TOP: f32 = 20.0;

/// Draws the chart over the whole width. With the keyboard on it, Left and Right go from bin to bin.
pub fn spread_ui(ui: &mut Ui, spread: &Spread<'_>) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), spread.height), Sense::click());
    let plot = Rect::from_min_max(rect.min + vec2(0.0, TOP), rect.max - vec2(0.0, BOTTOM));
    let bins = spread.before.len().max(spread.after.len()).max(1);
    let chosen = chosen_place(ui, &response, plot, bins);
    let said = match chosen {
        Some(place) if response.has_focus() => bin_words(spread, place, bins),
        _ => spread.sentence.to_owned(),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
    if ui.is_rect_visible(rect) {
        paint(ui.painter(), tokens(ui), spread, plot, bins, chosen);
        super::buttons::focus_ring(ui, rect, &response);
    }
    match chosen {
        Some(place) => response.on_hover_text_at_pointer(bin_words(spread, place, bins)),
        None => response,
    }
}

/// The place under the pointer, else the one the arrow keys are on.
pub(super) fn chosen_place(ui: &Ui, response: &Response, plot: Rect, places: usize) -> Option<usize> {
    let last = places.checked_sub(1)?;
    if let Some(at) = response.hover_pos() {
        let part = (at.x - plot.left()) / plot.width();
        return (0.0..=1.0).contains(&part).then_some(((part * places as f32) as usize).min(last));
    }
    if !response.has_focus() {
        return None;
    }
    let id = response.id.with("place");
    let before: usize = ui.data(|data| data.get_temp(id)).unwrap_or(0).min(last);
    let step = |key: Key| ui.input(|input| input.num_presses(key));
    let after = (before + step(Key::ArrowRight)).saturating_sub(step(Key::ArrowLeft)).min(last);
    if after != before {
        ui.data_mut(|data| data.insert_temp(id, after));
    }
    let arrows = egui::EventFilter { horizontal_arrows: true, ..egui::EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    Some(after)
}

fn bin_words(spread: &Spread<'_>, place: usize, bins: usize) -> String {
    let value = |values: &[u64]| (spread.words)(values.get(place).copied().unwrap_or(0));
    let (from, to) = (place * 100 / bins, (place + 1) * 100 / bins);
    format!("Score {from} to {to}: {} before, {} after", value(spread.before), value(spread.after))
}

fn paint(painter: &Painter, tokens: &Tokens, spread: &Spread<'_>, plot: Rect, bins: usize, chosen: Option<usize>) {
    let most = spread.before.iter().chain(spread.after).copied().max().unwrap_or(0).max(1);
    let x_of = |place: usize| plot.left() + plot.width() * place as f32 / bins as f32;
    let y_of = |value: u64| plot.bottom() - plot.height() * (value as f64 / most as f64) as f32;
    for line in [0.5_f32, 1.0] {
        let y = plot.bottom() - plot.height() * line;
        painter.hline(plot.x_range(), y, Stroke::new(1.0, tokens.line.gamma_multiply(0.7)));
    }
    if let Some(place) = chosen {
        let column = Rect::from_x_y_ranges(x_of(place)..=x_of(place + 1), plot.y_range());
        painter.rect_filled(column, 0.0, tokens.raised);
    }
    for (place, value) in spread.after.iter().enumerate().filter(|(_, value)| **value > 0) {
        let bar = Rect::from_min_max(pos2(x_of(place), y_of(*value)), pos2(x_of(place + 1), plot.bottom()));
        painter.rect_filled(bar, 0.0, tokens.accent.gamma_multiply(AREA));
    }
    let mut points: Vec<Pos2> = Vec::with_capacity(bins * 2);
    for place in 0..bins {
        let y = y_of(spread.before.get(place).copied().unwrap_or(0));
        points.extend([pos2(x_of(place), y), pos2(x_of(place + 1), y)]);
    }
    painter.line(points, Stroke::new(1.5, tokens.text));
    painter.hline(plot.x_range(), plot.bottom(), Stroke::new(1.0, tokens.outline));
    for score in [0, 20, 40, 60, 80, 100] {
        let x = plot.left() + plot.width() * score as f32 / 100.0;
        painter.vline(x, plot.bottom()..=plot.bottom() + 4.0, Stroke::new(1.0, tokens.outline));
        let align = match score {
            0 => Align2::LEFT_TOP,
            100 => Align2::RIGHT_TOP,
            _ => Align2::CENTER_TOP,
        };
        caption_at(painter, pos2(x, plot.bottom() + 5.0), align, &score.to_string(), tokens.quiet);
    }
    if let Some([before, after]) = spread.means {
        let x = |mean: f32| plot.left() + plot.width() * mean.clamp(0.0, 100.0) / 100.0;
        let dashes = [pos2(x(before), plot.top() - 4.0), pos2(x(before), plot.bottom())];
        painter.extend(egui::Shape::dashed_line(&dashes, Stroke::new(1.5, tokens.text), 4.0, 3.0));
        painter.vline(x(after), plot.top() - 4.0..=plot.bottom(), Stroke::new(2.0, tokens.accent));
    }
}

const AREA: f32 = 0.42;

/// What line and area stand for.
pub fn spread_key_ui(ui: &mut Ui, before: &str, after: &str) {
    let tokens = tokens(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        for (words, is_after) in [(before, false), (after, true)] {
            let galley = ui.painter().layout_no_wrap(
                words.to_owned(),
                egui::FontId::new(crate::gui::theme::size::CAPTION, crate::gui::theme::regular()),
                tokens.quiet,
            );
            let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 20.0, 18.0), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
            let y = rect.center().y;
            if is_after {
                let swatch = Rect::from_center_size(pos2(rect.left() + 7.0, y), vec2(14.0, 11.0));
                ui.painter().rect_filled(swatch, 2.0, tokens.accent.gamma_multiply(AREA));
            } else {
                ui.painter().hline(rect.left()..=rect.left() + 14.0, y, Stroke::new(1.5, tokens.text));
            }
            ui.painter().galley(pos2(rect.left() + 20.0, y - galley.size().y / 2.0), galley, tokens.quiet);
        }
    });
}

//! Upright bars with a name under each and, where it is known how sure they are, a whisker.

use super::paint::caption_at;
use crate::gui::theme::{self, size, tokens};
use egui::{Align2, Color32, FontId, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

/// A bar.
#[derive(Clone, Debug)]
pub struct UprightBar {
    pub name: String,
    /// Under the name.
    pub aside: String,
    /// In the unit of the chart; drawing only.
    pub height: f32,
    /// Lowest and highest that the numbers allow.
    pub whisker: Option<(f32, f32)>,
    /// Over the bar.
    pub text: String,
    pub colour: Color32,
    /// In full, for hover and screen reader.
    pub said: String,
}

const BOTTOM: f32 = 38.0;
const TOP: f32 = 22.0;

/// Draws them over the whole width, with a dashed line at `level` and its words.
pub fn upright_bars_ui(ui: &mut Ui, name: &str, bars: &[UprightBar], level: Option<(f32, &str)>, height: f32) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    if bars.is_empty() || !ui.is_rect_visible(rect) {
        return;
    }
    let tokens = tokens(ui);
    let painter = ui.painter().clone();
    let plot = Rect::from_min_max(rect.min + vec2(0.0, TOP), rect.max - vec2(0.0, BOTTOM));
    let tops = bars.iter().map(|bar| bar.whisker.map_or(bar.height, |(_, high)| high.max(bar.height)));
    let most = tops.chain(level.map(|(at, _)| at)).fold(0.0_f32, f32::max).max(f32::EPSILON);
    let y_of = |value: f32| plot.bottom() - plot.height() * (value / most).clamp(0.0, 1.0);
    let width = plot.width() / bars.len() as f32;
    if let Some((at, words)) = level {
        let y = y_of(at);
        let line = [pos2(plot.left(), y), pos2(plot.right(), y)];
        painter.extend(Shape::dashed_line(&line, Stroke::new(1.2, tokens.quiet), 5.0, 4.0));
        caption_at(&painter, pos2(plot.right(), y - 2.0), Align2::RIGHT_BOTTOM, words, tokens.quiet);
    }
    for (place, bar) in bars.iter().enumerate() {
        let left = plot.left() + width * place as f32;
        let room = Rect::from_x_y_ranges(left..=left + width, rect.y_range());
        let inset = (width * 0.18).clamp(2.0, 20.0);
        let column =
            Rect::from_min_max(pos2(left + inset, y_of(bar.height)), pos2(left + width - inset, plot.bottom()));
        painter.rect_filled(column, egui::CornerRadius { nw: 3, ne: 3, sw: 0, se: 0 }, bar.colour);
        let x = column.center().x;
        let mut top = column.top();
        if let Some((low, high)) = bar.whisker {
            let stroke = Stroke::new(1.5, tokens.text);
            painter.vline(x, y_of(high)..=y_of(low), stroke);
            for end in [low, high] {
                painter.hline(x - 5.0..=x + 5.0, y_of(end), stroke);
            }
            top = top.min(y_of(high));
        }
        // Its own ground, where the dashed line would strike it through.
        let font = FontId::new(size::LABEL, theme::regular());
        let galley = painter.layout_no_wrap(bar.text.clone(), font, tokens.text);
        let at = Align2::CENTER_BOTTOM.anchor_size(pos2(x, top - 3.0), galley.size());
        painter.rect_filled(at.expand2(vec2(2.0, -2.0)), 0.0, tokens.surface);
        painter.galley(at.min, galley, tokens.text);
        caption_at(&painter, pos2(x, plot.bottom() + 5.0), Align2::CENTER_TOP, &bar.name, tokens.text);
        caption_at(&painter, pos2(x, plot.bottom() + 20.0), Align2::CENTER_TOP, &bar.aside, tokens.quiet);
        let response = ui.interact(room, response.id.with(place), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Meter, true, &bar.said));
        response.on_hover_text(&bar.said);
    }
    painter.hline(plot.x_range(), plot.bottom(), Stroke::new(1.0, tokens.outline));
}

//! Steps from one value to another: the ends as bars from the left, the parts between them as floating bars.

use crate::gui::theme::{self, size, tokens};
use egui::{Align2, FontId, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// One bar.
pub struct Step<'a> {
    pub name: &'a str,
    /// Where the bar begins and ends; a whole value begins at 0.
    pub from: f32,
    pub to: f32,
    /// The value in words, with its sign.
    pub number: String,
    /// An end, not a part.
    pub whole: bool,
}

const ROW: f32 = 28.0;
const NAMES: f32 = 150.0;
const NUMBERS: f32 = 92.0;

/// Draws the steps from top to bottom, on a scale that shows the smallest part. More is worse.
pub fn waterfall_ui(ui: &mut Ui, name: &str, steps: &[Step<'_>]) {
    let tokens = tokens(ui);
    let height = ROW * steps.len() as f32;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let said: Vec<String> = steps.iter().map(|step| format!("{} {}", step.name, step.number)).collect();
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("{name}: {}", said.join(", "))));
    let places = steps.iter().flat_map(|step| if step.whole { [step.to, step.to] } else { [step.from, step.to] });
    let (least, most) = places.fold((f32::MAX, f32::MIN), |(least, most), it| (least.min(it), most.max(it)));
    // The ends are cut off at the left where the parts would be too small to see.
    let room = ((most - least) * 0.6).max(2.0);
    let (low, high) = ((least - room).max(0.0), most.max(least + 0.5));
    let track = Rect::from_min_max(
        pos2(rect.left() + NAMES, rect.top()),
        pos2((rect.right() - NUMBERS).max(rect.left() + NAMES + 40.0), rect.bottom()),
    );
    let x = |value: f32| track.left() + track.width() * ((value - low) / (high - low)).clamp(0.0, 1.0);
    let painter = ui.painter();
    for (place, step) in steps.iter().enumerate() {
        let y = rect.top() + ROW * (place as f32 + 0.5);
        let family = if step.whole { theme::semibold() } else { theme::regular() };
        let font = FontId::new(size::LABEL, family);
        painter.text(pos2(rect.left(), y), Align2::LEFT_CENTER, step.name, font.clone(), tokens.text);
        painter.text(pos2(rect.right(), y), Align2::RIGHT_CENTER, &step.number, font, tokens.text);
        let (start, end) = (if step.whole { low } else { step.from }, step.to);
        let bar = Rect::from_x_y_ranges(x(start.min(end))..=x(start.max(end)), y - 7.0..=y + 7.0);
        let colour = match () {
            () if step.whole => tokens.quiet,
            () if end > start => tokens.bands[3],
            () => tokens.bands[0],
        };
        let bar = if bar.width() < 2.0 { bar.expand2(vec2(1.0, 0.0)) } else { bar };
        painter.rect_filled(bar, 2.0, if step.whole || end != start { colour } else { tokens.outline });
        if place + 1 < steps.len() {
            painter.vline(x(end), y + 7.0..=y + ROW - 7.0, Stroke::new(1.0, tokens.outline));
        }
    }
}
